"use strict";
/* The map of many searches: whose search is shown, who is in several, and what the panel says of
   students. It is a part of the pages of cohorts alone. */
function netgraphStudents(page) {
  const { byId, element, many, apart } = netgraphUi;
  const { doc, model, people } = page;
  const { students, shared } = doc;
  const first = model.size - students.ids.length; /* the place of the first student */
  const isStudent = (i) => i >= first;
  const nameOf = (i) => people.name[first + people.student[i]];
  /* by place: the row of `shared` of who is in several searches */
  const row = new Map();
  shared.places.forEach((places, k) => {
    for (const i of places) row.set(i, k);
  });
  /* The places of somebody in every search that is shown. */
  function alike(i) {
    const places = row.has(i) ? shared.places[row.get(i)] : [i];
    const { student } = page.state;
    return student === null
      ? places
      : places.filter((k) => students.ids[people.student[k]] === student);
  }
  /* Who is known to several, or whose contact somebody is, in words. */
  function known(i) {
    if (isStudent(i)) return "student";
    if (!row.has(i)) return `of ${apart(nameOf(i))}`;
    return `known to ${many(shared.places[row.get(i)].length, "student")}`;
  }
  /* Each person once, whom `placeOf` finds in what is listed. */
  function once(listed, placeOf = (i) => i) {
    const told = new Set();
    return listed.filter((one) => {
      const k = row.get(placeOf(one));
      if (k === undefined) return true;
      const isNew = !told.has(k);
      told.add(k);
      return isNew;
    });
  }

  const field = byId("by-student");
  const idOf = (text) => {
    const wanted = text.trim().toLocaleLowerCase();
    if (!wanted) return null;
    const k = students.ids.findIndex(
      (id, s) =>
        id.toLocaleLowerCase() === wanted || people.name[first + s].toLocaleLowerCase() === wanted
    );
    return k < 0 ? null : students.ids[k];
  };
  const alone = (id) => {
    page.change({ student: id });
    page.engine.fit(id === null ? null : page.matching());
  };
  field.addEventListener("change", () => alone(idOf(field.value)));
  function fill() {
    byId("of-student").hidden = false;
    byId("students").replaceChildren(
      ...students.ids.map((id, s) => element("option", id, { value: people.name[first + s] }))
    );
  }
  /* People are counted once, whose dots are in several trees; students are none of them. */
  const count = (places) => once(places.filter((i) => !isStudent(i))).length;
  const all = many(count([...people.name.keys()]), "contact");
  let last = null; /* the student whose numbers Explore says */
  function show(everybody, steps) {
    const { student } = page.state;
    const s = students.ids.indexOf(student);
    field.value = s < 0 ? "" : people.name[first + s];
    const more = steps ? ", and the steps of their chains" : "";
    byId("shown").textContent = everybody
      ? all
      : `${count(page.matching()).toLocaleString("en")} of ${all}${more}`;
    if (student !== last) page.views.fill();
    last = student;
  }
  /* Dead ends of the search that is shown; who stands alone is counted over all searches only. */
  const { deadEnds, alone: besides } = page.questions;
  page.questions.deadEnds = () => deadEnds().filter(({ top }) => alike(top).includes(top));
  page.questions.alone = () => (page.state.student === null ? besides() : 0);

  const to = (button) => (k) => button(nameOf(k), (e) => page.press(e, first + people.student[k]));
  /* In the panel of a contact: whose they are, and who else knows them. */
  function tellContact(i, { panel, group, button }) {
    const k = row.get(i);
    if (k === undefined) {
      group("Contact of", [i], to(button));
      return;
    }
    const [asked, lately] = [shared.asked[k], shared.asks_30_days[k]];
    const times = lately ? `, ${many(lately, "ask")} in 30 days` : "";
    panel.append(
      element("p", `Asked by ${many(asked, "student")}${times}`, { class: "next" }),
      element("p", `Below are the numbers of the search of ${apart(nameOf(i))}.`, {
        class: "faint"
      })
    );
    const places = shared.places[k];
    group(`Known to ${many(places.length, "student")}`, places, to(button));
  }
  /* The panel of a student; false where it is not one. */
  function tellStudent(i, { panel, facts, group, button }) {
    if (!isStudent(i)) return false;
    const s = people.student[i];
    const state = students.landed[s] ? "landed" : students.state[s];
    panel.append(element("p", ["student", state].filter(Boolean).join(", "), { class: "faint" }));
    if (students.next[s]) panel.append(element("p", students.next[s], { class: "next" }));
    const { student } = page.state;
    const isAlone = student === students.ids[s];
    const words = isAlone ? "Show all students" : "Show this student alone";
    const line = element("p");
    line.append(button(words, () => alone(isAlone ? null : students.ids[s])));
    panel.append(line);
    facts([
      ["Contacts", students.contacts[s]],
      ["Met", students.met[s]],
      ["New in 30 days", students.new_30_days[s]],
      ["Days quiet", people.days_quiet[i]]
    ]);
    const others = model.branch(i).filter((k) => row.has(k));
    group("First contacts", model.introduced[i]);
    group("Shared with others", others);
    return true;
  }

  /* Steps of the story that only many searches have: [title, what it says, whom]. */
  function story() {
    const places = (wanted) => [...students.ids.keys()].filter(wanted).map((s) => first + s);
    const stuck = places((s) => students.state[s] === "stuck" && !students.landed[s]);
    const asked = [...shared.asked.keys()]
      .filter((k) => shared.asked[k] > 1)
      .sort((a, b) => shared.asked[b] - shared.asked[a] || a - b);
    return [
      ["The students", "Each is the root of a tree; rings are generations.", model.firsts],
      ["Who is stuck", "Nobody new for 30 days, or nobody beyond first contacts.", stuck],
      [
        "Asked by several students",
        "People whom two students or more have written to or asked; the most asked first.",
        asked.map((k) => shared.places[k][0])
      ]
    ];
  }
  return { alike, known, once, fill, show, tellContact, tellStudent, story, nameOf };
}
if (typeof module !== "undefined") module.exports = netgraphStudents;
