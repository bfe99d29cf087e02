"""Questions about DataFrames of Apache Spark, answered as DataFrames of Spark.

They need ``pip install '.[spark]'`` in the project's folder.

The numbers are those of the functions of the same name in memory. Workers need netgraph installed.
Components are found, and every part is looked at once, when a network is made; an answer is
computed when it is asked for.

``netgraph.spark.contacts(contacts_df, referrals_df)`` and the other functions make a network of the
two frames and remember it, so that the next question about the same two with the same options
begins with the answer. Their work folders are removed when the interpreter ends; with
``SparkNetwork`` the caller says when.
"""

from __future__ import annotations

import atexit
import os
from typing import TYPE_CHECKING, Any, Final, Self

from netgraph.analysis.dead_ends import LEAST_LISTED
from netgraph.engines import questions
from netgraph.engines.spark import Spark
from netgraph.engines.whole import Whole
from netgraph.errors import OptionError

if TYPE_CHECKING:
    from netgraph.analysis.summary import Summary
    from netgraph.engines.questions import Answer
    from netgraph.schema import AdvocateColumn, ContactColumn, DeadEndColumn, OrganizationColumn

_networks: Final[dict[tuple[int, int, str], tuple[Any, Any, SparkNetwork]]] = {}
"""Networks by the ids of their two frames and their options.

The frames are held too, so that no later frame gets the id of one of them.
"""


def contacts(
    contacts: Any, referrals: Any, *, by: ContactColumn | None = None, **options: Any
) -> Any:
    """Everybody, as a DataFrame with the columns of ``netgraph.contacts``.

    Parameters
    ----------
    contacts, referrals
        DataFrames of one session.
    by
        Column to order by, as in ``netgraph.contacts``.
    options
        As in ``SparkNetwork``.

    Returns
    -------
    A DataFrame of the session of ``contacts``, computed when it is asked for.

    Raises
    ------
    NetgraphError
        As ``SparkNetwork`` does.
    """
    return _network(contacts, referrals, options).contacts(by=by)


def advocates(
    contacts: Any, referrals: Any, *, by: AdvocateColumn | None = None, **options: Any
) -> Any:
    """Everybody who made a referral; parameters as in ``netgraph.spark.contacts``."""
    return _network(contacts, referrals, options).advocates(by=by)


def dead_ends(
    contacts: Any,
    referrals: Any,
    *,
    by: DeadEndColumn | None = None,
    least: int = LEAST_LISTED,
    **options: Any,
) -> Any:
    """Dead branches of ``least`` people or more; parameters as in ``netgraph.spark.contacts``."""
    return _network(contacts, referrals, options).dead_ends(by=by, least=least)


def organizations(
    contacts: Any, referrals: Any, *, by: OrganizationColumn | None = None, **options: Any
) -> Any:
    """Every organization; parameters as in ``netgraph.spark.contacts``."""
    return _network(contacts, referrals, options).organizations(by=by)


def check(contacts: Any, referrals: Any, **options: Any) -> Any:
    """Every issue, errors first, with hints; parameters as in ``netgraph.spark.contacts``."""
    return _network(contacts, referrals, options).check()


def summary(contacts: Any, referrals: Any, **options: Any) -> Summary:
    """Counts, top connectors, dead ends, organizations, issues.

    Parameters as in ``netgraph.spark.contacts``.
    """
    return _network(contacts, referrals, options).summary()


def _network(contacts: Any, referrals: Any, options: dict[str, Any]) -> SparkNetwork:
    # Options may be mappings and frames, which cannot be hashed: their text stands for them.
    key = id(contacts), id(referrals), repr(sorted(options.items(), key=lambda option: option[0]))
    if key not in _networks:
        network = SparkNetwork(contacts, referrals, **options)
        atexit.register(network.close)
        _networks[key] = contacts, referrals, network
    return _networks[key][2]


class SparkNetwork:
    """A referral network on Spark; a context that removes its work folder at the end.

    Parameters
    ----------
    contacts, referrals
        DataFrames of one session, or paths that it can read.
    session
        The session; default: that of the DataFrames.
    work
        A folder that the driver and all workers share. Needed on a cluster.
    options
        As in ``netgraph.read``: ``columns``, ``as_of``, ``seeker``, ``keep``, ``lenient``,
        ``dates``, ``values``; ``targets``, ``aliases`` and ``same``, pandas DataFrames or
        files;
        ``redact``, a list of redactions as ``netgraph.redact`` takes them, and their ``key``; and
        ``piece_rows``, the rows of contacts and referrals that one worker may have in memory
        (2,000,000).

    Raises
    ------
    NetgraphError
        If PySpark is not installed, or cells cannot be read.
    """

    def __init__(
        self,
        contacts: Any,
        referrals: Any,
        *,
        session: Any = None,
        work: str | None = None,
        **options: Any,
    ) -> None:
        for name, source in (("contacts", contacts), ("referrals", referrals)):
            if not (isinstance(source, str | os.PathLike) or hasattr(source, "sparkSession")):
                kind = type(source).__name__
                raise OptionError(f"{name} must be a DataFrame of Spark or a path, not a {kind}")
        # Paths come without a session, DataFrames bring theirs; where there is none, one is made.
        owner = session if session is not None else getattr(contacts, "sparkSession", None)
        self._engine = Spark(owner, work=work)
        try:
            self._whole = Whole(self._engine, contacts, referrals, **options)
        except BaseException:
            # Nobody could close what was never handed out, so the work folder goes at once.
            self._engine.close()
            raise

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Remove the work folder."""
        self.close()

    def close(self) -> None:
        """Remove the work folder: answers that were not computed yet can no longer be."""
        self._engine.close()

    @property
    def counts(self) -> dict[str, int | None]:
        """The counts of the whole: contacts, referrals, components and so on."""
        return questions.counts_where_recorded(self._whole)

    @property
    def issues(self) -> dict[str, int]:
        """How many issues of each code."""
        return self._whole.issues

    def contacts(self, *, by: ContactColumn | None = None) -> Any:
        """Everybody, as a DataFrame with the columns of ``netgraph.contacts``."""
        return self._frame(questions.contacts(self._whole, by=by))

    def advocates(self, *, by: AdvocateColumn | None = None) -> Any:
        """Everybody who made a referral, with the columns of ``netgraph.advocates``."""
        return self._frame(questions.advocates(self._whole, by=by))

    def dead_ends(self, *, by: DeadEndColumn | None = None, least: int = LEAST_LISTED) -> Any:
        """The largest dead branches, as a DataFrame with the columns of ``netgraph.dead_ends``."""
        return self._frame(questions.dead_ends(self._whole, by=by, least=least))

    def organizations(self, *, by: OrganizationColumn | None = None) -> Any:
        """Every organization, as a DataFrame with the columns of ``netgraph.organizations``."""
        return self._frame(questions.organizations(self._whole, by=by))

    def check(self) -> Any:
        """Every issue, errors first, with hints: the columns of ``netgraph.check``."""
        return self._frame(questions.check(self._whole))

    def summary(self) -> Summary:
        """Counts, top connectors, dead ends, organizations, issues: few rows, in memory."""
        return questions.summary(self._whole)

    @property
    def notes(self) -> list[str]:
        """What the numbers of contacts rest on, as ``netgraph.contacts`` says it."""
        return questions.contacts(self._whole).notes

    def _frame(self, answer: Answer) -> Any:
        return self._engine.frame(answer.sql, answer.tables)
