"""What the contacts table says of each person, as arrays in the order of ``net.links.ids``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.analysis.search_numbers import plain_words
from netgraph.as_of import latest_date
from netgraph.facts import remembered
from netgraph.frames import values
from netgraph.links import BEFORE_ALL, UNDATED, days
from netgraph.organization_names import key, keys, spellings_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from netgraph.arrays import Flags, Floats, Ints, Longs
    from netgraph.network import ReferralNetwork

STATUS_COLUMNS: Final = (schema.STATUS, schema.MET_ON, schema.CONTACTED_ON)
"""Columns that say whether tables keep statuses at all."""


class People(NamedTuple):
    """Facts of each person, arrays of one length.

    Parameters
    ----------
    table
        The contacts table without the seeker.
    met, contacted, closed, declined, decides
        bool: met; written to or scheduled and no more; declined or no reply; declined; a decision
        maker.
    connected
        bool: has a line in a list of connections, which is no sign of life.
    met_on
        int32, day of the meeting, ``UNDATED`` where unknown or none took place.
    first_known, last_known
        int32, earliest and newest date in the contact's own row; ``UNDATED`` and ``BEFORE_ALL`` if
        none. ``analysis.days`` adds what referrals tell.
    organization
        int32, position in ``organizations``, -1 for none.
    organizations
        Names of the organizations, in order of appearance.
    keeps_statuses
        Whether the table keeps statuses at all (any ``status``, ``met_on`` or ``contacted_on``).
    """

    table: pd.DataFrame
    met: Flags
    contacted: Flags
    closed: Flags
    declined: Flags
    connected: Flags
    decides: Flags
    met_on: Ints
    first_known: Ints
    last_known: Ints
    organization: Ints
    organizations: pd.Index
    keeps_statuses: bool


@remembered
def people(net: ReferralNetwork) -> People:
    """Read the facts of every contact off the table."""
    table = net.people
    status = values(table, schema.STATUS)
    met_on = days(values(table, schema.MET_ON))
    contacted_on = days(values(table, schema.CONTACTED_ON))
    # int32[n]: the earliest and newest day over all date columns. A missing day is UNDATED, larger
    # than any: it never is the earliest, and must be made smaller than any to never be the newest
    earliest = np.full(len(table), UNDATED, dtype=np.int32)
    newest = np.full(len(table), BEFORE_ALL, dtype=np.int32)
    for day in (days(table[c]) for c in schema.CONTACT_DATES if c in table.columns):
        earliest = np.minimum(earliest, day)
        newest = np.maximum(newest, np.where(day == UNDATED, BEFORE_ALL, day))
    # bool[n] each. A dated meeting counts as met, unless the status says that it is still to come,
    # or that nothing came of it; thanks are for a meeting. A dated letter counts as contacted only
    # where there is no status.
    code, words = pd.factorize(status)

    def is_any(*wanted: str) -> Flags:
        # the last one is for -1, who has no status
        return np.append(words.isin(wanted), [False])[code]

    met_on[is_any(schema.SCHEDULED, schema.DECLINED, schema.NO_REPLY)] = UNDATED
    met = (met_on != UNDATED) | is_any(schema.MET)
    met |= values(table, schema.THANKED_ON).notna().to_numpy()
    approached = is_any(schema.CONTACTED, schema.SCHEDULED)
    approached = approached | ((code < 0) & (contacted_on != UNDATED))
    # int64[n], -1 where there is none, and the names in order of appearance, each once.
    organization, organizations = pd.factorize(values(table, schema.ORGANIZATION))
    return People(
        table=table,
        met=met,
        contacted=approached & ~met,
        closed=is_any(schema.DECLINED, schema.NO_REPLY),
        declined=is_any(schema.DECLINED),
        connected=_connected(table),
        decides=values(table, schema.DECISION_MAKER).fillna(value=False).to_numpy(dtype=bool),
        met_on=met_on,
        first_known=earliest,
        last_known=newest,
        organization=organization.astype(np.int32),
        organizations=pd.Index(organizations),
        keeps_statuses=keeps_statuses(net),
    )


@remembered
def keeps_statuses(net: ReferralNetwork) -> bool:
    """Whether the tables keep statuses at all: any ``status``, ``met_on`` or ``contacted_on``."""
    return any(bool(filled.any()) for filled in _cells_there(net.people, STATUS_COLUMNS))


def where_recorded(net: ReferralNetwork, met: Longs) -> Longs | Floats:
    """Blank counts of nobody met where the tables keep no statuses: they can't say that.

    ``met`` is int64[rows]; where any is blank they are float64, missing as nan.
    """
    return met if keeps_statuses(net) else np.where(met > 0, met, np.nan)


@remembered
def keeps_dates(net: ReferralNetwork) -> bool:
    """Whether there is any date in the two tables."""
    return latest_date(net.contacts, net.pairs) is not None


def rows_with(table: pd.DataFrame, columns: Sequence[str]) -> Flags:
    """Tell which rows of a table have a cell in any of some columns: bool[rows]."""
    found = np.zeros(len(table), dtype=bool)
    for filled in _cells_there(table, columns):
        found |= filled
    return found


def _cells_there(table: pd.DataFrame, columns: Sequence[str]) -> Iterator[Flags]:
    return (table[c].notna().to_numpy() for c in columns if c in table.columns)


def organizations_called(net: ReferralNetwork, name: str) -> NDArray[np.intp]:
    """Positions of organizations so called: case, punctuation and legal form don't count."""
    return np.flatnonzero(_organization_keys(net) == key(name))


@remembered
def _organization_keys(net: ReferralNetwork) -> NDArray[np.object_]:
    """Keys of the organizations: object[organizations], made once however often one is named."""
    return keys(plain_organizations(net)).to_numpy(dtype=object)


@remembered
def plain_organizations(net: ReferralNetwork) -> pd.Series:
    """Names of the organizations, an entry each, as their own search has them."""
    return plain_words(net, pd.Series(people(net).organizations, dtype="str"))


def is_target(net: ReferralNetwork, name: str) -> bool:
    """Whether a name means an organization that the seeker wants to reach."""
    if net.targets is None:
        return False
    wanted = plain_words(net, net.targets[schema.ORGANIZATION])
    return bool(spellings_of(wanted, name).any())


def _connected(table: pd.DataFrame) -> Flags:
    """Flag who has a cell in the column that lists of connections have for their day."""
    found = np.zeros(len(table), dtype=bool)
    for column in table.columns:
        if schema.folded(str(column)) in schema.CONNECTED_DAYS:
            found |= table[column].notna().to_numpy()
    return found
