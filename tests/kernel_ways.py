"""Both ways in which a kernel runs: as Python, and compiled."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from conftest import require

from netgraph.kernels import compiled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from netgraph.kernels.compiled import Kernel

BUILT_BY = "a library of compiled kernels (python hatch_build.py)"


def ways(kernel: Kernel) -> dict[str, Callable]:
    """The function as Python and compiled; without a library there is nothing to compare."""
    require(kernel.compiled, BUILT_BY)
    return {"python": kernel.python, "compiled": kernel.compiled}


@contextlib.contextmanager
def plain_python() -> Iterator[None]:
    """Run kernels as Python, as where the package was built without a compiler."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compiled, "library", lambda: ({}, ""))
        yield


@contextlib.contextmanager
def both_ways_compared() -> Iterator[set[str]]:
    """Run each kernel both ways whenever it is called; gather the names of those that were.

    Results, and arrays that a kernel writes into, must have the same types and bytes.
    """
    called = set()

    def run(kernel: Kernel, *args: Any) -> Any:
        copies = [a.copy() if isinstance(a, np.ndarray) else a for a in args]
        one, other = kernel.python(*copies), ways(kernel)["compiled"](*args)
        called.add(kernel.python.__name__)
        for plain, machine in zip(_flat(one, copies), _flat(other, args), strict=True):
            if isinstance(plain, np.ndarray):
                assert (plain.dtype, plain.shape) == (machine.dtype, machine.shape), kernel
                assert plain.tobytes() == machine.tobytes(), kernel
            else:
                assert plain == machine, kernel
        return other

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compiled.Kernel, "__call__", run)
        yield called


def _flat(result: Any, args: Any) -> list[Any]:
    return [*(result if isinstance(result, tuple) else (result,)), *args]
