"""A sheet of people and who referred them, without ids: their names become ids."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from netgraph import schema
from netgraph.errors import nearest
from netgraph.tables.header import match
from netgraph.tables.numbering import all_numbered
from netgraph.tables.raw import Raw, Unplaced

if TYPE_CHECKING:
    from collections.abc import Sequence

FIRST_AND_LAST: Final = ("firstname", "lastname")


def with_ids(raw: Raw) -> Raw:
    """Give the people of such a sheet ids; any other table stays as it is.

    A sheet with a column that looks like a misspelt id is left alone, so that the error can name
    it.
    """
    found = [str(name) for name in raw.frame.columns]
    matched = match(found, schema.CONTACTS_TABLE)
    if schema.CONTACT_ID in matched or schema.REFERRED_BY not in matched:
        return raw
    # columns that match nothing are the only ones that may be a misspelt id
    misspelt = nearest(schema.CONTACT_ID, [name for name in found if name not in matched.values()])
    names = None if misspelt else _names_of_rows(raw, matched.get(schema.NAME))
    if names is None:
        return raw
    emails = (
        raw.frame[matched[schema.EMAIL]]
        if schema.EMAIL in matched
        else pd.Series("", index=names.index)
    )
    # text[rows]: the name, else the e-mail, else empty
    wanted = [str(n) or str(e) for n, e in zip(names, emails.fillna(""), strict=True)]
    # the caller's frame stays as it is: assign makes a new one, and insert works in place
    frame = (
        raw.frame.assign(**{schema.NAME: names}) if schema.NAME not in matched else raw.frame.copy()
    )
    # numbered before nameless rows go: their places are empty and take no number
    frame.insert(0, schema.CONTACT_ID, pd.Series(all_numbered(wanted), index=frame.index))
    nameless = _nameless_rows(frame, wanted)
    named = [bool(w) for w in wanted]
    return Raw(
        frame[named], raw.label, raw.unit, address_book=True, unplaced=(*raw.unplaced, *nameless)
    )


def _names_of_rows(raw: Raw, column: str | None) -> pd.Series | None:
    """A name a row: the column of names, or first and last names joined; None without either."""
    if column is not None:
        return raw.frame[column].fillna("").astype("str").str.strip()
    folded = {schema.folded(str(name)): name for name in raw.frame.columns}
    if not all(part in folded for part in FIRST_AND_LAST):
        return None
    # text[rows] each; a missing part is empty, so that the sum is not missing
    first, last = (
        raw.frame[folded[part]].fillna("").astype("str").str.strip() for part in FIRST_AND_LAST
    )
    return (first + " " + last).str.strip()


def _nameless_rows(frame: pd.DataFrame, wanted: Sequence[str]) -> list[Unplaced]:
    """Rows with neither a name nor an e-mail."""
    found = []
    for at, (line, name) in enumerate(zip(frame.index, wanted, strict=True)):
        if not name:
            # the row in short, so that the user can find it in the file
            said = "; ".join(
                f"{c}: {v}" for c, v in frame.iloc[at].items() if pd.notna(v) and v != ""
            )
            found.append(
                Unplaced(int(line), said, "neither name nor e-mail; left out", left_out=True)
            )
    return found
