"""Code pages: found with confidence or told, one bad line for itself, spoilt text mended."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from netgraph import schema
from netgraph.errors import InputError, UnknownNameError
from netgraph.tables.raw import Raw
from netgraph.tables.read import read
from netgraph.tables.sources import mending
from netgraph.tables.sources.code_pages import as_utf8
from netgraph.tables.sources.mending import mended
from netgraph.tables.sources.misread import with_right_letters

if TYPE_CHECKING:
    from pathlib import Path

    from netgraph.network import ReferralNetwork

NAMES = {
    "cp1250": ["Łukasz Wiśniewski", "Małgorzata Zielińska", "Paweł Wójcik"],
    "cp1251": ["Анна Иванова", "Сергей Щербаков", "Ольга Жукова"],
    "cp1252": ["José Núñez", "Zoë Müller", "François Lefèvre"],
    "cp1253": ["Γιώργος Παπαδόπουλος", "Ελένη Νικολάου", "Κώστας Ψαρράς"],
    "cp1254": ["Ayşe Yılmaz", "Gökhan Öztürk", "Çağla Şahin"],
    "cp1255": ["דוד כהן", "שרה לוי", "יוסף מזרחי"],
    "cp1256": ["محمد الحسن", "فاطمة الخطيب", "خالد المصري"],
    "cp1257": ["Jūratė Šimkutė", "Žygimantas Žukauskas", "Rūta Černiauskaitė"],
    "koi8-r": ["Анна Иванова", "Сергей Щербаков", "Ольга Жукова"],
    "mac-roman": ["José Núñez", "Zoë Müller", "François Lefèvre"],
    "gb18030": ["张伟", "王芳", "李娜", "刘洋"],
    "big5hkscs": ["陳志明", "林淑芬", "黃雅婷", "張家豪"],
    "cp932": ["佐藤 太郎", "鈴木 花子", "高橋 さくら"],
    "cp949": ["김민준", "이서연", "박지우", "최현우"],
}
"""Three or four names of each page, an everyday sheet's worth."""


def sheet(names: list[str], *, referrer: bool = True) -> str:
    """A table in which everybody was named by the first."""
    rows = [
        f"{n},{name},{names[0] if n > 1 and referrer else ''}" for n, name in enumerate(names, 1)
    ]
    return "id,name,referred_by\n" + "\n".join(rows) + "\n"


def put(folder: Path, data: bytes) -> Path:
    path = folder / "contacts.csv"
    path.write_bytes(data)
    return path


def told(net: ReferralNetwork) -> pd.DataFrame:
    return net.issues[net.issues[schema.CODE] == schema.ENCODING]


@pytest.mark.parametrize("page", NAMES)
def test_a_code_page_is_found_and_told_with_a_sample(tmp_path: Path, page: str) -> None:
    net = read(put(tmp_path, sheet(NAMES[page]).encode(page)))
    assert net.contacts[schema.NAME].tolist() == NAMES[page]
    assert len(net.referrals) == len(NAMES[page]) - 1
    (issue,) = told(net).to_dict("records")
    assert issue[schema.VALUE] == page
    assert NAMES[page][0] in issue[schema.MESSAGE]
    assert issue[schema.LINE] == 0


@pytest.mark.parametrize("page", [*NAMES, "iso2022_jp"])
def test_letters_that_stand_behind_many_rows_tell_the_page(page: str) -> None:
    plain = "".join(f"{n},Person {n},{n - 1 or 2}\n" for n in range(1, 20_000))
    names = NAMES.get(page, NAMES["cp932"])
    text = f"id,name,referred_by\n{plain}" + "".join(f"x{n},{n},1\n" for n in names)
    made = as_utf8(text.encode(page), "contacts.csv")
    assert made.data.decode() == text
    (remark,) = made.remarks
    assert names[0] in remark.message


@pytest.mark.parametrize("page", NAMES)
def test_the_page_that_is_said_is_taken(tmp_path: Path, page: str) -> None:
    net = read(put(tmp_path, sheet(NAMES[page][:1]).encode(page)), encoding=page)
    assert net.contacts[schema.NAME].tolist() == NAMES[page][:1]
    assert told(net).empty


def test_a_page_said_for_one_file_does_not_spoil_another_in_utf_8(tmp_path: Path) -> None:
    (tmp_path / "contacts.csv").write_bytes(sheet(NAMES["cp1251"], referrer=False).encode("cp1251"))
    text = "referrer,referred\nАнна Иванова,Ольга Жукова\n"
    (tmp_path / "referrals.csv").write_text(text, encoding="utf-8")
    (issue,) = told(read(tmp_path, encoding="cp1251")).to_dict("records")
    assert issue[schema.TABLE] == schema.REFERRALS
    assert issue[schema.MESSAGE] == "is UTF-8, so not read as cp1251"


def test_a_byte_that_the_page_lacks_is_an_error_with_its_line(tmp_path: Path) -> None:
    path = put(tmp_path, sheet(["Ann", "Zo\x81"]).encode("latin-1"))
    with pytest.raises(InputError, match="line 3: byte 0x81 is no letter of cp1252"):
        read(path, encoding="cp1252")


@pytest.mark.parametrize(("name", "near"), [("cp1521", "cp"), ("utf8x", "utf8"), ("rot13", "")])
def test_an_unknown_page_is_an_error_with_the_nearest(tmp_path: Path, name: str, near: str) -> None:
    with pytest.raises(UnknownNameError, match=f"no encoding.*{name}.*{near}"):
        read(put(tmp_path, b"id,referred_by\n1,\n"), encoding=name)


@pytest.mark.parametrize("name", ["zlib", "rot13", "hex", "base64", "undefined"])
def test_what_is_no_encoding_is_not_proposed_for_itself(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnknownNameError) as refused:
        read(put(tmp_path, b"id,referred_by\n1,\n"), encoding=name)
    assert str(refused.value).count(name) == 1


def test_one_bad_line_does_not_spoil_the_others(tmp_path: Path) -> None:
    good = "id,name,company,referred_by\n1,José Núñez,Café Été,\n".encode()
    bad = "2,Zoë Müller,Birch,José Núñez\n".encode("cp1252")
    net = read(put(tmp_path, good + bad))
    assert net.contacts[schema.NAME].tolist() == ["José Núñez", "Zoë Müller"]
    assert len(net.referrals) == 1
    (issue,) = told(net).to_dict("records")
    assert issue[schema.LINE] == 3
    assert "cp1252" in issue[schema.MESSAGE]
    assert "Zoë Müller" in issue[schema.VALUE]


def test_utf_8_by_chance_makes_no_file_utf_8(tmp_path: Path) -> None:
    """The two bytes of some Chinese letters are UTF-8 for a symbol."""
    names = ["隆", "张伟", "王芳"]
    assert any(name.encode("gb18030").decode(errors="ignore") for name in names)
    net = read(put(tmp_path, sheet(names).encode("gb18030")))
    assert net.contacts[schema.NAME].tolist() == names


def test_a_lost_letter_is_told_with_its_line(tmp_path: Path) -> None:
    net = read(put(tmp_path, sheet(["Ann", "Zo\ufffd"]).encode()))
    (issue,) = told(net).to_dict("records")
    assert (issue[schema.LINE], issue[schema.SEVERITY]) == (3, "warning")
    assert "replacement character" in issue[schema.MESSAGE]


@pytest.mark.parametrize("page", ["cp1252", "cp1251", "mac_roman", "cp850"])
@pytest.mark.parametrize(("name", "right"), [("Zo? Fox", "Zo\ufffd Fox"), ("Ren? Noël", "")])
def test_a_lost_letter_that_was_spoilt_is_mended_and_told(
    tmp_path: Path, page: str, name: str, right: str
) -> None:
    spoilt = name.replace("?", "\ufffd".encode().decode(page))
    net = read(put(tmp_path, sheet(["Ann", spoilt]).encode()))
    assert net.contacts[schema.NAME].tolist() == ["Ann", right or "Ren\ufffd Noël"]
    assert "replacement character" in told(net)[schema.MESSAGE].iloc[0]
    assert told(net)[schema.LINE].iloc[0] == 3


def test_a_lost_letter_among_lines_of_another_page_is_told(tmp_path: Path) -> None:
    good = "id,name,organization,referred_by\n1,Zoë Fox,Acme,\n2,Béa Gold,Acme,\n".encode()
    bad = "3,Renée Hunt,Café,Béa Gold\n".encode("cp1252")
    lost = "4,Dee Ivy,Caf\ufffd,Zo\ufffd Fox\n".encode()
    net = read(put(tmp_path, good + bad + lost))
    assert net.contacts[schema.ORGANIZATION].tolist()[:4] == ["Acme", "Acme", "Café", "Caf\ufffd"]
    assert dict(zip(told(net)[schema.LINE], told(net)[schema.SEVERITY], strict=True)).keys() == {
        4,
        5,
    }


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("page", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "utf-8"])
@pytest.mark.parametrize("name", ["Ann", "Zoë", "Анна", "张伟"])
def test_unicode_of_any_width_is_read_with_and_without_a_mark(
    tmp_path: Path, page: str, mark: str, name: str
) -> None:
    net = read(put(tmp_path, (mark + sheet([name, "Bob"])).encode(page)))
    assert net.contacts[schema.NAME].tolist() == [name, "Bob"]
    assert net.issues.empty


def test_a_zero_byte_is_an_error_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"line 3: .*zero bytes"):
        read(put(tmp_path, b"id,name,referred_by\n1,Ann,\n2,B\x00b,Ann\n"))


@pytest.mark.parametrize("page", ["cp1252", "mac_roman", "cp1250", "cp1251", "cp437"])
def test_spoilt_utf_8_is_mended_and_told(tmp_path: Path, page: str) -> None:
    names = ["José Núñez", "Zoë Müller", "Ann Lee", "Åsa Öberg"]
    spoilt = [
        # what a page lacks becomes a control character in most programs
        "".join(bytes([b]).decode(page, "ignore") or chr(b) for b in name.encode())
        for name in names
    ]
    net = read(put(tmp_path, sheet(spoilt).encode()))
    assert net.contacts[schema.NAME].tolist() == names
    assert len(net.referrals) == 3
    assert net.contacts.shape[0] == 4
    # three names and three cells of the referrer
    assert told(net)[schema.VALUE].tolist() == [spoilt[i] for i in (0, 1, 3, 0, 0, 0)]


def test_spoilt_headers_are_mended(tmp_path: Path) -> None:
    text = "id,name,referred_by,GrÃ¶ÃŸe\n1,Ann,,x\n2,Bob,1,y\n"
    assert "Größe" in read(put(tmp_path, text.encode())).contacts


RIGHT = [name for names in NAMES.values() for name in names] + [
    "Łódź", "Íñigo", "Ægir Þór", "Ångström", "D’Ávila", "Søren Kjær", "O‘Brien", "McÉwan", "Ðặng",
    "Nguyễn Văn Ánh", "İbrahim", "Straße", "Société Générale", "Côte d’Ivoire",
    "São Paulo", "Zürich – Genève", "№ 5", "Ω", "Αθήνα", "Ünal & Söhne", "Estée Lauder™",
    "ЮниКредит (UniCredit)",
]  # fmt: skip


@pytest.mark.parametrize("name", RIGHT)
def test_a_right_name_is_never_changed(name: str) -> None:
    raw = Raw(pd.DataFrame({"id": ["1", "2"], "name": [name, "Bob"]}, dtype="str"), "x")
    assert mended(raw) is raw


def test_plain_text_stays_the_same_bytes() -> None:
    data = b"id,name\n1,Ann\n"
    assert as_utf8(data, "x").data is data


def test_a_card_in_a_character_set_that_is_none_is_read(tmp_path: Path) -> None:
    """``undefined`` is a codec of Python's, which refuses every text."""
    card = "BEGIN:VCARD\nFN;CHARSET=undefined;ENCODING=QUOTED-PRINTABLE:Zo=EB\nEND:VCARD\n"
    net = read(put(tmp_path, card.encode()))
    assert net.contacts[schema.NAME].tolist() == ["Zoë"]


@pytest.mark.parametrize(
    ("written", "organization"),
    [(r"Acme\;Co;Sales", "Acme;Co"), (r"Acme\\;Sales", "Acme\\"), (r"Acme\\\;Co;X", r"Acme\;Co")],
)
def test_a_part_of_a_card_ends_at_a_semicolon_that_is_not_escaped(
    tmp_path: Path, written: str, organization: str
) -> None:
    card = f"BEGIN:VCARD\nFN:Ann\nORG:{written}\nEND:VCARD\n"
    net = read(put(tmp_path, card.encode()))
    assert net.contacts[schema.ORGANIZATION].tolist() == [organization]


LEGACY = {
    "cp1251": ["Анна Иванова", "Пётр Жуков", "Юрий Щербаков", "Ольга Кузнецова"],
    "koi8-r": ["Сергей Петров", "Наталья Хомякова", "Дмитрий Яшин", "Эльвира Цой"],
    "cp1256": ["محمد الخطيب", "فاطمة العلي", "أحمد حسن", "ليلى الحداد"],
}


@pytest.mark.parametrize("page", LEGACY)
def test_a_legacy_page_read_as_another_is_mended_and_told(tmp_path: Path, page: str) -> None:
    names = LEGACY[page]
    spoilt = [name.encode(page).decode("cp1252") for name in names]
    net = read(put(tmp_path, sheet([*spoilt, "Zoë Müller"]).encode()))
    assert net.contacts[schema.NAME].tolist() == [*names, "Zoë Müller"]
    assert set(told(net)[schema.VALUE]) == set(spoilt)


@pytest.mark.parametrize(
    ("page", "name"), [("big5", "陳美玲"), ("cp949", "김민준"), ("cp874", "สมชาย")]
)
def test_a_page_in_doubt_is_told_and_left(page: str, name: str) -> None:
    spoilt = name.encode(page).decode("cp1252", "replace").replace("\ufffd", "á")
    raw = Raw(pd.DataFrame({"id": ["1", "2"], "name": [spoilt, "Bob"]}, dtype="str"), "x")
    made = with_right_letters(raw)
    assert made.frame["name"].tolist() == [spoilt, "Bob"]
    assert [(one.code, one.value) for one in made.remarks] in ([], [(schema.ENCODING, spoilt)])


@pytest.mark.parametrize("name", [*RIGHT, "Àlex", "Ève", "Éa", "Ðặng Ấu", "Öö", "Ångstöm Åå"])
def test_a_right_name_is_never_taken_for_a_misread_one(name: str) -> None:
    raw = Raw(pd.DataFrame({"id": ["1", "2"], "name": [name, "Bob"]}, dtype="str"), "x")
    assert with_right_letters(raw) is raw


@pytest.mark.parametrize("page", mending.PAGES)
def test_a_spoilt_letter_is_always_two_letters_beyond_ascii_side_by_side(page: str) -> None:
    """So that a column without such a pair need not be looked at."""
    spelled = 0
    for letter in map(chr, [*range(0x80, 0xD800), 0xFFFD, 0x1F600]):
        try:
            spoilt = letter.encode().decode(page)
        except UnicodeDecodeError:
            continue
        spelled += 1
        assert re.search(mending.BESIDE, spoilt), letter
    assert spelled > 1_000


@pytest.mark.parametrize("spoilt_in", ["cp1252", "mac_roman"])
def test_each_line_is_right_where_one_is_of_a_page_and_one_was_spoilt(
    tmp_path: Path, spoilt_in: str
) -> None:
    names = ["Renée Zak", "Søren Kjær", "Ülkü Öz", "Zoë Møller", "Bjørn Øst"]
    rows = [f"{name},Café Noir,{names[max(at - 1, 0)]}\n" for at, name in enumerate(names)]
    rows[0] = rows[0].replace(",Renée Zak", ",")
    data = [row.encode() for row in rows]
    data[3] = data[3].decode(spoilt_in).encode()
    data[4] = rows[4].encode("cp1252")
    net = read(put(tmp_path, b"Name,Company,Referred by\n" + b"".join(data)))
    assert net.contacts[schema.NAME].tolist() == names
    assert set(net.contacts[schema.ORGANIZATION]) == {"Café Noir"}
    assert len(net.referrals) == 4
    # three cells are mended, one line is read as another page; no other line is told of
    assert sorted(told(net)[schema.LINE]) == [5, 5, 5, 6]
