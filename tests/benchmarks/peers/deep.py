"""Deep data: ``python deep.py FOLDER`` prints CPU seconds of ``keep_warm``, all else known.

With ``--igraph`` two more: of everybody's reach and organizations by netgraph's kernels, and by
igraph's neighbourhoods and NumPy.
"""

from __future__ import annotations

import sys
import time

import numpy as np

import netgraph as ng
from netgraph.analysis.people import people
from netgraph.analysis.reach import reach


def timed_reach(net: ng.ReferralNetwork) -> tuple[float, int, int]:
    """CPU seconds, and the sums of people and organizations reached."""
    people(net), net.forest, net.links.outward
    began = time.process_time()
    found = reach(net, exact=True)
    return time.process_time() - began, found.people.sum(), found.organizations.sum()


def by_igraph(net: ng.ReferralNetwork) -> tuple[float, int, int]:
    """Do the same with igraph."""
    import igraph

    pairs = np.column_stack([net.links.source, net.links.target])
    graph = igraph.Graph(net.links.size, pairs, directed=True)
    organization = people(net).organization
    began = time.process_time()
    reached = organizations = 0
    for v, near in enumerate(graph.neighborhood(order=net.links.size, mode="out", mindist=1)):
        reached += len(near)
        seen = np.unique(organization[near])
        organizations += len(seen) - (organization[v] in seen)
    return time.process_time() - began, reached, organizations


def main(folder: str, *, with_igraph: bool) -> None:
    """Print the seconds."""
    ng.keep_warm(ng.read(folder))
    net = ng.read(folder)
    ng.advocates(net)
    began = time.process_time()
    ng.keep_warm(net)
    print(time.process_time() - began)
    if with_igraph:
        (ours, *same), (theirs, *other) = timed_reach(ng.read(folder)), by_igraph(net)
        print(ours, theirs, same == other)


if __name__ == "__main__":
    main(sys.argv[1], with_igraph="--igraph" in sys.argv)
