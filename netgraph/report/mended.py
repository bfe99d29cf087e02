"""What was mended in the tables, in words for who has never seen an issue code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from netgraph import schema
from netgraph.patterns import lazy_pattern
from netgraph.privacy import is_private
from netgraph.report.page import ISO_DAY
from netgraph.tables.check import check
from netgraph.wording import heading_of, with_noun

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from netgraph.network import ReferralNetwork

EXAMPLES_SHOWN: Final = 12
"""Issues of a kind that a page lists; the others are counted."""
ISSUE_WORDS: Final[dict[str, tuple[str, str]]] = {
    schema.UNKNOWN_CONTACT: (
        "person is known from a referral only; they count, although no row tells more of them",
        "people are known from referrals only; they count, although no row tells more of them",
    ),
    schema.SELF_REFERRAL: (
        "row says that somebody referred themselves; it is left out",
        "rows say that somebody referred themselves; they are left out",
    ),
    schema.REPEATED_REFERRAL: (
        "referral is written down twice; it counts once",
        "referrals are written down more than once; each counts once",
    ),
    schema.DUPLICATE_CONTACT: (
        "row has the id of another row; one of the two counts",
        "rows have the id of another row; one of them counts",
    ),
    schema.CONTRADICTING_CONTACT: (
        "id stands for people of different names in two files",
        "ids stand for people of different names in two files",
    ),
    schema.MERGED_CONTACT: (
        "row is about somebody whom another row is about; the two became one person",
        "rows are about people whom other rows are about; each of these is one person now",
    ),
    schema.POSSIBLE_DUPLICATE_PERSON: (
        "person may be there twice, under two ids; both are kept",
        "people may be there twice, under two ids; all are kept",
    ),
    schema.AMBIGUOUS_PERSON: (
        "name could be that of several people; it stands for somebody of its own",
        "names could be those of several people; each stands for somebody of its own",
    ),
    schema.NEAR_PERSON: (
        "name is nearly that of somebody else; it stands for a person of its own",
        "names are nearly those of somebody else; each stands for a person of its own",
    ),
    schema.RESOLVED_REFERRER: (
        "name is spelled otherwise than in its person's row, and was understood",
        "names are spelled otherwise than in their person's row, and were understood",
    ),
    schema.SPLIT_CELL: (
        "cell names several people, and was read as all of them",
        "cells name several people, and were read as all of them",
    ),
    schema.PLACEHOLDER: (
        "cell has a word that stands for nobody or nothing; it counts as blank",
        "cells have a word that stands for nobody or nothing; they count as blank",
    ),
    schema.READ_AS: (
        "word was taken to mean one that the tables know",
        "words were taken to mean some that the tables know",
    ),
    schema.MERGED_ORGANIZATION: (
        "organization is spelled in two ways, and counts as one",
        "spellings of organizations were taken for another one of the same organization",
    ),
    schema.BAD_DATE: (
        "date could not be read; the cell counts as blank",
        "dates could not be read; these cells count as blank",
    ),
    schema.BAD_VALUE: (
        "cell could not be read; it counts as blank",
        "cells could not be read; they count as blank",
    ),
    schema.FUTURE_DATE: (
        "date lies ahead of the day on which the tables were read; it waits",
        "dates lie ahead of the day on which the tables were read; they wait",
    ),
    schema.LONELY_DATE: (
        "date is far from all others; it is kept, but may be a slip",
        "dates are far from all others; they are kept, but may be slips",
    ),
    schema.REFERRAL_BEFORE_INTRODUCTION: (
        "referral is dated before its referrer was introduced; it is kept",
        "referrals are dated before their referrer was introduced; they are kept",
    ),
    schema.AFTER_AS_OF: (
        "date or row is later than the day on which this page stands; it is left out",
        "dates or rows are later than the day on which this page stands; they are left out",
    ),
    schema.ROOTLESS_LOOP: (
        "circle of people who refer only each other; the first listed counts as found by you",
        "circles of people who refer only each other; the first listed count as found by you",
    ),
    schema.TOTAL_ROW: (
        "row sums up others; it is nobody, and left out",
        "rows sum up others; they are nobody, and left out",
    ),
    schema.EXAMPLE_ROW: (
        "row is an example; it is left out",
        "rows are examples; they are left out",
    ),
    schema.PASSED_SHEET: (
        "sheet holds no people, and was passed over",
        "sheets hold no people, and were passed over",
    ),
    schema.ERROR_CELL: (
        "cell of the spreadsheet shows an error; it counts as blank",
        "cells of the spreadsheet show an error; they count as blank",
    ),
    schema.SPREADSHEET_DAMAGE: (
        "cell looks damaged by a spreadsheet program",
        "cells look damaged by a spreadsheet program",
    ),
    schema.ENCODING: (
        "file is written in another code page, which was found",
        "files are written in another code page, which was found",
    ),
    schema.UNCLOSED_QUOTE: (
        "quotation mark is never closed",
        "quotation marks are never closed",
    ),
    schema.UNPLACED: (
        "cell or row had no place in the tables",
        "cells or rows had no place in the tables",
    ),
    schema.UNCLAIMED_COLUMN: (
        "column was not understood, and is only carried along",
        "columns were not understood, and are only carried along",
    ),
    schema.HIDDEN_COLUMN: (
        "column is left out of a page that shows no names",
        "columns are left out of a page that shows no names",
    ),
    schema.NOT_STARTED: (
        "student has no contact in the tables, and has not started",
        "students have no contact in the tables, and have not started",
    ),
    schema.NO_GROUP: (
        "student is not in the table of students, and belongs to no group",
        "students are not in the table of students, and belong to no group",
    ),
    schema.OWN_ROW: (
        "row is the student whose search it is, by name or e-mail; it is no contact",
        "rows are the students whose searches they are, by name or e-mail; they are no contacts",
    ),
    schema.SAVED_SETTINGS: (
        "setting was taken from a file beside the tables",
        "settings were taken from a file beside the tables",
    ),
}
"""Each code of an issue as what follows its number: of one, and of several."""
ROWS_GIVEN_UP: Final = (
    schema.DUPLICATE_CONTACT,
    schema.MERGED_CONTACT,
    schema.TOTAL_ROW,
    schema.EXAMPLE_ROW,
)
"""Issues each of which tells of a row that is no contact of its own."""
_TELLS_OF_SOMEBODY: Final = lazy_pattern(r"@|(?:\d[\s().+/-]{0,2}){7,}")
"""An e-mail address, or a phone number; ISO dates are written with fewer digits in a row."""


class Repairs(NamedTuple):
    """What was done of one kind: a sentence, some examples with their places, and how many more."""

    sentence: str
    examples: tuple[tuple[str, str], ...]
    more: int


def accounting(net: ReferralNetwork) -> list[str]:
    """Say what became of the rows: people, referrals, and what is merged or left out."""
    contacts, issues = net.people, net.issues
    stubs = int(contacts[schema.STUB].sum())
    known = len(contacts) - stubs
    # line 0 is of a whole file, which is no row
    given_up = issues[issues[schema.CODE].isin(ROWS_GIVEN_UP) & (issues[schema.LINE] > 0)]
    # several issues may tell of one row, which is gone only once
    rows = len(given_up[[schema.TABLE, schema.LINE]].drop_duplicates())
    said = [
        f"{with_noun(known, 'person has a row', 'people have a row')} of their own in the tables"
        if known != 1
        else "1 person has a row of their own in the tables",
    ]
    if stubs:
        said.append(with_noun(stubs, "more is", "more are") + " known from referrals only")
    sentences = [f"{' and '.join(said)}; {with_noun(len(net.pairs), 'referral')} came in."]
    if rows:
        sentences.append(
            f"{with_noun(rows, 'row is', 'rows are')} merged into others or left out, as told here."
        )
    return sentences


def repairs(
    net: ReferralNetwork, counts: Mapping[str, int | None], *, singles: bool = True
) -> list[Repairs]:
    """Say what was mended, the most frequent first.

    Parameters
    ----------
    net
        The network.
    counts
        How many issues of each code there are; None where that is not to be shown. Then no issue
        is listed.
    singles
        Whether single people may be told of: else no issue is listed, however many there are.
    """
    # examples would give away what is hidden: none unless the counts are those of all issues
    listed = singles and None not in counts.values() and counts == _counts_of(net.issues)
    found = []
    issues = check(net) if listed else net.issues.iloc[:0]
    # a hidden count goes last, as its place among the others would tell its size
    for code, number in sorted(counts.items(), key=lambda one: (-(one[1] or 0), one[0])):
        of_kind = issues[issues[schema.CODE] == code]
        examples = _examples(of_kind)
        words = ISSUE_WORDS[code]
        sentence = f"Some {words[1]}." if number is None else f"{with_noun(number, *words)}."
        found.append(Repairs(sentence, examples, len(of_kind) - len(examples)))
    return found


def _counts_of(issues: pd.DataFrame) -> dict[str, int]:
    return {str(code): int(n) for code, n in issues[schema.CODE].value_counts().items()}


def _examples(issues: pd.DataFrame) -> tuple[tuple[str, str], ...]:
    """Places and messages of the first issues of a kind that repeat nothing private."""
    standard = {c.name for table in schema.TABLES.values() for c in table.columns}
    found: list[tuple[str, str]] = []
    needed = [schema.TABLE, schema.LINE, schema.COLUMN, schema.MESSAGE]
    # row by row, as mostly the first ones are enough
    for cells in zip(*(issues[name] for name in needed), strict=True):
        row = dict(zip(needed, cells, strict=True))
        column, message = str(row[schema.COLUMN]), str(row[schema.MESSAGE])
        # a column of the user's own may hold anything, and messages repeat cells
        if column and (column not in standard or is_private(column)):
            continue
        # days go first: eight digits with dashes would pass for a phone number
        if _TELLS_OF_SOMEBODY.search(ISO_DAY.sub("", message)):
            continue
        found.append((_place_of(row, column), message))
        if len(found) == EXAMPLES_SHOWN:
            break
    return tuple(found)


def _place_of(row: Mapping[str, object], column: str) -> str:
    words = [str(row[schema.TABLE])]
    if isinstance(line := row[schema.LINE], int) and line > 0:
        words.append(f"line {line:,}")
    if column:
        words.append(heading_of(column))
    return ", ".join(words)
