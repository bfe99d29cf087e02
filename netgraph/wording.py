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
