"""What a dossier knows of a person: tables of a few rows, each cut from the answers there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import pandas as pd

from netgraph import kernels, schema
from netgraph.analysis.agenda_steps import step_sheet
from netgraph.analysis.days import last_known
from netgraph.analysis.dead_ends import dead_ends
from netgraph.analysis.metrics import core_metrics
from netgraph.analysis.organizations import organizations
from netgraph.analysis.paths import paths
from netgraph.analysis.people import people
from netgraph.facts import remembered
from netgraph.frames import values
from netgraph.links import UNDATED, dates

if TYPE_CHECKING:
    from collections.abc import Collection

    from netgraph.analysis.agenda_steps import StepSheet
    from netgraph.arrays import Flags, Ints, Longs
    from netgraph.network import ReferralNetwork

NOT_YET_TALKED: Final = (
    schema.NOT_WRITTEN,
    schema.UNRECORDED,
    schema.CONTACTED,
    schema.AHEAD,
    schema.PASSED,
    schema.NO_REPLY,
)
"""Phases in which nothing says that you have talked."""


class BranchBrought(NamedTuple):
    """What was found through a person: everybody whose chain of introducers passes them.

    Parameters
    ----------
    people, met, decision_makers
        How many people, they themselves not counted, how many of those you met, and how many
        decide.
    organizations
        Distinct organizations of these people, the person's own not counted.
    referrals
        Referrals made in the branch, by the person and by all these people.
    credit
        The person's credit.
    """

    people: int
    met: int
    decision_makers: int
    organizations: int
    referrals: int
    credit: float


def phase_of(net: ReferralNetwork, at: int) -> str:
    """What is settled between you and a person: the first of ``schema.PHASES`` that applies."""
    who, sheet = people(net), step_sheet(net)
    row, planned = who.table.iloc[at], _day_of_meeting(sheet, at)
    ahead = planned != UNDATED or bool(sheet.scheduled[at])
    over = UNDATED not in (planned, sheet.today) and planned < sheet.today
    wrote = who.contacted[at] or _has_any(row, schema.CONTACTED_ON, schema.FOLLOWED_UP_ON)
    phases = (
        (schema.DECLINED, who.declined[at]),
        (schema.MET, who.met[at]),
        (schema.NO_REPLY, who.closed[at]),
        (schema.PASSED, ahead and over),
        (schema.AHEAD, ahead),
        # whoever gave you a name has answered
        (schema.IN_TOUCH_ALREADY, sheet.productive[at] and who.keeps_statuses),
        (schema.CONTACTED, wrote),
        (schema.IN_TOUCH_ALREADY, _has_any(row, schema.LAST_CONTACT_ON, schema.ASKED_ON)),
        (schema.UNRECORDED, not who.keeps_statuses),
    )
    return next((phase for phase, applies in phases if applies), schema.NOT_WRITTEN)


def _day_of_meeting(sheet: StepSheet, at: int) -> int:
    """The day of a meeting that was planned: ``UNDATED`` without one."""
    day = int(sheet.day(schema.SCHEDULED_FOR)[at])
    # beside the status scheduled a day of meeting says that one was planned
    if day == UNDATED and sheet.scheduled[at]:
        day = int(sheet.day(schema.MET_ON)[at])
    return day


def _has_any(row: pd.Series[Any], *columns: str) -> bool:
    return any(not pd.isna(row.get(column)) for column in columns)


def chain_to(net: ReferralNetwork, at: int) -> pd.DataFrame:
    """The chain of introducers, from a first contact to a person."""
    forest, steps = net.forest, [at]
    while (above := int(forest.introducer[steps[-1]])) >= 0:
        steps.append(above)
    # int64[steps]: positions of people, who was first known first
    chain = np.array(steps[::-1], dtype=np.int64)
    rows = _rows_at(net, chain, schema.CHAIN_COLUMNS)
    columns: dict[str, Any] = {
        schema.STEP: np.arange(1, len(chain) + 1),
        schema.REFERRED_ON: dates(_days_of_referrals(net, forest.via[chain])),
    }
    return _with_source(net, rows.assign(**columns))


def _with_source(net: ReferralNetwork, chain: pd.DataFrame) -> pd.DataFrame:
    """A chain with the source of its first contact, which the others do not have."""
    head = net.links.positions(chain[schema.CONTACT_ID].iloc[:1])
    source = _cells_at(net, schema.SOURCE, head).tolist()
    sources = pd.array([*source, *[None] * (len(chain) - 1)], dtype="str")
    answer: pd.DataFrame = chain.assign(**{schema.SOURCE: sources})[list(schema.CHAIN_COLUMNS)]
    return answer


def _days_of_referrals(net: ReferralNetwork, referral: Ints) -> Ints:
    """Days of referrals by position, ``UNDATED`` where there is none (-1): int32[k]."""
    if not len(net.links.day):
        return np.full(len(referral), UNDATED, dtype=np.int32)
    return np.where(referral < 0, UNDATED, net.links.day[referral]).astype(np.int32)


def referrers_of(net: ReferralNetwork, at: int) -> pd.DataFrame:
    """Everybody who referred a person, the introducer first, then by day."""
    back = net.links.inward
    of = slice(int(back.start[at]), int(back.start[at + 1]))
    answer = _naming_rows(net, back.neighbour[of], back.referral[of])
    first = answer[schema.CONTACT_ID] == core_metrics(net)[schema.INTRODUCED_BY].iloc[at]
    in_order: pd.DataFrame = pd.concat([answer[first], answer[~first]], ignore_index=True)
    return in_order


def named_by(net: ReferralNetwork, at: int) -> pd.DataFrame:
    """Everybody whom a person referred, the first named first."""
    out = net.links.outward
    of = slice(int(out.start[at]), int(out.start[at + 1]))
    return _naming_rows(net, out.neighbour[of], out.referral[of])


def _naming_rows(net: ReferralNetwork, who: Ints, referral: Ints) -> pd.DataFrame:
    """A row a referral: the person at its other end, and its day; undated ones come last."""
    # positions are put in order, not rows: numbers are sorted faster than cells
    day = net.links.day[referral]
    order = np.lexsort((net.id_places[who], day))
    who = who[order]
    columns: dict[str, Any] = {schema.REFERRED_ON: dates(day[order]), **_statuses(net, who)}
    rows = _rows_at(net, who, schema.NAMING_COLUMNS).assign(**columns)
    return rows[list(schema.NAMING_COLUMNS)]


def _statuses(net: ReferralNetwork, at: Ints | Longs) -> dict[str, Any]:
    """What is settled with some people: their status, as the table says it, and who was met."""
    who = people(net)
    return {schema.STATUS: _cells_at(net, schema.STATUS, at), schema.MET: who.met[at]}


def _rows_at(net: ReferralNetwork, at: Ints | Longs, columns: Collection[str]) -> pd.DataFrame:
    """Some people's numbers, of the columns that are asked for only: colleagues may be many."""
    table = core_metrics(net)
    return table[[c for c in table.columns if c in columns]].iloc[at].reset_index(drop=True)


def _cells_at(net: ReferralNetwork, column: str, at: Ints | Longs) -> pd.Series:
    """Cells of some people, missing where the table lacks the column: nobody else's are made."""
    table = people(net).table
    there = column if column in table.columns else schema.CONTACT_ID
    return values(table[[there]].iloc[at], column).reset_index(drop=True)


def branch_of(net: ReferralNetwork, at: int) -> BranchBrought:
    """Count what was found through a person."""
    who, below = people(net), in_branch(net, at)
    label = who.organization[below]
    firms = set(label[(label >= 0) & (label != who.organization[at])].tolist())
    made = net.links.referrals_made
    return BranchBrought(
        people=int(below.sum()),
        met=int(who.met[below].sum()),
        decision_makers=int(who.decides[below].sum()),
        organizations=len(firms),
        referrals=int(made[below].sum() + made[at]),
        credit=float(core_metrics(net)[schema.CREDIT].iloc[at]),
    )


def in_branch(net: ReferralNetwork, at: int) -> Flags:
    """Flag everybody whose chain of introducers passes a person, not the person: bool[n]."""
    forest = net.forest
    # the steps that lead up to the person: whoever has one on their chain is in the branch
    up = kernels.nearest_above(forest.order, forest.introducer, forest.introducer == at)
    inside: Flags = up == at
    return inside


def _at_same_organization(net: ReferralNetwork, at: int) -> Longs:
    """Positions of the others at a person's organization: int64[k]."""
    label = people(net).organization
    there = (label == label[at]) & (label >= 0)
    there[at] = False
    return np.flatnonzero(there)


def colleagues_of(net: ReferralNetwork, at: int) -> pd.DataFrame:
    """The others at a person's organization: those you met first, then the last heard of."""
    there = _at_same_organization(net, at)
    # int64[k]: who was never heard of has the smallest day, so they come last
    last = last_known(net)[there].astype(np.int64)
    there = there[np.lexsort((net.id_places[there], -last, ~people(net).met[there]))]
    titles = _cells_at(net, schema.TITLE, there)
    rows = _rows_at(net, there, schema.COLLEAGUE_COLUMNS)
    rows = rows.assign(**_statuses(net, there), **{schema.TITLE: titles})
    return rows[list(schema.COLLEAGUE_COLUMNS)]


def nearest_chain(net: ReferralNetwork, at: int, chain: pd.DataFrame) -> pd.DataFrame:
    """The chain that comes nearest to whom nobody referred, and whom you have not talked to.

    It ends at a colleague who has not declined. Without one it has no rows of ``chain``, their own.
    """
    empty = chain.iloc[:0]
    if not net.forest.first[at] or phase_of(net, at) not in NOT_YET_TALKED:
        return empty
    there = _at_same_organization(net, at)
    there = there[~people(net).closed[there]]
    if not len(there):
        return empty
    found = paths(net, to=net.links.ids[there].tolist(), k=1)
    return _with_source(net, found)


def events_of(net: ReferralNetwork, at: int) -> pd.DataFrame:
    """What happened with a person and what is planned, by day; ``event`` is the column's name."""
    who, row = people(net), people(net).table.iloc[at]
    columns = (*schema.CONTACT_DATES, schema.SCHEDULED_FOR, schema.NEXT_STEP_ON)
    found = []
    for column in columns:
        day = row.get(column)
        if day is None or pd.isna(day):
            continue
        # a day of meeting that did not take place is the day it was planned for
        unmet = column == schema.MET_ON and not who.met[at]
        found.append((day, schema.SCHEDULED_FOR if unmet else column))
    found.sort(key=lambda one: one[0])
    day_type = {schema.DATE: "datetime64[s]", schema.EVENT: "str"}
    return pd.DataFrame(found, columns=list(schema.EVENT_COLUMNS)).astype(day_type)


def dead_branches_through(net: ReferralNetwork, contact: str) -> tuple[str, ...]:
    """Names of those whose dead branches may come to life again through a person."""
    dead = _dead_ends_of_all(net)
    return tuple(dead[schema.NAME][dead[schema.REVIVE_THROUGH] == contact])


@remembered
def _dead_ends_of_all(net: ReferralNetwork) -> pd.DataFrame:
    """The dead ends, once for all dossiers of a network."""
    return dead_ends(net)


def wanted_organizations(net: ReferralNetwork) -> tuple[str, ...]:
    """Targets at which nobody is known yet, the weightiest first."""
    if net.targets is None:
        return ()
    table = organizations(net)
    missing = table[table[schema.STANDING] == schema.UNREACHED]
    by_weight = missing.sort_values(schema.TARGET_WEIGHT, ascending=False, kind="stable")
    return tuple(by_weight[schema.ORGANIZATION])
