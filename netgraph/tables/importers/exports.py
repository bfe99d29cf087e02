"""Exports with a header of their own: which columns are whose name, e-mail, organization and referrer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from netgraph import schema
from netgraph.tables.importers.book import SEVERAL, Entry, book, says_referrer
from netgraph.tables.raw import Unplaced

if TYPE_CHECKING:
    from netgraph.tables.raw import Raw

RELATION: Final = re.compile(r"relation(\d+)(?:label|type)")


@dataclass(frozen=True, slots=True)
class Export:
    """How one program writes its contacts.

    Parameters
    ----------
    name
        The program.
    signature
        Folded columns that its files have and others do not.
    columns
        Standard name to folded columns: those of a name are joined, of others the first that is filled counts.
    own_id
        Folded column of an id that the program keeps.
    referrals
        Whether its files can say who referred whom.
    """

    name: str
    signature: frozenset[str]
    columns: dict[str, tuple[str, ...]]
    own_id: str = ""
    referrals: bool = True

    def fits(self, names: set[str]) -> bool:
        """Whether a header is one of this program's."""
        return self.signature <= names


_FULL_NAME: Final = ("firstname", "middlename", "lastname")
EXPORTS: Final = (
    Export(
        "LinkedIn",
        frozenset({"firstname", "lastname", "connectedon"}),
        {
            schema.NAME: ("firstname", "lastname"),
            schema.EMAIL: ("emailaddress",),
            schema.ORGANIZATION: ("company",),
            schema.TITLE: ("position",),
            schema.URL: ("url",),
        },
        referrals=False,
    ),
    Export(
        "HubSpot",
        frozenset({"recordid", "firstname", "lastname"}),
        {
            schema.NAME: ("firstname", "lastname"),
            schema.EMAIL: ("email",),
            schema.PHONE: ("phonenumber", "mobilephonenumber"),
            schema.ORGANIZATION: ("associatedcompany", "companyname"),
            schema.TITLE: ("jobtitle",),
            schema.SOURCE: ("originalsource",),
            schema.URL: ("linkedinurl",),
            schema.REFERRED_BY: ("referredby", "referrer"),
            schema.NOTES: ("notes",),
        },
        own_id="recordid",
    ),
    Export(
        "Thunderbird",
        frozenset({"firstname", "lastname", "displayname", "primaryemail"}),
        {
            schema.NAME: ("displayname",),
            schema.EMAIL: ("primaryemail", "secondaryemail"),
            schema.PHONE: ("workphone", "mobilenumber", "homephone"),
            schema.ORGANIZATION: ("organization",),
            schema.TITLE: ("jobtitle",),
            schema.NOTES: ("notes",),
            schema.REFERRED_BY: ("referredby",),
        },
    ),
    Export(
        "Outlook",
        frozenset({"firstname", "lastname", "referredby", "webpage"}),
        {
            schema.NAME: _FULL_NAME,
            schema.EMAIL: ("emailaddress", "email2address", "email3address"),
            schema.PHONE: ("businessphone", "mobilephone", "primaryphone", "homephone"),
            schema.ORGANIZATION: ("company",),
            schema.TITLE: ("jobtitle",),
            schema.FIELD: ("profession",),
            schema.NOTES: ("notes",),
            schema.URL: ("webpage",),
            schema.REFERRED_BY: ("referredby",),
        },
    ),
    Export(
        "Google",
        frozenset({"email1value"}),
        {
            schema.NAME: ("name", *_FULL_NAME, "givenname", "additionalname", "familyname"),
            schema.EMAIL: ("email1value", "email2value"),
            schema.PHONE: ("phone1value",),
            schema.ORGANIZATION: ("organizationname", "organization1name"),
            schema.TITLE: ("organizationtitle", "organization1title"),
            schema.FIELD: ("occupation",),
            schema.NOTES: ("notes",),
            schema.URL: ("website1value",),
        },
    ),
)


def recognised(raw: Raw) -> Raw:
    """Read an export as an address book; any other table stays as it is."""
    by_folded: dict[str, str] = {}
    for name in raw.frame.columns:
        by_folded.setdefault(schema.folded(str(name)), str(name))
    export = next((e for e in EXPORTS if e.fits(set(by_folded))), None)
    return raw if export is None else _read(raw, export, by_folded)


def _read(raw: Raw, export: Export, by_folded: dict[str, str]) -> Raw:
    filled = raw.frame.fillna("").astype("str")
    columns = {by_folded[f]: f for f in by_folded}
    cells: dict[str, list[str]] = {str(name): filled[name].tolist() for name in filled.columns}
    used = {f for fs in export.columns.values() for f in fs} | {export.own_id}
    relations = {
        by_folded[f]: by_folded.get(f"relation{m[1]}value", "")
        for f in by_folded
        if (m := RELATION.fullmatch(f))
    }
    spent = {name for pair in relations.items() for name in pair} | {
        n for n, f in columns.items() if f in used
    }
    further = [n for n in cells if n not in spent and any(cells[n])]
    entries = []
    for row, line in enumerate(raw.frame.index):
        at = {f: cells[name][row] for f, name in by_folded.items()}
        person = {
            standard: _cell(standard, [at[f] for f in fs if f in at])
            for standard, fs in export.columns.items()
        }
        referrers, unplaced = _relations(
            {label: cells[label][row] for label in relations}, relations, cells, row, line
        )
        person[schema.REFERRED_BY] = SEVERAL.join(
            dict.fromkeys(filter(None, [person.get(schema.REFERRED_BY, ""), *referrers]))
        )
        person |= {_further_name(n): cells[n][row] for n in further}
        entries.append(Entry(int(line), person, at.get(export.own_id, "").strip(), tuple(unplaced)))
    return book(entries, raw.label, notes=() if export.referrals else (_no_referrals(export),))


def _cell(standard: str, found: list[str]) -> str:
    """Put together what a person's columns hold; of several values in a cell the first counts, but for referrers."""
    words = [text.strip() for text in found if text.strip()]
    if standard == schema.NAME:
        whole = [w for w in words if " " in w]
        return words[0] if len(whole) > 0 and words[0] == whole[0] else " ".join(dict.fromkeys(words))
    if standard == schema.REFERRED_BY:
        return SEVERAL.join(words)
    return words[0].split(SEVERAL)[0] if words else ""


def _further_name(name: str) -> str:
    """Keep an exporter's own words from being taken for a standard column they do not mean."""
    return f"{name} (export)" if _means_another(name) else name


def _means_another(name: str) -> bool:
    aliases = {schema.folded(a) for c in schema.CONTACTS_TABLE.columns for a in (c.name, *c.aliases)}
    return schema.folded(name) in aliases


def _relations(
    labels: dict[str, str], values: dict[str, str], cells: dict[str, list[str]], row: int, line: int
) -> tuple[list[str], list[Unplaced]]:
    referrers: list[str] = []
    unplaced: list[Unplaced] = []
    for column, label in labels.items():
        value = cells[values[column]][row].strip() if values[column] else ""
        if not value:
            continue
        if says_referrer(label.removeprefix("* ")):
            referrers.append(value)
        else:
            unplaced.append(
                Unplaced(int(line), value, f"the relation {label!r} does not say who referred whom")
            )
    return referrers, unplaced


def _no_referrals(export: Export) -> Unplaced:
    return Unplaced(
        0,
        "",
        f"{export.name}'s export holds no referrals: fill in a table of {schema.REFERRER_ID}, {schema.REFERRED_ID}",
    )
