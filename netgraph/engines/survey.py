"""The first look at every piece: what only the sum of all tells, and issues of the graph."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from netgraph import kernels, schema
from netgraph.analysis.chance import Silences, silences
from netgraph.analysis.credit import found_by_referral
from netgraph.analysis.late_meetings import DatedReferrals, dated_referrals, late_meetings
from netgraph.analysis.people import keeps_dates, keeps_statuses, people
from netgraph.analysis.share_prior import fit_prior
from netgraph.analysis.waits import meeting_waits, usual_wait
from netgraph.engines.coded import DATED, REPEATED, Fitted
from netgraph.engines.relations import ISSUES, SURVEY_SHAPE
from netgraph.links import BEFORE_ALL, UNDATED
from netgraph.tables.linking.graph_checks import met_long_before
from netgraph.tables.plans import LONELY_DAYS

if TYPE_CHECKING:
    import pyarrow as pa

    from netgraph.analysis.share_prior import Prior
    from netgraph.arrays import Longs
    from netgraph.engines.coded import Piece
    from netgraph.network import ReferralNetwork

SUM, MOST_OF_ALL, SILENCE, WAIT, PAIR = "sum", "most", "silence", "wait", "pair"
NAMED, WAITED = "named", "waited"
TALLIES = SILENCE, WAIT, PAIR, NAMED, WAITED
LOOP, EARLY, MEETING = "loop", "early", "meeting"
"""What a row is about: numbers that are added or compared, and issues of the graph."""
OF_GRAPH = LOOP, EARLY, MEETING, DATED, REPEATED
PAIR_WIDTH = 2**31
"""A pair (met, made) as one number is made times this, plus met."""
FOUND, KEPT, RECORDED = "found", "kept", "recorded"
EMPLOYER = "employer"
"""A row an organization of each piece."""


def survey_of(piece: Piece) -> dict[str, Any]:
    """Count a piece: columns of ``SURVEY_SHAPE``, few rows of each kind but for issues."""
    frames = _counted(piece)
    together = pd.concat(frames, ignore_index=True).reindex(columns=list(SURVEY_SHAPE))
    numbers = {n: together[n].astype("Int64") for n, kind in SURVEY_SHAPE.items() if kind == "long"}
    return {name: numbers.get(name, together[name]) for name in SURVEY_SHAPE}


def _counted(piece: Piece) -> list[pd.DataFrame]:
    net = piece.net
    who, links, forest = people(net), net.links, net.forest
    silent, waits = silences(net), meeting_waits(who.met_on, forest.arrival)
    referrals = dated_referrals(net)
    component = kernels.weak_components(links.source, links.target, links.size)
    branch = kernels.branch_sum(
        forest.order, forest.introducer, np.ones(links.size, dtype=np.int64)
    )
    sums = {
        schema.CONTACTS: links.size,
        schema.STUBS: int(piece.stub.sum()),
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
        RECORDED: int(keeps_dates(net)),
    }
    # bool[m]: referrals made before their referrer was introduced
    known = forest.arrival[links.source]
    early = (links.day < known) & (known != BEFORE_ALL) & (known != UNDATED)
    # bool[n]: who was met long before that
    long_ago = met_long_before(forest.arrival, piece.met_on, LONELY_DAYS)
    return [
        pd.DataFrame({"what": SUM, "name": list(sums), "n": list(sums.values())}),
        pd.DataFrame({"what": MOST_OF_ALL, "name": list(most), "n": list(most.values())}),
        often(SILENCE, silent.day, silent.happened + 2 * silent.counts.astype(np.int64)),
        often(WAIT, waits, 0),
        pair_changes(net),
        often(NAMED, referrals.day, referrals.state),
        often(WAITED, referrals.waited, 0),
        pd.DataFrame({"what": LOOP, "a": piece.node[forest.loop]}),
        pd.DataFrame(
            {
                "what": EARLY,
                "a": piece.node[links.source[early]],
                "c": known[early],
                "n": links.day[early],
                ISSUES[schema.LINE]: piece.line[early],
            }
        ),
        pd.DataFrame(
            {
                "what": MEETING,
                "a": piece.node[long_ago],
                "c": forest.arrival[long_ago],
                "n": piece.met_on[long_ago],
            }
        ),
        pd.DataFrame({"what": EMPLOYER, "a": piece.organization}),
        *([] if piece.issues is None else [piece.issues]),
    ]


def often(what: str, one: Any, other: Any) -> pd.DataFrame:
    """How often each pair of numbers is there, as rows of ``SURVEY_SHAPE``."""
    one = np.asarray(one, dtype=np.int64)
    return _added(one, np.broadcast_to(other, one.shape)).assign(what=what)


def _added(a: Longs, b: Longs, n: Longs | None = None) -> pd.DataFrame:
    """Add up numbers, or count rows, by pairs: columns a, b and n, in the order of pairs."""
    # int64[rows]: both as places among their different values, which together are one number
    number, ones = pd.factorize(a, sort=True)
    turn, others = pd.factorize(b, sort=True)
    number *= max(1, len(others))
    number += turn
    del turn  # there is a row a person
    where, pair = pd.factorize(number)
    added = np.bincount(where, n, len(pair)).astype(np.int64)
    order = np.argsort(pair)
    one, other = np.divmod(pair[order], max(1, len(others)))
    return pd.DataFrame({"a": ones[one], "b": others[other], "n": added[order]})


def pair_changes(net: ReferralNetwork) -> pd.DataFrame:
    """How many advocates begin and cease to have (met, made) on each day: ``SURVEY_SHAPE``.

    Which referrals count is known only once all pieces are: it depends on the usual wait. Added up
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
    del order, first, made, upto, met, last, source  # each as long as there are referrals
    table = _added(
        np.concatenate([day, day[again]]),
        np.concatenate([pair, pair[again - 1]]),
        np.repeat(np.array([1, -1]), [len(day), len(again)]),
    )
    return table[table["n"] != 0].assign(what=PAIR)


def totals(table: pa.Table) -> dict[str, int]:
    """Names and numbers of the added or compared counts."""
    return dict(zip(table["name"].to_pylist(), map(int, table["n"].to_pylist()), strict=True))


def fit_all(
    counts: dict[str, int], *, kept: bool, today: int | None, rows: dict[str, pa.Table]
) -> Fitted:
    """Fit what is fitted once over all: the curve and the prior.

    Parameters
    ----------
    counts
        What ``totals`` gives.
    kept
        Whether statuses are kept.
    today
        The as-of date as a day.
    rows
        ``a``, ``b`` and ``n``, a row each different pair, of each of ``TALLIES``: as many as there
        are days, and as there are changes of counts (``pair_changes``).
    """
    day_of = UNDATED if today is None else today
    # A row a different pair: days, two flags in one number, people. 1 is happened, 2 counts.
    day, code, people_each = _longs(rows[SILENCE])
    silent = Silences(day, code % 2 == 1, code >= 2)
    return Fitted(
        found=counts.get(FOUND, 0),
        curve=silent.curve(keeps_statuses=kept, today=day_of, weight=people_each),
        prior=_prior(counts.get(schema.REFERRALS, 0), rows, day_of) if kept else None,
    )


def _prior(referrals: int, rows: dict[str, pa.Table], today: int) -> Prior:
    days, _, people_each = _longs(rows[WAIT])
    wait = usual_wait(days, people_each)
    day, pair, change = _longs(rows[PAIR])
    # all changes before the last day that counts, added up by pair: how many have it on that day
    past = day < today - wait
    distinct, back = np.unique(pair[past], return_inverse=True)
    weight = np.bincount(back, change[past], len(distinct)).astype(np.int64)
    met, made = distinct % PAIR_WIDTH, distinct // PAIR_WIDTH
    prior = fit_prior(met, made, weight, wait=wait, young=referrals - int(made @ weight))
    named_on, state, named = _longs(rows[NAMED])
    waited, _, often_waited = _longs(rows[WAITED])
    known = DatedReferrals(named_on, state, named, waited, often_waited)
    return replace(prior, late=late_meetings(known, today=today, wait=wait))


def _longs(table: pa.Table) -> list[Longs]:
    return [table[name].to_numpy().astype(np.int64) for name in ("a", "b", "n")]
