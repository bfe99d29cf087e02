"use strict";
/* The document of the map in the browser: unpacked, and walked along introductions. No drawing
   here. */
const netgraphModel = (() => {
  const WINDOW = { width: 1200, height: 800 }; /* where there is none */
  async function unpack(base64) {
    const text = atob(base64.trim());
    const bytes = new Uint8Array(text.length);
    for (let k = 0; k < text.length; k += 1)
      bytes[k] = text.charCodeAt(k); /* ten times as fast as Uint8Array.from */
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
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

  function model(doc) {
    const people = doc.people;
    const size = people.contact_id.length;
    const introduced = Array.from({ length: size }, () => []);
    const firsts = [];
    people.introduced_by.forEach((by, i) => {
      (by >= 0 ? introduced[by] : firsts).push(i);
    });
    people.introductions = introduced.map((others) => others.length);
    people.generation = new Array(size).fill(1);
    descend((i, by) => {
      people.generation[i] = people.generation[by] + 1;
    });
    const today = Date.parse(`${doc.meta.as_of}T00:00:00Z`) / 864e5;
    people.last_contact_on = (people.days_quiet || []).map((days) =>
      days === null ? null : today - days
    );
    /* referrals that introduced nobody, by who was referred and by who referred */
    const second = Array.from({ length: size }, () => []);
    const secondTo = Array.from({ length: size }, () => []);
    doc.referrals[0].forEach((from, k) => {
      second[doc.referrals[1][k]].push(from);
      secondTo[from].push(doc.referrals[1][k]);
    });
    const position = new Map(people.contact_id.map((id, i) => [id, i]));

    /* Visit everybody who has an introducer, the introducer before them. */
    function descend(visit) {
      const queue = firsts.slice();
      while (queue.length) {
        const by = queue.pop();
        for (const i of introduced[by]) {
          visit(i, by);
          queue.push(i);
        }
      }
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
    const organizationOf = (i) =>
      people.organization[i] < 0 ? "" : doc.organizations[people.organization[i]];
    const standingOf = (i) => doc.meta.standings[people.standing[i]];

    /* [x, y, place of the seeker] by layout, computed when first asked for. */
    const layouts = new Map();
    /* by the x of a layout: its name and, for one that is stretched to the window, its frame */
    const frames = new WeakMap();
    function layout(name, window = WINDOW) {
      if (name === "tree") return tree(window);
      if (!layouts.has(name)) {
        const [x, y] = name === "organizations" ? sunflowers() : doc.layouts[name].map(axis);
        frames.set(x, { name });
        layouts.set(name, [x, y, doc.seeker_places[name]]);
      }
      return layouts.get(name);
    }
    let units = null; /* places of the tree before they are stretched */
    let stretched = null;
    function tree({ width, height }) {
      units ||= doc.layouts.tree.map(axis);
      if (stretched?.width !== width || stretched.height !== height) {
        const found = netgraphTree.stretch(built, units, doc.tree, { width, height });
        frames.set(found.x, found.frame);
        stretched = { width, height, layout: [found.x, found.y, found.seeker] };
      }
      return stretched.layout;
    }
    /* One coordinate of everybody. It arrives in whole grains, as places or, which is often
       shorter, as steps from the introducer: those are summed along chains. */
    function axis({ places, steps, grain }) {
      const along = Float32Array.from(places || steps, (k) => k * grain);
      if (steps)
        descend((i, by) => {
          along[i] += along[by];
        });
      return along;
    }
    /* Discs of organizations, as layout.py makes them: who has most credit in the middle, others
       around in a golden spiral. */
    function sunflowers() {
      const { middle, reach, room, more, outside } = doc.discs;
      const { credit, organization } = people;
      const GOLDEN = Math.PI * (3 - Math.sqrt(5));
      const [x, y] = [new Float32Array(size), new Float32Array(size)];
      let most = 1;
      for (let i = 0; i < size; i += 1) if (credit[i] > most) most = credit[i];
      /* by organization: people placed so far, and the area that they fill */
      const count = new Uint32Array(doc.organizations.length);
      const area = new Float64Array(doc.organizations.length);
      const put = (i, away, turns, east, south) => {
        x[i] = east + away * Math.sin(turns * GOLDEN);
        y[i] = south - away * Math.cos(turns * GOLDEN);
      };
      /* the most credit first; most people have none and keep their order without being sorted */
      const withCredit = [];
      const without = [];
      for (let i = 0; i < size; i += 1) (credit[i] > 0 ? withCredit : without).push(i);
      withCredit.sort((a, b) => credit[b] - credit[a] || a - b);
      for (const i of withCredit.concat(without)) {
        const o = organization[i];
        if (o < 0) continue;
        const seed = (room + more * Math.sqrt(credit[i] / most)) ** 2;
        area[o] += seed;
        /* where the seeds before and half of this one fill a circle */
        put(i, count[o] ? Math.sqrt(area[o] - seed / 2) : 0, count[o], middle[0][o], middle[1][o]);
        count[o] += 1;
      }
      /* who is with no organization stands around all discs */
      let outer = 0;
      for (let i = 0; i < size; i += 1)
        if (organization[i] < 0) {
          put(i, Math.sqrt(reach ** 2 + outside ** 2 * (outer + 4)), outer, 0, 0);
          outer += 1;
        }
      return [x, y];
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
      second,
      secondTo,
      /* so many referrals that introduced nobody that they would hide those that did */
      tangled: doc.referrals[0].length > size / 2,
      descend,
      layout,
      frameOf,
      position,
      chain,
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
