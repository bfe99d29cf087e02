"""From raw tables to a network: clean, mend, tell, refuse."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.errors import MissingColumnError, NetgraphError
from netgraph.network import ReferralNetwork
from netgraph.tables import organizations, pairs, people
from netgraph.tables.cells import clean
from netgraph.tables.columns import match, require, standard_mapping
from netgraph.tables.loops import tell_of_graph
from netgraph.tables.told import Place, Told

if TYPE_CHECKING:
    from collections.abc import Mapping

    from netgraph.schema import Table
    from netgraph.tables.people import Keep
    from netgraph.tables.raw import Raw


@dataclass(frozen=True, slots=True)
class Sources:
    """The raw tables of one network; ``contacts`` or ``referrals`` may be missing, not both."""

    contacts: Raw | None
    referrals: Raw | None
    targets: Raw | None = None
    aliases: Raw | None = None

    def given(self) -> list[tuple[Raw, Table]]:
        """The tables that are there, each with what it is."""
        slots = (self.contacts, self.referrals, self.targets, self.aliases)
        return [(raw, t) for raw, t in zip(slots, schema.TABLES.values(), strict=True) if raw is not None]


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the caller asked of reading."""

    columns: Mapping[str, str] = field(default_factory=dict)
    as_of: pd.Timestamp | None = None
    seeker: str | None = None
    keep: Keep | None = None


def assemble(sources: Sources, wishes: Wishes, told: Told) -> ReferralNetwork:
    """Make a network of raw tables.

    Raises
    ------
    MissingColumnError
        If a table lacks a required column.
    InputError
        With every error that was told.
    """
    tables, places = _cleaned(sources, wishes, told)
    contacts, referrals = _contacts_and_referrals(tables, places, wishes, told)
    at_contacts = places.get(schema.CONTACTS) or places[schema.REFERRALS]
    at_referrals = places.get(schema.REFERRALS) or at_contacts
    contacts, targets = organizations.merge(
        contacts, tables.get(schema.TARGETS), tables.get(schema.ALIASES), at_contacts, told
    )
    people.tell_possible_duplicates(contacts, at_contacts, told)
    referrals = pairs.without_selves(referrals, at_referrals, told)
    contacts = pairs.with_stubs(contacts, referrals, at_referrals, told)
    referrals = pairs.merged(referrals, pd.Index(contacts[schema.CONTACT_ID]), at_referrals, told)
    told.refuse()
    net = ReferralNetwork(contacts, referrals, issues=told.issues(), targets=targets, seeker=wishes.seeker)
    if wishes.as_of is not None:
        net = net.as_of(wishes.as_of)
    seen = Told()
    tell_of_graph(net, seen, at_contacts, at_referrals)
    return net.telling(seen.issues())


def _cleaned(
    sources: Sources, wishes: Wishes, told: Told
) -> tuple[dict[str, pd.DataFrame], dict[str, Place]]:
    given = sources.given()
    mapping = standard_mapping(wishes.columns, [raw for raw, _ in given])
    given = [(raw, _with_referral_date(table)) for raw, table in given]
    matched = {table.name: match(raw.frame.columns, table, mapping) for raw, table in given}
    if schema.REFERRED_BY not in matched.get(schema.CONTACTS, ()):
        matched.get(schema.CONTACTS, {}).pop(schema.REFERRED_ON, None)
    missing = [text for raw, table in given for text in require(raw, table, matched[table.name])]
    alone = sources.contacts is not None and sources.referrals is None
    if alone and sources.contacts is not None and schema.REFERRED_BY not in matched[schema.CONTACTS]:
        missing.append(_no_referrals(sources.contacts))
    if missing:
        raise MissingColumnError(missing)
    tables, places = {}, {}
    for raw, table in given:
        tables[table.name], places[table.name] = clean(raw, table, matched[table.name], told)
    return tables, places


def _with_referral_date(table: Table) -> Table:
    """Let contacts say when ``referred_by`` did so; plain words such as ``date`` may mean anything there."""
    if table.name != schema.CONTACTS:
        return table
    date = schema.Column(schema.REFERRED_ON, "date", aliases=("referral date", "date referred"))
    return schema.Table(table.name, (*table.columns, date))


def _no_referrals(raw: Raw) -> str:
    found = ", ".join(repr(str(c)) for c in raw.frame.columns)
    return (
        f"{raw.label}: no column {schema.REFERRED_BY!r}, which says who referred whom where contacts stand alone; "
        f"found {found}. Add it, or give a table of referrals too"
    )


def _contacts_and_referrals(
    tables: dict[str, pd.DataFrame], places: dict[str, Place], wishes: Wishes, told: Told
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return contacts with unique ids, and all referrals whose two ends are known."""
    empty = pd.DataFrame({c: pd.Series(dtype="str") for c in (schema.REFERRER_ID, schema.REFERRED_ID)})
    found = [tables[schema.REFERRALS]] if schema.REFERRALS in tables else []
    if schema.CONTACTS not in tables:
        contacts = pd.DataFrame({schema.CONTACT_ID: pd.Series(dtype="str")})
    else:
        contacts = tables[schema.CONTACTS].dropna(subset=[schema.CONTACT_ID])
        place = places[schema.CONTACTS]
        contacts = people.unique(contacts, place, told, keep=wishes.keep)
        contacts, named = people.referrals_named(contacts, place, told)
        found += [] if named is None else [named]
    found = [table for table in found if len(table)]
    referrals = pd.concat(found) if len(found) > 1 else found[0] if found else empty
    referrals = referrals.dropna(subset=[schema.REFERRER_ID, schema.REFERRED_ID])
    referrals.index = pd.Index(referrals.index.to_numpy().astype(np.int64), name=schema.LINE)
    return contacts, referrals


def day(as_of: str | pd.Timestamp | None) -> pd.Timestamp | None:
    """Read an as-of date.

    Raises
    ------
    NetgraphError
        If it is neither a date, an ISO date, nor ``today``.
    """
    if as_of is None:
        return None
    if isinstance(as_of, str) and as_of.strip().casefold() == "today":
        return pd.Timestamp.today().normalize()
    try:
        read = pd.to_datetime(as_of, format="%Y-%m-%d") if isinstance(as_of, str) else pd.Timestamp(as_of)
    except (ValueError, TypeError) as error:
        raise NetgraphError(f"as_of {as_of!r} is neither a date as YYYY-MM-DD nor 'today'") from error
    if pd.isna(read):
        raise NetgraphError(f"as_of {as_of!r} is neither a date as YYYY-MM-DD nor 'today'")
    return read.tz_localize(None).normalize()
