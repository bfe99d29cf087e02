"""One part of a network as it is answered inside a worker: rows in, the in-memory answer out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.analysis.chance import curve
from netgraph.analysis.conversion import fitted_prior
from netgraph.analysis.credit import found_by_referral
from netgraph.analysis.dead_ends import dead_ends
from netgraph.analysis.metrics import all_metrics
from netgraph.analysis.only_through import elsewhere
from netgraph.analysis.organizations import became_known, first_contact, organizations
from netgraph.analysis.people import keeps_dates, keeps_statuses, people
from netgraph.engines.engine import BATCH, ROW, arrow_schema
from netgraph.engines.pieces import AFTER_CONTACTS
from netgraph.errors import InputError
from netgraph.facts import remind
from netgraph.tables.build import ReadOptions, Settled, build_network, link_tables
from netgraph.tables.raw import Raw, Sources

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyarrow as pa

    from netgraph.analysis.curves import Curve
    from netgraph.analysis.share_prior import Prior
    from netgraph.arrays import Ints
    from netgraph.choices import Keep
    from netgraph.engines.engine import Shape
    from netgraph.network import ReferralNetwork
    from netgraph.tables.cleaning.dates import DateStyle
    from netgraph.tables.issues import IssueReport

SHOWN: Final = "netgraph_shown"
"""The spelling that an organization is shown in."""
OPENS: Final = "netgraph_opens"
"""Whether a row is the first to have its spelling of an organization."""
SPREAD: Final = "netgraph_spread"
"""Whether the organization has contacts in other batches too."""
PLACE: Final = "netgraph_place"
"""Where a contact stands in the whole table."""
OWN: Final = frozenset({ROW, BATCH, SHOWN, OPENS, SPREAD})
GLOBAL: Final = (schema.POSSIBLE_DUPLICATE_PERSON, schema.SPREADSHEET_DAMAGE)
"""Issues that two parts have together."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What only the whole network tells, as ``analysis`` asks for it."""

    kept: bool
    dated: bool
    found: int
    curve: Curve
    prior: Prior | None


@dataclass(frozen=True, slots=True)
class Plan:
    """What every part is to know.

    Parameters
    ----------
    labels
        What messages call the tables, by table.
    formats
        The settled formats of dates, by column.
    as_of, seeker, keep, lenient
        As in ``read``.
    latest
        The latest date of the whole, once it is known.
    today
        The day of the clock, asked once for all parts.
    facts
        Once they are known.
    """

    labels: Mapping[str, str]
    formats: Mapping[str, DateStyle]
    as_of: pd.Timestamp | None = None
    seeker: str | None = None
    keep: Keep | None = None
    lenient: bool = False
    latest: pd.Timestamp | None = None
    today: pd.Timestamp | None = None
    facts: Facts | None = None


@dataclass(slots=True)
class Part:
    """A part, read: its network (None where cells are wrong) and the issues of its tables."""

    net: ReferralNetwork | None
    report: IssueReport
    place: Ints = field(default_factory=lambda: np.empty(0, dtype=np.int64))


def read_part(contacts: pa.Table, referrals: pa.Table, plan: Plan) -> Part:
    """Read a part the way the whole is read in memory, with the same words about the same rows."""
    # Engines give rows in any order; reading depends on it.
    people_rows, referral_rows = (
        table.to_pandas().sort_values(ROW) for table in (contacts, referrals)
    )
    raws = [
        (Raw(_raw(rows), plan.labels[name], "row"),)
        for name, rows in ((schema.CONTACTS, people_rows), (schema.REFERRALS, referral_rows))
    ]
    named = people_rows[people_rows[SHOWN].notna()]
    # What a part cannot know: formats, the newest date, spellings shown and where they open.
    settled = Settled(
        plan.formats,
        plan.latest,
        plan.today,
        dict(zip(named.get(schema.ORGANIZATION, ()), named[SHOWN], strict=True)),
        frozenset(people_rows[ROW][people_rows[OPENS].fillna(value=False).astype(bool)].tolist()),
    )
    options = ReadOptions({}, plan.as_of, plan.seeker, plan.keep, plan.lenient, settled)
    linked = link_tables(Sources(*raws), options)
    if linked.report.problems:
        return Part(None, linked.report)
    net = build_network(linked, options)
    if plan.facts is not None:
        spread = named[SHOWN][named[SPREAD].fillna(value=False).astype(bool)]
        _remind(net, plan.facts, spread)
    return Part(net, linked.report, _places(net, people_rows, referral_rows, plan.keep))


def _raw(rows: pd.DataFrame) -> pd.DataFrame:
    # The index is the row in the whole table, which messages then name.
    return rows.drop(columns=[c for c in rows.columns if c.startswith("netgraph_")]).set_axis(
        pd.Index(rows[ROW].to_numpy())
    )


def _remind(net: ReferralNetwork, facts: Facts, spread: pd.Series) -> None:
    remind(
        net,
        {
            keeps_statuses: facts.kept,
            keeps_dates: facts.dated,
            found_by_referral: facts.found,
            curve: facts.curve,
            fitted_prior: facts.prior,
        },
    )
    remind(net, {elsewhere: people(net).organizations.isin(spread.unique())})


def _places(
    net: ReferralNetwork, contacts: pd.DataFrame, referrals: pd.DataFrame, keep: Keep | None
) -> Ints:
    """Each contact's place in the whole: its row; for a stub after all rows, as they appear."""
    ends = referrals[[schema.REFERRER_ID, schema.REFERRED_ID]]
    # Nobody becomes a stub by a referral of themselves.
    ends = ends[ends[schema.REFERRER_ID] != ends[schema.REFERRED_ID]]
    # Referrer, referred, referrer, …: object[2m], and the numbers that ``pieces`` gives them.
    named = ends.to_numpy(dtype=object).ravel()
    row = referrals[ROW].reindex(ends.index).to_numpy()
    number = np.stack([2 * row, 2 * row + 1], axis=1).ravel() + AFTER_CONTACTS
    seen = pd.Series(number, index=named)
    seen = seen[~seen.index.duplicated()]
    listed = pd.Series(contacts[ROW].to_numpy(), index=contacts[schema.CONTACT_ID])
    listed = listed[~listed.index.duplicated(keep="last" if keep == "last" else "first")]
    table = net.people
    ids, stub = table[schema.CONTACT_ID], table[schema.STUB].to_numpy(dtype=bool)
    # float64 as long as some are missing; all are below 2^53, so none is rounded.
    place = ids.map(listed).fillna(ids.map(seen)).to_numpy(dtype=np.float64)
    # A stub that contacts lists stands after other contacts, before those only referrals name.
    said = stub & ids.isin(listed.index).to_numpy()
    return place.astype(np.int64) + np.where(said, AFTER_CONTACTS // 2, 0)


CONTACT_SHAPE: Final[Shape] = {
    **dict.fromkeys(schema.CONTACT_COLUMNS, "text"),
    **dict.fromkeys(
        (
            schema.CHANCE,
            schema.CHANCE_LOW,
            schema.CHANCE_HIGH,
            schema.CREDIT,
            schema.CREDIT_SHARE,
            schema.DAYS_QUIET,
        ),
        "double",
    ),
    **dict.fromkeys(
        (schema.CONVERSION, schema.CONVERSION_LOW, schema.CONVERSION_HIGH),
        "double",
    ),
    **dict.fromkeys(
        (
            schema.GENERATION,
            schema.REFERRED_BY_COUNT,
            schema.REFERRALS_MADE,
            schema.INTRODUCTIONS,
            schema.REACH,
            schema.EXCLUSIVE_REACH,
            schema.ORGANIZATIONS_REACHED,
            schema.EXCLUSIVE_ORGANIZATIONS,
            schema.DECISION_MAKERS_REACHED,
            schema.REFERRALS_MET,
        ),
        "long",
    ),
    schema.LAST_CONTACT_ON: "date",
    schema.ESTIMATED: "flag",
    PLACE: "long",
}
DEAD_END_SHAPE: Final[Shape] = {
    **dict.fromkeys(schema.DEAD_END_COLUMNS, "text"),
    **dict.fromkeys((schema.SIZE, schema.DEPTH, schema.MET, schema.ORGANIZATIONS), "long"),
    schema.LAST_ACTIVITY_ON: "date",
    schema.DAYS_QUIET: "double",
}
BECAME_KNOWN: Final = "netgraph_became_known"
DISTANCE: Final = "netgraph_generation"
"""Day on which the first contact of an organization became known, and their generation."""
ORGANIZATION_SHAPE: Final[Shape] = {
    **dict.fromkeys(schema.ORGANIZATION_COLUMNS, "text"),
    **dict.fromkeys(
        (
            schema.CONTACTS,
            schema.MET,
            schema.DECISION_MAKERS,
            schema.ENTRY_ADVOCATES,
            BECAME_KNOWN,
            DISTANCE,
            PLACE,
        ),
        "long",
    ),
    **dict.fromkeys((schema.GENERATION, schema.TARGET_WEIGHT), "double"),
    schema.FIRST_REACHED_ON: "date",
}


def contacts_of(part: Part) -> pd.DataFrame:
    """Every number of every contact of a part."""
    columns: dict[str, Any] = {schema.ESTIMATED: False, PLACE: part.place}
    return all_metrics(_sure(part), exact=True).assign(**columns)


def dead_ends_of(part: Part) -> pd.DataFrame:
    """The dead ends of a part, people who stand alone among them."""
    return dead_ends(_sure(part), least=1)


def organizations_of(part: Part) -> pd.DataFrame:
    """What a part knows of each organization, and when and where it was first reached."""
    net = _sure(part)
    table = organizations(net)
    who = people(net)
    at = pd.Series(first_contact(net), index=who.organizations)
    first = table[schema.ORGANIZATION].map(at).to_numpy(dtype=np.int64)
    since = became_known(net).astype(np.int64)
    return table.assign(
        **{
            BECAME_KNOWN: since[first],
            DISTANCE: net.forest.generation[first].astype(np.int64),
            PLACE: part.place[first],
        }
    )


def _sure(part: Part) -> ReferralNetwork:
    part.report.refuse()
    if part.net is None:
        raise InputError("a part cannot be read")
    return part.net


def as_arrow(table: pd.DataFrame, shape: Shape) -> pa.Table:
    """An answer as arrow, in the types that go between engines."""
    import pyarrow as pa

    fields = arrow_schema(shape)
    columns: list[Any] = [_arrow(table[name], fields.field(name).type) for name in shape]
    return pa.table(columns, schema=fields)


def _arrow(column: pd.Series, kind: Any) -> Any:
    import pyarrow as pa

    if pd.api.types.is_datetime64_any_dtype(column.dtype):
        return pa.array(column.to_numpy().astype("datetime64[D]"))
    made = pa.array(column, from_pandas=True).cast(kind)
    return made.combine_chunks() if isinstance(made, pa.ChunkedArray) else made
