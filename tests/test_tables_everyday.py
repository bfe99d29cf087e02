"""More everyday sheets: for each kind of oddity one small text and what is right of it.

``test_tables_wild.py`` holds the sheets that are files. Here a sheet stands as text; of each it is
said who is in it, who referred whom, and which lines must be told of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd
import pytest
from openpyxl import Workbook
from sheets import lines, pairs, people, row

import netgraph as ng
from netgraph.cli import main

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

THREE = ("Ann Lee", "Bob Ray", "Cy Dunn")
FOUR = (*THREE, "Di Fox")
CHAIN = ("Ann Lee > Bob Ray", "Bob Ray > Cy Dunn")


class Sheet(NamedTuple):
    """A sheet as text, and what is right of it."""

    text: str
    people: Sequence[str]
    pairs: Sequence[str]
    lines: Sequence[int] = ()
    """Lines whose cell means what it does not say letter by letter."""
    options: dict[str, Any] = {}  # noqa: RUF012 - never changed
    stubs: Sequence[str] = ()


CELLS = {
    "a linked record whose name holds a comma": Sheet(
        "Name,Company,Introduced By\n"
        '"Lee, Ann",Acme,\nBob Ray,Birch,\n'
        'Cy Dunn,Cedar,"""Lee, Ann"",Bob Ray"\n',
        ("Lee, Ann", "Bob Ray", "Cy Dunn"),
        ("Lee, Ann > Cy Dunn", "Bob Ray > Cy Dunn"),
        (4,),
    ),
    "wiki links": Sheet(
        'id,name,referred by\n1,Ann Lee,\n2,Bob Ray,\n3,Cy Dunn,"[[Ann Lee]], [[bob ray]]"\n',
        THREE,
        ("Ann Lee > Cy Dunn", "Bob Ray > Cy Dunn"),
        (4,),
    ),
    "titles and degrees": Sheet(
        'id,name,referred by\n1,Ann Lee,\n2,Bob Ray,"Lee, Ann, PhD"\n'
        "3,Cy Dunn,Dr. Ann Lee; Prof. Bob Ray\n",
        THREE,
        ("Ann Lee > Bob Ray", "Ann Lee > Cy Dunn", "Bob Ray > Cy Dunn"),
        (3, 4),
    ),
    "lists of last names first": Sheet(
        'id,name,referred by\n1,Ann Lee,\n2,Bob Ray,\n3,Cy Dunn,"Lee, Ann and Ray, Bob"\n'
        '4,Di Fox,"Lee, Ann & Cy Dunn"\n',
        FOUR,
        (
            *("Ann Lee > Cy Dunn", "Bob Ray > Cy Dunn"),
            *("Ann Lee > Di Fox", "Cy Dunn > Di Fox"),
        ),
        (4, 5),
    ),
    "other scripts": Sheet(
        "id,name,referred by\n1,Иван Петров,\n2,Çağla Işık,иван петров\n3,Νίκος,ÇAĞLA IŞIK\n",
        ("Иван Петров", "Çağla Işık", "Νίκος"),
        ("Иван Петров > Çağla Işık", "Çağla Işık > Νίκος"),
        (3, 4),
    ),
    "zeros in front are part of an id": Sheet(
        "id,name,referred by\n007,Ann Lee,\n008,Bob Ray,7\n",
        THREE[:2],
        ("7 > Bob Ray",),
        (),
        {},
        ("7",),
    ),
    "profile addresses": Sheet(
        "Name,LinkedIn URL,Referred by\nAnn Lee,https://www.linkedin.com/in/annlee/,\n"
        "Bob Ray,,linkedin.com/in/annlee\nCy Dunn,,https://linkedin.com/in/AnnLee?trk=x\n",
        THREE,
        ("Ann Lee > Bob Ray", "Ann Lee > Cy Dunn"),
        (3, 4),
    ),
    "people called like an empty word": Sheet(
        "id,name,referred by\n1,Na,\n2,Nan,NA\n3,Indeed,Nan\n",
        ("Na", "Nan", "Indeed"),
        ("Na > Nan", "Nan > Indeed"),
        (3,),
    ),
    "a bracket that names another organization": Sheet(
        "id,name,company,referred by\n1,Ann Lee,Acme,\n2,Bob Ray,Birch,Ann Lee (Cedar)\n"
        '3,Cy Dunn,Cedar,Ann Lee (met at gym)\n4,Di Fox,Fir,"Ann Lee (Acme, Inc.)"\n',
        FOUR,
        ("Ann Lee (Cedar) > Bob Ray", "Ann Lee > Cy Dunn", "Ann Lee > Di Fox"),
        (3, 4, 5),
        {},
        ("Ann Lee (Cedar)",),
    ),
    "ids win over names": Sheet(
        "id,name,referred by\nlee,Ann Ott,\nx2,Lee,\nx3,Cy Dunn,lee\nx4,Di Fox,Lee\n",
        ("Ann Ott", "Lee", "Cy Dunn", "Di Fox"),
        ("Ann Ott > Cy Dunn", "Lee > Di Fox"),
    ),
    "a list of all kinds": Sheet(
        "id,name,email,referred by\n1,Ann Lee,ann@a.com,\n2,Bob Ray,,\n"
        "3,Cy Dunn,,ann@a.com; 2; Zed Quo\n4,Di Fox,,1 / Bob Ray\n",
        FOUR,
        (
            *("Ann Lee > Cy Dunn", "Bob Ray > Cy Dunn", "Zed Quo > Cy Dunn"),
            *("Ann Lee > Di Fox", "Bob Ray > Di Fox"),
        ),
        (4, 5),
        {},
        ("Zed Quo",),
    ),
    "the other direction by ids": Sheet(
        "id,name,referred to\n1,Ann Lee,2; 3\n2,Bob Ray,4\n3,Cy Dunn,\n4,Di Fox,\n",
        FOUR,
        ("Ann Lee > Bob Ray", "Ann Lee > Cy Dunn", "Bob Ray > Di Fox"),
        (2,),
    ),
    "hyphens and apostrophes": Sheet(
        "id,name,referred by\n1,Mary-Kate O\u2019Neil,\n2,Bob Ray,mary\u2011kate o'neil\n",
        ("Mary-Kate O\u2019Neil", "Bob Ray"),
        ("Mary-Kate O\u2019Neil > Bob Ray",),
        (3,),
    ),
    "namesakes told apart by an organization in other words": Sheet(
        "Name,Company,Referred by\nWei Zhang,Acme Inc.,\nWei Zhang,Birch GmbH,\n"
        'Cy Dunn,Cedar,wei zhang (ACME)\nDi Fox,Fir,"Zhang, Wei (Birch)"\n',
        ("Wei Zhang", "Wei Zhang", "Cy Dunn", "Di Fox"),
        ("Wei Zhang > Cy Dunn", "Wei Zhang > Di Fox"),
        (4, 5),
    ),
}
COLUMNS = {
    "emojis in headings": Sheet(
        "\U0001f464 Name,\U0001f3e2 Company,\U0001f91d Referred by\n"
        "Ann Lee,Acme,\nBob Ray,Birch,Ann Lee\n",
        THREE[:2],
        CHAIN[:1],
    ),
    "stars, question marks, no-break blanks": Sheet(
        " *Name* ,Company:,Referred\u00a0By?\nAnn Lee,Acme,\nBob Ray,Birch,Ann Lee\n",
        THREE[:2],
        CHAIN[:1],
    ),
    "a line break in a heading": Sheet(
        'NAME,Company (current),"Referred\nby"\nAnn Lee,Acme,\nBob Ray,Birch,Ann Lee\n',
        THREE[:2],
        CHAIN[:1],
    ),
    "a mapping that wasn't needed": Sheet(
        "Name,Company,Referred By\nAnn Lee,Acme,\nBob Ray,Birch,Ann Lee\n",
        THREE[:2],
        CHAIN[:1],
        (),
        {"columns": {"name": "Name", "referred_by": "referred by"}},
    ),
    "headings of another language": Sheet(
        "Name;Firma;Empfohlen von\nAnn Lee;Acme;\nBob Ray;Birch;Ann Lee\n",
        THREE[:2],
        CHAIN[:1],
        (),
        {"columns": {"organization": "Firma", "referred_by": "Empfohlen von"}},
    ),
    "first and last names apart": Sheet(
        'First name,Last name,Referred by\nAnn,Lee,\nBob,Ray,Ann Lee\nCy,Dunn,"Ray, Bob"\n',
        THREE,
        CHAIN,
        (4,),
    ),
    "columns that resemble ours": Sheet(
        "Name,Email,Contact Email,Company,Company Size,Referred by,Name of school\n"
        "Ann Lee,a@x.org,b@x.org,Acme,11-50,,MIT\nBob Ray,,,Birch,9,Ann Lee,X\n",
        THREE[:2],
        CHAIN[:1],
    ),
    "a State that people live in": Sheet(
        "id,name,referred_by,State\n1,Ann Lee,,CA\n2,Bob Ray,1,Texas\n", THREE[:2], CHAIN[:1]
    ),
    "a Follow up that is text": Sheet(
        "id,name,referred_by,Follow up\n1,Ann Lee,,send deck\n2,Bob Ray,1,yes\n",
        THREE[:2],
        CHAIN[:1],
    ),
    "two referrers in two columns": Sheet(
        "Name,Introduced by,Referred by\nAnn Lee,,\nBob Ray,,\nCy Dunn,Ann Lee,Bob Ray\n",
        THREE,
        ("Ann Lee > Cy Dunn", "Bob Ray > Cy Dunn"),
    ),
    "sep= above the header": Sheet(
        '\ufeffsep=;\r\n"id";"name";"referred_by"\r\n"1";"Ann Lee";""\r\n"2";"Bob Ray";"1"\r\n',
        THREE[:2],
        CHAIN[:1],
    ),
    "a title and a date above the header": Sheet(
        "My networking log\nExported on 2024-05-01\n\n"
        "id,name,referred_by\n1,Ann Lee,\n2,Bob Ray,1\n",
        THREE[:2],
        CHAIN[:1],
    ),
    "the header again in the middle": Sheet(
        "id,name,referred_by\n1,Ann Lee,\n2,Bob Ray,1\nid,name,referred_by\n3,Cy Dunn,2\n",
        THREE,
        CHAIN,
    ),
    "commas in a sheet of semicolons": Sheet(
        "id;name;company;referred_by\n1;Lee, Ann;Acme, Inc.;\n2;Ray, Bob;Birch;Lee, Ann\n",
        ("Lee, Ann", "Ray, Bob"),
        ("Lee, Ann > Ray, Bob",),
    ),
}


def put(folder: Path, text: str, name: str = "sheet.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode())
    return path


@pytest.mark.parametrize("kind", [*CELLS, *COLUMNS])
def test_everybody_and_every_referral_is_read_and_nobody_else(kind: str, tmp_path: Path) -> None:
    sheet = (CELLS | COLUMNS)[kind]
    net = ng.read(put(tmp_path, sheet.text), **sheet.options)
    assert people(net) == [*sheet.people, *sheet.stubs]
    assert pairs(net) == sorted(sheet.pairs)
    assert list(net.contacts[net.contacts["stub"]]["contact_id"]) == list(sheet.stubs)
    assert set(sheet.lines) == lines(net)


@pytest.mark.parametrize(
    "word",
    [
        *("Indeed", "Job fair", "Alumni event", "Cold call", "Handshake", "Conference", "Meetup"),
        *(
            "NA",
            "n.a.",
            "--",
            "nobody",
            "(none)",
            "TBC",
            "...",
            "not applicable",
            "No one",
            "\u2013",
        ),
    ],
)
def test_a_word_that_is_no_person_makes_none_and_is_told(word: str, tmp_path: Path) -> None:
    net = ng.read(put(tmp_path, f"id,name,referred by\n1,Ann Lee,\n2,Bob Ray,{word}\n"))
    assert people(net) == list(THREE[:2])
    assert not len(net.referrals)
    assert lines(net, {"placeholder"}) == {3}


@pytest.mark.parametrize(
    "word",
    ["TOTAL", "Grand total", "Sum", "Totals", "Count", "Average", "Summe", "Total contacts: 2"],
)
def test_a_row_that_sums_up_is_nobody(word: str, tmp_path: Path) -> None:
    text = f"Name,Company,Referred by\nAnn Lee,Acme,\nBob Ray,Birch,Ann Lee\n{word},2,\n"
    net = ng.read(put(tmp_path, text))
    assert people(net) == list(THREE[:2])
    assert lines(net, {"total_row"}) == {4}


@pytest.mark.parametrize(
    "row",
    [
        *("# of people,2,,", "Number of contacts,2,,", "Total people met: 2,,,", "TOTAL MET,,,2"),
        *("Itogo,,,5", "Total so far,2,,", "2,,,5", "2,,,"),
    ],
)
def test_a_count_at_the_end_is_nobody(row: str, tmp_path: Path) -> None:
    text = f"Name,Company,Referred by,Met on\nAnn Lee,Acme,,\nBob Ray,Birch,Ann Lee,\n{row}\n"
    net = ng.read(put(tmp_path, text))
    assert people(net) == list(THREE[:2])
    assert lines(net, {"total_row"}) == {4}


def test_a_total_before_the_column_of_names_is_nobody(tmp_path: Path) -> None:
    text = "Company,Name,Referred by\nAcme,Ann Lee,\nBirch,Bob Ray,Ann Lee\nTotal,2,\n"
    net = ng.read(put(tmp_path, text))
    assert people(net) == list(THREE[:2])
    assert lines(net, {"total_row"}) == {4}


@pytest.mark.parametrize(
    "rows",
    [
        "Ann Lee,,\n7,,Ann Lee\n2,Acme,\n",  # one of an organization, one referred
        "Ann Lee,,\nBob Ray,,2\n2,,\n",  # somebody names the number
        "1,,\n2,,1\n3,,\n",  # people go by numbers
        "Ann Lee,,\nBob Ray,,Ann Lee\n9845011111,,\n",  # more than a table can count
    ],
)
def test_a_number_that_may_be_somebody_stays(rows: str, tmp_path: Path) -> None:
    net = ng.read(put(tmp_path, f"Name,Company,Referred by\n{rows}"))
    assert len(net.contacts) == 3
    assert not lines(net, {"total_row"})


def test_people_who_only_sound_like_a_total_stay(tmp_path: Path) -> None:
    text = "Name,Referred by\nTotal Ray,\nSum Ting,Total Ray\nAnn Count,\nMax Mean,\n"
    net = ng.read(put(tmp_path, text))
    assert people(net) == ["Total Ray", "Sum Ting", "Ann Count", "Max Mean"]
    assert pairs(net) == ["Total Ray > Sum Ting"]


@pytest.mark.parametrize("cell", ["Ann Leeee", "Anne Lee", "Ann Lee, Acme", "Ann Lee - Acme"])
def test_what_is_only_near_is_told_with_its_candidate(cell: str, tmp_path: Path) -> None:
    text = f'id,name,company,referred by\n1,Ann Lee,Acme,\n2,Bob Ray,Birch,"{cell}"\n'
    net = ng.read(put(tmp_path, text))
    if pairs(net) == ["Ann Lee > Bob Ray"]:
        assert lines(net, {"resolved_referrer"}) == {3}
        return
    (told,) = net.issues[net.issues["code"] == "near_person"].to_dict("records")
    assert (told["line"], "Ann Lee" in told["message"]) == (3, True)


def linked(ids: bool) -> tuple[str, str, list[str]]:  # noqa: FBT001 - one of two sheets
    """A LinkedIn export of 80 people, a sheet of 60 of them and two more, and the referrals."""
    first = ("Ava", "Ben", "Cara", "Dov", "Edda", "Finn", "Gia", "Hugo", "Ines", "Jon")
    last = ("Adler", "Brandt", "Cohen", "Diaz", "Engel", "Frank", "Gross", "Holm")
    everybody = [(f, f"{l}") for l in last for f in first]  # noqa: E741 - first and last
    export = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n" + "".join(
        f"{f},{l},https://www.linkedin.com/in/{f}{l},,Org {n % 9},VP,05 Mar 2024\n"
        for n, (f, l) in enumerate(everybody)  # noqa: E741 - the same
    )
    own = [" ".join(name) for name in everybody[20:]] + ["Zora Quill", "Yuri Pond"]
    rows = [
        f"{f'{n + 1},' if ids else ''}{name},Org {(n + 20) % 9},{own[n // 5] if n >= 5 else ''}\n"
        for n, name in enumerate(own)
    ]
    sheet = f"{'ID,' if ids else ''}Name,Company,Referred by\n" + "".join(rows)
    return export, sheet, sorted(f"{own[n // 5]} > {own[n]}" for n in range(5, len(own)))


@pytest.mark.parametrize("ids", [True, False])
def test_a_linkedin_export_beside_a_sheet_of_mostly_the_same_people(
    ids: bool,  # noqa: FBT001 - one of two sheets
    tmp_path: Path,
) -> None:
    export, sheet, right = linked(ids)
    net = ng.read(put(tmp_path, export, "Connections.csv"), put(tmp_path, sheet, "mine.csv"))
    assert pairs(net) == right
    assert not net.contacts["stub"].any()
    assert len(net.contacts) in {82, 142}
    assert len(net.contacts) == 82 or (net.issues["code"] == "possible_duplicate_person").any()


@pytest.mark.parametrize(
    ("cells", "met"),
    [
        (("\u2713", "\u2717", "\u2713"), 2),
        (("\u2714\ufe0f", "\u274c", ""), 1),
        (("T", "F", "F"), 1),
        (("Yes", "No", "yes"), 2),
        (("checked", "unchecked", "checked"), 2),
        (("1", "", "1"), 2),
        (("X", "", "x"), 2),
    ],
)
def test_ticks_are_yes_and_crosses_no(cells: tuple[str, ...], met: int, tmp_path: Path) -> None:
    rows = "".join(f"{n},P{n} Q,,{cell}\n" for n, cell in enumerate(cells))
    net = ng.read(put(tmp_path, "id,name,referred_by,Met?\n" + rows))
    assert ng.summary(net).counts["met"] == met


@pytest.mark.parametrize(
    ("cells", "day"),
    [
        (("5 mars 2024", "12 avril 2024"), "2024-03-05"),
        (("Tue Mar 05 2024", "Wed Mar 06 2024"), "2024-03-05"),
        (("5. M\u00e4rz 2024", "6. Mai 2024"), "2024-03-05"),
        (("5 de marzo de 2024", "6 de mayo de 2024"), "2024-03-05"),
        (("March 5th, 2024", "April 6th, 2024"), "2024-03-05"),
        (("Mar-24", "Apr-24"), ""),
        (("3/4", "5/6"), ""),
        (("2024", "2023"), ""),
    ],
)
def test_a_date_is_read_right_or_refused_with_its_cell(
    cells: tuple[str, str], day: str, tmp_path: Path
) -> None:
    text = f'id,name,referred_by,met_on\n1,Ann Lee,,"{cells[0]}"\n2,Bob Ray,1,"{cells[1]}"\n'
    found = ng.check(path := put(tmp_path, text))
    errors = found[found["severity"] == "error"]
    if len(errors):
        assert list(errors["value"]) == list(cells)
    else:
        assert str(row(ng.read(path), "Ann Lee")["met_on"])[:10] == day


def test_numbers_of_a_workbook_are_the_ids_that_text_names(tmp_path: Path) -> None:
    book = Workbook()
    for cells in (
        ["Contact #", "Name", "Referred by"],
        [1, "Ann Lee", None],
        [2.0, "Bob Ray", "1"],
        [3, "Cy Dunn", 2],
        [4, "Di Fox", "Ann Lee\nBob Ray"],
    ):
        book.active.append(cells)
    book.save(tmp_path / "book.xlsx")
    net = ng.read(tmp_path / "book.xlsx")
    assert people(net) == list(FOUR)
    assert pairs(net) == ["Ann Lee > Bob Ray", "Ann Lee > Di Fox", *CHAIN[1:], "Bob Ray > Di Fox"]


def test_sheets_that_hold_no_table_of_ours_are_passed_over(tmp_path: Path) -> None:
    book = Workbook()
    for title, table in {
        "Guide": [["How to use this sheet"], ["Fill in a row for each contact"]],
        "Lists": [["Status", "Source"], ["Met", "Alumni"], ["Contacted", "Event"]],
        "People": [
            ["Name", "Referred by", "Status"],
            ["Ann Lee", None, "Met"],
            ["Bob Ray", "Ann Lee", None],
        ],
        "Pivot": [["Row Labels", "Count of Name"], ["Acme", 1], ["Grand Total", 1]],
    }.items():
        sheet = book.create_sheet(title)
        for cells in table:
            sheet.append(cells)
    del book["Sheet"]
    book.save(tmp_path / "book.xlsx")
    net = ng.read(tmp_path / "book.xlsx")
    assert (people(net), pairs(net)) == (list(THREE[:2]), list(CHAIN[:1]))
    told = net.issues[net.issues["code"] == "passed_sheet"]
    for title in ("Guide", "Lists", "Pivot"):
        assert title in " ".join([*told["table"], *told["value"], *told["message"]])


@pytest.mark.parametrize("keep", [["first"], ["both"], ["first", "both"]])
def test_keep_is_taken_once_or_again_on_the_command_line(keep: list[str], tmp_path: Path) -> None:
    table = "id,name,referred_by\n1,Ann Lee,\n1,Ann Lee,\n"
    twice = put(tmp_path, table if "first" in keep else table[:-11])
    other = put(tmp_path, "id,name,referred_by\n1,Bob Ray,\n", "other.csv")
    words = [word for value in keep for word in ("--keep", value)]
    files = [str(twice), *([str(other)] if "both" in keep else [])]
    assert main(["summary", *files, *words]) == 0
    assert people(ng.read(*files, keep=keep)) == list(THREE[: len(files)])


def test_one_mistyped_year_ahead_of_the_clock_is_told_and_moves_nothing(tmp_path: Path) -> None:
    text = "id,name,referred_by,met_on\n1,Ann Lee,,2024-03-01\n2,Bob Ray,1,2204-03-09\n"
    net = ng.read(put(tmp_path, text))
    assert people(net) == list(THREE[:2])
    assert str(net.as_of_date)[:10] == "2024-03-01"
    assert lines(net, {"future_date"}) == {3}
    assert ng.summary(net).counts["met"] == 1


HEADED = (
    "Name,Company,Referred by\nAl Fox,Orbit,\nBea Gold,Orbit,Al Fox\nTo Nguyen,,\n{heading}\n"
    "Cal Hunt,Pivot,Bea Gold\nDee Ivy,Pivot,Al Fox\n\nEd Jay,Pivot,Al Fox\n"
)


@pytest.mark.parametrize(
    ("heading", "left"),
    [
        ("People I met at the fair", ()),
        ("To contact next week:", ()),
        ("March 2024", ()),
        ("Second round", ()),
        ("TODO: add emails", ()),
        ("Who else can I ask?", ()),
        ("Kontakte von der Messe", ()),
        ("EX-COLLEAGUES", ()),
        ("Recruiters", ()),
        ("Stanford classmates", ()),
        ("Hearth Inc", ()),
        ("Ingot Metals GmbH", ()),
        ("Companies to apply to", ("Cal Hunt", "Dee Ivy")),
        ("Firmen für Bewerbungen", ("Cal Hunt", "Dee Ivy")),
    ],
)
def test_a_row_that_heads_others_is_nobody_and_told(
    heading: str, left: tuple[str, ...], tmp_path: Path
) -> None:
    net = ng.read(put(tmp_path, HEADED.format(heading=heading)))
    wanted = ["Al Fox", "Bea Gold", "To Nguyen", "Cal Hunt", "Dee Ivy", "Ed Jay"]
    assert people(net) == [name for name in wanted if name not in left]
    told = net.issues[net.issues.code == "total_row"]
    assert told.line.tolist() == [5, 6, 7][: 1 + len(left)]
    assert told.value.iloc[0] == heading


@pytest.mark.parametrize(
    "name",
    [
        "Steve Jobs",
        "Sammy Davis Jr.",
        "Bob Ray?",
        "Friend from church",
        "Guy at the gym",
        "My old boss",
        "April Summer",
        "An To",
        "Ursula von der Leyen",
        "Bea Co",
        "Thomas Sa",
        "Friend of my colleagues",
        "Recruiter",
        "Ella Friend",
    ],
)
def test_a_person_of_whom_only_the_name_is_known_stays(name: str, tmp_path: Path) -> None:
    net = ng.read(put(tmp_path, HEADED.format(heading=name)))
    assert name in people(net)


def test_companies_below_a_heading_of_companies_end_nothing(tmp_path: Path) -> None:
    text = (
        "Name,Company,Referred by\nAl Fox,Orbit,\nBea Gold,Orbit,Al Fox\nCal Hunt,Orbit,Al Fox\n"
        "Companies to look at,,\nIbis Ltd,,\nJade & Sons,,\n"
    )
    net = ng.read(put(tmp_path, text))
    assert people(net) == ["Al Fox", "Bea Gold", "Cal Hunt"]
    assert lines(net, {"total_row"}) == {5, 6, 7}


def test_a_company_that_somebody_names_is_kept(tmp_path: Path) -> None:
    text = (
        "Name,Company,Referred by\nHearth Inc,,\nAl Fox,Orbit,Hearth Inc\nBea Gold,Orbit,Al Fox\n"
    )
    net = ng.read(put(tmp_path, text))
    assert people(net) == ["Hearth Inc", "Al Fox", "Bea Gold"]


@pytest.mark.parametrize(
    "words", [("High", "Low"), ("Tier 1", "Tier 2"), ("1 - high", "2 - low"), ("★★", "★")]
)
def test_a_priority_in_words_is_no_weight_and_stops_no_workbook(
    words: tuple[str, str], tmp_path: Path
) -> None:
    book = Workbook()
    sheets = {
        "People": [["Name", "Referred by"], ["Al Fox", None], ["Bea Gold", "Al Fox"]],
        "Companies": [["Company", "Priority"], ["Orbit", words[0]], ["Zenith", words[1]]],
    }
    for title, rows in sheets.items():
        page = book.create_sheet(title)
        for one in rows:
            page.append(one)
    book.remove(book.worksheets[0])
    path = tmp_path / "mine.xlsx"
    book.save(path)
    net = ng.read(path)
    assert people(net) == ["Al Fox", "Bea Gold"]
    assert net.targets is not None
    assert net.targets[["organization", "weight"]].to_numpy().tolist() == [
        ["Orbit", 1.0],
        ["Zenith", 1.0],
    ]
    (told,) = net.issues[net.issues.code == "unclaimed_column"].message
    assert told.startswith("'Priority' may be weight")
    # what is advised helps
    values = {f"weight:{words[0]}": "3", f"weight:{words[1]}": "1"}
    if "★" not in words:
        said = ng.read(path, columns={"weight": "Priority"}, values=values)
        assert said.targets is not None
        assert said.targets.weight.tolist() == [3.0, 1.0]


def test_a_form_offers_the_day_of_a_meeting_and_never_that_of_its_answer(tmp_path: Path) -> None:
    text = "Timestamp,Name,Referred by,{day}\n2026-03-10,Al,,2026-03-01\n2026-03-11,Bo,Al,\n"
    net = ng.read(put(tmp_path, text.format(day="When did you meet?")))
    assert net.contacts.met_on.dropna().dt.strftime("%Y-%m-%d").tolist() == ["2026-03-01"]
    assert "unclaimed_column" not in set(net.issues.code)
    offered = ng.read(put(tmp_path, text.format(day="Day of coffee"))).issues
    (told,) = offered[offered.code == "unclaimed_column"].message
    assert told == "'Day of coffee' looks like met_on: --map 'met_on=Day of coffee'"


def test_a_day_of_connection_makes_nobody_waiting(tmp_path: Path) -> None:
    text = "Name,Company,Referred by,Connected On\nAl,Orbit,,2026-03-10\nBo,Orbit,Al,2026-03-11\n"
    net = ng.read(put(tmp_path, text))
    assert ng.contacts(net).standing.tolist() == ["productive", "open"]
    assert net.as_of_date is None


def test_a_lost_letter_in_a_workbook_is_told(tmp_path: Path) -> None:
    book = Workbook()
    page = book.worksheets[0]
    for one in (
        ["Name", "Company", "Referred by"],
        ["Al", "Caf\ufffd", None],
        ["Zo\ufffd", "", "Al"],
    ):
        page.append(one)
    book.save(tmp_path / "mine.xlsx")
    issues = ng.read(tmp_path / "mine.xlsx").issues
    told = issues[issues.code == "encoding"]
    assert told[["line", "value"]].to_numpy().tolist() == [[3, "Zo\ufffd"], [2, "Caf\ufffd"]]


def test_a_saved_column_that_is_gone_is_told_where_tables_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(tmp_path, '[columns]\nreferred_by = "From whom"\n', "netgraph.toml")
    gone = "netgraph.toml settles what no table here has, passed over: the column 'From whom'"
    # a column lacks, then a cell is wrong: both times the settings are named first
    for text in ("Name,From who\nAl,\nBo,Al\n", "id,referred_by,met_on\n1,,31/31/2024\n"):
        path = put(tmp_path, text)
        assert main(["contacts", str(path)]) == 1
        assert gone in capsys.readouterr().err.splitlines()[0]


def test_a_conversion_says_that_it_is_lenient_anyway(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["convert", "a.csv", "-o", "b", "--lenient"])
    assert stopped.value.code == 2
    assert "--lenient is not needed" in capsys.readouterr().err


REPORT_LINES = (
    *("Contact Report", "Contacts & Accounts Report", "Kontaktbericht", "Rapport de contacts"),
    '"Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved."',
    *("© 2026 Acme", "Copyright 2026 HubSpot, Inc.", "Acme Inc. Alle Rechte vorbehalten."),
    *("Confidential Information - Do Not Distribute", "Confidential", "For internal use only"),
    *("Generated on 1/2/2026 3:04 PM", "Report generated by Ann Lee", "Run by: Ann Lee"),
    *("Generated By:,Ann Lee,1/2/2026", "Erstellt am 2.1.2026", "Exporté le 2 janvier 2026"),
    *("Grand Summaries", "Grand Summaries (2 Records)", "Total Records 2", "Total Records,2"),
    *("Exported from HubSpot CRM", "2 records", "Page 1 of 3", "*** End of Report ***"),
    *("Showing 1 to 2 of 2 entries", "Filtered by: My contacts", "Record count: 2"),
)


@pytest.mark.parametrize(
    ("head", "names"),
    [
        ("Name,Company,Referred by", ("Ann Lee", "Bob Ray")),
        ("ID,First Name,Last Name,Company,Referred by", ("7,Ann,Lee", "8,Bob,Ray")),
        ("First Name,Last Name,Company,Referred by", ("Ann,Lee", "Bob,Ray")),
    ],
)
def test_a_line_of_a_report_is_nobody_and_told(
    head: str, names: tuple[str, str], tmp_path: Path
) -> None:
    text = f"{head}\n{names[0]},Acme,\n{names[1]},Birch,Ann Lee\n"
    for line in REPORT_LINES:
        # as wide as the table, as spreadsheets write it
        padded = line + "," * (head.count(",") - ("," in line) - ("1/2" in line and "," in line))
        net = ng.read(put(tmp_path, f"{text}{line if '(c)' in line else padded}\n"))
        assert people(net) == ["Ann Lee", "Bob Ray"], line
        assert len(net.referrals) == 1
        assert lines(net, {"total_row"}) == {4}, line
    # several of them are left out together, though they outnumber the people
    net = ng.read(put(tmp_path, text + "\n".join(REPORT_LINES) + "\n"))
    assert people(net) == ["Ann Lee", "Bob Ray"]
    assert lines(net, {"total_row"}) == {*range(4, 4 + len(REPORT_LINES))}


def test_a_person_at_the_end_with_a_name_alone_stays_and_is_told(tmp_path: Path) -> None:
    text = "Name,Company,Referred by\nAnn Lee,Acme,\nBob Ray,Birch,Ann Lee\n"
    names = ("Cree Le", "Stan Report Lee", "Confidence Page", "Records Jones", "Genere Da Silva")
    for name in (*names, "Sum Run On", "Page Turner", "Copy Wright", "Al Rights", "Ed Criado"):
        net = ng.read(put(tmp_path, f"{text}{name},,\nContact Report,,\n"))
        assert people(net) == ["Ann Lee", "Bob Ray", name]
        assert lines(net, {"read_as"}) == {4}
        assert lines(net, {"total_row"}) == {5}


def test_a_line_that_may_be_a_report_stays_where_all_rows_have_one_cell(tmp_path: Path) -> None:
    net = ng.read(put(tmp_path, "Name,Referred by\nAnn Lee,\nContact Report,\nBob Ray,Ann Lee\n"))
    assert people(net) == ["Ann Lee", "Bob Ray"]
    net = ng.read(put(tmp_path, "Name,Referred by\nContact Report,\nBob Ray,Contact Report\n"))
    assert sorted(people(net)) == ["Bob Ray", "Contact Report"]


FORM = """#,What's your contact's first name?,And their last name?,Where do they work?,{asked},Have you met yet?,When did you meet?,Start Date (UTC)
k1,Nadia,Brandt,Orchard Health,,1,2026-04-06,2026-04-06 15:02:11
k2,Paul,Ferro,Orchard Health,Nadia Brandt,1,2026-04-20,2026-04-20 09:12:00
k3,Quinn,Sayer,Tidal,nadia brandt,0,,2026-04-21 09:12:00
k4,Rhea,Udo,Tidal,Quinn Sayer & Paul Ferro,1,2026-05-18,2026-05-19 18:12:00
"""  # noqa: E501 - a line of a form's export


@pytest.mark.parametrize(
    "asked",
    ["Who connected you?", "Who put you in touch?", "Heard of them from", "Who introduced you?"],
)
def test_the_questions_of_a_form_say_who_the_person_is(tmp_path: Path, asked: str) -> None:
    (tmp_path / "form.csv").write_text(FORM.format(asked=asked), encoding="utf-8")
    net = ng.read(tmp_path / "form.csv")
    assert net.contacts["name"].tolist() == [
        *("Nadia Brandt", "Paul Ferro", "Quinn Sayer", "Rhea Udo")
    ]
    assert net.contacts["status"].tolist() == ["met", "met", "identified", "met"]
    pairs = zip(net.referrals["referrer_id"], net.referrals["referred_id"], strict=True)
    assert set(pairs) == {
        *(("Nadia Brandt", "Paul Ferro"), ("Nadia Brandt", "Quinn Sayer")),
        *(("Quinn Sayer", "Rhea Udo"), ("Paul Ferro", "Rhea Udo")),
    }


def test_the_name_of_who_answers_a_form_is_not_the_contacts(tmp_path: Path) -> None:
    text = FORM.format(asked="Who connected you?").replace("your contact's first", "your first")
    (tmp_path / "form.csv").write_text(text, encoding="utf-8")
    with pytest.raises(ng.NetgraphError, match="which says who each row is"):
        ng.read(tmp_path / "form.csv")


@pytest.mark.parametrize(
    "label",
    [
        "Subtotal finance",
        "Sub-total: north",
        "Finance subtotal",
        "Oak Count",
        "Total tech",
        "Grand Total all teams",
        "Zwischensumme Technik",
        "Sous-total banque",
        "Summe",
        "金融 小計",
    ],
)
@pytest.mark.parametrize("beside", ["2,,", ",2,", ",,2"])
def test_totals_of_parts_are_no_people(tmp_path: Path, label: str, beside: str) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text(
        "Name,Company,Referred by,Calls\nVal Wes,Oak,,1\nWyn Xan,Oak,Val Wes,1\n"
        f"{label},{beside}\nXia Yeo,Elm,Wyn Xan,1\n",
        encoding="utf-8",
    )
    net = ng.read(path)
    if beside == ",2," and not label.startswith(("Sub", "Grand", "Zw", "Sous", "Summe")):
        # a number there may be who referred somebody
        assert len(net) == 5
        return
    assert people(net) == ["Val Wes", "Wyn Xan", "Xia Yeo"]
    told = net.issues[net.issues["code"] == "total_row"]
    assert told["line"].tolist() == [4]


def test_totals_of_parts_are_no_people_in_frames_of_objects_either() -> None:
    rows = [("Val Wes", "Oak", 1), ("Subtotal north", None, 1), ("Zwischensumme", None, 1)]
    frame = pd.DataFrame(rows, columns=["Name", "Company", "Calls"]).astype(object)
    net = ng.from_frames(frame, pd.DataFrame({"referrer_id": [], "referred_id": []}))
    assert net.contacts["name"].tolist() == ["Val Wes"]


@pytest.mark.parametrize(
    "row", ["Count Basie,Oak,,2", "Sum Wong,,,2", "Total Wine,,,", "Al Sum,,,2"]
)
def test_people_whose_names_sound_like_totals_stay(tmp_path: Path, row: str) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text(f"Name,Company,Referred by,Calls\nVal Wes,Oak,,1\n{row}\n", encoding="utf-8")
    assert people(ng.read(path)) == ["Val Wes", row.partition(",")[0]]


@pytest.mark.parametrize(
    "word",
    [
        *("Self-employed", "retired", "FREELANCE", "(unemployed)", "between jobs", "Stealth mode"),
        *("selbständig", "à la retraite", "jubilada", "libero professionista", "ZZP'er", "emeryt"),
        *("пенсионер", "自営業", "退休", "프리랜서", "Retired 2024"),
    ],
)
def test_who_is_at_no_organization_is_at_none(tmp_path: Path, word: str) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text(
        f"Name,Company,Referred by\nVal Wes,{word},\nWyn Xan,{word},Val Wes\nXia Yeo,Elm,Wyn Xan\n",
        encoding="utf-8",
    )
    net = ng.read(path)
    assert net.contacts["organization"].dropna().tolist() == ["Elm"]
    told = net.issues[net.issues["code"] == "placeholder"]
    assert told["message"].tolist() == [f"{word!r} is no organization; read as empty (2 cells)"]
    kept = ng.read(path, values={f"organization:{word}": word})
    assert kept.contacts["organization"].tolist() == [word, word, "Elm"]


@pytest.mark.parametrize(
    "name", ["Retired Ltd", "Self Magazine", "Freelance Union", "Independent Bank"]
)
def test_organizations_that_begin_with_such_words_stay(tmp_path: Path, name: str) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text(f"Name,Company,Referred by\nVal Wes,{name},\nWyn Xan,Elm,Val Wes\n", "utf-8")
    assert ng.read(path).contacts["organization"].tolist() == [name, "Elm"]


@pytest.mark.parametrize("between", ["; ", "\n"])
def test_two_organizations_in_a_cell_are_told_and_the_first_counts(
    tmp_path: Path, between: str
) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text(
        f'Name,Company,Referred by\nAnn Lee,"Elm Ltd{between}Ash Inc",\nBob Ray,Elm,Ann Lee\n',
        encoding="utf-8",
    )
    net = ng.read(path)
    assert len(set(net.contacts["organization"])) == 1
    told = net.issues[net.issues["code"] == "split_cell"]["message"].tolist()
    (message,) = told
    assert message.endswith(
        "is 'Elm Ltd' and 'Ash Inc': the first counts as the person's (1 such cell)"
    )


@pytest.mark.parametrize("between", [" / ", " | "])
def test_what_may_be_one_organization_is_kept_whole_and_told(tmp_path: Path, between: str) -> None:
    path = tmp_path / "sheet.csv"
    firm = f"Elm{between}Ash"
    path.write_text(f"Name,Company,Referred by\nAnn Lee,{firm},\nBob Ray,Oak,Ann Lee\n", "utf-8")
    net = ng.read(path)
    assert net.contacts["organization"].tolist() == [firm, "Oak"]
    assert any("is kept as one organization" in one for one in net.issues["message"])
