"""Who is one person in several students' searches, where ids agree and addresses do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import netgraph as ng
from netgraph import schema

if TYPE_CHECKING:
    from pathlib import Path

HEADER = "id,Name,Company,Email,LinkedIn,Referred by,Met on\n"


def office_of(folder: Path, **rows: str) -> Path:
    """A folder a student, in whose sheet the one contact 4 stands behind another."""
    for at, (student, row) in enumerate(rows.items()):
        (folder / student).mkdir(parents=True)
        text = f"{HEADER}{at + 10},Contact {student},Acme,,,,2026-01-03\n{row}\n"
        (folder / student / "contacts.csv").write_text(text, encoding="utf-8")
    return folder


def smiths(cohort: ng.Cohort) -> list[str]:
    people = cohort.everybody.people
    return [str(one) for one in people.loc[people["name"] == "John Smith", "contact_id"]]


def told(cohort: ng.Cohort) -> list[str]:
    issues = cohort.issues
    doubtful = issues[schema.CODE] == schema.POSSIBLE_DUPLICATE_PERSON
    return [str(one) for one in issues.loc[doubtful, schema.MESSAGE]]


@pytest.mark.parametrize(
    ("one", "other", "which"),
    [
        ("john@acme.org,", "smith@zeta.org,", "another e-mail ('smith@zeta.org', not 'john@"),
        (",linkedin.com/in/js", ",uk.linkedin.com/in/john-s", "another profile ("),
    ],
)
def test_two_of_one_number_and_one_name_are_two_where_addresses_say_so(
    one: str, other: str, which: str, tmp_path: Path
) -> None:
    rows = {"amy": f"4,John Smith,Acme,{one},10,", "bob": f"4,John Smith,Zeta,{other},11,"}
    cohort = ng.read_cohort(office_of(tmp_path, **rows))
    assert smiths(cohort) == ["4", "bob:4"]
    (message,) = told(cohort)
    assert which in message
    assert "on line 3 of amy/contacts.csv" in message
    line = cohort.issues.loc[cohort.issues[schema.MESSAGE] == message]
    assert line[[schema.TABLE, schema.LINE]].to_numpy().tolist() == [["bob/contacts.csv", 3]]
    # the way out that the message names
    same = tmp_path / "same.csv"
    same.write_text("contact_id,same_as,same\nbob:4,4,yes\n", encoding="utf-8")
    assert smiths(joined := ng.read_cohort(tmp_path)) == ["4"]
    assert not told(joined)
    same.write_text("contact_id,same_as,same\nbob:4,4,no\n", encoding="utf-8")
    assert smiths(two := ng.read_cohort(tmp_path)) == ["4", "bob:4"]
    assert not told(two)
    same.write_text("contact_id,same_as,same\n4,4,yes\n", encoding="utf-8")
    assert smiths(settled := ng.read_cohort(tmp_path)) == ["4"]
    assert not told(settled)


@pytest.mark.parametrize(
    ("cells", "persons"),
    [
        # nothing against it: one has no address, or an address of another kind
        (["john@acme.org,", ","], 1),
        (["john@acme.org,", ",linkedin.com/in/js"], 1),
        # an agreeing address says more than another that differs
        (["john@acme.org,linkedin.com/in/js", "old@home.org,de.linkedin.com/in/JS/"], 1),
        (["john@acme.org,linkedin.com/in/js", "JOHN@acme.org,linkedin.com/in/john-s"], 1),
        # one row ties the two addresses of the others together
        (["john@acme.org,", ",linkedin.com/in/js", "john@acme.org,linkedin.com/in/js"], 1),
        # an office's address is nobody's own
        (["info@acme.org,", "john@acme.org,"], 1),
        # of two nothing says which the third is
        (["john@acme.org,", "smith@zeta.org,", ","], 3),
        (["john@acme.org,", "smith@zeta.org,", "smith@zeta.org,"], 2),
    ],
)
def test_addresses_that_contradict_nothing_leave_one_person(
    cells: list[str], persons: int, tmp_path: Path
) -> None:
    rows = {f"s{n}": f"4,John Smith,,{cell},{n + 10}," for n, cell in enumerate(cells)}
    cohort = ng.read_cohort(office_of(tmp_path, **rows))
    assert len(smiths(cohort)) == persons
    assert len(told(cohort)) == persons - 1


def test_in_shared_tables_an_id_stays_one_person_told_unless_both_are_kept(tmp_path: Path) -> None:
    sheet = tmp_path / "all.csv"
    sheet.write_text(
        f"student id,{HEADER}amy,4,John Smith,Acme,john@acme.org,,,2026-01-03\n"
        "bob,4,John Smith,Zeta,smith@zeta.org,,,2026-01-04\n",
        encoding="utf-8",
    )
    cohort = ng.read_cohort(sheet)
    assert smiths(cohort) == ["4"]
    (message,) = told(cohort)
    assert "taken as one person" in message
    assert "--keep both" in message
    assert smiths(ng.read_cohort(sheet, keep="both")) == ["4", "bob:4"]
    same = tmp_path / "same.csv"
    same.write_text("contact_id,same_as,same\n4,4,yes\n", encoding="utf-8")
    settled = ng.read_cohort(sheet, same=same)
    assert (smiths(settled), told(settled)) == (["4"], [])


NAMED = "Name,Organization,Email,LinkedIn,Met on\n"


def plain_office(folder: Path, **rows: str) -> Path:
    """A file a student, without ids, in which each has further contacts of their own."""
    (folder / "seekers.csv").write_text("seeker_id\n" + "\n".join(rows), encoding="utf-8")
    for at, (student, row) in enumerate(rows.items(), 1):
        text = f"{NAMED}Contact {student},Org{student},,,2026-01-0{at}\n{row},2026-02-0{at}\n"
        (folder / f"{student}.csv").write_text(text, encoding="utf-8")
    return folder


def joined(cohort: ng.Cohort) -> list[str]:
    issues = cohort.issues
    return [str(m) for m in issues.loc[issues["code"] == schema.MERGED_CONTACT, "message"]]


def names(cohort: ng.Cohort) -> list[str]:
    found = cohort.everybody.people["name"].tolist()
    return sorted(str(name) for name in found if not str(name).startswith("Contact"))


@pytest.mark.parametrize(
    ("address", "what"), [(",linkedin.com/in/bob", "profile"), ("bob@x.org,", "e-mail")]
)
def test_unlike_names_at_one_address_are_told_over_searches_and_stay_two(
    address: str, what: str, tmp_path: Path
) -> None:
    # the third is the second by the same address, although it is the first's as well
    rows = {"amy": f"Bob Bb,Orgb,{address}", "ben": f"Zoe Zz,Orgz,{address}"}
    cohort = ng.read_cohort(plain_office(tmp_path, **rows))
    assert names(cohort) == ["Bob Bb", "Zoe Zz"]
    (message,) = told(cohort)
    assert message.startswith(f"'Zoe Zz' has the same {what} as 'Bob Bb' on line 3 of amy.csv")
    assert joined(cohort) == []
    assert "Zoe Zz" in ng.suggestions(cohort.everybody)["value"].tolist()
    rows["cyd"] = f"Zoe Zz,Orgz,{address}"
    cohort = ng.read_cohort(plain_office(tmp_path, **rows))
    assert names(cohort) == ["Bob Bb", "Zoe Zz"]
    (message,) = joined(cohort)
    assert message.startswith(f"'Zoe Zz' is one person, by {what}, here and on line 3 of ben.csv")


def test_who_is_joined_over_searches_by_an_address_is_listed_and_can_be_parted(
    tmp_path: Path,
) -> None:
    page = "linkedin.com/in/lee"
    office = plain_office(
        tmp_path,
        amy=f"Lee Li,Orgl,lee@l.org,{page}",
        ben=f"Dr. Lee Li,Orgl,,https://uk.{page}/",
        cyd="Lee Li,Orgq,LEE@l.org,",
    )
    cohort = ng.read_cohort(office)
    assert len(names(cohort)) == 1
    apart = "; if they are two, say so in same.csv (contact_id '{}', same_as 'Lee Li', same no)"
    assert sorted(joined(cohort)) == [
        "'Dr. Lee Li' is one person, by profile, with 'Lee Li' on line 3 of amy.csv"
        + apart.format("Dr. Lee Li"),
        "'Lee Li' is one person, by e-mail, here and on line 3 of amy.csv"
        + apart.format("cyd:Lee Li"),
    ]
    same = tmp_path / "same.csv"
    same.write_text("contact_id,same_as,same\ncyd:Lee Li,Lee Li,no\n", encoding="utf-8")
    cohort = ng.read_cohort(office)
    assert len(names(cohort)) == 2
    assert not [m for m in cohort.issues["message"] if "changes nothing" in m]
    (message,) = joined(cohort)
    assert message.startswith("'Dr. Lee Li' is one person, by profile")


def test_numbers_that_an_address_makes_one_person_are_listed_and_can_be_parted(
    tmp_path: Path,
) -> None:
    rows = {"amy": "4,Ann Ash,Acme,ann@a.org,,10,", "bob": "7,A. Ash,Acme,ann@a.org,,11,"}
    cohort = ng.read_cohort(office_of(tmp_path, **rows))
    (message,) = joined(cohort)
    assert "same.csv (contact_id '7', same_as '4', same no)" in message
    assert not told(cohort)
    (tmp_path / "same.csv").write_text("contact_id,same_as,same\n7,4,no\n", encoding="utf-8")
    cohort = ng.read_cohort(tmp_path)
    assert joined(cohort) == []
    assert {"Ann Ash", "A. Ash"} <= set(cohort.everybody.people["name"])
    (tmp_path / "same.csv").write_text("contact_id,same_as,same\n7,10,yes\n", encoding="utf-8")
    messages = joined(ng.read_cohort(tmp_path))
    assert any("as same.csv says" in m for m in messages)


def test_a_search_of_nobody_is_read(tmp_path: Path) -> None:
    (tmp_path / "contacts.csv").write_text("contact_id,name,seeker_id\na,Ann,\n", "utf-8")
    to_themself = "referrer_id,referred_id,seeker_id\na,a,s0\n"
    (tmp_path / "referrals.csv").write_text(to_themself, "utf-8")
    cohort = ng.read_cohort(tmp_path, lenient=True, keep=["first", "both"])
    assert list(cohort.seekers) == ["s0"]
    assert len(cohort.network("s0")) == 0
    assert list(ng.check(tmp_path, lenient=True)[schema.CODE])
