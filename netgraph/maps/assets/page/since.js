"use strict";
/* What is new between two days: whom it lights, and the changes of the span as Python found them.
   Node tests what touches no page. */
function netgraphSince(page) {
  const { element, iso, many } = netgraphUi;
  const { doc, model, people } = page;
  const { days, kinds, undated, rows } = doc.since;
  const LISTED = 60;
  const LATELY = 28; /* days */
  const words = (kind) => kinds[kind].replaceAll("_", " ");
  /* The span shown, as places among the days. */
  const places = () => netgraphSince.places(days, page.state.since, page.state.date);
  const changes = () => {
    const [start, end] = places();
    return netgraphSince.between(rows, days, start, end);
  };
  /* Who was not known before, and is now. */
  function lit() {
    const { since, date } = page.state;
    const isNew = (day) => day !== null && day > since && (date === null || day <= date);
    return [...people.introduced_on.keys()].filter((i) => isNew(people.introduced_on[i]));
  }
  /* The day some weeks before the last, where anybody is new since then; else null. */
  function lately() {
    const day = days.findLast((one) => one <= days.at(-1) - LATELY);
    return day !== undefined && people.introduced_on.some((known) => known > day) ? day : null;
  }
  const title = () => {
    const { since, date } = page.state;
    return date === null ? `New since ${iso(since)}` : `New from ${iso(since)} to ${iso(date)}`;
  };
  function show() {
    const [start, end] = places();
    const later = end < days.length - 1 ? ` --as-of ${iso(days[end])}` : "";
    const command = `netgraph changes TABLES --since ${iso(days[start])}${later}`;
    const found = lit().length;
    const about = `${many(found, "new contact")}, lit on the map.`;
    if (!rows) {
      page.panel.list(title(), `${about} All changes: ${command}`, []);
      return;
    }
    const listed = changes();
    page.panel.list(
      title(),
      `${about} All that changed, the newest first (${command}):`,
      listed.slice(0, LISTED).map((row) => () => one(row)),
      { counts: counted(listed), more: listed.length - LISTED, note: undated[end] }
    );
  }
  function counted(listed) {
    const count = kinds.map(() => 0);
    for (const { kind } of listed) count[kind] += 1;
    return kinds.map((_, kind) => [words(kind), count[kind] || ""]);
  }
  function one({ kind, day, who, through }) {
    const parts = [
      page.panel.person(who),
      element("span", words(kind), { class: "faint" }),
      element("time", iso(day), { class: "faint" })
    ];
    if (through >= 0) {
      const line = element("div");
      line.append(element("span", "through", { class: "faint" }), page.panel.person(through));
      parts.push(line);
    }
    return parts;
  }
  /* The same as rows of `netgraph changes`; null where the page does not hold them. */
  const asRows = () =>
    rows &&
    changes().map(({ kind, day, who, through }) => ({
      date: iso(day),
      change: kinds[kind],
      contact_id: people.contact_id[who],
      name: people.name[who],
      organization: model.organizationOf(who),
      through: through < 0 ? null : people.contact_id[through]
    }));
  return { days, lit, lately, show, title, rows: asRows };
}
/* Places among the days of a span that holds what is asked for; null is the first, and the last. */
netgraphSince.places = (days, from, to) => {
  const last = days.length - 1;
  let start = from === null ? 0 : days.findLastIndex((day) => day <= from);
  start = Math.max(0, Math.min(last - 1, start));
  let end = to === null ? last : days.findIndex((day) => day >= to);
  if (end < 0) end = last;
  return [start, Math.max(start + 1, end)];
};
/* The changes of one span, the newest first: {kind, day, who, through}. What stands at the end of
   its span has the day -1. */
netgraphSince.between = (rows, days, start, end) => {
  const [kind, day, who, through, fromFirst, fromLast, toFirst, toLast] = rows;
  const found = [];
  for (let k = 0; k < kind.length; k += 1)
    if (start >= fromFirst[k] && start <= fromLast[k] && end >= toFirst[k] && end <= toLast[k])
      found.push({
        kind: kind[k],
        day: day[k] < 0 ? days[end] : day[k],
        who: who[k],
        through: through[k]
      });
  return found.sort((a, b) => b.day - a.day);
};
if (typeof module !== "undefined") module.exports = netgraphSince;
