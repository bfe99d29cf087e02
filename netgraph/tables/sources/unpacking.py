"""Packed bytes are unpacked within bounds: gzip, and the zip archive that a workbook is."""

from __future__ import annotations

import gzip
import io
import re
import zipfile
import zlib
from typing import Final

from netgraph.errors import InputError
from netgraph.patterns import lazy_pattern

CHUNK: Final = 1 << 20
# what may stand before the first element of XML; atomic, so that nothing is tried twice
PROLOG: Final = lazy_pattern(
    rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*"
    rb"(?>(?:<\?(?>.*?\?>)|<!--(?>.*?-->))\s*)*+<[A-Za-z_:]",
    re.DOTALL,
)
FREE_SIZE: Final = 64 << 20
"""Bytes to which any file may unpack."""
LARGEST_RATIO: Final = 200
"""From there on, how many times its packed size: tables pack 5 to 30 times, bombs a thousand."""
LARGEST_WORKBOOK: Final = 2 << 30
"""Bytes to which a workbook may unpack at most."""


def most_bytes(data: bytes) -> int:
    """Bytes to which a file may unpack."""
    return max(FREE_SIZE, LARGEST_RATIO * len(data))


def unpacked(data: bytes, label: str) -> bytes:
    """Unpack gzip, whatever number of parts, within bounds.

    Raises
    ------
    InputError
        If it is damaged, or unpacks to more than a table would.
    """
    largest = most_bytes(data)
    parts: list[bytes] = []
    size = 0
    try:
        # the size in the trailer is modulo 2**32 (RFC
        # 1952) and may be a lie: what comes out is counted
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as packed:
            while part := packed.read(CHUNK):
                parts.append(part)
                size += len(part)
                if size > largest:
                    raise InputError(
                        f"{label}: unpacks to more than {LARGEST_RATIO} times its size; not read"
                    )
    except (OSError, EOFError, zlib.error) as error:
        raise InputError(f"{label}: damaged gzip: {error}") from error
    return b"".join(parts)


def declares_type(text: bytes) -> bool:
    """Whether XML declares a document type, or begins in a way that hides whether it does.

    A declaration stands before the first element, after comments of any length; UTF-16 is the same
    with zero bytes.
    """
    return PROLOG.match(text.replace(b"\x00", b"")) is None


def archive_problem(data: bytes) -> str:
    """Say what makes an archive unfit to unpack; empty where nothing does."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            # declared sizes may lie, but zipfile gives no more
            # of a part than it declares: the sum is a bound
            total = sum(part.file_size for part in parts)
            if total > min(LARGEST_WORKBOOK, most_bytes(data)):
                return f"unpacks to {total:,} bytes from {len(data):,}"
            # a document type may define entities that grow without end; no workbook needs one
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    with archive.open(part) as opened:
                        if declares_type(opened.read(CHUNK)):
                            return f"{part.filename} declares a document type"
    except Exception as error:  # noqa: BLE001 - a damaged archive raises whatever its packing does
        return f"a damaged archive ({type(error).__name__}: {error})"
    return ""
