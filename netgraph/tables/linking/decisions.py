"""What the user decided of people who may be one: yes, no, and rows that change nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.patterns import lazy_pattern
from netgraph.tables.issues import Issues, quoted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_TOLD_APART: Final = lazy_pattern(r"^(.+) \([0-9]+\)$")
"""An id that a stranger is given whose name is another's id."""


class Decisions(NamedTuple):
    """What the user decided in ``same.csv``.

    Parameters
    ----------
    same
        Ids that are another's, each with that other.
    apart
        Pairs of ids that are two people.
    """

    same: tuple[tuple[str, str], ...] = ()
    apart: frozenset[frozenset[str]] = frozenset()

    @property
    def one(self) -> frozenset[str]:
        """Ids of several files that were decided to be one person's: each is itself."""
        return frozenset(a for a, b in self.same if a == b)

    @property
    def named(self) -> frozenset[str]:
        """Ids that are another's, and those others."""
        return frozenset(one for pair in self.same for one in pair)

    @property
    def pairs(self) -> frozenset[frozenset[str]]:
        """Pairs of ids on which something was decided, whichever."""
        return self.apart | {frozenset(pair) for pair in self.same}


def decisions_of(tables: Sequence[pd.DataFrame]) -> tuple[Decisions, tuple[Issues, ...]]:
    """Read decisions: ``same`` is yes or no; what is left empty is not decided yet.

    A row that contradicts an earlier one is an error.
    """
    answered: dict[frozenset[str], bool] = {}
    same: list[tuple[str, str]] = []
    issues = []
    for table in tables:
        if schema.SAME not in table.columns:
            continue
        settled = table.dropna(subset=[schema.CONTACT_ID, schema.SAME_AS, schema.SAME])
        pairs = list(zip(settled[schema.CONTACT_ID], settled[schema.SAME_AS], strict=True))
        answers = settled[schema.SAME].astype(bool).tolist()
        # a pair is a set, as who is named first means nothing; the first answer to it stands
        agree = [
            answered.setdefault(frozenset(pair), are) == are
            for pair, are in zip(pairs, answers, strict=True)
        ]
        against = settled.loc[[not yes for yes in agree], schema.SAME_AS]
        message = "an earlier row decides otherwise; expected one decision"
        issues.append(Issues(schema.BAD_VALUE, against, schema.SAME, message))
        same += [p for p, are, yes in zip(pairs, answers, agree, strict=True) if are and yes]
    apart = frozenset(pair for pair, are in answered.items() if not are)
    return Decisions(tuple(same), apart), tuple(issues)


def issues_of_unknown_ids(
    tables: Sequence[pd.DataFrame], known: Sequence[pd.Series]
) -> tuple[Issues, ...]:
    """Find ids in decisions that no table has.

    Parameters
    ----------
    tables
        Decisions.
    known
        Columns of ids.
    """
    if not tables:
        return ()
    ids = set(pd.concat(known))
    issues = []
    for table in tables:
        for column in (schema.CONTACT_ID, schema.SAME_AS):
            named = table[column].dropna()
            found = [one in ids or text_told_apart(one) in ids for one in named]
            # the dtype is said, as an empty list would become floats, which cannot be negated
            unknown = named[~np.array(found, dtype=bool)]
            messages = [
                f"{quoted(one)} is in no table; the decision changes nothing" for one in unknown
            ]
            issues.append(Issues(schema.UNKNOWN_CONTACT, unknown, column, messages))
    return tuple(issues)


def text_told_apart(called: str) -> str:
    """The text of cells that fit several people, of the id that it has as somebody of its own.

    Examples
    --------
    >>> text_told_apart("Ann Ahn (2)"), text_told_apart("Ann Ahn")
    ('Ann Ahn', '')
    """
    found = _TOLD_APART.match(called)
    return found[1] if found else ""


def issues_of_idle_decisions(
    tables: Sequence[pd.DataFrame], undecided: Mapping[str, int]
) -> tuple[Issues, ...]:
    """Find decisions that two ids are one person's, who is one without them.

    Parameters
    ----------
    tables
        Decisions.
    undecided
        Every id that decisions name, to the first row of the person without decisions.
    """
    issues = []
    for table in tables:
        if schema.SAME not in table.columns:
            continue
        settled = table.dropna(subset=[schema.CONTACT_ID, schema.SAME_AS, schema.SAME])
        yes = settled[settled[schema.SAME].astype(bool)]
        # who an id is before anything was decided, by the row that is the first of the person
        one, other = (yes[c].map(undecided) for c in (schema.CONTACT_ID, schema.SAME_AS))
        # an id that is its own other settles two files (``Decisions.one``), and is never idle
        two_ids = yes[schema.CONTACT_ID] != yes[schema.SAME_AS]
        idle = yes[(one.notna() & (one == other) & two_ids).to_numpy(dtype=bool)]
        messages = [
            f"{quoted(a)} and {quoted(b)} are one person already; the decision changes nothing"
            for a, b in zip(idle[schema.CONTACT_ID], idle[schema.SAME_AS], strict=True)
        ]
        issues.append(Issues(schema.READ_AS, idle[schema.SAME_AS], schema.SAME_AS, messages))
    return tuple(issues)
