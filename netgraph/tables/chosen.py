"""What reading chose of every file, and what it left, in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from netgraph import schema
from netgraph.tables.cleaning.own_words import SAYS_NOTHING
from netgraph.tables.cleaning.several_emails import further_email_columns
from netgraph.tables.issues import quoted
from netgraph.tables.linking.own_addresses import NICKNAMES, PROFILE_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from netgraph.network import ReferralNetwork
    from netgraph.tables.issues import File

LISTED: Final = 12
"""Columns or words that are listed before the rest is counted."""
CARRIED_LISTED: Final = 60
"""Columns without a meaning here that are listed: a status or a name among them must be seen."""
_TELL_WHO: Final = "  carried along, and asked for who is who: "
_WITHOUT_MEANING: Final = "  carried along, without a meaning here: "
USUAL_ENCODINGS: Final = ("", "utf-8", "utf-8-sig", "ascii")
"""Code pages that are not worth a word."""


def chosen_words(files: Sequence[File]) -> list[str]:
    """Say of every file what it was taken for, which columns mean what, and which mean nothing."""
    lines = []
    for file in files:
        lines.append(f"{file.label}: {', '.join([file.table, *_how(file)])}")
        called = [
            f"{name} is {quoted(found)}"
            for name, found in file.called.items()
            if schema.folded(name) != schema.folded(str(found))
        ]
        called += [f"{name} is also {quoted(c)}" for name, more in file.also.items() for c in more]
        lines += _listed("  columns: ", called)
        lines += _listed("  words: ", _meanings(file))
        # the names that a reader gave are none of the file's
        who = [name for name in file.further if _tells_who_is_who(name)]
        rest = [name for name in file.further if name not in who]
        for before, names in ((_TELL_WHO, who), (_WITHOUT_MEANING, rest)):
            lines += _listed(before, map(quoted, names), CARRIED_LISTED)
    return lines


def _tells_who_is_who(heading: str) -> bool:
    if schema.folded(heading) in PROFILE_COLUMNS | NICKNAMES:
        return True
    return bool(further_email_columns([heading], schema.EMAIL))


def _how(file: File) -> list[str]:
    """Sheet, code page, header and order of dates of a file, where they are worth a word."""
    chosen, said = file.chosen, []
    if chosen.sheet:
        said.append(f"sheet {quoted(chosen.sheet)}")
    if chosen.encoding.casefold() not in USUAL_ENCODINGS:
        said.append(f"code page {chosen.encoding}")
    if chosen.header > 1:
        said.append(f"header in {file.unit} {chosen.header}")
    if chosen.dates:
        said.append(f"dates {chosen.dates}")
    return said


def _meanings(file: File) -> list[str]:
    return [
        f"{column} {quoted(word)} is {meaning or SAYS_NOTHING}"
        for column, words in file.words.items()
        for word, meaning in words.items()
    ]


def _listed(before: str, parts: Iterable[str], most: int = LISTED) -> list[str]:
    parts = list(parts)
    more = f", and {len(parts) - most:,} more" if len(parts) > most else ""
    return [before + ", ".join(parts[:most]) + more] if parts else []


def worth_saving(files: Sequence[File], *, sheets_passed: bool = False) -> dict[str, Any]:
    """What reading had to find out: columns under other names, words, the sheet, the code page.

    Words of columns that may hold names are never saved, nor what files disagree about.
    """
    choices = {c.name for t in schema.TABLES.values() for c in t.columns if c.kind == "choice"}
    values = {
        f"{column}:{word}": meaning or SAYS_NOTHING
        for file in files
        for column, words in file.words.items()
        if column in choices
        for word, meaning in words.items()
    }
    pages = {file.chosen.encoding for file in files if file.chosen.encoding}
    page = pages.pop() if len(pages) == 1 else ""
    found: dict[str, Any] = {"values": values}
    if len(files) == 1 and sheets_passed:
        found["sheet"] = files[0].chosen.sheet
    found["columns"] = _called_otherwise(files)
    # the order of another program's dates says nothing of one's own
    orders = {file.chosen.dates for file in files if file.chosen.dates and not file.export}
    found |= {"dates": orders.pop()} if len(orders) == 1 else {}
    return found | ({"encoding": page} if page.casefold() not in USUAL_ENCODINGS else {})


def _called_otherwise(files: Sequence[File]) -> dict[str, str]:
    """Standard names of columns that one's own files all have under the same other name."""
    called: dict[str, set[str]] = {}
    # how other programs call their columns is known in any case
    for file in files:
        for name, found in {} if file.export else file.called.items():
            called.setdefault(name, set()).add(str(found))
    return {
        name: found
        for name, names in called.items()
        if len(names) == 1 and schema.folded(found := min(names)) != schema.folded(name)
    }


def is_a_name(net: ReferralNetwork, contact: str) -> bool:
    """Whether the id of a contact is their name, as in sheets without ids."""
    contacts = net.contacts
    if schema.NAME not in contacts.columns:
        return not contact.isascii() or any(ch.isalpha() for ch in contact)
    own = contacts[contacts[schema.CONTACT_ID] == contact]
    return bool((own[schema.NAME] == contact).any())
