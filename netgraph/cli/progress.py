"""A sign of life on a terminal's standard error, and none in a file or a pipe."""

from __future__ import annotations

import contextlib
import functools
import sys
import time
from typing import TYPE_CHECKING, Final

from netgraph.progress import shown_while

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Iterator

REFRESH: Final = 0.2
"""Seconds between two looks at how far the work is."""


@contextlib.contextmanager
def working(words: str) -> Iterator[Callable[[str], None]]:
    """Count the seconds of a piece of work, and wipe the count away when it is done.

    Yields
    ------
    What takes words about how far the work is; the latest stand beside the count.
    """
    said = [""]
    tell = functools.partial(said.__setitem__, 0)
    # In a log file or a pipe the control characters would stay as garbage.
    if not sys.stderr.isatty():
        yield tell
        return
    with shown_while(functools.partial(_count_by_rich, words, said)):
        yield tell


def _count_by_rich(words: str, said: list[str], began: float, done: threading.Event) -> None:
    # Rich takes longer to import than most work: only what is slow waits for it.
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description} …"), TimeElapsedColumn())
    screen = Console(file=sys.stderr)
    with Progress(*columns, console=screen, transient=True, get_time=time.monotonic) as shown:
        task = shown.add_task(words, total=None)
        shown.tasks[task].start_time = began
        while not done.wait(REFRESH):
            shown.update(task, description=": ".join(filter(None, (words, said[0]))))
