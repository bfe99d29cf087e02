"""Pseudonyms in the place of the people and organizations of a network, and what may stay."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.collation import Collation, places_of, places_of_people
from netgraph.facts import hand_on
from netgraph.frames import values
from netgraph.links import positions_in
from netgraph.network import ReferralNetwork
from netgraph.organization_names import key
from netgraph.patterns import lazy_pattern
from netgraph.pseudonyms import Codes, letters, numbered_initials
from netgraph.pseudonyms import code_of as _code
from netgraph.redaction_issues import hidden_columns, redacted_issues
from netgraph.shared_words import named_after, with_code, without_organizations

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

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
_BRACKET: Final = lazy_pattern(r"\((?!row \d+\))([^()]*)\)")
"""What stands in brackets; the mark of a namesake's row is no organization."""
_PLACE: Final = lazy_pattern(
    # "Yan, CEO of Acme", "Yan - Acme's"; "Eve from Acme", "Eve bei Acme"
    r"(?:(?:,|;|:|\||/|\s[-\u2013\u2014])\s[^,]*?\s(?:of|with|for)|\s(?:at|from|bei|chez|presso))\s+(?=\S)"
)
"""Behind it stands where somebody is, known elsewhere or not."""
SHORTEST_NAME: Final = 4
"""Letters of a name that is looked for in the organization of its bearer."""


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
    if what in ("names", "all"):
        ids = pd.Series(letters(code), index=ids.index)
        names = ("Person " + ids).where(names.notna())
    elif what == "initials":
        ids = numbered_initials(names.fillna(ids), code)
        # Who has no name gets none: answers show the id there, which is a pseudonym by now.
        names = ids.where(names.notna())
    else:
        ids, names = _without_own_organizations(ids, names, given, net.targets, coded)
    shown: dict[str, pd.Series] = {schema.CONTACT_ID: ids}
    if schema.NAME in contacts:
        shown[schema.NAME] = names
    if schema.SOURCE in given:
        shown[schema.SOURCE] = without_own_sources(given[schema.SOURCE], coded)
    if after_people is None:
        after_people = named_after_people(contacts, net.targets)
    hide_all = what in ("organizations", "all")
    targets = net.targets
    if schema.ORGANIZATION in contacts:
        firms = contacts[schema.ORGANIZATION]
        shown[schema.ORGANIZATION] = _hidden_firms(firms, after_people, coded, hide_all=hide_all)
    if targets is not None:
        firms = targets[schema.ORGANIZATION]
        firms = _hidden_firms(firms, after_people, coded, hide_all=hide_all)
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


def named_after_people(contacts: pd.DataFrame, targets: pd.DataFrame | None) -> set[str]:
    """Organizations called after people: those in them, or anybody whose whole name they have."""
    firms = values(contacts, schema.ORGANIZATION)
    names = values(contacts, schema.NAME).fillna(contacts[schema.CONTACT_ID])
    # int64[n]: the number of each one's organization; each different one is folded once
    number, firms_once = pd.factorize(firms)
    folded = [str(firm).casefold() for firm in firms_once]
    after_own = {
        str(firms_once[firm])
        for firm, name in zip(number.tolist(), names.str.strip().tolist(), strict=True)
        if firm >= 0 and len(name) >= SHORTEST_NAME and name.casefold() in folded[firm]
    }
    return after_own | {*(known := _organizations_of(firms, targets))[named_after(known, names)]}


def _organizations_of(firms: pd.Series, targets: pd.DataFrame | None) -> pd.Series:
    """All organizations of contacts and targets, each once."""
    wanted = [] if targets is None else [targets[schema.ORGANIZATION]]
    return pd.Series(pd.concat([firms, *wanted]).dropna().drop_duplicates())


def _hidden_firms(
    firms: pd.Series, after_people: set[str], coded: Codes, *, hide_all: bool
) -> pd.Series:
    """Organizations by codes: all of them, or those that are called after people."""
    if not hide_all and not after_people:
        return firms
    codes = coded.words(firms, "organization")
    return codes if hide_all else firms.mask(firms.isin(after_people), codes)


def _without_own_organizations(
    ids: pd.Series,
    names: pd.Series,
    contacts: pd.DataFrame,
    targets: pd.DataFrame | None,
    coded: Codes,
) -> tuple[pd.Series, pd.Series]:
    """Ids and names without organizations, the ids still each of one person."""
    shown = words_without_organizations(ids, contacts, targets, coded)
    if shown.duplicated().any():
        shown = shown.where(~shown.duplicated(keep=False), ids.pipe(coded.words, "person"))
    return shown, words_without_organizations(names, contacts, targets, coded)


def words_without_organizations(
    words: pd.Series, contacts: pd.DataFrame, targets: pd.DataFrame | None, coded: Codes
) -> pd.Series:
    """Words without organizations: in brackets, behind an @, their own, any known one.

    Parameters
    ----------
    words
        What people are called, in the order of contacts.
    contacts
        A row each: their organizations, and who is a stub.
    targets
        Further organizations.
    coded
        The key.
    """
    firms = values(contacts, schema.ORGANIZATION)
    known, stubs = _organizations_of(firms, targets), contacts[schema.STUB].to_numpy(dtype=bool)
    # an organization without its legal form is the same one
    bare = {name: key(name) for name in known}

    def called(organization: str) -> str:
        return f"Organization {_code(organization, coded.secret, 'organization')}"

    # bool[n]: few have any of it, so only these are looked at one by one.
    own = [
        isinstance(firm, str)
        and isinstance(word, str)
        and (firm.casefold() in word.casefold() or bare[firm] in word.casefold())
        for word, firm in zip(words.tolist(), firms.tolist(), strict=True)
    ]
    concerned = words.str.contains(r"[@(]").fillna(value=False).to_numpy(dtype=bool) | own
    found = words.astype(object)
    found[concerned] = [
        _without_organization(str(word), firm, called)
        for word, firm in zip(words[concerned], firms[concerned], strict=True)
    ]
    # an address holds none by now; a stub is called what a cell said
    others = ~words.str.contains("@").fillna(value=True).to_numpy(dtype=bool)
    left = found[others].astype("str")
    found[others] = without_organizations(left, known, called, anything=stubs[others])
    shown = found.astype("str")
    # where no organization is known by that name it is one all the same
    placed = shown.str.contains(re.compile(_PLACE.pattern)).fillna(value=False).to_numpy(dtype=bool)
    return shown.mask(placed, shown[placed].map(lambda word: _without_place(word, called)))


def _without_place(word: str, called: Callable[[str], str]) -> str:
    """Put a code in the place of Acme in "Yan, CEO of Acme", unless one stands there already."""
    where = _PLACE.search(word)
    if where is None or "Organization " in word[where.end() :]:
        return word
    return word[: where.end()] + called(word[where.end() :])


def _without_organization(word: str, firm: object, called: Callable[[str], str]) -> str:
    # An address keeps who it is of, and a code of where.
    name, at, domain = word.partition("@")
    if at:
        word = f"{name}@{called(domain)}"
    word = _BRACKET.sub(lambda bracket: f"({called(bracket[1])})", word)
    if isinstance(firm, str) and firm.strip():
        code = called(firm)
        word = re.sub(re.escape(firm), lambda _: code, word, flags=re.IGNORECASE)
        word = with_code(word, key(firm), code)
    return word


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
