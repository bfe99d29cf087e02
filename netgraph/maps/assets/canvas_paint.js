"use strict";
/* What the canvas engine paints: dots as ready-made stamps, lines in batches, a little at a time. */
const netgraphPaint = (() => {
  const looks = {
    productive: { shape: "circle", fill: "#0b3c6f", edge: "#8fb4dc" }, waiting: { shape: "diamond", fill: "#d55e00", edge: "#7a3600" },
    open: { shape: "triangle", fill: "#56b4e9", edge: "#1d6d9c" }, quiet: { shape: "square", fill: "#d4d4d4", edge: "#7d7d7d" },
    closed: { shape: "inverted", fill: "#ffffff", edge: "#7d7d7d" }, seeker: { shape: "star", fill: "#f0b400", edge: "#7a5b00" },
  };
  const inks = (dark) => (dark
    ? { paper: "#16191d", ink: "#eceff2", line: "#68727d", faded: "#2b3138", chosen: "#ffb000" }
    : { paper: "#fbfbf9", ink: "#1f2328", line: "#a3a9b0", faded: "#e6e8ea", chosen: "#d55e00" });
  const BATCH = 1500;
  const LARGE = 24; /* pixels from which a dot is drawn anew, not stamped */

  const corners = {
    diamond: [[0, -1.15], [1.15, 0], [0, 1.15], [-1.15, 0]], square: [[-0.85, -0.85], [0.85, -0.85], [0.85, 0.85], [-0.85, 0.85]],
    triangle: [[0, -1.1], [1.05, 0.8], [-1.05, 0.8]], inverted: [[0, 1.1], [1.05, -0.8], [-1.05, -0.8]],
    star: Array.from({ length: 10 }, (_, k) => { const far = k % 2 ? 0.5 : 1.2; return [far * Math.sin((k * Math.PI) / 5), -far * Math.cos((k * Math.PI) / 5)]; }),
  };
  function outline(context, shape, x, y, radius) {
    context.beginPath();
    if (shape === "circle") context.arc(x, y, radius, 0, 2 * Math.PI);
    else { corners[shape].forEach(([dx, dy], k) => (k ? context.lineTo(x + dx * radius, y + dy * radius) : context.moveTo(x + dx * radius, y + dy * radius))); context.closePath(); }
  }

  /* Stamps: each shape in each colour and size is drawn once. */
  function stampBook() {
    const book = new Map();
    return (shape, fill, edge, radius) => {
      const half = Math.max(1, Math.round(radius * 2));
      const key = `${shape} ${fill} ${edge} ${half}`;
      let stamp = book.get(key);
      if (!stamp) {
        const r = half / 2;
        const middle = Math.ceil(r * 1.25 + 2);
        stamp = document.createElement("canvas");
        stamp.width = 2 * middle;
        stamp.height = 2 * middle;
        const context = stamp.getContext("2d");
        outline(context, shape, middle, middle, r);
        context.fillStyle = fill;
        context.fill();
        context.lineWidth = Math.min(1.5, r / 3);
        context.strokeStyle = edge;
        context.stroke();
        book.set(key, stamp);
      }
      return stamp;
    };
  }

  /* Paint lines; `ends(i)` tells whether line i is wanted and writes both its ends into `at`. Yields between batches. */
  function* lines(context, count, ends, frame, at) {
    let held = 0;
    context.beginPath();
    for (let i = 0; i < count; i += 1) {
      if (!ends(i)) continue;
      const x1 = at[0] * frame.scale + frame.x;
      const y1 = at[1] * frame.scale + frame.y;
      const x2 = at[2] * frame.scale + frame.x;
      const y2 = at[3] * frame.scale + frame.y;
      if ((x1 < 0 && x2 < 0) || (y1 < 0 && y2 < 0) || (x1 > frame.width && x2 > frame.width) || (y1 > frame.height && y2 > frame.height)) continue;
      if (Math.abs(x1 - x2) + Math.abs(y1 - y2) < 1) continue;
      context.moveTo(x1, y1);
      context.lineTo(x2, y2);
      held += 1;
      if (held >= BATCH) { context.stroke(); context.beginPath(); held = 0; yield; }
    }
    context.stroke();
    yield;
  }

  /* Paint dots; `look(i)` gives [shape, fill, edge] or null for those not wanted. */
  function* dots(context, order, look, scene, frame, stamp) {
    let held = 0;
    for (let k = order.length - 1; k >= 0; k -= 1) {
      const i = order[k];
      const wanted = look(i);
      if (!wanted) continue;
      const x = scene.x[i] * frame.scale + frame.x;
      const y = scene.y[i] * frame.scale + frame.y;
      const radius = scene.radius[i] * frame.scale;
      if (x < -radius || y < -radius || x > frame.width + radius || y > frame.height + radius) continue;
      if (radius < 1.4 * frame.dense) {
        const side = Math.max(1.5 * frame.dense, 2 * radius);
        context.fillStyle = wanted[0] === "inverted" || wanted[1] === "#ffffff" ? wanted[2] : wanted[1];
        context.fillRect(x - side / 2, y - side / 2, side, side);
      } else if (radius > LARGE) {
        outline(context, wanted[0], x, y, radius);
        context.fillStyle = wanted[1];
        context.fill();
        context.strokeStyle = wanted[2];
        context.lineWidth = 1.5 * frame.dense;
        context.stroke();
      } else {
        const picture = stamp(wanted[0], wanted[1], wanted[2], radius);
        context.drawImage(picture, Math.round(x - picture.width / 2), Math.round(y - picture.height / 2));
      }
      held += 1;
      if (held >= BATCH) { held = 0; yield; }
    }
    yield;
  }
  /* What is large on the screen comes whole, what is small in batches: a generator yields so that frames stay short. */
  function* picture(context, scene, frame, inks, stamp) {
    context.fillStyle = inks.paper;
    context.fillRect(0, 0, frame.width, frame.height);
    const { lit, order, count } = scene;
    const ends = new Float64Array(4);
    const zoom = frame.scale / frame.dense;
    const thin = Math.max(0.35, Math.min(1.5, zoom * 4)) * frame.dense;
    context.lineWidth = thin;
    context.strokeStyle = lit ? inks.faded : inks.line;
    yield* lines(context, count, (i) => scene.introduction(i, false, ends), frame, ends);
    if (zoom > 0.25 || count < 2000) yield* threads(context, scene, frame, inks, ends);
    if (lit) {
      yield* dots(context, order, (i) => (lit[i] ? null : scene.lookOf(i, inks)), scene, frame, stamp);
      context.lineWidth = Math.max(thin, 1.8 * frame.dense);
      context.strokeStyle = inks.ink;
      yield* lines(context, count, (i) => scene.introduction(i, true, ends), frame, ends);
    }
    yield* dots(context, order, (i) => (lit && !lit[i] ? null : scene.lookOf(i, inks)), scene, frame, stamp);
    seeker(context, scene, frame);
    if (scene.marked !== null) ring(context, scene, frame, inks);
  }
  function seeker(context, scene, frame) {
    const you = looks.seeker;
    outline(context, you.shape, scene.seeker[0] * frame.scale + frame.x, scene.seeker[1] * frame.scale + frame.y, Math.max(9 * frame.dense, 18 * frame.scale));
    context.fillStyle = you.fill;
    context.fill();
    context.lineWidth = frame.dense;
    context.strokeStyle = you.edge;
    context.stroke();
  }
  function ring(context, scene, frame, inks) {
    const i = scene.marked;
    context.beginPath();
    context.arc(scene.x[i] * frame.scale + frame.x, scene.y[i] * frame.scale + frame.y, Math.max(7 * frame.dense, scene.radius[i] * frame.scale + 4 * frame.dense), 0, 2 * Math.PI);
    context.lineWidth = 3 * frame.dense;
    context.strokeStyle = inks.chosen;
    context.stroke();
  }
  function* threads(context, scene, frame, inks, ends) {
    context.setLineDash([3 * frame.dense, 5 * frame.dense]);
    context.lineWidth = 0.9 * frame.dense;
    context.strokeStyle = inks.line;
    yield* lines(context, scene.from.length, (k) => scene.isThread(k, ends), frame, ends);
    context.setLineDash([]);
  }
  /* How a view lies on a bitmap: multiply by scale, add x and y. */
  function frameOf(view, width, height, dense) {
    const scale = view.scale * dense;
    return { scale, x: width / 2 - view.x * scale, y: height / 2 - view.y * scale, width, height, dense };
  }
  return { looks, corners, inks, stampBook, picture, seeker, frameOf };
})();
if (typeof module !== "undefined") module.exports = netgraphPaint;
