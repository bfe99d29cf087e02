"""Changes between any two of several dates, against ``changes`` of each."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest

import netgraph as ng
from netgraph import schema
from netgraph.analysis.spans import AT_THE_END, Spans, changes_of_spans, days_of_spans

if TYPE_CHECKING:
    from pathlib import Path

    from netgraph.network import ReferralNetwork


def rows_between(net: ReferralNetwork, spans: Spans, start: int, end: int) -> list[tuple[str, ...]]:
    """Read the changes of one span out of those of all, the newest first."""
    inside = np.flatnonzero(
        (spans.from_first <= start)
        & (start <= spans.from_last)
        & (spans.to_first <= end)
        & (end <= spans.to_last)
    )
    day = np.where(spans.day[inside] == AT_THE_END, spans.days[end], spans.day[inside])
    order = np.argsort(-day, kind="stable")
    iso = [str(one.date()) for one in pd.to_datetime(day[order], unit="D")]
    ids = [*net.links.ids, ""]
    return [
        (iso[k], schema.CHANGES[spans.kind[i]], ids[spans.who[i]], ids[spans.through[i]])
        for k, i in enumerate(inside[order])
    ]


def listed(net: ReferralNetwork, start: int, end: int) -> list[tuple[str, ...]]:
    """Give what ``changes`` answers for one span."""
    first, last = pd.to_datetime([start, end], unit="D")
    table = ng.changes(net.as_of(last.date()), since=first.date())
    columns = table[[schema.DATE, schema.CHANGE, schema.CONTACT_ID, schema.THROUGH]]
    return list(columns.astype("str").fillna("").itertuples(index=False, name=None))


def networks(example: Path) -> dict[str, ReferralNetwork]:
    """Give the example, a made-up search, and people one of whom alone is dated."""
    people = pd.DataFrame({"contact_id": ["a", "b", "c"], "met_on": [None, "2026-01-05", None]})
    links = pd.DataFrame({"referrer_id": ["a", "b"], "referred_id": ["b", "c"]})
    return {
        "the example": ng.read(example),
        "made up": ng.simulate(120, seed=4),
        "one date": ng.from_frames(people, links).as_of("2026-01-20"),
        "revived": revived(),
    }


def revived() -> ReferralNetwork:
    """Make a branch that was silent for months until it brought somebody.

    a -> b in January, both met; a -> c in July, not met
    """
    columns = ["contact_id", "status", "met_on", "contacted_on"]
    people = pd.DataFrame(
        [
            ("a", "met", "2026-01-05", None),
            ("b", "met", "2026-01-06", None),
            ("c", "contacted", None, "2026-07-20"),
        ],
        columns=columns,
    )
    links = pd.DataFrame(
        [("a", "b", "2026-01-05"), ("a", "c", "2026-07-15")],
        columns=["referrer_id", "referred_id", "referred_on"],
    )
    return ng.from_frames(people, links)


@pytest.mark.parametrize("name", ["the example", "made up", "one date", "revived"])
def test_every_span_has_the_rows_that_changes_gives(example: Path, name: str):
    net = networks(example)[name]
    days = days_of_spans(net, 8)
    spans = changes_of_spans(net, days)
    kinds = set()
    for end in range(1, len(days)):
        for start in range(end):
            expected = listed(net, int(days[start]), int(days[end]))
            assert rows_between(net, spans, start, end) == expected
            kinds |= {row[1] for row in expected}
    if name == "the example":
        assert kinds == set(schema.CHANGES)
    if name == "revived":
        assert {schema.BRANCH_DIED, schema.BRANCH_REVIVED} <= kinds


def test_days_end_with_the_network_and_begin_before_everything(example: Path):
    net = ng.read(example)
    known = pd.Timestamp(net.as_of_date)
    for most in (5, 12, 53, 400):
        days = pd.to_datetime(days_of_spans(net, most), unit="D")
        assert len(days) <= most
        assert days[-1] == known
        step = (days[1] - days[0]).days
        assert step % 7 == 0
        assert {(b - a).days for a, b in itertools.pairwise(days)} == {step}
        # nothing lies before the first day, and something before the second
        first = ng.changes(net, since=days[0].date())
        assert ng.changes(net.as_of(days[0].date()), since="1900-01-01").empty
        assert len(first) > len(ng.changes(net, since=days[1].date()))


def test_without_two_days_there_are_no_spans():
    people = pd.DataFrame({"contact_id": ["a", "b"], "met_on": ["2026-01-05", "2026-01-05"]})
    links = pd.DataFrame({"referrer_id": ["a"], "referred_id": ["b"]})
    assert len(days_of_spans(ng.from_frames(people, links), 9)) == 0
    assert len(days_of_spans(ng.from_frames(people[["contact_id"]], links), 9)) == 0


def test_notes_count_what_has_no_date_on_each_day(example: Path):
    net = ng.read(example)
    days = days_of_spans(net, 6)
    found = changes_of_spans(net, days).undated
    for day, notes in zip(pd.to_datetime(days[1:], unit="D"), found[1:], strict=True):
        answer = ng.changes(net.as_of(day.date()), since="1990-01-01")
        assert answer.attrs["notes"][:-1] == notes
