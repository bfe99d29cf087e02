"use strict";
/* Tables that are searched and sorted, findings that light what they are about, the map on demand.
   All texts stand in the page as data: here they only become texts again, never markup. */
(() => {
  const data = document.getElementById("rows");
  const rows = JSON.parse(data.textContent);
  /* rows that a screen shows at first, and those that are there for paper besides */
  const FIRST = Number(data.dataset.shown);
  const PRINTED = Number(data.dataset.printed);
  const STEP = 200;
  const counted = (number) => number.toLocaleString("en");
  const words = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });
  const numberOf = (text) => (text === "" ? null : Number(text.replaceAll(",", "")));

  /* A table: which rows fit the search, in which order, and how many of them are in the page. */
  function makeGrid(box) {
    const own = rows[box.dataset.grid];
    const heads = [...box.querySelectorAll("thead th")];
    const body = box.querySelector("tbody");
    const search = box.querySelector("input");
    const found = box.querySelector(".found");
    const everything = box.querySelector(".everything");
    const paper = box.querySelector(".paper");
    const further = box.querySelector(".further");
    const kinds = heads.map((head) => head.dataset.kind ?? "");
    const numeric = kinds.map((kind) => kind === "number");
    let folded = null;
    let lit = new Set();
    let onlyLit = false;
    let sorted = -1;
    let down = false;
    let most = FIRST;

    function fitting() {
      folded ??= own.map((row) => row.join("\n").toLowerCase());
      const asked = search.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
      const all = own.map((_, at) => at);
      return all.filter(
        (at) => (!onlyLit || lit.has(at)) && asked.every((word) => folded[at].includes(word))
      );
    }

    function inOrder(places) {
      if (sorted < 0) return places;
      const key = (at) => (numeric[sorted] ? numberOf(own[at][sorted]) : own[at][sorted]);
      const compare = numeric[sorted] ? (a, b) => a - b : words.compare;
      const blank = (value) => value === null || value === "";
      return places
        .map((at) => [key(at), at])
        .sort(([a, i], [b, k]) => {
          /* blanks come last whichever way a column is sorted; equals keep their order */
          if (blank(a) || blank(b)) return blank(a) - blank(b) || i - k;
          return (down ? compare(b, a) : compare(a, b)) || i - k;
        })
        .map(([, at]) => at);
    }

    function rowOf(at, place) {
      const row = document.createElement("tr");
      row.classList.toggle("lit", lit.has(at));
      row.classList.toggle("more", place >= most);
      own[at].forEach((text, column) => {
        const cell = document.createElement(column === 0 ? "th" : "td");
        if (column === 0) cell.scope = "row";
        const kind = kinds[column];
        if (kind !== "standing" && column > 0) cell.className = kind;
        else if (kind === "standing" && text) {
          cell.className = `standing is-${text.replaceAll(" ", "-")}`;
        }
        cell.textContent = text;
        row.append(cell);
      });
      return row;
    }

    function draw() {
      const places = inOrder(fitting());
      const there = Math.max(most, PRINTED);
      body.replaceChildren(...places.slice(0, there).map(rowOf));
      const said = places.length === own.length ? "" : `${counted(places.length)} found`;
      found.textContent = onlyLit ? `${counted(places.length)} of this finding` : said;
      paper.hidden = places.length <= there;
      paper.textContent = `The first ${counted(there)} of ${counted(places.length)} rows.`;
      everything.hidden = !onlyLit;
      tellFurther(places.length);
    }

    function tellFurther(count) {
      if (!further) return;
      further.hidden = count <= most;
      const step = most === FIRST ? Math.min(count, STEP) : Math.min(count - most, 5 * STEP);
      further.textContent =
        count <= STEP && most === FIRST
          ? `Show all ${counted(count)}`
          : `Show ${counted(step)} ${most === FIRST ? "rows" : "more"}`;
    }

    function sortBy(column) {
      /* numbers are asked for by the largest first, words from A on */
      down = sorted === column ? !down : numeric[column];
      sorted = column;
      heads.forEach((head, at) => {
        if (at === column) head.setAttribute("aria-sort", down ? "descending" : "ascending");
        else head.removeAttribute("aria-sort");
      });
      draw();
    }

    function light(places) {
      lit = new Set(places);
      onlyLit = lit.size > 0;
      search.value = "";
      draw();
    }

    heads.forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = head.textContent;
      button.addEventListener("click", () => sortBy(column));
      head.replaceChildren(button);
    });
    search.addEventListener("input", draw);
    everything.addEventListener("click", () => {
      onlyLit = false;
      draw();
    });
    if (further) {
      further.addEventListener("click", () => {
        most = most === FIRST ? STEP : most + 5 * STEP;
        draw();
      });
      tellFurther(own.length);
    }
    box.querySelector(".find").hidden = false;
    return { light };
  }

  const grids = new Map();
  for (const box of document.querySelectorAll("[data-grid]")) grids.set(box.id, makeGrid(box));

  /* A finding goes to its table or figure and marks there what it is about. */
  function follow(link) {
    const target = document.getElementById(link.hash.slice(1));
    if (!target) return;
    for (const old of document.querySelectorAll("figure.lit")) old.classList.remove("lit");
    const grid = grids.get(target.id);
    if (grid) grid.light((link.dataset.rows ?? "").split(",").filter(Boolean).map(Number));
    else target.classList.add("lit");
    target.focus({ preventScroll: true });
  }
  for (const link of document.querySelectorAll(".findings a")) {
    link.addEventListener("click", () => follow(link));
  }

  /* What is folded would be missing on paper. */
  addEventListener("beforeprint", () => {
    for (const folded of document.querySelectorAll("#mended details")) folded.open = true;
  });

  /* The map is a page of its own in a frame that reaches nothing outside of it. */
  const place = document.getElementById("map-frame");
  function showMap() {
    if (place.querySelector("iframe")) return;
    const frame = document.createElement("iframe");
    frame.title = "Map of the network";
    frame.setAttribute("sandbox", "allow-scripts allow-downloads");
    frame.srcdoc = JSON.parse(document.getElementById("map-page").textContent);
    /* whoever stood on the button would stand nowhere once it is gone */
    const stood = place.contains(document.activeElement);
    place.replaceChildren(frame);
    if (stood) frame.focus();
  }
  if (place) {
    document.getElementById("show-map").addEventListener("click", showMap);
    const watcher = new IntersectionObserver((seen) => {
      if (seen.some((one) => one.isIntersecting)) {
        watcher.disconnect();
        showMap();
      }
    });
    watcher.observe(place);
  }
})();
