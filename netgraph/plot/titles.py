"""What stands above the figures: a finding of the network, and what is drawn, counted.

The finding is one of those that the summary says too; the counts stand alone where none fits.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from netgraph import schema
from netgraph.analysis.findings import findings, names_in_words
from netgraph.analysis.labels import display_names
from netgraph.analysis.people import people
from netgraph.choices import MONTH
from netgraph.iso_days import iso
from netgraph.plot.dated_axis import MONTH_NAMES
from netgraph.plot.person_names import told_apart_names
from netgraph.plot.text import drawable
from netgraph.wording import with_noun

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from netgraph.analysis.findings import Finding
    from netgraph.arrays import Longs
    from netgraph.choices import Figure, PlotPeriod
    from netgraph.network import ReferralNetwork

SHOWN_BY: Final[dict[Figure, str]] = {
    "tree": "advocates",
    "generations": "paths",
    "organizations": "organizations",
    "growth": "growth",
}
"""The question whose findings a figure shows: the branch that is drawn dark, the number of bars,
the organizations that hang on one person or lack, the end of the lines."""
OF_ALL: Final = ("tree", "generations")
"""Figures that show too that nobody has led to anybody."""
LONGEST_FINDING: Final = 260


def shared_place(names: Iterable[object], own: str = "") -> str:
    """Name those who share a place, cut to what has room: of more than three two, and how many.

    Examples
    --------
    >>> shared_place(["Ada", "Bo"], own="'s"), shared_place(["Ada", "Bo", "Cy", "Di"])
    ("Ada's and Bo's", 'Ada, Bo and 2 more')
    """
    short = [f"{drawable(name)}{own}" for name in names]
    return names_in_words(short, most=len(short) if len(short) <= 3 else 2)


def finding_of(net: ReferralNetwork, figure: Figure) -> str:
    """Give the most telling finding that a figure shows, fit to draw; nothing where there is none.

    Titles have no full stop.

    Parameters
    ----------
    net
        The network.
    figure
        The name of the figure.
    """
    for one in findings(net):
        nobody_led_on = len(net.links.source) == 0 and one.question == "agenda"
        shown = one.question == SHOWN_BY[figure]
        # of a tree one branch is drawn dark: what the few strongest share shows nowhere
        if figure != "tree":
            shown |= one.question.startswith(f"{SHOWN_BY[figure]} -")
        if shown or (figure in OF_ALL and nobody_led_on):
            return _with_short_names(net, one)
    return ""


def _with_short_names(net: ReferralNetwork, finding: Finding) -> str:
    """The sentence with its names cut to what has room."""
    names = display_names(people(net).table).iloc[net.links.positions(list(finding.contact_ids))]
    sentence = finding.sentence
    for name in (*names, *finding.organizations):
        # a name may stand in another's: only those that are cut are put in another's place
        if len(short := drawable(name)) < len(str(name)):
            sentence = sentence.replace(str(name), short)
    return drawable(sentence.removesuffix("."), LONGEST_FINDING, middle=False)


def tree_title(net: ReferralNetwork, advocate: int, branch_size: int, most_credit: Longs) -> str:
    """Say who has the most credit, and how many contacts the branch holds that is drawn dark.

    Parameters
    ----------
    net
        The network.
    advocate
        Position of the first advocate, -1 if nobody introduced anybody.
    branch_size
        People in the branch, the advocate included.
    most_credit
        int64[k], positions of all who have as much credit as the advocate.
    """
    if len(net) == 1:
        return f"One contact so far: {drawable(told_apart_names(net).iloc[0])}"
    if advocate < 0:
        return f"Nobody has referred anybody yet: all {len(net):,} are first contacts"
    names = told_apart_names(net)
    held = f"{branch_size:,} of {with_noun(len(net), 'contact')}"
    if len(most_credit) == 1:
        return f"{drawable(names.iloc[advocate])}, with the most credit: a branch of {held}, dark"
    # the one that is dark is named first
    others = most_credit[most_credit != advocate]
    alike = shared_place(names.iloc[np.concatenate([[advocate], others])])
    return f"{alike} share the most credit; dark: the branch of the first, {held}"


def generations_title(net: ReferralNetwork, bars: int) -> str:
    """Say how many contacts came through a referral, and which generation is the largest.

    Parameters
    ----------
    net
        The network.
    bars
        How many bars there are at most: later generations share the last.
    """
    # int64[g]: contacts of each generation from 1 on, as nobody is of generation 0.
    size = np.bincount(net.forest.generation)[1:]
    introduced = int(size[1:].sum())
    if introduced == 0 and len(net) == 1:
        return "The one contact is a first contact: nobody has referred anybody yet"
    if introduced == 0:
        return f"All {len(net):,} contacts are first contacts: nobody has referred anybody yet"
    share = f"{introduced:,} of {with_noun(len(net), 'contact')} came through a referral"
    # those with a bar of their own; what the last bar holds together is said beside
    own = size if len(size) <= bars else size[: bars - 1]
    among = "" if len(own) == len(size) else f" of the first {len(own):,}"
    most, last = int(own.max()), int(size[len(own) :].sum())
    # int64[k]: the largest generations; where they all are, or each holds one person, none is
    largest = np.flatnonzero(own == most) + 1
    if most > 1 and len(largest) < len(own):
        each = f"{most:,}" if len(largest) == 1 else f"{most:,} each"
        which = f"{len(largest):,} generations are"
        if len(largest) < 4:
            named = names_in_words([f"{generation:,}" for generation in largest])
            which = f"generation{'s' if len(largest) > 1 else ''} {named} "
            which += "are" if len(largest) > 1 else "is"
        share += f"; {which} the largest{among} ({each})"
    if last > most:
        share += f"; generations {bars:,} to {len(size):,} hold {last:,} together"
    return share


def organizations_title(table: pd.DataFrame, drawn: pd.DataFrame) -> str:
    """Say at how many organizations somebody was met, and how many hang on one person.

    The counts are of all; where not all of a kind have a bar, how many have is said behind them.
    Organizations are those with a contact, here as everywhere; targets without one stand beside.

    Parameters
    ----------
    table
        All organizations, as ``organizations`` gives them.
    drawn
        Those with a bar.
    """
    reached, met, hanging, unreached = organization_counts(table)
    bars = organization_counts(drawn)
    total = f"{with_noun(reached, 'organization')}{_drawn_of(reached, bars.reached)}"
    if met:
        parts = [f"Somebody met at {met:,}{_drawn_of(met, bars.met)} of {total}"]
    else:
        parts = [f"{total[0].upper()}{total[1:]}, each with contacts"]
    if not reached:
        parts = []
    elif not hanging:
        parts.append("none hangs on one person")
    else:
        hangs = "hangs" if hanging == 1 else "hang"
        parts.append(f"{hanging:,} {hangs} on one person{_drawn_of(hanging, bars.hanging)}")
    if unreached:
        targets = with_noun(unreached, "target")
        parts.append(f"{targets} not reached{_drawn_of(unreached, bars.unreached)}")
    return "; ".join(parts)


class OrganizationCounts(NamedTuple):
    """Organizations with a contact, those where somebody was met, that hang on one, targets left.

    Parameters
    ----------
    reached, met, hanging, unreached
        How many.
    """

    reached: int
    met: int
    hanging: int
    unreached: int


def organization_counts(table: pd.DataFrame) -> OrganizationCounts:
    """Count the organizations of each kind in rows of ``organizations``."""
    reached = int((table[schema.CONTACTS] > 0).sum())
    met = int((table[schema.STANDING] == schema.MET).sum())
    hanging = int(table[schema.ONLY_THROUGH].notna().sum())
    return OrganizationCounts(reached, met, hanging, len(table) - reached)


def _drawn_of(every: int, bars: int) -> str:
    """How many of them have a bar, where not all have."""
    return "" if bars == every else f" ({bars:,} drawn)"


def organizations_finding(net: ReferralNetwork, table: pd.DataFrame, drawn: pd.DataFrame) -> str:
    """Give the finding on targets where all are drawn: the bars show no other one whole."""
    wanted = table.index[table[schema.TARGET_WEIGHT].notna()]
    if not wanted.isin(drawn.index).all():
        return ""
    for one in findings(net):
        if one.question == SHOWN_BY["organizations"]:
            return _with_short_names(net, one)
    return ""


TRACK_NOUNS: Final = {
    schema.CONTACTS: "contact",
    schema.ORGANIZATIONS: "organization",
    schema.MET: "meeting",
}
"""What the running totals of growth count."""


def track_noun(net: ReferralNetwork, name: str, total: int) -> str:
    """What a running total of growth counts: ``dated`` where some have no date.

    Parameters
    ----------
    net
        The network.
    name
        The column of the total.
    total
        Its last number.
    """
    who = people(net)
    all_of_them = {
        schema.CONTACTS: len(net),
        schema.ORGANIZATIONS: len(who.organizations),
        schema.MET: int(who.met.sum()),
    }[name]
    return TRACK_NOUNS[name] if total == all_of_them else f"dated {TRACK_NOUNS[name]}"


def growth_title(net: ReferralNetwork, table: pd.DataFrame, per: PlotPeriod) -> str:
    """Say how many contacts and meetings there were in how long, and when most were new."""
    last = table.iloc[-1]
    # int64[t]: steps of the running total, which are the contacts that were new in each period.
    new = np.diff(table[schema.CONTACTS].to_numpy(), prepend=0)
    most = int(new.max())
    starts = table[schema.PERIOD][new == most]
    counted = last[[schema.CONTACTS, schema.MET]].dropna()
    dated = {str(name): int(total) for name, total in counted.items()}
    totals = [
        with_noun(total, track_noun(net, name, total))
        for name, total in dated.items()
        if total or name == schema.CONTACTS
    ]
    first = f"{' and '.join(totals)} in {with_noun(len(table), per)}"
    if len(table) == 1:
        return first
    if len(starts) == len(table):
        return f"{first}; {most:,} new in each"
    if len(starts) > 3:
        return f"{first}; busiest: {with_noun(len(starts), per)} with {most:,} new each"
    each = "" if len(starts) == 1 else " each"
    if per == MONTH:
        when = names_in_words([f"{MONTH_NAMES[day.month - 1]} {day.year}" for day in starts])
    else:
        weeks = "week" if len(starts) == 1 else "weeks"
        when = f"the {weeks} of {names_in_words([iso(day) for day in starts])}"
    return f"{first}; busiest: {when} ({most:,} new{each})"
