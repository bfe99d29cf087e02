"use strict";
/* The document of the map in the browser: unpacked, and walked along introductions. No drawing here. */
const netgraphModel = (() => {
  async function unpack(base64) {
    const bytes = Uint8Array.from(atob(base64.trim()), (c) => c.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return JSON.parse(await new Response(stream).text());
  }

  function model(doc) {
    const people = doc.people;
    const size = people.contact_id.length;
    const introduced = Array.from({ length: size }, () => []);
    const firsts = [];
    people.introduced_by.forEach((by, i) => { (by >= 0 ? introduced[by] : firsts).push(i); });
    people.introductions = introduced.map((others) => others.length);
    people.generation = new Array(size).fill(1);
    for (const queue = firsts.slice(); queue.length;) { const from = queue.pop(); for (const i of introduced[from]) { people.generation[i] = people.generation[from] + 1; queue.push(i); } }
    const second = Array.from({ length: size }, () => []);
    const secondTo = Array.from({ length: size }, () => []);
    doc.referrals[0].forEach((from, k) => { second[doc.referrals[1][k]].push(from); secondTo[from].push(doc.referrals[1][k]); });
    const position = new Map(people.contact_id.map((id, i) => [id, i]));

    function chain(i) {
      const steps = [];
      for (let at = i; at >= 0; at = people.introduced_by[at]) steps.unshift(at);
      return steps;
    }
    function branch(i) {
      const members = [i];
      for (let k = 0; k < members.length; k += 1) for (const other of introduced[members[k]]) members.push(other);
      return members;
    }
    const organizationOf = (i) => (people.organization[i] < 0 ? "" : doc.organizations[people.organization[i]]);
    const standingOf = (i) => doc.meta.standings[people.standing[i]];

    /* Places arrive as whole steps from the introducer, which pack better than places. */
    const places = new Map();
    const made = new Map();
    function layout(name) {
      if (!made.has(name)) made.set(name, unfolded(name));
      return made.get(name);
    }
    function unfolded(name) {
      const [east, south] = doc.layouts[name];
      const x = Float32Array.from(east, (steps) => steps * doc.grain);
      const y = Float32Array.from(south, (steps) => steps * doc.grain);
      const queue = firsts.slice();
      for (let k = 0; k < queue.length; k += 1) {
        const from = queue[k];
        for (const i of introduced[from]) { x[i] += x[from]; y[i] += y[from]; queue.push(i); }
      }
      places.set(x, name);
      return [x, y, doc.seeker_places[name]];
    }

    /* The layout that places belong to; "" for places from elsewhere. */
    const nameOf = (x) => places.get(x) || "";

    const folded = [];
    function search(text, limit = 8) {
      const wanted = text.trim().toLocaleLowerCase();
      if (!wanted) return [];
      if (!folded.length) {
        const lower = (texts) => texts.map((t) => t.toLocaleLowerCase());
        const organizations = lower(doc.organizations);
        folded.push(lower(people.name), people.organization.map((o) => (o < 0 ? "" : organizations[o])), lower(people.title), lower(people.contact_id));
      }
      const found = [];
      for (let i = 0; i < size; i += 1) {
        for (let k = 0; k < 4; k += 1) {
          const at = folded[k][i].indexOf(wanted);
          if (at >= 0) { found.push([2 * k + (at > 0 ? 1 : 0), -people.credit[i], i]); break; }
        }
      }
      found.sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]);
      return found.slice(0, limit).map((f) => f[2]);
    }
    return { doc, people, size, firsts, introduced, second, secondTo, layout, nameOf, position, chain, branch, organizationOf, standingOf, search };
  }
  return { unpack, model };
})();
if (typeof module !== "undefined") module.exports = netgraphModel;
