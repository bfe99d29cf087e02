"""Raw tables under standard names, every cell text as reading cleans it, with sort keys."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import pandas as pd

from netgraph import schema
from netgraph.engines.engine import ROW
from netgraph.engines.relations import VOTES
from netgraph.errors import InputError, MissingColumnError
from netgraph.organization_names import keys
from netgraph.tables.cleaning.columns import require, standard_mapping
from netgraph.tables.cleaning.date_formats import DATE_FORMATS
from netgraph.tables.cleaning.dates import Votes, common_order, votes
from netgraph.tables.cleaning.placeholders import flagged
from netgraph.tables.cleaning.text import ZERO, normalize_text
from netgraph.tables.header import match, without_apostrophes
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

EMAIL_KEY: Final = "netgraph_email_key"
NAME_KEY: Final = "netgraph_name_key"
BARE: Final = "netgraph_bare"
"""An id of digits without the zeros in front; missing for zeros alone and any other id."""
CARRIED: Final = {schema.CONTACTS: schema.STUB_MARK, schema.REFERRALS: schema.COUNT_MARK}
"""Columns that an earlier reading wrote and the next one understands."""
ORDER: Final = -1
"""In votes, in place of a format: cells that one order of day and month alone reads."""


@dataclass(frozen=True, slots=True)
class Plain:
    """How one raw table becomes plain.

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
    stands_for
        Key of an organization's alias to that of the organization.
    kept
        The table of those rows that count, where an id may have several.
    """

    table: Table
    label: str
    found: Mapping[str, str]
    from_text: bool = False
    stands_for: Mapping[str, str] = field(default_factory=dict)
    kept: str = schema.CONTACTS

    @property
    def made(self) -> str:
        """What the plain table is called: referrals are those whose cells have been read."""
        return schema.CONTACTS if self.table.name == schema.CONTACTS else "rows_of_referrals"

    @property
    def sides(self) -> tuple[str, ...]:
        """The columns of people beside a row's own that are there."""
        return tuple(name for name in schema.SIDES if name in self.found)

    @property
    def dates(self) -> tuple[str, ...]:
        """The columns of dates that are there."""
        named = (*self.table.named("date"), *self.table.named("plan"))
        return tuple(name for name in named if name in self.found)

    @property
    def shape(self) -> Shape:
        """The columns of the plain table."""
        further = (EMAIL_KEY, NAME_KEY, BARE) if self.table.name == schema.CONTACTS else ()
        return {ROW: "long", **dict.fromkeys((*self.found, *further), "text")}

    def __call__(self, piece: pa.Table) -> pa.Table:
        """Make a piece of the raw table plain."""
        import pyarrow as pa

        # whole numbers with gaps stay whole: as floats an id 7 would become the text 7.0
        raw = piece.select(list(self.found.values())).to_pandas(integer_object_nulls=True)
        if self.from_text:
            self._refuse_zeros(raw)
            raw = without_apostrophes(raw.astype("str"))
        plain = pd.DataFrame(
            {name: normalize_text(raw[called]) for name, called in self.found.items()}
        )
        blank = plain.isna().all(axis=1).to_numpy(copy=True)
        if self.from_text and blank.any():  # a line of commas is none, as in memory
            # columns that nobody knows by name count too: a row with a note alone is a row
            others = [name for name in piece.column_names if name not in (ROW, *raw.columns)]
            for cells in piece.select(others).columns:
                blank &= normalize_text(cells.to_pandas().astype("str")).isna().to_numpy()
            plain, piece = plain[~blank], piece.filter(pa.array(~blank))
        if self.table.name == schema.CONTACTS:
            if schema.ORGANIZATION in plain:
                first = first_where_plain(plain[schema.ORGANIZATION])
                plain = plain.assign(**{schema.ORGANIZATION: first})
            plain = plain.assign(**self._compared(plain))
        arrays = [piece[ROW], *(pa.array(plain[name], pa.string()) for name in plain.columns)]
        return pa.table(dict(zip(self.shape, arrays, strict=True)))

    def _refuse_zeros(self, raw: pd.DataFrame) -> None:
        for name in raw.columns:
            if raw[name].astype("str").str.contains(ZERO, regex=False).any():
                raise InputError(
                    f"{self.label}: this is not a text table (it holds zero bytes); "
                    "expected CSV or TSV: save it as one of them"
                )

    def _compared(self, plain: pd.DataFrame) -> dict[str, pd.Series]:
        nothing = pd.Series(None, index=plain.index, dtype="str")
        emails, names = (plain.get(name, nothing) for name in (schema.EMAIL, schema.NAME))
        emails, ids = emails.str.lower(), plain[schema.CONTACT_ID]
        return {
            EMAIL_KEY: emails.mask(of_office(emails)),
            # what says nothing has no key; the parts read, and tell, the cells themselves
            NAME_KEY: namesake_keys(names.mask(flagged(names, schema.NAME))),
            BARE: ids.where(ids.str.fullmatch("0*[1-9][0-9]*").fillna(value=False)).str.lstrip("0"),
        }

    def alike(self, piece: pa.Table) -> pa.Table:
        """Give spellings of organizations, each once, the key that they share with like ones."""
        import pyarrow as pa

        names = piece["name"].to_pandas().astype("str")
        found = keys(names.mask(flagged(names, schema.ORGANIZATION)))
        same = found.map(lambda key: self.stands_for.get(key, key), na_action="ignore")
        return piece.append_column("alike", pa.array(same.astype("str"), pa.string()))

    def votes(self, piece: pa.Table) -> pa.Table:
        """Count what each format of dates reads in a piece of the plain table."""
        import pyarrow as pa

        rows = []
        for name in self.dates:
            found = votes(piece[name].to_pandas().astype("str"))
            rows += [(name, i, i, n) for i, n in enumerate(found.fits) if n]
            rows += [(name, i, j, 1) for i, j in sorted(found.apart)]
            rows += [(name, ORDER, i, n) for i, n in enumerate(found.orders) if n]
        columns = list(zip(*rows, strict=True)) or [()] * len(VOTES)
        return pa.table({n: pa.array(c) for n, c in zip(VOTES, columns, strict=True)})


def plainly(
    table: Table, label: str, columns: list[str], wanted: Mapping[str, str], *, from_text: bool
) -> Plain:
    """Find out how a raw table becomes plain.

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
    carried = CARRIED[table.name]
    if carried in columns and carried not in found.values():
        found = {**found, carried: carried}
    # The day of a connection says who is in a list of connections, however its column is spelled.
    days = [c for c in columns if schema.folded(c) in schema.CONNECTED_DAYS]
    if table.name == schema.CONTACTS and days:
        found = {**found, schema.CONNECTED_ON: days[0]}
    return Plain(table, label, found, from_text)


def settled(counts: pa.Table) -> dict[str, DateStyle]:
    """The style of every column of dates of a table, of the added votes of all pieces."""
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
