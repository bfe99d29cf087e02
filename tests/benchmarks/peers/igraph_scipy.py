"""The heavy columns of the advocates by igraph and SciPy: ``python igraph_scipy.py FOLDER``.

Only measured against, never used: igraph is GPL. Reach is exact: igraph searches from everybody who
made a referral.
"""

from __future__ import annotations

import sys
from pathlib import Path

import igraph
import numpy as np
import pandas as pd
from scipy import sparse
from scipy.sparse import csgraph

SEARCHED = 64


def main(folder: Path) -> None:
    """Print the advocates as CSV."""
    contacts = pd.read_csv(folder / "contacts.csv")
    rows = pd.read_csv(folder / "referrals.csv")
    ids = pd.Index(contacts["contact_id"])
    ends = np.column_stack([ids.get_indexer(rows[c]) for c in ("referrer_id", "referred_id")])
    source, target = np.unique(ends, axis=0).T
    n = len(ids)
    made = np.bincount(source, minlength=n)
    organization, _ = pd.factorize(contacts["organization"], use_na_sentinel=True)
    decides = (contacts["decision_maker"] == "yes").to_numpy()
    people, organizations, deciders = reach(source, target, organization, decides)
    answer = pd.DataFrame(
        {
            "contact_id": ids,
            "referrals_made": made,
            "reach": people,
            "exclusive_reach": only_through(source, target, n),
            "organizations_reached": organizations,
            "decision_makers_reached": deciders,
        }
    )
    answer[made > 0].sort_values(["reach", "contact_id"], ascending=[False, True]).to_csv(
        sys.stdout, index=False
    )


def reach(
    source: np.ndarray, target: np.ndarray, organization: np.ndarray, decides: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """People, organizations and decision makers that each can reach, a search from everybody who referred."""
    n = len(decides)
    graph = igraph.Graph(n, np.column_stack([source, target]), directed=True)
    size = np.zeros((3, n), dtype=np.int64)
    referrers = np.unique(source)
    for start in range(0, len(referrers), SEARCHED):
        some = referrers[start : start + SEARCHED].tolist()
        for person, reached in zip(some, graph.neighborhood(some, order=n, mode="out"), strict=True):
            others = np.asarray(reached[1:])
            at = np.unique(organization[others])
            size[:, person] = (
                len(others),
                (at >= 0).sum() - (organization[person] in at and organization[person] >= 0),
                decides[others].sum(),
            )
    return size[0], size[1], size[2]


def only_through(source: np.ndarray, target: np.ndarray, n: int) -> np.ndarray:
    """People lost without each: sizes of branches of igraph's dominator tree, from a root above first contacts."""
    first = roots(source, target, n)
    edges = np.column_stack(
        [np.concatenate([np.full(len(first), n), source]), np.concatenate([first, target])]
    )
    above = np.asarray(igraph.Graph(n + 1, edges, directed=True).dominator(n))
    tree = sparse.csr_matrix((np.ones(n, dtype=np.int8), (above[:n], np.arange(n))), shape=(n + 1, n + 1))
    order = csgraph.breadth_first_order(tree, n, return_predecessors=False)
    below = np.ones(n + 1, dtype=np.int64)
    for v in order[:0:-1].tolist():
        below[above[v]] += below[v]
    return below[:n] - 1


def roots(source: np.ndarray, target: np.ndarray, n: int) -> np.ndarray:
    """People whom nobody refers, and the first of every loop that nobody outside refers into."""
    matrix = sparse.csr_matrix((np.ones(len(source), dtype=np.int8), (source, target)), shape=(n, n))
    count, component = csgraph.connected_components(matrix, connection="strong")
    entered = np.zeros(count, dtype=bool)
    between = component[source] != component[target]
    entered[component[target[between]]] = True
    _, earliest = np.unique(component, return_index=True)
    return np.sort(earliest[~entered])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
