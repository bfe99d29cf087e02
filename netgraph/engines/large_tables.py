"""What the in-memory functions say of pieces of people whose places in the forest are known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.analysis.chance import chances_after, silent_times
from netgraph.analysis.conversion import meeting_waits, shares
from netgraph.analysis.dead_ends import reason_of_shape, reasons
from netgraph.analysis.labels import standing_words
from netgraph.analysis.standing import standings_of
from netgraph.engines.across import ISSUE_SHAPE, ISSUES
from netgraph.engines.large_rows import EARLIER, LATER
from netgraph.engines.part import as_arrow
from netgraph.engines.survey import FOUND, MOST, SILENCE, SUM, SURVEY_SHAPE, WAIT, often
from netgraph.links import BEFORE_ALL, UNDATED
from netgraph.tables.issues import quoted

if TYPE_CHECKING:
    import pyarrow as pa

    from netgraph.arrays import Flags, Ints
    from netgraph.engines.engine import Shape
    from netgraph.engines.part import Facts


TOLD_SHAPE: Final[Shape] = {
    "node": "long",
    schema.STANDING: "text",
    **dict.fromkeys(
        (
            schema.CHANCE,
            schema.CHANCE_LOW,
            schema.CHANCE_HIGH,
            schema.CONVERSION,
            schema.CONVERSION_LOW,
            schema.CONVERSION_HIGH,
        ),
        "double",
    ),
    schema.EVIDENCE: "text",
}
REASON_SHAPE: Final[Shape] = {"node": "long", schema.REASON: "text"}


def counted(piece: pa.Table) -> pa.Table:
    """Count people as the survey of a part does: rows of ``SURVEY_SHAPE``."""
    rows = piece.to_pandas()
    made, first = rows["made"].to_numpy(), rows["up"].isna()
    start, first_made, productive = _starts(rows)
    silent = silent_times(start, first_made, productive, rows[schema.MET].to_numpy(dtype=bool))
    # Components are not counted: a piece does not see whole groups.
    sums = {
        schema.CONTACTS: len(rows),
        schema.STUBS: int(rows[schema.STUB].sum()),
        schema.REFERRALS: int(made.sum()),
        schema.FIRST_CONTACTS: int(first.sum()),
        schema.MET: int(rows[schema.MET].sum()),
        FOUND: int((~first).sum()),
    }
    most = {
        schema.GENERATIONS: int(rows[schema.GENERATION].max()) if len(rows) else 0,
        schema.LARGEST_BRANCH: int(rows[schema.SIZE].max()) if len(rows) else 0,
    }
    frames = [
        pd.DataFrame({"what": SUM, "name": list(sums), "n": list(sums.values())}),
        pd.DataFrame({"what": MOST, "name": list(most), "n": list(most.values())}),
        # In the second number 1 is that it happened, 2 that it counts; ``survey.facts`` reads it.
        often(SILENCE, silent.day, silent.happened + 2 * silent.counts.astype(np.int64)),
        often(WAIT, meeting_waits(*_days_of_rows(rows, schema.MET_ON, "arrival")), 0),
    ]
    table = pd.concat(frames, ignore_index=True).reindex(columns=list(SURVEY_SHAPE))
    return as_arrow(table, SURVEY_SHAPE)


def judged(piece: pa.Table, facts: Facts, today: int) -> pa.Table:
    """Say how people stand, and how many of their referrals may lead to a meeting."""
    rows = piece.to_pandas()
    start, _, productive = _starts(rows)
    closed, met = (rows[name].to_numpy(dtype=bool) for name in (schema.CLOSED, schema.MET))
    # bool[n], who may still make a first referral. Without statuses a meeting is not asked for.
    silent = ~productive & ~closed & (met | (not facts.kept))
    chance = chances_after(start, silent, curve=facts.curve, today=today)
    code = standings_of(
        chance.chance,
        productive=productive,
        closed=closed,
        known=met | (rows["up"].notna().to_numpy() & (facts.dated and not facts.kept)),
        recorded=rows["connected"].to_numpy(dtype=bool) | (facts.kept or facts.dated),
    )
    share = shares(
        facts.prior, rows["met_counts"].to_numpy(), rows["made_counts"].to_numpy(), productive
    )
    columns: dict[str, Any] = {
        "node": rows["node"],
        schema.STANDING: standing_words(code),
        schema.CHANCE: chance.chance,
        schema.CHANCE_LOW: chance.low,
        schema.CHANCE_HIGH: chance.high,
        schema.CONVERSION: share.mean,
        schema.CONVERSION_LOW: share.low,
        schema.CONVERSION_HIGH: share.high,
        schema.EVIDENCE: pd.array(share.evidence, dtype="str"),
    }
    return as_arrow(pd.DataFrame(columns), TOLD_SHAPE)


def _days_of_rows(rows: pd.DataFrame, *columns: str) -> list[Ints]:
    """Days as the functions in memory have them: the limits of engines are those of int32 there."""
    limits = {EARLIER: BEFORE_ALL, LATER: UNDATED}
    return [rows[name].replace(limits).to_numpy().astype(np.int64) for name in columns]


def _starts(rows: pd.DataFrame) -> tuple[Ints, Ints, Flags]:
    """As ``analysis.chance.starts``, of columns that stand for no date by their own limits."""
    met_on, arrival, first = (
        rows[name].to_numpy() for name in (schema.MET_ON, "arrival", "first_made")
    )
    # First contacts arrive at EARLIER: nobody introduced them, so nothing starts there.
    introduced = np.where(arrival == EARLIER, LATER, arrival)
    # int64[n]: days count from the meeting, else from the introduction; UNDATED without both.
    start, first_made = (
        np.where(day == LATER, UNDATED, day).astype(np.int64)
        for day in (np.where(met_on != LATER, met_on, introduced), first)
    )
    return start, first_made, rows["made"].to_numpy() > 0


def explained(piece: pa.Table, *, structural: bool) -> pa.Table:
    """Say of every dead branch why it is dead."""
    rows = piece.to_pandas()
    if structural:
        words = reason_of_shape(rows[schema.SIZE].to_numpy())
    else:
        words = reasons(rows[list(schema.STANDINGS)].to_numpy(dtype=np.int64))
    return as_arrow(pd.DataFrame({"node": rows["node"], schema.REASON: words}), REASON_SHAPE)


def loops_told(piece: pa.Table) -> pa.Table:
    """Put the first contacts of loops in words, as ``tables.loops`` does."""
    rows = piece.to_pandas()
    messages = [
        f"{quoted(v)} and others refer only each other; {quoted(v)}, listed first, counts as a "
        f"first contact"
        for v in rows["id"]
    ]
    return _issues(
        schema.ROOTLESS_LOOP, schema.CONTACTS, rows["line"], schema.CONTACT_ID, rows["id"], messages
    )


def early_told(piece: pa.Table) -> pa.Table:
    """Put referrals before their referrer was introduced in words, as ``tables.loops`` does."""
    rows = piece.to_pandas()
    # Days since 1970 become dates; pandas has no unit of days, so seconds carry them.
    since, days = (
        rows[name].to_numpy().astype("datetime64[D]").astype("datetime64[s]")
        for name in ("since", "day")
    )
    messages = [
        f"{quoted(u)} was introduced on {day} only; kept"
        for u, day in zip(rows["id"], since.astype("datetime64[D]"), strict=True)
    ]
    value = pd.Series(days).dt.strftime("%Y-%m-%d")
    code = schema.REFERRAL_BEFORE_INTRODUCTION
    return _issues(code, schema.REFERRALS, rows["line"], schema.REFERRED_ON, value, messages)


def _issues(
    code: str, table: str, line: pd.Series, column: str, value: pd.Series, messages: list[str]
) -> pa.Table:
    told = pd.DataFrame(
        {
            schema.CODE: code,
            schema.SEVERITY: schema.ISSUE_SEVERITY[code],
            schema.TABLE: table,
            schema.LINE: line,
            schema.COLUMN: column,
            schema.VALUE: value,
            schema.MESSAGE: pd.Series(messages, index=line.index, dtype="str"),
        }
    )
    return as_arrow(told.rename(columns=ISSUES), ISSUE_SHAPE)
