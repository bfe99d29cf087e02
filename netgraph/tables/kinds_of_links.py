"""Kinds of links that are no referrals: who works where, who knows whom, edges without direction.

Kumu and Gephi draw people and organizations in one picture. "Works at" joins a person with an
organization, which referred nobody and is nobody's referral.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pandas as pd

from netgraph import schema
from netgraph.patterns import lazy_pattern
from netgraph.tables.cell_texts import claimed
from netgraph.tables.cleaning.text import normalize_text
from netgraph.tables.issues import quoted
from netgraph.tables.links_of_work import (
    LinksOfKinds,
    is_of_work,
    jobs_of,
    names_by_id,
    with_organizations_of,
)
from netgraph.tables.person_names import fold
from netgraph.tables.raw import Remark
from netgraph.wording import with_noun

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from netgraph.arrays import Flags
    from netgraph.tables.raw import Raw

HEADINGS_OF_KINDS: Final = frozenset(
    "type kind label relation relationship linktype connectiontype edgetype edgelabel "
    "direction".split()
)
"""Folded headings under which a list of links says what each link is."""
MOST_KINDS: Final = 200
"""Different words of such a column; more are no kinds."""
NO_REFERRAL: Final = lazy_pattern(
    r"(?:(?:has |used to |is |was |an? )*"
    r"(?:work(?:s|ed|ing)? (?:at|for|in|with)|employ(?:ee|ed|er) (?:of|by|at)"
    r"|employment|employs|(?:board )?member(?:ship)? of|belongs to|part of"
    r"|affiliat(?:ed|ion) (?:to|with)"
    r"|staff (?:of|at)|(?:co ?)?found(?:er of|ed)|owns|studi(?:es|ed) at|alum\w* of"
    r"|knows|acquaintance of|co ?worker(?:s|s? of|s? with)|colleague(?:s|s? of|s? with)"
    r"|reports to|manage(?:s|r of)|boss of|friend(?:s|s? of|s? with)|married to|spouse of"
    r"|sibling of|classmate(?:s|s? of|s? with)|neighbou?r(?:s|s? of)"
    r"|arbeitet (?:bei|fur)|angestellt bei|mitarbeiter(?:in)? (?:von|bei)|kennt|kolleg(?:e|in)"
    r"|travaille (?:chez|pour)|employee? (?:de|chez)|connait|collegue(?: de)?"
    r"|trabaja (?:en|para)|emplead[oa] de|conoce a?|colega(?: de)?|lavora (?:per|presso)"
    r"|werkt (?:bij|voor)|kent))"
)
"""Words, folded, of links that no referral is."""
MAYBE_NO_REFERRAL: Final = lazy_pattern(
    r"(?:a |is |are |my )*(?:(?:close |old |good |best |school |family )?friends?(?:hip)?"
    r"|colleagues?|acquaintances?|classmates?|peers?|neighbou?rs?|relatives?"
    r"|family(?: members?)?|siblings?|spouses?|partners?|boss|manager|mentors?|mentees?"
    r"|co ?workers?|works? with|connect(?:ed|ion)(?: (?:to|with))?"
    r"|linked(?: ?in)?(?: (?:to|with))?|met|follow(?:s|er|ed by)|trusts|likes"
    r"|similar(?: to)?|related(?: to)?"
    r"|freund(?:in)?|bekannt(?:e|er|schaft)?|ami(?:e|s)?|amig[oa]|vriend(?:in)?)"
)
"""Words, folded, of links that may be no referral: told where no other word says that links are."""
A_REFERRAL: Final = lazy_pattern(r".*(?:refer|introd|recommend|empf|vermittel|present|verwijs).*")
"""Words, folded, of links that are referrals, so that other words beside them are not."""
NO_PEOPLE: Final = frozenset(
    "organization organisation organizations organisations company companies firm employer org "
    "unternehmen firma organisatie entreprise empresa azienda bedrijf".split()
)
"""Words, folded, under "Type" for rows of a list of people that are none."""
UNDIRECTED: Final = ("undirected", "mutual")
"""Words of links that go both ways."""


def with_kinds_told(
    contacts: Sequence[Raw], referrals: Sequence[Raw], columns: Mapping[str, str]
) -> tuple[tuple[Raw, ...], tuple[Raw, ...]]:
    """Leave out links that are no referrals and rows that are organizations, and tell it.

    Parameters
    ----------
    contacts, referrals
        All tables of people and of links.
    columns
        Standard name to found name, as the caller has it; a kind that is named there is a note.

    Notes
    -----
    Of a table all of whose links are of such kinds, those between people are read as referrals,
    which is told: nobody would give it else. Who works where says organizations of people.
    """
    if schema.KIND in columns:
        return tuple(contacts), tuple(referrals)
    kinds = [_links_of_kinds(raw, columns) for raw in referrals]
    jobs = [job for found in kinds for one in found for job in jobs_of(one)]
    links = tuple(
        _without_other_links(raw, found) for raw, found in zip(referrals, kinds, strict=True)
    )
    people = [_without_organizations(raw, columns) for raw in contacts]
    named = names_by_id(contacts, columns) if jobs else {}
    return with_organizations_of(jobs, people, links, columns, named=named), links


def _kinds_said(cells: pd.Series) -> pd.Series | None:
    """The folded words of a column of kinds; None where they are too many, or no words."""
    if not (pd.api.types.is_string_dtype(cells.dtype) or cells.dtype == object):
        return None
    words = normalize_text(cells)
    different = words.dropna().unique()
    if len(different) > MOST_KINDS:
        return None
    meant = {word: " ".join(re.findall(r"[^\W_]+", fold(word))) for word in different}
    return words.map(meant)


def _links_of_kinds(raw: Raw, columns: Mapping[str, str]) -> list[LinksOfKinds]:
    """What the columns of kinds of a list of links say of each link."""
    matched = claimed(raw, schema.REFERRALS_TABLE, columns)
    ends = tuple(matched.get(end) for end in schema.ENDS)
    headed = [c for c in raw.columns if schema.folded(c) in HEADINGS_OF_KINDS and c not in ends]
    said = {called: _kinds_said(raw.frame[called]) for called in headed} if None not in ends else {}
    return [
        LinksOfKinds(raw, (str(ends[0]), str(ends[1])), called, kinds)
        for called, kinds in said.items()
        if kinds is not None
    ]


def _without_other_links(raw: Raw, found: Sequence[LinksOfKinds]) -> Raw:
    for _, ends, called, every in found:
        # text[rows]: the kinds of the links that are left
        kinds = every.loc[raw.frame.index]
        if not len(kinds):
            continue
        different = [str(kind) for kind in kinds.dropna().unique()]
        sure = any(A_REFERRAL.fullmatch(kind) for kind in different)
        no_referrals = [
            kind
            for kind in different
            # beside links that are called referrals friends are none
            if NO_REFERRAL.fullmatch(kind)
            or (sure and kind not in UNDIRECTED and MAYBE_NO_REFERRAL.fullmatch(kind))
        ]
        out = kinds.isin(no_referrals).to_numpy(dtype=bool)
        if out.all():
            # of links that are all none those between people are what is meant
            no_referrals = [kind for kind in different if is_of_work(kind)]
            out = kinds.isin(no_referrals).to_numpy(dtype=bool)
        if out.any():
            raw = _without_kinds(raw, called, out)
        doubtful = _doubtful([kind for kind in different if kind not in no_referrals])
        if doubtful:
            rows = every.loc[raw.frame.index].isin(doubtful).to_numpy(dtype=bool)
            raw = _told_doubtful(raw, ends, called, rows)
    # of the links that are left, whatever column says so
    for _, ends, called, every in found:
        raw = _told_undirected(raw, ends, called, every.loc[raw.frame.index])
    return raw


def _doubtful(kinds: Sequence[str]) -> list[str]:
    """Kinds of links that may be no referrals, where no other kind is there."""
    maybe = [
        kind
        for kind in kinds
        if kind not in UNDIRECTED
        and (MAYBE_NO_REFERRAL.fullmatch(kind) or NO_REFERRAL.fullmatch(kind))
    ]
    others = [kind for kind in kinds if kind not in UNDIRECTED]
    return maybe if len(maybe) == len(others) else []


def _told_doubtful(raw: Raw, ends: tuple[str, str], called: str, doubtful: Flags) -> Raw:
    """Tell that links of kinds that may be no referrals are read as some, and the ways out."""
    words = normalize_text(raw.frame[called])[doubtful]
    return _with_warning(
        raw,
        called,
        doubtful,
        f"{_counts_of_kinds(words)} in {quoted(called)} may be no referrals: those under "
        f"{quoted(ends[0])} are taken to have referred those under {quoted(ends[1])}; where nobody "
        f"gave a name, leave these rows out; if all did, --map {quoted(f'{schema.KIND}={called}')} "
        "says so",
    )


def _without_kinds(raw: Raw, called: str, out: Flags) -> Raw:
    """A list of links without the rows of some kinds, with the counts of these and the others."""
    words = normalize_text(raw.frame[called])
    others = f"referrals are {_counts_of_kinds(words[~out])}" if not out.all() else "none is left"
    return _without_rows(
        raw,
        called,
        out,
        f"{with_noun(int(out.sum()), 'link')} left out, no referrals by {quoted(called)}: "
        f"{_counts_of_kinds(words[out])}; {others}; "
        f"--map {quoted(f'{schema.KIND}={called}')} reads every row as a referral",
    )


def _without_rows(raw: Raw, called: str, out: Flags, message: str) -> Raw:
    """A table without some rows, which a warning on the first of them tells."""
    told = _with_warning(raw, called, out, message)
    return replace(told, frame=raw.frame[~out])


def _with_warning(raw: Raw, called: str, rows: Flags, message: str) -> Raw:
    """A table with a warning on the first of some rows."""
    left = raw.frame[rows]
    told = Remark(
        schema.READ_AS,
        message,
        line=int(left.index[0]),
        column=called,
        value=str(normalize_text(left[called]).iloc[0]),
        severity="warning",
    )
    return replace(raw, remarks=(*raw.remarks, told))


def _counts_of_kinds(words: pd.Series) -> str:
    """Every word with how often it is there, the most frequent first."""
    number = words.fillna("").value_counts(sort=False)
    order = sorted(number.items(), key=lambda one: (-one[1], str(one[0])))
    said = ((quoted(str(word)) if word else "without a word", n) for word, n in order)
    return ", ".join(f"{word} ({n:,})" for word, n in said)


def _told_undirected(raw: Raw, ends: tuple[str, str], called: str, kinds: pd.Series) -> Raw:
    """Tell that links name no referrer, and which end is taken for one."""
    rows = kinds.isin(UNDIRECTED).to_numpy(dtype=bool)
    if not rows.any():
        return raw
    words = " or ".join(str(kind) for kind in sorted(kinds[rows].unique()))
    turned = " ".join(
        f"--map {quoted(f'{end}={one}')}"
        for end, one in zip(schema.ENDS, reversed(ends), strict=True)
    )
    return _with_warning(
        raw,
        called,
        rows,
        f"{with_noun(int(rows.sum()), 'link')} of {len(kinds):,} {words}, which says not who "
        f"referred whom: those under {quoted(ends[0])} are taken to have referred those under "
        f"{quoted(ends[1])}; turn the rows where it was the other way, or all with {turned}",
    )


def _without_organizations(raw: Raw, columns: Mapping[str, str]) -> Raw:
    """A list of people without the rows that its column "Type" calls organizations."""
    matched = claimed(raw, schema.CONTACTS_TABLE, columns)
    free = [c for c in raw.columns if c not in matched.values() and schema.folded(c) == "type"]
    kinds = _kinds_said(raw.frame[free[0]]) if free else None
    if kinds is None:
        return raw
    out = kinds.isin(NO_PEOPLE).to_numpy(dtype=bool)
    if not out.any() or out.all():
        return raw
    words = normalize_text(raw.frame[free[0]])
    return _without_rows(
        raw,
        free[0],
        out,
        f"{with_noun(int(out.sum()), 'row')} left out, no people by {quoted(free[0])}: "
        f"{_counts_of_kinds(words[out])}; --map {quoted(f'{schema.FIELD}={free[0]}')} reads every "
        "row as a person",
    )
