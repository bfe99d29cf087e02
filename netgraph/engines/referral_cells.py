"""Who is meant in the cells that name people: ids on the engine, all others by the words of memory.

A cell whose text is an id, or can be nothing else than an id of nobody's, is left to the engine.
The rows of all others, which are few, come to the driver with the contacts that any of their texts
may mean, and are read by what reads cells in memory. What comes back names people by id alone.
"""

from __future__ import annotations

import functools
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.engines.engine import ROW, arrow_schema, as_arrow, count
from netgraph.engines.relations import ISSUE_SHAPE, ISSUES
from netgraph.engines.row_numbers import (
    CELL_FILE,
    FIRST_CELL,
    MOST_NAMED,
    TURN_BITS,
    files_of,
    line_of,
    numbered_sources,
    told,
)
from netgraph.errors import InputError
from netgraph.organization_names import key, keys
from netgraph.tables.build import ReadOptions, Settled, joined
from netgraph.tables.cleaned import clean_sources
from netgraph.tables.issues import LINE_BITS, IssueReport, lines_of, quoted
from netgraph.tables.linking.known_people import people_of_one_table
from netgraph.tables.linking.referral_ends import find_referrals, link_rows
from netgraph.tables.linking.referrers import Resolver, texts_in
from netgraph.tables.person_names import bare, other_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import pyarrow as pa

    from netgraph.engines.engine import Engine, Shape
    from netgraph.engines.plain import Plain
    from netgraph.engines.rows import Plan
    from netgraph.tables.cleaned import CleanedTables
    from netgraph.tables.linking.referral_ends import FoundReferrals

PLAIN_ID: Final = r"[\w.-]*[0-9][\w.-]*"
"""A text that can be no name and no word, but another way to write an id."""
MOST_READ: Final = 500_000
"""Rows that the driver reads one by one: 2 kB each."""
_WAYS: Final[Shape] = {"said": "text", "alike": "text"}


def resolve_cells(
    engine: Engine,
    plains: Mapping[str, Plain],
    columns: Sequence[str],
    plan: Plan,
    aliases: pd.DataFrame | None,
) -> int:
    """Make ``referrals``, whose ends are ids, and ``issues_of_cells``; return the referrals' rows.

    Parameters
    ----------
    engine
        With ``contacts`` and ``rows_of_referrals``.
    plains
        How both tables were made plain.
    columns
        Those that ``referrals`` is to have.
    plan
        What is known of the whole.
    aliases
        Other spellings of organizations, cleaned.

    Raises
    ------
    InputError
        If more rows are to be read one by one than the driver has memory for, or one names more
        people than a row may.
    """
    shape: Shape = {ROW: "long", **dict.fromkeys(columns, "text")}
    written = f"({' UNION ALL '.join(_rows_as_written(engine, plains, columns))}) AS w"
    odd = _odd_rows(engine, written, named=schema.NAME in plains[schema.CONTACTS].found)
    if odd > MOST_READ:
        raise InputError(
            f"{plains[schema.REFERRALS].label}: {odd:,} rows name people otherwise than by id, and "
            f"an engine reads {MOST_READ:,} such rows; 'netgraph convert' writes tables of ids"
        )
    own = ", ".join(f"w.{name}" for name in shape)
    by_ids = f"SELECT {own} FROM {written}"
    # ``whole`` adds this table to the issues of rows, whether or not any row is odd
    issues = arrow_schema(ISSUE_SHAPE).empty_table()
    if odd:
        rows = engine.fetch(f"SELECT * FROM odd_rows ORDER BY {ROW}").to_pandas()
        people = _who_are_meant(engine, rows, plains[schema.CONTACTS], plan.seeker)
        read, found = _rows_by_ids(people, rows, plains, plan, aliases)
        issues = as_arrow(found.rename(columns=ISSUES), ISSUE_SHAPE)
        engine.small("meant", as_arrow(read, shape))
        by_ids += f""" LEFT JOIN odd_rows AS o ON w.{ROW} = o.{ROW} WHERE o.{ROW} IS NULL
            UNION ALL SELECT {own} FROM meant AS w"""
    engine.small("issues_of_cells", issues)
    number = engine.step("referrals", by_ids)
    engine.drop("rows_of_referrals", "odd_rows", "candidates", "meant")
    return number


def _rows_as_written(
    engine: Engine, plains: Mapping[str, Plain], columns: Sequence[str]
) -> Iterable[str]:
    """Queries for the rows of referrals, and for those that cells of contacts become."""
    found, listed = (plains[name].found for name in (schema.CONTACTS, schema.REFERRALS))
    kept = plains[schema.CONTACTS].kept
    blank = "CAST(NULL AS STRING)"
    if listed:
        own = ", ".join(c if c in listed else f"{blank} AS {c}" for c in columns)
        yield f"SELECT {ROW} * {1 << TURN_BITS} AS {ROW}, {own} FROM rows_of_referrals"
    for place, side in enumerate(plains[schema.CONTACTS].sides):
        # the date is that of the referral to the row's person, unless there is no such cell
        onward = side == schema.REFERRED_TO
        # (``found`` has a date beside a column of referrers only)
        dated = schema.REFERRED_ON in found and not (
            onward and count(engine, f"SELECT COUNT({schema.REFERRED_BY}) FROM {kept}")
        )
        ends = (schema.CONTACT_ID, side) if onward else (side, schema.CONTACT_ID)
        cells = dict(zip(schema.ENDS, ends, strict=True))
        cells |= {schema.REFERRED_ON: schema.REFERRED_ON} if dated else {}
        given = ", ".join(f"{cells.get(c, blank)} AS {c}" for c in columns)
        number = f"{FIRST_CELL} + {ROW} * {1 << TURN_BITS} + {place * MOST_NAMED}"
        yield (
            f"SELECT {number} AS {ROW}, {given} FROM {kept} "
            f"WHERE {side} IS NOT NULL AND {schema.CONTACT_ID} IS NOT NULL"
        )


def _odd_rows(engine: Engine, written: str, *, named: bool) -> int:
    """Make ``odd_rows``, those with a cell that may be more than an id; return their number."""
    one, other = schema.ENDS
    # id: each text of an end once, but for ids that contacts have exactly and nobody need read
    strangers = f"""SELECT DISTINCT e.id FROM (SELECT {one} AS id FROM {written}
            UNION ALL SELECT {other} FROM {written}) AS e
        LEFT JOIN contacts AS c ON e.id = c.{schema.CONTACT_ID}
        WHERE e.id IS NOT NULL AND c.{schema.CONTACT_ID} IS NULL"""
    if not engine.mapped("ways", strangers, _ways_to_write, _WAYS):
        return 0
    # alike: ids and names in small letters, as "A7" may be the contact "a7" or one named so
    held = f"SELECT LOWER({schema.CONTACT_ID}) AS alike FROM contacts"
    held += f" UNION SELECT LOWER({schema.NAME}) FROM contacts" if named else ""
    # alike is missing of names and words, all odd; an id that is like nobody's becomes a stub
    odd = f"""SELECT w.said FROM ways AS w LEFT JOIN ({held}) AS h ON w.alike = h.alike
        WHERE w.alike IS NULL OR h.alike IS NOT NULL"""
    number = engine.step(
        "odd_rows", f"SELECT * FROM {written} WHERE {one} IN ({odd}) OR {other} IN ({odd})"
    )
    engine.drop("ways")
    return number


def _ways_to_write(piece: pa.Table) -> pa.Table:
    """The other ways to write each text that may be an id; none of any other text."""
    said = piece["id"].to_pandas().astype("str")
    plain = said.str.fullmatch(PLAIN_ID).to_numpy(dtype=bool)
    ids = said[plain]
    numbers = ids.map(other_number)
    # texts that are no ids, ids in small letters, 2.0 of 2 and 2 of 2.0
    ways = ((said[~plain], None), (ids, ids.str.lower()), (ids[numbers != ""], numbers))
    parts = [pd.DataFrame({"said": those, "alike": alike}, those.index) for those, alike in ways]
    return as_arrow(pd.concat(parts).astype("str"), _WAYS)


def _who_are_meant(
    engine: Engine, rows: pd.DataFrame, plain: Plain, seeker: str | None
) -> pd.DataFrame:
    """Bring the contacts that any text of some rows may mean, and one of every firm they name."""
    cells = pd.concat([rows[end] for end in schema.ENDS]).dropna().unique()
    texts = frozenset(text for cell in [*cells, seeker or ""] for text in texts_in(str(cell)))
    firms = frozenset(key(note) for text in texts for note in bare(text).notes)
    learn = functools.partial(_who_may_be, texts=texts, firms=firms)
    engine.mapped("candidates", f"SELECT * FROM {plain.kept}", learn, plain.shape)
    found = engine.fetch(f"SELECT * FROM candidates ORDER BY {ROW}").to_pandas()
    people: pd.DataFrame = found[[ROW, *plain.found]]
    return people


def _who_may_be(piece: pa.Table, *, texts: frozenset[str], firms: frozenset[str]) -> pa.Table:
    import pyarrow as pa

    rows = piece.to_pandas().astype(dict.fromkeys(piece.column_names[1:], "str"))
    known = people_of_one_table(rows.fillna({schema.CONTACT_ID: ""}))
    known.learn(texts)
    # bool[rows]: whom a text may mean, and one of each firm, so that notes are known as firms
    those = np.zeros(len(rows), dtype=bool)
    those[list(known.learned)] = True
    if schema.ORGANIZATION in rows.columns and firms:
        named = keys(rows[schema.ORGANIZATION])
        those |= (named.isin(firms) & ~named.duplicated()).to_numpy(dtype=bool)
    return piece.filter(pa.array(those))


class _ByKnownNames(Resolver):
    """Finds whom cells mean; names that only resemble one are told where all names are known."""

    def near(self, texts: Iterable[str]) -> dict[str, tuple[int, ...]]:
        """Nobody."""
        del texts
        return {}


def _rows_by_ids(
    people: pd.DataFrame,
    rows: pd.DataFrame,
    plains: Mapping[str, Plain],
    plan: Plan,
    aliases: pd.DataFrame | None,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Read rows of referrals as memory does: rows of ids, and the issues of their cells."""
    # cells of these columns are among ``rows`` by now: left here they would be read twice
    people = people.drop(columns=[*schema.SIDES, schema.REFERRED_ON], errors="ignore")
    rows = rows.set_index(ROW)
    options = ReadOptions(lenient=plan.lenient, settled=Settled(plan.formats))
    cleaned = clean_sources(numbered_sources(people.set_index(ROW), rows, plan.labels), options)
    found = _ends_found(cleaned, plains[schema.CONTACTS].sides, plan, aliases)
    files = files_of(cleaned.files)
    # int64[pairs]: the row each pair comes of, and its turn among the people of that row
    number = lines_of(found.table.index.to_numpy().astype(np.int64))
    turn = pd.Series(number).groupby(number).cumcount().to_numpy()
    _refuse_unnumbered(found, int(turn.max(initial=0)), plan.labels[schema.REFERRALS])
    read = rows.loc[number].assign(**{end: found.table[end].to_numpy() for end in schema.ENDS})
    read.insert(0, ROW, number + turn)
    # rows that name nobody are read here alone: what is wrong with their other cells is told here
    report = IssueReport(files, cleaned.issues, plan.lenient)
    gone = (report.spots >> LINE_BITS > 0) & ~np.isin(lines_of(report.spots), number)
    issues = told(IssueReport(files, found.issues, plan.lenient))
    return read, pd.concat([told(report)[gone], issues], ignore_index=True)


def _ends_found(
    cleaned: CleanedTables, sides: Sequence[str], plan: Plan, aliases: pd.DataFrame | None
) -> FoundReferrals:
    contacts = cleaned.tables[schema.CONTACTS][0]
    contacts = contacts[~contacts[schema.CONTACT_ID].duplicated()]
    # the rows keep their numbers, which messages tell
    known = replace(
        people_of_one_table(contacts),
        rows=contacts,
        aliases=() if aliases is None else (aliases,),
    )
    tables = [table for table in cleaned.tables[schema.REFERRALS] if len(table)]
    links = link_rows(joined(tables, schema.REFERRALS_TABLE), known)
    spots = links.table.index.to_numpy().astype(np.int64)
    # what messages call the column of each row's cells
    side = [sides[place] if sides else "" for place in (spots >> (TURN_BITS - 1) & 1)]
    of_cells = (spots >> LINE_BITS) == CELL_FILE
    one, other = (
        [own if cell else end for own, cell in zip(side, of_cells, strict=True)]
        for end in schema.ENDS
    )
    resolver = _ByKnownNames(known, seeker=known.position(plan.seeker), lenient=plan.lenient)
    return find_referrals(replace(links, columns=(one, other)), known, resolver, {})


def _refuse_unnumbered(found: FoundReferrals, most: int, label: str) -> None:
    """Refuse rows that an engine has no numbers for."""
    if most >= MOST_NAMED:
        raise InputError(
            f"{label}: a cell names {most + 1:,} people, and an engine reads {MOST_NAMED}; write a "
            "row a person"
        )
    named = pd.concat([found.table[end] for end in schema.ENDS])
    alone = found.alone[~found.alone.isin(named).to_numpy(dtype=bool)]
    if len(alone):
        row = line_of(lines_of(int(alone.index[0])))
        raise InputError(
            f"{label}, row {row}: {quoted(alone.iloc[0])} stands beside a cell that names "
            "nobody; an engine takes such people from contacts only: add a row there"
        )
