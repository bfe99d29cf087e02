"use strict";
/* The way a line takes. In rings an introduction goes outward from ring to ring, at every radius
   in the same share of its turn: people stand on each ring in the order of their introducers, so
   no two such lines cross. Node tests this. */
const netgraphCurves = (() => {
  const MOST = 120; /* straight pieces of one line */
  const NEAR = 0.5; /* pixels to a unit of the world from which pieces are told apart */
  const STUB = 44; /* length of what is left of a line to the seeker that would cross others */
  const UNEVEN = 10; /* what rounding may make of one row, and rows are further apart than */
  const FINE = 0.5; /* pixels by which a drawn line may miss the curve */

  const straight = (out, x1, y1, x2, y2) => {
    out[0] = x1;
    out[1] = y1;
    out[2] = x2;
    out[3] = y2;
    return 2;
  };

  /* Distance from the root of one's tree, and where the ring of each generation of each tree
     begins and ends. */
  function rings(scene, model) {
    const { count, by, x, y } = scene;
    const least = model.doc.students ? 0 : 1;
    /* the innermost ring, where roots stand, is the first */
    const level = Uint16Array.from(model.people.generation, (generation) => generation - least + 1);
    /* by person: the root of their tree and the distance from it; by root: generations of the
       tree */
    const root = new Int32Array(count);
    const away = new Float32Array(count);
    const depth = new Uint32Array(count + 1);
    const queue = model.firsts.slice();
    queue.forEach((i) => {
      root[i] = i;
    });
    for (let k = 0; k < queue.length; k += 1) {
      const i = queue[k];
      away[i] = Math.hypot(x[i] - x[root[i]], y[i] - y[root[i]]);
      if (level[i] > depth[root[i]]) depth[root[i]] = level[i];
      for (const child of model.introduced[i]) {
        root[child] = root[i];
        queue.push(child);
      }
    }
    const start = new Uint32Array(count); /* rings of a tree stand one after the other */
    let all = 0;
    for (const i of model.firsts) {
      start[i] = all;
      all += depth[i];
    }
    /* by ring: the distances of its nearest and its farthest person */
    const inner = new Float32Array(all).fill(Infinity);
    const outer = new Float32Array(all);
    for (let i = 0; i < count; i += 1) {
      const ring = start[root[i]] + level[i] - 1;
      if (away[i] < inner[ring]) inner[ring] = away[i];
      if (away[i] > outer[ring]) outer[ring] = away[i];
    }
    /* by person: where the ring they stand on begins, and where that of their introducer ends */
    const begins = new Float32Array(count);
    const leaves = new Float32Array(count);
    /* 1 where people stand in several rows on one of the two rings */
    const rows = new Uint8Array(count);
    for (let i = 0; i < count; i += 1) {
      if (by[i] < 0) continue;
      const ring = start[root[i]] + level[i] - 1;
      begins[i] = inner[ring];
      leaves[i] = outer[ring - 1];
      const widest = Math.max(outer[ring] - inner[ring], outer[ring - 1] - inner[ring - 1]);
      rows[i] = widest > UNEVEN ? 1 : 0;
    }
    /* [x, y, radius, root] of every ring but the innermost, which is the root's own place */
    const circles = [];
    for (const i of model.firsts)
      for (let k = start[i] + 1; k < start[i] + depth[i]; k += 1)
        circles.push([x[i], y[i], (inner[k] + outer[k]) / 2, i]);
    return { root, away, begins, leaves, rows, circles };
  }
  /* Everybody's direction from the root of their tree, the turn of the line that leads to them,
     and by parent the widest: all lines of a parent are drawn in as many pieces, or rounding
     would cross them. */
  function turns(scene, root) {
    const { count, by, x, y } = scene;
    const [sx, sy] = scene.seeker;
    const start = new Float64Array(count);
    const turn = new Float64Array(count);
    const widest = new Float32Array(count);
    const full = 2 * Math.PI;
    for (let i = 0; i < count; i += 1) {
      const r = root[i];
      if (r === i) continue;
      /* fans are open towards the seeker: measured from there, nothing goes around */
      const direction = Math.atan2(y[i] - y[r], x[i] - x[r]);
      const open = Math.atan2(sy - y[r], sx - x[r]);
      start[i] = (direction - open + 2 * full) % full;
    }
    /* lines from a root are straight: they don't turn */
    for (let i = 0; i < count; i += 1) {
      if (root[i] === i || by[i] === root[i]) continue;
      turn[i] = start[i] - start[by[i]];
      if (Math.abs(turn[i]) > widest[by[i]]) widest[by[i]] = Math.abs(turn[i]);
    }
    return { start, turn, widest };
  }
  function radial(scene, model) {
    const { root, away, begins, leaves, rows, circles } = rings(scene, model);
    scene.circles = circles;
    const { start, turn, widest } = turns(scene, root);
    const { x, y, by } = scene;
    const joined = new Uint8Array(scene.count);
    model.doc.spokes.forEach((i) => {
      joined[i] = 1;
    });
    const spoke = (i, out) => {
      const [sx, sy] = scene.seeker;
      const far = Math.hypot(x[i] - sx, y[i] - sy) || 1;
      const left = joined[i] ? 0 : Math.max(0, 1 - STUB / far);
      return straight(out, sx + (x[i] - sx) * left, sy + (y[i] - sy) * left, x[i], y[i]);
    };
    /* Writes points of the line that leads to i, in the world, and gives their number. */
    return (i, scale, out) => {
      const p = by[i];
      if (p < 0) return spoke(i, out);
      const r = root[i];
      if (p === r) return straight(out, x[p], y[p], x[i], y[i]);
      /* it turns only between the two rings: within their rows it goes straight outwards */
      const low = Math.max(away[p], leaves[i]);
      const high = Math.min(away[i], begins[i]);
      /* how far the widest line of this parent bends away from a straight one, in pixels */
      const bow = high * Math.max((widest[p] * widest[p]) / 8, rows[i] ? widest[p] / 3 : 0) * scale;
      /* so many that no piece dips below the radius where it begins: then pieces cannot cross
         either */
      const rising =
        scale > NEAR ? (widest[p] * widest[p] * high) / (2 * Math.max(1, high - low)) : 0;
      const pieces = Math.min(MOST, Math.ceil(Math.max(Math.sqrt(bow / FINE), rising)));
      if (pieces < 2) return straight(out, x[p], y[p], x[i], y[i]);
      const open = Math.atan2(scene.seeker[1] - y[r], scene.seeker[0] - x[r]) + start[p];
      /* from the parent, around, to the person; first and last point of the turn may be theirs */
      let n = 1;
      out[0] = x[p];
      out[1] = y[p];
      const last = high < away[i] - UNEVEN ? pieces : pieces - 1;
      for (let k = low > away[p] + UNEVEN ? 0 : 1; k <= last; k += 1, n += 1) {
        const u = k / pieces;
        const at = open + turn[i] * (rows[i] ? u * u * (3 - 2 * u) : u);
        const reach = low + (high - low) * u;
        out[2 * n] = x[r] + reach * Math.cos(at);
        out[2 * n + 1] = y[r] + reach * Math.sin(at);
      }
      out[2 * n] = x[i];
      out[2 * n + 1] = y[i];
      return n + 1;
    };
  }
  /* From left to right: leaves and arrives level. */
  function level(scene) {
    const { x, y, by } = scene;
    return (i, scale, out) => {
      const p = by[i];
      const [x1, y1] = p < 0 ? scene.seeker : [x[p], y[p]];
      const far = x[i] - x1;
      const pieces = far * scale > 24 && Math.abs(y[i] - y1) * scale > 4 ? 14 : 1;
      out[0] = x1;
      out[1] = y1;
      for (let k = 1; k <= pieces; k += 1) {
        const u = k / pieces;
        out[2 * k] = x1 + far * u;
        out[2 * k + 1] = y1 + (y[i] - y1) * u * u * (3 - 2 * u);
      }
      return pieces + 1;
    };
  }
  /* Down from the introducer, then across: nobody's line lies on another's. */
  function elbows(scene) {
    const { x, y, by } = scene;
    return (i, _scale, out) => {
      const p = by[i];
      if (p < 0) return 0;
      out[0] = x[p];
      out[1] = y[p];
      out[2] = x[p];
      out[3] = y[i];
      out[4] = x[i];
      out[5] = y[i];
      return 3;
    };
  }
  function straightLines(scene) {
    const { x, y, by } = scene;
    return (i, _scale, out) => {
      const p = by[i];
      if (p >= 0) return straight(out, x[p], y[p], x[i], y[i]);
      return straight(out, ...scene.seeker, x[i], y[i]);
    };
  }
  function of(name, scene, model) {
    if (name === "radial") return radial(scene, model);
    if (name === "tree") return elbows(scene);
    if (name === "timeline") return level(scene);
    return straightLines(scene);
  }
  /* A second referral: an arc, bowed to the left of its direction. The middle of three points of
     a quadratic curve. */
  const bowed = (x1, y1, x2, y2) => [
    (x1 + x2) / 2 + (y2 - y1) * 0.18,
    (y1 + y2) / 2 - (x2 - x1) * 0.18
  ];
  return { of, straightLines, bowed, MOST };
})();
if (typeof module !== "undefined") module.exports = netgraphCurves;
