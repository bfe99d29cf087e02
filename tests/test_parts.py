"""What parts of larger tables need to be told of the whole."""

from __future__ import annotations

import pandas as pd
import pytest

from netgraph.tables.cleaning.date_formats import DATE_FORMATS
from netgraph.tables.cleaning.dates import Votes, styles, votes_of
from netgraph.tables.cleaning.row_readings import read_date_column
from netgraph.tables.cleaning.text import spellings
from netgraph.tables.issues import File, IssueReport, Issues

COLUMNS = (
    ["2024-01-02", "2024-03-04", None, "soon"],
    ["13/02/2024", "01/02/2024", "03/04/2024"],
    ["01/02/2024", "03/04/2024", "05/05/2024"],
    ["Jan 5, 2024", "01/02/2024", "02/03/2024", "5 Jan 2024"],
    [None, None],
)


MET_ON = "met_on"
FILE = File("contacts", "contacts.csv")


def messages(*found: tuple[Issues, ...]) -> set[str]:
    """What is wrong, in words; each part counts the cells of its own that it reads another way."""
    every = tuple(one for issues in found for one in issues)
    told = IssueReport((FILE,), every, lenient=True).table["message"]
    return {message.partition(" (")[0] for message in told}


@pytest.mark.parametrize("cells", COLUMNS)
@pytest.mark.parametrize("cut", [0, 1, 2])
def test_the_votes_of_parts_add_up_to_the_format_of_the_whole_column(
    cells: list[str | None], cut: int
) -> None:
    column = pd.Series(cells, dtype="str")
    whole = spellings(column)
    expected, issues = read_date_column(column, MET_ON, styles({MET_ON: whole})[MET_ON])
    apart = [spellings(part) for part in (column[:cut], column[cut:])]
    voted = (votes_of(part.words.tolist(), part.counts) for part in apart)
    settled = sum(voted, Votes()).settled()
    assert {settled.name, settled.rival} <= {form.name for form in DATE_FORMATS}
    parts = [read_date_column(part, MET_ON, settled) for part in (column[:cut], column[cut:])]
    found = pd.concat([days for days, _ in parts])
    pd.testing.assert_series_equal(found, expected, check_dtype=False)
    assert messages(*(of for _, of in parts)) == messages(issues)
