"""Words in, a verb and its options out; for a wrong word, the nearest right one."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, NamedTuple, NoReturn

import netgraph
from netgraph.cli.words import harmless
from netgraph.errors import nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from netgraph.cli.options import Option

DESCRIPTION = (
    "Map and measure a referral network: who leads to whom, who leads nowhere, what to do next."
)
CLOSING = (
    "'netgraph VERB --help' tells a verb's options; 'netgraph demo' shows it all on example data."
)


class Verb(NamedTuple):
    """A command: its name, what it answers in one line, what carries it out, its options."""

    name: str
    answers: str
    run: Callable[[argparse.Namespace], int]
    options: tuple[Option, ...]

    def parser(self) -> Parser:
        """Make the parser of this verb's words."""
        needed = [word for o in self.options if (word := o.usage)]
        parser = Parser(
            prog=f"netgraph {self.name}",
            usage=" ".join(["netgraph", self.name, *needed, "[options]"]),
            description=f"{self.answers}.",
            allow_abbrev=False,
        )
        for option in self.options:
            option.add_to(parser)
        parser.set_defaults(run=self.run, verb=self.name)
        return parser


class Parser(argparse.ArgumentParser):
    """An ArgumentParser whose complaints are harmless on a terminal."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and where to read on, and exit with 2."""
        self.exit(2, f"{self.prog}: {harmless(message)}\nSee: {self.prog} --help\n")

    def options(self) -> list[str]:
        """All flags this parser knows."""
        return list(self._option_string_actions)


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Find the verb among the words and take its options.

    Raises
    ------
    SystemExit
        With 0 after help or the version, with 2 for wrong usage.
    """
    from netgraph.cli.verbs import VERBS

    words = list(arguments)
    top = Parser(prog="netgraph", add_help=False)
    if words and words[0] in ("-h", "--help", "help"):
        sys.stdout.write(overview(list(VERBS.values())))
        top.exit(0)
    if words and words[0] == "--version":
        sys.stdout.write(f"netgraph {netgraph.__version__}\n")
        top.exit(0)
    if not words:
        top.error("no verb; there is " + ", ".join(VERBS))
    if words[0] not in VERBS:
        top.error(_unknown("option" if words[0].startswith("-") else "verb", words[0], list(VERBS)))
    parser = VERBS[words[0]].parser()
    args, rest = parser.parse_known_intermixed_args(words[1:])
    if rest:
        wrong = rest[0].partition("=")[0]
        what = "option" if wrong.startswith("-") else "place for"
        parser.error(_unknown(what, wrong, parser.options()))
    return args


def overview(verbs: Sequence[Verb]) -> str:
    """What ``netgraph --help`` says."""
    width = max(len(verb.name) for verb in verbs) + 2
    lines = "\n".join(f"  {verb.name:{width}}{verb.answers}" for verb in verbs)
    return f"usage: netgraph VERB TABLES... [options]\n\n{DESCRIPTION}\n\nverbs:\n{lines}\n\n{CLOSING}\n"


def _unknown(what: str, word: str, known: Sequence[str]) -> str:
    hint = nearest(word, known)
    return f"no {what} {word!r}" + (f"; did you mean {hint!r}?" if hint else "")
