"""The three streams of a command, also where one of them is closed or full."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import re
import sys
from typing import TYPE_CHECKING, Final, NoReturn, TextIO

if TYPE_CHECKING:
    from collections.abc import Iterator


LEAST_COLUMNS: Final = 20
"""A terminal that says it is narrower is not believed."""

# compiled when a line is first broken: help is waited for
_QUOTED: Final = r"(?:--[\w-]+ )?(?<!\w)'[^']*'(?!\w)"
_NO_BLANK: Final = "\x00"
"""Stands for a blank that no line is broken at; texts that are shown have none of it."""


class ClosedStream(io.StringIO):
    """A standard output that is closed: an answer that would go there is refused in words."""

    def refuse(self) -> NoReturn:
        """Say that it is closed."""
        raise OSError(errno.EBADF, "is closed; name a file by -o", "standard output")

    def write(self, _text: str, /) -> int:
        """Refuse."""
        self.refuse()


@contextlib.contextmanager
def standing_streams() -> Iterator[None]:
    """Put something in place of streams that are closed, for as long as a command runs."""
    was = sys.stdout, sys.stderr
    # A file opened later would get the number of a stream that is closed, and whatever is written
    # to that stream by a library would end in the file.
    held = []
    while (handle := os.open(os.devnull, os.O_RDWR)) <= 2:
        held.append(handle)
    os.close(handle)
    # Python has None in place of a stream whose descriptor was closed when it started.
    if sys.stdout is None:
        sys.stdout = ClosedStream()
    if sys.stderr is None:
        sys.stderr = io.StringIO()  # what is said there has no reader
    try:
        yield
    finally:
        sys.stdout, sys.stderr = was
        for handle in held:
            os.close(handle)


def write_error(words: str) -> None:
    """Write lines to standard error; where that is full, the answer must not be lost for it.

    On a terminal no word is broken at its edge.
    """
    try:
        if sys.stderr.isatty():
            words = "\n".join(map(_for_terminal, words.split("\n")))
        print(words, file=sys.stderr, flush=True)
    except BrokenPipeError:
        raise
    except (OSError, ValueError):
        close_quietly(sys.stderr)


def _for_terminal(line: str) -> str:
    """Break a line at the blanks nearest to the width of the terminal."""
    # help and completion, which every key waits for, say nothing here and need neither of these
    import shutil
    import textwrap

    width = shutil.get_terminal_size().columns
    # what stands in quotes may be part of a command to copy: it stays in one piece
    whole = re.sub(_QUOTED, lambda found: found[0].replace(" ", _NO_BLANK), line)
    broken = textwrap.fill(
        whole,
        max(LEAST_COLUMNS, width),
        subsequent_indent="  ",
        break_long_words=False,
        break_on_hyphens=False,
        replace_whitespace=False,
    )
    return broken.replace(_NO_BLANK, " ")


def close_quietly(stream: TextIO) -> None:
    """Keep the interpreter from complaining of a stream once more when it ends."""
    # The descriptor itself is turned away, because the interpreter flushes the stream at its end. A
    # stream that is closed or has no descriptor raises one of these two errors.
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
