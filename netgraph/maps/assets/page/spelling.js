"use strict";
/* Names as a search compares them, without case and accents, and with a slip or two forgiven; and
   as they are written where there is little room. */
const netgraphSpelling = (() => {
  const fold = (text) => text.toLocaleLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
  /* Slips that are forgiven in what was typed: none in very few letters. */
  const forgiven = (length) => (length < 4 ? 0 : length < 7 ? 1 : 2);
  const begins = (text, at) => at === 0 || /[\s\-.,(&/]/.test(text[at - 1]);

  /* Letters to change, add, leave out or swap until `typed` is what `text` begins with; more than
     `most` is Infinity (Damerau and Levenshtein, with a free end). */
  function slips(typed, text, most) {
    const columns = Math.min(text.length, typed.length + most);
    let before = null;
    let last = Array.from({ length: columns + 1 }, (_, k) => k);
    for (let r = 1; r <= typed.length; r += 1) {
      const row = [r];
      let least = r;
      for (let c = 1; c <= columns; c += 1) {
        const same = typed[r - 1] === text[c - 1];
        let cost = Math.min(last[c] + 1, row[c - 1] + 1, last[c - 1] + (same ? 0 : 1));
        const swapped =
          r > 1 && c > 1 && typed[r - 1] === text[c - 2] && typed[r - 2] === text[c - 1];
        if (swapped) cost = Math.min(cost, before[c - 2] + 1);
        row.push(cost);
        if (cost < least) least = cost;
      }
      if (least > most) return Infinity;
      before = last;
      last = row;
    }
    return Math.min(...last);
  }
  /* The fewest slips after which a word of `text`, and what follows it, begins with `typed`. */
  function nearest(typed, text) {
    const most = forgiven(typed.length);
    if (!most) return Infinity;
    let best = Infinity;
    for (let at = 0; at < text.length && best > 1; at += 1)
      if (begins(text, at)) best = Math.min(best, slips(typed, text.slice(at), most));
    return best <= most ? best : Infinity;
  }
  /* Letters as people see them: one with its accents, a flag and a family of emoji are one each. */
  const seen = typeof Intl.Segmenter === "function" ? new Intl.Segmenter("en") : null;
  const letters = (text) =>
    seen ? Array.from(seen.segment(text), (one) => one.segment) : [...text];
  const begin = (text, most) =>
    letters(text.slice(0, 40 * most))
      .slice(0, most)
      .join("");
  const LONGEST = 28; /* letters of a name on the map */
  const LEFTWARD = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
  /* A long name keeps its end: family names, and what tells namesakes apart, are there. One that is
     written from right to left has its brackets and numbers in that order. */
  function short(name) {
    const text = (name.length > 400 ? `${name.slice(0, 200)} ${name.slice(-200)}` : name)
      .replace(/\s+/g, " ")
      .trim();
    let cut = text;
    if (text.length > LONGEST) {
      const all = letters(text);
      if (all.length > LONGEST)
        cut = `${all.slice(0, 13).join("").trim()}…${all.slice(-14).join("").trim()}`;
    }
    return LEFTWARD.test(cut) ? `\u2068${cut}\u2069` : cut;
  }
  return { fold, begins, slips, nearest, letters, begin, short };
})();
if (typeof module !== "undefined") module.exports = netgraphSpelling;
