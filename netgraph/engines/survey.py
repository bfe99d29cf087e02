"""The first look at every part: what only the sum of all parts tells, and what was told of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from netgraph import kernels, schema
from netgraph.analysis.chance import Silences, silences
from netgraph.analysis.conversion import fit_prior, referrals_met
from netgraph.analysis.credit import found_by_referral
from netgraph.analysis.people import keeps_dates, keeps_statuses, people
from netgraph.engines.across import ISSUE_SHAPE, ISSUES
from netgraph.engines.part import GLOBAL, Facts
from netgraph.links import UNDATED, day_number

if TYPE_CHECKING:
    import pyarrow as pa

    from netgraph.engines.engine import Shape
    from netgraph.engines.part import Part
    from netgraph.network import ReferralNetwork

SUM, MOST, SILENCE, PAIR, PLACE_OF, ISSUE = (
    "sum",
    "most",
    "silence",
    "pair",
    "organization",
    "issue",
)
SURVEY_SHAPE: Final[Shape] = {
    "what": "text",
    "name": "text",
    "a": "long",
    "b": "long",
    "n": "long",
    **ISSUE_SHAPE,
}
FOUND, KEPT, DATED, LATEST = "found", "kept", "dated", "latest"


def survey(part: Part) -> pd.DataFrame:
    """Count a part: rows of ``SURVEY_SHAPE``, few of each kind but for organizations and issues."""
    issues = part.report.table if part.net is None else part.net.issues
    issues = issues[~issues[schema.CODE].isin(GLOBAL)].rename(columns=ISSUES).assign(what=ISSUE)
    frames = [issues]
    if part.net is not None:
        frames += _counted(part.net)
    return pd.concat(frames, ignore_index=True).reindex(columns=list(SURVEY_SHAPE))


def _counted(net: ReferralNetwork) -> list[pd.DataFrame]:
    who, links, forest = people(net), net.links, net.forest
    # int64[n], the referrals each made; bool[n] below, who made any.
    silent, made = silences(net), links.referrals_made
    advocate = made > 0
    component = kernels.weak_components(links.source, links.target, links.size)
    branch = kernels.branch_sum(
        forest.order, forest.introducer, np.ones(links.size, dtype=np.int64)
    )
    day = net.as_of_date
    latest = None if day is None else day_number(day)
    sums = {
        schema.CONTACTS: links.size,
        schema.STUBS: int(who.table[schema.STUB].sum()),
        schema.REFERRALS: len(links.source),
        schema.FIRST_CONTACTS: int(forest.first.sum()),
        schema.MET: int(who.met.sum()),
        schema.COMPONENTS: int(component.max(initial=-1)) + 1,
        FOUND: found_by_referral(net),
    }
    most = {
        schema.GENERATIONS: int(forest.generation.max(initial=0)),
        schema.LARGEST_BRANCH: int(branch.max(initial=0)),
        KEPT: int(keeps_statuses(net)),
        DATED: int(keeps_dates(net)),
    } | ({} if latest is None else {LATEST: latest})
    return [
        pd.DataFrame({"what": SUM, "name": list(sums), "n": list(sums.values())}),
        pd.DataFrame({"what": MOST, "name": list(most), "n": list(most.values())}),
        often(SILENCE, silent.day, silent.happened + 2 * silent.counts.astype(np.int64)),
        often(PAIR, referrals_met(net)[advocate], made[advocate]),
        pd.DataFrame({"what": PLACE_OF, "name": pd.Series(who.organizations, dtype="str")}),
    ]


def often(what: str, one: Any, other: Any) -> pd.DataFrame:
    """How often each pair of numbers is there, as rows of ``SURVEY_SHAPE``."""
    table = pd.DataFrame({"a": one, "b": other})
    return table.value_counts().rename("n").reset_index().assign(what=what)


def totals(table: pa.Table) -> dict[str, int]:
    """Names and numbers of the added or compared counts."""
    return dict(zip(table["name"].to_pylist(), map(int, table["n"].to_pylist()), strict=True))


def facts(counts: dict[str, int], silent: pa.Table, pairs: pa.Table) -> Facts:
    """Fit what is fitted once over all: the curve and the prior.

    Parameters
    ----------
    counts
        What ``totals`` gives, ``latest`` being the as-of date.
    silent, pairs
        ``a``, ``b`` and ``n``, a row each different pair: as many as there are days, and as there
        are counts.
    """
    kept = bool(counts.get(KEPT, 0))
    # A row a different pair: days, two flags in one number, people. 1 is happened, 2 counts.
    day, code, often = (silent[name].to_numpy().astype(np.int64) for name in ("a", "b", "n"))
    all_silent = Silences(day, code % 2 == 1, code >= 2)
    met, made, weight = (pairs[name].to_numpy().astype(np.int64) for name in ("a", "b", "n"))
    return Facts(
        kept=kept,
        dated=bool(counts.get(DATED, 0)),
        found=counts.get(FOUND, 0),
        curve=all_silent.curve(
            keeps_statuses=kept, today=counts.get(LATEST, UNDATED), weight=often
        ),
        prior=fit_prior(met, made, weight) if kept else None,
    )
