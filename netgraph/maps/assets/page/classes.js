"use strict";
/* What people can be coloured and sized by: the columns, the classes of a column with their
   colours, the radii of a number. legend.js draws them; nothing is drawn here, so node tests it. */
const netgraphClasses = (() => {
  const MOST = 9; /* classes with a colour of their own */
  const WORDS = {
    standing: "Standing",
    organization: "Organization",
    generation: "Generation",
    source: "Source",
    student: "Student",
    search: "State of the search",
    credit: "Credit",
    reach: "Reach",
    referrals_made: "Referrals made",
    introductions: "Introduced",
    exclusive_reach: "People only through them",
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
  const called = (column) => (Object.hasOwn(WORDS, column) ? WORDS[column] : column);

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
      ...(model.doc.students ? ["student", "search"] : []),
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
    if (column === "search") {
      const { landed, state } = model.doc.students;
      return (i) => {
        const s = model.people.student[i];
        return landed[s] ? "landed" : state[s];
      };
    }
    if (column === "student") {
      /* students stand behind all contacts, whose number is the first of their places */
      const { name, student } = model.people;
      const first = model.size - model.doc.students.ids.length;
      return (i) => name[first + student[i]];
    }
    return (i) => model.people[column][i];
  }
  /* The most frequent values are classes of their own; the rest together is "other", no value is
     "none". */
  function classesOf(model, column) {
    const { classes: palette, ramp, other, none: noClass } = model.doc.meta.looks;
    const text = textOf(model, column);
    const inOrder = column === "generation";
    /* students, who stand behind all contacts, are counted where they are a class of their own */
    const { students } = model.doc;
    const counted = students && !inOrder ? model.size - students.ids.length : model.size;
    const count = new Map();
    for (let i = 0; i < model.size; i += 1) {
      const value = text(i);
      count.set(value, (count.get(value) || 0) + (i < counted ? 1 : 0));
    }
    const none = count.get("");
    count.delete("");
    /* [value, number of people]: generations by their number, else the most frequent first */
    const byValue = (a, b) => a[0] - b[0];
    const byCount = (a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1);
    const all = [...count].sort(inOrder ? byValue : byCount);
    /* a tenth class is shown rather than an "other" of one */
    const own = all.length > MOST + 1 ? all.slice(0, MOST) : all.slice(0, MOST + 1);
    const rest = all.slice(own.length);
    const colours = inOrder ? ramp : palette;
    const classes = own.map(([key, n], k) => ({
      key,
      text: inOrder ? (key === "0" ? "students" : `generation ${key}`) : key,
      count: n,
      colour: colours[k] || other
    }));
    if (rest.length)
      classes.push({
        key: "\u0000other",
        text: inOrder
          ? `generation ${rest[0][0]} and further`
          : `other (${rest.length.toLocaleString("en")})`,
        count: rest.reduce((sum, [, n]) => sum + n, 0),
        colour: inOrder ? ramp[ramp.length - 1] : other
      });
    if (none !== undefined) classes.push({ key: "", text: "none", count: none, colour: noClass });
    const number = new Map(own.map(([key], k) => [key, k]));
    const others = rest.length ? own.length : -1;
    /* the class of each person, as a position in `classes`; "none" is the last of them */
    const of = new Uint8Array(model.size);
    for (let i = 0; i < model.size; i += 1) {
      const value = text(i);
      of[i] = value === "" ? classes.length - 1 : (number.get(value) ?? others);
    }
    return { column, classes, of };
  }
  /* Radii of dots, by the square root of the number, so that areas compare. */
  function radii(model, column) {
    const values = model.people[column];
    const { smallest, largest } = model.doc.meta.looks.radius;
    const number = (i) => Math.max(0, Number(values[i]) || 0);
    let most = 0;
    for (let i = 0; i < model.size; i += 1) most = Math.max(most, number(i));
    return Float32Array.from(
      { length: model.size },
      (_, i) => smallest + (largest - smallest) * Math.sqrt(number(i) / (most || 1))
    );
  }
  return { called, numberColumns, classColumns, classesOf, radii };
})();
if (typeof module !== "undefined") module.exports = netgraphClasses;
