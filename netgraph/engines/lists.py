"""Targets and aliases of an engine: two small tables, read by the driver as in memory."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from netgraph import schema
from netgraph.engines.engine import as_arrow
from netgraph.engines.linking import organizations_of_keys
from netgraph.engines.relations import ISSUE_SHAPE, ISSUES
from netgraph.organization_names import keys
from netgraph.tables.build import ReadOptions, joined
from netgraph.tables.cleaned import clean_sources
from netgraph.tables.issues import IssueReport
from netgraph.tables.linking.organizations import alias_keys, unify_targets
from netgraph.tables.raw import Sources
from netgraph.tables.read import raw_frame
from netgraph.tables.sources.detect import load_raw

if TYPE_CHECKING:
    from collections.abc import Mapping

    from netgraph.engines.engine import Engine
    from netgraph.tables.raw import Raw


@dataclass(slots=True)
class Lists:
    """What the two tables say, and their issues.

    Parameters
    ----------
    report
        What was mended.
    stands_for
        Key of an alias to that of the organization.
    targets
        The cleaned targets, not yet spelled as contacts spell them; None without any.
    aliases
        The cleaned aliases; None without any.
    """

    report: IssueReport
    stands_for: Mapping[str, str] = field(default_factory=dict)
    targets: pd.DataFrame | None = None
    aliases: pd.DataFrame | None = None

    def spell(self, engine: Engine) -> bool:
        """Make ``targets`` (organization, weight) and ``issues_listed``.

        Organizations are spelled as contacts do, where contacts have them.

        Returns
        -------
        Whether there are targets.
        """
        import pyarrow as pa

        shown: dict[str, str] = {}
        if self.targets is not None:
            own = keys(self.targets[schema.ORGANIZATION].dropna())
            wanted = {self.stands_for.get(key, key) for key in own}
            found = organizations_of_keys(engine, wanted)
            shown = {key: name for key, (name, _) in found.items()}
        merged, told = unify_targets(self.targets, shown, self.stands_for)
        issues = self.report.and_then(*told).table.rename(columns=ISSUES)
        engine.small("issues_listed", as_arrow(issues, ISSUE_SHAPE))
        if merged is None:
            return False
        names = pa.array(merged[schema.ORGANIZATION], pa.string())
        weights = pa.array(merged[schema.WEIGHT], pa.float64())
        engine.small("targets", pa.table({schema.ORGANIZATION: names, schema.WEIGHT: weights}))
        return True


def read_lists(targets: Any, aliases: Any, columns: Mapping[str, str], *, lenient: bool) -> Lists:
    """Read targets and aliases: files, data frames, or None.

    Raises
    ------
    MissingColumnError
        If a required column is missing.
    InputError
        If a file cannot be read.
    """
    sources = Sources(
        targets=_raws(targets, schema.TARGETS), aliases=_raws(aliases, schema.ALIASES)
    )
    found = {str(name) for raw, _ in sources.given() for name in raw.frame.columns}
    known = {name: called for name, called in columns.items() if called in found}
    cleaned = clean_sources(sources, ReadOptions(known, lenient=lenient))
    listed, alike = (
        joined(cleaned.tables[name], schema.TABLES[name])
        for name in (schema.TARGETS, schema.ALIASES)
    )
    stands_for, told = alias_keys(alike)
    report = IssueReport(cleaned.files, (*cleaned.issues, *told), lenient)
    return Lists(report, stands_for, listed, alike)


def _raws(source: Any, label: str) -> tuple[Raw, ...]:
    if source is None:
        return ()
    return (
        (raw_frame(source, label),)
        if isinstance(source, pd.DataFrame)
        else tuple(load_raw(Path(source)))
    )
