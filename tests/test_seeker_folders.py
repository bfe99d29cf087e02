"""A folder with a file for each student: maps and figures as reports, with nothing of any other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from real_sets import ROOT
from test_leaks import bytes_of
from test_leaks_searches import MARK, unpacked, write_tables
from test_report_office import HREF, IDS, two_and_one

import netgraph as ng
from netgraph.choices import COHORT_FIGURES, FIGURE_FORMATS, FIGURES
from netgraph.cli import main
from netgraph.errors import NetgraphError, OptionError, UnknownNameError
from netgraph.report.seeker_files import seeker_files

if TYPE_CHECKING:
    from pathlib import Path

MAP = ["map"]
FIGURE = ["plot", "growth"]
NOBODY = "s4"
"""A student of the table of seekers who knows nobody yet."""


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    """Three searches, two under ids that no file can be called by, and a student without one."""
    folder = tmp_path / "tables"
    folder.mkdir()
    two_and_one(folder)
    with (folder / "seekers.csv").open("a", encoding="utf-8") as file:
        file.write(f"{NOBODY},Stu 3\n")
    return folder


@pytest.mark.parametrize(
    ("words", "ending"),
    [
        (MAP, ".html"),
        ([*MAP, "--include", "notes"], ".html"),
        (["report", "--include", "notes"], ".html"),
        (FIGURE, ".png"),
        (["plot", "tree", "--format", "svg"], ".svg"),
        (["plot", "calendar", "--format", "pdf"], ".pdf"),
    ],
    ids=" ".join,
)
def test_the_file_of_a_student_is_that_of_seeker_id(
    tables: Path, tmp_path: Path, words: list[str], ending: str
) -> None:
    pages = tmp_path / "pages"
    assert main([*words, str(tables), "--by-seeker", "-o", str(pages)]) == 0
    ids = [*IDS, NOBODY]
    names = seeker_files(ids, ending)
    assert {path.name for path in pages.iterdir()} == {*names, "index.html"}
    one = tmp_path / f"one{ending}"
    plain = words[: words.index("--format")] if "--format" in words else words
    for seeker, name in zip(ids, names, strict=True):
        assert main([*plain, str(tables), "--seeker-id", seeker, "-o", str(one)]) == 0
        assert one.read_bytes() == (pages / name).read_bytes(), name
    index = (pages / "index.html").read_text(encoding="utf-8")
    assert sorted(HREF.findall(index)) == sorted(names)


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (MAP, "names"),
        (["report"], "all"),
        (["plot", "advocates", "--format", "svg"], "initials"),
    ],
)
def test_pseudonyms_are_those_of_seeker_id_under_one_key(
    tables: Path, tmp_path: Path, words: list[str], what: str
) -> None:
    key, pages = tmp_path / "key", tmp_path / "pages"
    key.write_text("a long secret text", encoding="utf-8")
    hide = ["--redact", what, "--key-file", str(key)]
    assert main([*words, str(tables), "--by-seeker", "-o", str(pages), *hide]) == 0
    assert not any(one in bytes_of(pages) for one in ("Stu ", "Cy MARK", "Ann Adler"))
    ending = ".svg" if words[0] == "plot" else ".html"
    files = {path.read_bytes() for path in pages.iterdir() if path.name != "index.html"}
    one = tmp_path / f"one{ending}"
    plain = words[:2] if words[0] == "plot" else words
    for seeker in (*IDS, NOBODY):
        assert main([*plain, str(tables), "--seeker-id", seeker, "-o", str(one), *hide]) == 0
        assert one.read_bytes() in files, seeker


@pytest.mark.parametrize("words", [[*MAP, "--include", "notes"], ["plot", "tree", "--format=svg"]])
def test_a_file_holds_nothing_of_other_students(
    tmp_path: Path, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    pages, own = tmp_path / "pages", tmp_path / "own"
    office = write_tables(tmp_path / "office")
    assert main([*words, str(office), "--by-seeker", "-o", str(pages)]) == 0
    said = capsys.readouterr()
    assert not MARK.search((said.out + said.err).replace(str(tmp_path), ""))
    own.mkdir()
    (mine,) = pages.glob("ann.*")
    mine.rename(own / mine.name)
    shown = unpacked(bytes_of(own)) if words[0] == "map" else bytes_of(own)
    assert "Cleo Abel" in shown
    assert not MARK.search(shown)
    # what is hunted for is in the files of the others
    others = unpacked(bytes_of(pages)) if words[0] == "map" else bytes_of(pages)
    assert MARK.search(others)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ([*MAP, "-o", "x.html"], "name a folder"),
        ([*MAP, "-o", "-"], "name a folder"),
        ([*FIGURE, "-o", "x.png"], "name a folder"),
        ([*MAP, "--seeker-id", "s3"], "not with --seeker-id"),
        ([*FIGURE, "--seeker-id", "s3"], "not with --seeker-id"),
        ([*MAP, "--min-cell", "5"], "--min-cell"),
        ([*FIGURE, "--min-cell", "5"], "--min-cell"),
        ([*MAP, "--seeker", "ann"], "each search has its own seeker"),
        ([*MAP, "--include", "nonsense"], "no column 'nonsense'"),
        (["report", "--include", "nonsense"], "no column 'nonsense'"),
        *((["plot", kind], f"plot {kind} is about all searches") for kind in COHORT_FIGURES),
    ],
    ids=lambda words: " ".join(words) if isinstance(words, list) else "",
)
def test_what_cannot_be_written_is_refused_and_nothing_is_left(
    tables: Path,
    tmp_path: Path,
    words: list[str],
    why: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    assert main([*words, str(tables), "--by-seeker"]) == 1
    assert why in capsys.readouterr().err
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("words", [MAP, FIGURE])
def test_tables_of_one_search_and_a_folder_without_the_option_are_refused(
    tables: Path, tmp_path: Path, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "place"
    assert main([*words, str(ROOT / "data"), "--by-seeker", "-o", str(place)]) == 1
    assert "seeker_id" in capsys.readouterr().err
    with pytest.raises(SystemExit, match="2"):  # wrong usage, as of any other ending
        main([*words, str(tables), "-o", str(place)])
    assert "with --by-seeker it is a folder" in capsys.readouterr().err
    assert not place.exists()
    place.write_text("mine", encoding="utf-8")
    assert main([*words, str(tables), "--by-seeker", "-o", str(place)]) == 1
    assert "a file; name a folder" in capsys.readouterr().err
    assert place.read_text(encoding="utf-8") == "mine"
    assert main(["plot", "tree", str(tables), "-o", f"{place}.png", "--format", "svg"]) == 1
    assert "--format: of figures in a folder" in capsys.readouterr().err


@pytest.mark.parametrize(("words", "ending"), [(MAP, ".html"), (FIGURE, ".png")])
def test_other_files_of_the_folder_stay_and_those_of_students_who_are_gone_do_not(
    tables: Path,
    tmp_path: Path,
    words: list[str],
    ending: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "notes.txt").write_text("mine", encoding="utf-8")
    (folder / f"s9{ending}").write_text("mine too", encoding="utf-8")
    command = [*words, str(tables), "--by-seeker", "-o", str(folder)]
    assert main(command) == 0
    assert "took away" not in capsys.readouterr().err
    for name in ("contacts", "referrals", "seekers"):
        path = tables / f"{name}.csv"
        rows = path.read_text(encoding="utf-8").splitlines(keepends=True)
        path.write_text("".join(r for r in rows if "s3" not in r), encoding="utf-8")
    assert main(command) == 0
    gone = folder / f"s3{ending}"
    noun = "map" if words == MAP else "figure"
    assert f"took away {gone}: a {noun} of an earlier run" in capsys.readouterr().err
    files = seeker_files([*IDS[:2], NOBODY], ending)
    assert {p.name for p in folder.iterdir()} == {*files, "index.html", "notes.txt", f"s9{ending}"}


def test_a_folder_of_something_else_of_each_student_is_refused(
    tables: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "pages"
    made: dict[str, bytes] = {}
    commands = (["report"], MAP, FIGURE, ["plot", "tree"], [*FIGURE, "--format", "svg"])
    for first in commands[:3]:
        for path in (*folder.glob("*"),):
            path.unlink()
        assert main([*first, str(tables), "--by-seeker", "-o", str(folder)]) == 0
        made = {path.name: path.read_bytes() for path in folder.iterdir()}
        for other in commands:
            capsys.readouterr()
            if other != first:
                assert main([*other, str(tables), "--by-seeker", "-o", str(folder)]) == 1
                assert "of each student, by an earlier run; name another" in capsys.readouterr().err
        assert {path.name: path.read_bytes() for path in folder.iterdir()} == made
    # a page of reports that was written before pages said what they lead to
    index = folder / "index.html"
    index.write_text('<a href="s3.html" data-student>', encoding="utf-8")
    assert main([*MAP, str(tables), "--by-seeker", "-o", str(folder)]) == 1
    assert main(["report", str(tables), "--by-seeker", "-o", str(folder)]) == 0


def test_the_functions_write_what_the_commands_write(tables: Path, tmp_path: Path) -> None:
    cohort = ng.read_cohort(tables)
    by_command, by_call = tmp_path / "command", tmp_path / "call"
    assert main([*MAP, str(tables), "--by-seeker", "-o", str(by_command / "maps")]) == 0
    figure = ["plot", "tree", str(tables), "--by-seeker", "--format", "svg"]
    assert main([*figure, "-o", str(by_command / "tree")]) == 0
    assert ng.write_maps(cohort, by_call / "maps") == by_call / "maps"
    assert ng.write_figures(cohort, "tree", by_call / "tree", format="svg") == by_call / "tree"
    for folder in ("maps", "tree"):
        for path in (by_command / folder).iterdir():
            assert path.read_bytes() == (by_call / folder / path.name).read_bytes()
    ng.write_maps(cohort, by_call / "own", title="Spring")
    assert "Spring: Stu 2" in (by_call / "own" / "s3.html").read_text(encoding="utf-8")
    assert "<h1>Spring" in (by_call / "own" / "index.html").read_text(encoding="utf-8")
    ng.write_figures(cohort, "tree", by_call / "labels", label="organization", format="svg")
    assert (by_call / "labels" / "s3.svg").read_bytes() != (by_call / "tree/s3.svg").read_bytes()


@pytest.mark.parametrize(
    ("call", "why"),
    [
        ({"kind": "load"}, "of all searches together"),
        ({"kind": "tee"}, "no figure 'tee'"),
        ({"kind": "tree", "format": "gif"}, "no format 'gif'"),
        ({"kind": "tree", "labels": "name"}, "no option of tree 'labels'"),
        ({"kind": "tree", "ax": None}, "a figure of its own"),
    ],
)
def test_figures_of_each_refuse_what_there_is_not(
    tables: Path, tmp_path: Path, call: dict[str, Any], why: str
) -> None:
    with pytest.raises(NetgraphError, match=why):
        ng.write_figures(ng.read_cohort(tables), folder=tmp_path / "x", **call)
    with pytest.raises(UnknownNameError, match="renderer"):
        ng.write_maps(ng.read_cohort(tables), tmp_path / "x", renderer="gl")  # type: ignore[arg-type]
    assert not (tmp_path / "x").exists()
    net = ng.simulate(9, seed=1)
    with pytest.raises(OptionError, match="read_cohort"):
        ng.write_maps(net, tmp_path / "x")  # type: ignore[arg-type]
    with pytest.raises(OptionError, match="read_cohort"):
        ng.write_figures(net, "tree", tmp_path / "x")  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", FIGURES)
def test_every_figure_of_a_search_can_be_drawn_of_a_student_who_knows_nobody(
    kind: Any, tmp_path: Path
) -> None:
    text = "seeker_id,contact_id,name\ns1,a,Ann Lee\n"
    (tmp_path / "contacts.csv").write_text(text, encoding="utf-8")
    (tmp_path / "referrals.csv").write_text("seeker_id,referrer_id,referred_id\n", encoding="utf-8")
    (tmp_path / "seekers.csv").write_text("seeker_id,name\ns1,Amy\ns2,Bo\n", encoding="utf-8")
    folder = ng.write_figures(ng.read_cohort(tmp_path), kind, tmp_path / "out", dpi=40)
    assert {path.name for path in folder.iterdir()} == {"s1.png", "s2.png", "index.html"}
    assert FIGURE_FORMATS[0] == "png"
