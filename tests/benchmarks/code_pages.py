"""Which way of finding a code page is right most often, and what is wrong in silence?

Short tables of names in the code pages that their spreadsheets are saved in, the header in ASCII, 3
to 1,000 rows, also with seven in ten names in ASCII. Beside netgraph whichever of chardet,
charset-normalizer and cchardet are installed. Then the same names as UTF-8 that was read in a wrong
page: how many are mended, and is a right name ever changed? (With Faker installed on some 20,000
names more; ftfy beside, where it is.)

    python tests/benchmarks/code_pages.py
"""

from __future__ import annotations

import importlib
import random
from collections import Counter
from typing import TYPE_CHECKING

import pandas as pd

from netgraph.tables.raw import Raw
from netgraph.tables.sources.code_pages import as_utf8
from netgraph.tables.sources.mending import mended

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

NAMES = {
    "ru": (
        "Анна Мария Иван Сергей Ольга Дмитрий Екатерина Юрий Наталья Алексей Фёдор Эльвира",
        "Иванова Петров Сидоренко Кузнецова Щербаков Объедкова Жуков Цветаева Хомяков Яшина",
        ("cp1251", "koi8_r", "mac_cyrillic", "cp866", "iso8859_5"),
    ),
    "uk": (
        "Олена Іван Їжак Тарас Наталія Євген Оксана Юлія Андрій Ганна",
        "Шевченко Ковальчук Бондаренко Ґудзь Кравець Ткачук Мельник Поліщук",
        ("cp1251", "koi8_u"),
    ),
    "bg": (
        "Георги Мария Иван Елена Димитър Петя Стоян Цветелина",
        "Димитров Иванова Стоянов Георгиева Христов Ангелова",
        ("cp1251",),
    ),
    "pl": (
        "Łukasz Małgorzata Paweł Agnieszka Michał Żaneta Krzysztof Józef",
        "Wiśniewski Kowalczyk Zieliński Wójcik Dąbrowska Kamiński Łęcki Źródło",
        ("cp1250", "iso8859_2"),
    ),
    "cs": (
        "Jiří Tomáš Zdeněk Lucie Kateřina Ondřej Věra Šárka",
        "Novák Dvořák Černý Procházková Kučera Veselý Horáková Němec Růžička",
        ("cp1250", "iso8859_2"),
    ),
    "hu": (
        "Gábor Zsófia László Ágnes Péter Győző Ildikó Örs",
        "Nagy Kovács Tóth Szabó Horváth Kőműves Szűcs Sebestyén",
        ("cp1250", "iso8859_2"),
    ),
    "ro": (
        "Ioana Ştefan Mihai Cătălina Răzvan Mădălina Ţuţu",
        "Ionescu Popa Dumitrăşcu Rădulescu Constantinescu Bălan Nuţă",
        ("cp1250",),
    ),
    "de": (
        "Jürgen Käthe Björn Anja Günther Sören Renate Müjgan",
        "Müller Schröder Weiß Krämer Köhler Groß Schmidt Böhm",
        ("cp1252", "mac_roman", "cp850", "cp437"),
    ),
    "fr": (
        "José Chloé François Hélène Benoît Zoë Aurélie Loïc Marie",
        "Lefèvre Dupont Garçon Béranger Côté Gaël Hervé Desbœufs",
        ("cp1252", "mac_roman", "cp850"),
    ),
    "es": (
        "José María Íñigo Begoña Ramón Inés Ángel Lucía",
        "Núñez García Pérez Muñoz Ibáñez Rodríguez Cañete López",
        ("cp1252", "mac_roman", "cp850"),
    ),
    "sv": (
        "Åsa Björn Göran Märta Örjan Håkan Linnéa Pär",
        "Sjöberg Åkesson Lindström Öberg Hägg Nyström Månsson",
        ("cp1252", "mac_roman", "cp850"),
    ),
    "da": (
        "Søren Jørgen Åse Mette Bjørn Kåre Lærke",
        "Sørensen Jørgensen Nørgård Møller Kjær Østergaard",
        ("cp1252", "mac_roman"),
    ),
    "pt": (
        "João Conceição Inês Antônio Mônica Luís Graça",
        "Gonçalves Araújo Simões Magalhães Fão Português Guimarães",
        ("cp1252", "mac_roman"),
    ),
    "it": (
        "Niccolò Andrea Giosuè Paola Nicolò Marco Noè",
        "Dalla Corrà Rossi Cantù Bardò Forlì Pagàn",
        ("cp1252", "mac_roman"),
    ),
    "tr": (
        "Ayşe Gökhan Çağla İbrahim Şükrü Ömer Işıl Tuğba",
        "Yılmaz Öztürk Şahin Çelik Doğan Kılıç Güneş Aydın",
        ("cp1254",),
    ),
    "el": (
        "Γιώργος Μαρία Δημήτρης Ελένη Κώστας Άννα Χρήστος Ιωάννα",
        "Παπαδόπουλος Νικολάου Γεωργίου Ψαρράς Ξενάκη Φωτίου Θεοδώρου",
        ("cp1253", "iso8859_7"),
    ),
    "he": (
        "דוד שרה יוסף רחל משה נועה אברהם תמר",
        "כהן לוי מזרחי פרץ ביטון אזולאי גבאי",
        ("cp1255",),
    ),
    "ar": (
        "محمد فاطمة أحمد عائشة خالد نور يوسف سارة",
        "الحسن عبدالله الخطيب حداد المصري السيد ناصر",
        ("cp1256",),
    ),
    "lt": (
        "Jūratė Žygimantas Rūta Šarūnas Eglė Vytautas Ąžuolas",
        "Kazlauskas Šimkutė Žukauskienė Petrauskas Černiauskaitė Jokūbaitis",
        ("cp1257",),
    ),
    "lv": (
        "Jānis Līga Andris Kristīne Ģirts Žanete Ērika",
        "Bērziņš Kalniņa Ozoliņš Liepiņa Krūmiņš Šķēle Āboltiņa",
        ("cp1257",),
    ),
    "et": (
        "Jüri Õie Tõnu Külli Märt Žanna",
        "Tamm Kõiv Mägi Pärn Sööt Põder",
        ("cp1257",),
    ),
    "vi": (
        "Hùng Đào Hương Quỳnh Thảo",
        "Nguyễn Trần Phạm Đặng Vũ",
        ("cp1258",),
    ),
    "ja": (
        "太郎 花子 健一 美咲 翔太 裕子 大輔 さくら ユキ",
        "佐藤 鈴木 高橋 田中 渡辺 伊藤 山本 中村",
        ("cp932", "euc_jp", "iso2022_jp"),
    ),
    "zh": (
        "伟 芳 秀英 敏 静 丽 强 磊 军 洋",
        "王 李 张 刘 陈 杨 黄 赵 吴 周",
        ("gb18030",),
    ),
    "zt": (
        "志明 淑芬 雅婷 家豪 怡君 俊傑 美玲 建宏",
        "陳 林 黃 張 李 王 吳 劉 蔡 鄭",
        ("big5",),
    ),
    "ko": (
        "민준 서연 지우 현우 수빈 예진 도윤 하은",
        "김 이 박 최 정 강 조 윤 장 임",
        ("cp949",),
    ),
    "th": (
        "สมชาย สุดา วิชัย มาลี ประเสริฐ",
        "ใจดี สุขสันต์ ทองคำ รักไทย",
        ("cp874",),
    ),
}
"""Language to given names, family names, and the code pages that its tables are saved in."""
CLOSE = ("ja", "zh", "zt", "ko")
"""Languages that write the family name first, and no blank after it."""
SPOILT_IN = ("cp1252", "latin-1", "mac_roman", "cp1250", "cp1251", "cp437", "cp850", "cp1253")


def people(language: str) -> list[str]:
    """Every given name with every family name."""
    given, family, _ = NAMES[language]
    close = language in CLOSE
    pairs = ((a, b) for a in given.split() for b in family.split())
    return [b + a if close else f"{a} {b}" for a, b in pairs]


def tables() -> Iterator[tuple[str, str, bytes]]:
    """Page, text and bytes of every table."""
    for language, (_, _, pages) in NAMES.items():
        for page in pages:
            for rows in (3, 10, 30, 100, 1000):
                for seed in range(6):
                    chance = random.Random(f"{language}{rows}{seed}")
                    names = chance.choices(people(language), k=rows)
                    if seed % 2:
                        names = [n if chance.random() < 0.3 else "Bob Ray" for n in names]
                    body = [f"{n},{name},Acme Inc,{names[0]}" for n, name in enumerate(names)]
                    text = "\n".join(["id,name,company,referred_by", *body])
                    data = text.encode(page, "ignore")
                    if not data.isascii():
                        yield page, data.decode(page), data


def by_chardet(data: bytes) -> str:
    """The text as chardet alone reads it."""
    import chardet

    return data.decode(str(chardet.detect(data)["encoding"]))


def by_charset_normalizer(data: bytes) -> str:
    """The text as charset-normalizer reads it."""
    normalizer = importlib.import_module("charset_normalizer")
    return str(normalizer.from_bytes(data).best())


def by_cchardet(data: bytes) -> str:
    """The text as cchardet reads it."""
    return data.decode(str(importlib.import_module("cchardet").detect(data)["encoding"]))


def compare_detection() -> None:
    """Print how many tables each way reads right, and of netgraph by page how it tells."""
    rivals: dict[str, Callable[[bytes], str]] = {
        "chardet": by_chardet,
        "charset-normalizer": by_charset_normalizer,
        "cchardet": by_cchardet,
    }
    right: Counter[str] = Counter()
    told: dict[str, Counter[str]] = {}
    number = 0
    for page, text, data in tables():
        number += 1
        made = as_utf8(data, "table.csv")
        good = made.data.decode() == text
        says = made.remarks[0].severity if made.remarks else "silent"
        told.setdefault(page, Counter())[f"{'right' if good else 'wrong'}, {says}"] += 1
        right["netgraph"] += good
        for name, read in rivals.items():
            try:
                right[name] += read(data) == text
            except (LookupError, UnicodeError, ImportError):
                continue
    for name, good in right.most_common():
        print(f"{name:20} {good / number:6.1%} of {number:,}")
    print(pd.DataFrame(told).T.fillna(0).astype(int).to_string())


def spoil(name: str, page: str) -> str:
    """UTF-8 read in another page; what the page lacks becomes a control character."""
    return "".join(bytes([b]).decode(page, "ignore") or chr(b) for b in name.encode())


def fixed(names: list[str]) -> list[str]:
    """Names as netgraph mends them."""
    return mended(Raw(pd.DataFrame({"name": names}, dtype="str"), "x")).frame["name"].tolist()


def compare_mending() -> None:
    """Print how many spoilt names are mended, left and made wrong, and right names changed."""
    names = [name for language in NAMES for name in people(language) if not name.isascii()]
    if importlib.util.find_spec("faker"):
        faker = importlib.import_module("faker")
        for place in faker.config.AVAILABLE_LOCALES:
            made = faker.Faker(place)
            made.seed_instance(1)
            names += [n for n in (made.name() for _ in range(300)) if not n.isascii()]
    print(f"right names changed: {sum(a != b for a, b in zip(names, fixed(names), strict=True))}")
    for page in SPOILT_IN:
        spoilt = [spoil(name, page) for name in names]
        ways = {"netgraph": fixed(spoilt)}
        if importlib.util.find_spec("ftfy"):
            ftfy = importlib.import_module("ftfy")
            ways["ftfy"] = [ftfy.fix_encoding(name) for name in spoilt]
        for way, found in ways.items():
            mends = sum(a == b for a, b in zip(names, found, strict=True))
            left = sum(a == b for a, b in zip(spoilt, found, strict=True))
            wrong = len(names) - mends - left
            print(f"{page:10} {way:9} mended {mends:,}, left {left:,}, wrong {wrong:,}")


if __name__ == "__main__":
    compare_detection()
    compare_mending()
