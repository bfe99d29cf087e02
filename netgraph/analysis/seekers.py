"""How the searches of a cohort stand: who is stuck, and what each is to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.analysis.agenda import agenda
from netgraph.analysis.by_seeker import answers_of, searches_of_rows
from netgraph.analysis.days import days_quiet, first_known, last_known, today
from netgraph.analysis.labels import words_at
from netgraph.analysis.ordering import first_rows, ordered
from netgraph.analysis.people import STATUS_COLUMNS, people
from netgraph.analysis.pooled import (
    A_COHORT,
    alike_searches,
    searches_with_statuses,
    whole_network,
)
from netgraph.analysis.search_numbers import RowsOfSearches, search_numbers
from netgraph.analysis.summary import counts_by_search
from netgraph.analysis.told_in_words import names_told, step_in_words
from netgraph.arguments import checked
from netgraph.cohort.landed import seekers_landed
from netgraph.cohort.seeker_ids import alike_ids
from netgraph.facts import remembered
from netgraph.iso_days import given_day
from netgraph.links import BEFORE_ALL, UNDATED, dates
from netgraph.meanings import SEEKER_MEANINGS, explains
from netgraph.wording import with_noun

if TYPE_CHECKING:
    from collections.abc import Callable

    from netgraph.arrays import Flags
    from netgraph.cohort.cohort import Cohort
    from netgraph.network import ReferralNetwork
    from netgraph.schema import SeekerColumn

RECENT: Final = 30
"""Days without anybody new after which a search is stuck; the name of a column spells it too."""
STUCK_FROM: Final = 3
"""People met from whom on a search can be stuck."""
HOW_DECIDED: Final = (
    f"landed: the table of seekers says so; not_started: nobody met; stuck: {STUCK_FROM} or more "
    f"met, and nobody first known for {RECENT} days or nobody beyond the first contacts; else "
    "moving."
)
NO_STATUSES: Final = "No search keeps statuses or meetings: nothing says how they stand."


@checked(cohort=A_COHORT)
@explains(SEEKER_MEANINGS)
def seekers(
    cohort: Cohort, *, by: SeekerColumn | None = None, top: int | None = None
) -> pd.DataFrame:
    """Answer how each search stands: how large it is, whether it moves, and what comes next.

    Parameters
    ----------
    cohort
        The searches.
    by
        Column to order by; default: who is stuck first, then who has not started, who moves, of
        whom it is not known, and who has landed; of each those longest quiet first.
    top
        Keep the first rows only.

    Returns
    -------
    A row a seeker; ``attrs["notes"]`` says how states are decided. Its columns:

    Raises
    ------
    UnknownNameError
        If there is no column ``by``.

    Notes
    -----
    A search is as stuck as its tables are up to date: who notes nothing looks the same. Counted in
    one pass over all searches.
    """
    table = seeker_rows(cohort)
    if cohort.collation is not None:  # of equals those first whom the tables name first
        listed = cohort.collation.listed.reindex(table[schema.SEEKER_ID]).to_numpy()
        table = table.iloc[np.argsort(listed)].reset_index(drop=True)
    if by is not None:
        answer = ordered(table, [by], schema.SEEKER_ID, top=top, collation=cohort.collation)
    else:
        rank = table[schema.STATE].map({word: n for n, word in enumerate(schema.SEARCH_STATES)})
        # nobody has to do anything for who has landed: they come after all others
        rank = rank.fillna(schema.SEARCH_STATES.index(schema.LANDED) - 0.5)
        quiet = -table[schema.DAYS_QUIET]
        keys = pd.DataFrame({"a": rank, "b": quiet})
        answer = first_rows(table.loc[keys.sort_values(["a", "b"], kind="stable").index], top)
    answer.attrs["notes"] = [*_notes_on_states(cohort, table), *_notes_on_ids(cohort)]
    return answer


def _notes_on_states(cohort: Cohort, table: pd.DataFrame) -> list[str]:
    """Say how many searches are stuck, how that is decided, and of how many it is not known."""
    state = table[schema.STATE]
    if not (is_kept := searches_keep_statuses(cohort)).any():
        return [NO_STATUSES]
    stuck, landed = ((state == word).sum() for word in (schema.STUCK, schema.LANDED))
    counted = f"{with_noun(len(table), 'search', 'searches')}, {stuck:,} stuck"
    notes = [f"{counted}, {landed:,} landed." if landed else f"{counted}.", HOW_DECIDED]
    without = state.isna().sum()
    unkept = (~is_kept & state.isna().to_numpy()).sum()
    if undated := int(without - unkept):
        notes.append(
            f"{with_noun(undated, 'search has', 'searches have')} {STUCK_FROM} or more met and no "
            "dates: nothing says whether they move or are stuck."
        )
    if unkept:
        notes.append(
            f"{with_noun(int(unkept), 'search keeps', 'searches keep')} no statuses or meetings: "
            "nothing says how they stand."
        )
    return notes


def _notes_on_ids(cohort: Cohort) -> list[str]:
    """Name seekers whose ids are alike, so that two searches may be one."""
    alike = [" and ".join(map(repr, group)) for group in alike_ids(cohort.seekers)]
    if not alike:
        return []
    return [f"Searches of their own, but perhaps one seeker's: {'; '.join(alike)}."]


@remembered
def searches_keep_statuses(cohort: Cohort) -> Flags:
    """Tell which searches say whom their seeker has met: bool[searches].

    Whoever knows nobody has met nobody. A search whose tables have a place for meetings says
    "nobody" by leaving it empty, once another search fills it.
    """
    filled = searches_with_statuses(cohort)
    keeps: Flags = filled | (np.bincount(cohort.seeker_of, minlength=len(cohort)) == 0)
    if not filled.any():
        return keeps
    columns = tuple(people(whole_network(cohort)).table.columns)
    own = cohort.columns_of_contacts or [columns] * len(cohort)
    keeps |= np.array([not set(STATUS_COLUMNS).isdisjoint(one) for one in own], dtype=bool)
    return keeps


def seeker_rows(cohort: Cohort) -> pd.DataFrame:
    """A row a seeker, in their order."""
    net = whole_network(cohort)
    counts, search = counts_by_search(net), search_numbers(net).of
    known, newest = first_known(net), np.full(len(cohort), BEFORE_ALL, dtype=np.int32)
    np.maximum.at(newest, search, last_known(net))
    recent = (known > today(net) - RECENT) & (known != UNDATED)
    new = np.bincount(search[recent], minlength=len(cohort))
    dated = np.bincount(search[known != UNDATED], minlength=len(cohort)) > 0
    # of people without a date nobody knows when they were found; of nobody there is nobody new
    counted = dated | (np.asarray(counts[schema.CONTACTS]) == 0) & (net.as_of_date is not None)
    kept, met = searches_keep_statuses(cohort), counts[schema.MET]
    columns: dict[str, Any] = {
        schema.SEEKER_ID: cohort.seekers.to_series().reset_index(drop=True),
        schema.NAME: names_of_seekers(cohort),
        **{name: counts[name] for name in schema.SEEKER_COLUMNS if name in counts},
        schema.MET: met if kept.all() else np.where(kept, met, np.nan),
        schema.LAST_ACTIVITY_ON: dates(newest),
        schema.DAYS_QUIET: days_quiet(net, newest),
        schema.NEW_30_DAYS: np.where(counted, new.astype(np.float64), np.nan),
        schema.STATE: _states(cohort, kept, dated, new == 0),
        schema.NEXT: _steps_in_words_of(cohort),
    }
    return pd.DataFrame(columns)[list(schema.SEEKER_COLUMNS)]


def names_of_seekers(cohort: Cohort) -> pd.Series:
    """The name of each seeker in the table of seekers; the id where it has none."""
    ids = cohort.seekers.to_series().reset_index(drop=True)
    groups = cohort.groups
    if groups is None or schema.NAME not in groups.columns:
        return ids
    named = groups.drop_duplicates(schema.SEEKER_ID).set_index(schema.SEEKER_ID)[schema.NAME]
    return ids.map(named).fillna(ids).astype("str")


def _states(cohort: Cohort, kept: Flags, dated: Flags, nobody_new: Flags) -> pd.Series:
    """Say how each search stands, missing where nothing says it.

    Parameters
    ----------
    cohort
        The searches.
    kept, dated, nobody_new
        bool[searches]: which keep statuses, have any date, and nobody first known lately.
    """
    counts = counts_by_search(whole_network(cohort))
    met, generations = counts[schema.MET], counts[schema.GENERATIONS]
    many = met >= STUCK_FROM
    # the first that applies; without a date nobody knows whether anybody new came lately
    cases = {
        schema.LANDED: seekers_landed(cohort),
        None: ~kept,
        schema.NOT_STARTED: met == 0,
        schema.STUCK: many & ((dated & nobody_new) | (generations <= 1)),
        schema.MOVING: dated | ~many,
    }
    code = np.select(list(cases.values()), list(range(len(cases))), default=1)
    return words_at(code, tuple(cases))


def _steps_in_words_of(cohort: Cohort) -> pd.Series:
    """The first row of the agenda of each seeker in words, missing where there is none."""
    told = np.full(len(cohort), None, dtype=object)
    # without dates nothing is due, so it does not matter which day it is
    day = given_day("today" if cohort.as_of_date is None else cohort.as_of_date)
    for table, search, _ in answers_of(_first_steps, alike_searches(cohort)):
        told[search] = [step_in_words(row, day, counted=False) for row in table.to_dict("records")]
    return pd.Series(pd.array(told, dtype="str"))


def _first_steps(net: ReferralNetwork) -> RowsOfSearches:
    steps = agenda(net)
    search = searches_of_rows(net, steps)
    _, first = np.unique(search, return_index=True)
    return RowsOfSearches(names_told(net, steps.iloc[first]), search[first], [])


def rows_told_apart(
    question: Callable[..., pd.DataFrame],
) -> Callable[[ReferralNetwork], RowsOfSearches]:
    """Have a question about people give their names as sentences say them: namesakes told apart."""

    def rows(net: ReferralNetwork) -> RowsOfSearches:
        table = question(net)
        return RowsOfSearches(names_told(net, table), searches_of_rows(net, table), [])

    return rows
