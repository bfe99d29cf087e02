"""The answer of a verb: one or several tables, and what they rest on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from netgraph.iso_days import iso

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pandas as pd

    from netgraph.cohort.cohort import Cohort
    from netgraph.network import ReferralNetwork

NOBODY_YET: Final = "nobody is in the tables yet: write a row a person, save, and ask again"
ONLY_TABLE: Final = "rows"
"""Name of a table that stands alone in its answer."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a verb found out: one or several tables and what they rest on.

    Parameters
    ----------
    title
        What the tables are about.
    tables
        Name to table; one that stands alone is called ``rows``.
    as_of
        The date on which they stand.
    issues
        How many issues of each code, None where that is not to be shown.
    notes
        What the numbers rest on.
    counts
        Name to number, where there are totals; None where one is not to be shown.
    ranks
        Name of a table to its columns, the most telling first: a narrow screen shows as many of
        them as fit. Columns that are not named come after.
    findings
        Sentences with their figures, where the answer has them.
    lines
        What a screen shows instead of the tables, for its width; such a screen says no notes but
        those of ``screen_notes``.
    rows_on_terminal
        Rows of each table that a terminal shows; None for as many as there is room for.
    net
        The network, by which a screen calls people by their names where the columns hold ids.
    """

    title: str
    tables: dict[str, pd.DataFrame]
    as_of: pd.Timestamp | None
    issues: Mapping[str, int | None]
    notes: list[str] = field(default_factory=list)
    counts: Mapping[str, int | None] = field(default_factory=dict)
    ranks: dict[str, tuple[str, ...]] = field(default_factory=dict)
    net: ReferralNetwork | Cohort | None = None
    rows_on_terminal: int | None = None
    findings: list[dict[str, Any]] | None = None
    lines: Callable[[int], list[str]] | None = None
    screen_notes: list[str] = field(default_factory=list)

    @property
    def headline(self) -> str:
        """The title and the as-of date in words."""
        return f"{self.title}, {as_of_words(self.as_of)}"


def iso_date(date: pd.Timestamp | None) -> str | None:
    """Spell a date in ISO form, None where there is none."""
    return None if date is None else iso(date)


def as_of_words(as_of: pd.Timestamp | None) -> str:
    """Say on which date an answer stands."""
    return "no dates" if as_of is None else f"as of {iso_date(as_of)}"
