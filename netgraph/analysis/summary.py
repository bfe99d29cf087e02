"""The whole search on one screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from netgraph import kernels, schema
from netgraph.analysis.agenda import agenda
from netgraph.analysis.chance import curve
from netgraph.analysis.dead_ends import (
    LEAST_LISTED,
    STRUCTURE_ONLY,
    by_structure,
    dead_branches,
    dead_ends,
)
from netgraph.analysis.findings import findings
from netgraph.analysis.metrics import core_metrics
from netgraph.analysis.ordering import ordered
from netgraph.analysis.organizations import organizations
from netgraph.analysis.people import people
from netgraph.analysis.reach import reach
from netgraph.arguments import checked
from netgraph.cards import Carded
from netgraph.iso_days import iso
from netgraph.wording import with_noun

if TYPE_CHECKING:
    import pandas as pd

    from netgraph.analysis.findings import Finding
    from netgraph.network import ReferralNetwork

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
        ``schema.COUNTS`` and their numbers.
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

    counts: dict[str, int]
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
        return f"<Summary: {with_noun(self.counts[schema.CONTACTS], 'contact')}, {day}>"

    def __str__(self) -> str:
        counts = (f"{name.replace('_', ' ')} {number:,}" for name, number in self.counts.items())
        return "\n".join([*(one.sentence for one in self.findings), ", ".join(counts)])


@checked()
def summary(net: ReferralNetwork, *, top: int = SUMMARY_ROWS, exact: bool = False) -> Summary:
    """Answer how the search stands: findings, top connectors, this week, counts, issues.

    Parameters
    ----------
    net
        The network.
    top
        Rows of each table.
    exact
        Whether to count reach one by one even where that takes quadratic time (large, dense and
        deep graphs); else it is estimated there, and the notes say so.
    """
    table = core_metrics(net, exact=exact)
    made = table[table[schema.REFERRALS_MADE] > 0][list(ADVOCATE_SUMMARY)]
    dead = dead_ends(net)
    rests = [STRUCTURE_ONLY] if by_structure(net) else [curve(net).note]
    places = organizations(net, top=top)
    steps = agenda(net) if len(net) <= SEARCH_AT_MOST else None
    keys = [schema.CREDIT, schema.REACH]
    return Summary(
        counts=network_counts(net),
        advocates=ordered(made, keys, schema.CONTACT_ID, top=top, collation=net.collation),
        dead_ends=dead.iloc[:top],
        organizations=places,
        issues=issue_counts(net),
        notes=[*rests, *places.attrs["notes"], *reach(net, exact=exact).notes],
        as_of=net.as_of_date,
        findings=findings(net),
        agenda=None if steps is None else steps[steps[schema.WHEN] == schema.THIS_WEEK].iloc[:top],
    )


def issue_counts(net: ReferralNetwork) -> dict[str, int]:
    """Count the issues of each code, in alphabetical order."""
    return {
        str(code): int(n) for code, n in net.issues[schema.CODE].value_counts().sort_index().items()
    }


def network_counts(net: ReferralNetwork) -> dict[str, int]:
    """Count contacts, referrals, organizations and so on, as a summary shows them."""
    who, links, forest, dead = people(net), net.links, net.forest, dead_branches(net)
    # int32[n], numbered from 0 without a gap: the largest number tells how many there are.
    component = kernels.weak_components(links.source, links.target, links.size)
    # int64[n], 1 each, as every generation is 1 or more: summed, the people of each branch.
    one_each = (forest.generation > 0).astype("int64")
    branch = kernels.branch_sum(forest.order, forest.introducer, one_each)
    return {
        schema.CONTACTS: links.size,
        schema.STUBS: int(who.table[schema.STUB].sum()),
        schema.REFERRALS: len(links.source),
        schema.FIRST_CONTACTS: int(forest.first.sum()),
        schema.ORGANIZATIONS: len(who.organizations),
        schema.MET: int(who.met.sum()),
        schema.GENERATIONS: int(forest.generation.max(initial=0)),
        schema.COMPONENTS: int(component.max(initial=-1)) + 1,
        schema.DEAD_END_BRANCHES: len(dead.listed(LEAST_LISTED)),
        schema.DEAD_END_PEOPLE: dead.alone,
        schema.LARGEST_BRANCH: int(branch.max(initial=0)),
    }
