"""Every issue of a network or of tables as a row; and what is filled and what that weakens."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from netgraph import schema
from netgraph.argument_rules import COLUMNS_OF_SEARCHES
from netgraph.arguments import SOURCE_OR_NETWORK, checked
from netgraph.errors import InputError
from netgraph.frames import issue_rows, values
from netgraph.meanings import FILL_SHARE_MEANINGS, ISSUE_MEANINGS, explains
from netgraph.network import ReferralNetwork
from netgraph.tables.build import build_network, link_tables
from netgraph.tables.chosen import chosen_words
from netgraph.tables.cohorts.refused import issues_of_refused
from netgraph.tables.issues import File, IssueReport
from netgraph.tables.locate import locate
from netgraph.tables.read import settled_options
from netgraph.tables.suggest import suggestions

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from netgraph.arrays import Flags
    from netgraph.choices import DateOrder, Keep
    from netgraph.tables.locate import Source
    from netgraph.tables.settings import FileHeadings

HINTS: Final = {
    schema.UNKNOWN_CONTACT: "add a row for them to contacts, or mend the cell; what is no person "
    "is left out by --value 'referred_by:WORD=blank', and =LinkedIn, say, is where they were found",
    schema.SELF_REFERRAL: "take the row out, or mend one of the two ids",
    schema.REPEATED_REFERRAL: "nothing to do; the count is kept",
    schema.DUPLICATE_CONTACT: "give one of them another id, or say --keep first or --keep last",
    schema.POSSIBLE_DUPLICATE_PERSON: "write yes or no in same.csv, which --decide writes: "
    "contact_id, same_as, same",
    schema.REFERRAL_BEFORE_INTRODUCTION: "check the two dates; one may be wrong",
    schema.BAD_DATE: "mend the cell",
    schema.BAD_VALUE: "mend the cell",
    schema.ROOTLESS_LOOP: "if you found one of them without a referral, name yourself as --seeker "
    "with a referral to them",
    schema.AFTER_AS_OF: "nothing to do; a later --as-of brings it back",
    schema.MERGED_ORGANIZATION: "nothing to do; if they are two, tell them apart by name",
    schema.MERGED_CONTACT: "nothing to do; if they are two, mend the id, e-mail or profile they "
    "share",
    schema.UNPLACED: "give a student's row its seeker_id; what netgraph convert left is in "
    "unplaced.csv: add what matters to the tables by hand",
    schema.HIDDEN_COLUMN: "nothing to do; without --redact it is shown",
    schema.SPREADSHEET_DAMAGE: "format the column as text in the spreadsheet and bring the values "
    "in again",
    schema.PASSED_SHEET: "nothing to do; if it holds people, name its columns as data/README.md "
    "has them, or say --sheet",
    schema.ERROR_CELL: "mend the formula in the spreadsheet and save it again",
    schema.ENCODING: "if letters are wrong, say --encoding, or save the file as UTF-8",
    schema.TOTAL_ROW: "nothing to do; a person so called needs an organization or a contact_id",
    schema.EXAMPLE_ROW: "nothing to do; delete the row, or take 'Example:' off its name if it is a "
    "person",
    schema.READ_AS: "nothing to do if it is right, else --value 'COLUMN:WORD=MEANING'",
    schema.UNCLAIMED_COLUMN: "say --map 'NAME=COLUMN' if that is what it holds",
    schema.FUTURE_DATE: "mend the year if it is a slip; a plan stands better in scheduled_for or "
    "next_step_on",
    schema.LONELY_DATE: "check the year; if it is a slip, what counts from it is wrong, and "
    "of the latest event every number that depends on the as-of date",
    schema.CONTRADICTING_CONTACT: "mend the id or the name; --keep both makes two people of them; "
    "a row of same.csv that says the id is itself (1, 1, yes) makes one",
    schema.AMBIGUOUS_PERSON: "write the id, or 'name (organization)', or decide in same.csv "
    "(--decide)",
    schema.NEAR_PERSON: "mend the cell, or decide in same.csv (--decide)",
    schema.RESOLVED_REFERRER: "nothing to do; if it is somebody else, write the id",
    schema.SPLIT_CELL: "nothing to do; if it is one person, add a row for them to contacts",
    schema.PLACEHOLDER: "nothing to do; if it is a person, add a row for them to contacts, if an "
    "organization, say --value 'organization:WORD=WORD'",
    schema.SAVED_SETTINGS: "nothing to do; netgraph.toml is yours to edit, an option wins over it",
    schema.NOT_STARTED: "nothing to do; the first row of a contact starts their search",
    schema.NO_GROUP: "add a row for them to the table of students, or mend the seeker_id",
    schema.OWN_ROW: "nothing to do; if it is somebody else, give both an e-mail",
    schema.UNCLOSED_QUOTE: "close the double quote, or take it out",
}
LENIENT_HINTS: Final = {
    schema.BAD_DATE: ", or say --lenient to leave it blank",
    schema.BAD_VALUE: ", or say --lenient to leave it blank",
    schema.AMBIGUOUS_PERSON: ", or say --lenient to keep a person of that name beside them",
}
"""What ``--lenient`` does with cells that are errors because they cannot be read."""
WEAKENED: Final = {
    schema.ORGANIZATION: "organizations reached count only those that are named",
    schema.STATUS: "who is still open is judged by dates alone",
    schema.MET_ON: "chances are counted from introduction",
    schema.DECISION_MAKER: "decision makers reached count only those that are marked",
    schema.SOURCE: "sources cannot be compared",
    schema.LAST_CONTACT_ON: "days quiet are counted from the other dates",
    schema.REFERRED_ON: "introducers are found by fewest steps, not by date",
}
ENOUGH: Final = 0.8
"""Share of filled cells below which an answer that rests on a column is called weak."""


@checked(sources=SOURCE_OR_NETWORK, columns=COLUMNS_OF_SEARCHES)
@explains(ISSUE_MEANINGS)
def check(
    *sources: ReferralNetwork | Source,
    columns: FileHeadings | None = None,
    targets: Source | None = None,
    aliases: Source | None = None,
    same: Source | None = None,
    as_of: str | pd.Timestamp | None = None,
    seeker: str | None = None,
    keep: Keep | Sequence[Keep] | None = None,
    lenient: bool = False,
    dates: DateOrder | None = None,
    values: Mapping[str, str] | None = None,
    sheet: str | None = None,
    encoding: str | None = None,
) -> pd.DataFrame:
    """List every issue, errors first, then by code, table and line.

    Parameters
    ----------
    sources
        A network, or what ``read`` takes; then errors are rows too, instead of being raised.
    columns, targets, aliases, same, as_of, seeker, keep, lenient, dates, values, sheet, encoding
        As in ``read``; of a folder of searches as in ``read_cohort``.

    Returns
    -------
    A row an issue, and in ``attrs["notes"]`` what was chosen of every file. Its columns:
    """
    if len(sources) == 1 and isinstance(sources[0], ReferralNetwork):
        return _with_chosen(_sorted(sources[0].issues), sources[0].files)
    files = tuple(source for source in sources if not isinstance(source, ReferralNetwork))
    # tables of issues: of linking, and of what breaks it off
    found, read = [], tuple[File, ...]()
    try:
        given: dict[str, Any] = {"targets": targets, "aliases": aliases, "same": same}
        given |= {"columns": columns, "values": values, "seeker": seeker, "keep": keep}
        given |= {"dates": dates, "sheet": sheet, "encoding": encoding}
        several = issues_of_refused(files, given, as_of=as_of, lenient=lenient)
        if several is not None:
            listed = _sorted(with_hints(several.issues, several.mendable))
            return _with_chosen(listed, several.files)
        options, further = settled_options(files, given, as_of=as_of, lenient=lenient)
        raws = locate(files, **further, options=options)
        # linking reports errors as issues, so that one run lists all of them, not the first
        linked = link_tables(raws, options)
        found.append(issues_with_hints(linked.report))
        read = linked.report.files
        # only a network without errors can be built; it adds the issues of its graph
        if not linked.report.problems:
            return _with_chosen(_sorted(build_network(linked, options).issues), linked.report.files)
    except InputError as error:  # of files and of whole tables, which no line can show
        found.append(issues_of_refusal(error))
    issues = _sorted(pd.concat([table for table in found if len(table)], ignore_index=True))
    return _with_chosen(issues, read)


def issues_of_refusal(error: InputError) -> pd.DataFrame:
    """What refuses whole tables, as errors on no line."""
    rows = [(schema.BAD_VALUE, "error", "", 0, "", "", text) for text in error.problems]
    # what is wrong with a whole file says the way out itself
    return issue_rows(rows).assign(**{schema.HINT: ""})


def _with_chosen(issues: pd.DataFrame, files: Sequence[File]) -> pd.DataFrame:
    """Say beside the issues what reading chose of every file and what it left."""
    issues.attrs["notes"] = chosen_words(files)
    return issues


def issues_with_hints(report: IssueReport) -> pd.DataFrame:
    """All issues of a report, and the way out of each."""
    return with_hints(report.table, report.mendable)


def with_hints(issues: pd.DataFrame, mendable: Flags | None = None) -> pd.DataFrame:
    """Say the way out of each issue; lenient reading only where it is one.

    Parameters
    ----------
    issues
        Columns of ``net.issues``.
    mendable
        ``bool[issues]``: those that lenient reading would not be refused for; None if none is.
    """
    hints = issues[schema.CODE].map(HINTS).fillna("").astype("str")
    # what is wrong with a whole file says the way out itself
    of_files = (issues[schema.CODE] == schema.BAD_VALUE) & (issues[schema.LINE] == 0)
    hints = hints.mask(of_files & (issues[schema.SEVERITY] == "error"), "")
    if mendable is not None:
        at = mendable & (issues[schema.SEVERITY] == "error").to_numpy(dtype=bool)
        more = issues[schema.CODE].map(LENIENT_HINTS).fillna("").astype("str")
        hints = hints.mask(at, hints + more)
    return issues.assign(**{schema.HINT: hints})


def _sorted(issues: pd.DataFrame) -> pd.DataFrame:
    # by name they would sort as error, info, warning
    ranks = {severity: rank for rank, severity in enumerate(schema.SEVERITIES)}
    by = ["rank", schema.CODE, schema.TABLE, schema.LINE, schema.COLUMN]
    ranked = issues.copy(deep=False) if schema.HINT in issues else with_hints(issues)
    ranked["rank"] = issues[schema.SEVERITY].map(ranks)
    # stable: issues of one cell stay in the order in which the steps found them
    return ranked.sort_values(by, kind="stable").drop(columns="rank").reset_index(drop=True)


@checked()
@explains(FILL_SHARE_MEANINGS)
def fill_shares(net: ReferralNetwork) -> pd.DataFrame:
    """Tell what share of each column is filled, and which answers are weak for want of it.

    Returns
    -------
    A row a column of contacts and of referrals. Its columns:
    """
    contacts = net.people
    concerned = _concerned(net)
    # a stub has little more than its id: with stubs every column would look emptier than it is
    known = contacts[~contacts[schema.STUB]].drop(columns=[schema.CONTACT_ID, schema.STUB])
    # the last date of a referral is filled wherever the first is
    told = [schema.COUNT, schema.LAST_REFERRED_ON]
    referrals = net.pairs.drop(columns=told, errors="ignore")
    rows = []
    for name, table in ((schema.CONTACTS, known), (schema.REFERRALS, referrals)):
        standard = [c.name for c in schema.TABLES[name].columns]
        # columns that an answer needs and the tables lack: 0 cells are filled
        wanted = [c for c in standard if c in WEAKENED and c not in table.columns]
        for column in [*table.columns, *wanted]:
            filled = int(table[column].notna().sum()) if column in table.columns else 0
            share = filled / len(table) if len(table) else 0.0
            # an answer is weak where a cell lacks that could be filled: of a source, that of
            # somebody who was found without a referral
            rank = concerned.get((name, column))
            of, judged = rank if rank is not None else ("rows", share)
            weak = WEAKENED.get(column, "") if column in standard and judged < ENOUGH else ""
            where = (
                f"no {column}"
                if not filled
                else f"{column} is filled in {judged:.0%} of {of}; where it is not"
            )
            rows.append(
                (name, column, filled, len(table), share, f"{where}: {weak}" if weak else "")
            )
    return pd.DataFrame(
        rows,
        columns=[
            schema.TABLE,
            schema.COLUMN,
            schema.FILLED,
            schema.ROWS,
            schema.SHARE,
            schema.WEAKENS,
        ],
    )


def _concerned(net: ReferralNetwork) -> dict[tuple[str, str], tuple[str, float]]:
    """Columns that only some rows can fill: what these are called, and the share of them filled."""
    people = net.people
    known = ~people[schema.STUB].to_numpy(dtype=bool)
    met = values(people, schema.MET_ON).notna().to_numpy()
    met = met | (values(people, schema.STATUS) == schema.MET).to_numpy(dtype=bool)
    rows = {
        schema.SOURCE: ("first contacts", known & net.forest.first),
        schema.MET_ON: ("those who were met", known & met),
    }
    shares = {}
    for column, (called, of) in rows.items():
        if column not in people.columns:
            continue
        filled = values(people, column).notna().to_numpy()
        # where nobody is concerned nothing lacks
        share = float(filled[of].mean()) if of.any() else 1.0
        shares[schema.CONTACTS, column] = called, share
    return shares


def decision_files(
    net: ReferralNetwork, *, apart: Sequence[tuple[str, str]] = ()
) -> dict[Path, pd.DataFrame]:
    """The suggestions as files to decide in: ``same.csv`` without answers, and ``aliases.csv``.

    Parameters
    ----------
    net
        The network.
    apart
        Pairs of ids that were decided to be two people.
    """
    found = suggestions(net, apart=apart)
    people = found[found[schema.TABLE] == schema.SAME]
    firms = found[found[schema.TABLE] == schema.ALIASES]
    same = {
        schema.CONTACT_ID: people[schema.VALUE],
        schema.SAME_AS: people[schema.SAME_AS],
        schema.SAME: "",
    }
    aliases = {schema.ALIAS: firms[schema.VALUE], schema.ORGANIZATION: firms[schema.SAME_AS]}
    return {
        Path(f"{schema.SAME}.csv"): pd.DataFrame(
            same | {schema.NOTES: people[schema.MESSAGE]}, dtype="str"
        ),
        Path(f"{schema.ALIASES}.csv"): pd.DataFrame(aliases, dtype="str"),
    }
