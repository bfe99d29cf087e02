"use strict";
/* Search with suggestions: people by name, organization, title or id; organizations whole. */
function netgraphSearch(page) {
  const { byId, element, many } = netgraphUi;
  const { doc, model, people, questions } = page;
  const FOUND = 200; /* places looked through for eight people */
  const ORGANIZATIONS = 3; /* at most suggested besides people */
  const search = byId("search");
  const list = byId("suggestions");
  let found = [];
  let at = -1;
  let folded = null;
  /* [rank, organization], as model.search ranks people: before those who work there, and one whose
     name begins so before people of whose names that is only in the middle. */
  function organizations(text) {
    const { fold, begins, nearest } = netgraphSpelling;
    const wanted = fold(text.trim());
    if (!wanted) return [];
    folded ||= doc.organizations.map(fold);
    const staff = questions.staff();
    const hits = [];
    folded.forEach((name, o) => {
      const at = name.indexOf(wanted);
      if (at >= 0) hits.push([begins(name, at) ? 0.5 : 1.5, o]);
    });
    if (!hits.length)
      folded.forEach((name, o) => {
        const slips = nearest(wanted, name);
        if (slips < Infinity) hits.push([7.5 + slips, o]);
      });
    return hits
      .sort((a, b) => a[0] - b[0] || staff[b[1]] - staff[a[1]] || a[1] - b[1])
      .slice(0, ORGANIZATIONS);
  }
  /* What a suggestion says: a name, and below it where that is. */
  function textsOf({ person, organization }) {
    const known = person !== undefined && page.students?.known(person);
    if (known) return [people.name[person], [model.organizationOf(person), known]];
    if (person !== undefined)
      return [people.name[person], [people.title[person], model.organizationOf(person)]];
    const count = many(questions.staff()[organization], "person", "people");
    return [doc.organizations[organization], [`organization, ${count}`]];
  }
  function suggestion(hit, k) {
    const [name, about] = textsOf(hit);
    const item = element("li", name, { role: "option", id: `suggestion-${k}` });
    const where = about.filter(Boolean).join(", ");
    if (where) item.append(element("small", where));
    /* not click: the field would lose the focus first, which hides the list */
    item.addEventListener("mousedown", (e) => {
      e.preventDefault();
      take(k, e);
    });
    return item;
  }
  /* Of somebody who is in several searches the first place alone. */
  const people_ = (text) => {
    const { students } = page;
    return students
      ? students.once(model.search(text, FOUND), ([, i]) => i).slice(0, 8)
      : model.search(text);
  };
  function suggest() {
    const ranked = [
      ...organizations(search.value).map(([rank, o]) => [rank, { organization: o }]),
      ...people_(search.value).map(([rank, i]) => [rank, { person: i }])
    ].sort((a, b) => a[0] - b[0]);
    /* a slip is forgiven only where nothing is spelled as it was typed */
    found = ranked.filter(([rank]) => rank < 8 || ranked[0][0] >= 8).map(([, hit]) => hit);
    at = found.length ? 0 : -1;
    list.replaceChildren(...found.map(suggestion));
    if (search.value.trim() && !found.length)
      list.append(
        element("li", "nobody of that name", {
          class: "faint",
          role: "option",
          "aria-disabled": "true"
        })
      );
    list.hidden = !search.value.trim();
    search.setAttribute("aria-expanded", String(!list.hidden));
    point();
  }
  /* Say which suggestion Enter takes. */
  function point() {
    [...list.children].forEach((item, k) => item.setAttribute("aria-selected", String(k === at)));
    if (at >= 0) search.setAttribute("aria-activedescendant", `suggestion-${at}`);
    else search.removeAttribute("aria-activedescendant");
  }
  function take(k, e) {
    if (k < 0) return;
    list.hidden = true;
    search.setAttribute("aria-expanded", "false");
    if (found[k].organization !== undefined) page.showOrganization(found[k].organization);
    else page.press(e, found[k].person);
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
    } else if (e.key === "Enter" && at >= 0) {
      e.preventDefault(); /* or the button that gets the focus would be pressed by it */
      take(at, e);
      page.panel.focus();
    } else if (e.key === "Escape") {
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
