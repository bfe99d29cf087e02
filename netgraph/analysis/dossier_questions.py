"""Five to seven questions that fit what is known of a person, always chosen in the same way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from netgraph import schema
from netgraph.iso_days import iso
from netgraph.patterns import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netgraph.analysis.dossier import Dossier

QUESTIONS_AT_MOST: Final = 7
LONG_ENOUGH_DAYS: Final = 30
"""Days since the last talk from which on it is worth asking what has changed."""
LONGEST_PHRASE: Final = 60
"""Letters of a title or an organization that a question repeats."""

# What people of a trade know that nobody outside it does. The first word that stands in the field
# decides; a field that has none of them gets a question by its own name.
OF_FIELDS: Final = (
    (
        "transport logistic freight shipping aviation rail",
        "What makes or breaks an ordinary day in transport, and whose work is it?",
    ),
    (
        "software it tech technology computing internet",
        "Which part of the product do people argue about most, and why?",
    ),
    (
        "publish book editorial",
        "How does a title find its readers by now, and whose work is that?",
    ),
    ("retail commerce fashion", "What do customers ask for that they did not three years ago?"),
    ("data analytics statistics", "Which decision was last changed by numbers, and who did that?"),
    (
        "media broadcast news journalism film television",
        "Where has the audience gone, and what does that change in your work?",
    ),
    (
        "educat school university teach academ",
        "What do people who come to education from elsewhere underrate?",
    ),
    (
        "financ bank insur account invest",
        "Which skill do people lack who come into finance from elsewhere?",
    ),
    (
        "health medic clinic hospital pharma nursing",
        "Where do the daily routine and what patients need pull in two directions?",
    ),
    (
        "food agri farm restaurant hospitality",
        "What is decided by the season, and what by the customers?",
    ),
    (
        "engineer manufact industr automotive",
        "At which point does a project usually slip, and who saves it?",
    ),
    (
        "energy climate environment utility",
        "Which kind of project would you join if you began now?",
    ),
    ("law legal", "Which kind of work is growing, and how does one learn it?"),
    (
        "market advertis communicat relations pr",
        "How do you know that a campaign has worked?",
    ),
    (
        "government public policy civic",
        "How do people get in from outside, and what takes so long?",
    ),
    (
        "nonprofit charity foundation ngo philanthropy",
        "Where does the money come from, and what does that do to the work?",
    ),
    ("consult advis", "Which problems do clients bring that they did not three years ago?"),
    (
        "research science biotech biolog chemi physic",
        "How do people move between research and the rest of the house?",
    ),
    ("design art arts architect", "What makes you look twice at somebody's work?"),
    ("estate construct property", "What decides early on whether a building will be a good one?"),
)
"""Beginnings of words in a field, and the question for who works there."""
OF_TITLES: Final = (
    (
        "recruit talent hr sourcer",
        "What makes you read on in a letter or a resume, and what makes you stop?",
    ),
    (
        "founder cofounder owner ceo",
        "What is hard to get right in your place that nobody sees from outside?",
    ),
    (
        "sales account",
        "What does a good first conversation with a client sound like?",
    ),
    (
        "product",
        "Who decides what is built next, and what do you base it on?",
    ),
    (
        "project program programme coordinator",
        "What keeps your projects on their way, and what stops them?",
    ),
    (
        "director president head chief vp vice lead manager supervisor principal",
        "What do you look for when somebody joins your team that no posting says?",
    ),
    (
        "analyst scientist statistician",
        "Which question lands on your desk most often, and what do you answer it with?",
    ),
    (
        "engineer developer programmer technician",
        "How is work divided and checked in your team, and what is learned on the job?",
    ),
    ("design", "How much of what you first draw is left in what is built?"),
    (
        "editor writer journalist author",
        "What do you wish people knew before they send you a first text?",
    ),
    ("consult adviser advisor", "How does an assignment begin, and who decides on it?"),
    (
        "operation specialist administrat assistant",
        "What goes wrong most often, and how is it put right?",
    ),
    (
        "professor teacher lecturer dean",
        "What do former students tell you about their first years at work?",
    ),
    (
        "physician doctor nurse therapist surgeon",
        "What fills your day that nobody outside sees?",
    ),
    ("lawyer attorney counsel paralegal", "How did you choose your part of the law?"),
)
"""Beginnings of words in a title, and the question for who bears it."""
_WORDS_OF_TEXT: Final = lazy_pattern(r"[^\W\d_]+")


def questions_for(one: Dossier) -> tuple[str, ...]:
    """Five to seven questions for the next talk with a person; none for who declined."""
    if one.phase == schema.DECLINED:
        return ()
    again = one.phase in (schema.MET, schema.IN_TOUCH_ALREADY)
    found = list(_for_the_next_talk(one) if again else _for_the_first_talk(one))
    # the last question, for a name, stays whatever there was to ask before it
    return (*found[: QUESTIONS_AT_MOST - 1], _whom_else(one))


def _for_the_first_talk(one: Dossier) -> Iterator[str]:
    yield f"How did you come to your work{_role(one)}?"
    yield from _of_trade(one)
    if one.decision_maker:
        yield "What do you wish people knew before they apply in your field?"
    if len(one.named):
        yield from _of_names_given(one)
    yield from _of_organization(one)
    yield "What does an ordinary week look like, and which part of it do you like least?"
    yield "If you were in my place today, what would you do in the next month?"
    yield "What do you read, or whom do you follow, to keep up?"


def _for_the_next_talk(one: Dossier) -> Iterator[str]:
    yield _since_then(one)
    yield from _of_names_given(one)
    yield from _of_trade(one)
    if one.decision_maker:
        yield "What do people get wrong when they first write to somebody in your place?"
    yield from _of_organization(one)
    yield "Knowing what you know of me by now, what would you do next in my place?"
    yield "Which of my skills should I say more about, and which can I leave out?"
    yield "What should I read or learn before we talk again?"


def _since_then(one: Dossier) -> str:
    """What has changed, where there was time for it; else what to do with what they said."""
    day = last_talk(one)
    if day is None or one.as_of is None:
        return "What has changed for you since we were last in touch?"
    if (one.as_of - day).days < LONG_ENOUGH_DAYS:
        return "Of all that you told me, what should I do first?"
    return f"What has changed for you since we were last in touch, on {iso(day)}?"


def last_talk(one: Dossier) -> pd.Timestamp | None:
    """The newest day on which you met, asked, were in touch, or they gave you a name."""
    told = (schema.MET_ON, schema.ASKED_ON, schema.LAST_CONTACT_ON)
    own = one.events[schema.DATE][one.events[schema.EVENT].isin(told)]
    day: Any = pd.concat([own, one.named[schema.REFERRED_ON]]).max()
    return None if pd.isna(day) else day


def _of_trade(one: Dossier) -> Iterator[str]:
    """What fits the title, then the field."""
    if one.title and (fits := _of_words(one.title, OF_TITLES)):
        yield fits
    if not one.field:
        return
    fits = _of_words(one.field, OF_FIELDS)
    yield fits or f"What is changing in {_shortened(one.field)} at the moment, and what stays hard?"


def _of_words(text: str, known: tuple[tuple[str, str], ...]) -> str:
    words = [word.casefold() for word in _WORDS_OF_TEXT.findall(text)]
    for beginnings, question in known:
        # a beginning of two letters is a word of its own: "it", "pr", "hr", "vp"
        if any(
            word == begin or (len(begin) > 3 and word.startswith(begin))
            for begin in beginnings.split()
            for word in words
        ):
            return question
    return ""


def _of_organization(one: Dossier) -> Iterator[str]:
    if not one.organization:
        return
    met = one.colleagues[one.colleagues[schema.MET]]
    firm = _shortened(one.organization)
    if len(met):
        name = met[schema.NAME].iloc[0]
        yield f"I have talked with {name} at {firm}: how does your part of it differ?"
    else:
        yield f"What should somebody from outside know about {firm} before writing there?"


def _whom_else(one: Dossier) -> str:
    """The question for one more name: at a target that is not reached, else in their field."""
    if one.wanted:
        return (
            "Who else would be worth twenty minutes? Do you know anybody at "
            f"{_shortened(one.wanted[0])}?"
        )
    where = f" in {_shortened(one.field)}" if one.field else ""
    if one.organization:
        beyond = f"beyond {_shortened(one.organization)}"
        where += f", also {beyond}," if where else f" {beyond}"
    return f"Who else{where} would be worth twenty minutes?"


def _of_names_given(one: Dossier) -> Iterator[str]:
    """What to ask about somebody they named: one you have not met and who is not closed first."""
    met = one.named[schema.MET]
    closed = one.named[schema.STATUS].isin([schema.DECLINED, schema.NO_REPLY])
    ahead = one.named[~met & ~closed]
    if len(ahead):
        yield f"You named {ahead[schema.NAME].iloc[0]}: what should I be sure to ask them?"
    elif met.any():
        name = one.named[met][schema.NAME].iloc[0]
        yield f"I have met {name}, thank you: who would tell me something quite different?"


def _role(one: Dossier) -> str:
    as_title = f" as {_shortened(one.title)}" if one.title else ""
    return as_title + (f" at {_shortened(one.organization)}" if one.organization else "")


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_PHRASE else f"{text[: LONGEST_PHRASE - 1].rstrip()}…"
