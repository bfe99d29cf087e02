"""The few advocates who together keep the most organizations within reach."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from netgraph import kernels, schema
from netgraph.analysis.by_seeker import also_of_cohorts
from netgraph.analysis.metrics import person_rows
from netgraph.analysis.ordering import first_rows
from netgraph.analysis.people import people
from netgraph.analysis.reach import reach
from netgraph.analysis.search_numbers import RowsOfSearches, search_numbers
from netgraph.arguments import checked
from netgraph.errors import whole_number
from netgraph.meanings import KEEP_WARM_MEANINGS, explains

if TYPE_CHECKING:
    from netgraph.analysis.search_numbers import SearchNumbers
    from netgraph.arrays import Floats
    from netgraph.network import ReferralNetwork

DEFAULT_SET: Final = 5


def _picked_rows(net: ReferralNetwork, *, k: int = DEFAULT_SET) -> RowsOfSearches:
    return keep_warm_rows(net, whole_number("k", k, least=1))


@also_of_cohorts(_picked_rows)
@checked()
@explains(KEEP_WARM_MEANINGS)
def keep_warm(
    net: ReferralNetwork, *, k: int = DEFAULT_SET, top: int | None = None
) -> pd.DataFrame:
    """Answer which k advocates together keep the largest weight of organizations within reach.

    Lazy greedy, within 1 - 1/e of the best choice (Nemhauser, Wolsey & Fisher 1978), in
    practice mostly the best. An advocate covers the organizations in their reach, their own not
    counted; with ``targets`` only those count, by weight, else all, 1 each. It assumes that a
    referral once made can be used again; don't read it as "the others don't matter": who is
    picked late may be nearly as good as who is picked first.

    Parameters
    ----------
    net
        The network, or a cohort: then each of its searches is answered, ``seeker_id`` first.
    k
        How many to pick; fewer when nobody adds anything more.
    top
        Keep the first rows only.

    Returns
    -------
    A row an advocate in the order picked; ties go to the smaller ``contact_id``. Its columns:

    Raises
    ------
    NetgraphError
        If k is not positive.

    Notes
    -----
    Cost: the reach of the few candidates that ever lead, each looked at again only when it leads,
    and never where nothing is left to cover.
    """
    k = whole_number("k", k, least=1)
    found = keep_warm_rows(net, k)
    kept = float(found.table[schema.MARGINAL_GAIN].sum())
    answer = first_rows(found.table, top)
    answer.attrs["notes"] = [f"Together they keep {within_reach(net, kept)}."]
    return answer


def keep_warm_rows(net: ReferralNetwork, k: int) -> RowsOfSearches:
    """Pick k advocates of each search that a network holds."""
    weight, numbers = _weights(net), search_numbers(net)
    # int32[candidates]: positions of all advocates, search after search, those of each by id,
    # which is how the kernel settles ties
    advocate = np.flatnonzero(net.links.referrals_made > 0)
    by_id = advocate[np.argsort(net.id_places[advocate])]
    candidate = by_id[np.argsort(numbers.of[by_id], kind="stable")].astype(np.int32)
    begin = np.searchsorted(numbers.of[candidate], np.arange(numbers.searches + 1))
    picked, gain = kernels.greedy_max_coverage(
        *net.links.outward[:2],
        *net.links.inward[:2],
        people(net).organization,
        weight,
        candidate,
        begin.astype(np.int32),
        _bounds(net, numbers, weight)[candidate],
        k,
    )
    who = candidate[picked]
    rows = person_rows(net, who, [schema.ORGANIZATIONS_REACHED])
    # float64[rows], what those picked so far cover, counted within each search
    covered = pd.Series(gain).groupby(numbers.of[who]).cumsum().to_numpy()
    rows = rows.assign(**{schema.MARGINAL_GAIN: gain, schema.COVERED: covered})
    rows = rows[list(schema.KEEP_WARM_COLUMNS)]
    return RowsOfSearches(rows, numbers.of[who].astype(np.int64), [])


def _bounds(net: ReferralNetwork, numbers: SearchNumbers, weight: Floats) -> Floats:
    """Give what nobody's gain exceeds: each organization within reach at the largest weight.

    float64[n]. The closer the bound, the fewer candidates are ever searched from.
    """
    # int32[organizations], whose search each belongs to; then the largest weight and the sum of all
    # in each search: float64[searches]
    organization = people(net).organization
    there = organization >= 0
    search = np.zeros(len(weight), dtype=np.int32)
    search[organization[there]] = numbers.of[there]
    largest = np.zeros(numbers.searches)
    np.maximum.at(largest, search, weight)
    total = np.bincount(search, weights=weight, minlength=numbers.searches)
    bound: Floats = np.minimum(reach(net).organizations * largest[numbers.of], total[numbers.of])
    return bound


def covered_noun(net: ReferralNetwork) -> str:
    """What is kept within reach: organizations, or the weight of those that are targets."""
    return "organizations" if _wanted(net) is None else "target weight"


def within_reach(net: ReferralNetwork, kept: float) -> str:
    """Say how much of what there is to reach is kept within reach."""
    return f"{kept:g} of {_total_weight(net, _weights(net)):g} {covered_noun(net)} within reach"


def _wanted(net: ReferralNetwork) -> pd.DataFrame | None:
    """The targets, the first row of each; None where none is given: a sheet may be empty yet."""
    if net.targets is None or net.targets.empty:
        return None
    return net.targets.drop_duplicates(schema.ORGANIZATION)


def _total_weight(net: ReferralNetwork, weight: Floats) -> float:
    """Weight of all there is to reach: targets that nobody is at count too."""
    targets = _wanted(net)
    return float(weight.sum() if targets is None else targets[schema.WEIGHT].sum())


def _weights(net: ReferralNetwork) -> Floats:
    """Weight of every organization somebody is at: 1, or what the targets say."""
    organizations, targets = people(net).organizations, _wanted(net)
    if targets is None:
        return np.ones(len(organizations))
    # float64 by name. Organizations that are no target weigh nothing: nobody is picked for them.
    by_name = targets.set_index(schema.ORGANIZATION)[schema.WEIGHT]
    return by_name.reindex(organizations).fillna(0).to_numpy(dtype=np.float64)
