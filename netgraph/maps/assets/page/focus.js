"use strict";
/* Where the keyboard is: what answers a key takes the place of what was pressed, so that nobody who
   works without a pointer is thrown back to the top of the page. */
function netgraphFocus() {
  const { byId } = netgraphUi;
  const panel = byId("panel");
  const REACHED = "button:not(:disabled), input:not(:disabled), select, summary";
  /* what is asked here is answered in the panel, to which the keyboard follows */
  const ASKING = "#findings, #views, #table td";
  const ROOMS = "#panel, #classes, #story, section, main";
  const isThere = (one) => one.isConnected && one.checkVisibility() && !one.disabled;
  const wordsOf = (one) => one.getAttribute("aria-label") || one.textContent;
  const reached = (room) => [...room.querySelectorAll(REACHED)].filter(isThere);
  let asker = null; /* who had the keyboard before the panel took it */
  let before = null; /* what was pressed last: the element, its room, its place and words there */
  byId("skip").addEventListener("click", () => byId("map").focus());

  /* What stands where something was: what says the same, else what has its place. */
  function instead({ room, place, words }) {
    if (room === panel && panel.hidden) return asker && isThere(asker) ? asker : byId("map");
    const there = isThere(room) ? reached(room) : [];
    const same = there.find((one) => words && wordsOf(one) === words);
    if (same || room === panel) return same || there[0];
    return there[Math.min(place, there.length - 1)] || byId("map");
  }
  /* First to hear of a press, before anything is changed by it; last, when all is. */
  function begin(e) {
    const was = document.activeElement;
    const isKey = { keydown: e.key === "Escape", click: e.detail === 0, change: true }[e.type];
    before = null;
    if (!isKey || !was || was === document.body) return;
    const room = was.closest(ROOMS);
    const place = room && reached(room).indexOf(was);
    if (room) before = { was, room, place, words: wordsOf(was), isAdding: e.shiftKey || e.ctrlKey };
  }
  function end() {
    if (!before) return;
    const { was, isAdding } = before;
    const isAsked = was.closest(ASKING) && was.getAttribute("aria-pressed") !== "false";
    if (isThere(was)) {
      if (isAsked && !isAdding && !panel.hidden && was === document.activeElement) enter(was);
    } else instead(before)?.focus();
    before = null;
  }
  function enter(from) {
    asker = from;
    panel.querySelector("button")?.focus();
  }
  /* a box is ticked after its click */
  for (const kind of ["click", "keydown", "change"]) {
    window.addEventListener(kind, begin, true);
    window.addEventListener(kind, end);
  }
  panel.addEventListener("focusin", (e) => {
    if (e.relatedTarget && !panel.contains(e.relatedTarget)) asker = e.relatedTarget;
  });
}
if (typeof module !== "undefined") module.exports = netgraphFocus;
