"""What is known of the seekers: a programme, a year, a name; a row each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from netgraph import schema
from netgraph.errors import InputError, MissingColumnError
from netgraph.tables.cleaning.text import normalize_text
from netgraph.tables.header import match
from netgraph.tables.issues import File, IssueReport, Issues, quoted
from netgraph.tables.sources.detect import load_raw

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from netgraph.tables.raw import Raw


def groups_in(path: Path, columns: Mapping[str, str]) -> Raw:
    """Read a table of seekers as it is.

    Raises
    ------
    MissingColumnError
        If no column of it is called like ``seeker_id``.
    """
    raws = load_raw(path, columns=columns)
    for raw in raws:
        if schema.SEEKER_ID in match(raw.columns, schema.SEEKERS_TABLE, _own_name(raw, columns)):
            return raw
    there = ", ".join(map(repr, raws[0].columns)) if raws else "nothing"
    raise MissingColumnError(f"{path.name}: no column {schema.SEEKER_ID!r}; found {there}")


def _own_name(raw: Raw, columns: Mapping[str, str]) -> dict[str, str]:
    """The name that the caller gives the column, where this table has it."""
    given = columns.get(schema.SEEKER_ID)
    return {schema.SEEKER_ID: given} if given in raw.columns else {}


def groups_of(
    raw: Raw, columns: Mapping[str, str], seekers: pd.Index
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Take what is known of each seeker, in the order of the seekers.

    Returns
    -------
    A row a seeker, empty where the table has none; and issues of seekers on one side alone.

    Raises
    ------
    InputError
        If a seeker is there twice.
    """
    called = match(raw.columns, schema.SEEKERS_TABLE, _own_name(raw, columns))[schema.SEEKER_ID]
    cells = {str(c): normalize_text(raw.frame[c]) for c in raw.columns}
    ids = cells.pop(called)
    table = pd.DataFrame({schema.SEEKER_ID: ids, **cells})
    table = table[table[schema.SEEKER_ID].notna()]
    again = table[schema.SEEKER_ID].duplicated()
    if again.any():
        lines = table[~again].reset_index(names=schema.LINE).set_index(schema.SEEKER_ID)
        raise InputError(
            [
                f"{raw.label}, {raw.unit} {line}, column {called!r}: {quoted(one)} is also on "
                f"{raw.unit} {lines.loc[one, schema.LINE]}; expected one row a seeker"
                for line, one in table[schema.SEEKER_ID][again].items()
            ]
        )
    unknown = table[schema.SEEKER_ID][~table[schema.SEEKER_ID].isin(seekers)]
    missing = pd.Series(seekers[~seekers.isin(table[schema.SEEKER_ID])], dtype="str")
    told = (
        Issues(
            schema.UNKNOWN_CONTACT,
            unknown.set_axis(unknown.index.astype("int64")),
            schema.SEEKER_ID,
            [f"{quoted(one)} is in {raw.label} and has no row in contacts yet" for one in unknown],
        ),
        Issues(
            schema.UNKNOWN_CONTACT,
            missing.set_axis(pd.Index([0] * len(missing), dtype="int64")),
            schema.SEEKER_ID,
            [f"{quoted(one)} is not in {raw.label}: of no group" for one in missing],
        ),
    )
    report = IssueReport((File(schema.SEEKERS, raw.label, raw.unit),), told)
    known = table.set_index(schema.SEEKER_ID).reindex(seekers).reset_index()
    return known, report.table
