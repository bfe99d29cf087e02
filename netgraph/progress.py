"""A sign of life on long work, only after a second: for terminals and notebooks."""

from __future__ import annotations

import contextlib
import functools
import importlib.util
import sys
import threading
import time
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Shown = Callable[[float, threading.Event], None]

SHOWN_AFTER: Final = 1.0
_OUTERMOST: Final = threading.local()
"""Whether this thread is at work that shows itself: a question may ask others."""


@contextlib.contextmanager
def shown_while(show: Shown) -> Iterator[None]:
    """Have a thread show that work goes on, if it takes longer than a second.

    Parameters
    ----------
    show
        Is given when the work began, by the monotonic clock, and shows it until the event is set.
    """
    began, done = time.monotonic(), threading.Event()
    # A daemon thread cannot keep the process alive, however the work ends.
    showing = threading.Thread(target=_show_late, args=(show, began, done), daemon=True)
    showing.start()
    try:
        yield
    finally:
        done.set()
        # Without waiting, wiping it away could fall into the answer that is printed next.
        showing.join()


def _show_late(show: Shown, began: float, done: threading.Event) -> None:
    # ``wait`` is False after its time, and True at once when the work is done.
    if not done.wait(SHOWN_AFTER):
        show(began, done)


@contextlib.contextmanager
def shown_in_notebooks(words: str) -> Iterator[None]:
    """Count the seconds of a call below the cell of a notebook, where tqdm is installed."""
    if getattr(_OUTERMOST, "busy", False) or not _in_a_notebook():
        yield
        return
    _OUTERMOST.busy = True
    try:
        with shown_while(functools.partial(_count_by_tqdm, words)):
            yield
    finally:
        _OUTERMOST.busy = False


def _in_a_notebook() -> bool:
    """Whether a kernel runs this, and tqdm is there to show something in it."""
    # asked of what is loaded already: IPython takes long to import
    shell = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    return getattr(shell, "kernel", None) is not None and bool(importlib.util.find_spec("tqdm"))


def _count_by_tqdm(words: str, began: float, done: threading.Event) -> None:
    tqdm = importlib.import_module("tqdm.std").tqdm
    with tqdm(desc=words, bar_format="{desc} … {elapsed}", leave=False) as counter:
        counter.start_t -= time.monotonic() - began
        while not done.wait(SHOWN_AFTER):
            counter.refresh()
