"use strict";
/* Whom a colour or a size stands for: classes of people by any column, numbers of any column. No drawing; node tests this. */
const netgraphClasses = (() => {
  const MOST = 9;
  /* Okabe & Ito's colours, told apart by nearly everybody, then two that are told from them. */
  const PALETTE = [
    ["#0072b2", "#004e7a"],
    ["#e69f00", "#9a6a00"],
    ["#009e73", "#006b4e"],
    ["#cc79a7", "#8f4a70"],
    ["#d55e00", "#8f3f00"],
    ["#56b4e9", "#1d6d9c"],
    ["#b8a900", "#7a7000"],
    ["#7a5195", "#4f3363"],
    ["#8c6d46", "#5c472d"]
  ];
  const OTHER = ["#a7adb3", "#747b82"];
  const NONE = ["#ffffff", "#8a9198"];
  const RAMP = [
    ["#fde3a7", "#a9892f"],
    ["#f6b86b", "#a86d1e"],
    ["#ea8b5b", "#9c4a1f"],
    ["#d2605f", "#86302f"],
    ["#a8456b", "#671f3c"],
    ["#773a72", "#451d42"],
    ["#4a2f6b", "#281742"],
    ["#2a2453", "#130f2e"],
    ["#161b3a", "#070a1a"]
  ];
  const WORDS = {
    standing: "Standing",
    organization: "Organization",
    generation: "Generation",
    source: "Source",
    credit: "Credit",
    reach: "Reach",
    referrals_made: "Referrals made",
    introductions: "Introduced",
    exclusive_reach: "Only through them",
    organizations_reached: "Organizations reached",
    exclusive_organizations: "Organizations only through them",
    decision_maker: "Decides",
    chance: "Chance of a referral"
  };
  const NUMBERS = [
    "credit",
    "reach",
    "exclusive_reach",
    "referrals_made",
    "introductions",
    "organizations_reached",
    "exclusive_organizations",
    "chance"
  ];
  const called = (column) => WORDS[column] || column;

  function isNumber(texts) {
    let some = false;
    for (const text of texts) {
      if (text === "") continue;
      if (!/^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text)) return false;
      some = true;
    }
    return some;
  }
  function numberColumns(model) {
    return [...NUMBERS, ...model.doc.meta.include.filter((name) => isNumber(model.people[name]))];
  }
  function classColumns(model) {
    const filled = (name) => model.people[name]?.some((text) => text !== "");
    return [
      "standing",
      "organization",
      "generation",
      ...(filled("source") ? ["source"] : []),
      "decision_maker",
      ...model.doc.meta.include.filter(filled)
    ];
  }
  /* The text of a person's class. */
  function textOf(model, column) {
    if (column === "standing") return model.standingOf;
    if (column === "organization") return model.organizationOf;
    if (column === "generation") return (i) => String(model.people.generation[i]);
    if (column === "decision_maker")
      return (i) => (model.people.decision_maker[i] ? "decides" : "does not, or not known");
    return (i) => model.people[column][i];
  }
  /* The most frequent values are classes of their own; the rest together is "other", no value is "none". */
  function classesOf(model, column) {
    const text = textOf(model, column);
    const count = new Map();
    for (let i = 0; i < model.size; i += 1) {
      const value = text(i);
      count.set(value, (count.get(value) || 0) + 1);
    }
    const none = count.get("") || 0;
    count.delete("");
    const inOrder =
      column === "generation"
        ? (a, b) => a[0] - b[0]
        : (a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1);
    const all = [...count].sort(inOrder);
    const own = all.length > MOST + 1 ? all.slice(0, MOST) : all.slice(0, MOST + 1);
    const rest = all.slice(own.length);
    const ramp = column === "generation";
    const classes = own.map(([key, n], k) => ({
      key,
      text: ramp ? `generation ${key}` : key,
      count: n,
      colour: (ramp ? RAMP : PALETTE)[k] || OTHER
    }));
    if (rest.length)
      classes.push({
        key: "\u0000other",
        text: ramp
          ? `generation ${rest[0][0]} and further`
          : `other (${rest.length.toLocaleString("en")})`,
        count: rest.reduce((sum, [, n]) => sum + n, 0),
        colour: ramp ? RAMP[RAMP.length - 1] : OTHER
      });
    if (none) classes.push({ key: "", text: "none", count: none, colour: NONE });
    const number = new Map(own.map(([key], k) => [key, k]));
    const others = rest.length ? own.length : -1;
    const of = new Uint8Array(model.size);
    for (let i = 0; i < model.size; i += 1) {
      const value = text(i);
      of[i] = value === "" ? classes.length - 1 : number.has(value) ? number.get(value) : others;
    }
    return { column, classes, of };
  }
  /* Dots of 9 to 30 units, by the square root of the number, so that areas compare. */
  function radii(model, column) {
    const values = model.people[column];
    const number = (i) => Math.max(0, Number(values[i]) || 0);
    let most = 0;
    for (let i = 0; i < model.size; i += 1) most = Math.max(most, number(i));
    return Float32Array.from(
      { length: model.size },
      (_, i) => 9 + 21 * Math.sqrt(number(i) / (most || 1))
    );
  }
  return { called, numberColumns, classColumns, classesOf, radii };
})();
if (typeof module !== "undefined") module.exports = netgraphClasses;
