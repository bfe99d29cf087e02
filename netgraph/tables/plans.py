"""Dates that lie ahead: what waits for its day, and what is a plan; and dates far from all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.as_of import cut_repeats, meetings_scheduled, status_as_of
from netgraph.iso_days import iso
from netgraph.tables.issues import Issues, quoted

if TYPE_CHECKING:
    from netgraph.arrays import Flags

LONELY_DAYS: Final = 180
"""A latest date that is more days after the one before it is told."""
EARLIEST_PLAUSIBLE: Final = np.datetime64("1970-01-01")
"""Dates before it are told, where most are later: nobody dates a search like that."""
FAR_AHEAD_DAYS: Final = 2 * 365
"""A plan that is more days after any day before it is told."""
PLANS: Final = (schema.SCHEDULED_FOR, schema.NEXT_STEP_ON)
"""Columns of days that are meant to come."""
FAR_BACK_DAYS: Final = 5 * 365
"""An earliest date that is more days before the one after it is told: people have a past."""


def wait(
    contacts: pd.DataFrame, referrals: pd.DataFrame, repeats: pd.DataFrame, today: pd.Timestamp
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame, tuple[Issues, ...]]:
    """Blank dates of events that lie ahead of the clock: they are slips or plans, not known yet.

    Nobody is left out for such a date; a day of a meeting becomes the day it is scheduled for. A
    status that rests on nothing else is taken back, as it is as of the day itself.

    Parameters
    ----------
    contacts, referrals, repeats
        Linked tables, indexed by spot.
    today
        The last day that can have happened.

    Returns
    -------
    contacts, referrals, repeats, issues
        Without dates after today, each of which is an issue, and so is each status taken back.
    """
    # bool[contacts] of each column that has dates ahead
    columns = [c for c in schema.CONTACT_DATES if c in contacts.columns]
    every = {column: (contacts[column] > today).to_numpy() for column in columns}
    issues = []
    # statuses first, while the dates are still there to say what they rest on
    if schema.STATUS in contacts.columns and any(late.any() for late in every.values()):
        contacts, taken_back = _without_unsupported_statuses(contacts, every)
        issues += taken_back
    for column, late in every.items():
        if late.any():
            known = (
                "read as " + schema.SCHEDULED_FOR if column == schema.MET_ON else "not known yet"
            )
            issues.append(_ahead(contacts[late], column, f"is ahead of the clock: {known}"))
            if column == schema.MET_ON:
                contacts = meetings_scheduled(contacts, late)
            contacts = contacts.assign(**{column: contacts[column].mask(late)})
    late = (referrals[schema.REFERRED_ON] > today).to_numpy()
    last = referrals.get(schema.LAST_REFERRED_ON, referrals[schema.REFERRED_ON])
    again = (last > today).to_numpy() & ~late
    for rows, column in ((late, schema.REFERRED_ON), (again, schema.LAST_REFERRED_ON)):
        if rows.any():
            message = "is ahead of the clock: not known yet"
            issues.append(_ahead(referrals[rows], column, message))
    if late.any() or again.any():
        days = referrals[schema.REFERRED_ON].mask(late)
        dated = referrals.assign(**{schema.REFERRED_ON: days})
        if schema.LAST_REFERRED_ON in dated:
            dated[schema.LAST_REFERRED_ON] = dated[schema.LAST_REFERRED_ON].mask(late)
        # of a pair that was named again, the last date up to today counts
        referrals, repeats, _ = cut_repeats(dated, repeats, today)
    return contacts, referrals, repeats, tuple(issues)


def _without_unsupported_statuses(
    contacts: pd.DataFrame, after: dict[str, Flags]
) -> tuple[pd.DataFrame, list[Issues]]:
    """Take back the statuses that only dates ahead support, each of which is an issue."""
    status = contacts[schema.STATUS]
    if schema.MET_ON in after:
        # a meeting that is scheduled is a plan: nothing is read of its day
        plan = (status == schema.SCHEDULED).to_numpy(dtype=bool)
        after = after | {schema.MET_ON: after[schema.MET_ON] & ~plan}
    earlier = status_as_of(contacts, after)
    changed = ((earlier != status) & status.notna()).to_numpy(dtype=bool)
    if not changed.any():
        return contacts, []
    cells = status[changed]
    read = "' rests on a day ahead of the clock, read as '" + earlier[changed] + "'"
    issue = Issues(schema.READ_AS, cells, schema.STATUS, "'" + cells + read)
    return contacts.assign(**{schema.STATUS: earlier}), [issue]


def issues_of_lonely_date(contacts: pd.DataFrame, referrals: pd.DataFrame) -> tuple[Issues, ...]:
    """The latest date of an event, where it is far from the one before it: perhaps a slip.

    It settles the as-of date, and with it every number that counts days.
    """
    cells = _days_of_columns(contacts, referrals)
    known = [(t, c, days[~np.isnat(days)]) for t, c, days in cells]
    latest = max((days.max() for _, _, days in known if len(days)), default=None)
    earlier = [days[days < latest] for _, _, days in known]
    before = max((days.max() for days in earlier if len(days)), default=None)
    if latest is None or before is None or (latest - before) <= np.timedelta64(LONELY_DAYS, "D"):
        return ()
    # rows of contacts and of referrals that have it: a slip is made once
    rows = {(c, spot) for t, c, days in cells for spot in t.index[days == latest]}
    if len({spot for _, spot in rows}) > 1:
        return ()
    column, spot = min(rows)
    far = int((latest - before) / np.timedelta64(1, "D"))
    value = pd.Timestamp(latest).strftime("%Y-%m-%d")
    message = (
        f"{quoted(value)} is {far:,} days after the date before it, "
        f"{iso(pd.Timestamp(before))}; is it a slip? kept"
    )
    return (Issues(schema.LONELY_DATE, pd.Series([value], index=[spot]), column, message),)


def issues_of_early_dates(contacts: pd.DataFrame, referrals: pd.DataFrame) -> tuple[Issues, ...]:
    """Dates of events far before all others, and of plans far from these: perhaps slips."""
    cells = _days_of_columns(contacts, referrals)
    # datetime64[s, dates]: those of all columns; a pair's last date is mostly its first one again
    known = [days[~np.isnat(days)] for _, c, days in cells if c != schema.LAST_REFERRED_ON]
    every = np.concatenate(known) if known else np.array([], dtype="datetime64[s]")
    later = every[every >= EARLIEST_PLAUSIBLE]
    issues = _issues_of_far_plans(contacts, later)
    # old tables, of an epidemic or a village, are what they are
    if 2 * len(later) <= len(every):
        return tuple(issues)
    earliest = later.min()
    others = later[later > earliest]
    alone = int((later == earliest).sum()) == 1 and len(others) > 0
    first = others.min() if alone else earliest
    lonely = alone and first - earliest > np.timedelta64(FAR_BACK_DAYS, "D")
    for table, column, days in cells:
        early = (days <= earliest) if lonely else (days < EARLIEST_PLAUSIBLE)
        early &= first - days > np.timedelta64(LONELY_DAYS, "D")
        if early.any() and column != schema.LAST_REFERRED_ON:
            issues.append(_issues_of_slips(table[column][early], column, pd.Timestamp(first)))
    return tuple(issues)


def _issues_of_far_plans(contacts: pd.DataFrame, events: np.ndarray) -> list[Issues]:
    """Days of plans years after the last day of anything before them, or years before all events.

    Parameters
    ----------
    contacts
        Everybody.
    events
        ``datetime64[s, dates]``: days of events, without those of other centuries.
    """
    columns = [c for c in PLANS if c in contacts.columns and contacts[c].notna().any()]
    plans = {column: contacts[column].to_numpy() for column in columns}
    days = np.unique(np.concatenate([events, *(d[~np.isnat(d)] for d in plans.values())]))
    days = days[days >= EARLIEST_PLAUSIBLE]
    if not columns or len(days) < 2:
        return []
    # where the days go on for the last time, from the last event on, or else from the middle
    start = events.max() if len(events) else days[len(days) // 2]
    gaps = np.diff(days) > np.timedelta64(FAR_AHEAD_DAYS, "D")
    ends = days[:-1][gaps & (days[:-1] >= start)]
    last = ends[0] if len(ends) else days[-1]
    first = events.min() if len(events) else days[0]
    issues = []
    for column, own in plans.items():
        late = own > last
        early = first - own > np.timedelta64(FAR_BACK_DAYS, "D")
        if early.any():
            issues.append(_issues_of_slips(contacts[column][early], column, pd.Timestamp(first)))
        if late.any():
            slips = contacts[column][late]
            cells = pd.Series([iso(day) for day in slips], index=slips.index, dtype="str")
            messages = [
                f"{quoted(value)} is {n:,} days after the day before it, {iso(pd.Timestamp(last))};"
                " is it a slip? kept as a plan"
                for value, n in zip(cells, (slips - pd.Timestamp(last)).dt.days, strict=True)
            ]
            issues.append(Issues(schema.LONELY_DATE, cells, column, messages))
    return issues


def _issues_of_slips(days: pd.Series, column: str, first: pd.Timestamp) -> Issues:
    far = (first - days).dt.days
    cells = pd.Series([iso(day) for day in days], index=days.index, dtype="str")
    messages = [
        f"{quoted(value)} is {n:,} days before the other dates, the first of which is "
        f"{iso(first)}; is it a slip? kept"
        for value, n in zip(cells, far, strict=True)
    ]
    return Issues(schema.LONELY_DATE, cells, column, messages)


def _days_of_columns(
    contacts: pd.DataFrame, referrals: pd.DataFrame
) -> list[tuple[pd.DataFrame, str, np.ndarray]]:
    """Columns of dates of events: their table, their name, and datetime64[s, rows]."""
    tables = [
        (contacts, [c for c in schema.CONTACT_DATES if c in contacts.columns]),
        (referrals, [schema.REFERRED_ON]),
        (referrals, [c for c in (schema.LAST_REFERRED_ON,) if c in referrals.columns]),
    ]
    return [(table, c, table[c].to_numpy()) for table, names in tables for c in names]


def _ahead(rows: pd.DataFrame, column: str, what: str) -> Issues:
    """An issue of each of some dates."""
    # each different day is spelled once: a million rows have few
    number, days = pd.factorize(rows[column])
    spelled = pd.array([iso(day) for day in days], dtype="str").take(number)
    cells = pd.Series(spelled, index=rows.index)
    return Issues(schema.FUTURE_DATE, cells, column, "'" + cells + f"' {what}")
