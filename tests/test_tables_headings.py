"""Headings as people write them, and columns whose cells say what they are."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from netgraph import advocates, check, from_frames, read, schema
from netgraph.errors import MissingColumnError
from netgraph.tables.header import begins_table, further, header_row, match
from netgraph.tables.write import write_tables

if TYPE_CHECKING:
    from pathlib import Path

    from netgraph.network import ReferralNetwork


def sheet(folder: Path, text: str, **options: object) -> ReferralNetwork:
    """Read a sheet of one file."""
    path = folder / "sheet.csv"
    path.write_text(text, encoding="utf-8")
    return read(path, **options)  # type: ignore[arg-type]


def pairs(net: ReferralNetwork) -> list[tuple[str, str]]:
    """Who referred whom, by name."""
    name = net.contacts.set_index(schema.CONTACT_ID)[schema.NAME]
    ends = net.referrals[[schema.REFERRER_ID, schema.REFERRED_ID]]
    return sorted((name[u], name[v]) for u, v in ends.itertuples(index=False))


@pytest.mark.parametrize(
    ("heading", "standard"),
    [
        ("Referred By:", schema.REFERRED_BY),
        ("Status *", schema.STATUS),
        ("📅 Met on", schema.MET_ON),
        ("Met on\n(YYYY-MM-DD)", schema.MET_ON),
        ("2. Company", schema.ORGANIZATION),
        ("Company / Organization", schema.ORGANIZATION),
        ("Contact #", schema.CONTACT_ID),
        ("Ｎａｍｅ", schema.NAME),
        ("Who referred me?", schema.REFERRED_BY),
        ("Referred to", schema.REFERRED_TO),
        ("How we met", schema.SOURCE),
        ("Follow-up date", schema.NEXT_STEP_ON),
    ],
)
def test_punctuation_numbers_and_brackets_of_headings_are_nothing(
    heading: str, standard: str
) -> None:
    assert match([heading], schema.CONTACTS_TABLE) == {standard: heading}


@pytest.mark.parametrize("heading", ["Contact (phone)", "Email / Phone", "Company (former)", "***"])
def test_a_heading_that_means_another_thing_is_no_standard_column(heading: str) -> None:
    assert match([heading], schema.CONTACTS_TABLE) == {}


def test_a_heading_that_is_spelled_out_goes_before_one_with_a_bracket() -> None:
    found = ["Status (in words)", "Status"]
    assert match(found, schema.CONTACTS_TABLE)[schema.STATUS] == "Status"


def test_the_header_is_the_row_of_names_and_not_the_row_with_most_known_words() -> None:
    rows = [
        ["My list", "", "", "", ""],
        ["Name", "Where", "Referred by", "Way", "Where it stands"],
        ["Ann Lee", "Source", "", "Email", "Met"],
        ["Company", "Contact", "Ann Lee", "Mail", "Contacted"],
    ]
    assert header_row(rows) == 1
    assert not begins_table(rows[0])


def test_two_columns_of_referrers_are_both_read(tmp_path: Path) -> None:
    net = sheet(
        tmp_path,
        "Name,Introduced by,Referred by\nAnn,,\nBob,Ann,\nCy,,Bob\nDi,Ann,Bob\nEd,Ann,Ann\n",
    )
    assert pairs(net) == [
        ("Ann", "Bob"),
        ("Ann", "Di"),
        ("Ann", "Ed"),
        ("Bob", "Cy"),
        ("Bob", "Di"),
    ]
    found = ["Name", "Introduced by", "Referred by"]
    matched = match(found, schema.CONTACTS_TABLE)
    assert further(found, schema.CONTACTS_TABLE, matched, schema.REFERRED_BY) == ["Introduced by"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Referred by", "Referred by 2"),
        ("Referred by", "Referred by"),
        ("Referrer 1", "Referrer 2"),
        ("Introduced by", "Introduced by #2"),
        ("Referred by", "Also introduced by"),
        ("Referrer", "2nd referrer"),
    ],
)
def test_numbered_columns_of_referrers_are_all_read(
    first: str, second: str, tmp_path: Path
) -> None:
    net = sheet(
        tmp_path,
        f"Name,Company,{first},{second}\nAl Fox,Orbit,,\nBea Gold,Orbit,Al Fox,\n"
        "Cal Hunt,Pivot,Al Fox,Bea Gold\nDee Ivy,Pivot,,Cal Hunt\n",
    )
    assert pairs(net) == [
        ("Al Fox", "Bea Gold"),
        ("Al Fox", "Cal Hunt"),
        ("Bea Gold", "Cal Hunt"),
        ("Cal Hunt", "Dee Ivy"),
    ]
    assert net.files[0].further == (), "no column is told to be without a meaning"


def test_a_number_makes_no_further_column_of_anything_but_referrers() -> None:
    found = ["Name", "Email 2", "Company 2", "Phone 1", "Referrer 12"]
    assert match(found, schema.CONTACTS_TABLE) == {
        schema.NAME: "Name",
        schema.REFERRED_BY: "Referrer 12",
    }


def test_an_id_of_an_introduction_is_not_the_person_introduced(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text(
        "Name,Organization\nAl Fox,Orbit\nBea Gold,Orbit\nCal Hunt,Pivot\n", encoding="utf-8"
    )
    (tmp_path / "intros.csv").write_text(
        "ID,Introducer,Introduced,Date\nINTRO-1,Al Fox,Bea Gold,2026-03-01\n"
        "INTRO-2,Bea Gold,Cal Hunt,2026-03-03\n",
        encoding="utf-8",
    )
    net = read(tmp_path / "people.csv", tmp_path / "intros.csv")
    assert list(net.contacts[schema.NAME]) == ["Al Fox", "Bea Gold", "Cal Hunt"]
    assert pairs(net) == [("Al Fox", "Bea Gold"), ("Bea Gold", "Cal Hunt")]
    days = net.referrals[schema.REFERRED_ON].dt.strftime("%m-%d")
    assert days.tolist() == ["03-01", "03-03"]


def test_a_column_that_resembles_the_id_stops_no_sheet(tmp_path: Path) -> None:
    net = sheet(tmp_path, "Name,Referred by,Contact IDs\nAnn,,x\nBob,Ann,y\n")
    assert pairs(net) == [("Ann", "Bob")]


def test_headings_with_several_meanings_go_by_their_cells(tmp_path: Path) -> None:
    net = sheet(
        tmp_path,
        "Name,Referred by,State,Follow up,Met,Hiring manager\n"
        "Ann,,NY,send CV,2024-03-05,Eve Fox\nBob,Ann,Georgia,call,2024-03-06,Hal Kim\n",
    )
    assert {schema.STATUS, schema.DECISION_MAKER}.isdisjoint(net.contacts)
    assert net.contacts["State"].tolist() == ["NY", "Georgia"]
    assert net.contacts[schema.NEXT_STEP].tolist() == ["send CV", "call"]
    assert net.contacts[schema.MET_ON].tolist() == list(
        pd.to_datetime(["2024-03-05", "2024-03-06"])
    )
    net = sheet(
        tmp_path,
        "Name,Referred by,State,Follow up,Hiring manager\n"
        "Ann,,met,2024-04-01,yes\nBob,Ann,met,,no\n",
    )
    assert net.contacts[schema.STATUS].tolist() == ["met", "met"]
    assert net.contacts[schema.NEXT_STEP_ON].notna().tolist() == [True, False]
    assert net.contacts[schema.DECISION_MAKER].tolist() == [True, False]


@pytest.mark.parametrize(
    ("heading", "words", "statuses"),
    [
        ("Estado", ("Reunido", "Contactado", "Sin respuesta"), ("met", "contacted", "no_reply")),
        ("Estado", ("Reunida", "Agendado", "Pendiente"), ("met", "scheduled", "identified")),
        ("Stato", ("Incontrato", "In attesa", "Rifiutato"), ("met", "contacted", "declined")),
        (
            "Situação",
            ("Concluído", "Não contatado", "Sem resposta"),
            ("met", "identified", "no_reply"),
        ),
        ("État", ("Rencontré", "Contactée", "Refusé"), ("met", "contacted", "declined")),
        ("Stand", ("Getroffen", "Angeschrieben", "Abgesagt"), ("met", "contacted", "declined")),
        # places that people live in are no statuses
        ("Estado", ("Jalisco", "Oaxaca", "Puebla"), None),
        ("Stato", ("Italia", "Francia", "Spagna"), None),
        ("Stand", ("A12", "B7", "Hall 3"), None),
    ],
)
def test_a_status_headed_in_another_language_is_known_by_its_words(
    tmp_path: Path, heading: str, words: tuple[str, ...], statuses: tuple[str, ...] | None
) -> None:
    rows = zip(("Ann", "Bob", "Cy"), ("", "Ann", "Bob"), words, strict=True)
    text = "".join(f"{name},{by},{word}\n" for name, by, word in rows)
    net = sheet(tmp_path, f"Name,Referred by,{heading}\n{text}")
    if statuses is None:
        assert net.contacts[heading].tolist() == list(words)
        assert schema.UNCLAIMED_COLUMN in set(net.issues[schema.CODE])
    else:
        assert net.contacts[schema.STATUS].tolist() == list(statuses)


@pytest.mark.parametrize(
    ("heading", "standard"),
    [
        ("Which company do they work for?", schema.ORGANIZATION),
        ("Where they work", schema.ORGANIZATION),
        ("Works for", schema.ORGANIZATION),
        ("How did you find them", schema.SOURCE),
        ("How did you meet them?", schema.SOURCE),
    ],
)
def test_questions_of_a_form_are_headings(tmp_path: Path, heading: str, standard: str) -> None:
    net = sheet(tmp_path, f"Name,Referred by,{heading}\nAnn,,alumni\nBob,Ann,\n")
    assert net.contacts[standard].tolist()[0] == "alumni"


LINKEDIN = "First Name,Last Name,URL,Email Address,Company,Position,Connected On"


def test_columns_added_to_an_export_keep_their_meaning(tmp_path: Path) -> None:
    text = (
        f"{LINKEDIN},Referred By,Status,Met on,Source,Decision maker\n"
        "Ann,Lee,https://www.linkedin.com/in/ann,,Acme,CEO,05 Mar 2024,,Met,2024-03-06,alumni,yes\n"
        "Bob,Ray,https://www.linkedin.com/in/bob,,Birch,CTO,09 Mar 2024,Ann Lee,Contacted,,,no\n"
    )
    net = sheet(tmp_path, text)
    assert pairs(net) == [("Ann Lee", "Bob Ray")]
    assert net.contacts[schema.STATUS].tolist() == ["met", "contacted"]
    assert net.contacts[schema.SOURCE].tolist()[0] == "alumni"
    assert net.contacts[schema.DECISION_MAKER].tolist() == [True, False]
    assert schema.UNPLACED not in set(net.issues[schema.CODE])


def test_an_exports_own_column_goes_before_an_added_one(tmp_path: Path) -> None:
    text = (
        f"{LINKEDIN},organization,email\n"
        "Ann,Lee,,,Acme,CEO,05 Mar 2024,Other,ann@a.org\nBob,Ray,,,,CTO,09 Mar 2024,Birch,\n"
    )
    net = sheet(tmp_path, text)
    assert net.contacts[schema.ORGANIZATION].tolist()[0] == "Acme"
    assert net.contacts["organization 2"].tolist() == ["Other", "Birch"]
    # the export has no address at all: the added column is the only one
    assert net.contacts[schema.EMAIL].tolist()[0] == "ann@a.org"


def test_an_export_keeps_words_of_its_own_apart(tmp_path: Path) -> None:
    net = sheet(
        tmp_path,
        "First Name,Last Name,Referred By,Web Page,Account\n"
        "Ann,Lee,,,imap\nBob,Ray,Ann Lee,,imap\n",
    )
    assert schema.ORGANIZATION not in net.contacts


@pytest.mark.parametrize(
    "columns",
    [
        {"contact_id": "Email"},
        {"contact_id": "EMAIL"},
        {"Contact ID": "email"},
        {"organization": "Company"},
        {"notes": "Remarks"},
    ],
)
def test_a_mapping_makes_no_readable_sheet_unreadable(
    tmp_path: Path, columns: dict[str, str]
) -> None:
    text = "Name,Email,Company,Referred by,Remarks\nAnn,a@x.org,Acme,,\nBob,,Birch,Ann,hi\n"
    assert pairs(sheet(tmp_path, text, columns=columns)) == [("Ann", "Bob")]


def test_who_has_no_id_of_the_mapped_column_is_called_by_name(tmp_path: Path) -> None:
    text = "Name,Email,Referred by\nAnn,a@x.org,\nBob,,Ann\n"
    net = sheet(tmp_path, text, columns={"contact_id": "Email"})
    assert net.contacts[schema.CONTACT_ID].tolist() == ["a@x.org", "Bob"]
    told = net.issues[net.issues[schema.CODE] == schema.READ_AS]
    assert told[schema.LINE].tolist() == [3]


def test_a_mapping_may_name_a_column_that_an_export_spends(tmp_path: Path) -> None:
    text = f"{LINKEDIN},Who\nAnn,Lee,u/1,a@x.org,Acme,,05 Mar 2024,\nBob,Ray,u/2,,,,,Ann Lee\n"
    net = sheet(tmp_path, text, columns={"contact_id": "URL", "referred_by": "Who"})
    assert net.contacts[schema.CONTACT_ID].tolist() == ["u/1", "u/2"]
    assert advocates(net)[schema.CONTACT_ID].tolist() == ["u/1"]


def test_a_mapping_for_one_of_several_tables_leaves_the_others(tmp_path: Path) -> None:
    (tmp_path / "contacts.csv").write_text("EMAIL,Name\na@x,Ann\nb@x,Bob\n")
    (tmp_path / "referrals.csv").write_text("referrer_id,referred_id,When\na@x,b@x,2024-01-01\n")
    net = read(tmp_path, columns={"contact_id": "email"})
    assert pairs(net) == [("Ann", "Bob")]
    with pytest.raises(MissingColumnError, match="no column 'Emial'"):
        read(tmp_path, columns={"contact_id": "Emial"})


def test_people_without_ids_are_called_by_name_beside_a_table_of_referrals(tmp_path: Path) -> None:
    people = "Label,Type,Organization\nAnn,Person,Acme\nBob,Person,\n"
    (tmp_path / "contacts.csv").write_text(people)
    (tmp_path / "referrals.csv").write_text("From,To,Type\nAnn,Bob,Personal\n")
    net = read(tmp_path)
    assert pairs(net) == [("Ann", "Bob")]
    assert not net.contacts[schema.STUB].any()


def test_a_full_export_of_edges_stands_alone(tmp_path: Path) -> None:
    head = "Source,Target,Type,Id,Label,Weight\n"
    net = sheet(tmp_path, head + "a,b,Directed,0,,1\nb,c,Directed,1,,1\n")
    assert pairs(net) == [("a", "b"), ("b", "c")]


def test_a_source_is_no_referrer_of_people_who_stand_alone(tmp_path: Path) -> None:
    with pytest.raises(MissingColumnError, match="no column 'referred_by'"):
        sheet(tmp_path, "id,name,source\n1,Ann,friend\n2,Bob,alumni\n")


@pytest.mark.parametrize(
    "head",
    [
        "Name;Firma;Empfohlen von",
        "Nom;Société;Recommandé par",
        "Nombre;Empresa;Referido por",
        "Nome;Azienda;Raccomandato da",
        "Nome;Empresa;Indicado por",
        "Naam;Bedrijf;Aanbevolen door",
        "氏名;会社;紹介者",
        "姓名;公司;介绍人",
    ],
)
def test_sheets_in_other_languages_are_read_without_a_mapping(tmp_path: Path, head: str) -> None:
    net = sheet(tmp_path, head + "\nAnn;Acme;\nBob;Birch;Ann\nCal;Birch;Bob\n")
    assert pairs(net) == [("Ann", "Bob"), ("Bob", "Cal")]
    assert net.contacts[schema.ORGANIZATION].tolist() == ["Acme", "Birch", "Birch"]


@pytest.mark.parametrize(
    "head",
    [
        *("First Name,Last Name", "Vorname,Name", "Prénom,Nom", "Nombre,Apellidos", "First,Last"),
        *("Forename,Surname", "Contact First Name,Contact Last Name", "Name,Surname"),
        *("Name,Last name", "First Name,Name", "Given name,Surname", "Imię,Nazwisko"),
    ],
)
def test_a_first_and_a_last_name_are_one_name_in_any_language(tmp_path: Path, head: str) -> None:
    net = sheet(tmp_path, head + ",Referred by\nAnn,Ahn,\nBob,Best,Ann Ahn\n")
    assert pairs(net) == [("Ann Ahn", "Bob Best")]
    notes = check(tmp_path / "sheet.csv").attrs["notes"]
    assert not [line for line in notes if "without a meaning" in line]
    assert schema.UNCLAIMED_COLUMN not in set(net.issues[schema.CODE])


@pytest.mark.parametrize(
    "text",
    [
        "First Name,Name,Referred by\nAnn,Ann Ahn,\nBob,Bob Best,Ann Ahn\n",
        "Name,Surname,Referred by\nAnn Ahn,Ahn,\nBob Best,,Ann Ahn\n",
        "Name,First,Last,Referred by\nAnn Ahn,2026-01-02,,\nBob Best,2026-02-02,,Ann Ahn\n",
        "First name,Last name,Name,Referred by\nA.,Ahn,Ann Ahn,\nB.,Best,Bob Best,Ann Ahn\n",
    ],
)
def test_whole_names_stay_whole_beside_a_part_of_them(tmp_path: Path, text: str) -> None:
    assert pairs(sheet(tmp_path, text)) == [("Ann Ahn", "Bob Best")]


@pytest.mark.parametrize(
    "head", ["First Name,Last Name", "Vorname,Nachname", "Name,Surname", "Vorname,Name"]
)
@pytest.mark.parametrize("own", ["Contact ID", "id", "contact_id"])
def test_an_id_beside_two_parts_of_a_name_costs_no_name(
    tmp_path: Path, own: str, head: str
) -> None:
    text = f"{own},{head},Account Name,Referred by\nA1,Ann,Ahn,Elm,\nA2,Bob,Best,Fir,Ann Ahn\n"
    net = sheet(tmp_path, text + 'A3,Cy,Cole,Fir,"Best, Bob"\nA4,,Dunn,Oak,A3\n')
    known = [("Ann Ahn", "Bob Best"), ("Bob Best", "Cy Cole"), ("Cy Cole", "Dunn")]
    assert pairs(net) == known
    assert net.contacts[schema.CONTACT_ID].tolist() == ["A1", "A2", "A3", "A4"]
    assert net.contacts[schema.ORGANIZATION].tolist() == ["Elm", "Fir", "Fir", "Oak"]
    # written and read again they are the same, as in data frames
    frame = pd.read_csv(tmp_path / "sheet.csv")
    assert pairs(from_frames(frame)) == known
    write_tables(net, tmp_path / "again")
    assert pairs(read(tmp_path / "again")) == known
    links = pd.DataFrame({"from": ["Bob Best"], "to": ["A1"]})
    apart = from_frames(frame.drop(columns="Referred by"), links)
    assert pairs(apart) == [("Bob Best", "Ann Ahn")]


def test_a_name_that_the_caller_maps_and_whole_names_stay_beside_an_id(tmp_path: Path) -> None:
    text = "ID,First,Last,Called,Referred by\n1,Ann,Ahn,Annie,\n2,Bob,Best,Bo,Annie\n"
    assert pairs(sheet(tmp_path, text, columns={"name": "Called"})) == [("Annie", "Bo")]
    whole = text.replace("Called", "Display Name")
    assert pairs(sheet(tmp_path, whole)) == [("Annie", "Bo")]
    empty = "ID,First,Last,Name,Referred by\n1,Ann,Ahn,,\n2,Bob,Best,,Ann Ahn\n"
    assert pairs(sheet(tmp_path, empty)) == [("Ann Ahn", "Bob Best")]


def test_a_boss_is_never_offered_as_the_one_who_referred(tmp_path: Path) -> None:
    boss = "Account Name,Contact Name,Reports To{}\nKite,Ann Ash,{}\nKite,Bob Bay,Ann Ash{}\n"
    with pytest.raises(MissingColumnError, match="no column 'referred_by'") as refused:
        sheet(tmp_path, boss.format("", "", ""))
    assert "referred_by=Reports To" not in str(refused.value)
    net = sheet(tmp_path, boss.format(",Referred By Contact", ",Bob Bay", ","))
    assert pairs(net) == [("Bob Bay", "Ann Ash")]
    net = sheet(
        tmp_path,
        boss.format(",Who gave the name", ",", ",Ann Ash"),
        columns={"referred_by": "Who gave the name"},
    )
    assert pairs(net) == [("Ann Ash", "Bob Bay")]


@pytest.mark.parametrize(
    ("column", "cells", "offered"),
    [
        ("Thanked", ("yes", "no", "yes"), False),
        ("Thanked", ("n/a", "2026-03-01", "-"), True),
        ("Thanked", ("by card", "2026-03-01", "by phone"), False),
        ("Has resume", ("on file", "with HR", "paper"), False),
    ],
)
def test_a_mapping_is_offered_only_where_it_reads_the_cells(
    tmp_path: Path, column: str, cells: tuple[str, str, str], *, offered: bool
) -> None:
    ann, bob, cal = cells
    text = f"Name,Referred by,{column}\nAnn,,{ann}\nBob,Ann,{bob}\nCal,Ann,{cal}\n"
    net = sheet(tmp_path, text)
    unclaimed = net.issues[net.issues[schema.CODE] == schema.UNCLAIMED_COLUMN]
    (message,) = unclaimed[schema.MESSAGE]
    assert ("--map 'thanked_on=Thanked' reads it all the same" in message) == offered
    if offered:
        net = sheet(tmp_path, text, columns={schema.THANKED_ON: column})
        assert net.contacts[schema.THANKED_ON].notna().tolist() == [False, True, False]
    else:
        assert "--map" not in message


def test_boxes_that_are_read_are_not_listed_as_without_a_meaning(tmp_path: Path) -> None:
    sheet(tmp_path, "Name,Referred by,Intro by,Met?,Tag\nAnn,,,yes,a\nBob,Ann,,no,b\n")
    notes = check(tmp_path / "sheet.csv").attrs["notes"]
    (left,) = [line for line in notes if "without a meaning" in line]
    assert left.endswith("here: 'Tag'")


def test_an_export_without_referrals_is_told_only_where_no_other_table_has_them(
    tmp_path: Path,
) -> None:
    export, own = tmp_path / "Connections.csv", tmp_path / "own.csv"
    export.write_text(
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
        "Ann,Ahn,https://www.linkedin.com/in/ann-ahn,,Acme,Lead,14 Mar 2026\n",
        encoding="utf-8",
    )
    own.write_text("Name,Company,Referred by\nBob Best,Birch,Ann Ahn\n", encoding="utf-8")
    said = [read(*files).issues[schema.MESSAGE] for files in ((export,), (export, own))]
    assert [one.str.contains("holds no referrals").any() for one in said] == [True, False]
    assert said[0].str.contains("'Referred by'").any()


@pytest.mark.parametrize(
    ("text", "lacking"),
    [
        ("Who,Where,Patron,Met\nAnn,Acme,,x\nBob,Acme,Ann,x\nCal,Birch,Bob,\n", "referred_by"),
        ("Name;Org;Patron\nAnn;Acme;\nBob;Acme;Ann\nCal;Birch;Bob\n", "referred_by"),
        ("Name,Intro'd to me\nAnn,\nBob,Ann\nCal,Bob\n", "referred_by"),
        ("Mensch X,Referred by\nAnn,\nBob,Ann\nCal,Bob\n", "name"),
        ("Mensch X,Came through\nAnn,\nBob,Ann\nCal,Bob\n", "name"),
        ("id,Name,Patron\n1,Ann,\n2,Bob,Ann\n3,Cal,Bob\n", "referred_by"),
    ],
)
def test_what_a_missing_column_proposes_reads_the_sheet(
    tmp_path: Path, text: str, lacking: str
) -> None:
    with pytest.raises(MissingColumnError, match=f"no column '{lacking}'") as caught:
        sheet(tmp_path, text)
    said = str(caught.value)
    assert "contact_id" not in said
    # as it would be typed in a shell, to the letter
    words = shlex.split(said[said.index("--map") : said.index(" (in Python")])
    columns = dict(re.split("=", one, maxsplit=1) for one in words[1::2])
    assert words[::2] == ["--map"] * len(columns)
    net = sheet(tmp_path, text, columns=columns)
    assert pairs(net) == [("Ann", "Bob"), ("Bob", "Cal")]
    assert not net.contacts[schema.STUB].any()


def test_a_missing_referrer_without_a_likely_column_says_how_to_name_one(tmp_path: Path) -> None:
    with pytest.raises(MissingColumnError, match="no column 'referred_by'") as caught:
        sheet(tmp_path, "Name,City,Contacted\nAnn,Bonn,x\nBob,Graz,x\n")
    assert "--map 'referred_by=HEADING'" in str(caught.value)
    assert "contact_id" not in str(caught.value)


@pytest.mark.parametrize(
    ("heading", "standard"),
    [
        ("Email (from Referred By)", schema.EMAIL),
        ("Title [from Introduced by]", schema.TITLE),
        ("Status (from Referrer)", schema.STATUS),
        ("Company (of referrer)", schema.ORGANIZATION),
        ("Email (referrer's)", schema.EMAIL),
        ("Last contact (from Referred By)", schema.LAST_CONTACT_ON),
        ("Status (of application)", schema.STATUS),
        ("Email (assistant)", schema.EMAIL),
        ("Email (from Organizations)", schema.EMAIL),
        ("Thanked on (planned date)", schema.THANKED_ON),
        ("Referred By (from Referred By)", schema.REFERRED_BY),
        ("Referrer (from People)", schema.REFERRED_BY),
    ],
)
def test_a_bracket_that_names_another_makes_a_heading_another_one(
    heading: str, standard: str
) -> None:
    assert match([heading], schema.CONTACTS_TABLE) == {}
    plain = standard
    assert match([plain, heading], schema.CONTACTS_TABLE) == {standard: plain}


@pytest.mark.parametrize(
    ("heading", "standard"),
    [
        ("Company (from Organizations)", schema.ORGANIZATION),
        ("Name (from Companies)", schema.ORGANIZATION),
        ("Referred by (from whom did you get the name?)", schema.REFERRED_BY),
        ("Referred by (pick from the list)", schema.REFERRED_BY),
        ("Via (referrer)", schema.REFERRED_BY),
        ("Name (referrer)", schema.NAME),
        ("Source (referred by)", schema.SOURCE),
        ("Status (from Outreach)", schema.STATUS),
        ("Met on (not planned)", schema.MET_ON),
        ("Scheduled for (planned)", schema.SCHEDULED_FOR),
        ("Email (work)", schema.EMAIL),
        ("Decision maker (Y/N)", schema.DECISION_MAKER),
    ],
)
def test_a_bracket_that_explains_leaves_a_heading_what_it_is(heading: str, standard: str) -> None:
    assert match([heading], schema.CONTACTS_TABLE) == {standard: heading}


def test_a_lookup_of_the_referrer_is_carried_along_and_told(tmp_path: Path) -> None:
    net = sheet(
        tmp_path,
        "Name,Employer,Referred By,Email (from Referred By),Met on (from Referred By)\n"
        "Ann Ash,Kite,,,\nBob Bay,Kite,Ann Ash,ann@kite.com,2026-01-09\n"
        "Cat Coe,Lux,Ann Ash,ann@kite.com,2026-01-09\n",
    )
    looked_up = ["Email (from Referred By)", "Met on (from Referred By)"]
    assert not {schema.EMAIL, schema.MET_ON} & set(net.contacts.columns)
    assert net.contacts[looked_up[0]].notna().sum() == 2
    told = net.issues[net.issues["code"] == schema.UNCLAIMED_COLUMN]
    assert told["value"].tolist() == looked_up
    assert told["message"].str.contains("the referrer's").all()
    assert set(net.issues["code"]) == {schema.UNCLAIMED_COLUMN}


def test_a_plan_in_brackets_is_no_event(tmp_path: Path) -> None:
    net = sheet(
        tmp_path,
        "Name,Referred by,Met on (planned)\nAnn Ash,,2026-03-01\nBob Bay,Ann Ash,2026-03-09\n",
    )
    assert schema.MET_ON not in net.contacts
    told = net.issues.loc[net.issues["code"] == schema.UNCLAIMED_COLUMN, "message"]
    assert told.tolist() == [
        "'Met on (planned)' looks like scheduled_for: --map 'scheduled_for=Met on (planned)'"
    ]


@pytest.mark.parametrize("heading", ["Contact No.", "Contact Number", "Contact #"])
@pytest.mark.parametrize(
    "numbers",
    [
        ("98450 11111", "98450 22222", "98450 33333"),
        ("9845011111", "9845022222", "9845033333"),
        ("+49 151 123456", "", "(0151) 98 76 54"),
        ("98450 11111", "98450 11111", "98450 33333"),
    ],
)
def test_contact_numbers_that_are_phone_numbers_are_no_ids(
    tmp_path: Path, heading: str, numbers: tuple[str, ...]
) -> None:
    rows = zip(("Ann", "Bob", "Cal"), numbers, ("", "Ann", "Bob"), strict=True)
    text = "".join(f"{name},{number},{referrer}\n" for name, number, referrer in rows)
    net = sheet(tmp_path, f"Name,{heading},Referred by\n{text}")
    assert net.contacts[schema.CONTACT_ID].tolist() == ["Ann", "Bob", "Cal"]
    assert pairs(net) == [("Ann", "Bob"), ("Bob", "Cal")]
    assert net.issues[schema.MESSAGE].str.contains("phone numbers").sum() == 1


@pytest.mark.parametrize(
    ("ids", "referrers"),
    [
        (("1", "2", "3"), ("", "1", "2")),
        (("10004321", "10004322", "10004323"), ("", "Ann", "Bob")),
        (("C-1001", "C-1002", "C-1003"), ("", "C-1001", "C-1002")),
        (("9845011111", "9845022222", "9845033333"), ("", "9845011111", "9845022222")),
    ],
)
def test_contact_numbers_that_tell_people_apart_stay_ids(
    tmp_path: Path, ids: tuple[str, ...], referrers: tuple[str, ...]
) -> None:
    rows = zip(("Ann", "Bob", "Cal"), ids, referrers, strict=True)
    text = "".join(f"{name},{number},{referrer}\n" for name, number, referrer in rows)
    net = sheet(tmp_path, f"Name,Contact No.,Referred by\n{text}")
    assert net.contacts[schema.CONTACT_ID].tolist() == list(ids)
    assert pairs(net) == [("Ann", "Bob"), ("Bob", "Cal")]


def test_phone_numbers_are_ids_where_the_caller_says_so(tmp_path: Path) -> None:
    text = "Name,Contact No.,Referred by\nAnn,9845011111,\nBob,9845022222,Ann\n"
    net = sheet(tmp_path, text, columns={"contact_id": "Contact No."})
    assert net.contacts[schema.CONTACT_ID].tolist() == ["9845011111", "9845022222"]


@pytest.mark.parametrize(
    ("cells", "boxes"),
    [
        (("yes", "no", "yes"), True),
        (("TRUE", "FALSE", ""), True),
        (("ja", "nein", "noch nicht"), True),
        (("yes", "Bob Bay", "no"), False),
        (("1", "0", "1"), False),
        (("Y", "N", ""), False),
        (("", "", ""), False),
    ],
)
def test_a_column_of_people_that_says_yes_and_no_names_nobody(
    tmp_path: Path, cells: tuple[str, ...], *, boxes: bool
) -> None:
    names = ["Ann Ash", "Bob Bay", "Cat Coe"]
    by = ["", "Ann Ash", "Bob Bay"]
    rows = "".join(f"{n},{b},{c}\n" for n, b, c in zip(names, by, cells, strict=True))
    net = sheet(tmp_path, f"Name,Referred by,Referred me to\n{rows}")
    told = net.issues[net.issues["code"] == schema.UNCLAIMED_COLUMN]
    assert told["message"].str.contains("may be referred_to").tolist() == [True] * boxes
    # yes and no are nobody in a column of people either; numbers may be ids
    assert (len(net.contacts) == len(names)) == ("1" not in cells)
    assert ("Referred me to" in net.contacts) == boxes


def test_a_column_that_does_not_fit_its_name_stays_beside_what_it_is_not(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("Name,Referred by\nAda Moss,\nBen Okafor,Ada Moss\n")
    (tmp_path / "wanted.csv").write_text("organization,weight\nAcme,Annika\n")
    net = read(tmp_path / "people.csv", targets=tmp_path / "wanted.csv")
    assert net.targets is not None
    assert net.targets[schema.WEIGHT].tolist() == [1.0]
    assert "weight" in " ".join(net.issues[schema.MESSAGE])


FOREIGN_SHEETS = {
    "de": (
        "Name,Wo sie arbeiten,Empfohlen von,Erstkontakt,Letzter Kontakt,Wiedervorlage,Kaffee am"
    ),
    "fr": "Nom,Où il travaille,Présenté par,Premier contact,Dernier contact,Prochain contact,Café",
    "es": "Nombre,Dónde trabaja,Referido por,Primer contacto,Último contacto,Próximo contacto,Café",
    "pt": "Nome,Onde trabalha,Indicado por,Primeiro contato,Último contato,Próximo contato,Café",
    "it": "Nome,Dove lavora,Presentato da,Primo contatto,Ultimo contatto,Prossimo passo,Data caffè",
    "nl": "Naam,Waar ze werken,Aanbevolen door,Eerste contact,Laatste contact,Volgende stap,Koffie",
}


@pytest.mark.parametrize("language", FOREIGN_SHEETS)
def test_first_last_and_next_contacts_are_read_in_six_languages_and_coffee_is_offered(
    tmp_path: Path, language: str
) -> None:
    rows = (
        "Ann Ash,Kite,,2026-01-02,2026-03-12,2026-05-01,2026-02-03",
        "Bob Bay,Lux,Ann Ash,2026-01-03,2026-03-13,2026-05-02,2026-02-04",
    )
    head = FOREIGN_SHEETS[language]
    text = "\n".join((head, *rows)) + "\n"
    net = sheet(tmp_path, text)
    read_columns = (schema.CONTACTED_ON, schema.LAST_CONTACT_ON, schema.NEXT_STEP_ON)
    assert [net.contacts[c].dt.month.tolist() for c in read_columns] == [[1, 1], [3, 3], [5, 5]]
    assert net.contacts[schema.ORGANIZATION].tolist() == ["Kite", "Lux"]
    coffee = head.rpartition(",")[2]
    (told,) = net.issues[net.issues[schema.CODE] == schema.UNCLAIMED_COLUMN][schema.MESSAGE]
    assert f"--map 'met_on={coffee}'" in told or f"--map met_on={coffee}" in told
    assert sheet(tmp_path, text, columns={"met_on": coffee}).contacts[schema.MET_ON].notna().all()


@pytest.mark.parametrize(
    ("heading", "cells", "standard"),
    [
        ("Where they are", ("Kite", "Lux"), "organization"),
        ("Their shop", ("Kite Inc.", "Lux GmbH"), "organization"),
        ("Where we got talking", ("a fair", "a bar"), ""),
        ("Company size", ("50", "500"), ""),
        ("Reconnect", ("2026-06-01", "2026-06-02"), "next_step_on"),
        ("Attended a talk of theirs", ("2026-02-01", "2026-02-02"), "met_on"),
        ("Geburtstag", ("1990-02-01", "1991-02-02"), ""),
    ],
)
def test_a_column_that_nobody_claimed_is_offered_as_what_it_looks_like(
    tmp_path: Path, heading: str, cells: tuple[str, str], standard: str
) -> None:
    one, two = cells
    text = f"Name,Referred by,{heading}\nAnn Ash,,{one}\nBob Bay,Ann Ash,{two}\n"
    net = sheet(tmp_path, text)
    told = net.issues[net.issues[schema.CODE] == schema.UNCLAIMED_COLUMN][schema.MESSAGE].tolist()
    assert len(told) == bool(standard)
    if standard:
        assert f"'{standard}={heading}'" in told[0] or f"{standard}={heading}" in told[0]
        mapped = sheet(tmp_path, text, columns={standard: heading})
        assert mapped.contacts[standard].notna().all()


def test_a_second_column_of_meetings_is_told(tmp_path: Path) -> None:
    text = "Name,Referred by,Met on,Lunch\nAnn,,2026-01-02,2026-01-09\nBob,Ann,2026-02-02,\n"
    net = sheet(tmp_path, text)
    (told,) = net.issues[net.issues[schema.CODE] == schema.UNCLAIMED_COLUMN][schema.MESSAGE]
    assert "'Lunch' holds days too, beside 'Met on' for met_on" in told


@pytest.mark.parametrize(
    "headings",
    [
        ("الاسم", "الشركة", "أحالني", "تاريخ اللقاء"),
        ("שם", "חברה", "הומלץ על ידי", "תאריך פגישה"),
        ("Ονοματεπώνυμο", "Εταιρεία", "Σύσταση από", "Ημερομηνία συνάντησης"),
    ],
)
def test_headings_of_arabic_hebrew_and_greek_are_known(
    tmp_path: Path, headings: tuple[str, ...]
) -> None:
    path = tmp_path / "sheet.csv"
    rows = [",".join(headings), "Ann Lee,Oak,,2026-03-14", "Bob Ray,Elm,Ann Lee,2026-04-01"]
    path.write_text("\n".join(rows), encoding="utf-8")
    net = read(path)
    assert net.referrals["referrer_id"].tolist() == ["Ann Lee"]
    assert net.contacts["organization"].tolist() == ["Oak", "Elm"]
    assert net.contacts["met_on"].notna().all()


@pytest.mark.parametrize(
    "heading",
    [
        *("Nächstes Treffen", "Prochain rendez-vous", "Próxima reunión", "Prossimo incontro"),
        *("Volgende afspraak", "次回面談日", "下次会面", "Следующая встреча", "اللقاء القادم"),
    ],
)
def test_the_next_meeting_is_a_meeting_that_lies_ahead(tmp_path: Path, heading: str) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text(
        f"Name,Company,Referred by,{heading}\nAnn Lee,Oak,,2030-03-14\nBob Ray,Elm,Ann Lee,\n",
        encoding="utf-8",
    )
    contacts = read(path).contacts
    assert contacts["scheduled_for"].notna().tolist() == [True, False]
    assert "next_step_on" not in contacts


@pytest.mark.parametrize(
    ("heading", "standard"),
    [
        *(("Prochain café", "scheduled_for"), ("Nächster Kaffee", "scheduled_for")),
        *(("Next coffee", "scheduled_for"), ("Prochaine relance", "next_step_on")),
        ("Next touch base", "next_step_on"),
    ],
)
def test_days_of_the_next_meeting_are_offered_as_one(
    tmp_path: Path, heading: str, standard: str
) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text(
        f"Name,Company,Referred by,{heading}\nAnn Lee,Oak,,2030-03-14\nBob Ray,Elm,Ann Lee,\n",
        encoding="utf-8",
    )
    told = " ".join(read(path).issues["message"])
    assert f"--map '{standard}={heading}'" in told


@pytest.mark.parametrize(
    ("heading", "standard"),
    [
        ("When we talked", schema.MET_ON),
        ("When we spoke?", schema.MET_ON),
        ("Talked on", schema.MET_ON),
        ("Had coffee", schema.MET_ON),
        ("Kennengelernt am", schema.MET_ON),
        ("Wann gesprochen", schema.MET_ON),
        ("Cuándo hablamos", schema.MET_ON),
        ("Quando ci siamo visti", schema.MET_ON),
        ("When I wrote", schema.CONTACTED_ON),
        ("Geschrieben am", schema.CONTACTED_ON),
        ("When we last spoke", schema.LAST_CONTACT_ON),
        ("Last heard from", schema.LAST_CONTACT_ON),
    ],
)
def test_a_plain_phrase_over_days_says_of_what_they_are(
    tmp_path: Path, heading: str, standard: str
) -> None:
    """Ann -> Bob; over other cells than days the same phrase stays a column of one's own."""
    rows = "Ann Ash,Kite,,{}\nBob Bay,Lux,Ann Ash,{}\n"
    path = tmp_path / "sheet.csv"
    head = f"Name,Company,Referred by,{heading}\n"
    path.write_text(head + rows.format("3 Sep 2026", "12 Sep 2026"), encoding="utf-8")
    net = read(path)
    days = net.contacts[standard].dt.strftime("%Y-%m-%d")
    assert days.tolist() == ["2026-09-03", "2026-09-12"]
    assert net.issues.empty
    path.write_text(head + rows.format("at the fair", "by the lake"), encoding="utf-8")
    assert read(path).contacts[heading].tolist() == ["at the fair", "by the lake"]


def test_columns_that_tell_who_is_who_are_not_said_to_be_without_a_meaning(tmp_path: Path) -> None:
    sheet(tmp_path, "Name,LinkedIn,Nickname,Tag,Referred by\nAnn,x.org/ann,,a,\nBob,,Bo,b,Ann\n")
    notes = check(tmp_path / "sheet.csv").attrs["notes"]
    assert "  carried along, and asked for who is who: 'LinkedIn', 'Nickname'" in notes
    assert "  carried along, without a meaning here: 'Tag'" in notes
