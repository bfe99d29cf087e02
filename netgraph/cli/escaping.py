"""Text from tables, made harmless for where it is shown."""

from __future__ import annotations

import re
from typing import Final

from netgraph.controls import CONTROLS, escape_controls

# Signs that act only at the start of a line are missing, as each line of a table starts with a bar.
MARKDOWN: Final = r"[\\`*_\[\]|~]"
HTML: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def escape_markdown(text: str) -> str:
    r"""Escape text for a cell of a Markdown table: no markup, no HTML, no new cell.

    Examples
    --------
    >>> print(escape_markdown("a|b <img> *c*"))
    a\|b &lt;img&gt; \*c\*
    """
    # Control characters go first: the backslashes of their escapes are then escaped as well. A line
    # end is one of them, so a cell cannot begin a new row.
    escaped = re.sub(MARKDOWN, lambda found: "\\" + found[0], escape_controls(text))
    return re.sub("[&<>]", lambda found: HTML[found[0]], escaped)


def escape_markdown_line(text: str) -> str:
    r"""Escape text that stands at the beginning of a line of Markdown: no heading, no list.

    Examples
    --------
    >>> print(escape_markdown_line("# Ann"), escape_markdown_line("1. Ben"))
    \# Ann 1\. Ben
    """
    return re.sub(
        r"^(\s*)(?:([#+>=-])|(\d+)([.)]))",
        lambda found: (
            f"{found[1]}\\{found[2]}" if found[2] else f"{found[1]}{found[3]}\\{found[4]}"
        ),
        escape_markdown(text).lstrip(),
    )


def escape_json(text: str) -> str:
    r"""Escape control characters in JSON that is otherwise readable Unicode.

    Line ends between values stay.

    Examples
    --------
    >>> print(escape_json('{"name": "\u202eBob"}'))
    {"name": "\u202eBob"}
    """
    # Outside of texts JSON is printable ASCII and line ends. All else that matches stands in a
    # text, where its escape means the same to whoever reads it.
    return re.sub(
        CONTROLS, lambda found: found[0] if found[0] == "\n" else _code_units(found[0]), text
    )


def _code_units(character: str) -> str:
    # An escape in JSON has four hex digits: above U+FFFF a character is two UTF-16 units, four
    # bytes. A lone surrogate passes through as the one unit that it is.
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[i : i + 2].hex()}" for i in range(0, len(units), 2))
