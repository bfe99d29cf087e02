"""What people of a map are coloured, sized and hidden by: the classes that the page draws, too.

The page makes the same of the same texts (``assets/page/classes.js``); a test compares them.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from netgraph import schema
from netgraph.analysis.people import people
from netgraph.analysis.standing import standings
from netgraph.frames import values
from netgraph.patterns import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netgraph.arrays import Longs
    from netgraph.network import ReferralNetwork

CLASS_COLUMNS: Final = (
    *(schema.STANDING, schema.ORGANIZATION, schema.GENERATION, schema.SOURCE),
    schema.DECISION_MAKER,
)
SIZE_COLUMNS: Final = (
    *(schema.CREDIT, schema.REACH, schema.EXCLUSIVE_REACH, schema.REFERRALS_MADE),
    *(schema.INTRODUCTIONS, schema.ORGANIZATIONS_REACHED, schema.EXCLUSIVE_ORGANIZATIONS),
    schema.CHANCE,
)
"""What the lists of the page offer, but for columns that a map includes besides."""
OWN_CLASSES: Final = 9
"""Classes with a colour of their own; a tenth is shown rather than an "other" of one."""
OTHER_CLASS: Final = "\0other"
"""The class of all values without a class of their own."""
WITHOUT_CLASS: Final = ""
DOES_DECIDE, DECIDES_NOT = "decides", "does not, or not known"
NUMBER_TEXT: Final = lazy_pattern(r"[+-]?\d+(\.\d+)?(e[+-]?\d+)?", re.IGNORECASE | re.ASCII)


class Classes(NamedTuple):
    """The classes of a column.

    Parameters
    ----------
    keys
        What each is called in an address.
    of
        int64[n], the place of everybody's class among them.
    """

    keys: tuple[str, ...]
    of: Longs


def class_columns(net: ReferralNetwork, include: Sequence[str]) -> tuple[str, ...]:
    """Columns by which the page colours; a source, or a further column, only where it is filled."""
    optional = {schema.SOURCE, *include}
    columns = dict.fromkeys((*CLASS_COLUMNS, *include))
    return tuple(c for c in columns if c not in optional or any(class_texts(net, c)))


def number_columns(net: ReferralNetwork, include: Sequence[str]) -> tuple[str, ...]:
    """Columns by which the page sizes dots: its own, and further ones that hold numbers alone."""
    further = []
    for column in include:
        filled = [text for text in class_texts(net, column) if text]
        if filled and all(NUMBER_TEXT.fullmatch(text) for text in filled):
            further.append(column)
    return (*SIZE_COLUMNS, *further)


def class_texts(net: ReferralNetwork, column: str) -> list[str]:
    """The value of everybody as the page has it, empty for none."""
    who = people(net)
    if column == schema.STANDING:
        return [schema.STANDING_CODES[code] for code in standings(net)]
    if column == schema.ORGANIZATION:
        names = list(who.organizations)
        return [names[at] if at >= 0 else WITHOUT_CLASS for at in who.organization]
    if column == schema.GENERATION:
        return [str(number) for number in net.forest.generation]
    if column == schema.DECISION_MAKER:
        return [DOES_DECIDE if flag else DECIDES_NOT for flag in who.decides]
    held = values(who.table, column)
    return [str(text) for text in held.astype(object).where(held.notna(), WITHOUT_CLASS)]


def classes_of(net: ReferralNetwork, column: str) -> Classes:
    """Sort people into the classes of a column: the most frequent values, others, and none."""
    texts = class_texts(net, column)
    count = Counter(text for text in texts if text)
    if column == schema.GENERATION:
        ordered = sorted(count, key=int)
    else:
        # JavaScript compares the units of UTF-16
        ordered = sorted(count, key=lambda text: (-count[text], _units(text)))
    own = ordered if len(ordered) <= OWN_CLASSES + 1 else ordered[:OWN_CLASSES]
    keys = [*own, *([OTHER_CLASS] if len(own) < len(ordered) else [])]
    keys += [WITHOUT_CLASS] if WITHOUT_CLASS in texts else []
    place = {key: at for at, key in enumerate(keys)}
    other = place.get(OTHER_CLASS, -1)
    return Classes(tuple(keys), np.array([place.get(t, other) for t in texts], dtype=np.int64))


def _units(text: str) -> bytes:
    return text.encode("utf-16-be", "surrogatepass")
