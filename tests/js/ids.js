"use strict";
/* Reads a packed document from standard input; writes the ids that the page knows. */
const models = require("../../netgraph/maps/assets/page/model.js");

const chunks = [];
process.stdin.on("data", (chunk) => chunks.push(chunk));
process.stdin.on("end", async () => {
  const doc = await models.unpack(Buffer.concat(chunks).toString());
  process.stdout.write(JSON.stringify(doc.people.contact_id));
});
