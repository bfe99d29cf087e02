"""The tables of a report: which answers, which of their columns, and their cells as texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import pandas as pd

from netgraph import meanings, schema
from netgraph.analysis.advocates import advocates
from netgraph.analysis.contacts import contacts
from netgraph.analysis.dead_ends import dead_ends
from netgraph.analysis.growth import growth
from netgraph.analysis.labels import people_by_name, with_names
from netgraph.analysis.organizations import organizations
from netgraph.analysis.people import people
from netgraph.analysis.small_cells import without_small_cells
from netgraph.analysis.sources import sources
from netgraph.cell_words import cell_words
from netgraph.choices import MONTH
from netgraph.controls import escape_controls
from netgraph.given_columns import beside
from netgraph.tables.write import whole_numbers
from netgraph.wording import heading_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from netgraph.network import ReferralNetwork

MOST_GRID_ROWS: Final = 10_000
"""Rows of a table that a page holds; of more it says how many there are, and where."""


class GridKind(NamedTuple):
    """A table that reports have.

    Parameters
    ----------
    name
        What the anchor of the table is called.
    heading, about
        Its title, and what it answers.
    command
        The words of the command that writes all of it.
    columns
        Which columns of the answer are shown, as far as there is anything in them.
    meanings
        What the columns mean.
    key
        The column by which a finding tells which rows it is about.
    """

    name: str
    heading: str
    about: str
    command: str
    columns: tuple[str, ...]
    meanings: Mapping[str, str]
    key: str = ""


class GridColumn(NamedTuple):
    """A column of a table on a page: how it is called, what it means, and what it holds.

    ``kind`` is ``number``, ``day``, ``standing``, or empty for other texts: classes of its cells.
    """

    name: str
    heading: str
    meaning: str
    kind: str


class Grid(NamedTuple):
    """A table on a page.

    ``rows`` are the cells as texts, ``keys`` whom or what each row is about, ``total`` how many
    rows the answer has. ``lacks`` says below the rows what they leave out, where ``notes`` of the
    columns would be opened too late.
    """

    kind: GridKind
    columns: tuple[GridColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    keys: tuple[str, ...]
    total: int
    notes: tuple[str, ...]
    lacks: tuple[str, ...] = ()


PERSON_COLUMNS: Final = (schema.NAME, schema.CONTACT_ID, schema.ORGANIZATION)
CONTACTS_GRID: Final = GridKind(
    "contacts",
    "Everybody",
    "All contacts: how each stands, and through whom you came to know them.",
    "contacts",
    (
        *PERSON_COLUMNS,
        schema.STANDING,
        schema.INTRODUCED_BY,
        schema.GENERATION,
        schema.REFERRALS_MADE,
        schema.REACH,
        schema.CREDIT,
        schema.LAST_CONTACT_ON,
    ),
    meanings.CONTACT_MEANINGS,
    schema.CONTACT_ID,
)
ADVOCATES_GRID: Final = GridKind(
    "advocates",
    "Who leads to others",
    "Everybody who gave you a name, the most productive first.",
    "advocates",
    (
        *PERSON_COLUMNS,
        schema.REFERRALS_MADE,
        schema.INTRODUCTIONS,
        schema.REACH,
        schema.EXCLUSIVE_REACH,
        schema.ORGANIZATIONS_REACHED,
        schema.CREDIT,
        schema.DAYS_QUIET,
    ),
    meanings.ADVOCATE_MEANINGS,
    schema.CONTACT_ID,
)
ORGANIZATIONS_GRID: Final = GridKind(
    "organizations",
    "Organizations",
    "Where you know somebody, and through whom.",
    "organizations",
    (
        schema.ORGANIZATION,
        schema.STANDING,
        schema.CONTACTS,
        schema.MET,
        schema.INTRODUCED_BY,
        schema.ONLY_THROUGH,
        schema.FIRST_REACHED_ON,
        schema.TARGET_WEIGHT,
    ),
    meanings.ORGANIZATION_MEANINGS,
    schema.ORGANIZATION,
)
DEAD_ENDS_GRID: Final = GridKind(
    "dead-ends",
    "Branches in which nothing is open any more",
    "The largest first, with the person through whom each may come to life again.",
    "dead-ends",
    (
        *PERSON_COLUMNS,
        schema.SIZE,
        schema.INTRODUCED_BY,
        schema.REVIVE_THROUGH,
        schema.DAYS_QUIET,
        schema.REASON,
    ),
    meanings.DEAD_END_MEANINGS,
    schema.CONTACT_ID,
)
SOURCES_GRID: Final = GridKind(
    "sources",
    "Where first contacts came from",
    "What led on of each way to find somebody without a referral.",
    "sources",
    schema.SOURCE_COLUMNS,
    meanings.SOURCE_MEANINGS,
    schema.SOURCE,
)
GENERATIONS_GRID: Final = GridKind(
    "by-generation",
    "Growth by generation",
    "How many people each step of introductions brought.",
    "growth",
    (
        schema.GENERATION,
        schema.CONTACTS,
        schema.MET,
        schema.REFERRALS,
        schema.REFERRALS_PER_CONTACT,
        schema.ORGANIZATIONS_NEW,
    ),
    meanings.GENERATION_MEANINGS,
)
MONTHS_GRID: Final = GridKind(
    "by-month",
    "Growth by month",
    "How many there were by the end of each month.",
    "growth --per month",
    schema.PERIOD_GROWTH_COLUMNS,
    meanings.PERIOD_MEANINGS,
)
GRID_QUESTIONS: Final[tuple[tuple[GridKind, Callable[[ReferralNetwork], pd.DataFrame]], ...]] = (
    (ADVOCATES_GRID, advocates),
    (CONTACTS_GRID, contacts),
    (ORGANIZATIONS_GRID, organizations),
    (DEAD_ENDS_GRID, dead_ends),
    (SOURCES_GRID, sources),
    (GENERATIONS_GRID, growth),
    (MONTHS_GRID, lambda net: growth(net, per=MONTH)),
)
GROUPED_GRIDS: Final = {
    "organizations": "organizations",
    "sources": "sources",
    "by-generation": "growth",
    "by-month": "growth",
}
"""Tables whose rows are groups of people, and the question whose small cells they leave out."""


def grids(net: ReferralNetwork, *, include: Sequence[str] = (), min_cell: int = 0) -> list[Grid]:
    """Ask for the tables of a report; those without a row are left out.

    Parameters
    ----------
    net
        The network.
    include
        Further columns of contacts to show.
    min_cell
        The smallest count that is shown: with one, tables whose rows are people are left out.
    """
    found = []
    for kind, question in GRID_QUESTIONS:
        if min_cell > 1 and kind.name not in GROUPED_GRIDS:
            continue
        table = question(net)
        if min_cell > 1:
            table = without_small_cells(net, GROUPED_GRIDS[kind.name], table, min_cell)
        if kind is SOURCES_GRID and table[schema.SOURCE].isna().all():
            continue
        extra = include if kind is CONTACTS_GRID else ()
        if len(table):
            found.append(grid(net, kind, table, extra))
    return found


def grid(
    net: ReferralNetwork, kind: GridKind, table: pd.DataFrame, include: Sequence[str] = ()
) -> Grid:
    """Make a table of a page of an answer.

    Parameters
    ----------
    net
        The network, by which ids become names.
    kind
        Which table it is.
    table
        The answer.
    include
        Further columns of contacts, put behind the others.
    """
    notes = tuple(table.attrs.get("notes", ()))
    first = table.iloc[:MOST_GRID_ROWS]
    further: dict[str, str] = {}
    keys = tuple(cell_words(first[kind.key])) if kind.key in first.columns else ()
    if include:
        # a user's own "standing" stands beside the one that was counted
        further = beside(include, {schema.CONTACT_ID, *kind.columns})
        # ``array``, as rows go in by their place: their indexes are ids here and numbers there
        of_rows = net.people.set_index(schema.CONTACT_ID, drop=False).loc[list(keys)]
        first = first.assign(**{name: of_rows[own].array for name, own in further.items()})
    # where nothing says who was met, 0 of them would be said of nobody knows how many
    unkept = () if people(net).keeps_statuses else (schema.MET, schema.REFERRALS_MET)
    usual = [name for name in kind.columns if name not in unkept]
    columns = [name for name in (*usual, *further) if name in first.columns]
    whole = _readable_cells(whole_numbers(with_names(first[columns], net)))
    words = pd.DataFrame({name: cell_words(whole[name], escape_controls) for name in columns})
    words = people_by_name(words, net)
    shown = [name for name in words.columns if (words[name] != "").any()]
    rows = list(zip(*(words[name] for name in shown), strict=True))
    return Grid(
        kind,
        tuple(_grid_column(kind, name, whole[name]) for name in shown),
        tuple(rows),
        keys,
        len(table),
        notes,
    )


def _readable_cells(table: pd.DataFrame) -> pd.DataFrame:
    """Cells as people say them: standings with blanks, months without a day."""
    said = {}
    if schema.STANDING in table.columns:
        said[schema.STANDING] = table[schema.STANDING].str.replace("_", " ")
    if schema.PERIOD in table.columns:
        said[schema.PERIOD] = table[schema.PERIOD].dt.strftime("%Y-%m").astype("str")
    return table.assign(**said)


def _grid_column(kind: GridKind, name: str, cells: pd.Series) -> GridColumn:
    meaning = kind.meanings.get(name, "")
    # the page shows the name behind an id
    meaning = meaning.removeprefix("Id of ")
    if name == schema.PERIOD:
        meaning = ""  # its heading says it
    return GridColumn(
        name,
        _heading_of_column(name),
        meaning[:1].upper() + meaning[1:],
        _kind_of_cells(name, cells),
    )


def _heading_of_column(name: str) -> str:
    return "Month" if name == schema.PERIOD else escape_controls(heading_of(name))


def _kind_of_cells(name: str, cells: pd.Series) -> str:
    if name == schema.STANDING:
        return "standing"
    if pd.api.types.is_datetime64_any_dtype(cells.dtype):
        return "day"
    numeric = pd.api.types.is_numeric_dtype(cells.dtype) and not pd.api.types.is_bool_dtype(cells)
    return "number" if numeric else ""
