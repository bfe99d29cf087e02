"""Spellings of one organization: found by what is left of a name, shown by the most frequent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from netgraph import schema
from netgraph.organization_names import key, keys
from netgraph.tables.issues import line_of, quoted

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from netgraph.tables.issues import Told


def alias_keys(aliases: pd.DataFrame | None, told: Told) -> dict[str, str]:
    """Map the key of every alias to the key of the organization it stands for, through chains of aliases.

    A row without one of its two names is told and left out. An alias that stands for two organizations, or
    comes back to itself through others, is an error; where reading is lenient its row is left out.
    """
    if aliases is None:
        return {}
    pairs = _filled(aliases, (schema.ALIAS, schema.ORGANIZATION), told)
    step: dict[str, str] = {}
    at: dict[str, Any] = {}
    bad: dict[Any, str] = {}
    names = zip(
        pairs[schema.ALIAS],
        keys(pairs[schema.ALIAS]),
        keys(pairs[schema.ORGANIZATION]),
        strict=True,
    )
    for spot, (name, alias, organization) in zip(pairs.index, names, strict=True):
        if step.get(alias, organization) != organization:
            bad[spot] = (
                f"{quoted(name)} stands for another organization on {told.spot(at[alias], spot)}"
            )
        elif alias != organization and _last(organization, step) == alias:
            bad[spot] = f"{quoted(name)} comes back to itself through the other aliases"
        elif alias not in step:
            step[alias], at[alias] = organization, spot
    wrong = pairs[schema.ALIAS].loc[list(bad)]
    told.unreadable(schema.BAD_VALUE, wrong, schema.ALIAS, list(bad.values()))
    return {alias: _last(alias, step) for alias in step}


def _filled(table: pd.DataFrame, needed: tuple[str, ...], told: Told) -> pd.DataFrame:
    """The rows that have all they need; each other is told."""
    for column in needed:
        empty = table[column].isna().to_numpy()
        told.tell(
            schema.UNPLACED, table[column][empty], column, f"no {column}; the row is left out"
        )
        table = table[~empty]
    return table


def _last(alias: str, step: dict[str, str]) -> str:
    while step.get(alias, alias) != alias:
        alias = step[alias]
    return alias


def merge(
    contacts: pd.DataFrame,
    targets: pd.DataFrame | None,
    aliases: pd.DataFrame | None,
    told: Told,
) -> tuple[pd.DataFrame, pd.DataFrame | None]:
    """Write every organization in its most frequent spelling, ties to the first seen; tell each other spelling."""
    stands_for = alias_keys(aliases, told)
    if schema.ORGANIZATION not in contacts.columns:
        return contacts, merged_targets(targets, {}, stands_for, told)
    names = contacts[schema.ORGANIZATION]
    code, spellings = pd.factorize(names)
    known = pd.DataFrame({schema.ORGANIZATION: pd.Series(spellings, dtype="str")})
    known["key"] = [stands_for.get(k, k) for k in map(key, map(str, spellings))]
    known[schema.COUNT] = (
        pd.Series(code[code >= 0]).value_counts().reindex(range(len(spellings))).to_numpy()
    )
    ranked = known.sort_values(schema.COUNT, ascending=False, kind="stable").drop_duplicates("key")
    shown = dict(zip(ranked["key"], ranked[schema.ORGANIZATION], strict=True))
    spelled = dict(zip(known[schema.ORGANIZATION], known["key"].map(shown), strict=True))
    contacts = respelled(contacts, spelled, None, told)
    return contacts, merged_targets(targets, shown, stands_for, told)


def respelled(
    contacts: pd.DataFrame, spelled: Mapping[str, str], opens: Collection[int] | None, told: Told
) -> pd.DataFrame:
    """Write every organization as it is shown; tell each other spelling where it first is, if that is in ``opens``."""
    other = {name: shown for name, shown in spelled.items() if name != shown}
    if not other:
        return contacts
    names = contacts[schema.ORGANIZATION]
    hit = names.isin(list(other))
    first = names[hit & ~names.duplicated()]
    if opens is not None:
        first = first[[line_of(spot) in opens for spot in first.index]]
    messages = [f"{quoted(v)} is taken as {quoted(other[v])}" for v in first]
    told.tell(schema.MERGED_ORGANIZATION, first, schema.ORGANIZATION, messages)
    shown = names.mask(hit, names[hit].map(other).astype("str"))
    return contacts.assign(**{schema.ORGANIZATION: shown})


def merged_targets(
    targets: pd.DataFrame | None, shown: dict[str, str], stands_for: dict[str, str], told: Told
) -> pd.DataFrame | None:
    """Spell targets as contacts do; of one named twice the larger weight counts; no weight is 1. All told."""
    if targets is None:
        return None
    listed = _filled(targets, (schema.ORGANIZATION,), told)
    names = listed[schema.ORGANIZATION]
    groups = pd.Series(
        [stands_for.get(k, k) for k in keys(names)],
        index=names.index,
        dtype="str",
    )
    weight = (
        listed[schema.WEIGHT]
        if schema.WEIGHT in listed.columns
        else pd.Series(1.0, index=names.index)
    )
    largest = weight.fillna(1.0).groupby(groups, sort=False).max()
    own = names.groupby(groups, sort=False).first()
    spelled = {str(k): shown.get(str(k), str(name)) for k, name in own.items()}
    first = dict(zip(groups[::-1], groups.index[::-1], strict=True))
    said = {}
    for spot, name, group in zip(names.index, names, groups, strict=True):
        if spot != first[group]:
            where = told.spot(first[group], spot)
            said[spot] = (
                f"{quoted(name)} is on {where} already; one target, the larger weight counts"
            )
        elif name != spelled[group]:
            said[spot] = f"{quoted(name)} is taken as {quoted(spelled[group])}"
    told.tell(
        schema.MERGED_ORGANIZATION, names.loc[list(said)], schema.ORGANIZATION, list(said.values())
    )
    return pd.DataFrame(
        {
            schema.ORGANIZATION: pd.Series(list(spelled.values()), dtype="str"),
            schema.WEIGHT: largest.to_numpy().astype("float64"),
        }
    )
