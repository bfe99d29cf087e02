"""A cohort as networks to be asked: searches side by side, curves and priors counted over all.

Curves and priors take more people than one search has, so they are counted over all searches of a
cohort and told to each (``facts.remind_of``). What a network keeps as a whole (whether it has
statuses, dates, a column) decides how its people are read: so only searches that are alike in this
stand side by side in one network.
"""

from __future__ import annotations

import inspect
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from netgraph import schema
from netgraph.analysis.chance import curve
from netgraph.analysis.conversion import fitted_prior
from netgraph.analysis.expected import naming_model
from netgraph.analysis.fill_in import files_of_new_rows
from netgraph.analysis.people import STATUS_COLUMNS, keeps_statuses, rows_with
from netgraph.analysis.search_numbers import SearchNumbers, search_numbers, unprefixed
from netgraph.argument_rules import Rule
from netgraph.cohort.cohort import Cohort
from netgraph.cohort.prefixes import searches_of
from netgraph.facts import remembered, remind, remind_of
from netgraph.frames import values
from netgraph.network_parts import part_of_rows, with_contacts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pandas as pd

    from netgraph.arrays import Flags, Longs
    from netgraph.network import ReferralNetwork

A_COHORT: Final = Rule("a cohort, which ng.read_cohort makes", lambda v: isinstance(v, Cohort))
POOLED: Final = (curve, fitted_prior, naming_model)
"""What is counted over all searches of a cohort."""


@dataclass(frozen=True, slots=True, eq=False)
class Pool:
    """All searches of a cohort, which tell one of them what it is too small to count."""

    cohort: Cohort

    def facts(self, part: Any) -> Mapping[Callable[..., Any], Callable[[], object]]:
        """Give what each of the pooled numbers is found by."""

        def prior() -> object:
            # where a search keeps no statuses, nobody knows which referral led to a meeting
            return pooled(self.cohort, fitted_prior) if keeps_statuses(part) else None

        return {
            curve: lambda: pooled(self.cohort, curve),
            fitted_prior: prior,
            naming_model: lambda: pooled(self.cohort, naming_model),
        }

    def on(self, day: pd.Timestamp) -> Pool:
        """Return the same of the cohort on an earlier day."""
        return self if day == self.cohort.as_of_date else Pool(cohort_on(self.cohort, day))


@remembered
def cohort_on(cohort: Cohort, day: pd.Timestamp) -> Cohort:
    """Return the cohort as it stood on a day."""
    return cohort.as_of(day)


@remembered
def pooled(cohort: Cohort, fact: Callable[..., Any]) -> Any:
    """Count one of ``POOLED`` over all searches; it says over how many."""
    # past what the network is told itself, which is this
    found = inspect.unwrap(fact)(whole_network(cohort))
    return None if found is None else replace(found, searches=len(cohort))


@remembered
def whole_network(cohort: Cohort) -> ReferralNetwork:
    """All searches of a cohort in one network, which knows whose contacts are whose."""
    side = cohort.side_by_side
    net = with_contacts(side, _with_names(side.contacts))
    net = net.with_issues(
        lambda: side.issues,
        contact_lines=side.contacts.index,
        referral_lines=side.referrals.index,
        files=cohort.files,
        file_of_contact=cohort.file_of_contact,
    )
    remind(net, {search_numbers: SearchNumbers(cohort.seeker_of, len(cohort))})
    remind(net, {files_of_new_rows: own_files(cohort)[cohort.seeker_of]})
    remind_of(net, Pool(cohort))
    return net


class AlikeSearches(NamedTuple):
    """Some searches in one network.

    Parameters
    ----------
    net
        The network.
    members
        int64[members], which searches: positions in ``cohort.seekers``.
    seekers
        int64[searches], the position in ``cohort.seekers`` of each number of a search that the
        network knows: where it holds several their numbers are the positions.
    """

    net: ReferralNetwork
    members: Longs
    seekers: Longs


@remembered
def alike_searches(cohort: Cohort, day: pd.Timestamp | None = None) -> tuple[AlikeSearches, ...]:
    """Set searches side by side that keep statuses and dates, or not, and the same columns.

    Parameters
    ----------
    cohort
        The cohort.
    day
        An earlier day on which they are to be alike too.
    """
    kinds = [_kinds(cohort)] + ([] if day is None else [_kinds(cohort_on(cohort, day))])
    # int64[searches]: the number of the kind of each, and of each kind the searches
    _, kind = np.unique(np.column_stack(kinds), axis=0, return_inverse=True)
    # a search without contacts lacks nothing that an answer needs: it goes with the first of others
    filled = np.isin(np.arange(len(cohort)), cohort.seeker_of)
    if filled.any():
        kind = np.unique(np.where(filled, kind, kind[filled][0]), return_inverse=True)[1]
    groups = [np.flatnonzero(kind == k) for k in range(int(kind.max(initial=-1)) + 1)]
    everybody = np.arange(len(cohort))
    if len(groups) == 1 < len(cohort):
        return (AlikeSearches(whole_network(cohort), groups[0], everybody),)
    return tuple(
        AlikeSearches(cohort.network(str(cohort.seekers[group[0]])), group, group)
        if len(group) == 1
        else AlikeSearches(_network_of(cohort, group), group, everybody)
        for group in groups
    )


def _with_names(contacts: pd.DataFrame) -> pd.DataFrame:
    """Give a name to who has none: the id without what tells searches apart."""
    names = values(contacts, schema.NAME)
    missing = names.isna()
    if not missing.any():
        return contacts
    ids = unprefixed(contacts.loc[missing, schema.CONTACT_ID])
    return contacts.assign(**{schema.NAME: names.where(~missing, ids)})


def own_files(cohort: Cohort) -> Longs:
    """The first table of contacts in which each search has a row: int64[searches], -1 for none."""
    first = np.full(len(cohort), len(cohort.files), dtype=np.int64)
    number, contacts = cohort.file_of_contact, cohort.side_by_side.contacts
    if number is not None:
        listed = ~contacts[schema.STUB].to_numpy(dtype=bool)
        listed &= np.array([f.table == schema.CONTACTS for f in cohort.files], dtype=bool)[number]
        search = searches_of(contacts[schema.CONTACT_ID], len(cohort))
        np.minimum.at(first, search[listed], number[listed])
    return np.where(first == len(cohort.files), -1, first)


def _kinds(cohort: Cohort) -> Longs:
    """Say of each search whether it keeps statuses and dates, and which columns: int64[k, 3]."""
    side, searches = cohort.side_by_side, len(cohort)
    contacts, referrals = side.contacts, side.referrals
    of_contact = searches_of(contacts[schema.CONTACT_ID], searches)
    of_referral = searches_of(referrals[schema.REFERRER_ID], searches)
    kinds = np.zeros((searches, 3), dtype=np.int64)
    kinds[cohort.seeker_of[rows_with(side.people, STATUS_COLUMNS)], 0] = 1
    kinds[of_contact[rows_with(contacts, schema.CONTACT_DATES)], 1] = 1
    dates = (schema.REFERRED_ON, schema.LAST_REFERRED_ON)
    kinds[of_referral[rows_with(referrals, dates)], 1] = 1
    columns = [frozenset(map(str, one)) for one in cohort.columns_of_contacts]
    numbers = {one: n for n, one in enumerate(dict.fromkeys(columns))}
    kinds[:, 2] = [numbers[one] for one in columns] if columns else 0
    return kinds


def _network_of(cohort: Cohort, group: Longs) -> ReferralNetwork:
    """Some searches of a cohort in one network."""
    whole, searches = whole_network(cohort), len(cohort)
    # bool[searches], True for those in the group
    mine = np.isin(np.arange(searches), group)

    def rows(table: pd.DataFrame, column: str) -> Flags:
        inside: Flags = mine[searches_of(table[column], searches)]
        return inside

    contacts, targets = whole.contacts, whole.targets
    columns = {*contacts.columns}
    if cohort.columns_of_contacts:
        columns = {*cohort.columns_of_contacts[group[0]], schema.NAME, schema.STUB}
    net = part_of_rows(
        whole,
        rows(contacts, schema.CONTACT_ID),
        rows(whole.referrals, schema.REFERRER_ID),
        rows(whole.repeats, schema.REFERRER_ID),
        columns=columns,
        targets=None if targets is None else targets[rows(targets, schema.ORGANIZATION)],
    )
    of = searches_of(net.links.ids, searches)
    remind(net, {search_numbers: SearchNumbers(of, searches)})
    remind(net, {files_of_new_rows: own_files(cohort)[of]})
    remind_of(net, Pool(cohort))
    return net
