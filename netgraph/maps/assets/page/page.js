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
    state: netgraphState.blank(Object.keys(doc.layouts)[0], doc.students && "student"),
    questions: netgraphQuestions.ask(model)
  };
  const several = byId("several");
  page.engine = netgraphEngine(byId("map"), model, {
    select: (id) => page.select(id === "you" ? null : id),
    organization: (o) => page.showOrganization(o),
    severalAtOnce: () => several.getAttribute("aria-pressed") === "true",
    add: ({ person, disc }) => {
      if (person !== null) page.toggle([person]);
      else if (disc && disc.o >= 0) page.toggle(page.questions.staffOf(disc.o));
    },
    around: (people) => page.choose([...page.chosen(), ...people], { move: false }),
    moved: () => remember(),
    named: () => tellUnnamed(),
    tell: (i) => page.students?.known(i) || "",
    resized() {
      if (model.frameOf(model.layout(page.state.layout, page.engine.size())[0]).width)
        placeEverybody({ morph: false });
    },
    dropped: (i, x, y) => drop(i, x, y)
  });
  page.students = doc.students ? netgraphStudents(page) : null;
  page.panel = netgraphPanel(page);
  page.legend = netgraphLegend(page);
  page.filters = netgraphFilters(page);
  page.views = netgraphViews(page);
  page.findings = netgraphFindings(page);
  page.story = netgraphStory(page);
  page.since = netgraphSince(page);
  page.time = netgraphTime(page);
  page.table = netgraphTable(page);
  page.search = netgraphSearch(page);
  page.poster = netgraphPoster(page);
  netgraphExport(page);
  netgraphFocus();
  const everybody = new Uint8Array(model.size).fill(1);
  let masks = { pass: everybody, drawn: everybody };
  const indices = (wanted) => [...people.credit.keys()].filter(wanted);
  page.matching = () => indices((i) => masks.pass[i]);

  /* A day alone leaves nobody faded: who was known stays as they are. */
  function isFiltered() {
    const { hidden, organization: at, student, generation, known, only } = page.state;
    const ranges = [student, ...generation, ...known];
    const unticked = Object.values(hidden).some((keys) => keys.size);
    return at !== null || only !== null || ranges.some((end) => end !== null) || unticked;
  }
  /* Somebody in every search that they are in. */
  const alike = (i) => page.students?.alike(i) || [i];
  /* Whom to light: what was asked about last; else, while a filter leaves steps of chains, those
     who pass it. Null for nobody. */
  function highlighted() {
    const { selected, several: group, opened, cold, view, finding, story } = page.state;
    const told = story === null ? null : page.story.ids(story);
    if (told) return { ids: told.flatMap(alike) };
    if (selected !== null && cold) {
      const lost = page.questions.lostWith(selected);
      return { ids: [...model.chain(selected), ...lost], lost };
    }
    if (selected !== null)
      return { ids: alike(selected).flatMap((i) => [...model.chain(i), ...model.branch(i)]) };
    if (group) return { ids: model.chains(group) };
    if (opened !== null)
      return { ids: page.questions.staffOf(opened).flatMap(model.chain), opened };
    /* a question that finds nobody leaves all as they are */
    if (view) {
      const found = page.views.views[view].lit();
      return { ids: found.length ? found : null };
    }
    if (finding !== null) return { ids: page.findings.lit(finding) };
    if (page.state.since !== null) return { ids: page.since.lit(), fresh: true };
    const isStep = (on, i) => on && !masks.pass[i];
    if (isFiltered() && masks.drawn.some(isStep)) return { ids: page.matching(), quiet: true };
    return { ids: null };
  }
  let lit = null; /* whom a question lights, null while nothing is asked */
  function light({ move = false } = {}) {
    const { ids, ...how } = highlighted();
    lit = how.quiet ? null : ids && [...new Set(ids)];
    page.engine.highlight(ids, page.chosen().flatMap(alike), how);
    /* an ask ends with its people in the window; when it is over, all are seen again, unless a hand
       has moved the map since */
    if (move && (lit?.length || !page.engine.isMoved())) page.engine.fit(lit?.length ? lit : null);
  }
  const SORTED = 2000; /* people who are put into order; of more few are listed */
  /* Where a window has no room for the names of all who are lit, the panel lists the others. */
  function tellUnnamed() {
    if (!page.panel) return;
    const named = new Set(page.engine.labels());
    /* on the map of organizations discs are named, and people where these are open */
    const asked = page.state.layout === "organizations" ? [] : lit || [];
    const without = [...new Set(asked)].filter((i) => masks.drawn[i] && !named.has(i));
    if (without.length <= SORTED) without.sort((a, b) => people.credit[b] - people.credit[a]);
    page.panel.unnamed(without);
  }
  function fillPanel() {
    const { selected, several: group, opened, cold, view, finding, story } = page.state;
    if (story !== null && page.story.ids(story)) page.story.show(story);
    else if (selected !== null) page.panel.showPerson(selected, cold);
    else if (group) page.panel.showSeveral(group);
    else if (opened !== null) page.panel.showOrganization(opened);
    else if (view) page.views.views[view].show();
    else if (finding !== null) page.findings.show(finding);
    else if (page.state.since !== null) page.since.show();
    else page.panel.hide();
    page.views.mark();
    page.findings.mark();
    page.story.mark();
    page.legend.key();
  }
  /* One line for screen readers, who reach the panel itself when they want it. A step of the story
     says its own. */
  function say() {
    const { selected, cold, story } = page.state;
    const title = story === null ? page.panel.title() : "";
    const found = lit ? `${netgraphUi.many(lit.length, "person", "people")} lit` : "";
    const about = selected !== null && cold ? page.panel.lostWith(selected) : found;
    byId("said").textContent = title && [title, about].filter(Boolean).join(": ");
  }
  let remembering = 0;
  let isNews = false; /* since the last address something was asked, to which Back leads */
  function remember() {
    clearTimeout(remembering);
    remembering = setTimeout(keep, 250);
  }
  const fragment = () => {
    const { contact_id: ids } = people;
    return netgraphState.write(
      page.state,
      ids,
      doc.organizations,
      iso,
      Object.keys(doc.layouts)[0],
      doc.students && "student"
    );
  };
  function keep() {
    const { state, engine } = page;
    /* whoever has not moved the map sees what there is, in a window of any size */
    state.rectangle = engine.isMoved() ? inShares(engine.view(), 1) : undefined;
    const address = `#${fragment()}`;
    /* a page within another leaves the way back to that */
    const isStep = isNews && window.parent === window && address !== (location.hash || "#");
    isNews = false;
    try {
      history[isStep ? "pushState" : "replaceState"](null, "", address);
    } catch {
      /* a frame without an address of its own */
    }
    page.host?.tell();
  }
  const FILTERS = [
    "hidden",
    "student",
    "organization",
    "generation",
    "known",
    "only",
    "date",
    "since"
  ];
  /* Is anything asked besides what is new? */
  function isAsked() {
    const { selected, several: group, opened, view, finding, story } = page.state;
    return [selected, group, opened, view, finding, story].some((one) => one !== null);
  }
  page.change = (changes) => {
    const isSpan = page.state.since !== null || changes.since !== undefined;
    Object.assign(page.state, changes);
    /* a day within a span is one of its days */
    if (page.state.since !== null && "date" in changes)
      Object.assign(page.state, page.time.snapped(page.state.since, page.state.date));
    page.legend.apply();
    if ("colour" in changes || "hidden" in changes) page.legend.fill();
    if (FILTERS.some((name) => name in changes)) {
      masks = page.filters.masks();
      page.engine.setVisible(masks.drawn, { onDay: page.state.date !== null });
      page.legend.key();
      page.table.fill();
      const matching = page.matching().length;
      const drawn = masks.drawn.reduce((sum, on) => sum + on, 0);
      page.filters.show(matching, drawn - matching);
      page.time.show();
      /* what was asked about stays lit under a new filter */
      if (!isAsked()) {
        if (isSpan) fillPanel();
        light();
        say();
      }
    }
    remember();
  };
  function ask(changes, { move = true } = {}) {
    const nothing = { selected: null, several: null, opened: null, cold: false, view: null };
    Object.assign(page.state, nothing, { finding: null, story: null }, changes);
    /* what is new is told of the whole search */
    if (changes.since) page.change({ since: changes.since, date: null });
    else if (changes.since === null) page.change({ since: null });
    fillPanel();
    light({ move });
    say();
    isNews = true;
    remember();
  }
  page.select = (i) => ask({ selected: i });
  /* Whom a hand, or a notebook, has chosen: nobody, one or several. */
  page.chosen = () => {
    const { selected, several: group, story } = page.state;
    if (story !== null) return [];
    return group || (selected === null ? [] : [selected]);
  };
  page.choose = (people_, { move = true, cold = false } = {}) => {
    const [first = null, ...more] = new Set(people_);
    ask(more.length ? { several: [first, ...more] } : { selected: first, cold }, { move });
  };
  /* Add people to those chosen, or take them out again where all of them are. The map stays as it
     is under the hand. */
  page.toggle = (people_) => {
    const before = page.chosen();
    const gone = people_.every((i) => before.includes(i)) ? new Set(people_) : new Set();
    const stay = before.filter((i) => !gone.has(i));
    page.choose(gone.size ? stay : [...stay, ...people_], { move: false });
  };
  /* A button that stands for somebody: with Shift, Ctrl or Cmd it adds them. */
  page.press = (e, i) => (e.shiftKey || e.ctrlKey || e.metaKey ? page.toggle([i]) : page.select(i));
  several.addEventListener("click", () =>
    several.setAttribute("aria-pressed", String(several.getAttribute("aria-pressed") !== "true"))
  );
  /* The last that was asked is over; what is new since a day is asked until then. */
  page.clear = () => {
    if (!isAsked() && page.state.since !== null) page.change({ since: null });
    ask({});
  };
  page.tell = (changes) => ask(changes);
  page.setCold = (cold) => ask({ selected: page.state.selected, cold });
  page.setView = (name) => ask({ view: name });
  page.setFinding = (k) => ask({ finding: k });
  page.showOrganization = (o) => ask({ opened: o });

  function layoutOf(name) {
    const found = netgraphState.layoutOf(name, Object.keys(doc.layouts));
    if (!found) throw new Error(`no layout ${name}`);
    return found;
  }
  function setLayout(name, morph = true) {
    page.state.layout = layoutOf(name);
    placeEverybody({ morph });
    pressLayout();
    isNews = true;
    remember();
  }
  function pressLayout() {
    byId("layouts")
      .querySelectorAll("button")
      .forEach((b) => {
        b.hidden = !Object.hasOwn(doc.layouts, b.dataset.layout);
        b.setAttribute("aria-pressed", String(b.dataset.layout === page.state.layout));
      });
    page.legend.key();
  }
  /* The box of a layout, of which moved people keep their share: the window, where it is
     stretched to that. */
  function boxOf([x, y, seeker]) {
    const { width, height } = model.frameOf(x);
    if (width) return { left: 0, top: 0, width, height };
    const box = netgraphGeometry.bounds(x, y, null, seeker);
    const [wide, high] = [box.right - box.left, box.bottom - box.top];
    return { left: box.left, top: box.top, width: wide || 1, height: high || 1 };
  }
  /* A view as the address has it, and back (`way` -1): what is stretched to the window in shares of
     that. */
  function inShares({ x, y, scale }, way, size = page.engine.size()) {
    const frame = model.frameOf(model.layout(page.state.layout, size)[0]);
    const units = frame.width ? [frame.width, frame.height, frame.scale] : [1, 1, 1];
    return [x, y, scale].map((value, k) => Number((value / units[k] ** way).toPrecision(6)));
  }
  /* Places of moved people in a window of some size. */
  page.moved = (size) => {
    const { left, top, width, height } = boxOf(model.layout(page.state.layout, size));
    const moved = new Map();
    for (const [i, [east, south]] of page.state.moved[page.state.layout] || [])
      moved.set(i, [left + east * width, top + south * height]);
    return moved;
  };
  /* What the window shows, in a window of another size. */
  page.viewOn = (size) => {
    const shares = inShares(page.engine.view(), 1);
    const [x, y, scale] = inShares({ x: shares[0], y: shares[1], scale: shares[2] }, -1, size);
    const now = page.engine.size();
    const isFrame = model.frameOf(model.layout(page.state.layout, size)[0]).width;
    const grown = isFrame ? 1 : Math.min(size.width / now.width, size.height / now.height);
    return { x, y, scale: scale * grown };
  };
  function placeEverybody({ morph }) {
    const size = page.engine.size();
    const layout = model.layout(page.state.layout, size);
    page.engine.setPositions(...layout, { morph, moved: page.moved(size) });
  }
  /* Somebody was moved by hand to a place of the world. */
  function drop(i, x, y) {
    const { layout, moved } = page.state;
    const { left, top, width, height } = boxOf(model.layout(layout, page.engine.size()));
    const share = (value) => Number(value.toFixed(4));
    moved[layout] ||= new Map();
    moved[layout].set(i, [share((x - left) / width), share((y - top) / height)]);
    byId("replace").hidden = false;
    remember();
  }
  byId("replace").addEventListener("click", () => {
    page.state.moved = Object.create(null);
    byId("replace").hidden = true;
    placeEverybody({ morph: true });
    remember();
  });
  pressLayout();
  byId("layouts").addEventListener("click", (e) => {
    if (e.target.dataset.layout) setLayout(e.target.dataset.layout);
  });
  byId("fit").addEventListener("click", () => page.engine.fit());
  const controls = byId("controls");
  controls.open = matchMedia("(min-width: 900px) and (min-height: 680px)").matches;

  /* keys: along introductions */
  function step(key) {
    const { firsts } = model;
    const chosen = page.chosen().at(-1);
    if (chosen === undefined) return firsts[0];
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
    if (!e.target.matches("input") && page.story.key(e.key)) {
      e.preventDefault();
      return;
    }
    if (e.key === "/") {
      e.preventDefault();
      page.search.focus();
    } else if (e.key === "Escape") {
      if (!isAsked()) several.setAttribute("aria-pressed", "false");
      page.clear();
    } else if (e.key === "0") page.engine.fit();
    else if (e.key.startsWith("Arrow") && e.target === byId("map")) {
      e.preventDefault();
      const next = step(e.key);
      if (next === undefined || (next === null && e.shiftKey)) return;
      /* the next step is the last chosen: from there the arrows go on */
      if (e.shiftKey) page.choose([...page.chosen().filter((i) => i !== next), next]);
      else page.select(next);
    }
  });

  /* The state that an address asks for, whatever was shown before; with `stay` who is chosen, and
     who alone is seen, stay so. */
  function restore(address, { stay = false } = {}) {
    const asked = netgraphState.read(address, {
      layouts: Object.keys(doc.layouts),
      classes: page.legend.columns,
      numbers: page.legend.numbers,
      views: Object.keys(page.views.views),
      findings: page.findings.count,
      steps: page.story.count(),
      organizations: doc.organizations,
      students: doc.students?.ids,
      colour: doc.students && "student",
      position: model.position,
      dayOf
    });
    const { layout, story, rectangle, moved, ...others } = asked;
    const { selected, several: group, opened, cold, view, finding, ...rest } = others;
    const isQuestion = [opened, view, finding, story].some((one) => one !== null);
    const chosen = stay && !isQuestion ? page.chosen() : group || [selected ?? []].flat();
    if (stay) rest.only = page.state.only;
    const isPut = Object.keys(moved).length > 0;
    const wasPut = Object.keys(page.state.moved).length > 0;
    page.state.moved = moved;
    byId("replace").hidden = !isPut;
    if (layout !== page.state.layout || isPut || wasPut) setLayout(layout, false);
    page.change(rest);
    /* a step of the story says itself whom it is about */
    if (story !== null) page.story.tell(story);
    else if (chosen.length) page.choose(chosen, { cold });
    else if (isAsked() || isQuestion) ask({ opened, view, finding });
    if (rectangle) {
      const [x, y, scale] = inShares({ x: rectangle[0], y: rectangle[1], scale: rectangle[2] }, -1);
      page.engine.setView({ x, y, scale });
    } else if (page.state.student !== null && !lit) page.engine.fit(page.matching());
    else if (page.engine.isMoved()) page.engine.fit(lit?.length ? lit : null);
    clearTimeout(remembering);
    isNews = false;
  }
  /* Back, Forward, and an address typed over the last one */
  window.addEventListener("hashchange", () => {
    if (location.hash !== `#${fragment()}`) restore(location.hash);
  });
  page.filters.show(model.size, 0);
  page.time.show();
  page.legend.apply();
  page.students?.fill();
  if (location.hash.length > 1) restore(location.hash);
  /* What has to be counted can wait for the first picture. */
  requestAnimationFrame(() =>
    setTimeout(() => {
      page.legend.fill();
      page.views.fill();
    }, 0)
  );

  const position = (id) => {
    const i = model.position(id);
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
    student = null,
    generation = [null, null],
    from = null,
    to = null,
    only: alone = null
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
    const only = alone?.map(position) ?? null;
    if (student !== null && !doc.students?.ids.includes(student))
      throw new Error(`no student ${student}`);
    const isOther = student !== page.state.student;
    page.change({ hidden, student, organization: at, generation: ends, known, only });
    /* one search fills the window, as it does for a hand that chooses it */
    if (isOther && !lit) page.engine.fit(student === null ? null : page.matching());
  }
  window.netgraphMap = {
    ready: true,
    size: model.size,
    visible: () => page.matching().map((i) => people.contact_id[i]),
    select: (id) => page.select(id === null ? null : position(id)),
    clear: page.clear,
    lit: () => (lit || []).map((i) => people.contact_id[i]),
    selected: () => (page.state.selected === null ? null : people.contact_id[page.state.selected]),
    choose: (ids) => page.choose(ids.map(position)),
    chosen: () => page.chosen().map((i) => people.contact_id[i]),
    search: (text) => model.search(text).map(([, i]) => people.contact_id[i]),
    setLayout,
    organizations: page.engine.organizations,
    openOrganization: (name) => {
      const o = doc.organizations.indexOf(name);
      if (o < 0) throw new Error(`no organization ${name}`);
      page.showOrganization(o);
    },
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
    findings: page.findings.all,
    /* light who is new between two days, at the ends of the slider's steps, and give the span with
       its changes; null ends it */
    since: (since, until = null) => {
      const [start, end] = [since, until].map(dayAsked);
      if (!page.since.days.length) throw new Error("no dates");
      if (start !== null && end !== null && end <= start) throw new Error(`${until} is no later`);
      ask({});
      page.change(page.time.snapped(start, end));
      light({ move: true });
      if (page.state.since === null) return null;
      return {
        from: iso(page.state.since),
        to: iso(page.state.date) || doc.meta.as_of,
        changes: page.since.rows()
      };
    },
    /* go to a step, from 1; null ends the story; gives its title */
    story: (step) => {
      if (step !== null && !(Number.isInteger(step) && step > 0 && step <= page.story.count()))
        throw new Error(`no step ${step}`);
      page.story.tell(step === null ? null : step - 1);
      return step === null ? null : page.story.title(step - 1);
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
        chosen: window.netgraphMap.chosen(),
        visible: page.matching().length,
        rectangle,
        fragment: fragment()
      };
    },
    csv: page.table.csv,
    ids: () => people.contact_id.slice(),
    labels: () => page.engine.labels().map((i) => people.contact_id[i]),
    at: (id) => page.engine.at(position(id)),
    engine: page.engine
  };
  page.host = netgraphHost(page, { restore, fragment, keep, mask: () => masks.pass });
})();
