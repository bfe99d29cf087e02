"""Files into raw tables: what a file is, its first bytes tell, not its name.

Everything is bounded: a file that unpacks to far more than it holds is refused before it fills the
memory.
"""

from __future__ import annotations

import re
import stat
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from netgraph import schema
from netgraph.errors import InputError
from netgraph.tables.header import spelled_as
from netgraph.tables.sources import crm_exports, one_sheet, paragraphs, vcard
from netgraph.tables.sources.delimited import read_text
from netgraph.tables.sources.foreign import one_table, refuse_foreign
from netgraph.tables.sources.long_cells import refuse_long_cells
from netgraph.tables.sources.other_lists import with_phones_apart
from netgraph.tables.sources.referrer_parts import with_whole_referrers, without_ids_of_nobody
from netgraph.tables.sources.unpacking import unpacked

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path

    from netgraph.tables.raw import Raw

STANDARD_INPUT: Final = "-"


def load_raw(
    path: Path,
    *,
    columns: Mapping[str, str] | None = None,
    label: str = "",
    page: str | None = None,
    sheet: str | None = None,
) -> list[Raw]:
    """Read the raw tables of a file, or of standard input where the path is ``-``.

    Exports of address books, and sheets of people without ids, are recognised by their columns.

    Parameters
    ----------
    path
        Where it is.
    columns
        Standard name to the name in the file, as the caller has it.
    label
        What messages call it; default: its name.
    page
        The code page of text, where the caller says one.
    sheet
        The only sheet of a workbook to read.

    Raises
    ------
    InputError
        If it is not there, cannot be read, or is no table.
    """
    if str(path) == STANDARD_INPUT:
        if sys.stdin is None:  # what Python has where it was closed from the start
            raise InputError("standard input: is closed; name a file")
        # bytes, not text: the encoding is found from them, whatever the terminal's is
        data, label = sys.stdin.buffer.read(), "standard input"
        return raws_of(data, label, columns or {}, page=page, sheet=sheet)
    return raws_of(bytes_of(path), label or path.name, columns or {}, page=page, sheet=sheet)


def raws_of(
    data: bytes,
    label: str,
    columns: Mapping[str, str],
    *,
    page: str | None = None,
    sheet: str | None = None,
) -> list[Raw]:
    """Read the raw tables in the bytes of a file, people by their columns."""
    raws = tables_of(data, label, known=list(columns.values()), page=page, sheet=sheet)
    for raw in raws:
        refuse_long_cells(raw)
    return [_with_people(raw, columns) for raw in raws]


def _with_people(raw: Raw, columns: Mapping[str, str]) -> Raw:
    """Read an export, or a sheet without ids, as people; what its reader noticed stays."""
    raw = with_phones_apart(raw, columns.values())
    raw = one_sheet.with_empty_names_apart(raw, columns.values())
    raw = without_ids_of_nobody(with_whole_referrers(raw, columns), columns)
    people = crm_exports.as_address_book(raw, tuple(columns.values()))
    people = one_sheet.with_ids(people, columns)
    # a table that stays as it is has its remarks already; each is told once
    remarks = tuple(dict.fromkeys((*raw.remarks, *people.remarks)))
    people = replace(people, remarks=remarks, chosen=raw.chosen)
    # whom an export or a sheet calls by name may have an id of the caller's own
    own = spelled_as(columns.get(schema.CONTACT_ID, ""), [str(c) for c in raw.frame.columns])
    made = schema.CONTACT_ID in people.frame and schema.CONTACT_ID not in raw.frame
    return one_sheet.with_ids_of(people, own) if own and made else people


def tables_of(
    data: bytes,
    label: str,
    *,
    known: Collection[str] = (),
    page: str | None = None,
    sheet: str | None = None,
) -> list[Raw]:
    """Read the raw tables in the bytes of a file.

    It is delimited text, XLSX, Parquet, GraphML, GEXF, vCard or notes, or one of them gzipped or
    alone in a zip archive.
    """
    # RFC 1952: gzip's two first bytes; unpacked once only, as gzip in gzip is no table
    if data.startswith(b"\x1f\x8b"):
        data = unpacked(data, label)
    # any zip archive begins so; a workbook is one
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")) and (inner := one_table(data, label)):
        data = inner
    if data.startswith(b"PK\x03\x04"):
        from netgraph.tables.sources.excel import read_workbook

        return read_workbook(data, label, known=known, sheet=sheet)
    if data.startswith(b"PAR1"):
        from netgraph.tables.sources.parquet import read_parquet

        return [read_parquet(data, label)]
    # only the first 4,096 bytes are searched, so that a comment without end costs little
    if re.match(
        rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:graphml|gexf)\b",
        data[:4096],
        re.DOTALL,
    ):
        from netgraph.tables.sources.graph import read_graph

        return read_graph(data, label)
    refuse_foreign(data, label)
    if vcard.fits(data):
        return [vcard.read_cards(data, label, page=page)]
    if paragraphs.are_paragraphs(data, known):
        return [paragraphs.read_paragraphs(data, label, page=page)]
    # everything else is text, or refused as no text
    return [read_text(data, label, known=known, page=page)]


def bytes_of(path: Path, most: int = -1) -> bytes:
    """Read a file, or its beginning.

    Raises
    ------
    InputError
        If it is not there, or cannot be read.
    """
    try:
        _refuse_device(path)
        with path.open("rb") as file:
            return file.read(most)
    except FileNotFoundError as error:
        raise InputError(f"{path}: there is no such file") from error
    except IsADirectoryError as error:
        raise InputError(f"{path}: a folder; give one folder alone, or files") from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise InputError(f"{path}: cannot be read: {reason}") from error


def stamps(paths: Sequence[Path]) -> list[tuple[int, ...] | None]:
    """What tells that a file is another one than before; none for pipes and what is not there."""
    found: list[tuple[int, ...] | None] = []
    for path in paths:
        try:
            seen = path.stat()
        except (OSError, ValueError):
            found.append(None)
        else:
            # a file that is replaced by renaming has a new
            # inode, one that is written over a new time or size
            regular = stat.S_ISREG(seen.st_mode)
            found.append((seen.st_ino, seen.st_size, seen.st_mtime_ns) if regular else None)
    return found


def _refuse_device(path: Path) -> None:
    """Refuse what may have no end and holds no table; terminals and the null device are read."""
    if path.is_char_device() or path.is_block_device():
        with path.open("rb", buffering=0) as opened:
            if not opened.isatty() and opened.read(1):
                raise ValueError("it is a device, no file with a table")
