"""Names with the address of a page: "Oak Labs (https://…)", a link in Markdown, [[Oak Labs]].

Programs that keep pages export a relation so. The address says nothing of the name, and one that
stays makes two organizations of one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from netgraph import schema
from netgraph.patterns import lazy_pattern
from netgraph.tables.cleaning.text import cells_that_match, may_hold
from netgraph.tables.issues import Issues, OfCells, quoted
from netgraph.tables.person_names import page_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MAY_BE_LINKS: Final = (
    schema.NAME,
    schema.ORGANIZATION,
    schema.TITLE,
    schema.FIELD,
    schema.SOURCE,
)
"""Columns of free text whose cells name something that may have a page."""
LONGEST_LINKED: Final = 4000
"""Letters of a cell that is looked at; no relation of a few pages is longer."""
_SIGNS_OF_LINKS: Final = ("/", "[", ".md")
"""One of them is in every cell with a link."""
_PAGE_ADDRESS: Final = (
    r"(?:https?|notion|obsidian)://[^\s()\[\]<>]*|[^()\[\]<>]{1,300}\.(?:md|html)"
)
_MAY_BE_LINK: Final = r"://|\]\(|\[\[|\.md|\.html"
_WIKI_LINK: Final = lazy_pattern(r"\[\[([^\[\]|#]+)(?:#[^\[\]|]*)?(?:\|[^\[\]]*)?\]\]")
_MARKDOWN_LINK: Final = lazy_pattern(r"\[([^\[\]]+)\]\([^()]*\)")
_ADDRESS_BESIDE: Final = lazy_pattern(rf"\s*(?:\((?:{_PAGE_ADDRESS})\)|<(?:{_PAGE_ADDRESS})>)")
_ADDRESS_BEHIND: Final = lazy_pattern(r"(?<=\S)(?:\s*[-\u2013\u2014|,:;])?\s+https?://\S+$")


def without_link(text: str) -> str:
    """A cell without the addresses of the pages that it names; any other text as it is.

    Examples
    --------
    >>> without_link("Oak Labs (https://www.notion.so/Oak-Labs-0123)"), without_link("Oak (UK)")
    ('Oak Labs', 'Oak (UK)')
    >>> without_link("[Oak Labs](https://oak.example)"), without_link("[[firms/Oak Labs|Oak]]")
    ('Oak Labs', 'Oak Labs')
    """
    if len(text) > LONGEST_LINKED:
        return text
    words, before = text, ""
    # one link in another, two addresses behind a name: what is left must have none, or what is
    # written would be read as something else again
    while words != before:
        before = words
        words = _WIKI_LINK.sub(lambda found: found[1].rsplit("/", 1)[-1], words)
        words = _MARKDOWN_LINK.sub(lambda found: found[1], words)
        words = _ADDRESS_BEHIND.sub("", _ADDRESS_BESIDE.sub("", words)).strip()
    # an address alone says the name only where it is the one of a page
    return page_name(words) or words or text


def links_in(cells: Iterable[str]) -> dict[str, str]:
    """Each different cell that has a link, to itself without."""
    found = {text: without_link(text) for text in dict.fromkeys(cells)}
    return {text: plain for text, plain in found.items() if plain != text}


def cells_maybe_links(cells: pd.Series) -> pd.Series:
    """The cells of a column of text that may have a link; most columns are done with at a glance.

    Parameters
    ----------
    cells
        Text, missing where a cell is empty.
    """
    if not may_hold(cells, *_SIGNS_OF_LINKS):
        return cells.iloc[:0]
    return pd.Series(cells[cells_that_match(cells.astype("str"), _MAY_BE_LINK)])


def links_told(linked: pd.Series, plain: Mapping[str, str]) -> tuple[pd.Series, list[OfCells]]:
    """Cells whose link is taken off, each spelling where it first stands, and what is told of it.

    Parameters
    ----------
    linked
        All such cells of a column.
    plain
        Each spelling of them to itself without the link.
    """
    often = linked.value_counts()
    first = linked[~linked.duplicated()]
    return first, [
        OfCells(
            f"{quoted(old)} is read as {quoted(plain[old])}, without the link (", int(often[old])
        )
        for old in first
    ]


def without_links(cells: pd.Series, column: str) -> tuple[pd.Series, tuple[Issues, ...]]:
    """Take the addresses of pages off the cells of a column; each spelling is told once.

    Parameters
    ----------
    cells
        Text, indexed by spot.
    column
        Its standard name.
    """
    maybe = cells_maybe_links(cells)
    plain = links_in(map(str, maybe))
    if not plain:
        return cells, ()
    linked = maybe[maybe.isin(list(plain))]
    first, messages = links_told(linked, plain)
    words = cells.copy()
    words[linked.index] = linked.map(plain)
    return words, (Issues(schema.READ_AS, first, column, messages),)
