"""Pseudonyms of a cohort: one a person over all searches, nobody's name left, the same numbers."""

from __future__ import annotations

import base64
import gzip
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pandas as pd
import pytest
from test_leaks import bytes_of
from test_leaks_searches import write_tables

import netgraph as ng
from netgraph import schema
from netgraph.choices import REDACTIONS, Redaction
from netgraph.cli import main
from netgraph.cli.verbs import VERBS

if TYPE_CHECKING:
    from collections.abc import Callable

OFFICE = Path(__file__).parents[1] / "data" / "office"
PEOPLE: Final = r"cleo|dan berg|eva cruz|finn diaz|qzxoe|qzxara|qzxed|qzxyl|\bann abt|qzx[2349]"
FIRMS: Final = r"quorra works|qzx trust|acme|birch|cedar|dune|\bcollege\b"
FREE: Final = (
    r"qzxboss|qzxoil|qzxaunt|qzxuncle|qzxcall|qzxsecret|qzxred|qzxnote|qzxclerk|qzxabout|qzxkind|"
    r"qzxwhy|qzxprivate|qzx studies|\bMBA\b|kind of him|at the fair|@acme|@quorra"
)
"""Cells of the planted tables: names and ids, organizations, and what is left out in any case."""
HIDDEN: Final = {
    "names": f"{PEOPLE}|{FREE}",
    "initials": f"{PEOPLE}|{FREE}",
    "organizations": f"{FIRMS}|{FREE}",
    "all": f"{PEOPLE}|{FIRMS}|{FREE}",
}


def commands(tables: Path) -> list[list[str]]:
    """Every verb that answers each search, or all of them."""
    words = {"paths": ["--to", "Cleo Abel"], "agenda": ["--outcome", "Acme"], "changes": []}
    files = ("report", "week", "map", "plot")
    asked = [
        [v, *words.get(v, []), "--by-seeker", "--format", "json"]
        for v, verb in VERBS.items()
        if v not in files and any("--by-seeker" in one.flags for one in verb.options)
    ]
    asked += [["seekers"], ["load"], ["seekers", "--format", "csv"], ["load", "--format", "json"]]
    asked += [["week", "--by-seeker"], ["check"], ["contacts"], ["organizations", "--lose", "c1"]]
    return [[one[0], str(tables), *one[1:]] for one in asked]


def makers(tables: Path, out: Path) -> list[list[str]]:
    """Every verb that makes files of each search, or of all of them."""
    asked = [["map", "-o", f"{out / 'map.html'}"]]
    asked += [["report", "-o", f"{out / 'office.html'}"]]
    asked += [["report", "--by-seeker", "-o", f"{out / 'pages'}"]]
    asked += [["map", "--by-seeker", "-o", f"{out / 'maps'}"]]
    asked += [["convert", "-o", f"{out / 'tables'}"], ["convert", "-o", f"{out / 'net.graphml'}"]]
    found = [[one[0], str(tables), *one[1:]] for one in asked]
    found += [["plot", k, str(tables), "-o", f"{out / k}.svg"] for k in ("seekers", "load")]
    each = ["--by-seeker", "--format", "svg", "-o", f"{out / 'trees'}"]
    found += [["plot", "tree", str(tables), *each]]
    return found


def unpacked(text: str) -> str:
    """A text with what is packed in it in its place."""
    packed = re.compile(r"H4sI[A-Za-z0-9+/]{96,}={0,2}")
    assert packed.search(text)  # the map's
    opened = packed.sub(
        lambda one: gzip.decompress(base64.b64decode(one[0])).decode("utf-8", "replace"), text
    )
    # letters of pictures may spell anything by chance
    return re.sub(r"[A-Za-z0-9+/]{300,}={0,2}", "", opened)


@pytest.mark.usefixtures("read_once")
@pytest.mark.parametrize("what", REDACTIONS)
def test_no_answer_about_several_searches_names_whom_it_hides(
    tmp_path: Path, what: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Files are made where names are shortened, and where all is hidden that any redaction hides.

    Of one search ``test_leaks`` makes them with each.
    """
    tables, out = write_tables(tmp_path / "tables"), tmp_path / "out"
    key = tmp_path / "key"
    key.write_text("a long secret text", encoding="utf-8")
    out.mkdir()
    mark, leaks = re.compile(HIDDEN[what], re.IGNORECASE), []
    asked = makers(tables, out) if what in ("initials", "all") else []
    for command in [*commands(tables), *asked]:
        status = main([*command, "--redact", what, "--key-file", str(key)])
        told = capsys.readouterr()
        assert status == 0, (command, told.err)
        said = (told.out + told.err).replace(str(tmp_path), "")
        leaks += [(command[0], said[max(0, m.start() - 80) : m.end()]) for m in mark.finditer(said)]
    assert not leaks
    files = unpacked(bytes_of(out).replace(str(tmp_path), "")) if asked else ""
    shown = [files[max(0, m.start() - 100) : m.end() + 50] for m in mark.finditer(files)]
    assert not shown, shown[:3]
    # what is hunted for is there without the option
    main(["contacts", str(tables), "--by-seeker"])
    assert mark.search(capsys.readouterr().out)


@pytest.fixture(scope="module")
def office() -> ng.Cohort:
    """The example: 40 students who share alumni."""
    return ng.read_cohort(OFFICE)


def numbers(table: pd.DataFrame) -> pd.DataFrame:
    """The columns that name nobody."""
    words = (schema.STATE, schema.STANDING, schema.ACTION, schema.WHEN)
    kept = [
        c
        for c in table.columns
        if pd.api.types.is_numeric_dtype(table[c])
        or pd.api.types.is_datetime64_any_dtype(table[c])
        or c in words
    ]
    return table[kept].reset_index(drop=True)


@pytest.mark.parametrize("what", REDACTIONS)
def test_order_first_hide_last_the_numbers_are_those_of_before(
    office: ng.Cohort, what: Redaction
) -> None:
    hidden = ng.redact(office, what, key="k")
    assert hidden.collation is not None
    called = hidden.collation.listed.sort_values().index
    for of_all in (ng.seekers, ng.load):
        pd.testing.assert_frame_equal(numbers(of_all(office)), numbers(of_all(hidden)))
    questions: tuple[Callable[..., Any], ...] = (
        *(ng.advocates, ng.agenda, ng.dead_ends, ng.organizations, ng.sources, ng.keep_warm),
        ng.growth,
    )
    for question in questions:
        before, after = question(office), question(hidden)
        for seeker, shown in zip(office.seekers, called, strict=True):
            pd.testing.assert_frame_equal(
                numbers(before[before[schema.SEEKER_ID] == seeker]),
                numbers(after[after[schema.SEEKER_ID] == shown]),
                obj=f"{question.__name__} of {seeker}",
            )
    pd.testing.assert_frame_equal(
        numbers(ng.advocates(office.everybody)), numbers(ng.advocates(hidden.everybody))
    )
    alone = ng.advocates(hidden.network(called[2]))
    pd.testing.assert_frame_equal(
        numbers(ng.advocates(office.network(office.seekers[2]))), numbers(alone)
    )


def test_a_person_has_one_pseudonym_over_all_searches_and_as_seeker(tmp_path: Path) -> None:
    cohort = ng.read_cohort(write_tables(tmp_path / "tables"))
    hidden = ng.redact(cohort, "names", key="k")
    assert hidden.collation is not None
    ann, ed, yl = hidden.collation.listed.sort_values().index
    # Cleo is a contact of two; Ann, whose search is one of them, is a contact of the third
    shared = [{*hidden.network(one).contacts[schema.CONTACT_ID]} for one in (ann, ed)]
    assert len(shared[0] & shared[1]) == 1
    assert ann in {*hidden.network(yl).contacts[schema.CONTACT_ID]}
    assert {*hidden.seekers} == {ann, ed, yl}
    assert [*hidden.seekers] != [ann, ed, yl] or [*hidden.seekers] == sorted(hidden.seekers)
    assert ng.seekers(hidden)[schema.NAME].str.startswith("Person ").all()
    assert [*hidden.groups.columns] == [schema.SEEKER_ID, schema.NAME]  # type: ignore[union-attr]


def test_hidden_tables_are_read_again_as_the_same_people(office: ng.Cohort, tmp_path: Path) -> None:
    ng.convert(OFFICE, to=tmp_path / "hidden", redact=["initials", "organizations"], key="k")
    again = ng.read_cohort(tmp_path / "hidden")
    assert (len(again), len(again.everybody)) == (len(office), len(office.everybody))
    assert sorted(ng.seekers(again)[schema.CONTACTS]) == sorted(ng.seekers(office)[schema.CONTACTS])
    pd.testing.assert_series_equal(
        ng.load(again)[schema.ASKS_30_DAYS], ng.load(office)[schema.ASKS_30_DAYS]
    )


def test_a_key_makes_the_same_pseudonyms_and_the_cohort_stays(office: ng.Cohort) -> None:
    one, two = (ng.redact(office, "all", key="k") for _ in range(2))
    pd.testing.assert_frame_equal(ng.seekers(one), ng.seekers(two))
    assert {*ng.redact(office, "all").seekers}.isdisjoint(one.seekers)
    assert office.seekers[0] == "s01"


def test_a_heading_that_others_alone_fill_is_in_nothing_of_a_student(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One table of two students: only Bo's rows have a cell under "Zebra"."""
    rows = "seeker_id,name,met on,zebra,colour,referred by\n"
    rows += "a,Ann,2026-03-01,,red,\nb,Bo,2026-03-02,striped,,\n"
    (tmp_path / "all.csv").write_text(rows, encoding="utf-8")
    home = str(tmp_path / "all.csv")
    out = tmp_path / "own"
    for command in (["check", home], ["check", home, "--format", "csv"], ["contacts", home]):
        assert main([*command, "--seeker-id", "a"]) == 0
    assert main(["convert", home, "--seeker-id", "a", "-o", str(out)]) == 0
    written = capsys.readouterr()
    texts = [written.out, written.err, *(p.read_text("utf-8") for p in out.glob("*.csv"))]
    assert "zebra" not in "".join(texts).lower()
    assert "colour" in written.err
