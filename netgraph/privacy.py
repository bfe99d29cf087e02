"""Networks that show nobody: keyed pseudonyms, and columns that are left out."""

from __future__ import annotations

import contextlib
import secrets
from typing import TYPE_CHECKING, Final, overload

import pandas as pd

from netgraph import schema
from netgraph.arguments import NETWORK_OR_COHORT, checked
from netgraph.choices import REDACTIONS
from netgraph.cohort.cohort import Cohort
from netgraph.errors import unknown
from netgraph.frames import values
from netgraph.organization_names import spellings_of
from netgraph.pseudonyms import SECRET_BYTES, SamePseudonymError, initials_of, secret_of
from netgraph.pseudonyms import code_of as _code
from netgraph.redaction import redacted_with_names
from netgraph.redaction_cohorts import redacted_cohort

if TYPE_CHECKING:
    from collections.abc import Mapping

    from netgraph.choices import Redaction
    from netgraph.network import ReferralNetwork

PRIVATE: Final = ("note", "comment", "remark", "mail", "phone", "mobile", "pager", "fax")
"""Parts of folded column names whose cells never leave in an output unless asked for."""
RANDOM_KEYS: Final = 5
"""Random keys to try: of a million people two share a pseudonym once in 2,000 times."""


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


@overload
def redact(net: ReferralNetwork, what: Redaction, *, key: str | None = None) -> ReferralNetwork: ...


@overload
def redact(net: Cohort, what: Redaction, *, key: str | None = None) -> Cohort: ...


@checked(net=NETWORK_OR_COHORT)
def redact(
    net: ReferralNetwork | Cohort, what: Redaction, *, key: str | None = None
) -> ReferralNetwork | Cohort:
    """Return the network with pseudonyms for people, organizations, or both.

    A pseudonym is a keyed hash (HMAC-SHA-256): without the key it cannot be found by trying names.
    Only columns that hold dates, flags or one of a few known words are shown besides; titles,
    fields, notes, addresses, kinds of referrals and further columns are left out, each an issue
    ``hidden_column``.

    Parameters
    ----------
    net
        The network, or a cohort, in which a person has one pseudonym over all searches, as seeker
        too; it is not changed.
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

    Seekers come in the order of their pseudonyms. Of what is known of them besides, only who has
    landed stays. An earlier day of a cohort is best taken first: ``redact(cohort.as_of(day), …)``.
    """
    if what not in REDACTIONS:
        raise unknown("redaction", str(what), REDACTIONS)
    if key is not None:
        return _with_pseudonyms(net, what, secret_of(key))
    for _ in range(RANDOM_KEYS):
        # Two pseudonyms of a random key may be the same by chance: another key mends it.
        with contextlib.suppress(SamePseudonymError):
            return _with_pseudonyms(net, what, secrets.token_bytes(SECRET_BYTES))
    raise SamePseudonymError("two pseudonyms are the same, whatever the key")


def _with_pseudonyms(
    net: ReferralNetwork | Cohort, what: Redaction, secret: bytes
) -> ReferralNetwork | Cohort:
    if isinstance(net, Cohort):
        return redacted_cohort(net, what, secret)
    return redacted_with_names(net, what, secret)[0]


def pseudonym_of(contact_id: str, name: str, what: Redaction, key: str) -> str:
    """What a redacted network calls somebody, whether they are in it or not.

    Parameters
    ----------
    contact_id, name
        Who it is.
    what, key
        As ``redact`` takes them. Where organizations alone are hidden, a name stays.
    """
    if what in ("names", "all"):
        return f"Person {_code(contact_id, secret_of(key), 'person')}"
    return initials_of(name) if what == "initials" else name


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
    # Behind them stand seekers who are nobody's contact, where it was a cohort.
    ids = net.contacts[schema.CONTACT_ID]
    others = collation.listed.sort_values().index[: len(ids)]
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
