"""vCard 2.1, 3.0 and 4.0 into a raw table."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from netgraph.tables.raw import Raw


def fits(data: bytes) -> bool:
    """Whether these are the bytes of a vCard file."""
    return data[:512].lstrip(b"\xef\xbb\xbf \r\n\t").upper().startswith(b"BEGIN:VCARD")


def read_cards(data: bytes, label: str) -> Raw:
    raise NotImplementedError
