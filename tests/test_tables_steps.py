"""Each step of reading is a function of its input: the same twice, and its input as it was."""

from __future__ import annotations

import copy
import dataclasses
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
import strategies
from hypothesis import given

from netgraph import schema
from netgraph.tables.build import ReadOptions, build_network, joined, link_tables
from netgraph.tables.cleaning.cells import clean
from netgraph.tables.cleaning.columns import match_tables
from netgraph.tables.linking import (
    decisions,
    identity,
    known_people,
    organizations,
    people,
    referral_ends,
    referrals,
    stubs,
)
from netgraph.tables.linking.referrers import Resolver
from netgraph.tables.read import frames

if TYPE_CHECKING:
    from collections.abc import Callable

    from netgraph.tables.raw import Sources

SAME = pd.DataFrame({"contact_id": ["c0", "nobody"], "same_as": ["c1", "c0"], "same": "yes"})


def assert_same(one: Any, other: Any) -> None:
    """Compare tables, arrays and all that holds them, by value, dtype and index."""
    assert type(one) is type(other)
    if isinstance(one, pd.DataFrame):
        pd.testing.assert_frame_equal(one, other)
    elif isinstance(one, pd.Series):
        pd.testing.assert_series_equal(one, other)
    elif isinstance(one, np.ndarray):
        np.testing.assert_array_equal(one, other)
    elif dataclasses.is_dataclass(one):
        for field in dataclasses.fields(one):
            assert_same(getattr(one, field.name), getattr(other, field.name))
    elif isinstance(one, dict):
        assert list(one) == list(other)
        assert_same(list(one.values()), list(other.values()))
    elif isinstance(one, tuple | list):
        assert len(one) == len(other)
        for a, b in zip(one, other, strict=True):
            assert_same(a, b)
    else:
        assert one == other


def pure(step: Callable[..., Any], *given: Any, **options: Any) -> Any:
    """Take a step twice and return what it gives."""
    before = copy.deepcopy(given)
    first = step(*given, **options)
    assert_same(step(*given, **options), first)
    assert_same(given, before)
    return first


def sources_of(tables: strategies.Tables) -> Sources:
    """Two files of contacts that share people, with referrers in a column too, and all the rest."""
    ids = tables.contacts["contact_id"]
    named = [*ids.iloc[1:], "a stranger"][: len(ids)]
    first = tables.contacts.assign(referred_by=named, email=ids + "@example.org")
    second = tables.contacts.iloc[::2].assign(met_on="13/14/2024", email=ids + "@example.org")
    raws = frames(first, tables.referrals, tables.targets)
    return dataclasses.replace(
        raws, contacts=(*raws.contacts, *frames(second, None).contacts), same=(same_raw(),)
    )


def same_raw() -> Any:
    """Decisions as a raw table."""
    return dataclasses.replace(frames(SAME, None).contacts[0], label="same")


@strategies.budget(6)
@given(strategies.tables())
def test_every_step_gives_the_same_twice_and_leaves_its_input_as_it_was(
    tables: strategies.Tables,
) -> None:
    sources = sources_of(tables)
    cleaned: dict[str, list[pd.DataFrame]] = {name: [] for name in schema.TABLES}
    for number, (raw, table, names) in enumerate(pure(match_tables, sources.given(), {})):
        typed = pure(clean, raw, table, names, number=number).frame
        cleaned[table.name].append(typed)
    listed = [pure(people.unique, table, keep="first")[0] for table in cleaned["contacts"]]
    rows = pure(joined, listed, schema.CONTACTS_TABLE)
    decided, _ = pure(decisions.decisions_of, cleaned["same"])
    books = np.zeros(len(sources.given()), dtype=bool)
    persons = pure(identity.join_people, rows, decided, address_books=books)
    known = pure(
        known_people.known_people,
        persons,
        decided,
        written=rows[schema.CONTACT_ID],
        address_books=books,
        exports=[],
    )
    given = joined(cleaned["referrals"], schema.REFERRALS_TABLE)
    links = pure(referral_ends.link_rows, given, known)
    resolver = Resolver(known)
    found = pure(referral_ends.find_referrals, links, known, resolver, persons.renamed)
    pure(decisions.issues_of_unknown_ids, cleaned["same"], [persons.listed])
    targets = joined(cleaned["targets"], schema.TARGETS_TABLE)
    contacts, _, _ = pure(organizations.unify, persons.contacts, targets, None)
    pure(people.issues_of_possible_duplicates, contacts, apart=decided.apart)
    pairs, ends, _ = pure(referrals.drop_self_referrals, found.table, found.ends)
    contacts, ends, _ = pure(stubs.add_stubs, contacts, pairs, ends, alone=found.alone)
    contacts = pure(referrals.with_sources, contacts, found.sources)
    merged, _, _, _ = pure(referrals.merge_pairs, pairs, ends)
    assert not merged.duplicated([schema.REFERRER_ID, schema.REFERRED_ID]).any()


@strategies.budget(6)
@given(strategies.tables())
def test_linking_and_building_give_the_same_twice(tables: strategies.Tables) -> None:
    options = ReadOptions(lenient=True)
    linked = pure(link_tables, sources_of(tables), options)
    before = copy.deepcopy(linked)
    one, other = (build_network(linked, options) for _ in range(2))
    assert_same(linked, before)
    for table in ("contacts", "referrals", "issues"):
        pd.testing.assert_frame_equal(getattr(one, table), getattr(other, table))


def test_a_step_that_changes_its_input_or_remembers_is_noticed() -> None:
    taken: list[int] = []

    def remembers(table: pd.DataFrame) -> int:
        taken.append(len(table))
        return len(taken)

    with pytest.raises(AssertionError):
        pure(remembers, SAME.copy())
    with pytest.raises(AssertionError):
        pure(lambda table: table.insert(0, f"n{table.shape[1]}", 1), SAME.copy())
