"""Any files in, the two standard tables out, and a third of what had no place in them."""

from __future__ import annotations

import secrets
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from netgraph import privacy, schema
from netgraph.argument_rules import COLUMNS_OF_SEARCHES
from netgraph.arguments import checked
from netgraph.atomic import write_whole
from netgraph.choices import TABLE_FORMATS
from netgraph.cohort.cohort import Cohort
from netgraph.errors import NetgraphError, unknown
from netgraph.network import ReferralNetwork
from netgraph.pseudonyms import SECRET_BYTES
from netgraph.tables.cohorts.read import read_any
from netgraph.tables.cohorts.student_folders import files_below
from netgraph.tables.graphs import graph_bytes
from netgraph.tables.outputs import (
    clear_old,
    move_aside,
    other_tables,
    place_of,
    unplaced_beside,
)
from netgraph.tables.workbook import workbook_bytes
from netgraph.tables.write import csv_bytes, encoder, spelled, tables_out

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import pandas as pd

    from netgraph.choices import DateOrder, Keep, Redaction, TableFormat
    from netgraph.tables.locate import Source
    from netgraph.tables.outputs import Place
    from netgraph.tables.settings import FileHeadings

LOST: Final = (
    schema.UNPLACED,
    schema.BAD_DATE,
    schema.BAD_VALUE,
    schema.SELF_REFERRAL,
    schema.DUPLICATE_CONTACT,
    schema.AMBIGUOUS_PERSON,
)
"""Issues after which something of the input is not in the standard tables."""


@dataclass(frozen=True, slots=True)
class Converted:
    """What came of a conversion.

    Parameters
    ----------
    net
        The network, or the cohort where the sources hold the searches of several seekers.
    files
        The files written.
    unplaced
        What found no place, a row each.
    withheld
        Names of private columns that hold something and were left out, with the number of their
        cells.
    private
        The same of those that were written.
    cleared
        Files of an earlier conversion that were taken away.
    moved
        Other tables that were in the folder, and where they are now: read together with what was
        written they would make another network.
    """

    net: ReferralNetwork | Cohort
    files: tuple[Path, ...]
    unplaced: pd.DataFrame
    withheld: tuple[str, ...] = ()
    private: tuple[str, ...] = ()
    cleared: tuple[Path, ...] = ()
    moved: tuple[tuple[Path, Path], ...] = ()
    replaced: tuple[Path, ...] = ()
    pooled: int = 0


@checked(columns=COLUMNS_OF_SEARCHES)
def convert(
    *sources: Source,
    to: Source,
    format: TableFormat | None = None,  # noqa: A002 - the word everywhere else
    columns: FileHeadings | None = None,
    targets: Source | None = None,
    aliases: Source | None = None,
    same: Source | None = None,
    keep: Keep | Sequence[Keep] | None = None,
    dates: DateOrder | None = None,
    values: Mapping[str, str] | None = None,
    sheet: str | None = None,
    encoding: str | None = None,
    private: bool = False,
    redact: Redaction | Sequence[Redaction] = (),
    key: str | None = None,
    colors: Callable[[ReferralNetwork], Mapping[str, str]] | None = None,
) -> Converted:
    """Turn any files into the standard tables, one workbook of them, or one graph file.

    What cannot be read is blanked, and what has no place (a relation that is no referral, a
    referrer whose name fits two people, a row that names nobody) is written to ``unplaced.csv``
    beside them.

    Parameters
    ----------
    sources
        What ``read`` takes.
    to
        A folder, in which other tables are moved aside; or one file: a workbook (``.xlsx``) with a
        sheet a table, or a graph (``.graphml``, ``.gexf``).
    format
        In a folder: ``csv`` (the default), ``xlsx`` or ``parquet``.
    columns, targets, aliases, same, keep, dates, values, sheet, encoding
        As in ``read``; of a folder of searches as in ``read_cohort``.
    private
        Whether notes, e-mails and phone numbers are in graph files and in what is redacted, which
        are made for others; one's own tables have them in any case.
    redact, key
        Put pseudonyms for ``names``, ``organizations`` or ``all``, or ``initials``, as
        ``netgraph.redact`` does; several one after the other. What found no place is then listed
        without its values.
    colors
        Gives the colour ``#rrggbb`` of every contact, for GEXF.

    Raises
    ------
    NetgraphError
        If the sources cannot be read, or the result cannot be written or would replace a source.
    """
    if format not in (None, *TABLE_FORMATS):
        raise unknown("format", str(format), TABLE_FORMATS)
    place_of(to, format)  # refuses what is no place before anything is read
    # lenient: one bad cell must not stop a conversion; what is blanked is listed as unplaced
    net = read_any(
        *sources,
        columns=columns,
        targets=targets,
        aliases=aliases,
        same=same,
        keep=keep,
        lenient=True,
        dates=dates,
        values=values,
        sheet=sheet,
        encoding=encoding,
        sheets_apart=True,
    )
    return write_converted(
        net,
        sources,
        to=to,
        format=format,
        private=private,
        redact=redact,
        key=key,
        colors=colors,
    )


def write_converted(
    net: ReferralNetwork | Cohort,
    sources: Sequence[Source],
    *,
    to: Source,
    format: TableFormat | None = None,  # noqa: A002 - the word everywhere else
    private: bool = False,
    redact: Redaction | Sequence[Redaction] = (),
    key: str | None = None,
    colors: Callable[[ReferralNetwork], Mapping[str, str]] | None = None,
) -> Converted:
    """Write a network that was read, as ``convert`` does; the sources are never written over."""
    home, place = Path(to), place_of(to, format)
    pooled = len(net.seekers) if isinstance(net, Cohort) and place == "graph" else 0
    if isinstance(net, Cohort):
        _refuse_several(place)
    # before tables and lists are made of the network, so that these are redacted too
    net = _hidden(net, (redact,) if isinstance(redact, str) else redact, key)
    if isinstance(net, Cohort) and place == "graph":
        net = _all_as_one(net)
    tables = tables_out(net)
    # one's own notes stay in one's own tables; files of graphs, and what is redacted, go to others
    hidden = not private and (place == "graph" or bool(redact))
    cells = privacy.withheld(tables)
    if hidden:
        tables = {name: privacy.without_private(table) for name, table in tables.items()}
    # nothing is on disk before all of them are ready
    if isinstance(net, ReferralNetwork) and place == "graph":
        own = None if colors is None else colors(net)
        ending = home.suffix.casefold()
        files = {home: graph_bytes(net, ending, private=private, colors=own)}
    else:
        files = _table_files(tables, home, place, format or "csv")
    left, beside, inputs = unplaced(net), unplaced_beside(home, place), _files(sources)
    if len(left):
        files[beside] = csv_bytes(left)
    others = other_tables(home, files, inputs) if place == "folder" else []
    replaced = [path for path, data in files.items() if _holds_other(path, data)]
    write_whole(files, inputs=inputs)
    gone = () if len(left) else clear_old(beside, inputs)
    withheld, told = (cells, ()) if hidden else ((), cells)
    moved = move_aside(others)
    return Converted(net, tuple(files), left, withheld, told, gone, moved, tuple(replaced), pooled)


def _holds_other(path: Path, data: bytes) -> bool:
    """Whether a file is there that holds something else."""
    try:
        seen = path.stat()
        return stat.S_ISREG(seen.st_mode) and (
            seen.st_size != len(data) or path.read_bytes() != data
        )
    except OSError:
        return False


def _refuse_several(place: Place) -> None:
    """Refuse a place that cannot hold several searches.

    Raises
    ------
    NetgraphError
        If it is a workbook.
    """
    if place == "workbook":
        raise NetgraphError(
            "a workbook holds one search; convert several into a folder, or one of them "
            "(--seeker-id ID)"
        )


def _all_as_one(cohort: Cohort) -> ReferralNetwork:
    """All searches as one network, which a graph file holds; tables hold each."""
    net = cohort.everybody
    return net.with_issues(
        cohort.issues, contact_lines=net.contacts.index, referral_lines=net.pairs.index
    )


def _hidden(
    net: ReferralNetwork | Cohort, redact: Sequence[Redaction], key: str | None
) -> ReferralNetwork | Cohort:
    """Redact a network or a cohort in one way after the other."""
    # one key for all, a random one if none was given
    if redact and key is None:
        key = secrets.token_hex(SECRET_BYTES)
    for what in redact:
        net = privacy.redact(net, what, key=key)
    return net


def _table_files(
    tables: Mapping[str, pd.DataFrame],
    home: Path,
    place: Place,
    format: TableFormat,  # noqa: A002 - as above
) -> dict[Path, bytes]:
    """Encode tables as one workbook or as files of a folder: path to bytes."""
    if place == "workbook":
        sheets = {name.capitalize(): spelled(table) for name, table in tables.items()}
        return {home: workbook_bytes(sheets)}
    encode = encoder(format)
    return {home / f"{name}.{format}": encode(table) for name, table in tables.items()}


def unplaced(net: ReferralNetwork | Cohort) -> pd.DataFrame:
    """What of the input is not in the network.

    Returns
    -------
    DataFrame
        ``table``, ``line``, ``column``, ``value``, ``message``.
    """
    issues = net.issues
    # line 0 is a note about a whole file, not a row or a cell of it
    lost = issues[issues[schema.CODE].isin(LOST) & (issues[schema.LINE] > 0)]
    return lost[
        [schema.TABLE, schema.LINE, schema.COLUMN, schema.VALUE, schema.MESSAGE]
    ].reset_index(drop=True)


def unplaced_counts(net: ReferralNetwork | Cohort) -> tuple[str, str]:
    """Say how many cells and rows of each code had no place, and how many notes name no row.

    Returns
    -------
    Words such as ``2 bad_date, 16 unplaced``; and, of the notes, ``1 unplaced``.
    """
    issues = net.issues[net.issues[schema.CODE].isin(LOST)]
    whole = issues[schema.LINE] <= 0
    rows, notes = (
        ", ".join(f"{count:,} {code}" for code, count in part.value_counts().sort_index().items())
        for part in (issues.loc[~whole, schema.CODE], issues.loc[whole, schema.CODE])
    )
    return rows, notes


def _files(sources: Sequence[Source]) -> list[Path]:
    paths = [Path(source) for source in sources]
    inside = [files_below(path) if path.is_dir() else [path] for path in paths]
    return [file for files in inside for file in files]
