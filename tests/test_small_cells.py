"""No cell of 1 to N - 1 is shown, and none can be found by sums and differences.

The attack joins all outputs of one network: every number that is shown is a linear equation in the
cells that it counts. A cell is found where the equations settle it, that is where it lies in the
space of their rows, whatever is blank.
"""

from __future__ import annotations

import itertools
import json
import re
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest

import netgraph as ng
from netgraph import schema
from netgraph.analysis.people import people
from netgraph.cli import main
from netgraph.cli.verbs import VERBS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from netgraph.network import ReferralNetwork

Row = dict[str, Any]
Cells = dict[tuple[str, Any], float]
GROUPS = ("summary", "organizations", "growth", "sources", "plot")
SINGLE = tuple(
    name
    for name, verb in VERBS.items()
    if name not in GROUPS and any("--min-cell" in one.flags for one in verb.options)
)


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
    """Equations about unknown cells, and what they settle."""

    def __init__(self) -> None:
        self.truth: Cells = {}
        self.equations: list[Cells] = []

    def cell(self, kind: str, group: object, value: float) -> None:
        """Name a cell; its value is only used to know whether it is small."""
        self.truth[kind, group] = float(value)

    def know(self, *terms: tuple[float, str, object]) -> None:
        """Learn the value of a sum of cells."""
        self.equations.append({(kind, group): sign for sign, kind, group in terms})

    def found(self, sums: Iterable[tuple[tuple[str, object], ...]], least: int) -> list[object]:
        """Sums of cells that are small and settled."""
        place = {name: i for i, name in enumerate(self.truth)}
        rows = np.zeros((len(self.equations) + 1, len(place)))
        for i, equation in enumerate(self.equations):
            for name, sign in equation.items():
                rows[i, place[name]] = sign
        _, strength, directions = np.linalg.svd(rows)
        # What no equation says anything of: a sum is settled where it does not move along these.
        free = directions[int((strength > 1e-9).sum()) :]
        caught: list[object] = []
        for names in sums:
            value = sum(self.truth[name] for name in names)
            along = free[:, [place[name] for name in names]].sum(axis=1)
            if 0 < value < least and np.abs(along).max(initial=0) < 1e-9:
                caught.append((names, value))
        return caught


PARTS = {
    schema.REFERRALS: "referrals",
    schema.CREDIT: "credit",
    schema.ORGANIZATIONS_NEW: "new",
    schema.MET: "met",
    schema.DECISION_MAKERS: "decide",
}
"""Columns that are cells by themselves."""


def name_cells(attack: Attack, kind: str, table: pd.DataFrame) -> None:
    """Name the cells of each row of an answer: met and not, deciding and not, and so on."""
    name = str(table.columns[0])
    for row in table.astype(object).where(table.notna(), None).to_dict("records"):
        group = (kind, row[name])
        for column in set(PARTS) & set(row):
            attack.cell(PARTS[column], group, row[column])
        attack.cell("unmet", group, row[schema.CONTACTS] - row[schema.MET])
        if schema.DECISION_MAKERS in row:
            attack.cell("others", group, row[schema.CONTACTS] - row[schema.DECISION_MAKERS])
            sides = ((1, "met"), (1, "unmet"), (-1, "decide"), (-1, "others"))
            attack.know(*[(sign, cell, group) for sign, cell in sides])


def learn(attack: Attack, kind: str, name: str, rows: list[Row]) -> None:
    """Learn every number that an answer shows."""
    for row in rows:
        group = (kind, row[name])
        if row[schema.CONTACTS] is not None:
            attack.know((1, "met", group), (1, "unmet", group))
        for column in set(PARTS) & set(row):
            if row[column] is not None:
                attack.know((1, PARTS[column], group))


def attacked(net: ReferralNetwork, least: int, ask: Callable[..., Row]) -> list[object]:
    """Join summary, growth, sources and organizations."""
    attack, who = Attack(), people(net)
    tables = {
        "growth": ng.growth(net),
        "sources": ng.sources(net),
        "organizations": ng.organizations(net),
    }
    for kind, table in tables.items():
        name_cells(attack, kind, table)
        learn(attack, kind, str(table.columns[0]), ask(net, least, kind)["rows"])
    nowhere = who.organization < 0
    flags = {"met": who.met, "unmet": ~who.met, "decide": who.decides, "others": ~who.decides}
    for cell, flag in flags.items():
        attack.cell(cell, ("organizations", None), flag[nowhere].sum())
    groups = {k: [g for (c, g) in attack.truth if c == "met" and g[0] == k] for k in tables}
    # What adds up to what, whether it is shown or not.
    first = ("growth", 1)
    for cell in ("met", "unmet", "referrals"):
        attack.know(*[(1, cell, g) for g in groups["sources"]], (-1, cell, first))
    for cell in ("met", "unmet"):
        inside = [(1.0, cell, g) for g in groups["organizations"]]
        attack.know(*inside, *[(-1, cell, g) for g in groups["growth"]])
    later = [(-1.0, c, g) for g in groups["growth"] if g != first for c in ("met", "unmet")]
    attack.know(*[(1, "credit", g) for g in groups["sources"]], *later)
    everybody = groups["growth"]
    totals = {
        schema.CONTACTS: [(1.0, c, g) for g in everybody for c in ("met", "unmet")],
        schema.MET: [(1.0, "met", g) for g in everybody],
        schema.FIRST_CONTACTS: [(1.0, "met", first), (1.0, "unmet", first)],
        schema.REFERRALS: [(1.0, "referrals", g) for g in everybody],
        schema.ORGANIZATIONS: [(1.0, "new", g) for g in everybody],
    }
    counts = ask(net, least, "summary")["counts"]
    for name, terms in totals.items():
        if counts[name] is not None:
            attack.know(*terms)
    sums_over_time(attack, net, least, ask, counts)
    sums: list[tuple[tuple[str, object], ...]] = [(name,) for name in attack.truth]
    sums += [(("met", g), ("unmet", g)) for kind in groups for g in groups[kind]]
    return attack.found(sums, least)


def sums_over_time(
    attack: Attack, net: ReferralNetwork, least: int, ask: Callable[..., Row], counts: Row
) -> None:
    """Learn the running sums of weeks and months, joined: what is new between any two days."""
    totals = {
        schema.CONTACTS: len(net),
        schema.MET: int(people(net).met.sum()),
        schema.ORGANIZATIONS: len(people(net).organizations),
    }
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
    for name, total in totals.items():
        sums = [0, *(known[day][name] for day in days), total]
        for day, before, after in zip([*days, None], sums, sums[1:], strict=False):
            attack.cell(f"new {name}", day, after - before)
        for day, row in shown:
            if row[name] is not None:
                attack.know(*[(1, f"new {name}", d) for d in days if d <= day])
        if counts[name] is not None:
            attack.know(*[(1, f"new {name}", day) for day in [*days, None]])
        # between equal sums there is nobody new
        told = sorted((day, row[name]) for day, row in shown if row[name] is not None)
        for (day, number), (other, later) in itertools.pairwise(told):
            for between in days if number == later else ():
                if day < between <= other:
                    attack.know((1, f"new {name}", between))
    who_waits(attack, known)


def who_waits(attack: Attack, known: dict[pd.Timestamp, Row]) -> None:
    """Name those who are known on each day and were not met yet."""
    days = sorted(known)
    for day in days:
        waiting = known[day][schema.CONTACTS] - known[day][schema.MET]
        attack.cell("waiting", day, waiting)
        until = [d for d in days if d <= day]
        attack.know(
            *[(1, f"new {schema.CONTACTS}", d) for d in until],
            *[(-1, f"new {schema.MET}", d) for d in until],
            (-1, "waiting", day),
        )


@pytest.mark.parametrize("least", [3, 11])
@pytest.mark.parametrize(("people_drawn", "seed"), [(40, 1), (150, 2), (300, 3), (700, 4)])
def test_no_blank_cell_is_found(
    people_drawn: int, seed: int, least: int, shown: Callable[..., Row]
) -> None:
    assert attacked(ng.simulate(people_drawn, seed=seed), least, shown) == []


def test_the_attack_finds_what_stands_alone(shown: Callable[..., Row]) -> None:
    """Without complementary suppression it succeeds: so it is an attack."""

    def only_small(net: ReferralNetwork, least: int, *words: str) -> Row:
        answer = shown(net, 1, *words)
        for row in [*answer.get("rows", []), answer.get("counts", {})]:
            for name, value in row.items():
                if isinstance(value, int | float) and 0 < value < least and name != "generation":
                    row[name] = None
        return answer

    assert attacked(ng.simulate(300, seed=3), 11, only_small)


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
    words = {"paths": ["--to", "x"], "map": ["-o", str(tmp_path / "x.html")]}.get(verb, [])
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
