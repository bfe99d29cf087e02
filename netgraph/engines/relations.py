"""The tables of a run in an engine: what each is called, what it holds and who makes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from netgraph import schema
from netgraph.engines.engine import BATCH, ROW, SQL_TYPES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from netgraph.engines.engine import Shape

NODE: Final = "netgraph_node"
"""Number of a person: the row of their contact; for others, past all rows, of their first row."""
PLACE: Final = "netgraph_place"
"""Where a contact stands in the whole table."""
RANK: Final = "netgraph_rank"
"""Place of a person's id among those of their piece, from 1, in the order of text."""
EMAIL_KEY: Final = "netgraph_email_key"
NAME_KEY: Final = "netgraph_name_key"
CONNECTED: Final = "netgraph_connected"
"""Whether a contact has a line in a list of connections."""

ISSUES: Final = {name: f"issue_{name}" for name in (*schema.ISSUE_COLUMNS, schema.HINT)}
"""Columns of issues as engines call them: some of the plain names mean something in SQL."""
ISSUE_SHAPE: Final[Shape] = {
    name: "long" if name == ISSUES[schema.LINE] else "text" for name in ISSUES.values()
}
VOTES: Final[Shape] = {"voted": "text", "one": "long", "other": "long", "n": "long"}
"""What a batch tells of whole columns; see ``column_votes``."""
_FLAG_COLUMNS: Final = (schema.STUB, CONNECTED, schema.DECISION_MAKER)
CONTACT_FACTS: Final[Shape] = {
    schema.STATUS: "int",
    **dict.fromkeys(_FLAG_COLUMNS, "flag"),
    **dict.fromkeys(schema.CONTACT_DATES, "date"),
}
"""What numbers are made of, beside who is who: the status is a place among all, -1 for none."""
CONTACTS_SHAPE: Final[Shape] = {
    ROW: "long",
    **dict.fromkeys((schema.CONTACT_ID, schema.NAME, schema.EMAIL, schema.ORGANIZATION), "text"),
    **dict.fromkeys((*schema.SIDES, EMAIL_KEY, NAME_KEY), "text"),
    schema.REFERRED_ON: "date",
    **CONTACT_FACTS,
}
REFERRALS_SHAPE: Final[Shape] = {
    ROW: "long",
    **dict.fromkeys(schema.ENDS, "text"),
    **dict.fromkeys((schema.REFERRED_ON, schema.LAST_REFERRED_ON), "date"),
}
FOR_ALL: Final = "issue_for_all"
"""Whether an issue is about a column, so that the first of all batches stands for all."""
OF_CELLS: Final[Shape] = {
    **dict.fromkeys(("issue_before", "issue_after", "issue_noun"), "text"),
    "issue_cells": "long",
}
"""The parts of a message about many cells: ``tables.issues.OfCells``."""
ISSUE_READ: Final[Shape] = {**ISSUE_SHAPE, FOR_ALL: "flag", **OF_CELLS}
CONTACTS_READ: Final[Shape] = {**CONTACTS_SHAPE, **ISSUE_READ, **VOTES}
REFERRALS_READ: Final[Shape] = {**REFERRALS_SHAPE, **ISSUE_READ, **VOTES}
SHOWN_PEOPLE: Final[Shape] = {
    NODE: "long",
    **dict.fromkeys(("before", "shown", "shown_name"), "text"),
    "code": "long",
    schema.STUB: "flag",
}
"""What is shown for an id and a name, and where its pseudonym stands."""
FIRST_WORDS: Final[Shape] = {**SHOWN_PEOPLE, "id": "text"}
SHOWN_ORGANIZATIONS: Final[Shape] = {"before": "text", "shown": "text"}
AFTER_PEOPLE: Final[Shape] = {"name": "text"}
WORDS_BELOW: Final[Shape] = {"word": "text"}
RENAMED: Final[Shape] = {"id": "text", "stays": "text"}
APART_SHAPE: Final[Shape] = {"one": "text", "other": "text"}
LINKS: Final = (ROW, "source", "target", schema.REFERRED_ON, schema.LAST_REFERRED_ON)
SURVEY_SHAPE: Final[Shape] = {
    "what": "text",
    "name": "text",
    **dict.fromkeys(("a", "b", "c", "n"), "long"),
    **ISSUE_SHAPE,
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
        if name not in (schema.CONTACT_ID, schema.NAME, schema.ORGANIZATION)
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


def typed(shape: Shape, given: dict[str, Any]) -> str:
    """Columns of a query in their types; what is not given is missing."""
    # a bare NULL has no type of its own, and each engine would settle on another
    return ", ".join(
        f"CAST({given.get(name, 'NULL')} AS {SQL_TYPES[kind]}) AS {name}"
        for name, kind in shape.items()
    )


def place_among(column: str, words: Iterable[str]) -> str:
    """The place of a column's words among some, in SQL; any other word comes after all of them."""
    listed = list(words)
    places = " ".join(f"WHEN '{word}' THEN {place}" for place, word in enumerate(listed))
    return f"CASE {column} {places} ELSE {len(listed)} END"


PEOPLE_OF_PIECE: Final = (BATCH, NODE, PLACE, *CONTACT_FACTS, RANK, schema.ORGANIZATION)
_PERSON_COLUMNS: Final = (NODE, PLACE, "id", "name", schema.ORGANIZATION, "number", *CONTACT_FACTS)
_SPELLING: Final[Shape] = {"name": "text", "n": "long", "opens": "long"}
SPELLINGS: Final[Shape] = {**_SPELLING, "own": "text", "alike": "text", "parted": "flag"}
"""A spelling: its own key, that of the organization it stands for, whether it may name several."""
NAMED_PARTS: Final[Shape] = {"name": "text", "place": "long", "own": "text"}
FIRSTS: Final[Shape] = {
    **_SPELLING,
    **dict.fromkeys(("said", "alike", "told_code", "told"), "text"),
}
"""A cell that names several: what counts, its key, the code of an issue and its message."""
RELATIONS: Final[dict[str, Relation]] = {
    "raw_contacts": Relation("a row as it was read", None, "settling"),
    "raw_referrals": Relation("a row as it was read", None, "settling"),
    "read_contacts": Relation("a row, an issue or a vote", tuple(CONTACTS_READ), "reading"),
    "read_referrals": Relation("a row, an issue or a vote", tuple(REFERRALS_READ), "reading"),
    "listed_contacts": Relation("a row of contacts that counts", tuple(CONTACTS_SHAPE), "linking"),
    "contacts": Relation("a contact", tuple(CONTACTS_SHAPE), "deciding"),
    "contact_cells": Relation(
        "a row of contacts whose cells name others", tuple(CONTACTS_SHAPE), "deciding"
    ),
    "joined_contacts": Relation(
        "somebody whose rows were joined", tuple(CONTACTS_SHAPE), "deciding"
    ),
    "joined_cells": Relation("a row of such a person", tuple(CONTACTS_SHAPE), "deciding"),
    "renamed": Relation("an id of a contact that is another's", tuple(RENAMED), "deciding"),
    "apart": Relation("two ids that are two people's", tuple(APART_SHAPE), "deciding"),
    "named": Relation("an id that decisions name", tuple(RENAMED), "deciding"),
    "issues_of_same": Relation("an issue of joined rows", tuple(ISSUE_SHAPE), "deciding"),
    "words_below": Relation(
        "a text that may name somebody in a row below", tuple(WORDS_BELOW), "rows_below"
    ),
    "issues_of_rows": Relation("an issue of a cell", tuple(ISSUE_SHAPE), "settling"),
    "issues_of_words": Relation("an issue of cells alike", tuple(ISSUE_SHAPE), "settling"),
    "issues_of_columns": Relation("an issue of a column", tuple(ISSUE_SHAPE), "settling"),
    "again": Relation("a row of contacts whose id is there before", None, "linking"),
    "issues_of_ids": Relation("an issue of such a row", tuple(ISSUE_SHAPE), "linking"),
    "ways": Relation("another way to write a text", ("said", "alike"), "referral_cells"),
    "odd_rows": Relation("a referral with a cell that is no id", None, "referral_cells"),
    "candidates": Relation("a contact whom such a cell may mean", None, "referral_cells"),
    "meant": Relation("what such a row says, by ids", None, "referral_cells"),
    "issues_of_cells": Relation("an issue of such a row", tuple(ISSUE_SHAPE), "referral_cells"),
    "referrals": Relation("a referral by ids", tuple(REFERRALS_SHAPE), "referral_cells"),
    "called": Relation("what the user calls the seeker", ("id", "alike"), "whole"),
    "wanted_keys": Relation("the key of an organization", ("alike",), "spelling"),
    "issues_listed": Relation("an issue of targets or aliases", tuple(ISSUE_SHAPE), "lists"),
    "targets": Relation("a target", (schema.ORGANIZATION, schema.WEIGHT), "lists"),
    "spellings": Relation("a spelling and its key", tuple(SPELLINGS), "spelling"),
    "parts": Relation("an organization of a cell with several", tuple(NAMED_PARTS), "spelling"),
    "elsewhere": Relation("the key of an organization in a list", ("own",), "spelling"),
    "firsts": Relation("what counts of a cell with several", tuple(FIRSTS), "spelling"),
    "issues_of_several": Relation("an issue of such a cell", tuple(ISSUE_SHAPE), "spelling"),
    "spelled": Relation(
        "a spelling of an organization",
        (*_SPELLING, "alike", "said", "shown", "number"),
        "spelling",
    ),
    "ends": Relation("a referral by rows of contacts", (*LINKS, "one", "other", "same"), "linking"),
    "strangers": Relation("an id that only referrals name", ("id", "node"), "linking"),
    "links": Relation("a referral by nodes", LINKS, "linking"),
    "people": Relation("a person", _PERSON_COLUMNS, "linking"),
    "pieces": Relation("a person and the piece they are in", (NODE, BATCH), "pieces"),
    "piece_people": Relation("a person as numbers", PEOPLE_OF_PIECE, "pieces"),
    "piece_links": Relation("a referral as numbers", (BATCH, *LINKS), "pieces"),
    "survey": Relation("a number that a piece adds, or an issue", tuple(SURVEY_SHAPE), "survey"),
    "issues_of_spellings": Relation("an issue of a spelling", tuple(ISSUE_SHAPE), "across"),
    "issues_of_strangers": Relation("an issue of a stranger", tuple(ISSUE_SHAPE), "across"),
    "issues_twice": Relation("an issue of two rows", tuple(ISSUE_SHAPE), "across"),
    "issues_of_pairs": Relation("an issue of two people", tuple(ISSUE_SHAPE), "across"),
    "issues": Relation("an issue", tuple(ISSUE_SHAPE), "across"),
    "unhidden": Relation("a person who is to be hidden", None, "hiding"),
    "first_words": Relation("a person by words that others share", tuple(FIRST_WORDS), "hiding"),
    "shown_people": Relation("what is shown for a person", tuple(SHOWN_PEOPLE), "hiding"),
    "after_people": Relation("an organization called after a person", ("name",), "hiding"),
    "shown_organizations": Relation(
        "what is shown for an organization", tuple(SHOWN_ORGANIZATIONS), "hiding"
    ),
    "hidden_issues": Relation("an issue that names nobody", tuple(ISSUE_SHAPE), "hiding"),
    "issues_of_hiding": Relation("a column that is not shown", tuple(ISSUE_SHAPE), "hiding"),
    "shown_issues": Relation("an issue as it is shown", tuple(ISSUE_SHAPE), "hiding"),
    "metric_numbers": Relation("a contact's numbers", tuple(CONTACT_NUMBERS), "numbers"),
    "metrics": Relation("a contact", tuple(CONTACT_SHAPE), "questions"),
    "dead_end_numbers": Relation("a dead end's numbers", tuple(DEAD_END_NUMBERS), "numbers"),
    "dead_ends": Relation("a dead end", tuple(DEAD_END_SHAPE), "questions"),
    "organization_numbers": Relation(
        "an organization's numbers in a piece", tuple(ORGANIZATION_NUMBERS), "numbers"
    ),
    "ids_shown": Relation("somebody on the screen", ("id",), "names_shown"),
    "organizations_told": Relation("an organization, targets apart", None, "questions"),
    "organizations_found": Relation("an organization", None, "questions"),
}
"""Every table that a run may make, by its name."""
