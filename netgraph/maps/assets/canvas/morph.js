"use strict";
/* From one layout to another: everybody moves at once, eased. Few people keep their lines and
   shapes on the way; many are plain dots set straight into pixels, which takes milliseconds for
   a hundred thousand. */
function netgraphMorph(scene, from, to, duration) {
  const FULL = 1500; /* people up to whom every frame is the whole picture */
  const { count } = scene;
  scene.loosen();
  const begun = performance.now();
  const mix = (a, b, t) => a + (b - a) * t;

  /* Set places and give the view at this moment; `done` when it is over. */
  function step() {
    const t = Math.min(1, (performance.now() - begun) / duration);
    const ease = t < 0.5 ? 4 * t ** 3 : 1 - (2 - 2 * t) ** 3 / 2;
    for (let i = 0; i < count; i += 1) {
      scene.x[i] = from.x[i] + (to.x[i] - from.x[i]) * ease;
      scene.y[i] = from.y[i] + (to.y[i] - from.y[i]) * ease;
    }
    scene.seeker = [
      mix(from.seeker[0], to.seeker[0], ease),
      mix(from.seeker[1], to.seeker[1], ease)
    ];
    const view = {
      scale: from.view.scale * (to.view.scale / from.view.scale) ** ease,
      x: mix(from.view.x, to.view.x, ease),
      y: mix(from.view.y, to.view.y, ease)
    };
    return { view, done: t >= 1 };
  }
  let pixels = null;
  let words = null;
  function draw(context, frame, inks, stamp, style) {
    if (count <= FULL) {
      const steps = netgraphPaint.picture(context, scene, frame, inks, stamp, style);
      while (!steps.next().done); /* all at once */
      return;
    }
    if (!pixels || pixels.width !== frame.width || pixels.height !== frame.height) {
      pixels = context.createImageData(frame.width, frame.height);
      words = new Uint32Array(pixels.data.buffer);
    }
    netgraphRaster.clear(words, inks.paper);
    netgraphRaster.specks(words, frame, scene, inks);
    context.putImageData(pixels, 0, 0);
    netgraphPaint.seeker(context, scene, frame);
  }
  return { step, draw };
}
if (typeof module !== "undefined") module.exports = netgraphMorph;
