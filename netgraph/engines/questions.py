"""The questions that an engine answers, with the columns, order and notes of memory."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.analysis.dead_ends import LEAST_LISTED, ONLY_ENDS, STRUCTURE_ONLY, alone_note
from netgraph.analysis.ordering import RANKED
from netgraph.analysis.organizations import targets_note
from netgraph.analysis.reach import Reach, most_visits
from netgraph.analysis.summary import ADVOCATE_SUMMARY, SUMMARY_ROWS, Summary
from netgraph.engines import joined_words as words
from netgraph.engines.engine import count
from netgraph.engines.hiding import ORDER_OF_CODES, joins_of_shown, shown_cell
from netgraph.engines.numbers import NUMBER_SHAPES, contacts_of, dead_ends_of, organizations_of
from netgraph.engines.relations import (
    CONTACT_SHAPE,
    DEAD_END_SHAPE,
    ESTIMATES,
    ISSUE_SHAPE,
    ISSUES,
    ORGANIZATION_SHAPE,
    PLACE,
    place_among,
)
from netgraph.errors import NetgraphError, unknown, whole_number

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from netgraph.engines.coded import Fitted
    from netgraph.engines.engine import Engine, Shape
    from netgraph.engines.whole import Whole


@dataclass(frozen=True, slots=True)
class Answer:
    """Rows that are still in an engine.

    Parameters
    ----------
    engine
        Where they are.
    tables
        The tables that the query is of.
    sql
        The query that gives them, in order.
    shape
        Their columns.
    notes
        What they rest on.
    heading
        What stands above them, where it is not the question.
    ranges
        Queries that give the same rows one after another, where an engine sorts few at once.
    """

    engine: Engine
    tables: tuple[str, ...]
    sql: str
    shape: Shape
    notes: list[str] = field(default_factory=list)
    heading: str = ""
    ranges: tuple[str, ...] = ()

    def frame(self, top: int | None) -> pd.DataFrame:
        """Bring the first rows, or all, into memory, in the types an answer in memory has."""
        rows: pd.DataFrame = self.engine.fetch(self.first(top).sql).to_pandas()
        types: dict[str, Any] = {
            "text": "str",
            "date": "datetime64[s]",
            "double": "float64",
            "long": "int64",
        }
        for name, kind in self.shape.items():
            cells = pd.to_datetime(rows[name]) if kind == "date" else rows[name]
            # counts with gaps are float64 in memory, too
            gaps = kind == "long" and cells.hasnans
            rows[name] = cells.astype(types["double" if gaps else kind])
        rows.attrs["notes"] = self.notes
        return rows

    def first(self, top: int | None) -> Answer:
        """Give the answer of the first rows alone, or of all for None."""
        if top is None:
            return self
        return replace(self, sql=f"{self.sql} LIMIT {int(top)}", ranges=())

    def save_file(self, path: str) -> None:
        """Write all rows as CSV into one file."""
        self.engine.save_file(self.ranges or (self.sql,), path)

    def send(self, write: Callable[[str], object]) -> None:
        """Have all rows written as CSV, piece after piece."""
        self.engine.send(self.ranges or (self.sql,), write)

    def save(self, path: str, form: str) -> None:
        """Write all rows into a new folder, ``parquet`` or ``csv``."""
        if form not in ("parquet", "csv"):
            raise unknown("format", form, ("parquet", "csv"))
        self.engine.save(self.ranges or (self.sql,), path, form)


def contacts(whole: Whole, *, by: str | None = None) -> Answer:
    """Everybody, with every number of theirs."""
    notes = [_facts(whole).curve.note, *_metrics(whole)]
    shape = {name: CONTACT_SHAPE[name] for name in schema.CONTACT_COLUMNS}
    listed = ORDER_OF_CODES if whole.hides else f"t.{PLACE}"
    order = listed if by is None else _order(whole, shape, [by], schema.CONTACT_ID)
    answer = _answer(whole, "metrics", shape, order, notes=notes)
    if by is not None or whole.hides:
        return answer
    ranges = whole.engine.ranges("metric_numbers", PLACE)
    parts = (_answer(whole, "metrics", shape, order, where=where).sql for where in ranges)
    return replace(answer, ranges=tuple(parts))


def advocates(whole: Whole, *, by: str | None = None) -> Answer:
    """Everybody who made a referral, the most productive first."""
    notes = _metrics(whole)
    shape = {name: CONTACT_SHAPE[name] for name in schema.ADVOCATE_COLUMNS}
    keys = [schema.CREDIT, schema.REACH] if by in (None, schema.CREDIT) else [str(by)]
    made = f"{schema.REFERRALS_MADE} > 0"
    order = _order(whole, shape, keys, schema.CONTACT_ID)
    return _answer(whole, "metrics", shape, order, where=made, notes=notes)


def dead_ends(whole: Whole, *, by: str | None = None, least: int = LEAST_LISTED) -> Answer:
    """The largest branches in which nobody is open or waiting, from so many people on."""
    least = whole_number("least", least, least=1)
    _facts(whole)
    whole.asked("dead_end_numbers", dead_ends_of, NUMBER_SHAPES[dead_ends_of])
    whole.step_once("dead_ends", words.DEAD_END_ROWS)
    order = _order(whole, DEAD_END_SHAPE, [by or schema.SIZE], schema.CONTACT_ID)
    ends = not (whole.known.dated or whole.known.kept)
    notes = [_rests(whole), *alone_note(_dead_ends_of(whole, "= 1"), least=least, ends=ends)]
    enough = f"{schema.SIZE} >= {least}"
    answer = _answer(whole, "dead_ends", DEAD_END_SHAPE, order, where=enough, notes=notes)
    return replace(answer, heading=ONLY_ENDS) if ends else answer


def _dead_ends_of(whole: Whole, size: str) -> int:
    """Count the dead branches of a size, such as ``= 1``."""
    return count(whole.engine, f"SELECT COUNT(*) FROM dead_ends WHERE {schema.SIZE} {size}")


def organizations(whole: Whole, *, by: str | None = None) -> Answer:
    """Every organization; what pieces know of one is added up or compared."""
    _facts(whole)
    whole.asked("organization_numbers", organizations_of, NUMBER_SHAPES[organizations_of])
    if whole.has_targets:
        # TARGET_ROWS reads this table twice, for targets that are reached and those that are not
        whole.step_once("organizations_told", words.ORGANIZATION_ROWS)
    rows = words.TARGET_ROWS if whole.has_targets else words.ORGANIZATION_ROWS
    whole.step_once("organizations_found", rows)
    order = (
        _order(whole, ORGANIZATION_SHAPE, [by], schema.ORGANIZATION)
        if by
        else f"netgraph_standing, t.{schema.CONTACTS} DESC, t.{schema.ORGANIZATION}"
    )
    return _answer(whole, "organizations_found", ORGANIZATION_SHAPE, order, notes=_reached(whole))


def _reached(whole: Whole) -> list[str]:
    """Say how many targets are reached."""
    # two rows at most, reached (bool) and n: where all or none are reached one of them is absent
    sql = f"SELECT {schema.CONTACTS} > 0 AS reached, COUNT(*) AS n FROM organizations_found "
    found = whole.engine.fetch(sql + f"GROUP BY {schema.CONTACTS} > 0")
    number = dict(zip(found["reached"].to_pylist(), found["n"].to_pylist(), strict=True))
    return targets_note(number.get(True, 0), number.get(False, 0))


def check(whole: Whole) -> Answer:
    """Every issue with a hint, errors first."""
    then = schema.CODE, schema.TABLE, schema.LINE, schema.COLUMN, schema.VALUE
    worst = place_among(ISSUES[schema.SEVERITY], schema.SEVERITIES)
    order = ", ".join([worst, *(ISSUES[name] for name in then)])
    cells = ", ".join(f"{cell} AS {whole.engine.quoted(name)}" for name, cell in ISSUES.items())
    shape: Shape = {name: ISSUE_SHAPE[cell] for name, cell in ISSUES.items()}
    told = whole.issues_in_words()
    sql = f"SELECT {cells} FROM {told} ORDER BY {order}"
    return Answer(whole.engine, (told,), sql, shape, heading="Issues")


def summary(whole: Whole, *, top: int = SUMMARY_ROWS) -> Summary:
    """Counts, top connectors, dead ends, organizations, issues."""
    leading, dead, places = advocates(whole).frame(top), dead_ends(whole), organizations(whole)
    # a branch of one person is somebody who stands alone, counted apart from branches
    counts = counts_where_recorded(whole) | {
        schema.DEAD_END_BRANCHES: _dead_ends_of(whole, f">= {LEAST_LISTED}"),
        schema.DEAD_END_PEOPLE: _dead_ends_of(whole, "= 1"),
    }
    counts = {name: counts.get(name, 0) for name in schema.COUNTS}
    return Summary(
        counts=counts,
        advocates=leading[list(ADVOCATE_SUMMARY)],
        dead_ends=dead.frame(top),
        organizations=places.frame(top),
        issues=whole.issues,
        notes=[_rests(whole), *_reached(whole)],
        as_of=whole.as_of,
    )


def counts_where_recorded(whole: Whole) -> dict[str, int | None]:
    """The counts of the whole; ``met`` is None where the tables keep no meetings."""
    counts: dict[str, int | None] = dict(whole.counts)
    unknown = not (whole.known.kept or counts.get(schema.MET)) and counts.get(schema.CONTACTS)
    return counts | {schema.MET: None} if unknown else counts


def _answer(
    whole: Whole,
    table: str,
    shape: Shape,
    order: str,
    *,
    where: str = "TRUE",
    notes: list[str] | None = None,
) -> Answer:
    shown, joins = (shown_cell, joins_of_shown(shape)) if whole.hides else ("t.{}".format, "")
    cells = ", ".join(f"{shown(name)} AS {name}" for name in shape)
    sql = f"SELECT {cells} FROM {table} AS t {joins} WHERE {where} ORDER BY {order}"
    tables = (table, "shown_people", "shown_organizations") if whole.hides else (table,)
    return Answer(whole.engine, tables, sql, shape, notes or [])


def _order(whole: Whole, shape: Shape, by: Sequence[str], tie: str) -> str:
    """The order of ``analysis.ordering.ordered``: most and newest first, text up, missing last."""
    keys = []
    for name in dict.fromkeys([*by, tie]):
        if name not in shape:
            raise unknown("column", name, shape)
        # ties alone are settled by what is hidden
        cell = shown_cell(name) if whole.hides and name in by else f"t.{name}"
        if name in RANKED:
            keys.append(place_among(cell, RANKED[name]))
        else:
            # Engines differ in where missing cells go by themselves.
            keys.append(f"{cell} {'ASC' if shape[name] == 'text' else 'DESC'} NULLS LAST")
    return ", ".join(keys)


def _metrics(whole: Whole) -> list[str]:
    """Make ``metrics``; return what it rests on, and how many of its numbers are estimates."""
    fitted = _facts(whole)
    whole.asked("metric_numbers", contacts_of, NUMBER_SHAPES[contacts_of])
    # an answer reads it once: what a table of it would cost is saved
    whole.view_once("metrics", words.CONTACT_ROWS)
    estimated = count(whole.engine, f"SELECT SUM({ESTIMATES}) FROM metric_numbers")
    # int64[0] for the numbers themselves: only the words of the note are wanted here
    nothing = np.empty(0, dtype=np.int64)
    limit = most_visits(whole.counts.get(schema.CONTACTS, 0))
    guessed = Reach(nothing, nothing, nothing, estimated, limit)
    return [*([] if fitted.prior is None else fitted.prior.notes), *guessed.notes]


def _facts(whole: Whole) -> Fitted:
    whole.refuse()
    if whole.known.fitted is None:
        raise NetgraphError("the pieces have not been surveyed")
    return whole.known.fitted


def _rests(whole: Whole) -> str:
    known = whole.known
    return _facts(whole).curve.note if known.dated or known.kept else STRUCTURE_ONLY
