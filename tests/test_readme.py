"""What README says is so: its commands, its tables, its samples."""

from __future__ import annotations

import inspect
import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import netgraph
from netgraph import schema
from netgraph.cli import main
from netgraph.cli.parser import verb_parser
from netgraph.cli.verbs import VERBS

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def section(heading: str) -> str:
    """The text below a heading, up to the next one of its rank."""
    found = re.search(rf"^## {heading}\n(.*?)(?=^## |\Z)", README, re.MULTILINE | re.DOTALL)
    assert found, heading
    return found[1]


def table_after(mark: str) -> list[str]:
    """The rows of the table that follows a mark, without its heading."""
    _, found, rest = README.partition(f"<!-- {mark} -->\n")
    assert found, mark
    return list(re.findall(r"^\|.*\|$", rest.partition("\n\n")[0], re.MULTILINE))[2:]


def column_rows(tables: Iterable[schema.Table], *, named: bool) -> list[str]:
    """A row a column, as README has them."""
    rows = []
    for table in tables:
        for column in table.columns:
            kind = ", ".join(f"`{c}`" for c in column.choices) or {"flag": "yes or no"}.get(
                column.kind, column.kind
            )
            needed = " (required)" if column.required else ""
            first = f"| {table.name} " if named else ""
            rows.append(
                f"{first}| `{column.name}`{needed} | {kind} | {', '.join(column.aliases)} |"
            )
    return rows


def expected_tables() -> dict[str, list[str]]:
    """The rows that README's tables must have."""
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
    name = {"map": "write_map", "plot": "plot.KIND", "report": "write_report"}.get(
        verb, verb.replace("-", "_")
    )
    return f"`{name}`" if name.partition(".")[0] in netgraph.__all__ else ""


def first_sentence(thing: object) -> str:
    """The first sentence of a docstring."""
    return (
        re.split(r"(?<=[^.])\.(?:\s|$)", inspect.getdoc(thing) or "")[0]
        .replace("\n", " ")
        .replace("``", "`")
    )


def test_the_tables_are_those_of_the_schema_the_parser_and_the_package() -> None:
    for mark, rows in expected_tables().items():
        assert table_after(mark) == rows, mark


def test_quick_start_is_exactly_two_shell_commands_each_complete() -> None:
    blocks = re.findall(r"```sh\n(.*?)```", section("Quick start"), re.DOTALL)
    commands = [line for block in blocks for line in block.splitlines() if line.strip()]
    assert len(blocks) == len(commands) == 2
    for command in commands:
        assert command.startswith(
            "(test -d .venv || python3 -m venv .venv) && .venv/bin/pip install"
        )
    assert commands[0].endswith("netgraph demo")
    assert "pytest" in commands[1]


def test_every_option_in_readme_is_one_of_a_verbs() -> None:
    known = {flag for verb in VERBS.values() for flag in verb_parser(verb).options()} | {
        "--version",
        "--help",
    }
    own = re.sub(
        r"\bspark-submit --.*?netgraph", "", README, flags=re.DOTALL
    )  # its options are Spark's
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", own)) <= known


def test_every_sample_is_what_the_command_prints(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.delenv("COLUMNS", raising=False)
    samples = re.findall(r"<!-- sample: netgraph (.*?) -->\n```\n(.*?)```", README, re.DOTALL)
    assert samples
    for words, shown in samples:
        assert main(shlex.split(words)) == 0
        assert capsys.readouterr().out == shown


def test_readme_never_names_the_other_project_on_the_registry() -> None:
    assert "pip install netgraph" not in README


def test_the_changelog_has_an_unreleased_part() -> None:
    assert "## Unreleased" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
