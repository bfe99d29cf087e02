"use strict";
/* Questions that the page answers itself, by walking the forest and the dominator tree. No
   drawing; node tests this. */
const netgraphQuestions = (() => {
  const LIVE = ["open", "waiting"];

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
      const total = staff();
      const isLost = ([o, count]) => count === total[o] && o !== people.organization[i];
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

    /* The maximal branches in which nobody is open or waiting; without statuses and dates, those
       that never fork. */
    function deadEnds() {
      const byStructure = doc.meta.by_structure;
      const live = LIVE.map((name) => doc.meta.standings.indexOf(name));
      const lively = (i) =>
        byStructure ? people.introductions[i] > 1 : live.includes(people.standing[i]);
      /* everybody after their introducer, so that walking back sums branches from their ends */
      const order = model.firsts.slice();
      for (let k = 0; k < order.length; k += 1)
        for (const i of model.introduced[order[k]]) order.push(i);
      /* by person: whether anybody in their branch is lively, how many of those they introduced
         head such branches, and how many people their branch holds */
      const alive = new Uint8Array(size);
      const liveBranches = new Int32Array(size);
      const members = new Int32Array(size).fill(1);
      for (let k = order.length - 1; k >= 0; k -= 1) {
        const i = order[k];
        const by = people.introduced_by[i];
        if (lively(i)) alive[i] = 1;
        if (by < 0) continue;
        members[by] += members[i];
        if (alive[i]) {
          alive[by] = 1;
          liveBranches[by] += 1;
        }
      }
      const found = [];
      for (let i = 0; i < size; i += 1) {
        let by = people.introduced_by[i];
        /* the top of a dead branch is dead itself, and its introducer is not */
        if (alive[i] || (by >= 0 && !alive[by])) continue;
        /* it may be revived through the nearest person above who has another live branch or is
           lively */
        let below = i;
        const hopeful = () => liveBranches[by] - alive[below] > 0 || (!byStructure && lively(by));
        while (by >= 0 && !hopeful()) {
          below = by;
          by = people.introduced_by[by];
        }
        found.push({ top: i, size: members[i], through: by });
      }
      return found.sort(
        (a, b) => b.size - a.size || (people.contact_id[a.top] < people.contact_id[b.top] ? -1 : 1)
      );
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
    const opened = (i) => {
      const found = [];
      doc.only_through.forEach((person, o) => {
        if (person === i) found.push(o);
      });
      return found;
    };
    return {
      lostWith,
      organizationsLost,
      staffOf,
      staff,
      deadEnds,
      singleThreaded,
      opened
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
