"""The sources of the kernels: their mark, by which a compiled library of others is noticed.

It needs the standard library alone, as the build of the package loads it by its path.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

LIBRARY: Final = "_native"
"""Name of the compiled module beside this one, and of the file of its types."""


def source_files(folder: Path) -> list[Path]:
    """The modules that hold kernels, and the types that they are compiled with, in order.

    Parameters
    ----------
    folder
        Where they are: ``netgraph/kernels`` of a checkout or of an installation.
    """
    modules = [path for path in folder.glob("*.py") if b"\n@kernel" in path.read_bytes()]
    return [*sorted(modules), folder / f"{LIBRARY}.pxd"]


def source_mark(folder: Path) -> str:
    """A number that changes with any source of the kernels: CRC-32 of their bytes.

    Line ends count as one, whatever a checkout makes of them.
    """
    mark = 0
    for path in source_files(folder):
        mark = zlib.crc32(path.read_bytes().replace(b"\r\n", b"\n"), mark)
    return f"{mark:08x}"
