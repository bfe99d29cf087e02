"""The command line: ``netgraph VERB TABLES… [options]``.

Nothing slow is imported until a verb runs.
"""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING, Final, TextIO

from netgraph.cli.parser import parse
from netgraph.cli.verb import FAILED
from netgraph.errors import NetgraphError

if TYPE_CHECKING:
    from collections.abc import Sequence

INTERRUPTED: Final = 130  # 128 + SIGINT
PIPE_CLOSED: Final = 141  # 128 + SIGPIPE, a signal that not every system has


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
    try:
        for stream in (sys.stdout, sys.stderr):
            _speak_unicode(stream)
        args = parse(sys.argv[1:] if arguments is None else arguments)
        status: int = args.run(args)
        sys.stdout.flush()
    except KeyboardInterrupt:
        print("netgraph: stopped", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # the reader of a pipe has seen enough
        _close_quietly(sys.stdout)
        return PIPE_CLOSED
    except NetgraphError as error:
        return _refused(str(error))
    except MemoryError:
        return _refused("not enough memory for tables of this size")
    except OSError as error:
        return _refused(f"{error.filename or 'output'}: {error.strerror or error}")
    return status


def _refused(reason: str) -> int:
    from netgraph.cli.escaping import escape_controls

    print(f"netgraph: {escape_controls(reason, keep=chr(10))}", file=sys.stderr)
    return FAILED


def _speak_unicode(stream: TextIO) -> None:
    """Write UTF-8 into files and pipes.

    On a terminal that cannot show a character, show its escape.
    """
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is None:
        return
    if stream.isatty():
        reconfigure(errors="backslashreplace")
    else:
        reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def _close_quietly(stream: TextIO) -> None:
    """Keep the interpreter from complaining of the closed pipe once more when it ends."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
