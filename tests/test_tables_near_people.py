"""People of two rows who may be one: nicknames, slips, and addresses that are nobody's own.

LinkedIn's export stands beside a sheet of one's own; of each pair of rows it is said whether it is
to be proposed as one person. Nobody is ever merged by a name.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pandas as pd
import pytest

import netgraph as ng
from netgraph import schema
from netgraph.cli import main
from netgraph.tables import suggest
from netgraph.tables.linking import near_people
from netgraph.tables.linking.near_names import (
    all_comparable,
    are_names,
    comparable,
    is_name,
    of_same_words,
    same_words,
)
from netgraph.tables.linking.own_addresses import own_emails
from netgraph.tables.name_keys import namesake_keys
from netgraph.tables.suggest import suggestions

if TYPE_CHECKING:
    from pathlib import Path

CONNECTIONS = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
TOLD = schema.POSSIBLE_DUPLICATE_PERSON


def beside(folder: Path, connection: str, own: str, columns: str = "Name,Company") -> list[Path]:
    """A row of LinkedIn's, and one of a sheet, each beside somebody else."""
    texts = {
        "Connections.csv": f"{CONNECTIONS}{connection}\nZoe,Zorn,,,Zenit,CEO,03 Mar 2025\n",
        "mine.csv": f"{columns},Referred by\n{own},\nYul Yak{',' * columns.count(',')},\n",
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / name for name in texts]


def proposed(paths: list[Path]) -> list[str]:
    """Who is told of as perhaps another, all of whom are suggested too."""
    net = ng.read(*paths)
    assert len(net.contacts) == 4, "nobody is merged by a name"
    told = net.issues[net.issues["code"] == TOLD]["value"].tolist()
    assert set(told) <= set(suggestions(net)["name"])
    return [str(name) for name in told]


@pytest.mark.parametrize(
    ("connection", "own"),
    [
        ("Katherine,McNeil,u/1,,Cargill,Buyer,03 Mar 2025", "Kate McNeil,Cargill"),
        ("Kate,McNeil,u/1,,Cargill,Buyer,03 Mar 2025", "Katherine McNeil,Cargill Inc."),
        ("William,Bates,u/1,,Zeta LLC,Buyer,03 Mar 2025", "Bill Bates,Zeta"),
        ("Jonathon,Smyth,u/1,,Orion,Buyer,03 Mar 2025", "Jonathan Smith,Orion"),
        ("Joerg,Maier,u/1,,Lux,Buyer,03 Mar 2025", "J\u00f6rg Maier,Lux"),
        ("Katherine,McNeil,u/1,,Cargill,Buyer,03 Mar 2025", "K. McNeil,Cargill"),
        ("Katherine,McNeil,u/1,,Cargill,Buyer,03 Mar 2025", "Katherine A. McNeil,Cargill"),
        ('Robert,"Ray, MBA",u/1,,Kite,Buyer,03 Mar 2025', "Dr. Bob Ray,Kite"),
        ("Wei,Zhang,u/1,,Kite,Buyer,03 Mar 2025", "Zhang Wei,Kite"),
        # a blank organization contradicts nothing
        ("Katherine,McNeil,u/1,,Cargill,Buyer,03 Mar 2025", "Kate McNeil,"),
        ("Jonathan,Smith,u/1,,,Buyer,03 Mar 2025", "Jonathon Smith,Orion"),
    ],
)
def test_near_names_of_two_files_are_proposed(connection: str, own: str, tmp_path: Path) -> None:
    paths = beside(tmp_path, connection, own)
    assert proposed(paths) == [own.split(",", maxsplit=1)[0]]


@pytest.mark.parametrize(
    ("connection", "own"),
    [
        ("Katherine,McNeil,u/1,,Cargill,Buyer,03 Mar 2025", "Kate McNeil,Kite"),
        ("Katherine,McNeil,u/1,,Cargill,Buyer,03 Mar 2025", "Kate Lowe,Cargill"),
        ("Katherine,McNeil,u/1,,Cargill,Buyer,03 Mar 2025", "Bo McNeil,Cargill"),
        ("Katherine,McNeil,u/1,,Cargill,Buyer,03 Mar 2025", "K. McNeil,"),
        ("Katherine,McNeil,u/1,,Cargill,Buyer,03 Mar 2025", "Kate,Cargill"),
        ("Agent,Smith 1-2,u/1,,Cargill,Buyer,03 Mar 2025", "Agent Smith 2-1,Cargill"),
    ],
)
def test_who_is_told_apart_is_not_proposed(connection: str, own: str, tmp_path: Path) -> None:
    assert proposed(beside(tmp_path, connection, own)) == []


def test_two_pages_of_their_own_tell_two_people_apart(tmp_path: Path) -> None:
    row = "Katherine,McNeil,https://www.linkedin.com/in/{},,Cargill,Buyer,03 Mar 2025"
    own = "Kate McNeil,Cargill,https://linkedin.com/in/kmc"
    for page, names in (("kmn", []), ("kmc/", None)):
        paths = beside(tmp_path, row.format(page), own, "Name,Company,LinkedIn URL")
        if names is None:
            assert len(ng.read(*paths).contacts) == 3, "one page is one person"
        else:
            assert proposed(paths) == names


def test_a_nickname_is_decided_in_one_go(tmp_path: Path) -> None:
    row = "Katherine,McNeil,https://www.linkedin.com/in/kmc,,Cargill,Buyer,03 Mar 2025"
    files = [str(p) for p in beside(tmp_path, row, "Kate McNeil,Cargill")]
    assert main(["check", *files, "--decide"]) == 0
    asked = pd.read_csv(tmp_path / "same.csv", dtype="str")
    assert asked[["contact_id", "same_as"]].to_numpy().tolist() == [["Kate McNeil", "kmc"]]
    for answer, size in (("yes", 3), ("no", 4)):
        asked.assign(same=answer).to_csv(tmp_path / "same.csv", index=False)
        net = ng.read(*files, same=tmp_path / "same.csv")
        assert len(net.contacts) == size
        assert not (net.issues["code"] == TOLD).any()


def test_nicknames_of_one_file_are_suggested_and_strangers_never_are(tmp_path: Path) -> None:
    """Kate and Katherine are rows; Bill Bates and William Bates are only named by others."""
    path = tmp_path / "mine.csv"
    path.write_text(
        "Name,Company,Referred by\nKate McNeil,Cargill,Bill Bates\n"
        "Katherine McNeil,Cargill,William Bates\nKate Lowe,Kite,\n"
    )
    net = ng.read(path)
    found = suggestions(net)[["value", "same_as"]].to_numpy().tolist()
    assert found == [["Katherine McNeil", "Kate McNeil"]]


SHARED = (
    "id,name,email,referred by\n1,Al Fox,{0},\n2,Bea Gold,{1},1\n3,Cal Hunt,{2},1\n"
    "4,Dee Ivy,dee@x.org,1\n"
)


@pytest.mark.parametrize(
    ("emails", "told"),
    [
        (("info@x.org", "info@x.org", ""), 0),
        (("careers@x.org", "Careers@X.org", "careers@x.org"), 0),
        (("hr-team@x.org", "hr-team@x.org", ""), 0),
        # one's own address in each row of a form
        (("me.self@x.org", "me.self@x.org", "me.self@x.org"), 0),
        (("al@x.org", "AL@x.org", ""), 1),
        (("infosys.fan@x.org", "infosys.fan@x.org", ""), 1),
    ],
)
def test_an_email_that_many_share_makes_nobody_another(
    emails: tuple[str, str, str], told: int, tmp_path: Path
) -> None:
    path = tmp_path / "contacts.csv"
    path.write_text(SHARED.format(*emails) + "5,Eve Jay,,\n")
    net = ng.read(path)
    assert (net.issues["code"] == TOLD).sum() == told
    assert len(suggestions(net)) == told


def test_one_person_on_many_rows_is_still_proposed() -> None:
    rows = pd.DataFrame(
        {
            "contact_id": list("abcd"),
            "name": ["Al Fox", "Fox, Al", "AL FOX", "Bea"],
            "email": ["al@x.org"] * 3 + [None],
        },
        dtype="str",
    )
    assert own_emails(rows).tolist()[:3] == ["al@x.org"] * 3
    without = rows.assign(name=pd.Series(None, index=rows.index, dtype="str"))
    assert own_emails(without).isna().all(), "three ids without names are three people"


def test_an_office_address_joins_nobody_across_files(tmp_path: Path) -> None:
    """One row of each file has the office's e-mail, and the company's page: four people stay."""
    row = "Al,Fox,https://www.linkedin.com/company/orbit,info@orbit.org,Orbit,Dean,03 Mar 2025"
    own = "Bea Gold,Orbit,info@orbit.org,linkedin.com/company/orbit"
    paths = beside(tmp_path, row, own, "Name,Company,Email,LinkedIn")
    assert proposed(paths) == []
    # nor does it tell two rows of one name apart
    own = "Al Fox,,al@fox.org,"
    paths = beside(tmp_path, row, own, "Name,Company,Email,LinkedIn")
    assert proposed(paths) == ["Al Fox"]


def test_one_email_and_two_unlike_names_are_two_people_and_told(tmp_path: Path) -> None:
    row = "{},u/1,pa.kite@x.org,Kite,Dean,03 Mar 2025"
    own = "Bea Gold,Kite,pa.kite@x.org"
    paths = beside(tmp_path, row.format("Al,Fox"), own, "Name,Company,Email")
    net = ng.read(*paths)
    assert len(net.contacts) == 4
    (message,) = net.issues[net.issues["code"] == TOLD]["message"]
    assert "the same e-mail" in message
    # a nickname is not unlike: the e-mail makes one person of them
    paths = beside(tmp_path, row.format("Beatrice,Gold"), own, "Name,Company,Email")
    assert len(ng.read(*paths).contacts) == 3


ALONE = (
    "Name,Title,Company,Referred by\n{0},,,\nVera Wolf,CEO,A,\nWalt Xing,PM,A,Vera Wolf\n{1},,,\n"
    "Yael Zane,HR,B,Walt Xing\nZack Ames,HR,B,Yael Zane\n"
)


@pytest.mark.parametrize("texts", [("Hearth", "Ingot"), ("Church", "Gym"), ("Old Kite", "Noah Lu")])
def test_a_row_of_nothing_but_a_name_is_kept_and_told(
    texts: tuple[str, str], tmp_path: Path
) -> None:
    path = tmp_path / "people.csv"
    path.write_text(ALONE.format(*texts))
    told = ng.read(path).issues
    assert told[["code", "line", "value"]].to_numpy().tolist() == [
        ["read_as", 2, texts[0]],
        ["read_as", 5, texts[1]],
    ]
    assert told["message"].str.contains("if it heads the rows below, take it out").all()
    # without other columns that everybody fills a name is all that a row can say
    path.write_text(
        "Name,Referred by\nHearth,\nVera Wolf,\nWalt Xing,Vera Wolf\nYael Zane,Walt Xing\n"
    )
    assert ng.read(path).issues.empty
    # who refers somebody is a person
    path.write_text(ALONE.format(*texts).replace(",Vera Wolf", f",{texts[0]}"))
    assert ng.read(path).issues["line"].tolist() == [5]


def test_an_organization_as_a_heading_is_told_with_the_way_out(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text(ALONE.format("Hearth Inc", "Ingot LLC"))
    net = ng.read(path)
    assert len(net.contacts) == 4
    (message,) = set(net.issues["message"])
    assert "its people need it in a column of organizations" in message


def test_many_names_alone_are_told_once(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    names = [f"{a}{b}" for a in ("Ba", "De", "Fi") for b in ("lo", "mu", "ne", "po", "ra")]
    full = "".join(f"{name}x Ray,CEO,Acme,\n" for name in names)
    path.write_text("Name,Title,Company,Referred by\n" + full + ",,,\n".join(names) + ",,,\n")
    (message,) = ng.read(path).issues["message"]
    assert "'Balo' has nothing but a name, as have 14 other rows" in message


OWN_SHEETS = {
    "maria.csv": "Name,Company,Referred by\nAnn Ash,Kite,{}\nBo Berg,Lux,Ann Ash\n",
    "tom.csv": "Name,Company,Referred by\nDi Eck,Zeta,{}\nEd Fox,Zeta,Di Eck\n",
}


def test_files_that_each_have_a_me_are_told_to_be_read_as_one_search(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in OWN_SHEETS]
    for path in paths:
        path.write_text(OWN_SHEETS[path.name].format("me"))
    told = ng.read(*paths).issues
    told = told[told["code"] == "read_as"]
    assert told[["severity", "table", "line"]].to_numpy().tolist() == [["warning", "tom.csv", 2]]
    assert (
        "'me' on line 2 of maria.csv; read as one search: if they are several"
        in (told["message"].iloc[0])
    )
    # LinkedIn's export is of the same search as the sheet beside it; one sheet is one search
    (tmp_path / "Connections.csv").write_text(CONNECTIONS + "Me,,,,Zenit,CEO,03 Mar 2025\n")
    beside_it = ng.read(tmp_path / "Connections.csv", paths[0]).issues
    assert not (beside_it["message"].str.contains("one search")).any()
    paths[1].write_text(OWN_SHEETS["tom.csv"].format("Ann Ash"))
    assert not (ng.read(*paths).issues["code"] == "read_as").any()


@pytest.mark.parametrize("name", ["Me", "Nora Quist (me)", "myself", "Ich"])
def test_a_row_for_oneself_says_the_option(name: str, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text(f"Name,Referred by\n{name},\nAnn Ash,{name}\nBo Berg,Ann Ash\n")
    (message,) = ng.read(path).issues["message"]
    assert f"if it is you, say --seeker {name!r}" in message
    net = ng.read(path, seeker=name)
    assert net.issues.empty
    assert "Ann Ash" in set(ng.advocates(net)["name"])
    assert name not in set(ng.advocates(net)["name"])


@pytest.mark.parametrize("name", ["Io Silva", "May Me Tan", "Will Self", "Yo-Yo Ma", "I. Me"])
def test_a_name_like_a_word_for_oneself_is_a_name(name: str, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text(f"Name,Referred by\n{name},\nAnn Ash,{name}\n")
    assert ng.read(path).issues.empty


def test_of_several_near_names_all_are_proposed(tmp_path: Path) -> None:
    row = (
        "Christopher,Lee,u/1,,Globex,PM,03 Mar 2025\nChristina,Lee,u/2,,Globex,HR,03 Mar 2025\n"
        "Ann,Lee,u/3,,Globex,HR,03 Mar 2025"
    )
    net = ng.read(*beside(tmp_path, row, "Chris Lee,Globex"))
    (message,) = net.issues[net.issues["code"] == TOLD]["message"]
    assert "(and of 1 more)" in message
    found = suggestions(net)
    asked = found[found["value"] == "Chris Lee"]["same_as"]
    assert sorted(asked) == ["Christina Lee", "Christopher Lee"]


def test_a_column_of_ids_is_found_though_zeros_differ(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text(
        "Emp code,Name,Company,Referred by\n007,Ann Ash,Kite,\n012,Bo Berg,Kite,7\n"
        "100,Cy Dunn,Lux,012\n101,Di Eck,Lux,0100\n"
    )
    net = ng.read(path)
    assert list(net.contacts["contact_id"]) == ["007", "012", "100", "101", "7", "0100"]
    damage = net.issues[net.issues["code"] == "spreadsheet_damage"]
    assert damage["value"].tolist() == ["7", "0100"]


def test_a_namesake_with_a_degree_is_told_and_written_to_decide(tmp_path: Path) -> None:
    row = 'Raj,"Patel, MBA",https://www.linkedin.com/in/rajp,,Cedar,Dev,03 Mar 2025'
    assert proposed(beside(tmp_path, row, "Raj Patel,Cedar")) == ["Raj Patel"]


def test_a_nickname_in_brackets_is_a_candidate(tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_text(
        "Name,Company,Referred by\nWilliam (Bill) Tan,Elm,\nBob Xu,Fir,Bill\nCy Poe,Fir,Bob Xu\n"
    )
    net = ng.read(tmp_path / "own.csv")
    (message,) = net.issues[net.issues["code"] == "near_person"]["message"]
    assert "'William (Bill) Tan'" in message
    found = suggestions(net)
    assert ("Bill", "William (Bill) Tan") in set(zip(found["value"], found["same_as"], strict=True))


def test_who_is_at_one_organization_is_told_so(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,name,company,referred by\n1,Katherine McNeil,Birch,\n")
    (tmp_path / "b.csv").write_text("id,name,company,referred by\n2,Kate McNeil,Birch,\n")
    net = ng.read(tmp_path / "a.csv", tmp_path / "b.csv")
    (message,) = net.issues[net.issues["code"] == "possible_duplicate_person"]["message"]
    assert "and both are at 'Birch'; not merged" in message


@pytest.mark.parametrize(
    "name",
    [
        *("Olga Pratt (recruiter)", "Olga Pratt [Cedar]", "Dr. Olga Pratt", "Dr Olga Pratt"),
        *("Prof. Dr. Olga Pratt", "Olga Pratt, MBA", "Olga Pratt MBA", "Olga Pratt PhD"),
        *(
            "Olga Pratt - Cedar",
            "Olga Pratt – recruiter",
            "Olga Pratt | Cedar",
            "Olga Pratt @ Cedar",
        ),
        *("Olga Pratt 🌟", "⭐ Olga Pratt", "Pratt, Dr. Olga", "Mrs. Olga Pratt, MBA (Cedar) ✨"),
        *("Olga Pratt (she/her)", "Olga Pratt @ Cedar"),
    ],
)
def test_decoration_makes_nobody_another_within_and_across_files(name: str, tmp_path: Path) -> None:
    firm, more = "Cedar", "Name,Company,Referred by\nOlga Pratt,Cedar,\nNed Ash,Dill,Olga Pratt\n"
    (tmp_path / "own.csv").write_text(more)
    (tmp_path / "phone.csv").write_text(f'Name,Company\n"{name}",{firm}\n')
    (tmp_path / "one.csv").write_text(f'{more}"{name}",{firm},\n')
    for files in (("own.csv", "phone.csv"), ("phone.csv", "own.csv"), ("one.csv",)):
        net = ng.read(*(tmp_path / file for file in files))
        told = net.issues[net.issues[schema.CODE] == schema.POSSIBLE_DUPLICATE_PERSON]
        assert len(told) == 1, (files, net.issues[schema.MESSAGE].tolist())
        assert len(suggestions(net)) >= 1


def test_a_decorated_name_without_an_organization_is_proposed_too(tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_text("Name,Referred by,Email\nOlga Pratt,,\nNed Ash,Olga Pratt,\n")
    (tmp_path / "phone.csv").write_text("Name,Company\nOlga Pratt (recruiter),Cedar\n")
    net = ng.read(tmp_path / "own.csv", tmp_path / "phone.csv")
    assert schema.POSSIBLE_DUPLICATE_PERSON in net.issues[schema.CODE].tolist()


def test_numbers_and_generations_in_brackets_tell_people_apart() -> None:
    names = ["Tom Hay (Jr.)", "Tom Hay", "Tom Hay (Sr)", "Tom Hay (2)", "Jean - Luc Ray", "Yo MA"]
    keys = namesake_keys(pd.Series(names, dtype="str"))
    assert keys.is_unique
    assert keys.tolist()[-2:] == ["jeanlucray", "yoma"]


NAMES = [
    "Ann B. Lee",
    "Ann B. C. Lee",
    "A. Lee",
    "Ann B.",
    "Ann M. D.",
    "Ann M.D.",
    "Dr. Ann B. Lee",
]
NAMES += [
    "J. R. R. Tolkien",
    "Ann \u00c9. Lee",
    "Lee, Ann B.",
    "Ann. B.. Lee",
    "",
    " ",
    "Bob B. (Acme)",
]
NAMES += ["Person 12", "No 7", "n\u00ba 2", "Dr Lee 7", "Kim PhD 3", "Ray 2.0", "\u674e B.Sc 7"]
NAMES += ["O'Neil P. Kim", "Robert Ray", "ann lee jr.", "\u738b\u82b3", "Ann b. Lee", "X. Y. Z."]


def test_a_column_of_names_is_what_each_name_is() -> None:
    assert all_comparable(pd.Series(NAMES)).tolist() == [comparable(name) for name in NAMES]


@pytest.mark.parametrize("name", ["bob", "ann", "ann lee", "lee ann", "", "kim o", "bob ray ray"])
def test_words_of_many_names_are_those_of_each(name: str) -> None:
    others = all_comparable(pd.Series(NAMES)).tolist()
    assert of_same_words(name, others) == [same_words(name, other) for other in others]


PEOPLE_OF_CELLS = (
    "Name,Company,Referred by\nOmar Bey,Palisade,\nOmar Bey,Quill,\nRita Voss,Palisade,\n"
    "Rita Voss,Quill,\nPetr Dvo\u0159\u00e1k,Acme,\nJan Nov\u00e1k,Acme,\nAnna M\u00fcller,Acme,\n"
    "Di Fox,Acme,\nMarc Dupont,Acme,\nEva Sl\u00e1m\u00f3v\u00e1,Acme,\nAhmet Y\u0131lmaz,Acme,\n"
)


def of_cell(cell: str) -> tuple[list[str], list[str], str]:
    """Who referred the last row's person, what was told of it, and the first such message."""
    text = f'{PEOPLE_OF_CELLS}Zoe Zorn,Elm,"{cell}"\n'
    frame = pd.read_csv(io.StringIO(text), dtype="str", keep_default_na=False)
    net = ng.from_frames(frame)
    issues = net.issues[net.issues["value"] == cell]
    return net.referrals["referrer_id"].tolist(), issues["code"].tolist(), issues["message"].iloc[0]


@pytest.mark.parametrize(
    ("cell", "named"),
    [
        ("p. Dvo\u0159\u00e1k", "Petr Dvo\u0159\u00e1k"),
        ("pan Nov\u00e1k", "Jan Nov\u00e1k"),
        ("Frau M\u00fcller", "Anna M\u00fcller"),
        ("Fr. Dr. M\u00fcller", "Anna M\u00fcller"),
        ("M. Dupont", "Marc Dupont"),
        ("de heer Dupont", "Marc Dupont"),
        ("l'Ing. Dupont", "Marc Dupont"),
        ("p\u00ed Sl\u00e1m\u00f3v\u00e1", "Eva Sl\u00e1m\u00f3v\u00e1"),
        ("Ahmet Bey", "Ahmet Y\u0131lmaz"),
    ],
)
def test_a_form_of_address_before_a_surname_finds_its_candidate(cell: str, named: str) -> None:
    referrers, codes, message = of_cell(cell)
    assert referrers == [cell], "nobody is guessed"
    assert schema.NEAR_PERSON in codes
    assert f"'{named}'" in message


@pytest.mark.parametrize(
    ("cell", "links"),
    [
        ("Jan Nov\u00e1k \u2192 Marc Dupont", "'Jan Nov\u00e1k', 'Marc Dupont'"),
        ("Di Fox > Jan Nov\u00e1k > Marc Dupont", "'Di Fox', 'Jan Nov\u00e1k', 'Marc Dupont'"),
        ("Di Fox via Jan Nov\u00e1k", "'Di Fox', 'Jan Nov\u00e1k'"),
        ("Jan Nov\u00e1k, who knows Di Fox", "'Jan Nov\u00e1k', 'Di Fox'"),
        ("Jan Nov\u00e1k, introduced by Di Fox", "'Jan Nov\u00e1k', 'Di Fox'"),
        ("Jan -> Marc", "'Jan', 'Marc'"),
        ("Jan Nov\u00e1k => Uwe Unknown", "'Jan Nov\u00e1k', 'Uwe Unknown'"),
    ],
)
def test_a_chain_is_told_with_its_people_and_nobody_is_guessed(cell: str, links: str) -> None:
    referrers, codes, message = of_cell(cell)
    assert referrers == [cell], "who of them gave the name is not said"
    assert {schema.NEAR_PERSON, schema.UNKNOWN_CONTACT} <= set(codes)
    assert f"of the chain {links} write who gave this name" in message
    assert schema.SPLIT_CELL not in codes


def test_a_chain_of_strangers_is_told_as_one() -> None:
    _, codes, message = of_cell("Uwe Ulm -> Ida Ilm")
    assert codes == [schema.UNKNOWN_CONTACT]
    assert "of the chain 'Uwe Ulm', 'Ida Ilm'" in message


@pytest.mark.parametrize(
    "cell",
    [
        "Omar Bey and Rita Voss (Palisade)",
        "Omar Bey, Rita Voss (both Palisade)",
        "Omar Bey & Rita Voss (at Palisade)",
    ],
)
def test_an_organization_behind_a_list_tells_each_of_it_apart(cell: str) -> None:
    referrers, codes, _ = of_cell(cell)
    assert sorted(referrers) == ["Omar Bey (Palisade)", "Rita Voss (Palisade)"]
    assert schema.SPLIT_CELL in codes


def test_a_list_of_whom_one_is_elsewhere_is_not_split() -> None:
    referrers, codes, message = of_cell("Rita Voss and Jan Nov\u00e1k (Palisade)")
    assert referrers == ["Rita Voss and Jan Nov\u00e1k (Palisade)"]
    assert schema.NEAR_PERSON in codes
    assert "'Rita Voss; Jan Nov\u00e1k (Palisade)'" in message, "the way out splits for certain"
    assert "'Jan Nov\u00e1k'" in message


def test_one_name_on_two_rows_of_a_log_is_told() -> None:
    log = pd.DataFrame(
        {
            "Name": ["Ida Moe", "Jon Pratt", "Ida Moe", "Kim Sato"],
            "Referred to": ["Jon Pratt", "", "Kim Sato", ""],
        }
    )
    net = ng.from_frames(log)
    (message,) = net.issues[net.issues["code"] == "possible_duplicate_person"]["message"]
    assert "'Ida Moe (row 3)' has the same name as 'Ida Moe (row 1)'" in message
    assert "same.csv" in message


LEADERS = {
    "near": ("Tomás Iglesias,Kite,\nAnn,Kite,Tomás\nBob,Lux,Tomás\n", "may be 'Tomás Iglesias'"),
    "of the shown": (
        "Tomás,Kite,\nAnn,Kite,Tomás\nBob,Lux,Tomás\nCy,Lux,Tomás Iglesias\n",
        "Tomás",
    ),
    "several": ("Tom Ig,Kite,\nTom Ig,Lux,\nAnn,Kite,tom ig\nBob,Lux,tom ig\n", "fits 2 contacts"),
    "sure": ("Tomás Iglesias,Kite,\nAnn,Kite,Tomás Iglesias\nBob,Lux,\n", None),
    "somebody else": ("Ann,Kite,\nBob,Lux,Ann\nCy,Lux,Ann\nDee Day,Lux,\nEve,Lux,Dee\n", None),
}


@pytest.mark.parametrize("case", LEADERS)
def test_summary_and_page_say_that_the_leader_may_be_somebody_else(
    case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows, reason = LEADERS[case]
    path, page = tmp_path / "sheet.csv", tmp_path / "page.html"
    path.write_text(f"Name,Company,Referred by\n{rows}", encoding="utf-8")
    assert main(["summary", str(path), "--lenient"]) == 0
    shown = capsys.readouterr().err
    assert main(["report", str(path), "--lenient", "-o", str(page)]) == 0
    said = page.read_text(encoding="utf-8")
    assert ("leads the ranking, in doubt" in shown) == (reason is not None)
    assert ("leads the ranking, in doubt" in said) == (reason is not None)
    assert (reason or "no issues") in shown or reason is None
    for hidden in (["--redact", "names"], ["--min-cell", "2"]):
        capsys.readouterr()
        assert main(["summary", str(path), "--lenient", *hidden]) == 0
        output = "".join(capsys.readouterr())
        assert "in doubt" not in output
        assert "Tomás" not in output


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (
            "Nina Poe,Kite,,\nOle,Lux,Rex,\nPia,Lux,Rex,\nQui,Lux,Nina,\n",
            "in doubt who some at the top are: 'Nina' is in no table; may be 'Nina Poe' (Kite)",
        ),
        (
            "Nina Poe,Kite,,\nRex Roe,Lux,,\nOle,Lux,Rex Roe,Nina\n",
            "1 name in no table may be somebody of yours: netgraph check --decide asks",
        ),
    ],
)
def test_summary_says_that_somebody_below_the_leader_may_be_somebody_else(
    rows: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text(f"Name,Company,Referred by,Referred to\n{rows}", encoding="utf-8")
    assert main(["summary", str(path)]) == 0
    assert said in capsys.readouterr().err


def test_one_profile_and_two_unlike_names_are_two_people_and_told(tmp_path: Path) -> None:
    row = "{},linkedin.com/in/kite-1,,Kite,Dean,03 Mar 2025"
    own = "Bea Gold,Lux,https://uk.linkedin.com/in/kite-1/"
    paths = beside(tmp_path, row.format("Al,Fox"), own, "Name,Company,LinkedIn")
    net = ng.read(*paths)
    assert len(net.contacts) == 4
    (message,) = net.issues[net.issues["code"] == TOLD]["message"]
    assert "the same profile" in message
    paths = beside(tmp_path, row.format("Beatrice,Gold"), own, "Name,Company,LinkedIn")
    assert len(ng.read(*paths).contacts) == 3


@pytest.mark.parametrize(
    ("pages", "told"),
    [
        (("linkedin.com/in/al", "https://www.linkedin.com/in/al/", ""), 1),
        (("linkedin.com/company/x", "linkedin.com/company/x", ""), 0),
        # a page of the place where both work tells of neither
        (("x.org/team", "x.org/team", ""), 0),
        # one's own page in each row of a form
        (("linkedin.com/in/me", "linkedin.com/in/me", "linkedin.com/in/me"), 0),
    ],
)
def test_two_ids_of_one_profile_may_be_one_person(
    pages: tuple[str, str, str], told: int, tmp_path: Path
) -> None:
    path = tmp_path / "contacts.csv"
    path.write_text(SHARED.replace("email", "LinkedIn").format(*pages) + "5,Eve Jay,,\n")
    net = ng.read(path)
    assert (net.issues["code"] == TOLD).sum() == told
    assert len(suggestions(net)) == told


def test_columns_of_names_are_taken_apart_as_single_names_are() -> None:
    """Plain letters go through arrow, all others one by one: both must say the same."""
    odd = [*NAMES, "", "b 7", "x", "鈴木一郎", "Ann٣ 4", "7up 08-15", "Zoë\tÉl  2", "O'Neil, J."]
    names = pd.Series(odd, dtype="str")
    assert are_names(names).tolist() == [is_name(name) for name in odd]
    assert suggest._all_of_words(names).tolist() == [suggest._words_of_name(name) for name in odd]
    assert suggest._all_digits(names).tolist() == [suggest._digits(name) for name in odd]
    assert suggest._words_of_name("O'Neil, J. 08-15") == "o neil j 08 15"
    assert suggest._digits("a08-15٣") == "08 15٣"


def test_of_many_people_only_those_are_gone_through_who_are_compared() -> None:
    """The beginnings of a million names took 500 MB before the first two were compared."""
    firms = pd.Series(["Oak", "Elm", None, "Oak", "Elm", "Elm"], dtype="str")
    names = ["ann lee", "bo ray", "ann ray", "cy", "7", "di fox"]
    people = pd.DataFrame({schema.NAME: names, schema.ORGANIZATION: firms})
    asked = near_people._pairs_to_compare(people[schema.NAME], near_people._firms_of(people))
    # by organization in the order of appearance, without who has no name; then who has none
    assert list(asked) == [(0, 3), (1, 5), (2, 0), (2, 2), (2, 1), (2, 2)]
