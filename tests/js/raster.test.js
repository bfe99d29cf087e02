"use strict";
/* Pixels set by hand: where they should be, and nowhere else. */
const test = require("node:test");
const assert = require("node:assert");
const raster = require("../../netgraph/maps/assets/canvas/raster.js");

const paper = (width, height) => {
  const words = new Uint32Array(width * height);
  raster.clear(words, "#ffffff");
  return words;
};
const dark = (words) => [...words.keys()].filter((k) => (words[k] & 255) < 128);

test("a colour is red, green, blue, opaque in memory", () => {
  assert.deepStrictEqual(
    [...new Uint8Array(Uint32Array.of(raster.word("#123456")).buffer)],
    [0x12, 0x34, 0x56, 255]
  );
});
test("a level line darkens its row, an upright one its column, from end to end", () => {
  const [level, upright] = [paper(20, 10), paper(20, 10)];
  raster.line(level, 20, 10, 2, 4, 11, 4, raster.word("#000000"), 1);
  assert.deepStrictEqual(
    dark(level),
    Array.from({ length: 10 }, (_, k) => 4 * 20 + 2 + k)
  );
  raster.line(upright, 20, 10, 5, 8, 5, 1, raster.word("#000000"), 1);
  assert.deepStrictEqual(
    dark(upright),
    Array.from({ length: 8 }, (_, k) => (1 + k) * 20 + 5)
  );
});
test("a line between two rows darkens both by half", () => {
  const words = paper(8, 8);
  raster.line(words, 8, 8, 1, 3.5, 6, 3.5, raster.word("#000000"), 1);
  [3, 4].forEach((row) => assert.ok(Math.abs((words[row * 8 + 4] & 255) - 128) < 3));
});
test("lines and discs that leave the picture touch nothing beyond its edges", () => {
  for (const [x1, y1, x2, y2] of [
    [-50, -20, 60, 30],
    [5, -90, 6, 90],
    [-9, 4, 99, 4.5],
    [-5, -5, -1, -1],
    [30, 30, 40, 44]
  ]) {
    const words = new Uint32Array(22 * 10);
    raster.clear(words.subarray(10, 210), "#ffffff");
    raster.line(words.subarray(10, 210), 20, 10, x1, y1, x2, y2, raster.word("#000000"), 1.5);
    raster.disc(words.subarray(10, 210), 20, 10, x1, y1, 3, raster.word("#000000"));
    assert.ok([...words.subarray(0, 10), ...words.subarray(210)].every((word) => word === 0));
  }
});
test("a disc is as large as its radius says, and never gone however small", () => {
  const words = paper(30, 30);
  raster.disc(words, 30, 30, 15, 15, 5, raster.word("#000000"));
  assert.ok(Math.abs(dark(words).length - Math.PI * 25) < 12);
  const small = paper(9, 9);
  raster.disc(small, 9, 9, 4, 4, 0.2, raster.word("#000000"));
  assert.ok((small[4 * 9 + 4] & 255) < 200);
});
