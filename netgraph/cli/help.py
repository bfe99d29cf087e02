"""What ``netgraph --help`` says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

DESCRIPTION: Final = "Map and measure a referral network: who leads to whom, and what to do next."
CLOSING: Final = """\
No sheet yet: netgraph start, then netgraph week job-search.xlsx.
Your own sheet or export: netgraph summary people.csv. Try it: netgraph demo.
Options of a verb, and an example: netgraph VERB --help."""

VERB_ANSWERS: Final = {
    "summary": "How the search stands, on one screen",
    "contacts": "Everybody: standing, introducer, numbers",
    "advocates": "Who leads to others",
    "dead-ends": "Branches in which nothing is open any more",
    "organizations": "Which organizations are reached, and through whom",
    "keep-warm": "The few who together keep the most organizations within reach",
    "growth": "How the search grew, by generation, week or month",
    "paths": "Through whom somebody can be reached",
    "sources": "Which sources of first contacts led on",
    "seekers": "A career office: how each search stands, who is stuck",
    "load": "A career office: which advocates are asked too often",
    "agenda": "What to do next, and what is overdue",
    "week": "Monday's screen: what is new, and what to do this week",
    "changes": "What is new since a date",
    "dossier": "One person, before you write to or meet them",
    "check": "Every issue found in the tables",
    "report": "One page for somebody who runs no code: findings, figures, tables",
    "start": "A workbook to begin with, which every command reads",
    "plot": "A figure: tree, generations, organizations, growth and eight more",
    "map": "The interactive map, one self-contained HTML file",
    "convert": "Any export or sheet as standard tables, a workbook or a graph",
    "simulate": "A made-up network, for trying things out",
    "demo": "The example data copied out, its summary, its map",
    "words": "What the words of the answers mean: credit, reach, ...",
    "completion": "Completion of these words by the tab key in bash, zsh or fish",
}
"""What each verb answers, in the order of help. It is told from here, so that whoever asks for help
does not wait for the options of all verbs."""

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


def asks_for_help(words: Sequence[str]) -> bool:
    """Tell whether somebody who types these words wants to know which verbs there are."""
    return not words or words[0] in ("-h", "--help", "help")


def help_text() -> str:
    """List the verbs, each with what it answers."""
    width = max(map(len, VERB_ANSWERS)) + 2
    lines = "\n".join(f"  {verb:{width}}{answers}" for verb, answers in VERB_ANSWERS.items())
    usage = "usage: netgraph VERB TABLES... [options]"
    return f"{usage}\n\n{DESCRIPTION}\n\nverbs:\n{lines}\n\n{CLOSING}\n"
