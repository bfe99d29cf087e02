"""Can a search tell whether whole branches refer more than others for good?

Run ``python tests/benchmarks/branches_differ.py [SEARCHES]``. Where they do, the interval of
``growth`` is too narrow after the first generation. If so, first contacts who refer more have
referred people who do: a score test of that is drawn where nobody differs, where branches differ,
and where each person differs alone. Prints how often it says so at 5 %, a table in Markdown.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

import numpy as np
from interval_coverage import head, row
from scipy import stats

if TYPE_CHECKING:
    from netgraph.arrays import Floats, Longs

SEARCHES: Final = 600
BRANCHES: Final = (20, 60, 150)
LEVEL: Final = 0.05
FEWEST: Final = 8


def main() -> None:
    """Print the table."""
    searches = int(sys.argv[1]) if len(sys.argv) > 1 else SEARCHES
    head("branches", "nobody differs", "whole branches differ", "each person differs alone")
    for branches in BRANCHES:
        random = np.random.default_rng(1)
        cells = []
        for of_branch, of_person in ((False, False), (True, False), (False, True)):
            found = [
                _told(*_search(random, branches, of_branch=of_branch, of_person=of_person))
                for _ in range(searches)
            ]
            cells.append(f"{np.mean(found):.0%}")
        row(branches, *cells)


def _search(
    random: np.random.Generator, branches: int, *, of_branch: bool, of_person: bool
) -> tuple[Longs, Longs]:
    """Referrals of each first contact, and of all whom they referred: int64[branches] each."""

    def rates(number: int, *, differ: bool) -> Floats:
        # a coefficient of variation of 1
        return random.gamma(1, 1, number) if differ else np.ones(number)

    branch = rates(branches, differ=of_branch)
    first = random.poisson(branch * rates(branches, differ=of_person))
    second = [
        random.poisson(rate * rates(number, differ=of_person)).sum()
        for rate, number in zip(branch, first, strict=True)
    ]
    return first, np.array(second)


def _told(first: Longs, second: Longs) -> bool:
    """Whether who was referred by somebody who refers more refers more, too."""
    number, made = first[first > 0].astype(float), second[first > 0]
    if len(number) < FEWEST or not made.any():
        return False
    # float64[branches]: more than usual was made where more were there to make it
    excess = made - made.sum() / number.sum() * number
    score = (number - (number**2).sum() / number.sum()) * excess
    spread = float(np.sqrt((score**2).sum()))
    return spread > 0 and float(stats.norm.sf(score.sum() / spread)) < LEVEL


if __name__ == "__main__":
    main()
