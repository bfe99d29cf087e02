"""The extreme shapes: ``python shapes.py N`` prints CPU seconds of everybody's numbers for each."""

from __future__ import annotations

import sys
import time

import netgraph as ng
from netgraph.simulation.shapes import SHAPES, shape


def main(n: int) -> None:
    """Print a line a shape: its name, CPU seconds, people whose reach is an estimate."""
    for kind in SHAPES:
        ng.advocates(shape(kind, 20_000))  # loads the kernels
        net = shape(kind, n)
        began = time.process_time()
        table = ng.advocates(net)
        ended = time.process_time()
        said = [
            note.split(" contacts")[0].split()[-1]
            for note in table.attrs["notes"]
            if "sketches" in note
        ]
        print(kind, round(ended - began, 1), *said)


if __name__ == "__main__":
    main(int(sys.argv[1]))
