"""What is different between two dates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.analysis.by_seeker import also_of_cohorts
from netgraph.analysis.days import first_known, last_known, today
from netgraph.analysis.dead_ends import LEAST_LISTED, by_structure, dead_branches
from netgraph.analysis.labels import display_names, ids_at
from netgraph.analysis.ordering import first_rows
from netgraph.analysis.people import people
from netgraph.analysis.pooled import earlier_parts
from netgraph.arguments import checked
from netgraph.choices import SINCE_DAYS, STEP_DAYS
from netgraph.errors import OptionError
from netgraph.facts import remembered
from netgraph.frames import values
from netgraph.iso_days import days_after, given_day, iso
from netgraph.links import BEFORE_ALL, UNDATED, dates, day_number, days, positions_in
from netgraph.meanings import CHANGE_MEANINGS, explains
from netgraph.wording import with_noun

if TYPE_CHECKING:
    import datetime as dt

    from netgraph.arrays import Flags, Ints, Longs
    from netgraph.network import ReferralNetwork


class Branches(NamedTuple):
    """Whose branches are dead on a day, by position among the people of a later network.

    ``there`` and ``dead`` are bool[n]: who was known, and whose branch was dead; ``top`` int64[k]
    are the first people of branches that are listed, ``through`` through whom each is revived.
    """

    there: Flags
    dead: Flags
    top: Longs
    through: Longs


class Happened(NamedTuple):
    """Changes of one kind: when, of whom, and through whom; int arrays of one length.

    ``day`` counts from 1970-01-01, ``who`` and ``through`` are positions in ``net.links.ids``,
    -1 for nobody.
    """

    change: str
    day: Longs
    who: Longs
    through: Longs


@also_of_cohorts()
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
        The network, or a cohort: then each of its searches is answered, ``seeker_id`` first.
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
        rows, notes = _change_rows(net, []), ["No dates: nothing says what is new."]
    else:
        before = _earlier_day(net.as_of_date, since)
        rows = _changes_since(net, before)
        notes = [*undated(net), f"Since {before.isoformat()}."]
    answer = first_rows(rows, top)
    answer.attrs["notes"] = notes
    return answer


def _earlier_day(as_of: pd.Timestamp, since: object) -> dt.date:
    now = given_day(as_of)
    day = days_after(now, -SINCE_DAYS) if since is None else given_day(since)
    if day > now:
        raise OptionError(f"since {iso(day)}: after the as-of date, {iso(now)}")
    return day


@remembered
def _changes_since(net: ReferralNetwork, before: dt.date) -> pd.DataFrame:
    """All rows of the answer, in its order."""
    return _change_rows(net, _all_changes(net, before))


def _all_changes(net: ReferralNetwork, before: dt.date) -> list[Happened]:
    start, now = day_number(pd.Timestamp(before)), today(net)
    return [
        *(_within(one, start, now) for one in dated_changes(net)),
        *branch_changes(branches_on(net, net), _branches_before(net, before), now),
    ]


def dated_changes(net: ReferralNetwork) -> tuple[Happened, ...]:
    """Say when everything happened that has a day of its own, whenever that was.

    Each kind: a day for everybody that it may have happened to, ``UNDATED`` for those it did not.
    """
    everybody = np.arange(len(net))
    who, links, introducer = people(net), net.links, net.forest.introducer
    known, last = first_known(net), last_known(net).astype(np.int64)
    nobody = np.full(len(net), -1)
    advocates = (links.referrals_made > 0) & (last != BEFORE_ALL)
    return (
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


def _branches_before(net: ReferralNetwork, before: dt.date) -> Branches | None:
    """Find the dead branches on an earlier day, of the searches that kept what tells of them."""
    parts = earlier_parts(net, pd.Timestamp(before))
    found = [one for one in (branches_on(net, then) for then in parts) if one is not None]
    if not found:
        return None
    there, dead, top, through = zip(*found, strict=True)
    # who is in no part was not there, and nothing dies of which nobody could tell that it lived
    return Branches(
        np.logical_or.reduce(there),
        np.logical_or.reduce(dead),
        np.concatenate(top),
        np.concatenate(through),
    )


def branches_on(net: ReferralNetwork, then: ReferralNetwork) -> Branches | None:
    """Find the dead branches of ``then``, the same network on an earlier day.

    None where only the shape could tell what is dead.
    """
    if by_structure(then):
        return None
    found = dead_branches(then)
    # int64[then], positions in ``net`` of those who were there; -1 for who is not any more
    place = positions_in(net.links.ids, then.links.ids)[0]
    there, dead = np.zeros((2, len(net)), dtype=bool)
    there[place[place >= 0]] = True
    dead[place[(found.member >= 0) & (place >= 0)]] = True
    listed = found.listed(LEAST_LISTED)
    top, through = place[found.top[listed]], found.revive_through[listed]
    through = np.where(through < 0, -1, place[through])
    return Branches(there, dead, top[top >= 0].astype(np.int64), through[top >= 0].astype(np.int64))


def branch_changes(now: Branches | None, before: Branches | None, day: int) -> list[Happened]:
    """Branches of two people or more that died or came to life between two dates."""
    if now is None or before is None:
        return []
    new = before.there[now.top] & ~before.dead[now.top]
    back = before.top[now.there[before.top] & ~now.dead[before.top]]
    groups = (
        (schema.BRANCH_DIED, now.top[new], now.through[new]),
        (schema.BRANCH_REVIVED, back, np.full(len(back), -1)),
    )
    return [Happened(kind, np.full(len(who), day), who, through) for kind, who, through in groups]


def _change_rows(net: ReferralNetwork, found: list[Happened]) -> pd.DataFrame:
    none = np.empty(0, dtype=np.int64)
    day, who, through = (
        np.concatenate([none, *(one[i] for one in found)]).astype(np.int64) for i in (1, 2, 3)
    )
    kind = np.repeat(
        [schema.CHANGES.index(one.change) for one in found] or none, [len(one.day) for one in found]
    ).astype(np.int64)
    # the newest first; of a day in the order of the kinds, then by who it is and through whom
    order = np.lexsort((*ties_of_people(net, who, through), kind, -day))
    rows = people(net).table
    columns: dict[str, Any] = {
        schema.CONTACT_ID: rows[schema.CONTACT_ID].array.take(who[order]),
        schema.NAME: display_names(rows).array.take(who[order]),
        schema.ORGANIZATION: values(rows, schema.ORGANIZATION).array.take(who[order]),
        schema.DATE: dates(day[order]),
        schema.CHANGE: pd.array([schema.CHANGES[k] for k in kind[order]], dtype="str"),
        schema.THROUGH: ids_at(net, through[order]).array,
    }
    return pd.DataFrame({name: columns[name] for name in schema.CHANGE_COLUMNS}, copy=False)


def ties_of_people(net: ReferralNetwork, who: Longs, through: Longs) -> tuple[Longs, Longs]:
    """Keys that order changes of one day and kind: first by the second, who; then through whom."""
    place = net.id_places
    return np.where(through < 0, -1, place[through]), place[who]


def undated(net: ReferralNetwork) -> list[str]:
    """How many contacts, meetings and referrals have no date and are in no row."""
    who = people(net)
    counts = (
        ((first_known(net) == UNDATED).sum(), "contact"),
        ((who.met & (_met_days(net) == UNDATED)).sum(), "meeting"),
        ((net.links.day == UNDATED).sum(), "referral"),
    )
    told = [with_noun(int(count), noun) for count, noun in counts if count]
    return [f"Not listed, as they have no date: {', '.join(told)}."] if told else []
