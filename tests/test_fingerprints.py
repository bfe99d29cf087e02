"""Texts as numbers: looking up, repeats and uniqueness are those of the texts themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from netgraph.fingerprints import BYTES_READ, Places, fingerprints
from netgraph.links import are_unique, positions_in, shared_texts

if TYPE_CHECKING:
    import numpy as np

SAME_BEGINNING = "x" * BYTES_READ
TEXTS = st.one_of(
    st.sampled_from(
        [
            *("", "a", "a\0", "abcdefgh", "abcdefgh\0", "abcdefghi", "é", "日本語テキスト"),
            *(f"c{i:07d}" for i in range(8)),
            *(f"person {i}@example.org" for i in range(8)),
            # of one number: the texts must be compared
            *(SAME_BEGINNING + end for end in "abc"),
        ]
    ),
    st.none(),
)


def _series(cells: list[str | None]) -> pd.Series:
    return pd.Series(cells, dtype="str")


def _numbers(*texts: str) -> np.ndarray:
    return fingerprints(pa.array(texts, pa.large_string())).number


@given(st.lists(TEXTS), st.integers(0, 3))
def test_repeated_texts_are_those_of_pandas(cells: list[str | None], skipped: int) -> None:
    words = _series([*cells])[skipped:]  # arrow's array then begins amid its letters
    expected = words.duplicated(keep=False) & words.notna()
    assert shared_texts(words).tolist() == expected.tolist()
    assert are_unique(words) == words.is_unique


@given(st.lists(TEXTS), st.lists(TEXTS), st.lists(TEXTS))
def test_places_are_those_of_the_first_equal_text(
    known: list[str | None], one: list[str | None], other: list[str | None]
) -> None:
    places = positions_in(pd.Index(_series(known)), _series(one), _series(other))
    for place, cells in zip(places, (one, other), strict=True):
        expected = [known.index(c) if c is not None and c in known else -1 for c in cells]
        assert place.tolist() == expected


def test_the_same_text_has_its_number_in_any_column() -> None:
    alone, beside = _numbers("abc"), _numbers("a text of many more letters", "abc")
    assert alone[0] == beside[1]


@pytest.mark.parametrize("ids", [["c0000001", "c0000002"], ["7", "42", "0042"], ["a1", "b1"], []])
def test_ids_that_count_and_others_are_found(ids: list[str]) -> None:
    places = Places(_numbers(*ids))
    assert places.are_unique
    # the same digits behind another letter are another id
    assert places.of(_numbers(*ids[::-1], "s0000001", "", "q", "99999999")).tolist() == [
        *reversed(range(len(ids))),
        *[-1] * 4,
    ]


def test_an_id_twice_is_not_unique() -> None:
    assert not Places(_numbers("c1", "c2", "c1")).are_unique
