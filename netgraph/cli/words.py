"""Text from tables, made harmless for where it is shown."""

from __future__ import annotations

import re
from typing import Final

CONTROLS: Final = (
    "[\x00-\x1f\x7f-\x9f\xad"  # control characters, terminal escapes among them
    "\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"  # direction marks, separators, invisible ones
    "\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e0fff]"  # byte order mark, half characters, tags
)
"""Characters that move a terminal's cursor, turn text around or hide in it."""

MARKDOWN: Final = r"[\\`*_\[\]|~]"
HTML: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def harmless(text: str, *, keep: str = "") -> str:
    r"""Show characters that would do something as their escapes.

    Examples
    --------
    >>> print(harmless("Ann\x1b[31m \u202eBob"))
    Ann\x1b[31m \u202eBob
    """
    return re.sub(CONTROLS, lambda found: _escape(found[0], keep), text)


def _escape(character: str, keep: str) -> str:
    return character if character in keep else character.encode("unicode_escape").decode("ascii")


def markdown(text: str) -> str:
    r"""Escape text for a cell of a Markdown table: no markup, no HTML, no new cell.

    Examples
    --------
    >>> print(markdown("a|b <img> *c*"))
    a\|b &lt;img&gt; \*c\*
    """
    escaped = re.sub(MARKDOWN, lambda found: "\\" + found[0], harmless(text))
    return re.sub("[&<>]", lambda found: HTML[found[0]], escaped)


def json_text(text: str) -> str:
    r"""Escape what is harmful in JSON that is otherwise readable Unicode; line ends between values stay.

    Examples
    --------
    >>> print(json_text('{"name": "\u202eBob"}'))
    {"name": "\u202eBob"}
    """
    return re.sub(
        CONTROLS, lambda found: found[0] if found[0] == "\n" else _json_escape(found[0]), text
    )


def _json_escape(character: str) -> str:
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[i : i + 2].hex()}" for i in range(0, len(units), 2))
