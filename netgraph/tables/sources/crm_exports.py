"""Exports of address books and CRMs, told by their headers: which columns hold what of a person."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from netgraph import schema
from netgraph.patterns import lazy_pattern
from netgraph.tables.header import match, spelled_as
from netgraph.tables.numbering import numbered
from netgraph.tables.raw import SEVERAL, Unplaced
from netgraph.tables.sources.address_book import Entry, book, says_referrer

if TYPE_CHECKING:
    import re
    from collections.abc import Collection, Mapping, Sequence

    from netgraph.tables.raw import Raw

# Google writes "Relation 1 - Label" (earlier: Type) beside "Relation 1 - Value"; here folded
RELATION: Final = lazy_pattern(r"relation(\d+)(?:label|type)")
CUSTOM: Final = lazy_pattern(r"customfield(\d+)(?:label|type)")


class Export(NamedTuple):
    """How one program writes its contacts.

    Parameters
    ----------
    name
        The program.
    signature
        Folded columns that its files have and others do not.
    columns
        Standard name to folded columns: those of a name are joined, of others the first that is
        filled counts.
    own_id
        Folded column of an id that the program keeps.
    others
        Folded columns of its files that other tables use for a standard column, but not these.
    referrals
        Whether its files can say who referred whom.
    """

    name: str
    signature: frozenset[str]
    columns: dict[str, tuple[str, ...]]
    own_id: str = ""
    others: frozenset[str] = frozenset()
    referrals: bool = True

    def fits(self, names: set[str]) -> bool:
        """Whether a header is one of this program's."""
        return self.signature <= names


_FULL_NAME: Final = ("firstname", "middlename", "lastname")
# the first whose signature fits counts: where a file could fit two, the one that demands more must
# stand first; columns beyond a signature do no harm
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
        # the account that a card is kept in, not where the person works
        others=frozenset({"account"}),
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

ABROAD_IN_ENGLISH: Final = {
    "firstname": ("vorname", "prenom", "nombre", "nome", "voornaam"),
    "lastname": ("nachname", "nom", "apellidos", "apellido", "sobrenome", "cognome", "achternaam"),
    "emailaddress": (
        *("emailadresse", "adresseemail", "direcciondecorreoelectronico", "correoelectronico"),
        *("enderecodeemail", "email", "indirizzoemail", "emailadres"),
    ),
    "company": ("unternehmen", "firma", "entreprise", "empresa", "azienda", "societa", "bedrijf"),
    "position": ("poste", "fonction", "cargo", "puesto", "posizione", "functie"),
}
"""Folded columns of LinkedIn's export to those of other languages."""


def as_address_book(raw: Raw, wanted: Collection[str] = ()) -> Raw:
    """Read an export as an address book; any other table stays as it is.

    One with netgraph's own ``contact_id`` was written by netgraph, whatever it carries along.

    Columns that people have added keep their names, and with them their standard meaning; so do the
    program's own columns that the caller asks for in ``wanted``.
    """
    if schema.CONTACT_ID in raw.frame.columns:
        return raw
    # folded name to the name in the file; of two that fold alike the first counts
    by_folded: dict[str, str] = {}
    for name in raw.frame.columns:
        by_folded.setdefault(schema.folded(str(name)), str(name))
    by_folded |= _in_english(by_folded)
    export = next((e for e in EXPORTS if e.fits(set(by_folded))), None)
    if export is None:
        return raw
    own = {spelled_as(name, list(by_folded.values())) for name in wanted}
    return _read(raw, export, by_folded, own)


def _in_english(by_folded: Mapping[str, str]) -> dict[str, str]:
    """Columns of LinkedIn's export in another language by their English names; else none.

    The day of a connection tells it, which no other table has.
    """
    day = next((f for f in by_folded if f in schema.CONNECTED_DAYS), None)
    if day in (None, schema.CONNECTED_ON):
        return {}
    found = {
        english: by_folded[name]
        for english, names in ABROAD_IN_ENGLISH.items()
        for name in reversed(names)
        if name in by_folded and english not in by_folded
    }
    return {**found, schema.CONNECTED_ON: by_folded[day]}


def _read(
    raw: Raw, export: Export, by_folded: dict[str, str], wanted: Collection[str | None]
) -> Raw:
    # lists a column: reading single cells of a frame would be many times slower
    filled = raw.frame.fillna("").astype("str")
    cells: dict[str, list[str]] = {str(name): filled[name].tolist() for name in filled.columns}
    sheet = _Sheet(
        cells,
        by_folded,
        _pairs(RELATION, "relation", by_folded),
        _pairs(CUSTOM, "customfield", by_folded),
    )
    # folded columns that have a standard name; then
    # all columns that are spent, as the file has them
    used = {f for fs in export.columns.values() for f in fs} | {export.own_id}
    spent = {name for pair in sheet.relations for name in pair} | {
        by_folded[f] for f in used if f in by_folded
    }
    # exports have dozens of columns, most of them empty; only those that hold something stay
    stay = [name for name in cells if name in wanted or (name not in spent and any(cells[name]))]
    further = dict(zip(stay, _further_names(stay, export, sheet), strict=True))
    entries = [
        _export_entry(sheet, row, int(line), export, further)
        for row, line in enumerate(raw.frame.index)
    ]
    says = match(further.values(), schema.CONTACTS_TABLE)
    referrals = export.referrals or schema.REFERRED_BY in says or schema.REFERRED_TO in says
    people = book(entries, raw.label, notes=() if referrals else (_no_referrals_note(export),))
    return replace(people, used=_columns_of_referrers(sheet, further), made_ids=not export.own_id)


class _Sheet(NamedTuple):
    """Cells by column, columns by folded name, and the pairs of columns that label a value."""

    cells: dict[str, list[str]]
    by_folded: dict[str, str]
    relations: list[tuple[str, str]]
    customs: list[tuple[str, str]]

    def at(self, folded: str, row: int) -> str:
        """The cell of a column in a row; empty where there is no such column."""
        return self.cells[self.by_folded[folded]][row] if folded in self.by_folded else ""


def _pairs(pattern: re.Pattern[str], stem: str, by_folded: dict[str, str]) -> list[tuple[str, str]]:
    found = [
        (by_folded[f], by_folded.get(f"{stem}{m[1]}value"))
        for f in by_folded
        if (m := pattern.fullmatch(f))
    ]
    return [(label, value) for label, value in found if value is not None]


def _export_entry(
    sheet: _Sheet, row: int, line: int, export: Export, further: Mapping[str, str]
) -> Entry:
    # standard name to cell; the exporter's own words for further columns join it below
    person = {
        name: _cell(name, [sheet.at(f, row) for f in columns])
        for name, columns in export.columns.items()
    }
    referrers, unplaced = _export_relations(sheet, row, line)
    mails = [sheet.at(f, row) for f in export.columns.get(schema.EMAIL, ())]
    person[schema.OTHER_EMAILS] = _other_emails(mails, person.get(schema.EMAIL, ""))
    # the program's own field first, then relations; one that says the same name counts once
    said = [person.get(schema.REFERRED_BY, ""), *referrers]
    person[schema.REFERRED_BY] = SEVERAL.join(dict.fromkeys(filter(None, said)))
    person |= {called: sheet.cells[name][row] for name, called in further.items()}
    return Entry(line, person, sheet.at(export.own_id, row).strip(), tuple(unplaced))


def _cell(standard: str, found: list[str]) -> str:
    """Put together what a person's columns hold.

    Of several values in a cell the first counts, but for referrers, who all count.
    """
    words = [text.strip() for text in found if text.strip()]
    if standard == schema.NAME:
        return _full_name([text.strip() for text in found])
    if standard == schema.REFERRED_BY:
        return SEVERAL.join(words)
    return words[0].split(SEVERAL)[0] if words else ""


def _other_emails(found: Sequence[str], first: str) -> str:
    """The addresses of a person but the first, each once."""
    every = [one.strip() for text in found for one in text.split(SEVERAL)]
    return SEVERAL.join(one for one in dict.fromkeys(every) if one and one != first)


def _full_name(found: Sequence[str]) -> str:
    """The name in a column of whole names, where one comes before its parts; else the parts."""
    # Google's columns: the whole name, then its three parts under the old and the new headings
    if len(found) > len(_FULL_NAME):
        whole, old, new = found[0], found[1:4], found[4:7]
        found = [whole] if whole else [a or b for a, b in zip(old, new, strict=True)]
    # "Mary Ann" is a first name as well: a blank in a part tells nothing
    return " ".join(filter(None, found))


def _further_names(names: Sequence[str], export: Export, sheet: _Sheet) -> list[str]:
    """What further columns are called beside the standard ones.

    The program's own words are kept from being taken for a standard column they do not mean.
    """
    # standard columns that the export itself fills: it goes before a column of the same name
    filled = {
        name
        for name, columns in export.columns.items()
        if any(any(sheet.cells[sheet.by_folded[f]]) for f in columns if f in sheet.by_folded)
    } | {schema.CONTACT_ID}
    meant = [f"{name} (export)" if schema.folded(name) in export.others else name for name in names]
    return [numbered(name, filled, "{} {}") for name in meant]


def _export_relations(sheet: _Sheet, row: int, line: int) -> tuple[list[str], list[Unplaced]]:
    """Who referred the person, and the relations that say nothing of it.

    Custom fields hold anything: they count only where their label says so.
    """
    referrers: list[str] = []
    unplaced: list[Unplaced] = []
    for pairs, say_others in ((sheet.relations, True), (sheet.customs, False)):
        for label_column, value_column in pairs:
            label, value = sheet.cells[label_column][row], sheet.cells[value_column][row].strip()
            # Google marks the preferred value of a kind with "* " in front of its label
            if value and says_referrer(label.removeprefix("* ")):
                referrers.append(value)
            elif value and say_others:
                unplaced.append(
                    Unplaced(line, value, f"the relation {label!r} does not say who referred whom")
                )
    return referrers, unplaced


def _columns_of_referrers(sheet: _Sheet, further: Mapping[str, str]) -> tuple[str, ...]:
    """Custom fields that say who referred somebody, by the names they are carried along under."""
    pairs = [
        pair
        for pair in sheet.customs
        if any(says_referrer(label.removeprefix("* ")) for label in set(sheet.cells[pair[0]]))
    ]
    return (schema.URL, *(further[name] for pair in pairs for name in pair if name in further))


def _no_referrals_note(export: Export) -> Unplaced:
    return Unplaced(
        0,
        "",
        f"{export.name}'s export holds no referrals: write in a column 'Referred by' who gave you "
        f"whose name, or give a second table of {schema.REFERRER_ID}, {schema.REFERRED_ID}",
        no_referrals=True,
    )
