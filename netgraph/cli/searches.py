"""Tables of several searches on the command line: all as one, each, or one alone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from netgraph import schema
from netgraph.choices import COHORT_FIGURES
from netgraph.cli.output import say
from netgraph.errors import (
    EmptyFileError,
    InputError,
    MissingColumnError,
    NetgraphError,
    UnknownNameError,
)
from netgraph.wording import with_noun

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator, Sequence

    import pandas as pd

    from netgraph.cohort.cohort import Cohort
    from netgraph.network import ReferralNetwork

BY_SEEKER_NAME: Final = "by_seeker"
REPORT_VERB: Final = "report"
MAP_VERB: Final = "map"
COHORT_VERBS: Final = ("seekers", "load")
"""Verbs that ask about several searches."""
WHERE_IDS_STAND: Final = "netgraph seekers TABLES lists the ids"
OF_ALL_TABLES: Final = ("decide", "save")
"""Options that write what all searches have to do with."""


def is_about_all(args: Namespace) -> bool:
    """Whether a command is about the searches of several seekers together."""
    return args.verb in COHORT_VERBS or getattr(args, "kind", None) in COHORT_FIGURES


def asks_of_searches(args: Namespace) -> bool:
    """Whether a command asks about each of several searches, or about one of them."""
    # an empty id asks of one search too: whatever it came from, it must not answer for all
    one = getattr(args, schema.SEEKER_ID, None)
    return is_about_all(args) or bool(getattr(args, BY_SEEKER_NAME, None)) or one is not None


def refuse_together(args: Namespace) -> None:
    """Refuse options that contradict each other, or would tell of others, all at once.

    Raises
    ------
    NetgraphError
        If two of them are given.
    """
    if problems := list(_contradictions(args)):
        raise NetgraphError("\n".join(problems))


def _contradictions(args: Namespace) -> Iterator[str]:
    each, one = (getattr(args, name, None) for name in (BY_SEEKER_NAME, schema.SEEKER_ID))
    is_of_all, is_of_one = is_about_all(args), one is not None
    if one is not None and not one.strip():
        yield f"--seeker-id: an empty id; {WHERE_IDS_STAND}"
    for option, given in (("--seeker-id", is_of_one), ("--by-seeker", each)):
        if is_of_all and given:
            yield f"{option}: {_asked(args)} is about all searches; leave it out"
    if each and is_of_one and not is_of_all:
        yield "--by-seeker: not with --seeker-id; leave one of the two out"
    if each and getattr(args, "min_cell", 0) > 1:
        yield "--min-cell: not with --by-seeker, whose rows are of single searches; leave one out"
    for name in OF_ALL_TABLES:
        if is_of_one and getattr(args, name, None) not in (None, False):
            yield f"--{name}: not with --seeker-id, as it is about all searches; leave one out"
    if (is_of_all or each or is_of_one) and getattr(args, "seeker", None):
        yield "--seeker: each search has its own seeker, whose id is its seeker_id; leave it out"


def _asked(args: Namespace) -> str:
    return " ".join([args.verb, *filter(None, [getattr(args, "kind", None)])])


def is_of_each(args: Namespace) -> bool:
    """Whether a command asks about each search."""
    office = args.verb in (REPORT_VERB, MAP_VERB)
    return is_about_all(args) or office or bool(getattr(args, BY_SEEKER_NAME, False))


def asked_search(args: Namespace, options: dict[str, Any]) -> ReferralNetwork | Cohort:
    """Read what a command asks about: a network, a cohort, or one search of it.

    Parameters
    ----------
    args
        The words of the command.
    options
        The options of reading.

    Raises
    ------
    InputError
        If the tables cannot be read; where one search is asked for it repeats nothing of them.
    UnknownNameError
        If there is no search of the seeker.
    """
    from netgraph.tables.cohorts.read import read_any, read_cohort

    if not asks_of_searches(args):
        # a page of counts mixes nobody's search with another's
        counts = args.verb == REPORT_VERB and args.min_cell > 1
        return read_any(*args.sources, **options, sheets_apart=counts)
    del options["seeker"]
    one = getattr(args, schema.SEEKER_ID, None)
    if one is not None:
        _refuse_missing(args.sources)
    try:
        cohort = read_cohort(*args.sources, **options)
    except InputError as error:
        # where nobody's search is there, nothing of others can be said
        if one is None or isinstance(error, MissingColumnError | EmptyFileError):
            raise
        raise refused_for_one(error) from None
    args.searches = cohort
    if one is None:
        return cohort
    net = search_asked_for(args, cohort, one)
    if args.verb in (REPORT_VERB, MAP_VERB):
        args.called = name_of_seeker(args, cohort, args.seeker_id)
    return net


def hidden_search(args: Namespace) -> ReferralNetwork:
    """The one search that is asked for, with the pseudonyms that it has among all searches.

    Initials are numbered and repairs are told as in the file that ``--by-seeker`` writes.
    """
    from netgraph.analysis.seekers import names_of_seekers
    from netgraph.privacy import redact

    cohort: Cohort = args.searches
    place = cohort.seekers.get_loc(args.seeker_id)
    for what in args.redact:
        cohort = redact(cohort, what, key=args.key)
    if cohort.collation is None:  # pragma: no cover - pseudonyms always have places
        raise NetgraphError("--redact: nothing says which search is which")
    # the seekers stand in the order of their pseudonyms, which know where they were listed
    listed = cohort.collation.listed
    seeker = str(listed.index[(listed == place).to_numpy(dtype=bool)][0])
    if getattr(args, "called", None) is not None:
        args.called = str(names_of_seekers(cohort)[cohort.seekers.get_loc(seeker)])
    return cohort.network(seeker)


def _refuse_missing(sources: Sequence[str | Path]) -> None:
    """Say which file is not there: what was typed tells nothing of other searches.

    Raises
    ------
    InputError
        Of every word that is no file and no folder.
    """
    missing = [str(one) for one in sources if str(one) != "-" and not Path(one).exists()]
    if missing:
        quotes = "; a --seeker-id of several words stands in quotes" if len(sources) > 1 else ""
        raise InputError([f"{one}: there is no such file or folder{quotes}" for one in missing])


def name_of_seeker(args: Namespace, cohort: Cohort, seeker_id: str) -> str:
    """The name of the one seeker a command asks about; with ``--redact`` their pseudonym."""
    from netgraph.analysis.seekers import names_of_seekers
    from netgraph.privacy import pseudonym_of

    name = str(names_of_seekers(cohort)[cohort.seekers.get_loc(seeker_id)])
    for what in args.redact or ():
        name = pseudonym_of(seeker_id, name, what, args.key)
    return name


def asked_network(args: Namespace, options: dict[str, Any]) -> ReferralNetwork:
    """Read the search of the one seeker a command asks about."""
    from netgraph.cohort.cohort import Cohort

    refuse_together(args)
    found = asked_search(args, options)
    has_each = hasattr(args, BY_SEEKER_NAME)
    return all_as_one(found, has_each=has_each) if isinstance(found, Cohort) else found


def search_asked_for(args: Namespace, cohort: Cohort, word: str) -> ReferralNetwork:
    """The search of the one seeker whom a word means, an id or a name, which is told.

    Raises
    ------
    UnknownNameError
        If nobody's search is called so; it names no other.
    """
    from netgraph.analysis.person_asked_for import seeker_asked_for

    try:
        args.seeker_id, told = seeker_asked_for(cohort, word)
    except UnknownNameError as error:
        raise UnknownNameError(f"--seeker-id: {error}; {WHERE_IDS_STAND}") from None
    if told and not getattr(args, "redact", None):
        say(f"note: {told}")
    return cohort.network(args.seeker_id)


def all_as_one(cohort: Cohort, *, told: bool = True, has_each: bool = True) -> ReferralNetwork:
    """All searches as one network; it is said that they are, and by which options they are not.

    ``has_each`` is whether the command has the option that answers each search.
    """
    from netgraph.analysis.known_to import searches_as_one
    from netgraph.analysis.seekers import names_of_seekers

    if told:
        say(
            f"note: {with_noun(len(cohort), 'search', 'searches')} as one; "
            f"{'--by-seeker for each, ' if has_each else ''}--seeker-id ID for one"
        )
    return searches_as_one(cohort, names_of_seekers(cohort))


def by_search(issues: pd.DataFrame) -> pd.DataFrame:
    """Issues search after search, those of no search alone first; ``seeker_id`` first."""
    if schema.SEEKER_ID not in issues.columns:
        raise NetgraphError("--by-seeker: these tables have no column seeker_id")
    attrs = issues.attrs
    rows = issues.sort_values(schema.SEEKER_ID, kind="stable", na_position="first")
    rows.insert(0, schema.SEEKER_ID, rows.pop(schema.SEEKER_ID))
    rows.attrs.update(attrs)
    return rows.reset_index(drop=True)


def refused_for_one(error: InputError) -> InputError:
    """What is said of tables that cannot be read, where nothing of others may be said."""
    number = len(error.problems)
    return InputError(
        f"the tables cannot be read: {with_noun(number, 'problem')}, which may be in other "
        "searches and is not repeated here; without --seeker-id netgraph check lists all"
    )
