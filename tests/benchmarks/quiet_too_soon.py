"""Does the note say where people are called quiet only as the curve of chances has ended?

Run ``python tests/benchmarks/quiet_too_soon.py [SEARCHES]``. People are met evenly over some days
and refer by laws of their own, so it is known with which chance a silent one refers within the next
90 days. A curve counts nothing after its end: where people refer at any time, who is near the end
is called ``quiet`` and is not. The note names them where first names still came in the last 90 days
that were seen. Prints a table in Markdown.
"""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Final

import numpy as np
from interval_coverage import FIRST_REFERRALS, head, row

from netgraph.analysis.curves import CHANCE_DAYS, ENOUGH_EVENTS, WAITING_FROM, kaplan_meier

if TYPE_CHECKING:
    from collections.abc import Callable

    from netgraph.arrays import Floats

    Draw = Callable[[np.random.Generator, int], Floats]
    Silent = Callable[[Floats], Floats]

SEARCHES: Final = 100
MEAN_DAYS: Final = 250
NAMED: Final = re.compile(r"silent for (\d+) days or longer")


def mixed(share: float, law: object) -> tuple[Draw, Silent]:
    """A share refers after a delay, the others never: how to draw it, and who is still silent."""
    return (
        lambda random, n: np.where(
            random.random(n) < share,
            law.rvs(n, random_state=random),  # type: ignore[attr-defined]
            np.inf,
        ),
        lambda day: 1 - share * law.cdf(day),  # type: ignore[attr-defined]
    )


def unlike(shape: float) -> tuple[Draw, Silent]:
    """Everybody refers at a rate of their own, which are gamma-distributed."""
    size = MEAN_DAYS * shape
    return (
        lambda random, n: random.exponential(1, n) / random.gamma(shape, 1 / size, n),
        lambda day: (1 + day / size) ** -shape,
    )


def main() -> None:
    """Print the table."""
    searches = int(sys.argv[1]) if len(sys.argv) > 1 else SEARCHES
    head(
        "first referrals",
        "met",
        "over days",
        "curves with the note",
        "true chance of whom it names",
        "of other `quiet`",
    )
    laws = [
        (name, *mixed(*law), met, 365)
        for name, law in FIRST_REFERRALS.items()
        for met in (40, 150, 600)
    ]
    for shape, name in ((2.0, "rates differ a little (shape 2)"), (0.4, "much (shape 0.4)")):
        laws += [
            (name, *unlike(shape), met, days)
            for met, days in ((60, 150), (150, 300), (500, 300), (150, 700))
        ]
    for name, draw, silent, met, days in laws:
        random = np.random.default_rng(7)
        told = [_search(random, draw, silent, met, days) for _ in range(searches)]
        counted = [one for one in told if one is not None]
        if not counted:
            continue
        named, others = (np.concatenate(part) for part in zip(*counted, strict=True))
        there = sum(len(part) > 0 for part, _ in counted)
        cells = (
            f"{chance.mean():.1%} of {len(chance):,}" if len(chance) else "–"
            for chance in (named, others)
        )
        row(name, met, days, f"{there} of {len(counted)}", *cells)


def _search(
    random: np.random.Generator, draw: Draw, silent: Silent, met: int, days: int
) -> tuple[Floats, Floats] | None:
    """True chances of the quiet whom the note names, and of the others; None without a curve."""
    watched = random.integers(1, days + 1, met)
    first = np.ceil(draw(random, met))
    happened = first <= watched
    if happened.sum() < ENOUGH_EVENTS:
        return None
    curve = kaplan_meier(np.where(happened, first, watched).astype(np.int64), happened)
    since = watched[~happened].astype(float)
    quiet = curve.chance(since).chance < WAITING_FROM
    found = NAMED.search(curve.note)
    named = since >= (int(found.group(1)) if found else np.inf)
    chance = 1 - silent(since + CHANCE_DAYS) / silent(since)
    return chance[quiet & named], chance[quiet & ~named]


if __name__ == "__main__":
    main()
