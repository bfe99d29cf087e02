"""Pages of students that an earlier run wrote, and who are gone: nobody is to hand them on."""

from __future__ import annotations

import contextlib
import html
import re
from typing import TYPE_CHECKING, Final

from netgraph.atomic import write_whole
from netgraph.report.seeker_files import INDEX

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

LINK: Final = re.compile(r'<a href="([^"/\\]+\.html)" data-student>')
"""A link of an office's page to the page of a student: no other page has one."""


def write_pages_of(folder: Path, files: Mapping[str, bytes]) -> tuple[Path, ...]:
    """Write the pages of an office, and take away those of an earlier run that are not among them.

    Parameters
    ----------
    folder
        Where to.
    files
        The bytes of each, by name.

    Returns
    -------
    The pages taken away: those alone to which the office's page of the earlier run leads.
    """
    old = earlier_pages(folder, files)
    write_whole({folder / name: data for name, data in files.items()})
    gone = []
    for path in old:
        # who cannot be taken away is told by still being there
        with contextlib.suppress(OSError):
            path.unlink()
            gone.append(path)
    return tuple(gone)


def earlier_pages(folder: Path, files: Collection[str]) -> list[Path]:
    """Find the pages to which an earlier office's page leads and that are no longer written."""
    try:
        page = (folder / INDEX).read_text(encoding="utf-8")
    except (OSError, ValueError):
        return []
    # systems that know no case would take a new page away with the old one
    kept = {name.casefold() for name in files}
    names = [html.unescape(name) for name in LINK.findall(page)]
    old = [folder / name for name in dict.fromkeys(names) if name.casefold() not in kept]
    return [path for path in old if path.is_file()]
