"""Pseudonyms for the people and organizations of an engine: order first, hide last.

Numbers are computed, and rows ordered, by what the tables say. What an answer shows instead is a
table beside them, made by what hides a network in memory.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from netgraph import schema
from netgraph.collation import PEOPLE_COLUMNS
from netgraph.engines.coded import DATED
from netgraph.engines.engine import as_arrow, count
from netgraph.engines.relations import (
    AFTER_PEOPLE,
    FIRST_WORDS,
    ISSUE_SHAPE,
    ISSUES,
    NODE,
    SHOWN_ORGANIZATIONS,
    SHOWN_PEOPLE,
)
from netgraph.errors import NotOnEngineError
from netgraph.pseudonyms import Codes, SamePseudonymError
from netgraph.redaction import safe_contacts, unsafe_referrals
from netgraph.redaction_issues import hidden_columns, redacted_issues
from netgraph.redaction_words import (
    HIDING_NAMES,
    HIDING_ORGANIZATIONS,
    alike_apart,
    first_words,
    hidden_firms,
    named_after_people,
)
from netgraph.tables.check import with_hints

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from netgraph.choices import Redaction
    from netgraph.engines.engine import Engine
    from netgraph.engines.reading import Reader

NOT_THERE_YET: Final = f"SELECT a FROM survey WHERE what = '{DATED}' AND a IS NOT NULL"
"""Numbers of people whom an as-of date leaves out: they are in no answer."""
MOST_LOOKED_FOR: Final = 500_000
"""Organizations that every worker looks for in what people are called: 300 bytes each."""


def hide(
    engine: Engine,
    readers: Mapping[str, Reader],
    redactions: Iterable[Redaction],
    secret: bytes,
    targets: Iterable[str],
    *,
    wrong: bool,
) -> None:
    """Make ``shown_issues``, ``shown_people`` and ``shown_organizations``: what is shown for whom.

    Parameters
    ----------
    engine
        With ``issues``, ``people`` and ``survey``.
    readers
        How the tables were read.
    redactions
        What to hide, one redaction after another.
    secret
        The key.
    targets
        Target organizations, as they are spelled.
    wrong
        Whether there are errors, so that nobody is shown.

    Raises
    ------
    NotOnEngineError
        If there are more organizations than a worker has memory for.
    SamePseudonymError
        If two people or organizations would have one pseudonym.
    """
    _hide_issues(engine, readers, wrong=wrong)
    if not wrong:
        _hide_people(engine, redactions, secret, targets)


def _hide_people(
    engine: Engine, redactions: Iterable[Redaction], secret: bytes, targets: Iterable[str]
) -> None:
    # initials of people who are in no answer count for nobody
    rows = f"""SELECT p.{NODE}, p.id AS before, p.id, p.name, p.{schema.ORGANIZATION},
        p.{schema.STUB} FROM people AS p LEFT JOIN ({NOT_THERE_YET}) AS l ON p.{NODE} = l.a
        WHERE l.a IS NULL"""
    firms = _firms_of_people(engine, rows, targets)
    for what in redactions:
        engine.step("unhidden", rows)
        known = firms.dropna().drop_duplicates()
        words = functools.partial(_words_in_batch, what=what, secret=secret, known=known)
        engine.mapped("first_words", "SELECT * FROM unhidden", words, FIRST_WORDS)
        if count(engine, "SELECT COUNT(*) - COUNT(DISTINCT code) FROM first_words"):
            raise SamePseudonymError("two pseudonyms are the same; choose another key")
        if what in HIDING_NAMES:
            engine.step("shown_people", f"SELECT {', '.join(SHOWN_PEOPLE)} FROM first_words")
        else:
            alike = "OVER (PARTITION BY shown"
            numbered = f"""SELECT *, ROW_NUMBER() {alike} ORDER BY code) - 1 AS place,
                COUNT(*) {alike}) AS alike FROM first_words"""
            apart = functools.partial(_apart_in_batch, what=what, secret=secret)
            engine.mapped("shown_people", numbered, apart, SHOWN_PEOPLE)
        hide_all = what in HIDING_ORGANIZATIONS
        after = set() if hide_all else _named_after_people(engine, known)
        firms = hidden_firms(firms, after, Codes(secret), hide_all=hide_all)
        shown = pd.DataFrame({"before": firms.index, "shown": firms.array})
        engine.small("shown_organizations", as_arrow(shown, SHOWN_ORGANIZATIONS))
        # what a further redaction finds
        rows = f"""SELECT s.{NODE}, s.before, s.shown AS id, s.shown_name AS name,
            o.shown AS {schema.ORGANIZATION}, p.{schema.STUB}
            FROM shown_people AS s JOIN people AS p ON s.{NODE} = p.{NODE}
            LEFT JOIN shown_organizations AS o ON p.{schema.ORGANIZATION} = o.before"""
    engine.drop("unhidden", "first_words")


def _firms_of_people(engine: Engine, rows: str, targets: Iterable[str]) -> pd.Series:
    """Every organization by itself: those of people in their order, then targets."""
    each = f"""SELECT {schema.ORGANIZATION} AS name, MIN({NODE}) AS first FROM ({rows}) AS r
        WHERE {schema.ORGANIZATION} IS NOT NULL GROUP BY {schema.ORGANIZATION}"""
    number = count(engine, f"SELECT COUNT(*) FROM ({each}) AS e")
    if number > MOST_LOOKED_FOR:
        raise NotOnEngineError(
            f"{number:,} organizations, and an engine looks for {MOST_LOOKED_FOR:,} in what "
            "people are called",
            "leave --redact out",
        )
    found = engine.fetch(f"SELECT name FROM ({each}) AS e ORDER BY first")["name"].to_pylist()
    names = pd.Series([*dict.fromkeys([*found, *targets])], dtype="str")
    return names.set_axis(pd.Index(names, dtype="str"))


def _words_in_batch(piece: Any, *, what: Redaction, secret: bytes, known: pd.Series) -> Any:
    """Hide who and where the people of a batch are: ``FIRST_WORDS``."""
    people = _people_in_batch(piece)
    coded = Codes(secret)
    code = coded.numbers(people[schema.CONTACT_ID], "person")
    ids, names = first_words(what, people, code, known, coded)
    rows = people.rename(columns={schema.CONTACT_ID: "id"})
    return as_arrow(rows.assign(code=code, shown=ids, shown_name=names), FIRST_WORDS)


def _people_in_batch(piece: Any) -> pd.DataFrame:
    """A batch of ``unhidden`` in the columns of contacts."""
    rows: pd.DataFrame = piece.to_pandas().rename(columns={"id": schema.CONTACT_ID})
    texts = (schema.CONTACT_ID, schema.NAME, schema.ORGANIZATION)
    return rows.astype(dict.fromkeys(texts, "str"))


def _apart_in_batch(piece: Any, *, what: Redaction, secret: bytes) -> Any:
    """Tell people apart who are called alike by now: ``SHOWN_PEOPLE``."""
    rows = piece.to_pandas()
    ids, names, shown = (rows[c].astype("str") for c in ("id", "shown_name", "shown"))
    shown, names = alike_apart(
        what, (shown, names), ids, rows["place"], rows["alike"], Codes(secret)
    )
    return as_arrow(rows.assign(shown=shown, shown_name=names), SHOWN_PEOPLE)


def _named_after_people(engine: Engine, known: pd.Series) -> set[str]:
    """Organizations called after people."""
    find = functools.partial(_after_people_of, known=known)
    engine.mapped("after_people", "SELECT * FROM unhidden", find, AFTER_PEOPLE)
    return set(engine.fetch("SELECT DISTINCT name FROM after_people")["name"].to_pylist())


def _after_people_of(piece: Any, *, known: pd.Series) -> Any:
    return as_arrow(
        {"name": sorted(named_after_people(_people_in_batch(piece), known))}, AFTER_PEOPLE
    )


def _hide_issues(engine: Engine, readers: Mapping[str, Reader], *, wrong: bool) -> None:
    """Make ``shown_issues`` of ``issues``, and of the columns that are not shown."""
    engine.mapped("hidden_issues", "SELECT * FROM issues", _without_words, ISSUE_SHAPE)
    columns = with_hints(hidden_columns([] if wrong else _columns_not_shown(readers)))
    engine.small("issues_of_hiding", as_arrow(columns.rename(columns=ISSUES), ISSUE_SHAPE))
    engine.view(
        "shown_issues", "SELECT * FROM hidden_issues UNION ALL SELECT * FROM issues_of_hiding"
    )


def _without_words(piece: Any) -> Any:
    plain = {called: name for name, called in ISSUES.items()}
    issues = piece.to_pandas().rename(columns=plain)
    return as_arrow(redacted_issues(issues).rename(columns=ISSUES), ISSUE_SHAPE)


def _columns_not_shown(readers: Mapping[str, Reader]) -> list[tuple[str, str]]:
    """The columns of the tables that memory would leave out."""
    left_out: list[tuple[str, str]] = []
    for name, reader in readers.items():
        frame, _ = reader.cleaned(pd.DataFrame(columns=list(reader.found), dtype="str"))
        if name == schema.CONTACTS:
            # what these say is in the referrals
            frame = frame.drop(columns=[*schema.SIDES, schema.REFERRED_ON], errors="ignore")
            left_out += safe_contacts(frame)[1]
        else:
            left_out += unsafe_referrals(frame)
        known = set(reader.found.values())
        left_out += [(name, column) for column in reader.names if column not in known]
    return left_out


def joins_of_shown(shape: Iterable[str]) -> str:
    """The joins that bring what is shown for the columns of a table ``t``."""
    return " ".join(
        f"LEFT JOIN shown_{_KINDS[name]} AS of_{name} ON t.{name} = of_{name}.before"
        for name in shape
        if name in _KINDS
    )


def shown_cell(name: str) -> str:
    """What is shown for a column of a table ``t``."""
    if name == schema.NAME:
        person = f"of_{schema.CONTACT_ID}"
        return f"COALESCE({person}.shown_name, {person}.shown)"
    return f"of_{name}.shown" if name in _KINDS else f"t.{name}"


_KINDS: Final = {
    **dict.fromkeys(PEOPLE_COLUMNS, "people"),
    schema.ORGANIZATION: "organizations",
}
ORDER_OF_CODES: Final = f"of_{schema.CONTACT_ID}.{schema.STUB}, of_{schema.CONTACT_ID}.code"
"""Contacts where nothing is ranked, stubs last: their own order would tell who they are."""
