"""Whom a word means that somebody typed: an id, a name, an address, a nickname; never a guess."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.analysis.people import organizations_called
from netgraph.analysis.seekers import names_of_seekers
from netgraph.errors import OptionError, UnknownNameError, unknown
from netgraph.frames import values
from netgraph.tables.linking.near_names import (
    all_comparable,
    comparable,
    of_same_words,
)
from netgraph.tables.person_names import address, bare, fold, fold_name, fold_names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from netgraph.arrays import Flags
    from netgraph.cohort.cohort import Cohort
    from netgraph.network import ReferralNetwork

CANDIDATES_SHOWN: Final = 10


class SeveralFitError(UnknownNameError):
    """Several people are called so; the message lists them."""


def id_asked_for(net: ReferralNetwork, word: str) -> tuple[str, str]:
    """The id of the contact that a word means, and a note where it is not written so.

    Tried in this order: an id, a name (case, accents and blanks do not count), an address, a name
    without decoration, then part of a name or a nickname. Where several people fit, those whose
    organization stands in brackets behind the name remain.

    Raises
    ------
    UnknownNameError
        If nobody is called so, or several are: they are listed behind the first semicolon.
    OptionError
        If it is the seeker.
    """
    people = net.contacts
    ids = people[schema.CONTACT_ID]
    if (ids == word).any():
        return _but_the_seeker(net, word), ""
    for fits, sure in _ways(people, word):
        at = np.flatnonzero(fits)
        if len(at) > 1:
            at = _at_their_organization(people, word, at)
        if len(at) > 1:
            raise SeveralFitError(
                f"{word!r} may be {len(at):,} people; say which: {_candidates(people, at)}"
            )
        if len(at) == 1:
            found = _but_the_seeker(net, str(ids.iloc[at[0]]))
            called = values(people, schema.NAME).fillna(ids).iloc[at[0]]
            return found, "" if sure else f"{word!r} is taken for {called}, id {found}."
    if len(organizations_called(net, word)):
        raise UnknownNameError(
            f"no contact {word!r}; that is an organization: name a person, or ask paths --to it"
        )
    raise unknown("contact", word, [*values(people, schema.NAME).dropna(), *ids])


def seeker_asked_for(cohort: Cohort, word: str) -> tuple[str, str]:
    """The id of the seeker that a word means, and a note where it is not the id itself.

    An id, else a name of the table of seekers, as ``id_asked_for`` looks people up.

    Raises
    ------
    UnknownNameError
        If nobody is called so, which names no other; or several are: their ids are listed.
    """
    if word in cohort.seekers:
        return word, ""
    ids = cohort.seekers.to_series().reset_index(drop=True)
    names = names_of_seekers(cohort)
    # an id may be a name: that of a file
    rows = pd.DataFrame({schema.CONTACT_ID: ids, schema.NAME: names})
    for fits, _ in _ways(rows, word):
        at = np.flatnonzero(fits)
        if len(at) > 1:
            several = ", ".join(ids.iloc[at[:CANDIDATES_SHOWN]])
            raise UnknownNameError(f"{word!r} may be {len(at):,} seekers; say the id: {several}")
        if len(at) == 1:
            found = str(ids.iloc[at[0]])
            return found, f"{word!r} is taken for {names.iloc[at[0]]}, seeker_id {found}."
    # what is near would be the id of somebody else
    raise UnknownNameError(f"no search of {word!r} in these tables")


def _but_the_seeker(net: ReferralNetwork, found: str) -> str:
    if found == net.seeker:
        raise OptionError("that is you, the seeker: a dossier is about somebody you talk to")
    return found


def _ways(people: pd.DataFrame, word: str) -> Iterator[tuple[Flags, bool]]:
    """Who fits a word, bool[contacts], in one way after the other; whether it is written so."""
    names = values(people, schema.NAME)
    yield (fold_names(names) == fold_name(word)).to_numpy(dtype=bool, na_value=False), True
    if at := address(word):
        mails = values(people, schema.EMAIL)
        yield (mails.str.casefold() == at).to_numpy(dtype=bool, na_value=False), True
    wanted, known = comparable(word), all_comparable(names).tolist()
    yield np.asarray(np.array(known, dtype=object) == wanted) & bool(wanted), True
    # parts of names and nicknames are taken; slips of the pen are asked about
    yield np.array(of_same_words(wanted, known), dtype=bool), False


def _at_their_organization(people: pd.DataFrame, word: str, at: NDArray[Any]) -> NDArray[Any]:
    """Those of some people at whose organization the brackets behind a name point; else all."""
    notes = {fold(note) for note in bare(word).notes}
    firms = values(people, schema.ORGANIZATION).iloc[at]
    there = np.array([isinstance(firm, str) and fold(firm) in notes for firm in firms], dtype=bool)
    return at[there] if there.any() else at


def _candidates(people: pd.DataFrame, at: NDArray[Any]) -> str:
    rows = people.iloc[at[:CANDIDATES_SHOWN]]
    firms = values(rows, schema.ORGANIZATION)
    told = [
        f"{i} ({', '.join(str(w) for w in (name, firm) if isinstance(w, str))})"
        for i, name, firm in zip(
            rows[schema.CONTACT_ID], values(rows, schema.NAME), firms, strict=True
        )
    ]
    return ", ".join([*told, *(["…"] if len(at) > CANDIDATES_SHOWN else [])])
