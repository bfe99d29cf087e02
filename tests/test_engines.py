"""Every engine against the answers in memory, row by row."""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import pyarrow as pa
import pytest
from conftest import require
from hypothesis import given
from strategies import Tables, budget, sample, tables

import netgraph as ng
from netgraph import schema
from netgraph.engines import duck as duck_engine
from netgraph.engines import questions
from netgraph.engines.duck import PREFIX, Duck
from netgraph.engines.whole import Whole
from netgraph.errors import InputError, NetgraphError, NotOnEngineError
from netgraph.tables.check import check
from netgraph.tables.read import from_frames
from netgraph.tables.write import csv_bytes, whole_numbers

if TYPE_CHECKING:
    from netgraph.network import ReferralNetwork

ALL = 10**6


@pytest.fixture(scope="module", autouse=True)
def _engine_is_there() -> None:
    require(find_spec("duckdb"), "duckdb")


def compare(whole: Whole, net: ReferralNetwork) -> None:
    """Every answer of an engine is the one in memory, to the last bit."""
    for name in ("contacts", "advocates", "dead_ends", "organizations"):
        found, expected = getattr(questions, name)(whole).frame(ALL), getattr(ng, name)(net)
        pd.testing.assert_frame_equal(
            found,
            expected.reset_index(drop=True),
            check_dtype=False,
            obj=name,
            check_exact=True,
        )
        assert found.attrs["notes"] == expected.attrs["notes"]
    assert_same_issues_and_summary(whole, net)
    assert questions.summary(whole).notes == ng.summary(net).notes


def assert_same_issues_and_summary(whole: Whole, net: ReferralNetwork) -> None:
    """The issues in any order, and the counts of the summary."""
    told, expected = questions.check(whole).frame(ALL), check(net)
    # an engine reads standard columns only, so it has no others to offer; which date is lonely, and
    # which name resembles another, only the whole tells: no number changes (engines/README.md)
    not_there = [schema.UNCLAIMED_COLUMN, schema.LONELY_DATE]
    near = expected[schema.MESSAGE].str.contains("is in no table; may be", regex=False)
    expected = expected[~expected[schema.CODE].isin(not_there) & ~near]
    columns = list(expected.columns)
    ordered = [table.sort_values(columns, ignore_index=True) for table in (told[columns], expected)]
    pd.testing.assert_frame_equal(*ordered, check_dtype=False)
    screen, truth = questions.summary(whole), ng.summary(net)
    near_ones = {schema.NEAR_PERSON: int(near.sum())}
    issues = {c: n - near_ones.get(c, 0) for c, n in truth.issues.items() if c not in not_there}
    issues = {c: n for c, n in issues.items() if n}
    assert (screen.counts, screen.issues, screen.as_of) == (truth.counts, issues, truth.as_of)


def arrow(table: pd.DataFrame) -> pa.Table:
    """A frame of text as an arrow table."""
    return pa.table(
        {name: pa.array(table[name], pa.string(), from_pandas=True) for name in table.columns}
    )


def duck(given: Tables, work: Path, **options: Any) -> tuple[Duck, Whole]:
    """Two plain tables in DuckDB."""
    engine = Duck(work=str(work))
    return engine, Whole(
        engine, arrow(given.contacts), arrow(given.referrals), **given.options(), **options
    )


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("work")


@pytest.mark.thorough
@given(tables())
@budget(12)
def test_drawn_networks_are_answered_part_by_part_as_in_memory(given: Tables) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        net = from_frames(given.contacts, given.referrals, **given.options())
        engine, whole = duck(given, Path(folder), piece_rows=40)
        try:
            compare(whole, net)
        finally:
            engine.close()


@pytest.mark.parametrize("seed", range(3))
def test_curve_and_prior_are_fitted_once_over_all_parts(seed: int, work: Path) -> None:
    given = sample(seed, 300)
    engine, whole = duck(given, work)
    compare(whole, from_frames(given.contacts, given.referrals, **given.options()))
    engine.close()


@pytest.mark.parametrize("piece_rows", [40, 4])
def test_statuses_that_rest_on_days_ahead_of_the_clock_are_taken_back(
    piece_rows: int, work: Path
) -> None:
    """A star of ten, in one part or in pieces: every other one is met, on a day that is to come."""
    given = pairs(10, star=True)
    ahead = ["2999-02-01" if n % 2 else "2024-03-01" for n in range(10)]
    contacts = given.contacts.assign(status="met", met_on=ahead)
    referrals = given.referrals.assign(referred_on="2024-04-01")
    engine, whole = duck(Tables(contacts, referrals), work, piece_rows=piece_rows)
    net = from_frames(contacts, referrals)
    found = questions.contacts(whole).frame(ALL)
    for column in (schema.STANDING, schema.CHANCE):
        pd.testing.assert_series_equal(found[column], ng.contacts(net)[column])
    assert questions.summary(whole).counts[schema.MET] == ng.summary(net).counts[schema.MET] == 5
    assert_same_issues_and_summary(whole, net)
    engine.close()


def test_real_tables_are_answered_as_in_memory(real: Path, work: Path) -> None:
    contacts, referrals = (
        pd.read_csv(real / f"{name}.csv", dtype=str) for name in ("contacts", "referrals")
    )
    engine, whole = duck(Tables(contacts, referrals), work, piece_rows=5_000)
    compare(whole, from_frames(contacts, referrals))
    engine.close()
    assert not list(work.iterdir())


def pairs(count: int, *, star: bool) -> Tables:
    """A chain, or a star, of so many people."""
    ids = pd.Series([f"p{n}" for n in range(count)])
    referrer = pd.Series(["p0"] * (count - 1)) if star else ids[:-1].reset_index(drop=True)
    return Tables(
        pd.DataFrame({"contact_id": ids}),
        pd.DataFrame({"referrer_id": referrer, "referred_id": ids[1:].reset_index(drop=True)}),
    )


@pytest.mark.parametrize("star", [True, False])
@pytest.mark.parametrize("turned", [True, False])
def test_chains_and_stars_are_one_component(*, star: bool, turned: bool, work: Path) -> None:
    given = pairs(20_000, star=star)
    if turned:
        given = Tables(given.contacts[::-1].reset_index(drop=True), given.referrals)
    engine, whole = duck(given, work, piece_rows=10**6)
    assert whole.counts["components"] == 1
    engine.close()


def test_a_seeker_is_found_however_the_id_is_typed(work: Path) -> None:
    given = sample(2, 30)
    you = given.contacts["contact_id"][0]
    tables = arrow(given.contacts), arrow(given.referrals)
    engine = Duck(work=str(work))
    whole = Whole(engine, *tables, seeker=f" {you} ")
    compare(whole, from_frames(given.contacts, given.referrals, seeker=you))
    with pytest.raises(NetgraphError, match="keep"):
        Whole(engine, *tables, keep="newest")  # type: ignore[arg-type]
    engine.close()


def test_an_email_that_many_share_is_nobodys_own_here_too(work: Path) -> None:
    """Two share an address of their own; three, and two at an office, propose nobody."""
    emails = ["al@x", "AL@x", "us@x", "us@x", "us@x", "info@x", "info@x", None]
    names = [f"{letter} Fox" for letter in "ABCDEFGH"]
    people = pd.DataFrame({"contact_id": list("abcdefgh"), "name": names, "email": emails})
    referrals = pd.DataFrame({"referrer_id": ["a"], "referred_id": ["b"]})
    engine, whole = duck(Tables(people.astype("str"), referrals), work)
    net = from_frames(people, referrals)
    compare(whole, net)
    assert net.issues["value"].tolist() == ["AL@x"]
    engine.close()


PEOPLE = pd.DataFrame(
    {
        "contact_id": ["1", "2", "C3", "04"],
        "name": ["Ann Ash", "Bo Berg", "Cy Dunn", "Di Eck"],
        "email": ["ann@x.org", None, None, None],
    },
    dtype="str",
)


@pytest.mark.parametrize(
    "cells",
    [
        ("1.0", "2.0", "1, 2", "1; 9"),
        ("c3", "Bo Berg", "berg, bo", "BO  BERG", "Dr. Bo Berg", "Bo Berg (Lux)", "ANN@x.org"),
        ("Ann Ash and Zed Foo", "LinkedIn", "n/a", "me", "ditto"),
        ("Ann As",),
    ],
)
def test_a_cell_that_is_no_id_is_read_with_the_words_of_memory(
    cells: tuple[str, ...], work: Path
) -> None:
    """Each refers a person of its own, of whom no other cell says the same."""
    referred = [f"x{n}" for n in range(len(cells))]
    people = pd.concat(
        [PEOPLE, pd.DataFrame({"contact_id": referred}, dtype="str")], ignore_index=True
    )
    # "zed foo" is a stranger under two spellings where a cell names a Zed Foo
    referrals = pd.DataFrame(
        {"referrer_id": ["1", *cells, "zed foo"], "referred_id": ["2", *referred, "04"]}
    )
    engine, whole = duck(Tables(people, referrals), work)
    compare(whole, from_frames(people, referrals))
    engine.close()


def test_a_cell_that_fits_several_is_an_error_in_the_words_of_memory(work: Path) -> None:
    people = PEOPLE.assign(name=["Ann Ash", "Ann Ash", "Cy Dunn", None])
    referrals = pd.DataFrame({"referrer_id": ["Ann Ash", "1"], "referred_id": ["C3", "2"]})
    engine, whole = duck(Tables(people, referrals), work)
    with pytest.raises(InputError) as memory:
        from_frames(people, referrals)
    with pytest.raises(NetgraphError) as told:
        questions.contacts(whole)
    assert str(told.value) == str(memory.value)
    engine.close()


SHEET = PEOPLE.assign(
    organization=["Lux", "Mex", None, "Lux"],
    referred_by=[None, "1", "Bo Berg; 1", "n/a"],
    referred_on=["2024-01-01", "2024-02-03", None, "2024-05-05"],
    referred_to=["C3, 04", None, "Zed Foo", None],
)


LEFT_OUT = (["referred_to"], ["referred_by"], [])
OPTIONS = ({}, {"seeker": "1"}, {"as_of": "2024-03-01"})


@pytest.mark.parametrize(
    ("left_out", "options", "beside"),
    [
        (left_out, options, (n + m) % 2 == 0)
        for n, left_out in enumerate(LEFT_OUT)
        for m, options in enumerate(OPTIONS)
    ],
)
def test_contacts_may_say_who_referred_whom(
    left_out: list[str],
    options: dict[str, str],
    beside: bool,  # noqa: FBT001
    work: Path,
) -> None:
    """Cells of contacts, or beside a table of referrals, whose first pair is there once more."""
    people = SHEET.drop(columns=left_out)
    referrals = pd.DataFrame(
        {"referrer_id": ["1", "2"], "referred_id": ["2", "C3"], "referred_on": ["2024-02-02", None]}
    )
    net = from_frames(people, *([referrals] if beside else []), **options)
    engine = Duck(work=str(work))
    second = arrow(referrals) if beside else None
    compare(Whole(engine, arrow(people), second, **options, piece_rows=2), net)
    engine.close()


def test_what_no_row_of_an_engine_holds_is_refused_in_words(work: Path) -> None:
    many = "; ".join(["1", *(f"Zed Foo{'o' * n}" for n in range(70))])
    for cell, other, said in ((many, "2", "names 71 people"), ("Zed Foo", "n/a", "names nobody")):
        referrals = pd.DataFrame({"referrer_id": [cell], "referred_id": [other]})
        with pytest.raises(InputError, match=said):
            duck(Tables(PEOPLE, referrals), work)
    with pytest.raises(InputError, match="no column 'referred_by', which says who referred whom"):
        Whole(Duck(work=str(work)), arrow(PEOPLE), None)


@pytest.mark.parametrize("cells", [("9", "x7"), ("Zed Foo", "Yul Yak"), ("5.5", "4")])
def test_strangers_of_an_engine_are_those_of_memory(cells: tuple[str, str], work: Path) -> None:
    referrals = pd.DataFrame({"referrer_id": [*cells, "1"], "referred_id": ["1", "C3", "2"]})
    engine, whole = duck(Tables(PEOPLE, referrals), work)
    compare(whole, from_frames(PEOPLE, referrals))
    engine.close()


def test_a_list_of_messages_is_no_table_of_referrals_here_too(work: Path) -> None:
    names = ["CONVERSATION ID", "FROM", "SENDER PROFILE URL", "TO", "DATE", "CONTENT", "FOLDER"]
    messages = pd.DataFrame([["x", "1", "u", "2", "2026-03-04", "hi", "INBOX"]], columns=names)
    engine = Duck(work=str(work))
    with pytest.raises(InputError, match="list of messages, which holds no referrals"):
        Whole(engine, arrow(PEOPLE), arrow(messages))
    engine.close()


WRONG = pd.DataFrame(
    {"contact_id": ["a", "b", "a", None], "met_on": ["2024-01-01", "soon", None, None]}, dtype="str"
)


def test_errors_of_all_parts_are_told_at_once_and_no_answer_is_given(work: Path) -> None:
    referrals = pd.DataFrame({"referrer_id": ["a"], "referred_id": ["b"]})
    engine, whole = duck(Tables(WRONG, referrals), work)
    assert whole.wrong == 3
    for question in (questions.contacts, questions.summary):
        with pytest.raises(NetgraphError, match="column 'met_on': 'soon' is not a date") as told:
            question(whole)
        assert "row 3, column 'contact_id': the id 'a' is also on row 1" in str(told.value)
        assert "row 4, column 'contact_id': an empty id" in str(told.value)
    codes = questions.check(whole).frame(ALL)["code"].tolist()
    assert sorted(codes) == ["bad_date", "bad_value", "duplicate_contact"]
    engine.close()


def test_an_answer_is_a_new_folder_that_is_there_whole_or_not_at_all(
    work: Path, tmp_path: Path
) -> None:
    engine, whole = duck(sample(1), work)
    answer = questions.advocates(whole)
    for form in ("parquet", "csv"):
        answer.save(str(tmp_path / form), form)
        assert sorted(p.name for p in (tmp_path / form).iterdir()) == [
            "_SUCCESS",
            f"part-00000.{form}",
        ]
    with pytest.raises(NetgraphError, match="is there already"):
        answer.save(str(tmp_path / "csv"), "csv")
    with pytest.raises(InputError, match="DuckDB"):
        engine.save(["SELECT nothing FROM nowhere"], str(tmp_path / "half"), "csv")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["csv", "parquet"]
    saved = pd.read_parquet(tmp_path / "parquet" / "part-00000.parquet")
    assert saved["contact_id"].tolist() == answer.frame(ALL)["contact_id"].tolist()
    engine.close()


def test_what_a_killed_run_left_is_swept_up_by_the_next(tmp_path: Path) -> None:
    import subprocess
    import sys

    code = (
        "from netgraph.engines.duck import Duck; import os; "
        f"Duck(work={str(tmp_path)!r}); os._exit(9)"
    )
    subprocess.run([sys.executable, "-c", code], check=False)
    assert len(list(tmp_path.glob(f"{PREFIX}*"))) == 1
    engine = Duck(work=str(tmp_path))
    assert len(list(tmp_path.glob(f"{PREFIX}*"))) == 1  # its own
    engine.close()
    assert not list(tmp_path.iterdir())


def test_the_command_line_gives_the_same_rows_on_an_engine(
    tables: Path, tmp_path: Path, capsys: Any
) -> None:
    from netgraph.cli import main

    for verb in ("contacts", "advocates", "dead-ends", "organizations", "summary"):
        words = [verb, str(tables), "--top", "4", "--format", "json"]
        assert main(words) == 0
        memory = json.loads(capsys.readouterr().out)
        # sentences and this week's steps are for the search of one person, in memory
        memory = {key: memory[key] for key in memory if key not in ("findings", "agenda")}
        assert main([*words, "--engine", "duckdb"]) == 0
        engine = json.loads(capsys.readouterr().out)
        if verb == "summary":
            assert engine["notes"].pop().startswith("Findings and what to do this week are told")
        assert engine == memory
    assert main(["contacts", str(tables), "--engine", "duckdb", "-o", str(tmp_path / "out")]) == 0
    assert (tmp_path / "out" / "_SUCCESS").exists()
    assert main(["contacts", str(tables), "--engine", "duckdb", "-o", str(tmp_path / "out")]) == 1
    assert main(["contacts", str(tables), "--master", "local[1]"]) == 1
    told = capsys.readouterr().err
    assert "is there already" in told
    assert "--master: say which --engine" in told


@pytest.mark.usefixtures("whole_once")
def test_check_is_written_under_the_names_it_has_in_memory(
    tables: Path, tmp_path: Path, capsys: Any
) -> None:
    from netgraph.cli import main

    with (tables / "referrals.csv").open("a", encoding="utf-8") as out:
        out.write("fay,fay,\nzed,ann,\n")
    found = {}
    for how in ("csv", "parquet"):
        folder = tmp_path / how
        words = ["check", str(tables), "--engine", "duckdb", "-o", str(folder)]
        assert main([*words, *(["--format", "csv"] if how == "csv" else [])]) == 0
        found[how] = (pd.read_csv if how == "csv" else pd.read_parquet)(
            folder / f"part-00000.{how}"
        )
    expected = check(
        from_frames(
            *(pd.read_csv(tables / f"{n}.csv", dtype=str) for n in ("contacts", "referrals"))
        )
    )
    capsys.readouterr()
    for table in found.values():
        pd.testing.assert_frame_equal(
            table.fillna(""), expected.fillna(""), check_dtype=False, check_column_type=False
        )


@pytest.mark.thorough
@pytest.mark.usefixtures("whole_once")
def test_targets_and_aliases_of_a_folder_count_as_in_memory(capsys: Any) -> None:
    from netgraph.cli import main

    home = str(Path(__file__).parents[1] / "data")
    for verb in ("summary", "organizations", "check"):
        words = [verb, home, "--top", "1000", "--format", "json"]
        codes, said = [], []
        for how in ([], ["--engine", "duckdb"], ["--engine", "duckdb", "--piece-rows", "50"]):
            codes.append(main([*words, *how]))
            said.append(json.loads(capsys.readouterr().out))
        assert len(set(codes)) == 1
        memory, one, several = said
        if verb == "check":  # rows are counted, not lines
            assert memory["issues"] == one["issues"] == several["issues"]
            continue
        if verb == "summary":  # sentences and this week's steps are told in memory alone
            del memory["findings"], memory["agenda"]
            for told in (one, several):
                assert told["notes"].pop().startswith("Findings and what to do this week are told")
        assert one == several == memory
        if verb == "organizations":
            assert any(row["standing"] == "unreached" for row in several["rows"])


WRONG_LISTS = {
    "targets": pd.DataFrame(
        {"organization": ["Acme", None, "ACME, Inc."], "weight": ["2", "1", "much"]}
    ),
    "aliases": pd.DataFrame(
        {"alias": ["Big A", "Big A", None], "organization": ["Acme", "Birch", "Cedar"]}, dtype="str"
    ),
}


def test_what_is_wrong_with_targets_and_aliases_is_told_as_in_memory(work: Path) -> None:
    given = sample(1)
    engine = Duck(work=str(work))
    tables = arrow(given.contacts), arrow(given.referrals)
    whole = Whole(engine, *tables, **WRONG_LISTS)
    with pytest.raises(InputError) as memory:
        from_frames(given.contacts, given.referrals, **WRONG_LISTS)
    with pytest.raises(NetgraphError) as told:
        questions.organizations(whole)
    assert sorted(str(told.value).splitlines()) == sorted(str(memory.value).splitlines())
    lenient = Whole(engine, *tables, **WRONG_LISTS, lenient=True)
    compare(lenient, from_frames(given.contacts, given.referrals, **WRONG_LISTS, lenient=True))
    engine.close()


def test_words_of_the_tables_run_neither_in_sql_nor_in_a_spreadsheet(
    work: Path, tmp_path: Path
) -> None:
    ids = ["x' OR '1'='1", "a\\'b", "=1+1", "''@me", "plain"]
    contacts = pd.DataFrame({"contact_id": ids, "name": ids, "organization": ids})
    referrals = pd.DataFrame({"referrer_id": ids[:-1], "referred_id": ids[1:]})
    given = Tables(contacts, referrals, seeker=ids[1])
    engine, whole = duck(given, work)
    net = from_frames(contacts, referrals, seeker=ids[1])
    compare(whole, net)
    questions.contacts(whole).save(str(tmp_path / "out"), "csv")
    lines = pd.read_csv(tmp_path / "out" / "part-00000.csv", dtype=str)["contact_id"].tolist()
    assert lines == ["x' OR '1'='1", "'=1+1", "'''@me", "plain"]
    engine.close()


QUESTIONS = ("contacts", "advocates", "dead_ends", "organizations")


def awkward() -> Tables:
    """People whose names need quotes, in a search with dates: some numbers missing, some small."""
    given = sample(4, 120)
    names = [
        'a "quoted" one',
        "two\nlines",
        "=1+1",
        "'-x",
        "comma, comma",
        "\u00e9",
        "back\\slash",
        "#",
    ]
    person = pd.Series([f"{names[n % len(names)]} {n}" for n in range(len(given.contacts))])
    return Tables(given.contacts.assign(name=person, organization=person.str[:9]), given.referrals)


def cells_in_memory(net: ReferralNetwork, question: str) -> bytes:
    """The CSV that memory writes."""
    table = getattr(ng, question)(net)
    return csv_bytes(whole_numbers(table))


def test_csv_has_the_bytes_of_memory(
    work: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(duck_engine, "PIECE", 50)
    given = awkward()
    engine, whole = duck(given, work)
    net = from_frames(given.contacts, given.referrals)
    for question in QUESTIONS:
        getattr(questions, question)(whole).save(str(tmp_path / question), "csv")
        found = (tmp_path / question / "part-00000.csv").read_bytes()
        assert found.decode() == cells_in_memory(net, question).decode(), question
    engine.close()


def search_of_two(folder: Path, contacts: str = "contact_id,name\na,Ann\nb,Bo\n") -> list[str]:
    """Files of a -> b."""
    folder.mkdir(exist_ok=True)
    files = {"contacts": contacts, "referrals": "referrer_id,referred_id\na,b\n"}
    for name, text in files.items():
        (folder / f"{name}.csv").write_bytes(text.encode())
    return [str(folder / f"{name}.csv") for name in files]


@pytest.mark.usefixtures("whole_once")
def test_an_answer_goes_where_and_how_it_does_in_memory(tmp_path: Path, capsys: Any) -> None:
    from netgraph.cli import main

    two, home = search_of_two(tmp_path / "in"), tmp_path / "out"
    home.mkdir()
    for name in ("all.csv", "one.csv", "one.json", "one.md", "one.txt"):
        top = ["--top", "1"] if name.startswith("one") else []
        told = []
        for engine in ([], ["--engine", "duckdb"]):
            place = home / f"{len(told)}-{name}"
            assert main(["contacts", *two, *top, *engine, "-o", str(place)]) == 0
            told.append(place.read_text(encoding="utf-8"))
        assert told[0] == told[1], name
    folder = home / "folder"
    words = ["contacts", *two, "--engine", "duckdb", "--top", "1", "-o", str(folder)]
    assert main([*words, "--format", "csv", "--memory", "500MB", "--threads", "1"]) == 0
    assert len(pd.read_csv(folder / "part-00000.csv")) == 1
    assert not [path for path in home.iterdir() if path.name.startswith(".")]
    capsys.readouterr()


def test_a_place_that_cannot_be_written_is_told_before_any_work(
    tmp_path: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from netgraph.cli import main

    two = search_of_two(tmp_path / "in")
    monkeypatch.setattr(Duck, "read", None)  # whoever reads fails
    (tmp_path / "file").write_text("")
    for place in (tmp_path / "file" / "x.csv", tmp_path / "file" / "folder", Path(two[0])):
        assert main(["contacts", *two, "--engine", "duckdb", "-o", str(place)]) == 1
    assert main(["contacts", *two, "--engine", "spark", "--threads", "2"]) == 1
    told = capsys.readouterr().err
    assert told.count("nothing can be written") == 2
    assert "one of the files that are read" in told
    assert "--threads: only with --engine duckdb" in told


def test_zero_bytes_and_lines_of_commas_are_read_as_in_memory(tmp_path: Path, capsys: Any) -> None:
    from netgraph.cli import main

    two = search_of_two(tmp_path / "zero", "contact_id,name\na,A\0nn\nb,Bo\n")
    assert main(["contacts", *two, "--engine", "duckdb"]) == 1
    assert "holds zero bytes" in capsys.readouterr().err
    two = search_of_two(tmp_path / "commas", 'contact_id,name,x\na,Ann,\n,,\n"",,\nb,Bo,1\n')
    assert main(["contacts", *two, "--engine", "duckdb", "--format", "csv"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 3
    for number, row in enumerate((",,cell", " , ,", "\t,,")):
        text = f"contact_id,name,x\na,Ann,\n,,\n{row}\nb,Bo,1\n"
        two = search_of_two(tmp_path / f"cell{number}", text)
        for how in ([], ["--engine", "duckdb"]):
            assert main(["contacts", *two, *how]) == 1
            assert "an empty id" in capsys.readouterr().err


def test_what_duckdb_says_is_told_whole(tmp_path: Path, work: Path) -> None:
    many = "".join(f"p{n},Person {n}\n" for n in range(30_000))
    two = search_of_two(tmp_path / "in", f"contact_id,name\n{many}b,Bo,more\nc,Cy\n")
    engine = Duck(work=str(work))
    with pytest.raises(NotOnEngineError, match="CSV Error on Line: 30002") as told:
        Whole(engine, *two)
    engine.close()
    assert "b,Bo,more" in str(told.value)
    assert "Possible" not in str(told.value)
    assert "netgraph convert" in str(told.value)


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "America/New_York", "UTC"])
def test_instants_are_days_in_the_zone_of_their_column(
    zone: str, tmp_path: Path, work: Path
) -> None:
    met = pd.Series(pd.to_datetime(["2024-03-01 11:30", "2024-03-01 23:30"])).dt.tz_localize(zone)
    contacts = pd.DataFrame({"contact_id": ["a", "b"], "met_on": met})
    referrals = pd.DataFrame({"referrer_id": ["a"], "referred_id": ["b"]})
    for name, table in (("contacts", contacts), ("referrals", referrals)):
        table.to_parquet(tmp_path / f"{name}.parquet")
    expected = ng.contacts(from_frames(contacts, referrals))["last_contact_on"]
    files = [str(tmp_path / f"{name}.parquet") for name in ("contacts", "referrals")]
    frames = [pa.Table.from_pandas(table, preserve_index=False) for table in (contacts, referrals)]
    for tables_of_two in (files, frames):
        engine = Duck(work=str(work))
        found = questions.contacts(Whole(engine, *tables_of_two)).frame(ALL)["last_contact_on"]
        assert found.tolist() == expected.tolist() == [pd.Timestamp("2024-03-01")] * 2
        engine.close()


def test_marks_that_convert_wrote_count_as_in_memory(tmp_path: Path, work: Path) -> None:
    """Who has no row of their own, and how often somebody was referred, are in marked columns."""
    tables = {
        "contacts": "contact_id,name,netgraph_stub,status\na,Ann,no,met\nb,Bo,yes,\nz,Zoe,yes,\n",
        "referrals": "referrer_id,referred_id,netgraph_count\na,b,3\n",
    }
    for name, text in tables.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    net = ng.read(tmp_path)
    assert net.contacts[schema.STUB].tolist() == [False, True, True]
    assert net.referrals[schema.COUNT].tolist() == [3]
    engine = Duck(work=str(work))
    try:
        compare(Whole(engine, *(str(tmp_path / f"{name}.csv") for name in tables)), net)
    finally:
        engine.close()
