"""Workbooks as people keep them: sheets of all kinds, merged cells, formulas, errors, notes."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from netgraph import schema
from netgraph.cli import main
from netgraph.errors import InputError, UnknownNameError
from netgraph.tables.read import read
from netgraph.tables.sources.unpacking import declares_type

if TYPE_CHECKING:
    from pathlib import Path

    from netgraph.network import ReferralNetwork

PEOPLE = [["id", "name", "referred_by"], ["1", "Ann Lee", None], ["2", "Bob Ray", "1"]]


def book(folder: Path, sheets: dict[str, list[list[Any]]], **hidden: str) -> Path:
    """A workbook of sheets, some of them hidden."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for title, rows in sheets.items():
        sheet = made.create_sheet(title)
        sheet.sheet_state = hidden.get(title, "visible")
        for row in rows:
            sheet.append(row)
    path = folder / "book.xlsx"
    made.save(path)
    return path


def told(net: ReferralNetwork, code: str) -> list[str]:
    return net.issues[net.issues[schema.CODE] == code][schema.VALUE].tolist()


def counted(path: Path, values: dict[str, str]) -> Path:
    """The workbook as a program saves it that has counted its formulas."""
    made = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(made, "w") as new:
        for part in old.namelist():
            text = old.read(part).decode()
            for cell, value in values.items():
                text = text.replace(f'<c r="{cell}">', f'<c r="{cell}" {value[0]}>')
                before, found, after = text.partition(f'<c r="{cell}" ')
                text = (
                    before
                    + found
                    + after.replace("<v></v>", value[1], 1).replace("<v />", value[1], 1)
                )
            new.writestr(part, text)
    path.write_bytes(made.getvalue())
    return path


def test_sheets_that_are_not_ours_are_passed_over_and_told(tmp_path: Path) -> None:
    sheets = {
        "Dashboard": [[None, "Total contacts", 2], ["name", "met"]],
        "People": PEOPLE,
        "Lists": [["Status", "Source"], ["met", "friend"]],
        "Diary": [["Monday", "wrote to Ann, name of her referrer unknown"]],
        "Companies": [["Company", "City"], ["Acme", "Bonn"]],
        "Targets": [["Company", "Priority"], ["Acme", 3]],
        "Spellings": [["Alias", "Organization"], ["ACME Co", "Acme"]],
    }
    net = read(book(tmp_path, sheets))
    assert net.contacts[schema.NAME].tolist() == ["Ann Lee", "Bob Ray"]
    assert net.targets is not None
    assert net.targets[schema.ORGANIZATION].tolist() == ["Acme"]
    assert told(net, schema.PASSED_SHEET) == ["Dashboard", "Lists", "Diary", "Companies"]


def test_a_workbook_of_one_sheet_is_read_whatever_it_is_called(tmp_path: Path) -> None:
    net = read(book(tmp_path, {"Dashboard": PEOPLE}))
    assert len(net) == 2
    assert net.issues.empty


def test_hidden_sheets_are_passed_over_where_others_are_shown(tmp_path: Path) -> None:
    sheets = {"People": PEOPLE, "Backup": [PEOPLE[0], ["9", "Old", None]]}
    net = read(book(tmp_path, sheets, Backup="veryHidden"))
    assert told(net, schema.PASSED_SHEET) == ["Backup"]
    assert len(net) == 2
    assert len(read(book(tmp_path, sheets, Backup="hidden"), sheet="Backup")) == 1
    alone = book(tmp_path, {"People": PEOPLE, "Empty": []}, People="hidden")
    assert len(read(alone)) == 2


@pytest.mark.parametrize(
    ("order", "passed"),
    [
        (("Dashboard", "People", "Backup"), ["Backup", "Dashboard"]),
        (("Backup", "Dashboard", "People"), ["Backup", "Dashboard"]),
        (("People", "Dashboard", "Backup"), ["Dashboard", "Backup"]),
        (("Dashboard", "People", "Diary", "Backup"), ["Backup", "Dashboard", "Diary"]),
    ],
)
def test_hidden_sheets_are_told_wherever_sheets_that_are_not_ours_stand(
    tmp_path: Path, order: tuple[str, ...], passed: list[str]
) -> None:
    sheets = {
        "Dashboard": [["My search"]],
        "Diary": [["Monday", "wrote to Ann"]],
        "People": PEOPLE,
        "Backup": [PEOPLE[0], ["9", "Old", None]],
    }
    net = read(book(tmp_path, {title: sheets[title] for title in order}, Backup="hidden"))
    assert sorted(told(net, schema.PASSED_SHEET)) == sorted(passed)
    assert len(net) == 2


def test_a_sheet_is_chosen_by_name_and_the_nearest_is_named(tmp_path: Path) -> None:
    path = book(tmp_path, {"2023": PEOPLE, "2024 people": [PEOPLE[0], ["7", "Cy Dunn", None]]})
    net = read(path, sheet="2024 People")
    assert net.contacts[schema.NAME].tolist() == ["Cy Dunn"]
    with pytest.raises(UnknownNameError, match="no sheet '2042 people'; did you mean '2024 peop"):
        read(path, sheet="2042 people")


def test_merged_cells_hold_their_value_in_each_row(tmp_path: Path) -> None:
    """Row 1 is a title, row 2 groups the columns of row 3; company and referrer are merged."""
    rows: list[list[Any]] = [
        ["My search", None, None, None],
        ["Person", None, "Where", None],
        ["Name", "Title", "Company", "Referred by"],
        ["Ann Lee", "CEO", "Acme", None],
        ["Bob Ray", "CTO", None, "Ann Lee"],
        ["Cy Dunn", "VP", None, None],
        ["Di Fox", "VP", "Dogwood", None],
    ]
    path = book(tmp_path, {"People": rows})
    made = openpyxl.load_workbook(path)
    for cells in ("A1:D1", "A2:B2", "C2:D2", "C4:C6", "D5:D7"):
        made.active.merge_cells(cells)
    made.save(path)
    net = read(path)
    assert net.contacts[schema.ORGANIZATION].tolist() == ["Acme", "Acme", "Acme", "Dogwood"]
    assert len(net.referrals) == 3
    assert set(net.referrals[schema.REFERRER_ID]) == {net.contacts[schema.CONTACT_ID].iloc[0]}
    assert net.contacts.index.tolist() == [4, 5, 6, 7]


def test_a_formula_without_a_value_is_an_error_a_cell(tmp_path: Path) -> None:
    rows = [PEOPLE[0], ["1", '=UPPER("Ann")', None], ["2", "=B2", "=A2*1"]]
    path = book(tmp_path, {"People": rows})
    with pytest.raises(InputError) as refused:
        read(path)
    places = [text.split(":")[0] for text in refused.value.problems]
    assert places == [
        "book.xlsx, row 2, column 'name'",
        "book.xlsx, row 3, column 'name'",
        "book.xlsx, row 3, column 'referred_by'",
    ]
    net = read(path, lenient=True)
    assert told(net, schema.BAD_VALUE) == ['=UPPER("Ann")', "=B2", "=A2*1"]
    assert net.contacts[schema.NAME].isna().all()


def test_formulas_that_refer_and_join_are_counted_and_told(tmp_path: Path) -> None:
    rows = [PEOPLE[0], ["1", '="Ann"&" Lee"', None], ["2", '=B2&" ("&A3&")"', "=$A$2"]]
    net = read(book(tmp_path, {"People": [*rows, ["=C5", "=B3", "=A2"], ["3", "Di", "=4"]]}))
    assert net.contacts[schema.CONTACT_ID].tolist()[:4] == ["1", "2", "4", "3"]
    assert net.contacts[schema.NAME].tolist() == ["Ann Lee", "Ann Lee (2)", "Ann Lee (2)", "Di"]
    assert net.referrals[schema.REFERRER_ID].tolist() == ["1", "1", "4"]
    cells = ['="Ann"&" Lee"', '=B2&" ("&A3&")"', "=$A$2", "=C5", "=B3", "=A2", "=4"]
    assert sorted(told(net, schema.READ_AS)) == sorted(cells)
    messages = net.issues.loc[net.issues[schema.VALUE] == "=B3", schema.MESSAGE]
    assert messages.tolist() == ["'=B3' has no stored value; it gives 'Ann Lee (2)'"]


def test_a_row_of_formulas_alone_is_a_row(tmp_path: Path) -> None:
    rows = [PEOPLE[0], ["1", "Ann", None], ['="2"', '="Be"&"n"', "=A2"], ["=A4", "x", None]]
    with pytest.raises(InputError, match="row 4, column 'id': a formula without"):
        read(book(tmp_path, {"People": rows}))
    net = read(book(tmp_path, {"People": rows[:3]}))
    assert net.contacts[schema.NAME].tolist() == ["Ann", "Ben"]
    assert len(net.referrals) == 1


def test_an_error_goes_on_through_formulas(tmp_path: Path) -> None:
    rows = [PEOPLE[0], ["1", "#N/A", None], ["2", '=B2&"x"', "=A2"]]
    net = read(book(tmp_path, {"People": rows}))
    assert told(net, schema.ERROR_CELL) == ["#N/A", "#N/A"]
    assert len(net.referrals) == 1


def test_a_formula_with_a_value_is_its_value_and_an_empty_text_is_one(tmp_path: Path) -> None:
    rows = [PEOPLE[0], ["1", '="Ann"&" Lee"', '=IF(1=2,"x","")'], ["2", "Bob", "=A2"]]
    values = {
        "B2": ('t="str"', "<v>Ann Lee</v>"),
        "C2": ('t="str"', "<v></v>"),
        "C3": ('t="str"', "<v>1</v>"),
    }
    net = read(counted(book(tmp_path, {"People": rows}), values))
    assert net.contacts[schema.NAME].tolist() == ["Ann Lee", "Bob"]
    assert len(net.referrals) == 1
    assert net.issues.empty


def test_errors_of_formulas_are_blank_and_told(tmp_path: Path) -> None:
    rows = [PEOPLE[0], ["1", "Ann", "#REF!"], ["2", "#N/A", "1"], ["3", "#hashtag", "#DIV/0!"]]
    net = read(book(tmp_path, {"People": rows}))
    assert told(net, schema.ERROR_CELL) == ["#REF!", "#DIV/0!", "#N/A"]
    assert net.contacts[schema.NAME].dropna().tolist() == ["Ann", "#hashtag"]
    assert len(net.referrals) == 1


def test_notes_beside_and_rows_above_the_table_are_told(tmp_path: Path) -> None:
    rows = [["made", "by hand"], *PEOPLE[:2], [*PEOPLE[2], None, "call her!"]]
    net = read(book(tmp_path, {"People": rows}))
    assert len(net) == 2
    found = net.issues[net.issues[schema.CODE] == schema.UNPLACED]
    assert found[[schema.LINE, schema.VALUE]].to_numpy().tolist() == [
        [1, "made; by hand"],
        [4, "call her!"],
    ]


def test_one_long_text_in_many_cells_is_refused(tmp_path: Path) -> None:
    """A shared text of 30,000 letters, in the file once, in 5,000 cells."""
    path = book(tmp_path, {"People": [PEOPLE[0]]})
    cells = "".join(f'<row r="{n}"><c r="B{n}" t="s"><v>0</v></c></row>' for n in range(2, 5002))
    shared = (
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<si><t>{'x' * 30_000}</t></si></sst>"
    )
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    listed = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'
    made = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            text = old.read(part).decode()
            if part != "xl/sharedStrings.xml":
                text = text.replace("</sheetData>", f"{cells}</sheetData>")
                if "sharedStrings" not in text:
                    text = text.replace("</Types>", listed)
                new.writestr(part, text)
        new.writestr("xl/sharedStrings.xml", shared)
    path.write_bytes(made.getvalue())
    assert path.stat().st_size < 100_000
    with pytest.raises(InputError, match=r"cells hold more than [0-9,]+ letters; not read"):
        read(path)


@pytest.mark.parametrize(
    ("text", "declares"),
    [
        (b"<worksheet/>", False),
        (b'<?xml version="1.0"?>\n<!-- a --> <!-- <b> -->\n<x:worksheet/>', False),
        (b"<!DOCTYPE x><worksheet/>", True),
        (b"<!--" + b" <a> " * 2000 + b"--><!DOCTYPE x><worksheet/>", True),
        (b"<!-- never ended <worksheet/>", True),
        ("<!DOCTYPE x><worksheet/>".encode("utf-16"), True),
        ('<?xml version="1.0" encoding="utf-16"?><worksheet/>'.encode("utf-16"), False),
        (b"<!---->" * 20_000 + b"<!DOCTYPE x>", True),
    ],
)
def test_a_document_type_is_found_behind_comments(text: bytes, *, declares: bool) -> None:
    assert declares_type(text) is declares


def test_a_workbook_that_says_nothing_of_counting_is_read(tmp_path: Path) -> None:
    """Programs that write workbooks without a spreadsheet often leave ``calcPr`` out."""
    path = book(tmp_path, {"People": [["id", "referred_by"], ["a", None], ["b", "a"]]})
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    whole = parts["xl/workbook.xml"]
    parts["xl/workbook.xml"] = re.sub(rb"<calcPr[^>]*/>", b"", whole)
    assert parts["xl/workbook.xml"] != whole
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    assert read(path).links.ids.tolist() == ["a", "b"]


def test_cells_far_to_the_right_in_every_row_are_refused(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["id", "referred_by"], ["a", None], ["b", "a"]]
    path = book(tmp_path, {"People": rows})
    opened = openpyxl.load_workbook(path)
    opened.active.cell(row=3, column=16_384, value="far")
    opened.save(path)
    assert schema.UNPLACED in set(read(path).issues[schema.CODE])
    for row in range(4, 600):
        opened.active.cell(row=row, column=16_384, value="far")
    opened.save(path)
    with pytest.raises(InputError, match="rows reach over"):
        read(path)


def test_a_second_sheet_is_refused_and_not_the_only_one_read(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit) as left:
        main(["check", "book.xlsx", "--sheet", "People", "--sheet", "Intros"])
    assert left.value.code == 2
    assert "--sheet: said twice, 'People' and 'Intros'; say one" in capsys.readouterr().err
