"use strict";
/* Engine "pyvis": vis-network as pyvis ships it, positions given, behind the small interface that the page drives. */
function netgraphEngine(container, model, events) {
  const data = JSON.parse(document.getElementById("vis-data").textContent);
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const ink = dark ? "#eceff2" : "#1f2328";
  const line = dark ? "#68727d" : "#a3a9b0";
  const you = "you";
  data.nodes.forEach((node) => { node.font = { ...node.font, color: ink, strokeWidth: 3, strokeColor: dark ? "#16191d" : "#fbfbf9" }; });
  data.edges.forEach((edge) => { edge.color = { color: line, highlight: line, hover: line }; });
  const nodes = new vis.DataSet(data.nodes);
  const edges = new vis.DataSet(data.edges);
  const network = new vis.Network(container, { nodes, edges }, JSON.parse(data.options));
  const sizes = new Map(data.nodes.map((n) => [n.id, n.size]));
  const names = new Map(data.nodes.map((n) => [n.id, n.label]));
  const colours = new Map(data.nodes.map((n) => [n.id, n.color]));
  let shown = new Set(nodes.getIds());
  let lit = null;
  let marked = null;

  /* Labels as there is room, most important first, never on top of each other. */
  function relabel() {
    const scale = network.getScale();
    const placed = [];
    const updates = [];
    const order = data.nodes.map((n) => n.id).filter((id) => shown.has(id));
    const weight = (id) => (id === you ? 1e9 : (lit && lit.has(id) ? 1e6 : 0) + (id === marked ? 1e8 : 0) + sizes.get(id));
    order.sort((a, b) => weight(b) - weight(a) || (a < b ? -1 : 1));
    const font = 12 / Math.max(scale, 0.05);
    const positions = network.getPositions(order);
    const text = new Map();
    const dots = new Map(order.map((id) => [id, { ...network.canvasToDOM(positions[id]), reach: sizes.get(id) * scale }]));
    const meets = (box, id) => { const d = dots.get(id); return d.x + d.reach > box[0] && d.x - d.reach < box[2] && d.y + d.reach > box[1] && d.y - d.reach < box[3]; };
    for (const id of order) {
      if (lit && !lit.has(id)) continue;
      const at = dots.get(id);
      const { reach } = at;
      const width = names.get(id).length * 6.3 + 6;
      const box = [at.x - width / 2, at.y + reach, at.x + width / 2, at.y + reach + 16];
      if (placed.some((p) => p[0] < box[2] && p[2] > box[0] && p[1] < box[3] && p[3] > box[1])) continue;
      if (id !== you && id !== marked && order.indexOf(id) > 8 && order.some((other) => other !== id && (!lit || lit.has(other)) && meets(box, other))) continue;
      placed.push(box);
      text.set(id, names.get(id));
    }
    for (const id of nodes.getIds()) {
      const label = text.get(id) || "";
      const now = nodes.get(id);
      if (now.label !== label || !(Math.abs(now.font.size - font) < 0.01)) updates.push({ id, label, font: { ...now.font, size: font, vadjust: 0 } });
    }
    if (updates.length) nodes.update(updates);
  }
  let waiting = 0;
  function relabelSoon() { clearTimeout(waiting); waiting = setTimeout(relabel, 60); }

  function restyle() {
    const faded = dark ? "#2b3138" : "#e9ebed";
    nodes.update(nodes.getIds().map((id) => {
      const dim = lit && !lit.has(id);
      return { id, hidden: !shown.has(id), color: dim ? { background: faded, border: faded } : colours.get(id), borderWidth: id === marked ? 5 : 1.5 };
    }));
    edges.update(edges.get().map((edge) => {
      const on = !lit || (lit.has(edge.from) && lit.has(edge.to));
      return { id: edge.id, hidden: !(shown.has(edge.from) && shown.has(edge.to)), width: lit && on && !edge.dashes ? 2.5 : 1.5, color: { color: on ? line : faded } };
    }));
    relabelSoon();
  }
  network.on("click", (e) => events.select(e.nodes.length ? e.nodes[0] : null));
  network.on("zoom", relabelSoon);
  network.on("dragEnd", relabelSoon);
  network.on("resize", relabelSoon);
  network.on("animationFinished", relabelSoon);
  addEventListener("resize", relabelSoon);
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const fit = (ids) => network.fit({ nodes: ids || [...shown], animation: still ? false : { duration: 300 } });
  network.fit({ animation: false });
  relabel();

  return {
    setPositions(x, y, seeker) {
      nodes.update({ id: you, x: seeker[0], y: seeker[1] });
      nodes.update(Array.from(x, (_, i) => ({ id: i, x: x[i], y: y[i] })));
      network.fit({ animation: false });
      relabelSoon();
    },
    setVisible(mask) { shown = new Set([you, ...nodes.getIds().filter((id) => mask[id])]); restyle(); },
    highlight(ids, chosen) { lit = ids ? new Set([you, ...ids]) : null; marked = chosen; restyle(); },
    fit,
    centre(id) { network.focus(id, { scale: Math.max(network.getScale(), 0.7), animation: still ? false : { duration: 300 } }); },
    at: (id) => network.canvasToDOM(network.getPositions([id])[id]),
    labels: () => nodes.get().filter((n) => n.label && !n.hidden).map((n) => n.label),
  };
}
