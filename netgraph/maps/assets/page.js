"use strict";
/* The page: search, legend, panel, table, keys. It drives an engine and touches no drawing. All text is set as text. */
(async () => {
  const byId = (id) => document.getElementById(id);
  const doc = await netgraphModel.unpack(byId("document").textContent);
  const model = netgraphModel.model(doc);
  const { people } = model;
  const words = { productive: "referred somebody", open: "not met yet", waiting: "a referral may come", quiet: "silent", closed: "declined or no reply" };
  const marks = {
    productive: '<circle cx="8" cy="8" r="6" fill="#0b3c6f" stroke="#8fb4dc"/>', waiting: '<path d="M8 1l7 7-7 7-7-7z" fill="#d55e00" stroke="#7a3600"/>',
    open: '<path d="M8 1.5l7 12H1z" fill="#56b4e9" stroke="#1d6d9c"/>', quiet: '<rect x="2.5" y="2.5" width="11" height="11" fill="#d4d4d4" stroke="#7d7d7d"/>',
    closed: '<path d="M8 14.5L1 2.5h14z" fill="#fff" stroke="#7d7d7d"/>',
  };
  let chosen = null;
  const hidden = new Set();

  function element(tag, text, attributes = {}) {
    const made = document.createElement(tag);
    if (text !== undefined) made.textContent = text;
    Object.entries(attributes).forEach(([key, value]) => { if (key === "class") made.className = value; else made.setAttribute(key, value); });
    return made;
  }
  function personButton(i) {
    const button = element("button", people.name[i], { type: "button" });
    button.addEventListener("click", () => select(i));
    return button;
  }
  const date = (day) => (day === null ? "" : new Date(day * 864e5).toISOString().slice(0, 10));
  const ROWS = 1000; /* a table of more is no help to anybody */
  function visible() {
    const mask = new Uint8Array(model.size);
    for (let i = 0; i < model.size; i += 1) mask[i] = hidden.has(people.standing[i]) ? 0 : 1;
    return mask;
  }
  function visiblePeople() {
    const mask = visible();
    return [...people.credit.keys()].filter((i) => mask[i]);
  }

  const engine = netgraphEngine(byId("map"), model, { select: (id) => select(id === "you" ? null : id) });

  function select(i) {
    chosen = i;
    if (i === null) { engine.highlight(null, null); byId("panel").hidden = true; return; }
    engine.highlight([...model.chain(i), ...model.branch(i)], i);
    show(i);
  }
  function show(i) {
    const panel = byId("panel");
    panel.replaceChildren();
    const close = element("button", "×", { class: "close", type: "button", "aria-label": "Close" });
    close.addEventListener("click", () => select(null));
    panel.append(close, element("h2", people.name[i]));
    const where = [people.title[i], model.organizationOf(i)].filter(Boolean).join(", ");
    if (where) panel.append(element("p", where));
    const standing = model.standingOf(i);
    const chance = people.chance[i] === null ? "" : `, chance of a referral ${Math.round(people.chance[i] * 100)} %`;
    panel.append(element("p", `${standing}: ${words[standing]}${chance}`, { class: "faint" }));
    const chain = element("p", undefined, { class: "chain", "aria-label": "Chain that led here" });
    chain.append(element("span", doc.meta.seeker));
    model.chain(i).forEach((step) => { chain.append(element("span", "→", { class: "faint" }), step === i ? element("strong", people.name[i]) : personButton(step)); });
    panel.append(chain);
    const facts = [
      ["Known since", date(people.introduced_on[i])], ["Last contact", people.last_contact_on[i]], ["Found through", people.source[i]], ["Generation", people.generation[i]],
      ["Referrals made", people.referrals_made[i]], ["Introduced", people.introductions[i]], ["Reach", people.reach[i]], ["Only through them", people.exclusive_reach[i]],
      ["Organizations reached", people.organizations_reached[i]], ["… only through them", people.exclusive_organizations[i]], ["Credit", people.credit[i].toFixed(2)],
      ["Decides", people.decision_maker[i] ? "yes" : ""], ...doc.meta.include.map((name) => [name, people[name][i]]),
    ];
    const list = element("dl");
    facts.filter(([, value]) => value !== "" && value !== null).forEach(([name, value]) => list.append(element("dt", name), element("dd", value)));
    panel.append(list);
    [["Introduced", model.introduced[i]], ["Also referred by", model.second[i]]].forEach(([title, others]) => {
      if (!others.length) return;
      const row = element("div", undefined, { class: "people" });
      others.slice(0, 40).forEach((other) => row.append(personButton(other)));
      if (others.length > 40) row.append(element("span", `and ${others.length - 40} more`, { class: "faint" }));
      panel.append(element("h3", title), row);
    });
    panel.hidden = false;
  }

  /* legend */
  const counts = doc.meta.standings.map((_, s) => people.standing.filter((x) => x === s).length);
  doc.meta.standings.forEach((standing, s) => {
    if (!counts[s]) return;
    const label = element("label");
    const box = element("input", undefined, { type: "checkbox", checked: "" });
    box.addEventListener("change", () => { if (box.checked) hidden.delete(s); else hidden.add(s); engine.setVisible(visible()); fillTable(); });
    const mark = element("span");
    mark.innerHTML = `<svg viewBox="0 0 16 16" aria-hidden="true">${marks[standing]}</svg>`; /* our own drawing, no text from tables */
    label.append(box, mark.firstChild, element("span", words[standing]), element("span", String(counts[s]), { class: "count" }));
    byId("legend").append(label);
  });

  /* search */
  const search = byId("search");
  const list = byId("suggestions");
  let found = [];
  let at = -1;
  function suggest() {
    found = model.search(search.value);
    at = found.length ? 0 : -1;
    list.replaceChildren(...found.map((i, k) => {
      const item = element("li", people.name[i], { role: "option", id: `suggestion-${k}`, "aria-selected": String(k === at) });
      const where = [people.title[i], model.organizationOf(i)].filter(Boolean).join(", ");
      if (where) item.append(element("small", where));
      item.addEventListener("mousedown", (e) => { e.preventDefault(); take(k); });
      return item;
    }));
    if (search.value.trim() && !found.length) list.append(element("li", "nobody of that name", { class: "faint" }));
    list.hidden = !search.value.trim();
    search.setAttribute("aria-expanded", String(!list.hidden));
    if (at >= 0) search.setAttribute("aria-activedescendant", `suggestion-${at}`); else search.removeAttribute("aria-activedescendant");
  }
  function take(k) {
    if (k < 0) return;
    list.hidden = true;
    search.setAttribute("aria-expanded", "false");
    select(found[k]);
    engine.centre(found[k]);
  }
  search.addEventListener("input", suggest);
  search.addEventListener("blur", () => { list.hidden = true; });
  search.addEventListener("keydown", (e) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[e.key];
    if (step && found.length) {
      e.preventDefault();
      at = (at + step + found.length) % found.length;
      [...list.children].forEach((item, k) => item.setAttribute("aria-selected", String(k === at)));
      search.setAttribute("aria-activedescendant", `suggestion-${at}`);
    } else if (e.key === "Enter") take(at);
    else if (e.key === "Escape") { list.hidden = true; search.blur(); }
  });

  /* layouts, fit, table */
  function setLayout(name) {
    if (!doc.layouts[name]) throw new Error(`no layout ${name}`);
    engine.setPositions(...model.layout(name), { morph: true });
    byId("layouts").querySelectorAll("button").forEach((b) => b.setAttribute("aria-pressed", String(b.dataset.layout === name)));
  }
  byId("layouts").addEventListener("click", (e) => { if (e.target.dataset.layout) setLayout(e.target.dataset.layout); });
  byId("fit").addEventListener("click", () => engine.fit());
  function fillTable() {
    if (byId("table").hidden) return;
    const table = element("table");
    table.append(element("caption", "Everybody on the map, most credit first", { class: "unseen" }));
    const head = element("tr");
    ["Name", "Organization", "Standing", "Introduced by", "Generation", "Reach", "Credit"].forEach((title) => head.append(element("th", title, { scope: "col" })));
    const body = element("tbody");
    const rows = visiblePeople().sort((a, b) => people.credit[b] - people.credit[a] || a - b);
    rows.slice(0, ROWS).forEach((i) => {
      const row = element("tr");
      const name = element("td");
      name.append(personButton(i));
      const by = people.introduced_by[i];
      row.append(name, element("td", model.organizationOf(i)), element("td", model.standingOf(i)), element("td", by < 0 ? "" : people.name[by]));
      [people.generation[i], people.reach[i], people.credit[i].toFixed(2)].forEach((value) => row.append(element("td", value, { class: "number" })));
      body.append(row);
    });
    const top = element("thead");
    top.append(head);
    table.append(top, body);
    byId("table").replaceChildren(table);
    if (rows.length > ROWS) byId("table").append(element("p", `The first ${ROWS.toLocaleString("en")} of ${rows.length.toLocaleString("en")}; search finds the others.`));
  }
  byId("as-table").addEventListener("click", () => {
    byId("table").hidden = !byId("table").hidden;
    byId("as-table").setAttribute("aria-pressed", String(!byId("table").hidden));
    fillTable();
  });

  /* keys: along introductions */
  function step(key) {
    const { firsts } = model;
    if (chosen === null) return firsts[0];
    const by = people.introduced_by[chosen];
    const siblings = by < 0 ? firsts : model.introduced[by];
    const place = siblings.indexOf(chosen);
    return { ArrowUp: by < 0 ? null : by, ArrowDown: model.introduced[chosen][0], ArrowRight: siblings[(place + 1) % siblings.length], ArrowLeft: siblings[(place + siblings.length - 1) % siblings.length] }[key];
  }
  document.addEventListener("keydown", (e) => {
    if (e.target.matches("input")) return;
    if (e.key === "/") { e.preventDefault(); search.focus(); search.select(); }
    else if (e.key === "Escape") select(null);
    else if (e.key === "0") engine.fit();
    else if (e.key.startsWith("Arrow") && e.target === byId("map")) {
      e.preventDefault();
      const next = step(e.key);
      if (next !== undefined) { select(next); if (next !== null) engine.centre(next); }
    }
  });

  window.netgraphMap = {
    ready: true,
    size: model.size,
    visible: () => visiblePeople().map((i) => people.contact_id[i]),
    select: (id) => { const i = model.position.get(id); if (i === undefined) throw new Error(`no contact ${id}`); select(i); },
    clear: () => select(null),
    selected: () => (chosen === null ? null : people.contact_id[chosen]),
    search: (text) => model.search(text).map((i) => people.contact_id[i]),
    setLayout,
    filter: ({ standing }) => { hidden.clear(); if (standing) doc.meta.standings.forEach((name, s) => { if (!standing.includes(name)) hidden.add(s); }); engine.setVisible(visible()); fillTable(); },
    ids: () => people.contact_id.slice(),
    labels: engine.labels,
    at: (id) => engine.at(model.position.get(id)),
    engine,
  };
})();
