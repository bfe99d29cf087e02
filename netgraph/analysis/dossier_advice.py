"""What to cover at first contact, how to close, and what is owed afterwards, for one person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import pandas as pd

from netgraph import schema
from netgraph.analysis.agenda_steps import SECOND_DAYS
from netgraph.analysis.dossier_facts import NOT_YET_TALKED
from netgraph.analysis.findings import names_in_words
from netgraph.choices import STEP_DAYS
from netgraph.iso_days import iso
from netgraph.wording import with_noun

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from netgraph.analysis.dossier import Dossier

TO_FILL_IN: Final = "____"
MINUTES_AT_MOST: Final = 30
OLD_NAME_DAYS: Final = 90
"""Days after which a name that was not written to is old: its referrer is asked again."""
SOURCE_WORDS: Final = {
    "family": ("through your family:", "who it was"),
    "friend": ("through a friend:", "who it was"),
    "event": ("at an event:", "which one"),
    "alumni": ("through your school:", "which, and how"),
}
"""Sources in words that one can say to somebody, and what is missing in them."""
SILENT_SOURCES: Final = ("cold", "directory", "other", "unknown")
"""Sources that say nothing to whom they are told."""


class Item(NamedTuple):
    """An entry of a list: what it is, and what is said of it.

    Parameters
    ----------
    text
        What it is about, or all of it.
    detail
        What is said of it; may be empty.
    blank
        Whether a person has to fill in something by hand.
    """

    text: str
    detail: str = ""
    blank: bool = False

    @property
    def in_words(self) -> str:
        """The entry in a line."""
        return f"{self.text}: {self.detail}" if self.detail else self.text


def _to_fill_in(text: str, known: str, wanted: str) -> Item:
    """An item of which a part is left to the person."""
    return Item(text, f"{known} {TO_FILL_IN} (your words: {wanted})".strip(), blank=True)


def six_points(one: Dossier) -> tuple[Item, ...]:
    """The six things, filled with what the tables know, blanks marked."""
    return (
        _how_you_learned(one),
        _why_you_ask(one),
        _your_status(one),
        _why_it_helps(one),
        Item("How long", f"at most {MINUTES_AT_MOST} minutes, when and how it suits them"),
        _how_you_follow_up(one),
    )


def _how_you_learned(one: Dossier) -> Item:
    named = one.referred_by
    if len(named):
        return Item("Who referred you", f"{_who_named_them(one)}.")
    # a word in a column is no way of learning of somebody that one could tell them
    known, wanted = SOURCE_WORDS.get(schema.folded(one.source or ""), ("", ""))
    if not known and one.source and schema.folded(one.source) not in SILENT_SOURCES:
        known = f"{one.source}:"
    return _to_fill_in("How you learned of them", known, wanted or "where you came across them")


def _who_named_them(one: Dossier) -> str:
    """Who gave you the name, and when; a name that is old is asked about first."""
    day, names = one.referred_by[schema.REFERRED_ON].iloc[0], one.referred_by[schema.NAME].tolist()
    words = f"{names[0]} gave you the name"
    if not pd.isna(day):
        words += f" on {iso(day)}"
        age = 0 if one.as_of is None else (one.as_of - day).days
        # nobody is sent back to a referrer who declined or does not answer
        closed = one.referred_by[schema.STATUS].iloc[0] in (schema.DECLINED, schema.NO_REPLY)
        if one.phase == schema.NOT_WRITTEN and age > OLD_NAME_DAYS and not closed:
            words += f", {age:,} days ago: speak with {names[0]} again first"
    if names[1:]:
        words += f"; {names_in_words(names[1:])} named them too"
    return words


def _why_you_ask(one: Dossier) -> Item:
    role = " at ".join(filter(None, (one.title, one.organization)))
    if role and not one.title:
        role = f"at {role}"
    known = "; ".join(filter(None, (role, f"works in {one.field}" if one.field else "")))
    return _to_fill_in("Why you ask them", f"{known}." if known else "", "what you want to learn")


def _your_status(one: Dossier) -> Item:
    role = " at ".join(filter(None, (one.you.get(schema.TITLE), one.you.get(schema.ORGANIZATION))))
    known = f"{role}." if role else ""
    return _to_fill_in("Your status", known, "what you do, and what you look for")


def _why_it_helps(one: Dossier) -> Item:
    """Facts that speak for this person; why they help you only you can say."""
    known = []
    if one.on_target:
        known.append(f"{one.organization} is one of your targets")
    if one.decision_maker:
        known.append("they decide")
    if one.organization and one.keeps_statuses and not one.colleagues[schema.MET].any():
        known.append(f"you have met nobody at {one.organization}, as far as is noted")
    words = "; ".join(known)
    return _to_fill_in("Why it helps", f"{words}." if words else "", "what would be clearer then")


def _how_you_follow_up(one: Dossier) -> Item:
    days = STEP_DAYS.follow_up
    if one.phase in (schema.AHEAD, schema.PASSED):
        words = f"thank them {_within_days(STEP_DAYS.thank)}, and say what came of it"
    elif one.phase == schema.CONTACTED:
        words = (
            f"{with_noun(days, 'day')} after a letter without an answer, once more "
            f"{with_noun(SECOND_DAYS, 'day')} later, then leave it"
        )
    else:
        words = f"say that you will get in touch again, and do so after {with_noun(days, 'day')}"
    return Item("How you follow up", f"{words}.")


def advice_without_chain(one: Dossier) -> str:
    """What to say where nobody referred you, and you have not talked yet."""
    if len(one.referred_by) or one.phase not in NOT_YET_TALKED or one.phase == schema.NO_REPLY:
        return ""
    return "Say what the meeting is: it asks for no job, and needs no resume beforehand."


def closing(one: Dossier) -> tuple[Item, ...]:
    """How to end a talk; nothing where there will be none."""
    return tuple(_closing_items(one)) if one.phase not in (schema.DECLINED, schema.NO_REPLY) else ()


def _closing_items(one: Dossier) -> Iterator[Item]:
    if one.resume_kept:
        yield Item("Your resume", "they have kept it: ask what they would change in it")
    else:
        yield Item("Your resume", "ask for advice on it, not for a place for it")
    asked = _asked_on(one)
    if len(one.named):
        yield Item("One more name", "first say what came of those they gave you, then ask")
    elif asked is not None:
        yield Item(
            "One more name", f"you asked on {iso(asked)}: ask again only if there is news to tell"
        )
    else:
        yield Item("One more name", "who else should you listen to?")
    yield Item("Their name", "may you say that they sent you?")
    yield Item("When you report back", "name a day, and keep it")


def _asked_on(one: Dossier) -> pd.Timestamp | None:
    days = one.events[schema.DATE][one.events[schema.EVENT] == schema.ASKED_ON]
    return None if days.empty else days.iloc[-1]


def afterwards(one: Dossier) -> tuple[Item, ...]:
    """What is owed once you have talked; to who referred you where they declined."""
    if one.phase in (schema.DECLINED, schema.NO_REPLY):
        return tuple(_to_the_referrers(one))
    return tuple(_debts(one))


def _to_the_referrers(one: Dossier) -> Iterator[Item]:
    if len(one.referred_by):
        names = names_in_words(one.referred_by[schema.NAME].tolist())
        yield Item(f"Thank {names}", "for the name, whatever came of it")


def _debts(one: Dossier) -> Iterator[Item]:
    yield Item("Thank them", _within_days(STEP_DAYS.thank))
    yield Item("Write to whom they name", f"{_within_days(STEP_DAYS.write)}, and say who sent you")
    if len(one.named):
        yield Item("Tell them what came of it", "; ".join(_outcomes(one)))
    else:
        yield Item("Tell them what came of it", "each name they give, even one that led nowhere")
    # of who was met long ago nobody knows whether this was done
    if len(one.referred_by) and one.phase in NOT_YET_TALKED:
        names = names_in_words(one.referred_by[schema.NAME].tolist())
        yield Item(f"Tell {names}", "that you have talked")


def _outcomes(one: Dossier) -> Iterator[str]:
    """What came of the names they gave, the people of one outcome together."""
    words = [outcome_of(one, row) for row in one.named.to_dict("records")]
    names = one.named[schema.NAME].tolist()
    for outcome in dict.fromkeys(words):
        alike = [name for name, word in zip(names, words, strict=True) if word == outcome]
        yield f"{names_in_words(alike)}: {outcome}"


def outcome_of(one: Dossier, row: Mapping[Any, Any]) -> str:
    """What is settled with somebody of a table of the dossier, in words."""
    if row[schema.MET]:
        return "met"
    status = row[schema.STATUS]
    if status in (schema.DECLINED, schema.NO_REPLY):
        return str(status).replace("_", " ")
    return "not met yet" if one.keeps_statuses else "nothing is noted"


def _within_days(days: int) -> str:
    return "within a day" if days == 1 else f"within {with_noun(days, 'day')}"
