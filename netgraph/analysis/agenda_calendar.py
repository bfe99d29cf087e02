"""The agenda as entries of a calendar, as iCalendar (RFC 5545) writes them."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import TYPE_CHECKING, Any, Final

from netgraph import schema
from netgraph.analysis.agenda_steps import MEETING_PASSED, NO_WORDS
from netgraph.iso_days import days_after

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

PRODUCT: Final = "-//netgraph//agenda//EN"
STEP_WORDS: Final = {
    schema.WRITE: "Write to {}",
    schema.FOLLOW_UP: "Follow up with {}",
    schema.PREPARE: "Prepare the meeting with {}",
    schema.THANK: "Thank {}",
    schema.ASK: "Ask {} for a referral",
    schema.PLANNED: "Next step with {}",
    schema.REVIVE: "Revive a branch through {}",
    schema.KEEP_IN_TOUCH: "Keep in touch with {}",
    schema.TELL: "Tell {} where you landed",
}
"""Each action as a request, for a person's name."""


def calendar_bytes(actions: pd.DataFrame, day: dt.date) -> bytes:
    """Write an agenda as a calendar: an entry of a whole day for each row.

    Parameters
    ----------
    actions
        What ``agenda`` answers.
    day
        The day on which it stands. What is overdue, or due on no day, is entered there.

    Returns
    -------
    The same bytes for the same rows. An entry is called by its person and its action, so that a
    second import moves it and makes no second one.
    """
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    stamp = dt.datetime.combine(day, dt.time(), dt.UTC)
    for row in actions.astype(object).where(actions.notna(), None).to_dict("records"):
        due = row[schema.DUE_ON]
        begins = day if due is None else max(day, due.date())
        event = Event()
        event.add("uid", _name_of_entry(row[schema.CONTACT_ID], row[schema.ACTION]))
        event.add("dtstamp", stamp)
        # a calendar takes what comes with a higher number as newer
        event.add("sequence", day.toordinal())
        event.add("dtstart", begins)
        event.add("dtend", days_after(begins, 1))
        event.add("transp", "TRANSPARENT")
        event.add("summary", _entry_heading(row))
        event.add("description", "\n".join(_description(row)))
        calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written


def _entry_heading(row: Mapping[Any, Any]) -> str:
    """What a day of the calendar shows: a planned step by its own words."""
    action, name, why = row[schema.ACTION], row[schema.NAME], row[schema.REASON]
    if action == schema.PLANNED and why == MEETING_PASSED:
        return f"Did the meeting with {name} happen?"
    if action == schema.PLANNED and why != NO_WORDS:
        return f"{why} ({name})"
    return STEP_WORDS[action].format(name)


def _name_of_entry(contact: str, action: str) -> str:
    told = hashlib.sha256(f"{contact}\n{action}".encode("utf-8", "surrogatepass")).hexdigest()
    return f"{told[:32]}@netgraph"


def _description(row: Mapping[Any, Any]) -> list[str]:
    due, also, place = row[schema.DUE_ON], row[schema.ALSO], row[schema.FILL_IN]
    lines = [row[schema.ORGANIZATION], row[schema.REASON]]
    if whose := row.get(schema.KNOWN_TO):
        lines.insert(0, f"known to {whose}")
    lines.append(None if due is None else f"due on {due.date().isoformat()}")
    lines.append(also and f"also: {also.replace('_', ' ')}")
    lines.append(place and f"when it is done: {place}")
    return [str(line) for line in lines if line]
