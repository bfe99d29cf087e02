"""Which of two tables is of people and which of referrals, found as memory finds it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from netgraph.engines.duck_sources import first_raw
from netgraph.engines.engine import not_on_engine
from netgraph.errors import NetgraphError
from netgraph.tables.cleaning.columns import standard_names
from netgraph.tables.locate import sources_read

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from netgraph.tables.raw import Raw


def refuse_other_kinds(raws: Sequence[Raw], columns: Mapping[str, str]) -> None:
    """Refuse two tables that are not one of people and then one of referrals.

    Parameters
    ----------
    raws
        The first rows of each.
    columns
        Standard names of columns to those in the tables, as the caller has it.

    Raises
    ------
    NotOnEngineError
        If memory reads them as others.
    """
    what = _other_kinds(raws, columns) if len(raws) > 1 else None
    if what is not None:
        names = " and ".join(Path(raw.label).name for raw in raws)
        raise not_on_engine(
            f"{names}: {what}, and an engine takes a table of people, then one of referrals"
        )


def refuse_other_kinds_of_files(paths: Sequence[Path], columns: Mapping[str, str]) -> None:
    """Refuse the same by the beginnings of files, before an engine is started.

    Raises
    ------
    NotOnEngineError
        As ``refuse_other_kinds``; what cannot be read here is left to whoever reads all of it.
    """
    try:
        known = standard_names(columns)
        raws = [first_raw(path, known) for path in paths]
    except (NetgraphError, OSError):
        return
    refuse_other_kinds(raws, known)


def _other_kinds(raws: Sequence[Raw], columns: Mapping[str, str]) -> str | None:
    """What two tables are instead, as far as memory finds it."""
    try:
        found = sources_read([[raw] for raw in raws], columns)
    except NetgraphError:
        return None
    people, links = ({raw.label for raw in one} for one in (found.contacts, found.referrals))
    # bool[tables] each; one that is both is neither here
    of_people = [raw.label in people - links for raw in raws]
    of_links = [raw.label in links - people for raw in raws]
    if all(of_people):
        return "two tables of people"
    if all(of_links):
        return "two tables of referrals"
    return "referrals come first" if of_links[0] and of_people[1] else None
