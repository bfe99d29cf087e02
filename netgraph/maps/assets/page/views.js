"use strict";
/* Questions at one click: whom to keep warm, where nothing is open, what hangs on one person, who
   works somewhere. */
function netgraphViews(page) {
  const { byId, element, button, many } = netgraphUi;
  const { doc, model, people, questions } = page;
  const note = (text) => element("span", text, { class: "faint" });
  const line = (...parts) => {
    const created = element("div");
    created.append(...parts);
    return created;
  };
  /* What a list without rows says. */
  const none = (rows) => ({ note: rows.length ? "" : "None in these tables." });
  /* How a dead branch may be revived. */
  const wayBack = (i) =>
    i >= 0 ? [note("revive through"), page.panel.person(i)] : [note("nobody to revive it through")];
  const ends = doc.meta.by_structure ? "Ends" : "Dead ends";
  function alone() {
    const count = questions.alone();
    if (!count) return "";
    const who = many(count, "person", "people");
    return doc.meta.by_structure
      ? ` ${who} besides, each alone in a branch, introduced nobody.`
      : ` ${who} besides, each alone in a branch, ${count === 1 ? "is" : "are"} neither.`;
  }
  let single = null;
  const singleThreaded = () => (single ||= questions.singleThreaded());

  const views = {
    keep_warm: {
      title: "Keep warm",
      count: () => doc.keep_warm.length,
      lit: () => doc.keep_warm.flatMap(([i]) => model.chain(i)),
      show() {
        page.panel.list(
          "Keep warm",
          "These few together keep the most organizations within reach; " +
            "each line adds to those above.",
          doc.keep_warm.map(([i, gain, covered]) => () => [
            page.panel.person(i),
            note(`+${gain.toLocaleString("en")}, ${covered.toLocaleString("en")} in all`)
          ]),
          none(doc.keep_warm)
        );
      }
    },
    dead_ends: {
      title: ends,
      count: () => questions.deadEnds().length,
      counted: () => {
        const branches = many(questions.deadEnds().length, "branch", "branches");
        const besides = questions.alone();
        return besides ? `${branches}, ${many(besides, "person", "people")} alone` : branches;
      },
      /* the branches, and through whom each may be revived */
      lit: () => {
        const found = new Set();
        for (const { top, through } of questions.deadEnds()) {
          for (const i of model.branch(top)) found.add(i);
          if (through >= 0) found.add(through);
        }
        return [...found];
      },
      show() {
        const rows = questions
          .deadEnds()
          .map((branch) => () => [
            page.panel.person(branch.top),
            note(many(branch.size, "person", "people")),
            line(...wayBack(branch.through))
          ]);
        const about = doc.meta.by_structure
          ? "Branches of two or more that never fork " +
            "(the tables hold neither statuses nor dates)."
          : "Branches of two or more in which nobody is open or waiting.";
        page.panel.list(ends, about + alone(), rows, none(rows));
      }
    },
    single_threaded: {
      title: "Hang on one person",
      count: () => singleThreaded().length,
      lit: () => {
        const there = new Set(singleThreaded().map((s) => s.organization));
        const isThere = (i) => there.has(people.organization[i]);
        const staff = [...people.organization.keys()].filter(isThere);
        return [...staff, ...new Set(singleThreaded().map((s) => s.through))];
      },
      show() {
        page.panel.list(
          "Organizations that hang on one person",
          "Every chain to them passes this one person outside.",
          singleThreaded().map((s) => () => [
            page.panel.organization(s.organization),
            note(many(s.people, "person", "people")),
            line(note("through"), page.panel.person(s.through))
          ]),
          none(singleThreaded())
        );
      }
    }
  };
  const buttons = byId("views");
  function fill() {
    buttons.replaceChildren(
      ...Object.entries(views).map(([name, view]) => {
        const created = button(
          view.title,
          () => page.setView(page.state.view === name ? null : name),
          { "data-view": name, "aria-pressed": String(page.state.view === name) }
        );
        const count = view.counted ? view.counted() : view.count().toLocaleString("en");
        created.append(element("span", count, { class: "count" }));
        return created;
      })
    );
  }
  function mark() {
    buttons
      .querySelectorAll("button")
      .forEach((b) => b.setAttribute("aria-pressed", String(b.dataset.view === page.state.view)));
  }
  /* What a sheet of paper says of a question: the finding that tells of it, else its name. */
  function said(name) {
    const { title, count, counted } = views[name];
    const verb = { dead_ends: "dead-ends", keep_warm: "keep-warm" }[name];
    const told = doc.findings.find(([, , , question]) => question === verb);
    if (told) return netgraphUi.apart(told[0]);
    return `${title}: ${counted ? counted() : count().toLocaleString("en")}`;
  }
  return { views, said, fill, mark };
}
if (typeof module !== "undefined") module.exports = netgraphViews;
