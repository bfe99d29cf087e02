"use strict";
/* The panel at the side: one person, or a list that a question found. */
function netgraphPanel(page) {
  const { byId, element, button, iso, many, apart } = netgraphUi;
  const { doc, model, people, questions } = page;
  const SHOWN = 40; /* people or organizations of a group, at most */
  const actions = {
    write: "write to them, they were named to you",
    follow_up: "follow up your letter",
    thank: "say thank you",
    ask: "ask for a referral",
    revive: "revive a dead end through them",
    prepare: "prepare the meeting",
    planned: "take the next step",
    keep_in_touch: "write, they have been quiet",
    tell: "tell them where you landed"
  };
  const panel = byId("panel");
  /* what a column's word means, as the attribute that shows it under the pointer */
  const meaning = (column) =>
    Object.hasOwn(doc.meta.meanings, column) ? { title: doc.meta.meanings[column] } : {};
  const person = (i) => button(people.name[i], (e) => page.press(e, i));

  function open(title) {
    panel.replaceChildren(
      button("×", () => page.clear(), { class: "close", "aria-label": "Close" }),
      element("h2", title)
    );
    panel.hidden = false;
    panel.scrollTop = 0;
  }
  function group(title, members, make = person, into = panel) {
    if (!members.length) return;
    const row = element("div", undefined, { class: "people" });
    members.slice(0, SHOWN).forEach((member) => row.append(make(member)));
    const more = members.length - SHOWN;
    if (more > 0)
      row.append(element("span", `and ${more.toLocaleString("en")} more`, { class: "faint" }));
    into.append(element("h3", title), row);
  }
  /* Whom a question lights, but for whose name the map has no room as it stands; `ids` are the most
     important first. */
  let without = "";
  function unnamed(ids) {
    const last = panel.querySelector(".unnamed");
    if (last && ids.join() === without) return;
    without = ids.join();
    last?.remove();
    if (!ids.length || panel.hidden) return;
    const box = element("section", undefined, { class: "unnamed" });
    const count = ids.length.toLocaleString("en");
    group(`Lit, without room for a name (${count})`, ids, person, box);
    panel.append(box);
  }
  const organization = (o) => button(doc.organizations[o], () => page.showOrganization(o));
  function facts(rows) {
    const list = element("dl");
    rows
      .filter(([, value]) => value !== "" && value !== null && value !== undefined)
      .forEach(([name, value, column]) =>
        list.append(element("dt", name, meaning(column)), element("dd", value))
      );
    panel.append(list);
  }

  function showPerson(i, cold) {
    open(people.name[i]);
    const parts = { panel, facts, group, button };
    if (page.students?.tellStudent(i, parts)) return;
    const where = [people.title[i], model.organizationOf(i)].filter(Boolean).map(apart);
    if (where.length) panel.append(element("p", where.join(", ")));
    const standing = model.standingOf(i);
    const { gloss } = doc.meta.looks.standings[standing];
    const percent = Math.round(people.chance[i] * 100);
    const chance = people.chance[i] === null ? "" : `, chance of a referral ${percent} %`;
    panel.append(
      element("p", `${standing}: ${gloss}${chance}`, { class: "faint", ...meaning("standing") })
    );
    page.students?.tellContact(i, parts);
    const next = doc.meta.actions[people.action[i]];
    if (next) {
      const days = people.overdue ? people.overdue[i] : 0;
      const overdue = days > 0 ? `, ${many(days, "day")} overdue` : "";
      panel.append(element("p", `Next: ${actions[next] || next}${overdue}`, { class: "next" }));
    }
    const chain = element("p", undefined, {
      class: "chain",
      role: "group",
      "aria-label": "Chain that led here"
    });
    chain.append(element("span", doc.meta.seeker));
    model.chain(i).forEach((step) => {
      chain.append(
        element("span", "→", { class: "faint" }),
        step === i ? element("strong", people.name[i]) : person(step)
      );
    });
    panel.append(chain);
    if (people.exclusive_reach[i] > 0) whatIf(i, cold);
    facts([
      ["Known since", iso(people.introduced_on[i])],
      ["Last contact", iso(people.last_contact_on[i])],
      ["Found through", people.source[i]],
      ["Generation", people.generation[i], "generation"],
      ["Referrals made", people.referrals_made[i]],
      ["Introduced", people.introductions[i]],
      ["Reach", people.reach[i], "reach"],
      ["People only through them", people.exclusive_reach[i], "exclusive_reach"],
      ["Organizations reached", people.organizations_reached[i]],
      [
        "Organizations only through them",
        people.exclusive_organizations[i],
        "exclusive_organizations"
      ],
      ["Credit", people.credit[i].toFixed(2), "credit"],
      ["Decides", people.decision_maker[i] ? "yes" : ""],
      ...doc.meta.include.map((name) => [name, people[name][i]])
    ]);
    group("Introduced", model.introduced[i]);
    group("Also referred", model.secondTo(i));
    group("Also referred by", model.second(i));
    if (!cold)
      group("Organizations only through them", questions.organizationsLost(i), organization);
  }
  function whatIf(i, cold) {
    const box = element("div", undefined, { class: "what-if" });
    box.append(
      button("What if they go cold?", () => page.setCold(!cold), { "aria-pressed": String(cold) })
    );
    panel.append(box);
    if (!cold) return;
    box.append(element("p", lostWith(i)));
    group("Organizations out of reach without them", questions.organizationsLost(i), organization);
    group("People out of reach without them", questions.lostWith(i));
  }
  function lostWith(i) {
    const lost = many(questions.lostWith(i).length, "person", "people");
    const firms = many(questions.organizationsLost(i).length, "organization");
    return `Out of reach without them: ${lost} and ${firms}.`;
  }
  /* Several chosen together: who they are, and what hangs on them. */
  function showSeveral(chosen) {
    open(many(chosen.length, "person", "people"));
    const employers = new Set(chosen.map((i) => people.organization[i]).filter((o) => o >= 0));
    const at = employers.size ? `, at ${many(employers.size, "organization")}` : "";
    panel.append(
      element("p", `Chosen${at}, lit with the chains that led to them. Shift adds, Esc ends it.`, {
        class: "faint"
      })
    );
    const found = element("ol", undefined, { class: "found" });
    for (const i of chosen.slice(0, SHOWN)) {
      const item = element("li");
      const out = button("×", () => page.toggle([i]), {
        class: "out",
        "aria-label": `Take out ${people.name[i]}`
      });
      const about = [model.organizationOf(i), model.standingOf(i)].filter(Boolean).map(apart);
      item.append(person(i), out, element("div", about.join(", "), { class: "faint" }));
      found.append(item);
    }
    panel.append(found);
    const rest = chosen.length - SHOWN;
    if (rest > 0)
      panel.append(element("p", `and ${rest.toLocaleString("en")} more`, { class: "faint" }));
  }
  /* An organization: what led there, what it led to, and its people, lit with their chains. */
  function showOrganization(o) {
    const staff = questions.staffOf(o);
    open(doc.organizations[o]);
    const standing = doc.meta.organization_standings[doc.organization_standing[o]];
    const { gloss } = doc.meta.looks.organizations[standing];
    const count = many(staff.length, "person", "people");
    panel.append(
      element("p", `${count} there, ${gloss}; lit with the chains that led to them.`, {
        class: "faint"
      })
    );
    const through = doc.only_through[o];
    if (through >= 0) group("Every chain there passes", [through]);
    const fact = (name) => doc.organization_facts[name]?.[o];
    const by = fact("introduced_by");
    if (by >= 0) group("First led there", [by]);
    if (doc.led_in[o] >= 0) group("Reached from", [doc.led_in[o]], organization);
    facts([
      ["First reached", fact("first_reached_on")],
      ["Met", fact("met")],
      ["Decide", fact("decision_makers")],
      ["Referrers from outside", fact("entry_advocates")]
    ]);
    const onward = [...doc.led_in.keys()].filter((other) => doc.led_in[other] === o);
    group("Led on to", onward, organization);
    group("People", staff);
  }
  /* `counts` are [words, number] shown before the rows, `more` says how many rows are not given,
     and `note` stands at the end. */
  function list(title, about, rows, { counts = [], more = 0, note = "" } = {}) {
    open(title);
    panel.append(element("p", about, { class: "faint" }));
    if (counts.length) facts(counts);
    const found = element("ol", undefined, { class: "found" });
    const shown = counts.length ? rows : rows.slice(0, SHOWN);
    shown.forEach((row) => {
      const item = element("li");
      item.append(...row());
      found.append(item);
    });
    panel.append(found);
    const faint = (text) => panel.append(element("p", text, { class: "faint" }));
    const rest = rows.length - shown.length;
    if (rest > 0) faint(`and ${rest.toLocaleString("en")} more; all are lit on the map`);
    if (more > 0) faint(`and ${more.toLocaleString("en")} more, earlier`);
    if (note) faint(note);
  }
  return {
    person,
    organization,
    showPerson,
    showSeveral,
    showOrganization,
    list,
    unnamed,
    lostWith,
    title: () => (panel.hidden ? "" : panel.querySelector("h2").textContent),
    doing: (i) => actions[doc.meta.actions[people.action[i]]] || "",
    focus: () => panel.querySelector("button.close")?.focus(),
    hide() {
      panel.hidden = true;
    }
  };
}
if (typeof module !== "undefined") module.exports = netgraphPanel;
