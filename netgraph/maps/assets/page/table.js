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
  if (doc.students) COLUMNS.unshift("seeker_id");
  const special = {
    seeker_id: (i) => doc.students.ids[people.student[i]],
    organization: model.organizationOf,
    standing: model.standingOf,
    last_contact_on: (i) => netgraphUi.iso(people.last_contact_on[i]),
    introduced_on: (i) => netgraphUi.iso(people.introduced_on[i]),
    introduced_by: (i) =>
      people.introduced_by[i] < 0 ? "" : people.contact_id[people.introduced_by[i]]
  };
  const standing = (i) => {
    const name = model.standingOf(i);
    return `${name}: ${doc.meta.looks.standings[name].gloss}`;
  };
  const byCredit = (a, b) => people.credit[b] - people.credit[a] || a - b;
  const ranked = () => page.matching().sort(byCredit);
  const introducer = (i) => {
    const by = people.introduced_by[i];
    return by < 0 ? "" : people.name[by];
  };
  /* [heading, what it sorts by]: text from a to z, numbers from the largest */
  const HEADINGS = [
    ["Name", (i) => people.name[i]],
    ["Organization", model.organizationOf],
    ["Standing", (i) => standing(i)],
    ["Introduced by", introducer],
    ["Generation", (i) => -people.generation[i]],
    ["Reach", (i) => people.reach[i]],
    ["Credit", (i) => people.credit[i]],
    ...(doc.students ? [["Student", (i) => page.students.nameOf(i)]] : [])
  ];
  const NUMBERS = new Set(["Generation", "Reach", "Credit"]);
  let sorted = { by: 6, turned: false };
  /* Blanks are last, whichever way. */
  function inOrder() {
    const value = HEADINGS[sorted.by][1];
    const way = sorted.turned ? -1 : 1;
    const text = new Intl.Collator("en", { numeric: true });
    return page.matching().sort((a, b) => {
      const [one, other] = [value(a), value(b)];
      if (typeof one === "number") return way * (other - one) || byCredit(a, b);
      if (!one || !other) return Number(!one) - Number(!other) || byCredit(a, b);
      return way * text.compare(one, other) || byCredit(a, b);
    });
  }
  function heading([word], k) {
    const title = doc.meta.meanings[word.toLowerCase().replace(" ", "_")];
    const isSorted = sorted.by === k;
    const numbers = NUMBERS.has(word);
    const falls = numbers !== sorted.turned;
    const sort = isSorted ? { "aria-sort": falls ? "descending" : "ascending" } : {};
    const cell = element("th", undefined, { scope: "col", ...sort, ...(title && { title }) });
    cell.append(
      netgraphUi.button(word, () => {
        sorted = { by: k, turned: isSorted && !sorted.turned };
        fill();
        sheet.querySelectorAll("th button")[k].focus();
      })
    );
    return cell;
  }
  function fill(most = ROWS) {
    if (sheet.hidden) return;
    const table = element("table");
    const order = HEADINGS[sorted.by][0].toLowerCase();
    table.append(
      element("caption", `Everybody shown on the map, by ${order}`, { class: "unseen" })
    );
    const head = element("tr");
    head.append(...HEADINGS.map(heading));
    const body = element("tbody");
    const rows = inOrder();
    rows.slice(0, most).forEach((i) => {
      const row = element("tr");
      const name = element("td");
      name.append(page.panel.person(i));
      const from = element("td");
      if (people.introduced_by[i] >= 0) from.append(page.panel.person(people.introduced_by[i]));
      row.append(name, element("td", model.organizationOf(i)), element("td", standing(i)), from);
      [people.generation[i], people.reach[i], people.credit[i].toFixed(2)].forEach((value) =>
        row.append(element("td", value, { class: "number" }))
      );
      if (doc.students) row.append(element("td", page.students.nameOf(i)));
      body.append(row);
    });
    const top = element("thead");
    top.append(head);
    table.append(top, body);
    sheet.replaceChildren(table);
    if (rows.length > most)
      sheet.append(
        element(
          "p",
          `The first ${most.toLocaleString("en")} of ${rows.length.toLocaleString("en")}; ` +
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
  /* For paper all rows; tells whether the table is what is shown. */
  function print(begins) {
    if (model.size > ROWS) fill(begins ? Infinity : ROWS);
    return !sheet.hidden;
  }
  return { fill: () => fill(), csv, print };
}
if (typeof module !== "undefined") module.exports = netgraphTable;
