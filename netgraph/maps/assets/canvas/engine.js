"use strict";
/* Engine "canvas": draws the whole picture once, into a bitmap twice the window, and then moves
   that bitmap. What is on the screen is never thinned; it is drawn sharp again, a little in each
   frame, when the hand rests. */
function netgraphEngine(container, model, events) {
  const geometry = netgraphGeometry;
  const paint = netgraphPaint;
  const { people } = model;
  const REST = 90;
  const MORPH = 600;
  const AT_ONCE = 1500; /* people up to whom all is drawn in every frame while one is moved */
  const [HAND, FINGER] = [7, 22]; /* pixels around a point in which somebody is meant */
  const GRABBED = 2; /* radius in pixels from which somebody can be moved */
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const scheme = matchMedia("(prefers-color-scheme: dark)");
  const scene = netgraphScene(model);
  scene.softly = true; /* this drawing makes dots anew at every scale */
  const stamp = paint.stampBook();
  let inks = paint.inks();
  let grid = null;

  /* the window and the bitmaps */
  const canvas = document.createElement("canvas");
  canvas.className = "map-canvas";
  container.append(canvas);
  const tip = document.createElement("div");
  tip.className = "vis-tooltip";
  container.append(tip);
  const screen = canvas.getContext("2d", { alpha: false });
  const size = { width: 1, height: 1 };
  let dense = 1;
  let view = { scale: 1, x: 0, y: 0 };
  const bitmap = () => {
    const created = document.createElement("canvas");
    return { canvas: created, context: created.getContext("2d", { alpha: false }), view: null };
  };
  let front = bitmap();
  let back = bitmap();
  const overview = bitmap();
  let work = null;
  let labels = [];
  let morph = null;
  let held = null; /* who is being moved by hand */
  let frameAsked = false;
  let restTimer = 0;
  let moved = -1e9;
  let farthest = 0.0001;

  /* drawing a little at a time, into the bitmap that is not shown */
  function redraw() {
    work = null;
    netgraphDiscs.fold(scene, view.scale);
    /* the first picture comes sooner without what is around the window */
    const wide = front.view ? 2 : 1;
    back.canvas.width = Math.round(wide * size.width * dense);
    back.canvas.height = Math.round(wide * size.height * dense);
    back.view = { ...view };
    work = paint.picture(
      back.context,
      scene,
      paint.frameOf(view, back.canvas.width, back.canvas.height, dense),
      inks,
      stamp,
      style()
    );
    ask();
  }
  /* Draw for some time; a picture that is done changes places with the one that is shown. */
  function proceed(milliseconds) {
    const end = performance.now() + milliseconds;
    while (work) {
      if (work.next().done) {
        [front, back] = [back, front];
        work = null;
        if (front.canvas.width === canvas.width) {
          /* that was the window alone: its surroundings follow */
          clearTimeout(restTimer);
          restTimer = setTimeout(settle, 4 * REST);
        } else if (front.view.scale <= farthest * 1.02) copy(front.canvas, overview, front.view);
      } else if (performance.now() > end) return;
    }
  }
  /* What a picture needs besides people and lines: guides of the layout, pixels to set by hand. */
  let guides = null;
  let pixels = null;
  const style = () => ({
    line: inks.line,
    guides: morph ? null : guides,
    dark: scheme.matches,
    pixels(width, height) {
      if (!pixels || pixels.width !== width || pixels.height !== height)
        pixels = new ImageData(width, height);
      return pixels;
    }
  });
  function place({ x, y, seeker, frame, moved }) {
    scene.place(x, y, seeker, frame);
    netgraphDiscs.fold(scene, view.scale);
    guides = netgraphGuides.of(scene, model);
    for (const [i, at] of moved) scene.move(i, ...at);
  }
  function copy(source, target, at) {
    target.canvas.width = source.width;
    target.canvas.height = source.height;
    target.context.drawImage(source, 0, 0);
    target.view = { ...at };
  }
  /* Put a bitmap onto the screen as the present view has it: moved and stretched. */
  function show(from) {
    if (!from.view) return;
    const grow = view.scale / from.view.scale;
    const w = from.canvas.width * grow;
    const h = from.canvas.height * grow;
    const x = (canvas.width - w) / 2 + (from.view.x - view.x) * view.scale * dense;
    const y = (canvas.height - h) / 2 + (from.view.y - view.y) * view.scale * dense;
    screen.drawImage(from.canvas, x, y, w, h);
  }
  function frame() {
    frameAsked = false;
    if (morph) {
      onTheWay();
      return;
    }
    if (held !== null && scene.count <= AT_ONCE) {
      drawAtOnce();
      return;
    }
    /* what the page has put around the map by now tells how large that is */
    if (!front.view) resize();
    if (stale) {
      stale = false;
      redraw();
    }
    const resting = performance.now() - moved > REST;
    /* milliseconds to draw in: nothing is shown yet, nobody is moving, or the hand must not wait */
    if (work) proceed(!front.view ? 2000 : resting ? 60 : 5);
    /* the first picture does not wait for its names */
    if (unnamed && isShown) {
      unnamed = false;
      relabel();
    }
    screen.fillStyle = inks.paper;
    screen.fillRect(0, 0, canvas.width, canvas.height);
    /* where the bitmap doesn't reach, the whole map, which is less sharp, is seen below it */
    const covers =
      front.view &&
      Math.abs(front.view.x - view.x) * view.scale < size.width / 2 &&
      front.view.scale <= view.scale * 1.05;
    if (!covers) show(overview);
    screen.imageSmoothingQuality = "low";
    show(front);
    write(screen, dense);
    isShown = !!front.view;
    if (work || unnamed) ask();
  }
  const write = (context, sharp) =>
    netgraphLabels.draw(context, labels, guides, scene, view, size, sharp, inks);
  function drawAtOnce() {
    const target = paint.frameOf(view, canvas.width, canvas.height, dense);
    const steps = paint.picture(screen, scene, target, inks, stamp, style());
    while (!steps.next().done); /* all at once */
    write(screen, dense);
  }
  function ask() {
    if (!frameAsked) {
      frameAsked = true;
      requestAnimationFrame(frame);
    }
  }
  function setView(next) {
    arrive();
    view = next;
    moved = performance.now();
    ask();
    clearTimeout(restTimer);
    restTimer = setTimeout(settle, REST);
  }
  /* However often it is asked for, the picture is drawn and labelled once a frame. */
  let stale = false;
  let unnamed = false;
  let isShown = false; /* has a frame shown a picture? */
  function settle() {
    if (morph) return;
    stale = true;
    unnamed = true;
    ask();
    if (aim === undefined) events.moved();
  }
  function relabel() {
    labels = netgraphLabels.choose(scene, view, size, model, screen, guides);
    events.named?.();
    ask();
  }

  /* moving there */
  let journey = 0;
  function travel(goal) {
    cancelAnimationFrame(journey);
    arrive();
    if (still || !front.view) {
      setView(goal);
      if (still) settle();
      return;
    }
    const from = { ...view };
    const begun = performance.now();
    const go = () => {
      const t = Math.min(1, (performance.now() - begun) / 300);
      const ease = t * t * (3 - 2 * t);
      const scale = from.scale * (goal.scale / from.scale) ** ease;
      /* the place moves with what the window shows, which keeps the goal in sight while zooming */
      const share =
        Math.abs(goal.scale - from.scale) < 1e-9
          ? ease
          : (1 / from.scale - 1 / scale) / (1 / from.scale - 1 / goal.scale);
      setView({
        scale,
        x: from.x + (goal.x - from.x) * share,
        y: from.y + (goal.y - from.y) * share
      });
      if (t < 1) journey = requestAnimationFrame(go);
    };
    go();
  }
  const viewOf = (ids) => geometry.viewOf(scene, ids, size, farthest);
  /* What the window shows until a hand moves it: everybody (null) or some people; undefined
     after that. A window that changes its size shows the same again. */
  let aim = null;
  function aimAt(ids) {
    aim = ids;
    travel(viewOf(ids));
  }

  /* another layout: at once, or everybody on the way there */
  function setPositions(x, y, seeker, { morph: smooth = false, moved = new Map() } = {}) {
    cancelAnimationFrame(journey);
    arrive();
    work = null;
    const frame = model.frameOf(x);
    const goal = geometry.viewOfAll({ x, y, seen: scene.seen, seeker, frame }, size);
    farthest = goal.scale;
    overview.view = null;
    grid = null;
    aim = null;
    if (smooth && !still && front.view) {
      const to = {
        x: Float32Array.from(x),
        y: Float32Array.from(y),
        seeker,
        view: goal,
        frame,
        moved
      };
      for (const [i, at] of moved) [to.x[i], to.y[i]] = at;
      const [fromX, fromY] = [scene.x.slice(), scene.y.slice()];
      const from = { x: fromX, y: fromY, seeker: scene.seeker, view: { ...view } };
      morph = netgraphMorph(scene, from, to, MORPH);
      morph.to = to;
      ask();
      return;
    }
    place({ x, y, seeker, frame, moved });
    front.view = null;
    view = goal;
    clearTimeout(restTimer);
    settle();
  }
  function drawMorph() {
    const target = paint.frameOf(view, canvas.width, canvas.height, dense);
    morph.draw(screen, target, inks, stamp, style());
  }
  function onTheWay() {
    const now = morph.step();
    view = now.view;
    drawMorph();
    if (now.done) arrive();
    ask();
  }
  /* The last picture of the way stays on the screen until the sharp one is there. */
  function arrive() {
    if (!morph) return;
    const { to } = morph;
    place(to);
    view = to.view;
    drawMorph();
    morph = null;
    copy(canvas, front, view);
    settle();
  }

  /* pictures to keep */
  function toSVG() {
    relabel();
    return netgraphLabels.asDocument(scene, {
      view,
      size,
      labels,
      guides,
      inks,
      model
    });
  }

  /* Who is under a point of the window, null for nobody; dots are a little larger for the hand. */
  const pick = (px, py, reach = HAND) => {
    grid ||= geometry.makeGrid(scene.x, scene.y);
    const at = geometry.toWorld(view, size, px, py);
    const found = geometry.nearest(
      grid,
      at.x,
      at.y,
      reach / view.scale,
      { most: scene.largest * 1.1, of: (i) => scene.sizeOf(i) * 1.1 },
      (i) => scene.seen[i] === 1 && !scene.folded?.[i]
    );
    return found < 0 ? null : found;
  };
  /* Where on the screen somebody is, null for whom nobody sees. */
  const placeSeen = (i) =>
    scene.seen[i] ? geometry.toScreen(view, size, scene.x[i], scene.y[i]) : null;
  /* The organization under a point of the window, where nobody is: its disc, null for none. */
  const discAt = (px, py, reach = HAND) => {
    const at = geometry.toWorld(view, size, px, py);
    return netgraphDiscs.at(scene, at.x, at.y, reach / view.scale);
  };
  netgraphLasso(container, {
    severalAtOnce: events.severalAtOnce,
    press(px, py, touched) {
      const reach = touched ? FINGER : HAND;
      const person = pick(px, py, reach);
      events.add({ person, disc: person === null ? discAt(px, py, reach) : null });
    },
    around: (points) => events.around(netgraphGeometry.enclosed(points, scene.count, placeSeen))
  });
  netgraphGestures(container, {
    size,
    view: () => view,
    setView: (next) => {
      cancelAnimationFrame(journey);
      aim = undefined;
      setView(next);
    },
    limits: () => [farthest / 3, 4],
    click(px, py, touched) {
      const reach = touched ? FINGER : HAND;
      const person = pick(px, py, reach);
      const disc = person === null ? discAt(px, py, reach) : null;
      if (disc && disc.o >= 0) events.organization(disc.o);
      else events.select(person);
    },
    /* Take somebody by the mouse, to move them; null where nobody is, or too small to be meant. */
    grab(px, py) {
      const i = pick(px, py);
      held = i !== null && scene.radius[i] * view.scale >= GRABBED ? i : null;
      return held !== null;
    },
    drag(px, py) {
      const at = geometry.toWorld(view, size, px, py);
      scene.move(held, at.x, at.y);
      ask();
    },
    drop(moved) {
      const i = held;
      held = null;
      if (!moved) return;
      grid = null;
      settle();
      events.dropped(i, scene.x[i], scene.y[i]);
    },
    hover(px, py) {
      const i = px === null || morph ? null : pick(px, py);
      const disc = px === null || morph || i !== null ? null : discAt(px, py);
      tip.style.visibility = i === null && !disc ? "hidden" : "visible";
      container.style.cursor = i !== null || disc?.o >= 0 ? "pointer" : "";
      if (i === null && !disc) return;
      tip.textContent = disc
        ? netgraphDiscs.tell(scene, disc)
        : [people.name[i], people.title[i], model.organizationOf(i), events.tell?.(i)]
            .filter(Boolean)
            .map((t) => netgraphSpelling.begin(t, 120))
            .join("\n");
      tip.style.left = `${Math.min(px + 12, size.width - 200)}px`;
      tip.style.top = `${py + 14}px`;
    }
  });
  function measure() {
    const box = container.getBoundingClientRect();
    const [width, height, pixels_] = [
      Math.max(1, Math.round(box.width)),
      Math.max(1, Math.round(box.height)),
      Math.min(2, devicePixelRatio || 1)
    ];
    if (width === size.width && height === size.height && pixels_ === dense) return false;
    size.width = width;
    size.height = height;
    dense = pixels_;
    canvas.width = Math.round(size.width * dense);
    canvas.height = Math.round(size.height * dense);
    return true;
  }
  scheme.addEventListener("change", () => {
    inks = paint.inks();
    settle();
  });
  measure();
  setPositions(...model.layout(Object.keys(model.doc.layouts)[0], size));
  function resize() {
    const before = { ...size };
    if (!measure()) return;
    const [seen, aimed, world] = [view, aim, scene.frame];
    cancelAnimationFrame(journey);
    arrive();
    events.resized(); /* which places everybody anew where the layout depends on the window */
    farthest = geometry.viewOfAll(scene, size).scale;
    aim = aimed;
    if (aim !== undefined) setView(viewOf(aim));
    else setView(geometry.viewAfter(seen, world, scene.frame, before, size));
    clearTimeout(restTimer);
    settle();
  }
  new ResizeObserver(resize).observe(container);

  return {
    setPositions,
    setVisible(mask, { onDay = false } = {}) {
      scene.seen = mask;
      scene.onDay = onDay;
      settle();
    },
    setColours(chosen) {
      scene.palette = chosen;
      settle();
    },
    setSizes(radius) {
      if (radius) scene.setSizes(radius);
      else scene.bySize();
      settle();
    },
    highlight(ids, chosen, how) {
      scene.setLit(ids, how);
      scene.marked = new Set(chosen);
      settle();
    },
    size: () => ({ ...size }),
    fit: (ids = null) => aimAt(ids),
    centre: (i) => {
      arrive();
      aim = undefined;
      travel({ scale: Math.max(view.scale, 0.7), x: scene.x[i], y: scene.y[i] });
    },
    at: (i) => geometry.toScreen(view, size, scene.x[i], scene.y[i]),
    reach: (i) => (scene.folded?.[i] ? 0 : scene.sizeOf(i) * view.scale),
    organizations: () => netgraphDiscs.all(scene, view, size),
    labels: () => labels.filter((label) => label.id >= 0).map((label) => label.id),
    /* where every name is, for tests: people by position, "you" and "group" */
    boxes: () => labels.map((label) => netgraphLabels.boxOf(scene, view, size, label)),
    sharp: () =>
      !work &&
      !stale &&
      !unnamed &&
      !morph &&
      !!front.view &&
      front.view.scale === view.scale &&
      front.view.x === view.x &&
      front.view.y === view.y,
    view: () => ({ ...view }),
    isMoved: () => aim === undefined,
    setView(next) {
      aim = undefined;
      setView(next);
    },
    scene,
    toSVG,
    canvas
  };
}
if (typeof module !== "undefined") module.exports = netgraphEngine;
