"""A short run of each fuzzer; ``python tests/fuzz/run.py`` searches on."""

from __future__ import annotations

from importlib.util import find_spec

import pytest
from conftest import require
from fuzz.run import attempt


@pytest.mark.parametrize(
    ("kind", "count"),
    [("commands", 16), ("networks", 1), ("engines", 1)],
)
def test_no_trial_finds_a_fault(kind: str, count: int) -> None:
    if kind == "engines":
        require(find_spec("duckdb"), "duckdb")
    faults = [f"{kind} {n}: {said}" for n in range(1, count + 1) if (said := attempt(kind, n))]
    assert not faults, "\n".join(faults)
