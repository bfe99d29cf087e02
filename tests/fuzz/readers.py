"""Fuzzing of the readers, led by coverage: any bytes give a network, or an error in words.

    python tests/fuzz/readers.py [folder of inputs] -max_total_time=600

Needs atheris, which the project itself does not. The first byte of an input says what the rest is:
one file of any kind, the same gzipped, the sheet of a workbook, or several files divided by two
NUL. It begins with the seeds of ``tests/test_tables_hostile.py``, and what it finds is kept there.
A traceback, more than 2 GB, or an input that takes longer than 20 s ends the run; the number of
inputs tried is printed at the end.
"""

from __future__ import annotations

import gzip
import io
import os
import sys
import tempfile
import warnings
import zipfile
from pathlib import Path
from typing import Any

import atheris

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
with atheris.instrument_imports(include=["netgraph", "openpyxl"]):
    from netgraph import schema
    from netgraph.errors import NetgraphError
    from netgraph.tables.check import check
    from netgraph.tables.read import read
    from netgraph.tables.write import write_tables

import pandas as pd  # noqa: E402 - what is to be covered is imported first
from test_tables_hostile import FOUND, JUNK, seeds  # noqa: E402 - the same

FILES, PACKED, SHEET, TABLES, FURTHER = range(5)
GAP = b"\0\0"
BOUNDS = ["-max_len=4096", "-timeout=20", "-rss_limit_mb=2048", "-print_final_stats=1"]


def workbook() -> dict[str, bytes]:
    """The parts of a workbook, to which a sheet is added."""
    out = io.BytesIO()
    pd.DataFrame({"id": ["1"], "met on": [pd.Timestamp("2024-01-02")]}).to_excel(out, index=False)
    with zipfile.ZipFile(out) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_sheet(parts: dict[str, bytes], sheet: bytes) -> bytes:
    """A workbook whose one sheet is these bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in (parts | {"xl/worksheets/sheet1.xml": sheet}).items():
            archive.writestr(name, data)
    return out.getvalue()


def files(kind: int, data: bytes, parts: dict[str, bytes]) -> list[bytes]:
    """The files that an input stands for."""
    if kind == PACKED:
        return [gzip.compress(data, 1)]
    if kind == SHEET:
        return [with_sheet(parts, data)]
    return data.split(GAP, {FILES: 0, TABLES: 1, FURTHER: 3}.get(kind, 0))


def survive(folder: Path, data: bytes, parts: dict[str, bytes]) -> None:
    """Read an input; what comes out can be checked, and written and read again as the same."""
    how, kind, rest = data[0] >> 4, data[0] % 5, data[1:]
    paths = [folder / str(at) for at, _ in enumerate(files(kind, rest, parts))]
    for path, content in zip(paths, files(kind, rest, parts), strict=True):
        path.write_bytes(content)
    further = (
        dict(zip(("targets", "aliases", "same"), paths[1:], strict=False))
        if kind == FURTHER
        else {}
    )
    options: dict[str, Any] = {
        "lenient": bool(how & 1),
        "keep": "first" if how & 2 else None,
        **further,
    }
    try:
        net = read(*(paths[:1] if kind == FURTHER else paths), **options)
    except NetgraphError as error:
        assert str(error)  # noqa: PT017 - an error is one of two right outcomes
        return
    assert net.contacts[schema.CONTACT_ID].is_unique
    if how & 4:
        check(net)
    if how & 8:
        form = ("csv", "parquet")[len(data) % 2]
        again = read(folder_of(write_tables(net, folder / form, format=form)))  # type: ignore[arg-type]
        assert again.contacts.equals(net.contacts.set_axis(again.contacts.index))
        assert again.referrals.equals(net.referrals.set_axis(again.referrals.index))


def folder_of(written: tuple[Path, ...]) -> Path:
    """The folder that now holds just these files."""
    folder = written[0].parent
    for path in set(folder.iterdir()) - set(written):
        path.unlink()
    return folder


def begin(folder: Path) -> None:
    """Write the inputs to begin with."""
    plain = [*seeds(folder / "seeds"), *FOUND]
    made = [bytes([how << 4 | FILES]) + data for data in plain for how in (0, 15)]
    made += [bytes([15 << 4 | PACKED]) + data for data in plain[:1]]
    made += [bytes([15 << 4 | SHEET]) + workbook()["xl/worksheets/sheet1.xml"]]
    made += [bytes([15 << 4 | TABLES]) + GAP.join(plain[:2])]
    made += [
        bytes([15 << 4 | FURTHER])
        + GAP.join(
            [
                plain[0],
                b"company,weight\nAcme,2\n",
                b"alias,company\nACME,Acme\n",
                b"id,same_as,same\n1,2,yes\n",
            ]
        )
    ]
    for at, data in enumerate(made):
        kind = data[0] % 5
        (folder / f"seed-{at}-{kind}").write_bytes(data)


def main() -> None:
    """Fuzz until told to stop."""
    os.environ["NO_COLOR"] = "1"
    warnings.simplefilter("error")
    given = [word for word in sys.argv[1:] if not word.startswith("-")]
    with tempfile.TemporaryDirectory() as scratch:
        place, corpus = Path(scratch), Path(given[0]) if given else Path(scratch) / "inputs"
        corpus.mkdir(parents=True, exist_ok=True)
        begin(corpus)
        words = place / "words"
        words.write_text(
            "".join('"' + "".join(f"\\x{b:02x}" for b in junk[:60]) + '"\n' for junk in JUNK),
            encoding="ascii",
        )
        parts = workbook()
        atheris.Setup(
            [
                sys.argv[0],
                *BOUNDS,
                f"-dict={words}",
                *(w for w in sys.argv[1:] if w.startswith("-")),
                str(corpus),
            ],
            lambda data: survive(place, data, parts) if data else None,
        )
        atheris.Fuzz()


if __name__ == "__main__":
    main()
