"""The columns of one search of several that were read with those of others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from netgraph import schema

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

COLUMNS_OF_NETWORKS: Final = (
    schema.CONTACT_ID,
    schema.STUB,
    *(column.name for column in schema.CONTACTS_TABLE.columns[1:]),
)
"""The order of standard columns of contacts."""


def without_columns_of_others(
    table: pd.DataFrame, every: pd.DataFrame, further: frozenset[str]
) -> pd.DataFrame:
    """Leave out the ``further`` columns, of one's own making, that other searches alone fill."""
    empty = [c for c in table.columns if c in further and not table[c].notna().any()]
    return table.drop(columns=[c for c in empty if every[c].notna().any()])


def own_columns(table: pd.DataFrame, types: Mapping[str, Any]) -> pd.DataFrame:
    """Leave the columns that a search has, in their types, and those in which it has cells."""
    order = list(types)
    for added in [c for c in table.columns if c not in types and table[c].notna().any()]:
        if added == schema.SOURCE:  # what cells say of sources is put last where none was kept
            order.append(added)
            continue
        before = COLUMNS_OF_NETWORKS[: COLUMNS_OF_NETWORKS.index(added)]
        order.insert(max((order.index(c) for c in order if c in before), default=-1) + 1, added)
    own = table[order]
    cast = {c: kind for c, kind in types.items() if own[c].dtype != kind}
    # a type without missing cells cannot hold those of people who were added
    return own.astype({c: kind for c, kind in cast.items() if own[c].notna().all()})
