"""What a cohort asks of its advocates: who is asked too often."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.analysis.asking import are_asks_recorded
from netgraph.analysis.conversion import (
    Conversion,
    fitted_prior,
    notes_of,
    referral_counts,
    shares,
)
from netgraph.analysis.days import today
from netgraph.analysis.findings import names_in_words
from netgraph.analysis.labels import display_names
from netgraph.analysis.metrics import person_rows
from netgraph.analysis.ordering import ordered
from netgraph.analysis.people import people
from netgraph.analysis.pooled import A_COHORT, searches_with_statuses, whole_network
from netgraph.argument_rules import A_NUMBER
from netgraph.arguments import checked
from netgraph.errors import whole_number
from netgraph.facts import remembered
from netgraph.frames import values
from netgraph.links import UNDATED, days
from netgraph.meanings import LOAD_MEANINGS, explains
from netgraph.tables.name_keys import namesake_keys
from netgraph.wording import with_noun

if TYPE_CHECKING:
    from netgraph.arrays import Flags, Ints, Longs
    from netgraph.cohort.cohort import Cohort
    from netgraph.network import ReferralNetwork
    from netgraph.schema import LoadColumn

ASKS_A_MONTH: Final = 3
MONTH_DAYS: Final = 30
"""Days that count as a month; the name of a column spells it too."""
ASK_DAYS: Final = (schema.CONTACTED_ON, schema.ASKED_ON)
ASKING_SEEKERS: Final = "asking"
SEVERAL_SEEKERS: Final = 2
"""Seekers who ask of the same person from whom on that is worth a row."""
NO_DAYS: Final = "Nothing says when anybody was asked"


@checked(cohort=A_COHORT, limit=A_NUMBER)
@explains(LOAD_MEANINGS)
def load(
    cohort: Cohort,
    *,
    limit: int = ASKS_A_MONTH,
    by: LoadColumn | None = None,
    top: int | None = None,
) -> pd.DataFrame:
    """Answer what all searches together ask of each advocate, and who is asked too often.

    Parameters
    ----------
    cohort
        The searches.
    limit
        Asks a month that are not too many.
    by
        Column to order by; default: who was asked most, then for whom most wait.
    top
        Keep the first rows only.

    Returns
    -------
    A row an advocate (who made a referral in any search), and one for everybody else who is over
    the limit, or whom two seekers asked within the month or wait for, without a conversion. How
    many others were asked a note says. Its columns:

    Raises
    ------
    UnknownNameError
        If there is no column ``by``.
    NetgraphError
        If the limit is no whole number from 0 on.

    Notes
    -----
    Asks are what the seekers noted. The same person is one by id, e-mail or profile address, or as
    decided in ``same.csv``: namesakes under other ids are not added up.
    """
    limit = whole_number("limit", limit, least=0)
    asked = asks_of_people(cohort)
    net = cohort.everybody
    over, made = asked[schema.ASKS_30_DAYS] > limit, net.links.referrals_made
    share = conversion_of_people(cohort)
    # bool[people]: advocates, and whoever is asked too often, or by several seekers, without having
    # referred anybody
    shown = (made > 0) | over | (asked[ASKING_SEEKERS] >= SEVERAL_SEEKERS)
    others = int(((asked[ASKING_SEEKERS] > 0) & ~shown).sum())
    columns: dict[str, Any] = {
        **{name: cells[shown] for name, cells in asked.items() if name != ASKING_SEEKERS},
        schema.REFERRALS_MADE: made[shown],
        schema.CONVERSION: share.mean[shown],
        schema.OVER_LIMIT: over[shown],
    }
    rows = person_rows(net, np.flatnonzero(shown))
    answer = rows.assign(**columns)[list(schema.LOAD_COLUMNS)]
    if not (is_dated := are_asks_recorded(cohort, ASK_DAYS)):
        answer[schema.ASKS_30_DAYS], answer[schema.OVER_LIMIT] = np.nan, pd.NA
    if not are_asks_recorded(cohort):
        answer[schema.WAITING] = np.nan
    keys = [schema.ASKS_30_DAYS, schema.WAITING, schema.SEEKERS] if by is None else [by]
    answer = ordered(answer, keys, schema.CONTACT_ID, top=top, collation=net.collation)
    alike = _most_asked_namesakes(cohort, asked)
    heading = _heading_of_load(net, asked, limit, alike) if is_dated else NO_DAYS
    answer.attrs["heading"] = heading
    answer.attrs["notes"] = notes_of(share.prior)
    if alike is not None:
        answer.attrs["notes"] = [alike.note, *answer.attrs["notes"]]
    if others:
        are = "is" if others == 1 else "are"
        who = f"{with_noun(others, 'person', 'people')} whom one seeker asks and who named nobody"
        answer.attrs["notes"].insert(0, f"{who} {are} not listed.")
    return answer


class Namesakes(NamedTuple):
    """People of one name and organization, under several ids: perhaps one.

    ``entries`` is how many ids they have, ``asks`` how often they were asked together; ``groups``
    how many such groups there are in all.
    """

    name: str
    organization: str
    entries: int
    asks: int
    groups: int

    @property
    def note(self) -> str:
        """Say that they are counted apart, and what settles it."""
        one = self.groups == 1
        words = "name at one organization stands" if one else "names at one organization each stand"
        return (
            f"{self.groups:,} {words} under several ids and {'is' if one else 'are'} "
            f"counted apart ({self.name}, {self.organization}: {self.entries:,} entries, "
            f"{with_noun(self.asks, 'ask')} together): netgraph check --decide asks who is one."
        )


def _most_asked_namesakes(cohort: Cohort, asked: dict[str, Longs]) -> Namesakes | None:
    """Find the namesakes at one organization who were asked most together, None without any.

    A name alone makes nobody one person over searches; but then what is asked of one may stand
    under as many ids as there are students.
    """
    told = cohort.issues[schema.CODE]
    if not (told == schema.POSSIBLE_DUPLICATE_PERSON).any():
        return None
    table = people(cohort.everybody).table
    names, firms = display_names(table), values(table, schema.ORGANIZATION)
    # int64[people], -1 without an organization; then of each group its entries, and their asks
    code, _ = pd.factorize(namesake_keys(names) + "\n" + firms)
    inside = code >= 0
    entries = np.bincount(code[inside])
    asks = np.bincount(code[inside], weights=asked[schema.ASKS_30_DAYS][inside]).astype(np.int64)
    several = np.flatnonzero(entries > 1)
    if not len(several):
        return None
    most = int(several[np.argmax(asks[several])])
    first = int(np.argmax(code == most))
    return Namesakes(
        str(names.iloc[first]),
        str(firms.iloc[first]),
        int(entries[most]),
        int(asks[most]),
        len(several),
    )


def conversion_of_people(cohort: Cohort) -> Conversion:
    """Estimate the share of everybody's referrals that lead to a meeting with who got the name.

    That another seeker met the person by another road is no success of this referral: each search
    is counted for itself, as ``advocates`` does. Referrals of searches that keep no meetings do not
    count.

    Returns
    -------
    An entry a person, in the order of ``everybody.links.ids``.
    """
    net, person = whole_network(cohort), cohort.person_of
    prior = fitted_prior(net)
    counts = referral_counts(net, 0 if prior is None else prior.wait)
    # bool, of everybody in each search: whether it keeps meetings
    mine = searches_with_statuses(cohort)[cohort.seeker_of]
    # int64[people] each, sums over the searches that have the person
    met, counted, made = (
        np.bincount(person, weights=of * mine, minlength=len(cohort.everybody)).astype(np.int64)
        for of in (counts.met, counts.made, net.links.referrals_made)
    )
    return shares(prior, met, counted, made > 0)


@remembered
def asks_of_people(cohort: Cohort) -> dict[str, Longs]:
    """Count the asks of everybody: int64[n] each, in the order of ``everybody.links.ids``.

    Under ``ASKING_SEEKERS``, no column of the answer: seekers who asked within the month or wait.
    """
    net, person = whole_network(cohort), cohort.person_of
    who, made = people(net), net.links.referrals_made
    written_on, asked_on = (
        days(values(who.table, c)) for c in (schema.CONTACTED_ON, schema.ASKED_ON)
    )
    size, now = len(cohort.everybody), today(net)

    def counted(weight: Longs | Flags) -> Longs:
        # bool or int64, a pair of seeker and contact each: summed over everybody's pairs
        whole = np.bincount(person, weights=weight, minlength=size)
        return whole.astype(np.int64)

    # a pair each: written to and nothing came of it yet; asked, and no name was given yet
    written = (written_on != UNDATED) | who.contacted
    silent = ~who.met & ~who.closed & (values(who.table, schema.SCHEDULED_FOR).isna().to_numpy())
    silent &= (values(who.table, schema.STATUS) != schema.SCHEDULED).to_numpy(dtype=bool)
    unnamed = (asked_on != UNDATED) & ~who.closed & (made == 0)
    lately = [_within_month(day, now) for day in (written_on, asked_on)]
    waits = (written & silent) | unnamed
    return {
        ASKING_SEEKERS: counted(waits | lately[0] | lately[1]),
        schema.SEEKERS: counted(np.ones(len(person), dtype=bool)),
        schema.ASKS_30_DAYS: counted(lately[0].astype(np.int64) + lately[1]),
        schema.WAITING: counted(waits),
    }


def _within_month(day: Ints, now: int) -> Flags:
    recent: Flags = (day != UNDATED) & (day > now - MONTH_DAYS) & (day <= now)
    return recent


def _heading_of_load(
    net: ReferralNetwork, asked: dict[str, Longs], limit: int, alike: Namesakes | None
) -> str:
    """Say who is over the limit, advocate or not, or would be; else who was asked most."""
    asks, names = asked[schema.ASKS_30_DAYS], display_names(people(net).table)
    # int64[people], those asked most first, of equals those for whom most wait
    most = np.lexsort((-asked[schema.WAITING], -asks))
    over = names.iloc[most][asks[most] > limit].tolist()
    month = f"{with_noun(limit, 'ask')} a month"
    if over:
        return f"Over {month}: {names_in_words(over)}"
    if alike is not None and alike.asks > limit:
        return (
            f"Perhaps over {month}: {alike.name} ({alike.asks:,} asks, if the {alike.entries:,} "
            f"entries of that name at {alike.organization} are one person)"
        )
    if not len(most) or not asks[most[0]]:
        return f"Nobody was asked within {MONTH_DAYS} days" + _most_waited_for(asked, names, None)
    said = f"Nobody is over {month}; most asked: {names.iloc[most[0]]} ({asks[most[0]]:,})"
    return said + _most_waited_for(asked, names, int(most[0]))


def _most_waited_for(asked: dict[str, Longs], names: pd.Series, besides: int | None) -> str:
    """Say for whom most seekers wait, where they are several and it is not who was named.

    ``besides`` is the position of who was named, None for nobody.
    """
    waiting = asked[schema.WAITING]
    most = int(waiting.max(initial=0))
    if most < SEVERAL_SEEKERS or (besides is not None and most <= waiting[besides]):
        return ""
    return f"; {most:,} wait for {names.iloc[int(waiting.argmax())]}"
