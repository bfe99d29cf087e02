"""A session of Spark of our own: what it needs is looked at before it is started."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from netgraph.errors import NetgraphError, missing_extra

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

LEAST_JAVA: Final = 17
PROBE_SECONDS: Final = 3.0
"""How long a master may take to accept a connection."""
BUSY_AFTER: Final = 10.0
"""Seconds after which a run says that it waits for a worker."""
SHOW_LOG: Final = "NETGRAPH_SPARK_LOG"
"""The variable that, if it is set, leaves what Spark writes to standard error on the screen."""


def new_session(master: str | None, settings: Mapping[str, str] | None = None) -> Any:
    """Start a session, or take the one there is.

    Raises
    ------
    MissingExtraError
        If PySpark is not installed.
    NetgraphError
        If there is no Java, or nobody answers at the master.
    """
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise missing_extra("the engine spark", "spark") from error
    if master is not None:
        refuse_silent_master(master)
    refuse_missing_java()
    made = SparkSession.builder.appName("netgraph").config("spark.ui.enabled", "false")
    made = made.config("spark.ui.showConsoleProgress", "false")
    own = local_memory() if (master or "").startswith("local") else {}
    for name, value in {**own, **(settings or {})}.items():
        made = made.config(name, value)
    if master is not None:
        made = made.master(master)
    with _without_log() as log, _own_ctrl_c():
        try:
            session = made.getOrCreate()
        except Exception as error:
            log.seek(0)
            told = log.read().decode("utf-8", "replace").strip().splitlines()
            words = told[-1] if told else str(error).splitlines()[0]
            raise NetgraphError(f"Spark cannot be started: {words[:300]}") from error
    session.sparkContext.setLogLevel("ERROR")
    _use_own_python(session.sparkContext)
    if master is not None and not master.startswith("local"):
        watching = threading.Thread(target=tell_if_busy, args=(session, master), daemon=True)
        watching.start()
    return session


def _use_own_python(context: Any) -> None:
    """Let workers of this machine be this Python, whoever chose the master, unless told another."""
    told = "PYSPARK_PYTHON" in os.environ or context.getConf().get("spark.pyspark.python")
    if context.master.startswith("local") and not told:
        context.pythonExec = sys.executable


def tell_if_busy(session: Any, master: str) -> None:
    """Warn, once, where no worker of a cluster has taken this run after a while."""
    from netgraph.engines.kept import java_errors

    time.sleep(BUSY_AFTER)
    with contextlib.suppress(*java_errors(), AttributeError):  # the session may have ended
        there = session.sparkContext._jsc.sc().getExecutorMemoryStatus().size()  # noqa: SLF001 - PySpark has no other way
        if there <= 1:  # the driver is one
            warnings.warn(f"no worker of {master} is free; this run waits for one", stacklevel=2)


def local_memory() -> dict[str, str]:
    """A quarter of this machine for the JVM of a local master, which would have 1 GB.

    Returns
    -------
    Settings; none where the environment has a word on it, or the system does not tell its size.
    """
    said = {
        "SPARK_DRIVER_MEMORY",
        "PYSPARK_SUBMIT_ARGS",
        "SPARK_CONF_DIR",
        "SPARK_HOME",
    } & os.environ.keys()
    if said or "SC_PHYS_PAGES" not in getattr(os, "sysconf_names", ()):
        return {}
    # A quarter, in gigabytes: 2^30 bytes times four.
    whole = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {"spark.driver.memory": f"{max(1, whole // 2**32)}g"}


def refuse_missing_java() -> None:
    """Refuse to start without a Java that Spark can run on.

    Raises
    ------
    NetgraphError
        If there is none, or it is too old.
    """
    home = os.environ.get("JAVA_HOME")
    java = str(Path(home) / "bin" / "java") if home else "java"
    if shutil.which(java) is None:
        named = f"JAVA_HOME={home}: no Java is there" if home else "no Java was found"
        raise NetgraphError(f"the engine spark: {named}; install Java {LEAST_JAVA} or later")
    asked = [java, "-version"]
    told = subprocess.run(asked, capture_output=True, text=True, check=False).stderr  # noqa: S603 - the user's own Java
    found = re.search(r'version "(?:1\.)?(\d+)', told)
    if found is not None and int(found[1]) < LEAST_JAVA:
        raise NetgraphError(
            f"the engine spark: Java {found[1]} is too old; install Java {LEAST_JAVA} or later"
        )


def refuse_silent_master(master: str) -> None:
    """Refuse a master that does not answer; Spark would try for two minutes.

    Raises
    ------
    NetgraphError
        If it is no address of Spark, or nobody listens there.
    """
    if not re.match(r"local(\[|$)|spark://|k8s://|yarn$", master):
        raise NetgraphError(
            f"--master {master}: is no master of Spark; say local[2] or spark://HOST:PORT"
        )
    if not master.startswith("spark://"):
        return
    for address in master.removeprefix("spark://").split(","):
        host, _, port = address.rpartition(":")
        if not host or not port.isdecimal():
            raise NetgraphError(f"--master {master}: no port; say spark://HOST:PORT")
        with (
            contextlib.suppress(OSError),
            socket.create_connection((host.strip("[]"), int(port)), timeout=PROBE_SECONDS),
        ):
            return
    raise NetgraphError(f"--master {master}: nobody answers there")


@contextlib.contextmanager
def _own_ctrl_c() -> Iterator[None]:
    """Keep Ctrl-C as it is: that of PySpark asks the JVM in the middle of another call of it."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.getsignal(signal.SIGINT)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextlib.contextmanager
def _without_log() -> Iterator[Any]:
    """Keep what a new JVM writes to standard error off the screen, as long as it lives.

    Yields
    ------
    The file that has it.
    """
    with tempfile.TemporaryFile() as log:
        if SHOW_LOG in os.environ:
            yield log
            return
        sys.stderr.flush()
        screen = os.dup(2)
        os.dup2(log.fileno(), 2)
        try:
            yield log
        finally:
            os.dup2(screen, 2)
            os.close(screen)
