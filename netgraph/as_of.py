"""The tables as they stood on a date."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from netgraph import schema

if TYPE_CHECKING:
    from collections.abc import Iterable

    from netgraph.arrays import Flags


def latest_date(contacts: pd.DataFrame, referrals: pd.DataFrame) -> pd.Timestamp | None:
    """Return the latest date in the two tables, or None when there is none."""
    columns = [contacts[c] for c in schema.CONTACT_DATES if c in contacts.columns]
    newest = [column.max() for column in (*columns, referrals[schema.REFERRED_ON])]
    known = [pd.Timestamp(date) for date in newest if not pd.isna(date)]
    return max(known) if known else None


def cut(
    contacts: pd.DataFrame, referrals: pd.DataFrame, day: pd.Timestamp, *, keep: str | None = None
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Leave out what is dated after ``day``.

    Parameters
    ----------
    contacts, referrals
        Checked tables.
    day
        The last day that has happened.
    keep
        The id of a contact that stays whatever its dates: the seeker.

    Returns
    -------
    contacts, referrals, issues
        The tables as they stood, and an ``after_as_of`` issue for every referral and contact left out,
        every date cell blanked and every status taken back.
    """
    late = referrals[schema.REFERRED_ON] > day
    kept = referrals[~late]
    told = [
        _issues(
            referrals[late], schema.REFERRALS, schema.REFERRED_ON, day, "not made yet, left out"
        ),
    ]
    columns = [c for c in schema.CONTACT_DATES if c in contacts.columns]
    after = {c: (contacts[c] > day).to_numpy() for c in columns}
    gone = (
        _only_later(contacts, referrals, kept, after)
        & (contacts[schema.CONTACT_ID] != keep).to_numpy()
    )
    told.append(
        _issues(
            contacts[gone], schema.CONTACTS, schema.CONTACT_ID, day, "known only later, left out"
        )
    )
    stands = contacts[~gone].copy()
    for column in columns:
        blank = after[column][~gone]
        told.append(
            _issues(stands[blank], schema.CONTACTS, column, day, "not happened yet, blanked")
        )
    if schema.STATUS in stands.columns:
        earlier = _status_as_of(stands, {c: after[c][~gone] for c in columns})
        back = (earlier != stands[schema.STATUS]).to_numpy() & stands[
            schema.STATUS
        ].notna().to_numpy()
        told.append(
            _issues(
                stands[back],
                schema.CONTACTS,
                schema.STATUS,
                day,
                "rests on a later date, taken back",
            )
        )
        stands[schema.STATUS] = earlier
    for column in columns:
        stands[column] = stands[column].mask(after[column][~gone])
    return stands, kept, pd.concat(told, ignore_index=True)


def issue_rows(rows: Iterable[tuple[object, ...]]) -> pd.DataFrame:
    """Make a table of issues from tuples in the order of ``schema.ISSUE_COLUMNS``."""
    table = pd.DataFrame(list(rows), columns=list(schema.ISSUE_COLUMNS))
    types = dict.fromkeys(schema.ISSUE_COLUMNS, "str") | {schema.LINE: "int64"}
    return table.astype(types)


def _only_later(
    contacts: pd.DataFrame, referrals: pd.DataFrame, kept: pd.DataFrame, after: dict[str, Flags]
) -> Flags:
    """Tell the contacts that have later dates, no earlier one, and no referral left that names them."""
    ids = contacts[schema.CONTACT_ID]
    ends = [schema.REFERRER_ID, schema.REFERRED_ID]
    named = ids.isin(pd.unique(kept[ends].to_numpy().ravel())).to_numpy()
    named_ever = ids.isin(pd.unique(referrals[ends].to_numpy().ravel())).to_numpy()
    none = np.zeros(len(contacts), dtype=bool)
    later = np.logical_or.reduce([none, *after.values()])
    earlier = np.logical_or.reduce(
        [none, *(contacts[c].notna().to_numpy() & ~late for c, late in after.items())]
    )
    only_later: Flags = (later | (named_ever & ~named)) & ~earlier & ~named
    return only_later


def _status_as_of(contacts: pd.DataFrame, after: dict[str, Flags]) -> pd.Series:
    """Take back statuses that only later dates support.

    ``met`` rests on ``met_on``, or where that is empty on the latest date of the contact; every other
    status on the latest date. What remains is ``contacted`` where a first approach has happened,
    else ``identified``; ``met`` survives in a contact whose meeting has happened.
    """
    none = np.zeros(len(contacts), dtype=bool)
    status = contacts[schema.STATUS]
    late = np.logical_or.reduce([none, *after.values()])
    met_late = after.get(schema.MET_ON, none)
    met_dated = (
        contacts[schema.MET_ON].notna().to_numpy() if schema.MET_ON in contacts.columns else none
    )
    approached = none
    if schema.CONTACTED_ON in contacts.columns:
        approached = contacts[schema.CONTACTED_ON].notna().to_numpy() & ~after[schema.CONTACTED_ON]
    met_stands = met_dated & ~met_late
    is_met = (status == schema.MET).to_numpy()
    taken = np.where(is_met & met_dated, met_late, late) & (status != schema.IDENTIFIED).to_numpy()
    instead = np.where(
        met_stands, schema.MET, np.where(approached, schema.CONTACTED, schema.IDENTIFIED)
    )
    settled = (status == schema.CONTACTED).to_numpy() & approached
    return status.mask(
        taken & ~settled & status.notna().to_numpy(),
        pd.Series(instead, index=status.index, dtype="str"),
    )


def _issues(
    rows: pd.DataFrame, table: str, column: str, day: pd.Timestamp, what: str
) -> pd.DataFrame:
    cells = rows[column]
    if pd.api.types.is_datetime64_any_dtype(cells.dtype):
        cells = cells.dt.strftime("%Y-%m-%d")
    message = f"as of {day:%Y-%m-%d}: {what}"
    severity = schema.ISSUE_SEVERITY[schema.AFTER_AS_OF]
    return issue_rows(
        (schema.AFTER_AS_OF, severity, table, line, column, str(value), message)
        for line, value in zip(rows.index, cells, strict=True)
    )
