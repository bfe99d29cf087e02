"""Groups too large for a worker, answered by supersteps of SQL, for what joins can give."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from netgraph import schema
from netgraph.analysis.reach import SKETCH
from netgraph.engines import large_answers
from netgraph.engines.across import ISSUE_SHAPE
from netgraph.engines.engine import count
from netgraph.engines.gates import find_gates
from netgraph.engines.introductions import plant
from netgraph.engines.large_rows import EARLIER, LATER, TOLD
from netgraph.engines.large_tables import (
    REASON_SHAPE,
    TOLD_SHAPE,
    counted,
    early_told,
    explained,
    judged,
    loops_told,
)
from netgraph.engines.pieces import find_components
from netgraph.engines.reaching import sketch_reach
from netgraph.engines.survey import DATED, LATEST, PAIR, PLACE_OF, SUM, SURVEY_SHAPE
from netgraph.engines.trees import (
    branch_totals,
    meeting_points,
    nearest_marked,
    steps,
    visiting_order,
)
from netgraph.links import UNDATED

if TYPE_CHECKING:
    from netgraph.engines.engine import Engine
    from netgraph.engines.part import Facts

ADDED: Final = "CAST(SUM({}) AS BIGINT)"
"""A sum of whole numbers; engines widen it otherwise."""
WORTH: Final = "CAST(SUM({}) AS DECIMAL(38, 18))"
"""A sum that does not depend on the order of its terms, so that equal credits tie."""


# Who has no day at all gets EARLIER or LATER, numbers like others: neither is ever missing.
_NEWEST: Final = (
    f"GREATEST(p.last_known, COALESCE(m.last_made, {EARLIER}), COALESCE(n.last_named, {EARLIER}))"
)
_EARLIEST: Final = (
    f"LEAST(p.first_known, COALESCE(m.first_made, {LATER}), COALESCE(n.first_named, {LATER}))"
)
OWN: Final = {name: name for name in ISSUE_SHAPE}


def _row(table: str = "", **given: str) -> str:
    """A query for rows of ``SURVEY_SHAPE``; what is not given is missing."""
    types = {"long": "BIGINT", "text": "STRING"}
    cells = [
        f"CAST({given.get(name, 'NULL')} AS {types[kind]}) AS {name}"
        for name, kind in SURVEY_SHAPE.items()
    ]
    return f"SELECT {', '.join(cells)} {table}"


def survey_told() -> str:
    """A query for the issues of the rows of large groups, as rows of ``SURVEY_SHAPE``."""
    return _row("FROM large_told", what="what", name="name", n="n", **OWN)


class Large:
    """The people and links of large groups, as ``large_rows.read_large`` left them in an engine.

    Parameters
    ----------
    engine
        Where they are.
    groups, limit
        How many groups they are, and the rows beyond which a group is large.
    few
        As in ``pieces.find_components``.
    cut
        Whether an as-of date may have left referrals out, so that groups may have come apart.
    """

    def __init__(self, engine: Engine, groups: int, limit: int, *, few: int, cut: bool) -> None:
        self.engine, self.groups, self.limit = engine, groups, limit
        # ``forest``: a row a person with introducer (up), the row of the referral that did it
        # (line), arrival and generation. First contacts have neither up nor line.
        self.rounds = plant(engine)
        # ``step_k``: (node, up), the ancestor 2^k generations up. Sums over branches climb these.
        self._ladder = steps(engine, "step", "SELECT node, up FROM forest WHERE up IS NOT NULL")
        self._know()
        self._survey(few, cut=cut)
        self.estimated = 0
        self.at_rest = True

    def _know(self) -> None:
        """Make ``known``, people with what links tell, and ``meetings`` of organizations."""
        engine = self.engine
        # ``sizes``: a row a person, the people of their branch, themselves too, and its last
        # generation.
        branch_totals(
            self._ladder,
            "sizes",
            "SELECT node, CAST(1 AS BIGINT) AS size, generation AS deepest FROM forest",
            {"size": ADDED, "deepest": "MAX({})"},
        )
        # ``made``: a row a person who refers. A referral introduced somebody if the forest took its
        # row. No date is LATER: MIN gives it only if all lack a date, MAX must leave it out.
        engine.step(
            "made",
            f"""SELECT e.source AS node, COUNT(*) AS made,
                {ADDED.format("CASE WHEN p.met THEN 1 ELSE 0 END")} AS met_made,
            MIN(e.day) AS first_made,
            MAX(CASE WHEN e.last_day < {LATER} THEN e.last_day END) AS last_made,
            {ADDED.format("CASE WHEN f.line = e.line THEN 1 ELSE 0 END")} AS introductions
            FROM links AS e JOIN people AS p ON e.target = p.node
                JOIN forest AS f ON e.target = f.node GROUP BY e.source""",
        )
        engine.step(
            "named",
            f"""SELECT target AS node, COUNT(*) AS named, MIN(day) AS first_named,
            MAX(CASE WHEN last_day < {LATER} THEN last_day END) AS last_named
            FROM links GROUP BY target""",
        )
        zeros = ", ".join(
            f"COALESCE(m.{name}, 0) AS {name}" for name in ("made", "met_made", "introductions")
        )
        # Everybody introduced is worth 1, shared equally by the generation - 1 people above them.
        worth = (
            "CASE WHEN f.up IS NULL THEN 0 "
            "ELSE CAST(1 AS DOUBLE) / CAST(f.generation - 1 AS DOUBLE) END"
        )
        # ``known``: a row a person, what they and their links tell. Everybody is in ``forest`` and
        # ``sizes``, so no inner join loses anybody.
        engine.step(
            "known",
            f"""SELECT p.node, p.place, p.id, p.name, p.organization, p.stub,
                {", ".join(f"p.{name}" for name in TOLD)},
            p.met_on, f.up, f.line, f.arrival, f.generation, {zeros}, COALESCE(m.first_made,
                {LATER}) AS first_made,
            COALESCE(n.named, 0) AS named, {_NEWEST} AS last_known, z.size, z.deepest,
            {_EARLIEST} AS first_known,
            CAST({worth} AS DECIMAL(38, 18)) AS worth
            FROM people AS p JOIN forest AS f ON p.node = f.node JOIN sizes AS z ON p.node = z.node
            LEFT JOIN made AS m ON p.node = m.node LEFT JOIN named AS n ON p.node = n.node""",
        )
        engine.drop("made", "named")
        self._meet()

    def _meet(self) -> None:
        """Make ``meetings`` (node, n): contacts that meet another of their organization there.

        They meet walking up the forest.

        So the different organizations of a branch are its employed less its meetings, exactly (as
        for distinct colours in subtrees: Hui, CPM 1992): no pairs of people and ancestors are ever
        listed.
        """
        engine = self.engine
        nearest_marked(engine, "rooted", "SELECT node, COALESCE(up, node) AS up FROM forest")
        engine.step("roots_of", "SELECT node, up AS root FROM rooted")
        # ``visits``: a row a person, their root and number in a walk of its tree, parents first.
        visiting_order(self._ladder, "visits", "sizes", "roots_of")
        # ``neighbours``: a row an employed person, the visit of the colleague before them there.
        # A branch is one run of visits, so k colleagues in it make k - 1 pairs that meet inside it.
        engine.step(
            "neighbours",
            """SELECT node, LAG(visit) OVER (PARTITION BY organization, root
                ORDER BY visit) AS visit FROM (
            SELECT v.node, v.root, v.visit, p.organization FROM visits AS v
                JOIN people AS p ON v.node = p.node
            WHERE p.organization IS NOT NULL) AS employed""",
        )
        meeting_points(
            self._ladder,
            "met_at",
            "visits",
            "SELECT node, visit FROM neighbours WHERE visit IS NOT NULL",
        )
        engine.step("meetings", "SELECT node, COUNT(*) AS n FROM met_at GROUP BY node")
        engine.drop("rooted", "roots_of", "neighbours", "met_at")

    def _survey(self, few: int, *, cut: bool) -> None:
        """Make ``large_survey``: rows of ``SURVEY_SHAPE`` for all large groups."""
        engine = self.engine
        engine.mapped("large_counted", "known", counted, SURVEY_SHAPE)
        # ``large_loops``: a row a first contact that opens a loop. Stubs have no row in contacts.
        engine.step(
            "large_loops",
            "SELECT CASE WHEN p.stub THEN 0 ELSE p.place END AS line, p.id FROM loops AS l JOIN "
            "people AS p ON l.node = p.node",
        )
        engine.mapped("large_loops_told", "large_loops", loops_told, ISSUE_SHAPE)
        # ``large_early``: a row a referral dated before its referrer was introduced. First contacts
        # arrive at EARLIER and referrals without a date are at LATER, so neither can be in it.
        engine.step(
            "large_early",
            f"""SELECT e.line, k.id, k.arrival AS since, e.day FROM links AS e
                JOIN known AS k ON e.source = k.node
            WHERE e.day < k.arrival AND k.arrival < {LATER}""",
        )
        engine.mapped("large_early_told", "large_early", early_told, ISSUE_SHAPE)
        groups = self._came_apart(few) if cut else self.groups
        engine.step("large_changes", large_answers.changes_of_pairs())
        # A newest day in any piece means that dates are kept. Organizations get one row for all
        # large groups: ``spread`` is about other parts, ``gates`` compares the trees itself.
        parts = [
            f"SELECT {', '.join(SURVEY_SHAPE)} FROM large_counted",
            _row("FROM large_changes", what=f"'{PAIR}'", a="day", b="pair", n="n"),
            survey_told(),
            _row(
                f"FROM large_told WHERE name = '{LATEST}'", what="'most'", name=f"'{DATED}'", n="1"
            ),
            *(
                _row(f"FROM {name}", what="'issue'", **OWN)
                for name in ("large_loops_told", "large_early_told")
            ),
            _row(
                "FROM (SELECT DISTINCT organization FROM people WHERE organization IS NOT NULL) "
                "AS o",
                what=f"'{PLACE_OF}'",
                name="o.organization",
            ),
            _row(what=f"'{SUM}'", name=f"'{schema.COMPONENTS}'", n=f"CAST({groups} AS BIGINT)"),
        ]
        engine.step("large_survey", " UNION ALL ".join(parts))
        engine.drop(
            "large_counted",
            "large_changes",
            "large_loops",
            "large_loops_told",
            "large_early",
            "large_early_told",
            "large_told",
        )

    def _came_apart(self, few: int) -> int:
        """Count the groups that are left once referrals after the as-of date are out."""
        engine = self.engine
        # This overwrites ``pairs`` and ``components`` of all groups, which nothing reads any more.
        engine.step(
            "pairs",
            """SELECT DISTINCT LEAST(source, target) AS one, GREATEST(source, target) AS other
                FROM links""",
        )
        find_components(engine, few=few)
        # Who is in no pair has no row in ``components`` and is a group alone.
        return count(
            engine,
            """SELECT COUNT(DISTINCT COALESCE(c.component, p.node)) FROM people AS p
            LEFT JOIN components AS c ON p.node = c.node""",
        )

    def judge(self, facts: Facts, today: int | None) -> None:
        """Make ``judged``, ``totals`` (which depend on the whole network) and ``reached``."""
        engine = self.engine
        day = UNDATED if today is None else today
        # ``counting``: a row a person, also how many of their referrals count, and led to meetings.
        engine.step("counting", large_answers.counting(facts.prior, today))
        engine.mapped("judged", "counting", lambda piece: judged(piece, facts, day), TOLD_SHAPE)
        engine.drop("counting")
        self._structural = not facts.dated and not facts.kept
        live = ", ".join(f"'{word}'" for word in schema.LIVE_STANDINGS)
        # Without dates and statuses only the shape tells: a branch lives where somebody forks it.
        # Who has no standing is not live: a missing word is in no list.
        lively = f"j.{schema.STANDING} IN ({live})"
        if self._structural:
            lively += " OR k.introductions > 1"
        flags = {
            "lively": lively,
            "deciders": "k.decides",
            schema.MET: "k.met",
            **{name: f"j.{schema.STANDING} = '{name}'" for name in schema.STANDINGS},
        }
        own = ", ".join(
            f"CASE WHEN {asked} THEN 1 ELSE 0 END AS {name}" for name, asked in flags.items()
        )
        employed = "CASE WHEN k.organization IS NULL THEN 0 ELSE 1 END"
        # ``totals``: a row a person, sums over their branch. ``places`` are its different
        # organizations, ``others`` the referrals made in it that introduced nobody.
        branch_totals(
            self._ladder,
            "totals",
            f"""SELECT k.node, {own}, {employed} - COALESCE(m.n, 0) AS places,
                k.made - k.introductions AS others,
            k.worth, k.last_known FROM known AS k JOIN judged AS j ON k.node = j.node
            LEFT JOIN meetings AS m ON k.node = m.node""",
            {
                **dict.fromkeys(flags, ADDED),
                **dict.fromkeys(("places", "others"), ADDED),
                "worth": WORTH,
                "last_known": "MAX({})",
            },
        )
        engine.step(
            "other_links",
            """SELECT e.source, e.target FROM links AS e JOIN forest AS f ON e.target = f.node
            WHERE f.line IS NULL OR f.line <> e.line""",
        )
        find_gates(self._ladder)
        # ``upper``: people whose branch makes such referrals. All others reach just their branch.
        engine.step("upper", "SELECT node FROM totals WHERE others > 0")
        self.at_rest = sketch_reach(engine)
        self.estimated = count(engine, "SELECT COUNT(*) FROM reached WHERE estimated")
        engine.step("large_dead", large_answers.dead_branch_rows())
        structural = self._structural
        engine.mapped(
            "large_reasons",
            "large_dead",
            lambda p: explained(p, structural=structural),
            REASON_SHAPE,
        )
        nearest_marked(engine, "revivers", large_answers.STEPS_TO_REVIVERS)
        engine.step("large_met_last", large_answers.MET_LAST)

    def answer(self, name: str, facts: Facts, today: int | None) -> str:
        """The query for what the large groups add to a table of parts."""
        ask = {
            "metrics": lambda: large_answers.metrics(facts.found, today, at_rest=self.at_rest),
            "dead_ends": lambda: large_answers.dead_ends(today),
            "organization_parts": large_answers.organization_parts,
        }
        return ask[name]()

    @property
    def notes(self) -> list[str]:
        """Say which rows are answered the second way, what they lack and what is estimated."""
        people = count(self.engine, "SELECT COUNT(*) FROM people")
        groups = "one group" if self.groups == 1 else f"{self.groups:,} groups"
        entered = count(self.engine, "SELECT COUNT(*) FROM gates WHERE entries > 0")
        lacking = (
            f"{people:,} contacts are in {groups} of more than {self.limit:,} rows, "
            "too large for a worker."
        )
        if entered:
            lacking = (
                f"{lacking[:-1]}: for {entered:,} of them, into whose branches others refer, "
                f"{schema.EXCLUSIVE_REACH} and "
                f"{schema.EXCLUSIVE_ORGANIZATIONS} are not given, nor {schema.ONLY_THROUGH} of "
                f"organizations behind them."
            )
        if not self.at_rest:
            return [
                lacking,
                (
                    "Reach is not given where branches are left by others' referrals: "
                    "chains are too long."
                ),
            ]
        if not self.estimated:
            return [lacking]
        # The standard error of a bottom-k sketch is 1 / sqrt(k - 2) (Cohen 1997).
        error = 100 / (SKETCH - 2) ** 0.5
        guessed = (
            f"Reach, organizations and decision makers of {self.estimated:,} of them "
            f"({schema.ESTIMATED}) are "
            f"estimates where they are {SKETCH} or more (bottom-{SKETCH} sketches, standard error "
            f"{error:.1f} %)."
        )
        return [lacking, guessed]
