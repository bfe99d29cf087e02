"""Decisions about people that lie beside the tables: found, and said by every command."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from netgraph import schema
from netgraph.tables.cleaning.cells import clean
from netgraph.tables.cleaning.columns import fit
from netgraph.tables.cleaning.text import normalize_text
from netgraph.tables.folders import TABLE_SUFFIXES
from netgraph.tables.header import match
from netgraph.tables.linking.decisions import decisions_of
from netgraph.tables.raw import Remark
from netgraph.tables.sources.detect import STANDARD_INPUT, load_raw
from netgraph.wording import with_noun

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netgraph.tables.raw import Raw


def decisions_beside(files: Sequence[Path]) -> Path | None:
    """The file of decisions beside the first of some files, unless it is one of them."""
    first = next((path for path in files if str(path) != STANDARD_INPUT), None)
    if first is None or "\0" in str(first):
        return None
    named = {os.path.realpath(path) for path in files if "\0" not in str(path)}
    beside = (first.parent / f"{schema.SAME}{suffix}" for suffix in TABLE_SUFFIXES)
    return next(
        (path for path in beside if path.is_file() and os.path.realpath(path) not in named), None
    )


def pairs_apart(
    sources: Sequence[str | os.PathLike[str]], same: str | os.PathLike[str] | None = None
) -> list[tuple[str, str]]:
    """Pairs of ids that the user decided to be two people, so that nobody asks again.

    Parameters
    ----------
    sources
        What is read: files and folders.
    same
        The file of decisions, where it is named; else the one beside the tables.
    """
    paths = [Path(source) for source in sources]
    files = [path / f"{schema.CONTACTS}.csv" if path.is_dir() else path for path in paths]
    found = Path(same) if same is not None else decisions_beside(files)
    if found is None:
        return []
    tables = [
        clean(raw, schema.SAME_TABLE, match(raw.columns, schema.SAME_TABLE)).frame
        for raw in load_raw(found)
        if fit(raw.columns, schema.SAME_TABLE) >= 0
    ]
    pairs = (sorted(pair) for pair in decisions_of(tables)[0].apart)
    return [(one, other) for one, other in pairs]


def with_decisions_told(raws: Sequence[Raw]) -> list[Raw]:
    """Those tables that hold decisions, each with a word on what it decides."""
    return [_with_word(raw) for raw in raws if fit(raw.columns, schema.SAME_TABLE) >= 0]


def _with_word(raw: Raw) -> Raw:
    answers = match(raw.columns, schema.SAME_TABLE).get(schema.SAME)
    made = 0 if answers is None else int(normalize_text(raw.frame[answers]).notna().sum())
    asked = len(raw.frame)
    words = (
        f"{with_noun(made, 'decision')} of {raw.label} beside the tables"
        if made
        else f"{raw.label} beside the tables decides nothing yet: write yes or no in its column "
        f"{schema.SAME!r}"
    )
    left = f", {asked - made} not decided yet" if 0 < made < asked else ""
    note = Remark(schema.SAVED_SETTINGS, words + left, value=raw.label)
    return replace(raw, remarks=(*raw.remarks, note))
