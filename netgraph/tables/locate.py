"""What files stand for: the tables of a folder, and which table is contacts and which referrals."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import pandas as pd

from netgraph import schema
from netgraph.atomic import refuse_mixture
from netgraph.errors import InputError
from netgraph.tables.cleaning.claims import without_channels
from netgraph.tables.cleaning.columns import fit
from netgraph.tables.cleaning.missing import advised
from netgraph.tables.decided import decisions_beside, with_decisions_told
from netgraph.tables.folders import tables_in
from netgraph.tables.header import first_and_last, match
from netgraph.tables.kinds import by_kind, without_years
from netgraph.tables.kinds_of_links import with_kinds_told
from netgraph.tables.link_lists import is_edge_list, with_link_lists
from netgraph.tables.logs import with_logs
from netgraph.tables.named_sources import with_people_of_sources
from netgraph.tables.passed_over import passed_beside_tables, passed_in_folder
from netgraph.tables.people_beside import with_people_told
from netgraph.tables.people_of_rows import with_people_of_rows
from netgraph.tables.pointed_ids import with_pointed_ids
from netgraph.tables.raw import Raw, Sources
from netgraph.tables.record_ids import without_record_ids
from netgraph.tables.referrer_emails import with_referrer_emails
from netgraph.tables.seeker_lists import without_seeker_lists
from netgraph.tables.sheets_of_searches import with_searches_told
from netgraph.tables.sources.detect import STANDARD_INPUT, load_raw, stamps
from netgraph.tables.sources.one_sheet import by_name
from netgraph.tables.sources.other_lists import without_lists
from netgraph.tables.sure_referrers import with_sure_referrers

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from netgraph.tables.build import ReadOptions
    from netgraph.tables.raw import Remark

Source: TypeAlias = "str | os.PathLike[str]"


def locate(
    sources: tuple[Source, ...],
    read: Mapping[Path, Sequence[Raw]] | None = None,
    /,
    *,
    targets: Source | None = None,
    aliases: Source | None = None,
    same: Source | None = None,
    options: ReadOptions | None = None,
) -> Sources:
    """Find the raw tables that sources stand for; of those that are ``read`` no file is opened."""
    columns = options.columns if options else {}
    page, sheet = (options.encoding, options.sheet) if options else (None, None)
    paths = [Path(source) for source in sources]
    if not paths:
        raise InputError(
            "no table: give a folder, one file with 'referred_by', or contacts and referrals"
        )
    given = {schema.TARGETS: targets, schema.ALIASES: aliases, schema.SAME: same}
    files, further = _files_of(paths, given)
    passed = passed_beside_tables(files)
    files = [path for path in files if path not in passed]
    beside = None if further[schema.SAME] else decisions_beside(files)
    further[schema.SAME] = further[schema.SAME] or beside
    every = [*files, *(Path(path) for path in further.values() if path is not None)]
    _refuse_input_twice(every)
    # stamps before and after: tables of which only some are new would make a network that never was
    before = stamps(every)
    # a name that no file can have is told where it is opened
    named = [path for path in every if "\0" not in str(path)]
    # not resolve, which raises where links go round
    for home in dict.fromkeys(Path(os.path.realpath(path)).parent for path in named):
        refuse_mixture(home)
    labels = file_labels(every)

    def loaded(path: Path) -> list[Raw]:
        return [*(read or {}).get(path, ())] or load_raw(
            path, columns=columns, label=labels[path], page=page, sheet=sheet
        )

    found = [by_kind(with_searches_told(loaded(path), columns), columns) for path in files]
    left = [one for path in paths if path.is_dir() for one in passed_in_folder(path, every)]
    told = (*passed.values(), *left)
    contacts, referrals = _people_and_referrals(found, columns, told)
    extra = [
        (*(raw for sheets in found for raw in sheets[name]), *(loaded(Path(p)) if p else ()))
        for name, p in further.items()
    ]
    if beside:
        extra[-1] = tuple(with_decisions_told(extra[-1]))
    _refuse_changed(every, before)
    return Sources(contacts, referrals, *extra)


def sources_read(files: Sequence[Sequence[Raw]], columns: Mapping[str, str]) -> Sources:
    """Find what the raw tables of files, read already, stand for."""
    found = [by_kind(with_searches_told(list(raws), columns), columns) for raws in files]
    return Sources(*_people_and_referrals(found, columns, ()))


def _people_and_referrals(
    found: Sequence[Mapping[str, Sequence[Raw]]], columns: Mapping[str, str], told: Sequence[Remark]
) -> tuple[tuple[Raw, ...], tuple[Raw, ...]]:
    """The tables of people and of referrals; the first tells what was passed over."""
    # table to raw tables: sheets of one workbook may be any, other files are contacts or referrals
    raws, lists = _tables_of_people([sheets[schema.CONTACTS] for sheets in found], columns)
    if raws and (told or lists):
        raws[0] = replace(raws[0], remarks=(*raws[0].remarks, *told, *lists))
    # columns decide which is which, not the order of the arguments or the names of the files
    raws = with_people_of_rows(with_referrer_emails(raws, columns), columns)
    raws = with_link_lists(raws, columns)
    contacts, referrals = with_kinds_told(*contacts_and_referrals(raws, columns), columns)
    contacts = with_people_named(contacts, referrals, columns)
    return contacts, referrals if contacts else with_people_told(referrals, columns)


def _refuse_changed(paths: Sequence[Path], before: Sequence[object]) -> None:
    """Refuse files that are no longer as they were stamped before they were read."""
    changed = [
        path.name for path, was, now in zip(paths, before, stamps(paths), strict=True) if was != now
    ]
    if changed:
        raise InputError(
            f"{', '.join(changed)}: changed while the tables were read; read them again"
        )


def _tables_of_people(
    found: Sequence[Sequence[Raw]], columns: Mapping[str, str]
) -> tuple[list[Raw], list[Remark]]:
    """The tables of all files that are of people or referrals, and what is told of others."""
    kept, told = without_lists(found, columns)
    raws, told = without_years(kept, told, columns)
    raws, seekers = without_seeker_lists(raws, columns)
    read, logs = with_logs(raws, columns)
    return [raw for at, raw in enumerate(read) if at not in logs], [*told, *seekers]


def _refuse_input_twice(paths: Sequence[Path]) -> None:
    """Refuse what is read once for several tables: the second one would be empty."""
    if (times := [str(path) for path in paths].count(STANDARD_INPUT)) > 1:
        raise InputError(f"standard input: can be one table only, and is named {times} times")


def _files_of(
    paths: Sequence[Path], given: Mapping[str, Source | None]
) -> tuple[list[Path], dict[str, Source | None]]:
    """Contacts and referrals of all sources; targets, aliases and decisions, None where none is."""
    # a file that the caller names goes before one in a folder
    further = dict(given)
    files: list[Path] = []
    for path in paths:
        inside = tables_in(path) if path.is_dir() else {schema.CONTACTS: path}
        # taken out, so that targets, aliases and decisions are what remains inside
        files += [
            inside.pop(name) for name in (schema.CONTACTS, schema.REFERRALS) if name in inside
        ]
        further = {
            name: inside.get(name) if given is None else given for name, given in further.items()
        }
    return files, further


def with_people_named(
    contacts: Sequence[Raw], referrals: Sequence[Raw], columns: Mapping[str, str]
) -> tuple[Raw, ...]:
    """Give people without ids some, as soon as any table says who referred whom.

    They are the values of the column that referrers' cells point to, else names.
    """
    if not referrals:
        contacts = with_sure_referrers(contacts, columns)
    said = any(_names_referrers(_matched(raw, columns)) for raw in contacts)
    if not referrals and not said:
        return tuple(contacts)
    if said:
        contacts = with_people_of_sources(contacts, columns)
    people = [by_name(raw, columns) for raw in contacts]
    people = without_record_ids(people, referrals, columns)
    return tuple(with_pointed_ids(people, referrals, columns))


def with_nobody_referred(sources: Sources, columns: Mapping[str, str]) -> Sources:
    """Let people stand alone, as a search begins: an empty table of referrals stands beside them.

    Where a column likely says who referred whom, the tables stay as they are, to be refused with
    its name: nobody's referrers are left behind.
    """
    matched = [(raw, _matched(raw, columns)) for raw in sources.contacts]
    if sources.referrals or any(
        _names_referrers(names) or schema.REFERRED_BY in advised(raw, names)
        for raw, names in matched
    ):
        return sources
    none = pd.DataFrame(columns=[schema.REFERRER_ID, schema.REFERRED_ID], dtype="str")
    nobody = (Raw(none, schema.REFERRALS, "row"),)
    contacts = with_people_named(sources.contacts, nobody, columns)
    return replace(sources, contacts=contacts, referrals=nobody)


def _matched(raw: Raw, columns: Mapping[str, str]) -> dict[str, str]:
    """The columns of a table of people: standard name to found name."""
    matched = match(raw.columns, schema.CONTACTS_TABLE, {**raw.called, **columns})
    return without_channels(raw.frame, matched, columns)


def _names_referrers(matched: Mapping[str, str]) -> bool:
    """Whether people stand beside who referred them, or whom they referred."""
    return bool({*schema.SIDES} & matched.keys())


def file_labels(paths: Sequence[Path]) -> dict[Path, str]:
    """What messages call files: the name, or the path as it was typed where two share a name."""
    names = [path.name for path in dict.fromkeys(paths)]
    return {
        path: path.name if names.count(path.name) == 1 else str(path)
        for path in dict.fromkeys(paths)
    }


def contacts_and_referrals(
    raws: list[Raw], mapping: Mapping[str, str]
) -> tuple[tuple[Raw, ...], tuple[Raw, ...]]:
    """Tell by their columns which tables are contacts and which referrals, in the order given.

    A table is what its columns fit better. One that fits both equally is referrals where another is
    contacts; one that fits neither is what is still missing, so that the error names the right
    columns.
    """
    tables = (schema.CONTACTS_TABLE, schema.REFERRALS_TABLE)
    # a pair a table: how well its columns fit contacts
    # and referrals, -1 where a required one is missing
    fits = [
        tuple(fit(raw.columns, table, {**raw.called, **mapping}) for table in tables)
        for raw in raws
    ]
    # whether some table is contacts beyond doubt; then one that fits both may be referrals
    surely = any(
        raw.address_book or own > other for raw, (own, other) in zip(raws, fits, strict=True)
    )
    # bool[tables]: which of them are referrals
    edges = [
        not raw.address_book
        and (
            other > own
            or (surely and own == other >= 0)
            or schema.REFERRED_ID in raw.called
            or is_edge_list(raw, mapping)
        )
        for raw, (own, other) in zip(raws, fits, strict=True)
    ]
    # of two tables, one fits nothing: it must be the other kind with a column missing or misspelt
    if len(raws) == 2 and not any(edges) and max(fits[1]) < 0 <= max(fits[0]):
        edges[1] = not _lists_people(raws[1], mapping)
    elif len(raws) == 2 and not any(edges) and max(fits[0]) < 0 <= max(fits[1]):
        edges[0] = not _lists_people(raws[0], mapping)
    elif len(raws) == 1 and not any(edges):
        edges[0] = _are_edges(raws[0], mapping)
    return (
        tuple(raw for raw, edge in zip(raws, edges, strict=True) if not edge),
        tuple(raw for raw, edge in zip(raws, edges, strict=True) if edge),
    )


def _lists_people(raw: Raw, mapping: Mapping[str, str]) -> bool:
    """Whether a table has names of people, and no column that says who referred whom."""
    people = match(raw.columns, schema.CONTACTS_TABLE, mapping)
    links = match(raw.columns, schema.REFERRALS_TABLE, mapping)
    named = schema.NAME in people or first_and_last(raw.columns) is not None
    return named and not {*schema.ENDS} & links.keys()


def _are_edges(raw: Raw, mapping: Mapping[str, str]) -> bool:
    """Whether a table that stands alone is one of referrals, though it has an id and a label too.

    Gephi's export of edges is: two columns are its ends, none of which names a person of the row.
    """
    contacts, referrals = (
        match(raw.frame.columns, table, mapping)
        for table in (schema.CONTACTS_TABLE, schema.REFERRALS_TABLE)
    )
    ends = [referrals.get(end) for end in schema.ENDS]
    says = {*schema.SIDES} & contacts.keys()
    own = (contacts.get(schema.CONTACT_ID), contacts.get(schema.NAME))
    return not (raw.address_book or says or None in ends) and not any(end in own for end in ends)
