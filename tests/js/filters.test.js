"use strict";
/* What the page decides without drawing: who passes filters, who is found, what an address may
   ask, weeks. */
const test = require("node:test");
const assert = require("node:assert");
const path = require("node:path");
const asset = (name) => require(path.join(__dirname, "../../netgraph/maps/assets", name));
const state = asset("page/state.js");
const filters = asset("page/filters.js");
const time = asset("page/time.js");
const since = asset("page/since.js");
const classes = asset("page/classes.js");
const questions = asset("page/questions.js");
globalThis.netgraphSpelling = asset("page/spelling.js");
const { model } = asset("page/model.js");
const { formula, looks } = require("./looks.js");

/* 0 -> 1 -> 2 -> 3, 4 alone; 3 at nobody's, 4 without a day. */
const search = (people = {}, meta = {}) =>
  model({
    people: {
      contact_id: ["a", "b", "c", "d", "e"],
      name: ["Ann", "Ben", "Cho", "Dan", "Eve"],
      title: ["", "", "", "", ""],
      source: ["", "", "", "", ""],
      organization: [0, 1, 1, -1, 0],
      standing: [0, 0, 0, 0, 0],
      introduced_by: [-1, 0, 1, 2, -1],
      introduced_on: [10, 20, 30, 40, null],
      credit: [3, 2, 1, 0, 0],
      decision_maker: [0, 0, 0, 0, 0],
      dominator: [0, 0, 0, 0, 0],
      ...people
    },
    organizations: ["Acme", "Birch"],
    referrals: [[], []],
    only_through: [-1, 0],
    keep_warm: [],
    layouts: {},
    seeker_places: {},
    meta: { standings: ["productive"], include: [], looks, ...meta }
  });
const everybody = () => new Uint8Array(5).fill(1);
const masks = (asked, ticked = everybody()) => {
  const { pass, drawn } = filters.masksOf(search(), { ...state.blank(), ...asked }, ticked);
  return [[...pass], [...drawn]];
};
const pass = (asked) => masks(asked)[0].join("");

test("a filter passes those it names, and draws the steps of their chains", () => {
  assert.deepEqual(masks({ generation: [3, 3] }), [
    [0, 0, 1, 0, 0],
    [1, 1, 1, 0, 0]
  ]);
  assert.deepEqual(masks({}, Uint8Array.of(0, 0, 0, 1, 0)), [
    [0, 0, 0, 1, 0],
    [1, 1, 1, 1, 0]
  ]);
});
test("both ends of a range count, and each end may be open", () => {
  assert.equal(pass({ generation: [2, 3] }), "01100");
  assert.equal(pass({ generation: [2, null] }), "01110");
  assert.equal(pass({ generation: [null, 2] }), "11001");
  assert.equal(pass({ known: [20, 30] }), "01100");
  assert.equal(pass({ known: [20, null] }), "01110");
  assert.equal(pass({ known: [null, 20] }), "11000");
});
test("who has no day is in no range of days, and on no date", () => {
  assert.equal(pass({ known: [0, 99] }), "11110");
  assert.equal(pass({ date: 20 }), "11000");
  assert.equal(pass({ date: 9 }), "00000");
});
test("an organization passes its own people, one that is not there passes nobody", () => {
  assert.equal(pass({ organization: "Birch" }), "01100");
  assert.equal(pass({ organization: "No such place" }), "00000");
});
test("filters add up", () => {
  assert.equal(pass({ organization: "Birch", generation: [3, null] }), "00100");
  assert.equal(pass({ organization: "Birch", date: 20 }), "01000");
});
test("a name that begins with what was typed comes before one that has it further on", () => {
  const found = (names, credit) =>
    search({ name: names, credit })
      .search("an")
      .map(([, i]) => names[i]);
  const names = ["Dan", "Ann", "Susan", "Andy", "Bo"];
  assert.deepEqual(found(names, [9, 1, 8, 2, 0]), ["Andy", "Ann", "Dan", "Susan"]);
});
test("names come before organizations, then titles, then ids, eight at most", () => {
  const asked = search({
    contact_id: ["ac", "b", "c", "d", "e"],
    name: ["Zoe", "Ac Ng", "Ben", "Dan", "Eve"],
    organization: [-1, -1, -1, 0, -1],
    title: ["", "", "Ac lead", "", ""],
    credit: [9, 0, 5, 1, 0]
  });
  const found = (...words) => asked.search(...words).map(([, i]) => i);
  assert.deepEqual(found("ac"), [1, 3, 2, 0]);
  assert.deepEqual(found("ac", 2), [1, 3]);
  assert.deepEqual(found("AC "), [1, 3, 2, 0]);
  const inside = search({
    name: ["Mack", "Bo", "Cy", "Di", "Ed"],
    organization: [1, 0, 1, 1, 0],
    credit: [0, 9, 0, 0, 0]
  });
  /* though an organization begins with it */
  assert.equal(inside.search("ac")[0][1], 0);
});
const known = (changes = {}) => ({
  layouts: ["radial", "timeline"],
  classes: ["standing", "source"],
  numbers: ["credit", "reach"],
  views: ["dead_ends"],
  organizations: ["Acme"],
  position: (id) => ({ a: 0 })[id],
  dayOf: (text) => (text === "2024-01-01" ? 19723 : null),
  ...changes
});
test("on a date nobody is drawn who was known later, not even as a step", () => {
  /* 0 -> 1 -> 2, of whom 1 was written down after 2 */
  const doc = { organizations: [] };
  const people = { introduced_by: [-1, 0, 1], introduced_on: [1, 9, 5], generation: [1, 2, 3] };
  const at = (date) => {
    const everybody = new Uint8Array(3).fill(1);
    return filters.masksOf({ doc, people, size: 3 }, { ...state.blank(), date }, everybody).drawn;
  };
  assert.deepEqual([...at(6)], [1, 0, 1]);
  people.introduced_on = [1, null, 5]; /* of nobody knows when: with whom they introduced */
  assert.deepEqual([...at(6)], [1, 1, 1]);
  assert.deepEqual([...at(2)], [1, 0, 0]);
});
test("an address hides classes of columns that there are, and of no others", () => {
  const read = state.read(
    "#hide=standing~quiet&hide=notes~x&hide=email~y&hide=source~a~b",
    known()
  );
  assert.deepEqual(Object.keys(read.hidden), ["standing", "source"]);
  assert.deepEqual([...read.hidden.standing], ["quiet"]);
  /* a value may hold the sign between the two */
  assert.deepEqual([...read.hidden.source], ["a~b"]);
  assert.deepEqual(Object.keys(state.read("#hide=quiet&hide=~x", known()).hidden), []);
});
test("an address chooses only what there is", () => {
  const usual = state.blank();
  const wrong =
    "#layout=x&colour=notes&size=name&show=x&organization=x&at=zz&cold=1&generation=-1~x&date=x";
  assert.deepEqual({ ...state.read(wrong, known()) }, { ...usual });
  const right = state.read(
    "#layout=timeline&colour=source&size=reach&show=dead_ends&organization=Acme&at=a&cold=1" +
      "&generation=2~&date=2024-01-01&known=~2024-01-01&view=1~-2~0.5",
    known()
  );
  assert.deepEqual(right.generation, [2, null]);
  assert.deepEqual(right.known, [null, 19723]);
  assert.deepEqual(right.rectangle, [1, -2, 0.5]);
  const { layout, colour, size, view, organization, selected, cold, date } = right;
  assert.deepEqual(
    [layout, colour, size, view, organization, selected, cold, date],
    ["timeline", "source", "reach", "dead_ends", "Acme", 0, true, 19723]
  );
});
test("a view without size, or not of three numbers, is none", () => {
  for (const view of ["1~2", "1~2~0", "1~2~-1", "1~2~x", "1~2~3~4"])
    assert.equal(state.read(`#view=${view}`, known()).rectangle, undefined);
});
test("what is as usual is not written into an address", () => {
  assert.equal(
    state.write(state.blank(), [], [], () => ""),
    ""
  );
});
test("the histogram counts who became known in each step, and nobody without a day", () => {
  assert.deepEqual(time.histogram([4, 10, null, 11, 17], [3, 10, 17]), [2, 2]);
  assert.deepEqual(time.histogram([4], []), []);
});

test("a span goes to the ends of steps that hold what is asked for, never empty", () => {
  const days = [3, 10, 17, 24];
  const cases = [
    [
      [null, null],
      [0, 3]
    ],
    [
      [10, 17],
      [1, 2]
    ],
    [
      [11, 16],
      [1, 2]
    ],
    [
      [9, 18],
      [0, 3]
    ],
    [
      [24, null],
      [2, 3]
    ],
    [
      [99, 1],
      [2, 3]
    ],
    [
      [1, 2],
      [0, 1]
    ]
  ];
  for (const [[from, to], expected] of cases)
    assert.deepEqual(since.places(days, from, to), expected, `${from} to ${to}`);
});

test("changes of a span are those whose ends it has, the newest first", () => {
  const days = [3, 10, 17, 24];
  /* kind, day, who, through, then from and to: first and last place of each */
  const rows = [
    [0, 0, 1, 6],
    [5, 12, 12, -1],
    [7, 8, 8, 9],
    [-1, 7, 7, -1],
    [0, 0, 0, 1],
    [0, 1, 1, 2],
    [1, 2, 2, 3],
    [3, 3, 2, 3]
  ];
  const found = (start, end) => since.between(rows, days, start, end).map((r) => [r.who, r.day]);
  assert.deepEqual(found(0, 3), [
    [8, 12],
    [7, 5]
  ]);
  assert.deepEqual(found(1, 2), [
    [8, 12],
    [8, 12]
  ]);
  assert.deepEqual(found(1, 3), [
    [9, 24],
    [8, 12]
  ]);
  assert.deepEqual(found(2, 3), [[9, 24]]);
});
test("ten classes have a colour each; of eleven the least frequent two are one", () => {
  const column = (n) => Array.from({ length: 2 * n - 1 }, (_, i) => `s${i % n}`);
  const found = (n) =>
    classes.classesOf(
      { doc: { meta: { include: [], looks } }, size: 2 * n - 1, people: { source: column(n) } },
      "source"
    ).classes;
  assert.deepEqual(
    found(10).map((c) => c.count),
    [2, 2, 2, 2, 2, 2, 2, 2, 2, 1]
  );
  assert.equal(found(10)[9].text, "s9");
  assert.deepEqual(found(10)[9].colour, looks.other); /* there are nine colours */
  assert.equal(found(11).length, 10);
  assert.deepEqual([found(11)[9].text, found(11)[9].count], ["other (2)", 3]);
});
test("generations are classes in their order, on a ramp, the last ones together", () => {
  const chain = Array.from({ length: 12 }, (_, i) => i - 1);
  const found = classes.classesOf(
    model({
      people: { contact_id: chain.map(String), introduced_by: chain },
      organizations: [],
      referrals: [[], []],
      meta: { include: [], looks }
    }),
    "generation"
  );
  assert.deepEqual(
    found.classes.map((c) => [c.text, c.count]),
    [
      ...Array.from({ length: 9 }, (_, k) => [`generation ${k + 1}`, 1]),
      ["generation 10 and further", 3]
    ]
  );
  assert.deepEqual(found.classes[9].colour, looks.ramp[8]);
  assert.deepEqual([...found.of], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 9]);
});
test("a column is offered as classes only where it says something", () => {
  assert.ok(!classes.classColumns(search()).includes("source"));
  const told = search({ source: ["event", "", "", "", ""], notes: ["", "", "", "", ""] });
  assert.ok(classes.classColumns(told).includes("source"));
  const noted = { notes: ["", "x", "", "", ""], empty: ["", "", "", "", ""] };
  const included = classes.classColumns(search(noted, { include: ["notes", "empty"] }));
  assert.deepEqual(included.slice(3), ["decision_maker", "notes"]);
});
test("a table's rows end in line feeds and a carriage return is harmless", () => {
  assert.equal(questions.csv([["a", 1], ["\rx"]], formula), 'a,1\n"\'\rx"\n');
  assert.equal(questions.cell("'\r", formula), "\"''\r\"");
  assert.equal(questions.cell("-1e5", formula), "-1e5");
  assert.equal(questions.cell("-1+1", formula), "'-1+1");
});
