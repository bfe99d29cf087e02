"""Who is meant in a cell: an id, a name, an address, several people, nobody.

``meanings_of`` answers for the different cells of all tables, in the one order that ``data/README``
tells; what a cell may say is decided here and nowhere else.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from netgraph import schema
from netgraph.tables import no_persons
from netgraph.tables.empty_words import is_empty_word
from netgraph.tables.issues import quoted
from netgraph.tables.lead_words import without_lead
from netgraph.tables.linking import cell_parts, near_names
from netgraph.tables.linking.known_people import EVERY_FILE
from netgraph.tables.linking.people import DECIDE_IN_SAME
from netgraph.tables.person_names import address, bare, fold, fold_name, other_number
from netgraph.tables.raw import SEVERAL

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from netgraph.tables.linking.known_people import KnownPeople

LABELS_SHOWN: Final = 20
"""Candidates that a message lists."""

_AS_SOURCE: Final = "; read as the source"
Told = tuple[str, str]
"""A code and its message."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """Whom a cell means.

    Parameters
    ----------
    people
        Contacts by position; text for somebody whom no contact is.
    source
        How the person was found, where the cell says that instead.
    told
        What was made of the cell beyond its letters.
    sure
        False where it may mean several people: an error, unless reading is lenient.
    """

    people: tuple[int | str, ...] = ()
    source: str = ""
    told: tuple[Told, ...] = ()
    sure: bool = True


class _Found(NamedTuple):
    """The people that one name may mean, and whether it says so letter by letter."""

    people: tuple[int, ...] = ()
    exactly: bool = True


@dataclass(slots=True)
class Resolver:
    """Finds whom cells mean among known people.

    Parameters
    ----------
    known
        The people, who have learned every text that a cell may be taken apart into.
    seeker
        The position of the person whose search it is, None where no contact is.
    called
        What the seeker is called by the option: a word such as "me" is found in cells as well.
    lenient
        Whether a cell that fits several people is somebody of its own.
    exact
        Whether only ids count, and what is none is somebody of its own.
    seen
        What texts were found to mean so far, by text and file.
    """

    known: KnownPeople
    seeker: int | None = None
    called: str | None = None
    lenient: bool = False
    exact: bool = False
    seen: dict[tuple[str, int], _Found] = field(default_factory=dict)
    referred: Collection[str] = ()
    """Texts that rows name as referred: somebody is meant by them."""

    def resolve(self, cell: str, scope: int) -> Meaning:
        """Find whom a cell means that is in a file (or, in the scope of every file, in none)."""
        if meant := self._of_known(cell, scope):
            return meant
        parts = cell_parts.hard_parts(cell)
        if parts and parts != [cell]:
            meanings = [self._of_part(part, scope) for part in parts]
            # what another program joined is no guess
            return _together(cell, meanings, parts if parts != cell.split(SEVERAL) else [])
        return self._of_part(cell, scope)

    def _of_part(self, text: str, scope: int) -> Meaning:
        if meant := self._of_known(text, scope):
            return meant
        return self._of_list(text, scope) or self._of_nobody(text)

    def _of_list(self, text: str, scope: int) -> Meaning | None:
        """The people of a list of which every part is one; None of any other text, and of chains.

        A bracket at the end tells namesakes apart in the whole list: "Ann and Bob (Acme)".
        """
        if cell_parts.links_of_chain(text):
            return None
        lists = cell_parts.as_known(text, lambda part: self._only(part, scope))
        each: dict[str, str] = {}
        if not lists and (shared := cell_parts.bracket_of_all(text)) and self._names_firm(shared):
            each = cell_parts.with_bracket_of_all(text)
            own = text[: text.rindex("(")].strip()
            lists = cell_parts.as_known(own, lambda p: self._only(each.get(p, p), scope))
        if len(lists) > 1:
            return self._doubt(text, tuple(p for parts in lists for _, p in parts))
        if not lists:
            return None
        parts = [each.get(part, part) for part, _ in lists[0]]
        return _together(text, [self._of_one(part, scope) for part in parts], parts)

    def _names_firm(self, text: str) -> bool:
        return self.known.of_organization((), text) is not None

    def _of_known(self, text: str, scope: int) -> Meaning | None:
        """What a text means as a whole that known people are called; None where nobody is."""
        if self._is_decided(text, scope):
            return Meaning(self.known.decided[text])
        people = self._found(text, scope).people
        if len(people) == 1:
            return self._of_one(text, scope)
        return self._doubt(text, people) if people else None

    def _is_decided(self, text: str, scope: int) -> bool:
        return text in self.known.decided and not self.known.own("id", text, scope)

    def _found(self, text: str, scope: int) -> _Found:
        at = text, scope
        if at not in self.seen:
            self.seen[at] = self._look_up(text, scope)
        return self.seen[at]

    def _look_up(self, text: str, scope: int) -> _Found:
        """Try what a text may be, in order, and stop at the first that somebody has."""
        known = self.known
        if self._is_decided(text, scope):
            return _Found(known.decided[text])
        # "-1" would be read as the person 1
        if self._says_none_by_code(text) and not known.find("id", text, scope):
            return _Found(exactly=False)
        found = self._as_it_stands(text, scope)
        if found.people:
            return found
        people = self._freed(text, scope)
        if not people and (led := without_lead(text)):
            people = self._as_it_stands(led, scope).people or self._freed(led, scope)
        return _Found(people, exactly=False)

    def _as_it_stands(self, text: str, scope: int) -> _Found:
        """The people who have a text as id, name or address, letter by letter or folded."""
        known = self.known
        for look in (known.own, known.find):
            for kind in ("id", "name"):
                if people := look(kind, text, scope):
                    return _Found(people, exactly=self._as_written(kind, text, people))
        folded, name, said = fold(text), fold_name(text), address(text)
        for look in (known.own, known.find):
            for kind, wanted in (("folded id", folded), ("folded name", name)):
                if people := look(kind, wanted, scope) if wanted else ():
                    return _Found(people, exactly=False)
        if people := known.find("address", said, scope) if said else ():
            return _Found(people, exactly=False)
        number = other_number(text)
        return _Found(known.find("id", number, scope) if number else (), exactly=False)

    def _as_written(self, kind: str, text: str, people: tuple[int, ...]) -> bool:
        """Whether somebody has the very text as id or name, not as an id made of both."""
        return kind == "id" or len(people) > 1 or self.known.is_name(people[0], text)

    def _freed(self, text: str, scope: int) -> tuple[int, ...]:
        """The people who have a name without its decoration, and its brackets tell which."""
        name, written, notes = bare(text)
        if not name:
            return ()
        people = self._as_it_stands(written, scope).people
        # decorated names of contacts count as well: "Bob Ray, MBA" is a Bob Ray
        people = people or self.known.find("bare name", name, scope)
        for note in notes:
            said = address(note)
            at_address = self.known.find("address", said, scope) if said else ()
            there = self.known.of_organization(people, note)
            with_id = tuple(p for p in people if str(self.known.ids.iloc[p]) == note)
            if at_address:
                both = tuple(p for p in people if p in at_address)
                people = both or (*people, *at_address)
            elif with_id:
                people = with_id
            elif there is not None:
                people = there
        return people

    def _only(self, text: str, scope: int) -> int | None:
        people = self._found(text, scope).people
        return people[0] if len(people) == 1 else None

    def _of_one(self, text: str, scope: int) -> Meaning:
        found = self._found(text, scope)
        if found.exactly:
            return Meaning(found.people)
        message = f"{quoted(text)} is taken to mean {self.known.label(found.people[0])}"
        return Meaning(found.people, told=((schema.RESOLVED_REFERRER, message),))

    def _doubt(self, text: str, people: tuple[int, ...]) -> Meaning:
        every = tuple(dict.fromkeys(people))
        # an organization that two of them share tells nobody apart
        alike = len({self.known.firm(p) for p in every}) < len(every)
        message = f"{quoted(text)} fits {len(every)} contacts: "
        message += self._labels(every, text, with_row=alike)
        wanted = "the id" if alike else "the id or 'name (organization)'"
        way_out = f"; write {wanted}, {DECIDE_IN_SAME}, or say --lenient"
        way_out = "; kept as somebody of its own" if self.lenient else way_out
        told = ((schema.AMBIGUOUS_PERSON, message + way_out),)
        return Meaning((text,) if self.lenient else (), told=told, sure=False)

    def _labels(self, people: tuple[int, ...], beside: str = "", *, with_row: bool = False) -> str:
        more = f" and {len(people) - LABELS_SHOWN} more" if len(people) > LABELS_SHOWN else ""
        shown = [self.known.label(p, beside, with_row=with_row) for p in people[:LABELS_SHOWN]]
        return ", ".join(shown) + more

    def _of_nobody(self, text: str) -> Meaning:
        """What a text means that no known person is called."""
        if no_persons.repeats_above(text):
            message = f"{quoted(text)} stands for another cell, which is not guessed; read as empty"
            return Meaning(told=((schema.NEAR_PERSON, f"{message}: write the name"),))
        none = is_empty_word(text) or self._says_none_by_code(text)
        if none or self._says_whether(text):
            box = " (a ticked box, or TRUE in a workbook)" * (fold(text) == "yes")
            whether = f"says whether, and not who{box}"
            what = "says that there is nobody" if none else whether
            return _placeholder(text, f"{what}; read as empty")
        if no_persons.is_seeker_word(text):
            return self._of_seeker(text)
        if source := no_persons.source_in(text):
            meaning = _placeholder(text, f"is no person{_AS_SOURCE} {quoted(source)}")
            return Meaning(source=source, told=meaning.told)
        return Meaning((text,))

    def _of_seeker(self, text: str) -> Meaning:
        """What a word for the seeker means: a contact, or the seeker's own word (``called``)."""
        if self.seeker is not None:
            message = f"{quoted(text)} is the seeker, {self.known.label(self.seeker)}"
            return Meaning((self.seeker,), told=((schema.PLACEHOLDER, message),))
        if self.called is not None and no_persons.is_seeker_word(self.called):
            return Meaning((self.called,), told=((schema.PLACEHOLDER, f"{quoted(text)} is you"),))
        return _placeholder(
            text,
            "is the seeker, nobody else; read as a first contact (--seeker me counts its date too)",
        )

    def _says_whether(self, text: str) -> bool:
        """Whether a cell says yes or no; a letter may be an id where people have ids."""
        letter = fold(text) in {"x", "y", "n"} and not self.among_ids
        return letter or no_persons.says_whether_only(text)

    def _says_none_by_code(self, text: str) -> bool:
        """Whether a cell among ids is what programs write where there is none."""
        code = no_persons.is_code_of_nobody(text) and text not in self.referred
        return code and self.among_ids

    @property
    def among_ids(self) -> bool:
        """Whether people have ids of their own."""
        return bool(self.known.own_ids.any())

    def near(self, texts: Iterable[str]) -> dict[str, tuple[int, ...]]:
        """People whose names resemble texts that nobody is called."""
        found = near_names.near(list(texts), self.known)
        apart, ids = self.known.apart, self.known.ids
        kept = {
            text: tuple(p for p in people if frozenset((text, str(ids.iloc[p]))) not in apart)
            for text, people in found.items()
        }
        return {text: people for text, people in kept.items() if people}

    def near_message(self, text: str, people: tuple[int, ...], full: Mapping[str, str]) -> str:
        """Tell of somebody who resembles contacts; ``full`` has what to write for who is meant."""
        way = cell_parts.way_to_write(text, full) or "mend the cell"
        several = cell_parts.links_of_chain(text) or cell_parts.person_and_source(text)
        if text in full and not several:
            way = f"write {quoted(full[text])} there"
        return (
            f"{quoted(text)} is in no table; may be {self._labels(people)}; "
            f"kept as somebody of its own: {way}, or {DECIDE_IN_SAME}"
        )


def source_stays(message: str, known: str) -> str:
    """What is told instead of a source that a cell names, where another one is known."""
    before, here, _ = message.partition(_AS_SOURCE)
    return f"{before}; left out, as the source is {quoted(known)}" if here else message


def _placeholder(text: str, what: str) -> Meaning:
    return Meaning(told=((schema.PLACEHOLDER, f"{quoted(text)} {what}"),))


def _together(cell: str, meanings: list[Meaning], parts: list[str]) -> Meaning:
    """One cell of several parts: everybody of them once, and what was told of each."""
    people = tuple(dict.fromkeys(p for one in meanings for p in one.people))
    source = next((one.source for one in meanings if one.source), "")
    listed = " and ".join(map(quoted, parts[:LABELS_SHOWN]))
    split = ((schema.SPLIT_CELL, f"{quoted(cell)} is read as {listed}"),) if parts else ()
    told = [*split]
    for one in meanings:
        other = one.source not in ("", source)
        told += [(code, source_stays(m, source) if other else m) for code, m in one.told]
    return Meaning(people, source, tuple(told), all(one.sure for one in meanings))


def texts_in(cell: str) -> set[str]:
    """Every text in a cell that may be one person: the whole, its parts, their pieces."""
    parts = {cell, *cell_parts.hard_parts(cell)}
    texts = parts | {text for part in parts for text in cell_parts.segments(part)}
    for part in parts:
        for one, with_bracket in cell_parts.with_bracket_of_all(part).items():
            texts |= {one, with_bracket}
    return texts | ({without_lead(text) for text in texts} - {""})


def meanings_of(
    cells: Iterable[tuple[str, int]],
    resolver: Resolver,
    beside: Mapping[tuple[str, int], Collection[int]] | None = None,
) -> dict[tuple[str, int], Meaning]:
    """Find whom different cells mean.

    Parameters
    ----------
    cells
        Texts, each with the file of contacts that it is in, else ``EVERY_FILE``.
    resolver
        What finds them.
    beside
        People beside whom each cell stands, by position: nobody is told to be their own referrer.
    """
    wanted = list(cells)
    resolver.known.learn({text for cell, _ in wanted for text in texts_in(cell)})
    meanings = {at: resolver.resolve(*at) for at in wanted}
    return with_near_told(meanings, resolver, beside)


def with_near_told(
    meanings: dict[tuple[str, int], Meaning],
    resolver: Resolver,
    beside: Mapping[tuple[str, int], Collection[int]] | None = None,
) -> dict[tuple[str, int], Meaning]:
    """Tell of the strangers whom cells mean which known people they resemble."""
    strangers = {
        p for one in meanings.values() if one.sure for p in one.people if isinstance(p, str)
    }
    # of lists each part, of which one person may be meant
    parts = {part for text in strangers for part in cell_parts.pieces(text)}
    near = resolver.near(sorted(strangers | parts))
    ways = resolver.known.ways_to_write() if near else {}
    full = {text: ways[who[0]] for text, who in near.items() if len(who) == 1 and who[0] in ways}
    for at, one in meanings.items():
        alone = beside[at] if beside and len(beside.get(at, ())) == 1 else ()
        others = {
            p: tuple(other for other in near[p] if other not in alone)
            for p in one.people
            if isinstance(p, str) and p in near
        }
        told = tuple(
            (schema.NEAR_PERSON, resolver.near_message(p, candidates, full))
            for p, candidates in others.items()
            if candidates
        )
        if told and one.sure:
            meanings[at] = Meaning(one.people, one.source, (*one.told, *told), one.sure)
    return meanings


def stranger_key(text: str) -> str:
    """What all spellings of somebody whom no contact is share."""
    # of one word it may be an id, of which case tells two apart
    return address(text) or (fold_name(text) if len(text.split()) > 1 else text)


def strangers_stay(texts: Iterable[str], known: KnownPeople) -> bool:
    """Whether cells with these texts mean strangers who are called so, and a person each."""
    wanted = list(dict.fromkeys(texts))
    if not wanted:
        return True
    # one key for all spellings of a stranger
    names = [stranger_key(text) for text in wanted]
    if len(set(names)) < len(names):
        return False
    known.learn({part for text in wanted for part in texts_in(text)})
    resolver = Resolver(known, lenient=True)
    found = (resolver.resolve(text, EVERY_FILE) for text in wanted)
    return all(one == Meaning((text,)) for text, one in zip(wanted, found, strict=True))
