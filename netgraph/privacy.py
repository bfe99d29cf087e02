"""Networks that show nobody: keyed pseudonyms, and columns that are left out."""

from __future__ import annotations

import contextlib
import re
import secrets
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.arguments import checked
from netgraph.choices import REDACTIONS
from netgraph.collation import Collation, places_of
from netgraph.errors import unknown
from netgraph.facts import hand_on
from netgraph.frames import issue_rows, values
from netgraph.network import ReferralNetwork
from netgraph.organization_names import key, spellings_of
from netgraph.pseudonyms import SECRET_BYTES, Codes, SamePseudonymError, letters, secret_of
from netgraph.pseudonyms import code_of as _code
from netgraph.shared_words import named_after, with_code, without_organizations

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from netgraph.arrays import Longs
    from netgraph.choices import Redaction

PRIVATE: Final = ("note", "comment", "remark", "mail", "phone", "mobile", "pager", "fax")
"""Parts of folded column names whose cells never leave in an output unless asked for."""
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
RANDOM_KEYS: Final = 5
"""Random keys to try: of a million people two share a pseudonym once in 2,000 times."""
_BRACKET: Final = re.compile(r"\(([^()]*)\)")
SHORTEST_NAME: Final = 4
"""Letters of a name that is looked for in the organization of its bearer."""


def is_private(column: str) -> bool:
    """Whether a column holds notes, e-mails or phone numbers, whoever named it.

    Examples
    --------
    >>> is_private("E-mail 2 Address"), is_private("organization")
    (True, False)
    """
    folded = schema.folded(column)
    return any(part in folded for part in PRIVATE)


def without_private(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table without the columns that hold notes, e-mails or phone numbers."""
    return table.drop(columns=[c for c in table.columns if is_private(str(c))])


def withheld(tables: Mapping[str, pd.DataFrame]) -> tuple[str, ...]:
    """Names of the columns that ``without_private`` leaves out, with how many cells each holds.

    Examples
    --------
    >>> withheld({"contacts": pd.DataFrame({"email": ["a@b.org", None], "name": ["Ann", "Bob"]})})
    ('email (1)',)
    """
    cells = [
        (str(c), int(table[c].notna().sum()))
        for table in tables.values()
        for c in table.columns
        if is_private(str(c))
    ]
    return tuple(f"{name} ({count:,})" for name, count in cells if count)


@checked()
def redact(net: ReferralNetwork, what: Redaction, *, key: str | None = None) -> ReferralNetwork:
    """Return the network with pseudonyms for people, organizations, or both.

    A pseudonym is a keyed hash (HMAC-SHA-256): without the key it cannot be found by trying names.
    Only columns that hold dates, flags or one of a few known words are shown besides; titles,
    fields, notes, addresses, kinds of referrals and further columns are left out, each an issue
    ``hidden_column``.

    Parameters
    ----------
    net
        The network; it is not changed.
    what
        ``names``: ids and names; sources too, but for the usual ones (family, friend, alumni, …),
        as they may say a name. ``initials``: the same with initials for names, which those who know
        the people will recognise; they are numbered where several share them. ``organizations``:
        organizations, also the targets, those in ids and names ("Ann Lee (Acme)", "ann@acme.org"),
        and sources. ``all``: names and organizations.
    key
        A secret text: with it the same person has the same pseudonym in every network. Default: a
        random one, which nobody keeps, so that each call gives other pseudonyms.

    Raises
    ------
    UnknownNameError
        If ``what`` is none of these.
    OptionError
        If the key is no text, or empty.
    NetgraphError
        If two people would have the same pseudonym; choose another key.

    Notes
    -----
    Order first, hide last: who is recommended does not change. Ties are settled by the ids behind
    the pseudonyms, whose places the network carries in memory (``collation``), and who is listed
    first in contacts still breaks a loop of referrals. Where nothing is ranked, row order tells
    nothing: contacts and referrals are put in the order of pseudonyms (stubs last, the referrals to
    a person in their own order, which settles who introduced them), and lines of files are 0. What
    remains: rows of equal rank are in the order of the ids, so who knows all ids learns a little
    from many ties; a file of the network, read again, settles ties by pseudonym. The shape of the
    network, dates and statuses stay: who knows a person's place in it can still find them. Linear
    in the number of contacts but for sorting them.
    """
    if what not in REDACTIONS:
        raise unknown("redaction", str(what), REDACTIONS)
    if key is not None:
        return _redacted(net, what, secret_of(key))
    for _ in range(RANDOM_KEYS):
        # Two pseudonyms of a random key may be the same by chance: another key mends it.
        with contextlib.suppress(SamePseudonymError):
            return _redacted(net, what, secrets.token_bytes(SECRET_BYTES))
    raise SamePseudonymError("two pseudonyms are the same, whatever the key")


def _redacted(net: ReferralNetwork, what: Redaction, secret: bytes) -> ReferralNetwork:
    given = net.contacts.reset_index(drop=True)  # stubs share a line, so lines are no index
    contacts, left_out = _safe_contacts(given)
    referrals = net.referrals
    left_out += [(schema.REFERRALS, str(c)) for c in referrals if c not in SHOWN_REFERRALS]
    ids, names = contacts[schema.CONTACT_ID], values(contacts, schema.NAME)
    coded = Codes(secret)
    # The order of rows comes from the pseudonym of the id, shown or not.
    code = coded.numbers(ids, "person")
    if what in ("names", "all"):
        ids = pd.Series(letters(code), index=ids.index)
        names = ("Person " + ids).where(names.notna())
    elif what == "initials":
        ids = _numbered_initials(names.fillna(ids), code)
        # Who has no name gets none: answers show the id there, which is a pseudonym by now.
        names = ids.where(names.notna())
    else:
        ids, names = _without_own_organizations(ids, names, given, net.targets, coded)
    shown: dict[str, pd.Series] = {schema.CONTACT_ID: ids}
    if schema.NAME in contacts:
        shown[schema.NAME] = names
    if schema.SOURCE in given:
        shown[schema.SOURCE] = _without_own_sources(given[schema.SOURCE], coded)
    targets = net.targets
    if what in ("organizations", "all"):
        if schema.ORGANIZATION in contacts:
            shown[schema.ORGANIZATION] = coded.words(contacts[schema.ORGANIZATION], "organization")
        if targets is not None:
            firm = coded.words(targets[schema.ORGANIZATION], "organization")
            targets = targets.assign(**{schema.ORGANIZATION: firm})
    else:
        after_people = _named_after_people(contacts, targets)
        if schema.ORGANIZATION in contacts:
            firms = contacts[schema.ORGANIZATION]
            shown[schema.ORGANIZATION] = _without(firms, after_people, coded)
        if targets is not None:
            firms = _without(targets[schema.ORGANIZATION], after_people, coded)
            targets = targets.assign(**{schema.ORGANIZATION: firms})
    # int64[n]: rows in the order of pseudonyms, stubs last; lines of files would tell the old order
    order = np.lexsort((code, contacts[schema.STUB].to_numpy()))
    hidden = contacts.assign(**shown).iloc[order]
    hidden = hidden[[c for c in given.columns if c in hidden]]
    hidden = hidden.set_axis(pd.Index(np.zeros(len(hidden), dtype=np.int64), name=schema.LINE))
    called = pd.Series(ids.to_numpy(), index=given[schema.CONTACT_ID].to_numpy())
    redacted = ReferralNetwork(
        hidden,
        _hidden_referrals(referrals, called, code),
        issues=pd.concat([redacted_issues(net.issues), _told(left_out)], ignore_index=True),
        targets=None if targets is None else _in_order(targets),
        repeats=_hidden_referrals(net.repeats, called, code),
        as_of=net.as_of_date,
        seeker=None if net.seeker is None else str(called[net.seeker]),
        collation=_collation(net, shown, targets),
    )
    # what a larger network tells (curves, priors) names nobody
    hand_on(net, redacted)
    return redacted


def _safe_contacts(contacts: pd.DataFrame) -> tuple[pd.DataFrame, list[tuple[str, str]]]:
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


def _told(left_out: list[tuple[str, str]]) -> pd.DataFrame:
    """An issue for each standard column that is not shown, and one for all others of a table."""
    severity, code = schema.ISSUE_SEVERITY[schema.HIDDEN_COLUMN], schema.HIDDEN_COLUMN
    rows: list[tuple[object, ...]] = []
    for table in (schema.CONTACTS, schema.REFERRALS):
        standard = {column.name for column in schema.TABLES[table].columns}
        columns = [name for t, name in left_out if t == table]
        rows += [
            (code, severity, table, 0, name, "", f"{name} may name people")
            for name in columns
            if name in standard
        ]
        # The name of somebody's own column may be that of a person.
        if further := len([name for name in columns if name not in standard]):
            rows.append((code, severity, table, 0, "", "", f"further columns: {further}"))
    return issue_rows(rows)


def _hidden_referrals(referrals: pd.DataFrame, called: pd.Series, code: Longs) -> pd.DataFrame:
    """Referrals under pseudonyms, by who is referred; those to one person stay in their order."""
    place = pd.Index(called.index)
    source, target = (
        place.get_indexer(referrals[c]) for c in (schema.REFERRER_ID, schema.REFERRED_ID)
    )
    referrals = referrals[[c for c in referrals if c in SHOWN_REFERRALS]]
    ids = called.astype("str").array
    ends = {schema.REFERRER_ID: ids.take(source), schema.REFERRED_ID: ids.take(target)}
    order = np.argsort(code[target], kind="stable")
    hidden = referrals.assign(**ends).iloc[order]
    return hidden.set_axis(pd.Index(np.zeros(len(hidden), dtype=np.int64), name=schema.LINE))


def _numbered_initials(names: pd.Series, code: Longs) -> pd.Series:
    """Initials of each name, numbered in the order of pseudonyms where several share them."""
    letters = pd.Series([_initials(str(name)) for name in names], index=names.index)
    # int64[n]: how many with these initials have a smaller code; row order would tell the old one.
    by_code = letters.iloc[np.argsort(code)]
    before = by_code.groupby(by_code.to_numpy()).cumcount().reindex(letters.index)
    numbered = letters + " " + (before + 1).astype("str")
    return letters.where(before == 0, numbered).astype("str")


def _initials(name: str) -> str:
    return "".join(f"{w[0].upper()}." for w in name.split() if w[0].isalnum()) or "N.N."


def _without_own_sources(sources: pd.Series, coded: Codes) -> pd.Series:
    """Keep the usual sources; any other ("through Aunt Zoe") may say a name."""
    # The usual words stay as they are; a code keeps the same words of somebody's own together.
    usual = sources.str.casefold().isin(schema.USUAL_SOURCES).to_numpy(dtype=bool)
    return sources.where(usual, coded.words(sources, "source"))


def _named_after_people(contacts: pd.DataFrame, targets: pd.DataFrame | None) -> set[str]:
    """Organizations called after people: those in them, or anybody whose whole name they have."""
    firms = values(contacts, schema.ORGANIZATION)
    names = values(contacts, schema.NAME).fillna(contacts[schema.CONTACT_ID])
    after_own = {
        firm
        for firm, name in zip(firms, names, strict=True)
        if isinstance(firm, str)
        and len(name.strip()) >= SHORTEST_NAME
        and name.strip().casefold() in firm.casefold()
    }
    return after_own | {*(known := _organizations_of(firms, targets))[named_after(known, names)]}


def _organizations_of(firms: pd.Series, targets: pd.DataFrame | None) -> pd.Series:
    """All organizations of contacts and targets, each once."""
    wanted = [] if targets is None else [targets[schema.ORGANIZATION]]
    return pd.Series(pd.concat([firms, *wanted]).dropna().drop_duplicates())


def _without(firms: pd.Series, hidden: set[str], coded: Codes) -> pd.Series:
    """Organizations, but for some that get a code."""
    if not hidden:
        return firms
    return firms.mask(firms.isin(hidden), coded.words(firms, "organization"))


def _without_own_organizations(
    ids: pd.Series,
    names: pd.Series,
    contacts: pd.DataFrame,
    targets: pd.DataFrame | None,
    coded: Codes,
) -> tuple[pd.Series, pd.Series]:
    """Ids and names without organizations: in brackets, behind an @, their own, any known one."""
    firms = values(contacts, schema.ORGANIZATION)
    known, stubs = _organizations_of(firms, targets), contacts[schema.STUB].to_numpy(dtype=bool)
    # an organization without its legal form is the same one
    bare = {name: key(name) for name in known}

    def called(organization: str) -> str:
        return f"Organization {_code(organization, coded.secret, 'organization')}"

    def cleaned(words: pd.Series) -> pd.Series:
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
        return found.astype("str")

    shown = cleaned(ids)
    if shown.duplicated().any():
        shown = shown.where(~shown.duplicated(keep=False), ids.pipe(coded.words, "person"))
    return shown, cleaned(names)


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
    net: ReferralNetwork, shown: Mapping[str, pd.Series], targets: pd.DataFrame | None
) -> Collation:
    """The places of all texts before they were hidden, by what is shown for them."""
    before, contacts = net.collation, net.contacts
    ids = contacts[schema.CONTACT_ID].reset_index(drop=True)
    people, listed = places_of(ids), np.arange(len(ids))
    if before is not None:  # hidden once already
        people, listed = (of.reindex(ids).to_numpy() for of in (before.people, before.listed))
    new = shown[schema.CONTACT_ID].to_numpy()

    def places(column: str) -> pd.Series:
        old, seen = values(contacts, column), shown.get(column, values(contacts, column))
        if column == schema.ORGANIZATION and net.targets is not None and targets is not None:
            old = pd.concat([old, net.targets[column]])
            seen = pd.concat([seen, targets[column]])
        pairs = pd.DataFrame({0: old.to_numpy(), 1: seen.to_numpy()}).dropna().drop_duplicates(1)
        if before is None:
            place = places_of(pairs[0])
        else:
            kept = before.organizations if column == schema.ORGANIZATION else before.sources
            place = kept.reindex(pairs[0]).to_numpy()
        return pd.Series(place, index=pd.Index(pairs[1], dtype="str"))

    return Collation(
        pd.Series(people, index=new),
        pd.Series(listed, index=new),
        places(schema.ORGANIZATION),
        places(schema.SOURCE),
    )


def redacted_words(net: ReferralNetwork, hidden: ReferralNetwork, word: str) -> list[str]:
    """Find what a redacted network calls the person or organization that a word names.

    Parameters
    ----------
    net, hidden
        The network, and the same network redacted.
    word
        A contact id, an organization or a name, as ``paths`` takes them.

    Returns
    -------
    Ids of contacts, or the one name of an organization; the word itself where it means nothing.
    """
    if (collation := hidden.collation) is None:
        return [word]
    # Row i of the contacts is called ``others[i]``: the rows themselves stand in another order.
    ids, others = net.contacts[schema.CONTACT_ID], collation.listed.sort_values().index
    # An id, then an organization, then a name: the order in which ``paths`` tries a word.
    if (same := (ids == word).to_numpy()).any():
        return others[same].tolist()
    firms = values(net.contacts, schema.ORGANIZATION)
    if net.targets is not None:
        firms = pd.concat([firms, net.targets[schema.ORGANIZATION]])
    firms = firms.dropna().drop_duplicates()
    if (here := spellings_of(firms, word)).any():
        # The one with as many before it as the organization that is meant.
        place = int((firms < firms[here].iloc[0]).sum())
        return collation.organizations.index[collation.organizations == place].tolist()
    named = values(net.contacts, schema.NAME).str.casefold() == word.strip().casefold()
    return others[named.to_numpy(dtype=bool)].tolist() or [word]


def redacted_issues(issues: pd.DataFrame) -> pd.DataFrame:
    """Issues without what may name people: values, messages, files and columns of one's own."""
    own = {table: f"file {i}" for i, table in enumerate(_strangers(issues[schema.TABLE]), start=1)}
    columns = {column.name for table in schema.TABLES.values() for column in table.columns}
    column = issues[schema.COLUMN]
    shown: dict[str, Any] = {
        schema.TABLE: issues[schema.TABLE].replace(own),
        schema.COLUMN: column.where(column.isin(columns), ""),
        schema.VALUE: "",
        # What is told of columns that are not shown was made without cells.
        schema.MESSAGE: issues[schema.MESSAGE].where(
            issues[schema.CODE] == schema.HIDDEN_COLUMN, "redacted"
        ),
    }
    return issues.assign(**shown).astype(issues.dtypes)


def redacted_problems(issues: pd.DataFrame) -> list[str]:
    """The errors among issues in words that repeat no cell: what is wrong, and where."""
    wrong = redacted_issues(issues[issues[schema.SEVERITY] == "error"])
    columns = (wrong[c] for c in (schema.CODE, schema.TABLE, schema.LINE, schema.COLUMN))
    return [f"{_place(*place)}: {code}" for code, *place in zip(*columns, strict=True)]


def _place(table: str, line: int, column: str) -> str:
    words = [table or "a table", *([f"line {line}"] if line else [])]
    return ", ".join([*words, *([f"column {column!r}"] if column else [])])


def _strangers(tables: pd.Series) -> list[str]:
    """What issues call tables by the names of files, in order of appearance."""
    return [str(name) for name in tables.unique() if name not in schema.TABLES and name != ""]
