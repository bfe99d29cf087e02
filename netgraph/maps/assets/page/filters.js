"use strict";
/* Who is shown: by organization, generation and the day on which they became known. Chains to them stay. */
function netgraphFilters(page) {
  const { byId, element, iso, dayOf, many } = netgraphUi;
  const { doc, model, people, questions } = page;
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
  const whole = (text) => (/^\d{1,9}$/.test(text) ? Number(text) : null);
  function wanted() {
    const text = fields.organization.value.trim().toLocaleLowerCase();
    return (
      doc.organizations.find((name) => name.toLocaleLowerCase() === text) ??
      (text ? fields.organization.value : null)
    );
  }
  Object.values(fields).forEach((field) =>
    field.addEventListener("change", () =>
      page.change({
        organization: wanted(),
        generation: [whole(fields.lowest.value), whole(fields.highest.value)],
        known: [dayOf(fields.from.value), dayOf(fields.to.value)]
      })
    )
  );
  byId("everybody").addEventListener("click", () =>
    page.change({
      hidden: Object.create(null),
      organization: null,
      generation: [null, null],
      known: [null, null],
      date: null
    })
  );

  /* Those who pass, and those who stay as steps of their chains. */
  function masks() {
    const { state } = page;
    const pass = page.legend.shown();
    const at =
      state.organization === null
        ? null
        : doc.organizations.indexOf(
            state.organization
          ); /* -1, which nobody has, for none of them */
    const [low, high] = state.generation;
    const [from, to] = state.known;
    for (let i = 0; i < model.size; i += 1) {
      const day = people.introduced_on[i];
      if (!pass[i]) continue;
      if (
        (at !== null && (at < 0 || people.organization[i] !== at)) ||
        (low !== null && people.generation[i] < low) ||
        (high !== null && people.generation[i] > high)
      )
        pass[i] = 0;
      else if (
        (from !== null || to !== null) &&
        (day === null || (from !== null && day < from) || (to !== null && day > to))
      )
        pass[i] = 0;
      else if (state.date !== null && day !== null && day > state.date)
        pass[i] = 0; /* without a day: there from the beginning */
    }
    const drawn = pass.slice();
    for (let i = 0; i < model.size; i += 1)
      if (pass[i])
        for (let by = people.introduced_by[i]; by >= 0 && !drawn[by]; by = people.introduced_by[by])
          drawn[by] = 1;
    return { pass, drawn };
  }
  function tell(count, steps) {
    const { state } = page;
    fields.organization.value = state.organization ?? "";
    [fields.lowest.value, fields.highest.value] = state.generation.map((g) => g ?? "");
    [fields.from.value, fields.to.value] = state.known.map(iso);
    byId("everybody").hidden = count === model.size;
    byId("shown").textContent =
      count === model.size
        ? many(count, "person", "people")
        : `${count.toLocaleString("en")} of ${many(model.size, "person", "people")}${steps ? `, ${steps.toLocaleString("en")} more as steps of their chains` : ""}`;
  }
  return { masks, tell };
}
if (typeof module !== "undefined") module.exports = netgraphFilters;
