"""JavaScript and CSS of the page without what only people read: comments, indents, line breaks."""

from __future__ import annotations

import re
from typing import Final

from netgraph.patterns import lazy_pattern

TOKEN: Final = lazy_pattern(
    r"""(?P<comment>/\*.*?\*/)
      | (?P<text>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')
      | (?P<space>\s+)
      | (?P<word>[\w$#.]+)
      | (?P<sign>.)""",
    re.VERBOSE | re.DOTALL,
)
REGEX: Final = lazy_pattern(r"/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\[\n])+/[a-z]*")
"""A regular expression, where a division cannot stand."""
ENDS_OF_VALUES: Final = ")]}"
WORDS_BEFORE_A_VALUE: Final = ("return", "typeof", "case", "of", "in", "void", "yield")
OPEN_AFTER: Final = frozenset(",;{([:=&|?<>*%^!~")
"""Signs after which no statement can end, so that a line break means nothing."""
OPEN_BEFORE: Final = frozenset(",;})]:=&|?<>*%^")
"""Signs that no statement can begin with: a line break before them means nothing either."""
CSS_GAP: Final = lazy_pattern(r"/\*.*?\*/|\s+", re.DOTALL)


def minify(script: str) -> str:
    """Take comments, needless spaces and line breaks out of JavaScript.

    A line break stays wherever JavaScript might put a semicolon in its place. Texts, templates and
    regular expressions stay as they are. It knows the JavaScript of this package: no comments with
    ``//``, and no regular expression right behind a closing bracket.
    """
    tokens: list[str] = []
    at = 0
    while at < len(script):
        if script[at] == "`":
            end = _template_end(script, at)
            tokens.append(script[at:end])
        elif script[at] == "/" and script[at + 1] != "*" and _value_may_stand(tokens):
            end = _end(REGEX.match(script, at))
            tokens.append(script[at:end])
        else:
            token = TOKEN.match(script, at)
            end = _end(token)
            if token and token.lastgroup == "space":
                tokens.append("\n" if "\n" in token[0] else " ")
            elif token and token.lastgroup != "comment":
                tokens.append(token[0])
        at = end
    return _without_spaces(tokens)


def minify_css(style: str) -> str:
    """Take comments and line breaks out of CSS; between two words one space stays."""
    short = re.sub(r" ?([{};,]) ?", r"\1", CSS_GAP.sub(" ", style)).strip()
    # a selector has no space behind its colon; before a brace no semicolon is needed
    return short.replace(": ", ":").replace(";}", "}")


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
            # A template within a template is gone through by itself, up to its own closing
            # backtick.
            at = _template_end(script, at) - 1
        elif depth:
            depth += {"{": 1, "}": -1}.get(char, 0)
        at += 1


def _value_may_stand(tokens: list[str]) -> bool:
    """Whether a value may come next, so that a slash begins a regular expression."""
    # At the very start a value may stand too, as behind an opening bracket.
    before = next((token for token in reversed(tokens) if not token.isspace()), "(")
    if before in WORDS_BEFORE_A_VALUE:
        return True
    return not (before[-1] in ENDS_OF_VALUES or before[-1].isalnum() or before[-1] in "_$\"'`.")


def _without_spaces(tokens: list[str]) -> str:
    """Join tokens, between two of them nothing, a space or a line break, whichever is needed."""
    out: list[str] = []
    gap = ""
    for token in tokens:
        if token.isspace():
            # A comment that is gone leaves a gap on each side: one line break among them is enough.
            gap = "\n" if "\n" in (gap, token) else " "
            continue
        before = out[-1][-1] if out else ";"
        if gap == "\n" and _may_end(before, token):
            out.append("\n")
        elif gap and _run_together(before, token):
            out.append(" ")
        out.append(token)
        gap = ""
    return "".join(out)


def _may_end(before: str, token: str) -> bool:
    """Whether a statement may end between two tokens that a line break parts."""
    if before in OPEN_AFTER or token[0] in OPEN_BEFORE:
        return False
    # ".map" goes on with what came before, but for a digit, which would make it a number: 1.map
    return not (re.match(r"\.[^\d.]", token) and not before.isdigit())


def _run_together(before: str, token: str) -> bool:
    """Whether two tokens would be read as one, or as others, without a space."""
    if token[0] == "." and not (before.isdigit() or token[1:2].isdigit()):
        return False
    return (_is_word(before) and _is_word(token[0])) or (before == token[0] and before in "+-/")


def _is_word(char: str) -> bool:
    return char.isalnum() or char in "_$#."
