"""Regular expressions that are compiled when they are first asked, not when a module is imported.

Reading knows some two hundred of them, and a plain table asks a few dozen: compiling all of them
cost a tenth of what a small network waits for.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, AnyStr, Generic, cast

if TYPE_CHECKING:
    from typing import Any


def lazy_pattern(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return what answers as ``re.compile(text, flags)`` does, compiled with its first question.

    Not for what asks for the type: pandas and ``re.sub`` want a compiled expression.
    """
    return cast("re.Pattern[AnyStr]", _LazyPattern(text, flags))


class _LazyPattern(Generic[AnyStr]):
    """A regular expression that is not compiled yet."""

    def __init__(self, text: AnyStr, flags: int) -> None:
        self._given: tuple[AnyStr, int] = text, flags

    def __reduce__(self) -> tuple[object, tuple[AnyStr, int]]:
        """Copies and what other processes unpickle are compiled when they are asked."""
        return lazy_pattern, self._given

    def __getattr__(self, name: str) -> Any:
        """Take it from the compiled expression, and keep it: asked again, it is found at once."""
        found = getattr(re.compile(*self._given), name)
        setattr(self, name, found)
        return found
