"""Targets and aliases of an engine: two small tables, read by the driver as in memory."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from netgraph import schema
from netgraph.engines.engine import as_arrow
from netgraph.engines.relations import ISSUE_SHAPE, ISSUES
from netgraph.engines.spelling import organizations_of_keys
from netgraph.organization_names import keys
from netgraph.tables.build import joined
from netgraph.tables.check import issues_with_hints
from netgraph.tables.cleaned import clean_sources
from netgraph.tables.decided import with_decisions_told
from netgraph.tables.header import match
from netgraph.tables.issues import IssueReport
from netgraph.tables.linking.decisions import Decisions, decisions_of
from netgraph.tables.linking.organizations import alias_keys, unify_targets
from netgraph.tables.raw import Sources
from netgraph.tables.read import raw_frame
from netgraph.tables.sources.detect import load_raw

if TYPE_CHECKING:
    from collections.abc import Mapping

    from netgraph.engines.engine import Engine
    from netgraph.tables.build import ReadOptions
    from netgraph.tables.issues import Issues
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
    names
        The targets as they are spelled, once that is settled.
    same, decisions
        The cleaned tables of decisions about people, and what they say.
    told
        Issues that were found later.
    """

    report: IssueReport
    stands_for: Mapping[str, str] = field(default_factory=dict)
    targets: pd.DataFrame | None = None
    aliases: pd.DataFrame | None = None
    names: tuple[str, ...] = ()
    same: list[pd.DataFrame] = field(default_factory=list)
    decisions: Decisions = field(default_factory=Decisions)
    told: tuple[Issues, ...] = ()

    @property
    def organizations(self) -> set[str]:
        """Keys of the organizations that targets, and of those that aliases name."""
        named = ((self.targets, schema.ORGANIZATION), (self.aliases, schema.ALIAS))
        tables = [table[column].dropna() for table, column in named if table is not None]
        return {key for names in tables for key in keys(names.astype("str"))}

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
        report = self.report.and_then(*self.told, *told)
        issues = issues_with_hints(report).rename(columns=ISSUES)
        engine.small("issues_listed", as_arrow(issues, ISSUE_SHAPE))
        if merged is None:
            return False
        self.names = tuple(merged[schema.ORGANIZATION])
        names = pa.array(merged[schema.ORGANIZATION], pa.string())
        weights = pa.array(merged[schema.WEIGHT], pa.float64())
        engine.small("targets", pa.table({schema.ORGANIZATION: names, schema.WEIGHT: weights}))
        return True


def read_lists(
    targets: Any, aliases: Any, same: Any, options: ReadOptions, *, beside: bool = False
) -> Lists:
    """Read targets, aliases and decisions: files, data frames, or None.

    Where decisions lie ``beside`` the tables and nobody named them, that is told.

    Raises
    ------
    MissingColumnError
        If a required column is missing.
    InputError
        If a file cannot be read.
    """
    decided = _raws(same, schema.SAME)
    sources = Sources(
        targets=_raws(targets, schema.TARGETS),
        aliases=_raws(aliases, schema.ALIASES),
        same=tuple(with_decisions_told(decided)) if beside else decided,
    )
    given = sources.given()
    found = {name for raw, _ in given for name in raw.columns}
    known = {name: called for name, called in options.columns.items() if called in found}
    # words of columns that these have; whether any table has the others is asked of all
    names = found.union(*(match(raw.columns, table, known) for raw, table in given))
    there = {*map(schema.folded, names)}
    said = options.values.items()
    values = {w: m for w, m in said if schema.folded(w.partition(":")[0]) in there}
    cleaned = clean_sources(sources, replace(options, columns=known, values=values))
    listed, alike = (
        joined(cleaned.tables[name], schema.TABLES[name])
        for name in (schema.TARGETS, schema.ALIASES)
    )
    stands_for, told = alias_keys(alike)
    answers = cleaned.tables[schema.SAME]
    decisions, against = decisions_of(answers)
    report = IssueReport(cleaned.files, (*cleaned.issues, *told, *against), options.lenient)
    return Lists(report, stands_for, listed, alike, same=answers, decisions=decisions)


def _raws(source: Any, label: str) -> tuple[Raw, ...]:
    if source is None:
        return ()
    return (
        (raw_frame(source, label),)
        if isinstance(source, pd.DataFrame)
        else tuple(load_raw(Path(source)))
    )
