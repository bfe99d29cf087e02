"""From raw tables to a network: clean, link, refuse or build, each step once and in this order.

The key word of reading is the *spot*. While several files become one table, the index of every
row is its spot: one integer that holds the number of the file and the line in it
(``issues.LINE_BITS``). Every step keeps spots, so that an issue found at the end still names a
file and a line. The finished network is indexed by line alone.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from netgraph import clock, schema
from netgraph.frames import LaterIssues
from netgraph.iso_days import given_day
from netgraph.network import ReferralNetwork
from netgraph.tables import plans
from netgraph.tables.cleaned import CleanedTables, clean_sources
from netgraph.tables.issues import LINE_BITS, File, IssueReport, lines_of
from netgraph.tables.linking import decisions, identity, organizations, people
from netgraph.tables.linking import referrals as pairs
from netgraph.tables.linking.graph_checks import issues_of_early_meetings, issues_of_graph
from netgraph.tables.linking.known_people import known_people
from netgraph.tables.linking.namesakes import issues_of_namesakes
from netgraph.tables.linking.near_people import issues_of_near_people
from netgraph.tables.linking.referral_ends import (
    find_referrals,
    link_rows,
)
from netgraph.tables.linking.referrers import Resolver
from netgraph.tables.linking.searches import issues_of_searches, issues_of_several_seekers
from netgraph.tables.linking.stubs import add_stubs
from netgraph.tables.person_names import id_called
from netgraph.tables.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from netgraph.choices import DateOrder, Keep
    from netgraph.schema import Table
    from netgraph.tables.cleaning.dates import DateStyle
    from netgraph.tables.issues import Issues
    from netgraph.tables.linking.known_people import KnownPeople
    from netgraph.tables.linking.referral_ends import FoundReferrals
    from netgraph.tables.raw import Sources


@dataclass(frozen=True, slots=True)
class Settled:
    """What larger tables have settled for tables that are a partition of them.

    Parameters
    ----------
    date_formats
        The style of every column of dates.
    latest_date
        The latest date in the larger tables.
    today
        The day of the clock, where it has been asked.
    shown_spellings
        Every organization that contacts here name, to the spelling it is shown in.
    first_lines
        Lines of contacts that are the first to name an organization in another spelling.
    """

    date_formats: Mapping[str, DateStyle] | None = field(default_factory=dict)
    latest_date: pd.Timestamp | None = None
    today: pd.Timestamp | None = None
    shown_spellings: Mapping[str, str] = field(default_factory=dict)
    first_lines: Collection[int] = frozenset()


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How tables are to be read.

    Parameters
    ----------
    columns, as_of, seeker, keep, lenient, dates, values, sheet, encoding
        As in ``read``.
    both
        Whether two people of one id in two files stay two.
    settled
        Where the tables are a partition of larger ones.
    saved
        Which of these were not given but are saved beside the tables.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    as_of: pd.Timestamp | None = None
    seeker: str | None = None
    keep: Keep | None = None
    lenient: bool = False
    settled: Settled | None = None
    dates: DateOrder | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    sheet: str | None = None
    encoding: str | None = None
    both: bool = False
    saved: Settings = field(default_factory=Settings)


@dataclass(frozen=True, slots=True, eq=False)
class LinkedTables:
    """Checked tables of one network, indexed by spot; wrong where the report has errors.

    Parameters
    ----------
    contacts, referrals
        One row a person, one row a pair.
    ends
        Positions of referrers and referred among the contacts, ``int32[referrals]`` each.
    repeats
        Further dates of pairs.
    targets
        One row a target organization, None without any.
    report
        All issues so far.
    """

    contacts: pd.DataFrame
    referrals: pd.DataFrame
    ends: pairs.Ends
    repeats: pd.DataFrame
    targets: pd.DataFrame | None
    report: IssueReport


def link_tables(sources: Sources, options: ReadOptions) -> LinkedTables:
    """Clean raw tables and link their rows, whatever errors there are.

    Raises
    ------
    MissingColumnError
        If a table lacks a required column.
    """
    cleaned = clean_sources(sources, options)
    del sources  # the raw cells are no longer needed, the memory is
    return link_cleaned(cleaned, options)


def link_cleaned(cleaned: CleanedTables, options: ReadOptions) -> LinkedTables:
    """Link the rows of cleaned tables, whatever errors there are."""
    tables, files, issues = cleaned.tables, cleaned.files, [*cleaned.issues]
    # a table each, None where no file of that kind was given
    targets, aliases = (
        joined(tables[name], schema.TABLES[name]) for name in (schema.TARGETS, schema.ALIASES)
    )
    persons, known, decided, issues_of_people = _link_people(tables, files, options)
    referrals, issues_of_cells = _find_referrals(tables, persons, known, options)
    issues += (*issues_of_people, *issues_of_cells)
    del known
    # what these columns say is in the referrals now
    contacts = persons.contacts.drop(
        columns=[c for c in (*schema.SIDES, schema.REFERRED_ON) if c in persons.contacts]
    )
    if options.settled is not None:
        contacts, found = organizations.respell(
            contacts, options.settled.shown_spellings, options.settled.first_lines
        )
        issues += found
    else:
        # organizations first: namesakes are compared by the one spelling that all rows now have
        contacts, targets, found = organizations.unify(contacts, targets, aliases)
        duplicates = people.issues_of_possible_duplicates(contacts, apart=decided.apart)
        alike = issues_of_namesakes(contacts, duplicates, apart=decided.apart)
        told = (*duplicates, *alike)
        issues += (*found, *told, *issues_of_near_people(contacts, told, apart=decided.apart))
    # after people are joined: a referral between two ids of one person is a self-referral only now
    table, ends, found = pairs.drop_self_referrals(referrals.table, referrals.ends)
    issues += found
    # int32[referrals] each: positions among contacts, to which stubs have been added at the end
    sheets = np.array([file.table == schema.CONTACTS for file in files], dtype=bool)
    contacts, ends, found = add_stubs(contacts, table, ends, alone=referrals.alone, sheets=sheets)
    issues += found
    contacts = pairs.with_sources(contacts, referrals.sources)
    # both shrink together: a row, and a position on either side, for every pair
    table, ends, repeats, found = pairs.merge_pairs(table, ends)
    issues += found
    report = IssueReport(tuple(files), tuple(issues), options.lenient)
    return LinkedTables(contacts, table, ends, repeats, targets, report)


def build_network(linked: LinkedTables, options: ReadOptions) -> ReferralNetwork:
    """Make a network of linked tables.

    Raises
    ------
    InputError
        With every error of their report.
    UnknownNameError
        If the seeker is not a contact, or several have that name.
    """
    linked.report.refuse()
    settled = options.settled or Settled()
    contacts, referrals, repeats = linked.contacts, linked.referrals, linked.repeats
    waiting: tuple[Issues, ...] = ()
    if options.as_of is None:
        # without an as-of date the clock tells what can have happened, and nothing else
        today = settled.today or clock.day_of_clock()
        contacts, referrals, repeats, waiting = plans.wait(contacts, referrals, repeats, today)
    net = ReferralNetwork(
        contacts,
        referrals,
        targets=linked.targets,
        repeats=repeats,
        as_of=settled.latest_date if options.as_of is None else None,
        seeker=_seeker(contacts, options),
        ends=linked.ends,
    )
    # the network first has every row, so that those after the date can be listed as issues
    if options.as_of is not None:
        net = net.as_of(options.as_of)
    if options.settled is None:
        waiting += plans.issues_of_lonely_date(net.contacts, net.pairs)
        waiting += plans.issues_of_early_dates(net.contacts, net.pairs)
        waiting += issues_of_early_meetings(net, plans.LONELY_DAYS)
    # the network's own issues are of the as-of date; their lines are spots still
    report, cut = linked.report.and_then(*waiting, *issues_of_graph(net)), net.issues
    issues: pd.DataFrame | LaterIssues = LaterIssues(
        report.counts, functools.partial(report.table_with, cut)
    )
    if len(cut):
        issues = report.table_with(cut)
    # the network's own tables are indexed by line, as messages count
    contact_lines, referral_lines = (
        _lines_of_index(table.index) for table in (net.contacts, net.pairs)
    )
    return net.with_issues(
        issues,
        contact_lines=contact_lines,
        referral_lines=referral_lines,
        files=linked.report.files,
        # the number of everybody's file, which spots hold above their lines
        file_of_contact=(net.contacts.index.to_numpy() >> LINE_BITS).astype(np.int32),
    )


def _lines_of_index(spots: pd.Index[Any]) -> pd.Index[Any]:
    """The lines that spots are on; those of one file may be a range and stay one."""
    one_file = len(spots) and spots.min() >= 0 and spots.max() < 1 << LINE_BITS
    if one_file and isinstance(spots, pd.RangeIndex):
        # one of its own, without the array that a range keeps once somebody has asked for it
        return pd.RangeIndex(spots.start, spots.stop, spots.step, name=schema.LINE)
    lines = spots if one_file else pd.Index(lines_of(spots.to_numpy().astype(np.int64)))
    return lines.rename(schema.LINE)


def _seeker(contacts: pd.DataFrame, options: ReadOptions) -> str | None:
    """The id of the seeker, who may be called by name; of a part of larger tables by id alone."""
    if options.seeker is None or options.settled is not None:
        return options.seeker
    return id_called(contacts, options.seeker, "contact for the seeker")


def _link_people(
    tables: Mapping[str, list[pd.DataFrame]], files: Sequence[File], options: ReadOptions
) -> tuple[identity.JoinedPeople, KnownPeople, decisions.Decisions, tuple[Issues, ...]]:
    """Find who is who.

    Returns
    -------
    persons
        Rows and contacts, each person under one id.
    known
        The same people by what names them.
    decided
        The user's decisions about people.
    issues
        Of all this.
    """
    issues: list[Issues] = []
    listed = []
    for table in tables[schema.CONTACTS]:
        contacts, found = people.unique(table, keep=options.keep)
        listed.append(contacts)
        issues += found
    # ids are unique within a file from here on; two files may still name the same person
    rows = joined(listed, schema.CONTACTS_TABLE)
    if rows is None:
        rows = pd.DataFrame({schema.CONTACT_ID: pd.Series(dtype="str")})
        rows.index = pd.Index([], dtype="int64", name=schema.LINE)
    # bool[files]: whether each is an address book, whose ids may be mere names
    books = np.array([file.address_book for file in files], dtype=bool)
    decided, found = decisions.decisions_of(tables[schema.SAME])
    issues = [*found, *issues]
    persons = identity.join_people(
        rows,
        decided,
        address_books=books,
        apart=(lambda number: files[number].label) if options.both else None,
    )
    exports = [n for n, file in enumerate(files) if file.export]
    known = known_people(
        persons,
        decided,
        written=rows[schema.CONTACT_ID],
        address_books=books,
        exports=exports,
        targets=tables[schema.TARGETS],
        aliases=tables[schema.ALIASES],
    )
    if options.settled is None:
        issues += issues_of_searches(rows, seeker=options.seeker, exports=exports)
        issues += issues_of_several_seekers(rows)
    return persons, known, decided, (*issues, *persons.issues)


def _find_referrals(
    tables: Mapping[str, list[pd.DataFrame]],
    persons: identity.JoinedPeople,
    known: KnownPeople,
    options: ReadOptions,
) -> tuple[FoundReferrals, tuple[Issues, ...]]:
    """Find who referred whom: the rows of all tables, each with its two contacts."""
    referrals = joined(
        [table for table in tables[schema.REFERRALS] if len(table)], schema.REFERRALS_TABLE
    )
    links = link_rows(referrals, known)
    # ids before any is joined with another: decisions name those
    named = [persons.listed, *(links.table[side] for side in schema.ENDS)]
    issues = decisions.issues_of_unknown_ids(tables[schema.SAME], named)
    issues += decisions.issues_of_idle_decisions(tables[schema.SAME], persons.undecided)
    resolver = Resolver(
        known,
        seeker=known.position(options.seeker),
        called=options.seeker,
        lenient=options.lenient,
        # a part of larger tables does not have all people: what is no id there is left as it is
        exact=options.settled is not None,
    )
    found = find_referrals(links, known, resolver, persons.renamed)
    return found, (*issues, *found.issues)


def joined(tables: list[pd.DataFrame], kind: Table) -> pd.DataFrame | None:
    """Put cleaned tables of one kind together, standard columns first; None where there is none."""
    if not tables:
        return None
    if len(tables) == 1:
        return tables[0]
    together = pd.concat(tables)
    # the order of the standard columns is that of any one table
    standard = [c.name for c in kind.columns if c.name in together.columns]
    return together[[*standard, *together.columns.difference(standard, sort=False)]]


def day(as_of: str | pd.Timestamp | None) -> pd.Timestamp | None:
    """Read an as-of date.

    Raises
    ------
    OptionError
        If it is neither a date, an ISO date, nor ``today``.
    """
    return None if as_of is None else pd.Timestamp(given_day(as_of))
