"""Reach and only-through by netgraph, kernels loaded before: ``python kernels.py FOLDER``."""

from __future__ import annotations

import sys
import time

import netgraph as ng
from netgraph.analysis.only_through import only_through
from netgraph.analysis.people import people
from netgraph.analysis.reach import reach


def main(folder: str) -> None:
    """Print CPU seconds of both, then the sums of reach and organizations reached."""
    for _ in range(2):
        net = ng.read(folder)
        people(net), net.forest, net.links.outward, net.links.inward
        began = time.process_time()
        reached = reach(net)
        between = time.process_time()
        only_through(net)
        ended = time.process_time()
    print(between - began, ended - between, reached.people.sum(), reached.organizations.sum())


if __name__ == "__main__":
    main(sys.argv[1])
