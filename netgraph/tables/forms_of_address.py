"""How people are addressed and titled, in the languages of the sheets that they stand in."""

from __future__ import annotations

import re
from typing import Final

FORMS_OF_ADDRESS: Final = frozenset(
    "mr mrs ms miss mx dr prof professor sir dame madam rev fr hon herr herrn frau hr fru mme mlle "
    "m monsieur madame mademoiselle messrs sig sr sra srta signor signora signorina señor señora "
    "señorita doña senhor senhora dott dottor dottoressa dottssa profssa avv ing dipl-ing mag drs "
    "ir sri smt shri dhr mevr mevrouw meneer pani fröken reverend rabbi sensei".split()
)
"""Forms of address, without dots, that may stand before a name."""
AFTER_TITLES: Final = frozenset(
    "med phil rer nat pol habil hc h c jur oec ing theol mult emer em dent vet".split()
)
"""What a title goes on with, without dots: "Dr. med.", "Prof. h. c."."""
LIKE_TITLES: Final = frozenset(
    "don dona coach dean president director principal captain pastor father sister brother judge "
    "senator officer aunt auntie uncle cousin grandma grandpa grandmother grandfather mom mum dad "
    "mama papa tante onkel oma opa cousine tia tio tía tío prima primo zia zio oncle family "
    "familie famille familia mother nurse chef boss".split()
)
"""Words, in small letters, before a name that may be a part of it: "Aunt Ida", "Don Smith"."""
DEGREES: Final = frozenset(
    "phd dphil md do dds dmd dvm jd llm llb mba emba ma ms msc mph mpa mpp meng mfa med ba bs bsc "
    "beng bfa edd psyd dba rn np pa cpa cfa cfp cma pmp pe esq frm phr sphr shrm-cp shrm-scp cissp "
    "csm acca facs obe mbe cbe frcs mrcp".split()
)
"""Degrees and licences that may stand after a name."""
_MAY_ADDRESS: Final = frozenset(
    # German, Dutch and Nordic languages
    "frl fräulein familie heer mw mej juffrouw frk frøken froken herra rouva neiti "
    # French, Spanish, Portuguese, Italian, Romanian
    "maître maitre me vve docteur professeur dra profa d lic arq dª seu eng exmo exma sñr sigra "
    "signa geom rag arch cav on dl dna domnul doamna domnișoara "
    # Czech, Slovak, Polish, Croatian, Slovene, Hungarian, Turkish
    "p pan pana panem panu pán paní pí pi slečna sl mgr mudr judr phdr rndr doc bc państwo gosp "
    "gospodin gospođa gospodja gđa gdja g gospa úr sayın sn "
    # Russian, Ukrainian, Greek, Hebrew, Arabic
    "г-н г-жа господин госпожа гн гжа пан пані κ κος κα κύριος κυρία מר גב גברת "
    "السيد السيدة أستاذ الأستاذ "
    # South and South-East Asia
    "kumari pak bapak bu ibu mas mbak encik puan cik ông bà anh chị khun kuya ate sheikh haji "
    "ustad".split()
)
"""Further forms of address, in small letters and without dots, some of which are names as well."""
_MAY_ADDRESS_BEHIND: Final = frozenset("bey hanım hanim efendi úr asszony ji garu saheb".split())
"""The same, behind a name: "Ahmet Bey"."""
_WHOSE: Final = frozenset({"my", "our", "mein", "meine", "mon", "ma", "mi"})
"""Before a relation of at least one word more."""
_ARTICLES: Final = frozenset("de il la el le lo o a os as l der die das den dem the".split())
"""Articles that languages put before a form of address: "la Sra. Paz", "de heer Jansen"."""


def without_relation(text: str) -> str:
    """A name without the words around it that may be no part of it; empty where there are none.

    Examples
    --------
    >>> without_relation("Aunt Ida"), without_relation("my uncle Bob Ray"), without_relation("Ida")
    ('Ida', 'Bob Ray', '')
    >>> without_relation("pan Nov\u00e1k"), without_relation("de heer Jansen")
    ('Novák', 'Jansen')
    """
    words = text.split()
    rest = words[1:] if len(words) > 2 and words[0].casefold() in _WHOSE else words
    rest = re.sub(r"^[lL]['\u2019](?=[A-Z])", "", " ".join(rest)).split()
    if len(rest) > 2 and rest[0].casefold() in _ARTICLES and _may_address(rest[1]):
        rest = rest[1:]
    addressed = False
    while len(rest) > 1 and (_may_address(rest[0]) or rest[0].casefold() in LIKE_TITLES):
        addressed, rest = True, rest[1:]
    if len(rest) > 1 and rest[-1].casefold() in _MAY_ADDRESS_BEHIND:
        addressed, rest = True, rest[:-1]
    return " ".join(rest) if addressed else ""


def _may_address(word: str) -> bool:
    bare = word.replace(".", "").replace("\u02bc", "").strip("'\u2019\u05f3").casefold()
    return bare in _MAY_ADDRESS or bare in FORMS_OF_ADDRESS
