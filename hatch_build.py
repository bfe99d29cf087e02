"""The kernels are compiled when the package is built, from the sources that also run as Python.

hatchling calls the hook for a wheel and for an editable installation. Without a C compiler the
package is built all the same, and its kernels run as Python. ``NETGRAPH_COMPILED`` says whether to
``try`` (the default), not to (``no``), or to fail where it cannot be done (``must``).

``python hatch_build.py`` compiles them in place, in a checkout (needs cython and setuptools);
``NETGRAPH_BOUNDS=1`` has the compiled code look at each position, for tests.
"""

from __future__ import annotations

import ast
import importlib.util
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from types import ModuleType

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # in a checkout, where nothing but the library is built
    BuildHookInterface = object

KERNELS = Path(__file__).resolve().parent / "netgraph" / "kernels"
IMPORTS = "import numpy as np\n"
FLAGS = ["-O3", "-g0", "-fwrapv"]
FLAGS += ["-ffp-contract=off"]  # fused operations (ARM) would round otherwise than Python does


def sources() -> ModuleType:
    """The module ``netgraph.kernels.sources``, without the package, which needs numpy."""
    spec = importlib.util.spec_from_file_location("kernel_sources", KERNELS / "sources.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def kernels_as_one_module() -> str:
    """Gather the functions under ``@kernel``, without decorator and hints: the .pxd types them."""
    functions = [
        node
        for path in sources().source_files(KERNELS)
        if path.suffix == ".py"
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef)
        and any(ast.unparse(mark) == "kernel" for mark in node.decorator_list)
    ]
    for function in functions:
        function.decorator_list, function.returns = [], None
        for argument in function.args.args:
            argument.annotation = None
    names = [function.name for function in functions]
    marks = f"KERNELS = {names!r}\nSOURCE_MARK = {sources().source_mark(KERNELS)!r}\n"
    return "\n\n".join([IMPORTS, *map(ast.unparse, functions), marks])


def compiled_library(folder: Path) -> Path:
    """Compile the kernels in a folder; nothing generated is left beside the sources.

    Returns
    -------
    The library, in that folder.
    """
    from Cython.Build import cythonize
    from setuptools import Distribution, Extension

    name = sources().LIBRARY
    module = folder / f"{name}.py"
    module.write_text(kernels_as_one_module(), encoding="utf-8")
    shutil.copy(KERNELS / f"{name}.pxd", folder)
    checked = bool(os.environ.get("NETGRAPH_BOUNDS"))
    extension = Extension(
        name, [str(module)], extra_compile_args=[] if sys.platform == "win32" else FLAGS
    )
    modules = cythonize(
        [extension],
        compiler_directives={
            "language_level": 3,
            "infer_types": True,
            "boundscheck": checked,
            "initializedcheck": checked,
            "wraparound": False,
        },
        build_dir=str(folder),
        quiet=True,
    )
    command = Distribution({"ext_modules": modules}).get_command_obj("build_ext")
    command.build_lib = command.build_temp = str(folder)
    command.ensure_finalized()
    command.run()
    return Path(command.get_ext_fullpath(name))


def compile_in_place() -> Path:
    """Put the library beside the sources, whole: a process that runs keeps the one it has."""
    with tempfile.TemporaryDirectory() as folder:
        library = compiled_library(Path(folder))
        beside = KERNELS / f"{library.name}.new"
        shutil.copy(library, beside)
        return beside.replace(KERNELS / library.name)


class CompiledKernels(BuildHookInterface):
    """Adds the compiled kernels to what is built, where they can be compiled."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile; ``version`` is ``standard`` for a wheel, ``editable`` for a checkout."""
        wanted = os.environ.get("NETGRAPH_COMPILED") or "try"
        if wanted == "no" or self.target_name == "sdist":  # sources are for every machine
            return
        self.folder = tempfile.mkdtemp()
        try:
            if version == "editable":
                compile_in_place()
                return
            library = compiled_library(Path(self.folder))
        except (Exception, SystemExit) as error:  # whatever a compiler may lack
            if wanted == "must":
                raise
            self.app.display_warning(f"the kernels stay plain Python: {error}")
            return
        # a wheel for this Python and this system only
        build_data["pure_python"] = False
        build_data["infer_tag"] = True
        build_data["force_include"][str(library)] = f"netgraph/kernels/{library.name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact: str) -> None:  # noqa: ARG002
        """Clear the folder of the compiler away, once the wheel is there."""
        shutil.rmtree(getattr(self, "folder", ""), ignore_errors=True)


if __name__ == "__main__":
    print(compile_in_place())
