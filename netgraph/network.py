"""The data: contacts, who referred whom, and what had to be mended on the way in."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from netgraph import kernels, schema
from netgraph.argument_rules import (
    A_FRAME,
    A_TIMESTAMP,
    FRAME_OR_NONE,
    ISSUES_OR_NONE,
    SEEKERS_OR_NONE,
    Rule,
    fitting,
    refuse_length,
    several_ids,
)
from netgraph.as_of import cut_all, issues_as_of, latest_date, refuse_lost_days
from netgraph.cards import Carded
from netgraph.choices import GRAPH_DATES
from netgraph.collation import Collation, places_of, tie_keys
from netgraph.errors import InputError, unknown
from netgraph.facts import Memory, hand_on
from netgraph.forest import Forest, introduction_forest
from netgraph.frames import counts_of_issues, no_issues, no_repeats, refuse_missing
from netgraph.graph_attributes import attributes_of_rows, writable
from netgraph.iso_days import given_day, iso
from netgraph.links import (
    Links,
    adjacency,
    checked_ends,
    is_seeker,
    kept_ends,
    link,
    pairs_in,
    without_seeker,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable

    import networkx as nx

    from netgraph.arrays import Flags, Ints, Longs
    from netgraph.as_of import Earlier
    from netgraph.choices import GraphDates


class ReferralNetwork(Carded):
    """Contacts and the referrals between them, as of a date; never changed once made.

    It holds checked tables and hands out views that are made when first asked for. Questions are
    free functions of it: ``netgraph.advocates(net)``. Make one with ``netgraph.read``,
    ``from_frames`` or ``from_networkx``, which mend what can be mended and report it; this
    constructor only refuses. A pickle holds the tables and not what was computed of them.

    Parameters
    ----------
    contacts
        A row a contact: ``contact_id`` (text, unique), ``stub`` (bool), and any column of the
        contacts table in its type (text, ``datetime64``, nullable ``boolean``). Its index holds the
        line of the source file, 0 for stubs.
    referrals
        A row a pair: ``referrer_id``, ``referred_id`` (both contacts), ``referred_on``
        (``datetime64``, may be missing), ``count`` (how many rows were merged into it). No
        self-referrals, no pair twice. ``last_referred_on``, where it is, is the date of the last
        time.
    issues
        What was mended: ``code``, ``severity``, ``table``, ``line``, ``column``, ``value``,
        ``message``. Or a function without arguments that lists them when they are asked for.
    targets
        Organizations the seeker wants to reach: ``organization``, ``weight``.
    repeats
        Further dates of pairs, between the first and the last: ``referrer_id``, ``referred_id``,
        ``referred_on``, a row each time. An earlier as-of date finds its last date among them.
    as_of
        The date on which the analysis stands; default: the latest date in the two tables.
    seeker
        The id of the contact who is the seeker: never ranked, never counted. Of several searches in
        one network it is the ids of all their seekers.
    ends
        Positions in contacts of the referrers and of the referred, where the ids have been looked
        up and checked already, and need be in no column; default: they are looked up and checked.
    collation
        In which order ties are settled, where ids stand for others; default: by the ids.

    Raises
    ------
    InputError
        If the tables are not as described.
    UnknownNameError
        If ``seeker`` is not a contact.
    """

    @fitting(
        **dict.fromkeys(("contacts", "referrals"), A_FRAME),
        issues=ISSUES_OR_NONE,
        targets=FRAME_OR_NONE,
        as_of=A_TIMESTAMP,
        seeker=SEEKERS_OR_NONE,
        collation=Rule("a Collation", lambda value: isinstance(value, Collation)),
    )
    def __init__(
        self,
        contacts: pd.DataFrame,
        referrals: pd.DataFrame,
        *,
        issues: pd.DataFrame | Callable[[], pd.DataFrame] | None = None,
        targets: pd.DataFrame | None = None,
        repeats: pd.DataFrame | None = None,
        as_of: pd.Timestamp | None = None,
        seeker: str | frozenset[str] | None = None,
        ends: tuple[Ints, Ints] | None = None,
        collation: Collation | None = None,
    ) -> None:
        refuse_missing(contacts, schema.CONTACTS, (schema.CONTACT_ID, schema.STUB))
        needed = (*(schema.ENDS if ends is None else ()), schema.REFERRED_ON, schema.COUNT)
        refuse_missing(referrals, schema.REFERRALS, needed)
        # Shallow copies share their cells until somebody writes into one of the two (pandas 3).
        self._contacts = contacts.copy(deep=False)
        # the ids at the ends are no second time in memory: ``_ends`` says whose they are
        self._pairs = referrals.drop(columns=list(schema.ENDS), errors="ignore")
        self._issues = no_issues() if issues is None else issues
        self._targets = None if targets is None else targets.copy(deep=False)
        self._repeats = no_repeats() if repeats is None else repeats.copy(deep=False)
        self._seeker = seeker
        self._collation = collation
        listed = None if collation is None else collation.listed
        if ends is None:
            ends = checked_ends(pd.Index(contacts[schema.CONTACT_ID]), referrals)
        # (int32[referrals], int32[referrals]), positions in contacts, the seeker's among them
        self._ends = ends
        self._links = link(contacts, referrals, seeker, ends, listed)
        # The tables must stand at the date already: ``as_of`` cuts them, and reports what it cuts.
        latest = latest_date(contacts, referrals)
        self._as_of_date = latest if as_of is None else as_of.normalize()
        if latest is not None and self._as_of_date is not None and latest > self._as_of_date:
            raise InputError(f"the tables hold dates after {iso(self._as_of_date)}; use as_of()")
        self._memory = Memory()
        self._files: tuple[Any, ...] = ()
        self._file_of_contact: Ints | None = None

    def __getstate__(self) -> dict[str, Any]:
        # A list that is not made yet would take the tables with it that it is made of.
        self._issues = self.issues
        # Cached properties, the only names without an underscore here, are computed again.
        return {name: value for name, value in vars(self).items() if name.startswith("_")}

    @property
    def contacts(self) -> pd.DataFrame:
        """The contacts table, the seeker's row included; changing it changes no network."""
        return self._contacts.copy(deep=False)

    @property
    def referrals(self) -> pd.DataFrame:
        """The referrals table, one row a pair; changing it changes no network."""
        ids = self._contacts[schema.CONTACT_ID].array
        own = {name: ids.take(end) for name, end in zip(schema.ENDS, self._ends, strict=True)}
        return self.pairs.assign(**own)[[*own, *self._pairs.columns]]

    @property
    def pairs(self) -> pd.DataFrame:
        """The same without the ids at the ends, which are made of positions when asked for."""
        return self._pairs.copy(deep=False)

    @property
    def issues(self) -> pd.DataFrame:
        """Every repair, a row each; changing it changes no network."""
        if not isinstance(self._issues, pd.DataFrame):
            self._issues = self._issues()
        return self._issues.copy(deep=False)

    @property
    def issue_counts(self) -> dict[str, int]:
        """How many issues of each code, in alphabetical order; none is put in words for it."""
        return counts_of_issues(self._issues)

    @property
    def targets(self) -> pd.DataFrame | None:
        """Organizations the seeker wants to reach, with weights, or None."""
        return None if self._targets is None else self._targets.copy(deep=False)

    @property
    def repeats(self) -> pd.DataFrame:
        """Further dates of referrals made more than twice; changing it changes no network."""
        return self._repeats.copy(deep=False)

    @functools.cached_property
    def repeated_pairs(self) -> Longs:
        """A number for the pair of each row of ``repeats``, as ``pair_numbers`` gives them."""
        return pairs_in(self._contacts[schema.CONTACT_ID], self._repeats)

    @property
    def as_of_date(self) -> pd.Timestamp | None:
        """The date on which the analysis stands; None when there is no date anywhere."""
        return self._as_of_date

    @property
    def seeker(self) -> str | None:
        """The id of the seeker, or None; None of several searches too."""
        return self._seeker if isinstance(self._seeker, str) else None

    @property
    def left_out(self) -> str | frozenset[str] | None:
        """Whoever is never ranked and never counted: the seeker, or those of several searches."""
        return self._seeker

    @property
    def collation(self) -> Collation | None:
        """In which order ties are settled, None where the ids settle them themselves."""
        return self._collation

    @property
    def links(self) -> Links:
        """The referrals as integer arrays, without the seeker."""
        return self._links

    @functools.cached_property
    def forest(self) -> Forest:
        """The introduction forest as integer arrays, by position in ``links.ids``."""
        return introduction_forest(self._links)

    @functools.cached_property
    def id_places(self) -> Longs:
        """Place of each contact in the order in which ids settle ties: int64[n], with gaps."""
        ids = self._links.ids.to_series()
        return places_of(tie_keys(self._collation, schema.CONTACT_ID, ids))

    @property
    def people(self) -> pd.DataFrame:
        """The contacts table without the seeker, in the order of ``links.ids``, index from 0."""
        rows = without_seeker(self._contacts, self._seeker, schema.CONTACT_ID)
        # Lines of files make way for positions: row i is the contact ``links.ids[i]``.
        return rows.reset_index(drop=True)

    @functools.cached_property
    def graph(self) -> nx.DiGraph[str]:
        """The referral graph: a node a contact, an edge a pair, without the seeker.

        Nodes carry the columns of contacts, edges ``referred_on``, ``count`` and further columns;
        dates are ``datetime.date``, missing values None. It is frozen: change a copy of it.
        Costs about 20 s and 1 to 2 GB at a million contacts; in netgraph only writing
        GraphML and GEXF (``tables.graphs``) asks for it.
        """
        import networkx as nx

        graph: nx.DiGraph[str] = nx.DiGraph()
        people = self.people
        rows = attributes_of_rows(people, {schema.CONTACT_ID})
        graph.add_nodes_from(zip(people[schema.CONTACT_ID], rows, strict=True))
        # Referrals from the seeker and to the seeker are no edges: neither end may be theirs.
        pairs = without_seeker(self.referrals, self._seeker, *schema.ENDS)
        attributes = attributes_of_rows(pairs, {*schema.ENDS})
        graph.add_edges_from(zip(*(pairs[end] for end in schema.ENDS), attributes, strict=True))
        return nx.freeze(graph)  # type: ignore[no-any-return]

    @fitting()
    def to_networkx(self, *, dates: GraphDates = "date") -> nx.DiGraph[str]:
        """Return the referral graph as a copy that can be changed.

        Parameters
        ----------
        dates
            ``"date"``: as in ``graph``. ``"iso"``: for files, so that ``nx.write_gexf`` and
            ``nx.write_graphml`` can write it and ``read`` reads it back equal: dates are ISO text,
            what is missing is left out, names are labels, and a column whose name a format has a
            use of its own for is called ``own:id``.
        """
        if dates not in GRAPH_DATES:
            raise unknown("form of dates", str(dates), GRAPH_DATES)
        return self.graph.copy() if dates == "date" else writable(self.graph, self.rows_of_graph())

    def rows_of_graph(self) -> Iterable[tuple[str, str]]:
        """The edges of ``graph`` in the order of the referrals."""
        pairs = without_seeker(self.referrals, self._seeker, *schema.ENDS)
        return zip(*(pairs[end] for end in schema.ENDS), strict=True)

    @fitting()
    def subset(self, ids: Iterable[str]) -> ReferralNetwork:
        """Return the network of some contacts and the referrals among them.

        A contact that loses all referrers becomes a first contact. The as-of date, the seeker and
        the targets stay; issues are those of the whole network.

        Raises
        ------
        UnknownNameError
            If an id is not a contact's.
        """
        ids = several_ids(ids)
        # Ids go through positions, so that an unknown one is refused and not passed over.
        members = np.zeros(len(self), dtype=bool)
        if ids:
            members[self._links.positions(ids)] = True
        return self._of_members(members)

    def _of_members(self, members: Flags) -> ReferralNetwork:
        """Return the network of the contacts that are flagged: bool[n]."""
        # bool[contacts], the seeker's row among them. It stays: the referrals from the seeker say
        # who is a first contact
        kept = members
        if self._seeker is not None:
            you = is_seeker(self._contacts[schema.CONTACT_ID], self._seeker)
            kept = you.copy()
            kept[~you] = members
        inside = kept[self._ends[0]] & kept[self._ends[1]]
        # pairs of repeats, taken apart into the positions of their ends again
        repeated = divmod(self.repeated_pairs, max(1, len(kept)))
        fewer = ReferralNetwork(
            self._contacts[kept],
            self._pairs[inside],
            issues=self._issues,
            targets=self._targets,
            repeats=self._repeats[kept[repeated[0]] & kept[repeated[1]]],
            as_of=self._as_of_date,
            seeker=self._seeker,
            ends=kept_ends(self._ends, inside, kept),
            collation=self._collation,
        )
        if "id_places" in vars(self):
            # who is left out changes nothing in who comes before whom
            vars(fewer)["id_places"] = self.id_places[members]
        return fewer

    @fitting()
    def without(self, ids: Iterable[str]) -> ReferralNetwork:
        """Return the network as it were without some contacts and all who are only through them.

        One contact's ``exclusive_reach`` is the number of people, besides that contact, whom
        ``net.without([contact])`` lacks.

        Raises
        ------
        UnknownNameError
            If an id is not a contact's.
        """
        # bool[n], True for the contacts that are taken away.
        gone = np.zeros(len(self), dtype=bool)
        gone[self._links.positions(several_ids(ids))] = True
        return self._of_members(self.left_without(gone))

    @fitting()
    def left_without(self, gone: Flags) -> Flags:
        """Flag the contacts that a first contact still leads to when some are gone: bool[n]."""
        # Referrals between two contacts that stay. First contacts are those from before: a person
        # named only by contacts that are gone is lost, not a new first contact.
        links = self._links
        refuse_length("gone", len(gone), links.size)
        remain = ~(gone[links.source] | gone[links.target])
        out = adjacency(links.source[remain], links.target[remain], links.size)
        return kernels.reachable(out.start, out.neighbour, self.forest.first & ~gone)

    def as_of(self, date: dt.date | np.datetime64 | str) -> ReferralNetwork:
        """Return the network as it stood on a date.

        What is dated later has not happened yet: such referrals are left out, such date cells are
        blank, a status that only they support is taken back, contacts with later dates only are
        left out; each is an issue ``after_as_of``. A meeting after the date reads as scheduled.

        Raises
        ------
        OptionError
            If ``date`` is no date (ISO text, ``today``, a date), or later than the date this
            network was already cut at, or so late that dates ahead of the clock, which were not
            read, have come: what was left out then cannot come back. Ask the network you started
            from.
        """
        day = pd.Timestamp(given_day(date))
        refuse_lost_days(self.issue_counts, lambda: self.issues, self._as_of_date, day)
        tables = (self._contacts, self._pairs, self._repeats)
        how: dict[str, Any] = {
            "ends": self._ends,
            "again": self.repeated_pairs,
            "keep": self._seeker,
        }
        earlier, repeats = self.cut_tables(self._contacts, day)
        then = ReferralNetwork(
            earlier.contacts,
            earlier.referrals,
            issues=functools.partial(issues_as_of, self._issues, *tables, day, **how),
            targets=self._targets,
            repeats=repeats,
            as_of=day,
            seeker=self._seeker,
            ends=earlier.ends,
            collation=self._collation,
        )
        hand_on(self, then, day)
        return then

    @fitting(contacts=A_FRAME, day=A_TIMESTAMP)
    def cut_tables(self, contacts: pd.DataFrame, day: pd.Timestamp) -> tuple[Earlier, pd.DataFrame]:
        """Cut some columns of contacts, the referrals and repeats at a day; see ``cut_all``."""
        refuse_length("contacts", len(contacts), len(self._contacts))
        tables = (contacts, self._pairs, self._repeats)
        return cut_all(*tables, day, ends=self._ends, again=self.repeated_pairs, keep=self._seeker)

    @fitting(issues=ISSUES_OR_NONE)
    def with_issues(
        self,
        issues: pd.DataFrame | Callable[[], pd.DataFrame] | None,
        *,
        contact_lines: pd.Index,
        referral_lines: pd.Index,
        files: tuple[Any, ...] = (),
        file_of_contact: Ints | None = None,
    ) -> ReferralNetwork:
        """Return the same network with other issues, its rows on other lines, and its files."""
        refuse_length("contact_lines", len(contact_lines), len(self._contacts))
        refuse_length("referral_lines", len(referral_lines), len(self._pairs))
        # The forest and the links do not depend on lines: they are shared, with all that is cached.
        same = ReferralNetwork.__new__(ReferralNetwork)
        vars(same).update(
            vars(self),
            _issues=no_issues() if issues is None else issues,
            _contacts=self._contacts.set_axis(contact_lines),
            _pairs=self._pairs.set_axis(referral_lines),
            _memory=Memory(),
            _files=files,
            _file_of_contact=file_of_contact,
        )
        return same

    @property
    def files(self) -> tuple[Any, ...]:
        """What reading made of each file, which ``check`` says; none of a network made of it."""
        return self._files

    @property
    def file_of_contact(self) -> Ints | None:
        """Positions in ``files`` of everybody in ``links.ids``; None where that is not known."""
        found = self._file_of_contact
        if found is None or self._seeker is None:
            return found
        return found[~is_seeker(self._contacts[schema.CONTACT_ID], self._seeker)]

    def __len__(self) -> int:
        """Return the number of contacts, the seeker not counted."""
        return self._links.size

    def __repr__(self) -> str:
        """Say how large the network is and when it stands."""
        return f"<ReferralNetwork: {self._in_words()}>"

    def _in_words(self) -> str:
        day = "no dates" if self._as_of_date is None else f"as of {iso(self._as_of_date)}"
        return f"{len(self):,} contacts, {len(self._links.source):,} referrals, {day}"
