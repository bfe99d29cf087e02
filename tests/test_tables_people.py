"""Who is meant in a referrer cell: drawn tables against the slow reference, and what holds of all.

Cells are drawn by writing people as real sheets do: by id or name, in other case, without accents,
last name first, with an organization, an address, a title behind or before them, as lists, and
misspelt; beside them words that are no person.
"""

from __future__ import annotations

import csv
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, assume, given, reject, settings
from hypothesis import strategies as st
from oracle_people import ALWAYS, Open, People, Row, folded, keys_of
from sheets import MEANT
from strategies import budget

import netgraph as ng

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from netgraph.network import ReferralNetwork

FIRST = ("Ann", "Bob", "Cyrus", "Jos\u00e9", "Jose", "Zo\u00eb", "Mary-Kate", "Se\u00e1n")
LAST = ("Leeson", "Rayburn", "O'Neil", "N\u00fa\u00f1ez", "Dunn")
PLACES = ("Acme", "Birch", "Cedar")
STRANGERS = ("Quentin Vogel", "Xaver Wolff")
DRAWN = settings(
    budget(40),
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.filter_too_much,
    ],
)


@dataclass(frozen=True)
class Book:
    """People in one or two files, and a cell for each row or each referral."""

    rows: tuple[Row, ...]
    cells: tuple[str, ...]
    shape: str
    """Where the cells stand: in ``referred_by``, ``referred_to``, or a table of referrals."""
    ids: bool
    emails: bool
    addresses: bool

    def write(self, folder: Path) -> list[Path]:
        """Write the files as a spreadsheet would."""
        for path in folder.iterdir():
            path.unlink()
        columns = ["id"] * self.ids + ["name", "organization"]
        columns += ["email"] * self.emails + ["LinkedIn URL"] * self.addresses
        attributes = {"LinkedIn URL": "address"}
        cells = list(self.cells)
        paths = []
        for file in sorted({row.file for row in self.rows}):
            listed = [at for at, row in enumerate(self.rows) if row.file == file]
            inside = self.shape != "referrals"
            table = [[*columns, self.shape] if inside else columns]
            for at in listed:
                values = [getattr(self.rows[at], attributes.get(c, c)) for c in columns]
                table.append([*values, cells[at]] if inside else values)
            paths.append(_csv(folder / f"people{file}.csv", table))
        if self.shape == "referrals":
            ends = [[cell, row.id or row.name] for cell, row in zip(cells, self.rows, strict=True)]
            rows = [[u, v] for u, v in ends if u.strip()]
            paths.append(_csv(folder / "referrals.csv", [["referrer_id", "referred_id"], *rows]))
        return paths

    def read(self, folder: Path, **options: Any) -> ReferralNetwork:
        return ng.read(*self.write(folder), **options)


def _csv(path: Path, table: list[list[str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(table)
    return path


def without_accents(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


FOLDS: tuple[Callable[[str], str], ...] = (
    str.upper,
    str.lower,
    without_accents,
    lambda text: text.replace(" ", "  "),
    lambda text: text.replace(" ", "\u00a0"),
    lambda text: f" {text}\u200b",
    lambda text: text.replace("'", "\u2019"),
    lambda text: text.replace("-", "\u2010"),
    lambda text: unicodedata.normalize("NFD", text),
)


def last_first(name: str) -> str:
    first, _, last = name.rpartition(" ")
    return f"{last}, {first}" if first else name


def misspelt(name: str) -> str:
    return name[:-2] + ("x" if name[-2] != "x" else "z") + name[-1]


def decorations(row: Row) -> list[str]:
    """A person as exports and careful people write them."""
    name = row.name
    page = name.replace(" ", "%20")
    return [
        f"{name} ({row.organization})",
        f"{name} (https://www.example.org/p/{page.casefold()}-1?pvs=21)",
        f"{name} (former colleague)",
        f"[[{name}]]",
        f"../People%20{'a' * 32}/{page}%20{'0123456789abcdef' * 2}.md",
        f"Dr. {name}",
        f"{name}, PhD",
        f"{name} MBA",
        f"via {name}",
        f"\u00dcber {name}",
        f"intro from {name} ({row.organization})",
    ]


def one_person(draw: Callable[..., Any], rows: tuple[Row, ...], *, lists: bool) -> str:
    """A person in some spelling."""
    row, other = draw(st.sampled_from(rows)), draw(st.sampled_from(PLACES))
    spelling = draw(st.sampled_from(("id", "name", "fold", "last", "decorated", "address", "near")))
    spellings = {
        "id": [row.id],
        "fold": [draw(st.sampled_from(FOLDS))(row.name)],
        "decorated": decorations(row),
        "address": [row.email, row.email.upper(), row.address],
        "last": [] if lists else [last_first(row.name)],
        "near": [] if lists else [misspelt(row.name), f"{row.name} ({other})"],
    }
    fit = [text for text in spellings.get(spelling, []) if text]
    return draw(st.sampled_from(fit or [row.name]))


def one_cell(draw: Callable[..., Any], rows: tuple[Row, ...], shape: str) -> str:
    """A cell: empty, a person, a list, a word, a stranger."""
    kinds = ["empty", "one", "one", "one", "list", "list", "stranger"]
    kinds += {"referred_by": ["word", "word"], "referrals": ["source"]}.get(shape, [])
    kind = draw(st.sampled_from(kinds))
    if kind == "empty":
        return ""
    if kind == "stranger":
        return draw(st.sampled_from(STRANGERS))
    if kind == "word":
        words = ("N/A", "none", "NULL", "-", "\u2014", "?", "unknown", "TBD", "me", "Self", "I")
        return draw(st.sampled_from((*words, "LinkedIn", "career fair", "Cold e-mail")))
    if kind == "source":
        return draw(st.sampled_from(("LinkedIn", "Career fair", "alumni office")))
    if kind == "one":
        return one_person(draw, rows, lists=False)
    parts = [one_person(draw, rows, lists=True) for _ in range(draw(st.integers(2, 3)))]
    if not draw(st.integers(0, 5)):
        parts[-1] = draw(st.sampled_from(STRANGERS))
    return draw(st.sampled_from((", ", ",", "; ", ";", "|", " and ", " & ", " / ", "\n"))).join(
        parts
    )


@st.composite
def books(draw: Callable[..., Any], *, exact: bool = False) -> Book:
    """Up to seven people; with ``exact`` no two are alike and every cell names one of them."""
    size = draw(st.integers(2, 7))
    ids = draw(st.sampled_from((None, "{}", "c{:02}", "p{}@mail.org")))
    shape = draw(st.sampled_from(("referred_by", "referred_by", "referred_to", "referrals")))
    two = ids is not None and shape == "referred_by" and draw(st.booleans())
    emails, addresses = draw(st.booleans()), draw(st.booleans())
    full = st.tuples(st.sampled_from(FIRST), st.sampled_from(LAST)).map(" ".join)
    alike = folded if exact else None
    names = draw(st.lists(full, min_size=size, max_size=size, unique_by=alike))
    rows = tuple(
        Row(
            file=int(two and at >= size // 2),
            id=ids.format(at + 1) if ids else "",
            name=last_first(name) if not draw(st.integers(0, 7)) else name,
            organization=draw(st.sampled_from(PLACES)),
            email=f"{folded(name).replace(' ', '.')}{at}@x.org" if emails else "",
            address=f"https://www.linkedin.com/in/person-{at}" if addresses else "",
        )
        for at, name in enumerate(names)
    )
    if exact:
        choice = st.lists(st.sampled_from(rows), min_size=1, max_size=3, unique=True)
        cells = tuple("; ".join(row.name for row in draw(choice)) for _ in rows)
    else:
        cells = tuple(one_cell(draw, rows, shape) for _ in rows)
    return Book(rows, cells, shape, ids is not None, emails, addresses)


@dataclass
class Expected:
    """What the reference makes of a book."""

    pairs: set[tuple[str, str]]
    sources: dict[str, str]
    ambiguous: bool
    told: set[int]
    """Rows whose cell is more than an id or an exact name."""


def expected(book: Book) -> Expected:
    """Every cell through the reference; stubs by their folded text."""
    if (rows := keys_of_or_none(book)) is None:
        reject()
    people = People(rows)
    found = Expected(set(), {}, ambiguous=False, told=set())
    for at, (row, cell) in enumerate(zip(rows, book.cells, strict=True)):
        try:
            meaning = people.meant(cell, row.file)
        except Open:
            reject()
        known = {("person", key) for key in meaning.people}
        named = known | {("stub", folded(text)) for text in meaning.stubs}
        other = ("person", row.key)
        if book.shape == "referrals":
            assume(people.exact(row.id or row.name, row.file) == {row.key})
        for end in named - {other}:
            found.pairs.add((other, end) if book.shape == "referred_to" else (end, other))  # type: ignore[arg-type]
        if meaning.sources:
            found.sources[row.key] = meaning.sources[0]
        found.ambiguous |= bool(meaning.ambiguous)
        if not meaning.plain and not (meaning.stubs and not meaning.ambiguous):
            found.told.add(at)
    return found


def ends(net: ReferralNetwork) -> set[Any]:
    """Every pair of the network, stubs by their folded text."""
    stub = dict(zip(net.contacts["contact_id"], net.contacts["stub"], strict=True))

    def end(key: str) -> tuple[str, str]:
        return ("stub", folded(key)) if stub[key] else ("person", key)

    both = zip(net.referrals["referrer_id"], net.referrals["referred_id"], strict=True)
    return {(end(u), end(v)) for u, v in both}


@DRAWN
@given(books())
def test_every_cell_means_whom_the_reference_says(tmp_path: Path, book: Book) -> None:
    right = expected(book)
    net = book.read(tmp_path, lenient=True)
    assert ends(net) == right.pairs
    listed = net.contacts[~net.contacts["stub"]]
    assert list(listed["contact_id"]) == [row.key for row in keys_of(book.rows)]
    given_source = listed.set_index("contact_id").get("source", pd.Series(dtype=str)).dropna()
    assert set(given_source.index) == set(right.sources)
    for key, word in right.sources.items():
        assert folded(given_source[key])[:4] == folded(word)[:4]


@DRAWN
@given(books())
def test_several_equal_people_are_an_error_and_nothing_else_is(tmp_path: Path, book: Book) -> None:
    right = expected(book)
    found = ng.check(*book.write(tmp_path))
    errors = found[found["severity"] == "error"]
    assert set(errors["code"]) == ({"ambiguous_person"} if right.ambiguous else set())
    if right.ambiguous:
        assert all(
            "--lenient" in f"{m} {h}" for m, h in zip(errors.message, errors.hint, strict=True)
        )


@DRAWN
@given(books())
def test_all_but_ids_and_exact_names_is_told_on_its_line(tmp_path: Path, book: Book) -> None:
    assume(not any("\n" in cell for cell in book.cells) and book.shape != "referrals")
    right = expected(book)
    issues = book.read(tmp_path, lenient=True).issues
    told = issues[issues["code"].isin(MEANT)]
    first = {file: [r.file for r in book.rows].index(file) for file in {r.file for r in book.rows}}
    places = {(book.rows[at].file, at - first[book.rows[at].file] + 2) for at in right.told}
    lines = {line for _, line in places}
    assert lines <= set(told["line"])


@DRAWN
@given(books())
def test_no_cell_is_lost_and_nobody_is_made_up(tmp_path: Path, book: Book) -> None:
    """Whatever the reference says: a cell is a referral or an issue, a person a row or a cell."""
    assume(not any("\n" in cell for cell in book.cells))
    net = book.read(tmp_path, lenient=True)
    issues = net.issues
    kept = set(net.referrals.index) | set(issues["line"])
    at: dict[int, int] = {}
    for row, cell in zip(book.rows, book.cells, strict=True):
        place = 0 if book.shape == "referrals" else row.file
        if book.shape == "referrals" and not cell.strip():
            continue
        at[place] = at.get(place, 1) + 1
        assert not cell.strip() or at[place] in kept
    # With referrals in a table of their own a name of several people may be a stub at either end.
    others = [row.name for row in book.rows] if book.shape == "referrals" and not book.ids else []
    cells = [*book.cells, *others]
    texts = {folded(part) for cell in cells for part in (cell, *ALWAYS.split(cell))}
    stubs = net.contacts[net.contacts["stub"]]["contact_id"]
    assert {folded(stub) for stub in stubs} <= texts
    rows = keys_of_or_none(book)
    listed = set(net.contacts[~net.contacts["stub"]]["contact_id"])
    assert rows is None or listed == {row.key for row in rows}
    names = set(net.contacts["contact_id"])
    for answer in (ng.contacts(net), ng.advocates(net), ng.agenda(net), ng.dead_ends(net)):
        assert set(answer["contact_id"]) <= names
    ahead = ng.contacts(net)["introduced_by"].dropna()
    assert set(ahead) <= names


def keys_of_or_none(book: Book) -> list[Row] | None:
    """The rows with their ids; None where the definition leaves those open."""
    try:
        return keys_of(book.rows)
    except Open:
        return None


@DRAWN
@given(books(exact=True), st.data())
def test_folding_and_reordering_a_cell_changes_nothing(
    tmp_path: Path, book: Book, data: st.DataObject
) -> None:
    right = ends(book.read(tmp_path))
    assert right == expected(book).pairs
    cells = []
    for cell in book.cells:
        parts = data.draw(st.permutations(cell.split("; ")))
        fold = data.draw(st.sampled_from(FOLDS))
        cells.append(data.draw(st.sampled_from(("; ", "|", " ;"))).join(map(fold, parts)))
    assert ends(replace(book, cells=tuple(cells)).read(tmp_path)) == right


@pytest.mark.parametrize("word", ["Nan", "Me", "LinkedIn"])
def test_a_person_of_such_a_name_is_that_person(word: str, tmp_path: Path) -> None:
    path = _csv(
        tmp_path / "a.csv", [["id", "name", "referred_by"], ["1", word, ""], ["2", "Bob", word]]
    )
    net = ng.read(path)
    assert ends(net) == {(("person", "1"), ("person", "2"))}


@DRAWN
@given(st.sampled_from(FIRST), st.sampled_from(LAST), st.integers(0, 2))
def test_a_near_name_is_a_stub_that_is_told_with_its_candidate(
    tmp_path: Path, first: str, last: str, kind: int
) -> None:
    name = f"{first} {last}"
    cell = (misspelt(name), first, f"{first} {last[0]}.")[kind]
    table = [["id", "name", "referred_by"], ["1", name, ""], ["2", "Ulla Berg", cell]]
    net = ng.read(_csv(tmp_path / "a.csv", table))
    assert ends(net) == {(("stub", folded(cell)), ("person", "2"))}
    (told,) = net.issues[net.issues["code"] == "near_person"].to_dict("records")
    assert told["line"] == 3
    assert name in told["message"]


@pytest.mark.parametrize(
    ("cell", "named"),
    [
        ("via Ann Leeson", ["1"]),
        ("through Ann Leeson and Bob Rayburn", ["1", "2"]),
        ("intro from Ann Leeson (Acme)", ["1"]),
        ("Referral - Ann Leeson", ["1"]),
        ("grâce à Ann Leeson / par Bob Rayburn", ["1", "2"]),
        ("vermittelt durch Ann Leeson", ["1"]),
        ("recomendada por Ann Leeson", ["1"]),
        ("Ann Leeson's intro", ["1"]),
        ("через Ann Leeson", ["1"]),
        ("via 2", ["2"]),
        ("via Ann", ["via Ann"]),
        ("Viola Ann Leeson", ["Viola Ann Leeson"]),
    ],
)
def test_words_that_say_how_a_name_came_are_left_out_and_told(
    tmp_path: Path, cell: str, named: list[str]
) -> None:
    table = [["id", "name", "organization", "referred_by"], ["1", "Ann Leeson", "Acme", ""]]
    table += [["2", "Bob Rayburn", "Birch", ""], ["3", "Ulla Berg", "Acme", cell]]
    net = ng.read(_csv(tmp_path / "a.csv", table))
    assert sorted(net.referrals["referrer_id"]) == named
    told = net.issues[net.issues["code"].isin(MEANT)]
    assert (told["line"] == 4).any()
    near = net.issues[net.issues["code"] == "near_person"]
    assert len(near) == (named[0] == cell)
