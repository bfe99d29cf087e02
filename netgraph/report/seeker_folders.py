"""A folder with a file for each seeker of a career office: reports, maps or figures, alike."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from netgraph.analysis.pooled import A_COHORT
from netgraph.analysis.seekers import names_of_seekers
from netgraph.arguments import checked
from netgraph.choices import COHORT_FIGURES, FIGURE_FORMATS, FIGURES
from netgraph.errors import NetgraphError, unknown
from netgraph.frames import refuse_unknown_columns
from netgraph.maps.page import page_bytes
from netgraph.maps.write import DEFAULT_TITLE, map_bytes
from netgraph.plot.figures import figure_bytes, refuse_options_of
from netgraph.report.earlier_pages import write_pages_of
from netgraph.report.office import office_html
from netgraph.report.seeker_files import INDEX, MAPS, REPORTS, filed_figures, seeker_files
from netgraph.report.write import REPORT_TITLE, report_bytes

if TYPE_CHECKING:
    import datetime as dt
    import os
    from collections.abc import Callable, Sequence

    from netgraph.choices import CohortFigure, Figure, FigureFormat, Renderer
    from netgraph.cohort.cohort import Cohort
    from netgraph.network import ReferralNetwork
    from netgraph.report.seeker_files import Filed

    OfOne = Callable[[ReferralNetwork, str, list[str]], bytes]
    """Makes the file of a search, of whom it is, and of the columns to include that it has."""


class SeekerFolder(NamedTuple):
    """The bytes of each file by its name, that of the office last, and what the others are."""

    files: dict[str, bytes]
    filed: Filed

    def write(self, folder: Path) -> tuple[Path, ...]:
        """Write all files or none; those of seekers of an earlier run who are gone are returned."""
        return write_pages_of(folder, self.files, self.filed)


@checked(cohort=A_COHORT)
def write_reports(
    cohort: Cohort,
    folder: str | os.PathLike[str],
    *,
    since: dt.date | str | None = None,
    title: str | None = None,
    include: Sequence[str] = (),
) -> Path:
    """Write a page for each seeker, with nothing of any other, and one for the office.

    Parameters
    ----------
    cohort
        The searches.
    folder
        Where to: ``index.html`` is the office's, which leads to the others. Pages of the same
        names are replaced, all or none; those to which the office's page of an earlier run leads
        and that have no student any more are taken away.
    since
        The day since which changes are told. Default: 30 days before the as-of date.
    title
        The heading of all pages; a seeker's has their name behind it.
    include
        Columns of contacts to put into the pages besides the usual.

    Returns
    -------
    The folder.

    Raises
    ------
    UnknownNameError
        If no search has such a column.
    OutputError
        If the folder holds maps or figures of each seeker.
    """
    goal = Path(folder)
    report_folder(cohort, since=since, title=title, include=include).write(goal)
    return goal


@checked(cohort=A_COHORT)
def write_maps(
    cohort: Cohort,
    folder: str | os.PathLike[str],
    *,
    renderer: Renderer = "auto",
    include: Sequence[str] = (),
    title: str | None = None,
) -> Path:
    """Write a map for each seeker, with nothing of any other, and a page for the office.

    Parameters
    ----------
    cohort
        The searches.
    folder
        Where to: ``index.html`` is the office's, which leads to the maps. Files of the same names
        are replaced, as by ``write_reports``.
    renderer, include
        As ``write_map`` takes them; a map has those of the columns that its search has.
    title
        The heading of all pages; that of a map has the name of its seeker behind it.

    Returns
    -------
    The folder.

    Raises
    ------
    UnknownNameError
        If there is no such renderer, or no search has such a column.
    OutputError
        If the folder holds reports or figures of each seeker.
    """
    goal = Path(folder)
    map_folder(cohort, renderer=renderer, include=include, title=title).write(goal)
    return goal


@checked(cohort=A_COHORT)
def write_figures(
    cohort: Cohort,
    kind: Figure,
    folder: str | os.PathLike[str],
    *,
    format: FigureFormat = "png",  # noqa: A002 - the word everywhere else
    dpi: int = 150,
    **options: Any,
) -> Path:
    """Write a figure for each seeker, with nothing of any other, and a page for the office.

    Parameters
    ----------
    cohort
        The searches.
    kind
        A figure of one search, as ``plot.save`` takes it: ``tree``, ``generations``, …
    folder
        Where to: ``index.html`` is the office's, which leads to the figures. Files of the same
        names are replaced, as by ``write_reports``.
    format
        ``png``, ``svg`` or ``pdf``.
    dpi
        Dots per inch of a PNG.
    **options
        Passed to the figure's function.

    Returns
    -------
    The folder.

    Raises
    ------
    UnknownNameError
        If there is no such figure or format, or it has no such option.
    NetgraphError
        If the figure is of all searches together: ``load`` or ``seekers``.
    OutputError
        If the folder holds something else of each seeker.
    """
    goal = Path(folder)
    figure_folder(cohort, kind, format=format, dpi=dpi, **options).write(goal)
    return goal


def report_folder(
    cohort: Cohort,
    *,
    since: dt.date | str | None = None,
    title: str | None = None,
    include: Sequence[str] = (),
) -> SeekerFolder:
    """Return what ``write_reports`` writes."""
    heading = REPORT_TITLE if title is None else title

    def of_one(net: ReferralNetwork, called: str, own: list[str]) -> bytes:
        return report_bytes(net, since=since, title=f"{heading}: {called}", include=own)

    return _folder_of(cohort, REPORTS, of_one, include=include, title=title)


def map_folder(
    cohort: Cohort,
    *,
    renderer: Renderer = "auto",
    include: Sequence[str] = (),
    title: str | None = None,
) -> SeekerFolder:
    """Return what ``write_maps`` writes."""
    heading = DEFAULT_TITLE if title is None else title

    def of_one(net: ReferralNetwork, called: str, own: list[str]) -> bytes:
        return map_bytes(net, renderer=renderer, include=own, title=f"{heading}: {called}")

    return _folder_of(cohort, MAPS, of_one, include=include, title=title)


def figure_folder(
    cohort: Cohort,
    kind: Figure | CohortFigure,
    *,
    format: FigureFormat = "png",  # noqa: A002 - as above
    dpi: int = 150,
    **options: Any,
) -> SeekerFolder:
    """Return what ``write_figures`` writes."""
    # before the unknown ones: the word is right, and to be sent elsewhere
    if kind in COHORT_FIGURES:
        raise NetgraphError(f"figure {kind} is of all searches together: ng.plot.save draws it")
    if kind not in FIGURES:
        raise unknown("figure", kind, FIGURES)
    if format not in FIGURE_FORMATS:
        raise unknown("format", format, FIGURE_FORMATS)
    refuse_options_of(kind, options)
    filed = filed_figures(kind, format)

    def of_one(net: ReferralNetwork, _: str, __: list[str]) -> bytes:
        return figure_bytes(net, kind, filed.ending, dpi=dpi, **options)

    return _folder_of(cohort, filed, of_one)


def _folder_of(
    cohort: Cohort,
    filed: Filed,
    of_one: OfOne,
    *,
    include: Sequence[str] = (),
    title: str | None = None,
) -> SeekerFolder:
    """Make the file of each search alone, and the page of the office that leads to them."""
    # what no search has is a mistake; what some lack is left out of their files alone
    refuse_unknown_columns(include, cohort.side_by_side.contacts)
    ids = list(cohort.seekers)
    names = seeker_files(ids, filed.ending)
    called = names_of_seekers(cohort)
    files = {
        file: of_one(
            cohort.network(one),
            str(name),
            # a search has columns of its own
            [column for column in include if column in cohort.columns_of(one)],
        )
        for one, name, file in zip(ids, called, names, strict=True)
    }
    pages = dict(zip(ids, names, strict=True))
    office = office_html(cohort, title=title, pages=pages, filed=filed)
    return SeekerFolder(files | {INDEX: page_bytes(office)}, filed)
