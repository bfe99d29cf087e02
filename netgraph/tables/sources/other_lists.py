"""Tables of other things than people: a program's messages and invitations, columns of phones."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from netgraph import schema
from netgraph.errors import InputError
from netgraph.tables.cleaning.text import normalize_text
from netgraph.tables.issues import quoted
from netgraph.tables.raw import Remark, without_passed_over

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    import pandas as pd

    from netgraph.tables.raw import Raw

LISTS: Final = (
    ("LinkedIn's list of messages", frozenset({"conversationid", "from", "to"})),
    ("LinkedIn's list of invitations", frozenset({"from", "to", "sentat", "direction"})),
)
"""What a program's table is, and folded columns that it has and no table of referrals does."""
MAY_BE_PHONES: Final = frozenset({"contactno", "contactnumber", "contactnos", "contactnumbers"})
"""Folded headings of ids in some tables, and of phone numbers in others."""
WRITTEN_AS_PHONE: Final = r"(?=[^0-9]*(?:[0-9][^0-9]*){7,15}$)[+(]?[0-9][0-9 ()./+-]*"
"""A number of 7 to 15 digits, as the International Telecommunication Union has them."""
SURELY_PHONE: Final = r".*[ +()/].*|0?[0-9]{9,}"
"""What a number of customers is not: in groups, with a plus, or as long as a phone number."""
PHONES: Final = "{} (phone)"
"""What a column of phone numbers is called, so that nobody reads it as ids."""
FILLED_LOOKED_AT: Final = 1_000
SHARE_OF_PHONES: Final = 0.8


def without_lists(
    found: Sequence[Sequence[Raw]], columns: Mapping[str, str]
) -> tuple[list[list[Raw]], list[Remark]]:
    """Leave out a program's lists of messages and invitations: whoever wrote referred nobody.

    Parameters
    ----------
    found
        The tables of people and referrals of each file.
    columns
        Standard name to found name, as the caller has it: a table that it is about stays.

    Returns
    -------
    The tables that stay, and what is to be told.

    Raises
    ------
    InputError
        If no table is left.
    """
    told: list[Remark] = []
    kept: list[list[Raw]] = []
    for raws in found:
        what = [list_of(raw.columns, columns) for raw in raws]
        read, passed = without_passed_over(
            raws,
            [
                f"{raw.label}: {one}, which holds no referrals; passed over" if one else ""
                for raw, one in zip(raws, what, strict=True)
            ],
        )
        kept.append(read)
        told += passed
    # beside other tables such a list is passed over; alone it must not look like an empty network
    if told and not any(kept):
        raise InputError(
            [
                f"{one.message.removesuffix('; passed over')}; give Connections.csv instead, and "
                "write in a column 'Referred by' who gave you whose name"
                for one in told
            ]
        )
    return kept, told


def list_of(names: Collection[str], columns: Mapping[str, str]) -> str:
    """What list of a program a table with some column names is; empty for any other."""
    if set(columns.values()) & set(names):
        return ""
    folded = {schema.folded(name) for name in names}
    return next((what for what, signature in LISTS if signature <= folded), "")


def with_phones_apart(raw: Raw, named: Collection[str]) -> Raw:
    """Call a column "Contact No." what it is where its cells are phone numbers, and no ids.

    Parameters
    ----------
    raw
        The table.
    named
        Columns that the caller names, which stay as they are.
    """
    may_be = [c for c in raw.columns if schema.folded(c) in MAY_BE_PHONES and c not in named]
    phones = [called for called in may_be if _holds_phones(raw.frame, called)]
    if not phones:
        return raw
    told = tuple(
        Remark(
            schema.READ_AS,
            f"{quoted(called)} holds phone numbers: no ids",
            column=called,
        )
        for called in phones
    )
    frame = raw.frame.rename(columns={called: PHONES.format(called) for called in phones})
    return replace(raw, frame=frame, remarks=(*raw.remarks, *told))


def _holds_phones(frame: pd.DataFrame, called: str) -> bool:
    cells = normalize_text(frame[called].dropna().iloc[:FILLED_LOOKED_AT]).dropna()
    if cells.empty or not cells.str.fullmatch(WRITTEN_AS_PHONE).mean() >= SHARE_OF_PHONES:
        return False
    # cells of another column that hold these numbers point to their people
    others = (normalize_text(frame[c]) for c in frame.columns if c != called)
    if any(bool(words.isin(cells).any()) for words in others):
        return False
    return bool(cells.str.fullmatch(SURELY_PHONE).mean() >= SHARE_OF_PHONES)
