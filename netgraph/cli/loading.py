"""The network that a command is about, and its summary."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from netgraph.cli.progress import working
from netgraph.errors import NetgraphError, UnknownNameError

if TYPE_CHECKING:
    from argparse import Namespace

    from netgraph.cli.answer import Answer
    from netgraph.network import ReferralNetwork


def load_network(args: Namespace) -> ReferralNetwork:
    """Read the tables a command names, with pseudonyms where they are asked for."""
    from netgraph.privacy import redact, redacted_words
    from netgraph.tables.read import read

    try:
        with working("reading"):
            net = read(*args.sources, **reading_options(args))
    except UnknownNameError as error:
        if not args.redact:
            raise
        raise UnknownNameError(str(error).split("; ")[0]) from None  # the rest names who is there
    hidden = net
    for what in args.redact or ():
        hidden = redact(hidden, what, key=read_key(args))
    if hidden is not net:
        # A name that was typed means the person, whatever the answer calls them.
        for option in ("to", "outcome"):
            if word := getattr(args, option, None):
                # A name that several people share is replaced by the list of their ids.
                found = redacted_words(net, hidden, word)
                setattr(args, option, found[0] if len(found) == 1 else found)
        if lost := getattr(args, "lose", None):
            args.lose = [one for word in lost for one in redacted_words(net, hidden, word)]
    return hidden


def read_key(args: Namespace) -> str | None:
    """The key that pseudonyms are made with, or None for one made of the tables."""
    from pathlib import Path

    if args.key_file is None:
        return None
    try:
        # The line end that an editor adds is no part of the secret: another one, other pseudonyms.
        # Bytes that are no UTF-8 raise a ValueError.
        return Path(args.key_file).read_text(encoding="utf-8").strip()
    except (OSError, ValueError) as error:
        raise NetgraphError(f"{args.key_file}: the key cannot be read: {error}") from error


def reading_options(args: Namespace) -> dict[str, Any]:
    """The options of reading, as ``read`` and ``check`` take them."""
    names = ("as_of", "seeker", "lenient")
    return {name: getattr(args, name) for name in names} | finding_options(args)


def finding_options(args: Namespace) -> dict[str, Any]:
    """The options of what tables mean, which ``convert`` takes too."""
    names = ("targets", "aliases", "same", "keep", "dates", "sheet", "encoding")
    # argparse leaves None where an option with the action ``append`` was never given.
    renamed = {"columns": dict(args.columns or ()), "values": dict(args.value or ())}
    return {name: getattr(args, name) for name in names} | renamed


def summary_answer(
    net: ReferralNetwork, top: int | None = None, *, min_cell: int = 0, exact: bool = False
) -> Answer:
    """The summary of a network as an answer."""
    from netgraph.analysis.summary import summary
    from netgraph.cli.answer import Answer
    from netgraph.cli.screen import COLUMN_RANKS
    from netgraph.privacy import suppress_small

    with working("answering"):
        most = {} if top is None else {"top": top}
        found = summary(net, exact=exact, **most)
    tables = {
        "advocates": found.advocates,
        "dead_ends": found.dead_ends,
        "organizations": suppress_small(found.organizations, min_cell),
    }
    return Answer(
        "Summary", tables, found.as_of, found.issues, found.notes, found.counts, COLUMN_RANKS, net
    )
