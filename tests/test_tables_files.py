"""What a path stands for: folders with tables of any name, archives, files of other programs."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import openpyxl
import pytest

from netgraph import schema
from netgraph.errors import InputError
from netgraph.tables.read import read

if TYPE_CHECKING:
    from pathlib import Path

SHEET = "id,name,referred_by\n1,Ann,\n2,Ben,1\n"


def packed(files: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return made.getvalue()


def workbook() -> bytes:
    made, book = io.BytesIO(), openpyxl.Workbook()
    for line in SHEET.splitlines():
        book.active.append([cell or None for cell in line.split(",")])
    book.save(made)
    return made.getvalue()


ODS = {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<x/>"}
FOREIGN = {
    "old.xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 500, "old .*workbook.*XLSX or CSV"),
    "page.xls": (b"\n<html><table><tr><td>id</td></tr></table></html>", "web page.*XLSX or CSV"),
    "page2.xls": (b"<!DOCTYPE html>\n<table>", "web page.*XLSX or CSV"),
    "book.ods": (packed(ODS), "OpenDocument.*XLSX or CSV"),
    "book.numbers": (packed({"Index/Document.iwa": b"x"}), "Numbers.*Export To"),
    "list.docx": (packed({"word/document.xml": b"<x/>"}), "DOCX.*spreadsheet"),
    "list.pdf": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "PDF.*XLSX or CSV"),
    "list.json": (b'[{"id": 1, "name": "Ann"}]', "JSON.*CSV"),
    "list2.json": (b'{"people": []}', "JSON.*CSV"),
    "two.zip": (packed({"a.csv": b"id\n", "b.csv": b"id\n"}), "2 files .a.csv, b.csv.*unpack it"),
    "none.zip": (packed({}), "0 files"),
    "photo.csv": (b"\x89PNG\r\n\x1a\n\x00", "picture"),
    "bomb.zip": (packed({"a.csv": b"id\n" * 30_000_000}), "unpacks to 90,000,000 bytes"),
}


@pytest.mark.parametrize("name", FOREIGN)
def test_a_file_of_another_program_is_refused_in_one_sentence(tmp_path: Path, name: str) -> None:
    data, says = FOREIGN[name]
    (tmp_path / name).write_bytes(data)
    with pytest.raises(InputError, match=rf"(?s)^{name}: .*{says}") as refused:
        read(tmp_path / name)
    assert len(refused.value.problems) == 1
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("inner", ["people.csv", "book.xlsx"])
def test_a_zip_of_one_table_is_read(tmp_path: Path, inner: str) -> None:
    data = workbook() if inner.endswith("xlsx") else SHEET.encode()
    files = {"export/" + inner: data, "__MACOSX/export/._" + inner: b"x", "export/.DS_Store": b"x"}
    (tmp_path / "export.zip").write_bytes(packed(files))
    assert read(tmp_path / "export.zip").contacts[schema.NAME].tolist() == ["Ann", "Ben"]


@pytest.mark.parametrize("name", ["My network.csv", "Tracker 2024.xlsx"])
def test_the_one_table_of_a_folder_is_read_whatever_it_is_called(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(workbook() if name.endswith("xlsx") else SHEET.encode())
    (tmp_path / ("~$" + name)).write_bytes(b"lock")
    (tmp_path / "notes.md").write_text("no table", encoding="utf-8")
    (tmp_path / "targets.csv").write_text("organization\nAcme\n", encoding="utf-8")
    net = read(tmp_path)
    assert len(net) == 2
    assert net.targets is not None


def test_of_several_tables_of_a_folder_none_is_guessed(tmp_path: Path) -> None:
    for name in ("one.csv", "two.csv"):
        (tmp_path / name).write_text(SHEET, encoding="utf-8")
    with pytest.raises(InputError, match=r"it holds one\.csv, two\.csv"):
        read(tmp_path)


def test_people_beside_referrals_are_the_contacts_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("id,name\n1,Ann\n2,Ben\n", encoding="utf-8")
    (tmp_path / "referrals.csv").write_text("referrer,referred\n1,2\n", encoding="utf-8")
    net = read(tmp_path)
    assert net.contacts[schema.NAME].tolist() == ["Ann", "Ben"]


@pytest.mark.parametrize("further", ["", ",Type,Id,Label,timeset,Weight"])
def test_edges_of_gephi_alone_are_referrals(tmp_path: Path, further: str) -> None:
    cells = ",Directed,{0},,,1.0" if further else ""
    rows = [f"a,b{cells.format(0)}", f"b,c{cells.format(1)}"]
    path = tmp_path / "edges.csv"
    path.write_text("\n".join(["Source,Target" + further, *rows]) + "\n", encoding="utf-8")
    net = read(path)
    assert net.contacts[schema.CONTACT_ID].tolist() == ["a", "b", "c"]
    assert net.referrals[schema.REFERRER_ID].tolist() == ["a", "b"]


def test_nodes_and_edges_of_gephi_are_contacts_and_referrals(tmp_path: Path) -> None:
    (tmp_path / "nodes.csv").write_text("Id,Label\na,Ann\nb,Ben\n", encoding="utf-8")
    edges = "Source,Target,Type,Id,Label,timeset,Weight\na,b,Directed,0,,,1.0\n"
    (tmp_path / "edges.csv").write_text(edges, encoding="utf-8")
    net = read(tmp_path)
    assert net.contacts[schema.NAME].tolist() == ["Ann", "Ben"]
    assert len(net.referrals) == 1
