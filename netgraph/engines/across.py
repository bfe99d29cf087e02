"""Issues that rows have together, or that only the graph shows, and the table of all issues."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.engines.coded import DATED, REPEATED
from netgraph.engines.engine import ROW, as_arrow
from netgraph.engines.linking import AFTER_CONTACTS
from netgraph.engines.relations import EMAIL_KEY, ISSUE_SHAPE, ISSUES, NAME_KEY, NODE
from netgraph.engines.row_numbers import files_called, spots_of, told_in_rows
from netgraph.engines.spelling import organizations_of_keys
from netgraph.engines.survey import EARLY, LOOP, MEETING, OF_GRAPH
from netgraph.links import dates
from netgraph.organization_names import key
from netgraph.tables.issues import Issues, quoted
from netgraph.tables.linking.graph_checks import (
    issue_of_early,
    issue_of_early_meetings,
    issue_of_loops,
)
from netgraph.tables.linking.named_organizations import MOST_STUBS
from netgraph.tables.linking.organizations import respell
from netgraph.tables.linking.own_addresses import SHARED_BY
from netgraph.tables.linking.people import NOT_MERGED
from netgraph.tables.linking.referrals import issue_of_repeated, issue_of_selves
from netgraph.tables.linking.stubs import issues_of_stubs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from netgraph.engines.engine import Engine

BEFORE_NUMBERS = (
    "issues_of_ids",
    "issues_of_same",
    "issues_of_cells",
    "issues_listed",
    "issues_of_columns",
    "issues_of_rows",
)
"""Tables of issues that are there before anything is computed: errors are among them alone."""
SELF = "self"
"""What a row of an issue is about: a referral of oneself."""


def tell_across(engine: Engine, labels: Mapping[str, str]) -> None:
    """Make the tables of issues that rows have together."""
    engine.mapped(
        "issues_of_spellings",
        "SELECT said AS name, MIN(opens) AS opens, MIN(shown) AS shown FROM spelled "
        "WHERE said <> shown GROUP BY said",
        _of_spellings,
        ISSUE_SHAPE,
    )
    # the first strangers are compared with organizations, as in memory
    first = f"SELECT id FROM strangers ORDER BY node LIMIT {MOST_STUBS}"
    called = {name: key(name) for name in engine.fetch(first)["id"].to_pylist()}
    found = organizations_of_keys(engine, set(called.values()))
    firms = {name: found[one][1] for name, one in called.items() if one in found}
    strangers = functools.partial(_of_strangers, labels=labels, firms=firms)
    engine.mapped("issues_of_strangers", _STRANGERS, strangers, ISSUE_SHAPE)
    engine.mapped("issues_twice", _twice(), _alike, ISSUE_SHAPE)


def tell_all(engine: Engine, labels: Mapping[str, str], *, graph: bool) -> None:
    """Make ``issues`` of all tables, and of what the ``graph`` and its pairs show."""
    of_pairs = f"{_SELVES} UNION ALL {_OF_GRAPH}" if graph else _SELVES
    pairs = functools.partial(_of_pairs, labels=labels)
    engine.mapped("issues_of_pairs", of_pairs, pairs, ISSUE_SHAPE)
    names = ", ".join(ISSUES.values())
    every = ("issues_of_pairs", *_ACROSS, *BEFORE_NUMBERS)
    rows = " UNION ALL ".join(f"SELECT {names} FROM {table}" for table in every)
    engine.view("issues", rows)


def codes_of_all() -> str:
    """A query for the codes of all issues, which are put in words where somebody reads them."""
    code = ISSUES[schema.CODE]
    graph = ", ".join(f"'{what}'" for what in OF_GRAPH)
    said = " ".join(f"WHEN '{what}' THEN '{name}'" for what, name in _CODES.items())
    return " UNION ALL ".join(
        (
            *(f"SELECT {code} FROM {table}" for table in (*_ACROSS, *BEFORE_NUMBERS)),
            f"SELECT '{schema.SELF_REFERRAL}' FROM ends WHERE same",
            f"SELECT CASE what {said} ELSE {code} END FROM survey WHERE what IN ({graph})",
        )
    )


_ACROSS = "issues_of_several", "issues_of_spellings", "issues_of_strangers", "issues_twice"
_CODES = {
    LOOP: schema.ROOTLESS_LOOP,
    EARLY: schema.REFERRAL_BEFORE_INTRODUCTION,
    MEETING: schema.REFERRAL_BEFORE_INTRODUCTION,
    REPEATED: schema.REPEATED_REFERRAL,
}
"""The codes of the survey's issues; others carry their own."""
# of contacts that are the same but for zeros in front the last row is meant
_STRANGERS = f"""SELECT n.node, n.id, MAX_BY(c.{schema.CONTACT_ID}, c.{ROW}) AS meant
    FROM strangers AS n LEFT JOIN contacts AS c
    ON TRIM(LEADING '0' FROM n.id) = TRIM(LEADING '0' FROM c.{schema.CONTACT_ID})
    GROUP BY n.node, n.id"""
_SELVES = f"""SELECT '{SELF}' AS what, e.{ROW} AS number, CAST(NULL AS BIGINT) AS c,
        CAST(NULL AS BIGINT) AS n, COALESCE(e.one, s.{schema.CONTACT_ID}) AS one,
        CAST(NULL AS STRING) AS other, {
    ", ".join(
        f"CAST(NULL AS {'BIGINT' if kind == 'long' else 'STRING'}) AS {name}"
        for name, kind in ISSUE_SHAPE.items()
    )
}
    FROM ends AS e LEFT JOIN contacts AS s ON e.source = s.{ROW} WHERE e.same"""
# a stub has no row of contacts
_OF_GRAPH = f"""SELECT s.what, CASE WHEN s.what IN ('{LOOP}', '{MEETING}')
            THEN CASE WHEN p.{schema.STUB} THEN 0 ELSE p.{NODE} END
            ELSE s.{ISSUES[schema.LINE]} END AS number, s.c, s.n,
        p.id AS one, q.id AS other, {", ".join(f"s.{name}" for name in ISSUE_SHAPE)}
    FROM survey AS s LEFT JOIN people AS p ON s.a = p.{NODE} LEFT JOIN people AS q ON s.b = q.{NODE}
    WHERE s.what IN ({", ".join(f"'{what}'" for what in OF_GRAPH)})"""


def _twice() -> str:
    """Rows with the e-mail of an earlier one, then rows with the name and organization of one."""
    # an e-mail of many different people is nobody's own, as ``own_emails`` has it in memory
    different = f"COUNT(DISTINCT COALESCE({NAME_KEY}, {schema.CONTACT_ID}))"
    emails = f"""SELECT {EMAIL_KEY} AS alike, CAST(0 AS BIGINT) AS place, MIN({ROW}) AS held_on
        FROM contacts WHERE {EMAIL_KEY} IS NOT NULL GROUP BY {EMAIL_KEY}
        HAVING COUNT(*) > 1 AND {different} < {SHARED_BY}"""
    # namesakes are many: a name counts only with an organization, however that is spelled
    names = f"""SELECT c.{NAME_KEY} AS alike, s.number AS place, MIN(c.{ROW}) AS held_on
        FROM contacts AS c JOIN spelled AS s ON c.{schema.ORGANIZATION} = s.name
        WHERE c.{NAME_KEY} IS NOT NULL GROUP BY c.{NAME_KEY}, s.number HAVING COUNT(*) > 1"""
    found = [
        f"""SELECT k.{ROW}, k.{schema.CONTACT_ID} AS id, k.{column} AS value, '{column}' AS same,
            {rank} AS rank, h.held_on, o.{schema.CONTACT_ID} AS held
        FROM ({held}) AS h JOIN contacts AS k ON k.{own} = h.alike {join}
        JOIN contacts AS o ON h.held_on = o.{ROW}
        LEFT JOIN apart AS t ON k.{schema.CONTACT_ID} = t.one AND o.{schema.CONTACT_ID} = t.other
        WHERE k.{ROW} > h.held_on AND t.one IS NULL"""
        for rank, column, own, held, join in (
            (0, schema.EMAIL, EMAIL_KEY, emails, ""),
            (1, schema.NAME, NAME_KEY, names, _AT_PLACE),
        )
    ]
    # An e-mail says more than a name: a row that shares both is reported for the e-mail only.
    first = f"MIN(rank) OVER (PARTITION BY {ROW})"
    return f"""SELECT b.* FROM (
        SELECT a.*, {first} AS best FROM ({" UNION ALL ".join(found)}) AS a) AS b
        WHERE rank = best"""


_AT_PLACE = f"""JOIN spelled AS s ON k.{schema.ORGANIZATION} = s.name AND s.number = h.place"""


def _alike(rows: Any) -> Any:
    """Put the rows of ``_twice`` in words."""
    given = rows.to_pandas()
    found = []
    for column, called in ((schema.EMAIL, "e-mail"), (schema.NAME, "name and organization")):
        those = given[given["same"] == column]
        messages = [
            f"{quoted(one)} has the same {called} as {quoted(held)} on "
            for one, held in zip(those["id"], those["held"], strict=True)
        ]
        cells = pd.Series(those["value"].to_numpy(), those[ROW].to_numpy(), dtype="str")
        others = those["held_on"].to_numpy().astype(np.int64)
        code = schema.POSSIBLE_DUPLICATE_PERSON
        found.append(Issues(code, cells, column, messages, others, NOT_MERGED))
    return told_in_rows(found, {})


def _of_spellings(rows: Any) -> Any:
    """Tell of organizations that are shown in another spelling."""
    given = rows.to_pandas()
    table = pd.DataFrame({schema.ORGANIZATION: given["name"]}).set_axis(given["opens"].to_numpy())
    _, found = respell(table, dict(zip(given["name"], given["shown"], strict=True)))
    return told_in_rows(found, {})


def _of_strangers(rows: Any, *, labels: Mapping[str, str], firms: Mapping[str, int]) -> Any:
    """Tell of people whom only referrals name, and of zeros in front of them."""
    given = rows.to_pandas().sort_values("node")
    # a stranger's node is AFTER_CONTACTS + 2 row, and 1 more if it is the referred end
    number = given["node"].to_numpy() - AFTER_CONTACTS
    stubs = pd.Series(given["id"].to_numpy(), spots_of(number // 2), dtype="str")
    column = np.array(schema.ENDS, dtype=object)[number % 2]
    sheets = np.array([file.table == schema.CONTACTS for file in files_called({})])
    # zeros count for nothing in front of numbers alone
    numbers = given["id"].astype("str").str.fullmatch("0*[1-9][0-9]*")
    known = given.loc[numbers, "meant"].dropna().drop_duplicates().astype("str")
    return told_in_rows(issues_of_stubs(stubs, column, known, sheets, firms), labels)


def _of_pairs(rows: Any, *, labels: Mapping[str, str]) -> Any:
    """Put loops, referrals before an introduction, repeats and self-referrals in words."""
    given = rows.to_pandas()
    number = given["number"].fillna(0).to_numpy().astype(np.int64)
    spots = np.where(given["what"].isin([LOOP, MEETING]), number, spots_of(number))
    given = given.set_axis(pd.Index(spots))
    loops, early, again, selves, dated, long_ago = (
        given[given["what"] == what] for what in (LOOP, EARLY, REPEATED, SELF, DATED, MEETING)
    )
    one, other = (again[end].astype("str") for end in ("one", "other"))
    made, met = (
        pd.Series(dates(rows["n"].to_numpy().astype(np.int64)), rows.index)
        for rows in (early, long_ago)
    )
    found = [
        issue_of_loops(loops["one"].astype("str")),
        issue_of_early(early["one"], made, early["c"].to_numpy().astype(np.int64)),
        issue_of_early_meetings(long_ago["one"], met, long_ago["c"].to_numpy().astype(np.int64)),
        issue_of_repeated(one, other, spots_of(again["c"].to_numpy().astype(np.int64))),
        issue_of_selves(selves["one"].astype("str")),
    ]
    # where a contact was left out, the value is their id
    value = dated[ISSUES[schema.VALUE]].where(dated["one"].isna(), dated["one"])
    words = dated[list(ISSUE_SHAPE)].assign(**{ISSUES[schema.VALUE]: value})
    import pyarrow as pa

    return pa.concat_tables([told_in_rows(found, labels), as_arrow(words, ISSUE_SHAPE)])
