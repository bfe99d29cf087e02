"""Rows of groups too large for a worker, read piece by piece as tables in memory are."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.analysis.labels import display_names
from netgraph.analysis.people import keeps_statuses, people
from netgraph.as_of import latest_date
from netgraph.engines.across import ISSUE_SHAPE, ISSUES
from netgraph.engines.engine import BATCH, ROW
from netgraph.engines.part import GLOBAL, as_arrow, read_part
from netgraph.frames import values
from netgraph.links import BEFORE_ALL, UNDATED, day_number
from netgraph.tables.cleaning.date_formats import ISO
from netgraph.tables.cleaning.dates import DateStyle
from netgraph.tables.cleaning.row_readings import read_date_column

if TYPE_CHECKING:
    import pyarrow as pa

    from netgraph.arrays import Ints
    from netgraph.engines.engine import Engine, Shape
    from netgraph.engines.part import Part, Plan
    from netgraph.network import ReferralNetwork

SOURCE_NODE, TARGET_NODE = "netgraph_source", "netgraph_target"
"""Nodes of a referral's two ends, missing for the seeker and for an empty cell."""
NODE: Final = "netgraph_node"
LIVES: Final = "netgraph_lives"
"""Whether a referral is answered for in this piece.

Others are there to show who is named, and when."""
PERSON, LINK, ISSUE, MOST = "person", "link", "issue", "most"
# A day times 2^38 is a key of 64 bits in SQL: 4 million fit, the limits of int32 would not.
LATER, EARLIER = 4_000_000, -4_000_000
"""Days that stand for no date, and for before all dates.

No date of a table is beyond them, and their keys stay small."""
LATEST, KEPT = "latest", "kept"
TOLD: Final = ("met", "contacted", "closed", "declined", "connected", "decides")
"""Flags that ``people`` has of everybody."""
FLAGS: Final = (schema.STUB, *TOLD, "found")
PERSON_SHAPE: Final[Shape] = {
    **dict.fromkeys(("node", "place"), "long"),
    **dict.fromkeys(("id", "name", "organization"), "text"),
    **dict.fromkeys(FLAGS, "flag"),
    **dict.fromkeys((schema.MET_ON, "first_known", "last_known"), "long"),
}
LINK_SHAPE: Final[Shape] = dict.fromkeys(("source", "target", "day", "last_day", "line"), "long")
READ_SHAPE: Final[Shape] = {
    "what": "text",
    **PERSON_SHAPE,
    **{f"link_{name}": kind for name, kind in LINK_SHAPE.items()},
    "n": "long",
    **ISSUE_SHAPE,
}
DAY_SHAPE: Final[Shape] = {ROW: "long", "day": "long"}


def read_large(engine: Engine, plan: Plan, pieces: int, contacts: str, ends: list[str]) -> None:
    """Make ``people``, ``links`` and ``large_told`` (issues) of the groups in ``large_homes``.

    Parameters
    ----------
    engine
        With ``contacts``, ``referrals`` and ``large_homes`` (id, node).
    plan
        What pieces are to know.
    pieces
        Their number, odd, so that the nodes of stubs spread too.
    contacts
        A query for the columns that a part has of contacts, with ``NODE`` and ``BATCH``; the
        seeker, without a node, for every number of ``large_batches``.
    ends
        The columns of referrals.
    """
    _place_referrals(engine, plan, pieces, ends)
    # ``large_batches``: a row a piece that anything is in; the seeker's row goes to each of these.
    engine.step(
        "large_batches",
        f"SELECT {BATCH} AS number FROM large_places UNION SELECT node % {pieces} FROM large_homes",
    )
    engine.step("large_contacts", contacts)

    def answer(given: pa.Table, named: pa.Table) -> pa.Table:
        return as_arrow(read_piece(given, named, plan, pieces), READ_SHAPE)

    # ``large_read``: rows of READ_SHAPE; ``what`` tells people, links, issues and maxima apart.
    engine.parted("large_read", ("large_contacts", "large_referrals"), answer, READ_SHAPE)
    # Each person and each pair comes from the one piece that answers for it, so nothing is twice.
    engine.step(
        "people", f"SELECT {', '.join(PERSON_SHAPE)} FROM large_read WHERE what = '{PERSON}'"
    )
    renamed = ", ".join(f"link_{name} AS {name}" for name in LINK_SHAPE)
    engine.step("links", f"SELECT {renamed} FROM large_read WHERE what = '{LINK}'")
    engine.step(
        "large_told",
        f"SELECT what, CAST(n AS BIGINT) AS n, {', '.join(ISSUE_SHAPE)}, name FROM large_read "
        f"WHERE what IN ('{ISSUE}', '{MOST}')",
    )
    engine.drop("large_contacts", "large_referrals", "large_read", "large_places", "large_batches")


def _place_referrals(engine: Engine, plan: Plan, pieces: int, ends: list[str]) -> None:
    """Make ``large_referrals``: each row in the piece of its pair, and a few in those of its ends.

    At most six more are there for everybody, where they are at home.

    Whom a piece answers for it must see named: first, by a referral without a date, and by the
    earliest with one. So somebody with ten million referrals costs their own piece three rows.
    """
    # ``large_ends``: a row a referral with an end in a large group. A missing node is the seeker or
    # an empty cell; nobody else can be outside, because a referral joins both ends to one group.
    engine.step(
        "large_ends",
        f"""SELECT r.{ROW}, s.node AS {SOURCE_NODE}, t.node AS {TARGET_NODE},
            COALESCE(r.{schema.REFERRER_ID} = r.{schema.REFERRED_ID}, FALSE) AS self,
                {_date(ends)} AS written
        FROM referrals AS r LEFT JOIN large_homes AS s ON r.{schema.REFERRER_ID} = s.id
        LEFT JOIN large_homes AS t ON r.{schema.REFERRED_ID} = t.id
        WHERE s.node IS NOT NULL OR t.node IS NOT NULL""",
    )
    # ``large_days``: a row each of these, its day, read by the same Python as in memory.
    engine.mapped("large_days", "large_ends", lambda piece: _days(piece, plan), DAY_SHAPE)
    # ``large_pairs``: a row a pair: its first row, its earliest day, a row with that day. Missing
    # ends fall together, so the seeker's referrals of one person are a pair too.
    engine.step(
        "large_pairs",
        f"""SELECT e.{SOURCE_NODE}, e.{TARGET_NODE}, MIN(e.{ROW}) AS opens, MIN(d.day) AS day,
            MIN_BY(CASE WHEN d.day IS NOT NULL THEN e.{ROW} END, d.day) AS dated
        FROM large_ends AS e JOIN large_days AS d ON e.{ROW} = d.{ROW} WHERE NOT e.self
        GROUP BY e.{SOURCE_NODE}, e.{TARGET_NODE}""",
    )
    # ``mentions``: for each end its first row, the first row of a pair without any date, and the
    # row with the earliest day.
    mentions = " UNION ALL ".join(
        f"""SELECT {end} AS node, MIN(opens) AS number FROM large_pairs GROUP BY {end}
        UNION ALL SELECT {end}, MIN(CASE WHEN day IS NULL THEN opens END) FROM large_pairs
            GROUP BY {end}
        UNION ALL SELECT {end}, MIN_BY(dated, day) FROM large_pairs GROUP BY {end}"""
        for end in (SOURCE_NODE, TARGET_NODE)
    )
    # The rows of a pair live in one piece, so that repeats of it meet there; 31 times one end plus
    # the other spreads the pairs of one person over the pieces.
    one, other = (
        f"COALESCE({end}, {second}, 0)"
        for end, second in ((SOURCE_NODE, TARGET_NODE), (TARGET_NODE, SOURCE_NODE))
    )
    lives = (
        f"CASE WHEN {SOURCE_NODE} IS NULL OR {TARGET_NODE} IS NULL THEN {one} "
        f"ELSE 31 * {one} + {other} END"
    )
    # ``large_places``: a row a referral and a piece it goes to; MAX, as living wins over showing.
    engine.step(
        "large_places",
        f"""SELECT number, {BATCH}, MAX(lives) AS lives FROM (
            SELECT {ROW} AS number, {lives} % {pieces} AS {BATCH}, 1 AS lives FROM large_ends
            UNION ALL SELECT number, node % {pieces}, 0 FROM ({mentions}) AS m
            WHERE node IS NOT NULL AND number IS NOT NULL) AS placed
        GROUP BY number, {BATCH}""",
    )
    own = ", ".join(f"r.{name}" for name in ends)
    engine.step(
        "large_referrals",
        f"""SELECT r.{ROW}, {own}, e.{SOURCE_NODE}, e.{TARGET_NODE}, p.lives = 1 AS {LIVES},
            p.{BATCH}
        FROM referrals AS r JOIN large_ends AS e ON r.{ROW} = e.{ROW}
        JOIN large_places AS p ON r.{ROW} = p.number""",
    )
    engine.drop("large_ends", "large_days", "large_pairs")


def _date(ends: list[str]) -> str:
    return f"r.{schema.REFERRED_ON}" if schema.REFERRED_ON in ends else "CAST(NULL AS STRING)"


def _days(piece: pa.Table, plan: Plan) -> pa.Table:
    """The days of referrals, missing where there is none or it cannot be read."""
    import pyarrow as pa

    cells = piece["written"].to_pandas().astype("str")
    style = plan.formats.get(schema.REFERRED_ON, DateStyle(ISO, ISO))
    read, _ = read_date_column(cells, schema.REFERRED_ON, style)
    if plan.today is not None:
        # as in memory: a day ahead of the clock is not known yet
        read = read.mask(read > plan.today)
    whole = read.to_numpy().astype("datetime64[D]")
    # Days since 1970-01-01. The mask hides missing dates, which are the smallest int64.
    return pa.table(
        {ROW: piece[ROW], "day": pa.array(whole.astype(np.int64), mask=np.isnat(whole))}
    )


def read_piece(contacts: pa.Table, referrals: pa.Table, plan: Plan, pieces: int) -> pd.DataFrame:
    """Read a piece: the people at home in it, the referrals that live in it, and issues."""
    part = read_part(contacts, referrals, replace(plan, facts=None, latest=None))
    rows = referrals.select(
        [ROW, schema.REFERRER_ID, schema.REFERRED_ID, SOURCE_NODE, TARGET_NODE, LIVES, BATCH]
    ).to_pandas()
    node = _nodes(contacts.select([schema.CONTACT_ID, NODE]).to_pandas(), rows)
    batch = (referrals if len(referrals) else contacts)[BATCH][0].as_py()
    home = node[node % pieces == batch]
    lives = rows[ROW][rows[LIVES].astype(bool)].to_numpy()
    issues = part.report.table if part.net is None else part.net.issues
    frames = [_own_issues(issues, home, lives)]
    if part.net is not None:
        frames += _rows(part, part.net, node, home, lives)
    return pd.concat(frames, ignore_index=True).reindex(columns=list(READ_SHAPE))


def _nodes(listed: pd.DataFrame, rows: pd.DataFrame) -> pd.Series:
    """The node of every id of a piece; the seeker has none."""
    # Nodes are float64 where some are missing; they are below 2^53, so none is rounded.
    found = [
        pd.Series(table[number].to_numpy(), index=table[name])
        for table, name, number in (
            (listed, schema.CONTACT_ID, NODE),
            (rows, schema.REFERRER_ID, SOURCE_NODE),
            (rows, schema.REFERRED_ID, TARGET_NODE),
        )
    ]
    # The three agree about everybody; the seeker and empty cells have no node and drop out.
    every = pd.concat(found).dropna()
    return every[~every.index.duplicated()].astype(np.int64)


def _own_issues(issues: pd.DataFrame, home: pd.Series, lives: Ints) -> pd.DataFrame:
    """The issues of a piece that it can answer for."""
    # These need more than one piece sees: ``across`` and ``large`` find them.
    seen_whole = ~issues[schema.CODE].isin(
        [*GLOBAL, schema.ROOTLESS_LOOP, schema.REFERRAL_BEFORE_INTRODUCTION]
    )
    issues = issues[seen_whole]
    of_referrals, line = issues[schema.TABLE] == schema.REFERRALS, issues[schema.LINE]
    # An issue of a person belongs to their home, one of a referral to where its row lives. The rest
    # are of rows of contacts; the seeker's are in all pieces, and ``tell_across`` makes them one.
    of_person = (issues[schema.CODE] == schema.UNKNOWN_CONTACT) | (~of_referrals & (line == 0))
    at_home = home.index.get_indexer(pd.Index(issues[schema.VALUE])) >= 0
    own = np.where(of_person, at_home, ~of_referrals | np.isin(line, lives))
    return issues[own].rename(columns=ISSUES).assign(what=ISSUE)


def _rows(
    part: Part, net: ReferralNetwork, node: pd.Series, home: pd.Series, lives: Ints
) -> list[pd.DataFrame]:
    at = node.reindex(net.links.ids).to_numpy()
    here = np.isin(at, home.to_numpy())
    who, table = people(net), net.people
    persons = pd.DataFrame(
        {
            "what": PERSON,
            "node": at,
            "place": part.place,
            "id": table[schema.CONTACT_ID],
            "name": display_names(table),
            "organization": values(table, schema.ORGANIZATION),
            "stub": table[schema.STUB],
            **{name: getattr(who, name) for name in TOLD},
            "found": net.links.found,
            schema.MET_ON: _plain_days(who.met_on),
            # What the seeker's rows say of somebody is known at their home, which has all of these;
            # what others' referrals say is added by joins.
            "first_known": _plain_days(np.minimum(who.first_known, net.links.with_seeker[0])),
            "last_known": _plain_days(np.maximum(who.last_known, net.links.with_seeker[1])),
        }
    )[here]
    whole = net.referrals
    # bool, one a row of referrals: lives here, has the seeker at an end. ``net.links`` lacks the
    # latter, so its arrays are as long as the rows that are left by ``~yours``.
    living = np.isin(whole.index, lives)
    yours = (whole[[schema.REFERRER_ID, schema.REFERRED_ID]] == net.seeker).any(axis=1).to_numpy()
    links = pd.DataFrame(
        {
            "what": LINK,
            "link_source": at[net.links.source],
            "link_target": at[net.links.target],
            "link_day": _plain_days(net.links.day),
            "link_last_day": _plain_days(net.links.last_day),
            "link_line": whole.index[~yours],
        }
    )[living[~yours]]
    latest = latest_date(net.contacts, whole[living])
    most = {KEPT: int(keeps_statuses(net))}
    if latest is not None:
        most[LATEST] = day_number(latest)
    return [
        persons,
        links,
        pd.DataFrame({"what": MOST, "name": list(most), "n": list(most.values())}),
    ]


def _plain_days(day: np.ndarray) -> np.ndarray:
    # The limits of int32 become LATER and EARLIER, which leave room for keys in SQL.
    whole = day.astype(np.int64)
    return np.where(day == UNDATED, LATER, np.where(day == BEFORE_ALL, EARLIER, whole))
