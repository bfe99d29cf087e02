"""Whom a cell asks a map for: ids, names, or a table with a row for each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING

import pandas as pd

from netgraph import schema
from netgraph.analysis.person_asked_for import SeveralFitError, id_asked_for
from netgraph.errors import OptionError, UnknownNameError, unknown
from netgraph.frames import values
from netgraph.tables.person_names import fold_name, fold_names

if TYPE_CHECKING:
    from netgraph.maps.views_asked import MapWords
    from netgraph.network import ReferralNetwork


def ids_asked(asked: object, known: MapWords) -> list[str]:
    """Take contacts, each once, in their order; those of a set in the order of the map.

    Parameters
    ----------
    asked
        Ids or names, a single one of them, or a table with a column ``contact_id``.
    known
        What the map can show.

    Returns
    -------
    Their ids.

    Raises
    ------
    UnknownNameError
        If the map has no such contact, or several are called so: they are listed.
    OptionError
        If these are no ids, or the table has none.
    """
    texts = [str(one) for one in _each_asked(asked)]
    if any(one not in known.number for one in texts):
        called = _ids_by_name(known.net)
        texts = [one if one in known.number else _id_of(one, called, known) for one in texts]
    ids = list(dict.fromkeys(texts))
    # a set has another order in each run
    return sorted(ids, key=known.number.__getitem__) if isinstance(asked, AbstractSet) else ids


def visible_asked(asked: object, known: MapWords) -> list[str]:
    """Take ids of those alone who are to be seen, in the order of the map; None for everybody."""
    if asked is None:
        return list(known.number)
    return sorted(ids_asked(asked, known), key=known.number.__getitem__)


def _each_asked(asked: object) -> Iterable[object]:
    if isinstance(asked, pd.DataFrame):
        if schema.CONTACT_ID not in asked.columns:
            columns = ", ".join(map(str, asked.columns[:8])) or "no column"
            raise OptionError(f"a table of contacts has a column contact_id; this has {columns}")
        return asked[schema.CONTACT_ID].tolist()
    given = [asked] if isinstance(asked, str) else asked
    if not isinstance(given, Iterable) or isinstance(given, bytes | Mapping):
        raise OptionError(f"contact ids are asked for, as a list, not {type(asked).__name__}")
    return given


def _ids_by_name(net: ReferralNetwork) -> Mapping[str, list[str]]:
    """The ids of all who have a name, by that name without case, accents and extra blanks."""
    people = net.contacts
    called: dict[str, list[str]] = defaultdict(list)
    names = fold_names(values(people, schema.NAME))
    for one, name in zip(people[schema.CONTACT_ID], names, strict=True):
        if isinstance(name, str) and name:
            called[name].append(one)
    return called


def _id_of(word: str, called: Mapping[str, list[str]], known: MapWords) -> str:
    """The one contact on the map who has a name, or an address; what is no more than near is not.

    Nobody could be told whom a part of a name was taken for, as a list of ids has no room for it.
    """
    alike = called.get(fold_name(word), [])
    if len(alike) == 1 and alike[0] in known.number:
        return alike[0]
    told = ""
    try:
        found, told = id_asked_for(known.net, word)
        if found in known.number and not told:
            return found
    except SeveralFitError:  # it lists them, which says more than any other refusal
        raise
    except UnknownNameError:
        pass
    except OptionError:
        raise OptionError(f"{word!r} is you, the seeker: others are chosen on a map") from None
    names = values(known.net.contacts, schema.NAME).dropna()
    if told:
        raise UnknownNameError(f"no contact on the map {word!r}; did you mean {found!r}?")
    raise unknown("contact on the map", word, [*names, *known.number])
