"""The example tables: made again they are the same bytes; they tell the story of data/README.md."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from real_sets import FOLDERS

from netgraph import schema
from netgraph.analysis.advocates import advocates
from netgraph.analysis.dead_ends import dead_ends
from netgraph.analysis.keep_warm import keep_warm
from netgraph.analysis.organizations import organizations
from netgraph.analysis.summary import summary
from netgraph.errors import NetgraphError
from netgraph.simulation import example
from netgraph.simulation.example import EXAMPLE_FILES, example_folder
from netgraph.simulation.office import write_office
from netgraph.simulation.simulate import write_simulated
from netgraph.tables.read import read

if TYPE_CHECKING:
    from netgraph.network import ReferralNetwork

DATA = Path(__file__).parents[1] / "data"


@pytest.fixture(scope="module")
def net() -> ReferralNetwork:
    """The example: 24 first contacts, seven generations, one rootless loop."""
    return read(DATA)


def test_the_example_is_made_again_byte_for_byte(tmp_path: Path) -> None:
    made = write_simulated(tmp_path, example.EXAMPLE_CONTACTS, seed=example.EXAMPLE_SEED)
    assert {path.name for path in made} == set(EXAMPLE_FILES)
    for path in made:
        assert path.read_bytes() == (DATA / path.name).read_bytes(), path.name


def test_the_readme_names_the_command_that_makes_it() -> None:
    command = f"netgraph simulate {example.EXAMPLE_CONTACTS} --seed {example.EXAMPLE_SEED} -o data"
    assert command in (DATA / "README.md").read_text(encoding="utf-8")


def test_the_example_has_the_size_that_its_readme_says(net: ReferralNetwork) -> None:
    counts = summary(net).counts
    assert counts[schema.CONTACTS] == 150
    assert counts[schema.ORGANIZATIONS] == 45
    assert counts[schema.FIRST_CONTACTS] == 24
    assert net.as_of_date is not None
    days = (net.as_of_date - net.contacts[schema.CONTACTED_ON].min()).days
    assert 230 < days < 250  # eight months


def test_every_mendable_blemish_is_in_the_example(net: ReferralNetwork) -> None:
    assert set(net.issues[schema.CODE]) == {
        schema.MERGED_ORGANIZATION,
        schema.REPEATED_REFERRAL,
        schema.REFERRAL_BEFORE_INTRODUCTION,
        schema.UNKNOWN_CONTACT,
        schema.ROOTLESS_LOOP,
    }
    assert (net.issues[schema.CODE] == schema.ROOTLESS_LOOP).sum() == 1


def test_one_advocate_stands_out_and_it_is_not_who_made_most_referrals(
    net: ReferralNetwork,
) -> None:
    best = advocates(net)
    assert best.loc[0, schema.NAME] == "Leila Dahl"
    assert best.loc[0, schema.CREDIT] > 1.3 * best.loc[1, schema.CREDIT]
    assert summary(net).counts[schema.LARGEST_BRANCH] == 46
    busiest = best.loc[best[schema.REFERRALS_MADE].idxmax()]
    assert (busiest[schema.NAME], busiest[schema.REFERRALS_MADE]) == ("Emeka Costa", 23)
    assert busiest[schema.CREDIT] < best.loc[0, schema.CREDIT] / 2


def test_a_dead_branch_can_be_revived_and_organizations_hang_on_one_person(
    net: ReferralNetwork,
) -> None:
    dead = dead_ends(net)
    assert ((dead[schema.SIZE] >= 4) & dead[schema.REVIVE_THROUGH].notna()).any()
    places = organizations(net)
    assert (places[schema.ONLY_THROUGH].notna() & (places[schema.CONTACTS] >= 2)).any()
    assert places[schema.ONLY_THROUGH].notna().sum() == 16
    assert (places[schema.STANDING] == schema.UNREACHED).any()
    assert len(keep_warm(net)) == 4


def test_the_office_is_made_again_byte_for_byte(tmp_path: Path) -> None:
    size = (example.OFFICE_CONTACTS, example.OFFICE_SEEKERS)
    made = write_office(tmp_path, *size, seed=example.OFFICE_SEED)
    assert {path.name for path in made} == {path.name for path in (DATA / "office").iterdir()}
    for path in made:
        assert path.read_bytes() == (DATA / "office" / path.name).read_bytes(), path.name
    command = "netgraph simulate {} --seekers {} --seed {} -o data/office"
    assert command.format(*size, example.OFFICE_SEED) in (DATA / "README.md").read_text("utf-8")


def test_the_office_tells_the_story_of_its_readme() -> None:
    contacts, seekers = (
        pd.read_csv(DATA / "office" / f"{name}.csv", dtype="str")
        for name in ("contacts", "seekers")
    )
    met = contacts[contacts["status"] == "met"].groupby("seeker_id").size()
    assert (met["s04"], met["s40"]) == (22, 29)
    asked = contacts.groupby("name")["seeker_id"].nunique()
    assert asked["Isaac Sato"] == 11 == asked.max()
    names = seekers.set_index("seeker_id")["name"]
    assert (names["s04"], names["s40"]) == ("Amina Kato", "Alejandra Leclerc")
    landed = seekers[seekers["outcome"] == "landed"]
    assert landed["name"].tolist() == ["Magnus Meyer"] == [names["s25"]]


def test_the_example_folder_of_a_checkout_is_data() -> None:
    assert example_folder() == DATA


def test_the_example_folder_of_an_installed_package_lies_inside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "site-packages" / "netgraph"
    shutil.copytree(DATA, package / "examples")
    monkeypatch.setattr(example, "__file__", str(package / "simulation" / "example.py"))
    assert example_folder() == package / "examples"


def test_a_package_without_examples_says_where_it_looked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        example, "__file__", str(tmp_path / "netgraph" / "simulation" / "example.py")
    )
    with pytest.raises(NetgraphError, match="examples"):
        example_folder()


def test_the_physicians_carry_their_licence() -> None:
    told = (DATA / "physicians" / "SOURCE.md").read_text(encoding="utf-8")
    assert "Permission is hereby granted, free of charge" in told
    assert "Thomas W. Valente" in told


@pytest.mark.parametrize(
    ("name", "contacts", "referrals"),
    [
        ("ckm_physicians", "f8f3b341a10b4eaa", "b5c63569d3bb92a6"),
        ("lazega_lawfirm", "9812664a43357ddf", "bde405691bc0841b"),
    ],
)
def test_real_sets_are_copied_unchanged(name: str, contacts: str, referrals: str) -> None:
    """The files are those that were made of the source, by the beginning of their SHA-256."""
    files = (FOLDERS[name] / f"{table}.csv" for table in ("contacts", "referrals"))
    found = [hashlib.sha256(path.read_bytes()).hexdigest()[:16] for path in files]
    assert found == [contacts, referrals]
