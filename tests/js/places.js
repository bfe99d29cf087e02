"use strict";
/* Reads a packed document from standard input; writes where the page puts everybody in every
   layout. */
globalThis.netgraphTree = require("../../netgraph/maps/assets/page/tree.js");
globalThis.netgraphSpelling = require("../../netgraph/maps/assets/page/spelling.js");
const models = require("../../netgraph/maps/assets/page/model.js");

const chunks = [];
process.stdin.on("data", (chunk) => chunks.push(chunk));
process.stdin.on("end", async () => {
  const doc = await models.unpack(Buffer.concat(chunks).toString());
  const model = models.model(doc);
  process.stdout.write(
    JSON.stringify(
      Object.fromEntries(
        /* those that are stretched to a window aside */
        Object.keys(doc.layouts)
          .filter((name) => doc.layouts[name].length)
          .map((name) => [
            name,
            model
              .layout(name)
              .slice(0, 2)
              .map((axis) => [...axis])
          ])
      )
    )
  );
});
