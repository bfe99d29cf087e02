"""What arguments must be, by the name of the parameter, and how a wrong one is refused in words.

The package has one word for an idea, so a rule goes by the name of the parameter.
"""

from __future__ import annotations

import errno
import functools
import inspect
import os
from collections.abc import Callable, Collection, Iterable, Mapping
from numbers import Integral, Real
from typing import Any, Final, NamedTuple, ParamSpec, TypeVar

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.errors import OPTION_AT_MOST, OptionError
from netgraph.patterns import lazy_pattern
from netgraph.progress import shown_in_notebooks

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")

HALF_A_CHARACTER: Final = lazy_pattern("[\ud800-\udfff]")
"""A surrogate without the other one: text that no file and no table can hold."""
ARRAYS: Final = (pd.Series, pd.Index, np.ndarray)
LONGEST_REPEATED: Final = 60
"""Letters of a wrong value that a message repeats."""
DOTS_PER_INCH: Final = (10, 2400)
"""Dots per inch that a figure may have."""
PIXELS_OF_A_MAP: Final = (100, 10_000)
"""Height of the frame that a map in a notebook may have."""


def _halves(value: object) -> str:
    """Say so where text holds half a character; it may be one of several."""
    if isinstance(value, Mapping):
        return _halves([*value.keys(), *value.values()])
    several = value if isinstance(value, list | tuple | set | frozenset) else (value,)
    texts = (one for one in several if isinstance(one, str) and not one.isascii())
    lost = any(HALF_A_CHARACTER.search(one) for one in texts)
    return "it holds half a character, a surrogate without the other" if lost else ""


def _no_place(value: object) -> str:
    """Say why no file can be called so."""
    if not isinstance(value, str | os.PathLike):
        return next((said for one in value if (said := _no_place(one))), "")  # type: ignore[attr-defined]
    name = os.fspath(value)
    try:
        os.fsencode(name)  # half a character may stand for a byte of a name that is no UTF-8
    except UnicodeEncodeError:
        return "no file can be called so, as it holds half a character"
    if "\0" in name:
        return "no file can be called so, as it holds a zero byte"
    try:
        os.lstat(name)
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            return "no file can have so long a name"
    return ""


class Rule(NamedTuple):
    """What an argument must be: in words, a test of it, and what may be wrong with one that fits.

    Parameters
    ----------
    expected
        In words, as in "must be a path".
    fits
        Whether a value is of this kind.
    fault
        What is wrong with a value of this kind, empty where nothing is.
    """

    expected: str
    fits: Callable[[Any], bool]
    fault: Callable[[Any], str] = _halves


def _is_path(value: object) -> bool:
    return isinstance(value, str | os.PathLike) and isinstance(os.fspath(value), str)


def _all_fit(values: Iterable[object], fits: Callable[[Any], bool]) -> bool:
    # What can be gone through only once is left to the function: looked at here, it were empty.
    return not isinstance(values, Collection) or all(fits(one) for one in values)


def _is_texts(value: object) -> bool:
    return isinstance(value, str) or (
        isinstance(value, Iterable)
        and not isinstance(value, pd.DataFrame | Mapping | bytes)
        and _all_fit(value, lambda one: isinstance(one, str))
    )


def _is_count(value: Any) -> bool:
    # True is an Integral too, and is no number here
    is_one = isinstance(value, Integral) and not isinstance(value, bool)
    return is_one and 0 <= int(value) <= OPTION_AT_MOST


A_PATH: Final = Rule("a path", _is_path, _no_place)
A_TIMESTAMP: Final = Rule("a Timestamp", lambda value: isinstance(value, pd.Timestamp))
A_FRAME: Final = Rule("a DataFrame", lambda value: isinstance(value, pd.DataFrame))
FRAME_OR_NONE: Final = Rule(
    "a DataFrame or None", lambda value: value is None or isinstance(value, pd.DataFrame)
)
ISSUES_OR_NONE: Final = Rule(
    "a DataFrame or None",
    lambda value: value is None or isinstance(value, pd.DataFrame) or callable(value),
)
"""Issues, or a function that lists them when they are asked for."""
SEEKERS_OR_NONE: Final = Rule(
    "text, a set of ids or None",
    lambda value: value is None or isinstance(value, str | frozenset),
)
A_TEXT: Final = Rule("text", lambda value: isinstance(value, str))
SOME_TEXTS: Final = Rule("texts", _is_texts)
TEXT_OR_NONE: Final = Rule("text or None", lambda value: value is None or isinstance(value, str))
A_MAPPING: Final = Rule(
    "a mapping of names to names",
    lambda value: isinstance(value, Mapping) and _is_texts([*value.keys(), *value.values()]),
)
COLUMNS_OF_SEARCHES: Final = Rule(
    "a mapping of names to names, or to several",
    lambda value: (
        isinstance(value, Mapping)
        and _is_texts([*value.keys()])
        and all(isinstance(one, str | list | tuple) and _is_texts(one) for one in value.values())
    ),
)
"""Several where the files of students call one column in different words."""
YES_OR_NO: Final = Rule(
    "True or False", lambda value: isinstance(value, bool) or type(value).__name__ == "bool_"
)
A_NUMBER: Final = Rule(f"a whole number from 0 to {OPTION_AT_MOST:,}", _is_count)
LINES: Final = Rule("an Index of lines", lambda value: isinstance(value, pd.Index))
FLAGS_OF_CONTACTS: Final = Rule(
    "an array of True and False, one for each contact",
    lambda value: isinstance(value, np.ndarray) and value.dtype == bool and value.ndim == 1,
)
TWO_ARRAYS: Final = Rule(
    "two arrays of whole numbers",
    lambda value: (
        isinstance(value, tuple)
        and len(value) == 2
        and all(isinstance(one, np.ndarray) and one.dtype.kind in "iu" for one in value)
    ),
)
ANY_TEXT: Final = Rule("text", lambda _: True)
"""For what a function looks at itself: only half characters are refused."""
ARGUMENT_RULES: Final[dict[str, Rule]] = {
    **dict.fromkeys(("path", "folder", "to", "same"), A_PATH),
    **dict.fromkeys(("targets", "aliases"), A_PATH),
    **dict.fromkeys(("seeker", "ids"), ANY_TEXT),
    **dict.fromkeys(
        ("by", "per", "renderer", "format", "kind", "what", "outcome"),
        A_TEXT,
    ),
    "label": TEXT_OR_NONE,
    # pages and pictures write a question mark for half a character
    "title": Rule("text", lambda value: isinstance(value, str), lambda _: ""),
    **dict.fromkeys(("encoding", "key", "propensity", "dates", "sheet"), A_TEXT),
    **dict.fromkeys(("keep", "lose", "include", "redact"), SOME_TEXTS),
    **dict.fromkeys(("columns", "values"), A_MAPPING),
    **dict.fromkeys(("lenient", "exact", "expected", "private", "tidy"), YES_OR_NO),
    **dict.fromkeys(("top_labels", "min_cell"), A_NUMBER),
    "height": Rule(
        f"a whole number of pixels from {PIXELS_OF_A_MAP[0]} to {PIXELS_OF_A_MAP[1]:,}",
        lambda value: _is_count(value) and PIXELS_OF_A_MAP[0] <= int(value) <= PIXELS_OF_A_MAP[1],
    ),
    "dpi": Rule(
        f"a number from {DOTS_PER_INCH[0]} to {DOTS_PER_INCH[1]:,}",
        lambda value: (
            isinstance(value, Real)
            and not isinstance(value, bool)
            and DOTS_PER_INCH[0] <= float(value) <= DOTS_PER_INCH[1]
        ),
    ),
    "gone": FLAGS_OF_CONTACTS,
    "ends": TWO_ARRAYS,
    **dict.fromkeys(("issues", "repeats"), FRAME_OR_NONE),
    **dict.fromkeys(("contact_lines", "referral_lines"), LINES),
    "graph": Rule("a NetworkX graph", lambda value: hasattr(value, "is_directed")),
    "ax": Rule(
        "plain, flat Axes of matplotlib, as figure.add_subplot() gives them",
        # others are called 3d, polar and so on; a figure, or an array of axes, has no such name
        lambda value: getattr(value, "name", "") == "rectilinear" and hasattr(value, "barh"),
    ),
    "inputs": Rule(
        "paths",
        lambda value: isinstance(value, Iterable) and _all_fit(value, _is_path),
        lambda value: _no_place(value) if isinstance(value, Collection) else "",
    ),
    "colors": Rule("a function of a network", callable),
    "apart": Rule(
        "pairs of ids",
        lambda value: (
            isinstance(value, Iterable)
            and _all_fit(value, lambda pair: isinstance(pair, tuple | list) and len(pair) == 2)
        ),
    ),
    "hours": Rule(
        "a table of date, activity and hours",
        lambda value: (
            isinstance(value, pd.DataFrame)
            and {schema.DATE, schema.ACTIVITY, schema.HOURS} <= set(value.columns)
        ),
    ),
}
"""Parameter to its rule; None is let through where it is the default."""


def fitting(
    **rules: Rule | None,
) -> Callable[[Callable[Parameters, Result]], Callable[Parameters, Result]]:
    """Make a function refuse arguments of a wrong type in words.

    Parameters
    ----------
    **rules
        Rules of this function that are others than usual; None for no rule.
    """

    def decorate(function: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
        signature = inspect.signature(function)
        own = {**ARGUMENT_RULES, **rules}

        @functools.wraps(function)
        def careful(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Result:
            # Too few or too many arguments are Python's own to tell.
            try:
                bound = signature.bind(*args, **kwargs)
            except TypeError:
                return function(*args, **kwargs)
            for name, value in bound.arguments.items():
                if signature.parameters[name].kind is inspect.Parameter.VAR_POSITIONAL:
                    for one in value:
                        _refuse_misfit("a source", one, own.get(name, A_PATH))
                elif value is not None or signature.parameters[name].default is not None:
                    _refuse_misfit(name, value, own.get(name))
                if own.get(name) is SOME_TEXTS and isinstance(value, ARRAYS):
                    # these say neither yes nor no when they are asked whether they are empty
                    bound.arguments[name] = list(value)
            with shown_in_notebooks(function.__name__.replace("_", " ")):
                return function(*bound.args, **bound.kwargs)

        return careful

    return decorate


def _refuse_misfit(name: str, value: object, rule: Rule | None) -> None:
    if rule is None:
        return
    fits = rule.fits(value)
    fault = rule.fault(value) if fits else ""
    if fits and not fault:
        return
    shown = repr(value) if isinstance(value, str | int | float | bytes | None) else ""
    if len(shown) > LONGEST_REPEATED:
        shown = f"{value[:40]!r}…" if isinstance(value, str) else ""
    called = type(value).__name__
    shown = shown or f"{'an' if called[:1].lower() in 'aeiou' else 'a'} {called}"
    raise OptionError(
        f"{name} must be {rule.expected}, not {shown}" + (f": {fault}" if fits else "")
    )


def several_ids(ids: Iterable[str]) -> list[str]:
    """Take one id as a list of it, not as a list of its letters."""
    if isinstance(ids, str):
        return [ids]
    if not isinstance(ids, Iterable):
        raise OptionError(f"ids must be ids of contacts, not {ids!r}")
    return list(ids)


def refuse_length(name: str, found: int, rows: int) -> None:
    """Refuse what does not hold one entry for each of some rows."""
    if found != rows:
        raise OptionError(f"{name} must hold one entry for each of {rows:,}, not {found:,}")
