"""What parts of larger tables need to be told of the whole."""

from __future__ import annotations

import pandas as pd
import pytest

from netgraph.tables.cleaning.dates import DATE_FORMATS, Votes, read_dates, votes
from netgraph.tables.issues import File, Told

COLUMNS = (
    ["2024-01-02", "2024-03-04", None, "soon"],
    ["13/02/2024", "01/02/2024", "03/04/2024"],
    ["01/02/2024", "03/04/2024", "05/05/2024"],
    ["Jan 5, 2024", "01/02/2024", "02/03/2024", "5 Jan 2024"],
    [None, None],
)


def fresh() -> Told:
    told = Told(lenient=True)
    told.opened(File("contacts", "contacts.csv"), pd.RangeIndex(1))
    return told


@pytest.mark.parametrize("cells", COLUMNS)
@pytest.mark.parametrize("cut", [0, 1, 2])
def test_the_votes_of_parts_add_up_to_the_format_of_the_whole_column(
    cells: list[str | None], cut: int
) -> None:
    column = pd.Series(cells, dtype="str")
    whole, apart = fresh(), fresh()
    expected = read_dates(column, "met_on", whole)
    settled = sum((votes(part) for part in (column[:cut], column[cut:])), Votes()).settled
    assert set(settled) <= {form.name for form in DATE_FORMATS}
    apart.formats = {"met_on": settled}
    found = pd.concat([read_dates(part, "met_on", apart) for part in (column[:cut], column[cut:])])
    pd.testing.assert_series_equal(found, expected, check_dtype=False)
    assert sorted(apart.issues()["message"]) == sorted(whole.issues()["message"])
