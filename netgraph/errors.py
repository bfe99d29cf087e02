"""The errors netgraph raises: one root, and a child for each thing a caller may want to tell apart.

Each also derives from the built-in error that it is, so that ``except ValueError`` finds it.
"""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

SHOWN_IN_FULL: Final = 5
"""Problems that a message repeats, and known names that it lists."""
COMPARED_BY_DIFFLIB: Final = 1_000
LEAST_ALIKE: Final = 60.0
"""Likeness in hundredths below which a name is no hint; difflib's ratio is never higher."""


class NetgraphError(Exception):
    """Anything netgraph refuses, in words meant for the person who asked."""


class InputError(NetgraphError, ValueError):
    """Tables that cannot be read as they are.

    Parameters
    ----------
    problems
        One sentence a problem, each naming the file, line, column and value and what was expected.
        All of them are kept; the message shows the first five and counts the rest.
    """

    def __init__(self, problems: str | Sequence[str]) -> None:
        self.problems: tuple[str, ...] = (
            (problems,) if isinstance(problems, str) else tuple(problems)
        )
        super().__init__(first_few(self.problems))


class EmptyFileError(InputError):
    """A file of tables holds nothing at all, not even a header."""


class NotOnEngineError(InputError):
    """Something that no engine reads or does, though memory may.

    Parameters
    ----------
    why
        What it is.
    way_out
        What helps where memory is too small for it.
    """

    def __init__(self, why: str, way_out: str = "") -> None:
        self.why = why
        super().__init__(f"{why}; {way_out}" if way_out else why)


class MissingColumnError(InputError, LookupError):
    """A table lacks a column it must have.

    No ``KeyError``: that shows its message in quotes.
    """


class UnknownNameError(NetgraphError, LookupError, ValueError):
    """A contact, organization, column or option that does not exist; the nearest match is named.

    A ``LookupError`` for a name that the tables lack, a ``ValueError`` for what an option takes.
    """


class OptionError(NetgraphError, ValueError):
    """An option was given a value that it cannot take, such as a number below its least."""


class OutputError(NetgraphError, OSError):
    """A file that cannot be written where it was asked for."""


class MissingExtraError(NetgraphError, ImportError):
    """An optional library is not installed; the message names the extra that brings it."""


def first_few(
    problems: Sequence[str], shown: int = SHOWN_IN_FULL, *, number: int | None = None
) -> str:
    """Join the first ``shown`` problems, a line each, and count the rest.

    Where only the first of very many were put into words, ``number`` says how many there are.

    Examples
    --------
    >>> print(first_few(["a", "b", "c"], shown=2))
    a
    b
    … and 1 more like these
    """
    lines = list(problems[:shown])
    more = (len(problems) if number is None else number) - len(lines)
    if more > 0:
        lines.append(f"… and {more:,} more like these")
    return "\n".join(lines)


def some_of(names: Sequence[str]) -> str:
    """Join the first few names, with a sign where there are more.

    Examples
    --------
    >>> some_of(["a", "b"]), some_of("abcdefg")
    ('a, b', 'a, b, c, d, e, …')
    """
    return ", ".join([*names[:SHOWN_IN_FULL], *["…"] * (len(names) > SHOWN_IN_FULL)])


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that looks most like ``word``, or None when none is close.

    Examples
    --------
    >>> nearest("organisation", ["organization", "name"])
    'organization'
    >>> nearest("zebra", ["organization", "name"]) is None
    True
    """
    # Names that differ in case only share an entry, and the last of them is shown.
    lowered = {k.casefold(): k for k in known}
    word, names = word.casefold(), list(lowered)
    if len(names) > COMPARED_BY_DIFFLIB:
        # difflib takes 4 s for 100,000 names: of so many it compares the ten that rapidfuzz finds.
        from rapidfuzz import fuzz, process

        found = process.extract(word, names, scorer=fuzz.ratio, limit=10, score_cutoff=LEAST_ALIKE)
        names = [name for name, *_ in found]
    close = difflib.get_close_matches(word, names, n=1, cutoff=0.6)
    return lowered[close[0]] if close else None


OPTION_AT_MOST: Final = 1_000_000_000
"""The largest number that an option takes where it names no other limit."""
MOST_DAYS: Final = 36_525
"""A hundred years: dates counted on from there would have years of five digits."""


def whole_number(what: str, value: object, least: int, most: int = OPTION_AT_MOST) -> int:
    """Take a whole number from ``least`` on.

    Raises
    ------
    OptionError
        If it is none; it names the number, what it is for and what was expected.

    Examples
    --------
    >>> whole_number("k", 3, least=1)
    3
    """
    from numbers import Integral

    # numpy's integers are ``Integral`` too, and so is True, which is no number here.
    if isinstance(value, bool) or not isinstance(value, Integral) or value < least:
        raise OptionError(f"{what} must be a whole number from {least} on, not {value!r}")
    number = int(value)
    if number > most:
        raise OptionError(f"{what} must be at most {most:,}")
    return number


def missing_extra(what: str, extra: str) -> MissingExtraError:
    """Make the error for an optional library that is not installed."""
    return MissingExtraError(
        f"{what} is not installed; in the folder of netgraph: pip install '.[{extra}]'"
    )


def unknown(what: str, word: object, known: Iterable[str]) -> UnknownNameError:
    """Make the error for an unknown name: what was found, what was expected, the nearest match."""
    # It may be an iterator, and is gone through twice; a name may be an id as well.
    word, known = str(word), list(dict.fromkeys(known))
    hint = nearest(word, known)
    if hint is not None:
        return UnknownNameError(f"no {what} {word!r}; did you mean {hint!r}?")
    return UnknownNameError(f"no {what} {word!r}; there is {some_of(known) or 'none'}")
