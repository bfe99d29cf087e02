"use strict";
/* A notebook that shows the page in a frame asks it, and is told, through a port of their own. The
   page speaks to nobody else: the notebook names the frame by a token, and both sides look whose a
   message is. */
const netgraphHost = (() => {
  const TOKEN = /^netgraph:[0-9a-f]{32}$/;
  /* Whom the notebook asks for otherwise than by a view. */
  const APART = ["at", "only"];
  const ONLY = "only"; /* in a view: some alone are seen, whoever they are */
  const LISTS = ["hide", "moved"];
  const CAMERA = "view"; /* what the address calls it */

  /* An address as a plain object, and back. */
  function asView(fragment, usual = {}) {
    const view = { ...usual };
    for (const [key, value] of new URLSearchParams(fragment)) {
      if (APART.includes(key)) continue;
      const name = key === CAMERA ? "camera" : key;
      if (LISTS.includes(key)) view[name] = [...(view[name] || []), value];
      else view[name] = value;
    }
    return view;
  }
  function asFragment(view) {
    const out = new URLSearchParams();
    for (const [name, value] of Object.entries(view).filter(([name]) => !APART.includes(name)))
      for (const one of [].concat(value)) out.append(name === "camera" ? CAMERA : name, one);
    return out.toString();
  }
  /* Who is shown: a bit for each person, the first the lowest of its byte, as base64; null for
     everybody. */
  function pack(mask) {
    if (mask.every((on) => on)) return null;
    const bytes = new Uint8Array(Math.ceil(mask.length / 8));
    mask.forEach((on, i) => {
      if (on) bytes[i >> 3] |= 1 << (i & 7);
    });
    let text = "";
    for (const byte of bytes) text += String.fromCharCode(byte);
    return btoa(text);
  }
  function unpack(packed, size) {
    const text = atob(packed);
    const found = [];
    for (let i = 0; i < size; i += 1) if ((text.charCodeAt(i >> 3) >> (i & 7)) & 1) found.push(i);
    return found;
  }

  function host(page, { restore, fragment, keep, mask }) {
    const { people, model } = page;
    let port = null;
    let said = {};
    const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
    const chosen = () => page.chosen().map((i) => people.contact_id[i]);
    const { layout, colour, size } = page.state;
    const usual = { layout, colour, size };
    /* Whom alone the notebook wants to see, before other filters. */
    function alone() {
      if (page.state.only === null) return null;
      const alone_ = new Uint8Array(model.size);
      for (const i of page.state.only) alone_[i] = 1;
      return pack(alone_);
    }
    /* What the notebook does not know yet. */
    function tell() {
      if (!port) return;
      const now = {
        view: { ...asView(fragment(), usual), ...(page.state.only && { [ONLY]: "1" }) },
        only: alone(),
        visible: pack(mask()),
        selected: chosen()
      };
      const news = Object.entries(now).filter(([key, value]) => !same(said[key], value));
      said = now;
      if (news.length) port.postMessage(Object.fromEntries(news));
    }
    /* Who alone is seen first: a view leaves that as it is. Who is seen then, both sides count. */
    function take({ view, only, selected }) {
      if (only !== undefined && only !== alone())
        page.change({ only: only === null ? null : unpack(only, model.size) });
      if (view) restore(asFragment(view), { stay: true });
      if (selected && !same(selected, chosen())) {
        const there = selected.map((id) => model.position(id));
        page.choose(there.filter((i) => i !== undefined));
      }
      keep();
    }
    const here = () => window.parent.postMessage({ netgraphMap: window.name }, "*");
    if (window.parent === window || !TOKEN.test(window.name)) return { tell };
    window.addEventListener("message", (e) => {
      if (e.source !== window.parent || e.data?.netgraphMap !== window.name) return;
      if (!e.ports.length) {
        here();
        return;
      }
      /* the last who answers is the one: a notebook that was loaded anew */
      port?.close();
      [port] = e.ports;
      said = {};
      /* the notebook speaks first: what it wants is not to be overwritten by how a page opens */
      port.onmessage = ({ data }) => take(data);
    });
    here();
    return { tell };
  }
  return Object.assign(host, { asView, asFragment, pack, unpack });
})();
if (typeof module !== "undefined") module.exports = netgraphHost;
