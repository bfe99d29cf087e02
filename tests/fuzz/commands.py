"""Command lines drawn from the options themselves: an answer, or a refusal in words."""

from __future__ import annotations

import contextlib
import io
import json
import os
from typing import TYPE_CHECKING, Any

from fuzz.files import WILD

import netgraph as ng
from netgraph.cli import main
from netgraph.cli.verbs import VERBS

if TYPE_CHECKING:
    import random
    from pathlib import Path

LEFT_OUT = {"--engine", "--master", "--work", "--piece-rows", "--help"}
"""Options whose trials need more than a moment."""
JUNK = (
    "",
    " ",
    "0",
    "-1",
    "3",
    "1e9",
    "9" * 30,
    "x" * 200,
    "\u00e4",
    "a=b",
    "=",
    "a:b=c",
    "*",
    "../x",
    "/",
    "\x1b[1m",
)
FITTING = {
    "--as-of": ("2026-03-01", "today", "1900-01-01", "9999-12-31", "2026-02-30"),
    "--since": ("2026-03-01", "2000-01-01"),
    "--map": ("name=name", "contact_id=contact_id", "referred_by=Referred by", "met_on=status"),
    "--value": ("status:ghosted=no_reply", "status:met=declined", "name:x=y"),
    "--redact": ("names", "organizations", "all", "initials"),
    "--key-file": ("key.txt", "empty.txt", "none.txt"),
    "--targets": ("tables/targets.csv", "none.csv"),
    "--aliases": ("tables/aliases.csv", "tables/contacts.csv"),
    "--same": ("same.csv",),
    "--hours": ("hours.csv",),
    "--encoding": ("utf-8", "cp1251", "latein", "utf-16"),
    "--sheet": ("Contacts", "nowhere"),
    "--to": ("c001", "Acme", "Nobody at all"),
    "--seeker": ("c001", "nobody"),
    "--by": ("reach", "credit", "contact_id", "nothing"),
    "--include": ("notes", "__proto__", "constructor", "email"),
    "--top": ("0", "1", "5", "100000"),
    "--k": ("0", "1", "3"),
    "--min-cell": ("0", "1", "11"),
    "contacts": ("0", "1", "25"),
    "kind": ("tree", "growth", "organizations", "generations"),
    "-o": (
        "out.csv",
        "out.html",
        "out.png",
        "folder",
        "out.gexf",
        "out.xlsx",
        "-",
        "/dev/stdout",
        "out",
    ),
}


def furnish(folder: Path) -> None:
    """The tables that the commands are about."""
    if (folder / "tables").exists():
        return
    net = ng.simulate(30, seed=2)
    ng.write_tables(net, folder / "tables")
    (folder / "key.txt").write_text("a secret\n")
    (folder / "empty.txt").write_text(" \n")
    (folder / "same.csv").write_text("contact_id,same_as,same\nc001,c002,no\n")
    (folder / "hours.csv").write_text("date,activity,hours\n2026-01-05,networking,3\n")


def given(flags: tuple[str, ...], settings: dict[str, Any], chance: random.Random) -> list[str]:
    """One option or place and its value, mostly one that fits."""
    placed = not flags[0].startswith("-")
    if flags[0] == "sources":
        wild = sorted(str(path) for path in WILD.glob("*"))
        return chance.choice((["tables"], ["tables"], [chance.choice(wild)], ["nowhere", "tables"]))
    said = [] if placed else [chance.choice(flags)]
    if settings.get("action") == "store_true":
        return said
    fitting = [*settings.get("choices", ()), *FITTING.get(flags[0], ())]
    good = fitting and chance.random() < 0.85
    return [*said, str(chance.choice(fitting if good else JUNK))]


def words(chance: random.Random) -> list[str]:
    """One command line; of JSON every third, said last, so that it can be read."""
    name = chance.choice([verb for verb in VERBS if verb != "demo"])
    line = [name]
    for option in VERBS[name].options:
        flags, settings = option.flags, option.settings
        placed = not flags[0].startswith("-")
        likely = 0.97 if placed or settings.get("required") else 0.12
        if flags[0] in LEFT_OUT or chance.random() > likely:
            continue
        line += given(option.flags, option.settings, chance)
    if name == "simulate":  # no junk number makes a million people
        line = [word if len(word) < 9 else "12" for word in line]
    if chance.random() < 0.05:
        line.insert(
            chance.randrange(len(line) + 1), chance.choice(("--nonsense", "-q", "--", "--top"))
        )
    if chance.random() < 0.3 and not {"-o", "--output", "--format"} & set(line):
        line += ["--format", "json"]
    return line


def trial(folder: Path, chance: random.Random) -> None:
    """Run one command line in a folder of tables."""
    furnish(folder)
    line = words(chance)
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    err = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    home = os.getcwd()  # noqa: PTH109 - what chdir takes
    os.chdir(folder)
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            try:
                status = main(line)
            except SystemExit as end:
                status = end.code if isinstance(end.code, int) else 0 if end.code is None else 1
            except BaseException as fault:
                fault.add_note(f"netgraph {line}")
                raise
    finally:
        os.chdir(home)
    said, told = (stream.buffer.getvalue() for stream in (out, err))  # type: ignore[attr-defined]
    assert status in (0, 1, 2), (line, status)
    assert b"Traceback" not in told, line
    if status:
        assert told.strip() or said.strip(), (line, "ended with nothing said")
    elif line[-2:] == ["--format", "json"] and line.count("--format") == 1 and said:
        json.loads(said)
