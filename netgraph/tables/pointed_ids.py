"""Columns of ids that no heading says: referrers' cells name their values, and no names.

People number their sheets, ``#`` or ``No.``, and write "2" for who referred somebody. Taken for
names, such cells would be people called 2.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

import pandas as pd

from netgraph import schema
from netgraph.patterns import lazy_pattern
from netgraph.tables.cell_texts import (
    MOST_TEXTS,
    bare_names,
    claimed,
    different_texts,
    is_known,
    key_of,
    keys_of_cells,
    names_of,
    parts_of,
    pointing_columns,
)
from netgraph.tables.cleaning.claims import MOST
from netgraph.tables.cleaning.pointed_rows import without_copies
from netgraph.tables.cleaning.several_emails import further_emails
from netgraph.tables.cleaning.text import normalize_text
from netgraph.tables.header import first_and_last, match
from netgraph.tables.issues import quoted
from netgraph.tables.linking.own_addresses import PROFILE_COLUMNS
from netgraph.tables.person_names import address, as_whole_number, fold_names
from netgraph.tables.raw import Remark
from netgraph.tables.sources.one_sheet import with_ids_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from netgraph.tables.raw import Raw

SAYS_NUMBER: Final = lazy_pattern(
    r"\b(?:id|no|nr|num|number|row|index|key|code|ref|serial|record|nummer|num[eé]ro|column)\b|[#№]",
    re.IGNORECASE,
)
"""A heading of numbers or codes that rows go by; what has no heading is called "column 1"."""


class _Pointed(NamedTuple):
    """The column that cells point to; and where none is so beyond doubt, those that may be."""

    column: str | None = None
    likely: tuple[str, ...] = ()


def with_pointed_ids(
    contacts: Sequence[Raw], referrals: Sequence[Raw], columns: Mapping[str, str]
) -> list[Raw]:
    """Give people who were to be called by their names the ids that referrers' cells point to.

    A column of ids is taken where every referrer, or nearly so, is in exactly one column that has
    another value in each row; where that is uncertain the column is offered.

    Parameters
    ----------
    contacts, referrals
        All tables of people, and of who referred whom.
    columns
        Standard name to found name, as the caller has it.
    """
    if schema.CONTACT_ID in columns or not any(raw.made_ids for raw in contacts):
        return list(contacts)
    ends = [
        raw.frame[matched[end]]
        for raw in referrals
        for matched in [claimed(raw, schema.REFERRALS_TABLE, columns)]
        for end in schema.ENDS
        if end in matched
    ]
    names = [names_of(raw.frame, claimed(raw, schema.CONTACTS_TABLE, columns)) for raw in contacts]
    every = pd.concat(names)
    # cells of contacts name people of their own table first
    contacts = [_with_numbered_side(raw, every, columns) for raw in contacts]
    own = [_own_cells(raw, columns) for raw in contacts]
    pointed = [
        _pointed_at(raw, [*cells, *ends], every, columns) if raw.made_ids else _Pointed()
        for raw, cells in zip(contacts, own, strict=True)
    ]
    for at, raw in enumerate(contacts):
        if raw.made_ids and pointed[at] == _Pointed():
            others = [cells for n, cells in enumerate(own) if pointed[n].column is None]
            cells = [one for of in others for one in of]
            pointed[at] = _pointed_at(raw, cells, every, columns)
    return [_with_values(raw, found) for raw, found in zip(contacts, pointed, strict=True)]


def _with_numbered_side(raw: Raw, names: pd.Series, columns: Mapping[str, str]) -> Raw:
    """Let a column name people by numbers whose heading alone does not say that it names any.

    ``Referral`` may be a count; where its numbers are those of the rows, it is who referred them.
    """
    loose = match(raw.columns, schema.CONTACTS_TABLE, columns)
    sides: dict[str, str] = {side: loose[side] for side in schema.SIDES if side in loose}
    if not raw.made_ids or not sides or _own_cells(raw, columns):
        return raw
    named = replace(raw, called={**raw.called, **sides})
    found = _pointed_at(named, _own_cells(named, columns), names, columns)
    return raw if found.column is None else named


def _with_values(raw: Raw, found: _Pointed) -> Raw:
    if found.column is not None:
        called = {**raw.called, schema.CONTACT_ID: found.column}
        return replace(with_ids_of(raw, found.column), called=called)
    # half a name tells nobody from the next one of it
    halves = first_and_last(raw.columns) or ()
    meant = {column: _kind_of_id(raw, column) for column in found.likely}
    offers = [
        Remark(
            schema.UNCLAIMED_COLUMN,
            f"{quoted(column)} looks like {meant[column]}, as referrers' cells have its "
            f"values: --map {quoted(f'{meant[column]}={column}')}",
            value=column,
            severity="warning",
        )
        for column in found.likely
        if column not in halves
    ]
    return replace(raw, remarks=(*raw.remarks, *offers)) if offers else raw


def _kind_of_id(raw: Raw, column: str) -> str:
    """What to map a column as that cells point to: e-mails find people who have names as well."""
    words = normalize_text(raw.frame[column]).dropna()
    mails = words.str.contains("@", regex=False).all()
    free = schema.EMAIL not in match(raw.columns, schema.CONTACTS_TABLE)
    return schema.EMAIL if mails and free else schema.CONTACT_ID


def _own_cells(raw: Raw, columns: Mapping[str, str]) -> list[pd.Series]:
    matched = claimed(raw, schema.CONTACTS_TABLE, columns)
    return [
        raw.frame[name] for side in schema.SIDES for name in pointing_columns(raw, matched, side)
    ]


def _pointed_at(
    raw: Raw, cells: Sequence[pd.Series], names: pd.Series, columns: Mapping[str, str]
) -> _Pointed:
    """Find the column of a table that cells point to, unless they are names of any table."""
    matched = claimed(raw, schema.CONTACTS_TABLE, columns)
    used = {name for side in schema.SIDES for name in pointing_columns(raw, matched, side)}
    # parts of names are no ids: a cell "Lee, Ann" has both of them
    taken = {*matched.values(), *used, *(first_and_last(raw.columns) or ())}
    # further e-mails find people as they are, and are nobody's id
    taken |= {*further_emails(raw.frame, matched)}
    free = [name for name in raw.columns if name not in taken and _tells(raw, name)]
    if not free or not cells:
        return _Pointed()
    named, wanted = _pointing(different_texts(cells), names)
    if not wanted:
        return _Pointed()
    # the texts that are values of each column, as keys
    keys = {name: keys_of_cells(raw.frame[name]) for name in free}
    hits = {name: len(wanted & set(own[own.isin(wanted)])) for name, own in keys.items()}
    few = max(1, len(wanted) // 10)
    sure = [
        name
        for name, hit in hits.items()
        if len(wanted) - hit <= min(few, hit // 3) and hit >= MOST * (hit + named)
    ]
    sure = without_copies(sure, keys)
    if len(sure) > 1:
        sure = [name for name in sure if SAYS_NUMBER.search(name)]
    if len(sure) == 1:
        return _Pointed(sure[0])
    return _Pointed(None, tuple(name for name in free if hits[name] >= MOST * len(wanted)))


def _tells(raw: Raw, name: str) -> bool:
    """Whether a column tells rows apart: most have a value there, and each another one."""
    cells = raw.frame[name]
    if pd.api.types.is_datetime64_any_dtype(cells.dtype) or schema.folded(name) in PROFILE_COLUMNS:
        return False
    words = normalize_text(cells).dropna()
    return len(words) > 0 and len(words) >= MOST * len(cells) and bool(words.is_unique)


def _pointing(texts: pd.Series, names: pd.Series) -> tuple[int, set[str]]:
    """How many texts of referrers are names, and the keys of those that are not.

    Addresses, words for nobody and for the seeker are neither.
    """
    exact = texts.isin(names)
    rest = texts[~exact].iloc[:MOST_TEXTS]
    parts = parts_of(str(text) for text in rest)
    if not parts:
        return int(exact.sum()), set()
    names = names.dropna().drop_duplicates()
    known = set(fold_names(names)) | bare_names(names)
    others = [part for part in parts if not is_known(part, known)]
    keys = {key_of(part) for part in others if not address(as_whole_number(part)) or "@" in part}
    return int(exact.sum()) + len(parts) - len(others), keys - {""}
