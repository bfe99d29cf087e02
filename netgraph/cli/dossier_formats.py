"""A dossier as text, JSON or Markdown."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from netgraph import schema
from netgraph.analysis.dossier_words import item_lines, who_in_words
from netgraph.cli.answer import as_of_words, iso_date
from netgraph.cli.escaping import escape_json, escape_markdown, escape_markdown_line
from netgraph.cli.formats import json_rows
from netgraph.cli.week_screen import broken_lines

if TYPE_CHECKING:
    from collections.abc import Mapping

    from netgraph.analysis.dossier import Dossier

PERSON: Final = (
    schema.CONTACT_ID,
    schema.NAME,
    schema.ORGANIZATION,
    schema.TITLE,
    schema.FIELD,
    schema.STANDING,
    "phase",
    schema.DECISION_MAKER,
    "on_target",
    schema.STUB,
    schema.SOURCE,
    schema.CHANNEL,
    schema.RESUME_KEPT,
    schema.MET_ON,
    schema.LAST_CONTACT_ON,
    schema.DAYS_QUIET,
    schema.EXPECTED_REFERRALS,
    schema.EXPECTED_RANK,
)
"""Facts of a dossier that are one value each."""
DOSSIER_TABLES: Final = (
    "chain",
    schema.REFERRED_BY,
    "named",
    "colleagues",
    "nearest",
    "open_steps",
    "events",
)
ADVICE: Final = ("points", "closing", "afterwards")
NO_LIMIT: Final = 10_000
"""Lines of an item: none is cut."""


def dossier_text(one: Dossier, width: int) -> str:
    """The dossier in lines of a terminal, none wider than it is."""
    lines = broken_lines(
        f"{one.name}, {as_of_words(one.as_of)}", width, "  ", most=NO_LIMIT
    ) + _wrapped(who_in_words(one), width, "", "")
    for part in one.sections:
        lines += ["", *_wrapped(part.heading, width, "", "")]
        lines += _wrapped(part.lead, width, "  ", "  ")
        for line, indent in item_lines(part):
            lines += _wrapped(line, width, "  ", " " * indent)
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _wrapped(text: str, width: int, first: str, further: str) -> list[str]:
    if not text:
        return []
    # the first line is as much narrower as the further ones, and gets its own indent
    lines = broken_lines(text, width, further, most=NO_LIMIT)
    return [
        f"{first}{lines[0]}" if first and not lines[0].startswith(first) else lines[0],
        *lines[1:],
    ]


def dossier_json(one: Dossier, issues: Mapping[str, int | None]) -> str:
    """The object that ``netgraph/README.md`` describes; dates ISO, missing null."""
    parts = {part.key: part for part in one.sections}
    envelope: dict[str, Any] = {
        "as_of": iso_date(one.as_of),
        "issues": dict(issues),
        "notes": list(one.notes),
        "person": {name: _date_or_value(getattr(one, name)) for name in PERSON},
        **{name: json_rows(getattr(one, name)) for name in DOSSIER_TABLES},
        "branch": one.branch._asdict(),
        "included": dict(one.included),
        "questions": list(one.questions),
    }
    for key in ADVICE:
        items = parts[key].items if key in parts else ()
        envelope[key] = [item._asdict() for item in items]
    return escape_json(json.dumps(envelope, ensure_ascii=False, indent=1, allow_nan=False)) + "\n"


def _date_or_value(value: object) -> object:
    return iso_date(value) if isinstance(value, pd.Timestamp) else value


def dossier_markdown(one: Dossier) -> str:
    """Headings and lists, everything from the tables escaped."""
    blocks = [f"# {escape_markdown(one.name)}, {as_of_words(one.as_of)}"]
    if who := who_in_words(one):
        blocks.append(escape_markdown_line(who))
    for part in one.sections:
        blocks.append(f"## {escape_markdown(part.heading)}")
        if part.lead:
            blocks.append(escape_markdown_line(part.lead))
        lines = [
            f"{f'{number}.' if part.numbered else '-'} {escape_markdown_line(item.in_words)}"
            for number, item in enumerate(part.items, start=1)
        ]
        if lines:
            blocks.append("\n".join(lines))
    return "\n\n".join(blocks) + "\n"
