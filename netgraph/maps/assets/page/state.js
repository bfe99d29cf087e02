"use strict";
/* What is chosen on the page, in one plain object, and as a URL fragment and back. A fragment is
   hostile until read. */
const netgraphState = (() => {
  const blank = (layout = "radial", colour = "standing") => ({
    layout,
    selected: null,
    several: null /* two or more people chosen together, as positions */,
    opened: null /* an organization whose people are shown, as a position */,
    cold: false,
    view: null,
    finding: null,
    story: null,
    colour,
    size: "credit",
    hidden: Object.create(null),
    student: null /* whose search alone is shown */,
    organization: null,
    generation: [null, null],
    known: [null, null],
    only: null /* whom alone a notebook, or an address, wants to see, as positions */,
    since: null,
    date: null,
    moved: Object.create(null) /* by layout: a Map from people to their places, shares of it */
  });
  const MOST_MOVED = 300;
  const MOST_NAMED = 1000; /* people of a choice that an address can hold */
  const number = (text) => (/^\d{1,9}$/.test(text || "") ? Number(text) : null);
  /* From and to; one alone is both. */
  const pair = (text, read) => {
    const [a, b = a] = String(text || "").split("~");
    return [read(a), read(b)];
  };

  /* The tree of few people and the timeline of many are one layout to who asks for it; null for
     what is none. */
  const SAME_AS = { tree: "timeline", timeline: "tree" };
  const layoutOf = (name, layouts) =>
    [name, Object.hasOwn(SAME_AS, name) ? SAME_AS[name] : null].find((one) =>
      layouts.includes(one)
    ) ?? null;

  function write(state, ids, organizations, iso, first = "radial", colour = "standing") {
    const out = new URLSearchParams();
    const put = (key, value, usual) => {
      if (value !== null && value !== undefined && value !== usual && value !== "~")
        out.set(key, value);
    };
    put("layout", state.layout, first);
    put("at", state.selected === null ? null : ids[state.selected]);
    const all = (key, people) => {
      for (const i of (people || []).slice(0, MOST_NAMED)) out.append(key, ids[i]);
    };
    all("at", state.several);
    all("only", state.only);
    put("in", state.opened === null ? null : organizations[state.opened]);
    put("cold", state.cold ? "1" : null);
    put("show", state.view);
    put("finding", state.finding === null ? null : state.finding + 1);
    put("story", state.story === null ? null : state.story + 1);
    put("colour", state.colour, colour);
    put("size", state.size, "credit");
    put("student", state.student);
    put("organization", state.organization);
    put("generation", state.generation.map((g) => g ?? "").join("~"));
    put("known", state.known.map(iso).join("~"));
    put("since", state.since === null ? null : iso(state.since));
    put("date", state.date === null ? null : iso(state.date));
    Object.entries(state.hidden).forEach(([column, keys]) => {
      for (const key of keys) out.append("hide", `${column}~${key}`);
    });
    for (const [layout, places] of Object.entries(state.moved))
      for (const [i, at] of places) out.append("moved", [layout, ...at, ids[i]].join("~"));
    if (state.rectangle) put("view", state.rectangle.join("~"));
    return out.toString();
  }
  function read(fragment, known) {
    const state = blank(known.layouts[0], known.colour);
    let given;
    try {
      given = new URLSearchParams(fragment.replace(/^#/, ""));
    } catch {
      return state;
    }
    const oneOf = (key, names, usual) => (names.includes(given.get(key)) ? given.get(key) : usual);
    state.layout = layoutOf(given.get("layout"), known.layouts) || known.layouts[0];
    state.colour = oneOf("colour", known.classes, state.colour);
    state.size = oneOf("size", known.numbers, "credit");
    state.view = oneOf("show", known.views, null);
    const finding = number(given.get("finding"));
    state.finding = finding > 0 && finding <= (known.findings || 0) ? finding - 1 : null;
    const step = number(given.get("story"));
    state.story = step > 0 && step <= (known.steps || 0) ? step - 1 : null;
    const people = (key) => [
      ...new Set(
        given
          .getAll(key)
          .slice(0, MOST_NAMED)
          .map((id) => known.position(id))
          .filter((i) => i !== undefined)
      )
    ];
    const chosen = people("at");
    if (chosen.length > 1) state.several = chosen;
    else state.selected = chosen[0] ?? null;
    if (given.has("only")) state.only = people("only");
    const opened = known.organizations.indexOf(given.get("in"));
    state.opened = opened < 0 ? null : opened;
    state.cold = given.get("cold") === "1" && state.selected !== null;
    state.student = oneOf("student", known.students || [], null);
    state.organization = known.organizations.includes(given.get("organization"))
      ? given.get("organization")
      : null;
    state.generation = pair(given.get("generation"), number);
    state.known = pair(given.get("known"), known.dayOf);
    for (const end of ["since", "date"]) state[end] = known.dayOf(given.get(end));
    given
      .getAll("hide")
      .slice(0, 200)
      .forEach((text) => {
        const at = text.indexOf("~");
        const column = text.slice(0, at);
        if (!known.classes.includes(column)) return;
        state.hidden[column] ||= new Set();
        state.hidden[column].add(text.slice(at + 1));
      });
    given
      .getAll("moved")
      .slice(0, MOST_MOVED)
      .forEach((text) => {
        const [layout, east, south, ...id] = text.split("~");
        const at = [east, south].map(Number);
        const i = known.position(id.join("~"));
        if (i === undefined || !known.layouts.includes(layout)) return;
        if (!at.every((share) => Number.isFinite(share) && Math.abs(share) < 10)) return;
        state.moved[layout] ||= new Map();
        state.moved[layout].set(i, at);
      });
    const place = (given.get("view") || "").split("~").map(Number);
    if (place.length === 3 && place.every(Number.isFinite) && place[2] > 0) state.rectangle = place;
    return state;
  }
  return { blank, write, read, layoutOf };
})();
if (typeof module !== "undefined") module.exports = netgraphState;
