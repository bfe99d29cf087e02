"""How near estimated reach is to the truth, in large networks that hang together.

Run ``python tests/benchmarks/estimates.py [PEOPLE] [DRAWS] [FIRST_SEED] [--duckdb]``. Half of the
people are in
one loop of referrals, to which the others lead or from which they are led to, without loops. The
truth is searched for, person by person, from a tenth of the people; said is what sketches make of
it: in memory when counting is not tried, and with ``--duckdb`` by joins, as for a group too large
for a worker. Prints a table in Markdown; the notes promise a standard error of 6.3 % at
most.
"""

from __future__ import annotations

import argparse
import tempfile
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.sparse.csgraph import breadth_first_order, connected_components

import netgraph as ng
from netgraph import schema
from netgraph.analysis import reach

if TYPE_CHECKING:
    from netgraph.arrays import Floats, Longs

SAMPLE: Final = 0.1
ORGANIZATIONS: Final = 0.3
"""Organizations a person."""
AHEAD: Final = 60
"""Without loops, people name one or two of the sixty after them."""
STANDARD_ERROR: Final = 1 / np.sqrt(reach.SKETCH - 2)
COUNTED: Final = (schema.REACH, schema.ORGANIZATIONS_REACHED)


class Tables(NamedTuple):
    """Two tables of text, and the same as numbers: int64[referrals] twice, int64[people]."""

    contacts: pd.DataFrame
    referrals: pd.DataFrame
    source: Longs
    target: Longs
    organization: Longs


def drawn(people: int, seed: int) -> Tables:
    """Draw the network: a quarter leads to the loop, half are in it, a quarter comes after."""
    random = np.random.default_rng(seed)
    quarter = people // 4
    loop = np.arange(quarter, people - quarter)
    ends = [np.stack([loop, np.roll(loop, -1)])]
    for start, stop in ((0, quarter), (people - quarter, people)):
        person = np.repeat(np.arange(start, stop), random.integers(1, 3, stop - start))
        named = person + random.integers(1, AHEAD, len(person))
        # those at the end of the first quarter name people in the loop, at the end of all nobody
        ends.append(np.stack([person, named])[:, named < people])
    # one in twenty of the loop names somebody after it
    leaving = random.choice(loop, len(loop) // 20, replace=False)
    ends.append(np.stack([leaving, random.integers(people - quarter, people, len(leaving))]))
    source, target = np.unique(np.concatenate(ends, axis=1), axis=1)
    organization = random.integers(0, int(ORGANIZATIONS * people), people)
    ids = np.char.add("p", np.arange(people).astype(str))
    return Tables(
        pd.DataFrame(
            {"contact_id": ids, "organization": np.char.add("o", organization.astype(str))}
        ),
        pd.DataFrame({"referrer_id": ids[source], "referred_id": ids[target]}),
        source,
        target,
        organization,
    )


def truths(given: Tables, sample: Longs) -> Floats:
    """Search from everybody of a sample: float64[columns, sample].

    Those of one loop reach the same, themselves counted: one search does for all of them.
    """
    people = len(given.organization)
    ones = np.ones(len(given.source), dtype=np.int8)
    graph = sparse.csr_array((ones, (given.source, given.target)), shape=(people, people))
    loop = connected_components(graph, connection="strong")[1]
    found = np.zeros((len(COUNTED), len(sample)))
    known: dict[int, tuple[int, int]] = {}
    for at, person in enumerate(sample):
        if loop[person] not in known:
            order = breadth_first_order(graph, person, return_predecessors=False)
            there = np.zeros(len(given.organization), dtype=bool)
            there[given.organization[order]] = True
            known[loop[person]] = len(order) - 1, int(there.sum()) - 1
        found[:, at] = known[loop[person]]
    return found


def in_memory(given: Tables) -> pd.DataFrame:
    """Said when counting is given up at once."""
    reach.MOST_VISITS = 0  # type: ignore[misc]
    return ng.contacts(ng.from_frames(given.contacts, given.referrals))


def by_joins(given: Tables) -> pd.DataFrame:
    """Said by DuckDB, of a group larger than a worker may hold."""
    import pyarrow as pa

    from netgraph.engines import questions
    from netgraph.engines.duck import Duck
    from netgraph.engines.whole import Whole

    with tempfile.TemporaryDirectory() as folder:
        engine = Duck(work=folder)
        tables = (pa.Table.from_pandas(t, preserve_index=False) for t in given[:2])
        whole = Whole(engine, *tables, piece_rows=len(given.contacts) // 2)
        answer = questions.contacts(whole).frame(len(given.contacts))
        engine.close()
    return answer


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("people", nargs="?", type=int, default=100_000)
    parser.add_argument("draws", nargs="?", type=int, default=20)
    parser.add_argument("first", type=int, nargs="?", default=0, help="seed of the first draw")
    parser.add_argument("--duckdb", action="store_true")
    args = parser.parse_args()
    ways = {"memory": in_memory} | ({"DuckDB": by_joins} if args.duckdb else {})
    # way, column: the errors of each draw, of who reaches as many as a sketch holds
    errors: dict[tuple[str, str], list[Floats]] = {}
    shares: dict[tuple[str, str], list[float]] = {}
    for seed in range(args.first, args.first + args.draws):
        given = drawn(args.people, seed)
        random = np.random.default_rng(seed)
        sample = np.sort(random.choice(args.people, int(SAMPLE * args.people), replace=False))
        truth = truths(given, sample)
        everything = args.people, len(np.unique(given.organization))
        for way, answer in ways.items():
            said = answer(given).set_index(schema.CONTACT_ID)
            said = said.loc["p" + pd.Series(sample).astype(str)]
            for column, true, whole in zip(COUNTED, truth, everything, strict=True):
                large = true >= reach.SKETCH
                small_ones_are_exact(said[column].to_numpy()[~large], true[~large])
                error = said[column].to_numpy(dtype=float)[large] / true[large] - 1
                errors.setdefault((way, column), []).append(error)
                shares.setdefault((way, column), []).append(float(true[large].mean() / whole))
    show(args.people, errors, shares)


def show(
    people: int,
    errors: dict[tuple[str, str], list[Floats]],
    shares: dict[tuple[str, str], list[float]],
) -> None:
    """Print a row a way and column; those of one draw are off alike, so draws count."""
    heads = ("people", "draws", "way", "column", "of all reached", "root mean square error")
    heads += ("draws within one standard error", "within two", "largest error")
    print("| " + " | ".join(heads) + " |")
    print("| --- " * len(heads) + "|")
    for (way, column), found in errors.items():
        square = np.array([np.mean(one**2) for one in found])
        cells = [
            f"{people:,}",
            len(found),
            way,
            f"`{column}`",
            f"{np.mean(shares[way, column]):.0%}",
            f"{np.sqrt(square.mean()):.1%}",
            *(f"{np.mean(square <= (k * STANDARD_ERROR) ** 2):.0%}" for k in (1, 2)),
            f"{max(abs(one).max() for one in found):.1%}",
        ]
        print("| " + " | ".join(map(str, cells)) + " |", flush=True)


def small_ones_are_exact(said: Longs, true: Floats) -> None:
    """Refuse to go on where a set smaller than a sketch was not counted exactly."""
    # an estimate may take a set a little smaller than a sketch for a larger one, never a small one
    assert (said == true).all()


if __name__ == "__main__":
    main()
