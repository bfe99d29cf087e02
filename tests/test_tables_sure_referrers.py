"""Columns of referrers that no list of headings has: taken where heading and cells both say so."""

from __future__ import annotations

import pandas as pd
import pytest
from sheets import pairs

import netgraph as ng
from netgraph import schema
from netgraph.errors import NetgraphError

NAMES = ["Ann Lee", "Bob Ray", "Cy Dunn", "Di Fox"]
CELLS = ["LinkedIn", "Ann Lee", "via Bob Ray", "Ann Lee"]
GIVEN = ["Ann Lee > Bob Ray", "Ann Lee > Di Fox", "Bob Ray > Cy Dunn"]


def of(**columns: list[str]) -> pd.DataFrame:
    """Four people with further columns; an underscore in a heading is a blank."""
    more = {called.replace("_", " "): cells for called, cells in columns.items()}
    return pd.DataFrame({"Name": NAMES, "Company": ["Acme", "Birch", "Cedar", "Dov"], **more})


@pytest.mark.parametrize(
    "heading",
    [
        *("Came via", "Heard of them through", "How did we meet", "Got the name from", "Woher"),
        *("Thanks to", "Suggested by", "Where from", "\u00dcber wen", "Por quien", "Od kogo"),
    ],
)
def test_a_heading_of_whence_and_cells_of_people_are_referrers_and_told(heading: str) -> None:
    net = ng.from_frames(of(**{heading: CELLS}))
    assert pairs(net) == GIVEN
    told = net.issues[net.issues["value"] == heading]
    assert told["code"].tolist() == [schema.READ_AS]
    assert told["message"].str.contains("is read as referred_by").all()
    assert net.contacts[schema.SOURCE].fillna("").tolist() == ["LinkedIn", "", "", ""]


def test_whom_they_suggested_is_the_other_direction() -> None:
    net = ng.from_frames(of(Suggested_I_talk_to=["Bob Ray; Di Fox", "Cy Dunn", "", ""]))
    assert pairs(net) == GIVEN


def test_both_directions_may_stand_beside_each_other() -> None:
    net = ng.from_frames(
        of(Came_via=["", "Ann Lee", "", ""], Suggested_I_talk_to=["Di Fox", "Cy Dunn", "", ""])
    )
    # one cell that names a person tells as much as three
    assert pairs(net) == GIVEN


@pytest.mark.parametrize("heading", ["Made by", "Lead", "Assistant", "Reports to", "Connection"])
def test_a_heading_that_does_not_say_it_is_asked_for(heading: str) -> None:
    with pytest.raises(NetgraphError, match="no column 'referred_by'"):
        ng.from_frames(of(**{heading: CELLS}))


def test_cells_that_name_nobody_of_the_table_are_no_referrers() -> None:
    with pytest.raises(NetgraphError, match="no column 'referred_by'"):
        ng.from_frames(of(How_did_we_meet=["at a fair", "in school", "on a train", "by chance"]))


def test_of_two_such_columns_none_is_chosen() -> None:
    with pytest.raises(NetgraphError, match="no column 'referred_by'"):
        ng.from_frames(of(Came_via=CELLS, Heard_through=CELLS[::-1]))


def test_the_caller_says_what_the_column_is() -> None:
    frame = of(Came_via=CELLS, Told_me=["", "Cy Dunn", "", "Bob Ray"])
    net = ng.from_frames(frame, columns={"referred_by": "Told me"})
    assert pairs(net) == ["Bob Ray > Di Fox", "Cy Dunn > Bob Ray"]


def test_a_table_of_referrals_settles_who_referred_whom() -> None:
    links = pd.DataFrame({"referrer_id": ["Ann Lee"], "referred_id": ["Cy Dunn"]})
    net = ng.from_frames(of(Came_via=CELLS), links)
    assert pairs(net) == ["Ann Lee > Cy Dunn"]


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Kennengelernt", ["LinkedIn", "\u00fcber Ann Lee", "durch Bob Ray", "von Ann Lee"]),
        ("Lien", ["salon", "gr\u00e2ce \u00e0 Ann Lee", "par Bob Ray", "par Ann Lee"]),
        ("Dato", ["", "Ann Lee introduced us", "Bob Ray's intro", "intro by: Ann Lee (Acme)"]),
        ("Story", ["University friend", "via Ann Lee", "through Bob Ray", "via Ann Lee"]),
    ],
)
def test_words_beside_the_names_say_it_as_well(heading: str, cells: list[str]) -> None:
    net = ng.from_frames(of(**{heading: cells}))
    assert set(GIVEN) <= set(pairs(net))


def test_the_people_of_a_chain_count_as_people_of_the_table() -> None:
    net = ng.from_frames(of(Came_through=["", "Ann L.", "Ann Lee > Bob Ray", "Bob Ray"]))
    assert "Bob Ray > Di Fox" in pairs(net)
