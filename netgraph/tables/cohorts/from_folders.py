"""A cohort of a folder that holds a folder, or a file, for each seeker."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from netgraph import schema
from netgraph.errors import InputError, MissingColumnError, some_of
from netgraph.frames import issue_rows, no_issues
from netgraph.network import ReferralNetwork
from netgraph.tables.build import build_network, link_cleaned
from netgraph.tables.cleaned import clean_sources, clean_tables
from netgraph.tables.cleaning.columns import require
from netgraph.tables.cohorts.from_tables import cohort_of_networks, linked_with_seeker
from netgraph.tables.cohorts.groups import groups_among, groups_of, groups_read, with_listed
from netgraph.tables.cohorts.misfiled import names_of_one, without_misfiled
from netgraph.tables.cohorts.own_headings import columns_below, own_headings
from netgraph.tables.cohorts.own_rows import owners_of
from netgraph.tables.cohorts.persons import Deciding
from netgraph.tables.cohorts.searches import own_decisions
from netgraph.tables.cohorts.student_folders import (
    files_passed_over,
    filled_tables,
    is_folder_of_searches,
    places_of_searches,
    seekers_table,
    settings_for,
    stray_tables,
    table_called,
    tables_for,
    tables_of_nobody,
)
from netgraph.tables.folders import WAY_TO_LIST_FILES
from netgraph.tables.header import match
from netgraph.tables.issues import IssueReport, quoted
from netgraph.tables.linking.decisions import decisions_of
from netgraph.tables.linking.stubs import with_stubs
from netgraph.tables.locate import locate, with_nobody_referred
from netgraph.tables.raw import Raw, Remark, Sources
from netgraph.tables.read import settled_options
from netgraph.tables.settings import load_settings
from netgraph.tables.sources.detect import load_raw

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import TypeAlias

    from netgraph.cohort.cohort import Cohort
    from netgraph.tables.build import LinkedTables, ReadOptions
    from netgraph.tables.cleaned import CleanedTables
    from netgraph.tables.cohorts.own_rows import Owners
    from netgraph.tables.cohorts.student_folders import Asked
    from netgraph.tables.linking.decisions import Decisions
    from netgraph.tables.settings import FileHeadings, Settings

    ReadSearch: TypeAlias = tuple[CleanedTables, LinkedTables, ReadOptions]


def cohort_of_folder(folder: Path, asked: Asked, beside: Path | None) -> Cohort:
    """Read every search of a folder by itself, and put them side by side.

    Parameters
    ----------
    folder
        The folder of all.
    asked
        The options of reading.
    beside
        The table of seekers.

    Raises
    ------
    InputError
        With the problems of all searches.
    """
    columns = _headings_said(folder, asked)
    places = places_of_searches(folder, beside, columns)
    each, called = _asked_of_each(folder, asked, places, beside)
    listed = listed_here(places, beside, called)
    problems: list[str] = []
    read: list[ReadSearch] = []
    for at, place in enumerate(places.values()):
        try:
            owner = listed.owner(at)
            read.append(_search(owner, place, folder, *each[at]))
        except InputError as error:
            problems += _of_place(place, error.problems)
            continue
        problems += _of_place(place, read[-1][1].report.problems)
    if problems:
        raise InputError(problems)
    told = pd.concat(
        [_told_of_files(folder, places, beside, columns), listed.issues], ignore_index=True
    )
    options = read[0][2]
    return cohort_of_read(
        read,
        [(place.name, place.is_dir()) for place in places.values()],
        listed,
        told,
        decisions_of(shared_decisions(folder, asked, options))[0],
    )


def cohort_of_read(
    read: Sequence[ReadSearch],
    places: Sequence[tuple[str, bool]],
    listed: ListedHere,
    told: pd.DataFrame,
    decided: Decisions,
) -> Cohort:
    """Put searches that were read each by itself side by side.

    Parameters
    ----------
    read
        The tables of each search, and how they were read.
    places
        What the folder, file or sheet of each is called, and whether it is a folder.
    listed
        Whose the searches are.
    told
        Issues that are of no search alone.
    decided
        The decisions on people of several searches.
    """
    nets = [build_network(linked, options) for _, linked, options in read]
    # seekers whom only the table lists stand last and have no place: the two differ in length
    called = dict(zip(listed.owners.seekers, (name for name, _ in places), strict=False))
    told = pd.concat([told, _told_of_empty(called, nets)], ignore_index=True)
    # who is listed and has no folder has not started
    nets += [_no_search() for _ in range(len(listed.owners.seekers) - len(nets))]
    # files of all searches one after the other; a row's file is counted on from those before
    files = [file for cleaned, _, _ in read for file in cleaned.files]
    number = [len(cleaned.files) for cleaned, _, _ in read]
    offsets = [sum(number[:n]) for n in range(len(read))]
    named = [
        replace(file, label=f"{name}/{file.label}" if is_folder else file.label)
        for (name, is_folder), (cleaned, _, _) in zip(places, read, strict=True)
        for file in cleaned.files
    ]
    deciding = Deciding(
        named,
        decided,
        own_ids=True,
        aliases=[table for cleaned, _, _ in read for table in cleaned.tables[schema.ALIASES]],
    )
    return cohort_of_networks(
        nets,
        listed.owners.seekers,
        deciding,
        files=files,
        offsets=[*offsets, *[0] * (len(nets) - len(offsets))],
        issues=told,
        as_of=read[0][2].as_of,
        groups=listed.groups,
    )


class ListedHere(NamedTuple):
    """Whose searches a folder holds and its table of seekers lists, and what is known of them."""

    owners: Owners
    groups: pd.DataFrame | None
    issues: pd.DataFrame

    def owner(self, place: int) -> OwnerHere:
        """Whose one search is, and what a column of students may call them."""
        one = self.owners.one(place)
        return OwnerHere(one, names_of_one(str(one.seekers[0]), self.groups))


class OwnerHere(NamedTuple):
    """The owner of one search, and the spellings of whom its column of students may name."""

    own: Owners
    names: frozenset[str]


def listed_here(
    places: Iterable[str], beside: Path | Raw | None, columns: Mapping[str, str]
) -> ListedHere:
    """The seekers of a folder, and after them those whom only the table of seekers lists."""
    seekers = pd.Index([*places], dtype="str", name=schema.SEEKER_ID)
    if beside is None:
        return ListedHere(owners_of(seekers, None), None, no_issues())
    found = [beside] if isinstance(beside, Raw) else groups_read(beside, columns)
    raw = groups_among(found, columns, seekers)
    listed = with_listed(seekers, raw, columns)
    groups, issues = groups_of(raw, columns, listed)
    return ListedHere(owners_of(listed.seekers, groups), groups, issues)


def issues_of_folder(folder: Path, asked: Asked) -> list[tuple[str, IssueReport | InputError]]:
    """Read every search of a folder, and say what is wrong with each: a report, or an error."""
    found, beside = [], seekers_table(folder)
    places = places_of_searches(folder, beside, _headings_said(folder, asked))
    each, called = _asked_of_each(folder, asked, places, beside)
    listed = listed_here(places, beside, called)
    for number, (seeker, place) in enumerate(places.items()):
        one: IssueReport | InputError
        try:
            owner = listed.owner(number)
            _, linked, _ = _search(owner, place, folder, *each[number])
            one = linked.report
        except InputError as error:
            one = InputError(_of_place(place, error.problems))
        found.append((seeker, one))
    return found


def _headings_said(folder: Path, asked: Asked) -> FileHeadings:
    """What the caller calls columns, else what is settled beside all searches."""
    return asked.given["columns"] or load_settings((folder,)).columns


def _asked_of_each(
    folder: Path, asked: Asked, places: Mapping[str, Path], beside: Path | None
) -> tuple[list[tuple[Asked, Settings]], dict[str, str]]:
    """What is asked of reading each search and what is settled for it: headings that it has.

    Behind it what columns of the table of seekers are called.
    """
    shared = load_settings((folder,))
    seen = {place.name: columns_below(place) for place in places.values()}
    listed = [] if beside is None else columns_below(beside)
    given = own_headings(asked.given["columns"] or {}, seen, listed)
    settled = own_headings(shared.columns, seen, listed)
    of_each = [
        (
            replace(asked, given={**asked.given, "columns": own}),
            settings_for(place, replace(shared, columns=kept)),
        )
        for place, own, kept in zip(
            places.values(), given.of_places, settled.of_places, strict=True
        )
    ]
    return of_each, given.beside or settled.beside


def _told_of_files(
    folder: Path, places: Mapping[str, Path], beside: Path | None, columns: FileHeadings
) -> pd.DataFrame:
    """Tell of files that are nobody's search, and where files are taken for searches unsaid."""
    folders = [place.name for place in places.values() if place.is_dir()]
    reasons = files_passed_over(folder, beside, columns)
    if stray := stray_tables(folder, asked_for=True):
        rest = (
            f"passed over, as it is nobody's: the {len(folders)} folders beside it hold a search "
            f"each ({some_of(folders)}); move it into the folder of its student, or name the file "
            "to read it alone"
        )
        reasons |= dict.fromkeys(stray, rest)
    hollow = "the file has 0 bytes, not even headings, as a copy that did not finish leaves it"
    reasons |= {
        path: hollow for path in places.values() if path.is_file() and not path.stat().st_size
    }
    passed = [
        (*(schema.PASSED_SHEET, "warning", path.name, 0, "", path.name), f"{path.name}: {why}")
        for path, why in reasons.items()
    ]
    taken = []
    if beside is None and not folders:
        words = (
            f"{folder.name}: each of its {len(places)} files is read as the search of one student, "
            "called after it; for one search in several files name the files"
        )
        if not is_folder_of_searches(folder):
            # nothing but the question says so: other commands refuse the same folder
            words += f"; so that every command reads it so, {WAY_TO_LIST_FILES}"
        taken = [(schema.READ_AS, "info", "", 0, schema.SEEKER_ID, folder.name, words)]
    return issue_rows([*passed, *taken])


def _of_place(place: Path, problems: Sequence[str]) -> list[str]:
    """Problems of a search, each with the name of its place, where it does not begin so already."""
    name = place.name
    return [one if one.startswith(name) else f"{name}: {one}" for one in problems]


def _told_of_empty(places: Mapping[str, str], nets: Sequence[ReferralNetwork]) -> pd.DataFrame:
    """Tell of folders, files and sheets in which nobody stands: their students have not started."""
    severity = schema.ISSUE_SEVERITY[schema.NOT_STARTED]
    return issue_rows(
        (
            *(schema.NOT_STARTED, severity, "", 0, schema.SEEKER_ID, seeker),
            f"{place}: nobody is in it yet: {quoted(seeker)} has not started",
        )
        for (seeker, place), net in zip(places.items(), nets, strict=False)
        if not len(net.contacts)
    )


def _no_search() -> ReferralNetwork:
    """The search of somebody who has no contact yet."""
    lines = pd.Index([], dtype="int64", name=schema.LINE)
    people = pd.DataFrame({schema.CONTACT_ID: pd.Series(dtype="str")}).set_axis(lines)
    named = with_stubs(people, pd.Series(dtype="str"))
    pairs = pd.DataFrame({end: pd.Series(dtype="str") for end in schema.ENDS}).set_axis(lines)
    days, count = (pd.Series(dtype=kind, index=lines) for kind in ("datetime64[s]", "int64"))
    dated = pairs.assign(**{schema.REFERRED_ON: days, schema.COUNT: count})
    return ReferralNetwork(named, dated)


def _search(
    owner: OwnerHere, place: Path, folder: Path, asked: Asked, saved: Settings
) -> ReadSearch:
    """Read the tables of one search; who the settings say is the seeker is, else who is called so.

    Raises
    ------
    InputError
        If they are no tables, or lack a column.
    """
    options, further = settled_options(
        (place,), asked.given, as_of=asked.as_of, lenient=asked.lenient, saved=saved
    )
    own = tables_for(place, folder, further)
    where = ("folder" if place.is_dir() else "file", place.name)
    cleaned = cleaned_of_one(_sources_of(place, own, options), options, owner, where)
    if options.seeker is not None:
        return cleaned, link_cleaned(cleaned, options), options
    return cleaned, *linked_with_seeker(cleaned, owner.own, options)


def cleaned_of_one(
    found: Sources, options: ReadOptions, owner: OwnerHere, where: tuple[str, str]
) -> CleanedTables:
    """Clean the tables of one search among many, as ``without_misfiled`` knows its place."""
    cleaned = clean_sources(found, options)
    # decisions beside files of several searches name people of any
    decided = {**cleaned.tables, schema.SAME: own_decisions(cleaned.tables)}
    cleaned = replace(cleaned, tables=decided)
    return without_misfiled(cleaned, str(owner.own.seekers[0]), where, owner.names)


def _sources_of(place: Path, own: Mapping[str, Any], options: ReadOptions) -> Sources:
    """The raw tables of one search; a file that holds nothing is one in which nobody stands.

    Raises
    ------
    InputError
        If they are no tables, or lack a column.
    """
    try:
        return with_directly_found(locate((place,), **own, options=options), options)
    except InputError:
        # only where reading failed: a place that was read needs no look for empty files
        filled = filled_tables(place)
        if filled is None and (told := tables_of_nobody(place)):
            raise InputError(told) from None
        if filled is None:
            raise
    if not {schema.CONTACTS, schema.REFERRALS} & filled.keys():
        none = pd.DataFrame(columns=[schema.CONTACT_ID, schema.NAME, *schema.ENDS], dtype="str")
        people, links = none.iloc[:, :2], none.iloc[:, 2:]
        return Sources((Raw(people, place.name),), (Raw(links, place.name),))
    people_and_links = [filled.pop(k) for k in (schema.CONTACTS, schema.REFERRALS) if k in filled]
    found = locate((*people_and_links,), **{**filled, **own}, options=options)
    return with_nobody_referred(found, options.columns)


def with_directly_found(found: Sources, options: ReadOptions) -> Sources:
    """Tables of one search of many: people without referrers are those whom the student found.

    One search alone is refused so, as its referrers may have been forgotten; of many searches one
    student's sheet must not keep all others from being read.
    """
    if all(raw.address_book for raw in found.contacts):
        return found
    alone = with_nobody_referred(found, options.columns)
    if alone is found:
        return found
    first, *rest = alone.contacts
    told = Remark(
        schema.READ_AS,
        f"{first.label}: no column says who referred whom: everybody in it is taken for somebody "
        "whom the student found directly; if a column does, say --map 'referred_by=HEADING'",
        value=first.label,
        severity="warning",
    )
    return replace(alone, contacts=(replace(first, remarks=(*first.remarks, told)), *rest))


def shared_decisions(folder: Path, asked: Asked, options: ReadOptions) -> list[pd.DataFrame]:
    """The decisions on people of several searches; those beside the searches by default."""
    given = asked.given[schema.SAME]
    path = table_called(folder, schema.SAME) if given is None else Path(given)
    if path is None:
        return []
    tables = [
        (raw, schema.SAME_TABLE, match(raw.columns, schema.SAME_TABLE))
        for raw in load_raw(path, page=options.encoding)
    ]
    for raw, table, names in tables:
        if missing := require(raw, table, names):
            raise MissingColumnError(missing)
    cleaned, files, issues = clean_tables(tables)
    IssueReport(tuple(files), tuple(issues)).refuse()
    return cleaned
