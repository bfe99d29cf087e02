"""Answers of each search of a cohort, in one pass over all of them."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, Protocol, TypeVar, overload

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.analysis.pooled import alike_searches
from netgraph.analysis.search_numbers import RowsOfSearches, search_numbers, unprefixed
from netgraph.cohort.cohort import Cohort
from netgraph.cohort.prefixes import FIRST_SIGN, searches_of
from netgraph.errors import UnknownNameError, whole_number
from netgraph.links import arrow_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from netgraph.analysis.pooled import AlikeSearches
    from netgraph.arrays import Longs
    from netgraph.network import ReferralNetwork

How = ParamSpec("How")
Answer_co = TypeVar("Answer_co", covariant=True)


class AskedOfBoth(Protocol[How, Answer_co]):
    """A question of a network, whose answer for a cohort is a table with ``seeker_id`` first."""

    @overload
    def __call__(
        self, net: ReferralNetwork, *args: How.args, **options: How.kwargs
    ) -> Answer_co: ...

    @overload
    def __call__(self, net: Cohort, *args: How.args, **options: How.kwargs) -> pd.DataFrame: ...


def also_of_cohorts(
    rows: Callable[..., RowsOfSearches] | None = None,
) -> Callable[
    [Callable[Concatenate[ReferralNetwork, How], Answer_co]],
    AskedOfBoth[How, Answer_co],
]:
    """Have a question answer a cohort too: the rows of each search, ``seeker_id`` first.

    Parameters
    ----------
    rows
        What gives the rows of each search of a network that holds several, with the options of the
        question but ``top``. Default: the question itself, whose rows are people or organizations,
        each of one search.
    """

    def decorate(
        question: Callable[Concatenate[ReferralNetwork, How], Answer_co],
    ) -> AskedOfBoth[How, Answer_co]:
        gives = functools.partial(_rows_of_question, question) if rows is None else rows

        @functools.wraps(question)
        def ask(net: Any, *args: Any, **options: Any) -> Any:
            if not isinstance(net, Cohort):
                return question(net, *args, **options)
            top = options.pop("top", None)
            return by_seeker(net, functools.partial(gives, **options), top=top)

        return ask

    return decorate


def by_seeker(
    cohort: Cohort,
    rows: Callable[[ReferralNetwork], RowsOfSearches],
    *,
    top: int | None = None,
) -> pd.DataFrame:
    """Answer each search of a cohort: their rows in the order of the seekers.

    Parameters
    ----------
    cohort
        The cohort.
    rows
        What gives the rows of each search of a network.
    top
        Keep the first rows of each.
    """
    top = None if top is None else whole_number("top", top, least=0)
    found = answers_of(rows, alike_searches(cohort))
    # searches that have no row have nothing to note, unless none has any
    found = [one for one in found if len(one.search)] or found
    tables = [one.table for one in found]
    # int64[rows]: the position of the seeker of each row
    seeker = np.concatenate([np.empty(0, np.int64), *(one.search for one in found)])
    order = np.argsort(seeker, kind="stable")
    seeker = seeker[order]
    if top is not None:
        # how many rows of the same search stand before each: its place less where they begin
        keep = np.arange(len(seeker)) - np.searchsorted(seeker, seeker) < top
        order, seeker = order[keep], seeker[keep]
    answer = _one_table(tables).iloc[order].reset_index(drop=True)
    ids = pd.Series(cohort.seekers.to_series().array.take(seeker))
    answer.insert(0, schema.SEEKER_ID, ids)
    answer.attrs.clear()
    answer.attrs["notes"] = list(dict.fromkeys(note for one in found for note in one.notes))
    headings = {one.table.attrs.get("heading") for one in found}
    if len(headings) == 1 and None not in headings:
        answer.attrs["heading"] = headings.pop()
    return answer


def answers_of(
    rows: Callable[[ReferralNetwork], RowsOfSearches], groups: Iterable[AlikeSearches]
) -> list[RowsOfSearches]:
    """Ask each group of searches, but for those that do not know of what they are asked.

    Raises
    ------
    UnknownNameError
        If none of them does.
    """
    found, unknown = [], None
    for group in groups:
        try:
            found.append(_of_group(rows, group))
        except UnknownNameError as error:
            unknown = unknown or error
    if not found and unknown is not None:
        raise unknown
    return found


def _of_group(
    rows: Callable[[ReferralNetwork], RowsOfSearches], group: AlikeSearches
) -> RowsOfSearches:
    """The rows of some searches, whose numbers are now positions in ``cohort.seekers``."""
    table, search, notes = rows(group.net)
    seeker = group.seekers[search]
    if len(group.members) < len(group.seekers):
        # counts of searches that are in another group
        mine = np.isin(seeker, group.members)
        table, seeker = table[mine], seeker[mine]
    plain = _without_prefixes_of(group.net, table)
    plain.attrs.update(table.attrs)
    return RowsOfSearches(plain, seeker, notes)


def _one_table(tables: list[pd.DataFrame]) -> pd.DataFrame:
    if len(tables) == 1:
        return tables[0]
    # empty ones have no say in the types of columns
    filled = [table for table in tables if len(table)] or tables[:1]
    return pd.concat(filled, ignore_index=True)


def _rows_of_question(
    question: Callable[..., Any], net: ReferralNetwork, **options: Any
) -> RowsOfSearches:
    """Ask a question whose rows are people or organizations."""
    table = question(net, **options)
    return RowsOfSearches(table, searches_of_rows(net, table), table.attrs.get("notes", []))


def searches_of_rows(net: ReferralNetwork, table: pd.DataFrame) -> Longs:
    """Tell whose search each row of people, or else of organizations, belongs to: int64[rows]."""
    searches = search_numbers(net).searches
    if searches == 1:
        return np.zeros(len(table), dtype=np.int64)
    column = schema.CONTACT_ID if schema.CONTACT_ID in table.columns else schema.ORGANIZATION
    return searches_of(table[column], searches).astype(np.int64)


def _without_prefixes_of(net: ReferralNetwork, table: pd.DataFrame) -> pd.DataFrame:
    """The same rows without the prefixes of searches in any text."""
    if search_numbers(net).searches == 1:
        return table
    texts = [c for c in table.columns if pd.api.types.is_string_dtype(table[c].dtype)]
    return table.assign(**{c: unprefixed(table[c]) for c in texts if _has_prefixes(table[c])})


def _has_prefixes(words: pd.Series) -> bool:
    import pyarrow.compute as pc

    return bool(pc.any(pc.match_substring(arrow_text(words), FIRST_SIGN)).as_py())
