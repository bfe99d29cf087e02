"""Searches linked together are as linked one by one, whatever their cells say."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from drawn_cohorts import write_cohort, write_sheet

import netgraph as ng
from netgraph.tables.check import check
from netgraph.tables.cohorts import from_tables, refused

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def both_ways(monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[ng.Cohort, ng.Cohort]]:
    """Read a folder together and one by one; it must be the former that reading takes."""
    together = from_tables.cohort_together

    def read(folder: Path, **options: Any) -> tuple[ng.Cohort, ng.Cohort]:
        made: list[ng.Cohort | None] = []

        def noted(*args: Any) -> ng.Cohort | None:
            made.append(together(*args))
            return made[-1]

        monkeypatch.setattr(from_tables, "cohort_together", noted)
        fast = ng.read_cohort(folder, **options)
        assert made == [fast]
        monkeypatch.setattr(from_tables, "cohort_together", lambda *_: None)
        return fast, ng.read_cohort(folder, **options)

    return read


def same_cohort(found: ng.Cohort, wanted: ng.Cohort) -> None:
    """Every table of every search, with lines and issues."""
    assert found.seekers.equals(wanted.seekers)
    assert found.as_of_date == wanted.as_of_date
    pd.testing.assert_frame_equal(found.issues, wanted.issues)
    pairs = [(found.everybody, wanted.everybody), (found.side_by_side, wanted.side_by_side)]
    pairs += [(found.network(s), wanted.network(s)) for s in found.seekers]
    for one, other in pairs:
        assert one.left_out == other.left_out
        assert len(one.files) == len(other.files)
        for name in ("contacts", "referrals", "repeats", "issues"):
            tables = [getattr(net, name) for net in (one, other)]
            if name == "repeats":
                tables = [table.reset_index(drop=True) for table in tables]
            pd.testing.assert_frame_equal(*tables, obj=name)
        assert (one.targets is None) == (other.targets is None)
        if one.targets is not None and other.targets is not None:
            pd.testing.assert_frame_equal(one.targets, other.targets)


@pytest.mark.parametrize("seed", range(20, 24))
def test_two_tables(
    tmp_path: Path, both_ways: Callable[..., tuple[ng.Cohort, ng.Cohort]], seed: int
) -> None:
    folder = write_cohort(tmp_path, seed, searches=5, dates=seed % 3 != 2)
    options: dict[str, Any] = {"as_of": "2026-05-20"} if seed % 2 else {}
    same_cohort(*both_ways(folder, **options))


@pytest.mark.parametrize("seed", range(8))
def test_one_sheet_whose_cells_name_referrers_as_people_do(
    tmp_path: Path, both_ways: Callable[..., tuple[ng.Cohort, ng.Cohort]], seed: int
) -> None:
    folder = write_sheet(tmp_path, seed, searches=5)
    same_cohort(*both_ways(folder, lenient=True, keep="both"))


def with_repeated_ids(folder: Path, seed: int) -> Path:
    """The sheet with some rows of every search once more, of other cells."""
    path = folder / "sheet.csv"
    header, *rows = path.read_text(encoding="utf-8").splitlines()
    again = [row.replace("Ltd", "Inc").replace("2026-01", "2026-02") for row in rows[seed::4]]
    path.write_text("\n".join([header, *again, *rows]) + "\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("keep", ["first", "last"])
def test_ids_that_are_twice_in_a_search(
    tmp_path: Path, both_ways: Callable[..., tuple[ng.Cohort, ng.Cohort]], seed: int, keep: str
) -> None:
    folder = with_repeated_ids(write_sheet(tmp_path, seed, searches=5), seed)
    same_cohort(*both_ways(folder, lenient=True, keep=["both", keep]))


@pytest.mark.parametrize("seed", range(3))
def test_what_is_wrong_with_repeated_ids_is_listed_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    folder = with_repeated_ids(write_sheet(tmp_path, seed, searches=5), seed)
    together = refused.issues_together
    made: list[object] = []
    monkeypatch.setattr(refused, "issues_together", lambda *a: made.append(together(*a)) or made[0])
    found = check(folder)
    assert made[0] is not None
    assert (found["code"] == "duplicate_contact").sum() >= 5
    monkeypatch.setattr(refused, "issues_together", lambda *_: None)
    pd.testing.assert_frame_equal(found, check(folder))


def test_a_plan_that_may_be_a_slip_is_told_of_its_search(
    tmp_path: Path, both_ways: Callable[..., tuple[ng.Cohort, ng.Cohort]]
) -> None:
    text = "id,name,referred by,met on,scheduled for,seeker_id\n"
    text += "1,Ann,,2026-01-03,2031-01-04,s1\n2,Bo,1,2026-02-03,,s1\n3,Cy,,2026-01-03,,s2\n"
    (tmp_path / "sheet.csv").write_text(text, encoding="utf-8")
    fast, slow = both_ways(tmp_path)
    same_cohort(fast, slow)
    assert (fast.issues["code"] == "lonely_date").sum() == 1


@pytest.mark.parametrize("seed", range(3))
def test_people_without_ids_are_called_as_in_a_sheet_of_their_own(
    tmp_path: Path, seed: int
) -> None:
    folder = write_sheet(tmp_path / "all", seed, searches=4, ids=False)
    cohort = ng.read_cohort(folder, lenient=True)
    lines = (folder / "sheet.csv").read_text(encoding="utf-8").splitlines()
    for seeker in cohort.seekers:
        own = [lines[0], *(line for line in lines if line.endswith(f",{seeker}"))]
        (folder / "sheet.csv").write_text("\n".join(own) + "\n", encoding="utf-8")
        alone = ng.read(folder, lenient=True).people
        found = cohort.network(seeker).people
        # a namesake is told apart by the row, which is another one in another file
        ids = [t["contact_id"].str.replace(r"row \d+", "row", regex=True) for t in (found, alone)]
        assert ids[0].tolist() == ids[1].tolist()
        assert found["organization"].equals(alone["organization"])


def test_a_search_does_not_know_the_words_of_others(tmp_path: Path) -> None:
    text = "id,name,referred_by,status,seeker_id\n1,Ann,,ghosted,s1\n2,Bob,,met,s2\n3,Cy,2,met,s2\n"
    (tmp_path / "sheet.csv").write_text(text, encoding="utf-8")
    cohort = ng.read_cohort(tmp_path / "sheet.csv")
    assert "ghosted" in str(cohort.side_by_side.files)
    assert b"ghosted" not in pickle.dumps(cohort.network("s2"))


def test_rows_of_several_seekers_read_as_one_search_are_told(tmp_path: Path) -> None:
    text = "id,name,referred_by,seeker_id\n1,Ann,,s1\n2,Bob,1,s2\n3,Cleo,1,s2\n"
    path = tmp_path / "sheet.csv"
    path.write_text(text, encoding="utf-8")
    told = ng.read(path).issues
    message = told.loc[told["column"] == "seeker_id", "message"].item()
    assert message.startswith("rows of 2 seekers are read as one search")
    assert "--by-seeker" in message
    assert len(ng.read_cohort(path)) == 2
    path.write_text(text.replace("2,Bob", "1,Bob"), encoding="utf-8")
    with pytest.raises(ng.InputError, match="read_cohort reads each search"):
        ng.read(path)
