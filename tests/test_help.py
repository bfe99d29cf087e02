"""help() of a question explains every column of its answer, and no other."""

from __future__ import annotations

import inspect
import pydoc
import re
import subprocess
import sys
import tempfile
from typing import TYPE_CHECKING

import pytest

import netgraph as ng
from netgraph import meanings, schema
from netgraph.simulation.example import example_folder
from netgraph.simulation.office import write_office

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    Ask = Callable[[ng.ReferralNetwork], pd.DataFrame]


def office() -> ng.Cohort:
    """The searches of two students, who know one alumna."""
    with tempfile.TemporaryDirectory() as home:
        write_office(home, 12, 2, seed=1)
        return ng.read_cohort(home)


ANSWERS: dict[str, tuple[Ask, ...]] = {
    "advocates": (lambda net: ng.advocates(net, expected=True),),
    "agenda": (ng.agenda,),
    "changes": (ng.changes,),
    "check": (ng.check,),
    "contacts": (lambda net: ng.contacts(net, expected=True),),
    "dead_ends": (ng.dead_ends,),
    "fill_shares": (ng.fill_shares,),
    "growth": (ng.growth, lambda net: ng.growth(net, per="week")),
    "keep_warm": (ng.keep_warm,),
    "load": (lambda _: ng.load(office()),),
    "organizations": (lambda net: ng.organizations(net, lose=list(net.links.ids[:9])),),
    "paths": (lambda net: ng.paths(net, to=str(net.links.ids[-1])),),
    "seekers": (lambda _: ng.seekers(office()),),
    "sources": (ng.sources,),
    "suggestions": (ng.suggestions,),
}
"""Calls that give between them all the columns of an answer."""


@pytest.fixture(scope="module")
def net() -> ng.ReferralNetwork:
    """The example data."""
    return ng.read(example_folder())


def explained(name: str) -> list[tuple[str, str]]:
    """Columns and what is said of them in the section Returns, as notebooks and IPython show it."""
    doc = inspect.getdoc(getattr(ng, name))
    assert doc is not None
    section = re.search(r"^Returns\n-------\n(.*?)(?=^\w+\n-+\n|\Z)", doc, re.MULTILINE | re.DOTALL)
    assert section is not None
    found = re.findall(r"^([a-z_0-9]+)\n((?:    .+\n?)+)", section[1], re.MULTILINE)
    return [(column, " ".join(text.split())) for column, text in found]


@pytest.mark.parametrize("name", ANSWERS)
def test_every_column_of_an_answer_is_explained_and_nothing_else_is(
    net: ng.ReferralNetwork, name: str
) -> None:
    tables = [ask(net) for ask in ANSWERS[name]]
    columns = [column for table in tables for column in table.columns]
    assert [column for column, _ in explained(name)] == columns


@pytest.mark.parametrize("name", ANSWERS)
def test_a_meaning_is_a_sentence_with_its_unit_and_the_lines_are_short(name: str) -> None:
    for column, meaning in explained(name):
        assert meaning.endswith(".")
        assert meaning != f"{column.replace('_', ' ').capitalize()}."
        if column.startswith(("days_", "conversion", "chance", "share")):
            assert re.search(r"Days|0 to 1|interval", meaning), column
    shown = pydoc.render_doc(getattr(ng, name), renderer=pydoc.plaintext)
    body = shown.split("\n", 3)[3]
    assert max(map(len, body.splitlines())) <= 104
    assert "With ``lose`` also:" in shown or name != "organizations"


def test_every_question_is_among_these() -> None:
    returns_a_table = {
        name
        for name in ng.__all__
        if inspect.isfunction(getattr(ng, name))
        and "DataFrame" in str(inspect.signature(getattr(ng, name)).return_annotation)
    }
    assert returns_a_table == set(ANSWERS)


def test_sections_keep_their_order_and_say_things_once() -> None:
    doc = inspect.getdoc(ng.advocates) or ""
    heads = re.findall(r"^(\w+)\n-+$", doc, re.MULTILINE)
    assert heads == ["Parameters", "Returns", "Raises", "Notes"]
    assert doc.count(meanings.ADVOCATE_MEANINGS[schema.DECISION_MAKERS_REACHED]) == 1


def test_without_docstrings_questions_answer_all_the_same() -> None:
    code = (
        "import netgraph as ng; net = ng.simulate(9, seed=1); "
        "print(ng.advocates.__doc__, len(ng.contacts(net)), list(ng.growth(net).columns)[0])"
    )
    done = subprocess.run(
        [sys.executable, "-OO", "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["None", "9", "generation"]


def test_the_help_of_the_command_line_waits_for_a_table_of_words_alone() -> None:
    code = (
        "import sys\nfrom netgraph.cli import main\n"
        "assert main(['--help']) == 0\n"
        "late = ('argparse', 'netgraph.schema', 'netgraph.meanings', 'netgraph.cli.verbs')\n"
        "assert not set(late) & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
