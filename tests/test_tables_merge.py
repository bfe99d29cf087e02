"""Several files, one network: id, e-mail or profile make a person one, a name suggests it."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from netgraph import contacts, schema
from netgraph.errors import InputError
from netgraph.tables.check import check, decision_files, fill_shares
from netgraph.tables.linking.own_addresses import profile_addresses
from netgraph.tables.read import from_frames, read
from netgraph.tables.suggest import suggestions
from netgraph.tables.web_pages import page_address
from netgraph.tables.write import write_tables

SHEET = (
    "id,name,email,linkedin,company,referred_by\n"
    "1,Ann Lee,ann@x.org,,Acme,\n"
    "2,Bob Ray,,https://www.linkedin.com/in/bob/,,1\n"
    "3,Cyd Oz,,,,2\n"
)
BOOK = (
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    "Anne,Lee,,ANN@x.org,Acme Inc,CTO,\n"
    "Robert,Ray,http://linkedin.com/in/bob,,Beta,VP,\n"
    "Cyd,Oz,,,Gamma,,\n"
)


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """1 -> 2 -> 3 in a sheet; the same three in LinkedIn's export, the third by name only."""
    for name, text in (("sheet.csv", SHEET), ("Connections.csv", BOOK)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return [tmp_path / "sheet.csv", tmp_path / "Connections.csv"]


def test_the_same_person_is_recognised_by_email_and_profile(files: list[Path]) -> None:
    net = read(*files)
    assert list(net.contacts[schema.CONTACT_ID]) == ["1", "2", "3", "Cyd Oz"]
    assert list(net.contacts[schema.TITLE].fillna("")) == ["CTO", "VP", "", ""]
    assert list(net.contacts[schema.ORGANIZATION].fillna("")) == ["Acme", "Beta", "", "Gamma"]
    merged = net.issues[net.issues[schema.CODE] == schema.MERGED_CONTACT]
    assert merged[[schema.TABLE, schema.LINE]].to_numpy().tolist() == [
        ["Connections.csv", 2],
        ["Connections.csv", 3],
    ]
    assert "'1' on line 2 of sheet.csv; merged; kept as there: name (" in (
        message := merged[schema.MESSAGE].iloc[0]
    )
    # what is dropped is said beside what stays
    assert ", organization ('Acme', not " in message


def test_a_decision_merges_people_and_another_keeps_them_apart(
    files: list[Path], tmp_path: Path
) -> None:
    same = tmp_path / "same.csv"
    same.write_text("contact_id,same_as,same\nCyd Oz,3,yes\n", encoding="utf-8")
    net = read(*files, same=same)
    assert list(net.contacts[schema.CONTACT_ID]) == ["1", "2", "3"]
    assert net.contacts[schema.ORGANIZATION].iloc[2] == "Gamma"
    twins = pd.DataFrame({"id": ["1", "2"], "email": ["a@x", "a@x"], "referred_by": ["", "1"]})
    twins.to_csv(tmp_path / "contacts.csv", index=False)
    assert (
        read(tmp_path / "contacts.csv").issues[schema.CODE] == schema.POSSIBLE_DUPLICATE_PERSON
    ).sum() == 1
    same.write_text("contact_id,same_as,same\n2,1,no\n", encoding="utf-8")
    issues = read(tmp_path).issues
    assert set(issues[schema.CODE]) == {schema.PASSED_SHEET}, "a folder's same.csv counts"


def test_a_decision_also_names_a_stub(tmp_path: Path) -> None:
    (tmp_path / "contacts.csv").write_text("id,name\n1,Ann\n2,Bob\n", encoding="utf-8")
    (tmp_path / "referrals.csv").write_text("from,to\n1,2\nAnn L.,2\n", encoding="utf-8")
    (tmp_path / "same.csv").write_text("id,same_as,same\nAnn L.,1,yes\n", encoding="utf-8")
    net = read(tmp_path)
    assert len(net) == 2
    assert net.referrals["count"].tolist() == [2]


def test_two_who_share_only_a_name_stay_two_and_get_their_own_ids(tmp_path: Path) -> None:
    card = "BEGIN:VCARD\nFN:Ann Lee\nEMAIL:{}\nEND:VCARD\n"
    for name in ("a", "b"):
        (tmp_path / f"{name}.vcf").write_text(card.format(f"{name}@x.org"), encoding="utf-8")
    net = read(tmp_path / "a.vcf", tmp_path / "b.vcf")
    assert list(net.contacts[schema.CONTACT_ID]) == ["Ann Lee", "Ann Lee (row 1)"]
    assert suggestions(net)[[schema.VALUE, schema.SAME_AS, schema.SCORE]].to_numpy().tolist() == [
        ["Ann Lee (row 1)", "Ann Lee", 100.0]
    ]


def test_an_address_that_two_share_in_one_file_identifies_nobody(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        "id,email,referred_by\n1,info@x,\n2,info@x,1\n", encoding="utf-8"
    )
    (tmp_path / "b.csv").write_text("id,email,referred_by\n3,info@x,\n", encoding="utf-8")
    assert len(read(tmp_path / "a.csv", tmp_path / "b.csv")) == 3


def test_rows_read_are_rows_kept_merged_or_left_out_and_told(
    files: list[Path], tmp_path: Path
) -> None:
    (tmp_path / "more.csv").write_text("from,to\n1,2\n1,1\n1,2\n9,3\n", encoding="utf-8")
    net = read(*files, tmp_path / "more.csv")
    told = net.issues[schema.CODE].value_counts()
    assert (~net.contacts[schema.STUB]).sum() + told[schema.MERGED_CONTACT] == 3 + 3
    assert len(net.referrals) + told[schema.REPEATED_REFERRAL] + told[schema.SELF_REFERRAL] == 4 + 2
    assert net.referrals["count"].sum() == 4 + 2 - told[schema.SELF_REFERRAL]


def test_suggestions_find_likely_people_and_organizations_without_merging() -> None:
    contacts = pd.DataFrame(
        {
            "id": ["1", "2", "3", "4"],
            "name": ["Ana García", "Bob Ray", "Müller, Zoë", "Zed"],
            "company": ["Northwind Health", "Northwind Heath", "Acme", ""],
        }
    )
    net = from_frames(contacts, pd.DataFrame({"from": ["Anna Garcia", "1"], "to": ["2", "3"]}))
    found = suggestions(net)
    assert found[[schema.TABLE, schema.VALUE, schema.SAME_AS]].to_numpy().tolist() == [
        ["same", "Anna Garcia", "1"],
        ["aliases", "Northwind Heath", "Northwind Health"],
    ]
    assert suggestions(net, apart=[("1", "Anna Garcia")])[schema.TABLE].tolist() == ["aliases"]
    files = {path.name: table for path, table in decision_files(net).items()}
    assert list(files["same.csv"].columns) == ["contact_id", "same_as", "same", "notes"]
    assert files["aliases.csv"].to_numpy().tolist() == [["Northwind Heath", "Northwind Health"]]


def test_organizations_of_two_numbers_are_two_and_a_number_may_be_a_slip() -> None:
    """A million people of "Company 85039" and its like had 2.5 million suggestions, in 2 GB."""
    firms = ["Branch Office 12", "Branch Office 21", "Branch Office 3"]
    contacts = pd.DataFrame({"id": range(6), "company": [*firms, "Trust 4", "Trusts 4", "Trusts"]})
    found = suggestions(from_frames(contacts, pd.DataFrame({"from": [0], "to": [1]})))
    assert found[[schema.VALUE, schema.SAME_AS]].to_numpy().tolist() == [["Trusts 4", "Trust 4"]]
    contacts["company"] = ["Branch Office", *firms, "", ""]
    found = suggestions(from_frames(contacts, pd.DataFrame({"from": [0], "to": [1]})))
    assert {*found[schema.SAME_AS]} == {"Branch Office"}
    assert {*found[schema.VALUE]} == {*firms}


def test_check_gives_a_hint_with_every_issue(tmp_path: Path) -> None:
    path = tmp_path / "one.csv"
    path.write_text(
        "id,met_on,company,referred_by\n1,soon,Acme,\n2,,ACME,9\n3,,,3\n", encoding="utf-8"
    )
    found = check(path)
    assert list(found.columns) == [*schema.ISSUE_COLUMNS, schema.HINT]
    assert (found[schema.HINT] != "").all()
    assert found[schema.SEVERITY].tolist() == ["error", "warning", "warning", "info"]


def test_fill_shares_say_which_answers_are_weak() -> None:
    net = from_frames(
        pd.DataFrame({"id": ["1", "2"], "company": ["Acme", ""], "referred_by": ["", "1"]})
    )
    shares = fill_shares(net).set_index(schema.COLUMN)
    assert shares.loc[schema.ORGANIZATION, schema.SHARE] == 0.5
    assert (
        shares.loc[schema.MET_ON, schema.WEAKENS]
        == "no met_on: chances are counted from introduction"
    )


def test_suggestions_stay_within_their_comparisons_however_many_the_names() -> None:
    from netgraph.tables import suggest as suggesting

    names = [
        f"{a}{b}ton {a}{c}er"
        for a in "abcdefghijklmnopqr"
        for b in "aeiou"
        for c in "aeiou"
        for _ in range(200)
    ]
    blocks = suggesting._blocks(pd.Series(names, dtype="str"))
    assert sum(len(block) ** 2 for block in blocks) <= suggesting.MOST_COMPARISONS
    assert all(len(block) > 1 for block in blocks)
    few = pd.Series(["smith anna", "a smi smile", "", "ann", "zoe"], dtype="str")
    assert [block.tolist() for block in suggesting._blocks(few)] == [[0, 3], [0, 1]]
    assert suggesting._blocks(pd.Series([], dtype="str")) == []


def test_standard_columns_come_first_whichever_file_has_them(tmp_path: Path) -> None:
    """A further column of the first file stood before a date of the second, then came after."""
    (tmp_path / "a.csv").write_text("id,shoe size\n1,9\n", encoding="utf-8")
    (tmp_path / "b.csv").write_text(
        "id,met on,hat,referred_by\n2,2024-01-02,L,1\n", encoding="utf-8"
    )
    net = read(tmp_path / "a.csv", tmp_path / "b.csv")
    assert list(net.contacts) == ["contact_id", "stub", "met_on", "shoe size", "hat"]
    write_tables(net, tmp_path / "out")
    again = read(tmp_path / "out").contacts
    assert again.equals(net.contacts.set_axis(again.index))


def test_decisions_are_honoured_every_one_or_told(tmp_path: Path) -> None:
    """a, b and c are one by two rows; d and e share an e-mail and are two by decision."""
    (tmp_path / "one.csv").write_text("id,email\na,\nb,\nc,\nd,x@x\n", encoding="utf-8")
    (tmp_path / "two.csv").write_text("id,email,referred_by\ne,x@x,a\n", encoding="utf-8")
    said = "id,same_as,same\na,b,yes\na,c,yes\nd,e,no\nghost,a,yes\n"
    files = (tmp_path / "one.csv", tmp_path / "two.csv")
    (tmp_path / "same.csv").write_text(said, encoding="utf-8")
    net = read(*files, same=tmp_path / "same.csv")
    assert list(net.contacts[schema.CONTACT_ID]) == ["a", "d", "e"]
    told = net.issues[net.issues[schema.TABLE] == schema.SAME]
    assert told[[schema.CODE, schema.LINE, schema.COLUMN, schema.VALUE]].to_numpy().tolist() == [
        ["unknown_contact", 5, "contact_id", "ghost"]
    ]
    (tmp_path / "same.csv").write_text(said + "b,a,no\n", encoding="utf-8")
    with pytest.raises(
        InputError, match=r"line 6, column 'same': .*an earlier row decides otherwise"
    ):
        read(*files, same=tmp_path / "same.csv")


def test_two_files_of_one_name_are_told_apart_by_the_paths_that_were_typed(tmp_path: Path) -> None:
    for year in ("2023", "2024"):
        (tmp_path / year).mkdir()
        text = f"id,status,referred_by\n{year},nonsense,\n"
        (tmp_path / year / "contacts.csv").write_text(text, encoding="utf-8")
    files = [tmp_path / year / "contacts.csv" for year in ("2023", "2024")]
    with pytest.raises(InputError) as refused:
        read(*files)
    for file, problem in zip(files, refused.value.problems, strict=True):
        assert problem.startswith(f"{file}, line 2, column 'status'")


def test_issues_of_cleaning_and_linking_name_the_same_files(tmp_path: Path) -> None:
    # the bad status is found while the first file is cleaned, the stub's referrer once both are
    (tmp_path / "a.csv").write_text("id,status,referred_by\n1,nonsense,1\n", encoding="utf-8")
    (tmp_path / "b.csv").write_text("id,status,referred_by\n2,met,2\n", encoding="utf-8")
    found = read(tmp_path / "a.csv", tmp_path / "b.csv", lenient=True).issues
    assert found[[schema.CODE, schema.TABLE]].to_numpy().tolist() == [
        [schema.BAD_VALUE, "a.csv"],
        [schema.SELF_REFERRAL, "a.csv"],
        [schema.SELF_REFERRAL, "b.csv"],
    ]


LINKEDIN = (
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    "Priya,Raman,https://www.linkedin.com/in/priya-raman,,Acme Corp,Data Lead,14 Mar 2026\n"
    "Tom,O'Neil,https://www.linkedin.com/in/tomoneil,tom@oneil.ie,Globex,Recruiter,02 Feb 2026\n"
    "Wei,Zhang,https://www.linkedin.com/in/wei-1,,Hooli,Engineer,05 Jan 2026\n"
    "Wei,Zhang,https://www.linkedin.com/in/wei-2,,Acme Corp,Analyst,06 Jan 2026\n"
    "Ann,Lee,https://www.linkedin.com/in/ann,ann@a.org,Beta,,06 Jan 2026\n"
)
BY_NAMES = (
    "Name,Email,Referred by\nPriya Raman,,\nTom O\u2019Neil,,Priya Raman\n"
    "Lena Fox,,Tom O\u2019Neil\nAnn Lee,ann@b.org,Lena Fox\n"
)


def test_a_name_in_two_files_without_an_organization_is_told_and_decided(tmp_path: Path) -> None:
    """Another e-mail contradicts; namesakes of one file with two organizations are two people."""
    for name, text in (("Connections.csv", LINKEDIN), ("intros.csv", BY_NAMES)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    files = [tmp_path / "Connections.csv", tmp_path / "intros.csv"]
    net = read(*files)
    assert len(net.contacts) == 9
    told = net.issues[net.issues[schema.CODE] == schema.POSSIBLE_DUPLICATE_PERSON]
    assert told[[schema.TABLE, schema.LINE, schema.VALUE]].to_numpy().tolist() == [
        ["intros.csv", 2, "Priya Raman"],
        ["intros.csv", 3, "Tom O\u2019Neil"],
    ]
    assert (
        "the same name as 'priya-raman' on line 2 of Connections.csv"
        in (told[schema.MESSAGE].iloc[0])
    )
    # check --decide proposes what is told, and the answers settle all of it at once
    same = decision_files(net)[Path("same.csv")]
    proposed = same[same[schema.CONTACT_ID].isin(told[schema.VALUE])]
    assert dict(zip(proposed[schema.CONTACT_ID], proposed[schema.SAME_AS], strict=True)) == {
        "Priya Raman": "priya-raman",
        "Tom O\u2019Neil": "tomoneil",
    }
    for answer, people in (("yes", 7), ("no", 9)):
        proposed.assign(**{schema.SAME: answer}).to_csv(tmp_path / "same.csv", index=False)
        decided = read(*files, same=tmp_path / "same.csv")
        assert len(decided.contacts) == people
        assert schema.POSSIBLE_DUPLICATE_PERSON not in set(decided.issues[schema.CODE])


def test_who_is_told_to_be_perhaps_another_is_proposed_to_decide_on(tmp_path: Path) -> None:
    """Degrees, the third of a name and people without names are told, and so there is a row."""
    (tmp_path / "Connections.csv").write_text(
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
        'Raj,"Patel, MBA",https://www.linkedin.com/in/rajp,,Cedar,Analyst,11 Apr 2024\n'
        "Ida,Roe,https://www.linkedin.com/in/ida1,,Fir,Analyst,11 Apr 2024\n"
        "Ida,Roe,https://www.linkedin.com/in/ida2,,Elm,Analyst,11 Apr 2024\n"
    )
    (tmp_path / "own.csv").write_text(
        "Who,Company,Email,Referred by\nAda Moss,Birch,a@b.org,\nRaj Patel,Cedar,,Ada Moss\n"
        "Ida Roe,Elm,,Ada Moss\n,Birch,A@B.org,Ada Moss\n"
    )
    files = [tmp_path / "Connections.csv", tmp_path / "own.csv"]
    net = read(*files)
    told = net.issues[net.issues[schema.CODE] == schema.POSSIBLE_DUPLICATE_PERSON]
    same = decision_files(net)[Path("same.csv")]
    proposed = list(zip(same[schema.CONTACT_ID], same[schema.SAME_AS], strict=True))
    assert ("Raj Patel", "rajp") in proposed
    assert ("Ida Roe", "ida2") in proposed
    for message in told[schema.MESSAGE]:
        assert any(repr(a) in message and repr(b) in message for a, b in proposed), message
    same.assign(**{schema.SAME: "yes"})[
        [pair in {("Raj Patel", "rajp"), ("Ida Roe", "ida2")} for pair in proposed]
    ].to_csv(tmp_path / "same.csv", index=False)
    assert len(read(*files).contacts) == len(net.contacts) - 2


def test_merged_rows_keep_the_newest_contact_and_the_earliest_event(tmp_path: Path) -> None:
    rows = [("2026-01-07", "2026-01-20"), ("2026-02-09", "2026-01-07"), ("2026-01-30", "")]
    for number, (last, met) in enumerate(rows):
        columns = "id,name,last_contact_on,met_on,referred_to"
        text = f"{columns}\n1,Ona Beck,{last},{met},Al {number}\n"
        (tmp_path / f"{number}.csv").write_text(text)
    net = read(*(tmp_path / f"{number}.csv" for number in range(3)))
    (ona,) = net.contacts[net.contacts[schema.CONTACT_ID] == "1"].to_dict("records")
    assert f"{ona[schema.LAST_CONTACT_ON]:%Y-%m-%d}" == "2026-02-09"
    assert f"{ona[schema.MET_ON]:%Y-%m-%d}" == "2026-01-07"
    assert (net.referrals[schema.REFERRER_ID] == "1").sum() == 3
    told = net.issues[net.issues[schema.CODE] == schema.MERGED_CONTACT][schema.MESSAGE].tolist()
    assert told[0].endswith(
        "; merged; the newest: last_contact_on (2026-02-09, not 2026-01-07); the earliest: met_on "
        "(2026-01-07, not 2026-01-20); both count: referred_to"
    )
    assert told[1].endswith(
        "; the newest: last_contact_on (2026-02-09, not 2026-01-30); both count: referred_to"
    )


CALLS = """id,Name,Company,Referred by,Met on,Thanked on,Email
1,Ines Roth,Acme,,2026-02-03,,ines@a.org
2,Bob Ray,Birch,Ines Roth,2026-03-01,,
3,Ines R.,Acme,,2026-04-14,,ines@a.org
4,Ines,Acme,,2026-03-05,2026-03-06,
"""


@pytest.mark.parametrize("further", [False, True])
def test_a_later_meeting_of_one_person_is_their_last_contact(
    tmp_path: Path, *, further: bool
) -> None:
    text = CALLS
    if further:  # a column of last contacts that says less
        first, *rest = CALLS.splitlines()
        text = "\n".join([f"{first},Last contact", *(f"{row},2026-02-05" for row in rest)])
    (tmp_path / "calls.csv").write_text(text, encoding="utf-8")
    (tmp_path / "same.csv").write_text(
        "contact_id,same_as,same\n3,1,yes\n4,1,yes\n", encoding="utf-8"
    )
    net = read(tmp_path, as_of="2026-04-28")
    kept = contacts(net).set_index("contact_id").loc["1"]
    assert (kept["last_contact_on"].isoformat()[:10], kept["days_quiet"]) == ("2026-04-14", 14)
    assert net.contacts["met_on"].iloc[0].isoformat()[:10] == "2026-02-03"
    told = net.issues[net.issues["code"] == "merged_contact"]["message"]
    assert told.str.contains("last contact 2026-04-14", regex=False).all()
    # before that day it has not happened
    earlier = contacts(net.as_of("2026-03-10")).set_index("contact_id").loc["1"]
    assert earlier["last_contact_on"].isoformat()[:10] == "2026-03-06"


def test_days_that_stay_say_the_last_contact_themselves(tmp_path: Path) -> None:
    text = CALLS.replace("2026-02-03,,ines", "2026-02-03,2026-05-01,ines")
    (tmp_path / "calls.csv").write_text(text, encoding="utf-8")
    (tmp_path / "same.csv").write_text("contact_id,same_as,same\n3,1,yes\n", encoding="utf-8")
    net = read(tmp_path, as_of="2026-05-02")
    assert "last_contact_on" not in net.contacts.columns
    assert not net.issues["message"].str.contains("last contact").any()


@pytest.mark.parametrize(
    "page",
    [
        "https://uk.linkedin.com/in/jo-k%C3%B6nig-1",
        "http://m.linkedin.com/in/jo-könig-1/?trk=people",
        "LINKEDIN.com/in/Jo-König-1#about",
        "//de.linkedin.com/mwlite/in/jo-könig-1/en",
    ],
)
def test_one_profile_copied_from_anywhere_is_one_person(page: str, tmp_path: Path) -> None:
    ours, theirs = tmp_path / "ours.csv", tmp_path / "theirs.csv"
    ours.write_text(
        "id,name,profile,referred_by\n"
        f"1,Jo König,https://www.linkedin.com/in/jo-könig-1/,\n2,Bo Elm,,{page}\n",
        encoding="utf-8",
    )
    theirs.write_text(f"id,name,linkedin\n7,J. Konig,{page}\n", encoding="utf-8")
    net = read(ours, theirs)
    assert net.contacts[schema.CONTACT_ID].tolist() == ["1", "2"]
    assert net.referrals[schema.REFERRER_ID].tolist() == ["1"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # what the query says is whose page it is
        ("https://uni.example/people/view.php?id=4", "https://uni.example/people/view.php?id=7"),
        # the prefix of all profiles, not filled in
        ("https://www.linkedin.com/in/", "https://uk.linkedin.com/in"),
    ],
)
def test_pages_of_two_people_join_nobody(one: str, other: str, tmp_path: Path) -> None:
    for at, (name, page) in enumerate((("Ann Ahn", one), ("Bo Elm", other)), 1):
        (tmp_path / f"{at}.csv").write_text(
            f"id,name,profile,referred_by\n{at},{name},{page},\n", encoding="utf-8"
        )
    assert len(read(tmp_path / "1.csv", tmp_path / "2.csv").contacts) == 2
    # the marks of a visit say nothing
    joint = "&" if "?" in one else "?"
    assert page_address(f"{one}{joint}utm_source=mail") == page_address(one)


def test_pages_are_compared_alike_one_by_one_and_all_at_once() -> None:
    pages = [
        *("https://www.linkedin.com/in/Ann-Lee/", "HTTP://LinkedIn.com/in/a_b", "", None),
        *("https://uk.linkedin.com/in/Ann/?trk=x", "m.linkedin.com/in/ann", " linkedin.com/in/a "),
        *(
            "https://www.linkedin.com/in/j%C3%A9",
            "https://www.linkedin.com/in/",
            "linkedin.com/in/-",
        ),
        *(
            "https://linkedin.com/in/a//",
            "https://linkedin.com/in/a/de",
            "https://linkedin.com/in/É",
        ),
        *("https://www.uni.edu/p/?id=4", "https://www.linkedin.com/in/ann\n"),
    ]
    rows = pd.DataFrame({"LinkedIn": pd.array(pages, dtype="str")})
    found = profile_addresses(rows)
    assert found is not None
    said = [page if isinstance(page, str) else "" for page in found]
    assert said == [page_address(page or "") for page in pages]
