"""Whether it is in doubt who leads the ranking: a name that may be that of somebody else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from netgraph import schema
from netgraph.analysis.summary import SUMMARY_ROWS, top_connectors
from netgraph.tables.issues import quoted
from netgraph.wording import with_noun

if TYPE_CHECKING:
    from netgraph.network import ReferralNetwork

OF_IDENTITY: Final = (
    schema.NEAR_PERSON,
    schema.AMBIGUOUS_PERSON,
    schema.POSSIBLE_DUPLICATE_PERSON,
)
"""Issues of two names that may be one person's, or of one name that may be that of two."""
ASKS: Final = "netgraph check --decide asks"
"""Where names that may be one person's are decided."""
MOST_DOUBTS: Final = 2
"""Doubts of those below the first that are told."""


def doubts_of_leader(net: ReferralNetwork) -> list[str]:
    """Say in one line why whoever leads the ranking, or is near the top, may be somebody else.

    Issues are put in words only where there is one of these codes.

    Returns
    -------
    One sentence, or none where nothing is in doubt.
    """
    if net.issue_counts.keys().isdisjoint(OF_IDENTITY):
        return []
    shown = top_connectors(net, SUMMARY_ROWS, exact=False)
    issues = net.issues
    told = issues.loc[issues[schema.CODE].isin(OF_IDENTITY), schema.MESSAGE]
    # what was done about it, and what to do, is for who asks for the issues
    reasons = [m.partition("; kept")[0].partition("; not merged")[0] for m in told]
    called = [
        (quoted(str(own)), quoted(str(name)))
        for own, name in zip(shown[schema.CONTACT_ID], shown[schema.NAME], strict=True)
    ]
    # those of the first come first
    doubts = [*dict.fromkeys(r for names in called for r in reasons if any(n in r for n in names))]
    if not doubts:
        near = net.issue_counts.get(schema.NEAR_PERSON, 0)
        those = with_noun(near, "name in no table may be", "names in no table may be")
        return [f"{those} somebody of yours: {ASKS}"] if near else []
    if any(name in doubts[0] for name in called[0]):
        return [f"{shown[schema.NAME].iloc[0]} leads the ranking, in doubt: {doubts[0]}"]
    return [f"in doubt who some at the top are: {'; '.join(doubts[:MOST_DOUBTS])} ({ASKS})"]
