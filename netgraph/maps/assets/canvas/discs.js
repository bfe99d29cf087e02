"use strict";
/* Discs of organizations and the ways between them: which are open, so that their people are
   seen, which are lit, how they are painted. */
const netgraphDiscs = (() => {
  const OPEN = 4.5; /* radius in pixels of a dot from which discs are open */
  const OPENED = 50; /* people whom a question lights, up to whom it opens their discs */
  const BOW = 0.2; /* of a way between two discs of one column, over its height */
  const WIDEST = 10; /* pixels of a way */
  const LEAST = 2.2; /* radius in pixels of the smallest disc */

  const sum = (people, flags) => people.reduce((all, i) => all + flags[i], 0);
  const isAny = (people, flags) => people.some((i) => flags[i]);
  /* As large as those who are seen need. */
  const radiusOf = ({ people, radius, seen }) =>
    people.length ? radius * Math.sqrt(seen / people.length) : radius;
  /* Look at who is seen and lit: sets what of each disc is drawn, and who is hidden in one. Gives
     whether anybody's being hidden has changed. */
  function fold(scene, scale) {
    const { frame } = scene;
    /* rows of a tree come apart as it comes nearer; dots that grew as fast would lie on them */
    const isNear = scene.softly && frame.pitch && scale > frame.scale;
    scene.shrink = isNear ? Math.sqrt(frame.scale / scale) : 1;
    if (!frame.discs) {
      const changed = scene.folded !== null;
      scene.folded = null;
      return changed;
    }
    const near = scene.looks.radius.smallest * scale >= OPEN;
    const asked = scene.lit && !scene.quiet;
    /* the names and ways of many would be a tangle: of these discs say how many they are */
    frame.few = asked && scene.litCount <= OPENED;
    let few = 0;
    for (const disc of frame.discs) {
      disc.seen = sum(disc.people, scene.seen);
      disc.count = asked ? sum(disc.people, scene.lit) : disc.seen;
      disc.lit = !scene.lit || isAny(disc.people, scene.lit);
      disc.drawn = !disc.people.length || disc.seen > 0;
      if (disc.lit) few += 1;
    }
    frame.some = asked && few < frame.discs.length;
    const before = scene.folded;
    scene.folded = new Uint8Array(scene.count);
    let changed = !before;
    /* between two discs stands who leads on to somebody that is seen; else they are in their own */
    const leads = new Set();
    for (const { from, people } of frame.ways)
      if (from && !from.people && isAny(people, scene.seen)) leads.add(from.person);
    for (const disc of frame.discs) {
      const isOpened = (frame.few && disc.lit) || (asked && disc.o === scene.opened);
      disc.open = disc.people.length > 0 && (near || isOpened);
      for (const i of disc.people) {
        scene.folded[i] = disc.open || leads.has(i) ? 0 : 1;
        if (before && before[i] !== scene.folded[i]) changed = true;
      }
    }
    return changed;
  }
  const colours = (scene, disc, inks) => {
    if (disc.standing === null) return [inks.guide, inks.guide];
    const { fill, edge } = scene.looks.organizations[disc.standing];
    if (!disc.people.length) return [inks.paper, scene.lit ? inks.faded : edge];
    if (!disc.lit) return [inks.faded, inks.faded];
    if (disc.open) return [inks.guide, fill === edge ? inks.guideText : edge];
    /* colours that say something about people say nothing about an organization */
    return scene.palette ? [inks.faint, inks.guideText] : [fill, edge];
  };
  const placeOf = (scene, node) => {
    if (!node) return scene.seeker;
    if (node.people) return [node.x, node.y];
    return [scene.x[node.person], scene.y[node.person]];
  };
  const isLit = (scene, node) => !node || (node.people ? node.lit : scene.lit[node.person] === 1);
  /* The ways that are drawn: {at: [x1, y1, x2, y2], width in pixels, kind}. Where a question lights
     people, theirs; else the first to each organization alone, or there would be a tangle. */
  function ways(scene) {
    const { frame, lit, seen } = scene;
    const found = [];
    let most = 1;
    for (const { people } of frame.ways) if (people.length > most) most = people.length;
    const add = (way, flags, kind) =>
      found.push({
        at: [...placeOf(scene, way.from), ...placeOf(scene, way.to)],
        width: 0.9 + Math.min(0.9, WIDEST / most) * sum(way.people, flags),
        kind
      });
    const isLitWay = ({ from, to, people }) =>
      lit && (scene.fresh || isLit(scene, from)) && isLit(scene, to) && isAny(people, lit);
    for (const way of frame.ways) {
      if (!isAny(way.people, seen)) continue;
      const hangs = [way.from, way.to].some((node) => node && !node.people);
      if (isLitWay(way)) add(way, lit, "lit");
      else add(way, seen, lit ? "faded" : hangs ? "hangs" : "calm");
    }
    if (frame.few) for (const way of frame.others) if (isLitWay(way)) add(way, lit, "other");
    return found;
  }
  const INK = { calm: "line", hangs: "guideText", faded: "faded", lit: "ink", other: "guideText" };
  /* Lit ways above the others. */
  const inOrder = (scene) =>
    ways(scene).sort((a, b) => Number(a.kind !== "faded") - Number(b.kind !== "faded"));
  const curve = (x1, y1, x2, y2) => {
    const bow = Math.abs(x2 - x1) < 1 ? BOW * Math.abs(y2 - y1) : 0;
    const middle = (x1 + x2) / 2 - bow;
    return [middle, y1, middle, y2, x2, y2];
  };
  function paint(context, scene, frame, inks) {
    const across = (x) => x * frame.scale + frame.x;
    const down = (y) => y * frame.scale + frame.y;
    for (const { at, width, kind } of inOrder(scene)) {
      const [x1, y1, x2, y2] = [across(at[0]), down(at[1]), across(at[2]), down(at[3])];
      context.beginPath();
      context.moveTo(x1, y1);
      context.bezierCurveTo(...curve(x1, y1, x2, y2));
      context.lineWidth = width * frame.dense;
      context.strokeStyle = inks[INK[kind]];
      context.setLineDash(kind === "other" ? [3 * frame.dense, 4 * frame.dense] : []);
      context.stroke();
    }
    context.setLineDash([]);
    for (const disc of scene.frame.discs) {
      if (!disc.drawn) continue;
      const [x, y] = [across(disc.x), down(disc.y)];
      const r = Math.max(LEAST * frame.dense, radiusOf(disc) * frame.scale);
      if (x + r < 0 || y + r < 0 || x - r > frame.width || y - r > frame.height) continue;
      const [fill, edge] = colours(scene, disc, inks);
      context.beginPath();
      context.arc(x, y, r, 0, 2 * Math.PI);
      context.fillStyle = fill;
      context.fill();
      context.lineWidth = Math.min(1.5 * frame.dense, r / 3);
      context.strokeStyle = edge;
      context.stroke();
    }
  }
  /* What can be read on a closed disc. */
  function inkOn(scene, disc, inks) {
    const plain = scene.palette || disc.standing === null || !disc.lit;
    return plain ? inks.ink : scene.looks.organizations[disc.standing].ink;
  }
  /* The same for an SVG document: ways as paths, discs as circles. */
  function asShapes(scene, frame, inks) {
    const across = (x) => x * frame.scale + frame.x;
    const down = (y) => y * frame.scale + frame.y;
    const short = (value) => String(Math.round(value * 10) / 10);
    const lines = inOrder(scene).map(({ at, width, kind }) => {
      const ends = [across(at[0]), down(at[1]), across(at[2]), down(at[3])];
      const path = `M${ends.slice(0, 2).map(short).join(" ")}C${curve(...ends)
        .map(short)
        .join(" ")}`;
      const dash = kind === "other" ? "3 4" : "";
      return { class: "way", colour: inks[INK[kind]], width, dash, path };
    });
    const discs = [];
    for (const disc of scene.frame.discs) {
      if (!disc.drawn) continue;
      const [x, y] = [across(disc.x), down(disc.y)];
      const radius = Math.max(LEAST, radiusOf(disc) * frame.scale);
      discs.push(["circle", ...colours(scene, disc, inks), x, y, radius, disc.text]);
    }
    return { lines, discs };
  }
  /* The disc under a point of the world, null for none. */
  function at(scene, x, y, least) {
    for (const disc of scene.frame.discs || [])
      if (disc.drawn && Math.hypot(disc.x - x, disc.y - y) <= Math.max(least, radiusOf(disc)))
        return disc;
    return null;
  }
  /* What there is of an organization or a target in the window, in pixels. */
  const all = (scene, view, size) =>
    (scene.frame.discs || [])
      .filter(({ standing }) => standing)
      .map((disc) => ({
        organization: disc.text,
        standing: disc.standing,
        people: disc.people.length,
        open: disc.open,
        ...netgraphGeometry.toScreen(view, size, disc.x, disc.y),
        radius: radiusOf(disc) * view.scale
      }));
  /* What a disc is, for who points at it. */
  function tell(scene, disc) {
    const count = disc.people.length;
    if (disc.standing === null) return disc.text;
    const { gloss } = scene.looks.organizations[disc.standing];
    const people = count === 1 ? "1 person" : `${count.toLocaleString("en")} people`;
    return `${netgraphSpelling.begin(disc.text, 120)}\n${count ? `${people}, ` : ""}${gloss}`;
  }
  return { fold, all, paint, asShapes, at, tell, radiusOf, inkOn, LEAST };
})();
if (typeof module !== "undefined") module.exports = netgraphDiscs;
