"""What to do next, and what is overdue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.analysis.agenda_steps import DueSteps, all_steps
from netgraph.analysis.by_seeker import also_of_cohorts
from netgraph.analysis.days import today
from netgraph.analysis.expected import expected_referrals
from netgraph.analysis.fill_in import places_to_fill
from netgraph.analysis.known_to import with_known_to
from netgraph.analysis.metrics import person_rows
from netgraph.analysis.ordering import first_rows
from netgraph.analysis.search_numbers import search_numbers
from netgraph.arguments import checked
from netgraph.choices import STEP_DAYS, StepDays
from netgraph.errors import MOST_DAYS, OptionError, whole_number
from netgraph.facts import remembered
from netgraph.links import UNDATED, dates
from netgraph.meanings import AGENDA_MEANINGS, explains

if TYPE_CHECKING:
    from netgraph.arrays import Longs
    from netgraph.network import ReferralNetwork

GUIDELINE: Final = "guideline: two to three"
LATE_DAYS: Final = 14
"""Days after which a step that was due is no longer this week's, but overdue."""
WEEK_DAYS: Final = 7
"""Days ahead that still count as this week."""


@also_of_cohorts()
@checked()
@explains(AGENDA_MEANINGS)
def agenda(
    net: ReferralNetwork,
    *,
    outcome: str | None = None,
    hours: pd.DataFrame | None = None,
    write_days: int = STEP_DAYS.write,
    follow_up_days: int = STEP_DAYS.follow_up,
    thank_days: int = STEP_DAYS.thank,
    ask_days: int = STEP_DAYS.ask,
    prepare_days: int = STEP_DAYS.prepare,
    revive_days: int = STEP_DAYS.revive,
    keep_in_touch_days: int = STEP_DAYS.keep_in_touch,
    top: int | None = None,
) -> pd.DataFrame:
    """Answer what to do next, as of the network's date, a row a person, this week first.

    Parameters
    ----------
    net
        The network, or a cohort: then each of its searches is answered, ``seeker_id`` first.
    outcome
        An organization you have landed at: everybody who was met is to be told, those on the
        chains to it first.
    hours
        A table of ``date``, ``activity`` (``networking`` or ``postings``) and ``hours``; its
        ratio up to the as-of date becomes a note.
    write_days, follow_up_days, thank_days, ask_days
        Days until a person who was named is written to, a letter or e-mail without an answer is
        followed up, a meeting is thanked for, and somebody met is asked for a referral.
    prepare_days
        Days ahead of a meeting from which on it is to be prepared.
    revive_days
        Days a dead-end branch must have been quiet before it is due.
    keep_in_touch_days
        Days after which an advocate counts as out of touch.
    top
        Keep the first rows only.

    Returns
    -------
    A row a person with something to do: what comes first is the action, the rest stands in
    ``also``. Where the table lacks the column that says whether a step was done, it is listed for
    two weeks only, and a note says so. Its columns:

    Raises
    ------
    NetgraphError
        If a limit is negative.

    Notes
    -----
    A second follow-up is due a week after the first and shown for two weeks. A thank-you more than
    30 days late makes a row ``keep_in_touch``. Nobody who declined is written to or planned with,
    and who has named somebody is neither written to for the first time nor asked. Within this week,
    overdue and later those come first who are expected to give the most new names.
    """
    limits = StepDays(
        write_days,
        follow_up_days,
        thank_days,
        ask_days,
        prepare_days,
        revive_days,
        keep_in_touch_days,
    )
    for limit in limits:
        whole_number("a limit in days", limit, least=0, most=MOST_DAYS)
    rows, notes = agenda_rows(net, limits, outcome)
    answer = with_known_to(net, first_rows(rows, top))
    answer.attrs["notes"] = [*notes, *(expected_referrals(net).notes if len(answer) else ())]
    if hours is not None and search_numbers(net).searches > 1:
        raise OptionError("hours: are those of one search; ask for one seeker's")
    if hours is not None:
        answer.attrs["notes"].append(_hours_note(net, hours))
    return answer


@remembered
def agenda_rows(
    net: ReferralNetwork, limits: StepDays, outcome: str | None
) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Give all rows of the agenda, and what they rest on. Read them, don't change them."""
    steps = all_steps(net, limits, outcome)
    return _a_row_a_person(net, steps), tuple(step.note for step in steps if step.note)


def _a_row_a_person(net: ReferralNetwork, steps: list[DueSteps]) -> pd.DataFrame:
    """All steps in the order of the agenda, those of a person on the row of their first one."""
    # One entry a step in each of these: the person, the due day, the kind of step as its place in
    # ``steps``, and whether it goes before all others.
    who = np.concatenate([step.who for step in steps])
    due = np.concatenate([step.due for step in steps])
    kind = np.repeat(np.arange(len(steps)), [len(step.who) for step in steps])
    urgent = np.array([step.first for step in steps])[kind]
    time = _times(net, due)
    order = _ordered_steps(net, who, due, kind, urgent, time)
    # int64[persons], the first step of everybody, in that order
    _, first = np.unique(who[order], return_index=True)
    chosen = order[np.sort(first)]
    texts = {
        schema.ACTION: _text_column([steps[k].action for k in kind[chosen]]),
        schema.WHEN: _text_column([schema.TIMES[t] for t in time[chosen]]),
        schema.REASON: _text_column(_step_reasons(steps, chosen)),
        schema.ALSO: _text_column(_further(steps, who, kind, order, chosen)),
        schema.FILL_IN: _text_column(
            places_to_fill(net, who[chosen], [steps[k].done for k in kind[chosen]])
        ),
    }
    late = np.where(due == UNDATED, np.nan, today(net) - due.astype(np.float64))[chosen]
    numbers: dict[str, Any] = {
        schema.EXPECTED_REFERRALS: expected_referrals(net).referrals[who[chosen]],
        schema.DUE_ON: dates(due[chosen]),
        schema.DAYS_OVERDUE: late if net.as_of_date is not None else np.full(len(late), np.nan),
    }
    return person_rows(net, who[chosen]).assign(**texts, **numbers)[list(schema.AGENDA_COLUMNS)]


def _text_column(cells: list[str] | list[str | None]) -> Any:
    """Cells as a text column, at once: words in lists take five times the memory."""
    import pyarrow as pa

    return pd.array(pa.array(cells, pa.large_string()), dtype="str")


def _times(net: ReferralNetwork, due: Longs) -> Longs:
    """Places in ``schema.TIMES``; what is due on no date can as well be done this week.

    So can everything where nothing says which day it is.
    """
    unknown = (due == UNDATED) | (today(net) == UNDATED)
    overdue = np.where(unknown, 0, today(net) - due)
    return np.select([overdue > LATE_DAYS, overdue < -WEEK_DAYS], [1, 2], default=0)


def _ordered_steps(
    net: ReferralNetwork, who: Longs, due: Longs, kind: Longs, urgent: Any, time: Longs
) -> Longs:
    """Positions of steps in the order of the agenda: int64[steps]."""
    rank = expected_referrals(net).rank  # nan is sorted last
    # The last key is the most important one. Dated steps of a week come before undated ones.
    return np.lexsort((kind, net.id_places[who], due, rank[who], due == UNDATED, time, ~urgent))


def _step_reasons(steps: list[DueSteps], chosen: Longs) -> list[str]:
    reasons = [
        reason
        for step in steps
        for reason in (
            [step.reasons] * len(step.who) if isinstance(step.reasons, str) else step.reasons
        )
    ]
    return [reasons[i] for i in chosen]


def _further(
    steps: list[DueSteps], who: Longs, kind: Longs, order: Longs, chosen: Longs
) -> list[str | None]:
    """The steps of everybody besides their first, a planned one with its words."""
    reasons = _step_reasons(steps, np.arange(len(who)))
    rest: dict[int, list[str]] = {}
    for i in order[~np.isin(order, chosen)].tolist():
        action = steps[kind[i]].action
        words = f"{action}: {reasons[i]}" if action == schema.PLANNED else action
        rest.setdefault(int(who[i]), []).append(words)
    return ["; ".join(rest[v]) if v in rest else None for v in who[chosen].tolist()]


def _hours_note(net: ReferralNetwork, hours: pd.DataFrame) -> str:
    if net.as_of_date is not None:
        hours = hours[hours[schema.DATE] <= net.as_of_date]
    spent = hours.groupby(schema.ACTIVITY)[schema.HOURS].sum()
    networking, postings = (float(spent.get(a, 0.0)) for a in (schema.NETWORKING, schema.POSTINGS))
    if postings == 0:
        return (
            f"Hours: {networking:g} networking, none on postings "
            f"({GUIDELINE} hours networking for each)."
        )
    return (
        f"Hours: {networking:g} networking and {postings:g} on postings: "
        f"{networking / postings:.1f} networking for each hour of postings ({GUIDELINE})."
    )
