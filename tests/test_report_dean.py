"""The page for the dean: counts of groups of students, nobody's name, nothing to be derived."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest
from real_sets import ROOT
from scipy.optimize import linprog
from test_plot_cohorts import made

import netgraph as ng
from netgraph.analysis.group_outcomes import (
    burden_on_people,
    group_columns,
    outcomes_by_group,
)
from netgraph.cli import main
from netgraph.errors import OptionError, UnknownNameError
from netgraph.report.dean import dean_bytes
from netgraph.report.office_words import ABOUT_TABLES

if TYPE_CHECKING:
    from pathlib import Path

    from netgraph.cohort.cohort import Cohort

OFFICE = ROOT / "data" / "office"


def grouped(folder: Path, sizes: dict[tuple[str, str], int]) -> Cohort:
    """Write students of schools and programmes, each with one contact who was met."""
    students = [where for where, size in sizes.items() for _ in range(size)]
    ids = [f"s{n:03d}" for n in range(len(students))]
    contacts = [{"seeker_id": one, "contact_id": f"c{one}", "met_on": "2026-05-04"} for one in ids]
    seekers = [
        {"seeker_id": one, "school": school, "programme": programme, "outcome": "searching"}
        for one, (school, programme) in zip(ids, students, strict=True)
    ]
    return made(folder, contacts, [("s000", "cs000", "zed")], seekers)


def numbers(table: pd.DataFrame) -> dict[str, int | None]:
    cells = zip(table["group"], table["students"], strict=True)
    return {group: None if pd.isna(n) else int(n) for group, n in cells}


def test_groups_are_counted_as_the_tables_of_the_office_say() -> None:
    cohort = ng.read_cohort(OFFICE)
    columns = group_columns(cohort)
    assert columns == ["programme", "year"]  # an outcome is counted, and makes no groups
    with (OFFICE / "seekers.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    tables = outcomes_by_group(cohort, columns, 2)
    for name in columns:
        shown = numbers(tables[name])
        for group in {row[name] for row in rows}:
            assert shown[group] == sum(row[name] == group for row in rows)
    landed = tables["programme"].set_index("group")["landed"]
    mine = next(row["programme"] for row in rows if row["outcome"] == "landed")
    assert pd.isna(landed[mine])  # one is no count to show


def test_what_a_part_leaves_of_its_whole_in_another_column_is_no_count_to_find(
    tmp_path: Path,
) -> None:
    """Beta is 3 students: School A (15) less Alpha (12) would say so, by two columns."""
    sizes = {("A", "Alpha"): 12, ("A", "Beta"): 3, ("B", "Gamma"): 14, ("B", "Delta"): 16}
    cohort = grouped(tmp_path, sizes)
    tables = outcomes_by_group(cohort, ["school", "programme"], 11)
    school, programme = numbers(tables["school"]), numbers(tables["programme"])
    assert programme["Beta"] is None
    assert None in (school["A"], programme["Alpha"])
    # and one column alone: something else goes, or the total
    alone = numbers(outcomes_by_group(cohort, ["programme"], 11)["programme"])
    assert [*alone.values()].count(None) > 1


@pytest.mark.parametrize("seed", range(6))
def test_no_small_group_has_few_possibilities(seed: int, tmp_path: Path) -> None:
    """What a reader can say of a small group, by a linear programme of its own."""
    rng = np.random.default_rng(seed)
    least = 5
    combinations = [(s, p) for s in "AB" for p in ("P", "Q", "R") if rng.random() < 0.8]
    sizes = {where: int(rng.integers(1, 16)) for where in combinations}
    tables = outcomes_by_group(grouped(tmp_path, sizes), ["school", "programme"], least)
    shown = {name: numbers(table) for name, table in tables.items()}
    # an equation a shown cell: the combinations in it sum to it
    rows, sums = [], []
    for name, at in (("school", 0), ("programme", 1)):
        for group, number in shown[name].items():
            inside = [float(group in ("all students", one[at])) for one in combinations]
            if number is not None:
                assert not 0 < number < least
                rows.append(inside)
                sums.append(number)
    for name, at in (("school", 0), ("programme", 1)):
        for group, number in shown[name].items():
            goal = np.array([float(group in ("all students", one[at])) for one in combinations])
            truth = sum(n * w for n, w in zip(sizes.values(), goal, strict=True))
            if number is not None or truth >= least:
                continue
            ends = []
            for sign in (1, -1):
                found = linprog(
                    sign * goal, A_eq=rows or None, b_eq=sums or None, bounds=(0, 1_000)
                )
                ends.append(sign * found.fun)
            assert ends[1] - ends[0] >= least - 1 - 1e-6, (group, sizes, shown)


def test_the_page_names_nobody(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "dean.html"
    assert main(["report", str(OFFICE), "--min-cell", "11", "-o", str(out)]) == 0
    page, said = out.read_text(encoding="utf-8"), capsys.readouterr()
    for table, columns in (("contacts", ("name", "email")), ("seekers", ("name",))):
        with (OFFICE / f"{table}.csv").open(encoding="utf-8") as file:
            for row in csv.DictReader(file):
                for cell in (row[c] for c in columns if row[c]):
                    assert cell not in page
                    assert cell not in said.out + said.err
    # drawings have hashes in their marks; words and the rows of tables have none
    words = re.sub(r"<style>.*?</style>|<[^>]+>", " ", page, flags=re.DOTALL)
    assert not re.search(r"\b(?:s\d\d|c\d{3})\b", words)
    for heading in (
        "Students by programme",
        "Students by year",
        "asked of alumni",
        "Public Policy",
    ):
        assert heading in page
    assert "Where first contacts came from" in page
    assert 'id="map-page"' not in page


def test_groups_are_chosen_by_their_column(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "dean.html"
    words = ["report", str(OFFICE), "-o", str(out), "--min-cell", "11"]
    assert main([*words, "--group", "year"]) == 0
    page = out.read_text(encoding="utf-8")
    assert "Students by year" in page
    assert "Students by programme" not in page
    assert main([*words, "--group", "yaer"]) == 1
    assert "'year'" in capsys.readouterr().err
    assert main(["report", str(OFFICE), "--group", "year"]) == 1
    assert "--min-cell" in capsys.readouterr().err
    with pytest.raises(UnknownNameError):
        group_columns(ng.read_cohort(OFFICE), ["yaer"])


def test_the_burden_counts_everybody_once(tmp_path: Path) -> None:
    cohort = ng.read_cohort(OFFICE)
    table = burden_on_people(cohort, 2)
    assert table["people"].sum() == len(cohort.everybody)
    small = grouped(tmp_path, {("A", "P"): 4})
    assert burden_on_people(small, 11)["people"].isna().any()


def test_the_page_speaks_of_students_and_to_nobodys_search() -> None:
    data = dean_bytes(ng.read_cohort(OFFICE), min_cell=11).decode()
    words = re.sub(r"<(script|style)\b.*?</\1>", "", data, flags=re.DOTALL)
    assert not re.search(r"\b(you|your|yourself)\b", words, re.IGNORECASE)


def test_no_row_of_a_table_of_groups_is_empty_and_its_name_is_told() -> None:
    data = dean_bytes(ng.read_cohort(OFFICE), min_cell=11).decode()
    rows = re.findall(r'<th scope="row">([^<]*)</th>((?:<td\s*[^>]*>[^<]*</td>)+)', data)
    assert rows
    blank = [name for name, cells in rows if not re.sub(r"<[^>]*>", "", cells).strip()]
    assert blank == []
    assert "None of their counts can be shown: Design" in data
    # beside the rows and not in what is to be opened
    folded = " ".join(re.findall(r"<details>.*?</details>", data, flags=re.DOTALL))
    own = data[data.index('id="table-students-1"') : data.index('id="table-load"')]
    assert "Smallest cell 11" in re.sub(r"<details>.*?</details>", "", own, flags=re.DOTALL)
    assert "None of their counts can be shown" not in folded


def test_columns_of_single_students_make_no_groups(tmp_path: Path) -> None:
    head = "seeker_id,contact_id,name\n"
    rows = "".join(f"s{n},c{n},Pat {n}\n" for n in range(6))
    (tmp_path / "contacts.csv").write_text(head + rows, encoding="utf-8")
    (tmp_path / "referrals.csv").write_text("seeker_id,referrer_id,referred_id\n")
    lines = [f"s{n},Ann {n},a{n}@u.example,{'MBA' if n % 2 else 'BA'},t{n}" for n in range(6)]
    text = "\n".join(["Student ID,Full Name,Email,Programme,thesis", *lines])
    (tmp_path / "seekers.csv").write_text(text, encoding="utf-8")
    assert group_columns(ng.read_cohort(tmp_path)) == ["Programme"]


@pytest.mark.parametrize("column", ["name", "email", "Room"])
def test_a_column_that_tells_students_apart_is_refused(tmp_path: Path, column: str) -> None:
    contacts = [{"seeker_id": f"s{n}", "contact_id": f"c{n}", "name": "Cy"} for n in range(24)]
    seekers = [
        {
            "seeker_id": f"s{n}",
            "name": "Al",
            "email": "a@u.org",
            "Room": f"r{n // 3}",
            "Year": n % 2,
        }
        for n in range(24)
    ]
    cohort = made(tmp_path, contacts, [("s0", "c0", "zed")], seekers)
    with pytest.raises(OptionError, match="is of single students"):
        dean_bytes(cohort, min_cell=11, groups=[column])
    assert group_columns(cohort, ["year"], least=11) == ["Year"]


def test_of_a_small_group_no_nought_is_shown(tmp_path: Path) -> None:
    cohort = grouped(tmp_path, {("Law", "Roman"): 1, ("Law", "Civil"): 14, ("Art", "Clay"): 20})
    table = outcomes_by_group(cohort, ["programme"], 11)["programme"].set_index("group")
    # a 0 beside the one student of Roman law would say how they fare
    assert table.loc["Roman"].isna().all()
    assert table.loc["Clay", ["stuck", "landed"]].tolist() == [0, 0]


def test_each_table_says_that_it_counts_all_searches_as_one(tmp_path: Path) -> None:
    """Anna's Max refers Lea, and Bert's Lea refers Ole: Max leads to Ole through both searches."""
    rows = "seeker_id,contact_id,source\n"
    rows += "a,max,alumni\na,lea,\nb,lea,family\nb,ole,\n"
    links = "seeker_id,referrer_id,referred_id\na,max,lea\nb,lea,ole\n"
    for name, text in (("contacts", rows), ("referrals", links)):
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    cohort = ng.read_cohort(tmp_path)
    together = ng.sources(cohort.everybody).set_index("source")
    assert together["reach"].to_dict() == {"alumni": 2}
    assert ng.sources(cohort).set_index("source")["reach"].to_dict() == {"alumni": 1, "family": 1}
    page = dean_bytes(ng.read_cohort(OFFICE), min_cell=11).decode()
    for words in ABOUT_TABLES.values():
        assert "All searches count as one, each person once" in words
        assert words in page
    assert "may lead from what one student wrote down" in page


def test_a_table_of_few_rows_has_no_field_to_search_them() -> None:
    page = dean_bytes(ng.read_cohort(OFFICE), min_cell=11).decode()
    fields = {
        name: hidden
        for hidden, name in re.findall(
            r'<label( hidden|)>Search <input[^>]*"table-(.+?)-rows"', page
        )
    }
    assert fields["students-1"] == " hidden"
    assert fields["organizations"] == ""
