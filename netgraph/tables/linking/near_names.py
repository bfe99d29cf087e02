"""Names that resemble each other, for a person to decide on: misspelt, short, by nickname."""

from __future__ import annotations

import functools
from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.links import arrow_text
from netgraph.patterns import lazy_pattern
from netgraph.tables.forms_of_address import without_relation
from netgraph.tables.lead_words import without_lead
from netgraph.tables.linking import cell_parts
from netgraph.tables.names_inside import named_inside
from netgraph.tables.person_names import (
    address,
    bare,
    decorated,
    digits,
    fold_names,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from netgraph.arrays import Flags
    from netgraph.tables.linking.known_people import KnownPeople

SIMILAR: Final = 85.0
"""Similarity, of 100, from which two whole names, or two words of names, may be one."""
_ROW_NUMBER: Final = lazy_pattern(r"^\s*#?\d+\s*[-\u2013\u2014:.)/=]+\s*(?=[^\W\d_])")
"""A number before a name, as drop-downs show rows: "2 - Ann Lee"."""
MIDDLE_INITIAL: Final = r"( \p{Lu})\."
"""A capital with a dot behind another word, as arrow's regular expressions have it."""
_PLAIN_WORD: Final = "(?:^| )[A-Za-z]{2,}(?: |$)"
"""A word that makes any text a name, as arrow's regular expressions have it."""
MOST_COMPARED: Final = 20_000_000
"""Pairs of names up to which all are compared; above, names must share a word."""


def near(texts: Sequence[str], known: KnownPeople) -> dict[str, tuple[int, ...]]:
    """Find the people whose names resemble texts.

    Returns
    -------
    Text to people by position, the most alike first; only texts that somebody resembles.
    """
    if schema.NAME not in known.rows.columns:
        return {}
    if not any(map(_may_be, texts)):
        return {}
    names, persons = known.folded_names()
    # the names of known people without the signs in them, each with those who have it
    people: dict[str, list[int]] = defaultdict(list)
    spelled: dict[str, list[str]] = {}
    for name, person in zip(names, persons, strict=True):
        if name not in spelled:
            forms = [name] if name.isalpha() else [comparable(name), *with_nicknames(name)]
            spelled[name] = [form for form in forms if form]
        for form in spelled[name]:
            people[form].append(person)
    found = resembling(texts, list(people))
    return {
        text: tuple(dict.fromkeys(p for other in others for p in people[other]))
        for text, others in found.items()
    }


def resembling(texts: Sequence[str], others: Sequence[str]) -> dict[str, list[str]]:
    """Find for texts the names, comparable, that they resemble, the most alike first.

    Of a list that nobody is called, "Priya & Tom", each part may resemble somebody: then all of
    them do; of a chain, "Priya > Tom", those that any part resembles. Only texts that resemble some
    name are there.
    """
    parts = {text: cell_parts.texts_within(text) for text in texts}
    chains = {text for text in texts if cell_parts.links_of_chain(text)}
    # a text may be a name as it stands, and without words before it: "Aunt Ida", "2 - Ida"
    said = {one: _may_be(one) for text, of in parts.items() for one in (text, *of)}
    found = alike_names(list(dict.fromkeys(n for names in said.values() for n in names)), others)
    known = set(others)
    held = {
        one: list(
            dict.fromkeys(
                [
                    *(other for name in names for other in found.get(name, ())),
                    *(inside for inside in named_inside(one) if inside in known),
                ]
            )
        )
        for one, names in said.items()
    }
    every = {
        text: list(dict.fromkeys([*held[text], *(o for one in of for o in held[one])]))
        if text in chains or all(held[one] for one in of)
        else held[text]
        for text, of in parts.items()
    }
    return {text: names for text, names in every.items() if names}


def _may_be(text: str) -> list[str]:
    """The names, comparable, that a text may be."""
    other = (without_relation(text), without_lead(text), _ROW_NUMBER.sub("", text))
    forms = dict.fromkeys(map(comparable, (text, *other)))
    return [name for name in forms if is_name(name)]


def alike_names(names: Collection[str], others: Sequence[str]) -> dict[str, list[str]]:
    """Find for each name the others that resemble it, the most alike first; both are comparable."""
    pairs = _misspelt(list(names), others) if len(names) * len(others) <= MOST_COMPARED else {}
    # word to the names that have it: a name in short shares a whole word with the long one
    sharing: dict[str, list[str]] = defaultdict(list)
    wanted = {
        word for name in names for word in name.split() if len(word) > 1 or _joins_both_names(word)
    }
    joined = any(map(_joins_both_names, wanted))
    for other in others:
        for word in (_handles(other) if joined else set(other.split())) & wanted:
            sharing[word].append(other)
    found: dict[str, list[str]] = {}
    for name in dict.fromkeys(names):
        scores = dict(pairs.get(name, {}))
        for word in dict.fromkeys(name.split()):
            for other in sharing.get(word, ()):
                if other not in scores and (score := resemblance(name, other)):
                    scores[other] = score
        if scores:
            found[name] = [o for o, _ in sorted(scores.items(), key=lambda one: (-one[1], one[0]))]
    return found


def _joins_both_names(word: str) -> bool:
    """Whether a word is in a script that joins family and given name: 鈴木一郎, 김민수."""
    return bool(word) and "\u3040" <= word[0] <= "\ud7af"


def _handles(name: str) -> set[str]:
    """The words of a name, and of one that joins both names those that it may be made of."""
    words = set(name.split())
    for word in filter(_joins_both_names, name.split()):
        words |= {word[:n] for n in range(1, 4)} | {word[-n:] for n in range(1, 4)}
    return words


def resemblance(name: str, other: str) -> float:
    """How much two names resemble each other, of 100; 0 where a word of the shorter fits none.

    Examples
    --------
    >>> resemblance("ann l", "ann lee") > 0, resemblance("bob ray", "robert ray") > 0
    (True, True)
    >>> resemblance("ann fox", "ann lee")
    0.0
    """
    if digits(name) != digits(other):
        return 0.0
    whole = _similarity(name, other)
    if whole >= SIMILAR:
        return whole
    short, long = sorted((name.split(), other.split()), key=len)
    free = list(long)
    for word in sorted(short, key=len, reverse=True):
        fits = [at for at, its in enumerate(free) if _words_fit(word, its)]
        if not fits:
            return 0.0
        free.pop(fits[0])
    # a first name alone is as good as any other person's of that name, and ranks below the rest
    return whole


def _words_fit(word: str, other: str) -> bool:
    """Whether two words may be one name: the same, an initial, a short form, a nickname, a slip."""
    if word == other:
        return True
    short, long = sorted((word, other), key=len)
    if _joins_both_names(short) and (long.startswith(short) or long.endswith(short)):
        return True
    # an initial or a short form; of two letters it may be a name of its own
    if len(short) != 2 and long.startswith(short):
        return True
    return (
        short in _short_forms(long)
        or long in _short_forms(short)
        or (len(short) > 3 and _similarity(word, other) >= SIMILAR)
    )


def nearly_one(name: str, other: str) -> bool:
    """Whether two names of two words or more differ by short forms, nicknames and slips alone.

    Examples
    --------
    >>> nearly_one("kate mcneil", "katherine mcneil"), nearly_one("k mcneil", "katherine mcneil")
    (True, False)
    """
    short, long = sorted((name.split(), other.split()), key=len)
    free = list(long)
    for word in short:
        fits = [at for at, its in enumerate(free) if len(word) > 1 and _words_fit(word, its)]
        fits = [at for at in fits if len(free[at]) > 1]
        if not fits:
            return False
        free.pop(fits[0])
    return len(short) > 1


def same_words(name: str, other: str) -> bool:
    """Whether every word of a name is one of another's, or a nickname or short form of it.

    Examples
    --------
    >>> same_words("bob", "robert ray"), same_words("ray", "robert ray"), same_words("roy", "ray")
    (True, True, False)
    """
    free = other.split()
    for word in name.split():
        fits = [
            at
            for at, its in enumerate(free)
            if word == its or word in _short_forms(its) or its in _short_forms(word)
        ]
        if not fits:
            return False
        free.pop(fits[0])
    return bool(name)


def of_same_words(name: str, others: Sequence[str]) -> list[bool]:
    """``same_words`` of a name and each of many others: few have a word that may be its first."""
    forms: dict[str, bool] = {}
    first = name.split(maxsplit=1)[0] if name else ""

    def may_be_first(word: str) -> bool:
        if word not in forms:
            forms[word] = same_words(first, word)
        return forms[word]

    return [any(map(may_be_first, o.split())) and same_words(name, o) for o in others]


@functools.cache
def _namer() -> Any:
    from nicknames import NickNamer

    return NickNamer()


@functools.lru_cache(maxsize=100_000)
def _short_forms(word: str) -> frozenset[str]:
    return frozenset(_namer().nicknames_of(word))


def _similarity(name: str, other: str) -> float:
    from rapidfuzz import fuzz

    return float(fuzz.token_sort_ratio(name, other))


def _misspelt(names: list[str], others: Sequence[str]) -> dict[str, dict[str, float]]:
    """Pairs of names that are similar as a whole, with their similarity."""
    from rapidfuzz import fuzz, process

    # float32[names, others], 0 below the cutoff; in blocks, as a million names have many
    block = max(1, MOST_COMPARED // max(1, len(others)))
    pairs: dict[str, dict[str, float]] = defaultdict(dict)
    for start in range(0, len(names), block):
        some = names[start : start + block]
        score = process.cdist(some, others, scorer=fuzz.token_sort_ratio, score_cutoff=SIMILAR)
        for a, b in zip(*np.nonzero(score), strict=True):
            if digits(some[a]) == digits(others[b]):
                pairs[some[a]][others[b]] = round(float(score[a, b]), 1)
    return pairs


def comparable(text: str) -> str:
    """A name without decoration and signs; of an e-mail address what is before the sign."""
    said = address(text)
    plain = bare(said.split("@")[0].replace(".", " ") if "@" in said else text).name
    return " ".join("".join(c if c.isalnum() else " " for c in plain.replace("'", "")).split())


def with_nicknames(name: str) -> list[str]:
    """A name with each single word of its brackets, comparable: "William (Bill) Tan" is a Bill.

    Examples
    --------
    >>> with_nicknames("William (Bill) Tan"), with_nicknames("Ann Lee"), with_nicknames("Al (2)")
    (['william tan bill'], [], [])
    """
    if "(" not in name and "[" not in name:
        return []
    freed = bare(name)
    words = [comparable(note) for note in freed.notes if not address(note)]
    return [f"{comparable(freed.written)} {word}" for word in words if word.isalpha()]


def all_comparable(names: pd.Series) -> pd.Series:
    """The same for a column of names, empty where there is none; only odd ones one by one.

    By position, in arrow's memory: of a million names few are compared.
    """
    import pyarrow.compute as pc

    names = names.fillna("").astype("str")
    # the dots of middle initials alone make no name odd
    words = pc.replace_substring_regex(arrow_text(names), MIDDLE_INITIAL, r"\1")
    plain = pd.Series(pd.array(words, dtype="str"), names.index)
    folded = fold_names(plain).reset_index(drop=True)
    # bool[names]: all others are folded to letters, blanks and a number. Behind a dot a number is
    # none of a name alone: "B.Sc 7" keeps its two parts
    ends_so = np.asarray(pc.match_substring_regex(words, r" \p{Lu}$"), dtype=bool)
    ends_so |= np.asarray(pc.match_substring_regex(arrow_text(names), r"\..*[0-9]"), dtype=bool)
    odd = np.flatnonzero(decorated(plain) | ends_so)
    if len(odd):
        folded.iloc[odd] = pd.array([comparable(name) for name in names.iloc[odd]], dtype="str")
    return folded


def is_name(name: str) -> bool:
    """Whether text may be a name: some word of it has two letters and no digit, or a character."""
    return any(
        word.isalpha() and (len(word) > 1 or _joins_both_names(word)) for word in name.split()
    )


def are_names(names: pd.Series) -> Flags:
    """``bool[names]``: ``is_name`` of every one; only those of other letters are looked at singly.

    Examples
    --------
    >>> are_names(pd.Series(["ann lee", "b 7", "鈴木"])).tolist()
    [True, False, True]
    """
    import pyarrow.compute as pc

    found = np.array(pc.match_substring_regex(arrow_text(names), _PLAIN_WORD), dtype=bool)
    rest = np.flatnonzero(~found)
    found[rest] = [is_name(name) for name in names.iloc[rest]]
    return found
