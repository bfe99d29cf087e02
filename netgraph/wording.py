"""Words around numbers."""

from __future__ import annotations


def with_noun(number: int, noun: str, plural: str | None = None) -> str:
    """Say how many, with the noun in the right number.

    Examples
    --------
    >>> with_noun(1, "contact"), with_noun(1200, "contact"), with_noun(0, "person", "people")
    ('1 contact', '1,200 contacts', '0 people')
    """
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def over_searches(searches: int) -> str:
    """Say that something was counted over several searches; nothing where it is one.

    Examples
    --------
    >>> over_searches(40), over_searches(1)
    (' over all 40 searches', '')
    """
    return f" over all {searches:,} searches" if searches > 1 else ""


def heading_of(column: str) -> str:
    """Spell a standard column as a heading, the way the workbook of ``start`` does.

    Examples
    --------
    >>> heading_of("followed_up_on")
    'Followed up on'
    """
    return column.replace("_", " ").capitalize()
