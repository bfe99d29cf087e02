"""Cohorts that show nobody: one pseudonym a person over all searches, for seekers as well."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.cohort.cohort import PREFIXED, Cohort, SearchFiles
from netgraph.cohort.landed import is_landed_recorded, seekers_landed
from netgraph.cohort.prefixes import prefix_taken_off, prefixed, searches_of
from netgraph.collation import Collation, places_of, places_of_people
from netgraph.frames import values
from netgraph.network import ReferralNetwork
from netgraph.organization_names import key
from netgraph.pseudonyms import Codes
from netgraph.redaction import (
    redacted_with_names,
    safe_contacts,
    unsafe_referrals,
    with_words,
    without_own_sources,
)
from netgraph.redaction_issues import hidden_columns, redacted_issues
from netgraph.redaction_words import (
    each_organization,
    named_after_people,
    words_without_organizations,
)

if TYPE_CHECKING:
    from netgraph.arrays import Longs
    from netgraph.choices import Redaction

LANDED_COLUMN: Final = "landed"
"""The one column that is left of the table of seekers besides their ids and names."""


class CohortRows(NamedTuple):
    """The contacts of all searches without prefixes, and who they are over all searches.

    Parameters
    ----------
    contacts
        A row a contact of a search, as ``side_by_side`` has them, ids and words without prefixes.
    person, firm
        Id and organization of each among everybody.
    search
        ``int64[contacts]``: the search of each, in the order in which seekers are shown.
    """

    contacts: pd.DataFrame
    person: pd.Series
    firm: pd.Series
    search: Longs


def redacted_cohort(cohort: Cohort, what: Redaction, secret: bytes) -> Cohort:
    """Return a cohort with pseudonyms; ``redact`` says what stays.

    Everybody is hidden first, with seekers whom nobody else knows among them: what they are called
    there they are called in every search. Then the rows of all searches get these words, search by
    search, in the order of the pseudonyms of the seekers.

    Parameters
    ----------
    cohort
        The cohort.
    what
        One of the redactions.
    secret
        The key.

    Raises
    ------
    SamePseudonymError
        If two people or organizations would have one pseudonym.
    """
    coded = Codes(secret)
    side, number, old = cohort.side_by_side, len(cohort), cohort.known
    ids_before = cohort.seekers.to_series().reset_index(drop=True)
    # int64[searches]: the new place of each search
    place = places_of(pd.Series(coded.numbers(ids_before, "person")))
    rows = _rows_to_hide(cohort, place)
    base = _with_all_seekers(cohort)
    after_people = _after_people(base, rows, old.targets)
    everybody, called = redacted_with_names(base, what, secret, after_people=after_people)
    contacts, left_out = safe_contacts(
        rows.contacts.drop(columns=schema.SEEKER_ID, errors="ignore")
    )
    left_out += [
        (table, column)
        for table, column in unsafe_referrals(side.referrals)
        if column != schema.SEEKER_ID
    ]
    firms = ShownFirms(what, coded, after_people)
    shown = _shown_words(rows, what, called, firms, old.targets)
    targets = _hidden_targets(side.targets, rows, old.targets, place, firms)
    seeker_ids = ids_before.map(called).astype("str")
    issues = _hidden_issues(cohort, dict(zip(ids_before, seeker_ids, strict=True)), left_out)
    # int64[contacts]: of the persons, so that a person has one place in every search
    code = _codes_of(rows.person, coded)
    hidden = with_words(
        side,
        contacts,
        {
            c: prefixed(cells, rows.search.astype(np.int32), number) if c in PREFIXED else cells
            for c, cells in shown.items()
        },
        targets,
        code,
        issues=issues.drop(columns=schema.SEEKER_ID),
        search=rows.search,
    )
    order = np.lexsort((code, contacts[schema.STUB].to_numpy(), rows.search))
    people = pd.DataFrame(
        {
            schema.CONTACT_ID: rows.person.map(called).astype("str"),
            schema.ORGANIZATION: firms.shown(rows.firm, rows.firm),
        }
    ).iloc[order]
    by_place = np.argsort(place)
    groups = _hidden_groups(cohort, seeker_ids, everybody)
    return Cohort(
        hidden,
        pd.Index(seeker_ids.iloc[by_place]),
        known=SearchFiles(people, everybody.targets, _types(cohort, hidden, by_place)),
        issues=issues,
        groups=None if cohort.groups is None else groups.iloc[by_place].reset_index(drop=True),
        everybody=everybody,
        collation=_places_of_seekers(cohort, ids_before, seeker_ids),
    )


def _rows_to_hide(cohort: Cohort, place: Longs) -> CohortRows:
    side, number = cohort.side_by_side, len(cohort)
    contacts = side.contacts.reset_index(drop=True)
    search = searches_of(contacts[schema.CONTACT_ID], number)
    words = {c: prefix_taken_off(contacts[c], number) for c in PREFIXED if c in contacts.columns}
    known = cohort.known.people.reset_index(drop=True)
    return CohortRows(
        contacts.assign(**words),
        known[schema.CONTACT_ID],
        values(known, schema.ORGANIZATION),
        place[search],
    )


def _with_all_seekers(cohort: Cohort) -> ReferralNetwork:
    """Everybody, and behind them the seekers who are nobody's contact, who are not counted."""
    net = cohort.everybody
    contacts, left_out = net.contacts, net.left_out
    missing = cohort.seekers[~cohort.seekers.isin(contacts[schema.CONTACT_ID])]
    if not len(missing):
        return net
    added = pd.DataFrame(
        {
            c: pd.Series(index=range(len(missing)), dtype=contacts[c].dtype)
            for c in contacts.columns
            if c != schema.STUB
        }
    )
    added[schema.CONTACT_ID] = missing.to_numpy()
    if schema.NAME in contacts.columns:
        added[schema.NAME] = _names_of_groups(cohort).reindex(missing).to_numpy()
    added[schema.STUB] = False
    added.index = pd.Index(np.zeros(len(missing), dtype=np.int64), name=schema.LINE)
    every = pd.concat([contacts, added[contacts.columns].astype(contacts.dtypes)])
    before = {left_out} if isinstance(left_out, str) else {*(left_out or ())}
    return ReferralNetwork(
        every,
        net.referrals,
        targets=net.targets,
        repeats=net.repeats,
        as_of=net.as_of_date,
        seeker=frozenset(before | {*missing}),
        collation=net.collation,
    )


def _names_of_groups(cohort: Cohort) -> pd.Series:
    """The names in the table of seekers, by id."""
    groups = cohort.groups
    if groups is None or schema.NAME not in groups.columns:
        return pd.Series(dtype="str")
    named: pd.Series = groups.drop_duplicates(schema.SEEKER_ID).set_index(schema.SEEKER_ID)[
        schema.NAME
    ]
    return named


def _after_people(
    base: ReferralNetwork, rows: CohortRows, targets: pd.DataFrame | None
) -> set[str]:
    """Organizations of everybody that are called after people, in any spelling of a search."""
    columns = [schema.CONTACT_ID, schema.NAME, schema.ORGANIZATION]
    own = rows.contacts.reindex(columns=columns)
    # each row with its own spelling, and with that of everybody; then everybody, seekers too
    stacked = pd.concat(
        [
            own,
            own.assign(**{schema.ORGANIZATION: rows.firm}),
            base.contacts.reindex(columns=columns),
        ],
        ignore_index=True,
    ).astype("str")
    known = each_organization(stacked[schema.ORGANIZATION], targets)
    found = named_after_people(stacked, known)
    own_spelling = own[schema.ORGANIZATION].isin(found)
    return found | {*rows.firm[own_spelling.to_numpy(dtype=bool)].dropna()}


class ShownFirms(NamedTuple):
    """What organizations are called: all by codes, or those that are named after people."""

    what: Redaction
    coded: Codes
    after_people: set[str]

    def shown(self, own: pd.Series, firm: pd.Series) -> pd.Series:
        """What is shown for some spellings, by what everybody calls the organizations."""
        codes = self.coded.words(firm, "organization")
        if self.what in ("organizations", "all"):
            return codes
        found: pd.Series = own.mask(firm.isin(self.after_people), codes).astype("str")
        return found


def _shown_words(
    rows: CohortRows,
    what: Redaction,
    called: pd.Series,
    firms: ShownFirms,
    targets: pd.DataFrame | None,
) -> dict[str, pd.Series]:
    """Words for each row of contacts, without prefixes."""
    given, person = rows.contacts, rows.person.map(called).astype("str")
    shown = {schema.CONTACT_ID: _each_once(person, rows.search)}
    if schema.NAME in given:
        names = given[schema.NAME]
        if what == "organizations":
            both = given.assign(**{schema.ORGANIZATION: rows.firm})
            known = each_organization(rows.firm, targets)
            shown[schema.NAME] = words_without_organizations(names, both, known, firms.coded)
        else:
            label = person if what == "initials" else "Person " + person
            shown[schema.NAME] = label.where(names.notna())
    if schema.ORGANIZATION in given:
        shown[schema.ORGANIZATION] = firms.shown(given[schema.ORGANIZATION], rows.firm)
    if schema.SOURCE in given:
        shown[schema.SOURCE] = without_own_sources(given[schema.SOURCE], firms.coded)
    return shown


def _each_once(ids: pd.Series, search: Longs) -> pd.Series:
    """Number the contacts of a search who are one person over all searches."""
    again = ids.groupby([search, ids.to_numpy()]).cumcount()
    found = ids.where(again == 0, ids + " (" + (again + 1).astype("str") + ")").astype("str")
    pairs = pd.DataFrame({"search": search, "id": found})
    return _each_once(found, search) if pairs.duplicated().any() else found


def _codes_of(words: pd.Series, coded: Codes) -> Longs:
    """The numbers of words that may repeat: int64[words]."""
    number, different = pd.factorize(words)
    found: Longs = coded.numbers(pd.Series(different), "person")[number]
    return found


def _hidden_targets(
    targets: pd.DataFrame | None,
    rows: CohortRows,
    of_everybody: pd.DataFrame | None,
    place: Longs,
    firms: ShownFirms,
) -> pd.DataFrame | None:
    """The targets of all searches, side by side, in the new order of searches."""
    if targets is None:
        return None
    number = len(place)
    own = prefix_taken_off(targets[schema.ORGANIZATION], number)
    search = place[searches_of(targets[schema.ORGANIZATION], number)]
    # what everybody calls an organization: as its contacts do, else as the list of all has it
    spelled = {} if of_everybody is None else {key(n): n for n in of_everybody[schema.ORGANIZATION]}
    pairs = zip(values(rows.contacts, schema.ORGANIZATION), rows.firm, strict=True)
    by_row = {a: b for a, b in pairs if isinstance(a, str) and isinstance(b, str)}
    firm = pd.Series(
        [by_row.get(one, spelled.get(key(one), one)) for one in own], index=own.index, dtype="str"
    )
    words = prefixed(firms.shown(own, firm), search.astype(np.int32), number)
    return targets.assign(**{schema.ORGANIZATION: words})


def _hidden_issues(
    cohort: Cohort, called: dict[str, str], left_out: list[tuple[str, str]]
) -> pd.DataFrame:
    issues = cohort.issues
    hidden = redacted_issues(issues)
    hidden[schema.SEEKER_ID] = issues[schema.SEEKER_ID].map(called).astype("str")
    told = [hidden_columns(left_out).assign(**{schema.SEEKER_ID: None})]
    if types := cohort.known.types:
        # where each search has tables of its own, it is told of the columns of these
        told = [
            hidden_columns([(t, c) for t, c in left_out if c in of[t != schema.CONTACTS]]).assign(
                **{schema.SEEKER_ID: called[seeker]}
            )
            for seeker, of in zip(cohort.seekers, types, strict=True)
        ]
    return pd.concat([hidden, *told], ignore_index=True).astype({schema.SEEKER_ID: "str"})


def _types(cohort: Cohort, hidden: ReferralNetwork, by_place: Longs) -> tuple[Any, ...]:
    """The types of the columns that each search has and that are shown."""
    types = cohort.known.types
    if not types:
        return ()
    shown = set(hidden.contacts.columns), set(hidden.referrals.columns)
    return tuple(
        tuple(
            {column: kind for column, kind in of.items() if column in there}
            for of, there in zip(types[n], shown, strict=True)
        )
        for n in by_place.tolist()
    )


def _hidden_groups(cohort: Cohort, ids: pd.Series, everybody: ReferralNetwork) -> pd.DataFrame:
    """A row a seeker: id, name where one was given, and who has landed where that is said."""
    columns: dict[str, Any] = {schema.SEEKER_ID: ids.to_numpy()}
    given = _names_of_groups(cohort)
    if len(given):
        people = everybody.contacts
        names = pd.Series(
            values(people, schema.NAME).to_numpy(), index=people[schema.CONTACT_ID].to_numpy()
        )
        shown = ids.map(names).fillna(ids)
        columns[schema.NAME] = shown.where(
            cohort.seekers.to_series().isin(given.dropna().index).to_numpy()
        ).to_numpy()
    landed = seekers_landed(cohort)
    if is_landed_recorded(cohort):
        columns[LANDED_COLUMN] = pd.Series("yes", range(len(ids))).where(landed)
    return pd.DataFrame(columns).astype("str")


def _places_of_seekers(cohort: Cohort, before: pd.Series, shown: pd.Series) -> Collation:
    """The places of seekers by their ids, and in the tables, before they were hidden."""
    people, listed = places_of_people(before, cohort.collation)
    none = pd.Series(dtype=np.int64)
    index = shown.to_numpy()
    return Collation(pd.Series(people, index), pd.Series(listed, index), none, none)
