"""Spellings of one organization: found by its key, shown by the most frequent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.frames import values
from netgraph.organization_names import key, keys, keys_of
from netgraph.tables.issues import NO_ROW, Issues, lines_of, quoted
from netgraph.tables.linking.several_organizations import first_organizations

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence


def alias_keys(aliases: pd.DataFrame | None) -> tuple[dict[str, str], tuple[Issues, ...]]:
    """Map the key of every alias to that of its organization, through chains of aliases.

    A row without one of its two names is left out. An alias that stands for two organizations, or
    comes back to itself through others, is an error; where reading is lenient its row is left out.
    """
    if aliases is None:
        return {}, ()
    pairs, issues = _filled(aliases, (schema.ALIAS, schema.ORGANIZATION))
    # one step from the key of an alias to the next, and the spot of the row that says so
    step: dict[str, str] = {}
    at: dict[str, Any] = {}
    # by spot: the message of a row that is left out, and the row it points to
    bad: dict[Any, tuple[str, int]] = {}
    names = zip(
        pairs[schema.ALIAS],
        keys(pairs[schema.ALIAS]),
        keys(pairs[schema.ORGANIZATION]),
        strict=True,
    )
    for spot, (name, alias, organization) in zip(pairs.index, names, strict=True):
        if step.get(alias, organization) != organization:
            bad[spot] = f"{quoted(name)} stands for another organization on ", at[alias]
        elif alias != organization and _last(organization, step) == alias:
            through = f"{quoted(name)} comes back to itself through the other aliases"
            bad[spot] = through, NO_ROW
        elif alias not in step:
            step[alias], at[alias] = organization, spot
    wrong = Issues(
        schema.BAD_VALUE,
        pairs[schema.ALIAS].loc[list(bad)],
        schema.ALIAS,
        [message for message, _ in bad.values()],
        np.array([other for _, other in bad.values()], dtype=np.int64),
        unreadable=True,
    )
    return {alias: _last(alias, step) for alias in step}, (*issues, wrong)


def _filled(
    table: pd.DataFrame, needed: tuple[str, ...]
) -> tuple[pd.DataFrame, tuple[Issues, ...]]:
    """The rows that have all they need, and an issue of each other."""
    issues = []
    for column in needed:
        empty = table[column].isna().to_numpy()
        message = f"no {column}; the row is left out"
        issues.append(Issues(schema.UNPLACED, table[column][empty], column, message))
        table = table[~empty]
    return table, tuple(issues)


def _last(alias: str, step: dict[str, str]) -> str:
    while step.get(alias, alias) != alias:
        alias = step[alias]
    return alias


def unify(
    contacts: pd.DataFrame, targets: pd.DataFrame | None, aliases: pd.DataFrame | None
) -> tuple[pd.DataFrame, pd.DataFrame | None, tuple[Issues, ...]]:
    """Write every organization in its most frequent spelling, ties to the first seen.

    Returns
    -------
    contacts, targets, issues
        Each other spelling is an issue.
    """
    stands_for, issues = alias_keys(aliases)
    if schema.ORGANIZATION not in contacts.columns:
        targets, found = unify_targets(targets, {}, stands_for)
        return contacts, targets, (*issues, *found)
    named = ((targets, schema.ORGANIZATION), (aliases, schema.ALIAS))
    others = [table[column] for table, column in named if table is not None]
    contacts, several = first_organizations(contacts, others)
    issues = (*issues, *several)
    # int64[contacts], the number of each one's spelling; then a list entry a spelling: its text, as
    # Python's because arrow hands out cells one by one slowly, and its key
    code, spellings = pd.factorize(contacts[schema.ORGANIZATION])
    words = spellings.tolist()
    own_keys = [stands_for.get(k, k) for k in keys_of(words)]
    often = np.bincount(code[code >= 0], minlength=len(words))
    # the sort is stable, so that of equally frequent spellings the first seen comes first
    shown: dict[str, str] = {}
    for at in np.argsort(-often, kind="stable").tolist():
        shown.setdefault(own_keys[at], words[at])
    spelled = {word: shown[own] for word, own in zip(words, own_keys, strict=True)}
    contacts, other_spellings = respell(contacts, spelled)
    targets, other_targets = unify_targets(targets, shown, stands_for)
    return contacts, targets, (*issues, *other_spellings, *other_targets)


def respell(
    contacts: pd.DataFrame, spelled: Mapping[str, str], first_lines: Collection[int] | None = None
) -> tuple[pd.DataFrame, tuple[Issues, ...]]:
    """Write every organization as it is shown.

    Parameters
    ----------
    contacts
        The contacts.
    spelled
        Every spelling to the one that is shown.
    first_lines
        Lines whose other spelling is an issue, where the contacts are a partition of larger tables;
        else those that have it first.
    """
    other = {name: shown for name, shown in spelled.items() if name != shown}
    if not other:
        return contacts, ()
    names = contacts[schema.ORGANIZATION]
    hit = names.isin(list(other))
    first = names[hit & ~names.duplicated()]
    if first_lines is not None:
        first = first[[lines_of(spot) in first_lines for spot in first.index]]
    messages = [f"{quoted(v)} is taken as {quoted(other[v])}" for v in first]
    issues = Issues(schema.MERGED_ORGANIZATION, first, schema.ORGANIZATION, messages)
    shown = names.mask(hit, names[hit].map(other).astype("str"))
    return contacts.assign(**{schema.ORGANIZATION: shown}), (issues,)


def meant_keys(names: Sequence[pd.Series], aliases: Sequence[pd.DataFrame]) -> dict[str, str]:
    """Keys of all organizations that tables name, each to that of the organization meant."""
    spelled = {str(name) for column in names for name in column.dropna().unique()}
    meant = {one: one for one in map(key, spelled)}
    for table in aliases:
        filled = table.dropna(subset=[schema.ALIAS, schema.ORGANIZATION])
        pairs = zip(filled[schema.ALIAS], filled[schema.ORGANIZATION], strict=True)
        meant |= {key(str(alias)): key(str(name)) for alias, name in pairs}
    return meant


def unify_targets(
    targets: pd.DataFrame | None, shown: Mapping[str, str], stands_for: Mapping[str, str]
) -> tuple[pd.DataFrame | None, tuple[Issues, ...]]:
    """Spell targets as contacts do; of one named twice the larger weight counts; no weight is 1.

    Parameters
    ----------
    targets
        Cleaned targets.
    shown
        Key of an organization to its spelling in contacts.
    stands_for
        Key of an alias to that of its organization.
    """
    if targets is None:
        return None, ()
    listed, issues = _filled(targets, (schema.ORGANIZATION,))
    names = listed[schema.ORGANIZATION]
    # a row a target: the key of its organization
    groups = pd.Series([stands_for.get(k, k) for k in keys(names)], names.index, dtype="str")
    # a row an organization, in the order of first appearance
    largest = values(listed, schema.WEIGHT).fillna(1.0).groupby(groups, sort=False).max()
    own = names.groupby(groups, sort=False).first()
    spelled = {str(k): shown.get(str(k), str(name)) for k, name in own.items()}
    first = dict(zip(groups[::-1], groups.index[::-1], strict=True))
    # by spot: message, the row it points to, and how it ends
    said: dict[Any, tuple[str, int, str]] = {}
    for spot, name, group in zip(names.index, names, groups, strict=True):
        if spot != first[group]:
            already = " already; one target, the larger weight counts"
            said[spot] = f"{quoted(name)} is on ", first[group], already
        elif name != spelled[group]:
            said[spot] = f"{quoted(name)} is taken as {quoted(spelled[group])}", NO_ROW, ""
    other = Issues(
        schema.MERGED_ORGANIZATION,
        names.loc[list(said)],
        schema.ORGANIZATION,
        [message for message, _, _ in said.values()],
        np.array([row for _, row, _ in said.values()], dtype=np.int64),
        [ending for _, _, ending in said.values()],
    )
    unified = pd.DataFrame(
        {
            schema.ORGANIZATION: pd.Series(list(spelled.values()), dtype="str"),
            schema.WEIGHT: largest.to_numpy().astype("float64"),
        }
    )
    return unified, (*issues, other)
