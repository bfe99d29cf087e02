"""The columns of a workbook's sheets: headings, widths, choices, and when a cell is due."""

from __future__ import annotations

from typing import Final, NamedTuple

from netgraph import schema
from netgraph.choices import STEP_DAYS

FAMILIAR_SOURCES: Final = (
    "family",
    "friend",
    "colleague",
    "alumni",
    "association",
    "directory",
    "event",
    "cold",
)
"""Where first contacts usually come from; any other word may be written."""


class Heading(NamedTuple):
    """A column of a sheet.

    Parameters
    ----------
    name
        The standard column it is read as.
    text
        What stands above it.
    width
        In letters.
    help
        What a person reads when they choose a cell.
    kind
        ``text``, ``date``, ``number``, ``choice`` (of ``choices``) or ``person`` (of those above).
    choices
        The words of a drop-down.
    due
        A condition, with ``{standard_name}`` for the cell of the same row, under which the cell is
        coloured; ``today`` is the day on which the workbook is looked at. Empty: never.
    """

    name: str
    text: str
    width: int
    help: str = ""
    kind: str = "text"
    choices: tuple[str, ...] = ()
    due: str = ""


# A status that ended the acquaintance: nothing is due any more.
_GOING_ON: Final = '{status}<>"declined",{status}<>"no reply"'
# in conditions a blank cell equals 0, and any day is more: ``=0`` asks whether a day is missing
CONTACT_HEADINGS: Final = (
    Heading(schema.NAME, "Name", 24),
    Heading(schema.ORGANIZATION, "Organization", 24),
    Heading(schema.TITLE, "Title", 22),
    Heading(
        schema.SOURCE,
        "How found",
        14,
        "Where they come from, if nobody gave you their name",
        "choice",
        FAMILIAR_SOURCES,
    ),
    Heading(
        schema.REFERRED_BY,
        "Referred by",
        22,
        "Who gave you this name; several with ; between",
        "person",
    ),
    Heading(schema.REFERRED_ON, "Referred on", 13, "The day you were given the name", "date"),
    Heading(
        schema.STATUS,
        "Status",
        13,
        kind="choice",
        choices=tuple(status.replace("_", " ") for status in schema.STATUSES),
    ),
    Heading(
        schema.CONTACTED_ON,
        "Contacted on",
        13,
        "The day you first wrote or called",
        "date",
        due="AND({contacted_on}=0,{met_on}=0,{referred_on}>0,"
        f"today-{{referred_on}}>{STEP_DAYS.write},"
        'OR({status}="",{status}="identified"))',
    ),
    Heading(
        schema.FOLLOWED_UP_ON,
        "Followed up on",
        14,
        "The day you asked again",
        "date",
        due="AND({followed_up_on}=0,{met_on}=0,{contacted_on}>0,"
        f"today-{{contacted_on}}>{STEP_DAYS.follow_up},"
        'OR({status}="",{status}="contacted"))',
    ),
    Heading(
        schema.SCHEDULED_FOR,
        "Scheduled for",
        13,
        "The day you are to meet",
        "date",
        due='AND({scheduled_for}>0,{met_on}=0,today>{scheduled_for},{status}="scheduled")',
    ),
    Heading(schema.MET_ON, "Met on", 13, "The day you met or talked", "date"),
    Heading(
        schema.ASKED_ON,
        "Asked on",
        13,
        "The day you asked for further names",
        "date",
        due=f"AND({{met_on}}>0,{{asked_on}}=0,today-{{met_on}}>{STEP_DAYS.ask},{_GOING_ON})",
    ),
    Heading(
        schema.THANKED_ON,
        "Thanked on",
        13,
        "The day you thanked them",
        "date",
        due=f"AND({{met_on}}>0,{{thanked_on}}=0,today-{{met_on}}>{STEP_DAYS.thank})",
    ),
    Heading(
        schema.LAST_CONTACT_ON,
        "Last contact on",
        13,
        "The day you last wrote or talked, later than the other days: news, a call, a new attempt",
        "date",
    ),
    Heading(schema.NEXT_STEP, "Next step", 26, "What you promised, or mean to do"),
    Heading(
        schema.NEXT_STEP_ON,
        "Next step on",
        13,
        "The day to do it",
        "date",
        due="AND({next_step_on}>0,today>{next_step_on})",
    ),
    Heading(schema.NOTES, "Notes", 40),
)
TARGET_HEADINGS: Final = (
    Heading(schema.ORGANIZATION, "Organization", 32),
    Heading(schema.WEIGHT, "Weight", 10, "How much it counts: 1 if nothing is said", "number"),
    Heading(schema.NOTES, "Notes", 60),
)
REFERRAL_HEADINGS: Final = (
    Heading(schema.REFERRER_ID, "Referrer", 28),
    Heading(schema.REFERRED_ID, "Referred", 28),
    Heading(schema.REFERRED_ON, "Referred on", 13, kind="date"),
    Heading(schema.NOTES, "Notes", 40),
)
EXAMPLES: Final = (
    {
        schema.NAME: "Example: Ana Ruiz",
        schema.ORGANIZATION: "Orbit Logistics",
        schema.TITLE: "Head of planning",
        schema.SOURCE: "alumni",
        schema.STATUS: "met",
        schema.CONTACTED_ON: "2026-01-05",
        schema.MET_ON: "2026-01-12",
        schema.ASKED_ON: "2026-01-12",
        schema.THANKED_ON: "2026-01-13",
        schema.NOTES: "An example: rows that begin with Example: are left out",
    },
    {
        schema.NAME: "Example: Ben Reed",
        schema.ORGANIZATION: "Pivot Freight",
        schema.REFERRED_BY: "Example: Ana Ruiz",
        schema.REFERRED_ON: "2026-01-12",
        schema.STATUS: "contacted",
        schema.CONTACTED_ON: "2026-01-14",
        schema.NEXT_STEP: "Telephone",
        schema.NEXT_STEP_ON: "2026-01-16",
    },
)
"""Rows of the sheet of contacts that show how it is meant, and that reading leaves out."""
