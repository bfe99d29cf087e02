"""Pseudonyms in the place of the people and organizations of a network, and what may stay."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.collation import Collation, places_of, places_of_people
from netgraph.facts import hand_on
from netgraph.frames import values
from netgraph.links import positions_in
from netgraph.network import ReferralNetwork
from netgraph.pseudonyms import Codes, places_among_alike
from netgraph.redaction_issues import hidden_columns, redacted_issues
from netgraph.redaction_words import (
    HIDING_NAMES,
    HIDING_ORGANIZATIONS,
    alike_apart,
    each_organization,
    first_words,
    hidden_firms,
    named_after_people,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from netgraph.arrays import Ints, Longs
    from netgraph.choices import Redaction

# What may stay is listed, not what must go: a new column is hidden until it is safe. Safe are the
# columns whose cells were checked to be dates, flags or one of a few words; free text never is.
SAFE_KINDS: Final = ("date", "plan", "flag", "choice")
SHOWN_COLUMNS: Final = (schema.CONTACT_ID, schema.STUB, schema.NAME, schema.ORGANIZATION)
"""Columns of contacts that a redacted network has besides; what must not be read is coded there."""
SHOWN_REFERRALS: Final = (
    schema.REFERRER_ID,
    schema.REFERRED_ID,
    schema.REFERRED_ON,
    schema.LAST_REFERRED_ON,
    schema.COUNT,
)


def redacted_with_names(
    net: ReferralNetwork,
    what: Redaction,
    secret: bytes,
    *,
    after_people: set[str] | None = None,
) -> tuple[ReferralNetwork, pd.Series]:
    """Redact a network, and say what its people are called by then.

    Parameters
    ----------
    net, what, secret
        The network, what to hide, and the key.
    after_people
        Organizations that are called after people. Default: those of this network are looked for.

    Returns
    -------
    The redacted network; and the shown id of each contact, by the id before.
    """
    given = net.contacts.reset_index(drop=True)  # stubs share a line, so lines are no index
    contacts, left_out = safe_contacts(given)
    left_out += unsafe_referrals(net.referrals)
    ids, names = contacts[schema.CONTACT_ID], values(contacts, schema.NAME)
    coded = Codes(secret)
    # The order of rows comes from the pseudonym of the id, shown or not.
    code = coded.numbers(ids, "person")
    known = each_organization(values(contacts, schema.ORGANIZATION), net.targets)
    people = given.assign(**{schema.NAME: names})
    first = first_words(what, people, code, known, coded)
    if what not in HIDING_NAMES:
        first = alike_apart(what, first, ids, *places_among_alike(first[0], code), coded)
    ids, names = first
    shown: dict[str, pd.Series] = {schema.CONTACT_ID: ids}
    if schema.NAME in contacts:
        shown[schema.NAME] = names
    if schema.SOURCE in given:
        shown[schema.SOURCE] = without_own_sources(given[schema.SOURCE], coded)
    if after_people is None:
        after_people = named_after_people(contacts, known)
    hide_all = what in HIDING_ORGANIZATIONS
    targets = net.targets
    if schema.ORGANIZATION in contacts:
        firms = contacts[schema.ORGANIZATION]
        shown[schema.ORGANIZATION] = hidden_firms(firms, after_people, coded, hide_all=hide_all)
    if targets is not None:
        firms = targets[schema.ORGANIZATION]
        firms = hidden_firms(firms, after_people, coded, hide_all=hide_all)
        targets = targets.assign(**{schema.ORGANIZATION: firms})
    called = pd.Series(ids.to_numpy(), index=given[schema.CONTACT_ID].to_numpy())
    issues = pd.concat([redacted_issues(net.issues), hidden_columns(left_out)], ignore_index=True)
    redacted = with_words(net, contacts, shown, targets, code, issues=issues)
    # what a larger network tells (curves, priors) names nobody
    hand_on(net, redacted)
    return redacted, called


def with_words(
    net: ReferralNetwork,
    contacts: pd.DataFrame,
    shown: Mapping[str, pd.Series],
    targets: pd.DataFrame | None,
    code: Longs,
    *,
    issues: pd.DataFrame,
    search: Longs | None = None,
) -> ReferralNetwork:
    """The network with other words for its people, whose rows are in the order of codes.

    Parameters
    ----------
    net
        The network.
    contacts
        The columns of its contacts that stay, row by row.
    shown
        What is shown instead, by column; ids among them.
    targets
        The targets that are shown.
    code
        ``int64[contacts]``: what rows are ordered by, stubs last.
    issues
        The issues that are shown.
    search
        ``int64[contacts]``: of several searches that of each, which goes before all else.
    """
    given, ids = net.contacts.reset_index(drop=True), shown[schema.CONTACT_ID]
    apart = np.zeros(len(given), dtype=np.int64) if search is None else search
    # int64[n]: rows in the order of pseudonyms, stubs last; lines of files would tell the old order
    order = np.lexsort((code, contacts[schema.STUB].to_numpy(), apart))
    # int64[n] each: the place of each in the order of searches, then codes; and its new row
    rank, row = np.empty(len(given), dtype=np.int64), np.empty(len(given), dtype=np.int32)
    rank[np.lexsort((code, apart))] = np.arange(len(given))
    row[order] = np.arange(len(given), dtype=np.int32)
    hidden = contacts.assign(**shown).iloc[order]
    hidden = hidden[[c for c in given.columns if c in hidden]]
    hidden = hidden.set_axis(pd.Index(np.zeros(len(hidden), dtype=np.int64), name=schema.LINE))
    you = net.left_out
    if you is not None:
        called = dict(zip(given[schema.CONTACT_ID], ids, strict=True))
        you = called[you] if isinstance(you, str) else frozenset(called[one] for one in you)
    ends = positions_in(
        pd.Index(given[schema.CONTACT_ID]), *(net.referrals[end] for end in schema.ENDS)
    )
    referrals, ends = _hidden_referrals(net.referrals, ends, ids, rank)
    repeated = np.divmod(net.repeated_pairs, max(len(given), 1))
    return ReferralNetwork(
        hidden,
        referrals,
        issues=issues,
        targets=None if targets is None else _in_order(targets),
        repeats=_hidden_referrals(net.repeats, repeated, ids, rank)[0],
        as_of=net.as_of_date,
        seeker=you,
        # Ids that are one by now are looked up once more, which refuses them.
        ends=(row[ends[0]], row[ends[1]]) if ids.is_unique else None,
        collation=_collation(net, shown, targets, order),
    )


def unsafe_referrals(referrals: pd.DataFrame) -> list[tuple[str, str]]:
    """The columns of referrals that are left out, as ``safe_contacts`` lists its own."""
    return [(schema.REFERRALS, str(c)) for c in referrals if c not in SHOWN_REFERRALS]


def safe_contacts(contacts: pd.DataFrame) -> tuple[pd.DataFrame, list[tuple[str, str]]]:
    """Keep the columns that name nobody, or whose cells are coded later; list the others."""
    kept: dict[str, pd.Series] = {}
    columns = {column.name: column for column in schema.CONTACTS_TABLE.columns}
    for name in contacts.columns:
        cells, column = contacts[name], columns.get(str(name))
        if name in SHOWN_COLUMNS:
            kept[name] = cells
        elif column is not None and column.kind in SAFE_KINDS and _is_safe(cells, column.kind):
            # A network may be made without reading, which lets only these words through.
            words = cells.isin(column.choices) if column.kind == "choice" else None
            kept[name] = cells if words is None else cells.where(words)
    left = [c for c in contacts.columns if c not in kept and c != schema.SOURCE]
    return pd.DataFrame(kept, index=contacts.index), [(schema.CONTACTS, str(c)) for c in left]


def _is_safe(cells: pd.Series, kind: str) -> bool:
    if kind in ("date", "plan"):
        return pd.api.types.is_datetime64_any_dtype(cells.dtype)
    return kind == "choice" or pd.api.types.is_bool_dtype(cells.dtype)


def _in_order(targets: pd.DataFrame) -> pd.DataFrame:
    """Targets in the order of what they are called, without columns of one's own."""
    columns = [schema.ORGANIZATION, schema.WEIGHT]
    return targets[columns].sort_values(schema.ORGANIZATION, kind="stable", ignore_index=True)


def _hidden_referrals(
    referrals: pd.DataFrame, ends: Sequence[Ints], ids: pd.Series, code: Longs
) -> tuple[pd.DataFrame, list[Ints]]:
    """Referrals under pseudonyms, by who is referred; those to one person stay in their order.

    Parameters
    ----------
    referrals
        The rows.
    ends
        int[rows] each: positions of referrers and referred.
    ids, code
        What is shown for the id at each position, and what rows are ordered by.

    Returns
    -------
    The rows, and ``ends`` in their order.
    """
    order = np.argsort(code[ends[1]], kind="stable")
    source, target = ends[0][order], ends[1][order]
    words = ids.astype("str").array
    shown = {schema.REFERRER_ID: words.take(source), schema.REFERRED_ID: words.take(target)}
    hidden = referrals[[c for c in referrals if c in SHOWN_REFERRALS]].iloc[order]
    lines = pd.Index(np.zeros(len(hidden), dtype=np.int64), name=schema.LINE)
    return hidden.set_axis(lines).assign(**shown), [source, target]


def without_own_sources(sources: pd.Series, coded: Codes) -> pd.Series:
    """Keep the usual sources; any other ("through Aunt Zoe") may say a name."""
    # The usual words stay as they are; a code keeps the same words of somebody's own together.
    usual = sources.str.casefold().isin(schema.USUAL_SOURCES).to_numpy(dtype=bool)
    return sources.where(usual, coded.words(sources, "source"))


def _collation(
    net: ReferralNetwork,
    shown: Mapping[str, pd.Series],
    targets: pd.DataFrame | None,
    order: Longs,
) -> Collation:
    """The places of all texts before they were hidden, by what is shown for them.

    Contacts in the order in which they are shown: who looks up all of them need not search.
    """
    before, contacts = net.collation, net.contacts
    ids = contacts[schema.CONTACT_ID].reset_index(drop=True)
    people, listed = places_of_people(ids, before)
    new = pd.Index(shown[schema.CONTACT_ID].array.take(order))

    def places(column: str) -> pd.Series:
        old, seen = values(contacts, column), shown.get(column, values(contacts, column))
        if column == schema.ORGANIZATION and net.targets is not None and targets is not None:
            old = pd.concat([old, net.targets[column]])
            seen = pd.concat([seen, targets[column]])
        # the first row of each text that is shown
        first = pd.Series(seen.array).drop_duplicates().index
        pairs = pd.DataFrame({0: old.array[first], 1: seen.array[first]}).dropna()
        if before is None:
            place = places_of(pairs[0])
        else:
            kept = before.organizations if column == schema.ORGANIZATION else before.sources
            place = kept.reindex(pairs[0]).to_numpy()
        return pd.Series(place, index=pd.Index(pairs[1], dtype="str"))

    return Collation(
        pd.Series(people[order], index=new),
        pd.Series(listed[order], index=new),
        places(schema.ORGANIZATION),
        places(schema.SOURCE),
    )
