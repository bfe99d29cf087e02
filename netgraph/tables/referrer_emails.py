"""Columns of e-mails of those who referred somebody, under a heading that no alias has."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from netgraph import schema
from netgraph.tables.cell_texts import (
    claimed,
    known_in,
    people_said,
)
from netgraph.tables.cleaning.claims import MOST
from netgraph.tables.cleaning.heads_of_rows import names_referrer
from netgraph.tables.issues import quoted
from netgraph.tables.person_names import address
from netgraph.tables.raw import Remark
from netgraph.tables.sources.one_sheet import with_ids

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from netgraph.tables.raw import Raw


def with_referrer_emails(raws: Sequence[Raw], columns: Mapping[str, str]) -> list[Raw]:
    """Read "Referred by (e-mail)" as the referrer, where its cells are e-mails of known people.

    Parameters
    ----------
    raws
        All tables of people and of referrals.
    columns
        Standard name to found name, as the caller has it.
    """
    headed = [[c for c in raw.columns if _may_say_referrer(c)] for raw in raws]
    if not any(headed):
        return list(raws)
    found: list[Raw] = []
    known: set[str] | None = None
    for raw, names in zip(raws, headed, strict=True):
        people = claimed(raw, schema.CONTACTS_TABLE, columns) if names else {}
        links = claimed(raw, schema.REFERRALS_TABLE, columns) if names else {}
        if not names or {*schema.SIDES} & people.keys() or schema.REFERRER_ID in links:
            found.append(raw)
            continue
        known = known or set().union(*(known_in(one, columns) for one in raws))
        emails = [c for c in names if c not in people.values() and _are_emails(raw, c, known)]
        found.append(_with_referrer(raw, emails[0], columns) if len(emails) == 1 else raw)
    return found


def _may_say_referrer(called: str) -> bool:
    return "mail" in schema.folded(called) and names_referrer(called)


def _are_emails(raw: Raw, called: str, known: Collection[str]) -> bool:
    said = [address(part) for part in people_said(raw.frame[called])]
    return (
        bool(said)
        and all("@" in one for one in said)
        and (sum(one in known for one in said) >= MOST * len(said))
    )


def _with_referrer(raw: Raw, called: str, columns: Mapping[str, str]) -> Raw:
    told = Remark(
        schema.READ_AS,
        f"{quoted(called)} holds e-mails of people of the tables: read as {schema.REFERRED_BY}",
        value=called,
    )
    named = replace(
        raw,
        called={**raw.called, schema.REFERRED_BY: called},
        remarks=(*raw.remarks, told),
    )
    return with_ids(named, {**columns, schema.REFERRED_BY: called})
