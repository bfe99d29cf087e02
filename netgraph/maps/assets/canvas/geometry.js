"use strict";
/* Where things are: the view, who is near a point, which labels have room. No drawing, no page:
   node tests this. */
const netgraphGeometry = (() => {
  /* A view is the world point in the middle of the window and the pixels per unit of the world. */
  const toScreen = (view, size, x, y) => ({
    x: (x - view.x) * view.scale + size.width / 2,
    y: (y - view.y) * view.scale + size.height / 2
  });
  const toWorld = (view, size, x, y) => ({
    x: (x - size.width / 2) / view.scale + view.x,
    y: (y - size.height / 2) / view.scale + view.y
  });

  /* Zoom so that the world stays where it is under a point of the window. */
  function zoomAt(view, size, factor, px, py, least, most) {
    const scale = Math.min(most, Math.max(least, view.scale * factor));
    const under = toWorld(view, size, px, py);
    return {
      scale,
      x: under.x - (px - size.width / 2) / scale,
      y: under.y - (py - size.height / 2) / scale
    };
  }

  function bounds(x, y, seen, seeker) {
    const box = { left: seeker[0], right: seeker[0], top: seeker[1], bottom: seeker[1] };
    for (let i = 0; i < x.length; i += 1) {
      if (seen && !seen[i]) continue;
      if (x[i] < box.left) box.left = x[i];
      if (x[i] > box.right) box.right = x[i];
      if (y[i] < box.top) box.top = y[i];
      if (y[i] > box.bottom) box.bottom = y[i];
    }
    return box;
  }

  function fitView(box, size, margin, most) {
    const wide = Math.max(1, box.right - box.left);
    const high = Math.max(1, box.bottom - box.top);
    const room = {
      width: Math.max(20, size.width - 2 * margin),
      height: Math.max(20, size.height - 2 * margin)
    };
    return {
      scale: Math.min(most, room.width / wide, room.height / high),
      x: (box.left + box.right) / 2,
      y: (box.top + box.bottom) / 2
    };
  }

  /* People sorted into square cells, about two to a cell: a list of members, and where each
     cell's begin. */
  function makeGrid(x, y) {
    const n = x.length;
    const box = bounds(x, y, null, n ? [x[0], y[0]] : [0, 0]);
    const area = Math.max(1, box.right - box.left) * Math.max(1, box.bottom - box.top);
    const side = Math.max(
      1e-6,
      Math.sqrt((2 * area) / Math.max(1, n)),
      Math.max(box.right - box.left, box.bottom - box.top) / 4096
    );
    const columns = Math.floor((box.right - box.left) / side) + 1;
    const rows = Math.floor((box.bottom - box.top) / side) + 1;
    const start = new Uint32Array(columns * rows + 1);
    const cell = new Uint32Array(n);
    for (let i = 0; i < n; i += 1) {
      cell[i] =
        Math.floor((y[i] - box.top) / side) * columns + Math.floor((x[i] - box.left) / side);
      start[cell[i] + 1] += 1;
    }
    for (let c = 0; c < columns * rows; c += 1) start[c + 1] += start[c];
    const next = start.slice();
    const members = new Uint32Array(n);
    for (let i = 0; i < n; i += 1) {
      members[next[cell[i]]] = i;
      next[cell[i]] += 1;
    }
    return { box, side, columns, rows, start, members, x, y };
  }

  /* The person whose dot, at least `reach` in size, holds a point of the world; -1 for none. */
  function nearest(grid, px, py, reach, radius, accept) {
    const { box, side, columns, rows, start, members, x, y } = grid;
    const most = Math.max(reach, radius.most);
    const clamp = (value, top) => Math.max(0, Math.min(top, Math.floor(value)));
    const left = clamp((px - most - box.left) / side, columns - 1);
    const right = clamp((px + most - box.left) / side, columns - 1);
    const top = clamp((py - most - box.top) / side, rows - 1);
    const bottom = clamp((py + most - box.top) / side, rows - 1);
    let best = -1;
    let least = Infinity;
    for (let r = top; r <= bottom; r += 1) {
      for (let k = start[r * columns + left]; k < start[r * columns + right + 1]; k += 1) {
        const i = members[k];
        const away = Math.hypot(x[i] - px, y[i] - py);
        if (away < least && away <= Math.max(reach, radius.of(i)) && accept(i)) {
          least = away;
          best = i;
        }
      }
    }
    return best;
  }

  /* What is taken in the window, in cells of a few pixels. */
  function makeRoom(size, cell = 6) {
    const columns = Math.ceil(size.width / cell) + 1;
    const rows = Math.ceil(size.height / cell) + 1;
    const taken = new Uint8Array(columns * rows);
    const each = (left, top, right, bottom, visit) => {
      for (
        let r = Math.max(0, Math.floor(top / cell));
        r <= Math.min(rows - 1, Math.floor(bottom / cell));
        r += 1
      ) {
        for (
          let c = Math.max(0, Math.floor(left / cell));
          c <= Math.min(columns - 1, Math.floor(right / cell));
          c += 1
        ) {
          if (visit(r * columns + c)) return true;
        }
      }
      return false;
    };
    return {
      take: (left, top, right, bottom) => {
        each(left, top, right, bottom, (k) => {
          taken[k] = 1;
          return false;
        });
      },
      isFree: (left, top, right, bottom) =>
        left >= 0 &&
        top >= 0 &&
        right <= size.width &&
        bottom <= size.height &&
        !each(left, top, right, bottom, (k) => taken[k] === 1)
    };
  }

  /* Labels as there is room, first come first served: `wanted` gives {id, x, y, reach, text,
     must} by importance. Below the dot if that is free, else above, to the right, to the left:
     `dx`, `dy` from the dot to the middle of the text. */
  function placeLabels(wanted, room, most, widthOf) {
    const placed = [];
    for (const label of wanted) {
      if (placed.length >= most) break;
      const half = widthOf(label.text) / 2 + 2;
      const places = [
        [0, label.reach + 9],
        [0, -label.reach - 9],
        [half + label.reach + 2, 0],
        [-half - label.reach - 2, 0]
      ];
      const boxAt = ([dx, dy]) => [
        label.x + dx - half,
        label.y + dy - 8,
        label.x + dx + half,
        label.y + dy + 7
      ];
      const at =
        places.find((place) => room.isFree(...boxAt(place))) || (label.must ? places[0] : null);
      if (!at) continue;
      room.take(...boxAt(at));
      placed.push({ ...label, dx: at[0], dy: at[1] });
    }
    return placed;
  }
  return { toScreen, toWorld, zoomAt, bounds, fitView, makeGrid, nearest, makeRoom, placeLabels };
})();
if (typeof module !== "undefined") module.exports = netgraphGeometry;
