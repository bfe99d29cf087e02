"""Cards: how a network, its summary and a dossier show themselves in a notebook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import pandas as pd

from netgraph import schema
from netgraph.analysis.dossier import Dossier
from netgraph.analysis.dossier_advice import Item
from netgraph.analysis.dossier_words import Section, who_in_words
from netgraph.analysis.metrics import core_metrics
from netgraph.analysis.summary import SEARCH_AT_MOST, Summary, summary
from netgraph.analysis.told_in_words import names_told, step_in_words
from netgraph.cohort.cohort import Cohort
from netgraph.controls import escape_controls
from netgraph.iso_days import given_day, iso
from netgraph.looks import CONTACT_LOOKS, GLOSSES
from netgraph.network import ReferralNetwork
from netgraph.report.page import page_environment
from netgraph.wording import with_noun

if TYPE_CHECKING:
    from collections.abc import Iterable

CARD_TEMPLATE: Final = "card.jinja"
FINDINGS_ON_CARD: Final = 4
STEPS_ON_CARD: Final = 4
SEARCHES_ON_CARD: Final = 8
DOSSIER_ON_CARD: Final = (
    "standing",
    "open",
    "chain",
    "points",
    "questions",
    "closing",
    "afterwards",
)
"""Parts of a dossier on its card; ``print`` shows all."""


class Bar(NamedTuple):
    """A bar of a card: its label, the words beside it, the number as shown, its length."""

    label: str
    gloss: str
    shown: str
    percent: int


def card(thing: object) -> str:
    """Write the card of a network, cohort, summary or dossier: HTML without script, all escaped."""
    if isinstance(thing, Dossier):
        return _dossier_card(thing)
    if isinstance(thing, Summary):
        return _summary_card(thing)
    if isinstance(thing, ReferralNetwork):
        return _network_card(thing)
    if isinstance(thing, Cohort):
        return _cohort_card(thing)
    raise TypeError(f"no card for {type(thing).__name__}")


def _filled_card(
    title: str,
    *,
    under: str = "",
    lines: Iterable[str] = (),
    bars: Iterable[Bar] = (),
    parts: Iterable[Section] = (),
    foot: str = "",
) -> str:
    # whatever the template shows has its control characters shown as their escapes
    made = page_environment().overlay(finalize=_controls_shown)
    return made.get_template(CARD_TEMPLATE).render(
        title=title,
        under=under,
        lines=list(lines),
        bars=list(bars),
        parts=[part for part in parts if part.lead or part.items],
        foot=foot,
    )


def _controls_shown(value: object) -> object:
    return escape_controls(value) if isinstance(value, str) else value


def _network_card(net: ReferralNetwork) -> str:
    size = f"{with_noun(len(net), 'contact')}, {with_noun(len(net.links.source), 'referral')}"
    issues = with_noun(len(net.issues), "issue")
    foot = f"{issues} told in net.issues. Next: ng.summary(net), ng.show_map(net)"
    if not len(net) or len(net) > SEARCH_AT_MOST:
        # a card of so many people would make whoever prints a network wait
        return _filled_card(
            "Referral network", under=_as_of(net.as_of_date), lines=[size], foot=foot
        )
    found = summary(net, top=STEPS_ON_CARD)
    return _filled_card(
        "Referral network",
        under=_as_of(net.as_of_date),
        lines=[size],
        bars=_standing_bars(net),
        parts=[_findings_part(found), _week_part(net, found)],
        foot=foot,
    )


def _cohort_card(cohort: Cohort) -> str:
    sizes = pd.Series(cohort.seeker_of).value_counts(sort=False).reindex(range(len(cohort)))
    # the largest first, of equal ones in the order of the seekers
    largest = sizes.fillna(0).astype("int64").sort_values(ascending=False, kind="stable")
    shown = largest.iloc[:SEARCHES_ON_CARD]
    most = max(int(shown.max()), 1) if len(shown) else 1
    bars = [
        Bar(str(cohort.seekers[place]), "", f"{number:,}", _percent(number, most))
        for place, number in zip(shown.index, shown.tolist(), strict=True)
    ]
    left = len(cohort) - len(shown)
    issues = with_noun(len(cohort.issues), "issue")
    further = f" {with_noun(left, 'further search', 'further searches')}." if left else ""
    return _filled_card(
        "Cohort",
        under=_as_of(cohort.as_of_date),
        lines=[cohort.in_words],
        bars=bars,
        foot=f"Bars: contacts of each search.{further} {issues} told in cohort.issues. "
        "Next: cohort.network(seeker_id), cohort.everybody",
    )


def _summary_card(found: Summary) -> str:
    counts = found.counts
    met = f" ({counts[schema.MET]:,} met)" if counts[schema.MET] else ""
    words = [
        f"{with_noun(counts[schema.CONTACTS] or 0, 'contact')}{met}",
        with_noun(counts[schema.ORGANIZATIONS] or 0, "organization"),
        with_noun(counts[schema.REFERRALS] or 0, "referral"),
    ]
    issues = with_noun(sum(found.issues.values()), "issue")
    return _filled_card(
        "How the search stands",
        under=_as_of(found.as_of),
        lines=[", ".join(words)],
        bars=_connector_bars(found),
        parts=[_findings_part(found), _week_part(None, found)],
        foot=f"Bars: people found through each, shared with who led there (credit). {issues}.",
    )


def _dossier_card(one: Dossier) -> str:
    parts = [part for part in one.sections if part.key in DOSSIER_ON_CARD]
    return _filled_card(
        one.name,
        under=_as_of(one.as_of),
        lines=[who] if (who := who_in_words(one)) else [],
        parts=parts,
        foot="print(…) shows all of it",
    )


def _as_of(day: pd.Timestamp | None) -> str:
    return "no dates" if day is None else f"as of {iso(day)}"


def _findings_part(found: Summary) -> Section:
    items = tuple(Item(one.sentence) for one in found.findings[:FINDINGS_ON_CARD])
    return Section("findings", "Findings", "", items)


def _week_part(net: ReferralNetwork | None, found: Summary) -> Section:
    """The first steps of this week, names as a sentence says them."""
    if found.agenda is None or found.as_of is None:
        return Section("week", "")
    rows = found.agenda.iloc[:STEPS_ON_CARD]
    rows = rows if net is None else names_told(net, rows)
    day = given_day(found.as_of)
    # whoever reads a notebook may do so days later: the steps are told with dates
    items = tuple(Item(step_in_words(row, day, counted=False)) for row in rows.to_dict("records"))
    return Section("week", "This week", "", items)


def _standing_bars(net: ReferralNetwork) -> list[Bar]:
    """How many people stand how; none where nothing records contact."""
    counts = core_metrics(net)[schema.STANDING].value_counts()
    return [
        Bar(name, f"({GLOSSES[name]})", f"{number:,}", _percent(number, len(net)))
        for name in CONTACT_LOOKS
        if (number := int(counts.get(name, 0)))
    ]


def _connector_bars(found: Summary) -> list[Bar]:
    """The top connectors by credit."""
    rows = found.advocates[found.advocates[schema.CREDIT] > 0]
    most = float(rows[schema.CREDIT].max()) if len(rows) else 1.0
    return [
        Bar(str(name), "", f"{credit:,.2f}", _percent(credit, most))
        for name, credit in zip(rows[schema.NAME], rows[schema.CREDIT], strict=True)
    ]


def _percent(part: float, whole: float) -> int:
    """The length of a bar: at least one in a hundred, so that nobody's is lost."""
    return max(1, round(100 * part / whole))
