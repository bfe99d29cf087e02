"""A standalone Spark cluster of this machine: master and workers as processes, to be killed."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import uuid
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self

from netgraph.engines.spark_start import new_session

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

ROOT: Final = Path(__file__).parents[1]
MARK: Final = "NETGRAPH_TEST_CLUSTER"
"""A variable that all processes of a cluster inherit, executors and their Python too."""
QUICK: Final = (
    "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:ReservedCodeCacheSize=240m "
    "-XX:MetaspaceSize=256m -XX:+UnlockDiagnosticVMOptions -XX:-BytecodeVerificationRemote"
)
"""Processes that live for seconds start sooner so.

Compiled code gets the room that it has with all levels: in the 48 MB of one level it is thrown out
again and again.
"""
SETTINGS: Final = {
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.executor.memory": "600m",
    "spark.cores.max": "2",
    "spark.network.timeout": "30s",
    "spark.network.timeoutInterval": "10s",
    "spark.executor.extraJavaOptions": QUICK,
    "spark.driver.extraJavaOptions": QUICK,
    "spark.executor.heartbeatInterval": "3s",
    "spark.sql.shuffle.partitions": "2",
    # both executors shall have work, however little
    "spark.sql.adaptive.coalescePartitions.enabled": "false",
    "spark.ui.enabled": "false",
    # every executor would compile each query, which takes longer than to answer it
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
}


@contextlib.contextmanager
def on_two_cores(**more: str) -> Iterator[Any]:
    """A session of this machine; its JVM is that of earlier sessions of the process, if there were.

    Connect starts workers by the first ``python3`` there is when the JVM begins: this Python.
    """
    settings = {
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.extraJavaOptions": QUICK,
        "spark.sql.shuffle.partitions": "2",
        # the master as a file of settings names it, or Spark itself where nobody does
        "spark.master": "local[2]",
    }
    path = os.environ["PATH"]
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), path])
    try:
        session = new_session(None, {**settings, **more})
    finally:
        os.environ["PATH"] = path
    yield session
    session.stop()


class Cluster:
    """A master and ``workers`` of one core each, ready in the context, killed at its end.

    Parameters
    ----------
    home
        A folder for logs and scratch files.
    workers
        How many are started.
    """

    def __init__(self, home: Path, workers: int = 2) -> None:
        self.home, self._wanted = home, workers
        self._id = uuid.uuid4().hex
        self._port = free_port()
        self.master = f"spark://127.0.0.1:{self._port}"
        self._logs: list[Path] = []

    def __enter__(self) -> Self:
        """Start everything and wait until all workers are registered."""
        try:
            lines = [f"{name} {value}\n" for name, value in SETTINGS.items()]
            (self.home / "spark-defaults.conf").write_text("".join(lines), encoding="utf-8")
            self._start("master", "master.Master", "--port", str(self._port))
            wait(lambda: accepts(self._port), "the master listens", self._told)
            for name in [self.add() for _ in range(self._wanted)]:
                self.ready(name)
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        """Kill everything."""
        self._end()

    def add(self, wrapper: tuple[str, ...] = ()) -> str:
        """Start one more worker, under a command if one is given; return its name at once."""
        name = f"w{len(self._logs)}"
        memory = ("--cores", "1", "--memory", "700m", "--work-dir", str(self.home / name))
        self._start(name, "worker.Worker", *memory, self.master, wrapper=wrapper)
        return name

    def ready(self, name: str) -> None:
        """Wait until a worker is registered."""
        log = self.home / f"{name}.log"
        wait(
            lambda: "Successfully registered" in log.read_text(errors="replace"),
            f"{name} is up",
            self._told,
        )

    def environment(self, name: str) -> dict[str, str]:
        """The variables of a process that belongs to this cluster."""
        paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
        return {
            **os.environ,
            MARK: f"{self._id}/{name}",
            "SPARK_CONF_DIR": str(self.home),
            "SPARK_LOCAL_IP": "127.0.0.1",
            "SPARK_DAEMON_MEMORY": "256m",
            "SPARK_DAEMON_JAVA_OPTS": QUICK,
            "SPARK_MASTER_OPTS": "-Dspark.worker.timeout=15 -Dspark.dead.worker.persistence=0",
            "PYSPARK_PYTHON": sys.executable,
            "PYTHONPATH": os.pathsep.join(paths),
        }

    def processes(self, name: str = "") -> dict[int, str]:
        """Process ids and commands of one member (a worker with its executors), or of all."""
        mark = f"{MARK}={self._id}/{name}"
        found = {}
        for folder in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):  # it ended meanwhile
                variables = (folder / "environ").read_bytes().decode(errors="replace").split("\0")
                if any(one == mark or (not name and one.startswith(mark)) for one in variables):
                    found[int(folder.name)] = (folder / "cmdline").read_text(errors="replace")
        return found

    def kill(self, name: str = "") -> list[str]:
        """Kill one member, or all, without a warning; return the commands of what was killed."""
        killed = []
        for process, command in self.processes(name).items():
            if process != os.getpid():
                with contextlib.suppress(ProcessLookupError):
                    os.kill(process, signal.SIGKILL)
                    killed.append(command)
        return killed

    def _end(self) -> None:
        for _ in range(20):  # a worker may start an executor while it is being killed
            if not self.kill():
                return
            time.sleep(0.1)

    def _start(self, name: str, what: str, *words: str, wrapper: Iterable[str] = ()) -> None:
        import pyspark

        script = str(Path(pyspark.__path__[0]) / "bin" / "spark-class")
        common = ("--host", "127.0.0.1", "--webui-port", "0")
        log = self.home / f"{name}.log"
        self._logs.append(log)
        with log.open("wb") as out:
            subprocess.Popen(
                [*wrapper, script, f"org.apache.spark.deploy.{what}", *common, *words],
                env=self.environment(name),
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def _told(self) -> str:
        return "\n".join(
            f"{log.name}: {log.read_text(errors='replace')[-1500:]}" for log in self._logs
        )


def wait(
    until: Callable[[], object], what: str, told: Callable[[], str] = str, seconds: float = 300
) -> None:
    """Wait until something is so; fail with what was told meanwhile."""
    end = time.monotonic() + seconds
    while not until():
        if time.monotonic() > end:
            message = f"not within {seconds:g} s: {what}\n{told()}"
            raise TimeoutError(message)
        time.sleep(0.05)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def accepts(port: int) -> bool:
    with socket.socket() as one:
        one.settimeout(1)
        return one.connect_ex(("127.0.0.1", port)) == 0
