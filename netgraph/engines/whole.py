"""A network too large for one memory: its rows read in batches, its numbers answered in pieces."""

from __future__ import annotations

import functools
import secrets
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from netgraph import clock, schema
from netgraph.choices import REDACTIONS
from netgraph.engines import numbers, survey
from netgraph.engines.across import BEFORE_NUMBERS, codes_of_all, tell_across, tell_all
from netgraph.engines.coded import FactsOfWhole
from netgraph.engines.deciding import join_decided
from netgraph.engines.engine import ROW, as_arrow, count
from netgraph.engines.hiding import hide
from netgraph.engines.linking import keep_one_row_an_id, number_people
from netgraph.engines.lists import read_lists
from netgraph.engines.pieces import make_pieces
from netgraph.engines.referral_cells import resolve_cells
from netgraph.engines.relations import ISSUES, NAME_KEY, SURVEY_SHAPE, place_among
from netgraph.engines.room import tell_or_refuse
from netgraph.engines.settling import read_tables
from netgraph.engines.spelling import spell
from netgraph.errors import (
    SHOWN_IN_FULL,
    NetgraphError,
    first_few,
    unknown,
)
from netgraph.links import day_number
from netgraph.pseudonyms import SECRET_BYTES, secret_of
from netgraph.redaction_issues import NOT_REPEATED, redacted_problems
from netgraph.tables.name_keys import namesake_keys
from netgraph.tables.person_names import id_called
from netgraph.tables.read import read_options

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from netgraph.choices import DateOrder, Keep, Redaction
    from netgraph.engines.coded import Piece
    from netgraph.engines.engine import Engine, Shape

PIECE_ROWS: Final = 2_000_000
"""Rows of small components that one piece may have: half a gigabyte in a worker."""


class Whole:
    """A network in an engine: its counts, its issues, and its numbers when they are asked for.

    Parameters
    ----------
    engine
        Where the tables are.
    contacts, referrals
        What the engine reads; no referrals (None) where cells of contacts say who referred whom.
    columns, as_of, seeker, keep, lenient, dates, values
        As in ``netgraph.read``.
    targets, aliases
        Files or data frames of target organizations, and of other spellings of organizations.
    same, beside
        Decisions about who is one person; whether they lie beside the tables, which is told.
    piece_rows
        Rows of people and referrals that a worker has in memory at once, as numbers. Who hangs
        together is one piece, however many they are, at 300 bytes a person.
    exact
        Whether reach is counted one by one at any cost, as in ``netgraph.contacts``.
    redact, key
        Redactions as in ``netgraph.redact``, one after another, and the key of all.

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
        dates: DateOrder | None = None,
        values: Mapping[str, str] | None = None,
        targets: Any = None,
        aliases: Any = None,
        same: Any = None,
        beside: bool = False,
        piece_rows: int = PIECE_ROWS,
        exact: bool = False,
        redact: Sequence[Redaction] = (),
        key: str | None = None,
    ) -> None:
        self.engine = engine
        self.hides = _any_known(redact)
        secret = secrets.token_bytes(SECRET_BYTES) if key is None else secret_of(key)
        wishes = read_options(
            columns, as_of, seeker, keep, lenient=lenient, dates=dates, values=values
        )
        self._lists = read_lists(targets, aliases, same, wishes, beside=beside)
        given = {schema.CONTACTS: contacts, schema.REFERRALS: referrals}
        self._readers = read_tables(engine, given, wishes)
        keep_one_row_an_id(engine, wishes.keep)
        join_decided(engine, self._lists, self._readers)
        seeker, you = self._seeker(wishes.seeker)
        resolve_cells(engine, self._readers, seeker, self._lists)
        self.engine.drop("raw_contacts", "raw_referrals")
        spell(engine, self._lists.stands_for, self._lists.organizations)
        self.has_targets = self._lists.spell(engine)
        number_people(engine)
        self.made: set[str] = set()
        self.counts: dict[str, int] = {}
        labels = {name: reader.label for name, reader in self._readers.items()}
        if seeker is not None and you is None:
            raise unknown("contact for the seeker", seeker, ())
        self.wrong = self._errors()
        today = clock.day_of_clock() if wishes.as_of is None else None
        # of tables that are refused nothing is answered as of any date
        self.as_of = None if self.wrong else wishes.as_of if today is None else self._latest(today)
        self.known = FactsOfWhole(self.as_of, today, you, labels, exact=exact)
        if not self.wrong:
            tell_or_refuse(make_pieces(engine, piece_rows, you), engine.room())
            self._survey()
        tell_across(engine, labels)
        if redact:
            self.issues_in_words()
            hide(engine, self._readers, redact, secret, self._lists.names, wrong=self.wrong > 0)

    def _seeker(self, word: str | None) -> tuple[str | None, int | None]:
        """The seeker's id and number; the user may call them by name, a word that is no SQL."""
        if word is None:
            return None, None
        called = pd.Series([word], dtype="str")
        ways = pd.DataFrame({"id": called, "alike": namesake_keys(called)})
        self.engine.small("called", as_arrow(ways, {"id": "text", "alike": "text"}))
        # the key joins a few names more than are one
        cells = self.engine.fetch(
            f"SELECT {schema.CONTACT_ID}, {schema.NAME}, {ROW} FROM contacts "
            f"JOIN called ON {schema.CONTACT_ID} = id OR {NAME_KEY} = alike ORDER BY {ROW}"
        )
        if not len(cells):
            return word, None
        people = cells.to_pandas().set_index(ROW).astype("str")
        seeker = id_called(people, word, "contact for the seeker")
        return seeker, int(people.index[people[schema.CONTACT_ID] == seeker][0])

    def _latest(self, today: pd.Timestamp) -> pd.Timestamp | None:
        """The latest date of all that is not ahead of the clock."""
        columns = [(name, "people") for name in schema.CONTACT_DATES]
        columns += [(name, "links") for name in (schema.REFERRED_ON, schema.LAST_REFERRED_ON)]
        last = f"CAST('{today.date().isoformat()}' AS DATE)"
        each = " UNION ALL ".join(
            f"SELECT MAX({name}) AS day FROM {table} WHERE {name} <= {last}"
            for name, table in columns
        )
        latest = self.engine.fetch(f"SELECT MAX(day) AS day FROM ({each}) AS d")["day"][0].as_py()
        return None if latest is None else pd.Timestamp(latest).as_unit("s")

    def _errors(self) -> int:
        """How many errors were found before anything was computed."""
        severity = ISSUES[schema.SEVERITY]
        rows = " UNION ALL ".join(f"SELECT {severity} FROM {table}" for table in BEFORE_NUMBERS)
        sql = f"SELECT COUNT(*) FROM ({rows}) AS i WHERE {severity} = 'error'"
        return count(self.engine, sql)

    def _survey(self) -> None:
        import pyarrow.compute as pc

        self.asked("survey", survey.survey_of, SURVEY_SHAPE)
        fetch = self.engine.fetch
        # numbers of pieces are added, the largest apart; ``a`` and ``b`` are those of pairs alone
        apart = ", ".join(f"'{what}'" for what in (*survey.OF_GRAPH, survey.EMPLOYER))
        added = fetch(
            f"""SELECT what, name, a, b, CAST(CASE WHEN what = '{survey.MOST_OF_ALL}' THEN MAX(n)
                ELSE SUM(n) END AS BIGINT) AS n FROM survey WHERE what NOT IN ({apart})
            GROUP BY what, name, a, b ORDER BY what, name, a, b"""
        )
        found = survey.totals(added.filter(pc.is_valid(added["name"])))
        kept, dated = (bool(found.pop(name, 0)) for name in (survey.KEPT, survey.RECORDED))
        self.counts = found
        rows = {what: added.filter(pc.equal(added["what"], what)) for what in survey.TALLIES}
        today = None if self.as_of is None else day_number(self.as_of)
        fitted = survey.fit_all(self.counts, kept=kept, today=today, rows=rows)
        places = f"SELECT a, COUNT(*) AS n FROM survey WHERE what = '{survey.EMPLOYER}' GROUP BY a"
        self.counts[schema.ORGANIZATIONS] = count(self.engine, f"SELECT COUNT(*) FROM ({places})")
        spread = fetch(f"SELECT a FROM ({places}) AS e WHERE n > 1 ORDER BY a")["a"].to_numpy()
        self.known = replace(self.known, kept=kept, dated=dated, fitted=fitted, spread=spread)

    @property
    def headings(self) -> list[Mapping[str, str]]:
        """Standard names of columns to those they have, a table of rows each."""
        return [reader.found for reader in self._readers.values()]

    @property
    def settled(self) -> list[str]:
        """What is said of decisions that lie beside the tables."""
        told = self._lists.report.table
        said = told[told[schema.CODE] == schema.SAVED_SETTINGS]
        return list(said[schema.MESSAGE])

    @property
    def issues(self) -> dict[str, int]:
        """How many issues of each code."""
        code = ISSUES[schema.CODE]
        told = self.hides or self.wrong
        rows = f"SELECT {code} FROM {self.issues_in_words()}" if told else codes_of_all()
        sql = f"SELECT {code} AS name, COUNT(*) AS n FROM ({rows}) AS i GROUP BY {code} "
        sql += f"ORDER BY {code}"
        return survey.totals(self.engine.fetch(sql))

    def issues_in_words(self) -> str:
        """Make, once, the table of all issues in words; return what it is called."""
        if "issues" not in self.made:
            tell_all(self.engine, self.known.labels, graph=not self.wrong)
            self.made.add("issues")
        return "shown_issues" if self.hides else "issues"

    def refuse(self) -> None:
        """Raise the errors that were found, if any: the first five in full, then their number.

        Raises
        ------
        NetgraphError
            With table, row, column and what was expected.
        """
        if not self.wrong:
            return
        code, table, line = (ISSUES[name] for name in (schema.CODE, schema.TABLE, schema.LINE))
        order = f"{code}, {table}, {line}" if self.hides else _in_reading_order()
        found = self.engine.fetch(
            f"SELECT * FROM {self.issues_in_words()} WHERE {ISSUES[schema.SEVERITY]} = 'error' "
            f"ORDER BY {order} LIMIT {SHOWN_IN_FULL}"
        )
        if not self.hides:
            lines = [self._problem(row) for row in found.to_pylist()]
            raise NetgraphError(first_few(lines, number=self.wrong))
        plain = {called: name for name, called in ISSUES.items()}
        lines = redacted_problems(found.to_pandas().rename(columns=plain), unit="row")
        raise NetgraphError(first_few([*lines, NOT_REPEATED], number=self.wrong + 1))

    def _problem(self, row: Mapping[str, Any]) -> str:
        table, column = row[ISSUES[schema.TABLE]], row[ISSUES[schema.COLUMN]]
        if table in self._readers:
            label, unit, called = self._readers[table].label, "row", self._readers[table].found
        else:
            file = next(file for file in self._lists.report.files if file.table == table)
            label, unit, called = file.label, file.unit, file.called
        where = f"{label}, {unit} {row[ISSUES[schema.LINE]]}, column {called.get(column, column)!r}"
        return f"{where}: {row[ISSUES[schema.MESSAGE]]}"

    def asked(
        self, name: str, question: Callable[[Piece], Mapping[str, Any]], shape: Shape
    ) -> None:
        """Make, once, a table of a question's answers about every piece, numbers without words."""
        if name in self.made:
            return
        answer = functools.partial(numbers.answer, question=question, shape=shape, known=self.known)
        self.engine.parted(name, ("piece_people", "piece_links"), answer, shape)
        self.made.add(name)

    def step_once(self, name: str, sql: str) -> None:
        """Make, once, a table of a query."""
        if name not in self.made:
            self.engine.step(name, sql)
            self.made.add(name)

    def view_once(self, name: str, sql: str) -> None:
        """Look, from now on, at a query under a name."""
        if name not in self.made:
            self.engine.view(name, sql)
            self.made.add(name)


def _in_reading_order() -> str:
    """The order in which memory meets errors: table by table, line by line, cells before rows."""
    code, table, line, column, message = (
        ISSUES[name]
        for name in (schema.CODE, schema.TABLE, schema.LINE, schema.COLUMN, schema.MESSAGE)
    )
    columns = dict.fromkeys(c.name for one in schema.TABLES.values() for c in one.columns)
    cells = f"CASE WHEN {code} IN ('{schema.BAD_DATE}', '{schema.BAD_VALUE}') THEN 0 ELSE 1 END"
    ranks = (place_among(table, schema.TABLES), line, cells, place_among(column, columns), message)
    return ", ".join(ranks)


def _any_known(redact: Sequence[Redaction]) -> bool:
    """Whether anything is to be hidden; what nobody can hide is refused."""
    for what in redact:
        if what not in REDACTIONS:
            raise unknown("redaction", str(what), REDACTIONS)
    return bool(redact)
