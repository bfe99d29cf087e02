"""A verb of the command line, and how the command ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from netgraph.cli.help import VERB_ANSWERS

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable

    from netgraph.cli.options import Option

FAILED: Final = 1
"""Exit status where the command refused, or found an error in the tables."""


class Verb(NamedTuple):
    """A command: its name, what carries it out, its options."""

    name: str
    run: Callable[[Namespace], int]
    options: tuple[Option, ...]

    @property
    def answers(self) -> str:
        """What it answers, in one line."""
        return VERB_ANSWERS[self.name]

    @property
    def usage(self) -> str:
        """The usage line: the name, the places, the options that must be given."""
        needed = [word for option in self.options if (word := option.usage)]
        return " ".join(["netgraph", self.name, *needed, "[options]"])
