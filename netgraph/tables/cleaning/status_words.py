"""Words of other trackers: what people call the six statuses, and the channels.

A word counts as a whole or not at all, so that "not contacted" is never taken for "contacted". The
words are those of job boards (Huntr, Teal, Notion), of CRMs (the lead statuses of HubSpot, the
pipelines of Streak) and of spreadsheet templates, in the forms that such words take; those of other
languages stand in ``status_words_abroad`` as well.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import TYPE_CHECKING, Final

from netgraph import schema
from netgraph.errors import nearest
from netgraph.patterns import lazy_pattern
from netgraph.tables.cleaning.status_words_abroad import STATUS_ABROAD

if TYPE_CHECKING:
    from netgraph.schema import Column

# A pattern may use a group of words by its name in angle brackets: <meeting>. A line is a pattern.
GROUPS: Final = {
    "meeting": """
        (?:first |1st |intro |informational |info |video |virtual |phone |zoom |teams )?MEETING
        informational|lunch|conversation|appointment|catch up|talk|screening|phone screen|zoom
        """.replace("MEETING", "(?:meeting|call|chat|coffee|coffee chat|interview)"),
    "sent": """
        (?:cold |intro |linkedin |follow ?up |first |second |third )?(?:e ?mail|message|msg|note|dm)
        linkedin|mail|inmail|letter|text|sms|whatsapp|linkedin (?:request|invite)
        invite|invitation|connection|(?:connection |connect )?request|outreach|intro|introduction
        voicemail|follow ?up|inquiry|resume|cv
        """,
    "wrote": """
        contacted|e ?mailed|mailed|messaged|dmed|texted|wrote(?: to)?|written(?: to)?|called|phoned
        rang|reached(?: out)?(?: to)?|pinged|nudged|approached|invited|introduced|connected|applied
        asked|in touch|in contact
        """,
    "write": """
        contact|e ?mail|mail|message|msg|dm|text|write(?: to)?|call|phone|reach(?: out)?(?: to)?
        ping|approach|invite|connect(?: with)?|apply|network with|introduce|meet(?: with)?|talk to
        be (?:contacted|e ?mailed|called|messaged|met|approached)|outreach
        """,
    "met": """
        met(?: with)?|spoken(?: to| with)?|spoke(?: to| with)?|talked(?: to| with)?
        chatted(?: with)?|interviewed
        """,
    "reply": "repl(?:y|ies)|responses?|answers?|reactions?|feedback|word back",
    "replied": """
        repl(?:y|ied)|respond(?:ed)?|answer(?:ed)?|wr(?:ite|ote|itten) back
        g[eo]t back(?: to me)?|heard? back
        """,
    "never": "(?:did|has|have|does) ?n[o]?t|never|not",
    "names": "(?:referrals?|names?|intros?|introductions?|contacts)",
    "nth": "(?:first|second|third|fourth|1st|2nd|3rd|4th)",
    "want": "(?:plan(?:ning|s)?|wants?|needs?|intend|going|ready|hop(?:e|ing)|have|has) to",
}
# The first meaning with a pattern that fits counts.
STATUS_PATTERNS: Final = {
    schema.MET: r"""
        (?:i |we |have |has |had |already )*<met>(?: (?:them|him|her|already|once|twice))?
        <met> (?:in person|online|virtually|for (?:coffee|lunch)|over (?:zoom|coffee|lunch))
        <met> at (?:an? |the )?(?:event|conference|career fair|meetup)
        (?:had|did|held|attended|finished|completed)(?: an?| the| our)? <meeting>
        <meeting> (?:done|completed?|held|happened|took place|finished|over|had|attended)
        completed?|done|finished|interviewing|offer(?: received| extended| accepted)?|hired
        negotiat(?:ing|ion|ions)|(?:closed )?won|(?:was |were )?thanked|placed|onboard(?:ed|ing)
        eingestellt|on ?site(?: interview)?|converted
        offer (?:made|signed|letter sent)|attended|(?:<nth>|final|last) (?:round|interview)
        (?:thank you|thank you note|thank you e ?mail|thanks) sent|referred(?: me)?
        gave (?:me )?(?:(?:an?|\d{1,2}|one|two|three|some|several) )?<names>
        referrals? (?:received|given|made)|getroffen|gesprochen|rencontre|reuni(?:do|dos)
        rencontree|reunid[ao]s?|hablado|entrevistad[oa]|incontrat[oa]|parlato|ontmoet|gesproken
        completad[oa]|concluid[oa]|completat[oa]|erledigt
        (?:gesprach|telefonat|treffen|kaffee|interview) (?:gefuhrt|stattgefunden|gehabt|war|erfolgt)
        (?:rdv|rendez vous|entretien|cafe) (?:fait|passe|effectue)|vue?|nous nous sommes vus
        (?:cita|reunion|cafe|entrevista) (?:hecha|realizada|tomado|tenida)
        встретил(?:ись|ся|ась)|встречались|(?:уже )?(?:поговорил[аи]?|созвонил(?:ись|ся|ась))
        беседа состоялась|встреча (?:прошла|состоялась)|spotkani[ea] odbyt[eo]|po spotkaniu
        rozmawia[lł]ismy|spotka[lł]ismy sie|traffade?s?|traffat
        m[oø]tte?s?|m[oø]dtes?|har m[oø]tt|talt med
        """,
    schema.SCHEDULED: r"""
        <meeting> (?:scheduled|booked|set|set up|planned|arranged|confirmed|upcoming|invited)
        <meeting> (?:agreed|on calendar|in calendar)
        (?:scheduled|booked|arranged|confirmed|upcoming)(?: an?| the)?(?: <meeting>)?(?: for)?
        (?:awaiting|to be|upcoming) interview(?:ed)?
        re ?scheduled|set up|interview|calendar invite sent|(?:date|time) (?:set|agreed)
        accepted (?:invite|invitation|meeting)|(?:invite|invitation|meeting) accepted
        on (?:the |my )?calendar|termin vereinbart|programad[oa]|planifie|prevu
        agendad[oa]|programmat[oa]|fissat[oa]|planifiee|geplant|gepland
        (?:termin|gesprach|treffen) (?:steht|geplant|ausgemacht|vereinbart)|verabredet
        (?:rdv|rendez vous|entretien) (?:pris|fixe|prevu|planifie|cale)
        (?:cita|reunion|entrevista) (?:fijada|programada|concertada|agendada|prevista)
        (?:встреча )?(?:назначен[ао]?|запланирован[ао]?)|(?:spotkanie )?umowion[eay]
        (?:spotkanie )?zaplanowan[eay]|bokad?|inbokad?|planlagt
        """,
    schema.IDENTIFIED: r"""
        sourced
        identified|new(?: lead| contact)?|open|lead|prospect(?:ive|s)?|target(?:ed)?|potential
        candidate|to do|todo|backlog|wish ?list(?:ed)?|bookmarked|saved|short ?list(?:ed)?
        research(?:ing|ed)?|to research|applying|found|listed|added|idea|queued?(?: up)?
        draft(?:ed|ing)?|future|later|some ?day|interested in
        (?:not|not yet|never|un|yet to be|still to be) ?(?:started|begun|worked|contacted)
        (?:still |yet |i )*(?:to|will|should|must|<want>) <write>(?: yet| next| soon)?
        (?:plan(?:ned)?|pending|future) (?:contact|outreach)
        <never>(?: yet)?(?: been)? (?:<wrote>|<write>|<met>|scheduled|started)(?: yet)?
        (?:not yet|no) (?:contact|outreach|action|meeting)(?: yet| made| taken| so far)*
        (?:nothing|none)(?: yet| done| sent)+|noch nicht kontaktiert|a contacter|por contactar
        pendiente|pendente|da contattare|a contatar|(?:no|nao) conta(?:c?t)ad[oa]|non contattat[oa]
        (?:еще )?не (?:писал[аи]?|связывал(?:ся|ась|ись))|написать|связаться|нов(?:ыи|ая)
        do kontaktu|nowy|nowa|do napisania|att kontakta|ej kontaktad|ska kontaktes
        offen|noch offen|a relancer|a appeler|por llamar|anzuschreiben|noch anschreiben
        sin contactar|zu kontaktieren|te benaderen|nuev[oa]|nuov[oa]|nov[oa]|neu|nouveau|nieuw
        """,
    schema.CONTACTED: r"""
        (?:i |have |has |already )*<wrote>(?: them| him| her| already| once| twice| again)?
        (?:(?:1st|2nd|3rd|initial) )?<sent> (?:sent|left|made|out|received)|contact made
        sent(?: an?| my| the)?(?: (?:1st|2nd|3rd|initial))?(?: <sent>)?
        left(?: an?)? (?:message|voicemail|vm|msg)|(?:connection )?requested|requested intro
        <reply> received|got (?:an? )?<reply>|(?:replied|responded|answered)(?: positively)?
        <never>(?: yet)? <replied> yet|<never> yet <replied>|(?:no|without) <reply> (?:yet|so far)
        (?:await(?:ing)?|wait(?:ing)?|pending)(?: for| on)?(?: an?| the| their| his| her)? <reply>
        wait(?:ing)? to hear(?: back)?|await(?:ing)?|waiting
        in (?:progress|process|conversation|discussion)|ongoing|active|engaged|warm|talking
        corresponding|pitched|bumped|(?:final|last|initial|first) (?:sent|outreach|message|e ?mail)
        (?:warm|active) (?:contact|lead|conversation|relationship)
        qualified|open deal|scheduling|to schedule|submitted|(?:in|under) (?:review|consideration)
        being (?:reviewed|considered)|reviewing|voicemail|(?:intro|introduction) requested
        (?:intro|introduction|invite|invitation|request|connection(?: request)?) pending
        (?:connection|connection request|request) accepted|accepted (?:my )?(?:connection|request)
        attempted(?: to (?:contact|reach|connect))?|tried(?: to (?:contact|reach|call))?
        (?:to |need to |needs? |needs to |must )?follow(?:ing|ed)? ?up(?: needed| due| again)?
        (?:keep(?:ing)?|stay(?:ing)?) (?:warm|in touch)|nurtur(?:e|ing)
        kontaktiert|angeschrieben|contacte|contactad[oa]|en attente|en espera
        contactee|contattat[oa]|contatad[oa]|gecontacteerd|benaderd|in attesa(?: di risposta)?
        esperando(?: respuesta)?|aguardando(?: resposta)?|em espera|en curso|em andamento|in corso
        en cours|in bearbeitung
        написал[аи]?|отправил[аи]?(?: письмо)?|связал(?:ся|ась|ись)|(?:жду|ждем) ответа?|в работе
        napisano|napisane|wys[lł]ano(?: maila)?|czekam(?: na odpowiedz)?|kontaktad|kontaktet|skrevet
        vantar(?: pa svar)?|venter(?: pa svar)?
        """,
    schema.NO_REPLY: r"""
        (?:no|zero|without)(?: an?)? <reply>(?: received| from them)?
        <never> <replied>|(?:un|non|not) ?responsive|not responding|no contact back
        ghost(?:ed|ing)?(?: me)?|(?:went|gone|going|radio) (?:cold|quiet|silent|silence|dark)
        dormant|inactive|silent|quiet|lost (?:touch|contact)|stale|lapsed|dead(?: end| lead)?
        unreachable|(?:can ?not|cant|could ?nt|could not) (?:be )?reach(?:ed)?
        (?:<wrote>|<sent> sent) (?:but |and )?(?:no|without)(?: an?)? <reply>
        (?:e ?mail )?bounced(?: back)?|undeliver(?:able|ed)|wrong (?:e ?mail|number|address)
        keine antwort|pas de reponse|sans reponse|sin respuesta|nessuna risposta
        sem resposta|senza risposta|geen (?:antwoord|reactie)|no (?:responde|respondio)
        nao respondeu|non ha risposto|нет ответа|без ответа|не (?:ответил[аи]?|отвечает)
        brak odpowiedzi|nie odpowiedzia[lł]a?|inget svar|intet svar|ikke svar|ingen respons
        """,
    schema.DECLINED: r"""
        declined(?: to (?:meet|talk|help))?|(?:not|un|no longer) ?interested|no interest|rejected
        refused|said no|turned (?:me )?down|no thank(?:s| you)|passed|(?:not |un)available
        not a (?:good )?(?:fit|match)|no fit|not (?:now|right now|at this time)|bad timing
        (?:un|dis|not )qualified|do ?not contact|dont contact|opted out|unsubscribed
        (?:closed )?lost|(?:i |candidate |applicant )?withdr(?:awn|ew)|unsuccessful|ineligible
        not (?:selected|accepted|hired|eligible|considered|successful|approved|chosen|suitable)
        (?:not |no longer )(?:moving|going) (?:forward|ahead)|(?:not |no longer )proceeding
        position filled|declined (?:the )?(?:interview|offer|meeting)
        offer (?:declined|rejected|refused|rescinded|withdrawn)|regret(?:ted)?|too busy
        (?:will not|wo ?nt|can ?not|cant|unable to|not able to|unwilling to) help
        abgelehnt|abgesagt|kein interesse|refuse|rechazad[oa]|rifiutato|rifiutata
        recusad[oa]|declinad[oa]|sin interes|no interesad[oa]|sem interesse|non interessat[oa]
        pas interessee?|nicht interessiert|geen interesse|afgewezen
        отказ(?:ал(?:ся|ась)?)?|odm[oó]w(?:a|i[lł]a?)|nej tack|avbojt|tackade nej|afslag|takket nei
        """,
}
CHANNEL_PATTERNS: Final = {
    "letter": "(?:by )?(?:letter|post|mail|postal mail|handwritten note|card)",
    "email": r"""
        (?:by |via |cold )?(?:e ?mail|mailed|inmail|linkedin(?: message| msg| dm| inmail)?)
        (?:by |via )?(?:message|dm|text|text message|sms|whatsapp|slack|chat)
        web form|contact form|facebook|twitter
        """,
    "phone": r"""
        (?:by |via )?(?:phone|phone call|call|telephone|tel|mobile|video|video call|voicemail)
        (?:by |via |on )?(?:zoom|teams|google meet|skype|facetime)
        """,
}
SEPARATORS: Final = lazy_pattern(
    r"\s[-\u2013\u2014]+|[-\u2013\u2014]+\s|[\u2013\u2014:;,(\[|/!\n\u2192]|->|\.\s"
)
"""What stands between a status and a remark on it; a dash within a word is no separator."""
REVERSING: Final = lazy_pattern(
    r"\b(?:not|no|nope|never|nobody|un\w+|(?:did|does|has|have|was|is|wo|ca|could)nt|cannot|without"
    r"|yet|but|cancel\w*|postpon\w*|fell|fall\w*|called off|declin\w*|reject\w*|refus\w*"
    r"|withdr\w+|ghost\w*|miss\w*|skip\w*|maybe|perhaps|if|nicht|kein\w*|aber|absag\w*|abgesagt"
    r"|abgelehnt|verschoben|pas|aucune?|jamais|annul\w*|reporte|nunca|cancelad\w*|aplazad\w*|non"
    r"|rinviat\w*|geen|niet|afgezegd|uitgesteld|nao|adiad\w*|odwolan\w*)\b"
)
"""Words of a remark after which a status may no longer be what was said before them."""
NEGATING: Final = ("no", "un", "dis", "never", "yet", "to", "need", "with")
"""How words begin that turn a status round: none of them is hinted away."""
CONTRACTED: Final = frozenset("didnt doesnt hasnt havent cant couldnt wont dont isnt".split())
CLOSE_ENOUGH: Final = 0.8
"""How alike a word must be to a familiar one to be hinted as its misspelling."""
FAMILIAR: Final = {
    schema.MET: ("met", "interviewed", "meeting held", "completed", "had coffee"),
    schema.SCHEDULED: ("scheduled", "meeting scheduled", "booked"),
    schema.IDENTIFIED: ("identified", "to contact", "not contacted", "not started", "wishlist"),
    schema.CONTACTED: ("contacted", "emailed", "messaged", "reached out", "waiting for reply"),
    schema.NO_REPLY: ("no reply", "no response", "ghosted", "unresponsive", "not replied"),
    schema.DECLINED: ("declined", "not interested", "rejected", "unavailable"),
}
"""Words of each status that a misspelt one is compared with."""


def plain(word: str) -> str:
    """A word without case, accents, punctuation, numbering before it and counts after it.

    Examples
    --------
    >>> plain("✅ 2. Didn’t reply (x2)")
    'didnt reply'
    """
    low = _without_accents(word.replace("'", "").replace("\u2019", ""))
    letters = "".join(ch if ch.isalnum() else " " for ch in low)
    text = " ".join(letters.split())
    return re.sub(r"^(?:\d{1,2} )+(?=\D)|(?<=\D)(?: x?\d+x?)+$", "", text)


def _without_accents(text: str) -> str:
    low = unicodedata.normalize("NFKD", text).casefold()
    return "".join(ch for ch in low if not unicodedata.combining(ch))


@functools.cache
def _compiled(of: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Each meaning of a column with its pattern."""
    patterns: dict[str, str] = {
        schema.STATUS: STATUS_PATTERNS,
        schema.CHANNEL: CHANNEL_PATTERNS,
    }.get(of, {})
    compiled = []
    for meaning, listed in patterns.items():
        either = _either(listed)
        for name, words in GROUPS.items():
            either = either.replace(f"<{name}>", _either(words))
        compiled.append((meaning, re.compile(either)))
    # after all English ones: a word may be one of several languages ("passe")
    abroad = STATUS_ABROAD.items() if of == schema.STATUS else ()
    compiled += [(meaning, _compiled_abroad(listed)) for meaning, listed in abroad]
    return tuple(compiled)


def _compiled_abroad(listed: str) -> re.Pattern[str]:
    # spelled as words are compared: without accents, which NFKD takes off a kana too
    return re.compile(_without_accents(_either(listed)))


def _either(lines: str) -> str:
    """One pattern of several, a line each."""
    return "(?:" + "|".join(line.strip() for line in lines.strip().splitlines()) + ")"


def meaning_of(word: str, column: str) -> str | None:
    """What a word of another tracker means in a column, None where no list has it.

    Examples
    --------
    >>> meaning_of("📧 Emailed", "status"), meaning_of("Not contacted yet", "status")
    ('contacted', 'identified')
    >>> meaning_of("Met - great chat", "status")
    'met'
    >>> meaning_of("Friend of a friend", "status") is None
    True
    """
    meaning = _pattern_meaning(word, column)
    return _before_remark(word, column) if meaning is None else meaning


def _pattern_meaning(word: str, column: str) -> str | None:
    text = plain(word)
    fitting = (meaning for meaning, pattern in _compiled(column) if pattern.fullmatch(text))
    return next(fitting, None)


def _before_remark(word: str, column: str) -> str | None:
    """What the first part of a word means, where what follows is a remark that takes nothing back.

    "Scheduled - cancelled" and "Emailed; met" say two things, and neither is chosen.
    """
    said, *remarks = _said_and_remarks(word)
    first = _choice_said(said, column) if remarks else None
    return None if _contradict(remarks, first, column) else first


def _said_and_remarks(word: str) -> list[str]:
    """What separators keep apart; the word itself where there are none."""
    return [part for part in SEPARATORS.split(word) if plain(part)] or [word]


def _contradict(remarks: list[str], first: str | None, column: str) -> bool:
    """Whether remarks may take back what stands before them, or mean something else."""
    if any(REVERSING.search(plain(part)) for part in remarks):
        return True
    return bool({_choice_said(part, column) for part in remarks} - {None, first})


def _choice_said(word: str, column: str) -> str | None:
    """A meaning of the column's own words or of other trackers'."""
    own = {schema.STATUS: schema.STATUSES, schema.CHANNEL: schema.CHANNELS}.get(column, ())
    bare = plain(word).replace(" ", "_")
    return bare if bare in own else _pattern_meaning(word, column)


def hinted(word: str, column: Column) -> str | None:
    """The choice that an unknown word may misspell; never one that says the opposite."""
    if column.name != schema.STATUS:
        return nearest(word, column.choices)
    import difflib

    said, *remarks = _said_and_remarks(word)
    text = plain(said)
    meant = {word: status for status, words in FAMILIAR.items() for word in words}
    alike = [word for word in meant if _turns(word) == _turns(text)]
    close = difflib.get_close_matches(text, alike, n=1, cutoff=CLOSE_ENOUGH)
    hint = meant[close[0]] if close else None
    # a single word of a remark may say another thing: "new contact - met at fair"
    said_too = {_choice_said(w, column.name) for part in remarks for w in plain(part).split()}
    return None if said_too - {None, hint} or _contradict(remarks, hint, column.name) else hint


def _turns(text: str) -> bool:
    """Whether a word of a text may turn its meaning round."""
    return any(word.startswith(NEGATING) or word in CONTRACTED for word in text.split())
