"""Grouped answers without small cells: which columns add up to what, answer by answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import pandas as pd

from netgraph import schema
from netgraph.analysis.count_bounds import (
    RATE_COLUMNS,
    SUMMARY,
    TOTALS,
    flags_of,
    hidden_counts,
    later_generations_together,
    with_zeros,
)
from netgraph.analysis.growth import growth
from netgraph.analysis.ordering import first_rows, ordered
from netgraph.analysis.people import people
from netgraph.analysis.summary import issue_counts
from netgraph.choices import MONTH, WEEK
from netgraph.collation import Collation, tie_keys
from netgraph.network import ReferralNetwork
from netgraph.suppression import (
    blanked,
    blanks,
    is_small,
    running_blanks,
    settled_sums,
    small_counts,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from netgraph.arrays import Flags
    from netgraph.choices import Period
    from netgraph.cohort.cohort import Cohort

LAST_GENERATION: Final = "The last row holds its generation and all later ones."
FEW_ORGANIZATIONS: Final = "Organizations whose contacts would be blank are not listed."
OF_SINGLE_PEOPLE: Final = (schema.INTRODUCED_BY, schema.ONLY_THROUGH)
"""Columns of organizations that name people."""


class HiddenTotals(NamedTuple):
    """What else a reader sees blank of the organizations, and who is at none.

    Parameters
    ----------
    summary
        The counts of the summary that are blank.
    by_generation, by_day
        Whether growth blanks organizations by generation, and by day.
    contacts, met, decide
        Contacts at no organization, those of them who were met, and who decide.
    """

    summary: frozenset[str]
    by_generation: bool
    by_day: bool
    contacts: int
    met: int
    decide: int


def hidden_totals(net: ReferralNetwork, least: int) -> HiddenTotals:
    """Find what else is blank where no count below ``least`` may be found."""
    who, hidden = people(net), hidden_counts(net, least)
    nowhere = who.organization < 0
    summary = {name[1] for name in hidden if isinstance(name, tuple) and name[0] == SUMMARY}
    # rows counted by date or by generation are what growth has, the deepest of them a count of the
    # summary: what is blank there is blank among organizations
    by_generation = schema.GENERATIONS in summary or any(
        isinstance(name, tuple) and schema.ORGANIZATIONS_NEW in name for name in hidden
    )
    running = _period_cells(net, growth(net, per=WEEK), least).get(schema.ORGANIZATIONS)
    by_day = running is not None and bool(running.any())
    alone = (int(counted[nowhere].sum()) for counted in (who.met, who.decides))
    return HiddenTotals(frozenset(summary), by_generation, by_day, int(nowhere.sum()), *alone)


def organizations_without_small(
    table: pd.DataFrame,
    totals: HiddenTotals,
    least: int,
    *,
    by: str | None = None,
    top: int | None = None,
    collation: Collation | None = None,
) -> pd.DataFrame:
    """Blank what is too small in organizations; parameters as of ``without_small_cells``."""
    table = table.drop(columns=list(OF_SINGLE_PEOPLE))
    hidden = _organization_cells(with_zeros(table), totals, least)
    own_notes = []
    if schema.ORGANIZATIONS in totals.summary:
        # how many rows there are would tell how many organizations
        large = ~hidden[schema.CONTACTS]
        table = table[large].reset_index(drop=True)
        hidden = {name: flags[large] for name, flags in hidden.items()}
        own_notes = [FEW_ORGANIZATIONS]
    shown, count = blanked(table, hidden), sum(int(flags.sum()) for flags in hidden.values())
    tie = schema.ORGANIZATION
    if by is not None:
        answer = ordered(shown, [by], tie, top=top, collation=collation)
    else:
        rank = {name: i for i, name in enumerate(schema.ORGANIZATION_STANDINGS)}
        keys = pd.DataFrame(
            {
                "a": shown[schema.STANDING].map(rank),
                "b": -shown[schema.CONTACTS].astype("Float64"),
                "c": tie_keys(collation, tie, shown[tie]),
            }
        )
        order = keys.sort_values(["a", "b", "c"], kind="stable").index
        answer = first_rows(shown.loc[order], top)
    notes = [*table.attrs.get("notes", []), *own_notes]
    answer.attrs["notes"] = notes_without_numbers(notes, least, count)
    return answer


def without_small_cells(
    net: ReferralNetwork,
    question: str,
    table: pd.DataFrame,
    least: int,
    *,
    by: str | None = None,
    top: int | None = None,
) -> pd.DataFrame:
    """Blank what is too small in a grouped answer, and what would let it be found.

    Parameters
    ----------
    net
        The network that was asked.
    question
        One of ``GROUPED_QUESTIONS``.
    table
        All rows of its answer.
    least
        The smallest count that is shown.
    by, top
        As the question takes them: rows are ordered and cut by what is left to see.

    Returns
    -------
    The rows. Notes that say a number are left out; one says how many cells are blank.
    """
    if question == "organizations":
        totals = hidden_totals(net, least)
        return organizations_without_small(
            table, totals, least, by=by, top=top, collation=net.collation
        )
    own_notes = []
    if question == "growth" and schema.GENERATION in table.columns:
        table = later_generations_together(table, least)
        hidden = _generation_cells(net, table, least)
        own_notes = [LAST_GENERATION] if len(table) else []
    elif question == "growth":
        hidden = _period_cells(net, table, least)
    else:
        hidden = _source_cells(net, table, least)
    shown = blanked(table, hidden)
    count = sum(int(flags.sum()) for flags in hidden.values())
    if question == "growth" and by is None:
        answer = first_rows(shown, top)
    else:
        # The order of blank cells would tell which of them is larger.
        tie = str(shown.columns[0])
        keys = [schema.CREDIT if by is None else by]
        answer = ordered(shown, keys, tie, top=top, collation=net.collation)
    notes = [*table.attrs.get("notes", []), *own_notes]
    answer.attrs["notes"] = notes_without_numbers(notes, least, count)
    return answer


def counts_without_small(
    net: ReferralNetwork, counts: Mapping[str, int | None], least: int
) -> dict[str, int | None]:
    """The counts of a summary without small ones and what would let one be found."""
    return without_blank(counts, {n for n in counts if (SUMMARY, n) in hidden_counts(net, least)})


def without_blank(
    counts: Mapping[str, int | None], blank: Collection[str]
) -> dict[str, int | None]:
    """Counts of which some are not shown."""
    return {name: None if name in blank else count for name, count in counts.items()}


def shown_issues(net: ReferralNetwork | Cohort, min_cell: int = 0) -> dict[str, int | None]:
    """How many issues of each code, None where that is too small to show."""
    counts = issue_counts(net)
    if min_cell <= 1 or not isinstance(net, ReferralNetwork):
        return dict(counts)
    stubs = (SUMMARY, schema.STUBS) in hidden_counts(net, min_cell)
    return issues_without_small(counts, min_cell, len(net), stubs=stubs)


def issues_without_small(
    counts: Mapping[str, int], least: int, contacts: int, *, stubs: bool
) -> dict[str, int | None]:
    """Numbers of issues without small ones; ``stubs`` says whether that of stubs is blank."""
    shown = small_counts(counts, least, contacts)
    # groups of students are counted apart, and a total of all would give one away
    shown |= dict.fromkeys({schema.NOT_STARTED, schema.NO_GROUP} & counts.keys())
    # a stub each: where one of the two is blank, so is the other
    if schema.UNKNOWN_CONTACT in counts and stubs:
        shown[schema.UNKNOWN_CONTACT] = None
    return shown


def notes_without_numbers(notes: list[str], least: int, blank: int) -> list[str]:
    """Keep the notes that count nobody, and say what was blanked."""
    kept = [note for note in notes if not any(letter.isdigit() for letter in note)]
    rule = f"counts from 1 to {least - 1}, and what would let one be found, are blank"
    more = f" ({blank:,} cells)" if blank >= least else ""
    left = ["notes with counts are left out"] if len(kept) < len(notes) else []
    return [*kept, f"Smallest cell {least}: " + "; ".join([rule + more, *left]) + "."]


def _generation_cells(net: ReferralNetwork, table: pd.DataFrame, least: int) -> dict[str, Flags]:
    hidden, numbers = hidden_counts(net, least), list(range(1, len(table) + 1))
    cells = {column: flags_of(hidden, schema.GENERATION, numbers, column) for column in TOTALS}
    # A rate times the people of a generation is about the referrals they made.
    rates = dict.fromkeys(RATE_COLUMNS, cells[schema.CONTACTS] | cells[schema.REFERRALS])
    return cells | rates


def _period_cells(net: ReferralNetwork, table: pd.DataFrame, least: int) -> dict[str, Flags]:
    if table.empty:
        return {}
    who = people(net)
    totals = {
        schema.CONTACTS: len(net),
        schema.MET: int(who.met.sum()),
        schema.ORGANIZATIONS: len(who.organizations),
    }
    # Weeks and months are cut together: the sum up to the end of a month, less that up to a week
    # before it, counts the few days between.
    weeks, months = (
        _up_to_day(net, with_zeros(growth(net, per=per)), per) for per in (WEEK, MONTH)
    )
    line = pd.concat([weeks, months])
    line = line[~line.index.duplicated()].sort_index()
    own = (
        weeks
        if table[schema.PERIOD].equals(weeks[schema.PERIOD].reset_index(drop=True))
        else months
    )
    # Ends of months come first, and weeks between them where there is room: few lose much by it.
    first = line.index.isin(months.index)
    # Those known by then who are not met yet are a cell too.
    waiting = is_small(line[schema.CONTACTS] - line[schema.MET], least)
    hidden = {
        name: running_blanks(
            line[name],
            least,
            total,
            blank=waiting if name == schema.MET else None,
            first=first,
        )
        for name, total in totals.items()
    }
    # Where meetings are known although they are blank, contacts would give the waiting away.
    met_known = settled_sums(line[schema.MET], hidden[schema.MET], totals[schema.MET])
    hidden[schema.CONTACTS] = hidden[schema.CONTACTS] | (met_known & waiting)
    # A total that is blank in the summary is none of the last sums either.
    blank_totals = hidden_counts(net, least)
    for name in totals:
        if (SUMMARY, name) in blank_totals:
            hidden[name] = hidden[name] | (line[name] > 0).to_numpy()
    at = line.index.get_indexer(own.index)
    return {name: flags[at] for name, flags in hidden.items()}


def _up_to_day(net: ReferralNetwork, table: pd.DataFrame, per: Period) -> pd.DataFrame:
    """The running sums of growth by the day on which each period ends, at most the as-of date."""
    step = pd.DateOffset(weeks=1) if per == WEEK else pd.DateOffset(months=1)
    last = table[schema.PERIOD] + step - pd.Timedelta(days=1)
    if net.as_of_date is not None:
        last = last.mask(last > net.as_of_date, net.as_of_date)
    return table.set_index(pd.DatetimeIndex(last))


def _organization_cells(table: pd.DataFrame, totals: HiddenTotals, least: int) -> dict[str, Flags]:
    size = table[schema.CONTACTS]
    contacts = blanks(size, least, rest=totals.contacts)
    met, decide = (
        blanks(
            table[column],
            least,
            whole=size,
            blank=contacts,
            rest=alone,
            rest_of_whole=totals.contacts,
        )
        for column, alone in ((schema.MET, totals.met), (schema.DECISION_MAKERS, totals.decide))
    )
    # A standing says that there is somebody (met), a date or a generation is that of one person.
    few, there = contacts | met, table[schema.GENERATION].notna().to_numpy()
    return {
        schema.CONTACTS: contacts,
        schema.MET: met,
        schema.DECISION_MAKERS: decide,
        schema.STANDING: few,
        schema.FIRST_REACHED_ON: few | (there & totals.by_day),
        schema.GENERATION: few | (there & totals.by_generation),
        schema.ENTRY_ADVOCATES: is_small(table[schema.ENTRY_ADVOCATES], least),
    }


def _source_cells(net: ReferralNetwork, table: pd.DataFrame, least: int) -> dict[str, Flags]:
    hidden = hidden_counts(net, least)
    names = [None if pd.isna(name) else name for name in table[schema.SOURCE]]
    return {
        str(column): flags_of(hidden, schema.SOURCE, names, str(column))
        for column in table.columns[1:]
    }
