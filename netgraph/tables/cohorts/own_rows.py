"""The rows of seekers in their own searches: by their id, else by their e-mail or whole name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.frames import values
from netgraph.tables.cohorts.groups import OF_STUDENTS
from netgraph.tables.header import match
from netgraph.tables.issues import Issues, quoted
from netgraph.tables.linking import people
from netgraph.tables.person_names import fold_names

if TYPE_CHECKING:
    from collections.abc import Mapping

    from netgraph.arrays import Flags, Ints
    from netgraph.tables.build import ReadOptions

_KIND_OF_WORD: Final = "kind"
_OWN_WORD: Final = "word"
_OF_SEARCH: Final = "search"


@dataclass(frozen=True, slots=True, eq=False)
class Owners:
    """Whose each search is, and what its seeker is called.

    Parameters
    ----------
    seekers
        The ids of the seekers, in the order of the searches.
    words
        A row an e-mail address in lower case, or a folded name: ``kind`` (``email`` or ``name``),
        ``word`` and ``search``, a position in ``seekers``.
    called
        Every id of a seeker of the office, to those words.
    """

    seekers: pd.Index
    words: pd.DataFrame
    called: Mapping[str, frozenset[str]]

    def one(self, place: int) -> Owners:
        """The owner of one search, which is then the only one."""
        own = self.words[self.words[_OF_SEARCH] == place].assign(**{_OF_SEARCH: 0})
        return Owners(self.seekers[[place]], own, self.called)


def owners_of(seekers: pd.Index, groups: pd.DataFrame | None) -> Owners:
    """Take what seekers are called: their ids, and names and addresses of the table of seekers.

    Parameters
    ----------
    seekers
        The ids.
    groups
        A row a seeker, as ``groups_of`` gives them; None where there is no such table.
    """
    ids = pd.Series(seekers, dtype="str")
    rows = [ids]
    if groups is not None:
        known = groups.drop_duplicates(schema.SEEKER_ID).set_index(schema.SEEKER_ID).reindex(ids)
        meant = {OF_STUDENTS.sub("", str(column)): str(column) for column in known.columns}
        columns = {match([*meant], schema.CONTACTS_TABLE).get(schema.EMAIL)} - {None}
        columns |= {schema.NAME} & meant.keys()
        rows += [known[meant[str(c)]].astype("str").reset_index(drop=True) for c in columns]
    search = np.tile(np.arange(len(ids), dtype=np.int32), len(rows))
    words = pd.concat(rows, ignore_index=True)
    emails = words.str.contains("@", regex=False, na=False).to_numpy(dtype=bool)
    folded = fold_names(words).where(~emails, words.str.strip().str.lower())
    # one word is a first name or a code, which others may have too, but for scripts without blanks
    whole = folded.str.contains(" ", regex=False, na=False) | ~folded.fillna("").map(str.isascii)
    found = pd.DataFrame(
        {
            _KIND_OF_WORD: np.where(emails, schema.EMAIL, schema.NAME),
            _OWN_WORD: folded,
            _OF_SEARCH: search,
        }
    )
    kept = found[emails | whole.to_numpy(dtype=bool)].dropna().drop_duplicates()
    of_each = kept.groupby(_OF_SEARCH)[_OWN_WORD].agg(frozenset)
    called = of_each.reindex(range(len(ids))).set_axis(ids)
    none = frozenset[str]()
    said = {str(one): none if pd.isna(own) else own for one, own in called.items()}
    return Owners(seekers, kept, said)


def own_rows(contacts: pd.DataFrame, of: Ints, owners: Owners) -> Flags:
    """Tell which contacts are the seekers of their own searches.

    Who has the seeker's id is, else the only one with their e-mail address, else the only one with
    their whole name, unless both have addresses. Who has the id of another seeker of that name is
    that one.

    Parameters
    ----------
    contacts
        The contacts of all searches.
    of
        ``int32[contacts]``: the search of each.
    owners
        The seekers.

    Returns
    -------
    ``bool[contacts]``.
    """
    own = _have_own_id(contacts, of, owners).copy()
    number = len(owners.seekers)
    # bool[searches]: whose row is known, or cannot be told from others'
    settled = np.bincount(of[own], minlength=number) > 0
    emails = values(contacts, schema.EMAIL).str.strip().str.lower()
    names = values(contacts, schema.NAME).fillna(contacts[schema.CONTACT_ID])
    # e-mails come first, as they are surer: a search that one settles is asked for no name
    for kind, cells in ((schema.EMAIL, emails), (schema.NAME, fold_names(names))):
        words = owners.words[owners.words[_KIND_OF_WORD] == kind]
        some = np.flatnonzero(cells.isin(words[_OWN_WORD]).to_numpy() & ~settled[of])
        if kind == schema.NAME:
            addressed = owners.words[_OF_SEARCH][owners.words[_KIND_OF_WORD] == schema.EMAIL]
            some = some[~(emails.iloc[some].notna().to_numpy() & np.isin(of[some], addressed))]
        # in their own search alone: a seeker may be somebody's contact in another's
        pairs = pd.MultiIndex.from_arrays([of[some], cells.iloc[some]])
        some = some[pairs.isin(pd.MultiIndex.from_frame(words[[_OF_SEARCH, _OWN_WORD]]))]
        ids, said = contacts[schema.CONTACT_ID].iloc[some], cells.iloc[some]
        others = [_is_another(*one, owners) for one in zip(ids, said, strict=True)]
        some = some[~np.array(others, dtype=bool)]
        times = np.bincount(of[some], minlength=number)
        own[some[times[of[some]] == 1]] = True
        settled |= times > 0
    return own


def _is_another(contact_id: object, word: object, owners: Owners) -> bool:
    """Whether an id that is not the owner's is that of a seeker so called, or of no known name."""
    called = owners.called.get(str(contact_id))
    return called is not None and (not called or word in called)


def issues_of_own_rows(
    contacts: pd.DataFrame, of: Ints, own: Flags, owners: Owners
) -> tuple[Issues, Ints]:
    """Tell of rows that are a seeker's own although they have another id, with their searches."""
    told = np.flatnonzero(own & ~_have_own_id(contacts, of, owners))
    cells = contacts[schema.CONTACT_ID].iloc[told]
    called = values(contacts, schema.NAME).fillna(contacts[schema.CONTACT_ID]).iloc[told]
    words = [
        f"{quoted(name)} is {quoted(seeker)}, whose search it is, by name or e-mail, and not "
        "counted in it; if it is somebody else, give both an e-mail"
        for name, seeker in zip(called, owners.seekers[of[told]], strict=True)
    ]
    return Issues(schema.OWN_ROW, cells, schema.CONTACT_ID, words), of[told]


def _have_own_id(contacts: pd.DataFrame, of: Ints, owners: Owners) -> Flags:
    seekers = pd.Series(owners.seekers, dtype="str").iloc[of].to_numpy()
    found: Flags = (seekers == contacts[schema.CONTACT_ID]).to_numpy(dtype=bool)
    return found


def one_row_an_id(
    rows: pd.DataFrame, of: Ints, own: Flags, prefixes: pd.Series, options: ReadOptions
) -> tuple[pd.DataFrame, Ints, Flags, list[tuple[Issues, Ints]]]:
    """Leave one row an id of each search; whoever's own row goes is the one that stays."""
    before = pd.Series(prefixes.iloc[of].array, index=rows.index)
    kept, found = people.unique(rows, keep=options.keep, before=before)
    if len(kept) == len(rows):
        return rows, of, own, []
    number = pd.Series(of, index=rows.index)
    ids = before + people.id_keys(rows[schema.CONTACT_ID])
    stays = ids[kept.index].isin(ids[own]).to_numpy(dtype=bool)
    told = [(one, number[one.cells.index].to_numpy(dtype=np.int32)) for one in found]
    return kept, number[kept.index].to_numpy(dtype=np.int32), stays, told
