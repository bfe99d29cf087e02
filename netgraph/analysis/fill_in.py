"""Where to note that something was done: the file, the row and the column of a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from netgraph import schema
from netgraph.facts import remembered
from netgraph.links import without_seeker
from netgraph.wording import heading_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from netgraph.arrays import Longs
    from netgraph.network import ReferralNetwork

ROW_OF_FRAME: Final = "row"


@remembered
def files_of_new_rows(net: ReferralNetwork) -> Longs:
    """Where a row for each contact would be added: int64[n], places in ``net.files``, -1 for none.

    That is the first table of contacts, of one's own where several searches stand side by side.
    """
    first = (n for n, file in enumerate(net.files) if file.table == schema.CONTACTS)
    return np.full(len(net), next(first, -1), dtype=np.int64)


def places_to_fill(net: ReferralNetwork, who: Longs, columns: Iterable[str]) -> list[str]:
    """Say where each of some people has the cell of a column.

    Parameters
    ----------
    net
        The network. One with pseudonyms has no lines, and gives no places.
    who
        int64[k], positions of the people in ``net.links.ids``.
    columns
        The column of each, by its standard name.

    Returns
    -------
    "people.csv, line 7: Date contacted", by the names that the file and the column have there;
    "people.csv, a new row" for who is only named by others; empty where it is not known.
    """
    rows = without_seeker(net.contacts, net.left_out, schema.CONTACT_ID)
    if net.collation is not None:
        return [""] * len(who)
    line, stub = rows.index.to_numpy()[who], rows[schema.STUB].to_numpy()[who]
    # int64[k]: place in ``net.files``; a new row goes into the first table of contacts
    number, new_rows = net.file_of_contact, files_of_new_rows(net)[who]
    of = new_rows if number is None else np.where(stub, new_rows, number[who])
    there = set(rows.columns)
    words = []
    for n, row, new, column in zip(of, line, stub, columns, strict=True):
        file = net.files[n] if n >= 0 else None
        label, unit = (schema.CONTACTS, ROW_OF_FRAME) if file is None else (file.label, file.unit)
        # a file that lacks the column gets it with a heading like its others; a frame by its name
        called = column if file is None else str(file.called.get(column, heading_of(column)))
        if new:
            words.append(f"{label}, a new row: {called}")
        elif row:
            lacks = "" if column in there else " (a new column)"
            words.append(f"{label}, {unit} {row}: {called}{lacks}")
        else:
            words.append("")
    return words
