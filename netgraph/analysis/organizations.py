"""Which organizations are reached, and which hang on one person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.analysis.by_seeker import also_of_cohorts, searches_of_rows
from netgraph.analysis.days import first_known
from netgraph.analysis.labels import ids_at, words_at
from netgraph.analysis.only_through import only_through
from netgraph.analysis.ordering import first_rows, ordered
from netgraph.analysis.people import people, where_recorded
from netgraph.analysis.search_numbers import RowsOfSearches
from netgraph.arguments import checked
from netgraph.collation import places_of, tie_keys
from netgraph.errors import OptionError
from netgraph.facts import remembered
from netgraph.links import BEFORE_ALL, UNDATED, dates
from netgraph.meanings import LOSS_MEANINGS, ORGANIZATION_MEANINGS, explains
from netgraph.tables.person_names import id_called
from netgraph.wording import with_noun

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netgraph.arrays import Flags, Ints
    from netgraph.network import ReferralNetwork
    from netgraph.schema import OrganizationColumn


def _rows_of_searches(
    net: ReferralNetwork, *, by: OrganizationColumn | None = None, lose: Sequence[str] = ()
) -> RowsOfSearches:
    if lose:
        raise OptionError(
            "lose: whose contacts go cold is a question of one search; say which seeker's"
        )
    table = _by_standing(net, _organization_table(net), by, None)
    return RowsOfSearches(table, searches_of_rows(net, table), [])


@also_of_cohorts(_rows_of_searches)
@checked()
@explains(ORGANIZATION_MEANINGS, LOSS_MEANINGS, headings=("", "With ``lose`` also:"))
def organizations(
    net: ReferralNetwork,
    *,
    by: OrganizationColumn | None = None,
    top: int | None = None,
    lose: Sequence[str] = (),
) -> pd.DataFrame:
    """Answer which organizations are reached, through whom, and which hang on one person.

    Parameters
    ----------
    net
        The network; its ``targets`` without a contact are listed as ``unreached``.
    by
        Column to order by; default: standing, contacts, name.
    top
        Keep the first rows only.
    lose
        Ids or names of contacts who go cold, all together: only the organizations that lose
        contacts are listed, those lost whole first, with ``contacts_lost`` (those gone cold
        counted) and ``contacts_left``. Losing two people can cost what losing either does not.

    Returns
    -------
    A row an organization. Its columns:

    Raises
    ------
    UnknownNameError
        If there is no column ``by``, or ``lose`` names no contact.

    Notes
    -----
    ``only_through`` is the nearest person outside whom every chain of referrals to the
    organization passes: a dominator of a sink drawn from all its contacts (Georgiadis, Tarjan &
    Werneck 2006). It knows the chains in the tables only: whoever you could simply write to is
    not lost with them. Cost O(n).

    An organization is ``in_touch`` where the status of somebody there is contacted or scheduled, or
    a letter is dated and there is no status: one that only ever gave no reply or declined is
    ``named``. ``introduced_by`` is the introducer of who arrived first there; an undated contact of
    a lower generation comes before a dated one of a higher, although ``first_reached_on`` can only
    be that of a dated one.
    """
    if lose:
        return _losses(
            net, [lose] if isinstance(lose, str) else list(dict.fromkeys(lose)), by=by, top=top
        )
    table = _organization_table(net)
    answer = _by_standing(net, table, by, top)
    reached = int((table[schema.CONTACTS] > 0).sum())
    answer.attrs["notes"] = targets_note(reached, len(table) - reached)
    return answer


def targets_note(reached: int, unreached: int) -> list[str]:
    """Say how many organizations have contacts, where targets without any are listed beside."""
    if not unreached:
        return []
    targets = with_noun(unreached, "target")
    return [f"{with_noun(reached, 'organization')}, {targets} not reached."]


def _by_standing(
    net: ReferralNetwork, table: pd.DataFrame, by: str | None, top: int | None
) -> pd.DataFrame:
    if by is not None:
        return ordered(table, [by], schema.ORGANIZATION, top=top, collation=net.collation)
    # where each standing stands among all of them: int64[rows]
    rank = pd.Index(schema.ORGANIZATION_STANDINGS).get_indexer(pd.Index(table[schema.STANDING]))
    name = places_of(tie_keys(net.collation, schema.ORGANIZATION, table[schema.ORGANIZATION]))
    # ``lexsort`` sorts by the last key first
    order = np.lexsort((name, -table[schema.CONTACTS].to_numpy(), rank))
    return first_rows(table.iloc[order], top)


def _losses(
    net: ReferralNetwork, lose: list[str], *, by: str | None, top: int | None
) -> pd.DataFrame:
    """List the organizations that lose contacts when some people go cold together."""
    # bool[n] each: who goes cold, and who cannot be reached any more (they too)
    gone = np.zeros(len(net), dtype=bool)
    gone[net.links.positions([id_called(net.contacts, one) for one in lose])] = True
    lost = ~net.left_without(gone)
    label = people(net).organization[lost]
    # int64[organizations]: contacts lost at each; targets nobody is at come last, and lose none
    table = _organization_table(net)
    missing = np.bincount(label[label >= 0], minlength=len(table))
    table = table.assign(
        **{
            schema.CONTACTS_LOST: missing,
            schema.CONTACTS_LEFT: table[schema.CONTACTS].to_numpy() - missing,
        }
    )
    table = table[missing > 0]
    all_lost = table[schema.CONTACTS_LEFT] == 0
    if by is None:
        groups = [table[all_lost], table[~all_lost]]
        answer = first_rows(pd.concat(_by_standing(net, g, None, None) for g in groups), top)
    else:
        answer = _by_standing(net, table, by, top)
    # Who goes cold is lost as well: the difference is the others.
    beyond = int(lost.sum() - gone.sum())
    note = (
        f"Without {', '.join(lose)}: {int(all_lost.sum())} organizations lost whole, "
        f"{beyond} more people out of reach."
    )
    answer.attrs["notes"] = [note]
    return answer


@remembered
def _organization_table(net: ReferralNetwork) -> pd.DataFrame:
    numbers = organization_numbers(net)
    words: dict[str, Any] = {
        schema.STANDING: words_at(numbers[schema.STANDING], schema.ORGANIZATION_STANDINGS),
        schema.FIRST_REACHED_ON: dates(numbers[schema.FIRST_REACHED_ON]),
        schema.INTRODUCED_BY: ids_at(net, numbers[schema.INTRODUCED_BY]),
        schema.ONLY_THROUGH: ids_at(net, numbers[schema.ONLY_THROUGH]),
    }
    name = pd.Series(people(net).organizations, dtype="str")
    return _add_targets(pd.DataFrame({schema.ORGANIZATION: name, **numbers, **words}), net.targets)


def organization_numbers(net: ReferralNetwork) -> dict[str, Any]:
    """Give the numbers of every organization that somebody is at.

    Returns
    -------
    Arrays by column, in the order of ``people(net).organizations``. ``standing`` is a position in
    ``schema.ORGANIZATION_STANDINGS``, ``introduced_by`` and ``only_through`` are positions of
    contacts, -1 for none; ``first_reached_on`` is a day.
    """
    who, forest = people(net), net.forest
    # everybody who is at an organization: int64 position, int32 organization. Counts over the
    # organizations are arrays of as many numbers
    there, label = np.flatnonzero(who.organization >= 0), who.organization[who.organization >= 0]
    count = len(who.organizations)
    first = first_contact(net)
    # Flags as weights count those that are True: float64, but whole, so the cast is exact.
    met = np.bincount(label, weights=who.met[there], minlength=count).astype(np.int64)
    in_touch = np.bincount(label, weights=who.contacted[there], minlength=count) > 0
    # int32[organizations], minima over the contacts of each, from the largest int32 down. Among
    # days that is ``UNDATED``; among generations it never stays, as each has a contact.
    earliest = np.full(count, UNDATED, dtype=np.int32)
    np.minimum.at(earliest, label, first_known(net)[there])
    lowest = np.full(count, np.iinfo(np.int32).max, dtype=np.int32)
    np.minimum.at(lowest, label, forest.generation[there])
    return {
        # 0, 1 and 2 are the places of met, in touch and named among these standings.
        schema.STANDING: np.where(met > 0, 0, np.where(in_touch, 1, 2)),
        schema.CONTACTS: np.bincount(label, minlength=count),
        schema.MET: where_recorded(net, met),
        schema.DECISION_MAKERS: np.bincount(label[who.decides[there]], minlength=count),
        schema.FIRST_REACHED_ON: earliest,
        # float64, as targets that nobody is at have no generation.
        schema.GENERATION: lowest.astype(np.float64),
        schema.INTRODUCED_BY: forest.introducer[first],
        schema.ENTRY_ADVOCATES: _entries(net, count),
        schema.ONLY_THROUGH: only_through(net).organization_dominator,
    }


def became_known(net: ReferralNetwork) -> Ints:
    """Day on which each became known among others: int32[n].

    First contacts without a date are before all dates, others without one (``UNDATED``) after them.
    """
    known = first_known(net)
    return np.where((known == UNDATED) & net.forest.first, BEFORE_ALL, known)


@remembered
def first_contact(net: ReferralNetwork) -> Ints:
    """Find the contact of each organization who became known first: int64[organizations]."""
    who, forest = people(net), net.forest
    there, label = np.flatnonzero(who.organization >= 0), who.organization[who.organization >= 0]
    # known first, then lowest generation, then place in contacts (lexsort sorts by the last key
    # first). Written from the last back, the first one stays
    listed = there if net.links.listed is None else net.links.listed[there]
    order = np.lexsort((listed, forest.generation[there], became_known(net)[there]))
    first = np.empty(len(who.organizations), dtype=np.int64)
    first[label[order[::-1]]] = there[order[::-1]]
    return first


def _entries(net: ReferralNetwork, count: int) -> Ints:
    """Count the distinct people outside each organization who referred somebody in it."""
    organization, links = people(net).organization, net.links
    # int32[m], the organization a referral leads to; bool[m], whether it comes from outside
    inside = organization[links.target]
    enters: Flags = (inside >= 0) & (organization[links.source] != inside)
    # (organization, referrer) as one int64, so that repeats fall together
    pairs = np.unique(inside[enters].astype(np.int64) * max(1, links.size) + links.source[enters])
    return np.bincount(pairs // max(1, links.size), minlength=count)


def _add_targets(table: pd.DataFrame, targets: pd.DataFrame | None) -> pd.DataFrame:
    if targets is None:
        return table.assign(**{schema.TARGET_WEIGHT: np.nan})
    weights = targets.drop_duplicates(schema.ORGANIZATION).set_index(schema.ORGANIZATION)[
        schema.WEIGHT
    ]
    table = table.assign(
        **{schema.TARGET_WEIGHT: table[schema.ORGANIZATION].map(weights).astype("float64")}
    )
    missing = weights[~weights.index.isin(table[schema.ORGANIZATION])]
    if missing.empty:
        return table
    unreached = pd.DataFrame(
        {
            schema.ORGANIZATION: missing.index,
            schema.STANDING: schema.UNREACHED,
            schema.TARGET_WEIGHT: missing.to_numpy(),
        }
    )
    counts = [schema.CONTACTS, schema.MET, schema.DECISION_MAKERS, schema.ENTRY_ADVOCATES]
    unreached = unreached.reindex(columns=table.columns).fillna(dict.fromkeys(counts, 0))
    unreached = unreached.astype({c: table[c].dtype for c in table.columns})
    return pd.concat([table, unreached], ignore_index=True)
