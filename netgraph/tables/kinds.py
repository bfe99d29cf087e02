"""What the sheets of a workbook are: contacts, referrals, targets, …, or no table of ours."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pandas as pd

from netgraph import schema
from netgraph.errors import some_of
from netgraph.patterns import lazy_pattern
from netgraph.tables.cleaning.columns import fit
from netgraph.tables.cleaning.dates import like_dates
from netgraph.tables.cleaning.text import normalize_text
from netgraph.tables.empty_words import says_nothing
from netgraph.tables.header import begins_table, first_and_last, match
from netgraph.tables.issues import quoted
from netgraph.tables.logs import with_logs
from netgraph.tables.raw import Raw, Remark
from netgraph.tables.seeker_lists import LISTS_SEEKERS, lists_seekers

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PASSED_TITLES: Final = frozenset(
    {"dashboard", "summary", "overview", "lookup", "lookups", "lists", "dropdowns", "options"}
    | {"settings", "config", "notes", "instructions", "guide", "readme", "howto", "help", "about"}
    | {"pivot", "pivottable", "chart", "charts", "legend", "key", "template", "example", "log"}
)
"""Folded titles of sheets that hold no table, whatever their cells say."""
LOGS: Final = frozenset({"log", "notes"})
"""Those of sheets that may be a log of talks."""
TITLES: Final = {
    **dict.fromkeys(("target", "targetcompanies", "targetorganizations", "targetlist", "wishlist"),
                    schema.TARGETS),
    **dict.fromkeys(("alias", "spellings"), schema.ALIASES),
    **dict.fromkeys(("contact", "people", "elements", "nodes", "network"), schema.CONTACTS),
    **dict.fromkeys(("referral", "introductions", "edges", "links"), schema.REFERRALS),
    **{name: name for name in schema.TABLES},
}  # fmt: skip
"""Folded titles of sheets to what they are."""
GUIDE: Final = "Guide"
GUIDE_LINE: Final = "How to search through people"
"""The sheet of lines in a workbook to begin with, and one of them: no table was meant there."""
COLUMNS_OF_PEOPLE: Final = frozenset(
    column.name
    for table in (schema.CONTACTS_TABLE, schema.REFERRALS_TABLE)
    for column in table.columns
)
OF_PEOPLE: Final = frozenset(
    {schema.CONTACT_ID, schema.NAME, schema.EMAIL, schema.STATUS, schema.TITLE}
    | {schema.REFERRED_BY, schema.REFERRED_TO, schema.MET_ON, schema.CONTACTED_ON}
)
"""Columns that a list of targets does not have."""


OF_SOMEBODY: Final = frozenset({schema.CONTACT_ID, schema.NAME, schema.EMAIL, *schema.SIDES})
"""Columns of which a table of people has one."""
A_YEAR: Final = lazy_pattern(r"(?:19|20)[0-9]{2}")
STILL_GOING: Final = frozenset({"present", "now", "today", "current", "heute", "aujourdhui", "hoy"})
"""Folded words for the end of what goes on."""
MOST_CELLS_OF_JOBS: Final = 1_000
"""Cells that are looked at to say that a list is one of jobs."""


def _is_guide(raw: Raw) -> bool:
    """Whether a sheet is the guide of a workbook to begin with, which nobody need be told of."""
    width = raw.frame.shape[1]
    named = raw.chosen.sheet == GUIDE and width == 1
    return named and bool((raw.frame == GUIDE_LINE).any(axis=None))


def by_kind(raws: Sequence[Raw], columns: Mapping[str, str]) -> dict[str, list[Raw]]:
    """Sort the tables of one file by what they are.

    Those of a workbook that are no table of ours are passed over, told by the first that is one. A
    file of one table is always read, and contacts and referrals are told apart later, when all
    files are there: both are under contacts here.
    """
    kinds = [
        None
        if _spans_years(raw, columns) or _lists_seekers_beside(raw, raws, columns)
        else _kind(raw, columns)
        for raw in raws
    ]
    found: dict[str, list[Raw]] = {name: [] for name in schema.TABLES}
    if len(raws) == 1:
        found[_kind_of_file(raws[0], columns)] = list(raws)
        return found
    if not {schema.CONTACTS, schema.REFERRALS} & set(kinds):
        found[schema.CONTACTS] = list(raws)
        return found
    raws, logs = _without_logs(raws, kinds, columns)
    passed = {
        raw.chosen.sheet: _what_is_passed(raw, columns)
        for at, (raw, kind) in enumerate(zip(raws, kinds, strict=True))
        if kind is None and at not in logs and not _is_guide(raw)
    }
    # what is said of hidden sheets stands at the first one shown, which may be passed over itself
    handed = tuple(
        remark
        for raw, kind in zip(raws, kinds, strict=True)
        if kind is None
        for remark in raw.remarks
        if remark.code == schema.PASSED_SHEET
    )
    told = handed + tuple(
        Remark(
            schema.PASSED_SHEET,
            f"the sheet {title!r} {why}; passed over",
            value=title,
        )
        for title, why in passed.items()
    )
    for at, (raw, kind) in enumerate(zip(raws, kinds, strict=True)):
        if kind is None or at in logs:
            continue
        kept = replace(raw, remarks=(*told, *raw.remarks)) if told else raw
        told = ()
        found[schema.CONTACTS if kind == schema.REFERRALS else kind].append(kept)
    return found


def _lists_seekers_beside(raw: Raw, raws: Sequence[Raw], columns: Mapping[str, str]) -> bool:
    """Whether a sheet of a workbook lists the seekers of the others."""
    return len(raws) > 1 and lists_seekers(raw, columns)


def _what_is_passed(raw: Raw, columns: Mapping[str, str]) -> str:
    """What a sheet is that is passed over."""
    if lists_seekers(raw, columns):
        return LISTS_SEEKERS
    named = match(raw.columns, schema.CONTACTS_TABLE, columns).get(schema.NAME)
    if named is None or schema.folded(raw.chosen.sheet) in PASSED_TITLES:
        return "holds no table of people or referrals"
    others = [called for called in raw.columns if called != named]
    beside = f" beside {some_of(list(map(quoted, others)))}" if others else " alone"
    return f"names people ({quoted(named)}){beside}, of which nothing is read here"


def _without_logs(
    raws: Sequence[Raw], kinds: Sequence[str | None], columns: Mapping[str, str]
) -> tuple[Sequence[Raw], set[int]]:
    """The sheets, people with what logs say of them; and the positions of the logs."""
    # of a title that says nothing of people its sheet may be a log all the same
    unknown = [
        at
        for at, (raw, kind) in enumerate(zip(raws, kinds, strict=True))
        if kind is None and schema.folded(raw.chosen.sheet) not in PASSED_TITLES - LOGS
    ]
    people = [at for at, kind in enumerate(kinds) if kind == schema.CONTACTS]
    if not people or len(people) + len(unknown) < 2:
        return raws, set()
    places = [*people, *unknown]
    read, logs = with_logs(
        [raws[at] for at in places], columns, once=range(len(people), len(places))
    )
    told = dict(zip(places, read, strict=True))
    return [told.get(at, raw) for at, raw in enumerate(raws)], {places[at] for at in logs}


def without_years(
    found: Sequence[Sequence[Raw]], told: Sequence[Remark], columns: Mapping[str, str]
) -> tuple[list[Raw], list[Remark]]:
    """Pass over files of jobs beside others: their "From" and "To" are years.

    Parameters
    ----------
    found
        The tables of each file.
    told
        What is told of files so far.
    columns
        Standard name to found name, as the caller has it.

    Returns
    -------
    The tables, and what is told of files now.
    """
    raws = [raw for sheets in found for raw in sheets]
    jobs = [raw for raw in raws if len(raws) > 1 and _spans_years(raw, columns)]
    if len(jobs) == len(raws):
        return raws, list(told)
    passed = [
        Remark(
            schema.PASSED_SHEET,
            f"{raw.label} holds years from and to, no people; passed over",
            value=raw.label,
        )
        for raw in jobs
    ]
    return [raw for raw in raws if all(raw is not one for one in jobs)], [*told, *passed]


def _spans_years(raw: Raw, columns: Mapping[str, str]) -> bool:
    """Whether "From" and "To" of a sheet are years or days: of jobs, not of who named whom."""
    ends = match(raw.columns, schema.REFERRALS_TABLE, columns)
    both = [ends.get(end) for end in schema.ENDS]
    if None in both or {*columns.values()} & {*both}:
        return False
    # the first cells that are filled, before they are read as text: a column may be long
    first = [raw.frame[called].dropna().iloc[:MOST_CELLS_OF_JOBS] for called in both]
    cells = pd.concat([normalize_text(cells).dropna() for cells in first])
    words = cells.iloc[:MOST_CELLS_OF_JOBS].drop_duplicates()
    return len(words) > 0 and all(_is_year_or_day(str(word)) for word in words)


def _is_year_or_day(word: str) -> bool:
    said = word.strip()
    open_end = says_nothing(said) or schema.folded(said) in STILL_GOING
    year = A_YEAR.fullmatch(said) is not None
    return open_end or year or bool(like_dates(pd.Series([said], dtype="str"))[0])


def _kind_of_file(raw: Raw, columns: Mapping[str, str]) -> str:
    """What the one table of a file is, where it may stand among contacts and referrals."""
    names = raw.columns
    folded = {schema.folded(name) for name in names}
    if schema.folded(schema.SAME_AS) in folded and fit(names, schema.SAME_TABLE) >= 0:
        return schema.SAME
    if folded <= {schema.ALIAS, schema.ORGANIZATION, schema.NOTES} and len(folded) > 1:
        return schema.ALIASES if schema.ALIAS in folded else schema.CONTACTS
    title = schema.folded(Path(raw.label).name.partition(".")[0])
    people = match(names, schema.CONTACTS_TABLE, columns).keys() & OF_PEOPLE
    people -= set() if schema.ORGANIZATION in match(names, schema.CONTACTS_TABLE) else {schema.NAME}
    targets = TITLES.get(title) == schema.TARGETS and fit(names, schema.TARGETS_TABLE) >= 0
    return schema.TARGETS if targets and not people else schema.CONTACTS


def _kind(raw: Raw, columns: Mapping[str, str]) -> str | None:
    """What a sheet is, by its title and its columns; None for no table of ours."""
    title = schema.folded(raw.chosen.sheet)
    names = raw.columns
    # columns of people that the caller names: a weight is one of targets
    said = {called for name, called in columns.items() if name in COLUMNS_OF_PEOPLE}
    # a table that is not from a workbook is what it is
    if not title or raw.address_book or said & set(names):
        return schema.CONTACTS
    titled = TITLES.get(title)
    people = (schema.CONTACTS, schema.REFERRALS)
    if titled and (titled in people or fit(names, schema.TABLES[titled], columns) >= 0):
        return titled
    return None if title in PASSED_TITLES else _by_columns(names, columns)


def _by_columns(names: Sequence[str], columns: Mapping[str, str]) -> str | None:
    """What a sheet is by its columns alone."""
    # each with a column that tells it from the others, the rarest first
    for name, column in (
        (schema.SAME, schema.SAME_AS),
        (schema.ALIASES, schema.ALIAS),
        (schema.REFERRALS, schema.REFERRED_ID),
    ):
        table = schema.TABLES[name]
        if fit(names, table, columns) >= 0 and column in match(names, table, columns):
            return name
    contacts = match(names, schema.CONTACTS_TABLE, columns)
    # a list of organizations with what they do is none of people
    whose = contacts.keys() & OF_SOMEBODY or first_and_last(names)
    if begins_table(names) and len(names) > 1 and len(contacts) > 1 and whose:
        return schema.CONTACTS
    targets = match(names, schema.TARGETS_TABLE, columns)
    return schema.TARGETS if {schema.ORGANIZATION, schema.WEIGHT} <= targets.keys() else None
