"""Formulas without a stored value: which can be told exactly, and what they give."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import netgraph as ng
from netgraph.tables.sources.simple_formulas import LONGEST_TEXT, formula_values

if TYPE_CHECKING:
    from pathlib import Path

ROWS = {1: ["Ann", "Lee", "7", None, "2024-01-02", "1.5", "#REF!", "yes"]}


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("A1", "Ann"),
        ("$A$1", "Ann"),
        ("a1", "Ann"),
        (' A1 & " " & B1 ', "Ann Lee"),
        ('"Be"&"n"', "Ben"),
        ('"say ""yes"""', 'say "yes"'),
        ('""', ""),
        ("12", "12"),
        ("C1&1", "71"),
        ('D1&"x"', "x"),
        ("E1", "2024-01-02"),
        ("F1", "1.5"),
        ('G1&"x"', "#REF!"),
    ],
)
def test_what_refers_and_joins_is_told(formula: str, value: str) -> None:
    assert formula_values(ROWS, {(2, 0): formula}) == {(2, 0): value}


@pytest.mark.parametrize(
    "formula",
    [
        *("", "A1+1", "SUM(A1)", "A1:A2", "Other!A1", "A1&", "&A1", "-1", "A0", "A1 B1", "TRUE"),
        # an empty cell alone is 0; joined, dates, fractions and flags are spelled otherwise
        *("D1", "Z9", 'E1&""', 'F1&""', 'H1&""', "01", "ZZZ1&A1&A", '"open', "AAAA1"),
    ],
)
def test_what_does_anything_else_is_not(formula: str) -> None:
    assert formula_values(ROWS, {(2, 0): formula}) == {}


def test_circles_have_no_value_and_neither_has_what_refers_to_them() -> None:
    formulas = {(1, 0): "B1", (1, 1): "C1&A1", (1, 2): '"x"', (1, 3): 'A1&"y"', (1, 4): "E1"}
    assert formula_values({}, formulas) == {(1, 2): "x"}


def test_chains_may_be_as_long_as_a_sheet() -> None:
    last = 50_000
    formulas = {(row, 0): f"A{row + 1}" for row in range(1, last)}
    values = formula_values({last: ["end"]}, formulas)
    assert len(values) == last - 1
    assert set(values.values()) == {"end"}


def test_texts_that_double_end_where_a_cell_does() -> None:
    formulas = {(row, 0): f"A{row - 1}&A{row - 1}" for row in range(2, 60)}
    values = formula_values({1: ["ab"]}, formulas)
    assert max(map(len, values.values())) <= LONGEST_TEXT
    assert len(values) == 13


def test_a_formula_of_a_text_alone_is_that_text_in_csv(tmp_path: Path) -> None:
    sheet = tmp_path / "own.csv"
    sheet.write_text(
        '"=""Id""",Name,Company,Referred by\n'
        '"=""007""","=""Cy """"Bo"""" Munn""",Elm,"="""""\n'
        '="012",Dee Noon,"=""Elm""","=""007"""\n'
        '"=1+1",Eve Park,Elm,007\n',
        encoding="utf-8",
    )
    net = ng.read(sheet)
    assert net.contacts["contact_id"].tolist() == ["007", "012", "=1+1"]
    assert net.contacts["name"].tolist() == ['Cy "Bo" Munn', "Dee Noon", "Eve Park"]
    assert net.contacts["organization"].unique().tolist() == ["Elm"]
    assert set(net.graph.edges) == {("007", "012"), ("007", "=1+1")}
    # written by us such a cell is told from the formula that it looks like
    ng.write_tables(net, tmp_path / "out")
    assert ng.read(tmp_path / "out").contacts["contact_id"].tolist() == ["007", "012", "=1+1"]
