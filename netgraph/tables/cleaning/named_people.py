"""Columns whose cells name people of the table, whatever they are headed, and which way round.

"How did we meet" says who gave a name in most of its cells: "via Ann Lee". No list of headings is
ever long enough for that; the cells tell it, in any language.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from netgraph import schema
from netgraph.patterns import lazy_pattern
from netgraph.tables.cell_texts import bare_names, is_known, names_of, parts_of
from netgraph.tables.cleaning.claims import ENOUGH_CELLS, MOST
from netgraph.tables.cleaning.direction import side_of_heading
from netgraph.tables.cleaning.text import normalize_text
from netgraph.tables.lead_words import without_lead
from netgraph.tables.no_persons import names_nobody
from netgraph.tables.person_names import bare, fold_name, fold_names

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    import pandas as pd


MOST_NAMES: Final = 20_000
"""Names among which those of a further column are sought."""
_BEHIND_NAME: Final = lazy_pattern(r"\s+[-\u2013\u2014|]\s+|\s*[:,]\s+")
"""What stands between a name and what else is said of somebody."""
_HEADS_SEEKERS: Final = frozenset(
    {*map(schema.folded, schema.SEEKER_ALIASES), "student", "studentsname", "nameofstudent"}
    | {"seekername", "nameofseeker", "menteesname", "coacheename", "adviseesname"}
)
"""Folded headings of columns that name the students whose searches these are."""
LEAST_SEEKERS: Final = 2
ROWS_OF_EACH: Final = 2
"""Rows that a seeker has on average from whom on one word for all of them is no accident."""
LEAST_NAMED: Final = 2
"""Cells that must name somebody to tell by their places whether they gave names or were given."""


class RowNames(NamedTuple):
    """The people of a table's rows.

    Parameters
    ----------
    of_rows
        The folded name of each of the first rows, missing where there is none.
    known
        What they go by, folded: names, those without decoration, and ids.
    seekers
        Whose search each of the first rows is of; None where no column says it.
    """

    of_rows: pd.Series
    known: frozenset[str]
    seekers: pd.Series | None = None


def row_names(frame: pd.DataFrame, matched: Mapping[str, str]) -> RowNames:
    """The people of the first rows of a table, by the columns that name them."""
    short = frame.iloc[:MOST_NAMES]
    names = names_of(short, matched)
    known = {*fold_names(names.dropna()), *bare_names(names.dropna())}
    # people are called by their first names where these tell them apart
    alone = names.dropna().astype("str").str.extract(r"^([^\W\d_]{2,}) \S", expand=False).dropna()
    known |= {*fold_names(alone.drop_duplicates(keep=False))}
    own = matched.get(schema.CONTACT_ID)
    if own is not None:
        known |= {*fold_names(normalize_text(short[own]).dropna())}
    seekers = matched.get(schema.SEEKER_ID)
    return RowNames(
        fold_names(names),
        frozenset(known - {""}),
        None if seekers is None else normalize_text(short[seekers]),
    )


def share_naming(words: Iterable[str], known: Collection[str]) -> float:
    """The share of words that name people who are known, of those that name anybody.

    Examples
    --------
    >>> share_naming(["via Ann Lee", "LinkedIn", "Ann Lee; Bob Ray", "Jo"], {"ann lee", "bob ray"})
    0.6666666666666666
    """
    said = [word for word in words if not names_nobody(word)]
    return sum(_names_known(word, known) for word in said) / len(said) if said else 0.0


def _names_known(word: str, known: Collection[str]) -> bool:
    if is_known(word, known):
        return True
    parts = parts_of([word])
    named = sum(is_known(p, known) or is_known(name_before_remark(p), known) for p in parts)
    return bool(parts) and named >= MOST * len(parts)


def name_before_remark(part: str) -> str:
    """What stands before a dash or a comma: "Bob Ray - Birch" is a Bob Ray of Birch."""
    return _BEHIND_NAME.split(part, maxsplit=1)[0]


def heads_seekers(called: str) -> bool:
    """Whether a heading says that a column names the students whose searches these are.

    Examples
    --------
    >>> heads_seekers("Student Name"), heads_seekers("Student's name"), heads_seekers("Via")
    (True, True, False)
    """
    return schema.folded(called) in _HEADS_SEEKERS


def _names_seekers(cells: pd.Series, seekers: pd.Series | None) -> bool:
    """Whether a column says one thing of all rows of a seeker, and of several seekers."""
    if heads_seekers(str(cells.name)):
        return True
    if seekers is None:
        return False
    words, of = (column.iloc[:ENOUGH_CELLS] for column in (cells, seekers))
    number = of.nunique()
    # each student has several rows, so that it is no accident, and first contacts no referrer
    if number < LEAST_SEEKERS or len(of) < ROWS_OF_EACH * number or words.isna().any():
        return False
    # one pair of seeker and word for each seeker, and more than one word
    different = len({*zip(of.tolist(), words.tolist(), strict=True)})
    return different == number and len({*words}) > 1


def names_people(cells: pd.Series, people: RowNames) -> bool:
    """Whether most cells of a column name people of the table, and not the row's own person.

    A column of the students whose searches these are names no referrer, though students may be
    contacts of each other.
    """
    if _names_seekers(cells, people.seekers):
        return False
    words = normalize_text(cells.iloc[:ENOUGH_CELLS])
    different = words.dropna().drop_duplicates().tolist()
    # numbers alone may be grades as well as ids
    if not any(ch.isalpha() for word in different for ch in word):
        return False
    if share_naming(different, people.known) < MOST:
        return False
    named = words.dropna().map(fold_name)
    rows = people.of_rows.loc[named.index]
    # a column of first names, or of display names, says who the row is: "Ann Lee (ann@x.org)"
    plain = words.dropna().map(lambda word: bare(word).name)
    # and so does a title of their card: "Bo Lund - chat"
    before = words.dropna().map(lambda word: fold_name(name_before_remark(word)))
    first = rows.str.partition(" ")[0]
    own = (named == rows) | (named == first) | (plain == rows) | (before == rows)
    own |= (before == first) & (before != named)
    return float(own.fillna(value=False).mean()) < MOST


def side_of_column(called: str, cells: pd.Series, people: RowNames) -> str:
    """Which side of referrals a column of people is: by its heading, else by its cells.

    Where every cell names people of later rows, and nobody twice, they were named by the row's
    person; who gave names mostly stands above, and often gave several.
    """
    said = side_of_heading(called)
    if said:
        return said
    words = normalize_text(cells.iloc[:ENOUGH_CELLS]).dropna()
    if any(without_lead(str(word)) for word in words.drop_duplicates()):
        return schema.REFERRED_BY
    # folded name to the place of its row; the first of namesakes
    place: dict[str, int] = {}
    for at, name in enumerate(people.of_rows.iloc[:ENOUGH_CELLS]):
        place.setdefault(str(name), at)
    at_row = {row: at for at, row in enumerate(people.of_rows.index)}
    pairs = [
        (at_row[row], place[name])
        for row, word in words.items()
        for part in parts_of([str(word)])
        for name in dict.fromkeys((fold_name(part), fold_name(name_before_remark(part))))
        if name in place
    ]
    later = len(pairs) >= LEAST_NAMED and all(other > own for own, other in pairs)
    once = len({other for _, other in pairs}) == len(pairs)
    return schema.REFERRED_TO if later and once else schema.REFERRED_BY
