"use strict";
/* Names beside the dots: chosen when the hand rests, most important first, moved with the picture. */
const netgraphLabels = (() => {
  const MOST = 110;
  const TRIED = 3000;
  const FONT = '12px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';
  const short = (name) => { const flat = name.slice(0, 60).replace(/\s+/g, " "); return flat.length > 28 ? `${flat.slice(0, 27)}…` : flat; };
  const reachOf = (scene, view, id) => (id === "you" ? Math.max(9, 18 * view.scale) : Math.max(2, scene.radius[id] * view.scale));
  const placeOf = (scene, view, size, id) => (id === "you" ? netgraphGeometry.toScreen(view, size, ...scene.seeker) : netgraphGeometry.toScreen(view, size, scene.x[id], scene.y[id]));

  function* candidates(scene, view, size, model) {
    const label = (id, text, must) => ({ id, ...placeOf(scene, view, size, id), reach: reachOf(scene, view, id), text, must });
    yield label("you", short(model.doc.meta.seeker), true);
    if (scene.marked !== null) yield label(scene.marked, short(model.people.name[scene.marked]), true);
    let tried = 0;
    for (const i of scene.order) {
      if (!scene.seen[i] || (scene.lit && !scene.lit[i]) || i === scene.marked) continue;
      const at = placeOf(scene, view, size, i);
      if (at.x < -40 || at.y < -20 || at.x > size.width + 40 || at.y > size.height) continue;
      yield label(i, short(model.people.name[i]), false);
      tried += 1;
      if (tried > TRIED) return;
    }
  }
  function choose(scene, view, size, model, widthOf) {
    const room = netgraphGeometry.makeRoom(size);
    for (let i = 0; i < scene.count; i += 1) {
      const reach = scene.radius[i] * view.scale;
      if (!scene.seen[i] || reach < 2.5 || (scene.lit && !scene.lit[i])) continue;
      const at = placeOf(scene, view, size, i);
      if (at.x > -reach && at.y > -reach && at.x < size.width + reach && at.y < size.height + reach) room.take(at.x - reach * 0.8, at.y - reach * 0.8, at.x + reach * 0.8, at.y + reach * 0.8);
    }
    return netgraphGeometry.placeLabels(candidates(scene, view, size, model), room, MOST, widthOf);
  }
  /* Where a chosen label stands now: the middle of its upper edge. */
  const standing = (scene, view, size, { id }) => { const at = placeOf(scene, view, size, id); return { x: at.x, y: at.y + reachOf(scene, view, id) + 3 }; };

  function draw(context, labels, scene, view, size, dense, inks) {
    context.font = `${12 * dense}px ${FONT.slice(5)}`;
    context.textAlign = "center";
    context.textBaseline = "top";
    context.lineJoin = "round";
    context.lineWidth = 3 * dense;
    context.strokeStyle = inks.paper;
    context.fillStyle = inks.ink;
    for (const label of labels) {
      const at = standing(scene, view, size, label);
      context.strokeText(label.text, at.x * dense, at.y * dense);
      context.fillText(label.text, at.x * dense, at.y * dense);
    }
  }
  return { FONT, choose, standing, draw };
})();
if (typeof module !== "undefined") module.exports = netgraphLabels;
