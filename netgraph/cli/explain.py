"""The verbs that explain: words of the answers, and completion for shells."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

from netgraph.cli.options import OneOf, option
from netgraph.cli.verb import Verb

if TYPE_CHECKING:
    from argparse import Namespace

SHELLS: Final = ("bash", "zsh", "fish")
PROSE_WIDTH: Final = 80
"""Letters of a line that is read as prose."""
LEAST_WIDTH: Final = 40


def tell_words(args: Namespace) -> int:
    """Say what one word means, or all of them."""
    import shutil
    import textwrap

    from netgraph.glossary import TERMS, sentences_on

    # a screen of no width, which some terminals say they have, is as good as none
    width = min(PROSE_WIDTH, max(LEAST_WIDTH, shutil.get_terminal_size((PROSE_WIDTH, 24)).columns))
    indent = max(map(len, TERMS)) + 2
    for word in [args.word] if args.word else TERMS:
        called = word.replace("_", " ")
        for sentence in sentences_on(word):
            line = f"{called:{indent}}{sentence}"
            told = textwrap.fill(line, width, subsequent_indent=" " * indent)
            sys.stdout.write(f"{told}\n")
            called = ""
    return 0


def _all_words() -> list[str]:
    from netgraph.glossary import known_words

    return known_words()


def write_completion(args: Namespace) -> int:
    """Write what a shell runs so that it completes the words of this command."""
    from argcomplete.shell_integration import shellcode

    sys.stdout.write(shellcode(["netgraph"], shell=args.shell) + "\n")
    return 0


EXPLAINERS: Final = (
    Verb(
        "words",
        tell_words,
        (
            option(
                "word",
                nargs="?",
                type=OneOf("word", _all_words),
                metavar="WORD",
                help="a word or a column of an answer; default: the words, all of them",
            ),
        ),
    ),
    Verb(
        "completion",
        write_completion,
        (option("shell", type=OneOf("shell", SHELLS), metavar="SHELL", help=", ".join(SHELLS)),),
    ),
)
