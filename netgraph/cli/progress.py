"""A sign of life on long work: on a terminal only, and only after a second."""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import threading
    from collections.abc import Iterator

SHOWN_AFTER: Final = 1.0
# Back to the start of the line, then the ANSI sequence that clears the line to its end.
CLEARED: Final = "\r\x1b[K"


@contextlib.contextmanager
def working(words: str) -> Iterator[None]:
    """Count the seconds of a piece of work on stderr, and wipe the count away when it is done."""
    # In a log file or a pipe the control characters would stay as garbage.
    if not sys.stderr.isatty():
        yield
        return
    import threading

    done = threading.Event()
    # A daemon thread cannot keep the process alive, however the work ends.
    counting = threading.Thread(target=_count_seconds, args=(words, done), daemon=True)
    counting.start()
    try:
        yield
    finally:
        done.set()
        # Without waiting, the wipe could fall into the answer that is printed next.
        counting.join()


def _count_seconds(words: str, done: threading.Event) -> None:
    import time

    began = time.monotonic()
    # ``wait`` is False after each second, and True at once when the work is done.
    while not done.wait(SHOWN_AFTER):
        sys.stderr.write(f"{CLEARED}{words} … {time.monotonic() - began:.0f} s")
        sys.stderr.flush()
    if time.monotonic() - began >= SHOWN_AFTER:
        sys.stderr.write(CLEARED)
        sys.stderr.flush()
