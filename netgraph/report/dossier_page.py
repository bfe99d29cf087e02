"""A dossier as one self-contained page, for the phone in your hand and for one sheet of paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from netgraph.analysis.dossier_words import who_in_words
from netgraph.iso_days import iso
from netgraph.maps.page import page_bytes
from netgraph.report.page import render
from netgraph.wording import heading_of

if TYPE_CHECKING:
    from netgraph.analysis.dossier import Dossier

DOSSIER_TEMPLATE: Final = "dossier.jinja"
DOSSIER_STYLE: Final = "dossier.css"


def dossier_page(one: Dossier) -> bytes:
    """Write a dossier as a page: no script, no request, every text escaped."""
    included = ", ".join(heading_of(name) for name in one.included)
    return page_bytes(
        render(
            DOSSIER_TEMPLATE,
            title=f"{one.name}: before you talk",
            styles=(DOSSIER_STYLE,),
            one=one,
            who=who_in_words(one),
            parts=one.sections,
            as_of="No dates" if one.as_of is None else f"As of {iso(one.as_of)}",
            included=included,
        )
    )
