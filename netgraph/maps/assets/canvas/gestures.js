"use strict";
/* Mouse, wheel and fingers: drag moves, wheel and pinch zoom, a short press chooses. */
function netgraphGestures(container, map) {
  const fingers = new Map();
  const LINE = 30; /* pixels of a line, for wheels that count lines */
  const STILL = 3; /* pixels that a hand may move while it only presses */
  let gone = 0; /* how far the hand moved since it came down */
  let holds = false; /* the hand has taken somebody */
  const inside = (e) => {
    const box = container.getBoundingClientRect();
    return { x: e.clientX - box.left, y: e.clientY - box.top };
  };
  const spread = () => {
    const [a, b] = [...fingers.values()];
    return Math.hypot(a.x - b.x, a.y - b.y);
  };
  const zoom = (factor, x, y) =>
    map.setView(netgraphGeometry.zoomAt(map.view(), map.size, factor, x, y, ...map.limits()));

  container.addEventListener("pointerdown", (e) => {
    if (e.button !== 0 && e.pointerType === "mouse") return;
    fingers.set(e.pointerId, inside(e));
    if (fingers.size === 1) gone = 0;
    /* fingers move the map: only a mouse or a pen is fine enough to take somebody */
    const at = fingers.get(e.pointerId);
    holds = fingers.size === 1 && e.pointerType !== "touch" && map.grab(at.x, at.y);
    container.setPointerCapture(e.pointerId);
    map.hover(null);
  });
  container.addEventListener("pointermove", (e) => {
    const now = inside(e);
    const before = fingers.get(e.pointerId);
    if (!before) {
      if (e.pointerType === "mouse") map.hover(now.x, now.y);
      return;
    }
    gone += Math.hypot(now.x - before.x, now.y - before.y);
    const apart = fingers.size === 2 ? spread() : 0;
    fingers.set(e.pointerId, now);
    if (fingers.size === 2) {
      const [a, b] = [...fingers.values()];
      if (apart > 0) zoom(spread() / apart, (a.x + b.x) / 2, (a.y + b.y) / 2);
    } else if (gone > STILL && holds) map.drag(now.x, now.y);
    else if (gone > STILL) {
      const view = map.view();
      map.setView({
        ...view,
        x: view.x - (now.x - before.x) / view.scale,
        y: view.y - (now.y - before.y) / view.scale
      });
    }
  });
  const lift = (e) => {
    if (!fingers.has(e.pointerId)) return;
    const last = inside(e);
    fingers.delete(e.pointerId);
    if (holds) map.drop(gone > STILL);
    holds = false;
    const touched = e.pointerType === "touch";
    if (e.type === "pointerup" && !fingers.size && gone <= STILL)
      map.click(last.x, last.y, touched);
  };
  container.addEventListener("pointerup", lift);
  container.addEventListener("pointercancel", lift);
  container.addEventListener("pointerleave", () => map.hover(null));
  container.addEventListener("dblclick", (e) => {
    const at = inside(e);
    zoom(2, at.x, at.y);
  });
  container.addEventListener(
    "wheel",
    (e) => {
      e.preventDefault();
      const at = inside(e);
      /* some wheels count lines, and some jump */
      const turned = e.deltaMode ? e.deltaY * LINE : e.deltaY;
      zoom(Math.exp(-Math.max(-240, Math.min(240, turned)) * 0.002), at.x, at.y);
    },
    { passive: false }
  );
  container.addEventListener("keydown", (e) => {
    if (e.key === "+" || e.key === "=") zoom(1.4, map.size.width / 2, map.size.height / 2);
    else if (e.key === "-") zoom(1 / 1.4, map.size.width / 2, map.size.height / 2);
  });
}
if (typeof module !== "undefined") module.exports = netgraphGestures;
