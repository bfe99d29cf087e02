"""Redaction changes nobody's place: order first, hide last, in every answer that ranks.

Drawn networks with few names, firms, days and statuses, so that nearly everything ties; each answer
of the redacted network is that of the open one, row by row, once pseudonyms are taken back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
import pytest

import netgraph as ng
from netgraph import schema
from netgraph.choices import REDACTIONS
from netgraph.privacy import redact

if TYPE_CHECKING:
    from collections.abc import Callable

    from netgraph.choices import Redaction
    from netgraph.network import ReferralNetwork

PEOPLE: Final = {
    *(schema.CONTACT_ID, schema.INTRODUCED_BY, schema.REVIVE_THROUGH),
    *(schema.ONLY_THROUGH, schema.THROUGH),
}
WORDS: Final = {schema.NAME, schema.SOURCE, "reason", "also", "fill_in"}
"""Columns that say the same in other words, or nothing, once names are hidden."""
RANKED: Final[dict[str, Callable[[ReferralNetwork], pd.DataFrame]]] = {
    "advocates": ng.advocates,
    "advocates, the first": lambda net: ng.advocates(net, top=3),
    "advocates by reach": lambda net: ng.advocates(net, by="reach"),
    "advocates by days quiet": lambda net: ng.advocates(net, by="days_quiet"),
    "advocates, expected": lambda net: ng.advocates(net, expected=True),
    "contacts by generation": lambda net: ng.contacts(net, by="generation"),
    "contacts by chance": lambda net: ng.contacts(net, by="chance", top=5),
    "contacts by standing": lambda net: ng.contacts(net, by="standing"),
    "dead ends": ng.dead_ends,
    "dead ends of one": lambda net: ng.dead_ends(net, least=1),
    "keep warm": lambda net: ng.keep_warm(net, k=4),
    "agenda": ng.agenda,
    "changes": lambda net: ng.changes(net, since="2024-01-01"),
    "organizations": ng.organizations,
    "organizations by advocates": lambda net: ng.organizations(net, by="entry_advocates"),
    "sources": ng.sources,
    "sources by contacts": lambda net: ng.sources(net, by="contacts"),
    "summary's connectors": lambda net: ng.summary(net).advocates,
    "summary's dead ends": lambda net: ng.summary(net).dead_ends,
    "summary's organizations": lambda net: ng.summary(net).organizations,
}


def of_ties(seed: int) -> ReferralNetwork:
    """Eight to forty people, most of whom tie with others in all that ranks them."""
    rng = np.random.default_rng(seed)
    size = int(rng.integers(8, 40))
    ids = [f"p{i:02}" for i in rng.permutation(size)]
    firms = [*(f"Firm {i}" for i in range(int(rng.integers(2, 7)))), None]

    def few(*words: str | None, rows: int = size) -> np.ndarray:
        return rng.choice(np.array(words, dtype=object), rows)

    contacts = pd.DataFrame(
        {
            schema.CONTACT_ID: ids,
            schema.NAME: few("Al Fox", "Bea Gold", "Cal Hunt", "Dee Ivy"),
            schema.ORGANIZATION: few(*firms),
            schema.SOURCE: few("family", "Zoe", "Abe", "alumni", None),
            schema.STATUS: few("met", "met", "contacted", "identified", "declined", None),
            schema.DECISION_MAKER: few("yes", None),
            schema.MET_ON: few("2024-01-02", "2024-03-02", None),
            schema.CONTACTED_ON: few("2024-01-01", None),
            schema.THANKED_ON: few("2024-03-03", None, None),
            schema.NEXT_STEP_ON: few("2024-03-05", None, None),
        }
    )
    rows = int(size * rng.uniform(0.5, 1.3))
    referrals = pd.DataFrame(
        {
            schema.REFERRER_ID: few(*ids, "stub1", "stub2", rows=rows),
            schema.REFERRED_ID: few(*ids, "stub3", rows=rows),
            schema.REFERRED_ON: few("2024-01-05", "2024-02-05", None, rows=rows),
        }
    )
    wanted = pd.DataFrame({schema.ORGANIZATION: [*firms[:-1], "Far", "Away"]})
    return ng.from_frames(contacts, referrals, targets=wanted if seed % 2 else None, lenient=True)


class Behind:
    """What pseudonyms stand for: the network knows where each was listed, and no file does."""

    def __init__(self, net: ReferralNetwork, hidden: ReferralNetwork) -> None:
        assert hidden.collation is not None
        listed = hidden.collation.listed
        ids = net.contacts[schema.CONTACT_ID].iloc[listed.to_numpy()]
        self.people = dict(zip(ids, listed.index, strict=True))
        open_firms, shown = (
            one.contacts.set_index(schema.CONTACT_ID)[schema.ORGANIZATION] for one in (net, hidden)
        )
        self.firms = {
            firm: shown[self.people[i]] for i, firm in open_firms.items() if pd.notna(firm)
        }

    def rows(self, answer: pd.DataFrame, columns: pd.Index) -> dict[str, list[Any]]:
        """The cells of an answer as the redacted network shows them; those of text are left out."""
        names = [c for c in answer if c in columns and c not in WORDS]
        cells = {c: answer[c].astype(object).where(answer[c].notna(), None).tolist() for c in names}
        for column in PEOPLE & {*names}:
            cells[column] = [self.people.get(one, one) for one in cells[column]]
        if schema.ORGANIZATION in cells:
            # targets that nobody is at have pseudonyms too, which no contact shows
            cells[schema.ORGANIZATION] = [self.firms.get(f, "") for f in cells[schema.ORGANIZATION]]
        return cells

    def shown(self, answer: pd.DataFrame, columns: pd.Index) -> dict[str, list[Any]]:
        """The cells of a redacted answer, in the same columns."""
        cells = self.rows(answer, columns)
        if schema.ORGANIZATION in cells:
            known = {*self.firms.values()}
            firms = answer[schema.ORGANIZATION].tolist()
            cells[schema.ORGANIZATION] = [firm if firm in known else "" for firm in firms]
        return cells


@pytest.mark.parametrize("what", REDACTIONS)
@pytest.mark.parametrize(
    "seed", [1, 2, *(pytest.param(n, marks=pytest.mark.thorough) for n in range(3, 9))]
)
def test_redaction_changes_nobodys_place(seed: int, what: Redaction) -> None:
    net = of_ties(seed)
    hidden = redact(net, what, key="k")
    behind = Behind(net, hidden)
    for name, question in RANKED.items():
        answer, shown = question(net), question(hidden)
        wanted = behind.rows(answer, shown.columns)
        assert behind.shown(shown, answer.columns) == wanted, name
    for who in list(behind.people)[:3]:
        chains = (
            ng.paths(one, to=[called], k=3)
            for one, called in ((net, who), (hidden, behind.people[who]))
        )
        steps = [chain[schema.CONTACT_ID].tolist() for chain in chains]
        assert [behind.people[i] for i in steps[0]] == steps[1]


@pytest.mark.parametrize("what", REDACTIONS)
@pytest.mark.parametrize("seed", range(6))
def test_redaction_changes_no_finding(seed: int, what: Redaction) -> None:
    """Seed 2 has branches of one size, of which another one was called the largest."""
    net = of_ties(seed)
    hidden = redact(net, what, key="k")
    behind = Behind(net, hidden)
    told = [
        (one.value, one.weight, {behind.people[i] for i in one.contact_ids})
        for one in ng.findings(net)
    ]
    assert [(f.value, f.weight, {*f.contact_ids}) for f in ng.findings(hidden)] == told
