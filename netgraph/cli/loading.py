"""The network that a command is about, and its summary."""

from __future__ import annotations

import contextlib
import functools
import os
import secrets
from argparse import Namespace
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any, Final

from netgraph import schema
from netgraph.cli.answer import NOBODY_YET
from netgraph.cli.output import say
from netgraph.cli.progress import working
from netgraph.errors import (
    InputError,
    NetgraphError,
    NotOnEngineError,
    OptionError,
    UnknownNameError,
    some_of,
)
from netgraph.patterns import lazy_pattern
from netgraph.wording import with_noun

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    import pandas as pd

    from netgraph.cli.answer import Answer
    from netgraph.cohort.cohort import Cohort
    from netgraph.network import ReferralNetwork


_BEFORE_OTHERS: Final = lazy_pattern("[;:] ")
LONGEST_KEY: Final = 1_000_000
"""Letters of a key file that are read: a device without an end would be read for ever."""
SHORT_KEY: Final = 12
"""Letters below which whoever guesses a name can try all keys."""
GIVEN_BACK_AFTER: Final = 100
"""Milliseconds that arrow keeps what it has free: a tenth of its default, as fast as that."""


def load_network(args: Namespace) -> ReferralNetwork:
    """Read the tables a command names, with pseudonyms where they are asked for.

    Of the searches of several seekers it is the one that is asked for, or all as one.
    """
    from netgraph.cli.searches import all_as_one
    from netgraph.cohort.cohort import Cohort

    found = load_asked(args)
    # a verb that answers a cohort asks for it (``load_asked``)
    return all_as_one(found, told=False) if isinstance(found, Cohort) else found


def load_asked(args: Namespace) -> ReferralNetwork | Cohort:
    """Read the tables a command names: a network, or a cohort where each search is asked for."""
    from netgraph.cli.searches import (
        BY_SEEKER_NAME,
        all_as_one,
        asked_search,
        hidden_search,
        is_of_each,
        refuse_together,
    )
    from netgraph.cohort.cohort import Cohort
    from netgraph.privacy import redact

    refuse_together(args)
    args.key = key = read_key(args)
    give_memory_back()
    with naming_nobody(args), working("reading"):
        found = asked_search(args, reading_options(args))
    if getattr(args, schema.SEEKER_ID, None) is None:
        # what is settled beside the tables may name people of any search
        say_settings(found, redacted=bool(args.redact))
    say_searches(found)
    if isinstance(found, Cohort):
        args.searches = found
    if isinstance(found, Cohort) and not is_of_each(args):
        found = all_as_one(found, has_each=hasattr(args, BY_SEEKER_NAME))
    hidden, net = found, found.everybody if isinstance(found, Cohort) else found
    if args.redact and (who := getattr(args, "who", None)):
        from netgraph.analysis.person_asked_for import id_asked_for

        # who is meant is settled by what was typed, before names are others
        with naming_nobody(args):
            args.who, _ = id_asked_for(net, who)
    asked = any(getattr(args, option, None) for option in ("to", "outcome", "who", "lose"))
    if args.redact and getattr(args, schema.SEEKER_ID, None) is not None and not asked:
        hidden = hidden_search(args)
    else:
        for what in args.redact or ():
            hidden = redact(hidden, what, key=key)
    if args.redact:
        say_new_key(args)
        _rename_asked(args, net, hidden.everybody if isinstance(hidden, Cohort) else hidden)
    return hidden


def give_memory_back() -> None:
    """Have text that is no longer needed leave memory at once: a tenth less at a million."""
    import pyarrow as pa

    if (
        "ARROW_DEFAULT_MEMORY_POOL" not in os.environ
        and "jemalloc" in pa.supported_memory_backends()
    ):
        pa.set_memory_pool(pa.jemalloc_memory_pool())
        pa.jemalloc_set_decay_ms(GIVEN_BACK_AFTER)


def _rename_asked(args: Namespace, net: ReferralNetwork, hidden: ReferralNetwork) -> None:
    """Have words that were typed mean the people and organizations that have other words now."""
    from netgraph.privacy import redacted_words

    # A name that was typed means the person, whatever the answer calls them.
    for option in ("to", "outcome", "who"):
        if word := getattr(args, option, None):
            # A name that several people share is replaced by the list of their ids.
            found = redacted_words(net, hidden, word)
            setattr(args, option, found[0] if len(found) == 1 else found)
    if lost := getattr(args, "lose", None):
        args.lose = [one for word in lost for one in redacted_words(net, hidden, word)]


def say_settings(net: ReferralNetwork | Cohort, *, redacted: bool = False) -> None:
    """Say which settings beside the tables counted; their words only where nobody is hidden."""
    from netgraph.analysis.summary import issue_counts

    if schema.SAVED_SETTINGS not in issue_counts(net):
        return  # most issues need no words to be counted
    issues = net.issues
    told = issues[issues[schema.CODE] == schema.SAVED_SETTINGS]
    # an id, a column or a word among them may be a name
    words = (
        [SETTINGS_NOT_REPEATED] * bool(len(told)) if redacted else _settings_told(told, len(net))
    )
    for message in words:
        say(f"note: {message}")


def _settings_told(told: pd.DataFrame, searches: int) -> list[str]:
    """What settings say, once each; where students have several, a line names whose they are."""
    words: list[str] = []
    for file, rows in told.groupby(schema.VALUE, sort=False):
        every = rows[schema.MESSAGE].drop_duplicates().tolist()
        if schema.SEEKER_ID not in rows.columns:
            words += every
            continue
        students = rows[schema.SEEKER_ID].dropna().drop_duplicates().tolist()
        if len(every) == 1:
            whose = f" ({some_of(students)})" if 0 < len(students) < searches else ""
            words.append(every[0] + whose)
            continue
        words.append(
            f"what {file} says beside the tables of {with_noun(len(students), 'student')} counts "
            f"({some_of(students)}): netgraph check lists it"
        )
    return words


def say_searches(found: ReferralNetwork | Cohort) -> None:
    """Say where nothing but its files made a folder one of several searches, or sheets may be."""
    from netgraph.analysis.summary import issue_counts

    if schema.READ_AS not in issue_counts(found):
        return
    issues = found.issues
    decided = (issues[schema.CODE] == schema.READ_AS) & (issues[schema.LINE] == 0)
    for message in issues.loc[
        decided & (issues[schema.COLUMN] == schema.SEEKER_ID), schema.MESSAGE
    ]:
        say(f"note: {message}")


def referrals_note(net: ReferralNetwork | Cohort) -> list[str]:
    """Say what lacks where nobody has referred anybody, or nobody is there."""
    from netgraph.cohort.cohort import Cohort

    net = net.everybody if isinstance(net, Cohort) else net
    headings = [file.called for file in net.files]
    return words_of_no_referrals(len(net), len(net.pairs), headings)


def words_of_no_referrals(
    people: int, referrals: int, headings: Iterable[Mapping[str, str]]
) -> list[str]:
    """The same of so many people and referrals, of tables with such headings of columns."""
    if not people:
        return [NOBODY_YET]
    if referrals:
        return []
    words = "nobody here has referred anybody yet: "
    there = [called[schema.REFERRED_BY] for called in headings if schema.REFERRED_BY in called]
    if there:
        return [f"{words}write into the column {there[0]!r} who gave you that person's name"]
    words += (
        "write in a column 'Referred by' who gave you whose name (netgraph start --from FILE makes "
        "a sheet with one), or give a second table, of referrals"
    )
    return [words]


@contextlib.contextmanager
def naming_nobody(
    args: Namespace, problems: Callable[[Namespace], list[str]] | None = None
) -> Iterator[None]:
    """Refuse tables without repeating what is in them, where the answer is to be redacted.

    Parameters
    ----------
    args
        The command.
    problems
        What is wrong with its tables, in words that name nobody.
    """
    try:
        yield
    except NotOnEngineError:
        if not args.redact:
            raise
        why = "the tables hold what no engine reads, which is not repeated beside --redact"
        raise NotOnEngineError(why) from None
    except UnknownNameError as error:
        if not args.redact:
            raise
        # What stands behind the word that was typed names who is there.
        asked = _BEFORE_OTHERS.split(str(error))[0]
        ids = "; say the id" if str(error).endswith("; say the id") else ""
        raise UnknownNameError(asked + ids) from None
    except NetgraphError as error:
        # what an engine tells of an error of its own may quote a row
        foreign = type(error) is NetgraphError and error.__cause__ is not None
        quotes = isinstance(error, InputError) or (foreign and problems is not None)
        if not quotes or not args.redact or getattr(args, schema.SEEKER_ID, None) is not None:
            raise
        from netgraph.redaction_issues import NOT_REPEATED

        found = (problems or _problems_of_tables)(args) or ["the tables cannot be read"]
        raise InputError([*found, NOT_REPEATED]) from None


def _problems_of_tables(args: Namespace) -> list[str]:
    """What is wrong, and where; messages would quote cells."""
    from netgraph.redaction_issues import redacted_problems
    from netgraph.tables.check import check

    missing = {"as_of": None, "seeker": None, "lenient": True}  # options that convert lacks
    issues = check(*args.sources, **reading_options(Namespace(**(missing | vars(args)))))
    return redacted_problems(issues)


SETTINGS_NOT_REPEATED: Final = (
    "what is settled beside the tables counts; it is not repeated here, as it may name people"
)


@contextlib.contextmanager
def hours_naming_nobody(args: Namespace) -> Iterator[None]:
    """Refuse a table of hours without repeating its cells, where the answer is to be redacted."""
    try:
        yield
    except InputError:
        if not args.redact:
            raise
        raise InputError(f"the table of --hours cannot be read; {HOURS_NOT_REPEATED}") from None


HOURS_NOT_REPEATED: Final = "cells are not repeated here; without --redact the message has them"


def read_key(args: Namespace) -> str | None:
    """The key that all pseudonyms of a command are made with, None where it makes none."""
    from pathlib import Path

    from netgraph.pseudonyms import SECRET_BYTES, secret_of

    if not args.redact:
        return None
    known: str | None = getattr(args, "key", None)
    if known is not None:
        return known  # an engine was to answer, and has read it
    if args.key_file is None:
        return secrets.token_hex(SECRET_BYTES)
    try:
        # The mark and the line end that editors add are no part of the secret: with them the same
        # key would give other pseudonyms.
        with Path(args.key_file).open(encoding="utf-8-sig") as file:
            key = file.read(LONGEST_KEY + 1).strip()
        secret_of(key)
    except OptionError as error:
        raise NetgraphError(f"{args.key_file}: {error}") from error
    except (OSError, ValueError) as error:
        # a ValueError tells of bytes, or of a zero byte in the name
        why = error.strerror if isinstance(error, OSError) else "it is no text in UTF-8"
        named = args.key_file or "--key-file ''"
        raise NetgraphError(f"{named}: the key cannot be read: {why}") from error
    if len(key) > LONGEST_KEY:
        raise NetgraphError(f"{args.key_file}: the key is longer than {LONGEST_KEY:,} letters")
    if len(key) < SHORT_KEY:
        say(
            f"note: a key of {with_noun(len(key), 'letter')} can be found by trying; make it longer"
        )
    return key


def say_new_key(args: Namespace) -> None:
    """Say where pseudonyms will be others in the next run, and how to keep them."""
    if args.redact and args.key_file is None:
        say(
            "note: pseudonyms are new for each run; to keep them, write a long secret text into a "
            "file and name it by --key-file"
        )


def reading_options(args: Namespace) -> dict[str, Any]:
    """The options of reading, as ``read`` and ``check`` take them."""
    names = ("as_of", "seeker", "lenient")
    return {name: getattr(args, name) for name in names} | finding_options(args)


def finding_options(args: Namespace) -> dict[str, Any]:
    """The options of what tables mean, which ``convert`` takes too."""
    names = ("targets", "aliases", "same", "keep", "dates", "sheet", "encoding")
    # argparse leaves None where an option with the action ``append`` was never given.
    said: dict[str, list[str]] = {}
    for name, called in dict.fromkeys(args.columns or ()):
        said.setdefault(name, []).append(called)
    # several headings of one name are for the files of several students
    columns = {name: tuple(every) if len(every) > 1 else every[0] for name, every in said.items()}
    renamed = {"columns": columns, "values": dict(args.value or ())}
    return {name: getattr(args, name) for name in names} | renamed


def summary_answer(
    net: ReferralNetwork,
    top: int | None = None,
    *,
    min_cell: int = 0,
    exact: bool = False,
    full: bool = False,
) -> Answer:
    """The summary of a network as an answer; a screen shows its tables where ``full``."""
    from netgraph.analysis.doubted_leader import doubts_of_leader
    from netgraph.analysis.organizations import organizations
    from netgraph.analysis.small_cells import (
        counts_without_small,
        notes_without_numbers,
        shown_issues,
        without_small_cells,
    )
    from netgraph.analysis.summary import SUMMARY_ROWS, summary
    from netgraph.analysis.told_in_words import names_told
    from netgraph.cli.answer import Answer
    from netgraph.cli.screen import COLUMN_RANKS
    from netgraph.cli.summary_screen import summary_lines

    with working("answering"):
        most = {} if top is None else {"top": top}
        found = summary(net, exact=exact, **most)
    counts = found.counts
    tables = {
        "advocates": found.advocates,
        **({} if found.agenda is None else {"agenda": found.agenda}),
        "dead_ends": found.dead_ends,
        "organizations": found.organizations,
    }
    # of single people, like findings
    doubts = doubts_of_leader(net) if min_cell <= 1 else []
    notes = [*found.notes, *doubts, *referrals_note(net)]
    # findings tell of single people: none where small cells are not to be shown
    said: list[dict[str, Any]] = [
        {name: value for name, value in asdict(one).items() if name != "weight"}
        for one in (found.findings if min_cell <= 1 else ())
    ]
    if min_cell > 1:
        # Advocates and dead ends tell of single people: no cell of theirs is large enough.
        all_of_them = organizations(net)
        rows = SUMMARY_ROWS if top is None else top
        tables = {
            "organizations": without_small_cells(
                net, "organizations", all_of_them, min_cell, top=rows
            )
        }
        counts = counts_without_small(net, found.counts, min_cell)
        blank = [*counts.values()].count(None) - [*found.counts.values()].count(None)
        notes = notes_without_numbers(notes, min_cell, blank)
    basis = (found.as_of, shown_issues(net, min_cell), notes, counts)
    answer = Answer("Summary", tables, *basis, COLUMN_RANKS, net, findings=said)
    if full or min_cell > 1:
        return answer
    if found.agenda is not None:
        found = replace(found, agenda=names_told(net, found.agenda))
    lines = functools.partial(summary_lines, found, answer.headline)
    return replace(answer, lines=lines, screen_notes=[*doubts, *referrals_note(net)])
