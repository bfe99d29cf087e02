"""A cohort of shared tables, in which a column says whose search each row is of."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.errors import InputError, MissingColumnError
from netgraph.frames import values
from netgraph.tables.build import build_network, link_cleaned
from netgraph.tables.cleaning.named_people import heads_seekers
from netgraph.tables.cohorts.assembly import cohort_of_rows, rows_of_networks
from netgraph.tables.cohorts.groups import groups_of, with_listed
from netgraph.tables.cohorts.own_names import with_own_names
from netgraph.tables.cohorts.own_rows import issues_of_own_rows, own_rows, owners_of
from netgraph.tables.cohorts.persons import Deciding
from netgraph.tables.cohorts.searches import dealt_out, picked
from netgraph.tables.cohorts.seeker_words import spelled_as_first, without_empty_words
from netgraph.tables.cohorts.together import cohort_together
from netgraph.tables.issues import IssueReport, quoted
from netgraph.tables.linking.decisions import decisions_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from netgraph.arrays import Flags
    from netgraph.cohort.cohort import Cohort
    from netgraph.network import ReferralNetwork
    from netgraph.tables.build import LinkedTables, ReadOptions
    from netgraph.tables.cleaned import CleanedTables
    from netgraph.tables.cohorts.own_rows import Owners
    from netgraph.tables.issues import File, Issues
    from netgraph.tables.raw import Raw


def seekers_named(cleaned: CleanedTables) -> pd.Index:
    """The seekers that tables name, in order of first appearance."""
    tables = [*cleaned.tables[schema.CONTACTS], *cleaned.tables[schema.REFERRALS]]
    named = [values(t, schema.SEEKER_ID) for t in tables if schema.SEEKER_ID in t.columns]
    words = []
    if named:
        spelled, _ = spelled_as_first(without_empty_words(pd.concat(named)))
        words = spelled.dropna().unique().tolist()
    found: pd.Index = pd.Index(words, dtype="str", name=schema.SEEKER_ID)
    return found


def without_passed(
    cleaned: CleanedTables, called: Iterable[str], told: Sequence[Issues] = ()
) -> CleanedTables:
    """Leave out that the table of seekers, so called, is passed over: more is told of it."""
    names, kept = list(called), []
    for one in cleaned.issues:
        own = one.cells.isin(names).to_numpy(dtype=bool)
        kept.append(picked(one, ~own) if one.code == schema.PASSED_SHEET and own.any() else one)
    return replace(cleaned, issues=(*kept, *told))


def _advice_on_sheets(cleaned: CleanedTables) -> str:
    """What to do where sheets of one workbook may be a student's each; nothing where they aren't.

    Sheets of one file are called ``office.xlsx[Ann Lee]``.
    """
    sheets = [f.label.partition("[") for f in cleaned.files if f.table == schema.CONTACTS]
    books = {(file, mark) for file, mark, _ in sheets}
    if len(sheets) < 2 or len(books) > 1 or not sheets[0][1]:
        return ""
    file, first = sheets[0][0], sheets[0][2].rstrip("]")
    ending = Path(file).suffix
    return (
        f"no column seeker_id that is filled. {file} has {len(sheets)} sheets of contacts: if each "
        "is one student's, call it after the student; or save each sheet as a file of its own "
        f"under the student's name ({first}{ending}) in a new folder, and name that folder in "
        "place of the file; or give "
        "each sheet a column seeker_id with the student's name"
    )


def cohort_of_cleaned(
    cleaned: CleanedTables, options: ReadOptions, groups: Raw | None = None
) -> Cohort:
    """Make a cohort of tables in which a column says whose search each row is of.

    Raises
    ------
    InputError
        If no row says that, or rows cannot be read.
    """
    if not len(seekers_named(cleaned)):
        advice = _advice_on_sheets(cleaned)
        raise InputError(advice) if advice else MissingColumnError(_ways_to_say_whose(cleaned))
    dealt = dealt_out(cleaned, lenient=options.lenient)
    listed = None
    if groups is not None:
        listed = with_listed(dealt.seekers, groups, options.columns)
        dealt = replace(dealt, seekers=listed.seekers)
    rest = IssueReport(cleaned.files, dealt.issues_of_none, options.lenient)
    rest.refuse()
    decided, _ = decisions_of(cleaned.tables[schema.SAME])
    deciding = Deciding(
        cleaned.files, decided, both=options.both, aliases=cleaned.tables[schema.ALIASES]
    )
    issues, table = rest.table, None
    if groups is not None and listed is not None:
        table, found = groups_of(groups, options.columns, listed)
        issues = pd.concat([issues, found], ignore_index=True)
    table = with_own_names(table, dealt)
    # the fast way first; it is None where each search alone would be linked otherwise
    together = cohort_together(dealt, options, deciding, issues, table)
    if together is not None:
        return together
    owners = owners_of(dealt.seekers, table)
    linked = [
        linked_with_seeker(dealt.tables_of(n), owners.one(n), options)
        for n in range(len(dealt.seekers))
    ]
    refuse_all([one.report for one, _ in linked])
    nets = [build_network(one, own) for one, own in linked]
    return cohort_of_networks(
        nets,
        dealt.seekers,
        deciding,
        files=cleaned.files,
        offsets=[0] * len(nets),
        issues=issues,
        as_of=options.as_of,
        groups=table,
    )


def _ways_to_say_whose(cleaned: CleanedTables) -> str:
    """What to do where no row says whose it is: of a workbook, of files, of one table."""
    tables = [*cleaned.tables[schema.CONTACTS], *cleaned.tables[schema.REFERRALS]]
    headed = [str(c) for table in tables for c in table.columns if heads_seekers(str(c))]
    free = [one for one in headed if one != schema.SEEKER_ID]
    likely = (
        f"is it {free[0]!r}? then say --map {quoted(f'{schema.SEEKER_ID}={free[0]}')} "
        f"(in Python: columns={{{schema.SEEKER_ID!r}: {free[0]!r}}})"
        if free
        else "if one tells whose row each is, say which: --map 'seeker_id=Student ID' (in Python: "
        "columns={'seeker_id': 'Student ID'})"
    )
    return (
        f"no column seeker_id that is filled; {likely}; else put one in, or save a file a student "
        "in a folder; in a workbook with a sheet a student each is called after the student"
    )


def linked_with_seeker(
    tables: CleanedTables, owner: Owners, options: ReadOptions
) -> tuple[LinkedTables, ReadOptions]:
    """Link the rows of one search; its seeker is named where they are one of its people."""
    nobody = pd.DataFrame({schema.CONTACT_ID: pd.Series(dtype="str")})
    listed = pd.concat(tables.tables[schema.CONTACTS] or [nobody])
    linked = link_cleaned(tables, replace(options, seeker=_own_id(listed, _are_own(listed, owner))))
    own, of = _are_own(linked.contacts, owner), np.zeros(len(linked.contacts), dtype=np.int32)
    told, _ = issues_of_own_rows(linked.contacts, of, own, owner)
    if len(told.cells):
        linked = replace(linked, report=linked.report.and_then(told))
    return linked, replace(options, seeker=_own_id(linked.contacts, own))


def _are_own(contacts: pd.DataFrame, owner: Owners) -> Flags:
    """Which contacts of one search are its seeker."""
    return own_rows(contacts, np.zeros(len(contacts), dtype=np.int32), owner)


def _own_id(contacts: pd.DataFrame, own: Flags) -> str | None:
    """The id of the seeker among the contacts of their search, None where they are none."""
    ids = contacts[schema.CONTACT_ID][own]
    return str(ids.iloc[0]) if len(ids) else None


def refuse_all(reports: Sequence[IssueReport]) -> None:
    """Raise the errors of all searches at once.

    Raises
    ------
    InputError
        With every problem.
    """
    # aliases are the same for all, and what is wrong with them is said once
    problems = list(dict.fromkeys(problem for one in reports for problem in one.problems))
    if problems:
        raise InputError(problems)


def cohort_of_networks(
    nets: Sequence[ReferralNetwork],
    seekers: pd.Index,
    deciding: Deciding,
    *,
    files: Sequence[File],
    offsets: Sequence[int],
    issues: pd.DataFrame,
    as_of: pd.Timestamp | None,
    groups: pd.DataFrame | None,
) -> Cohort:
    """Make a cohort of searches that were linked each alone.

    Parameters
    ----------
    nets, seekers
        The searches, and whose they are.
    deciding
        What settles who is one person.
    files
        The files of all searches, as the seeker of each calls them.
    offsets
        Where the files of each search begin among them.
    issues
        Issues that are of no search alone.
    as_of
        The date that was asked for.
    groups
        A row a seeker.
    """
    days = [net.as_of_date for net in nets if net.as_of_date is not None]
    told = [
        net.issues.assign(**{schema.SEEKER_ID: seeker})
        for net, seeker in zip(nets, seekers, strict=True)
    ]
    every = [issues.assign(**{schema.SEEKER_ID: None}), *told]
    return cohort_of_rows(
        rows_of_networks(nets, offsets),
        seekers,
        deciding,
        day=max(days, default=None) if as_of is None else as_of,
        issues=pd.concat([one for one in every if len(one)] or every[:1], ignore_index=True),
        groups=groups,
        types=[(dict(net.contacts.dtypes), dict(net.referrals.dtypes)) for net in nets],
        files=tuple(files),
    )
