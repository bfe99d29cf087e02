"use strict";
/* What the numbers say: the sentences of netgraph.analysis.findings, none of its own. Each lights
   whom it is about. */
function netgraphFindings(page) {
  const { byId, element, button, apart } = netgraphUi;
  const { doc, model, people, questions } = page;
  const SHOWN = 3;
  /* Whom a finding lights: what hangs on a person where it is about that, else who is named with
     the chains that led to them. */
  function lit(k) {
    const [, about, organizations, question] = doc.findings[k];
    if (about.length === 1 && question.startsWith("organizations --lose"))
      return [about[0], ...questions.lostWith(about[0])];
    if (about.length === 1 && question === "advocates") return model.branch(about[0]);
    if (question === "seekers") return about.flatMap(model.branch);
    const staff = organizations.flatMap(questions.staffOf);
    return [...new Set([...about, ...staff].flatMap(model.chain))];
  }
  const isAboutSome = ([, about, organizations]) =>
    about.length > 0 || organizations.some((o) => questions.staff()[o] > 0);
  /* Three of them, the most telling first: those that can be shown on a map before the others. */
  function foremost() {
    const all = [...doc.findings.keys()];
    const shown = all.filter((k) => isAboutSome(doc.findings[k]));
    const rest = all.filter((k) => !isAboutSome(doc.findings[k]));
    return [...shown, ...rest].slice(0, SHOWN).sort((a, b) => a - b);
  }
  const strip = byId("findings");
  function fill() {
    strip.replaceChildren(
      ...foremost().map((k) => {
        const isShown = isAboutSome(doc.findings[k]);
        const act = () => page.setFinding(page.state.finding === k ? null : k);
        const told = isShown
          ? button("", act, { "data-finding": String(k), "aria-pressed": "false" })
          : element("p");
        told.append(element("span", apart(doc.findings[k][0])));
        return told;
      })
    );
    strip.hidden = doc.findings.length === 0;
  }
  function mark() {
    for (const one of strip.querySelectorAll("button"))
      one.setAttribute("aria-pressed", String(Number(one.dataset.finding) === page.state.finding));
  }
  function show(k) {
    const [sentence, about, organizations, question] = doc.findings[k];
    const [verb, ...rest] = question.split(" ");
    page.panel.list(apart(sentence), `netgraph ${[verb, "TABLES", ...rest].join(" ")}`, [
      ...(page.students?.once(about) ?? about).map((i) => () => [page.panel.person(i)]),
      ...organizations.map((o) => () => [page.panel.organization(o)])
    ]);
  }
  const all = () =>
    doc.findings.map(([sentence, about, organizations, question]) => ({
      sentence,
      contact_ids: about.map((i) => people.contact_id[i]),
      organizations: organizations.map((o) => doc.organizations[o]),
      question
    }));
  fill();
  return { lit, show, mark, all, count: doc.findings.length };
}
if (typeof module !== "undefined") module.exports = netgraphFindings;
