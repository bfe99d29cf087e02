"""What the map draws, decided once for every renderer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.analysis.agenda import agenda
from netgraph.analysis.chance import curve
from netgraph.analysis.dead_ends import by_structure
from netgraph.analysis.keep_warm import keep_warm
from netgraph.analysis.metrics import core_metrics
from netgraph.analysis.only_through import only_through
from netgraph.analysis.people import people
from netgraph.errors import unknown
from netgraph.frames import values
from netgraph.links import BEFORE_ALL, UNDATED
from netgraph.maps.layout import SUNFLOWER, organizations, radial, seeker_places, timeline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netgraph.arrays import Ints
    from netgraph.network import ReferralNetwork

DETAILED: Final = 10_000
"""People up to whom a map says how many days their next action is overdue."""
# generations and introductions follow from who introduced whom: the page counts them itself
NUMBERS: Final = (
    schema.REFERRALS_MADE,
    schema.REACH,
    schema.EXCLUSIVE_REACH,
    schema.ORGANIZATIONS_REACHED,
    schema.EXCLUSIVE_ORGANIZATIONS,
)


def document(net: ReferralNetwork, *, include: Sequence[str] = ()) -> dict[str, Any]:
    """Gather what a map shows of a network.

    Parameters
    ----------
    net
        The network.
    include
        Further columns of contacts to put into the file, such as ``notes`` or ``email``.

    Returns
    -------
    Columns of equal length under ``people`` (text, numbers, days since 1970-01-01, positions), ``referrals``
    that are no introductions as pairs of positions, and ``meta``: as-of date, counts, standings. Nothing in
    it is escaped: renderers put it into a page as data, never as markup.

    Raises
    ------
    UnknownNameError
        If contacts have no column that ``include`` names.
    """
    table, who, forest = core_metrics(net), people(net), net.forest
    columns: dict[str, list[Any]] = {
        schema.CONTACT_ID: _texts(table[schema.CONTACT_ID]),
        schema.NAME: _texts(table[schema.NAME]),
        schema.TITLE: _texts(values(who.table, schema.TITLE)),
        schema.SOURCE: _texts(values(who.table, schema.SOURCE)),
        schema.ORGANIZATION: who.organization.tolist(),
        schema.STANDING: [schema.STANDINGS.index(s) for s in table[schema.STANDING]],
        schema.INTRODUCED_BY: forest.introducer.tolist(),
        schema.INTRODUCED_ON: _days(known_on(net)),
        schema.LAST_CONTACT_ON: _dates(table[schema.LAST_CONTACT_ON]),
        schema.CREDIT: table[schema.CREDIT].round(2).tolist(),
        schema.CHANCE: [None if np.isnan(c) else round(c, 2) for c in table[schema.CHANCE]],
        schema.DECISION_MAKER: who.decides.astype(int).tolist(),
        **{name: table[name].tolist() for name in NUMBERS},
        "dominator": _dominators(net),
        **_next_actions(net),
    }
    for name in include:
        if name not in who.table.columns:
            raise unknown("column", name, who.table.columns)
        columns[name] = _texts(who.table[name])
    credit = table[schema.CREDIT].to_numpy()
    rings, days = radial(forest, credit), timeline(forest, known_on(net), credit)
    discs = organizations(who.organization, credit.round(2))  # as the page knows it
    return {
        "meta": _meta(net, include),
        "organizations": list(who.organizations),
        "gates": only_through(net).organization_dominator.tolist(),
        "keep_warm": _kept_warm(net),
        "people": columns,
        "referrals": _second_referrals(net),
        "layouts": {
            "radial": _points(rings.at),
            "timeline": _points(days),
            "organizations": _points(discs.at),
        },
        "discs": {"middle": _points(discs.middle), "reach": round(discs.reach, 1), **SUNFLOWER},
        "spokes": rings.spokes.tolist(),
        "seeker_places": seeker_places(days),
    }


def known_on(net: ReferralNetwork) -> Ints:
    """Day on which each became known: of their introduction, for first contacts their earliest date."""
    arrival = net.forest.arrival
    return np.where(arrival == BEFORE_ALL, people(net).first_known, arrival)


def _meta(net: ReferralNetwork, include: Sequence[str]) -> dict[str, Any]:
    seeker = "You"
    if net.seeker is not None:
        row = net.contacts.loc[net.contacts[schema.CONTACT_ID] == net.seeker]
        named = values(row, schema.NAME).iloc[0]
        seeker = net.seeker if pd.isna(named) else str(named)
    return {
        "as_of": None if net.as_of_date is None else f"{net.as_of_date:%Y-%m-%d}",
        "seeker": seeker,
        "standings": list(schema.STANDINGS),
        "include": list(include),
        "actions": list(schema.ACTIONS),
        "by_structure": by_structure(net),
        "note": curve(net).note,
    }


def _dominators(net: ReferralNetwork) -> list[int]:
    """Without whom each is lost: 0 for their introducer (for nobody, of first contacts), else 1 + position, -1 for nobody."""
    dominator = only_through(net).dominator
    other = np.where(dominator < 0, -1, dominator + 1)
    found: list[int] = np.where(dominator == net.forest.introducer, 0, other).tolist()
    return found


def _kept_warm(net: ReferralNetwork) -> list[list[float]]:
    """The keep-warm set: position, what each adds, what is covered so far."""
    if not len(net):
        return []
    table = keep_warm(net)
    place = net.links.positions(table[schema.CONTACT_ID]).tolist() if len(table) else []
    return [
        list(row)
        for row in zip(
            place, table[schema.MARGINAL_GAIN].tolist(), table[schema.COVERED].tolist(), strict=True
        )
    ]


def _next_actions(net: ReferralNetwork) -> dict[str, list[int]]:
    """The most overdue action of each, as its number, -1 for none; how overdue it is while that takes little room."""
    table = agenda(net).drop_duplicates(schema.CONTACT_ID)
    action, overdue = np.full((2, len(net)), -1, dtype=np.int64)
    if len(table):
        place = net.links.positions(table[schema.CONTACT_ID])
        action[place] = (
            table[schema.ACTION].map({a: i for i, a in enumerate(schema.ACTIONS)}).to_numpy()
        )
        overdue[place] = table[schema.DAYS_OVERDUE].fillna(0).to_numpy()
    columns = {"action": action.tolist()}
    return columns | {"overdue": overdue.tolist()} if len(net) <= DETAILED else columns


def _second_referrals(net: ReferralNetwork) -> list[list[int]]:
    """Referrals that introduced nobody, as pairs of positions."""
    other = np.ones(len(net.links.source), dtype=bool)
    other[net.forest.via[net.forest.via >= 0]] = False
    return [net.links.source[other].tolist(), net.links.target[other].tolist()]


def _texts(column: pd.Series) -> list[str]:
    return [str(text) for text in column.astype(object).where(column.notna(), "")]


def _days(day: Ints) -> list[int | None]:
    return [None if d in (BEFORE_ALL, UNDATED) else d for d in day.tolist()]


def _dates(column: pd.Series) -> list[str]:
    return [str(day) for day in column.dt.strftime("%Y-%m-%d").fillna("")]


def _points(position: np.ndarray) -> list[list[float]]:
    return [position[:, axis].round(1).tolist() for axis in (0, 1)]
