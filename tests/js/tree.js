"use strict";
/* Reads a packed document from standard input; writes where the page puts everybody in the tree of
   a window of 1,200 by 800, in pixels, and how large they are there. */
globalThis.netgraphTree = require("../../netgraph/maps/assets/page/tree.js");
globalThis.netgraphCurves = require("../../netgraph/maps/assets/canvas/curves.js");
const makeScene = require("../../netgraph/maps/assets/canvas/scene.js");
globalThis.netgraphSpelling = require("../../netgraph/maps/assets/page/spelling.js");
const models = require("../../netgraph/maps/assets/page/model.js");

const chunks = [];
process.stdin.on("data", (chunk) => chunks.push(chunk));
process.stdin.on("end", async () => {
  const model = models.model(await models.unpack(Buffer.concat(chunks).toString()));
  const [x, y] = model.layout("tree", { width: 1200, height: 800 });
  const { scale } = model.frameOf(x);
  const pixels = (values) => [...values].map((value) => value * scale);
  const { radius } = makeScene(model);
  process.stdout.write(JSON.stringify({ x: pixels(x), y: pixels(y), radius: pixels(radius) }));
});
