"""Grouped answers without small cells: which columns add up to what, answer by answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.analysis.credit import found_by_referral
from netgraph.analysis.growth import growth
from netgraph.analysis.ordering import first_rows, ordered
from netgraph.analysis.people import people
from netgraph.choices import MONTH, WEEK
from netgraph.collation import tie_keys
from netgraph.suppression import (
    blanked,
    blanks,
    is_small,
    running_blanks,
    settled_sums,
    small_counts,
)

if TYPE_CHECKING:
    from netgraph.arrays import Flags
    from netgraph.choices import Period
    from netgraph.network import ReferralNetwork

GROUPED: Final = ("organizations", "growth", "sources")
"""Questions whose rows are groups of people."""
RATE_COLUMNS: Final = (
    schema.REFERRALS_PER_CONTACT,
    schema.REFERRALS_PER_CONTACT_LOW,
    schema.REFERRALS_PER_CONTACT_HIGH,
)
PEOPLE_COUNTED: Final = (
    schema.STUBS,
    schema.FIRST_CONTACTS,
    schema.MET,
    schema.LARGEST_BRANCH,
    schema.DEAD_END_PEOPLE,
)
"""Counts of a network that are parts of its contacts."""
OF_SINGLE_PEOPLE: Final = (schema.INTRODUCED_BY, schema.ONLY_THROUGH)
"""Columns of organizations that name people."""


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
        One of ``GROUPED``.
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
    if question == "growth":
        per_generation = schema.GENERATION in table.columns
        hidden = (
            _generation_cells(table, least) if per_generation else _period_cells(net, table, least)
        )
    elif question == "organizations":
        table = table.drop(columns=list(OF_SINGLE_PEOPLE))
        hidden = _organization_cells(net, table, least)
    else:
        hidden = _source_cells(net, table, least)
    shown = blanked(table, hidden)
    count = sum(int(flags.sum()) for flags in hidden.values())
    if question == "growth" and by is None:
        answer = first_rows(shown, top)
    else:
        answer = _rows_in_order(net, question, shown, by, top)
    answer.attrs["notes"] = notes_without_numbers(table.attrs.get("notes", []), least, count)
    return answer


def counts_without_small(
    net: ReferralNetwork, counts: dict[str, int], least: int
) -> dict[str, int | None]:
    """The counts of a summary without small ones and what would let one be found."""
    # What is left of all contacts is a cell where people are counted.
    groups: dict[str, int] = {name: counts[name] for name in PEOPLE_COUNTED if name in counts}
    shown = small_counts(counts, least)
    shown |= small_counts(groups, least, counts[schema.CONTACTS])
    # The first generation is counted in two places: what is blank in the other is blank here.
    generations = growth(net)
    if len(generations) and _generation_cells(generations, least)[schema.CONTACTS][0]:
        shown[schema.FIRST_CONTACTS] = None
    return shown


def notes_without_numbers(notes: list[str], least: int, blank: int) -> list[str]:
    """Keep the notes that count nobody, and say what was blanked."""
    kept = [note for note in notes if not any(letter.isdigit() for letter in note)]
    rule = f"counts from 1 to {least - 1}, and what would let one be found, are blank"
    more = f" ({blank:,} cells)" if blank >= least else ""
    left = ["notes with counts are left out"] if len(kept) < len(notes) else []
    return [*kept, f"Smallest cell {least}: " + "; ".join([rule + more, *left]) + "."]


def _rows_in_order(
    net: ReferralNetwork, question: str, table: pd.DataFrame, by: str | None, top: int | None
) -> pd.DataFrame:
    # The order of blank cells would tell which of them is larger.
    tie = str(table.columns[0])
    if by is not None:
        return ordered(table, [by], tie, top=top, collation=net.collation)
    if question == "sources":
        return ordered(table, [schema.CREDIT], tie, top=top, collation=net.collation)
    rank = {name: i for i, name in enumerate(schema.ORGANIZATION_STANDINGS)}
    keys = pd.DataFrame(
        {
            "a": table[schema.STANDING].map(rank),
            "b": -table[schema.CONTACTS].astype("Float64"),
            "c": tie_keys(net.collation, tie, table[tie]),
        }
    )
    return first_rows(table.loc[keys.sort_values(["a", "b", "c"], kind="stable").index], top)


def _generation_cells(table: pd.DataFrame, least: int) -> dict[str, Flags]:
    contacts = blanks(table[schema.CONTACTS], least)
    met = blanks(table[schema.MET], least, whole=table[schema.CONTACTS], blank=contacts)
    referrals = blanks(table[schema.REFERRALS], least)
    # A rate times the people of a generation is about the referrals they made.
    rates = dict.fromkeys(RATE_COLUMNS, contacts | referrals)
    return {
        schema.CONTACTS: contacts,
        schema.MET: met,
        schema.REFERRALS: referrals,
        **rates,
        schema.ORGANIZATIONS_NEW: blanks(table[schema.ORGANIZATIONS_NEW], least),
    }


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
    weeks, months = (_up_to_day(net, growth(net, per=per), per) for per in (WEEK, MONTH))
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
    at = line.index.get_indexer(own.index)
    return {name: flags[at] for name, flags in hidden.items()}


def _up_to_day(net: ReferralNetwork, table: pd.DataFrame, per: Period) -> pd.DataFrame:
    """The running sums of growth by the day on which each period ends, at most the as-of date."""
    step = pd.DateOffset(weeks=1) if per == WEEK else pd.DateOffset(months=1)
    last = table[schema.PERIOD] + step - pd.Timedelta(days=1)
    if net.as_of_date is not None:
        last = last.mask(last > net.as_of_date, net.as_of_date)
    return table.set_index(pd.DatetimeIndex(last))


def _organization_cells(net: ReferralNetwork, table: pd.DataFrame, least: int) -> dict[str, Flags]:
    who = people(net)
    nowhere = who.organization < 0
    size, alone = table[schema.CONTACTS], int(nowhere.sum())
    contacts = blanks(size, least, rest=alone)
    met, decide = (
        blanks(
            table[column],
            least,
            whole=size,
            blank=contacts,
            rest=int(counted[nowhere].sum()),
            rest_of_whole=alone,
        )
        for column, counted in ((schema.MET, who.met), (schema.DECISION_MAKERS, who.decides))
    )
    # A standing says that there is somebody (met), a date or a generation is that of one person.
    few = contacts | met
    return {
        schema.CONTACTS: contacts,
        schema.MET: met,
        schema.DECISION_MAKERS: decide,
        schema.STANDING: few,
        schema.FIRST_REACHED_ON: few,
        schema.GENERATION: few,
        schema.ENTRY_ADVOCATES: is_small(table[schema.ENTRY_ADVOCATES], least),
    }


def _source_cells(net: ReferralNetwork, table: pd.DataFrame, least: int) -> dict[str, Flags]:
    size, found = table[schema.CONTACTS], found_by_referral(net)
    contacts = blanks(size, least)
    # What a group reaches overlaps with what others reach: nothing adds up, but what is left of all
    # who were found by referral, or of all organizations, is a cell.
    reach, places = table[schema.REACH], table[schema.ORGANIZATIONS]
    reached = is_small(reach, least) | is_small(found - reach, least)
    at = is_small(places, least) | is_small(len(people(net).organizations) - places, least)
    hidden = {
        schema.CONTACTS: contacts,
        schema.MET: blanks(table[schema.MET], least, whole=size, blank=contacts),
        schema.REFERRALS: blanks(table[schema.REFERRALS], least),
        schema.REACH: np.asarray(reached),
        schema.ORGANIZATIONS: np.asarray(at),
        schema.CREDIT: blanks(table[schema.CREDIT], least),
    }
    # Sources add up to the first generation (credit, to all but its people): where growth blanks
    # that, no column here may give its sum away.
    generations = growth(net)
    first = _generation_cells(generations, least) if len(generations) else {}
    for name in (schema.CONTACTS, schema.MET, schema.REFERRALS, schema.CREDIT):
        counted = schema.CONTACTS if name == schema.CREDIT else name
        if counted in first and first[counted][0] and not hidden[name].any():
            hidden[name] = _smallest_cell(table[name])
    return hidden


def _smallest_cell(cells: pd.Series) -> Flags:
    """Flag the smallest cell that counts somebody, the first of several."""
    value = cells.to_numpy(dtype=np.float64)
    flags = np.zeros(len(value), dtype=bool)
    if (value > 0).any():
        flags[int(np.argmin(np.where(value > 0, value, np.inf)))] = True
    return flags
