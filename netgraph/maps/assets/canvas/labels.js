"use strict";
/* Names beside the dots: chosen when the hand rests, most important first, moved with the
   picture. */
const netgraphLabels = (() => {
  const ROOMY = 13000; /* square pixels of the window to a label */
  const ALWAYS = 80; /* the most important are named however small they are drawn */
  const SPECK = 1.6; /* radius in pixels below which others are not */
  const GROUP = 16; /* radius in pixels from which an organization is named */
  const TRIED = 3000; /* people for whom room is looked for, at most */
  const FONT =
    '12px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';
  const short = (name) => {
    const flat = name.slice(0, 60).replace(/\s+/g, " ");
    return flat.length > 28 ? `${flat.slice(0, 27)}…` : flat;
  };
  const reachOf = (scene, view, id) =>
    id === "you" ? scene.seekerRadius(view.scale) : Math.max(2, scene.radius[id] * view.scale);
  const placeOf = (scene, view, size, id) =>
    id === "you"
      ? netgraphGeometry.toScreen(view, size, ...scene.seeker)
      : netgraphGeometry.toScreen(view, size, scene.x[id], scene.y[id]);

  /* Labels by importance: the seeker, organizations, the chosen person, people by size. */
  function* candidates(scene, view, size, model, groups) {
    const label = (id, text, must) => ({
      id,
      ...placeOf(scene, view, size, id),
      reach: reachOf(scene, view, id),
      text,
      must
    });
    yield label("you", short(model.doc.meta.seeker), true);
    for (const group of groups) {
      if (group.radius * view.scale < GROUP) continue;
      const at = netgraphGeometry.toScreen(view, size, group.x, group.y - group.radius - 14);
      if (at.x > -40 && at.y > 0 && at.x < size.width + 40 && at.y < size.height + 20)
        yield {
          id: "group",
          group,
          x: at.x,
          y: at.y - 20,
          reach: 0,
          text: short(group.text),
          must: false
        };
    }
    if (scene.marked !== null)
      yield label(scene.marked, short(model.people.name[scene.marked]), true);
    let tried = 0;
    for (const i of scene.order) {
      if (!scene.seen[i] || (scene.lit && !scene.lit[i]) || i === scene.marked) continue;
      const at = placeOf(scene, view, size, i);
      if (at.x < -40 || at.y < -20 || at.x > size.width + 40 || at.y > size.height) continue;
      tried += 1;
      /* nobody could see whose name it is, nor those of the others, who are smaller */
      if (tried > ALWAYS && scene.radius[i] * view.scale < SPECK) return;
      yield label(i, short(model.people.name[i]), false);
      if (tried > TRIED) return;
    }
  }
  /* The labels for which there is room beside dots and each other. */
  function choose(scene, view, size, model, widthOf, groups = []) {
    const room = netgraphGeometry.makeRoom(size);
    const star = placeOf(scene, view, size, "you");
    const half = reachOf(scene, view, "you");
    room.take(star.x - half, star.y - half, star.x + half, star.y + half);
    for (let i = 0; i < scene.count; i += 1) {
      const reach = scene.radius[i] * view.scale;
      if (!scene.seen[i] || reach < 2.5 || (scene.lit && !scene.lit[i])) continue;
      const at = placeOf(scene, view, size, i);
      if (at.x > -reach && at.y > -reach && at.x < size.width + reach && at.y < size.height + reach)
        room.take(at.x - reach * 0.8, at.y - reach * 0.8, at.x + reach * 0.8, at.y + reach * 0.8);
    }
    return netgraphGeometry.placeLabels(
      candidates(scene, view, size, model, groups),
      room,
      Math.max(24, (size.width * size.height) / ROOMY),
      widthOf
    );
  }
  /* Where the middle of a chosen label is now: beside its dot, which may have grown since. */
  function standing(scene, view, size, { id, group, dx, dy, reach }) {
    const at = group
      ? netgraphGeometry.toScreen(view, size, group.x, group.y - group.radius - 14)
      : placeOf(scene, view, size, id);
    const grown = group ? 0 : reachOf(scene, view, id) - reach;
    return {
      x: at.x + dx + Math.sign(dx) * grown,
      y: at.y + (group ? -20 : 0) + dy + Math.sign(dy) * grown
    };
  }

  /* Text with a rim of paper, so that it is read above lines. */
  function takePen(context, dense, inks, align, baseline) {
    context.font = `${12 * dense}px ${FONT.slice(5)}`;
    context.textAlign = align;
    context.textBaseline = baseline;
    context.lineJoin = "round";
    context.lineWidth = 3 * dense;
    context.strokeStyle = inks.paper;
  }
  function draw(context, labels, scene, view, size, dense, inks) {
    takePen(context, dense, inks, "center", "middle");
    for (const label of labels) {
      const at = standing(scene, view, size, label);
      context.fillStyle = label.group ? inks.guideText : inks.ink;
      context.strokeText(label.text, at.x * dense, at.y * dense);
      context.fillText(label.text, at.x * dense, at.y * dense);
    }
  }
  /* Dates along the upper edge. */
  function drawDates(context, dates, dense, inks) {
    takePen(context, dense, inks, "left", "top");
    context.fillStyle = inks.guideText;
    dates.forEach(({ x, text }) => {
      context.strokeText(text, (x + 4) * dense, 6 * dense);
      context.fillText(text, (x + 4) * dense, 6 * dense);
    });
  }
  return { FONT, drawDates, choose, standing, draw };
})();
if (typeof module !== "undefined") module.exports = netgraphLabels;
