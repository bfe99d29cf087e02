"""Figures of the searches of several seekers: whom they ask, and how each moves."""

from __future__ import annotations

import csv
import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from real_sets import ROOT
from test_plot import drawn, title, touching

import netgraph as ng
from netgraph import plot
from netgraph.choices import COHORT_FIGURES
from netgraph.cli import main
from netgraph.cohort.landed import seekers_landed
from netgraph.errors import NetgraphError
from netgraph.looks import VERMILLION

if TYPE_CHECKING:
    from pathlib import Path

    from matplotlib.axes import Axes

    from netgraph.cohort.cohort import Cohort

OFFICE = ROOT / "data" / "office"


@pytest.fixture(scope="module")
def office() -> Cohort:
    return ng.read_cohort(OFFICE)


def made(
    folder: Path,
    contacts: list[dict[str, str]],
    referrals: list[tuple[str, str, str]],
    seekers: list[dict[str, str]] | None = None,
) -> Cohort:
    """Write a cohort of a few rows and read it; a referral is (seeker, referrer, referred)."""
    tables: dict[str, list[Any]] = {
        "contacts": contacts,
        "referrals": [
            dict(zip(("seeker_id", "referrer_id", "referred_id"), row, strict=True))
            for row in referrals
        ],
        "seekers": seekers or [],
    }
    for name, rows in tables.items():
        if not rows:
            continue
        columns = dict.fromkeys(column for row in rows for column in row)
        with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, [*columns], restval="")
            writer.writeheader()
            writer.writerows(rows)
    return ng.read_cohort(folder)


def asked(folder: Path, *, day: str = "2026-09-01", students: int = 5) -> Cohort:
    """Ann is written to by each student and refers one person; Bea by the first only."""
    contacts, referrals = [], []
    for n in range(students):
        for who, name in (("ann", "Ann Adler"), (f"c{n}", f"Cy {n}")):
            row = {"seeker_id": f"s{n}", "contact_id": who, "name": name, "contacted_on": day}
            contacts.append(row)
        referrals.append((f"s{n}", "ann", f"c{n}"))
    more = {"contact_id": "bea", "name": "Bea Berg", "contacted_on": "2026-08-20"}
    contacts.append({"seeker_id": "s0", **more})
    return made(folder, contacts, [*referrals, ("s0", "bea", "c0")])


def names(ax: Axes) -> list[str]:
    return [t.get_text() for t in ax.get_yticklabels()]


def beside(ax: Axes) -> list[str]:
    return [t.get_text() for t in ax.texts if t.get_gid() == "beside"]


def bars(ax: Axes, gid: str) -> list[int]:
    return [round(p.get_width()) for p in ax.patches if p.get_gid() == gid]


def test_the_load_of_the_example_is_what_its_rows_say(office: Cohort) -> None:
    """The alumna whom most students asked stands first, with the numbers of her rows."""
    ax = plot.load(office)
    assert title(ax) == ("Isaac Sato was asked by 11 students; nobody more than 3 times in 30 days")
    with (OFFICE / "contacts.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["name"] == "Isaac Sato"]
    end = dt.date(2026, 9, 6)
    recent = {str(end - dt.timedelta(days=n)) for n in range(30)}
    wrote = [row for row in rows if row["contacted_on"] or row["asked_on"]]
    lately = sum(row[c] in recent for row in rows for c in ("contacted_on", "asked_on"))
    assert bars(ax, "students")[0] == len(wrote) == 11
    assert bars(ax, "asks")[0] == lately == 1
    assert names(ax)[0] == "Isaac Sato"
    # every bar is the number of rows with a day, of whoever it is
    table = ng.load(office).set_index("name")["asks_30_days"]
    assert bars(ax, "asks") == [table[name] for name in names(ax)]
    assert "further people not drawn" in ax.get_xlabel()


def test_who_is_over_the_limit_stands_first_and_is_red(tmp_path: Path) -> None:
    cohort = asked(tmp_path)
    ax = plot.load(cohort)
    assert title(ax) == "Ann Adler was asked 5 times within 30 days, more than 3"
    assert names(ax)[:2] == ["Ann Adler", "Bea Berg"]
    assert beside(ax)[0] == "5 students, 5 asks lately, 5 wait"
    # the line of the limit runs through no words
    ax.figure.canvas.draw()
    at = ax.transData.transform((3, 0))[0]
    words = [t.get_window_extent() for t in ax.texts if t.get_gid() == "beside"]
    assert not any(box.x0 <= at <= box.x1 for box in words)
    reds = [p for p in ax.patches if p.get_gid() == "asks"]
    from matplotlib.colors import to_hex

    assert [to_hex(p.get_facecolor()) == VERMILLION for p in reds] == [True, False]
    (line,) = [x for x in ax.lines if x.get_label().startswith("limit")]
    assert list(line.get_xdata()) == [3, 3]
    assert "5 asks" in beside(plot.load(cohort, limit=9))[0]
    assert title(plot.load(cohort, limit=9)).startswith("Ann Adler was asked by 5 students")
    both = title(plot.load(cohort, limit=0))
    assert both == "7 people were asked more than 0 times within 30 days; Ann Adler 5 times"


def test_asks_of_long_ago_are_no_load_of_this_month(tmp_path: Path) -> None:
    cohort = asked(tmp_path, day="2026-01-05")
    ax = plot.load(cohort)
    assert bars(ax, "asks") == [0, 1]
    assert bars(ax, "students") == [5, 1]
    alike = plot.load(asked(tmp_path, students=1))
    said = (
        "Ann Adler and Bea Berg were each asked by 1 student; nobody more than 3 times in 30 days"
    )
    assert title(alike) == said


def test_people_who_referred_nobody_are_drawn_where_they_are_over(tmp_path: Path) -> None:
    contacts = [
        {"seeker_id": f"s{n}", "contact_id": who, "contacted_on": "2026-09-01"}
        for n in range(4)
        for who in ("ann", "dee")
    ]
    ax = plot.load(made(tmp_path, contacts, [("s0", "ann", "dee")]))
    assert names(ax) == ["ann", "dee"]
    assert title(ax).startswith("2 people were asked more than 3 times within 30 days")
    # below the limit whom several students ask is drawn still, and in no other colour
    below = plot.load(made(tmp_path, contacts, [("s0", "ann", "dee")]), limit=4)
    assert names(below) == ["ann", "dee"]
    assert "nobody more than 4 times in 30 days" in title(below)


def test_the_seekers_of_the_example_stand_stuck_first_landed_last(office: Cohort) -> None:
    ax = plot.seekers(office)
    said = "2 of 40 searches are stuck: Alejandra Leclerc and Amina Kato; 1 has landed"
    assert title(ax) == said
    assert names(ax)[:2] == ["Alejandra Leclerc", "Amina Kato"]
    assert names(ax)[-1] == "Magnus Meyer"
    assert len(names(ax)) == 40
    assert beside(ax)[1] == "stuck, nobody new since 2026-07-22, 22 of 26 met"
    marks = [line.get_gid() for line in ax.lines]
    assert (marks.count("stuck"), marks.count("landed")) == (2, 1)
    assert "red ring: stuck; star: landed" in drawn(ax)
    # strips: a line for each day on which somebody became known in that search alone
    strips = [c for c in ax.collections if len(c.get_segments()) > 1]
    known = office.network(str(office.seekers[office.groups["name"].tolist().index("Amina Kato")]))
    from netgraph.analysis.days import first_known

    assert sorted(s[0][0] for s in strips[1].get_segments()) == sorted(first_known(known))


def searches(folder: Path, number: int, *, stuck: int = 0) -> Cohort:
    """Write searches of four people, of whom three were met; the first ones met nobody lately."""
    rows = []
    for n in range(number):
        month = "03" if n < stuck else "09"
        for k in range(4):
            day = f"2026-{month}-0{k + 1}"
            rows.append(
                {"seeker_id": f"s{n:04d}", "contact_id": f"c{n}-{k}", "met_on": day if k else ""}
                | {"contacted_on": day}
            )
    pairs = [(f"s{n:04d}", f"c{n}-1", f"c{n}-0") for n in range(number)]
    return made(folder, rows, pairs)


def test_of_a_thousand_searches_it_says_what_is_left_out(tmp_path: Path) -> None:
    ax = plot.seekers(searches(tmp_path, 1000, stuck=70))
    assert title(ax) == "70 of 1,000 searches are stuck"
    assert len(names(ax)) == 60
    assert ax.get_xlabel().endswith("940 more searches not drawn, 10 of them stuck")
    assert touching(ax) == []


def test_low_axes_of_ones_own_have_fewer_strips(office: Cohort) -> None:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    for kind in plot.COHORT_KINDS.values():
        figure = Figure(figsize=(8, 4))
        FigureCanvasAgg(figure)
        ax = figure.add_subplot()
        assert kind(office, ax=ax) is ax
        assert 3 <= len(names(ax)) < 20
        assert "more searches" in ax.get_xlabel() or "further people" in ax.get_xlabel()


@pytest.mark.parametrize("kind", COHORT_FIGURES)
def test_words_of_the_example_never_overlap(kind: str, office: Cohort) -> None:
    ax = plot.COHORT_KINDS[kind](office)  # type: ignore[index]
    assert touching(ax) == []
    edge = ax.figure.bbox
    boxes = [t.get_window_extent() for t in (*ax.texts, ax._left_title)]
    assert max(box.x1 for box in boxes) <= edge.x1
    assert min(box.x0 for box in boxes) >= 0


@pytest.mark.parametrize("kind", COHORT_FIGURES)
def test_a_cohort_without_dates_or_referrals_has_a_sentence(kind: str, tmp_path: Path) -> None:
    cohort = made(
        tmp_path, [{"seeker_id": "s1", "contact_id": "a", "name": "Al"}], [("s1", "a", "a")]
    )
    ax = plot.COHORT_KINDS[kind](cohort)  # type: ignore[index]
    assert title(ax) in ("Nobody was asked yet", "How searches move is not known")


def test_seekers_of_one_name_are_told_apart_and_who_has_landed_is_not_stuck(
    tmp_path: Path,
) -> None:
    searches(tmp_path, 4, stuck=3)
    rows = [f"s{n:04d},$x$ Lee,{state}" for n, state in enumerate(("", " Hired ", "unhired", "-"))]
    (tmp_path / "seekers.csv").write_text("\n".join(["seeker_id,name,how it went", *rows]))
    cohort = ng.read_cohort(tmp_path)
    assert seekers_landed(cohort).tolist() == [False, True, False, False]
    ax = plot.seekers(cohort)
    order = [f"$x$ Lee (s000{n})" for n in (0, 2, 3, 1)]
    assert names(ax) == order
    assert title(ax).startswith("2 of 4 searches are stuck: $x$ Lee (s0000)")
    (tmp_path / "seekers.csv").write_text("seeker_id,Landed\ns0000,yes\ns0001,no\n")
    assert seekers_landed(ng.read_cohort(tmp_path)).tolist() == [True, False, False, False]


@pytest.mark.parametrize("kind", COHORT_FIGURES)
def test_the_verb_writes_the_figure_twice_alike(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked(tmp_path)
    for name in ("one.svg", "two.svg"):
        assert main(["plot", kind, str(tmp_path), "-o", str(tmp_path / name)]) == 0
    assert (tmp_path / "one.svg").read_bytes() == (tmp_path / "two.svg").read_bytes()
    capsys.readouterr()
    assert main(["plot", kind, str(tmp_path), "--min-cell", "5"]) == 1
    assert "single people" in capsys.readouterr().err
    assert main(["plot", kind, str(ROOT / "data"), "-o", str(tmp_path / "x.png")]) == 1
    assert "seeker_id" in capsys.readouterr().err


def test_figures_of_cohorts_refuse_a_network() -> None:
    net = ng.simulate(12, seed=1)
    for kind in plot.COHORT_KINDS.values():
        with pytest.raises(NetgraphError, match="read_cohort"):
            kind(net)
    with pytest.raises(NetgraphError, match="seekers"):
        plot.save(net, "seeker", "x.png")  # type: ignore[arg-type]


def test_the_note_on_searches_as_one_names_only_options_that_the_command_has(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office = str(ROOT / "data" / "office")
    assert main(["plot", "growth", office, "-o", str(tmp_path / "g.png")]) == 0
    note = capsys.readouterr().err
    assert "40 searches as one; --by-seeker for each, --seeker-id ID" in note
    assert main(["dossier", office, "--who", "Isaac Sato"]) == 0
    note = capsys.readouterr().err
    assert "40 searches as one; --seeker-id ID for one" in note
    assert "--by-seeker" not in note
    assert main(["growth", office]) == 0
    assert "40 searches as one; --by-seeker for each, --seeker-id ID" in capsys.readouterr().err
