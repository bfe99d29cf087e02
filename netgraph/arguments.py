"""Arguments of public functions: what is of a wrong type is refused in words, before any work."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from netgraph.argument_rules import A_FRAME, A_PATH, FRAME_OR_NONE, Rule, fitting
from netgraph.cohort.cohort import Cohort
from netgraph.errors import OptionError
from netgraph.network import ReferralNetwork

if TYPE_CHECKING:
    from collections.abc import Callable

    from netgraph.argument_rules import Parameters, Result


def a_network(net: object) -> ReferralNetwork:
    """Take a network, and nothing else.

    Raises
    ------
    OptionError
        If it is something else; it says what makes a network of that.
    """
    if isinstance(net, ReferralNetwork):
        return net
    module = type(net).__module__.partition(".")[0]
    if isinstance(net, str | os.PathLike):
        way = f"ng.read({str(net)!r})"
    elif module == "networkx":
        way = "ng.from_networkx(graph)"
    elif module in ("pandas", "polars", "pyarrow", "pyspark"):
        way = "ng.from_frames(contacts, referrals)"
    else:
        way = "ng.read(files), ng.from_frames(contacts, referrals) or ng.from_networkx(graph)"
    name = type(net).__name__
    article = "an" if name[:1].lower() in "aeiou" else "a"
    raise OptionError(f"not a network but {article} {name}; make one first: {way}")


# What is none raises there, in words that say what makes a network of it.
A_NETWORK: Final = Rule("a network", lambda value: a_network(value) is value)
NETWORK_OR_COHORT: Final = Rule(
    "a network or a cohort", lambda value: isinstance(value, Cohort) or A_NETWORK.fits(value)
)
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


__all__ = [
    "A_FRAME",
    "A_NETWORK",
    "FRAME_OR_NONE",
    "NETWORK_OR_COHORT",
    "SOURCE_OR_NETWORK",
    "checked",
]
