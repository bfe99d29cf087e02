"use strict";
/* Who is shown: by organization, generation and the day on which they became known. Chains to
   them stay. */
function netgraphFilters(page) {
  const { byId, element, iso, dayOf, many } = netgraphUi;
  const { doc, model, questions } = page;
  const SUGGESTED = 200;
  const fields = {
    organization: byId("by-organization"),
    lowest: byId("from-generation"),
    highest: byId("to-generation"),
    from: byId("known-from"),
    to: byId("known-to")
  };
  const staff = questions.staff();
  const largest = [...doc.organizations.keys()]
    .sort((a, b) => staff[b] - staff[a] || a - b)
    .slice(0, SUGGESTED);
  byId("organizations").replaceChildren(
    ...largest.map((o) => element("option", undefined, { value: doc.organizations[o] }))
  );
  const generationOf = (text) => (/^\d{1,9}$/.test(text) ? Number(text) : null);
  /* The organization as the tables spell it; a name of none stays, and shows nobody. */
  function organizationAsked() {
    const text = fields.organization.value.trim().toLocaleLowerCase();
    const found = doc.organizations.find((name) => name.toLocaleLowerCase() === text);
    return found ?? (text ? fields.organization.value : null);
  }
  const changed = () =>
    page.change({
      organization: organizationAsked(),
      generation: [generationOf(fields.lowest.value), generationOf(fields.highest.value)],
      known: [dayOf(fields.from.value), dayOf(fields.to.value)]
    });
  for (const field of Object.values(fields)) field.addEventListener("change", changed);
  byId("everybody").addEventListener("click", () =>
    page.change({
      hidden: Object.create(null),
      student: null,
      organization: null,
      generation: [null, null],
      known: [null, null],
      only: null,
      date: null
    })
  );

  const masks = () => netgraphFilters.masksOf(model, page.state, page.legend.shown());
  function show(matching, steps) {
    const { state } = page;
    fields.organization.value = state.organization ?? "";
    [fields.lowest.value, fields.highest.value] = state.generation.map((end) => end ?? "");
    [fields.from.value, fields.to.value] = state.known.map(iso);
    const everybody = matching === model.size;
    const all = many(model.size, "person", "people");
    const more = steps ? `, ${steps.toLocaleString("en")} more as steps of their chains` : "";
    byId("everybody").hidden = everybody;
    byId("nobody").hidden = matching > 0;
    if (!model.size) byId("nobody").textContent = "Nobody is in these tables yet.";
    byId("shown").textContent = everybody
      ? all
      : `${matching.toLocaleString("en")} of ${all}${more}`;
    page.students?.show(everybody, steps);
  }
  return { masks, show };
}
/* Those of `ticked` who pass a state's filters, and with them those who are steps of their
   chains: 1 for each. `ticked` is changed. */
netgraphFilters.masksOf = ({ doc, people, size }, state, ticked) => {
  const [low, high] = state.generation;
  const [from, to] = state.known;
  /* -1 for an organization that is not there: it has no people, and must not let those without
     one pass */
  const at = state.organization === null ? null : doc.organizations.indexOf(state.organization);
  const within = (value, least, most) =>
    (least === null || value >= least) && (most === null || value <= most);
  const student = doc.students?.ids.indexOf(state.student) ?? -1;
  const passes = (i) => {
    if (student >= 0 && people.student[i] !== student) return false;
    const day = people.introduced_on[i];
    if (at !== null && (at < 0 || people.organization[i] !== at)) return false;
    if (!within(people.generation[i], low, high)) return false;
    /* a range of days leaves out who has no day, and so does a date: nobody knows whether they were
       known on it */
    if ((from !== null || to !== null) && (day === null || !within(day, from, to))) return false;
    return state.date === null || (day !== null && day <= state.date);
  };
  const pass = ticked;
  const only = state.only && new Uint8Array(size);
  if (only) for (const i of state.only) only[i] = 1;
  for (let i = 0; i < size; i += 1) if (pass[i] && ((only && !only[i]) || !passes(i))) pass[i] = 0;
  const drawn = pass.slice();
  /* up every chain, until somebody who is drawn already, and whose chain therefore is too; on a
     date nobody is drawn who was known only later */
  const isLater = (i) =>
    state.date !== null && people.introduced_on[i] !== null && people.introduced_on[i] > state.date;
  for (let i = 0; i < size; i += 1) {
    if (!pass[i]) continue;
    for (let by = people.introduced_by[i]; by >= 0 && !drawn[by]; by = people.introduced_by[by]) {
      if (isLater(by)) break;
      drawn[by] = 1;
    }
  }
  return { pass, drawn };
};
if (typeof module !== "undefined") module.exports = netgraphFilters;
