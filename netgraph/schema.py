"""Every column name, type, alias and issue code: the one place that spells them.

The direction is said here, once: a referral is a directed edge **referrer -> referred**,
"the referrer gave you the name of the referred".
"""

from __future__ import annotations

import functools
import unicodedata
from typing import Final, Literal, NamedTuple, get_args

# A ``date`` is an event that has happened, a ``plan`` a day on which something is meant to happen.
Kind = Literal["id", "text", "date", "plan", "flag", "choice", "number"]
Severity = Literal["error", "warning", "info"]

# --- columns of the tables people bring -------------------------------------------------------

# Columns of contacts. Other modules take these constants: a test refuses names with an underscore
# in quotes anywhere else, so that a misspelt column is an error at once.
CONTACT_ID: Final = "contact_id"
NAME: Final = "name"
ORGANIZATION: Final = "organization"
TITLE: Final = "title"
FIELD: Final = "field"
EMAIL: Final = "email"
SOURCE: Final = "source"
DECISION_MAKER: Final = "decision_maker"
STATUS: Final = "status"
CHANNEL: Final = "channel"
CONTACTED_ON: Final = "contacted_on"
FOLLOWED_UP_ON: Final = "followed_up_on"
MET_ON: Final = "met_on"
ASKED_ON: Final = "asked_on"
THANKED_ON: Final = "thanked_on"
LAST_CONTACT_ON: Final = "last_contact_on"
RESUME_KEPT: Final = "resume_kept"
SCHEDULED_FOR: Final = "scheduled_for"
NEXT_STEP: Final = "next_step"
NEXT_STEP_ON: Final = "next_step_on"
NOTES: Final = "notes"
REFERRED_BY: Final = "referred_by"
REFERRED_TO: Final = "referred_to"
# How programs head the day of a connection, folded. It is carried along as they wrote it and is no
# event: who has it may be nothing but a line in a list of connections.
CONNECTED_ON: Final = "connectedon"
CONNECTED_DAYS: Final = frozenset(
    "connectedon verknupftam vernetztam connectele dateconnexion conectadoel fechadeconexion "
    "conectadoem conexaoem collegatoil collegatodal verbondenop".split()
)
"""The same in LinkedIn's exports of other languages."""
# Address books bring these two, which ``CONTACTS_TABLE`` does not list: they are carried along as
# text, and a URL of a profile tells which people of several files are one.
PHONE: Final = "phone"
URL: Final = "url"
OTHER_EMAILS: Final = "other_emails"

# Columns of referrals; ``count`` tells how many rows were merged into a pair, and the last date is
# the newest of theirs (the first one introduces).
REFERRER_ID: Final = "referrer_id"
REFERRED_ID: Final = "referred_id"
ENDS: Final = (REFERRER_ID, REFERRED_ID)
"""Columns of referrals that name people: who gave the name, then whose it is."""
SIDES: Final = (REFERRED_BY, REFERRED_TO)
"""Columns of contacts that name the referrers of a row's person, and whom that one referred."""
REFERRED_ON: Final = "referred_on"
LAST_REFERRED_ON: Final = "last_referred_on"
KIND: Final = "kind"
SEEKER_ID: Final = "seeker_id"
COUNT: Final = "count"
SEEKERS: Final = "seekers"

# Columns of targets, of aliases, and of decisions on who is the same person (``same.csv``).
WEIGHT: Final = "weight"
ALIAS: Final = "alias"
SAME: Final = "same"
SAME_AS: Final = "same_as"

STUB: Final = "stub"
"""Column of the checked contacts: True for a person whom only the referrals name."""
# What ``stub`` and ``count`` are called in files, where a user's columns have these names; and, in
# files of graphs, the place of a referral among the rows, and a label that is an id, not a name.
STUB_MARK: Final = "netgraph_stub"
COUNT_MARK: Final = "netgraph_count"
ROW_MARK: Final = "netgraph_row"
UNNAMED_MARK: Final = "netgraph_unnamed"

# --- values ------------------------------------------------------------------------------------

# Words of the status column. What they mean is decided in ``analysis.people`` (met, contacted,
# closed); ``as_of`` takes back those that only a later date supports.
IDENTIFIED: Final = "identified"
CONTACTED: Final = "contacted"
SCHEDULED: Final = "scheduled"
MET: Final = "met"
DECLINED: Final = "declined"
NO_REPLY: Final = "no_reply"
STATUSES: Final = (IDENTIFIED, CONTACTED, SCHEDULED, MET, DECLINED, NO_REPLY)

# Sources that a redacted network still shows (``privacy``): none of them may name a person.
USUAL_SOURCES: Final = ("family", "friend", "alumni", "directory", "event", "cold")
CHANNELS: Final = ("letter", "email", "phone")

# Standings of contacts. A place in ``STANDINGS`` is the code of a standing in arrays and on maps.
# Each needs a look and a gloss in ``looks``, and a word in ``meanings``.
PRODUCTIVE: Final = "productive"
CLOSED: Final = "closed"
OPEN: Final = "open"
WAITING: Final = "waiting"
QUIET: Final = "quiet"
STANDINGS: Final = (PRODUCTIVE, OPEN, WAITING, QUIET, CLOSED)
LIVE_STANDINGS: Final = (OPEN, WAITING)
# What has no standing because nothing records contact: a cell is empty, a map has this word.
UNRECORDED: Final = "unrecorded"
STANDING_CODES: Final = (*STANDINGS, UNRECORDED)
"""The standing of each code in arrays and on maps."""

# Grades of evidence, the best first: the order in which answers rank them.
STRONG: Final = "strong"
SOME: Final = "some"
TOO_EARLY: Final = "too early"
EVIDENCES: Final = (STRONG, SOME, TOO_EARLY)

# Standings of organizations, the best first, which is the order of the answer. The first three are
# used by their places in ``analysis.organizations``.
IN_TOUCH: Final = "in_touch"
NAMED: Final = "named"
UNREACHED: Final = "unreached"
ORGANIZATION_STANDINGS: Final = (MET, IN_TOUCH, NAMED, UNREACHED)

# --- columns of the answers --------------------------------------------------------------------

# Columns of contacts and advocates, all counted in ``analysis.metrics``. A new one needs its place
# in a ``Literal`` below, and more: ``netgraph/README.md`` lists all. One is in no ``Literal``:
# ``introduced_on``, which is on maps.
STANDING: Final = "standing"
CHANCE: Final = "chance"
CHANCE_LOW: Final = "chance_low"
CHANCE_HIGH: Final = "chance_high"
INTRODUCED_BY: Final = "introduced_by"
INTRODUCED_ON: Final = "introduced_on"
GENERATION: Final = "generation"
REFERRED_BY_COUNT: Final = "referred_by_count"
REFERRALS_MADE: Final = "referrals_made"
INTRODUCTIONS: Final = "introductions"
REACH: Final = "reach"
EXCLUSIVE_REACH: Final = "exclusive_reach"
ORGANIZATIONS_REACHED: Final = "organizations_reached"
EXCLUSIVE_ORGANIZATIONS: Final = "exclusive_organizations"
DECISION_MAKERS_REACHED: Final = "decision_makers_reached"
CREDIT: Final = "credit"
CREDIT_SHARE: Final = "credit_share"
REFERRALS_MET: Final = "referrals_met"
CONVERSION: Final = "conversion"
CONVERSION_LOW: Final = "conversion_low"
CONVERSION_HIGH: Final = "conversion_high"
EVIDENCE: Final = "evidence"
# Columns that contacts and advocates have where they are asked for (``expected=True``).
EXPECTED_REFERRALS: Final = "expected_referrals"
EXPECTED_RANK: Final = "expected_rank"
DAYS_QUIET: Final = "days_quiet"

# Columns of dead ends; ``depth`` is in generations, ``size`` in people.
SIZE: Final = "size"
DEPTH: Final = "depth"
ORGANIZATIONS: Final = "organizations"
LAST_ACTIVITY_ON: Final = "last_activity_on"
REASON: Final = "reason"
REVIVE_THROUGH: Final = "revive_through"

# The first four are the names of tables, for which a folder is searched (``SAME``, above, is the
# fifth); ``contacts`` and ``referrals`` are columns of answers and counts too. Those after them
# are columns of organizations.
CONTACTS: Final = "contacts"
REFERRALS: Final = "referrals"
TARGETS: Final = "targets"
ALIASES: Final = "aliases"
DECISION_MAKERS: Final = "decision_makers"
FIRST_REACHED_ON: Final = "first_reached_on"
ENTRY_ADVOCATES: Final = "entry_advocates"
ONLY_THROUGH: Final = "only_through"
TARGET_WEIGHT: Final = "target_weight"

CONTACTS_LOST: Final = "contacts_lost"
CONTACTS_LEFT: Final = "contacts_left"
MARGINAL_GAIN: Final = "marginal_gain"
COVERED: Final = "covered"
PERIOD: Final = "period"
REFERRALS_PER_CONTACT: Final = "referrals_per_contact"
REFERRALS_PER_CONTACT_LOW: Final = "referrals_per_contact_low"
REFERRALS_PER_CONTACT_HIGH: Final = "referrals_per_contact_high"
ORGANIZATIONS_NEW: Final = "organizations_new"
PATH: Final = "path"
STEP: Final = "step"
ACTION: Final = "action"
WHEN: Final = "when"
DUE_ON: Final = "due_on"
DAYS_OVERDUE: Final = "days_overdue"
ALSO: Final = "also"
FILL_IN: Final = "fill_in"

# Counts of a whole network; ``COUNTS`` has them in the order of a summary.
STUBS: Final = "stubs"
FIRST_CONTACTS: Final = "first_contacts"
GENERATIONS: Final = "generations"
COMPONENTS: Final = "components"
DEAD_END_BRANCHES: Final = "dead_end_branches"
DEAD_END_PEOPLE: Final = "dead_end_people"
LARGEST_BRANCH: Final = "largest_branch"
COUNTS: Final = (
    CONTACTS,
    STUBS,
    REFERRALS,
    FIRST_CONTACTS,
    ORGANIZATIONS,
    MET,
    GENERATIONS,
    COMPONENTS,
    DEAD_END_BRANCHES,
    DEAD_END_PEOPLE,
    LARGEST_BRANCH,
)

# Columns that answers are ordered by are types too: ``by="nonsense"`` is found before it is run.
# A type can only be spelled in full; a test compares it with the names above.
Person = Literal["contact_id", "name", "organization"]
AdvocateNumber = Literal[
    "referrals_made",
    "introductions",
    "reach",
    "exclusive_reach",
    "organizations_reached",
    "exclusive_organizations",
    "decision_makers_reached",
    "credit",
    "credit_share",
    "referrals_met",
    "conversion",
    "conversion_low",
    "conversion_high",
    "evidence",
    "last_contact_on",
    "days_quiet",
]
ExpectedColumn = Literal["expected_referrals", "expected_rank"]
AdvocateColumn = Literal[Person, AdvocateNumber]
ContactColumn = Literal[
    Person,
    "standing",
    "chance",
    "introduced_by",
    "generation",
    "referred_by_count",
    "chance_low",
    "chance_high",
    AdvocateNumber,
]
DeadEndColumn = Literal[
    Person,
    "introduced_by",
    "size",
    "depth",
    "met",
    "organizations",
    "last_activity_on",
    "days_quiet",
    "reason",
    "revive_through",
]
OrganizationNumber = Literal[
    "organization",
    "standing",
    "contacts",
    "met",
    "decision_makers",
    "first_reached_on",
    "generation",
    "introduced_by",
    "entry_advocates",
    "only_through",
    "target_weight",
]
OrganizationColumn = Literal[OrganizationNumber, "contacts_lost", "contacts_left"]
SourceColumn = Literal["source", "contacts", "met", "referrals", "reach", "organizations", "credit"]

ADVOCATE_COLUMNS: Final[tuple[str, ...]] = get_args(AdvocateColumn)
CONTACT_COLUMNS: Final[tuple[str, ...]] = get_args(ContactColumn)
EXPECTED_COLUMNS: Final[tuple[str, ...]] = get_args(ExpectedColumn)
DEAD_END_COLUMNS: Final[tuple[str, ...]] = get_args(DeadEndColumn)
ORGANIZATION_COLUMNS: Final[tuple[str, ...]] = get_args(OrganizationNumber)
LOSS_COLUMNS: Final[tuple[str, ...]] = get_args(OrganizationColumn)
SOURCE_COLUMNS: Final[tuple[str, ...]] = get_args(SourceColumn)
KEEP_WARM_COLUMNS: Final = (
    CONTACT_ID,
    NAME,
    ORGANIZATION,
    ORGANIZATIONS_REACHED,
    MARGINAL_GAIN,
    COVERED,
)
GENERATION_GROWTH_COLUMNS: Final = (
    GENERATION,
    CONTACTS,
    MET,
    REFERRALS,
    REFERRALS_PER_CONTACT,
    REFERRALS_PER_CONTACT_LOW,
    REFERRALS_PER_CONTACT_HIGH,
    ORGANIZATIONS_NEW,
)
PERIOD_GROWTH_COLUMNS: Final = (PERIOD, CONTACTS, MET, ORGANIZATIONS)
PATH_COLUMNS: Final = (
    PATH,
    STEP,
    CONTACT_ID,
    NAME,
    ORGANIZATION,
    REFERRED_ON,
    LAST_CONTACT_ON,
    DAYS_QUIET,
)
AGENDA_COLUMNS: Final = (
    ACTION,
    CONTACT_ID,
    NAME,
    ORGANIZATION,
    WHEN,
    DUE_ON,
    DAYS_OVERDUE,
    REASON,
    ALSO,
    EXPECTED_REFERRALS,
    FILL_IN,
)
# Columns of people where several searches count as one: whose contacts they are.
KNOWN_TO: Final = "known_to"
SEEKER_IDS: Final = "seeker_ids"
KNOWN_TO_COLUMNS: Final = (KNOWN_TO, SEEKER_IDS)
# Columns of the searches of a cohort, and how each stands: three or more met, and nobody new or
# nobody beyond the first contacts; nobody met yet; else it moves; landed, whatever else is true.
# The order is that of the answer.
NEW_30_DAYS: Final = "new_30_days"
STATE: Final = "state"
NEXT: Final = "next"
STUCK: Final = "stuck"
NOT_STARTED: Final = "not_started"
MOVING: Final = "moving"
LANDED: Final = "landed"
SEARCH_STATES: Final = (STUCK, NOT_STARTED, MOVING, LANDED)
# Columns of what a cohort asks of its advocates. ``waiting`` is how many seekers wait for an
# answer.
ASKS_30_DAYS: Final = "asks_30_days"
OVER_LIMIT: Final = "over_limit"
SeekerColumn = Literal[
    "seeker_id",
    "name",
    "contacts",
    "met",
    "first_contacts",
    "generations",
    "organizations",
    "referrals",
    "last_activity_on",
    "days_quiet",
    "new_30_days",
    "state",
    "next",
]
LoadColumn = Literal[
    Person,
    "seekers",
    "asks_30_days",
    "waiting",
    "referrals_made",
    "conversion",
    "over_limit",
]
SEEKER_COLUMNS: Final[tuple[str, ...]] = get_args(SeekerColumn)
LOAD_COLUMNS: Final[tuple[str, ...]] = get_args(LoadColumn)
# Columns of changes, besides those of a person, and the kinds of change in the order of a day.
CHANGE: Final = "change"
THROUGH: Final = "through"
DATE: Final = "date"
NEW_CONTACT: Final = "new_contact"
REFERRAL: Final = "referral"
ORGANIZATION_REACHED: Final = "organization_reached"
BRANCH_DIED: Final = "branch_died"
BRANCH_REVIVED: Final = "branch_revived"
WENT_QUIET: Final = "advocate_went_quiet"
CHANGES: Final = (
    NEW_CONTACT,
    MET,
    REFERRAL,
    DECLINED,
    ORGANIZATION_REACHED,
    BRANCH_DIED,
    BRANCH_REVIVED,
    WENT_QUIET,
)
CHANGE_COLUMNS: Final = (DATE, CHANGE, CONTACT_ID, NAME, ORGANIZATION, THROUGH)
# Tables of a dossier. The chain is one path: its columns are those of paths but for its number,
# and the source of the first contact at its head.
EVENT: Final = "event"
CHAIN_COLUMNS: Final = (*PATH_COLUMNS[1:], SOURCE)
NAMING_COLUMNS: Final = (
    CONTACT_ID,
    NAME,
    ORGANIZATION,
    REFERRED_ON,
    STANDING,
    STATUS,
    MET,
)
COLLEAGUE_COLUMNS: Final = (
    CONTACT_ID,
    NAME,
    TITLE,
    STANDING,
    STATUS,
    MET,
    LAST_CONTACT_ON,
    INTRODUCED_BY,
)
EVENT_COLUMNS: Final = (DATE, EVENT)
# What is settled between you and a person, the first that applies: which words a dossier has.
NOT_WRITTEN: Final = "not_written"
AHEAD: Final = "ahead"
PASSED: Final = "passed"
IN_TOUCH_ALREADY: Final = "talked"
PHASES: Final = (
    DECLINED,
    MET,
    NO_REPLY,
    PASSED,
    AHEAD,
    IN_TOUCH_ALREADY,
    CONTACTED,
    UNRECORDED,
    NOT_WRITTEN,
)
# When a step is to be taken, in the order of the agenda.
THIS_WEEK: Final = "this_week"
OVERDUE: Final = "overdue"
LATER: Final = "later"
TIMES: Final = (THIS_WEEK, OVERDUE, LATER)

# Actions of the agenda. Where two of one person are due on one day this order decides; a place in
# ``ACTIONS`` is the code of an action on maps.
WRITE: Final = "write"
FOLLOW_UP: Final = "follow_up"
PREPARE: Final = "prepare"
THANK: Final = "thank"
ASK: Final = "ask"
PLANNED: Final = "planned"
REVIVE: Final = "revive"
KEEP_IN_TOUCH: Final = "keep_in_touch"
TELL: Final = "tell"
ACTIONS: Final = (WRITE, FOLLOW_UP, PREPARE, THANK, ASK, PLANNED, REVIVE, KEEP_IN_TOUCH, TELL)

# --- the tables ----------------------------------------------------------------------------------


class Column(NamedTuple):
    """A column a table may have: its name, what it holds, and the other names it goes by.

    The ``fitting`` names mean several things in the tables people keep, a state of the union or a
    state of things: they count only where the cells are what the column holds.
    """

    name: str
    kind: Kind = "text"
    required: bool = False
    aliases: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    fitting: tuple[str, ...] = ()


class Table(NamedTuple):
    """A table people bring: its name and its columns in their standard order."""

    name: str
    columns: tuple[Column, ...]

    def named(self, kind: Kind) -> tuple[str, ...]:
        """Names of the columns that hold ``kind``."""
        return tuple(c.name for c in self.columns if c.kind == kind)


def _names(listed: str) -> tuple[str, ...]:
    """Take a list apart, where one name a line would be a page."""
    return tuple(listed.split(", "))


# What people call these columns in German, French, Spanish, Italian, Portuguese, Dutch, Japanese,
# Chinese, Korean, Russian, Ukrainian, Polish, Czech, Hungarian, Romanian, Turkish, Croatian,
# Slovene, the Nordic languages, Greek, Hebrew and Arabic, where the word means nothing else;
# accents are folded away.
ABROAD: Final = {
    NAME: _names(
        "vollständiger name, vor- und nachname, name und vorname, kontakt, ansprechpartner, "
        "ansprechpartnerin, kontaktperson, nom complet, nom et prénom, prénom et nom, nombre "
        "completo, nombre y apellidos, contacto, nom, nombre, nome, nome completo, nome e "
        "cognome, nome e sobrenome, "
        "contatto, contato, naam, volledige naam, contactpersoon, 氏名, 名前, お名前, 姓名, "
        "联系人, фио, имя и фамилия, фамилия и имя, полное имя, контакт, контактное лицо, imię i "
        "nazwisko, nazwisko i imię, osoba kontaktowa, jméno, jméno a příjmení, namn, "
        "för- och efternamn, navn, fulde navn, fullt navn, nimi, "
        "ad soyad, adı soyadı, ad ve soyad, isim, 이름, 성명, név, teljes név, nume complet, nume "
        "și prenume, піб, ім'я та прізвище, ime i prezime, ime in priimek, ονοματεπώνυμο, όνομα, "
        "שם, שם מלא, איש קשר, الاسم, الاسم الكامل, جهة الاتصال, اسم جهة الاتصال"
    ),
    ORGANIZATION: _names(
        "firma, firmenname, unternehmen, arbeitgeber, entreprise, société, employeur, empresa, "
        "compañía, azienda, società, datore di lavoro, empregador, bedrijf, werkgever, "
        "organisatie, wo sie arbeiten, arbeitet bei, où ils travaillent, où il travaille, où elle "
        "travaille, travaille chez, dónde trabaja, dónde trabajan, trabaja en, dove lavora, dove "
        "lavorano, lavora per, onde trabalha, onde trabalham, trabalha em, waar ze werken, werkt "
        "bij, 会社, 会社名, 勤務先, 企業, 公司, 公司名称, 单位, "
        "компания, организация, фирма, работодатель, место работы, где работает, przedsiębiorstwo, "
        "pracodawca, miejsce pracy, společnost, zaměstnavatel, företag, arbetsgivare, arbetsplats, "
        "virksomhed, arbejdsgiver, arbejdsplads, bedrift, arbeidsgiver, arbeidsplass, yritys, "
        "työnantaja, "
        "şirket, çalıştığı yer, işveren, kurum, 회사, 회사명, 직장, cég, munkahely, "
        "companie, angajator, компанія, організація, роботодавець, tvrtka, poslodavac, podjetje, "
        "εταιρεία, εταιρία, οργανισμός, εργοδότης, חברה, ארגון, מקום עבודה, الشركة, اسم الشركة, "
        "المؤسسة, المنظمة, جهة العمل, مكان العمل"
    ),
    TITLE: _names(
        "stelle, berufsbezeichnung, jobtitel, poste, intitulé du poste, fonction, puesto, cargo, "
        "ruolo, posizione, functie, functietitel, 役職, 肩書, 職位, 职位, 职务, "
        "должность, stanowisko, pozice, befattning, stilling, "
        "unvan, pozisyon, görevi, 직책, 직함, "
        "beosztás, funcție, посада, radno mjesto, θέση, תפקיד, المسمى الوظيفي, الوظيفة, المنصب"
    ),
    EMAIL: _names(
        "e-mail-adresse, mailadresse, courriel, adresse e-mail, adresse mail, correo, correo "
        "electrónico, indirizzo e-mail, posta elettronica, endereço de e-mail, e-mailadres, "
        "メール, メールアドレス, 邮箱, 电子邮件, 电子邮箱, "
        "почта, эл. почта, электронная почта, адрес электронной почты, e-postadress, e-post, "
        "e-postadresse, sähköposti, "
        "e-posta, e-posta adresi, 이메일, 이메일 주소, e-mail cím, "
        "електронна пошта, пошта, ηλεκτρονικό ταχυδρομείο, אימייל, דואר אלקטרוני, "
        "البريد الإلكتروني, البريد الالكتروني, الإيميل, الايميل"
    ),
    STATUS: _names(
        "statut, ステータス, 状態, 状态, статус, tila, durum, 상태, állapot, stare, κατάσταση, "
        "סטטוס, الحالة"
    ),
    CONTACTED_ON: _names(
        "kontaktiert am, angeschrieben am, contacté le, date de contact, contactado el, fecha de "
        "contacto, contattato il, data di contatto, contatado em, data de contato, data do "
        "contato, gecontacteerd op, benaderd op, erstkontakt, erster kontakt, premier contact, "
        "primer contacto, primo contatto, primeiro contato, primeiro contacto, eerste contact, "
        "連絡日, 联系日期, تاريخ التواصل, تاريخ الاتصال"
    ),
    LAST_CONTACT_ON: _names(
        "letzter kontakt, zuletzt kontaktiert, zuletzt gesprochen, letztes gespräch, dernier "
        "contact, dernière conversation, dernier échange, último contacto, última conversación, "
        "ultimo contatto, ultima conversazione, último contato, última conversa, laatste contact, "
        "laatst gesproken, 最終連絡日, 最后联系日期, "
        "последний контакт, дата последнего контакта, ostatni kontakt, poslední kontakt, senaste "
        "kontakt, seneste kontakt, siste kontakt, آخر تواصل, تاريخ آخر تواصل, آخر اتصال"
    ),
    NEXT_STEP_ON: _names(
        "nächster kontakt, wiedervorlage, wieder melden am, prochain contact, relance le, à "
        "relancer le, próximo contacto, próximo contato, prossimo contatto, volgend contact, "
        "opvolgen op, 次回連絡日, تاريخ المتابعة, موعد المتابعة, المتابعة القادمة"
    ),
    SCHEDULED_FOR: _names(
        "nächstes treffen, nächster termin, nächstes gespräch, prochain rendez-vous, prochaine "
        "rencontre, prochain entretien, prochaine réunion, próxima reunión, próxima cita, próximo "
        "encuentro, próxima entrevista, prossimo incontro, prossimo appuntamento, prossima "
        "riunione, próxima reunião, próximo encontro, volgende afspraak, volgend gesprek, volgende "
        "ontmoeting, 次回面談, 次回面談日, 次の面談, 次回ミーティング, 下次见面, 下次会面, "
        "следующая встреча, дата следующей встречи, następne spotkanie, kolejne spotkanie, "
        "příští schůzka, další schůzka, nästa möte, neste møte, næste møde, seuraava "
        "tapaaminen, sonraki görüşme, sonraki toplantı, 다음 미팅, 다음 면담, következő találkozó, "
        "următoarea întâlnire, наступна зустріч, sljedeći sastanak, naslednji sestanek, "
        "επόμενη συνάντηση, פגישה הבאה, "
        "اللقاء القادم, الاجتماع القادم, موعد اللقاء القادم"
    ),
    NEXT_STEP: _names(
        "nächster schritt, nächste schritte, prochaine étape, prochaines étapes, próximo paso, "
        "próximos pasos, próximo passo, próximos passos, prossimo passo, prossimi passi, volgende "
        "stap, volgende stappen, επόμενο βήμα, הצעד הבא, الخطوة التالية, الخطوة القادمة"
    ),
    MET_ON: _names(
        "getroffen am, gesprochen am, datum des treffens, rencontré le, date de rencontre, "
        "reunido el, fecha de reunión, fecha de la reunión, incontrato il, data incontro, data "
        "dell'incontro, data da reunião, data de reunião, ontmoet op, gesproken op, 面談日, "
        "面会日, 见面日期, 会面日期, "
        "дата встречи, встретились, когда встретились, data spotkania, spotkaliśmy się, datum "
        "setkání, träffades, mötesdatum, mødtes, mødedato, møttes, møtedato, "
        "görüşme tarihi, "
        "buluşma tarihi, 만난 날짜, 미팅 날짜, találkozó dátuma, data întâlnirii, дата зустрічі, "
        "datum sastanka, datum schůzky, ημερομηνία συνάντησης, תאריך פגישה, תאריך הפגישה, "
        "تاريخ اللقاء, تاريخ الاجتماع, تاريخ المقابلة"
    ),
    NOTES: _names(
        "notiz, notizen, bemerkung, bemerkungen, remarques, notas, nota, opmerkingen, 備考, 备注, "
        "заметки, примечание, примечания, комментарий, комментарии, uwagi, notatki, poznámky, "
        "anteckningar, noter, merknader, "
        "notlar, 메모, 비고, megjegyzés, observații, нотатки, napomene, σημειώσεις, הערות, "
        "ملاحظات, الملاحظات"
    ),
    REFERRED_BY: _names(
        "empfohlen von, empfohlen durch, empfehlung von, empfehlung durch, vermittelt von, "
        "vermittelt durch, vorgestellt von, recommandé par, recommandée par, présenté par, "
        "présentée par, introduit par, référé par, mis en relation par, referido por, referida "
        "por, recomendado por, recomendada por, presentado por, presentada por, raccomandato da, "
        "consigliato da, presentato da, segnalato da, indicado por, indicada por, apresentado por, "
        "apresentada por, doorverwezen door, aanbevolen door, geïntroduceerd door, voorgesteld "
        "door, 紹介者, ご紹介者, 紹介元, 介绍人, 推荐人, 引荐人, "
        "кто познакомил, кто рекомендовал, кто посоветовал, познакомил, познакомила, рекомендовал, "
        "рекомендовала, кем рекомендован, через кого, polecony przez, polecona przez, polecił, "
        "poleciła, kto polecił, kto przedstawił, doporučil, doporučila, kdo doporučil, tipsad av, "
        "rekommenderad av, presenterad av, anbefalet af, anbefalt av, introduceret af, introdusert "
        "av, presentert av, tipset av, suosittelija, "
        "tavsiye eden, öneren, kim önerdi, tanıştıran, "
        "yönlendiren, 추천인, 소개한 사람, 소개자, ajánlotta, ki ajánlotta, recomandat de, "
        "recomandată de, хто порекомендував, хто познайомив, рекомендував, preporučio, "
        "preporučila, priporočil, συστάθηκε από, σύσταση από, הומלץ על ידי, הופנה על ידי, מי "
        "המליץ, أحالني, أحاله, أحالها, المحيل, تمت الإحالة من, الإحالة من, رشحه, رشحها, رشحني, من "
        "رشحه, أوصى به, عن طريق, عرفني عليه"
    ),
}

# Numbers first, as two students may have one name, then addresses; "SID", "Student" and "Candidate"
# alone mean other things too often.
SEEKER_ALIASES: Final = _names(
    "seeker, student id, client id, student student id, student number, student no, student "
    "identifier, mentee id, advisee id, advisee student id, coachee id, uin, emplid, banner id, "
    "matriculation number, matrikelnummer, student email, student e-mail, student email address, "
    "mentee email, mentee e-mail, mentee email address, advisee email, student name, student full "
    "name, mentee name, mentee full name, advisee name, mentee, advisee, coachee"
)
"""What the exports of career systems call the seeker, the surest first."""

# Aliases are compared ``folded``, and table by table: ``source`` is a column of contacts, but in
# referrals an edge list's word for the referrer. ``data/README.md`` shows names, kinds and aliases;
# a test compares it with the tables here.
CONTACTS_TABLE: Final = Table(
    CONTACTS,
    (
        Column(
            CONTACT_ID,
            "id",
            required=True,
            aliases=_names(
                "id, person_id, node, contact no, contact number, contact key, "
                "mentor id, alumni id, alum id"
            ),
        ),
        Column(
            NAME,
            aliases=_names(
                "full name, contact, contact name, person, label, contact person, contact full "
                "name, person name, name of contact, display name, who, "
                "mentor name, mentor full name, "
                "alumni name, alum name, alumnus name, alumna name, alumni full name, alumni "
                "contact name, alumni contact person, name of alumnus, name of alumna, name of "
                "alum, name of the contact, name of person, name of contact person, contact "
                "person name, contact's name, contact's full name, person's name, employer contact "
                "name, company contact name, networking contact name"
            )
            + ABROAD[NAME],
            # of a person who is named otherwise they may be a yes or no
            fitting=_names(
                "alumni contact, alumnus contact, alumna contact, alum contact, alumnus, alumna, "
                "mentor contact, employer contact, company contact, networking contact, "
                "who i talked to"
            ),
        ),
        Column(
            ORGANIZATION,
            aliases=_names(
                "organisation, company, employer, firm, org, account, account name, company name, "
                "employer name, mentor company, mentor employer, mentor organization, "
                "alumni company, "
                "alumni employer, alumni organization, alumnus company, alumnus employer, alumna "
                "company, alumna employer, alum company, alum employer, contact company, contact "
                "employer, contact organization, contact's company, contact's employer, "
                "organization name, organisation name, organizations, "
                "organisations, current company, current employer, "
                "workplace, place of work, works at, works for, where they work, where do they "
                "work, company they work for, which company do they work for, what company do "
                "they work for, who do they work for"
            )
            + ABROAD[ORGANIZATION],
            fitting=_names(
                "affiliation, institution, firm name, business name, agency name, hospital, clinic"
            ),
        ),
        Column(
            TITLE,
            aliases=_names(
                "job title, position, role, job, job role, current title, current role, "
                "headline, designation, "
                "mentor title, mentor job title, alumni title, alumni job title, alumnus title, "
                "alumna title, alum title, contact title, contact job title, contact's title, "
                "contact's job title"
            )
            + ABROAD[TITLE],
        ),
        Column(FIELD, aliases=("industry", "sector", "profession", "line of work")),
        Column(
            EMAIL,
            aliases=_names(
                "e-mail, email address, e-mail address, mail, contact email, work email, email id, "
                "emails, e-mails, email addresses, primary email, email 1, e-mail 1, email "
                "address 1, "
                "mentor email, mentor e-mail, mentor email address, alumni email, alum email, "
                "alumnus email, alumna email, alumni contact email, contact e-mail, contact email "
                "address, contact's email"
            )
            + ABROAD[EMAIL],
        ),
        Column(
            SOURCE,
            aliases=_names(
                "how found, found through, origin, how we met, how did we meet, how i met them, "
                "where we met, how i found them, how i know them, how do i know them, how we "
                "know each other, met through, met via, found via, lead source, contact source, "
                "relationship, how did you find them, how did i find them, how did we find them, "
                "how did you meet them, how did you meet, how do you know them, how you met, how "
                "you know them"
            ),
        ),
        Column(
            DECISION_MAKER,
            "flag",
            aliases=("decides", "is decision maker"),
            fitting=("hiring manager", "decision maker or not", "can hire", "dm"),
        ),
        Column(
            STATUS,
            "choice",
            aliases=_names(
                "stage, contact status, current status, outreach status, networking status, "
                "meeting status"
            )
            + ABROAD[STATUS],
            choices=STATUSES,
            fitting=_names(
                "state, lead status, pipeline, pipeline stage, progress, outcome, response, "
                "result, where things stand, estado, estado del contacto, estado do contato, "
                "situación, situação, stato, stato del contatto, situazione, état, avancement, "
                "stand, zustand, ergebnis, résultat, resultado, esito, risultato, resultaat, "
                "wynik, "
                "etap, 結果, 状況, 進捗, 進捗状況, 结果, 进展, 进度"
            ),
        ),
        Column(
            CHANNEL,
            "choice",
            aliases=("contacted by",),
            choices=CHANNELS,
            fitting=_names("medium, contact method, method, outreach method, contacted via"),
        ),
        Column(
            CONTACTED_ON,
            "date",
            aliases=_names(
                "date contacted, contacted date, approached on, date of contact, date of first "
                "contact, first contact date, first contacted, first contacted on, date reached "
                "out, reached out on, reach out date, outreach date, date of outreach, initial "
                "contact date, emailed on, date emailed, date written"
            )
            + ABROAD[CONTACTED_ON],
            fitting=_names(
                "contacted, first contact, initial contact, reached out, contact date, emailed, "
                "messaged, approached, outreach, email sent, message sent, email sent on, message "
                "sent on, wrote on, written on, messaged on, date messaged, first emailed, when "
                "contacted, when emailed, when i wrote, when i emailed, when i messaged, when i "
                "reached out, when i contacted them, date i emailed, date i reached out, "
                "geschrieben am, kontaktaufnahme am, écrit le, escrito el, scritto il, contactado "
                "em, gemaild op"
            ),
        ),
        Column(
            FOLLOWED_UP_ON,
            "date",
            aliases=_names(
                "followed up on, date followed up, last follow up, last followed up, last "
                "follow-up "
                "date, date of last follow-up, last follow up on"
            ),
            fitting=("followed up", "follow up sent", "followup sent"),
        ),
        Column(
            MET_ON,
            "date",
            aliases=_names(
                "meeting date, date met, interview date, met date, date of meeting, date of "
                "interview, met with on, interviewed on, date interviewed, spoke on, date "
                "spoken, call date, date of call"
            )
            + ABROAD[MET_ON],
            fitting=_names(
                "getroffen, gesprochen, rencontré, rencontrée, reunido, incontrato, ontmoet, "
                "met, meeting, interviewed, interview, have met, we met, when met, when did you "
                "meet, when did you meet them, when did we meet, when you met, when we met, "
                "when i met them, date we met, day we met, met up, met up on, met them on, met in "
                "person on, spoken, spoke, we spoke, when we spoke, when you spoke, when did we "
                "speak, when spoken, date we spoke, date spoke, talked, talked on, we talked, when "
                "we talked, when you talked, when did we talk, when talked, date we talked, date "
                "talked, chatted, chatted on, when we chatted, date chatted, had coffee, had "
                "coffee on, coffee on, coffee date, coffee chat date, date of coffee chat, chat "
                "date, date of chat, conversation date, date of conversation, phone call date, "
                "zoom date, kennengelernt, kennengelernt am, wann kennengelernt, wann getroffen, "
                "wann gesprochen, wann wir gesprochen haben, wann wir uns getroffen haben, "
                "telefoniert am, treffen am, gespräch am, datum des gesprächs, gesprächsdatum, "
                "parlé le, vu le, entretien le, date de l'entretien, date d'entretien, quand on "
                "s'est vus, quand on s'est parlé, hablado el, hablamos el, cuándo hablamos, nos "
                "vimos el, conocido el, cuándo nos conocimos, fecha de conversación, fecha de la "
                "charla, parlato il, visto il, conosciuto il, quando abbiamo parlato, quando ci "
                "siamo visti, quando ci siamo conosciuti, falei em, falamos em, quando falamos, "
                "quando nos conhecemos, conhecido em, gebeld op, wanneer gesproken, wanneer ontmoet"
            ),
        ),
        Column(
            ASKED_ON,
            "date",
            aliases=("date asked", "asked for referral on"),
            fitting=("asked", "asked for referral", "asked for referrals", "referral asked"),
        ),
        Column(
            THANKED_ON,
            "date",
            aliases=("date thanked", "thank you date", "thank you sent on"),
            fitting=_names(
                "thanked, thank you sent, thank you, thank you note, thank you note sent, thank "
                "you email sent, thanks sent"
            ),
        ),
        Column(
            LAST_CONTACT_ON,
            "date",
            aliases=_names(
                "last contact, last contacted, last touch, last contact date, last contacted "
                "on, date of last contact, date last contacted, last touchpoint, last "
                "interaction, last interaction date, last spoke, last spoken, last talked, last "
                "conversation, most recent contact"
            )
            + ABROAD[LAST_CONTACT_ON],
            fitting=_names(
                "when we last talked, when we last spoke, when we last met, last time we talked, "
                "last time we spoke, last time we met, last met, last met on, last spoke on, last "
                "talked on, last spoken to, last chat, last call, last meeting, last email, last "
                "heard from, zuletzt gesprochen am, letzter kontakt am"
            ),
        ),
        Column(
            RESUME_KEPT,
            "flag",
            aliases=("cv kept", "kept resume"),
            fitting=("resume", "has resume", "has my resume", "has my cv"),
        ),
        Column(
            SCHEDULED_FOR,
            "plan",
            aliases=_names(
                "meeting scheduled for, scheduled meeting, scheduled date, date scheduled, "
                "upcoming meeting, next meeting, next meeting date, next call, next call date, "
                "planned meeting, meeting planned for, appointment date"
            )
            + ABROAD[SCHEDULED_FOR],
            fitting=("scheduled", "meeting scheduled", "call scheduled", "appointment"),
        ),
        Column(
            NEXT_STEP,
            aliases=_names("next steps, next action, next actions, next move, to do, action items"),
            fitting=("follow up", "followup", "action needed", *ABROAD[NEXT_STEP]),
        ),
        Column(
            NEXT_STEP_ON,
            "plan",
            aliases=_names(
                "follow up by, follow-up date, next touch, next action date, next action on, "
                "next action by, next step date, next step by, follow up on, follow up due, "
                "next follow up, next follow-up date, next follow up on, date to follow up, "
                "next contact, next contact date, next contact on, next touchpoint, next "
                "outreach, next activity date, next check-in, reach out by, contact by, contact "
                "again on, reminder date"
            )
            + ABROAD[NEXT_STEP_ON],
            fitting=_names(
                "follow up, followup, next step, next steps, next action, reminder, remind me, "
                "contact again"
            )
            + ABROAD[NEXT_STEP],
        ),
        Column(SEEKER_ID, aliases=SEEKER_ALIASES),
        Column(NOTES, aliases=("note", "comments", "comment", "remarks", *ABROAD[NOTES])),
        Column(
            REFERRED_BY,
            aliases=_names(
                "referrer, referrer_id, introduced by, recommended by, via, introducer, intro "
                "by, intro'd by, introed by, intro from, introduction by, introduced via, "
                "introduced through, introduction from, who introduced us, who introduced me, "
                "referred from, "
                "referred through, referred via, referral from, referral by, who referred me, "
                "who referred us, who referred, who referred them, referrer name, name of "
                "referrer, recommended to me by, connected by, connected through, named by, "
                "referred to me by, "
                "introduced to me by, was referred by, first met through, who connected you, "
                "who connected me, who connected us, who introduced you, who introduced you to "
                "them, who referred you, who sent you, who sent me, who put you in touch, who put "
                "us in touch, who put me in touch, who gave you their name, who gave me their "
                "name, heard of them from, heard about them from, "
                "name given by, referred by contact, referred by person, referring contact, "
                "referred by id, referred by no, referred by number, referrer no, referrer number"
            )
            + ABROAD[REFERRED_BY],
            fitting=_names("referral, introduction, intro, referral source, through"),
        ),
        Column(
            REFERRED_TO,
            aliases=_names(
                "referred me to, who they referred, who they referred me to, introduced to, "
                "introduced me to, connected me to, connected me with, recommended to me, gave "
                "me the name of, people they referred, people they referred me to, people they "
                "introduced, people they introduced me to, who they introduced, who they "
                "introduced me to, whom they referred me to, they referred me to, they introduced "
                "me to, told me about, intro'd me to, introed me to, intro'd to"
            ),
            fitting=("referrals given", "introductions made", "names given"),
        ),
    ),
)
# Columns of boxes, by the status that a checked one proves; read where their cells are boxes.
STATUS_BOXES: Final = {
    MET: _names(
        "met, have met, we met, have you met, have you met yet, have we met, met with, "
        "interviewed, meeting held, spoken, spoke"
    ),
    SCHEDULED: _names("scheduled, meeting scheduled, call scheduled, meeting booked"),
    CONTACTED: _names(
        "contacted, reached out, emailed, messaged, approached, email sent, message sent, "
        "first contact, initial contact, outreach"
    ),
    DECLINED: _names(
        "declined, rejected, rejection, refused, turned down, absage, abgesagt, abgelehnt, refus, "
        "refusé, rechazado, rechazo, rifiutato, rifiuto, afgewezen, afwijzing, recusado, recusa, "
        "odmowa"
    ),
    NO_REPLY: ("no reply", "no response", "ghosted"),
}
# Contacts may say when ``referred_by`` did so, but are never written with this column. It has fewer
# aliases than that of referrals: a bare ``date`` of contacts may mean anything.
REFERRED_BY_DATE: Final = Column(REFERRED_ON, "date", aliases=("referral date", "date referred"))
REFERRALS_TABLE: Final = Table(
    REFERRALS,
    (
        Column(
            REFERRER_ID,
            "id",
            required=True,
            aliases=_names(
                "referred by, referrer, from, source, introducer, from id, source id, infector, "
                "introduced by, recommended by, referrer name, referring person, referred from"
            ),
        ),
        Column(
            REFERRED_ID,
            "id",
            required=True,
            aliases=_names(
                "referred, to, target, referee, to id, target id, infected, referred to, person "
                "referred, referred person, referred name, introduced to, introduced, introducee, "
                "person introduced, contact id, id"
            ),
        ),
        Column(
            REFERRED_ON,
            "date",
            aliases=_names(
                "date, referral date, date referred, on, when, intro date, introduction date, "
                "introduced on, date introduced, date of introduction, date of intro"
            ),
        ),
        Column(LAST_REFERRED_ON, "date", aliases=("last referral date", "date last referred")),
        Column(KIND, aliases=("type", "channel")),
        Column(SEEKER_ID, aliases=SEEKER_ALIASES),
        Column(NOTES, aliases=("note", "comments", "comment", "remarks")),
    ),
)
SEEKERS_TABLE: Final = Table(SEEKERS, (Column(SEEKER_ID, required=True, aliases=SEEKER_ALIASES),))
"""What is known of seekers; all further columns are one's own."""
TARGETS_TABLE: Final = Table(
    TARGETS,
    (
        Column(
            ORGANIZATION,
            required=True,
            aliases=_names(
                "organisation, company, employer, target, name, firma, zielfirma, wunschfirma, "
                "unternehmen, entreprise, société, empresa, azienda, bedrijf, target company, "
                "компания"
            ),
        ),
        Column(
            WEIGHT,
            "number",
            aliases=_names(
                "priority, importance, gewicht, gewichtung, priorität, poids, priorité, peso, "
                "prioridad, priorità, prioridade, prioriteit, приоритет"
            ),
        ),
    ),
)
ACTIVITY: Final = "activity"
HOURS: Final = "hours"
NETWORKING: Final = "networking"
POSTINGS: Final = "postings"
HOURS_TABLE: Final = Table(
    HOURS,
    (
        Column(DATE, "date", required=True, aliases=("day", "on")),
        Column(
            ACTIVITY,
            "choice",
            required=True,
            aliases=("kind", "what"),
            choices=(NETWORKING, POSTINGS),
        ),
        Column(HOURS, "number", required=True, aliases=("time", "duration")),
    ),
)
ALIASES_TABLE: Final = Table(
    ALIASES,
    (
        Column(ALIAS, required=True, aliases=("also known as", "spelling", "variant")),
        Column(
            ORGANIZATION,
            required=True,
            aliases=("organisation", "company", "employer", "canonical", "name"),
        ),
    ),
)
SAME_TABLE: Final = Table(
    SAME,
    (
        Column(CONTACT_ID, "id", required=True, aliases=("id",)),
        Column(SAME_AS, "id", required=True, aliases=("same as id",)),
        Column(SAME, "flag", aliases=("decision", "same person")),
    ),
)
# The order is that of the fields of ``tables.raw.Sources`` and of the frames that readers take,
# which are zipped with it. Hours are not among them: they belong to no network.
TABLES: Final = {
    t.name: t for t in (CONTACTS_TABLE, REFERRALS_TABLE, TARGETS_TABLE, ALIASES_TABLE, SAME_TABLE)
}
# Each of these dates is an event that has happened: it dates the person, can be the as-of date, is
# blanked when it lies after that date, and stays in a redacted network. A column for plans must not
# be of this kind.
CONTACT_DATES: Final = CONTACTS_TABLE.named("date")

# --- issues --------------------------------------------------------------------------------------

# Columns of issues, and with ``hint`` of ``check``; those after it are of its fill shares and
# suggestions.
CODE: Final = "code"
SEVERITY: Final = "severity"
TABLE: Final = "table"
LINE: Final = "line"
COLUMN: Final = "column"
VALUE: Final = "value"
MESSAGE: Final = "message"
HINT: Final = "hint"
SCORE: Final = "score"
FILLED: Final = "filled"
ROWS: Final = "rows"
SHARE: Final = "share"
WEAKENS: Final = "weakens"
ISSUE_COLUMNS: Final = (CODE, SEVERITY, TABLE, LINE, COLUMN, VALUE, MESSAGE)

# Codes of issues. A new one needs a severity below, and a hint in ``tables.check``.
UNKNOWN_CONTACT: Final = "unknown_contact"
SELF_REFERRAL: Final = "self_referral"
REPEATED_REFERRAL: Final = "repeated_referral"
DUPLICATE_CONTACT: Final = "duplicate_contact"
POSSIBLE_DUPLICATE_PERSON: Final = "possible_duplicate_person"
REFERRAL_BEFORE_INTRODUCTION: Final = "referral_before_introduction"
BAD_DATE: Final = "bad_date"
BAD_VALUE: Final = "bad_value"
ROOTLESS_LOOP: Final = "rootless_loop"
AFTER_AS_OF: Final = "after_as_of"
MERGED_ORGANIZATION: Final = "merged_organization"
MERGED_CONTACT: Final = "merged_contact"
UNPLACED: Final = "unplaced"
SPREADSHEET_DAMAGE: Final = "spreadsheet_damage"
HIDDEN_COLUMN: Final = "hidden_column"
PASSED_SHEET: Final = "passed_sheet"
ERROR_CELL: Final = "error_cell"
ENCODING: Final = "encoding"
UNCLOSED_QUOTE: Final = "unclosed_quote"
SAVED_SETTINGS: Final = "settings"
TOTAL_ROW: Final = "total_row"
EXAMPLE_ROW: Final = "example_row"
READ_AS: Final = "read_as"
PLACEHOLDER: Final = "placeholder"
UNCLAIMED_COLUMN: Final = "unclaimed_column"
FUTURE_DATE: Final = "future_date"
LONELY_DATE: Final = "lonely_date"
CONTRADICTING_CONTACT: Final = "contradicting_contact"
AMBIGUOUS_PERSON: Final = "ambiguous_person"
NEAR_PERSON: Final = "near_person"
RESOLVED_REFERRER: Final = "resolved_referrer"
SPLIT_CELL: Final = "split_cell"
NO_GROUP: Final = "no_group"
OWN_ROW: Final = "own_row"

# The worst first: the order in which ``check`` lists issues.
SEVERITIES: Final[tuple[Severity, ...]] = get_args(Severity)

ISSUE_SEVERITY: Final[dict[str, Severity]] = {
    UNKNOWN_CONTACT: "warning",
    SELF_REFERRAL: "warning",
    REPEATED_REFERRAL: "info",
    DUPLICATE_CONTACT: "error",
    POSSIBLE_DUPLICATE_PERSON: "warning",
    REFERRAL_BEFORE_INTRODUCTION: "warning",
    BAD_DATE: "error",
    BAD_VALUE: "error",
    ROOTLESS_LOOP: "info",
    AFTER_AS_OF: "info",
    MERGED_ORGANIZATION: "info",
    MERGED_CONTACT: "info",
    UNPLACED: "warning",
    SPREADSHEET_DAMAGE: "warning",
    HIDDEN_COLUMN: "info",
    PASSED_SHEET: "info",
    ERROR_CELL: "warning",
    ENCODING: "warning",
    UNCLOSED_QUOTE: "warning",
    SAVED_SETTINGS: "info",
    TOTAL_ROW: "info",
    EXAMPLE_ROW: "info",
    READ_AS: "info",
    PLACEHOLDER: "info",
    UNCLAIMED_COLUMN: "info",
    FUTURE_DATE: "warning",
    LONELY_DATE: "warning",
    CONTRADICTING_CONTACT: "error",
    AMBIGUOUS_PERSON: "error",
    NEAR_PERSON: "warning",
    RESOLVED_REFERRER: "info",
    SPLIT_CELL: "info",
    # the state of a search as well: the student has no row yet
    NOT_STARTED: "info",
    NO_GROUP: "warning",
    OWN_ROW: "info",
}
"""How bad each issue is; one that was settled (``keep=``, ``lenient=True``) is a warning."""


@functools.lru_cache(maxsize=1 << 13)
def folded(name: str) -> str:
    """Fold a column name for comparisons: letters and digits alone, without case and accents.

    Examples
    --------
    >>> folded("📅 Contact-ID: *") == folded("contact id") == folded(CONTACT_ID)
    True
    """
    # full-width letters become plain ones, accents come apart from their letters
    plain = name if name.isascii() else unicodedata.normalize("NFKD", name)
    return "".join(ch for ch in plain.casefold().replace("#", "no") if ch.isalnum())
