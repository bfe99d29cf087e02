"""Errors: what they say, which built-in error they are, and that they travel between processes."""

from __future__ import annotations

import copy
import io
import pickle
import sys
from typing import TYPE_CHECKING

import pandas as pd
import pytest

import netgraph as ng
from netgraph.errors import NotOnEngineError, OptionError, first_few, unknown
from netgraph.tables.sources.parquet import read_parquet

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MANY = [f"contacts, line {i}" for i in range(2, 9)]
KINDS = {
    ng.NetgraphError: (),
    ng.InputError: (ValueError,),
    ng.MissingColumnError: (ng.InputError, ValueError, LookupError),
    ng.UnknownNameError: (LookupError, ValueError),
    ng.MissingExtraError: (ImportError,),
    OptionError: (ValueError,),
    NotOnEngineError: (ng.InputError, ValueError),
}


@pytest.fixture
def net() -> ng.ReferralNetwork:
    """A made-up search of 9 contacts."""
    return ng.simulate(9, seed=1)


def raised(ask: Callable[[], object]) -> ng.NetgraphError:
    with pytest.raises(ng.NetgraphError) as caught:
        ask()
    return caught.value


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("message", ["no 'column' here", "two\nlines", ""])
def test_an_error_is_a_built_in_one_and_says_its_message_as_it_is(
    kind: type[ng.NetgraphError], message: str
) -> None:
    for base in (ng.NetgraphError, *KINDS[kind]):
        with pytest.raises(base) as caught:
            raise kind(message)
        assert str(caught.value) == message
    assert not issubclass(kind, KeyError | OSError | UnicodeError | AttributeError)


@pytest.mark.parametrize(
    "error",
    [
        *(kind("no 'column' here") for kind in KINDS),
        ng.InputError(MANY),
        ng.InputError([]),
        ng.MissingColumnError(tuple(MANY)),
        unknown("column", "credits", ["credit", "reach"]),
    ],
    ids=repr,
)
def test_an_error_travels_with_all_it_holds(error: ng.NetgraphError) -> None:
    pickled = pickle.loads(pickle.dumps(error))  # noqa: S301 - its own
    for there in (pickled, copy.copy(error), copy.deepcopy(error)):
        assert type(there) is type(error)
        assert str(there) == str(error)
        assert vars(there) == vars(error)
    if isinstance(error, ng.InputError):
        assert error.problems in (tuple(MANY), ("no 'column' here",), ())


def test_a_message_shows_five_problems_and_an_error_holds_all() -> None:
    error = ng.InputError(MANY)
    assert error.problems == tuple(MANY)
    assert str(error) == "\n".join([*MANY[:5], "… and 2 more like these"])
    assert first_few(MANY, shown=7) == "\n".join(MANY)


def test_who_never_heard_of_netgraph_catches_what_it_raises(
    net: ng.ReferralNetwork, tmp_path: Path
) -> None:
    for ask, expected in (
        (lambda: ng.read(tmp_path / "nothing.csv"), ValueError),
        (
            lambda: ng.from_frames(pd.DataFrame({"z": ["a"]}), pd.DataFrame({"y": ["b"]})),
            ValueError,
        ),
        (
            lambda: ng.from_frames(pd.DataFrame({"z": ["a"]}), pd.DataFrame({"y": ["b"]})),
            LookupError,
        ),
        (lambda: ng.advocates(net, by="nonsense"), LookupError),  # type: ignore[arg-type]
        (lambda: ng.growth(net, per="day"), ValueError),  # type: ignore[arg-type]
        (lambda: ng.paths(net, to="Nobody at all"), LookupError),
    ):
        assert isinstance(raised(ask), expected)


def test_an_extra_that_is_not_installed_is_an_import_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    from netgraph.engines.duck import Duck

    error = raised(Duck)
    assert isinstance(error, ng.MissingExtraError | ImportError)
    assert "pip install '.[duckdb]'" in str(error)


def test_pyvis_is_an_extra_that_is_asked_for_before_anything_is_counted(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "pyvis.network", None)
    net = ng.simulate(5, seed=1)
    page = tmp_path / "map.html"
    for ask in (
        lambda: ng.to_pyvis(net),
        lambda: ng.write_map(net, page, renderer="pyvis"),
        lambda: ng.show_map(net, renderer="pyvis"),
    ):
        error = raised(ask)
        assert isinstance(error, ng.MissingExtraError)
        assert "pip install '.[pyvis]'" in str(error)
    assert not page.exists()
    assert ng.write_map(net, page).exists()  # the canvas needs none of it


def test_a_refused_table_is_not_called_damaged() -> None:
    buffer = io.BytesIO()
    pd.DataFrame({"contact_id": ["a"], "tags": [["x", "y"]]}).to_parquet(buffer)
    error = raised(lambda: read_parquet(buffer.getvalue(), "contacts.parquet"))
    assert str(error) == "contacts.parquet: column 'tags' is nested; expected plain cells"
    assert str(raised(lambda: read_parquet(b"PAR1", "x.parquet"))).startswith(
        "x.parquet: damaged Parquet: "
    )


@pytest.mark.parametrize(
    "ask",
    [
        lambda net: ng.advocates(net, top=-1),
        lambda net: ng.keep_warm(net, k=0),
        lambda net: ng.agenda(net, follow_up_days=-1),
        lambda net: ng.paths(net, to=3),
        lambda net: net.as_of("foo"),
        lambda net: ng.from_frames(net.contacts, net.referrals, as_of="foo"),
        lambda net: ng.plot.tree(net, top_labels=-1),
        lambda net: ng.growth(net, per="day"),
        lambda _: ng.simulate(-1),
    ],
)
def test_a_value_that_an_option_cannot_take_is_a_value_error(
    net: ng.ReferralNetwork, ask: Callable[[ng.ReferralNetwork], object]
) -> None:
    assert isinstance(raised(lambda: ask(net)), ValueError)
