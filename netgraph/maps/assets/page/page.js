"use strict";
/* The page: it keeps what is chosen, asks the parts to show it, and drives an engine. It touches
   no drawing. */
(async () => {
  const { byId, iso, dayOf } = netgraphUi;
  const doc = await netgraphModel.unpack(byId("document").textContent);
  const model = netgraphModel.model(doc);
  const { people } = model;
  const page = {
    doc,
    model,
    people,
    state: netgraphState.blank(),
    questions: netgraphQuestions.ask(model)
  };
  page.engine = netgraphEngine(byId("map"), model, {
    select: (id) => page.select(id === "you" ? null : id),
    moved: () => remember()
  });
  page.panel = netgraphPanel(page);
  page.legend = netgraphLegend(page);
  page.filters = netgraphFilters(page);
  page.views = netgraphViews(page);
  page.time = netgraphTime(page);
  page.table = netgraphTable(page);
  page.search = netgraphSearch(page);
  netgraphExport(page);
  const everybody = new Uint8Array(model.size).fill(1);
  let masks = { pass: everybody, drawn: everybody };
  let organization = null; /* whose people are shown, as a position among organizations */
  const indices = (wanted) => [...people.credit.keys()].filter(wanted);
  page.matching = () => indices((i) => masks.pass[i]);

  /* A day alone leaves nobody faded: who was known stays as they are. */
  function isFiltered() {
    const { hidden, organization: at, generation, known } = page.state;
    const ranges = [...generation, ...known];
    const unticked = Object.values(hidden).some((keys) => keys.size);
    return at !== null || ranges.some((end) => end !== null) || unticked;
  }
  /* Whom to light, and whom to mark: what was asked about last; else, while a filter leaves
     steps of chains, those who pass it. Null for nobody. */
  function highlighted() {
    const { selected, cold, view } = page.state;
    if (selected !== null && cold) {
      const lost = new Set(page.questions.lostWith(selected));
      return { ids: indices((i) => !lost.has(i)), marked: selected, quiet: true };
    }
    if (selected !== null)
      return { ids: [...model.chain(selected), ...model.branch(selected)], marked: selected };
    if (organization !== null)
      return { ids: page.questions.staffOf(organization).flatMap(model.chain), marked: null };
    if (view) return { ids: page.views.views[view].lit(), marked: null };
    const isStep = (on, i) => on && !masks.pass[i];
    if (isFiltered() && masks.drawn.some(isStep))
      return { ids: page.matching(), marked: null, quiet: true };
    return { ids: null, marked: null };
  }
  function light() {
    const { ids, marked, quiet = false } = highlighted();
    page.engine.highlight(ids, marked, { quiet });
  }
  function fillPanel() {
    const { selected, cold, view } = page.state;
    if (selected !== null) page.panel.showPerson(selected, cold);
    else if (organization !== null) {
      const staff = page.questions.staffOf(organization);
      const count = netgraphUi.many(staff.length, "person", "people");
      page.panel.list(
        doc.organizations[organization],
        `${count} there, lit with the chains that led to them.`,
        staff.map((i) => () => [page.panel.person(i)])
      );
    } else if (view) page.views.views[view].show();
    else page.panel.hide();
    page.views.mark();
  }
  let remembering = 0;
  function remember() {
    clearTimeout(remembering);
    remembering = setTimeout(keep, 250);
  }
  function keep() {
    const { state, engine } = page;
    const at = engine.view ? engine.view() : null;
    state.rectangle = at ? [at.x, at.y, at.scale].map((x) => Number(x.toPrecision(6))) : undefined;
    try {
      history.replaceState(null, "", `#${netgraphState.write(state, people.contact_id, iso)}`);
    } catch {
      /* a frame without an address of its own */
    }
  }
  const FILTERS = ["hidden", "organization", "generation", "known", "date"];
  page.change = (changes) => {
    Object.assign(page.state, changes);
    page.legend.apply();
    if ("colour" in changes || "hidden" in changes) page.legend.fill();
    if (FILTERS.some((name) => name in changes)) {
      masks = page.filters.masks();
      page.engine.setVisible(masks.drawn);
      page.table.fill();
      const matching = page.matching().length;
      const drawn = masks.drawn.reduce((sum, on) => sum + on, 0);
      page.filters.show(matching, drawn - matching);
      page.time.show();
      /* what was asked about stays lit under a new filter */
      if (page.state.selected === null && organization === null && !page.state.view) light();
    }
    remember();
  };
  function ask(changes) {
    organization = null;
    Object.assign(page.state, { selected: null, cold: false, view: null }, changes);
    light();
    fillPanel();
    remember();
  }
  page.select = (i, { centre = false } = {}) => {
    ask({ selected: i });
    if (centre && i !== null) page.engine.centre(i);
  };
  page.clear = () => ask({});
  page.setCold = (cold) => ask({ selected: page.state.selected, cold });
  page.setView = (name) => ask({ view: name });
  page.showOrganization = (o) => {
    ask({});
    organization = o;
    light();
    fillPanel();
  };

  function setLayout(name, morph = true) {
    if (!Object.hasOwn(doc.layouts, name)) throw new Error(`no layout ${name}`);
    page.state.layout = name;
    page.engine.setPositions(...model.layout(name), { morph, name });
    byId("layouts")
      .querySelectorAll("button")
      .forEach((b) => b.setAttribute("aria-pressed", String(b.dataset.layout === name)));
    remember();
  }
  byId("layouts").addEventListener("click", (e) => {
    if (e.target.dataset.layout) setLayout(e.target.dataset.layout);
  });
  byId("fit").addEventListener("click", () => page.engine.fit());
  const controls = byId("controls");
  controls.open = matchMedia("(min-width: 900px) and (min-height: 600px)").matches;

  /* keys: along introductions */
  function step(key) {
    const { firsts } = model;
    const chosen = page.state.selected;
    if (chosen === null) return firsts[0];
    const by = people.introduced_by[chosen];
    const siblings = by < 0 ? firsts : model.introduced[by];
    const place = siblings.indexOf(chosen);
    return {
      ArrowUp: by < 0 ? null : by,
      ArrowDown: model.introduced[chosen][0],
      ArrowRight: siblings[(place + 1) % siblings.length],
      ArrowLeft: siblings[(place + siblings.length - 1) % siblings.length]
    }[key];
  }
  document.addEventListener("keydown", (e) => {
    const isTyping = e.target.matches("input:not([type=checkbox]):not([type=range]), select");
    if (e.ctrlKey || e.metaKey || e.altKey || isTyping) return;
    if (e.key === "/") {
      e.preventDefault();
      page.search.focus();
    } else if (e.key === "Escape") page.clear();
    else if (e.key === "0") page.engine.fit();
    else if (e.key.startsWith("Arrow") && e.target === byId("map")) {
      e.preventDefault();
      const next = step(e.key);
      if (next !== undefined) page.select(next, { centre: next !== null });
    }
  });

  /* The state that the address asks for. */
  function restore() {
    const asked = netgraphState.read(location.hash, {
      layouts: Object.keys(doc.layouts),
      classes: page.legend.columns,
      numbers: page.legend.numbers,
      views: Object.keys(page.views.views),
      organizations: doc.organizations,
      position: model.position,
      dayOf
    });
    const { layout, selected, cold, view, rectangle, ...rest } = asked;
    if (layout !== page.state.layout) setLayout(layout, false);
    page.change(rest);
    if (selected !== null || view) ask({ selected, cold, view });
    if (rectangle && page.engine.setView)
      page.engine.setView({ x: rectangle[0], y: rectangle[1], scale: rectangle[2] });
    clearTimeout(remembering);
  }
  page.filters.show(model.size, 0);
  page.time.show();
  if (location.hash.length > 1) restore();
  /* What has to be counted can wait for the first picture. */
  requestAnimationFrame(() =>
    setTimeout(() => {
      page.legend.fill();
      page.views.fill();
    }, 0)
  );

  const position = (id) => {
    const i = model.position.get(id);
    if (i === undefined) throw new Error(`no contact ${id}`);
    return i;
  };
  const names = (value) => (value === undefined || value === null ? null : [].concat(value));
  /* A day as days since 1970, null for none. */
  function dayAsked(text) {
    const day = dayOf(text);
    if (text !== null && day === null) throw new Error(`no date ${text}`);
    return day;
  }
  /* The classes of a column that are hidden when only some are shown. */
  function hiddenExcept(column, shown) {
    const known = page.legend.classes(column).classes.map((c) => c.key);
    /* a standing that nobody has is no mistake */
    const isKnown = (key) =>
      known.includes(key) || (column === "standing" && doc.meta.standings.includes(key));
    const unknown = shown.find((key) => !isKnown(key));
    if (unknown !== undefined && unknown !== null) throw new Error(`no ${column} ${unknown}`);
    return new Set(known.filter((key) => !shown.includes(key)));
  }
  function filter({
    standing,
    source,
    organization: at = null,
    generation = [null, null],
    from = null,
    to = null
  } = {}) {
    const known = [from, to].map(dayAsked);
    /* one number is both ends */
    const ends = [].concat(generation, generation).slice(0, 2);
    for (const end of ends)
      if (end !== null && !Number.isInteger(end)) throw new Error(`no generation ${end}`);
    const hidden = Object.create(null);
    for (const [column, value] of Object.entries({ standing, source })) {
      const shown = names(value);
      if (shown) hidden[column] = hiddenExcept(column, shown);
    }
    page.change({ hidden, organization: at, generation: ends, known });
  }
  window.netgraphMap = {
    ready: true,
    size: model.size,
    visible: () => page.matching().map((i) => people.contact_id[i]),
    select: (id) => page.select(id === null ? null : position(id)),
    clear: page.clear,
    selected: () => (page.state.selected === null ? null : people.contact_id[page.state.selected]),
    search: (text) => model.search(text).map((i) => people.contact_id[i]),
    setLayout,
    filter,
    setDate: (text) => page.change({ date: dayAsked(text) }),
    colourBy: (column) => {
      if (!page.legend.columns.includes(column)) throw new Error(`no column ${column}`);
      page.change({ colour: column });
    },
    sizeBy: (column) => {
      if (!page.legend.numbers.includes(column)) throw new Error(`no number ${column}`);
      page.change({ size: column });
    },
    whatIf: (id) => {
      const i = position(id);
      ask({ selected: i, cold: true });
      return page.questions.lostWith(i).map((k) => people.contact_id[k]);
    },
    show: (name) => {
      if (name !== null && !Object.hasOwn(page.views.views, name))
        throw new Error(`no view ${name}`);
      page.setView(name);
    },
    view: () => {
      keep();
      const { layout, colour, size, view, date, rectangle = null } = page.state;
      return {
        layout,
        colour,
        size,
        show: view,
        date: iso(date) || null,
        selected: window.netgraphMap.selected(),
        visible: page.matching().length,
        rectangle,
        fragment: netgraphState.write(page.state, people.contact_id, iso)
      };
    },
    csv: page.table.csv,
    ids: () => people.contact_id.slice(),
    labels: page.engine.labels,
    at: (id) => page.engine.at(position(id)),
    engine: page.engine
  };
})();
