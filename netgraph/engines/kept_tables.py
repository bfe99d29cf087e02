"""Where Spark keeps the tables of a run: files below a folder, or tables of a catalog."""

from __future__ import annotations

import contextlib
import uuid
from typing import TYPE_CHECKING, Any, Final

from netgraph.engines.kept import PREFIX, KeptFolder, java_errors, reason
from netgraph.engines.spark_frames import in_backticks
from netgraph.errors import NetgraphError

if TYPE_CHECKING:
    from collections.abc import Mapping

CELLS: Final = {
    "emptyValue": "",
    "ignoreLeadingWhiteSpace": False,
    "ignoreTrailingWhiteSpace": False,
    "comment": "\x01",  # or Spark quotes a line that begins with #
}
"""How CSV is written: as it is in memory."""


class InFolder:
    """Tables as Parquet below a folder, which the driver sees through the JVM.

    Parameters
    ----------
    session
        A classic session.
    home
        A path or URL that the driver and all workers share.
    """

    def __init__(self, session: Any, home: str) -> None:
        self._session = session
        self._kept = KeptFolder(session, home, PREFIX)

    def write(self, name: str, rows: Any) -> None:
        """Write a DataFrame."""
        rows.write.format("parquet").options(**CELLS).mode("overwrite").save(self._place(name))

    def load(self, name: str, schema: Any) -> Any:
        """Look at a table, as a DataFrame of the engine's session."""
        return self._session.read.schema(schema).parquet(self._place(name))

    def named(self, name: str) -> str:
        """What SQL of any session calls a table."""
        return f"parquet.{in_backticks(self._place(name))}"

    def drop(self, name: str) -> None:
        """Remove a table."""
        self._kept.drop(name)

    def remove(self) -> None:
        """Remove everything."""
        self._kept.remove()

    def _place(self, name: str) -> str:
        return f"{self._kept.path}/{name}"


class InCatalog:
    """Tables of a catalog, for sessions of Spark Connect: those reach neither JVM nor files.

    Parameters
    ----------
    session
        Any session.
    home
        A schema in which tables may be made, as ``main.scratch``; default: one of its own, which
        goes at the end. A run that is killed leaves its tables there.

    Raises
    ------
    NetgraphError
        If no table can be made there.
    """

    def __init__(self, session: Any, home: str | None) -> None:
        self._session, own = session, f"netgraph_{uuid.uuid4().hex}"
        self._schema, self._whole = home or own, home is None
        self._prefix, self._names = "" if self._whole else f"{own}_", set[str]()
        if self._whole:
            try:
                session.sql(f"CREATE SCHEMA {own}").collect()
            except java_errors() as error:
                raise NetgraphError(
                    f"Spark Connect: no schema can be made ({reason(error)}); name one in which "
                    "tables may be made (work=, --work)"
                ) from error

    def write(self, name: str, rows: Any) -> None:
        """Write a DataFrame."""
        self._names.add(name)
        rows.write.format("parquet").mode("overwrite").saveAsTable(self.named(name))

    def load(self, name: str, schema: Any) -> Any:
        """Look at a table, as a DataFrame of the engine's session."""
        del schema  # the catalog has it
        return self._session.table(self.named(name))

    def named(self, name: str) -> str:
        """What SQL of any session calls a table."""
        return f"{self._schema}.{self._prefix}{name}"

    def drop(self, name: str) -> None:
        """Remove a table."""
        with contextlib.suppress(*java_errors()):  # what is left goes at the end
            self._session.sql(f"DROP TABLE IF EXISTS {self.named(name)}").collect()
            self._names.discard(name)

    def remove(self) -> None:
        """Remove everything, if the server can still be reached."""
        with contextlib.suppress(*java_errors()):
            if self._whole:
                self._session.sql(f"DROP SCHEMA IF EXISTS {self._schema} CASCADE").collect()
            for name in () if self._whole else tuple(self._names):
                self.drop(name)


def settings_of(session: Any) -> Mapping[str, str]:
    """The settings of a classic session, in whichever way its version tells them."""
    given = session.conf.getAll
    found: Mapping[str, str] = given() if callable(given) else given
    return found
