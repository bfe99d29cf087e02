"""The tables of a run in an engine: what each is called, what it holds and who makes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from netgraph import schema
from netgraph.engines.engine import BATCH, ROW, SQL_TYPES

if TYPE_CHECKING:
    from netgraph.arrays import Flags, Ints
    from netgraph.engines.engine import Shape

NODE: Final = "netgraph_node"
"""Number of a person: the row of their contact; for others, past all rows, of their first row."""
PLACE: Final = "netgraph_place"
"""Where a contact stands in the whole table."""
RANK: Final = "netgraph_rank"
"""Place of a person's id among those of their piece, in the order of text: it settles ties."""
SHOWN: Final = "netgraph_shown"
"""The spelling that an organization is shown in."""
OPENS: Final = "netgraph_opens"
"""Whether a row is the first to have its spelling of an organization."""
SPREAD: Final = "netgraph_spread"
"""Whether an organization has contacts in several pieces."""
SOURCE_NODE, TARGET_NODE = "netgraph_source", "netgraph_target"
"""Nodes of a referral's two ends, missing for the seeker and for an empty cell."""
LIVES: Final = "netgraph_lives"
"""Whether a referral is answered for in this chunk; others show who is named, and when."""
KEPT, LATEST = "kept", "latest"
"""Whether statuses are kept, and the latest day."""
GLOBAL: Final = (schema.POSSIBLE_DUPLICATE_PERSON, schema.SPREADSHEET_DAMAGE)
"""Issues that two chunks have together."""
BITS: Final = ("stub", "met", "contacted", "closed", "declined", "connected", "decides", "found")
"""What ``flags`` of people say, the lowest bit first."""

ISSUES: Final = {name: f"issue_{name}" for name in schema.ISSUE_COLUMNS}
"""Columns of issues as engines call them: some of the plain names mean something in SQL."""
ISSUE_SHAPE: Final[Shape] = {
    name: "long" if name == ISSUES[schema.LINE] else "text" for name in ISSUES.values()
}
# int: flags, and days since 1970-01-01 with ``UNDATED`` or ``BEFORE_ALL`` in place of null
PERSON_SHAPE: Final[Shape] = {
    NODE: "long",
    "id": "text",
    "name": "text",
    schema.ORGANIZATION: "text",
    "flags": "int",
    schema.MET_ON: "int",
    "first_known": "int",
    "last_known": "int",
}
LINK_SHAPE: Final[Shape] = {
    **dict.fromkeys(("source", "target", "line"), "long"),
    **dict.fromkeys(("day", "last_day"), "int"),
}
CHUNK_SHAPE: Final[Shape] = {
    "what": "text",
    **PERSON_SHAPE,
    **{f"link_{name}": kind for name, kind in LINK_SHAPE.items()},
    "n": "long",
    **ISSUE_SHAPE,
}
PIECE_PEOPLE: Final = (NODE, "flags", schema.MET_ON, "first_known", "last_known")
"""Numbers of people that a piece has as they are."""
SURVEY_SHAPE: Final[Shape] = {
    "what": "text",
    "name": "text",
    **dict.fromkeys(("a", "b", "c", "n"), "long"),
}
_REALS: Final = (
    *(schema.CHANCE, schema.CHANCE_LOW, schema.CHANCE_HIGH, schema.CREDIT, schema.CREDIT_SHARE),
    *(schema.CONVERSION, schema.CONVERSION_LOW, schema.CONVERSION_HIGH, schema.DAYS_QUIET),
)
_COUNTS: Final = (
    *(schema.GENERATION, schema.REFERRED_BY_COUNT, schema.REFERRALS_MADE, schema.INTRODUCTIONS),
    *(schema.REACH, schema.EXCLUSIVE_REACH, schema.ORGANIZATIONS_REACHED),
    *(schema.EXCLUSIVE_ORGANIZATIONS, schema.DECISION_MAKERS_REACHED, schema.REFERRALS_MET),
)
CONTACT_SHAPE: Final[Shape] = {
    **dict.fromkeys(schema.CONTACT_COLUMNS, "text"),
    **dict.fromkeys(_REALS, "double"),
    **dict.fromkeys(_COUNTS, "long"),
    schema.LAST_CONTACT_ON: "date",
    PLACE: "long",
}
ESTIMATES: Final = "netgraph_estimates"
"""In the first row of a piece: of how many of it reach is an estimate."""
CONTACT_NUMBERS: Final[Shape] = {
    NODE: "long",
    **{
        name: "long" if name == schema.INTRODUCED_BY else kind
        for name, kind in CONTACT_SHAPE.items()
        if name not in (schema.CONTACT_ID, schema.NAME, schema.ORGANIZATION, PLACE)
    },
    ESTIMATES: "long",
}
DEAD_END_SHAPE: Final[Shape] = {
    **dict.fromkeys(schema.DEAD_END_COLUMNS, "text"),
    **dict.fromkeys((schema.SIZE, schema.DEPTH, schema.MET, schema.ORGANIZATIONS), "long"),
    schema.LAST_ACTIVITY_ON: "date",
    schema.DAYS_QUIET: "double",
}
DEAD_END_NUMBERS: Final[Shape] = {
    NODE: "long",
    **{
        name: "long" if name in (schema.INTRODUCED_BY, schema.REVIVE_THROUGH) else kind
        for name, kind in DEAD_END_SHAPE.items()
        if name not in (schema.CONTACT_ID, schema.NAME, schema.ORGANIZATION)
    },
}
BECAME_KNOWN: Final = "netgraph_became_known"
DISTANCE: Final = "netgraph_generation"
"""Day on which the first contact of an organization became known, and their generation."""
ORGANIZATION_COUNTS: Final = (
    *(schema.CONTACTS, schema.MET, schema.DECISION_MAKERS, schema.ENTRY_ADVOCATES),
)
"""Numbers of an organization that are added over pieces."""
ORGANIZATION_SHAPE: Final[Shape] = {
    **dict.fromkeys(schema.ORGANIZATION_COLUMNS, "text"),
    **dict.fromkeys(ORGANIZATION_COUNTS, "long"),
    **dict.fromkeys((schema.GENERATION, schema.TARGET_WEIGHT), "double"),
    schema.FIRST_REACHED_ON: "date",
}
ORGANIZATION_NUMBERS: Final[Shape] = {
    NODE: "long",
    **dict.fromkeys((schema.INTRODUCED_BY, schema.ONLY_THROUGH, schema.STANDING), "long"),
    **dict.fromkeys((*ORGANIZATION_COUNTS, BECAME_KNOWN, DISTANCE, PLACE), "long"),
    schema.GENERATION: "double",
    schema.FIRST_REACHED_ON: "date",
}


class Relation(NamedTuple):
    """A table of a run: what a row of it is, its columns (None: those of the user), its maker."""

    holds: str
    columns: tuple[str, ...] | None
    maker: str


def flags_packed(**flags: Flags) -> Ints:
    """Pack flags into a number each: int32[n]; those that are not given are False."""
    number = np.zeros(len(next(iter(flags.values()))), dtype=np.int32)
    for name, those in flags.items():
        number |= those.astype(np.int32) << BITS.index(name)
    return number


def flag_of(number: Ints, name: str) -> Flags:
    """Take a flag out of packed numbers: bool[n]."""
    return (number >> BITS.index(name) & 1).astype(bool)


def typed(shape: Shape, given: dict[str, Any]) -> str:
    """Columns of a query in their types; what is not given is missing."""
    # a bare NULL has no type of its own, and each engine would settle on another
    return ", ".join(
        f"CAST({given.get(name, 'NULL')} AS {SQL_TYPES[kind]}) AS {name}"
        for name, kind in shape.items()
    )


PEOPLE_OF_PIECE: Final = (BATCH, *PIECE_PEOPLE, PLACE, RANK, schema.ORGANIZATION, SPREAD)
LINKS_OF_PIECE: Final = (BATCH, *LINK_SHAPE)
VOTES: Final[Shape] = {"name": "text", "one": "long", "other": "long", "n": "long"}
"""How many cells of a column fit a format of dates (twice the same), or two that read others."""
SPELLINGS: Final[Shape] = {"name": "text", "n": "long", "opens": "long", "alike": "text"}
COMPONENT: Final = ("node", "component")
RELATIONS: Final[dict[str, Relation]] = {
    "raw_contacts": Relation("a row as it was read", None, "whole"),
    "raw_referrals": Relation("a row as it was read", None, "whole"),
    "contacts": Relation("a row of contacts, clean text", None, "plain"),
    "rows_of_referrals": Relation("a row of referrals, clean text", None, "plain"),
    "referrals": Relation("a referral by ids", None, "referral_cells"),
    "votes_contacts": Relation("a format of dates, and cells that fit", tuple(VOTES), "plain"),
    "votes_referrals": Relation("a format of dates, and cells that fit", tuple(VOTES), "plain"),
    "ways": Relation("another way to write a text", ("said", "alike"), "referral_cells"),
    "odd_rows": Relation("a referral with a cell that is no id", None, "referral_cells"),
    "candidates": Relation("a contact whom such a cell may mean", None, "referral_cells"),
    "meant": Relation("what such a row says, by ids", None, "referral_cells"),
    "issues_of_cells": Relation("an issue of such a row", tuple(ISSUE_SHAPE), "referral_cells"),
    "you": Relation("the seeker's id, or an empty text", ("id",), "chunks"),
    "wanted_keys": Relation("the key of a target", ("alike",), "lists"),
    "issues_listed": Relation("an issue of targets or aliases", tuple(ISSUE_SHAPE), "lists"),
    "targets": Relation("a target", (schema.ORGANIZATION, schema.WEIGHT), "lists"),
    "nodes": Relation("an id, its number and place", ("id", "node", "place"), "chunks"),
    "kept": Relation("a row of contacts that counts", None, "whole"),
    "spellings": Relation("a spelling and its key", tuple(SPELLINGS), "whole"),
    "spelled": Relation(
        "a spelling of an organization", ("name", "opens", "alike", "shown"), "whole"
    ),
    "chunk_numbers": Relation("the number of a chunk", ("number",), "chunks"),
    "chunk_ends": Relation(
        "a referral by nodes", (ROW, SOURCE_NODE, TARGET_NODE, "self", "written"), "chunks"
    ),
    "chunk_days": Relation("the day of a referral", (ROW, "day"), "chunks"),
    "chunk_pairs": Relation(
        "a pair, its first rows", (SOURCE_NODE, TARGET_NODE, "opens", "day", "dated"), "chunks"
    ),
    "chunk_contacts": Relation("a row of contacts in its chunk", None, "chunks"),
    "chunk_referrals": Relation("a row of referrals in a chunk", None, "chunks"),
    "chunk_read": Relation("what a chunk says", tuple(CHUNK_SHAPE), "rows"),
    "people": Relation("a person", (*PERSON_SHAPE, PLACE), "chunks"),
    "links": Relation("a pair", tuple(LINK_SHAPE), "chunks"),
    "issues_of_rows": Relation("an issue of a row", tuple(ISSUE_SHAPE), "whole"),
    "pairs_{}": Relation("two neighbours after some rounds", ("one", "other"), "pieces"),
    "up_{}_{}": Relation("a node and one that it points to", None, "pieces"),
    "roots_{}": Relation("a node and the root of its tree", ("node", "up"), "pieces"),
    "joined_{}": Relation("a node of a round and its component", COMPONENT, "pieces"),
    "components": Relation("a person with neighbours and their component", COMPONENT, "pieces"),
    "homes": Relation("a person and their component", (NODE, "component"), "pieces"),
    "weights": Relation("a component, its people and links", ("component", "n"), "pieces"),
    "places_of_work": Relation("an organization", ("name", "number", SPREAD), "pieces"),
    "pieces": Relation("a person and the piece they are in", (NODE, BATCH), "pieces"),
    "piece_people": Relation("a person as numbers", PEOPLE_OF_PIECE, "pieces"),
    "piece_links": Relation("a pair as numbers", LINKS_OF_PIECE, "pieces"),
    "survey": Relation("a number that a piece adds", tuple(SURVEY_SHAPE), "survey"),
    "issues_twice": Relation("an issue of two rows", tuple(ISSUE_SHAPE), "across"),
    "issues_padded": Relation("an issue of zeros in front", tuple(ISSUE_SHAPE), "across"),
    "issues_of_graph": Relation("an issue of the graph", tuple(ISSUE_SHAPE), "across"),
    "issues": Relation("an issue", tuple(ISSUE_SHAPE), "across"),
    "metric_numbers": Relation("a contact's numbers", tuple(CONTACT_NUMBERS), "numbers"),
    "metrics": Relation("a contact", tuple(CONTACT_SHAPE), "questions"),
    "dead_end_numbers": Relation("a dead end's numbers", tuple(DEAD_END_NUMBERS), "numbers"),
    "dead_ends": Relation("a dead end", tuple(DEAD_END_SHAPE), "questions"),
    "organization_numbers": Relation(
        "an organization's numbers in a piece", tuple(ORGANIZATION_NUMBERS), "numbers"
    ),
    "organizations_told": Relation("an organization, targets apart", None, "questions"),
    "organizations_found": Relation("an organization", None, "questions"),
}
"""Every table that a run may make, by its name; braces stand for numbers of rounds."""
