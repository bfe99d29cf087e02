"""A network too large for one memory: its rows read in chunks, its numbers answered in pieces."""

from __future__ import annotations

import functools
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from netgraph import clock, schema
from netgraph.engines import numbers, survey
from netgraph.engines.across import tell_across
from netgraph.engines.chunks import YOU, number_people, read_chunks
from netgraph.engines.coded import FactsOfWhole
from netgraph.engines.engine import ROW, count
from netgraph.engines.lists import read_lists
from netgraph.engines.pieces import FEW, make_pieces
from netgraph.engines.plain import Plain, plainly, settled
from netgraph.engines.referral_cells import resolve_cells
from netgraph.engines.relations import (
    ISSUES,
    KEPT,
    LATEST,
    OPENS,
    SHOWN,
    SPELLINGS,
    SURVEY_SHAPE,
    VOTES,
)
from netgraph.engines.room import tell_or_refuse
from netgraph.engines.rows import ISSUE, MOST, Plan
from netgraph.errors import (
    SHOWN_IN_FULL,
    InputError,
    MissingColumnError,
    NetgraphError,
    first_few,
    unknown,
)
from netgraph.links import day_number
from netgraph.tables.cleaning.columns import with_referral_date
from netgraph.tables.read import read_options
from netgraph.tables.sources.other_lists import list_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from netgraph.choices import Keep
    from netgraph.engines.coded import Piece
    from netgraph.engines.engine import Engine, Shape
    from netgraph.tables.cleaning.dates import DateStyle

PIECE_ROWS: Final = 2_000_000
"""Rows of small components that one piece may have: half a gigabyte in a worker."""
CHUNK_ROWS: Final = 100_000
"""Rows of contacts and referrals that are read as text at once: 1 kB each."""


class Whole:
    """A network in an engine: its counts, its issues, and its numbers when they are asked for.

    Parameters
    ----------
    engine
        Where the tables are.
    contacts, referrals
        What the engine reads; no referrals (None) where cells of contacts say who referred whom.
    columns, as_of, seeker, keep, lenient
        As in ``netgraph.read``.
    targets, aliases
        Files or data frames of target organizations, and of other spellings of organizations.
    piece_rows
        Rows of contacts and referrals that a worker has in memory at once. Who hangs together is
        one piece, however many they are: as numbers, at 300 bytes a person.
    few
        Below so many pairs components are found in memory.
    exact
        Whether reach is counted one by one at any cost, as in ``netgraph.contacts``.

    Raises
    ------
    InputError
        If cells cannot be read, a column is missing, or an id is there twice.
    """

    def __init__(
        self,
        engine: Engine,
        contacts: Any,
        referrals: Any,
        *,
        columns: Mapping[str, str] | None = None,
        as_of: str | None = None,
        seeker: str | None = None,
        keep: Keep | Sequence[Keep] | None = None,
        lenient: bool = False,
        targets: Any = None,
        aliases: Any = None,
        piece_rows: int = PIECE_ROWS,
        few: int = FEW,
        exact: bool = False,
    ) -> None:
        self.engine = engine
        self._rows: dict[str, int] = {}
        wishes = read_options(columns, as_of, seeker, keep)
        self._lists = read_lists(targets, aliases, columns or {}, lenient=lenient)
        people = with_referral_date(schema.CONTACTS_TABLE)
        given = ((people, contacts), (schema.REFERRALS_TABLE, referrals))
        self._plain = {
            table.name: self._read(table, source, columns or {}) for table, source in given
        }
        self._refuse_nothing(referrals)
        plan = Plan(
            {name: plain.label for name, plain in self._plain.items()},
            self._formats(),
            wishes.as_of,
            wishes.seeker,
            wishes.keep,
            lenient,
            today=None if wishes.as_of is not None else clock.day_of_clock(),
        )
        self._keep_rows(wishes.keep)
        ends = self._columns_of_referrals()
        rows = resolve_cells(engine, self._plain, ends, plan, self._lists.aliases)
        self._rows[schema.REFERRALS] = rows
        self.plan = replace(plan, chunks=self._chunks(piece_rows))
        number_people(engine, wishes.seeker, wishes.keep)
        self._require(wishes.seeker)
        self._spell()
        named = schema.ORGANIZATION in self._plain[schema.CONTACTS].found
        self.has_targets = self._lists.spell(engine, named=named)
        self._made: set[str] = set()
        self.counts: dict[str, int] = {}
        self.rounds, self._exact = 0, exact
        parts = self._read_chunks(ends)
        if not self.wrong:
            made = make_pieces(engine, piece_rows, sum(parts), few=few)
            self.rounds = made.rounds
            tell_or_refuse(made.largest, engine.room())
            self._survey()
            self.counts[schema.ORGANIZATIONS] = made.organizations
        tell_across(engine, self._plain[schema.CONTACTS], graph=not self.wrong)

    def _read(self, table: schema.Table, source: Any, columns: Mapping[str, str]) -> Plain:
        if source is None:
            return Plain(table, table.name, {})
        raw = f"raw_{table.name}"
        names = self.engine.read(source, raw)
        label = str(source) if isinstance(source, str) else table.name
        if what := list_of(names, columns):
            raise InputError(f"{label}: {what}, which holds no referrals; give another table")
        plain = plainly(table, label, names, columns, from_text=label.endswith((".csv", ".csv.gz")))
        if table.name == schema.CONTACTS:
            # the date of a referral is that of a column of referrers, as in memory
            dated = schema.REFERRED_BY in plain.found
            own = {n: c for n, c in plain.found.items() if dated or n != schema.REFERRED_ON}
            plain = replace(plain, found=own, stands_for=self._lists.stands_for)
        made = self.engine.mapped(plain.made, f"SELECT * FROM {raw}", plain, plain.shape)
        self._rows[table.name] = made
        self.engine.drop(raw)
        return plain

    def _refuse_nothing(self, referrals: Any) -> None:
        """Refuse contacts alone that say of nobody who referred them."""
        plain = self._plain[schema.CONTACTS]
        if referrals is None and not plain.sides:
            raise MissingColumnError(
                f"{plain.label}: no column says who referred whom; expected one "
                f"{schema.REFERRED_BY!r}, or a second table of referrals"
            )

    def _columns_of_referrals(self) -> list[str]:
        """The columns of all referrals, those of cells of contacts among them."""
        contacts, referrals = (self._plain[n].found for n in (schema.CONTACTS, schema.REFERRALS))
        dated = [schema.REFERRED_ON] * (schema.REFERRED_ON in contacts)
        return list(dict.fromkeys([*schema.ENDS, *referrals, *dated]))

    def _chunks(self, limit: int) -> int:
        """In how many chunks rows are read.

        It is odd: numbers of stubs, which have powers of two in them, are in all chunks then.
        """
        return -(-sum(self._rows.values()) // max(1, min(CHUNK_ROWS, limit // 2))) | 1

    def _formats(self) -> dict[str, DateStyle]:
        found: dict[str, DateStyle] = {}
        for name, plain in self._plain.items():
            if plain.dates:
                # All pieces vote on the format of a column: the dates of one alone may fit several.
                own = f"SELECT {', '.join(plain.dates)} FROM {plain.made}"
                self.engine.mapped(f"votes_{name}", own, plain.votes, VOTES)
                sql = (
                    f"SELECT name, one, other, CAST(SUM(n) AS BIGINT) AS n FROM votes_{name} "
                    "GROUP BY name, one, other"
                )
                styles = settled(self.engine.fetch(sql))
                for column in styles.keys() & found.keys():
                    if styles[column] != found[column]:
                        raise InputError(
                            f"{plain.label}: dates in {column!r} are written otherwise than those "
                            "in contacts; an engine reads one way to write the dates of a column"
                        )
                found |= styles
        return found

    def _require(self, seeker: str | None) -> None:
        if seeker is None:
            return
        sql = f"SELECT COUNT(*) FROM {schema.CONTACTS} WHERE {schema.CONTACT_ID} = {YOU}"
        if not count(self.engine, sql):
            raise unknown("contact for the seeker", seeker, ())

    def _keep_rows(self, keep: Keep | None) -> None:
        """Make ``kept``, the first or last rows of ids, where told that these alone count."""
        if keep is None:
            return
        at = {"first": "MIN", "last": "MAX"}[keep]
        kept = f"SELECT {at}({ROW}) AS kept FROM contacts GROUP BY {schema.CONTACT_ID}"
        rows = f"SELECT c.* FROM contacts AS c JOIN ({kept}) AS k ON c.{ROW} = k.kept"
        self.engine.step("kept", rows)
        self._plain[schema.CONTACTS] = replace(self._plain[schema.CONTACTS], kept="kept")

    def _spell(self) -> None:
        """Make ``spelled``: organizations as they are found and as they are shown."""
        if schema.ORGANIZATION not in self._plain[schema.CONTACTS].found:
            return
        plain = self._plain[schema.CONTACTS]
        # a row a spelling, its rows, and the key that it shares with like ones
        spellings = f"""SELECT {schema.ORGANIZATION} AS name, COUNT(*) AS n, MIN({ROW}) AS opens
            FROM {plain.kept} WHERE {schema.ORGANIZATION} IS NOT NULL
            GROUP BY {schema.ORGANIZATION}"""
        self.engine.mapped("spellings", spellings, plain.alike, SPELLINGS)
        # ``spelled``: a row a spelling and the one shown for its key, the most frequent or first.
        self.engine.step(
            "spelled",
            """SELECT name, opens, alike, FIRST_VALUE(name) OVER (PARTITION BY alike
                ORDER BY n DESC, opens) AS shown FROM spellings WHERE alike IS NOT NULL""",
        )
        self.engine.drop("spellings")

    def _read_chunks(self, ends: list[str]) -> tuple[int, int]:
        """Read the rows of both tables; find whether statuses are kept, and the latest day.

        Returns
        -------
        How many people and pairs there are.
        """
        # what these columns say is in the referrals now
        said = (*schema.SIDES, schema.REFERRED_ON)
        found = self._plain[schema.CONTACTS].found
        own = [f"c.{name}" for name in found if name not in said]
        named = schema.ORGANIZATION in self._plain[schema.CONTACTS].found
        shown = "s.shown" if named else "CAST(NULL AS STRING)"
        opens = f"COALESCE(c.{ROW} = s.opens, FALSE)" if named else "FALSE"
        columns = f"c.{ROW}, {', '.join(own)}, {shown} AS {SHOWN}, {opens} AS {OPENS}"
        joins = f"LEFT JOIN spelled AS s ON c.{schema.ORGANIZATION} = s.name" if named else ""
        parts = read_chunks(self.engine, self.plan, (columns, joins), ends)
        names = ", ".join(ISSUES.values())
        # The seeker's row is in every chunk, so its issues come from each: DISTINCT makes them one.
        self.engine.step(
            "issues_of_rows",
            f"""SELECT DISTINCT {names} FROM chunk_read WHERE what = '{ISSUE}'
            UNION ALL SELECT {names} FROM issues_listed
            UNION ALL SELECT {names} FROM issues_of_cells""",
        )
        most = f"""SELECT name, MAX(n) AS n FROM chunk_read WHERE what = '{MOST}' GROUP BY name
            UNION ALL SELECT 'wrong', COUNT(*) FROM issues_of_rows
            WHERE {ISSUES[schema.SEVERITY]} = 'error'"""
        told = survey.totals(self.engine.fetch(most))
        self.engine.drop("chunk_read")
        self.wrong = told["wrong"]
        latest = told.get(LATEST)
        self.as_of = self.plan.as_of
        if self.as_of is None and latest is not None:
            self.as_of = pd.Timestamp(latest, unit="D").as_unit("s")
        self.known = FactsOfWhole(
            bool(told.get(KEPT, 0)), latest is not None, self.as_of, exact=self._exact
        )
        return parts

    def _survey(self) -> None:
        import pyarrow.compute as pc

        self.asked("survey", survey.survey_of, SURVEY_SHAPE)
        fetch = self.engine.fetch
        # numbers of pieces are added, the largest apart; ``a`` and ``b`` are those of pairs alone
        added = fetch(
            f"""SELECT what, name, a, b, CAST(CASE WHEN what = '{survey.MOST_OF_ALL}' THEN MAX(n)
                ELSE SUM(n) END AS BIGINT) AS n FROM survey
            WHERE what NOT IN ('{survey.LOOP}', '{survey.EARLY}')
            GROUP BY what, name, a, b ORDER BY what, name, a, b"""
        )
        self.counts |= survey.totals(added.filter(pc.is_valid(added["name"])))
        rows = {what: added.filter(pc.equal(added["what"], what)) for what in survey.TALLIES}
        today = None if self.as_of is None else day_number(self.as_of)
        fitted = survey.fit_all(self.counts, kept=self.known.kept, today=today, rows=rows)
        self.known = replace(self.known, fitted=fitted)

    @property
    def issues(self) -> dict[str, int]:
        """How many issues of each code."""
        code = ISSUES[schema.CODE]
        sql = f"SELECT {code} AS name, COUNT(*) AS n FROM issues GROUP BY {code} ORDER BY {code}"
        return survey.totals(self.engine.fetch(sql))

    def refuse(self) -> None:
        """Raise the errors that were found, if any: the first five in full, then their number.

        Raises
        ------
        NetgraphError
            With table, row, column and what was expected.
        """
        if not self.wrong:
            return
        line, message = ISSUES[schema.LINE], ISSUES[schema.MESSAGE]
        sql = (
            f"SELECT * FROM issues WHERE {ISSUES[schema.SEVERITY]} = 'error' "
            f"ORDER BY {line}, {message} LIMIT {SHOWN_IN_FULL}"
        )
        lines = [self._problem(row) for row in self.engine.fetch(sql).to_pylist()]
        raise NetgraphError(first_few(lines, number=self.wrong))

    def _problem(self, row: Mapping[str, Any]) -> str:
        table, column = row[ISSUES[schema.TABLE]], row[ISSUES[schema.COLUMN]]
        if table in self._plain:
            label, unit, called = self._plain[table].label, "row", self._plain[table].found
        else:
            file = next(file for file in self._lists.report.files if file.table == table)
            label, unit, called = file.label, file.unit, file.called
        where = f"{label}, {unit} {row[ISSUES[schema.LINE]]}, column {called.get(column, column)!r}"
        return f"{where}: {row[ISSUES[schema.MESSAGE]]}"

    def asked(
        self, name: str, question: Callable[[Piece], Mapping[str, Any]], shape: Shape
    ) -> None:
        """Make, once, a table of a question's answers about every piece, numbers without words."""
        if name in self._made:
            return
        answer = functools.partial(numbers.answer, question=question, shape=shape, known=self.known)
        self.engine.parted(name, ("piece_people", "piece_links"), answer, shape)
        self._made.add(name)

    def step_once(self, name: str, sql: str) -> None:
        """Make, once, a table of a query."""
        if name not in self._made:
            self.engine.step(name, sql)
            self._made.add(name)
