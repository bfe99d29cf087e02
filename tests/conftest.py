"""Fixtures drawn by hand, the real data, and what to do when something beyond pip is absent."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import matplotlib as mpl
import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser

    from netgraph.network import ReferralNetwork

mpl.use("Agg")  # no window, whatever the machine has

settings.register_profile("same every time", derandomize=True, deadline=None, database=None)
settings.load_profile("same every time")

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared" / "data"
REAL = ("measles_hagelloch_1861", "ckm_physicians", "lazega_lawfirm")

CONTACTS = """\
contact_id,name,organization,source,decision_maker,status,contacted_on,met_on,last_contact_on
ann,Ann Ahn,Acme Inc,friend,no,met,2024-01-02,2024-01-08,2024-03-01
ben,Ben Bly,Birch,,yes,met,2024-01-20,2024-01-25,
cho,Cho Cox,ACME,,no,declined,2024-01-22,,
dan,Dan Day,Cedar,,yes,scheduled,2024-02-12,,
eve,Eve Ek,Dune,event,no,no_reply,2024-01-05,,
fay,Fay Fox,Birch,,no,identified,,,
"""
REFERRALS = """\
referrer_id,referred_id,referred_on
ann,ben,2024-01-10
ann,cho,2024-01-12
ben,dan,2024-02-01
cho,dan,2024-02-05
dan,fay,2024-02-20
ben,fay,2024-02-25
"""


def require(found: object, what: str) -> None:
    """Skip a test for want of something that pip does not bring; fail where everything must be there."""
    if found:
        return
    if os.environ.get("NETGRAPH_REQUIRE_ALL") == "1":
        pytest.fail(f"{what} is required (NETGRAPH_REQUIRE_ALL=1) and is not there")
    pytest.skip(f"{what} is not there")


@pytest.fixture(name="require")
def _require() -> Callable[[object, str], None]:
    return require


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    r"""A folder with one search as of 2024-03-01.

    ann (friend) -> ben -> dan -> fay        eve (event), no reply
        \-> cho ----^  ben ------^
    """
    folder = tmp_path / "search"
    folder.mkdir()
    (folder / "contacts.csv").write_text(CONTACTS, encoding="utf-8")
    (folder / "referrals.csv").write_text(REFERRALS, encoding="utf-8")
    return folder


@pytest.fixture
def search(tables: Path) -> ReferralNetwork:
    r"""The network of ``tables``.

    ann (friend) -> ben -> dan -> fay        eve (event), no reply
        \-> cho ----^  ben ------^
    """
    from netgraph.tables.read import read

    return read(tables)


@pytest.fixture
def example() -> Path:
    """The example data of the repository."""
    return ROOT / "data"


@pytest.fixture(params=["data", "data/physicians", *REAL])
def real(request: pytest.FixtureRequest) -> Path:
    """The two sets of the repository and each of the three shared real ones."""
    name = str(request.param)
    folder = ROOT / name if name.startswith("data") else SHARED / name
    require(folder.is_dir(), f"the data set {name}")
    return folder


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser for all tests of a module."""
    from map_page import CHROMIUM, browser

    require(CHROMIUM and find_spec("playwright"), "Chromium and playwright")
    with browser() as running:
        yield running
