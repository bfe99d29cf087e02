"""Headers: where one begins, unique names, and which column of the schema each name means."""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from netgraph import schema
from netgraph.formulas import restored, restored_name
from netgraph.patterns import lazy_pattern
from netgraph.tables.heading_brackets import (
    OTHER_THINGS,
    another_thing,
    inside,
    of_organization,
    outside,
    spelled_names,
)
from netgraph.tables.numbering import all_numbered
from netgraph.tables.said_headings import of_either, said_plainly

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    import pandas as pd

    from netgraph.schema import Column, Table


MOST_COLUMNS: Final = 10_000
"""Columns that a table may have."""
HEADER_WITHIN: Final = 20
"""Rows among which the header is looked for: exports put notes above it."""
FIRST_AND_LAST: Final = (
    *(("firstname", "lastname"), ("givenname", "familyname"), ("vorname", "nachname")),
    *(("vorname", "name"), ("prenom", "nom"), ("nombre", "apellidos"), ("nombre", "apellido")),
    *(("nome", "cognome"), ("nome", "sobrenome"), ("voornaam", "achternaam")),
    *(("first", "last"), ("firstname", "surname"), ("firstname", "familyname")),
    *(("forename", "surname"), ("forename", "lastname"), ("givenname", "surname")),
    *(("givenname", "lastname"), ("contactfirstname", "contactlastname"), ("fname", "lname")),
    *(("vorname", "familienname"), ("vorname", "zuname"), ("first", "surname")),
    *(("imie", "nazwisko"), ("имя", "фамилия"), ("名", "姓")),
    *(("name", "surname"), ("name", "lastname"), ("name", "familyname"), ("firstname", "name")),
    *(("preferredname", "lastname"), ("preferredfirstname", "lastname"), ("first", "lastname")),
    *(("name", "nachname"), ("forename", "name"), ("givenname", "name")),
)
"""Folded columns that are a name together, the first name before the last."""
_OF_ROWS: Final = tuple(
    (f"{who}{first}", f"{who}{last}")
    for who in (
        *("advisor", "adviser", "alumni", "alumnus", "alum", "mentor", "person", "connection"),
        *("advocate", "member", "lead", "prospect", "interviewee", "theircontact", "their"),
    )
    for first, last in (("firstname", "lastname"), ("first", "last"))
)
"""The same with who the row is before them: "Advisor First Name"."""
_ASKED: Final = lazy_pattern(
    "^(?:whats|whatis|and|please|enter|give|write|the|is)*"
    "(?:their|his|her|(?:your|my|the)?(?:contacts?|persons?|alum(?:na|nus|ni)?s?|connections?))s?"
    "(?=(?:first|given|last|family|sur)name$)"
)
"""What a form puts before them, folded: "What's your contact's first name?"."""
NUMBERING: Final = lazy_pattern(r"^\s*\(?\d{1,2}[.):]\s*")
RECORD: Final = lazy_pattern(
    r"^\s*(?:contact|person|lead)\s*:\s*(?=\S)|(?<=by)\s*/\s*(?:full )?name\s*$"
    r"|^\s*(?:(?:full )?name|contact|person)\s*[/.]\s*(?=(?:first|last|given|family)\s?name)"
    r"|^\s*e-?mails?\s*[/.]\s*(?=primary|additional|other)"
    r"|(?<=\S)\s*:\s*(?:full )?name\s*$",
    re.IGNORECASE,
)
"""What reports put before a field of a record, and behind one that is another record."""
EITHER: Final = lazy_pattern(r"\s*[/|]\s*|\s+or\s+", re.IGNORECASE)
ONE_OF_SEVERAL: Final = lazy_pattern(
    r"(?:also|second|third|2nd|3rd|other|another|additional)?(.+?)(?:no)?\d{0,2}"
)
"""A folded heading that says which of several columns of referrers it is: "Referrer 2"."""


LONGEST_HEADING: Final = 1000
"""Letters of a cell that may be a heading."""
NUMBERED: Final = lazy_pattern(r"(\D+?)(?:no)?\d{1,2}")
"""A folded heading with a number behind it."""


class Fits(Protocol):
    """Tells whether a found column holds what a standard one does, or, if its name is, may."""

    def __call__(self, called: str, column: Column, /, *, sure: bool) -> bool:
        """Look at the cells of a found column."""
        ...


@functools.cache
def known_names() -> frozenset[str]:
    """Every name that a column of the schema may go by, folded."""
    columns = [column for table in schema.TABLES.values() for column in table.columns]
    boxes = [name for names in schema.STATUS_BOXES.values() for name in names]
    spelled = [name for c in columns for name in (c.name, *c.aliases, *c.fitting)]
    return frozenset(schema.folded(name) for name in (*spelled, *boxes))


def header_row(rows: Sequence[Sequence[str]], known: Collection[str] = ()) -> int:
    """Position of the header: a row of column names; the first where no row has any.

    The words of cells are column names at times ("Met", "Email"), so that a row of a table may
    have more of them than its header: a row before it that begins a table, and is as wide as the
    names found, is the header.
    """
    names = known_names() | {schema.folded(name) for name in known}
    # an int a row; sets, so that a row that says one name ten times counts once
    spelled = [len(_said_in(row) & names) for row in rows]
    # index gives the earliest of equals, which is the first row where no name is known
    best = spelled.index(max(spelled))
    cells = sum(bool(cell.strip()) for cell in rows[best]) if rows else 0
    # one word alone, "Met", is a cell as well: the first row that is as wide is the header then
    alone = max(spelled, default=0) == 1 and not begins_table(rows[best])
    for place, row in enumerate(rows[:best]):
        filled = sum(bool(cell.strip()) for cell in row)
        if alone and filled >= cells > 1:
            return place
        if spelled[place] > 1 and filled >= spelled[best] and begins_table(row):
            return place
    return best


def names_in(row: Iterable[str], known: Collection[str] = ()) -> int:
    """How many column names a row spells; one that it says ten times counts once."""
    return len(_said_in(row) & (known_names() | {schema.folded(name) for name in known}))


def begins_table(row: Iterable[str]) -> bool:
    """Whether some table has every column it must have in a row; names are enough for contacts."""
    row = list(row)
    if any(name in match(row, schema.CONTACTS_TABLE) for name in (schema.NAME, schema.CONTACT_ID)):
        return True
    if first_and_last(row):
        return True
    return any(
        all(c.name in matched for c in table.columns if c.required)
        for table in schema.TABLES.values()
        if (matched := match(row, table))
    )


def first_and_last(found: Iterable[str]) -> tuple[str, str] | None:
    """The two columns of a first and a last name, as they are found; None without them."""
    folded = {schema.folded(RECORD.sub("", name)): name for name in found}
    folded = {_ASKED.sub("", said, count=1): name for said, name in folded.items()} | folded
    pairs = (pair for pair in (*FIRST_AND_LAST, *_OF_ROWS) if set(pair) <= folded.keys())
    return next(((folded[first], folded[last]) for first, last in pairs), None)


def _said_in(row: Iterable[str]) -> set[str]:
    """The names that the cells of a row may spell, folded."""
    return {name for cell in row for name in _variants(cell)}


@functools.lru_cache(maxsize=1 << 13)
def _variants(name: str) -> tuple[str, ...]:
    """A name as it may be meant, folded: as it is spelled first, then as it may be meant.

    Numbering before it and what stands in brackets is left out ("2. Met on (date)"), unless the
    bracket says that another thing or somebody else is meant; "Company / Organization" is either
    of them.
    """
    # of a cell as long as a page only the beginning may be a heading; patterns need its square
    name = name[:LONGEST_HEADING]
    bare = RECORD.sub("", NUMBERING.sub("", name))
    if of_organization(bare):
        return (schema.folded(name), schema.ORGANIZATION)
    said = schema.folded(inside(bare))
    if not another_thing(bare) and not any(word in said for word in OTHER_THINGS):
        bare = outside(bare)
    meant = [_without_number(schema.folded(part)) for part in EITHER.split(bare)]
    plain = said_plainly(schema.folded(bare))
    return (schema.folded(name), *([plain] if plain else dict.fromkeys(filter(None, meant))))


def _without_number(name: str) -> str:
    """A folded heading of referrers without what tells it from others of the same meaning.

    A sheet has one e-mail that counts, but "Referrer 1" and "Referrer 2" are both read.
    """
    found = ONE_OF_SEVERAL.fullmatch(name)
    return found[1] if found and found[1] in spelled_names(*schema.SIDES) else name


def unique_names(found: Sequence[str]) -> list[str]:
    """Clean the names of a header and make them unique.

    Blanks around a name go; an empty name is called by its place.
    """
    clean = [
        # split takes line breaks and no-break spaces too; NFC, as macOS writes accents apart
        unicodedata.normalize("NFC", " ".join(name.split())) or f"column {place}"
        for place, name in enumerate(found, 1)
    ]
    return all_numbered(clean, "{} {}")


def without_apostrophes(frame: pd.DataFrame) -> pd.DataFrame:
    """Take off the apostrophes that make formulas harmless, and only those of ``write_tables``."""
    cells = frame.assign(**{c: restored(frame[c]) for c in frame.columns})
    return cells.set_axis(unique_names([restored_name(c) for c in cells.columns]), axis="columns")


def match(
    found: Iterable[str],
    table: Table,
    mapping: Mapping[str, str] | None = None,
    fits: Fits | None = None,
) -> dict[str, str]:
    """Match found names to the columns of a table.

    A mapping comes first, then a column's own name, then its aliases in their order, then the names
    that count only where cells fit; each found name is used once.

    Parameters
    ----------
    found
        Names as a file has them.
    table
        What the columns are of.
    mapping
        Standard name to found name, as the caller has it.
    fits
        Whether the cells of a found column are what a column of the table holds, or, where the
        name means nothing else, may be; default: they are.

    Returns
    -------
    Standard name to found name, for those that were found.
    """
    said = tuple(sorted(mapping.items())) if mapping else ()
    if fits is not None:
        return _matched_columns(tuple(found), table, said, fits)
    return dict(_matched_by_name(tuple(found), table, said))


@functools.lru_cache(maxsize=1 << 8)
def _matched_by_name(
    found: tuple[str, ...], table: Table, said: tuple[tuple[str, str], ...]
) -> dict[str, str]:
    """``match`` of names alone, which is asked of each table by many that look at it in turn."""
    return _matched_columns(found, table, said, None)


def _matched_columns(
    found: tuple[str, ...], table: Table, said: tuple[tuple[str, str], ...], fits: Fits | None
) -> dict[str, str]:
    mapping = dict(said)
    matched = {
        c.name: called
        for c in table.columns
        if c.name in mapping and (called := spelled_as(mapping[c.name], found))
    }
    meant = _meant(found, table)
    halves = first_and_last(found) is not None
    for folded in meant:
        for turn in _turns_of_names(table):
            # beside a first and a last name "Alumna" says something else of a person
            half = not turn.sure and turn.column.name == schema.NAME and halves
            if not half and not turn.every.isdisjoint(folded):
                _claim(turn, folded, matched, fits)
    return {c.name: matched[c.name] for c in table.columns if c.name in matched}


def _meant(found: Sequence[str], table: Table) -> tuple[dict[str, str], dict[str, str]]:
    """Folded names to found ones: as they are spelled, and as they may be meant."""
    exact: dict[str, str] = {}
    loose: dict[str, str] = {}
    for name in found:
        # of two that fold alike the first counts
        exact.setdefault(schema.folded(name), name)
    own = _folded_names(table)
    for name in found:
        full, *others = _variants(name)
        # "Email / Phone" means two things, and none of them
        if full in own or not others:
            continue
        if len(others) == 1 or of_either(others, own):
            loose.setdefault(next((o for o in others if o in own), others[0]), name)
    return exact, loose


@functools.lru_cache(maxsize=1 << 4)
def _folded_names(table: Table) -> dict[str, str]:
    """The names and aliases of the columns of a table, folded, to the standard ones."""
    return {schema.folded(n): c.name for c in table.columns for n in (c.name, *c.aliases)}


class _Turn(NamedTuple):
    """A column that claims one of some names: its own, its aliases, or those that must fit."""

    column: Column
    names: tuple[str, ...]
    every: frozenset[str]
    sure: bool


@functools.lru_cache(maxsize=1 << 4)
def _turns_of_names(table: Table) -> tuple[_Turn, ...]:
    """Whose turn it is after whom to claim a name, all of them folded.

    No alias may take a column that another's own name claims, nor what brackets say one that is
    named outright; text, which any cell fits, comes after dates and boxes.
    """
    typed = sorted(table.columns, key=lambda c: c.kind == "text")
    claims: list[tuple[Column, tuple[str, ...], bool]]
    claims = [(c, (c.name,), True) for c in table.columns]
    claims += [(c, c.aliases, True) for c in table.columns]
    claims += [(c, c.fitting, False) for c in typed]
    turns = ((c, tuple(map(schema.folded, names)), sure) for c, names, sure in claims)
    return tuple(_Turn(c, names, frozenset(names), sure) for c, names, sure in turns)


def _claim(
    turn: _Turn, folded: Mapping[str, str], matched: dict[str, str], fits: Fits | None
) -> None:
    """Let a column take the first of its names that is found and free, and whose cells fit."""
    column = turn.column
    for name in turn.names if column.name not in matched else ():
        candidate = folded.get(name)
        if candidate is None or candidate in matched.values():
            continue
        if fits is None or fits(candidate, column, sure=turn.sure):
            matched[column.name] = candidate
            return


def further(found: Iterable[str], table: Table, matched: Mapping[str, str], name: str) -> list[str]:
    """Further columns that go by a name of the same standard column, in the order of the file.

    A sheet may say in two columns who referred somebody: both are read. So are those that differ
    from the one that is read in a number alone: "Referral 1", "Referral 2".
    """
    if name not in matched:
        return []
    column = next(c for c in table.columns if c.name == name)
    own = {schema.folded(n) for n in (name, *column.aliases)}
    free = [one for one in found if one not in matched.values()]
    read = matched[name]
    base = (_without_end_number(read) or schema.folded(read)) if name in schema.SIDES else ""
    return [
        one
        for one in free
        if any(folded in own for folded in _variants(one)[:2])
        or (base and _without_end_number(one) == base)
    ]


def _without_end_number(called: str) -> str:
    """A heading, folded, of one of several columns: without its number, and empty without one."""
    found = NUMBERED.fullmatch(schema.folded(called))
    return found[1] if found else ""


def spelled_as(name: str, found: Collection[str]) -> str | None:
    """The found name that a caller means: spelled the same, else folded the same; None without."""
    if name in found:
        return name
    return next((one for one in found if schema.folded(one) == schema.folded(name)), None)
