"""Where a table stands in a file: its header, notes around it, quotes that never close."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import Workbook

from netgraph import schema
from netgraph.errors import InputError
from netgraph.tables.read import read

if TYPE_CHECKING:
    from pathlib import Path

    from netgraph.network import ReferralNetwork


def sheet(folder: Path, text: str) -> ReferralNetwork:
    path = folder / "one.csv"
    path.write_text(text, encoding="utf-8", newline="")
    return read(path)


def told(net: ReferralNetwork, code: str) -> list[list[object]]:
    found = net.issues[net.issues[schema.CODE] == code]
    return found[[schema.LINE, schema.VALUE]].to_numpy().tolist()


def names(net: ReferralNetwork) -> list[str]:
    return [str(name) for name in net.contacts[schema.NAME]]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_quote_that_swallows_rows_is_taken_out_and_told(tmp_path: Path, end: str) -> None:
    text = 'id,name,referred_by\n1,"Ann,\n2,Ben,1\n3,"Cem",1\n4,"Dee,1\n5,Eve,4\n6,"Fay",5\n'
    net = sheet(tmp_path, text.replace("\n", end))
    assert names(net) == ["Ann", "Ben", "Cem", "Dee", "Eve", "Fay"]
    assert len(net.referrals) == 5
    assert told(net, schema.UNCLOSED_QUOTE) == [[2, '1,"Ann,'], [5, '4,"Dee,1']]
    assert net.contacts.index.tolist() == [2, 3, 4, 5, 6, 7]


def test_quotes_that_close_each_other_hide_nobody(tmp_path: Path) -> None:
    """Each second row closes the quote of the row above: half the people would be gone."""
    rows = [f'{n},"P{n},Org,{n - 1 if n > 1 else ""}\n' for n in range(1, 9)]
    net = sheet(tmp_path, "id,name,company,referred_by\n" + "".join(rows))
    assert names(net) == [f"P{n}" for n in range(1, 9)]
    assert len(net.referrals) == 7
    assert [line for line, _ in told(net, schema.UNCLOSED_QUOTE)] == [*range(2, 10)]


@pytest.mark.parametrize("end", ["", "\n", "\r\n", "\x1a", "\n\x1a"])
@pytest.mark.parametrize("mark", ["", '"'])
def test_the_end_of_a_file_names_nobody_and_its_quote_is_told(
    tmp_path: Path, mark: str, end: str
) -> None:
    net = sheet(tmp_path, f"id,name,referred_by\n1,Ann,\n2,Ben,{mark}1{end}")
    assert names(net) == ["Ann", "Ben"]
    assert len(net.referrals) == 1
    assert told(net, schema.UNCLOSED_QUOTE) == ([[3, '2,Ben,"1']] if mark else [])


ESCAPED = {
    "amid": (r'1,"Ann \"AJ\" Ash","said \"yes\", then no",', 'Ann "AJ" Ash'),
    "at the end": (r'1,"Ann \"AJ\"","said \"yes\"",', 'Ann "AJ"'),
    "at the start": (r'1,"\"AJ\" Ash",,', '"AJ" Ash'),
    "alone": (r'1,"Ann 6\"",,', 'Ann 6"'),
    "beside a comma": (r'1,"Ann \"A, B\" Ash","\"a\",\"b\"",', 'Ann "A, B" Ash'),
    "behind a backslash": (r'1,"Ann \"AJ\" Ash","C:\\\\",', 'Ann "AJ" Ash'),
    "bare": (r'1,Ann \"AJ\" Ash,"so \"it\" is",', 'Ann "AJ" Ash'),
    "over lines": ('1,"Ann \\"AJ\\"","a \\"\nb\\" c",', 'Ann "AJ"'),
    "doubled beside": (r'1,"Ann ""AJ"" Ash","so \"it\" is",', 'Ann "AJ" Ash'),
}


@pytest.mark.parametrize("case", ESCAPED)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_quotes_that_a_backslash_escapes_are_quotes_where_that_is_plain(
    tmp_path: Path, case: str, delimiter: str, end: str
) -> None:
    """Ann -> Ben, as MySQL exports it."""
    row, name = ESCAPED[case]
    text = f"id,name,notes,referred_by\n{row}\\N\n2,Ben,,1\n"
    net = sheet(tmp_path, text.replace(",", delimiter).replace("\n", end))
    assert names(net) == [name.replace(",", delimiter), "Ben"]
    assert len(net.referrals) == 1
    assert [line for line, _ in told(net, schema.READ_AS)] == [2]
    assert net.contacts.index.tolist() == [2, 3 + row.count("\n")]


@pytest.mark.parametrize("row", [r'1,"Ann","C:\",', r"1,Ann,C:\"a\",", r'1,"Ann","a\""b",'])
def test_a_backslash_that_ends_a_cell_is_no_escape(tmp_path: Path, row: str) -> None:
    net = sheet(tmp_path, f'id,name,notes,referred_by\n{row}\n2,"Ben","x",1\n')
    assert names(net) == ["Ann", "Ben"]
    assert net.issues.empty
    assert str(net.contacts[schema.NOTES].iloc[0]) == next(csv.reader([row]))[2]


def test_a_backslash_that_may_be_either_is_told_by_line(tmp_path: Path) -> None:
    text = r'id,name,notes,referred_by|1,"Ann \"AJ\" Ash",ok,|2,Ben,"C:\","1"|3,Cy,"x",1'
    net = sheet(tmp_path, text.replace("|", "\n"))
    assert told(net, schema.UNCLOSED_QUOTE) == [[2, r'1,"Ann \"AJ\" Ash",ok,']]
    assert names(net)[1:] == ["Ben", "Cy"]


BEHIND_SPACES = {
    "a comma within": ('1, "Ash, Ann", hi, ', "Ash, Ann"),
    "all in quotes": ('"1", "Ash, Ann", "a, b", ""', "Ash, Ann"),
    "doubled within": ('1, "Ann ""AJ"" Ash", , ', 'Ann "AJ" Ash'),
    "over lines": ('1, "Ann", "so\n, it is, ", ', "Ann"),
    "none within": ('1,   "Ann", hi,', "Ann"),
}


@pytest.mark.parametrize("case", BEHIND_SPACES)
@pytest.mark.parametrize("delimiter", [",", ";"])
@pytest.mark.parametrize(
    "header", ["id, name, notes, referred_by", '"id", "name", "notes", "referred_by"']
)
def test_quotes_behind_spaces_open_cells_where_that_is_plain(
    tmp_path: Path, case: str, delimiter: str, header: str
) -> None:
    """Ann -> Ben, as a person types it."""
    row, name = BEHIND_SPACES[case]
    text = f'{header}\n{row}\n2, "Ben", , "1"\n'
    net = sheet(tmp_path, text.replace(",", delimiter))
    assert names(net) == [name.replace(",", delimiter), "Ben"]
    assert len(net.referrals) == 1
    assert [line for line, _ in told(net, schema.READ_AS)] == [1 if '"' in header else 2]
    assert net.contacts.index.tolist() == [2, 3 + row.count("\n")]


@pytest.mark.parametrize("name", ['"AJ" Ash', 'Ann "AJ" Ash', '5" Pipe'])
def test_quotes_amid_a_cell_behind_a_space_stay(tmp_path: Path, name: str) -> None:
    net = sheet(tmp_path, f'id, name, notes, referred_by\n1, {name}, ,\n2, Ben, "he, 1\n')
    assert names(net)[0] == name
    assert told(net, schema.READ_AS) == []


def test_a_note_of_several_lines_is_a_note(tmp_path: Path) -> None:
    text = 'id,name,notes,referred_by\n1,Ann,"tea, cake\nand more, much\nbye",\n2,Ben,,1\n'
    net = sheet(tmp_path, text)
    assert names(net) == ["Ann", "Ben"]
    assert net.contacts[schema.NOTES].iloc[0] == "tea, cake\nand more, much\nbye"
    assert net.issues.empty


def test_a_note_that_looks_like_a_row_is_kept_and_told(tmp_path: Path) -> None:
    text = 'id,name,referred_by,notes\n1,Ann,,"she said\na,b,c,d\nbye"\n2,Ben,1,\n'
    net = sheet(tmp_path, text)
    assert net.contacts[schema.NOTES].iloc[0] == "she said\na,b,c,d\nbye"
    assert told(net, schema.UNCLOSED_QUOTE) == [[2, '1,Ann,,"she said']]


def test_a_note_beside_the_table_is_told(tmp_path: Path) -> None:
    net = sheet(tmp_path, "id,name,referred_by\n1,Ann,\n2,Ben,1,,call her!,twice\n")
    assert names(net) == ["Ann", "Ben"]
    assert told(net, schema.UNPLACED) == [[3, "call her!; twice"]]


def test_a_comma_without_quotes_is_an_error_still(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="line 3: 4 cells, but the header has 3; a cell that"):
        sheet(tmp_path, "id,name,referred_by\n1,Ann,\n2,Ray,Ben,1\n")


def test_a_wider_export_below_a_narrow_one_is_refused_with_both_lines(tmp_path: Path) -> None:
    text = "id,name\n1,Ann\n2,Ben\nid,name,company,referred_by\n3,Cem,Acme,\n"
    with pytest.raises(InputError, match=r"line 1: a header begins here, and another on line 4"):
        sheet(tmp_path, text)


def test_rows_of_two_exports_in_one_file_go_by_their_own_headers(tmp_path: Path) -> None:
    """The rows below have other columns, in another order, some under other names."""
    first = "contact_id,name,company,referred_by,Tier\n1,Ann,Acme,,A\n2,Ben,Birch,1,B\n"
    second = "Referred by,ID,Full name,City\n2,3,Cem,Rome\n"
    net = sheet(tmp_path, first + second + first.replace("1,Ann", "4,Dee").replace("2,B", "5,E"))
    assert net.contacts[schema.CONTACT_ID].tolist() == ["1", "2", "3", "4", "5"]
    assert names(net) == ["Ann", "Ben", "Cem", "Dee", "Een"]
    assert net.contacts["Tier"].fillna("").tolist() == ["A", "B", "", "A", "B"]
    assert net.contacts["City"].fillna("").tolist() == ["", "", "Rome", "", ""]
    assert list(net.links.ids[net.links.source]) == ["1", "2", "1"]
    assert told(net, schema.UNPLACED) == [
        [6, ""],  # repeats the header
        [4, "Referred by; ID; Full name; City"],
    ]


def test_a_column_below_that_means_something_else_keeps_its_cells(tmp_path: Path) -> None:
    """Above the mail is a phrase of one's own, "name" is claimed below by another column."""
    net = sheet(tmp_path, "id,name,email,referred_by\n1,Ann,,\nID,E-Mail,Name\n2,b@x.de,Ben\n")
    assert names(net) == ["Ann", "Ben"]
    assert net.contacts[schema.EMAIL].fillna("").tolist() == ["", "b@x.de"]


def test_another_kind_of_table_below_is_refused(tmp_path: Path) -> None:
    rows = "".join(f"{n},P{n},Acme,\n" for n in range(10, 50))
    for below in ("referrer_id,referred_id\n10,11\n", "id,name\n3,Cem,Acme\n"):
        with pytest.raises(InputError, match=r"line 42: another header begins here, .* line 1"):
            sheet(tmp_path, f"id,name,company,referred_by\n{rows}{below}")


def test_a_header_that_comes_again_is_left_out_and_told(tmp_path: Path) -> None:
    part = "id,name,referred_by\n{0},Ann {0},\n"
    net = sheet(tmp_path, part.format(1) + part.format(2) + part.format(3))
    assert names(net) == ["Ann 1", "Ann 2", "Ann 3"]
    assert [line for line, _ in told(net, schema.UNPLACED)] == [3, 5]


def test_rows_above_the_header_are_told_and_titles_are_nothing(tmp_path: Path) -> None:
    text = "My search,,\nmade,by,hand\n,,\nid,name,referred_by\n1,Ann,\n2,Ben,1\n"
    net = sheet(tmp_path, text)
    assert names(net) == ["Ann", "Ben"]
    assert told(net, schema.UNPLACED) == [[2, "made; by; hand"]]


def test_a_row_with_many_words_is_no_header(tmp_path: Path) -> None:
    """The cells of the third row are names of columns, more than the header has."""
    text = "id,name,referred_by,notes,channel\n1,Ann,,x,email\n2,Title,1,Status,Email\n"
    assert names(sheet(tmp_path, text)) == ["Ann", "Title"]


IDS = "id,name,referred_by,met_on\n1,Ann,,2024-01-02\n2,Ben,1,2024-03-01\n3,Cy,1,2024-03-05\n"
NAMES = "name,organization\nAnn Lee,Acme\nBen Fox,Birch\nCy Moe,Cedar\n"


@pytest.mark.parametrize("between", ["", "\n"])
def test_a_later_header_in_other_known_words_is_refused(tmp_path: Path, between: str) -> None:
    text = f"{IDS}{between}Mail,Vorname,Nachname\na@x.de,Anja,Kern\nb@x.de,Bodo,Lang\n"
    with pytest.raises(InputError, match="another header begins here, after the one of line 1"):
        sheet(tmp_path, text)


@pytest.mark.parametrize("between", ["", "\n"])
def test_a_later_header_in_unknown_words_is_told_on_its_lines(tmp_path: Path, between: str) -> None:
    text = f"{IDS}{between}Post,Rufname,Sippe\na@x.de,Anja,Kern\nb@x.de,Bodo,Lang\n"
    net = sheet(tmp_path, text)
    first = 5 + len(between)
    assert told(net, schema.UNPLACED) == [
        [first, "Post; Rufname; Sippe"],
        [first + 1, "a@x.de; Anja; Kern"],
        [first + 2, "b@x.de; Bodo; Lang"],
    ]


def test_a_later_header_is_told_among_rows_of_words(tmp_path: Path) -> None:
    text = NAMES.replace("\n", ",\n").replace("zation,", "zation,referred_by")
    text += "Vorname,Nachname,Firma\nEva,Lund,Dorn\n"
    net = sheet(tmp_path, text)
    assert [line for line, _ in told(net, schema.UNPLACED)] == [5, 6]


@pytest.mark.parametrize(
    "rows",
    [
        # blank rows between groups, and one id that is a word
        "1,Ann,Acme,\n\n2,Ben,Birch,1\nme,You,Self,\n\n3,Mary,Acme,1\n4,Ned,Acme,2\n",
        # a cell that is the name of a column
        "1,Ann,Email,\n2,Ben,Letter,1\n\n3,Met,Email,1\n4,Ned,Letter,1\n",
        "1,Ann,Acme,\n2,Ben,Birch,1\nx,Cy,Contact,\n3,Dee,Acme,2\n",
    ],
)
def test_rows_of_words_are_no_headers(tmp_path: Path, rows: str) -> None:
    net = sheet(tmp_path, f"id,name,organization,referred_by\n{rows}")
    assert not told(net, schema.UNPLACED)


@pytest.mark.parametrize(
    "note", ['"Updated in May, ask Tom"', "Updated in May, ask Tom", "Updated,,,", ",,,\nOld,,,"]
)
def test_a_note_below_the_table_is_told_and_nobody(tmp_path: Path, note: str) -> None:
    net = sheet(tmp_path, f"{IDS}\n{note}\n")
    assert names(net) == ["Ann", "Ben", "Cy"]
    assert len(told(net, schema.UNPLACED)) == 1


def test_a_note_below_a_table_of_a_workbook_is_told(tmp_path: Path) -> None:
    book = Workbook()
    assert book.active is not None
    for row in csv.reader(IDS.splitlines()):
        book.active.append([cell or None for cell in row])
    book.active["A6"] = "Updated in May, ask Tom"
    book.save(tmp_path / "one.xlsx")
    net = read(tmp_path / "one.xlsx")
    assert names(net) == ["Ann", "Ben", "Cy"]
    assert told(net, schema.UNPLACED) == [[6, "Updated in May, ask Tom"]]


def test_people_of_whom_only_a_name_is_known_are_no_notes(tmp_path: Path) -> None:
    """Others fill no other cell either; many below; no blank row; a single column."""
    bare = sheet(tmp_path, "name,referred_by\nAnn Lee,\nBen Fox,Ann Lee\n\nZoe Kim\n")
    assert names(bare) == ["Ann Lee", "Ben Fox", "Zoe Kim"]
    many = "".join(f"{first} Kim\n" for first in ("Abe", "Bea", "Cal", "Dan", "Eli", "Flo"))
    head = "name,referred_by\nAnn Lee,Me\nBen Fox,Ann Lee\n"
    assert len(names(sheet(tmp_path, f"{head}\n{many}"))) == 8
    assert names(sheet(tmp_path, f"{head}Zoe Kim\n")) == ["Ann Lee", "Ben Fox", "Zoe Kim"]
    # a sentence is nobody even there
    sentence = sheet(tmp_path, f"{head}Zoe Kim\n\nThis list is not complete yet\n")
    assert names(sentence) == ["Ann Lee", "Ben Fox", "Zoe Kim"]


STACKED = {
    # headings merged over several columns, and downwards: what stands in both rows says all
    "name and dates": (
        ["Name,,Company,Referred by,Dates,", "First,Last,,,Contacted,Met"],
        ["Anna,Berg,Kite,,2026-01-02,2026-01-05", "Bob,Carr,Lux,Anna Berg,2026-01-03,2026-01-06"],
    ),
    "the second row has more names": (
        ["Company,Contact,,Dates,,Referred by", ",First name,Last name,Contacted on,Met on,"],
        ["Kite,Anna,Berg,2026-01-02,2026-01-05,", "Lux,Bob,Carr,2026-01-03,2026-01-06,Anna Berg"],
    ),
    "groups of two people": (
        ["Person,,Referred by,,Contacted,Met", "Name,Company,Name,Company,,"],
        [
            "Anna Berg,Kite,,,2026-01-02,2026-01-05",
            "Bob Carr,Lux,Anna Berg,Kite,2026-01-03,2026-01-06",
        ],
    ),
    "the name last": (
        ["Company,Referred by,Date,,Name,", ",,Contacted,Met,First,Last"],
        ["Kite,,2026-01-02,2026-01-05,Anna,Berg", "Lux,Anna Berg,2026-01-03,2026-01-06,Bob,Carr"],
    ),
    "one heading over first and last names": (
        ["Name,,Company,Referred by,Contacted,Met"],
        ["Anna,Berg,Kite,,2026-01-02,2026-01-05", "Bob,Carr,Lux,Anna Berg,2026-01-03,2026-01-06"],
    ),
}


@pytest.mark.parametrize("case", STACKED)
@pytest.mark.parametrize("kind", ["csv", "xlsx", "merged.xlsx"])
def test_headings_in_two_rows_or_over_two_columns_are_read_together(
    tmp_path: Path, case: str, kind: str
) -> None:
    heads, rows = STACKED[case]
    path = tmp_path / f"sheet.{kind}"
    if kind == "csv":
        path.write_text("\n".join(["My search,,,,,", *heads, *rows]) + "\n")
    else:
        book = Workbook()
        for line in (*heads, *rows):
            book.active.append([cell or None for cell in line.split(",")])
        if kind.startswith("merged"):
            _merge_headings(book.active, len(heads))
        book.save(path)
    net = read(path, as_of="2026-02-01")
    assert net.contacts[schema.NAME].tolist() == ["Anna Berg", "Bob Carr"]
    assert net.contacts[schema.ORGANIZATION].tolist() == ["Kite", "Lux"]
    assert net.contacts[schema.CONTACTED_ON].dt.day.tolist() == [2, 3]
    assert net.contacts[schema.MET_ON].dt.day.tolist() == [5, 6]
    assert net.referrals[[schema.REFERRER_ID, schema.REFERRED_ID]].values.tolist() == [
        ["Anna Berg", "Bob Carr"]
    ]
    told = net.issues[net.issues[schema.CODE] == schema.READ_AS]
    assert told[schema.MESSAGE].str.contains("read as one|over two columns").sum() == 1


def _merge_headings(sheet: Any, rows: int) -> None:
    """Merge each heading with the blank cells after it, or, of two rows, below it."""
    width = sheet.max_column
    blank = {(r, c) for r in (1, 2) for c in range(1, width + 1) if sheet.cell(r, c).value is None}
    for column in range(1, width + 1):
        end = column
        while (1, end + 1) in blank and end < width:
            end += 1
        if (1, column) in blank:
            continue
        last = rows if (rows, column) in blank else 1
        if end > column or last > 1:
            sheet.merge_cells(start_row=1, end_row=last, start_column=column, end_column=end)


def test_a_blank_heading_beside_names_is_no_last_name_without_a_sign_of_it(tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text("Name,,Referred by\nAnna,Kite,\nBob,Lux,Anna\n")
    assert read(path).contacts[schema.NAME].tolist() == ["Anna", "Bob"]


def test_a_first_row_of_words_that_are_also_headings_is_a_row(tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text("Name,,Status,Referred by\nAnn,Email,Met,\nBob,Phone,Met,Ann\n")
    assert read(path).contacts[schema.NAME].tolist() == ["Ann", "Bob"]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_no_error_of_a_formula_is_ever_a_person(tmp_path: Path, kind: str) -> None:
    rows = [
        ["Name", "Company", "Referred by", "Referred by 2", "Referred to", "Met on"],
        ["Ann Ash", "Kite", None, "#NAME?", "#N/A; Dan Dye", "########"],
        ["#REF!", "Kite", "Ann Ash", None, None, None],
        ["Bob Bay", "#n/a", "#REF!, Ann Ash", "#NULL!", None, "2026-01-05"],
        ["Cat Coe", "Lux", "Ann Ash\n#VALUE!\nBob Bay", None, None, None],
        ["Dan Dye", "Lux", "#N/A|#REF!", None, "#ref!", None],
        ["#1 Fan", "Lux", None, None, None, None],
    ]
    path = tmp_path / f"sheet.{kind}"
    if kind == "csv":
        with path.open("w", newline="") as file:
            csv.writer(file).writerows(rows)
    else:
        book = Workbook()
        for row in rows:
            book.active.append(row)
        book.save(path)
    net = read(path)
    assert net.contacts[schema.NAME].tolist() == [
        "Ann Ash",
        "Bob Bay",
        "Cat Coe",
        "Dan Dye",
        "#1 Fan",
    ]
    pairs = net.referrals[[schema.REFERRER_ID, schema.REFERRED_ID]].values.tolist()
    assert sorted(pairs) == [
        ["Ann Ash", "Bob Bay"],
        ["Ann Ash", "Cat Coe"],
        ["Ann Ash", "Dan Dye"],
        ["Bob Bay", "Cat Coe"],
    ]
    assert (net.issues[schema.CODE] == schema.ERROR_CELL).sum() == 10


@pytest.mark.parametrize(
    "heading",
    [
        "2025",
        "January 2026",
        "JANUARY 2026:",
        "Januar",
        "mars",
        "KW 12",
        "Week of March 2",
        "w/c 2 Mar",
        "2026-03-16",
        "3/17/2026",
        "17.3.",
        "5 Jan",
        "2026-03",
        "Q1",
        "Mon, 2 March 2026",
        "April",
        "May",
        "JUNE",
        "Q3 '26",
        "2026 Q2",
        "H1 2026",
        "2e trimestre",
        "Apr-May",
        "3月",
        "März 2024",
        "--- 2023 ---",
    ],
)
def test_a_day_a_week_or_a_month_alone_in_its_row_is_nobody_and_told(
    tmp_path: Path, heading: str
) -> None:
    path = tmp_path / "sheet.csv"
    rows = "Ann Ash,Kite,,2026-01-05\nBob Bay,Lux,Ann Ash,2026-02-05\nJune,Lux,,\n"
    path.write_text(f'Name,Company,Referred by,Met on\n"{heading}",,,\n{rows}', encoding="utf-8")
    net = read(path)
    assert net.contacts[schema.NAME].tolist() == ["Ann Ash", "Bob Bay", "June"]
    assert net.issues[net.issues[schema.CODE] == schema.TOTAL_ROW][schema.LINE].tolist() == [2]


@pytest.mark.parametrize("name", ["Jan", "Marta", "Summer", "Mr. 7", "June,Kite", "April,,Ann Ash"])
def test_a_name_that_is_also_a_month_is_a_person(tmp_path: Path, name: str) -> None:
    path = tmp_path / "sheet.csv"
    rows = "Ann Ash,Kite,,2026-01-05\nBob Bay,Lux,Ann Ash,2026-02-05\n"
    path.write_text(f"Name,Company,Referred by,Met on\n{name}\n{rows}", encoding="utf-8")
    assert name.split(",", maxsplit=1)[0] in read(path).contacts[schema.NAME].tolist()


def test_a_month_that_is_a_first_name_heads_others_where_another_month_does(
    tmp_path: Path,
) -> None:
    path = tmp_path / "sheet.csv"
    rows = "Ann Ash,Kite,\nFeb,,\nBob Bay,Lux,Ann Ash\nMar,,\nCy Coe,Lux,Bob Bay\nJune,Lux,April\n"
    path.write_text(f"Name,Company,Referred by\nJan,,\n{rows}April,,\n", encoding="utf-8")
    net = read(path)
    # April is named by somebody, so that the row is hers
    names = ["Ann Ash", "Bob Bay", "Cy Coe", "June", "April"]
    assert net.contacts[schema.NAME].tolist() == names
    told = net.issues[net.issues[schema.CODE] == schema.TOTAL_ROW]
    assert told[schema.LINE].tolist() == [2, 4, 6]


@pytest.mark.parametrize("header", ["Name,Company,Referred by", "NAME,ORGANIZATION,REFERRED_BY"])
def test_a_header_is_found_again_among_thousands_of_rows(tmp_path: Path, header: str) -> None:
    rows = [f"Person {at},Kite,Person {at // 2}" for at in range(1, 6_001)]
    text = "\n".join(["Name,Company,Referred by", *rows[:5_500], header, *rows[5_500:]])
    (tmp_path / "sheet.csv").write_text(text, encoding="utf-8")
    net = read(tmp_path / "sheet.csv")
    # "Person 0" is named and has no row
    assert len(net.contacts) == 6_001
    assert header.partition(",")[0] not in net.contacts[schema.NAME].tolist()
    assert 5_502 in net.issues[schema.LINE].tolist()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (  # the first person has no referrer, and is no second row of headings
            "Person,Person,Referred by\nAda Moss,Birch,\nBen Okafor,Cedar,Ada Moss\n",
            ["Ada Moss", "Ben Okafor"],
        ),
        ("Name,Name,Referred by\nAda,Moss,\nBen,Okafor,Ada Moss\n", ["Ada Moss", "Ben Okafor"]),
        (
            "Contact,Contact,Notes,Notes,Referred by\nAda,Moss,a,b,\nBen,Okafor,c,d,Ada Moss\n",
            ["Ada Moss", "Ben Okafor"],
        ),
        (
            "Name,Name,Email,Referred by\nAda Moss,Birch,,\nBen Okafor,Cedar,b@x.org,Ada Moss\n",
            ["Ada Moss", "Ben Okafor"],
        ),
        (
            "Name,Name,Referred by\nFirst,Last,\nAda,Moss,\nBen,Okafor,Ada Moss\n",
            ["Ada Moss", "Ben Okafor"],
        ),
        (  # what stands below headings of another kind tells them apart
            "Name,Date of,Date of,Referred by\n,letter,meeting,\nAda,,,\nBen Okafor,,,Ada\n",
            ["Ada", "Ben Okafor"],
        ),
    ],
)
def test_a_heading_of_names_that_is_there_twice_loses_nobody(
    tmp_path: Path, text: str, expected: list[str]
) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text(text)
    net = read(path)
    assert net.contacts[schema.NAME].tolist() == expected
    assert net.referrals[[*schema.ENDS]].values.tolist() == [expected]
