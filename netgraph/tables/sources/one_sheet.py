"""A sheet of people: names in two columns are joined, and without ids the names become ids."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.tables.cleaning.claims import without_channels
from netgraph.tables.cleaning.missing import counts_rows
from netgraph.tables.cleaning.page_links import cells_maybe_links, links_in, links_told
from netgraph.tables.cleaning.placeholders import first_mentions, flagged
from netgraph.tables.cleaning.several_emails import first_of
from netgraph.tables.cleaning.text import normalize_text, texts_of_parts
from netgraph.tables.header import first_and_last, match, spelled_as
from netgraph.tables.numbering import ids_of_names
from netgraph.tables.raw import Raw, Remark, Unplaced

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

SOME_ROWS: Final = 100
EMPTY: Final = "{} (empty)"
"""What a column of names is called in which nobody is named, so that nobody reads it."""


def with_ids(raw: Raw, columns: Mapping[str, str] | None = None) -> Raw:
    """Give people whole names, and ids where the sheet says who referred whom without having any.

    Any other table stays as it is.

    Parameters
    ----------
    raw
        The table as it was found.
    columns
        Standard name to found name, as the caller has it.
    """
    found = [str(name) for name in raw.frame.columns]
    matched = match(found, schema.CONTACTS_TABLE, columns)
    # a real id column settles who is who; one that the caller names is filled in ``with_ids_of``
    own = schema.CONTACT_ID in found
    mapped = spelled_as((columns or {}).get(schema.CONTACT_ID, ""), found)
    own |= schema.CONTACT_ID in matched and mapped is None
    if own:
        return _with_whole_names(raw, columns)
    if not {*schema.SIDES} & without_channels(raw.frame, matched, columns or ()).keys():
        return raw
    if _names_both_ends(raw):
        return raw
    people = _called_by_name(raw, matched)
    return raw if people is None else replace(people, address_book=True)


def by_name(raw: Raw, columns: Mapping[str, str] | None = None) -> Raw:
    """Call the people of a sheet without ids by their names, where others say who referred whom."""
    matched = match(raw.columns, schema.CONTACTS_TABLE, {**raw.called, **(columns or {})})
    if schema.CONTACT_ID in matched:
        return _with_whole_names(raw, columns)
    people = _called_by_name(raw, matched)
    return raw if people is None else replace(people, address_book=True)


def _with_whole_names(raw: Raw, columns: Mapping[str, str] | None) -> Raw:
    """Join first and last names of people who have ids; a name that the caller maps stays."""
    if schema.NAME in (columns or {}) or _names_both_ends(raw):
        return raw
    column = match(raw.columns, schema.CONTACTS_TABLE, columns).get(schema.NAME)
    parts = _parts_of_names(raw, column)
    # parts that are used were joined when the file was read
    if parts is None or {*parts} <= {*raw.used}:
        return raw
    # text[rows]; empty where a row has neither part
    names = _names_of_rows(raw, column, parts)
    own = _column_of_whole_names(column)
    named = None if names is None else names.mask(names == "")
    return replace(raw, frame=raw.frame.assign(**{own: named}), used=(*raw.used, *parts))


def with_empty_names_apart(raw: Raw, named: Collection[str]) -> Raw:
    """Call a column of names what it is where nobody is named: a form has one beside its answers.

    Parameters
    ----------
    raw
        The table.
    named
        Columns that the caller names, which stay as they are.
    """
    matched = match(raw.columns, schema.CONTACTS_TABLE)
    called, own = matched.get(schema.NAME), matched.get(schema.CONTACT_ID)
    if called is None or called in named or first_and_last(raw.columns) or not len(raw.frame):
        return raw
    # cells that could not be read held something
    if any(one.column == called for one in raw.remarks):
        return raw
    # the first rows alone, before all: most sheets name somebody there
    cells = raw.frame[called]
    if any(normalize_text(some).notna().any() for some in (cells.iloc[:SOME_ROWS], cells)):
        return raw
    if own is not None and not counts_rows(raw.frame[own]):
        return raw
    return replace(raw, frame=raw.frame.rename(columns={called: EMPTY.format(called)}))


def _names_both_ends(raw: Raw) -> bool:
    """Whether both ends stand under their own names: referrals, whatever is beside them."""
    ends = {schema.folded(schema.REFERRER_ID), schema.folded(schema.REFERRED_ID)}
    return ends <= {schema.folded(name) for name in raw.columns}


def _column_of_whole_names(column: str | None) -> str:
    """Where joined names go: the column that is called so already, else a new one."""
    return column if column and schema.folded(column) == schema.NAME else schema.NAME


def _called_by_name(raw: Raw, matched: Mapping[str, str]) -> Raw | None:
    """Make ids of names; None where the sheet has no names."""
    column = matched.get(schema.NAME)
    parts = _parts_of_names(raw, column)
    names = _names_of_rows(raw, column, parts)
    if names is None:
        return None
    # before ids are made of names: "TBD" would be somebody, and an address a part of the id
    called = matched.get(schema.NAME, schema.NAME)
    names, unlinked = _without_links(names, called)
    names, remarks = _without_empty_words(names, called)
    remarks = [*unlinked, *remarks]
    emails = (
        raw.frame[matched[schema.EMAIL]]
        if schema.EMAIL in matched
        else pd.Series("", index=names.index)
    )
    # text[rows]: the name, else the e-mail, else empty
    wanted = [str(n) or first_of(str(e)) for n, e in zip(names, emails.fillna(""), strict=True)]
    # the caller's frame stays as it is: assign makes a new one, and insert works in place
    own = _column_of_whole_names(column)
    frame = raw.frame.assign(**{own: names}) if parts else raw.frame.copy()
    firms = (
        raw.frame[matched[schema.ORGANIZATION]].fillna("").astype("str").str.strip().tolist()
        if schema.ORGANIZATION in matched
        else [""] * len(frame)
    )
    # made before nameless rows go: their places are empty and take no number
    ids = ids_of_names(wanted, firms, frame.index.tolist())
    frame.insert(0, schema.CONTACT_ID, pd.Series(ids, index=frame.index))
    nameless = _nameless_rows(frame, wanted)
    if remarks and not parts and schema.NAME in matched:
        # told here already, so that cleaning finds nothing more to tell
        frame = frame.assign(**{matched[schema.NAME]: names})
    # bool[rows]: an empty list would choose columns, not rows
    named = np.array([bool(w) for w in wanted], dtype=bool)
    used = (*raw.used, *parts) if parts else raw.used
    return replace(
        raw,
        frame=frame[named],
        unplaced=(*raw.unplaced, *nameless),
        remarks=(*raw.remarks, *remarks),
        used=used,
        made_ids=True,
    )


def _without_empty_words(names: pd.Series, column: str) -> tuple[pd.Series, list[Remark]]:
    """Blank names that say nothing; a remark on each such word, where it first stands."""
    flags = flagged(names, schema.NAME) & (names != "").to_numpy(dtype=bool)
    if not flags.any():
        return names, []
    remarks = [
        Remark(
            schema.PLACEHOLDER, str(one.message), one.spot, column, one.word, severity=one.severity
        )
        for one in first_mentions(names[flags])
    ]
    return names.mask(flags, ""), remarks


def _without_links(names: pd.Series, column: str) -> tuple[pd.Series, list[Remark]]:
    """Take the addresses of pages off names; a remark on each, where it first stands.

    Where the address is all that tells two people apart, it stays.
    """
    maybe = cells_maybe_links(names)
    plain = links_in(map(str, maybe))
    if not plain:
        return names, []
    meant = pd.Series([*plain.values(), *(set(names) - plain.keys())], dtype="str")
    shared = set(meant[meant.duplicated()])
    plain = {old: new for old, new in plain.items() if new not in shared}
    linked = maybe[maybe.isin(list(plain))]
    first, messages = links_told(linked, plain)
    remarks = [
        Remark(schema.READ_AS, str(message), int(line), column, old)
        for line, old, message in zip(first.index, first, messages, strict=True)
    ]
    return names.mask(names.isin(list(plain)), names.map(plain)), remarks


def with_ids_of(people: Raw, called: str) -> Raw:
    """Give people the ids of a column of theirs; where it is empty, the ones made.

    Better ids must not cost a person whom the sheet names.
    """
    made = people.frame[schema.CONTACT_ID]
    own = normalize_text(people.frame[called])
    blank = own.isna()
    frame = people.frame.drop(columns=schema.CONTACT_ID).assign(**{called: own.where(~blank, made)})
    empty = made[blank]
    remarks = [
        Remark(schema.READ_AS, f"{called!r} is empty: {i!r} is the id", line, called)
        for line, i in zip(empty.index.tolist(), empty, strict=True)
    ]
    return replace(people, frame=frame, remarks=(*people.remarks, *remarks), made_ids=False)


def _parts_of_names(raw: Raw, column: str | None) -> tuple[str, str] | None:
    """Columns of first and last names, where no other column has whole ones."""
    parts = first_and_last(str(name) for name in raw.frame.columns)
    if parts is None or column is None or column in parts:
        return parts
    # forms write a column "Name" that stays empty, beside the answers
    return parts if raw.frame[column].isna().all() else None


def _names_of_rows(raw: Raw, column: str | None, parts: tuple[str, str] | None) -> pd.Series | None:
    """A name a row: the column of names, or first and last names joined; None without either."""
    if parts is None:
        return None if column is None else raw.frame[column].fillna("").astype("str").str.strip()
    first, last = texts_of_parts(raw.frame, parts)
    joined = (first + " " + last).str.strip()
    # a column called "Name" may hold whole names, though a part of them stands beside it
    named = next((part for part in parts if schema.folded(part) == schema.NAME), None)
    if named is None:
        return joined
    whole, other = (first, last) if named == parts[0] else (last, first)
    inside = [
        set(_name_words(part)) <= set(_name_words(name))
        for name, part in zip(whole, other, strict=True)
    ]
    return joined.mask(np.array(inside, dtype=bool), whole)


def _name_words(name: str) -> list[str]:
    return name.casefold().replace(",", " ").split()


def _nameless_rows(frame: pd.DataFrame, wanted: Sequence[str]) -> list[Unplaced]:
    """Rows with neither a name nor an e-mail."""
    found = []
    for at, (line, name) in enumerate(zip(frame.index, wanted, strict=True)):
        if not name:
            # the row in short, so that the user can find it in the file
            said = "; ".join(
                f"{c}: {v}" for c, v in frame.iloc[at].items() if pd.notna(v) and v != ""
            )
            found.append(
                Unplaced(int(line), said, "neither name nor e-mail; left out", left_out=True)
            )
    return found
