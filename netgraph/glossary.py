"""The words of the answers in plain sentences, for who has never seen a graph."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from netgraph import meanings, schema
from netgraph.looks import GLOSSES

if TYPE_CHECKING:
    from collections.abc import Collection

FIVE_STANDINGS: Final = (
    schema.PRODUCTIVE,
    schema.WAITING,
    schema.OPEN,
    schema.QUIET,
    schema.CLOSED,
)
TERMS: Final = {
    "first contact": "Somebody you found without a referral: family, an event, a directory.",
    "referral": "Somebody gave you somebody's name.",
    "introducer": (
        "The one person through whom you came to know somebody first. Others may have given you "
        "the same name later: they referred them too, but did not introduce them."
    ),
    "generation": (
        "How many people stand in the chain of introducers that leads to somebody: a first "
        "contact is 1, whom they introduced is 2, and so on."
    ),
    "branch": "Somebody, everybody they introduced, whom those introduced, and so on.",
    "reach": (
        "How many people can be reached from somebody along referrals: those they named, those "
        "whom these named, and so on."
    ),
    "only through": (
        "People whom you would never have met without somebody: every chain of referrals to them "
        "passes that one person."
    ),
    "credit": (
        "How much of your search somebody brought about. Each person found by referral is worth "
        "1, which those in the chain to them share equally: half each for two people. All credit "
        "together is the number of people found by referral."
    ),
    "connector": (
        "Somebody through whom you found people: they have introduced somebody, so they have "
        "credit. Who only named people you knew already made a referral and is none."
    ),
    "conversion": (
        "The share of somebody's referrals that lead to a meeting, estimated, with the range in "
        "which it lies in 9 of 10 cases."
    ),
    "chance": (
        "How likely somebody who has not referred anybody yet gives you a first name within the "
        "next 90 days, judged by how others in your search did after as many silent days."
    ),
    "standing": (
        "Where somebody stands: "
        + "; ".join(f"{standing}: {GLOSSES[standing]}" for standing in FIVE_STANDINGS)
        + "."
    ),
    **{
        standing: f"Standing of a person: {GLOSSES[standing]}."
        for standing in FIVE_STANDINGS
        if standing != schema.WAITING
    },
    schema.WAITING: (
        "Standing of a person you met, who has referred nobody yet, and from whom a referral may "
        "still come: the chance of one is at least 10 %."
    ),
    schema.STUCK: (
        "State of a search in a career office: three or more people were met, and nobody new was "
        "found for 30 days, or nobody beyond the first contacts. Who has landed is not stuck."
    ),
    schema.MOVING: (
        "State of a search in a career office that is neither stuck nor before its first meeting, "
        "nor has landed."
    ),
    schema.LANDED: (
        "State of a search in a career office of whose student seekers.csv says that they have "
        "what they looked for: landed, hired, placed, offer accepted or the like, whole cell."
    ),
    schema.NOT_STARTED.replace("_", " "): (
        "State of a search in a career office in which nobody was met yet."
    ),
    "dead end": (
        "A branch in which nothing is open any more: everybody in it has referred somebody, "
        "declined, not answered, or been silent for long. Names may come from it all the same."
    ),
    "revive through": "The nearest person through whom a dead end may come to life again.",
    "keep warm": (
        "The few people who together keep the most organizations within reach: stay in touch "
        "with them."
    ),
    "target": "An organization you want to reach.",
    "stub": "Somebody of whom only the name is known, from who referred whom.",
    "seeker": "The person whose search it is: you. Never ranked, never counted.",
    "as of": (
        "The day on which an answer stands. What is dated after it has not happened yet. Unless "
        "another is asked for it is the latest day in your tables; of week and of calendars today."
    ),
    "met": "You met or talked: there is a day of it, or the status says so.",
    "quiet days": "Days since anything is known of somebody.",
}
"""Word to what it means."""
IN_SHORT: Final = {
    schema.CREDIT: "their share of people found",
    schema.REACH: "people they lead to",
    schema.EXCLUSIVE_REACH: "people only they lead to",
    schema.EXCLUSIVE_ORGANIZATIONS: "organizations only they lead to",
    schema.ONLY_THROUGH: "whom all chains there pass",
    schema.GENERATION: "steps from you",
    schema.STANDING: "whether a referral may still come",
    schema.CHANCE: "of a first name within 90 days",
    schema.FIRST_CONTACTS: "found without a referral",
}
"""Columns in a few words, for a line below a table or a figure."""
MORE_WORDS: Final = "(netgraph words)"
"""Where such a line ends."""
TERM_OF_COLUMN: Final = {
    schema.CREDIT: "credit",
    schema.CREDIT_SHARE: "credit",
    schema.REACH: "reach",
    schema.EXCLUSIVE_REACH: "only through",
    schema.EXCLUSIVE_ORGANIZATIONS: "only through",
    schema.ONLY_THROUGH: "only through",
    schema.GENERATION: "generation",
    schema.STANDING: "standing",
    schema.CHANCE: "chance",
    schema.FIRST_CONTACTS: "first contact",
    schema.INTRODUCED_BY: "introducer",
}
"""Columns to the word that explains them."""

ANSWER_OF_TABLE: Final = {
    "CONTACT_MEANINGS": "contacts",
    "ADVOCATE_MEANINGS": "advocates",
    "DEAD_END_MEANINGS": "dead ends",
    "ORGANIZATION_MEANINGS": "organizations",
    "LOSS_MEANINGS": "organizations with --lose",
    "KEEP_WARM_MEANINGS": "keep-warm",
    "GENERATION_MEANINGS": "growth",
    "PERIOD_MEANINGS": "growth by week or month",
    "PATH_MEANINGS": "paths",
    "SOURCE_MEANINGS": "sources",
    "SEEKER_MEANINGS": "seekers",
    "LOAD_MEANINGS": "load",
    "AGENDA_MEANINGS": "agenda",
    "CHANGE_MEANINGS": "changes",
    "EXPECTED_MEANINGS": "contacts and advocates with --expected",
    "ISSUE_MEANINGS": "check",
}
"""Names of the tables of meanings to the answers they explain, in their order."""


def column_meanings(column: str) -> dict[str, str]:
    """What a column means, by the answer it stands in; once where it means the same in several.

    Examples
    --------
    >>> list(column_meanings("depth"))
    ['dead ends']
    """
    found: dict[str, str] = {}
    for name, answer in ANSWER_OF_TABLE.items():
        meaning = getattr(meanings, name).get(column)
        if meaning is not None and meaning not in found.values():
            found[answer] = meaning
    return found


def word_meaning(column: str) -> str:
    """What a column's word means, whole; empty where the column explains itself.

    Examples
    --------
    >>> word_meaning("exclusive_reach") == TERMS["only through"], word_meaning("name")
    (True, '')
    """
    return TERMS.get(TERM_OF_COLUMN.get(column, ""), "")


def footnote(*tables: Collection[str]) -> str:
    """What the words among the columns of some tables mean, in a line; empty without any.

    Examples
    --------
    >>> footnote(["name", "reach"])
    'reach: people they lead to (netgraph words)'
    """
    said = [
        f"{column.replace('_', ' ')}: {words}"
        for column, words in IN_SHORT.items()
        if any(column in shown and _of_a_person(column, shown) for shown in tables)
    ]
    return f"{'; '.join(said)} {MORE_WORDS}" if said else ""


def _of_a_person(column: str, shown: Collection[str]) -> bool:
    # an organization's standing and generation are other things than a person's
    return schema.CONTACT_ID in shown or column not in (schema.STANDING, schema.GENERATION)


def known_words() -> list[str]:
    """All words that can be asked for: terms first, then columns."""
    columns = dict.fromkeys(
        column
        for name in ANSWER_OF_TABLE
        for column in getattr(meanings, name)
        if column.replace("_", " ") not in TERMS
    )
    return [*TERMS, *columns]


def sentences_on(word: str) -> list[str]:
    """Sentences that say what a word means, or a column in each answer."""
    if word in TERMS:
        return [TERMS[word]]
    found = column_meanings(word)
    if len(found) == 1:
        return list(found.values())
    return [f"In {answer}: {meaning}" for answer, meaning in found.items()]
