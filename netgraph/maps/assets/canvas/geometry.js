"use strict";
/* Where things are: the view, who is near a point, which labels have room. No drawing, no page:
   node tests this. */
const netgraphGeometry = (() => {
  const [ALL, SOME] = [46, 70]; /* pixels around everybody, and around some, for their names */
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

  /* Those of `count` people who stand within a line drawn on the screen; it closes itself. A point
     is inside where a ray from it crosses the line an odd number of times. */
  function enclosed(points, count, placeOf) {
    const [across, down] = [0, 1].map((k) => points.map((point) => point[k]));
    const [left, right] = [Math.min(...across), Math.max(...across)];
    const [top, bottom] = [Math.min(...down), Math.max(...down)];
    const found = [];
    for (let i = 0; i < count; i += 1) {
      const at = placeOf(i);
      if (!at || at.x < left || at.x > right || at.y < top || at.y > bottom) continue;
      let odd = false;
      for (let k = 0; k < points.length; k += 1) {
        const [[x1, y1], [x2, y2]] = [points[k], points[(k + 1) % points.length]];
        const crosses = y1 > at.y !== y2 > at.y;
        if (crosses && at.x < x1 + ((at.y - y1) / (y2 - y1)) * (x2 - x1)) odd = !odd;
      }
      if (odd) found.push(i);
    }
    return found;
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

  /* A view that doesn't look beyond the edges of a layout that is stretched to the window. */
  function within(frame, view, size) {
    if (!frame.width) return view;
    const clamp = (value, half, most) =>
      2 * half >= most ? most / 2 : Math.max(half, Math.min(most - half, value));
    return {
      scale: Math.max(view.scale, frame.scale),
      x: clamp(view.x, size.width / 2 / Math.max(view.scale, frame.scale), frame.width),
      y: clamp(view.y, size.height / 2 / Math.max(view.scale, frame.scale), frame.height)
    };
  }

  /* The view of all who are seen. A layout that is stretched to the window is seen whole as it
     is. */
  const viewOfAll = ({ x, y, seen, seeker, frame }, size) =>
    frame.width && seen.every((one) => one)
      ? { scale: frame.scale, x: frame.width / 2, y: frame.height / 2 }
      : within(frame, fitView(bounds(x, y, seen, seeker), size, ALL, 1.6), size);
  /* The view that shows these people of a scene, or all who are seen; few are not drawn larger
     than a hand's width of them needs. `farthest` is the scale at which all are seen. */
  function viewOf(scene, ids, size, farthest) {
    if (!ids) return viewOfAll(scene, size);
    const { x, y, seeker, frame } = scene;
    const wanted = new Uint8Array(x.length);
    for (const i of ids) wanted[i] = 1;
    const one = ids.length ? [x[ids[0]], y[ids[0]]] : seeker;
    const box = bounds(x, y, wanted, one);
    /* a chain that is shown from its beginning begins with the seeker */
    if (seeker && scene.by && ids.some((i) => scene.by[i] < 0)) {
      box.left = Math.min(box.left, seeker[0]);
      box.right = Math.max(box.right, seeker[0]);
      box.top = Math.min(box.top, seeker[1]);
      box.bottom = Math.max(box.bottom, seeker[1]);
    }
    return within(frame, fitView(box, size, SOME, Math.max(1, 2 * farthest)), size);
  }

  /* The same part of the map in a window of another size, for which its layout was stretched
     anew. */
  function viewAfter(seen, world, frame, before, size) {
    if (world.width)
      return {
        x: (seen.x * frame.width) / world.width,
        y: (seen.y * frame.height) / world.height,
        scale: (seen.scale * frame.scale) / world.scale
      };
    const smaller = Math.min(1, size.width / before.width, size.height / before.height);
    return { ...seen, scale: seen.scale * smaller };
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

  /* What is taken in the window: boxes, found by the squares of a grid that they touch. */
  function makeRoom(size, side = 32) {
    const columns = Math.ceil(size.width / side) + 1;
    const rows = Math.ceil(size.height / side) + 1;
    const taken = Array.from({ length: columns * rows }, () => []);
    const cell = (value, most) => Math.max(0, Math.min(most - 1, Math.floor(value / side)));
    const each = (box, visit) => {
      const [left, top, right, bottom] = box;
      for (let r = cell(top, rows); r <= cell(bottom, rows); r += 1)
        for (let c = cell(left, columns); c <= cell(right, columns); c += 1)
          if (visit(taken[r * columns + c])) return true;
      return false;
    };
    const meets = (a, b) => a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1];
    return {
      size,
      take: (...box) => {
        each(box, (held) => {
          held.push(box);
          return false;
        });
      },
      give: (...box) => {
        const same = (other) => other.every((value, k) => value === box[k]);
        each(box, (held) => {
          const at = held.findIndex(same);
          if (at >= 0) held.splice(at, 1);
          return false;
        });
      },
      isFree: (...box) =>
        box[0] >= 0 &&
        box[1] >= 0 &&
        box[2] <= size.width &&
        box[3] <= size.height &&
        !each(box, (held) => held.some((other) => meets(other, box)))
    };
  }

  const HALF = 8; /* pixels: half of a line of text */
  const AWAY = [22, 34, 48, 66, 90, 120, 160, 220, 300]; /* pixels to names on a leader line */
  const ROUNDS = 4; /* in which names on leader lines change places */
  const NEAR = 4; /* of these, for those who are named only where there is room near */
  const LIT = 6; /* for whom a question lights: the panel lists whom no line of that length names */
  const REACHED = { near: NEAR, lit: LIT };
  const AROUND = 16; /* directions in which such a name is looked for */

  /* Middles of a name beside its dot: below and above first or, in trees, right and left. */
  function beside({ reach, lifted, rightward, below }, half, level) {
    const upright = [
      [0, reach + 9],
      [0, -reach - 9]
    ];
    const flat = [
      [half + reach + 3, 0],
      [-half - reach - 3, 0]
    ];
    const [dx, dy] = [half + 0.7 * reach + 1, 0.7 * reach + 7];
    const corners = [
      [dx, dy],
      [dx, -dy],
      [-dx, -dy],
      [-dx, dy]
    ];
    /* above the lines that lead on to the right */
    if (lifted) flat.unshift([half + reach + 2, -HALF]);
    /* lines arrive from the left */
    if (rightward)
      return [...flat.filter(([east]) => east > 0), ...corners.slice(0, 2), ...upright];
    /* what leaves the star leaves it to the right */
    const isFlat = level && !below;
    return [...(isFlat ? [...flat, ...upright] : [...upright, ...flat]), ...corners];
  }
  /* Middles of a name farther away, the nearest first. */
  function* farther(half, reach, places) {
    for (const away of places)
      for (let k = 0; k < AROUND; k += 1) {
        /* to the right first, then further and further around */
        const turn = ((k % 2 ? 1 : -1) * Math.ceil(k / 2) * 2 * Math.PI) / AROUND;
        const [east, south] = [Math.cos(turn), Math.sin(turn)];
        yield [
          east * (reach + away) + Math.sign(Math.round(east * 8)) * half,
          south * (reach + away)
        ];
      }
  }
  /* Labels, first come first served: `wanted` gives {id, x, y, reach, text, must} by importance.
     Beside the dot if that is free; those who must be named get a leader line to the nearest free
     place if it is not, wherever that is, or only if it is "near" or, for who is "lit", not far.
     `dx`, `dy` lead from the dot to the middle of the text. */
  function placeLabels(wanted, room, most, widthOf, level = false) {
    const placed = [];
    for (const label of wanted) {
      if (placed.length >= most && !label.must) continue;
      const half = widthOf(label.text) / 2 + 2;
      const isFree = ([dx, dy]) =>
        room.isFree(
          label.x + dx - half,
          label.y + dy - HALF,
          label.x + dx + half,
          label.y + dy + HALF
        );
      let at = beside(label, half, level).find(isFree);
      const leads = !at && label.must;
      if (leads) {
        const places = AWAY.slice(0, REACHED[label.must]);
        at = firstOf(farther(half, label.reach, places), isFree);
        if (!at && label.must === true) at = anywhere(label, half, room.size, isFree);
      }
      if (!at) continue;
      const [dx, dy] = at;
      room.take(label.x + dx - half, label.y + dy - HALF, label.x + dx + half, label.y + dy + HALF);
      placed.push({ ...label, dx, dy, half, leads });
    }
    untangle(
      placed.filter(({ leads }) => leads),
      room
    );
    return placed;
  }
  /* Two names on leader lines change places where that makes their lines shorter: lines that cross
     always do. */
  function untangle(led, room) {
    const boxOf = ({ x, y, dx, dy, half }) => [
      x + dx - half,
      y + dy - HALF,
      x + dx + half,
      y + dy + HALF
    ];
    const swap = (a, b) => {
      const [east, south] = [b.x + b.dx - a.x, b.y + b.dy - a.y];
      [b.dx, b.dy] = [a.x + a.dx - b.x, a.y + a.dy - b.y];
      [a.dx, a.dy] = [east, south];
    };
    const long = (a, b) => Math.hypot(a.dx, a.dy) + Math.hypot(b.dx, b.dy);
    function better(a, b) {
      const [boxes, before] = [[boxOf(a), boxOf(b)], { a: [a.dx, a.dy], b: [b.dx, b.dy] }];
      const length = long(a, b);
      swap(a, b);
      if (long(a, b) < length - 4) {
        for (const box of boxes) room.give(...box);
        const isFirst = room.isFree(...boxOf(a));
        if (isFirst) room.take(...boxOf(a));
        if (isFirst && room.isFree(...boxOf(b))) {
          room.take(...boxOf(b));
          return true;
        }
        if (isFirst) room.give(...boxOf(a));
        for (const box of boxes) room.take(...box);
      }
      [a.dx, a.dy] = before.a;
      [b.dx, b.dy] = before.b;
      return false;
    }
    for (let round = 0; round < ROUNDS; round += 1) {
      let changed = false;
      for (let k = 0; k < led.length; k += 1)
        for (let l = k + 1; l < led.length; l += 1) if (better(led[k], led[l])) changed = true;
      if (!changed) return;
    }
  }
  /* A text in one or two lines across a disc, none where it has no room. */
  function across(text, reach, widthOf) {
    const words = text.split(" ");
    for (let k = words.length; k > 0; k -= 1) {
      const lines = [words.slice(0, k).join(" "), words.slice(k).join(" ")].filter(Boolean);
      if (lines.every((line) => widthOf(line) < 1.7 * reach)) return lines;
    }
    return [];
  }
  /* The nearest free middle of a name in the whole window, null where it is full. */
  function anywhere(label, half, size, isFree) {
    let best = null;
    let least = Infinity;
    for (let y = HALF; y <= size.height - HALF; y += HALF)
      for (let x = half; x <= size.width - half; x += HALF) {
        const [dx, dy] = [x - label.x, y - label.y];
        const away = Math.hypot(dx, dy);
        if (away < least && isFree([dx, dy])) {
          best = [dx, dy];
          least = away;
        }
      }
    return best;
  }
  function firstOf(places, isFree) {
    for (const place of places) if (isFree(place)) return place;
    return null;
  }
  return {
    toScreen,
    toWorld,
    zoomAt,
    enclosed,
    bounds,
    fitView,
    viewOfAll,
    viewOf,
    viewAfter,
    makeGrid,
    nearest,
    makeRoom,
    across,
    placeLabels
  };
})();
if (typeof module !== "undefined") module.exports = netgraphGeometry;
