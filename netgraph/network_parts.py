"""The same network with a memory of its own, and parts of one that nothing leads into."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netgraph.facts import Memory
from netgraph.links import kept_ends
from netgraph.network import ReferralNetwork

if TYPE_CHECKING:
    from collections.abc import Collection

    import pandas as pd

    from netgraph.arrays import Flags


def with_contacts(net: ReferralNetwork, contacts: pd.DataFrame) -> ReferralNetwork:
    """Return the same network with other cells of the same contacts, and a memory of its own.

    Ids, dates and the order of rows are those of before: links and forest are shared.
    """
    same = ReferralNetwork.__new__(ReferralNetwork)
    vars(same).update(vars(net), _contacts=contacts.copy(deep=False), _memory=Memory())
    return same


def part_of_rows(
    net: ReferralNetwork,
    contacts: Flags,
    referrals: Flags,
    repeats: Flags,
    *,
    columns: Collection[str],
    targets: pd.DataFrame | None,
) -> ReferralNetwork:
    """Return a part that no referral leads into or out of, by its rows: bool[rows] each.

    Parameters
    ----------
    net
        The network.
    contacts, referrals, repeats
        Which rows of each table.
    columns
        The columns of contacts that the part has.
    targets
        Its targets.
    """
    rows = net.contacts[contacts]
    part = ReferralNetwork(
        rows[[c for c in rows.columns if c in columns]],
        net.pairs[referrals],
        targets=targets,
        repeats=net.repeats[repeats],
        as_of=net.as_of_date,
        seeker=net.left_out,
        ends=kept_ends(vars(net)["_ends"], referrals, contacts),
        collation=net.collation,
    )
    files = vars(net)["_file_of_contact"]
    vars(part).update(_files=net.files, _file_of_contact=None if files is None else files[contacts])
    return part
