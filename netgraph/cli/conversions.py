"""What a conversion did to files that were there, and to searches that became one network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netgraph.cli.loading import say_searches
from netgraph.cli.output import say
from netgraph.wording import with_noun

if TYPE_CHECKING:
    from netgraph.tables.convert import Converted


def say_instead(converted: Converted) -> None:
    """Say whose rows were told apart, which files stand no longer, what a graph does not hold."""
    say_searches(converted.net)
    if converted.replaced:
        say(f"in place of other files: {', '.join(path.name for path in converted.replaced)}")
    for old, aside in converted.moved:
        say(f"{old} was there and is now {aside.name}: it would be read together with these tables")
    for old in converted.cleared:
        say(f"took away {old}, which an earlier conversion left: now everything has its place")
    if converted.pooled:
        searches = with_noun(converted.pooled, "search", "searches")
        say(
            f"a graph holds one network: {searches} are one in it, a contact a person, and nothing "
            "says whose a row was; a folder (-o FOLDER) keeps each, --seeker-id ID writes one"
        )
