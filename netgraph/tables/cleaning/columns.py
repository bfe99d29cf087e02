"""Which tables and columns are there: how a header fits, a caller's mapping, what is missing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from netgraph import schema
from netgraph.errors import MissingColumnError, OptionError, nearest, unknown
from netgraph.tables.cleaning.claims import cells_fit
from netgraph.tables.cleaning.heads_of_rows import may_head_rows
from netgraph.tables.cleaning.missing import advised, ends_advised, lacks_people
from netgraph.tables.header import match, spelled_as
from netgraph.tables.issues import quoted

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from netgraph.schema import Table
    from netgraph.tables.raw import Raw


def fit(found: Iterable[str], table: Table, mapping: Mapping[str, str] | None = None) -> int:
    """Score how well a header fits a table.

    The table's own names count double; a missing required column rules the table out (-1).
    """
    matched = match(found, table, mapping)
    if any(c.required and c.name not in matched for c in table.columns):
        return -1
    # an alias such as "id" may be any table's; the schema's own name is seldom there by chance
    own = sum(schema.folded(name) == schema.folded(called) for name, called in matched.items())
    return len(matched) + own


def standard_names(columns: Mapping[str, str | Sequence[str]] | None) -> dict[str, str]:
    """Give a caller's mapping its standard names.

    Raises
    ------
    UnknownNameError
        If a key is not a standard column.
    OptionError
        If a name is said to be several columns, which is for files of several students alone.
    """
    # folded to standard name, of all tables at once: a mapping does not say which table it is for
    standard = {schema.folded(c.name): c.name for t in schema.TABLES.values() for c in t.columns}
    mapping = {}
    for key, called in (columns or {}).items():
        name = standard.get(schema.folded(key))
        if name is None:
            raise unknown("column", key, standard.values())
        if not isinstance(called, str):
            raise OptionError(
                f"{name} is said to be {' and '.join(map(repr, called))}; say one: several are for "
                "a folder of students, each of whom has a file of their own"
            )
        mapping[name] = called
    return mapping


def standard_mapping(columns: Mapping[str, str] | None, raws: Sequence[Raw]) -> dict[str, str]:
    """Check a mapping from standard names to found names; each table then finds its own spelling.

    Raises
    ------
    UnknownNameError
        If a key is not a standard column.
    MissingColumnError
        If a value is not a column of any table.
    """
    mapping = standard_names(columns)
    found = [str(name) for raw in raws for name in raw.frame.columns]
    missing = [
        _missing(name, called, found, "the tables")
        for name, called in mapping.items()
        if spelled_as(called, found) is None
    ]
    if missing:
        raise MissingColumnError(missing)
    return mapping


def match_tables(
    given: Sequence[tuple[Raw, Table]], columns: Mapping[str, str]
) -> list[tuple[Raw, Table, dict[str, str]]]:
    """Match the columns of all tables.

    Parameters
    ----------
    given
        The tables, each with what it is.
    columns
        Standard name to found name, as the caller has it.

    Returns
    -------
    Each table with what it is, and standard name to found name.

    Raises
    ------
    UnknownNameError
        If the caller's mapping has a key that is not a standard column.
    MissingColumnError
        If a required column is missing, or contacts stand alone and say nothing of referrals.
    """
    mapping = standard_mapping(columns, [raw for raw, _ in given])
    # the schema's table stays as it is: writing and other readers know no such column in contacts
    dated = [(raw, with_referral_date(table)) for raw, table in given]
    matched = [
        (
            raw,
            table,
            match(raw.frame.columns, table, {**raw.called, **mapping}, cells_fit(raw.frame)),
        )
        for raw, table in dated
    ]
    # of all tables, so that one run names everything that must be mended
    referrals = any(_says_referrals(table, names) for _, table, names in matched)
    missing = _all_lacking(matched, alone=not referrals)
    for _, _, names in matched:
        # without a referrer the date says nothing; the column stays a further one
        if schema.REFERRED_BY not in names and schema.CONTACT_ID in names:
            names.pop(schema.REFERRED_ON, None)
    if missing:
        raise MissingColumnError(missing)
    return matched


def told_of_no_referrals(
    matches: Sequence[tuple[Raw, Table, dict[str, str]]],
) -> list[tuple[Raw, Table, dict[str, str]]]:
    """Leave out that an export holds no referrals where another table does."""
    if not any(_says_referrals(table, names) for _, table, names in matches):
        return list(matches)
    return [
        (replace(raw, unplaced=tuple(u for u in raw.unplaced if not u.no_referrals)), table, names)
        for raw, table, names in matches
    ]


def _says_referrals(table: Table, names: Mapping[str, str]) -> bool:
    says = {*schema.SIDES}
    return table.name == schema.REFERRALS or (
        table.name == schema.CONTACTS and bool(says & names.keys())
    )


def with_referral_date(table: Table) -> Table:
    """Let contacts say when ``referred_by`` did so."""
    if table.name != schema.CONTACTS:
        return table
    return schema.Table(table.name, (*table.columns, schema.REFERRED_BY_DATE))


def _all_lacking(matched: Sequence[tuple[Raw, Table, dict[str, str]]], *, alone: bool) -> list[str]:
    """Say what all tables lack; of one name only one column is advised, as it can map one.

    Where one of them likely says who referred whom, the others need not.
    """
    likely = [
        advised(raw, names) if table.name == schema.CONTACTS and not raw.address_book else {}
        for raw, table, names in (matched if alone and len(matched) > 1 else ())
    ]
    sayer = next((at for at, one in enumerate(likely) if schema.REFERRED_BY in one), None)
    missing: list[str] = []
    taken: set[str] = set()
    for at, (raw, table, names) in enumerate(matched):
        if sayer not in (None, at) and table.name == schema.CONTACTS and not raw.address_book:
            texts = lacks_people(raw, names, alone=False, taken=taken)
        else:
            texts = _lacking(raw, table, names, alone=alone, taken=taken)
        missing += texts
        taken |= likely[at].keys() if texts and likely else set()
    return missing


def _lacking(
    raw: Raw,
    table: Table,
    names: Mapping[str, str],
    *,
    alone: bool,
    taken: Collection[str] = (),
) -> list[str]:
    """What a table lacks; contacts may be told by names, and may stand alone with referrers."""
    listed = require(raw, table, names)
    if table.name == schema.REFERRALS and listed and not {*schema.ENDS} & names.keys():
        advice = ends_advised(raw, names)
        return [*listed[:-1], f"{listed[-1]}; {advice}"] if advice else listed
    # an address book may stand alone: there people begin, before any referral is written down
    if table.name != schema.CONTACTS or raw.address_book:
        return listed
    free = [str(c) for c in raw.frame.columns if c not in names.values()]
    near = nearest(schema.CONTACT_ID, free) if listed else None
    # a misspelt id is one only where every row has its own
    own = raw.frame[near] if near is not None else None
    misspelt = (
        near is not None
        and own is not None
        and not alone
        and bool(own.notna().all() and own.is_unique)
        # "Contact notes" is near to it by its letters alone
        and may_head_rows(near, ())
    )
    return listed if misspelt else lacks_people(raw, names, alone=alone, taken=taken) or listed


def require(raw: Raw, table: Table, matched: Mapping[str, str]) -> list[str]:
    """Say which required columns a table lacks, what was found, and the nearest match."""
    found = [str(c) for c in raw.frame.columns]
    return [
        # the nearest match is sought among columns that are free, but all are listed as found
        _missing(c.name, c.name, [f for f in found if f not in matched.values()], raw.label, found)
        for c in table.columns
        if c.required and c.name not in matched
    ]


def _missing(
    wanted: str,
    called: str,
    candidates: Sequence[str],
    where: str,
    found: Sequence[str] | None = None,
) -> str:
    near = nearest(called, candidates)
    listed = ", ".join(map(repr, candidates if found is None else found)) or "no columns"
    mapping = quoted(f"{wanted}={near}")
    hint = (
        f"; is it {near!r}? then say --map {mapping} (in Python: columns={{{wanted!r}: {near!r}}})"
        if near
        else ""
    )
    return f"{where}: no column {called!r}; found {listed}{hint}"
