"""Made-up networks of any size, as tables, as files and as networks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.errors import whole_number
from netgraph.simulation.attributes import dressed_contacts, dressed_referrals
from netgraph.simulation.noise import blemished
from netgraph.simulation.search import Pairs, Search, crossings, grow, tree

if TYPE_CHECKING:
    import os

    from netgraph.arrays import Words
    from netgraph.choices import Propensity
    from netgraph.network import ReferralNetwork

WISHES: Final = 8
"""Number of targets where somebody is known."""


def simulate(
    n: int, *, seed: int = 0, propensity: Propensity = "own", tidy: bool = False
) -> ReferralNetwork:
    """Make up the network of a job search, with n contacts.

    Parameters
    ----------
    n
        Number of contacts, at least 1.
    seed
        The same seed gives the same network, on every machine.
    propensity
        What makes people refer: ``own`` (everybody has their own readiness), ``branch`` (mostly that of
        who introduced them), ``none`` (the same for all: only luck tells them apart).
    tidy
        Leave out what people's tables have besides: other spellings, repeats, missing and impossible dates.

    Returns
    -------
    ReferralNetwork
        About 1 % are first contacts (more in small networks); referrals form a forest with preferential
        attachment, with a tenth as many later cross referrals and a few loops; organizations are Zipf.
        The days from meeting to first referral follow S(t) = 0.6 + 0.4 exp(-t/30) where propensity is not
        ``branch``.

    Raises
    ------
    NetgraphError
        If n is less than 1.
    UnknownNameError
        If the propensity is none of the three.

    Notes
    -----
    Linear: some seconds for a million contacts, most of them to make names. What was planted is in
    ``search(n, seed=seed, propensity=propensity)``, in the order of the contacts.

    Examples
    --------
    >>> len(simulate(80, seed=1))
    80
    """
    from netgraph.tables.read import from_frames

    tables = simulated_tables(n, seed=seed, propensity=propensity, tidy=tidy)
    return from_frames(
        tables[schema.CONTACTS],
        tables[schema.REFERRALS],
        targets=tables[schema.TARGETS],
        aliases=tables[schema.ALIASES],
    )


def search(n: int, *, seed: int = 0, propensity: Propensity = "own") -> Search:
    """Return the planted truth of ``simulate(n, seed=seed, propensity=propensity)``, also beyond its last day."""
    return grow(n, _dice(seed)[0], propensity)


def simulated_tables(
    n: int, *, seed: int = 0, propensity: Propensity = "own", tidy: bool = False
) -> dict[str, pd.DataFrame]:
    """Make up the tables that a job seeker would keep: contacts, referrals, targets and aliases.

    See ``simulate`` for the parameters.
    """
    growing, crossing, dressing, spoiling = _dice(seed)
    people = grow(n, growing, propensity)
    pairs = _by_day(tree(people), crossings(people, crossing))
    contacts, unreached = dressed_contacts(people, pairs, dressing)
    referrals = dressed_referrals(people, pairs, dressing)
    targets = _targets(contacts, unreached, dressing)
    aliases = pd.DataFrame({schema.ALIAS: [], schema.ORGANIZATION: []}, dtype="str")
    if not tidy:
        contacts, referrals, aliases = blemished(people, pairs, contacts, referrals, spoiling)
    return {
        schema.CONTACTS: contacts,
        schema.REFERRALS: referrals,
        schema.TARGETS: targets,
        schema.ALIASES: aliases,
    }


def write_simulated(
    folder: str | os.PathLike[str],
    n: int,
    *,
    seed: int = 0,
    propensity: Propensity = "own",
    tidy: bool = False,
) -> list[Path]:
    """Write the tables of ``simulated_tables`` into a folder, whole or not at all, and return their paths."""
    from netgraph.atomic import write_whole
    from netgraph.tables.write import csv_bytes

    tables = simulated_tables(n, seed=seed, propensity=propensity, tidy=tidy)
    files = {Path(folder) / f"{name}.csv": csv_bytes(table) for name, table in tables.items()}
    write_whole(files)
    return list(files)


def _dice(seed: int) -> list[np.random.Generator]:
    """A generator each for growing, crossing, dressing and spoiling, so that one does not shift the others."""
    spawned = np.random.SeedSequence(whole_number("seed", seed, least=0)).spawn(4)
    return [np.random.default_rng(child) for child in spawned]


def _by_day(first: Pairs, more: Pairs) -> Pairs:
    whole = [np.concatenate(ends) for ends in zip(first, more, strict=True)]
    order = np.argsort(whole[2], kind="stable")
    return Pairs(*(column[order] for column in whole))


def _targets(contacts: pd.DataFrame, unreached: Words, random: np.random.Generator) -> pd.DataFrame:
    """Choose organizations the seeker wants to reach: some where people are known, some where nobody is."""
    known = contacts[schema.ORGANIZATION].dropna().unique()
    some = random.choice(len(known), min(WISHES, len(known)), replace=False)
    names = [*known[np.sort(some)], *unreached]
    weight = random.choice([1.0, 2.0, 3.0], len(names), p=[0.5, 0.3, 0.2])
    return pd.DataFrame({schema.ORGANIZATION: pd.Series(names, dtype="str"), schema.WEIGHT: weight})
