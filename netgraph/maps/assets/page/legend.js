"use strict";
/* Draws the legend, whose rows filter the map, and the two lists that choose what colours and
   sizes stand for. Which columns and classes there are, classes.js says. */
function netgraphLegend(page) {
  const { byId, element, options, mark } = netgraphUi;
  const { model, engine } = page;
  const { standings } = model.doc.meta.looks;
  const cache = new Map();
  const classes = (column) => {
    if (!cache.has(column)) cache.set(column, netgraphClasses.classesOf(model, column));
    return cache.get(column);
  };
  const colour = byId("colour");
  const size = byId("size");
  const columns = netgraphClasses.classColumns(model);
  const numbers = netgraphClasses.numberColumns(model);
  options(
    colour,
    columns.map((name) => [name, netgraphClasses.called(name)])
  );
  options(
    size,
    numbers.map((name) => [name, netgraphClasses.called(name)])
  );
  colour.addEventListener("change", () => page.change({ colour: colour.value }));
  size.addEventListener("change", () => page.change({ size: size.value }));

  const { meanings } = model.doc.meta;
  for (const list of [colour, size])
    for (const choice of list.options)
      if (Object.hasOwn(meanings, choice.value)) choice.title = meanings[choice.value];

  function hiddenOf(column) {
    return page.state.hidden[column] || new Set();
  }
  /* 1 for everybody whose classes are all shown. */
  function shown() {
    const mask = new Uint8Array(model.size).fill(1);
    Object.entries(page.state.hidden).forEach(([column, keys]) => {
      if (!keys.size) return;
      const { of, classes: found } = classes(column);
      const hides = found.map((c) => keys.has(c.key));
      for (let i = 0; i < model.size; i += 1) if (hides[of[i]]) mask[i] = 0;
    });
    return mask;
  }
  const inOrder = Object.keys(standings);
  /* Standings always stand in the same order, whatever their numbers. */
  const inTheirOrder = (found, column) =>
    found
      .filter((c) => c.count)
      .sort((a, b) =>
        column === "standing" ? inOrder.indexOf(a.key) - inOrder.indexOf(b.key) : 0
      );
  const lookOf = (c, column) =>
    column === "standing"
      ? standings[c.key]
      : { shape: "circle", fill: c.colour[0], edge: c.colour[1] };
  const textOf = (c, column) => (column === "standing" ? called(c.key) : c.text);
  function fill() {
    const { column, classes: found } = classes(page.state.colour);
    const rows = inTheirOrder(found, column).map((c) => {
      const label = element("label");
      const box = element("input", undefined, { type: "checkbox" });
      box.checked = !hiddenOf(column).has(c.key);
      box.addEventListener("change", () => {
        const keys = new Set(hiddenOf(column));
        if (box.checked) keys.delete(c.key);
        else keys.add(c.key);
        page.change({
          hidden: Object.assign(Object.create(null), page.state.hidden, { [column]: keys })
        });
      });
      const look = lookOf(c, column);
      const text = textOf(c, column);
      label.append(
        box,
        mark(look.shape, look.fill, look.edge),
        element("span", text, { class: "class", title: text }),
        element("span", c.count.toLocaleString("en"), { class: "count" })
      );
      return label;
    });
    byId("classes").replaceChildren(...rows);
    byId("legend").querySelector("legend").textContent =
      `${netgraphClasses.called(column)}: untick to hide`;
    key();
  }
  /* The word of a standing before what it means; some have only a meaning. */
  const words = (standing) => (standing ? `${standing}: ` : "");
  /* What else is drawn: sizes, lines, the star and, by layout, rings or what is hollow; shapes,
     where colours say something else. */
  function drawnNow({ onPaper = false } = {}) {
    const { state } = page;
    const size = netgraphClasses.called(state.size);
    if (state.layout === "organizations")
      return [
        ["sizes", `organizations by their people${onPaper ? "" : "; click to open"}`],
        ["line", "led there; wider: more people"],
        ["dot", "everybody there only through them"],
        ["star", model.doc.meta.seeker]
      ];
    const rows = [["sizes", `size: ${size[0].toLowerCase()}${size.slice(1)}`]];
    if (model.doc.students) rows.push(["around", "known to several students"]);
    rows.push(["line", "introduced"]);
    if (model.doc.referrals[0].length)
      rows.push([
        "dashes",
        state.layout === "tree" || model.tangled
          ? "also referred (of who is chosen)"
          : "also referred"
      ]);
    rows.push(["star", model.doc.meta.seeker]);
    if (state.layout === "radial") rows.push(["ring", "a generation"]);
    if ((state.layout === "tree" && model.doc.tree.hollow.length) || state.date !== null)
      rows.push(["hollow", "no date"]);
    if (state.since !== null) rows.push(["faded", "known before, or no date"]);
    if (state.cold) rows.push(["lost", "out of reach without them"]);
    return rows;
  }
  /* Shapes of the standings that there are, where colours say something else. */
  const shapes = () =>
    inOrder.filter(
      (name) =>
        page.state.colour !== "standing" &&
        model.people.standing.some((s) => model.doc.meta.standings[s] === name)
    );
  const called = (name) => `${words(name)}${standings[name].gloss}`;
  function key() {
    byId("key").replaceChildren(
      ...organizationLooks().map(({ look, words: text }) =>
        item(mark(look.shape, look.fill, look.edge), text)
      ),
      ...drawnNow().map(([kind, text]) => item(netgraphUi.sample(kind, looksOf(kind)), text)),
      ...shapes().map((name) =>
        item(mark(standings[name].shape, "none", "currentColor"), called(name))
      )
    );
  }
  /* All of it for a sheet of paper, {look or sample, words}, but for classes that are hidden. */
  function entries() {
    const { column, classes: found } = classes(page.state.colour);
    const hidden = hiddenOf(column);
    /* discs that are all closed show nobody: a sheet does not explain what is not on it */
    const { discs } = page.engine.scene.frame;
    const isSeen = !discs || discs.some((disc) => disc.open);
    const rows = (isSeen ? inTheirOrder(found, column) : [])
      .filter((c) => !hidden.has(c.key))
      .map((c) => ({ look: lookOf(c, column), words: `${textOf(c, column)} (${c.count})` }));
    const { layout } = page.state;
    const isDrawn = (sample) =>
      sample !== "dashes" || page.chosen().length > 0 || !(layout === "tree" || model.tangled);
    rows.push(...organizationLooks());
    for (const [sample, text] of drawnNow({ onPaper: true }).filter(([kind]) => isDrawn(kind)))
      rows.push({ sample, words: text });
    for (const name of shapes())
      rows.push({
        look: { ...standings[name], fill: "none", edge: "currentColor" },
        words: called(name)
      });
    return rows;
  }
  /* Of the map of organizations: their standings, {look, words}, as long as colours mean them. */
  function organizationLooks() {
    const { doc } = model;
    if (page.state.layout !== "organizations" || page.state.colour !== "standing") return [];
    return doc.meta.organization_standings
      .map((name, k) => {
        const there = doc.organization_standing.filter((standing) => standing === k).length;
        const count = name === "unreached" ? doc.unreached.length : there;
        const look = doc.meta.looks.organizations[name];
        return { look, count, words: `${look.gloss} (${count.toLocaleString("en")})` };
      })
      .filter(({ count }) => count);
  }
  const item = (picture, text) => {
    const created = element("li");
    created.append(picture, element("span", text));
    return created;
  };
  const looksOf = (kind) => (kind === "star" ? model.doc.meta.looks.seeker : null);
  let drawn = ["standing", "credit"];
  function apply() {
    colour.value = page.state.colour;
    size.value = page.state.size;
    if (drawn[0] !== page.state.colour) {
      const { of, classes: found } = classes(page.state.colour);
      engine.setColours(
        page.state.colour === "standing" ? null : { of, colours: found.map((c) => c.colour) }
      );
    }
    if (drawn[1] !== page.state.size)
      engine.setSizes(
        page.state.size === "credit" ? null : netgraphClasses.radii(model, page.state.size)
      );
    drawn = [page.state.colour, page.state.size];
  }
  return { columns, numbers, shown, fill, key, entries, apply, classes };
}
if (typeof module !== "undefined") module.exports = netgraphLegend;
