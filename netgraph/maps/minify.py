"""Our own scripts without what only people read: comments, indents, spaces around signs."""

from __future__ import annotations

import re
from typing import Final

TOKEN: Final = re.compile(
    r"""(?P<comment>/\*.*?\*/)
      | (?P<text>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')
      | (?P<space>\s+)
      | (?P<word>[\w$#.]+)
      | (?P<sign>.)""",
    re.VERBOSE | re.DOTALL,
)
PATTERN: Final = re.compile(r"/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\[\n])+/[a-z]*")
"""A regular expression, where a division cannot stand."""
VALUES: Final = ")]}"
WORDS_BEFORE_A_VALUE: Final = ("return", "typeof", "case", "of", "in", "void", "yield")


def minify(script: str) -> str:
    """Take comments and needless spaces out of JavaScript; line breaks between statements stay.

    Texts, templates and regular expressions stay as they are. It knows the JavaScript of this package, which
    has no comments with ``//`` and no line that begins with a bracket or a template.
    """
    kept: list[str] = []
    at = 0
    while at < len(script):
        if script[at] == "`":
            end = _template_end(script, at)
            kept.append(script[at:end])
        elif script[at] == "/" and script[at + 1] != "*" and _value_may_stand(kept):
            end = _end(PATTERN.match(script, at))
            kept.append(script[at:end])
        else:
            token = TOKEN.match(script, at)
            end = _end(token)
            if token and token.lastgroup == "space":
                kept.append("\n" if "\n" in token[0] else " ")
            elif token and token.lastgroup != "comment":
                kept.append(token[0])
        at = end
    return _without_spaces(kept)


def _end(found: re.Match[str] | None) -> int:
    if found is None:
        raise ValueError("this JavaScript is not of the kind that the package holds")
    return found.end()


def _template_end(script: str, at: int) -> int:
    """Where the template that begins here ends, with what is nested in it."""
    depth, at = 0, at + 1
    while True:
        char = script[at]
        if char == "\\":
            at += 1
        elif depth == 0 and char == "`":
            return at + 1
        elif script.startswith("${", at):
            depth += 1
            at += 1
        elif depth and char == "`":
            at = _template_end(script, at) - 1
        elif depth:
            depth += {"{": 1, "}": -1}.get(char, 0)
        at += 1


def _value_may_stand(kept: list[str]) -> bool:
    before = next((token for token in reversed(kept) if not token.isspace()), "(")
    if before in WORDS_BEFORE_A_VALUE:
        return True
    return not (before[-1] in VALUES or before[-1].isalnum() or before[-1] in "_$\"'`.")


def _without_spaces(tokens: list[str]) -> str:
    """Join tokens, a space only where two words or two equal signs would run into each other."""
    out: list[str] = []
    gap = ""
    for token in tokens:
        if token.isspace():
            gap = "\n" if "\n" in (gap, token) else " "
            continue
        before = out[-1][-1:] if out else "\n"
        if gap == "\n" and before not in ",;{(":
            out.append("\n")
        elif gap and (
            (_is_word(before) and _is_word(token[0])) or (before == token[0] and before in "+-")
        ):
            out.append(" ")
        out.append(token)
        gap = ""
    return "".join(out).strip()


def _is_word(char: str) -> bool:
    return char.isalnum() or char in "_$#."
