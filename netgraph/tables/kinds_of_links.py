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
from netgraph.tables.cell_texts import claimed
from netgraph.tables.cleaning.text import normalize_text
from netgraph.tables.issues import quoted
from netgraph.tables.person_names import fold
from netgraph.tables.raw import Remark
from netgraph.wording import with_noun

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from netgraph.arrays import Flags
    from netgraph.tables.raw import Raw

HEADINGS_OF_KINDS: Final = frozenset(
    "type kind label relation relationship linktype connectiontype edgetype edgelabel".split()
)
"""Folded headings under which a list of links says what each link is."""
MOST_KINDS: Final = 200
"""Different words of such a column; more are no kinds."""
NO_REFERRAL: Final = re.compile(
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
NO_PEOPLE: Final = frozenset(
    "organization organisation organizations organisations company companies firm employer org "
    "unternehmen firma organisatie entreprise empresa azienda bedrijf".split()
)
"""Words, folded, under "Type" for rows of a list of people that are none."""
UNDIRECTED: Final = "undirected"


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
    A table all of whose links are of such kinds is read as referrals: nobody would give it else.
    """
    if schema.KIND in columns:
        return tuple(contacts), tuple(referrals)
    links = tuple(_without_other_links(raw, columns) for raw in referrals)
    return tuple(_without_organizations(raw, columns) for raw in contacts), links


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


def _without_other_links(raw: Raw, columns: Mapping[str, str]) -> Raw:
    matched = claimed(raw, schema.REFERRALS_TABLE, columns)
    ends = {matched.get(end) for end in schema.ENDS}
    headed = [c for c in raw.columns if schema.folded(c) in HEADINGS_OF_KINDS and c not in ends]
    for called in headed:
        kinds = _kinds_said(raw.frame[called])
        if kinds is None:
            continue
        different = kinds.dropna().unique()
        no_referrals = [kind for kind in different if NO_REFERRAL.fullmatch(kind)]
        out = kinds.isin(no_referrals).to_numpy(dtype=bool)
        if out.any() and not out.all():
            raw = _without_kinds(raw, called, out)
        if UNDIRECTED in different:
            raw = _told_undirected(raw, matched, called)
    return raw


def _without_kinds(raw: Raw, called: str, out: Flags) -> Raw:
    """A list of links without the rows of some kinds, with the counts of these and the others."""
    words = normalize_text(raw.frame[called])
    return _without_rows(
        raw,
        called,
        out,
        f"{with_noun(int(out.sum()), 'link')} left out, no referrals by {quoted(called)}: "
        f"{_counts_of_kinds(words[out])}; referrals are {_counts_of_kinds(words[~out])}; "
        f"--map {quoted(f'{schema.KIND}={called}')} reads every row as a referral",
    )


def _without_rows(raw: Raw, called: str, out: Flags, message: str) -> Raw:
    """A table without some rows, which a warning on the first of them tells."""
    left = raw.frame[out]
    told = Remark(
        schema.READ_AS,
        message,
        line=int(left.index[0]),
        column=called,
        value=str(normalize_text(left[called]).iloc[0]),
        severity="warning",
    )
    return replace(raw, frame=raw.frame[~out], remarks=(*raw.remarks, told))


def _counts_of_kinds(words: pd.Series) -> str:
    """Every word with how often it is there, the most frequent first."""
    number = words.fillna("").value_counts(sort=False)
    order = sorted(number.items(), key=lambda one: (-one[1], str(one[0])))
    return ", ".join(f"{quoted(str(word))} ({n:,})" for word, n in order)


def _told_undirected(raw: Raw, matched: Mapping[str, str], called: str) -> Raw:
    """Tell that links name no referrer, and which end is taken for one."""
    undirected = (normalize_text(raw.frame[called]).str.casefold() == UNDIRECTED).fillna(False)
    count = int(undirected.sum())
    ends = [matched.get(end) for end in schema.ENDS]
    if not count or None in ends:
        return raw
    first, second = map(str, ends)
    turned = " ".join(
        f"--map {quoted(f'{end}={one}')}"
        for end, one in zip(schema.ENDS, (second, first), strict=True)
    )
    told = Remark(
        schema.READ_AS,
        f"{with_noun(count, 'link')} of {len(undirected):,} undirected, which says not who "
        f"referred whom: those under {quoted(first)} are taken to have referred those under "
        f"{quoted(second)}; turn the rows where it was the other way, or all with {turned}",
        line=int(raw.frame.index[undirected.to_numpy(dtype=bool)][0]),
        column=called,
        value=UNDIRECTED,
        severity="warning",
    )
    return replace(raw, remarks=(*raw.remarks, told))


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
