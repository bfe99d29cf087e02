"""Sources that are people: a cell of "How we met" may name who gave the name, among fairs and ads.

A column of sources is one by its heading. Where a column of referrers stands beside it, nobody
would look for them there; so each cell that is the name of a person of the tables is read with the
referrers, and all others stay sources.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from netgraph import schema
from netgraph.tables.cell_texts import (
    MOST_TEXTS,
    bare_names,
    claimed,
    different_texts,
    is_known,
    names_of,
    parts_of,
)
from netgraph.tables.cleaning.text import normalize_text, together
from netgraph.tables.issues import quoted
from netgraph.tables.numbering import numbered
from netgraph.tables.person_names import fold_names
from netgraph.tables.raw import Remark
from netgraph.wording import with_noun

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from netgraph.tables.raw import Raw


def with_people_of_sources(raws: Sequence[Raw], columns: Mapping[str, str]) -> list[Raw]:
    """Read the cells of sources that name people of the tables as their referrers, and tell it.

    Parameters
    ----------
    raws
        Tables of people, some of which say who referred whom.
    columns
        Standard name to found name, as the caller has it; a source that is named there stays one.

    Notes
    -----
    Names are compared only where some cell may be one: sources are few and mostly known words.
    """
    found = [claimed(raw, schema.CONTACTS_TABLE, columns) for raw in raws]
    texts = [
        {} if schema.SOURCE in columns else _texts_of_source(raw, matched)
        for raw, matched in zip(raws, found, strict=True)
    ]
    if not any(texts):
        return list(raws)
    names = [names_of(raw.frame, matched) for raw, matched in zip(raws, found, strict=True)]
    known: set[str] = set()
    for own in names:
        different = own.dropna().drop_duplicates()
        known |= {*fold_names(different), *bare_names(different)}
    known.discard("")
    return [
        _with_people_of_source(raw, matched, _naming_all(said, known)) if said else raw
        for raw, matched, said in zip(raws, found, texts, strict=True)
    ]


def _texts_of_source(raw: Raw, matched: Mapping[str, str]) -> dict[str, list[str]]:
    """The different texts of the column of sources that may name people, each with its parts."""
    called = matched.get(schema.SOURCE)
    # a column that is read as referrers as a whole needs no second look
    if called is None or called in {matched.get(side) for side in schema.SIDES}:
        return {}
    words = different_texts([raw.frame[called].astype("str")]).iloc[:MOST_TEXTS]
    parted = {str(word): parts_of([str(word)]) for word in words}
    return {word: parts for word, parts in parted.items() if parts}


def _naming_all(texts: Mapping[str, Sequence[str]], known: Collection[str]) -> list[str]:
    """The texts of which every part is the name of somebody who is known."""
    return [text for text, parts in texts.items() if all(is_known(p, known) for p in parts)]


def _with_people_of_source(raw: Raw, matched: Mapping[str, str], texts: Sequence[str]) -> Raw:
    """Move cells of the source that name others than the row's own person to the referrers."""
    called = matched[schema.SOURCE]
    cells = normalize_text(raw.frame[called].astype("str"))
    own = fold_names(names_of(raw.frame, matched))
    moved = (cells.isin(texts) & (fold_names(cells) != own).fillna(value=True)).to_numpy(dtype=bool)
    if not moved.any():
        return raw
    people = cells.where(moved)
    beside = matched.get(schema.REFERRED_BY)
    into = beside or numbered(schema.REFERRED_BY, set(raw.columns), "{} {}")
    referrers = people if beside is None else together(raw.frame[beside], people)
    # a cell of each is enough to see what is meant; the count says how many more there are
    first = str(cells[moved].iloc[0])
    told = Remark(
        schema.READ_AS,
        f"{quoted(called)} names people of this table in "
        f"{with_noun(int(moved.sum()), 'cell')}, {quoted(first)} first: read as "
        f"{schema.REFERRED_BY}, the others as {schema.SOURCE}; "
        f"--map {quoted(f'{schema.SOURCE}={called}')} reads all as {schema.SOURCE}",
        line=int(raw.frame.index[moved][0]),
        column=called,
        value=first,
    )
    return replace(
        raw,
        frame=raw.frame.assign(**{called: cells.mask(moved), into: referrers}),
        called=raw.called if beside else {**raw.called, schema.REFERRED_BY: into},
        remarks=(*raw.remarks, told),
    )
