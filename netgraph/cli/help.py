"""What ``netgraph --help`` says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netgraph.cli.verb import Verb

DESCRIPTION: Final = "Map and measure a referral network: who leads to whom, and what to do next."
CLOSING: Final = """\
No sheet yet: netgraph start, then netgraph week job-search.xlsx.
Your own sheet or export: netgraph summary people.csv. Try it: netgraph demo.
Options of a verb, and an example: netgraph VERB --help."""

VERB_EXAMPLES: Final = {
    "summary": "netgraph summary data/",
    "contacts": "netgraph contacts data/ --by reach --top 10",
    "advocates": "netgraph advocates people.csv --top 10",
    "dead-ends": "netgraph dead-ends data/ --as-of today",
    "organizations": "netgraph organizations data/ --lose 'Leila Dahl'",
    "keep-warm": "netgraph keep-warm data/ --k 3",
    "growth": "netgraph growth data/ --per month",
    "paths": "netgraph paths data/ --to 'Tamartoft Freight'",
    "sources": "netgraph sources data/",
    "seekers": "netgraph seekers data/office/",
    "load": "netgraph load data/office/ --limit 3",
    "agenda": "netgraph agenda data/ --as-of today",
    "week": "netgraph week data/",
    "changes": "netgraph changes data/ --since 2026-08-01",
    "dossier": "netgraph dossier data/ --who 'Leila Dahl'",
    "check": "netgraph check people.csv",
    "report": "netgraph report data/ -o report.html",
    "start": "netgraph start --from people.csv -o job-search.xlsx",
    "plot": "netgraph plot tree data/ -o tree.png",
    "map": "netgraph map data/ -o map.html",
    "convert": "netgraph convert people.csv -o tables/",
    "simulate": "netgraph simulate 300 --seed 7 -o made-up/",
    "demo": "netgraph demo",
    "words": "netgraph words credit",
    "completion": "netgraph completion bash >> ~/.bashrc",
}
"""A command of each verb that answers something."""


def help_text(verbs: Sequence[Verb]) -> str:
    """List the verbs, each with what it answers."""
    width = max(len(verb.name) for verb in verbs) + 2
    lines = "\n".join(f"  {verb.name:{width}}{verb.answers}" for verb in verbs)
    usage = "usage: netgraph VERB TABLES... [options]"
    return f"{usage}\n\n{DESCRIPTION}\n\nverbs:\n{lines}\n\n{CLOSING}\n"
