"""The tables as they stood on a date."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.errors import OptionError
from netgraph.frames import issue_table, no_issues
from netgraph.iso_days import iso
from netgraph.links import is_seeker, kept_ends, pair_numbers, positions_in

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from netgraph.arrays import Flags, Ints, Longs


class Earlier(NamedTuple):
    """Tables as they stood on a day.

    ``ends`` are the positions of referrers and referred in the contacts; ``made`` is bool[m], True
    for the referrals of the later tables that had been made.
    """

    contacts: pd.DataFrame
    referrals: pd.DataFrame
    issues: pd.DataFrame
    ends: tuple[Ints, Ints]
    made: Flags


def refuse_lost_days(
    told: Mapping[str, int],
    listed: Callable[[], pd.DataFrame],
    stands: pd.Timestamp | None,
    day: pd.Timestamp,
) -> None:
    """Refuse a day on which more is known than a network holds that stands at another.

    Parameters
    ----------
    told, listed
        How many issues it has of each code, and what lists them.
    stands
        Its date.
    day
        The day that is asked for.

    Raises
    ------
    OptionError
        See ``ReferralNetwork.as_of``.
    """
    # What is ahead of the clock was not read: a later date asks for it.
    if schema.FUTURE_DATE in told and day != stands:
        issues = listed()
        ahead = issues[schema.VALUE][issues[schema.CODE] == schema.FUTURE_DATE]
        if (ahead <= iso(day)).any():
            raise OptionError(
                f"dates ahead of the clock were not read; read the tables as of {iso(day)}"
            )
    # Issues say whether later rows were left out before: what is gone cannot come back.
    if schema.AFTER_AS_OF in told and stands is not None and day > stands:
        raise OptionError(
            f"this network stands at {iso(stands)} and later rows were left out; "
            f"ask the network it was made from as of {iso(day)}"
        )


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
    ends: tuple[Ints, Ints],
    keep: str | frozenset[str] | None = None,
    listed: bool = True,
) -> Earlier:
    """Leave out what is dated after ``day``.

    Parameters
    ----------
    contacts, referrals
        Checked tables.
    day
        The last day that has happened.
    ends
        int32[m] each, positions of referrers and referred in contacts.
    keep
        The id of a contact that stays whatever its dates: the seeker, or those of several searches.
    listed
        Whether each thing left out is an issue; issues are most of the cost.

    Returns
    -------
    The tables as they stood, and an ``after_as_of`` issue for every referral and contact left out,
    every date cell blanked and every status taken back.
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
    only_later = _only_later(contacts, ends, late, after)
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
    return Earlier(remaining, earlier_referrals, told, kept_ends(ends, ~late, ~unknown_yet), ~late)


def cut_repeats(
    referrals: pd.DataFrame,
    repeats: pd.DataFrame,
    day: pd.Timestamp,
    *,
    pairs: tuple[Longs, Longs] | None = None,
    listed: bool = True,
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
    pairs
        int64, a number for the pair of each referral, and of each repeat; default: looked up.
    listed
        Whether each referral that was made again later is an issue.

    Returns
    -------
    referrals, repeats, issues
        As they stood, and an ``after_as_of`` issue for every referral that was made again later.
    """
    up_to_day = (repeats[schema.REFERRED_ON] <= day).to_numpy()
    if schema.LAST_REFERRED_ON not in referrals.columns:
        return referrals, repeats[up_to_day], no_issues()
    later = (referrals[schema.LAST_REFERRED_ON] > day).to_numpy()
    if not later.any():
        return referrals, repeats[up_to_day], no_issues()
    again = referrals[later]
    issues = no_issues()
    if listed:
        message = "made again later, the last date before it kept"
        issues = _later_cells(again, schema.REFERRALS, schema.LAST_REFERRED_ON, day, message)
    of_referrals, of_repeats = _pairs_of(referrals, repeats) if pairs is None else pairs
    # the pairs that have further dates, and of each: how many dates, how many and which the newest
    # up to the day (int64 seconds, 0 where there is none)
    pair, place = np.unique(of_repeats, return_inverse=True)
    made_on = repeats[schema.REFERRED_ON].to_numpy().astype("datetime64[s]")
    dates = np.bincount(place, minlength=len(pair))
    left = np.bincount(place[up_to_day], minlength=len(pair))
    newest = np.full(len(pair), np.iinfo(np.int64).min)
    np.maximum.at(newest, place[up_to_day], made_on[up_to_day].astype(np.int64))
    # int64[again]: the place of each in these, one past the end where it has no further dates
    at, has = _found(of_referrals[later], pair)
    first = again[schema.REFERRED_ON].to_numpy().astype("datetime64[s]")
    last = np.where(
        has & (np.append(left, 0)[at] > 0), np.append(newest, 0)[at].astype("datetime64[s]"), first
    )
    # the last date itself is gone too, which made one row
    gone = np.where(has, np.append(dates - left, 0)[at], 0) + 1
    cut_referrals = referrals.copy()
    cut_referrals.loc[later, schema.LAST_REFERRED_ON] = last
    # a file may say fewer rows than it has dates
    cut_referrals.loc[later, schema.COUNT] = np.maximum(1, again[schema.COUNT].to_numpy() - gone)
    # what is the last date of a pair now is no longer between two
    date_of_pair = np.full(len(pair) + 1, np.datetime64("NaT", "s"))
    date_of_pair[at[has]] = last[has]
    between = up_to_day.copy()
    # a date that was written down twice is there twice: only one of the two is the last
    is_last = np.flatnonzero(up_to_day & (made_on == date_of_pair[place]))
    between[is_last[np.unique(place[is_last], return_index=True)[1]]] = False
    return cut_referrals, repeats[between], issues


def _pairs_of(referrals: pd.DataFrame, repeats: pd.DataFrame) -> tuple[Longs, Longs]:
    """Number the pairs of both tables: int64, a number a row."""
    columns = [t[c] for t in (referrals, repeats) for c in (schema.REFERRER_ID, schema.REFERRED_ID)]
    ids = pd.Index(pd.concat(columns).unique())
    first, second, again_first, again_second = positions_in(ids, *columns)
    return (
        pair_numbers((first, second), len(ids)),
        pair_numbers((again_first, again_second), len(ids)),
    )


def _found(wanted: Longs, known: Longs) -> tuple[Longs, Flags]:
    """Where each number stands among known ones in order, one past the end where it does not."""
    at = np.searchsorted(known, wanted)
    there = np.append(known, -1)[at] == wanted
    return np.where(there, at, len(known)), there


def cut_all(
    contacts: pd.DataFrame,
    referrals: pd.DataFrame,
    repeats: pd.DataFrame,
    day: pd.Timestamp,
    *,
    ends: tuple[Ints, Ints],
    again: Longs,
    keep: str | frozenset[str] | None,
) -> tuple[Earlier, pd.DataFrame]:
    """Cut all tables at a day, without listing what is left out.

    Parameters
    ----------
    contacts, referrals, repeats
        Checked tables; of contacts some columns are enough, of referrals those without ids.
    day
        The last day that has happened.
    ends
        int32[m] each, positions of referrers and referred in contacts.
    again
        int64, a number for the pair of each repeat.
    keep
        Who stays whatever their dates: see ``cut``.

    Returns
    -------
    The tables as they stood, and the repeats.
    """
    contacts, _ = planned(contacts, day, listed=False)
    earlier = cut(contacts, referrals, day, ends=ends, keep=keep, listed=False)
    pairs = pair_numbers(ends, len(contacts))[earlier.made], again
    left, between, _ = cut_repeats(earlier.referrals, repeats, day, pairs=pairs, listed=False)
    return earlier._replace(referrals=left), between


def issues_as_of(
    before: pd.DataFrame | Callable[[], pd.DataFrame],
    contacts: pd.DataFrame,
    referrals: pd.DataFrame,
    repeats: pd.DataFrame,
    day: pd.Timestamp,
    *,
    ends: tuple[Ints, Ints],
    again: Longs,
    keep: str | frozenset[str] | None,
) -> pd.DataFrame:
    """List what was left out of tables to have them as they stood on a day, after earlier issues.

    The tables themselves are cut without; who asks for the list pays for it.
    """
    contacts, plans = planned(contacts, day)
    earlier = cut(contacts, referrals, day, ends=ends, keep=keep)
    pairs = pair_numbers(ends, len(contacts))[earlier.made], again
    _, _, later = cut_repeats(earlier.referrals, repeats, day, pairs=pairs)
    found = [issues for issues in (plans, earlier.issues, later) if not issues.empty]
    told = before if isinstance(before, pd.DataFrame) else before()
    return pd.concat([told, *found], ignore_index=True) if found else told


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
    ends: tuple[Ints, Ints],
    late: Flags,
    after: dict[str, Flags],
) -> Flags:
    """Flag contacts with later dates, no earlier one, and no earlier referral that names them.

    ``ends`` are int32[referrals] each, positions in contacts; ``late`` is bool[referrals], True
    where one has not been made yet.
    """
    # Contacts that any referral names, and those that one still made names: bool[contacts] each.
    named_before, named_ever = (
        np.bincount(np.concatenate(those), minlength=len(contacts)) > 0
        for those in ([end[~late] for end in ends], ends)
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
    # ``contacted`` stays where the approach itself is dated, whatever else lies ahead.
    supported = (status == schema.CONTACTED).to_numpy() & approached
    taken_back = np.flatnonzero(unsupported & ~supported & status.notna().to_numpy())
    # The most that the earlier dates prove, in place of it: only these words are made.
    happened = (met_dated & ~met_late & (status != schema.SCHEDULED).to_numpy())[taken_back]
    proven = np.where(
        happened | thanked[taken_back],
        schema.MET,
        np.where(approached[taken_back], schema.CONTACTED, schema.IDENTIFIED),
    )
    earlier = status.copy()
    earlier.iloc[taken_back] = proven
    return earlier


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
