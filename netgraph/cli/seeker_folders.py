"""What ``--by-seeker`` writes as files: a folder with one a student, and the office's page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netgraph.cli.options import STANDARD_OUTPUT
from netgraph.errors import NetgraphError

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable

    from netgraph.cohort.cohort import Cohort
    from netgraph.report.seeker_files import Filed
    from netgraph.report.seeker_folders import SeekerFolder


def write_of_each(
    args: Namespace,
    usual: str,
    endings: tuple[str, ...],
    filed: Filed,
    make: Callable[[Cohort], SeekerFolder],
) -> int:
    """Write a file for each seeker, and the page of the office that leads to them.

    Parameters
    ----------
    args
        The words of the command.
    usual
        The folder where none is named.
    endings
        Those of the one file that the command writes of one search, which no folder has.
    filed
        What the files are.
    make
        Makes them.
    """
    from pathlib import Path

    from netgraph.cli.loading import load_asked
    from netgraph.cli.output import say, say_written
    from netgraph.cli.progress import working
    from netgraph.cli.searches import refuse_together
    from netgraph.cohort.cohort import Cohort
    from netgraph.report.earlier_pages import refuse_other_files
    from netgraph.report.seeker_files import INDEX
    from netgraph.wording import with_noun

    folder = Path(args.output or usual)
    if args.output == STANDARD_OUTPUT or folder.suffix.casefold() in endings:
        raise NetgraphError(f"-o: with --by-seeker {filed.noun}s are several files; name a folder")
    refuse_together(args)
    refuse_other_files(folder, filed)
    cohort = load_asked(args)
    if not isinstance(cohort, Cohort):  # pragma: no cover - reading refuses tables of one seeker
        raise NetgraphError("--by-seeker: these tables have no column seeker_id")
    with working("writing"):
        made = make(cohort)
        gone = made.write(folder)
    say_written(cohort, folder / INDEX)
    written = with_noun(len(made.files) - 1, filed.noun)
    for path in gone:
        say(f"took away {path}: a {filed.noun} of an earlier run, of nobody in these tables")
    say(f"and {written} beside it, one a student with nothing of others; {INDEX} is the office's")
    return 0
