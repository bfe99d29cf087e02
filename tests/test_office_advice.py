"""What a career office is told of its columns, and how often its folder is looked at."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import netgraph as ng
from netgraph.cli import main
from netgraph.report import earlier_pages

if TYPE_CHECKING:
    from pathlib import Path

ROWS = """s1,Lena Land,Ann Lee,Acme,2026-05-01,
s1,Lena Land,Mo Ving,Acme,2026-05-03,Ann Lee
s2,Mo Ving,Di Fox,Birch,2026-05-04,
s2,Mo Ving,Lena Land,Birch,2026-05-04,Di Fox
"""
"""Students who are contacts of each other: their names name people of the table."""


@pytest.mark.parametrize("heading", ["Student Name", "Student's name", "Kandidat", "Mentee Name"])
@pytest.mark.parametrize("referrers", ["", ",Referred By"])
def test_the_names_of_students_are_offered_as_no_referrers(
    heading: str, referrers: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = ROWS.splitlines()
    rows = rows if referrers else [row.rpartition(",")[0] for row in rows]
    lines = [f"Student ID,{heading},Name,Employer,Date{referrers}", *rows]
    path = tmp_path / "sheet.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert main(["check", str(path)]) == (0 if referrers else 1)
    said = capsys.readouterr()
    text = " ".join((said.out + said.err).split())
    assert f"={heading}" not in text
    assert f"'{heading}'?" not in text
    assert f"'{heading}' looks like" not in text
    if referrers:
        assert ng.read_cohort(path).seekers.tolist() == ["s1", "s2"]


def test_one_referrer_of_all_rows_of_a_table_of_one_search_is_still_offered(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text("Name,Employer,Known via\nAnn Lee,Acme,\nBo Ray,Acme,Ann Lee\n", "utf-8")
    main(["check", str(path)])
    said = capsys.readouterr()
    assert "Known via" in said.out + said.err


def test_shares_of_an_office_are_those_of_its_tables(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Everybody as one has a last contact, the later of two meetings, which no table has."""
    contacts = "seeker_id,contact_id,name,met_on\ns1,a,Ann,2026-01-05\ns2,a,Ann,2026-05-05\n"
    (tmp_path / "contacts.csv").write_text(f"{contacts}s1,b,Bo,\n", encoding="utf-8")
    (tmp_path / "referrals.csv").write_text(
        "seeker_id,referrer_id,referred_id\ns1,a,b\n", encoding="utf-8"
    )
    assert "last_contact_on" in ng.read_cohort(tmp_path).everybody.contacts.columns
    for more in ([], ["--redact", "all"]):
        assert main(["check", str(tmp_path), "--format", "json", *more]) == 0
        told = json.loads(capsys.readouterr().out)["columns"]
        shares = {row["column"]: (row["filled"], row["rows"]) for row in told}
        assert shares["last_contact_on"] == (0, 3)
        assert shares["met_on"] == (2, 3)
        assert "seeker_id" not in shares


def test_the_index_of_a_folder_is_read_once_where_it_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = "seeker_id,contact_id,name,met_on,referred_by\ns1,a,Ann Lee,2026-01-05,\n"
    (tmp_path / "contacts.csv").write_text(f"{table}s1,b,Bo Ray,2026-01-06,a\n", encoding="utf-8")
    cohort = ng.read_cohort(tmp_path)
    read: list[Path] = []
    links = earlier_pages._links

    def counted(folder: Path) -> list[tuple[str, str]]:
        read.append(folder)
        return links(folder)

    monkeypatch.setattr(earlier_pages, "_links", counted)
    for _ in range(2):
        ng.write_figures(cohort, "growth", tmp_path / "pages", format="svg")
    assert len(read) == 2
