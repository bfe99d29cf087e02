"""Files into raw tables: what a file is, its first bytes tell, not its name.

Everything is bounded: a file that unpacks to far more than it holds is refused before it fills the
memory.
"""

from __future__ import annotations

import re
import stat
import sys
from typing import TYPE_CHECKING, Final

from netgraph.errors import InputError
from netgraph.tables.sources import crm_exports, one_sheet, vcard
from netgraph.tables.sources.delimited import read_text
from netgraph.tables.sources.unpacking import unpacked

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from netgraph.tables.raw import Raw

STANDARD_INPUT: Final = "-"


def load(path: Path, *, known: Collection[str] = ()) -> list[Raw]:
    """Read the raw tables of a file, or of standard input where the path is ``-``.

    Exports of address books are recognised by their columns, unless the caller names some of these
    in ``known``.

    Raises
    ------
    InputError
        If it is not there, cannot be read, or is no table.
    """
    if str(path) == STANDARD_INPUT:
        raws = tables_of(sys.stdin.buffer.read(), "standard input", known=known)
    else:
        raws = tables_of(_bytes(path), path.name, known=known)
    return [
        raw
        if set(known) & set(raw.frame.columns)
        else one_sheet.with_ids(crm_exports.as_address_book(raw))
        for raw in raws
    ]


def tables_of(data: bytes, label: str, *, known: Collection[str] = ()) -> list[Raw]:
    """Read the raw tables in the bytes of a file.

    It is delimited text, XLSX, Parquet, GraphML, GEXF or vCard, or any of them gzipped.
    """
    if data.startswith(b"\x1f\x8b"):
        data = unpacked(data, label)
    if data.startswith(b"PK\x03\x04"):
        from netgraph.tables.sources.excel import read_workbook

        return read_workbook(data, label, known=known)
    if data.startswith(b"PAR1"):
        from netgraph.tables.sources.parquet import read_parquet

        return [read_parquet(data, label)]
    if re.match(
        rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:graphml|gexf)\b",
        data[:4096],
        re.DOTALL,
    ):
        from netgraph.tables.sources.graph import read_graph

        return read_graph(data, label)
    if vcard.fits(data):
        return [vcard.read_cards(data, label)]
    return [read_text(data, label, known=known)]


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
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
            regular = stat.S_ISREG(seen.st_mode)
            found.append((seen.st_ino, seen.st_size, seen.st_mtime_ns) if regular else None)
    return found
