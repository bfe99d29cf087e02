"""Lists of links that say more of who was referred: a company, a status, the day of a meeting."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from netgraph import schema
from netgraph.tables.cell_texts import MOST_TEXTS, claimed
from netgraph.tables.cleaning.claims import MOST, cells_fit
from netgraph.tables.cleaning.text import normalize_text
from netgraph.tables.header import match
from netgraph.tables.issues import quoted
from netgraph.tables.raw import Remark

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from netgraph.tables.raw import Raw

SAID_OF_PEOPLE: Final = (
    *(schema.ORGANIZATION, schema.STATUS, schema.TITLE, schema.EMAIL),
    *(schema.MET_ON, schema.CONTACTED_ON, schema.LAST_CONTACT_ON),
)
"""Columns that people have, and links have not."""


def with_people_told(referrals: Sequence[Raw], columns: Mapping[str, str]) -> tuple[Raw, ...]:
    """Tell how a list of links that stands alone is read as people, where it says more of them.

    Parameters
    ----------
    referrals
        Tables of links, with no table of people beside them.
    columns
        Standard name to found name, as the caller has it.
    """
    return tuple(
        replace(raw, remarks=(*raw.remarks, *_people_beside(raw, columns))) for raw in referrals
    )


def _people_beside(raw: Raw, columns: Mapping[str, str]) -> list[Remark]:
    matched = claimed(raw, schema.REFERRALS_TABLE, columns)
    ends = [matched.get(end) for end in schema.ENDS]
    if None in ends or not _are_names(raw.frame[ends[1]]):
        return []
    free = [called for called in raw.columns if called not in matched.values()]
    of_people = match(free, schema.CONTACTS_TABLE, fits=cells_fit(raw.frame))
    maps = " ".join(
        f"--map {quoted(f'{name}={called}')}"
        for name, called in zip((schema.REFERRED_BY, schema.NAME), ends, strict=True)
    )
    return [
        Remark(
            schema.UNCLAIMED_COLUMN,
            f"{quoted(called)} may be {name} of {quoted(str(ends[1]))}: {maps} read each row as a "
            "person",
            value=called,
        )
        for name, called in of_people.items()
        if name in SAID_OF_PEOPLE and raw.frame[called].notna().any()
    ]


def _are_names(cells: pd.Series) -> bool:
    """Whether cells are names of people and no ids: most have two words."""
    words = normalize_text(cells.iloc[:MOST_TEXTS]).dropna().drop_duplicates()
    return len(words) > 0 and float(words.str.contains(" ").mean()) >= MOST
