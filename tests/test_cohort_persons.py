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
