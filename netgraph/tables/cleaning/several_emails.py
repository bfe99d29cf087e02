"""Several e-mail addresses of one person: in one cell, or in further columns.

The first is the e-mail of the person; by the others the person is found all the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.patterns import lazy_pattern
from netgraph.tables.cleaning.claims import different_words
from netgraph.tables.header import RECORD
from netgraph.tables.issues import Issues, quoted
from netgraph.tables.numbering import numbered
from netgraph.wording import with_noun

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

ADDRESS: Final = lazy_pattern(
    r"[^\s@<>()\[\],;|/:\"']+@[^\s@<>()\[\],;|/:\"']+\.[^\s@<>()\[\],;|/:\"']+"
)
"""An address among others in a cell."""
_MAIL: Final = (
    r"(?:e?mails?|emailaddress(?:es)?|mailaddress|emailadressen?|courriels?|adressese?mail"
    r"|adressee?mail|correos?|correos?electronicos?|indirizz[oi]email|enderecos?deemail|epost)"
)
_WHICH: Final = (
    r"(?:other|additional|further|secondary|second|alternate|alternative|alt|backup|personal"
    r"|private|home|work|business|office|school|university|college|old|new|2nd|3rd|third|weitere"
    r"|zweite|private?|geschaftliche?|dienstliche?|autres?|deuxieme|second|otros?|altr[aei]"
    r"|outros?|andere|perso|pro)"
)
FURTHER_EMAILS: Final = lazy_pattern(
    rf"{_WHICH}?{_MAIL}\d{{0,2}}(?:value|address)?{_WHICH}?|{_MAIL}(?:privat|perso(?:nnel)?)"
)
"""Headings, folded, of columns that hold e-mails of the person of the row."""


def further_email_columns(names: Iterable[str], email: str | None = None) -> list[str]:
    """The columns that may hold further e-mails of people, by their headings.

    Examples
    --------
    >>> further_email_columns(["Email", "Email 2", "Additional emails", "Referrer email"], "Email")
    ['Email 2', 'Additional emails']
    """
    return [
        name
        for name in names
        if name != email and FURTHER_EMAILS.fullmatch(schema.folded(RECORD.sub("", str(name))))
    ]


def further_emails(frame: pd.DataFrame, matched: Mapping[str, str]) -> list[str]:
    """Columns that nobody claimed and that hold e-mails of the person of the row."""
    free = [str(c) for c in frame.columns if c not in matched.values()]
    columns = further_email_columns(free) if schema.EMAIL in matched else []
    return [c for c in columns if _hold_addresses(frame[c])]


def _hold_addresses(cells: pd.Series) -> bool:
    words = different_words(cells) if not pd.api.types.is_datetime64_any_dtype(cells.dtype) else ()
    # an empty list, "[]", says nothing
    said = [word for word in words if any(map(str.isalnum, word))]
    return len(said) > 0 and all(ADDRESS.search(word) for word in said)


def first_emails(cells: pd.Series) -> tuple[pd.Series, pd.Series | None, tuple[Issues, ...]]:
    """Leave the first address of cells that hold several.

    Parameters
    ----------
    cells
        A column of e-mails, indexed by spot.

    Returns
    -------
    The first addresses; the others, several in a cell, None where no cell has any; and an issue.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    signs = pc.fill_null(pc.count_substring(pa.array(cells.astype("str")), "@"), fill_value=0)
    several = signs.to_numpy(zero_copy_only=False) > 1
    # a list a cell with several, few: its addresses
    found = {at: ADDRESS.findall(str(cells.iloc[at])) for at in map(int, np.flatnonzero(several))}
    found = {at: addresses for at, addresses in found.items() if len(addresses) > 1}
    if not found:
        return cells, None, ()
    first, rest = cells.to_numpy(dtype=object).copy(), np.full(len(cells), None, dtype=object)
    for at, (own, *others) in found.items():
        first[at], rest[at] = own, "; ".join(others)
    at = next(iter(found))
    message = (
        f"{quoted(str(cells.iloc[at]))} is read as {quoted(found[at][0])}; the other addresses are "
        f"the person's as well ({with_noun(len(found), 'such cell')})"
    )
    told = Issues(schema.SPLIT_CELL, cells.iloc[[at]], schema.EMAIL, message)
    emails, further = (pd.Series(c, cells.index, dtype="str") for c in (first, rest))
    return emails, further, (told,)


def leave_first_emails(columns: dict[str, pd.Series], taken: set[str]) -> tuple[Issues, ...]:
    """Leave one e-mail a cell, in place, and put the others into a further column."""
    if schema.EMAIL not in columns:
        return ()
    columns[schema.EMAIL], others, issues = first_emails(columns[schema.EMAIL])
    if others is not None:
        columns[numbered(schema.OTHER_EMAILS, taken, "{} {}")] = others
    return issues


def first_of(text: str) -> str:
    """The first address of a cell with several; any other text as it is.

    Examples
    --------
    >>> first_of("a@x.org, b@y.org"), first_of("a@x.org"), first_of("none")
    ('a@x.org', 'a@x.org', 'none')
    """
    found = ADDRESS.findall(text) if text.count("@") > 1 else []
    return found[0] if len(found) > 1 else text


def addresses_in(cells: pd.Series) -> pd.Series:
    """All addresses in cells, in small letters, indexed by the position of their row."""
    words = cells.reset_index(drop=True).dropna().astype("str").str.lower()
    words = words[words.str.contains("@", regex=False)]
    return words.map(ADDRESS.findall).explode().dropna().astype("str")
