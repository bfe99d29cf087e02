"""Reading at its edges: what a small slip in the code would change unnoticed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest
from clauses import network_of

from netgraph import schema
from netgraph.errors import InputError
from netgraph.tables.read import from_frames, read

if TYPE_CHECKING:
    from pathlib import Path

    from netgraph.network import ReferralNetwork


def sheet(folder: Path, data: bytes) -> ReferralNetwork:
    """Read a file of these bytes."""
    (folder / "one.csv").write_bytes(data)
    return read(folder / "one.csv")


def met_on(*cells: str) -> list[str]:
    """Read a column of dates."""
    ids = [f"p{n}" for n in range(len(cells))]
    frame = pd.DataFrame({"id": ids, "met_on": cells, "referred_by": ["", *ids[:-1]]})
    # with an as-of date nothing depends on the clock
    contacts = from_frames(frame, as_of="2100-01-01").contacts
    return [f"{day:%Y-%m-%d}" for day in contacts[schema.MET_ON]]


def issues(net: ReferralNetwork, code: str) -> list[str]:
    """The values told under a code."""
    told = net.issues[net.issues[schema.CODE] == code]
    return told[schema.VALUE].tolist()


def test_years_of_two_digits_are_of_this_century_up_to_68() -> None:
    assert met_on("13/02/68", "13/02/69", "13/02/00") == ["2068-02-13", "1969-02-13", "2000-02-13"]


def test_a_year_first_of_two_digits_is_the_last_thing_a_date_is_taken_for() -> None:
    """It could be the 12th of February 2013 as well, which nobody writes so."""
    assert met_on("13/02/12", "28/03/12") == ["2012-02-13", "2012-03-28"]


def test_months_are_known_by_three_or_four_letters_and_in_full() -> None:
    days = met_on("3 Sep 2024", "3 Sept 2024", "3 September 2024")
    assert days == ["2024-09-03"] * 3
    with pytest.raises(InputError, match="'3 Septe 2024' is not a date"):
        met_on("3 Sep 2024", "3 Septe 2024")


@pytest.mark.parametrize("odd", ["0", "-1", "1.5", "2147483648"])
def test_a_count_that_is_no_number_of_rows_is_a_column_of_its_own(odd: str) -> None:
    pairs = {"from": ["a", "b"], "to": ["b", "c"]}
    for mark in (schema.COUNT, schema.COUNT_MARK):
        net = from_frames(pd.DataFrame({"id": ["a"]}), pd.DataFrame(pairs | {mark: ["3", odd]}))
        assert net.referrals[schema.COUNT].tolist() == [1, 1]
        assert net.referrals[f"{mark} (given)"].tolist() == ["3", odd]


def test_counts_of_an_earlier_merge_are_kept_and_added_up() -> None:
    referrals = pd.DataFrame(
        {"from": ["a", "b", "a"], "to": ["b", "c", "b"], "netgraph_count": "3 1 2".split()}
    )
    net = from_frames(pd.DataFrame({"id": ["a"]}), referrals)
    assert net.referrals[schema.COUNT].tolist() == [5, 1]


def test_a_pair_has_its_earliest_date_wherever_it_stands() -> None:
    net = network_of(
        """
        ann -> ben 2024-03-05
        ann -> ben
        ann -> ben 2024-01-05
        ann -> ben 2024-02-05
        """
    )
    assert net.referrals[schema.REFERRED_ON].tolist() == [pd.Timestamp("2024-01-05")]
    assert net.referrals[schema.COUNT].tolist() == [4]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_known_where_a_third_of_its_letters_are_latin(
    tmp_path: Path, encoding: str
) -> None:
    """Every second byte of a Latin letter is zero, of a Cyrillic one it is not."""
    text = "id,name,referred_by\n" + "".join(f"{n},Иванов Иван Петро,1\n" for n in range(2, 40))
    latin = sum(letter.isascii() for letter in text) / len(text)
    assert 0.3 < latin < 0.4
    net = sheet(tmp_path, text.encode(encoding))
    assert net.contacts[schema.NAME].iloc[0] == "Иванов Иван Петро"


def test_zero_bytes_in_both_places_are_no_text(tmp_path: Path) -> None:
    """Half of the pairs of bytes begin with a zero, one in ten ends with one: no letters are so."""
    ends = [b"\x00a", b"\x00b", b"\x00c", b"\x00,", b"\x00\n", b"a\x00", b"ab", b"cd", b"ef", b"gh"]
    with pytest.raises(InputError, match="zero bytes"):
        sheet(tmp_path, b"".join(ends) * 50)


def test_what_is_no_utf_8_is_read_as_windows_wrote_it(tmp_path: Path) -> None:
    net = sheet(tmp_path, "id,name,referred_by\n1,Zoë O’Hara – €,\n2,Bob,1\n".encode("cp1252"))
    assert net.contacts[schema.NAME].iloc[0] == "Zoë O’Hara – €"


@pytest.mark.parametrize("notes", [0, 1, 19])
def test_a_header_is_found_below_up_to_nineteen_rows(tmp_path: Path, notes: int) -> None:
    text = "made,by,hand\n" * notes + "id,name,referred_by\n1,Ann,\n2,Bob,1\n"
    net = sheet(tmp_path, text.encode())
    assert net.contacts[schema.NAME].tolist() == ["Ann", "Bob"]
    assert net.contacts.index.tolist() == [notes + 2, notes + 3]


def test_of_two_rows_that_could_be_the_header_the_first_is(tmp_path: Path) -> None:
    net = sheet(tmp_path, b"id,name,referred_by\nid,name,referred by\n2,Bob,id\n")
    assert net.contacts[schema.CONTACT_ID].tolist() == ["id", "2", "referred by"]


def test_a_column_with_the_standard_name_counts_before_one_with_an_alias() -> None:
    frame = pd.DataFrame({"id": ["x", "y"], "contact_id": ["1", "2"], "referred_by": ["", "1"]})
    assert from_frames(frame).contacts[schema.CONTACT_ID].tolist() == ["1", "2"]


@pytest.mark.parametrize(("words", "meant"), [("yes Y true T 1", True), ("no N false F 0", False)])
def test_flags_are_said_in_five_words_each(words: str, *, meant: bool) -> None:
    cells = words.split()
    ids = [f"p{n}" for n in range(len(cells))]
    frame = pd.DataFrame({"id": ids, "decision_maker": cells, "referred_by": ["", *ids[:-1]]})
    assert from_frames(frame).contacts[schema.DECISION_MAKER].tolist() == [meant] * 5


def test_a_weight_may_be_nothing_or_as_large_as_sums_can_hold() -> None:
    targets = pd.DataFrame({"organization": ["Alder", "Birch"], "weight": ["0", "1e12"]})
    net = from_frames(pd.DataFrame({"id": ["a"]}), NOBODY, targets=targets)
    assert net.targets is not None
    assert net.targets[schema.WEIGHT].tolist() == [0, 1e12]


NOBODY = pd.DataFrame({"from": [], "to": []}, dtype="str")


def test_of_a_target_named_twice_the_larger_weight_counts() -> None:
    targets = pd.DataFrame({"organization": ["Alder", "Alder Inc"], "weight": ["1", "3"]})
    net = from_frames(pd.DataFrame({"id": ["a"]}), NOBODY, targets=targets)
    assert net.targets is not None
    assert net.targets[schema.WEIGHT].tolist() == [3]


def test_of_two_spellings_equally_frequent_the_first_is_shown() -> None:
    net = network_of(
        """
        ann: organization=ALDER
        ben: organization=Alder
        cho: organization=Birch
        dan: organization=BIRCH
        eve: organization=BIRCH
        """
    )
    assert net.contacts[schema.ORGANIZATION].tolist() == "ALDER ALDER BIRCH BIRCH BIRCH".split()


def test_two_who_share_e_mail_name_and_organization_are_told_once() -> None:
    net = network_of(
        """
        ann: name=Ann organization=Alder email=a@x.org
        ann2: name=Ann organization=Alder email=A@x.org
        ben: name=Ann organization=Birch email=b@x.org
        """
    )
    assert issues(net, schema.POSSIBLE_DUPLICATE_PERSON) == ["A@x.org"]


def test_a_cell_that_is_the_id_of_one_and_the_name_of_another_is_the_id() -> None:
    people = {"id": ["Bo", "b", "c"], "name": ["Ann", "Bo", "Cy"], "referred_by": ["", "", "Bo"]}
    net = from_frames(pd.DataFrame(people))
    assert net.referrals[schema.REFERRER_ID].tolist() == ["Bo"]
    people["name"][:2] = ["Bo", "Ann"]  # the id and the name of one person
    net = from_frames(pd.DataFrame(people))
    assert net.referrals[schema.REFERRER_ID].tolist() == ["Bo"]


def test_a_referral_on_the_day_of_the_introduction_is_not_early() -> None:
    net = network_of(
        """
        ann -> ben 2024-01-05
        ben -> cho 2024-01-05
        ben -> dan 2024-01-04
        """
    )
    assert issues(net, schema.REFERRAL_BEFORE_INTRODUCTION) == ["2024-01-04"]


def test_a_name_counts_before_an_e_mail_where_nobody_has_an_id(tmp_path: Path) -> None:
    net = sheet(tmp_path, b"name,email,referred_by\nAnn,a@x.org,\n,b@x.org,Ann\n")
    assert net.contacts[schema.CONTACT_ID].tolist() == ["Ann", "b@x.org"]
