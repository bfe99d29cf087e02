"use strict";
/* The same people as a table, and as a file. */
function netgraphTable(page) {
  const { byId, element } = netgraphUi;
  const { doc, model, people } = page;
  const ROWS = 1000; /* a table of more is no help to anybody */
  const sheet = byId("table");
  const COLUMNS = [
    "contact_id",
    "name",
    "organization",
    "title",
    "standing",
    "introduced_by",
    "generation",
    "introduced_on",
    "last_contact_on",
    "source",
    "referrals_made",
    "introductions",
    "reach",
    "exclusive_reach",
    "organizations_reached",
    "exclusive_organizations",
    "credit"
  ];
  const special = {
    organization: model.organizationOf,
    standing: model.standingOf,
    last_contact_on: (i) => netgraphUi.iso(people.last_contact_on[i]),
    introduced_on: (i) => netgraphUi.iso(people.introduced_on[i]),
    introduced_by: (i) =>
      people.introduced_by[i] < 0 ? "" : people.contact_id[people.introduced_by[i]]
  };
  const ranked = () => page.matching().sort((a, b) => people.credit[b] - people.credit[a] || a - b);
  function fill() {
    if (sheet.hidden) return;
    const table = element("table");
    table.append(
      element("caption", "Everybody shown on the map, most credit first", { class: "unseen" })
    );
    const head = element("tr");
    ["Name", "Organization", "Standing", "Introduced by", "Generation", "Reach", "Credit"].forEach(
      (word) => {
        const title = doc.meta.meanings[word.toLowerCase().replace(" ", "_")];
        head.append(element("th", word, { scope: "col", ...(title && { title }) }));
      }
    );
    const body = element("tbody");
    const rows = ranked();
    rows.slice(0, ROWS).forEach((i) => {
      const row = element("tr");
      const name = element("td");
      name.append(page.panel.person(i));
      const by = people.introduced_by[i];
      row.append(
        name,
        element("td", model.organizationOf(i)),
        element("td", doc.meta.looks.standings[model.standingOf(i)].gloss),
        element("td", by < 0 ? "" : people.name[by])
      );
      [people.generation[i], people.reach[i], people.credit[i].toFixed(2)].forEach((value) =>
        row.append(element("td", value, { class: "number" }))
      );
      body.append(row);
    });
    const top = element("thead");
    top.append(head);
    table.append(top, body);
    sheet.replaceChildren(table);
    if (rows.length > ROWS)
      sheet.append(
        element(
          "p",
          `The first ${ROWS.toLocaleString("en")} of ${rows.length.toLocaleString("en")}; ` +
            "search finds the others."
        )
      );
  }
  byId("as-table").addEventListener("click", () => {
    sheet.hidden = !sheet.hidden;
    byId("as-table").setAttribute("aria-pressed", String(!sheet.hidden));
    byId("map").inert = !sheet.hidden;
    fill();
  });
  function csv() {
    const names = [...COLUMNS, ...doc.meta.include.filter((name) => !COLUMNS.includes(name))];
    const value = (name, i) => (Object.hasOwn(special, name) ? special[name](i) : people[name][i]);
    const rows = ranked().map((i) => names.map((name) => value(name, i)));
    return netgraphQuestions.csv([names, ...rows], doc.meta.formula);
  }
  return { fill, csv };
}
if (typeof module !== "undefined") module.exports = netgraphTable;
