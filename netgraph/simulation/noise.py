"""The noise of real tables: other spellings, repeats, missing and impossible dates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.simulation import vocabulary
from netgraph.simulation.attributes import dates_of

if TYPE_CHECKING:
    from netgraph.arrays import Flags
    from netgraph.simulation.search import Pairs, Search

LEGAL_FORM_SHARE: Final = 0.05
SHORTENED_NAMES: Final = 2
REPEATED_SHARE: Final = 0.03
UNDATED_SHARE: Final = 0.15
"""Share of the referrals of people who were not approached yet."""
EARLY_SHARE: Final = 0.015
STUB_SHARE: Final = 0.15
"""Share of the people who were not approached yet and were introduced."""
DAYS_TOO_EARLY: Final = 2


class NoisyTables(NamedTuple):
    """Tables as people write them."""

    contacts: pd.DataFrame
    referrals: pd.DataFrame
    aliases: pd.DataFrame


def with_noise(
    search: Search,
    pairs: Pairs,
    contacts: pd.DataFrame,
    referrals: pd.DataFrame,
    random: np.random.Generator,
) -> NoisyTables:
    """Add the noise of real tables, all of which reading mends and reports.

    Some organizations carry a legal form or are shortened, some pairs stand twice, some referrals
    have no date or one before their referrer was known, some people stand in the referrals only.
    No introducer changes by it.

    Parameters
    ----------
    search, pairs
        What the tables were made of; row i of ``referrals`` is pair i.
    """
    organization, aliases = _respelled_organizations(contacts[schema.ORGANIZATION], random)
    passive = _passive(search, pairs, contacts)
    date = _misdated(search, pairs, passive, referrals[schema.REFERRED_ON], random)
    # bool[n]: people whose row is left out. A referral still names them, so they are read as stubs.
    stub = passive & (random.random(len(passive)) < STUB_SHARE)
    # int64: the rows that stand twice; the second time after all others.
    again = np.flatnonzero(random.random(len(referrals)) < REPEATED_SHARE)
    referrals = referrals.assign(**{schema.REFERRED_ON: date})
    return NoisyTables(
        contacts.assign(**{schema.ORGANIZATION: organization})[~stub].reset_index(drop=True),
        pd.concat([referrals, referrals.iloc[again]], ignore_index=True),
        aliases,
    )


def _respelled_organizations(
    organization: pd.Series, random: np.random.Generator
) -> tuple[pd.Series, pd.DataFrame]:
    """Spell some organizations in another way.

    Returns
    -------
    organization
        The column with some legal forms added, and two of the larger organizations shortened for
        one contact each.
    aliases
        The table of the shortened names.
    """
    size = len(organization)
    # bool[n]: rows with an organization that get a legal form at its end.
    formal = (random.random(size) < LEGAL_FORM_SHARE) & organization.notna().to_numpy()
    endings = np.array(vocabulary.LEGAL_ENDINGS, dtype=object)
    ending = endings[random.integers(0, len(endings), size)]
    spelled = organization.mask(formal, organization + pd.Series(ending, dtype="str"))
    # The second and the third most frequent organization, fewer where there are not so many.
    common = list(organization.value_counts().index[1 : 1 + SHORTENED_NAMES])
    short_names = [name.split(" ")[0] for name in common]
    for name, short_name in zip(common, short_names, strict=True):
        rows = np.flatnonzero(organization == name)
        # One row in the midst of them, the same on every run without a draw.
        spelled.iloc[rows[len(rows) // 2]] = short_name
    aliases = {schema.ALIAS: short_names, schema.ORGANIZATION: common}
    return spelled, pd.DataFrame(aliases, dtype="str")


def _passive(search: Search, pairs: Pairs, contacts: pd.DataFrame) -> Flags:
    """Flag who was referred once, was not approached yet and refers nobody: bool[n].

    Whatever befalls the one referral to them, it stays the one that introduces them.
    """
    # int64[n] each: how many referrals everybody made, and how many named them.
    referrals_made = np.bincount(pairs.source, minlength=search.size)
    referred_by = np.bincount(pairs.target, minlength=search.size)
    untouched = (contacts[schema.STATUS] == schema.IDENTIFIED).to_numpy()
    passive: Flags = (referrals_made == 0) & (referred_by == 1) & untouched
    return passive


def _misdated(
    search: Search, pairs: Pairs, passive: Flags, date: pd.Series, random: np.random.Generator
) -> pd.Series:
    """Blank some dates of referrals, and move some before their referrer was introduced."""
    draw = random.random(len(date))
    date = date.mask(passive[pairs.target] & (draw < UNDATED_SHARE))
    # One draw a pair settles both: its low end blanks, its high end moves, never both.
    introduces = search.introducer[pairs.target] == pairs.source
    was_introduced = search.introducer[pairs.source] >= 0
    early = introduces & was_introduced & (draw > 1 - EARLY_SHARE)
    # Two days before the referrer became known, which cannot be true of any referral.
    before = dates_of(search.known[pairs.source] - DAYS_TOO_EARLY, search.last_day)
    return date.mask(early, pd.Series(before, index=date.index))
