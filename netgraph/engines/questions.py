"""The questions that an engine answers, with the columns, order and notes of memory."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pandas as pd

from netgraph import schema
from netgraph.analysis.dead_ends import LEAST_LISTED, STRUCTURE_ONLY, alone_note
from netgraph.analysis.ordering import RANKED
from netgraph.analysis.organizations import targets_note
from netgraph.analysis.summary import ADVOCATE_SUMMARY, SUMMARY_ROWS, Summary
from netgraph.engines import part
from netgraph.engines.across import ISSUE_SHAPE, ISSUES
from netgraph.engines.engine import count
from netgraph.engines.part import BECAME_KNOWN, DISTANCE, PLACE
from netgraph.errors import NetgraphError, unknown, whole_number
from netgraph.tables.check import HINTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netgraph.engines.engine import Engine, Shape
    from netgraph.engines.whole import Whole


@dataclass(frozen=True, slots=True)
class Answer:
    """Rows that are still in an engine.

    Parameters
    ----------
    engine
        Where they are.
    table
        The table that the query is of.
    sql
        The query that gives them, in order.
    shape
        Their columns.
    notes
        What they rest on.
    """

    engine: Engine
    table: str
    sql: str
    shape: Shape
    notes: list[str] = field(default_factory=list)

    def frame(self, top: int) -> pd.DataFrame:
        """Bring the first rows into memory, in the types an answer in memory has."""
        rows: pd.DataFrame = self.engine.fetch(f"{self.sql} LIMIT {int(top)}").to_pandas()
        types: dict[str, Any] = {
            "text": "str",
            "date": "datetime64[s]",
            "double": "float64",
            "long": "int64",
            "flag": "bool",
        }
        # Columns with gaps arrive as float64, exact below 2^53; Int64 makes them whole again.
        for name, kind in self.shape.items():
            cells = pd.to_datetime(rows[name]) if kind == "date" else rows[name]
            blank = kind == "long" and cells.hasnans
            rows[name] = cells.astype("Int64" if blank else types[kind])
        rows.attrs["notes"] = self.notes
        return rows

    def save(self, path: str, form: str) -> None:
        """Write all rows into a new folder, ``parquet`` or ``csv``."""
        if form not in ("parquet", "csv"):
            raise unknown("format", form, ("parquet", "csv"))
        self.engine.save(self.sql, path, form)


def contacts(whole: Whole, *, by: str | None = None) -> Answer:
    """Everybody, with every number of theirs."""
    _metrics(whole)
    shape = _shape(whole, schema.CONTACT_COLUMNS)
    order = PLACE if by is None else _order(shape, [by], schema.CONTACT_ID)
    return _answer(
        whole, "metrics", shape, order, notes=[_curve(whole), *_prior(whole), *whole.notes]
    )


def advocates(whole: Whole, *, by: str | None = None) -> Answer:
    """Everybody who made a referral, the most productive first."""
    _metrics(whole)
    shape = _shape(whole, schema.ADVOCATE_COLUMNS)
    keys = [schema.CREDIT, schema.REACH] if by in (None, schema.CREDIT) else [str(by)]
    made = f"{schema.REFERRALS_MADE} > 0"
    order = _order(shape, keys, schema.CONTACT_ID)
    return _answer(whole, "metrics", shape, order, where=made, notes=[*_prior(whole), *whole.notes])


def dead_ends(whole: Whole, *, by: str | None = None, least: int = LEAST_LISTED) -> Answer:
    """The largest branches in which nobody is open or waiting, from so many people on."""
    least = whole_number("least", least, least=1)
    whole.parts("dead_ends", part.dead_ends_of, part.DEAD_END_SHAPE)
    order = _order(part.DEAD_END_SHAPE, [by or schema.SIZE], schema.CONTACT_ID)
    facts = _facts(whole)
    ends = not (facts.dated or facts.kept)
    notes = [_rests(whole), *alone_note(_dead_ends_of(whole, "= 1"), least=least, ends=ends)]
    enough = f"{schema.SIZE} >= {least}"
    return _answer(whole, "dead_ends", part.DEAD_END_SHAPE, order, where=enough, notes=notes)


def _dead_ends_of(whole: Whole, size: str) -> int:
    """Count the dead branches of a size, such as ``= 1``."""
    return count(whole.engine, f"SELECT COUNT(*) FROM dead_ends WHERE {schema.SIZE} {size}")


def organizations(whole: Whole, *, by: str | None = None) -> Answer:
    """Every organization; what parts know of one is added up or compared."""
    whole.parts("organization_parts", part.organizations_of, part.ORGANIZATION_SHAPE)
    shape = {name: part.ORGANIZATION_SHAPE[name] for name in schema.ORGANIZATION_COLUMNS}
    # ``organizations_told``: a row an organization over all parts. The next one adds targets.
    whole.engine.step("organizations_told", _merged_organizations())
    whole.engine.step(
        "organizations_found",
        _with_targets() if whole.has_targets else "SELECT * FROM organizations_told",
    )
    order = (
        _order(shape, [by], schema.ORGANIZATION)
        if by
        else f"netgraph_rank, {schema.CONTACTS} DESC, {schema.ORGANIZATION}"
    )
    found = f"SELECT COUNT(*) FROM organizations_found WHERE {schema.CONTACTS}"
    with_contacts, without = (count(whole.engine, f"{found} {size}") for size in ("> 0", "= 0"))
    notes = [*targets_note(with_contacts, without), *whole.notes]
    return _answer(whole, "organizations_found", shape, order, notes=notes)


def check(whole: Whole) -> Answer:
    """Every issue with a hint, errors first."""
    rank = " ".join(f"WHEN '{name}' THEN {i}" for i, name in enumerate(schema.SEVERITIES))
    by = f"CASE {ISSUES[schema.SEVERITY]} {rank} END"
    order = ", ".join(
        [
            by,
            *(
                ISSUES[n]
                for n in (schema.CODE, schema.TABLE, schema.LINE, schema.COLUMN, schema.VALUE)
            ),
        ]
    )
    # a quote within text is written twice in SQL
    words = {code: hint.replace("'", "''") for code, hint in HINTS.items()}
    hints = " ".join(f"WHEN '{code}' THEN '{hint}'" for code, hint in words.items())
    given = {**ISSUES, schema.HINT: f"CASE {ISSUES[schema.CODE]} {hints} ELSE '' END"}
    cells = ", ".join(f"{cell} AS {whole.engine.quoted(name)}" for name, cell in given.items())
    shape: Shape = {
        name: ISSUE_SHAPE.get(ISSUES.get(name, ""), "text")
        for name in (*schema.ISSUE_COLUMNS, schema.HINT)
    }
    return Answer(whole.engine, "issues", f"SELECT {cells} FROM issues ORDER BY {order}", shape)


def summary(whole: Whole, *, top: int = SUMMARY_ROWS) -> Summary:
    """Counts, top connectors, dead ends, organizations, issues."""
    leading, dead, places = advocates(whole).frame(top), dead_ends(whole), organizations(whole)
    counts = whole.counts | {
        schema.DEAD_END_BRANCHES: _dead_ends_of(whole, f">= {LEAST_LISTED}"),
        schema.DEAD_END_PEOPLE: _dead_ends_of(whole, "= 1"),
    }
    return Summary(
        counts={name: counts.get(name, 0) for name in schema.COUNTS},
        advocates=leading[list(ADVOCATE_SUMMARY)],
        dead_ends=dead.frame(top),
        organizations=places.frame(top),
        issues=whole.issues,
        notes=[_rests(whole), *places.notes],
        as_of=whole.as_of,
    )


def _metrics(whole: Whole) -> None:
    whole.parts("metrics", part.contacts_of, part.CONTACT_SHAPE)


def _shape(whole: Whole, columns: Sequence[str]) -> Shape:
    """The columns of an answer; where anything may be estimated, a flag says of which rows."""
    told = [] if whole.large is None else [schema.ESTIMATED]
    return {name: part.CONTACT_SHAPE[name] for name in (*columns, *told)}


def _answer(
    whole: Whole,
    table: str,
    shape: Shape,
    order: str,
    *,
    where: str = "TRUE",
    notes: list[str] | None = None,
) -> Answer:
    sql = f"SELECT {', '.join(shape)} FROM {table} WHERE {where} ORDER BY {order}"
    return Answer(whole.engine, table, sql, shape, notes or [])


def _order(shape: Shape, by: Sequence[str], tie: str) -> str:
    """The order of ``analysis.ordering.ordered``: most and newest first, text up, missing last."""
    keys = []
    for name in dict.fromkeys([*by, tie]):
        if name not in shape:
            raise unknown("column", name, shape)
        if name in RANKED:
            ranks = " ".join(f"WHEN '{word}' THEN {i}" for i, word in enumerate(RANKED[name]))
            keys.append(f"CASE {name} {ranks} ELSE {len(RANKED[name])} END")
        else:
            # Engines differ in where missing cells go by themselves.
            keys.append(f"{name} {'ASC' if shape[name] == 'text' else 'DESC'} NULLS LAST")
    return ", ".join(keys)


def _merged_organizations() -> str:
    best = " ".join(
        f"WHEN '{name}' THEN {i}" for i, name in enumerate(schema.ORGANIZATION_STANDINGS)
    )
    back = " ".join(
        f"WHEN {i} THEN '{name}'" for i, name in enumerate(schema.ORGANIZATION_STANDINGS)
    )
    added = (schema.CONTACTS, schema.MET, schema.DECISION_MAKERS, schema.ENTRY_ADVOCATES)
    sums = ", ".join(f"CAST(SUM({name}) AS BIGINT) AS {name}" for name in added)
    first = (
        f"ROW_NUMBER() OVER (PARTITION BY {schema.ORGANIZATION} "
        f"ORDER BY {BECAME_KNOWN}, {DISTANCE}, {PLACE})"
    )
    # Ranks begin with the best, so MIN is the best part's. Everybody is in one part, so sums count
    # nobody twice. Of an organization in several parts none tells ``only_through``.
    return f"""SELECT t.*, CASE t.netgraph_rank {back} END AS {schema.STANDING} FROM (
        SELECT {schema.ORGANIZATION}, MIN(CASE {schema.STANDING} {best} END) AS netgraph_rank,
            {sums},
        MIN({schema.FIRST_REACHED_ON}) AS {schema.FIRST_REACHED_ON}, MIN({schema.GENERATION})
            AS {schema.GENERATION},
        MAX(CASE WHEN netgraph_first = 1 THEN {schema.INTRODUCED_BY} END) AS {schema.INTRODUCED_BY},
        MAX({schema.ONLY_THROUGH}) AS {schema.ONLY_THROUGH}, MAX({schema.TARGET_WEIGHT})
            AS {schema.TARGET_WEIGHT}
        FROM (SELECT p.*, {first} AS netgraph_first FROM organization_parts AS p) AS r
        GROUP BY {schema.ORGANIZATION}) AS t"""


def _with_targets() -> str:
    """Weights of targets, and those that nobody is at."""
    rank = schema.ORGANIZATION_STANDINGS.index(schema.UNREACHED)
    shape = {name: part.ORGANIZATION_SHAPE[name] for name in schema.ORGANIZATION_COLUMNS}
    types = {"text": "STRING", "long": "BIGINT", "double": "DOUBLE", "date": "DATE"}
    counts = dict.fromkeys(
        (schema.CONTACTS, schema.MET, schema.DECISION_MAKERS, schema.ENTRY_ADVOCATES), "0"
    )
    given = counts | {
        schema.ORGANIZATION: f"t.{schema.ORGANIZATION}",
        schema.STANDING: f"'{schema.UNREACHED}'",
        schema.TARGET_WEIGHT: f"t.{schema.WEIGHT}",
    }
    known = ", ".join(f"o.{name}" for name in shape if name != schema.TARGET_WEIGHT)
    blank = ", ".join(
        f"CAST({given.get(name, 'NULL')} AS {types[kind]}) AS {name}"
        for name, kind in shape.items()
        if name != schema.TARGET_WEIGHT
    )
    join = f"ON o.{schema.ORGANIZATION} = t.{schema.ORGANIZATION}"
    return f"""SELECT {known}, o.netgraph_rank, t.{schema.WEIGHT} AS {schema.TARGET_WEIGHT}
        FROM organizations_told AS o LEFT JOIN targets AS t {join}
        UNION ALL SELECT {blank}, {rank}, t.{schema.WEIGHT} FROM targets AS t LEFT
            JOIN organizations_told AS o {join}
        WHERE o.{schema.ORGANIZATION} IS NULL"""


def _facts(whole: Whole) -> part.Facts:
    whole.refuse()
    if whole.plan.facts is None:
        raise NetgraphError("the parts have not been surveyed")
    return whole.plan.facts


def _curve(whole: Whole) -> str:
    return _facts(whole).curve.note


def _prior(whole: Whole) -> list[str]:
    prior = _facts(whole).prior
    return [] if prior is None else prior.notes


def _rests(whole: Whole) -> str:
    facts = _facts(whole)
    return facts.curve.note if facts.dated or facts.kept else STRUCTURE_ONLY
