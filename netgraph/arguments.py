"""Arguments of public functions: what is of a wrong type is refused in words, before any work.

The package has one word for an idea, so a rule goes by the name of the parameter.
"""

from __future__ import annotations

import functools
import inspect
import os
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, Final, NamedTuple, ParamSpec, TypeVar

import pandas as pd

from netgraph import schema
from netgraph.errors import OptionError
from netgraph.network import ReferralNetwork, a_network

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


class Rule(NamedTuple):
    """What an argument must be: in words, and a test of it."""

    expected: str
    fits: Callable[[Any], bool]


def _is_path(value: object) -> bool:
    return isinstance(value, str | os.PathLike)


def _all_fit(values: Iterable[object], fits: Callable[[Any], bool]) -> bool:
    # What can be gone through only once is left to the function: looked at here, it were empty.
    return not isinstance(values, Collection) or all(fits(one) for one in values)


def _is_texts(value: object) -> bool:
    return isinstance(value, str) or (
        isinstance(value, Iterable)
        and not isinstance(value, pd.DataFrame | Mapping | bytes)
        and _all_fit(value, lambda one: isinstance(one, str))
    )


A_PATH: Final = Rule("a path", _is_path)
A_FRAME: Final = Rule("a DataFrame", lambda value: isinstance(value, pd.DataFrame))
FRAME_OR_NONE: Final = Rule(
    "a DataFrame or None", lambda value: value is None or isinstance(value, pd.DataFrame)
)
A_TEXT: Final = Rule("text", lambda value: isinstance(value, str))
SOME_TEXTS: Final = Rule("texts", _is_texts)
A_MAPPING: Final = Rule("a mapping of names to names", lambda value: isinstance(value, Mapping))
YES_OR_NO: Final = Rule(
    "True or False", lambda value: isinstance(value, bool) or type(value).__name__ == "bool_"
)
A_NUMBER: Final = Rule("a number", lambda value: hasattr(value, "__index__"))
ARGUMENT_RULES: Final[dict[str, Rule]] = {
    **dict.fromkeys(("path", "folder", "to", "same"), A_PATH),
    **dict.fromkeys(("targets", "aliases"), Rule("a path", _is_path)),
    **dict.fromkeys(
        ("by", "per", "renderer", "format", "kind", "what", "outcome", "title"),
        A_TEXT,
    ),
    "label": Rule("text, or None", lambda value: value is None or isinstance(value, str)),
    **dict.fromkeys(("encoding", "key", "propensity", "dates", "sheet"), A_TEXT),
    **dict.fromkeys(("keep", "lose", "include", "redact"), SOME_TEXTS),
    **dict.fromkeys(("columns", "values"), A_MAPPING),
    **dict.fromkeys(("lenient", "exact", "private", "tidy"), YES_OR_NO),
    **dict.fromkeys(("top_labels", "height"), A_NUMBER),
    "graph": Rule("a NetworkX graph", lambda value: hasattr(value, "is_directed")),
    "ax": Rule("Axes of matplotlib", lambda value: hasattr(value, "get_window_extent")),
    "inputs": Rule(
        "paths",
        lambda value: isinstance(value, Iterable) and _all_fit(value, _is_path),
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


def checked(
    *, network: str = "net", **rules: Rule | None
) -> Callable[[Callable[Parameters, Result]], Callable[Parameters, Result]]:
    """Make a function refuse arguments of a wrong type in words.

    Parameters
    ----------
    network
        The parameter that is the network.
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
                given = signature.bind(*args, **kwargs).arguments
            except TypeError:
                return function(*args, **kwargs)
            for name, value in given.items():
                if name == network:
                    a_network(value)
                elif signature.parameters[name].kind is inspect.Parameter.VAR_POSITIONAL:
                    for one in value:
                        _refuse_misfit("a source", one, own.get(name, A_PATH))
                elif value is not None or signature.parameters[name].default is not None:
                    _refuse_misfit(name, value, own.get(name))
            return function(*args, **kwargs)

        return careful

    return decorate


def _refuse_misfit(name: str, value: object, rule: Rule | None) -> None:
    if rule is None or rule.fits(value):
        return
    shown = repr(value) if isinstance(value, str | int | float | bytes | None) else ""
    shown = shown if 0 < len(shown) <= 60 else f"a {type(value).__name__}"
    raise OptionError(f"{name} must be {rule.expected}, not {shown}")


SOURCE_OR_NETWORK: Final = Rule(
    "a path or a network", lambda value: _is_path(value) or isinstance(value, ReferralNetwork)
)
