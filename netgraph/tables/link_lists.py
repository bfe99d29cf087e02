"""Sheets that say who referred whom of the people of other tables, and ids of their records.

People keep a sheet of names and referrers beside their contacts; programs keep a table of links,
whose records have ids of their own. Which columns hold people is told by the cells.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

import pandas as pd

from netgraph import schema
from netgraph.tables.cell_texts import (
    MOST_TEXTS,
    claimed,
    different_texts,
    is_known,
    known_in,
    names_of,
    people_said,
    pointing_columns,
    share_known,
)
from netgraph.tables.cleaning.claims import MOST
from netgraph.tables.cleaning.dates import like_dates
from netgraph.tables.cleaning.heads_of_rows import names_referrer
from netgraph.tables.cleaning.text import normalize_text, together
from netgraph.tables.header import match
from netgraph.tables.issues import quoted
from netgraph.tables.person_names import fold
from netgraph.tables.raw import Remark
from netgraph.tables.record_ids import records_are_linked
from netgraph.wording import with_noun

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from netgraph.tables.raw import Raw

OF_LINKS: Final = frozenset(
    {schema.CONTACT_ID, schema.NAME, schema.NOTES, schema.CHANNEL, schema.SEEKER_ID}
    | {schema.REFERRED_ON, *schema.SIDES}
)
"""Columns of contacts that a sheet of links may have as well."""
PLAIN_DAYS: Final = frozenset(
    "date day when on datum tag am wann le quand fecha data giorno dia cuando quando dag dato "
    "日付 日期 дата".split()
)
"""Folded headings of days that say nothing of what happened on them."""

ID_NAMES: Final = frozenset({"id", "contactid"})
PERSON_NAMES: Final = frozenset(
    {"name", "fullname", "firstname", "contactname", "organization", "company", "email", "status"}
)
"""Folded columns that a list of connections alone does not have."""


class _Ends(NamedTuple):
    """The columns of the two ends of links, and which columns of referrers are one."""

    referrer: str
    referred: str
    further: tuple[str, ...] = ()
    of_names: bool = False
    """Whether one end is the names of the sheet's rows, so that a row may name nobody else."""


def with_link_lists(raws: Sequence[Raw], columns: Mapping[str, str]) -> list[Raw]:
    """Take sheets of links as referrals of the people of the other tables.

    Rows of such a sheet that name nobody but a person whom no other table has stay contacts.

    Parameters
    ----------
    raws
        All tables of people and of referrals.
    columns
        Standard name to found name, as the caller has it.
    """
    if len(raws) < 2:
        return list(raws)
    lists = [_may_be_list(raw, columns) for raw in raws]
    if not any(lists):
        return list(raws)
    known = [known_in(raw, columns) for raw in raws]
    # who has a status of a person is one of the contacts
    surely = [not one or _keeps_people(raw, columns) for one, raw in zip(lists, raws, strict=True)]
    found: list[Raw] = []
    for at, raw in enumerate(raws):
        others = [one for n, one in enumerate(known) if n != at]
        listed = [one for n, one in enumerate(known) if n != at and surely[n]]
        tables = [one for n, one in enumerate(raws) if n != at]
        ends = _ends(raw, columns, _all(listed), _all(others), tables) if lists[at] else None
        if ends is None:
            found.append(raw)
        else:
            found += _as_links(raw, ends, columns, _all(others))
    return found


def _all(sets: Sequence[set[str]]) -> set[str]:
    return set().union(*sets)


def _may_be_list(raw: Raw, columns: Mapping[str, str]) -> bool:
    """Whether a table has no column of what people alone have: an organization, an e-mail."""
    if raw.export or schema.REFERRER_ID in raw.called:
        return False
    # headings that leave no doubt: most tables of referrals, which may be large
    if is_edge_list(raw, columns):
        return False
    people = claimed(raw, schema.CONTACTS_TABLE, columns)
    links = claimed(raw, schema.REFERRALS_TABLE, columns)
    taken = {links[n] for n in (schema.REFERRED_ON, schema.KIND) if n in links}
    more = {name for name, called in people.items() if called not in taken} - OF_LINKS
    # an id alone says nothing of links
    ends = {links[end] for end in schema.ENDS if end in links} - {people.get(schema.CONTACT_ID)}
    sides = ends or {*schema.SIDES} & people.keys()
    return not more - {schema.STATUS} and bool(sides)


def is_edge_list(raw: Raw, mapping: Mapping[str, str]) -> bool:
    """Whether a table names two people in each row, and nothing of either.

    An export of edges has ids and labels of its own, which are those of the edges.
    """
    ends = match(raw.columns, schema.REFERRALS_TABLE, mapping)
    if not {*schema.ENDS} <= ends.keys():
        return False
    folded = {schema.folded(name) for name in raw.columns}
    return schema.folded(ends[schema.REFERRED_ID]) not in ID_NAMES and not folded & PERSON_NAMES


def _keeps_people(raw: Raw, columns: Mapping[str, str]) -> bool:
    """Whether the status that a table keeps is that of the people whom its rows name."""
    return {schema.NAME, schema.STATUS} <= claimed(raw, schema.CONTACTS_TABLE, columns).keys()


def _ends(
    raw: Raw,
    columns: Mapping[str, str],
    listed: Collection[str],
    others: Collection[str],
    tables: Sequence[Raw],
) -> _Ends | None:
    """The columns of a sheet whose cells name people of other tables; None for no sheet of links.

    Parameters
    ----------
    raw, columns
        The sheet, and what the caller says of columns.
    listed
        What people of tables that are surely contacts go by.
    others
        What people of all other tables go by.
    tables
        The other tables.
    """
    people = claimed(raw, schema.CONTACTS_TABLE, columns)
    links = claimed(raw, schema.REFERRALS_TABLE, columns)
    name = people.get(schema.NAME)
    if name is not None and _share(raw, name, listed) >= MOST:
        status = people.get(schema.STATUS)
        said = {status} if status and records_are_linked(raw, columns, tables) else set()
        return _ends_of_names(raw, people, links, name, said)
    if name is not None and not raw.made_ids and schema.CONTACT_ID in people:
        return None
    # columns whose cells name people; record ids of the links do not
    shares = {called: _share(raw, called, others) for called in raw.columns}
    free = [called for called, share in shares.items() if share >= MOST]
    givers = (people.get(schema.REFERRED_BY), links.get(schema.REFERRER_ID))
    takers = (people.get(schema.REFERRED_TO), links.get(schema.REFERRED_ID))
    referrer = next((c for c in givers if c in free), None)
    referred = next((c for c in takers if c in free and c != referrer), None)
    rest = [called for called in free if called not in (referrer, referred)]
    if len(rest) == 1 and (referrer is None) != (referred is None):
        referrer, referred = referrer or rest[0], referred or rest[0]
    if not referrer or not referred:
        return None
    label = name if name not in (None, referrer, referred) else None
    named = label is not None and not _labels_links(raw, label, referrer, referred)
    return None if named else _Ends(referrer, referred)


def _labels_links(raw: Raw, label: str, referrer: str, referred: str) -> bool:
    """Whether names are those of links, "Intro 7" or "Al to Bea", and of no people."""
    rows = zip(*(normalize_text(raw.frame[c]) for c in (label, referrer, referred)), strict=True)
    filled = [[fold(str(cell)) for cell in row] for row in rows if not any(map(pd.isna, row))]
    words = [[set(cell.split()) for cell in row] for row in filled[:MOST_TEXTS]]
    links = [any(ch.isdigit() for ch in row[0]) for row in filled[:MOST_TEXTS]]
    links = [n or bool(a & b and a & c) for n, (a, b, c) in zip(links, words, strict=True)]
    return sum(links) >= MOST * len(links)


def _share(raw: Raw, called: str, known: Collection[str]) -> float:
    return share_known(people_said(raw.frame[called]), known)


def _ends_of_names(
    raw: Raw,
    people: Mapping[str, str],
    links: Mapping[str, str],
    name: str,
    of_links: Collection[str],
) -> _Ends | None:
    """The ends where one is the name of the row; None where the sheet says more of people.

    Parameters
    ----------
    raw
        The sheet.
    people, links
        Its columns as those of contacts, and of referrals.
    name
        The column of names.
    of_links
        Further columns that say nothing of people.
    """
    sides = [side for side in schema.SIDES if side in people]
    if len(sides) != 1 or people.get(schema.STATUS) not in {None, *of_links}:
        return None
    pointing = pointing_columns(raw, people, sides[0])
    taken = {name, *pointing, people.get(schema.CONTACT_ID), people.get(schema.NOTES)}
    taken |= {*of_links} | {
        links.get(n) for n in (schema.REFERRED_ON, schema.LAST_REFERRED_ON, schema.KIND)
    }
    if raw.made_ids:
        taken |= {schema.CONTACT_ID, *raw.used}
    if not all(_says_no_more(raw, called) for called in raw.columns if called not in taken):
        return None
    ends = (pointing[0], name) if sides[0] == schema.REFERRED_BY else (name, pointing[0])
    return _Ends(*ends, tuple(pointing[1:]), of_names=True)


def _says_no_more(raw: Raw, called: str) -> bool:
    """Whether a further column is empty, of days of referrals, or of numbers of the rows."""
    words = normalize_text(raw.frame[called]).dropna()
    if words.empty or _holds_days(raw, called):
        return True
    return not _holds_dates(raw, called) and bool(
        words.is_unique and words.str.contains(r"\d", regex=True).all()
    )


def _holds_days(raw: Raw, called: str) -> bool:
    """Whether a column holds days that may be those of referrals, not of "Coffee date"."""
    said = schema.folded(called) in PLAIN_DAYS or names_referrer(called)
    return said and _holds_dates(raw, called)


def _holds_dates(raw: Raw, called: str) -> bool:
    cells = raw.frame[called]
    if pd.api.types.is_datetime64_any_dtype(cells.dtype):
        return True
    words = different_texts([cells]).iloc[:MOST_TEXTS]
    return len(words) > 0 and bool(
        like_dates(words, whole=True).all() and not words.str.isdecimal().all()
    )


def _as_links(
    raw: Raw, ends: _Ends, columns: Mapping[str, str], known: Collection[str]
) -> list[Raw]:
    """A sheet as referrals; and as contacts the rows with people whom nobody else lists."""
    frame = raw.frame.drop(columns=schema.CONTACT_ID) if raw.made_ids else raw.frame
    called = {schema.REFERRER_ID: ends.referrer, schema.REFERRED_ID: ends.referred}
    # the column beside the names, into which further ones of the same meaning go
    named = claimed(raw, schema.CONTACTS_TABLE, columns).get(schema.NAME)
    side = ends.referrer if ends.referred == named else ends.referred
    for more in ends.further:
        frame = frame.assign(**{side: together(frame[side], frame[more])})
    if day := _column_of_days(raw, frame, {*called.values(), *ends.further}, columns):
        called[schema.REFERRED_ON] = day
    told = Remark(
        schema.READ_AS,
        f"names people of other tables ({ends.referrer!r} referred {ends.referred!r}): read as "
        f"{schema.REFERRALS}",
    )
    # headings that say so themselves need no word
    headed = claimed(raw, schema.REFERRALS_TABLE, columns)
    said = all(headed.get(end) == called[end] for end in schema.ENDS)
    links = replace(
        raw,
        frame=frame,
        called=called,
        address_book=False,
        made_ids=False,
        remarks=raw.remarks if said else (*raw.remarks, told),
        used=(*raw.used, *ends.further),
    )
    return _without_lone_names(raw, links, side, known, columns) if ends.of_names else [links]


def _without_lone_names(
    raw: Raw, links: Raw, side: str, known: Collection[str], columns: Mapping[str, str]
) -> list[Raw]:
    """Take rows without a referrer out of links: a first contact, or whom nobody has referred yet.

    Parameters
    ----------
    raw, links
        The sheet as people and as links.
    side
        The column beside the names.
    known, columns
        What people of other tables go by; what the caller says of columns.
    """
    lone = normalize_text(links.frame[side]).isna()
    if not lone.any():
        return [links]
    names = names_of(raw.frame, claimed(raw, schema.CONTACTS_TABLE, columns))
    listed = names.map(lambda name: is_known(str(name), known), na_action="ignore")
    new = lone & ~listed.fillna(value=False).astype(bool)
    told = Remark(
        schema.READ_AS,
        f"{with_noun(int((lone & ~new).sum()), 'row')} with nothing in {quoted(side)} and a name "
        "of another table: no referrals",
        column=side,
    )
    remarks = (*links.remarks, told) if (lone & ~new).any() else links.remarks
    found = [replace(links, frame=links.frame[~lone], remarks=remarks)]
    if new.any() and raw.made_ids:
        frame = pd.DataFrame({schema.CONTACT_ID: raw.frame[schema.CONTACT_ID], schema.NAME: names})
        found.append(replace(raw, frame=frame[new], remarks=(), unplaced=(), used=()))
    elif new.any():
        frame = pd.DataFrame({schema.CONTACT_ID: names, schema.NAME: names})
        people = replace(raw, frame=frame[new], remarks=(), unplaced=(), used=(), made_ids=True)
        found.append(replace(people, address_book=True))
    return found


def _column_of_days(
    raw: Raw, frame: pd.DataFrame, taken: Collection[str], columns: Mapping[str, str]
) -> str | None:
    """The only column of dates, where no heading says which is the day of the referral."""
    people = claimed(raw, schema.CONTACTS_TABLE, columns)
    links = claimed(raw, schema.REFERRALS_TABLE, columns)
    if schema.REFERRED_ON in links:
        return links[schema.REFERRED_ON]
    if schema.REFERRED_ON in people:
        return people[schema.REFERRED_ON]
    used = {*taken, *(links[n] for n in (schema.LAST_REFERRED_ON, schema.NOTES) if n in links)}
    days = [str(c) for c in frame.columns if c not in used and _holds_days(raw, str(c))]
    return days[0] if len(days) == 1 else None
