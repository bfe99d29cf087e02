"""A piece of a network as numbers alone, linked as tables in memory are."""

from __future__ import annotations

import pickle
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.analysis.chance import curve
from netgraph.analysis.conversion import fitted_prior
from netgraph.analysis.credit import found_by_referral
from netgraph.analysis.only_through import elsewhere
from netgraph.analysis.people import keeps_dates, keeps_statuses, people
from netgraph.engines.engine import ROW
from netgraph.engines.relations import CONNECTED, ISSUES, NODE, PLACE, RANK
from netgraph.engines.room import give_back
from netgraph.engines.row_numbers import (
    REFERRAL_FILE,
    files_called,
    spots_in_lines,
    spots_of,
    told,
)
from netgraph.facts import Memory, remind
from netgraph.frames import values
from netgraph.links import days, positions_in
from netgraph.network import ReferralNetwork
from netgraph.tables import plans
from netgraph.tables.check import with_hints
from netgraph.tables.issues import LINE_BITS, IssueReport, lines_of
from netgraph.tables.linking.referrals import merge_pairs

if TYPE_CHECKING:
    from pathlib import Path

    from netgraph.analysis.curves import Curve
    from netgraph.analysis.people import People
    from netgraph.analysis.share_prior import Prior
    from netgraph.arrays import Flags, Ints, Longs, Numbers
    from netgraph.engines.engine import Columns, Tables
    from netgraph.links import Links
    from netgraph.tables.issues import Issues

DATED, REPEATED = "dated", "repeated"
"""What a row of issues is about: a date, a row that was merged into another one."""
YOU: Final = 0
"""What stands for the seeker's id; ids of others are their ranks, from 1."""


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
    as_of
        The date on which the answers stand.
    today
        The day of the clock, asked once for all pieces; None where the user said ``as_of``.
    seeker
        The seeker's node.
    labels
        What messages call the tables.
    exact
        Whether reach is counted one by one at any cost.
    kept, dated
        Whether statuses, and dates, are kept; known, like what follows, once all were surveyed.
    spread
        ``int64[organizations]``, sorted: numbers of those that several pieces have.
    fitted
        What is fitted once over all pieces.
    """

    as_of: pd.Timestamp | None
    today: pd.Timestamp | None
    seeker: int | None
    labels: dict[str, str]
    exact: bool = False
    kept: bool = False
    dated: bool = False
    spread: Longs = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    fitted: Fitted | None = None


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
        int64[organizations], the number of each.
    stub
        bool[n], whom only referrals name.
    met_on
        int32[n], the day on which each was met, as the table says.
    line
        int64[m], the row of each link.
    issues
        Of dates and of pairs, rows of ``SURVEY_SHAPE``; None once they are told.
    exact
        Whether reach is counted one by one at any cost.
    """

    net: ReferralNetwork
    node: Longs
    place: Longs
    organization: Longs
    stub: Flags
    met_on: Ints
    line: Longs
    issues: pd.DataFrame | None
    exact: bool

    def nodes_at(self, position: Ints) -> Longs:
        """Nodes at positions, masked where the position is -1."""
        nodes = self.node[position] if len(self.node) else position
        return np.ma.masked_array(nodes, position < 0)


def piece_of(tables: Tables, known: FactsOfWhole, memo: Path | None) -> Piece:
    """Take the piece that an earlier question left in a file, or make it and leave it there."""
    if memo is None or not memo.exists():
        piece = coded(tables, known)
        give_back()
        if memo is not None:
            # the network is made again: it carries facts of the whole, which are known later
            bare = replace(piece, net=None, issues=None)  # type: ignore[arg-type]
            with memo.open("wb") as out:
                left = piece.net.links, piece.net.forest, people(piece.net), bare
                pickle.dump(left, out, protocol=5)
        return piece
    with memo.open("rb") as out:
        links, forest, who, bare = pickle.load(out)  # noqa: S301 - our own file, of this run
    found: Piece = replace(bare, net=_network_of_links(links, who, known))
    vars(found.net)["forest"] = forest
    return found


def coded(tables: Tables, known: FactsOfWhole) -> Piece:
    """Make a piece of its two tables, ``piece_people`` and ``piece_links``, rows in any order.

    Cost O(n log n); about 60 bytes a person and 60 a link are held.
    """
    persons, pairs = tables()
    # the order of memory: contacts as listed, stubs last; referrals by their rows
    place, row = _column(persons, PLACE), _column(pairs, ROW)
    order, rows = _order_of(place), _order_of(row)
    node, ids = (_column(persons, name)[order].astype(np.int64) for name in (NODE, RANK))
    place, row = place[order], row[rows]
    if known.seeker is not None:
        # the seeker's own row may be in another piece: here is one of nothing but the id
        away = np.repeat(np.int64(known.seeker), known.seeker not in node)
        node, place, ids = (np.append(numbers, away) for numbers in (node, place, ids))
        ids[node == known.seeker] = YOU
    # int32[rows] each: positions of both ends
    source, target = (pd.Series(_column(pairs, end)[rows]) for end in ("source", "target"))
    ends = positions_in(pd.Index(node), source, target)
    referrals = pd.DataFrame(
        {schema.REFERRER_ID: ids[ends[0]], schema.REFERRED_ID: ids[ends[1]]}
        | _days_there(pairs, rows, (schema.REFERRED_ON, schema.LAST_REFERRED_ON)),
        index=pd.Index(spots_of(row)),
    )
    del source, target
    # merging takes most memory, so that people come after it
    merged = merge_pairs(referrals, (ends[0], ends[1]))
    del referrals, ends
    give_back()
    built, found = _network_of_rows(_people_of_rows(persons, order, node, ids), merged, known)
    # int64[ids]: the node and the place of everybody, by what stands for their id
    nodes, places = (np.zeros(int(ids.max(initial=0)) + 1, dtype=np.int64) for _ in range(2))
    nodes[ids], places[ids] = node, place
    left, who = built.links.ids.to_numpy(), people(built)
    organization = np.asarray(who.organizations, dtype=np.int64)
    with_you = (built.referrals[list(schema.ENDS)] == YOU).any(axis=1).to_numpy()
    # the tables go: only their number of rows is asked for
    who = who._replace(table=built.people[[]])
    net = _network_of_links(built.links, who, known)
    if known.fitted is None:
        remind(net, {keeps_statuses: keeps_statuses(built), keeps_dates: keeps_dates(built)})
    return Piece(
        net,
        nodes[left],
        places[left],
        organization,
        built.people[schema.STUB].to_numpy(dtype=bool),
        days(values(built.people, schema.MET_ON)),
        lines_of(built.referrals.index.to_numpy().astype(np.int64)[~with_you]),
        None if known.fitted else _rows_of_issues(built, found, known.labels, nodes),
        known.exact,
    )


def _order_of(number: Longs) -> Longs | slice:
    """What puts numbers in order; nothing is moved where they are, as on DuckDB."""
    in_order = bool((number[1:] >= number[:-1]).all())
    return slice(None) if in_order else np.argsort(number, kind="stable")


def _people_of_rows(
    persons: Columns, order: Longs | slice, node: Longs, ids: Longs
) -> pd.DataFrame:
    """People as memory's tables have them, numbers for ids; the last may have no row of theirs."""
    stub = _column(persons, schema.STUB)[order]
    words = pd.array(list(schema.STATUSES), dtype="str")
    columns: dict[str, Any] = {
        schema.CONTACT_ID: ids[: len(stub)],
        schema.STUB: stub,
        # float64, missing as nan: all are below 2^53
        schema.ORGANIZATION: _column(persons, schema.ORGANIZATION)[order].astype(np.float64),
        schema.STATUS: words.take(_column(persons, schema.STATUS)[order], allow_fill=True),
        schema.DECISION_MAKER: _column(persons, schema.DECISION_MAKER)[order],
        schema.CONNECTED_ON: np.where(_column(persons, CONNECTED)[order], 1.0, np.nan),
    }
    # who is a stub has no row
    columns |= _days_there(persons, order, schema.CONTACT_DATES)
    table = pd.DataFrame(columns, index=pd.Index(np.where(stub, 0, node[: len(stub)])))
    if len(stub) == len(node):
        return table
    you = pd.DataFrame({schema.CONTACT_ID: [YOU], schema.STUB: [False]}, index=node[-1:])
    return pd.concat([table, you])


def _days_there(table: Columns, order: Longs | slice, names: tuple[str, ...]) -> dict[str, Any]:
    """Columns of dates: datetime64[s], those without any left out but for the first."""
    given = ((name, table[name]) for name in names)
    return {
        name: cells.to_numpy().astype("datetime64[s]")[order]
        for name, cells in given
        if name == schema.REFERRED_ON or cells.null_count < len(cells)
    }


def _network_of_rows(
    contacts: pd.DataFrame,
    merged: tuple[pd.DataFrame, tuple[Ints, Ints], pd.DataFrame, tuple[Issues, ...]],
    known: FactsOfWhole,
) -> tuple[ReferralNetwork, tuple[Issues, ...]]:
    """Make a network of people and what ``merge_pairs`` gives as of the date, as in memory.

    Returns
    -------
    The network, and the issues of pairs and of dates ahead.
    """
    referrals, ends, repeats, found = merged
    repeats = repeats.astype(dict.fromkeys(schema.ENDS, "int64"))
    if known.today is not None:
        waiting = plans.wait(contacts, referrals, repeats, known.today)
        contacts, referrals, repeats = waiting[:3]
        found += waiting[3]
    net = ReferralNetwork(
        contacts,
        referrals,
        repeats=repeats,
        as_of=None if known.today is None else known.as_of,
        seeker=None if known.seeker is None else frozenset({YOU}),  # type: ignore[arg-type]
        ends=ends,
    )
    if known.today is None and known.as_of is not None:
        net = net.as_of(known.as_of)
    return net, found


def _rows_of_issues(
    net: ReferralNetwork, found: tuple[Issues, ...], labels: dict[str, str], nodes: Longs
) -> pd.DataFrame:
    """The issues of dates, and the rows of pairs that were merged: columns of ``SURVEY_SHAPE``.

    (``nodes`` is int64[ids], the node of everybody by what stands for their id.)
    """
    again = [one for one in found if one.code == schema.REPEATED_REFERRAL]
    ahead = told(IssueReport(files_called(labels), tuple(o for o in found if o not in again)))
    later = with_hints(net.issues)
    spots = later[schema.LINE].to_numpy().astype(np.int64)
    later[schema.TABLE] = np.where(
        spots >> LINE_BITS == REFERRAL_FILE, schema.REFERRALS, schema.CONTACTS
    )
    later[schema.LINE] = lines_of(spots_in_lines(spots))
    dated = pd.concat([ahead, later], ignore_index=True)
    # the value of a contact who is left out stands for their id
    gone = dated[schema.VALUE].where(dated[schema.COLUMN] == schema.CONTACT_ID)
    dated["a"] = pd.Series(nodes[gone.dropna().astype(np.int64)], gone.dropna().index, "Int64")
    tables = [dated.rename(columns=ISSUES).assign(what=DATED)]
    for one in again:
        pair = one.cells.index.to_numpy().astype(np.int64)
        referrer, referred = one.messages.referrer, one.messages.referred  # type: ignore[union-attr]
        first = lines_of(one.other_rows)
        rows = {"what": REPEATED, "a": nodes[referrer], "b": nodes[referred], "c": first}
        tables.append(pd.DataFrame(rows | {ISSUES[schema.LINE]: lines_of(pair)}))
    return pd.concat(tables, ignore_index=True)


def _network_of_links(links: Links, who: People, known: FactsOfWhole) -> ReferralNetwork:
    """Make a network of links and facts of people; whoever asks it for its tables fails."""
    net = ReferralNetwork.__new__(ReferralNetwork)
    own: dict[str, Any] = {"_links": links, "_as_of_date": known.as_of, "_memory": Memory()}
    vars(net).update(own, _targets=None, _seeker=None, _collation=None)
    facts: dict[Any, object] = {people: who, elsewhere: np.isin(who.organizations, known.spread)}
    if known.fitted is not None:
        facts |= {people: who._replace(keeps_statuses=known.kept), keeps_statuses: known.kept}
        facts |= {keeps_dates: known.dated, found_by_referral: known.fitted.found}
        facts |= {curve: known.fitted.curve, fitted_prior: known.fitted.prior}
    remind(net, facts)
    return net


def _column(table: Columns, name: str) -> Numbers:
    column: Numbers = table[name].to_numpy()
    return column
