"use strict";
/* Search with suggestions: people by name, organization, title or id; organizations whole. */
function netgraphSearch(page) {
  const { byId, element, many } = netgraphUi;
  const { doc, model, people, questions } = page;
  const FIRMS = 3;
  const search = byId("search");
  const list = byId("suggestions");
  let found = [];
  let at = -1;
  let folded = null;
  function organizations(text) {
    const wanted = text.trim().toLocaleLowerCase();
    if (!wanted) return [];
    folded ||= doc.organizations.map((name) => name.toLocaleLowerCase());
    const staff = questions.staff();
    const hits = [...folded.keys()].filter((o) => folded[o].includes(wanted));
    return hits
      .sort(
        (a, b) =>
          folded[a].indexOf(wanted) - folded[b].indexOf(wanted) || staff[b] - staff[a] || a - b
      )
      .slice(0, FIRMS);
  }
  function suggest() {
    found = [
      ...model.search(search.value).map((i) => ({ person: i })),
      ...organizations(search.value).map((o) => ({ organization: o }))
    ];
    at = found.length ? 0 : -1;
    list.replaceChildren(
      ...found.map((hit, k) => {
        const firm = hit.organization !== undefined;
        const item = element(
          "li",
          firm ? doc.organizations[hit.organization] : people.name[hit.person],
          { role: "option", id: `suggestion-${k}`, "aria-selected": String(k === at) }
        );
        const where = firm
          ? `organization, ${many(questions.staff()[hit.organization], "person", "people")}`
          : [people.title[hit.person], model.organizationOf(hit.person)].filter(Boolean).join(", ");
        if (where) item.append(element("small", where));
        item.addEventListener("mousedown", (e) => {
          e.preventDefault();
          take(k);
        });
        return item;
      })
    );
    if (search.value.trim() && !found.length)
      list.append(
        element("li", "nobody of that name", {
          class: "faint",
          role: "option",
          "aria-disabled": "true",
          "aria-selected": "false"
        })
      );
    list.hidden = !search.value.trim();
    search.setAttribute("aria-expanded", String(!list.hidden));
    point();
  }
  function point() {
    [...list.children].forEach((item, k) => item.setAttribute("aria-selected", String(k === at)));
    if (at >= 0) search.setAttribute("aria-activedescendant", `suggestion-${at}`);
    else search.removeAttribute("aria-activedescendant");
  }
  function take(k) {
    if (k < 0) return;
    list.hidden = true;
    search.setAttribute("aria-expanded", "false");
    if (found[k].organization !== undefined) page.showOrganization(found[k].organization);
    else page.select(found[k].person, { centre: true });
  }
  search.addEventListener("input", suggest);
  search.addEventListener("blur", () => {
    list.hidden = true;
    search.setAttribute("aria-expanded", "false");
  });
  search.addEventListener("keydown", (e) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[e.key];
    if (step && found.length) {
      e.preventDefault();
      at = (at + step + found.length) % found.length;
      point();
    } else if (e.key === "Enter") take(at);
    else if (e.key === "Escape") {
      list.hidden = true;
      search.blur();
    }
  });
  return {
    focus() {
      search.focus();
      search.select();
    }
  };
}
if (typeof module !== "undefined") module.exports = netgraphSearch;
