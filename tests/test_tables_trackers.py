"""Sheets of trackers and templates as people fill them in: what is read, and what is offered."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from sheets import pairs

import netgraph as ng
from netgraph import schema
from netgraph.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path


def sheet(folder: Path, text: str) -> Path:
    path = folder / "sheet.csv"
    path.write_text(text, encoding="utf-8")
    return path


def offered(path: Path) -> dict[str, str]:
    """What reading offers, or refusing advises: standard name to the column of the file."""
    try:
        said = ng.read(path).issues[schema.MESSAGE].tolist()
    except InputError as error:
        said = [str(error)]
    return dict(one.split("=", 1) for text in said for one in re.findall(r"--map '([^']+)'", text))


def days(path: Path, column: str, **maps: str) -> list[str]:
    net = ng.read(path, columns=maps)
    cells = net.contacts[net.contacts[schema.STUB] == False][column]  # noqa: E712 - an array
    return cells.dt.strftime("%Y-%m-%d").fillna("").tolist()


TOUCHES = (
    "Name,Company,Referred by,{}\nJan Kohl,Ash,,2026-01-05,2026-01-26,2026-02-23,met at fair\n"
    "Lou Mast,Birch,Jan Kohl,2026-01-12,2026-02-02,,\nNan Orb,Birch,Lou Mast,2026-02-09,,,\n"
    "Pat Quay,Cedar,Lou Mast,,,,\n"
)


@pytest.mark.parametrize(
    "headings", ["Touch 1,Touch 2,Touch 3,Notes", "1st note sent,2nd note sent,3rd note sent,X"]
)
def test_the_newest_day_of_a_series_is_the_last_contact(headings: str, tmp_path: Path) -> None:
    path = sheet(tmp_path, TOUCHES.format(headings))
    first, second = headings.split(",")[:2]
    leader = second if "sent" in first else first
    assert offered(path)[schema.LAST_CONTACT_ON] == leader
    net = ng.read(path, columns={schema.LAST_CONTACT_ON: first})
    assert days(path, schema.LAST_CONTACT_ON, last_contact_on=first) == [
        *("2026-02-23", "2026-02-02", "2026-02-09", "")
    ]
    assert f"{net.as_of_date:%Y-%m-%d}" == "2026-02-23"
    # the days that are not the newest stay where they were
    assert net.contacts[second].notna().sum() == 2
    assert not [m for m in net.issues[schema.MESSAGE] if m.startswith(f"'{second}'")]


def test_numbered_meetings_are_the_first_one_and_the_last_contact(tmp_path: Path) -> None:
    path = sheet(tmp_path, TOUCHES.format("Meeting 1,Meeting 2,Meeting 3,Notes"))
    maps = offered(path)
    assert maps == {schema.MET_ON: "Meeting 1", schema.LAST_CONTACT_ON: "Meeting 2"}
    assert days(path, schema.MET_ON, **maps) == ["2026-01-05", "2026-01-12", "2026-02-09", ""]
    assert days(path, schema.LAST_CONTACT_ON, **maps) == ["2026-02-23", "2026-02-02", "", ""]


def test_a_series_settles_the_order_of_days_and_months(tmp_path: Path) -> None:
    text = "Name,Referred by,Touch 1,Touch 2\nAnn Lee,,3/4/2026,4/25/2026\nBo Ek,Ann Lee,5/6/2026,"
    path = sheet(tmp_path, f"{text}\n")
    assert days(path, schema.LAST_CONTACT_ON, last_contact_on="Touch 1") == [
        *("2026-04-25", "2026-05-06")
    ]


def test_every_column_of_days_that_nobody_claimed_is_told(tmp_path: Path) -> None:
    text = "Name,Referred by,Met on,Walk,Museum\nAnn Lee,,2026-01-02,2026-02-03,2026-03-04\n"
    issues = ng.read(sheet(tmp_path, text + "Bo Ek,Ann Lee,,,\n")).issues
    told = issues[issues[schema.CODE] == schema.UNCLAIMED_COLUMN][schema.VALUE].tolist()
    assert told == ["Walk", "Museum"]


FORM = (
    "ID,Start time,Email,Name,Who did you meet?,Which company?,Who pointed you to them?\n"
    "1,1/13/26 9:01,anonymous,,Ursa Vane,Alder,I found her myself\n"
    "2,1/20/26 18:30,anonymous,,Wes Yarrow,Birch,Ursa Vane\n"
    "3,2/4/26 12:00,anonymous,,Xia Zorn,Cob,Ursa Vane; Wes Yarrow\n"
    "4,2/19/26 8:00,anonymous,,Abel Bly,Birch,Wes Yarrow\n"
)


@pytest.mark.parametrize("counted", [True, False])
def test_an_empty_column_of_names_names_nobody(counted: bool, tmp_path: Path) -> None:  # noqa: FBT001
    text = FORM if counted else re.sub(r"(?m)^(?:ID|\d),", "", FORM)
    path = sheet(tmp_path, text)
    net = ng.read(path)
    names = net.contacts.set_index(schema.CONTACT_ID)[schema.NAME]
    assert sorted(names) == ["Abel Bly", "Ursa Vane", "Wes Yarrow", "Xia Zorn"]
    ends = [net.referrals[end].map(names) for end in schema.ENDS]
    assert sorted(zip(*ends, strict=True)) == [
        ("Ursa Vane", "Wes Yarrow"),
        ("Ursa Vane", "Xia Zorn"),
        ("Wes Yarrow", "Abel Bly"),
        ("Wes Yarrow", "Xia Zorn"),
    ]


def test_numbers_of_rows_stay_ids_where_cells_say_them(tmp_path: Path) -> None:
    text = "id,Name,Which company?,referred by\n1,,Alder,\n2,,Birch,1\n3,,Alder,2\n"
    net = ng.read(sheet(tmp_path, text))
    assert net.referrals[schema.REFERRER_ID].tolist() == ["1", "2"]


@pytest.mark.parametrize(
    ("heading", "words"),
    [
        ("List Name", ("Had coffee", "Reached out", "To contact", "My own word")),
        ("Kanban", ("Had coffee", "Reached out", "To contact", "No reply")),
    ],
)
def test_a_column_of_steps_is_offered_as_status(
    heading: str, words: tuple[str, ...], tmp_path: Path
) -> None:
    rows = "".join(f"P{at} Q{at},P0 Q0,{word}\n" for at, word in enumerate(words))
    path = sheet(tmp_path, f"Name,Referred by,{heading}\n{rows}".replace("P0 Q0,P0 Q0", "P0 Q0,"))
    assert offered(path) == {schema.STATUS: heading}


def test_words_that_are_no_steps_are_no_status(tmp_path: Path) -> None:
    rows = "Al Ash,,new,false\nBo Birch,Al Ash,open,true\nCy Cob,Al Ash,done,false\n"
    assert not offered(sheet(tmp_path, f"Name,Referred by,Topic,Archived\n{rows}"))


ABROAD = {
    "ru": (
        "ФИО,Компания,Кто познакомил,Дата встречи,Статус\nПётр Орлов,Клён,,13.01.2026,встретились\n"
        "Анна Жук,Берёза,Пётр Орлов,,написал\n"
    ),
    "pl": (
        "Imię i nazwisko,Pracodawca,Polecony przez,Data spotkania,Status\n"
        "Jan Lis,Dąb,,13.01.2026,po spotkaniu\nEwa Nowak,Buk,Jan Lis,,wysłano maila\n"
    ),
    "sv": (
        "Namn,Företag,Tipsad av,Träffades,Status\nLars Berg,Ek,,13.01.2026,träffad\n"
        "Mia Lind,Ask,Lars Berg,,kontaktad\n"
    ),
}


@pytest.mark.parametrize("language", ABROAD)
def test_everyday_headings_of_other_languages_are_read(language: str, tmp_path: Path) -> None:
    net = ng.read(sheet(tmp_path, ABROAD[language]))
    assert len(net.referrals) == 1
    assert net.contacts[schema.STATUS].tolist() == [schema.MET, schema.CONTACTED]
    assert net.contacts[schema.ORGANIZATION].notna().all()
    assert net.contacts[schema.MET_ON].iloc[0].date().isoformat() == "2026-01-13"


NEAR = {
    "Studienfreundin Eva Kern": "Eva Kern",
    "mein Chef Eva Kern": "Eva Kern",
    "ma collègue Eva Kern": "Eva Kern",
    "amiga Eva Kern": "Eva Kern",
    "old boss Eva Kern": "Eva Kern",
    "Alumni event (met Eva Kern there)": "Eva Kern",
    "Eva Kern's party": "Eva Kern",
    "Studienfreundin Uta Zoll": None,
    "ex-colleague Uta Zoll": None,
    "huisgenoot Uta Zoll": None,
}


@pytest.mark.parametrize("cell", NEAR)
def test_a_relation_before_a_name_has_a_candidate_or_a_way_out(cell: str, tmp_path: Path) -> None:
    text = f'Name,Company,Referred by\nEva Kern,Ash,\nBo Dahl,Elm,"{cell}"\n'
    said = ng.read(sheet(tmp_path, text)).issues[schema.MESSAGE].tolist()
    near = [m for m in said if f"may be '{NEAR[cell]}'" in m]
    assert near if NEAR[cell] else [m for m in said if "if that names nobody, say --value" in m]


SURE = {
    "Advisor First Name,Advisor Last Name,Referred Student To\nAnn,Lee,Bob Ray\nBob,Ray,Cy Dunn\n"
    "Cy,Dunn,\n": {schema.REFERRED_TO: "Referred Student To"},
    "Who I talked to,Their shop,How I got to them\nAnn Lee,Acme,boss\nBob Ray,Birch,Ann\n"
    "Cy Dunn,Cob,Ann\n": {schema.REFERRED_BY: "How I got to them"},
    "Person,Works at,Came from\nAnn Lee,Acme,\nBob Ray,Birch,Ann\nCy Dunn,Cob,Ann\n": {
        schema.REFERRED_BY: "Came from"
    },
}
ADVICE = {
    "Who it was,Their shop,How I got to them\nAnn Lee,Acme,boss\nBob Ray,Birch,Ann\n"
    "Cy Dunn,Cob,Ann\n": {
        schema.NAME: "Who it was",
        schema.REFERRED_BY: "How I got to them",
    },
}


@pytest.mark.parametrize("text", SURE)
def test_a_column_that_surely_says_who_referred_whom_needs_no_option(
    text: str, tmp_path: Path
) -> None:
    path = sheet(tmp_path, text)
    taken, mapped = ng.read(path), ng.read(path, columns=SURE[text])
    assert pairs(taken) == pairs(mapped)
    assert len(taken.referrals) >= 2


@pytest.mark.parametrize("text", ADVICE)
def test_what_is_advised_is_who_the_rows_are_and_the_right_way_round(
    text: str, tmp_path: Path
) -> None:
    path = sheet(tmp_path, text)
    maps = offered(path)
    assert {k: v for k, v in maps.items() if k in ADVICE[text]} == ADVICE[text]
    assert len(ng.read(path, columns=ADVICE[text]).referrals) >= 2


def test_where_nothing_says_the_direction_both_are_offered(tmp_path: Path) -> None:
    text = "Name,Company,Links\nAnn Lee,Acme,\nBob Ray,Birch,Ann Lee\nCy Dunn,Cob,Ann Lee\n"
    with pytest.raises(InputError) as refused:
        ng.read(sheet(tmp_path, text))
    assert "--map 'referred_by=Links'" in str(refused.value)
    assert "if the row's person gave these names, say --map 'referred_to=Links' instead" in str(
        refused.value
    )


def test_fields_of_records_in_reports_are_read(tmp_path: Path) -> None:
    text = (
        "Contact: Full Name,Contact: Account Name,Referred By: Full Name\nAnn Lee,Acme,\n"
        "Bob Ray,Birch,Ann Lee\n"
    )
    net = ng.read(sheet(tmp_path, text))
    assert net.contacts[schema.ORGANIZATION].tolist() == ["Acme", "Birch"]
    assert net.referrals[schema.REFERRER_ID].tolist() == ["Ann Lee"]


LINKS = (
    "Intro date,Introducer,Introduced to,Company,Outcome\n2026-01-12,Ann Lee,Bob Ray,Birch,met\n"
    "2026-01-12,Ann Lee,Cy Dunn,Cedar,\n2026-01-22,Bob Ray,Di Fox,Dill,met\n"
)


def test_a_list_of_links_says_how_it_is_read_as_people(tmp_path: Path) -> None:
    path = sheet(tmp_path, LINKS)
    net = ng.read(path)
    assert net.referrals[schema.REFERRED_ON].notna().all()
    told = net.issues[net.issues[schema.CODE] == schema.UNCLAIMED_COLUMN]
    assert sorted(told[schema.VALUE]) == ["Company", "Outcome"]
    maps = offered(path)
    assert maps == {schema.REFERRED_BY: "Introducer", schema.NAME: "Introduced to"}
    people = ng.read(path, columns=maps).contacts.set_index(schema.NAME)
    assert people[schema.ORGANIZATION].loc["Cy Dunn"] == "Cedar"
    assert people[schema.STATUS].loc["Di Fox"] == schema.MET


def test_links_of_ids_and_those_beside_people_are_told_of_nothing(tmp_path: Path) -> None:
    ids = "from,to,company\na1,b2,Ash\nb2,c3,Birch\n"
    assert schema.UNCLAIMED_COLUMN not in ng.read(sheet(tmp_path, ids)).issues[schema.CODE].tolist()
    (tmp_path / "people.csv").write_text("id,name\n1,Ann Lee\n2,Bob Ray\n")
    links = tmp_path / "links.csv"
    links.write_text("Referrer,Referred,Company\nAnn Lee,Bob Ray,Birch\n")
    issues = ng.read(tmp_path / "people.csv", links).issues
    assert schema.UNCLAIMED_COLUMN not in issues[schema.CODE].tolist()


def test_a_day_of_a_list_of_links_is_offered(tmp_path: Path) -> None:
    text = "Referrer,Referred,Said at\nAnn Lee,Bob Ray,2026-01-12\nBob Ray,Cy Dunn,2026-01-22\n"
    path = sheet(tmp_path, text)
    assert offered(path) == {schema.REFERRED_ON: "Said at"}


MORE_ADVICE = {
    # half a name is not who the row is
    "Prénom;Nom;Connu par\nAnne;Roy;\nBenoît;Petit;Anne Roy\nDan;Morel;Benoît\n": {
        schema.REFERRED_BY: "Connu par"
    },
    "氏名,会社名,紹介してくれた人\n鈴木一郎,青木商事,\n佐藤花子,白川工業,鈴木さん\n": {
        schema.REFERRED_BY: "紹介してくれた人"
    },
    "Contact,Company,Intro #1 given,Intro #2 given\nAnn Lee,Acme,Bob Ray,Cy Dunn\n"
    "Bob Ray,Birch,Di Fox,\nCy Dunn,Cob,,\nDi Fox,Dill,,\n": {schema.REFERRED_TO: "Intro #1 given"},
    "Target company,Person there,Who can intro me\nAcme,Ann Lee,roommate\nBirch,Bob Ray,Ann Lee\n"
    "Cob,?,need intro\nElm,Di Fox,Bob Ray\n": {
        schema.NAME: "Person there",
        schema.REFERRED_BY: "Who can intro me",
    },
    "Person,Leads\nAnn Lee,Bob Ray - Birch; Cy Dunn - Cob\nBob Ray,\nCy Dunn,Di Fox - Dill\n"
    "Di Fox,none\n": {schema.REFERRED_TO: "Leads"},
}


@pytest.mark.parametrize("text", MORE_ADVICE)
def test_columns_of_people_are_advised_as_people_head_them(text: str, tmp_path: Path) -> None:
    maps = offered(sheet(tmp_path, text))
    assert {k: v for k, v in maps.items() if k in MORE_ADVICE[text]} == MORE_ADVICE[text]


def test_numbers_under_which_people_were_referred_are_their_ids(tmp_path: Path) -> None:
    text = (
        "Constituent ID,Preferred Name,Last Name,Employer,Referred By ID\n0012,Ann,Lee,Acme,\n"
        "0013,Bob,Ray,Birch,0012\n0014,Cy,Dunn,Cedar,0012\n"
    )
    net = ng.read(sheet(tmp_path, text))
    assert net.contacts[schema.NAME].tolist() == ["Ann Lee", "Bob Ray", "Cy Dunn"]
    assert net.referrals[schema.REFERRER_ID].tolist() == ["0012", "0012"]


def test_how_people_are_addressed_is_no_job(tmp_path: Path) -> None:
    text = (
        "Title,Name,Job Title,Display Name,Referred by\nDr.,Ann Lee,Head,Ann Lee (ann@x.org),\n"
        "Ms,Bob Ray,Editor,Bob Ray (bob@y.org),Ann Lee\n,Cy Dunn,,Cy Dunn (cy@y.org),Ann Lee\n"
    )
    path = sheet(tmp_path, text)
    assert ng.read(path).contacts[schema.TITLE].tolist()[:2] == ["Head", "Editor"]
    # a name with the own address behind it names nobody else
    assert not offered(path)


def test_notes_that_say_who_referred_somebody_are_told(tmp_path: Path) -> None:
    text = (
        "Name,Referred by,Notes\nAnn Lee,,met at a fair\nBob Ray,,referred by Ann Lee\n"
        "Cy Dunn,Bob Ray,introduced by Bob Ray\nDi Fox,,Introduced to me by Cy Dunn\n"
    )
    issues = ng.read(sheet(tmp_path, text)).issues
    told = issues[issues[schema.CODE] == schema.UNCLAIMED_COLUMN]
    assert told[schema.LINE].tolist() == [3]
    assert "(2 cells): write the name in a column 'Referred by'" in told[schema.MESSAGE].iloc[0]
    cards = "".join(
        f"BEGIN:VCARD\nVERSION:3.0\nFN:{name}\n{note}END:VCARD\n"
        for name, note in (("Ann Lee", ""), ("Bob Ray", "NOTE:Referred by Ann Lee\n"))
    )
    (tmp_path / "phone.vcf").write_text(cards)
    told = ng.read(tmp_path / "phone.vcf").issues[schema.MESSAGE].tolist()
    assert [m for m in told if "says here who referred somebody, which is not read" in m]


def test_ends_of_links_are_advised_where_no_heading_is_known(tmp_path: Path) -> None:
    (tmp_path / "contacts.csv").write_text("id,name\nP1,Ann Lee\nP2,Bob Ray\nP3,Cy Dunn\n")
    text = "On,Whose name,Who gave the name\n2026-01-02,P2,P1\n2026-02-02,P3,P2\n"
    (tmp_path / "referrals.csv").write_text(text)
    with pytest.raises(InputError) as refused:
        ng.read(tmp_path)
    maps = dict(m.split("=", 1) for m in re.findall(r"--map '([^']+)'", str(refused.value)))
    assert maps == {schema.REFERRER_ID: "Who gave the name", schema.REFERRED_ID: "Whose name"}
    assert ng.read(tmp_path, columns=maps).referrals[schema.REFERRER_ID].tolist() == ["P1", "P2"]


def test_days_among_which_one_says_more_are_offered(tmp_path: Path) -> None:
    text = "Name,Referred by,When\nAnn Lee,,3/5/24\nBob Ray,Ann Lee,Mar 12 2024\n"
    path = sheet(tmp_path, text + "Cy Dunn,Ann Lee,4/19/24\nDi Fox,Cy Dunn,4/30/24 planned\n")
    assert offered(path) == {schema.MET_ON: "When"}


def test_a_card_that_is_a_template_is_nobody(tmp_path: Path) -> None:
    text = "Name,Company,Referred by\nTemplate card,,\nAnn Lee,Ash,\nBob Ray,Birch,Ann Lee\n"
    net = ng.read(sheet(tmp_path, text))
    assert net.contacts[schema.NAME].tolist() == ["Ann Lee", "Bob Ray"]
    assert net.issues[net.issues[schema.CODE] == schema.EXAMPLE_ROW][schema.LINE].tolist() == [2]


@pytest.mark.parametrize(
    ("word", "meaning"),
    [
        ("Gespräch geführt", schema.MET),
        ("RDV pris", schema.SCHEDULED),
        ("Cita fijada", schema.SCHEDULED),
        ("offen", schema.IDENTIFIED),
        ("À relancer", schema.IDENTIFIED),
    ],
)
def test_statuses_of_everyday_sheets_abroad(word: str, meaning: str, tmp_path: Path) -> None:
    net = ng.read(sheet(tmp_path, f"Name,Referred by,Status\nAnn Lee,,{word}\nBo Ek,Ann Lee,\n"))
    assert net.contacts[schema.STATUS].iloc[0] == meaning


def test_days_of_following_up_are_no_meetings(tmp_path: Path) -> None:
    text = (
        "Kontakt;Firma;Vermittelt von;Kontaktiert am;Getroffen;Nachgefasst\n"
        "Anna Ott;Adler;;01.02.24;ja, 13.02.24;\nBernd Uhl;Buche;Anna Ott;15.02.24;nein;29.02.24\n"
    )
    path = sheet(tmp_path, text)
    assert offered(path)[schema.FOLLOWED_UP_ON] == "Nachgefasst"
    # the meeting is in the column that says so, in one cell beside a yes
    assert ng.read(path).contacts[schema.MET_ON].dt.day.fillna(0).tolist() == [13, 0]


def test_days_of_which_a_heading_says_nothing_are_no_meetings_yet(tmp_path: Path) -> None:
    text = "Name,Referred by,Museum\nAnn Lee,,2026-02-03\nBob Ray,Ann Lee,2026-03-04\n"
    told = ng.read(sheet(tmp_path, text)).issues[schema.MESSAGE].tolist()
    assert told == ["'Museum' holds days; if they are of meetings: --map 'met_on=Museum'"]


def test_targets_of_other_languages_are_targets(tmp_path: Path) -> None:
    book = tmp_path / "suche.xlsx"
    with pd.ExcelWriter(book) as writer:
        people = {"Name": ["Ann Lee", "Bo Ek"], "Firma": ["Ahorn", "Birke"]}
        pd.DataFrame({**people, "Empfohlen von": [None, "Ann Lee"]}).to_excel(
            writer, sheet_name="Kontakte", index=False
        )
        pd.DataFrame({"Firma": ["Ahorn", "Zeder"], "Gewicht": [3, 1]}).to_excel(
            writer, sheet_name="Zielfirmen", index=False
        )
    net = ng.read(book)
    assert net.targets is not None
    assert net.targets[schema.WEIGHT].tolist() == [3, 1]


def test_a_question_of_a_meeting_in_yes_and_no_is_offered_and_then_read(tmp_path: Path) -> None:
    text = "Name,Company,Referred by,Coffee?\nAnn Lee,Ash,,Yes\nBob Ray,Birch,Ann Lee,No\n"
    path = sheet(tmp_path, text)
    assert offered(path) == {schema.MET_ON: "Coffee?"}
    net = ng.read(path, columns={schema.MET_ON: "Coffee?"})
    assert net.contacts[schema.STATUS].fillna("").tolist() == ["met", ""]


def test_days_of_refusals_are_refusals_and_no_meetings(tmp_path: Path) -> None:
    text = (
        "Firma;Ansprechpartner;Empfohlen durch;Angeschrieben am;Vorstellungsgespräch;Absage\n"
        "Adler;Ina Bach;;01.02.2024;14.02.2024;\nBirke;Jo Clemens;Ina Bach;16.02.2024;;28.02.2024\n"
    )
    path = sheet(tmp_path, text)
    net = ng.read(path)
    assert net.contacts[schema.STATUS].fillna("").tolist() == ["", "declined"]
    assert "a day of 'Absage' is read as the status declined" in set(net.issues[schema.MESSAGE])
    assert offered(path) == {schema.MET_ON: "Vorstellungsgespräch"}


def test_statuses_in_a_list_of_links_are_told(tmp_path: Path) -> None:
    people = "Name,Org\nIda Holm,Elm\nJon Ives,Fir\nKay Jung,Fir\n"
    links = "From,To,Date,Outcome\nIda Holm,Jon Ives,2024-03-01,Met 2024-03-12\n"
    links += "Ida Holm,Kay Jung,2024-03-04,No reply\n"
    (tmp_path / "people.csv").write_text(people, encoding="utf-8")
    (tmp_path / "intros.csv").write_text(links, encoding="utf-8")
    net = ng.read(tmp_path / "people.csv", tmp_path / "intros.csv")
    assert any("'Outcome' holds statuses" in m for m in net.issues[schema.MESSAGE])


@pytest.mark.parametrize(
    ("first", "last"),
    [("Name / First Name", "Name / Last Name"), ("Contact: First name", "Contact: Last name")],
)
def test_parts_of_names_below_a_field_are_names_beside_ids(
    tmp_path: Path, first: str, last: str
) -> None:
    text = f"Id,{first},{last},Company / Name,Introduced by\nu1,Rae,Stone,Fern,\n"
    net = ng.read(sheet(tmp_path, text + "u2,Sam,Tate,Fern,Rae Stone\nu3,Uma,Voss,Moss,Sam Tate\n"))
    assert net.contacts[schema.NAME].tolist() == ["Rae Stone", "Sam Tate", "Uma Voss"]
    assert net.contacts[schema.ORGANIZATION].tolist() == ["Fern", "Fern", "Moss"]
    assert schema.UNKNOWN_CONTACT not in set(net.issues[schema.CODE])


def test_a_nickname_of_a_column_is_that_person_and_told(tmp_path: Path) -> None:
    text = "Name,Nickname,Company,Referred by\nWes York,Wessie,Yew,\nXia Zorn,,Ash,Wessie\n"
    net = ng.read(sheet(tmp_path, text + "Yan Abe,,Ash,Wes York\n"))
    assert net.referrals[schema.REFERRER_ID].tolist() == ["Wes York"] * 2
    assert schema.RESOLVED_REFERRER in set(net.issues[schema.CODE])


def test_a_last_follow_up_is_no_plan(tmp_path: Path) -> None:
    text = "Name,Referred by,lastFollowUpDate\nAnn Lee,,2024-02-10\nBob Ray,Ann Lee,2024-02-20\n"
    assert schema.FOLLOWED_UP_ON in ng.read(sheet(tmp_path, text)).contacts


def test_e_mails_under_another_heading_are_offered_as_that(tmp_path: Path) -> None:
    text = "Name,Contacts,Referred By\nMo Nash,mo@oak.com,\nNia Orr,nia@oak.com,mo@oak.com\n"
    path = sheet(tmp_path, text + "Oz Pike,oz@pine.com,Mo Nash\nPia Ray,pia@pine.com,Nia Orr\n")
    said = " ".join(ng.read(path).issues[schema.MESSAGE])
    assert "contact_id=Contacts" not in said


def test_headings_that_are_there_twice_are_told_apart_by_the_row_below(tmp_path: Path) -> None:
    book = tmp_path / "log.xlsx"
    rows = [
        ["Networking Log", *[None] * 4],
        ["Contact", "Employer", "Referred to me by", "Date of", "Date of"],
        [None, None, None, "letter", "meeting"],
        ["Ned Oaks", "Quill", None, "2/1/2024", "2/13/2024"],
        ["Ola Penn", "Quill", "Ned Oaks", "2/15/2024", "2/27/2024"],
    ]
    pd.DataFrame(rows).to_excel(book, header=False, index=False)
    net = ng.read(book)
    assert net.contacts[schema.MET_ON].dt.day.tolist() == [13, 27]
    # the title stands above a header of two rows: told
    told = net.issues[net.issues[schema.CODE] == schema.UNPLACED]
    assert told[schema.LINE].tolist() == [1]
    assert offered(book) == {schema.CONTACTED_ON: "Date of letter"}


def test_years_of_jobs_name_nobody(tmp_path: Path) -> None:
    book = tmp_path / "search.xlsx"
    people = pd.DataFrame({"Name": ["Ann Lee", "Bo Ek"], "Company": ["Ash", "Birch"]})
    people["Referred by"] = [None, "Ann Lee"]
    jobs = pd.DataFrame({"Employer": ["Zed Co", "Yam"], "From": ["2015", "2019"]})
    jobs["To"] = ["2019", "present"]
    with pd.ExcelWriter(book) as writer:
        people.to_excel(writer, sheet_name="Me", index=False)
        jobs.to_excel(writer, sheet_name="Old jobs", index=False)
    people.to_csv(tmp_path / "people.csv", index=False)
    jobs.to_csv(tmp_path / "jobs.csv", index=False)
    for sources in ((book,), (tmp_path / "people.csv", tmp_path / "jobs.csv")):
        net = ng.read(*sources)
        assert net.people[schema.CONTACT_ID].tolist() == ["Ann Lee", "Bo Ek"]
        assert schema.PASSED_SHEET in set(net.issues[schema.CODE])


def test_a_grade_of_a_relationship_is_no_source(tmp_path: Path) -> None:
    text = "Name,Referred by,Relationship (1-5)\nAnn Lee,,5\nBob Ray,Ann Lee,4\n"
    assert schema.SOURCE not in ng.read(sheet(tmp_path, text)).contacts
    words = text.replace("5\n", "alumni\n", 2).replace(",4\n", ",\n")
    assert schema.SOURCE in ng.read(sheet(tmp_path, words)).contacts


@pytest.mark.parametrize("word", ["e", "y", "und", "et", "en", "og", "и", "+", "plus"])
def test_two_people_are_parted_at_and_in_other_languages(tmp_path: Path, word: str) -> None:
    text = "Name,Referred by\nAna Prado,\nBeto Reis,Ana Prado\nCaio Lima,Ana Prado"
    net = ng.read(sheet(tmp_path, f"{text} {word} Beto Reis\nDuda Sol,Ana Prado {word} Zé\n"))
    referrers = net.referrals.groupby(schema.REFERRED_ID)[schema.REFERRER_ID].agg(list)
    assert referrers["Caio Lima"] == ["Ana Prado", "Beto Reis"]
    # where one part is nobody's name the cell stays whole
    assert referrers["Duda Sol"] == [f"Ana Prado {word} Zé"]


def test_a_column_of_people_that_some_rows_lack_is_no_misspelt_id(tmp_path: Path) -> None:
    text = "Contact 1,Contact 2,Company,Referred by\nEli Fay,Gia Hall,Elm,\nIke Jay,,Fir,Eli Fay\n"
    with pytest.raises(ng.MissingColumnError, match="--map 'name=Contact 1'"):
        ng.read(sheet(tmp_path, text))
