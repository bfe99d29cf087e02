"""Rules at their edge: what a small slip in the code would change and nothing else would notice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest
from clauses import network_of
from scipy import stats

import netgraph as ng
from netgraph import schema
from netgraph.analysis.conversion import fit_prior
from netgraph.errors import InputError
from netgraph.tables.read import from_frames, read

if TYPE_CHECKING:
    from pathlib import Path


def test_of_equally_long_chains_the_one_with_the_newer_referral_comes_first() -> None:
    net = network_of(
        """
        ann -> goal
        ben -> goal 2024-01-05
        cho -> goal 2024-03-05
        dan -> goal 2024-02-05
        """
    )
    answer = ng.paths(net, to="goal", k=4)
    starts = answer[answer[schema.STEP] == 1][schema.CONTACT_ID]
    assert starts.tolist() == ["cho", "dan", "ben", "ann"]


def test_who_was_met_before_they_declined_counts_as_met_until_then() -> None:
    net = network_of(
        """
        ann: status=declined contacted_on=2024-01-02 met_on=2024-01-05 last_contact_on=2024-02-01
        ben: status=met contacted_on=2024-01-02 met_on=2024-02-01
        cho: status=no_reply last_contact_on=2024-02-01 thanked_on=2024-01-03
        """
    )
    stood = net.as_of("2024-01-15").contacts[schema.STATUS]
    assert stood.tolist() == [schema.MET, schema.CONTACTED, schema.IDENTIFIED]
    assert net.as_of("2024-02-01").contacts[schema.STATUS].tolist() == [
        schema.DECLINED,
        schema.MET,
        schema.NO_REPLY,
    ]


def test_years_of_two_digits_are_of_this_century_up_to_68() -> None:
    net = network_of(
        """
        ann: met_on=13/02/68
        ben: met_on=13/02/69
        cho: met_on=13/02/00
        """
    )
    assert [f"{day:%Y-%m-%d}" for day in net.contacts[schema.MET_ON]] == [
        "2068-02-13",
        "1969-02-13",
        "2000-02-13",
    ]


@pytest.mark.parametrize("odd", ["0", "-1", "1.5", "2147483648"])
def test_a_count_that_is_no_number_of_rows_is_a_column_of_its_own(odd: str) -> None:
    referrals = pd.DataFrame({"from": ["a", "b"], "to": ["b", "c"], "count": ["3", odd]})
    net = from_frames(pd.DataFrame({"id": ["a"]}), referrals)
    assert net.referrals[schema.COUNT].tolist() == [1, 1]
    assert net.referrals["count (given)"].tolist() == ["3", odd]


def test_counts_of_an_earlier_merge_are_kept() -> None:
    referrals = pd.DataFrame({"from": ["a", "b"], "to": ["b", "c"], "count": ["3", "1"]})
    net = from_frames(pd.DataFrame({"id": ["a"]}), referrals)
    assert net.referrals[schema.COUNT].tolist() == [3, 1]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_known_where_a_third_of_its_letters_are_latin(
    tmp_path: Path, encoding: str
) -> None:
    """Every second byte of a Latin letter is zero, of a Cyrillic one it is not."""
    text = "id,name,referred_by\n" + "".join(f"{n},Иванов Иван Петро,1\n" for n in range(2, 40))
    latin = sum(letter.isascii() for letter in text) / len(text)
    assert 0.3 < latin < 0.4
    (tmp_path / "one.csv").write_bytes(text.encode(encoding))
    net = read(tmp_path / "one.csv")
    assert net.contacts[schema.NAME].iloc[0] == "Иванов Иван Петро"


def test_zero_bytes_in_both_places_are_no_text(tmp_path: Path) -> None:
    """Half of the pairs of bytes begin with a zero, one in ten ends with one: no letters are so."""
    pairs = [
        b"\x00a",
        b"\x00b",
        b"\x00c",
        b"\x00,",
        b"\x00\n",
        b"a\x00",
        b"ab",
        b"cd",
        b"ef",
        b"gh",
    ]
    (tmp_path / "one.csv").write_bytes(b"".join(pairs) * 50)
    with pytest.raises(InputError, match="zero bytes"):
        read(tmp_path / "one.csv")


def test_a_search_that_stops_halfway_up_a_ridge_is_no_fit() -> None:
    """Everybody is alike: the likelihood rises with a + b for ever, ever more slowly."""
    met = np.array([int(digit) for digit in "2102312002411321220103313121112"])
    made = np.array([int(digit) for digit in "2115554125423421552524415245133"])
    sizes = np.array([20, 500, 1_000, 100_000])
    rising = [stats.betabinom.logpmf(met, made, s / 2, s / 2).sum() for s in sizes]
    assert rising == sorted(rising)
    prior = fit_prior(met, made)
    assert (prior.a, prior.b, prior.fitted) == (2, 2, False)
