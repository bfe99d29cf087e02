"""Rows that sum a table up, part it, or tell of a report: they are no people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.tables.cleaning.headings import headings
from netgraph.tables.cleaning.report_lines import report_lines
from netgraph.tables.cleaning.text import cells_that_match
from netgraph.tables.issues import Issues

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from netgraph.arrays import Flags

WORDS: Final = (
    r"(?:grand|sub|overall|running|net)?[ -]?totals?|sum|count|counta|average|avg|mean|median"
    r"|summe|zwischensumme|gesamt|gesamtsumme|insgesamt|anzahl|total g[eé]n[eé]ral|somme|suma"
    r"|totale|totaal|razem|celkem|yhteens[aä]|summa|itogo|vsego|итого|всего|合计|合計|总计"
)
COUNTED_THINGS: Final = r"(?:contacts|people|persons|rows|records|entries|names|referrals|meetings)"
OF_WHAT: Final = (
    rf"(?: (?:of |number of |# of )?{COUNTED_THINGS})?"
    r"(?: (?:met|contacted|referred|so far|to date|in total|in all|overall))?"
)
HOW_MANY: Final = rf"(?:#|no\.?|nr\.?|number) ?(?:of )?{COUNTED_THINGS}"
"""What sums up without a word for a total: "# of people"."""
HOW_MUCH: Final = r"(?:\s*[:=\-–]\s*|\s+|\s*\()?(?:[0-9][0-9.,%]*\)?)?"
TOTAL: Final = rf"(?i)^[\s*_=]*(?:(?:{WORDS}){OF_WHAT}|{HOW_MANY}){HOW_MUCH}[\s*_=:]*$"
"""A cell that says no more than that its row sums up, and how much."""
SUBTOTAL: Final = (
    r"(?i)^[\s*_=]*(?:(?:sub|grand)[ -]?totals?|zwischensummen?|teilsummen?|sous[ -]total|subtotale"
    r"|totale? parziale|totaal generaal|subtotaal|mezisou[cč]et|delsumma|välisumma|промежуточный"
    r" итог|итого по|小计|小計|소계)(?:[\s0-9:=.,;()\[\]|/*_#&+–—：（、-].*)?$"
)
"""A total of a part, whatever of: no name begins so. (Arrow reads it, and Python where a column is
none of arrow's, so signs are listed: only one of them knows classes of letters.)"""
TOTAL_OF: Final = (
    r"(?i)^[\s*_=]*(?:(?:totals?|(?:count|average|number) of|summe|anzahl|totale|totaal"
    r"|celkem|итого|всего)[ :=–-].{1,60}"
    r"|.{1,60}[ :–-](?:sub[ -]?)?(?:totals?|count|average|gesamt|summe|anzahl|totale|totaal|razem"
    r"|celkem|итого|всего|合计|合計|小计|小計)"
    r"|.{1,60}(?:合计|合計|小计|小計|总计|合計数))[\s*_=:]*$"
)
"""A total of something; it may be a name, unless numbers alone stand beside it."""
PLAIN_NUMBER: Final = r"^\s*[-+]?[0-9][0-9.,]*%?\s*$"
"""A cell of a number alone."""
UNMISTAKABLE: Final = r"(?i)[0-9:=]|grand|sub|overall|(?:contacts|people|persons|rows|entries)\s*$"
"""A total that cannot be a name, whatever else its row holds."""
PARTING: Final = (
    r"^\s*(?:[-=_*~#+–—─═]{3,}|[-=~#–—─═]{2,}.*[-=~#–—─═]{2,}|[*_]{3,}\s.*\s[*_]{3,}"
    r"|[-=–—─═]{3,}\s.*)\s*$"
)
"""A cell of signs alone, or of words between them, as ``--- April ---``."""
COUNT_CELL: Final = r"^\s*[0-9]{1,6}\s*$"
"""A count, where a name is looked for."""
OF_A_REPORT: Final = "is a line of a report, no person"
"""What is told of a row that a program wrote around the people."""
LAST_ROWS: Final = 3
"""Rows at the end of a table that may hold counts alone."""
NO_PERSONS_CELL: Final = r"(?i)^\s*[=<>~]?[$€£]?\s*[-+]?[0-9][^@]*$|^\s*[-–—]+\s*$"
"""Cells of a total: numbers, with a unit perhaps, and dashes."""


def without_totals(
    frame: pd.DataFrame,
    matched: Mapping[str, str],
    *,
    people: bool = False,
    ends: Sequence[pd.Series] = (),
) -> tuple[pd.DataFrame, Issues | None]:
    """Leave out rows that sum up or part the table, or tell of it; None where there is none.

    The cell that names a row's person, or the first one that is filled, says "Total" or the like,
    and the others hold numbers, if anything: a person called "Sum" has an organization. What parts
    a table stands alone in its row.

    Parameters
    ----------
    frame
        Cells as they were found, indexed by spot.
    matched
        Standard name of a column to the name it was found with.
    people
        Whether a row is a person, and one that heads others is none.
    ends
        Cells of all tables that name people of others.
    """
    named = [matched[c] for c in (schema.NAME, schema.CONTACT_ID) if c in matched]
    # an id that is made of names may stand before what the file has first
    first = [c for c in map(str, frame.columns) if c != schema.CONTACT_ID][:1]
    columns = list(dict.fromkeys([*named, *first]))
    # bool[rows]: rows that may be totals; few, so that what follows looks at them singly
    likely = np.logical_or.reduce([_says_total(frame[c]) for c in columns] or [_nowhere(frame)])
    empty = np.logical_and.reduce([frame[c].isna().to_numpy() for c in columns])
    likely |= empty & _first_says_total(frame, empty)
    # cells of ids in which a number is somebody
    pointing = {
        matched[c] for c in (*schema.SIDES, *schema.ENDS, schema.CONTACT_ID) if c in matched
    }
    pointing -= {matched.get(schema.NAME)}
    # the place of each such row, and what the row does
    found = headings(frame, matched, ends) if people else {}
    for place in map(int, np.flatnonzero(likely)):
        if _parts_table(frame.iloc[place]):
            found[place] = "parts the table"
        elif _sums_up(frame.iloc[place]) or _sums_up_a_part(frame.iloc[place], pointing):
            found[place] = "sums up"
    counts = _rows_of_counts(frame, matched, ends) if people else []
    found |= dict.fromkeys(counts, "sums up")
    if people and len(frame.columns) > 1:
        found = dict.fromkeys(report_lines(frame, matched), OF_A_REPORT) | found
    if not found:
        return frame, None
    totals = np.array(list(found), dtype=int)
    rows = frame.iloc[totals]
    # an id made of the name says it a second time
    texts = [" ".join(dict.fromkeys(map(str, row.dropna()))) for _, row in rows.iterrows()]
    cells = pd.Series(texts, rows.index, dtype="str").str.split().str.join(" ").astype("str")
    stay = np.ones(len(frame), dtype=bool)
    stay[totals] = False
    messages = [f"a row that {does}; left out" for does in found.values()]
    return frame[stay], Issues(schema.TOTAL_ROW, cells, "", messages)


def _nowhere(frame: pd.DataFrame) -> Flags:
    return np.zeros(len(frame), dtype=bool)


def _says_total(cells: pd.Series) -> Flags:
    """``bool[rows]``: which cells say "Total" or the like, or part the table."""
    if not isinstance(cells.dtype, pd.StringDtype) and cells.dtype != object:
        return np.zeros(len(cells), dtype=bool)
    pattern = "|".join(f"(?:{one})" for one in (TOTAL, PARTING, SUBTOTAL, TOTAL_OF))
    return cells_that_match(cells.astype("str"), pattern)


def _first_says_total(frame: pd.DataFrame, rows: Flags) -> Flags:
    """``bool[rows]``: of rows whose naming cells are empty, those whose first filled cell does."""
    says = _nowhere(frame)
    for place in np.flatnonzero(rows):
        filled = frame.iloc[int(place)].dropna().astype("str")
        first = filled.iloc[:1].str
        says[place] = bool(len(filled)) and bool((first.match(TOTAL) | first.match(PARTING)).any())
    return says


def _rows_of_counts(
    frame: pd.DataFrame, matched: Mapping[str, str], ends: Sequence[pd.Series]
) -> list[int]:
    """Places of rows at the end with a count for a name, and with numbers alone beside it.

    Where other people go by numbers too, or somebody names one, it may be a person.
    """
    name, own = matched.get(schema.NAME), matched.get(schema.CONTACT_ID, schema.CONTACT_ID)
    if name is None or len(frame) <= LAST_ROWS - 1:
        return []
    tail = frame.iloc[-LAST_ROWS:].astype("str").where(frame.iloc[-LAST_ROWS:].notna())
    likely = tail[name].str.match(COUNT_CELL).fillna(value=False).to_numpy(dtype=bool)
    rest = frame[name].iloc[:-LAST_ROWS] if len(frame) > LAST_ROWS else frame[name].iloc[:1]
    if not likely.any() or rest.astype("str").str.match(COUNT_CELL).any():
        return []
    found = []
    for place in np.flatnonzero(likely):
        row, at = tail.iloc[place], len(frame) - len(tail) + int(place)
        # a row with an id of its own is somebody's
        own_id = own in tail and own != name and pd.notna(row[own]) and row[own] != row[name]
        few = int(row[name]) <= at
        if few and not own_id and not _named_in(row[name].strip(), ends):
            found += [at] if row.dropna().str.match(NO_PERSONS_CELL).all() else []
    return found


def _named_in(text: str, ends: Sequence[pd.Series]) -> bool:
    return any((cells.astype("str").str.strip() == text).any() for cells in ends)


def _parts_table(row: pd.Series) -> bool:
    """Whether all that a row says parts the table: one text, in one cell or merged over several."""
    words = row.dropna().astype("str").str.strip()
    parting = words[words.str.match(PARTING).to_numpy(dtype=bool)]
    if parting.empty:
        return False
    # an id made of the name may have its row behind it; signs in other cells say nothing
    text = min(parting, key=len)
    return all(word.startswith(text) or not any(map(str.isalnum, word)) for word in words)


def _sums_up(row: pd.Series) -> bool:
    """Whether nothing in a row that says "Total" speaks of a person."""
    words = _once(row)
    total = words.str.match(TOTAL).to_numpy(dtype=bool)
    if words[total].str.contains(UNMISTAKABLE).any():
        return True
    return bool((total | words.str.match(NO_PERSONS_CELL).to_numpy(dtype=bool)).all())


def _sums_up_a_part(row: pd.Series, pointing: Collection[str]) -> bool:
    """Whether a row is the total of a part: "Subtotal north", "Oak Count" beside numbers alone.

    Parameters
    ----------
    row
        Cells of a row.
    pointing
        Columns in which a number means somebody.
    """
    words = _once(row)
    if words.iloc[:1].str.match(SUBTOTAL).any():
        return True
    says = words.str.match(TOTAL_OF).to_numpy(dtype=bool)
    beside = words[~says]
    return (
        bool(says[:1].any())
        and len(beside) > 0
        and not {*map(str, beside.index)} & {*pointing}
        and bool(beside.str.match(PLAIN_NUMBER).all())
    )


def _once(row: pd.Series) -> pd.Series:
    """The filled cells of a row as text, without an id that was made of another one of them."""
    words = row.dropna().astype("str")
    made = str(words.get(schema.CONTACT_ID, ""))
    others = words.drop(labels=schema.CONTACT_ID, errors="ignore")
    again = any(made == word or made.startswith(f"{word} (") for word in others)
    return others if again else words
