"""Text from tables, made harmless for where it is shown."""

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

MARKDOWN: Final = r"[\\`*_\[\]|~]"
HTML: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def escape_controls(text: str, *, keep: str = "") -> str:
    r"""Show characters that would do something as their escapes.

    Examples
    --------
    >>> print(escape_controls("Ann\x1b[31m \u202eBob"))
    Ann\x1b[31m \u202eBob
    """
    return re.sub(CONTROLS, lambda found: _escape(found[0], keep), text)


def _escape(character: str, keep: str) -> str:
    return character if character in keep else character.encode("unicode_escape").decode("ascii")


def escape_markdown(text: str) -> str:
    r"""Escape text for a cell of a Markdown table: no markup, no HTML, no new cell.

    Examples
    --------
    >>> print(escape_markdown("a|b <img> *c*"))
    a\|b &lt;img&gt; \*c\*
    """
    escaped = re.sub(MARKDOWN, lambda found: "\\" + found[0], escape_controls(text))
    return re.sub("[&<>]", lambda found: HTML[found[0]], escaped)


def escape_json(text: str) -> str:
    r"""Escape control characters in JSON that is otherwise readable Unicode.

    Line ends between values stay.

    Examples
    --------
    >>> print(escape_json('{"name": "\u202eBob"}'))
    {"name": "\u202eBob"}
    """
    return re.sub(
        CONTROLS, lambda found: found[0] if found[0] == "\n" else _code_units(found[0]), text
    )


def _code_units(character: str) -> str:
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[i : i + 2].hex()}" for i in range(0, len(units), 2))
