"""The pages of a career office: its own, and one for each student with nothing of any other."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

import pytest
from real_sets import ROOT
from test_plot_cohorts import made

import netgraph as ng
from netgraph.cli import main
from netgraph.errors import NetgraphError
from netgraph.report.office import office_html
from netgraph.report.seeker_files import seeker_files

if TYPE_CHECKING:
    from pathlib import Path

    from netgraph.cohort.cohort import Cohort

HREF = re.compile(r'href="([^"#]+)"')
IDS = ("s<1>", "../s2", "s3")


def two_and_one(folder: Path) -> Cohort:
    """Three searches: each has people, notes, organizations and days of its own; Ann is of all."""
    contacts, referrals = [], []
    for n, seeker in enumerate(IDS):
        mark = f"MARK{n}"
        met = {"met_on": f"2026-0{n + 4}-1{n}", "notes": f"note {mark}"}
        contacts += [
            {"seeker_id": seeker, "contact_id": "ann", "name": "Ann Adler", "source": f"by {mark}"}
            | met,
            *(
                {"seeker_id": seeker, "contact_id": f"c{n}{k}", "name": f"Cy {mark} {k}"}
                | {"organization": f"{mark} Works", **met}
                for k in range(3)
            ),
        ]
        referrals += [(seeker, "ann", f"c{n}{k}") for k in range(3)]
        referrals.append((seeker, f"c{n}0", f"stub {mark}"))
    named = [{"seeker_id": one, "name": f"Stu {n} <b>"} for n, one in enumerate(IDS)]
    return made(folder, contacts, referrals, named)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    tables, folder = (tmp_path_factory.mktemp(name) for name in ("tables", "pages"))
    two_and_one(tables)
    where = str(folder)
    assert main(["report", str(tables), "--by-seeker", "--include", "notes", "-o", where]) == 0
    return folder


def test_a_page_holds_nothing_of_any_other_search(pages: Path) -> None:
    files = seeker_files(list(IDS))
    assert {p.name for p in pages.iterdir()} == {*files, "index.html"}
    for n, file in enumerate(files):
        data = (pages / file).read_bytes()
        for other in range(3):
            marks = (f"MARK{other}", f"2026-0{other + 4}-1{other}", f"Stu {other}")
            for mark in (m.encode() for m in marks):
                # the last search has the day on which all searches stand
                if not (other == 2 and mark.startswith(b"2026")):
                    assert (mark in data) == (other == n), (file, mark)


def test_the_office_has_a_page_that_leads_to_all_others(pages: Path) -> None:
    page = (pages / "index.html").read_text(encoding="utf-8")
    assert sorted(HREF.findall(page)) == sorted(seeker_files(list(IDS)))
    assert "Stu 0 &lt;b&gt;" in page
    assert "<b>" not in page.replace("<b></b>", "")
    assert "Ann Adler" in page
    assert "default-src 'none'" in html.unescape(page)
    assert "<script" not in page
    assert not re.search(r'(?:src|href)="(?:https?:)?//', page)


def test_the_page_of_a_seeker_is_that_of_seeker_id(
    pages: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    two_and_one(tmp_path)
    words = ["report", str(tmp_path), "--seeker-id", "s3"]
    out = tmp_path / "one.html"
    assert main([*words, "--include", "notes", "-o", str(out)]) == 0
    assert out.read_bytes() == (pages / "s3.html").read_bytes()
    said = capsys.readouterr()
    assert "MARK0" not in said.out + said.err


def test_names_of_files_are_safe_and_differ() -> None:
    ids = ["s01", "S01", "../../etc/passwd", "", "..", "index", "CON", "a/b", "a-b", "x" * 300]
    ids += ["日本", "日木", 'q"<>', "s01 "]
    files = seeker_files(ids)
    assert len({file.casefold() for file in files}) == len(ids)
    for file in files:
        assert re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]*\.html", file)
        assert len(file) < 90
        assert not re.fullmatch(r"(?i)(index|con|nul)\.html", file)
    assert seeker_files(["ada", "b-2"]) == ["ada.html", "b-2.html"]
    # a name says whose it is whatever other students there are
    assert seeker_files(["a/b"])[0] == files[7]


def test_a_file_is_called_by_the_letters_of_a_name_without_their_accents() -> None:
    files = seeker_files(["Żółć Müller", "Zolc Muller", "Łukasz Ærø", "Straße", "李伟"])
    stems = [file.rpartition("-")[0] for file in files]
    assert stems == ["Zolc-Muller", "Zolc-Muller", "Lukasz-Aero", "Strasse", "seeker"]
    assert len(set(files)) == len(files)
    assert all(file.isascii() for file in files)


def test_the_office_reads_who_is_stuck_and_what_is_next() -> None:
    cohort = ng.read_cohort(ROOT / "data" / "office")
    page = office_html(cohort)
    text = re.sub(r"<[^>]+>", "", re.sub(r"<(svg|style)\b.*?</\1>", "", page, flags=re.DOTALL))
    assert "2 of 40 searches are stuck: Alejandra Leclerc and Amina Kato; 1 has landed" in text
    assert "Isaac Sato was asked by 11 students" in text
    assert "40 searches" in text
    body = page[page.index("<tbody>") :]
    assert body.index("Alejandra Leclerc") < body.index("Amina Kato") < body.index("Mercy Brennan")
    table = ng.seekers(cohort).set_index("name")
    for name in ("Amina Kato", "Mercy Brennan"):
        row = text[text.index(f"{name}\n") :] if f"{name}\n" in text else text
        assert str(table.loc[name, "met"]) in row
    assert not HREF.findall(page)
    assert "0.00" not in text  # people who are new are counted whole


def test_the_verb_refuses_what_it_cannot_write(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    two_and_one(tmp_path)
    tables = str(tmp_path)
    for words, why in (
        (["--by-seeker", "-o", "x.html"], "name a folder"),
        (["--by-seeker", "--seeker-id", "s3"], "not with --seeker-id"),
        (["--by-seeker", "--min-cell", "5"], "--min-cell"),
        (["--include", "notes"], "--by-seeker or --seeker-id"),
        (["-o", "folder"], "--by-seeker"),
    ):
        assert main(["report", tables, *words]) == 1
        assert why in capsys.readouterr().err
    assert main(["report", str(ROOT / "data"), "--by-seeker", "-o", str(tmp_path / "p")]) == 1
    assert "seeker_id" in capsys.readouterr().err
    assert not (tmp_path / "p").exists()


def test_pages_are_made_of_a_cohort_only() -> None:
    with pytest.raises(NetgraphError, match="read_cohort"):
        ng.write_reports(ng.simulate(12, seed=1), "pages")  # type: ignore[arg-type]


def test_pages_of_students_who_are_gone_are_taken_away_and_no_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tables, folder = tmp_path / "tables", tmp_path / "pages"
    tables.mkdir()
    two_and_one(tables)
    words = ["report", str(tables), "--by-seeker", "-o", str(folder)]
    assert main(words) == 0
    assert "took away" not in capsys.readouterr().err
    (folder / "notes.html").write_text("my own page")
    (folder / "s9.html").write_text('<a href="notes.html" data-student>')
    contacts = (tables / "contacts.csv").read_text().splitlines()
    referrals = (tables / "referrals.csv").read_text().splitlines()
    listed = (tables / "seekers.csv").read_text().splitlines()
    for name, rows in (("contacts", contacts), ("referrals", referrals), ("seekers", listed)):
        kept = [row for row in rows if "s3" not in row]
        assert len(kept) < len(rows)
        (tables / f"{name}.csv").write_text("\n".join(kept) + "\n")
    assert main(words) == 0
    said = capsys.readouterr().err
    assert f"took away {folder / 's3.html'}" in said
    files = seeker_files(list(IDS[:2]))
    assert {p.name for p in folder.iterdir()} == {*files, "index.html", "notes.html", "s9.html"}
    # an index of somebody else leads nowhere
    (folder / "index.html").write_text('<a href="notes.html">')
    ng.write_reports(ng.read_cohort(tables), folder)
    assert (folder / "notes.html").is_file()


@pytest.mark.parametrize(
    ("more", "named"),
    [
        ([], "How the search stands: Stu 2 &lt;b&gt;"),
        (["--title", "March"], "March: Stu 2 &lt;b&gt;"),
        (["--redact", "names"], "How the search stands: Person "),
        (["--redact", "initials"], "How the search stands: S.2."),
    ],
)
def test_the_page_of_one_search_says_whose_it_is(
    tmp_path: Path, more: list[str], named: str
) -> None:
    tables, page = tmp_path / "tables", tmp_path / "one.html"
    tables.mkdir()
    two_and_one(tables)
    assert main(["report", str(tables), "--seeker-id", "s3", "-o", str(page), *more]) == 0
    text = page.read_text(encoding="utf-8")
    assert f"<h1>{named}" in text
    assert ("Stu 2" in text) == ("--redact" not in more)
