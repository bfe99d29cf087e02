"""Positions and codes turned into the texts that an answer shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.analysis.people import people
from netgraph.facts import remembered
from netgraph.frames import values

if TYPE_CHECKING:
    from netgraph.arrays import Ints
    from netgraph.network import ReferralNetwork


def ids_at(net: ReferralNetwork, position: Ints) -> pd.Series:
    """Contact ids at positions, missing where the position is -1."""
    # ``allow_fill`` makes -1 missing; a plain ``take`` would count it from the end.
    return pd.Series(net.links.ids.to_series().array.take(position, allow_fill=True))


def words_at(code: Ints, words: tuple[str, ...]) -> pd.Series:
    """Words at positions, as text."""
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
    # bool[n]: somebody else is called the same, and the organization tells which of them
    vague = names.duplicated(keep=False) & firms.notna()
    return names.mask(vague, names + " (" + firms.astype("str") + ")") if vague.any() else names


def names_of_ids(net: ReferralNetwork, ids: pd.Series) -> pd.Series:
    """The names of people as a sentence says them, by their ids, with the index of the ids."""
    position = net.links.positions(ids)
    return told_apart(net).iloc[position].set_axis(ids.index)
