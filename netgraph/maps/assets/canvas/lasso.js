"use strict";
/* Choosing several by hand: with Shift, Ctrl or Cmd, or while the page says so, a press adds who is
   there, and a drag draws a line around people. It takes these presses before an engine sees
   them. */
function netgraphLasso(container, map) {
  const STILL = 3; /* pixels that a hand may move while it only presses */
  const STEP = 4; /* pixels between two points of the line */
  let hand = null; /* the pointer that draws, null while none does */
  let points = [];
  const wanted = (e) => map.severalAtOnce() || e.shiftKey || e.ctrlKey || e.metaKey;
  const inside = (e) => {
    const box = container.getBoundingClientRect();
    return [e.clientX - box.left, e.clientY - box.top];
  };
  const sheet = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const line = document.createElementNS("http://www.w3.org/2000/svg", "polygon");
  sheet.setAttribute("class", "lasso");
  sheet.setAttribute("aria-hidden", "true");
  sheet.append(line);
  const draw = () => line.setAttribute("points", points.map((at) => at.join(",")).join(" "));
  const isLine = () =>
    points.some(([x, y]) => Math.hypot(x - points[0][0], y - points[0][1]) > STILL);
  function take(e) {
    e.preventDefault();
    e.stopImmediatePropagation();
  }
  const on = (kind, act) => container.addEventListener(kind, act, { capture: true });
  on("pointerdown", (e) => {
    if (hand !== null) take(e); /* another finger draws no second line */
    if (hand !== null || !wanted(e) || (e.button !== 0 && e.pointerType === "mouse")) return;
    take(e);
    hand = e.pointerId;
    points = [inside(e)];
    container.setPointerCapture(hand);
    container.append(sheet);
    container.focus({ preventScroll: true });
  });
  on("pointermove", (e) => {
    if (e.pointerId !== hand) return;
    take(e);
    const at = inside(e);
    const last = points.at(-1);
    if (Math.hypot(at[0] - last[0], at[1] - last[1]) < STEP) return;
    points.push(at);
    draw();
  });
  const lift = (e) => {
    if (e.pointerId !== hand) return;
    take(e);
    hand = null;
    sheet.remove();
    if (e.type === "pointercancel") return;
    if (isLine()) map.around(points);
    else map.press(...points[0], e.pointerType === "touch");
    points = [];
    draw();
  };
  on("pointerup", lift);
  on("pointercancel", lift);
  /* what a browser, or an engine, makes of the same press besides */
  for (const kind of ["mousedown", "click", "dblclick"])
    on(kind, (e) => {
      if (wanted(e)) take(e);
    });
}
if (typeof module !== "undefined") module.exports = netgraphLasso;
