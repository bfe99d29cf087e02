"""Where output goes: modes, links, devices, pipes, and streams that are closed."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from two_students import folders_of_two

import netgraph as ng
from netgraph import atomic
from netgraph.atomic import write_whole
from netgraph.cli import main
from netgraph.cli.verbs import VERBS
from netgraph.errors import OutputError
from netgraph.maps.write import write_map
from netgraph.tables.convert import convert
from netgraph.tables.read import read

pytestmark = pytest.mark.skipif(os.name != "posix", reason="links, modes and pipes of POSIX")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    """One who referred another: a -> b."""
    home = tmp_path / "tables"
    home.mkdir()
    (home / "contacts.csv").write_text("contact_id,referred_by\na,\nb,a\n", encoding="utf-8")
    return home


def netgraph(*words: object, streams: str = "") -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, its streams as a shell sets them."""
    command = " ".join([sys.executable, "-m", "netgraph", *map(str, words), streams])
    return subprocess.run(command, shell=True, capture_output=True, text=True, check=False)  # noqa: S602 - only a shell closes streams


@pytest.mark.parametrize(("umask", "expected"), [(0o077, 0o600), (0o002, 0o664), (0o022, 0o644)])
def test_a_new_file_and_a_new_folder_heed_the_umask(
    tmp_path: Path, umask: int, expected: int
) -> None:
    old = os.umask(umask)
    try:
        write_whole({tmp_path / "one": b"1"})
        write_whole({tmp_path / "new" / "a": b"1", tmp_path / "new" / "b": b"2"})
    finally:
        os.umask(old)
    assert {mode(tmp_path / name) for name in ("one", "new/a", "new/b")} == {expected}
    assert mode(tmp_path / "new") == 0o777 & ~umask


@pytest.mark.parametrize("given", [0o600, 0o640, 0o666, 0o755])
def test_an_existing_file_keeps_its_mode(tmp_path: Path, given: int) -> None:
    path = tmp_path / "one"
    path.write_bytes(b"old")
    path.chmod(given)
    write_whole({path: b"new", tmp_path / "other": b""})
    assert (path.read_bytes(), mode(path)) == (b"new", given)


def test_links_are_followed_also_to_where_nothing_is_yet(tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    for name in ("there", "not-yet"):
        (tmp_path / name).symlink_to(tmp_path / "far" / name)
    (tmp_path / "far" / "there").write_bytes(b"old")
    (tmp_path / "step").symlink_to("there")
    write_whole({tmp_path / "step": b"1", tmp_path / "not-yet": b"2"})
    assert (tmp_path / "far" / "there").read_bytes() == b"1"
    assert (tmp_path / "far" / "not-yet").read_bytes() == b"2"
    assert all((tmp_path / name).is_symlink() for name in ("step", "there", "not-yet"))
    assert sorted(p.name for p in (tmp_path / "far").iterdir()) == ["not-yet", "there"]


def test_links_in_a_circle_and_two_names_of_one_file_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    with pytest.raises(OutputError, match="lead in a circle"):
        write_whole({tmp_path / "a": b""})
    (tmp_path / "c").symlink_to("d")
    with pytest.raises(OutputError, match="are the same file"):
        write_whole({tmp_path / "c": b"1", tmp_path / "d": b"2"})
    assert not (tmp_path / "d").exists()


def test_a_pipe_is_written_into_and_stays_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    seen: list[bytes] = []
    reader = threading.Thread(target=lambda: seen.append(pipe.read_bytes()))
    reader.start()
    write_whole({pipe: b"x" * 200_000})
    reader.join(timeout=20)
    assert seen == [b"x" * 200_000]
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_a_device_is_written_into_and_stays_a_device(tmp_path: Path) -> None:
    write_whole({Path("/dev/null"): b"1"})
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)
    (tmp_path / "link").symlink_to("/dev/full")
    with pytest.raises(OutputError, match="No space left"):
        write_whole({tmp_path / "link": b"1"})
    assert (tmp_path / "link").is_symlink()


@pytest.mark.parametrize(
    ("verb", "place"),
    [
        ("contacts", "/dev/stdout"),
        ("summary", "/proc/self/fd/1"),
        ("map", "/dev/fd/1"),
        ("plot tree", "-"),
    ],
)
def test_standard_output_has_several_names(tables: Path, verb: str, place: str) -> None:
    command = [sys.executable, "-m", "netgraph", *verb.split(), str(tables), "-o", place]
    out = tables.parent / "out"
    with out.open("wb") as to:
        done = subprocess.run(command, stdout=to, stderr=subprocess.PIPE, check=False)
    begins = {"map": b"<!", "plot tree": b"\x89PNG"}.get(verb, verb.capitalize().encode())
    assert done.returncode == 0, done.stderr
    assert out.read_bytes().lower().startswith(begins.lower())
    assert b"wrote" not in done.stderr


def test_what_was_in_a_file_before_the_redirection_stays(tables: Path) -> None:
    """``-o /dev/stdout >> log`` adds to the log: opened by its name it would begin at its start."""
    log = tables.parent / "log"
    log.write_text("before\n", encoding="utf-8")
    code = "import netgraph as ng, sys; ng.write_map(ng.read(sys.argv[1]), '/dev/stdout')"
    with log.open("ab") as to:
        subprocess.run([sys.executable, "-c", code, str(tables)], stdout=to, check=True)
    assert log.read_bytes().startswith(b"before\n<!")


@pytest.mark.parametrize("words", [("convert", "{}"), ("simulate", "3")])
def test_several_files_do_not_go_to_standard_output(
    tables: Path, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    for place in ("-", "/dev/stdout"):
        with pytest.raises(SystemExit, match="2"):
            main([*(word.format(tables) for word in words), "-o", place])
        assert "name a folder" in capsys.readouterr().err


def test_closed_streams_end_in_words_and_the_answer_goes_where_it_can(tables: Path) -> None:
    done = netgraph("contacts", tables, "--format csv", streams="2>&-")
    assert (done.returncode, done.stdout.splitlines()[1][:2]) == (0, "a,")
    done = netgraph("contacts", tables, streams=">&-")
    assert done.returncode == 1
    assert done.stderr == "netgraph: standard output: is closed; name a file by -o\n"
    done = netgraph("contacts", tables, "-o", tables.parent / "x.csv", streams=">&- 2>&-")
    assert done.returncode == 0
    assert (tables.parent / "x.csv").read_text(encoding="utf-8").startswith("contact_id")
    done = netgraph("contacts -", streams="<&-")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "netgraph: standard input: is closed; name a file\n"
    for words in ("--help", "check --help", "--version"):
        assert "Traceback" not in netgraph(words, streams=">&-").stderr


# What a verb is called with beside two tables of a few people, or instead of them.
BESIDE = {
    "paths": ["--to", "c02"],
    "changes": ["--since", "2026-01-10"],
    "dossier": ["--who", "c02"],
    "report": ["-o", "page.html"],
    "map": ["-o", "map.html"],
    "convert": ["-o", "tables"],
}
INSTEAD = {
    "start": ["-o", "search.xlsx"],
    "simulate": ["9", "-o", "made"],
    "demo": [],
    "words": [],
    "completion": ["bash"],
}


@pytest.mark.thorough
def test_every_verb_bears_streams_that_are_closed_or_without_a_reader(tmp_path: Path) -> None:
    ng.write_tables(ng.simulate(12, seed=3), tmp_path / "t")
    office = folders_of_two(tmp_path / "office", "contacts.csv")
    given = {"plot": ["growth", str(tmp_path / "t"), "-o", "figure.svg"]}
    given |= {verb: [str(office)] for verb in ("seekers", "load")} | INSTEAD
    usual = {verb: [str(tmp_path / "t"), *BESIDE.get(verb, [])] for verb in VERBS}
    commands = [[verb, *words] for verb, words in (usual | given).items()]
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("closed_streams.py"))],
        input=json.dumps(commands),
        capture_output=True,
        text=True,
        check=True,
    )
    answers = json.loads(done.stdout)
    assert len(answers) == len(VERBS)
    for words, (stdin, stdout, stderr, unread) in zip(commands, answers, strict=True):
        # whichever is closed of the two streams that no answer goes through, the answer is whole
        status, shown, _ = stdin
        assert status == 0, (words, stdin)
        assert stderr[:2] == [status, shown], words
        assert all("Traceback" not in said[2] for said in (stdin, stdout, unread)), words
        # what is written into files is written; else it is said, or the reader has gone (SIGPIPE)
        assert stdout[0] == (1 if shown else 0), words
        assert not shown or "standard output: is closed" in stdout[2], words
        assert unread[0] == (141 if shown else 0), words


def test_full_streams_end_in_words_and_the_answer_goes_where_it_can(tables: Path) -> None:
    done = netgraph("contacts", tables, "--format csv", streams="2>/dev/full")
    assert (done.returncode, done.stdout.splitlines()[1][:2]) == (0, "a,")
    done = netgraph("contacts", tables, "--format csv", streams=">/dev/full")
    assert (done.returncode, done.stderr) == (1, "netgraph: output: No space left on device\n")


def test_a_folder_in_place_of_a_file_is_an_error_of_the_system_too(
    tables: Path,
) -> None:
    with pytest.raises(OSError, match="it is a folder; name a file") as caught:
        write_map(read(tables), tables)
    assert isinstance(caught.value, OutputError)


def killed_while_filling(*words: object) -> int:
    code = (
        "import os, signal, sys\nfrom netgraph import atomic\nfrom netgraph.cli import main\n"
        "atomic._fill = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\nmain(sys.argv[1:])\n"
    )
    command = [sys.executable, "-c", code, *map(str, words)]
    return subprocess.run(command, capture_output=True, check=False).returncode


def test_what_killed_runs_left_is_swept_by_the_next(tables: Path) -> None:
    out = tables.parent / "out"
    out.mkdir()
    assert killed_while_filling("contacts", tables, "-o", out / "x.csv") == -9
    (out / f".sim{atomic.MARK}0123abcd").mkdir()
    assert [atomic.MARK in path.name for path in out.iterdir()] == [True, True]
    (out / ".x.csv.original").write_text("somebody's own", encoding="utf-8")
    assert main(["contacts", str(tables), "-o", str(out / "x.csv")]) == 0
    assert sorted(path.name for path in out.iterdir()) == [".x.csv.original", "x.csv"]


def test_what_a_living_writer_has_is_not_swept(tmp_path: Path) -> None:
    beside = tmp_path / f".x{atomic.MARK}0123abcd"
    with beside.open("wb") as held:
        assert atomic.locks.take(held.fileno())
        write_whole({tmp_path / "y": b""})
        assert beside.exists()
    write_whole({tmp_path / "y": b""})
    assert not beside.exists()


def test_a_journal_of_the_living_is_waited_for_and_one_of_the_dead_finished_once(
    tmp_path: Path,
) -> None:
    """Two rescuers: the slow one must not take the journal that the quick one made since."""
    for name in ("a", "b"):
        (tmp_path / name).write_bytes(b"old")
    (tmp_path / ".a.x").write_bytes(b"dead")
    journal = tmp_path / atomic.JOURNAL
    journal.write_bytes(b".a.x\ta\n")
    handle = atomic._claimed(journal)
    assert (tmp_path / "a").read_bytes() == b"dead"
    # The first rescuer holds it now, with files of its own under way.
    (tmp_path / ".b.y").write_bytes(b"alive")
    os.write(handle, b".b.y\tb\n")
    slow = threading.Thread(target=lambda: write_whole({tmp_path / n: b"new" for n in "ab"}))
    slow.start()
    slow.join(timeout=0.3)
    assert slow.is_alive()
    assert (tmp_path / ".b.y").exists()
    assert atomic.unfinished(tmp_path) == [(tmp_path / ".b.y", tmp_path / "b")]
    (tmp_path / ".b.y").replace(tmp_path / "b")
    journal.unlink()
    atomic.locks.let_go(handle)
    slow.join(timeout=20)
    assert [(tmp_path / name).read_bytes() for name in "ab"] == [b"new", b"new"]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a", "b"]


def test_each_of_several_folders_has_a_journal(tmp_path: Path) -> None:
    """Links may lead the tables of one folder into two: a mixture of both must be found."""
    homes = [tmp_path / "x", tmp_path / "y"]
    for home in homes:
        home.mkdir()
        (home / "t.csv").write_bytes(b"old")
    code = (
        "import os, signal, sys\nfrom pathlib import Path\nfrom netgraph import atomic\n"
        "placed, done = atomic._placed, []\n"
        "def dies(*given):\n    placed(*given); os.kill(os.getpid(), signal.SIGKILL)\n"
        "atomic._placed = dies\n"
        "atomic.write_whole({Path(p) / 't.csv': b'new' for p in sys.argv[1:]})\n"
    )
    command = [sys.executable, "-c", code, *map(str, homes)]
    assert subprocess.run(command, check=False).returncode == -9
    assert [bool(atomic.unfinished(home)) for home in homes] == [False, True]
    write_whole({home / name: b"next" for home in homes for name in ("t.csv", "u.csv")})
    for home in homes:
        assert sorted(p.name for p in home.iterdir()) == ["t.csv", "u.csv"]
        assert (home / "t.csv").read_bytes() == b"next"


def test_converting_over_a_link_writes_where_it_leads(tables: Path) -> None:
    out, real = tables.parent / "out", tables.parent / "real.csv"
    out.mkdir()
    real.write_text("old", encoding="utf-8")
    (out / "contacts.csv").symlink_to(real)
    convert(tables, to=out)
    assert "contact_id" in real.read_text(encoding="utf-8")
    assert (out / "contacts.csv").is_symlink()


@pytest.mark.parametrize("letter", ["n", "é"])
def test_a_name_as_long_as_a_name_can_be_is_written(
    tables: Path, tmp_path: Path, letter: str
) -> None:
    name = letter * (250 // len(letter.encode())) + ".csv"
    assert main(["contacts", str(tables), "-o", str(tmp_path / name)]) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([name, "tables"])
    folder = tmp_path / (letter * (254 // len(letter.encode())))
    assert main(["convert", str(tables), "-o", str(folder)]) == 0
    assert len(read(folder)) == 2


def test_a_name_that_is_too_long_is_shown_by_its_beginning(
    tables: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["convert", str(tables), "-o", str(tmp_path / ("n" * 300 + ".xlsx"))]) != 0
    said = capsys.readouterr().err
    assert "no file can have so long a name" in said
    assert "not a str" not in said
