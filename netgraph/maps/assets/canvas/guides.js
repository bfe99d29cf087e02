"use strict";
/* What lies under people for orientation: rings of generations, discs of organizations, months
   of the timeline. */
const netgraphGuides = (() => {
  const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
  const DAY = 864e5;

  /* The disc of each organization: {x, y, radius, text, people}, most people first. */
  function discs(scene, model) {
    const { organization } = model.people;
    const blank = { x: 0, y: 0, radius: 0, people: 0 };
    const found = model.doc.organizations.map((text) => ({ ...blank, text }));
    /* the middle of its people, then how far the farthest of them reaches */
    for (let i = 0; i < scene.count; i += 1) {
      const disc = found[organization[i]];
      if (disc) {
        disc.x += scene.x[i];
        disc.y += scene.y[i];
        disc.people += 1;
      }
    }
    found.forEach((disc) => {
      disc.x /= disc.people || 1;
      disc.y /= disc.people || 1;
    });
    for (let i = 0; i < scene.count; i += 1) {
      const disc = found[organization[i]];
      if (!disc) continue;
      const away = Math.hypot(scene.x[i] - disc.x, scene.y[i] - disc.y);
      disc.radius = Math.max(disc.radius, away + scene.radius[i]);
    }
    return found
      .filter((disc) => disc.people)
      .sort((a, b) => b.people - a.people || (a.text < b.text ? -1 : 1));
  }
  /* The line on which days lie on the timeline: x = start + day * step; null when no two dates
     differ. */
  function calendar(scene, model) {
    const days = model.people.introduced_on;
    let [first, last] = [-1, -1];
    for (let i = 0; i < scene.count; i += 1) {
      if (days[i] === null) continue;
      if (first < 0 || days[i] < days[first]) first = i;
      if (last < 0 || days[i] > days[last]) last = i;
    }
    if (first < 0 || days[first] === days[last]) return null;
    const step = (scene.x[last] - scene.x[first]) / (days[last] - days[first]);
    return {
      start: scene.x[first] - days[first] * step,
      step,
      first: days[first],
      last: days[last]
    };
  }
  /* Beginnings of months, quarters or years, at least `apart` days from each other: [day, text]. */
  function ticks(first, last, apart) {
    const begin = new Date(first * DAY);
    const months = [1, 3, 12, 60, 120].find((m) => m * 30 >= apart) || 600;
    const found = [];
    /* months since the year 0 */
    let month = begin.getUTCFullYear() * 12 + begin.getUTCMonth();
    month = Math.ceil(month / months) * months;
    for (; found.length < 200; month += months) {
      const day = Date.UTC(Math.floor(month / 12), month % 12, 1) / DAY;
      if (day > last) break;
      if (day < first) continue;
      const year = String(Math.floor(month / 12));
      /* January says its year too */
      const name = month % 12 ? MONTHS[month % 12] : `${MONTHS[0]} ${year}`;
      found.push([day, months >= 12 ? year : name]);
    }
    /* and so does the first month there is */
    if (found.length && months < 12 && !found[0][1].includes(" "))
      found[0][1] += ` ${new Date(found[0][0] * DAY).getUTCFullYear()}`;
    return found;
  }
  function of(name, scene, model) {
    if (name === "radial") return { circles: scene.circles, discs: [], days: null };
    if (name === "organizations") return { circles: [], discs: discs(scene, model), days: null };
    return { circles: [], discs: [], days: name === "timeline" ? calendar(scene, model) : null };
  }

  /* Into the picture, under or over what is there: guides show only on the paper. */
  function paint(context, guides, frame, inks, dark) {
    context.save();
    context.globalCompositeOperation = dark ? "lighten" : "darken";
    context.strokeStyle = inks.guide;
    context.fillStyle = inks.guide;
    context.lineWidth = frame.dense;
    const round = (x, y, radius) => {
      const [px, py] = [x * frame.scale + frame.x, y * frame.scale + frame.y];
      const r = radius * frame.scale;
      const misses = px + r < 0 || py + r < 0 || px - r > frame.width || py - r > frame.height;
      if (misses || r < 8 * frame.dense) return false;
      context.beginPath();
      context.arc(px, py, r, 0, 2 * Math.PI);
      return true;
    };
    guides.circles.forEach((circle) => {
      if (round(...circle)) context.stroke();
    });
    guides.discs.forEach((disc) => {
      if (round(disc.x, disc.y, disc.radius + 14)) context.fill();
    });
    if (guides.days) {
      const { start, step, first, last } = guides.days;
      ticks(first, last, (70 * frame.dense) / (step * frame.scale)).forEach(([day]) => {
        const x = Math.round((start + day * step) * frame.scale + frame.x) - 0.5;
        context.beginPath();
        context.moveTo(x, 0);
        context.lineTo(x, frame.height);
        context.stroke();
      });
    }
    context.restore();
  }
  /* Dates at the upper edge of the window: {x, text}. */
  function dates(guides, view, size) {
    if (!guides.days) return [];
    const { start, step, first, last } = guides.days;
    return ticks(first, last, 70 / (step * view.scale))
      .map(([day, text]) => ({
        x: (start + day * step - view.x) * view.scale + size.width / 2,
        text
      }))
      .filter(({ x }) => x > -40 && x < size.width + 40);
  }
  return { of, paint, dates, ticks };
})();
if (typeof module !== "undefined") module.exports = netgraphGuides;
