"use strict";
/* Names beside the dots: chosen when the hand rests, most important first, moved with the
   picture. A name lies on no dot and on no other name. */
const netgraphLabels = (() => {
  const ROOMY = 11000; /* square pixels of the window to a label, where there are many people */
  const FEW = 100; /* people up to whom everybody is named where there is room */
  const FOREMOST = 10; /* people who are named in any case */
  const ASKED = 14000; /* square pixels to each who is named in any case, where a question lights */
  const MORE_ASKED = 3; /* times as many are named where there is room near */
  const ALWAYS = 80; /* the most important are named however small they are drawn */
  const STUDENTS = 60; /* roots of searches that are named before others */
  const SPECK = 1.6; /* radius in pixels below which others are not */
  const GATES = 40; /* people on whom whole organizations hang who are named in any case */
  const MOST_TARGETS = 40; /* discs up to which targets are named where there is room near */
  const TRIED = 3000; /* people for whom room is looked for, at most */
  const HIGH = 16; /* pixels of a line of text */
  const BETWEEN = 14; /* pixels from one line of a name to the next */
  const [LARGE, COUNTED] = [28, 8]; /* pixels of the radius of a disc with its name, its number */
  const { short } = netgraphSpelling;
  const FONT =
    '12px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';
  /* With the ring around who is chosen, so that it lies on no first letter. */
  function reachOf(scene, view, id) {
    if (id === "you") return scene.seekerRadius(view.scale);
    if (!scene.marked.has(id)) return Math.max(2, scene.sizeOf(id) * view.scale);
    const [radius, width] = netgraphPaint.ringOf(scene, id, view.scale);
    return radius + width / 2;
  }
  const placeOf = (scene, view, size, id) =>
    id === "you"
      ? netgraphGeometry.toScreen(view, size, ...scene.seeker)
      : netgraphGeometry.toScreen(view, size, scene.x[id], scene.y[id]);
  const reachOfDisc = (view, disc) =>
    Math.max(netgraphDiscs.LEAST, netgraphDiscs.radiusOf(disc) * view.scale);

  const byPeople = (a, b) => b.people.length - a.people.length || (a.text < b.text ? -1 : 1);
  /* Discs in the order in which they are named: the largest, targets, then the others. */
  function inTurn(discs) {
    const there = discs.filter(({ people }) => people.length).sort(byPeople);
    const targets = discs.filter(({ people }) => !people.length);
    return [...there.slice(0, FOREMOST), ...targets, ...there.slice(FOREMOST)];
  }
  /* Labels by importance: the seeker, who is chosen, the most important, whom a question
     lights, organizations, then people by size. */
  function* candidates(scene, view, size, model) {
    const named = new Set();
    const inWindow = (at) =>
      at.x > -40 && at.y > -20 && at.x < size.width + 40 && at.y < size.height + 20;
    const label = (id, text, must, faint = false) => ({
      id,
      ...placeOf(scene, view, size, id),
      reach: reachOf(scene, view, id),
      text,
      must,
      faint,
      lifted: scene.frame.gates?.[id] === 1,
      rightward: scene.frame.gates?.[id] === 1
    });
    const isLit = (i) => !scene.lit || scene.lit[i] === 1;
    function* some(most, wanted, must) {
      let count = 0;
      for (const i of scene.order) {
        if (count >= most) return;
        if (!scene.seen[i] || scene.folded?.[i] || !wanted(i)) continue;
        count += 1;
        if (named.has(i) || !inWindow(placeOf(scene, view, size, i))) continue;
        named.add(i);
        yield label(i, short(model.people.name[i]), must, !isLit(i));
      }
    }
    const isSeen = ({ x, y }) => x > 0 && y > 0 && x < size.width && y < size.height;
    if (isSeen(placeOf(scene, view, size, "you")))
      yield { ...label("you", short(model.doc.meta.seeker), true), below: true };
    for (const i of netgraphPaint.ringed(scene).slice(0, FOREMOST)) {
      if (!isSeen(placeOf(scene, view, size, i))) continue;
      named.add(i);
      yield label(i, short(model.people.name[i]), true);
    }
    /* the others of many students, where that takes no long line: a small window is full of them */
    const isRoot = (i) => scene.isStudent(i) && isLit(i);
    yield* some(FOREMOST, isRoot, true);
    yield* some(STUDENTS, isRoot, "near");
    const asked = Math.max(FOREMOST, (size.width * size.height) / ASKED);
    if (scene.lit && !scene.quiet) {
      yield* some(FOREMOST, isLit, true);
      yield* some(asked, isLit, "lit");
      yield* some(MORE_ASKED * asked, isLit, "near");
    }
    /* beside an answer the foremost are named where there is room, to find one's way */
    const { discs, gates, ways } = scene.frame;
    if (!discs) yield* some(FOREMOST, () => true, !scene.lit);
    if (discs && !scene.lit) yield* some(GATES, (i) => gates[i] === 1, true);
    for (const [k, disc] of inTurn(discs || []).entries()) {
      const at = netgraphGeometry.toScreen(view, size, disc.x, disc.y);
      if (!disc.drawn || disc.named || !inWindow(at)) continue;
      const reach = reachOfDisc(view, disc);
      const asked = disc.lit && scene.frame.some && (scene.frame.few || k < FOREMOST || "near");
      const must = isSeen(at) && (scene.lit ? asked : ways.length > 0 && k < FOREMOST);
      /* targets stand in rows of their own, and are what a search is for */
      const isTarget = ways.length > 0 && !scene.lit && !disc.people.length;
      const faint = !disc.lit || !disc.standing || !disc.people.length;
      const text = short(disc.text);
      const [lifted, rightward] = [disc.leads, !!scene.frame.width];
      const wanted = must || (isTarget && k < MOST_TARGETS ? "near" : false);
      yield {
        id: "group",
        disc,
        ...at,
        reach,
        text,
        must: wanted,
        faint,
        lifted,
        rightward
      };
      if (k > TRIED) break;
    }
    let tried = 0;
    for (const i of scene.order) {
      if (!scene.seen[i] || scene.folded?.[i] || named.has(i) || !isLit(i)) continue;
      if (!inWindow(placeOf(scene, view, size, i))) continue;
      tried += 1;
      /* nobody could see whose name it is, nor those of the others, who are smaller */
      if (tried > ALWAYS && scene.radius[i] * view.scale < SPECK) return;
      yield label(i, short(model.people.name[i]), false);
      if (tried > TRIED) return;
    }
  }
  /* What stands within closed discs: the name, and how many people there are or a question lights.
     An open one shows them. */
  function* within(scene, view, size, widthOf) {
    for (const disc of scene.frame.discs || []) {
      const at = netgraphGeometry.toScreen(view, size, disc.x, disc.y);
      const reach = reachOfDisc(view, disc);
      const fits = (text) => netgraphGeometry.across(text, reach, widthOf);
      const isRead = disc.drawn && !disc.open;
      const name = isRead && reach > LARGE ? fits(short(disc.text)) : [];
      disc.named = name.length > 0;
      /* the name of those without organization is how many they are */
      const isCounted = isRead && disc.lit && disc.standing !== null && disc.people.length > 0;
      const count = isCounted && reach > COUNTED ? fits(disc.count.toLocaleString("en")) : [];
      const lines = [...name, ...count];
      const half = Math.max(0, ...name.map(widthOf)) / 2;
      const dy = ((lines.length - 1) * BETWEEN) / 2;
      const text = name.join(" ");
      if (lines.length)
        yield { id: "group", disc, ...at, reach, text, lines, dx: 0, dy, half, leads: false };
    }
  }
  /* The labels for which there is room beside dots, captions and each other; `context` measures
     them. */
  function choose(scene, view, size, model, context, guides) {
    netgraphDiscs.fold(scene, view.scale);
    context.font = FONT;
    const widthOf = (text) => context.measureText(text).width;
    const room = netgraphGeometry.makeRoom(size);
    const star = placeOf(scene, view, size, "you");
    const half = reachOf(scene, view, "you");
    room.take(star.x - half, star.y - half, star.x + half, star.y + half);
    for (let i = 0; i < scene.count; i += 1) {
      if (!scene.seen[i] || scene.folded?.[i] || scene.sizeOf(i) * view.scale < 2) continue;
      const reach = reachOf(scene, view, i);
      const at = placeOf(scene, view, size, i);
      if (at.x > -reach && at.y > -reach && at.x < size.width + reach && at.y < size.height + reach)
        room.take(at.x - reach, at.y - reach, at.x + reach, at.y + reach);
    }
    for (const disc of scene.frame.discs || []) {
      const at = netgraphGeometry.toScreen(view, size, disc.x, disc.y);
      /* names of its people may stand on an open disc */
      const reach = reachOfDisc(view, disc);
      if (disc.drawn && !disc.open)
        room.take(at.x - reach, at.y - reach, at.x + reach, at.y + reach);
    }
    for (const { x, y, text } of netgraphGuides.captions(guides, view, size))
      room.take(x, y - 2, x + widthOf(text), y + HIGH);
    const inside = [...within(scene, view, size, widthOf)];
    const beside = netgraphGeometry.placeLabels(
      candidates(scene, view, size, model),
      room,
      Math.max(scene.count > FEW ? 24 : FEW, (size.width * size.height) / ROOMY),
      widthOf,
      scene.name === "tree" || scene.name === "timeline" || !!scene.frame.width
    );
    return [...inside, ...beside];
  }
  /* Where the middle of a chosen label is now: beside its dot, which may have grown since. */
  function standing(scene, view, size, { id, disc, dx, dy, reach }) {
    const at = disc
      ? netgraphGeometry.toScreen(view, size, disc.x, disc.y)
      : placeOf(scene, view, size, id);
    const now = disc ? reachOfDisc(view, disc) : reachOf(scene, view, id);
    const grown = now - reach;
    return {
      x: at.x + dx + Math.sign(dx) * grown,
      y: at.y + dy + Math.sign(dy) * grown,
      from: at
    };
  }
  function boxOf(scene, view, size, label) {
    const { x, y } = standing(scene, view, size, label);
    const { id, text, half } = label;
    return { id, text, left: x - half, top: y - HIGH / 2, right: x + half, bottom: y + HIGH / 2 };
  }

  /* Text with a rim of paper, so that it is read above lines. */
  function takePen(context, dense, inks, align, baseline) {
    context.font = `${12 * dense}px ${FONT.slice(5)}`;
    context.textAlign = align;
    context.textBaseline = baseline;
    context.lineJoin = "round";
    context.lineWidth = 7 * dense;
    context.strokeStyle = inks.paper;
  }
  /* From the dot to the nearest edge of a name that is not beside it. */
  function leader({ half, reach }, { x, y, from }) {
    const clamp = (value, low, high) => Math.max(low, Math.min(high, value));
    const [east, south] = [clamp(from.x, x - half, x + half), clamp(from.y, y - 7, y + 7)];
    const far = Math.hypot(east - from.x, south - from.y) || 1;
    const share = Math.min(1, reach / far);
    return [from.x + (east - from.x) * share, from.y + (south - from.y) * share, east, south];
  }
  /* Names, dates and captions, above the picture. */
  function draw(context, labels, guides, scene, view, size, dense, inks) {
    context.lineWidth = dense;
    context.strokeStyle = inks.guideText;
    context.beginPath();
    for (const label of labels) {
      if (!label.leads) continue;
      const [x1, y1, x2, y2] = leader(label, standing(scene, view, size, label));
      context.moveTo(x1 * dense, y1 * dense);
      context.lineTo(x2 * dense, y2 * dense);
    }
    context.stroke();
    takePen(context, dense, inks, "center", "middle");
    for (const label of labels) {
      const { x, y } = standing(scene, view, size, label);
      const ink = label.faint ? inks.guideText : inks.ink;
      context.fillStyle = label.lines ? netgraphDiscs.inkOn(scene, label.disc, inks) : ink;
      linesOf(label).forEach(([text, down]) => {
        if (!label.lines) context.strokeText(text, x * dense, (y + down) * dense);
        context.fillText(text, x * dense, (y + down) * dense);
      });
    }
    drawCaptions(context, netgraphGuides.captions(guides, view, size), dense, inks);
  }
  /* The lines of a name and how far below its middle each is; a disc's number is the lowest. */
  const linesOf = ({ text, lines = [text] }) =>
    lines.map((line, k) => [line, (k + 1 - lines.length) * BETWEEN]);
  /* Dates along the upper edge, and what parts of a tree are. */
  function drawCaptions(context, captions, dense, inks) {
    takePen(context, dense, inks, "left", "top");
    context.fillStyle = inks.guideText;
    captions.forEach(({ x, y, text }) => {
      context.strokeText(text, x * dense, y * dense);
      context.fillText(text, x * dense, y * dense);
    });
  }
  /* Lines to names as the path of an SVG document. */
  const asPath = (scene, view, size, labels) =>
    labels
      .filter((label) => label.leads)
      .map((label) => leader(label, standing(scene, view, size, label)).map(Math.round))
      .map(([x1, y1, x2, y2]) => `M${x1} ${y1}L${x2} ${y2}`)
      .join("");
  /* The same as texts of an SVG document, whose lines of text are placed by their foot. */
  function asTexts(scene, view, size, labels, guides, inks) {
    const names = labels.flatMap((label) => {
      const { x, y } = standing(scene, view, size, label);
      const ink = label.lines ? netgraphDiscs.inkOn(scene, label.disc, inks) : null;
      return linesOf(label).map(([text, down]) => ({
        x,
        y: y + down + 4,
        text,
        ink,
        faint: label.faint === true
      }));
    });
    const captions = netgraphGuides.captions(guides, view, size);
    return [
      ...names,
      ...captions.map(({ x, y, text }) => ({ x, y: y + 11, text, begins: true, faint: true }))
    ];
  }
  /* A scene with its names as an SVG document. */
  const asDocument = (scene, { view, size, labels, guides, inks, model }) =>
    netgraphSvg.ofScene(scene, {
      title: document.title,
      view,
      size,
      inks,
      guides,
      leaders: asPath(scene, view, size, labels),
      labels: asTexts(scene, view, size, labels, guides, inks),
      nameOf: (i) => model.people.name[i]
    });
  return { FONT, choose, boxOf, draw, asDocument };
})();
if (typeof module !== "undefined") module.exports = netgraphLabels;
