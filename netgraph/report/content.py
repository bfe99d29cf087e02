"""What a report says of a network, gathered once: each question is asked a single time."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from netgraph import meanings, schema
from netgraph.analysis.agenda import agenda
from netgraph.analysis.changes import changes
from netgraph.analysis.dead_ends import by_structure
from netgraph.analysis.doubted_leader import doubts_of_leader
from netgraph.analysis.findings import RECENT_SPAN, findings
from netgraph.analysis.small_cells import counts_without_small, shown_issues
from netgraph.analysis.summary import network_counts
from netgraph.analysis.told_in_words import (
    NOTHING_TO_DO,
    change_sentences,
    counts_sentence,
    names_told,
    step_in_words,
)
from netgraph.errors import OptionError
from netgraph.frames import refuse_unknown_columns
from netgraph.glossary import FIVE_STANDINGS, TERMS
from netgraph.iso_days import days_after, given_day, iso
from netgraph.looks import GLOSSES
from netgraph.report.figures import ClassNames, Picture, inline_figure
from netgraph.report.grids import PERSON_COLUMNS, Grid, GridKind, grid, grids
from netgraph.report.mended import accounting, repairs
from netgraph.report.pointers import pointers
from netgraph.wording import with_noun

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from netgraph.choices import Figure
    from netgraph.network import ReferralNetwork

STEPS_TOLD: Final = 10
"""Steps of this week that are said in words; all are in the table of what is to do."""
CODE_FOR_A_NAME: Final = r"[^\W\d]{0,3}[-_. ]?\d+"
"""An id that is a number, perhaps behind a few letters: where a name lacks, it stands for one."""
STEP_CODES: Final = (schema.ACTION, schema.WHEN, schema.ALSO)
"""Columns of the agenda whose words are written with underscores."""
LEAST_DRAWN: Final = 2
"""People of whom there are figures: one alone is a dot."""
FIGURES_OF_GROUPS: Final[tuple[Figure, ...]] = ("growth", "generations", "organizations")
TO_DO_GRID: Final = GridKind(
    "to-do",
    "Everything to do",
    "What is due this week first, then what is overdue, then what comes later.",
    "agenda",
    (schema.ACTION, *PERSON_COLUMNS, schema.WHEN, schema.DUE_ON, schema.REASON, schema.ALSO),
    meanings.AGENDA_MEANINGS,
    schema.CONTACT_ID,
)
CHANGES_GRID: Final = GridKind(
    "changes",
    "Everything new",
    "What is different since that day, the newest first.",
    "changes",
    (schema.DATE, schema.CHANGE, *PERSON_COLUMNS, schema.THROUGH),
    meanings.CHANGE_MEANINGS,
)


def content(
    net: ReferralNetwork,
    *,
    since: dt.date | str | None = None,
    include: Sequence[str] = (),
    min_cell: int = 0,
) -> dict[str, Any]:
    """Gather what the template of the report names.

    Parameters
    ----------
    net
        The network.
    since
        The day from which on changes are told; default: 30 days before the as-of date.
    include
        Further columns of contacts.
    min_cell
        The smallest count that is shown; with one, everything about single people is left out.

    Raises
    ------
    UnknownNameError
        If contacts have no column that ``include`` names.
    OptionError
        If ``since`` is no date or later than the as-of date, or if single people are asked for
        where only groups are shown.
    """
    refuse_unknown_columns(include, net.people)
    if include and min_cell > 1:
        raise OptionError("include: of single people; not where small counts are left out")
    # a smallest count of 1 hides nothing, as every count is at least that
    singles = min_cell <= 1
    # steps and news put their tables in here, before ``pointers`` leads to any
    tables = {one.kind.name: one for one in grids(net, include=include, min_cell=min_cell)}
    week, changed = _this_weeks_steps(net, tables) if singles else None, None
    if singles:
        changed = _news(net, since, tables)
    # one for all pictures of the page, which share classes; ``sheet`` is asked when all are drawn
    classes = ClassNames()
    pictures = _pictures(net, classes, min_cell) if len(net) >= LEAST_DRAWN else []
    all_counts = network_counts(net)
    counts = dict(all_counts) if singles else counts_without_small(net, all_counts, min_cell)
    issues = shown_issues(net, min_cell)
    return {
        "as_of": None if net.as_of_date is None else iso(net.as_of_date),
        "counted": counts_sentence(counts, structure_only=by_structure(net)),
        "people": len(net),
        "redacted": net.collation is not None,
        "smallest": min_cell if min_cell > 1 else 0,
        "findings": pointers(findings(net), tables, [p.name for p in pictures]) if singles else [],
        "doubts": doubts_of_leader(net) if singles else [],
        "week": week,
        "changed": changed,
        "pictures": pictures,
        "figure_style": classes.sheet(),
        "tables": tables,
        "standings": {name: GLOSSES[name] for name in FIVE_STANDINGS}
        if singles and len(net)
        else {},
        "terms": TERMS,
        "accounting": accounting(net) if singles else [],
        "repairs": repairs(net, issues, singles=singles),
    }


def _this_weeks_steps(net: ReferralNetwork, tables: dict[str, Grid]) -> dict[str, Any]:
    """The steps of this week in words, and all that is to do as a table."""
    steps = agenda(net)
    due = steps[steps[schema.WHEN] == schema.THIS_WEEK]
    late = int((steps[schema.WHEN] == schema.OVERDUE).sum())
    if len(steps):
        tables[TO_DO_GRID.name] = grid(net, TO_DO_GRID, _readable(steps, *STEP_CODES))
    told = _names_spoken(names_told(net, due.iloc[:STEPS_TOLD]))
    day = None if net.as_of_date is None else given_day(net.as_of_date)
    # who reads this may do so days later: steps are told with dates
    rows = told.to_dict("records")
    said = [step_in_words(row, day or dt.date.min, counted=False) for row in rows]
    rest = [with_noun(len(due) - len(told), "more step")] if len(due) > len(told) else []
    rest += [f"{late:,} overdue"] if late else []
    return {
        "steps": said,
        "nothing": [] if len(steps) else [NOTHING_TO_DO, *steps.attrs["notes"]],
        "rest": " and ".join(rest),
    }


def _news(
    net: ReferralNetwork, since: dt.date | str | None, tables: dict[str, Grid]
) -> dict[str, Any] | None:
    """What changed, in words and as a table; None where no date says what is new."""
    if net.as_of_date is None:
        return None
    day = days_after(given_day(net.as_of_date), -RECENT_SPAN) if since is None else given_day(since)
    found = changes(net, since=day)
    if len(found):
        tables[CHANGES_GRID.name] = grid(net, CHANGES_GRID, _readable(found, schema.CHANGE))
    return {
        "since": iso(day),
        "sentences": change_sentences(_names_spoken(names_told(net, found)), iso(day)),
        "notes": found.attrs["notes"][:-1],  # the last one says since when
    }


def _names_spoken(table: pd.DataFrame) -> pd.DataFrame:
    """Rows whose people are called as one speaks of them: a bare code is no name."""
    names = table[schema.NAME]
    code = (names == table[schema.CONTACT_ID]) & names.str.fullmatch(CODE_FOR_A_NAME)
    return table.assign(**{schema.NAME: names.mask(code, "somebody noted only as " + names)})


def _readable(table: pd.DataFrame, *coded: str) -> pd.DataFrame:
    """A table whose columns of a few words have them with blanks, not underscores."""
    notes = table.attrs
    words = {name: table[name].str.replace("_", " ") for name in coded}
    shown = table.assign(**words)
    shown.attrs = notes
    return shown


def _pictures(net: ReferralNetwork, classes: ClassNames, min_cell: int) -> list[Picture]:
    """The figures: that of single people only where no count is too small to show."""
    names: tuple[Figure, ...] = FIGURES_OF_GROUPS if min_cell > 1 else ("tree", *FIGURES_OF_GROUPS)
    if net.as_of_date is None:
        names = tuple(name for name in names if name != "growth")
    return [inline_figure(net, name, classes, min_cell=min_cell) for name in names]
