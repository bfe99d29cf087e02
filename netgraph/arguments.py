"""Arguments of public functions: what is of a wrong type is refused in words, before any work."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from netgraph.argument_rules import A_FRAME, A_PATH, FRAME_OR_NONE, Rule, fitting
from netgraph.network import ReferralNetwork, a_network

if TYPE_CHECKING:
    from collections.abc import Callable

    from netgraph.argument_rules import Parameters, Result

# What is none raises there, in words that say what makes a network of it.
A_NETWORK: Final = Rule("a network", lambda value: a_network(value) is value)
SOURCE_OR_NETWORK: Final = Rule(
    "a path or a network",
    lambda value: isinstance(value, ReferralNetwork) or A_PATH.fits(value),
    lambda value: A_PATH.fault(value) if isinstance(value, str | os.PathLike) else "",
)


def checked(
    **rules: Rule | None,
) -> Callable[[Callable[Parameters, Result]], Callable[Parameters, Result]]:
    """Make a function, whose parameter ``net`` is a network, refuse wrong arguments in words.

    Parameters
    ----------
    **rules
        Rules of this function that are others than usual; None for no rule.
    """
    return fitting(**{"net": A_NETWORK, **rules})


__all__ = ["A_FRAME", "FRAME_OR_NONE", "SOURCE_OR_NETWORK", "checked"]
