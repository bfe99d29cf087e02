"""What tests of everyday sheets look at: people and referrals by name, and lines that are told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Collection

    from netgraph.network import ReferralNetwork

MEANT = frozenset(
    {
        "resolved_referrer",
        "split_cell",
        "placeholder",
        "error_cell",
        "near_person",
        "ambiguous_person",
    }
)
"""Codes of what a cell was taken to mean, or could not be."""


def people(net: ReferralNetwork) -> list[str]:
    """Names, the id where somebody has none."""
    if "name" not in net.contacts:
        return list(net.contacts["contact_id"])
    return [str(n) for n in net.contacts["name"].fillna(net.contacts["contact_id"])]


def pairs(net: ReferralNetwork) -> list[str]:
    """Every referral as "referrer > referred", by names, in order."""
    name = dict(zip(net.contacts["contact_id"], people(net), strict=True))
    ends = zip(net.referrals["referrer_id"], net.referrals["referred_id"], strict=True)
    return sorted(f"{name[u]} > {name[v]}" for u, v in ends)


def row(net: ReferralNetwork, name: str) -> dict[str, Any]:
    """Everything known of the one contact of this name."""
    (found,) = net.contacts[[n == name for n in people(net)]].to_dict("records")
    return {str(k): None if pd.isna(v) else v for k, v in found.items()}


def lines(net: ReferralNetwork, codes: Collection[str] = MEANT) -> set[int]:
    """Lines that are told with one of these codes."""
    told = net.issues[net.issues["code"].isin(codes)]
    return set(told["line"])
