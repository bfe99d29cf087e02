"""Which e-mails and pages are one person's own: not an office's, and not the same on many rows.

Asked wherever an address is to say who is who: across files, in suggestions, on engines. To find
somebody by the address in a referrer cell, any address will do.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from netgraph import kernels, schema
from netgraph.frames import values
from netgraph.links import arrow_text
from netgraph.tables.cleaning.several_emails import addresses_in, further_email_columns
from netgraph.tables.cleaning.text import cells_that_match
from netgraph.tables.name_keys import namesake_keys
from netgraph.tables.web_pages import page_address

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netgraph.arrays import Flags

SHARED_BY: Final = 3
"""Different people from whom on an e-mail that all of them have is nobody's own."""
_OFFICES: Final = (
    "info|infos|information|office|contact|contacts|contactus|hello|mail|email|post|"
    "postmaster|webmaster|admin|administration|support|service|help|helpdesk|team|sales|press|"
    "media|marketing|billing|accounts?|accounting|invoices?|finance|legal|privacy|security|hr|"
    "humanresources|people|jobs?|careers?|career-?(?:office|services|center)|recruiting|"
    "recruitment|recruiters?|talent|hiring|apply|applications?|reception|frontdesk|secretary|"
    "enquiries|inquiries|inquiry|enquiry|general|noreply|no-reply|donotreply|do-not-reply|"
    "newsletter|events?|alumni|admissions|feedback|"
    "kontakt|buero|zentrale|verwaltung|sekretariat|bewerbung(?:en)?|personal|karriere|presse|"
    "anfrage|empfang|accueil|bonjour|contacto|hola|oficina|ventas|empleo|trabajo|rrhh|"
    "ufficio|segreteria|amministrazione|lavoro|contato|atendimento|vagas|rh|biuro|praca|"
    "rekrutacja|vacatures|werken|receptie|jobb|kontor"
)
OFFICE_EMAIL: Final = rf"^(?:{_OFFICES})(?:[._+-][a-z0-9._+-]*)?@"
"""An e-mail address, in small letters, of an office and not of a person, for arrow."""
PROFILE_COLUMNS: Final = frozenset(
    {
        "url",
        "profile",
        "profileurl",
        "linkedin",
        "linkedinurl",
        "linkedinprofile",
        "linkedinprofileurl",
    }
)
"""Folded names of columns that hold the address of a person's own page."""
KINDS_OF_ADDRESSES: Final = ("e-mail", "profile")
"""What messages call the kinds of a person's own addresses, in their order everywhere."""
NICKNAMES: Final = frozenset(
    "nickname nicknames goesby preferredname calledby knownas alsoknownas aka spitzname rufname "
    "surnom apodo soprannome bijnaam roepnaam".split()
)
"""Folded names of columns of nicknames."""
_OF_MANY: Final = (
    r"^[^/]*$|^linkedin\.com/(?:(?:in|pub)$|(?:company|school|showcase|groups|feed|jobs|search|"
    r"mynetwork|messaging|notifications|posts|pulse|events|learning|home|login|help)(?:/|$))"
)
"""A page, as it is compared, that is a site's, a company's, a school's, or whose nothing says."""
_AS_EXPORTED: Final = r"^https?://(?:www\.)?linkedin\.com/in/[a-z0-9_-]+/?$"
"""A page of which only the beginning, an end and capitals differ from what is compared."""
_OF_SOMEBODY: Final = r"^(?:linkedin\.com/(?:in|pub)|xing\.com/profile)/."
"""A page, as it is compared, that is a person's by its address alone."""


def address_columns(rows: pd.DataFrame) -> list[str]:
    """Columns in which people have further e-mails."""
    text = [c for c in map(str, rows.columns) if isinstance(rows[c].dtype, pd.StringDtype)]
    return further_email_columns(text, schema.EMAIL)


def nickname_columns(rows: pd.DataFrame) -> list[str]:
    """Columns of what people are called besides their names."""
    return [
        name
        for name in map(str, rows.columns)
        if schema.folded(name) in NICKNAMES and isinstance(rows[name].dtype, pd.StringDtype)
    ]


def emails_as_one(rows: pd.DataFrame) -> pd.Series:
    """The e-mail of every row in small letters; all addresses of a person are spelled as one.

    Who has another's address among further ones is taken to have the other's e-mail.
    """
    emails = values(rows, schema.EMAIL).str.lower()
    further = address_columns(rows)
    if not further:
        return emails
    own = emails.reset_index(drop=True)
    # an entry an address, by the position of its row; an office's makes nobody another
    said = pd.concat([own.dropna(), *(addresses_in(rows[c]) for c in further)])
    said = said[~of_office(said)]
    # int64[rows + addresses]: the first of the nodes that addresses tie together
    code, different = pd.factorize(said)
    row = said.index.to_numpy().astype(np.int32)
    component = kernels.weak_components(
        row, (code + len(rows)).astype(np.int32), len(rows) + len(different)
    )
    # the first address of a component stands for all of it
    first = dict(zip(component[len(rows) :][::-1], different[::-1], strict=True))
    with_some = np.isin(np.arange(len(rows)), row)
    shown = [first.get(c) if some else None for c, some in zip(component, with_some, strict=False)]
    spelled = pd.Series(shown, dtype="str", index=rows.index)
    return spelled.where(spelled.notna(), emails)


def own_emails(rows: pd.DataFrame) -> pd.Series:
    """E-mails in small letters; missing where they are an office's or those of many people.

    One that a single row has is left as it is: it can make nobody another.
    """
    emails = emails_as_one(rows)
    shared = _repeated(emails)
    if not shared.any():
        return emails
    flags = _of_many(emails, shared, rows)
    flags[shared] |= of_office(emails[shared])
    return emails.mask(flags)


def _of_many(keys: pd.Series, shared: Flags, rows: pd.DataFrame) -> Flags:
    """``bool[rows]``: those whose key, which is ``shared``, is that of many people."""
    # only rows whose key is there again: few; who has no name is known by the id
    who = namesake_keys(values(rows, schema.NAME)[shared]).fillna(rows[schema.CONTACT_ID][shared])
    flags = np.zeros(len(keys), dtype=bool)
    flags[shared] = who.groupby(keys[shared]).transform("nunique").to_numpy() >= SHARED_BY
    return flags


def without_offices(emails: pd.Series) -> pd.Series:
    """E-mails in small letters, missing where they are there again and an office's."""
    shared = _repeated(emails)
    if not shared.any():
        return emails
    flags = np.zeros(len(emails), dtype=bool)
    flags[shared] = of_office(emails[shared])
    return emails.mask(flags)


def _repeated(keys: pd.Series) -> Flags:
    """``bool[rows]``: those whose key another row has too."""
    return np.asarray(keys.duplicated(keep=False) & keys.notna(), dtype=bool)


def of_office(emails: pd.Series) -> Flags:
    """Whether e-mails, in small letters, are those of offices: info@, careers@."""
    return cells_that_match(emails, OFFICE_EMAIL)


def profile_columns(rows: pd.DataFrame) -> list[str]:
    """Columns of the addresses of people's own pages."""
    return [
        name
        for name in map(str, rows.columns)
        if schema.folded(name) in PROFILE_COLUMNS and isinstance(rows[name].dtype, pd.StringDtype)
    ]


def profile_addresses(rows: pd.DataFrame) -> pd.Series | None:
    """The address of each row's own page, as it is compared; None without such a column."""
    profiles = profile_columns(rows)
    if not profiles:
        return None
    # files call the column differently: take the first that is filled
    address = functools.reduce(lambda one, other: one.fillna(other), (rows[c] for c in profiles))
    pages = _pages_as_compared(address)
    return pages.mask(pages == "")


def _pages_as_compared(pages: pd.Series) -> pd.Series:
    """``page_address`` of each; at once of those that are written as LinkedIn exports them."""
    import pyarrow.compute as pc

    words = arrow_text(pages)
    plain = pc.match_substring_regex(words, _AS_EXPORTED, ignore_case=True)
    bare = pc.replace_substring_regex(pc.ascii_lower(words), r"^https?://(?:www\.)?|/$", "")
    found = pd.Series(pd.array(bare, dtype="str"), pages.index)
    other = ~np.asarray(pc.fill_null(plain, fill_value=True), dtype=bool)
    found[other] = pages[other].map(page_address)
    return found


def own_pages(rows: pd.DataFrame) -> pd.Series | None:
    """The same, missing where the page is no person's; None without such a column."""
    pages = profile_addresses(rows)
    return None if pages is None else pages.mask(pages.str.contains(_OF_MANY, na=False))


def personal_pages(rows: pd.DataFrame) -> pd.Series | None:
    """Pages that are one person's by their address; missing where many people have one.

    None without a column of pages, or where no such page is there twice.
    """
    pages = own_pages(rows)
    if pages is None or not (shared := _repeated(pages)).any():
        return None
    pages = pages.where(pages.str.contains(_OF_SOMEBODY, na=False))
    shared = shared & pages.notna().to_numpy()
    return pages.mask(_of_many(pages, shared, rows)) if shared.any() else None


def own_keys(rows: pd.DataFrame) -> tuple[Sequence[str], Sequence[str]]:
    """The own e-mail and page of every row, empty where there is none."""
    pages = own_pages(rows)
    emails = own_emails(rows)
    # an office's tells nobody apart, on one row alone either
    said = emails.mask(of_office(emails)).fillna("").tolist()
    return said, [""] * len(rows) if pages is None else pages.fillna("").tolist()


def contradicting(
    keys: tuple[Sequence[str], Sequence[str]], one: int, other: int, *, pages_alone: bool = False
) -> bool:
    """Whether two rows, by position, have two different pages, or e-mails, of their own.

    Parameters
    ----------
    keys
        What ``own_keys`` gives.
    one, other
        The rows.
    pages_alone
        Whether e-mails say nothing: who is at one organization may have two.
    """
    said = keys[1:] if pages_alone else keys
    return any(key[one] and key[other] and key[one] != key[other] for key in said)
