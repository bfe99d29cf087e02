"""What the map draws, decided once for every renderer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.analysis.agenda import agenda
from netgraph.analysis.days import first_known
from netgraph.analysis.dead_ends import by_structure, dead_branches, dead_ends
from netgraph.analysis.findings import findings
from netgraph.analysis.keep_warm import keep_warm
from netgraph.analysis.metrics import core_metrics
from netgraph.analysis.only_through import only_through
from netgraph.analysis.organizations import organizations
from netgraph.analysis.people import people
from netgraph.analysis.standing import standings
from netgraph.formulas import FORMULA
from netgraph.frames import refuse_unknown_columns, values
from netgraph.given_columns import beside
from netgraph.glossary import TERM_OF_COLUMN, word_meaning
from netgraph.iso_days import iso
from netgraph.links import BEFORE_ALL, UNDATED
from netgraph.looks import map_looks
from netgraph.maps.layout import (
    DISC,
    DRAWN_AS_TREE,
    before_the_timeline,
    organization_discs,
    timeline_guides,
    timeline_places,
)
from netgraph.maps.organization_ways import led_in
from netgraph.maps.radial import radial_places
from netgraph.maps.tree_layout import TREE_UP_TO, tree_places

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from netgraph.analysis.only_through import OnlyThrough
    from netgraph.arrays import Floats, Ints, Longs
    from netgraph.forest import Forest
    from netgraph.links import Links
    from netgraph.network import ReferralNetwork

DETAILED: Final = 10_000
"""People up to whom a map says how many days their next action is overdue."""
TOLD_OF: Final = 1_000
"""People of a finding whom its map lights."""
FIRST_STEPS: Final = 10
"""People that the story of a map names for this week: as many as ``agenda`` on a screen."""
COUNTED_ON_PAGE: Final = (schema.INTRODUCTIONS, schema.GENERATION, schema.LAST_CONTACT_ON)
"""Columns of people that the page makes itself."""
SAME_WORDS: Final = (schema.TITLE, schema.SOURCE)
"""Columns of contacts that the page has word by word: sent again they are the same."""
NUMBER_COLUMNS: Final = (
    # generations and introductions follow from who introduced whom: the page counts them itself
    schema.REFERRALS_MADE,
    schema.REACH,
    schema.EXCLUSIVE_REACH,
    schema.ORGANIZATIONS_REACHED,
    schema.EXCLUSIVE_ORGANIZATIONS,
)


def document(
    net: ReferralNetwork, *, include: Sequence[str] = (), renderer: str = "canvas"
) -> dict[str, Any]:
    """Gather what a map shows of a network.

    Parameters
    ----------
    net
        The network.
    include
        Further columns of contacts to put into the file, such as ``notes`` or ``email``.
    renderer
        What will draw it: the page says so.

    Returns
    -------
    Columns of equal length under ``people`` (text, numbers, days since 1970-01-01, positions),
    ``referrals`` that are no introductions as pairs of positions, and ``meta``: as-of date, counts,
    standings and how they look, what words mean. Nothing in it is escaped: renderers put it into a
    page as data, never as markup.

    Raises
    ------
    UnknownNameError
        If contacts have no column that ``include`` names.
    """
    # the network is asked each question once; all that follows is made from the answers
    who, table, through = people(net), core_metrics(net), only_through(net)
    actions, warm = agenda(net), keep_warm(net) if len(net) else None
    forest, links = net.forest, net.links
    known = first_known(net)
    refuse_unknown_columns(include, who.table)
    columns: dict[str, list[Any]] = {
        schema.CONTACT_ID: texts_or_empty(table[schema.CONTACT_ID]),
        schema.NAME: texts_or_empty(table[schema.NAME]),
        schema.TITLE: texts_or_empty(values(who.table, schema.TITLE)),
        schema.SOURCE: texts_or_empty(values(who.table, schema.SOURCE)),
        schema.ORGANIZATION: who.organization.tolist(),
        schema.STANDING: standings(net).tolist(),
        schema.INTRODUCED_BY: forest.introducer.tolist(),
        schema.INTRODUCED_ON: days_or_none(known),
        # shorter than dates: the page counts back from the as-of date
        schema.DAYS_QUIET: [None if pd.isna(d) else int(d) for d in table[schema.DAYS_QUIET]],
        schema.CREDIT: table[schema.CREDIT].round(2).tolist(),
        # JSON knows no nan, so an unknown chance is null there.
        schema.CHANCE: [None if np.isnan(c) else round(c, 2) for c in table[schema.CHANCE]],
        schema.DECISION_MAKER: who.decides.astype(int).tolist(),
        **{name: table[name].tolist() for name in NUMBER_COLUMNS},
        "dominator": dominator_codes(through, forest),
        **next_actions(actions, links.positions(actions[schema.CONTACT_ID]), links.size),
    }
    further = further_columns(include, columns)
    columns |= {name: texts_or_empty(who.table[own]) for name, own in further.items()}
    return {
        "meta": meta_of_map(net, list(further), renderer, _name_of_seeker(net)),
        **organization_columns(net, list(who.organizations)),
        "only_through": through.organization_dominator.tolist(),
        "keep_warm": [] if warm is None else warm_set_on_map(warm, links),
        **_dead_ends(net),
        "this_week": _this_week(actions, links),
        "findings": _findings(net, list(who.organizations)),
        "people": columns,
        "referrals": second_referrals(links, forest),
        **_layouts(net, known, table[schema.CREDIT].to_numpy()),
    }


def _name_of_seeker(net: ReferralNetwork) -> str:
    if net.seeker is None:
        return "You"
    row = net.contacts.loc[net.contacts[schema.CONTACT_ID] == net.seeker]
    named = values(row, schema.NAME).iloc[0]
    return net.seeker if pd.isna(named) else str(named)


def further_columns(include: Sequence[str], columns: Mapping[str, object]) -> dict[str, str]:
    """The columns that a map shows besides, by what it calls them: the page's own stay its own.

    Parameters
    ----------
    include
        Columns of contacts.
    columns
        What the page has of people.
    """
    own = (*columns, *COUNTED_ON_PAGE, schema.ORGANIZATION)
    taken = set(own) - set(SAME_WORDS)
    return beside(include, taken)


def meta_of_map(
    net: ReferralNetwork, include: Sequence[str], renderer: str, seeker: str
) -> dict[str, Any]:
    """Facts of the whole map, and what Python and the page share: looks, the formula rule."""
    return {
        "as_of": None if net.as_of_date is None else iso(net.as_of_date),
        "seeker": seeker,
        "standings": list(schema.STANDING_CODES),
        "organization_standings": list(schema.ORGANIZATION_STANDINGS),
        "looks": map_looks(),
        "meanings": {column: word_meaning(column) for column in TERM_OF_COLUMN},
        "formula": FORMULA,
        "include": list(include),
        "actions": list(schema.ACTIONS),
        "by_structure": by_structure(net),
        "renderer": renderer,
        # ties of ids that stand for others are settled by what they stand for
        "redacted": net.collation is not None,
    }


def _layouts(net: ReferralNetwork, known: Ints, credit: Floats) -> dict[str, Any]:
    """Where everybody stands in each layout, and what the page draws with it."""
    rings = radial_places(net.forest, credit)
    by_day, seeker, guides = _tree_or_timeline(net, known, credit)
    who = people(net)
    return {
        # the first is the one that the page opens with: many people are seen best in rings
        "layouts": (by_day if "tree" in by_day else {})
        | {"radial": points_of_places(rings.at)}
        | by_day
        # the page sets everybody into the disc of their organization itself
        | {"organizations": []},
        "discs": {"radius": DISC} | packed_organizations(who.organization, len(who.organizations)),
        "spokes": rings.spokes.tolist(),
        "seeker_places": {"radial": (0.0, 0.0), **seeker},
        # of the tree, or of the timeline: what the page draws along the days
        "tree": guides,
    }


def packed_organizations(label: Ints, organizations: int) -> dict[str, Any]:
    """Where the discs of many organizations stand; few are a tree that the page places.

    ``label`` is int32[n], the organization of everybody, -1 for none.
    """
    count = np.bincount(label[label >= 0], minlength=organizations)
    if len(count) <= DRAWN_AS_TREE:
        return {}
    packed = organization_discs(count)
    return {"middle": points_of_places(packed.middle), "reach": round(packed.reach, 1)}


def organization_columns(net: ReferralNetwork, names: list[str]) -> dict[str, Any]:
    """The organizations with contacts, what led to each, and the targets that nobody is at.

    The numbers are those of ``organizations``; of many only the standings are sent.
    """
    table = organizations(net).set_index(schema.ORGANIZATION)
    there = table.reindex(names)
    number = {name: k for k, name in enumerate(schema.ORGANIZATION_STANDINGS)}
    facts: dict[str, Any] = {}
    if len(net) <= DETAILED:
        first = there[schema.INTRODUCED_BY]
        reached = there[schema.FIRST_REACHED_ON]
        facts = {
            name: [None if pd.isna(n) else int(n) for n in there[name]]
            for name in (schema.MET, schema.DECISION_MAKERS, schema.ENTRY_ADVOCATES)
        }
        facts[schema.FIRST_REACHED_ON] = [None if pd.isna(d) else iso(d) for d in reached]
        by = np.full(len(there), -1)
        by[first.notna()] = net.links.positions(first.dropna())
        facts[schema.INTRODUCED_BY] = by.tolist()
    return {
        "organizations": names,
        "organization_standing": there[schema.STANDING].map(number).tolist(),
        "organization_facts": facts,
        "led_in": led_in(net).tolist(),
        "unreached": table.index[table[schema.STANDING] == schema.UNREACHED].tolist(),
    }


def _tree_or_timeline(
    net: ReferralNetwork, known: Ints, credit: Floats
) -> tuple[dict[str, Any], dict[str, tuple[float, float]], dict[str, Any]]:
    """The dated tree, or the timeline of too many people for one: places, the seeker's, guides."""
    if len(net) > TREE_UP_TO:
        days = timeline_places(net.forest, known, credit)
        seeker = {"timeline": before_the_timeline(days)}
        return {"timeline": points_of_places(days)}, seeker, timeline_guides(known)
    tree = tree_places(net)
    hollow = np.flatnonzero(tree.hollow).tolist()
    # the page sets the seeker before the tree, once it knows the window
    return {"tree": points_of_places(tree.places)}, {}, {**tree.guides, "hollow": hollow}


def _dead_ends(net: ReferralNetwork) -> dict[str, Any]:
    """The listed dead ends, as positions of their first people and through whom to revive each.

    The order is that of the answer; how many stand alone is counted beside.
    """
    dead = dead_branches(net)
    # int32[n]: the number of each person's dead branch, which is that of its first person
    branch = dead.member[net.links.positions(dead_ends(net)[schema.CONTACT_ID])]
    return {
        "dead_ends": [dead.top[branch].tolist(), dead.revive_through[branch].tolist()],
        schema.DEAD_END_PEOPLE: dead.alone,
    }


def _findings(net: ReferralNetwork, organizations: list[str]) -> list[list[Any]]:
    """Sentences, the positions of the people and organizations they are about, and the question.

    Organizations without a contact are on no map, and of many people the first are told.
    """
    number = {name: k for k, name in enumerate(organizations)}
    return [
        [
            one.sentence,
            net.links.positions(pd.Series(one.contact_ids[:TOLD_OF], dtype="str")).tolist(),
            [number[name] for name in one.organizations if name in number],
            one.question,
        ]
        for one in findings(net)
    ]


def dominator_codes(through: OnlyThrough, forest: Forest) -> list[int]:
    """Say without whom each person is lost.

    0 stands for their introducer (of first contacts: for nobody), as most are only reached through
    them, so that the column packs into a few bytes; else 1 + position, -1 for nobody.
    """
    other = np.where(through.dominator < 0, -1, through.dominator + 1)
    found: list[int] = np.where(through.dominator == forest.introducer, 0, other).tolist()
    return found


def warm_set_on_map(table: pd.DataFrame, links: Links) -> list[list[float]]:
    """The keep-warm set: position, what each adds, what is covered so far."""
    place = links.positions(table[schema.CONTACT_ID]).tolist() if len(table) else []
    gain, covered = table[schema.MARGINAL_GAIN].tolist(), table[schema.COVERED].tolist()
    return [list(row) for row in zip(place, gain, covered, strict=True)]


def next_actions(actions: pd.DataFrame, place: Longs, size: int) -> dict[str, list[int]]:
    """The first action of each as its number, -1 for none, and how overdue it is.

    Days overdue differ from person to person, so they are left out where many would make the file
    large. ``place`` is int64[actions], the position of the person of each.
    """
    # int64[n] each, at everybody's position; -1 stays for those with nothing to do.
    action, overdue = np.full((2, size), -1, dtype=np.int64)
    if len(actions):
        number = {name: i for i, name in enumerate(schema.ACTIONS)}
        action[place] = actions[schema.ACTION].map(number).to_numpy()
        overdue[place] = actions[schema.DAYS_OVERDUE].fillna(0).to_numpy()
    columns = {"action": action.tolist()}
    return columns | {"overdue": overdue.tolist()} if size <= DETAILED else columns


def second_referrals(links: Links, forest: Forest) -> list[list[int]]:
    """Referrals that introduced nobody, as pairs of positions."""
    # bool[m]: all referrals but those that introduced somebody, which ``via`` holds by position.
    other = np.ones(len(links.source), dtype=bool)
    other[forest.via[forest.via >= 0]] = False
    return [links.source[other].tolist(), links.target[other].tolist()]


def _this_week(actions: pd.DataFrame, links: Links) -> list[int]:
    """Positions of the first people with whom something is to do this week."""
    due = actions[actions[schema.WHEN] == schema.THIS_WEEK].iloc[:FIRST_STEPS]
    found: list[int] = links.positions(due[schema.CONTACT_ID]).tolist()
    return found


def texts_or_empty(column: pd.Series) -> list[str]:
    """Give the texts of a column; an empty one for a missing cell."""
    return [str(text) for text in column.astype(object).where(column.notna(), "")]


def days_or_none(day: Ints) -> list[int | None]:
    """Give days since 1970-01-01; None for those that are not known."""
    return [None if d in (BEFORE_ALL, UNDATED) else d for d in day.tolist()]


def points_of_places(position: np.ndarray) -> list[list[float]]:
    """Give float64[n, 2] as all x and all y."""
    # Tenths of a map unit, as the smallest dot has a radius of 9: more digits only cost bytes.
    return [position[:, axis].round(1).tolist() for axis in (0, 1)]
