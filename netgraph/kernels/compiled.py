"""One source, two ways to run: compiled when the package was built, as Python where it was not."""

from __future__ import annotations

import functools
import importlib
import os
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Generic, ParamSpec, TypeVar

import numpy as np

from netgraph.errors import OptionError
from netgraph.kernels.sources import LIBRARY, source_mark

if TYPE_CHECKING:
    from collections.abc import Callable

P = ParamSpec("P")
R = TypeVar("R")

WANTED: Final = "NETGRAPH_COMPILED"
"""The variable that says whether compiled kernels are wanted, when building and when running."""
WAYS: Final = ("try", "no", "must")
SLOW_FROM: Final = 20_000
"""Array length from which plain Python takes seconds: then it is said, once."""
UNBUILT: Final = "the kernels were not compiled when netgraph was installed"
STALE: Final = "the compiled kernels are of other sources than those here"


class SlowKernelsWarning(RuntimeWarning):
    """Said once where a large network is worked on in plain Python."""


class Kernel(Generic[P, R]):
    """A function on arrays, compiled where the package was built with a compiler.

    Parameters
    ----------
    python
        The function, in the subset of Python that Cython compiles by the types in ``_native.pxd``.
        It must not call other kernels.

    Notes
    -----
    Nothing is compiled when it runs. Compiled code takes arrays of exactly the types that the
    docstrings give, and raises ``ValueError`` on others; it does not look whether a position lies
    in its array. While it runs no other thread does.
    """

    def __init__(self, python: Callable[P, R]) -> None:
        self.python = python
        functools.update_wrapper(self, python)

    @property
    def compiled(self) -> Callable[P, R] | None:
        """The function as machine code, None where there is none."""
        return library()[0].get(self.python.__name__)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        """Run the kernel, compiled where it can be."""
        machine = self.compiled
        if machine is not None:
            return machine(*args, **kwargs)
        if _longest(args) >= SLOW_FROM:
            _tell_slow()
        return self.python(*args, **kwargs)


def kernel(python: Callable[P, R]) -> Kernel[P, R]:
    """Make a kernel of a function; use as a decorator."""
    return Kernel(python)


@functools.cache
def library() -> tuple[dict[str, Callable[..., Any]], str]:
    """The compiled kernels by name, none where they are not wanted; and why there are none.

    Raises
    ------
    OptionError
        If ``NETGRAPH_COMPILED`` is ``must`` and there are none, or is no word that counts.
    """
    wanted = os.environ.get(WANTED) or "try"
    if wanted not in WAYS:
        raise OptionError(f"{WANTED}={wanted}: must be one of {', '.join(WAYS)}")
    if wanted == "no":
        return {}, ""
    try:
        native = importlib.import_module(f"netgraph.kernels.{LIBRARY}")
    except ImportError:
        lacking = UNBUILT
    else:
        # edited sources would run as they were before: then they run as Python
        lacking = "" if source_mark(Path(__file__).parent) == native.SOURCE_MARK else STALE
    if not lacking:
        return {name: _on_arrays(getattr(native, name)) for name in native.KERNELS}, ""
    if wanted == "must":
        raise OptionError(f"{WANTED}=must: {lacking}")
    return {}, lacking


@functools.cache
def _tell_slow() -> None:
    """Say what would make it faster, unless plain Python is what was wanted."""
    lacking = library()[1]
    if lacking:
        warnings.warn(
            f"{lacking}, so they run as plain Python: several times slower on large networks; "
            "install netgraph again where a C compiler is (gcc, clang or Visual C++), "
            "or in a checkout run python hatch_build.py",
            SlowKernelsWarning,
            stacklevel=2,
        )


def _on_arrays(machine: Callable[..., Any]) -> Callable[..., Any]:
    """Give machine code arrays that lie in one piece, and make arrays of what it returns."""

    @functools.wraps(machine)
    def run(*args: Any) -> Any:
        found = machine(
            *[np.ascontiguousarray(a) if isinstance(a, np.ndarray) else a for a in args]
        )
        return tuple(map(_array, found)) if isinstance(found, tuple) else _array(found)

    return run


def _array(value: Any) -> Any:
    # views of memory become arrays without a copy
    return value if isinstance(value, int | float) else np.asarray(value)


def _longest(args: tuple[Any, ...]) -> int:
    return max((len(a) for a in args if isinstance(a, np.ndarray)), default=0)
