"""What a type checker tells a user of netgraph: misspelt names, words that no option takes."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import pytest

import netgraph as ng
from netgraph import choices, schema

if TYPE_CHECKING:
    from collections.abc import Callable

HOME = Path(ng.__file__).parents[1]
WRONG = "  # wrong"
CALLS = '''\
"""A user's own file."""

from pathlib import Path

import networkx as nx
import pandas as pd

import netgraph as ng
from netgraph import plot
from netgraph.schema import AdvocateColumn

net: ng.ReferralNetwork = ng.read("data/")
net = ng.read("a.csv", Path("b.csv"), columns={"contact_id": "Email"}, keep="first", lenient=True)
net = ng.read("data", keep="newest")  # wrong
net = ng.from_frames(pd.DataFrame(), None, as_of="2024-01-31", seeker="me", keep="last")
graph: "nx.DiGraph[str]" = net.graph
net = ng.from_networkx(graph, lenient=True)
net = ng.simulate(80, seed=1, propensity="branch")
net = ng.simulate(80, propensity="twig")  # wrong
day: pd.Timestamp | None = net.as_of("2024-01-31").without(["a"]).subset(["b"]).as_of_date
ids: list[str] = list(net.links.ids)

cohort: ng.Cohort = ng.read_cohort("office/")
cohort = ng.simulate(80, seekers=4, seed=1)
net = ng.simulate(80, seekers=4)  # wrong

table: pd.DataFrame = ng.advocates(net)
table = ng.advocates(net, by="conversion_low", top=10, exact=True)
table = ng.advocates(net, by="contact_id")
table = ng.advocates(net, by="nonsense")  # wrong
table = ng.advocates(net, by="standing")  # wrong
table = ng.advocates(net, top="10")  # wrong
table = ng.adovcates(net)  # wrong
table = ng.contacts(net)
table = ng.contacts(net, by="standing", top=3)
table = ng.contacts(net, by="nonsense")  # wrong
table = ng.dead_ends(net, by="revive_through", top=3)
table = ng.dead_ends(net, by="credit")  # wrong
table = ng.organizations(net, by="entry_advocates")
table = ng.organizations(net, lose=["a", "b"], by="contacts_lost", top=1)
table = ng.organizations(net, by="lose")  # wrong
table = ng.keep_warm(net, k=7, top=3)
table = ng.keep_warm(net, by="covered")  # wrong
table = ng.growth(net)
table = ng.growth(net, per="week", top=3)
table = ng.growth(net, per="day")  # wrong
table = ng.paths(net, to="Acme", k=2)
table = ng.paths(net)  # wrong
table = ng.sources(net, by="organizations", exact=True)
table = ng.sources(net, by="nonsense")  # wrong
table = ng.seekers(cohort, by="state", top=3)
table = ng.seekers(net)  # wrong
table = ng.load(cohort, limit=2, by="waiting")
table = ng.load(cohort, limits=2)  # wrong
table = ng.advocates(cohort, by="reach", top=3)
table = ng.advocates(cohort, by="nonsense")  # wrong
table = ng.agenda(net, outcome="Acme", hours=table, thank_days=2, top=9)
table = ng.agenda(net, tank_days=2)  # wrong
table = ng.changes(net, since="2024-01-01", top=9)
table = ng.changes(net, until="2024-01-01")  # wrong
one: ng.Dossier = ng.dossier(net, "Ann", include=["notes"])
one = ng.dossier(net, "Ann", included=["notes"])  # wrong
asked: tuple[str, ...] = one.questions
said: tuple[ng.Finding, ...] = ng.findings(net)
summary: ng.Summary = ng.summary(net, top=3)
advocates: pd.DataFrame = summary.advocates
print(summary.counts["contacts"], summary.advocats)  # wrong
table = ng.check(net)
table = ng.check("contacts.csv", "referrals.csv", keep="last")
table = ng.fill_shares(net)
table = ng.suggestions(net, apart=[("a", "b")])

paths: tuple[Path, ...] = ng.write_tables(net, "out", format="parquet")
paths = ng.write_tables(cohort, "out")
paths = ng.write_tables(net, "out", format="xls")  # wrong
done: ng.Converted = ng.convert("export.csv", to="out", redact=["initials", "organizations"])
done = ng.convert("export.csv", to="out", redact="people", format="csv")  # wrong
hidden: ng.ReferralNetwork = ng.redact(net, "names", key="secret")
hidden = ng.redact(net, "nothing")  # wrong
hidden_searches: ng.Cohort = ng.redact(ng.read_cohort("office"), "all")
map_of_all: Path = ng.write_map(cohort, "map.html")
path: Path = ng.write_map(net, "map.html", renderer="canvas", include=["notes"], title="Mine")
path = ng.write_map(net, "map.html", renderer="svg")  # wrong
path = ng.write_report(net, "report.html", since="2026-05-01", include=["notes"], min_cell=5)
path = ng.write_report(net, "report.html", since=1.5)  # wrong
path = ng.write_reports(cohort, "pages", title="Spring", include=["notes"])
path = ng.write_reports(net, "pages")  # wrong
path = ng.write_maps(cohort, "maps", renderer="canvas", title="Spring", include=["notes"])
path = ng.write_maps(net, "maps")  # wrong
path = ng.write_figures(cohort, "tree", "trees", format="svg", label="organization")
path = ng.write_figures(cohort, "load", "loads")  # wrong
path = ng.write_graph(net, "net.gexf", private=True)
path = ng.write_workbook("job-search.xlsx", net)
path = ng.write_workbook(net)  # wrong
graph = net.to_networkx(dates="iso")
graph = net.to_networkx(dates="text")  # wrong
page: str = ng.show_map(net, renderer="pyvis", height=300).page
page = ng.show_map(net, renderer="gl").page  # wrong
ng.to_pyvis(net).toggle_physics(True)
ng.to_pyvis("net.csv")  # wrong

axes = ng.plot.tree(net, by="date", label="organization", top_labels=5)
axes = plot.tree(net, by="time")  # wrong
axes = plot.growth(net, ax=axes, per="auto")
axes = plot.growth(net, per="generation")  # wrong
axes = plot.organizations(net, ax=plot.generations(net))
axes = plot.advocates(net, ax=plot.branches(net))
axes = plot.keep_warm(net, k=3, ax=plot.sources(net, min_cell=5))
axes = plot.survival(net, ax=plot.calendar(net))
path = plot.save(net, "tree", "tree.png", dpi=72)
axes = plot.load(cohort, limit=2, ax=plot.seekers(cohort))
axes = plot.load(net)  # wrong
path = plot.save(cohort, "seekers", "seekers.png")
path = plot.save(net, "tee", "tree.png")  # wrong
axes = plot.brunches(net)  # wrong

column: AdvocateColumn = "reach"
table = ng.advocates(net, by=column)
words: str = ng.__version__

try:
    net = ng.read("data/")
except ng.MissingColumnError as error:
    print(error.problems[0].upper())
except (ng.InputError, ng.MissingExtraError, ng.UnknownNameError, ng.NetgraphError) as reason:
    print(reason)
except ng.MissingColumError:  # wrong
    pass
'''


def test_mypy_finds_the_wrong_lines_of_a_users_file_and_no_others(
    tmp_path: Path, require: Callable[[object, str], None]
) -> None:
    require(find_spec("mypy"), "mypy")
    (tmp_path / "mine.py").write_text(CALLS, encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--strict", "--follow-imports=silent"]
    config = tmp_path / "mypy.ini"  # an empty one, or mypy would look for others
    config.write_text("[mypy]\n", encoding="utf-8")
    done = subprocess.run(
        [*command, "--config-file", str(config), "--cache-dir", str(tmp_path / "cache"), "mine.py"],
        cwd=tmp_path,
        env={**os.environ, "MYPYPATH": str(HOME)},
        capture_output=True,
        text=True,
        check=False,
    )
    lines = CALLS.splitlines()
    wrong = {number for number, line in enumerate(lines, start=1) if line.endswith(WRONG)}
    found = {int(n) for n in re.findall(r"^mine\.py:(\d+): error: ", done.stdout, re.MULTILINE)}
    assert found == wrong, done.stdout + done.stderr
    assert len(wrong) > 20


def test_the_file_calls_every_public_name() -> None:
    right = "\n".join(line for line in CALLS.splitlines() if not line.endswith(WRONG))
    missing = [name for name in ng.__all__ if f"ng.{name}" not in right]
    assert not missing
    assert not [name for name in ng.plot.__all__ if name.islower() and f"plot.{name}(" not in right]


@pytest.mark.parametrize("module", [schema, choices], ids=lambda module: module.__name__)
def test_the_words_of_types_are_those_of_the_running_program(module: object) -> None:
    types = {n: get_args(t) for n, t in vars(module).items() if get_args(t) and n[0].isupper()}
    tuples = [words for n, words in vars(module).items() if n.isupper() and type(words) is tuple]
    assert types
    for name, words in types.items():
        assert all(type(word) is str for word in words), name
        assert len(set(words)) == len(words), name
    for words in tuples:
        assert len(set(words)) == len(words)
    constants = {value for n, value in vars(schema).items() if n.isupper() and type(value) is str}
    columns = {word for n, words in types.items() if n.endswith("Column") for word in words}
    assert columns <= constants
