"""The options of the verbs, each spelled once."""

from __future__ import annotations

import argparse
import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from netgraph import schema
from netgraph.choices import ANSWER_FORMATS, DATE_ORDERS, KEEPS, REDACTIONS
from netgraph.errors import OPTION_AT_MOST, OptionError, nearest
from netgraph.iso_days import given_day, iso
from netgraph.patterns import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


STANDARD_OUTPUT: Final = "-"
PAGE_ENDINGS: Final = (".html", ".htm")
FIGURE_ENDINGS: Final = (".png", ".svg", ".pdf")
_NAMES_OF_STANDARD_OUTPUT: Final = ("-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1")


class Option(NamedTuple):
    """A word of the command line: its flags, or its place's name, and how argparse takes it."""

    flags: tuple[str, ...]
    settings: dict[str, Any]

    def add_to(self, parser: argparse._ActionsContainer) -> None:
        """Teach a parser, or a group of one, this option."""
        action = parser.add_argument(*self.flags, **self.settings)
        if isinstance(known := self.settings.get("type"), OneOf):
            action.completer = known.names  # type: ignore[attr-defined] # where argcomplete looks

    @property
    def usage(self) -> str:
        """How a usage line spells it: a place, or an option that must be given; else empty."""
        word = str(self.settings.get("metavar"))
        if self.flags[0].startswith("-"):
            return f"{self.flags[0]} {word}" if self.settings.get("required") else ""
        return f"[{word}]" if self.settings.get("nargs") == "?" else word


def option(*flags: str, **settings: Any) -> Option:
    """Make an option."""
    # argparse puts help texts through the % operator: a per cent sign in one is written twice.
    return Option(flags, settings)


def count_from(least: int, most: int = OPTION_AT_MOST) -> Callable[[str], int]:
    """Take a whole number from ``least`` to ``most``."""

    def take(text: str) -> int:
        # int() alone would take signs, blanks and underscores too: to it " +1_0 " is 10. It refuses
        # thousands of digits, which are too many anyway.
        too_long = len(text.lstrip("0")) > len(f"{most}")
        if not text.isdecimal() or (not too_long and int(text) < least):
            raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from {least} on")
        if too_long or int(text) > most:
            raise argparse.ArgumentTypeError(f"{text!r} is more than {most:,}")
        return int(text)

    return take


_SIZE: Final = lazy_pattern(r"(\d+(?:\.\d+)?) *([KMGT]?)(I?)B?", re.IGNORECASE)


DUCKDB_LEAST: Final = 32_000_000
"""Bytes of memory without which DuckDB reads not even a small table."""


def size_in_bytes(text: str) -> int:
    """Take a size of memory, as ``4GB`` or ``512 MiB``."""
    found = _SIZE.fullmatch(text.strip())
    size = 0.0
    if found is not None:
        power = " KMGT".index(found[2].upper() or " ")
        size = float(found[1]) * (1024 if found[3] else 1000) ** power
    if found is None:
        raise argparse.ArgumentTypeError(f"{text!r} is no size of memory, as 4GB")
    if size < DUCKDB_LEAST:
        raise argparse.ArgumentTypeError(
            f"{text!r} is too little for DuckDB: give {DUCKDB_LEAST // 10**6}MB or more, as 4GB, "
            "or leave it out"
        )
    return int(size)


class OneOf(NamedTuple):
    """Takes one of some names, without regard to case, ``-`` and ``_``.

    Parameters
    ----------
    what
        What the names are of, for messages: for another word the nearest of the names is said.
    known
        The names, or a function that gives them where they take time to gather.
    """

    what: str
    known: Sequence[str] | Callable[[], Sequence[str]]

    def names(self, **_: object) -> list[str]:
        """All names, as completion asks for them too."""
        return list(self.known() if callable(self.known) else self.known)

    def __call__(self, text: str) -> str:
        """Take a name."""
        known = self.names()
        folded = {schema.folded(name): name for name in known}
        if schema.folded(text) in folded:
            return folded[schema.folded(text)]
        hint = nearest(text, known)
        way_out = f"did you mean {hint!r}?" if hint else "there is " + ", ".join(known)
        # argparse shows the words of this error only; for a ValueError it has words of its own.
        raise argparse.ArgumentTypeError(f"no {self.what} {text!r}; {way_out}")


def _renaming(text: str) -> tuple[str, str]:
    # Only the first equals sign parts: the column of a foreign table may hold further ones.
    standard, equals, found = text.partition("=")
    if not (standard and equals and found):
        raise argparse.ArgumentTypeError(f"{text!r} is not NAME=COLUMN, as in contact_id=Email")
    names = dict.fromkeys(
        column.name for table in schema.TABLES.values() for column in table.columns
    )
    return OneOf("column", list(names))(standard.strip()), found.strip()


def _meaning(text: str) -> tuple[str, str]:
    """Take ``status:ghosted=no_reply``: a column and its word, and what the word means."""
    # The last equals sign parts: a word of a table may hold one, a meaning does not.
    place, _, meaning = text.rpartition("=")
    column, _, word = place.partition(":")
    if not (column.strip() and word.strip() and meaning.strip()):
        raise argparse.ArgumentTypeError(
            f"{text!r} is not COLUMN:WORD=MEANING, as in status:ghosted=no_reply"
        )
    return f"{column.strip()}:{word.strip()}", meaning.strip()


class Once(argparse.Action):
    """Gather pairs of an option that may be given again, each of another first word."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: Any,
        option_string: str | None = None,
    ) -> None:
        """Add a pair; the last of two for one word would win in silence."""
        said = list(getattr(namespace, self.dest) or ())
        before = next((pair[1] for pair in said if pair[0] == values[0]), None)
        if before is not None:
            parser.error(
                f"{option_string} {values[0]}: said twice, {before!r} and {values[1]!r}; say one"
            )
        setattr(namespace, self.dest, [*said, values])


class OneAlone(argparse.Action):
    """Take an option once: the last of several would win in silence."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: Any,
        option_string: str | None = None,
    ) -> None:
        """Take its value, and refuse another one."""
        before = getattr(namespace, self.dest)
        if before not in (None, values):
            parser.error(f"{option_string}: said twice, {before!r} and {values!r}; say one")
        setattr(namespace, self.dest, values)


def iso_day(text: str) -> str:
    """Take a date in ISO form, or ``today``."""
    try:
        return iso(given_day(text))
    except OptionError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def output_place(text: str) -> str:
    """Take the name of a file, or of standard output, for which ``-`` stands from here on."""
    return STANDARD_OUTPUT if text in _NAMES_OF_STANDARD_OUTPUT else text


def path_ending(*endings: str) -> Callable[[str], str]:
    """Take the name of a file that ends with one of these, or ``-``."""

    def take(text: str) -> str:
        place = output_place(text)
        if place == STANDARD_OUTPUT or place.casefold().endswith(endings):
            return place
        raise argparse.ArgumentTypeError(f"{text!r} ends with none of {', '.join(endings)}")

    return take


def other_ending(place: str | None, endings: tuple[str, ...]) -> str | None:
    """What is wrong with where one file goes, by its ending; None where nothing is."""
    if place in (None, STANDARD_OUTPUT) or place.casefold().endswith(endings):
        return None
    return (
        f"-o {place}: ends with none of {', '.join(endings)}; with --by-seeker it is a folder of "
        "files"
    )


def folder_place(text: str) -> str:
    """Take the name of a folder, which standard output is none."""
    if output_place(text) == STANDARD_OUTPUT:
        raise argparse.ArgumentTypeError(f"{text!r}: several files are written; name a folder")
    return text


def converted_place(text: str) -> str:
    """Take a folder, or one file that can hold both tables."""
    from netgraph.errors import OptionError
    from netgraph.tables.outputs import place_of

    try:
        place_of(folder_place(text))
    except OptionError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
    return text


def refused(*options: Option) -> tuple[Option, ...]:
    """Options that a verb takes to refuse them in words of its own: its help does not list them."""
    return tuple(
        one._replace(settings={**one.settings, "help": argparse.SUPPRESS}) for one in options
    )


SOURCES: Final = option(
    "sources",
    nargs="+",
    metavar="TABLES",
    help="a folder, one file with referred_by, or contacts and referrals",
)
READING: Final = (
    SOURCES,
    option(
        "--as-of",
        type=iso_day,
        metavar="DATE",
        help="stand on this date (YYYY-MM-DD or today); default: the latest date noted; "
        "of week and --ics: today",
    ),
    option(
        "--seeker",
        metavar="WHO",
        help="the contact who is the seeker, by id or name: never ranked, never counted",
    ),
    option(
        "--seeker-id",
        action=OneAlone,
        metavar="ID",
        help="of the searches of several seekers only this one's (id or name), and nothing of any "
        "other",
    ),
    option("--targets", metavar="FILE", help="organizations to reach, with weights"),
    option("--aliases", metavar="FILE", help="other spellings of organizations"),
    option("--same", metavar="FILE", help="which ids are one person, and which are not"),
    option(
        "--map",
        dest="columns",
        action="append",
        type=_renaming,
        metavar="NAME=COLUMN",
        help="which column of the tables is meant by a standard name; may be given again; in a "
        "folder of students it holds for those files that have the column",
    ),
    option(
        "--value",
        action=Once,
        type=_meaning,
        metavar="COLUMN:WORD=MEANING",
        help="what a word of your own means, as in status:ghosted=no_reply; may be given again",
    ),
    option("--dates", choices=DATE_ORDERS, help="how dates such as 03/04/2024 are read"),
    option("--sheet", action=OneAlone, metavar="NAME", help="the only sheet of a workbook to read"),
    option("--encoding", metavar="NAME", help="code page of text files, as in cp1251"),
    option(
        "--keep",
        choices=KEEPS,
        action="append",
        help="which row counts when an id is there twice; both: two people of one id in two files "
        "stay two; may be given again",
    ),
    option(
        "--lenient",
        action="store_true",
        help="blank cells that cannot be read, instead of refusing them",
    ),
)
_OF_ONE_SEARCH: Final = ("--seeker", "--seeker-id")
READING_OF_ALL: Final = tuple(
    one for o in READING for one in (refused(o) if o.flags[0] in _OF_ONE_SEARCH else (o,))
)
"""How tables are read by verbs that are about all searches."""
# A conversion stands on no date, ranks nobody, and always blanks what it cannot read.
CONVERTING: Final = tuple(
    o for o in READING if o.flags[0] not in ("--as-of", "--seeker", "--lenient")
)
# A workbook is begun by the seeker, of all that is known up to today.
STARTING: Final = tuple(o for o in READING if o.flags[0] not in ("sources", "--as-of"))
HIDING: Final = (
    option(
        "--redact",
        choices=REDACTIONS,
        action="append",
        help="show pseudonyms instead, or initials; may be given again: initials and organizations",
    ),
    option(
        "--key-file",
        metavar="FILE",
        help="a secret text: with it pseudonyms stay the same in every run",
    ),
)
BY_SEEKER: Final = option(
    "--by-seeker",
    action="store_true",
    help="of the searches of several seekers the answer of each: seeker_id first, or a file each",
)
EXACT: Final = option(
    "--exact",
    action="store_true",
    help="count reach one by one even where only estimates are quick (large, dense, deep networks)",
)
EXPECTED: Final = option(
    "--expected",
    action="store_true",
    help="also whom to ask next: names to expect from each within 90 days, and the order",
)
# The Centers for Medicare & Medicaid Services withhold cells of 1 to 10 patients, hence 11.
MIN_CELL: Final = option(
    "--min-cell",
    type=count_from(0),
    default=0,
    metavar="N",
    help="blank counts below N, and what would let one be found (11 is usual for patients)",
)
INCLUDE: Final = option(
    "--include",
    action="append",
    metavar="COLUMN",
    help="show this column of contacts (notes, email, …) too; may be given again",
)
TOP: Final = option("--top", type=count_from(0), metavar="N", help="show the first N rows only")
FORMAT: Final = option(
    "--format", choices=ANSWER_FORMATS, help="default: table, or what -o FILE ends with"
)
OUTPUT: Final = option(
    "-o",
    "--output",
    type=output_place,
    metavar="FILE",
    help="write there instead of to the screen",
)


def by(columns: Sequence[str]) -> Option:
    """Make the option that orders an answer by one of its columns."""
    return option(
        "--by",
        type=OneOf("column", columns),
        metavar="COLUMN",
        help="order by this column: largest, newest or alphabetical first",
    )


def answer_options(columns: Sequence[str], *, counts: bool = False) -> tuple[Option, ...]:
    """The options of every verb that answers with a table; ``counts`` is whether of groups."""
    least = (MIN_CELL,) if counts else refused(MIN_CELL)
    return (TOP, by(columns), FORMAT, OUTPUT, *HIDING, *least)


HOW_READ: Final = "how tables are read"
HOW_SHOWN: Final = "what is shown, and where"
GROUP_OF_FLAG: Final = {
    **{one.flags[0]: HOW_READ for one in READING if one is not SOURCES},
    **{one.flags[0]: HOW_SHOWN for one in (BY_SEEKER, EXACT, *answer_options(()))},
}
"""Flags that most verbs have, and the group in which help lists them below a verb's own."""
