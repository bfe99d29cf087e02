"""Any tables in, one network out."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.errors import InputError, unknown
from netgraph.tables.assemble import Sources, Wishes, assemble, day
from netgraph.tables.columns import fit, unique_names
from netgraph.tables.raw import Raw
from netgraph.tables.textfile import read_text
from netgraph.tables.told import Told

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping

    from netgraph.network import ReferralNetwork
    from netgraph.tables.people import Keep

    Source = str | os.PathLike[str]

SUFFIXES: Final = (".csv", ".tsv", ".txt")


def read(
    *sources: Source,
    columns: Mapping[str, str] | None = None,
    targets: Source | None = None,
    aliases: Source | None = None,
    as_of: str | pd.Timestamp | None = None,
    seeker: str | None = None,
    keep: Keep | None = None,
    lenient: bool = False,
) -> ReferralNetwork:
    """Read a referral network.

    Parameters
    ----------
    sources
        A folder with ``contacts.csv`` and ``referrals.csv`` (and, where they are, ``targets.csv`` and
        ``aliases.csv``); or two files, contacts and referrals, in any order: their columns tell which is
        which; or one file with a ``referred_by`` column.
    columns
        Standard column name to the name in the tables, for names that no alias settles:
        ``{"contact_id": "Email"}``.
    targets, aliases
        Files of target organizations and of other spellings of organizations.
    as_of
        The date to stand on: ISO text, a timestamp or ``"today"``; default: the latest date in the tables.
    seeker
        Id of the contact who is the seeker.
    keep
        ``"first"`` or ``"last"``: which row counts when an id is there twice; default: that is an error.
    lenient
        Blank cells that cannot be read and tell of them, instead of refusing the tables.

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
    Linear in the size of the files: about 3 s for a million contacts.
    """
    found = locate(sources, targets=targets, aliases=aliases, columns=columns)
    return assemble(found, _wishes(columns, as_of, seeker, keep), Told(lenient=lenient))


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
) -> ReferralNetwork:
    """Make a referral network of data frames: what ``read`` does, without files.

    Rows are counted from 1 in messages. The frames are not changed.
    """
    found = frames(contacts, referrals, targets, aliases)
    return assemble(found, _wishes(columns, as_of, seeker, keep), Told(lenient=lenient))


def frames(
    contacts: pd.DataFrame | None,
    referrals: pd.DataFrame | None,
    targets: pd.DataFrame | None = None,
    aliases: pd.DataFrame | None = None,
) -> Sources:
    """Take data frames as the raw tables of a network."""
    given = zip((contacts, referrals, targets, aliases), schema.TABLES, strict=True)
    raws = [None if frame is None else _raw_frame(frame, label) for frame, label in given]
    if contacts is None and referrals is None:
        raise InputError("no table: give contacts, referrals or both")
    return Sources(*raws)


def _raw_frame(frame: pd.DataFrame, label: str) -> Raw:
    plain = frame.copy(deep=False)
    plain.columns = pd.Index(unique_names([str(c) for c in frame.columns]), dtype="str")
    plain.index = pd.RangeIndex(1, len(frame) + 1)
    return Raw(plain, label, "row")


def _wishes(
    columns: Mapping[str, str] | None, as_of: str | pd.Timestamp | None, seeker: str | None, keep: Keep | None
) -> Wishes:
    if keep not in (None, "first", "last"):
        raise unknown("value for keep", str(keep), ("first", "last"))
    you = None if seeker is None else unicodedata.normalize("NFC", str(seeker).strip())
    return Wishes(columns or {}, day(as_of), you, keep)


def locate(
    sources: tuple[Source, ...],
    *,
    targets: Source | None = None,
    aliases: Source | None = None,
    columns: Mapping[str, str] | None = None,
) -> Sources:
    """Find the raw tables that sources stand for."""
    paths = [Path(source) for source in sources]
    if not paths:
        raise InputError("no table: give a folder, one file with 'referred_by', or contacts and referrals")
    known = list((columns or {}).values())
    further: dict[str, Path | None] = {schema.TARGETS: None, schema.ALIASES: None}
    if len(paths) == 1 and paths[0].is_dir():
        inside = tables_in(paths[0])
        paths = [inside[name] for name in (schema.CONTACTS, schema.REFERRALS) if name in inside]
        further = {name: inside.get(name) for name in further}
    for name, given in ((schema.TARGETS, targets), (schema.ALIASES, aliases)):
        if given is not None:
            further[name] = Path(given)
    raws = [read_file(path, known=known) for path in paths]
    contacts, referrals = assigned(raws, columns or {})
    extra = [None if path is None else read_file(path, known=known) for path in further.values()]
    return Sources(contacts, referrals, *extra)


def tables_in(folder: Path) -> dict[str, Path]:
    """Find the tables of a folder by their names.

    Raises
    ------
    InputError
        If there is no contacts and no referrals table, or one of them twice.
    """
    names = sorted(path.name for path in folder.iterdir())
    found: dict[str, Path] = {}
    for name in schema.TABLES:
        fitting = [n for n in names if n.casefold() in {name + suffix for suffix in SUFFIXES}]
        if len(fitting) > 1:
            raise InputError(f"{folder}: {' and '.join(fitting)} are both there; keep one, or name the files")
        if fitting:
            found[name] = folder / fitting[0]
    if schema.CONTACTS not in found and schema.REFERRALS not in found:
        listed = ", ".join(names[:5]) + (", …" if len(names) > 5 else "")
        raise InputError(f"{folder}: no contacts.csv in this folder; it holds {listed or 'nothing'}")
    return found


def read_file(path: Path, *, known: list[str]) -> Raw:
    """Read the raw table of a file.

    Raises
    ------
    InputError
        If it is not there, cannot be opened, is a folder, is empty or no table.
    """
    if path.is_dir():
        raise InputError(f"{path}: a folder; give a folder alone, or files")
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise InputError(f"{path}: there is no such file") from error
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from error
    return read_text(data, path.name, known=known)


def assigned(raws: list[Raw], mapping: Mapping[str, str]) -> tuple[Raw | None, Raw | None]:
    """Tell by their columns which of one or two tables is contacts and which referrals."""
    tables = (schema.CONTACTS_TABLE, schema.REFERRALS_TABLE)
    fits = np.array([[fit(raw.frame.columns, table, mapping) for table in tables] for raw in raws])
    if len(raws) == 1:
        return (None, raws[0]) if fits[0, 0] < 0 <= fits[0, 1] else (raws[0], None)
    if len(raws) > 2:
        raise InputError(
            f"{len(raws)} files; give contacts and referrals, one file with 'referred_by', or a folder"
        )
    as_given = fits[0, 0] + fits[1, 1], min(fits[0, 0], fits[1, 1])
    swapped = fits[0, 1] + fits[1, 0], min(fits[0, 1], fits[1, 0])
    if (swapped[1] >= 0, swapped[0]) > (as_given[1] >= 0, as_given[0]):
        return raws[1], raws[0]
    return raws[0], raws[1]
