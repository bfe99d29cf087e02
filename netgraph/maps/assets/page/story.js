"use strict";
/* The search told in a few steps, as slides: each lights people, moves there and has an address. */
function netgraphStory(page) {
  const { byId, many, apart } = netgraphUi;
  const { doc, model, people } = page;
  const strip = byId("story");

  const list = (title, about, ids) => () =>
    page.panel.list(
      title,
      about,
      ids.map((i) => () => [page.panel.person(i)])
    );
  /* {title, changes of the state} or {title, ids, show}; steps without anybody are left out */
  function makeSteps() {
    const steps = [];
    const told = (title, about, ids) => {
      if (ids.length) steps.push({ title, ids, show: list(title, about, ids), changes: {} });
    };
    const thisWeek = () =>
      page.panel.list(
        "This week",
        "The first of what to do next.",
        doc.this_week.map((i) => () => [
          page.panel.person(i),
          netgraphUi.element("span", page.panel.doing(i), { class: "faint" })
        ])
      );
    for (const [title, about, ids] of page.students?.story() || []) told(title, about, ids);
    const firsts = many(model.firsts.length, "first contact");
    if (!doc.students) told("How it began", `${firsts}: nobody referred them.`, model.firsts);
    let branch = [];
    for (const i of model.firsts) {
      const one = model.branch(i);
      if (one.length > branch.length) branch = one;
    }
    if (branch.length > 1)
      told(
        apart(`The largest branch: ${people.name[branch[0]]}`),
        `${many(branch.length, "person", "people")} of ${model.size.toLocaleString("en")}.`,
        branch
      );
    let hub = 0;
    people.exclusive_reach.forEach((count, i) => {
      if (count > people.exclusive_reach[hub]) hub = i;
    });
    if (people.exclusive_reach[hub] > 0)
      steps.push({
        title: apart(`What hangs on ${people.name[hub]}`),
        changes: { selected: hub, cold: true }
      });
    for (const name of ["dead_ends", "keep_warm"]) {
      const { title, count } = page.views.views[name];
      if (count()) steps.push({ title, changes: { view: name } });
    }
    const lately = page.since.lately();
    if (lately)
      steps.push({ title: `New since ${netgraphUi.iso(lately)}`, changes: { since: lately } });
    if (doc.this_week.length)
      steps.push({ title: "This week", ids: doc.this_week, show: thisWeek, changes: {} });
    return steps;
  }
  let steps = null;
  const all = () => (steps ||= makeSteps());
  const clamp = (k) => Math.max(0, Math.min(all().length - 1, k));
  function tell(k) {
    if (k === null || !all().length) page.tell({ since: null });
    else page.tell({ since: null, ...all()[clamp(k)].changes, story: clamp(k) });
  }
  function mark() {
    const { story } = page.state;
    strip.hidden = story === null;
    byId("tell").setAttribute("aria-pressed", String(story !== null));
    if (story === null) return;
    byId("step").textContent = `${story + 1} of ${all().length}: ${all()[clamp(story)].title}`;
    byId("step-back").disabled = story === 0;
    byId("step-on").disabled = story >= all().length - 1;
  }
  byId("tell").addEventListener("click", () => tell(page.state.story === null ? 0 : null));
  byId("step-back").addEventListener("click", () => tell(page.state.story - 1));
  byId("step-on").addEventListener("click", () => tell(page.state.story + 1));
  /* Arrow keys turn the pages; true where this was one. */
  function key(name) {
    const way = { ArrowRight: 1, ArrowLeft: -1 }[name];
    if (page.state.story === null || !way) return false;
    tell(page.state.story + way);
    return true;
  }
  return {
    tell,
    mark,
    key,
    count: () => all().length,
    ids: (k) => all()[clamp(k)].ids || null,
    show: (k) => all()[clamp(k)].show(),
    title: (k) => all()[clamp(k)].title
  };
}
if (typeof module !== "undefined") module.exports = netgraphStory;
