"""A piece of a network as numbers alone, for the functions of ``analysis``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.analysis.chance import curve
from netgraph.analysis.conversion import fitted_prior
from netgraph.analysis.credit import found_by_referral
from netgraph.analysis.only_through import elsewhere
from netgraph.analysis.people import People, keeps_dates, keeps_statuses, people
from netgraph.engines.relations import NODE, PLACE, RANK, SPREAD, flag_of
from netgraph.facts import Memory, remind
from netgraph.links import BEFORE_ALL, UNDATED, Links
from netgraph.network import ReferralNetwork

if TYPE_CHECKING:
    import pyarrow as pa

    from netgraph.analysis.curves import Curve
    from netgraph.analysis.share_prior import Prior
    from netgraph.arrays import Flags, Ints, Longs, Numbers


@dataclass(frozen=True, slots=True)
class Fitted:
    """What is fitted once over all pieces."""

    found: int
    curve: Curve
    prior: Prior | None


@dataclass(frozen=True, slots=True)
class FactsOfWhole:
    """What a piece is to know of the whole.

    Parameters
    ----------
    kept, dated
        Whether statuses, and dates, are kept.
    as_of
        The date on which the answers stand.
    fitted
        What is fitted once over all pieces, once it is known.
    exact
        Whether reach is counted one by one at any cost.
    """

    kept: bool
    dated: bool
    as_of: pd.Timestamp | None
    fitted: Fitted | None = None
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a network.

    Parameters
    ----------
    net
        A network without tables: ``links``, ``forest``, facts of people. Instead of ids it has
        their places in the order of text.
    node, place
        int64[n], everybody's number and place in the whole, in the order of ``links.ids``.
    organization
        int64[organizations], the number of each: the least node of anybody there.
    stub
        bool[n], whom only referrals name.
    line
        int64[m], the row of each link.
    exact
        Whether reach is counted one by one at any cost.
    """

    net: ReferralNetwork
    node: Longs
    place: Longs
    organization: Longs
    stub: Flags
    line: Longs
    exact: bool

    def nodes_at(self, position: Ints) -> Longs:
        """Nodes at positions, masked where the position is -1."""
        nodes = self.node[position] if len(self.node) else position
        return np.ma.masked_array(nodes, position < 0)


def coded(persons: pa.Table, pairs: pa.Table, known: FactsOfWhole) -> Piece:
    """Make a piece of its two tables, ``piece_people`` and ``piece_links``, rows in any order.

    Cost O(n log n); about 60 bytes a person and 30 a link are held.
    """
    # the order of memory: contacts as listed, stubs last; pairs as their first rows
    place, line = _column(persons, PLACE), _column(pairs, "line")
    # a stable sort takes what is in order already as it is, which is so on DuckDB
    order, row = np.argsort(place, kind="stable"), np.argsort(line, kind="stable")
    # int64[n] and int64[m]; a link's end is found among the nodes in their own order
    node = _column(persons, NODE)[order]
    sorted_nodes = np.argsort(node, kind="stable")
    source, target = (
        sorted_nodes[np.searchsorted(node, _column(pairs, end), sorter=sorted_nodes)[row]]
        for end in ("source", "target")
    )
    flags = _column(persons, "flags")[order]
    n = len(node)
    nobody = np.broadcast_to(np.int32(UNDATED), n), np.broadcast_to(np.int32(BEFORE_ALL), n)
    links = Links(
        pd.Index(_column(persons, RANK)[order]),
        source.astype(np.int32),
        target.astype(np.int32),
        _column(pairs, "day")[row],
        _column(pairs, "last_day")[row],
        flag_of(flags, "found"),
        nobody,  # what the seeker's rows say is in the days of people already
    )
    # int64[organizations], in the order of their first contacts; int32[n], -1 for none
    number = _column(persons, schema.ORGANIZATION)[order]
    organization, inside = np.unique(number[number >= 0], return_inverse=True)
    at = np.full(n, -1, dtype=np.int32)
    at[number >= 0] = inside
    spread = np.zeros(len(organization), dtype=bool)
    spread[at[_column(persons, SPREAD)[order].astype(bool) & (at >= 0)]] = True
    net = _network_of_links(links, known)
    who = People(
        table=pd.DataFrame(index=pd.RangeIndex(n)),
        met=flag_of(flags, "met"),
        contacted=flag_of(flags, "contacted"),
        closed=flag_of(flags, "closed"),
        declined=flag_of(flags, "declined"),
        connected=flag_of(flags, "connected"),
        decides=flag_of(flags, "decides"),
        met_on=_column(persons, schema.MET_ON)[order],
        first_known=_column(persons, "first_known")[order],
        last_known=_column(persons, "last_known")[order],
        organization=at,
        organizations=pd.RangeIndex(len(organization)),
        keeps_statuses=known.kept,
    )
    remind(net, {people: who, elsewhere: spread})
    stub = flag_of(flags, "stub")
    return Piece(net, node, place[order], organization, stub, line[row], known.exact)


def _network_of_links(links: Links, known: FactsOfWhole) -> ReferralNetwork:
    """Make a network of links alone; whoever asks it for its tables fails."""
    net = ReferralNetwork.__new__(ReferralNetwork)
    own: dict[str, Any] = {"_links": links, "_as_of_date": known.as_of, "_memory": Memory()}
    vars(net).update(own, _targets=None, _seeker=None, _collation=None)
    facts: dict[Any, object] = {keeps_statuses: known.kept, keeps_dates: known.dated}
    if known.fitted is not None:
        facts |= {found_by_referral: known.fitted.found, curve: known.fitted.curve}
        facts[fitted_prior] = known.fitted.prior
    remind(net, facts)
    return net


def _column(table: pa.Table, name: str) -> Numbers:
    column: Numbers = table[name].to_numpy()
    return column
