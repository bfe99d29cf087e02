"""What the map of a cohort draws: a tree a student, and who is known to several of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.analysis.agenda import agenda
from netgraph.analysis.asking import seekers_who_asked
from netgraph.analysis.cohort_labels import positions_by_seeker
from netgraph.analysis.contacts import contacts
from netgraph.analysis.days import first_known
from netgraph.analysis.dead_ends import dead_ends
from netgraph.analysis.keep_warm import keep_warm
from netgraph.analysis.labels import display_names
from netgraph.analysis.load import ASKS_A_MONTH, asks_of_people
from netgraph.analysis.only_through import only_through
from netgraph.analysis.people import people
from netgraph.analysis.pooled import whole_network
from netgraph.analysis.search_numbers import unprefixed
from netgraph.analysis.seekers import seekers
from netgraph.analysis.spans import days_of_spans
from netgraph.cohort.landed import seekers_landed
from netgraph.collation import first_by_id
from netgraph.forest import Forest
from netgraph.frames import refuse_unknown_columns, values
from netgraph.links import BEFORE_ALL
from netgraph.looks import SEEKER_LOOK
from netgraph.maps.document import (
    NUMBER_COLUMNS,
    TOLD_OF,
    days_or_none,
    dominator_codes,
    further_columns,
    meta_of_map,
    next_actions,
    organization_columns,
    packed_organizations,
    points_of_places,
    second_referrals,
    texts_or_empty,
    warm_set_on_map,
)
from netgraph.maps.layout import DISC, before_the_timeline, timeline_guides, timeline_places
from netgraph.maps.radial import radial_places
from netgraph.maps.since import MOST_ENDS
from netgraph.plot.load_bars import asked_people, load_title
from netgraph.plot.seeker_strips import search_strips, seekers_title
from netgraph.wording import with_noun

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netgraph.arrays import Floats, Ints, Longs
    from netgraph.cohort.cohort import Cohort

STUDENT: Final = "student"
"""The standing of seekers among people, on the map of their cohort."""
OFFICE: Final = "The office"
"""What stands in the middle."""
SHARED_FROM: Final = 2
"""Searches that somebody is in from whom on they are shared."""


def cohort_document(
    cohort: Cohort, *, include: Sequence[str] = (), renderer: str = "canvas"
) -> dict[str, Any]:
    """Gather what a map shows of a cohort: as ``document``, with the students as first contacts.

    A contact of several students stands in the tree of each, with the numbers of that search, and
    the rows of ``shared`` say who they are. Organizations are those of everybody.

    Parameters
    ----------
    cohort
        The searches.
    include
        Further columns of contacts to put into the file, such as ``notes`` or ``email``.
    renderer
        What will draw it: the page says so.

    Returns
    -------
    The columns of ``document``. Positions are those of the contacts of all searches side by side,
    then of the students; ``students`` has a row each, ``shared`` a row a person of several
    searches.

    Raises
    ------
    UnknownNameError
        If contacts have no column that ``include`` names.
    """
    whole, everybody = whole_network(cohort), cohort.everybody
    who = people(whole)
    refuse_unknown_columns(include, who.table)
    # int32[n]: the search of each contact, and their position among everybody
    search, person = cohort.seeker_of, cohort.person_of
    known = first_known(whole)
    forest = forest_of_students(whole.forest, search, len(cohort))
    firms = people(everybody)
    # the first contact of each person among those of all searches: int64[everybody]
    _, first = np.unique(person, return_index=True)
    firm = np.append(firms.organization[person], np.full(len(cohort), -1)).astype(np.int32)
    columns, further = _people_columns(cohort, include)
    by_student = np.full(len(cohort), np.iinfo(np.int32).max, dtype=np.int32)
    np.minimum.at(by_student, search, known)
    known = np.append(known, by_student)
    through = only_through(everybody).organization_dominator
    return {
        "meta": _meta_of_cohort(cohort, further, renderer),
        **_organizations_of_all(cohort, list(firms.organizations), first),
        "only_through": _first_places(through, first).tolist(),
        "keep_warm": _keep_warm_of_all(cohort, first),
        **_dead_ends_on_map(cohort),
        "this_week": [],
        "findings": _findings_of_office(cohort),
        "people": columns
        | {
            schema.ORGANIZATION: firm.tolist(),
            schema.INTRODUCED_BY: forest.introducer.tolist(),
            schema.INTRODUCED_ON: days_or_none(known),
            STUDENT: np.append(search, np.arange(len(cohort))).tolist(),
        },
        "students": _student_columns(cohort),
        "shared": _shared_people(cohort),
        schema.REFERRALS: second_referrals(whole.links, whole.forest),
        **_layouts_of_students(
            forest, known, np.array(columns[schema.CREDIT]), firm, len(firms.organizations)
        ),
        "since": {
            "days": days_of_spans(whole, MOST_ENDS).tolist(),
            "kinds": list(schema.CHANGES),
            "undated": [],
            "rows": None,
        },
    }


def forest_of_students(forest: Forest, search: Ints, searches: int) -> Forest:
    """The introduction forest of all searches, with the students as those who come first.

    Parameters
    ----------
    forest
        Of all searches side by side.
    search
        int32[n], the search of each contact.
    searches
        How many there are; student k has the position n + k.
    """
    n = len(search)
    students = np.arange(n, n + searches, dtype=np.int32)
    nobody = np.full(searches, -1, dtype=np.int32)
    introducer = np.where(forest.first, n + search, forest.introducer).astype(np.int32)
    return Forest(
        np.append(introducer, nobody),
        np.append(forest.via, nobody),
        np.append(forest.arrival, np.full(searches, BEFORE_ALL, dtype=np.int32)),
        np.append(forest.generation + 1, np.ones(searches, dtype=np.int32)).astype(np.int32),
        np.append(students, forest.order).astype(np.int32),
        np.empty(0, dtype=np.int32),
    )


def ids_on_the_map(cohort: Cohort) -> list[str]:
    """An id for each contact of a search, and for each student: ``s01/c044``, ``s01``.

    The slash is doubled until no two are the same.
    """
    own = unprefixed(pd.Series(whole_network(cohort).links.ids))
    seeker = cohort.seekers.to_series().reset_index(drop=True)
    before = seeker.iloc[cohort.seeker_of].reset_index(drop=True)
    between = "/"
    while True:
        found = [*(before + between + own), *seeker]
        if len(set(found)) == len(found):
            return found
        between += "/"


def _people_columns(
    cohort: Cohort, include: Sequence[str]
) -> tuple[dict[str, list[Any]], list[str]]:
    """Texts and numbers of all contacts of all searches, then of the students; and the further."""
    whole, searches = whole_network(cohort), len(cohort)
    who = people(whole)
    table = contacts(cohort)
    place = _places_of_rows(cohort, table, schema.CONTACT_ID)
    # rows in the order of positions: every contact of every search has one
    table = table.iloc[np.argsort(place)].reset_index(drop=True)
    code = {name: n for n, name in enumerate(schema.STANDING_CODES)}
    standing = table[schema.STANDING].fillna(schema.UNRECORDED).map(code)
    steps = agenda(cohort)
    first = ~steps.duplicated([schema.SEEKER_ID, schema.CONTACT_ID])
    steps = steps[first.to_numpy()]
    at = _places_of_rows(cohort, steps, schema.CONTACT_ID)
    quiet = seekers(cohort).set_index(schema.SEEKER_ID)[schema.DAYS_QUIET].reindex(cohort.seekers)
    named = _names_of_students(cohort)

    def text(cells: pd.Series) -> list[str]:
        return [*texts_or_empty(unprefixed(cells.astype("str"))), *[""] * searches]

    columns: dict[str, list[Any]] = {
        schema.CONTACT_ID: ids_on_the_map(cohort),
        schema.NAME: [*texts_or_empty(table[schema.NAME]), *named],
        schema.TITLE: text(values(who.table, schema.TITLE)),
        schema.SOURCE: text(values(who.table, schema.SOURCE)),
        schema.STANDING: [*standing.tolist(), *[len(schema.STANDING_CODES)] * searches],
        schema.DAYS_QUIET: [
            None if pd.isna(d) else int(d) for d in [*table[schema.DAYS_QUIET], *quiet]
        ],
        schema.CREDIT: [*table[schema.CREDIT].round(2).tolist(), *[0.0] * searches],
        schema.CHANCE: [
            *[None if np.isnan(c) else round(c, 2) for c in table[schema.CHANCE]],
            *[None] * searches,
        ],
        schema.DECISION_MAKER: [*who.decides.astype(int).tolist(), *[0] * searches],
        **{name: [*table[name].tolist(), *[0] * searches] for name in NUMBER_COLUMNS},
        "dominator": [*dominator_codes(only_through(whole), whole.forest), *[0] * searches],
        **next_actions(steps, at, whole.links.size + searches),
    }
    further = further_columns(include, {**columns, STUDENT: ()})
    return columns | {name: text(who.table[own]) for name, own in further.items()}, list(further)


def _places_of_rows(cohort: Cohort, table: pd.DataFrame, column: str) -> Longs:
    """The positions of some people of the searches of rows: int64[rows], -1 for nobody."""
    seeker = cohort.seekers.get_indexer(pd.Index(table[schema.SEEKER_ID]))
    return positions_by_seeker(cohort, seeker, table[column])


def _names_of_students(cohort: Cohort) -> list[str]:
    """The name of each student, in their order, with the id where two are alike."""
    table = search_strips(cohort).table
    named: pd.Series = table.set_index(schema.SEEKER_ID)[schema.NAME].reindex(cohort.seekers)
    return named.tolist()


def _meta_of_cohort(cohort: Cohort, include: Sequence[str], renderer: str) -> dict[str, Any]:
    meta = meta_of_map(whole_network(cohort), include, renderer, OFFICE)
    looks = meta["looks"]
    look = SEEKER_LOOK
    drawn = {"shape": look.shape, "fill": look.colour, "edge": look.edge}
    meta["standings"] = [*meta["standings"], STUDENT]
    meta["looks"] = looks | {
        "standings": looks["standings"] | {STUDENT: drawn | {"gloss": "whose search it is"}}
    }
    return meta


def _organizations_of_all(cohort: Cohort, names: list[str], first: Longs) -> dict[str, Any]:
    """The organizations of everybody; people of them by their first place on the map."""
    found = organization_columns(cohort.everybody, names)
    facts = found["organization_facts"]
    if schema.INTRODUCED_BY in facts:
        by = np.array(facts[schema.INTRODUCED_BY], dtype=np.int64)
        facts[schema.INTRODUCED_BY] = _first_places(by, first).tolist()
    return found


def _first_places(person: Ints | Longs, first: Longs) -> Longs:
    """Positions among everybody as the first places on the map; -1 stays."""
    moved: Longs = np.where(person >= 0, first[np.maximum(person, 0)] if len(first) else -1, -1)
    return moved


def _keep_warm_of_all(cohort: Cohort, first: Longs) -> list[list[float]]:
    """Whom the office keeps warm: of everybody, each at their first place on the map."""
    net = cohort.everybody
    rows = warm_set_on_map(keep_warm(net), net.links) if len(net) else []
    return [[int(first[int(place)]), *rest] for place, *rest in rows]


def _dead_ends_on_map(cohort: Cohort) -> dict[str, Any]:
    """The dead ends of each search, as positions of first people and through whom to revive."""
    table = dead_ends(cohort, least=1)
    alone = (table[schema.SIZE] == 1).to_numpy()
    table = table[~alone]
    ends = [_places_of_rows(cohort, table, c) for c in (schema.CONTACT_ID, schema.REVIVE_THROUGH)]
    return {"dead_ends": [end.tolist() for end in ends], schema.DEAD_END_PEOPLE: int(alone.sum())}


def _student_columns(cohort: Cohort) -> dict[str, list[Any]]:
    """What the panel of each student says, in their order."""
    table = seekers(cohort).set_index(schema.SEEKER_ID).reindex(cohort.seekers)
    return {
        "ids": cohort.seekers.tolist(),
        schema.STATE: texts_or_empty(table[schema.STATE].str.replace("_", " ")),
        schema.CONTACTS: table[schema.CONTACTS].astype(int).tolist(),
        **{
            name: [None if pd.isna(n) else int(n) for n in table[name]]
            for name in (schema.MET, schema.NEW_30_DAYS)
        },
        schema.NEXT: texts_or_empty(table[schema.NEXT]),
        "landed": seekers_landed(cohort).astype(int).tolist(),
    }


def _shared_people(cohort: Cohort) -> dict[str, list[Any]]:
    """Who is a contact of several students: their places, and how many students asked them."""
    person = cohort.person_of
    count = np.bincount(person, minlength=len(cohort.everybody))
    # int64[shared], those of most searches first
    shared = np.flatnonzero(count >= SHARED_FROM)
    shared = shared[np.lexsort((shared, -count[shared]))]
    order = np.argsort(person, kind="stable")
    ends = np.cumsum(count)
    asked, lately = seekers_who_asked(cohort), asks_of_people(cohort)[schema.ASKS_30_DAYS]
    return {
        "places": [order[ends[one] - count[one] : ends[one]].tolist() for one in shared],
        "asked": asked[shared].tolist(),
        schema.ASKS_30_DAYS: lately[shared].tolist(),
    }


def _findings_of_office(cohort: Cohort) -> list[list[Any]]:
    """Who is stuck, who is asked too often, whom several know; as ``document`` has findings."""
    n, person = whole_network(cohort).links.size, cohort.person_of
    found: list[list[Any]] = []
    strips = search_strips(cohort)
    if len(cohort):
        stuck = (n + strips.place[strips.stuck]).tolist()
        found.append([f"{seekers_title(strips)}.", stuck, [], "seekers"])
    asked = asked_people(cohort)
    if len(asked.table):
        rows = asked.table
        over = rows[schema.OVER_LIMIT].to_numpy(dtype=bool)
        named = rows[over] if over.any() else rows[:1]
        at = cohort.everybody.links.positions(named[schema.CONTACT_ID])
        places = np.flatnonzero(np.isin(person, at)).tolist()
        found.append([f"{load_title(asked, ASKS_A_MONTH)}.", places, [], "load"])
    count = np.bincount(person, minlength=len(cohort.everybody))
    if shared := int((count >= SHARED_FROM).sum()):
        everybody = cohort.everybody
        best = np.flatnonzero(count == count.max())
        most = int(best[first_by_id(everybody.collation, everybody.links.ids[best])])
        name = display_names(people(everybody).table).iloc[most]
        said = with_noun(shared, "person is", "people are")
        sentence = f"{said} known to several students, {name} to {int(count[most]):,}."
        # the one of most searches first, so that a list begins with them
        known = np.flatnonzero(count[person] >= SHARED_FROM)
        known = known[np.lexsort((known, person[known], -count[person[known]]))]
        found.append([sentence, known[:TOLD_OF].tolist(), [], "load --by seekers"])
    return found


def _layouts_of_students(
    forest: Forest, known: Ints, credit: Floats, firm: Ints, firms: int
) -> dict[str, Any]:
    """Where everybody stands: rings first, in which every student has a fan of their own."""
    rings = radial_places(forest, credit)
    days = timeline_places(forest, known, credit)
    return {
        "layouts": {
            "radial": points_of_places(rings.at),
            "timeline": points_of_places(days),
            "organizations": [],
        },
        "discs": {"radius": DISC} | packed_organizations(firm, firms),
        "spokes": rings.spokes.tolist(),
        "seeker_places": {"radial": (0.0, 0.0), "timeline": before_the_timeline(days)},
        "tree": timeline_guides(known),
    }
