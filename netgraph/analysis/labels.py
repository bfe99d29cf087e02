"""Positions and codes turned into the texts that an answer shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.analysis.people import people
from netgraph.analysis.search_numbers import plain_words, search_numbers
from netgraph.facts import remembered
from netgraph.frames import values
from netgraph.links import shared_texts

if TYPE_CHECKING:
    from netgraph.arrays import Flags, Ints
    from netgraph.network import ReferralNetwork

PEOPLE: Final = (
    schema.INTRODUCED_BY,
    schema.REVIVE_THROUGH,
    schema.ONLY_THROUGH,
    schema.THROUGH,
)
"""Columns of ids of people that a row tells about besides its own."""


def ids_at(net: ReferralNetwork, position: Ints) -> pd.Series:
    """Contact ids at positions, missing where the position is -1."""
    # ``allow_fill`` makes -1 missing; a plain ``take`` would count it from the end.
    return pd.Series(net.links.ids.to_series().array.take(position, allow_fill=True))


def words_at(code: Ints, words: tuple[str | None, ...]) -> pd.Series:
    """Words at positions, as text; missing where the word is None."""
    # Codes count from 0: here -1 would be the last word.
    return pd.Series(pd.array(list(words), dtype="str").take(code.astype(np.int64)))


def standing_words(code: Ints) -> pd.Series:
    """Standings as text, missing where nothing records contact."""
    words = pd.array([*schema.STANDINGS, None], dtype="str")
    return pd.Series(words.take(code.astype(np.int64)))


def display_names(table: pd.DataFrame) -> pd.Series:
    """Everybody's name, their id where they have none."""
    return values(table, schema.NAME).fillna(table[schema.CONTACT_ID])


@remembered
def told_apart(net: ReferralNetwork) -> pd.Series:
    """Everybody's name as a sentence says it: of namesakes with the organization, if it is known.

    Indexed from 0, in the order of ``net.links.ids``.
    """
    table = people(net).table
    names = display_names(table).reset_index(drop=True)
    firms = values(table, schema.ORGANIZATION).reset_index(drop=True)
    # bool[n]: somebody else of the search is called the same, and the organization tells which of
    # them
    vague = shared_names(net, names) & firms.notna().to_numpy()
    if not vague.any():
        return names
    return names.mask(vague, names + " (" + plain_words(net, firms).astype("str") + ")")


def names_with_ids(names: pd.Series, ids: pd.Series) -> pd.Series:
    """Names, those of one name with their ids behind them."""
    return names.mask(names.duplicated(keep=False), names + " (" + ids + ")")


def shared_names(net: ReferralNetwork, names: pd.Series) -> Flags:
    """Tell whose name somebody else of the same search has too: bool[n]."""
    numbers = search_numbers(net)
    if numbers.searches == 1:
        return shared_texts(names)
    both = pd.DataFrame({0: numbers.of, 1: names.to_numpy()})
    return both.duplicated(keep=False).to_numpy()


def names_of_ids(net: ReferralNetwork, ids: pd.Series) -> pd.Series:
    """The names of people as a sentence says them, by their ids, with the index of the ids."""
    position = net.links.positions(ids)
    return told_apart(net).iloc[position].set_axis(ids.index)


def with_names(table: pd.DataFrame, net: ReferralNetwork | None) -> pd.DataFrame:
    """Put names where a table holds the ids of further people.

    An id stays where several people have its name.
    """
    held = [column for column in PEOPLE if column in table.columns]
    if net is None or not held:
        return table
    ids = pd.unique(pd.concat([table[column] for column in held]).dropna())
    names = display_names(net.people)
    # The name of each id; then which of these names anybody in the network has a second time.
    name_of_id = names.iloc[net.links.positions(ids)] if len(ids) else names.iloc[:0]
    alike = names[names.isin(name_of_id)]
    shared = set(alike[alike.duplicated()])
    called = {i: i if name in shared else name for i, name in zip(ids, name_of_id, strict=True)}
    return table.assign(**{column: table[column].map(called) for column in held})


def people_by_name(
    grid: pd.DataFrame, net: ReferralNetwork | None, *, namesakes: bool | None = None
) -> pd.DataFrame:
    """Put the name and the organization of a row's person first, and the id behind them.

    The id is left out where no two people have that name, which is looked up unless it is known.
    """
    first = [column for column in (schema.NAME, schema.ORGANIZATION) if column in grid.columns]
    if schema.NAME not in first or schema.CONTACT_ID not in grid.columns:
        return grid
    names = grid[schema.NAME]
    others = names if net is None else display_names(net.people)
    if namesakes is None:
        namesakes = bool(others[others.isin(names)].duplicated().any())
    if not namesakes:
        return grid.drop(columns=schema.CONTACT_ID)
    columns = [c for c in grid.columns if c not in (*first, schema.CONTACT_ID)]
    at = list(grid.columns).index(schema.CONTACT_ID)
    return grid[[*columns[:at], *first, schema.CONTACT_ID, *columns[at:]]]
