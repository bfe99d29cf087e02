"""Words in, a verb and its options out; for a wrong word, the nearest right one."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Final, NoReturn

import netgraph
from netgraph.errors import nearest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netgraph.cli.verb import Verb

NOT_NEEDED: Final = {
    ("convert", "--lenient"): "--lenient is not needed: what cannot be read is left blank and told",
    ("seekers", "--by-seeker"): "--by-seeker is not needed: seekers has a row for each search",
    ("load", "--by-seeker"): (
        "--by-seeker: load adds up what all searches ask of somebody; "
        "netgraph advocates --by-seeker answers each search alone"
    ),
    ("dossier", "--by-seeker"): (
        "--by-seeker: a dossier is of one person; with --seeker-id ID as that student knows them, "
        "without it as all do; netgraph contacts --by-seeker has a row for each student and contact"
    ),
}
"""What is said of a verb's lacking options that messages speak of."""


class Parser(argparse.ArgumentParser):
    """An ArgumentParser whose complaints are harmless on a terminal."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and where to read on, and exit with 2."""
        from netgraph.controls import escape_controls

        # The message repeats words of the command line, which argparse would print as they are.
        self.exit(2, f"{self.prog}: {escape_controls(message)}\nSee: {self.prog} --help\n")

    def options(self) -> list[str]:
        """All flags this parser knows."""
        # argparse has no public list of its flags; the keys of this dict are the flags.
        return list(self._option_string_actions)


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Find the verb among the words, of which there is one at least, and take its options.

    Raises
    ------
    SystemExit
        With 0 after a verb's help or the version, with 2 for wrong usage.
    """
    from netgraph.cli.verbs import VERBS

    words = list(arguments)
    # This parser only complains. With subparsers each command would build the options of all verbs.
    top = Parser(prog="netgraph", add_help=False)
    if words[0] == "--version":
        sys.stdout.write(f"netgraph {netgraph.__version__}\n")
        top.exit(0)
    if words[0] not in VERBS:
        top.error(_unknown("option" if words[0].startswith("-") else "verb", words[0], list(VERBS)))
    parser = verb_parser(VERBS[words[0]])
    # "$FILE" of a variable that is not set would be the folder where one stands, or no option
    if (at := next((n for n, word in enumerate(words) if _is_empty(word)), 0)) > 0:
        before = words[at].rstrip("=") or words[at - 1]
        parser.error(f"nothing stands behind {before!r}: a variable that is not set?")
    words = _without_tables_in_decide(words)
    # Intermixed, so that options may stand between tables: the plain method gives a place that
    # takes several words only the first run of them. What is unknown comes back in ``rest``.
    args, rest = parser.parse_known_intermixed_args(words[1:])
    if rest:
        # Of --tpo=5 only the flag is compared with the flags that there are.
        wrong = rest[0].partition("=")[0]
        what = "option" if wrong.startswith("-") else "place for"
        told = NOT_NEEDED.get((args.verb, wrong)) or _unknown(what, wrong, parser.options())
        if args.verb == "start" and what == "place for":
            told = f"did you mean 'netgraph start --from {wrong}'?"
        parser.error(told)
    if getattr(args, "key_file", None) is not None and not args.redact:
        parser.error("--key-file: only with --redact; without it names are shown")
    _refuse_another_ending(parser, args)
    _refuse_headings_of_one_search(parser, args)
    return args


def _refuse_another_ending(parser: Parser, args: argparse.Namespace) -> None:
    """Take a map or a figure to a file of its kind alone; of each search it is a folder."""
    from netgraph.cli.options import FIGURE_ENDINGS, PAGE_ENDINGS, other_ending

    endings = {"map": PAGE_ENDINGS, "plot": FIGURE_ENDINGS}.get(args.verb)
    if endings and not args.by_seeker and (told := other_ending(args.output, endings)):
        parser.error(told)


def _refuse_headings_of_one_search(parser: Parser, args: argparse.Namespace) -> None:
    """Take several headings of one name for a folder of students alone, whose files differ."""
    headings = list(dict.fromkeys(getattr(args, "columns", None) or []))
    names = [name for name, _ in headings]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is None:
        return
    from netgraph.tables.cohorts.read import hold_places

    columns = {name: [one for own, one in headings if own == name] for name in names}
    if not hold_places(args.sources or [], columns):
        said = " and ".join(repr(called) for name, called in headings if name == twice)
        parser.error(
            f"--map {twice}: said twice, {said}; say one (several are for a folder of students, "
            "each of whom has a file or a sheet of their own)"
        )


def _is_empty(word: str) -> bool:
    """Whether a word is empty, or an option of an empty word: ``--targets=``."""
    return not word or (word.startswith("--") and word.find("=") == len(word) - 1)


def complete_words() -> None:
    """Answer a shell that asks what may come next, and end; it asks by environment variables."""
    import argcomplete

    from netgraph.cli.verbs import VERBS

    top = Parser(prog="netgraph")
    verbs = top.add_subparsers()
    for verb in VERBS.values():
        _add_options(verb, verbs.add_parser(verb.name, help=verb.answers))
    argcomplete.autocomplete(top)


def _without_tables_in_decide(words: list[str]) -> list[str]:
    """Let ``--decide`` stand alone where tables follow it, which are no place to write to.

    A folder that follows is that place as soon as other tables are named.
    """
    if "--decide" not in words:
        return words
    at = words.index("--decide")
    following = words[at + 1 : at + 2]
    if not following or not _names_table(following[0]):
        return words
    others = (word for word in (*words[1:at], *words[at + 2 :]) if not word.startswith("--"))
    if _is_folder(following[0]) and any(map(_names_table, others)):
        return words
    return [*words[:at], "--decide=", *words[at + 1 :]]


def _is_folder(word: str) -> bool:
    from pathlib import Path

    return Path(word).is_dir()


def _names_table(word: str) -> bool:
    """Whether a word is a file, standard input, or a folder of tables."""
    from pathlib import Path

    from netgraph.errors import InputError
    from netgraph.tables.cohorts.student_folders import files_below

    if word == "-" or Path(word).is_file():
        return True
    try:
        return Path(word).is_dir() and bool(files_below(Path(word)))
    except InputError:
        return False


def verb_parser(verb: Verb) -> Parser:
    """Make the parser of a verb's words."""
    from netgraph.cli.help import VERB_EXAMPLES

    parser = Parser(
        prog=f"netgraph {verb.name}",
        usage=verb.usage,
        description=f"{verb.answers}.",
        epilog=f"example: {VERB_EXAMPLES[verb.name]}" if verb.name in VERB_EXAMPLES else None,
        # An abbreviation that works today would become ambiguous with an option added later.
        allow_abbrev=False,
    )
    _add_options(verb, parser)
    parser.set_defaults(run=verb.run, verb=verb.name)
    return parser


def _add_options(verb: Verb, parser: argparse.ArgumentParser) -> None:
    """Teach a parser the options of a verb, its own first."""
    from netgraph.cli.options import GROUP_OF_FLAG, HOW_READ, HOW_SHOWN

    # groups stand in help in the order in which they are made
    groups = {title: parser.add_argument_group(title) for title in (HOW_READ, HOW_SHOWN)}
    for option in verb.options:
        title = GROUP_OF_FLAG.get(option.flags[0])
        option.add_to(groups[title] if title else parser)


def _unknown(what: str, word: str, known: Sequence[str]) -> str:
    hint = nearest(word, known)
    return f"no {what} {word!r}" + (f"; did you mean {hint!r}?" if hint else "")
