"use strict";
/* What the canvas engine paints: dots as ready-made stamps, lines in batches, a little at a
   time. */
const netgraphPaint = (() => {
  /* The theme of the page, as palette.css has it for light and dark. */
  const INKS = {
    paper: "--paper",
    ink: "--ink",
    line: "--map-line",
    faded: "--map-faded",
    faint: "--map-faint",
    second: "--map-second",
    guide: "--map-guide",
    guideText: "--map-guide-text",
    chosen: "--map-chosen"
  };
  function inks(element = document.documentElement) {
    const style = getComputedStyle(element);
    const read = ([name, property]) => [name, style.getPropertyValue(property).trim()];
    return Object.fromEntries(Object.entries(INKS).map(read));
  }
  const BATCH = 1500;
  const FEW = 2500; /* people up to whom the canvas draws everything itself */
  const MANY = 20000; /* people from whom lines are fainter */
  const SHAPELESS = 2.2; /* radius in pixels below which a dot has no shape to see */
  /* radius in pixels of the smallest dot: of some thousand people each is seen, or all are pale */
  const [LEAST_SEEN, LEAST_OF_MANY] = [1.3, 0.45];
  const CROWDED = 0.4; /* of its width, for a line from somebody who introduced many */
  const LARGE = 24; /* pixels from which a dot is drawn anew, not stamped */
  const MANY_RINGED = 40; /* people chosen together from whom rings are finer */
  const [AROUND, AROUND_AT] = [1.4, 3]; /* width and distance of a ring around somebody shared */
  const LIT = 1.8; /* pixels of a line that is lit */
  const LEAST_LIT = 0.5; /* pixels of one among very many */
  const MANY_LIT = 120; /* people that a question lights from whom their lines are thinner */

  const corners = {
    diamond: [
      [0, -1.15],
      [1.15, 0],
      [0, 1.15],
      [-1.15, 0]
    ],
    square: [
      [-0.85, -0.85],
      [0.85, -0.85],
      [0.85, 0.85],
      [-0.85, 0.85]
    ],
    triangle: [
      [0, -1.1],
      [1.05, 0.8],
      [-1.05, 0.8]
    ],
    inverted: [
      [0, 1.1],
      [1.05, -0.8],
      [-1.05, -0.8]
    ],
    star: Array.from({ length: 10 }, (_, k) => {
      const far = k % 2 ? 0.5 : 1.2;
      return [far * Math.sin((k * Math.PI) / 5), -far * Math.cos((k * Math.PI) / 5)];
    })
  };
  function outline(context, shape, x, y, radius) {
    context.beginPath();
    if (shape === "circle") context.arc(x, y, radius, 0, 2 * Math.PI);
    else {
      corners[shape].forEach(([dx, dy], k) =>
        k
          ? context.lineTo(x + dx * radius, y + dy * radius)
          : context.moveTo(x + dx * radius, y + dy * radius)
      );
      context.closePath();
    }
  }

  /* Stamps: each shape in each colour and size is drawn once. */
  function stampBook() {
    const book = new Map();
    return (shape, fill, edge, radius) => {
      /* sizes are told apart by half pixels, so that there are few stamps */
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

  /* Paint lines; `trace(i, scale, at)` writes points of line i into `at` and gives their number.
     Yields between batches. */
  function* lines(context, count, trace, frame, at) {
    let held = 0;
    context.beginPath();
    for (let i = 0; i < count; i += 1) {
      const points = onScreen(trace(i, frame.scale, at), frame, at);
      if (!points) continue;
      context.moveTo(at[0], at[1]);
      for (let k = 1; k < points; k += 1) context.lineTo(at[2 * k], at[2 * k + 1]);
      held += points - 1;
      if (held >= BATCH) {
        context.stroke();
        context.beginPath();
        held = 0;
        yield;
      }
    }
    context.stroke();
    yield;
  }
  /* Turn points of the world into pixels; 0 when the line misses the window or is shorter than a
     pixel. */
  function onScreen(points, frame, at) {
    let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
    for (let k = 0; k < points; k += 1) {
      const x = at[2 * k] * frame.scale + frame.x;
      const y = at[2 * k + 1] * frame.scale + frame.y;
      at[2 * k] = x;
      at[2 * k + 1] = y;
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      if (y > bottom) bottom = y;
    }
    const misses = right < 0 || bottom < 0 || left > frame.width || top > frame.height;
    return misses || right - left + bottom - top < 0.7 ? 0 : points;
  }
  /* The same lines, set into pixels. */
  function* rasterLines(words, count, trace, frame, at, colour, weight) {
    for (let i = 0; i < count; i += 1) {
      const points = onScreen(trace(i, frame.scale, at), frame, at);
      for (let k = 1; k < points; k += 1)
        netgraphRaster.line(
          words,
          frame.width,
          frame.height,
          at[2 * k - 2],
          at[2 * k - 1],
          at[2 * k],
          at[2 * k + 1],
          colour,
          weight
        );
      if (i % 4096 === 4095) yield;
    }
    yield;
  }
  /* Dots too small to have a shape, set into pixels, the most important last. */
  function* rasterDots(words, scene, frame, look) {
    const { order } = scene;
    const smallest = scene.count > MANY ? LEAST_OF_MANY : LEAST_SEEN * frame.dense;
    for (let k = order.length - 1; k >= 0; k -= 1) {
      const i = order[k];
      const radius = scene.radius[i] * frame.scale;
      const x = scene.x[i] * frame.scale + frame.x;
      const y = scene.y[i] * frame.scale + frame.y;
      const inside = x > -2 && y > -2 && x < frame.width + 2 && y < frame.height + 2;
      const wanted = inside && radius < SHAPELESS * frame.dense ? look(i) : null;
      if (wanted) {
        const colour = netgraphRaster.singleColourOf(wanted);
        const seen = Math.max(radius, smallest);
        netgraphRaster.disc(words, frame.width, frame.height, x, y, seen, colour);
      }
      if (k % 8192 === 0) yield;
    }
  }

  /* Paint dots larger than `least` pixels; `look(i)` gives [shape, fill, edge] or null for those
     not wanted. */
  function* dots(context, scene, look, frame, stamp, least) {
    const { order } = scene;
    let held = 0;
    for (let k = order.length - 1; k >= 0; k -= 1) {
      const i = order[k];
      const radius = scene.sizeOf(i) * frame.scale;
      if (radius < least) continue;
      const x = scene.x[i] * frame.scale + frame.x;
      const y = scene.y[i] * frame.scale + frame.y;
      if (x < -radius || y < -radius || x > frame.width + radius || y > frame.height + radius)
        continue;
      const wanted = look(i);
      if (!wanted) continue;
      const [shape, fill, edge] = wanted;
      if (radius > LARGE) {
        outline(context, shape, x, y, radius);
        context.fillStyle = fill;
        context.fill();
        context.strokeStyle = edge;
        context.lineWidth = 1.5 * frame.dense;
        context.stroke();
      } else {
        const picture = stamp(shape, fill, edge, radius);
        context.drawImage(
          picture,
          Math.round(x - picture.width / 2),
          Math.round(y - picture.height / 2)
        );
      }
      held += 1;
      if (held >= BATCH) {
        held = 0;
        yield;
      }
    }
    yield;
  }

  /* Lines are the fainter the more of them share a pixel. */
  function thickness(zoom, count, { pitch, scale } = {}) {
    /* rows of a tree that are nearer to each other than their lines are wide become a tint */
    if (pitch) return Math.max(0.3, Math.min(1.3, (0.3 * pitch * zoom) / scale));
    if (count > MANY) return Math.max(0.14, Math.min(1.2, zoom * 2));
    if (count > FEW) return Math.max(0.25, Math.min(1.3, zoom * 4));
    return Math.max(0.4, Math.min(1.4, zoom * 4));
  }

  /* Pixels of a line that is lit: thinner where many are, or lie near each other as in a tree. At
     least those of the others, which `thin` is. */
  function litWidth(scene, thin) {
    if (scene.quiet) return thin;
    const { pitch } = scene.frame;
    const few = pitch ? Math.max(0.8, 0.16 * pitch) : LIT;
    const many = LIT * Math.sqrt(MANY_LIT / Math.max(MANY_LIT, scene.litCount));
    return Math.max(thin, Math.min(LIT, few, Math.max(LEAST_LIT, many)));
  }

  /* The whole picture. Many people: thin lines and small dots are set into pixels; few: all is
     drawn by the canvas. A generator, so that no frame waits for all of it. */
  function* picture(context, scene, frame, inks, stamp, style) {
    const { lit, count } = scene;
    /* room for the points of one line: x and y of each, one line after the other */
    const at = new Float64Array(2 * netgraphCurves.MOST + 8);
    const zoom = frame.scale / frame.dense;
    const thin = thickness(zoom, count, scene.frame) * frame.dense;
    const { discs } = scene.frame;
    const fine = count > FEW && thin <= 1.5 && !discs;
    const calm = lit ? inks.faded : style.line;
    const bold = scene.quiet ? style.line : inks.ink;
    const wide = litWidth(scene, thin / frame.dense) * frame.dense;
    /* people and lines that are lit, and all others; without a question everybody is among the
       lit */
    const others = (i) => (lit?.[i] ? null : scene.lookOf(i, inks));
    const among = (i) => (lit && !lit[i] ? null : scene.lookOf(i, inks));
    const trace = (wanted) => (i, scale, out) =>
      scene.isDrawn(i, wanted) ? scene.trace(i, scale, out) : 0;
    const least = fine ? SHAPELESS * frame.dense : 0;
    /* set into pixels first: what the canvas draws later lies above it */
    if (fine) {
      const pixels = style.pixels(frame.width, frame.height);
      const words = new Uint32Array(pixels.data.buffer);
      netgraphRaster.clear(words, inks.paper);
      yield* rasterLines(words, count, trace(false), frame, at, netgraphRaster.word(calm), thin);
      if (lit) {
        yield* rasterDots(words, scene, frame, others);
        yield* rasterLines(words, count, trace(true), frame, at, netgraphRaster.word(bold), wide);
      }
      yield* rasterDots(words, scene, frame, among);
      context.putImageData(pixels, 0, 0);
    } else {
      context.fillStyle = inks.paper;
      context.fillRect(0, 0, frame.width, frame.height);
    }
    if (style.guides) netgraphGuides.paint(context, style.guides, scene, frame, inks, style.dark);
    /* then the canvas: guides, calm lines, second referrals, who is not lit, lit lines, who is
       lit */
    if (discs) netgraphDiscs.paint(context, scene, frame, inks);
    else if (!fine) {
      context.strokeStyle = calm;
      yield* bundles(context, scene, trace(false), frame, at, thin);
      yield* boughs(context, scene, trace(false), frame, at, thin);
    }
    if (!discs && (zoom > 0.25 || count < 2000))
      yield* secondReferrals(context, scene, frame, inks);
    if (lit) {
      yield* dots(context, scene, others, frame, stamp, least);
      context.strokeStyle = bold;
      if (!fine && !discs) yield* bundles(context, scene, trace(true), frame, at, wide);
    }
    yield* dots(context, scene, among, frame, stamp, least);
    aroundShared(context, scene, frame, inks);
    seeker(context, scene, frame);
    rings(context, scene, frame, inks);
  }
  /* Lines, thinner from those who introduced many. */
  function* bundles(context, scene, trace, frame, at, thin) {
    for (const crowded of [true, false]) {
      context.lineWidth = crowded ? CROWDED * thin : thin;
      const among = (i, scale, out) => (scene.crowded(i) === crowded ? trace(i, scale, out) : 0);
      yield* lines(context, scene.count, among, frame, at);
    }
  }
  /* Lines of a dense tree that lead to who led on: they stay lines where the others are a tint. */
  function* boughs(context, scene, trace, frame, at, thin) {
    if (!scene.frame.pitch || thin >= frame.dense) return;
    context.lineWidth = frame.dense;
    const onward = (i, scale, out) => (scene.leads[i] ? trace(i, scale, out) : 0);
    yield* lines(context, scene.count, onward, frame, at);
  }
  /* All but the dots, at once: for an engine that draws those itself. */
  function beneath(context, scene, frame, inks, style) {
    const at = new Float64Array(2 * netgraphCurves.MOST + 8);
    const { lit, count } = scene;
    const thin = thickness(frame.scale / frame.dense, count, scene.frame) * frame.dense;
    const trace = (wanted) => (i, scale, out) =>
      scene.isDrawn(i, wanted) ? scene.trace(i, scale, out) : 0;
    const whole = (steps) => {
      while (!steps.next().done);
    };
    context.fillStyle = inks.paper;
    context.fillRect(0, 0, frame.width, frame.height);
    if (style.guides) netgraphGuides.paint(context, style.guides, scene, frame, inks, style.dark);
    if (scene.frame.discs) {
      netgraphDiscs.paint(context, scene, frame, inks);
      return;
    }
    context.strokeStyle = lit ? inks.faded : style.line;
    whole(bundles(context, scene, trace(false), frame, at, thin));
    whole(boughs(context, scene, trace(false), frame, at, thin));
    whole(secondReferrals(context, scene, frame, inks));
    if (!lit) return;
    context.strokeStyle = scene.quiet ? style.line : inks.ink;
    const wide = litWidth(scene, thin / frame.dense) * frame.dense;
    whole(bundles(context, scene, trace(true), frame, at, wide));
  }
  function seeker(context, scene, frame) {
    const look = scene.looks.seeker;
    outline(
      context,
      look.shape,
      scene.seeker[0] * frame.scale + frame.x,
      scene.seeker[1] * frame.scale + frame.y,
      scene.seekerRadius(frame.scale, frame.dense)
    );
    context.fillStyle = look.fill;
    context.fill();
    context.lineWidth = frame.dense;
    context.strokeStyle = look.edge;
    context.stroke();
  }
  /* [radius, width] in pixels of the ring around somebody chosen: finer where many are. */
  function ringOf(scene, i, scale) {
    const [least, apart, width] = scene.marked.size > MANY_RINGED ? [3, 2, 1.5] : [7, 4, 3];
    return [Math.max(least, scene.sizeOf(i) * scale + apart), width];
  }
  /* Who is in several searches, and the radius of the ring around each that is drawn. */
  function* sharedRings(scene, frame) {
    for (const i of scene.shared) {
      const radius = scene.sizeOf(i) * frame.scale;
      if (scene.isRinged(i) && radius >= SHAPELESS * frame.dense)
        yield [i, radius + AROUND_AT * frame.dense];
    }
  }
  /* Thin rings around people of several searches, where they are large enough to see. */
  function aroundShared(context, scene, frame, inks) {
    context.strokeStyle = inks.ink;
    context.lineWidth = AROUND * frame.dense;
    context.beginPath();
    for (const [i, reach] of sharedRings(scene, frame)) {
      const [x, y] = [scene.x[i] * frame.scale + frame.x, scene.y[i] * frame.scale + frame.y];
      context.moveTo(x + reach, y);
      context.arc(x, y, reach, 0, 2 * Math.PI);
    }
    context.stroke();
  }
  /* Who is chosen and seen. */
  const ringed = (scene) => [...scene.marked].filter((i) => scene.seen[i]);
  function rings(context, scene, frame, inks) {
    if (!scene.marked.size) return;
    context.strokeStyle = inks.chosen;
    for (const i of ringed(scene)) {
      const [radius, width] = ringOf(scene, i, frame.scale / frame.dense);
      context.beginPath();
      context.arc(
        scene.x[i] * frame.scale + frame.x,
        scene.y[i] * frame.scale + frame.y,
        radius * frame.dense,
        0,
        2 * Math.PI
      );
      context.lineWidth = width * frame.dense;
      context.stroke();
    }
  }
  /* Second referrals: thin dashed arcs. */
  function* secondReferrals(context, scene, frame, inks) {
    const ends = new Float64Array(4);
    context.setLineDash([3 * frame.dense, 4 * frame.dense]);
    context.lineWidth = 0.9 * frame.dense;
    context.strokeStyle = inks.second;
    context.beginPath();
    for (let k = 0; k < scene.from.length; k += 1) {
      if (!scene.isSecondDrawn(k, ends) || !onScreen(2, frame, ends)) continue;
      context.moveTo(ends[0], ends[1]);
      context.quadraticCurveTo(...netgraphCurves.bowed(...ends), ends[2], ends[3]);
      if (k % 256 === 255) {
        context.stroke();
        context.beginPath();
        yield;
      }
    }
    context.stroke();
    context.setLineDash([]);
    yield;
  }
  /* How a view lies on a bitmap: multiply by scale, add x and y. */
  function frameOf(view, width, height, dense) {
    const scale = view.scale * dense;
    return {
      scale,
      x: width / 2 - view.x * scale,
      y: height / 2 - view.y * scale,
      width,
      height,
      dense
    };
  }
  return {
    CROWDED,
    litWidth,
    corners,
    inks,
    stampBook,
    picture,
    beneath,
    rings,
    AROUND,
    aroundShared,
    sharedRings,
    ringOf,
    ringed,
    onScreen,
    thickness,
    seeker,
    frameOf
  };
})();
if (typeof module !== "undefined") module.exports = netgraphPaint;
