"use strict";
/* The dated tree stretched to a window: across it uses the width there is, down its rows share the
   height, and dots stay large enough to be seen. No drawing; node tests this. */
const netgraphTree = (() => {
  const WIDTH = 3600; /* units of the whole width, and of a row: tree_layout.py */
  const ROW = 20;
  const MARGIN = { left: 64, right: 104, top: 44, bottom: 26 }; /* pixels; names need the right */
  const NARROW = { left: 44, right: 66, top: 40, bottom: 20 };
  const STAR = 42; /* pixels from the left edge to the right of the star */
  const SMALL = 520; /* pixels of width below which margins are narrow */
  const DOT = { least: 2.7, most: 6, narrow: 4, share: 0.4 }; /* radius in pixels, and over a row */
  const WIDEST_ROW = 64; /* pixels */
  const HEADING = 22; /* pixels above who introduced nobody, for what they are */
  const CAPTION = 28; /* pixels from them to the top of it, and a little: guides.js */
  const AIR = 3; /* pixels between an introducer's dot and that of whom they introduced */
  const APART = 1.2; /* pixels between dots of rows that are nearer than dots are large */
  const ASIDE = 20; /* most pixels that somebody stands beside their day for that */

  /* `places` are [x, y] in units by person, `guides` what tree_layout.py says of them. Gives places
     in the world of a map on which one unit is `scale` pixels. */
  function stretch(model, places, guides, size) {
    const { people, doc } = model;
    const count = model.size;
    const margin = size.width < SMALL ? NARROW : MARGIN;
    const high = Math.max(60, size.height - margin.top - margin.bottom);
    let lowest = 0;
    for (let i = 0; i < count; i += 1) if (places[1][i] > lowest) lowest = places[1][i];
    const pitchBelow = (above) => Math.min(WIDEST_ROW, (high - above) / Math.max(1, lowest / ROW));
    const widestDot = size.width < SMALL ? DOT.narrow : DOT.most;
    const radiusOf = (row) => Math.max(DOT.least, Math.min(widestDot, DOT.share * row));
    const { smallest, largest } = doc.meta.looks.radius;
    let most = 1;
    for (let i = 0; i < count; i += 1) if (people.credit[i] > most) most = people.credit[i];
    let radius = radiusOf(pitchBelow(HEADING));
    const reach = (i) =>
      radius * (1 + (largest / smallest - 1) * Math.sqrt(people.credit[i] / most));
    /* who introduced nobody stands below a heading, unless there is nobody else */
    const heading = guides.alone > 0 ? Math.max(HEADING, clearance()) : 0;
    /* pixels that the heading needs so as not to lie on the dots of the rows above it */
    function clearance() {
      let deepest = -Infinity; /* what of a dot reaches lowest, from who introduced nobody */
      for (let i = 0; i < count; i += 1) {
        const above = ((guides.alone - places[1][i]) / ROW) * pitchBelow(HEADING);
        if (above > 0) deepest = Math.max(deepest, reach(i) - above);
      }
      return CAPTION + deepest;
    }
    const pitch = pitchBelow(heading);
    const spare = high - heading - (lowest / ROW) * pitch;
    const down = (units) =>
      margin.top +
      spare / 3 +
      (units / ROW) * pitch +
      (heading && units >= guides.alone ? heading : 0);
    radius = radiusOf(pitch);
    /* pixels at least from an introducer to whom they introduced */
    const behind = (i, by) => reach(by) + reach(i) + AIR;
    /* the star, and the largest dot that may stand beside it */
    let beside = 0;
    for (const i of model.firsts) if (reach(i) > beside) beside = reach(i);
    const left = Math.max(margin.left, STAR + beside);
    const wide = Math.max(120, size.width - left - margin.right);
    const x = new Float32Array(count);
    const y = new Float32Array(count);
    /* pixels: who was introduced stands to the right of their introducer, whatever the day; where
       that goes beyond the edge the days are drawn together */
    let days = wide;
    /* so deep that even then they would not fit, chains have smaller dots, and are drawn as near as
       they must be */
    const length = new Float32Array(count);
    const fit = () => {
      let longest = 1;
      model.descend((i, by) => {
        length[i] = length[by] + behind(i, by);
        if (length[i] > longest) longest = length[i];
      });
      return Math.min(1, (0.9 * wide) / longest);
    };
    radius = Math.max(DOT.least, radius * fit());
    const near = fit();
    const scale = radius / smallest; /* pixels to a unit of the world */
    for (let round = 0; round < 6; round += 1) {
      let beyond = 0;
      const at = (i) => (places[0][i] / WIDTH) * days;
      for (const i of model.firsts) x[i] = at(i);
      model.descend((i, by) => {
        x[i] = Math.max(at(i), x[by] + near * behind(i, by));
        if (x[i] > beyond) beyond = x[i];
      });
      if (beyond <= wide) break;
      days = Math.max(wide / 20, days - (beyond - wide));
    }
    for (let i = 0; i < count; i += 1) y[i] = down(places[1][i]);
    /* who had to step aside takes along whom they introduced */
    for (let round = 0; near === 1 && round < 3 && stepAside(x, y, reach); round += 1)
      model.descend((i, by) => {
        x[i] = Math.max(x[i], x[by] + near * behind(i, by));
      });
    for (let i = 0; i < count; i += 1) {
      x[i] = (x[i] + left) / scale;
      y[i] /= scale;
    }
    const across = (share) => (left + share * days) / scale;
    const frame = {
      name: "tree",
      scale,
      width: size.width / scale,
      height: size.height / scale,
      /* where days lie: x = start + day * step; null where people stand by generation */
      days: null,
      generations: [],
      undated: guides.undated === null ? null : across(guides.undated),
      /* whose days are far from all others, off the scale */
      far: (guides.far || []).map((one) => ({ ...one, at: across(one.at) })),
      alone: guides.alone === null ? null : down(guides.alone) / scale,
      pitch /* pixels of a row */,
      hollow: Uint8Array.from({ length: count }, () => 0)
    };
    for (const i of guides.hollow) frame.hollow[i] = 1;
    if (guides.by_date) {
      const step = (across(1) - across(0)) / guides.span;
      frame.days = { start: across(0) - guides.low * step, step };
      frame.days.first = Math.floor(guides.first);
      frame.days.last = Math.ceil(guides.last);
    } else {
      /* one generation alone needs no line */
      for (let g = 1; guides.generations > 1 && g <= guides.generations; g += 1)
        frame.generations.push([across((g - 1) / Math.max(1, guides.generations - 1)), String(g)]);
    }
    return { x, y, seeker: [24 / scale, seekerRow(model, y, frame)], frame };
  }
  /* Move dots to the right, in place, until none touches one of the rows above: many of one day,
     or of one generation, zigzag. Row by row, each takes the first place free from their own on,
     if that is near. True if anybody moved. */
  function stepAside(x, y, reach) {
    const order = [...x.keys()].sort((a, b) => y[a] - y[b] || x[a] - x[b]);
    let [first, largest, moved] = [0, 0, false];
    for (const i of order) largest = Math.max(largest, reach(i));
    order.forEach((i, k) => {
      const own = reach(i) + APART;
      while (y[i] - y[order[first]] > own + largest) first += 1;
      /* what is taken of this row, from and to */
      const taken = [];
      for (const other of order.slice(first, k)) {
        const [far, high] = [own + reach(other), y[i] - y[other]];
        const wide = Math.sqrt(Math.max(0, far * far - high * high));
        if (wide > 0 && x[other] + wide > x[i]) taken.push([x[other] - wide, x[other] + wide]);
      }
      let at = x[i];
      for (const [from, to] of taken.sort((a, b) => a[0] - b[0])) if (at > from && at < to) at = to;
      if (at === x[i] || at - x[i] > ASIDE) return;
      x[i] = at;
      moved = true;
    });
    return moved;
  }
  /* Beside the largest tree's first person; where there is no tree, beside the middle of those who
     stand there. */
  function seekerRow(model, y, frame) {
    const root = model.firsts.find((i) => model.introduced[i].length);
    let best = root;
    for (const i of model.firsts) if (model.introduced[i].length && y[i] < y[best]) best = i;
    if (best !== undefined) return y[best];
    const [high, low] = y.reduce(
      ([a, b], at) => [Math.min(a, at), Math.max(b, at)],
      [Infinity, -Infinity]
    );
    return y.length ? (high + low) / 2 : frame.height / 2;
  }
  return { stretch };
})();
if (typeof module !== "undefined") module.exports = netgraphTree;
