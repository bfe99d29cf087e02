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
from netgraph.engines.engine import ROW, arrow_schema, as_arrow, count, not_on_engine
from netgraph.engines.linking import number_ends
from netgraph.engines.relations import ISSUE_SHAPE, REFERRALS_SHAPE
from netgraph.engines.row_numbers import (
    FIRST_CELL,
    MOST_NAMED,
    TURN_BITS,
    line_of,
    spots_of,
    told_in_rows,
)
from netgraph.errors import NotOnEngineError
from netgraph.organization_names import key, keys
from netgraph.tables.issues import lines_of, quoted
from netgraph.tables.linking.identity import join_people
from netgraph.tables.linking.known_people import known_people, people_of_one_table
from netgraph.tables.linking.referral_ends import find_referrals, link_rows
from netgraph.tables.linking.referrers import Resolver, texts_in
from netgraph.tables.no_persons import CODE_OF_NOBODY
from netgraph.tables.person_names import bare, other_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pyarrow as pa

    from netgraph.engines.engine import Engine, Shape
    from netgraph.engines.lists import Lists
    from netgraph.engines.reading import Reader
    from netgraph.tables.linking.decisions import Decisions
    from netgraph.tables.linking.referral_ends import FoundReferrals

PLAIN_ID: Final = r"[\w.-]*[0-9][\w.-]*"
"""A text that can be no name and no word, but another way to write an id."""
ONE_TABLE: Final = np.zeros(1, dtype=bool)
"""``bool[files]``: that the one table of people is no address book."""
MOST_READ: Final = 500_000
"""Rows that the driver reads one by one: 2 kB each."""
_WAYS: Final[Shape] = {"said": "text", "alike": "text"}


def resolve_cells(
    engine: Engine,
    readers: Mapping[str, Reader],
    seeker: str | None,
    lists: Lists,
) -> None:
    """Make ``referrals``, whose ends are texts of ids, ``ends`` of it, and ``issues_of_cells``.

    Parameters
    ----------
    engine
        With ``raw_contacts``, ``contacts`` and ``read_referrals``.
    readers
        How both tables were read; there may be no referrals.
    seeker
        The id of the seeker.
    lists
        Other spellings of organizations, and decisions about people.

    Raises
    ------
    NotOnEngineError
        If more rows are to be read one by one than the driver has memory for, or one names more
        people than a row may.
    """
    labels = {name: reader.label for name, reader in readers.items()}
    written = f"({_in_own_ids(engine, ' UNION ALL '.join(_rows_as_written(engine, readers)))}) AS w"
    own = ", ".join(f"w.{name}" for name in REFERRALS_SHAPE)
    engine.view("referrals", f"SELECT {own} FROM {written}")
    number_ends(engine)
    odd = _odd_rows(engine, lists.decisions.named)
    if odd > MOST_READ:
        raise not_on_engine(
            f"{labels.get(schema.REFERRALS, schema.CONTACTS)}: {odd:,} rows name people otherwise "
            f"than by id, and an engine reads {MOST_READ:,} such rows"
        )
    # ``whole`` adds this table to the issues of rows, whether or not any row is odd
    issues = arrow_schema(ISSUE_SHAPE).empty_table()
    if odd:
        rows = engine.fetch(f"SELECT * FROM odd_rows ORDER BY {ROW}")
        cells = rows.select([ROW, *schema.ENDS]).to_pandas().set_index(ROW).astype("str")
        reader = readers[schema.CONTACTS]
        people = _who_are_meant(engine, cells, reader, seeker, lists.decisions)
        found = _ends_found(people, cells, reader, seeker, lists)
        read = _numbered(rows, found, labels)
        issues = told_in_rows(found.issues, labels, lenient=reader.lenient)
        engine.small("meant", read)
        engine.view(
            "referrals",
            f"""SELECT {own} FROM {written} LEFT JOIN odd_rows AS o ON w.{ROW} = o.{ROW}
            WHERE o.{ROW} IS NULL UNION ALL SELECT {own} FROM meant AS w""",
        )
        number_ends(engine)
        engine.drop("candidates")
    engine.small("issues_of_cells", issues)


def _rows_as_written(engine: Engine, readers: Mapping[str, Reader]) -> Iterable[str]:
    """Queries for the rows of referrals, and for those that cells of contacts become."""
    days = schema.REFERRED_ON, schema.LAST_REFERRED_ON
    if schema.REFERRALS in readers:
        own = ", ".join((*schema.ENDS, *days))
        yield (
            f"SELECT {ROW} * {1 << TURN_BITS} AS {ROW}, {own} FROM read_referrals "
            f"WHERE {ROW} IS NOT NULL"
        )
    for place, side in enumerate(readers[schema.CONTACTS].sides):
        # the date is that of the referral to the row's person, unless there is no such cell
        onward = side == schema.REFERRED_TO
        dated = not (
            onward and count(engine, f"SELECT COUNT({schema.REFERRED_BY}) FROM contact_cells")
        )
        ends = (schema.CONTACT_ID, side) if onward else (side, schema.CONTACT_ID)
        given = ", ".join(f"{cell} AS {end}" for end, cell in zip(schema.ENDS, ends, strict=True))
        given += f", {schema.REFERRED_ON if dated else 'CAST(NULL AS DATE)'} AS {days[0]}"
        number = f"{FIRST_CELL} + {ROW} * {1 << TURN_BITS} + {place * MOST_NAMED}"
        yield (
            f"SELECT {number} AS {ROW}, {given}, CAST(NULL AS DATE) AS {days[1]} "
            f"FROM contact_cells WHERE {side} IS NOT NULL"
        )


def _in_own_ids(engine: Engine, rows: str) -> str:
    """Rows of referrals, ids that were decided to be another's in these words."""
    if not count(engine, "SELECT COUNT(*) FROM renamed"):
        return rows
    one, other = schema.ENDS
    days = f"w.{schema.REFERRED_ON}, w.{schema.LAST_REFERRED_ON}"
    return f"""SELECT w.{ROW}, COALESCE(a.stays, w.{one}) AS {one},
        COALESCE(b.stays, w.{other}) AS {other}, {days} FROM ({rows}) AS w
        LEFT JOIN renamed AS a ON w.{one} = a.id LEFT JOIN renamed AS b ON w.{other} = b.id"""


def _odd_rows(engine: Engine, decided: frozenset[str]) -> int:
    """Make ``odd_rows``, those with a cell that may be more than an id; return their number."""
    one, other = schema.ENDS
    # id: each text of an end once, but for ids that contacts have exactly and nobody need read
    strangers = """SELECT DISTINCT id FROM (SELECT one AS id FROM ends
        UNION ALL SELECT other FROM ends) AS e WHERE id IS NOT NULL"""
    ways = functools.partial(_ways_to_write, decided=decided)
    if not engine.mapped("ways", strangers, ways, _WAYS):
        return 0
    # alike: ids and names in small letters, as "A7" may be the contact "a7" or one named so
    held = f"""SELECT LOWER({schema.CONTACT_ID}) AS alike FROM listed_contacts
        UNION SELECT LOWER({schema.NAME}) FROM listed_contacts"""
    # alike is missing of names and words, all odd; an id that is like nobody's becomes a stub
    odd = f"""SELECT w.said FROM ways AS w LEFT JOIN ({held}) AS h ON w.alike = h.alike
        WHERE w.alike IS NULL OR h.alike IS NOT NULL"""
    number = engine.step(
        "odd_rows", f"SELECT * FROM referrals WHERE {one} IN ({odd}) OR {other} IN ({odd})"
    )
    engine.drop("ways")
    return number


def _ways_to_write(piece: pa.Table, *, decided: frozenset[str]) -> pa.Table:
    """The other ways to write each text that may be an id; none of any other text.

    Of an id that no contact has the user may have ``decided`` whose it is.
    """
    said = piece["id"].to_pandas().astype("str")
    # few are codes of nobody, whom memory has to look at
    coded = said.str.fullmatch(CODE_OF_NOBODY, case=False)
    plain = said.str.fullmatch(PLAIN_ID) & ~(coded | said.isin(decided))
    plain = plain.to_numpy(dtype=bool)
    ids = said[plain]
    numbers = ids.map(other_number)
    # texts that are no ids, ids in small letters, 2.0 of 2 and 2 of 2.0
    ways = ((said[~plain], None), (ids, ids.str.lower()), (ids[numbers != ""], numbers))
    parts = [pd.DataFrame({"said": those, "alike": alike}, those.index) for those, alike in ways]
    return as_arrow(pd.concat(parts).astype("str"), _WAYS)


def _who_are_meant(
    engine: Engine,
    rows: pd.DataFrame,
    reader: Reader,
    seeker: str | None,
    decisions: Decisions,
) -> pd.DataFrame:
    """Bring the contacts that any text of some rows may mean, and one of every firm they name."""
    cells = pd.concat([rows[end] for end in schema.ENDS]).dropna().unique()
    texts = frozenset(text for cell in [*cells, seeker or ""] for text in texts_in(str(cell)))
    firms = frozenset(key(note) for text in texts for note in bare(text).notes)
    people = rows_that_may_be_meant(engine, texts | decisions.named, firms, reader)
    # cells of these columns are among the rows by now: left here they would be read twice
    return people.drop(columns=[*schema.SIDES, schema.REFERRED_ON], errors="ignore")


def rows_that_may_be_meant(
    engine: Engine, texts: frozenset[str], firms: frozenset[str], reader: Reader
) -> pd.DataFrame:
    """Bring the rows of contacts that texts may mean, and one of each firm, clean."""
    learn = functools.partial(_who_may_be, reader=reader, texts=texts, firms=firms)
    shape: Shape = {ROW: "long", **dict.fromkeys(reader.found, "text")}
    engine.mapped("candidates", "SELECT * FROM raw_contacts", learn, shape)
    # the texts as they were found: of rows that count
    own = ", ".join(f"k.{name}" for name in shape)
    found = engine.fetch(
        f"SELECT {own} FROM candidates AS k JOIN listed_contacts AS c ON k.{ROW} = c.{ROW} "
        f"ORDER BY k.{ROW}"
    ).to_pandas()
    return reader.cleaned(found.set_index(ROW).astype("str"))[0]


def _who_may_be(
    piece: pa.Table, *, reader: Reader, texts: frozenset[str], firms: frozenset[str]
) -> pa.Table:
    rows = reader.texts(piece)
    known = people_of_one_table(rows.fillna({schema.CONTACT_ID: ""}))
    known.learn(texts)
    # bool[rows]: whom a text may mean, and one of each firm, so that notes are known as firms
    those = np.zeros(len(rows), dtype=bool)
    those[list(known.learned)] = True
    if schema.ORGANIZATION in rows.columns and firms:
        named = keys(rows[schema.ORGANIZATION])
        those |= (named.isin(firms) & ~named.duplicated()).to_numpy(dtype=bool)
    shape: Shape = {ROW: "long", **dict.fromkeys(reader.found, "text")}
    return as_arrow(rows[those].assign(**{ROW: rows.index[those]}), shape)


class _ByKnownNames(Resolver):
    """Finds whom cells mean; names that only resemble one are told where all names are known."""

    @property
    def among_ids(self) -> bool:
        """Always: of the contacts, who all have ids, only those are known whom cells may mean."""
        return True

    def near(self, texts: Iterable[str]) -> dict[str, tuple[int, ...]]:
        """Nobody."""
        del texts
        return {}


def _ends_found(
    contacts: pd.DataFrame,
    rows: pd.DataFrame,
    reader: Reader,
    seeker: str | None,
    lists: Lists,
) -> FoundReferrals:
    """Find whom rows, indexed by their numbers, mean among clean contacts, as memory does."""
    # contacts keep the numbers of their rows, which messages tell
    persons = join_people(contacts, lists.decisions, address_books=ONE_TABLE)
    known = known_people(
        persons,
        lists.decisions,
        written=contacts[schema.CONTACT_ID],
        address_books=ONE_TABLE,
        exports=(),
        aliases=() if lists.aliases is None else (lists.aliases,),
    )
    number = rows.index.to_numpy()
    links = link_rows(rows.set_axis(pd.Index(spots_of(number), name=schema.LINE)), known)
    # what messages call the column of each row's cells
    side = (number >> (TURN_BITS - 1) & 1).tolist()
    columns = [
        [
            reader.sides[place] if cell else end
            for place, cell in zip(side, (number >= FIRST_CELL).tolist(), strict=True)
        ]
        for end in schema.ENDS
    ]
    resolver = _ByKnownNames(known, seeker=known.position(seeker), lenient=reader.lenient)
    links = replace(links, columns=(columns[0], columns[1]))
    return find_referrals(links, known, resolver, persons.renamed)


def _numbered(rows: pa.Table, found: FoundReferrals, labels: Mapping[str, str]) -> pa.Table:
    """Rows by ids, each pair with a number of its own: columns of ``REFERRALS_SHAPE``."""
    import pyarrow as pa

    # int64[pairs]: the row each pair comes of, and its turn among the people of that row
    number = lines_of(found.table.index.to_numpy().astype(np.int64))
    turn = pd.Series(number).groupby(number).cumcount().to_numpy()
    most, label = int(turn.max(initial=0)), labels.get(schema.REFERRALS, schema.REFERRALS)
    _refuse_unnumbered(found, most, label)
    read = rows.take(pa.array(np.searchsorted(rows[ROW].to_numpy(), number)))
    columns = {ROW: number + turn} | {end: found.table[end] for end in schema.ENDS}
    own = as_arrow(columns, {name: REFERRALS_SHAPE[name] for name in columns})
    for name in columns:
        read = read.set_column(read.column_names.index(name), name, own[name])
    return read


def _refuse_unnumbered(found: FoundReferrals, most: int, label: str) -> None:
    """Refuse rows that an engine has no numbers for."""
    if most >= MOST_NAMED:
        raise NotOnEngineError(
            f"{label}: a cell names {most + 1:,} people, and an engine reads {MOST_NAMED}",
            "write a row a person",
        )
    named = pd.concat([found.table[end] for end in schema.ENDS])
    alone = found.alone[~found.alone.isin(named).to_numpy(dtype=bool)]
    if len(alone):
        row = line_of(lines_of(int(alone.index[0])))
        raise NotOnEngineError(
            f"{label}, row {row}: {quoted(alone.iloc[0])} stands beside a cell that names "
            "nobody; an engine takes such people from contacts only",
            "add a row there",
        )
