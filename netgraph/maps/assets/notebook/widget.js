/* The map in a notebook: a page in a frame that can reach nothing, and what is said between it and
   the kernel. The frame is one that an output holds as HTML, which is there without a kernel too,
   or one that a view makes. Nothing is loaded from anywhere. */
const SAID = { selected: "selected", only: "_only", visible: "_shown", view: "view" };
const VIEW = "data-netgraph-view";

/* Talk to a page through a port of its own; `done` ends it. */
function talk(model, port) {
  const text = (name) => JSON.stringify(model.get(SAID[name]) ?? null);
  /* what the page has said last, or was told, as text: first what it is as it opens */
  const said = { selected: "[]", only: "null", visible: "null", view: "{}" };
  let waiting = 0;
  /* Tell the page what the kernel, or another page of the same map, has set since. */
  function tell({ first = false } = {}) {
    const news = Object.keys(SAID).filter((name) => text(name) !== said[name]);
    if (!news.length && !first) return;
    for (const name of news) said[name] = text(name);
    port.postMessage(Object.fromEntries(news.map((name) => [name, JSON.parse(text(name))])));
  }
  function tellSoon() {
    clearTimeout(waiting); /* what a cell sets together goes together */
    waiting = setTimeout(tell, 0);
  }
  port.onmessage = ({ data }) => {
    for (const name of Object.keys(SAID)) {
      if (!(name in data)) continue;
      /* what the kernel has set since, and the page is yet to hear, stands */
      const isAwaited = text(name) !== said[name];
      said[name] = JSON.stringify(data[name]);
      if (!isAwaited && text(name) !== said[name]) model.set(SAID[name], data[name]);
    }
    model.save_changes();
  };
  for (const name of Object.values(SAID)) model.on(`change:${name}`, tellSoon);
  tell({ first: true });
  return () => {
    clearTimeout(waiting);
    for (const name of Object.values(SAID)) model.off(`change:${name}`, tellSoon);
    port.close();
  };
}
/* Answer each page that says it is there by the name of its frame, if it is one of `frames`; a page
   that is loaded anew says so again. Gives what ends it. */
function answer(model, frames) {
  const talks = new Map(); /* from windows to what ends the talk */
  const name = model.get("token");
  function greet(e) {
    if (e.data?.netgraphMap !== name) return;
    if (!frames().some((frame) => frame.contentWindow === e.source)) return;
    talks.get(e.source)?.();
    const { port1, port2 } = new MessageChannel();
    talks.set(e.source, talk(model, port1));
    e.source.postMessage({ netgraphMap: name }, "*", [port2]);
  }
  window.addEventListener("message", greet);
  /* a page that was there before is asked to say so again */
  for (const frame of frames()) frame.contentWindow?.postMessage({ netgraphMap: name }, "*");
  return () => {
    window.removeEventListener("message", greet);
    for (const done of talks.values()) done();
  };
}
function initialize({ model }) {
  const isMine = (frame) => frame.name === model.get("token") && !frame.hasAttribute(VIEW);
  return answer(model, () => [...document.querySelectorAll("iframe")].filter(isMine));
}
function render({ model, el }) {
  const frame = document.createElement("iframe");
  frame.name = model.get("token");
  frame.title = "Map of the network";
  frame.setAttribute(VIEW, "");
  /* without allow-same-origin the page cannot reach the notebook */
  frame.setAttribute("sandbox", "allow-scripts allow-downloads");
  frame.srcdoc = model.get("page");
  Object.assign(frame.style, {
    width: "100%",
    height: `${model.get("height")}px`,
    border: "1px solid #d8dbdf",
    boxSizing: "border-box"
  });
  const done = answer(model, () => [frame]);
  el.append(frame);
  return done;
}
export default { initialize, render };
