"""Rows read = rows kept + merged + left out; each of the last two is an issue on its line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netgraph import schema
from netgraph.tables.build import ReadOptions
from netgraph.tables.cleaned import clean_sources
from netgraph.tables.locate import locate
from netgraph.tables.read import read

if TYPE_CHECKING:
    from pathlib import Path

ID = st.sampled_from(["a", "b", "c", "d", "e", "007", "7"])
DATE = st.sampled_from(["", "2024-01-01", "2024-02-02", "2024-03-03", "soon"])
CONTACT = st.fixed_dictionaries(
    {
        "id": ID,
        "name": st.sampled_from(["", "Ann", "Bob", "Cyd"]),
        "email": st.sampled_from(["", "", "x@x", "y@y"]),
        "met_on": DATE,
        "referred_by": st.sampled_from(["", "", "a", "b", "Ann", "Zed"]),
    }
)
REFERRAL = st.fixed_dictionaries({"from": ID, "to": ID, "date": DATE})
FILES = st.tuples(
    st.lists(CONTACT, max_size=6), st.lists(CONTACT, max_size=5), st.lists(REFERRAL, max_size=8)
)


def lines(issues: pd.DataFrame, *codes: str) -> int:
    """How many different rows these issues tell of."""
    told = issues[issues[schema.CODE].isin(codes) & (issues[schema.LINE] > 0)]
    return len(told[[schema.TABLE, schema.LINE]].drop_duplicates())


@pytest.mark.parametrize("as_of", [None, "2024-02-15"])
@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(FILES, st.sampled_from(["first", "last"]))
def test_every_row_is_kept_merged_or_left_out_and_told(
    tmp_path: Path,
    as_of: str | None,
    files: tuple[list[dict[str, str]], list[dict[str, str]], list[dict[str, str]]],
    keep: str,
) -> None:
    names = [["id", "name", "email", "met_on", "referred_by"]] * 2 + [["from", "to", "date"]]
    paths = []
    for at, (rows, header) in enumerate(zip(files, names, strict=True)):
        paths.append(tmp_path / f"{at}.csv")
        pd.DataFrame(rows, columns=header).to_csv(paths[-1], index=False)
    net = read(*paths, keep=[keep, "both"], lenient=True, as_of=as_of)  # type: ignore[arg-type]
    issues = net.issues
    people = sum(len(rows) for rows in files[:2])
    kept = int((~net.contacts[schema.STUB]).sum())
    later = issues[(issues[schema.CODE] == schema.AFTER_AS_OF)]
    gone = later[(later[schema.COLUMN] == schema.CONTACT_ID) & (later[schema.LINE] > 0)]
    assert people == kept + lines(issues, schema.DUPLICATE_CONTACT, schema.MERGED_CONTACT) + len(
        gone
    )
    if as_of is None:
        said = issues[schema.CODE].value_counts()
        given_up = said.get(schema.SELF_REFERRAL, 0)
        dropped = _cells_on_left_out_rows(files[:2], issues)
        cells = sum(bool(row["referred_by"]) for rows in files[:2] for row in rows)
        assert len(files[2]) + cells == net.referrals[schema.COUNT].sum() + given_up + dropped
        assert said.get(schema.REPEATED_REFERRAL, 0) == (net.referrals[schema.COUNT] - 1).sum()


def _cells_on_left_out_rows(files: tuple[list[dict[str, str]], ...], issues: pd.DataFrame) -> int:
    """Referrers named in rows that are left out because their id is there twice."""
    told = issues[issues[schema.CODE] == schema.DUPLICATE_CONTACT]
    rows = zip(told[schema.TABLE], told[schema.LINE], strict=True)
    return sum(bool(files[int(table[0])][line - 2]["referred_by"]) for table, line in rows)


def test_steps_that_found_nothing_keep_no_column_in_memory(tmp_path: Path) -> None:
    """No cells of a column were a view of it: 42 MB of ids at a million contacts."""
    path = tmp_path / "contacts.csv"
    path.write_text("id,name,met_on,referred_by\n1,Ann,2024-01-31,\n2,Bo,,1\n", encoding="utf-8")
    options = ReadOptions()
    cleaned = clean_sources(locate((path,), options=options), options)
    assert all(len(one.cells) for one in cleaned.issues)
