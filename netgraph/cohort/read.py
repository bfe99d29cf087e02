"""Any tables of several searches in, one cohort out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from netgraph import schema
from netgraph.arguments import checked
from netgraph.cohort.assembly import cohort_of_rows, rows_of_networks
from netgraph.cohort.groups import groups_in, groups_of
from netgraph.cohort.persons import Deciding
from netgraph.cohort.searches import dealt_out
from netgraph.errors import InputError
from netgraph.frames import values
from netgraph.tables.build import build_network, link_cleaned
from netgraph.tables.cleaned import clean_sources
from netgraph.tables.issues import IssueReport
from netgraph.tables.linking.decisions import decisions_of
from netgraph.tables.locate import locate
from netgraph.tables.read import settled_options

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from netgraph.choices import DateOrder, Keep
    from netgraph.cohort.cohort import Cohort
    from netgraph.cohort.searches import DealtTables
    from netgraph.network import ReferralNetwork
    from netgraph.tables.build import LinkedTables, ReadOptions
    from netgraph.tables.cleaned import CleanedTables
    from netgraph.tables.locate import Source
    from netgraph.tables.raw import Raw


@checked()
def read_cohort(
    *sources: Source,
    columns: Mapping[str, str] | None = None,
    seekers: Source | None = None,
    targets: Source | None = None,
    aliases: Source | None = None,
    same: Source | None = None,
    as_of: str | pd.Timestamp | None = None,
    keep: Keep | Sequence[Keep] | None = None,
    lenient: bool = False,
    dates: DateOrder | None = None,
    values: Mapping[str, str] | None = None,
    sheet: str | None = None,
    encoding: str | None = None,
) -> Cohort:
    """Read the searches of several seekers.

    Parameters
    ----------
    sources
        Tables as ``read`` takes them, with a column ``seeker_id`` that says whose row each is.
    columns, targets, aliases, same, as_of, keep, lenient, dates, values, sheet, encoding
        As in ``read``.
    seekers
        A table of what is known of the seekers: ``seeker_id`` and any further columns.

    Returns
    -------
    Cohort
        Every repair is a row of its ``issues``.

    Raises
    ------
    InputError
        If tables cannot be read; it names every problem with file, line, column and value.
    MissingColumnError
        If a required column is missing.
    UnknownNameError
        If an option is not one of its values.
    """
    given: dict[str, Any] = {"targets": targets, "aliases": aliases, "same": same}
    given |= {"columns": columns, "values": values, "seeker": None, "keep": keep}
    given |= {"dates": dates, "sheet": sheet, "encoding": encoding}
    options, further = settled_options(sources, given, as_of=as_of, lenient=lenient)
    cleaned = clean_sources(locate(sources, **further, options=options), options)
    groups = None if seekers is None else groups_in(Path(seekers), options.columns)
    return cohort_of_cleaned(cleaned, options, groups)


def cohort_of_cleaned(
    cleaned: CleanedTables, options: ReadOptions, groups: Raw | None = None
) -> Cohort:
    """Make a cohort of tables in which a column says whose search each row is of.

    Raises
    ------
    InputError
        If no row says that, or rows cannot be read.
    """
    tables = [*cleaned.tables[schema.CONTACTS], *cleaned.tables[schema.REFERRALS]]
    if not any(values(table, schema.SEEKER_ID).notna().any() for table in tables):
        raise InputError(
            "no column seeker_id that is filled; say which one tells whose row each is "
            "(columns={'seeker_id': 'Student ID'}, --map seeker_id='Student ID')"
        )
    dealt = dealt_out(cleaned, lenient=options.lenient)
    linked = [_linked(dealt, n, options) for n in range(len(dealt.seekers))]
    rest = IssueReport(cleaned.files, dealt.issues_of_none, options.lenient)
    _refuse_all([rest, *(one.report for one, _ in linked)])
    nets = [build_network(one, own) for one, own in linked]
    decided, _ = decisions_of(cleaned.tables[schema.SAME])
    deciding = Deciding(
        cleaned.files, decided, both=options.both, aliases=cleaned.tables[schema.ALIASES]
    )
    issues, table = rest.table, None
    if groups is not None:
        table, found = groups_of(groups, options.columns, dealt.seekers)
        issues = pd.concat([issues, found], ignore_index=True)
    return cohort_of_networks(nets, dealt.seekers, deciding, issues, options, table)


def _linked(
    dealt: DealtTables, place: int, options: ReadOptions
) -> tuple[LinkedTables, ReadOptions]:
    """Link the rows of one search, and name its seeker where they are one of its people."""
    tables, seeker = dealt.tables_of(place), str(dealt.seekers[place])
    listed = [table[schema.CONTACT_ID] for table in tables.tables[schema.CONTACTS]]
    known = any((ids == seeker).any() for ids in listed)
    linked = link_cleaned(tables, replace(options, seeker=seeker if known else None))
    there = (linked.contacts[schema.CONTACT_ID] == seeker).any()
    return linked, replace(options, seeker=seeker if there else None)


def _refuse_all(reports: Sequence[IssueReport]) -> None:
    """Raise the errors of all searches at once."""
    problems = [problem for report in reports for problem in report.problems]
    if problems:
        raise InputError(problems)


def cohort_of_networks(
    nets: Sequence[ReferralNetwork],
    seekers: pd.Index,
    deciding: Deciding,
    issues: pd.DataFrame,
    options: ReadOptions,
    groups: pd.DataFrame | None,
) -> Cohort:
    """Make a cohort of searches that were linked each alone."""
    days = [net.as_of_date for net in nets if net.as_of_date is not None]
    told = [
        net.issues.assign(**{schema.SEEKER_ID: seeker})
        for net, seeker in zip(nets, seekers, strict=True)
    ]
    every = [issues.assign(**{schema.SEEKER_ID: None}), *told]
    return cohort_of_rows(
        rows_of_networks(nets, [0] * len(nets)),
        seekers,
        deciding,
        day=max(days, default=None) if options.as_of is None else options.as_of,
        issues=pd.concat([one for one in every if len(one)] or every[:1], ignore_index=True),
        groups=groups,
        types=[(dict(net.contacts.dtypes), dict(net.referrals.dtypes)) for net in nets],
    )
