"""Whom a screen calls by name: the people of a few rows, for the functions of memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from netgraph import schema
from netgraph.analysis.labels import PEOPLE
from netgraph.engines.engine import as_arrow
from netgraph.engines.hiding import NOT_THERE_YET
from netgraph.engines.relations import NODE
from netgraph.network import ReferralNetwork

if TYPE_CHECKING:
    from collections.abc import Iterable

    from netgraph.engines.whole import Whole


def network_of_names(whole: Whole, tables: Iterable[pd.DataFrame]) -> ReferralNetwork | None:
    """Make a network of whom some rows tell about and of namesakes of theirs, without referrals.

    It has two people of each name, so it tells who is the only one of a name as the whole does.
    None where the rows tell about nobody.
    """
    cells = [
        table[name]
        for table in tables
        for name in (schema.CONTACT_ID, *PEOPLE)
        if name in table.columns
    ]
    ids = pd.concat(cells).dropna().unique() if cells else []
    if not len(ids):
        return None
    whole.engine.small("ids_shown", as_arrow({"id": ids}, {"id": "text"}))
    people = (
        f"SELECT {NODE}, shown AS id, COALESCE(shown_name, shown) AS name FROM shown_people"
        if whole.hides
        else f"SELECT {NODE}, id, COALESCE(name, id) AS name FROM people"
    )
    # the seeker, and who comes after the as-of date, are in no answer
    you = -1 if whole.known.seeker is None else whole.known.seeker
    everybody = f"""SELECT p.id, p.name FROM ({people}) AS p
        LEFT JOIN ({NOT_THERE_YET}) AS l ON p.{NODE} = l.a
        WHERE l.a IS NULL AND p.{NODE} <> {you}"""
    told = f"SELECT e.id, e.name FROM ({everybody}) AS e JOIN ids_shown AS s ON e.id = s.id"
    called = f"(SELECT t.name FROM ({told}) AS t)"
    alike = " UNION ".join(
        f"SELECT {which}(n.id) AS id, n.name FROM ({everybody}) AS n WHERE n.name IN {called} "
        "GROUP BY n.name"
        for which in ("MIN", "MAX")
    )
    found: pd.DataFrame = whole.engine.fetch(f"{told} UNION {alike}").to_pandas().astype("str")
    return ReferralNetwork(
        found.rename(columns={"id": schema.CONTACT_ID}).assign(**{schema.STUB: False}),
        pd.DataFrame(columns=[*schema.ENDS, schema.REFERRED_ON, schema.COUNT]).astype(
            dict.fromkeys(schema.ENDS, "str")
            | {schema.REFERRED_ON: "datetime64[s]", schema.COUNT: "int64"}
        ),
    )
