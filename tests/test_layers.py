"""The rules of the house that can be read off the source: imports, names and their places."""

from __future__ import annotations

import ast
import functools
import importlib
import json
import pkgutil
import subprocess
import sys
from collections import defaultdict
from graphlib import CycleError, TopologicalSorter
from inspect import ismodule
from pathlib import Path

import pytest

import netgraph
from netgraph import schema

PACKAGE = Path(netgraph.__file__).parent
FILES = sorted(PACKAGE.rglob("*.py"))
FLOORS = (
    {"schema", "errors", "atomic", "arrays", "clock", "looks", "organization_names", "formulas"}
    | {"choices", "facts", "frames", "meanings", "locks", "places", "collation", "pseudonyms"}
    | {"shared_words", "patterns", "fingerprints"}
    | {"xml_text", "given_columns", "iso_days", "wording", "glossary", "argument_rules"}
    | {"progress", "cell_words", "controls", "cards"},
    {"kernels", "graph_attributes"},
    {"links"},
    {"forest", "as_of"},
    {"network"},
    {"network_parts"},
    {"cohort"},
    {"privacy", "suppression", "bounded_counts", "arguments", "replay"}
    | {"redaction", "redaction_cohorts", "redaction_issues", "redaction_words"},
    {"tables"},
    {"simulation"},
    {"analysis"},
    {"engines"},
    {"plot", "maps", "spark", "start"},
    {"report"},
    {"notebook"},
    {"cli"},
    {"__init__", "__main__"},
)
"""From the cellar to the roof: imports go down, or stay on a floor."""
FLOOR = {room: height for height, rooms in enumerate(FLOORS) for room in rooms}
LIGHT = {"numpy", "pandas"}
"""What may be imported where a module begins, besides the standard library."""
LINES_AT_MOST, FUNCTION_AT_MOST, KERNEL_AT_MOST = 400, 60, 100
"""Blank lines of a module and the docstring of a function are not counted; a kernel is one loop
that is compiled as a whole, and schema is a list."""


def room(file: Path) -> str:
    """The first part of a module's name below netgraph."""
    return file.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(tree: ast.AST) -> set[str]:
    """Full names of the modules that are imported anywhere in a tree."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module == "netgraph":
            names |= {f"netgraph.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
    return names


def at_import(body: list[ast.stmt]) -> ast.Module:
    """What runs when a module is imported: no function bodies, nothing for type checkers."""
    kept: list[ast.stmt] = []
    for node in body:
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            kept += node.orelse
        elif isinstance(node, ast.ClassDef):
            kept += at_import(node.body).body
        elif not isinstance(node, ast.FunctionDef):
            kept.append(node)
    return ast.Module(kept, [])


@functools.cache
def parsed(file: Path) -> ast.Module:
    """A module as a tree, which no test changes."""
    return ast.parse(file.read_text(encoding="utf-8"))


def test_imports_go_down_only_and_nothing_heavy_is_imported_with_a_module() -> None:
    wrong: list[str] = []
    for file in FILES:
        names, name = imported(parsed(file)), file.relative_to(PACKAGE)
        if file != PACKAGE / "__init__.py":
            rooms = {one.split(".")[1] for one in names if one.startswith("netgraph.")}
            up = {r for r in rooms if FLOOR[r] > FLOOR[room(file)]}
            wrong += [f"{name} imports {up}, which stand above it"] * bool(up)
            if "netgraph" in names and room(file) not in ("cli", "__main__"):
                wrong.append(f"{name} imports netgraph as a whole")
        first = {one.split(".")[0] for one in imported(at_import(parsed(file).body))}
        heavy = first - LIGHT - set(sys.stdlib_module_names) - {"netgraph"}
        wrong += [f"{name} imports {heavy} when it is imported"] * bool(heavy)
    assert not wrong


def test_a_module_level_import_inside_an_if_or_try_counts_and_one_in_a_function_does_not() -> None:
    tree = ast.parse(
        "if TYPE_CHECKING:\n import a\nelse:\n import b\n"
        "try:\n import c\nfinally: pass\ndef f():\n import d"
    )
    assert imported(at_import(tree.body)) == {"b", "c"}


class NoTypeChecking(ast.NodeTransformer):
    """Leave out what only type checkers run."""

    def visit_If(self, node: ast.If) -> ast.If | list[ast.stmt]:
        self.generic_visit(node)
        return node.orelse if "TYPE_CHECKING" in ast.unparse(node.test) else node


def uses(sources: dict[str, str]) -> dict[str, set[str]]:
    """Modules that each module imports, where it begins or within a function.

    Parameters
    ----------
    sources
        Full name of each module, to its source. A package is its ``__init__``.
    """
    found: dict[str, set[str]] = {}
    for module, source in sources.items():
        names: set[str] = set()
        for node in ast.walk(NoTypeChecking().visit(ast.parse(source))):
            if isinstance(node, ast.Import):
                names |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                inside = {f"{node.module}.{alias.name}" for alias in node.names}
                names |= (inside & sources.keys()) or {str(node.module)}
        found[module] = names & sources.keys()
    return found


def circle(graph: dict[str, set[str]]) -> list[str]:
    """Modules that import each other in a circle, the first named again at its end; or none."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def test_no_modules_import_each_other_in_a_circle() -> None:
    names = (file.relative_to(PACKAGE.parent).with_suffix("").parts for file in FILES)
    modules = [".".join(parts).removesuffix(".__init__") for parts in names]
    texts = (file.read_text(encoding="utf-8") for file in FILES)
    graph = uses(dict(zip(modules, texts, strict=True)))
    assert graph["netgraph.cli.parser"] >= {"netgraph.controls", "netgraph.cli.verbs"}
    assert not circle(graph)


def test_a_circle_through_a_function_counts_and_one_for_type_checkers_does_not() -> None:
    sources = {
        "p": "",
        "p.a": "from p import b",
        "p.b": "def f():\n from p.c import name",
        "p.c": "if TYPE_CHECKING:\n from p.a import Name",
    }
    assert uses(sources) == {"p": set(), "p.a": {"p.b"}, "p.b": {"p.c"}, "p.c": set()}
    assert circle(uses(sources)) == []
    assert set(circle(uses(sources | {"p.c": "import p.a"}))) == {"p.a", "p.b", "p.c"}


TWICE = {
    "a verb: in memory, on an engine, on Spark or as a figure": {
        *("advocates", "check", "contacts", "dead_ends", "growth", "keep_warm", "organizations"),
        *("load", "seekers", "sources", "summary"),
    },
    "an engine's: the names within engines are to be made anew with its modules": {
        *("Answer", "PREFIX", "_starts"),
    },
}
"""Names that may stand in two modules, by the reason why."""


def test_a_name_at_the_top_of_a_module_stands_in_no_other() -> None:
    modules: dict[str, set[Path]] = defaultdict(set)
    for file in FILES:
        for node in parsed(file).body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                modules[node.name].add(file)
            elif isinstance(node, ast.Assign | ast.AnnAssign):
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                for target in targets:
                    modules[ast.unparse(target)].add(file)
    twice = {name for name, files in modules.items() if len(files) > 1 and name != "__all__"}
    allowed = set().union(*TWICE.values())
    assert twice - allowed == set(), "another name in one of the modules says more"
    assert allowed - twice == set(), "these stand in one module by now: strike them off the list"


def test_no_module_and_no_function_is_too_long() -> None:
    wrong: list[str] = []
    for file in FILES:
        name, text = file.relative_to(PACKAGE), file.read_text(encoding="utf-8")
        lines = sum(bool(line.strip()) for line in text.splitlines())
        if file.name != "schema.py" and lines > LINES_AT_MOST:
            wrong.append(f"{name}: {lines} lines")
        most = KERNEL_AT_MOST if room(file) == "kernels" else FUNCTION_AT_MOST
        for node in ast.walk(parsed(file)):
            if isinstance(node, ast.FunctionDef):
                told = node.body[0] if ast.get_docstring(node) else None
                words = (told.end_lineno or 0) - told.lineno + 1 if told else 0
                if (node.end_lineno or 0) - node.lineno + 1 - words > most:
                    wrong.append(f"{name}: {node.name}")
    assert not wrong


def test_column_names_are_spelled_in_schema_only() -> None:
    tables = (*schema.TABLES.values(), schema.HOURS_TABLE)
    columns = {column.name for table in tables for column in table.columns} | set(
        schema.CONTACT_COLUMNS
    )
    unmistakable = {name for name in columns if "_" in name}
    wrong: list[tuple[Path, set[object]]] = []
    for file in FILES:
        cells = {node.value for node in ast.walk(parsed(file)) if isinstance(node, ast.Constant)}
        if file.name != "schema.py" and cells & unmistakable:
            wrong.append((file, cells & unmistakable))
    assert not wrong


def test_only_the_command_line_prints() -> None:
    for file in FILES:
        calls = (n for n in ast.walk(parsed(file)) if isinstance(n, ast.Call))
        prints = any(isinstance(call.func, ast.Name) and call.func.id == "print" for call in calls)
        assert not prints or room(file) == "cli", file


def test_every_public_name_is_there_and_type_checkers_see_the_same() -> None:
    tree = ast.parse((PACKAGE / "__init__.py").read_text(encoding="utf-8"))
    checking = next(node for node in tree.body if isinstance(node, ast.If))
    seen = {
        a.name for node in checking.body if isinstance(node, ast.ImportFrom) for a in node.names
    }
    assert seen == set(netgraph.__all__)
    assert set(netgraph.__all__) <= set(dir(netgraph))
    for name in netgraph.__all__:
        assert getattr(netgraph, name).__doc__
    with pytest.raises(AttributeError, match="nonsense"):
        _ = netgraph.nonsense


def packages() -> list[str]:
    """Full names of netgraph and all packages below it."""
    folders = sorted(
        file.parent.relative_to(PACKAGE.parent) for file in FILES if file.stem == "__init__"
    )
    return [".".join(folder.parts) for folder in folders]


@pytest.mark.parametrize("name", packages())
def test_no_name_of_a_package_hides_one_of_its_modules(name: str) -> None:
    package = importlib.import_module(name)
    modules = [module.name for module in pkgutil.iter_modules(package.__path__)]
    for module in modules:
        if module != "__main__":  # runs the command
            found = importlib.import_module(f"{name}.{module}")
            assert getattr(package, module) is found, f"{name}.{module} is hidden"
    # what is handed on when first asked for would hide a module that nobody has imported yet
    handed_on = {n for n in getattr(package, "__all__", []) if not ismodule(getattr(package, n))}
    assert not handed_on & set(modules)


def modules_after(code: str) -> set[str]:
    """Names of the modules that a fresh interpreter has loaded after some code."""
    script = (
        f"import json, sys\n{code}\nprint(json.dumps(sorted(sys.modules)), file=sys.__stderr__)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    return {name.split(".")[0] for name in json.loads(done.stderr.splitlines()[-1])}


@pytest.mark.parametrize(
    "words", [["--help"], ["summary", "--help"], ["sumary"], ["summary", "x", "--tpo"]]
)
def test_help_and_wrong_usage_import_no_library(words: list[str]) -> None:
    loaded = modules_after(
        f"from netgraph.cli import main\ntry:\n main({words!r})\nexcept SystemExit:\n pass"
    )
    assert not loaded - modules_after("pass") - set(sys.stdlib_module_names) - {"netgraph"}


@pytest.mark.parametrize("question", ["advocates", "agenda", "check", "summary"])
def test_a_small_network_waits_for_no_library_that_its_answer_does_not_need(
    question: str, tables: Path
) -> None:
    loaded = modules_after(f"import netgraph as ng\nng.{question}(ng.read({str(tables)!r}))")
    # the interval of conversion, which advocates alone has here, is of scipy's functions
    scipy = {"Cython", "scipy"} if question != "advocates" else set()
    assert not loaded & ({"networkx", "matplotlib", "pyvis", "rich", "rapidfuzz"} | scipy)
    assert not loaded & {"babel", "icalendar", "jinja2", "openpyxl"}


def test_an_answer_in_words_waits_for_no_console(tables: Path) -> None:
    code = f"from netgraph.cli import main\nmain(['summary', {str(tables)!r}])\nimport sys\n"
    code += "print('rich.console' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "Top connectors" in done.stdout
    assert done.stdout.endswith("False\n")


@pytest.mark.parametrize(("call", "frozen"), [("main()", True), ("main(['--help'])", False)])
def test_a_command_seldom_searches_for_cycles(call: str, *, frozen: bool) -> None:
    code = f"import gc, sys\nfrom netgraph.cli import main\nsys.argv[1:] = ['--help']\n{call}\n"
    code += "print(gc.get_freeze_count() > 0, gc.get_threshold()[0] > 10_000)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split()[-2:] == [str(frozen)] * 2


def test_a_plain_table_waits_for_few_regular_expressions(tables: Path) -> None:
    code = f"""
import re, sys
compiled, compile_one = 0, re._compiler.compile
def counting(text, flags=0):
    global compiled
    caller = sys._getframe(1)
    while caller.f_globals["__name__"].split(".")[0] in ("re", "functools"):
        caller = caller.f_back
    compiled += caller.f_globals["__name__"].startswith("netgraph.")
    return compile_one(text, flags)
re._compiler.compile = counting
import netgraph as ng
ng.summary(ng.read({str(tables)!r}))
print(compiled)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert 0 < int(done.stdout) <= 70  # of 200, which took a tenth of a small network's time
