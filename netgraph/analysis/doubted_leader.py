"""Whether it is in doubt who leads the ranking: a name that may be that of somebody else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from netgraph import schema
from netgraph.analysis.summary import top_connectors
from netgraph.tables.issues import quoted

if TYPE_CHECKING:
    from netgraph.network import ReferralNetwork

OF_IDENTITY: Final = (
    schema.NEAR_PERSON,
    schema.AMBIGUOUS_PERSON,
    schema.POSSIBLE_DUPLICATE_PERSON,
)
"""Issues of two names that may be one person's, or of one name that may be that of two."""


def doubts_of_leader(net: ReferralNetwork) -> list[str]:
    """Say in one line why whoever leads the ranking may be somebody else as well.

    Issues are put in words only where there is one of these codes.

    Returns
    -------
    One sentence, or none where nothing is in doubt.
    """
    if net.issue_counts.keys().isdisjoint(OF_IDENTITY):
        return []
    leading = top_connectors(net, 1, exact=False)
    if leading.empty:
        return []
    first = leading.iloc[0]
    called = {quoted(str(first[column])) for column in (schema.CONTACT_ID, schema.NAME)}
    issues = net.issues
    told = issues.loc[issues[schema.CODE].isin(OF_IDENTITY), schema.MESSAGE]
    for message in told:
        if any(name in message for name in called):
            # what was done about it, and what to do, is for who asks for the issues
            reason = message.partition("; kept")[0].partition("; not merged")[0]
            return [f"{first[schema.NAME]} leads the ranking, in doubt: {reason}"]
    return []
