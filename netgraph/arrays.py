"""Types of the arrays that travel through the package, each spelled once.

A docstring says how long an array is and what its numbers mean: ``int32[n]`` has one number a
contact.
"""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

# The width is open: numpy counts and indexes in int64, whatever it is given.
Ints: TypeAlias = NDArray[np.signedinteger[Any]]
"""Whole numbers: positions, days, counts; mostly int32."""
Longs: TypeAlias = NDArray[np.int64]
"""Whole numbers that need 64 bits: sums, keys of pairs, lines of files."""
Floats: TypeAlias = NDArray[np.float64]
"""Real numbers."""
Reals: TypeAlias = NDArray[np.floating[Any]]
"""Real numbers of any width, where 32 bits are enough."""
Flags: TypeAlias = NDArray[np.bool_]
"""Yes or no."""
Numbers: TypeAlias = NDArray[Any]
"""Numbers of any type, where a function gives back the type that it was given."""
Words: TypeAlias = NDArray[np.object_]
"""Texts, None where there is none."""
