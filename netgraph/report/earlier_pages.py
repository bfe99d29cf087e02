"""Files of students that an earlier run wrote, and who are gone: nobody is to hand them on."""

from __future__ import annotations

import contextlib
import html
from typing import TYPE_CHECKING, Final

from netgraph.atomic import write_whole
from netgraph.errors import OutputError
from netgraph.patterns import lazy_pattern
from netgraph.report.seeker_files import INDEX, REPORTS

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from netgraph.report.seeker_files import Filed

LINK: Final = lazy_pattern(r'<a href="([^"/\\]+\.[a-z]+)" data-student(?:="([^"]*)")?>')
"""A link of an office's page to the file of a student, and what that is: no other page has one."""


def write_pages_of(folder: Path, files: Mapping[str, bytes], filed: Filed) -> tuple[Path, ...]:
    """Write the files of an office, and take away those of an earlier run that are not among them.

    Parameters
    ----------
    folder
        Where to.
    files
        The bytes of each, by name.
    filed
        What those of the seekers are.

    Returns
    -------
    The files taken away: those alone to which the office's page of the earlier run leads.

    Raises
    ------
    OutputError
        If the folder holds other files of seekers, or is no folder.
    """
    old = _earlier_pages(folder, refuse_other_files(folder, filed), files)
    write_whole({folder / name: data for name, data in files.items()})
    gone = []
    for path in old:
        # who cannot be taken away is told by still being there
        with contextlib.suppress(OSError):
            path.unlink()
            gone.append(path)
    return tuple(gone)


def refuse_other_files(folder: Path, filed: Filed) -> list[str]:
    """Refuse a folder whose page leads to files of seekers that are something else.

    Maps in the place of reports would be called as those are, and their page would lead to no
    report any more.

    Returns
    -------
    The names of the files to which it leads.

    Raises
    ------
    OutputError
        If it does, or is a file.
    """
    if folder.exists() and not folder.is_dir():
        raise OutputError(f"{folder}: a file; name a folder")
    links = _links(folder)
    for _, mark in links:
        if mark != filed.mark:
            raise OutputError(
                f"{folder}: holds the {mark} of each student, by an earlier run; name another "
                f"folder for the {filed.mark} of each"
            )
    return [name for name, _ in links]


def _earlier_pages(folder: Path, names: list[str], files: Collection[str]) -> list[Path]:
    """Find the files to which an earlier office's page leads and that are no longer written."""
    # systems that know no case would take a new page away with the old one
    kept = {name.casefold() for name in files}
    old = [folder / name for name in dict.fromkeys(names) if name.casefold() not in kept]
    return [path for path in old if path.is_file()]


def _links(folder: Path) -> list[tuple[str, str]]:
    """The files to which the office's page of a folder leads, and what they are."""
    try:
        page = (folder / INDEX).read_text(encoding="utf-8")
    except (OSError, ValueError):
        return []
    # the first pages did not say what they are
    return [(html.unescape(name), mark or REPORTS.mark) for name, mark in LINK.findall(page)]
