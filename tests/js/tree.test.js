"use strict";
/* The tree stretched to a window, on trees so small or so deep that they are seldom drawn. */
const test = require("node:test");
const assert = require("node:assert/strict");
const { stretch } = require("../../netgraph/maps/assets/page/tree.js");

const { captions, paint, ticks } = require("../../netgraph/maps/assets/canvas/guides.js");

const LOOKS = { radius: { smallest: 9, largest: 28 } };
const WINDOW = { width: 1200, height: 800 };

/* Everybody introduced by the one before, or nobody by anybody. */
function model(count, chained) {
  const introduced = Array.from({ length: count }, (_, i) =>
    chained && i + 1 < count ? [i + 1] : []
  );
  return {
    size: count,
    people: { credit: Array.from({ length: count }, (_, i) => (chained ? count - 1 - i : 0)) },
    doc: { meta: { looks: LOOKS } },
    firsts: [...Array(chained ? 1 : count).keys()],
    introduced,
    descend(visit) {
      if (chained) for (let i = 1; i < count; i += 1) visit(i, i - 1);
    }
  };
}

test("one generation has no columns, and you stand beside its middle", () => {
  for (const rows of [[0], [0, 20, 40]]) {
    const guides = { by_date: false, generations: 1, alone: 0, undated: null, hollow: [] };
    const places = [rows.map(() => 1800), rows];
    const found = stretch(model(rows.length, false), places, guides, WINDOW);
    assert.deepEqual(found.frame.generations, []);
    const middle = (found.y[0] + found.y.at(-1)) / 2;
    assert.ok(Math.abs(found.seeker[1] - middle) < 1e-3);
  }
});

test("dots of a long chain are smaller, so that they do not run together", () => {
  const count = 80;
  const chain = model(count, true);
  const guides = { by_date: false, generations: count, alone: null, undated: null, hollow: [] };
  const places = [
    Array.from({ length: count }, (_, i) => (3600 * i) / (count - 1)),
    new Array(count).fill(0)
  ];
  const { x, frame } = stretch(chain, places, guides, WINDOW);
  assert.equal(frame.generations.length, count);
  for (let i = 1; i < count; i += 1) {
    const radius = (k) => 9 + 19 * Math.sqrt(chain.people.credit[k] / (count - 1));
    assert.ok(x[i] - x[i - 1] > 0.7 * (radius(i - 1) + radius(i)), `${i}`);
  }
  assert.ok(x.at(-1) * frame.scale <= WINDOW.width);
  assert.ok(9 * frame.scale >= 2.7); /* still seen */
});

test("who was introduced stands clear of their introducer, however large both are", () => {
  /* one a day, of which the first ten make up nearly all credit */
  const count = 40;
  const chain = model(count, true);
  chain.people.credit = Array.from({ length: count }, (_, i) => (i < 10 ? 30 : 0));
  const guides = { by_date: false, generations: 2, alone: null, undated: null, hollow: [] };
  const places = [
    Array.from({ length: count }, (_, i) => (i < 10 ? i : 3600)),
    new Array(count).fill(0)
  ];
  const { x, frame } = stretch(chain, places, guides, { width: 3000, height: 800 });
  for (let i = 1; i < 10; i += 1) assert.ok((x[i] - x[i - 1]) * frame.scale > 2 * 28 * frame.scale);
  assert.ok(x.at(-1) * frame.scale <= 3000);
});

test("rings that would be a blot are left out, those around nobody too", () => {
  const drawn = [];
  const context = { save() {}, restore() {}, beginPath() {}, stroke() {}, fillRect() {} };
  context.arc = (...circle) => drawn.push(circle[2]);
  const rings = (root, step) => Array.from({ length: 20 }, (_, k) => [0, 0, step * (k + 1), root]);
  const guides = { circles: [...rings(0, 4), ...rings(1, 40), ...rings(2, 40)], far: [] };
  const frame = { x: 1000, y: 1000, width: 2000, height: 2000, scale: 1, dense: 1 };
  paint(context, guides, { seen: [1, 1, 0] }, frame, {}, false);
  assert.deepEqual(drawn, [
    ...[12, 24, 36, 48, 60, 72],
    ...Array.from({ length: 20 }, (_, k) => 40 * (k + 1))
  ]);
});

test("many of one day stand apart, none far from it, and whom they introduced follow", () => {
  /* one who introduced 150 on one day, in rows of less than a dot; the first of them one more */
  const count = 152;
  const by = Array.from({ length: count }, (_, i) => (i === count - 1 ? 1 : i ? 0 : -1));
  const wide = {
    ...model(count, false),
    firsts: [0],
    descend(visit) {
      for (let i = 1; i < count; i += 1) visit(i, by[i]);
    }
  };
  const rows = by.map((one, i) => 20 * (one === 1 ? 0 : i));
  const day = by.map((one) => [0, 1800, 1802][one + 1]);
  const guides = { by_date: false, generations: 3, alone: null, undated: null, hollow: [] };
  for (const height of [500, 800]) {
    const { x, y, frame } = stretch(wide, [day, rows], guides, { width: 1200, height });
    const radius = 9 * frame.scale;
    assert.ok(frame.pitch < 2 * radius);
    for (let i = 1; i < count; i += 1) {
      if (by[i] === 0) assert.ok((x[i] - x[3]) * frame.scale < 20.1, `${i}`);
      for (let k = 1; k < i; k += 1)
        assert.ok(frame.scale * Math.hypot(x[i] - x[k], y[i] - y[k]) > 2 * radius, `${i} ${k}`);
    }
  }
});

test("the heading of who introduced nobody lies on no dot above it", () => {
  /* 60 rows of a chain that leads down, its last as large as its first, and one alone below */
  const count = 61;
  const people = model(count, true);
  people.people.credit.fill(5);
  const rows = Array.from({ length: count }, (_, i) => 20 * i);
  const guides = { by_date: false, generations: 2, alone: 1200, undated: null, hollow: [] };
  const places = [rows.map((_, i) => (3600 * i) / count), rows];
  for (const height of [390, 800, 1600]) {
    const window = { width: 1200, height };
    const { y, frame } = stretch(people, places, guides, window);
    const caption = frame.alone * frame.scale - 26;
    assert.ok(y[59] * frame.scale + 28 * frame.scale < caption, `${height}`);
    assert.ok(y[60] * frame.scale < height);
  }
});

test("the star stands clear of the largest dot, in a narrow window too", () => {
  for (const width of [390, 1200]) {
    const guides = { by_date: false, generations: 2, alone: null, undated: null, hollow: [] };
    const window = { width, height: 800 };
    const places = [
      [0, 3600],
      [0, 0]
    ];
    const { x, seeker, frame } = stretch(model(2, true), places, guides, window);
    const radius = 28 * frame.scale;
    assert.ok((x[0] - seeker[0]) * frame.scale >= radius + 16, `${width}`);
  }
});
test("dots are smaller in a narrow window, and still seen", () => {
  const guides = { by_date: false, generations: 2, alone: null, undated: null, hollow: [] };
  const places = [
    [0, 3600],
    [0, 0]
  ];
  const radius = [390, 1200].map((width) => {
    const { frame } = stretch(model(2, true), places, guides, { width, height: 800 });
    return Math.round(9 * frame.scale);
  });
  assert.deepEqual(radius, [4, 6]);
});

test("a short time is marked by days or Mondays, a long one by months", () => {
  const day = (text) => Date.parse(`${text}T00:00:00Z`) / 864e5;
  const [first, last] = [day("2026-01-10"), day("2026-01-20")];
  assert.deepEqual(
    ticks(first, last, 3).map(([, text]) => text),
    ["12 Jan 2026", "19 Jan"]
  );
  assert.equal(ticks(first, last, 0.5).length, 11);
  assert.deepEqual(
    ticks(first, day("2026-03-20"), 20).map(([, text]) => text),
    ["Feb 2026", "Mar"]
  );
});

test("who stands off the scale of days is counted beside it, by month", () => {
  const day = (text) => Date.parse(text) / 864e5;
  const far = [
    { side: "before", at: 0.1, people: 1, first: day("1999-03-02"), last: day("1999-03-02") },
    { side: "behind", at: 0.9, people: 3, first: day("2030-01-01"), last: day("2031-05-05") }
  ];
  const tree = { by_date: true, alone: null, undated: null, hollow: [], low: 0, span: 10, far };
  const places = [[0], [0]];
  const { frame } = stretch(model(1, false), places, { ...tree, first: 1, last: 9 }, WINDOW);
  assert.ok(frame.far[0].at < frame.far[1].at);
  const trunk = { ...frame, undated: null, generations: [] };
  const guides = { days: null, heading: null, far: frame.far, tree: trunk };
  const view = { x: 600 / frame.scale, y: 0, scale: frame.scale };
  const texts = captions(guides, view, WINDOW).map(({ text }) => text);
  assert.deepEqual(texts, ["1 in Mar 1999", "3 in Jan 2030 to May 2031"]);
});
