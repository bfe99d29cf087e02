"""Folders on storage that Hadoop reaches; those of runs that were killed are swept by a later run.

A folder lives while its file ``_alive`` is young. Ages are differences between times that the
storage itself gave, so that the clocks of machines do not matter; everything goes through Hadoop,
so that it may be HDFS or an object store.
"""

from __future__ import annotations

import contextlib
import re
import threading
import uuid
from typing import TYPE_CHECKING, Any, Final, Self

from netgraph.engines.engine import SHARED, not_on_engine
from netgraph.errors import InputError, NetgraphError, NotOnEngineError

if TYPE_CHECKING:
    from types import TracebackType

ALIVE: Final = "_alive"
BEAT: Final = 60.0
"""Seconds between two signs of life."""
DEAD: Final = 3_600_000
"""Milliseconds without a sign of life after which a run is taken for dead: sixty missed."""
WAITED: Final = "Exception thrown in awaitResult"
"""How Spark says that a thread has failed on which another one waited, and no more."""
NOT_SHARED: Final = ("FileNotFound", "FILE_NOT_EXIST", "PATH_NOT_FOUND", "Mkdirs failed")
"""How Spark says that one process does not see what another one wrote."""
PREFIX: Final = "netgraph-spark-"
"""How the names of work folders begin."""
MOST_CAUSES: Final = 20
"""Causes that are looked at: a Java error may, by mistake, be among its own causes."""
_CLASS: Final = re.compile(r"(?:[\w.$]*(?:Error|Exception): )+")
"""Names of classes of Java and Python before what they say, one within the other."""


class Storage:
    """Where a path is, as Hadoop sees it from the driver.

    Parameters
    ----------
    session
        A SparkSession.
    path
        A path or URL; one that is not absolute starts at the driver's folder.
    """

    def __init__(self, session: Any, path: str) -> None:
        self._hadoop = session._jvm.org.apache.hadoop.fs  # noqa: SLF001 - PySpark has no other way
        given = self._hadoop.Path(path)
        self.files = given.getFileSystem(session._jsc.hadoopConfiguration())  # noqa: SLF001 - the same
        self.place = self.files.makeQualified(given)

    def __str__(self) -> str:
        """Give the URL, the same for every worker."""
        return str(self.place.toString())

    def at(self, *names: str) -> Any:
        """Find a place below this one."""
        return self._hadoop.Path("/".join([str(self).rstrip("/"), *names]))

    def exists(self, *names: str) -> bool:
        """Whether there is anything."""
        return bool(self.files.exists(self.at(*names)))

    def touch(self, *names: str) -> None:
        """Write an empty file anew: the one way that also object stores have to renew its time."""
        self.files.create(self.at(*names), True).close()

    def written(self, *names: str) -> int:
        """When a file was written, in milliseconds of the storage's own clock."""
        return int(self.files.getFileStatus(self.at(*names)).getModificationTime())

    def like(self, pattern: str) -> list[str]:
        """Names below this place that fit a pattern."""
        return [
            str(found.getPath().getName())
            for found in self.files.globStatus(self.at(pattern)) or ()
        ]

    def remove(self, name: str) -> None:
        """Remove a folder, its sign of life last: what a killed run leaves can still be swept."""
        for found in self.like(f"{name}/*"):
            if found != ALIVE:
                self.files.delete(self.at(name, found), True)
        self.files.delete(self.at(name), True)


class KeptFolder:
    """Make a new folder in a home; the end of the context removes it.

    Where this run is killed, a later one removes it.

    Parameters
    ----------
    session
        A SparkSession.
    home
        Where it is made.
    prefix
        How its name begins; abandoned folders with the same beginning are swept.

    Raises
    ------
    NetgraphError
        If nothing can be written there.
    """

    def __init__(self, session: Any, home: str, prefix: str) -> None:
        try:
            self._home = Storage(session, home)
            self._name = f"{prefix}{uuid.uuid4().hex}"
            self._home.touch(self._name, ALIVE)
        except java_errors() as error:
            raise NetgraphError(f"{home}: cannot be written: {reason(error)}") from error
        self.path = str(self._home.at(self._name).toString())
        self._sweep(prefix)
        self._ended = threading.Event()
        self._heart = threading.Thread(target=self._beat, name=self._name, daemon=True)
        self._heart.start()

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Remove it."""
        self.remove()

    def drop(self, name: str) -> None:
        """Remove something in it."""
        with contextlib.suppress(*java_errors()):  # what is left goes with the folder
            self._home.files.delete(self._home.at(self._name, name), True)

    def remove(self) -> None:
        """Remove it, if its storage can still be reached."""
        self._ended.set()
        self._heart.join()
        with contextlib.suppress(*java_errors()):  # the JVM may be gone already
            self._home.remove(self._name)

    def _beat(self) -> None:
        from py4j.protocol import Py4JNetworkError

        while not self._ended.wait(BEAT):
            try:
                self._home.touch(self._name, ALIVE)
            except (Py4JNetworkError, OSError):
                return  # the JVM is gone: nobody works here any more
            except java_errors():
                continue  # storage that is away for a minute comes back; sixty tries in an hour

    def _sweep(self, prefix: str) -> None:
        with contextlib.suppress(*java_errors()):  # a home that cannot be listed
            now = self._home.written(self._name, ALIVE)
            for name in self._home.like(f"{prefix}*"):
                if not re.fullmatch(re.escape(prefix) + "[0-9a-f]{32}", name):
                    continue
                # without a sign it is nobody's we know; or another run sweeps it at this moment
                with contextlib.suppress(*java_errors()):
                    if now - self._home.written(name, ALIVE) > DEAD:
                        self._home.remove(name)


def java_errors() -> tuple[type[Exception], ...]:
    """What calls of Java raise; a JVM that is gone is a closed connection."""
    from pyspark.errors import PySparkException

    try:
        from py4j.protocol import Py4JError
    except ImportError:  # a client of Spark Connect has no Java beside it
        return PySparkException, OSError
    return PySparkException, Py4JError, OSError


def causes(error: Exception) -> list[str]:
    """Name a Java error and what caused it, the outermost first."""
    java: Any = getattr(error, "java_exception", None) or getattr(error, "_origin", None)
    found: list[str] = []
    while hasattr(java, "getCause") and len(found) < MOST_CAUSES:
        found.append(str(java.toString()))
        java = java.getCause()
    return found


def reason(error: Exception) -> str:
    """What a Java error says, in a line: of a worker's traceback the line that names the error.

    Where a thread of Spark waited for another one, it is the error of the other.
    """
    java = getattr(error, "java_exception", None)
    said = str(java.toString()) if java is not None else str(error)
    if WAITED in said.partition("\n")[0]:
        said = next((cause for cause in causes(error) if WAITED not in cause), said)
    lines = [line.strip() for line in said.splitlines() if line.strip()] or [type(error).__name__]
    named = [line for line in lines if _CLASS.match(line)]
    words = _CLASS.sub("", (named or lines)[0]).strip()
    return (words or lines[0])[:300]


def refusal_of(what: str, error: Exception) -> NetgraphError:
    """Put an error of Spark in words, with the way out where a worker does not see a file."""
    # the worker's own error may be the innermost of several, or only in the text of the outermost
    texts = [str(error), *causes(error)]
    unseen = any(sign in text for text in texts for sign in NOT_SHARED)
    advice = f"; {SHARED}" if unseen else ""
    if any("Cannot run program" in text for text in texts):
        advice = "; PYSPARK_PYTHON names the Python of the workers, which must be there"
    # what a worker refuses comes as the text of its error
    for kind, text in re.findall(r"netgraph\.errors\.(\w+): (.*)", "\n".join(texts))[:1]:
        if kind != NotOnEngineError.__name__:
            return InputError(text)
        why, _, way_out = text.rpartition("; ")
        return NotOnEngineError(why, way_out)
    # the outermost names the file, the innermost the row, or what was found there
    file = re.search(r"reading file (\S*/([^/\s]+?))\.\s", "\n".join(texts))
    if file is not None and PREFIX not in file[1] and not advice:
        row = re.search(r"Malformed CSV record: (.*?) SQLSTATE", "\n".join(texts), re.DOTALL)
        found = _CLASS.sub("", texts[-1].strip().partition("\n")[0])[:200]
        found = found if row is None else f"{row[1][:100]!r} has other cells than the header"
        return not_on_engine(f"Spark: {file[2]}: {found}")
    return NetgraphError(f"{what}: {reason(error)}{advice}")
