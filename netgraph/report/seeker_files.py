"""What the file of each seeker is called: safe on every system, and another for each."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from netgraph.patterns import lazy_pattern
from netgraph.tables.person_names import STROKES

if TYPE_CHECKING:
    from collections.abc import Sequence

INDEX: Final = "index.html"
"""The page of the office among those of the seekers."""
HTML_ENDING: Final = ".html"


class Filed(NamedTuple):
    """What the files of the seekers in a folder are."""

    noun: str
    ending: str = HTML_ENDING
    figure: str = ""

    @property
    def mark(self) -> str:
        """What tells a folder of these from folders of others: ``map``, ``tree.png``."""
        return f"{self.figure}{self.ending}" if self.figure else self.noun


def filed_figures(kind: str, form: str) -> Filed:
    """Figures of one kind, as files of a format."""
    return Filed("figure", f".{form}", kind)


REPORTS: Final = Filed("page")
MAPS: Final = Filed("map")
UNSAFE: Final = lazy_pattern(r"[^A-Za-z0-9_-]+")
_STROKES: Final = str.maketrans(
    {"ß": "ss"} | STROKES | {large.upper(): plain.title() for large, plain in STROKES.items()}
)
LONGEST_STEM: Final = 60
MARK_LETTERS: Final = 8
RESERVED: Final = lazy_pattern(
    r"index|con|prn|aux|nul|com\d|lpt\d|.*-[0-9a-f]{8}", re.IGNORECASE | re.DOTALL
)
"""Names that are or may be another page's, or that no file can have on some systems."""


def seeker_files(ids: Sequence[str], ending: str = HTML_ENDING) -> list[str]:
    """Give each id the name of a file.

    An id of letters, digits, dashes and underscores is the name; of any other what is safe of it
    stays, letters without their accents, and a mark made of all of it tells it apart.

    Examples
    --------
    >>> seeker_files(["s01", "../s01"])
    ['s01.html', 's01-6756534d.html']
    >>> seeker_files(["Żółć Müller"])
    ['Zolc-Muller-cd480f63.html']
    """
    stems = [_safe_stem(one) for one in ids]
    # systems that know no case would write two into one; ids with a mark have one of their own
    folded = [one.casefold() for one in ids]
    counts = Counter(folded)
    return [
        f"{stem if _is_own(one, stem, counts[fold]) else _with_mark(one, stem)}{ending}"
        for one, stem, fold in zip(ids, stems, folded, strict=True)
    ]


def _safe_stem(one: str) -> str:
    # a letter and its accents as signs of their own, which go
    apart = unicodedata.normalize("NFKD", one.translate(_STROKES))
    plain = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return UNSAFE.sub("-", plain).strip("-_")[:LONGEST_STEM]


def _is_own(one: str, stem: str, alike: int) -> bool:
    return bool(one) and one == stem and alike == 1 and not RESERVED.fullmatch(stem)


def _with_mark(one: str, stem: str) -> str:
    mark = hashlib.sha256(one.encode("utf-8", "surrogatepass")).hexdigest()[:MARK_LETTERS]
    return f"{stem or 'seeker'}-{mark}"
