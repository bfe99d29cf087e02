"""How much of the best possible choice the greedy keep-warm set keeps.

Run ``python tests/benchmarks/keep_warm.py``: it compares ``keep_warm`` with the exact optimum (an
integer programme, ``scipy.optimize.milp``) on made-up networks and prints a table.
"""

from __future__ import annotations

import networkx as nx
import numpy as np
import pandas as pd
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import bmat, csr_array, identity

import netgraph as ng
from netgraph import schema

NETWORKS = 40
SIZES = (30, 100, 300)
PICKS = (1, 3, 5, 10)


def made_up(size: int, seed: int) -> ng.ReferralNetwork:
    """A network of overlapping reaches: new people named by earlier ones, a third of them twice."""
    random = np.random.default_rng(seed)
    ids = np.array([f"p{i:04}" for i in range(size)])
    first = max(2, size // 10)
    pairs = [(random.integers(0, i), i) for i in range(first, size)]
    pairs += [tuple(sorted(random.choice(size, 2, replace=False))) for _ in range(size // 3)]
    organization = [f"Organization {o}" for o in random.zipf(1.6, size) % (size // 2)]
    contacts = pd.DataFrame({schema.CONTACT_ID: ids, schema.ORGANIZATION: organization})
    source, target = np.array(pairs, dtype=np.int64).T
    return ng.from_frames(
        contacts, pd.DataFrame({schema.REFERRER_ID: ids[source], schema.REFERRED_ID: ids[target]})
    )


def covers(net: ng.ReferralNetwork) -> np.ndarray:
    """bool[advocates, organizations]: what each advocate keeps within reach, by descendants."""
    organization = nx.get_node_attributes(net.graph, schema.ORGANIZATION)
    names = sorted(set(organization.values()))
    advocates = [v for v in net.graph if net.graph.out_degree(v)]
    cover = np.zeros((len(advocates), len(names)), dtype=bool)
    for row, v in enumerate(advocates):
        for o in {organization[w] for w in nx.descendants(net.graph, v)} - {organization[v]}:
            cover[row, names.index(o)] = True
    return cover


def optimum(cover: np.ndarray, k: int) -> float:
    """The largest number of organizations that k advocates can keep within reach."""
    advocates, organizations = cover.shape
    covered_by = bmat([[csr_array(-cover.T.astype(float)), identity(organizations)]], format="csc")
    picks = np.concatenate([np.ones(advocates), np.zeros(organizations)])
    limits = [LinearConstraint(covered_by, ub=0), LinearConstraint(picks, ub=k)]
    weight = np.concatenate([np.zeros(advocates), -np.ones(organizations)])
    best = milp(weight, constraints=limits, integrality=np.ones_like(weight), bounds=Bounds(0, 1))
    return -float(best.fun)


def main() -> None:
    """Print the table."""
    print("| contacts | picks | greedy / optimum, mean | worst | optimal in |")
    print("| --- | --- | --- | --- | --- |")
    for size in SIZES:
        drawn = [made_up(size, seed) for seed in range(NETWORKS)]
        reach = [covers(net) for net in drawn]
        for k in PICKS:
            greedy = np.array([ng.keep_warm(net, k=k)[schema.MARGINAL_GAIN].sum() for net in drawn])
            ratio = greedy / np.array([optimum(cover, k) for cover in reach])
            best = np.mean(ratio > 1 - 1e-9)
            print(f"| {size} | {k} | {ratio.mean():.4f} | {ratio.min():.3f} | {best:.0%} |")


if __name__ == "__main__":
    main()
