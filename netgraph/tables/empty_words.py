"""Words in a cell that say nothing: N/A, none yet, keine, aucun, 無し; one list for all columns."""

from __future__ import annotations

from typing import Final

from netgraph.patterns import lazy_pattern
from netgraph.tables.person_names import fold


def words_in_list(words: str) -> tuple[str, ...]:
    """Take a list apart, where one word a line would be a page."""
    return tuple(" ".join(word.split()) for word in words.split(","))


# As people write them, accents and all: cells are compared folded.
_SPELLED: Final = {
    "en": words_in_list(
        "n/a, na, n.a., #n/a, #na, none, null, nil, nan, nobody, noone, no one, nothing, unknown, "
        "unk, tbd, tba, tbc, undefined, not applicable, not known, not available, don't know, "
        "do not know, dunno, no idea, no clue, not sure, can't remember, don't remember, don't "
        "recall, can't recall, forgot, i forgot, unsure, unclear, unspecified, not specified, not "
        "given, not recorded, not stated, not referred, missing, empty, blank, anonymous, nope, "
        "untitled, unnamed, no name, new page"
    ),
    "de": words_in_list(
        "keine, keiner, keines, keins, kein, niemand, niemanden, niemandem, nichts, unbekannt, "
        "unklar, entfällt, k.a., k. a., keine angabe, keine ahnung, weiß nicht, weiß ich nicht, "
        "nicht bekannt, nicht vorhanden, noch keine, noch keiner, noch niemand, noch nicht, noch "
        "offen, noch unbekannt, bisher keine, bisher keiner, bisher niemand, keine empfehlung, "
        "ohne empfehlung, ohne, vergessen, n.n., nicht zutreffend"
    ),
    "fr": words_in_list(
        "aucun, aucune, personne, rien, inconnu, inconnue, néant, sans objet, s/o, non applicable, "
        "non renseigné, non précisé, pas encore, personne encore, encore personne, aucun encore, "
        "je ne sais pas, ne sais pas, oublié, à définir, à déterminer, pas de recommandation"
    ),
    "es": words_in_list(
        "ninguno, ninguna, ningún, nadie, nada, desconocido, desconocida, no aplica, no aplicable, "
        "n/d, no disponible, sin datos, sin referencia, sin recomendación, todavía no, aún no, "
        "todavía nadie, aún nadie, nadie aún, nadie todavía, ninguno aún, ninguno todavía, no sé, "
        "no lo sé, por definir, no recuerdo"
    ),
    "it": words_in_list(
        "nessuno, nessuna, niente, nulla, sconosciuto, sconosciuta, ignoto, non so, non lo so, non "
        "applicabile, non disponibile, n.d., ancora nessuno, nessuno ancora, per ora nessuno, non "
        "ancora, da definire, non ricordo"
    ),
    "pt": words_in_list(
        "nenhum, nenhuma, ninguém, desconhecido, desconhecida, não sei, não aplicável, não se "
        "aplica, sem indicação, sem referência, ainda não, ainda ninguém, ninguém ainda, a definir"
    ),
    "nl": words_in_list(
        "geen, geen enkele, niets, onbekend, n.v.t., nvt, niet van toepassing, weet niet, weet ik "
        "niet, nog geen, nog niemand, nog niet, niet bekend, zonder"
    ),
    "nordic": words_in_list(
        "ingen, inga, inget, intet, ingenting, okänd, okänt, ukendt, ukjent, vet ej, vet inte, ved "
        "ikke, vet ikke, ej aktuellt, ikke relevant, ingen ännu, ingen än, ingen endnu, ingen "
        "ennå, ingen enda, inte än, ikke endnu, ikke ennå, ei kukaan, ei kukaan vielä, ei mitään, "
        "ei vielä, tuntematon, en tiedä, ei tiedossa"
    ),
    "slavic": words_in_list(
        "brak, nikt, nikogo, nic, nieznany, nieznana, nie wiem, nie dotyczy, jeszcze nikt, n.d, "
        "nikdo, nikoho, žádný, žádná, neznámý, nevím, není, zatím nikdo, nitko, nepoznat, никто, "
        "никого, нет, ничего, неизвестно, не знаю, н/д, еще нет, ещё нет, ещё никто, пока никто, "
        "пока нет, отсутствует, ніхто, немає, невідомо, не знаю, няма, никой"
    ),
    "other": words_in_list(
        "yok, hiç kimse, kimse, hiçbiri, bilinmiyor, henüz yok, senki, nincs, ismeretlen, még "
        "senki, nimeni, niciunul, necunoscut, încă nimeni, κανένας, κανείς, άγνωστο, אין, אף אחד, "
        "לא ידוע, لا أحد, لا يوجد, غير معروف, なし, 無し, ナシ, 無, 不明, 未定, 特になし, "
        "該当なし, いない, まだ, まだなし, まだない, まだいない, 覚えていない, 无, 没有, "
        "沒有, 暂无, 暂时没有, 还没有, 未知, 不详, 不知道, 无人, 没人, 沒人, 없음, 미정, "
        "모름, 아직 없음, tidak ada, belum ada, không có"
    ),
}
"""Words for a cell that says nothing, by language."""
_NO_DAY_YET: Final = frozenset(
    fold(word)
    for word in words_in_list(
        "pending, open, still open, outstanding, awaiting, awaiting date, awaiting reply, "
        "awaiting response, waiting, waiting to hear, to be scheduled, to be arranged, to be "
        "set, to be confirmed, to be decided, to be determined, to schedule, to arrange, "
        "needs scheduling, not scheduled, not scheduled yet, not met, not met yet, date to "
        "follow, date tbd, date tbc, offen, noch offen, termin offen, ausstehend, "
        "steht aus, steht noch aus, folgt, in planung, noch zu vereinbaren, zu vereinbaren, "
        "wird vereinbart, noch kein termin, kein termin, en attente, en cours, à venir, à "
        "confirmer, à fixer, à planifier, à convenir, date à confirmer, pendiente, por "
        "confirmar, por fijar, por agendar, en espera, por programar, in attesa, da "
        "confermare, da fissare, da programmare, in sospeso, pendente, a confirmar, a "
        "agendar, a marcar, em espera, por marcar, nog te plannen, nog open, volgt, in "
        "afwachting, te plannen, väntar, ej bokat, ikke avtalt, ikke aftalt, afventer, "
        "avventer, oczekuje, w trakcie, do ustalenia, čeká se, в ожидании, ожидает, не "
        "назначено, 調整中, 待定, 미정"
    )
)
"""Words, folded, for a day that is not known yet, in columns of days alone."""
EMPTY_WORDS: Final = frozenset(fold(word) for words in _SPELLED.values() for word in words)
"""The same, folded."""
EMPTY_BEGINNINGS: Final = EMPTY_WORDS.union(
    *_SPELLED.values(), "n no not without nobody none nothing unassigned".split()
)
"""With what such cells begin, behind signs, accents written or not."""
DATABASE_NULL: Final = r"\N"
"""Nothing at all, as MySQL and PostgreSQL export it."""
_ABSENT: Final = lazy_pattern(
    r"(?:nobody|noone|none|nothing|(?:no|not an?y?|without)(?: an?| any)? (?:referrals?|referr?er|"
    r"reference|intro|introduction|introducer|introduction made|recommendation|one|body|person|"
    r"names?|company|employer|"
    r"organi[sz]ation|info|information|data|entry|record|connection|source))"
    r"(?: (?:specific|in particular|really|else|special|given|known|available|needed|required|"
    r"recorded|found|listed|mentioned|made|involved|introduced us|referred me|referred them))?"
)
"""A sentence that there is nobody, folded."""
_STILL: Final = lazy_pattern(
    r"(?:,? (?:as )?yet|,? (?:so far|(?:for|until|till|up to|right) now|at (?:the moment|present)"
    r"|currently|really|at all|in particular|bisher|bislang|derzeit|aktuell|pour l ?instant"
    r"|pour le moment|per ora|por ahora|de momento|por enquanto|voorlopig|tot nu toe))[^\w]*$"
)
"""Behind an empty word, folded: it may be filled in one day."""
_NOT_STILL: Final = frozenset({"no", "not", "not met", "nobody met", "unassigned", "not assigned"})
"""Words, folded, that are empty ones before "yet" alone."""
_NO_WORD: Final = lazy_pattern(r"^[\W_]*$")
_SIGNS_AROUND: Final = ".:;,!?()[]{}<>*-_~ "
_TYPED_SIGNS: Final = frozenset(
    "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212?\u00bf.\u2026/\\_~#'\u2019()[]<>,"
)
"""Signs that say nothing where marks, such as a tick, say something."""


def is_empty_word(text: str) -> bool:
    """Whether a cell says that there is nobody, or nothing at all.

    Examples
    --------
    >>> [is_empty_word(word) for word in ("N/A", "none yet", "Niemand", "N")]
    [True, True, True, False]
    """
    if text.strip() == DATABASE_NULL:
        return True
    folded = fold(text)
    stem = _STILL.sub("", folded)
    if stem != folded and stem in _NOT_STILL:
        return True
    if _NO_WORD.match(folded):
        return True
    # "N / A" and "(none)": neither blanks nor signs count
    letters = "".join(c for c in stem if c.isalnum())
    freed = stem.strip(_SIGNS_AROUND)
    forms = {stem, freed, letters, "".join(stem.split())}
    return not EMPTY_WORDS.isdisjoint(forms) or _ABSENT.fullmatch(freed) is not None


def says_nothing(word: str) -> bool:
    """Whether a cell of dates, numbers or choices says nothing; marks may say something there.

    Examples
    --------
    >>> says_nothing("keine"), says_nothing("--"), says_nothing("\u2713"), says_nothing("!!!")
    (True, True, False, False)
    """
    if not is_empty_word(word):
        return False
    # "nan?" is a question, not an answer
    if any(map(str.isalnum, word)):
        return not word.rstrip().endswith("?")
    return all(ch.isspace() or ch in _TYPED_SIGNS for ch in word)


def says_no_day(word: str) -> bool:
    """Whether a cell of days says nothing, or that its day is not known yet.

    Examples
    --------
    >>> [says_no_day(word) for word in ("n/a", "Offen", "(en attente)", "TBD", "May")]
    [True, True, True, True, False]
    """
    return says_nothing(word) or fold(word).strip(_SIGNS_AROUND) in _NO_DAY_YET
