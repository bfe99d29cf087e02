"""Wrong arguments of public functions end in words, never in a traceback of somebody else's."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

import matplotlib.pyplot as plt
import networkx as nx
import numpy as np
import pandas as pd
import pytest

import netgraph as ng
from netgraph.cli import main
from netgraph.cli.screen import text_cells
from netgraph.errors import NetgraphError, OptionError
from netgraph.iso_days import given_day, iso

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

WRONG: dict[str, Any] = {
    "text": "f.csv",
    "frame": pd.DataFrame({"a": [1]}),
    "graph": nx.DiGraph([("a", "b")]),
    "nothing": None,
    "number": 5,
    "bytes": b"x",
}
OF_A_NETWORK = (
    *(
        "advocates",
        "agenda",
        "contacts",
        "dead_ends",
        "fill_shares",
        "findings",
        "growth",
        "keep_warm",
    ),
    *("organizations", "paths", "redact", "show_map", "sources", "suggestions", "summary"),
    *("to_pyvis", "write_graph", "write_map", "write_report", "write_tables"),
)
WITHOUT_A_NETWORK = ("read", "check", "convert", "from_networkx", "simulate", "from_frames")
NEEDED = {"path": "x.html", "to": "a", "folder": "out", "what": "all", "kind": "tree"}
FIRST = {
    "text": r"make one first: ng\.read\('f\.csv'\)",
    "frame": r"ng\.from_frames\(contacts, referrals\)",
    "graph": r"ng\.from_networkx\(graph\)",
    "nothing": r"ng\.read\(files\)",
    "number": "not a network but an int",
    "bytes": "not a network but a bytes",
}


@pytest.mark.parametrize("kind", WRONG)
@pytest.mark.parametrize("name", OF_A_NETWORK)
def test_what_is_no_network_is_told_with_what_makes_one(name: str, kind: str) -> None:
    function = getattr(ng, name)
    needed = {k: v for k, v in NEEDED.items() if k in inspect.signature(function).parameters}
    with pytest.raises(OptionError, match=FIRST[kind]):
        function(WRONG[kind], **needed)


@pytest.mark.parametrize("kind", WRONG)
@pytest.mark.parametrize("figure", ["tree", "generations", "organizations", "growth"])
def test_figures_say_so_too(figure: str, kind: str) -> None:
    with pytest.raises(OptionError, match=FIRST[kind]):
        getattr(ng.plot, figure)(WRONG[kind])


def test_every_public_function_of_a_network_is_among_them() -> None:
    functions = [getattr(ng, name) for name in ng.__all__ if inspect.isfunction(getattr(ng, name))]
    of_one = {f.__name__ for f in functions if "net" in inspect.signature(f).parameters}
    assert of_one <= set(OF_A_NETWORK) | {"dossier", "changes", "write_report", "write_workbook"}


def function_called(name: str, net: ng.ReferralNetwork) -> Callable[..., Any]:
    """A public function, a figure or a method of a network, by its name."""
    room, _, last = name.rpartition(".")
    return getattr({"": ng, "plot": ng.plot, "net": net}[room], last)  # type: ignore[no-any-return]


FIGURES_AND_SAVE = tuple(f"plot.{n}" for n in (*ng.plot.KINDS, "save"))
METHODS = tuple(
    f"net.{name}"
    for name, method in inspect.getmembers(ng.ReferralNetwork, inspect.isfunction)
    if not name.startswith("_") and len(inspect.signature(method).parameters) > 1
)


@pytest.mark.parametrize(
    "name",
    [*OF_A_NETWORK, *WITHOUT_A_NETWORK, *FIGURES_AND_SAVE, *METHODS, "ReferralNetwork"],
)
def test_any_argument_of_a_wrong_type_ends_in_words(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # where a wrong one is a name, a file is written
    net = ng.simulate(12, seed=1)
    ng.write_tables(net, tmp_path / "d")
    good: dict[str, Any] = {**NEEDED, "folder": tmp_path / "o", "to": net.links.ids[0], "n": 10}
    good |= {"contacts": net.contacts, "referrals": net.referrals, "graph": WRONG["graph"]}
    good |= {"issues": net.issues, "gone": net.links.found, "ids": [], "date": "2026-01-01"}
    good |= {"day": pd.Timestamp("2026-01-01")}
    good |= {"contact_lines": net.contacts.index, "referral_lines": net.referrals.index}
    good |= {"net": net, "inputs": (), "to": tmp_path / "to" if name == "convert" else good["to"]}
    ending = {"write_graph": "gexf", "plot.save": "png"}.get(name, "html")
    good["path"] = tmp_path / f"x.{ending}"
    function = function_called(name, net)
    parameters = inspect.signature(function).parameters.values()
    first = [tmp_path / "d"] if any(p.kind is p.VAR_POSITIONAL for p in parameters) else []
    named = [p for p in parameters if p.kind not in (p.VAR_KEYWORD, p.VAR_POSITIONAL)]
    must = {p.name: good[p.name] for p in named if p.default is p.empty}
    for parameter in (p for p in named if p.name != "net"):
        # what is the default needs no trial
        for wrong in (w for w in (*WRONG.values(), *HOSTILE) if w is not parameter.default):
            try:
                function(*first, **{**must, parameter.name: wrong})
            except NetgraphError:
                pass
            except Exception as error:  # noqa: BLE001 - any other error is the fault
                pytest.fail(f"{name}({parameter.name}={wrong!r}): {error!r}")
            plt.close("all")


HOSTILE: tuple[Any, ...] = (
    *("a\0b", "\ud800", ["\ud800"], {1: 2}, np.array([1, 2]), pd.NA, -1, 10**25),
    *(pd.Series(["a", "b"]), np.array(["a", "b"]), pd.Index(["a"])),
)
"""No name of a file, half a character, and what says neither yes nor no when it is compared."""


@pytest.mark.parametrize(
    ("name", "why"),
    [("a\0b", "a zero byte"), ("\ud800", "half a character"), ("x" * 5000, "so long a name")],
)
def test_what_no_file_can_be_called_is_refused(name: str, why: str, tmp_path: Path) -> None:
    net = ng.simulate(6, seed=1)
    calls: tuple[Callable[[], Any], ...] = (
        lambda: ng.read(name),
        lambda: ng.check(name),
        lambda: ng.read(tmp_path, targets=name),
        lambda: ng.convert(tmp_path, to=name),
        lambda: ng.write_map(net, name),
        lambda: ng.write_report(net, name),
        lambda: ng.write_tables(net, name),
        lambda: ng.write_tables(net, tmp_path, inputs=[name]),
        lambda: ng.plot.save(net, "tree", name),
    )
    for call in calls:
        with pytest.raises(OptionError, match=why):
            call()


def test_half_a_character_in_a_frame_is_a_question_mark() -> None:
    cells = {"id": ["a", "b\ud800"], "name": ["x\ud83d", "\U0001f642"], "referred_by": ["", "a"]}
    net = ng.from_frames(pd.DataFrame({n: pd.Series(c, dtype=object) for n, c in cells.items()}))
    assert list(net.contacts["contact_id"]) == ["a", "b?"]
    assert list(net.contacts["name"]) == ["x?", "\U0001f642"]


@pytest.mark.parametrize("source", [5, None, b"x", WRONG["frame"], WRONG["graph"]])
def test_a_source_that_is_none_is_told(source: Any) -> None:
    for function in (ng.read, ng.check, lambda one: ng.convert(one, to="x")):
        with pytest.raises(OptionError, match="a source must be a path"):
            function(source)


NINES = ("9" * 20, "9" * 5000, "1000000001", "٣" * 30)


@pytest.mark.parametrize("number", NINES, ids=len)
@pytest.mark.parametrize(
    "words",
    [
        ("agenda", "--ask-days"), ("agenda", "--thank-days"), ("agenda", "--revive-days"),
        ("agenda", "--keep-in-touch-days"), ("agenda", "--follow-up-days"), ("contacts", "--top"),
        ("keep-warm", "--k"), ("growth", "--min-cell"), ("simulate", "--seed"),
        ("contacts", "--piece-rows"), ("summary", "--top"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_absurd_numbers_are_refused_in_words(
    tmp_path: Path, words: tuple[str, str], number: str, capsys: pytest.CaptureFixture[str]
) -> None:
    verb, option = words
    if option == "--seed" and len(number) < 15:
        number *= 3  # a seed may be large
    with pytest.raises(SystemExit, match="2"):
        main([verb, str(tmp_path), option, number])
    assert "is more than" in capsys.readouterr().err


def test_large_numbers_that_are_let_through_are_answered(tmp_path: Path) -> None:
    ng.write_tables(ng.simulate(12, seed=1), tmp_path)
    for verb, option, number in (
        ("agenda", "--ask-days", "36525"),
        ("contacts", "--top", "100000000"),
        ("keep-warm", "--k", "100000000"),
        ("contacts", "--top", "00000000000000000005"),
    ):
        assert main([verb, str(tmp_path), option, number]) == 0
    late = ["--as-of", "9999-12-31", "--ask-days", "36525"]
    assert main(["agenda", str(tmp_path), *late, "--format", "csv"]) == 0


@pytest.mark.parametrize("day", ["2024-02-03", "2024-02-03 10:00", "2024-02-03T23:30+05:00"])
def test_a_day_is_the_same_wherever_it_is_given(day: str) -> None:
    assert iso(given_day(day)) == "2024-02-03"
    frame = pd.DataFrame({"id": ["a"], "met_on": ["2024-01-01"], "referred_by": ""})
    net = ng.from_frames(frame)
    stamp = pd.Timestamp(day)
    for given in (day, stamp, stamp.to_pydatetime(), stamp.date(), stamp.tz_localize(None).asm8):
        assert net.as_of(given).as_of_date == pd.Timestamp("2024-02-03")
        assert ng.from_frames(frame, as_of=given).as_of_date == pd.Timestamp("2024-02-03")
    assert net.as_of("today").as_of_date == pd.Timestamp(given_day("TODAY"))


@pytest.mark.parametrize(
    "day", ["20240203", "2024-W05-1", "03/04/2024", "", "٢٠٢٤-٠٢-٠٣", "2024-2-3"]
)
def test_what_is_no_iso_day_is_refused_everywhere(day: str, tmp_path: Path) -> None:
    net = ng.simulate(5, seed=1)
    ng.write_tables(net, tmp_path)
    with pytest.raises(OptionError, match="expected YYYY-MM-DD"):
        net.as_of(day)
    with pytest.raises(OptionError, match="expected YYYY-MM-DD"):
        ng.read(tmp_path, as_of=day)
    with pytest.raises(SystemExit, match="2"):
        main(["contacts", str(tmp_path), "--as-of", day])


def test_years_below_1000_have_four_digits(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.csv").write_text(
        "contact_id,referred_by,met_on\na,,0986-12-31\nb,a,0987-02-03\n", encoding="utf-8"
    )
    for form in ("json", "csv", "table", "markdown"):
        words = ["--as-of", "0987-01-01", "--format", form]
        assert main(["check", str(tmp_path / "a.csv"), *words]) == 0
        said = capsys.readouterr()
        assert "0987-01-01" in said.out + said.err
        assert not [w for w in (said.out + said.err).split() if w.startswith(("987-", "986-"))]


@pytest.mark.parametrize(
    "words",
    [
        *[["summary", ""], ["contacts", "d", "--targets", ""], ["contacts", "d", "--same="]],
        *[["convert", "d", "-o", ""], ["start", "--from", ""], ["simulate", "5", "-o", ""]],
        *[["contacts", "d", "--sheet="], ["agenda", "d", "--hours", ""], ["check", "d", ""]],
    ],
)
def test_an_empty_word_names_no_file(
    words: list[str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A variable that is not set: not the folder one stands in, nor an option that is left out."""
    ng.write_tables(ng.simulate(5, seed=1), tmp_path)
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.iterdir())
    with pytest.raises(SystemExit, match="2"):
        main(words)
    behind = words[-1].rstrip("=") or words[-2]
    assert f"nothing stands behind '{behind}'" in capsys.readouterr().err
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize("day", ["0001-01-02", "9999-12-31"])
def test_the_first_and_the_last_day_there_is_are_days(
    day: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The week before the first day, and the day after the last, are no days any more."""
    (tmp_path / "a.csv").write_text(
        f"contact_id,referred_by,met_on,next_step_on\na,,{day},{day}\nb,a,{day},9999-12-31\n",
        encoding="utf-8",
    )
    for words in (["changes"], ["week"], ["report", "-o", "r.html"], ["agenda", "--ics", "a.ics"]):
        files = [str(tmp_path / word) if "." in word else word for word in words[1:]]
        assert main([words[0], str(tmp_path / "a.csv"), *files, "--as-of", day]) == 0
        assert day in "".join(capsys.readouterr())


def test_flags_that_may_be_missing_are_yes_or_no_on_a_screen() -> None:
    flags = pd.DataFrame({"kept": pd.array([True, False, None], dtype="boolean")})
    assert text_cells(flags) == [("yes",), ("no",), ("",)]


def test_the_column_of_the_order_takes_its_width_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ng.write_tables(ng.simulate(60, seed=1), tmp_path)
    screens = []
    for words in ([], ["--by", "credit"]):
        assert main(["advocates", str(tmp_path), *words]) == 0
        screens.append(capsys.readouterr().out)
    assert screens[0].splitlines()[2:4] == screens[1].splitlines()[2:4]
