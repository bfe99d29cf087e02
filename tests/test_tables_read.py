"""What reading promises: any table in, nothing dropped unseen, errors that name the place."""

from __future__ import annotations

import codecs
import itertools
from typing import TYPE_CHECKING

import networkx as nx
import pandas as pd
import pytest
from real_sets import FOLDERS

from netgraph import schema
from netgraph.errors import InputError, MissingColumnError, NetgraphError, UnknownNameError
from netgraph.tables.check import check
from netgraph.tables.graphs import from_networkx
from netgraph.tables.read import from_frames, read
from netgraph.tables.sources.delimited import read_text
from netgraph.tables.write import write_tables

if TYPE_CHECKING:
    from pathlib import Path

CONTACTS = (
    "contact_id,name,organization,status,met_on\n"
    "1,Ann,Acme Inc,Met,2024-01-02\n"
    "2,Bob,ACME,no reply,\n"
    "007,Cyd,,,\n"
)
REFERRALS = "referrer_id,referred_id,referred_on\n1,2,2024-01-05\n2,007,2024-02-01\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """1 -> 2 -> 007."""
    (tmp_path / "contacts.csv").write_text(CONTACTS, encoding="utf-8")
    (tmp_path / "referrals.csv").write_text(REFERRALS, encoding="utf-8")
    return tmp_path


def put(folder: Path, text: str, name: str = "one.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode())
    return path


def codes(net: object) -> dict[str, int]:
    return net.issues[schema.CODE].value_counts().to_dict()  # type: ignore[attr-defined]


def problems(*sources: Path, **options: object) -> tuple[str, ...]:
    with pytest.raises(InputError) as caught:
        read(*sources, **options)  # type: ignore[arg-type]
    return caught.value.problems


def test_a_folder_and_two_files_in_any_order_are_the_same(folder: Path) -> None:
    whole = read(folder)
    swapped = read(folder / "referrals.csv", folder / "contacts.csv")
    pd.testing.assert_frame_equal(whole.contacts, swapped.contacts)
    pd.testing.assert_frame_equal(whole.referrals, swapped.referrals)
    assert list(whole.contacts.contact_id) == ["1", "2", "007"]
    assert list(whole.contacts.index) == [2, 3, 4]
    assert list(whole.contacts.status.fillna("-")) == ["met", "no_reply", "-"]
    assert list(whole.contacts.organization.fillna("-")) == ["Acme Inc", "Acme Inc", "-"]
    assert codes(whole) == {"merged_organization": 1}


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_encoding_line_end_and_delimiter_are_found(
    tmp_path: Path, encoding: str, end: str, delimiter: str
) -> None:
    text = CONTACTS.replace("Bob", "Zoë").replace("met_on", "referred_by").replace("2024-01-02", "")
    path = tmp_path / "one.csv"
    path.write_bytes(text.replace(",", delimiter).replace("\n", end).encode(encoding))
    net = read(path)
    assert list(net.contacts.name) == ["Ann", "Zoë", "Cyd"]
    assert list(net.contacts.index) == [2, 3, 4]


def test_lines_are_right_after_quoted_newlines_and_blank_lines(tmp_path: Path) -> None:
    text = 'id,notes,referred_by\n1,"two\nlines, ""quoted""",\n\n,,\n2,x,1\n2,y,1\n'
    (problem,) = problems(put(tmp_path, text))
    assert problem.startswith("one.csv, line 7, column 'id': the id '2' is also on line 6")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["unix", "windows", "mac"])
@pytest.mark.parametrize("beside", ["", ",,beside"], ids=["as wide", "a note beside"])
@pytest.mark.parametrize("short", ["a,b,c", "a,b", "a"])
def test_lines_are_right_whatever_rows_and_breaks_stand_together(
    short: str, beside: str, end: str
) -> None:
    for blank, breaks, blanks_at_end in itertools.product((0, 1), (0, 1), (0, 1, 2)):
        rows = [short, f'q,"{end * breaks}x",', "a,b,c", *[""] * blank, "y,z,w" + beside]
        text = end.join(["id,notes,kind", *rows]) + end * blanks_at_end
        frame = read_text(text.encode(), "one.csv").frame
        lines = [2, 3, 4 + breaks, 5 + breaks + blank]
        assert list(frame.index) == lines, text


def test_a_name_in_referred_by_is_resolved_only_when_one_contact_has_it(tmp_path: Path) -> None:
    text = "id,name,referred by\n1,Ann,\n2,Ann,\n3,Bob,1\n4,Cyd,Bob\n5,Dan,Zed\n"
    net = read(put(tmp_path, text))
    assert list(zip(net.referrals.referrer_id, net.referrals.referred_id, strict=True)) == [
        ("1", "3"),
        ("3", "4"),
        ("Zed", "5"),
    ]
    assert codes(net) == {"unknown_contact": 1}
    (problem,) = problems(put(tmp_path, text.replace("Zed", "Ann")))
    told = "'Ann' fits 2 contacts: '1' (row 2), '2' (row 3); write the id"
    assert f"line 6, column 'referred by': {told}" in problem


def test_a_referral_date_may_stand_beside_referred_by(tmp_path: Path) -> None:
    net = read(put(tmp_path, "id,referred_by,date referred\n1,,\n2,1,2024-03-04\n"))
    assert list(net.referrals.referred_on) == [pd.Timestamp("2024-03-04")]
    assert schema.REFERRED_ON not in net.contacts.columns


def test_a_mapping_names_columns_that_no_alias_settles(tmp_path: Path) -> None:
    path = put(tmp_path, "Mail,Boss\na@x,\nb@x,a@x\n")
    net = read(path, columns={"contact_id": "Mail", "referred_by": "Boss"})
    assert list(net.referrals.referrer_id) == ["a@x"]
    with pytest.raises(MissingColumnError, match=r"'Mial'.*is it 'Mail'"):
        read(path, columns={"contact_id": "Mial"})
    with pytest.raises(UnknownNameError, match="contact_id"):
        read(path, columns={"contct_id": "Mail"})


def test_a_missing_column_is_named_with_what_was_found_and_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(
        MissingColumnError,
        match=r"one.csv: no column 'contact_id'; found 'contacts_idd', 'referred_by'"
        ".*is it 'contacts_idd'",
    ):
        read(put(tmp_path, "contacts_idd,referred_by\n1,\n").rename(tmp_path / "one.csv"))
    with pytest.raises(MissingColumnError, match="no column 'referred_by'"):
        read(put(tmp_path, "id,name\n1,a\n"))


@pytest.mark.parametrize(
    ("cells", "day"),
    [
        (["13/02/2024", "01/02/2024"], "2024-02-01"),
        (["02/13/2024", "01/02/2024"], "2024-01-02"),
        (["28-Oct-26", "1-Feb-26"], "2026-02-01"),
        (["28 Oct 2026", "1 February 2026"], "2026-02-01"),
        (["Oct 28, 2026", "Feb 1, 2026"], "2026-02-01"),
        (["10/26/26, 5:00 PM", "2/1/26, 10:00 AM"], "2026-02-01"),
        (["2024/12/31", "2024/02/01"], "2024-02-01"),
        (["20241231", "20240201"], "2024-02-01"),
        (["2024-12-31T10:00:00Z", "2024-02-01 09:30"], "2024-02-01"),
        (["31.12.2024", "1.2.2024"], "2024-02-01"),
    ],
)
def test_one_unambiguous_date_format_a_column_is_found(cells: list[str], day: str) -> None:
    net = from_frames(pd.DataFrame({"id": ["1", "2"], "met_on": cells, "referred_by": ["", "1"]}))
    assert net.contacts.met_on.dtype == "datetime64[s]"
    assert net.contacts.met_on.iloc[1] == pd.Timestamp(day)


def test_an_ambiguous_date_column_is_one_error_with_two_readings(tmp_path: Path) -> None:
    path = put(tmp_path, "id,met on,referred_by\n1,05/05/2024,\n2,03/04/2024,1\n3,01/02/2024,1\n")
    (problem,) = problems(path)
    assert (
        "line 3, column 'met on': "
        "'03/04/2024' is 2024-04-03 as DD/MM/YYYY and 2024-03-04 as MM/DD/YYYY" in problem
    )
    net = read(path, lenient=True)
    assert net.contacts.met_on.notna().tolist() == [True, False, False]
    assert codes(net) == {"bad_date": 2}


def test_all_bad_cells_are_told_at_once_and_lenient_blanks_them(tmp_path: Path) -> None:
    text = (
        "id,met_on,status,decision_maker,referred_by\n1,2024-02-30,mett,maybe,\n2,45231,met,YES,1\n"
    )
    path = put(tmp_path, text)
    found = problems(path)
    assert len(found) == 4
    assert (
        "one.csv, line 2, column 'met_on': '2024-02-30' is not a date; expected YYYY-MM-DD" in found
    )
    assert any("'45231' looks like the serial number" in p for p in found)
    assert any("'mett' is none of identified" in p and "is it 'met'" in p for p in found)
    net = read(path, lenient=True)
    assert set(net.issues[schema.SEVERITY]) == {"warning"}
    assert net.contacts.decision_maker.tolist() == [pd.NA, True]
    assert net.contacts.met_on.isna().all()


def test_an_id_twice_is_an_error_with_both_lines_until_keep_settles_it(tmp_path: Path) -> None:
    path = put(tmp_path, "id,name,referred_by\n1,Ann,\n2,Bob,1\n1,Cyd,\n")
    (problem,) = problems(path)
    assert "line 4" in problem
    assert "line 2" in problem
    assert list(read(path, keep="first").contacts.name) == ["Ann", "Bob"]
    last = read(path, keep="last")
    assert list(last.contacts.name) == ["Bob", "Cyd"]
    assert last.issues[[schema.CODE, schema.SEVERITY, schema.LINE]].to_numpy().tolist() == [
        ["duplicate_contact", "warning", 2]
    ]
    with pytest.raises(UnknownNameError, match="first"):
        read(path, keep="frist")  # type: ignore[arg-type]


def test_an_empty_id_is_an_error_with_its_line(folder: Path) -> None:
    put(folder, CONTACTS + " ,Nobody,,,\n", "contacts.csv")
    put(folder, REFERRALS + "1,,\n", "referrals.csv")
    assert problems(folder) == (
        "contacts.csv, line 5, column 'contact_id': an empty id; expected one",
        "referrals.csv, line 4, column 'referred_id': an empty id; expected one",
    )


def test_cases_that_nobody_infected_are_told_how_to_be_read(tmp_path: Path) -> None:
    cases = tmp_path / "linelist.csv"
    cases.write_text("case,infector\n1,\n2,1\n3,1\n", encoding="utf-8")
    with pytest.raises(NetgraphError, match=r"line 2.*nobody referred.*referred_by=COLUMN"):
        read(cases, columns={"referrer_id": "infector", "referred_id": "case"})
    net = read(cases, columns={"contact_id": "case", "referred_by": "infector"})
    assert list(net.referrals[schema.REFERRED_ID]) == ["2", "3"]
    assert list(net.contacts[schema.CONTACT_ID]) == ["1", "2", "3"]


def test_ids_stay_text(folder: Path) -> None:
    net = from_frames(pd.DataFrame({"id": [1.0, 2.0], "referred_by": [None, 1.0]}))
    assert list(net.contacts.contact_id) == ["1", "2"]
    decomposed = from_frames(
        pd.DataFrame({"id": ["e\u0301 ", "b"], "referred_by": [None, "\u00e9"]})
    )
    assert list(decomposed.referrals.referrer_id) == ["\u00e9"]
    assert "007" in set(read(folder).contacts.contact_id)


def test_repeats_merge_into_the_first_row_with_the_earliest_date() -> None:
    referrals = pd.DataFrame(
        {
            "from": ["a", "b", "a", "a", "b", "x"],
            "to": ["b", "c", "b", "b", "b", "c"],
            "date": ["2024-03-01", "", "2024-01-01", "", "2024-01-01", "2024-05-05"],
        }
    )
    net = from_frames(pd.DataFrame({"id": ["a", "b", "c"], "name": ["A", "B", "C"]}), referrals)
    assert net.referrals[["referrer_id", "referred_id", "count"]].to_numpy().tolist() == [
        ["a", "b", 3],
        ["b", "c", 1],
        ["x", "c", 1],
    ]
    assert list(net.referrals.index) == [1, 2, 6]
    assert net.referrals.referred_on.iloc[0] == pd.Timestamp("2024-01-01")
    assert codes(net) == {"repeated_referral": 2, "self_referral": 1, "unknown_contact": 1}
    stub = net.contacts.iloc[-1]
    assert (stub.contact_id, stub["name"], stub.stub, stub.name) == ("x", "x", True, 0)


def test_loops_without_a_first_contact_and_early_referrals_are_told() -> None:
    contacts = pd.DataFrame({"id": ["a", "b", "c", "d"]})
    edges = [
        ("b", "a", "2024-01-03"),
        ("a", "b", "2024-01-02"),
        ("c", "d", "2024-05-01"),
        ("d", "a", "2024-04-01"),
    ]
    looped = from_frames(contacts, pd.DataFrame(edges[:2], columns=["from", "to", "date"]))
    assert codes(looped) == {"rootless_loop": 1}
    assert looped.issues[schema.VALUE].tolist() == ["a"]
    early = from_frames(contacts, pd.DataFrame(edges[2:], columns=["from", "to", "date"]))
    assert early.issues[[schema.CODE, schema.LINE]].to_numpy().tolist() == [
        ["referral_before_introduction", 2]
    ]


def test_people_who_may_be_one_are_told_and_kept() -> None:
    contacts = pd.DataFrame(
        {
            "id": ["1", "2", "3", "4", "5"],
            "name": ["Ann", "ann", "Bob", "Ann", "Bob"],
            "company": ["Acme Ltd.", "ACME", "", "Other", ""],
            "e-mail": ["a@x", "", "B@x", "b@X", ""],
        }
    )
    net = from_frames(contacts, pd.DataFrame({"from": ["1"], "to": ["2"]}))
    told = net.issues[net.issues[schema.CODE] == schema.POSSIBLE_DUPLICATE_PERSON]
    assert told[schema.LINE].tolist() == [4, 2]
    assert len(net) == 5


def test_organizations_merge_by_key_and_by_alias_and_targets_follow(folder: Path) -> None:
    put(folder, "organization,weight\nacme ltd,3\nZeta,\n", "targets.csv")
    put(folder, "alias,organization\nBig A,Acme\n", "aliases.csv")
    put(folder, CONTACTS + "4,Dan,Big A,,\n5,Eve,ACME,,\n", "contacts.csv")
    net = read(folder)
    assert set(net.contacts.organization.dropna()) == {"ACME"}
    assert net.targets is not None
    assert net.targets.to_numpy().tolist() == [["ACME", 3.0], ["Zeta", 1.0]]
    assert codes(net) == {"merged_organization": 3}


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "empty"),
        (b"\n \n", "empty"),
        (codecs.BOM_UTF8, "empty"),
        (bytes(range(256)) * 20, "zero bytes"),
        (b'id,referred_by\n"1,\n2,1\n', "line 2"),
        (b"id,referred_by\n1,2,3\n4,5,6\n", "line 2: 3 cells, but the header has 2"),
    ],
)
def test_a_file_that_is_no_table_is_one_clear_error(tmp_path: Path, data: bytes, word: str) -> None:
    path = tmp_path / "odd.csv"
    path.write_bytes(data)
    with pytest.raises(InputError, match=r"odd\.csv") as caught:
        read(path)
    assert word in str(caught.value)


def test_missing_files_and_folders_are_clear_errors(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no such file"):
        read(tmp_path / "none.csv")
    with pytest.raises(InputError, match=r"no contacts\.csv in this folder"):
        read(tmp_path)
    with pytest.raises(InputError, match="no table"):
        read()


def test_as_of_and_seeker_are_passed_on(folder: Path) -> None:
    assert len(read(folder, seeker="1")) == 2
    assert len(read(folder, as_of="2024-01-31")) == 2
    with pytest.raises(NetgraphError, match="'tomorrow'"):
        read(folder, as_of="tomorrow")
    with pytest.raises(UnknownNameError, match="nobody"):
        read(folder, seeker="nobody")


def test_check_lists_errors_beside_issues(tmp_path: Path) -> None:
    path = put(tmp_path, "id,met_on,company,referred_by\n1,soon,Acme,\n2,,ACME,9\n")
    found = check(path)
    assert found[schema.CODE].tolist() == ["bad_date", "unknown_contact", "merged_organization"]
    assert found[schema.SEVERITY].tolist() == ["error", "warning", "info"]
    lost = check(tmp_path / "none.csv")
    assert lost[schema.SEVERITY].tolist() == ["error"]
    net = read(path, lenient=True)
    assert sorted(check(net)[schema.CODE]) == sorted(net.issues[schema.CODE])


def test_written_tables_read_back_the_same(tmp_path: Path) -> None:
    contacts = pd.DataFrame(
        {
            "id": ["-1", "'=2", "ü"],
            "name": ["=cmd()", "+1 555", 'two\nlines, "q"'],
            "met_on": ["2024-01-02", "", ""],
            "resume_kept": ["yes", "", "no"],
            "rank": [1.5, 2.0, None],
        }
    )
    referrals = pd.DataFrame(
        {"from": ["-1", "-1", "ü"], "to": ["'=2", "'=2", "stub"], "date": ["2024-01-05"] * 3}
    )
    net = from_frames(contacts, referrals)
    written = write_tables(net, tmp_path / "out")
    again = read(tmp_path / "out")
    assert [path.name for path in written] == ["contacts.csv", "referrals.csv"]
    text = written[0].read_text(encoding="utf-8")
    assert not [
        cell
        for line in text.splitlines()
        for cell in line.split(",")
        if cell[:1] in "=+-@\t" and cell
    ]
    same = [c for c in net.contacts.columns if c != "rank"]
    pd.testing.assert_frame_equal(
        again.contacts[same].reset_index(drop=True), net.contacts[same].reset_index(drop=True)
    )
    pd.testing.assert_frame_equal(
        again.referrals.reset_index(drop=True), net.referrals.reset_index(drop=True)
    )
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["contacts.csv", "referrals.csv"]


def test_graphs_become_networks() -> None:
    graph = nx.MultiDiGraph()
    graph.add_node(1, company="Acme", stub=False)
    graph.add_edge(1, 2, date="2024-02-01")
    graph.add_edge(1, 2, date="2024-01-01")
    net = from_networkx(graph)
    assert list(net.contacts.contact_id) == ["1", "2"]
    assert net.referrals["count"].tolist() == [2]
    assert net.referrals.referred_on.iloc[0] == pd.Timestamp("2024-01-01")
    assert list(from_networkx(net.graph).contacts.organization.fillna("")) == ["Acme", ""]
    with pytest.raises(InputError, match="undirected"):
        from_networkx(nx.Graph())
    graph.add_node("1")
    with pytest.raises(InputError, match="same id '1'"):
        from_networkx(graph)
    assert len(from_networkx(nx.DiGraph())) == 0


@pytest.mark.parametrize(
    ("name", "people", "stubs", "pairs", "issues"),
    [
        pytest.param(
            *("measles_hagelloch_1861", 188, 0, 184, {"unclaimed_column": 2}),
            marks=pytest.mark.needs("measles_hagelloch_1861"),
        ),
        (
            "ckm_physicians",
            234,
            109,
            625,
            {"unknown_contact": 109, "repeated_referral": 287, "referral_before_introduction": 93},
        ),
        ("lazega_lawfirm", 71, 0, 892, {}),
    ],
)
def test_real_sets_have_the_facts_of_their_sources(
    name: str, people: int, stubs: int, pairs: int, issues: dict[str, int]
) -> None:
    net = read(FOLDERS[name])
    assert len(net) == people
    assert net.contacts[schema.STUB].sum() == stubs
    assert len(net.referrals) == pairs
    assert codes(net) == issues


def test_problems_are_told_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = "id,met_on,status,referred_by\n1,2024-01-01,met,\n2,2024-01-01,mett,1\n2,soon,met,1\n"
    assert [p.split(",")[1] for p in problems(put(tmp_path, text))] == [
        " line 3",
        " line 4",
        " line 4",
    ]


def test_frames_of_any_type_are_read() -> None:
    contacts = pd.DataFrame(
        {
            "id": pd.array([1, 2, 3], dtype="Int64"),
            "name": pd.Categorical(["Ann", None, "Ann"]),
            "decides": [True, False, None],
            "met on": pd.to_datetime(["2024-01-02 10:00", None, "2024-01-03 09:00"]).tz_localize(
                "UTC"
            ),
            "rank": [1.5, None, 2.0],
        }
    )
    before = contacts.copy()
    net = from_frames(
        contacts,
        pd.DataFrame({"from": [1, 2], "to": [2.0, 3.0], "date": [pd.Timestamp("2024-01-01")] * 2}),
    )
    assert list(net.contacts.contact_id) == ["1", "2", "3"]
    assert net.contacts.decision_maker.tolist() == [True, False, pd.NA]
    assert net.contacts.met_on.iloc[0] == pd.Timestamp("2024-01-02")
    assert net.contacts["rank"].dtype == "float64"
    pd.testing.assert_frame_equal(contacts, before)


def test_tables_without_rows_are_a_network_of_nobody(tmp_path: Path) -> None:
    put(tmp_path, "id,name,met on\n", "contacts.csv")
    put(tmp_path, "from,to,date\n", "referrals.csv")
    net = read(tmp_path, as_of="2024-01-01")
    assert len(net) == 0
    assert net.issues.empty


def test_rows_of_targets_that_name_nothing_or_name_it_twice_are_told(folder: Path) -> None:
    targets = put(
        folder, "organization,weight\nBeta,2\n,5\nacme,1\nbeta ltd,7\nGamma,\n", "wanted.csv"
    )
    net = read(folder, targets=targets)
    assert net.targets is not None
    assert net.targets.to_numpy().tolist() == [["Beta", 7.0], ["Acme Inc", 1.0], ["Gamma", 1.0]]
    told = net.issues[net.issues[schema.TABLE] == schema.TARGETS]
    assert list(zip(told[schema.CODE], told[schema.LINE], told[schema.VALUE], strict=True)) == [
        (schema.UNPLACED, 3, ""),
        (schema.MERGED_ORGANIZATION, 4, "acme"),
        (schema.MERGED_ORGANIZATION, 5, "beta ltd"),
    ]
    assert "line 2" in told[schema.MESSAGE].iloc[2]


def test_aliases_that_contradict_each_other_or_go_in_circles_are_errors(folder: Path) -> None:
    aliases = put(
        folder,
        "alias,organization\nBig A,Acme\nBig A,Other\nX,Y\nY,X\n,Acme\nZ,\nAcme,ACME Inc\n",
        "a.csv",
    )
    told = problems(folder, aliases=aliases)
    assert len(told) == 2
    assert (
        "a.csv, line 3, column 'alias': 'Big A' stands for another organization on line 2"
        in told[0]
    )
    assert "a.csv, line 5, column 'alias': 'Y' comes back to itself" in told[1]
    net = read(folder, aliases=aliases, lenient=True)
    rows = net.issues[net.issues[schema.TABLE] == schema.ALIASES]
    assert sorted(zip(rows[schema.CODE], rows[schema.LINE], strict=True)) == [
        (schema.BAD_VALUE, 3),
        (schema.BAD_VALUE, 5),
        (schema.UNPLACED, 6),
        (schema.UNPLACED, 7),
    ]


@pytest.mark.parametrize("weight", ["1e308", "inf", "nan?", "-1", "2e12"])
def test_a_weight_that_no_sum_could_hold_is_refused(folder: Path, weight: str) -> None:
    targets = put(folder, f"organization,weight\nBeta,{weight}\n", "wanted.csv")
    assert (
        f"{weight!r} is not a number from 0 to 1,000,000,000,000"
        in problems(folder, targets=targets)[0]
    )
