"""How many new names each person will give in the days ahead, learned from the network's past."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from netgraph import schema
from netgraph.analysis.naming_history import (
    ABSENT,
    HAS_MET,
    HAS_NAMED,
    KNOWN,
    naming_history,
)
from netgraph.analysis.people import people
from netgraph.analysis.search_numbers import search_numbers
from netgraph.facts import remembered
from netgraph.links import UNDATED
from netgraph.wording import over_searches, with_noun

if TYPE_CHECKING:
    import pandas as pd

    from netgraph.analysis.naming_history import NamingHistory, Seen
    from netgraph.analysis.search_numbers import SearchNumbers
    from netgraph.arrays import Flags, Floats, Longs
    from netgraph.network import ReferralNetwork

AHEAD_DAYS: Final = 90
HISTORY_PARTS: Final = 24
"""The history is parted into so many, and learned from at the ends of all but the last."""
DRAW_NAMES: Final = 12.0
"""Each slope is drawn to its prior by the weight of so many names."""
NAMES_SLOPE: Final = 0.5
"""The prior of the slope of log(1 + names): a rate as the root of the names given, else as that
of all."""
HALF_NAME: Final = 0.5
LEARNING_PEOPLE: Final = 20_000
"""More people than these would not change what is learned."""
PEOPLE_AT_ONCE: Final = 1 << 16
"""People whose scores are computed together."""
FEW_NAMES: Final = 50
"""Below so many names the note says that the order rests on the rule more than on data."""
SHOWN_DECIMALS: Final = 6
FINE_STEP: Final = 1e-10
SAME_SCORE: Final = 9
"""Decimals of the logarithm of a score that count in the order: the rest is rounding."""


class Expected(NamedTuple):
    """What is to be expected of everybody, arrays in the order of ``net.links.ids``.

    Parameters
    ----------
    referrals
        float64[n], names within the days ahead; 0 for who declined, nan for who has no date, and
        for all while less than twice as many days are known.
    rank
        float64[n], whole numbers from 1 (ask first), equal where nothing tells people apart; nan
        for who has no date.
    notes
        What was learned from, and which rule stood in.
    """

    referrals: Floats
    rank: Floats
    notes: tuple[str, ...]


class NamingRate(NamedTuple):
    """A fitted regression: level and slopes of terms, their middle, spread, and ends."""

    level: float
    slopes: Floats
    middle: Floats
    spread: Floats
    ends: tuple[Floats, Floats]

    def of(self, terms: Floats) -> Floats:
        """Rates of some rows of terms, none taken beyond what was seen."""
        scaled = (np.clip(terms, *self.ends) - self.middle) / self.spread
        # summed row by row, so that equal rows have equal rates wherever they stand
        log_rate: Floats = self.level + (scaled * self.slopes).sum(axis=1)
        return np.exp(log_rate)


@dataclass(frozen=True, slots=True)
class NamingModel:
    """What was learned of how names come: no person and no id is in it.

    Parameters
    ----------
    wait
        Usual days of waiting for a name.
    rate
        The regression, None without a day to learn from.
    span
        Days of history.
    most
        The most names that anybody gave within the days ahead.
    names
        Dated introductions.
    searches
        Of how many searches together.
    """

    wait: float
    rate: NamingRate | None
    span: int
    most: int
    names: int
    searches: int = 1


@remembered
def naming_model(net: ReferralNetwork, *, ahead: int = AHEAD_DAYS) -> NamingModel:
    """Learn from the network's own past how names come."""
    past = naming_history(net)
    wait = past.usual_wait()
    dated = bool((past.known != UNDATED).any())
    rate = _learned(past, wait, ahead) if dated else None
    return NamingModel(wait, rate, past.span(ahead), past.most(ahead), past.names)


@remembered
def expected_referrals(net: ReferralNetwork, *, ahead: int = AHEAD_DAYS) -> Expected:
    """Estimate how many names everybody will give in the days ahead of the as-of date.

    Somebody's rate falls as 1 / (usual wait + days since the last sign). By how much more or less,
    by phase (known, met, has named) and names given, a ridge Poisson regression learns from earlier
    days of the same network. Few names leave it near its prior: the root of the names given, over
    the days since the last sign.

    Parameters
    ----------
    net
        The network.
    ahead
        How many days ahead.

    Notes
    -----
    Cost near linear in people and referrals.
    """
    # the history is in memory only while the model is learned, and while it is used
    model = naming_model(net, ahead=ahead)
    score = _scores(naming_history(net), model, people(net).declined, ahead)
    most = np.nan if model.span < 2 * ahead else float(model.most)
    # further digits would depend on the machine that adds them up
    shown = np.minimum(score, most).round(SHOWN_DECIMALS)
    undated = int(np.isnan(score).sum())
    notes = _notes(model, ahead, undated, everybody=undated == len(score))
    return Expected(shown, ranks_within(score, search_numbers(net)), notes)


def with_expected(
    net: ReferralNetwork, table: pd.DataFrame, notes: list[str]
) -> tuple[pd.DataFrame, list[str]]:
    """Add what is expected to a table indexed by the positions of contacts in ``net.links.ids``."""
    found = expected_referrals(net)
    numbers = (found.referrals[table.index], found.rank[table.index])
    columns = dict(zip(schema.EXPECTED_COLUMNS, numbers, strict=True))
    return table.assign(**columns), [*notes, *found.notes]


def _scores(past: NamingHistory, model: NamingModel, declined: Flags, ahead: int) -> Floats:
    """Names to be expected before the most is set: float64[n], nan without a date."""
    who = np.flatnonzero(past.known != UNDATED)
    score = np.full(len(past.known), np.nan)
    if len(who) == 0:
        return score
    # people by the block: the terms of a million at once would take 150 MB
    for start in range(0, len(who), PEOPLE_AT_ONCE):
        some = who[start : start + PEOPLE_AT_ONCE]
        now = past.look(some, past.today)
        terms = _terms(now, model.wait)
        # without a day to learn from there is the rule alone
        rates = np.exp(NAMES_SLOPE * terms[:, -1]) if model.rate is None else model.rate.of(terms)
        score[some] = np.where(declined[some], 0, rates * _exposure(now, ahead, model.wait))
    return score


def _learned(past: NamingHistory, wait: float, ahead: int) -> NamingRate | None:
    """Fit the regression to everybody there on each of the earlier days; None without any."""
    span = past.span(ahead)
    parts = min(HISTORY_PARTS, span)
    size = len(past.known)
    who = np.arange(0, size, -(-size // LEARNING_PEOPLE))
    terms, exposure, names = [], [], []
    for part in range(1, parts):
        day = past.today - span * part // parts
        last = min(day + ahead, past.today)  # what comes after the as-of date is not seen
        seen = past.look(who, day)
        there = seen.phase != ABSENT
        seen = type(seen)(*(column[there] for column in seen))
        terms.append(_terms(seen, wait))
        exposure.append(_exposure(seen, last - day, wait))
        given = past.given[past.until(who[there], last)]
        names.append(given - past.given[past.until(who[there], day)])
    if not any(map(len, names)):
        return None
    # a name is seen in as many horizons as overlap, so that each of them counts as a part of it
    weight = min(1.0, span / parts / ahead)
    return _fitted(np.concatenate(terms), np.concatenate(exposure), np.concatenate(names), weight)


def _terms(seen: Seen, wait: float) -> Floats:
    """What a rate depends on: float64[people, 6]."""
    silence = np.log1p(seen.silent / wait)
    phases = [seen.phase == phase for phase in (KNOWN, HAS_MET, HAS_NAMED)]
    columns = [*phases[1:], *(phase * silence for phase in phases), np.log1p(seen.names)]
    return np.stack(columns, axis=1).astype(np.float64)


def _exposure(seen: Seen, days: int, wait: float) -> Floats:
    """What a rate of 1 adds up to over the days ahead, falling all the while: float64[people]."""
    exposure: Floats = np.log1p(days / (wait + seen.silent))
    return exposure


def _fitted(terms: Floats, exposure: Floats, names: Longs, weight: float) -> NamingRate:
    """Fit a ridge Poisson regression by Newton's steps.

    Parameters
    ----------
    terms, exposure, names
        float64[rows, terms], float64[rows], int64[rows]: what rates depend on, what they are
        multiplied by, what came.
    weight
        What each row counts.
    """
    # Terms are measured by their spread, so that one ridge suits all; one that never differs has
    # an infinite spread: it is left out
    middle = np.average(terms, axis=0, weights=exposure)
    spread = np.sqrt(np.average((terms - middle) ** 2, axis=0, weights=exposure))
    unit = np.where(spread < 1e-6, np.inf, spread)
    design = np.column_stack([np.ones(len(terms)), (terms - middle) / unit])
    level = np.log((weight * names.sum() + HALF_NAME) / (weight * exposure.sum() + HALF_NAME))
    # float64[1 + terms]: where the coefficients start from and are drawn to, and how strongly
    prior = np.zeros(design.shape[1])
    prior[0], prior[-1] = level, NAMES_SLOPE * (spread[-1] if np.isfinite(unit[-1]) else 0)
    draw = np.full(design.shape[1], DRAW_NAMES)
    draw[0] = HALF_NAME
    best = prior.copy()
    for _ in range(100):
        expected = exposure * np.exp(design @ best)
        slope = weight * (design.T @ (names - expected)) - draw * (best - prior)
        bend = weight * (design.T @ (expected[:, None] * design)) + np.diag(draw)
        step = np.linalg.solve(bend, slope)
        largest = float(np.abs(step).max())
        best += step / max(1.0, largest)  # a long step may end where exp() has no number
        if largest < FINE_STEP:
            break
    return NamingRate(
        float(best[0]), best[1:], middle, unit, (terms.min(axis=0), terms.max(axis=0))
    )


def ranks_within(score: Floats, numbers: SearchNumbers) -> Floats:
    """Ranks from 1 within each search, the largest score first, equal scores alike.

    Returns
    -------
    float64[n], nan where the score is.
    """
    rank = np.full(len(score), np.nan)
    known = np.flatnonzero(~np.isnan(score))
    with np.errstate(divide="ignore"):
        value = -np.round(np.log(score[known]), SAME_SCORE)
    # int64[known]: search after search, in each the largest score first
    order = np.lexsort((value, numbers.of[known]))
    search, value = numbers.of[known][order], value[order]
    # where a search begins, and where a score differs from the one before: positions in the order
    begins = np.append(True, search[1:] != search[:-1])[: len(order)]
    differs = begins | np.append(True, value[1:] != value[:-1])[: len(order)]
    at = np.arange(len(order), dtype=np.int32)
    first_of_search = np.maximum.accumulate(np.where(begins, at, 0))
    first_of_equals = np.maximum.accumulate(np.where(differs, at, 0))
    rank[known[order]] = first_of_equals - first_of_search + 1.0
    return rank


def _notes(model: NamingModel, ahead: int, undated: int, *, everybody: bool) -> tuple[str, ...]:
    """Say what was learned from, which rule stood in and why, and who is left out."""
    if everybody:
        return ("Expected referrals: there is no date to learn from, so nobody has a number.",)
    count = with_noun(model.names, "dated introduction") + over_searches(model.searches)
    notes, span = [], model.span
    if span < 2 * ahead:
        notes.append(
            f"Expected referrals: a number takes {2 * ahead} days of history, and {span} are "
            "known: as yet only an order tells whom to ask next."
        )
    else:
        notes.append(
            f"Expected referrals: within the next {ahead} days, learned from {count}; too "
            "many where your search slows down or people are soon done naming."
        )
    if model.names < FEW_NAMES:
        notes.append(
            f"With {count} the order rests mostly on a rule of thumb: first who gave many names, "
            "and who was heard of lately."
        )
    if undated:
        notes.append(
            f"{with_noun(undated, 'contact has', 'contacts have')} no date and no expected "
            "referrals."
        )
    return tuple(notes)
