"""The tables as they stood on a date."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.frames import issue_table, no_issues
from netgraph.iso_days import iso
from netgraph.links import is_seeker

if TYPE_CHECKING:
    from netgraph.arrays import Flags


def latest_date(contacts: pd.DataFrame, referrals: pd.DataFrame) -> pd.Timestamp | None:
    """Return the latest date in the two tables, or None when there is none."""
    columns = [contacts[c] for c in schema.CONTACT_DATES if c in contacts.columns]
    made = [
        referrals[c]
        for c in (schema.REFERRED_ON, schema.LAST_REFERRED_ON)
        if c in referrals.columns
    ]
    newest = [column.max() for column in (*columns, *made)]
    known = [pd.Timestamp(date) for date in newest if not pd.isna(date)]
    return max(known) if known else None


def cut(
    contacts: pd.DataFrame,
    referrals: pd.DataFrame,
    day: pd.Timestamp,
    *,
    keep: str | frozenset[str] | None = None,
    listed: bool = True,
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Leave out what is dated after ``day``.

    Parameters
    ----------
    contacts, referrals
        Checked tables.
    day
        The last day that has happened.
    keep
        The id of a contact that stays whatever its dates: the seeker, or those of several searches.
    listed
        Whether each thing left out is an issue; issues are most of the cost.

    Returns
    -------
    contacts, referrals, issues
        The tables as they stood, and an ``after_as_of`` issue for every referral and contact left
        out, every date cell blanked and every status taken back.
    """
    # Referrals without a date stay: nothing says that they are later (missing > day is False).
    late = (referrals[schema.REFERRED_ON] > day).to_numpy()
    earlier_referrals = referrals[~late]
    issues = [no_issues()]

    def note(rows: pd.DataFrame, those: Flags, table: str, column: str, what: str) -> None:
        # rows are picked here, as picking them is dear where nothing is told of them
        if listed and those.any():
            issues.append(_later_cells(rows[those], table, column, day, what))

    note(referrals, late, schema.REFERRALS, schema.REFERRED_ON, "not made yet, left out")
    # One bool[contacts] a date column, True where the cell lies after the day.
    columns = [c for c in schema.CONTACT_DATES if c in contacts.columns]
    after = {c: (contacts[c] > day).to_numpy() for c in columns}
    # The seeker stays, so that the referrals from the seeker still mark first contacts.
    only_later = _only_later(contacts, referrals, late, after)
    unknown_yet = only_later
    if keep is not None:
        unknown_yet = only_later & ~is_seeker(contacts[schema.CONTACT_ID], keep)
    note(contacts, unknown_yet, schema.CONTACTS, schema.CONTACT_ID, "known only later, left out")
    # From here on rows and masks are those of the contacts that remain. Issues are counted before
    # cells are blanked: they show the dates that were there.
    remaining = contacts[~unknown_yet]
    after = {column: mask[~unknown_yet] for column, mask in after.items()}
    for column, mask in after.items():
        note(remaining, mask, schema.CONTACTS, column, "not happened yet, blanked")
    if schema.STATUS in remaining.columns:
        # The status is judged while the later dates are still there to say what it rests on.
        status = remaining[schema.STATUS]
        earlier = status_as_of(remaining, after)
        changed = ((earlier != status) & status.notna()).to_numpy()
        what = "rests on a later date, taken back"
        note(remaining, changed, schema.CONTACTS, schema.STATUS, what)
        remaining[schema.STATUS] = earlier
    for column, mask in after.items():
        if mask.any():
            remaining[column] = remaining[column].mask(mask)
    told = pd.concat(issues, ignore_index=True) if len(issues) > 1 else no_issues()
    return remaining, earlier_referrals, told


def cut_repeats(
    referrals: pd.DataFrame, repeats: pd.DataFrame, day: pd.Timestamp
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Give referrals made again after ``day`` the last date up to it.

    Parameters
    ----------
    referrals
        Those first made up to the day, or undated.
    repeats
        Dates between the first and the last one, a row each.
    day
        The last day that has happened.

    Returns
    -------
    referrals, repeats, issues
        As they stood, and an ``after_as_of`` issue for every referral that was made again later.
    """
    earlier = repeats[(repeats[schema.REFERRED_ON] <= day).to_numpy()]
    if schema.LAST_REFERRED_ON not in referrals.columns:
        return referrals, earlier, no_issues()
    later = (referrals[schema.LAST_REFERRED_ON] > day).to_numpy()
    if not later.any():
        return referrals, earlier, no_issues()
    again = referrals[later]
    message = "made again later, the last date before it kept"
    issues = _later_cells(again, schema.REFERRALS, schema.LAST_REFERRED_ON, day, message)
    # a row a pair that has further dates: how many there are, how many and which the newest up to
    # the day
    ends = [schema.REFERRER_ID, schema.REFERRED_ID]
    date = repeats[schema.REFERRED_ON]
    known = repeats.assign(before=date.where((date <= day).to_numpy()))
    told = known.groupby(ends, sort=False).agg(
        all=(schema.REFERRED_ON, "size"), left=("before", "count"), newest=("before", "max")
    )
    told = told.reindex(pd.MultiIndex.from_frame(again[ends]))
    newest = told["newest"].fillna(again[schema.REFERRED_ON].set_axis(told.index))
    # the last date itself is gone too, which made one row
    gone = (told["all"] - told["left"]).fillna(0).to_numpy().astype(np.int64) + 1
    cut_referrals = referrals.copy()
    cut_referrals.loc[later, schema.LAST_REFERRED_ON] = newest.to_numpy()
    # a file may say fewer rows than it has dates
    cut_referrals.loc[later, schema.COUNT] = np.maximum(1, again[schema.COUNT].to_numpy() - gone)
    # what is the last date of a pair now is no longer between two
    return cut_referrals, _without_last(earlier, cut_referrals[later]), issues


def _without_last(repeats: pd.DataFrame, again: pd.DataFrame) -> pd.DataFrame:
    """Leave out of the further dates one that is the last of its pair."""
    columns = [schema.REFERRER_ID, schema.REFERRED_ID, schema.REFERRED_ON]
    last = again[columns[:2]].assign(**{schema.REFERRED_ON: again[schema.LAST_REFERRED_ON]})
    is_last = pd.MultiIndex.from_frame(repeats[columns]).isin(pd.MultiIndex.from_frame(last))
    # a date that was written down twice is there twice: only one of the two is the last
    one = ~repeats.duplicated(columns).to_numpy()
    between: pd.DataFrame = repeats[~(is_last & one)]
    return between


def planned(
    contacts: pd.DataFrame, day: pd.Timestamp, *, listed: bool = True
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Read days of meetings after a date as the days that they are scheduled for.

    Where the status says that the meeting is still to come, nothing else is read of that day: it is
    a plan, which neither dates nor leaves out anybody. Of others ``cut`` decides whether they were
    known yet.

    Returns
    -------
    contacts, issues
        A ``read_as`` issue of each of these days.
    """
    if schema.MET_ON not in contacts.columns:
        return contacts, no_issues()
    late = (contacts[schema.MET_ON] > day).to_numpy()
    if not late.any():
        return contacts, no_issues()
    what = f"lies ahead, read as {schema.SCHEDULED_FOR}"
    issues = no_issues()
    if listed:
        issues = _later_cells(
            contacts[late], schema.CONTACTS, schema.MET_ON, day, what, code=schema.READ_AS
        )
    contacts = meetings_scheduled(contacts, late)
    if schema.STATUS in contacts.columns:
        plan = late & (contacts[schema.STATUS] == schema.SCHEDULED).to_numpy(dtype=bool)
        contacts[schema.MET_ON] = contacts[schema.MET_ON].mask(plan)
    return contacts, issues


def meetings_scheduled(contacts: pd.DataFrame, late: Flags) -> pd.DataFrame:
    """Take days of meetings over into ``scheduled_for``, where that is empty."""
    planned = contacts[schema.MET_ON].where(late)
    if schema.SCHEDULED_FOR in contacts.columns:
        filled = contacts[schema.SCHEDULED_FOR].where(
            contacts[schema.SCHEDULED_FOR].notna(), planned
        )
        return contacts.assign(**{schema.SCHEDULED_FOR: filled})
    # the standard columns keep their order
    names = [c.name for c in schema.CONTACTS_TABLE.columns]
    before = names[: names.index(schema.SCHEDULED_FOR)]
    place = max(at for at, c in enumerate(contacts.columns) if c in before) + 1
    contacts = contacts.copy(deep=False)
    contacts.insert(place, schema.SCHEDULED_FOR, planned)
    return contacts


def _only_later(
    contacts: pd.DataFrame,
    referrals: pd.DataFrame,
    late: Flags,
    after: dict[str, Flags],
) -> Flags:
    """Flag contacts with later dates, no earlier one, and no earlier referral that names them.

    ``late`` is bool[referrals], True where one has not been made yet.
    """
    # Contacts that any referral names, and those that one still made names: bool[contacts] each.
    ids = contacts[schema.CONTACT_ID]
    ends = [referrals[end] for end in (schema.REFERRER_ID, schema.REFERRED_ID)]
    # int64: every distinct id as a number; isin would take its words one by one
    number, distinct = pd.factorize(pd.concat([ids, *ends], ignore_index=True))
    of_contacts, of_ends = number[: len(ids)], number[len(ids) :].reshape(2, -1)
    named_before, named_ever = (
        np.bincount(named.ravel(), minlength=len(distinct))[of_contacts] > 0
        for named in (of_ends[:, ~late], of_ends)
    )
    # Contacts with any date after the day, and with one up to it; without date columns none.
    nobody = np.zeros(len(contacts), dtype=bool)
    later = np.logical_or.reduce([nobody, *after.values()])
    earlier = np.logical_or.reduce(
        [nobody, *(contacts[c].notna().to_numpy() & ~mask for c, mask in after.items())]
    )
    # A contact without any date or referral stays: nothing says that they came later.
    only_later: Flags = (later | (named_ever & ~named_before)) & ~earlier & ~named_before
    return only_later


def status_as_of(contacts: pd.DataFrame, after: dict[str, Flags]) -> pd.Series:
    """Take back statuses that only later dates support.

    ``met`` rests on ``met_on``, or where that is empty on the latest date of the contact; every
    other status on the latest date. What remains is what earlier dates prove: ``met`` where a
    meeting has happened or thanks were given (a day for which one is only scheduled proves
    nothing), ``contacted`` where a first approach happened, else ``identified``.

    Parameters
    ----------
    contacts
        Rows with their statuses and all dates.
    after
        bool[contacts] a date column, True where the date has not come.
    """
    nobody = np.zeros(len(contacts), dtype=bool)
    status = contacts[schema.STATUS]
    # Facts of each contact, bool[contacts]: any later date; a dated meeting; an approach that
    # has happened.
    late = np.logical_or.reduce([nobody, *after.values()])
    met_late = after.get(schema.MET_ON, nobody)
    met_dated = nobody
    if schema.MET_ON in contacts.columns:
        met_dated = contacts[schema.MET_ON].notna().to_numpy()
    thanked = nobody
    if schema.THANKED_ON in contacts.columns:
        thanked = contacts[schema.THANKED_ON].notna().to_numpy() & ~after[schema.THANKED_ON]
    approached = nobody
    if schema.CONTACTED_ON in contacts.columns:
        approached = contacts[schema.CONTACTED_ON].notna().to_numpy() & ~after[schema.CONTACTED_ON]
    # What a status rests on lies ahead; ``identified`` rests on nothing.
    is_met = (status == schema.MET).to_numpy()
    ahead = np.where(is_met & met_dated, met_late, late)
    unsupported = ahead & (status != schema.IDENTIFIED).to_numpy()
    # The most that the earlier dates prove, in place of it.
    happened = met_dated & ~met_late & (status != schema.SCHEDULED).to_numpy()
    proven = np.where(
        happened | thanked,
        schema.MET,
        np.where(approached, schema.CONTACTED, schema.IDENTIFIED),
    )
    # ``contacted`` stays where the approach itself is dated, whatever else lies ahead.
    supported = (status == schema.CONTACTED).to_numpy() & approached
    return status.mask(
        unsupported & ~supported & status.notna().to_numpy(),
        pd.Series(proven, index=status.index, dtype="str"),
    )


def _later_cells(
    rows: pd.DataFrame,
    table: str,
    column: str,
    day: pd.Timestamp,
    what: str,
    *,
    code: str = schema.AFTER_AS_OF,
) -> pd.DataFrame:
    """Make an issue of each row, with its cell of a column as the value."""
    cells = rows[column]
    if pd.api.types.is_datetime64_any_dtype(cells.dtype):
        cells = cells.dt.strftime("%Y-%m-%d")
    same = {
        schema.CODE: code,
        schema.SEVERITY: schema.ISSUE_SEVERITY[code],
        schema.TABLE: table,
        schema.COLUMN: column,
        schema.MESSAGE: f"as of {iso(day)}: {what}",
    }
    own = {schema.LINE: rows.index.to_numpy(), schema.VALUE: cells.astype("str").array}
    return issue_table(same, own, len(rows))
