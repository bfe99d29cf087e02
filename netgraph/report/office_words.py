"""What a page of counts says to who looks at many searches: the students' words made theirs."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any, Final

from netgraph import schema
from netgraph.glossary import TERMS

if TYPE_CHECKING:
    from netgraph.report.grids import Grid

_AS_ONE: Final = "All searches count as one, each person once"
TERMS_OF_OFFICES: Final = {
    "contact": f"Somebody whom any of the students knows. {_AS_ONE}.",
    "referral": "Somebody gave a student somebody's name.",
    "first contact": "Somebody a student found without a referral: family, an event, a directory.",
    "generation": TERMS["generation"],
    "target": "An organization that students want to reach.",
    "met": "A student met or talked to them: there is a day of it, or the status says so.",
    schema.STUCK: TERMS[schema.STUCK],
    "as of": (
        "The day on which an answer stands. What is dated after it has not happened yet. Unless "
        "another is asked for it is the latest day in the tables."
    ),
}
"""Words that stand on a page of counts."""
ABOUT_TABLES: Final = {
    "organizations": f"Where the students know somebody. {_AS_ONE}.",
    "sources": (
        "What led on of each way in which students found somebody without a referral. "
        f"{_AS_ONE}: whom any student was referred to is no first contact, and reach, "
        "organizations and credit follow the referrals of all students together, so that a chain "
        "may lead from what one student wrote down to what another did."
    ),
    "by-generation": (
        f"How many people each step of introductions brought. {_AS_ONE}: a chain of "
        "introductions may lead through the searches of several students."
    ),
    "by-month": f"How many there were by the end of each month. {_AS_ONE}.",
}
"""What tables of the page of one search say above their rows where many are counted."""
SAID_TO_OFFICES: Final = {
    "Generation 1 are the people you found yourself, 2 those whom they introduced, and so on.": (
        f"{_AS_ONE}. Generation 1 are those whom students found and nobody introduced, 2 those "
        "whom they introduced, and so on; whom one student found and another was referred to "
        "counts as introduced."
    ),
    "Which organizations you reached": "Which organizations the students reached",
    "How the search grew": "How the searches grew",
    "The longer a bar, the more people you know there; small ones are not drawn.": (
        "The longer a bar, the more people the students know there; small ones are not drawn."
    ),
    "the first listed counts as found by you": "the first listed counts as found by a student",
    "the first listed count as found by you": "the first listed count as found by students",
}
"""Sentences of the page of one search, and what they are where many are counted."""


def said_to_offices(told: dict[str, Any]) -> dict[str, Any]:
    """Say of students what the page of a search says to its seeker.

    Parameters
    ----------
    told
        What ``content`` gathers, with small cells left out.
    """
    pictures = [
        one._replace(
            **{
                part: _in_office_words(getattr(one, part))
                for part in ("heading", "about", "sentence", "markup", "narrow")
            }
        )
        for one in told["pictures"]
    ]
    tables = {name: _grid_for_office(grid) for name, grid in told["tables"].items()}
    repairs = [one._replace(sentence=_in_office_words(one.sentence)) for one in told["repairs"]]
    return told | {
        "pictures": pictures,
        "tables": tables,
        "repairs": repairs,
        "terms": TERMS_OF_OFFICES,
    }


def _grid_for_office(grid: Grid) -> Grid:
    """A table for the office, without rows that say no more than a name, which are counted."""
    said = [any(cells) for _, *cells in grid.rows]
    rows = tuple(itertools.compress(grid.rows, said))
    keys = tuple(itertools.compress(grid.keys, said))
    left = len(said) - len(rows)
    notes = (f"{left:,} more, of which no count can be shown, are not listed.",) if left else ()
    columns = tuple(one._replace(meaning=_in_office_words(one.meaning)) for one in grid.columns)
    return grid._replace(
        kind=grid.kind._replace(about=ABOUT_TABLES.get(grid.kind.name, grid.kind.about)),
        columns=columns,
        rows=rows,
        keys=keys,
        total=grid.total - left,
        notes=(*map(_in_office_words, grid.notes), *notes),
    )


def _in_office_words(words: str) -> str:
    for said, meant in SAID_TO_OFFICES.items():
        words = words.replace(said, meant)
    return words
