"""What the documents say is so: their commands, tables, samples, links and pictures."""

from __future__ import annotations

import inspect
import json
import re
import shlex
import shutil
import struct
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import netgraph
from netgraph import schema
from netgraph.cli import main
from netgraph.cli.parser import verb_parser
from netgraph.cli.verbs import VERBS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "netgraph"
TEXTS = {
    name: (ROOT / name).read_text(encoding="utf-8")
    for name in (
        "README.md",
        "CHANGELOG.md",
        "data/README.md",
        "netgraph/README.md",
        "netgraph/maps/README.md",
        "netgraph/engines/README.md",
        "tests/README.md",
        "tests/benchmarks/README.md",
    )
}
README = TEXTS["README.md"]
NOTEBOOKS = {
    f"notebooks/{path.name}": "\n\n".join(
        "".join(cell["source"])
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
        if cell["cell_type"] == "markdown"
    )
    for path in sorted((ROOT / "notebooks").glob("*.ipynb"))
}
"""The prose of the notebooks."""
MARKS = {
    "verbs": "README.md",
    "names": "netgraph/README.md",
    "columns: contacts": "data/README.md",
    "columns: referrals": "data/README.md",
    "columns: further": "data/README.md",
}
"""Which document has which table."""
LINES_AT_MOST, WIDTH_AT_MOST = 150, 100
PICTURE = ROOT / "notebooks" / "map.png"
PICTURE_SCRIPT = ROOT / "tests" / "benchmarks" / "map_picture.py"


def section(heading: str) -> str:
    """The text of README below a heading, up to the next one of its rank."""
    found = re.search(rf"^## {heading}\n(.*?)(?=^## |\Z)", README, re.MULTILINE | re.DOTALL)
    assert found, heading
    return found[1]


def table_after(mark: str) -> list[str]:
    """The rows of the table that follows a mark, without its heading."""
    _, found, rest = TEXTS[MARKS[mark]].partition(f"<!-- {mark} -->\n")
    assert found, mark
    return list(re.findall(r"^\|.*\|$", rest.partition("\n\n")[0], re.MULTILINE))[2:]


def column_rows(tables: Iterable[schema.Table], *, named: bool) -> list[str]:
    """A row a column, as data/README.md has them."""
    rows = []
    for table in tables:
        for column in table.columns:
            words = {"flag": "yes or no", "plan": "date of a plan"}
            kind = ", ".join(f"`{c}`" for c in column.choices) or words.get(
                column.kind, column.kind
            )
            fitting = f"if its cells fit: {', '.join(column.fitting)}" if column.fitting else ""
            called = "; ".join(filter(None, [", ".join(column.aliases), fitting]))
            needed = " (required)" if column.required else ""
            first = f"| {table.name} " if named else ""
            rows.append(f"{first}| `{column.name}`{needed} | {kind} | {called} |")
    return rows


def expected_tables() -> dict[str, list[str]]:
    """The rows that the tables must have."""
    further = [
        t for t in schema.TABLES.values() if t.name not in (schema.CONTACTS, schema.REFERRALS)
    ]
    names = sorted(netgraph.__all__, key=lambda name: (name[0].isupper(), name))
    return {
        "columns: contacts": column_rows([schema.CONTACTS_TABLE], named=False),
        "columns: referrals": column_rows([schema.REFERRALS_TABLE], named=False),
        "columns: further": column_rows([*further, schema.HOURS_TABLE], named=True),
        "verbs": [
            f"| `{name}` | {verb.answers} | {function(name)} |" for name, verb in VERBS.items()
        ],
        "names": [f"| `{name}` | {first_sentence(getattr(netgraph, name))} |" for name in names],
    }


def function(verb: str) -> str:
    """The function that a verb stands for."""
    others = {"map": "write_map", "plot": "plot.KIND", "start": "write_workbook"}
    name = (others | {"report": "write_report"}).get(verb, verb.replace("-", "_"))
    return f"`{name}`" if name.partition(".")[0] in netgraph.__all__ else ""


def first_sentence(thing: object) -> str:
    """The first sentence of a docstring."""
    return (
        re.split(r"(?<=[^.])\.(?:\s|$)", inspect.getdoc(thing) or "")[0]
        .replace("\n", " ")
        .replace("``", "`")
    )


def commands(language: str) -> list[str]:
    """The lines of the Quick start's blocks in a language."""
    blocks = re.findall(rf"```{language}\n(.*?)```", section("Quick start"), re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line.strip()]


def anchors(text: str) -> set[str]:
    """The addresses of a document's headings."""
    headings = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def without_code(text: str) -> str:
    """A document without its blocks of code."""
    return re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with data/ and the files that README shows, in which its samples run."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    files = re.findall(r"<!-- file: (\S+) -->\n```\w*\n(.*?)```", README, re.DOTALL)
    assert files
    for name, content in files:
        (tmp_path / name).write_text(content, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COLUMNS", raising=False)
    return tmp_path


@pytest.mark.parametrize("mark", MARKS)
def test_the_tables_are_those_of_the_schema_the_parser_and_the_package(mark: str) -> None:
    assert table_after(mark) == expected_tables()[mark]


def test_every_table_with_a_mark_is_checked() -> None:
    marks = {
        (mark, name)
        for name, text in TEXTS.items()
        for mark in re.findall(r"<!-- (?!sample:|file:)(.*?) -->", text)
    }
    assert marks == set(MARKS.items())


def test_quick_start_is_exactly_two_shell_commands_each_complete() -> None:
    assert section("Quick start").count("```sh\n") == len(commands("sh")) == 2
    for command in commands("sh"):
        assert command.startswith(
            "(test -d .venv || python3 -m venv .venv) && .venv/bin/pip install"
        )
    assert commands("sh")[0].endswith("netgraph demo")
    assert "pytest" in commands("sh")[1]


def test_the_powershell_commands_are_the_same_two() -> None:
    steps = [command.split(" && ")[1:] for command in commands("sh")]
    assert commands("powershell") == [
        "; ".join(["python -m venv .venv", *step]).replace(".venv/bin/", ".venv\\Scripts\\")
        for step in steps
    ]


def test_readme_is_read_in_a_few_minutes() -> None:
    assert len(README.splitlines()) <= LINES_AT_MOST


@pytest.mark.parametrize("name", TEXTS)
def test_lines_are_short_but_for_tables_commands_and_links(name: str) -> None:
    for line in without_code(TEXTS[name]).splitlines():
        assert len(line) <= WIDTH_AT_MOST or line.startswith("|") or "](" in line, line


@pytest.mark.parametrize("name", TEXTS)
def test_every_option_is_one_of_a_verb(name: str) -> None:
    known = {flag for verb in VERBS.values() for flag in verb_parser(verb).options()} | {
        "--version",
        "--help",
    }
    # Spark's own options, and those of pytest and other tools in code that names them.
    own = re.sub(r"\bspark-submit --.*?netgraph", "", TEXTS[name], flags=re.DOTALL)
    own = re.sub(r"`(?:pytest|ruff|node) [^`]*`", "", own)
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", own)) <= known


def test_every_sample_is_what_the_command_prints(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, text in TEXTS.items():
        samples = re.findall(r"<!-- sample: netgraph (.*?) -->\n```\n(.*?)```", text, re.DOTALL)
        assert len(samples) == text.count("<!-- sample:")
        assert samples or name not in ("README.md", "netgraph/README.md")
        for words, shown in samples:
            assert main(shlex.split(words)) == 0
            assert capsys.readouterr().out == shown
    assert (desk / "data").is_dir()


def test_the_commands_for_an_own_sheet_answer(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = re.findall(r"^\.venv/bin/netgraph (.*)$", section("Your own sheet"), re.MULTILINE)
    assert len(lines) >= 3
    for line in lines:
        assert main(shlex.split(line, comments=True)) == 0
        assert "no issues" in capsys.readouterr().err
    assert (desk / "map.html").stat().st_size > 0


def test_the_lines_of_python_run(desk: Path) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", section("Python"), re.DOTALL)
    assert len(code.splitlines()) <= 10
    subprocess.run([sys.executable, "-c", code], check=True, cwd=desk)
    assert (desk / "tree.png").stat().st_size > 0
    assert (desk / "map.html").stat().st_size > 0


@pytest.mark.parametrize("name", [*TEXTS, *NOTEBOOKS])
def test_every_link_inside_leads_somewhere(name: str) -> None:
    text = without_code(TEXTS.get(name) or NOTEBOOKS[name])
    for target in re.findall(r"\]\(([^)\s]*)\)", text):
        if target.startswith("https://"):
            continue
        path, _, anchor = target.partition("#")
        file = (ROOT / name).parent / path if path else ROOT / name
        assert file.is_file(), target
        assert not anchor or anchor in anchors(file.read_text(encoding="utf-8")), target


@pytest.mark.parametrize("name", [*TEXTS, *NOTEBOOKS])
def test_every_file_named_is_there(name: str) -> None:
    text = without_code(TEXTS.get(name) or NOTEBOOKS[name])
    for path in re.findall(r"`(?:python )?((?:netgraph|tests|notebooks|data)/[\w/.]*)", text):
        assert (ROOT / path).exists(), path


def test_the_rooms_drawn_are_those_of_the_package() -> None:
    (drawn,) = re.findall(r"```\nnetgraph/\n(.*?)```", TEXTS["netgraph/README.md"], re.DOTALL)
    names = [
        part.strip().rstrip("/")
        for line in re.findall(r"^  (\S.*?)(?:  .*)?$", drawn, re.MULTILINE)
        for part in line.split(",")
    ]
    there = {path.stem for path in PACKAGE.glob("*.py")}
    there |= {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert sorted(names) == sorted(there)


def test_every_script_that_measures_stands_in_its_list() -> None:
    listed = set(re.findall(r"`(\w+\.py)`", TEXTS["tests/benchmarks/README.md"]))
    assert {path.name for path in (ROOT / "tests" / "benchmarks").glob("*.py")} == listed


def test_the_picture_is_a_small_png_with_words_for_those_who_cannot_see_it() -> None:
    data = PICTURE.read_bytes()
    assert data.startswith(b"\x89PNG")
    assert len(data) < 200_000
    assert struct.unpack(">II", data[16:24]) == (1280, 800)
    assert re.search(rf"!\[[^\]]{{20,}}\]\({PICTURE.relative_to(ROOT)}\)", README)


@pytest.mark.browser
def test_the_script_draws_the_picture_again(
    require: Callable[[object, str], None], tmp_path: Path
) -> None:
    from importlib.util import find_spec

    from map_page import CHROMIUM

    require(CHROMIUM and find_spec("playwright"), "Chromium and playwright")
    subprocess.run([sys.executable, PICTURE_SCRIPT, tmp_path / "map.png"], check=True)
    drawn = (tmp_path / "map.png").read_bytes()
    assert drawn[:24] == PICTURE.read_bytes()[:24]
    assert 0.5 < len(drawn) / PICTURE.stat().st_size < 2


def test_no_document_sends_anybody_to_a_registry() -> None:
    for name, text in {**TEXTS, **NOTEBOOKS}.items():
        assert "pip install netgraph" not in text, name
        assert not re.search(r"\b(?:pypi|npmjs|anaconda|crates)\.(?:org|com|io)\b", text), name


def test_the_changelog_has_one_version_and_groups_its_entries() -> None:
    headings = re.findall(r"^(##+) (.*)$", TEXTS["CHANGELOG.md"], re.MULTILINE)
    assert [text for rank, text in headings if rank == "##"] == ["Unreleased (0.1.0)"]
    groups = [text for rank, text in headings if rank == "###"]
    assert groups == [group for group in ("Added", "Changed", "Fixed") if group in groups]


def test_the_hooks_before_a_commit_say_what_ci_says() -> None:
    hooks = (ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8")
    entries = re.findall(r"^ +entry: (.*)$", hooks, re.MULTILINE)
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8").replace(".venv/bin/", "")
    assert len(entries) == hooks.count("- id:") >= 5
    for entry in entries:
        command = entry.removeprefix("bash -c '").removesuffix("'")
        assert re.search(rf"(?<![-\w/]){re.escape(command)}(?![-\w/.])", ci), command
