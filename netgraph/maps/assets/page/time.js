"use strict";
/* The search growing, and what is new between two days: two handles over a histogram of those who
   became known. */
function netgraphTime(page) {
  const { byId, iso, many } = netgraphUi;
  const { people, since } = page;
  const { days } = since;
  const PACE = 400; /* milliseconds to a step while it plays */
  const [from, to] = [byId("since"), byId("date")];
  const play = byId("play");
  const track = byId("track");
  const last = days.length - 1;
  let playing = 0;
  byId("time").hidden = last < 1;
  for (const handle of [from, to]) handle.max = String(last);
  const places = () => netgraphSince.places(days, page.state.since, page.state.date);
  const dayAt = (place) => (place >= last ? null : days[place]);
  const weeks = last < 1 ? 0 : (days[1] - days[0]) / 7;
  const pace = weeks === 1 ? "week by week" : `${weeks} weeks at a time`;
  function stop() {
    clearTimeout(playing);
    playing = 0;
    play.textContent = "▶";
    play.setAttribute("aria-label", `Play the search ${pace}`);
  }
  function step() {
    const place = Math.min(last, places()[1] + 1);
    page.change({ date: dayAt(place) });
    if (place >= last) stop();
    else playing = setTimeout(step, PACE);
  }
  play.addEventListener("click", () => {
    if (playing) {
      stop();
      return;
    }
    if (places()[1] === last) page.change({ date: dayAt(places()[0] + 1) });
    play.textContent = "❚❚";
    play.setAttribute("aria-label", "Stop");
    playing = setTimeout(step, PACE);
  });
  /* One handle goes to a place; the other keeps a step away. */
  function move(handle, place) {
    stop();
    const [start, end] = places();
    if (handle === from) {
      const at = Math.max(0, Math.min(end - 1, place));
      page.change({ since: at ? days[at] : null });
    } else page.change({ date: dayAt(Math.max(start + 1, Math.min(last, place))) });
    show(); /* a place that it may not have is taken back */
  }
  for (const handle of [from, to])
    handle.addEventListener("input", () => move(handle, Number(handle.value)));
  /* A hand anywhere on the track takes the nearer handle. */
  function placeOf(e) {
    const { left, width } = track.getBoundingClientRect();
    const rim = netgraphTime.HANDLE / 2;
    return Math.round(((e.clientX - left - rim) / (width - 2 * rim)) * last);
  }
  let held = null;
  track.addEventListener("pointerdown", (e) => {
    const place = placeOf(e);
    const [start, end] = places();
    held = Math.abs(place - start) < Math.abs(place - end) ? from : to;
    track.setPointerCapture(e.pointerId);
    e.preventDefault();
    held.focus({ preventScroll: true });
    move(held, place);
  });
  track.addEventListener("pointermove", (e) => {
    if (held) move(held, placeOf(e));
  });
  for (const end of ["pointerup", "pointercancel"])
    track.addEventListener(end, () => {
      held = null;
    });

  const count = netgraphTime.histogram(people.introduced_on, days);
  const most = Math.max(1, ...count);
  const bars = (first, end) =>
    count
      .slice(first, end)
      .map((n, k) => (n ? `M${first + k + 0.08} 1V${1 - Math.max(0.08, n / most)}h.84V1z` : ""))
      .join("");
  byId("histogram").setAttribute("viewBox", `0 0 ${Math.max(1, last)} 1`);
  byId("histogram").setAttribute(
    "aria-label",
    `New contacts ${pace}: at most ${many(most, "person", "people")} in one step`
  );
  function show() {
    if (last < 1) return;
    const { since: day, date } = page.state;
    const [start, end] = places();
    from.value = String(start);
    to.value = String(end);
    byId("bars-out").setAttribute("d", bars(0, start) + bars(end, last));
    byId("bars-in").setAttribute("d", bars(start, end));
    const begins = day === null ? "the beginning" : iso(day);
    const ends = date === null ? "all of it" : iso(date);
    from.setAttribute("aria-valuetext", begins);
    to.setAttribute("aria-valuetext", date === null ? ends : `up to ${ends}`);
    const upTo = date === null ? "all of it" : `up to ${ends}`;
    const span = date === null ? `since ${begins}` : `${begins} to ${ends}`;
    byId("day").textContent = day === null ? upTo : span;
  }
  /* Ends of a span that has a handle for each: the shortest that holds these days. */
  function snapped(since_, date) {
    const [start, end] = netgraphSince.places(days, since_, date);
    return { since: since_ === null ? null : days[start], date: dayAt(end) };
  }
  stop();
  return { show, snapped };
}
/* Pixels of a handle: page.css. */
netgraphTime.HANDLE = 20;
/* How many became known in each step. */
netgraphTime.histogram = (known, days) => {
  const count = new Array(Math.max(0, days.length - 1)).fill(0);
  for (const day of known) {
    if (day === null) continue;
    const place = days.findIndex((end) => end >= day) - 1;
    if (place >= 0) count[place] += 1;
  }
  return count;
};
if (typeof module !== "undefined") module.exports = netgraphTime;
