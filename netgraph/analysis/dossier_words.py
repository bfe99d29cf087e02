"""A dossier in words, part by part: what a terminal, a page and a card show alike."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import pandas as pd

from netgraph import schema
from netgraph.analysis.dossier_advice import (
    Item,
    advice_without_chain,
    afterwards,
    closing,
    outcome_of,
    six_points,
)
from netgraph.analysis.dossier_facts import NOT_YET_TALKED
from netgraph.analysis.findings import names_in_words
from netgraph.analysis.step_words import ACTION_WORDS, EVENT_WORDS, NOT_YET_DUE
from netgraph.iso_days import iso
from netgraph.looks import GLOSSES
from netgraph.wording import heading_of, with_noun

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netgraph.analysis.dossier import Dossier

TEXT_WIDTH: Final = 80
COLLEAGUES_SHOWN: Final = 8
NAMED_SHOWN: Final = 10


class Section(NamedTuple):
    """A part of a dossier.

    Parameters
    ----------
    key
        What the part is, as JSON and pages call it.
    heading
        Its heading in words.
    lead
        A sentence before the list, or instead of one; may be empty.
    items
        The list.
    numbered
        Whether the order of the list counts.
    """

    key: str
    heading: str
    lead: str = ""
    items: tuple[Item, ...] = ()
    numbered: bool = False


def sections_of(one: Dossier) -> tuple[Section, ...]:
    """All parts that have something to say, in the order in which they are needed."""
    parts = (
        _standing_part(one),
        _open_part(one),
        _chain_part(one),
        _points_part(one),
        _questions_part(one),
        _closing_part(one),
        _afterwards_part(one),
        _branch_part(one),
        _colleagues_part(one),
        _events_part(one),
        _included_part(one),
    )
    return tuple(part for part in parts if part.lead or part.items)


def who_in_words(one: Dossier) -> str:
    """Title, organization and field of a person in a line; empty where none is known."""
    words = [" at ".join(filter(None, (one.title, one.organization))), one.field]
    if one.decision_maker:
        words.append("decision maker")
    if one.on_target:
        words.append("on your list of targets")
    return " · ".join(filter(None, words))


def standing_in_words(one: Dossier) -> str:
    """The standing with its gloss."""
    if one.standing is None:
        return "none: nothing records whether you have talked"
    return f"{one.standing} ({GLOSSES[one.standing]})"


def _standing_part(one: Dossier) -> Section:
    items = [Item("Standing", standing_in_words(one)), *_last_day_items(one)]
    if one.expected_referrals is not None and one.phase != schema.DECLINED:
        items.append(
            Item("Names to expect", f"{one.expected_referrals:.2f} within 90 days, by estimate")
        )
    return Section("standing", "Where you stand", _phase_in_words(one), tuple(items))


def _last_day_items(one: Dossier) -> Iterator[Item]:
    """When you were last in touch, and what is the newest that is known of them."""
    own = one.events[one.events[schema.EVENT].isin(schema.CONTACT_DATES)][schema.DATE]
    touched = None if own.empty else own.max()
    if touched is not None:
        same = touched == one.last_contact_on
        yield Item("Last in touch", f"{iso(touched)}{_quiet_for(one.days_quiet) if same else ''}")
    if one.last_contact_on is not None and touched != one.last_contact_on:
        yield Item("Last heard of", f"{iso(one.last_contact_on)}{_quiet_for(one.days_quiet)}")


def _quiet_for(days: int | None) -> str:
    return "" if days is None else f", {_days_ago(days)}"


def _days_ago(days: int) -> str:
    return f"{with_noun(days, 'day')} ago" if days else "today"


def _phase_in_words(one: Dossier) -> str:
    """What is settled between the two, in sentences that hold."""
    wrote = _letters_sent(one)
    planned = _day_of(one, schema.SCHEDULED_FOR)
    words = {
        schema.DECLINED: "They declined. Leave it at that: do not write, and do not ask again.",
        schema.MET: f"You met{_on(one.met_on)}.",
        schema.NO_REPLY: f"{wrote} They have not replied: leave them in peace unless they write.",
        schema.AHEAD: f"A meeting is planned{_on(planned, 'for')}.",
        schema.PASSED: f"A meeting was planned{_on(planned, 'for')}. Did it happen? Note it.",
        schema.CONTACTED: f"{wrote} No answer is noted.",
        schema.IN_TOUCH_ALREADY: _talked(one),
        schema.UNRECORDED: f"Your tables do not say whether you have talked.{_names_given(one)}",
        schema.NOT_WRITTEN: "Nothing says that you have written to them yet.",
    }[one.phase]
    if one.stub:
        words += " Only your referrals name them: a row of their own would hold what you learn."
    return words.strip()


def _talked(one: Dossier) -> str:
    if len(one.named):
        return (
            f"No meeting is noted, but they named {with_noun(len(one.named), 'person', 'people')}."
        )
    return "You have been in touch; no meeting is noted."


def _names_given(one: Dossier) -> str:
    count = with_noun(len(one.named), "person", "people")
    return f" They named {count}." if len(one.named) else ""


def _letters_sent(one: Dossier) -> str:
    """What you sent them, in a sentence."""
    verb = {"phone": "called"}.get(one.channel or "", "wrote")
    first, again = _day_of(one, schema.CONTACTED_ON), _day_of(one, schema.FOLLOWED_UP_ON)
    words = f"You {verb}{_on(first)}"
    if again is not None:
        words += f" and followed up{_on(again)}"
    return f"{words}."


def _on(day: pd.Timestamp | None, word: str = "on") -> str:
    return " (no day is noted)" if day is None else f" {word} {iso(day)}"


def _day_of(one: Dossier, event: str) -> pd.Timestamp | None:
    days = one.events[schema.DATE][one.events[schema.EVENT] == event]
    return None if days.empty else days.iloc[-1]


def _open_part(one: Dossier) -> Section:
    """The row of the agenda, each step an item."""
    items: list[Item] = []
    for row in one.open_steps.to_dict("records"):
        items.append(_step(one, row))
        if isinstance(also := row[schema.ALSO], str):
            items += [_further_step(one, step) for step in also.split("; ")]
        if isinstance(place := row[schema.FILL_IN], str) and place:
            items.append(Item("Note it when done", place))
    return Section("open", "What is open", "" if items else "Nothing is due.", tuple(items))


def _step(one: Dossier, row: dict[Any, Any]) -> Item:
    due, late, why = row[schema.DUE_ON], row[schema.DAYS_OVERDUE], row[schema.REASON]
    if pd.isna(due):
        return Item(ACTION_WORDS[row[schema.ACTION]], why)
    if one.as_of is not None and due > one.as_of:
        # what is not due yet is neither unanswered nor undone
        why = why.removesuffix(" for a referral")
        why = why.removesuffix(NOT_YET_DUE.get(row[schema.ACTION], ""))
    when = f"; due {iso(due)}"
    if row[schema.WHEN] == schema.OVERDUE and not pd.isna(late):
        when += f", overdue by {with_noun(int(late), 'day')}"
    return Item(ACTION_WORDS[row[schema.ACTION]], f"{why}{when}")


def _further_step(one: Dossier, step: str) -> Item:
    action, _, words = step.partition(": ")
    if action == schema.REVIVE and one.dead_branches:
        words = f"that of {names_in_words(list(one.dead_branches))}"
    return Item(ACTION_WORDS.get(action, action), words)


def _chain_part(one: Dossier) -> Section:
    steps = _chain_items(one.chain)
    # the introducer is listed first, and a step of the chain already; a first contact has none
    others = one.referred_by[schema.NAME].tolist()[0 if one.chain.shape[0] == 1 else 1 :]
    more = f"Also named by {names_in_words(others)}." if others else ""
    if len(one.chain) == 1:
        lead = " ".join(filter(None, (_found_by_you(one), more, advice_without_chain(one))))
        if len(one.nearest):
            end = one.nearest[schema.NAME].iloc[-1]
            lead += f" {end} at {one.organization} is nearest:"
            steps = _chain_items(one.nearest)
            return Section("chain", "How to reach them", lead, steps, numbered=True)
        return Section("chain", "How you know of them", lead)
    return Section("chain", "How you know of them: from you to them", more, steps, numbered=True)


def _found_by_you(one: Dossier) -> str:
    """What is known of how a first contact was found: no more than the tables say."""
    if len(one.referred_by):
        return f"They count as a first contact{_by_source(one.source)}."
    return f"No referral to them is noted{_by_source(one.source)}."


def _by_source(source: str | None) -> str:
    return f" (source: {source})" if source else ""


def _chain_items(chain: pd.DataFrame) -> tuple[Item, ...]:
    items = []
    for row in chain.to_dict("records"):
        first = row[schema.STEP] == 1
        day, quiet = row[schema.REFERRED_ON], row[schema.DAYS_QUIET]
        named = "named" if pd.isna(day) else f"named on {iso(day)}"
        source = row[schema.SOURCE] if isinstance(row[schema.SOURCE], str) else None
        how = f"first contact{_by_source(source)}" if first else named
        heard = "" if pd.isna(quiet) else f"; last news {_days_ago(int(quiet))}"
        items.append(Item(called(row), f"{how}{heard}"))
    return tuple(items)


def called(row: dict[Any, Any]) -> str:
    """A person of a table as a line calls them: the name, then the organization."""
    firm = row[schema.ORGANIZATION]
    return f"{row[schema.NAME]} ({firm})" if isinstance(firm, str) else str(row[schema.NAME])


def _points_part(one: Dossier) -> Section:
    if one.phase not in NOT_YET_TALKED or one.phase == schema.NO_REPLY:
        return Section("points", "")
    return Section("points", "Six things to cover at first contact", "", six_points(one), True)


def _questions_part(one: Dossier) -> Section:
    heading = {
        schema.MET: "To ask when you talk again",
        schema.IN_TOUCH_ALREADY: "To ask when you talk again",
        schema.NO_REPLY: "To ask, should they answer after all",
    }.get(one.phase, "To ask")
    return Section("questions", heading, "", tuple(Item(q) for q in one.questions), numbered=True)


def _closing_part(one: Dossier) -> Section:
    return Section("closing", "How to close", "", closing(one))


def _afterwards_part(one: Dossier) -> Section:
    return Section("afterwards", "What you owe afterwards", "", afterwards(one))


def _branch_part(one: Dossier) -> Section:
    brought = one.branch
    if not len(one.named):
        return Section("branch", "")
    lead = f"They named {with_noun(len(one.named), 'person', 'people')}"
    if brought.people:
        firms = brought.organizations
        where = f" at {with_noun(firms, 'organization')} besides their own" if firms else ""
        met = f" ({brought.met:,} met)" if one.keeps_statuses else ""
        lead += (
            f". Through them you know {with_noun(brought.people, 'person', 'people')}{met}"
            f"{where}; their branch made {with_noun(brought.referrals, 'referral')}"
        )
    return Section("branch", "What their branch brought", f"{lead}.", _named_items(one))


def _named_items(one: Dossier) -> tuple[Item, ...]:
    items = [
        Item(called(row), f"{outcome_of(one, row)}{_on_day(row[schema.REFERRED_ON])}")
        for row in one.named.iloc[:NAMED_SHOWN].to_dict("records")
    ]
    return (*items, *_rest(len(one.named) - NAMED_SHOWN))


def _on_day(day: Any) -> str:
    return "" if pd.isna(day) else f"; named on {iso(day)}"


def _rest(more: int) -> tuple[Item, ...]:
    return (Item(f"and {more:,} more"),) if more > 0 else ()


def _colleagues_part(one: Dossier) -> Section:
    heading = f"Others you know of at {one.organization}"
    items = []
    for row in one.colleagues.iloc[:COLLEAGUES_SHOWN].to_dict("records"):
        title = row[schema.TITLE] if isinstance(row[schema.TITLE], str) else ""
        words = [title, outcome_of(one, row), *_links_to(one, row)]
        items.append(Item(str(row[schema.NAME]), ", ".join(filter(None, words))))
    items += _rest(len(one.colleagues) - COLLEAGUES_SHOWN)
    return Section("colleagues", heading, "", tuple(items))


def _links_to(one: Dossier, row: dict[Any, Any]) -> Iterator[str]:
    """How a colleague hangs together with the person."""
    who = row[schema.CONTACT_ID]
    named_them = (one.referred_by[schema.CONTACT_ID] == who).any()
    if named_them:
        yield f"named {one.name}"
    if (one.named[schema.CONTACT_ID] == who).any():
        yield f"named by {one.name}"
    elif not named_them and (one.chain[schema.CONTACT_ID] == who).any():
        yield "on your chain to them"


def _events_part(one: Dossier) -> Section:
    items = tuple(
        Item(iso(row[schema.DATE]), EVENT_WORDS.get(row[schema.EVENT], row[schema.EVENT]))
        for row in one.events.to_dict("records")
    )
    return Section("events", "Days noted", "", items)


def _included_part(one: Dossier) -> Section:
    items = tuple(Item(heading_of(name), text) for name, text in one.included.items())
    return Section("included", "From your tables", "", items)


def as_text(one: Dossier) -> str:
    """The whole dossier as plain text of 80 columns."""
    day = "no dates" if one.as_of is None else f"as of {iso(one.as_of)}"
    lines = [f"{one.name}, {day}"]
    lines += textwrap.wrap(who_in_words(one), TEXT_WIDTH)
    for part in one.sections:
        lines += ["", *textwrap.wrap(part.heading, TEXT_WIDTH)]
        lines += textwrap.wrap(part.lead, TEXT_WIDTH, initial_indent="  ", subsequent_indent="  ")
        for line, indent in item_lines(part):
            lines += textwrap.wrap(
                line, TEXT_WIDTH, initial_indent="  ", subsequent_indent=" " * indent
            )
    return "\n".join(lines)


def item_lines(part: Section) -> Iterator[tuple[str, int]]:
    """The items of a part as lines of text, each with how far its further lines are set in."""
    for number, item in enumerate(part.items, start=1):
        sign = f"{number}." if part.numbered else "-"
        yield f"{sign} {item.in_words}", len(sign) + 3
