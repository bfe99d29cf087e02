"""Ids of records in cells: a table of people may name introductions, rows of a table of links."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from netgraph import schema
from netgraph.tables.cell_texts import (
    claimed,
    key_of,
    keys_of_cells,
    known_in,
    people_said,
    pointing_columns,
)
from netgraph.tables.cleaning.heads_of_rows import names_referrer
from netgraph.tables.cleaning.text import normalize_text
from netgraph.tables.header import match
from netgraph.tables.issues import quoted
from netgraph.tables.raw import Remark

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from netgraph.tables.raw import Raw

RECORDS: Final = "{} (records)"
"""What a column is called whose cells name records of another table, so that nobody reads it."""
NEARLY_ALL: Final = 0.9
"""Share of the parts of cells that must be records."""


def without_record_ids(
    contacts: Sequence[Raw], referrals: Sequence[Raw], columns: Mapping[str, str]
) -> list[Raw]:
    """Leave alone columns of contacts that name records of a table of links, and nobody.

    Parameters
    ----------
    contacts, referrals
        All tables of people, and of who referred whom.
    columns
        Standard name to found name, as the caller has it.
    """
    sides = {*schema.SIDES}
    pointing = any(
        sides & match(raw.columns, schema.CONTACTS_TABLE, {**raw.called, **columns}).keys()
        for raw in contacts
    )
    # where no column names people, none can hold records in their place
    if not pointing:
        return list(contacts)
    records = [record for raw in referrals for record in _record_columns(raw, columns)]
    if not records:
        return list(contacts)
    return [_without_records(raw, records, columns) for raw in contacts]


class _Record(NamedTuple):
    """A column of ids of links: its table, its name, and its values as keys."""

    label: str
    column: str
    keys: set[str]


def _record_columns(raw: Raw, columns: Mapping[str, str]) -> list[_Record]:
    """The columns of a table of links that number its rows."""
    matched = claimed(raw, schema.REFERRALS_TABLE, columns)
    ends = {matched.get(schema.REFERRER_ID), matched.get(schema.REFERRED_ID)}
    found = []
    # who is named at an end is a person, even if nobody is there twice in a short list
    for called in raw.columns:
        words = normalize_text(raw.frame[called])
        if called not in ends and len(words) and words.notna().all() and words.is_unique:
            found.append(_Record(raw.label, called, set(keys_of_cells(words))))
    return found


def _without_records(raw: Raw, records: Sequence[_Record], columns: Mapping[str, str]) -> Raw:
    matched = claimed(raw, schema.CONTACTS_TABLE, columns)
    renamed, told = {}, []
    for side in schema.SIDES:
        for called in pointing_columns(raw, matched, side):
            keys = {key_of(part) for part in people_said(raw.frame[called])}
            record = next((r for r in records if _are_records(keys, r, raw, columns)), None)
            if record is None:
                continue
            renamed[called] = RECORDS.format(called)
            message = (
                f"{quoted(called)} names rows of {record.label} by their {quoted(record.column)}, "
                "no people: left as it is, the people are read there"
            )
            told.append(Remark(schema.READ_AS, message, value=called))
    if not renamed:
        return raw
    return replace(raw, frame=raw.frame.rename(columns=renamed), remarks=(*raw.remarks, *told))


def _are_records(
    keys: Collection[str], record: _Record, raw: Raw, columns: Mapping[str, str]
) -> bool:
    """Whether keys are records of links, and not more of them people of the table."""
    if not keys:
        return False
    # people and links may both be numbered from 1: then the people win
    found = sum(key in record.keys for key in keys)
    return found >= NEARLY_ALL * len(keys) and found > len({*keys} & known_in(raw, columns))


def records_are_linked(raw: Raw, columns: Mapping[str, str], tables: Sequence[Raw]) -> bool:
    """Whether other tables name rows of this one as records that were introductions.

    Numbers prove nothing: other tables count their rows as well.
    """
    records = [
        one for one in _record_columns(raw, columns) if not any(k.isdecimal() for k in one.keys)
    ]
    for other in tables if records else ():
        for called in other.columns:
            if names_referrer(called):
                keys = {key_of(part) for part in people_said(other.frame[called])}
                if any(_are_records(keys, one, other, columns) for one in records):
                    return True
    return False
