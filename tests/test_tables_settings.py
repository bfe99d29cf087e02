"""What is saved beside tables in ``netgraph.toml``: honoured, told, overruled, and never unsafe."""

from __future__ import annotations

import tempfile
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import netgraph as ng
from netgraph import schema
from netgraph.errors import InputError, MissingColumnError
from netgraph.tables.read import read
from netgraph.tables.settings import Settings, load_settings, merged, saving, settings_bytes

SHEET = "id,name,firm seen,referred by,phase\n1,Ann,Acme,,met\n2,Bob,Birch,1,ghosted\n"
WORDS = st.text(min_size=1, max_size=8)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Ann -> Bob, with a column and a word that only the settings explain."""
    (tmp_path / "sheet.csv").write_text(SHEET, encoding="utf-8")
    (tmp_path / "netgraph.toml").write_text(
        '[columns]\norganization = "firm seen"\nstatus = "phase"\n'
        '[values]\n"status:ghosted" = "no_reply"\n',
        encoding="utf-8",
    )
    return tmp_path


def told(net: ng.ReferralNetwork) -> list[str]:
    issues = net.issues
    return issues.loc[issues[schema.CODE] == schema.SAVED_SETTINGS, schema.MESSAGE].tolist()


def test_settings_beside_the_tables_count_and_are_told(folder: Path) -> None:
    net = read(folder / "sheet.csv")
    assert net.contacts[schema.ORGANIZATION].tolist() == ["Acme", "Birch"]
    assert net.contacts[schema.STATUS].tolist() == ["met", "no_reply"]
    (said,) = told(net)
    assert "organization is the column 'firm seen'" in said
    assert "1 word of status" in said
    assert schema.SAVED_SETTINGS in ng.check(folder / "sheet.csv")[schema.CODE].tolist()


def test_an_option_wins_entry_by_entry(folder: Path) -> None:
    net = read(
        folder / "sheet.csv",
        columns={"organization": "name"},
        values={"status:ghosted": "declined"},
    )
    assert net.contacts[schema.ORGANIZATION].tolist() == ["Ann", "Bob"]
    # the status column was not overruled, the word was
    assert net.contacts[schema.STATUS].tolist() == ["met", "declined"]


def test_a_saved_column_that_is_gone_is_told_and_a_given_one_is_refused(folder: Path) -> None:
    (folder / "sheet.csv").write_text("id,referred by\n1,\n2,1\n", encoding="utf-8")
    net = read(folder / "sheet.csv")
    assert len(net.referrals) == 1
    # one line for all that is passed over, none that it counts
    passed = "the column 'firm seen' (organization), the column 'phase' (status), 1 word of status"
    assert told(net) == [f"netgraph.toml settles what no table here has, passed over: {passed}"]
    with pytest.raises(MissingColumnError, match="firm seen"):
        read(folder / "sheet.csv", columns={"organization": "firm seen"})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a = \n", "line 1"),
        ('dates = "day-first"\nkolumns = 1\n', "line 2: no key 'kolumns'; is it 'columns'"),
        ("[columns]\nx = 1\n", "line 2: columns.x must be text"),
        ('columns = "x"\n', r"columns must be a table"),
        ('dates = "may first"\n', "expected day-first or month-first"),
        ("keep = 3\n", "line 1: keep must be text"),
        ("[[columns]]\n", "columns must be a table"),
        ("\xff", "cannot be read"),
        ("a=" + "[" * 5_000, "cannot be read"),
    ],
)
def test_what_is_wrong_with_settings_is_one_error_with_its_line(
    folder: Path, text: str, said: str
) -> None:
    (folder / "netgraph.toml").write_bytes(text.encode("latin-1"))
    with pytest.raises(InputError, match=said):
        read(folder / "sheet.csv")


@settings(max_examples=150, deadline=None)
@given(
    columns=st.dictionaries(WORDS, WORDS, max_size=3),
    values=st.dictionaries(WORDS, WORDS, max_size=3),
    seeker=st.none() | WORDS,
    keep=st.none() | st.just("first") | st.just(("last", "both")),
)
def test_settings_are_read_back_equal_whatever_they_hold(**kept: Any) -> None:
    wanted = Settings(**kept)
    data = settings_bytes(wanted)
    tomllib.loads(data.decode("utf-8"))
    with tempfile.TemporaryDirectory() as home:
        (Path(home) / "netgraph.toml").write_bytes(data)
        again = load_settings([home])
    assert again.settled == wanted.settled
    assert settings_bytes(again) == data


def test_files_are_named_from_the_folder_of_the_settings(tmp_path: Path) -> None:
    (tmp_path / "lists").mkdir()
    given_options = {"targets": str(tmp_path / "lists" / "wanted.csv"), "lenient": True}
    kept = saving(given_options, Settings(), tmp_path)
    assert settings_bytes(kept).endswith(b'targets = "lists/wanted.csv"\n')
    (tmp_path / "netgraph.toml").write_bytes(settings_bytes(kept))
    assert load_settings([tmp_path]).targets == str(tmp_path / "lists" / "wanted.csv")
    assert merged({"targets": "other.csv"}, load_settings([tmp_path]))["targets"] == "other.csv"


def test_standard_input_has_no_settings() -> None:
    assert load_settings(["-"]) == Settings()
