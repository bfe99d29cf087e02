"""People whom a source, or a second column beside the referrers, names: read, or asked for."""

from __future__ import annotations

import pandas as pd
import pytest
from sheets import pairs, row

import netgraph as ng
from netgraph import schema

NAMES = ["Ida Moe", "Jon Pratt", "Kim Sato", "Lou Vance", "Max Weir"]
FIRMS = ["Ash", "Birch", "Cedar", "Dune", "Elm"]


def of(**columns: list[str]) -> pd.DataFrame:
    """Five people with further columns; an underscore in a heading is a blank."""
    more = {called.replace("_", " "): cells for called, cells in columns.items()}
    return pd.DataFrame({"Name": NAMES, "Company": FIRMS, **more})


def told(net: ng.ReferralNetwork, code: str) -> str:
    return "\n".join(net.issues[net.issues["code"] == code]["message"])


SOURCES = ["trade fair", "Ida Moe", "through Jon Pratt", "", "Kim Sato introduced us"]
BY = ["", "", "", "Ida Moe", ""]
ALL = ["Ida Moe > Jon Pratt", "Ida Moe > Lou Vance", "Jon Pratt > Kim Sato", "Kim Sato > Max Weir"]


@pytest.mark.parametrize(
    "heading", ["Met via", "How did we meet", "Source", "Lead source", "Relationship", "Origin"]
)
def test_people_among_sources_are_referrers_beside_another_column(heading: str) -> None:
    net = ng.from_frames(of(**{heading: SOURCES, "Referred by": BY}))
    assert pairs(net) == ALL
    assert row(net, "Ida Moe")["source"] == "trade fair"
    assert row(net, "Jon Pratt")["source"] is None
    assert "names people of this table in 3 cells, 'Ida Moe' first" in told(net, schema.READ_AS)


def test_the_caller_says_that_all_are_sources() -> None:
    net = ng.from_frames(of(Met_via=SOURCES, Referred_by=BY), columns={"source": "Met via"})
    assert pairs(net) == ["Ida Moe > Lou Vance"]
    assert row(net, "Jon Pratt")["source"] == "Ida Moe"


def test_sources_beside_whom_somebody_named() -> None:
    net = ng.from_frames(of(Source=SOURCES, Referred_to=["Lou Vance", "", "", "", ""]))
    assert pairs(net) == ALL


def test_both_columns_of_one_row_are_read() -> None:
    net = ng.from_frames(
        of(Source=["", "", "Ida Moe", "", ""], Introduced_by=["", "", "Jon Pratt", "", ""])
    )
    assert pairs(net) == ["Ida Moe > Kim Sato", "Jon Pratt > Kim Sato"]


def test_words_and_the_rows_own_name_are_no_referrers() -> None:
    plain = ["friend", "Jon Pratt", "a podcast", "Ash", "old colleague"]
    net = ng.from_frames(of(Source=plain, Referred_by=BY))
    assert pairs(net) == ["Ida Moe > Lou Vance"]
    assert "names people" not in told(net, schema.READ_AS)
    assert row(net, "Kim Sato")["source"] == "a podcast"


def test_a_source_names_people_of_the_other_table() -> None:
    mine = pd.DataFrame({"Name": ["Ola Berg"], "Source": ["Ida Moe"], "Referred by": [""]})
    people = of(Referred_by=BY)
    both = pd.concat([people, mine])
    assert "Ida Moe > Ola Berg" in pairs(ng.from_frames(both))


@pytest.mark.parametrize(
    "heading",
    [
        "Intro'd by",
        "Introed by",
        "INTRO\u2019D BY",
        "Came via",
        "Suggested by",
        "Heard of them through",
    ],
)
def test_a_second_column_of_referrers_is_read_with_the_first(heading: str) -> None:
    more = ["", "Ida Moe", "Jon Pratt", "", "Kim Sato"]
    for beside in ({"Referred by": BY}, {"Referred to": ["Lou Vance", "", "", "", ""]}):
        assert pairs(ng.from_frames(of(**{heading: more}, **beside))) == ALL


@pytest.mark.parametrize(
    "heading", ["Intro to", "Intros to", "Intro'd me to", "Connected me with", "Introduction to"]
)
def test_whom_they_introduced_beside_who_referred_them(heading: str) -> None:
    given = ["Jon Pratt", "Kim Sato", "Max Weir", "", ""]
    assert pairs(ng.from_frames(of(**{heading: given}, Referred_by=BY))) == ALL


def test_a_column_of_people_that_says_no_direction_is_asked_for() -> None:
    more = ["", "Ida Moe", "Jon Pratt", "", "Kim Sato"]
    both = {"Referred by": BY, "Referred to": ["", "", "", "", ""], "Who knows": more}
    net = ng.from_frames(of(**both))
    assert "--map 'referred_by=Who knows' reads both as referred_by" in told(
        net, schema.UNCLAIMED_COLUMN
    )
    assert pairs(ng.from_frames(of(**both), columns={"referred_by": "Who knows"})) == ALL


def test_one_name_below_a_heading_of_referrers_is_asked_for() -> None:
    few = ["", "a man at the fair", "Kerry of Elm", "old neighbours", "Kim Sato"]
    net = ng.from_frames(of(Came_via=few, Referred_to=["Jon Pratt", "", "", "", ""]))
    assert "--map 'referred_by=Came via'" in told(net, schema.UNCLAIMED_COLUMN)


def test_a_boss_among_the_people_is_no_referrer() -> None:
    net = ng.from_frames(of(Reports_to=["", "Ida Moe", "Ida Moe", "", ""], Referred_by=BY))
    assert pairs(net) == ["Ida Moe > Lou Vance"]
    assert net.issues.empty


@pytest.mark.parametrize(
    "fair", ["Salon de l'emploi 2026", "Targi Pracy Lublin", "Veletrh práce", "Ярмарка вакансий"]
)
def test_fairs_of_other_languages_are_no_people(fair: str) -> None:
    net = ng.from_frames(of(Referred_by=["", fair, "Ida Moe", "", ""]))
    assert pairs(net) == ["Ida Moe > Kim Sato"]
    assert row(net, "Jon Pratt")["source"] == fair
