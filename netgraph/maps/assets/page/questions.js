"use strict";
/* Questions that the page answers itself, by walking the forest and the dominator tree. No drawing; node tests this. */
const netgraphQuestions = (() => {
  const LIVE = ["open", "waiting"];

  function ask(model) {
    const { people, doc, size } = model;
    /* The nearest person without whom each would be lost: mostly their introducer, which is sent as 0. */
    const dominator = Int32Array.from(doc.people.dominator, (d, i) =>
      d === 0 ? people.introduced_by[i] : d > 0 ? d - 1 : -1
    );
    let below = null;
    function lostWith(i) {
      if (!below) {
        below = Array.from({ length: size }, () => []);
        dominator.forEach((d, k) => {
          if (d >= 0) below[d].push(k);
        });
      }
      const lost = [];
      for (let k = -1; k < lost.length; k += 1)
        for (const other of below[k < 0 ? i : lost[k]]) lost.push(other);
      return lost;
    }
    function organizationsLost(i) {
      const lost = lostWith(i);
      const gone = new Map();
      for (const k of lost)
        if (people.organization[k] >= 0)
          gone.set(people.organization[k], (gone.get(people.organization[k]) || 0) + 1);
      const total = staff();
      return [...gone]
        .filter(([o, n]) => n === total[o] && o !== people.organization[i])
        .map(([o]) => o);
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

    /* The maximal branches in which nobody is open or waiting; without statuses and dates, those that never fork. */
    function deadEnds() {
      const byStructure = doc.meta.by_structure;
      const live = LIVE.map((name) => doc.meta.standings.indexOf(name));
      const lively = (i) =>
        byStructure ? people.introductions[i] > 1 : live.includes(people.standing[i]);
      const alive = new Uint8Array(size);
      const order = model.firsts.slice();
      for (let k = 0; k < order.length; k += 1)
        for (const i of model.introduced[order[k]]) order.push(i);
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
        if (alive[i] || (by >= 0 && !alive[by])) continue;
        let from = i;
        while (by >= 0 && !(liveBranches[by] - alive[from] > 0 || (!byStructure && lively(by)))) {
          from = by;
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
      doc.gates.forEach((gate, o) => {
        if (gate >= 0) found.push({ organization: o, gate, people: staff()[o] });
      });
      return found.sort(
        (a, b) =>
          b.people - a.people ||
          (doc.organizations[a.organization] < doc.organizations[b.organization] ? -1 : 1)
      );
    }
    const opened = (i) => {
      const found = [];
      doc.gates.forEach((gate, o) => {
        if (gate === i) found.push(o);
      });
      return found;
    };
    return {
      dominator,
      lostWith,
      organizationsLost,
      staffOf,
      staff,
      deadEnds,
      singleThreaded,
      opened
    };
  }

  /* A cell that a spreadsheet would run is made harmless; quotes where they are needed. */
  function cell(value) {
    let text = value === null || value === undefined ? "" : String(value);
    if (/^'*[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text))
      text = `'${text}`;
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  }
  const csv = (rows) => `${rows.map((row) => row.map(cell).join(",")).join("\n")}\n`;
  return { ask, cell, csv };
})();
if (typeof module !== "undefined") module.exports = netgraphQuestions;
