"""What columns of raw tables say of people: the texts that cells point with, and whom a table has.

Tables meet before any of them is cleaned, so that only texts can be compared here. Whom a cell
means in the end is decided in ``linking.referrers``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pandas as pd

from netgraph import schema
from netgraph.tables.cleaning.claims import cells_fit
from netgraph.tables.cleaning.text import normalize_text
from netgraph.tables.header import first_and_last, further, match
from netgraph.tables.lead_words import without_lead
from netgraph.tables.linking.cell_parts import hard_parts, texts_within
from netgraph.tables.no_persons import names_nobody
from netgraph.tables.person_names import (
    WHOLE_NUMBER,
    as_whole_number,
    bare,
    decorated,
    fold,
    fold_name,
    fold_names,
    without_number_word,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from netgraph.schema import Table
    from netgraph.tables.raw import Raw

_ZEROS: Final = "^0+([0-9])"
"""Zeros in front of a number, which a spreadsheet takes away from some cells."""
MOST_TEXTS: Final = 5_000
"""Different texts of a column that are looked at one by one."""
MOST_DECORATED: Final = 20_000
"""Names that are freed of their decoration one by one."""
SIGNS_AROUND: Final = "#. "
"""Signs around a number that people write: "#2", "2."."""


def claimed(raw: Raw, table: Table, columns: Mapping[str, str]) -> dict[str, str]:
    """Standard name to found name, as cleaning will match them."""
    return match(raw.columns, table, {**raw.called, **columns}, cells_fit(raw.frame))


def pointing_columns(raw: Raw, matched: Mapping[str, str], side: str) -> list[str]:
    """The columns of contacts that name people on one side of a referral."""
    if side not in matched:
        return []
    more = further(raw.frame.columns, schema.CONTACTS_TABLE, matched, side)
    return [matched[side], *more]


def different_texts(cells: Iterable[pd.Series]) -> pd.Series:
    """The different texts of columns, in the order of their rows."""
    found = [normalize_text(one).dropna() for one in cells]
    every = pd.concat(found) if found else pd.Series(dtype="str")
    return every.drop_duplicates().reset_index(drop=True)


def key_of(text: str) -> str:
    """What two spellings of a number or a word that is an id share."""
    word = fold(as_whole_number(without_number_word(text))).strip(SIGNS_AROUND)
    return re.sub(_ZEROS, r"\1", word)


def keys_of_cells(cells: pd.Series) -> pd.Series:
    """The keys of all cells of a column, missing where it is empty."""
    words = normalize_text(cells)
    keys = fold_names(words).str.replace(WHOLE_NUMBER.pattern, r"\1", regex=True)
    keys = keys.str.strip(SIGNS_AROUND).str.replace(_ZEROS, r"\1", regex=True)
    return keys.mask(words.isna())


def parts_of(texts: Iterable[str]) -> list[str]:
    """The texts that may each be one person, without those that are nobody's name."""
    parts = [
        part
        for text in texts
        if not names_nobody(text)
        for whole in hard_parts(text)
        for part in texts_within(whole) or [whole]
    ]
    return [part for part in dict.fromkeys(parts) if not names_nobody(part)]


def people_said(cells: pd.Series) -> list[str]:
    """The texts of a column that may each be one person; of very many the first."""
    return parts_of(str(text) for text in different_texts([cells]).iloc[:MOST_TEXTS])


def names_of(frame: pd.DataFrame, matched: Mapping[str, str]) -> pd.Series:
    """The names of a table's rows; missing where there are none."""
    parts = first_and_last(map(str, frame.columns))
    # "Nom" beside "Prénom" is half of it
    if schema.NAME in matched and matched[schema.NAME] not in (parts or ()):
        return normalize_text(frame[matched[schema.NAME]])
    if parts is None:
        return pd.Series(None, index=frame.index, dtype="str")
    first, last = (normalize_text(frame[part]).fillna("") for part in parts)
    return normalize_text(first + " " + last)


def bare_names(names: pd.Series) -> set[str]:
    """Decorated names, "Bob Ray, MBA", without their decoration."""
    odd = names[decorated(names)].iloc[:MOST_DECORATED]
    return {bare(str(name)).name for name in odd}


def known_in(raw: Raw, columns: Mapping[str, str]) -> set[str]:
    """Folded texts that a person of a table goes by: names, ids, e-mails."""
    matched = claimed(raw, schema.CONTACTS_TABLE, columns)
    names = names_of(raw.frame, matched).dropna().drop_duplicates()
    known = set(fold_names(names)) | bare_names(names)
    # ids that were made of names say no more than these
    own = () if raw.made_ids else (schema.CONTACT_ID,)
    for name in (*own, schema.EMAIL):
        if name in matched:
            known |= set(fold_names(different_texts([raw.frame[matched[name]]])))
    return known - {""}


def is_known(text: str, known: Collection[str]) -> bool:
    """Whether a text, decorated or not, is what somebody goes by."""
    led = without_lead(text)
    return (
        fold_name(text) in known or bare(text).name in known or (led != "" and is_known(led, known))
    )


def share_known(texts: Sequence[str], known: Collection[str]) -> float:
    """The share of texts that people go by."""
    return sum(is_known(text, known) for text in texts) / len(texts) if texts else 0.0
