"use strict";
/* Engine "pyvis": vis-network, as pyvis ships it, draws people and moves them; what lies under them
   and the names above are drawn by the same parts as in engine "canvas". */
function netgraphEngine(container, model, events) {
  const geometry = netgraphGeometry;
  const paint = netgraphPaint;
  const { people } = model;
  const MORPH = 600;
  const MOST_MOVED = 1000; /* people up to whom they are seen on the way to another layout */
  const FINGER = 22; /* pixels around a finger in which somebody is meant */
  const REST = 90;
  const you = "you";
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const scheme = matchMedia("(prefers-color-scheme: dark)");
  const data = JSON.parse(document.getElementById("vis-data").textContent);
  const scene = netgraphScene(model);
  let inks = paint.inks();
  let guides = null;
  let labels = [];
  let aim = null; /* as in engine "canvas": whom the window shows until a hand moves it */
  let farthest = 1;
  let underway = false;

  /* names and lines are drawn here, so vis-network has dots alone; large ones lie above others */
  const importance = new Map([...scene.order].map((i, k) => [i, -k]));
  const nodes = new vis.DataSet(
    data.nodes
      .map((node) => ({ ...node, label: undefined }))
      .sort((a, b) => (importance.get(a.id) ?? 1) - (importance.get(b.id) ?? 1))
  );
  const network = new vis.Network(container, { nodes, edges: [] }, JSON.parse(data.options));
  /* the map around it takes the keyboard: one stop of the Tab key, not two */
  container.querySelector(".vis-network").tabIndex = -1;
  /* the observer below does that: two would turn the view to a window of another size twice */
  network.setOptions({ autoResize: false });
  const drawn = container.querySelector("canvas");
  const measure = document.createElement("canvas").getContext("2d");
  const size = () => ({ width: container.clientWidth, height: container.clientHeight });
  const dense = () => drawn.width / Math.max(1, container.clientWidth);
  function view() {
    const { x, y } = network.getViewPosition();
    return { scale: network.getScale(), x, y };
  }
  function setView({ scale, x, y }, animation = false) {
    network.moveTo({ position: { x, y }, scale, animation });
    relabelSoon();
  }

  /* what vis-network does not draw */
  const style = () => ({
    line: inks.line,
    guides: underway ? null : guides,
    dark: scheme.matches
  });
  const sheet = () => paint.frameOf(view(), drawn.width, drawn.height, dense());
  const inPixels = (context, draw) => {
    context.save();
    context.setTransform(1, 0, 0, 1, 0, 0);
    draw();
    context.restore();
  };
  network.on("beforeDrawing", (context) =>
    inPixels(context, () => paint.beneath(context, scene, sheet(), inks, style()))
  );
  network.on("afterDrawing", (context) =>
    inPixels(context, () => {
      paint.seeker(context, scene, sheet());
      paint.aroundShared(context, scene, sheet(), inks);
      paint.rings(context, scene, sheet(), inks);
      if (underway || !guides) return;
      /* vis-network may have moved on by itself since names were placed */
      if (!waiting && isElsewhere()) relabelSoon();
      netgraphLabels.draw(context, labels, guides, scene, view(), size(), dense(), inks);
    })
  );
  let named = null; /* the view for which names were placed */
  const isElsewhere = () => {
    const now = view();
    return !named || Object.keys(now).some((key) => Math.abs(now[key] - named[key]) > 1e-6);
  };
  function relabel() {
    named = view();
    if (netgraphDiscs.fold(scene, view().scale)) restyle();
    labels = netgraphLabels.choose(scene, view(), size(), model, measure, guides);
    events.named?.();
    network.redraw();
  }
  let waiting = 0;
  function relabelSoon() {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      waiting = 0;
      relabel();
    }, REST);
  }
  const asVis = { circle: "dot", inverted: "triangleDown" };
  function restyle() {
    netgraphDiscs.fold(scene, view().scale);
    nodes.update(
      Array.from(people.credit, (_, i) => {
        const look = scene.lookOf(i, inks);
        if (!look) return { id: i, hidden: true };
        const [shape, background, border] = look;
        const color = { background, border, highlight: { background, border } };
        return {
          id: i,
          hidden: false,
          shape: asVis[shape] || shape,
          size: scene.sizeOf(i),
          color: { ...color, hover: color.highlight }
        };
      })
    );
    relabelSoon();
  }

  /* a hand */
  function nearest(at) {
    const grid = geometry.makeGrid(scene.x, scene.y);
    const { x, y } = geometry.toWorld(view(), size(), at.x, at.y);
    const radius = { most: scene.largest, of: (i) => scene.sizeOf(i) };
    const found = geometry.nearest(
      grid,
      x,
      y,
      FINGER / view().scale,
      radius,
      (i) => scene.seen[i] && !scene.folded?.[i]
    );
    return found < 0 ? null : found;
  }
  const placeSeen = (i) =>
    scene.seen[i] ? geometry.toScreen(view(), size(), scene.x[i], scene.y[i]) : null;
  const discUnder = (px, py) => {
    const at = geometry.toWorld(view(), size(), px, py);
    return netgraphDiscs.at(scene, at.x, at.y, 7 / view().scale);
  };
  netgraphLasso(container, {
    severalAtOnce: events.severalAtOnce,
    press(px, py, touched) {
      const under = touched ? nearest({ x: px, y: py }) : network.getNodeAt({ x: px, y: py });
      const person = under === undefined || under === you ? null : under;
      events.add({ person, disc: person === null ? discUnder(px, py) : null });
    },
    around: (points) => events.around(geometry.enclosed(points, scene.count, placeSeen))
  });
  const isTouch = ({ event }) => event?.srcEvent?.pointerType === "touch";
  network.on("click", (e) => {
    const person = e.nodes.length ? e.nodes[0] : isTouch(e) ? nearest(e.pointer.DOM) : null;
    const disc = person === null ? discUnder(e.pointer.DOM.x, e.pointer.DOM.y) : null;
    if (disc && disc.o >= 0) events.organization(disc.o);
    else events.select(person);
  });
  /* a tooltip stays no longer than the finger that asked for it */
  container.addEventListener("touchend", () =>
    setTimeout(() => {
      const tip = container.querySelector(".vis-tooltip");
      if (tip) tip.style.visibility = "hidden";
    }, 0)
  );
  function byHand() {
    aim = undefined;
    relabelSoon();
    events.moved();
  }
  network.on("zoom", byHand);
  network.on("dragging", (e) => {
    for (const i of e.nodes) {
      const at = network.getPositions([i])[i];
      if (i === you) scene.seeker = [at.x, at.y];
      else scene.move(i, at.x, at.y);
    }
  });
  network.on("dragEnd", (e) => {
    for (const i of e.nodes) if (i !== you) events.dropped(i, scene.x[i], scene.y[i]);
    if (e.nodes.length) relabelSoon();
    else byHand();
  });
  network.on("animationFinished", relabelSoon);
  scheme.addEventListener("change", () => {
    inks = paint.inks();
    restyle();
  });

  /* where everybody stands */
  const viewOf = (ids) => geometry.viewOf(scene, ids, size(), farthest);
  function aimAt(ids) {
    aim = ids;
    /* a panel that opens changes the window: vis-network would never end a way that is broken off
       before its first frame */
    const now = size();
    const resizes = now.width !== before.width || now.height !== before.height;
    setView(viewOf(ids), still || resizes ? false : { duration: 300 });
  }
  function put() {
    const [x, y] = scene.seeker;
    nodes.update([
      { id: you, x, y },
      ...Array.from(scene.x, (at, i) => ({ id: i, x: at, y: scene.y[i] }))
    ]);
  }
  let journey = 0;
  let goal = null;
  function arrive() {
    if (!goal) return;
    cancelAnimationFrame(journey);
    const { x, y, seeker, frame, moved, seen } = goal;
    goal = null;
    underway = false;
    scene.place(x, y, seeker, frame);
    guides = netgraphGuides.of(scene, model);
    for (const [i, at] of moved) scene.move(i, ...at);
    put();
    setView(seen);
    restyle();
  }
  function setPositions(x, y, seeker, { morph = false, moved = new Map() } = {}) {
    arrive();
    const frame = model.frameOf(x);
    const seen = geometry.viewOfAll({ x, y, seen: scene.seen, seeker, frame }, size());
    farthest = seen.scale;
    aim = null;
    goal = { x, y, seeker, frame, moved, seen };
    if (!morph || still || scene.count > MOST_MOVED) {
      arrive();
      return;
    }
    const from = { x: scene.x.slice(), y: scene.y.slice(), seeker: scene.seeker, view: view() };
    const to = { x: Float32Array.from(x), y: Float32Array.from(y), seeker, view: seen };
    for (const [i, at] of moved) [to.x[i], to.y[i]] = at;
    const way = netgraphMorph(scene, from, to, MORPH);
    underway = true;
    const step = () => {
      const now = way.step();
      put();
      network.moveTo({ position: now.view, scale: now.view.scale, animation: false });
      if (now.done) arrive();
      else journey = requestAnimationFrame(step);
    };
    step();
  }
  let before = size();
  setPositions(...model.layout(Object.keys(model.doc.layouts)[0], before));
  relabel();
  new ResizeObserver(() => {
    const now = size();
    if (now.width === before.width && now.height === before.height) return;
    const [aimed, seen, world, was] = [aim, view(), scene.frame, before];
    before = now;
    network.setSize("100%", "100%");
    arrive();
    events.resized();
    farthest = geometry.viewOfAll(scene, now).scale;
    aim = aimed;
    setView(
      aim === undefined ? geometry.viewAfter(seen, world, scene.frame, was, now) : viewOf(aim)
    );
  }).observe(container);

  /* pictures to keep */
  function toSVG() {
    relabel();
    return netgraphLabels.asDocument(scene, {
      view: view(),
      size: size(),
      labels,
      guides,
      inks,
      model
    });
  }

  return {
    setPositions,
    setSizes(radius) {
      if (radius) scene.setSizes(radius);
      else scene.bySize();
      restyle();
    },
    setColours(chosen) {
      scene.palette = chosen;
      restyle();
    },
    setVisible(mask, { onDay = false } = {}) {
      scene.seen = mask;
      scene.onDay = onDay;
      restyle();
    },
    highlight(ids, chosen, how) {
      scene.setLit(ids, how);
      scene.marked = new Set(chosen);
      restyle();
    },
    scene,
    toSVG,
    /* the window that everybody is placed in, which may have changed a moment ago */
    size: () => before,
    fit: (ids = null) => aimAt(ids),
    centre(i) {
      aim = undefined;
      const scale = Math.max(network.getScale(), 0.7);
      setView({ scale, x: scene.x[i], y: scene.y[i] }, still ? false : { duration: 300 });
    },
    view,
    setView(next) {
      aim = undefined;
      setView(next);
    },
    isMoved: () => aim === undefined,
    sharp: () => !waiting && !goal,
    at: (i) => geometry.toScreen(view(), size(), scene.x[i], scene.y[i]),
    reach: (i) => (scene.folded?.[i] ? 0 : scene.sizeOf(i) * view().scale),
    organizations: () => netgraphDiscs.all(scene, view(), size()),
    labels: () => labels.filter((label) => label.id >= 0).map((label) => label.id),
    boxes: () => labels.map((label) => netgraphLabels.boxOf(scene, view(), size(), label))
  };
}
if (typeof module !== "undefined") module.exports = netgraphEngine;
