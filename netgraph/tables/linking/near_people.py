"""Contacts whose names resemble each other: Kate and Katherine McNeil, who may be one person.

What tells people apart is asked first: another organization, another page of their own. Those who
remain are compared name by name, and proposed, never merged.
"""

from __future__ import annotations

import functools
from collections import Counter, defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.frames import values
from netgraph.links import arrow_text
from netgraph.organization_names import keys_of
from netgraph.tables.issues import LINE_BITS, Issues, quoted
from netgraph.tables.linking.near_names import all_comparable, are_names, nearly_one, resemblance
from netgraph.tables.linking.own_addresses import contradicting, own_keys
from netgraph.tables.linking.people import NOT_MERGED

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from netgraph.arrays import Longs

ALL_COMPARED: Final = 60
"""People of one organization up to whom all are compared with each other."""
LARGEST_GROUP: Final = 400
"""People up to whom those are compared who share an organization and the beginning of a word."""
MOST_PAIRS: Final = 150_000
"""Pairs of names that are compared in all, those of one organization first."""
BEGINNINGS_KEPT: Final = 4096
"""People whose beginnings of words are remembered: more than are compared with each other."""


def near_pairs(
    people: pd.DataFrame, files: Sequence[int] | None = None
) -> dict[tuple[int, int], float]:
    """Find pairs of people who may be one, with the similarity of their names, of 100.

    Two names of one organization resemble each other where every word of the shorter is one of the
    longer, its initial, a short form of it or a slip. Where an organization is unknown the shorter
    must have two words, none of them an initial.

    Parameters
    ----------
    people
        Contacts, each a person.
    files
        The file of each, where only people of two files are to be compared.

    Returns
    -------
    Positions of both, the earlier first.
    """
    names = all_comparable(values(people, schema.NAME))
    firms = _firms_of(people)
    if files is not None:
        # one word is not nearly a name of two: that is suggested, and no issue
        names = names.where(names.str.contains(" ", regex=False), "")
    keys = own_keys(people)

    text = arrow_text(names)

    # both made of those who are compared, as of a million few are
    @functools.lru_cache(maxsize=BEGINNINGS_KEPT)
    def name(at: int) -> str:
        return str(text[at])

    @functools.lru_cache(maxsize=BEGINNINGS_KEPT)
    def starts(at: int) -> frozenset[str]:
        # the first two letters of every word: two spellings of one person share some
        return frozenset(word[:2] for word in name(at).split())

    found: dict[tuple[int, int], float] = {}
    seen: set[tuple[int, int]] = set()
    for one, other in _pairs_to_compare(names, firms):
        if len(seen) >= MOST_PAIRS:
            break
        if (files is not None and files[one] == files[other]) or name(one) == name(other):
            continue
        pair = min(one, other), max(one, other)
        if pair in seen or starts(one).isdisjoint(starts(other)):
            continue
        seen.add(pair)
        known = bool(firms[one] >= 0 and firms[other] >= 0)
        if contradicting(keys, one, other, pages_alone=known):
            continue
        if known or nearly_one(name(one), name(other)):
            score = resemblance(name(one), name(other))
            found |= {pair: round(score, 1)} if score else {}
    return found


def _firms_of(people: pd.DataFrame) -> Longs:
    """The organization of every row as a number, ``int64[rows]``, -1 where it is unknown."""
    # a spelling is a number first, as there are few of them
    code, spellings = pd.factorize(values(people, schema.ORGANIZATION))
    found = pd.Series(keys_of(spellings.tolist()), dtype="str")
    number = pd.factorize(found.mask(found == ""))[0].astype(np.int64)
    # the last place, of -1, is that of a missing name
    return np.append(number, -1)[code]


def _pairs_to_compare(names: pd.Series, firms: Longs) -> Iterator[tuple[int, int]]:
    """Pairs of positions that may resemble each other, those of one organization first.

    A pair may be there several times, and somebody with themselves. Whoever asks for some pairs
    alone has nobody else gone through.
    """
    named = are_names(names)
    # int64[people of an organization]: their positions, organization after organization in the
    # order of the first person of each, and where each organization begins
    listed = np.flatnonzero(named & (firms >= 0))
    code = pd.factorize(firms[listed])[0]
    listed = listed[np.argsort(code, kind="stable")]
    for group in np.split(listed, np.cumsum(np.bincount(code))[:-1]) if len(listed) else ():
        for block in _groups_of_firm(group.tolist(), names):
            yield from combinations(block, 2)
    blank = np.flatnonzero(named & (firms < 0)).tolist()
    wanted = {word for name in names.iloc[blank] for word in name.split()}
    # people by a whole word of their names, of words that somebody without organization has
    of_word: dict[str, list[int]] = defaultdict(list)
    for at, name in enumerate(names) if wanted else ():
        for word in wanted.intersection(name.split()):
            of_word[word].append(at)
    for at, name in zip(blank, names.iloc[blank], strict=True):
        for word in dict.fromkeys(name.split()):
            if len(of_word[word]) <= LARGEST_GROUP:
                yield from ((at, other) for other in of_word[word])


def _groups_of_firm(group: list[int], names: pd.Series) -> Iterator[list[int]]:
    """People of one organization: all of a few, of many those who share the beginning of a word."""
    if len(group) <= ALL_COMPARED:
        yield group
        return
    begun: dict[str, list[int]] = defaultdict(list)
    for at, name in zip(group, names.iloc[group], strict=True):
        for start in dict.fromkeys(word[:3] for word in name.split() if len(word) > 1):
            begun[start].append(at)
    yield from (block for block in begun.values() if len(block) <= LARGEST_GROUP)


def issues_of_near_people(
    contacts: pd.DataFrame, told: Sequence[Issues], *, apart: Collection[frozenset[str]] = ()
) -> tuple[Issues, ...]:
    """Find contacts of two files with nearly one name, where nothing tells them apart.

    Parameters
    ----------
    contacts
        One row a person, indexed by spot, with every organization in one spelling.
    told
        Issues that name people who may be the same already.
    apart
        Pairs of ids that were decided to be two people.
    """
    spots = contacts.index.to_numpy().astype(np.int64)
    files = spots >> LINE_BITS
    if not len(files) or files.min() == files.max() or schema.NAME not in contacts:
        return ()
    seen = {spot for one in told for spot in one.cells.index}
    ids = contacts[schema.CONTACT_ID].tolist()
    # the later person of a pair, with the earlier one who is most alike, and how many there are
    nearest: dict[int, tuple[float, int]] = {}
    number: Counter[int] = Counter()
    for (one, other), score in near_pairs(contacts, files.tolist()).items():
        if contacts.index[other] in seen or frozenset((ids[one], ids[other])) in apart:
            continue
        number[other] += 1
        nearest[other] = max(nearest.get(other, (0.0, 0)), (score, -one))
    if not nearest:
        return ()
    later = sorted(nearest)
    earlier = [-nearest[at][1] for at in later]
    names = contacts[schema.NAME].iloc[earlier].tolist()
    # of whom both have an organization it is the same one
    own = values(contacts, schema.ORGANIZATION).fillna("").astype("str").tolist()
    firms = {at: own[at] if own[one] else "" for at, one in zip(later, earlier, strict=True)}
    return (
        Issues(
            schema.POSSIBLE_DUPLICATE_PERSON,
            contacts[schema.NAME].iloc[later],
            schema.NAME,
            [
                f"{quoted(ids[at])} has nearly the name of {quoted(name)} on "
                for at, name in zip(later, names, strict=True)
            ],
            spots[earlier],
            [
                (f" (and of {number[at] - 1} more)" if number[at] > 1 else "")
                + (
                    f", and both are at {quoted(firms[at])}"
                    if firms[at]
                    else ", and no organization tells them apart"
                )
                + NOT_MERGED
                for at in later
            ],
        ),
    )
