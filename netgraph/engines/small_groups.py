"""Organizations and counts of an engine without small cells, by what blanks them in memory.

What may be shown of one group depends on all others, so everybody is one piece.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.analysis.people import people
from netgraph.analysis.small_cells import (
    HiddenTotals,
    hidden_totals,
    issues_without_small,
    organizations_without_small,
)
from netgraph.collation import Collation, places_of
from netgraph.engines import numbers
from netgraph.engines.engine import as_arrow
from netgraph.engines.relations import BEFORE_HIDING, NODE, TOTALS_SHAPE
from netgraph.facts import remind
from netgraph.links import days
from netgraph.pseudonyms import Codes
from netgraph.redaction import without_own_sources

if TYPE_CHECKING:
    from netgraph.engines.coded import Piece
    from netgraph.engines.engine import Shape
    from netgraph.engines.whole import Whole

BLANK_IN_SUMMARY: Final = "blank "
"""Before the name of a count of the summary that is blank."""
GROUP_TURN: Final = "netgraph_turn"


def totals_of_whole(whole: Whole) -> HiddenTotals:
    """What else is blank, found once in one piece with the sources of contacts."""
    engine, known = whole.engine, whole.known
    source = f"COALESCE(c.{schema.SOURCE}, s.{schema.SOURCE}) AS {schema.SOURCE}"
    if "hidden_totals" not in whole.made:
        whole.made.add("hidden_totals")
        engine.step(
            "piece_sources",
            f"""SELECT p.*, {source} FROM piece_people AS p JOIN people AS q
            ON p.{NODE} = q.{NODE} LEFT JOIN contacts AS c ON q.id = c.{schema.CONTACT_ID}
            LEFT JOIN said_sources AS s ON q.id = s.id""",
        )
        question = functools.partial(_totals_of, least=whole.min_cell, secrets=whole.secrets)
        answer = functools.partial(
            numbers.answer, question=question, shape=TOTALS_SHAPE, known=known
        )
        engine.parted("hidden_totals", ("piece_sources", "piece_links"), answer, TOTALS_SHAPE)
    found = engine.fetch("SELECT what, n FROM hidden_totals").to_pylist()
    told = {row["what"]: row["n"] for row in found}
    blank = {
        name.removeprefix(BLANK_IN_SUMMARY) for name in told if name.startswith(BLANK_IN_SUMMARY)
    }
    # numbers, two of which say yes or no
    by = {name: bool(told[name]) for name in ("by_generation", "by_day")}
    alone = {name: told[name] for name in ("contacts", "met", "decide")}
    return HiddenTotals(frozenset(blank), **by, **alone)


def _totals_of(piece: Piece, *, least: int, secrets: tuple[bytes, ...]) -> dict[str, Any]:
    net = piece.net
    who = people(net)
    said = who.table[schema.SOURCE]
    for secret in secrets:
        # by what is shown for them: they are compared in its order
        said = without_own_sources(said, Codes(secret))
    remind(net, {people: who._replace(table=who.table.assign(**{schema.SOURCE: said}))})
    found = hidden_totals(net, least)._asdict()
    blank = [BLANK_IN_SUMMARY + name for name in found.pop("summary")]
    return {"what": [*found, *blank], "n": np.array([*found.values(), *[1] * len(blank)], np.int64)}


def blanked_organizations(
    whole: Whole, rows: pd.DataFrame, shape: Shape, by: str | None
) -> tuple[str, Shape, list[str]]:
    """Make ``shown_groups`` of all rows of organizations.

    Returns
    -------
    A query of them in order, their columns, and their notes.
    """
    before = pd.Series(places_of(rows[BEFORE_HIDING]), rows[schema.ORGANIZATION].to_numpy())
    nothing = pd.Series(dtype=np.int64)
    table = organizations_without_small(
        rows.drop(columns=BEFORE_HIDING),
        totals_of_whole(whole),
        whole.min_cell,
        by=by,
        collation=Collation(nothing, nothing, before, nothing) if whole.hides else None,
    )
    left = {name: kind for name, kind in shape.items() if name in table}
    first = days(table[schema.FIRST_REACHED_ON])
    turned = table.assign(**{GROUP_TURN: np.arange(len(table)), schema.FIRST_REACHED_ON: first})
    whole.engine.small("shown_groups", as_arrow(turned, {**left, GROUP_TURN: "long"}))
    sql = f"SELECT {', '.join(left)} FROM shown_groups ORDER BY {GROUP_TURN}"
    return sql, left, table.attrs["notes"]


def shown_counts_of_issues(whole: Whole) -> dict[str, int | None]:
    """How many issues of each code, None where that is too small to show."""
    if whole.min_cell <= 1 or whole.wrong:
        return dict(whole.issues)
    blank = totals_of_whole(whole).summary
    return issues_without_small(
        whole.issues,
        whole.min_cell,
        whole.counts.get(schema.CONTACTS, 0),
        stubs=schema.STUBS in blank,
    )
