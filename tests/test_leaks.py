"""The leak hunt: people and organizations planted everywhere, looked for in every output."""

from __future__ import annotations

import base64
import gzip
import io
import re
import zipfile
from typing import TYPE_CHECKING

import pandas as pd
import pytest

import netgraph as ng
from netgraph.choices import FIGURES, REDACTIONS, TABLE_FORMATS
from netgraph.cli import main
from netgraph.cli.loading import LONGEST_KEY
from netgraph.cli.verbs import VERBS

if TYPE_CHECKING:
    from pathlib import Path

    from netgraph.choices import Redaction

# a short name may end a made-up code by chance
PEOPLE = re.compile(r"Annika|Moss|Benedikt|Ortega|Zelda|Quill|(?<![0-9a-z])Yvo\b", re.IGNORECASE)
FIRMS = re.compile(r"Acme|Birchwood|Cedarline", re.IGNORECASE)
NOT_HIDING = ("simulate", "demo", "start", "words", "completion", "seekers", "load")
"""Verbs that read no tables, or those of several searches (``test_leaks_searches``)."""


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    """Annika Moss -> Benedikt Ortega -> Yvo, who is in the referrals only; names in every cell."""
    home = tmp_path / "Annika Moss"
    home.mkdir()
    (home / "contacts.csv").write_text(
        "contact_id,name,organization,title,field,email,source,status,met_on,thanked_on,asked_on,"
        "notes,boss Zelda\n"
        "annika@acme.org,Annika Moss,Acme,CEO of Acme,Acme and Moss,annika@acme.org,"
        "through Zelda at Acme,met,2024-01-02,,,knows Quill of Cedarline,Zelda Quill\n"
        "Benedikt Ortega (Birchwood),Benedikt Ortega,Birchwood Inc,,,bo@birchwood.org,friend,met,"
        "2024-02-03,,,,Moss\n"
        "c3,Annika Moss,Acme Inc,,,,,,,,,,\n",
        encoding="utf-8",
    )
    (home / "referrals.csv").write_text(
        "from,to,date,kind,notes,told to Zelda\n"
        "annika@acme.org,Benedikt Ortega (Birchwood),2024-01-20,Acme party,from Moss,Quill\n"
        "Benedikt Ortega (Birchwood),Yvo (Cedarline),2024-02-20,,,\n",
        encoding="utf-8",
    )
    (home / "targets.csv").write_text("organization\nCedarline\nAcme\n", encoding="utf-8")
    return home


def commands(tables: Path, out: Path) -> list[list[str]]:
    """Every verb that reads tables, in every format it has."""
    words = {"paths": ["--to", "Benedikt Ortega"], "agenda": ["--outcome", "Acme"]}
    lost = ["organizations", "--lose", "c3"]
    who = ["dossier", "--who", "Benedikt Ortega"]
    files = ("plot", "map", "convert", "week", "dossier", "report")
    answers = [name for name in VERBS if name not in (*NOT_HIDING, *files)]
    found = [[name, *words.get(name, [])] for name in answers]
    found = [
        [*one, "--format", form] for one in [*found, lost] for form in ("table", "json", "csv")
    ]
    found += [["plot", kind, "-o", str(out / f"{kind}.svg")] for kind in FIGURES]
    found += [["week"], ["week", "-o", str(out / "week.txt")], ["summary", "--full"]]
    found += [["agenda", "--ics", str(out / "steps.ics")]]
    found += [[*who, "--format", form] for form in ("table", "json", "markdown")]
    found += [[*who, "-o", str(out / "who.html")], ["report", "-o", str(out / "report.html")]]
    found += [["map", "--renderer", r, "-o", str(out / f"{r}.html")] for r in ("pyvis", "canvas")]
    found += [["convert", "-o", str(out / f), "--format", f, "--private"] for f in TABLE_FORMATS]
    found += [["convert", "-o", str(out / f"net.{f}")] for f in ("graphml", "gexf")]
    return [[*one, str(tables)] for one in found]


def bytes_of(folder: Path) -> str:
    """Everything in the files of a folder, what is packed unpacked."""
    parts = []
    for path in sorted(folder.rglob("*")):
        data = path.read_bytes() if path.is_file() else b""
        if path.suffix == ".xlsx":
            with zipfile.ZipFile(io.BytesIO(data)) as book:
                data = b"".join(book.read(name) for name in book.namelist())
        if path.suffix == ".parquet":
            data += pd.read_parquet(path).to_csv().encode()
        parts.append(f"{path.name}\n" + data.decode("utf-8", "replace"))
    return "\n".join(parts)


def unpacked(text: str) -> str:
    """A text with what is packed in it, whose letters may spell anything by chance."""
    # an escape that stands before it ends in letters too
    packed = re.findall(r"(?:\\u003e)?([A-Za-z0-9+/]{100,}={0,2})", text)
    inside = [base64.b64decode(one + "=" * (-len(one) % 4)) for one in packed]
    opened = [gzip.decompress(one) if one[:2] == b"\x1f\x8b" else b"" for one in inside]
    assert any(opened)  # the map's
    whole = re.sub(r"[A-Za-z0-9+/]{100,}={0,2}", "", text)
    return "\n".join([whole, *(one.decode("utf-8", "replace") for one in opened)])


@pytest.mark.usefixtures("read_once")
@pytest.mark.parametrize("what", REDACTIONS)
def test_no_output_says_what_is_hidden(
    tables: Path, tmp_path: Path, what: Redaction, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    hidden = [] if what == "organizations" else [PEOPLE]
    hidden += [FIRMS] if what in ("organizations", "all") else []
    for command in commands(tables, out):
        status = main([*command, "--redact", what])
        told = capsys.readouterr()
        assert status == 0, told.err
        words = (told.out + told.err).replace(str(tmp_path), "")
        assert not [found for secret in hidden if (found := secret.search(words))], command
    files = unpacked(bytes_of(out).replace(str(tmp_path), ""))
    assert len(files) > 10_000
    for secret in hidden:
        found = secret.search(files)
        assert found is None, files[found.start() - 200 : found.end() + 50]


@pytest.mark.usefixtures("read_once")
def test_the_hunt_finds_what_is_not_hidden(
    tables: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for command in commands(tables, tmp_path):
        main(command)
    told = capsys.readouterr()
    assert PEOPLE.search(told.out)
    assert FIRMS.search(told.out)
    assert {m.casefold() for m in PEOPLE.findall(bytes_of(tmp_path))} >= {"annika", "yvo", "zelda"}


@pytest.mark.parametrize("verb", ["contacts", "check", "map", "convert"])
@pytest.mark.parametrize(
    ("file", "text", "told"),
    [
        ("contacts.csv", "contact_id,name\nannika,Annika\nannika,Moss\n", "duplicate_contact"),
        ("contacts.csv", "contact_id,met_on\nannika,Moss day\nben,2024-01-02\n", "bad_date"),
        ("contacts.csv", "Annika Moss,Acme\nBenedikt,Birchwood\n", "a table: bad_value"),
        ("targets.csv", "organization,weight\nAcme,Annika\nBirchwood,2\n", "bad_value"),
    ],
)
def test_refusals_repeat_no_cell(
    tables: Path,
    tmp_path: Path,
    verb: str,
    file: str,
    text: str,
    told: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tables / file).write_text(text, encoding="utf-8")
    more = ["-o", str(tmp_path / "x.html")] if verb == "map" else []
    more = ["-o", str(tmp_path / "new")] if verb == "convert" else more
    status = main([verb, str(tables), "--redact", "all", *more])
    said = capsys.readouterr()
    words = (said.out + said.err).replace(str(tmp_path), "")
    assert not PEOPLE.search(words), words
    assert not FIRMS.search(words), words
    if verb != "convert":  # it blanks cells and keeps one of two rows
        assert status == 1
        assert told.rpartition(": ")[2] in words


@pytest.mark.parametrize(
    ("more", "file", "text"),
    [
        (["--seeker", "Moss"], "contacts.csv", "id,name\nannika,Moss\nzelda,Moss\n"),
        (["--hours", "hours.csv"], "hours.csv", "date,activity,hours\nQuill,networking,2\n"),
        (["--hours", "hours.csv"], "hours.csv", "date,activity,hours\n2024-01-02,Acme,2\n"),
        (["--hours", "hours.csv"], "hours.csv", "Zelda,activity,hours\n2024-01-02,postings,2\n"),
        ([], "netgraph.toml", 'seeker = "annika@acme.org"\n'),
        ([], "netgraph.toml", '[columns]\nnotes = "boss Zelda"\n'),
        ([], "netgraph.toml", '[columns]\nphone = "Quill"\n[values]\n"status:Acme" = "met"\n'),
    ],
)
def test_what_stands_beside_the_tables_is_not_repeated(
    tables: Path,
    tmp_path: Path,
    more: list[str],
    file: str,
    text: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tables / file).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tables)
    for verb in (["agenda"], *([] if more else [["convert", "-o", str(tmp_path / "new")]])):
        main([*verb, ".", *more, "--redact", "all"])
        said = capsys.readouterr()
        words = (said.out + said.err).replace(str(tmp_path), "").replace("'Moss'", "")
        assert words
        assert not PEOPLE.search(words), words
        assert not FIRMS.search(words), words


def test_files_named_after_people_are_not_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, firm in (("Annika Moss", "Acme Inc"), ("Yvo", "Acme")):
        path = tmp_path / f"{name}.csv"
        path.write_text(f"contact_id,organization,referred_by\n{name},{firm},\n", encoding="utf-8")
    files = [str(tmp_path / "Annika Moss.csv"), str(tmp_path / "Yvo.csv")]
    assert main(["check", *files, "--redact", "all", "--format", "csv"]) == 0
    said = capsys.readouterr()
    assert "merged_organization" in said.out
    assert not PEOPLE.search(said.out + said.err)


def test_a_key_is_new_for_each_run_unless_one_is_kept(
    tables: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def ids(*words: str) -> tuple[str, str]:
        assert main(["contacts", str(tables), "--format", "csv", "--redact", "all", *words]) == 0
        return capsys.readouterr()

    (one, told), (other, _) = ids(), ids()
    assert one != other
    assert "pseudonyms are new for each run" in told
    assert "--key-file" in told
    key = tmp_path / "key"
    key.write_text("a secret\n", encoding="utf-8")
    (one, told), (other, _) = ids("--key-file", str(key)), ids("--key-file", str(key))
    assert one == other
    assert "pseudonyms are new" not in told


@pytest.mark.parametrize("key", ["", " \n", "\n\n", "\ufeff\r\n", "\u200b\n", "\0\0", "\u00a0\t"])
def test_an_empty_key_file_is_refused(
    tables: Path, tmp_path: Path, key: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "key"
    path.write_text(key, encoding="utf-8")
    for verb in ("contacts", "check"):
        assert main([verb, str(tables), "--redact", "all", "--key-file", str(path)]) == 1
        assert "the key is empty" in capsys.readouterr().err


def test_a_key_file_without_an_end_is_refused(
    tables: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "key"
    for letters, status in ((LONGEST_KEY, 0), (LONGEST_KEY + 1, 1), (3 * LONGEST_KEY, 1)):
        path.write_text("k" * letters, encoding="utf-8")
        command = ["contacts", str(tables), "--redact", "all", "--key-file", str(path)]
        assert main(command) == status
        assert ("the key is longer than" in capsys.readouterr().err) is (status == 1)


def test_the_mark_and_line_end_of_an_editor_are_no_part_of_a_key(
    tables: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = set()
    for text in ("a long secret text", "a long secret text\n", "\ufeffa long secret text\r\n"):
        (tmp_path / "key").write_text(text, encoding="utf-8", newline="")
        command = ["contacts", str(tables), "--redact", "all", "--key-file", str(tmp_path / "key")]
        assert main(command) == 0
        answers.add(capsys.readouterr())
    assert len(answers) == 1
    assert "can be found by trying" not in answers.pop().err


def test_a_short_key_is_told_and_one_that_is_no_text_refused(
    tables: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "short").write_text("k", encoding="utf-8")
    (tmp_path / "wide").write_text("a long secret text", encoding="utf-16")
    command = ["contacts", str(tables), "--redact", "all", "--key-file"]
    assert main([*command, str(tmp_path / "short")]) == 0
    assert "a key of 1 letter can be found by trying" in capsys.readouterr().err
    for name, told in (("wide", "no text in UTF-8"), ("", "Is a directory"), ("x", "No such")):
        assert main([*command, str(tmp_path / name)]) == 1
        assert told in capsys.readouterr().err


def test_a_key_file_alone_is_wrong_usage(tables: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for verb in ("contacts", "check", "summary"):
        with pytest.raises(SystemExit, match="2"):
            main([verb, str(tables), "--key-file", "anything"])
        assert "--key-file: only with --redact" in capsys.readouterr().err


def test_an_answer_does_not_overwrite_the_key(tables: Path, tmp_path: Path) -> None:
    key = tmp_path / "key.csv"
    key.write_text("a secret", encoding="utf-8")
    command = ["contacts", str(tables), "--redact", "all", "--key-file", str(key), "-o", str(key)]
    assert main(command) == 1
    assert key.read_text(encoding="utf-8") == "a secret"


def test_decisions_are_not_written_of_pseudonyms(tables: Path, tmp_path: Path) -> None:
    command = ["check", str(tables), "--redact", "all", "--decide", str(tmp_path / "x")]
    assert main(command) == 1
    assert not (tmp_path / "x").exists()


def test_neither_reprs_nor_metadata_say_who(tables: Path) -> None:
    hidden = ng.redact(ng.read(tables), "all")
    words = " ".join((repr(hidden), hidden._repr_html_(), repr(ng.summary(hidden))))
    words += repr(vars(hidden)) + str(ng.contacts(hidden).attrs)
    assert not PEOPLE.search(words)
    assert not FIRMS.search(words)
