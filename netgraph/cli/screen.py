"""Tables for people: as many columns as the screen is wide, the most telling ones first."""

from __future__ import annotations

import io
import os
import textwrap
from typing import TYPE_CHECKING, Any, Final, TextIO

import pandas as pd

from netgraph import schema
from netgraph.analysis.cohort_labels import names_by_seeker
from netgraph.analysis.labels import people_by_name, with_names
from netgraph.cell_words import cell_words
from netgraph.cli.answer import ONLY_TABLE
from netgraph.cohort.cohort import Cohort
from netgraph.controls import escape_controls
from netgraph.glossary import footnote

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.console import Console
    from rich.table import Table

    from netgraph.cli.answer import Answer
    from netgraph.network import ReferralNetwork

PLAIN_WIDTH: Final = 80
SCREEN_ROWS: Final = 1000
SCREEN_ROWS_EACH: Final = 20
"""Rows of one of several tables."""
WIDEST: Final = 26
WORDY: Final = (schema.MESSAGE, schema.REASON, schema.NEXT)
"""Columns of sentences: they are broken into lines, not cut."""
WORDY_WIDTH: Final = 30
WORDY_LEAST: Final = 18
FOLDED: Final = {schema.TABLE: 16}
"""Widths of columns that hold names of files, which may be long: their cells are broken."""
COLUMN_GAP: Final = 2
"""Blanks between two columns."""
NO_BREAK: Final = "\u00a0"
NOT_SHOWN: Final = "–"
"""A total that is not to be shown."""
WHO: Final = (schema.NAME, schema.CONTACT_ID, schema.ORGANIZATION)
COLUMN_RANKS: Final = {
    "contacts": (
        *WHO,
        schema.STANDING,
        schema.EXPECTED_RANK,
        schema.EXPECTED_REFERRALS,
        schema.INTRODUCED_BY,
        schema.CHANCE,
        schema.CREDIT,
        schema.REACH,
    ),
    "advocates": (
        *WHO,
        schema.EXPECTED_RANK,
        schema.EXPECTED_REFERRALS,
        schema.CREDIT,
        schema.REFERRALS_MADE,
        schema.REACH,
        schema.EXCLUSIVE_REACH,
        schema.DAYS_QUIET,
        schema.CONVERSION_LOW,
        schema.EVIDENCE,
    ),
    "dead_ends": (
        schema.NAME,
        schema.CONTACT_ID,
        schema.SIZE,
        schema.REVIVE_THROUGH,
        schema.DAYS_QUIET,
        schema.ORGANIZATION,
        schema.REASON,
    ),
    "organizations": (
        schema.ORGANIZATION,
        schema.STANDING,
        schema.CONTACTS,
        schema.MET,
        schema.CONTACTS_LOST,
        schema.CONTACTS_LEFT,
        schema.ONLY_THROUGH,
        schema.INTRODUCED_BY,
        schema.GENERATION,
        schema.FIRST_REACHED_ON,
    ),
    "check": (
        schema.SEVERITY,
        schema.SEEKER_ID,
        schema.LINE,
        schema.MESSAGE,
        schema.TABLE,
        schema.CODE,
    ),
    "suggestions": (schema.TABLE, schema.VALUE, schema.SAME_AS, schema.SCORE),
    "keep_warm": (schema.NAME, schema.CONTACT_ID, schema.MARGINAL_GAIN, schema.COVERED),
    "paths": (schema.PATH, schema.STEP, *WHO, schema.REFERRED_ON, schema.DAYS_QUIET),
    "changes": (schema.DATE, schema.CHANGE, schema.NAME, schema.ORGANIZATION, schema.THROUGH),
    "seekers": (
        schema.NAME,
        schema.SEEKER_ID,
        schema.STATE,
        schema.MET,
        schema.NEW_30_DAYS,
        schema.DAYS_QUIET,
        schema.NEXT,
        schema.CONTACTS,
    ),
    "load": (
        *WHO,
        schema.ASKS_30_DAYS,
        schema.OVER_LIMIT,
        schema.WAITING,
        schema.SEEKERS,
        schema.REFERRALS_MADE,
    ),
    "agenda": (
        schema.ACTION,
        schema.NAME,
        schema.KNOWN_TO,
        schema.DUE_ON,
        schema.REASON,
        schema.ALSO,
        schema.FILL_IN,
        schema.WHEN,
        schema.ORGANIZATION,
    ),
}
"""Columns that a narrow screen shows before others, by answer."""


def show(answer: Answer, out: TextIO) -> None:
    """Print an answer: with markup and at its own width on a terminal, plain elsewhere."""
    if answer.lines is not None:
        out.write("\n".join(answer.lines(width_of(out))) + "\n")
    elif out.isatty():
        # Rich is imported late: answers in words and the other formats go without it.
        from rich.console import Console

        _draw(answer, Console(file=out, highlight=False), answer.rows_on_terminal)
    else:
        out.write(plain_text(answer))


def plain_text(answer: Answer) -> str:
    """The answer as plain text."""
    from rich.console import Console

    if answer.lines is not None:
        return "\n".join(answer.lines(_plain_width())) + "\n"
    out = io.StringIO()
    _draw(answer, Console(file=out, width=_plain_width(), color_system=None, highlight=False))
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines())


def width_of(out: TextIO | None) -> int:
    """Columns of a terminal; of anything else as many as are asked for, or 80."""
    if out is not None and out.isatty():
        return os.get_terminal_size(out.fileno()).columns or PLAIN_WIDTH
    return _plain_width()


def _plain_width() -> int:
    # A pipe has no width to ask for. textwrap raises an error at width 0, so there is a least one.
    columns = os.environ.get("COLUMNS", "")
    return max(20, int(columns[:4])) if columns.isdecimal() else PLAIN_WIDTH


def _draw(answer: Answer, console: Console, rows: int | None = None) -> None:
    from netgraph.tables.write import whole_numbers

    # A terminal breaks a long headline by itself, and in a pipe it stays one line to search for.
    console.print(_styled(answer.headline, "bold"), soft_wrap=True)
    if answer.counts:
        console.print(_styled(_totals(answer.counts, console.width)))
    shown: list[list[str]] = []
    for name, table in answer.tables.items():
        console.print()
        if name != ONLY_TABLE:
            heading = table.attrs.get("heading", name.replace("_", " ").capitalize())
            console.print(_styled(heading, "bold"))
        # One of several tables goes without sentences, which would take several lines a row.
        long_texts = [] if name == ONLY_TABLE else [c for c in WORDY if c in table.columns]
        columns = _draw_table(
            whole_numbers(table.drop(columns=long_texts)),
            answer.net,
            console,
            answer.ranks.get(name, ()),
            rows or (SCREEN_ROWS if name == ONLY_TABLE else SCREEN_ROWS_EACH),
        )
        shown.append(columns)
    if words := footnote(*shown):
        console.print(_styled(words, "dim"))


def _totals(counts: Mapping[str, int | None], width: int) -> str:
    """All totals in a few lines, none broken behind its name."""
    # textwrap breaks lines at ASCII blanks only: a no-break space ties a number to its name.
    together = " · ".join(
        f"{name} {NOT_SHOWN if count is None else f'{count:,}'}".replace("_", NO_BREAK).replace(
            " ", NO_BREAK
        )
        for name, count in counts.items()
    )
    return textwrap.fill(together, width, break_long_words=False).replace(NO_BREAK, " ")


def _draw_table(
    table: pd.DataFrame,
    net: ReferralNetwork | Cohort | None,
    console: Console,
    ranked: tuple[str, ...],
    most: int,
) -> list[str]:
    """Draw a table, and give the columns of it that there was room for."""
    if table.empty:
        console.print(_styled("none", "dim"))
        return []
    # The cells as text, for measuring and drawing. Rows are cut first: a table may have a million.
    first, namesakes = table.iloc[:most], None
    if isinstance(net, Cohort):
        if schema.SEEKER_ID in table.columns and table.columns[0] == schema.SEEKER_ID:
            first, namesakes = names_by_seeker(first, net)
        net = net.everybody if namesakes is None else None
    else:
        first = with_names(first, net)
    grid = pd.DataFrame(text_cells(first), columns=first.columns)
    grid = people_by_name(grid, net, namesakes=namesakes)
    chosen = fitting_columns(grid, ranked, console.width)
    console.print(_grid(table, grid, chosen))
    left = [f"{len(table) - most:,} more rows"] if len(table) > most else []
    if more := len(table.columns) - len(chosen):
        left.append(f"{more} more column{'s' if more > 1 else ''}")
    if left:
        # CSV holds one table, so of several only JSON has all that is left out here.
        complete = "json" if most == SCREEN_ROWS_EACH else "csv"
        console.print(_styled(f"… {' and '.join(left)}: --format {complete}", "dim"))
    # a person's row may go without its id
    return [*chosen, *(name for name in (schema.CONTACT_ID,) if name in table.columns)]


def _grid(table: pd.DataFrame, grid: pd.DataFrame, chosen: list[str]) -> Table:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    between = (0, COLUMN_GAP - 1, 0, 0)  # the box adds one blank
    drawn = Table(
        box=SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=between, header_style="bold"
    )
    for name in chosen:
        wordy = name in WORDY
        drawn.add_column(
            _styled(_header(name)),
            # All cells of the grid are text: the table that they come from knows which are numbers.
            justify="right" if pd.api.types.is_numeric_dtype(table[name].dtype) else "left",
            no_wrap=not (wordy or name in FOLDED),
            overflow="fold" if wordy or name in FOLDED else "ellipsis",
            max_width=None if wordy else FOLDED.get(name, WIDEST),
        )
    for row in grid[chosen].itertuples(index=False):
        drawn.add_row(*(_styled(cell) for cell in row))
    return drawn


def fitting_columns(grid: pd.DataFrame, ranked: tuple[str, ...], width: int) -> list[str]:
    """Choose the columns that fit a width, by rank, in the order of the table.

    Columns without a cell are left out.
    """
    filled = [name for name in grid.columns if (grid[name] != "").any()]
    first = [name for name in ranked if name in filled]
    left = width
    chosen: list[str] = []
    for name in first + [name for name in filled if name not in ranked]:
        if name not in ranked and len(chosen) < len(first):
            break  # what was ranked did not all fit: nothing lesser takes its place
        needed = _needed(name, grid[name])
        if name in WORDY and WORDY_LEAST <= left < needed:
            needed = left
        if needed <= left or not chosen:
            chosen.append(name)
            left -= needed + COLUMN_GAP
    return [name for name in grid.columns if name in chosen]


def _needed(name: str, column: pd.Series[Any]) -> int:
    from rich.cells import cell_len

    header = max(len(part) for part in _header(name).split("\n"))
    # Columns of a terminal, not characters: an East Asian letter takes two, an accent mark none.
    longest = max(cell_len(cell) for cell in column)
    widest = WORDY_WIDTH if name in WORDY else FOLDED.get(name, WIDEST)
    return max(header, min(longest, widest))


def _header(name: str) -> str:
    """A column's name in words, a line each."""
    # A long header would make a column of short numbers far wider than its cells need.
    return name.replace("_", "\n")


def _styled(words: str, style: str = "") -> Any:
    from rich.text import Text

    # In a str Rich obeys markup, even [link=...] in a cell of a hostile table; in a Text never.
    return Text(words, style=style)


def text_cells(table: pd.DataFrame) -> list[tuple[str, ...]]:
    """The cells of a table as harmless text: dates ISO, numbers short, missing empty."""
    columns = [_column_texts(table[name]) for name in table.columns]
    return list(zip(*columns, strict=True))


def _column_texts(column: pd.Series[Any]) -> list[str]:
    return cell_words(column, escape_controls)
