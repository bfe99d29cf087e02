"""Which column tells the people of rows apart, where the cells of another one name its values.

Tables of customers, patients or recruits have no names: each row has an id, and the id of who
referred, infected or recruited that one. The words of headings say who referred whom, and the cells
say which ids they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import pandas as pd

from netgraph import schema
from netgraph.patterns import lazy_pattern
from netgraph.tables.cell_texts import key_of, keys_of_cells, people_said
from netgraph.tables.cleaning.claims import ENOUGH_CELLS, MOST
from netgraph.tables.cleaning.heading_roles import (
    EMAILS,
    IDS,
    NAMES,
    holds_of_row,
    is_name_beside,
    role_of,
    says_id,
)
from netgraph.tables.cleaning.text import normalize_text
from netgraph.tables.header import first_and_last

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from netgraph.tables.raw import Raw

_COUNTS_ROWS: Final = lazy_pattern(r"column\d+|unnamed\d*|index|row(?:no|num|number|id)?|no|level0")
"""Folded headings of columns that count the rows of a table, as programs write them."""
_BEST_HELD: Final = (IDS, EMAILS, NAMES)
"""What tells people apart, the surest first."""
MOST_WAYS: Final = 3
"""Ways to read a table that are offered."""


class RowIds(NamedTuple):
    """A way to read a table of people: who the rows are, and who referred them."""

    own: str
    """The column that tells the rows apart."""
    giver: str
    """The column of who referred them; empty where another table says it."""
    called: dict[str, str]
    """Standard name to found name."""


def row_ids(raw: Raw, matched: Mapping[str, str], ends: Sequence[str] = ()) -> list[RowIds]:
    """Find how a table of people may be read; more than one way where several fit equally.

    Parameters
    ----------
    raw
        The table.
    matched
        Standard name to found name.
    ends
        Texts of other tables that name people of this one.
    """
    # of several columns of referrers those that tell people apart the surest
    ways: dict[tuple[bool, int], list[RowIds]] = {}
    for giver in givers_of(raw, matched):
        said = people_said(raw.frame[giver])
        for own in _pointed(raw, said, matched, giver):
            if _may_name_rows(matched, giver, own, said):
                way = RowIds(own, giver, _columns_meant(raw, matched, own, giver))
                ways.setdefault(_order_of_givers(giver), []).append(way)
    if ways:
        return ways[min(ways)]
    owns = [own for own in _pointed(raw, ends, matched, "") if _are_ids(own, ends)]
    return [RowIds(own, "", _columns_meant(raw, matched, own, "")) for own in owns]


def ways_to_map(raw: Raw, matched: Mapping[str, str], *, lacks_rows: bool) -> list[dict[str, str]]:
    """What to map where a table cannot be told: standard name to found name, a way each.

    Parameters
    ----------
    raw, matched
        As ``row_ids`` takes them.
    lacks_rows
        Whether nothing says who each row is.
    """
    ways = [way.called for way in row_ids(raw, matched)]
    givers = sorted(givers_of(raw, matched), key=_order_of_givers)
    if len(ways) > 1 or not givers:
        return ways[:MOST_WAYS] if len(ways) > 1 else []
    giver = givers[0]
    said = people_said(raw.frame[giver])
    # of a person with a name a recruiter is another one, but for those who are people of the table
    named, doubtful = has_names(raw, matched), _order_of_givers(giver)[0]
    if named and doubtful and not _pointed(raw, said, matched, giver):
        return []
    if not lacks_rows:
        return [{schema.REFERRED_BY: giver}]
    owns = likely_ids(raw, matched)[:MOST_WAYS]
    return [{schema.CONTACT_ID: own, schema.REFERRED_BY: giver} for own in owns if own != giver]


def has_names(raw: Raw, matched: Mapping[str, str]) -> bool:
    """Whether the people of a table have names, whole or in halves."""
    return schema.NAME in matched or first_and_last(raw.columns) is not None


def givers_of(raw: Raw, matched: Mapping[str, str]) -> list[str]:
    """The columns that may say who referred the people of the rows."""
    if schema.REFERRED_BY in matched:
        return [matched[schema.REFERRED_BY]]
    # of a person with a name a source is most often no person
    sources = () if schema.NAME in matched else (matched.get(schema.SOURCE),)
    free = [c for c in raw.columns if c not in matched.values() or c in sources]
    bare = [c for c in free if schema.NAME not in matched or schema.folded(c) != schema.SOURCE]
    return [c for c in bare if (role := role_of(c)) is not None and role.refers]


def likely_ids(raw: Raw, matched: Mapping[str, str]) -> list[str]:
    """The columns that by their headings are ids of the rows, and have another value in each."""
    headed = [c for c in raw.columns if (held := holds_of_row(c)) and held[1] != NAMES]
    own = (matched.get(schema.EMAIL), matched.get(schema.SEEKER_ID))
    free = [c for c in headed if c not in matched.values() or c in own]
    return [c for c in free if _tells_rows_apart(raw.frame[c])]


def _order_of_givers(giver: str) -> tuple[bool, int]:
    """What of two columns of referrers is the better one, the smaller the better."""
    role = role_of(giver)
    return (role is not None and not role.sure, _BEST_HELD.index(role.holds if role else IDS))


def _may_name_rows(matched: Mapping[str, str], giver: str, own: str, said: Sequence[str]) -> bool:
    """Whether a column of referrers may name rows by another one: recruiters have names as well."""
    role = role_of(giver)
    if not {schema.CONTACT_ID, schema.NAME} & matched.keys() and not _are_ids(own, said):
        return False
    if role is None or role.sure:
        return True
    held = holds_of_row(own)
    of_names = own == matched.get(schema.NAME) or (held is not None and held[1] == NAMES)
    return not of_names and sum(" " in text for text in said) < MOST * len(said)


def _are_ids(own: str, said: Sequence[str]) -> bool:
    """Whether a column holds ids or addresses: of names a heading must say that they are any."""
    coded = sum("@" in text or any(map(str.isdigit, text)) for text in said)
    return says_id(own) or coded >= MOST * len(said)


def _columns_meant(raw: Raw, matched: Mapping[str, str], own: str, giver: str) -> dict[str, str]:
    called = {schema.REFERRED_BY: giver} if giver else {}
    held = holds_of_row(own)
    named = has_names(raw, matched)
    if own in (matched.get(schema.CONTACT_ID), matched.get(schema.NAME)):
        return called
    if own == matched.get(schema.EMAIL) and named:
        return called
    if held is not None and held[1] == NAMES and not named:
        return called | {schema.NAME: own}
    called |= {schema.CONTACT_ID: own}
    names = [c for c in raw.columns if c not in matched.values() and is_name_beside(c, own)]
    return called | ({schema.NAME: names[0]} if len(names) == 1 and not named else {})


def _pointed(raw: Raw, texts: Collection[str], matched: Mapping[str, str], giver: str) -> list[str]:
    """The columns most of the texts are values of, without those that say the same."""
    wanted = {key_of(text) for text in texts} - {""}
    if not wanted:
        return []
    # who is told by a column under its own name may be there twice, which is said later
    told = [matched[n] for n in (schema.CONTACT_ID, schema.NAME, schema.EMAIL) if n in matched]
    halves = first_and_last(raw.columns) or ()
    # a student or client whose rows each are another one is no seeker of the others
    taken = {c for name, c in matched.items() if name != schema.SEEKER_ID}
    others = {*taken, *halves, *givers_of(raw, matched), giver}
    free = [c for c in raw.columns if c not in others and _tells_rows_apart(raw.frame[c])]
    hits = {c: _hits(raw.frame[c], wanted) for c in (*told, *free) if c != giver}
    sure = [c for c, hit in hits.items() if hit >= MOST * len(wanted)]
    for name in (schema.CONTACT_ID, schema.NAME, schema.EMAIL):
        if matched.get(name) in sure and not (name == schema.EMAIL and len(sure) > 1):
            return [matched[name]]
    sure = without_copies(sure, {c: raw.frame[c] for c in sure})
    headed = [c for c in sure if giver and schema.folded(giver).endswith(schema.folded(c))]
    if len(headed) == 1:
        return headed
    # of a short table any numbers may be the wanted ones: what is headed as ids goes before them
    ids = [c for c in sure if says_id(c)] or sure
    return [c for c in ids if not _COUNTS_ROWS.fullmatch(schema.folded(c))] or ids


def _tells_rows_apart(cells: pd.Series) -> bool:
    """Whether each row has a value, and each another one; of days and measures none has."""
    if pd.api.types.is_datetime64_any_dtype(cells.dtype):
        return False
    first = normalize_text(cells.iloc[:ENOUGH_CELLS])
    if not len(first) or first.isna().any() or not first.is_unique:
        return False
    return bool(cells.notna().all() and cells.is_unique)


def _hits(cells: pd.Series, wanted: Collection[str]) -> int:
    """How many of the wanted keys a column has."""
    words = normalize_text(cells)
    plain = set(words[words.isin(list(wanted))])
    # most ids are their own keys; e-mails and numbers of other programs may be written otherwise
    if len(plain) >= MOST * len(wanted):
        return len(plain)
    keys = keys_of_cells(cells)
    return int(keys[keys.isin(list(wanted))].nunique())


def without_copies(names: Sequence[str], cells: Mapping[str, pd.Series]) -> list[str]:
    """Of columns that say the same in each row the first."""
    kept: list[str] = []
    for name in names:
        if not any(cells[name].equals(cells[other]) for other in kept):
            kept.append(name)
    return kept
