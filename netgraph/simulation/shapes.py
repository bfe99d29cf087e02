"""Networks of one extreme shape, on which careless algorithms overflow or turn quadratic."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.errors import unknown, whole_number
from netgraph.network import ReferralNetwork
from netgraph.simulation.attributes import contact_ids

if TYPE_CHECKING:
    from netgraph.arrays import Ints

NetworkShape = Literal["hub", "chain", "loop", "dag"]
SHAPES: Final = ("hub", "chain", "loop", "dag")
DAG_REFERRALS: Final = 8
DAG_WIDTH: Final = 64


def shape(kind: NetworkShape, n: int, *, seed: int = 0) -> ReferralNetwork:
    """Make an undated network of n contacts in one extreme shape.

    Parameters
    ----------
    kind
        ``hub``: one person referred all others. ``chain``: each referred the next. ``loop``: the
        same, and the last referred the first. ``dag``: each referred up to 8 of the next 64, so
        that nearly everybody later is in everybody's reach.
    n
        Number of contacts, at least 1.
    seed
        For ``dag``.

    Raises
    ------
    NetgraphError
        If n is less than 1.
    UnknownNameError
        If there is no such shape.

    Examples
    --------
    >>> shape("chain", 3).referrals[[schema.REFERRER_ID, schema.REFERRED_ID]].to_numpy().tolist()
    [['c1', 'c2'], ['c2', 'c3']]
    """
    n = whole_number("the number of contacts", n, least=1)
    if kind not in SHAPES:
        raise unknown("shape", kind, SHAPES)
    source, target = _referrals(kind, n, np.random.default_rng(seed))
    ids = contact_ids(n)
    contacts = pd.DataFrame(
        {schema.CONTACT_ID: pd.Series(ids, dtype="str"), schema.STUB: np.zeros(n, dtype=bool)}
    )
    referrals = pd.DataFrame(
        {
            schema.REFERRER_ID: pd.Series(ids[source], dtype="str"),
            schema.REFERRED_ID: pd.Series(ids[target], dtype="str"),
            schema.REFERRED_ON: np.full(len(source), np.datetime64("NaT", "s")),
            schema.COUNT: np.ones(len(source), dtype=np.int64),
        }
    )
    for table in (contacts, referrals):
        # Lines as in a file, where line 1 holds the names of the columns.
        table.index = pd.RangeIndex(2, len(table) + 2, name=schema.LINE)
    return ReferralNetwork(contacts, referrals)


def _referrals(kind: NetworkShape, n: int, random: np.random.Generator) -> tuple[Ints, Ints]:
    """Positions of referrer and referred: two int64[m]."""
    later = np.arange(1, n)
    if kind == "hub":
        return np.zeros(n - 1, dtype=np.int64), later
    if kind == "chain":
        return later - 1, later
    if kind == "loop":
        # One person alone would refer themselves, which is no loop but an error.
        source = np.arange(n) if n > 1 else np.arange(0)
        return source, (source + 1) % n
    # dag: a row for each referral drawn; repeated pairs and targets beyond n are left out.
    source = np.repeat(np.arange(n), DAG_REFERRALS)
    target = source + random.integers(1, DAG_WIDTH + 1, len(source))
    # source * n + target is a number for each pair, so that unique finds those drawn twice.
    pair = np.unique(source[target < n] * n + target[target < n])
    return pair // n, pair % n
