"""Spellings of one organization, found and shown in each search by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.organization_names import key
from netgraph.tables.issues import Issues, quoted
from netgraph.tables.linking.organizations import alias_keys, unify_targets

if TYPE_CHECKING:
    from collections.abc import Mapping

    from netgraph.arrays import Ints
    from netgraph.tables.cleaned import CleanedTables


def unified_by_search(
    contacts: pd.DataFrame, of: Ints, searches: int, cleaned: CleanedTables
) -> tuple[pd.DataFrame, tuple[pd.DataFrame, Ints] | None, list[tuple[Issues, Ints]]]:
    """Write every organization in the spelling that is most frequent in its search.

    Parameters
    ----------
    contacts, of
        All contacts, search by search, and ``int32[contacts]``: the search of each.
    searches
        How many searches there are.
    cleaned
        With targets and aliases, which are the same for all searches.

    Returns
    -------
    contacts
        With their organizations.
    targets
        The targets of every search and ``int32[targets]``, None without any.
    issues
        Each with the searches of its cells.
    """
    aliases, targets = (
        pd.concat(tables) if tables else None
        for tables in (cleaned.tables[schema.ALIASES], cleaned.tables[schema.TARGETS])
    )
    stands_for, of_all = alias_keys(aliases)
    told = _for_each(of_all, searches)
    shown: dict[int, dict[str, str]] = {}
    if schema.ORGANIZATION in contacts.columns:
        contacts, shown, found = _spelled_in_searches(contacts, of, stands_for)
        told.append(found)
    listed, found_targets = _targets_of_each(targets, shown, stands_for, searches)
    return contacts, listed, [*told, *found_targets]


def _for_each(issues: tuple[Issues, ...], searches: int) -> list[tuple[Issues, Ints]]:
    """Issues that every search has."""
    return [
        (one, np.full(len(one.cells), search, dtype=np.int32))
        for search in range(searches)
        for one in issues
        if len(one.cells)
    ]


def _spelled_in_searches(
    contacts: pd.DataFrame, of: Ints, stands_for: Mapping[str, str]
) -> tuple[pd.DataFrame, dict[int, dict[str, str]], tuple[Issues, Ints]]:
    """Contacts with one spelling an organization; what is shown for each key, by search."""
    names = contacts[schema.ORGANIZATION]
    # each different spelling has its key taken once, however many searches have it
    code, words = pd.factorize(names)
    spelled = [str(word) for word in words]
    keys = [stands_for.get(k, k) for k in map(key, spelled)]
    number, _ = pd.factorize(pd.Series(keys, dtype="str"))
    filled = np.flatnonzero(code >= 0)
    # a row a spelling of a search, in the order in which it has them; and how often
    rows = pd.DataFrame({"search": of[filled], "word": code[filled]})
    rows["key"] = number[rows["word"].to_numpy()] if len(rows) else rows["word"]
    counted = rows.groupby(["search", "word", "key"], sort=False).size().rename("n").reset_index()
    # stable, so that of equally frequent spellings the first seen comes first
    ranked = counted.sort_values("n", ascending=False, kind="stable")
    best = ranked.drop_duplicates(["search", "key"]).set_index(["search", "key"])["word"]
    kept = best.loc[pd.MultiIndex.from_frame(counted[["search", "key"]])].to_numpy()
    shown: dict[int, dict[str, str]] = {}
    for search, word in zip(best.index.get_level_values("search"), best, strict=True):
        shown.setdefault(int(search), {})[keys[word]] = spelled[word]
    other = counted.assign(shown=kept)[counted["word"].to_numpy() != kept]
    if not len(other):
        empty = Issues(schema.MERGED_ORGANIZATION, names.iloc[:0], schema.ORGANIZATION, [])
        return contacts, shown, (empty, np.empty(0, dtype=np.int32))
    # int64[filled rows]: the spelling to show, where it is another
    pairs = pd.MultiIndex.from_frame(other[["search", "word"]])
    place = pairs.get_indexer(pd.MultiIndex.from_frame(rows[["search", "word"]]))
    hit = filled[place >= 0]
    instead = other["shown"].to_numpy()[place[place >= 0]]
    changed = names.copy()
    changed.iloc[hit] = pd.Series(words, dtype="str").array.take(instead)
    # the first row of each other spelling of a search is told
    first = ~pd.Series(place[place >= 0]).duplicated().to_numpy()
    cells = names.iloc[hit[first]]
    meant = changed.iloc[hit[first]]
    messages = [
        f"{quoted(one)} is taken as {quoted(other_one)}"
        for one, other_one in zip(cells, meant, strict=True)
    ]
    issue = Issues(schema.MERGED_ORGANIZATION, cells, schema.ORGANIZATION, messages)
    return contacts.assign(**{schema.ORGANIZATION: changed}), shown, (issue, of[hit[first]])


def _targets_of_each(
    targets: pd.DataFrame | None,
    shown: Mapping[int, Mapping[str, str]],
    stands_for: Mapping[str, str],
    searches: int,
) -> tuple[tuple[pd.DataFrame, Ints] | None, list[tuple[Issues, Ints]]]:
    """The targets as each search spells them."""
    if targets is None:
        return None, []
    plain, found = unify_targets(targets, {}, stands_for)
    names = {str(n) for n in targets[schema.ORGANIZATION].dropna()}
    meant = {stands_for.get(key(name), key(name)) for name in names}
    tables, told = [], []
    for search in range(searches):
        own = shown.get(search, {})
        spelled, issues = plain, found
        # a search that knows no target has them spelled as the list does
        if not meant.isdisjoint(own):
            spelled, issues = unify_targets(targets, own, stands_for)
        tables.append(spelled)
        told += [
            (one, np.full(len(one.cells), search, dtype=np.int32))
            for one in issues
            if len(one.cells)
        ]
    sizes = [0 if table is None else len(table) for table in tables]
    numbers = np.repeat(np.arange(searches, dtype=np.int32), sizes)
    return (pd.concat(tables, ignore_index=True), numbers), told
