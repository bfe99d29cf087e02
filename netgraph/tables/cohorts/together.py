"""One cohort of searches that were linked together: dates, checks of graphs, issues of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import pandas as pd

from netgraph import clock, schema
from netgraph.cohort.cohort import PREFIXED
from netgraph.cohort.prefixes import (
    FIRST_SIGN,
    LAST_SIGN,
    prefix_length,
    prefix_taken_off,
    prefixed,
    prefixes_taken_out,
    searches_of,
)
from netgraph.network import ReferralNetwork
from netgraph.tables import plans
from netgraph.tables.cohorts.assembly import SearchRows, cohort_of_rows, columns_in_order
from netgraph.tables.cohorts.linking_together import link_together
from netgraph.tables.cohorts.own_rows import owners_of
from netgraph.tables.issues import LINE_BITS, IssueReport, Issues, lines_of
from netgraph.tables.linking import referrals as pairs
from netgraph.tables.linking.graph_checks import issues_of_early_meetings, issues_of_graph
from netgraph.tables.linking.stubs import with_stubs

if TYPE_CHECKING:
    from netgraph.arrays import Flags, Ints, Longs
    from netgraph.cohort.cohort import Cohort
    from netgraph.tables.build import ReadOptions
    from netgraph.tables.cohorts.linking_together import FoundIssues, LinkedSearches
    from netgraph.tables.cohorts.own_rows import Owners
    from netgraph.tables.cohorts.persons import Deciding
    from netgraph.tables.cohorts.searches import DealtTables

LONGEST_ID: Final = 60
"""Letters of an id up to which messages repeat it whole, whatever prefix it carries meanwhile."""


_DAY_BITS: Final = 32
"""Days since 1970-01-01 stand in so many bits below the number of a search."""


class _Built(NamedTuple):
    """The network of all searches, indexed by spot, and what was found on the way.

    Parameters
    ----------
    net
        With prefixes.
    issues
        Issues whose texts have prefixes.
    """

    net: ReferralNetwork
    issues: list[Issues]


class IssuesOfSearches(NamedTuple):
    """Issues with the ``seeker_id`` of each, and ``bool[issues]``: which lenient reading mends."""

    table: pd.DataFrame
    mendable: Flags


def cohort_together(
    dealt: DealtTables,
    options: ReadOptions,
    deciding: Deciding,
    issues_of_none: pd.DataFrame,
    groups: pd.DataFrame | None,
) -> Cohort | None:
    """Link the searches of one pair of tables together and make a cohort of them.

    Returns
    -------
    None where that is not the same as linking each by itself: several tables of one kind,
    decisions, ids that are very long.

    Raises
    ------
    InputError
        If rows cannot be read.
    """
    linked = _linked_together(dealt, options, owners_of(dealt.seekers, groups))
    if linked is None:
        return None
    tables, number, files = dealt.cleaned.tables, len(dealt.seekers), dealt.cleaned.files
    found = [*dealt.issues_of_searches, *linked.issues]
    IssueReport(files, tuple(one for one, _ in found), options.lenient).refuse()
    base = with_stubs(
        tables[schema.CONTACTS][0]
        .iloc[:0]
        .drop(columns=[*schema.SIDES, schema.REFERRED_ON], errors="ignore"),
        pd.Series(dtype="str"),
    )
    built = _built(linked, options, number)
    issues = _issue_rows(found, built, dealt, options)
    every = [issues_of_none.assign(**{schema.SEEKER_ID: None}), issues]
    net = built.net
    spots = net.contacts.index.to_numpy().astype(np.int64)
    contacts, referrals = (_on_lines(table) for table in (net.contacts, net.referrals))
    rows = SearchRows(
        _prefixes_off(contacts, PREFIXED, number),
        referrals,
        net.repeats,
        (
            searches_of(contacts[schema.CONTACT_ID], number),
            searches_of(referrals[schema.REFERRER_ID], number),
            searches_of(net.repeats[schema.REFERRER_ID], number),
        ),
        linked.targets,
        spots >> LINE_BITS,
        contacts[schema.CONTACT_ID].isin(net.left_out or ()).to_numpy(dtype=bool),
    )
    types = dict(base.dtypes), dict(referrals.dtypes)
    return cohort_of_rows(
        rows,
        dealt.seekers,
        deciding,
        day=net.as_of_date,
        issues=pd.concat([one for one in every if len(one)] or every[:1], ignore_index=True),
        groups=groups,
        types=[types] * number,
        files=files,
        side=net,
    )


def issues_together(dealt: DealtTables, options: ReadOptions) -> IssuesOfSearches | None:
    """List what cleaning and linking found in the rows of searches, errors too, search by search.

    Returns
    -------
    None where the searches cannot be linked together.
    """
    linked = _linked_together(dealt, options, owners_of(dealt.seekers, None))
    if linked is None:
        return None
    report, search = _reported_together([*dealt.issues_of_searches, *linked.issues], dealt, options)
    order = np.argsort(search, kind="stable")
    table = report.table.assign(**{schema.SEEKER_ID: dealt.seekers.to_numpy()[search]})
    return IssuesOfSearches(table.iloc[order].reset_index(drop=True), report.mendable[order])


def _linked_together(
    dealt: DealtTables, options: ReadOptions, owners: Owners
) -> LinkedSearches | None:
    tables = dealt.cleaned.tables
    kinds = (schema.CONTACTS, schema.REFERRALS)
    if len(tables[schema.CONTACTS]) != 1 or len(tables[schema.REFERRALS]) > 1:
        return None
    if any(len(table) for table in tables[schema.SAME]):
        return None
    empty = (np.empty(0, dtype=np.int32),)
    search = tuple((dealt.search[kind] or empty)[0] for kind in kinds)
    linked = link_together(dealt.cleaned, (search[0], search[1]), owners, options)
    if linked is None or (linked.contacts[schema.CONTACT_ID].str.len() > LONGEST_ID).any():
        return None
    return linked


def _reported_together(
    found: FoundIssues, dealt: DealtTables, options: ReadOptions
) -> tuple[IssueReport, Ints]:
    """A report of issues, and the search of each of its rows."""
    report = IssueReport(dealt.cleaned.files, tuple(one for one, _ in found), options.lenient)
    # of an issue that stands for all its cells the first is shown
    search = [of[: len(report.shown(one))] for one, of in found]
    return report, np.concatenate([np.empty(0, np.int32), *search])


def _on_lines(table: pd.DataFrame) -> pd.DataFrame:
    spots = table.index.to_numpy().astype(np.int64)
    return table.set_axis(pd.Index(lines_of(spots), name=schema.LINE))


def _prefixes_off(table: pd.DataFrame, columns: tuple[str, ...], number: int) -> pd.DataFrame:
    there = [c for c in columns if c in table.columns]
    return table.assign(**{c: prefix_taken_off(table[c], number) for c in there})


def _built(linked: LinkedSearches, options: ReadOptions, number: int) -> _Built:
    """Give everything its prefix, merge pairs, put off what lies ahead and check the graph."""
    of = linked.searches[0]
    contacts = columns_in_order(linked.contacts, schema.CONTACTS).assign(
        **{
            c: prefixed(linked.contacts[c], of, number)
            for c in PREFIXED
            if c in linked.contacts.columns
        }
    )
    ids = contacts[schema.CONTACT_ID].array
    table = linked.referrals.assign(
        **{name: ids.take(end) for name, end in zip(schema.ENDS, linked.ends, strict=True)}
    )
    table, ends, repeats, told = pairs.merge_pairs(table, linked.ends)
    issues = [*told]
    if options.as_of is None:
        today = clock.day_of_clock()
        contacts, table, repeats, waiting = plans.wait(contacts, table, repeats, today)
        issues += waiting
    targets = None
    if linked.targets is not None:
        rows, searches = linked.targets
        firm = prefixed(rows[schema.ORGANIZATION], searches, number)
        targets = rows.assign(**{schema.ORGANIZATION: firm})
    net = ReferralNetwork(
        contacts,
        table,
        targets=targets,
        repeats=repeats,
        seeker=frozenset(contacts[schema.CONTACT_ID][linked.own]) or None,
        ends=ends,
    )
    if options.as_of is not None:
        net = net.as_of(options.as_of)
    issues += _issues_of_dates(net, number)
    issues += issues_of_early_meetings(net, plans.LONELY_DAYS)
    issues += issues_of_graph(net)
    return _Built(net, issues)


def _issues_of_dates(net: ReferralNetwork, number: int) -> list[Issues]:
    """Dates far from all others of their search: only searches that have some are gone through."""
    contacts, referrals = net.contacts, net.referrals
    of = [
        searches_of(table[column], number)
        for table, column in ((contacts, schema.CONTACT_ID), (referrals, schema.REFERRER_ID))
    ]
    # int64[searches + 1] a table: rows stand search by search, so that each search is a slice
    starts = [np.searchsorted(one, np.arange(number + 1)) for one in of]
    found: list[Issues] = []
    odd = {*_with_odd_dates((contacts, referrals), of), *_with_far_plans(contacts, referrals, of)}
    for search in sorted(odd):
        own, links = (
            table.iloc[start[search] : start[search + 1]]
            for table, start in zip((contacts, referrals), starts, strict=True)
        )
        found += plans.issues_of_lonely_date(own, links)
        found += plans.issues_of_early_dates(own, links)
    return found


def _with_far_plans(contacts: pd.DataFrame, referrals: pd.DataFrame, of: list[Ints]) -> list[int]:
    """Searches with a plan so far from any other date that it may be a slip."""
    plan_columns = [c for c in plans.PLANS if c in contacts.columns and contacts[c].notna().any()]
    if not plan_columns:
        return []
    columns = [*plan_columns, *(c for c in schema.CONTACT_DATES if c in contacts.columns)]
    days = contacts[columns].groupby(of[0])
    every = pd.DataFrame({"first": days.min().min(axis=1), "last": days.max().max(axis=1)})
    pairs = referrals[[schema.REFERRED_ON, schema.LAST_REFERRED_ON]].groupby(of[1])
    more = pd.DataFrame({"first": pairs.min().min(axis=1), "last": pairs.max().max(axis=1)})
    both = pd.concat([every, more]).groupby(level=0).agg({"first": "min", "last": "max"})
    planned = days.count()[plan_columns].sum(axis=1) > 0
    span = (both["last"] - both["first"]).dt.days
    far = span > min(plans.FAR_AHEAD_DAYS, plans.FAR_BACK_DAYS)
    return [int(one) for one in both.index[far & planned.reindex(both.index, fill_value=False)]]


def _with_odd_dates(tables: tuple[pd.DataFrame, pd.DataFrame], of: list[Ints]) -> list[int]:
    """Searches whose latest date is far from the one before it, or whose earliest may be a slip."""
    columns = (schema.CONTACT_DATES, (schema.REFERRED_ON, schema.LAST_REFERRED_ON))
    # a number a different date of a search, int64: the search above, the day below; sorted
    rows = [
        (search[known].astype(np.int64) << _DAY_BITS)
        + (days[known].astype("datetime64[D]").astype(np.int64) + (1 << _DAY_BITS - 1))
        for table, search, names in zip(tables, of, columns, strict=True)
        for name in names
        if name in table.columns
        for days in [table[name].to_numpy()]
        for known in [~np.isnat(days)]
    ]
    if not sum(map(len, rows)):
        return []
    both = np.unique(np.concatenate(rows))
    search, day = both >> _DAY_BITS, (both & ((1 << _DAY_BITS) - 1)) - (1 << _DAY_BITS - 1)
    opens = np.flatnonzero(np.diff(search, prepend=-1))
    closes = np.append(opens[1:], len(search)) - 1
    several = closes > opens
    # int64[searches]: days between the first two dates of each and its last two, 0 of one date
    gap_after = np.where(several, day[np.minimum(opens + 1, closes)] - day[opens], 0)
    gap_before = np.where(several, day[closes] - day[np.maximum(closes - 1, opens)], 0)
    odd = (gap_before > plans.LONELY_DAYS) | (gap_after > plans.FAR_BACK_DAYS)
    odd |= day[opens] < plans.EARLIEST_PLAUSIBLE.astype("datetime64[D]").astype(np.int64)
    return [int(one) for one in search[opens[odd]]]


def _issue_rows(
    found: FoundIssues, built: _Built, dealt: DealtTables, options: ReadOptions
) -> pd.DataFrame:
    """All issues in the order of the steps within each search, with the ids of the seekers."""
    number = len(dealt.seekers)
    plain, of_plain = _reported_together(found, dealt, options)
    later = IssueReport(dealt.cleaned.files, tuple(built.issues), options.lenient)
    rows = plain.table, later.table, _cut_issues(built.net, later)
    spots = later.spots, built.net.issues[schema.LINE].to_numpy()
    of = [
        of_plain,
        *(
            _searches_of_rows(dealt, table, spot, number)
            for table, spot in zip(rows[1:], spots, strict=True)
        ),
    ]
    every = pd.concat([rows[0], *(_without_any_prefix(t, number) for t in rows[1:])])
    searches = np.concatenate(of)
    seekers = dealt.seekers.to_numpy()[searches]
    placed = every.assign(**{schema.SEEKER_ID: seekers})
    return placed.iloc[np.argsort(searches, kind="stable")].reset_index(drop=True)


def _cut_issues(net: ReferralNetwork, report: IssueReport) -> pd.DataFrame:
    """What an as-of date left out, whose lines are spots, on lines."""
    found = net.issues
    spots = found[schema.LINE].to_numpy()
    names = report.tables_at(spots).where(lines_of(spots) > 0, found[schema.TABLE])
    return found.assign(**{schema.TABLE: names, schema.LINE: lines_of(spots)})


def _searches_of_rows(dealt: DealtTables, table: pd.DataFrame, spots: Longs, number: int) -> Ints:
    """The search of every issue: of its row, or for somebody who has none, of the prefixed id."""
    of = dealt.search_of(spots)
    nowhere = np.flatnonzero(of < 0)
    if len(nowhere):
        of[nowhere] = searches_of(table[schema.VALUE].iloc[nowhere], number)
    return of


def _without_any_prefix(table: pd.DataFrame, number: int) -> pd.DataFrame:
    """Issues whose values and messages say ids as the tables have them."""
    # a message repeats an id with its control characters escaped
    digits = prefix_length(number) - 2
    first, last = (repr(sign)[1:-1].replace("\\", r"\\") for sign in (FIRST_SIGN, LAST_SIGN))
    words = table[schema.MESSAGE].str.replace(f"{first}[0-9]{{{digits}}}{last}", "", regex=True)
    value = prefixes_taken_out(table[schema.VALUE], number)
    return table.assign(**{schema.VALUE: value, schema.MESSAGE: words})
