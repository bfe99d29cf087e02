"""Every kind of file in and out: what is written is read back equal, exports are understood."""

from __future__ import annotations

import gzip
import io
import sys
import time
import zipfile
from typing import TYPE_CHECKING

import openpyxl
import pandas as pd
import pytest
from effort import growth
from real_sets import EXPORTS

from netgraph import contacts, read_cohort, schema, seekers
from netgraph.errors import InputError, NetgraphError, UnknownNameError
from netgraph.tables.convert import convert
from netgraph.tables.read import from_frames, read
from netgraph.tables.write import write_tables

if TYPE_CHECKING:
    from pathlib import Path

    from netgraph.network import ReferralNetwork


@pytest.fixture
def net() -> ReferralNetwork:
    """-1 -> '=2 -> ü, ü -> stub; every kind of column, with cells missing."""
    contacts = pd.DataFrame(
        {
            "contact_id": ["-1", "'=2", "ü"],
            "name": ["=cmd()", None, 'two\nlines, "q"'],
            "organization": ["Acme", None, "Zeta"],
            "met_on": ["2024-01-02", None, None],
            "resume_kept": ["yes", None, "no"],
            "email": ["a@x", None, None],
        }
    )
    referrals = pd.DataFrame(
        {
            "from": ["-1", "-1", "'=2", "ü"],
            "to": ["'=2", "'=2", "ü", "stub"],
            "date": ["2024-01-05", "2024-01-04", None, None],
        }
    )
    targets = pd.DataFrame({"organization": ["Acme", "New"], "weight": [2.0, 1.0]})
    return from_frames(contacts, referrals, targets=targets)


def same(one: ReferralNetwork, other: ReferralNetwork, *, without: tuple[str, ...] = ()) -> None:
    for mine, theirs in ((one.contacts, other.contacts), (one.referrals, other.referrals)):
        left = mine.drop(columns=[c for c in without if c in mine.columns]).reset_index(drop=True)
        pd.testing.assert_frame_equal(left, theirs.reset_index(drop=True)[list(left.columns)])
        assert set(theirs.columns) == set(left.columns)


@pytest.mark.parametrize("form", ["csv", "xlsx", "parquet"])
def test_tables_are_read_back_equal(tmp_path: Path, net: ReferralNetwork, form: str) -> None:
    paths = write_tables(net, tmp_path / "out", format=form)  # type: ignore[arg-type]
    assert [p.name for p in paths] == [f"contacts.{form}", f"referrals.{form}", f"targets.{form}"]
    again = read(tmp_path / "out")
    same(net, again)
    assert again.targets is not None
    pd.testing.assert_frame_equal(again.targets, net.targets)
    before = [p.read_bytes() for p in paths]
    write_tables(net, tmp_path / "out", format=form)  # type: ignore[arg-type]
    assert form == "xlsx" or [p.read_bytes() for p in paths] == before


@pytest.mark.parametrize("form", ["graphml", "gexf"])
@pytest.mark.parametrize("private", [True, False])
def test_graphs_are_read_back_equal(
    tmp_path: Path, net: ReferralNetwork, form: str, *, private: bool
) -> None:
    write_tables(net, tmp_path / "in")
    done = convert(tmp_path / "in", to=tmp_path / f"net.{form}", private=private)
    again = read(tmp_path / f"net.{form}")
    same(net, again, without=() if private else ("email",))
    assert done.files == (tmp_path / f"net.{form}",)


def test_a_graph_file_has_colours_and_no_private_cell_unless_asked(
    tmp_path: Path, net: ReferralNetwork
) -> None:
    write_tables(net, tmp_path / "in")
    plain = convert(
        tmp_path / "in",
        to=tmp_path / "net.gexf",
        colors=lambda n: dict.fromkeys(n.links.ids, "#0b3c6f"),
    )
    text = plain.files[0].read_text(encoding="utf-8")
    assert 'r="11" g="60" b="111"' in text
    assert "a@x" not in text
    assert "2024-01-04" in text
    convert(tmp_path / "in", to=tmp_path / "all.gexf", private=True)
    assert "a@x" in (tmp_path / "all.gexf").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["out", "net.graphml", "net.gexf"])
def test_a_redacted_conversion_names_nobody(tmp_path: Path, name: str) -> None:
    text = (
        "id,name,company,met on,referred by\n1,Ann Lee,Acme,never,Ann Lee\n"
        "2,Bob Ray,Acme,,Ann Lee\n"
    )
    (tmp_path / "one.csv").write_text(text, encoding="utf-8")
    done = convert(tmp_path / "one.csv", to=tmp_path / name, redact="all", key="k")
    written = "".join(path.read_text(encoding="utf-8") for path in done.files)
    assert "unplaced" in "".join(path.name for path in done.files)
    assert not [word for word in ("Ann", "Bob", "Acme", "never") if word in written]


def test_a_formula_never_stands_alone_in_a_spreadsheet(
    tmp_path: Path, net: ReferralNetwork
) -> None:
    write_tables(net, tmp_path, format="xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "contacts.xlsx").active
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "inlineStr"}
    assert sheet["B2"].value == "'=cmd()"


def test_a_workbook_has_the_same_bytes_whenever_it_is_written(
    tmp_path: Path, net: ReferralNetwork, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = write_tables(net, tmp_path / "now", format="xlsx")
    # a later second, in which zip archives count, and another zone of time
    later = time.time() + 90_000
    monkeypatch.setattr(time, "time", lambda: later)
    monkeypatch.setattr(time, "localtime", lambda _=0: time.gmtime(later))
    second = write_tables(net, tmp_path / "later", format="xlsx")
    assert [p.read_bytes() for p in first] == [p.read_bytes() for p in second]
    with zipfile.ZipFile(first[0]) as archive:
        assert {part.date_time for part in archive.infolist()} == {(2000, 1, 1, 0, 0, 0)}
        assert b"2000-01-01T00:00:00Z</dcterms:modified>" in archive.read("docProps/core.xml")


def test_gzip_and_standard_input_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = gzip.compress(b"id;referred_by\n1;\n2;1\n")
    (tmp_path / "one.csv.gz").write_bytes(data)
    assert len(read(tmp_path / "one.csv.gz").referrals) == 1
    monkeypatch.setattr(sys, "stdin", type("In", (), {"buffer": io.BytesIO(data)}))
    assert len(read("-").referrals) == 1


def test_a_workbook_may_hold_both_tables_and_dates_as_dates(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["People we know"])
    book.active.append(["ID", "Name", "Met on"])
    book.active.append([7, "Ann", pd.Timestamp("2024-03-04").to_pydatetime()])
    book.active.append([120000.0, "Bob", None])
    edges = book.create_sheet("who told me")
    edges.append(["From", "To", "Date"])
    edges.append([7, 120000, pd.Timestamp("2024-03-05").to_pydatetime()])
    book.create_sheet("empty")
    book.save(tmp_path / "book.xlsx")
    net = read(tmp_path / "book.xlsx")
    assert list(net.contacts[schema.CONTACT_ID]) == ["7", "120000"]
    assert net.contacts[schema.MET_ON].iloc[0] == pd.Timestamp("2024-03-04")
    assert list(net.contacts.index) == [3, 4]
    assert net.referrals[schema.REFERRED_ON].tolist() == [pd.Timestamp("2024-03-05")]


def test_an_input_is_never_written_over(tmp_path: Path, net: ReferralNetwork) -> None:
    write_tables(net, tmp_path)
    before = (tmp_path / "contacts.csv").read_bytes()
    with pytest.raises(NetgraphError, match="one of the files that were read"):
        convert(tmp_path, to=tmp_path)
    with pytest.raises(NetgraphError, match="one of the files that were read"):
        write_tables(net, tmp_path, inputs=[tmp_path / "referrals.csv"])
    assert (tmp_path / "contacts.csv").read_bytes() == before
    with pytest.raises(UnknownNameError, match="parquet"):
        write_tables(net, tmp_path, format="parket")  # type: ignore[arg-type]


def test_other_tables_in_the_folder_of_a_conversion_are_moved_aside(
    tmp_path: Path, net: ReferralNetwork
) -> None:
    write_tables(net, tmp_path / "in")
    out = tmp_path / "out"
    convert(tmp_path / "in", to=out)
    for name in ("aliases.csv", "netgraph.toml", "Contacts.TSV", "same.xlsx", "seekers.parquet"):
        (out / name).write_text("alias,organization\n", encoding="utf-8")
        done = convert(tmp_path / "in", to=out)
        assert done.moved == ((out / name, out / f"{name}.old"),)
        same(net, read(out))
    done = convert(tmp_path / "in", to=out, format="parquet")
    assert [old.name for old, _ in done.moved] == ["contacts.csv", "referrals.csv", "targets.csv"]
    same(net, read(out))
    # where a folder tells cases apart, the same name in another case is another file
    (out / "Contacts.parquet").write_bytes(b"")
    apart = len({path.name for path in out.iterdir()} & {"Contacts.parquet", "contacts.parquet"})
    done = convert(tmp_path / "in", to=out, format="parquet")
    assert len(done.moved) == (apart > 1)
    same(net, read(out))
    # what an earlier conversion could not place is taken away once everything has its place
    (out / "unplaced.csv").write_text("old", encoding="utf-8")
    assert convert(tmp_path / "in", to=out, format="parquet").cleared == (out / "unplaced.csv",)
    with pytest.raises(NetgraphError, match="one of the files that were read"):
        convert(tmp_path / "in", to=tmp_path / "in", format="parquet")
    assert (tmp_path / "in" / "contacts.csv").exists()


@pytest.mark.parametrize("name", ["seekers.csv", "students.csv", "Roster.tsv"])
def test_a_list_of_other_students_does_not_name_those_of_a_conversion(
    tmp_path: Path, name: str
) -> None:
    """S0 (Ann -> Ben) and s1 (Cy), where the list of another office stands."""
    out = tmp_path / "out"
    out.mkdir()
    mark = "," if name.endswith("csv") else "\t"
    (out / name).write_text(f"seeker_id{mark}name\ns0{mark}OTHER\n")
    rows = "a,Ann,,s0\nb,Ben,a,s0\nc,Cy,,s1\n"
    path = tmp_path / "two.csv"
    path.write_text(f"contact_id,name,referred_by,seeker_id\n{rows}")
    done = convert(path, to=out)
    assert done.moved == ((out / name, out / f"{name}.old"),)
    assert done.replaced == ()
    assert seekers(read_cohort(out))[schema.SEEKER_ID].tolist() == ["s0", "s1"]
    assert "OTHER" not in seekers(read_cohort(out)).to_csv()


def test_a_file_that_is_written_over_is_told(tmp_path: Path, net: ReferralNetwork) -> None:
    write_tables(net, tmp_path / "in")
    out = tmp_path / "out"
    out.mkdir()
    (out / "contacts.csv").write_text("contact_id,name\nOLD1,Old One\n")
    assert convert(tmp_path / "in", to=out).replaced == (out / "contacts.csv",)
    assert convert(tmp_path / "in", to=out).replaced == ()


@pytest.mark.parametrize(
    "pairs", [[("a", "b")], [("x", "y")], []], ids=["referrals", "stubs", "none"]
)
@pytest.mark.parametrize("form", ["csv", "xlsx", "parquet", "book"])
def test_any_network_is_converted_and_read_back(
    tmp_path: Path, form: str, pairs: list[tuple[str, str]]
) -> None:
    people = {"contact_id": ["a", "b"], "name": ["Ann", "Ben"], "notes": ["tea", None]}
    edges = pd.DataFrame(pairs, columns=["referrer_id", "referred_id"], dtype="str")
    targets = pd.DataFrame({"organization": ["Acme"], "weight": [2.0]})
    net = from_frames(pd.DataFrame(people), edges, targets=targets)
    write_tables(net, tmp_path / "in")
    to = tmp_path / ("book.xlsx" if form == "book" else "out")
    done = convert(tmp_path / "in", to=to, format=None if form == "book" else form)  # type: ignore[arg-type]
    same(net, read(to))
    assert done.private == ("notes (1)",)
    assert read(to).targets is not None
    if form == "book":
        assert openpyxl.load_workbook(to).sheetnames == ["Contacts", "Referrals", "Targets"]


@pytest.mark.parametrize("name", ["x.csv", "x.CSV.GZ", "x.json", "x.parquet", "x.ods", "x.gml"])
def test_a_file_that_cannot_hold_both_tables_is_no_folder(
    tmp_path: Path, net: ReferralNetwork, name: str
) -> None:
    write_tables(net, tmp_path / "in")
    with pytest.raises(ValueError, match="two tables are written"):
        convert(tmp_path / "in", to=tmp_path / name)
    assert not (tmp_path / name).exists()
    with pytest.raises(ValueError, match="parquet"):
        convert(tmp_path / "in", to=tmp_path / "x.xlsx", format="parquet")


@pytest.mark.needs("exports")
@pytest.mark.parametrize(
    ("name", "people", "pairs", "left_out"),
    [
        ("linkedin/connections_2026.csv", 384, 0, 16),
        ("linkedin/connections_2018_no_preamble.csv", 114, 0, 6),
        ("linkedin/connections_resaved_by_excel.csv", 146, 0, 4),
        ("hubspot/hubspot_contacts_synthetic.csv", 8, 0, 0),
        ("vcard/John_Doe_ANDROID.vcf", 6, 0, 0),
        ("vcard/John_Doe_GMAIL.vcf", 1, 0, 1),
        ("vcard/rfc6350-example.vcf", 1, 0, 0),
    ],
)
def test_exports_are_read_whole(
    tmp_path: Path, name: str, people: int, pairs: int, left_out: int
) -> None:
    done = convert(EXPORTS / name, to=tmp_path, private=True)
    assert (len(done.net), len(done.net.referrals), len(done.unplaced)) == (people, pairs, left_out)
    assert {p.name for p in done.files} == {
        "contacts.csv",
        "referrals.csv",
        *(["unplaced.csv"] if left_out else []),
    }
    same(done.net, read(tmp_path))


@pytest.mark.needs("exports")
def test_linkedin_says_that_it_holds_no_referrals_and_leaves_a_form(tmp_path: Path) -> None:
    net = convert(EXPORTS / "linkedin" / "connections_2026.csv", to=tmp_path).net
    assert net.issues[schema.MESSAGE].str.contains("holds no referrals").any()
    assert (tmp_path / "referrals.csv").read_text(
        encoding="utf-8"
    ) == "referrer_id,referred_id,referred_on\n"


@pytest.mark.needs("exports")
@pytest.mark.parametrize(
    "name",
    [
        "google/google_2024_relations_synthetic.csv",
        "google/google_classic_utf16le_synthetic.csv",
        "outlook/outlook_classic_cp1252_synthetic.csv",
        "outlook/outlook_classic_semicolon_utf8bom_synthetic.csv",
    ],
)
def test_a_referrer_who_fits_two_people_is_told_and_never_guessed(
    tmp_path: Path, name: str
) -> None:
    with pytest.raises(InputError, match="'Wei Zhang' fits 2 contacts"):
        read(EXPORTS / name)
    done = convert(EXPORTS / name, to=tmp_path)
    assert "Søren Müller" in set(done.net.contacts[schema.NAME])
    people = done.net.contacts.set_index(schema.CONTACT_ID)
    assert people.loc["Wei Zhang", schema.STUB], "nobody who is called so"
    assert len(people[people[schema.NAME] == "Wei Zhang"]) == 3
    assert done.unplaced[schema.MESSAGE].str.contains("'Wei Zhang' fits 2 contacts").any()


CARDS = """BEGIN:VCARD
VERSION:4.0
UID:urn:uuid:aa-1
FN:Ann Lee
ORG:Acme;Sales
EMAIL;TYPE=work;PREF=1:ann@x.org
item1.URL:https://www.linkedin.com/in/annlee
END:VCARD
BEGIN:VCARD
VERSION:3.0
N:Ray;Bob;;;
item1.X-ABRELATEDNAMES;type=pref:Ann Lee
item1.X-ABLabel:Referred by
item2.X-ABRELATEDNAMES:Cyd
item2.X-ABLabel:_$!<Spouse>!$_
NOTE:long\\, folded
  line
END:VCARD
BEGIN:VCARD
VERSION:2.1
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;Zo=C3=AB;;;
FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Zo=C3=AB M=
=C3=BCller
RELATED;TYPE=referrer:urn:uuid:aa-1
END:VCARD
"""


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_vcards_of_all_versions_say_who_referred_whom(tmp_path: Path, end: str) -> None:
    path = tmp_path / "people.vcf"
    path.write_bytes(CARDS.replace("\n", end).encode())
    net = read(path)
    assert list(net.contacts[schema.NAME]) == ["Ann Lee", "Bob Ray", "Zoë Müller"]
    assert list(net.contacts.index) == [1, 9, 19]
    assert net.contacts[schema.ORGANIZATION].iloc[0] == "Acme"
    assert net.contacts[schema.NOTES].iloc[1] == "long, folded line"
    assert net.referrals[[schema.REFERRER_ID, schema.REFERRED_ID]].to_numpy().tolist() == [
        ["aa-1", "Bob Ray"],
        ["aa-1", "Zoë Müller"],
    ]
    assert net.issues[[schema.CODE, schema.VALUE]].to_numpy().tolist() == [["unplaced", "Cyd"]]


@pytest.mark.parametrize(("row", "fine"), [(1_048_576, True), (40_000_000, False)])
def test_rows_far_down_a_sheet_are_read_or_refused_soon(
    tmp_path: Path, row: int, *, fine: bool
) -> None:
    """Below 10,000 blank rows nothing was read, without a word."""
    for at in (row // 4, row):
        with_a_row_at(at, tmp_path / f"{at}.xlsx")

    def look(at: int) -> None:
        path = tmp_path / f"{at}.xlsx"
        if fine:
            assert list(read(path).contacts.index) == [2, at]
        else:
            with pytest.raises(InputError, match="a row beyond the 1,048,576 that a sheet can"):
                read(path)

    assert growth(look, row // 4, row) < (10 if fine else 2.5)


def with_a_row_at(row: int, path: Path) -> None:
    """Write a sheet of a header, a row, and one more far down."""
    book = openpyxl.Workbook()
    assert book.active is not None
    for cells in (("id", "referred_by"), (1, None)):
        book.active.append(cells)
    book.active.cell(row=9, column=1, value=2)
    book.save(near := io.BytesIO())
    with zipfile.ZipFile(near) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            data = old.read(name).replace(b'<row r="9">', b'<row r="%d">' % row)
            new.writestr(name, data.replace(b'r="A9"', b'r="A%d"' % row))


def test_a_card_inside_a_card_is_an_agents_or_is_told(tmp_path: Path) -> None:
    """Of a card that begins before the last one ends, one of the two people was lost unsaid."""
    path = tmp_path / "people.vcf"
    inner = "BEGIN:VCARD\nVERSION:2.1\nFN:Sam Secretary\nEND:VCARD\n"
    path.write_text(
        f"BEGIN:VCARD\nFN:Ann Lee\nAGENT:\n{inner}ORG:Acme\nEND:VCARD\n", encoding="utf-8"
    )
    net = read(path)
    assert list(net.contacts[schema.NAME]) == ["Ann Lee", "Sam Secretary"]
    assert net.contacts[schema.ORGANIZATION].iloc[0] == "Acme"
    path.write_text(f"BEGIN:VCARD\nFN:Ann Lee\n{inner}", encoding="utf-8")
    with pytest.raises(
        InputError, match=r"line 3: a card begins here before END:VCARD ends the one of line 1"
    ):
        read(path)


def test_a_thunderbird_book_is_read(tmp_path: Path) -> None:
    header = (
        "First Name,Last Name,Display Name,Nickname,Primary Email,Secondary Email,Work Phone,"
        "Organization,Job Title,Notes\n"
    )
    path = tmp_path / "book.csv"
    path.write_text(header + "Ann,Lee,Ann Lee,,ann@x.org,,,Acme,CTO,\n", encoding="utf-8")
    row = read(path).contacts.iloc[0]
    assert (row[schema.NAME], row[schema.EMAIL], row[schema.ORGANIZATION]) == (
        "Ann Lee",
        "ann@x.org",
        "Acme",
    )


def test_a_plain_sheet_without_ids_goes_by_names(tmp_path: Path) -> None:
    text = (
        "First name,Last name,Company,Referred by\nAnn,Lee,Acme,\nBob,Ray,,Ann Lee\n"
        "Bob,Ray,Beta,Zed\n,,Nobody Inc,\n"
    )
    (tmp_path / "sheet.csv").write_text(text, encoding="utf-8")
    net = read(tmp_path / "sheet.csv")
    assert list(net.contacts[schema.CONTACT_ID]) == ["Ann Lee", "Bob Ray", "Bob Ray (Beta)", "Zed"]
    assert list(net.referrals[schema.REFERRER_ID]) == ["Ann Lee", "Zed"]
    assert net.issues[[schema.CODE, schema.LINE]].to_numpy().tolist() == [
        ["unplaced", 5],
        ["unknown_contact", 4],
    ]


MESSAGES = (
    "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,DATE,SUBJECT,CONTENT,FOLDER\n"
    "c1,,Ann Lee,https://www.linkedin.com/in/annlee,Me Self,2026-01-03 10:00:00 UTC,,hi,INBOX\n"
)
INVITATIONS = (
    "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\n"
    'Me Self,Ann Lee,"1/3/26, 10:00 AM",,OUTGOING,https://www.linkedin.com/in/me,\n'
)


@pytest.mark.parametrize(
    ("text", "what"), [(MESSAGES, "list of messages"), (INVITATIONS, "list of invitations")]
)
def test_who_wrote_or_invited_referred_nobody(tmp_path: Path, text: str, what: str) -> None:
    people, other = tmp_path / "people.csv", tmp_path / "other.csv"
    people.write_text("Name,Company,Referred by\nAnn Lee,Acme,\nBob Ray,Birch,Ann Lee\n")
    other.write_text(text, encoding="utf-8")
    net = read(people, other)
    assert net.contacts[schema.NAME].tolist() == ["Ann Lee", "Bob Ray"]
    assert len(net.referrals) == 1
    told = net.issues[net.issues[schema.CODE] == schema.PASSED_SHEET]
    assert told[schema.MESSAGE].str.contains(what).tolist() == [True]
    with pytest.raises(InputError, match=f"{what}, which holds no referrals; give"):
        read(other)
    # whoever names its columns means it
    columns = {"referrer_id": "FROM", "referred_id": "TO"}
    if text == MESSAGES:
        assert len(read(people, other, columns=columns).referrals) == 2


def test_edges_with_a_from_and_a_to_stay_referrals(tmp_path: Path) -> None:
    people, other = tmp_path / "people.csv", tmp_path / "other.csv"
    people.write_text("Name,Company\nAnn Lee,Acme\nBob Ray,Birch\n")
    other.write_text("From,To,Date,Message\nAnn Lee,Bob Ray,2026-01-03,hi\n")
    assert len(read(people, other).referrals) == 1


@pytest.mark.parametrize(
    "header",
    [
        "Vorname,Nachname,URL,E-Mail-Adresse,Unternehmen,Position,Verknüpft am",
        "Prénom,Nom,URL,Adresse e-mail,Entreprise,Poste,Connecté le",
        "Nombre,Apellidos,URL,Correo electrónico,Empresa,Cargo,Conectado el",
        "Nome,Sobrenome,URL,Endereço de e-mail,Empresa,Cargo,Conectado em",
        "Nome,Cognome,URL,Indirizzo e-mail,Azienda,Posizione,Collegato il",
        "Voornaam,Achternaam,URL,E-mailadres,Bedrijf,Functie,Verbonden op",
    ],
)
def test_linkedin_is_known_in_other_languages(tmp_path: Path, header: str) -> None:
    path = tmp_path / "Connections.csv"
    row = "Jörg,Maier,https://www.linkedin.com/in/joerg-maier,j@x.org,Siemens,Leiter,05 Jan. 2026"
    path.write_text(f"Hinweise:\n\n{header}\n{row}\n", encoding="utf-8")
    net = read(path)
    person = net.contacts.iloc[0]
    assert person[[schema.CONTACT_ID, schema.NAME]].tolist() == ["joerg-maier", "Jörg Maier"]
    assert person[schema.ORGANIZATION] == "Siemens"
    assert person[schema.TITLE] == "Leiter"
    assert person[schema.EMAIL] == "j@x.org"
    # connected alone is no meeting, and a line of such a list is nobody approached
    assert schema.MET_ON not in net.contacts or net.contacts[schema.MET_ON].isna().all()
    assert contacts(net)[schema.STANDING].tolist() == ["open"]
    # nor is its day offered as one where the rest is a sheet of one's own
    path.write_text(
        f"Name,Empfohlen von,{header.rpartition(',')[2]}\nAnn,,2026-01-05\nBob,Ann,2026-01-07\n"
    )
    assert not read(path).issues[schema.MESSAGE].str.contains("met_on").any()
