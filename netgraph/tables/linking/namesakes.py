"""The same name twice where no organization tells them apart: people who may be the same."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

import numpy as np

from netgraph import schema
from netgraph.frames import values
from netgraph.tables.issues import LINE_BITS, Issues, quoted
from netgraph.tables.linking.own_addresses import contradicting, own_keys
from netgraph.tables.linking.people import NOT_MERGED
from netgraph.tables.name_keys import namesake_keys

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    import pandas as pd

MOST_NAMESAKES: Final = 100
"""People of one name who are compared; of a name that more have, nothing can be said."""


def issues_of_namesakes(
    contacts: pd.DataFrame, told: Sequence[Issues], *, apart: Collection[frozenset[str]] = ()
) -> tuple[Issues, ...]:
    """Find contacts of two files with one name, where an organization does not tell them apart.

    One file may be LinkedIn's, the other the user's own without a column of organizations: a blank
    organization contradicts nothing. Differing e-mails or profiles do.

    Parameters
    ----------
    contacts
        One row a person, indexed by spot.
    told
        Issues that name people who may be the same already.
    apart
        Pairs of ids that were decided to be two people.
    """
    files = contacts.index.to_numpy().astype(np.int64) >> LINE_BITS
    if not len(files) or schema.NAME not in contacts:
        return ()
    if files.min() == files.max() and not _told_by_row(contacts[schema.CONTACT_ID]).any():
        return ()
    firms = values(contacts, schema.ORGANIZATION)
    if not firms.isna().any():
        return ()
    names = namesake_keys(contacts[schema.NAME])
    # int64[people of names that others have too]: their places, in the order of the files
    shared = np.flatnonzero((names.duplicated(keep=False) & names.notna()).to_numpy())
    groups: dict[str, list[int]] = defaultdict(list)
    for at in shared.tolist():
        groups[names.iloc[at]].append(at)
    few = [at for group in groups.values() if len(group) <= MOST_NAMESAKES for at in group]
    people = contacts.iloc[sorted(few)]
    seen = {spot for one in told for spot in one.cells.index}
    pairs = _namesake_pairs(people, names.iloc[sorted(few)].tolist(), seen, apart)
    if not pairs:
        return ()
    # each pair: the later person's place, then the earlier one's
    later, earlier = (people.iloc[[pair[side] for pair in pairs]] for side in (0, 1))
    ids = zip(later[schema.CONTACT_ID], earlier[schema.CONTACT_ID], strict=True)
    return (
        Issues(
            schema.POSSIBLE_DUPLICATE_PERSON,
            later[schema.NAME],
            schema.NAME,
            [f"{quoted(one)} has the same name as {quoted(other)} on " for one, other in ids],
            earlier.index.to_numpy().astype(np.int64),
            f", and not both have an organization{NOT_MERGED}",
        ),
    )


def _told_by_row(ids: pd.Series) -> pd.Series:
    """Whether ids were made of names that only their rows tell apart: "Ann Lee (row 4)"."""
    brackets = ids.str.endswith(")").fillna(value=False).astype("bool")
    if not brackets.any():
        return brackets
    return brackets & ids.str.contains(r" \(row [0-9]+\)$", regex=True).fillna(value=False)


def _namesake_pairs(
    people: pd.DataFrame,
    names: Sequence[str],
    seen: Collection[int],
    apart: Collection[frozenset[str]],
) -> list[tuple[int, int]]:
    """Places of everybody who may be an earlier one of another file, and of the first such one."""
    files = (people.index.to_numpy().astype(np.int64) >> LINE_BITS).tolist()
    ids = people[schema.CONTACT_ID].tolist()
    # of a sheet without ids two rows of one name may be one person: a log has a row a talk
    by_row = _told_by_row(people[schema.CONTACT_ID]).tolist()
    firms = values(people, schema.ORGANIZATION).notna().tolist()
    keys = own_keys(people)
    before: dict[str, list[int]] = defaultdict(list)
    found = []
    for at, name in enumerate(names):
        if people.index[at] not in seen:
            first = next(
                (
                    other
                    for other in before[name]
                    if (files[other] != files[at] or (by_row[other] and by_row[at]))
                    and not (firms[other] and firms[at])
                    and frozenset((ids[at], ids[other])) not in apart
                    and not contradicting(keys, at, other)
                ),
                None,
            )
            if first is not None:
                found.append((at, first))
        before[name].append(at)
    return found
