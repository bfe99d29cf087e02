"""Some rows of tables, read in memory twice: what an engine would read otherwise is refused.

An engine knows the columns of the standard. Memory reads more: several columns of referrers,
sources that name a person, first and last names, kinds of links. So it reads the first rows as they
are, and once more with nothing but the columns that an engine takes; where the people or their
referrals differ, the engine's answer would be wrong. Then the same with rows below the first that
may tell more (``rows_below``).
"""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pandas as pd

from netgraph import schema
from netgraph.engines.engine import not_on_engine
from netgraph.engines.referral_cells import PLAIN_ID
from netgraph.errors import InputError
from netgraph.frames import values
from netgraph.tables.build import build_network, link_tables
from netgraph.tables.locate import sources_read
from netgraph.tables.no_persons import CODE_OF_NOBODY
from netgraph.tables.raw import Raw
from netgraph.tables.sources.detect import raws_of
from netgraph.wording import with_noun

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from netgraph.network import ReferralNetwork
    from netgraph.schema import Table
    from netgraph.tables.build import ReadOptions

ROWS_COMPARED: Final = 1_000
"""First rows that are read twice, before all are taken in."""
COLUMNS_TOLD: Final = 8
FURTHER_IDS: Final = "contacts below"
"""What a table of the ids of people below the first rows is called."""
_CELL_WORDS: Final = re.compile(r"[\w.-]+")
_OF_PEOPLE: Final = (
    *(schema.NAME, schema.EMAIL, schema.ORGANIZATION, schema.STATUS, schema.DECISION_MAKER),
    *schema.CONTACT_DATES,
)
TAKEN: Final = frozenset(
    (
        *(schema.CONTACT_ID, *_OF_PEOPLE, schema.STUB_MARK, schema.CONNECTED_ON, *schema.SIDES),
        *(*schema.ENDS, schema.REFERRED_ON, schema.LAST_REFERRED_ON),
    )
)
"""Columns by which an engine finds people and referrals: a source is none, whomever it names."""


def refuse_read_otherwise(
    matches: Sequence[tuple[Raw, Table, Mapping[str, str]]],
    of_text: Sequence[bool],
    options: ReadOptions,
) -> None:
    """Refuse tables of which memory reads more than an engine does.

    Parameters
    ----------
    matches
        Rows of each table, what it is, and the names of its standard columns.
    of_text
        Which of them come from CSV.
    options
        As in memory.

    Raises
    ------
    NotOnEngineError
        If people, or who referred whom, differ.
    InputError
        If memory refuses what an engine would read.
    """
    raws = [raw for raw, _, _ in matches]
    for raw in raws:
        _refuse_several_searches(raw)
    taken = [columns_taken(names) for *_, names in matches]
    frames = [
        raw.frame[list(own.values())].set_axis(list(own), axis=1)
        for raw, own in zip(raws, taken, strict=True)
    ]
    ids = _ids_beyond(raws, taken)
    try:
        alone = _read_in_memory(
            [replace(raw, frame=frame) for raw, frame in zip(raws, frames, strict=True)],
            of_text,
            replace(options, columns={}),
            ids,
        )
    except InputError:
        refuse_read_in_memory_alone(raws, of_text, options)
        return  # the engine finds out by itself, and says it by rows
    whole = _read_in_memory(raws, of_text, options, ids)
    differ = {
        ("person", "people"): _differing(_known_of_people(whole), _known_of_people(alone)),
        ("referral", "referrals"): _differing(_days_of_pairs(whole), _days_of_pairs(alone)),
    }
    wrong = [with_noun(number, *noun) for noun, number in differ.items() if number]
    if not wrong:
        return
    more = [
        repr(column)
        for raw, own in zip(raws, taken, strict=True)
        for column in raw.columns
        if column not in own.values()
    ]
    what = f"the columns {', '.join(more[:COLUMNS_TOLD])} tell" if more else "the tables tell"
    raise not_on_engine(
        f"{labels_of(raws)}: {what} memory what no engine reads; {' and '.join(wrong)} of the "
        "rows compared would be wrong"
    )


def columns_taken(names: Mapping[str, str]) -> dict[str, str]:
    """Those of the standard columns found in a table by which engines find people and referrals."""
    return {name: called for name, called in names.items() if name in TAKEN}


def refuse_read_in_memory_alone(
    raws: Sequence[Raw], of_text: Sequence[bool], options: ReadOptions
) -> None:
    """Refuse, in words of their own, tables without standard columns that memory reads.

    Raises
    ------
    NotOnEngineError
        If memory reads them.
    """
    try:
        _read_in_memory(raws, of_text, options)
    except InputError:
        return
    raise not_on_engine(
        f"{labels_of(raws)}: an engine finds people by a column of ids that its heading alone "
        f"tells (--map {schema.CONTACT_ID}=COLUMN names another), and takes a table of referrals "
        f"after it, or a column {schema.REFERRED_BY}"
    )


def _read_in_memory(
    raws: Sequence[Raw],
    of_text: Sequence[bool],
    options: ReadOptions,
    ids: Iterable[str] = (),
) -> ReferralNetwork:
    """Read some rows of tables as files of their own, beside people who are ids alone."""
    files = [
        raws_of(_as_file(raw.frame, text=text), Path(raw.label).name, options.columns)
        for raw, text in zip(raws, of_text, strict=True)
    ]
    sources = sources_read(files, options.columns)
    further = Raw(pd.DataFrame({schema.CONTACT_ID: list(ids)}, dtype="str"), FURTHER_IDS, "row")
    if len(further.frame):
        sources = replace(sources, contacts=(*sources.contacts, further))
    leniently = replace(options, keep="first", lenient=True, seeker=None, as_of=None, values={})
    return build_network(link_tables(sources, leniently), leniently)


def _as_file(frame: pd.DataFrame, *, text: bool) -> bytes:
    out = io.BytesIO()
    if text:
        frame.to_csv(out, index=False)
    else:
        frame.to_parquet(out, index=False)
    return out.getvalue()


def _ids_beyond(raws: Sequence[Raw], taken: Sequence[Mapping[str, str]]) -> list[str]:
    """Ids in cells of referrers that no cell of people has: whoever they are has a row below.

    Memory would look for each by its words, as for a stranger.
    """
    named, told = [pd.Series(dtype="str")], []
    for raw, own in zip(raws, taken, strict=True):
        of_people = [own[name] for name in (*schema.ENDS, *schema.SIDES) if name in own]
        named += [raw.frame[called].dropna().map(str) for called in of_people]
        others = raw.frame.drop(columns=of_people)
        told += [others[name].dropna().map(str) for name in others]
    cells = pd.concat(named).drop_duplicates()
    plain = cells.str.fullmatch(PLAIN_ID) & ~cells.str.fullmatch(CODE_OF_NOBODY, case=False)
    words = {
        word for column in told for cell in column for word in _CELL_WORDS.findall(cell.lower())
    }
    return [cell for cell in cells[plain] if cell.lower() not in words]


def _refuse_several_searches(raw: Raw) -> None:
    """Refuse a table of several seekers: a contact of two has two rows, which an engine joins."""
    seekers = {schema.folded(name) for name in (schema.SEEKER_ID, *schema.SEEKER_ALIASES)}
    for name in raw.columns:
        if schema.folded(name) in seekers and len(raw.frame[name].dropna().unique()) > 1:
            raise not_on_engine(
                f"{raw.label}: the column {name!r} tells of several searches, and an engine "
                "answers one"
            )


def labels_of(raws: Sequence[Raw]) -> str:
    """What messages call all tables."""
    return " and ".join(raw.label for raw in raws)


def _known_of_people(net: ReferralNetwork) -> pd.DataFrame:
    """What is known of everybody, by id."""
    columns = {name: values(net.contacts, name).astype(object) for name in _OF_PEOPLE}
    return pd.DataFrame(columns).set_axis(net.contacts[schema.CONTACT_ID].astype("str"), axis=0)


def _days_of_pairs(net: ReferralNetwork) -> pd.DataFrame:
    """The first day of every pair, by both ids."""
    table = net.referrals
    ends = pd.MultiIndex.from_frame(table[[*schema.ENDS]].astype("str"))
    days = values(table, schema.REFERRED_ON).to_numpy()
    return pd.DataFrame({schema.REFERRED_ON: days}, index=ends)


def _differing(one: pd.DataFrame, other: pd.DataFrame) -> int:
    """The number of rows that are not the same in both, or are in one alone."""
    every = one.index.union(other.index)
    alone = len(every) - len(one.index.intersection(other.index))
    one, other = one.reindex(every), other.reindex(every)
    same = (one == other) | (one.isna() & other.isna())
    return max(alone, int((~same).any(axis=1).sum()))
