"""How a verb that a function of the same name answers with a table is carried out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netgraph import schema
from netgraph.choices import GROUPED_QUESTIONS

if TYPE_CHECKING:
    from argparse import Namespace

    import pandas as pd

    from netgraph.cli.answer import Answer
    from netgraph.cohort.cohort import Cohort
    from netgraph.network import ReferralNetwork


def ask(args: Namespace) -> int:
    """Answer a question with the function of the verb's name."""
    from netgraph.cli.output import write_answer

    write_answer(answer_of(args), args)
    return 0


def answer_of(args: Namespace) -> Answer:
    """Have the function of the verb's name answer; it is given the options it has parameters for.

    Raises
    ------
    NetgraphError
        If the answer cannot go where it was sent, or must not be given.
    """
    # Imported when a verb runs: these bring pandas, which help and wrong usage need not wait for.
    import inspect

    import netgraph
    from netgraph.analysis.small_cells import shown_issues, without_small_cells
    from netgraph.cli.answer import ONLY_TABLE, Answer
    from netgraph.cli.loading import hours_naming_nobody, load_asked, referrals_note
    from netgraph.cli.output import check_output, format_asked
    from netgraph.cli.progress import working
    from netgraph.cli.screen import COLUMN_RANKS
    from netgraph.cli.searches import refuse_together
    from netgraph.cohort.cohort import Cohort
    from netgraph.network import ReferralNetwork
    from netgraph.suppression import refuse_single
    from netgraph.tables.hours import read_hours

    check_output(args)
    refuse_together(args)
    if args.verb not in GROUPED_QUESTIONS:
        refuse_single(args.verb, args.min_cell)
    if getattr(args, "lose", None):
        refuse_single("--lose", args.min_cell)
    net = load_asked(args)
    question = getattr(netgraph, args.verb.replace("-", "_"))
    known = inspect.signature(question).parameters
    given = {name: value for name in known if (value := getattr(args, name, None)) is not None}
    if "hours" in given:
        with hours_naming_nobody(args):
            given["hours"] = read_hours(args.hours)
    # A function without ``by`` has an order of its own: its answer is ordered and cut afterwards.
    order_by = args.by if "by" not in known else None
    if order_by or args.min_cell:
        # The function would cut rows before small groups are left out or the order is another.
        given.pop("top", None)
    with working("answering"):
        table = question(net, **given)
        if args.min_cell > 1 and isinstance(net, ReferralNetwork):
            given = {"by": args.by, "top": args.top}
            table = without_small_cells(net, args.verb, table, args.min_cell, **given)
    # The notes are taken first, as pandas does not promise that attrs outlive the next step.
    notes = table.attrs.get("notes", [])
    if table.empty:
        notes = [*notes, *referrals_note(net)]
    title = table.attrs.get("heading", args.verb.replace("-", " ").capitalize())
    ranked = COLUMN_RANKS.get(question.__name__, ())
    if args.by:
        # A narrow screen must not leave out the column by which the rows are ordered.
        ranked = tuple(dict.fromkeys((args.by, *ranked)))
    if isinstance(net, Cohort):
        return _answer_by_seeker(net, args, table, title, notes, ranked, order_by)
    if args.min_cell <= 1:
        table = in_order(table, order_by, args.top, net) if order_by else table.iloc[: args.top]
    basis = (net.as_of_date, shown_issues(net, args.min_cell), notes)
    # names are looked up for a screen alone; elsewhere a large network makes room for the text
    named_by = net if format_asked(args) == "table" else None
    return Answer(title, {ONLY_TABLE: table}, *basis, ranks={ONLY_TABLE: ranked}, net=named_by)


def _answer_by_seeker(
    cohort: Cohort,
    args: Namespace,
    table: pd.DataFrame,
    title: str,
    notes: list[str],
    ranked: tuple[str, ...],
    order_by: str | None,
) -> Answer:
    from netgraph.analysis.summary import issue_counts
    from netgraph.cli.answer import ONLY_TABLE, Answer
    from netgraph.cli.searches import COHORT_VERBS

    if args.verb not in COHORT_VERBS:
        title, ranked = f"{title} by seeker", (schema.SEEKER_ID, *ranked)
    if order_by:
        table = in_order_by_seeker(table, order_by, args.top, cohort)
    if args.verb == "load" and args.format in (None, "table") and args.top is None:
        # a screen shows whom somebody asked or waits for; files hold all
        busy = (table[schema.ASKS_30_DAYS] > 0) | (table[schema.WAITING] > 0)
        left = int((~busy).sum())
        table = table[busy].reset_index(drop=True)
        if left:
            notes = [*notes, f"{left:,} more whom nobody asks or waits for: --format csv"]
    basis = (cohort.as_of_date, issue_counts(cohort), notes)
    return Answer(title, {ONLY_TABLE: table}, *basis, ranks={ONLY_TABLE: ranked}, net=cohort)


def in_order_by_seeker(
    table: pd.DataFrame, by: str, top: int | None, cohort: Cohort
) -> pd.DataFrame:
    """Order the rows of each search by a column, and keep the first of each."""
    import numpy as np
    import pandas as pd

    from netgraph.analysis.ordering import places_in_order

    tie = schema.CONTACT_ID if schema.CONTACT_ID in table.columns else str(table.columns[1])
    # int64[rows]: positions in that order, then search after search
    order = places_in_order(table, [by], tie)
    seeker = cohort.seekers.get_indexer(pd.Index(table[schema.SEEKER_ID]))[order]
    rows = table.iloc[order[np.argsort(seeker, kind="stable")]]
    if top is not None:
        rows = rows.groupby(schema.SEEKER_ID, sort=False).head(top)
    return rows.reset_index(drop=True)


def in_order(
    table: pd.DataFrame, by: str, top: int | None, net: ReferralNetwork | None = None
) -> pd.DataFrame:
    """Order an answer whose function has an order of its own by a column of it."""
    from netgraph.analysis.ordering import ordered

    # Ties are settled by an id, so the same tables give the same rows every time.
    tie = schema.CONTACT_ID if schema.CONTACT_ID in table.columns else str(table.columns[0])
    return ordered(table, [by], tie, top=top, collation=None if net is None else net.collation)
