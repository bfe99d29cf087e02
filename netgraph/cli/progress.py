"""A sign of life on a terminal's standard error, and none in a file or a pipe."""

from __future__ import annotations

import contextlib
import functools
import sys
import time
from typing import TYPE_CHECKING

from netgraph.progress import shown_while

if TYPE_CHECKING:
    import threading
    from collections.abc import Iterator


@contextlib.contextmanager
def working(words: str) -> Iterator[None]:
    """Count the seconds of a piece of work, and wipe the count away when it is done."""
    # In a log file or a pipe the control characters would stay as garbage.
    if not sys.stderr.isatty():
        yield
        return
    with shown_while(functools.partial(_count_by_rich, words)):
        yield


def _count_by_rich(words: str, began: float, done: threading.Event) -> None:
    # Rich takes longer to import than most work: only what is slow waits for it.
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description} …"), TimeElapsedColumn())
    screen = Console(file=sys.stderr)
    with Progress(*columns, console=screen, transient=True, get_time=time.monotonic) as shown:
        task = shown.add_task(words, total=None)
        shown.tasks[task].start_time = began
        done.wait()
