"""Two students with a table each, who know one person both, and what reading tells of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    import netgraph as ng

HEAD = "Name,Company,Referred by,Met on\n"
ONE = f"{HEAD}Max Moor,Acme,,2026-03-01\nAda Lee,Birch,Max Moor,2026-03-09\n"
OTHER = f"{HEAD}Max Moor,Acme,,2026-02-01\nCy Fox,Elm,Max Moor,\n"


def folders_of_two(office: Path, file: str) -> Path:
    """A folder each, called after the student, whose table is called ``file``."""
    for name, text in (("Zoë Day", ONE), ("Bo Kay", OTHER)):
        (office / name).mkdir(parents=True)
        (office / name / file).write_text(text, encoding="utf-8")
    return office


def told(found: ng.Cohort | ng.ReferralNetwork, code: str) -> list[str]:
    """The messages of issues of a code."""
    return found.issues["message"][found.issues["code"] == code].tolist()
