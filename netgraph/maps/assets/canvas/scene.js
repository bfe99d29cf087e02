"use strict";
/* What there is to draw: places, sizes, colours, who is seen and lit. State only, no drawing:
   node tests this. */
function netgraphScene(model) {
  const { people, size: count } = model;
  const { looks, standings } = model.doc.meta;
  const { smallest, largest } = looks.radius;
  const SEEKER_LEAST = 9; /* pixels of the seeker's radius, however far away */
  const GATE = 3.5; /* least pixels of the radius of somebody on whom an organization hangs */
  const CROWD = 50; /* lines from one dot */
  const STUDENT = 22; /* radius of a student, in units of the map */
  const students = model.doc.students?.ids.length || 0;
  const by = Int32Array.from(people.introduced_by);
  const [from, to] = model.doc.referrals;
  const scene = {
    count,
    by,
    from,
    to,
    x: new Float32Array(count),
    y: new Float32Array(count),
    seeker: [0, 0],
    frame: { name: "" },
    moved: new Map(),
    radius: null,
    largest,
    looks,
    order: null,
    seen: new Uint8Array(count).fill(1),
    lit: null,
    litCount: 0,
    lost: null,
    folded: null /* 1 for who is hidden in the closed disc of an organization */,
    softly: false,
    shrink: 1 /* of dots, where the map has come near */,
    onDay: false /* back on a day: who has no date is hollow in every layout */,
    quiet: false,
    opened: null /* the organization that is opened */,
    fresh: false /* the lit are new: lines to them are lit from wherever they come */,
    marked: new Set() /* who is chosen: ringed, named, with their second referrals */,
    palette: null,
    name: "",
    lookOf,
    sizeOf,
    seekerRadius,
    setSizes,
    bySize,
    setLit,
    isDrawn,
    isSecondDrawn,
    place,
    move,
    loosen,
    trace: null,
    circles: [],
    shared: (model.doc.shared?.places || []).flat() /* who is in several searches */,
    isRinged,
    isStudent: (i) => i >= count - students,
    leads: new Uint8Array(count) /* 1 for who introduced somebody */,
    crowded
  };
  const introductions = new Uint32Array(count);
  for (let i = 0; i < count; i += 1) {
    if (by[i] < 0) continue;
    scene.leads[by[i]] = 1;
    introductions[by[i]] += 1;
  }
  const shapes = standings.map((name) => looks.standings[name]);

  function seekerRadius(scale, dense = 1) {
    return Math.max(SEEKER_LEAST * dense, looks.radius.seeker * scale);
  }
  function bySize() {
    let most = 0;
    for (let i = 0; i < count; i += 1) if (people.credit[i] > most) most = people.credit[i];
    const radius = new Float32Array(count);
    for (let i = 0; i < count; i += 1)
      radius[i] = smallest + (largest - smallest) * Math.sqrt(people.credit[i] / (most || 1));
    setSizes(radius);
  }
  /* Larger dots are more important: they are painted last and labelled first. */
  function setSizes(radius) {
    if (radius.length !== count) throw new Error(`sizes for ${radius.length} of ${count} people`);
    /* students are roots, whatever is counted of contacts */
    for (let i = count - students; i < count; i += 1) radius[i] = STUDENT;
    scene.radius = radius;
    let least = Infinity;
    scene.largest = 0;
    for (let i = 0; i < count; i += 1) {
      if (radius[i] < least) least = radius[i];
      if (radius[i] > scene.largest) scene.largest = radius[i];
    }
    scene.order = largestFirst(radius);
  }
  /* People by radius, the largest first, then by number. The bits of a float that is not negative
     are ordered as it is: numbers alone are sorted, which takes a tenth of the time. */
  function largestFirst(radius) {
    const bits = new Uint32Array(Float32Array.from(radius).buffer);
    const keys = new Float64Array(count);
    for (let i = 0; i < count; i += 1) keys[i] = (0xffffffff - bits[i]) * count + i;
    keys.sort();
    const order = new Uint32Array(count);
    for (let k = 0; k < count; k += 1) order[k] = keys[k] % count;
    return order;
  }
  /* `quiet`: the others are faded, but these stay as they are, their lines too. `lost`: those who
     would be out of reach, among the lit. */
  function setLit(ids, { quiet = false, lost = null, fresh = false, opened = null } = {}) {
    Object.assign(scene, { fresh, opened });
    scene.lost = lost && Uint8Array.from({ length: count }, () => 0);
    if (lost) for (const i of lost) scene.lost[i] = 1;
    scene.lit = null;
    scene.litCount = 0;
    scene.quiet = quiet;
    if (ids) {
      scene.lit = new Uint8Array(count);
      ids.forEach((i) => {
        scene.litCount += 1 - scene.lit[i];
        scene.lit[i] = 1;
      });
    }
  }
  /* The radius of a dot. Those on whom organizations hang are seen among the discs. */
  function sizeOf(i) {
    if (!scene.frame.gates?.[i] || !scene.frame.scale) return scene.radius[i] * scene.shrink;
    return Math.max(scene.radius[i], GATE / scene.frame.scale);
  }
  /* Shape, fill and edge of a dot; null for whom is not seen. */
  function lookOf(i, inks) {
    if (!scene.seen[i] || scene.folded?.[i]) return null;
    const look = shapes[people.standing[i]];
    if (scene.lit && !scene.lit[i]) return [look.shape, inks.faded, inks.faded];
    if (scene.lost?.[i]) return [look.shape, inks.paper, inks.chosen];
    const [fill, edge] = scene.palette
      ? scene.palette.colours[scene.palette.of[i]]
      : [look.fill, look.edge];
    /* without a date: the outline in what would be the fill, unless that could not be seen */
    if (scene.frame.hollow?.[i] || (scene.onDay && people.introduced_on[i] === null))
      return [look.shape, inks.paper, fill === look.edge ? fill : edge];
    return [look.shape, fill, edge];
  }
  /* Is the ring of somebody in several searches drawn? Not around whom no question lights. */
  function isRinged(i) {
    if (!scene.seen[i] || scene.folded?.[i] || scene.frame.discs) return false;
    return !scene.lit || scene.lit[i] === 1;
  }
  /* Does the line to i share its beginning with so many that together they would be a blot? */
  function crowded(i) {
    return by[i] >= 0 && !scene.frame.pitch && introductions[by[i]] > CROWD;
  }
  /* Is the introduction of i drawn, among the lit ones or among the others? */
  function isDrawn(i, lit) {
    const p = by[i];
    /* between organizations there are ways of their own */
    if (scene.frame.discs) return false;
    if (!scene.seen[i] || (p >= 0 && !scene.seen[p])) return false;
    return (
      !scene.lit || lit === (scene.lit[i] === 1 && (p < 0 || scene.fresh || scene.lit[p] === 1))
    );
  }
  /* Everybody stands still again, in a layout of the document (its frame) or anywhere. */
  function place(x, y, seeker, frame) {
    scene.x.set(x);
    scene.y.set(y);
    scene.seeker = seeker;
    scene.frame = frame;
    scene.name = frame.name;
    scene.moved.clear();
    const trace = netgraphCurves.of(frame.name, scene, model);
    const straight = netgraphCurves.straightLines(scene);
    const bent = frame.name !== "radial";
    /* on rings a line follows its ring, unless somebody was moved away from theirs */
    scene.trace = (i, scale, out) =>
      bent || !(scene.moved.size && (scene.moved.has(i) || scene.moved.has(by[i])))
        ? trace(i, scale, out)
        : straight(i, scale, out);
  }
  /* Somebody is moved by hand. */
  function move(i, x, y) {
    scene.x[i] = x;
    scene.y[i] = y;
    scene.moved.set(i, [x, y]);
  }
  /* On the way to another layout lines are straight. */
  function loosen() {
    scene.name = "";
    scene.frame = { name: "" };
    scene.folded = null;
    scene.trace = netgraphCurves.straightLines(scene);
  }
  /* Is the second referral k drawn? Writes its ends. */
  function isSecondDrawn(k, ends) {
    const [u, v] = [from[k], to[k]];
    /* across a tree, and where there are many, they would be all that is seen: those of the chosen
       person are drawn */
    if (scene.frame.discs) return false;
    if ((scene.name === "tree" || model.tangled) && !scene.marked.has(u) && !scene.marked.has(v))
      return false;
    if (!scene.seen[u] || !scene.seen[v] || (scene.lit && !(scene.lit[u] && scene.lit[v])))
      return false;
    ends[0] = scene.x[u];
    ends[1] = scene.y[u];
    ends[2] = scene.x[v];
    ends[3] = scene.y[v];
    return true;
  }
  bySize();
  loosen();
  return scene;
}
if (typeof module !== "undefined") module.exports = netgraphScene;
