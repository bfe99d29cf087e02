"""A network as the rows of a workbook: a row a person, who referred them in it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import pandas as pd

from netgraph import schema
from netgraph.start.columns import CONTACT_HEADINGS, REFERRAL_HEADINGS, Heading
from netgraph.tables.person_names import fold
from netgraph.tables.write import tables_out

if TYPE_CHECKING:
    from collections.abc import Iterable

    from netgraph.network import ReferralNetwork

Row = dict[str, Any]
ME: Final = "me"
"""How the seeker is called in a cell that names a person."""
FURTHER_WIDTH: Final = 18
"""Letters that a column has which a workbook to begin with does not."""


class Brought(NamedTuple):
    """What a workbook begins with.

    Parameters
    ----------
    contacts, targets, referrals
        Rows, by the names of their headings. Of referrals only those that a row of contacts does
        not hold: a second referrer, a further date, or one with notes of its own.
    further, beside
        Headings of contacts, and of referrals, beyond the usual ones.
    """

    contacts: list[Row]
    targets: list[Row]
    referrals: list[Row]
    further: list[Heading]
    beside: list[Heading]


def nobody() -> Brought:
    """Nothing to begin with."""
    return Brought([], [], [], [], [])


def brought(net: ReferralNetwork) -> Brought:
    """The rows of a network; who stood only in referrals has a row too.

    Names stand for people, as in a sheet that somebody keeps by hand: with the organization where
    two have one name, and with a number where that is not enough.
    """
    people = net.contacts
    called = _called(people)
    if net.seeker is not None:
        called[net.seeker] = ME
        people = people[people[schema.CONTACT_ID] != net.seeker]
    named = people.assign(**{schema.NAME: people[schema.CONTACT_ID].map(_written(people, called))})
    tables = tables_out(net)
    contacts = _filled_cells(named.drop(columns=[schema.CONTACT_ID, schema.STUB]))
    # the same dicts as in ``contacts``: what is put into one here stands in its row there
    by_id = dict(zip(people[schema.CONTACT_ID], contacts, strict=True))
    left = []
    referrals = _filled_cells(tables[schema.REFERRALS])
    for row, fits in zip(referrals, _in_rows_of_people(referrals), strict=True):
        referrer, referred = row.pop(schema.REFERRER_ID), row.pop(schema.REFERRED_ID)
        if fits and referred in by_id:
            by_id[referred] |= row | {schema.REFERRED_BY: called[referrer]}
        else:
            ends = {schema.REFERRER_ID: called[referrer], schema.REFERRED_ID: called[referred]}
            left.append(ends | row)
    targets = [] if net.targets is None else _filled_cells(net.targets)
    return Brought(
        contacts,
        targets,
        left,
        _beyond(contacts, CONTACT_HEADINGS),
        _beyond(left, REFERRAL_HEADINGS),
    )


def _in_rows_of_people(referrals: list[Row]) -> list[bool]:
    """Whether each referral stands in the row of whom it names: one each, if it says who and when.

    That is the first one. Where two are of one day, or of none, it is the last one: rows of people
    are read after the sheet of referrals, and the order of equals settles who introduced them.
    """
    to: dict[Any, list[int]] = {}
    for i, row in enumerate(referrals):
        to.setdefault(row[schema.REFERRED_ID], []).append(i)
    plain = {schema.REFERRER_ID, schema.REFERRED_ID, schema.REFERRED_ON}
    fits = [row.keys() <= plain for row in referrals]
    chosen = set()
    for rows in to.values():
        tied = len({referrals[i].get(schema.REFERRED_ON) for i in rows}) < len(rows)
        chosen |= set((rows[-1:] if tied else [i for i in rows if fits[i]])[:1])
    return [fit and i in chosen for i, fit in enumerate(fits)]


def _called(people: pd.DataFrame) -> dict[str, str]:
    """Id to the words that mean this person and nobody else."""
    names = _spoken(people)
    firms = people[schema.ORGANIZATION] if schema.ORGANIZATION in people else pd.Series()
    firms = firms.reindex(people.index)
    often = Counter(map(fold, names))
    words = [
        f"{name} ({firm})" if often[fold(name)] > 1 and pd.notna(firm) else name
        for name, firm in zip(names, firms, strict=True)
    ]
    # a bare name beside namesakes who have an organization would mean them as well
    meant = {fold(name) for name, word in zip(names, words, strict=True) if name != word}
    return dict(zip(people[schema.CONTACT_ID], _with_numbers(words, meant), strict=True))


def _spoken(people: pd.DataFrame) -> pd.Series:
    ids = people[schema.CONTACT_ID]
    return people[schema.NAME].fillna(ids) if schema.NAME in people else ids


def _with_numbers(words: list[str], meant: Iterable[str]) -> list[str]:
    """Words that are all different: from the second of equal ones on with a number.

    Folded words of ``meant`` mean somebody else already: the first of them has a number too.
    """
    taken = Counter(meant)
    often = Counter(map(fold, words)) + Counter(taken)
    made = []
    for word in words:
        folded = fold(word)
        taken[folded] += 1
        made.append(word if often[folded] == 1 or taken[folded] == 1 else f"{word} {taken[folded]}")
    return made


def _written(people: pd.DataFrame, called: dict[str, str]) -> dict[str, str]:
    """Id to the name in a row: with a number where neither it nor the organization is enough."""
    names = dict(zip(people[schema.CONTACT_ID], _spoken(people), strict=True))
    return {
        one: name if called[one] == name or called[one].endswith(")") else called[one]
        for one, name in names.items()
    }


def _filled_cells(table: pd.DataFrame) -> list[Row]:
    """A table's rows, without what is empty; days as days, flags as words."""
    return [
        {str(name): _plain(value) for name, value in row.items() if not pd.isna(value)}
        for row in table.astype(object).to_dict("records")
    ]


def _plain(value: Any) -> Any:
    if isinstance(value, pd.Timestamp):
        return value.date()
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value


def _beyond(rows: list[Row], headings: tuple[Heading, ...]) -> list[Heading]:
    """Headings of what rows hold beyond the usual columns, as they are called."""
    usual = {heading.name for heading in headings}
    names = dict.fromkeys(name for row in rows for name in row if name not in usual)
    return [Heading(name, name, FURTHER_WIDTH) for name in names]
