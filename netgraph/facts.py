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

    __slots__ = ("computed", "given", "later", "whole")

    def __init__(self, given: Mapping[Key, Any] | None = None) -> None:
        self.given: dict[Key, Any] = dict(given or {})
        self.computed: dict[Key, Any] = {}
        self.later: dict[Key, Callable[[], Any]] = {}
        self.whole: LargerNetwork | None = None

    def __reduce__(self) -> tuple[type[Memory], tuple[dict[Key, Any]]]:
        # The whole stays behind: what it would tell goes along, and nothing else of it.
        return Memory, (self.given | {key: tell() for key, tell in self.later.items()},)


class Remembering(Protocol):
    """Anything that carries facts: a ``ReferralNetwork``."""

    _memory: Memory


class LargerNetwork(Protocol):
    """A larger network, which tells its parts what they cannot compute themselves."""

    def facts(self, part: Remembering, /) -> Mapping[Callable[..., Any], Callable[[], object]]:
        """Remembered functions, and for each what finds its answer when it is first asked for."""

    def on(self, day: Any, /) -> LargerNetwork:
        """Return the same larger network as it stood on a day."""


Subject = TypeVar("Subject", bound=Remembering)
Options = ParamSpec("Options")
Fact = TypeVar("Fact")


def remembered(
    fact: Callable[Concatenate[Subject, Options], Fact],
) -> Callable[Concatenate[Subject, Options], Fact]:
    """Compute a fact once for each choice of its options, and keep it with the network.

    An option left out is the same choice as its default. Options must be hashable.
    """

    @functools.cache
    def plain_key() -> Key:
        return _key(fact, None)

    @functools.wraps(fact)
    def recall(net: Subject, /, *args: Options.args, **options: Options.kwargs) -> Fact:
        # most are asked without options, dozens of times for an answer
        key = _key(fact, net, *args, **options) if args or options else plain_key()
        memory = net._memory  # noqa: SLF001 - its memory
        # What is set of a whole network stands above what a part of it would compute.
        if key in memory.given:
            return memory.given[key]  # type: ignore[no-any-return]
        if key in memory.later:
            memory.given[key] = memory.later.pop(key)()
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


def remind_of(net: Remembering, whole: LargerNetwork | None) -> None:
    """Have a part ask a larger network for facts, when they are first asked for and not before.

    The same part on an earlier day asks the larger network of that day (``hand_on``).
    """
    if whole is None:
        return
    memory = net._memory  # noqa: SLF001 - its memory
    memory.whole = whole
    memory.later = {_key(inspect.unwrap(f), net): tell for f, tell in whole.facts(net).items()}


def hand_on(net: Remembering, other: Remembering, day: Any = None) -> None:
    """Have another network ask the larger one that a network asks, as of a day where one is given.

    The other is the same part with other words for its people, or on an earlier day.
    """
    whole = net._memory.whole  # noqa: SLF001 - its memory
    remind_of(other, whole if whole is None or day is None else whole.on(day))


def _key(fact: Callable[..., Any], net: object, /, *args: object, **options: object) -> Key:
    """Name a call: functions by full names, so that a key means the same in another process."""
    # Bound and completed, a call has one key, however it is written; 0, False and None have theirs.
    call = _signature(fact).bind(net, *args, **options)
    call.apply_defaults()
    # The first argument is the network: each has a memory of its own, so it is no part of the key.
    _, *chosen = call.arguments.values()
    return (fact.__module__, fact.__qualname__, *((type(value), value) for value in chosen))


_signature = functools.cache(inspect.signature)
