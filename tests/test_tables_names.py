"""Whatever a user's column is called, and whatever its cells hold: kept, and no number changes."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import networkx as nx
import pandas as pd
import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

import netgraph as ng
from netgraph import schema
from netgraph.tables.read import from_frames, read
from netgraph.tables.write import write_tables
from netgraph.xml_text import from_xml_text, xml_text

if TYPE_CHECKING:
    from netgraph.network import ReferralNetwork

ALIASES = [
    name
    for table in schema.TABLES.values()
    for column in table.columns
    for name in (column.name, *column.aliases)
]
ANSWERS = sorted({*schema.CONTACT_COLUMNS, *schema.AGENDA_COLUMNS, *schema.ISSUE_COLUMNS})
TRAPS = [
    *"id label person viz spells parents slices pid start end key for weight type source".split(),
    *"stub count line index level_0 rank node u_for_edge v_for_edge node_for_adding attr".split(),
    *"netgraph_stub netgraph_count netgraph_row netgraph_unnamed own:id own:own:id".split(),
    *("stub (given)", "count (given)", "count (given) (given)", "netgraph_own", "__proto__"),
    *("=1+1", "'=x", "-", "a b", "a  b", "<b>&\"'", "\U0001f600", "a\x01b", "a\x02b", "_x0001_"),
    *("ID", "Label", "column 2", "nan", "None", "True", "0"),
]
NAMES = st.one_of(
    st.sampled_from([*TRAPS, *ALIASES, *ANSWERS]),
    st.text(min_size=1, max_size=8).filter(lambda text: text.strip()),
)
CELLS = st.one_of(
    st.none(),
    st.sampled_from(
        ["7", "yes", "no", "2020-05-05", "<&>\"'", "_x000D_", "a\rb", "a\x0bb", "\x01"]
    ),
    st.text(max_size=6),
)
FORMS = ("csv", "xlsx", "parquet", "graphml", "gexf")
# ids and ties by which the order of the rows decides who introduced whom: b comes first
PEOPLE = {"contact_id": ["a", "b", "c", "d"], "name": ["Ann", "Ben", None, "Di"]}
PAIRS = {"referrer_id": ["b", "a", "c"], "referred_id": ["c", "c", "stub"]}


def columns_of(names: list[str], cells: list[list[str | None]], rows: int) -> dict[str, pd.Series]:
    """Columns that are no standard ones: what a standard column says is a number, or may be."""
    return {
        name: pd.Series([column[row % len(column)] for row in range(rows)], dtype="str")
        for name, column in zip(names, cells, strict=True)
        if name not in PEOPLE and name not in PAIRS
    }


def through(net: ReferralNetwork, form: str) -> ReferralNetwork:
    with tempfile.TemporaryDirectory() as folder:
        if form in ("graphml", "gexf"):
            return read(ng.write_graph(net, Path(folder) / f"net.{form}", private=True))
        write_tables(net, Path(folder) / "out", format=form)  # type: ignore[arg-type]
        return read(Path(folder) / "out")


def assert_same(one: ReferralNetwork, other: ReferralNetwork) -> None:
    """The same tables, but for columns without a cell, and the same who-introduced-whom."""
    for mine, theirs in ((one.contacts, other.contacts), (one.referrals, other.referrals)):
        left, right = (
            table.reset_index(drop=True).astype("str").dropna(axis=1, how="all")
            for table in (mine, theirs)
        )
        assert set(left.columns) == set(right.columns)
        pd.testing.assert_frame_equal(left, right[list(left.columns)])
    mine, theirs = ng.contacts(one), ng.contacts(other)
    pd.testing.assert_frame_equal(mine, theirs)


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=12, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(
    names=st.lists(NAMES, min_size=1, max_size=4, unique=True),
    cells=st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=4, max_size=4),
    kind=st.sampled_from(["contacts", "referrals"]),
)
@example(names=["id", "label", "viz"], cells=[["7"] * 3] * 3, kind="contacts")
@example(names=["id", "label", "key"], cells=[["7"] * 3] * 3, kind="referrals")
@example(names=["count", "count (given)"], cells=[["x"] * 3] * 2, kind="referrals")
@example(names=["a\0b"], cells=[["x", "", "y"]], kind="contacts")
@example(names=["\u00ca\u00ae"], cells=[["x", "", "y"]], kind="contacts")
@example(names=["note"], cells=[["a\0b", "\0", ""]], kind="referrals")
@example(names=["stub", "netgraph_stub"], cells=[["yes", "no", "x"]] * 2, kind="contacts")
def test_every_column_is_read_back_equal(
    form: str, names: list[str], cells: list[list[str | None]], kind: str
) -> None:
    rows = 4 if kind == "contacts" else 3
    added = columns_of(names, cells[: len(names)], rows)
    people = pd.DataFrame(PEOPLE | (added if kind == "contacts" else {}))
    pairs = pd.DataFrame(PAIRS | (added if kind == "referrals" else {}))
    net = from_frames(people, pairs, lenient=True, keep="first")
    again = through(net, form)
    # letters drawn at random may look like text of a wrong code page, which is mended and told
    if schema.ENCODING not in again.issues[schema.CODE].tolist():
        assert_same(net, again)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", ["contacts", "referrals"])
def test_columns_of_the_users_change_no_number_and_are_kept(form: str, kind: str) -> None:
    people, pairs = pd.DataFrame(PEOPLE), pd.DataFrame(PAIRS)
    without = from_frames(people, pairs)
    names = {name: [f"x {n}", "x", "y"] for n, name in enumerate(TRAPS)}
    table = people if kind == "contacts" else pairs
    added = pd.DataFrame(names, dtype="str").reindex(table.index)
    net = from_frames(
        table.join(added) if kind == "contacts" else people,
        table.join(added) if kind == "referrals" else pairs,
        lenient=True,
    )
    for one in (net, through(net, form)):
        pd.testing.assert_frame_equal(ng.contacts(one), ng.contacts(without))
        kept = one.contacts if kind == "contacts" else one.referrals
        firsts = set(kept.iloc[0].astype("str"))
        assert {f"x {n}" for n in range(len(TRAPS))} <= firsts


def test_a_users_column_keeps_its_name_in_files(tmp_path: Path) -> None:
    people = pd.DataFrame({"contact_id": ["a", "b"], "stub": ["ticket", None]})
    pairs = pd.DataFrame({"referrer_id": ["a"], "referred_id": ["b"], "count": ["few"]})
    write_tables(from_frames(people, pairs), tmp_path)
    assert "stub" in pd.read_csv(tmp_path / "contacts.csv").columns
    assert pd.read_csv(tmp_path / "referrals.csv")["count"].tolist() == ["few"]


def test_what_is_known_of_a_stub_is_written() -> None:
    net = from_frames(
        pd.DataFrame({"contact_id": ["a"], "netgraph_stub": ["yes"], "name": ["Ann Real"]}),
        pd.DataFrame({"referrer_id": ["b"], "referred_id": ["a"]}),
    )
    assert net.contacts[schema.STUB].all()
    assert_same(net, through(net, "csv"))


def test_the_tables_of_a_network_are_read_as_its_own_tables() -> None:
    pairs = pd.DataFrame({"referrer_id": ["a", "a"], "referred_id": ["b", "b"], "stub": "x"})
    people = pd.DataFrame({"contact_id": ["a"], "stub": ["own"], "count": ["own"]})
    net = from_frames(people, pairs)
    assert_same(net, from_frames(net.contacts, net.referrals))
    assert_same(net, ng.from_networkx(net.graph))
    assert_same(net, ng.from_networkx(net.to_networkx(dates="iso")))


@settings(max_examples=300, deadline=None)
@given(st.text() | st.text("_x0059DF\r\x01"))
def test_text_comes_back_from_xml(text: str) -> None:
    assert from_xml_text(xml_text(text)) == text


@pytest.mark.parametrize("write", [nx.write_gexf, nx.write_graphml_xml])
def test_networkx_writes_a_network_with_dates(write: object, tmp_path: Path) -> None:
    """Two people, a -> b on 2024-02-01, c alone: dates, blanks and names that formats use."""
    people = pd.DataFrame(
        {"contact_id": ["a", "b", "c"], "met_on": ["2024-01-01", None, None], "viz": "red"}
    )
    pairs = pd.DataFrame(
        {"referrer_id": ["a"], "referred_id": ["b"], "referred_on": ["2024-02-01"], "id": ["9"]}
    )
    net = from_frames(people, pairs)
    out = io.BytesIO()
    write(net.to_networkx(dates="iso"), out)  # type: ignore[operator]
    (tmp_path / "net.xml").write_bytes(out.getvalue())
    assert_same(net, read(tmp_path / "net.xml"))
    assert net.to_networkx().nodes["a"]["met_on"].isoformat() == "2024-01-01"
    with pytest.raises(ng.UnknownNameError, match="iso"):
        net.to_networkx(dates="isoo")  # type: ignore[arg-type]


def test_edges_of_a_foreign_file_are_rows_in_the_order_of_the_file(tmp_path: Path) -> None:
    """Both b and a name c, undated: b's edge stands first in the file."""
    graph = '<graphml xmlns="http://graphml.graphdrawing.org/xmlns"><graph edgedefault="directed">'
    graph += '<node id="a"/><node id="b"/><node id="c"/><edge source="b" target="c"/>'
    graph += '<edge source="a" target="c"/><edge source="a" target="c"/></graph></graphml>'
    (tmp_path / "net.graphml").write_text(graph, encoding="utf-8")
    net = read(tmp_path / "net.graphml")
    assert ng.contacts(net)["introduced_by"].tolist()[2] == "b"
    assert net.referrals[schema.COUNT].tolist() == [1, 2]


def test_a_graph_file_shows_names_and_colours(tmp_path: Path) -> None:
    net = from_frames(pd.DataFrame(PEOPLE), pd.DataFrame(PAIRS))
    text = ng.write_graph(net, tmp_path / "net.gexf").read_text(encoding="utf-8")
    # who has no name is shown by the id
    assert 'label="Ann"' in text
    assert 'id="c" label="c"' in text
    assert text.count("<viz:color ") == len(net)
