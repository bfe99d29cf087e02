"""What a caller calls columns, where every student's files have headings of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from netgraph.errors import InputError, MissingColumnError, nearest
from netgraph.tables.folders import TABLE_SUFFIXES, columns_seen
from netgraph.tables.header import spelled_as
from netgraph.tables.issues import quoted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from netgraph.tables.settings import FileHeadings


class OwnHeadings(NamedTuple):
    """What the columns of each search are called, and those of the table of seekers.

    Parameters
    ----------
    of_places
        Standard name to the heading that some file of the search has, a mapping a search.
    beside
        The same of the table of seekers.
    """

    of_places: tuple[dict[str, str], ...]
    beside: dict[str, str]


def headings_said(columns: FileHeadings) -> list[tuple[str, str]]:
    """Every standard name with each of the headings that it was said to have.

    Examples
    --------
    >>> headings_said({"name": "Nombre", "met_on": ("Reunión", "Treffen")})
    [('name', 'Nombre'), ('met_on', 'Reunión'), ('met_on', 'Treffen')]
    """
    return [
        (name, one)
        for name, called in columns.items()
        for one in ([called] if isinstance(called, str) else called)
    ]


def own_headings(
    columns: FileHeadings, places: Mapping[str, Sequence[str]], listed: Sequence[str]
) -> OwnHeadings:
    """Find which headings hold for which search: those that one of its tables has.

    A student's sheet calls a column in its own words, which the sheets of others need not have.

    Parameters
    ----------
    columns
        Standard name to a heading, or to several of which different files have one each.
    places
        What every folder, file or sheet of a search is called, to the headings in it.
    listed
        The headings of the table of seekers.

    Raises
    ------
    MissingColumnError
        If no file has one of several headings of a name.
    InputError
        If one search has two of them.
    """
    asked = headings_said(columns)
    if not asked:
        return OwnHeadings(tuple({} for _ in places), {})
    seen = [*places.values()]
    # where nobody has the only heading of a name it stays for all: reading refuses it
    nobodys = [
        (name, one)
        for name, one in asked
        if not any(spelled_as(one, found) for found in (*seen, listed))
    ]
    several = [(name, one) for name, one in nobodys if not isinstance(columns[name], str)]
    if several:
        raise MissingColumnError([_in_no_file(name, one, [*seen, listed]) for name, one in several])
    of_places, problems = [], list[str]()
    for place, found in places.items():
        own: dict[str, str] = {}
        for name, one in asked:
            if (name, one) not in nobodys and not spelled_as(one, found):
                continue
            if name in own:
                problems.append(
                    f"{place}: {name} is said to be {own[name]!r} and {one!r}, and both are "
                    "there; say one"
                )
            own[name] = one
        of_places.append(own)
    if problems:
        raise InputError(problems)
    of_list = {name: one for name, one in asked if spelled_as(one, listed)}
    return OwnHeadings(tuple(of_places), of_list)


def columns_below(place: Path) -> list[str]:
    """The headings of all tables of one search, as the beginnings of its files show them."""
    try:
        inside = sorted(place.iterdir()) if place.is_dir() else [place]
    except OSError:
        return []  # said where its tables are read
    files = [
        path
        for path in inside
        if path == place
        or (path.name.casefold().endswith(TABLE_SUFFIXES) and not path.name.startswith((".", "~$")))
    ]
    return [name for path in files for columns in columns_seen(path) for name in columns]


def _in_no_file(name: str, heading: str, seen: Sequence[Sequence[str]]) -> str:
    every = list(dict.fromkeys(one for found in seen for one in found))
    near = nearest(heading, every)
    way_out = f"; is it {near!r}? then say --map {quoted(f'{name}={near}')}" if near else ""
    return f"no column {heading!r} in any file of the students{way_out}"
