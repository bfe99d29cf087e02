"""Tables read once, batch after batch in the order of their rows, by what reads them in memory."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.engines.engine import ROW, as_arrow
from netgraph.engines.relations import (
    BARE,
    CONNECTED,
    CONTACTS_READ,
    EMAIL_KEY,
    ISSUES,
    NAME_KEY,
    REFERRALS_READ,
    VOTES,
)
from netgraph.errors import InputError, MissingColumnError
from netgraph.frames import values
from netgraph.links import days
from netgraph.organization_names import keys
from netgraph.tables.cleaned import clean_tables
from netgraph.tables.cleaning.columns import require, standard_mapping
from netgraph.tables.cleaning.date_formats import DATE_FORMATS
from netgraph.tables.cleaning.dates import Votes, common_order, votes
from netgraph.tables.cleaning.placeholders import flagged
from netgraph.tables.cleaning.text import ZERO, normalize_text
from netgraph.tables.cleaning.values import stub_marks
from netgraph.tables.header import match, without_apostrophes
from netgraph.tables.issues import IssueReport
from netgraph.tables.linking.own_addresses import of_office
from netgraph.tables.linking.several_organizations import first_where_plain
from netgraph.tables.name_keys import namesake_keys
from netgraph.tables.raw import Raw

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyarrow as pa

    from netgraph.engines.engine import Shape
    from netgraph.schema import Table
    from netgraph.tables.cleaning.dates import DateStyle

ORDER: Final = -1
"""In votes, in place of a format: cells that one order of day and month alone reads."""


@dataclass(frozen=True, slots=True)
class Reader:
    """How one raw table is read.

    Parameters
    ----------
    table
        What it is.
    label
        What messages call it.
    found
        Standard name to the name it was found with.
    from_text
        Whether it comes from CSV, where harmless formulas carry an apostrophe.
    lenient
        Whether cells that cannot be read are blanked.
    formats
        The formats of dates, by column; ISO where there is none.
    """

    table: Table
    label: str
    found: Mapping[str, str]
    from_text: bool = False
    lenient: bool = False
    formats: Mapping[str, DateStyle] = field(default_factory=dict)

    @property
    def sides(self) -> tuple[str, ...]:
        """The columns of people beside a row's own that are there."""
        return tuple(name for name in schema.SIDES if name in self.found)

    @property
    def shape(self) -> Shape:
        """The columns of the table that is made of it: of rows, of issues, of votes."""
        return CONTACTS_READ if self.table.name == schema.CONTACTS else REFERRALS_READ

    def __call__(self, piece: pa.Table) -> pa.Table:
        """Read a batch: a row each, an issue each, and how many cells a format of dates reads."""
        import pyarrow as pa

        text = self.texts(piece)
        frame, issues = self.cleaned(text)
        # once the formats are settled nobody counts votes any more
        voted = dict.fromkeys(VOTES, ()) if self.formats else self._votes(text)
        own = _kept_of_contacts if self.table.name == schema.CONTACTS else _kept_of_referrals
        rows = own(frame) | {ROW: frame.index}
        shape = self.shape
        tables = [
            as_arrow(part, {str(name): shape[str(name)] for name in part})
            for part in (rows, issues.rename(columns=ISSUES), voted)
        ]
        empty = as_arrow(dict.fromkeys(shape, ()), shape)
        return pa.concat_tables([empty, *tables], promote_options="default")

    def texts(self, piece: pa.Table) -> pd.DataFrame:
        """The cells as clean text under standard names, by row; blank rows are left out."""
        # whole numbers with gaps stay whole: as floats an id 7 would become the text 7.0
        raw = piece.select(list(self.found.values())).to_pandas(integer_object_nulls=True)
        raw.index = pd.Index(piece[ROW].to_numpy())
        if self.from_text:
            self._refuse_zeros(raw)
            raw = without_apostrophes(raw.astype("str"))
        text = pd.DataFrame(
            {name: normalize_text(raw[called]) for name, called in self.found.items()}
        )
        blank = text.isna().all(axis=1).to_numpy(copy=True)
        if self.from_text and blank.any():  # a line of commas is none, as in memory
            # columns that nobody knows by name count too: a row with a note alone is a row
            others = [name for name in piece.column_names if name not in (ROW, *raw.columns)]
            for cells in piece.select(others).columns:
                blank &= normalize_text(cells.to_pandas().astype("str")).isna().to_numpy()
            text = text[~blank]
        if schema.ORGANIZATION in text:
            first = first_where_plain(text[schema.ORGANIZATION])
            text = text.assign(**{schema.ORGANIZATION: first})
        return text

    def cleaned(self, text: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Give texts their types, as memory does; the issues of the cells."""
        raw = Raw(text, self.label, "row")
        # further columns, marks of an earlier reading, stay as they are
        names = {c.name: c.name for c in self.table.columns if c.name in text}
        matches = [(raw, self.table, names)]
        [frame], files, issues = clean_tables(matches, date_formats=self.formats)
        return frame, IssueReport(tuple(files), tuple(issues), self.lenient).table

    def _refuse_zeros(self, raw: pd.DataFrame) -> None:
        for name in raw.columns:
            if raw[name].astype("str").str.contains(ZERO, regex=False).any():
                raise InputError(
                    f"{self.label}: this is not a text table (it holds zero bytes); "
                    "expected CSV or TSV: save it as one of them"
                )

    def _votes(self, text: pd.DataFrame) -> dict[str, Any]:
        """Count what each format of dates reads: columns of ``VOTES``."""
        rows = []
        for name in (*self.table.named("date"), *self.table.named("plan")):
            if name in text:
                found = votes(text[name])
                rows += [(name, i, i, n) for i, n in enumerate(found.fits) if n]
                rows += [(name, i, j, 1) for i, j in sorted(found.apart)]
                rows += [(name, ORDER, i, n) for i, n in enumerate(found.orders) if n]
        columns = list(zip(*rows, strict=True)) or [()] * len(VOTES)
        return dict(zip(VOTES, columns, strict=True))


def _kept_of_contacts(frame: pd.DataFrame) -> dict[str, Any]:
    """What is kept of contacts: columns of ``CONTACTS_READ``."""
    ids, names, emails = (
        values(frame, name).astype("str") for name in (schema.CONTACT_ID, schema.NAME, schema.EMAIL)
    )
    small = emails.str.lower()
    stub = stub_marks(frame)
    columns: dict[str, Any] = {
        schema.CONTACT_ID: ids,
        schema.NAME: names,
        schema.EMAIL: emails,
        EMAIL_KEY: small.mask(of_office(small)),
        NAME_KEY: namesake_keys(names),
        BARE: ids.where(ids.str.fullmatch("0*[1-9][0-9]*").fillna(value=False)).str.lstrip("0"),
        schema.STUB: np.zeros(len(frame), dtype=bool) if stub is None else stub,
        CONNECTED: values(frame, schema.CONNECTED_ON).notna(),
        schema.DECISION_MAKER: values(frame, schema.DECISION_MAKER).fillna(value=False),
        # int8[rows], -1 for none
        schema.STATUS: pd.Categorical(values(frame, schema.STATUS), schema.STATUSES).codes,
    }
    columns |= {name: values(frame, name) for name in (schema.ORGANIZATION, *schema.SIDES)}
    return columns | _days(frame, (*schema.CONTACT_DATES, schema.REFERRED_ON))


def _kept_of_referrals(frame: pd.DataFrame) -> dict[str, Any]:
    """What is kept of referrals: columns of ``REFERRALS_READ``."""
    return {name: frame[name] for name in schema.ENDS} | _days(
        frame, (schema.REFERRED_ON, schema.LAST_REFERRED_ON)
    )


def _days(frame: pd.DataFrame, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: days(values(frame, name)) for name in names}


def reader_of(
    table: Table, label: str, columns: list[str], wanted: Mapping[str, str], *, lenient: bool
) -> Reader:
    """Find out how a raw table is read.

    Raises
    ------
    MissingColumnError
        If a required column is missing.
    """
    raw = Raw(pd.DataFrame(columns=columns), label, "row")
    known = {name: called for name, called in wanted.items() if called in columns}
    found = match(columns, table, standard_mapping(known, [raw]))
    if missing := require(raw, table, found):
        raise MissingColumnError(missing)
    if table.name == schema.CONTACTS:
        # a column that an earlier reading wrote and the next one understands
        if schema.STUB_MARK in columns and schema.STUB_MARK not in found.values():
            found = {**found, schema.STUB_MARK: schema.STUB_MARK}
        # The day of a connection says who is in a list of connections, however it is spelled.
        if connected := [c for c in columns if schema.folded(c) in schema.CONNECTED_DAYS]:
            found = {**found, schema.CONNECTED_ON: connected[0]}
        # the date of a referral is that of a column of referrers, as in memory
        if schema.REFERRED_BY not in found:
            found = {n: c for n, c in found.items() if n != schema.REFERRED_ON}
    return Reader(table, label, found, label.endswith((".csv", ".csv.gz")), lenient)


def key_spellings(piece: pa.Table, stands_for: Mapping[str, str]) -> pa.Table:
    """Give spellings of organizations, each once, the key that they share with like ones."""
    import pyarrow as pa

    names = piece["name"].to_pandas().astype("str")
    found = keys(names.mask(flagged(names, schema.ORGANIZATION)))
    same = found.map(lambda key: stands_for.get(key, key), na_action="ignore")
    return piece.append_column("alike", pa.array(same.astype("str"), pa.string()))


def settled(counts: pa.Table) -> dict[str, DateStyle]:
    """The style of every column of dates of a table, of the added votes of all batches."""
    fits: dict[str, list[int]] = {}
    apart: dict[str, set[tuple[int, int]]] = {}
    orders: dict[str, list[int]] = {}
    for name, one, other, n in zip(*(column.to_pylist() for column in counts.columns), strict=True):
        of = fits.setdefault(name, [0] * len(DATE_FORMATS))
        if one == ORDER:
            orders.setdefault(name, [0, 0])[other] = n
        elif one == other:
            of[one] = n
        else:
            apart.setdefault(name, set()).add((one, other))
    found = {
        name: Votes(tuple(of), frozenset(apart.get(name, ())), _pair(orders.get(name, [0, 0])))
        for name, of in sorted(fits.items())
    }
    order = common_order(found.values())
    return {name: one.settled(order) for name, one in found.items()}


def _pair(numbers: list[int]) -> tuple[int, int]:
    return numbers[0], numbers[1]
