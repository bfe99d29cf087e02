"""What contacts lack to be read, in words: who each row is, and who referred whom."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pandas as pd

from netgraph import schema
from netgraph.errors import nearest, some_of
from netgraph.patterns import lazy_pattern
from netgraph.tables.cleaning.claims import ENOUGH_CELLS, MOST, different_words
from netgraph.tables.cleaning.dates import like_dates
from netgraph.tables.cleaning.direction import (
    NOT_DONE,
    bare_words,
    other_side,
    side_of_heading,
    side_said,
)
from netgraph.tables.cleaning.heading_parts import NO_REFERRERS
from netgraph.tables.cleaning.heads_of_rows import (
    HEADS_NAMES,
    LETTERS_OF_NAMES,
    NAMING,
    may_head_rows,
    names_referrer,
)
from netgraph.tables.cleaning.marked_dates import says_whether
from netgraph.tables.cleaning.named_people import (
    MOST_NAMES,
    RowNames,
    heads_seekers,
    names_people,
    row_names,
    share_naming,
    side_of_column,
)
from netgraph.tables.cleaning.pointed_rows import ways_to_map
from netgraph.tables.cleaning.text import normalize_text
from netgraph.tables.empty_words import is_empty_word
from netgraph.tables.header import first_and_last
from netgraph.tables.heading_brackets import another_thing, inside, spelled_names
from netgraph.tables.issues import quoted
from netgraph.tables.person_names import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from netgraph.tables.raw import Raw

MOST_FREE: Final = 30
"""Columns whose cells are compared with those of the others."""
SAY_NO_MORE: Final = frozenset(
    {schema.CONTACT_ID, schema.NAME, schema.NOTES, schema.CHANNEL, schema.REFERRED_ON}
)
"""Columns of contacts that a list of links may have as well."""
BETWEEN: Final = lazy_pattern(r"[,;/]\s*")
SAYS_WHO: Final = {
    schema.NAME: "who each row is",
    schema.REFERRED_BY: "who referred whom",
}


def lacks_people(
    raw: Raw, matched: Mapping[str, str], *, alone: bool, taken: Collection[str] = ()
) -> list[str]:
    """Say what contacts lack: a name or an id, and where they stand alone who referred whom.

    Parameters
    ----------
    raw
        The table.
    matched
        Standard name to found name.
    alone
        Whether no other table says who referred whom.
    taken
        Standard names that are advised for a column of another table: a name maps one.

    Returns
    -------
    One message, or none where nothing is missing.
    """
    lacking = _lacking_names(raw, matched, alone=alone)
    if not lacking:
        return []
    if cells := _cells_for_headings(raw, matched):
        above = "put a row above it that says what is in each column: Name, Company, Referred by"
        return [f"{raw.label}: no row of headings: the first row holds {cells}; {above}"]
    listed = ", ".join(repr(str(name)) for name in raw.frame.columns) or "no columns"
    what = " and ".join(f"no column {name!r}, which says {SAYS_WHO[name]}" for name in lacking)
    likely = {n: c for n, c in _likely(raw, matched, lacking).items() if n not in taken}
    offered = [] if taken else ways_to_map(raw, matched, lacks_rows=schema.NAME in lacking)
    if len(offered) > 1 or (offered and len(likely) < len(lacking)):
        return [f"{raw.label}: {what}; found {listed}; {_offer(offered, matched)}"]
    ways = [_mapping_way(likely, lacking, raw, matched)] if likely else []
    rest = [name for name in lacking if name not in likely]
    if rest:
        ways.append(_other_ways(rest, taken))
    both = {schema.NAME, schema.REFERRED_BY} <= likely.keys()
    if schema.REFERRED_BY in lacking and not both and _may_be_links(raw.frame, matched):
        ways.append(
            "or where each row names two people, who gave a name and whose, say which is which: "
            f"--map '{schema.REFERRER_ID}=HEADING' --map '{schema.REFERRED_ID}=HEADING'"
        )
    return [f"{raw.label}: {what}; found {listed}; {'; '.join(ways)}"]


def _offer(ways: Sequence[Mapping[str, str]], matched: Mapping[str, str]) -> str:
    """The lines to say, each of which is enough to read a table."""
    fresh = [{n: c for n, c in way.items() if matched.get(n) != c} for way in ways]
    lines = [" ".join(f"--map {quoted(f'{n}={c}')}" for n, c in way.items()) for way in fresh]
    columns = ", ".join(f"{n!r}: {c!r}" for n, c in fresh[0].items())
    which = "which is right" if len(lines) > 1 else "is this right"
    first, *others = lines
    more = "".join(f"; or {line}" for line in others)
    return f"{which}? say {first} (in Python: columns={{{columns}}}){more}"


def _cells_for_headings(raw: Raw, matched: Mapping[str, str]) -> str:
    """Cells that stand where headings should, where the first row is one of people already."""
    if matched or not raw.columns:
        return ""
    said = [c for c in raw.columns if not re.fullmatch(r"column \d+(?: \d+)?", c)]
    head = raw.frame.iloc[:ENOUGH_CELLS]
    below = {
        fold(str(word))
        for c in raw.columns
        if pd.api.types.is_string_dtype(head[c].dtype) or head[c].dtype == object
        for word in normalize_text(head[c]).dropna().unique()
    }
    typed = like_dates(pd.Series(said, dtype="str"), whole=True)
    cells = [c for c, day in zip(said, typed, strict=True) if day or "@" in c or fold(c) in below]
    # a heading may be a word of cells as well; a day, an address and a name below are none
    sure = any(
        day or "@" in c or " " in c for c, day in zip(said, typed, strict=True) if c in cells
    )
    return some_of([quoted(c) for c in said]) if cells and sure else ""


def advised(raw: Raw, matched: Mapping[str, str]) -> dict[str, str]:
    """What a table that lacks people or referrers likely calls them: standard to found name."""
    return _likely(raw, matched, _lacking_names(raw, matched, alone=True))


def may_say_referrers(raw: Raw, matched: Mapping[str, str]) -> list[str]:
    """The columns whose cells may say who referred somebody; a boss named nobody."""
    return [called for called in _texts_of_people(raw, matched) if _may_refer(called)]


def ends_advised(raw: Raw, matched: Mapping[str, str]) -> str:
    """What to say where a list of links has neither end: the two columns that name somebody."""
    free = [c for c in raw.columns if c not in matched.values()]
    people = [c for c in free if _may_be_end(raw.frame[c])]
    # who gave the name, by the heading, else the one that stands first
    giver = next((c for c in people if side_of_heading(c) == schema.REFERRED_BY), None)
    giver = giver or next(iter(people), None)
    given = next((c for c in people if c != giver), None)
    if giver is None or given is None:
        return ""
    maps = " ".join(
        f"--map {quoted(f'{end}={called}')}"
        for end, called in zip(schema.ENDS, (giver, given), strict=True)
    )
    return (
        f"did those under {quoted(giver)} give the names under {quoted(given)}? then say {maps}; "
        "if not, the other way round"
    )


def _may_be_end(cells: pd.Series) -> bool:
    """Whether cells may be people of links: short texts or ids, no days and no yes and no."""
    if not pd.api.types.is_string_dtype(cells.dtype) and cells.dtype != object:
        return False
    words = different_words(cells.iloc[:ENOUGH_CELLS])
    texts = len(words) > 1 and float(words.str.len().median()) <= LETTERS_OF_NAMES
    return bool(texts and not like_dates(words, whole=True).any() and not says_whether(words).all())


def _lacking_names(raw: Raw, matched: Mapping[str, str], *, alone: bool) -> list[str]:
    found = [str(name) for name in raw.frame.columns]
    parted = first_and_last(found) is not None
    nobody = not set(NAMING) & matched.keys() and not parted
    if schema.NAME not in matched and not nobody and not parted:
        # a form counts its answers: "1" is nobody whom another answer names
        own = raw.frame[matched[schema.CONTACT_ID]]
        nobody = counts_rows(own) and bool(_likely(raw, matched, [schema.NAME], by_heading=False))
    lacking = [schema.NAME] if nobody else []
    if alone and not {*schema.SIDES} & matched.keys():
        lacking.append(schema.REFERRED_BY)
    return lacking


def counts_rows(cells: pd.Series) -> bool:
    """Whether a column counts the rows of its table: 1, 2, 3."""
    first = normalize_text(cells.iloc[:ENOUGH_CELLS].astype("str"))
    return len(first) > 0 and first.tolist() == [str(n) for n in range(1, len(first) + 1)]


def _may_be_links(frame: pd.DataFrame, matched: Mapping[str, str]) -> bool:
    """Whether a table has nothing that people alone have, and names in two columns."""
    named = len(_name_texts(frame, matched)) + (schema.NAME in matched)
    return not matched.keys() - SAY_NO_MORE and named > 1


def _mapping_way(
    likely: Mapping[str, str], lacking: Sequence[str], raw: Raw, matched: Mapping[str, str]
) -> str:
    # the side that is lacking is the one that the heading says, else the cells
    people = row_names(raw.frame, {**matched, **likely})
    pairs = [
        (side_of_column(likely[name], raw.frame[likely[name]], people), likely[name])
        if name == schema.REFERRED_BY
        else (name, likely[name])
        for name in lacking
        if name in likely
    ]
    asked = " and ".join(f"is {name!r} {called!r}?" for name, called in pairs)
    columns = ", ".join(f"{name!r}: {called!r}" for name, called in pairs)
    maps = " ".join(f"--map {quoted(f'{name}={called}')}" for name, called in pairs)
    turned = "".join(other_side(called, name) for name, called in pairs if name in schema.SIDES)
    return f"{asked} then say {maps} (in Python: columns={{{columns}}}){turned}"


def _other_ways(lacking: Sequence[str], taken: Collection[str] = ()) -> str:
    headings = " ".join(f"--map '{name}=HEADING'" for name in lacking if name not in taken)
    table = (
        ", or give a table of referrals too (netgraph start --from FILE makes a sheet with such a "
        "column)"
        if schema.REFERRED_BY in lacking
        else ""
    )
    said = f"say with {headings} under which heading it stands" if headings else ""
    return f"add it, or {said or 'call the column so in the file'}{table}"


def _likely(
    raw: Raw, matched: Mapping[str, str], lacking: Sequence[str], *, by_heading: bool = True
) -> dict[str, str]:
    """Standard name to the column that is likely meant, by its cells, else by its heading."""
    frame = raw.frame
    texts = _name_texts(frame, matched)
    whole = {
        name: frame[matched[name]] for name in (*NAMING, schema.REFERRED_BY) if name in matched
    }
    known = {
        name: set(normalize_text(cells.iloc[:MOST_NAMES]).dropna()) for name, cells in whole.items()
    }
    # columns of those who referred people, each with its words
    referrers = {
        called: known[n] for n, called in matched.items() if n in known and n not in NAMING
    }
    # a boss named nobody, though all of them may be in the table
    may_refer = {c: words for c, words in _texts_of_people(raw, matched).items() if _may_refer(c)}
    # what may name the rows: the columns that do, else each that may
    rows = [{}] if schema.NAME not in lacking else [{schema.NAME: c} for c in texts]
    people = {
        own.get(schema.NAME, ""): row_names(frame, {**matched, **own})
        for own in rows
        if not own
        or (
            _tells_rows(frame, own[schema.NAME], matched.get(schema.SEEKER_ID))
            and may_head_rows(own[schema.NAME], texts[own[schema.NAME]])
        )
    }
    likely = _best_pair(frame, people, referrers or may_refer)
    if schema.NAME in lacking and not likely and by_heading:
        headed = [c for c in people if HEADS_NAMES.match(c)]
        own = {headed[0]: people[headed[0]]} if headed else {}
        likely = _best_pair(frame, own, referrers or may_refer) or dict(
            zip([schema.NAME], headed, strict=False)
        )
    if schema.REFERRED_BY in lacking and schema.REFERRED_BY not in likely:
        headed_so = _by_heading(
            [
                c
                for c, words in texts.items()
                if c not in likely.values()
                and _may_refer(c)
                and not schema.folded(c).startswith("preferred")
                and _may_be_people(words, known)
            ]
        )
        likely |= {schema.REFERRED_BY: headed_so} if headed_so else {}
    return {name: likely[name] for name in lacking if name in likely}


def _may_refer(called: str) -> bool:
    folded = schema.folded(called)
    if NOT_DONE.search(bare_words(called)):
        return False
    return not heads_seekers(called) and not any(part in folded for part in NO_REFERRERS)


def _texts_of_people(raw: Raw, matched: Mapping[str, str]) -> dict[str, set[str]]:
    """The different words of each column whose cells may say who referred somebody.

    "How did we meet" is a source by its heading, and may name people in most of its cells.
    """
    # half a name is the row's own
    taken = {*matched.values(), *(first_and_last(raw.columns) or ())}
    free = [c for c in raw.columns if c not in taken and _may_name(c)]
    free += [matched[schema.SOURCE]] if schema.SOURCE in matched else []
    return {
        called: set(normalize_text(raw.frame[called].iloc[:ENOUGH_CELLS]).dropna())
        for called in free[: MOST_FREE + 1]
        if pd.api.types.is_string_dtype(raw.frame[called].dtype)
        or raw.frame[called].dtype == object
    }


def _best_pair(
    frame: pd.DataFrame, people: Mapping[str, RowNames], referrers: Mapping[str, Collection[str]]
) -> dict[str, str]:
    """The columns of names and of referrers whose cells fit best, where most of them do.

    Parameters
    ----------
    frame
        The table.
    people
        Columns of names, empty for those that are known, to the people of the rows.
    referrers
        Columns that may name them, each with its words.
    """
    shares = {
        (one, other): share_naming(words, rows.known)
        for one, rows in people.items()
        for other, words in referrers.items()
        if one != other and names_people(frame[other], rows)
    }
    best = max(shares, key=lambda pair: shares[pair], default=None)
    if best is None:
        return {}
    return dict(zip((schema.NAME, schema.REFERRED_BY), best, strict=True))


def _name_texts(frame: pd.DataFrame, matched: Mapping[str, str]) -> dict[str, set[str]]:
    """The different words of each free column that may hold names."""
    free = [str(c) for c in frame.columns if c not in matched.values() and _may_name(str(c))]
    free = free[:MOST_FREE]
    texts = {}
    for called in free:
        if pd.api.types.is_string_dtype(frame[called].dtype) or frame[called].dtype == object:
            words = set(normalize_text(frame[called].iloc[:ENOUGH_CELLS]).dropna())
            # names have letters, and more than one of them
            words = {word for word in words if not is_empty_word(word)}
            if words and all(len(w) > 1 and any(ch.isalpha() for ch in w) for w in words):
                texts[called] = words
    return texts


def _may_name(called: str) -> bool:
    """Whether the brackets of a heading leave it open that its cells name people of the rows."""
    of_company = bool(spelled_names(schema.ORGANIZATION) & {schema.folded(inside(called))})
    return not of_company and not another_thing(called)


def _may_be_people(words: Collection[str], known: Mapping[str, Collection[str]]) -> bool:
    """Whether cells may be people: ids of other records, INTRO-1, are none of the table's."""
    parts = {part for word in words for part in BETWEEN.split(word)}
    numbered = [part for part in parts if any(ch.isdigit() for ch in part)]
    own = {one for named in known.values() for one in named}
    return len(numbered) < MOST * len(parts) or not own.isdisjoint(numbered)


def _tells_rows(frame: pd.DataFrame, called: str, seekers: str | None) -> bool:
    """Whether a column has another text in each row, as names of people have.

    Where a column says whose search each row is of, it does so in each search.
    """
    cells = frame[called].iloc[:ENOUGH_CELLS]
    told = frame[[called] if seekers is None else [called, seekers]].iloc[:ENOUGH_CELLS]
    different = len(cells) - int(told.duplicated().sum())
    return bool(cells.notna().all()) and different >= MOST * len(cells)


def _by_heading(free: Sequence[str]) -> str | None:
    """The column whose heading is nearest to what people call the one of referrers."""
    for called in free:
        if names_referrer(called):
            return called
    turned = [called for called in free if side_said(called) == schema.REFERRED_TO]
    if turned:
        return turned[0]
    column = next(c for c in schema.CONTACTS_TABLE.columns if c.name == schema.REFERRED_BY)
    near = {schema.folded(called): called for called in free}
    hits = (nearest(schema.folded(name), near) for name in (column.name, *column.aliases))
    return next((near[hit] for hit in hits if hit), None)
