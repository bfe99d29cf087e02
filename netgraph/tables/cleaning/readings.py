"""What the spellings of a column mean, and which of them mean nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from netgraph.arrays import Flags


class Unread(NamedTuple):
    """Spellings that cannot be read.

    Parameters
    ----------
    code
        The code of their issue.
    which
        ``bool[spellings]``: which they are.
    messages
        What is wrong with each of them, in their order.
    one_is_enough
        Whether it is the column that cannot be read, not the single cell.
    """

    code: str
    which: Flags
    messages: Sequence[str]
    one_is_enough: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """The values of a column's spellings, missing for those that cannot be read.

    Parameters
    ----------
    values
        An entry a spelling.
    unread
        Those that cannot be read, by what is wrong with them.
    read_as
        Spellings that do not say letter by letter what they were taken to mean, and that; empty
        text where they were taken to say nothing.
    against
        Spellings that were read against what was said of all of them, and that is told in words.
    """

    values: pd.api.extensions.ExtensionArray
    unread: tuple[Unread, ...] = ()
    read_as: Mapping[str, str] = field(default_factory=dict)
    against: tuple[str, ...] = ()
    said: str = ""
