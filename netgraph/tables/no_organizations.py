"""Words in a cell for organizations that say that somebody is at none: self-employed, retired."""

from __future__ import annotations

import re
from typing import Final

from netgraph.patterns import lazy_pattern
from netgraph.tables.empty_words import words_in_list
from netgraph.tables.person_names import fold

_NOWHERE: Final = words_in_list(
    # nobody else is there
    "self, self employed, selfemployed, self employment, freelance, freelancer, freelancing, "
    "freelance consultant, independent, independent consultant, independent contractor, "
    "contractor, own business, own company, sole trader, sole proprietor, solopreneur, solo "
    "practice, private practice, my own business, "
    # nobody works there
    "retired, retiree, semi retired, unemployed, not working, not employed, between jobs, between "
    "roles, in between jobs, in between roles, in transition, job seeker, jobseeker, job hunting, "
    "job searching, looking for work, seeking work, seeking new opportunities, open to work, "
    "laid off, homemaker, housewife, stay at home parent, stay at home mom, stay at home dad, "
    "parental leave, maternity leave, on leave, sabbatical, on sabbatical, career break, on a "
    "career break, gap year, no longer working, deceased, "
    # it is not said
    "confidential, stealth, stealth mode, stealth startup, stealth mode startup, undisclosed, "
    "not disclosed, private, withheld, various, various companies, multiple, several, "
    "selbstständig, selbständig, selbststaendig, selbstaendig, freiberuflich, freiberufler, "
    "freiberuflerin, freie mitarbeit, rentner, rentnerin, in rente, im ruhestand, pensioniert, "
    "pensionär, arbeitslos, arbeitssuchend, arbeitsuchend, hausfrau, elternzeit, in elternzeit, "
    "verschiedene, "
    "indépendant, indépendante, à son compte, travailleur indépendant, profession libérale, "
    "auto-entrepreneur, retraité, retraitée, à la retraite, sans emploi, au chômage, chômage, "
    "en recherche d'emploi, "
    "autónomo, autónoma, por cuenta propia, trabajador autónomo, jubilado, jubilada, desempleado, "
    "desempleada, en paro, sin empleo, sin trabajo, varios, "
    "libero professionista, libera professionista, in proprio, lavoratore autonomo, pensionato, "
    "pensionata, in pensione, disoccupato, disoccupata, "
    "conta própria, por conta própria, autônomo, autônoma, aposentado, aposentada, reformado, "
    "reformada, desempregado, desempregada, "
    "zelfstandig, zelfstandige, zzp, zzp'er, gepensioneerd, met pensioen, werkloos, werkzoekend, "
    "egenföretagare, egen företagare, pensionerad, arbetslös, arbetssökande, frilans, "
    "selvstendig, selvstendig næringsdrivende, pensjonist, arbeidsledig, selvstændig, "
    "pensioneret, arbejdsløs, ledig, yrittäjä, eläkkeellä, eläkeläinen, työtön, "
    "samozatrudniony, samozatrudniona, własna działalność, emeryt, emerytka, na emeryturze, "
    "bezrobotny, bezrobotna, osvč, živnostník, důchodce, v důchodu, nezaměstnaný, "
    "самозанятый, самозанятая, фрилансер, фриланс, пенсионер, пенсионерка, на пенсии, "
    "безработный, безработная, не работает, пенсіонер, безробітний, "
    "serbest, serbest meslek, emekli, işsiz, egyéni vállalkozó, nyugdíjas, munkanélküli, "
    "liber profesionist, pensionar, șomer, "
    "フリーランス, フリー, 自営業, 自営, 個人事業主, 無職, 退職, 定年退職, 求職中, 就活中, "
    "自由职业, 自由职业者, 自雇, 退休, 待业, 失业, 無業, 自由業, 프리랜서, 자영업, 은퇴, 무직, "
    "구직중, عاطل, متقاعد, متقاعدة, عمل حر"
)
_PLAIN: Final = lazy_pattern(r"[^\w]+|_")
_FOLDED: Final = frozenset(" ".join(_PLAIN.sub(" ", fold(one)).split()) for one in _NOWHERE)
NO_ORGANIZATION_BEGINNINGS: Final = frozenset(
    first for one in _NOWHERE for first in (re.split(r"[\s'-]", one)[0], fold(one).split()[0])
)
"""With what such cells begin, accents written or not."""
_BEHIND: Final = lazy_pattern(r"\s+(?:now|currently|at the moment|since \d{4}|seit \d{4}|\d{4})$")


def is_no_organization(text: str) -> bool:
    """Whether a cell says that somebody is at no organization, or not at which.

    Examples
    --------
    >>> [is_no_organization(one) for one in ("Self-Employed", "(retired)", "Retired Ltd")]
    [True, True, False]
    """
    said = " ".join(_PLAIN.sub(" ", fold(text)).split())
    return _BEHIND.sub("", said) in _FOLDED
