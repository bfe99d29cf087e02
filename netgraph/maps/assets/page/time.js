"use strict";
/* The search growing week by week. */
function netgraphTime(page) {
  const { byId, iso, dayOf } = netgraphUi;
  const { people } = page;
  const WEEK = 7;
  const PACE = 400;
  const slider = byId("date");
  const play = byId("play");
  let first = Infinity;
  let last = -Infinity;
  people.introduced_on.forEach((day) => {
    if (day !== null) {
      first = Math.min(first, day);
      last = Math.max(last, day);
    }
  });
  const today = dayOf(page.doc.meta.as_of);
  if (today !== null) last = Math.max(last, today);
  const dated = first < last;
  const weeks = dated ? Math.ceil((last - first) / WEEK) : 0;
  const dayAt = (week) => (week >= weeks ? null : first + week * WEEK);
  let playing = 0;
  byId("time").hidden = !dated;
  slider.max = String(weeks);
  function stop() {
    clearTimeout(playing);
    playing = 0;
    play.textContent = "▶";
    play.setAttribute("aria-label", "Play the search week by week");
  }
  function step() {
    const week = Number(slider.value) + 1;
    page.change({ date: dayAt(week) });
    if (week >= weeks) stop();
    else playing = setTimeout(step, PACE);
  }
  play.addEventListener("click", () => {
    if (playing) {
      stop();
      return;
    }
    if (page.state.date === null) page.change({ date: dayAt(0) });
    play.textContent = "❚❚";
    play.setAttribute("aria-label", "Stop");
    playing = setTimeout(step, PACE);
  });
  slider.addEventListener("input", () => {
    stop();
    page.change({ date: dayAt(Number(slider.value)) });
  });
  function tell() {
    const { date } = page.state;
    slider.value = String(
      date === null ? weeks : Math.min(weeks, Math.max(0, Math.round((date - first) / WEEK)))
    );
    const words = date === null ? "all of it" : `up to ${iso(date)}`;
    byId("day").textContent = words;
    slider.setAttribute("aria-valuetext", words);
  }
  stop();
  return { tell, stop };
}
if (typeof module !== "undefined") module.exports = netgraphTime;
