"""Rows of a chunk, read as tables in memory are: people, links and issues come out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.analysis.labels import display_names
from netgraph.analysis.people import keeps_statuses, people
from netgraph.as_of import latest_date
from netgraph.engines.engine import BATCH, ROW, arrow_schema, as_arrow
from netgraph.engines.plain import CARRIED
from netgraph.engines.relations import (
    CHUNK_SHAPE,
    GLOBAL,
    ISSUES,
    KEPT,
    LATEST,
    LIVES,
    NODE,
    OPENS,
    SHOWN,
    SOURCE_NODE,
    TARGET_NODE,
    flags_packed,
)
from netgraph.engines.row_numbers import (
    FIRST_CELL,
    files_of,
    in_one_table,
    line_of,
    numbered_sources,
    told,
)
from netgraph.frames import values
from netgraph.links import day_number
from netgraph.tables.build import ReadOptions, Settled, build_network, link_cleaned
from netgraph.tables.cleaned import clean_sources
from netgraph.tables.issues import IssueReport, lines_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pyarrow as pa

    from netgraph.arrays import Ints, Longs
    from netgraph.choices import Keep
    from netgraph.network import ReferralNetwork
    from netgraph.tables.cleaning.dates import DateStyle

PERSON, LINK, ISSUE, MOST = "person", "link", "issue", "most"
"""What a row that a chunk gives is about."""
OF_GRAPH: Final = (schema.ROOTLESS_LOOP, schema.REFERRAL_BEFORE_INTRODUCTION)
"""Issues that a chunk cannot tell: it does not see the graph."""
OTHER_CHUNKS: Final = 1 << 38
"""Number of the first row that is only there because somebody of another chunk is named."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What every chunk is to know.

    Parameters
    ----------
    labels
        What messages call the tables, by table.
    formats
        The settled formats of dates, by column.
    as_of, seeker, keep, lenient
        As in ``read``.
    today
        The day of the clock, asked once for all chunks; None where ``as_of`` is given.
    chunks
        How many chunks there are.
    span
        How many neighbouring numbers of people are at home in one chunk.
    """

    labels: Mapping[str, str]
    formats: Mapping[str, DateStyle]
    as_of: pd.Timestamp | None = None
    seeker: str | None = None
    keep: Keep | None = None
    lenient: bool = False
    today: pd.Timestamp | None = None
    chunks: int = 1
    span: int = 1

    def home(self, node: Longs) -> Longs:
        """The chunks in which people are at home: int64[n]."""
        return node // self.span % self.chunks

    def home_in_sql(self, node: str) -> str:
        """The same, as SQL."""
        # both engines divide to a DOUBLE, exact here: numbers are below 2**53, and multiples
        return f"CAST(({node} - {node} % {self.span}) / {self.span} AS BIGINT) % {self.chunks}"


def read_chunk(contacts: pa.Table, referrals: pa.Table, *, plan: Plan) -> Iterator[pa.Table]:
    """Read a chunk: the people at home in it, the referrals that live in it, and their issues.

    Parameters
    ----------
    contacts, referrals
        Rows in any order; the seeker's row is in every chunk, referrals that do not live here show
        who is named, and when.
    plan
        What all chunks know.

    Yields
    ------
    One table of ``CHUNK_SHAPE``.
    """
    import pyarrow as pa

    # engines give rows in any order; reading depends on it
    listed, rows = (table.to_pandas().sort_values(ROW) for table in (contacts, referrals))
    batch = (referrals if len(referrals) else contacts)[BATCH][0].as_py()
    del contacts, referrals
    # int64 by id, the node of everybody here; True for those whom this chunk answers for
    node = _nodes(listed, rows)
    home = plan.home(node.to_numpy()) == batch
    report, net = _read_rows(_with_others(listed, node.index[~home]), rows, plan)
    lives = rows[ROW].to_numpy()[rows[LIVES].to_numpy(dtype=bool)]
    tables = [
        _own_issues(issues, node.index[home], lives) for issues in _numbered_issues(report, net)
    ]
    if net is not None:
        tables += _numbers(net, node, batch, lives, plan)
    yield pa.concat_tables(
        [arrow_schema(CHUNK_SHAPE).empty_table(), *tables], promote_options="default"
    )


def _read_rows(listed: pd.DataFrame, rows: pd.DataFrame, plan: Plan) -> tuple[Any, Any]:
    """Read raw rows the way the whole is read in memory, with the same words about them."""
    sources = numbered_sources(_raw(listed), _raw(rows), plan.labels)
    # a row an organization of those that are shown in some spelling
    named = listed[listed[SHOWN].notna()]
    named = named.drop_duplicates(schema.ORGANIZATION) if len(named) else named
    # what a chunk cannot know: formats, spellings shown and where they open
    settled = Settled(
        plan.formats,
        None,
        plan.today,
        dict(zip(named.get(schema.ORGANIZATION, ()), named[SHOWN], strict=True)),
        frozenset(listed[ROW][listed[OPENS].to_numpy(dtype=bool)].tolist()),
    )
    options = ReadOptions({}, plan.as_of, plan.seeker, plan.keep, plan.lenient, settled)
    cleaned = clean_sources(sources, options)
    linked = link_cleaned(replace(cleaned, files=files_of(cleaned.files)), options)
    if linked.report.problems:
        return linked.report, None
    # what is told from here on is apart, as it has lines already: those are numbers of rows
    nothing = IssueReport(linked.report.files, (), plan.lenient)
    return linked.report, build_network(replace(linked, report=nothing), options)


def _raw(rows: pd.DataFrame) -> pd.DataFrame:
    # the index is the row in the whole table, which messages then name
    # but for the marks of an earlier reading, which the next one understands
    ours = [c for c in rows.columns if c.startswith("netgraph_") and c not in CARRIED.values()]
    return rows.drop(columns=ours).set_axis(pd.Index(rows[ROW].to_numpy()))


def _nodes(listed: pd.DataFrame, rows: pd.DataFrame) -> pd.Series:
    """The node of every id of a chunk; the seeker and empty cells have none."""
    columns = (
        (listed, schema.CONTACT_ID, NODE),
        (rows, schema.REFERRER_ID, SOURCE_NODE),
        (rows, schema.REFERRED_ID, TARGET_NODE),
    )
    # float64 where some are missing; all are below 2^53, so none is rounded
    numbers = pd.concat([table[number] for table, _, number in columns], ignore_index=True)
    # int64[people], where each is first named
    first = np.flatnonzero((numbers.notna() & ~numbers.duplicated()).to_numpy())
    ids = pd.concat([table[name] for table, name, _ in columns], ignore_index=True)
    return numbers.iloc[first].astype(np.int64).set_axis(pd.Index(ids.iloc[first]))


def _with_others(listed: pd.DataFrame, ids: pd.Index) -> pd.DataFrame:
    """Add rows of nothing but an id for people of other chunks, who are no strangers."""
    if not len(ids):
        return listed
    rows = OTHER_CHUNKS + np.arange(len(ids))
    others = pd.DataFrame({ROW: rows, schema.CONTACT_ID: ids.astype("str"), OPENS: False})
    together = pd.concat([listed, others], ignore_index=True)
    return together.assign(**{OPENS: together[OPENS].astype(bool)})


def _numbered_issues(report: IssueReport, net: ReferralNetwork | None) -> list[pd.DataFrame]:
    """Issues of a chunk, each with the number of its row in ``ROW``."""
    found = [told(report).assign(**{ROW: lines_of(report.spots)})]
    if net is not None:
        later = net.issues
        number = later[schema.LINE].to_numpy()
        of_pairs = (later[schema.TABLE] == schema.REFERRALS).to_numpy() | (number >= FIRST_CELL)
        table = later.assign(
            **{ROW: number, schema.LINE: np.where(of_pairs, line_of(number), number)}
        )
        found.append(in_one_table(table, report.files))
    return found


def _own_issues(issues: pd.DataFrame, home: pd.Index, lives: Ints) -> pa.Table:
    """The issues of a chunk that it can answer for."""
    number = issues[ROW]
    of_others = (
        (number >= OTHER_CHUNKS) & (number < FIRST_CELL) & (issues[schema.TABLE] == schema.CONTACTS)
    )
    issues = issues[~of_others & ~issues[schema.CODE].isin([*GLOBAL, *OF_GRAPH])]
    number = issues[ROW]
    of_referrals = (issues[schema.TABLE] == schema.REFERRALS) | (number >= FIRST_CELL)
    # An issue of a person belongs to their home, one of a referral to where its row lives. The rest
    # are of rows of contacts; the seeker's are in all chunks, and ``across`` makes them one.
    of_person = (issues[schema.CODE] == schema.UNKNOWN_CONTACT) | (~of_referrals & (number == 0))
    own = (~of_referrals | number.isin(lives)).to_numpy(dtype=bool, copy=True)
    own[of_person] = home.get_indexer(pd.Index(issues[schema.VALUE][of_person])) >= 0
    told = issues[own].rename(columns=ISSUES).assign(what=ISSUE)
    return as_arrow(told, {name: CHUNK_SHAPE[name] for name in ("what", *ISSUES.values())})


def _numbers(
    net: ReferralNetwork, node: pd.Series, batch: int, lives: Ints, plan: Plan
) -> list[pa.Table]:
    """The people at home, the links that live here, and what the chunk adds to the whole."""
    # int64[n], the node of everybody in ``links.ids``; bool[n], who is at home
    at = node.reindex(net.links.ids).to_numpy().astype(np.int64)
    here = plan.home(at) == batch
    whole, links = net.referrals, net.links
    # bool, one a row of referrals: lives here; has the seeker at an end, so that it is no link
    living = whole.index.isin(lives)
    yours = np.zeros(len(whole), dtype=bool)
    if net.seeker is not None:
        yours = (whole[list(schema.ENDS)] == net.seeker).any(axis=1).to_numpy()
    own = living[~yours]
    pairs = {
        "source": at[links.source][own],
        "target": at[links.target][own],
        "day": links.day[own],
        "last_day": links.last_day[own],
        "line": whole.index.to_numpy()[~yours][own],
    }
    latest = latest_date(net.contacts, whole[living])
    most = {KEPT: int(keeps_statuses(net))}
    if latest is not None:
        most[LATEST] = day_number(latest)
    found = (
        (PERSON, _persons(net, at, here)),
        (LINK, {f"link_{name}": column for name, column in pairs.items()}),
        (MOST, {"name": list(most), "n": list(most.values())}),
    )
    return [
        as_arrow(
            pd.DataFrame({"what": what, **columns}),
            {name: CHUNK_SHAPE[name] for name in ("what", *columns)},
        )
        for what, columns in found
    ]


def _persons(net: ReferralNetwork, at: Ints, here: np.ndarray) -> dict[str, Any]:
    who, table, links = people(net), net.people, net.links
    flags = flags_packed(
        stub=table[schema.STUB].to_numpy(dtype=bool),
        found=links.found,
        **{name: getattr(who, name) for name in ("met", "contacted", "closed", "declined")},
        **{name: getattr(who, name) for name in ("connected", "decides")},
    )
    columns: dict[str, Any] = {
        NODE: at,
        "id": table[schema.CONTACT_ID],
        "name": display_names(table),
        schema.ORGANIZATION: values(table, schema.ORGANIZATION),
        "flags": flags,
        schema.MET_ON: who.met_on,
        # what rows with the seeker say of somebody is known at their home, which has all of these;
        # referrals of others are added where the graph is known
        "first_known": np.minimum(who.first_known, links.with_seeker[0]),
        "last_known": np.maximum(who.last_known, links.with_seeker[1]),
    }
    return {name: column[here] for name, column in columns.items()}
