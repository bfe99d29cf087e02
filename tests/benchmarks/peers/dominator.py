"""``igraph.Graph.dominator`` alone on the referral graph: ``python dominator.py FOLDER``."""

from __future__ import annotations

import sys
import time

import igraph
import numpy as np

import netgraph as ng


def main(folder: str) -> None:
    """Print the CPU seconds of the call alone."""
    net = ng.read(folder)
    links, first = net.links, np.flatnonzero(net.forest.first)
    source = np.concatenate([np.full(len(first), links.size), links.source])
    target = np.concatenate([first, links.target])
    graph = igraph.Graph(links.size + 1, np.column_stack([source, target]), directed=True)
    began = time.process_time()
    graph.dominator(links.size)
    print(time.process_time() - began)


if __name__ == "__main__":
    main(sys.argv[1])
