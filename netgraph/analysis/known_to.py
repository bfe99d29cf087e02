"""Whose contacts people are where all searches of a cohort count as one, and in which files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.analysis.fill_in import files_of_new_rows
from netgraph.analysis.findings import names_in_words
from netgraph.analysis.labels import names_with_ids
from netgraph.analysis.pooled import own_files
from netgraph.facts import remembered, remind
from netgraph.links import is_seeker, without_seeker

if TYPE_CHECKING:
    from netgraph.arrays import Longs
    from netgraph.cohort.cohort import Cohort
    from netgraph.network import ReferralNetwork


@remembered
def known_to(net: ReferralNetwork) -> pd.DataFrame | None:  # noqa: ARG001 - told by ``searches_as_one``
    """Whose contact each person is: ``known_to`` in words and ``seeker_ids``, a row a contact.

    None of the network of one search, where all are its seeker's.
    """
    return None


def with_known_to(net: ReferralNetwork, table: pd.DataFrame) -> pd.DataFrame:
    """Rows of people with whose contacts they are, where several searches count as one."""
    known = known_to(net)
    if known is None:
        return table
    rows = known.iloc[net.links.positions(table[schema.CONTACT_ID])]
    place = list(table.columns).index(schema.ORGANIZATION) + 1
    columns = [*table.columns[:place], *schema.KNOWN_TO_COLUMNS, *table.columns[place:]]
    found: pd.DataFrame = table.assign(**{name: rows[name].array for name in rows.columns})[columns]
    return found


def searches_as_one(cohort: Cohort, names: pd.Series) -> ReferralNetwork:
    """Everybody as one network that knows whose contacts they are, and where these stand.

    Parameters
    ----------
    cohort
        The searches.
    names
        What each seeker is called, in their order.
    """
    net, search = cohort.everybody, cohort.seeker_of
    side = cohort.side_by_side
    rows = without_seeker(side.contacts, side.left_out, schema.CONTACT_ID)
    # int64[pairs of seeker and contact], those of each person together: first the row by which
    # everybody has them, which is listed by some search and stands first
    lines, stub = rows.index.to_numpy(), rows[schema.STUB].to_numpy()
    order = np.lexsort((np.arange(len(rows)), lines, stub, cohort.person_of))
    start = np.flatnonzero(np.diff(cohort.person_of[order], prepend=-1))
    net = net.with_issues(
        cohort.issues,
        contact_lines=net.contacts.index,
        referral_lines=net.pairs.index,
        files=cohort.labelled_files,
        file_of_contact=_files_of_everybody(cohort, net, order[start]),
    )
    of_each = np.split(search[order], start[1:]) if len(start) else []
    ids = cohort.seekers.tolist()
    called = names_with_ids(names, pd.Series(ids, dtype="str")).tolist()
    words = {
        schema.KNOWN_TO: [names_in_words([called[s] for s in one]) for one in of_each],
        schema.SEEKER_IDS: ["; ".join(ids[s] for s in one) for one in of_each],
    }
    table = pd.DataFrame({name: pd.array(cells, dtype="str") for name, cells in words.items()})
    remind(net, {known_to: table, files_of_new_rows: own_files(cohort)[search[order[start]]]})
    return net


def _files_of_everybody(cohort: Cohort, net: ReferralNetwork, first: Longs) -> Longs | None:
    """The file of the row by which everybody has each contact: int64[contacts]."""
    number = cohort.side_by_side.file_of_contact
    if number is None:
        return None
    found = np.zeros(len(net.contacts), dtype=np.int64)
    ids = net.contacts[schema.CONTACT_ID]
    own = np.zeros(len(ids), dtype=bool) if net.left_out is None else is_seeker(ids, net.left_out)
    found[~own] = number[first]
    return found
