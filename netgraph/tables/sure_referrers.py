"""Columns that surely say who referred whom, though no list of headings has theirs.

Both must say it: the heading the direction ("Came via", "Heard of them through"), or the words in
most cells ("via Ann Lee"), and most cells a person of the table. Where only one does, the column is
offered, and nothing is taken.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from netgraph import schema
from netgraph.patterns import lazy_pattern
from netgraph.tables.cell_texts import claimed, is_known, people_said, pointing_columns
from netgraph.tables.cleaning.claims import ENOUGH_CELLS, MOST
from netgraph.tables.cleaning.direction import (
    NOT_DONE,
    THEY_ANSWER,
    THEY_ARE_ASKED,
    bare_words,
    side_of_heading,
    side_of_way_back,
)
from netgraph.tables.cleaning.missing import may_say_referrers
from netgraph.tables.cleaning.named_people import names_people, row_names
from netgraph.tables.cleaning.text import normalize_text, together
from netgraph.tables.issues import quoted
from netgraph.tables.lead_words import without_lead
from netgraph.tables.no_persons import names_nobody
from netgraph.tables.person_names import fold_name
from netgraph.tables.raw import Remark

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from netgraph.tables.cleaning.named_people import RowNames
    from netgraph.tables.raw import Raw

SAY_WHENCE: Final = lazy_pattern(
    r"\b(?:via|through|thru|thanks|from|how|source|referrer|introducer|connector|durch|uber|woher"
    r"|comment|como|come|hoe|tramite|attraverso|door|przez|przes|genom|gjennom|gennem|dankzij|dank"
    r"|grace|gracias|gracas|grazie)\b|\bvon wem\b|\b(?:par|de) qui\b|\b(?:por|de) quien\b"
    r"|\b(?:por|de) quem\b|\b(?:da|di) chi\b|\b(?:van|door) wie\b|\bod kogo\b"
    r"|\b(?:suggest|recommend|refer|introduc|connect|mention|nam|pass|point|sent|tip|found)\w*"
    r"(?: \w+)? by\b"
)
"""Headings of where a name came from, in plain words."""


def sure_side(called: str) -> str:
    """The side of referrals that a heading says beyond doubt; empty where it does not.

    Examples
    --------
    >>> sure_side("Came via"), sure_side("Suggested I talk to"), sure_side("Made by")
    ('referred_by', 'referred_to', '')
    >>> sure_side("To be introduced by"), sure_side("Introduced by me to")
    ('', '')
    """
    if back := side_of_way_back(called):
        return back
    words = bare_words(called)
    if NOT_DONE.search(words):
        return ""
    if THEY_ARE_ASKED.search(words):
        return schema.REFERRED_BY
    if THEY_ANSWER.search(words):
        return schema.REFERRED_TO
    return schema.REFERRED_BY if SAY_WHENCE.search(words) else ""


def with_sure_referrers(raws: Sequence[Raw], columns: Mapping[str, str]) -> list[Raw]:
    """Take the columns of people that surely say who referred whom, alone or beside another.

    Parameters
    ----------
    raws
        Tables of people, with no table of referrals beside them.
    columns
        Standard name to found name, as the caller has it.
    """
    read = [_with_sure_columns(raw, columns) for raw in raws]
    # what a column is in one table it is in another with the same heading
    known = {
        schema.folded(called): side
        for before, now in zip(raws, read, strict=True)
        for side, called in now.called.items()
        if side in schema.SIDES and before.called.get(side) != called
    }
    return [_with_known_columns(raw, known, columns) for raw in read] if known else read


def _with_known_columns(raw: Raw, known: Mapping[str, str], columns: Mapping[str, str]) -> Raw:
    """Take columns of people whose headings are sides of referrals in another table."""
    matched = claimed(raw, schema.CONTACTS_TABLE, columns)
    taken = {*matched.values(), *columns.values(), *raw.used}
    free = {
        known[schema.folded(c)]: c
        for c in raw.columns
        if schema.folded(c) in known and c not in taken
    }
    fresh = {side: called for side, called in free.items() if side not in matched}
    if not fresh:
        return raw
    told = [one for one in raw.remarks if one.value not in fresh.values()]
    told += [
        Remark(
            schema.READ_AS,
            f"{quoted(called)} is read as {side}, as in the other table with this heading",
            column=called,
            value=called,
        )
        for side, called in fresh.items()
    ]
    return replace(raw, called={**raw.called, **fresh}, remarks=tuple(told))


def _side_of_cells(cells: pd.Series) -> str:
    """``referred_by``, where most cells say it with a word before or behind a name: "via Ann"."""
    words = normalize_text(cells.iloc[:ENOUGH_CELLS]).dropna().drop_duplicates()
    said = [str(word) for word in words if not names_nobody(str(word))]
    led = sum(bool(without_lead(word)) for word in said)
    return schema.REFERRED_BY if led > MOST * len(said) else ""


def _with_sure_columns(raw: Raw, columns: Mapping[str, str]) -> Raw:
    matched = claimed(raw, schema.CONTACTS_TABLE, columns)
    # what names people, and is not read as one of their sides already
    read = {c for side in schema.SIDES for c in pointing_columns(raw, matched, side)}
    # of a source beside a column of referrers each cell is asked by itself, in ``named_sources``
    said = {matched.get(schema.SOURCE)} if {*schema.SIDES} & matched.keys() else set()
    free = [
        c for c in may_say_referrers(raw, matched) if c not in {*columns.values(), *read, *said}
    ]
    people = row_names(raw.frame, matched) if free else None
    if people is None:
        return raw
    headed = {c: sure_side(c) or _side_of_cells(raw.frame[c]) for c in free}
    named = [c for c in free if names_people(raw.frame[c], people)]
    sides = {c: headed[c] for c in named if headed[c]}
    fresh = {c: side for c, side in sides.items() if side not in matched}
    # two columns of one side may be two things, and are told as such
    fresh = fresh if len({*fresh.values()}) == len(fresh) else {}
    beside = {c: side for c, side in sides.items() if side in matched and side not in columns}
    frame = raw.frame
    for called, side in beside.items():
        frame = frame.assign(**{matched[side]: together(frame[matched[side]], frame[called])})
    found = {side: called for called, side in fresh.items()}
    told = [_read_as(c, side, matched.get(side)) for c, side in {**fresh, **beside}.items()]
    # what is left names people of this table and is asked for, where cleaning will not ask for it
    left = [c for c in free if c not in {*fresh, *beside} and not _mapped_by_caller(c, columns)]
    asked = {
        c: side
        for c in left
        if (side := side_of_heading(c) or (headed[c] if c in named else ""))
        and (side in matched if c in named else sure_side(c) and _names_anybody(frame[c], people))
    }
    told += [_offered(raw, c, side, {**matched, **found}, columns) for c, side in asked.items()]
    return replace(
        raw,
        frame=frame,
        called={**raw.called, **found},
        remarks=(*raw.remarks, *told),
        used=(*raw.used, *beside),
    )


def _mapped_by_caller(called: str, columns: Mapping[str, str]) -> bool:
    """Whether the caller says what a column holds."""
    return schema.folded(called) in {schema.folded(one) for one in columns.values()}


def _names_anybody(cells: pd.Series, people: RowNames) -> bool:
    """Whether any cell is the name of somebody else of the table, with or without decoration."""
    words = normalize_text(cells.iloc[:ENOUGH_CELLS]).dropna()
    others = words[words.map(fold_name) != people.of_rows.reindex(words.index)]
    return any(
        is_known(part, people.known)
        for part in people_said(others)
        if " " in part or not part.isascii()
    )


def _read_as(called: str, side: str, beside: str | None) -> Remark:
    """What is told of a column that is taken: alone, or with the one that says it too."""
    other = {schema.REFERRED_BY: schema.SOURCE, schema.REFERRED_TO: schema.NOTES}[side]
    both = f", with {quoted(beside)}" if beside else ""
    return Remark(
        schema.READ_AS,
        f"{quoted(called)} is read as {side}{both}: its cells name people of this table; "
        f"--map {quoted(f'{other}={called}')} reads it as {other} instead",
        column=called,
        value=called,
    )


def _offered(
    raw: Raw, called: str, side: str, matched: Mapping[str, str], columns: Mapping[str, str]
) -> Remark:
    """What is told of a column that names people of the table and is not taken."""
    mapping = f"--map {quoted(f'{side}={called}')}"
    beside = matched.get(side)
    if beside is None:
        way = f"; {mapping} reads it as {side}"
    elif side not in columns and beside in pointing_columns(raw, {**matched, side: called}, side):
        way = f", as {quoted(beside)} does; {mapping} reads both as {side}"
    else:
        heading = f"{side.replace('_', ' ')} 2".capitalize()
        way = (
            f", and {side} is {quoted(beside)}; where both are, head it {quoted(heading)} in the "
            "file, and both are read"
        )
    return Remark(
        schema.UNCLAIMED_COLUMN, f"{quoted(called)} names people of this table{way}", value=called
    )
