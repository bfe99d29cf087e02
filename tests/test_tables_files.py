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
    "two.zip": (
        packed({"a.csv": b"id\n", "b.csv": b"id\n"}),
        "2 files .a.csv, b.csv.*unpack it, and give the files",
    ),
    "linkedin.zip": (
        packed({"a/Connections.csv": b"id\n", "a/Invitations.csv": b"id\n"}),
        "unpack it, and give 'a/Connections.csv'",
    ),
    "none.zip": (packed({}), "0 files"),
    "inner.zip": (packed({"a.zip": b"PK"}), "archive of 'a.zip'.*unpack it"),
    "book.xlsb": (packed({"[Content_Types].xml": b"<t/>", "xl/workbook.bin": b"x"}), "xlsb.*XLSX"),
    "list.odt": (packed({"mimetype": ODS["mimetype"][:-11] + b"text"}), "no spreadsheet.*copy its"),
    "list.pages": (packed({"Index/Document.iwa": b"x"}), "Pages.*copy its table"),
    "list.doc": (b"\xd0\xcf\x11\xe0" + "WordDocument".encode("utf-16-le"), "old text document"),
    "locked.xlsx": (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "a password"),
    "biff4.xls": (b"\x09\x04\x06\x00\x00\x00\x10\x00" + b"\x00" * 60, "old .*XLSX or CSV"),
    "piece.xls": (b"<tr><td>Name</td></tr>\n", "web page.*XLSX or CSV"),
    "page16.xls": ("<html><table>".encode("utf-16"), "web page.*XLSX or CSV"),
    "xhtml.xls": (b'<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "x">\n<html>', "web page.*XLSX"),
    "mail.xls": (b"MIME-Version: 1.0\nX: y\nContent-Type: multipart/related; b", "MHTML.*XLSX"),
    "flat.fods": (b'<?xml version="1.0"?>\n<office:document xmlns="x">', "fods.*XLSX or CSV"),
    "people.xml": (b'<?xml version="1.0"?>\n<people><name>Ann</name></people>', "XML.*CSV"),
    "names.json": (b'["Ann", "Bob"]', "JSON.*CSV"),
    "utf16.json": ('[{"name": "Ann"}]'.encode("utf-16"), "JSON.*CSV"),
    "sheet.gsheet": (b'{"": "WARNING!", "doc_id": "1a", "email": "a@b.co"}', "Google.*Download"),
    "sheet.url": (b"[InternetShortcut]\nURL=https://example.com\n", "shortcut.*file itself"),
    "sheet.lnk": (b"L\x00\x00\x00\x01\x14\x02\x00" + b"\x00" * 60, "shortcut.*file itself"),
    "sheet.webloc": (b"bplist00\xd1\x01\x02SURL", "shortcut.*file itself"),
    "week.ics": (b"BEGIN:VCALENDAR\nVERSION:2.0\n", "calendar.*CSV"),
    "ann.eml": (
        b"From: Ann <a@b.co>\nTo: Bob\nSubject: Hi\n\nHello, Bob\n",
        "e-mail message.*save",
    ),
    "list.accdb": (b"\x00\x01\x00\x00Standard ACE DB\x00", "database.*CSV"),
    "photo.heic": (b"\x00\x00\x00\x18ftypheic", "picture"),
    "any.bin": (b"\x01\x02\x00\x03", "XLSX"),
    "blank.csv": (b"\n , ;\n,,,\n", "is empty; expected a header"),
    "photo.csv": (b"\x89PNG\r\n\x1a\n\x00", "picture"),
    "bomb.zip": (packed({"a.csv": b"id\n" * 30_000_000}), "unpacks to 90,000,000 bytes"),
}


@pytest.mark.parametrize("name", FOREIGN)
def test_a_file_of_another_program_is_refused_in_one_sentence(tmp_path: Path, name: str) -> None:
    data, says = FOREIGN[name]
    (tmp_path / name).write_bytes(data)
    with pytest.raises(InputError, match=rf"(?s)^{name}(?:, line 1)?: .*{says}") as refused:
        read(tmp_path / name)
    assert len(refused.value.problems) == 1
    assert "\n" not in str(refused.value)


def test_headings_that_begin_like_another_programs_file_are_read(tmp_path: Path) -> None:
    for heading in ("ID;Person;Referred by", "ID;Potential;Referred by"):
        path = tmp_path / "sheet.csv"
        path.write_text(f"{heading}\nA;Ann;\nB;Ben;A\n", encoding="utf-8")
        assert len(read(path).referrals) == 1


def test_a_folder_of_files_that_are_not_read_says_what_to_do_with_them(tmp_path: Path) -> None:
    (tmp_path / "contacts.ods").write_bytes(packed(ODS))
    (tmp_path / "notes.md").write_text("no table", encoding="utf-8")
    with pytest.raises(InputError, match=r"contacts\.ods: an OpenDocument file.*XLSX or CSV"):
        read(tmp_path)


def test_links_that_go_round_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").symlink_to("b.csv")
    (tmp_path / "b.csv").symlink_to("a.csv")
    with pytest.raises(InputError, match=r"a\.csv: cannot be read"):
        read(tmp_path / "a.csv")


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


def test_an_unpacked_archive_of_linkedin_is_read_and_other_tables_are_told(tmp_path: Path) -> None:
    folder = tmp_path / "linkedin"
    folder.mkdir()
    (folder / "Connections.csv").write_text(
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
        "Raj,Patel,https://www.linkedin.com/in/rajp,,Cedar,Analyst,11 Apr 2024\n"
    )
    (folder / "Invitations.csv").write_text("From,To,Sent At,Message,Direction\nA,B,1/2/24,,IN\n")
    (folder / "Profile.csv").write_text("First Name,Last Name\nMe,Myself\n")
    net = read(folder)
    assert net.contacts["name"].tolist() == ["Raj Patel"]
    told = net.issues[net.issues["code"] == "passed_sheet"]
    assert told["value"].tolist() == ["Invitations.csv", "Profile.csv"]


def test_a_copy_of_contacts_in_a_folder_is_passed_over_and_told(tmp_path: Path) -> None:
    for name, friend in (("contacts.csv", "Bob Ray"), ("contacts (1).csv", "Cy Cole")):
        (tmp_path / name).write_text(f"Name,Referred by\nAnn Lee,\n{friend},Ann Lee\n")
    (tmp_path / "readme.txt").write_text("My people, of which some are friends\n")
    net = read(tmp_path)
    told = net.issues[net.issues["code"] == "passed_sheet"]
    assert told["value"].tolist() == ["contacts (1).csv"]
    assert "name it to read it" in told["message"].iloc[0]


NOTION = "Contacts 0123456789abcdef0123456789abcdef"


def notion(folder: Path) -> Path:
    """An unpacked export: a view of two people beside the whole list of three, and their pages."""
    folder.mkdir()
    rows = ["Name,Company,Referred by", "Ida Moe,Oak,", "Jon Pratt,Elm,Ida Moe"]
    (folder / f"{NOTION}.csv").write_text("\n".join(rows), encoding="utf-8")
    rows.append("Kim Sato,Elm,Jon Pratt")
    (folder / f"{NOTION}_all.csv").write_text("\n".join(rows), encoding="utf-8")
    (folder / NOTION).mkdir()
    (folder / NOTION / "Ida Moe.md").write_text("# Ida Moe", encoding="utf-8")
    return folder


def test_of_an_unpacked_list_and_its_view_all_rows_are_read(tmp_path: Path) -> None:
    folder = notion(tmp_path / "export")
    view, whole = folder / f"{NOTION}.csv", folder / f"{NOTION}_all.csv"
    for paths in ([folder], [view, whole], [whole, view]):
        net = read(*paths)
        assert net.contacts[schema.NAME].tolist() == ["Ida Moe", "Jon Pratt", "Kim Sato"]
        told = net.issues[net.issues["code"] == schema.PASSED_SHEET]
        assert told["message"].tolist() == [
            f"{NOTION}.csv: passed over, as {NOTION}_all.csv has all rows"
        ]
    assert len(read(view)) == 2


def test_a_packed_list_and_its_view_are_one_table_to_unpack(tmp_path: Path) -> None:
    files = {f"{NOTION}{end}.csv": SHEET.encode() for end in ("", "_all")}
    (tmp_path / "export.zip").write_bytes(packed(files))
    with pytest.raises(InputError, match=f"unpack it, and give '{NOTION}_all.csv'"):
        read(tmp_path / "export.zip")
    other = {"contacts.csv": SHEET.encode(), "contacts_all.csv": SHEET.encode()}
    (tmp_path / "export.zip").write_bytes(packed(other))
    with pytest.raises(InputError, match="give the files that hold people"):
        read(tmp_path / "export.zip")


def test_standard_input_is_one_table() -> None:
    with pytest.raises(InputError, match="can be one table only, and is named 2 times"):
        read("-", "-")
    with pytest.raises(InputError, match="named 2 times"):
        read("-", targets="-")
