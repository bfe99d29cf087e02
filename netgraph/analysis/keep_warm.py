"""The few advocates who together keep the most organizations within reach."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from netgraph import kernels, schema
from netgraph.analysis.metrics import core_metrics
from netgraph.analysis.ordering import first_rows
from netgraph.analysis.people import people
from netgraph.arguments import checked
from netgraph.collation import tie_keys
from netgraph.errors import whole_number
from netgraph.meanings import KEEP_WARM_MEANINGS, explains

if TYPE_CHECKING:
    import pandas as pd

    from netgraph.arrays import Floats
    from netgraph.network import ReferralNetwork

DEFAULT_SET: Final = 5


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
        The network.
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
    table, weight = core_metrics(net), _weights(net)
    # int32[candidates]: positions of all advocates, by id, which is how the kernel settles ties
    advocate = np.flatnonzero(table[schema.REFERRALS_MADE] > 0)
    ids = table[schema.CONTACT_ID].iloc[advocate].reset_index(drop=True)
    by_id = tie_keys(net.collation, schema.CONTACT_ID, ids).argsort().to_numpy()
    candidate = advocate[by_id].astype(np.int32)
    # float64[candidates], what nobody's gain exceeds: each organization within reach at the largest
    # weight. The closer the bound, the fewer candidates are ever searched from
    reachable = table[schema.ORGANIZATIONS_REACHED].to_numpy()[candidate]
    bound = np.minimum(reachable * float(weight.max(initial=0.0)), weight.sum())
    out, back = net.links.outward, net.links.inward
    # int32[k] positions among the candidates, and float64[k], what each adds
    picked, gain = kernels.greedy_max_coverage(
        out.start,
        out.neighbour,
        back.start,
        back.neighbour,
        people(net).organization,
        weight,
        candidate,
        bound,
        min(k, len(candidate)),
    )
    answer = first_rows(table.iloc[candidate[picked]], top)
    answer = answer.assign(
        **{
            schema.MARGINAL_GAIN: gain[: len(answer)],
            schema.COVERED: np.cumsum(gain)[: len(answer)],
        }
    )[list(schema.KEEP_WARM_COLUMNS)]
    answer.attrs["notes"] = [f"Together they keep {within_reach(net, float(gain.sum()))}."]
    return answer


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
