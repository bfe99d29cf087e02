"use strict";
/* Pictures to keep: whatever the text, an SVG document is well-formed and says what it was
   given. */
const test = require("node:test");
const assert = require("node:assert");
globalThis.netgraphPaint = require("../../netgraph/maps/assets/canvas/paint.js");
globalThis.netgraphCurves = require("../../netgraph/maps/assets/canvas/curves.js");
globalThis.netgraphGeometry = require("../../netgraph/maps/assets/canvas/geometry.js");
const svg = require("../../netgraph/maps/assets/canvas/svg.js");
const makeScene = require("../../netgraph/maps/assets/canvas/scene.js");
const { looks } = require("./looks.js");

/* 0 -> 1, 0 -> 2, 3; 1 also referred 3 */
const model = () => ({
  size: 4,
  doc: { meta: { standings: ["productive", "quiet"], looks }, referrals: [[1], [3]] },
  people: {
    introduced_by: [-1, 0, 0, -1],
    credit: [4, 1, 0, 0],
    standing: [0, 0, 1, 1],
    name: ["A<b>", "B", "C", "D"]
  }
});
const placed = () => {
  const scene = makeScene(model());
  scene.place([0, 10, 20, 5000], [0, 10, -10, 0], [50, 50], { name: "" });
  return scene;
};
const inks = {
  paper: "#fbfbf9",
  ink: "#1f2328",
  line: "#a3a9b0",
  faded: "#e6e8ea",
  second: "#a89f84"
};
const drawn = (scene, title = "t") =>
  svg.ofScene(scene, {
    title,
    view: { scale: 1, x: 0, y: 0 },
    size: { width: 400, height: 300 },
    inks,
    labels: [],
    nameOf: (i) => model().people.name[i]
  });

test("text is escaped and what XML forbids is replaced, lone surrogates too", () => {
  assert.strictEqual(
    svg.text('<a href="x">&\'\u0000\u0008\uFFFE\uD800b\u{1F600}'),
    "&lt;a href=&quot;x&quot;&gt;&amp;&#39;\uFFFD\uFFFD\uFFFD\uFFFDb\u{1F600}"
  );
});
test("dots in the window are in the picture, others are not", () => {
  const picture = drawn(placed());
  assert.strictEqual([...picture.matchAll(/<(circle|polygon) [^>]*><title>/g)].length, 3);
  assert.ok(picture.includes("<title>A&lt;b&gt;</title>"));
});
test("who is hidden is in no picture, nor are their lines", () => {
  const scene = placed();
  scene.seen[1] = 0;
  const picture = drawn(scene);
  assert.ok(!picture.includes("<title>B</title>"));
  assert.strictEqual(/class="introductions" d="([^"]*)"/.exec(picture)[1].match(/M/g).length, 3);
  assert.strictEqual(/class="referrals" d="([^"]*)"/.exec(picture)[1], "");
});
test("sizes order who is painted last, and a wrong number of them is refused", () => {
  const scene = placed();
  assert.deepStrictEqual([...scene.order], [0, 1, 2, 3]);
  scene.setSizes(Float32Array.from([9, 9, 30, 12]));
  assert.deepStrictEqual([...scene.order], [2, 3, 0, 1]);
  assert.throws(() => scene.setSizes(new Float32Array(3)), /sizes for 3 of 4/);
});
test("a palette colours by class, and who is not lit is faded", () => {
  const scene = placed();
  scene.palette = {
    of: [1, 0, 0, 0],
    colours: [
      ["#111111", "#222222"],
      ["#333333", "#444444"]
    ]
  };
  assert.deepStrictEqual(scene.lookOf(0, inks), ["circle", "#333333", "#444444"]);
  scene.setLit([1]);
  assert.deepStrictEqual(scene.lookOf(0, inks), ["circle", inks.faded, inks.faded]);
});
test("lines from somebody who introduced very many are thin, so that they are no blot", () => {
  const crowd = (others) => {
    const one = model();
    one.size = others + 1;
    one.people = {
      introduced_by: [-1, ...new Array(others).fill(0)],
      credit: new Array(others + 1).fill(0),
      standing: new Array(others + 1).fill(0)
    };
    one.doc.referrals = [[], []];
    const scene = makeScene(one);
    const places = Array.from({ length: others + 1 }, (_, i) => i);
    scene.place(places, places, [50, 50], { name: "" });
    return [0, 1, others].map((i) => scene.crowded(i));
  };
  assert.deepStrictEqual(crowd(50), [false, false, false]);
  assert.deepStrictEqual(crowd(51), [false, true, true]);
});
test("where further referrals outnumber people, only those of the chosen person are drawn", () => {
  const one = { ...model(), tangled: true };
  const scene = makeScene(one);
  scene.place([0, 10, 20, 30], [0, 10, -10, 0], [50, 50], { name: "" });
  const ends = new Float64Array(4);
  assert.strictEqual(scene.isSecondDrawn(0, ends), false);
  scene.marked = new Set([3]);
  assert.strictEqual(scene.isSecondDrawn(0, ends), true);
  scene.marked = new Set([0]);
  assert.strictEqual(scene.isSecondDrawn(0, ends), false);
});
test("lit lines are the thinner the more are lit, and never thinner than the others", () => {
  const width = (litCount, more = {}, thin = 0.4) =>
    globalThis.netgraphPaint.litWidth({ frame: {}, litCount, quiet: false, ...more }, thin);
  assert.equal(width(3), 1.8);
  assert.ok(width(1000) < 1 && width(1000) > width(20000));
  assert.equal(width(20000, {}, 0.9), 0.9);
  assert.equal(width(3, { quiet: true }), 0.4);
  assert.ok(width(3, { frame: { pitch: 6 } }) < width(3));
});
