"""What each column of each answer means, in a sentence; ``help`` of a question lists them.

A column may mean another thing in another answer: ``met`` is a number of people in a branch, at an
organization or in a generation.
"""

from __future__ import annotations

import inspect
import textwrap
from typing import TYPE_CHECKING, Final, TypeVar

from netgraph import schema

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Meanings = Mapping[str, str]

Question = TypeVar("Question", bound="Callable[..., object]")

MEANING_WIDTH: Final = 84
"""Characters of a line of a meaning; it is indented by 4 in a docstring."""

# Each table lists the columns of an answer in the order in which they stand there; a test compares
# the two. Days, shares and widths in these sentences are constants of ``analysis`` in words
# (``HORIZON_DAYS``, ``TAIL_SHARE``, ``STRONG_WIDTH``, ``SOME_WIDTH``): change both together.
PERSON_MEANINGS: Final = {
    schema.CONTACT_ID: "The contact's id.",
    schema.NAME: "Their name; the id where they have none.",
    schema.ORGANIZATION: "Where they work, in the most frequent spelling.",
}
NEWEST_MEANINGS: Final = {
    schema.LAST_CONTACT_ON: (
        "Newest date known of them: their own dates, and those of referrals from or to them, "
        "repeated ones and those with the seeker too."
    ),
    schema.DAYS_QUIET: "Days from the newest date known of them to the as-of date.",
}
# Shared by contacts and advocates: a column that is in both means the same in both.
NUMBER_MEANINGS: Final = {
    schema.REFERRALS_MADE: "People they referred, each counted once.",
    schema.INTRODUCTIONS: (
        "People whose introducer they are: those you came to know through them first."
    ),
    schema.REACH: (
        "People who can be reached from them along referrals, they themselves not counted."
    ),
    schema.EXCLUSIVE_REACH: (
        "People only through them: every chain of referrals from any first contact to these "
        "people passes them."
    ),
    schema.ORGANIZATIONS_REACHED: (
        "Organizations of the people in their reach, their own not counted."
    ),
    schema.EXCLUSIVE_ORGANIZATIONS: (
        "Organizations, not their own, that are lost without them: every contact there is only "
        "through them."
    ),
    schema.DECISION_MAKERS_REACHED: "Decision makers in their reach.",
    schema.CREDIT: (
        "Sum over the people in their branch of 1 / (generation - 1): each person found by "
        "referral is worth 1, shared equally by the chain that led there."
    ),
    schema.CREDIT_SHARE: "Their credit as a share of all credit, 0 to 1.",
    schema.REFERRALS_MET: "People they referred who were met; missing where no meetings are kept.",
    schema.CONVERSION: (
        "Share of their referrals that lead to a meeting, 0 to 1, estimated (posterior mean); a "
        "dated referral counts once it is older than the usual wait to a meeting; too low where "
        "meetings take long, and the notes say by how much. Missing without a referral, or where "
        "no meetings are kept."
    ),
    schema.CONVERSION_LOW: "Lower end of the 90 % interval of that share.",
    schema.CONVERSION_HIGH: "Upper end of the 90 % interval of that share.",
    schema.EVIDENCE: (
        "How sure that share is, by the width of the interval: strong (at most 0.25), some (at "
        "most 0.5) or too early."
    ),
    **NEWEST_MEANINGS,
}
ADVOCATE_MEANINGS: Final = {**PERSON_MEANINGS, **NUMBER_MEANINGS}
CONTACT_MEANINGS: Final = {
    **PERSON_MEANINGS,
    schema.STANDING: (
        "productive (referred somebody), closed (declined or no reply), open (not met yet), "
        "waiting (a referral may come) or quiet (silent); missing where nothing records contact."
    ),
    schema.CHANCE: (
        "Chance that a first referral comes from them within the next 90 days, 0 to 1, given how "
        "long they have been silent; missing for who is productive, closed or open, or has no "
        "date to count from."
    ),
    schema.INTRODUCED_BY: (
        "Id of their introducer, through whom you came to know them first; missing for a first "
        "contact."
    ),
    schema.GENERATION: (
        "People in the chain of introducers that leads to them, they themselves counted: 1 for "
        "a first contact."
    ),
    schema.REFERRED_BY_COUNT: "Contacts who referred them.",
    schema.CHANCE_LOW: "Lower end of the 90 % interval of their chance.",
    schema.CHANCE_HIGH: "Upper end of the 90 % interval of their chance.",
    **NUMBER_MEANINGS,
}
EXPECTED_MEANINGS: Final = {
    schema.EXPECTED_REFERRALS: (
        "Names that they are expected to give within the next 90 days, learned from earlier days "
        "of your own search; 0 for who declined, missing without a date, and for all while fewer "
        "than 180 days are known."
    ),
    schema.EXPECTED_RANK: (
        "Whom of all contacts to ask next: 1 first, equal where nothing tells people apart; "
        "missing without a date."
    ),
}
DEAD_END_MEANINGS: Final = {
    schema.CONTACT_ID: "Id of the branch's first person.",
    schema.NAME: "Name of the branch's first person; the id where there is none.",
    schema.ORGANIZATION: "Where the branch's first person works.",
    schema.INTRODUCED_BY: "Id of the first person's introducer; missing for a first contact.",
    schema.SIZE: "People in the branch, the first counted.",
    schema.DEPTH: "Generations in the branch, that of the first person counted.",
    schema.MET: "People in the branch who were met; missing where no meetings are kept.",
    schema.ORGANIZATIONS: "Different organizations in the branch.",
    schema.LAST_ACTIVITY_ON: "Newest date known of anybody in the branch.",
    schema.DAYS_QUIET: "Days from that date to the as-of date.",
    schema.REASON: (
        "Why the branch is dead: how many of its people have which standing; by structure "
        "alone, how long it is."
    ),
    schema.REVIVE_THROUGH: (
        "Id of the nearest person up the chain who is open, waiting or has another live branch; "
        "of a first contact's branch whoever was met last in it. Never through or for who "
        "declined; missing if there is nobody."
    ),
}
ORGANIZATION_MEANINGS: Final = {
    schema.ORGANIZATION: "The organization, in its most frequent spelling.",
    schema.STANDING: (
        "met (somebody there was met), in_touch (contacted or scheduled), named, or unreached "
        "(a target with no contact)."
    ),
    schema.CONTACTS: "Contacts there.",
    schema.MET: "Contacts there who were met; missing where no meetings are kept.",
    schema.DECISION_MAKERS: "Decision makers there.",
    schema.FIRST_REACHED_ON: "Earliest date known of any contact there.",
    schema.GENERATION: "Lowest generation of its contacts; missing for an unreached target.",
    schema.INTRODUCED_BY: (
        "Id of the introducer of the contact there who became known first; missing for a first "
        "contact."
    ),
    schema.ENTRY_ADVOCATES: "Different people outside it who referred somebody in it.",
    schema.ONLY_THROUGH: (
        "Id of the nearest contact outside it that every chain of referrals to it passes; "
        "missing if there is none."
    ),
    schema.TARGET_WEIGHT: "Weight in the table of targets; missing for what is no target.",
}
LOSS_MEANINGS: Final = {
    schema.CONTACTS_LOST: "Contacts there who are lost, those who go cold counted.",
    schema.CONTACTS_LEFT: "Contacts there who are left.",
}
KEEP_WARM_MEANINGS: Final = {
    **PERSON_MEANINGS,
    schema.ORGANIZATIONS_REACHED: NUMBER_MEANINGS[schema.ORGANIZATIONS_REACHED],
    schema.MARGINAL_GAIN: (
        "Weight of the organizations that they add to those of the rows above; 1 each without "
        "targets."
    ),
    schema.COVERED: "Weight of the organizations within reach of them and of the rows above.",
}
GENERATION_MEANINGS: Final = {
    schema.GENERATION: "Number of the generation; first contacts are 1.",
    schema.CONTACTS: "Contacts in it.",
    schema.MET: "Contacts in it who were met; missing where no meetings are kept.",
    schema.REFERRALS: "Referrals that they made, pairs of people.",
    schema.REFERRALS_PER_CONTACT: (
        "Referrals per contact within 90 days of becoming known (their earliest date of any "
        "kind), counting everybody for the days they were watched."
    ),
    schema.REFERRALS_PER_CONTACT_LOW: (
        "Lower end of the 90 % interval of that number; missing where fewer than three branches "
        "tell of it, too narrow after generation 1 where some whole branches refer more for good."
    ),
    schema.REFERRALS_PER_CONTACT_HIGH: "Upper end of the 90 % interval of that number.",
    schema.ORGANIZATIONS_NEW: "Organizations that were first reached in it.",
}
PERIOD_MEANINGS: Final = {
    schema.PERIOD: "First day of the week (a Monday) or month.",
    schema.CONTACTS: "Contacts known by its last day.",
    schema.MET: "Contacts met by its last day; missing where no meetings are kept.",
    schema.ORGANIZATIONS: "Organizations reached by its last day.",
}
PATH_MEANINGS: Final = {
    schema.PATH: "Number of the chain, the best first.",
    schema.STEP: "Place in the chain; 1 is a first contact.",
    **PERSON_MEANINGS,
    schema.REFERRED_ON: (
        "Date on which the person before gave this one's name; missing for step 1 and where it "
        "is not known."
    ),
    **NEWEST_MEANINGS,
}
SOURCE_MEANINGS: Final = {
    schema.SOURCE: "How first contacts were found; missing in the row of those without one.",
    schema.CONTACTS: "First contacts found so.",
    schema.MET: "Those of them who were met; missing where no meetings are kept.",
    schema.REFERRALS: "Referrals that they made, pairs of people.",
    schema.REACH: "People who can be reached from any of them, they themselves not counted.",
    schema.ORGANIZATIONS: "Different organizations of theirs and of the people they reach.",
    schema.CREDIT: "Sum of their credit.",
}
AGENDA_MEANINGS: Final = {
    schema.ACTION: (
        "write, follow_up, prepare, thank, ask, planned, revive, keep_in_touch or tell."
    ),
    **PERSON_MEANINGS,
    schema.WHEN: "this_week (due from 14 days ago to 7 days ahead, or on no date), overdue, later.",
    schema.DUE_ON: "Date on which it falls due.",
    schema.DAYS_OVERDUE: "Days from then to the as-of date, negative for what falls due later.",
    schema.REASON: "Why, in words.",
    schema.ALSO: "Further steps with the same person, in the order in which they fall due.",
    schema.EXPECTED_REFERRALS: (
        "New names to expect of them within the next 90 days, learned from this network's past; "
        "missing where that is too short."
    ),
    schema.FILL_IN: (
        "Where to note that it was done: file, row and column; empty where that is not known."
    ),
}
CHANGE_MEANINGS: Final = {
    schema.DATE: "Day of the change; of a branch the as-of date, by which it is so.",
    schema.CHANGE: (
        "new_contact, met, referral, declined, organization_reached (its first contact is named), "
        "branch_died or branch_revived (its first person is named), or advocate_went_quiet (for 60 "
        "days)."
    ),
    schema.CONTACT_ID: "Id of the person concerned; of a referral, whom it named.",
    schema.NAME: PERSON_MEANINGS[schema.NAME],
    schema.ORGANIZATION: PERSON_MEANINGS[schema.ORGANIZATION],
    schema.THROUGH: (
        "Id of the introducer, of the referrer, or of whom a dead branch can be revived through; "
        "missing for nobody."
    ),
}
SEEKER_MEANINGS: Final = {
    schema.SEEKER_ID: "Id of the seeker whose search it is.",
    schema.NAME: "Their name in the table of seekers; the id where it has none.",
    schema.CONTACTS: "Contacts in the search, the seeker not counted.",
    schema.MET: "Contacts who were met; missing where their tables have no place to note it.",
    schema.FIRST_CONTACTS: "Contacts found without a referral.",
    schema.GENERATIONS: "Generations of the search; 1 where nobody was found by referral.",
    schema.ORGANIZATIONS: "Organizations with a contact.",
    schema.REFERRALS: "Referrals, pairs of people.",
    schema.LAST_ACTIVITY_ON: "Newest date known of any contact.",
    schema.DAYS_QUIET: "Days from then to the as-of date.",
    schema.NEW_30_DAYS: (
        "Contacts first known within the last 30 days; missing where none of them has a date."
    ),
    schema.STATE: (
        "landed (the table of seekers says so), else not_started (nobody met), stuck (three or "
        "more met, and nobody first known for 30 days or nobody beyond the first contacts) or "
        "moving; missing where the search keeps no statuses, or three or more were met and "
        "nothing is dated."
    ),
    schema.NEXT: "The first row of their agenda, in words.",
}
LOAD_MEANINGS: Final = {
    **PERSON_MEANINGS,
    schema.SEEKERS: "Seekers who have them as a contact.",
    schema.ASKS_30_DAYS: (
        "Asks within the last 30 days: each day on which a seeker wrote to them first "
        "(contacted_on) or asked them for a referral (asked_on). Missing where no search notes it."
    ),
    schema.WAITING: (
        "Seekers who wait for an answer: written to, and neither met nor scheduled nor closed; or "
        "asked for a referral, and none made in that search."
    ),
    schema.REFERRALS_MADE: "People they referred in any search, each counted once.",
    schema.CONVERSION: (
        "Share of their referrals that lead to a meeting with the seeker who got the name, 0 to 1: "
        "a referral in each search counts for itself, as in advocates. Estimated (posterior mean); "
        "a dated referral counts once it is older than the usual wait to a meeting. Missing "
        "without a referral, or where no meetings are kept."
    ),
    schema.OVER_LIMIT: "Whether these asks are more than the limit.",
}
ISSUE_MEANINGS: Final = {
    schema.CODE: "What kind of issue it is.",
    schema.SEVERITY: "error, warning or info.",
    schema.TABLE: "The table it is in: contacts, referrals, ...; the file where there are several.",
    schema.LINE: "Line of the file, or row of the frame or sheet; 0 where it has none.",
    schema.COLUMN: "The column it is in, by its standard name.",
    schema.VALUE: "The cell as it was.",
    schema.MESSAGE: "What is wrong, and what was expected or done.",
    schema.HINT: "What to do about it.",
}
FILL_SHARE_MEANINGS: Final = {
    schema.TABLE: "contacts or referrals.",
    schema.COLUMN: "A column of the table, or one that an answer rests on and the table lacks.",
    schema.FILLED: "Cells that hold something.",
    schema.ROWS: "Rows of the table; people whom only referrals name do not count.",
    schema.SHARE: "Share of the rows that hold something, 0 to 1.",
    schema.WEAKENS: "Which answer is weak for want of it; empty where enough is filled.",
}
SUGGESTION_MEANINGS: Final = {
    schema.TABLE: (
        "Where to decide: same for people (same.csv), aliases for organizations (aliases.csv)."
    ),
    schema.VALUE: "An id, or a spelling of an organization.",
    schema.SAME_AS: "The id or spelling that it may be the same as.",
    schema.NAME: "The name behind the id; the spelling for an organization.",
    schema.SCORE: "How alike the names are, to 100.",
    schema.MESSAGE: "The question to decide, in words.",
}


def explains(
    *tables: Meanings, headings: tuple[str, ...] = ("",)
) -> Callable[[Question], Question]:
    """Have the docstring of a question explain the columns of its answer, in the section Returns.

    Parameters
    ----------
    *tables
        Columns and their meanings, in the order of the answer.
    headings
        A line above each of the tables, where there are several.
    """

    def explain(question: Question) -> Question:
        if question.__doc__ is not None:  # python -OO has none
            lists = "\n\n".join(
                "\n\n".join(filter(None, (heading, _definitions(meanings))))
                for heading, meanings in zip(headings, tables, strict=True)
            )
            # Without its indent, so that headings begin at the margin, as they are searched for.
            text = inspect.cleandoc(question.__doc__)
            question.__doc__ = _with_section_end(text, "Returns", lists)
        return question

    return explain


def _definitions(meanings: Meanings) -> str:
    """Columns as numpydoc lists names: each with its meaning below it, indented."""
    return "\n".join(
        f"{column}\n{textwrap.indent(textwrap.fill(meaning, MEANING_WIDTH), '    ')}"
        for column, meaning in meanings.items()
    )


def _with_section_end(text: str, section: str, addition: str) -> str:
    """Add lines at the end of a section of a docstring: before the next heading, or at the end."""
    lines = text.splitlines()
    # A heading is the line above a line of dashes; empty lines hold nothing but dashes too.
    headings = [i - 1 for i, line in enumerate(lines) if line and not line.strip("-")]
    start = next(i for i in headings if lines[i] == section)
    end = next((i for i in headings if i > start), len(lines))
    body = "\n".join(lines[:end]).rstrip()
    rest = "\n".join(lines[end:])
    return f"{body}\n\n{addition}\n\n{rest}".rstrip() + "\n"
