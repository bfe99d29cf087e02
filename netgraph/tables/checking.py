"""Every issue of a network or of tables, errors included, as rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from netgraph import replay, schema
from netgraph.errors import InputError
from netgraph.network import ReferralNetwork
from netgraph.tables.assemble import Wishes, assemble, day
from netgraph.tables.reading import locate
from netgraph.tables.told import Told

if TYPE_CHECKING:
    from collections.abc import Mapping

    from netgraph.tables.people import Keep
    from netgraph.tables.reading import Source


def check(
    *sources: ReferralNetwork | Source,
    columns: Mapping[str, str] | None = None,
    targets: Source | None = None,
    aliases: Source | None = None,
    as_of: str | pd.Timestamp | None = None,
    seeker: str | None = None,
    keep: Keep | None = None,
    lenient: bool = False,
) -> pd.DataFrame:
    """List every issue, errors first, then by table and line.

    Parameters
    ----------
    sources
        A network, or what ``read`` takes; then errors are rows too, instead of being raised.
    columns, targets, aliases, as_of, seeker, keep, lenient
        As in ``read``.

    Returns
    -------
    DataFrame
        ``code``, ``severity``, ``table``, ``line``, ``column``, ``value``, ``message``.
    """
    if len(sources) == 1 and isinstance(sources[0], ReferralNetwork):
        return _sorted(sources[0].issues)
    files = tuple(source for source in sources if not isinstance(source, ReferralNetwork))
    told = Told(lenient=lenient)
    try:
        found = locate(files, targets=targets, aliases=aliases, columns=columns)
        net = assemble(found, Wishes(columns or {}, day(as_of), seeker, keep), told)
    except InputError as error:
        beside = [problem for problem in error.problems if problem not in told.problems]
        rows = [(schema.BAD_VALUE, "error", "", 0, "", "", problem) for problem in beside]
        parts = [part for part in (told.issues(), replay.issue_rows(rows)) if len(part)]
        return _sorted(pd.concat(parts, ignore_index=True))
    return _sorted(net.issues)


def _sorted(issues: pd.DataFrame) -> pd.DataFrame:
    severities = {"error": 0, "warning": 1, "info": 2}
    rank = issues[schema.SEVERITY].map(severities)
    ordered = issues.assign(rank=rank).sort_values(
        ["rank", schema.TABLE, schema.LINE, schema.CODE, schema.COLUMN], kind="stable"
    )
    return ordered.drop(columns="rank").reset_index(drop=True)
