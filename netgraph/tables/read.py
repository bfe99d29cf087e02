"""Any tables in, one network out."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pandas as pd

from netgraph import schema
from netgraph.atomic import refuse_mixture
from netgraph.choices import DATE_ORDERS, KEEPS
from netgraph.errors import InputError, unknown
from netgraph.tables.build import ReadOptions, build_network, day, link_tables
from netgraph.tables.cleaning.columns import fit
from netgraph.tables.header import unique_names
from netgraph.tables.raw import Raw, Sources
from netgraph.tables.sources.detect import load, stamps

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping

    from netgraph.choices import DateOrder, Keep
    from netgraph.network import ReferralNetwork

    Source = str | os.PathLike[str]

TABLE_SUFFIXES: Final = (".csv", ".tsv", ".txt", ".csv.gz", ".tsv.gz", ".xlsx", ".parquet")


def read(
    *sources: Source,
    columns: Mapping[str, str] | None = None,
    targets: Source | None = None,
    aliases: Source | None = None,
    same: Source | None = None,
    as_of: str | pd.Timestamp | None = None,
    seeker: str | None = None,
    keep: Keep | None = None,
    lenient: bool = False,
    dates: DateOrder | None = None,
    values: Mapping[str, str] | None = None,
    sheet: str | None = None,
    encoding: str | None = None,
) -> ReferralNetwork:
    """Read a referral network.

    Parameters
    ----------
    sources
        A folder with ``contacts.csv`` and ``referrals.csv`` (and, where they are, ``targets.csv``
        and ``aliases.csv``); or two files, contacts and referrals, in any order: their columns tell
        which is which; or one file with a ``referred_by`` column.
    columns
        Standard column name to the name in the tables, for names that no alias settles:
        ``{"contact_id": "Email"}``.
    targets, aliases
        Files of target organizations and of other spellings of organizations.
    same
        File of decisions about people: ``contact_id``, ``same_as``, ``same`` (yes or no).
    as_of
        The date to stand on: ISO text, a timestamp or ``"today"``; default: the latest date in the
        tables.
    seeker
        Id of the contact who is the seeker.
    keep
        ``"first"`` or ``"last"``: which row counts when an id is there twice; default: that is an
        error.
    lenient
        Blank cells that cannot be read, with a warning, instead of refusing the tables.
    dates
        ``"day-first"`` or ``"month-first"``: how dates such as 03/04/2024 are read; default: as the
        tables themselves settle it, else they are refused.
    values
        What words of the tables' own mean: ``{"status:ghosted": "no_reply"}``.
    sheet
        The only sheet of a workbook that is read; default: every sheet that holds a table.
    encoding
        The code page of text files; default: it is found.

    Returns
    -------
    ReferralNetwork
        Every repair is a row of its ``issues``.

    Raises
    ------
    InputError
        If tables cannot be read; it names every problem with file, line, column and value.
    MissingColumnError
        If a required column is missing.
    UnknownNameError
        If the seeker is not a contact, or an option is not one of its values.

    Notes
    -----
    Linear in the size of the files: about 4 s of CPU for a million contacts.
    """
    options = read_options(
        columns,
        as_of,
        seeker,
        keep,
        lenient=lenient,
        dates=dates,
        values=values,
        sheet=sheet,
        encoding=encoding,
    )
    # the raw tables have no name here, so that linking can free them
    linked = link_tables(
        locate(sources, targets=targets, aliases=aliases, same=same, options=options), options
    )
    return build_network(linked, options)


def from_frames(
    contacts: pd.DataFrame | None,
    referrals: pd.DataFrame | None = None,
    *,
    columns: Mapping[str, str] | None = None,
    targets: pd.DataFrame | None = None,
    aliases: pd.DataFrame | None = None,
    as_of: str | pd.Timestamp | None = None,
    seeker: str | None = None,
    keep: Keep | None = None,
    lenient: bool = False,
    dates: DateOrder | None = None,
    values: Mapping[str, str] | None = None,
) -> ReferralNetwork:
    """Make a referral network of data frames: what ``read`` does, without files.

    Rows are counted from 1 in messages. The frames are not changed.
    """
    options = read_options(
        columns, as_of, seeker, keep, lenient=lenient, dates=dates, values=values
    )
    linked = link_tables(frames(contacts, referrals, targets, aliases), options)
    return build_network(linked, options)


def frames(
    contacts: pd.DataFrame | None,
    referrals: pd.DataFrame | None,
    targets: pd.DataFrame | None = None,
    aliases: pd.DataFrame | None = None,
) -> Sources:
    """Take data frames as the raw tables of a network."""
    if contacts is None and referrals is None:
        raise InputError("no table: give contacts, referrals or both")
    # the order of schema.TABLES is that of the fields
    # of Sources; strict=False: no frame of decisions
    given = zip((contacts, referrals, targets, aliases), schema.TABLES, strict=False)
    return Sources(*(() if frame is None else (raw_frame(frame, label),) for frame, label in given))


def raw_frame(frame: pd.DataFrame, label: str) -> Raw:
    """Take a data frame as a raw table; its rows are counted from 1."""
    if not isinstance(frame, pd.DataFrame):
        raise InputError(f"{label}: a {type(frame).__name__}; expected a DataFrame")
    # a shallow copy: pandas 3 copies on write, so the caller's frame stays as it is at no cost
    raw = frame.copy(deep=False)
    raw.columns = pd.Index(unique_names([str(c) for c in frame.columns]), dtype="str")
    raw.index = pd.RangeIndex(1, len(frame) + 1)
    return Raw(raw, label, "row")


def read_options(
    columns: Mapping[str, str] | None,
    as_of: str | pd.Timestamp | None,
    seeker: str | None,
    keep: Keep | None,
    *,
    lenient: bool = False,
    dates: DateOrder | None = None,
    values: Mapping[str, str] | None = None,
    sheet: str | None = None,
    encoding: str | None = None,
) -> ReadOptions:
    """Check what the caller asked of reading.

    Raises
    ------
    UnknownNameError
        If ``keep`` or ``dates`` is not one of its values.
    NetgraphError
        If ``as_of`` is no date.
    """
    if keep not in (None, *KEEPS):
        raise unknown("value for keep", str(keep), KEEPS)
    if dates not in (None, *DATE_ORDERS):
        raise unknown("order of dates", str(dates), DATE_ORDERS)
    # ids are cleaned in the same way when tables are read
    own_id = None if seeker is None else unicodedata.normalize("NFC", str(seeker).strip())
    return ReadOptions(
        columns or {},
        day(as_of),
        own_id,
        keep,
        lenient,
        dates=dates,
        values=values or {},
        sheet=sheet,
        encoding=encoding,
    )


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
    known = list(columns.values())
    every = [*files, *(Path(path) for path in further.values() if path is not None)]
    # stamps before and after: tables of which only some are new would make a network that never was
    before = stamps(every)
    for home in dict.fromkeys(path.parent for path in every):
        refuse_mixture(home)
    raws = [raw for path in files for raw in load(path, known=known)]
    # columns decide which is which, not the order of the arguments or the names of the files
    contacts, referrals = contacts_and_referrals(raws, columns)
    extra = [
        () if path is None else tuple(load(Path(path), known=known)) for path in further.values()
    ]
    changed = [
        path.name for path, was, now in zip(every, before, stamps(every), strict=True) if was != now
    ]
    if changed:
        raise InputError(
            f"{', '.join(changed)}: changed while the tables were read; read them again"
        )
    return Sources(contacts, referrals, *extra)


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
    found: dict[str, Path] = {}
    for name in schema.TABLES:
        fitting = [n for n in names if n.casefold() in {name + suffix for suffix in TABLE_SUFFIXES}]
        if len(fitting) > 1:
            raise InputError(
                f"{folder}: {' and '.join(fitting)} are both there; keep one, or name the files"
            )
        if fitting:
            found[name] = folder / fitting[0]
    if schema.CONTACTS not in found and schema.REFERRALS not in found:
        listed = ", ".join(names[:5]) + (", …" if len(names) > 5 else "")
        raise InputError(
            f"{folder}: no contacts.csv in this folder; it holds {listed or 'nothing'}"
        )
    return found


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
        not raw.address_book and (other > own or (surely and own == other >= 0))
        for raw, (own, other) in zip(raws, fits, strict=True)
    ]
    # of two tables, one fits nothing: it must be the other kind with a column missing or misspelt
    if len(raws) == 2 and not any(edges) and max(fits[1]) < 0 <= max(fits[0]):
        edges[1] = True
    elif len(raws) == 2 and not any(edges) and max(fits[0]) < 0 <= max(fits[1]):
        edges[0] = True
    return (
        tuple(raw for raw, edge in zip(raws, edges, strict=True) if not edge),
        tuple(raw for raw, edge in zip(raws, edges, strict=True) if edge),
    )
