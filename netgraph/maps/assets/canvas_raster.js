"use strict";
/* Pixels set by hand: what a canvas needs a third of a second for at a hundred thousand people takes hundredths. Node tests this. */
const netgraphRaster = (() => {
  const colours = new Map();
  /* "#rrggbb" as the word that a little-endian machine keeps as red, green, blue, opaque */
  function word(colour) {
    let found = colours.get(colour);
    if (found === undefined) {
      const rgb = parseInt(colour.slice(1), 16);
      found = ((255 << 24) | ((rgb & 255) << 16) | (rgb & 0xff00) | (rgb >> 16)) >>> 0;
      colours.set(colour, found);
    }
    return found;
  }
  const clear = (words, colour) => words.fill(word(colour));
  const plainOf = ([shape, fill, edge]) => word(shape === "inverted" || fill === "#ffffff" ? edge : fill);

  /* Everybody seen as a small square of their colour, the most important last. */
  function specks(words, frame, scene, inks) {
    const { width, height } = frame;
    for (let k = scene.order.length - 1; k >= 0; k -= 1) {
      const i = scene.order[k];
      const look = scene.lookOf(i, inks);
      if (!look) continue;
      const side = Math.max(2, Math.min(12, Math.round(2 * scene.radius[i] * frame.scale)));
      const left = Math.round(scene.x[i] * frame.scale + frame.x - side / 2);
      const top = Math.round(scene.y[i] * frame.scale + frame.y - side / 2);
      if (left < 0 || top < 0 || left + side > width || top + side > height) continue;
      const colour = plainOf(look);
      for (let row = top * width + left, end = row + side * width; row < end; row += width) words.fill(colour, row, row + side);
    }
  }
  return { word, clear, specks };
})();
if (typeof module !== "undefined") module.exports = netgraphRaster;
