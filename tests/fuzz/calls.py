"""Calls with arguments of any type: an answer, or an error in words, never one of the insides."""

from __future__ import annotations

import functools
import inspect
import math
import os
import re
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

import netgraph as ng
from netgraph.errors import NetgraphError

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

INSIDES = re.compile(
    r"object has no attribute|object is not (callable|iterable|subscriptable)|not supported between"
    r"|unsupported operand|NoneType|has no len\(\)|cannot unpack|list indices|must be real number"
    r"|truth value of|unhashable type"
)
"""How Python complains when nobody looked at an argument."""
LEFT_OUT = {"show_map", "plot", "Converted", "Summary", "ReferralNetwork"}


@functools.cache
def net() -> ng.ReferralNetwork:
    return ng.simulate(25, seed=3)


def junk(chance: random.Random) -> Any:
    """Anything at all."""
    frame = pd.DataFrame({"contact_id": ["a", "b"], "referred_by": ["", "a"]})
    return chance.choice(
        (
            *(None, True, 0, 3, -1, 2.5, math.nan, math.inf, 10**20, b"x", object(), ..., int),
            *("", "x", "met_on", "2024-01-02", "2024-13-01", "today", "a\0b", "x" * 300),
            *([], {}, (), set(), [1], {"name": 3}, {"name": "name"}, ["a"], [None]),
            *(frame, pd.DataFrame(), pd.DataFrame({"x": [object()]}), frame["contact_id"], pd.NaT),
            *(pd.NA, pd.Timestamp("2024-01-02"), np.array([1, 2]), Path("x"), Path(), lambda: 3),
            *(net(), net().graph),
        )
    )


@functools.cache
def functions() -> tuple[tuple[str, Callable[..., Any]], ...]:
    """Every public function, and the methods of a network."""
    free = [(n, getattr(ng, n)) for n in ng.__all__ if n not in LEFT_OUT]
    plots = [(f"plot.{n}", getattr(ng.plot, n)) for n in ("tree", "growth", "generations")]
    methods = [
        (f"net.{n}", getattr(net(), n))
        for n in dir(type(net()))
        if not n.startswith("_") and callable(getattr(net(), n))
    ]
    return tuple((n, f) for n, f in [*free, *plots, *methods] if not inspect.isclass(f))


def arguments(
    function: Callable[..., Any], chance: random.Random
) -> tuple[list[Any], dict[str, Any]]:
    """What to call it with: often a network first, anything elsewhere."""
    given: list[Any] = []
    named: dict[str, Any] = {}
    for name, parameter in inspect.signature(function).parameters.items():
        value = net() if name == "net" and chance.random() < 0.7 else junk(chance)
        if parameter.kind is parameter.VAR_POSITIONAL:
            given += [junk(chance) for _ in range(chance.randrange(3))]
        elif parameter.kind is parameter.KEYWORD_ONLY:
            if chance.random() < 0.3:
                named[name] = value
        elif parameter.kind is not parameter.VAR_KEYWORD and (
            parameter.default is parameter.empty or chance.random() < 0.3
        ):
            given.append(value)
    return given, named


def trial(folder: Path, chance: random.Random) -> None:
    """One call."""
    name, function = chance.choice(functions())
    given, named = arguments(function, chance)
    large = [v for v in given if isinstance(v, int | float) and v > 10**6]
    if name == "simulate" and large:
        given = [7]
    home = os.getcwd()  # noqa: PTH109 - what chdir takes
    os.chdir(folder)
    try:
        function(*given, **named)
    except NetgraphError as error:
        assert str(error).strip()  # noqa: PT017 - an error is one of two right outcomes
    except (TypeError, ValueError) as error:
        inside = traceback.extract_tb(error.__traceback__)[-1].filename
        if INSIDES.search(str(error)) or ("netgraph" not in inside and inside != __file__):
            error.add_note(f"{name}(*{given!r:.300}, **{named!r:.300})")
            raise
    except OSError:
        if not any(isinstance(value, str | Path | bytes) for value in [*given, *named.values()]):
            raise
    except Exception as error:
        error.add_note(f"{name}(*{given!r:.300}, **{named!r:.300})")
        raise
    finally:
        os.chdir(home)
        plt.close("all")
