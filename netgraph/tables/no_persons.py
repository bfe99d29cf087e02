"""Words in a cell for people that name nobody: the cell above, the seeker, a source or platform."""

from __future__ import annotations

import re
from typing import Final

from netgraph import schema
from netgraph.patterns import lazy_pattern
from netgraph.tables.cleaning.headings import PERSONS
from netgraph.tables.cleaning.values import BOX_IN_BRACKETS
from netgraph.tables.empty_words import is_empty_word
from netgraph.tables.forms_of_address import LIKE_TITLES
from netgraph.tables.person_names import fold

_MARKS_ABOVE: Final = lazy_pattern(
    '^[\\s.\u2013\u2014-]*(?:["\u201c\u201d\u201e\u201f\u2033〃\u00ab\u00bb＂]+'
    "|''|,,|\u2019\u2019|``|\u00b4\u00b4|\\^+|\u2191+)(?:[\\s.\u2013\u2014\"-]*)$"
)
"""Marks that stand for the cell above."""
_WORDS_ABOVE: Final = frozenset("ditto dito dto idem same above".split()) | {
    *("as above", "same as above", "see above", "id above", "same as row above", "wie oben"),
    *("same here", "same person", "same one", "same again", "same company", "siehe oben", "s.o"),
    *("as before", "same as before", "same as last", "as previous", "same as previous"),
}
"""Words, folded, that stand for the cell above."""
SEEKER_WORDS: Final = frozenset(
    "me self myself mich mir ich moi yo io eu ik ikzelf zelf jag jeg selbst я 私 自分 我 "
    "自己 나".split()
) | {
    *("by myself", "me myself", "on my own", "my own", "by me", "self found", "self sourced"),
    *("self referral", "self referred", "found myself", "found them myself", "found him myself"),
    *("found her myself", "myself directly", "own research", "my own research", "my research"),
    *("ich selbst", "ich selber", "mich selbst", "selbst gefunden", "eigene recherche"),
    *("moi meme", "par moi meme", "yo mismo", "yo misma", "io stesso", "io stessa", "eu mesmo"),
    *("eu mesma", "mig selv", "meg selv", "mig sjalv", "jag sjalv"),
}
"""Words, folded, for the person whose search it is."""
_FOUND_BY_SEEKER: Final = lazy_pattern(
    r"i (?:found|met|contacted|approached|wrote to|e?mailed|reached out to|looked up|knew|know) "
    r"(?:him|her|them)(?: (?:by )?myself| on my own| directly| already)?"
    r"|(?:ich )?(?:habe (?:sie|ihn) )?(?:selbst|selber) (?:gefunden|kontaktiert|angeschrieben)"
)
"""Whole texts, folded, that say that the seeker found somebody alone."""
_PLATFORMS: Final = {
    schema.folded(name): name
    for name in (
        *("LinkedIn", "Facebook", "Twitter", "Instagram", "XING", "Indeed", "Glassdoor"),
        *("Google", "Meetup", "Slack", "Discord", "GitHub", "Wellfound", "AngelList", "Handshake"),
        *("Reddit", "TikTok", "WhatsApp", "Telegram", "Monster", "StepStone", "ZipRecruiter"),
        *("Dice", "Upwork", "Lunchclub", "Clubhouse", "YouTube", "Craigslist", "Eventbrite"),
        *("Bluesky", "Mastodon", "WeChat", "Weibo", "VKontakte", "KakaoTalk", "InfoJobs", "Bumble"),
        *("Hacker News", "Stack Overflow", "Product Hunt", "ADPList", "Substack", "Quora", "Skype"),
    )
}
"""Platforms by their folded names, as they are written."""
_PLACES: Final = frozenset(
    "alumni alumnus alumna event events conference conferences fair fairs directory cold meetup "
    "meetups website websites web webinar internet online newsletter newspaper hackathon workshop "
    "family friend friends recruiter recruiters recruiting headhunter agency advert ad ads "
    "outreach inmail email jobboard jobfair networking expo tradeshow forum podcast summit panel "
    "school university college classmate classmates colleague colleagues neighbor neighbour "
    "portal portals general share shared internal external employee employees customer customers "
    "intranet campaign flyer poster billboard radio television advertising organic paid social "
    "walkin walkins survey kiosk app apps unsolicited "
    "direct directly bootcamp convention congress symposium seminar webpage homepage blog "
    # German
    "messe fachmesse tagung konferenz kongress veranstaltung stellenanzeige anzeige annonce "
    "kaltakquise initiativbewerbung netzwerk webseite zeitung familie freunde freundin universitat "
    "hochschule uni kollege kollegin kollegen headhunterin personalvermittler personalvermittlung "
    "jobborse stellenborse stammtisch absolvententreffen berufsberatung arbeitsagentur "
    # French
    "salon conference evenement foire congres reseau famille amis universite ecole collegue "
    "collegues anciens forums recruteur recruteuse "
    # Spanish, Italian, Portuguese
    "feria evento eventos conferencia congreso anuncio familia amigo amigos universidad escuela "
    "colega colegas fiera conferenza congresso annuncio famiglia amici universita collega "
    "colleghi feira conferencias universidade faculdade recrutador reclutador "
    # Dutch and Nordic languages
    "beurs banenbeurs evenement congres netwerk vrienden universiteit collegas krant "
    "jobbmassa natverk vanner universitet kollega kollegor arbetsformedlingen "
    # Russian, Chinese, Japanese
    "выставка конференция ярмарка саит интернет друзья семья "
    "招聘会 校友 朋友 展会 网上 展示会 友人 知人 同窓会 ネット 説明会".split()
)
"""Words, folded, for how people are found: alone or with those below they are a source."""
_BESIDE: Final = frozenset(
    "career careers job jobs board boards office center centre service services club group groups "
    "association society network database search post posting postings page site list mail call "
    "calls calling message messages messaging msg msgs dm dms sent contact contacts application "
    "applications applied apply trade show professional industry company local virtual former old "
    "via from through on at the my a an of in by connection connections request feed met tech "
    "annual spring summer autumn fall winter day days week january february march july september "
    "october november december jan feb mar jul sep sept oct nov dec student students sales "
    "navigator introduction intro cold warm profile invite invitation someone somebody people "
    # German
    "nachricht nachrichten anfrage kontakt kontakte kontaktanfrage beitrag profil suche gruppe "
    "uber durch per auf bei der die das dem den im am vom von mit aus einer einem ein eine kalt "
    "kalte beim "
    # French, Spanish, Italian, Portuguese, Dutch, Nordic
    "par sur le la les du de des un une en por el los las con su tramite da di il lo dal della "
    "dei nel na no em pelo pela op het een pa over mijn mon ma mes mi mis mio mia meu minha min "
    "mein meine message demande recherche groupe mensaje grupo messaggio gruppo mensagem bericht "
    "groep meddelande melding besked spontanee candidature offre annonces demploi emploi lavoro "
    "empleo vacature jobb".split()
)
"""Words, folded, that say nothing of a person beside such a word."""
_ENDINGS: Final = lazy_pattern(
    r"\w{3,}(?:messe|konferenz|veranstaltung|anzeige|nachricht|borse|treffen|massa|beurs|website|"
    r"webseite|portal|netzwerk|kongress|tagung|fair|board|stammtisch)"
)
"""How compounds for such words end, folded."""
_BEFORE: Final = frozenset(
    "via from through on at the by my met uber durch auf am im vom beim der die das par sur por en "
    "tramite op pa".split()
)
"""Words, folded, that may stand before a source and are no part of it."""
_COMPOUNDS: Final = frozenset(
    {
        "career office",
        "career center",
        "career centre",
        "career services",
        "job board",
        "job search",
        "site web",
        "sitio web",
        "sito web",
        "career day",
        "careers day",
        "open day",
        "cold call",
    }
    | {"job posting", "job site", "company website", "career site", "careers page", "offre demploi"}
)
_SAID_WHOLE: Final = frozenset(
    {"trade show", "word of mouth", "employee referral", "external referral", "phone inquiry"}
    | {"partner referral", "purchased list", "public relations", "advertisement", "trade fair"}
)
"""Sources, folded, whose words are in names too: those of drop-downs of sales programs."""
_OCCASIONS: Final = lazy_pattern(
    r"\b(?:alumni|alumnae|career|careers|job|jobs|networking|trade|industry|company|school|campus"
    r"|university|college|recruiting|recruitment|hiring|employer|student) (?:office|fairs?|events?"
    r"|days?|cent(?:er|re)|services|conference|expo|meet ?ups?|network|association|club|board|panel"
    r"|mixer|reception|dinner|lunch|webinar|workshop|session|night|reunion|seminar|summit|portal"
    r"|database|directory)\b"
    r"|\b(?:job|karriere|absolventen|recruiting|firmenkontakt|berufs)(?:messe|tag|borse)\b"
    r"|\b(?:targi|dni|gielda) (?:pracy|kariery|branzowe)\b"
    r"|\b(?:veletrh|burza) (?:prace|prilezitosti)\b"
    r"|\b(?:ярмарка|день) (?:ваканси\w|карьеры)|\b(?:kariyer|is) fuari?\b"
    r"|\b(?:feria|salon|fiera|feira) (?:de l ?['’]? ?|de |del |du |des |di |do )?"
    r"(?:empleo|trabajo|emploi|lavoro|empregos?|carreras|carreiras|carrieres?|recrutement)\b"
    r"|(?:フェア|説明会|同窓会|交流会|展示会|セミナー|勉強会|懇親会|招聘会|招聘會|校友会|校友會"
    r"|交流會|博览会|설명회|박람회|동창회)$"
)
"""Occasions and offices, folded, whose own name may stand beside them: "Temple alumni office"."""
_NO_NAMES: Final = frozenset(
    "church gym mosque synagogue team group club law mutual somebody someone anybody stranger "
    "people everybody kid kids child children parents inlaws relative relatives family boyfriend "
    "girlfriend fiance fiancee ex widow neighbour neighbours neighbors friends colleagues ask "
    "asked later again check call maybe possibly probably introduced referred met via through "
    "forum someday nobody several various many both same pending waiting".split()
)
"""Words, folded, that stand in notes and beside relations, not in names."""
_RELATIONS: Final = lazy_pattern(
    r"\w+(?:freund(?:in)?|kolleg(?:e|in)|kommiliton(?:e|in)|bewohner(?:in)?|nachbar(?:in)?|chef(?:in)?"
    r"|bekannte[rn]?|bruder|schwester|schwager(?:in)?|mutter|vater|tante|onkel|lehrer(?:in)?"
    r"|partner(?:in)?|leiter(?:in)?|betreuer(?:in)?|kompan(?:jon)?|kompis|kollega|kollegan|kamrat"
    r"|kammerat|vriend(?:in)?|genoot|genote)|(?:ex|co|step|half|grand)-?[a-z]+(?:er|or|iend|eague)"
)
"""How compounds for relations end, folded: Studienfreundin, huisgenoot, ex-colleague."""
_PARTICLES: Final = frozenset(
    "de la las los del della der den dem des di da do dos das du le el al bin ibn ben bint van von "
    "vom zu zur zum y e i and und et og en af av ter ten te d l o mac mc st san santa".split()
)
"""Words in small letters that are parts of names."""
_YES_OR_NO: Final = frozenset(
    "yes no true false yep nope checked unchecked done ja nein oui non wahr falsch vrai faux "
    "verdadero falso verdadeiro waar onwaar ✓ ✔ ☑ ✅ ✗ ✘ ☒ "
    "❌ ✖ ☐ ⬜ √ 🗹 🗷 👍 👎 [x] []".split()
)
"""Words and marks, folded, for yes and no that nobody is called."""
_SITE: Final = lazy_pattern(
    r"(?:https?://|www\.)?(?:[\w-]+\.)+(?:com|net|org|info|biz|jobs|io|co|ai|app|dev|me|edu|eu|uk|de"
    r"|at|ch|fr|es|it|pt|br|nl|be|se|no|dk|fi|pl|cz|sk|hu|ro|ru|ua|by|kz|tr|gr|jp|cn|kr|in|au|nz|ca|mx|ar|"
    r"рф)/?",
    re.IGNORECASE,
)
"""The name of a page on the web, alone in its cell."""
_SIGNS: Final = lazy_pattern(r"[^\w\s'-]+|_+")


def repeats_above(text: str) -> bool:
    """Whether a cell stands for the one above it, which nobody can know once a sheet was sorted.

    Examples
    --------
    >>> repeats_above('"'), repeats_above("Same as above"), repeats_above("Ann")
    (True, True, False)
    """
    return bool(_MARKS_ABOVE.match(text)) or fold(text).strip(".:;,!()[] -") in _WORDS_ABOVE


def is_seeker_word(text: str) -> bool:
    """Whether a cell means the person whose search it is."""
    # a small i is rather an id among a, b, c
    folded = fold(text).strip(".!()[] ")
    alone = folded in SEEKER_WORDS or _FOUND_BY_SEEKER.fullmatch(folded) is not None
    return text.strip() == "I" or alone


def says_whether_only(text: str) -> bool:
    """Whether a cell says yes or no where somebody is asked for; letters and digits may be ids.

    Examples
    --------
    >>> [says_whether_only(text) for text in ("yes", "TRUE", "\u2713", "[x]", "Jo", "x", "1")]
    [True, True, True, True, False, False, False]
    """
    marks = re.sub(BOX_IN_BRACKETS, r"[\1]", text.strip().casefold())
    return marks.replace("\ufe0f", "") in _YES_OR_NO or fold(text).strip(".!() ") in _YES_OR_NO


def source_in(text: str) -> str:
    """The source that a cell names, as sources are written; empty where it names none.

    Examples
    --------
    >>> source_in("linked-in"), source_in("Career Fair"), source_in("via LinkedIn"), source_in("Al")
    ('LinkedIn', 'Career Fair', 'LinkedIn', '')
    >>> source_in("Temple alumni office"), source_in("Alice Mayfair")
    ('Temple alumni office', '')
    """
    folded = " ".join(_SIGNS.sub(" ", fold(text)).split()).replace("e mail", "email")
    words = folded.split()
    if not words:
        return ""
    whole = _PLATFORMS.get(schema.folded(folded))
    if whole:
        return whole
    if folded in _SAID_WHOLE:
        return " ".join(text.split())
    places = folded in _COMPOUNDS or any(map(_is_place, words))
    # a year tells which fair it was
    if not places or not all(_is_place(w) or w in _BESIDE or w.isdigit() for w in words):
        # "Ann from the alumni office" is Ann
        named = _OCCASIONS.search(folded) and _BEFORE.isdisjoint(words)
        return " ".join(text.split()) if named else ""
    while len(words) > 1 and words[0] in _BEFORE:
        words = words[1:]
    if len(words) > 1:
        return " ".join(text.split())
    # "via LinkedIn" is LinkedIn; other words stay as they were written
    written = text.rsplit(maxsplit=1)[-1].strip(".,;:!()[]").casefold()
    return _PLATFORMS.get(words[0], written if fold(written) == words[0] else words[0])


CODE_OF_NOBODY: Final = "(?:0|[-\u2212][0-9]+)(?:[.,]0+)?|seeds?"
"""None at all, and in respondent-driven samples whom nobody recruited."""


def names_nobody(text: str) -> bool:
    """Whether a cell where somebody is asked for says something else, or nothing.

    Examples
    --------
    >>> [names_nobody(text) for text in ("n/a", "me", "yes", "ditto", "LinkedIn", "Ann")]
    [True, True, True, True, True, False]
    """
    return bool(
        is_empty_word(text)
        or is_seeker_word(text)
        or says_whether_only(text)
        or repeats_above(text)
        or source_in(text)
    )


def is_code_of_nobody(text: str) -> bool:
    """Whether a text is what databases and studies write for no id, where nobody has it as one.

    Examples
    --------
    >>> [is_code_of_nobody(text) for text in ("0", "-1.0", "Seed", "1")]
    [True, True, True, False]
    """
    return re.fullmatch(CODE_OF_NOBODY, text, re.IGNORECASE) is not None


def may_name_nobody(text: str) -> bool:
    """Whether a text may be no name: a relation, an occasion, a note.

    Examples
    --------
    >>> [may_name_nobody(text) for text in ("my aunt", "Will ask again", "Ana de la Cruz", "p12")]
    [True, True, False, False]
    """
    if _SITE.fullmatch(text.strip()):
        return True
    # letters alone, with what joins them: an id of letters and digits is no word
    words = re.findall(r"(?<![\w@.])[^\W\d_]+(?![\w@])", text)
    folded = [fold(word) for word in words]
    if any(w in PERSONS or w in LIKE_TITLES or w in _NO_NAMES or _is_place(w) for w in folded):
        return True
    if any(map(_RELATIONS.fullmatch, folded)):
        return True
    small = [
        w for w, f in zip(words, folded, strict=True) if w[0].islower() and f not in _PARTICLES
    ]
    return len(words) > 1 and (bool(small) or text.rstrip()[-1] in "!?")


def _is_place(word: str) -> bool:
    return word in _PLACES or word in _PLATFORMS or _ENDINGS.fullmatch(word) is not None
