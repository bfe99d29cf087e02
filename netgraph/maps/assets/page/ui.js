"use strict";
/* Small parts of the page. All text is set as text, never as markup. */
const netgraphUi = (() => {
  const byId = (id) => document.getElementById(id);
  function element(tag, text, attributes = {}) {
    const created = document.createElement(tag);
    if (text !== undefined) created.textContent = text;
    Object.entries(attributes).forEach(([key, value]) => {
      if (key === "class") created.className = value;
      else created.setAttribute(key, value);
    });
    return created;
  }
  function button(text, act, attributes = {}) {
    const created = element("button", text, { type: "button", ...attributes });
    created.addEventListener("click", act);
    return created;
  }
  function options(select, choices) {
    select.replaceChildren(...choices.map(([value, text]) => element("option", text, { value })));
  }
  const DAY = 864e5;
  const iso = (day) =>
    day === null || day === undefined ? "" : new Date(day * DAY).toISOString().slice(0, 10);
  function dayOf(text) {
    if (!/^\d{4}-\d{2}-\d{2}$/.test(text || "")) return null;
    const time = Date.parse(`${text}T00:00:00Z`);
    const day = Number.isNaN(time) ? null : Math.round(time / DAY);
    return iso(day) === text ? day : null; /* the 31st of February is no day */
  }
  /* Words of scripts that are written from right to left, each run set apart from the sentence it
     is in, whose order it would change. */
  const LEFTWARD = "\\u0590-\\u08ff\\ufb1d-\\ufdff\\ufe70-\\ufefc";
  const LEFTWARDS = new RegExp(`[${LEFTWARD}](?:[^a-z0-9,;()\\n]*[${LEFTWARD}])?`, "gi");
  const apart = (text) => text.replace(LEFTWARDS, "\u2068$&\u2069");
  const many = (n, one, more = `${one}s`) => `${n.toLocaleString("en")} ${n === 1 ? one : more}`;
  const SVG = "http://www.w3.org/2000/svg";
  const OUTLINES = {
    circle: "M14 8a6 6 0 1 1-12 0 6 6 0 0 1 12 0z",
    diamond: "M8 1l7 7-7 7-7-7z",
    triangle: "M8 1.5l7 12H1z",
    square: "M2.5 2.5h11v11h-11z",
    inverted: "M8 14.5L1 2.5h14z"
  };
  function mark(shape, fill, edge) {
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("viewBox", "0 0 16 16");
    svg.setAttribute("aria-hidden", "true");
    const path = document.createElementNS(SVG, "path");
    [
      ["d", OUTLINES[shape] || OUTLINES.circle],
      ["fill", fill],
      ["stroke", edge]
    ].forEach(([key, value]) => path.setAttribute(key, value));
    svg.append(path);
    return svg;
  }
  const DOT = "M13 8a5 5 0 1 1-10 0 5 5 0 0 1 10 0z";
  /* [outline, filled, dashes] of what a legend explains besides shapes */
  const SAMPLES = {
    sizes: ["M5 8a2 2 0 1 1-4 0 2 2 0 0 1 4 0zM15.5 8a4 4 0 1 1-8 0 4 4 0 0 1 8 0z", true],
    line: ["M1 4v8h14"],
    dashes: ["M1 11q7-8 14 0", false, "3 2"],
    star: ["M8 1l2 5h5l-4 3.200 1.500 5-4.500-3-4.500 3 1.500-5-4-3.200h5z", true],
    around: [
      "M15 8a7 7 0 1 1-14 0 7 7 0 0 1 14 0zM10.500 8a2.500 2.500 0 1 1-5 0 2.500 2.500 0 0 1 5 0z"
    ],
    ring: ["M15 8a7 7 0 1 1-14 0 7 7 0 0 1 14 0z"],
    hollow: [DOT],
    faded: [DOT, true],
    dot: ["M1 8h5M10.500 8a2.500 2.500 0 1 1-5 0 2.500 2.500 0 0 1 5 0zM10 8h5", true],
    lost: [DOT]
  };
  function sample(kind, look) {
    const [outline, filled = false, dashes = "none"] = SAMPLES[kind];
    const svg = mark("circle", filled ? look?.fill || "currentColor" : "none", look?.edge || "");
    const path = svg.firstChild;
    path.setAttribute("d", outline);
    path.setAttribute("stroke-dasharray", dashes);
    if (!look) path.setAttribute("stroke", filled ? "none" : "currentColor");
    svg.setAttribute("class", `sample ${kind}`);
    return svg;
  }
  return { byId, element, button, options, iso, dayOf, many, apart, mark, SAMPLES, sample };
})();
if (typeof module !== "undefined") module.exports = netgraphUi;
