"use strict";
/* The map as a sheet of paper: what it says, the map with names, the key, the day. Saved as SVG or
   PNG, and what is printed. */
function netgraphPoster(page) {
  const { byId, iso, apart } = netgraphUi;
  const { doc, model } = page;
  const sheet = byId("poster");
  const [MARGIN, GAP] = [28, 18];
  const NAMED = 4; /* of several people chosen, in the title */
  const FONT = netgraphLabels.FONT.slice(5); /* without its size */
  const SIZES = { wide: [1400, 990], high: [990, 1400] };
  const { text } = netgraphSvg;
  const pen = document.createElement("canvas").getContext("2d");
  const widthOf = (words, font) => {
    pen.font = `${font} ${FONT}`;
    return pen.measureText(words).width;
  };

  /* What the sheet says first: the answer to what is asked, else the first finding. */
  function title() {
    const { selected, several, cold, view, finding, story, since } = page.state;
    if (selected !== null)
      return cold
        ? apart(`What hangs on ${model.people.name[selected]}`)
        : apart(`${model.people.name[selected]}: who led to them, and whom they led to`);
    if (several) {
      const names = several.slice(0, NAMED).map((i) => model.people.name[i]);
      const more = several.length - names.length;
      const who = `${names.join(", ")}${more > 0 ? ` and ${more.toLocaleString("en")} more` : ""}`;
      return apart(`${who}: the chains that led to them`);
    }
    if (view) return page.views.said(view);
    if (story !== null) return page.story.title(story);
    if (finding !== null) return apart(doc.findings[finding][0]);
    if (since !== null) return page.since.title();
    return apart(doc.findings.length ? doc.findings[0][0] : document.title);
  }
  /* Lines of words no wider than the sheet; a word that is wider is cut with a mark. */
  function wrapped(words, font, width, most) {
    const lines = [""];
    for (const word of words.slice(0, 600).split(/\s+/)) {
      const longer = `${lines.at(-1)} ${word}`.trim();
      if (widthOf(longer, font) <= width) lines[lines.length - 1] = longer;
      else lines.push(word);
    }
    const shown = lines.filter(Boolean).slice(0, most);
    if (lines.filter(Boolean).length > most) shown[most - 1] += " …";
    return shown.map((line) => {
      if (widthOf(line, font) <= width) return line;
      const letters = netgraphSpelling.letters(line);
      const cut = () => `${letters.join("").trimEnd()}…`;
      while (letters.length && widthOf(cut(), font) > width) letters.pop();
      return cut();
    });
  }
  /* Under the title: which search, of which day, and what is not shown of it. */
  function facts() {
    const { date } = page.state;
    const shown = page.matching().length;
    const found = [
      document.title,
      byId("counted").textContent.replace(/, drawn with \w+$/, ""),
      date === null ? "" : `as it was known on ${iso(date)}`,
      shown < model.size && date === null ? `${byId("shown").textContent} shown` : ""
    ];
    return found.filter(Boolean).join(" · ");
  }
  const write = (words, x, y, size, colour, more = "") =>
    `<text x="${x}" y="${y}" font-size="${size}" fill="${colour}"${more}>${text(words)}</text>`;

  /* The key in rows: [mark, words] one after the other, as many as a row holds. */
  function key(width, inks) {
    const items = page.legend.entries().map(({ look, sample, words }) => ({
      words,
      mark: look
        ? `${netgraphSvg.outline(look.shape, 8, 8, 6)} fill="${text(look.fill)}" ` +
          `stroke="${text(look.edge)}"/>`
        : drawn(sample, inks)
    }));
    const parts = [];
    let [x, y] = [0, 0];
    for (const { mark, words } of items) {
      const [cut] = wrapped(words, "12px", width - 24, 1);
      const wide = 22 + widthOf(cut || "", "12px");
      if (x && x + wide > width) [x, y] = [0, y + GAP];
      parts.push(
        `<g transform="translate(${x} ${y})">${mark}${write(cut || "", 22, 12, 12, inks.ink)}</g>`
      );
      x += wide + 22;
    }
    return { parts: parts.join(""), height: y + GAP };
  }
  function drawn(kind, inks) {
    const [outline, filled = false, dashes = "none"] = netgraphUi.SAMPLES[kind];
    const look = kind === "star" ? doc.meta.looks.seeker : null;
    const colour = { lost: inks.chosen, faded: inks.faded }[kind] || inks.guideText;
    const [fill, edge] = look ? [look.fill, look.edge] : [filled ? colour : "none", colour];
    return `<path d="${outline}" fill="${fill}" stroke="${edge}" stroke-dasharray="${dashes}"/>`;
  }

  /* Everybody as they are seen now, on a sheet of another size. */
  function map(size, inks) {
    const live = page.engine.scene;
    const scene = netgraphScene(model);
    const { seen, lit, lost, fresh, onDay, quiet, marked, palette } = live;
    Object.assign(scene, { seen, lit, lost, fresh, onDay, quiet, marked, palette });
    scene.setSizes(live.radius);
    const [x, y, seeker] = model.layout(page.state.layout, size);
    scene.place(x, y, seeker, model.frameOf(x));
    for (const [i, at] of page.moved(size)) scene.move(i, ...at);
    const guides = netgraphGuides.of(scene, model);
    const whole = netgraphGeometry.viewOfAll(scene, size);
    const view = page.engine.isMoved() ? page.viewOn(size) : whole;
    const labels = netgraphLabels.choose(scene, view, size, model, pen, guides);
    return netgraphLabels.asDocument(scene, { view, size, labels, guides, inks, model });
  }
  function svg(shape) {
    const [width, height] = SIZES[shape];
    const inks = netgraphPaint.inks(sheet);
    const inner = width - 2 * MARGIN;
    const heading = wrapped(title(), "600 26px", inner, 4);
    const told = wrapped(facts(), "13px", inner, 2);
    const legend = key(inner, inks);
    const parts = [];
    let y = MARGIN;
    for (const line of heading) {
      y += 32;
      parts.push(write(line, MARGIN, y - 8, 26, inks.ink, ' font-weight="600"'));
    }
    for (const line of told) {
      y += 19;
      parts.push(write(line, MARGIN, y - 5, 13, inks.guideText));
    }
    const size = { width: inner, height: Math.round(height - MARGIN - y - legend.height - 24) };
    const at = `x="${MARGIN}" y="${y + 8}" `;
    parts.push(map(size, inks).replace("<svg ", `<svg ${at}`));
    const below = y + 8 + size.height + 12;
    return (
      `<svg xmlns="http://www.w3.org/2000/svg" class="${shape}" width="${width}" ` +
      `height="${height}" viewBox="0 0 ${width} ${height}" ` +
      `color="${inks.guideText}" font-family="${text(FONT)}">` +
      `<title>${text(title())}</title>` +
      `<rect width="${width}" height="${height}" fill="${inks.paper}"/>${parts.join("")}` +
      `<g transform="translate(${MARGIN} ${below})">${legend.parts}</g></svg>`
    );
  }
  /* The shape of the window, as that is what somebody saw before saving it. */
  const shape = () => {
    const { width, height } = page.engine.size();
    return width < height ? "high" : "wide";
  };
  async function png() {
    const [width, height] = SIZES[shape()];
    const picture = new Image();
    picture.src = URL.createObjectURL(new Blob([svg(shape())], { type: "image/svg+xml" }));
    await picture.decode();
    URL.revokeObjectURL(picture.src);
    const paper = document.createElement("canvas");
    [paper.width, paper.height] = [2 * width, 2 * height];
    paper.getContext("2d").drawImage(picture, 0, 0, paper.width, paper.height);
    return new Promise((done) => {
      paper.toBlob(done, "image/png");
    });
  }

  /* For print both shapes are there, and the paper takes the one it has; a table has all rows. */
  const parse = (words) =>
    document.importNode(
      new DOMParser().parseFromString(words, "image/svg+xml").documentElement,
      true
    );
  addEventListener("beforeprint", () => {
    if (page.table.print(true)) return;
    sheet.replaceChildren(...Object.keys(SIZES).map((name) => parse(svg(name))));
  });
  addEventListener("afterprint", () => {
    page.table.print(false);
    sheet.replaceChildren();
  });
  return { svg: () => svg(shape()), png };
}
if (typeof module !== "undefined") module.exports = netgraphPoster;
