"""Questions about DataFrames of Apache Spark, answered as such; ``pip install 'referral-netgraph[spark]'``.

The numbers are those of the functions of the same name in memory. Workers need netgraph installed. Components
are found, and every part is looked at once, when a network is made; an answer is computed when it is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from netgraph.engines import questions
from netgraph.engines.spark import Spark
from netgraph.engines.whole import Whole

if TYPE_CHECKING:
    from netgraph.engines.questions import Answer


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
        As in ``netgraph.read``: ``columns``, ``as_of``, ``seeker``, ``keep``, ``lenient``; and ``piece_rows``, the rows
        of contacts and referrals that one worker may have in memory (2,000,000).

    Raises
    ------
    NetgraphError
        If PySpark is not installed, cells cannot be read, or a group of people is too large for a worker.
    """

    def __init__(
        self, contacts: Any, referrals: Any, *, session: Any = None, work: str | None = None, **options: Any
    ) -> None:
        owner = session if session is not None else getattr(contacts, "sparkSession", None)
        self._engine = Spark(owner, work=work)
        try:
            self._whole = Whole(self._engine, contacts, referrals, **options)
        except BaseException:
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
    def counts(self) -> dict[str, int]:
        """The counts of the whole: contacts, referrals, components and so on."""
        return dict(self._whole.counts)

    @property
    def issues(self) -> dict[str, int]:
        """How many issues of each code."""
        return self._whole.issues

    def contacts(self, *, by: str | None = None) -> Any:
        """Everybody, as a DataFrame with the columns of ``netgraph.contacts``."""
        return self._frame(questions.contacts(self._whole, by=by))

    def advocates(self, *, by: str | None = None) -> Any:
        """Everybody who made a referral, as a DataFrame with the columns of ``netgraph.advocates``."""
        return self._frame(questions.advocates(self._whole, by=by))

    def dead_ends(self, *, by: str | None = None) -> Any:
        """The largest dead branches, as a DataFrame with the columns of ``netgraph.dead_ends``."""
        return self._frame(questions.dead_ends(self._whole, by=by))

    def organizations(self, *, by: str | None = None) -> Any:
        """Every organization, as a DataFrame with the columns of ``netgraph.organizations``."""
        return self._frame(questions.organizations(self._whole, by=by))

    def _frame(self, answer: Answer) -> Any:
        return self._engine.frame(answer.sql)
