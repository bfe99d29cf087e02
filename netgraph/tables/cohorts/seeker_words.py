"""How ids of seekers are written: words that say nothing, numbers as a spreadsheet spells them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from netgraph import schema
from netgraph.tables.empty_words import is_empty_word
from netgraph.tables.issues import Issues, quoted
from netgraph.tables.person_names import as_whole_number

if TYPE_CHECKING:
    from collections.abc import Mapping


def without_empty_words(ids: pd.Series) -> pd.Series:
    """Ids of seekers, missing where a cell says that there is none: n/a, -, unknown."""
    empty = [one for one in ids.dropna().unique().tolist() if is_empty_word(one)]
    return ids.mask(ids.isin(empty)) if empty else ids


def spelled_as_first(ids: pd.Series) -> tuple[pd.Series, list[Issues]]:
    """Spell ids that are one seeker's beyond doubt alike, told.

    Addresses that differ in case alone are spelled as the first of them, and numbers that a
    spreadsheet wrote with a point (7.0) as whole ones where these are there too.
    """
    named = pd.Series(ids.dropna().unique(), dtype="str")
    meant = {**_of_addresses(named), **_of_numbers(named)}
    if not meant:
        return ids, []
    words = [f"{quoted(one)} is taken as {quoted(other)}" for one, other in meant.items()]
    # what is said of all rows of a seeker is of no row alone
    told = pd.Series([*meant], pd.Index([0] * len(meant), dtype="int64"), dtype="str")
    return ids.replace(meant), [Issues(schema.READ_AS, told, schema.SEEKER_ID, words)]


def _of_addresses(named: pd.Series) -> Mapping[str, str]:
    addresses = named[named.str.contains("@", regex=False).to_numpy(dtype=bool)]
    first = addresses.groupby(addresses.str.casefold(), sort=False).transform("first")
    other = (first != addresses).to_numpy(dtype=bool)
    return dict(zip(addresses[other], first[other], strict=True))


def _of_numbers(named: pd.Series) -> Mapping[str, str]:
    known = set(named)
    pairs = ((one, as_whole_number(one)) for one in named.tolist())
    return {one: whole for one, whole in pairs if whole != one and whole in known}
