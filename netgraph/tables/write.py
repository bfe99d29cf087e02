"""Networks out as CSV, XLSX or Parquet: whole or not at all, and harmless in a spreadsheet."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.arguments import NETWORK_OR_COHORT, checked
from netgraph.atomic import write_whole
from netgraph.choices import TABLE_FORMATS
from netgraph.cohort.cohort import Cohort
from netgraph.errors import unknown
from netgraph.fingerprints import offsets_and_letters
from netgraph.formulas import neutralised
from netgraph.given_columns import outward
from netgraph.links import arrow_text
from netgraph.tables.cleaning.claims import guarded
from netgraph.tables.linking.known_people import people_of_one_table
from netgraph.tables.linking.referrers import strangers_stay
from netgraph.tables.searches_out import tables_of_searches
from netgraph.tables.workbook import workbook_bytes

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterable, Iterator

    from netgraph.choices import TableFormat
    from netgraph.network import ReferralNetwork
    from netgraph.schema import Table

    Target = str | os.PathLike[str]

WHOLE_NUMBERS: Final = (
    schema.GENERATION,
    schema.DAYS_QUIET,
    schema.DAYS_OVERDUE,
    schema.EXPECTED_RANK,
    schema.NEW_30_DAYS,
    schema.MET,
    schema.REFERRALS_MET,
)
"""Columns of whole numbers that may be missing."""
ROWS_AT_ONCE: Final = 10_000
"""From so many rows on, CSV is made column by column: five times as fast, the same bytes."""
BLOCK: Final = 1 << 16
"""Rows that become text together, so that the text of all columns is never in memory twice."""
QUOTED: Final = '",\r\n'
"""What a cell may hold only in quotes."""


@checked(net=NETWORK_OR_COHORT)
def write_tables(
    net: ReferralNetwork | Cohort,
    folder: Target,
    *,
    format: TableFormat = "csv",  # noqa: A002 - the word everywhere else
    inputs: Iterable[Target] = (),
) -> tuple[Path, ...]:
    """Write ``contacts``, ``referrals`` and, if any, ``targets``, which ``read`` reads back.

    Stubs that a referral names are left out of contacts: reading makes them again. In CSV and XLSX,
    cells that begin with ``=``, ``+``, ``-``, ``@`` or a tab get an apostrophe in front, which
    reading takes off again.

    Parameters
    ----------
    net
        The network, or a cohort: then tables say by ``seeker_id`` whose each row is, ``seekers``
        holds what is known of them, and ``read_cohort`` reads all of it back.
    folder
        Made where it is not there. Tables of the same name in it are replaced.
    format
        ``csv``, ``xlsx`` or ``parquet``.
    inputs
        Files that must not be written over.

    Returns
    -------
    The paths.

    Raises
    ------
    NetgraphError
        If they cannot be written, or would replace an input; then nothing has changed.
    """
    encode = encoder(format)
    # path to bytes: every table is encoded before the first file is touched
    files = {
        Path(folder) / f"{name}.{format}": encode(table) for name, table in tables_out(net).items()
    }
    write_whole(files, inputs=inputs)
    return tuple(files)


def encoder(format: TableFormat) -> Callable[[pd.DataFrame], bytes]:  # noqa: A002 - as above
    """Return the function that turns a table into the bytes of a file in this format."""
    if format not in TABLE_FORMATS:
        raise unknown("format", format, TABLE_FORMATS)
    return {"csv": csv_bytes, "xlsx": xlsx_bytes, "parquet": parquet_bytes}[format]


def tables_out(net: ReferralNetwork | Cohort) -> dict[str, pd.DataFrame]:
    """The tables to write, by name; of a cohort with ``seeker_id``, and what is known of seekers.

    Raises
    ------
    NetgraphError
        If searches of a cohort have targets of their own.
    """
    if isinstance(net, Cohort):
        return tables_of_searches(net, tables_out)
    tables = {schema.CONTACTS: _contacts_out(net), schema.REFERRALS: _referrals_out(net)}
    return tables if net.targets is None else tables | {schema.TARGETS: net.targets}


def _contacts_out(net: ReferralNetwork) -> pd.DataFrame:
    """Contacts without the stubs that referrals bring back as they are."""
    contacts, referrals = net.contacts, net.referrals
    # text[ids]: every id that a referral names, in the order in which a reader meets them
    ends = referrals[[schema.REFERRER_ID, schema.REFERRED_ID]]
    named = pd.Series(pd.unique(ends.to_numpy().ravel()), dtype=ends[schema.REFERRED_ID].dtype)
    stubs = contacts[contacts[schema.STUB]]
    # a stub that no referral names would be lost, and so would what is known of one
    known = stubs.drop(columns=[schema.CONTACT_ID, schema.STUB]).notna()
    if schema.NAME in known:
        known[schema.NAME] = stubs[schema.NAME] != stubs[schema.CONTACT_ID]
    targets = () if net.targets is None else (net.targets,)
    alone = known.any(axis=1) | ~stubs[schema.CONTACT_ID].isin(named)
    # a referral that came to be left out may have named one of them before others
    met_first = named[named.isin(stubs[schema.CONTACT_ID])]
    elsewhere = met_first.to_list() != stubs[schema.CONTACT_ID].to_list()
    listed = contacts[~contacts[schema.STUB]]
    # all of them, or their order would be another; an id in contacts is nothing but an id, whatever
    # else a cell of that text would be taken for: a namesake, a list, nobody
    if (
        alone.any()
        or elsewhere
        or not strangers_stay(stubs[schema.CONTACT_ID], people_of_one_table(listed, *targets))
    ):
        listed = contacts.rename(columns={schema.STUB: schema.STUB_MARK})
    else:
        listed = listed.drop(columns=schema.STUB)
        # only the stubs, which come back with it, gave it: a reader takes an empty one for another
        if len(stubs) and schema.NAME in listed and listed[schema.NAME].isna().all():
            listed = listed.drop(columns=schema.NAME)
    return _out(listed, schema.CONTACTS_TABLE, schema.STUB)


def _referrals_out(net: ReferralNetwork) -> pd.DataFrame:
    """Referrals without columns that say nothing; without rows they are a form to fill in."""
    table = _with_repeats(net)
    empty = [schema.REFERRED_ON] if len(table) and table[schema.REFERRED_ON].isna().all() else []
    if schema.LAST_REFERRED_ON in table.columns:
        # only later dates say something: most referrals are made once
        last = table[schema.LAST_REFERRED_ON]
        last = last.where((last > table[schema.REFERRED_ON]).to_numpy())
        table = table.assign(**{schema.LAST_REFERRED_ON: last})
        empty += [schema.LAST_REFERRED_ON] if last.isna().all() else []
    # a column ``count`` is the user's own, whatever it holds
    table = table.rename(columns={schema.COUNT: schema.COUNT_MARK})
    if (table[schema.COUNT_MARK] == 1).all():
        empty.append(schema.COUNT_MARK)
    return _out(table.drop(columns=empty), schema.REFERRALS_TABLE, schema.COUNT)


def _out(table: pd.DataFrame, kind: Table, own: str) -> pd.DataFrame:
    """Give columns of the user's their own names, none of which reading takes for another."""
    names = {name: outward(str(name), own) for name in table.columns if name != own}
    return guarded(table.rename(columns=names).reset_index(drop=True), kind)


def _with_repeats(net: ReferralNetwork) -> pd.DataFrame:
    """A row a referral, then a row each further date of those made more than twice.

    Reading merges them again; the rows of the first say how often it was made beyond these dates.
    """
    table, repeats = net.referrals.reset_index(drop=True), net.repeats
    if repeats.empty:
        return table
    ends = [schema.REFERRER_ID, schema.REFERRED_ID]
    further = repeats.groupby(ends).size().reindex(pd.MultiIndex.from_frame(table[ends]))
    count = table[schema.COUNT] - further.fillna(0).to_numpy().astype(np.int64)
    table = table.assign(**{schema.COUNT: count.clip(lower=1)})
    again = repeats.assign(**{schema.COUNT: 1}).reindex(columns=table.columns)
    return pd.concat([table, again.astype(table.dtypes.to_dict())], ignore_index=True)


def csv_bytes(table: pd.DataFrame) -> bytes:
    """A table as UTF-8 CSV: ISO dates, yes and no, nothing a spreadsheet would run."""
    return b"".join(csv_blocks(table))


def csv_blocks(table: pd.DataFrame) -> Iterator[bytes]:
    """The same, so many rows at a time, the header first."""
    # to_csv writes the empty cell of a single column as "", because a blank line would be no row
    if table.shape[1] < 2 or len(table) < ROWS_AT_ONCE:
        text = spelled(table).to_csv(index=False, lineterminator="\n")
        yield text.encode("utf-8", errors="replace")
        return
    import pyarrow as pa
    import pyarrow.compute as pc

    empty = spelled(table.iloc[:0])
    head = empty.to_csv(index=False, lineterminator="\n").encode("utf-8", errors="replace")
    # arrow joins large_string with large_string only, which has 64-bit offsets
    comma, end, nothing = (pa.scalar(text, pa.large_string()) for text in (",", "\n", ""))
    yield head
    for start in range(0, len(table), BLOCK):
        # text, and numbers still as numbers, which _cells spells
        rows = spelled(table.iloc[start : start + BLOCK])
        # large_string[rows] a column; none is null, because one null would make its whole line null
        columns = [_cells(rows[name]) for name in rows.columns]
        # large_string[rows]: the cells with commas between,
        # then the line end; the last argument separates
        lines = pc.binary_join_element_wise(
            pc.binary_join_element_wise(*columns, comma), end, nothing
        )
        # buffers are validity, offsets and characters; the
        # characters of all rows are the CSV as it stands
        yield lines.buffers()[2].to_pybytes()


def _cells(column: pd.Series) -> Any:
    """A column as arrow text, each cell as ``to_csv`` writes it.

    Numbers are spelled once each; text is quoted only where it must be.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    if isinstance(column.dtype, pd.StringDtype):
        words = arrow_text(column)
        _, letters = offsets_and_letters(words)
        # RFC 4180, 2.6: cells with a quote, a comma or
        # a line end stand in quotes, quotes are doubled
        if any((letters == ord(sign)).any() for sign in QUOTED):
            special = pc.match_substring_regex(words, f"[{QUOTED}]")
            nothing, mark = pa.scalar("", pa.large_string()), pa.scalar('"', pa.large_string())
            doubled = pc.replace_substring(words, '"', '""')
            # nothing, text, nothing, joined by a quote: the text between two of them
            words = pc.if_else(
                special, pc.binary_join_element_wise(nothing, doubled, nothing, mark), words
            )
    elif pd.api.types.is_integer_dtype(column.dtype):
        # arrow spells integers as Python does
        words = pc.cast(pa.array(column.array), pa.large_string())
    else:
        # int64[rows], -1 where missing; values are spelled
        # by str, which gives the shortest float, as to_csv
        code, values = pd.factorize(column)
        few = pa.array([str(value) for value in values.tolist()], type=pa.large_string())
        words = few.take(pa.array(code, mask=code < 0))
    return pc.fill_null(words, "")


def whole_numbers(table: pd.DataFrame) -> pd.DataFrame:
    """Give whole numbers that may be missing their own type, so that 12 is not written 12.0."""
    # whole numbers of which some are missing: pandas holds them as floats
    names = [
        name
        for name in table.columns
        if name in WHOLE_NUMBERS and pd.api.types.is_float_dtype(table[name].dtype)
    ]
    return table.astype(dict.fromkeys(names, "Int64")) if names else table


def spelled(table: pd.DataFrame) -> pd.DataFrame:
    """Spell every cell as a text table has it; column names are made harmless like cells."""
    words = pd.DataFrame({name: _spelled(table[name]) for name in table.columns}, index=table.index)
    words.columns = pd.Index(neutralised(pd.Series(table.columns.astype(str), dtype="str")))
    return words


def _spelled(column: pd.Series) -> pd.Series:
    if pd.api.types.is_datetime64_any_dtype(column.dtype):
        return _iso_dates(column)
    # "boolean", unlike NumPy's bool, may be missing; what is missing stays so
    if pd.api.types.is_bool_dtype(column.dtype):
        return pd.Series(
            column.astype("boolean").map({True: "yes", False: "no"}, na_action="ignore")
        )
    return neutralised(column) if isinstance(column.dtype, pd.StringDtype) else column


def _iso_dates(column: pd.Series) -> pd.Series:
    """Dates as text; a tenth of what ``strftime`` takes."""
    import pyarrow as pa
    import pyarrow.compute as pc

    # the day of a time zone is that of its own clock
    day = column.dt.tz_localize(None).to_numpy().astype("datetime64[D]")
    return pd.Series(
        pd.array(pc.cast(pa.array(day), pa.large_string()), dtype="str"), index=column.index
    )


def parquet_bytes(table: pd.DataFrame) -> bytes:
    """A table as Parquet, types kept."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    out = io.BytesIO()
    # without the index: rows have numbers or lines, which are no column
    pq.write_table(pa.Table.from_pandas(table, preserve_index=False), out)
    return out.getvalue()


def xlsx_bytes(table: pd.DataFrame) -> bytes:
    """A table as a workbook of one sheet, every cell text."""
    return workbook_bytes({"table": spelled(table)})
