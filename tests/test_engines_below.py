"""What only rows below the first thousand tell memory is found on an engine as well."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from conftest import require

from netgraph.cli import main
from netgraph.engines.beginnings import ROWS_COMPARED

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PEOPLE = ROWS_COMPARED + 400
SAID = "tell memory what no engine reads"


@pytest.fixture(scope="module", autouse=True)
def _engine_is_there() -> None:
    require(find_spec("duckdb"), "duckdb")


class Sheet(NamedTuple):
    """The header of people, the row of person i, odd last rows, and kinds of odd last referrals."""

    header: str
    row: Callable[[int], str]
    odd: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()


STANDARD = "contact_id,name,referred_by"
SHEETS = {
    "a second column of referrers": Sheet(
        f"{STANDARD},Introduced by", lambda i: f"{i},P{i},{i // 2},", (f"{PEOPLE},Last,3,5",)
    ),
    "one of several categories that names a person": Sheet(
        f"{STANDARD},source",
        lambda i: f"{i},P{i},{i // 2},fair {i % 50}",
        (f"{PEOPLE},Last,,P1300",),
    ),
    "first and last names": Sheet(
        "contact_id,First name,Last name,referred_by",
        lambda i: f"{i},,,{i // 2}",
        (f"{PEOPLE},Ann,Lee,", f"{PEOPLE + 1},Bo,Ek,Ann Lee"),
    ),
    "a second address of a person far from who was referred": Sheet(
        f"{STANDARD},email,Work email",
        lambda i: f"{i},P{i},{i // 2},p{i}@ash.org,w{i}@fir.org",
        (f"{PEOPLE},Last,W1200@fir.org,,",),
    ),
    "a page of a person": Sheet(
        f"{STANDARD},LinkedIn",
        lambda i: f"{i},P{i},{i // 2},",
        (
            f"{PEOPLE},Ann,3,https://www.linkedin.com/in/annlee/",
            f"{PEOPLE + 1},Bo,linkedin.com/in/annlee,",
        ),
    ),
    "a kind of link that is none of referrals": Sheet(
        "contact_id,name", lambda i: f"{i},P{i}", kinds=("knows", "works at")
    ),
}


def written(sheet: Sheet, folder: Path) -> list[str]:
    """Write the tables of a sheet, one of referrals too where it has kinds of them."""
    rows = [sheet.row(i) for i in range(1, PEOPLE)]
    tables = {"people.csv": [sheet.header, *rows, *sheet.odd]}
    if sheet.kinds:
        pairs = [f"{i // 2},{i},referral" for i in range(2, PEOPLE)]
        pairs += [f"{n + 1},{PEOPLE - 1},{kind}" for n, kind in enumerate(sheet.kinds)]
        tables["referrals.csv"] = ["referrer_id,referred_id,kind", *pairs]
    for name, lines in tables.items():
        (folder / name).write_text("\n".join([*lines, ""]), encoding="utf-8")
    return [str(folder / name) for name in tables]


def said_beside_memory(tables: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    """Ask an engine, find that its answer is that of memory, and give what is said of it."""
    words = ["contacts", *tables, "--format", "csv", "--top", "9999"]
    assert main(words) == 0
    memory = capsys.readouterr()
    assert main([*words, "--engine", "duckdb"]) == 0
    engine = capsys.readouterr()
    assert engine.out == memory.out
    return engine.err


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS)
def test_what_a_late_row_tells_is_not_lost(
    sheet: Sheet, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert SAID in said_beside_memory(written(sheet, tmp_path), capsys)


@pytest.mark.parametrize(
    "sheet",
    [
        Sheet(
            f"{STANDARD},Notes,Plan",
            lambda i: f"{i},P{i},{i // 2},met at fair no. {i},",
            (f"{PEOPLE},Last,3,P7 and I,call",),
        ),
        Sheet(
            f"{STANDARD},source", lambda i: f"{i},P{i},{i // 2},fair", (f"{PEOPLE},L,3,podcast",)
        ),
    ],
    ids=["notes", "sources"],
)
def test_late_words_about_nobody_are_left_to_the_engine(
    sheet: Sheet, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert SAID not in said_beside_memory(written(sheet, tmp_path), capsys)


def test_columns_that_are_no_text_are_passed_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    numbers = range(1, PEOPLE)
    columns = {
        "contact_id": [f"{i}" for i in numbers],
        "referred_by": [f"{i // 2}" for i in numbers],
        "photo": [b"jpg"] * len(numbers),
        "seen, at": pa.array(numbers, pa.timestamp("us", "UTC")),
        "it's `more`": ["a%_'\\"] * len(numbers),
    }
    table = str(tmp_path / "people.parquet")
    pq.write_table(pa.table(columns), table)
    assert SAID not in said_beside_memory([table], capsys)
