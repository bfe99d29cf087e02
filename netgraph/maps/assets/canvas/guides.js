"use strict";
/* What lies under people for orientation: rings of generations, months of the timeline, what
   parts of a tree are. */
const netgraphGuides = (() => {
  const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
  const DAY = 864e5;
  const RINGS = 10; /* pixels from one ring to the next that is drawn */

  /* The line on which days lie on the timeline: x = start + day * step; null when no two dates
     differ. Days far from all others are no part of it. */
  function calendar(scene, model) {
    const days = model.people.introduced_on;
    const far = model.doc.tree.far;
    const isFar = (day) => far.some((one) => day >= one.first && day <= one.last);
    let [first, last] = [-1, -1];
    for (let i = 0; i < scene.count; i += 1) {
      if (days[i] === null || isFar(days[i])) continue;
      if (first < 0 || days[i] < days[first]) first = i;
      if (last < 0 || days[i] > days[last]) last = i;
    }
    if (first < 0 || days[first] === days[last]) return null;
    const step = (scene.x[last] - scene.x[first]) / (days[last] - days[first]);
    return {
      start: scene.x[first] - days[first] * step,
      step,
      first: days[first],
      last: days[last]
    };
  }
  /* On the timeline: who stands off the scale of days, and from where. */
  function farFrom(scene, model, days) {
    if (!days) return [];
    const edge = (one) =>
      one.side === "before"
        ? days.start + days.first * days.step
        : days.start + days.last * days.step;
    const { introduced_on: known } = model.people;
    return model.doc.tree.far.map((one) => {
      let nearest = Infinity; /* of them to the scale */
      for (let i = 0; i < scene.count; i += 1)
        if (known[i] !== null && known[i] >= one.first && known[i] <= one.last)
          nearest = Math.min(nearest, Math.abs(scene.x[i] - edge(one)));
      return { ...one, at: edge(one) + ((one.side === "before" ? -1 : 1) * nearest) / 2 };
    });
  }
  /* Days or Mondays of a short time, at least `apart` days from each other: [day, text]. */
  function shortTicks(first, last, apart) {
    const step = apart <= 1 ? 1 : 7;
    /* 1970-01-05 was a Monday */
    let day = step === 1 ? Math.ceil(first) : Math.ceil((first - 4) / 7) * 7 + 4;
    const found = [];
    for (; day <= last && found.length < 200; day += step) {
      const date = new Date(day * DAY);
      const year = found.length ? "" : ` ${date.getUTCFullYear()}`;
      found.push([day, `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}${year}`]);
    }
    return found;
  }
  /* Days, Mondays, beginnings of months, quarters or years, at least `apart` days from each
     other: [day, text]. */
  function ticks(first, last, apart) {
    if (apart <= 7) return shortTicks(first, last, apart);
    const begin = new Date(first * DAY);
    const months = [1, 3, 12, 60, 120].find((m) => m * 30 >= apart) || 600;
    const found = [];
    /* months since the year 0 */
    let month = begin.getUTCFullYear() * 12 + begin.getUTCMonth();
    month = Math.ceil(month / months) * months;
    for (; found.length < 200; month += months) {
      const day = Date.UTC(Math.floor(month / 12), month % 12, 1) / DAY;
      if (day > last) break;
      if (day < first) continue;
      const year = String(Math.floor(month / 12));
      /* January says its year too */
      const name = month % 12 ? MONTHS[month % 12] : `${MONTHS[0]} ${year}`;
      found.push([day, months >= 12 ? year : name]);
    }
    /* and so does the first month there is */
    if (found.length && months < 12 && !found[0][1].includes(" "))
      found[0][1] += ` ${new Date(found[0][0] * DAY).getUTCFullYear()}`;
    return found;
  }
  /* How many people are of days far from all others, and of which months. */
  function farWords({ people, first, last }) {
    const months = [first, last].map((day) => {
      const date = new Date(day * DAY);
      return `${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
    });
    return `${people.toLocaleString("en")} in ${[...new Set(months)].join(" to ")}`;
  }
  /* What lies under the people of a layout. */
  function of(scene, model) {
    const { name } = scene.frame;
    const days = name === "timeline" ? calendar(scene, model) : scene.frame.days || null;
    return {
      circles: name === "radial" ? scene.circles : [],
      heading: scene.frame.heading || null,
      days,
      far: name === "timeline" ? farFrom(scene, model, days) : scene.frame.far || [],
      tree: name === "tree" ? trunk(scene, model) : null
    };
  }
  /* Of a tree: the lines from the seeker to first contacts, the band of those without a date, and
     who introduced nobody. */
  function trunk(scene, model) {
    const { frame } = scene;
    const roots = model.firsts.filter((i) => model.introduced[i].length);
    const count = model.firsts.length - roots.length;
    const alone = frame.alone === null ? null : { y: frame.alone, count };
    const { undated, generations } = frame;
    return { roots, alone, undated, generations };
  }

  /* Into the picture, under or over what is there: guides show only on the paper. */
  function paint(context, guides, scene, frame, inks, dark) {
    context.save();
    context.globalCompositeOperation = dark ? "lighten" : "darken";
    context.strokeStyle = inks.guide;
    context.fillStyle = inks.guide;
    context.lineWidth = frame.dense;
    const round = (x, y, radius) => {
      const [px, py] = [x * frame.scale + frame.x, y * frame.scale + frame.y];
      const r = radius * frame.scale;
      const misses = px + r < 0 || py + r < 0 || px - r > frame.width || py - r > frame.height;
      if (misses || r < 8 * frame.dense) return false;
      context.beginPath();
      context.arc(px, py, r, 0, 2 * Math.PI);
      return true;
    };
    let [tree, last] = [-1, 0];
    for (const [x, y, radius, root] of guides.circles) {
      if (root !== tree) [tree, last] = [root, 0];
      /* rings of a tree that is not shown would lie around nobody, near ones be a blot */
      if (!scene.seen[root] || (radius - last) * frame.scale < RINGS * frame.dense) continue;
      last = radius;
      if (round(x, y, radius)) context.stroke();
    }
    paintBands(context, guides, frame);
    if (guides.tree) paintTrunk(context, guides.tree, scene, frame);
    const edges = guides.tree ? guides.tree.generations : [];
    const every = sparse(edges, frame.scale / frame.dense);
    edges.forEach(([at], k) => {
      if (k % every === 0) upright(context, at * frame.scale + frame.x, frame);
    });
    if (guides.days) {
      const { start, step, first, last } = guides.days;
      ticks(first, last, (70 * frame.dense) / (step * frame.scale)).forEach(([day]) => {
        upright(context, (start + day * step) * frame.scale + frame.x, frame);
      });
    }
    context.restore();
  }
  /* Every which generation has a line and a number, so that numbers have room. */
  function sparse(edges, scale) {
    const apart = edges.length > 1 ? (edges[1][0] - edges[0][0]) * scale : 0;
    return Math.max(1, Math.ceil(26 / Math.max(1, apart)));
  }
  function upright(context, at, frame) {
    const x = Math.round(at) - 0.5;
    context.beginPath();
    context.moveTo(x, 0);
    context.lineTo(x, frame.height);
    context.stroke();
  }
  /* Who stands off the scale of days stands on grey, a white line between two kinds of them. */
  function paintBands(context, { far, tree }, frame) {
    const on = (at) => at * frame.scale + frame.x;
    const undated = tree ? tree.undated : null;
    const band = (from, to) => context.fillRect(from, 0, Math.max(0, to - from), frame.height);
    context.globalAlpha = 0.55;
    for (const { side, at } of far) {
      const end = undated === null ? frame.width : on(undated) - 3 * frame.dense;
      if (side === "before") band(0, on(at));
      else band(on(at), end);
    }
    if (undated !== null) band(on(undated), frame.width);
    context.globalAlpha = 1;
  }
  function paintTrunk(context, tree, scene, frame) {
    const [x, y] = scene.seeker;
    const left = x * frame.scale + frame.x;
    let [high, low] = [y, y];
    context.beginPath();
    for (const i of tree.roots) {
      if (!scene.seen[i]) continue;
      const level = scene.y[i] * frame.scale + frame.y;
      context.moveTo(left, level);
      context.lineTo(scene.x[i] * frame.scale + frame.x, level);
      high = Math.min(high, scene.y[i]);
      low = Math.max(low, scene.y[i]);
    }
    context.moveTo(left, high * frame.scale + frame.y);
    context.lineTo(left, low * frame.scale + frame.y);
    context.stroke();
  }
  /* What is written at the edges: dates or generations along the top, what the tree's parts are:
     {x, y, text} in pixels of the window. */
  function captions(guides, view, size) {
    const across = (x) => (x - view.x) * view.scale + size.width / 2;
    const found = [];
    if (guides.days) {
      const { start, step, first, last } = guides.days;
      for (const [day, text] of ticks(first, last, 70 / (step * view.scale)))
        found.push({ x: across(start + day * step) + 4, y: 6, text });
    }
    if (guides.heading) {
      const { x = null, y, count } = guides.heading;
      const targets = `${count.toLocaleString("en")} ${count === 1 ? "target" : "targets"}`;
      found.push({
        x: x === null ? Math.max(8, across(0) + 28) : across(x),
        y: (y - view.y) * view.scale + size.height / 2,
        text: `${targets} not reached`
      });
    }
    const { generations, undated, alone } = guides.tree || { generations: [], undated: null };
    const apart = generations.length > 1 ? (generations[1][0] - generations[0][0]) * view.scale : 0;
    const every = sparse(generations, view.scale);
    generations.forEach(([x, text], k) => {
      const words = k || apart < 90 ? text : `generation ${text}`;
      if (k % every === 0) found.push({ x: across(x) + 4, y: 6, text: words });
    });
    if (undated !== null) {
      const edge = across(undated);
      /* dates that would run into it give way */
      const clear = found.filter(({ x, text }) => x + 7 * text.length < edge);
      found.splice(0, found.length, ...clear, { x: edge + 4, y: 6, text: "no date" });
    }
    /* below the dates, as it is longer than the band is wide */
    for (const one of guides.far) {
      const edge = across(one.at);
      const text = farWords(one);
      const x = one.side === "before" ? Math.max(6, edge - 6 - 6 * text.length) : edge + 4;
      if (one.side !== "before" || edge > 0) found.push({ x, y: 20, text });
    }
    if (alone) {
      const y = (alone.y - view.y) * view.scale + size.height / 2 - 26;
      const who = alone.count === 1 ? "first contact" : "first contacts";
      const text = `${alone.count.toLocaleString("en")} ${who} who introduced nobody`;
      found.push({ x: Math.max(8, across(0) + 8), y, text });
    }
    return found.filter(inWindow);
    function inWindow({ x, y }) {
      return x > -40 && x < size.width + 40 && y > 0 && y < size.height;
    }
  }
  return { of, paint, captions, ticks };
})();
if (typeof module !== "undefined") module.exports = netgraphGuides;
