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
    people.introduced_by.forEach((by, i) => { if (by >= 0) introduced[by].push(i); });
    const second = Array.from({ length: size }, () => []);
    doc.referrals[0].forEach((from, k) => second[doc.referrals[1][k]].push(from));
    const position = new Map(people.contact_id.map((id, i) => [id, i]));

    function chain(i) {
      const steps = [];
      for (let at = i; at >= 0; at = people.introduced_by[at]) steps.unshift(at);
      return steps;
    }
    function branch(i) {
      const members = [i];
      for (let k = 0; k < members.length; k += 1) members.push(...introduced[members[k]]);
      return members;
    }
    const organizationOf = (i) => (people.organization[i] < 0 ? "" : doc.organizations[people.organization[i]]);
    const standingOf = (i) => doc.meta.standings[people.standing[i]];

    function search(text, limit = 8) {
      const wanted = text.trim().toLocaleLowerCase();
      if (!wanted) return [];
      const found = [];
      for (let i = 0; i < size; i += 1) {
        const texts = [people.name[i], organizationOf(i), people.title[i], people.contact_id[i]];
        const ranks = texts.map((t) => t.toLocaleLowerCase().indexOf(wanted)).map((at, k) => (at < 0 ? 99 : k * 2 + (at > 0 ? 1 : 0)));
        const rank = Math.min(...ranks);
        if (rank < 99) found.push([rank, -people.credit[i], i]);
      }
      found.sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]);
      return found.slice(0, limit).map((f) => f[2]);
    }
    return { doc, people, size, introduced, second, position, chain, branch, organizationOf, standingOf, search };
  }
  return { unpack, model };
})();
if (typeof module !== "undefined") module.exports = netgraphModel;
