"""The first look at every part: what only the sum of all parts tells, and what was told of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from netgraph import kernels, schema
from netgraph.analysis.chance import Silences, silences
from netgraph.analysis.conversion import meeting_waits, usual_wait
from netgraph.analysis.credit import found_by_referral
from netgraph.analysis.people import keeps_dates, keeps_statuses, people
from netgraph.analysis.share_prior import fit_prior
from netgraph.engines.across import ISSUE_SHAPE, ISSUES
from netgraph.engines.part import GLOBAL, Facts
from netgraph.links import BEFORE_ALL, UNDATED, day_number

if TYPE_CHECKING:
    import pyarrow as pa

    from netgraph.analysis.share_prior import Prior
    from netgraph.arrays import Longs
    from netgraph.engines.engine import Shape
    from netgraph.engines.part import Part
    from netgraph.network import ReferralNetwork

SUM, MOST, SILENCE, WAIT, PAIR, PLACE_OF, ISSUE = (
    "sum",
    "most",
    "silence",
    "wait",
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
PAIR_WIDTH: Final = 2**31
"""A pair (met, made) as one number is made times this, plus met."""
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
    silent, waits = silences(net), meeting_waits(who.met_on, forest.arrival)
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
        often(WAIT, waits, 0),
        pair_changes(net),
        pd.DataFrame({"what": PLACE_OF, "name": pd.Series(who.organizations, dtype="str")}),
    ]


def often(what: str, one: Any, other: Any) -> pd.DataFrame:
    """How often each pair of numbers is there, as rows of ``SURVEY_SHAPE``."""
    table = pd.DataFrame({"a": one, "b": other})
    return table.value_counts().rename("n").reset_index().assign(what=what)


def pair_changes(net: ReferralNetwork) -> pd.DataFrame:
    """How many advocates begin and cease to have (met, made) on each day: ``SURVEY_SHAPE``.

    Which referrals count is known only once all parts are: it depends on the usual wait. Added up
    to any day, these changes give how many advocates had which numbers on it.
    """
    links, met = net.links, people(net).met[net.links.target].astype(np.int64)
    # undated referrals always count, so they come before all days; int64[m], sorted by advocate
    # and day
    day = np.where(links.day == UNDATED, BEFORE_ALL, links.day).astype(np.int64)
    order = np.lexsort((day, links.source))
    source, day = links.source[order].astype(np.int64), day[order]
    # int64[m]: what each advocate had made, and were met, up to this referral
    first = np.searchsorted(source, source, side="left")
    made = np.arange(1, len(source) + 1) - first
    upto = np.concatenate([[0], np.cumsum(met[order])])
    pair = made * PAIR_WIDTH + upto[1:] - upto[first]
    # the last referral of an advocate's day tells; the pair before it ceases, if there was one
    last = np.ones(len(source), dtype=bool)
    last[:-1] = (source[1:] != source[:-1]) | (day[1:] != day[:-1])
    source, day, pair = source[last], day[last], pair[last]
    again = np.flatnonzero(source[1:] == source[:-1]) + 1
    table = pd.DataFrame(
        {
            "a": np.concatenate([day, day[again]]),
            "b": np.concatenate([pair, pair[again - 1]]),
            "n": np.repeat([1, -1], [len(day), len(again)]),
        }
    )
    table = table.groupby(["a", "b"], as_index=False, sort=True).sum()
    return table[table["n"] != 0].assign(what=PAIR)


def totals(table: pa.Table) -> dict[str, int]:
    """Names and numbers of the added or compared counts."""
    return dict(zip(table["name"].to_pylist(), map(int, table["n"].to_pylist()), strict=True))


def facts(counts: dict[str, int], silent: pa.Table, waits: pa.Table, pairs: pa.Table) -> Facts:
    """Fit what is fitted once over all: the curve and the prior.

    Parameters
    ----------
    counts
        What ``totals`` gives, ``latest`` being the as-of date.
    silent, waits, pairs
        ``a``, ``b`` and ``n``, a row each different pair: as many as there are days, and as there
        are changes of counts (``pair_changes``).
    """
    kept, today = bool(counts.get(KEPT, 0)), counts.get(LATEST, UNDATED)
    # A row a different pair: days, two flags in one number, people. 1 is happened, 2 counts.
    day, code, often = _longs(silent)
    all_silent = Silences(day, code % 2 == 1, code >= 2)
    return Facts(
        kept=kept,
        dated=bool(counts.get(DATED, 0)),
        found=counts.get(FOUND, 0),
        curve=all_silent.curve(keeps_statuses=kept, today=today, weight=often),
        prior=_prior_of_all(counts.get(schema.REFERRALS, 0), waits, pairs, today) if kept else None,
    )


def _prior_of_all(referrals: int, waits: pa.Table, pairs: pa.Table, today: int) -> Prior:
    days, _, people_each = _longs(waits)
    wait = usual_wait(days, people_each)
    day, pair, change = _longs(pairs)
    # all changes before the last day that counts, added up by pair: how many have it on that day
    past = day < today - wait
    distinct, back = np.unique(pair[past], return_inverse=True)
    weight = np.bincount(back, change[past], len(distinct)).astype(np.int64)
    met, made = distinct % PAIR_WIDTH, distinct // PAIR_WIDTH
    return fit_prior(met, made, weight, wait=wait, young=referrals - int(made @ weight))


def _longs(table: pa.Table) -> list[Longs]:
    return [table[name].to_numpy().astype(np.int64) for name in ("a", "b", "n")]
