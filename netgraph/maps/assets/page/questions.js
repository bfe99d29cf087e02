"use strict";
/* Questions that the page answers itself, by walking the forest and the dominator tree. No
   drawing; node tests this. */
const netgraphQuestions = (() => {
  function ask(model) {
    const { people, doc, size } = model;
    /* The nearest person without whom each would be lost: mostly their introducer, which is sent
       as 0. */
    const dominatorOf = (sent, i) =>
      sent > 0 ? sent - 1 : sent < 0 ? -1 : people.introduced_by[i];
    const dominator = Int32Array.from(doc.people.dominator, dominatorOf);
    let below = null;
    function lostWith(i) {
      if (!below) {
        below = Array.from({ length: size }, () => []);
        dominator.forEach((d, k) => {
          if (d >= 0) below[d].push(k);
        });
      }
      /* all below in the dominator tree; the list is its own queue, the person aside */
      const lost = below[i].slice();
      for (let k = 0; k < lost.length; k += 1) for (const other of below[lost[k]]) lost.push(other);
      return lost;
    }
    function organizationsLost(i) {
      const lost = lostWith(i);
      /* an organization is lost with all of its people; one's own is not counted */
      const gone = new Map();
      for (const k of lost) {
        const o = people.organization[k];
        if (o >= 0) gone.set(o, (gone.get(o) || 0) + 1);
      }
      /* among many searches, all there of that search */
      const own = (o) =>
        staffOf(o).filter((k) => people.student[k] === people.student[i] && people.student[k] >= 0);
      const total = doc.students ? null : staff();
      const isLost = ([o, count]) =>
        count === (total ? total[o] : own(o).length) && o !== people.organization[i];
      return [...gone].filter(isLost).map(([o]) => o);
    }
    let counted = null;
    function staff() {
      if (!counted) {
        counted = new Int32Array(doc.organizations.length);
        people.organization.forEach((o) => {
          if (o >= 0) counted[o] += 1;
        });
      }
      return counted;
    }
    const staffOf = (o) => {
      const found = [];
      people.organization.forEach((x, i) => {
        if (x === o) found.push(i);
      });
      return found;
    };

    /* The dead ends that Python listed, with the number of people in each branch. */
    let dead = null;
    function deadEnds() {
      const [tops, through] = doc.dead_ends;
      dead ||= tops.map((top, k) => ({
        top,
        size: model.branch(top).length,
        through: through[k]
      }));
      return dead;
    }
    /* Organizations that hang on one person outside them. */
    function singleThreaded() {
      const found = [];
      doc.only_through.forEach((person, o) => {
        if (person >= 0) found.push({ organization: o, through: person, people: staff()[o] });
      });
      return found.sort(
        (a, b) =>
          b.people - a.people ||
          (doc.organizations[a.organization] < doc.organizations[b.organization] ? -1 : 1)
      );
    }
    return {
      lostWith,
      organizationsLost,
      staffOf,
      staff,
      deadEnds,
      alone: () => doc.dead_end_people,
      singleThreaded
    };
  }

  /* A cell that a spreadsheet would run is made harmless; quotes where they are needed.
     `formula` is the pattern of netgraph/formulas.py; a carriage return counts too, and numbers
     don't. */
  function cell(value, formula) {
    let text = value === null || value === undefined ? "" : String(value);
    const runs = new RegExp(`^(?:${formula}|'*\\r)`).test(text);
    if (runs && !/^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text)) text = `'${text}`;
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  }
  const csv = (rows, formula) =>
    `${rows.map((row) => row.map((value) => cell(value, formula)).join(",")).join("\n")}\n`;
  return { ask, cell, csv };
})();
if (typeof module !== "undefined") module.exports = netgraphQuestions;
