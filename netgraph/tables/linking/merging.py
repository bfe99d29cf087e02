"""Rows of one person made one: what is kept of cells that differ, and how that is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.tables.issues import Issues, quoted

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from netgraph.arrays import Flags, Longs

LONGEST_TOLD: Final = 40
"""Letters of a cell up to which a message says it beside the other one."""
_COUNTED: Final = (*schema.SIDES, schema.REFERRED_ON)
"""Columns that every row of a person has of its own: each is read, none is dropped."""


def merge_people(
    rows: pd.DataFrame, first: Longs, *, untold: Collection[int] = ()
) -> tuple[pd.DataFrame, tuple[Issues, ...]]:
    """Leave one row a person: the first, its empty cells filled from the others in their order.

    Of event days the earliest of all rows stays; the last contact is the newest day of any of them,
    where the days that stay do not say it.

    Parameters
    ----------
    rows
        All rows, each with an id of its own.
    first
        ``int64[rows]``: the first row of the same person.
    untold
        Spots of rows that are refused, so that nothing is told of their merging.
    """
    away = first != np.arange(len(rows))
    if not away.any():
        return rows, ()
    # a row a person with several: of every column the first cell that is filled
    shared = np.isin(first, first[away])
    groups = rows[shared].groupby(first[shared], sort=True)
    filled = groups.first()
    for column in _event_days(rows):
        newest = column == schema.LAST_CONTACT_ON
        filled[column] = groups[column].max() if newest else groups[column].min()
    merged: pd.DataFrame = rows[~away].copy()
    later = _later_contacts(groups, filled, _event_days(rows))
    if later.notna().any():
        if schema.LAST_CONTACT_ON not in rows.columns:
            none = pd.Series(pd.NaT, index=merged.index, dtype=rows[_event_days(rows)[0]].dtype)
            merged.insert(_place_of_last_contact(rows), schema.LAST_CONTACT_ON, none)
            filled[schema.LAST_CONTACT_ON] = later
        filled[schema.LAST_CONTACT_ON] = later.fillna(filled[schema.LAST_CONTACT_ON])
    # bool[merged]: the rows to fill, in the order of ``filled``, which is that of first rows
    lines = np.isin(np.flatnonzero(~away), filled.index.to_numpy())
    for column in merged.columns:
        merged.loc[lines, column] = filled[column].astype(merged[column].dtype).to_numpy()
    # int64[rows]: the place of the person among merged rows
    place = (np.cumsum(~away) - 1)[first]
    told = away & ~rows.index.isin(list(untold))
    said = dict(zip(filled.index.tolist(), later, strict=True))
    return merged, (_issue_of_merged(rows, first, told, merged, place, said),)


def _later_contacts(groups: Any, filled: pd.DataFrame, days: list[str]) -> pd.Series:
    """The newest day of any row of each person where it is after all that stay; else missing."""
    if not days:
        return pd.Series(pd.NaT, index=filled.index, dtype="datetime64[s]")
    newest = groups[days].max().max(axis=1)
    stays = filled[days].max(axis=1)
    later: pd.Series = newest.where(newest > stays)
    return later


def _place_of_last_contact(rows: pd.DataFrame) -> int:
    """Where the column goes: behind those that stand before it in the schema."""
    names = [column.name for column in schema.CONTACTS_TABLE.columns]
    before = names[: names.index(schema.LAST_CONTACT_ON)]
    return max(n for n, column in enumerate(rows.columns, 1) if column in before)


def _event_days(rows: pd.DataFrame) -> list[str]:
    return [
        c
        for c in schema.CONTACT_DATES
        if c in rows.columns and pd.api.types.is_datetime64_any_dtype(rows[c].dtype)
    ]


def _issue_of_merged(
    rows: pd.DataFrame,
    first: Longs,
    away: Flags,
    merged: pd.DataFrame,
    place: Longs,
    later: Mapping[int, Any],
) -> Issues:
    """Rows that were merged away, each with what its person keeps of two cells that differ.

    Parameters
    ----------
    rows, first
        As in ``merge_people``.
    away
        ``bool[rows]``: the rows to tell of.
    merged
        One row a person.
    place
        ``int64[rows]``: the place of each row's person there.
    later
        First row of a person to the day of a last contact that no row says, missing without one.
    """
    ids = rows[schema.CONTACT_ID]
    days = _event_days(rows)
    endings = []
    for at in np.flatnonzero(away):
        stays, other, kept = rows.iloc[first[at]], rows.iloc[at], merged.iloc[place[at]]
        said: dict[str, list[str]] = {"kept as there": [], "the newest": [], "the earliest": []}
        said["both count"] = []
        for c in rows.columns:
            if c == schema.CONTACT_ID or not _differ(stays[c], other[c]):
                continue
            if c in _COUNTED:
                said["both count"].append(c)
            elif c in days:
                which = "the newest" if c == schema.LAST_CONTACT_ON else "the earliest"
                dropped = stays[c] if kept[c] == other[c] else other[c]
                said[which].append(f"{c}{_both(kept[c], dropped)}")
            else:
                said["kept as there"].append(f"{c}{_both(stays[c], other[c])}")
        ways = [f"{how}: {', '.join(columns)}" for how, columns in said.items() if columns]
        if pd.notna(last := later.get(int(first[at]), pd.NaT)):
            ways.append(f"last contact {last:%Y-%m-%d}")
        endings.append("; ".join(["; merged", *ways]))
    return Issues(
        schema.MERGED_CONTACT,
        ids[away],
        schema.CONTACT_ID,
        [f"the same person as {quoted(one)} on " for one in ids.iloc[first[away]]],
        rows.index.to_numpy().astype(np.int64)[first[away]],
        endings,
    )


def _both(kept: Any, dropped: Any) -> str:
    """Two cells of which one is dropped, in words; of texts nobody wants to read two whole ones."""
    if isinstance(kept, pd.Timestamp) and isinstance(dropped, pd.Timestamp):
        return f" ({kept:%Y-%m-%d}, not {dropped:%Y-%m-%d})"
    texts = [str(cell) for cell in (kept, dropped)]
    # a date in a column that nobody claimed is told as it is written
    return "" if max(map(len, texts)) > LONGEST_TOLD else f" ({', not '.join(map(quoted, texts))})"


def _differ(one: Any, other: Any) -> bool:
    return bool(pd.notna(one) and pd.notna(other) and one != other)
