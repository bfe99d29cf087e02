"""The few advocates who together keep the most organizations within reach."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from netgraph import kernels, schema
from netgraph.analysis.by_seeker import also_of_cohorts
from netgraph.analysis.metrics import core_metrics
from netgraph.analysis.ordering import first_rows
from netgraph.analysis.organizations import first_contact
from netgraph.analysis.people import people
from netgraph.analysis.search_numbers import RowsOfSearches, search_numbers
from netgraph.arguments import checked
from netgraph.collation import tie_keys
from netgraph.errors import whole_number
from netgraph.links import adjacency
from netgraph.meanings import KEEP_WARM_MEANINGS, explains

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from netgraph.arrays import Floats, Ints, Longs
    from netgraph.links import Adjacency
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
    table, weight = core_metrics(net), _weights(net)
    numbers = search_numbers(net)
    # int32[candidates]: positions of all advocates, by id, which is how the kernel settles ties
    advocate = np.flatnonzero(table[schema.REFERRALS_MADE] > 0)
    ids = table[schema.CONTACT_ID].iloc[advocate].reset_index(drop=True)
    by_id = tie_keys(net.collation, schema.CONTACT_ID, ids).argsort().to_numpy()
    candidate = advocate[by_id].astype(np.int32)
    reachable = table[schema.ORGANIZATIONS_REACHED].to_numpy()
    picks = [_picked(reach, k) for reach in _reaches(net, weight, candidate, reachable)]
    none: Floats = np.empty(0)
    picked = np.concatenate([none, *(who for who, _ in picks)]).astype(np.int64)
    columns = {
        schema.MARGINAL_GAIN: np.concatenate([none, *(gain for _, gain in picks)]),
        schema.COVERED: np.concatenate([none, *(np.cumsum(gain) for _, gain in picks)]),
    }
    rows = table.iloc[picked].reset_index(drop=True).assign(**columns)
    rows = rows[list(schema.KEEP_WARM_COLUMNS)]
    return RowsOfSearches(rows, numbers.of[picked].astype(np.int64), [])


class _ReachOfSearch(NamedTuple):
    """The referrals of one search, its people and organizations numbered from 0.

    Parameters
    ----------
    out, back
        Its referrals along and against their direction.
    organization, weight
        int32[people], -1 for none; float64[organizations].
    candidate, who
        int32[candidates], who may be picked, by id: as a number of the search, and of the network.
    reachable
        int64[candidates], organizations within reach of each.
    """

    out: tuple[Ints, Ints]
    back: tuple[Ints, Ints]
    organization: Ints
    weight: Floats
    candidate: Ints
    who: Ints
    reachable: Longs


def _reaches(
    net: ReferralNetwork, weight: Floats, candidate: Ints, reachable: Longs
) -> Iterator[_ReachOfSearch]:
    """Cut the referrals by search; ``candidate`` is by id, ``reachable`` int64[n]."""
    numbers, links, organization = search_numbers(net), net.links, people(net).organization
    if numbers.searches == 1:
        both = (links.outward[:2], links.inward[:2])
        yield _ReachOfSearch(
            *both, organization, weight, candidate, candidate, reachable[candidate]
        )
        return
    # int64 each: the people search after search, everybody's place among them, and where each
    # search begins and ends; then the same of organizations and of candidates
    place, begin = _places_by(numbers.of, numbers.searches)
    label_place, label_begin = _places_by(numbers.of[first_contact(net)], numbers.searches)
    of_candidate = numbers.of[candidate]
    who = candidate[np.argsort(of_candidate, kind="stable")]
    who_begin = np.searchsorted(np.sort(of_candidate), np.arange(numbers.searches + 1))
    out = adjacency(place[links.source], place[links.target], links.size)
    back = adjacency(place[links.target], place[links.source], links.size)
    label = np.empty(links.size, dtype=np.int64)
    # -1 stands for nobody's organization, also where there is none to look up
    label[place] = -1
    there = organization >= 0
    label[place[there]] = label_place[organization[there]]
    heavy = np.empty(len(weight))
    heavy[label_place] = weight
    for search in np.flatnonzero(np.diff(who_begin)):
        first, last = begin[search], begin[search + 1]
        labels = slice(label_begin[search], label_begin[search + 1])
        here = who[who_begin[search] : who_begin[search + 1]]
        own = label[first:last]
        yield _ReachOfSearch(
            _rows_between(out, first, last),
            _rows_between(back, first, last),
            np.where(own < 0, -1, own - labels.start).astype(np.int32),
            heavy[labels],
            (place[here] - first).astype(np.int32),
            here,
            reachable[here],
        )


def _places_by(search: Ints, searches: int) -> tuple[Longs, Longs]:
    """Places in the order of searches: int64[items]; where each begins: int64[searches + 1]."""
    order = np.argsort(search, kind="stable")
    place = np.empty(len(search), dtype=np.int64)
    place[order] = np.arange(len(search))
    return place, np.searchsorted(search[order], np.arange(searches + 1))


def _rows_between(rows: Adjacency, first: int, last: int) -> tuple[Ints, Ints]:
    """The rows from one to another, none of which leads out of them."""
    start = rows.start[first : last + 1]
    neighbour = rows.neighbour[start[0] : start[-1]] - first
    return (start - start[0]).astype(np.int32), neighbour.astype(np.int32)


def _picked(reach: _ReachOfSearch, k: int) -> tuple[Ints, Floats]:
    """Whom to keep warm in one search, by position in the network, and what each adds."""
    # float64[candidates], what nobody's gain exceeds: each organization within reach at the largest
    # weight. The closer the bound, the fewer candidates are ever searched from
    weight = reach.weight
    bound = np.minimum(reach.reachable * float(weight.max(initial=0.0)), weight.sum())
    picked, gain = kernels.greedy_max_coverage(
        *reach.out,
        *reach.back,
        reach.organization,
        weight,
        reach.candidate,
        bound,
        min(k, len(reach.candidate)),
    )
    return reach.who[picked], gain


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
