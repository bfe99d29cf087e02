"""Fixtures drawn by hand, the real data, and which tests a plain run leaves out.

A plain ``pytest`` takes minutes: tests marked with a word of ``HEAVY`` are left out, but for those
that are marked ``smoke`` as well. ``--everything``, ``-m``, ``NETGRAPH_REQUIRE_ALL=1`` or the name
of a test file on the command line bring them in. ``NETGRAPH_SIBLINGS=4`` leaves out three of four
tests that differ in their parameters only.
"""

from __future__ import annotations

import gc
import os
import re
import signal
from collections import Counter
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
import pandas as pd
import pytest
from hypothesis import HealthCheck, settings
from real_sets import BESIDE, FOLDERS, REAL, ROOT, absent

from netgraph.cli import NEW_OBJECTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from playwright.sync_api import Browser

    from netgraph.network import ReferralNetwork

mpl.use("Agg")  # no window, whatever the machine has

UNTIMED = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
"""No property fails for the time it takes: that depends on what else the machine does."""
settings.register_profile("same every time", derandomize=True, database=None, **UNTIMED)
settings.register_profile("random", derandomize=False, database=None, print_blob=True, **UNTIMED)

HEAVY = ("browser", "spark", "cluster", "thorough")
"""Marks of tests that a plain run leaves out."""
LONG = ("spark", "cluster", "thorough")
"""Marks of tests that may take a minute."""
KIND_OF_FIXTURE = {"chromium": "browser", "cluster": "cluster"}
"""Fixtures that make a test heavy, and the mark it gets."""

CONTACTS = """\
contact_id,name,organization,source,decision_maker,status,contacted_on,met_on,last_contact_on
ann,Ann Ahn,Acme Inc,friend,no,met,2024-01-02,2024-01-08,2024-03-01
ben,Ben Bly,Birch,,yes,met,2024-01-20,2024-01-25,
cho,Cho Cox,ACME,,no,declined,2024-01-22,,
dan,Dan Day,Cedar,,yes,scheduled,2024-02-12,,
eve,Eve Ek,Dune,event,no,no_reply,2024-01-05,,
fay,Fay Fox,Birch,,no,identified,,,
"""
REFERRALS = """\
referrer_id,referred_id,referred_on
ann,ben,2024-01-10
ann,cho,2024-01-12
ben,dan,2024-02-01
cho,dan,2024-02-05
dan,fay,2024-02-20
ben,fay,2024-02-25
"""


CLOCK = "2026-11-25"
"""The day on which all tests stand, but for commands that they start as processes."""


@pytest.fixture(scope="session", autouse=True)
def _frozen_clock() -> Iterator[None]:
    """No answer depends on the day on which the tests run."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("netgraph.clock.day_of_clock", lambda: pd.Timestamp(CLOCK))
        yield


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--everything",
        action="store_true",
        help=f"run tests marked {', '.join(HEAVY)} too",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Draw the same examples in every run, unless a profile is given; hear Ctrl-C in every run."""
    if config.getoption("--hypothesis-profile", None) is None:
        settings.load_profile("same every time")
    # A shell lets what it starts in the background ignore Ctrl-C, which tests send and wait for.
    signal.signal(signal.SIGINT, signal.default_int_handler)


def everything_is_required() -> bool:
    return os.environ.get("NETGRAPH_REQUIRE_ALL") == "1"


def heavy_tests_are_wanted(config: pytest.Config) -> bool:
    """Whether heavy tests run: by an option, a variable, ``-m``, or a test file that is named."""
    asked = config.getoption("everything") or config.getoption("markexpr") or names_files(config)
    return bool(asked) or everything_is_required()


def names_files(config: pytest.Config) -> bool:
    """Whether files of tests are named, of which all is wanted."""
    return any(word.partition("::")[0].endswith(".py") for word in config.args)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark tests by their fixtures; leave out what is heavy and what needs a set that is absent."""
    for item in items:
        for fixture in KIND_OF_FIXTURE.keys() & set(getattr(item, "fixturenames", ())):
            item.add_marker(KIND_OF_FIXTURE[fixture])
    heavy = not heavy_tests_are_wanted(config)
    missing = [] if everything_is_required() else absent()

    def runs(item: pytest.Item) -> bool:
        marks = {mark.name for mark in item.iter_markers()}
        if heavy and marks & set(HEAVY) and "smoke" not in marks:
            return False
        return not any(mark.args[0] in missing for mark in item.iter_markers("needs"))

    kept = list(filter(runs, items))
    if not names_files(config):
        kept = a_third_again(kept)
    kept = one_of_every(int(os.environ.get("NETGRAPH_SIBLINGS", "1")), kept)
    left_out = set(items).difference(kept)
    config.hook.pytest_deselected(items=[item for item in items if item in left_out])
    items[:] = longest_first(kept)


def pytest_collection_finish() -> None:
    """Look for cycles as seldom as a command does, and never among the tests themselves.

    That took a tenth of the time of all of them.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS, *gc.get_threshold()[1:])


def longest_first(items: Iterable[pytest.Item]) -> list[pytest.Item]:
    """Put files with tests of a minute first, then those with browsers: the last ones are short.

    So no worker is left with a long one at the end. Otherwise the order stays.
    """
    items = list(items)

    def files_with(marks: tuple[str, ...]) -> set[Path]:
        marked = (item for mark in marks for item in items if item.get_closest_marker(mark))
        return {item.path for item in marked}

    long, heavy = files_with(LONG), files_with(HEAVY)
    return sorted(items, key=lambda item: (item.path not in long, item.path not in heavy))


def a_third_again(items: Iterable[pytest.Item]) -> list[pytest.Item]:
    """Ask the second engine of the map the first, the fourth, … of what either must do.

    The panel, the address and the tables around the drawing are one code for both.
    """
    seen: dict[Path, list[str]] = {}
    kept = []
    for item in items:
        if item.get_closest_marker("again"):
            functions = seen.setdefault(item.path, [])
            function = item.nodeid.partition("[")[0]
            if function not in functions:
                functions.append(function)
            if functions.index(function) % 3:
                continue
        kept.append(item)
    return kept


def one_of_every(siblings: int, items: Iterable[pytest.Item]) -> list[pytest.Item]:
    """Keep the first, the fifth, … of tests that differ in their parameters only, where 4 is said.

    For a run that asks whether other libraries answer the same calls: the next verb, sheet or real
    set asks them nothing new.
    """
    seen: Counter[str] = Counter()
    kept = []
    for item in items:
        function = item.nodeid.partition("[")[0]
        if seen[function] % siblings == 0:
            kept.append(item)
        seen[function] += 1
    return kept


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Run files of Spark in one process where files stay together: its JVM is warm after the first.

    What a JVM loads and compiles takes most of the time of tables as small as those of tests.
    """
    if config.getoption("dist") != "loadfile":
        return None
    from xdist.scheduler import LoadFileScheduling

    class SparkTogether(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            file: str = super()._split_scope(nodeid)
            return re.sub("(test_spark)_[a-z]+", r"\1", file)

    return SparkTogether(config, log)


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Say in a line each what this run left out."""
    if not heavy_tests_are_wanted(config):
        heavy = ", ".join(HEAVY)
        terminalreporter.write_line(f"Left out: tests marked {heavy}; --everything runs them.")
    if missing := [] if everything_is_required() else absent():
        names = ", ".join(missing)
        terminalreporter.write_line(f"Left out: tests of sets that are not in {BESIDE}: {names}.")


def require(found: object, what: str) -> None:
    """Skip a test for want of what pip does not bring; fail where everything must be there."""
    if found:
        return
    if everything_is_required():
        pytest.fail(f"{what} is required (NETGRAPH_REQUIRE_ALL=1) and is not there")
    pytest.skip(f"{what} is not there")


@pytest.fixture(name="require")
def _require() -> Callable[[object, str], None]:
    return require


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    r"""A folder with one search as of 2024-03-01.

    ann (friend) -> ben -> dan -> fay        eve (event), no reply
        \-> cho ----^  ben ------^
    """
    folder = tmp_path / "search"
    folder.mkdir()
    (folder / "contacts.csv").write_text(CONTACTS, encoding="utf-8")
    (folder / "referrals.csv").write_text(REFERRALS, encoding="utf-8")
    return folder


@pytest.fixture
def search(tables: Path) -> ReferralNetwork:
    r"""The network of ``tables``.

    ann (friend) -> ben -> dan -> fay        eve (event), no reply
        \-> cho ----^  ben ------^
    """
    from netgraph.tables.read import read

    return read(tables)


@pytest.fixture
def example() -> Path:
    """The example data of the repository."""
    return ROOT / "data"


REMEMBERED = 8
"""Networks and cohorts that ``read_once`` keeps."""
_READ: dict[str, Any] = {}


def _stamps(paths: Iterable[object]) -> list[tuple[str, int, int]]:
    """What tells whether files were written anew: those named, and those of the folders named."""
    named = [Path(path) for path in paths if isinstance(path, str | os.PathLike)]
    files = [file for path in named for file in (path, *sorted(path.glob("*"))) if file.exists()]
    return [(str(file), (of := file.stat()).st_mtime_ns, of.st_size) for file in files]


@pytest.fixture
def read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands read the same tables once, which takes most of their time."""
    from netgraph.tables.cohorts import read

    def remembered(reader: Callable[..., Any], *sources: str, **options: Any) -> Any:
        asked = repr((reader, sources, options, _stamps([*sources, *options.values()])))
        if asked not in _READ:
            _READ[asked] = reader(*sources, **options)
            for oldest in list(_READ)[:-REMEMBERED]:
                del _READ[oldest]
        return _READ[asked]

    for reader in (read.read_any, read.read_cohort):
        monkeypatch.setattr(read, reader.__name__, partial(remembered, reader))


@pytest.fixture
def whole_once(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Commands of a test have an engine read the same tables once, which takes most of their time.

    Each command alone is compared with memory in ``test_engines``.
    """
    from netgraph.engines import whole
    from netgraph.engines.duck import Duck

    made, close, read = [], Duck.close, {}

    def remembered(engine: Duck, *given: Any, **options: Any) -> Any:
        asked = repr((given, options, _stamps([*given, *options.values()])))
        if asked not in read:
            read[asked] = reader(engine, *given, **options)
            made.append(engine)
        return read[asked]

    def close_unless_kept(engine: Duck) -> None:
        if engine not in made:
            close(engine)

    reader = whole.Whole
    monkeypatch.setattr(whole, "Whole", remembered)
    monkeypatch.setattr(Duck, "close", close_unless_kept)
    yield
    for engine in made:
        close(engine)


@pytest.fixture(params=["example", *REAL])
def real(request: pytest.FixtureRequest) -> Path:
    """The folder of the example, and of each real set."""
    return FOLDERS.get(str(request.param), ROOT / "data")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser for all tests of a module."""
    from map_page import CHROMIUM, browser

    require(CHROMIUM and find_spec("playwright"), "Chromium and playwright")
    with browser() as running:
        yield running
