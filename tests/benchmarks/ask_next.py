"""Whom to ask next: who of those known gives most new names in the days ahead.

Run ``python tests/benchmarks/ask_next.py [SEARCHES [FOLDER=DAYS ...]]``. The searches are drawn
here, by laws that share nothing with ``netgraph.simulate``. Everybody is ranked as of 90 days
before the end, and what came in these days is counted: the area under the gain curve, which is 0
for a random order and 100 for the best there can be (equal people in the mean of their orders),
and what was expected over what came. Folders are real sets with dated referrals, looked ahead from
eight of their days; those of the repository and of ``shared/data`` are always among them. Prints
three tables in Markdown.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import pandas as pd
from interval_coverage import START, grown, head, row
from scipy.optimize import minimize_scalar
from scipy.special import gammaln

import netgraph as ng
from netgraph import schema
from netgraph.analysis.chance import chances, starts
from netgraph.analysis.credit import credit
from netgraph.analysis.days import days_quiet, last_known, today
from netgraph.analysis.expected import NAMES_SLOPE, expected_referrals
from netgraph.analysis.naming_history import naming_history
from netgraph.links import BEFORE_ALL, UNDATED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from netgraph.arrays import Floats, Longs

    Times = tuple[Floats, float]
    Law = Callable[[np.random.Generator, float | None, float], Times]

SEARCHES: Final = 20
SPAN: Final = 450
AHEAD: Final = 90
FIRST_CONTACTS: Final = (6, 15, 50, 120)
MOST_PEOPLE: Final = 4000
FADING: Final = 30
INHERITED: Final = 0.85
NEW_SPREAD: Final = 0.5
SPREAD: Final = NEW_SPREAD / np.sqrt(1 - INHERITED**2)
"""How the logarithm of a rate passes on, and how it differs among all once it is steady."""
HEIRS: Final = INHERITED * SPREAD**2 / (1 - INHERITED)
"""Its middle m then: that of children, INHERITED (m + SPREAD^2), as parents count by their rate."""
ROOT: Final = Path(__file__).parents[2]
REAL: Final = {
    ROOT / "data" / "physicians": 90,
    ROOT.parent / "shared" / "data" / "measles_hagelloch_1861": 14,
}
SPLITS: Final = np.linspace(0.2, 0.9, 8)
FEWEST_NEW: Final = 3

# --- searches ------------------------------------------------------------------------------------


def _at_rate(random: np.random.Generator, rate: float, days: float) -> Floats:
    return np.sort(random.uniform(0, days, random.poisson(rate * days)))


def _own(random: np.random.Generator, _: float | None, left: float) -> Times:
    """Everybody has a rate of their own, for good."""
    return _at_rate(random, random.gamma(0.6, 0.004 / 0.6), left), 0


def _branch(random: np.random.Generator, above: float | None, left: float) -> Times:
    """A rate is mostly that of the introducer."""
    log = random.normal(0, 1.2) if above is None else random.normal(INHERITED * above, NEW_SPREAD)
    return _at_rate(random, min(0.05, 0.0025 * np.exp(log - 0.5)), left), log


def _steady(random: np.random.Generator, above: float | None, left: float) -> Times:
    """The same, but those who are many from the start are those who come to be many.

    Ready people name more, and those they name are ready too: so names per head rise, until the
    logarithm has the middle ``HEIRS`` above that of newborn searches. Here they begin with it.
    """
    mean = HEIRS if above is None else INHERITED * above
    log = random.normal(mean, SPREAD if above is None else NEW_SPREAD)
    rate = 0.0025 * np.exp(log - HEIRS - SPREAD**2 / 2)
    return _at_rate(random, min(0.05, rate), left), log


def _none(random: np.random.Generator, _: float | None, left: float) -> Times:
    """The same rate for all, for good: nothing can be learned."""
    return _at_rate(random, 0.003, left), 0


def _ending(random: np.random.Generator, _: float | None, left: float) -> Times:
    """A rate of their own, for 50 days on average, then never again."""
    return _at_rate(random, random.gamma(0.7, 0.019 / 0.7), min(left, random.exponential(50))), 0


def _bursts(random: np.random.Generator, _: float | None, left: float) -> Times:
    """Half ever name anybody: several at once, after gaps with a long tail."""
    if random.random() < 0.5:
        return np.zeros(0), 0
    days = np.cumsum(300 / 1.5 * random.weibull(0.6, 200))
    days = days[days < left]
    return np.repeat(days, random.geometric(0.6, len(days))), 0


def _once(random: np.random.Generator, _: float | None, left: float) -> Times:
    """All names come within days of one talk."""
    names = random.poisson(random.gamma(0.8, 0.9 / 0.8))
    days = np.sort(random.exponential(25) + random.exponential(5, names))
    return days[days < left], 0


LAWS: Final[dict[str, Law]] = {
    "own": _own,
    "branch": _branch,
    "branch, steady": _steady,
    "none": _none,
    "ending": _ending,
    "bursts": _bursts,
    "once": _once,
}


def search(random: np.random.Generator, law: Law, first: int) -> ng.ReferralNetwork | None:
    """First contacts come evenly; of all three in four are met, and name people from then on."""
    known = list(np.sort(random.uniform(0, 0.9 * SPAN, first)))
    readiness: list[float | None] = [None] * first
    met_on, pairs = [], []
    while len(met_on) < len(known):
        person = len(met_on)
        if len(known) > MOST_PEOPLE:
            return None
        day = known[person] + random.exponential(15)
        met_on.append(day if random.random() < 0.75 else np.inf)
        if met_on[-1] >= SPAN:
            continue
        times, own = law(random, readiness[person], SPAN - day)
        for time in day + times:
            pairs.append((person, len(known), time))
            known.append(time)
            readiness.append(own)
    return of_days(dict(enumerate(known)), met_on, pairs)


def of_days(
    known: dict[int, float], met_on: list[float], names: list[tuple[int, int, float]]
) -> ng.ReferralNetwork:
    """A search by its days: of each person known, of their meeting if it was by the end, of names.

    Parameters
    ----------
    known, met_on
        Person to the day, and the days of their meetings in the same order.
    names
        Who gave whose name, and when.
    """
    contacts = pd.DataFrame(
        {
            schema.CONTACT_ID: [f"p{n}" for n in known],
            schema.LAST_CONTACT_ON: [_date(day) for day in known.values()],
            schema.MET_ON: [_date(day) if day < SPAN else None for day in met_on],
        }
    )
    referrals = pd.DataFrame(
        [(f"p{u}", f"p{v}", _date(day)) for u, v, day in names],
        columns=[schema.REFERRER_ID, schema.REFERRED_ID, schema.REFERRED_ON],
    )
    return ng.from_frames(contacts, referrals, as_of=_date(SPAN))


def _date(day: float) -> str:
    return str(START + int(day))


# --- rankings ------------------------------------------------------------------------------------


def simple_rule(net: ng.ReferralNetwork, ahead: int) -> Floats:
    """Mean cumulative function x gamma frailty, fading with the days since the last sign over 30.

    The rule that the regression is gated by in the definition it was first written from.
    """
    past, start = naming_history(net), starts(net)[0].astype(np.int64)
    known = past.known
    start = np.where(start == UNDATED, np.where(known == UNDATED, today(net), known), start)
    owner = np.repeat(np.arange(len(known)), np.diff(past.start))
    names = np.diff(past.given)
    # names by days since the start, and who was watched as long: their ratio added up is M
    delay, watched = np.maximum(0, past.day - start[owner]), np.maximum(0, today(net) - start)
    days = int(watched.max(initial=0)) + ahead + 1
    came = np.bincount(delay, names, minlength=days)[:days]
    at_risk = np.bincount(watched, minlength=days)[::-1].cumsum()[::-1]
    mean = np.cumsum(np.divide(came, at_risk, out=np.zeros(days), where=at_risk > 0))
    own, due = np.bincount(owner, names, minlength=len(known)), np.maximum(mean[watched], 1e-9)

    def unlikely(log_shape: float) -> float:
        a = np.exp(log_shape)
        likely = gammaln(own + a) - gammaln(a) + a * np.log(a / (a + due)) - own * np.log(a + due)
        return float(log_shape**2 / 2 - likely.sum())

    a = np.exp(minimize_scalar(unlikely, bounds=(-3, 5), method="bounded").x)
    score = (a + own) / (a + due) * (mean[np.minimum(watched + ahead, days - 1)] - mean[watched])
    silent = np.minimum(today(net) - np.maximum(_last_naming(net), start), 3000)
    fading: Floats = score * np.exp(-silent / FADING)
    return fading


def _last_naming(net: ng.ReferralNetwork) -> Longs:
    past = naming_history(net)
    last = np.full(len(past.known), np.iinfo(np.int64).min // 2)
    owner = np.repeat(np.arange(len(past.known)), np.diff(past.start))
    np.maximum.at(last, owner, past.day)
    return last


def root_rule(net: ng.ReferralNetwork, ahead: int) -> Floats:
    """What the regression is drawn to: the root of the names given, over the days of silence."""
    past = naming_history(net)
    wait = past.usual_wait()
    seen = past.look(np.arange(len(past.known)), past.today)
    rule: Floats = (1 + seen.names) ** NAMES_SLOPE * np.log1p(
        ahead / (wait + np.maximum(0, seen.silent))
    )
    return np.where(seen.phase < 0, 0, rule)


def rankings(net: ng.ReferralNetwork, ahead: int) -> dict[str, Floats]:
    """Everybody's number by each ranking, larger first."""
    quiet = np.nan_to_num(days_quiet(net, last_known(net)), nan=1e6)
    return {
        "expected": -np.nan_to_num(expected_referrals(net, ahead=ahead).rank, nan=1e9),
        "root rule": root_rule(net, ahead),
        "simple rule": simple_rule(net, ahead),
        "last heard of": -quiet,
        "credit": np.asarray(credit(net), dtype=np.float64),
        "chance": np.nan_to_num(chances(net).chance),
    }


# --- what came -----------------------------------------------------------------------------------


class Judged(NamedTuple):
    """One look ahead: people known, areas by ranking, expected and come (nan without a number)."""

    people: int
    areas: dict[str, float]
    expected: float
    came: float


def judge(net: ng.ReferralNetwork, day: int, ahead: int) -> Judged | None:
    """Rank as of a day, and count introductions of the days after it."""
    then = net.as_of(pd.Timestamp(day, unit="D"))
    known = net.links.positions(then.links.ids)
    here = np.zeros(net.links.size, dtype=bool)
    here[known] = True
    arrival = net.forest.arrival.astype(np.int64)
    new = (arrival > day) & (arrival <= day + ahead) & ~here & (arrival != UNDATED)
    new &= (arrival != BEFORE_ALL) & (net.forest.introducer >= 0)
    came = np.bincount(net.forest.introducer[new], minlength=net.links.size)[known].astype(float)
    if came.sum() < FEWEST_NEW or len(known) < 8 or today(net) < day + ahead:
        return None
    areas = {name: _area(score, came) for name, score in rankings(then, ahead).items()}
    expected = expected_referrals(then, ahead=ahead).referrals
    given = not np.isnan(expected).all()
    return Judged(
        len(known),
        areas,
        float(np.nansum(expected)) if given else np.nan,
        float(came.sum()) if given else np.nan,
    )


def _area(score: Floats, came: Floats) -> float:
    """Area between the gain curve and chance, percent of that of the best order."""
    _, tied = np.unique(-score, return_inverse=True)
    mean = np.bincount(tied, came) / np.bincount(tied)
    even = (len(came) + 1) / len(came) / 2
    gain, best = (np.cumsum(c).mean() / came.sum() for c in (mean[np.sort(tied)], -np.sort(-came)))
    return float(100 * (gain - even) / (best - even))


def drawn(searches: int, law: str, first: int) -> Iterator[Judged]:
    """Looks ahead from 90 days before the end of drawn searches."""
    for seed in range(searches):
        random = np.random.default_rng([seed, first, *law.encode()])
        if law == "coverage.py":
            net: ng.ReferralNetwork | None = grown(random, first, 1.1, 2.0)
        else:
            net = search(random, LAWS[law], first)
        found = None if net is None else judge(net, today(net) - AHEAD, AHEAD)
        if found is not None:
            yield found


def real(folder: Path, ahead: int) -> Iterator[Judged]:
    """Looks ahead from eight days of a real set."""
    net = ng.read(folder)
    dates = net.referrals[schema.REFERRED_ON].dropna().sort_values()
    for share in SPLITS:
        day = dates.iloc[int(share * len(dates))]
        found = judge(net, (day - pd.Timestamp(0)).days, ahead)
        if found is not None:
            yield found


def show(name: str, looks: list[Judged]) -> None:
    """Print the row of a set."""
    if not looks:
        return
    cells = [f"{np.mean([look.areas[r] for look in looks]):.0f}" for r in looks[0].areas]
    expected, came = (np.nansum([look[place] for look in looks]) for place in (2, 3))
    ratio = f"{expected / came:.2f}" if came else "–"
    row(name, len(looks), int(np.median([look.people for look in looks])), *cells, ratio)


def main() -> None:
    """Print the tables."""
    searches = int(sys.argv[1]) if len(sys.argv) > 1 else SEARCHES
    columns = ("expected", "root rule", "simple rule", "last heard of", "credit", "chance")
    rest = ("looks", "people known", *columns, "expected / came")
    laws = (*LAWS, "coverage.py")
    by_size: dict[int, list[Judged]] = {first: [] for first in FIRST_CONTACTS}
    head("drawn searches", *rest)
    for law in laws:
        looks = {first: list(drawn(searches, law, first)) for first in FIRST_CONTACTS}
        for first, found in looks.items():
            by_size[first] += found
        show(law, [look for first in FIRST_CONTACTS[2:] for look in looks[first]])
    head("first contacts, all laws", *rest)
    for first, found in by_size.items():
        show(str(first), found)
    head("real sets", *rest)
    more = dict(word.rsplit("=", 1) for word in sys.argv[2:])
    for folder, ahead in {**REAL, **{Path(f): int(d) for f, d in more.items()}}.items():
        if folder.exists():
            show(f"{folder.name}, {ahead} days ahead", list(real(folder, ahead)))


if __name__ == "__main__":
    main()
