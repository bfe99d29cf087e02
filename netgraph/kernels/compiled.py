"""One source, two ways to run: as Python where the input is small, compiled where it is large."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, Final, Generic, ParamSpec, TypeVar

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

P = ParamSpec("P")
R = TypeVar("R")

COMPILE_FROM: Final = 20_000
"""Array length from which compiling (or loading the compiled code) pays."""


class Kernel(Generic[P, R]):
    """A function on arrays that is compiled when, and only when, an argument is long.

    Parameters
    ----------
    python
        The function, in the subset of Python that numba compiles. It must not call other kernels.

    Notes
    -----
    Below ``COMPILE_FROM`` numba is not imported, so a person with 80 contacts never waits for a
    compiler. The compiled code is cached on disk where the system has a place for it.
    """

    def __init__(self, python: Callable[P, R]) -> None:
        self.python = python
        functools.update_wrapper(self, python)

    @functools.cached_property
    def compiled(self) -> Callable[P, R]:
        """The function as machine code."""
        import numba

        try:
            return numba.njit(cache=True, nogil=True)(self.python)
        except RuntimeError:  # nowhere to keep a cache: read-only package and no home
            return numba.njit(nogil=True)(self.python)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        """Run the kernel the way that suits the size of its arguments."""
        return (self.compiled if _longest(args) >= COMPILE_FROM else self.python)(*args, **kwargs)


def kernel(python: Callable[P, R]) -> Kernel[P, R]:
    """Make a kernel of a function; use as a decorator."""
    return Kernel(python)


def _longest(args: tuple[Any, ...]) -> int:
    return max((len(a) for a in args if isinstance(a, np.ndarray)), default=0)
