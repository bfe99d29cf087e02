"""Characters that would do something where text is shown, and their escapes."""

from __future__ import annotations

import re
from typing import Final

CONTROLS: Final = (
    "[\x00-\x1f\x7f-\x9f\xad"  # control characters, terminal escapes among them
    # direction marks, separators, invisible ones
    "\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    # byte order mark, half characters, tags
    "\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e0fff]"
)
"""Characters that move a terminal's cursor, turn text around or hide in it."""


def escape_controls(text: str, *, keep: str = "") -> str:
    r"""Show characters that would do something as their escapes.

    Examples
    --------
    >>> print(escape_controls("Ann\x1b[31m \u202eBob"))
    Ann\x1b[31m \u202eBob
    """
    return re.sub(CONTROLS, lambda found: _escape(found[0], keep), text)


def _escape(character: str, keep: str) -> str:
    # This codec also writes lone surrogates, at which UTF-8 would raise an error.
    return character if character in keep else character.encode("unicode_escape").decode("ascii")
