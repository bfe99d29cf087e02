"""Who and what is only through somebody, as far as the introduction forest tells it.

Every chain to somebody in a branch enters the branch by a referral from outside. Where the only
such referral is the one to its first person, all others in it are only through that person, and
nobody else is: their own chain of introducers passes elsewhere. So these counts are exact wherever
no other referral enters below.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from netgraph.engines.trees import branch_totals, meeting_points, nearest_marked

if TYPE_CHECKING:
    from netgraph.engines.engine import Engine
    from netgraph.engines.trees import Steps


def find_gates(ladder: Steps) -> None:
    """Make ``gates`` (node, entries, held) and ``organization_gates`` (organization, node).

    ``entries`` are the referrals that enter a branch below its first person, ``held`` the
    organizations whose contacts are all in the branch. An organization's gate is the nearest person
    outside it above all its contacts; it is one for certain where nothing enters below.

    Parameters
    ----------
    ladder
        The steps of the forest, in an engine with ``known``, ``forest``, ``sizes``, ``visits``
        (node, root, visit), ``other_links`` (the referrals that introduced nobody) and ``spread``
        (name): organizations that have contacts elsewhere too.
    """
    engine = ladder.engine
    # ``entered``: a row a node, a number whose sum over a branch is its ``entries``.
    _enter(ladder)
    # ``houses``: a row an organization, counted where its lowest common branch begins.
    _house(ladder)
    branch_totals(
        ladder,
        "gates",
        """SELECT k.node, COALESCE(e.n, 0) AS entries, COALESCE(h.n, 0) AS held FROM known AS k
        LEFT JOIN entered AS e ON k.node = e.node
        LEFT JOIN (SELECT node, COUNT(*) AS n FROM houses GROUP BY node) AS h ON k.node = h.node""",
        dict.fromkeys(("entries", "held"), "CAST(SUM({}) AS BIGINT)"),
    )
    _open(engine)
    engine.drop("entered")


def _enter(ladder: Steps) -> None:
    """Make ``entered`` (node, n): referrals that enter a branch below its first person.

    A referral counts from the introducer of whom it names up to below where both ends meet.

    One to somebody in whose branch its referrer is enters no branch that it does not begin in.
    """
    engine = ladder.engine
    # ``entering``: a row a referral from outside the branch of whom it names. A branch is one run
    # of visits, so two comparisons tell inside from outside.
    engine.step(
        "entering",
        """SELECT e.source, e.target, s.root AS from_root, s.visit AS from_visit, t.root
            AS to_root, t.visit AS to_visit
        FROM other_links AS e JOIN visits AS s ON e.source = s.node
            JOIN visits AS t ON e.target = t.node
        JOIN sizes AS z ON e.target = z.node
        WHERE s.root <> t.root OR s.visit < t.visit OR s.visit >= t.visit + z.size""",
    )
    # ``entering_met``: a row such a referral within one tree. In two trees the ends never meet.
    meeting_points(
        ladder,
        "entering_met",
        "visits",
        """SELECT CASE WHEN from_visit > to_visit THEN source ELSE target END AS node,
        LEAST(from_visit, to_visit) AS visit FROM entering WHERE from_root = to_root""",
    )
    # 1 at the introducer of whom it names, -1 where both ends meet: the sum over a branch is 1 from
    # there up to below the meeting, and 0 above, where both ends are inside.
    engine.step(
        "entered",
        """SELECT node, CAST(SUM(n) AS BIGINT) AS n FROM (
            SELECT f.up AS node, 1 AS n FROM entering AS e JOIN forest AS f ON e.target = f.node
            WHERE f.up IS NOT NULL UNION ALL SELECT node, -1 FROM entering_met) AS marks
                GROUP BY node""",
    )
    engine.drop("entering", "entering_met")


def _house(ladder: Steps) -> None:
    """Make ``houses`` (organization, node): the lowest branch with all contacts of each."""
    engine = ladder.engine
    # ``spans``: a row an organization with all contacts in one tree: the first visit, the last
    # contact. A branch is one run of visits: one that has these two has all contacts between.
    engine.step(
        "spans",
        """SELECT k.organization, COUNT(*) AS n, MIN(v.visit) AS visit, MAX_BY(k.node, v.visit)
            AS node
        FROM known AS k JOIN visits AS v ON k.node = v.node LEFT
            JOIN spread AS s ON k.organization = s.name
        WHERE k.organization IS NOT NULL AND s.name IS NULL
        GROUP BY k.organization HAVING MIN(v.root) = MAX(v.root)""",
    )
    pairs = "SELECT node, visit, organization FROM spans WHERE n > 1"
    meeting_points(ladder, "spans_met", "visits", pairs, carried=("organization",))
    engine.step(
        "houses",
        """SELECT organization, node FROM spans_met
        UNION ALL SELECT organization, node FROM spans WHERE n = 1""",
    )
    engine.drop("spans", "spans_met")


def _open(engine: Engine) -> None:
    """Make ``organization_gates``: who stands above an organization, if nothing enters below.

    Found from its house up, past its own contacts.
    """
    # ``runs``: a row a person, the last going up as long as the introducer is a colleague.
    nearest_marked(
        engine,
        "runs",
        """SELECT k.node, CASE WHEN k.organization = u.organization THEN u.node ELSE k.node END
            AS up
        FROM known AS k LEFT JOIN known AS u ON k.up = u.node""",
    )
    # The house, or, if it is a contact of the organization, whoever is above its run of colleagues.
    # Above a run that begins with a first contact is nobody, and the join drops it.
    engine.step(
        "organization_gates",
        """SELECT c.organization, c.node FROM (
            SELECT h.organization, CASE WHEN k.organization = h.organization THEN e.up
                ELSE h.node END AS node
            FROM houses AS h JOIN known AS k ON h.node = k.node JOIN runs AS r ON h.node = r.node
            JOIN known AS e ON r.up = e.node) AS c
        JOIN gates AS g ON c.node = g.node WHERE g.entries = 0""",
    )
    engine.drop("runs")
