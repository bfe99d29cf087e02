"""Tables of many searches out and in again: every search, everybody and seekers are the same."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Literal

import pandas as pd
import pytest
from drawn_cohorts import FIRST, LAST, write_cohort

import netgraph as ng
from netgraph.__main__ import main

OFFICE = Path(__file__).parent.parent / "data" / "office"


def in_order(table: pd.DataFrame) -> pd.DataFrame:
    """Rows and columns in an order of their own, without those in which nothing stands."""
    filled = table.drop(columns="seeker_id", errors="ignore").dropna(axis=1, how="all")
    columns = sorted(map(str, filled.columns))
    return filled[columns].sort_values(columns, ignore_index=True)


def same_cohort(found: ng.Cohort, wanted: ng.Cohort) -> None:
    """The same searches of the same people, and the same people over all of them."""
    assert sorted(found.seekers) == sorted(wanted.seekers)
    assert found.as_of_date == wanted.as_of_date
    nets = [(found.network(s), wanted.network(s)) for s in wanted.seekers]
    for one, other in [*nets, (found.everybody, wanted.everybody)]:
        assert one.seeker == other.seeker
        for name in ("contacts", "referrals", "repeats"):
            mine, theirs = (in_order(getattr(net, name)) for net in (one, other))
            pd.testing.assert_frame_equal(mine, theirs, check_dtype=False, obj=name)
        assert (one.targets is None) == (other.targets is None)
    if wanted.groups is not None:
        pd.testing.assert_frame_equal(in_order(found.groups), in_order(wanted.groups))


def test_the_example_is_written_and_read_back(tmp_path: Path) -> None:
    cohort = ng.read_cohort(OFFICE)
    ng.write_tables(cohort, tmp_path)
    same_cohort(ng.read_cohort(tmp_path), cohort)


@pytest.mark.parametrize("kind", ["xlsx", "parquet"])
def test_other_formats_are_written_and_read_back(
    tmp_path: Path, kind: Literal["xlsx", "parquet"]
) -> None:
    cohort = ng.read_cohort(write_cohort(tmp_path / "in", 2))
    ng.write_tables(cohort, tmp_path / "out", format=kind)
    same_cohort(ng.read_cohort(tmp_path / "out"), cohort)


@pytest.mark.parametrize("seed", range(6))
def test_drawn_searches_are_written_and_read_back(tmp_path: Path, seed: int) -> None:
    home = write_cohort(tmp_path / "in", seed, dates=seed % 2 == 0)
    if seed == 1:
        (home / "targets.csv").write_text("organization,weight\nAcme,2\nElm,1\n")
    cohort = ng.read_cohort(home)
    converted = ng.convert(home, to=tmp_path / "out")
    assert isinstance(converted.net, ng.Cohort)
    same_cohort(ng.read_cohort(tmp_path / "out"), cohort)
    rows = pd.read_csv(tmp_path / "out" / "contacts.csv", dtype=str)
    assert rows.columns[0] == "seeker_id"


def test_one_person_of_two_ids_is_one_in_the_tables(tmp_path: Path) -> None:
    home = tmp_path / "in"
    home.mkdir()
    (home / "contacts.csv").write_text(
        "seeker_id,contact_id,name,email\ns1,c1,Ann Lee,ann@mail.example\n"
        "s2,k9,Ann Lee,ann@mail.example\ns2,k8,Bob Ray,\n"
    )
    (home / "referrals.csv").write_text("seeker_id,referrer_id,referred_id\ns2,k9,k8\n")
    ng.convert(home, to=tmp_path / "out")
    found = ng.read_cohort(tmp_path / "out")
    assert found.network("s2").contacts["contact_id"].tolist() == ["c1", "k8"]
    assert found.network("s2").referrals["referrer_id"].tolist() == ["c1"]
    assert len(found.everybody) == 2


def test_a_folder_of_searches_becomes_two_tables(tmp_path: Path) -> None:
    home = tmp_path / "in"
    for seeker, rows in (("anna", "c1,Max Orr\nc2,Zoe Lin\n"), ("bob", "c1,Max Orr\n")):
        (home / seeker).mkdir(parents=True)
        (home / seeker / "contacts.csv").write_text(f"contact_id,name\n{rows}")
        (home / seeker / "referrals.csv").write_text("referrer_id,referred_id\n")
    assert main(["convert", str(home), "-o", str(tmp_path / "out")]) == 0
    same_cohort(ng.read_cohort(tmp_path / "out"), ng.read_cohort(home))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["-o", "book.xlsx", "--redact", "names"], "a workbook holds one search"),
        (["-o", "book.xlsx"], "a workbook holds one search"),
    ],
)
def test_what_cannot_hold_several_searches_is_refused_before_anything_is_written(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    words: list[str],
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["convert", str(OFFICE), *words]) == 1
    assert said in capsys.readouterr().err
    assert not list(tmp_path.iterdir())
    assert main(["convert", str(OFFICE), *words, "--seeker-id", "s03"]) == 0


def test_a_graph_file_holds_everybody(tmp_path: Path) -> None:
    home, path = write_cohort(tmp_path / "in", 3), tmp_path / "all.graphml"
    cohort = ng.read_cohort(home)
    assert ng.convert(home, to=path).pooled == len(cohort.seekers)
    assert len(ng.read(path)) == len(cohort.everybody)
    assert ng.convert(home, to=tmp_path / "all").pooled == 0


def test_searches_that_become_one_in_a_graph_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "two.csv").write_text("contact_id,seeker_id,referred_by\na,s0,\nb,s0,a\nc,s1,\n")
    (tmp_path / "two.gexf").write_text("old")
    assert main(["convert", str(tmp_path / "two.csv"), "-o", str(tmp_path / "two.gexf")]) == 0
    said = " ".join(capsys.readouterr().err.split())
    assert "in place of other files: two.gexf" in said
    assert "2 searches are one in it" in said


def test_searches_with_targets_of_their_own_are_refused(tmp_path: Path) -> None:
    home = tmp_path / "in"
    for seeker, target in (("anna", "Acme"), ("bob", "Elm")):
        (home / seeker).mkdir(parents=True)
        (home / seeker / "contacts.csv").write_text("contact_id\nc1\n")
        (home / seeker / "referrals.csv").write_text("referrer_id,referred_id\n")
        (home / seeker / "targets.csv").write_text(f"organization\n{target}\n")
    with pytest.raises(ng.NetgraphError, match="targets: searches have lists of their own"):
        ng.write_tables(ng.read_cohort(home), tmp_path / "out")
    assert not (tmp_path / "out").exists()


def write_numbered_sheets(home: Path, seed: int) -> Path:
    """A sheet a student in a folder, whose rows are numbered from 1, of people they share.

    Some of the people have an e-mail, and are one wherever they stand; others are somebody else in
    each sheet, whatever the number. Students are called 1, 2, 3, as their rows are. Some referrals
    name a number that no row has.
    """
    rng = random.Random(seed)
    pool = [(f"{rng.choice(FIRST)} {rng.choice(LAST)}", f"p{n}@mail.example") for n in range(12)]
    for seeker in map(str, range(1, rng.randint(3, 6))):
        (home / seeker).mkdir(parents=True)
        people = rng.sample(pool, rng.randint(1, 8))
        # a sheet has nobody of the number that its student is called by
        numbers = [n for n in range(1, len(people) + 2) if str(n) != seeker][: len(people)]
        rows = ["contact_id,name,email,met_on,referred_by"]
        for at, (name, email) in enumerate(people):
            said = email if email < "p6" else ""
            by = rng.choice(["", *map(str, numbers[:at]), "99", "Zed Unknown"])
            rows.append(f"{numbers[at]},{name},{said},2026-03-{at + 1:02d},{by}")
        (home / seeker / "contacts.csv").write_text("\n".join(rows) + "\n")
    return home


def persons_by_row(cohort: ng.Cohort, keys: list[str]) -> dict[tuple[str, ...], set[object]]:
    """Who everybody says each row is: seeker and cells to ids over all searches."""
    found: dict[tuple[str, ...], set[object]] = {}
    ids = cohort.everybody.links.ids[cohort.person_of]
    people = cohort.side_by_side.people[~cohort.side_by_side.people["stub"]]
    listed = ids[~cohort.side_by_side.people["stub"].to_numpy()]
    seekers = cohort.seekers[cohort.seeker_of[~cohort.side_by_side.people["stub"].to_numpy()]]
    for seeker, one, (_, row) in zip(seekers, listed, people.iterrows(), strict=True):
        found.setdefault((seeker, *(str(row[key]) for key in keys)), set()).add(one)
    return found


@pytest.mark.parametrize("seed", range(25))
def test_sheets_whose_rows_are_numbered_are_written_with_an_id_a_person(
    tmp_path: Path, seed: int
) -> None:
    cohort = ng.read_cohort(write_numbered_sheets(tmp_path / "in", seed))
    ng.write_tables(cohort, tmp_path / "out")
    found = ng.read_cohort(tmp_path / "out")
    assert sorted(found.seekers) == sorted(cohort.seekers)
    keys = ["name", "met_on"]
    before, after = (persons_by_row(one, keys) for one in (cohort, found))
    assert before.keys() == after.keys()
    # one to one: the same rows are one person before and after
    pairs = {(*before[row], *after[row]) for row in before}
    assert len(pairs) == len({one for one, _ in pairs}) == len({two for _, two in pairs})
    assert len(found.everybody) == len(cohort.everybody)
    for seeker in cohort.seekers:
        tables = []
        for net in (cohort.network(seeker), found.network(seeker)):
            called = net.contacts.set_index("contact_id")["name"]
            ends = net.referrals[["referrer_id", "referred_id"]]
            named = [ends[c].map(called).str.replace(r"^\d:", "", regex=True) for c in ends]
            tables.append(sorted(zip(*named, net.referrals["count"], strict=True)))
        assert tables[0] == tables[1]
    # of everybody who stands in several searches there is one id, and nobody else has it
    rows = pd.read_csv(tmp_path / "out" / "contacts.csv", dtype=str)
    listed = rows if "stub" not in rows else rows[rows["stub"] != "yes"]
    emails = listed.dropna(subset="email").groupby("email")["contact_id"].nunique()
    assert (emails == 1).all()
    assert not listed[["contact_id", "name"]].drop_duplicates()["contact_id"].duplicated().any()
