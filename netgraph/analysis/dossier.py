"""One person before you write to or meet them: the chain, the branch, colleagues, what is open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from netgraph import schema
from netgraph.analysis.agenda import agenda
from netgraph.analysis.dossier_facts import (
    BranchBrought,
    branch_of,
    chain_to,
    colleagues_of,
    dead_branches_through,
    events_of,
    named_by,
    nearest_chain,
    phase_of,
    referrers_of,
    wanted_organizations,
)
from netgraph.analysis.expected import expected_referrals
from netgraph.analysis.metrics import core_metrics
from netgraph.analysis.people import people
from netgraph.analysis.person_asked_for import id_asked_for
from netgraph.argument_rules import A_TEXT
from netgraph.arguments import checked
from netgraph.cards import Carded
from netgraph.facts import remembered
from netgraph.frames import refuse_unknown_columns, values

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from netgraph.analysis.dossier_words import Section
    from netgraph.network import ReferralNetwork


@dataclass(frozen=True, slots=True, eq=False)
class Dossier(Carded):
    """One person, as you want them before you write or meet: facts, and what to say and ask.

    ``print`` shows it in words, a notebook as a card; ``sections`` are the same words in parts.

    Parameters
    ----------
    contact_id, name, organization, title, field
        Who they are; None for what is not known.
    standing
        One of ``schema.STANDINGS``, None where nothing records contact.
    phase
        One of ``schema.PHASES``: what is settled between you.
    decision_maker, on_target, stub
        Whether they decide; whether their organization is a target; whether only referrals name
        them.
    keeps_statuses
        Whether the tables say of anybody that you wrote or met.
    source, channel, resume_kept
        How you found them, and how you write to them, as the tables say; None for not known.
    met_on, last_contact_on, days_quiet
        The meeting, the newest date known of them, and the days from it to the as-of date.
    chain
        A row a step from the first contact to them: the chain of introducers.
    referred_by, named
        Who referred them, and whom they referred, a row each.
    branch
        What was found through them.
    colleagues
        The others at their organization, those you met first.
    nearest
        Where nobody referred them and you have not talked: the shortest chain to a colleague.
    open_steps, dead_branches
        Their row of the agenda, and whose dead branches may come to life again through them.
    events
        What happened with them and is planned, a row a date.
    expected_referrals, expected_rank
        How many names they are expected to give in 90 days, and their place in that order; None
        where not known.
    wanted
        Targets at which you know nobody yet, the weightiest first.
    you
        Title, organization and field of the seeker, as far as known.
    included
        Further columns that were asked for, and their texts.
    notes
        What it rests on.
    as_of
        The date on which it stands, None without dates.
    """

    contact_id: str
    name: str
    organization: str | None
    title: str | None
    field: str | None
    standing: str | None
    phase: str
    decision_maker: bool
    on_target: bool
    stub: bool
    keeps_statuses: bool
    source: str | None
    channel: str | None
    resume_kept: bool | None
    met_on: pd.Timestamp | None
    last_contact_on: pd.Timestamp | None
    days_quiet: int | None
    chain: pd.DataFrame
    referred_by: pd.DataFrame
    named: pd.DataFrame
    branch: BranchBrought
    colleagues: pd.DataFrame
    nearest: pd.DataFrame
    open_steps: pd.DataFrame
    dead_branches: tuple[str, ...]
    events: pd.DataFrame
    expected_referrals: float | None
    expected_rank: int | None
    wanted: tuple[str, ...]
    you: Mapping[str, str]
    included: Mapping[str, str]
    notes: tuple[str, ...]
    as_of: pd.Timestamp | None

    @property
    def sections(self) -> tuple[Section, ...]:
        """The dossier in words, part by part, as all its outputs show it."""
        from netgraph.analysis.dossier_words import sections_of

        return sections_of(self)

    @property
    def questions(self) -> tuple[str, ...]:
        """Five to seven questions that fit; none for who declined."""
        from netgraph.analysis.dossier_questions import questions_for

        return questions_for(self)

    def __str__(self) -> str:
        from netgraph.analysis.dossier_words import as_text

        return as_text(self)

    def __repr__(self) -> str:
        return f"<Dossier: {self.name}, id {self.contact_id}>"


@checked(contact=A_TEXT)
def dossier(net: ReferralNetwork, contact: str, *, include: Sequence[str] = ()) -> Dossier:
    """Answer what to know and to say before you write to or meet somebody.

    Parameters
    ----------
    net
        The network.
    contact
        Their id, name, address, nickname or part of a name.
    include
        Further columns of contacts to show, such as ``notes`` or ``email``: they are left out else.

    Returns
    -------
    The dossier. ``print`` shows it, a notebook shows a card.

    Raises
    ------
    UnknownNameError
        If nobody is called so, or several are (the candidates are listed), or if contacts have no
        column that ``include`` names.
    OptionError
        If ``contact`` is the seeker.

    Notes
    -----
    All numbers are those of ``contacts``, ``advocates``, ``agenda`` and ``paths``. Nothing is made
    up: what the tables do not know is a blank to fill in by hand, and the questions follow from the
    title, the field, the organization and what has happened, always in the same way.
    """
    found, told = id_asked_for(net, contact)
    at = int(net.links.positions([found])[0])
    # a text is a sequence too: its letters would be columns
    included = [include] if isinstance(include, str) else list(include)
    who = people(net)
    refuse_unknown_columns(included, who.table)
    # tables of all people have one order, that of the ids of ``net.links``
    row, numbers = who.table.iloc[at], core_metrics(net).iloc[at]
    steps, chain = _steps_of_all(net), chain_to(net, at)
    return Dossier(
        **_who_they_are(net, at, row, numbers),
        chain=chain,
        referred_by=referrers_of(net, at),
        named=named_by(net, at),
        branch=branch_of(net, at),
        colleagues=colleagues_of(net, at),
        nearest=nearest_chain(net, at, chain),
        open_steps=steps[steps[schema.CONTACT_ID] == found].reset_index(drop=True),
        dead_branches=dead_branches_through(net, found),
        events=events_of(net, at),
        **_expectation(net, at),
        wanted=wanted_organizations(net),
        you=_seeker_in_words(net),
        included={name: text for name in included if (text := _cell_text(row.get(name)))},
        notes=(told,) if told else (),
        as_of=net.as_of_date,
    )


@remembered
def _steps_of_all(net: ReferralNetwork) -> pd.DataFrame:
    """The agenda, once for all dossiers of a network."""
    return agenda(net)


def _who_they_are(
    net: ReferralNetwork, at: int, row: pd.Series[Any], numbers: pd.Series[Any]
) -> dict[str, Any]:
    who, quiet = people(net), numbers[schema.DAYS_QUIET]
    kept = row.get(schema.RESUME_KEPT)
    firm = _cell_text(numbers[schema.ORGANIZATION])
    return {
        schema.CONTACT_ID: str(numbers[schema.CONTACT_ID]),
        schema.NAME: str(numbers[schema.NAME]),
        schema.ORGANIZATION: firm,
        schema.TITLE: _cell_text(row.get(schema.TITLE)),
        schema.FIELD: _cell_text(row.get(schema.FIELD)),
        schema.STANDING: _cell_text(numbers[schema.STANDING]),
        "phase": phase_of(net, at),
        schema.DECISION_MAKER: bool(who.decides[at]),
        "on_target": net.targets is not None
        and bool((net.targets[schema.ORGANIZATION] == firm).any()),
        schema.STUB: bool(row[schema.STUB]),
        "keeps_statuses": who.keeps_statuses,
        schema.SOURCE: _cell_text(row.get(schema.SOURCE)) if net.forest.first[at] else None,
        schema.CHANNEL: _cell_text(row.get(schema.CHANNEL)),
        schema.RESUME_KEPT: None if kept is None or pd.isna(kept) else bool(kept),
        schema.MET_ON: _day_or_none(row.get(schema.MET_ON)) if who.met[at] else None,
        schema.LAST_CONTACT_ON: _day_or_none(numbers[schema.LAST_CONTACT_ON]),
        schema.DAYS_QUIET: None if pd.isna(quiet) else int(quiet),
    }


def _expectation(net: ReferralNetwork, at: int) -> dict[str, Any]:
    found = expected_referrals(net)
    names, rank = found.referrals[at], found.rank[at]
    return {
        schema.EXPECTED_REFERRALS: None if pd.isna(names) else float(names),
        schema.EXPECTED_RANK: None if pd.isna(rank) else int(rank),
    }


def _seeker_in_words(net: ReferralNetwork) -> dict[str, str]:
    """What the seeker's own row says of them."""
    if net.seeker is None:
        return {}
    row = net.contacts[net.contacts[schema.CONTACT_ID] == net.seeker]
    columns = (schema.TITLE, schema.ORGANIZATION, schema.FIELD)
    return {c: text for c in columns if (text := _cell_text(values(row, c).iloc[0]))}


def _cell_text(cell: object) -> str | None:
    """A cell as text, None where it is missing."""
    if cell is None or pd.isna(cell):  # type: ignore[call-overload] # of a cell, not of a table
        return None
    if isinstance(cell, pd.Timestamp):
        return f"{cell:%Y-%m-%d}"
    return str(cell).strip() or None


def _day_or_none(cell: object) -> pd.Timestamp | None:
    return cell if isinstance(cell, pd.Timestamp) and not pd.isna(cell) else None
