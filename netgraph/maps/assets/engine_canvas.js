"use strict";
/* Engine "canvas": draws the whole picture once, into a bitmap twice the window, and then moves that bitmap.
   What is on the screen is never thinned; it is drawn sharp again, a little in each frame, when the hand rests. */
function netgraphEngine(container, model, events) {
  const geometry = netgraphGeometry;
  const paint = netgraphPaint;
  const { people, size: count } = model;
  const REST = 90;
  const MOST_LABELS = 110;
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const scheme = matchMedia("(prefers-color-scheme: dark)");
  let inks = paint.inks(scheme.matches);

  /* the scene */
  const most = people.credit.reduce((a, b) => Math.max(a, b), 0) || 1;
  const radius = Float32Array.from(people.credit, (credit) => 9 + 21 * Math.sqrt(credit / most));
  const order = Uint32Array.from(people.credit, (_, i) => i).sort((a, b) => people.credit[b] - people.credit[a] || a - b);
  const scene = { x: new Float32Array(count), y: new Float32Array(count), radius };
  const by = Int32Array.from(people.introduced_by);
  let palette = null; /* {of: class of each person, colours: [[fill, edge], …]} */
  let seeker = [0, 0];
  let grid = null;
  let seen = new Uint8Array(count).fill(1);
  let lit = null;
  let marked = null;

  /* the window and the bitmaps */
  const canvas = document.createElement("canvas");
  canvas.className = "map-canvas";
  container.append(canvas);
  const tip = document.createElement("div");
  tip.className = "vis-tooltip";
  container.append(tip);
  const screen = canvas.getContext("2d", { alpha: false });
  const window_ = { width: 1, height: 1 };
  let dense = 1;
  let view = { scale: 1, x: 0, y: 0 };
  const bitmap = () => { const made = document.createElement("canvas"); return { canvas: made, context: made.getContext("2d", { alpha: false }), view: null }; };
  let front = bitmap();
  let back = bitmap();
  const overview = bitmap();
  let work = null;
  let labels = [];
  let frameAsked = false;
  let restTimer = 0;
  let farthest = 0.0001;
  const stamp = paint.stampBook();

  const standingLooks = model.doc.meta.standings.map((name) => paint.looks[name]);
  function lookOf(i) {
    if (!seen[i]) return null;
    const standing = standingLooks[people.standing[i]];
    if (lit && !lit[i]) return [standing.shape, inks.faded, inks.faded];
    if (!palette) return [standing.shape, standing.fill, standing.edge];
    return [standing.shape, ...palette.colours[palette.of[i]]];
  }

  /* one whole picture, in steps */
  function* picture(target) {
    const { context, view: at } = target;
    const { width, height } = target.canvas;
    const scale = at.scale * dense;
    const frame = { scale, x: width / 2 - at.x * scale, y: height / 2 - at.y * scale, width, height, dense };
    context.fillStyle = inks.paper;
    context.fillRect(0, 0, width, height);
    const ends = new Float64Array(4);
    const introduction = (wanted) => (i) => {
      if (!seen[i] || (by[i] >= 0 && !seen[by[i]])) return false;
      if (lit && wanted !== (lit[i] === 1 && (by[i] < 0 || lit[by[i]] === 1))) return false;
      ends[0] = by[i] < 0 ? seeker[0] : scene.x[by[i]];
      ends[1] = by[i] < 0 ? seeker[1] : scene.y[by[i]];
      ends[2] = scene.x[i];
      ends[3] = scene.y[i];
      return true;
    };
    const thin = Math.max(0.35, Math.min(1.5, at.scale * 4)) * dense;
    context.lineWidth = thin;
    context.strokeStyle = lit ? inks.faded : inks.line;
    yield* paint.lines(context, count, introduction(false), frame, ends);
    if (at.scale > 0.25 || count < 2000) yield* secondReferrals(context, frame, ends);
    if (lit) yield* paint.dots(context, order, (i) => (lit[i] ? null : lookOf(i)), scene, frame, stamp);
    if (lit) {
      context.lineWidth = Math.max(thin, 1.8 * dense);
      context.strokeStyle = inks.ink;
      yield* paint.lines(context, count, introduction(true), frame, ends);
    }
    yield* paint.dots(context, order, lit ? (i) => (lit[i] ? lookOf(i) : null) : lookOf, scene, frame, stamp);
    const you = paint.looks.seeker;
    paint.outline(context, you.shape, seeker[0] * scale + frame.x, seeker[1] * scale + frame.y, Math.max(9 * dense, 18 * scale));
    context.fillStyle = you.fill;
    context.fill();
    context.lineWidth = dense;
    context.strokeStyle = you.edge;
    context.stroke();
    if (marked !== null) ring(context, frame);
  }
  function ring(context, frame) {
    context.beginPath();
    context.arc(scene.x[marked] * frame.scale + frame.x, scene.y[marked] * frame.scale + frame.y, Math.max(7 * dense, radius[marked] * frame.scale + 4 * dense), 0, 2 * Math.PI);
    context.lineWidth = 3 * dense;
    context.strokeStyle = inks.chosen;
    context.stroke();
  }
  function* secondReferrals(context, frame, ends) {
    const [from, to] = model.doc.referrals;
    context.setLineDash([3 * dense, 5 * dense]);
    context.lineWidth = 0.9 * dense;
    const wanted = (k) => {
      if (!seen[from[k]] || !seen[to[k]]) return false;
      if (lit && !(lit[from[k]] && lit[to[k]])) return false;
      ends[0] = scene.x[from[k]]; ends[1] = scene.y[from[k]]; ends[2] = scene.x[to[k]]; ends[3] = scene.y[to[k]];
      return true;
    };
    context.strokeStyle = inks.line;
    yield* paint.lines(context, from.length, wanted, frame, ends);
    context.setLineDash([]);
  }

  /* drawing a little at a time, into the bitmap that is not shown */
  function redraw() {
    work = null;
    if (!window_.width) return;
    back.canvas.width = Math.round(2 * window_.width * dense);
    back.canvas.height = Math.round(2 * window_.height * dense);
    back.view = { ...view };
    work = picture(back);
    ask();
  }
  function proceed(milliseconds) {
    const end = performance.now() + milliseconds;
    while (work) {
      if (work.next().done) {
        [front, back] = [back, front];
        work = null;
        if (front.view.scale <= farthest * 1.02) keepOverview();
      } else if (performance.now() > end) return;
    }
  }
  function keepOverview() {
    overview.canvas.width = front.canvas.width;
    overview.canvas.height = front.canvas.height;
    overview.context.drawImage(front.canvas, 0, 0);
    overview.view = { ...front.view };
  }
  function show(from) {
    if (!from.view) return;
    const grow = view.scale / from.view.scale;
    const w = from.canvas.width * grow;
    const h = from.canvas.height * grow;
    const x = (window_.width * dense - w) / 2 + (from.view.x - view.x) * view.scale * dense;
    const y = (window_.height * dense - h) / 2 + (from.view.y - view.y) * view.scale * dense;
    screen.drawImage(from.canvas, x, y, w, h);
  }
  function frame() {
    frameAsked = false;
    const resting = performance.now() - moved > REST;
    if (work) proceed(resting || !front.view ? 60 : 5);
    screen.fillStyle = inks.paper;
    screen.fillRect(0, 0, canvas.width, canvas.height);
    const covers = front.view && Math.abs(front.view.x - view.x) * view.scale < window_.width / 2 && front.view.scale <= view.scale * 1.05;
    if (!covers) show(overview);
    screen.imageSmoothingQuality = "low";
    show(front);
    drawLabels();
    if (work) ask();
  }
  let moved = -1e9;
  function ask() { if (!frameAsked) { frameAsked = true; requestAnimationFrame(frame); } }
  function setView(next) {
    view = next;
    moved = performance.now();
    ask();
    clearTimeout(restTimer);
    restTimer = setTimeout(settle, REST);
  }
  function settle() { redraw(); relabel(); }

  /* labels */
  const nameOf = (i) => { const flat = people.name[i].slice(0, 60).replace(/\s+/g, " "); return flat.length > 28 ? `${flat.slice(0, 27)}…` : flat; };
  const FONT = '12px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';
  const widthOf = (text) => { screen.font = FONT; return screen.measureText(text).width; };
  function* candidates() {
    const start = { id: "you", ...geometry.toScreen(view, window_, ...seeker), reach: Math.max(9, 18 * view.scale), text: model.doc.meta.seeker.slice(0, 28), must: true };
    yield start;
    const label = (i, must) => {
      const at = geometry.toScreen(view, window_, scene.x[i], scene.y[i]);
      if (at.x < -40 || at.y < -20 || at.x > window_.width + 40 || at.y > window_.height) return null;
      return { id: i, ...at, reach: Math.max(2, radius[i] * view.scale), text: nameOf(i), must };
    };
    if (marked !== null) { const chosen = label(marked, true); if (chosen) yield chosen; }
    let tried = 0;
    for (const i of order) {
      if (!seen[i] || (lit && !lit[i]) || i === marked) continue;
      const next = label(i, false);
      if (next) { tried += 1; yield next; }
      if (tried > 3000) return;
    }
  }
  function relabel() {
    const room = geometry.makeRoom(window_);
    for (let i = 0; i < count; i += 1) {
      const reach = radius[i] * view.scale;
      if (!seen[i] || reach < 2.5 || (lit && !lit[i])) continue;
      const at = geometry.toScreen(view, window_, scene.x[i], scene.y[i]);
      if (at.x > -reach && at.y > -reach && at.x < window_.width + reach && at.y < window_.height + reach) room.take(at.x - reach * 0.8, at.y - reach * 0.8, at.x + reach * 0.8, at.y + reach * 0.8);
    }
    labels = geometry.placeLabels(candidates(), room, MOST_LABELS, widthOf);
    ask();
  }
  function drawLabels() {
    screen.font = `${12 * dense}px ${FONT.slice(5)}`;
    screen.textAlign = "center";
    screen.textBaseline = "top";
    screen.lineJoin = "round";
    screen.lineWidth = 3 * dense;
    screen.strokeStyle = inks.paper;
    screen.fillStyle = inks.ink;
    for (const { id, text } of labels) {
      const at = id === "you" ? geometry.toScreen(view, window_, ...seeker) : geometry.toScreen(view, window_, scene.x[id], scene.y[id]);
      const reach = id === "you" ? Math.max(9, 18 * view.scale) : Math.max(2, radius[id] * view.scale);
      screen.strokeText(text, at.x * dense, (at.y + reach + 3) * dense);
      screen.fillText(text, at.x * dense, (at.y + reach + 3) * dense);
    }
  }

  /* moving there */
  let journey = 0;
  function travel(goal) {
    cancelAnimationFrame(journey);
    if (still || !front.view) { setView(goal); if (still) settle(); return; }
    const from = { ...view };
    const begun = performance.now();
    const go = () => {
      const t = Math.min(1, (performance.now() - begun) / 300);
      const ease = t * t * (3 - 2 * t);
      const scale = from.scale * (goal.scale / from.scale) ** ease;
      const share = Math.abs(goal.scale - from.scale) < 1e-9 ? ease : (1 / from.scale - 1 / scale) / (1 / from.scale - 1 / goal.scale);
      setView({ scale, x: from.x + (goal.x - from.x) * share, y: from.y + (goal.y - from.y) * share });
      if (t < 1) journey = requestAnimationFrame(go);
    };
    go();
  }
  const whole = (ids) => {
    let wanted = seen;
    if (ids) { wanted = new Uint8Array(count); ids.forEach((i) => { wanted[i] = 1; }); }
    return geometry.fitView(geometry.bounds(scene.x, scene.y, wanted, seeker), window_, 46, 1.6);
  };
  function measure() {
    const box = container.getBoundingClientRect();
    dense = Math.min(2, devicePixelRatio || 1);
    window_.width = Math.max(1, Math.round(box.width));
    window_.height = Math.max(1, Math.round(box.height));
    canvas.width = Math.round(window_.width * dense);
    canvas.height = Math.round(window_.height * dense);
    settle();
  }

  function place(x, y) {
    scene.x.set(x);
    scene.y.set(y);
    grid = null;
  }
  function setPositions(x, y, start) {
    seeker = start;
    place(x, y);
    overview.view = null;
    front.view = null;
    const goal = whole();
    farthest = goal.scale;
    setView(goal);
    settle();
  }

  const pick = (px, py) => {
    grid ||= geometry.makeGrid(scene.x, scene.y);
    const at = geometry.toWorld(view, window_, px, py);
    const found = geometry.nearest(grid, at.x, at.y, 7 / view.scale, { most: 31, of: (i) => radius[i] * 1.1 }, (i) => seen[i] === 1);
    return found < 0 ? null : found;
  };
  netgraphHands(container, {
    size: window_, view: () => view, setView: (next) => { cancelAnimationFrame(journey); setView(next); }, limits: () => [farthest / 3, 4],
    click: (px, py) => events.select(pick(px, py)),
    hover(px, py) {
      const i = px === null ? null : pick(px, py);
      tip.style.visibility = i === null ? "hidden" : "visible";
      container.style.cursor = i === null ? "" : "pointer";
      if (i === null) return;
      tip.textContent = [people.name[i], people.title[i], model.organizationOf(i)].filter(Boolean).map((t) => t.slice(0, 120)).join("\n");
      tip.style.left = `${Math.min(px + 12, window_.width - 200)}px`;
      tip.style.top = `${py + 14}px`;
    },
  });
  scheme.addEventListener("change", () => { inks = paint.inks(scheme.matches); settle(); });
  new ResizeObserver(measure).observe(container);
  const box = container.getBoundingClientRect();
  window_.width = Math.max(1, Math.round(box.width));
  window_.height = Math.max(1, Math.round(box.height));
  setPositions(...model.layout("radial"));
  measure();

  return {
    setPositions,
    setVisible(mask) { seen = mask; settle(); },
    setColours(chosen) { palette = chosen; settle(); },
    highlight(ids, chosen) {
      lit = null;
      if (ids) { lit = new Uint8Array(count); ids.forEach((i) => { lit[i] = 1; }); }
      marked = chosen;
      settle();
    },
    fit: (ids) => travel(whole(ids)),
    centre: (i) => travel({ scale: Math.max(view.scale, 0.7), x: scene.x[i], y: scene.y[i] }),
    at: (i) => geometry.toScreen(view, window_, scene.x[i], scene.y[i]),
    labels: () => labels.map((label) => label.text),
    sharp: () => !work && !!front.view && front.view.scale === view.scale && front.view.x === view.x && front.view.y === view.y,
    view: () => ({ ...view }),
    setView,
    canvas,
  };
}
