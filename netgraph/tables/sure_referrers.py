"""Columns that surely say who referred whom, though no list of headings has theirs.

Both must say it: the heading the direction ("Came via", "Heard of them through"), or the words in
most cells ("via Ann Lee"), and most cells a person of the table. Where only one does, the column is
offered, and nothing is taken.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from netgraph import schema
from netgraph.tables.cell_texts import claimed
from netgraph.tables.cleaning.claims import ENOUGH_CELLS, MOST
from netgraph.tables.cleaning.direction import THEY_ANSWER, THEY_ARE_ASKED, bare_words
from netgraph.tables.cleaning.missing import may_say_referrers
from netgraph.tables.cleaning.named_people import names_people, row_names
from netgraph.tables.cleaning.text import normalize_text
from netgraph.tables.issues import quoted
from netgraph.tables.lead_words import without_lead
from netgraph.tables.no_persons import names_nobody
from netgraph.tables.raw import Remark

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from netgraph.tables.raw import Raw

SAY_WHENCE: Final = re.compile(
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
    """
    words = bare_words(called)
    if THEY_ARE_ASKED.search(words):
        return schema.REFERRED_BY
    if THEY_ANSWER.search(words):
        return schema.REFERRED_TO
    return schema.REFERRED_BY if SAY_WHENCE.search(words) else ""


def with_sure_referrers(raws: Sequence[Raw], columns: Mapping[str, str]) -> list[Raw]:
    """Take the columns of people that surely say who referred whom, where no other says it.

    Parameters
    ----------
    raws
        Tables of people, none of which has a column of referrers.
    columns
        Standard name to found name, as the caller has it.
    """
    return [_with_sure_columns(raw, columns) for raw in raws]


def _side_of_cells(cells: pd.Series) -> str:
    """``referred_by``, where most cells say it with a word before or behind a name: "via Ann"."""
    words = normalize_text(cells.iloc[:ENOUGH_CELLS]).dropna().drop_duplicates()
    said = [str(word) for word in words if not names_nobody(str(word))]
    led = sum(bool(without_lead(word)) for word in said)
    return schema.REFERRED_BY if led > MOST * len(said) else ""


def _with_sure_columns(raw: Raw, columns: Mapping[str, str]) -> Raw:
    matched = claimed(raw, schema.CONTACTS_TABLE, columns)
    free = [c for c in may_say_referrers(raw, matched) if c not in columns.values()]
    headed = {c: sure_side(c) or _side_of_cells(raw.frame[c]) for c in free}
    headed = {c: side for c, side in headed.items() if side}
    if not headed:
        return raw
    people = row_names(raw.frame, matched)
    sides = {c: side for c, side in headed.items() if names_people(raw.frame[c], people)}
    # two columns of one side may be two things, and are told as such
    if not sides or len({*sides.values()}) < len(sides):
        return raw
    other = {schema.REFERRED_BY: schema.SOURCE, schema.REFERRED_TO: schema.NOTES}
    told = tuple(
        Remark(
            schema.READ_AS,
            f"{quoted(called)} is read as {side}: its cells name people of this table; "
            f"--map {quoted(f'{other[side]}={called}')} reads it as {other[side]} instead",
            column=called,
            value=called,
        )
        for called, side in sides.items()
    )
    found = {side: called for called, side in sides.items()}
    return replace(raw, called={**raw.called, **found}, remarks=(*raw.remarks, *told))
