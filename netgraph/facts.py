"""What is remembered of a network: each fact is computed once for each choice of its options."""

from __future__ import annotations

import functools
import inspect
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Key = tuple[object, ...]
"""A function's full name, then each option with its type: to Python 1, 1.0 and True are equal."""


class Memory:
    """The memory of one network; a pickle of it holds what the network cannot compute again.

    Parameters
    ----------
    given
        Facts that ``remind`` set.
    """

    __slots__ = ("computed", "given")

    def __init__(self, given: Mapping[Key, Any] | None = None) -> None:
        self.given: dict[Key, Any] = dict(given or {})
        self.computed: dict[Key, Any] = {}

    def __reduce__(self) -> tuple[type[Memory], tuple[dict[Key, Any]]]:
        return Memory, (self.given,)


class Remembering(Protocol):
    """Anything that carries facts: a ``ReferralNetwork``."""

    _memory: Memory


Subject = TypeVar("Subject", bound=Remembering)
Options = ParamSpec("Options")
Fact = TypeVar("Fact")


def remembered(
    fact: Callable[Concatenate[Subject, Options], Fact],
) -> Callable[Concatenate[Subject, Options], Fact]:
    """Compute a fact once for each choice of its options, and keep it with the network.

    An option left out is the same choice as its default. Options must be hashable.
    """

    @functools.wraps(fact)
    def recall(net: Subject, /, *args: Options.args, **options: Options.kwargs) -> Fact:
        memory, key = net._memory, _key(fact, net, *args, **options)  # noqa: SLF001 - its memory
        # What is set of a whole network stands above what a part of it would compute.
        if key in memory.given:
            return memory.given[key]  # type: ignore[no-any-return]
        if key not in memory.computed:
            memory.computed[key] = fact(net, *args, **options)
        return memory.computed[key]  # type: ignore[no-any-return]

    return recall


def remind(net: Remembering, facts: Mapping[Callable[..., Any], object]) -> None:
    """Have a part of a larger network remember facts of the whole, which it could not compute.

    Parameters
    ----------
    net
        The part.
    facts
        A remembered function to what it is to answer when it is called without options.
    """
    for fact, answer in facts.items():
        # ``remembered`` makes keys of the function that it wraps, so the wrapper is taken off
        # first.
        net._memory.given[_key(inspect.unwrap(fact), net)] = answer  # noqa: SLF001 - its memory


def _key(fact: Callable[..., Any], net: object, /, *args: object, **options: object) -> Key:
    """Name a call: functions by full names, so that a key means the same in another process."""
    # Bound and completed, a call has one key, however it is written; 0, False and None have theirs.
    call = _signature(fact).bind(net, *args, **options)
    call.apply_defaults()
    # The first argument is the network: each has a memory of its own, so it is no part of the key.
    _, *chosen = call.arguments.values()
    return (fact.__module__, fact.__qualname__, *((type(value), value) for value in chosen))


_signature = functools.cache(inspect.signature)
