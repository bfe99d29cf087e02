"""One id in two searches, and one name, but addresses that speak against one person."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.tables.issues import Issues, quoted
from netgraph.tables.linking.own_addresses import (
    KINDS_OF_ADDRESSES,
    own_emails,
    own_keys,
    own_pages,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from netgraph.arrays import Flags, Longs

Addresses = tuple["Sequence[str]", "Sequence[str]"]


class ContradictingRows(NamedTuple):
    """Rows of one key whose addresses speak against one person.

    Parameters
    ----------
    part
        ``int64[rows]``: rows of one key and one part may be one person; 0 is that of the first.
    rows, firsts
        Positions of the first row of each further part, and of the first row of its key.
    reasons
        What speaks against the two being one, in words.
    """

    part: Longs
    rows: Longs
    firsts: Longs
    reasons: Sequence[str]


def contradicting_rows(keys: pd.Series, table: pd.DataFrame) -> ContradictingRows:
    """Part the rows of one key whose own e-mails or profiles contradict each other.

    Rows that share an address of their own are of one part. Who has none is of the first part
    where there is one, and of none of several.

    Parameters
    ----------
    keys
        What rows of one person share, missing where that is nothing.
    table
        All contacts.
    """
    part = np.zeros(len(table), dtype=np.int64)
    code, _ = pd.factorize(keys)
    doubtful = _with_several_addresses(code, table)
    rows: list[int] = []
    firsts: list[int] = []
    reasons: list[str] = []
    if doubtful.any():
        said = own_keys(table)
        at = np.flatnonzero(doubtful)
        for _, places in pd.Series(at).groupby(code[at], sort=False):
            group = places.tolist()
            parts = _parts_of([(said[0][n], said[1][n]) for n in group])
            part[group] = parts
            for number in range(1, max(parts) + 1):
                row = group[parts.index(number)]
                rows.append(row)
                firsts.append(group[parts.index(0)])
                reasons.append(_against_one(said, row, firsts[-1]))
    return ContradictingRows(part, np.array(rows, np.int64), np.array(firsts, np.int64), reasons)


def _with_several_addresses(code: Longs, table: pd.DataFrame) -> Flags:
    """Rows of a key on which two different e-mails, or two different profiles, stand."""
    found = np.zeros(len(table), dtype=bool)
    for said in (own_emails(table), own_pages(table)):
        if said is None:
            continue
        known = (said.notna().to_numpy() & (code >= 0)).astype(bool)
        pairs = pd.DataFrame({"code": code[known], "said": said[known].to_numpy()})
        different = pairs.drop_duplicates()["code"]
        found |= np.isin(code, different[different.duplicated()].to_numpy())
    return found


def _parts_of(said: Sequence[tuple[str, str]]) -> list[int]:
    """The part of each row of one key, by its e-mail and its profile, empty where it has none."""
    # the addresses of each part; a row may tie two of them together
    emails: list[set[str]] = []
    pages: list[set[str]] = []
    parts = [-1] * len(said)
    # rows with both addresses first: they say which e-mail and which profile are one person's
    order = sorted(range(len(said)), key=lambda n: (-sum(map(bool, said[n])), n))
    for n in order:
        email, page = said[n]
        sharing = [k for k in range(len(emails)) if email in emails[k] or page in pages[k]]
        if not sharing:
            sharing = [
                k for k in range(len(emails)) if not ((email and emails[k]) or (page and pages[k]))
            ]
            # several that nothing speaks against: nothing says which of them
            sharing = sharing if len(sharing) == 1 else []
        into = sharing[0] if sharing else len(emails)
        if not sharing:
            emails.append(set())
            pages.append(set())
        emails[into] |= {email} - {""}
        pages[into] |= {page} - {""}
        for k in sharing[1:]:
            emails[into] |= emails[k]
            pages[into] |= pages[k]
            emails[k], pages[k] = set(), set()
            parts = [into if one == k else one for one in parts]
        parts[n] = into
    # numbered by the first row of each
    number = {one: at for at, one in enumerate(dict.fromkeys(parts))}
    return [number[one] for one in parts]


def _against_one(said: Addresses, row: int, first: int) -> str:
    ways = [
        f"another {called} ({quoted(one[row])}, not {quoted(one[first])})"
        for called, one in zip(KINDS_OF_ADDRESSES, said, strict=True)
        if one[row] and one[first] and one[row] != one[first]
    ]
    return " and ".join(ways) or "no address that says which of several"


def issues_of_two(
    found: ContradictingRows, own: pd.Series, settled: Collection[frozenset[str]]
) -> Issues:
    """Tell that rows of one id and one name are two people, or may be.

    Parameters
    ----------
    found
        Rows whose addresses contradict each other.
    own
        The id of the person of every row, by its spot.
    settled
        Pairs of ids on which the user decided.
    """
    ids = own.tolist()
    words, endings, told = [], [], []
    for n, (row, first) in enumerate(zip(found.rows.tolist(), found.firsts.tolist(), strict=True)):
        one, other = ids[first], ids[row]
        if frozenset((one, other)) in settled:
            continue
        told.append(n)
        if one == other:
            words.append(f"{quoted(one)} is called so here as well as on ")
            endings.append(
                f", but has {found.reasons[n]}: taken as one person, as the ids are those of all "
                "searches; if they are two, give them two ids, or say --keep both; if they are "
                f"one, say so in same.csv {_row_of_same(one, one)}"
            )
        else:
            words.append(f"{quoted(other)} has the id and the name of {quoted(one)} on ")
            endings.append(
                f", but {found.reasons[n]}: two people; if they are one, say so in same.csv "
                f"{_row_of_same(other, one)}"
            )
    return Issues(
        schema.POSSIBLE_DUPLICATE_PERSON,
        own.iloc[found.rows[told]],
        schema.CONTACT_ID,
        words,
        own.index.to_numpy().astype(np.int64)[found.firsts[told]],
        endings,
    )


def _row_of_same(one: str, other: str) -> str:
    return f"(contact_id {quoted(one)}, same_as {quoted(other)}, same yes)"
