"""Where the example tables lie."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from netgraph import schema
from netgraph.errors import NetgraphError

EXAMPLE_CONTACTS: Final = 150
EXAMPLE_SEED: Final = 20630
"""``data/`` is ``write_simulated("data", EXAMPLE_CONTACTS, seed=EXAMPLE_SEED)``."""

OFFICE_CONTACTS: Final = 900
OFFICE_SEEKERS: Final = 40
OFFICE_SEED: Final = 7
"""``data/office/`` is ``write_office("data/office", OFFICE_CONTACTS, OFFICE_SEEKERS,
seed=OFFICE_SEED)``."""

EXAMPLE_FILES: Final = tuple(
    f"{name}.csv" for name in (schema.CONTACTS, schema.REFERRALS, schema.TARGETS, schema.ALIASES)
)


def example_folder() -> Path:
    """Return the folder with the example tables.

    It lies inside the installed package, or is ``data/`` of a checkout.

    Raises
    ------
    NetgraphError
        If neither is there.
    """
    package = Path(__file__).parents[1]
    for folder in (package / "examples", package.parent / "data"):
        if all((folder / name).is_file() for name in EXAMPLE_FILES):
            return folder
    raise NetgraphError(
        f"the example tables are neither in {package / 'examples'} nor in {package.parent / 'data'}"
    )
