"""Tables of people who have ids and no names, and of who invited, recruited or infected whom."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from netgraph import schema
from netgraph.tables.cell_texts import MOST_TEXTS, claimed, people_said
from netgraph.tables.cleaning.channel_words import name_people
from netgraph.tables.cleaning.claims import different_words, without_channels, would_read
from netgraph.tables.cleaning.heading_roles import EMAILS, NAMES, holds_of_row, role_of
from netgraph.tables.cleaning.pointed_rows import RowIds, givers_of, has_names, row_ids
from netgraph.tables.header import match
from netgraph.tables.issues import quoted
from netgraph.tables.raw import Remark

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from netgraph.tables.cleaning.heading_roles import Role
    from netgraph.tables.raw import Raw

LETTERS_OF_ROLE: Final = 5
"""Letters that a recruiter and a recruit share."""
_FLAG: Final = schema.Column("", "flag")


def with_people_of_rows(raws: Sequence[Raw], columns: Mapping[str, str]) -> list[Raw]:
    """Read who the rows of tables are, and who referred them, by words and cells.

    Tables that say both under names that are known stay as they are.

    Parameters
    ----------
    raws
        All tables of people and of referrals.
    columns
        Standard name to found name, as the caller has it.
    """
    read = [_with_ends(raw, columns) for raw in raws]
    ends: list[str] = []
    found = []
    for raw in read:
        matched = match(raw.columns, schema.CONTACTS_TABLE, {**raw.called, **columns})
        if _says_both(raw, without_channels(raw.frame, matched, columns)):
            found.append(raw)
            continue
        ends = ends or _texts_of_ends(read, columns)
        people = claimed(raw, schema.CONTACTS_TABLE, columns)
        own = () if {schema.CONTACT_ID, schema.NAME} & people.keys() else ends
        ways = row_ids(raw, people, own)
        ways = ways or _names_of_givers(raw, people)
        found.append(_with_way(raw, ways[0], people) if len(ways) == 1 else raw)
    return found


def _names_of_givers(raw: Raw, matched: Mapping[str, str]) -> list[RowIds]:
    """Ways to read who referred the people of rows by names that no row has.

    "Referring Employee" has names by the look of them. "Employee Name" stands beside "Referring
    Employee ID": each id has one name and each name one id, and some stand in several rows.
    """
    if not has_names(raw, matched) or schema.REFERRED_BY in matched:
        return []
    ways = []
    for giver in givers_of(raw, matched):
        role = role_of(giver)
        if role is None or not role.sure or role.holds == EMAILS:
            continue
        if name_people(different_words(raw.frame[giver]), raw.frame.drop(columns=giver)):
            ways.append(RowIds("", "", {schema.REFERRED_BY: giver}))
        ways += [
            RowIds("", giver, {schema.REFERRED_BY: called})
            for called in raw.columns
            if called not in matched.values() and _names_by_ids(raw.frame, called, giver)
        ]
    return ways


def _names_by_ids(frame: pd.DataFrame, called: str, ids: str) -> bool:
    """Whether a column has the names of the people whose ids another one has."""
    held = holds_of_row(called)
    if held is None or held[1] != NAMES or not held[0] or held[0] not in schema.folded(ids):
        return False
    pairs = frame[[ids, called]].dropna()
    each = pairs.drop_duplicates()
    alone = not (each[ids].duplicated().any() or each[called].duplicated().any())
    return alone and len(each) < len(pairs)


def _says_both(raw: Raw, matched: Mapping[str, str]) -> bool:
    """Whether known names say who the rows are and who referred them, or none says the latter."""
    if raw.export or raw.made_ids or schema.REFERRED_ID in raw.called:
        return True
    told = schema.CONTACT_ID in matched or has_names(raw, matched)
    if told and (schema.REFERRED_BY in matched or not givers_of(raw, matched)):
        return True
    return schema.REFERRED_TO in matched or {*schema.ENDS} <= _named_ends(raw, {}).keys()


def _named_ends(raw: Raw, columns: Mapping[str, str]) -> dict[str, str]:
    """The columns of the two ends of links; an id alone is one of the row."""
    links = match(raw.columns, schema.REFERRALS_TABLE, {**raw.called, **columns})
    own = match(raw.columns, schema.CONTACTS_TABLE, columns).get(schema.CONTACT_ID)
    return {end: links[end] for end in schema.ENDS if end in links and links[end] != own}


def _with_ends(raw: Raw, columns: Mapping[str, str]) -> Raw:
    """Take a table as referrals whose headings say both who gave a name and whose it is."""
    roles = {c: role for c in raw.columns if (role := role_of(c)) is not None}
    if raw.export or raw.made_ids or not roles:
        return raw
    ends = _named_ends(raw, columns)
    people = match(raw.columns, schema.CONTACTS_TABLE, {**raw.called, **columns})
    if len(ends) == len(schema.ENDS) or has_names(raw, people):
        return raw
    sides: dict[str, list[str]] = {
        schema.REFERRER_ID: [c for c, role in roles.items() if role.refers],
        schema.REFERRED_ID: [c for c, role in roles.items() if not role.refers],
    }
    for end, called in ends.items():
        sides[end] = [called]
    pairs = [
        (giver, taker)
        for giver in sides[schema.REFERRER_ID]
        for taker in sides[schema.REFERRED_ID]
        if giver != taker and _match(roles.get(giver), giver, taker)
    ]
    alike = [pair for pair in pairs if len({_holds(c) for c in pair}) == 1] or pairs
    # a row of links names both people, and "Referred" may be a box
    if (
        len(alike) != 1
        or raw.frame[[*alike[0]]].isna().to_numpy().any()
        or would_read(raw.frame, alike[0][1], _FLAG)
    ):
        return raw
    both = dict(zip(schema.ENDS, alike[0], strict=True))
    told = [
        Remark(schema.READ_AS, f"{quoted(c)} is read as {end}", column=c, value=c)
        for end, c in both.items()
        if c not in ends.values()
    ]
    return replace(raw, called={**raw.called, **both}, remarks=(*raw.remarks, *told))


def _match(role: Role | None, giver: str, taker: str) -> bool:
    """Whether two headings are the two ends: a recruiter beside a candidate is one of a firm."""
    stems = {re.sub("^(?:the|new)", "", schema.folded(c))[:LETTERS_OF_ROLE] for c in (giver, taker)}
    return role is None or role.sure or len(stems) == 1


def _holds(called: str) -> str:
    role = role_of(called)
    return role.holds if role else ""


def _texts_of_ends(raws: Sequence[Raw], columns: Mapping[str, str]) -> list[str]:
    """Texts that name people at the ends of tables of links, of very many the first."""
    return [
        text
        for raw in raws
        if {*schema.ENDS} <= (ends := _named_ends(raw, columns)).keys()
        for called in ends.values()
        for text in people_said(raw.frame[called].iloc[:MOST_TEXTS])
    ]


def _with_way(raw: Raw, way: RowIds, matched: Mapping[str, str]) -> Raw:
    fresh = {n: c for n, c in way.called.items() if matched.get(n) != c}
    if not fresh:
        return raw
    read = " and ".join(f"{quoted(c)} as {name}" for name, c in fresh.items())
    named = ""
    if way.giver:
        giver = quoted(way.giver)
        named = f", as the cells of {giver} name its values" if way.own else f" with ids in {giver}"
    first = next(iter(fresh.values()))
    told = Remark(
        schema.READ_AS, f"read {read}{named}: say otherwise with --map", column=first, value=first
    )
    return replace(raw, called={**raw.called, **fresh}, remarks=(*raw.remarks, told))
