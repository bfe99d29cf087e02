"use strict";
/* A picture of the map as a stand-alone SVG document: text is escaped, and what XML forbids is
   replaced. Node tests this. */
const netgraphSvg = (() => {
  const SAFE = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
  /* XML 1.0 has no way at all to write these, lone surrogates among them */
  const FORBIDDEN = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;
  const text = (raw) =>
    String(raw)
      .replace(FORBIDDEN, "\uFFFD")
      .replace(/[&<>"']/g, (c) => SAFE[c]);
  const short = (value) => String(Math.round(value * 10) / 10);

  function outline(shape, x, y, radius) {
    if (shape === "circle") return `<circle cx="${short(x)}" cy="${short(y)}" r="${short(radius)}"`;
    const corner = ([dx, dy]) => `${short(x + dx * radius)},${short(y + dy * radius)}`;
    return `<polygon points="${netgraphPaint.corners[shape].map(corner).join(" ")}"`;
  }
  /* `lines` are {class, colour, width, dash, path}; `dots` are [shape, fill, edge, x, y, radius,
     title]; `labels` are {x, y, text}. */
  function svg({ title, size, inks, beneath = "", lines, dots, labels, star, rings = "" }) {
    const { width, height } = size;
    const parts = [
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" ` +
        `viewBox="0 0 ${width} ${height}" role="img">`,
      `<title>${text(title)}</title>`,
      `<rect width="${width}" height="${height}" fill="${inks.paper}"/>`,
      beneath
    ];
    for (const line of lines) {
      const dash = line.dash ? ` stroke-dasharray="${line.dash}"` : "";
      const pen = `stroke="${line.colour}" stroke-width="${line.width.toFixed(2)}"${dash}`;
      parts.push(`<path class="${line.class}" d="${line.path}" fill="none" ${pen}/>`);
    }
    parts.push('<g class="people" stroke-width="1">');
    for (const [shape, fill, edge, cx, cy, r, name] of dots) {
      const begin = `${outline(shape, cx, cy, r)} fill="${text(fill)}" stroke="${text(edge)}">`;
      const end = shape === "circle" ? "</circle>" : "</polygon>";
      parts.push(`${begin}<title>${text(name)}</title>${end}`);
    }
    const { look, x, y, radius } = star;
    const seeker = outline(look.shape, x, y, radius);
    parts.push(
      "</g>",
      `${seeker} class="seeker" fill="${look.fill}" stroke="${look.edge}"/>`,
      rings
    );
    parts.push(
      '<g class="labels" font-family="system-ui, sans-serif" font-size="12" text-anchor="middle" ' +
        `fill="${inks.ink}" stroke="${inks.paper}" stroke-width="7" stroke-linejoin="round" ` +
        'paint-order="stroke">'
    );
    labels.forEach((label) => {
      const anchor = label.begins ? ' text-anchor="start"' : "";
      const ink = label.ink ? ` fill="${label.ink}" stroke="none"` : "";
      const faint = label.faint ? ` fill="${inks.guideText}"` : "";
      const at = `x="${short(label.x)}" y="${short(label.y)}"${anchor}${ink || faint}`;
      parts.push(`<text ${at}>${text(label.text)}</text>`);
    });
    parts.push("</g></svg>");
    return parts.join("\n");
  }
  /* What stands in for a canvas while guides are painted: it writes what it is told to draw. */
  function recorder() {
    const parts = [];
    let path = "";
    const add = (x, y, command) => {
      path += `${command}${short(x)} ${short(y)}`;
    };
    const drawn = {
      parts,
      globalAlpha: 1,
      save: () => {},
      restore: () => {},
      setLineDash: () => {},
      beginPath: () => {
        path = "";
      },
      moveTo: (x, y) => add(x, y, "M"),
      lineTo: (x, y) => add(x, y, "L"),
      arc(x, y, r) {
        const half = (way) => `a${short(r)} ${short(r)} 0 1 0 ${short(way * r)} 0`;
        path += `M${short(x - r)} ${short(y)}${half(2)}${half(-2)}`;
      },
      stroke: () => put(`fill="none" stroke="${drawn.strokeStyle}" stroke-width="1"`),
      fill: () => put(`fill="${drawn.fillStyle}" fill-opacity="${drawn.globalAlpha}"`),
      fillRect(x, y, w, h) {
        path = `M${short(x)} ${short(y)}h${short(w)}v${short(h)}h${short(-w)}z`;
        drawn.fill();
      }
    };
    const put = (how) => {
      if (path) parts.push(`<path class="guide" d="${path}" ${how}/>`);
    };
    return drawn;
  }
  function guidesOf(guides, scene, frame, inks) {
    const drawn = recorder();
    netgraphGuides.paint(drawn, guides, scene, frame, inks, false);
    return drawn.parts.join("");
  }
  const around = (scene, at, frame, inks) =>
    [...netgraphPaint.sharedRings(scene, frame)]
      .map(([i, radius]) => {
        const pen = `fill="none" stroke="${inks.ink}" stroke-width="${netgraphPaint.AROUND}"`;
        return `${outline("circle", ...at(scene.x[i], scene.y[i]), radius)} ${pen}/>`;
      })
      .join("");
  const ringsOf = (scene, at, scale, inks) =>
    netgraphPaint
      .ringed(scene)
      .map((i) => {
        const [radius, width] = netgraphPaint.ringOf(scene, i, scale);
        const pen = `fill="none" stroke="${inks.chosen}" stroke-width="${width}"`;
        return `${outline("circle", ...at(scene.x[i], scene.y[i]), radius)} ${pen}/>`;
      })
      .join("");
  /* What of a scene lies in the window; `leaders` is the path of lines to names. */
  function ofScene(scene, { title, view, size, inks, guides, leaders = "", labels, nameOf }) {
    const frame = netgraphPaint.frameOf(view, size.width, size.height, 1);
    const at = (x, y) => [x * frame.scale + frame.x, y * frame.scale + frame.y];
    const points = new Float64Array(2 * netgraphCurves.MOST + 8);
    const introductions = (lit, wanted = () => true) => {
      const parts = [];
      for (let i = 0; i < scene.count; i += 1) {
        const drawn = scene.isDrawn(i, lit) && wanted(i);
        const n = drawn
          ? netgraphPaint.onScreen(scene.trace(i, frame.scale, points), frame, points)
          : 0;
        for (let k = 0; k < n; k += 1)
          parts.push(`${k ? "L" : "M"}${short(points[2 * k])} ${short(points[2 * k + 1])}`);
      }
      return parts.join("");
    };
    const referrals = () => {
      const parts = [];
      for (let k = 0; k < scene.from.length; k += 1) {
        if (!scene.isSecondDrawn(k, points) || !netgraphPaint.onScreen(2, frame, points)) continue;
        const [x1, y1, x2, y2] = points;
        const bow = netgraphCurves.bowed(x1, y1, x2, y2).map(short).join(" ");
        parts.push(`M${short(x1)} ${short(y1)}Q${bow} ${short(x2)} ${short(y2)}`);
      }
      return parts.join("");
    };
    const width = netgraphPaint.thickness(view.scale, scene.count, scene.frame);
    const calm = scene.lit ? inks.faded : inks.line;
    const lines = [
      {
        class: "crowded",
        colour: calm,
        width: netgraphPaint.CROWDED * width,
        path: introductions(false, scene.crowded)
      },
      {
        class: "introductions",
        colour: calm,
        width,
        path: introductions(false, (i) => !scene.crowded(i))
      },
      { class: "referrals", colour: inks.second, width: 0.9, dash: "3 4", path: referrals() }
    ];
    if (scene.lit) {
      const wide = netgraphPaint.litWidth(scene, width);
      const colour = scene.quiet ? inks.line : inks.ink;
      for (const crowded of [true, false])
        lines.push({
          class: "lit",
          colour,
          width: crowded ? netgraphPaint.CROWDED * wide : wide,
          path: introductions(true, (i) => scene.crowded(i) === crowded)
        });
    }
    const dots = [];
    for (let k = scene.order.length - 1; k >= 0; k -= 1) {
      const i = scene.order[k];
      const look = scene.lookOf(i, inks);
      const [x, y] = at(scene.x[i], scene.y[i]);
      const radius = Math.max(0.7, scene.sizeOf(i) * view.scale);
      if (look && x > -radius && y > -radius && x < size.width + radius && y < size.height + radius)
        dots.push([...look, x, y, radius, nameOf(i)]);
    }
    const shapes = scene.frame.discs ? netgraphDiscs.asShapes(scene, frame, inks) : null;
    /* lit ones above the others */
    if (scene.lit) dots.sort((a, b) => (a[1] !== inks.faded) - (b[1] !== inks.faded));
    const [x, y] = at(...scene.seeker);
    const star = { look: scene.looks.seeker, x, y, radius: scene.seekerRadius(view.scale) };
    const beneath = guides ? guidesOf(guides, scene, frame, inks) : "";
    const rings = around(scene, at, frame, inks) + ringsOf(scene, at, view.scale, inks);
    const { lines: drawn, discs } = shapes || { lines, discs: [] };
    const led = { class: "leaders", colour: inks.guideText, width: 1, path: leaders };
    const all = { title, size, inks, beneath, labels, star, rings };
    return svg({ ...all, lines: leaders ? [...drawn, led] : drawn, dots: [...discs, ...dots] });
  }
  return { svg, ofScene, outline, text };
})();
if (typeof module !== "undefined") module.exports = netgraphSvg;
