"use strict";
/* Engine "pyvis": vis-network as pyvis ships it, positions given, behind the small interface
   that the page drives. */
function netgraphEngine(container, model, events) {
  const data = JSON.parse(document.getElementById("vis-data").textContent);
  const { looks } = model.doc.meta;
  const { paper, ink, line, faded } = netgraphPaint.inks();
  const you = "you";
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  data.nodes.forEach((node) => {
    node.font = { ...node.font, color: ink, strokeWidth: 3, strokeColor: paper };
  });
  data.edges.forEach((edge) => {
    edge.color = { color: line, highlight: line, hover: line };
  });
  const nodes = new vis.DataSet(data.nodes);
  const edges = new vis.DataSet(data.edges);
  const network = new vis.Network(container, { nodes, edges }, JSON.parse(data.options));
  const sizes = new Map(data.nodes.map((n) => [n.id, n.size]));
  const names = new Map(data.nodes.map((n) => [n.id, n.label]));
  const colours = new Map(data.nodes.map((n) => [n.id, n.color]));
  let shown = new Set(nodes.getIds());
  let lit = null;
  let marked = null;
  let quiet = false;

  /* Labels as there is room, most important first, never on top of each other. */
  function relabel() {
    const scale = network.getScale();
    const placed = [];
    const updates = [];
    const order = data.nodes.map((n) => n.id).filter((id) => shown.has(id));
    const weight = (id) =>
      id === you ? 1e9 : (lit?.has(id) ? 1e6 : 0) + (id === marked ? 1e8 : 0) + sizes.get(id);
    order.sort((a, b) => weight(b) - weight(a) || (a < b ? -1 : 1));
    const font = 12 / Math.max(scale, 0.05);
    const positions = network.getPositions(order);
    const text = new Map();
    const dots = new Map(
      order.map((id) => [
        id,
        { ...network.canvasToDOM(positions[id]), reach: sizes.get(id) * scale }
      ])
    );
    /* boxes are [left, top, right, bottom] in pixels of the window */
    const overlap = (a, b) => a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1];
    const boxOf = ({ x, y, reach }) => [x - reach, y - reach, x + reach, y + reach];
    const isNamed = (id) => !lit || lit.has(id);
    for (const id of order) {
      if (!isNamed(id)) continue;
      const { x, y, reach } = dots.get(id);
      /* about the width of its letters: to measure every name would take longer than to draw
         them */
      const width = names.get(id).length * 6.3 + 6;
      const box = [x - width / 2, y + reach, x + width / 2, y + reach + 16];
      if (placed.some((other) => overlap(other, box))) continue;
      /* the seeker, the chosen and the largest are named even where the name lies on a dot */
      const must = id === you || id === marked || order.indexOf(id) <= 8;
      const onDot = (other) =>
        other !== id && isNamed(other) && overlap(boxOf(dots.get(other)), box);
      if (!must && order.some(onDot)) continue;
      placed.push(box);
      text.set(id, names.get(id));
    }
    for (const id of nodes.getIds()) {
      const label = text.get(id) || "";
      const now = nodes.get(id);
      if (now.label !== label || !(Math.abs(now.font.size - font) < 0.01))
        updates.push({ id, label, font: { ...now.font, size: font, vadjust: 0 } });
    }
    if (updates.length) nodes.update(updates);
  }
  let waiting = 0;
  function relabelSoon() {
    clearTimeout(waiting);
    waiting = setTimeout(relabel, 60);
  }

  function restyle() {
    nodes.update(
      nodes.getIds().map((id) => {
        const dim = lit && !lit.has(id);
        return {
          id,
          hidden: !shown.has(id),
          color: dim ? { background: faded, border: faded } : colours.get(id),
          borderWidth: id === marked ? 5 : 1.5
        };
      })
    );
    edges.update(
      edges.get().map((edge) => {
        const on = !lit || (lit.has(edge.from) && lit.has(edge.to));
        return {
          id: edge.id,
          hidden: !(shown.has(edge.from) && shown.has(edge.to)),
          width: lit && on && !quiet && !edge.dashes ? 2.5 : 1.5,
          color: { color: on ? line : faded }
        };
      })
    );
    relabelSoon();
  }
  network.on("click", (e) => events.select(e.nodes.length ? e.nodes[0] : null));
  network.on("zoom", relabelSoon);
  network.on("dragEnd", relabelSoon);
  network.on("resize", relabelSoon);
  network.on("animationFinished", relabelSoon);
  addEventListener("resize", relabelSoon);
  const fit = (ids) =>
    network.fit({ nodes: ids || [...shown], animation: still ? false : { duration: 300 } });
  network.fit({ animation: false });
  relabel();

  /* another layout: at once, or everybody on the way there, while there are not too many */
  const MORPH = 600;
  const MOST_MOVED = 1000;
  let journey = 0;
  function put(x, y, seeker) {
    nodes.update([
      { id: you, x: seeker[0], y: seeker[1] },
      ...Array.from(x, (_, i) => ({ id: i, x: x[i], y: y[i] }))
    ]);
    network.fit({ animation: false });
  }
  function setPositions(x, y, seeker, { morph = false } = {}) {
    cancelAnimationFrame(journey);
    if (!morph || still || x.length > MOST_MOVED) {
      put(x, y, seeker);
      relabelSoon();
      return;
    }
    const from = network.getPositions();
    const begun = performance.now();
    const step = () => {
      const t = Math.min(1, (performance.now() - begun) / MORPH);
      const ease = t < 0.5 ? 4 * t ** 3 : 1 - (2 - 2 * t) ** 3 / 2;
      const between = (id, axis, to) => from[id][axis] + (to - from[id][axis]) * ease;
      put(
        Array.from(x, (to, i) => between(i, "x", to)),
        Array.from(y, (to, i) => between(i, "y", to)),
        [between(you, "x", seeker[0]), between(you, "y", seeker[1])]
      );
      if (t < 1) journey = requestAnimationFrame(step);
      else relabelSoon();
    };
    step();
  }

  /* pictures to keep */
  const drawn = container.querySelector("canvas");
  function toPNG() {
    relabel();
    network.redraw();
    const copy = document.createElement("canvas");
    copy.width = drawn.width;
    copy.height = drawn.height;
    const context = copy.getContext("2d");
    context.fillStyle = paper;
    context.fillRect(0, 0, copy.width, copy.height);
    context.drawImage(drawn, 0, 0);
    return new Promise((done) => {
      copy.toBlob(done, "image/png");
    });
  }
  function toSVG() {
    relabel();
    const size = { width: container.clientWidth, height: container.clientHeight };
    const scale = network.getScale();
    const places = network.getPositions();
    const at = (id) => network.canvasToDOM(places[id]);
    const path = (wanted) =>
      edges
        .get()
        .filter((e) => !e.hidden && wanted(e))
        .map((e) => {
          const [a, b] = [at(e.from), at(e.to)];
          return `M${a.x.toFixed(1)} ${a.y.toFixed(1)}L${b.x.toFixed(1)} ${b.y.toFixed(1)}`;
        })
        .join("");
    const isLit = (e) => lit?.has(e.from) && lit.has(e.to);
    const people = nodes.get().filter((n) => n.id !== you && !n.hidden);
    const seeker = at(you);
    return netgraphSvg.svg({
      title: document.title,
      size,
      inks: { paper, ink },
      lines: [
        {
          class: "introductions",
          colour: line,
          width: 1.5 * scale,
          path: path((e) => !e.dashes && !isLit(e))
        },
        {
          class: "referrals",
          colour: line,
          width: scale,
          dash: "3 5",
          path: path((e) => e.dashes)
        },
        { class: "lit", colour: ink, width: 2.5 * scale, path: path((e) => !e.dashes && isLit(e)) }
      ],
      dots: people.map((n) => {
        const p = at(n.id);
        const { shape } = looks.standings[model.standingOf(n.id)];
        const { background, border } = n.color;
        return [shape, background, border, p.x, p.y, n.size * scale, model.people.name[n.id]];
      }),
      labels: nodes
        .get()
        .filter((n) => n.label && !n.hidden)
        .map((n) => {
          const p = at(n.id);
          return { x: p.x, y: p.y + n.size * scale + 14, text: n.label };
        }),
      star: { look: looks.seeker, x: seeker.x, y: seeker.y, radius: sizes.get(you) * scale }
    });
  }

  return {
    setPositions,
    setSizes(radius) {
      for (let i = 0; i < model.size; i += 1)
        sizes.set(i, radius ? radius[i] : data.nodes[i + 1].size);
      nodes.update(Array.from({ length: model.size }, (_, i) => ({ id: i, size: sizes.get(i) })));
      relabelSoon();
    },
    setColours(chosen) {
      for (let i = 0; i < model.size; i += 1) {
        const [background, border] = chosen ? chosen.colours[chosen.of[i]] : [];
        colours.set(i, chosen ? { background, border } : data.nodes[i + 1].color);
      }
      restyle();
    },
    toSVG,
    toPNG,
    setVisible(mask) {
      shown = new Set([you, ...nodes.getIds().filter((id) => mask[id])]);
      restyle();
    },
    highlight(ids, chosen, options = {}) {
      lit = ids ? new Set([you, ...ids]) : null;
      quiet = options.quiet === true;
      marked = chosen;
      restyle();
    },
    fit,
    centre(id) {
      network.focus(id, {
        scale: Math.max(network.getScale(), 0.7),
        animation: still ? false : { duration: 300 }
      });
    },
    at: (id) => network.canvasToDOM(network.getPositions([id])[id]),
    labels: () =>
      nodes
        .get()
        .filter((n) => n.label && !n.hidden)
        .map((n) => n.label)
  };
}
if (typeof module !== "undefined") module.exports = netgraphEngine;
