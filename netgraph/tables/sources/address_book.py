"""What all address books have in common: entries become contacts, each with an id."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

import pandas as pd

from netgraph import schema
from netgraph.patterns import lazy_pattern
from netgraph.tables.numbering import all_numbered, ids_of_names
from netgraph.tables.raw import Raw, Unplaced

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

PROFILE: Final = lazy_pattern(r"^.*linkedin\.com/in/|[/?#].*$", re.IGNORECASE)
# labels as schema.folded leaves them: without case, blanks, hyphens and underscores
SAYS_REFERRER: Final = frozenset(
    {
        "referredby",
        "referrer",
        "xreferredby",
        "xreferrer",
        "introducedby",
        "recommendedby",
        "introducer",
    }
)


class Entry(NamedTuple):
    """One person of an address book.

    Parameters
    ----------
    line
        Where the entry begins in the file.
    cells
        Cells by standard name.
    own_id
        The id that the program keeps, if any.
    unplaced
        What found no place.
    """

    line: int
    cells: Mapping[str, str]
    own_id: str = ""
    unplaced: tuple[Unplaced, ...] = ()


def says_referrer(kind: str) -> bool:
    """Whether a relation's label says that this person made the referral.

    Examples
    --------
    >>> says_referrer("Referred By"), says_referrer("assistant")
    (True, False)
    """
    return any(schema.folded(part) in SAYS_REFERRER for part in kind.split(","))


def book(entries: Sequence[Entry], label: str, *, notes: Iterable[Unplaced] = ()) -> Raw:
    """Make the raw table of an address book.

    An entry's id is the one it has there, else the end of its profile address, its name, its e-mail
    (which is private, so it comes last); an id that is taken already gets a number. An entry with
    none of them is left out and listed as unplaced.
    """
    # lists with an entry a contact: id before numbering, cells by standard name, line in the file
    wanted: list[str] = []
    rows: list[dict[str, str | None]] = []
    lines, unplaced = [], list(notes)
    for entry in entries:
        unplaced += entry.unplaced
        cells = {name: text.strip() or None for name, text in entry.cells.items()}
        own_id = entry.own_id or _id(cells)
        if own_id:
            wanted.append(own_id)
            rows.append(cells)
            lines.append(entry.line)
        else:
            row = "; ".join(f"{name}: {text}" for name, text in cells.items() if text)
            reason = "neither name, e-mail nor profile; left out"
            unplaced.append(Unplaced(entry.line, row, reason, left_out=True))
    # in the order of the file, so that the same file always gives the same numbers
    ids = all_numbered(_told_apart(wanted, rows, lines))
    rows = [{schema.CONTACT_ID: i, **row} for i, row in zip(ids, rows, strict=True)]
    # the columns in the order they first appear; a contact without one has None there
    names = list(
        dict.fromkeys([schema.CONTACT_ID, schema.NAME, *(name for row in rows for name in row)])
    )
    frame = pd.DataFrame(rows, columns=names, index=pd.Index(lines, dtype="int64"), dtype="str")
    # columns that no entry fills say nothing; id and name stay, as contacts always have them
    filled = [
        name
        for name in names
        if name in (schema.CONTACT_ID, schema.NAME) or frame[name].notna().any()
    ]
    return Raw(frame[filled], label, address_book=True, export=True, unplaced=tuple(unplaced))


def _told_apart(
    wanted: Sequence[str], rows: Sequence[Mapping[str, str | None]], lines: Sequence[int]
) -> list[str]:
    """Tell apart ids that are mere names; others stay."""
    named = [at for at, row in enumerate(rows) if wanted[at] == row.get(schema.NAME)]
    firms = [rows[at].get(schema.ORGANIZATION) or "" for at in named]
    ids = list(wanted)
    made = ids_of_names([ids[at] for at in named], firms, [lines[at] for at in named])
    for at, one in zip(named, made, strict=True):
        ids[at] = one
    return ids


def _id(cells: Mapping[str, str | None]) -> str:
    profile = cells.get(schema.URL) or ""
    # what follows linkedin.com/in/, without slash and query: unique there, and public
    slug = PROFILE.sub("", profile) if "linkedin.com/in/" in profile.casefold() else ""
    return slug or cells.get(schema.NAME) or cells.get(schema.EMAIL) or ""
