"""What ``netgraph --help`` says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netgraph.cli.verb import Verb

DESCRIPTION: Final = (
    "Map and measure a referral network: who leads to whom, who leads nowhere, what to do next."
)
CLOSING: Final = (
    "'netgraph VERB --help' tells a verb's options; 'netgraph demo' shows it all on example data."
)


def help_text(verbs: Sequence[Verb]) -> str:
    """List the verbs, each with what it answers."""
    width = max(len(verb.name) for verb in verbs) + 2
    lines = "\n".join(f"  {verb.name:{width}}{verb.answers}" for verb in verbs)
    usage = "usage: netgraph VERB TABLES... [options]"
    return f"{usage}\n\n{DESCRIPTION}\n\nverbs:\n{lines}\n\n{CLOSING}\n"
