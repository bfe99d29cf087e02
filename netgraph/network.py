"""The data: contacts, who referred whom, and what had to be mended on the way in."""

from __future__ import annotations

import contextlib
import copy
import datetime as dt
import functools
import inspect
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

import numpy as np
import pandas as pd

from netgraph import kernels, schema
from netgraph.as_of import cut, issue_rows, latest_date
from netgraph.errors import InputError, MissingColumnError, NetgraphError
from netgraph.forest import Forest, plant
from netgraph.links import Links, adjacency, link

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    import networkx as nx

    from netgraph.arrays import Flags, Ints

    Options = ParamSpec("Options")
    Fact = TypeVar("Fact")


class ReferralNetwork:
    """Contacts and the referrals between them, as of a date; never changed once made.

    It holds checked tables and hands out views that are made when first asked for. Questions are free
    functions of it: ``netgraph.advocates(net)``. Make one with ``netgraph.read``, ``from_frames`` or
    ``from_networkx``, which mend what can be mended and report it; this constructor only refuses.

    Parameters
    ----------
    contacts
        A row a contact: ``contact_id`` (text, unique), ``stub`` (bool), and any column of the contacts
        table in its type (text, ``datetime64``, nullable ``boolean``). Its index holds the line of the
        source file, 0 for stubs.
    referrals
        A row a pair: ``referrer_id``, ``referred_id`` (both contacts), ``referred_on`` (``datetime64``,
        may be missing), ``count`` (how many rows were merged into it). No self-referrals, no pair twice.
    issues
        What was mended: ``code``, ``severity``, ``table``, ``line``, ``column``, ``value``, ``message``.
    targets
        Organizations the seeker wants to reach: ``organization``, ``weight``.
    as_of
        The date on which the analysis stands; default: the latest date in the two tables.
    seeker
        The id of the contact who is the seeker: never ranked, never counted.
    ends
        Positions in contacts of the referrers and of the referred, for who has looked the ids up and checked
        them already; default: they are looked up and checked.

    Raises
    ------
    InputError
        If the tables are not as described.
    UnknownNameError
        If ``seeker`` is not a contact.
    """

    def __init__(
        self,
        contacts: pd.DataFrame,
        referrals: pd.DataFrame,
        *,
        issues: pd.DataFrame | None = None,
        targets: pd.DataFrame | None = None,
        as_of: pd.Timestamp | None = None,
        seeker: str | None = None,
        ends: tuple[Ints, Ints] | None = None,
    ) -> None:
        _refuse_missing(contacts, schema.CONTACTS, (schema.CONTACT_ID, schema.STUB))
        _refuse_missing(
            referrals,
            schema.REFERRALS,
            (schema.REFERRER_ID, schema.REFERRED_ID, schema.REFERRED_ON, schema.COUNT),
        )
        self._contacts = contacts.copy(deep=False)
        self._referrals = referrals.copy(deep=False)
        self._issues = no_issues() if issues is None else issues.copy(deep=False)
        self._targets = None if targets is None else targets.copy(deep=False)
        self._seeker = seeker
        self._links = link(contacts, referrals, seeker, ends)
        latest = latest_date(contacts, referrals)
        self._as_of_date = latest if as_of is None else as_of.normalize()
        if latest is not None and self._as_of_date is not None and latest > self._as_of_date:
            raise InputError(
                f"the tables hold dates after {self._as_of_date:%Y-%m-%d}; use as_of()"
            )
        self._facts: dict[object, Any] = {}

    @property
    def contacts(self) -> pd.DataFrame:
        """The contacts table, the seeker's row included; changing it does not change the network."""
        return self._contacts.copy(deep=False)

    @property
    def referrals(self) -> pd.DataFrame:
        """The referrals table, one row a pair; changing it does not change the network."""
        return self._referrals.copy(deep=False)

    @property
    def issues(self) -> pd.DataFrame:
        """Every repair, a row each; changing it does not change the network."""
        return self._issues.copy(deep=False)

    @property
    def targets(self) -> pd.DataFrame | None:
        """Organizations the seeker wants to reach, with weights, or None."""
        return None if self._targets is None else self._targets.copy(deep=False)

    @property
    def as_of_date(self) -> pd.Timestamp | None:
        """The date on which the analysis stands; None when there is no date anywhere."""
        return self._as_of_date

    @property
    def seeker(self) -> str | None:
        """The id of the seeker, or None."""
        return self._seeker

    @property
    def links(self) -> Links:
        """The referrals as integer arrays, without the seeker."""
        return self._links

    @functools.cached_property
    def forest(self) -> Forest:
        """The introduction forest as integer arrays, by position in ``links.ids``."""
        return plant(self._links)

    @property
    def people(self) -> pd.DataFrame:
        """The contacts table without the seeker, in the order of ``links.ids``, index 0, 1, 2 and so on."""
        rows = self._contacts
        if self._seeker is not None:
            rows = rows[rows[schema.CONTACT_ID] != self._seeker]
        return rows.reset_index(drop=True)

    @functools.cached_property
    def graph(self) -> nx.DiGraph[str]:
        """The referral graph: a node a contact, an edge a pair, without the seeker.

        Nodes carry the columns of contacts, edges ``referred_on``, ``count`` and further columns; dates
        are ``datetime.date``, missing values None. It is frozen: copy it before you change it. Costs
        about 20 s and 1 to 2 GB at a million contacts; nothing in netgraph asks for it.
        """
        import networkx as nx

        graph: nx.DiGraph[str] = nx.DiGraph()
        people = self.people
        graph.add_nodes_from(
            zip(people[schema.CONTACT_ID], _records(people, {schema.CONTACT_ID}), strict=True)
        )
        kept = self._referrals
        if self._seeker is not None:
            ends = kept[[schema.REFERRER_ID, schema.REFERRED_ID]]
            kept = kept[(ends != self._seeker).all(axis=1)]
        attributes = _records(kept, {schema.REFERRER_ID, schema.REFERRED_ID})
        graph.add_edges_from(
            zip(kept[schema.REFERRER_ID], kept[schema.REFERRED_ID], attributes, strict=True)
        )
        return nx.freeze(graph)  # type: ignore[no-any-return]

    def subset(self, ids: Iterable[str]) -> ReferralNetwork:
        """Return the network of some contacts and the referrals among them.

        Whoever loses all referrers becomes a first contact. The as-of date, the seeker and the targets
        stay; issues are those of the whole.

        Raises
        ------
        UnknownNameError
            If an id is not a contact's.
        """
        wanted = (
            self._links.ids[self._links.positions(ids)]
            if (ids := _several(ids))
            else self._links.ids[:0]
        )
        if self._seeker is not None:
            wanted = wanted.append(pd.Index([self._seeker], dtype=wanted.dtype))
        referrals = self._referrals
        inside = referrals[schema.REFERRER_ID].isin(wanted) & referrals[schema.REFERRED_ID].isin(
            wanted
        )
        return self._with(
            self._contacts[self._contacts[schema.CONTACT_ID].isin(wanted)], referrals[inside]
        )

    def without(self, ids: Iterable[str]) -> ReferralNetwork:
        """Return the network had these contacts not been there: they and all who are only through them go.

        One contact's ``exclusive_reach`` is what is missing from ``net.without([contact])`` besides them.

        Raises
        ------
        UnknownNameError
            If an id is not a contact's.
        """
        gone = np.zeros(len(self), dtype=bool)
        gone[self._links.positions(_several(ids))] = True
        return self.subset(self._links.ids[self.left_without(gone)])

    def left_without(self, gone: Flags) -> Flags:
        """Tell who can still be reached from a first contact when some contacts are gone: bool[n]."""
        links = self._links
        kept = ~(gone[links.source] | gone[links.target])
        out = adjacency(links.source[kept], links.target[kept], links.size)
        return kernels.reachable(out.start, out.neighbour, self.forest.first & ~gone)

    def as_of(self, date: pd.Timestamp | str) -> ReferralNetwork:
        """Return the network as it stood on a date.

        What is dated later has not happened yet: such referrals are left out, such date cells are blank,
        a status that only they support is taken back, contacts with later dates only are left out; each
        is an issue ``after_as_of``.

        Raises
        ------
        NetgraphError
            If ``date`` is later than the date this network was already cut at: what was left out then
            cannot come back. Ask the network you started from.
        """
        day = _iso_day(date)
        cut_before = (self._issues[schema.CODE] == schema.AFTER_AS_OF).any()
        if cut_before and self._as_of_date is not None and day > self._as_of_date:
            raise NetgraphError(
                f"this network stands at {self._as_of_date:%Y-%m-%d} and later rows were left out; "
                f"ask the network it was made from as of {day:%Y-%m-%d}"
            )
        contacts, referrals, issues = cut(self._contacts, self._referrals, day, keep=self._seeker)
        whole = (
            self._issues if issues.empty else pd.concat([self._issues, issues], ignore_index=True)
        )
        return ReferralNetwork(
            contacts, referrals, issues=whole, targets=self._targets, as_of=day, seeker=self._seeker
        )

    def retold(
        self, issues: pd.DataFrame, *, contact_lines: pd.Index, referral_lines: pd.Index
    ) -> ReferralNetwork:
        """Return the same network with other issues, and its rows on other lines."""
        same = copy.copy(self)
        same._issues = issues  # noqa: SLF001 - its own
        same._contacts = self._contacts.set_axis(contact_lines)  # noqa: SLF001 - its own
        same._referrals = self._referrals.set_axis(referral_lines)  # noqa: SLF001 - its own
        same._facts = {}  # noqa: SLF001 - its own
        return same

    def _with(self, contacts: pd.DataFrame, referrals: pd.DataFrame) -> ReferralNetwork:
        return ReferralNetwork(
            contacts,
            referrals,
            issues=self._issues,
            targets=self._targets,
            as_of=self._as_of_date,
            seeker=self._seeker,
        )

    def __len__(self) -> int:
        """Return the number of contacts, the seeker not counted."""
        return self._links.size

    def __repr__(self) -> str:
        """Say how large the network is and when it stands."""
        return f"<ReferralNetwork: {self._in_words()}>"

    def _repr_html_(self) -> str:
        issues = len(self._issues)
        told = f"{issues:,} issue{'' if issues == 1 else 's'} told in <code>net.issues</code>"
        return (
            '<div style="border:1px solid #8888;border-radius:6px;padding:.6em .9em;display:inline-block">'
            f"<strong>ReferralNetwork</strong><br>{self._in_words()}<br><small>{told}</small></div>"
        )

    def _in_words(self) -> str:
        day = "no dates" if self._as_of_date is None else f"as of {self._as_of_date:%Y-%m-%d}"
        return f"{len(self):,} contacts, {len(self._links.source):,} referrals, {day}"


def remembered(
    fact: Callable[Concatenate[ReferralNetwork, Options], Fact],
) -> Callable[Concatenate[ReferralNetwork, Options], Fact]:
    """Compute a fact of a network once, for each choice of its options, and keep it with the network."""

    @functools.wraps(fact)
    def recall(net: ReferralNetwork, /, *args: Options.args, **options: Options.kwargs) -> Fact:
        facts = net._facts  # noqa: SLF001 - the memory is the network's, its key is the function
        wanted = {
            name: value for name, value in options.items() if value
        }  # what is off is the default
        key = (fact, args, *sorted(wanted.items())) if args or wanted else fact
        if key not in facts:
            facts[key] = fact(net, *args, **options)
        return facts[key]  # type: ignore[no-any-return]

    return recall


def remind(net: ReferralNetwork, facts: Mapping[Callable[..., Any], object]) -> None:
    """Have a part of a larger network remember facts of the whole, which it could not find out itself.

    Parameters
    ----------
    net
        The part, fresh: nothing was asked of it yet.
    facts
        A remembered function to what it is to answer.
    """
    for fact, answer in facts.items():
        net._facts[inspect.unwrap(fact)] = answer  # noqa: SLF001 - the memory is the network's


def _several(ids: Iterable[str]) -> list[str]:
    """Take one id as a list of it, not as a list of its letters."""
    return [ids] if isinstance(ids, str) else list(ids)


def _iso_day(date: object) -> pd.Timestamp:
    """Read a date that cannot be taken for another: ISO text or a date."""
    plain = date.strip() if isinstance(date, str) else date
    is_iso = isinstance(plain, str) and len(plain) >= len("2024-01-31") and plain[:4].isdecimal()
    if is_iso or isinstance(plain, dt.date | np.datetime64):
        with contextlib.suppress(ValueError, TypeError):
            day = pd.Timestamp(plain)  # type: ignore[arg-type]
            if not pd.isna(day):
                return day.tz_localize(None).normalize()
    raise NetgraphError(f"{date!r} is not a date; expected YYYY-MM-DD")


def no_issues() -> pd.DataFrame:
    """Return an empty table of issues."""
    return issue_rows([])


def values(table: pd.DataFrame, column: str) -> pd.Series:
    """Return a column of a table, all missing in its schema's type when the table lacks it."""
    if column in table.columns:
        found: pd.Series = table[column]
        return found
    kinds = {c.name: c.kind for t in schema.TABLES.values() for c in t.columns}
    dtypes: dict[str, Any] = {"date": "datetime64[s]", "flag": "boolean", "number": "float64"}
    dtype = dtypes.get(kinds.get(column, "text"), "str")
    missing: pd.Series = pd.Series(None, index=table.index, name=column, dtype=dtype)
    return missing


def _records(table: pd.DataFrame, without: set[str]) -> list[dict[str, Any]]:
    columns = [c for c in table.columns if c not in without]
    plain = {}
    for name in columns:
        column = table[name]
        if pd.api.types.is_datetime64_any_dtype(column.dtype):
            column = pd.Series(column.dt.date, dtype=object)
        column = column.astype(object)
        plain[name] = column.where(column.notna(), None).tolist()
    return [dict(zip(columns, row, strict=True)) for row in zip(*plain.values(), strict=True)] or [
        {} for _ in range(len(table))
    ]


def _refuse_missing(table: pd.DataFrame, name: str, needed: tuple[str, ...]) -> None:
    missing = [c for c in needed if c not in table.columns]
    if missing:
        raise MissingColumnError(
            f"{name}: no column {', '.join(map(repr, missing))}; found {', '.join(map(repr, table.columns))}"
        )
