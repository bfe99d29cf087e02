"""How groups of students fare, with no count by which one of few could be found.

A student is in one group of each column of the table of seekers. Which groups are parts of others
(programmes of schools) a reader knows: so each combination of groups that there is counts apart,
unseen, and everything shown is a sum of these (``bounded_counts``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.analysis.asking import are_asks_recorded, seekers_who_asked
from netgraph.analysis.count_bounds import RANK_OF_CELL, RANK_OF_TOTAL
from netgraph.analysis.load import ASKS_A_MONTH, asks_of_people
from netgraph.analysis.pooled import searches_with_statuses
from netgraph.analysis.seekers import seekers
from netgraph.bounded_counts import BoundedCounts
from netgraph.cohort.landed import is_landed_recorded, seekers_landed, tells_of_landed
from netgraph.errors import OptionError, UnknownNameError, unknown
from netgraph.suppression import blanked, blanks, is_small

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from netgraph.arrays import Flags
    from netgraph.cohort.cohort import Cohort

FEW_VALUES: Final = 12
"""Values up to which a column of the table of seekers makes groups."""
PRIVATE_OF_STUDENTS: Final = frozenset(
    {"email", "emailaddress", "studentemail", "phone", "telephone", "mobile", "notes", "note"}
    | {"comments", "comment", "firstname", "lastname", "surname", "adviser", "advisor", "address"}
)
"""Folded names of columns that are of single people, however few values they have."""
GROUP: Final = "group"
STARTED: Final = "started"
STUDENTS: Final = "students"
ALL_STUDENTS: Final = "all students"
NOT_NOTED: Final = "not noted"
OUTCOMES: Final = (STARTED, schema.STUCK, schema.LANDED)
GROUP_MEANINGS: Final = {
    GROUP: "The students of whom the table of seekers says so.",
    STUDENTS: "How many they are.",
    STARTED: "Those who have met somebody.",
    schema.STUCK: (
        "Those who met three or more, and found nobody new for 30 days or by no referral; who has "
        "landed is not stuck."
    ),
    schema.LANDED: "Those of whom the table of seekers says that they have what they looked for.",
}
NOT_RECORDED: Final = {
    STARTED: "Nothing in the tables says whom students met: started is not recorded.",
    schema.STUCK: "Nor is who is stuck.",
    schema.LANDED: (
        "Nothing in the table of seekers says who has landed: a column outcome with the word "
        "landed would."
    ),
}
ASKED_BY: Final = "asked by"
PEOPLE_ASKED: Final = "people"
NO_ASKS: Final = "Nothing in the tables says who was written to or asked."
BURDEN_MEANINGS: Final = {
    ASKED_BY: "Students who wrote to them or asked them for a referral, at any time.",
    PEOPLE_ASKED: "How many people were asked by so many.",
}
BURDENS: Final = ((0, "nobody"), (1, "1 student"), (2, "2 students"), (3, "3 or more students"))
"""The least number of students, and what these people are called."""


class Students(NamedTuple):
    """The students of a cohort: what is counted of each.

    Parameters
    ----------
    counted
        A row a student: True or False for ``students`` and each outcome.
    groups
        A row a student: the group in each column.
    """

    counted: pd.DataFrame
    groups: pd.DataFrame


def group_columns(
    cohort: Cohort, asked: Sequence[str] | None = None, *, least: int = 1
) -> list[str]:
    """Name the columns of the table of seekers that make groups.

    Parameters
    ----------
    cohort
        The searches.
    asked
        Those wished for. Default: all of few values that say nothing of who has landed.
    least
        The smallest count that is shown: of a column that is asked for some group has so many.

    Raises
    ------
    UnknownNameError
        If there is no such column.
    OptionError
        If a column that is asked for tells students from each other instead of grouping them.
    """
    table = cohort.groups
    there = [] if table is None else [c for c in table.columns if c != schema.SEEKER_ID]
    if asked:
        return list(dict.fromkeys(_group_asked_for(table, name, there, least) for name in asked))
    return [
        name
        for name in there
        if table is not None
        and not _is_private(name)
        and 1 < table[name].nunique() <= FEW_VALUES
        and table[name].duplicated(keep=False).sum() * 2 > table[name].notna().sum()
        and not tells_of_landed(table[name])
    ]


def _is_private(column: str) -> bool:
    return column == schema.NAME or schema.folded(column) in PRIVATE_OF_STUDENTS


def _group_asked_for(
    table: pd.DataFrame | None, word: str, there: Sequence[str], least: int
) -> str:
    """The column that is meant, whatever its case; not one that is of single students."""
    alike = [name for name in there if schema.folded(name) == schema.folded(word)]
    name = word if word in there or len(alike) != 1 else alike[0]
    if table is None or name not in there:
        wrong = unknown("column of seekers.csv", word, there)
        raise UnknownNameError(
            f"{wrong}; groups are columns of a table of students: put a seekers.csv beside the "
            f"tables, with the columns seeker_id and {word}"
        )
    if _is_private(name) or table[name].value_counts().max() < least:
        raise OptionError(
            f"group: the column {name!r} is of single students, and a page of counts names none; "
            "take one of groups, such as a programme or a year"
        )
    return name


def outcomes_by_group(
    cohort: Cohort, columns: Sequence[str], least: int
) -> dict[str, pd.DataFrame]:
    """Count the outcomes of each group of each column, without what is too small to show.

    Parameters
    ----------
    cohort
        The searches.
    columns
        Columns of the table of seekers.
    least
        The smallest count that is shown.

    Returns
    -------
    By column a row a group, missing where a count is not to be shown; the last row is all students.
    """
    students = _counted_students(cohort, columns)
    hidden = _hidden_cells(students, least)
    recorded = _recorded_outcomes(cohort)
    unrecorded = [c for c in OUTCOMES if c not in recorded]
    tables = {}
    for name in columns:
        table = _table_of(students, name, hidden, least)
        # what no table has a place for is not counted as 0
        table = table.assign(**{c: _missing_counts(table) for c in unrecorded})
        table.attrs.update(unrecorded=unrecorded, notes=[NOT_RECORDED[c] for c in unrecorded])
        tables[name] = table
    return tables


def _missing_counts(table: pd.DataFrame) -> pd.arrays.IntegerArray:
    """A count that is missing in every row."""
    size = len(table)
    return pd.arrays.IntegerArray(np.zeros(size, dtype=np.int64), np.ones(size, dtype=bool))


def _recorded_outcomes(cohort: Cohort) -> set[str]:
    """Which outcomes the tables have a place for."""
    met = {STARTED, schema.STUCK} if searches_with_statuses(cohort).any() else set()
    return met | ({schema.LANDED} if is_landed_recorded(cohort) else set())


def _counted_students(cohort: Cohort, columns: Sequence[str]) -> Students:
    table = seekers(cohort).set_index(schema.SEEKER_ID).reindex(pd.Index(cohort.seekers))
    landed = seekers_landed(cohort)
    counted = pd.DataFrame(
        {
            STUDENTS: np.ones(len(table), dtype=bool),
            STARTED: (table[schema.MET] > 0).to_numpy(dtype=bool),
            schema.STUCK: (table[schema.STATE] == schema.STUCK).to_numpy(dtype=bool),
            schema.LANDED: landed,
        }
    )
    known = cohort.groups
    groups = pd.DataFrame(index=range(len(table)))
    if known is not None:
        rows = known.drop_duplicates(schema.SEEKER_ID).set_index(schema.SEEKER_ID)
        rows = rows.reindex(pd.Index(cohort.seekers)).reset_index(drop=True)
        groups = rows[list(columns)].astype("str").fillna(NOT_NOTED)
    return Students(counted, groups)


def _hidden_cells(students: Students, least: int) -> set[Hashable]:
    """Name the cells that must be blank: ``(column, group, count)``, ``("", "", count)`` of all."""
    cells, counted = BoundedCounts(least), students.counted
    names = list(students.groups.columns)
    # int64[students]: which combination of groups each is in
    keys = students.groups.agg("\x1f".join, axis=1) if names else pd.Series([""] * len(counted))
    atom, _ = pd.factorize(keys)
    for what in counted.columns:
        size = np.bincount(atom[counted[what]], minlength=int(atom.max(initial=-1)) + 1)
        for k, number in enumerate(size.tolist()):
            cells.add(("combination", k, what), number, listed=False)
        cells.add(("", "", what), int(size.sum()), rank=RANK_OF_TOTAL)
        every = [(1.0, ("combination", k, what)) for k in range(len(size))]
        cells.equal([*every, (-1.0, ("", "", what))])
        for name in names:
            for group in students.groups[name].unique():
                inside = np.unique(atom[students.groups[name] == group]).tolist()
                key = (name, group, what)
                cells.add(key, int(size[inside].sum()), rank=RANK_OF_CELL)
                cells.equal([*((1.0, ("combination", k, what)) for k in inside), (-1.0, key)])
    _add_what_is_left(cells, [key for key in cells.place if isinstance(key, tuple)])
    return cells.hidden()


def _add_what_is_left(cells: BoundedCounts, keys: list[tuple[Hashable, ...]]) -> None:
    """Count those of each group whom an outcome is not true of, and who started and moves."""
    for key in keys:
        *where, what = key
        if what == STUDENTS:
            for outcome in OUTCOMES:
                left = [(1.0, key), (-1.0, (*where, outcome))]
                cells.add_rest((*where, "not", outcome), left)
            # nobody who has landed is stuck, and who is stuck has met somebody
            both = [(1.0, (*where, schema.STUCK)), (1.0, (*where, schema.LANDED)), (-1.0, key)]
            cells.at_most(both)
            cells.at_most([(1.0, (*where, schema.STUCK)), (-1.0, (*where, STARTED))])


def _table_of(students: Students, name: str, hidden: set[Hashable], least: int) -> pd.DataFrame:
    groups = students.groups[name]
    rows = students.counted.groupby(groups.to_numpy(), sort=True).sum().astype("int64")
    # who has no group comes after those who have one
    order = [*(g for g in rows.index if g != NOT_NOTED), *(g for g in rows.index if g == NOT_NOTED)]
    rows = rows.loc[order]
    every = students.counted.sum().astype("int64")
    keys: list[tuple[str, str]] = [*((name, str(group)) for group in rows.index), ("", "")]
    table = pd.concat([rows, every.to_frame(ALL_STUDENTS).T])
    table.insert(0, GROUP, table.index.astype("str"))
    flags: dict[str, Flags] = {
        what: np.array([(*key, what) in hidden for key in keys], dtype=bool)
        for what in students.counted.columns
    }
    # of a group too small to be counted a 0 would tell how each of its students fares
    small = np.append(rows[STUDENTS].to_numpy() < least, False)
    flags = {what: blank | small for what, blank in flags.items()}
    return blanked(table.reset_index(drop=True), flags)


def burden_on_people(cohort: Cohort, least: int) -> pd.DataFrame:
    """Count the people by how many students asked them, without what is too small to show."""
    asked = seekers_who_asked(cohort)
    floor = np.array([number for number, _ in BURDENS])
    # int64[rows]: people whom so many students asked, up to the next row
    size = np.bincount(np.searchsorted(floor, asked, side="right") - 1, minlength=len(floor))
    table = pd.DataFrame({ASKED_BY: [words for _, words in BURDENS], PEOPLE_ASKED: size})
    answer = blanked(table, {PEOPLE_ASKED: blanks(size, least)})
    if not are_asks_recorded(cohort):
        answer = answer.assign(**{PEOPLE_ASKED: _missing_counts(answer)})
        answer.attrs.update(unrecorded=[PEOPLE_ASKED], notes=[NO_ASKS])
        return answer
    over = int((asks_of_people(cohort)[schema.ASKS_30_DAYS] > ASKS_A_MONTH).sum())
    answer.attrs["notes"] = [_over_in_words(over, int((asked > 0).sum()), least)]
    return answer


def _over_in_words(over: int, all_asked: int, least: int) -> str:
    limit = f"asked more than {ASKS_A_MONTH} times within 30 days"
    if is_small([over, all_asked - over], least).any():
        return f"How many people were {limit} is too small a count to show, or leaves one."
    return f"{over:,} people were {limit}."
