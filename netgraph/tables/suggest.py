"""Who and what may be the same: similar names, found for the user to decide on, never merged."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.arguments import checked
from netgraph.frames import values
from netgraph.links import arrow_text, shared_texts
from netgraph.meanings import SUGGESTION_MEANINGS, explains
from netgraph.organization_names import keys_of
from netgraph.tables.issues import LINE_BITS, lines_of
from netgraph.tables.linking.namesakes import issues_of_namesakes
from netgraph.tables.linking.near_names import (
    all_comparable,
    comparable,
    resemblance,
    resembling,
    with_nicknames,
)
from netgraph.tables.linking.near_people import issues_of_near_people, near_pairs
from netgraph.tables.linking.own_addresses import own_emails, personal_pages
from netgraph.tables.linking.people import issues_of_possible_duplicates
from netgraph.tables.name_keys import namesake_keys

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from netgraph.arrays import Flags, Floats, Ints, Longs
    from netgraph.network import ReferralNetwork

SURELY: Final = 100.0
"""The score of two ids or names that are one but for their spelling."""
ALIKE: Final = 88.0
"""Similarity, of 100, from which two names are suggested to be one."""
LARGEST_BLOCK: Final = 1500
"""Names that are compared each with each; of a more common beginning of a word only so many are."""
MOST_COMPARISONS: Final = 20_000_000
"""Comparisons in all: in a network of very many names fewer of each beginning are compared."""
MOST_OF_ONE_KEY: Final = 6
"""Namesakes up to whom every two of them are suggested; of more, each with the first."""
_ZEROS_IN_FRONT: Final = r"(^|[^0-9])0+(?=[0-9])"
COLUMNS: Final = (
    schema.TABLE,
    schema.VALUE,
    schema.SAME_AS,
    schema.NAME,
    schema.SCORE,
    schema.MESSAGE,
)


@checked()
@explains(SUGGESTION_MEANINGS)
def suggestions(net: ReferralNetwork, *, apart: Sequence[tuple[str, str]] = ()) -> pd.DataFrame:
    """Suggest people and organizations that may be one, most alike first.

    Names are compared by the similarity of their sorted words (rapidfuzz), without case and
    accents, among those that share the beginning of a word. Two organizations whose names have
    numbers, and not the same ones, are two.

    Parameters
    ----------
    net
        The network.
    apart
        Pairs of ids that are known to be two people.

    Returns
    -------
    A row a pair. Its columns:

    Notes
    -----
    Cost: quadratic in the names that begin a word alike, at most 1,500 of each and 20
    million comparisons in all, so that in a network of 10,000 contacts and more it suggests
    some of what it could.
    """
    # frozensets: a pair of ids is the same pair in either order
    known = {frozenset(pair) for pair in apart}
    people = list(_people(net, known))
    rows = [row for row in people if frozenset((row[1], row[2])) not in known]
    table = pd.DataFrame([*rows, *_organizations(net)], columns=list(COLUMNS))
    # people first, as "same" sorts behind "aliases" and the order is reversed; equal scores by id
    ordered = table.sort_values(
        [schema.TABLE, schema.SCORE, schema.VALUE], ascending=[False, False, True], kind="stable"
    )
    return ordered.reset_index(drop=True)


def _people(
    net: ReferralNetwork, apart: Collection[frozenset[str]]
) -> Iterator[tuple[object, ...]]:
    people = net.people
    if not len(people):
        return
    # int64[people named]: positions among people; lists below are of all people
    named = np.flatnonzero(values(people, schema.NAME).notna().to_numpy())
    likely = _likely_pairs(people.iloc[named].reset_index(drop=True)) if len(named) else {}
    # a stub whose only referral is to somebody is not that one, who would have named themselves
    own = _only_pairs(net, people)
    pairs = {
        pair: score
        for (one, other), score in likely.items()
        # an id but for its zeros is no likeness of names: there the referral itself is the slip
        if (pair := (int(named[one]), int(named[other]))) not in own or score == SURELY
    }
    for pair in _told_pairs(people, net.file_of_contact, apart):
        pairs.setdefault(pair, SURELY)
    # text by position of those in a pair, who of a million are few; empty where unknown, and who
    # has no name is known by the id
    some = people.iloc[sorted({at for pair in pairs for at in pair})]
    firms = values(some, schema.ORGANIZATION).fillna("").astype("str").to_dict()
    ids, stubs = some[schema.CONTACT_ID].to_dict(), some[schema.STUB].to_dict()
    names = values(some, schema.NAME).fillna(some[schema.CONTACT_ID]).to_dict()
    for (one, other), score in sorted(pairs.items()):
        # the contact that stays comes first: a listed
        # one before a stub, else the one listed earlier
        first, second = (other, one) if stubs[one] and not stubs[other] else (one, other)
        where = f", {firms[first]}" if firms[first] else ""
        yield (
            schema.SAME,
            ids[second],
            ids[first],
            names[second],
            score,
            f"{names[second]} and {names[first]}{where}: one person? Decide in {schema.SAME}.csv",
        )


def _only_pairs(net: ReferralNetwork, people: pd.DataFrame) -> set[tuple[int, int]]:
    """Positions of stubs of one referral alone and of its other end, the earlier first."""
    stubs = people[schema.STUB].to_numpy(dtype=bool)
    if not stubs.any():
        return set()
    at = pd.Index(people[schema.CONTACT_ID])
    ends = [at.get_indexer(net.referrals[end]) for end in schema.ENDS]
    both = np.concatenate(ends)
    # int64[people]: in how many pairs each of them is
    often = np.bincount(both[both >= 0], minlength=len(people))
    return {
        (min(one, other), max(one, other))
        for one, other in zip(*(end.tolist() for end in ends), strict=True)
        if any(p >= 0 and stubs[p] and often[p] == 1 for p in (one, other))
    }


def _told_pairs(
    people: pd.DataFrame, files: Ints | None, apart: Collection[frozenset[str]]
) -> Iterator[tuple[int, int]]:
    """Positions of everybody of whom reading told that they may be another, the earlier first.

    What is told is found once more, so that nobody is told to decide where there is no row for it.
    """
    listed = np.flatnonzero(~people[schema.STUB].to_numpy(dtype=bool))
    numbers = np.zeros(len(people), dtype=np.int64) if files is None else files.astype(np.int64)
    # a spot is the file's number above the position, as it is above the line while tables are read
    spots = pd.Index((numbers[listed] << LINE_BITS) + listed)
    contacts = people.iloc[listed].set_axis(spots)
    told = issues_of_possible_duplicates(contacts, apart=apart)
    told += issues_of_namesakes(contacts, told, apart=apart)
    for one in (*told, *issues_of_near_people(contacts, told, apart=apart)):
        if one.other_rows is not None:
            for later, earlier in zip(map(lines_of, one.cells.index), one.other_rows, strict=True):
                yield min(pair := (int(later), lines_of(int(earlier)))), max(pair)


def _likely_pairs(named: pd.DataFrame) -> dict[tuple[int, int], float]:
    """Pairs of people who may be one, by position, with their similarity; the earlier first.

    Two people whom only referrals name are none: nothing but a name is known of either.
    """
    names, stubs = named[schema.NAME], named[schema.STUB].tolist()
    words = _all_of_words(names)
    blocks = _blocks(words)
    # int64[named] each: which digits their name has, of all who are compared, and where they are,
    # 0 where unknown
    digits = np.zeros(len(named), dtype=np.int64)
    compared = np.unique(np.concatenate([*blocks, np.array([], dtype=np.int64)]))
    digits[compared] = pd.factorize(_all_digits(names.iloc[compared]))[0]
    code, firms = pd.factorize(values(named, schema.ORGANIZATION))
    firm = np.append(np.where(firms == "", 0, np.arange(1, len(firms) + 1)), 0)[code]

    def may_be_one(one: Longs, other: Longs, score: Floats) -> Flags:
        # "Physician 3-1" is not "Physician 1-3"; similar names in two organizations are two people,
        # only equal names may be one who moved
        moved = (firm[one] > 0) & (firm[other] > 0) & (firm[one] != firm[other])
        may: Flags = (digits[one] == digits[other]) & ~(moved & (score < 100))
        return may

    found = {(one, other): score for one, other, score in _similar_pairs(words, blocks, may_be_one)}
    found |= _pairs_of_stubs(names, stubs) | _pairs_of_numbers(named)
    found |= {pair: score for pair, score in near_pairs(named).items() if pair not in found}
    for keys in (namesake_keys(names), own_emails(named), personal_pages(named)):
        if keys is not None:
            found |= dict.fromkeys(_pairs_with_one_key(keys), 100.0)
    return {pair: score for pair, score in found.items() if not all(stubs[at] for at in pair)}


def _pairs_of_stubs(named: pd.Series, stubs: list[bool]) -> dict[tuple[int, int], float]:
    """Pairs of a person whom only referrals name and a contact: short forms, nicknames, lists."""
    if not any(stubs):
        return {}
    names = named.tolist()
    texts = [name for at, name in enumerate(names) if stubs[at]]
    contacts: dict[str, list[int]] = defaultdict(list)
    for at, name in enumerate(all_comparable(named)):
        for form in () if stubs[at] else (name, *with_nicknames(names[at])):
            contacts[form].append(at)
    alike = resembling(texts, list(contacts))
    return {
        (min(one, other), max(one, other)): round(max(resemblance(comparable(name), near), 1.0), 1)
        for one, name in enumerate(names)
        if stubs[one]
        for near in alike.get(name, ())
        for other in contacts[near]
    }


def _pairs_of_numbers(named: pd.DataFrame) -> dict[tuple[int, int], float]:
    """Pairs of an id that only referrals name and a contact's that has other zeros in front."""
    ids, stub = named[schema.CONTACT_ID], named[schema.STUB].to_numpy(dtype=bool)
    if not ids[stub].str.contains("[0-9]").any():
        return {}
    # "P-01" and "P-1": no number in them has zeros in front
    bare = ids.str.replace(_ZEROS_IN_FRONT, r"\1", regex=True)
    known = {one: at for at, one in enumerate(bare.tolist()) if not stub[at]}
    return {
        (known[one], at): 100.0
        for at, one in enumerate(bare.tolist())
        if stub[at] and one in known and re.search("[0-9]", one)
    }


def _pairs_with_one_key(keys: pd.Series) -> Iterator[tuple[int, int]]:
    """Everybody who has a key that another has, with the first who has it; a few, all pairs.

    Of three namesakes of whom the first is decided to be neither, the other two may still be one.
    """
    # int64[people who share a key]: nobody else is gone through
    shared = np.flatnonzero(shared_texts(keys))
    sharing: dict[object, list[int]] = defaultdict(list)
    for at, one in zip(shared.tolist(), keys.iloc[shared].tolist(), strict=True):
        sharing[one].append(at)
    for first, *later in sharing.values():
        yield from ((first, at) for at in later)
        if len(later) < MOST_OF_ONE_KEY:
            yield from combinations(later, 2)


def _organizations(net: ReferralNetwork) -> Iterator[tuple[object, ...]]:
    found = [net.people[schema.ORGANIZATION]] if schema.ORGANIZATION in net.people.columns else []
    found += [net.targets[schema.ORGANIZATION]] if net.targets is not None else []
    # text[spellings], contacts' before targets', each once;
    # keys are what two spellings of one organization share
    spellings = pd.concat(found).dropna().unique().tolist() if found else []
    words = _all_of_words(pd.Series(keys_of(spellings), dtype="str"))
    # int64[spellings]: which numbers a name has, 0 for none
    numbers = _all_digits(words)
    number = np.where(numbers == "", 0, pd.factorize(numbers)[0] + 1)

    def may_be_one(one: Longs, other: Longs, _: Floats) -> Flags:
        # "Company 12" is not "Company 21"; "Acme 2" may be "Acme"
        may: Flags = (number[one] == number[other]) | (number[one] == 0) | (number[other] == 0)
        return may

    for one, other, score in _similar_pairs(words, _blocks(words), may_be_one):
        message = (
            f"{spellings[other]} and {spellings[one]}: one organization? "
            f"Then add a row to {schema.ALIASES}.csv"
        )
        yield schema.ALIASES, spellings[other], spellings[one], spellings[other], score, message


def _similar_pairs(
    names: pd.Series,
    blocks: Sequence[Longs],
    may_be_one: Callable[[Longs, Longs, Floats], Flags],
) -> list[tuple[int, int, float]]:
    """Pairs of positions, the earlier first, with their similarity.

    Parameters
    ----------
    names
        In words, as ``_all_of_words`` gives them.
    blocks
        Positions of names that are compared with each other.
    may_be_one
        Says of int64[pairs] twice and float64[pairs] which of them are kept: most pairs of a large
        network are none, and are never written down.
    """
    from rapidfuzz import fuzz, process

    texts = arrow_text(names)
    # of each block int64 twice and float64: the pairs in it that are kept, and their similarity
    first: list[Longs] = []
    second: list[Longs] = []
    likeness: list[Floats] = []
    for block in blocks:
        # sorted once here, as sorting them for every pair takes most of the time
        words = [" ".join(sorted(text.split())) for text in texts.take(block).to_pylist()]
        # float32[block, block], 0 below the cutoff; 9 MB for the largest block
        score = process.cdist(words, words, scorer=fuzz.ratio, score_cutoff=ALIKE)
        a, b = np.nonzero(score)
        # above the diagonal each pair is once; positions in a block rise, so block[a] < block[b]
        a, b = a[a < b], b[a < b]
        one, other = block[a], block[b]
        alike = score[a, b].astype(np.float64).round(1)
        kept = may_be_one(one, other, alike)
        first.append(one[kept])
        second.append(other[kept])
        likeness.append(alike[kept])
    if not first:
        return []
    one, other, alike = np.concatenate(first), np.concatenate(second), np.concatenate(likeness)
    # a pair that shares the beginnings of two words is in two blocks, and is found once here
    _, at = np.unique(one * len(names) + other, return_index=True)
    return list(zip(one[at].tolist(), other[at].tolist(), alike[at].tolist(), strict=True))


def _all_digits(names: pd.Series) -> pd.Series:
    """The numbers in names, a blank between them; only letters of other scripts one by one."""
    found = names.str.replace("[^0-9]+", " ", regex=True).str.strip().astype("str")
    rest = _beyond_ascii(names)
    if len(rest):
        found.iloc[rest] = pd.Index([_digits(str(name)) for name in names.iloc[rest]], dtype="str")
    return found


def _digits(name: str) -> str:
    return " ".join("".join(letter if letter.isdigit() else " " for letter in name).split())


def _beyond_ascii(names: pd.Series) -> Longs:
    """Positions of names with letters of other scripts, or with accents."""
    import pyarrow.compute as pc

    plain = pc.fill_null(pc.string_is_ascii(arrow_text(names)), fill_value=True)
    return np.flatnonzero(~np.asarray(plain, dtype=bool))


def _blocks(names: pd.Series) -> list[Longs]:
    """Positions of names that share the first three letters of a word, in their order."""
    import pyarrow.compute as pc

    words = pc.split_pattern(arrow_text(names), " ")
    # of each word of two letters and more: whose name it is of, and how it begins, as a number
    of, text = pc.list_parent_indices(words), words.flatten()
    longer = pc.greater(pc.utf8_length(text), 1)
    starts = pc.utf8_slice_codeunits(text.filter(longer), 0, 3).dictionary_encode()
    at, start = of.filter(longer).to_numpy(), starts.indices.to_numpy()
    # beginning after beginning, and in each those who have it, once
    order = np.argsort(start, kind="stable")
    at, start = at[order], start[order]
    anew = np.append(True, (start[1:] != start[:-1]) | (at[1:] != at[:-1]))[: len(at)]
    at, start = at[anew], start[anew]
    ends = np.cumsum(np.bincount(start, minlength=len(starts.dictionary)))
    in_order = pc.sort_indices(starts.dictionary).to_pylist()
    # later ones would not be compared: a common beginning is that of half a million names
    blocks = [at[(ends[one - 1] if one else 0) : ends[one]][:LARGEST_BLOCK] for one in in_order]
    shared = [block for block in blocks if len(block) > 1]
    # so many blocks of this width have at most MOST_COMPARISONS comparisons together
    if sum(len(block) ** 2 for block in shared) > MOST_COMPARISONS:
        widest = max(2, math.isqrt(MOST_COMPARISONS // len(shared)))
        shared = [block[:widest] for block in shared]
    return shared


def _all_of_words(names: pd.Series) -> pd.Series:
    """``_words_of_name`` of every name; only those beyond ASCII one by one."""
    # case, signs and blanks are all that there is to take off plain letters
    folded = names.str.lower().str.replace("[^a-z0-9]+", " ", regex=True).str.strip().astype("str")
    rest = _beyond_ascii(names)
    if len(rest):
        folded.iloc[rest] = pd.Index([_words_of_name(n) for n in names.iloc[rest]], dtype="str")
    return folded


def _words_of_name(name: str) -> str:
    """A name as its words, without case, accents and signs."""
    # NFKD sets accents apart from their letters, as characters of their own that are left out below
    apart = unicodedata.normalize("NFKD", name).casefold()
    return " ".join(
        "".join(
            ch if ch.isalnum() else " " for ch in apart if not unicodedata.combining(ch)
        ).split()
    )
