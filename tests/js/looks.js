"use strict";
/* What Python hands to the page besides people, for tests without Python: looks by hand, the
   formula rule as netgraph/formulas.py has it. */
const fs = require("node:fs");
const path = require("node:path");

const source = fs.readFileSync(path.join(__dirname, "../../netgraph/formulas.py"), "utf8");
const formula = /^FORMULA: Final = r"(.*)"$/m.exec(source)[1];
const look = (shape, fill, edge) => ({ shape, fill, edge });
const looks = {
  standings: {
    productive: { ...look("circle", "#000001", "#000002"), gloss: "referred somebody" },
    waiting: { ...look("diamond", "#000003", "#000004"), gloss: "a referral may come" },
    open: { ...look("triangle", "#000005", "#000006"), gloss: "not met yet" },
    quiet: { ...look("square", "#000007", "#000008"), gloss: "silent" },
    closed: { ...look("inverted", "#ffffff", "#000009"), gloss: "declined or no reply" }
  },
  seeker: look("star", "#00000a", "#00000b"),
  radius: { smallest: 9, largest: 30, seeker: 18 },
  classes: Array.from({ length: 9 }, (_, k) => [`#10000${k}`, `#20000${k}`]),
  ramp: Array.from({ length: 9 }, (_, k) => [`#30000${k}`, `#40000${k}`]),
  other: ["#500000", "#600000"],
  none: ["#700000", "#800000"]
};
module.exports = { formula, looks };
