"""What files stand for: the tables of a folder, and which table is contacts and which referrals."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

from netgraph import schema
from netgraph.atomic import refuse_mixture
from netgraph.errors import InputError
from netgraph.tables.cleaning.columns import fit
from netgraph.tables.header import match
from netgraph.tables.kinds import by_kind
from netgraph.tables.raw import Raw, Sources
from netgraph.tables.sources.detect import load, stamps
from netgraph.tables.sources.foreign import refuse_document_folder
from netgraph.tables.sources.one_sheet import by_name

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping, Sequence

    from netgraph.tables.build import ReadOptions

Source: TypeAlias = "str | os.PathLike[str]"

TABLE_SUFFIXES: Final = (".csv", ".tsv", ".txt", ".csv.gz", ".tsv.gz", ".xlsx", ".parquet")
FURTHER_SUFFIXES: Final = (".zip", ".vcf", ".graphml", ".gexf")
"""Endings of files that are read where they are the only ones of a folder."""
ID_NAMES: Final = frozenset({"id", "contactid"})
PERSON_NAMES: Final = frozenset(
    {"name", "fullname", "firstname", "contactname", "organization", "company", "email", "status"}
)
"""Folded columns that a list of connections alone does not have."""


def locate(
    sources: tuple[Source, ...],
    *,
    targets: Source | None = None,
    aliases: Source | None = None,
    same: Source | None = None,
    options: ReadOptions | None = None,
) -> Sources:
    """Find the raw tables that sources stand for."""
    columns = options.columns if options else {}
    page, sheet = (options.encoding, options.sheet) if options else (None, None)
    paths = [Path(source) for source in sources]
    if not paths:
        raise InputError(
            "no table: give a folder, one file with 'referred_by', or contacts and referrals"
        )
    # name to path, None where not given; a file that the caller names goes before one in the folder
    further = {schema.TARGETS: targets, schema.ALIASES: aliases, schema.SAME: same}
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
    every = [*files, *(Path(path) for path in further.values() if path is not None)]
    # stamps before and after: tables of which only some are new would make a network that never was
    before = stamps(every)
    # a name that no file can have is told where it is opened
    named = [path for path in every if "\0" not in str(path)]
    for home in dict.fromkeys(path.resolve().parent for path in named):
        refuse_mixture(home)
    labels = file_labels(every)

    def loaded(path: Path) -> list[Raw]:
        return load(path, columns=columns, label=labels[path], page=page, sheet=sheet)

    # table to raw tables: sheets of one workbook may be any, other files are contacts or referrals
    found = [by_kind(loaded(path), columns) for path in files]
    raws = [raw for sheets in found for raw in sheets[schema.CONTACTS]]
    # columns decide which is which, not the order of the arguments or the names of the files
    contacts, referrals = contacts_and_referrals(raws, columns)
    if referrals:
        contacts = tuple(by_name(raw, columns, referrals) for raw in contacts)
    extra = [
        (*(raw for sheets in found for raw in sheets[name]), *(loaded(Path(p)) if p else ()))
        for name, p in further.items()
    ]
    changed = [
        path.name for path, was, now in zip(every, before, stamps(every), strict=True) if was != now
    ]
    if changed:
        raise InputError(
            f"{', '.join(changed)}: changed while the tables were read; read them again"
        )
    return Sources(contacts, referrals, *extra)


def file_labels(paths: Sequence[Path]) -> dict[Path, str]:
    """What messages call files: the name, or the path as it was typed where two share a name."""
    names = [path.name for path in dict.fromkeys(paths)]
    return {
        path: path.name if names.count(path.name) == 1 else str(path)
        for path in dict.fromkeys(paths)
    }


def tables_in(folder: Path) -> dict[str, Path]:
    """Find the tables of a folder by their names.

    Raises
    ------
    InputError
        If there is no contacts and no referrals table, or one of them twice.
    """
    try:
        # sorted, because a folder lists its files in any order
        names = sorted(path.name for path in folder.iterdir())
    except OSError as error:
        raise InputError(f"{folder}: cannot be read: {error.strerror}") from error
    refuse_document_folder(names, str(folder))
    found: dict[str, Path] = {}
    for name in schema.TABLES:
        fitting = [n for n in names if n.casefold() in {name + suffix for suffix in TABLE_SUFFIXES}]
        if len(fitting) > 1:
            raise InputError(
                f"{folder}: {' and '.join(fitting)} are both there; keep one, or name the files"
            )
        if fitting:
            found[name] = folder / fitting[0]
    if schema.CONTACTS not in found:
        found |= _only_tables(folder, names, set(found))
    if schema.CONTACTS not in found and schema.REFERRALS not in found:
        listed = ", ".join(names[:5]) + (", …" if len(names) > 5 else "")
        raise InputError(
            f"{folder}: no contacts.csv in this folder; it holds {listed or 'nothing'}"
        )
    return found


def _only_tables(folder: Path, names: Sequence[str], taken: set[str]) -> dict[str, Path]:
    """The one table of a folder, or the one beside its referrals, whatever it is called.

    Of two the names must say that one holds people and the other their connections.
    """
    suffixes = (*TABLE_SUFFIXES, *FURTHER_SUFFIXES)
    # spreadsheet programs leave hidden files and locks beside the ones that are open
    others = [
        name
        for name in names
        if name.casefold().endswith(suffixes)
        and not name.startswith((".", "~$"))
        and schema.folded(name.partition(".")[0]) not in schema.TABLES
    ]
    if len(others) == 1:
        return {schema.CONTACTS: folder / others[0]}
    stems = [schema.folded(name.partition(".")[0]) for name in others]
    for people, links in (("elements", "connections"), ("nodes", "edges"), ("people", "links")):
        if sorted(stems) == sorted((people, links)) and schema.REFERRALS not in taken:
            return {
                schema.CONTACTS: folder / others[stems.index(people)],
                schema.REFERRALS: folder / others[stems.index(links)],
            }
    return {}


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
    fits = [tuple(fit(raw.frame.columns, table, mapping) for table in tables) for raw in raws]
    # whether some table is contacts beyond doubt; then one that fits both may be referrals
    surely = any(
        raw.address_book or own > other for raw, (own, other) in zip(raws, fits, strict=True)
    )
    # bool[tables]: which of them are referrals
    edges = [
        not raw.address_book
        and (other > own or (surely and own == other >= 0) or _is_edge_list(raw, mapping))
        for raw, (own, other) in zip(raws, fits, strict=True)
    ]
    # of two tables, one fits nothing: it must be the other kind with a column missing or misspelt
    if len(raws) == 2 and not any(edges) and max(fits[1]) < 0 <= max(fits[0]):
        edges[1] = True
    elif len(raws) == 2 and not any(edges) and max(fits[0]) < 0 <= max(fits[1]):
        edges[0] = True
    elif len(raws) == 1 and not any(edges):
        edges[0] = _are_edges(raws[0], mapping)
    return (
        tuple(raw for raw, edge in zip(raws, edges, strict=True) if not edge),
        tuple(raw for raw, edge in zip(raws, edges, strict=True) if edge),
    )


def _are_edges(raw: Raw, mapping: Mapping[str, str]) -> bool:
    """Whether a table that stands alone is one of referrals, though it has an id and a label too.

    Gephi's export of edges is: two columns are its ends, none of which names a person of the row.
    """
    contacts, referrals = (
        match(raw.frame.columns, table, mapping)
        for table in (schema.CONTACTS_TABLE, schema.REFERRALS_TABLE)
    )
    ends = [referrals.get(end) for end in (schema.REFERRER_ID, schema.REFERRED_ID)]
    says = {schema.REFERRED_BY, schema.REFERRED_TO} & contacts.keys()
    own = (contacts.get(schema.CONTACT_ID), contacts.get(schema.NAME))
    return not (raw.address_book or says or None in ends) and not any(end in own for end in ends)


def _is_edge_list(raw: Raw, mapping: Mapping[str, str]) -> bool:
    """Whether a table names two people in each row, and nothing of either.

    An export of edges has ids and labels of its own, which are those of the edges.
    """
    names = [str(name) for name in raw.frame.columns]
    ends = match(names, schema.REFERRALS_TABLE, mapping)
    if not {schema.REFERRER_ID, schema.REFERRED_ID} <= ends.keys():
        return False
    folded = {schema.folded(name) for name in names}
    return schema.folded(ends[schema.REFERRED_ID]) not in ID_NAMES and not folded & PERSON_NAMES
