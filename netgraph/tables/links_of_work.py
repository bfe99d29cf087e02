"""Links that say who works where: organizations of people, in networks drawn of both."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

import pandas as pd

from netgraph import schema
from netgraph.errors import some_of
from netgraph.patterns import lazy_pattern
from netgraph.tables.cell_texts import claimed, names_of
from netgraph.tables.cleaning.text import normalize_text
from netgraph.tables.issues import quoted
from netgraph.tables.person_names import fold_name, fold_names
from netgraph.tables.raw import Raw, Remark
from netgraph.wording import with_noun

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

WORKS_AT: Final = lazy_pattern(
    r"(?:is |an? )*(?:work(?:s|ing)? (?:at|for|in)|employee? (?:of|by|at|de|chez)"
    r"|employed (?:by|at)|employment|staff (?:of|at)|affiliat(?:ed|ion) (?:to|with)"
    r"|(?:co ?)?founder of|arbeitet (?:bei|fur)|angestellt bei|mitarbeiter(?:in)? (?:von|bei)"
    r"|travaille (?:chez|pour)|trabaja (?:en|para)|emplead[oa] de|lavora (?:per|presso)"
    r"|werkt (?:bij|voor))"
)
"""Words, folded, of links from a person to where they work."""
EMPLOYS: Final = lazy_pattern(r"(?:is |an? )*(?:employs|employer of)")
"""Words, folded, of links from an organization to who works there."""


class LinksOfKinds(NamedTuple):
    """A list of links with a column that says of what kind each is.

    Parameters
    ----------
    raw
        The list.
    ends
        The columns of both ends.
    called
        The column of kinds.
    kinds
        Its folded words, ``text[rows]``.
    """

    raw: Raw
    ends: tuple[str, str]
    called: str
    kinds: pd.Series


class Job(NamedTuple):
    """Somebody's work: who and where, as the cells call them, in which line of which list."""

    person: str
    organization: str
    line: int
    raw: Raw


def is_of_work(kind: str) -> bool:
    """Whether a folded kind of links says who works where."""
    return bool(WORKS_AT.fullmatch(kind) or EMPLOYS.fullmatch(kind))


def jobs_of(links: LinksOfKinds) -> list[Job]:
    """Who works where by a list of links, in the order of its rows."""
    raw, ends, _, kinds = links
    different = [str(kind) for kind in kinds.dropna().unique()]
    found: list[Job] = []
    for pattern, (who, where) in ((WORKS_AT, ends), (EMPLOYS, (ends[1], ends[0]))):
        rows = kinds.isin([kind for kind in different if pattern.fullmatch(kind)])
        both = raw.frame.loc[rows.to_numpy(dtype=bool), [who, where]]
        cells = both.apply(normalize_text).dropna()
        found += [Job(str(a), str(b), int(line), raw) for line, a, b in cells.itertuples()]
    return sorted(found, key=lambda job: job.line)


def with_organizations_of(
    jobs: Sequence[Job],
    contacts: Sequence[Raw],
    links: Sequence[Raw],
    columns: Mapping[str, str],
    *,
    named: Mapping[str, str],
) -> tuple[Raw, ...]:
    """Give people the organizations that links say they work at, and tell it.

    Parameters
    ----------
    jobs
        Who works where.
    contacts, links
        All tables of people, and of links without those of work.
    columns
        Standard name to found name, as the caller has it.
    named
        Ids of rows to the names that stand there.

    Returns
    -------
    The tables of people without the rows that are organizations, and one more of people whom the
    links of work alone name.
    """
    if not jobs:
        return tuple(contacts)
    # who refers or is referred, or works somewhere, is a person
    people = {fold_name(job.person) for job in jobs} | _ends_of(links, columns)
    jobs = [job for job in jobs if fold_name(job.organization) not in people]
    # a bare number is a node without a label: it names no organization
    jobs = [job for job in jobs if not named.get(job.organization, job.organization).isdecimal()]
    where: dict[str, list[str]] = {}
    for job in jobs:
        firm = named.get(job.organization, job.organization)
        firms = where.setdefault(fold_name(job.person), [])
        firms += [firm] if firm not in firms else []
    organizations = {fold_name(job.organization) for job in jobs}
    known: set[str] = set()
    found = []
    for raw in contacts:
        matched = claimed(raw, schema.CONTACTS_TABLE, columns)
        keys = _keys_of_rows(raw, matched)
        known |= {key for of in keys for key in of.dropna()}
        found.append(_with_organizations(raw, matched, keys, where, organizations))
    return (*found, *_people_of(jobs, where, known))


def names_by_id(contacts: Sequence[Raw], columns: Mapping[str, str]) -> dict[str, str]:
    """Ids of rows to the names that stand there: nodes of a graph are called by numbers."""
    found: dict[str, str] = {}
    for raw in contacts:
        matched = claimed(raw, schema.CONTACTS_TABLE, columns)
        if schema.CONTACT_ID in matched:
            ids = normalize_text(raw.frame[matched[schema.CONTACT_ID]])
            names = names_of(raw.frame, matched)
            rows = (ids.notna() & names.notna()).to_numpy(dtype=bool)
            found |= dict(zip(map(str, ids[rows]), map(str, names[rows]), strict=True))
    return found


def _ends_of(links: Sequence[Raw], columns: Mapping[str, str]) -> set[str]:
    """The folded texts of everybody who refers or is referred."""
    found: set[str] = set()
    for raw in links:
        matched = claimed(raw, schema.REFERRALS_TABLE, columns)
        for end in schema.ENDS:
            if end in matched:
                found |= set(fold_names(normalize_text(raw.frame[matched[end]]).dropna()))
    return found


def _keys_of_rows(raw: Raw, matched: Mapping[str, str]) -> list[pd.Series]:
    """What links may call the person of each row: the id, the name; folded, ``text[rows]``."""
    own = [raw.frame[matched[schema.CONTACT_ID]]] if schema.CONTACT_ID in matched else []
    texts = [normalize_text(cells) for cells in (*own, names_of(raw.frame, matched))]
    return [fold_names(one).mask(one.isna()) for one in texts]


def _with_organizations(
    raw: Raw,
    matched: Mapping[str, str],
    keys: Sequence[pd.Series],
    where: Mapping[str, Sequence[str]],
    organizations: Collection[str],
) -> Raw:
    """A table of people with the organizations of links, without rows that are organizations."""
    out = pd.concat([of.isin(organizations) for of in keys], axis=1).any(axis=1)
    firms = [of.map(lambda key: [*where.get(key, ())], na_action="ignore") for of in keys]
    # text[rows]: the first organization of who has one in the links, by id before by name
    first = pd.Series(None, index=raw.frame.index, dtype="str")
    for one in firms:
        first = first.fillna(one.map(lambda of: of[0] if of else None, na_action="ignore"))
    called = matched.get(schema.ORGANIZATION, schema.ORGANIZATION)
    # text[rows], all missing where the table has no such column
    own = normalize_text(raw.frame[called]) if called in raw.columns else first.mask(first.notna())
    new = (own.isna() & first.notna() & ~out).to_numpy(dtype=bool)
    remarks: list[Remark] = []
    frame = raw.frame
    if new.any():
        frame = frame.assign(**{called: own.where(~new, first)})
        several = {firm[0]: firm for one in firms for firm in one[new].dropna() if len(firm) > 1}
        remarks.append(_told_organizations(frame[called][new], called, several.values()))
    if out.any():
        names = names_of(frame, matched)[out]
        message = (
            f"{with_noun(int(out.sum()), 'row')} left out, no people, as others work there by the "
            f"links: {some_of([quoted(str(name)) for name in names])}"
        )
        line = int(frame.index[out.to_numpy(dtype=bool)][0])
        remarks.append(Remark(schema.READ_AS, message, line, severity="warning"))
        frame = frame[~out]
    return replace(raw, frame=frame, remarks=(*raw.remarks, *remarks)) if remarks else raw


def _told_organizations(rows: pd.Series, called: str, several: Iterable[Sequence[str]]) -> Remark:
    """What is told of organizations that links say, of each row with one."""
    more = [f"{some_of([quoted(one) for one in firms])}" for firms in several]
    also = f"; of several the first is taken ({'; '.join(more[:3])})" if more else ""
    return Remark(
        schema.READ_AS,
        f"{with_noun(len(rows), 'organization')} taken from links that say who works where" + also,
        line=int(rows.index[0]),
        column=called,
        value=str(rows.iloc[0]),
        severity="warning" if more else "info",
    )


def _people_of(
    jobs: Sequence[Job], where: Mapping[str, Sequence[str]], known: Collection[str]
) -> list[Raw]:
    """People whom no table lists, as the links of work name them, each list its own."""
    seen = {*known}
    rows: dict[str, list[Job]] = {}
    for job in jobs:
        key = fold_name(job.person)
        if key not in seen:
            seen.add(key)
            rows.setdefault(job.raw.label, []).append(job)
    found = []
    for listed in rows.values():
        names = [job.person for job in listed]
        firms = [where[fold_name(name)] for name in names]
        frame = pd.DataFrame(
            {
                schema.CONTACT_ID: names,
                schema.NAME: names,
                schema.ORGANIZATION: [firm[0] for firm in firms],
            },
            index=[job.line for job in listed],
            dtype="str",
        )
        several = [firm for firm in firms if len(firm) > 1]
        told = _told_organizations(frame[schema.ORGANIZATION], schema.ORGANIZATION, several)
        raw = listed[0].raw
        found.append(Raw(frame, raw.label, raw.unit, True, remarks=(told,), made_ids=True))
    return found
