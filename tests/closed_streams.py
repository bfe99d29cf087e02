"""Run commands in forked children whose streams are closed, or lead nowhere any more.

A test calls this file as a process of its own, with a JSON list of commands in standard input: what
is loaded once serves all of them, and a thread of the test's own process can hang none. It prints a
JSON list of ``[exit status, standard output, standard error]``, a row a command and way.
"""

from __future__ import annotations

import contextlib
import json
import os
import pkgutil
import signal
import sys
import tempfile
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import netgraph
from netgraph.cli import main
from netgraph.tables.cohorts import read

if TYPE_CHECKING:
    from collections.abc import Callable

WAYS: Final = ("stdin closed", "stdout closed", "stderr closed", "no reader")
LIBRARIES: Final = (
    *("babel.dates", "icalendar", "jinja2", "matplotlib.backends.backend_svg", "matplotlib.pyplot"),
    *("networkx", "openpyxl", "pandas", "pyarrow.csv", "pyarrow.parquet", "rapidfuzz.process"),
    *("rich.console", "rich.table", "scipy.optimize", "scipy.special", "scipy.stats"),
)
NOT_LOADED: Final = ("__main__", "examples")
"""What runs when it is imported, or is no module."""
READING: Final = ("contacts", "seekers")
"""What is asked first: others read the same tables in the same way, but for a few."""
PATIENCE: Final = 30
"""Seconds after which a command that does not end is ended, by a signal."""
STREAMS: Final = ("stdin", "stdout", "stderr")


def without(fd: int) -> None:
    """Close a stream, as a shell does before Python begins: it has no object for it then."""
    os.close(fd)
    setattr(sys, STREAMS[fd], None)


def child(words: list[str], way: str, out: Path, err: Path) -> None:
    """Set the streams, run the command, and never come back."""
    for fd, path in ((1, out), (2, err)):
        given = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(given, fd)
        os.close(given)
    if way == "no reader":
        read, write = os.pipe()
        os.close(read)
        os.dup2(write, 1)
        os.close(write)
    # new objects, as those of the parent may hold what it has not written
    for fd in (1, 2):
        setattr(sys, STREAMS[fd], os.fdopen(fd, "w", encoding="utf-8", closefd=False))
    for fd, name in enumerate(STREAMS):
        if way == f"{name} closed":
            without(fd)
    status = 99
    signal.alarm(PATIENCE)
    try:
        status = main(words)
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else 1
    except BaseException:  # noqa: BLE001 - told as the interpreter would
        with contextlib.suppress(Exception):
            sys.excepthook(*sys.exc_info())
    finally:
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(Exception):
                stream.flush()
        os._exit(status)


def run(words: list[str], way: str, folder: Path) -> tuple[int, str, str]:
    """Run one command in one way, in a folder of its own, which is where it may write."""
    home = Path(tempfile.mkdtemp(dir=folder))
    out, err = folder / f"{home.name}.out", folder / f"{home.name}.err"
    if (pid := os.fork()) == 0:
        os.chdir(home)
        child(words, way, out, err)
    status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    return status, *(path.read_text(encoding="utf-8", errors="replace") for path in (out, err))


def read_before(commands: list[list[str]]) -> None:
    """Read the tables of all commands here, once: that takes most of their time in the children."""
    known: dict[str, Any] = {}

    def remembered(reader: Callable[..., Any], *sources: str, **options: Any) -> Any:
        asked = repr((reader, sources, options))
        if asked not in known:
            known[asked] = reader(*sources, **options)
        return known[asked]

    for reader in (read.read_any, read.read_cohort):
        setattr(read, reader.__name__, partial(remembered, reader))
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        for words in commands:
            if words[0] in READING:
                with contextlib.redirect_stdout(nowhere), contextlib.redirect_stderr(nowhere):
                    main(words)


if __name__ == "__main__":
    own = [one.name for one in pkgutil.walk_packages(netgraph.__path__, "netgraph.")]
    for module in (*LIBRARIES, *own):
        if module.rpartition(".")[2] not in NOT_LOADED:
            import_module(module)
    commands = json.load(sys.stdin)
    read_before(commands)
    with tempfile.TemporaryDirectory() as folder:
        found = [[run(words, way, Path(folder)) for way in WAYS] for words in commands]
    json.dump(found, sys.stdout)
