"use strict";
/* A picture of the map as a stand-alone SVG document: text is escaped, and what XML forbids is replaced. Node tests this. */
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
  /* `lines` are {class, colour, width, dash, path}; `dots` are [shape, fill, edge, x, y, radius, title]; `labels` are {x, y, text}. */
  function svg({ title, size, inks, lines, dots, labels, you }) {
    const { width, height } = size;
    const parts = [
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`,
      `<title>${text(title)}</title>`,
      `<rect width="${width}" height="${height}" fill="${inks.paper}"/>`
    ];
    lines.forEach((l) =>
      parts.push(
        `<path class="${l.class}" d="${l.path}" fill="none" stroke="${l.colour}" stroke-width="${l.width.toFixed(2)}"${l.dash ? ` stroke-dasharray="${l.dash}"` : ""}/>`
      )
    );
    parts.push('<g class="people" stroke-width="1">');
    dots.forEach(([shape, fill, edge, x, y, radius, name]) =>
      parts.push(
        `${outline(shape, x, y, radius)} fill="${text(fill)}" stroke="${text(edge)}"><title>${text(name)}</title></${shape === "circle" ? "circle" : "polygon"}>`
      )
    );
    const star = netgraphPaint.looks.seeker;
    parts.push(
      "</g>",
      `${outline(star.shape, ...you)} class="seeker" fill="${star.fill}" stroke="${star.edge}"/>`
    );
    parts.push(
      `<g class="labels" font-family="system-ui, sans-serif" font-size="12" text-anchor="middle" fill="${inks.ink}" stroke="${inks.paper}" stroke-width="3" stroke-linejoin="round" paint-order="stroke">`
    );
    labels.forEach((label) =>
      parts.push(`<text x="${short(label.x)}" y="${short(label.y)}">${text(label.text)}</text>`)
    );
    parts.push("</g></svg>");
    return parts.join("\n");
  }
  /* What of a scene lies in the window. */
  function ofScene(scene, { title, view, size, inks, labels, nameOf }) {
    const frame = netgraphPaint.frameOf(view, size.width, size.height, 1);
    const at = (x, y) => [x * frame.scale + frame.x, y * frame.scale + frame.y];
    const points = new Float64Array(2 * netgraphCurves.MOST + 8);
    const introductions = (lit) => {
      const parts = [];
      for (let i = 0; i < scene.count; i += 1) {
        const n = scene.isDrawn(i, lit)
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
        if (!scene.isThread(k, points) || !netgraphPaint.onScreen(2, frame, points)) continue;
        const [x1, y1, x2, y2] = points;
        parts.push(
          `M${short(x1)} ${short(y1)}Q${netgraphCurves.bowed(x1, y1, x2, y2).map(short).join(" ")} ${short(x2)} ${short(y2)}`
        );
      }
      return parts.join("");
    };
    const width = netgraphPaint.thickness(view.scale, scene.count);
    const lines = [
      {
        class: "introductions",
        colour: scene.lit ? inks.faded : inks.line,
        width,
        path: introductions(false)
      }
    ];
    lines.push({
      class: "referrals",
      colour: inks.thread,
      width: 0.9,
      dash: "3 4",
      path: referrals()
    });
    if (scene.lit)
      lines.push({
        class: "lit",
        colour: scene.quiet ? inks.line : inks.ink,
        width: scene.quiet ? width : Math.max(width, 1.8),
        path: introductions(true)
      });
    const dots = [];
    for (let k = scene.order.length - 1; k >= 0; k -= 1) {
      const i = scene.order[k];
      const look = scene.lookOf(i, inks);
      const [x, y] = at(scene.x[i], scene.y[i]);
      const radius = Math.max(0.7, scene.radius[i] * view.scale);
      if (look && x > -radius && y > -radius && x < size.width + radius && y < size.height + radius)
        dots.push([...look, x, y, radius, nameOf(i)]);
    }
    if (scene.lit)
      dots.sort(
        (a, b) => (a[1] !== inks.faded) - (b[1] !== inks.faded)
      ); /* lit ones above the others */
    return svg({
      title,
      size,
      inks,
      lines,
      dots,
      labels,
      you: [...at(...scene.seeker), Math.max(9, 18 * view.scale)]
    });
  }
  return { svg, ofScene, text };
})();
if (typeof module !== "undefined") module.exports = netgraphSvg;
