"""Parquet and frames: cells of any type are spelled one by one, and nothing unpacks without end."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from openpyxl import Workbook, load_workbook

from netgraph import schema
from netgraph.errors import InputError
from netgraph.tables.cleaning.text import (
    cells_that_match,
    may_hold,
    normalize_text,
    rounded_text,
)
from netgraph.tables.read import from_frames, read
from netgraph.tables.write import write_tables

if TYPE_CHECKING:
    from pathlib import Path

BIG = 7_012_345_678_901_234_567


def parquet(folder: Path, columns: dict[str, Any]) -> Path:
    path = folder / "contacts.parquet"
    pq.write_table(pa.table(columns), path)
    return path


@pytest.mark.parametrize("kind", [pa.int64(), pa.uint64(), pa.decimal128(38, 0)])
def test_whole_numbers_of_any_size_keep_their_referrals(tmp_path: Path, kind: pa.DataType) -> None:
    ids = pa.array([BIG, BIG + 1, 3], pa.int64()).cast(kind)
    by = pa.array([None, BIG, BIG + 1], pa.int64()).cast(kind)
    net = read(parquet(tmp_path, {"contact_id": ids, "referred_by": by}))
    assert net.contacts[schema.CONTACT_ID].tolist() == [str(BIG), str(BIG + 1), "3"]
    assert net.referrals[schema.REFERRER_ID].tolist() == [str(BIG), str(BIG + 1)]


def test_bytes_are_text(tmp_path: Path) -> None:
    ids = pa.array(["ü".encode(), b"b"], pa.binary())
    by = pa.array([None, "ü".encode()], pa.large_binary())
    net = read(parquet(tmp_path, {"contact_id": ids, "referred_by": by}))
    assert net.contacts[schema.CONTACT_ID].tolist() == ["ü", "b"]
    assert len(net.referrals) == 1
    path = parquet(tmp_path, {"contact_id": pa.array([b"\xff\xfe"]), "referred_by": [""]})
    with pytest.raises(InputError, match="column 'contact_id' holds bytes that are no text"):
        read(path)


def test_a_list_of_referrers_is_several(tmp_path: Path) -> None:
    columns = {"contact_id": ["a", "b", "c"], "referred_by": [[], None, ["a", "b"]]}
    net = read(parquet(tmp_path, columns))
    assert net.referrals[schema.REFERRER_ID].tolist() == ["a", "b"]
    framed = from_frames(pd.DataFrame(columns))
    assert framed.referrals[schema.REFERRER_ID].tolist() == ["a", "b"]


def test_categories_dates_and_zones_are_what_they_say(tmp_path: Path) -> None:
    zoned = pd.Series(pd.to_datetime(["2024-01-02 23:30", None])).dt.tz_localize("America/New_York")
    columns = {
        "contact_id": pa.array(["1", "2"]).dictionary_encode(),
        "referred_by": pa.array([None, "1"]).dictionary_encode(),
        "met_on": pa.array([dt.date(2024, 1, 5), None]),
        "contacted_on": pa.array(zoned),
        "decision_maker": pa.array([True, None]),
    }
    net = read(parquet(tmp_path, columns))
    first = net.contacts.iloc[0]
    assert str(first[schema.MET_ON].date()) == "2024-01-05"
    assert str(first[schema.CONTACTED_ON].date()) == "2024-01-02"
    assert net.contacts[schema.DECISION_MAKER].fillna(value=False).tolist() == [True, False]
    assert len(net.referrals) == 1


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        (pd.Series([1.0, 2.5, np.nan, 1e15]), ["1", "2.5", None, "1000000000000000"]),
        (pd.Series([1.0, 2.5], dtype="Float64"), ["1", "2.5"]),
        (pd.Series([1.0, 2.0, None], dtype="category"), ["1", "2", None]),
        (pd.Series([1.0, 2.5], dtype="category"), ["1", "2.5"]),
        (pd.Series([np.float32(7), 7, "7", b"7", Decimal("7.00")], dtype=object), ["7"] * 5),
        (pd.Series([float(2**53)], dtype=object), ["9.007199254740992e+15"]),
        (pd.Series([float(2**53), 1.0]), ["9.007199254740992e+15", "1"]),
        (pd.Series([2**24 - 1, 2**24 + 1], dtype="float32"), ["16777215", "1.6777216e+07"]),
        (pd.Series([2**24, None, 1.1], dtype="Float32"), ["1.6777216e+07", None, "1.1"]),
        (pd.Series([2.0**24], dtype=pd.ArrowDtype(pa.float32())), ["1.6777216e+07"]),
        (pd.Series([np.float32(2**24)], dtype="category"), ["1.6777216e+07"]),
        (pd.Series([np.float32(2**24), np.float32(7)], dtype=object), ["1.6777216e+07", "7"]),
        (pd.Series([2047, 2049], dtype="float16"), ["2047", "2.048e+03"]),
        (pd.Series([b"a", bytearray(b"b"), memoryview(b"c")], dtype=object), ["a", "b", "c"]),
        (pd.Series([("a", "b"), {"d", "c"}], dtype=object), ["a ::: b", "c ::: d"]),
        (pd.Series([BIG, None], dtype="Int64"), [str(BIG), None]),
    ],
)
def test_cells_are_spelled_one_by_one(cells: pd.Series, words: list[str | None]) -> None:
    spelled = normalize_text(cells)
    assert [None if pd.isna(word) else word for word in spelled] == words


def test_one_fraction_leaves_other_ids_alone() -> None:
    contacts = pd.DataFrame({"contact_id": [1, 2, 3]})
    referrals = pd.DataFrame({"referrer_id": [1.0, 2.5], "referred_id": [2.0, 3.0]})
    net = from_frames(contacts, referrals)
    assert net.contacts[schema.CONTACT_ID].tolist() == ["1", "2", "3", "2.5"]


@pytest.mark.parametrize("cell", [1.2e16, 7.01234567890123e18, np.float32(2**24 + 1)])
def test_a_number_that_has_lost_digits_is_told_wherever_it_stands(
    tmp_path: Path, cell: float | np.float32
) -> None:
    """A spreadsheet keeps 15 digits; the last ones of 7012345678901230080 are nobody's.

    A float of 32 bits keeps 7; a spreadsheet has none of these.
    """
    book = Workbook()
    for row in (["contact_id", "referred_by"], [cell, None], [2, None]):
        book.active.append(row)  # type: ignore[union-attr]
    book.save(tmp_path / "contacts.xlsx")
    ids = np.array([cell, 2], dtype=type(cell))
    path = parquet(tmp_path, {"contact_id": ids, "referred_by": ["", ""]})
    frame = pd.DataFrame({"contact_id": ids, "referred_by": ["", ""]})
    sheets = [] if isinstance(cell, np.float32) else [read(tmp_path / "contacts.xlsx")]
    for net in (*sheets, read(path), from_frames(frame)):
        assert net.issues[schema.CODE].tolist() == [schema.SPREADSHEET_DAMAGE]
        assert net.contacts[schema.CONTACT_ID].tolist() == [rounded_text(cell), "2"]


def test_a_named_index_is_a_column() -> None:
    """A -> b, their ids in the index; that of a network's own tables counts lines."""
    contacts = pd.DataFrame({"contact_id": ["a", "b"], "name": ["Ann", "Ben"]})
    referrals = pd.DataFrame({"referrer_id": ["a"], "referred_id": ["b"], "kind": ["talk"]})
    right = from_frames(contacts, referrals)
    for people in (contacts.set_index("contact_id"), contacts.set_index("contact_id", drop=False)):
        net = from_frames(people, referrals.set_index(["referrer_id", "referred_id"]))
        pd.testing.assert_frame_equal(net.contacts, right.contacts)
        pd.testing.assert_frame_equal(net.referrals, right.referrals)
    again = from_frames(right.contacts, right.referrals)
    assert list(again.contacts) == list(right.contacts)


def test_rows_without_end_are_refused_before_they_are_made(tmp_path: Path) -> None:
    """Ten million rows of one value take 20 kB."""
    path = tmp_path / "contacts.parquet"
    one = pa.DictionaryArray.from_arrays(pa.array(np.zeros(10_000_000, "int8")), pa.array(["a"]))
    pq.write_table(pa.table({"contact_id": one, "referred_by": one}), path)
    assert path.stat().st_size < 100_000
    with pytest.raises(InputError, match=r"unpacks to 10,000,000 rows of 2 columns from .* bytes"):
        read(path)


def test_one_long_text_in_many_rows_is_refused(tmp_path: Path) -> None:
    """A text of a megabyte in a thousand rows; in three rows it is read."""
    text = pa.array(["", "x" * 1_000_000])
    for rows in (3, 1000):
        notes = pa.DictionaryArray.from_arrays(pa.array(np.ones(rows, "int8")), text)
        ids = [str(n) for n in range(rows)]
        table = {"contact_id": ids, "referred_by": [""] * rows, "notes": notes}
        path = parquet(tmp_path, table)
        assert path.stat().st_size < 300_000
        if rows == 3:
            assert len(read(path)) == 3
        else:
            with pytest.raises(InputError, match=r"unpacks to .* letters from .* bytes; not read"):
                read(path)


ERRORS = {
    "contact_id": ["1", "2", "3"],
    "name": ["Ann", " #NAME? ", "Cy"],
    "organization": ["#VALUE!", "Acme", "Err:502"],
    "met_on": ["2024-01-02", "#N/A", "2024-01-05"],
    "referred_by": [None, "1", "#REF!"],
    "notes": ["#1 fan", "see #N/A there", None],
}


@pytest.mark.parametrize("kind", ["csv", "parquet", "str", "object", "category"])
def test_error_words_are_blank_and_told_wherever_they_come_from(tmp_path: Path, kind: str) -> None:
    frame = pd.DataFrame(ERRORS)
    path = tmp_path / f"contacts.{kind}"
    if kind == "csv":
        frame.to_csv(path, index=False)
    elif kind == "parquet":
        frame.to_parquet(path)
    net = read(path) if path.exists() else from_frames(frame.astype(kind))
    assert net.contacts[schema.CONTACT_ID].tolist() == ["1", "2", "3"]
    assert net.contacts[schema.NAME].isna().tolist() == [False, True, False]
    assert net.contacts[schema.ORGANIZATION].isna().tolist() == [True, False, True]
    assert net.contacts[schema.MET_ON].isna().tolist() == [False, True, False]
    assert net.contacts[schema.NOTES].tolist()[:2] == ["#1 fan", "see #N/A there"]
    assert len(net.referrals) == 1
    told = net.issues[net.issues[schema.CODE] == schema.ERROR_CELL]
    assert sorted(told[schema.VALUE]) == ["#N/A", "#NAME?", "#REF!", "#VALUE!", "Err:502"]


def test_an_error_word_is_no_id() -> None:
    with pytest.raises(InputError, match="row 1, column 'contact_id': an empty id"):
        from_frames(pd.DataFrame({"contact_id": ["#REF!", "2"], "referred_by": [None, "2"]}))


def test_texts_are_stored_as_texts_in_workbooks(tmp_path: Path) -> None:
    net = from_frames(pd.DataFrame({"contact_id": ["1", "=A1"], "name": ["see #REF!", "=1+1"]}),
                      pd.DataFrame({"referrer_id": ["1"], "referred_id": ["=A1"]}))  # fmt: skip
    write_tables(net, tmp_path / "out", format="xlsx")
    sheet = load_workbook(tmp_path / "out" / "contacts.xlsx").active
    assert sheet is not None
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "inlineStr", "n"}
    again = read(tmp_path / "out")
    assert again.contacts[schema.NAME].tolist() == net.contacts[schema.NAME].tolist()


@pytest.mark.parametrize(
    ("cells", "pattern", "expected"),
    [
        (["Total", "Totally", None, "a\nTotal", "total"], "(?i)^total$", [1, 0, 0, 0, 1]),
        ([None, None], "^$", [0, 0]),
        (["", None], "^$", [1, 0]),
        (["--", "", "a"], r"^[^\pL]*$", [1, 1, 0]),
        # a line that is no cell, and a match over two cells, are none
        (["x\ny", "z"], "^y$", [0, 0]),
        (["x", "y"], r"x\sy", [0, 0]),
        ([], "^a", []),
    ],
)
def test_a_column_is_asked_at_once_and_by_cells_with_one_result(
    cells: list[str | None], pattern: str, expected: list[int]
) -> None:
    column = pd.Series(cells, dtype="str")
    assert cells_that_match(column, pattern).tolist() == [bool(flag) for flag in expected]
    assert cells_that_match(column[:1], pattern).tolist() == [bool(flag) for flag in expected[:1]]


def test_signs_are_found_in_any_cell_and_in_none_that_is_not_there() -> None:
    column = pd.Series(["Ann", None, "Zoë", "a/b"], dtype="str")
    assert may_hold(column, "/")
    assert may_hold(column, "|", "ë")
    assert not may_hold(column, "|", "[[")
    assert not may_hold(pd.Series([None, None], dtype="str"), "/")
    joined = pd.concat([column.iloc[:1], pd.Series(["a\r\nb"], dtype="str")])
    assert may_hold(joined, "\r")
    assert normalize_text(joined).tolist() == ["Ann", "a\nb"]
