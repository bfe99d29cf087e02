"""Which way of finding encoding and delimiter is right most often, and what it costs.

120 small files: five encodings, four delimiters, two line ends; with five rows, with one, and with
an export's notes above the header. Needs charset-normalizer and duckdb, and takes clevercsv along
where it is installed; the project itself needs none of them.
"""

from __future__ import annotations

import csv
import importlib.util
import io
import itertools
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
from charset_normalizer import from_bytes

from netgraph.tables.header import known_names
from netgraph.tables.sources.code_pages import as_utf8
from netgraph.tables.sources.layouts import find_layout

if TYPE_CHECKING:
    from collections.abc import Callable

ROWS = [
    ["id", "name", "company", "notes", "referred_by"],
    ["1", "Zoë Müller", "Acme, S.A.", "met; at | expo", ""],
    ["2", "José Nuñez", "Größe GmbH", 'said "yes", later', "1"],
    ["3", "Ann", "", "two\nlines", "2"],
]
ABOVE = [["Notes:"], ["When exporting, some may be missing; we are | sorry"], []]
BODIES = (ROWS, ROWS[:2], ABOVE + ROWS)
CLEVER = importlib.util.find_spec("clevercsv") is not None
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252")


def by_clevercsv(text: str) -> str:
    """The delimiter that clevercsv finds."""
    import clevercsv

    return str(clevercsv.Detector().detect(text).delimiter)


def main() -> None:
    """Print how many of the files each way gets right, and the milliseconds it takes for one."""
    right: Counter[str] = Counter()
    spent: Counter[str] = Counter()

    def tried(way: str, find: Callable[[], Any]) -> Any:
        start = time.process_time()
        try:
            return find()
        except Exception:  # noqa: BLE001 - a way that fails is a way that is wrong
            return None
        finally:
            spent[way] += time.process_time() - start

    cases = list(itertools.product(ENCODINGS, ",;\t|", ("\n", "\r\n"), BODIES))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "one.csv"
        for encoding, delimiter, end, body in cases:
            out = io.StringIO()
            csv.writer(out, delimiter=delimiter, lineterminator=end).writerows(body)
            text = out.getvalue()
            data = text.encode(encoding)
            path.write_bytes(text.encode())
            guess = tried("charset-normalizer", lambda data=data: str(from_bytes(data).best()))
            right["charset-normalizer"] += str(guess).lstrip("\ufeff") == text
            right["own text"] += (
                tried("own text", lambda data=data: as_utf8(data, "x").data.decode()) == text
            )
            shape = tried("own delimiter", lambda text=text: find_layout(text, known_names()))
            right["own delimiter"] += shape is not None and shape.delimiter == delimiter
            sniffed = tried("csv.Sniffer", lambda text=text: csv.Sniffer().sniff(text).delimiter)
            right["csv.Sniffer"] += sniffed == delimiter
            if CLEVER:
                clever = tried("clevercsv", lambda text=text: by_clevercsv(text))
                right["clevercsv"] += clever == delimiter
            found = tried(
                "duckdb", lambda: duckdb.sql(f"from sniff_csv('{path}')").fetchall()[0][0]
            )
            right["duckdb"] += found == delimiter
    if not CLEVER:
        print("clevercsv is not installed: not measured")
    for way, n in right.items():
        print(f"{way:20} {n:4} of {len(cases)}  {1000 * spent[way] / len(cases):6.2f} ms")


if __name__ == "__main__":
    main()
