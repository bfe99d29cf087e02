"""The command line: ``netgraph VERB TABLES… [options]``.

Nothing slow is imported until a verb runs.
"""

from __future__ import annotations

import gc
import os
import sys
import warnings
from typing import TYPE_CHECKING, Final, TextIO

from netgraph.cli.help import asks_for_help, help_text
from netgraph.cli.streams import close_quietly, standing_streams, write_error

if TYPE_CHECKING:
    from collections.abc import Sequence

INTERRUPTED: Final = 130  # 128 + SIGINT
COMPLETING: Final = "_ARGCOMPLETE"
"""A variable that is there when a shell asks what may come next."""
PIPE_CLOSED: Final = 141  # 128 + SIGPIPE, a signal that not every system has

NEW_OBJECTS: Final = 50_000
"""Objects that are made before a command looks for cycles among them."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Parameters
    ----------
    arguments
        The words after ``netgraph``; default: those of this process.

    Returns
    -------
    The exit status: 0 answered, 1 refused (the reason is on stderr), 130 interrupted. Wrong usage
    exits with 2.
    """
    if COMPLETING in os.environ:
        from netgraph.cli.parser import complete_words

        complete_words()
    if arguments is None:
        # libraries make hundreds of thousands of objects, hardly one of them in a cycle
        gc.set_threshold(NEW_OBJECTS, *gc.get_threshold()[1:])
    with standing_streams(), warnings.catch_warnings():
        warnings.showwarning = _show_as_note  # type: ignore[assignment]
        status = _run(arguments)
    if arguments is None:
        # The process ends now. Python would search all that libraries hold for cycles once more,
        # which takes a tenth of what a small network waits for.
        gc.freeze()
    return status


def _carry_out(words: Sequence[str]) -> int:
    """Show help, or do what a verb does; refused in words."""
    if asks_for_help(words):
        sys.stdout.write(help_text())
        return 0
    from netgraph.cli.parser import parse
    from netgraph.errors import NetgraphError

    try:
        args = parse(words)
        status: int = args.run(args)
    except NetgraphError as error:
        return _refused(str(error))
    return status


def _run(arguments: Sequence[str] | None) -> int:
    try:
        # This comes before the words are parsed: a refusal repeats words, which may be any text.
        for stream in (sys.stdout, sys.stderr):
            _speak_unicode(stream)
        status = _carry_out(sys.argv[1:] if arguments is None else arguments)
        # What is still in the buffer fails here, where it is caught, and not when the process ends.
        sys.stdout.flush()
    except KeyboardInterrupt:
        write_error("netgraph: stopped")
        return INTERRUPTED
    except BrokenPipeError:  # the reader of a pipe has seen enough
        close_quietly(sys.stdout)
        return PIPE_CLOSED
    except MemoryError:
        return _refused("not enough memory for tables of this size")
    except OSError as error:
        if error.filename is None:  # a stream: it could not be written at the end either
            close_quietly(sys.stdout)
        return _refused(f"{error.filename or 'output'}: {error.strerror or error}")
    return status


def _show_as_note(message: Warning | str, *_where: object) -> None:
    """Say a warning as all notes are said, without the line of source that raised it."""
    write_error(f"note: {message}")


def _refused(reason: str) -> int:
    # The imports stand here because help and the version need none of them.
    from netgraph.cli.verb import FAILED
    from netgraph.controls import escape_controls

    # The reason may quote cells of a hostile table. Its own line ends stay: one problem a line.
    write_error(f"netgraph: {escape_controls(reason, keep=chr(10))}")
    return FAILED


def _speak_unicode(stream: TextIO) -> None:
    """Write UTF-8 into files and pipes.

    On a terminal that cannot show a character, show its escape.
    """
    reconfigure = getattr(stream, "reconfigure", None)
    # Not every stream that stands in for stdout has this method: an io.StringIO has none.
    if reconfigure is None:
        return
    if stream.isatty():
        # A terminal reads the encoding of its system, so only what that lacks is escaped.
        reconfigure(errors="backslashreplace")
    else:
        # Without a fixed line end Windows would write other bytes than other systems.
        reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
