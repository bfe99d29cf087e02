"""Measure the answers of 1,000 searches of 100 contacts beside one network of the same rows.

Usage: python tests/benchmarks/cohort_answers.py [SEARCHES]

Both are read before the clock starts, and each question is asked of a fresh copy, so that nothing
is remembered from the question before.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cohort_reading import as_one_network, seconds

import netgraph as ng
from netgraph.cli import main
from netgraph.maps.write import map_bytes
from netgraph.report.office import office_bytes
from netgraph.report.write import report_bytes

if TYPE_CHECKING:
    from collections.abc import Callable

QUESTIONS: dict[str, Callable[[Any], object]] = {
    "advocates": ng.advocates,
    "contacts": ng.contacts,
    "dead_ends": ng.dead_ends,
    "organizations": ng.organizations,
    "keep_warm": ng.keep_warm,
    "agenda": ng.agenda,
    "sources": ng.sources,
    "changes": lambda net: ng.changes(net, since="2026-06-01"),
    "growth, by generation": lambda net: ng.growth(net, per="generation"),
    "growth, by month": lambda net: ng.growth(net, per="month"),
    "summary": ng.summary,
    "map": map_bytes,
}
OF_COHORTS: dict[str, Callable[[Any], object]] = {
    "seekers": ng.seekers,
    "load": ng.load,
    "the office's page": office_bytes,
    "five students' pages": lambda cohort: [
        report_bytes(cohort.network(seeker)) for seeker in cohort.seekers[:5]
    ],
}


def measure(searches: int) -> None:
    """Print the seconds of each question, with their ratio, and the memory of all."""
    with tempfile.TemporaryDirectory() as scratch:
        office, one = Path(scratch, "office"), Path(scratch, "one")
        people = str(100 * searches)
        main(["simulate", people, "--seekers", str(searches), "--seed", "1", "-o", str(office)])
        as_one_network(office, one)
        print(f"{searches:,} searches of 100, load {os.getloadavg()[0]:.1f}")
        for name, ask in QUESTIONS.items():
            # read for each: a network remembers what it was asked, and a pickle of it forgets
            net, cohort = ng.read(one), ng.read_cohort(office)
            alone, many = seconds(lambda ask=ask, net=net: ask(net)), 0.0
            many = seconds(lambda ask=ask, cohort=cohort: ask(cohort))
            print(f"{name:22} one {alone:6.2f} s, cohort {many:6.2f} s, {many / alone:5.2f}")
        for name, ask in OF_COHORTS.items():
            cohort = ng.read_cohort(office)
            print(f"{name:22} cohort {seconds(lambda ask=ask, cohort=cohort: ask(cohort)):6.2f} s")
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"most memory {most:,.0f} MB")


if __name__ == "__main__":
    measure(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
