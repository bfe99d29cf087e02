"""Decisions about people: what ``check --decide`` writes takes effect, whatever ids it names."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pandas as pd
import pytest

import netgraph as ng
from netgraph import schema
from netgraph.cli import main

if TYPE_CHECKING:
    from pathlib import Path

UNDECIDED = {
    schema.POSSIBLE_DUPLICATE_PERSON,
    schema.AMBIGUOUS_PERSON,
    schema.UNKNOWN_CONTACT,
    schema.NEAR_PERSON,
}
NAMES = "Rhys Sand,Tia Ulm,Vik Wain,Yul Zane,Ona Beck,Pell Cray,Quin Dorn,Rosa Eads".split(",")


def sheets_of_one_search(seed: int) -> tuple[set[str], list[pd.DataFrame], pd.DataFrame]:
    """Two or three copies of a sheet of names, and a list of links: everybody is one person."""
    draw = random.Random(seed)
    firms = {name: draw.choice(["Ash", "Birch", "Cedar Labs", ""]) for name in NAMES}
    sheets = []
    for _ in range(draw.choice([2, 3])):
        listed = draw.sample(NAMES, draw.randint(3, 6))
        rows = [
            (
                f"{name} (recruiter)" if draw.random() < 0.2 else name,
                firms[name] if draw.random() < 0.8 else "",
                draw.choice(["", *listed[:at]]),
            )
            for at, name in enumerate(listed)
        ]
        sheets.append(pd.DataFrame(rows, columns=["Name", "Company", "Referred by"]))
    named = {name.removesuffix(" (recruiter)") for sheet in sheets for name in sheet["Name"]}
    ends = [draw.sample(sorted(named), 2) for _ in range(4)]
    return named, sheets, pd.DataFrame(ends, columns=["From", "To"])


def all_answered(folder: Path, sources: list[str], answer: str) -> Path:
    """What ``check --decide`` writes, everything answered alike."""
    main(["check", *sources, f"--decide={folder}"])
    decided = folder / "same.csv"
    table = pd.read_csv(decided, dtype=str).assign(same=answer)
    table.to_csv(decided, index=False)
    return decided


def written(folder: Path, seed: int) -> tuple[set[str], list[Path]]:
    """Sheets as files, or as a workbook with a list of links."""
    named, sheets, links = sheets_of_one_search(seed)
    if seed % 2:
        book = folder / "search.xlsx"
        with pd.ExcelWriter(book) as writer:
            for number, sheet in enumerate(sheets):
                sheet.to_excel(writer, sheet_name=f"People {number}", index=False)
            links.to_excel(writer, sheet_name="Intros", index=False)
        return named, [book]
    paths = [folder / f"copy {number}.csv" for number in range(len(sheets))]
    for path, sheet in zip(paths, sheets, strict=True):
        sheet.to_csv(path, index=False)
    return named, paths


@pytest.mark.parametrize(
    ("first", "seed"),
    [*((schema.CONTACT_ID, n) for n in range(10)), *((schema.SAME_AS, n) for n in range(3))],
)
def test_what_is_decided_takes_effect(seed: int, first: str, tmp_path: Path) -> None:
    named, sources = written(tmp_path, seed)
    decided = all_answered(tmp_path / "decided", [str(path) for path in sources], "yes")
    if first == schema.SAME_AS:  # either of both ids may stand first
        table = pd.read_csv(decided, dtype=str)
        table.rename(columns={"contact_id": "same_as", "same_as": "contact_id"}).to_csv(
            decided, index=False
        )
    net = ng.read(*sources, same=decided)
    left = net.issues[net.issues[schema.CODE].isin(UNDECIDED)]
    assert left.empty, left[[schema.TABLE, schema.LINE, schema.MESSAGE]].to_dict("records")
    names = net.contacts[schema.NAME].str.removesuffix(" (recruiter)").tolist()
    assert sorted(names) == sorted(named)


@pytest.mark.parametrize("seed", range(6))
def test_who_is_decided_to_be_two_is_not_asked_for_again(seed: int, tmp_path: Path) -> None:
    """Three copies of one name are three pairs: the last is asked for when two are answered."""
    _, paths = written(tmp_path, seed)
    sources = [str(path) for path in paths]
    answered = pd.DataFrame(columns=["contact_id", "same_as", "same"])
    decided = tmp_path / "d.csv"
    for asking in range(3):
        answered.to_csv(decided, index=False)
        folder = tmp_path / f"decided {asking}"
        main(["check", *sources, "--same", str(decided), f"--decide={folder}"])
        asked = pd.read_csv(folder / "same.csv", dtype=str).drop(columns="notes").assign(same="no")
        answered = pd.concat([answered, asked]).drop_duplicates()
    checked = ng.check(*sources, same=decided)
    left = checked[checked[schema.CODE] == schema.POSSIBLE_DUPLICATE_PERSON]
    assert left.empty, left[[schema.TABLE, schema.LINE, schema.MESSAGE]].to_dict("records")
    assert not checked[schema.MESSAGE].str.contains("the decision changes nothing").any()


def beside(folder: Path, decisions: str) -> ng.ReferralNetwork:
    for name, row in (("a", "Tia Ulm,Birch"), ("b", "Yul Zane,Dill")):
        text = f"Name,Company,Referred by\nRhys Sand,Ash,\n{row},Rhys Sand\n"
        (folder / f"{name}.csv").write_text(text)
    (folder / "d.csv").write_text(f"contact_id,same_as,same\n{decisions}\n")
    return ng.read(folder / "a.csv", folder / "b.csv", same=folder / "d.csv")


@pytest.mark.parametrize("row", ["Rhys Sand (Ash),Rhys Sand", "Rhys Sand,Rhys Sand (Ash)"])
def test_a_name_and_a_name_with_an_organization_are_decided(row: str, tmp_path: Path) -> None:
    one = beside(tmp_path, f"{row},yes")
    assert one.contacts[schema.NAME].tolist() == ["Rhys Sand", "Tia Ulm", "Yul Zane"]
    assert set(one.referrals[schema.REFERRER_ID]) == {"Rhys Sand"}
    two = beside(tmp_path, f"{row},no")
    assert len(two.contacts) == 4
    assert schema.POSSIBLE_DUPLICATE_PERSON not in two.issues[schema.CODE].tolist()


def test_a_decision_without_effect_is_told_with_its_line(tmp_path: Path) -> None:
    net = beside(tmp_path, "Rhys Sand (Ash),Rhys Sand,yes\nRhys Sand (Oak),Rhys Sand,yes")
    told = net.issues[net.issues[schema.TABLE] == "same"]
    assert told[schema.LINE].tolist() == [3]
    assert "'Rhys Sand (Oak)' is in no table" in told[schema.MESSAGE].iloc[0]
    for name in ("a", "b"):
        text = f"id,name,referred_by\n1,Rhys Sand,\n{name}2,Tia {name},1\n"
        (tmp_path / f"{name}.csv").write_text(text)
    (tmp_path / "mails.csv").write_text("id,name,email\n7,Al Ash,al@x.org\n")
    (tmp_path / "more.csv").write_text("id,name,email\n8,Al Ash,al@x.org\n")
    (tmp_path / "d.csv").write_text("contact_id,same_as,same\n8,7,yes\n")
    files = [tmp_path / f"{name}.csv" for name in ("a", "b", "mails", "more")]
    net = ng.read(*files, same=tmp_path / "d.csv")
    told = net.issues[net.issues[schema.TABLE] == "same"]
    assert told[schema.MESSAGE].tolist() == [
        "'8' and '7' are one person already; the decision changes nothing"
    ]
    assert told[schema.LINE].tolist() == [2]


def test_a_text_that_fits_two_people_is_decided_for_one_of_them(tmp_path: Path) -> None:
    book, decided = tmp_path / "s.xlsx", tmp_path / "d.csv"
    with pd.ExcelWriter(book) as writer:
        pd.DataFrame({"Name": ["Sara Tull", "Bo Ek"], "Company": ["Ash", "Bay"]}).to_excel(
            writer, sheet_name="People", index=False
        )
        pd.DataFrame({"From": ["Sara Tull"], "To": ["Bo Ek"]}).to_excel(
            writer, sheet_name="Intros", index=False
        )
        pd.DataFrame({"Who": ["Sara Tull"], "Notes": ["called"]}).to_excel(
            writer, sheet_name="Calls", index=False
        )
    rows = "Sara Tull (2),Sara Tull (row 2),yes\nSara Tull (row 2),Sara Tull,no\n"
    decided.write_text(f"contact_id,same_as,same\n{rows}")
    net = ng.read(book, same=decided)
    assert net.referrals[schema.REFERRER_ID].tolist() == ["Sara Tull (row 2)"]
    assert net.issues[net.issues[schema.TABLE] == "same"].empty


def test_who_was_decided_to_be_two_is_not_asked_about_again(tmp_path: Path) -> None:
    """1 and 2 have one name and organization; 3 and 4 are alike, which only suggestions say."""
    (tmp_path / "contacts.csv").write_text(
        "contact_id,name,organization,referred_by\n1,Ann Ash,Acme,\n2,Ann Ash,Acme,1\n"
        "3,Bob Bay,Kite,2\n4,Rob Bay,Kite,2\n",
        encoding="utf-8",
    )
    asked = tmp_path / "asked"
    assert main(["check", str(tmp_path), "--decide", str(asked)]) == 0
    same = (asked / "same.csv").read_text(encoding="utf-8")
    assert same.count("one person?") == 2
    (tmp_path / "same.csv").write_text(same.replace(",,", ",no,"), encoding="utf-8")
    for more in ([], ["--same", str(tmp_path / "same.csv")]):
        again = tmp_path / f"again{len(more)}"
        assert main(["check", str(tmp_path), "--decide", str(again), *more]) == 0
        assert "one person?" not in (again / "same.csv").read_text(encoding="utf-8")
