"use strict";
/* Reads documents of small maps, a JSON list, from standard input; writes for each how many
   introductions, as they are drawn in rings, cross another. Lines that share a person may meet
   there. */
globalThis.netgraphGeometry = require("../../netgraph/maps/assets/canvas/geometry.js");
globalThis.netgraphCurves = require("../../netgraph/maps/assets/canvas/curves.js");
globalThis.netgraphPaint = require("../../netgraph/maps/assets/canvas/paint.js");
const makeScene = require("../../netgraph/maps/assets/canvas/scene.js");
globalThis.netgraphSpelling = require("../../netgraph/maps/assets/page/spelling.js");
const models = require("../../netgraph/maps/assets/page/model.js");

const side = (p, q, r) => Math.sign((q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]));
const crosses = (a, b, c, d) =>
  side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;

function crossings(doc) {
  const model = models.model(doc);
  const scene = makeScene(model);
  const [x, y] = doc.layouts.radial;
  scene.place(x, y, doc.seeker_places.radial, { name: "radial" });
  const at = new Float64Array(2 * netgraphCurves.MOST + 8);
  const pieces = [];
  for (let i = 0; i < model.size; i += 1) {
    const n = scene.trace(i, 4, at);
    for (let k = 1; k < n; k += 1)
      pieces.push({
        i,
        p: scene.by[i],
        a: [at[2 * k - 2], at[2 * k - 1]],
        b: [at[2 * k], at[2 * k + 1]]
      });
  }
  const left = ({ a, b }) => Math.min(a[0], b[0]);
  pieces.sort((s, t) => left(s) - left(t));
  let found = 0;
  pieces.forEach((s, k) => {
    const right = Math.max(s.a[0], s.b[0]);
    for (let m = k + 1; m < pieces.length && left(pieces[m]) <= right; m += 1) {
      const t = pieces[m];
      if (s.i !== t.i && s.p !== t.i && t.p !== s.i && crosses(s.a, s.b, t.a, t.b)) found += 1;
    }
  });
  return found;
}
const chunks = [];
process.stdin.on("data", (chunk) => chunks.push(chunk));
process.stdin.on("end", () =>
  process.stdout.write(JSON.stringify(JSON.parse(Buffer.concat(chunks)).map(crossings)))
);
