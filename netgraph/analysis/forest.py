"""The introduction forest, as the analyses ask for it: ``net.forest``."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from netgraph.forest import Forest
    from netgraph.network import ReferralNetwork


def forest(net: ReferralNetwork) -> Forest:
    """Return ``net.forest``."""
    return net.forest
