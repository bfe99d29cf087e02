"""A dossier as one self-contained page, for the phone in your hand and for one sheet of paper."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from netgraph.analysis.dossier_words import who_in_words
from netgraph.iso_days import iso
from netgraph.report.page import page_bytes, render
from netgraph.wording import heading_of

if TYPE_CHECKING:
    from markupsafe import Markup

    from netgraph.analysis.dossier import Dossier

DOSSIER_TEMPLATE: Final = "dossier.jinja"
DOSSIER_STYLE: Final = "dossier.css"
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


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
            unbroken=days_unbroken,
        )
    )


def days_unbroken(text: str) -> Markup:
    """Escape a text, and hold its days together: a browser breaks lines at hyphens."""
    from markupsafe import Markup, escape

    held = _DAY.sub(r'<span class="day">\g<0></span>', str(escape(text)))
    return Markup(held)  # noqa: S704 - escaped above
