"""Whom cells mean beside what CASES tells: two files, decisions, contradictions, sources."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import openpyxl
import pandas as pd
import pytest

import netgraph as ng
from netgraph import schema
from netgraph.cli import main
from netgraph.errors import InputError
from netgraph.tables import no_persons
from netgraph.tables.build import ReadOptions, link_tables
from netgraph.tables.empty_words import says_nothing
from netgraph.tables.linking import cell_parts, near_names
from netgraph.tables.locate import locate
from netgraph.tables.name_keys import namesake_keys
from netgraph.tables.person_names import (
    address,
    bare,
    fold,
    fold_name,
    fold_names,
)
from netgraph.tables.read import from_frames, read
from netgraph.tables.suggest import suggestions
from netgraph.tables.write import write_tables

if TYPE_CHECKING:
    from pathlib import Path

    from netgraph.network import ReferralNetwork

OWN = (
    "id,name,company,referred_by\n1,Uma Wood,Acme,\n2,Robert Ray,Birch,Uma Wood\n"
    "3,Cy Dunn,Cedar,Bob Ray\n4,Wei Zhang,Dog,\n5,Wei Zhang,Elm,\n6,Hal Ivy,Hut,Wei Zhang\n"
    '7,Flo Gee,Fir,"Uma Wood, Zed Foo"\n'
)
LINKEDIN = (
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    "Uma,Wood,https://www.linkedin.com/in/uma-wood,,Acme,CEO,05 Mar 2024\n"
    "Mary Ann,Poe,https://www.linkedin.com/in/map,,Elm,CTO,09 Mar 2024\n"
)


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """1 -> 2 by name; a nickname, a list and a name of two; LinkedIn's export has 1 as well."""
    (tmp_path / "own.csv").write_text(OWN, encoding="utf-8")
    (tmp_path / "Connections.csv").write_text(LINKEDIN, encoding="utf-8")
    return tmp_path / "own.csv", tmp_path / "Connections.csv"


def sheet(text: str) -> ReferralNetwork:
    """A network of one table, written as CSV."""
    return from_frames(pd.read_csv(io.StringIO(text), dtype="str", keep_default_na=False))


def pairs(net: ReferralNetwork) -> set[tuple[str, str]]:
    """Every referral."""
    return set(zip(net.referrals.referrer_id, net.referrals.referred_id, strict=True))


def told(net: ReferralNetwork, code: str) -> list[str]:
    """Messages of an issue."""
    return net.issues[net.issues[schema.CODE] == code][schema.MESSAGE].tolist()


def test_a_name_of_ones_own_sheet_wins_over_the_export_beside_it(files: tuple[Path, Path]) -> None:
    net = read(*files, lenient=True)
    assert pairs(net) == {
        ("1", "2"),
        ("Bob Ray", "3"),
        ("Wei Zhang", "6"),
        ("Uma Wood, Zed Foo", "7"),
    }
    (proposal,) = told(net, schema.POSSIBLE_DUPLICATE_PERSON)
    assert "'uma-wood'" in proposal
    assert "Mary Ann Poe" in set(net.contacts.name), "a blank in a first name parts no name"


def test_refused_tables_are_decided_on_in_one_go_and_then_read(
    files: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(InputError, match="check --decide"):
        read(*files)
    words = [str(path) for path in files]
    assert main(["check", *words, "--decide", str(tmp_path / "out")]) == 1
    capsys.readouterr()
    asked = pd.read_csv(tmp_path / "out" / "same.csv", dtype="str")
    proposed = set(zip(asked.contact_id, asked.same_as, strict=True))
    assert {
        ("uma-wood", "1"),
        ("Bob Ray", "2"),
        ("Wei Zhang", "4"),
        ("Wei Zhang", "5"),
        ("Uma Wood, Zed Foo", "1"),
    } <= proposed
    yes = [("uma-wood", "1"), ("Bob Ray", "2"), ("Wei Zhang", "5"), ("Uma Wood, Zed Foo", "1")]
    answers = asked[[pair in yes for pair in zip(asked.contact_id, asked.same_as, strict=True)]]
    answers.assign(same="yes").to_csv(tmp_path / "same.csv", index=False)
    net = read(*files, same=tmp_path / "same.csv")
    assert pairs(net) == {("1", "2"), ("2", "3"), ("5", "6"), ("1", "7")}
    assert "uma-wood" not in set(net.contacts.contact_id)


def test_a_text_that_is_decided_to_be_several_people_names_all_of_them(tmp_path: Path) -> None:
    (tmp_path / "contacts.csv").write_text("id,name,referred_by\n1,Ann,\n2,Bob,\n3,Cy,A&B\n")
    (tmp_path / "same.csv").write_text("contact_id,same_as,same\nA&B,1,yes\nA&B,2,yes\n")
    assert pairs(read(tmp_path)) == {("1", "3"), ("2", "3")}


def test_two_of_the_same_spelling_who_are_in_no_table_are_one_and_ids_are_not() -> None:
    net = sheet("id,name,referred_by\n1,Ann,Zed Foo\n2,Bob,zed  foo\n3,Cy,q1\n4,Di,Q1\n")
    assert pairs(net) == {("Zed Foo", "1"), ("Zed Foo", "2"), ("q1", "3"), ("Q1", "4")}
    assert len(told(net, schema.RESOLVED_REFERRER)) == 1


def test_a_source_of_a_row_of_its_own_stays_and_its_person_is_kept(tmp_path: Path) -> None:
    (tmp_path / "contacts.csv").write_text("id,name,source\n1,Ann,alumni\n2,Bob,\n")
    (tmp_path / "referrals.csv").write_text(
        "from,to\nLinkedIn,1\nlinkedin,2\nJob board,Zed\n1,me\n"
    )
    net = read(tmp_path)
    assert len(net.referrals) == 0
    assert net.contacts.set_index("contact_id")["source"].to_dict() == {
        "1": "alumni",
        "2": "LinkedIn",
        "Zed": "Job board",
    }
    assert len(told(net, schema.PLACEHOLDER)) == 4


def test_rows_with_me_date_people_where_the_seeker_is_called_me() -> None:
    """Nobody is listed as me; ``me`` named Ann, she named Bob, and Bob and you spoke in June."""
    contacts = pd.DataFrame({schema.CONTACT_ID: ["a", "b"], schema.NAME: ["Ann", "Bob"]})
    referrals = pd.DataFrame(
        [("Me", "a", "2024-01-01"), ("a", "b", "2024-02-01"), ("b", "myself", "2024-06-01")],
        columns=[schema.REFERRER_ID, schema.REFERRED_ID, schema.REFERRED_ON],
    )
    you = from_frames(contacts, referrals, seeker="me")
    answer = ng.contacts(you).set_index(schema.CONTACT_ID)
    assert answer.index.tolist() == ["a", "b"]
    assert str(answer.loc["b", schema.LAST_CONTACT_ON].date()) == "2024-06-01"
    assert answer[schema.DAYS_QUIET].tolist() == [121, 0]
    # without the option the rows are no referrals, and the issue says how their dates count
    nobody = from_frames(contacts, referrals)
    assert str(nobody.as_of_date.date()) == "2024-02-01"
    told = nobody.issues[schema.MESSAGE][nobody.issues[schema.CODE] == schema.PLACEHOLDER]
    assert told.str.contains("--seeker me counts its date too").all()
    assert len(told) == 2


def test_the_seeker_is_whom_me_means_where_a_contact_is_the_seeker() -> None:
    frame = pd.DataFrame({"id": ["0", "1"], "name": ["Sam", "Ann"], "referred_by": ["", "myself"]})
    assert pairs(from_frames(frame, seeker="0")) == {("0", "1")}
    assert pairs(from_frames(frame)) == set()


@pytest.mark.parametrize(
    ("one", "other", "two"),
    [
        ("Ann Lee,", "Bob Ray,", True),
        ("Ann Lee,", "Anne Lee,", False),
        ('"Lee, Ann",', "Ann Lee,", False),
        ("Ann Lee,", "A. Lee,", False),
        ("Ann Lee,a@x.org", "Ann Poe,A@x.org", False),
        (",a@x.org", ",b@x.org", True),
        (",a@x.org", "Ann,", False),
    ],
)
def test_one_id_of_two_files_is_two_people_where_names_are_unlike(
    one: str,
    other: str,
    two: bool,  # noqa: FBT001 - a parameter of the cases
    tmp_path: Path,
) -> None:
    paths = [tmp_path / "a.csv", tmp_path / "b.csv"]
    paths[0].write_text(f"id,name,email,referred_by\n1,{one},\n2,X Y,,1\n")
    paths[1].write_text(f"id,name,email,referred_by\n1,{other},\n3,V W,,1\n")
    if not two:
        assert len(read(*paths)) == 3
        return
    with pytest.raises(InputError, match=r"b.csv, line 2.*line 2 of a.csv.*--keep both"):
        read(*paths)
    assert pairs(read(*paths, keep="both")) == {("1", "2"), ("b.csv:1", "3")}
    (tmp_path / "same.csv").write_text("contact_id,same_as,same\n1,1,yes\n")
    assert pairs(read(*paths, same=tmp_path / "same.csv")) == {("1", "2"), ("1", "3")}


def test_email_ids_in_differing_case_are_one_person(tmp_path: Path) -> None:
    paths = [tmp_path / "a.csv", tmp_path / "b.csv"]
    paths[0].write_text("id,name,referred_by\nAnn@X.org,Ann,\n")
    paths[1].write_text("id,name,referred_by\nann@x.org,Ann,\nbob@x.org,Bob,ANN@x.org\n")
    assert pairs(read(*paths)) == {("Ann@X.org", "bob@x.org")}
    with pytest.raises(InputError, match="is also on row 1"):
        sheet("id,referred_by\na@x.org,\nA@x.org,\n")


def test_somebody_who_fits_two_is_written_and_read_again_as_somebody_else(tmp_path: Path) -> None:
    text = "id,name,referred_by\n1,Wei Zhang,\n2,Wei Zhang,\n3,Cy,Wei Zhang\n"
    net = from_frames(pd.read_csv(io.StringIO(text), dtype="str"), lenient=True)
    write_tables(net, tmp_path)
    assert pairs(read(tmp_path)) == pairs(net) == {("Wei Zhang", "3")}


def test_text_is_folded_the_same_one_by_one_and_all_at_once() -> None:
    names = [
        "Ann Lee",
        "ANN  LEE",
        "Lee, Ann",
        "Se\u00e1n O\u2019Neil",
        "\u5f20\u4f1f",
        "x1",
        "Zo\u00eb-Li",
    ]
    assert fold_names(pd.Series(names)).tolist() == [fold_name(name) for name in names]
    assert fold("Se\u00e1n\u200b O\u2019Neil") == fold("SEAN O'NEIL")
    assert fold("\u304c") != fold("\u304b"), "marks of other scripts are no accents"


@pytest.mark.parametrize(
    "text",
    [
        "Ann Lee (Acme)",
        "[[People/Ann Lee|Annie]]",
        "[Ann Lee](https://x.org/ann)",
        "Ann Lee <ann@x.org>",
        "Dr. Ann Lee, PhD",
        "Ann Lee MBA",
        "Lee, Ann MBA",
        "https://www.notion.so/Ann-Lee-0123456789abcdef0123456789abcdef?pvs=21",
        "@Ann Lee",
        "\u2022 Ann Lee \u2713",
    ],
)
def test_decoration_is_taken_off(text: str) -> None:
    assert bare(text).name == "ann lee"


def test_a_surname_that_is_a_degree_stays() -> None:
    assert bare("Jack Ma").name == "jack ma"


def test_addresses_are_compared_without_scheme_and_country() -> None:
    said = {
        "https://uk.linkedin.com/in/ann/?x=1",
        "linkedin.com/in/Ann",
        "www.linkedin.com/in/ann/",
    }
    assert {address(text) for text in said} == {"linkedin.com/in/ann"}
    assert address("Dr. Lee") == ""


def test_a_list_is_split_only_into_people_and_the_longest_names_win() -> None:
    known = {"Lee & Sons": 1, "Bob": 2, "Smith, John": 3, "A, B": 4, "C": 5, "A": 6, "B, C": 7}
    split = cell_parts.as_known
    assert split("Lee & Sons, Bob and Smith, John", known.get) == [
        [("Lee & Sons", 1), ("Bob", 2), ("Smith, John", 3)]
    ]
    assert split("Bob, Nobody", known.get) == []
    assert len(split("A, B, C", known.get)) == 2, "two readings: neither is taken"


@pytest.mark.parametrize(
    "word", ["LinkedIn", "via linkedin", "Career Fair", "cold e-mail", "alumni"]
)
def test_a_source_is_no_person(word: str) -> None:
    assert no_persons.source_in(word)


@pytest.mark.parametrize(
    "word", ["Dean Fair", "Ann", "my uncle", "Ann from the alumni office", "co"]
)
def test_a_person_is_no_source(word: str) -> None:
    assert not no_persons.source_in(word)


def test_near_names_are_short_forms_nicknames_slips_and_lists_and_nothing_else() -> None:
    for one, other in (
        ("ann l", "ann lee"),
        ("bob ray", "robert ray"),
        ("jhon smith", "john smith"),
        ("ann", "ann lee"),
        ("ann lee zed foo", "ann lee"),
    ):
        assert near_names.resemblance(one, other), (one, other)
    for one, other in (("ann fox", "ann lee"), ("room 1", "room 2"), ("my uncle", "ann lee")):
        assert not near_names.resemblance(one, other), (one, other)


EMPTY_CELLS = (
    "Name,Company,Referred by\nAl Fox,n/a,\nBea Gold,-,Al Fox\nCal Hunt,N/A,Bea Gold\n"
    "TBD,Pivot,Cal Hunt\n?,Pivot,Cal Hunt\nDee Ivy,None Ltd,Cal Hunt\nNan,n/a,Dee Ivy\n"
)


def test_empty_words_are_neither_people_nor_organizations_and_are_told_once() -> None:
    net = sheet(EMPTY_CELLS)
    assert set(net.contacts.name) == {"Al Fox", "Bea Gold", "Cal Hunt", "Dee Ivy", "Nan"}
    assert net.contacts.organization.dropna().tolist() == ["None Ltd"]
    assert sorted(told(net, schema.PLACEHOLDER)) == [
        "'-' is read as empty (1 cell)",
        "'?' is read as empty (1 cell)",
        "'N/A' is read as empty (1 cell)",
        "'TBD' is read as empty (1 cell)",
        "'n/a' is read as empty (2 cells)",
    ]
    assert len(told(net, schema.UNPLACED)) == 2, "rows without anybody"


def test_empty_words_are_blank_beside_ids_and_in_targets_too(tmp_path: Path) -> None:
    text = "id,name,company,referred_by\n1,unknown,tbd,\n2,Ann Lee,Unknown,1\n"
    (tmp_path / "contacts.csv").write_text(text)
    (tmp_path / "targets.csv").write_text("organization\nAcme\nn/a\n")
    net = read(tmp_path)
    assert net.contacts.name.isna().tolist() == [True, False]
    assert net.contacts.organization.isna().all()
    assert net.targets is not None
    assert net.targets.organization.tolist() == ["Acme"]


def test_an_organization_that_is_called_like_an_empty_word_can_be_kept() -> None:
    text = "id,company,referred_by\n1,None,\n2,Nothing,1\n"
    frame = pd.read_csv(io.StringIO(text), dtype="str", keep_default_na=False)
    net = from_frames(frame, values={"company:None": "None"})
    assert net.contacts.organization.tolist() == ["None", "Nothing"]


@pytest.mark.parametrize(
    "cell", ["none yet", "n.a. yet", "not yet", "TBD so far", "N / A", "no one yet", "unknown, yet"]
)
def test_nobody_yet_is_nobody(cell: str) -> None:
    net = sheet(f'id,name,referred_by\n1,Ann Lee,\n2,Bob Ray,"{cell}"\n')
    assert len(net.contacts) == 2
    assert len(told(net, schema.PLACEHOLDER)) == 1


@pytest.mark.parametrize(
    "cell",
    ["ditto", "Ditto.", '""', "same", "as above", "\u3003", "\u201d", "(same as above)", "^"],
)
def test_a_mark_for_the_cell_above_is_nobody_and_is_not_guessed(cell: str) -> None:
    net = sheet(f'id,name,company,referred_by\n1,Ann Lee,Acme,\n2,Bob Ray,"{cell}","{cell}"\n')
    assert len(net.contacts) == 2
    assert not len(net.referrals)
    (message,) = told(net, schema.NEAR_PERSON)
    assert "not guessed" in message
    assert net.contacts.organization.isna().tolist() == [False, True]
    assert net.issues.set_index("code").severity.to_dict() == dict.fromkeys(
        (schema.PLACEHOLDER, schema.NEAR_PERSON), "warning"
    )


def test_known_people_win_over_words_for_the_cell_above() -> None:
    assert pairs(sheet("id,name,referred_by\n1,Ditto,\n2,Bob Ray,Ditto\n")) == set()
    assert pairs(sheet("id,name,referred_by\nsame,Ann Lee,\n2,Bob Ray,same\n")) == {("same", "2")}


def test_rows_that_part_a_table_are_nobody_and_are_told() -> None:
    net = sheet(
        "Name,Company,Referred by\nAl Fox,Orbit,\n--- April ---,,\nBea Gold,Pivot,Al Fox\n"
        "=====,,\n== May ==,== May ==,== May ==\n***,,\nDee-Dee Fox,,Al Fox\n"
        "**Eve Ray**,,Al Fox\n*** VIP ***,,\n--- June,,\n"
    )
    assert set(net.contacts.name) == {"Al Fox", "Bea Gold", "Dee-Dee Fox", "**Eve Ray**"}
    assert told(net, schema.TOTAL_ROW) == ["a row that parts the table; left out"] * 4
    assert len(told(net, schema.UNPLACED)) == 2, "signs alone are no name"


def test_rows_that_part_a_table_with_ids_are_left_out_as_well() -> None:
    net = sheet("id,name,referred_by\n1,Ann Lee,\n=====,,\n--- May ---,,\n2,Bob Ray,1\n")
    assert net.contacts.contact_id.tolist() == ["1", "2"]
    assert len(told(net, schema.TOTAL_ROW)) == 2


def test_an_id_of_two_people_is_not_also_told_as_one_person_merged(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,name,referred_by\n1,Rhea Pym,\n2,Al Fox,1\n")
    (tmp_path / "b.csv").write_text("id,name,referred_by\n1,Tess Rook,\n2,Al Fox,\n")
    raws = locate((tmp_path / "a.csv", tmp_path / "b.csv"))
    issues = link_tables(raws, ReadOptions()).report.table
    listed = issues[[schema.CODE, schema.LINE]].to_numpy().tolist()
    assert [schema.CONTRADICTING_CONTACT, 2] in listed
    assert [schema.MERGED_CONTACT, 2] not in listed
    assert [schema.MERGED_CONTACT, 3] in listed, "the other row is merged, and told"


def test_a_pair_whose_parts_resemble_known_people_is_told_with_all_of_them() -> None:
    net = sheet(
        "id,name,referred_by\n1,Priya Raman,\n2,Tom Ray,\n3,Tom Fox,\n4,Al Gee,Priya & Tom\n"
        "5,Al Goo,Baker & Sons\n6,Al Hoo,Priya Raman / Tom\n"
    )
    pair, list_of_two = told(net, schema.NEAR_PERSON)
    for message in (pair, list_of_two):
        assert all(name in message for name in ("Priya Raman", "Tom Ray", "Tom Fox"))
    assert ("Priya & Tom", "4") in pairs(net), "kept as somebody of its own"


@pytest.mark.parametrize("other", ["Tom O\u2019Neil", "TOM oneil", "Tom ONe\u00edl", "O'Neil, Tom"])
def test_two_ids_of_one_folded_name_may_be_one_person(other: str) -> None:
    text = f'1,Tom O\'Neil,Globex,\n2,"{other}",globex,\n3,Al Fox,,1\n'
    text = f"id,name,company,referred_by\n{text}"
    (message,) = told(sheet(text), schema.POSSIBLE_DUPLICATE_PERSON)
    assert message == (
        "'2' has the same name and organization as '1' on row 1; not merged: decide in same.csv "
        "(netgraph check --decide writes it)"
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [("Łukasz Żak", "lukasz zak"), ("Zoë Strauß", "ZOE STRAUSS"), ("김민", "김민")],
)
def test_names_that_fold_to_one_text_share_a_key(one: str, other: str) -> None:
    keys = namesake_keys(pd.Series([one, other, "राम", "रमा", None], dtype="str"))
    assert fold_name(one) == fold_name(other)
    assert keys[0] == keys[1]
    assert keys[2] != keys[3], "vowels of other scripts are no accents"
    assert keys.isna().tolist() == [False] * 4 + [True]


@pytest.mark.parametrize(
    "word",
    [
        *("keine", "Niemand", "noch keine", "k.A.", "weiß nicht", "aucun", "aucune", "pas encore"),
        *(
            "nessuno",
            "ninguno",
            "nadie",
            "nenhum",
            "ninguém",
            "geen",
            "n.v.t.",
            "ingen",
            "ei kukaan",
        ),
        *("brak", "nikdo", "žádný", "никто", "нет", "なし", "不明", "无", "없음", "yok", "senki"),
        *(
            "none yet",
            "nobody specific",
            "No referrer",
            "no one in particular",
            "(keine)",
            "don't know",
        ),
    ],
)
def test_words_for_nobody_of_many_languages_are_nobody_in_every_column(word: str) -> None:
    net = sheet(f"Name,Company,Referred by,Met on\nAl Fox,{word},{word},{word}\n{word},Orbit,,\n")
    assert net.contacts.name.tolist() == ["Al Fox"]
    assert not len(net.referrals)
    assert net.contacts.organization.isna().all()
    # a word that also says no is no day of a meeting, and is told so
    no_day = [one for one in told(net, schema.READ_AS) if repr(word) in one]
    assert sum("read as empty" in one for one in told(net, schema.PLACEHOLDER)) + len(no_day) == 4


@pytest.mark.parametrize(
    ("cell", "source"),
    [
        ("LinkedIn-Nachricht", "LinkedIn-Nachricht"),
        ("Messe", "messe"),
        ("Jobmesse", "jobmesse"),
        ("XING-Kontakt", "XING-Kontakt"),
        ("feria de empleo", "feria de empleo"),
        ("Université", "université"),
        ("Career fair 2024", "Career fair 2024"),
        ("via website", "website"),
        ("Cold mail", "Cold mail"),
        ("招聘会", "招聘会"),
    ],
)
def test_sources_of_other_languages_are_no_people(cell: str, source: str) -> None:
    net = sheet(f"Name,Company,Referred by\nAl Fox,Orbit,{cell}\n")
    assert net.contacts[["name", "source"]].to_numpy().tolist() == [["Al Fox", source]]


@pytest.mark.parametrize(
    "name", ["Max Messe", "Nadine", "Nic", "Ohne Namen AG", "Nada", "Keiner Ott"]
)
def test_names_that_hold_such_words_stay(name: str) -> None:
    net = sheet(f"Name,Company,Referred by\n{name},Orbit,\nAl Fox,Orbit,{name}\n")
    assert net.referrals[["referrer_id", "referred_id"]].to_numpy().tolist() == [[name, "Al Fox"]]


def test_marks_say_something_in_columns_of_dates_and_choices() -> None:
    assert [says_nothing(word) for word in ("✓", "!!!", "**", "--", "n / a", "keine")] == (
        [False] * 3 + [True] * 3
    )


@pytest.mark.parametrize(
    "cell",
    [
        *("1. Nell Eel\n2. Otis Fox", "1) Nell Eel, 2) Otis Fox", "1. Nell Eel 2. Otis Fox"),
        "(1) Nell Eel; (2) Otis Fox",
    ],
)
def test_a_numbered_list_in_a_cell_names_several(cell: str, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    rows = "Nell Eel,Orbit,\nOtis Fox,Orbit,Nell Eel\nPia Gnu,Topaz"
    path.write_text(f'Name,Company,Referred by\n{rows},"{cell}"\n', encoding="utf-8")
    net = read(path)
    assert len(net.contacts) == 3
    ends = net.referrals[[schema.REFERRER_ID, schema.REFERRED_ID]].to_numpy().tolist()
    assert [u for u, v in ends if v == "Pia Gnu"] == ["Nell Eel", "Otis Fox"]


@pytest.mark.parametrize("cell", ["2. Otis Fox", "1. FC Union", "1. Ann 3. Bob", "Suite 1. Ann"])
def test_numbers_that_are_no_list_part_nothing(cell: str) -> None:
    assert cell_parts.hard_parts(cell) == [cell]


@pytest.mark.parametrize(
    ("ids", "cells"),
    [
        (("1", "2", "3"), ("1.0", "2.0")),
        (("1.0", "2.0", "3.0"), ("1", "2")),
        (("1", "2", "3"), ("1.00", "2")),
    ],
)
@pytest.mark.parametrize("heading", ["id", "No"])
def test_whole_numbers_meet_however_a_program_wrote_them(
    ids: tuple[str, ...], cells: tuple[str, ...], heading: str
) -> None:
    rows = zip(ids, ("Ann Lee", "Bob Ray", "Cy Dunn"), ("", *cells), strict=True)
    text = "".join(f"{i},{name},{referrer}\n" for i, name, referrer in rows)
    net = sheet(f"{heading},name,referred by\n{text}")
    # ids stay as they are written
    assert net.contacts[schema.CONTACT_ID].tolist() == list(ids)
    assert pairs(net) == {(ids[0], ids[1]), (ids[1], ids[2])}
    assert told(net, schema.RESOLVED_REFERRER)


def test_an_id_that_somebody_has_goes_before_another_number_and_zeros_count() -> None:
    net = sheet("id,name,referred by\n1,Ann,\n1.0,Bob,\n007,Cy,1.0\n8,Di,7\n9,Ed,1.5\n")
    assert pairs(net) == {("1.0", "007"), ("7", "8"), ("1.5", "9")}


@pytest.mark.parametrize(
    ("name", "cell"),
    [
        ("佐藤花子", "佐藤 花子"),
        ("佐藤 花子", "佐藤花子"),
        ("김철수", "김 철수"),
        ("王\u3000小明", "王小明"),
    ],
)
def test_blanks_between_syllables_say_nothing(name: str, cell: str) -> None:
    net = sheet(f"name,company,referred by\n{name},A,\nBob Ray,B,{cell}\n")
    assert pairs(net) == {(name, "Bob Ray")}
    assert fold("Ann Lee") != fold("Annlee")


def test_first_and_last_names_are_offered_as_no_ids() -> None:
    net = sheet(
        "Nombre,Apellidos,Empresa,Presentado por\nMaría José,García,A,\n"
        'Núria,Puig,B,"García, María José"\nJosé,Peña,C,"Puig, Núria"\n'
    )
    assert not net.issues[schema.CODE].eq(schema.UNCLAIMED_COLUMN).any()
    assert ("María José García", "Núria Puig") in pairs(net)


def test_degrees_behind_a_name_make_no_other_person(tmp_path: Path) -> None:
    (tmp_path / "Connections.csv").write_text(
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
        'Maria,"Santos, PMP",https://www.linkedin.com/in/ms,,Google LLC,PM,05 Mar 2024\n'
        'Ma,"Lee",https://www.linkedin.com/in/ml,,Orbit,PM,05 Mar 2024\n'
    )
    (tmp_path / "own.csv").write_text(
        "Name,Company,Referred by\nMaria Santos,Google,\nLee,Orbit,Maria Santos\nUntitled,,\n"
    )
    net = read(tmp_path / "Connections.csv", tmp_path / "own.csv")
    told = net.issues[net.issues[schema.CODE] == schema.POSSIBLE_DUPLICATE_PERSON]
    assert [("Santos" in m, "Lee" in m) for m in told[schema.MESSAGE]] == [(True, False)]
    assert "Untitled" not in net.contacts[schema.NAME].tolist()


def test_namesakes_are_told_by_what_is_left_without_degrees() -> None:
    names = ["Ann Lee, Ph.D., CPA", "Ann Lee", "Lee, Ma", "Ma Lee", "Bo Ek, Jr."]
    keys = namesake_keys(pd.Series(names, dtype="str")).tolist()
    assert keys[0] == keys[1]
    # a first name that is a degree elsewhere
    assert keys[2] == keys[3] == "malee"
    assert len(set(keys)) == 3


def test_numbers_with_other_zeros_are_told_both_ways_and_decided(tmp_path: Path) -> None:
    """Ids are text, so that nobody is guessed; yes in same.csv makes one of the two."""
    path = tmp_path / "people.csv"
    for ids, cells in ((("01", "02"), ("1", "2")), (("1", "2"), ("01", "002"))):
        path.write_text(
            f"id,name,referred by\n{ids[0]},Ann Lee,\n{ids[1]},Bob Ray,{cells[0]}\n"
            f"3,Cy Dunn,{cells[1]}\n"
        )
        net = read(path)
        messages = told(net, schema.SPREADSHEET_DAMAGE)
        assert [repr(one) in text for one, text in zip(ids, messages, strict=True)] == [True] * 2
        assert main(["check", str(path), "--decide"]) == 0
        same = pd.read_csv(tmp_path / "same.csv", dtype="str").assign(same="yes")
        assert set(zip(same["contact_id"], same["same_as"], strict=True)) == set(
            zip(cells, ids, strict=True)
        )
        same.to_csv(tmp_path / "same.csv", index=False)
        assert pairs(read(path, same=tmp_path / "same.csv")) == {(ids[0], ids[1]), (ids[1], "3")}
        for file in ("same.csv", "suggested_aliases.csv"):
            (tmp_path / file).unlink()
    # with letters before them as well, and zeros alone are no number
    net = sheet("id,name,referred by\nP-01,Ann Lee,\nP-02,Bob Ray,P-1\n0,Cy Dunn,00\n")
    assert told(net, schema.SPREADSHEET_DAMAGE) == []
    assert suggestions(net)[["value", "same_as"]].to_numpy().tolist() == [
        ["00", "0"],
        ["P-1", "P-01"],
    ]


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("\u9234\u6728\u4e00\u90ce\u3055\u3093", "resolved"),
        ("\u9234\u6728\u3055\u3093", "near"),
        ("\u4e00\u90ce\u3055\u3093", "near"),
        ("\u9234\u6728\u69d8", "near"),
        ("Herr Dr. M\u00fcller", "near"),
        ("Herrn Prof. Dr. med. Karl M\u00fcller", "resolved"),
        ("Dr.Karl M\u00fcller", "resolved"),
        ("Mr M\u00fcller", "near"),
        ("Mr. and Mrs. M\u00fcller", "near"),
        ("Ken Sato-san", "resolved"),
        ("Sato-san", "near"),
        ("Sensei Sato", "near"),
        ("Sra. Garc\u00eda", "near"),
        ("Do\u00f1a Eva Garc\u00eda", "resolved"),
        ("Pani Garc\u00eda", "near"),
        ("\ubbfc\uc218\ub2d8", "near"),
        ("\uae40\ubbfc\uc218 \uc528", "resolved"),
        ("Aunt Eva", "near"),
        ("my uncle Karl M\u00fcller", "near"),
        ("Coach Sato", "near"),
    ],
)
def test_forms_of_address_are_taken_off_or_told_with_the_candidate(cell: str, found: str) -> None:
    net = sheet(
        "Name,Company,Referred by\n\u9234\u6728 \u4e00\u90ce,A,\nKarl M\u00fcller,B,\n"
        f"Ken Sato,C,\nEva Garc\u00eda,D,\n\uae40 \ubbfc\uc218,E,\nZoe Zorn,F,{cell}\n"
    )
    codes = {"resolved": schema.RESOLVED_REFERRER, "near": schema.NEAR_PERSON}
    (message,) = told(net, codes[found])
    meant = next(
        n
        for n, words in {
            "\u9234\u6728 \u4e00\u90ce": "\u9234\u6728 \u4e00\u90ce",
            "Karl M\u00fcller": "Karl M\u00fcller",
            "Ken Sato": "Sato",
            "Eva Garc\u00eda": "Eva Garc\u00eda",
            "\uae40 \ubbfc\uc218": "\ubbfc\uc218",
        }.items()
        if any(word in cell for word in words.split())
    )
    assert f"'{meant}'" in message
    assert net.contacts[schema.STUB].sum() == (found == "near")


def test_names_that_hold_forms_of_address_are_whole() -> None:
    """Nobody's own name is taken apart: a Dean, a Don, a name that ends in a syllable."""
    net = sheet(
        "Name,Referred by\nDean Cole,\nDon Smith,Dean Cole\nKim Yu-san,Don Smith\n"
        "Ole Cole,Kim Yu-san\n"
    )
    assert pairs(net) == {
        ("Dean Cole", "Don Smith"),
        ("Don Smith", "Kim Yu-san"),
        ("Kim Yu-san", "Ole Cole"),
    }
    assert net.issues.empty


@pytest.mark.parametrize(
    "cell",
    [
        *("my aunt", "uncle", "Mom", "brother-in-law", "Tom's wife", "a friend of my mother"),
        *("will ask again", "Need to ask", "hiring manager", "friend from church", "introduced by"),
    ],
)
def test_what_names_nobody_is_told_with_a_way_out_that_works(cell: str) -> None:
    text = f'Name,Company,Referred by\nAnn Lee,A,\nBob Ray,B,"{cell}"\n'
    (message,) = told(sheet(text), schema.UNKNOWN_CONTACT)
    option = f"referred_by:{cell}=blank"
    assert f"--value {option!r}" in message
    key, meaning = option.rsplit("=", 1)
    frame = pd.read_csv(io.StringIO(text), dtype="str", keep_default_na=False)
    assert len(from_frames(frame, values={key: meaning}).contacts) == 2
    net = from_frames(frame, values={key: "family"})
    assert net.contacts[schema.SOURCE].tolist()[1] == "family"


@pytest.mark.parametrize("heading", ["Referred by", "Referred to"])
@pytest.mark.parametrize("between", ["; ", " | ", "\n"])
def test_the_way_out_of_a_part_of_a_cell_works(heading: str, between: str) -> None:
    cell = between.join(("Ann Lee", "my aunt, the baker", "Bob Ray"))
    text = f'Name,Company,{heading}\nAnn Lee,A,\nBob Ray,B,\nCy Dunn,C,"{cell}"\n'
    (message,) = told(sheet(text), schema.UNKNOWN_CONTACT)
    found = re.search(r"--value '([^']+)=blank'", message)
    assert found
    frame = pd.read_csv(io.StringIO(text), dtype="str", keep_default_na=False)
    net = from_frames(frame, values={found[1]: "blank"})
    ends = {("Ann Lee", "Cy Dunn"), ("Bob Ray", "Cy Dunn")}
    back = {(b, a) for a, b in ends}
    assert pairs(net) == (ends if heading == "Referred by" else back)
    assert len(net.contacts) == 3
    # a part may be another's name as well, and what is said of a whole cell comes first
    assert len(from_frames(frame, values={found[1]: "Ann Lee"}).contacts) == 3
    whole = from_frames(frame, values={f"{heading}:{cell}": "blank", found[1]: "Dee Fox"})
    assert pairs(whole) == set()


def test_the_way_out_of_a_part_of_a_list_of_links_works() -> None:
    links = pd.DataFrame(
        {"referrer_id": ["Ann Lee; my old boss"], "referred_id": ["Bob Ray"]}, dtype="str"
    )
    contacts = pd.DataFrame({"name": ["Ann Lee", "Bob Ray"]}, dtype="str")
    (message,) = told(from_frames(contacts, links), schema.UNKNOWN_CONTACT)
    assert "--value 'referrer_id:my old boss=blank'" in message
    net = from_frames(contacts, links, values={"referrer_id:my old boss": "blank"})
    assert pairs(net) == {("Ann Lee", "Bob Ray")}
    assert len(net.contacts) == 2


@pytest.mark.parametrize("cell", ["Ann Lee, XING", "Ann Lee / Indeed", "Glassdoor, Ann Lee"])
def test_a_person_and_a_source_in_one_cell_are_both_kept_by_the_advice(cell: str) -> None:
    text = 'Name,Company,Referred by\nAnn Lee,A,\nBob Ray,B,"{}"\n'
    net = sheet(text.format(cell))
    (message,) = told(net, schema.UNKNOWN_CONTACT)
    assert "=blank" not in message
    found = re.search(r"for a person and a source write ; between them \('([^']+)'\)", message)
    assert found
    assert all(found[0] in near for near in told(net, schema.NEAR_PERSON))
    mended = sheet(text.format(found[1]))
    assert pairs(mended) == {("Ann Lee", "Bob Ray")}
    assert mended.contacts[schema.SOURCE].tolist()[1] in ("XING", "Indeed", "Glassdoor")


@pytest.mark.parametrize("cell", ["my neighbor", "hh.ru", "www.jobs.example.com", "stepstone.de"])
def test_a_source_that_is_advised_is_one_as_it_is_printed(cell: str) -> None:
    text = f"Name,Company,Referred by\nAnn Lee,A,\nBob Ray,B,{cell}\n"
    net = sheet(text)
    for message in told(net, schema.UNKNOWN_CONTACT):
        found = re.search(r"--value '([^']+)=blank', or where they were found, as =(\w+)$", message)
        assert found
        frame = pd.read_csv(io.StringIO(text), dtype="str", keep_default_na=False)
        net = from_frames(frame, values={found[1]: found[2]})
        assert net.contacts[schema.SOURCE].tolist()[1] == "LinkedIn"
    # no such word is left to be typed as it stands
    assert len(net.contacts) == 2


@pytest.mark.parametrize("cell", ["Ann Lee-Ray", "Ana de la Cruz", "Jan van der Berg", "p12", "x"])
def test_a_stranger_with_a_name_is_told_without_it(cell: str) -> None:
    (message,) = told(sheet(f"id,name,referred by\n1,Al Fox,{cell}\n"), schema.UNKNOWN_CONTACT)
    assert "--value" not in message


@pytest.mark.parametrize(
    "cell",
    [
        *("Temple alumni office", "Stanford Career Fair", "Jobmesse Hamburg", "Career Day 2025"),
        *("\u8ee2\u8077\u30d5\u30a7\u30a2", "Feria del empleo Madrid", "ACME networking event"),
    ],
)
def test_an_occasion_with_a_name_of_its_own_is_a_source(cell: str) -> None:
    assert no_persons.source_in(cell) == cell


@pytest.mark.parametrize("name", ["Alice Mayfair", "Christian Messe", "Job Fairley", "Day Office"])
def test_a_name_beside_such_words_is_no_source(name: str) -> None:
    assert no_persons.source_in(name) == ""


def test_a_source_that_is_known_already_stays_and_the_message_says_so() -> None:
    net = sheet(
        "Name,Source,Referred by\nAnn Lee,Organic Search,alumni event\n"
        "Bob Ray,,LinkedIn; job fair\n"
        "Cy Dunn,alumni event,alumni event\n"
    )
    assert net.contacts[schema.SOURCE].tolist() == ["Organic Search", "LinkedIn", "alumni event"]
    assert told(net, schema.PLACEHOLDER) == [
        "'alumni event' is no person; left out, as the source is 'Organic Search'",
        "'LinkedIn' is no person; read as the source 'LinkedIn'",
        "'job fair' is no person; left out, as the source is 'LinkedIn'",
        "'alumni event' is no person; read as the source 'alumni event'",
    ]


def test_a_pair_that_resembles_people_is_written_to_decide_and_names_both(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("Name,Referred by\nTom Ray,\nPriya Raman,\nSofia Lee,Tom / Priya\n")
    assert main(["check", str(path), "--decide"]) == 0
    same = pd.read_csv(tmp_path / "same.csv", dtype="str").assign(same="yes")
    assert same[["contact_id", "same_as"]].to_numpy().tolist() == [
        ["Tom / Priya", "Tom Ray"],
        ["Tom / Priya", "Priya Raman"],
    ]
    same.to_csv(tmp_path / "same.csv", index=False)
    net = read(path, same=tmp_path / "same.csv")
    assert pairs(net) == {("Tom Ray", "Sofia Lee"), ("Priya Raman", "Sofia Lee")}


@pytest.mark.parametrize("word", ["yes", "No", "TRUE", "false", "[x]", "x", "Oui"])
@pytest.mark.parametrize("column", ["referred_by", "referred_to"])
def test_yes_and_no_in_a_column_of_referrers_are_nobody_and_told(word: str, column: str) -> None:
    net = sheet(f"name,{column}\nUma Wood,{word}\nIvo Kane,Uma Wood\n")
    assert sorted(net.contacts["contact_id"]) == ["Ivo Kane", "Uma Wood"]
    assert len(net.referrals) == 1
    (message,) = told(net, schema.PLACEHOLDER)
    assert message.startswith(f"{word!r} says whether, and not who")


def test_a_letter_among_ids_is_an_id_and_a_short_name_is_a_name() -> None:
    net = sheet("id,name,referred_by\na,Uma Wood,x\nb,Ivo Kane,Jo\n")
    assert {
        i for i, stub in zip(net.contacts.contact_id, net.contacts.stub, strict=True) if stub
    } == {"x", "Jo"}


def test_a_ticked_cell_of_a_workbook_is_no_referrer(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for cells in (["Name", "Referred by"], ["Uma Wood", None], ["Ivo Kane", True]):
        book.active.append(cells)
    book.save(tmp_path / "book.xlsx")
    net = read(tmp_path / "book.xlsx")
    assert sorted(net.contacts["name"]) == ["Ivo Kane", "Uma Wood"]
    (message,) = told(net, schema.PLACEHOLDER)
    assert "TRUE in a workbook" in message


@pytest.mark.parametrize(
    ("one", "other", "between"),
    [
        ("田中太郎", "鈴木花子", "・"),
        ("田中太郎", "鈴木花子", "と"),
        ("王小明", "李丽华", "和"),
        ("김민수", "이영희", " 및 "),
        ("أحمد علي", "سارة حسن", " و "),
        ("أحمد علي", "سارة حسن", " و"),
        ("أحمد علي", "سارة حسن", "، "),
        ("أحمد علي", "سارة حسن", "؛ "),
        ("Олег Лис", "Іван Кіт", " та "),
        ("Ewa Lis", "Jan Kot", " oraz "),
        ("Ann Lee", "Bob Ray", " • "),
        ("Ann Lee", "Bob Ray", "／"),
    ],
)
def test_lists_of_other_scripts_part_where_every_part_is_known(
    tmp_path: Path, one: str, other: str, between: str
) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text(
        f'Name,Referred by\n{one},\n{other},\nCid Poe,"{one}{between}{other}"\n', encoding="utf-8"
    )
    net = read(path)
    assert pairs(net) == {(one, "Cid Poe"), (other, "Cid Poe")}
    assert schema.SPLIT_CELL in set(net.issues["code"])


@pytest.mark.parametrize("name", ["マイケル・スミス", "大和和子", "أحمد وليد", "Ann·Lee"])
def test_a_name_with_such_a_sign_stays_whole(tmp_path: Path, name: str) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text(f"Name,Referred by\n{name},\nCid Poe,{name}\nDi Fox,X{name}\n", "utf-8")
    assert pairs(read(path)) == {(f"X{name}", "Di Fox"), (name, "Cid Poe")}
