"""Networks that show nobody: keyed pseudonyms, private columns, groups too small to show."""

from __future__ import annotations

import base64
import hashlib
import hmac
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.choices import REDACTIONS
from netgraph.errors import NetgraphError, unknown
from netgraph.frames import values
from netgraph.network import ReferralNetwork
from netgraph.organization_names import spellings_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from netgraph.choices import Redaction

PRIVATE: Final = ("note", "comment", "remark", "mail", "phone", "mobile", "pager", "fax")
"""Parts of folded column names whose cells never leave in an output unless asked for."""
# What may stay is listed, not what must go: a new column is hidden until it is named here (but for
# dates, which come from the schema).
PUBLIC_COLUMNS: Final = (
    schema.CONTACT_ID,
    schema.STUB,
    schema.NAME,
    schema.ORGANIZATION,
    schema.FIELD,
    schema.SOURCE,
    schema.DECISION_MAKER,
    schema.STATUS,
    schema.CHANNEL,
    *schema.CONTACT_DATES,
    schema.RESUME_KEPT,
)
"""Columns that a redacted network keeps: any other may name somebody."""
ENDS: Final = (schema.REFERRER_ID, schema.REFERRED_ID)
CODE_LENGTH: Final = 10
"""Letters of a pseudonym, 5 bits each: of a million people two share one once in 2,000 times."""


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


def redact(net: ReferralNetwork, what: Redaction, *, key: str | None = None) -> ReferralNetwork:
    """Return the network with pseudonyms for people, organizations, or both.

    The same person has the same pseudonym in every output. A pseudonym is a keyed hash
    (HMAC-SHA-256): without the key it cannot be found by trying names.

    Parameters
    ----------
    net
        The network; it is not changed.
    what
        ``names``: ids and names; notes, e-mails, phone numbers, titles and further columns are left
        out, and sources but for the usual ones (family, friend, alumni, …), which may say a name.
        ``initials``: the same with initials for names, which those who know the people will
        recognise; they are numbered where several share them. ``organizations``: organizations,
        also the targets. ``all``: names and organizations.
    key
        A secret text: with it, pseudonyms stay the same as the tables grow. Default: a key made of
        the tables themselves, so nothing has to be kept, and pseudonyms change when the tables do.

    Raises
    ------
    UnknownNameError
        If ``what`` is none of these.
    NetgraphError
        If two people would have the same pseudonym; choose another key.

    Notes
    -----
    The shape of the network, dates and statuses stay: who knows a person's place in it can still
    find them. Linear in the number of contacts.
    """
    if what not in REDACTIONS:
        raise unknown("redaction", str(what), REDACTIONS)
    secret = _secret(net, key)
    contacts, referrals, targets, seeker = net.contacts, net.referrals, net.targets, net.seeker
    repeats = net.repeats
    if what != "organizations":
        # One pseudonym a contact, in the order of contacts: it is the id everywhere, and the name.
        if what == "initials":
            pseudonyms = _numbered_initials(contacts)
        else:
            pseudonyms = _codes(contacts[schema.CONTACT_ID], secret, "person")
        contacts, (referrals, repeats), seeker = _without_names(
            contacts, (referrals, repeats), seeker, pseudonyms, what
        )
        contacts = _without_own_sources(contacts, lambda t: _codes(t, secret, "source"))
    if what in ("organizations", "all"):
        # Organizations are coded last: with ``all`` only public columns are left by then.
        contacts, targets = _without_organizations(
            contacts, targets, lambda t: _codes(t, secret, "organization")
        )
    return ReferralNetwork(
        contacts,
        referrals,
        issues=redacted_issues(net.issues),
        targets=targets,
        repeats=repeats,
        as_of=net.as_of_date,
        seeker=seeker,
    )


def _secret(net: ReferralNetwork, key: str | None) -> bytes:
    if key is not None:
        return key.encode()
    # A hash of every cell of both tables: nobody who lacks the tables can make the key again.
    digest = hashlib.sha256()
    for table in (net.contacts, net.referrals):
        digest.update(pd.util.hash_pandas_object(table, index=False).to_numpy().tobytes())
    return digest.digest()


def _codes(words: pd.Series, secret: bytes, kind: str) -> pd.Series:
    """Codes of words, missing where they are; each different word is hashed once."""
    # ``number`` is the word's position in ``spellings``, -1 where it is missing.
    number, spellings = pd.factorize(words)
    codes = [_code(str(word), secret, kind) for word in spellings]
    if len(set(codes)) < len(codes):
        raise NetgraphError("two pseudonyms are the same; choose another key")
    # -1 picks the None at the end: missing stays missing.
    return pd.Series(np.array([*codes, None], dtype=object)[number], index=words.index, dtype="str")


def _code(word: str, secret: bytes, kind: str) -> str:
    # The kind goes into the hash: a person and an organization of one name have unlike pseudonyms.
    digest = hmac.new(secret, f"{kind}\0{word}".encode(), hashlib.sha256).digest()
    return base64.b32encode(digest).decode()[:CODE_LENGTH].lower()


def _without_names(
    contacts: pd.DataFrame,
    referrals: tuple[pd.DataFrame, ...],
    seeker: str | None,
    pseudonyms: pd.Series,
    what: Redaction,
) -> tuple[pd.DataFrame, list[pd.DataFrame], str | None]:
    """Put pseudonyms for ids and names, and keep the columns that name nobody."""
    pseudonym = dict(zip(contacts[schema.CONTACT_ID], pseudonyms, strict=True))
    public = [c for c in contacts.columns if c in PUBLIC_COLUMNS]
    redacted = contacts[public].assign(**{schema.CONTACT_ID: pseudonyms})
    if schema.NAME in redacted.columns:
        # Who has no name gets none: answers show the id there, which is a pseudonym by now.
        names = pseudonyms if what == "initials" else "Person " + pseudonyms
        redacted[schema.NAME] = names.where(contacts[schema.NAME].notna())
    # Both ends of each referral under their pseudonyms; further columns of referrals are left out.
    kept = (*ENDS, schema.REFERRED_ON, schema.LAST_REFERRED_ON, schema.COUNT)
    pairs = [
        table[[c for c in kept if c in table.columns]].assign(
            **{end: table[end].map(pseudonym).astype("str") for end in ENDS}
        )
        for table in referrals
    ]
    return redacted, pairs, None if seeker is None else pseudonym[seeker]


def _numbered_initials(contacts: pd.DataFrame) -> pd.Series:
    """Initials of each contact, of the id where there is no name, numbered as contacts are."""
    names = values(contacts, schema.NAME).fillna(contacts[schema.CONTACT_ID])
    seen: dict[str, int] = {}
    initials = []
    for name in names:
        letters = (
            "".join(f"{word[0].upper()}." for word in str(name).split() if word[0].isalnum())
            or "N.N."
        )
        seen[letters] = seen.get(letters, 0) + 1
        initials.append(letters if seen[letters] == 1 else f"{letters} {seen[letters]}")
    return pd.Series(initials, index=contacts.index, dtype="str")


def _without_own_sources(
    contacts: pd.DataFrame, codes: Callable[[pd.Series], pd.Series]
) -> pd.DataFrame:
    """Keep the usual sources; any other ("through Aunt Zoe") may say a name."""
    if schema.SOURCE not in contacts.columns:
        return contacts
    # The usual words stay as they are; a code keeps the same words of somebody's own together.
    source = contacts[schema.SOURCE]
    usual = source.str.casefold().isin(schema.USUAL_SOURCES).to_numpy()
    return contacts.assign(**{schema.SOURCE: source.where(usual, "Source " + codes(source))})


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
    # Row i of the redacted contacts is row i of the contacts: a mask of one fits the other.
    ids, others = net.contacts[schema.CONTACT_ID], hidden.contacts[schema.CONTACT_ID]
    # An id, then an organization, then a name: the order in which ``paths`` tries a word.
    if (same := (ids == word).to_numpy()).any():
        return others[same].tolist()
    for table, shown in ((net.contacts, hidden.contacts), (net.targets, hidden.targets)):
        if table is not None and shown is not None and schema.ORGANIZATION in table.columns:
            here = spellings_of(table[schema.ORGANIZATION], word)
            if here.any():
                return shown[schema.ORGANIZATION][here].head(1).tolist()
    named = (values(net.contacts, schema.NAME).str.casefold() == word.strip().casefold()).to_numpy(
        dtype=bool
    )
    return others[named].tolist() or [word]


def _without_organizations(
    contacts: pd.DataFrame, targets: pd.DataFrame | None, codes: Callable[[pd.Series], pd.Series]
) -> tuple[pd.DataFrame, pd.DataFrame | None]:
    if schema.ORGANIZATION in contacts.columns:
        # Where people keep their names, e-mails and notes could still name the organization.
        hidden = "Organization " + codes(contacts[schema.ORGANIZATION])
        contacts = without_private(contacts.assign(**{schema.ORGANIZATION: hidden}))
    if targets is not None:
        targets = targets.assign(
            **{schema.ORGANIZATION: "Organization " + codes(targets[schema.ORGANIZATION])}
        )
    return contacts, targets


def redacted_issues(issues: pd.DataFrame) -> pd.DataFrame:
    """Issues without the values and messages, which name people."""
    return issues.assign(**{schema.VALUE: "", schema.MESSAGE: "redacted"}).astype(issues.dtypes)


def suppress_small(table: pd.DataFrame, least: int, *, by: str = schema.CONTACTS) -> pd.DataFrame:
    """Leave out the groups of a grouped table that have fewer than ``least`` people.

    Parameters
    ----------
    table
        A row a group, with the number of people in a column; a table without that column is not
        grouped and stays as it is.
    least
        The smallest group shown; 11 is what the Centers for Medicare & Medicaid Services ask for.
    by
        The column that counts people.

    Returns
    -------
    DataFrame
        How many groups were left out is added to its ``attrs["notes"]``. Totals elsewhere may still
        tell a group that is the only one left out.
    """
    if by not in table.columns:
        return table
    # A group of nobody is shown: it tells nothing of anybody.
    small = (table[by] < least) & (table[by] > 0)
    shown = table[~small].reset_index(drop=True)
    shown.attrs = dict(table.attrs)
    if small.any():
        note = f"{int(small.sum())} groups of fewer than {least} people are not shown"
        shown.attrs["notes"] = [*table.attrs.get("notes", []), note]
    return shown
