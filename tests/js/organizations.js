"use strict";
/* Reads [packed document, width, height] from standard input; writes what the map of organizations
   has in that window: discs, ways and people, in pixels where it is stretched to it. */
globalThis.netgraphTree = require("../../netgraph/maps/assets/page/tree.js");
globalThis.netgraphOrganizations = require("../../netgraph/maps/assets/page/organizations.js");
globalThis.netgraphSpelling = require("../../netgraph/maps/assets/page/spelling.js");
const models = require("../../netgraph/maps/assets/page/model.js");

const chunks = [];
process.stdin.on("data", (chunk) => chunks.push(chunk));
process.stdin.on("end", async () => {
  const [packed, width, height] = JSON.parse(Buffer.concat(chunks).toString());
  const model = models.model(await models.unpack(packed));
  const [x, y, seeker] = model.layout("organizations", { width, height });
  const { discs, ways, others, gates, scale = 1 } = model.frameOf(x);
  const end = (one) => (one ? (one.people ? one.text : one.person) : null);
  const way = ({ from, to, people }) => ({ from: end(from), to: end(to), people });
  process.stdout.write(
    JSON.stringify({
      discs: discs.map((disc) => ({
        text: disc.text,
        standing: disc.standing,
        people: disc.people,
        x: disc.x * scale,
        y: disc.y * scale,
        radius: disc.radius * scale
      })),
      ways: ways.map(way),
      others: others.map(way),
      gates: [...gates.keys()].filter((i) => gates[i]),
      people: [...x].map((at, i) => [at * scale, y[i] * scale]),
      seeker: seeker.map((at) => at * scale)
    })
  );
});
