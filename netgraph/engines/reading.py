"""Tables read once, batch after batch in the order of their rows, by what reads them in memory."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.engines.column_votes import counted
from netgraph.engines.engine import ROW, as_arrow, not_on_engine
from netgraph.engines.relations import (
    CONNECTED,
    CONTACTS_READ,
    EMAIL_KEY,
    FOR_ALL,
    ISSUES,
    NAME_KEY,
    OF_CELLS,
    REFERRALS_READ,
    VOTES,
)
from netgraph.errors import InputError, NotOnEngineError
from netgraph.formulas import restored
from netgraph.frames import values
from netgraph.links import days
from netgraph.tables.check import issues_with_hints
from netgraph.tables.cleaned import clean_tables
from netgraph.tables.cleaning.cells import taken_apart
from netgraph.tables.cleaning.own_words import OwnWords, own_words
from netgraph.tables.cleaning.serial_days import day_of_serial
from netgraph.tables.cleaning.text import ZERO, may_hold, normalize_text, spellings
from netgraph.tables.cleaning.values import stub_marks
from netgraph.tables.header import without_apostrophes
from netgraph.tables.issues import IssueReport, OfCells
from netgraph.tables.linking.own_addresses import of_office
from netgraph.tables.name_keys import namesake_keys
from netgraph.tables.raw import Raw
from netgraph.tables.sources.mending import LOST_LETTER, cells_maybe_spoilt, mended
from netgraph.tables.sources.misread import cells_looked_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pyarrow as pa

    from netgraph.arrays import Ints
    from netgraph.engines.column_votes import RightCell
    from netgraph.engines.engine import Shape
    from netgraph.schema import Table
    from netgraph.tables.build import ReadOptions
    from netgraph.tables.cleaning.dates import DateStyle
    from netgraph.tables.issues import Issues
    from netgraph.tables.raw import Remark


@dataclass(frozen=True, slots=True)
class Reader:
    """How one raw table is read.

    Parameters
    ----------
    table
        What it is.
    label
        What messages call it.
    names
        The names of its columns, mended, in their order.
    found
        Standard name to the name it was found with.
    from_text
        Whether it comes from CSV, where harmless formulas carry an apostrophe.
    lenient
        Whether cells that cannot be read are blanked.
    own
        What the user says that words mean, by standard columns.
    votes
        Whether columns are not settled yet, so that what they hold is counted.
    formats
        The formats of dates, by column; ISO where there is none.
    crosses
        Columns of yes and no in which it is settled whether a cross is yes.
    serials
        Columns of the numbers that a spreadsheet keeps for days.
    right
        Cells that a wrong code page spoilt, to what is right and what is told of it.
    """

    table: Table
    label: str
    names: tuple[str, ...]
    found: Mapping[str, str]
    from_text: bool = False
    lenient: bool = False
    own: OwnWords = field(default_factory=OwnWords)
    votes: bool = True
    formats: Mapping[str, DateStyle] = field(default_factory=dict)
    crosses: Mapping[str, bool] = field(default_factory=dict)
    serials: frozenset[str] = frozenset()
    right: Mapping[str, RightCell] = field(default_factory=dict)

    @property
    def sides(self) -> tuple[str, ...]:
        """The columns of people beside a row's own that are there."""
        return tuple(name for name in schema.SIDES if name in self.found)

    @property
    def shape(self) -> Shape:
        """The columns of the table that is made of it: of rows, of issues, of votes."""
        return CONTACTS_READ if self.table.name == schema.CONTACTS else REFERRALS_READ

    def __call__(self, piece: pa.Table) -> pa.Table:
        """Read a batch: a row each, an issue each, and what is counted of its columns."""
        import pyarrow as pa

        raw = self._cells(piece)
        raw, remarks = self._mended(raw)
        text = self._texts(raw)
        frame, issues = self.cleaned(text, remarks)
        voted = self._votes(raw, text) if self.votes else dict.fromkeys(VOTES, ())
        own = kept_of_contacts if self.table.name == schema.CONTACTS else _kept_of_referrals
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
        return self._texts(self._mended(self._cells(piece))[0])

    def _cells(self, piece: pa.Table) -> pd.DataFrame:
        """The cells under the names of their columns, by row: of text all, else those known."""
        named = piece.drop([ROW]).rename_columns(list(self.names))
        own = list(self.found.values())
        # whole numbers with gaps stay whole: as floats an id 7 would become the text 7.0
        kept = named if self.from_text else named.select(own)
        raw: pd.DataFrame = kept.to_pandas(integer_object_nulls=True)
        raw.index = pd.Index(piece[ROW].to_numpy())
        if self.from_text:
            raw = raw.astype("str")
            self._refuse_unread(raw[own])
            self._refuse_header(raw[own])
            raw = raw.assign(**{name: restored(raw[name]) for name in own})
        return raw

    def _mended(self, raw: pd.DataFrame) -> tuple[pd.DataFrame, list[Remark]]:
        """Cells with their right letters, and what is told of each."""
        remarks: list[Remark] = []
        found_in = Raw(raw, self.label)
        for name in raw.columns if self.right else ():
            spoilt = cells_maybe_spoilt(found_in, name)
            spoilt = spoilt[spoilt.isin(list(self.right))]
            if len(spoilt):
                found = spoilt.map(self.right)
                fixed = raw[name].copy()
                fixed.loc[spoilt.index] = [one.text for one in found]
                raw = raw.assign(**{name: fixed})
                remarks += [
                    replace(remark, line=row, column=name)
                    for row, one in found.items()
                    for remark in one.told
                ]
        return raw, remarks

    def _texts(self, raw: pd.DataFrame) -> pd.DataFrame:
        text = pd.DataFrame(
            {name: normalize_text(raw[called]) for name, called in self.found.items()}
        )
        # a line of commas is none, as in memory, where a row of blanks or with a note alone is one
        blank = text.isna().all(axis=1).to_numpy()
        if self.from_text and blank.any():
            cells = raw[blank]
            text = text.drop(index=cells.index[(cells.isna() | (cells == "")).all(axis=1)])
        return text.assign(**{name: _days_of_serials(text[name]) for name in self.serials})

    def cleaned(
        self, text: pd.DataFrame, remarks: Iterable[Remark] = ()
    ) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Give texts their types, as memory does; the issues of the cells."""
        standard = {called: name for name, called in self.found.items()}
        told = (replace(one, column=standard.get(one.column, one.column)) for one in remarks)
        raw = Raw(text, self.label, "row", remarks=tuple(told))
        # further columns, marks of an earlier reading, stay as they are
        names = {c.name: c.name for c in self.table.columns if c.name in text}
        matches = [(raw, self.table, names)]
        [frame], files, issues = clean_tables(
            matches, date_formats=self.formats, own=self.own, crosses=self.crosses
        )
        report = IssueReport(tuple(files), tuple(issues), self.lenient)
        # bool[issues]: whether each is one of many about its column
        for_all = np.array([one.one_is_enough for one in issues], dtype=bool)
        rows = [len(report.shown(one)) for one in issues]
        table = issues_with_hints(report)
        parts = [said for one, n in zip(issues, rows, strict=True) for said in _of_cells(one, n)]
        of_cells = pd.DataFrame(parts, columns=list(OF_CELLS), dtype=object)
        return frame, table.assign(**{FOR_ALL: np.repeat(for_all, rows)}).join(of_cells)

    def _votes(self, raw: pd.DataFrame, text: pd.DataFrame) -> dict[str, Any]:
        dates, flags = (
            {
                c.name: taken_apart(text[c.name], c, self.own.of(c.name))
                for c in self.table.columns
                if c.kind in kinds and c.name in text
            }
            for kinds in (("date", "plan"), ("flag",))
        )
        looked_at = cells_looked_at(Raw(raw, self.label)) if self.from_text else ()
        return counted(dates, flags, looked_at)

    def _refuse_header(self, raw: pd.DataFrame) -> None:
        """Refuse the header among the rows, as in files that were put together."""
        first, *others = raw.columns
        again = raw[raw[first] == first]
        again = again[(again[others] == others).all(axis=1)]
        if len(again) and others:
            raise NotOnEngineError(
                f"{self.label}, row {again.index[0]}: the header stands here once more",
                "take it out",
            )

    def _refuse_unread(self, raw: pd.DataFrame) -> None:
        for name in raw.columns:
            if may_hold(raw[name], ZERO):
                raise InputError(
                    f"{self.label}: this is not a text table (it holds zero bytes); "
                    "expected CSV or TSV: save it as one of them"
                )
            if not self.lenient and may_hold(raw[name], LOST_LETTER):
                raise not_on_engine(
                    f"{self.label}, column {name!r}: letters were lost, as in a text that is not "
                    "UTF-8"
                )


def _of_cells(one: Issues, rows: int) -> list[tuple[Any, ...]]:
    """What is told of many cells, a row of ``OF_CELLS`` each; of a single cell nothing."""
    given = one.messages if isinstance(one.messages, list) else [None] * rows
    return [
        (m.before, m.after, m.noun, m.cells) if isinstance(m, OfCells) else (None,) * len(OF_CELLS)
        for m in given[:rows]
    ]


def _days_of_serials(cells: pd.Series) -> pd.Series:
    """Cells of a column of days as numbers as ISO days."""
    spelled = spellings(cells)
    days = [f"{day_of_serial(word) or word}" for word in spelled.words]
    return pd.Series(pd.array(days, dtype="str").take(spelled.code, allow_fill=True), cells.index)


def kept_of_contacts(frame: pd.DataFrame) -> dict[str, Any]:
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
        schema.STUB: np.zeros(len(frame), dtype=bool) if stub is None else stub,
        CONNECTED: values(frame, schema.CONNECTED_ON).notna(),
        schema.DECISION_MAKER: values(frame, schema.DECISION_MAKER).fillna(value=False),
        schema.STATUS: _places_of_statuses(values(frame, schema.STATUS)),
    }
    columns |= {name: values(frame, name) for name in (schema.ORGANIZATION, *schema.SIDES)}
    return columns | _days(frame, (*schema.CONTACT_DATES, schema.REFERRED_ON))


def _places_of_statuses(cells: pd.Series) -> Ints:
    """The place of each status among all, -1 for none."""
    code, words = pd.factorize(cells)
    # int32[words + 1]: the last is that of no word, whose code is -1
    place = np.append(pd.Index(schema.STATUSES).get_indexer(words), -1).astype(np.int32)
    return place[code]


def _kept_of_referrals(frame: pd.DataFrame) -> dict[str, Any]:
    """What is kept of referrals: columns of ``REFERRALS_READ``."""
    return {name: frame[name] for name in schema.ENDS} | _days(
        frame, (schema.REFERRED_ON, schema.LAST_REFERRED_ON)
    )


def _days(frame: pd.DataFrame, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: days(values(frame, name)) for name in names}


def head_of(first: pa.Table, columns: list[str], label: str, *, from_text: bool) -> Raw:
    """The first rows of a table as memory has them, and what is told of its headings."""
    named = first.drop([ROW]).rename_columns(columns)
    frame = named.to_pandas(integer_object_nulls=True)
    if not from_text:
        return Raw(frame, label, "row")
    headings = mended(Raw(without_apostrophes(frame.iloc[:0]), label, "row"))
    return replace(headings, frame=frame.astype("str").set_axis(headings.columns, axis=1))


def reader_of(
    raw: Raw, table: Table, found: dict[str, str], options: ReadOptions, *, from_text: bool
) -> Reader:
    """Find out how a table is read whose first rows, and columns found in it, are given."""
    columns = raw.columns
    if table.name == schema.CONTACTS:
        # a column that an earlier reading wrote and the next one understands
        if schema.STUB_MARK in columns and schema.STUB_MARK not in found.values():
            found = {**found, schema.STUB_MARK: schema.STUB_MARK}
        # The day of a connection says who is in a list of connections, however it is spelled.
        if connected := [c for c in columns if schema.folded(c) in schema.CONNECTED_DAYS]:
            found = {**found, schema.CONNECTED_ON: connected[0]}
    own = own_words(options.values)
    said = OwnWords({schema.folded(n): own.of(n, called) for n, called in found.items()})
    return Reader(table, raw.label, tuple(columns), found, from_text, options.lenient, said)
