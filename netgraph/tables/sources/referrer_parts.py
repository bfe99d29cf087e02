"""Referrers whose names stand in two columns are joined, and their ids beside names left alone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pandas as pd

from netgraph import schema
from netgraph.patterns import lazy_pattern
from netgraph.tables.cleaning.channel_words import texts_of_columns
from netgraph.tables.cleaning.heading_roles import EMAILS, role_of
from netgraph.tables.cleaning.text import texts_of_parts
from netgraph.tables.header import FIRST_AND_LAST, match
from netgraph.tables.heading_brackets import spelled_names
from netgraph.tables.issues import quoted
from netgraph.tables.raw import Remark

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from netgraph.tables.raw import Raw

_SAYS_ID: Final = lazy_pattern(r"(?:ids?|identifier|no|nr|num|number|nummer|numero|code|key)$")
_REFERRED: Final = ("referred", "referral", "referee", "introduced", "candidate", "contact")
"""Folded words for who was referred, where a row names two people in four columns."""
_OF: Final = ("", "s", "of", "ofthe", "der", "des", "du", "del", "da", "do", "van")
"""Folded words between a part of a name and whose name it is."""


def with_whole_referrers(raw: Raw, columns: Mapping[str, str] | None = None) -> Raw:
    """Join first and last names of referrers; any other table stays as it is.

    Parameters
    ----------
    raw
        The table as it was found.
    columns
        Standard name to found name, as the caller has it.
    """
    taken = {*(columns or {}), *match(raw.columns, schema.REFERRALS_TABLE)}
    parts = _parts_of_people(raw.columns, spelled_names(schema.REFERRED_BY, schema.REFERRER_ID))
    others = _parts_of_people(raw.columns, _REFERRED)
    # two people a row make a table of referrals, one beside the row's own person a referrer
    ends = bool(parts and others) and not {*schema.ENDS} & taken
    if parts is None or schema.REFERRED_BY in taken:
        return raw
    raw = _with_joined_names(raw, schema.REFERRER_ID if ends else schema.REFERRED_BY, parts)
    return _with_joined_names(raw, schema.REFERRED_ID, others) if ends and others else raw


def _parts_of_people(found: Iterable[str], whose: Iterable[str]) -> tuple[str, str] | None:
    """The columns of first and last names of people who are called by one of some words."""
    every = {schema.folded(name): name for name in reversed(list(found))}
    # most headings say nothing of anybody: they are left out before all spellings are tried
    whose = [w for w in sorted(whose) if any(w in name and w != name for name in every)]
    folded = {f: name for f, name in every.items() if any(w in f and w != f for w in whose)}
    for person in whose if len(folded) > 1 else ():
        for pair in FIRST_AND_LAST:
            for of in _OF:
                spelled = [f"{person}{of}{part}" for part in pair]
                turned = [f"{part}{of}{person}" for part in pair]
                for first, last in (spelled, turned):
                    if first in folded and last in folded:
                        return folded[first], folded[last]
    return None


def _with_joined_names(raw: Raw, standard: str, parts: tuple[str, str]) -> Raw:
    """Put whole names in place of their parts, under a standard name."""
    first, last = texts_of_parts(raw.frame, parts)
    whole = (first + " " + last).str.strip()
    frame = raw.frame.drop(columns=list(parts))
    frame = frame.assign(**{standard: pd.Series(whole, index=frame.index, dtype="str")})
    message = f"{quoted(parts[0])} and {quoted(parts[1])} are read together as one name"
    told = Remark(schema.READ_AS, message, column=standard)
    return replace(raw, frame=frame, remarks=(*raw.remarks, told))


def without_ids_of_nobody(raw: Raw, columns: Mapping[str, str] | None = None) -> Raw:
    """Leave ids of referrers unread that no row has, where their names stand beside.

    Parameters
    ----------
    raw
        The table as it was found.
    columns
        Standard name to found name, as the caller has it.
    """
    own = match(raw.columns, schema.CONTACTS_TABLE, columns)
    if schema.CONTACT_ID in own or {*schema.SIDES} & {*(columns or {})}:
        return raw
    roles = {c: role for c in raw.columns if (role := role_of(c)) and role.refers and role.sure}
    ids = [c for c in roles if _SAYS_ID.search(schema.folded(c))]
    names = [c for c, role in roles.items() if c not in ids and role.holds != EMAILS]
    if not ids or not names:
        return raw
    others = texts_of_columns(raw.frame[c] for c in raw.columns if c not in roles)
    lost = [c for c in ids if others.isdisjoint(texts_of_columns([raw.frame[c]]))]
    told = tuple(
        Remark(
            schema.UNCLAIMED_COLUMN,
            f"{quoted(c)} has ids that no row has: left as it is, beside {quoted(names[0])}",
            value=c,
        )
        for c in lost
    )
    renamed = {c: f"{c}, of nobody here" for c in lost}
    return replace(raw, frame=raw.frame.rename(columns=renamed), remarks=(*raw.remarks, *told))
