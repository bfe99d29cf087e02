"use strict";
/* Pixels set by hand: what a canvas needs a third of a second for at a hundred thousand people
   takes hundredths. Node tests this. */
const netgraphRaster = (() => {
  const WHITE = 0xffffffff;
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
  /* The one colour of a dot too small for fill and edge: the edge where white is nearly all
     fill. */
  const singleColourOf = ([shape, fill, edge]) =>
    word(shape === "inverted" || word(fill) === WHITE ? edge : fill);

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
      const colour = singleColourOf(look);
      for (let row = top * width + left, end = row + side * width; row < end; row += width)
        words.fill(colour, row, row + side);
    }
  }
  /* Lay a colour over a pixel, `share` of 256. */
  function blend(words, k, colour, share) {
    const under = words[k];
    const rest = 256 - share;
    const ends =
      ((Math.imul(colour & 0xff00ff, share) + Math.imul(under & 0xff00ff, rest)) >>> 8) & 0xff00ff;
    const middle =
      ((Math.imul(colour & 0xff00, share) + Math.imul(under & 0xff00, rest)) >>> 8) & 0xff00;
    words[k] = (0xff000000 | ends | middle) >>> 0;
  }
  /* A thin line, smooth by the two pixels it lies between (Wu, 1991); `weight` is its width, at
     most 1.5 pixels. */
  function line(words, width, height, x1, y1, x2, y2, colour, weight) {
    const steep = Math.abs(y2 - y1) > Math.abs(x2 - x1);
    let a1 = steep ? y1 : x1;
    let b1 = steep ? x1 : y1;
    let a2 = steep ? y2 : x2;
    let b2 = steep ? x2 : y2;
    if (a1 > a2) {
      let t = a1;
      a1 = a2;
      a2 = t;
      t = b1;
      b1 = b2;
      b2 = t;
    }
    const along = (steep ? width : height) - 1;
    const slope = a2 - a1 < 1e-6 ? 0 : (b2 - b1) / (a2 - a1);
    const first = Math.max(0, Math.round(a1));
    const last = Math.min((steep ? height : width) - 1, Math.round(a2));
    const strength = 256 * weight * Math.min(1, Math.max(0.4, a2 - a1));
    const [forth, aside] = steep ? [width, 1] : [1, width];
    const ends = colour & 0xff00ff;
    const middle = colour & 0xff00;
    let b = b1 + slope * (first - a1);
    for (let k = first * forth; k <= last * forth; k += forth, b += slope) {
      if (b < 0 || b >= along) continue;
      const low = b | 0;
      let at = k + low * aside;
      let share = ((1 - b + low) * strength) | 0;
      for (let twice = 0; twice < 2; twice += 1) {
        /* as blend, which is not called a million times */
        if (share > 256) share = 256;
        const under = words[at];
        words[at] =
          0xff000000 |
          (((Math.imul(ends, share) + Math.imul(under & 0xff00ff, 256 - share)) >>> 8) & 0xff00ff) |
          (((Math.imul(middle, share) + Math.imul(under & 0xff00, 256 - share)) >>> 8) & 0xff00);
        at += aside;
        share = ((b - low) * strength) | 0;
      }
    }
  }
  /* A small disc: each pixel by how much of it is covered. */
  function disc(words, width, height, x, y, radius, colour) {
    const top = Math.max(0, Math.ceil(y - radius - 0.5));
    const bottom = Math.min(height - 1, Math.floor(y + radius + 0.5));
    const left = Math.max(0, Math.ceil(x - radius - 0.5));
    const right = Math.min(width - 1, Math.floor(x + radius + 0.5));
    const faint = Math.min(1, radius / 0.55); /* smaller than a pixel: fainter, never gone */
    for (let row = top; row <= bottom; row += 1) {
      for (let column = left; column <= right; column += 1) {
        const covered =
          Math.max(radius, 0.55) + 0.5 - Math.sqrt((column - x) ** 2 + (row - y) ** 2);
        if (covered > 0)
          blend(words, row * width + column, colour, 256 * Math.min(1, covered) * faint);
      }
    }
  }
  return { word, clear, specks, line, disc, singleColourOf };
})();
if (typeof module !== "undefined") module.exports = netgraphRaster;
