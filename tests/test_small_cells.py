"""No cell of 1 to N - 1 is shown, and none can be found by sums and differences.

The attack joins all outputs of one network: every number that is shown is a linear equation in the
cells that it counts. A cell is found where the equations settle it, that is where it lies in the
space of their rows, whatever is blank.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import linprog
from scipy.sparse import csr_array

import netgraph as ng
from netgraph import schema
from netgraph.analysis.people import people
from netgraph.analysis.small_cells import counts_without_small, without_small_cells
from netgraph.cli import main
from netgraph.cli.verbs import VERBS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from netgraph.network import ReferralNetwork

Row = dict[str, Any]
Cells = dict[tuple[str, Any], float]
GROUPS = ("summary", "organizations", "growth", "sources", "plot", "report")
SINGLE = tuple(
    name
    for name, verb in VERBS.items()
    if name not in GROUPS and any("--min-cell" in one.flags for one in verb.options)
)


pytestmark = pytest.mark.usefixtures("read_once")


@pytest.fixture
def shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Row]:
    """What a command answers about a network, as JSON."""

    def ask(net: ReferralNetwork, least: int, *words: str) -> Row:
        if not (tmp_path / "contacts.csv").exists():
            ng.write_tables(net, tmp_path)
        verb, *options = words
        command = [verb, str(tmp_path), *options, "--min-cell", str(least), "--format", "json"]
        assert main(command) == 0
        answer: Row = json.loads(capsys.readouterr().out)
        return answer

    return ask


class Attack:
    """What a reader can tell of every count, by the smallest and the largest that it can be.

    Counts are written down as they are, what is shown as equations, what everybody knows of any
    network as equations and bounds; a linear programme does the rest.
    """

    def __init__(self) -> None:
        self.truth: Cells = {}
        self.floor: Cells = {}
        self.known: dict[bool, list[tuple[Cells, float]]] = {True: [], False: []}
        self.between: set[tuple[str, Any]] = set()

    def cell(self, kind: str, group: object, value: float, *, shown: bool = True) -> None:
        """Name a count; its value only tells whether it is small, and checks what is known.

        What no answer shows may be found, but helps to find others.
        """
        self.truth[kind, group] = float(value)
        if not shown:
            self.between.add((kind, group))

    def know(self, *terms: tuple[float, str, object], number: float | None = None) -> None:
        """Learn the sum of counts, each times its factor; default: what it is."""
        self._learn(terms, number, exact=True)

    def at_most(self, *terms: tuple[float, str, object], number: float = 0) -> None:
        """Learn what the sum of counts is at most."""
        self._learn(terms, number, exact=False)

    def _learn(
        self, terms: tuple[tuple[float, str, object], ...], number: float | None, *, exact: bool
    ) -> None:
        row: Cells = {}
        for factor, kind, group in terms:
            row[kind, group] = row.get((kind, group), 0) + factor
        value = sum(factor * self.truth[name] for name, factor in row.items())
        number = value if number is None else number
        assert value <= number + 1e-6, terms
        assert not exact or value >= number - 1e-6, terms
        self.known[exact].append((row, number))

    def blank(self, kind: str, group: object) -> None:
        """A cell that is blank counts somebody, as 0 would be shown."""
        if self.truth[kind, group] >= 1:
            self.floor[kind, group] = 1.0

    def found(self, least: int) -> list[object]:
        """Small counts of which fewer than ``least`` possibilities are left."""
        place = {name: i for i, name in enumerate(self.truth)}
        system = {}
        for exact, rows in self.known.items():
            cells = [
                (i, place[name], f) for i, (row, _) in enumerate(rows) for name, f in row.items()
            ]
            i, at, factor = zip(*cells, strict=True)
            shape = (len(rows), len(place))
            system[exact] = (csr_array((factor, (i, at)), shape=shape), [n for _, n in rows])
        low = [self.floor.get(name, 0.0) for name in place]
        high = 1000 + 10 * sum(self.truth.values())
        # the smallest and largest value of each count in all that was found possible so far
        least_seen = most_seen = np.array(list(self.truth.values()))
        caught: list[object] = []
        for name, value in self.truth.items():
            at = place[name]
            if name in self.between:
                continue
            for sign in (1, -1):
                if not 0 < value < least or most_seen[at] - least_seen[at] >= least - 1:
                    continue
                goal = np.zeros(len(place))
                goal[at] = sign
                answer = linprog(
                    goal,
                    A_eq=system[True][0],
                    b_eq=system[True][1],
                    A_ub=system[False][0],
                    b_ub=system[False][1],
                    # what is larger than everybody is as good as without a bound
                    bounds=[(floor, high) for floor in low],
                    method="highs",
                )
                assert answer.status == 0, answer.message
                least_seen = np.minimum(least_seen, answer.x)
                most_seen = np.maximum(most_seen, answer.x)
            spread = most_seen[at] - least_seen[at]
            if 0 < value < least and spread < least - 1 - 1e-6:
                caught.append((name, value, least_seen[at], most_seen[at]))
        return caught


BEYOND = 3
"""Generations that may be there for all a reader knows, though nobody is in them."""
PARTS = (schema.CONTACTS, schema.MET, schema.REFERRALS, schema.ORGANIZATIONS_NEW)
"""Columns of generations."""


def look(attack: Attack, kind: str, group: object, row: Row, columns: Iterable[str]) -> None:
    """Learn a row of an answer: what it shows, and that what is blank is not 0."""
    for column in columns:
        if row[column] is None:
            attack.blank(f"{kind} {column}", group)
        else:
            attack.know((1, f"{kind} {column}", group), number=row[column])


def part(attack: Attack, kind: str, group: object, column: str) -> None:
    """Who of a group's contacts is not counted in a column is a count too."""
    whole, some = f"{kind} {schema.CONTACTS}", f"{kind} {column}"
    attack.cell(
        f"{kind} not {column}", group, attack.truth[whole, group] - attack.truth[some, group]
    )
    attack.know((1, whole, group), (-1, some, group), (-1, f"{kind} not {column}", group))


def generations_told(attack: Attack, net: ReferralNetwork, rows: list[Row], deepest: int) -> None:
    """Rows of growth, the last of which may be several generations."""
    known = ng.growth(net).set_index(schema.GENERATION).to_dict("index")
    for g in range(1, deepest + 1):
        for column in PARTS:
            attack.cell(f"g {column}", g, known[g][column] if g in known else 0)
        attack.at_most((1, f"g {schema.MET}", g), (-1, f"g {schema.CONTACTS}", g))
        attack.at_most((1, f"g {schema.ORGANIZATIONS_NEW}", g), (-1, f"g {schema.CONTACTS}", g))
        if g > 1:
            named = (-1, f"g {schema.REFERRALS}", g - 1)
            attack.at_most((1, f"g {schema.CONTACTS}", g), named)
    for row in rows:
        last = row is rows[-1]
        inside = [
            g
            for g in range(1, deepest + 1)
            if g == row["generation"] or (last and g > row["generation"])
        ]
        for column in PARTS:
            value = sum(attack.truth[f"g {column}", g] for g in inside)
            attack.cell(f"row {column}", row["generation"], value)
            each = [(-1.0, f"g {column}", g) for g in inside]
            attack.know((1, f"row {column}", row["generation"]), *each)
        part(attack, "row", row["generation"], schema.MET)
        look(attack, "row", row["generation"], row, PARTS)
    for column in PARTS:
        total = schema.ORGANIZATIONS if column == schema.ORGANIZATIONS_NEW else column
        every = [(1.0, f"g {column}", g) for g in range(1, deepest + 1)]
        attack.know(*every, (-1, total, None))


def sources_told(attack: Attack, net: ReferralNetwork, rows: list[Row], deepest: int) -> None:
    """Sources add up to the first generation; credit weighs the later ones."""
    table = ng.sources(net)
    columns = [c for c in table.columns if c != schema.SOURCE]
    for row in table.astype(object).where(table.notna(), None).to_dict("records"):
        for column in columns:
            attack.cell(f"s {column}", row[schema.SOURCE], row[column])
        part(attack, "s", row[schema.SOURCE], schema.MET)
        places = (1, f"s {schema.ORGANIZATIONS}", row[schema.SOURCE])
        attack.at_most(places, (-1, schema.ORGANIZATIONS, None))
        credit, reach = f"s {schema.CREDIT}", f"s {schema.REACH}"
        attack.at_most((1, credit, row[schema.SOURCE]), (-1, reach, row[schema.SOURCE]))
    for row in rows:
        if (
            row[schema.CREDIT] is None
            and attack.truth[f"s {schema.CREDIT}", row[schema.SOURCE]] > 0
        ):
            look(attack, "s", row[schema.SOURCE], row, [c for c in columns if c != schema.CREDIT])
        else:
            look(attack, "s", row[schema.SOURCE], row, columns)
    names = [row[schema.SOURCE] for row in rows]
    for column in (schema.CONTACTS, schema.MET, schema.REFERRALS):
        attack.know(*[(1, f"s {column}", s) for s in names], (-1, f"g {column}", 1))
    share = [(-1 / (g - 1), f"g {schema.CONTACTS}", g) for g in range(2, deepest + 1)]
    attack.know(*[(1, f"s {schema.CREDIT}", s) for s in names], *share)
    found = [(1.0, schema.CONTACTS, None), (-1.0, schema.FIRST_CONTACTS, None)]
    if len(names) == 1:
        attack.know((1, f"s {schema.REACH}", names[0]), *[(-f, k, g) for f, k, g in found])
        return
    reached = [(-1.0, f"s {schema.REACH}", s) for s in names]
    size = attack.truth[schema.CONTACTS, None] - attack.truth[schema.FIRST_CONTACTS, None]
    if attack.truth[schema.REFERRALS, None] == size:
        # a forest, as the summary shows: each is reached from one source
        attack.know(*found, *reached, number=0)
    else:
        attack.at_most(*found, *reached)


def branches_told(
    attack: Attack, net: ReferralNetwork, rows: list[Row], counts: Row, deepest: int
) -> None:
    """Who was found through a source, by generation: between its reach, referrals and credit."""
    root, generation = net.forest.root, net.forest.generation
    of = people(net).table.reindex(columns=[schema.SOURCE])[schema.SOURCE].astype(object)
    of = of.where(of.notna(), None).to_numpy()
    deep = range(2, deepest + 1)
    for row in rows:
        name = row[schema.SOURCE]
        for g in deep:
            there = (generation == g) & (of[root] == name)
            attack.cell("found", (name, g), there.sum(), shown=False)
        every: list[tuple[float, str, object]] = [(1.0, "found", (name, g)) for g in deep]
        attack.at_most(*every, (-1, f"s {schema.REACH}", name))
        attack.at_most(*every[:1], *[(-1.0, f"s {schema.REFERRALS}", name)][: len(every)])
        share = [(1 / (g - 1), "found", (name, g)) for g in deep]
        attack.know(*share, (-1, f"s {schema.CREDIT}", name), number=0)
        if largest := counts[schema.LARGEST_BRANCH]:
            attack.at_most(*every, (1 - largest, f"s {schema.CONTACTS}", name))
    for g in deep:
        each = [(1.0, "found", (row[schema.SOURCE], g)) for row in rows]
        attack.know(*each, (-1, f"g {schema.CONTACTS}", g), number=0)


def organizations_told(attack: Attack, net: ReferralNetwork, rows: list[Row]) -> None:
    """Organizations add up to all but those who are at none."""
    table, who = ng.organizations(net), people(net)
    columns = (schema.CONTACTS, schema.MET, schema.DECISION_MAKERS)
    for row in table.to_dict("records"):
        for column in columns:
            attack.cell(f"o {column}", row[schema.ORGANIZATION], row[column])
        part(attack, "o", row[schema.ORGANIZATION], schema.MET)
        part(attack, "o", row[schema.ORGANIZATION], schema.DECISION_MAKERS)
    nowhere = who.organization < 0
    for column, flag in ((schema.CONTACTS, nowhere), (schema.MET, nowhere & who.met)):
        attack.cell(f"nowhere {column}", None, flag.sum())
        every = [(1.0, f"o {column}", name) for name in table[schema.ORGANIZATION]]
        attack.know(*every, (1, f"nowhere {column}", None), (-1, column, None))
    for row in rows:
        look(attack, "o", row[schema.ORGANIZATION], row, columns)
    there = sum(row[schema.CONTACTS] != 0 for row in rows)
    attack.at_most((-1, schema.ORGANIZATIONS, None), number=-there)


def counts_told(attack: Attack, counts: Row, rows: int) -> None:
    """Learn what a summary shows, and what bounds it."""
    for name, value in counts.items():
        if value is None:
            attack.blank(name, None)
        else:
            attack.know((1, name, None), number=value)

    def at_most(*terms: tuple[float, str], number: float = 0) -> None:
        attack.at_most(*[(factor, name, None) for factor, name in terms], number=number)

    attack.know((1, schema.FIRST_CONTACTS, None), (-1, f"g {schema.CONTACTS}", 1))
    # no branch is larger than the largest: a product, of which one number is shown
    if largest := counts[schema.LARGEST_BRANCH]:
        attack.at_most((1, schema.CONTACTS, None), (-largest, schema.FIRST_CONTACTS, None))
    at_most((1, schema.COMPONENTS), (-1, schema.FIRST_CONTACTS))
    at_most((1, schema.CONTACTS), (-1, schema.COMPONENTS), (-1, schema.REFERRALS))
    at_most((1, schema.STUBS), (1, schema.MET), (-1, schema.CONTACTS))
    at_most((1, schema.LARGEST_BRANCH), (1, schema.FIRST_CONTACTS), (-1, schema.CONTACTS), number=1)
    at_most((1, schema.GENERATIONS), (-1, schema.LARGEST_BRANCH))
    at_most((-1, schema.GENERATIONS), number=-rows)
    for name in (schema.STUBS, schema.MET, schema.FIRST_CONTACTS, schema.LARGEST_BRANCH):
        left = attack.truth[schema.CONTACTS, None] - attack.truth[name, None]
        attack.cell(f"all but {name}", None, left)
        attack.know((1, schema.CONTACTS, None), (-1, name, None), (-1, f"all but {name}", None))


def attacked(net: ReferralNetwork, least: int, ask: Callable[..., Row]) -> list[object]:
    """Join summary, growth, sources and organizations."""
    attack = Attack()
    for name, value in ng.summary(net).counts.items():
        attack.cell(name, None, value)
    counts, rows = ask(net, least, "summary")["counts"], ask(net, least, "growth")["rows"]
    # where the number of generations is blank, nobody knows that there are no deeper ones
    deepest = int(attack.truth[schema.GENERATIONS, None])
    deepest += BEYOND if counts[schema.GENERATIONS] is None else 0
    generations_told(attack, net, rows, deepest)
    led = ask(net, least, "sources")["rows"]
    sources_told(attack, net, led, deepest)
    organizations_told(attack, net, ask(net, least, "organizations")["rows"])
    branches_told(attack, net, led, counts, deepest)
    counts_told(attack, counts, len(rows))
    sums_over_time(attack, net, least, ask)
    return attack.found(least)


def sums_over_time(
    attack: Attack, net: ReferralNetwork, least: int, ask: Callable[..., Row]
) -> None:
    """Learn the running sums of weeks and months, joined: what is new between any two days."""
    steps = {"week": pd.DateOffset(weeks=1), "month": pd.DateOffset(months=1)}
    known: dict[pd.Timestamp, Row] = {}
    shown: list[tuple[pd.Timestamp, Row]] = []
    for per, step in steps.items():
        table = ng.growth(net, per=per)  # type: ignore[arg-type]
        ends = [min(p + step, net.as_of_date + pd.Timedelta(days=1)) for p in table["period"]]  # type: ignore[operator]
        known |= dict(zip(ends, table.to_dict("records"), strict=True))
        rows = ask(net, least, "growth", "--per", per)["rows"]
        shown += list(zip(ends, rows, strict=True))
    days = sorted(known)
    for name in (schema.CONTACTS, schema.MET, schema.ORGANIZATIONS):
        sums = [0, *(known[day][name] for day in days), attack.truth[name, None]]
        for day, before, after in zip([*days, None], sums, sums[1:], strict=False):
            attack.cell(f"new {name}", day, after - before)
        for day, row in shown:
            until = [(1.0, f"new {name}", d) for d in days if d <= day]
            if row[name] is not None:
                attack.know(*until, number=row[name])
            elif known[day][name]:
                attack.at_most(*[(-f, k, d) for f, k, d in until], number=-1)
        attack.know(*[(1, f"new {name}", day) for day in [*days, None]], (-1, name, None))
    for day in days:
        attack.cell("waiting", day, known[day][schema.CONTACTS] - known[day][schema.MET])
        until = [d for d in days if d <= day]
        attack.know(
            *[(1, f"new {schema.CONTACTS}", d) for d in until],
            *[(-1, f"new {schema.MET}", d) for d in until],
            (-1, "waiting", day),
        )


@pytest.mark.parametrize("least", [3, 11])
@pytest.mark.parametrize(
    ("people_drawn", "seed"), [(40, 1), pytest.param(300, 3, marks=pytest.mark.thorough)]
)
def test_no_blank_cell_is_found(
    people_drawn: int, seed: int, least: int, shown: Callable[..., Row]
) -> None:
    assert attacked(ng.simulate(people_drawn, seed=seed), least, shown) == []


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_sums_of_a_forest_and_people_of_no_organization_find_no_blank_cell(
    seed: int, shown: Callable[..., Row]
) -> None:
    """15 first contacts of 4 sources name 25 others; 2 to 4 of the 40 are at no organization."""
    rng = np.random.default_rng(seed)
    contacts = pd.DataFrame({schema.CONTACT_ID: [f"c{i}" for i in range(40)]})
    contacts[schema.SOURCE] = [*("family", "alumni", "event") * 4, *["cold"] * 3, *[None] * 25]
    firm = rng.choice(["Acme", "Bolt", "Crane"], 40).astype(object)
    firm[rng.choice(40, 1 + seed, replace=False)] = None
    contacts[schema.ORGANIZATION] = firm
    contacts[schema.STATUS] = rng.choice(["met", "identified"], 40)
    referrer = [f"c{rng.integers(0, i)}" for i in range(15, 40)]
    named = contacts[schema.CONTACT_ID].iloc[15:]
    referrals = pd.DataFrame({schema.REFERRER_ID: referrer, schema.REFERRED_ID: named})
    assert attacked(ng.from_frames(contacts, referrals), 5, shown) == []


@pytest.mark.thorough
@pytest.mark.parametrize(("people_drawn", "seed"), [(40, 2), (60, 1)])
def test_credit_and_reach_do_not_tell_who_was_referred(
    people_drawn: int, seed: int, shown: Callable[..., Row]
) -> None:
    """What a source has of both is between its first referrals and those that came of them."""
    assert attacked(ng.simulate(people_drawn, seed=seed), 5, shown) == []


def test_the_attack_finds_what_stands_alone(shown: Callable[..., Row]) -> None:
    """Without complementary suppression it succeeds: so it is an attack."""

    def only_small(net: ReferralNetwork, least: int, *words: str) -> Row:
        answer = shown(net, 1, *words)
        for row in [*answer.get("rows", []), answer.get("counts", {})]:
            for name, value in row.items():
                if isinstance(value, int | float) and 0 < value < least and name != "generation":
                    row[name] = None
        return answer

    assert attacked(ng.simulate(40, seed=1), 11, only_small)


@pytest.fixture
def chained() -> ng.ReferralNetwork:
    """70 first contacts name 85 people, one of whom names one: 71 = 70 components and 1."""
    first, named = (
        [f"{letter}{n:02}" for n in range(count)] for letter, count in (("a", 70), ("b", 85))
    )
    people = [*first, *named, "c0"]
    days = [f"2024-0{1 + (n >= 70)}-{1 + n % 20:02}" for n in range(155)] + ["2024-03-05"]
    contacts = pd.DataFrame({"contact_id": people, "status": "met", "met_on": days})
    pairs = [*((first[n % 70], one, "2024-02-01") for n, one in enumerate(named))]
    pairs.append(("b00", "c0", "2024-03-01"))
    columns = ["referrer_id", "referred_id", "referred_on"]
    return ng.from_frames(contacts, pd.DataFrame(pairs, columns=columns))


def test_what_comes_next_bounds_what_was_before(
    chained: ng.ReferralNetwork, shown: Callable[..., Row]
) -> None:
    assert attacked(chained, 11, shown) == []
    rows = shown(chained, 11, "growth")["rows"]
    # the third generation is in the row of the second: two of three counts are left to see
    assert [row[schema.CONTACTS] for row in rows] == [70, 86]
    assert [row[schema.REFERRALS] for row in rows] == [None, None]
    assert shown(chained, 11, "sources")["rows"][0][schema.CREDIT] is None


def test_many_organizations_of_one_person_each_hide_how_many_people_there_are(
    shown: Callable[..., Row],
) -> None:
    """Thirty people at thirty organizations: with both numbers known, each has one."""
    contacts = pd.DataFrame(
        {"contact_id": [f"p{n}" for n in range(30)], "organization": [f"o{n}" for n in range(30)]}
    )
    referrals = pd.DataFrame(
        {"referrer_id": ["p0"] * 29, "referred_id": contacts["contact_id"][1:]}
    )
    net = ng.from_frames(contacts, referrals)
    rows = shown(net, 11, "organizations")["rows"]
    assert not [row for row in rows if row[schema.CONTACTS] is not None]
    assert shown(net, 11, "summary")["counts"][schema.CONTACTS] is None


def test_few_organizations_are_not_listed_where_their_number_is_blank(
    shown: Callable[..., Row],
) -> None:
    contacts = pd.DataFrame(
        {
            "contact_id": [f"p{n}" for n in range(40)],
            "organization": [*["Acme"] * 20, *["Birch"] * 15, *["Cedar"] * 3, *["Dill"] * 2],
        }
    )
    referrals = pd.DataFrame(
        {"referrer_id": ["p0"] * 39, "referred_id": contacts["contact_id"][1:]}
    )
    answer = shown(ng.from_frames(contacts, referrals), 11, "organizations")
    assert {row[schema.ORGANIZATION] for row in answer["rows"]} <= {"Acme", "Birch"}
    assert any("not listed" in note for note in answer["notes"])


def test_organizations_are_not_counted_by_generation_or_date(shown: Callable[..., Row]) -> None:
    """Five of six people each, three reached first: growth has 3 and 2, blank below 5."""
    people_there = [(firm, n) for firm in "abcde" for n in range(6)]
    contacts = pd.DataFrame(
        {
            "contact_id": [f"{firm}{n}" for firm, n in people_there],
            "organization": [f"Firm {firm}" for firm, _ in people_there],
            "status": "met",
            "met_on": [f"2024-0{1 + 'abcde'.index(firm)}-05" for firm, _ in people_there],
        }
    )
    pairs = [("a0", f"{firm}{n}", "2024-04-01") for firm in "de" for n in range(6)]
    columns = ["referrer_id", "referred_id", "referred_on"]
    net = ng.from_frames(contacts, pd.DataFrame(pairs, columns=columns))
    assert ng.growth(net)[schema.ORGANIZATIONS_NEW].tolist() == [3, 2]
    rows = shown(net, 5, "organizations")["rows"]
    assert [row[schema.CONTACTS] for row in rows] == [6] * 5
    assert {row[schema.GENERATION] for row in rows} == {None}
    assert {row[schema.FIRST_REACHED_ON] for row in rows} == {None}


@pytest.mark.parametrize("kind", ["generations", "organizations", "growth"])
def test_figures_draw_no_small_number(kind: str) -> None:
    net = ng.simulate(300, seed=5)
    axes = getattr(ng.plot, kind)(net, min_cell=11)
    drawn = [value for bar in axes.patches for value in (bar.get_width(), bar.get_height())]
    numbers = [v for v in drawn if float(v).is_integer()]
    numbers += [v for line in axes.get_lines() for v in line.get_ydata()]
    words = [text.get_text() for text in (*axes.texts, axes.xaxis.label)]
    words.append(axes.get_title(loc="left"))
    words += (
        [text.get_text() for text in axes.get_legend().get_texts()] if axes.get_legend() else []
    )
    said = re.findall(r"(?<![-\d])\d+(?![-\d])", " ".join(words).replace("first contacts", ""))
    numbers += [int(one) for one in said if one != "11"]
    generations = {1} if kind == "generations" else set()
    assert len(numbers) > 2
    assert not [n for n in numbers if 0 < n < 11 and n not in generations]
    assert not [name for name in net.contacts["name"] if name in " ".join(words)]
    assert "below 11" in axes.get_title(loc="left")


def test_figures_are_asked_for_like_answers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ng.write_tables(ng.simulate(300, seed=5), tmp_path / "d")
    for kind in ("generations", "organizations", "growth"):
        path = tmp_path / f"{kind}.svg"
        words = ["plot", kind, str(tmp_path / "d"), "-o", str(path)]
        assert main([*words, "--min-cell", "11"]) == 0
        # counts of issues are cells too
        assert "issues: referral_before_introduction, rootless_loop" in capsys.readouterr().err
        small = path.read_bytes()
        assert main(words) == 0
        assert path.read_bytes() != small
    capsys.readouterr()
    words = ["plot", "tree", str(tmp_path / "d"), "-o", str(tmp_path / "tree.svg")]
    assert main([*words, "--min-cell", "11"]) == 1
    assert "tells of single people" in capsys.readouterr().err
    assert not (tmp_path / "tree.svg").exists()


@pytest.mark.parametrize("kind", ["generations", "organizations", "growth"])
def test_figures_of_few_people_say_that_nothing_is_large_enough(kind: str) -> None:
    axes = getattr(ng.plot, kind)(ng.simulate(9, seed=1), min_cell=11)
    assert not axes.patches
    assert "Nothing large enough" in axes.get_title(loc="left")


@pytest.mark.parametrize("least", [2, 11])
@pytest.mark.parametrize("per", ["week", "month"])
def test_running_sums_differ_by_nobody_or_by_enough(
    per: str, least: int, shown: Callable[..., Row]
) -> None:
    net = ng.simulate(300, seed=3)
    answer = shown(net, least, "growth", "--per", per)
    counts = shown(net, least, "summary")["counts"]
    for name in (schema.CONTACTS, schema.MET, schema.ORGANIZATIONS):
        sums = [row[name] for row in answer["rows"] if row[name] is not None]
        assert len(sums) > 1
        steps = np.diff([0, *sums, *([counts[name]] if counts[name] else [])])
        assert not ((steps > 0) & (steps < least)).any(), (name, steps)
    waiting = [
        row[schema.CONTACTS] - row[schema.MET]
        for row in answer["rows"]
        if row[schema.CONTACTS] is not None and row[schema.MET] is not None
    ]
    assert not [w for w in waiting if 0 < w < least]


def test_every_number_of_a_grouped_answer_is_none_or_enough(shown: Callable[..., Row]) -> None:
    net = ng.simulate(300, seed=5)
    numbers = []
    for words in (["organizations"], ["sources"], ["growth"], ["summary"]):
        answer = shown(net, 11, *words)
        for row in [*answer.get("rows", []), *answer.get("organizations", [])]:
            numbers += [v for k, v in row.items() if isinstance(v, int) and k != "generation"]
            assert not {schema.INTRODUCED_BY, schema.ONLY_THROUGH} & set(row)
        numbers += [v for v in answer.get("counts", {}).values() if v is not None]
        numbers += [v for v in answer["issues"].values() if v is not None]
        assert [note for note in answer["notes"] if "Smallest cell 11" in note]
        assert not {"advocates", "dead_ends"} & set(answer)
    assert len(numbers) > 20
    assert not [n for n in numbers if 0 < n < 11]


@pytest.mark.parametrize("verb", SINGLE)
def test_answers_about_single_people_are_refused(
    verb: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ng.write_tables(ng.simulate(20, seed=1), tmp_path)
    given = {
        "paths": ["--to", "x"],
        "map": ["-o", str(tmp_path / "x.html")],
        "dossier": ["--who", "x"],
    }
    words = given.get(verb, [])
    assert main([verb, str(tmp_path), *words, "--min-cell", "11"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "tells of single people" in err
    assert main(["organizations", str(tmp_path), "--lose", "x", "--min-cell", "11"]) == 1


def test_blank_rows_come_last_whatever_the_order(shown: Callable[..., Row]) -> None:
    """Among blanks the order would tell which is larger."""
    net = ng.simulate(300, seed=3)
    for words in ([], ["--by", "contacts"], ["--by", "met"]):
        column = words[-1] if words else schema.CONTACTS
        rows = shown(net, 6, "organizations", *words)["rows"]
        blank = [row[column] is None for row in rows]
        names = [row[schema.ORGANIZATION] for row in rows if row[column] is None]
        assert any(blank)
        if words:
            assert blank == sorted(blank)
            assert names == sorted(names)


@pytest.mark.parametrize("seed", [4, 7, 9])
def test_a_count_is_shown_wherever_it_stands_or_nowhere(seed: int) -> None:
    """First contacts are the first generation, and those of all sources together."""
    net = ng.simulate(30 + 7 * seed, seed=seed)
    for least in (5, 11):
        shown = counts_without_small(net, ng.summary(net).counts, least)[schema.FIRST_CONTACTS]
        table = without_small_cells(net, "growth", ng.growth(net), least)
        assert len(table) > 1
        first = table[schema.CONTACTS].iloc[0]
        assert (shown is None) == pd.isna(first)
        assert shown is None or shown == first
