"""The advocates, every column, by igraph, SciPy and pandas: ``python igraph_scipy.py FOLDER``.

Only measured against, never used: igraph is GPL. Reach is exact: igraph searches from everybody who
made a referral. What neither library has (introducers by date) is a heap in Python, as one would
write it. It mends and tells nothing, and takes loops that nobody leads into only where one person
opens each.
"""

from __future__ import annotations

import heapq
import sys
from pathlib import Path

import igraph
import numpy as np
import pandas as pd
from scipy import optimize, sparse, special
from scipy.sparse import csgraph

SEARCHED = 64
ENDS = ["referrer_id", "referred_id"]


def main(folder: Path) -> None:
    """Print the advocates as CSV."""
    contacts = pd.read_csv(folder / "contacts.csv", parse_dates=["met_on"])
    rows = pd.read_csv(folder / "referrals.csv", parse_dates=["referred_on"])
    ids = pd.Index(contacts["contact_id"])
    n = len(ids)
    rows = rows.assign(**{end: ids.get_indexer(rows[end]) for end in ENDS})
    pairs = rows.groupby(ENDS, sort=False, as_index=False)["referred_on"].min()
    source, target = (pairs[end].to_numpy() for end in ENDS)
    made = np.bincount(source, minlength=n)
    organization, _ = pd.factorize(contacts["organization"], use_na_sentinel=True)
    decides = (contacts["decision_maker"] == "yes").to_numpy()
    met = ((contacts["status"] == "met") | contacts["met_on"].notna()).to_numpy()
    first = roots(source, target, n)
    parent, generation = introducers(pairs, first, n)
    people, organizations, deciders = reach(source, target, organization, decides)
    lost, lost_organizations = only_through(source, target, organization, first, n)
    worth = credit(parent, generation)
    won = np.bincount(source[met[target]], minlength=n)
    answer = pd.DataFrame(
        {
            "contact_id": ids,
            "name": contacts["name"],
            "organization": contacts["organization"],
            "referrals_made": made,
            "introductions": np.bincount(parent[parent >= 0], minlength=n),
            "reach": people,
            "exclusive_reach": lost,
            "organizations_reached": organizations,
            "exclusive_organizations": lost_organizations,
            "decision_makers_reached": deciders,
            "credit": worth,
            "credit_share": worth / (parent >= 0).sum(),
            "referrals_met": won,
        }
    )
    newest = contacts["met_on"]
    for end in ENDS:
        newest = pd.concat(
            # a referral made again is a sign of life too
            [newest, rows.groupby(end)["referred_on"].max().reindex(range(n))],
            axis=1,
        ).max(axis=1)
    answer["last_contact_on"] = newest
    answer["days_quiet"] = (
        max(contacts["met_on"].max(), rows["referred_on"].max()) - newest
    ).dt.days
    answer = answer[made > 0].copy()
    a, b = prior(answer["referrals_met"].to_numpy(), answer["referrals_made"].to_numpy())
    shape = a + answer["referrals_met"], b + answer["referrals_made"] - answer["referrals_met"]
    answer["conversion"] = shape[0] / (shape[0] + shape[1])
    answer["conversion_low"], answer["conversion_high"] = (
        special.betaincinv(*shape, q) for q in (0.05, 0.95)
    )
    answer.sort_values(["credit", "reach", "contact_id"], ascending=[False, False, True]).to_csv(
        sys.stdout, index=False
    )


def introducers(pairs: pd.DataFrame, first: np.ndarray, n: int) -> tuple[np.ndarray, np.ndarray]:
    """Who named each person first, and how many steps out they are: by a heap of those to come."""
    day = pairs["referred_on"].to_numpy().astype("datetime64[D]").astype(np.int64).tolist()
    source, target = (pairs[end].to_numpy() for end in ENDS)
    order = np.argsort(source, kind="stable")
    start = np.searchsorted(source[order], np.arange(n + 1)).tolist()
    row, order = target[order].tolist(), order.tolist()
    parent, generation = [-1] * n, [0] * n
    queue = []
    for v in first.tolist():
        generation[v] = 1
        queue += [
            (day[order[e]], 1, day[order[e]], order[e], v, row[e])
            for e in range(start[v], start[v + 1])
        ]
    heapq.heapify(queue)
    while queue:
        when, steps, _, _, u, w = heapq.heappop(queue)
        if generation[w]:
            continue
        generation[w], parent[w] = steps + 1, u
        for e in range(start[w], start[w + 1]):
            if not generation[row[e]]:
                at = day[order[e]]
                heapq.heappush(queue, (max(when, at), steps + 1, at, order[e], w, row[e]))
    return np.array(parent), np.array(generation)


def credit(parent: np.ndarray, generation: np.ndarray) -> np.ndarray:
    """Share each person among the chain that led to them: sums over branches, farthest first."""
    worth = np.where(parent >= 0, 1 / np.maximum(generation - 1, 1), 0.0)
    whole = worth.copy()
    for step in range(generation.max(), 1, -1):
        at = np.flatnonzero(generation == step)
        np.add.at(whole, parent[at], whole[at])
    return (whole - worth).round(12)


def prior(won: np.ndarray, tried: np.ndarray) -> tuple[float, float]:
    """Fit Beta(a, b) by beta-binomial maximum likelihood."""
    counts = pd.DataFrame({"won": won, "tried": tried}).value_counts().reset_index()
    w, t, weight = (counts[c].to_numpy(dtype=float) for c in ("won", "tried", "count"))

    def surprise(log_ab: np.ndarray) -> float:
        a, b = np.exp(log_ab)
        return -float(weight @ (special.betaln(a + w, b + t - w) - special.betaln(a, b)))

    a, b = np.exp(
        optimize.minimize(surprise, [0.5, 0.5], method="Nelder-Mead", options={"xatol": 1e-7}).x
    )
    return float(a), float(b)


def reach(
    source: np.ndarray, target: np.ndarray, organization: np.ndarray, decides: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """People, organizations and decision makers in reach: a search from each referrer."""
    n = len(decides)
    graph = igraph.Graph(n, np.column_stack([source, target]), directed=True)
    size = np.zeros((3, n), dtype=np.int64)
    referrers = np.unique(source)
    for start in range(0, len(referrers), SEARCHED):
        some = referrers[start : start + SEARCHED].tolist()
        for person, reached in zip(
            some, graph.neighborhood(some, order=n, mode="out"), strict=True
        ):
            others = np.asarray(reached[1:])
            at = np.unique(organization[others])
            size[:, person] = (
                len(others),
                (at >= 0).sum() - (organization[person] in at and organization[person] >= 0),
                decides[others].sum(),
            )
    return size[0], size[1], size[2]


def only_through(
    source: np.ndarray, target: np.ndarray, organization: np.ndarray, first: np.ndarray, n: int
) -> tuple[np.ndarray, np.ndarray]:
    """People and organizations lost without each: igraph's dominators from a common root."""
    employed = np.flatnonzero(organization >= 0)
    count = organization.max() + 1
    root = n + count
    ends = (
        np.concatenate([np.full(len(first), root), source, employed]),
        np.concatenate([first, target, n + organization[employed]]),
    )
    above = np.asarray(igraph.Graph(root + 1, np.column_stack(ends), directed=True).dominator(root))
    above[root] = -1
    tree = sparse.csr_matrix(
        (np.ones(root, dtype=np.int8), (above[:root], np.arange(root))), shape=(root + 1,) * 2
    )
    order = csgraph.breadth_first_order(tree, root, return_predecessors=False)
    below = np.zeros((2, root + 1), dtype=np.int64)
    below[0, :n] = below[1, n:root] = 1
    for v in order[:0:-1].tolist():
        below[:, above[v]] += below[:, v]
    own = np.zeros(n, dtype=np.int64)
    for sink in range(n, root):  # an organization's own people on the way to it don't count it
        v = above[sink]
        while v != root:
            own[v] += organization[v] == sink - n
            v = above[v]
    return below[0, :n] - 1, below[1, :n] - own


def roots(source: np.ndarray, target: np.ndarray, n: int) -> np.ndarray:
    """People whom nobody refers, and the first of every loop that nobody outside refers into."""
    matrix = sparse.csr_matrix(
        (np.ones(len(source), dtype=np.int8), (source, target)), shape=(n, n)
    )
    count, component = csgraph.connected_components(matrix, connection="strong")
    entered = np.zeros(count, dtype=bool)
    between = component[source] != component[target]
    entered[component[target[between]]] = True
    _, earliest = np.unique(component, return_index=True)
    return np.sort(earliest[~entered])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
