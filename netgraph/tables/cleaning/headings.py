"""Rows that head others in a sheet of people ("Companies to apply to"): they are no people."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.patterns import lazy_pattern
from netgraph.tables.cleaning.date_formats import DATE_FORMATS, lacks_part
from netgraph.tables.cleaning.month_names import month_called
from netgraph.tables.empty_words import says_nothing
from netgraph.tables.header import first_and_last
from netgraph.tables.issues import Issues, quoted
from netgraph.tables.person_names import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from netgraph.arrays import Flags

MOST_ALONE: Final = 200
"""Rows with one cell that are looked at singly: in a table with more they are its people."""
NEVER_NAMES: Final = frozenset(
    "people persons contacts companies firms organizations organisations employers positions "
    "applications recruiters kontakte firmen unternehmen leute personen bewerbungen entreprises "
    "personnes candidatures empresas personas contactos aziende persone contatti".split()
)
"""Words, folded, that head rows and are never part of a name."""
JOINING: Final = frozenset(
    "to at for with from about the these those this that my our we they i you your their not but "
    "if when where who whom which what how and or is are was were of on in by fur aus zu bei mit "
    "noch nicht und oder pour avec chez para por con per".split()
)
"""Words, folded, that join others to a sentence; names have some of them in capitals."""
HEADING: Final = frozenset(
    "list names network friends family colleagues alumni mentors round week month year today "
    "tomorrow later done notes section group met referred reach follow waiting apply roles tier "
    "batch wave phase quarter contact call email write meet jobs leads targets prospects applied "
    "contacted introduced pending todo".split()
)
"""Other words, folded, of which a heading has one."""
BESIDE_HEADING: Final = frozenset(
    "more other others all new next old first second third out up warm cold potential current "
    "former last ex".split()
)
"""Words, folded, that say as little of a person beside them."""
PLURALS: Final = frozenset(
    "recruiters headhunters colleagues coworkers classmates schoolmates roommates neighbours "
    "neighbors relatives acquaintances alumni mentors professors teachers managers clients "
    "customers students founders strangers friends kollegen kolleginnen freunde nachbarn "
    "collegues amis voisins amigos vecinos colegas colleghi amici".split()
)
"""Words, folded, for several people: last in a text they head rows; names do not end so."""
FORMS_OF_COMPANIES: Final = frozenset(
    "inc incorporated corp corporation llc llp ltd limited plc gmbh ggmbh sarl pty pvt bhd sdn "
    "ltda sprl bvba kgaa zrt".split()
)
"""Legal forms, folded, that are no part of anybody's name, as "Co" and "Sa" may be."""
PERSONS: Final = frozenset(
    "friend neighbour neighbor woman man guy girl lady gentleman boss aunt uncle cousin brother "
    "sister mother father mom mum dad coach mentor recruiter person colleague coworker teacher "
    "professor someone somebody client customer manager director founder owner student alumna "
    "alumnus alum classmate roommate flatmate husband wife partner son daughter nephew niece "
    "doctor dentist lawyer driver assistant secretary freund freundin kollege kollegin chef "
    "chefin nachbar nachbarin frau mann typ dame voisin voisine patron amigo amiga jefe jefa "
    "vecino vecina amico amica capo vicino vicina collega".split()
)
"""Words, folded, for one person, who may be all that is known of somebody."""
OWNING: Final = frozenset(
    "my a an the our his her their mein meine mon ma mi mio mia contact".split()
)
"""First words, folded, of a text that means one person."""
COUNTED: Final = lazy_pattern(
    r"(?:round|week|tier|batch|wave|phase|quarter|month|day|q|january|february|march|april|may|june"
    r"|july|august|september|october|november|december|spring|summer|autumn|fall|winter|section"
    r"|group|part) ?#?(?:[0-9]{1,2}|(?:19|20)[0-9]{2})"
)
"""A heading, folded, with a number or a year."""
OF_COMPANIES: Final = lazy_pattern(
    r"\b(?:companies|firms|organi[sz]ations|employers|jobs|positions|applications|firmen"
    r"|unternehmen|bewerbungen|entreprises|candidatures|empresas|aziende)\b"
)
"""What a heading says, folded, below which no people stand."""
WEEK_HEADING: Final = lazy_pattern(
    r"(?:kw|cw|wk|w/?c|weeks?(?: of)?|woche|semaine|semana|settimana|uge|vecka|week) ?#?"
    r"(?:[0-9]{1,2}(?:(?:[ /-]|, ?)(?:[0-9]{4}|[0-9]{1,2}))?"
    r"|(?:[0-9]{1,2}\.? )?[^\W\d_]{3,}(?: [0-9]+)?)"
)
"""A week, in lower case."""
MONTHS_AS_NAMES: Final = frozenset(
    "mar jan jun jul aug sep dec mai jana maya marta marco mayo maio augusto augustus julio junio "
    "giugno luglio avgust".split()
)
"""Names of months, in lower case, that are as often names of people: headings beside others."""
LEAST_OF_MONTH: Final = 4
"""Letters of a month that stands alone."""
SHORT_MONTHS: Final = frozenset("feb apr may oct okt nov dez fev abr mei maj".split())
"""Shorter ones, in lower case, that are nobody's name."""
PERIOD_HEADING: Final = lazy_pattern(
    r"(?:q|qtr\.?|quarter|quartal|t|trimestre|h|half|fy|gj) ?(?:[1-4]|[0-9]{2}|(?:19|20)[0-9]{2})"
    r"(?:[ /-]*'?(?:(?:19|20)?[0-9]{2}))?|(?:19|20)[0-9]{2}[ /-]*[qht][1-4]"
    r"|[1-4](?:\.|er?|º|ª|st|nd|rd|th) ?(?:quartal|trimestre|quarter|semestre)"
    r"(?: (?:19|20)[0-9]{2})?|(?:(?:19|20)[0-9]{2}年)?[0-9]{1,2}[月월]"
    r"|(?:[^\W\d_]{3,9}\.? ?[-–/&] ?)(?P<until>[^\W\d_]{3,9})\.?(?: '?(?:(?:19|20)?[0-9]{2}))?"
)
"""A quarter, half or financial year, a month in numbers, or months from one to another."""
NOTE: Final = lazy_pattern(
    r"(?:to ?do|notes?|nb|ps|reminder|remember|updated?|source|key|legend|fyi|important|hinweis"
    r"|achtung|wichtig|attention|nota|ask|follow up)(?: ?[:!]| - | \u2013 ).*"
    r"|(?:\S+ ){3,}\S*(?:[!?]|\w{4}\.)"
)
"""A sentence, folded but for its signs."""
OF_A_COMPANY: Final = (
    "is an organization's, not a person's (its people need it in a column of organizations)"
)
MOSTLY_FILLED: Final = 0.9
"""Share of the other rows from which a column is one that people have filled."""
MOST_LISTED: Final = 12
"""Rows with nothing but a name up to which each is told of."""
SENTENCE_FROM: Final = 3
"""Words from which a text with a joining one may be a heading."""


def headings(
    frame: pd.DataFrame, matched: Mapping[str, str], ends: Sequence[pd.Series] = ()
) -> dict[int, str]:
    """Find rows that head others, and those below that are no people.

    A heading stands alone in its row, in a table whose people mostly have more than a name, has no
    id of its own, and is named by nobody as a referrer or as referred.

    Parameters
    ----------
    frame
        Cells as they were found, indexed by spot.
    matched
        Standard name of a column to the name it was found with.
    ends
        Cells of all tables that name people of others.

    Returns
    -------
    The place of each such row, and what it does.
    """
    # bool[rows]: rows that may be headings, few
    alone = _rows_of_one_cell(frame, matched)
    if not alone.any():
        return {}
    texts = {
        int(place): _text_of(frame.iloc[int(place)], matched) for place in np.flatnonzero(alone)
    }
    heads = {
        place: text
        for place, text in texts.items()
        if (is_heading(text) or is_of_company(text)) and not _is_named(text, ends)
    }
    if any(is_of_time(text) for text in heads.values()):
        heads |= {p: t for p, t in texts.items() if _is_first_name(t) and not _is_named(t, ends)}
        heads = dict(sorted(heads.items()))
    found = {
        place: OF_A_COMPANY if is_of_company(text) else "heads others"
        for place, text in heads.items()
    }
    for place, text in heads.items():
        if OF_COMPANIES.search(fold(text)) and not is_of_company(text):
            # a blank row, or another heading, ends what stands below a heading
            for other in range(place + 1, len(frame)):
                ends_here = other in heads and not is_of_company(heads[other])
                if ends_here or frame.index[other] > frame.index[other - 1] + 1:
                    break
                found[other] = f"stands below {quoted(text)}"
    return found


def issues_of_names_alone(
    frame: pd.DataFrame, matched: Mapping[str, str], ends: Sequence[pd.Series]
) -> tuple[Issues, ...]:
    """Tell of rows that hold nothing but a name, where nearly all others hold more.

    They may head the rows below, as "Church" and "Hearth" do, and may be people: they stay.

    Parameters
    ----------
    frame, matched, ends
        As ``headings`` takes them.
    """
    alone = _rows_of_one_cell(frame, matched)
    if not alone.any():
        return ()
    named = {c for n, c in matched.items() if n in (schema.CONTACT_ID, schema.NAME, *schema.SIDES)}
    others = [c for c in frame.columns if c not in {*named, schema.CONTACT_ID}]
    # a column that nearly everybody else has filled: without one a row of a name says enough
    if not any(frame[c][~alone].notna().mean() >= MOSTLY_FILLED for c in others):
        return ()
    places = [int(place) for place in np.flatnonzero(alone)]
    texts = [_text_of(frame.iloc[place], matched) for place in places]
    kept = [
        (place, text)
        for place, text in zip(places, texts, strict=True)
        if text and not _is_named(text, ends)
    ]
    shown = kept if len(kept) <= MOST_LISTED else kept[:1]
    more = "" if shown == kept else f", as have {len(kept) - 1} other rows"
    cells = pd.Series([t for _, t in shown], frame.index[[p for p, _ in shown]], dtype="str")
    messages = [
        f"{quoted(text)} has nothing but a name{more}; kept as a person: if it heads the rows "
        "below, take it out (an organization stands beside each of its people)"
        for text in cells
    ]
    return (Issues(schema.READ_AS, cells, schema.NAME, messages),) if kept else ()


def _is_named(text: str, ends: Sequence[pd.Series]) -> bool:
    """Whether some cell names a text as somebody."""
    import pyarrow as pa
    import pyarrow.compute as pc

    for cells in ends:
        words = pa.array(cells.astype("str"))
        if pc.any(pc.match_substring(words, text, ignore_case=True)).as_py():
            return True
    return False


def _rows_of_one_cell(frame: pd.DataFrame, matched: Mapping[str, str]) -> Flags:
    """``bool[rows]``: rows of one filled cell, where most rows have more of them."""
    parts = first_and_last(map(str, frame.columns)) or ()
    name = matched.get(schema.NAME)
    # an id may be made of the name, and a name of its parts: neither is a cell of the row's own
    made = {schema.CONTACT_ID, *((name,) if parts and name not in parts else ())}
    # int64[rows]: cells that are filled
    filled = np.zeros(len(frame), dtype=np.int64)
    for called in frame.columns:
        if called not in made:
            filled += frame[called].notna().to_numpy()
    own = matched.get(schema.CONTACT_ID)
    alone: Flags = filled == 1
    if own is not None and own != schema.CONTACT_ID:
        alone &= frame[own].isna().to_numpy()
    few = 0 < alone.sum() <= min(MOST_ALONE, int((filled > 1).sum()))
    return alone if few else np.zeros(len(frame), dtype=bool)


def _text_of(row: pd.Series, matched: Mapping[str, str]) -> str:
    """The one text of a row; empty where the row has an id of its own."""
    filled = row.drop(schema.CONTACT_ID, errors="ignore").dropna().astype("str").str.strip()
    text = str(filled.iloc[0]) if len(filled) else ""
    own = row.get(matched.get(schema.CONTACT_ID, schema.CONTACT_ID))
    return text if own is None or pd.isna(own) or str(own).startswith(text) else ""


def is_heading(text: str) -> bool:
    """Whether a text is made of words that names do not have.

    Examples
    --------
    >>> is_heading("Companies to apply to"), is_heading("People I met at the fair")
    (True, True)
    >>> is_heading("To Nguyen"), is_heading("Woman from the bank"), is_heading("March 2024")
    (False, False, True)
    """
    folded = fold(text).rstrip(": ")
    words = re.findall(r"\w+", folded)
    if is_of_time(text):
        return True
    if not any(map(str.isalpha, folded)):
        return False
    low = " ".join(text.casefold().split())
    if COUNTED.fullmatch(folded) or NOTE.fullmatch(low) or text.endswith(":"):
        return True
    if words[-1] in PLURALS and _speaks_of_none(words):
        return True
    if len(words) < 2 or not NEVER_NAMES.isdisjoint(words):
        return len(words) > 1
    return _speaks_of_none(words) and _is_made_of_headings(words, text)


def is_of_time(text: str) -> bool:
    """Whether a text is a day, a week, a month or a year; "Jan" alone may be a person.

    Examples
    --------
    >>> [is_of_time(text) for text in ("2025", "Januar", "KW 12", "3/17/2026", "Jan", "Mr. 7")]
    [True, True, True, True, False, False]
    """
    bare = " ".join(text.split()).rstrip(": ")
    word = bare.rstrip(".").casefold()
    if _is_first_name(bare) or says_nothing(bare):
        return False
    if WEEK_HEADING.fullmatch(word) or lacks_part(bare) or _is_period(word):
        return True
    if any(form.read(bare) is not None for form in DATE_FORMATS):
        return True
    return (len(word) >= LEAST_OF_MONTH or word in SHORT_MONTHS) and _is_month(word)


def _is_period(word: str) -> bool:
    """Whether a text in lower case is a part of a year; "Ann-Mar" is months from none."""
    found = PERIOD_HEADING.fullmatch(word)
    if found is None or not found["until"]:
        return found is not None
    first = re.match(r"[^\W\d_]+", word)
    return first is not None and _is_month(first[0]) and _is_month(found["until"])


def _is_month(word: str) -> bool:
    try:
        return month_called(word) > 0
    except ValueError:
        return False


def _is_first_name(text: str) -> bool:
    return text.rstrip(". ").casefold() in MONTHS_AS_NAMES


def is_of_company(text: str) -> bool:
    """Whether a text ends in a legal form, and is nobody's name for that.

    Examples
    --------
    >>> is_of_company("Hearth Inc."), is_of_company("Bea Co"), is_of_company("Inc")
    (True, False, False)
    """
    words = re.findall(r"\w+", fold(text))
    return len(words) > 1 and words[-1] in FORMS_OF_COMPANIES


def _speaks_of_none(words: Sequence[str]) -> bool:
    """Whether no word of a text, folded, is for one person."""
    return words[0] not in OWNING and PERSONS.isdisjoint(words)


def _is_made_of_headings(words: Sequence[str], text: str) -> bool:
    """Whether the words of a text are those of headings: all, or in a sentence half of them."""
    known = [w for w in words if w in JOINING | HEADING | BESIDE_HEADING or w.isdigit()]
    # lower case inside a text: in capitals it may be a name
    joining = [w for w in re.findall(r"\w+", text)[1:] if w in JOINING]
    sentence = len(words) >= SENTENCE_FROM and bool(joining)
    enough = 2 * len(known) >= len(words) if sentence else len(known) == len(words)
    return enough and not HEADING.isdisjoint(words)
