"""Names that may stand inside a text: "Alumni event (met Ann Lee there)"."""

from __future__ import annotations

from typing import Final

from netgraph.patterns import lazy_pattern
from netgraph.tables.person_names import fold

_OF_WHOM: Final = lazy_pattern(r"['\u2019]s?\b(?!\w)")
MOST_WORDS_INSIDE, MOST_WORDS_OF_NAME = 40, 4
"""Words of a text in which names are sought, and words of a name in it."""


def named_inside(text: str) -> list[str]:
    """What names of two words or more, comparable, may stand in a text, in their order.

    Examples
    --------
    >>> named_inside("met Bo Dahl, once")
    ['met bo', 'met bo dahl', 'met bo dahl once', 'bo dahl', 'bo dahl once', 'dahl once']
    """
    # "Bo Dahl's cousin"
    plain = fold(_OF_WHOM.sub("", text))
    words = "".join(c if c.isalnum() else " " for c in plain).split()[:MOST_WORDS_INSIDE]
    return [
        " ".join(words[start:end])
        for start in range(len(words))
        for end in range(start + 2, min(start + MOST_WORDS_OF_NAME, len(words)) + 1)
    ]
