"""When the world fails: a clear error, no half file, nothing lost."""

from __future__ import annotations

import contextlib
import errno
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from netgraph import atomic, schema
from netgraph.errors import InputError, NetgraphError, OptionError
from netgraph.tables import locate as reading
from netgraph.tables.convert import convert
from netgraph.tables.read import from_frames, read
from netgraph.tables.write import write_tables

if TYPE_CHECKING:
    from netgraph.network import ReferralNetwork

ROOT = Path(__file__).parents[1]
as_root = pytest.mark.skipif(
    hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may read everything"
)


@pytest.fixture
def net() -> ReferralNetwork:
    """1 -> 2."""
    return from_frames(pd.DataFrame({"id": ["1", "2"], "referred_by": ["", "1"]}))


def run(code: str, *args: object, **options: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # type: ignore[call-overload,no-any-return]
        [sys.executable, "-c", code, *map(str, args)],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        **options,
    )


def test_a_full_disk_leaves_the_old_files_and_no_half_one(
    tmp_path: Path, net: ReferralNetwork, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_tables(net, tmp_path)
    before = {p.name: p.read_bytes() for p in tmp_path.iterdir()}
    calls = iter([None, OSError(errno.ENOSPC, "No space left on device")])

    def full(_: int) -> None:
        problem = next(calls)
        if problem is not None:
            raise problem

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(NetgraphError, match="cannot be written: No space left on device"):
        write_tables(net.subset(["1"]), tmp_path)
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == before


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_place_that_is_no_folder_is_a_clear_error(net: ReferralNetwork) -> None:
    with pytest.raises(NetgraphError, match="/dev/full"):
        write_tables(net, "/dev/full")


def test_a_folder_where_a_file_should_be_is_a_clear_error(
    tmp_path: Path, net: ReferralNetwork
) -> None:
    (tmp_path / "referrals.csv").mkdir()
    with pytest.raises(NetgraphError, match="cannot be written"):
        write_tables(net, tmp_path)
    assert sorted(p.name for p in tmp_path.iterdir() if p.name.startswith(".")) == []


def test_killed_in_the_middle_of_writing_the_old_tables_stand(
    tmp_path: Path, net: ReferralNetwork
) -> None:
    write_tables(net, tmp_path)
    before = {p.name: p.read_bytes() for p in tmp_path.iterdir()}
    code = (
        "import os, sys, time, pandas as pd, netgraph as ng\n"
        "os.fsync = lambda _: (print('writing', flush=True), time.sleep(60))\n"
        "net = ng.from_frames(pd.DataFrame({'id': ['9', '8'], 'referred_by': ['', '9']}))\n"
        "ng.write_tables(net, sys.argv[1])\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, tmp_path], stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "writing\n"
        child.send_signal(signal.SIGKILL)
    assert {
        p.name: p.read_bytes() for p in tmp_path.iterdir() if not p.name.startswith(".")
    } == before
    assert len(read(tmp_path)) == 2


def test_two_who_write_at_once_leave_one_whole_result(tmp_path: Path) -> None:
    code = (
        "import sys, pandas as pd, netgraph as ng\n"
        "n = int(sys.argv[2])\n"
        "ids = [str(i) for i in range(n)]\n"
        "frame = pd.DataFrame({'id': ids, 'referred_by': [''] + ['0'] * (n - 1)})\n"
        "net = ng.from_frames(frame)\n"
        "for _ in range(5): ng.write_tables(net, sys.argv[1])\n"
    )
    children = [
        subprocess.Popen([sys.executable, "-c", code, tmp_path, str(n)], cwd=ROOT)
        for n in (50, 5000)
    ]
    assert [child.wait(60) for child in children] == [0, 0]
    for name in ("contacts.csv", "referrals.csv"):
        assert (tmp_path / name).read_text(encoding="utf-8").count("\n") in (50, 51, 5000, 5001)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["contacts.csv", "referrals.csv"]


def test_a_file_that_vanishes_is_a_clear_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "contacts.csv").write_text("id,referred_by\n1,\n", encoding="utf-8")
    there = Path.iterdir

    def then_gone(folder: Path) -> list[Path]:
        found = list(there(folder))
        for path in found:
            path.unlink()
        return found

    monkeypatch.setattr(Path, "iterdir", then_gone)
    with pytest.raises(InputError, match="there is no such file"):
        read(tmp_path)


def test_a_file_cut_while_it_is_read_is_read_whole_or_refused(tmp_path: Path) -> None:
    path = tmp_path / "one.csv"
    path.write_text('id,name,referred_by\n1,Ann,\n2,"Bo', encoding="utf-8")
    with pytest.raises(InputError, match="line 3: a double quote that opens here is never closed"):
        read(path)


@as_root
def test_an_unreadable_file_and_folder_are_clear_errors(tmp_path: Path) -> None:
    path = tmp_path / "one.csv"
    path.write_text("id\n", encoding="utf-8")
    path.chmod(0)
    with pytest.raises(InputError, match="Permission denied"):
        read(path)
    tmp_path.chmod(0)
    try:
        with pytest.raises(InputError, match="Permission denied"):
            read(tmp_path)
    finally:
        tmp_path.chmod(0o700)


def test_errors_of_the_system_are_told_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, *_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    (tmp_path / "one.csv").write_text("id\n", encoding="utf-8")
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(InputError, match="cannot be read: Permission denied"):
        read(tmp_path / "one.csv")
    monkeypatch.setattr(Path, "iterdir", refuse)
    with pytest.raises(InputError, match="cannot be read: Permission denied"):
        read(tmp_path)


@pytest.mark.parametrize(
    "gone",
    [
        {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0"},
        {"HOME": "/nonexistent"},
        {"HOME": ""},
        {"HOME": "/proc"},
    ],
)
def test_neither_locale_nor_home_matters(tmp_path: Path, gone: dict[str, str]) -> None:
    (tmp_path / "one.csv").write_bytes(
        "id,name,met on,referred_by\n1,Zoë,3 Mar 2024,\n2,Ann,4 Mar 2024,1\n".encode()
    )
    code = "import sys, netgraph as ng\nng.write_tables(ng.read(sys.argv[1]), sys.argv[2])\n"
    done = run(code, tmp_path / "one.csv", tmp_path / "out", env={**os.environ, **gone})
    assert done.returncode == 0, done.stderr
    assert "Zoë" in (tmp_path / "out" / "contacts.csv").read_bytes().decode()


def test_odd_names_of_files_are_no_matter(tmp_path: Path) -> None:
    for name in ("a b.csv", "ünï.csv", "-x.csv", "C:\\old\\contacts.csv"):
        (tmp_path / name).write_bytes(b"id,referred_by\r\n1,\r\n2,1\r\n")
        assert len(read(tmp_path / name)) == 2
    with pytest.raises(OptionError, match="no file can be called so, as it holds a zero byte"):
        read("nul\0byte.csv")


def test_a_conversion_that_fails_leaves_its_target_alone(tmp_path: Path) -> None:
    (tmp_path / "bad.csv").write_text("name\nAnn\n", encoding="utf-8")
    with pytest.raises(InputError):
        convert(tmp_path / "bad.csv", to=tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_reading_takes_no_lock_and_leaves_no_file(tmp_path: Path) -> None:
    path = tmp_path / "one.csv"
    path.write_text("id,referred_by\n1,\n", encoding="utf-8")
    long_ago = 10**18
    os.utime(path, ns=(long_ago, long_ago))
    read(path)
    assert [p.name for p in tmp_path.iterdir()] == ["one.csv"]
    assert path.stat().st_mtime_ns == long_ago


def killed_after(step: str) -> str:
    """Code that writes tables and is killed after so many runs of a step of ``atomic``."""
    return f"""
import os, signal, sys
import netgraph as ng
from netgraph import atomic
step, done = atomic.{step}, []
def dies(*given):
    step(*given)
    done.append(1)
    if len(done) == int(sys.argv[3]):
        os.kill(os.getpid(), signal.SIGKILL)
atomic.{step} = dies
ng.write_tables(ng.read(sys.argv[1]), sys.argv[2])
"""


def test_the_files_of_a_new_folder_appear_together_or_not_at_all(tmp_path: Path) -> None:
    """Killed between the first file and the second: nothing is there, not even the folder."""
    (tmp_path / "one.csv").write_text("id,referred_by\n1,\n2,1\n", encoding="utf-8")
    out = tmp_path / "new" / "out"
    for writes in ("1", "2"):
        done = run(killed_after("_fill"), tmp_path / "one.csv", out, writes)
        assert done.returncode == -9
        assert not out.exists()
    assert run(killed_after("_fill"), tmp_path / "one.csv", out, "9").returncode == 0
    assert sorted(path.name for path in out.iterdir()) == ["contacts.csv", "referrals.csv"]


def test_killed_between_two_tables_the_mixture_is_refused_and_the_next_writer_mends_it(
    tmp_path: Path, net: ReferralNetwork, monkeypatch: pytest.MonkeyPatch
) -> None:
    """contacts.csv is new, referrals.csv is old: together they say what nobody ever wrote."""
    (tmp_path / "one.csv").write_text("id,referred_by\nx,\ny,x\n", encoding="utf-8")
    out = tmp_path / "out"
    write_tables(net, out)
    assert run(killed_after("_placed"), tmp_path / "one.csv", out, "1").returncode == -9
    assert (out / "contacts.csv").read_text(encoding="utf-8").endswith("x\ny\n")
    assert (out / "referrals.csv").read_text(encoding="utf-8").endswith("1,2\n")
    monkeypatch.setattr(atomic, "PATIENCE", 0.1)
    told = (
        r"broken off here.*rename \.referrals\.csv\.\w+ to referrals\.csv; "
        r"then delete \.netgraph-unfinished"
    )
    for tables in ([out], [out / "contacts.csv", out / "referrals.csv"]):
        with pytest.raises(InputError, match=told):
            read(*tables)
    write_tables(net, out)
    assert sorted(path.name for path in out.iterdir()) == ["contacts.csv", "referrals.csv"]
    assert list(read(out).contacts[schema.CONTACT_ID]) == ["1", "2"]


def test_killed_after_the_last_table_the_result_stands(
    tmp_path: Path, net: ReferralNetwork
) -> None:
    (tmp_path / "one.csv").write_text("id,referred_by\nx,\ny,x\n", encoding="utf-8")
    write_tables(net, tmp_path / "out")
    assert (
        run(killed_after("_placed"), tmp_path / "one.csv", tmp_path / "out", "2").returncode == -9
    )
    assert list(read(tmp_path / "out").contacts[schema.CONTACT_ID]) == ["x", "y"]


def test_a_journal_moves_nothing_from_elsewhere(tmp_path: Path) -> None:
    """A journal is in a folder that anybody may have sent: it names only what lies beside it."""
    (tmp_path / "secret").write_text("s", encoding="utf-8")
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / ".a.x").write_text("new", encoding="utf-8")
    lines = "../secret\ta\n.a/../../secret\ta\n.a.x\t../b\n.a.x\n\t\nsecret\tsecret\n.a.x\ta\n"
    (folder / atomic.JOURNAL).write_text(lines, encoding="utf-8")
    assert atomic.unfinished(folder) == [(folder / ".a.x", folder / "a")]


def test_tables_written_by_two_at_once_belong_together(
    tmp_path: Path, net: ReferralNetwork
) -> None:
    """Contacts of one writer beside referrals of the other would be a network that nobody wrote."""
    write_tables(net, tmp_path)
    code = (
        "import sys, pandas as pd, netgraph as ng\n"
        "n = sys.argv[2]\n"
        "net = ng.from_frames(pd.DataFrame({'id': [n, n + n], 'referred_by': ['', n]}))\n"
        "for _ in range(40): ng.write_tables(net, sys.argv[1])\n"
    )
    children = [subprocess.Popen([sys.executable, "-c", code, tmp_path, n], cwd=ROOT) for n in "ab"]
    seen = 0
    while any(child.poll() is None for child in children):
        with contextlib.suppress(InputError):
            found = read(tmp_path)
            assert list(found.contacts[schema.CONTACT_ID]) in (["1", "2"], ["a", "aa"], ["b", "bb"])
            seen += 1
    assert [child.wait() for child in children] == [0, 0]
    assert seen
    assert len(read(tmp_path)) == 2
    assert sorted(p.name for p in tmp_path.iterdir()) == ["contacts.csv", "referrals.csv"]


def test_a_table_that_changes_while_it_is_read_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "contacts.csv").write_text("id\n1\n2\n", encoding="utf-8")
    (tmp_path / "referrals.csv").write_text("from,to\n1,2\n", encoding="utf-8")
    load_raw = reading.load_raw

    def then_changed(path: Path, **options: object) -> object:
        raws = load_raw(path, **options)  # type: ignore[arg-type]
        (tmp_path / "contacts.csv").write_text("id\n1\n2\n3\n", encoding="utf-8")
        return raws

    monkeypatch.setattr(reading, "load_raw", then_changed)
    with pytest.raises(
        InputError, match=r"^contacts\.csv: changed while the tables were read; read them again$"
    ):
        read(tmp_path)


def test_an_error_of_writing_names_the_file_that_was_asked_for(
    tmp_path: Path, net: ReferralNetwork
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(
        NetgraphError, match=r"/file/out: cannot be written: (File exists|Not a directory)"
    ):
        write_tables(net, tmp_path / "file" / "out")


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="this system has no /dev/zero")
@pytest.mark.parametrize("table", ["contacts", "targets", "same"])
def test_a_device_without_an_end_is_refused(tmp_path: Path, table: str) -> None:
    people = tmp_path / "people.csv"
    people.write_text("contact_id\na\n")
    further = {} if table == "contacts" else {table: "/dev/zero"}
    with pytest.raises(InputError, match=r"/dev/zero: cannot be read: it is a device"):
        read(people if further else "/dev/zero", **further)
    with pytest.raises(InputError, match="the file is empty"):
        read("/dev/null")
