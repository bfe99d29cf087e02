"""A sign of life on long work: on a terminal only, and only after a second."""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import threading
    from collections.abc import Iterator

PATIENCE: Final = 1.0
CLEARED: Final = "\r\x1b[K"


@contextlib.contextmanager
def working(words: str) -> Iterator[None]:
    """Count the seconds of a piece of work on stderr, and wipe the count away when it is done."""
    if not sys.stderr.isatty():
        yield
        return
    import threading

    done = threading.Event()
    counting = threading.Thread(target=_count, args=(words, done), daemon=True)
    counting.start()
    try:
        yield
    finally:
        done.set()
        counting.join()


def _count(words: str, done: threading.Event) -> None:
    import time

    began = time.monotonic()
    while not done.wait(PATIENCE):
        sys.stderr.write(f"{CLEARED}{words} … {time.monotonic() - began:.0f} s")
        sys.stderr.flush()
    if time.monotonic() - began >= PATIENCE:
        sys.stderr.write(CLEARED)
        sys.stderr.flush()
