"""The SQL of the answers about groups too large for a worker."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from netgraph import schema
from netgraph.engines.large_rows import EARLIER, LATER
from netgraph.engines.part import (
    BECAME_KNOWN,
    CONTACT_SHAPE,
    DEAD_END_SHAPE,
    DISTANCE,
    ORGANIZATION_SHAPE,
    PLACE,
)
from netgraph.engines.survey import PAIR_WIDTH
from netgraph.links import BEFORE_ALL, UNDATED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from netgraph.analysis.share_prior import Prior
    from netgraph.engines.engine import Shape

JUDGED: Final = (
    schema.CHANCE,
    schema.CHANCE_LOW,
    schema.CHANCE_HIGH,
    schema.CONVERSION,
    schema.CONVERSION_LOW,
    schema.CONVERSION_HIGH,
)
"""Numbers that ``large_tables.judged`` gives."""
STEPS_TO_REVIVERS: Final = """SELECT k.node, CASE WHEN k.up IS NULL OR (NOT u.declined
        AND d.live - CASE WHEN t.lively > 0 THEN 1 ELSE 0 END > 0)
    THEN k.node ELSE k.up END AS up FROM known AS k JOIN totals AS t ON k.node = t.node
    LEFT JOIN known AS u ON k.up = u.node
    LEFT JOIN (SELECT c.up AS node, SUM(CASE WHEN b.lively > 0 THEN 1 ELSE 0 END) AS live
        FROM known AS c
        JOIN totals AS b ON c.node = b.node WHERE c.up IS NOT NULL
            GROUP BY c.up) AS d ON k.up = d.node"""
"""From everybody a step up, until the introducer has another live branch and did not decline.

Introducers are productive, so none of them is open or waiting."""
MET_LAST: Final = f"""SELECT root, id FROM (SELECT v.root, k.id, ROW_NUMBER() OVER (
        PARTITION BY v.root ORDER BY CASE WHEN k.met_on = {LATER} THEN {EARLIER}
            ELSE k.met_on END DESC, k.last_known DESC, k.id) AS nth
    FROM known AS k JOIN visits AS v ON k.node = v.node WHERE k.met AND NOT k.declined) AS m
    WHERE nth = 1"""
"""Of each first contact's branch who was met last and did not decline."""


def _select(shape: Shape, given: Mapping[str, str]) -> str:
    """The columns of an answer in their types; what is not given is missing."""
    types = {
        "text": "STRING",
        "long": "BIGINT",
        "double": "DOUBLE",
        "date": "DATE",
        "flag": "BOOLEAN",
    }
    cells = [
        f"CAST({given.get(name, 'NULL')} AS {types[kind]}) AS {name}"
        for name, kind in shape.items()
    ]
    return f"SELECT {', '.join(cells)}"


def _date(day: str) -> str:
    return (
        f"CASE WHEN {day} NOT IN ({EARLIER}, {LATER}) "
        f"THEN DATE '1970-01-01' + CAST({day} AS INTEGER) END"
    )


def _quiet(day: str, today: int | None) -> str:
    return "NULL" if today is None else f"CASE WHEN {day} <> {EARLIER} THEN {today} - {day} END"


def metrics(found: int, today: int | None, *, at_rest: bool) -> str:
    """A row a contact, the columns of ``part.CONTACT_SHAPE``."""
    # The worth of the branch less one's own: what everybody below adds to those above them.
    credit = "ROUND(CAST(t.worth - k.worth AS DOUBLE), 12)"

    def reached(inside: str, sketched: str, own: str) -> str:
        # Sketches count their own person too. A kind without a row in one is a count of 0.
        counted = f"COALESCE(r.{sketched}, 0) - {own}" if at_rest else "NULL"
        # Where no other referral leaves a branch, it is all that its first person reaches.
        return f"CASE WHEN t.others = 0 THEN {inside} - {own} ELSE {counted} END"

    given = {
        schema.CONTACT_ID: "k.id",
        schema.NAME: "k.name",
        schema.ORGANIZATION: "k.organization",
        schema.STANDING: f"j.{schema.STANDING}",
        schema.INTRODUCED_BY: "u.id",
        schema.GENERATION: "k.generation",
        schema.REFERRED_BY_COUNT: "k.named",
        schema.REFERRALS_MADE: "k.made",
        schema.INTRODUCTIONS: "k.introductions",
        schema.REACH: reached("k.size", "people", "1"),
        schema.EXCLUSIVE_REACH: "CASE WHEN g.entries = 0 THEN k.size - 1 END",
        # An organization whose house is one of its own contacts is not behind that contact.
        schema.EXCLUSIVE_ORGANIZATIONS: (
            "CASE WHEN g.entries = 0 THEN g.held - CASE WHEN h.node IS NULL THEN 0 ELSE 1 END END"
        ),
        schema.ORGANIZATIONS_REACHED: reached(
            "t.places", "organizations", "(CASE WHEN k.organization IS NULL THEN 0 ELSE 1 END)"
        ),
        schema.DECISION_MAKERS_REACHED: reached(
            "t.deciders", "deciders", "(CASE WHEN k.decides THEN 1 ELSE 0 END)"
        ),
        schema.CREDIT: credit,
        schema.CREDIT_SHARE: f"{credit} / {max(1, found)}",
        schema.REFERRALS_MET: "k.met_made",
        **{name: f"j.{name}" for name in JUDGED},
        schema.EVIDENCE: f"j.{schema.EVIDENCE}",
        schema.LAST_CONTACT_ON: _date("k.last_known"),
        schema.DAYS_QUIET: _quiet("k.last_known", today),
        schema.ESTIMATED: "COALESCE(r.estimated, FALSE)",
        PLACE: "k.place",
    }
    # A row a person: all but ``houses`` and ``reached`` have a row for everybody.
    return f"""{_select(CONTACT_SHAPE, given)} FROM known AS k JOIN judged AS j ON k.node = j.node
        JOIN totals AS t ON k.node = t.node LEFT JOIN known AS u ON k.up = u.node
        JOIN gates AS g ON k.node = g.node LEFT JOIN houses AS h ON k.node = h.node
            AND k.organization = h.organization
        LEFT JOIN reached AS r ON k.node = r.node"""


def changes_of_pairs() -> str:
    """Per day and pair (met, made), how many advocates begin or cease to have it.

    As ``survey.pair_changes``: the columns day, pair and n.
    """
    ever = f"CASE WHEN e.day = {LATER} THEN {BEFORE_ALL} ELSE e.day END"
    upto = "SUM({}) OVER (PARTITION BY source ORDER BY day)"
    return f"""WITH days AS (
            SELECT e.source, {ever} AS day, COUNT(*) AS made,
                SUM(CASE WHEN p.met THEN 1 ELSE 0 END) AS met
            FROM links AS e JOIN people AS p ON e.target = p.node GROUP BY e.source, {ever}),
        pairs_upto AS (
            SELECT source, day, CAST({upto.format("made")} AS BIGINT) * {PAIR_WIDTH}
                + CAST({upto.format("met")} AS BIGINT) AS pair FROM days),
        changes AS (
            SELECT day, pair, 1 AS n FROM pairs_upto
            UNION ALL SELECT day, before_it AS pair, -1 AS n FROM (
                SELECT day, LAG(pair) OVER (PARTITION BY source ORDER BY day) AS before_it
                FROM pairs_upto) AS ceased WHERE before_it IS NOT NULL)
        SELECT CAST(day AS BIGINT) AS day, pair, CAST(SUM(n) AS BIGINT) AS n FROM changes
        GROUP BY day, pair HAVING SUM(n) <> 0"""


def counting(prior: Prior | None, today: int | None) -> str:
    """``known`` with how many referrals of each count, and led to meetings."""
    # Undated ones always count, others once they are older than the wait.
    dated = "FALSE" if prior is None or today is None else f"e.day < {today - prior.wait}"
    return f"""SELECT k.*, COALESCE(c.met_counts, 0) AS met_counts,
            COALESCE(c.made_counts, 0) AS made_counts
        FROM known AS k LEFT JOIN (
            SELECT e.source, COUNT(*) AS made_counts,
                CAST(SUM(CASE WHEN p.met THEN 1 ELSE 0 END) AS BIGINT) AS met_counts
            FROM links AS e JOIN people AS p ON e.target = p.node
            WHERE e.day = {LATER} OR {dated} GROUP BY e.source) AS c ON k.node = c.source"""


def dead_branch_rows() -> str:
    """The first people of the maximal dead branches, with what their branches hold."""
    counts = ", ".join(f"t.{name}" for name in (*schema.STANDINGS, schema.MET, "places"))
    # Maximal: nobody in the branch keeps it alive, and the branch above lives or there is none.
    return f"""SELECT k.node, k.size, k.deepest - k.generation + 1 AS depth, t.last_known, {counts}
        FROM known AS k JOIN totals AS t ON k.node = t.node LEFT
            JOIN totals AS above ON k.up = above.node
        WHERE t.lively = 0 AND (k.up IS NULL OR above.lively > 0)"""


def dead_ends(today: int | None) -> str:
    """A row a dead branch, the columns of ``part.DEAD_END_SHAPE``."""
    given = {
        schema.CONTACT_ID: "k.id",
        schema.NAME: "k.name",
        schema.ORGANIZATION: "k.organization",
        schema.INTRODUCED_BY: "u.id",
        schema.SIZE: "d.size",
        schema.DEPTH: "d.depth",
        schema.MET: "d.met",
        schema.ORGANIZATIONS: "d.places",
        schema.LAST_ACTIVITY_ON: _date("d.last_known"),
        schema.DAYS_QUIET: _quiet("d.last_known", today),
        schema.REASON: f"w.{schema.REASON}",
        schema.REVIVE_THROUGH: (
            "CASE WHEN NOT k.declined THEN CASE WHEN k.up IS NULL THEN m.id ELSE h.id END END"
        ),
    }
    # ``revivers`` end at whose introducer has another live branch, or at a first contact: one step
    # further up is that introducer, or nobody.
    return f"""{_select(DEAD_END_SHAPE, given)} FROM large_dead AS d
        JOIN known AS k ON d.node = k.node
        JOIN large_reasons AS w ON d.node = w.node LEFT JOIN known AS u ON k.up = u.node
        LEFT JOIN revivers AS v ON k.node = v.node LEFT JOIN known AS e ON v.up = e.node
        LEFT JOIN known AS h ON e.up = h.node LEFT JOIN large_met_last AS m ON k.node = m.root"""


def organization_parts() -> str:
    """A row an organization, the columns of ``part.ORGANIZATION_SHAPE``."""
    whole = "CAST(SUM(CASE WHEN k.{} THEN 1 ELSE 0 END) AS BIGINT)"
    met, decides, touched = (whole.format(name) for name in ("met", "decides", "contacted"))
    names = schema.ORGANIZATION_STANDINGS
    given = {
        schema.ORGANIZATION: "o.organization",
        schema.STANDING: (
            f"CASE WHEN o.met > 0 THEN '{names[0]}' "
            f"WHEN o.touched > 0 THEN '{names[1]}' ELSE '{names[2]}' END"
        ),
        schema.CONTACTS: "o.contacts",
        schema.MET: "o.met",
        schema.DECISION_MAKERS: "o.decides",
        schema.FIRST_REACHED_ON: _date("o.first_known"),
        schema.GENERATION: "o.generation",
        schema.INTRODUCED_BY: "u.id",
        schema.ENTRY_ADVOCATES: "COALESCE(n.entries, 0)",
        schema.ONLY_THROUGH: "g.id",
        # Parts compare days in memory's own numbers, so LATER and EARLIER are put back.
        BECAME_KNOWN: (
            f"CASE f.since WHEN {EARLIER} THEN {BEFORE_ALL} "
            f"WHEN {LATER} THEN {UNDATED} ELSE f.since END"
        ),
        DISTANCE: "f.generation",
        PLACE: "f.place",
    }
    # o: a row an organization, its counts. f: its contact who became known first, ties broken as
    # in memory. n: how many different people outside it referred into it. g: its gate.
    return f"""{_select(ORGANIZATION_SHAPE, given)} FROM (
            SELECT k.organization, COUNT(*) AS contacts, {met} AS met, {decides} AS decides,
                {touched} AS touched,
            MIN(k.first_known) AS first_known, MIN(k.generation) AS generation
            FROM known AS k WHERE k.organization IS NOT NULL GROUP BY k.organization) AS o
        JOIN (SELECT organization, up, since, generation, place, ROW_NUMBER() OVER
            (PARTITION BY organization ORDER BY since, generation, place) AS nth FROM
            (SELECT *, CASE WHEN first_known = {LATER} AND up IS NULL THEN {EARLIER}
                ELSE first_known END AS since FROM known WHERE organization IS NOT NULL) AS d)
            AS f ON o.organization = f.organization AND f.nth = 1
        LEFT JOIN known AS u ON f.up = u.node
        LEFT JOIN (SELECT t.organization, COUNT(DISTINCT e.source) AS entries FROM links AS e
            JOIN known AS s ON e.source = s.node JOIN known AS t ON e.target = t.node
            WHERE t.organization IS NOT NULL
                AND (s.organization IS NULL OR s.organization <> t.organization)
            GROUP BY t.organization) AS n ON o.organization = n.organization
        LEFT JOIN (SELECT q.organization, w.id FROM organization_gates AS q
            JOIN known AS w ON q.node = w.node) AS g
            ON o.organization = g.organization"""
