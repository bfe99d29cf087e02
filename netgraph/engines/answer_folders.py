"""Folders of an answer, which appear whole: DuckDB's, and those that memory fills instead."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from netgraph.engines.engine import arrow_schema, as_arrow, taken
from netgraph.engines.relations import CONTACT_SHAPE, DEAD_END_SHAPE, ORGANIZATION_SHAPE
from netgraph.links import days
from netgraph.tables.write import csv_bytes, whole_numbers

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from netgraph.engines.engine import Kind, Shape

SHAPES_OF_VERBS: Final[Mapping[str, Shape]] = {
    "contacts": CONTACT_SHAPE,
    "advocates": CONTACT_SHAPE,
    "dead-ends": DEAD_END_SHAPE,
    "organizations": ORGANIZATION_SHAPE,
}
"""The columns of verbs that are not what pandas holds: counts with gaps."""


@contextlib.contextmanager
def new_folder(path: str, form: str) -> Iterator[Path]:
    """Give a file in a folder beside a place, which that folder takes once the file is written.

    Yields
    ------
    Where rows are to be written, as ``parquet`` or ``csv``; ``_SUCCESS`` comes last.
    """
    home = Path(path)
    if home.exists():
        raise taken(path)
    home.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=f".{home.name}.", dir=home.parent))
    try:
        yield beside / f"part-00000.{form}"
        (beside / "_SUCCESS").touch()
        # ``mkdtemp`` lets only the owner in; an answer may be read like any other folder.
        beside.chmod(0o755)
        beside.rename(home)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise


def save_as_engine(table: pd.DataFrame, path: str, form: str, verb: str) -> None:
    """Write the rows of an answer in memory as an engine writes them: into a folder, its types."""
    import pyarrow.parquet as pq

    with new_folder(path, form) as file:
        if form == "csv":
            file.write_bytes(csv_bytes(whole_numbers(table)))
            return
        known = SHAPES_OF_VERBS.get(verb, {})
        shape: Shape = {
            str(name): known.get(str(name)) or _kind_of(table[name]) for name in table.columns
        }
        cells: dict[str, Any] = {
            name: days(table[name]) if kind == "date" else table[name]
            for name, kind in shape.items()
        }
        pq.write_table(as_arrow(cells, shape).cast(arrow_schema(shape)), file)


def _kind_of(column: pd.Series) -> Kind:
    """The type of a column that no answer of an engine has."""
    kinds = pd.api.types
    if kinds.is_datetime64_any_dtype(column.dtype):
        return "date"
    if kinds.is_bool_dtype(column.dtype):
        return "flag"
    if kinds.is_integer_dtype(column.dtype):
        return "long"
    return "double" if kinds.is_float_dtype(column.dtype) else "text"
