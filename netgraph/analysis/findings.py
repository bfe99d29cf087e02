"""What the numbers of a network say, in sentences: the most telling first."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from netgraph import schema
from netgraph.analysis.agenda_steps import TELL_OF_LETTERS, step_sheet, to_ask, to_write
from netgraph.analysis.credit import found_by_referral
from netgraph.analysis.days import first_known, today
from netgraph.analysis.dead_ends import LEAST_LISTED, by_structure, dead_branches
from netgraph.analysis.labels import names_of_ids, told_apart
from netgraph.analysis.metrics import ids_and_numbers
from netgraph.analysis.only_through import only_through
from netgraph.analysis.ordering import ordered, places_in_order, rows_at
from netgraph.analysis.organizations import organizations
from netgraph.analysis.people import people
from netgraph.analysis.reach import SKETCH
from netgraph.analysis.reach import reach as reach_of
from netgraph.analysis.sources import sources
from netgraph.arguments import checked
from netgraph.choices import STEP_DAYS
from netgraph.collation import first_by_id
from netgraph.facts import remembered
from netgraph.iso_days import iso_of_number
from netgraph.links import UNDATED
from netgraph.wording import with_noun

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from netgraph.arrays import Longs
    from netgraph.network import ReferralNetwork

MOST_FINDINGS: Final = 8
TELLING_FROM: Final = 0.05
"""Findings that weigh less are left out."""
RECENT_SPAN: Final = 30
"""Days of which it is said how many people came to be known in them."""
STRONGEST: Final = 5
"""Connectors of whom it is told that they are quiet."""
LEAST_REACH: Final = 3
"""People whom somebody must lead to before it is worth a sentence."""
LEAST_SHARE: Final = 0.05
"""Of those whom somebody leads to, the share that must hang on them before it is said."""
LONG_CHAIN: Final = 5
"""People of a chain that is worth a sentence."""
NAMED_AT_MOST: Final = 3
"""People or organizations that a sentence names before it counts the rest."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A sentence that the numbers of a network support.

    Parameters
    ----------
    sentence
        The finding in words, with its full stop.
    value
        Its figure.
    contact_ids, organizations
        Whom and what it is about; none where it is about all.
    question
        The words of the command that shows it: ``netgraph`` and these, with the tables behind the
        first.
    weight
        How much it tells, 0 to 1: the share of the network, or of its organizations, that it is
        about.
    """

    sentence: str
    value: float
    contact_ids: tuple[str, ...]
    organizations: tuple[str, ...]
    question: str
    weight: float


@checked()
@remembered
def findings(net: ReferralNetwork) -> tuple[Finding, ...]:
    """Answer what the numbers say, in up to eight sentences, the most telling first.

    Parameters
    ----------
    net
        The network.

    Returns
    -------
    Findings; none where there is nothing to say. What is not known, or holds of any network, is not
    among them.
    """
    if len(net) < 2:
        return ()
    found = [
        finding
        for kind in (
            _nobody_led_on,
            _strongest,
            _lost_organizations,
            _concentration,
            _silent_connector,
            _nobody_new,
            _unreached_targets,
            _unwritten,
            _unasked,
            _dead_branches,
            _best_source,
            _longest_chain,
        )
        for finding in kind(net)
        if finding.weight >= TELLING_FROM
    ]
    # Python's sort is stable: of equal weight the kind that stands first above comes first.
    return tuple(sorted(found, key=lambda one: -one.weight)[:MOST_FINDINGS])


def names_in_words(names: list[str], most: int = NAMED_AT_MOST) -> str:
    """List names as a sentence does.

    Examples
    --------
    >>> names_in_words(["Ann"]), names_in_words(["Ann", "Ben", "Cho", "Dan"])
    ('Ann', 'Ann, Ben, Cho and 1 more')
    """
    rest = len(names) - most
    shown = names[:most] + ([f"{rest:,} more"] if rest > 0 else [])
    return " and ".join(filter(None, (", ".join(shown[:-1]), shown[-1])))


def _part_of(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def _about(net: ReferralNetwork, position: Longs | list[int]) -> tuple[list[str], tuple[str, ...]]:
    """Names and ids of people at positions."""
    at = np.asarray(position, dtype=np.int64)
    return told_apart(net).iloc[at].tolist(), tuple(net.links.ids[at])


@remembered
def _connectors(net: ReferralNetwork) -> pd.DataFrame:
    """Who introduced somebody, by credit, as the advocates are ordered."""
    rows = np.flatnonzero(net.forest.introductions > 0)
    keys, places = [schema.CREDIT, schema.REACH], net.id_places[rows]
    further = [schema.CREDIT_SHARE, schema.EXCLUSIVE_REACH, schema.DAYS_QUIET]
    table = ids_and_numbers(net, rows, [*keys, *further])
    return rows_at(table, places_in_order(table, keys, schema.CONTACT_ID, places=places), None)


def _nobody_led_on(net: ReferralNetwork) -> Iterator[Finding]:
    if len(net.links.source):
        return
    met = int(people(net).met.sum())
    # nobody may have led on, or it was not noted: the tables don't know which
    sentence = f"No referral is noted yet among your {len(net):,} contacts"
    if met:
        who = "the person" if met == 1 else f"the {met:,} people"
        sentence += f"; ask {who} you met whom else to talk to"
    yield Finding(f"{sentence}.", met, (), (), "agenda", 1.0)


def _strongest(net: ReferralNetwork) -> Iterator[Finding]:
    """The person with the most credit, and what would be lost with them."""
    first = _connectors(net).iloc[:1]
    names = names_of_ids(net, first[schema.CONTACT_ID])
    for row, name in zip(first.to_dict("records"), names, strict=True):
        reach, alone = int(row[schema.REACH]), int(row[schema.EXCLUSIVE_REACH])
        if reach < LEAST_REACH:
            return
        others = len(net) - 1
        about = "about " if reach >= SKETCH and reach_of(net).estimated else ""
        part = (
            f"all {others:,} of your" if reach == others else f"{about}{reach:,} of your {others:,}"
        )
        led = f"{name} leads to {part} other contacts"
        if alone >= LEAST_SHARE * reach:
            # whom you have met stays within reach: what hangs on them is how you know somebody
            number = f"all {alone:,}" if alone == reach else f"{alone:,} of them"
            led += f"; you know {number} only through this one person"
        weight = min(1.0, _part_of(reach + alone, 2 * others) + 0.1)
        yield Finding(f"{led}.", reach, (row[schema.CONTACT_ID],), (), "advocates", weight)


def _lost_organizations(net: ReferralNetwork) -> Iterator[Finding]:
    """Whose silence would cost the most organizations."""
    losing = np.flatnonzero(only_through(net).organizations >= 2)
    total = len(people(net).organizations)
    if len(net) <= LEAST_REACH:
        return
    most = ordered(
        ids_and_numbers(net, losing, (schema.EXCLUSIVE_ORGANIZATIONS, schema.EXCLUSIVE_REACH)),
        [schema.EXCLUSIVE_ORGANIZATIONS],
        schema.CONTACT_ID,
        top=1,
        collation=net.collation,
    )
    names = names_of_ids(net, most[schema.CONTACT_ID])
    for row, name in zip(most.to_dict("records"), names, strict=True):
        number, who = int(row[schema.EXCLUSIVE_ORGANIZATIONS]), row[schema.CONTACT_ID]
        if row[schema.EXCLUSIVE_REACH] == len(net) - 1:
            return  # all people hang on them: that is said already
        yield Finding(
            f"Without {name} you would know nobody at {number:,} of your {total:,} organizations.",
            number,
            (who,),
            (),
            f"organizations --lose {shlex.quote(who)}",
            _part_of(number, total),
        )


def _concentration(net: ReferralNetwork) -> Iterator[Finding]:
    """How few people account for half of all whom referrals found."""
    table, found = _connectors(net), found_by_referral(net)
    gathered = table[schema.CREDIT].cumsum().to_numpy()
    few = int(np.searchsorted(gathered, found / 2 - 1e-9)) + 1
    if found < 8 or few * 3 > len(table) or few == 1:
        return
    who = table.iloc[:few]
    weight = 0.6 * (1 - few / len(table))
    yield Finding(
        f"{few:,} of your {len(table):,} connectors account for half of the {found:,} people you "
        f"found by referral: {names_in_words(names_of_ids(net, who[schema.CONTACT_ID]).tolist())}.",
        few,
        tuple(who[schema.CONTACT_ID]),
        (),
        f"advocates --top {few}",
        weight,
    )


def _silent_connector(net: ReferralNetwork) -> Iterator[Finding]:
    """The strongest connectors who have been quiet for long."""
    all_of_them = _connectors(net)
    top = all_of_them.iloc[:STRONGEST]
    declined = people(net).declined[net.links.positions(top[schema.CONTACT_ID])]
    quiet = top[(top[schema.DAYS_QUIET] >= STEP_DAYS.keep_in_touch).to_numpy() & ~declined]
    if quiet.empty:
        return
    ids = quiet[schema.CONTACT_ID]
    names = names_of_ids(net, ids).tolist()
    least = int(quiet[schema.DAYS_QUIET].min())
    strongest = "strongest " if len(all_of_them) > STRONGEST else ""
    of_them = f"your {len(top)} {strongest}connectors"
    if len(top) == 1:
        words = f"{names[0]}, your only connector, has been quiet for {least:,} days."
    elif len(names) == 1:
        words = f"{names[0]}, one of {of_them}, has been quiet for {least:,} days."
    else:
        some = f"{len(names)} of {of_them}"
        if len(names) == len(top):
            some = "Both of your connectors" if len(top) == 2 else f"All of {of_them}"
        words = (
            f"{some} have been quiet for {least:,} days or more: "
            f"{names_in_words(names, STRONGEST)}."
        )
    weight = float(quiet[schema.CREDIT_SHARE].sum())
    yield Finding(words, least, tuple(ids), (), "agenda", min(0.9, weight))


def _nobody_new(net: ReferralNetwork) -> Iterator[Finding]:
    """Whether new people still come."""
    known = first_known(net)
    day = np.sort(known[known != UNDATED].astype(np.int64))
    now = today(net)
    # two spans must be known to set one beside the other
    if len(day) < 4 or now - day[0] < 2 * RECENT_SPAN:
        return
    recent = int((day > now - RECENT_SPAN).sum())
    before = int((day > now - 2 * RECENT_SPAN).sum()) - recent
    if recent == 0:
        since = int(now - day[-1])
        yield Finding(
            f"Nobody new has come up for {since:,} days.", since, (), (), "growth --per month", 0.7
        )
    elif abs(recent - before) >= 3 and (recent >= 2 * before or before >= 2 * recent):
        yield Finding(
            f"{with_noun(recent, 'new contact')} in the last {RECENT_SPAN} days, "
            f"after {f'{before:,}' if before else 'none'} in the {RECENT_SPAN} days before.",
            recent,
            (),
            (),
            "growth --per month",
            min(0.6, _part_of(abs(recent - before), len(net)) + 0.1),
        )


def _unreached_targets(net: ReferralNetwork) -> Iterator[Finding]:
    if net.targets is None:
        return
    table = organizations(net)
    wanted = table[table[schema.TARGET_WEIGHT].notna()]
    missing = wanted[wanted[schema.STANDING] == schema.UNREACHED]
    if missing.empty:
        return
    names = missing.sort_values(schema.TARGET_WEIGHT, ascending=False, kind="stable")
    listed = names[schema.ORGANIZATION].tolist()
    none = len(missing) == len(wanted)
    verb = "is" if len(missing) == 1 else "are"
    words = f"None of your {with_noun(len(wanted), 'target')} is reached yet."
    if not none:
        words = (
            f"{len(missing):,} of your {len(wanted):,} targets {verb} not reached yet: "
            f"{names_in_words(listed)}."
        )
    elif len(wanted) == 1:
        words = f"Your target {listed[0]} is not reached yet."
    yield Finding(
        words,
        len(missing),
        (),
        tuple(listed),
        "organizations",
        0.5 * _part_of(len(missing), len(wanted)) + 0.1,
    )


def _unwritten(net: ReferralNetwork) -> Iterator[Finding]:
    """Names that were given and lie unused."""
    sheet = step_sheet(net)
    # without a column of letters nobody knows who was written to, and the list is of late ones
    if not sheet.tells(*TELL_OF_LETTERS):
        return
    steps = to_write(sheet, STEP_DAYS.write)
    late = (steps.due != UNDATED) & (today(net) - steps.due > 0)
    named = np.flatnonzero(net.forest.introducer[steps.who] >= 0)
    who = steps.who[late]
    if len(who) == 0:
        return
    waiting = who[steps.due[late] == steps.due[late].min()]
    oldest = int(waiting[first_by_id(net.collation, net.links.ids[waiting])])
    # a day is true for whoever reads it later, and they may not read it on the day it stands on
    named_on = iso_of_number(steps.due[late].min() - STEP_DAYS.write)
    names, _ = _about(net, [oldest])
    ids = _about(net, who)[1]
    if len(who) == 1:
        words = f"{names[0]} was named to you on {named_on}, and you have not written yet."
    else:
        words = (
            f"{len(who):,} people named to you more than {STEP_DAYS.write} days ago are not "
            f"written to yet; {names[0]} has waited longest, since {named_on}."
        )
    weight = min(0.8, _part_of(len(who), max(1, len(named))) * 0.4 + _part_of(len(who), len(net)))
    yield Finding(words, len(who), ids, (), "agenda", weight)


def _unasked(net: ReferralNetwork) -> Iterator[Finding]:
    """Meetings after which nobody was asked for a name."""
    sheet = step_sheet(net)
    if not sheet.tells(schema.ASKED_ON):
        return
    steps = to_ask(sheet, STEP_DAYS.ask)
    met = int(people(net).met.sum())
    late = (steps.due != UNDATED) & (today(net) - steps.due > 0)
    who = steps.who[late]
    # where nobody referred anybody the first sentence says it
    if len(who) < 2 or not len(net.links.source):
        return
    never = f"{len(who):,} of the {met:,} people you met were never asked"
    if len(who) == met:
        never = f"None of the {met:,} people you met was asked"
    yield Finding(
        f"{never} whom else to talk to.",
        len(who),
        _about(net, who)[1],
        (),
        "agenda",
        min(0.7, 0.8 * _part_of(len(who), met)),
    )


def _dead_branches(net: ReferralNetwork) -> Iterator[Finding]:
    if by_structure(net):
        return
    dead = dead_branches(net)
    listed = dead.listed(LEAST_LISTED)
    if len(listed) == 0:
        return
    there = int(dead.size[listed].sum())
    most = listed[dead.size[listed] == dead.size[listed].max()]
    largest = int(most[first_by_id(net.collation, net.links.ids[dead.top[most]])])
    names, ids = _about(net, [int(dead.top[largest])])
    size, through = int(dead.size[largest]), int(dead.revive_through[largest])
    if len(listed) == 1:
        words = f"The branch of {names[0]}, {size:,} people, has nothing open any more"
    else:
        words = (
            f"Nothing is open any more in {len(listed):,} branches with {there:,} people, the "
            f"largest that of {names[0]} ({size:,})"
        )
    if through >= 0:
        helper, more = _about(net, [through])
        words += f"; {helper[0]} may revive it"
        ids = (*ids, *(i for i in more if i not in ids))
    yield Finding(f"{words}.", there, ids, (), "dead-ends", _part_of(there, len(net)))


def _best_source(net: ReferralNetwork) -> Iterator[Finding]:
    """The source of first contacts that led on the furthest, where there are several."""
    table, found = sources(net), found_by_referral(net)
    named = table[table[schema.SOURCE].notna() & (table[schema.CREDIT] > 0)]
    if len(named) < 2 or found < 5:
        return
    row = named.iloc[0]
    share = _part_of(float(row[schema.CREDIT]), found)
    first, led = int(row[schema.CONTACTS]), int(row[schema.REACH])
    if share < 0.4:
        return
    subject = "one first contact leads" if first == 1 else f"{first:,} first contacts lead"
    yield Finding(
        f'The source "{row[schema.SOURCE]!s}" led on the furthest: its {subject} to '
        f"{with_noun(led, 'person', 'people')}.",
        led,
        (),
        (),
        "sources",
        0.35 * share,
    )


def _longest_chain(net: ReferralNetwork) -> Iterator[Finding]:
    generation = net.forest.generation
    length = int(generation.max(initial=0))
    if length < LONG_CHAIN or length == len(net):
        return
    order = net.links.listed_first(np.flatnonzero(generation == length))
    names, ids = _about(net, [int(order[0])])
    yield Finding(
        f"The longest chain of introductions has {length:,} people and ends with {names[0]}.",
        length,
        ids,
        (),
        f"paths --to {shlex.quote(ids[0])}",
        0.08,
    )
