"""Tables to measure speed: of ``simulate``, with 1.3 referral rows a contact, and deep ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.simulation.simulate import simulated_tables
from netgraph.tables.write import csv_bytes

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CONTACT_COLUMNS: Final = (
    schema.CONTACT_ID,
    schema.NAME,
    schema.ORGANIZATION,
    schema.STATUS,
    schema.DECISION_MAKER,
    schema.MET_ON,
)
ROWS: Final = 1.3
"""Referral rows a contact; repeated rows, some days later, make up for what is lacking."""
DEEP_ROOTS: Final = 100
"""People of the deep tables whom nobody names."""
NAMED_BY: Final = 3
"""How many name each of the others."""


def write(folder: Path, n: int) -> tuple[Path, Path]:
    """Write contacts.csv and referrals.csv of n contacts into a folder, unless they are there."""
    return _written_once(folder, _simulated, n)


def write_deep(folder: Path, n: int) -> tuple[Path, Path]:
    """Write tables in which everybody leads to many, unless they are there.

    Each later person is named by up to three earlier ones, drawn from the ends of the referrals so
    far: who referred often is asked more often (preferential attachment). At 100,000 people the
    mean reach is 88.
    """
    return _written_once(folder, _deep, n)


def _written_once(
    folder: Path, made: Callable[[int], tuple[pd.DataFrame, pd.DataFrame]], n: int
) -> tuple[Path, Path]:
    paths = folder / "contacts.csv", folder / "referrals.csv"
    if all(path.exists() for path in paths):
        return paths
    folder.mkdir(parents=True, exist_ok=True)
    for path, table in zip(paths, made(n), strict=True):
        path.write_bytes(csv_bytes(table))
    return paths


def _simulated(n: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    tables = simulated_tables(n, seed=1, tidy=True)
    contacts = tables[schema.CONTACTS][list(CONTACT_COLUMNS)].assign(
        **{schema.NAME: [f"Person {i}" for i in range(n)]}
    )
    referrals = tables[schema.REFERRALS][
        [schema.REFERRER_ID, schema.REFERRED_ID, schema.REFERRED_ON]
    ]
    random = np.random.default_rng(n)
    again = referrals.iloc[
        random.integers(0, len(referrals), max(0, int(ROWS * n) - len(referrals)))
    ]
    later = again[schema.REFERRED_ON] + pd.to_timedelta(
        random.integers(1, 60, len(again)), unit="D"
    )
    return contacts, pd.concat([referrals, again.assign(**{schema.REFERRED_ON: later})])


def _deep(n: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    random = np.random.default_rng(1)
    # int32[ends so far]: everybody once, and once more for each referral they made
    ends = np.empty((NAMED_BY + 1) * n, dtype=np.int32)
    size = DEEP_ROOTS
    ends[:size] = np.arange(size)
    pairs: list[tuple[int, int]] = []
    for person in range(DEEP_ROOTS, n):
        for referrer in sorted({int(ends[int(u * size)]) for u in random.random(NAMED_BY)}):
            pairs.append((referrer, person))
            ends[size] = referrer
            size += 1
        ends[size] = person
        size += 1
    contacts = pd.DataFrame(
        {
            schema.CONTACT_ID: np.arange(n),
            schema.ORGANIZATION: [f"Organization {i}" for i in random.integers(0, n // 3, n)],
        }
    )
    return contacts, pd.DataFrame(pairs, columns=[schema.REFERRER_ID, schema.REFERRED_ID])
