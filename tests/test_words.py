"""Words explained, and words completed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from netgraph import glossary, meanings, schema
from netgraph.cli import main
from netgraph.cli.explain import SHELLS

if TYPE_CHECKING:
    from pathlib import Path


def said(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(["words", *words]) == 0
    out: str = capsys.readouterr().out
    return out


def test_all_words_fit_the_screen_and_each_is_explained(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    lines = said(capsys).splitlines()
    assert max(map(len, lines)) <= 80
    begun = [line for line in lines if not line.startswith(" ")]
    assert len(begun) == len(glossary.TERMS)
    for word in ("credit", "reach", "only through", "generation", "standing", "chance"):
        assert any(line.startswith(f"{word} ") for line in begun)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["credit"], "Each person found by referral is worth 1"),
        (["first-contact"], "without a referral"),
        (["only_through"], "every chain of referrals"),
        (["exclusive_reach"], "People only through them"),
        (["referred_by_count"], "Contacts who referred them."),
    ],
)
def test_a_word_or_a_column_is_explained(
    words: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sentence in " ".join(said(capsys, *words).split())


def test_a_column_of_several_answers_is_explained_for_each(
    capsys: pytest.CaptureFixture[str],
) -> None:
    told = " ".join(said(capsys, schema.CONTACTS).split())
    assert "In organizations: Contacts there." in told
    assert "In growth: Contacts in it." in told


def test_an_organizations_standing_is_not_explained_as_a_persons() -> None:
    people, firms = [schema.CONTACT_ID, schema.REACH], [schema.ORGANIZATION, schema.STANDING]
    assert glossary.footnote(firms) == ""
    assert "standing" not in glossary.footnote(people, firms)
    assert "standing" in glossary.footnote([*people, schema.STANDING])
    assert all(glossary.TERM_OF_COLUMN[column] in glossary.TERMS for column in glossary.IN_SHORT)


def test_an_unknown_word_is_wrong_usage_with_the_nearest(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["words", "credti"])
    assert ended.value.code == 2
    assert "did you mean 'credit'?" in capsys.readouterr().err


def test_every_table_of_meanings_has_its_answer() -> None:
    tables = {name for name in vars(meanings) if name.endswith("_MEANINGS")}
    shared = {"PERSON_MEANINGS", "NEWEST_MEANINGS", "NUMBER_MEANINGS"}
    of_python_alone = {"FILL_SHARE_MEANINGS", "SUGGESTION_MEANINGS"}
    assert tables == set(glossary.ANSWER_OF_TABLE) | shared | of_python_alone


def completed(line: str, tmp_path: Path) -> list[str]:
    """What a shell is told that may come next on a line."""
    answer = tmp_path / "words"
    asked = {
        "_ARGCOMPLETE": "1",
        "_ARGCOMPLETE_IFS": "\n",
        "_ARGCOMPLETE_STDOUT_FILENAME": str(answer),
        "COMP_LINE": line,
        "COMP_POINT": str(len(line)),
    }
    subprocess.run(
        [sys.executable, "-m", "netgraph"], env=os.environ | asked, check=True, timeout=60
    )
    return [word.strip() for word in answer.read_text(encoding="utf-8").split("\n") if word]


def test_shells_are_told_verbs_and_options(tmp_path: Path) -> None:
    assert completed("netgraph adv", tmp_path) == ["advocates"]
    assert "--as-of" in completed("netgraph advocates --a", tmp_path)
    assert completed("netgraph advocates --format j", tmp_path) == ["json"]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("netgraph plot tr", ["tree"]),
        ("netgraph words cred", ["credit", "credit_share"]),
        ("netgraph completion f", ["fish"]),
        ("netgraph contacts --by exclusive_r", ["exclusive_reach"]),
        ("netgraph growth --per w", ["week"]),
    ],
)
def test_shells_are_told_the_names_a_place_takes(
    line: str, words: list[str], tmp_path: Path
) -> None:
    assert completed(line, tmp_path) == words


PRESSED = """
source /dev/stdin <<< "$1"
COMP_LINE=$2 COMP_POINT=${#2} COMP_TYPE=9 COMP_KEY=9
read -ra COMP_WORDS <<< "$2"
COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
name=$(complete -p netgraph | sed 's/.* -F \\([^ ]*\\).*/\\1/')
$name netgraph "${COMP_WORDS[COMP_CWORD]}" ""
printf '%s\n' "${COMPREPLY[@]}"
"""
"""What bash does when the tab key is pressed at the end of a line."""


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")
def test_the_tab_key_completes_in_bash(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", "bash"]) == 0
    script = capsys.readouterr().out
    command = tmp_path / "netgraph"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m netgraph "$@"\n')
    command.chmod(0o755)
    env = os.environ | {"PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"}
    for line, word in (("netgraph su", "summary"), ("netgraph plot org", "organizations")):
        words = ["bash", "-c", PRESSED, "bash", script, line]
        done = subprocess.run(words, env=env, check=True, timeout=60, capture_output=True)
        assert done.stdout.decode().split() == [word]


def test_a_sheet_beside_start_is_told_the_way_in(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["start", "people.csv"])
    assert ended.value.code == 2
    assert "did you mean 'netgraph start --from people.csv'?" in capsys.readouterr().err


@pytest.mark.parametrize("shell", SHELLS)
def test_what_a_shell_runs_is_right_in_it(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", shell]) == 0
    script = capsys.readouterr().out
    assert "netgraph" in script
    if program := shutil.which(shell):
        subprocess.run([program, "-n", "-c", script], check=True, timeout=60)
