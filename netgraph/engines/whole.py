"""A network too large for one memory: read, cut into parts, surveyed, asked part by part."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from netgraph import clock, schema
from netgraph.engines import survey
from netgraph.engines.across import ISSUES, tell_across
from netgraph.engines.engine import BATCH, ROW, count
from netgraph.engines.large import Large, survey_told
from netgraph.engines.large_rows import NODE, read_large
from netgraph.engines.lists import read_lists
from netgraph.engines.part import OPENS, SHOWN, SPREAD, Plan, as_arrow, read_part
from netgraph.engines.pieces import FEW, YOU, find_components, number_people, place_in_batches
from netgraph.engines.plain import ORGANIZATION_KEY, VOTE_SHAPE, plainly, settled
from netgraph.engines.strangers import refuse_texts
from netgraph.errors import SHOWN_IN_FULL, InputError, NetgraphError, first_few, unknown
from netgraph.links import day_number
from netgraph.tables.read import read_options
from netgraph.tables.sources.other_lists import list_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from netgraph.choices import Keep
    from netgraph.engines.engine import Engine, Shape
    from netgraph.engines.part import Part
    from netgraph.engines.pieces import Groups
    from netgraph.engines.plain import Plain
    from netgraph.tables.cleaning.dates import DateStyle

PIECE_ROWS: Final = 2_000_000
"""Rows of contacts and referrals that one part may have: about 2 GB in a worker."""


class Whole:
    """A network in an engine, surveyed: its counts, its issues, and what its parts must know.

    Parameters
    ----------
    engine
        Where the tables are.
    contacts, referrals
        What the engine reads.
    columns, as_of, seeker, keep, lenient
        As in ``netgraph.read``.
    targets, aliases
        Files or data frames of target organizations, and of other spellings of organizations.
    piece_rows
        Rows of contacts and referrals that may be in memory at once.
    few
        Below so many pairs components are found in memory.

    Raises
    ------
    InputError
        If cells cannot be read, a column is missing, or an id is there twice.

    Notes
    -----
    Groups of people who hang together and have more rows than ``piece_rows`` are answered by
    ``large``, others by the functions in memory.
    """

    def __init__(
        self,
        engine: Engine,
        contacts: Any,
        referrals: Any,
        *,
        columns: Mapping[str, str] | None = None,
        as_of: str | pd.Timestamp | None = None,
        seeker: str | None = None,
        keep: Keep | Sequence[Keep] | None = None,
        lenient: bool = False,
        targets: Any = None,
        aliases: Any = None,
        piece_rows: int = PIECE_ROWS,
        few: int = FEW,
    ) -> None:
        self.engine = engine
        wishes = read_options(columns, as_of, seeker, keep)
        seeker = wishes.seeker
        self._lists = read_lists(targets, aliases, columns or {}, lenient=lenient)
        given = ((schema.CONTACTS_TABLE, contacts), (schema.REFERRALS_TABLE, referrals))
        self._plain = {
            table.name: self._read(table, source, columns or {}) for table, source in given
        }
        self.plan = Plan(
            {name: plain.label for name, plain in self._plain.items()},
            self._formats(),
            wishes.as_of,
            seeker,
            wishes.keep,
            lenient,
            today=None if wishes.as_of is not None else clock.day_of_clock(),
        )
        number_people(engine, seeker)
        self._require(seeker)
        self._refuse_texts()
        self.rounds = find_components(engine, few=few)
        groups = place_in_batches(engine, piece_rows)
        self._spell()
        named = schema.ORGANIZATION in self._plain[schema.CONTACTS].found
        self.has_targets = self._lists.spell(engine, named=named)
        self._made: set[str] = set()
        self._has_large = groups.number > 0
        # Parts are cut twice: the survey of the first ones finds which organizations several have.
        self._cut(spread=False)
        self.large = self._read_large(groups, piece_rows, few) if groups.number else None
        self._survey()

    def _read(self, table: schema.Table, source: Any, columns: Mapping[str, str]) -> Plain:
        raw = f"raw_{table.name}"
        names = self.engine.read(source, raw)
        label = str(source) if isinstance(source, str) else table.name
        if what := list_of(names, columns):
            raise InputError(f"{label}: {what}, which holds no referrals; give another table")
        plain = plainly(table, label, names, columns, from_text=label.endswith((".csv", ".csv.gz")))
        if table.name == schema.CONTACTS:
            plain = replace(plain, stands_for=self._lists.stands_for)
        if schema.REFERRED_BY in plain.found:
            raise InputError(
                f"{label}: a column {schema.REFERRED_BY!r}; an engine takes who referred whom "
                f"from the table of "
                "referrals only. 'netgraph convert' makes one"
            )
        self.engine.mapped(table.name, raw, plain, plain.shape)
        return plain

    def _formats(self) -> dict[str, DateStyle]:
        found: dict[str, DateStyle] = {}
        for name, plain in self._plain.items():
            if plain.dates:
                # All pieces vote on the format of a column: the dates of one alone may fit several.
                self.engine.mapped(f"votes_{name}", name, plain.votes, VOTE_SHAPE)
                sql = (
                    f"SELECT name, one, other, CAST(SUM(n) AS BIGINT) AS n FROM votes_{name} "
                    "GROUP BY name, one, other"
                )
                found |= settled(self.engine.fetch(sql))
        return found

    def _require(self, seeker: str | None) -> None:
        if seeker is None:
            return
        sql = f"SELECT COUNT(*) FROM {schema.CONTACTS} WHERE {schema.CONTACT_ID} = {YOU}"
        if not count(self.engine, sql):
            raise unknown("contact for the seeker", seeker, ())

    def _refuse_texts(self) -> None:
        found = self._plain[schema.CONTACTS].found
        label = self._plain[schema.REFERRALS].label
        named = {"emails": schema.EMAIL in found, "names": schema.NAME in found}
        refuse_texts(self.engine, label, **named)

    def _spell(self) -> None:
        """Make ``kept`` rows of contacts, and ``spelled``: organizations as found and as shown."""
        at = {"first": "MIN", "last": "MAX"}.get(self.plan.keep or "")
        kept = (
            f"SELECT {at}({ROW}) AS kept FROM contacts GROUP BY {schema.CONTACT_ID}" if at else ""
        )
        join = f"JOIN ({kept}) AS k ON c.{ROW} = k.kept" if at else ""
        # ``kept``: the rows of contacts that count, one an id if the first or last is to be kept.
        self.engine.step("kept", f"SELECT c.* FROM contacts AS c {join}")
        if schema.ORGANIZATION not in self._plain[schema.CONTACTS].found:
            return
        # ``spellings``: a row a spelling, the key that it shares with like ones, and its rows.
        self.engine.step(
            "spellings",
            f"""SELECT {schema.ORGANIZATION} AS name, {ORGANIZATION_KEY} AS alike, COUNT(*) AS n,
                MIN({ROW}) AS opens
            FROM kept WHERE {ORGANIZATION_KEY} IS NOT NULL
            GROUP BY {schema.ORGANIZATION}, {ORGANIZATION_KEY}""",
        )
        # ``spelled``: a row a spelling and the one shown for its key, the most frequent or first.
        self.engine.step(
            "spelled",
            """SELECT s.name, s.opens, b.name AS shown FROM spellings AS s JOIN (
                SELECT alike, name, ROW_NUMBER() OVER (PARTITION BY alike
                    ORDER BY n DESC, opens) AS place
                FROM spellings) AS b ON s.alike = b.alike AND b.place = 1""",
        )

    def _read_large(self, groups: Groups, limit: int, few: int) -> Large | None:
        """Read the groups too large for a worker; None where cells cannot be read.

        ``large_told`` has those.
        """
        told, joins = self._told_of_contacts(spread=False)
        # Any piece may have referrals of the seeker, so the seeker's row is in each.
        you = (
            f""" UNION ALL SELECT {told}, CAST(NULL AS BIGINT), b.number FROM contacts AS c
            CROSS JOIN large_batches AS b {joins} WHERE c.{schema.CONTACT_ID} = {YOU}"""
            if self.plan.seeker is not None
            else ""
        )
        contacts = f"""SELECT {told}, h.node AS {NODE}, h.node % {groups.pieces} AS {BATCH}
            FROM contacts AS c
            JOIN large_homes AS h ON c.{schema.CONTACT_ID} = h.id {joins}{you}"""
        ends = list(self._plain[schema.REFERRALS].found)
        read_large(self.engine, self.plan, groups.pieces, contacts, ends)
        wrong = f"SELECT COUNT(*) FROM large_told WHERE {ISSUES[schema.SEVERITY]} = 'error'"
        if count(self.engine, wrong):
            self.engine.step("large_survey", survey_told())
            return None
        return Large(self.engine, groups.number, limit, few=few, cut=self.plan.as_of is not None)

    def _told_of_contacts(self, *, spread: bool) -> tuple[str, str]:
        """The columns that a part has of contacts, as SQL, and the joins that they come from."""
        own = [f"c.{name}" for name in self._plain[schema.CONTACTS].found]
        named = schema.ORGANIZATION in self._plain[schema.CONTACTS].found
        shown = "s.shown" if named else "CAST(NULL AS STRING)"
        opens = f"COALESCE(c.{ROW} = s.opens, FALSE)" if named else "FALSE"
        wide = "w.name IS NOT NULL" if named and spread else "FALSE"
        joins = f"LEFT JOIN spelled AS s ON c.{schema.ORGANIZATION} = s.name" if named else ""
        joins += " LEFT JOIN spread AS w ON s.shown = w.name" if named and spread else ""
        return (
            (
                f"c.{ROW}, {', '.join(own)}, {shown} AS {SHOWN}, "
                f"{opens} AS {OPENS}, {wide} AS {SPREAD}"
            ),
            joins,
        )

    def _cut(self, *, spread: bool) -> None:
        """Make the two tables that parts are taken from; large groups are in neither."""
        told, joins = self._told_of_contacts(spread=spread)
        # The seeker's row is in every batch, also in 0, where rows without a batch are.
        everywhere = (
            f""" UNION ALL SELECT {told}, b.{BATCH} FROM contacts AS c
            CROSS JOIN (SELECT {BATCH} FROM batches UNION SELECT CAST(0 AS BIGINT))
                AS b {joins} WHERE c.{schema.CONTACT_ID} = {YOU}"""
            if self.plan.seeker is not None
            else ""
        )
        without = "LEFT JOIN large_homes AS {1} ON {0} = {1}.id" if self._has_large else ""
        nobody = " AND {0}.id IS NULL" if self._has_large else ""
        # ``cut_contacts``: a row of contacts in its batch. Rows without an id are in batch 0, and
        # so are checked once.
        self.engine.step(
            "cut_contacts",
            f"""SELECT {told}, COALESCE(b.{BATCH}, 0) AS {BATCH} FROM contacts AS c
            LEFT JOIN batches AS b
                ON c.{schema.CONTACT_ID} = b.id {joins}
                {without.format("c." + schema.CONTACT_ID, "g")}
            WHERE (c.{schema.CONTACT_ID} IS NULL OR c.{schema.CONTACT_ID} <> {YOU})
                {nobody.format("g")}{everywhere}""",
        )
        if spread:
            return
        ends = ", ".join(f"r.{name}" for name in self._plain[schema.REFERRALS].found)
        # ``cut_referrals``: a row of referrals in its batch. People at both ends share one; the
        # seeker has none, so the other end decides.
        self.engine.step(
            "cut_referrals",
            f"""SELECT r.{ROW}, {ends}, COALESCE(t.{BATCH}, s.{BATCH}, 0) AS {BATCH}
                FROM referrals AS r
            LEFT JOIN batches AS s ON r.{schema.REFERRER_ID} = s.id
            LEFT JOIN batches AS t ON r.{schema.REFERRED_ID} = t.id
            {without.format("r." + schema.REFERRER_ID, "g")}
            {without.format("r." + schema.REFERRED_ID, "h")}
            WHERE TRUE{nobody.format("g")}{nobody.format("h")}""",
        )

    def _survey(self) -> None:
        self.parts("survey", survey.survey, survey.SURVEY_SHAPE)
        tell_across(self.engine, self._plain[schema.CONTACTS])
        fetch = self.engine.fetch
        self.wrong = count(
            self.engine,
            f"SELECT COUNT(*) FROM issues WHERE {ISSUES[schema.SEVERITY]} = 'error'",
        )
        added = (
            "SELECT name, CAST({how}(n) AS BIGINT) AS n FROM survey "
            "WHERE what = '{what}' GROUP BY name"
        )
        self.counts = survey.totals(fetch(added.format(how="SUM", what=survey.SUM)))
        self.counts |= survey.totals(fetch(added.format(how="MAX", what=survey.MOST)))
        pairs = (
            "SELECT a, b, CAST(SUM(n) AS BIGINT) AS n FROM survey "
            "WHERE what = '{what}' GROUP BY a, b ORDER BY a, b"
        )
        self.plan = replace(
            self.plan,
            latest=self.as_of,
            facts=survey.facts(
                self.counts,
                *(
                    fetch(pairs.format(what=what))
                    for what in (survey.SILENCE, survey.WAIT, survey.PAIR)
                ),
            ),
        )
        # ``spread``: a row an organization that several parts have; each part gives it once.
        self.engine.step(
            "spread",
            f"SELECT name FROM survey WHERE what = '{survey.PLACE_OF}' GROUP BY name HAVING "
            f"COUNT(*) > 1",
        )
        sql = f"SELECT COUNT(DISTINCT name) FROM survey WHERE what = '{survey.PLACE_OF}'"
        self.counts[schema.ORGANIZATIONS] = count(self.engine, sql)
        self._cut(spread=True)
        if self.large is not None and self.plan.facts is not None and not self.wrong:
            self.large.judge(self.plan.facts, self._today)

    @property
    def as_of(self) -> pd.Timestamp | None:
        """The date on which the answers stand."""
        if self.plan.as_of is not None:
            return self.plan.as_of
        latest = self.counts.get(survey.LATEST)
        return None if latest is None else pd.Timestamp(latest, unit="D").as_unit("s")

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

    def parts(self, name: str, question: Callable[[Part], pd.DataFrame], shape: Shape) -> None:
        """Make, once, a table of a question's answers for every part and for large groups."""
        # Spark sends workers what ``answer`` holds: the plan, but not ``self`` with the engine.
        plan = self.plan
        if name in self._made:
            return
        if name != "survey":
            self.refuse()

        def answer(contacts: Any, referrals: Any) -> Any:
            return as_arrow(question(read_part(contacts, referrals, plan)), shape)

        of_parts = f"{name}_of_parts" if self._has_large else name
        self.engine.parted(of_parts, ("cut_contacts", "cut_referrals"), answer, shape)
        if self._has_large:
            columns = ", ".join(shape)
            rest = f"SELECT {columns} FROM ({self._of_large(name, shape)}) AS of_large"
            self.engine.step(name, f"SELECT {columns} FROM {of_parts} UNION ALL {rest}")
        self._made.add(name)

    def _of_large(self, name: str, shape: Shape) -> str:
        """The query for what large groups add to a table of parts."""
        if name == "survey":
            return f"SELECT {', '.join(shape)} FROM large_survey"
        if self.large is None or self.plan.facts is None:
            raise NetgraphError("large groups cannot be read")
        return self.large.answer(name, self.plan.facts, self._today)

    @property
    def _today(self) -> int | None:
        return None if self.as_of is None else day_number(self.as_of)

    @property
    def notes(self) -> list[str]:
        """What is not as exact as in memory, or not given."""
        return [] if self.large is None else self.large.notes
