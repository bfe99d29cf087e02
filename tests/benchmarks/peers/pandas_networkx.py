"""The advocates by pandas and NetworkX, as a good user would write it today.

Run ``python pandas_networkx.py FOLDER``.
"""

from __future__ import annotations

import sys
from pathlib import Path

import networkx as nx
import numpy as np
import pandas as pd
from scipy import stats

SOURCE = "the seeker"


def main(folder: Path) -> None:
    """Print the advocates as CSV."""
    contacts = pd.read_csv(folder / "contacts.csv", parse_dates=["met_on"]).set_index("contact_id")
    rows = pd.read_csv(folder / "referrals.csv", parse_dates=["referred_on"])
    pairs = rows.groupby(["referrer_id", "referred_id"], as_index=False)["referred_on"].min()
    graph = nx.from_pandas_edgelist(pairs, "referrer_id", "referred_id", create_using=nx.DiGraph)
    graph.add_nodes_from(contacts.index)
    organization = contacts["organization"].to_dict()
    decides = set(contacts.index[contacts["decision_maker"] == "yes"])
    met = set(contacts.index[contacts["status"] == "met"])
    lost, lost_organizations = only_through(graph, organization)
    parent, generation = introducers(graph, pairs)
    credit = shared(parent, generation)
    newest = last_dates(contacts, pairs)
    as_of = newest.max()
    table = []
    for person in graph:
        if not graph.out_degree(person):
            continue
        reached = nx.descendants(graph, person)
        organizations = {organization[w] for w in reached} - {organization[person]}
        referred = list(graph.successors(person))
        table.append(
            {
                "contact_id": person,
                "referrals_made": len(referred),
                "introductions": sum(parent.get(w) == person for w in referred),
                "reach": len(reached),
                "exclusive_reach": lost[person],
                "organizations_reached": len(organizations),
                "exclusive_organizations": lost_organizations[person],
                "decision_makers_reached": len(reached & decides),
                "credit": credit.get(person, 0.0),
                "referrals_met": sum(w in met for w in referred),
            }
        )
    answer = pd.DataFrame(table)
    answer["credit_share"] = answer["credit"] / len(parent)
    shares = stats.beta(
        2 + answer["referrals_met"], 2 + answer["referrals_made"] - answer["referrals_met"]
    )
    answer["conversion"] = shares.mean()
    answer["conversion_low"], answer["conversion_high"] = shares.ppf(0.05), shares.ppf(0.95)
    answer["last_contact_on"] = answer["contact_id"].map(newest)
    answer["days_quiet"] = (as_of - answer["last_contact_on"]).dt.days
    answer = answer.sort_values(["credit", "reach", "contact_id"], ascending=[False, False, True])
    answer.to_csv(sys.stdout, index=False)


def introducers(graph: nx.DiGraph, pairs: pd.DataFrame) -> tuple[dict[str, str], dict[str, int]]:
    """Who named each person first, and how many steps out they are: by date, nearly right."""
    import heapq

    found = graph.copy()
    date = dict(
        zip(
            zip(pairs["referrer_id"], pairs["referred_id"], strict=True),
            pairs["referred_on"],
            strict=True,
        )
    )
    far = pd.Timestamp.min
    generation = {v: 1 for v, degree in found.in_degree() if degree == 0}
    parent: dict[str, str] = {}
    queue = [(date[u, w], 1, date[u, w], u, w) for u in generation for w in graph.successors(u)]
    heapq.heapify(queue)
    while queue:
        when, steps, _, u, w = heapq.heappop(queue)
        if w in generation:
            continue
        generation[w], parent[w] = steps + 1, u
        for x in graph.successors(w):
            if x not in generation:
                heapq.heappush(queue, (max(when, date[w, x], far), steps + 1, date[w, x], w, x))
    return parent, generation


def shared(parent: dict[str, str], generation: dict[str, int]) -> dict[str, float]:
    """Share each person out among the chain that led to them."""
    credit: dict[str, float] = {}
    for person, steps in generation.items():
        above = parent.get(person)
        while above is not None:
            credit[above] = credit.get(above, 0.0) + 1 / (steps - 1)
            above = parent.get(above)
    return credit


def only_through(
    graph: nx.DiGraph, organization: dict[str, str]
) -> tuple[dict[str, int], dict[str, int]]:
    """People and organizations lost without each person, by immediate dominators."""
    flow = nx.DiGraph(graph)
    flow.add_edges_from((SOURCE, v) for v, degree in graph.in_degree() if degree == 0)
    flow.add_edges_from((person, ("at", name)) for person, name in organization.items())
    above = dict(nx.immediate_dominators(flow, SOURCE))
    above.pop(SOURCE, None)
    people, organizations = dict.fromkeys(graph, 0), dict.fromkeys(graph, 0)
    for node, step in above.items():
        count = organizations if isinstance(node, tuple) else people
        own = node[1] if isinstance(node, tuple) else None
        while step != SOURCE:
            if own is None or organization[step] != own:
                count[step] += 1
            step = above[step]  # noqa: PLW2901 - climbing
    return people, organizations


def last_dates(contacts: pd.DataFrame, pairs: pd.DataFrame) -> pd.Series:
    """Newest date known of each person."""
    each = [pairs.groupby(end)["referred_on"].max() for end in ("referrer_id", "referred_id")]
    return pd.concat([contacts["met_on"], *each]).groupby(level=0).max().replace({np.nan: pd.NaT})


if __name__ == "__main__":
    main(Path(sys.argv[1]))
