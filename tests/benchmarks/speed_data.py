"""Made-up tables for the speed measurements: any size, the same bytes for the same size.

A forest with preferential attachment (1 % first contacts), a tenth as many later cross referrals that close a
few loops, a fifth of the rows repeated, Zipf organizations: 1.3 referral rows a contact.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from netgraph import schema

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

FIRST = 0.01
CROSS = 0.10
LOOPS = 0.001
REPEATED = 0.20
DAYS = 700
START = np.datetime64("2024-01-01")


def write(folder: Path, n: int) -> tuple[Path, Path]:
    """Write contacts.csv and referrals.csv of n contacts into a folder, unless they are there."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = folder / "contacts.csv", folder / "referrals.csv"
    if not all(path.exists() for path in paths):
        random = np.random.default_rng(n)
        for path, table in zip(paths, (_contacts(n, random), _referrals(n, random)), strict=True):
            table.to_csv(path, index=False, date_format="%Y-%m-%d")
    return paths


def _contacts(n: int, random: np.random.Generator) -> pd.DataFrame:
    """Half were met, a third are waited for, the rest declined."""
    status = random.choice(4, n, p=[0.5, 0.3, 0.1, 0.1])
    met_on = np.where(status == 0, _days(np.arange(n), n) + random.integers(1, 30, n), -1)
    return pd.DataFrame(
        {
            schema.CONTACT_ID: _ids(np.arange(n)),
            schema.NAME: [f"Person {i}" for i in range(n)],
            schema.ORGANIZATION: [f"Organization {k}" for k in np.minimum(random.zipf(1.6, n), n)],
            schema.STATUS: np.array([schema.MET, "contacted", "declined", "identified"])[status],
            schema.DECISION_MAKER: np.array(["no", "yes"])[(random.random(n) < 0.1).astype(int)],
            schema.MET_ON: np.where(met_on >= 0, START + met_on, np.datetime64("NaT")),
        }
    )


def _referrals(n: int, random: np.random.Generator) -> pd.DataFrame:
    """Everybody refers people who are later in the table, but for a few who close a loop."""
    later = np.arange(max(1, int(FIRST * n)), n)
    cross = int(CROSS * n)
    target = np.concatenate([later, random.integers(1, n, cross)])
    source = np.concatenate([_attached(later, n, random), (random.random(cross) * target[len(later) :])])
    source = source.astype(np.int64)
    back = random.integers(0, cross, int(LOOPS * n)) + len(later)
    source[back], target[back] = target[back], source[back]
    day = _days(np.maximum(source, target), n)
    again = random.integers(0, len(source), int(REPEATED * n))
    rows = np.concatenate([np.arange(len(source)), again])
    date = START + day[rows] + np.r_[np.zeros(len(source), np.int64), random.integers(1, 60, len(again))]
    return pd.DataFrame(
        {
            schema.REFERRER_ID: _ids(source[rows]),
            schema.REFERRED_ID: _ids(target[rows]),
            schema.REFERRED_ON: date,
        }
    )


def _attached(later: Ints, n: int, random: np.random.Generator) -> Ints:
    """Choose an introducer for each: half by chance, half whoever introduced an earlier person."""
    source = np.zeros(n, dtype=np.int64)
    pick = (random.random(len(later)) * later).astype(np.int64)
    copied = random.random(len(later)) < 0.5
    first = int(later[0])
    for who, chosen, copies in zip(later.tolist(), pick.tolist(), copied.tolist(), strict=True):
        source[who] = source[chosen] if copies and chosen >= first else chosen
    return source[later]


def _days(position: Ints, n: int) -> Ints:
    return position * DAYS // n


def _ids(position: Ints) -> pd.Series:
    return pd.Series([f"p{i:07d}" for i in position.tolist()], dtype="str")
