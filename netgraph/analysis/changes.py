"""What is different between two dates."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.analysis.days import first_known, last_known, today
from netgraph.analysis.dead_ends import LEAST_LISTED, by_structure, dead_branches
from netgraph.analysis.labels import ids_at
from netgraph.analysis.metrics import core_metrics
from netgraph.analysis.ordering import first_rows
from netgraph.analysis.people import people
from netgraph.arguments import checked
from netgraph.choices import SINCE_DAYS, STEP_DAYS
from netgraph.collation import places_of, tie_keys
from netgraph.errors import OptionError
from netgraph.frames import values
from netgraph.iso_days import given_day, iso
from netgraph.links import BEFORE_ALL, UNDATED, dates, day_number, days
from netgraph.meanings import CHANGE_MEANINGS, explains
from netgraph.wording import with_noun

if TYPE_CHECKING:
    from netgraph.arrays import Ints, Longs
    from netgraph.network import ReferralNetwork


class Happened(NamedTuple):
    """Changes of one kind: when, of whom, and through whom; int arrays of one length.

    ``day`` counts from 1970-01-01, ``who`` and ``through`` are positions in ``net.links.ids``,
    -1 for nobody.
    """

    change: str
    day: Longs
    who: Longs
    through: Longs


@checked()
@explains(CHANGE_MEANINGS)
def changes(
    net: ReferralNetwork,
    *,
    since: dt.date | np.datetime64 | str | None = None,
    top: int | None = None,
) -> pd.DataFrame:
    """Answer what is different between a date and the network's own, the newest first.

    Parameters
    ----------
    net
        The network.
    since
        The earlier date; what happened on it is not listed. Default: a week before the as-of date.
    top
        Keep the first rows only.

    Returns
    -------
    A row a change. What has no date cannot be placed: a note counts it. Its columns:

    Raises
    ------
    OptionError
        If ``since`` is no date, or later than the as-of date.

    Notes
    -----
    The network is looked at as it stood on the earlier date. Branches die and revive on some day
    between the two, so they stand at the later one.
    """
    if net.as_of_date is None:
        found, notes = [], ["No dates: nothing says what is new."]
    else:
        before = _earlier_day(net, since)
        found = _all_changes(net, before)
        notes = [*_undated(net), f"Since {before.isoformat()}."]
    answer = first_rows(_change_rows(net, found), top)
    answer.attrs["notes"] = notes
    return answer


def _earlier_day(net: ReferralNetwork, since: object) -> dt.date:
    now = given_day(net.as_of_date)
    day = now - dt.timedelta(days=SINCE_DAYS) if since is None else given_day(since)
    if day > now:
        raise OptionError(f"since {iso(day)}: after the as-of date, {iso(now)}")
    return day


def _all_changes(net: ReferralNetwork, before: dt.date) -> list[Happened]:
    earlier = net.as_of(before)
    start = day_number(pd.Timestamp(before))
    everybody = np.arange(len(net))
    who, links, introducer = people(net), net.links, net.forest.introducer
    known, last = first_known(net), last_known(net).astype(np.int64)
    nobody = np.full(len(net), -1)
    advocates = (links.referrals_made > 0) & (last != BEFORE_ALL)
    # each: a day for everybody that it may have happened to, ``UNDATED`` for those it did not
    wholes = (
        Happened(schema.NEW_CONTACT, known, everybody, introducer),
        Happened(schema.MET, _met_days(net), everybody, introducer),
        Happened(schema.REFERRAL, links.day, links.target, links.source),
        Happened(schema.DECLINED, np.where(who.declined, last, UNDATED), everybody, nobody),
        _organizations_reached(net),
        Happened(
            schema.WENT_QUIET,
            np.where(advocates & ~who.declined, last + STEP_DAYS.keep_in_touch, UNDATED),
            everybody,
            nobody,
        ),
    )
    now = today(net)
    return [*(_within(one, start, now) for one in wholes), *_branches(net, earlier)]


def _within(one: Happened, start: int, end: int) -> Happened:
    inside = (one.day > start) & (one.day <= end)
    return Happened(one.change, *(column[inside].astype(np.int64) for column in one[1:]))


def _met_days(net: ReferralNetwork) -> Ints:
    """Days of meetings, else of the thanks that tell of one: int32[n], ``UNDATED`` without."""
    who = people(net)
    thanked = days(values(who.table, schema.THANKED_ON))
    return np.where(who.met_on != UNDATED, who.met_on, np.where(who.met, thanked, UNDATED))


def _organizations_reached(net: ReferralNetwork) -> Happened:
    """The first contact of every organization: by the day, then the generation."""
    who, forest, known = people(net), net.forest, first_known(net)
    there = net.links.listed_first(np.flatnonzero(who.organization >= 0))
    # of equals the one who was listed first
    order = there[np.lexsort((forest.generation[there], known[there]))]
    _, first = np.unique(who.organization[order], return_index=True)
    member = order[first]
    return Happened(schema.ORGANIZATION_REACHED, known[member], member, forest.introducer[member])


def _branches(net: ReferralNetwork, earlier: ReferralNetwork) -> list[Happened]:
    """Branches of two people or more that died or came to life between two dates."""
    if by_structure(net) or by_structure(earlier):
        return []
    now, then = dead_branches(net), dead_branches(earlier)
    # int64[earlier], positions now of those who were there; -1 for who is not any more
    place = net.links.ids.get_indexer(earlier.links.ids)
    # bool[n]: who was there; whose branch was dead then
    there, was_dead = np.zeros((2, len(net)), dtype=bool)
    there[place[place >= 0]] = True
    was_dead[place[(then.member >= 0) & (place >= 0)]] = True
    listed = now.listed(LEAST_LISTED)
    top = now.top[listed]
    new = there[top] & ~was_dead[top]
    died = top[new], now.revive_through[listed][new]
    back = place[then.top[then.listed(LEAST_LISTED)]]
    back = back[back >= 0]
    back = back[now.member[back] < 0]
    groups = ((schema.BRANCH_DIED, *died), (schema.BRANCH_REVIVED, back, np.full(len(back), -1)))
    return [
        Happened(
            change,
            np.full(len(who), today(net), dtype=np.int64),
            who.astype(np.int64),
            through.astype(np.int64),
        )
        for change, who, through in groups
    ]


def _change_rows(net: ReferralNetwork, found: list[Happened]) -> pd.DataFrame:
    none = np.empty(0, dtype=np.int64)
    day, who, through = (
        np.concatenate([none, *(one[i] for one in found)]).astype(np.int64) for i in (1, 2, 3)
    )
    kind = np.repeat(
        [schema.CHANGES.index(one.change) for one in found] or none, [len(one.day) for one in found]
    ).astype(np.int64)
    place = places_of(tie_keys(net.collation, schema.CONTACT_ID, net.links.ids.to_series()))
    # the newest first; of a day in the order of the kinds, then by who it is and through whom
    order = np.lexsort((np.where(through < 0, -1, place[through]), place[who], kind, -day))
    rows = core_metrics(net)[[schema.CONTACT_ID, schema.NAME, schema.ORGANIZATION]]
    columns: dict[str, Any] = {
        schema.DATE: dates(day[order]),
        schema.CHANGE: pd.array([schema.CHANGES[k] for k in kind[order]], dtype="str"),
        schema.THROUGH: ids_at(net, through[order]).to_numpy(),
    }
    answer = rows.iloc[who[order]].reset_index(drop=True).assign(**columns)
    answer = answer.astype({schema.THROUGH: "str"})
    return answer[list(schema.CHANGE_COLUMNS)]


def _undated(net: ReferralNetwork) -> list[str]:
    """How many contacts, meetings and referrals have no date and are in no row."""
    who = people(net)
    counts = (
        ((first_known(net) == UNDATED).sum(), "contact"),
        ((who.met & (_met_days(net) == UNDATED)).sum(), "meeting"),
        ((net.links.day == UNDATED).sum(), "referral"),
    )
    told = [with_noun(int(count), noun) for count, noun in counts if count]
    return [f"Not listed, as they have no date: {', '.join(told)}."] if told else []
