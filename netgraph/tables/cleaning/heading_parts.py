"""What headings say in any language: folded parts of words, for columns that no name settles."""

from __future__ import annotations

from typing import Final

from netgraph import schema
from netgraph.patterns import lazy_pattern

OTHER_DATES: Final = (
    *("birth", "created", "modified", "updated", "added", "import", "connected", "anniversary"),
    *("absage", "abgelehnt", "reject", "declin", "refus", "rechaz", "rifiut", "afgewez", "recus"),
    *("eingangsbest", "acknowledg", "stagechange", "statuschange", "connectiondate", "trigger"),
    *("applied", "posted", "hired", "start", "enddate", "endson", "contractend", "deadline"),
    *("edited", "synced", "geburt", "naissance", "nacimiento", "nascimento", "nascita", "geboort"),
    *("cumple", "aniversar", "compleanno", "verjaardag", "erstellt", "creado", "criado", "creato"),
    *("aangemaakt", "geandert", "modifi", "aktualis", "actualiz", "atualiz", "aggiorn"),
    *("bijgewerk", "beworben", "bewerbung", "candidat", "postul", "sollicit"),
    *(
        "timestamp",
        "submitted",
        "submission",
        "completion",
        "entered",
        "logged",
        "recorded",
        "zeitstempel",
    ),
    *("verknupf", "connecte", "conectad", "conexao", "conexion", "collegat", "connession"),
    *("verbond", "vernetz", "つなが", "建立联系"),
    *("horodat", "marcatemporal", "informazionicronologiche", "registered", "exported", "saved"),
)
"""Folded parts of headings of dates that are no event of a search."""
NO_REFERRERS: Final = (
    *("reportsto", "reportingto", "manager", "supervisor", "owner", "assistant", "spouse"),
    *("createdby", "modifiedby", "updatedby", "assignedto", "assignee"),
    *("dealname", "opportunityname", "taskname", "jobname", "cardname", "cardtitle", "subject"),
)
"""Folded parts of headings of people who stand beside somebody and named nobody."""
SAY_DATE: Final = {
    schema.FOLLOWED_UP_ON: (
        *(
            "lastfollow",
            "followedup",
            "followupsent",
            "followupdone",
            "chased",
            "nachgefasst",
            "nachgehakt",
        ),
        *("erinnert", "relancele", "sollecitat", "seguimientohecho", "opgevolgd", "напомнил"),
    ),
    schema.NEXT_STEP_ON: (
        *("next", "followup", "due", "remind", "plan", "reconnect", "again", "ping", "revisit"),
        *("nachst", "wieder", "prochain", "relanc", "proximo", "proxima", "prossim", "volgend"),
        *("nastep", "dalsi", "pristi", "следующ", "наступн", "sonraki", "nasta", "neste"),
        *("naeste", "næste", "seuraava", "kovetkez", "urmato", "sljedec", "sledec", "naslednj"),
        *("επομεν", "下次", "次回", schema.folded("다음"), "callback", "circleback", "getback"),
    ),
    schema.THANKED_ON: ("thank", "dank", "merci", "remerc", "graci", "agrade", "obrigad", "grazie"),
    schema.LAST_CONTACT_ON: ("last", "recent", "latest", "letzt", "dernier", "ultim", "laatst"),
    schema.CONTACTED_ON: (
        *("email", "wrote", "written", "sent", "contact", "reach", "message", "first", "kontakt"),
        *("letter", "brief", "courrier", "lettera", "carta", "mailed"),
        *("geschrieben", "ecrit", "premier", "contat", "primer", "primo", "eerste", "erst"),
    ),
    schema.ASKED_ON: ("ask", "gefragt", "demand", "pedid", "chiest", "gevraagd"),
    schema.REFERRED_ON: ("refer", "intro", "empf", "recomm", "recomend"),
}
"""Folded parts of headings that say which date a column holds; others are meetings."""
FIRST: Final = ("first", "premier", "primer", "primo", "eerste", "erst")
"""Folded words for the first time, whatever it was."""
SAY_ORGANIZATION: Final = (
    *(
        "compan",
        "organi",
        "employ",
        "workplace",
        "wherethey",
        "whereis",
        "whereare",
        "wherenow",
        "worksin",
    ),
    *("youwork", "theywork", "dotheywork", "doeshework", "doesshework", "wheredoyouwork"),
    *("worksfor", "worksat", "workat", "workfor", "currentshop", "outfit", "agency", "lawfirm"),
    *("arbeit", "trabaj", "travaill", "lavor", "trabalh", "werkt", "waarze", "wosie", "wosind"),
    *("unternehmen", "firma", "entreprise", "empresa", "aziend", "bedrijf", "societ"),
    *("компани", "организац", "работ", "foretag", "virksomhed", "pracuje", "yritys"),
)
"""Folded parts of headings of organizations; "Where they are" may also be a town."""
PLAINLY_AT: Final = frozenset(
    "at where whereat bei wo chez ou donde onde dove waar hos hvor var gdzie где".split()
)
"""Folded headings of organizations, which may be those of places as well."""
ANOTHER_THAN_ORGANIZATION: Final = (
    *("met", "size", "type", "web", "url", "phone", "address", "city", "town", "country", "street"),
    *("notes", "status", "email", "date", "known", "found", "count", "number", "linkedin", "field"),
)
"""Folded parts of headings of something else about an organization, or about a place."""
MOST_LETTERS: Final = 60
"""Letters of the name of an organization, where only its column's heading says that it is one."""
SAY_MEETING: Final = (
    *("meet", "met", "coffee", "chat", "call", "interview", "spoke", "talk", "lunch", "zoom"),
    *("conversa", "appointment", "treff", "getroff", "gespr", "rencontr", "reun", "incontr"),
    *("visit", "kaffee", "kaffi", "cafe", "caffe", "koffie", "dinner", "breakfast", "ontmoet"),
    *(
        "conoc",
        "schuzk",
        "setkan",
        "spotkan",
        "gorusme",
        "bulusma",
        "встреч",
        "sastanak",
        "sestanek",
    ),
    *("talalkoz", "intalnire", "moteda", "tapaam", "미팅", "면담"),
)
"""Folded parts of headings of meetings."""
SAY_DONE: Final = (
    *("done", "held", "had", "took", "complete", "happened", "finished", "erledigt", "fait"),
    *("hecho", "feito", "fatto", "gedaan"),
)
"""Folded parts of headings of boxes for what has happened."""
BARE_CALL: Final = lazy_pattern(
    r"(?:i|we|first|last|cold|phone|tele|left|tried)*"
    r"(?:calls?|called|phoned|rang|voicemails?|anruf|angerufen|appele|llamad[ao]|gebeld)"
    r"(?:made|left|sent|them|him|her|yn|yesno)*"
)
"""Folded headings of boxes for a call that nobody may have answered: no "Intro call", no "Had"."""
_PERFECT: Final = lazy_pattern(
    r"(?:(?:i|we|you|they|he|she)\s+)?(?:has|have|did|already|hat|habe|haben|schon|bereits|deja|ya|gia)"
    r"\s+(?!to\b|not?\b|never\b|nicht\b)\S.*"
    r"|(?:i|we)\s+(?:met|spoke|talked|chatted)\b.*"
    r"|.*\b(?:met|spoken|spoke|talked|chatted)\s+(?:yet|already)"
)
"""Headings, folded by word, that say of something that it has happened: "Has met", "Met yet"."""
NO_WEIGHT: Final = (
    *("size", "employ", "found", "year", "phone", "zip", "postal", "revenue", "number", "rank"),
    *("mitarbeit", "jahr", "tel", "plz", "salary", "date", "contacts"),
)
"""Folded parts of headings of numbers of an organization that are no weight; "#1" is the best."""
NO_EVENT_YET: Final = (
    *("next", "plan", "schedul", "book", "invit", "request", "need", "want", "ready", "todo"),
    *("should", "accept", "confirm", "notmet", "unmet", "remind", "again"),
)
"""Folded parts of headings of boxes for what is yet to happen."""
SAY_STATUS: Final = (
    *("stage", "status", "list", "column", "lane", "bucket", "step", "phase", "state", "progress"),
    *("outcome", "result", "ergebnis", "resultat", "esito", "結果", "结果"),
    *("stufe", "spalte", "etapa", "etape", "fase", "stadi", "этап", "стади", "статус"),
)
"""Folded parts of headings of the lists of boards, and of stages."""
SAY_PLANNED: Final = (
    *("booked", "scheduled", "upcoming", "setfor", "meetingset", "arranged", "penciled"),
    *("pencilled", "oncalendar", "incalendar", "calendarinvite", "confirmedfor", "linedup"),
    *("lined", "tocome", "geplant", "vereinbart", "gebucht", "ausgemacht", "anstehend"),
    *("prevu", "planifie", "avenir", "programad", "agendad", "marcad", "prevista", "previsto"),
    *("fissat", "programmat", "gepland", "afgesproken", "umowion", "zaplanowan", "planovan"),
    *("domluven", "bokad", "planlagt", "aftalt", "avtalt", "назначен", "запланир", "予定"),
    *("预约", "預約", "约定", "预定", "예정", "예약"),
)
"""Folded parts of headings of days of meetings that lie ahead."""
SAY_NEXT: Final = (
    *("next", "nachst", "prochain", "proximo", "proxima", "prossim", "volgend", "nasta", "neste"),
    *("dalsi", "pristi", "następn", "nastepn", "kolejn", "следующ", "наступн", "sonraki", "naeste"),
    *("næste", "seuraava", "kovetkez", "urmato", "sljedec", "sledec", "naslednj", "επομεν"),
    *("下次", "次回", schema.folded("다음")),
)
"""Folded words for the next one, of a meeting or of any step."""
PLANNED_MEETING: Final = ("planned", "planning", "plan", "invite", "confirmed", "set", *SAY_NEXT)
"""The same, where the heading speaks of a meeting."""
AGAIN_LATER: Final = ("followup", "nextstep", "nextaction", "remind", "relanc", "wiedervorlage")
"""Folded parts of headings of steps, which are planned as well."""


def says_meeting(called: str) -> bool:
    """Whether a heading speaks of a meeting."""
    return any(part in schema.folded(called) for part in SAY_MEETING)


def says_perfect(called: str) -> bool:
    """Whether a heading says of something that it has happened, or asks whether it has.

    Examples
    --------
    >>> says_perfect("Has met"), says_perfect("Met yet"), says_perfect("Have to meet")
    (True, True, False)
    """
    return _PERFECT.fullmatch(" ".join(map(schema.folded, called.split()))) is not None


def says_plan(called: str) -> bool:
    """Whether a heading speaks of a meeting that lies ahead.

    Examples
    --------
    >>> says_plan("Coffee booked"), says_plan("Follow-up planned"), says_plan("Coffee")
    (True, False, False)
    """
    name = schema.folded(called)
    if any(part in name for part in AGAIN_LATER):
        return False
    of_meeting = says_meeting(called) and any(part in name for part in PLANNED_MEETING)
    return of_meeting or any(part in name for part in SAY_PLANNED)


def says_day(called: str) -> bool:
    """Whether a heading speaks of a day of a search, so that numbers below it may be days."""
    name = schema.folded(called)
    every = (SAY_MEETING, SAY_PLANNED, *SAY_DATE.values(), ("date", "datum", "fecha", "data", "日"))
    return any(part in name for parts in every for part in parts)


def said_day(called: str) -> str | None:
    """The standard column that a heading of days says; meetings where it says none."""
    name = schema.folded(called)
    # "Last updated" would be a last contact else
    if any(word in name for word in OTHER_DATES):
        return None
    if says_plan(called):
        return schema.SCHEDULED_FOR
    told = (standard for standard, parts in SAY_DATE.items() if any(p in name for p in parts))
    # "First met" is a meeting, "First email" is none
    if any(part in name for part in SAY_MEETING):
        rest = name
        for part in FIRST:
            rest = rest.replace(part, "")
        # an "Intro call" introduced nobody but the two who spoke
        told = (
            standard
            for standard, parts in SAY_DATE.items()
            if standard != schema.REFERRED_ON and any(p in rest for p in parts)
        )
    return next(told, schema.MET_ON)
