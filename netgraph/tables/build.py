"""From raw tables to a network: clean, mend, tell, refuse."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.errors import MissingColumnError, NetgraphError
from netgraph.network import ReferralNetwork
from netgraph.tables.cleaning.cells import clean
from netgraph.tables.cleaning.columns import require, standard_mapping
from netgraph.tables.header import match
from netgraph.tables.issues import LINE_BITS, Told
from netgraph.tables.linking import identity, organizations, people
from netgraph.tables.linking import referrals as referral_rows
from netgraph.tables.linking.graph_checks import tell_of_graph
from netgraph.tables.linking.referrers import referrals_named

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from netgraph.choices import Keep
    from netgraph.schema import Table
    from netgraph.tables.raw import Raw


@dataclass(frozen=True, slots=True)
class Sources:
    """The raw tables of one network, each kind in the order given."""

    contacts: tuple[Raw, ...] = ()
    referrals: tuple[Raw, ...] = ()
    targets: tuple[Raw, ...] = ()
    aliases: tuple[Raw, ...] = ()
    same: tuple[Raw, ...] = ()

    def given(self) -> list[tuple[Raw, Table]]:
        """The tables that are there, each with what it is."""
        slots = (self.contacts, self.referrals, self.targets, self.aliases, self.same)
        return [
            (raw, t) for raws, t in zip(slots, schema.TABLES.values(), strict=True) for raw in raws
        ]


@dataclass(frozen=True, slots=True)
class Whole:
    """What only whole tables can tell, for those that are a part of them.

    Parameters
    ----------
    latest
        The latest date in the whole tables.
    spelled
        Every organization that contacts here name to the spelling it is shown in.
    opens
        Lines of contacts that are the first to name an organization in another spelling.
    """

    latest: pd.Timestamp | None = None
    spelled: Mapping[str, str] = field(default_factory=dict)
    opens: Collection[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the caller asked of reading; ``whole`` where the tables are a part of larger ones."""

    columns: Mapping[str, str] = field(default_factory=dict)
    as_of: pd.Timestamp | None = None
    seeker: str | None = None
    keep: Keep | None = None
    whole: Whole | None = None


def assemble(sources: Sources, wishes: Wishes, told: Told) -> ReferralNetwork:
    """Make a network of raw tables.

    Raises
    ------
    MissingColumnError
        If a table lacks a required column.
    InputError
        With every error that was told.
    """
    tables = _cleaned(sources, wishes, told)
    del sources  # the raw cells are no longer needed, the memory is
    decided = identity.decisions(tables[schema.SAME], told)
    contacts, referrals = _people_and_referrals(tables, decided, wishes, told)
    targets, aliases = (
        joined(tables[name], schema.TABLES[name]) for name in (schema.TARGETS, schema.ALIASES)
    )
    if wishes.whole is None:
        contacts, targets = organizations.merge(contacts, targets, aliases, told)
        people.tell_possible_duplicates(contacts, told, apart=decided.apart)
    else:
        contacts = organizations.respelled(contacts, wishes.whole.spelled, wishes.whole.opens, told)
    referrals = referral_rows.without_selves(referrals, told)
    contacts, ends = referral_rows.with_stubs(contacts, referrals, told)
    referrals, ends = referral_rows.merged(referrals, ends, told)
    told.refuse()
    latest = wishes.whole.latest if wishes.whole and wishes.as_of is None else None
    net = ReferralNetwork(
        contacts, referrals, targets=targets, as_of=latest, seeker=wishes.seeker, ends=ends
    )
    if wishes.as_of is not None:
        net = net.as_of(wishes.as_of)
    tell_of_graph(net, told)
    return _on_lines(net, told)


def _on_lines(net: ReferralNetwork, told: Told) -> ReferralNetwork:
    """Put lines for spots, and all issues together."""
    later = net.issues
    spots = later[schema.LINE].to_numpy()
    if len(later):
        later[schema.TABLE] = told.named(spots).where(_lines(spots) > 0, later[schema.TABLE])
        later[schema.LINE] = _lines(spots)
    told_before = told.issues()
    issues = pd.concat([told_before, later], ignore_index=True) if len(later) else told_before
    contacts, referrals = (
        pd.Index(_lines(table.index.to_numpy()), name=schema.LINE)
        for table in (net.contacts, net.referrals)
    )
    return net.with_issues(issues, contact_lines=contacts, referral_lines=referrals)


def _lines(spots: np.ndarray) -> np.ndarray:
    return spots.astype(np.int64) & ((1 << LINE_BITS) - 1)


def _cleaned(sources: Sources, wishes: Wishes, told: Told) -> dict[str, list[pd.DataFrame]]:
    given = [(raw, _with_referral_date(table)) for raw, table in sources.given()]
    mapping = standard_mapping(wishes.columns, [raw for raw, _ in given])
    matched = [match(raw.frame.columns, table, mapping) for raw, table in given]
    missing = [
        text
        for (raw, table), names in zip(given, matched, strict=True)
        for text in require(raw, table, names)
    ]
    for names in matched:
        if schema.REFERRED_BY not in names and schema.CONTACT_ID in names:
            names.pop(schema.REFERRED_ON, None)
    if (
        not missing
        and not sources.referrals
        and not any(schema.REFERRED_BY in names for names in matched)
    ):
        missing += [_no_referrals(raw) for raw in sources.contacts if not raw.address_book]
    if missing:
        raise MissingColumnError(missing)
    tables: dict[str, list[pd.DataFrame]] = {name: [] for name in schema.TABLES}
    for (raw, table), names in zip(given, matched, strict=True):
        tables[table.name].append(clean(raw, table, names, told))
    return tables


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


def _people_and_referrals(
    tables: dict[str, list[pd.DataFrame]], decided: identity.Decisions, wishes: Wishes, told: Told
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return contacts with unique ids, and all referrals whose two ends are given."""
    found = list(tables[schema.REFERRALS])
    known = [
        table.dropna(subset=[schema.CONTACT_ID]) if table[schema.CONTACT_ID].hasnans else table
        for table in tables[schema.CONTACTS]
    ]
    rows = joined(
        [people.unique(table, told, keep=wishes.keep) for table in known], schema.CONTACTS_TABLE
    )
    if rows is None:
        rows = pd.DataFrame({schema.CONTACT_ID: pd.Series(dtype="str")})
    head = identity.heads(rows, decided, told)
    rows = identity.with_own_ids(rows, head)
    renamed = identity.renamed(rows, head, decided)
    mapped = rows.assign(**{schema.CONTACT_ID: identity.apply(renamed, rows[schema.CONTACT_ID])})
    named = referrals_named(mapped, told)
    if named is not None:
        found.append(named)
    contacts = identity.merged(rows, head, told)
    contacts = contacts.drop(
        columns=[c for c in (schema.REFERRED_BY, schema.REFERRED_ON) if c in contacts.columns]
    )
    referrals = joined([table for table in found if len(table)], schema.REFERRALS_TABLE)
    ends = [schema.REFERRER_ID, schema.REFERRED_ID]
    if referrals is None:
        referrals = pd.DataFrame({c: pd.Series(dtype="str") for c in ends})
    if any(referrals[c].hasnans for c in ends):
        referrals = referrals.dropna(subset=ends)
    if tables[schema.SAME]:
        everybody = pd.concat([rows[schema.CONTACT_ID], *(referrals[c] for c in ends)])
        identity.tell_strangers(tables[schema.SAME], everybody, told)
    return contacts, referrals.assign(**{c: identity.apply(renamed, referrals[c]) for c in ends})


def joined(tables: list[pd.DataFrame], kind: Table) -> pd.DataFrame | None:
    """Put cleaned tables of one kind together, standard columns first; None where there is none."""
    if not tables:
        return None
    if len(tables) == 1:
        return tables[0]
    whole = pd.concat(tables)
    standard = [
        c.name for c in kind.columns if c.name in whole.columns
    ]  # those first, as in any one table
    return whole[[*standard, *whole.columns.difference(standard, sort=False)]]


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
        read = (
            pd.to_datetime(as_of, format="%Y-%m-%d")
            if isinstance(as_of, str)
            else pd.Timestamp(as_of)
        )
    except (ValueError, TypeError) as error:
        raise NetgraphError(
            f"as_of {as_of!r} is neither a date as YYYY-MM-DD nor 'today'"
        ) from error
    if pd.isna(read):
        raise NetgraphError(f"as_of {as_of!r} is neither a date as YYYY-MM-DD nor 'today'")
    return read.tz_localize(None).normalize()
