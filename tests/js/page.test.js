"use strict";
/* The parts of the page that draw nothing: classes, questions, state, cells. */
const test = require("node:test");
const assert = require("node:assert");
const path = require("node:path");
const asset = (name) => require(path.join(__dirname, "../../netgraph/maps/assets", name));
const classes = asset("page/classes.js");
const questions = asset("page/questions.js");
const state = asset("page/state.js");
globalThis.netgraphSpelling = asset("page/spelling.js");
const { model } = asset("page/model.js");
const { formula, looks } = require("./looks.js");
const { dayOf, iso, apart } = (() => {
  global.document = {};
  return asset("page/ui.js");
})();

/* 0 -> 1 -> 2 -> 4, 1 -> 3, 2 -> 3 later; 5 alone. */
function search(changes = {}) {
  const people = {
    contact_id: ["a", "b", "c", "d", "e", "f"],
    name: ["Ann", "Ben", "Cho", "Dan", "Eve", "Fay"],
    title: ["", "", "", "", "", ""],
    source: ["event", "", "", "", "", "event"],
    organization: [0, 1, 1, 2, 2, -1],
    standing: [0, 0, 0, 2, 3, 3],
    introduced_by: [-1, 0, 1, 1, 2, -1],
    introduced_on: [1, 2, 3, 4, 5, null],
    credit: [2, 1, 0.5, 0, 0, 0],
    decision_maker: [0, 0, 0, 1, 0, 0],
    dominator: [0, 0, 0, 0, 0, 0],
    chance: [null, null, null, null, 0.1, 0],
    reach: [4, 3, 2, 0, 0, 0],
    score: ["1", "2.5", "", "-3", "4e2", "0"],
    ...changes.people
  };
  return model({
    people,
    organizations: ["Acme", "Birch", "Cedar"],
    referrals: [[2], [3]],
    only_through: [-1, 0, 1],
    keep_warm: [[0, 2, 2]],
    dead_ends: [[2], [1]],
    dead_end_people: 1,
    grain: 1,
    layouts: {},
    seeker_places: {},
    meta: {
      standings: ["productive", "closed", "open", "waiting", "quiet"],
      include: ["score"],
      by_structure: false,
      looks,
      ...changes.meta
    }
  });
}

test("classes are the most frequent values, with none last", () => {
  const found = classes.classesOf(search(), "source");
  assert.deepEqual(
    found.classes.map((c) => [c.text, c.count]),
    [
      ["event", 2],
      ["none", 4]
    ]
  );
  assert.deepEqual([...found.of], [0, 1, 1, 1, 1, 0]);
});
test("a legend counts the contacts of students, and not the students", () => {
  /* Ann has two contacts, Bo has one; both stand behind all contacts, without a source */
  const doc = { students: { ids: ["s1", "s2"] }, meta: { include: [], looks } };
  const people = {
    source: ["event", "event", "event", "", ""],
    name: ["Cy", "Di", "Eve", "Ann", "Bo"],
    student: [0, 0, 1, 0, 1],
    generation: [1, 2, 1, 0, 0]
  };
  const counted = (column) => {
    const { classes: found, of } = classes.classesOf({ doc, size: 5, people }, column);
    return [found.map((c) => [c.text, c.count]), [...of]];
  };
  assert.deepEqual(counted("student"), [
    [
      ["Ann", 2],
      ["Bo", 1]
    ],
    [0, 0, 1, 0, 1]
  ]);
  assert.deepEqual(counted("source"), [
    [
      ["event", 3],
      ["none", 0]
    ],
    [0, 0, 0, 1, 1]
  ]);
  assert.deepEqual(counted("generation")[0], [
    ["students", 2],
    ["generation 1", 2],
    ["generation 2", 1]
  ]);
});
test("what is beyond the ninth class is other", () => {
  const n = 30;
  const column = (make) => Array.from({ length: n }, (_, i) => make(i));
  const many = {
    doc: { meta: { include: [], looks } },
    size: n,
    people: { source: column((i) => `s${i % 15}`) }
  };
  const found = classes.classesOf(many, "source");
  assert.equal(found.classes.length, 10);
  assert.equal(found.classes[9].text, "other (6)");
  assert.equal(found.classes[9].count, 12);
  assert.equal(
    found.classes.reduce((sum, c) => sum + c.count, 0),
    n
  );
});
test("a column of numbers can be a size, one of words cannot", () => {
  assert.ok(classes.numberColumns(search()).includes("score"));
  assert.ok(
    !classes
      .numberColumns(search({ people: { score: ["1", "x", "", "", "", ""] } }))
      .includes("score")
  );
  const radii = classes.radii(search(), "score");
  assert.equal(radii[4], 30);
  assert.equal(radii[3], 9); /* below zero is nothing */
});
test("without somebody all that is only through them is lost", () => {
  const asked = questions.ask(search({ people: { dominator: [0, 0, 0, 0, 0, 0] } }));
  assert.deepEqual(asked.lostWith(1).sort(), [2, 3, 4]);
  assert.deepEqual(asked.organizationsLost(0), [1, 2]);
  /* d is only through a */
  const other = questions.ask(search({ people: { dominator: [0, 0, 0, 1, 0, 0] } }));
  assert.deepEqual(other.lostWith(1).sort(), [2, 4]);
  const nobody = questions.ask(search({ people: { dominator: [0, 0, 0, -1, 0, 0] } }));
  assert.deepEqual(nobody.lostWith(0).sort(), [1, 2, 4]);
});
test("dead ends are those that were listed, with all of their branch", () => {
  assert.deepEqual(questions.ask(search()).deadEnds(), [{ top: 2, size: 2, through: 1 }]);
});
test("organizations that hang on one person", () => {
  assert.deepEqual(questions.ask(search()).singleThreaded(), [
    { organization: 1, through: 0, people: 2 },
    { organization: 2, through: 1, people: 2 }
  ]);
});
test("cells that a spreadsheet would run are harmless, and quoted where they must be", () => {
  assert.deepEqual(
    ["=1+1", "+x", "-x", "@a", "\tx", "'=1", "-3", "a,b", 'q"q', "l\nl", null, 7].map((value) =>
      questions.cell(value, formula)
    ),
    ["'=1+1", "'+x", "'-x", "'@a", "'\tx", "''=1", "-3", '"a,b"', '"q""q"', '"l\nl"', "", "7"]
  );
});
test("a state comes back from its fragment", () => {
  const known = {
    layouts: ["radial", "timeline"],
    classes: ["standing", "source"],
    numbers: ["credit", "reach"],
    views: ["dead_ends"],
    organizations: ["Acme & Söhne #1"],
    position: (id) => ({ "id=1&x": 3 })[id],
    dayOf
  };
  const before = {
    ...state.blank(),
    layout: "timeline",
    selected: 3,
    opened: 0,
    cold: true,
    colour: "source",
    size: "reach",
    organization: "Acme & Söhne #1",
    generation: [2, null],
    known: [null, 20000],
    date: 19999,
    rectangle: [1.5, -2, 0.25]
  };
  before.hidden.source = new Set(["a~b", "", "ü"]);
  const ids = ["", "", "", "id=1&x"];
  const after = state.read(`#${state.write(before, ids, known.organizations, iso)}`, known);
  assert.deepEqual(
    JSON.parse(JSON.stringify({ ...after, hidden: [...after.hidden.source] })),
    JSON.parse(JSON.stringify({ ...before, hidden: [...before.hidden.source] }))
  );
});
test("words from right to left stand apart from a sentence, and nothing else does", () => {
  assert.equal(apart("Half of 45 hang on Ann Lee (2)."), "Half of 45 hang on Ann Lee (2).");
  const [cohen, ali, ab] = [
    "\u05d3\u05d5\u05d3 \u05db\u05d4\u05df",
    "\u0639\u0644\u064a",
    "\u05d0\u05d1"
  ];
  assert.equal(
    apart(`12 hang on ${cohen}, 3 on ${ali} (${ab}).`),
    `12 hang on \u2068${cohen}\u2069, 3 on \u2068${ali}\u2069 (\u2068${ab}\u2069).`
  );
});
test("an organization that is nowhere here is not opened", () => {
  const known = { layouts: ["radial"], classes: [], numbers: [], views: [], dayOf };
  const read = state.read("#in=Acme", {
    ...known,
    organizations: ["Bolt"],
    position: () => undefined
  });
  assert.equal(read.opened, null);
});
test("a hostile fragment is harmless", () => {
  const known = {
    layouts: ["radial"],
    classes: ["standing"],
    numbers: ["credit"],
    views: [],
    organizations: [],
    position: () => undefined,
    dayOf
  };
  for (const text of [
    "",
    "#",
    "#layout=<script>&at=%E0%A4%A&date=yesterday&view=1~2&generation=1e9~-1&hide=__proto__~x",
    `#${"hide=standing~x&".repeat(5000)}`,
    "#view=NaN~1~1&date=2024-13-99"
  ]) {
    const read = state.read(text, known);
    assert.equal(read.layout, "radial");
    assert.equal(read.selected, null);
    assert.equal(read.date, null);
    assert.equal(read.rectangle, undefined);
    assert.equal({}.x, undefined);
  }
});
test("days and texts", () => {
  assert.equal(iso(dayOf("2024-02-29")), "2024-02-29");
  assert.equal(dayOf("2024-02-30"), null);
  assert.equal(dayOf("2024-1-1"), null);
  assert.equal(iso(null), "");
});

test("a name is cut between letters as people see them, and turned as its script is", () => {
  const { short, begin, letters } = globalThis.netgraphSpelling;
  assert.equal(short("Ann  Lee"), "Ann Lee");
  assert.equal(short("x".repeat(28)), "x".repeat(28));
  assert.equal(short(`${"x".repeat(20)} O'Brien-Müller 1`), `${"x".repeat(13)}…Brien-Müller 1`);
  /* a family of four, a flag and a letter with its accent are one letter each */
  const family = "👨‍👩‍👧‍👦";
  assert.equal(letters(`${family}🇵🇱e\u0301`).length, 3);
  assert.equal(short(family.repeat(20)), family.repeat(20));
  assert.equal(short(family.repeat(40)), `${family.repeat(13)}…${family.repeat(14)}`);
  assert.equal(begin(family.repeat(9), 2), family.repeat(2));
  const isWhole = (text) => text.isWellFormed?.() ?? true;
  for (let k = 0; k < 9; k += 1) assert.ok(isWhole(short("x".repeat(k) + "🚀".repeat(300))));
  assert.equal(short("עמר (ABC-4)"), "\u2068עמר (ABC-4)\u2069");
});
