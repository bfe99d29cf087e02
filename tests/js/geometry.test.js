"use strict";
/* The parts of the map that draw nothing, in node: `node --test tests/js/`. */
const test = require("node:test");
const assert = require("node:assert");
const zlib = require("node:zlib");
const geometry = require("../../netgraph/maps/assets/canvas/geometry.js");
globalThis.netgraphSpelling = require("../../netgraph/maps/assets/page/spelling.js");
const models = require("../../netgraph/maps/assets/page/model.js");

/* a -> b -> c, a -> d, e -> f; f also referred c */
const doc = () => ({
  meta: { standings: ["productive", "quiet"] },
  organizations: ["Acme", "Birch"],
  people: {
    contact_id: [..."abcdef"],
    name: ["Ann", "Ben", "Cho", "Dan", "Ann Eve", "Fay"],
    title: ["", "", "Head of Acme things", "", "", ""],
    organization: [0, 1, -1, 0, 1, -1],
    standing: [0, 0, 1, 1, 0, 1],
    introduced_by: [-1, 0, 1, 0, -1, 4],
    credit: [2.5, 1, 0, 0, 1, 0]
  },
  referrals: [[5], [2]],
  layouts: {
    radial: [
      { grain: 4, steps: [10, 1, 2, 3, -10, 1] },
      { grain: 4, places: [0, 0, 5, 0, 0, -2] }
    ]
  },
  seeker_places: { radial: [0, 0] }
});

test("a tree of which some are not seen keeps its left edge, as days go on to the right", () => {
  const frame = { width: 500, height: 300, scale: 2 };
  const size = { width: 1000, height: 600 };
  const scene = { x: [30, 120, 470], y: [40, 280, 150], seeker: [20, 40], frame };
  for (const seen of [
    [1, 1, 1],
    [1, 1, 0],
    [1, 0, 0]
  ]) {
    const view = geometry.viewOfAll({ ...scene, seen }, size);
    assert.ok(view.scale >= frame.scale);
    assert.ok(view.x - size.width / 2 / view.scale >= -1e-9, String(seen));
    assert.ok(view.y + size.height / 2 / view.scale <= frame.height + 1e-9, String(seen));
  }
});
test("a document is unpacked from base64 of gzip", async () => {
  const packed = zlib.gzipSync(Buffer.from(JSON.stringify(doc()))).toString("base64");
  assert.deepStrictEqual(await models.unpack(packed), doc());
});
test("a chain leads from the first contact, a branch holds all who came through a person", () => {
  const model = models.model(doc());
  assert.deepStrictEqual(model.chain(2), [0, 1, 2]);
  assert.deepStrictEqual(model.branch(0).sort(), [0, 1, 2, 3]);
  assert.deepStrictEqual(model.second(2), [5]);
  assert.deepStrictEqual([model.secondTo(5), model.secondTo(0)], [[2], []]);
});
test("generations and introductions are counted from who introduced whom", () => {
  const { people } = models.model(doc());
  assert.deepStrictEqual(people.generation, [1, 2, 3, 2, 1, 2]);
  assert.deepStrictEqual(people.introductions, [2, 1, 0, 0, 1, 0]);
});
test("places are sums of steps from the introducer, in grains", () => {
  const [x, y, seeker] = models.model(doc()).layout("radial");
  assert.deepStrictEqual([...x], [40, 44, 52, 52, -40, -36]);
  assert.deepStrictEqual([...y], [0, 0, 20, 0, 0, -8]); /* these came whole */
  assert.deepStrictEqual(seeker, [0, 0]);
});
test("search takes names first, then organizations, then titles, the most credit first", () => {
  const model = models.model(doc());
  const found = (text) => model.search(text).map(([, i]) => i);
  assert.deepStrictEqual(found("ann"), [0, 4]);
  assert.deepStrictEqual(found("ACME"), [0, 3, 2]);
  assert.deepStrictEqual(found("ánn"), [0, 4]); /* accents, here and there, make no difference */
  assert.deepStrictEqual(found("eve"), [4]); /* a word within the name */
  assert.deepStrictEqual(found("  "), []);
  assert.deepStrictEqual(found("nobody"), []);
});
test("slips are forgiven where nothing is spelled as it was typed", () => {
  const { slips, nearest, fold } = netgraphSpelling;
  assert.strictEqual(slips("lela", "leila dahl", 1), 1); /* a letter left out */
  assert.strictEqual(slips("liela", "leila dahl", 1), 1); /* two letters swapped */
  assert.strictEqual(slips("leila", "leila dahl", 1), 0);
  assert.strictEqual(slips("dahl", "leila dahl", 1), Infinity);
  assert.strictEqual(nearest("dhal", "leila dahl"), 1); /* any word may begin with it */
  assert.strictEqual(nearest("xyz", "leila dahl"), Infinity); /* too few letters to be wrong in */
  assert.strictEqual(nearest("thandwie jakson", "thandiwe jackson"), 2);
  assert.strictEqual(fold("Åsa Ñandú"), "asa nandu");
  const model = models.model({
    ...doc(),
    people: { ...doc().people, name: ["Leila Dahl", "Ben", "Cho", "Dan", "Liam Dell", "Fay"] }
  });
  assert.deepStrictEqual(model.search("liela"), [[8, 0]]);
  assert.deepStrictEqual(model.search("lei"), [[0, 0]]);
});
test("what is under the hand stays there while zooming", () => {
  const size = { width: 800, height: 600 };
  const view = { scale: 0.5, x: 100, y: -40 };
  const before = geometry.toWorld(view, size, 123, 456);
  const after = geometry.toWorld(
    geometry.zoomAt(view, size, 2, 123, 456, 0.01, 10),
    size,
    123,
    456
  );
  assert.ok(Math.hypot(before.x - after.x, before.y - after.y) < 1e-9);
  assert.strictEqual(geometry.zoomAt(view, size, 1000, 0, 0, 0.01, 4).scale, 4);
});
test("fit brings all corners into the window", () => {
  const size = { width: 800, height: 600 };
  const view = geometry.fitView({ left: -1000, right: 50, top: -20, bottom: 900 }, size, 40, 2);
  [
    [-1000, -20],
    [50, 900]
  ].forEach(([x, y]) => {
    const at = geometry.toScreen(view, size, x, y);
    assert.ok(at.x >= 40 - 1e-9 && at.x <= 760 + 1e-9 && at.y >= 40 - 1e-9 && at.y <= 560 + 1e-9);
  });
});
test("the grid finds whom a look at everybody finds", () => {
  let seed = 7;
  const random = () => {
    seed = (seed * 16807) % 2147483647;
    return seed / 2147483647;
  };
  const x = Float32Array.from({ length: 500 }, () => random() * 1000);
  const y = Float32Array.from({ length: 500 }, () => random() * 700);
  const grid = geometry.makeGrid(x, y);
  const radius = { most: 12, of: (i) => 4 + (i % 8) };
  for (let k = 0; k < 400; k += 1) {
    const [px, py] = [random() * 1000, random() * 700];
    let best = -1;
    let least = Infinity;
    for (let i = 0; i < 500; i += 1) {
      const away = Math.hypot(x[i] - px, y[i] - py);
      if (i % 3 && away <= Math.max(5, radius.of(i)) && away < least) {
        least = away;
        best = i;
      }
    }
    assert.strictEqual(
      geometry.nearest(grid, px, py, 5, radius, (i) => i % 3 !== 0),
      best
    );
  }
});
test("labels never lie on each other and the important come first", () => {
  const wanted = Array.from({ length: 60 }, (_, k) => ({
    id: k,
    x: 40 + ((k * 37) % 320),
    y: 20 + ((k * 53) % 250),
    reach: 3,
    text: "x".repeat(8),
    must: false
  }));
  const placed = geometry.placeLabels(
    wanted,
    geometry.makeRoom({ width: 400, height: 300 }),
    100,
    (text) => text.length * 6
  );
  assert.ok(placed.length > 5 && placed.length < 60 && placed[0].id === 0);
  const boxes = placed.map((l) => [
    l.x + l.dx - 26,
    l.y + l.dy - 8,
    l.x + l.dx + 26,
    l.y + l.dy + 7
  ]);
  boxes.forEach((a, i) =>
    boxes
      .slice(i + 1)
      .forEach((b) => assert.ok(!(a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3])))
  );
});
test("a window of another size shows the same part of a map that is stretched to it", () => {
  const [world, frame] = [
    { width: 1000, height: 500, scale: 2 },
    { width: 800, height: 600, scale: 1.6 }
  ];
  const seen = { x: 500, y: 125, scale: 3 };
  const after = geometry.viewAfter(seen, world, frame, {}, {});
  assert.deepEqual(after, { x: 400, y: 150, scale: 2.4000000000000004 });
  const [before, now] = [
    { width: 1000, height: 800 },
    { width: 500, height: 800 }
  ];
  assert.deepEqual(geometry.viewAfter(seen, {}, {}, before, now), { ...seen, scale: 1.5 });
});
test("what is lit from its beginning is seen with the seeker", () => {
  const scene = { x: [0, 10, 20], y: [0, 0, 0], by: [-1, 0, 1], seeker: [-100, 0], frame: {} };
  const size = { width: 300, height: 300 };
  const left = ({ x, scale }) => x - size.width / 2 / scale;
  assert.ok(left(geometry.viewOf(scene, [0, 1], size, 1)) < -100);
  assert.ok(left(geometry.viewOf(scene, [1, 2], size, 1)) > -100);
});
test("who is named only where there is room near gets no long line to a far name", () => {
  const far = (must) => {
    const room = geometry.makeRoom({ width: 600, height: 300 });
    room.take(0, 0, 400, 300);
    const label = { id: 1, x: 100, y: 150, reach: 5, text: "Ann", must };
    return geometry.placeLabels([label], room, 10, (text) => 7 * text.length);
  };
  assert.equal(far(true).length, 1);
  assert.equal(far("near").length, 0);
  assert.equal(far(false).length, 0);
});

test("what stands below stays there where others stand beside their dots", () => {
  const placed = (below) => {
    const room = geometry.makeRoom({ width: 400, height: 200 });
    const label = { id: "you", x: 100, y: 100, reach: 9, text: "You", must: true, below };
    return geometry.placeLabels([label], room, 9, () => 24, true)[0];
  };
  assert.ok(placed(true).dx === 0 && placed(true).dy > 9);
  assert.ok(placed(false).dx > 9 && placed(false).dy === 0);
});

test("names whose lines cross change places", () => {
  /* the first takes the only place beside the second, and the second that beside the first */
  const room = geometry.makeRoom({ width: 400, height: 200 });
  room.take(40, 80, 160, 120);
  const wanted = [50, 100, 150].map((x, id) => ({
    id,
    x,
    y: 100,
    reach: 3,
    text: "name",
    must: true
  }));
  const placed = geometry.placeLabels(wanted, room, 9, () => 60);
  assert.equal(placed.length, 3);
  const length = ({ dx, dy }) => Math.hypot(dx, dy);
  for (const a of placed)
    for (const b of placed) {
      const swapped =
        Math.hypot(b.x + b.dx - a.x, b.y + b.dy - a.y) +
        Math.hypot(a.x + a.dx - b.x, a.y + a.dy - b.y);
      assert.ok(a === b || swapped >= length(a) + length(b) - 4);
    }
});
