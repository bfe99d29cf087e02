"""How a search stands, on one screen: findings, connectors, this week, a few counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from netgraph import schema
from netgraph.analysis.dead_ends import STRUCTURE_ONLY
from netgraph.analysis.told_in_words import counts_sentence, step_in_words
from netgraph.cli.week_screen import broken_lines
from netgraph.controls import escape_controls
from netgraph.glossary import footnote
from netgraph.iso_days import given_day, iso

if TYPE_CHECKING:
    import pandas as pd

    from netgraph.analysis.summary import Summary

FINDINGS_SHOWN: Final = 3
STEPS_SHOWN: Final = 3
NUMBERS: Final = (
    (schema.INTRODUCTIONS, "introduced", "{:,.0f}"),
    (schema.REACH, "reach", "{:,.0f}"),
    (schema.CREDIT, "credit", "{:,.1f}"),
)
"""Columns of numbers, what they are called here, and how they are written."""
BAR: Final = 6
"""Characters of the longest bar beside the credit."""
WIDEST_NAME, WIDEST_FIRM = 24, 26


def summary_lines(found: Summary, title: str, width: int) -> list[str]:
    """Say how a search stands in at most 22 lines of a terminal.

    Parameters
    ----------
    found
        The summary.
    title
        What it is about, and as of when.
    width
        Columns of the screen.
    """
    if not found.counts[schema.CONTACTS]:
        return [title]
    said = [finding.sentence for finding in found.findings[:FINDINGS_SHOWN]]
    lines = broken_lines(f"{title} (all tables: netgraph summary --full)", width, "  ")
    for sentence in said:
        lines += broken_lines(f"- {sentence}", width, "  ")
    # who named only people known already has connected nobody
    connectors = found.advocates[found.advocates[schema.INTRODUCTIONS] > 0]
    lines += ["", *_connectors_table(connectors, width)] if len(connectors) else []
    lines += _next_steps(found, width)
    return [*lines, "", *broken_lines(_few_counts(found), width, "  ")]


def _connectors_table(advocates: pd.DataFrame, width: int) -> list[str]:
    """The top connectors with a bar for their credit, as wide as the screen allows."""
    numbers = [[form.format(value) for value in advocates[column]] for column, _, form in NUMBERS]
    wide = [
        max(len(word), *map(len, cells))
        for (_, word, _), cells in zip(NUMBERS, numbers, strict=True)
    ]
    room = width - sum(wide) - 2 * len(wide) - BAR - 1
    names = [escape_controls(str(name)) for name in advocates[schema.NAME]]
    firms = advocates[schema.ORGANIZATION].fillna("").map(str).map(escape_controls).tolist()
    name_wide = max(4, min(WIDEST_NAME, room))
    firm_wide = min(WIDEST_FIRM, room - name_wide - 2)
    # on a narrow screen there is no room for organizations
    texts = [(names, "Top connectors", name_wide)]
    texts += [(firms, "", firm_wide)] if firm_wide >= len("Organization") and any(firms) else []
    most = float(advocates[schema.CREDIT].max()) or 1.0
    head = "  ".join(_fitted_cell(word, size) for _, word, size in texts)
    head += "".join(f"  {word:>{n}}" for (_, word, _), n in zip(NUMBERS, wide, strict=True))
    rows = [head]
    for i, credit in enumerate(advocates[schema.CREDIT]):
        line = "  ".join(_fitted_cell(cells[i], size) for cells, _, size in texts)
        line += "".join(f"  {cells[i]:>{n}}" for cells, n in zip(numbers, wide, strict=True))
        bar = max(1, round(BAR * credit / most)) if credit > 0 else 0
        rows.append(f"{line} {'█' * bar}".rstrip())
    return [*rows, *broken_lines(footnote([schema.REACH, schema.CREDIT]), width, "", most=1)]


def _fitted_cell(text: str, size: int) -> str:
    """A text in so many columns of a terminal: cut with an ellipsis, or filled with blanks."""
    from rich.cells import cell_len, set_cell_size

    return (
        set_cell_size(text, size - 1) + "…" if cell_len(text) > size else set_cell_size(text, size)
    )


def _next_steps(found: Summary, width: int) -> list[str]:
    """The first steps of this week, a line each."""
    if found.agenda is None or found.as_of is None or found.agenda.empty:
        return []
    steps = found.agenda.iloc[:STEPS_SHOWN].to_dict("records")
    day = given_day(found.as_of)
    # who reads this may do so days later: these steps are told with dates, and from which day on
    heading = f"To do as of {iso(day)} (as of today: netgraph week):"
    words = (f"- {step_in_words(step, day, counted=False)}" for step in steps)
    return ["", *(broken_lines(line, width, "  ", most=1)[0] for line in (heading, *words))]


def _few_counts(found: Summary) -> str:
    return counts_sentence(found.counts, structure_only=STRUCTURE_ONLY in found.notes)
