"""Where a finding is shown on a page: the table or figure, and the rows that it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from netgraph.analysis.findings import Finding
    from netgraph.report.grids import Grid

# by the first words of the question that shows a finding, the longest that fits
PLACES: Final = {
    "organizations --lose": ("advocates", "contacts"),
    "organizations": ("organizations",),
    "advocates": ("advocates",),
    "growth": ("figure-growth",),
    "dead-ends": ("dead-ends",),
    "sources": ("sources",),
    "paths": ("contacts",),
    "agenda": ("to-do", "advocates", "contacts"),
}
"""Question to the tables or figures of a report that show it, the best first."""
ROWS_LIT: Final = 1_000


class Pointer(NamedTuple):
    """A finding on a page: its sentence, where it leads to, and which rows are marked there."""

    sentence: str
    target: str
    rows: tuple[int, ...]


def pointers(
    findings: Sequence[Finding], grids: Mapping[str, Grid], figures: Sequence[str]
) -> list[Pointer]:
    """Say where each finding is shown.

    Parameters
    ----------
    findings
        The findings.
    grids
        The tables of the page by their names.
    figures
        The names of its figures.
    """
    return [_pointer(one, grids, figures) for one in findings]


def _pointer(finding: Finding, grids: Mapping[str, Grid], figures: Sequence[str]) -> Pointer:
    question = next(words for words in PLACES if finding.question.startswith(words))
    about = {*finding.contact_ids, *finding.organizations}
    first = ""
    for place in PLACES[question]:
        if place.removeprefix("figure-") in figures and place not in grids:
            return Pointer(finding.sentence, place, ())
        if place not in grids:
            continue
        rows = [k for k, key in enumerate(grids[place].keys) if key in about][:ROWS_LIT]
        if rows or not about:
            return Pointer(finding.sentence, f"table-{place}", tuple(rows))
        first = first or f"table-{place}"
    return Pointer(finding.sentence, first, ())
