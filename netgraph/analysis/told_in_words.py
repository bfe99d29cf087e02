"""Sentences on what changed, on what to do next, and on how much there is of everything."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from netgraph import schema
from netgraph.analysis.agenda_calendar import STEP_WORDS
from netgraph.analysis.findings import names_in_words
from netgraph.analysis.labels import names_of_ids
from netgraph.analysis.step_words import NOT_YET_DUE
from netgraph.choices import STEP_DAYS
from netgraph.iso_days import given_day, iso
from netgraph.patterns import lazy_pattern
from netgraph.wording import with_noun

if TYPE_CHECKING:
    from collections.abc import Mapping

    from netgraph.network import ReferralNetwork

COUNTED_CHANGES: Final = {
    schema.NEW_CONTACT: ("new contact", None),
    schema.MET: ("meeting", None),
    schema.REFERRAL: ("referral", None),
    schema.ORGANIZATION_REACHED: ("organization reached", "organizations reached"),
}
"""Changes that are counted, singular and plural."""
NAMED_CHANGES: Final = {
    schema.NEW_CONTACT: "New",
    schema.DECLINED: "Declined",
    schema.BRANCH_DIED: "Nothing open any more in the branch of",
    schema.BRANCH_REVIVED: "Leads on again, the branch of",
    schema.WENT_QUIET: f"Quiet for {STEP_DAYS.keep_in_touch} days now",
}
"""Changes that are told by the names of people."""
_ON_A_DAY: Final = lazy_pattern(r"(?:a meeting )?\bon (\d{4}-\d{2}-\d{2})\b")

NOTHING_TO_DO: Final = (
    "Nothing to do that your tables know of. Whom do you want to write to? Give them the "
    "status identified, or a next step with its date."
)
DEAD_BRANCH_NOUN: Final = ("dead-end branch", "dead-end branches")
ENDED_BRANCH_NOUN: Final = ("branch that ends", "branches that end (no statuses or dates say why)")
"""Without statuses and dates nobody knows whether a branch is dead: singular and plural."""


def names_told(net: ReferralNetwork, table: pd.DataFrame) -> pd.DataFrame:
    """Rows of people with their names as a sentence says them: namesakes told apart."""
    names = names_of_ids(net, table[schema.CONTACT_ID])
    return table.assign(**{schema.NAME: names.astype(table[schema.NAME].dtype)})


def change_sentences(found: pd.DataFrame, since: str) -> list[str]:
    """Say what changed since a day: what is counted in the first sentence, then who it was."""
    if found.empty:
        return [f"Nothing new since {since}."]
    kinds = found[schema.CHANGE]
    counts = [
        with_noun(number, *words)
        for kind, words in COUNTED_CHANGES.items()
        if (number := int((kinds == kind).sum()))
    ]
    lines = [f"Since {since}: {', '.join(counts) or 'nobody new'}."]
    for kind, words in NAMED_CHANGES.items():
        names = found[schema.NAME][kinds == kind].tolist()
        if names:
            lines.append(f"{words}: {names_in_words(names)}.")
    return lines


def counts_sentence(counts: Mapping[str, int | None], *, structure_only: bool) -> str:
    """Say how many people, organizations, referrals and dead ends there are.

    What is not to be shown (None), and what there is none of, is left out: it may only not be
    noted.
    """
    met = f" ({counts[schema.MET]:,} met)" if counts[schema.MET] else ""
    nouns: dict[str, tuple[str, str | None]] = {
        schema.ORGANIZATIONS: ("organization", None),
        schema.REFERRALS: ("referral", None),
        schema.DEAD_END_BRANCHES: ENDED_BRANCH_NOUN if structure_only else DEAD_BRANCH_NOUN,
    }
    people = counts[schema.CONTACTS]
    words = [] if people is None else [with_noun(people, "contact") + met]
    words += [with_noun(n, *noun) for name, noun in nouns.items() if (n := counts[name])]
    return f"{', '.join(words)}." if words else ""


def step_in_words(row: Mapping[Any, Any], day: dt.date, *, counted: bool = True) -> str:
    """Say a row of the agenda as a request, with days counted from today or as dates."""

    def told(written: str) -> str:
        if not counted:
            return f"on {written}"
        return _in_days((dt.date.fromisoformat(written) - day).days)

    action, due = row[schema.ACTION], row[schema.DUE_ON]
    # where several searches count as one it is said whose step it may be
    whose = f"{row[schema.KNOWN_TO]}: " if schema.KNOWN_TO in row else ""
    why = _ON_A_DAY.sub(lambda found: told(found[1]), row[schema.REASON])
    if action == schema.PLANNED:
        return f"{whose}{row[schema.NAME]}: {why} ({told(iso(given_day(due)))})."
    if action == schema.ASK:
        why = why.removesuffix(" for a referral")  # the request has said so
    if action in NOT_YET_DUE and pd.notna(due) and given_day(due) > day:
        # what is not due yet is neither undone nor unanswered
        why = f"{why.removesuffix(NOT_YET_DUE[action])}; due {told(iso(given_day(due)))}"
    return f"{whose}{STEP_WORDS[action].format(row[schema.NAME])} ({why})."


def _in_days(ahead: int) -> str:
    """A day as seen from today."""
    if abs(ahead) <= 1:
        return {0: "today", -1: "yesterday", 1: "tomorrow"}[ahead]
    return f"in {ahead:,} days" if ahead > 0 else f"{-ahead:,} days ago"
