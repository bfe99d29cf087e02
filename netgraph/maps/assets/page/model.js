"use strict";
/* The document of the map in the browser: unpacked, and walked along introductions. No drawing
   here. */
const netgraphModel = (() => {
  const WINDOW = { width: 1200, height: 800 }; /* where there is none */
  /* Browsers of before 2025 take the longer way. */
  function bytesOf(base64) {
    if (Uint8Array.fromBase64) return Uint8Array.fromBase64(base64);
    const text = atob(base64.trim());
    const bytes = new Uint8Array(text.length);
    for (let k = 0; k < text.length; k += 1)
      bytes[k] = text.charCodeAt(k); /* ten times as fast as Uint8Array.from */
    return bytes;
  }
  async function unpack(base64) {
    const packed = new Blob([bytesOf(base64)]).stream();
    const stream = packed.pipeThrough(new DecompressionStream("gzip"));
    const doc = JSON.parse(await new Response(stream).text());
    doc.people.contact_id = ids(doc.people.contact_id);
    return doc;
  }
  /* Counted ids arrive as what stands before their number, its width, and steps between numbers. */
  function ids(sent) {
    if (Array.isArray(sent)) return sent;
    let number = 0;
    return sent.steps.map((step) => {
      number += step;
      return sent.before + String(number).padStart(sent.width, "0");
    });
  }

  const NOBODY = Object.freeze([]);
  /* By person, whom they introduced; most nobody. */
  function lists(by) {
    const found = new Array(by.length).fill(NOBODY);
    by.forEach((i, k) => {
      if (i < 0) return;
      if (found[i] === NOBODY) found[i] = [k];
      else found[i].push(k);
    });
    return found;
  }
  /* What is made when it is first asked for: the first picture comes sooner without it. */
  function later(make) {
    let made;
    return () => (made ??= make());
  }

  function model(doc) {
    const people = doc.people;
    const size = people.contact_id.length;
    const introduced = lists(people.introduced_by);
    const firsts = [];
    people.introduced_by.forEach((by, i) => {
      if (by < 0) firsts.push(i);
    });
    /* everybody, introducers before those whom they introduced */
    const downwards = firsts.slice();
    for (let k = 0; k < downwards.length; k += 1)
      for (const i of introduced[downwards[k]]) downwards.push(i);
    people.introductions = introduced.map((others) => others.length);
    /* students are before the first contacts of their searches */
    people.generation = new Array(size).fill(doc.students ? 0 : 1);
    descend((i, by) => {
      people.generation[i] = people.generation[by] + 1;
    });
    const today = Date.parse(`${doc.meta.as_of}T00:00:00Z`) / 864e5;
    people.last_contact_on = (people.days_quiet || []).map((days) =>
      days === null ? null : today - days
    );
    /* referrals that introduced nobody */
    const [from, to] = doc.referrals;
    const position = later(() => new Map(people.contact_id.map((id, i) => [id, i])));

    /* Visit everybody who has an introducer, the introducer before them. */
    function descend(visit) {
      for (let k = firsts.length; k < downwards.length; k += 1)
        visit(downwards[k], people.introduced_by[downwards[k]]);
    }
    /* From the first contact down to a person. */
    function chain(i) {
      const steps = [];
      for (let at = i; at >= 0; at = people.introduced_by[at]) steps.unshift(at);
      return steps;
    }
    /* A person and all who came through them; the list is its own queue. */
    function branch(i) {
      const members = [i];
      for (let k = 0; k < members.length; k += 1)
        for (const other of introduced[members[k]]) members.push(other);
      return members;
    }
    /* The chains of several, everybody once: each is followed up to a step that another has. */
    function chains(several) {
      const found = new Set();
      for (const i of several)
        for (let at = i; at >= 0 && !found.has(at); at = people.introduced_by[at]) found.add(at);
      return [...found];
    }
    const organizationOf = (i) =>
      people.organization[i] < 0 ? "" : doc.organizations[people.organization[i]];
    const standingOf = (i) => doc.meta.standings[people.standing[i]];

    /* [x, y, place of the seeker] by layout, computed when first asked for. */
    const layouts = new Map();
    /* by the x of a layout: its name and, for one that is stretched to the window, its frame */
    const frames = new WeakMap();
    function layout(name, window = WINDOW) {
      if (name === "tree") {
        units ||= doc.layouts.tree.map(axis);
        return fitted(name, window, (size) => netgraphTree.stretch(built, units, doc.tree, size));
      }
      if (name === "organizations" && !doc.discs.middle)
        return fitted(name, window, (size) => netgraphOrganizations.stretch(built, size));
      if (!layouts.has(name)) {
        if (name === "organizations") keep(name, netgraphOrganizations.packed(built));
        else {
          const [x, y] = doc.layouts[name].map(axis);
          keep(name, { x, y, seeker: doc.seeker_places[name], frame: { name } });
        }
      }
      return layouts.get(name);
    }
    let units = null; /* places of the tree before they are stretched */
    function keep(name, { x, y, seeker, frame }) {
      frames.set(x, frame);
      layouts.set(name, [x, y, seeker]);
    }
    /* A layout that is stretched to the window: kept until that has another size. */
    const windows = new Map();
    function fitted(name, { width, height }, stretch) {
      const window = `${width} ${height}`;
      if (windows.get(name) !== window) keep(name, stretch({ width, height }));
      windows.set(name, window);
      return layouts.get(name);
    }
    /* One coordinate of everybody. It arrives in whole grains, as places or, which is often
       shorter, as steps from the introducer: those are summed along chains. */
    function axis({ places, steps, grain }) {
      const along = Float32Array.from(places || steps);
      for (let i = 0; i < size; i += 1) along[i] *= grain;
      if (steps)
        descend((i, by) => {
          along[i] += along[by];
        });
      return along;
    }
    /* The layout that places belong to, {name, …}; the name is "" for places from elsewhere. */
    const frameOf = (x) => frames.get(x) || { name: "" };

    const { fold, begins, nearest } = netgraphSpelling;
    const folded = [];
    /* The best [rank, person]: a name before an organization, a title, an id, and in each a text in
       which a word begins with what was typed before one that has it elsewhere (0 to 7); where
       nothing has it, names that are a slip or two away (8 and more). */
    function search(text, limit = 8) {
      const wanted = fold(text.trim());
      if (!wanted) return [];
      if (!folded.length) {
        const organizations = doc.organizations.map(fold);
        folded.push(
          people.name.map(fold),
          people.organization.map((o) => (o < 0 ? "" : organizations[o])),
          people.title.map(fold),
          people.contact_id.map(fold)
        );
      }
      const found = [];
      for (let i = 0; i < size; i += 1) {
        for (let k = 0; k < 4; k += 1) {
          const at = folded[k][i].indexOf(wanted);
          if (at >= 0) {
            found.push([2 * k + (begins(folded[k][i], at) ? 0 : 1), i]);
            break;
          }
        }
      }
      if (!found.length) guess(wanted, found);
      found.sort((a, b) => a[0] - b[0] || people.credit[b[1]] - people.credit[a[1]] || a[1] - b[1]);
      return found.slice(0, limit);
    }
    function guess(wanted, found) {
      for (let i = 0; i < size; i += 1) {
        const slips = nearest(wanted, folded[0][i]);
        if (slips < Infinity) found.push([7 + slips, i]);
      }
    }
    const built = {
      doc,
      people,
      size,
      firsts,
      introduced,
      second: (i) => from.filter((_, k) => to[k] === i),
      secondTo: (i) => to.filter((_, k) => from[k] === i),
      /* so many referrals that introduced nobody that they would hide those that did */
      tangled: from.length > size / 2,
      descend,
      layout,
      frameOf,
      position: (id) => position().get(id),
      chain,
      chains,
      branch,
      organizationOf,
      standingOf,
      search
    };
    return built;
  }
  return { unpack, model };
})();
if (typeof module !== "undefined") module.exports = netgraphModel;
