"use strict";
/* The map of organizations: one disc each, from left to right by who led us in, in a window; of
   very many, discs packed by Python. People stand in the disc of theirs. No drawing; node tests
   this. */
const netgraphOrganizations = (() => {
  const MARGIN = { left: 46, right: 190, top: 26, bottom: 22 }; /* pixels; names need the right */
  const NARROW = { left: 34, right: 130, top: 22, bottom: 16 };
  const LETTER = 6.7; /* pixels of a letter of a name, about */
  const SMALL = 520; /* pixels of width below which margins are narrow */
  const LARGEST = 13; /* pixels of the radius of one person's disc */
  const LINE = 16; /* pixels of height that a name needs */
  const NAMED = 4; /* pixels of radius from which every disc has room for its name */
  const WIDEST = 250; /* pixels from one column to the next */
  const LOOSE = 1.7; /* times as far apart as they need be, where the window has room */
  const TARGET = 180; /* pixels of width for a target with its name */
  const TARGET_SIZE = 0.8; /* radius of a target, over that of one person's disc */
  const HEADING = 26; /* pixels above targets, for what they are */
  const AIR = 3; /* pixels between two discs */
  const GOLDEN = Math.PI * (3 - Math.sqrt(5));

  /* The nearest organization on a person's chain, they themselves included; -1 for none. */
  function nearestUp({ people }, i, besides = -1) {
    let at = i;
    while (at >= 0 && (people.organization[at] < 0 || people.organization[at] === besides))
      at = people.introduced_by[at];
    return at < 0 ? -1 : people.organization[at];
  }
  /* Discs by the number of their organization, one more for people without any, then the targets
     that nobody is at: {o, text, people, standing, x, y}. */
  function makeDiscs(model) {
    const { doc, people } = model;
    const named = doc.meta.organization_standings;
    const disc = (text, standing, o = -1) => ({ o, text, standing, people: [], x: 0, y: 0 });
    const discs = doc.organizations.map((text, o) =>
      disc(text, named[doc.organization_standing[o]], o)
    );
    const nowhere = disc("", null);
    people.organization.forEach((o, i) => {
      (o < 0 ? nowhere : discs[o]).people.push(i);
    });
    const count = nowhere.people.length;
    if (count) {
      nowhere.text = `${count.toLocaleString("en")} with no organization`;
      discs.push(nowhere);
    }
    const targets = doc.unreached.map((text) => disc(text, "unreached"));
    return { discs, nowhere: count ? nowhere : null, targets };
  }
  /* The tree: nodes are discs and, between them, persons on whom whole organizations hang. */
  function makeTree(model, discs) {
    const { doc } = model;
    const node = (is) => ({ ...is, children: [], level: 0, y: 0 });
    const root = node({});
    const nodes = doc.organizations.map((_, o) => node({ disc: discs[o] }));
    const gates = new Map();
    const up = (o) => (o < 0 ? root : nodes[o]);
    doc.led_in.forEach((by, o) => {
      const person = doc.only_through[o];
      let parent = up(by);
      if (person >= 0 && nearestUp(model, person) === by) {
        if (!gates.has(person)) {
          gates.set(person, node({ person }));
          parent.children.push(gates.get(person));
        }
        parent = gates.get(person);
      }
      parent.children.push(nodes[o]);
    });
    /* introducers' organizations before those that they led to */
    const order = [root];
    for (const one of order)
      for (const child of one.children) {
        child.parent = one;
        child.level = one.level + (child.disc && one.person === undefined ? 2 : 1);
        order.push(child);
      }
    weigh(order);
    return { root, order, gates };
  }
  /* The people behind each node; larger ones stand above. */
  function weigh(order) {
    for (let k = order.length - 1; k >= 0; k -= 1) {
      const one = order[k];
      one.weight = one.disc ? one.disc.people.length : 0;
      for (const child of one.children) one.weight += child.weight;
      one.children.sort((a, b) => b.weight - a.weight);
    }
  }
  /* Make room in an outline for what reaches from `top` to `low` on a level. */
  function widen(outline, level, top, low) {
    const held = outline.get(level) || [Infinity, -Infinity];
    outline.set(level, [Math.min(held[0], top), Math.max(held[1], low)]);
  }
  /* Rows of the tree in pixels, each branch as near below the one before as its outline allows.
     `top` and `low` of a node are by level. */
  function pack(order, radius, line) {
    for (let k = order.length - 1; k >= 0; k -= 1) {
      const one = order[k];
      const half = one.disc
        ? Math.max(radius * Math.sqrt(one.disc.people.length) + AIR / 2, line / 2)
        : line / 2;
      let outline = new Map();
      for (const child of one.children) {
        let at = outline.size ? -Infinity : 0;
        for (const [level, [top]] of child.outline)
          if (outline.has(level)) at = Math.max(at, outline.get(level)[1] - top);
        if (at === -Infinity) at = 0;
        child.y = at;
        for (const [level, [top, low]] of child.outline) widen(outline, level, top + at, low + at);
      }
      if (one.children.length) {
        const middle = (one.children[0].y + one.children[one.children.length - 1].y) / 2;
        for (const child of one.children) child.y -= middle;
        outline = new Map([...outline].map(([l, [top, low]]) => [l, [top - middle, low - middle]]));
      }
      /* behind a disc is its name */
      widen(outline, one.level, -half, half);
      if (one.disc) widen(outline, one.level + 1, -line / 2, line / 2);
      one.outline = outline;
    }
    let [top, low] = [Infinity, -Infinity];
    for (const [a, b] of order[0].outline.values()) {
      if (a < top) top = a;
      if (b > low) low = b;
    }
    return { top, low };
  }
  /* Pixels of every level: half as far to a person between two discs. */
  function columns(order, wide) {
    const deepest = order.reduce((most, one) => Math.max(most, one.level), 2);
    const between = new Uint8Array(deepest + 2);
    for (const one of order) if (one.person !== undefined) between[one.level] = 1;
    const at = [0];
    for (let level = 1; level <= deepest; level += 1) {
      const odd = level % 2;
      const step = odd ? 0.5 + 0.3 * between[level] : 0.5 + 0.1 * between[level - 1];
      at.push(at[level - 1] + (level < 3 ? 0.7 * step : step));
    }
    const unit = Math.min(WIDEST, wide / at[deepest]);
    return at.map((share) => share * unit);
  }
  /* Pixels between the two columns of discs that are nearest to each other. */
  function nearest(across) {
    let least = across[2];
    for (let level = 4; level < across.length; level += 2)
      least = Math.min(least, across[level] - across[level - 2]);
    return least;
  }
  /* Everything in a window: {x, y, seeker, frame} as of netgraphTree.stretch. */
  function stretch(model, size) {
    const margin = { ...(size.width < SMALL ? NARROW : MARGIN) };
    const longest = model.doc.organizations.reduce((most, { length }) => Math.max(most, length), 0);
    margin.right = Math.min(margin.right, 24 + LETTER * longest);
    const { discs, nowhere, targets } = makeDiscs(model);
    const { root, order, gates } = makeTree(model, discs);
    if (nowhere) {
      const last = { disc: nowhere, children: [], level: 2, y: 0, apart: true, parent: root };
      root.children.push(last);
      order.push(last);
    }
    const wide = Math.max(100, size.width - margin.left - margin.right);
    const across = columns(order, wide);
    const foot = footOf(targets, size, margin);
    const high = Math.max(60, size.height - margin.top - margin.bottom - foot.high);
    const most = discs.reduce((top, { people }) => Math.max(top, people.length), 1);
    const room = 0.4 * nearest(across);
    /* the largest discs with which all fits; then names have less and less room, too */
    let radius = LARGEST;
    let span = null;
    for (let round = 0; round < 40; round += 1, radius *= 0.9) {
      const line = radius < NAMED ? Math.max(2 * radius + AIR, 4 * radius) : LINE;
      span = pack(order, radius, line);
      if (radius * Math.sqrt(most) < room && span.low - span.top <= high) break;
    }
    const scale = radius / model.doc.discs.radius;
    const spread = Math.min(LOOSE, high / Math.max(1, span.low - span.top));
    const begin = margin.top + (high - spread * (span.low - span.top)) / 2;
    const left = margin.left + Math.max(0, (wide - across[across.length - 1]) / 2);
    const places = new Map([[root, 0]]);
    const [x, y] = [new Float32Array(model.size), new Float32Array(model.size)];
    for (const one of order) {
      const above = one.parent ? places.get(one.parent) : -span.top * spread;
      const row = above + (one.parent ? one.y * spread : 0);
      places.set(one, row);
      one.at = [(left + across[one.level]) / scale, (begin + row) / scale];
      if (one.disc) [one.disc.x, one.disc.y] = one.at;
      if (one.person !== undefined) [x[one.person], y[one.person]] = one.at;
    }
    setTargets(targets, foot, margin, size, scale);
    const seeker = root.at;
    const frame = { name: "organizations", scale, ...inUnits(size, scale) };
    frame.discs = discs.concat(targets);
    frame.heading = targets.length
      ? { y: (size.height - margin.bottom - foot.high) / scale, count: targets.length }
      : null;
    frame.row = targets.length ? foot.row / scale : 0;
    frame.gates = new Uint8Array(model.size);
    for (const i of gates.keys()) frame.gates[i] = 1;
    frame.ways = waysOf(order, model);
    frame.others = otherWays(frame.ways, discs, model);
    setPeople(model, frame, x, y);
    return { x, y, seeker, frame };
  }
  const inUnits = ({ width, height }, scale) => ({ width: width / scale, height: height / scale });

  /* Targets below all others: how many side by side, how high a row, how high together. */
  function footOf(targets, size, margin) {
    if (!targets.length) return { high: 0 };
    const wide = size.width - margin.left - 20;
    const most = Math.max(1, Math.floor(wide / 12));
    /* in three rows at the most: without room for names, where they are many */
    const side = Math.min(most, Math.max(Math.floor(wide / TARGET), Math.ceil(targets.length / 3)));
    const rows = Math.ceil(targets.length / Math.max(1, side));
    const row = Math.min(22, (0.3 * size.height) / rows);
    return { side: Math.max(1, side), row, wide, high: HEADING + rows * row };
  }
  function setTargets(targets, foot, margin, size, scale) {
    const step = Math.min(TARGET, foot.wide / foot.side);
    targets.forEach((disc, k) => {
      disc.x = (margin.left + 8 + (k % foot.side) * step) / scale;
      const row = Math.floor(k / foot.side) + 0.5;
      disc.y = (size.height - margin.bottom - foot.high + HEADING + row * foot.row) / scale;
    });
  }
  /* {from, to, people, hangs} by node: a disc, a person, or the seeker (null). */
  function waysOf(order, model) {
    const found = [];
    for (const one of order) {
      if (one.disc) one.disc.leads = one.children.length > 0;
      if (!one.parent || one.apart) continue;
      const by = one.parent.disc ? one.parent.disc.o : -1;
      let people = one.person === undefined ? one.disc.people : null;
      if (people && one.parent.person === undefined)
        people = people.filter((i) => nearestUp(model, i, one.disc.o) === by);
      found.push({ from: end(one.parent), to: end(one), people });
    }
    /* a way to a person leads on to all who are behind */
    for (const way of found)
      if (!way.people)
        way.people = found.filter(({ from }) => from === way.to).flatMap(({ people }) => people);
    return found;
  }
  /* Ways that led further people to an organization, or any where none is drawn: by pair of
     organizations. */
  function otherWays(first, discs, model) {
    const told = new Set(first.flatMap(({ to, people }) => (to.people ? people : [])));
    const pairs = new Map();
    for (const disc of discs)
      for (const i of disc.people) {
        if (told.has(i) || disc.o < 0) continue;
        const by = nearestUp(model, i, disc.o);
        const key = `${by} ${disc.o}`;
        if (!pairs.has(key))
          pairs.set(key, { from: by < 0 ? null : discs[by], to: disc, people: [] });
        pairs.get(key).people.push(i);
      }
    return [...pairs.values()];
  }
  function end(one) {
    if (one.disc) return one.disc;
    if (one.person === undefined) return null;
    one.end ||= { person: one.person };
    return one.end;
  }

  /* Very many organizations: discs as Python packed them, without lines. */
  function packed(model) {
    const { middle, reach, radius } = model.doc.discs;
    const { discs, nowhere, targets } = makeDiscs(model);
    discs.forEach((disc, k) => {
      if (disc === nowhere) disc.x = reach + radius * Math.sqrt(nowhere.people.length) + 2 * radius;
      else [disc.x, disc.y] = [middle[0][k], middle[1][k]];
    });
    const side = Math.max(1, Math.floor((2 * reach) / (6 * radius)));
    targets.forEach((disc, k) => {
      disc.x = -reach + (k % side) * 6 * radius;
      disc.y = reach + 3 * radius * (2 + Math.floor(k / side));
    });
    const [x, y] = [new Float32Array(model.size), new Float32Array(model.size)];
    const frame = { name: "organizations", discs: discs.concat(targets) };
    frame.ways = [];
    frame.others = otherWays([], discs, model);
    frame.heading = targets.length
      ? { y: reach + 3 * radius, x: -reach, count: targets.length }
      : null;
    frame.gates = new Uint8Array(model.size);
    setPeople(model, frame, x, y);
    return { x, y, seeker: [0, 0], frame };
  }
  /* Who has most credit in the middle of the disc, others around in a golden spiral: the k-th
     stands where the room of those before and half of the own fill a circle (Vogel, 1979). */
  function setPeople(model, frame, x, y) {
    const { credit } = model.people;
    const unit = model.doc.discs.radius;
    let most = 1;
    for (let i = 0; i < model.size; i += 1) if (credit[i] > most) most = credit[i];
    const { smallest, largest } = model.doc.meta.looks.radius;
    const dot = (i) => smallest + (largest - smallest) * Math.sqrt(credit[i] / most);
    frame.of = new Int32Array(model.size);
    frame.discs.forEach((disc, k) => {
      for (const i of disc.people) frame.of[i] = k;
      disc.radius = unit * (disc.people.length ? Math.sqrt(disc.people.length) : TARGET_SIZE);
      if (!disc.people.length && frame.row) disc.radius = Math.min(disc.radius, 0.4 * frame.row);
      const inside = disc.people.filter((i) => !frame.gates[i]);
      inside.sort((a, b) => credit[b] - credit[a] || a - b);
      const all = inside.reduce((sum, i) => sum + dot(i) ** 2, 0);
      let area = 0;
      inside.forEach((i, turn) => {
        const room = dot(i) ** 2;
        area += room;
        const away = Math.sqrt((area - room / 2) / all) * (disc.radius - 0.4 * unit);
        const clear = Math.max(away, dot(inside[0]) + dot(i)); /* of the one in the middle */
        const far = turn && Math.min(clear, 0.99 * disc.radius);
        x[i] = disc.x + far * Math.sin(turn * GOLDEN);
        y[i] = disc.y - far * Math.cos(turn * GOLDEN);
      });
    });
  }
  return { stretch, packed, nearestUp };
})();
if (typeof module !== "undefined") module.exports = netgraphOrganizations;
