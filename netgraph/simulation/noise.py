"""What people's tables have and checked tables have not: spellings, repeats, missing and impossible dates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.simulation import vocabulary
from netgraph.simulation.attributes import calendar

if TYPE_CHECKING:
    from netgraph.arrays import Flags
    from netgraph.simulation.search import Pairs, Search

WITH_LEGAL_FORM: Final = 0.05
SHORTENED: Final = 2
REPEATED: Final = 0.03
UNDATED: Final = 0.15
"""Share of the referrals of people who were not approached yet."""
TOO_EARLY: Final = 0.015
STUBS: Final = 0.15
"""Share of the people who were not approached yet and were introduced."""
DAYS_TOO_EARLY: Final = 2


class Blemished(NamedTuple):
    """Tables as people write them."""

    contacts: pd.DataFrame
    referrals: pd.DataFrame
    aliases: pd.DataFrame


def blemished(
    search: Search,
    pairs: Pairs,
    contacts: pd.DataFrame,
    referrals: pd.DataFrame,
    random: np.random.Generator,
) -> Blemished:
    """Spoil two tables the way people do; reading mends all of it and tells.

    Some organizations carry a legal form or are shortened, some pairs stand twice, some referrals have
    no date or one before their referrer was known, some people stand in the referrals only. Nobody's
    introducer changes by it.

    Parameters
    ----------
    search, pairs
        What the tables were made of; row i of ``referrals`` is pair i.
    """
    organization, aliases = _spelled(contacts[schema.ORGANIZATION], random)
    fresh = _fresh(search, pairs, contacts)
    date = _misdated(search, pairs, fresh, referrals[schema.REFERRED_ON], random)
    stub = fresh & (random.random(len(fresh)) < STUBS)
    again = np.flatnonzero(random.random(len(referrals)) < REPEATED)
    referrals = referrals.assign(**{schema.REFERRED_ON: date})
    return Blemished(
        contacts.assign(**{schema.ORGANIZATION: organization})[~stub].reset_index(drop=True),
        pd.concat([referrals, referrals.iloc[again]], ignore_index=True),
        aliases,
    )


def _spelled(
    organization: pd.Series, random: np.random.Generator
) -> tuple[pd.Series, pd.DataFrame]:
    """Write some organizations with a legal form, and one contact's shortened for two of the larger ones."""
    size = len(organization)
    formal = (random.random(size) < WITH_LEGAL_FORM) & organization.notna().to_numpy()
    ending = np.array(vocabulary.LEGAL_FORMS, dtype=object)[
        random.integers(0, len(vocabulary.LEGAL_FORMS), size)
    ]
    spelled = organization.mask(formal, organization + pd.Series(ending, dtype="str"))
    common = list(organization.value_counts().index[1 : 1 + SHORTENED])
    short = [name.split(" ")[0] for name in common]
    for name, brief in zip(common, short, strict=True):
        rows = np.flatnonzero(organization == name)
        spelled.iloc[rows[len(rows) // 2]] = brief
    return spelled, pd.DataFrame({schema.ALIAS: short, schema.ORGANIZATION: common}, dtype="str")


def _fresh(search: Search, pairs: Pairs, contacts: pd.DataFrame) -> Flags:
    """Tell who was introduced by their only referral, was not approached yet and refers nobody."""
    made = np.bincount(pairs.source, minlength=search.size)
    named = np.bincount(pairs.target, minlength=search.size)
    untouched = (contacts[schema.STATUS] == schema.IDENTIFIED).to_numpy()
    fresh: Flags = (made == 0) & (named == 1) & untouched
    return fresh


def _misdated(
    search: Search, pairs: Pairs, fresh: Flags, date: pd.Series, random: np.random.Generator
) -> pd.Series:
    chance = random.random(len(date))
    date = date.mask(fresh[pairs.target] & (chance < UNDATED))
    introduces = search.introducer[pairs.target] == pairs.source
    was_introduced = search.introducer[pairs.source] >= 0
    early = introduces & was_introduced & (chance > 1 - TOO_EARLY)
    before = calendar(search.known[pairs.source] - DAYS_TOO_EARLY, search.last_day)
    return date.mask(early, pd.Series(before, index=date.index))
