"""Whatever the bytes: either a network or a NetgraphError, soon, in bounded memory.

The mutator below runs a few hundred inputs here; run for an hour it is the same code with another
budget.
"""

from __future__ import annotations

import gzip
import io
import random
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pandas as pd
import pytest
from effort import growth
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from netgraph import schema
from netgraph.errors import InputError, NetgraphError
from netgraph.tables.convert import convert
from netgraph.tables.read import from_frames, read
from netgraph.tables.write import write_tables

JUNK = [
    b'"', b"'", b",", b";", b"\t", b"\n", b"\r\n", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf",
    b"PK\x03\x04", b"PAR1",
    b"BEGIN:VCARD\n", b"END:VCARD\n", b"=", b"1e999", b"nan", b"9" * 400,
    b"0001-01-01", b"99999-99-99", b"\x1b[31m",
    b"\xe2\x80\xae", b"<!DOCTYPE x>", b" ::: ", b"=C3", b"referred_by",
    b"contact_id", b"stub", b"count", b"id",
]  # fmt: skip


def seeds(folder: Path) -> list[bytes]:
    """One small file of every format, with every kind of cell."""
    contacts = pd.DataFrame(
        {
            "id": ["1", "2", "3"],
            "name": ["A", "B", "Ü"],
            "met_on": ["2024-01-02", "2024-02-03", None],
            "decision_maker": ["y", None, "no"],
            "status": ["met", None, None],
            "company": ["Acme Inc", "ACME", None],
        }
    )
    net = from_frames(contacts, pd.DataFrame({"from": ["1", "1", "x"], "to": ["2", "2", "3"]}))
    found = [
        path.read_bytes()
        for form in ("csv", "xlsx", "parquet")
        for path in write_tables(net, folder, format=form)
    ]
    book = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\nA,B,,a@x,,,\n"
    google = (
        "Name,E-mail 1 - Value,Relation 1 - Label,Relation 1 - Value\nA,a@x,Referred by,B\nB,,,\n"
    )
    cards = (
        "BEGIN:VCARD\nVERSION:2.1\nFN;ENCODING=QUOTED-PRINTABLE:A=\n=C3=BC\n"
        "RELATED;TYPE=referrer:B\nEND:VCARD\n"
    )
    sheet = 'id;name;met on;referred by\n1;Ann;1/2/2024;\n2;"B\nb";13/2/2024;Ann\n'
    texts = [text.encode() for text in (book, google, cards, sheet)]
    return [*found, *texts, sheet.encode("utf-16"), gzip.compress(sheet.encode())]


def mutated(data: bytes, others: list[bytes], chance: random.Random) -> bytes:
    """Flip, cut, repeat, splice and salt the bytes of a file."""
    made = bytearray(data)
    for _ in range(chance.choice([1, 1, 2, 3, 5, 10])):
        at = chance.randrange(len(made) + 1)
        other = chance.choice(others)
        start = chance.randrange(len(other) + 1)
        how = chance.randrange(5)
        if how == 0:
            made[at : at + 1] = bytes([chance.randrange(256)])
        elif how == 1:
            made[at:at] = chance.choice(JUNK) * chance.choice([1, 1, 2, 50])
        elif how == 2:
            del made[at : at + chance.choice([1, 2, 10, 100, 1000])]
        elif how == 3:
            made[at:at] = made[start : start + chance.choice([1, 5, 50, 500])]
        else:
            made[at:at] = other[start : start + chance.choice([1, 5, 50, 500])]
    return bytes(made)


def survive(path: Path, data: bytes) -> bool:
    """Read bytes as a file; True where they gave a network, False where they were refused."""
    path.write_bytes(data)
    try:
        net = read(path, lenient=len(data) % 2 == 0)
    except NetgraphError as error:
        assert str(error)  # noqa: PT017 - an error is one of two right outcomes
        return False
    assert net.contacts[schema.CONTACT_ID].is_unique
    return True


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        *[("iso-8859-1", "Zoë"), ("windows-1252", "Zoë"), ("koi8-r", "Зоя"), ("utf-8", "Zoë")],
        *[(page, "") for page in ("utf-7", "shift_jis", "euc-jp", "big5", "nonsense")],
    ],
)
@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_the_encoding_that_xml_declares_is_read_or_refused(
    tmp_path: Path, form: str, encoding: str, name: str
) -> None:
    """Two people, a -> b; the parser knows none of several bytes a letter but UTF-8."""
    contacts = pd.DataFrame({"contact_id": ["a", "b"], "name": [name or "Zoe", "Ben"]})
    referrals = pd.DataFrame({"referrer_id": ["a"], "referred_id": ["b"]})
    write_tables(from_frames(contacts, referrals), tmp_path / "tables")
    path = tmp_path / f"net.{form}"
    convert(tmp_path / "tables", to=path)
    text = path.read_text(encoding="utf-8")
    declared = re.compile("encoding=['\"]utf-8['\"]", re.IGNORECASE)
    assert declared.search(text)
    text = declared.sub(f'encoding="{encoding}"', text, count=1)
    path.write_bytes(text.encode(encoding if name else "ascii"))
    if name:
        assert read(path).contacts[schema.NAME].tolist() == [name, "Ben"]
    else:
        with pytest.raises(InputError, match="not a graph that can be read"):
            read(path)


def test_mutated_files_give_a_network_or_a_clear_error(tmp_path: Path) -> None:
    chance = random.Random(20261122)
    kinds = seeds(tmp_path / "seeds")
    outcomes = [
        survive(tmp_path / "x", mutated(chance.choice(kinds), kinds, chance)) for _ in range(300)
    ]
    assert 30 < sum(outcomes) < 270, "the mutator neither breaks everything nor nothing"


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    st.binary(max_size=300)
    | st.text(max_size=200).map(lambda t: ("id,referred_by,met on\n" + t).encode())
)
def test_any_bytes_give_a_network_or_a_clear_error(tmp_path: Path, data: bytes) -> None:
    survive(tmp_path / "x", data)


FOUND = [
    b"from,to,count\n1,2,1e999\n",  # a count that is no number of rows
    b"from,to,count\n1,2,-3\n1,2,x\n",
]
"""Inputs that once went wrong."""


@pytest.mark.parametrize("data", FOUND)
def test_what_once_went_wrong_stays_right(tmp_path: Path, data: bytes) -> None:
    survive(tmp_path / "x", data)


CAME_BACK_OTHERWISE = [
    b"from,to,-3\n1,2,x\n",  # the apostrophe that makes a column's name harmless stayed on
    b"from,to,-3,'-3,''=3\n1,2,x,y,z\n",
]
"""Tables that once were not read back as they were written."""


@pytest.mark.parametrize("form", ["csv", "xlsx", "parquet"])
@pytest.mark.parametrize("data", CAME_BACK_OTHERWISE)
def test_what_once_came_back_otherwise_comes_back_the_same(
    tmp_path: Path, data: bytes, form: str
) -> None:
    (tmp_path / "x").write_bytes(data)
    net = read(tmp_path / "x")
    write_tables(net, tmp_path / form, format=form)  # type: ignore[arg-type]
    again = read(tmp_path / form)
    assert again.referrals.equals(net.referrals.set_axis(again.referrals.index))


CELL = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12)
ROWS = st.lists(st.tuples(CELL, CELL, CELL), max_size=5)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(ROWS, st.sampled_from(["csv", "parquet", "xlsx"]))
@example([("´¥º", "", "ô\U0010a30fÞý\U0005763f")], "csv")
def test_whatever_a_network_holds_is_written_and_read_back(
    tmp_path: Path, rows: list[tuple[str, ...]], form: str
) -> None:
    frame = pd.DataFrame(rows, columns=["id", "name", "referred_by"], dtype="str")
    try:
        net = from_frames(frame, keep="first", lenient=True)
    except InputError:
        return
    write_tables(net, tmp_path / form, format=form)  # type: ignore[arg-type]
    again = read(tmp_path / form)
    if form == "xlsx" and any(ord(ch) < 32 for row in rows for cell in row for ch in cell):
        return
    # letters drawn at random may look like text of a wrong code page, which is mended and told
    if schema.ENCODING in again.issues[schema.CODE].tolist():
        return
    assert again.contacts.equals(net.contacts.set_axis(again.contacts.index))
    assert again.referrals.equals(net.referrals.set_axis(again.referrals.index))


LARGE = {
    # a letter more than a million in one cell is refused
    "cell": (lambda n: b"id,notes,referred_by\n1," + b"x" * 40 * n + b",\n2,,1\n", 24_000, True),
    "quotes": (lambda n: b"id,notes,referred_by\n" + b'"' * (2 * n + 1) + b"\n", 1_000_000, False),
    "columns": (
        lambda n: b"id,referred_by" + b",x" * n + b"\n1" + b"," * (n + 1) + b"\n",
        1_000_000,
        False,
    ),
    "line": (lambda n: b"BEGIN:VCARD\nN:" + b";" * n + b"\nFN:A\nEND:VCARD\n", 3_000_000, True),
    "folds": (
        lambda n: b"BEGIN:VCARD\nFN:A\nNOTE:x" + b"\n y" * n + b"\nEND:VCARD\n",
        500_000,
        True,
    ),
    "parameters": (
        lambda n: b"BEGIN:VCARD\nFN" + b';A="b"' * n + b":A\nEND:VCARD\n",
        300_000,
        True,
    ),
    "unset": (lambda n: b"BEGIN:VCARD\n" + b'FN;"' * n, 200_000, False),
    "brackets": (lambda n: b"id,referred_by\n1,\n2," + b"(" * n + b"\n", 10_000, True),
    "blanks": (
        lambda n: b"id,name,referred_by\n1,a" + b" " * n + b"a" + b" " * n + b"b,\n2,b,1\n",
        40_000,
        True,
    ),
    "forms": (lambda n: b"id,company,referred_by\n1," + b"Inc " * n + b"x,\n2,x,1\n", 6_000, True),
    "namesakes": (lambda n: b"id,referred_by" + b",x" * n + b"\n1,\n2,1\n", 1_000, True),
    "list": (
        lambda n: b"id,referred_by\n1," + b";".join(b"p%d" % i for i in range(n)) + b"\n",
        8_000,
        True,
    ),
    "slashes": (lambda n: b"id,referred_by\n1,\n2," + b"1/" * n + b"1\n", 20_000, True),
    "blank": (lambda n: b"id,referred_by\n1,\n" + b"\n" * n + b"2,1\n", 3_000_000, True),
    "dates": (
        lambda n: (
            b"id,met on,referred_by\n"
            + b"".join(b"%d,%d-1-1-1-1-1-1-1,\n" % (i, i) for i in range(n))
            + b"1,,\n"
        ),
        20_000,
        False,
    ),
}
"""Of each kind of crooked input: how it is made of a size, the size, and whether it can be read."""


@pytest.mark.parametrize("kind", LARGE)
def test_four_times_the_crooked_input_takes_no_ten_times_the_work(
    tmp_path: Path, kind: str
) -> None:
    """What takes quadratic time takes sixteen times the work."""
    make, size, fine = LARGE[kind]

    def look(data: bytes) -> None:
        assert survive(tmp_path / "x", data) == fine

    assert growth(look, make(size // 4), make(size)) < 10


@pytest.mark.parametrize("kind", ["nested", "cut"])
def test_bombs_and_a_cut_file_are_refused(tmp_path: Path, kind: str) -> None:
    if kind == "nested":
        data = gzip.compress(gzip.compress(b"\0" * 200_000_000, 1), 9)
    else:
        data = gzip.compress(b"id\n1")[:-6]
    assert not survive(tmp_path / "x", data)


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/") + ".xml", data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (zipped(xl__workbook=b"\0" * 120_000_000), "unpacks to 120,000,000 bytes"),
        (
            zipped(xl__workbook=b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><a/>"),
            "document type",
        ),
        (zipped(a=b"<a/>"), "not a workbook"),
        (b"PK\x03\x04 nothing", "damaged archive"),
    ],
)
def test_bombs_in_a_workbook_are_refused_before_they_go_off(
    tmp_path: Path, data: bytes, word: str
) -> None:
    (tmp_path / "x.xlsx").write_bytes(data)
    with pytest.raises(InputError, match=word):
        read(tmp_path / "x.xlsx")


def test_a_graph_file_with_entities_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.graphml").write_text(
        '<?xml version="1.0"?><graphml><!DOCTYPE lol></graphml>', encoding="utf-8"
    )
    with pytest.raises(InputError, match="document type"):
        read(tmp_path / "x.graphml")


@pytest.mark.parametrize("column", ["name", "organization", "referred_by", "notes", "mine"])
def test_a_cell_without_end_is_refused_in_words(tmp_path: Path, column: str) -> None:
    """An open quote swallows a file so; 150 MB of "A B, " took minutes."""
    row = {"contact_id": "1", "name": "Ann", column: "A B; " * 200_001}
    path = tmp_path / "contacts.csv"
    path.write_text(",".join(row) + "\n" + ",".join(f'"{cell}"' for cell in row.values()) + "\n")
    frame = pd.DataFrame([row])
    frame.to_parquet(tmp_path / "contacts.parquet")
    for unit, reading in (
        ("contacts.csv, line 2", lambda: read(path)),
        ("contacts.parquet, row 1", lambda: read(tmp_path / "contacts.parquet")),
        ("contacts, row 1", lambda: from_frames(frame)),
        ("contacts, row 1", lambda: from_frames(frame.astype(object))),
    ):
        with pytest.raises(InputError, match=f"{unit}, column '{column}': a cell of 1,000,005"):
            reading()


def test_reading_a_bomb_stays_in_bounded_memory(tmp_path: Path) -> None:
    (tmp_path / "x.csv.gz").write_bytes(gzip.compress(b"\0" * 800_000_000, 1))
    code = (
        "import resource, sys, netgraph as ng\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "try: ng.read(sys.argv[1])\n"
        "except ng.InputError: pass\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, tmp_path / "x.csv.gz"],
        capture_output=True, text=True, check=True, cwd=Path(__file__).parents[1],
    )  # fmt: skip
    assert int(done.stdout) < 400_000, "kilobytes beyond what the libraries take"


def test_what_a_spreadsheet_has_damaged_is_told_and_not_mended() -> None:
    contacts = pd.DataFrame({"id": ["1.2E+05", "007"], "name": ["Ann", "Bob"]})
    net = from_frames(contacts, pd.DataFrame({"from": ["007", "1.2E+05"], "to": ["1.2E+05", "7"]}))
    told = net.issues[net.issues[schema.CODE] == schema.SPREADSHEET_DAMAGE]
    assert told[schema.VALUE].tolist() == ["1.2E+05", "1.2E+05", "1.2E+05", "7"]
    assert (
        told[schema.MESSAGE].iloc[-1]
        == "'007' is in contacts: has a spreadsheet taken the zeros of '7'?"
    )
    assert list(net.contacts[schema.CONTACT_ID]) == ["1.2E+05", "007", "7"]
