"""A notebook's questions at 100,000: ``python asked_again.py FOLDER`` prints CPU seconds.

Of 50 weeks of ``as_of`` with ``advocates``, of ``without`` each of the first 100 advocates with
``advocates``, and of the slowest question asked a second time, with its name.
"""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

import pandas as pd

import netgraph as ng

if TYPE_CHECKING:
    from collections.abc import Callable

DAYS, PEOPLE = 50, 100


def timed(question: Callable[[], object]) -> float:
    """CPU seconds of a question."""
    began = time.process_time()
    question()
    return time.process_time() - began


def questions(net: ng.ReferralNetwork) -> dict[str, Callable[[], object]]:
    """Questions by name."""
    since = net.as_of_date - pd.Timedelta(days=30) if net.as_of_date else None
    organization = ng.organizations(net)["organization"].iloc[0]
    plain = (ng.summary, ng.contacts, ng.advocates, ng.dead_ends, ng.organizations, ng.keep_warm)
    plain += (ng.growth, ng.sources, ng.agenda, ng.findings)
    named: dict[str, Callable[[], object]] = {q.__name__: (lambda q=q: q(net)) for q in plain}
    return named | {
        "changes": lambda: ng.changes(net, since=since),
        "paths": lambda: ng.paths(net, to=organization),
        "dossier": lambda: ng.dossier(net, ng.advocates(net, top=1)["contact_id"].iloc[0]),
    }


def main(folder: str) -> None:
    """Print the seconds."""
    net = ng.read(folder)
    first = ng.advocates(net)["contact_id"].head(PEOPLE)
    end = net.as_of_date
    days = pd.date_range(end - pd.Timedelta(weeks=DAYS), periods=DAYS, freq="7D")
    earlier = timed(lambda: [ng.advocates(net.as_of(day)) for day in days])
    less = timed(lambda: [ng.advocates(net.without([who])) for who in first])
    again = {}
    for name, question in questions(net).items():
        question()
        again[name] = min(timed(question) for _ in range(3))
    slowest = max(again, key=again.__getitem__)
    print(earlier, less, again[slowest], slowest)


if __name__ == "__main__":
    main(sys.argv[1])
