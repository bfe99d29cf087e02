"""Contacts as integers, referrals as arrays: what the kernels work on."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import pandas as pd

from netgraph import kernels, schema
from netgraph.errors import InputError, unknown
from netgraph.fingerprints import Places, fingerprints

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from netgraph.arrays import Flags, Ints, Longs


# The two ends of int32 stand for no date. So days are compared, and minima taken, without a case
# for missing ones; only who looks for the newest must leave ``UNDATED`` out.
UNDATED: Final = np.iinfo(np.int32).max
"""Day of a referral without a date: after every date."""

BEFORE_ALL: Final = np.iinfo(np.int32).min
"""Day on which first contacts arrive: before every date."""


FEW_IDS: Final = 1000
"""Ids up to which all contacts are searched for them, instead of numbered."""


class Adjacency(NamedTuple):
    """Neighbours of every contact, row after row (compressed sparse rows).

    Those of contact ``i`` are ``neighbour[start[i]:start[i + 1]]``, in the order of the referrals;
    ``referral`` gives the position of the referral behind each.
    """

    start: Ints
    neighbour: Ints
    referral: Ints


@dataclass(frozen=True)
class Links:
    """The referrals between ``n`` contacts, without the seeker.

    Parameters
    ----------
    ids
        Contact ids; a contact's integer is its position here, which is its order in the contacts
        table.
    source, target
        int32, one a referral: positions of referrer and referred.
    day, last_day
        int32, days since 1970-01-01 of the first and the last time that this referral was made,
        ``UNDATED`` where there is no date.
    found
        bool, one a contact: True where the seeker found them without anybody's referral.
    with_seeker
        (int32, int32), one a contact each: first and last day of referrals between them and the
        seeker, whichever way; ``UNDATED`` and ``BEFORE_ALL`` where there is none.
    listed
        int64, one a contact: their place in the contacts table as it was read, which settles some
        ties, where the order is another now; None where it is the order of ``ids``.
    """

    ids: pd.Index
    source: Ints
    target: Ints
    day: Ints
    last_day: Ints
    found: Flags
    with_seeker: tuple[Ints, Ints]
    listed: Longs | None = None

    @property
    def size(self) -> int:
        """Number of contacts."""
        return len(self.found)

    @cached_property
    def outward(self) -> Adjacency:
        """The contacts that each contact referred."""
        return adjacency(self.source, self.target, self.size)

    @cached_property
    def inward(self) -> Adjacency:
        """The contacts that referred each contact."""
        return adjacency(self.target, self.source, self.size)

    @cached_property
    def components(self) -> Ints:
        """Strong component of each contact, int32[n]: who is in one can reach all others in it."""
        return kernels.strong_components(self.outward.start, self.outward.neighbour)

    @cached_property
    def referrals_made(self) -> Ints:
        """Number of contacts that each contact referred: int32[n]."""
        return np.diff(self.outward.start)

    @property
    def referred_by_count(self) -> Longs:
        """Number of contacts that referred each contact: int64[n]."""
        return np.bincount(self.target, minlength=self.size)

    def listed_first(self, position: Ints) -> Ints:
        """Put positions in the order in which contacts were listed."""
        return position if self.listed is None else position[np.argsort(self.listed[position])]

    def __getstate__(self) -> dict[str, object]:
        # Cached properties are computed again where a pickle is read.
        return {field.name: getattr(self, field.name) for field in fields(self)}

    def positions(self, ids: object) -> Ints:
        """Positions of contact ids.

        Raises
        ------
        UnknownNameError
            If an id is not a contact's.
        """
        wanted = pd.Index(np.atleast_1d(np.asarray(ids, dtype=object))).astype(self.ids.dtype)
        # an index of all ids takes longer than most answers that ask for the names of a few people
        found = _positions_of_few(self.ids, wanted)
        # int64[ids], -1 for what is not there, which ``argmin`` finds first.
        if (found < 0).any():
            raise unknown("contact", str(wanted[int(np.argmin(found))]), self.ids)
        return found.astype(np.int32)


def adjacency(row: Ints, neighbour: Ints, size: int) -> Adjacency:
    """Group ``neighbour`` by ``row`` in linear time, keeping the order within a row."""
    # ``order`` holds the positions of the referrals, row after row.
    start, order = kernels.counting_sort(row.astype(np.int32, copy=False), size)
    return Adjacency(start, neighbour[order], order)


def days(dates: pd.Series) -> Ints:
    """Dates as int32 days since 1970-01-01, ``UNDATED`` where missing."""
    # Missing dates become the smallest int64; they are replaced before the numbers are narrowed.
    day = dates.to_numpy().astype("datetime64[D]")
    return np.where(np.isnat(day), UNDATED, day.astype(np.int64)).astype(np.int32)


def day_number(date: pd.Timestamp) -> int:
    """A date as days since 1970-01-01."""
    return int(date.to_datetime64().astype("datetime64[D]").astype(np.int64))


def dates(day: Ints) -> NDArray[np.datetime64]:
    """Days as ``datetime64[s]``, missing where the day is ``UNDATED`` or ``BEFORE_ALL``."""
    known = (day != UNDATED) & (day != BEFORE_ALL)
    # 0 stands in where the number is no date, until it is replaced by a missing one.
    date = np.where(known, day, 0).astype("datetime64[D]")
    return np.where(known, date, np.datetime64("NaT", "D")).astype("datetime64[s]")


def link(
    contacts: pd.DataFrame,
    referrals: pd.DataFrame,
    seeker: str | frozenset[str] | None = None,
    ends: tuple[Ints, Ints] | None = None,
    listed: pd.Series | None = None,
) -> Links:
    """Make the links of two checked tables.

    Parameters
    ----------
    contacts, referrals
        The tables.
    seeker
        The id of the contact to leave out, or those of several searches.
    ends
        Positions of referrers and referred in contacts, where they are known: then nothing is
        checked.
    listed
        Place of each id in the contacts table as it was read, where the order is another now.

    Raises
    ------
    InputError
        If an id is there twice, a referral names an unknown contact or refers somebody to
        themselves, or a pair is there twice.
    """
    ids = pd.Index(contacts[schema.CONTACT_ID])
    source, target = checked_ends(ids, referrals) if ends is None else ends
    day, last_day = _first_and_last(referrals)
    found = np.zeros(len(ids), dtype=bool)
    # int32[n] each: nobody is dated by the seeker yet, which one cell says of all
    dated = [np.broadcast_to(np.int32(none), len(ids)) for none in (UNDATED, BEFORE_ALL)]
    # Where nobody is the seeker, first contacts are those whom nobody refers (see ``forest``).
    place = None if listed is None else listed.reindex(ids).to_numpy()
    if seeker is None:
        return Links(ids, source, target, day, last_day, found, (dated[0], dated[1]), place)
    dated = [day.copy() for day in dated]
    # bool[contacts]: who is the seeker, or one of those of several searches
    you = is_seeker(contacts[schema.CONTACT_ID], seeker)
    if isinstance(seeker, str) and not you.any():
        raise unknown("contact for the seeker", seeker, ids)
    # Referrals from the seeker are no edges: they say that the seeker found these contacts.
    found[target[you[source]]] = True
    others = ~(you[source] | you[target])
    # They are signs of life all the same. The other end of a row is what the seeker is not.
    other = np.where(you[source], target, source)[~others]
    np.minimum.at(dated[0], other, day[~others])
    last = last_day[~others]
    np.maximum.at(dated[1], other, np.where(last == UNDATED, BEFORE_ALL, last))
    # int32[contacts]: everybody listed after a seeker moves up by one position
    moved = np.cumsum(you, dtype=np.int32)
    source, target = (end - moved[end] for end in (source[others], target[others]))
    return Links(
        ids[~you],
        source,
        target,
        day[others],
        last_day[others],
        found[~you],
        (dated[0][~you], dated[1][~you]),
        None if place is None else place[~you],
    )


def is_seeker(ids: pd.Series, seeker: str | frozenset[str]) -> Flags:
    """Flag the ids that are the seeker's, or one of several seekers'."""
    if isinstance(seeker, str):
        return np.asarray((ids == seeker).to_numpy(), dtype=bool)
    return np.asarray(ids.isin(seeker).to_numpy(), dtype=bool)


def without_seeker(
    table: pd.DataFrame, seeker: str | frozenset[str] | None, *columns: str
) -> pd.DataFrame:
    """Rows of a table that do not have a seeker in any of some columns of ids."""
    if seeker is None:
        return table
    theirs = np.logical_or.reduce([is_seeker(table[column], seeker) for column in columns])
    others: pd.DataFrame = table[~theirs]
    return others


def _first_and_last(referrals: pd.DataFrame) -> tuple[Ints, Ints]:
    """First and last day of every referral: int32[m], the same array where none was repeated."""
    day = days(referrals[schema.REFERRED_ON])
    if schema.LAST_REFERRED_ON not in referrals.columns:
        return day, day
    last = days(referrals[schema.LAST_REFERRED_ON])
    return day, np.where(last == UNDATED, day, last)


def checked_ends(ids: pd.Index, referrals: pd.DataFrame) -> tuple[Ints, Ints]:
    """Positions of the ends of referrals in contacts: int32[m] each; see ``link``."""
    if not ids.is_unique:
        twice = ids[ids.duplicated()].unique()
        raise InputError([f"contacts: the id {i!r} is there more than once" for i in twice])
    source, target = positions_in(ids, referrals[schema.REFERRER_ID], referrals[schema.REFERRED_ID])
    _refuse_bad_pairs(referrals, source, target, len(ids))
    return source, target


def kept_ends(ends: tuple[Ints, Ints], rows: Flags, kept: Flags) -> tuple[Ints, Ints]:
    """Positions of the ends of some referrals, once contacts are left out that none of them names.

    Parameters
    ----------
    ends
        int32[m] each, positions among all contacts.
    rows, kept
        bool[m] and bool[contacts]: the referrals and the contacts that stay.
    """
    # int32[contacts]: how many of those who stay are listed before
    number = np.cumsum(kept, dtype=np.int32) - 1
    return number[ends[0][rows]], number[ends[1][rows]]


def pair_numbers(ends: tuple[Ints, Ints] | list[Ints], size: int) -> Longs:
    """Number each pair of positions among ``size`` contacts: int64, as int32 overflows at 46,341.

    The numbers of pairs are as far apart as the pairs are: equal for equal pairs only.
    """
    return ends[0].astype(np.int64) * size + ends[1]


def pairs_in(ids: pd.Series, rows: pd.DataFrame) -> Longs:
    """Number the pair of each row among contacts: int64[rows]."""
    ends = positions_in(pd.Index(ids), *(rows[end] for end in schema.ENDS))
    return pair_numbers(ends, len(ids))


def positions_in(ids: pd.Index, *columns: pd.Series | pd.Index) -> list[Ints]:
    """Positions of the text of some columns among unique text, -1 where it is not there.

    Numbers stand for ids where a network is a piece of one that an engine holds.
    """
    if pd.api.types.is_integer_dtype(ids.dtype):
        return [ids.get_indexer(pd.Index(column)).astype(np.int32) for column in columns]
    # All columns in one look-up: the ids are hashed once.
    position = _first_alike(ids, *columns)
    return np.split(position, np.cumsum([len(column) for column in columns])[:-1])


def _positions_of_few(ids: pd.Index, wanted: pd.Index) -> Longs | Ints:
    """Positions of some ids among unique ones, -1 where they are not there."""
    if pd.api.types.is_integer_dtype(ids.dtype) or len(wanted) > FEW_IDS:
        return positions_in(ids, wanted)[0]
    import pyarrow.compute as pc

    # int64[ids that are there], then -1, which is the place of an id that is none of these
    known = pc.is_in(arrow_text(ids), value_set=arrow_text(wanted), skip_nulls=True)
    rows = np.flatnonzero(np.asarray(known, dtype=bool))
    return np.append(rows, -1)[ids.take(rows).get_indexer(wanted)]


def shared_texts(words: pd.Series) -> Flags:
    """Flag the texts that are there more than once; what is missing is not: bool[rows]."""
    text = arrow_text(words)
    own = fingerprints(text)
    there = slice(None) if own.valid is None else own.valid
    shared: Flags = np.zeros(len(words), dtype=bool)
    shared[there] = pd.Series(own.number[there]).duplicated(keep=False)
    if own.exact or not shared.any():
        return shared
    # few texts share their number with another one: these are compared themselves
    rows = np.flatnonzero(shared)
    first = _first_of_texts(text.take(rows), [text.take(rows)])
    shared[rows] = (np.bincount(first, minlength=len(rows)) > 1)[first]
    return shared


def are_unique(words: pd.Series) -> bool:
    """Whether no text of a column is there twice."""
    own = fingerprints(arrow_text(words))
    return (own.valid is None and Places(own.number).are_unique) or bool(words.is_unique)


def _first_alike(known: pd.Series | pd.Index, *columns: pd.Series | pd.Index) -> Ints:
    """Position of the first equal text among the ``known``: int32[rows of all columns], else -1.

    What is missing is equal to nothing.
    """
    text, others = arrow_text(known), [arrow_text(column) for column in columns]
    own, theirs = fingerprints(text), [fingerprints(other) for other in others]
    index = Places(own.number)
    # where known texts share a number, or are missing, it does not tell the first of them
    if own.valid is not None or not index.are_unique:
        return _first_of_texts(text, others)
    places = [index.of(other.number) for other in theirs]
    for place, other, words in zip(places, theirs, others, strict=True):
        if other.valid is not None:
            place[~other.valid] = -1
        if not (own.exact and other.exact) and not _are_equal(text, words, place):
            return _first_of_texts(text, others)
    return np.concatenate(places)


def _are_equal(known: Any, words: Any, place: Ints) -> bool:
    """Whether each text is that of its place among the known, -1 for none."""
    import pyarrow.compute as pc

    found = np.flatnonzero(place >= 0)
    same = pc.equal(known.take(place[found]), words.take(found))
    return bool(pc.all(same, min_count=0).as_py())


def _first_of_texts(known: Any, columns: Sequence[Any]) -> Ints:
    """The same of texts as arrow has them, which looks at each whole text."""
    import pyarrow as pa
    import pyarrow.compute as pc

    texts = pa.chunked_array(columns, pa.large_string())
    found = pc.index_in(texts, value_set=known, skip_nulls=True)
    return np.asarray(pc.fill_null(found, -1), dtype=np.int32)


def arrow_text(words: pd.Series | pd.Index) -> Any:
    """Text as one arrow array, also where pandas holds it in several chunks."""
    import pyarrow as pa

    text = pa.array(words, type=pa.large_string())
    return text.combine_chunks() if isinstance(text, pa.ChunkedArray) else text


def _refuse_bad_pairs(referrals: pd.DataFrame, source: Ints, target: Ints, size: int) -> None:
    for column, end in ((schema.REFERRER_ID, source), (schema.REFERRED_ID, target)):
        if (end < 0).any():
            strangers = referrals[column][end < 0].unique()
            raise InputError([f"referrals: {column} {i!r} is not a contact" for i in strangers])
    if (source == target).any():
        selves = referrals[schema.REFERRER_ID][source == target]
        raise InputError([f"referrals: {i!r} refers themselves" for i in selves])
    # Sorted, two of the same pair stand side by side.
    pair = np.sort(pair_numbers((source, target), size))
    if (pair[1:] == pair[:-1]).any():
        raise InputError("referrals: a pair is there more than once")
