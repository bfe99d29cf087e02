"""Lists and views that a cell reads: what is changed in them would be seen by nobody."""

from __future__ import annotations

from typing import Any, NoReturn, SupportsIndex

from netgraph.errors import OptionError


def _refuse_change(held: Any, *_: object, **__: object) -> NoReturn:
    way = f"m.{held.called} = …"
    if isinstance(held, dict):
        way = 'm.view = m.view | {"layout": "radial"}'
    raise OptionError(f"a change in m.{held.called} would change no map; set all of it: {way}")


class FixedList(list[str]):
    """A list of a map that is set as a whole.

    Parameters
    ----------
    texts
        What it holds.
    called
        The attribute that it is read from.
    """

    def __init__(self, texts: Any = (), called: str = "selected") -> None:
        super().__init__(texts)
        self.called = called

    append = extend = insert = remove = pop = clear = sort = reverse = _refuse_change
    __setitem__ = __delitem__ = _refuse_change

    def __iadd__(self, more: Any) -> list[str]:  # type: ignore[override,misc]
        return [*self, *more]

    def __imul__(self, times: SupportsIndex) -> list[str]:  # type: ignore[override]
        return [*self] * times

    def __reduce__(self) -> Any:
        return list, ([*self],)


class FixedView(dict[str, Any]):
    """A view of a map that is set as a whole; ``m.view | {…}`` is one with changes."""

    called = "view"

    update = pop = popitem = clear = setdefault = _refuse_change
    __setitem__ = __delitem__ = _refuse_change

    def __ior__(self, more: Any) -> dict[str, Any]:  # type: ignore[override,misc]
        return {**self, **dict(more)}

    def __reduce__(self) -> Any:
        return dict, ({**self},)
