"""A page made of a template: texts escaped, the style sheet in it, all requests forbidden."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING, Any, Final

from netgraph.controls import escape_controls
from netgraph.maps.minify import minify, minify_css
from netgraph.maps.page import PALETTE, asset, policy
from netgraph.patterns import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jinja2 import Environment

ISO_DAY: Final = lazy_pattern(r"\b\d{4}-\d{2}-\d{2}\b")
SHARED_STYLE: Final = "base.css"


def page_asset(name: str) -> str:
    """Return the text of a style sheet or a script in ``report/assets``."""
    return resources.files("netgraph.report").joinpath("assets", name).read_text(encoding="utf-8")


def page_environment() -> Environment:
    """Make the Jinja environment of pages: it escapes all that is not marked as code of ours."""
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup, escape

    def dated(words: str) -> Markup:
        """Escape words: none turns the sentence around, and no day is broken at a line's end."""
        shown = str(escape(escape_controls(words)))
        days = ISO_DAY.sub(r'<span class="day">\g<0></span>', shown)
        return Markup(days)  # noqa: S704 - escaped, and then only days are marked

    # A name that a template spells wrongly raises an error instead of leaving a hole. Lines of
    # a template that only steer leave no line in the page.
    made = Environment(
        loader=PackageLoader("netgraph.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["dated"] = dated
    return made


def render(
    template: str,
    *,
    title: str,
    styles: Sequence[str] = (),
    scripts: Sequence[str] = (),
    own_style: str = "",
    allowed: tuple[Sequence[str], Sequence[str]] = ((), ()),
    **context: Any,
) -> str:
    """Fill a template that extends ``base.jinja``.

    Parameters
    ----------
    template
        The name of a file in ``report/templates``.
    title
        What the window and the page are called.
    styles, scripts
        Names of files in ``report/assets`` besides the shared style sheet. They stand in the page,
        which allows nothing else: no request, no inline style, no other script.
    own_style
        Further style, of this page alone: of our own making, never text from tables.
    allowed
        Texts of further scripts and styles that may run: those of a page within the page, which a
        browser holds to the rules of both.
    **context
        What else the template names. Texts are escaped.

    Returns
    -------
    The page; ``maps.page.page_bytes`` makes a file of it.
    """
    from markupsafe import Markup

    sheets = [asset(PALETTE), *(page_asset(name) for name in (SHARED_STYLE, *styles))]
    style = minify_css("".join(sheets)) + own_style
    code = [minify(page_asset(name)) for name in scripts]
    script_texts, style_texts = allowed
    return (
        page_environment()
        .get_template(template)
        .render(
            title=escape_controls(title),
            policy=policy([*code, *script_texts], [style, *style_texts]),
            style=Markup(style),  # noqa: S704 - our own files, never text from tables
            scripts=[Markup(one) for one in code],  # noqa: S704 - the same
            **context,
        )
    )
