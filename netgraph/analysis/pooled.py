"""A cohort as networks to be asked: searches side by side, curves and priors counted over all.

Curves and priors take more people than one search has, so they are counted over all searches of a
cohort and told to each (``facts.remind_of``). What a network keeps as a whole (whether it has
statuses, dates, a column) decides how its people are read: so only searches that are alike in this
stand side by side in one network.
"""

from __future__ import annotations

import inspect
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, NamedTuple, cast

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
from netgraph.facts import hand_on, remembered, remind, remind_of
from netgraph.frames import values
from netgraph.network_parts import part_of_rows, with_contacts
from netgraph.replay import replay

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pandas as pd

    from netgraph.analysis.curves import Curve
    from netgraph.arrays import Flags, Ints, Longs
    from netgraph.network import ReferralNetwork

A_COHORT: Final = Rule("a cohort, which ng.read_cohort makes", lambda v: isinstance(v, Cohort))
POOLED: Final = (curve, fitted_prior, naming_model)
"""What is counted over all searches of a cohort."""


@dataclass(frozen=True, slots=True, eq=False)
class Pool:
    """All searches of a cohort, which tell one of them what it is too small to count.

    Parameters
    ----------
    cohort
        The cohort.
    day
        An earlier day on which they are counted; default: the cohort's own.
    """

    cohort: Cohort
    day: pd.Timestamp | None = None

    def facts(self, part: Any) -> Mapping[Callable[..., Any], Callable[[], object]]:
        """Give what each of the pooled numbers is found by."""

        def of_all(fact: Callable[..., Any]) -> Any:
            # which day it is is looked up late: most facts are never asked for
            on = self.cohort if self.day is None else cohort_on(self.cohort, self.day)
            return pooled(on, fact)

        def prior() -> object:
            # where a search keeps no statuses, nobody knows which referral led to a meeting
            return of_all(fitted_prior) if keeps_statuses(part) else None

        def chance() -> object:
            return of_all(curve) if self.day is None else earlier_curve(self.cohort, self.day)

        return {curve: chance, fitted_prior: prior, naming_model: lambda: of_all(naming_model)}

    def on(self, day: pd.Timestamp) -> Pool:
        """Return the same of the cohort on an earlier day."""
        return self if day == self.cohort.as_of_date else replace(self, day=day)


@remembered
def cohort_on(cohort: Cohort, day: pd.Timestamp) -> Cohort:
    """Return the cohort as it stood on a day."""
    return cohort.as_of(day)


@remembered
def pooled(cohort: Cohort, fact: Callable[..., Any]) -> Any:
    """Count one of ``POOLED`` over all searches; it says over how many."""
    net = _of_kept_statuses(cohort) if fact is fitted_prior else whole_network(cohort)
    # past what the network is told itself, which is this
    found = inspect.unwrap(fact)(net)
    return None if found is None else replace(found, searches=len(cohort))


def _of_kept_statuses(cohort: Cohort) -> ReferralNetwork:
    """The searches that keep statuses: of others nobody knows which referral led to a meeting."""
    whole, kept = whole_network(cohort), searches_with_statuses(cohort)
    # a search without contacts has no referral that could count
    if not kept.any() or kept[cohort.seeker_of].all():
        return whole
    return _part_of_searches(whole, kept)


@remembered
def earlier_curve(cohort: Cohort, day: pd.Timestamp) -> Curve:
    """Count the curve over all searches as they stood on a day, of the columns that it takes."""
    (then,) = replay(cohort.side_by_side, [day])
    found: Any = curve(then)
    return cast("Curve", replace(found, searches=len(cohort)))


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
def alike_searches(cohort: Cohort) -> tuple[AlikeSearches, ...]:
    """Set searches side by side that keep statuses and dates, or not, and the same columns."""
    columns = [frozenset(map(str, one)) for one in cohort.columns_of_contacts]
    numbers = {one: n for n, one in enumerate(dict.fromkeys(columns))}
    kinds = np.zeros((len(cohort), 3), dtype=np.int64)
    kinds[:, :2] = _kept(cohort.side_by_side, cohort.seeker_of, len(cohort))
    kinds[:, 2] = [numbers[one] for one in columns] if columns else 0
    # int64[searches]: the number of the kind of each, and of each kind the searches
    _, kind = np.unique(kinds, axis=0, return_inverse=True)
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


def earlier_parts(net: ReferralNetwork, day: pd.Timestamp) -> tuple[ReferralNetwork, ...]:
    """Give a network as it stood on an earlier day, cut once, for who stands how.

    The same as ``net.as_of`` in that. Of a network that holds several searches those that kept
    statuses and dates then, or did not, are a part each: what was kept decides how people are read.
    """
    (then,) = replay(net, [day])
    hand_on(net, then, day)
    searches = search_numbers(net).searches
    if searches == 1:
        return (then,)
    of = searches_of(then.links.ids, searches)
    # int64[searches]: the number of what each kept; then of what those kept that were there
    kind = np.unique(_kept(then, of, searches), axis=0, return_inverse=True)[1]
    kinds = np.unique(kind[of])
    if len(kinds) <= 1:
        return (then,)
    parts = tuple(_part_of_searches(then, kind == number) for number in kinds)
    for part in parts:
        hand_on(then, part)
    return parts


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


@remembered
def searches_with_statuses(cohort: Cohort) -> Flags:
    """Tell which searches have a status, a meeting or a letter of anybody: bool[searches]."""
    return _have_statuses(cohort.side_by_side, cohort.seeker_of, len(cohort))


def _have_statuses(net: ReferralNetwork, of: Ints, searches: int) -> Flags:
    """Tell the same of the searches of a network, by everybody's: int32[n]."""
    found = np.zeros(searches, dtype=bool)
    found[of[rows_with(net.people, STATUS_COLUMNS)]] = True
    return found


def _kept(net: ReferralNetwork, of: Ints, searches: int) -> Longs:
    """Say of each search of a network whether it keeps statuses, and dates: int64[searches, 2].

    ``of`` is int32[n], everybody's search.
    """
    contacts, referrals = net.contacts, net.referrals
    kept = np.zeros((searches, 2), dtype=np.int64)
    kept[:, 0] = _have_statuses(net, of, searches)
    dated = rows_with(contacts, schema.CONTACT_DATES)
    kept[searches_of(contacts.loc[dated, schema.CONTACT_ID], searches), 1] = 1
    made = rows_with(referrals, (schema.REFERRED_ON, schema.LAST_REFERRED_ON))
    kept[searches_of(referrals.loc[made, schema.REFERRER_ID], searches), 1] = 1
    return kept


def _part_of_searches(net: ReferralNetwork, mine: Flags) -> ReferralNetwork:
    """Cut some searches out of a network that holds several: ``mine`` is bool[searches]."""
    rows = _rows_inside(net, mine)
    return part_of_rows(net, *rows, columns=[*net.contacts.columns], targets=None)


def _rows_inside(net: ReferralNetwork, mine: Flags) -> tuple[Flags, Flags, Flags]:
    """Tell which contacts, referrals and repeats of a network are of some searches."""
    contacts, referrals, repeats = (
        mine[searches_of(column, len(mine))]
        for column in (
            net.contacts[schema.CONTACT_ID],
            net.referrals[schema.REFERRER_ID],
            net.repeats[schema.REFERRER_ID],
        )
    )
    return contacts, referrals, repeats


def _network_of(cohort: Cohort, group: Longs) -> ReferralNetwork:
    """Some searches of a cohort in one network."""
    whole, searches = whole_network(cohort), len(cohort)
    # bool[searches], True for those in the group
    mine = np.isin(np.arange(searches), group)
    targets = whole.targets
    columns = {*whole.contacts.columns}
    if cohort.columns_of_contacts:
        columns = {*cohort.columns_of_contacts[group[0]], schema.NAME, schema.STUB}
    if targets is not None:
        targets = targets[mine[searches_of(targets[schema.ORGANIZATION], searches)]]
    net = part_of_rows(whole, *_rows_inside(whole, mine), columns=columns, targets=targets)
    of = searches_of(net.links.ids, searches)
    remind(net, {search_numbers: SearchNumbers(of, searches)})
    remind(net, {files_of_new_rows: own_files(cohort)[of]})
    remind_of(net, Pool(cohort))
    return net
