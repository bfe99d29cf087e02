"use strict";
/* The search growing week by week. */
function netgraphTime(page) {
  const { byId, iso, dayOf } = netgraphUi;
  const { people } = page;
  const { WEEK } = netgraphTime;
  const PACE = 400; /* milliseconds to a week while it plays */
  const slider = byId("date");
  const play = byId("play");
  const { first, weeks } = netgraphTime.span(people.introduced_on, dayOf(page.doc.meta.as_of));
  const dayAt = (week) => (week >= weeks ? null : first + week * WEEK);
  let playing = 0;
  byId("time").hidden = weeks === 0;
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
  function show() {
    const { date } = page.state;
    /* a date from an address may lie outside the slider */
    const week = Math.max(0, Math.min(weeks, Math.round((date - first) / WEEK)));
    slider.value = String(date === null ? weeks : week);
    const words = date === null ? "all of it" : `up to ${iso(date)}`;
    byId("day").textContent = words;
    slider.setAttribute("aria-valuetext", words);
  }
  stop();
  return { show };
}
netgraphTime.WEEK = 7;
/* The first day and the number of weeks from it to the last one, or to today if that is later;
   no weeks where no two days differ. */
netgraphTime.span = (days, today) => {
  let first = Infinity;
  let last = today ?? -Infinity;
  for (const day of days) {
    if (day === null) continue;
    first = Math.min(first, day);
    last = Math.max(last, day);
  }
  return { first, weeks: first < last ? Math.ceil((last - first) / netgraphTime.WEEK) : 0 };
};
if (typeof module !== "undefined") module.exports = netgraphTime;
