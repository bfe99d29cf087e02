"""The whole search on one screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from netgraph import kernels, schema
from netgraph.analysis.agenda import agenda
from netgraph.analysis.by_seeker import also_of_cohorts
from netgraph.analysis.chance import curve
from netgraph.analysis.dead_ends import (
    LEAST_LISTED,
    STRUCTURE_ONLY,
    by_structure,
    dead_branches,
    dead_ends,
)
from netgraph.analysis.findings import findings
from netgraph.analysis.metrics import numbers_at, person_rows
from netgraph.analysis.ordering import first_rows, places_in_order
from netgraph.analysis.organizations import first_contact, organizations
from netgraph.analysis.people import people, where_recorded
from netgraph.analysis.reach import reach
from netgraph.analysis.search_numbers import RowsOfSearches, search_numbers
from netgraph.arguments import checked
from netgraph.cards import Carded
from netgraph.facts import remembered
from netgraph.frames import counts_of_codes
from netgraph.iso_days import iso
from netgraph.network import ReferralNetwork
from netgraph.wording import with_noun

if TYPE_CHECKING:
    from netgraph.analysis.findings import Finding
    from netgraph.arrays import Flags, Floats, Ints, Longs
    from netgraph.cohort.cohort import Cohort

SUMMARY_ROWS: Final = 5
SEARCH_AT_MOST: Final = 5_000
"""People up to whom a summary lists what to do this week: more are not one person's search."""
# Without conversion, which alone would load scipy for a screen that shows no interval.
ADVOCATE_SUMMARY: Final = (
    schema.CONTACT_ID,
    schema.NAME,
    schema.ORGANIZATION,
    schema.REFERRALS_MADE,
    schema.INTRODUCTIONS,
    schema.REACH,
    schema.EXCLUSIVE_REACH,
    schema.ORGANIZATIONS_REACHED,
    schema.EXCLUSIVE_ORGANIZATIONS,
    schema.CREDIT,
    schema.CREDIT_SHARE,
    schema.LAST_CONTACT_ON,
    schema.DAYS_QUIET,
)


@dataclass(frozen=True, slots=True, repr=False)
class Summary(Carded):
    """Findings, counts, top connectors, this week, dead ends, organizations, issues.

    Parameters
    ----------
    counts
        ``schema.COUNTS`` and their numbers; ``met`` is None where the tables keep no meetings.
    advocates, dead_ends, organizations
        The first rows of those answers.
    issues
        How many issues of each code.
    notes
        What the numbers rest on.
    as_of
        The date on which they stand, None without dates.
    findings
        What the numbers say, the most telling first.
    agenda
        The first steps of this week; None for searches of more than 5,000 people.
    """

    counts: dict[str, int | None]
    advocates: pd.DataFrame
    dead_ends: pd.DataFrame
    organizations: pd.DataFrame
    issues: dict[str, int]
    notes: list[str]
    as_of: pd.Timestamp | None
    findings: tuple[Finding, ...] = ()
    agenda: pd.DataFrame | None = None

    def __repr__(self) -> str:
        day = "no dates" if self.as_of is None else f"as of {iso(self.as_of)}"
        return f"<Summary: {with_noun(self.counts[schema.CONTACTS] or 0, 'contact')}, {day}>"

    def __str__(self) -> str:
        known = {name: number for name, number in self.counts.items() if number is not None}
        counts = (f"{name.replace('_', ' ')} {number:,}" for name, number in known.items())
        return "\n".join([*(one.sentence for one in self.findings), ", ".join(counts)])


def _count_rows(net: ReferralNetwork, *, exact: bool = False) -> RowsOfSearches:
    del exact  # no count is an estimate
    counts = _recorded_counts(net)
    rests = STRUCTURE_ONLY if by_structure(net) else curve(net).note
    searches = np.arange(search_numbers(net).searches)
    return RowsOfSearches(pd.DataFrame(counts), searches, [rests])


@also_of_cohorts(_count_rows)
@checked()
def summary(net: ReferralNetwork, *, top: int = SUMMARY_ROWS, exact: bool = False) -> Summary:
    """Answer how the search stands: findings, top connectors, this week, counts, issues.

    Parameters
    ----------
    net
        The network, or a cohort: then the answer has a row a search, with its counts.
    top
        Rows of each table.
    exact
        Whether to count reach one by one even where that takes quadratic time (large, dense and
        deep graphs); else it is estimated there, and the notes say so.
    """
    dead = dead_ends(net)
    rests = [STRUCTURE_ONLY] if by_structure(net) else [curve(net).note]
    places = organizations(net, top=top)
    steps = agenda(net) if len(net) <= SEARCH_AT_MOST else None
    return Summary(
        counts=network_counts(net),
        advocates=first_rows(top_connectors(net, top, exact=exact), top),
        dead_ends=dead.iloc[:top],
        organizations=places,
        issues=issue_counts(net),
        notes=[*rests, *places.attrs["notes"], *reach(net, exact=exact).notes],
        as_of=net.as_of_date,
        findings=findings(net),
        agenda=None if steps is None else steps[steps[schema.WHEN] == schema.THIS_WEEK].iloc[:top],
    )


@remembered
def top_connectors(net: ReferralNetwork, top: int | None, *, exact: bool) -> pd.DataFrame:
    """The first of those who made a referral, the most productive first. Don't change it."""
    rows = _connectors_in_order(net, exact=exact)[:top]
    return person_rows(net, rows, ADVOCATE_SUMMARY, exact=exact)[list(ADVOCATE_SUMMARY)]


@remembered
def _connectors_in_order(net: ReferralNetwork, *, exact: bool) -> Longs:
    """Positions of everybody who made a referral, by credit."""
    rows = np.flatnonzero(net.links.referrals_made > 0)
    keys = [schema.CREDIT, schema.REACH]
    table = pd.DataFrame(numbers_at(net, rows, keys, exact=exact))
    places = net.id_places[rows]
    return rows[places_in_order(table, keys, schema.CONTACT_ID, places=places)]


def issue_counts(net: ReferralNetwork | Cohort) -> dict[str, int]:
    """Count the issues of each code, in alphabetical order."""
    if isinstance(net, ReferralNetwork):
        return net.issue_counts
    return counts_of_codes(net.issues[schema.CODE])


def network_counts(net: ReferralNetwork) -> dict[str, int | None]:
    """Count contacts, referrals, organizations and so on, as a summary shows them.

    ``met`` is None where the tables keep no meetings.
    """
    counts = {name: number[0] for name, number in _recorded_counts(net).items()}
    return {name: None if np.isnan(number) else int(number) for name, number in counts.items()}


def _recorded_counts(net: ReferralNetwork) -> dict[str, Longs | Floats]:
    """Blank ``met`` of the searches that keep no meetings; whoever knows nobody has met nobody."""
    counts = counts_by_search(net)
    met = where_recorded(net, counts[schema.MET])
    return {**counts, schema.MET: np.where(counts[schema.CONTACTS] > 0, met, 0)}


@remembered
def counts_by_search(net: ReferralNetwork) -> dict[str, Longs]:
    """Count the same of each search that a network holds: int64[searches] each."""
    who, links, forest, dead = people(net), net.links, net.forest, dead_branches(net)
    search, searches = search_numbers(net)
    # int32[n], numbered from 0 without a gap: nobody of one component is in another search
    component = kernels.weak_components(links.source, links.target, links.size)
    _, member = np.unique(component, return_index=True)
    # int64[n], 1 each, as every generation is 1 or more: summed, the people of each branch.
    one_each = (forest.generation > 0).astype("int64")
    branch = kernels.branch_sum(forest.order, forest.introducer, one_each)

    def count(which: Flags | slice | Longs = slice(None)) -> Longs:
        return np.bincount(search[which], minlength=searches)

    def largest(number: Ints) -> Longs:
        most = np.zeros(searches, dtype=np.int64)
        np.maximum.at(most, search, number)
        return most

    return {
        schema.CONTACTS: count(),
        schema.STUBS: count(who.table[schema.STUB].to_numpy(dtype=bool)),
        schema.REFERRALS: count(links.source),
        schema.FIRST_CONTACTS: count(forest.first),
        # an organization of two searches is one of each, and stands for two
        schema.ORGANIZATIONS: count(first_contact(net)),
        schema.MET: count(who.met),
        schema.GENERATIONS: largest(forest.generation),
        schema.COMPONENTS: count(member),
        schema.DEAD_END_BRANCHES: count(dead.top[dead.listed(LEAST_LISTED)]),
        schema.DEAD_END_PEOPLE: count(dead.top[dead.size == 1]),
        schema.LARGEST_BRANCH: largest(branch),
    }
