"""Made-up networks of any size, as tables, as files and as networks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, overload

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.arguments import checked
from netgraph.errors import OptionError, whole_number
from netgraph.simulation.attributes import contacts_table, referrals_table
from netgraph.simulation.noise import with_noise
from netgraph.simulation.search import Search, by_day, cross_referrals, grow, introductions

if TYPE_CHECKING:
    import os

    from netgraph.arrays import Words
    from netgraph.choices import Propensity
    from netgraph.cohort.cohort import Cohort
    from netgraph.network import ReferralNetwork

REACHED_TARGETS: Final = 8
"""Number of targets where somebody is known."""


@overload
def simulate(
    n: int,
    *,
    seed: int = 0,
    propensity: Propensity = "own",
    tidy: bool = False,
    seekers: None = None,
) -> ReferralNetwork: ...


@overload
def simulate(n: int, *, seed: int = 0, seekers: int) -> Cohort: ...


@checked(seekers=None)
def simulate(
    n: int,
    *,
    seed: int = 0,
    propensity: Propensity = "own",
    tidy: bool = False,
    seekers: int | None = None,
) -> ReferralNetwork | Cohort:
    """Make up the network of a job search, with n contacts.

    Parameters
    ----------
    n
        Number of contacts, at least 1.
    seed
        The same seed gives the same network, on every machine.
    propensity
        What makes people refer: ``own`` (everybody has their own readiness), ``branch`` (mostly
        that of who introduced them), ``none`` (the same for all: only luck tells them apart).
    tidy
        Leave out the noise of real tables: other spellings, repeats, missing and impossible dates.
    seekers
        Make up a career office instead: the searches of so many students, who share the contacts.

    Returns
    -------
    ReferralNetwork
        About 1 % are first contacts (more in small networks); referrals form a forest with
        preferential attachment, with a tenth as many later cross referrals and a few loops;
        organizations are Zipf. The days from meeting to first referral follow S(t) = 0.6 + 0.4
        exp(-t/30) where propensity is not ``branch``. With ``seekers`` it is a ``Cohort``, whose
        tables ``netgraph simulate --seekers`` writes.

    Raises
    ------
    NetgraphError
        If n is less than 1, or less than the seekers, who take no other options.
    UnknownNameError
        If the propensity is none of the three.

    Notes
    -----
    Linear: some seconds for a million contacts, most of them to make names. What was planted is in
    ``planted_search(n, seed=seed, propensity=propensity)``, in the order of the contacts.

    Examples
    --------
    >>> len(simulate(80, seed=1))
    80
    """
    from netgraph.simulation.office import made_up_office
    from netgraph.tables.read import from_frames

    if seekers is not None:
        if propensity != "own" or tidy:
            raise OptionError("propensity and tidy are of one search: leave them out with seekers")
        return made_up_office(n, seekers, seed=seed)
    tables = simulated_tables(n, seed=seed, propensity=propensity, tidy=tidy)
    return from_frames(
        tables[schema.CONTACTS],
        tables[schema.REFERRALS],
        targets=tables[schema.TARGETS],
        aliases=tables[schema.ALIASES],
    )


def planted_search(n: int, *, seed: int = 0, propensity: Propensity = "own") -> Search:
    """Return the planted truth of ``simulate`` of the same arguments, also beyond its last day."""
    return grow(n, _generators(seed).search, propensity)


def simulated_tables(
    n: int, *, seed: int = 0, propensity: Propensity = "own", tidy: bool = False
) -> dict[str, pd.DataFrame]:
    """Make up the tables that a job seeker would keep: contacts, referrals, targets and aliases.

    See ``simulate`` for the parameters.
    """
    random = _generators(seed)
    people = grow(n, random.search, propensity)
    pairs = by_day(introductions(people), cross_referrals(people, random.cross_referrals))
    contacts, unreached = contacts_table(people, pairs, random.attributes)
    referrals = referrals_table(people, pairs, random.attributes)
    targets = _targets(contacts, unreached, random.attributes)
    aliases = pd.DataFrame({schema.ALIAS: [], schema.ORGANIZATION: []}, dtype="str")
    if not tidy:
        contacts, referrals, aliases = with_noise(people, pairs, contacts, referrals, random.noise)
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
    """Write the tables of ``simulated_tables`` into a folder and return their paths.

    The tables are written whole or not at all.
    """
    from netgraph.atomic import write_whole
    from netgraph.tables.write import csv_bytes

    tables = simulated_tables(n, seed=seed, propensity=propensity, tidy=tidy)
    files = {Path(folder) / f"{name}.csv": csv_bytes(table) for name, table in tables.items()}
    write_whole(files)
    return list(files)


class Generators(NamedTuple):
    """A random generator for each step, so that a further draw in one does not shift the others."""

    search: np.random.Generator
    cross_referrals: np.random.Generator
    attributes: np.random.Generator
    noise: np.random.Generator


def _generators(seed: int) -> Generators:
    # Children of one sequence give independent streams. NumPy keeps the bits of a generator, but
    # may change between versions how draws are made of them (NEP 19).
    spawned = np.random.SeedSequence(whole_number("seed", seed, least=0)).spawn(4)
    return Generators(*(np.random.default_rng(child) for child in spawned))


def _targets(contacts: pd.DataFrame, unreached: Words, random: np.random.Generator) -> pd.DataFrame:
    """Choose the organizations that the seeker wants to reach.

    There are contacts at some of them, and none at the ``unreached``.
    """
    reached = contacts[schema.ORGANIZATION].dropna().unique()
    drawn = random.choice(len(reached), min(REACHED_TARGETS, len(reached)), replace=False)
    names = [*reached[np.sort(drawn)], *unreached]
    weight = random.choice([1.0, 2.0, 3.0], len(names), p=[0.5, 0.3, 0.2])
    return pd.DataFrame({schema.ORGANIZATION: pd.Series(names, dtype="str"), schema.WEIGHT: weight})
