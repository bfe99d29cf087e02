"""Redacted networks keep their shape and name nobody."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from itertools import product
from string import ascii_uppercase
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

import netgraph as ng
from netgraph import schema
from netgraph.analysis.advocates import advocates
from netgraph.choices import REDACTIONS, Redaction
from netgraph.errors import OptionError, UnknownNameError
from netgraph.frames import issue_rows
from netgraph.network import ReferralNetwork
from netgraph.privacy import (
    is_private,
    redact,
    redacted_words,
    without_private,
)
from netgraph.pseudonyms import SAY_NOTHING, code_of
from netgraph.redaction_issues import redacted_issues, redacted_problems
from netgraph.tables.empty_words import is_empty_word
from netgraph.tables.read import from_frames

if TYPE_CHECKING:
    from collections.abc import Callable

SECRETS = ("Ann Lee", "ann@x.org", "Acme", "555-1234", "owes me", "b-ray", "Bob Ray", "Mr. Big")


@pytest.fixture
def net() -> ReferralNetwork:
    """ann@x.org -> b-ray -> stub; every column that may name somebody."""
    contacts = pd.DataFrame(
        {
            "id": ["ann@x.org", "b-ray"],
            "name": ["Ann Lee", "Bob Ray"],
            "company": ["Acme", "ACME"],
            "email": ["ann@x.org", None],
            "Mobile phone": ["555-1234", None],
            "notes": ["owes me", None],
            "boss": ["Mr. Big", None],
            "met_on": ["2024-01-02", None],
        }
    )
    targets = pd.DataFrame({"organization": ["Acme"]})
    edges = pd.DataFrame({"from": ["ann@x.org", "b-ray"], "to": ["b-ray", "Bob Raymond"]})
    return from_frames(contacts, edges, targets=targets, seeker=None)


def everything(net: ReferralNetwork) -> str:
    tables = [net.contacts, net.referrals, net.issues, net.targets]
    return "\n".join(t.to_csv() for t in tables if t is not None)


def test_nobody_is_named_once_all_is_redacted(net: ReferralNetwork) -> None:
    told = everything(net)
    assert all(secret in told for secret in SECRETS)
    hidden = everything(redact(net, "all"))
    assert not [secret for secret in SECRETS if secret.casefold() in hidden.casefold()]


def test_names_and_organizations_are_hidden_separately(net: ReferralNetwork) -> None:
    nameless = everything(redact(net, "names"))
    assert "Acme" in nameless
    assert "Ann Lee" not in nameless
    assert "ann@x.org" not in nameless
    placeless = everything(redact(net, "organizations"))
    assert "Ann Lee" in placeless
    assert "acme" not in placeless.casefold()


def test_numbers_do_not_change(net: ReferralNetwork) -> None:
    columns = [schema.REFERRALS_MADE, schema.REACH, schema.CREDIT]
    assert (
        advocates(redact(net, "all"))[columns].to_numpy().tolist()
        == advocates(net)[columns].to_numpy().tolist()
    )


def test_pseudonyms_are_stable_under_a_key_and_differ_between_keys(net: ReferralNetwork) -> None:
    def ids(**options: str) -> list[str]:
        return list(redact(net, "names", **options).contacts[schema.CONTACT_ID])  # type: ignore[arg-type]

    assert ids(key="k") == ids(key="k")
    assert len({*ids(), *ids(), *ids(key="k"), *ids(key="l")}) == 12
    fewer = redact(net.subset(["ann@x.org", "b-ray"]), "names", key="k")
    assert list(fewer.contacts[schema.CONTACT_ID]) == ids(key="k")[:2]


def test_the_seeker_stays_the_seeker(net: ReferralNetwork) -> None:
    own = ReferralNetwork(net.contacts, net.referrals, seeker="b-ray")
    hidden = redact(own, "names")
    assert len(hidden) == 2
    assert hidden.seeker == behind(net, hidden)["b-ray"]


def test_private_columns_are_found_by_whatever_name(net: ReferralNetwork) -> None:
    left = without_private(net.contacts).columns
    assert not [c for c in left if is_private(c)]
    assert set(net.contacts.columns) - set(left) == {"email", "notes", "Mobile phone"}


def behind(net: ReferralNetwork, hidden: ReferralNetwork) -> dict[str, str]:
    """The pseudonym of each id: the network knows where each was listed, and no file does."""
    assert hidden.collation is not None
    ids = net.contacts[schema.CONTACT_ID].iloc[hidden.collation.listed.to_numpy()]
    return dict(zip(ids, hidden.collation.listed.index, strict=True))


def test_an_unknown_redaction_is_told_with_the_nearest(net: ReferralNetwork) -> None:
    with pytest.raises(UnknownNameError, match="did you mean 'names'"):
        redact(net, "name")  # type: ignore[arg-type]


def sourced() -> ReferralNetwork:
    """Ann -> bob, cyd -> dee; two Ann Lees, sources of all kinds."""
    contacts = pd.DataFrame(
        {
            "id": ["ann", "bob", "cyd", "dee"],
            "name": ["Ann Lee", None, "Abe Low", "Dee"],
            "company": ["Acme Inc.", "Beta", None, "Beta"],
            "source": ["Alumni", None, "through Aunt Zoe", None],
        }
    )
    edges = pd.DataFrame({"from": ["ann", "cyd"], "to": ["bob", "dee"]})
    return from_frames(contacts, edges, targets=pd.DataFrame({"organization": ["Zeta", "ACME"]}))


def test_initials_are_numbered_where_people_share_them() -> None:
    net = sourced()
    hidden = redact(net, "initials", key="k")
    called = behind(net, hidden)
    assert sorted(called.values()) == ["A.L.", "A.L. 2", "B.", "D."]
    assert (called["bob"], called["dee"]) == ("B.", "D.")
    names = dict(zip(hidden.contacts[schema.CONTACT_ID], hidden.contacts[schema.NAME], strict=True))
    assert names[called["ann"]] == called["ann"]
    assert pd.isna(names["B."])
    assert sorted(hidden.referrals[schema.REFERRED_ID]) == ["B.", "D."]
    assert "Acme Inc." in everything(hidden)
    # Who comes first among those with the same initials is no matter of the row.
    first = {behind(net, redact(net, "initials", key=key))["ann"] for key in "abcdefgh"}
    assert first == {"A.L.", "A.L. 2"}


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Yan, CEO of Dogcorp", r"Yan, CEO of Organization \w+"),
        ("Kim - partner at Zork LLC", r"Kim - partner at Organization \w+"),
        ("Eve from Elmcorp", r"Eve from Organization \w+"),
        ("Ana bei Quux", r"Ana bei Organization \w+"),
        ("Joan of Arc", "Joan of Arc"),
        ("Lima, Ana de la Cruz", "Lima, Ana de la Cruz"),
    ],
)
def test_organizations_that_no_column_knows_are_hidden_behind_names(name: str, shown: str) -> None:
    contacts = pd.DataFrame({"contact_id": ["1"], "name": ["Ann"]})
    net = from_frames(contacts, pd.DataFrame({"referrer_id": [name], "referred_id": ["1"]}))
    (stub,) = redact(net, "organizations", key="k").contacts.query("stub")[schema.CONTACT_ID]
    assert re.fullmatch(shown, stub)


def test_initials_that_say_there_is_nobody_have_a_number() -> None:
    short = (
        "".join(f"{c}." for c in w) for n in (2, 3) for w in product(ascii_uppercase, repeat=n)
    )
    nobody = [initials for initials in short if is_empty_word(initials)]
    assert set(nobody) == SAY_NOTHING
    names = [" ".join(f"{c}ob" for c in initials.split(".")[:-1]) for initials in nobody]
    net = from_frames(pd.DataFrame({"contact_id": names, "name": names, "referred_by": None}))
    shown = redact(net, "initials", key="k").contacts[schema.NAME]
    assert sorted(shown) == [f"{initials} 1" for initials in sorted(nobody)]


@pytest.mark.parametrize("what", ["names", "initials", "organizations", "all"])
def test_a_source_in_somebodys_own_words_is_hidden_with_names(what: str) -> None:
    told = redact(sourced(), what)  # type: ignore[arg-type]
    called = behind(sourced(), told)
    source = told.contacts.set_index(schema.CONTACT_ID)[schema.SOURCE]
    assert source[called["ann"]] == "Alumni"
    assert source[called["cyd"]].startswith("Source ")
    assert "Zoe" not in everything(told)


def test_words_are_found_in_the_redacted_network() -> None:
    net = sourced()
    hidden = redact(net, "all")
    ids = behind(net, hidden)
    firms = hidden.contacts.set_index(schema.CONTACT_ID)[schema.ORGANIZATION]
    assert redacted_words(net, hidden, "cyd") == [ids["cyd"]]
    assert redacted_words(net, hidden, "ann lee") == [ids["ann"]]
    assert redacted_words(net, hidden, "acme") == [firms[ids["ann"]]]
    (zeta,) = redacted_words(net, hidden, "ZETA ltd")
    assert hidden.targets is not None
    assert set(hidden.targets[schema.ORGANIZATION]) == {zeta, firms[ids["ann"]]}
    assert redacted_words(net, hidden, "nobody") == ["nobody"]


def tied() -> ReferralNetwork:
    """Ten people of equal rank: each of five first contacts refers one; a loop of three besides."""
    people = [f"p{i}" for i in range(13)]
    pairs = [(f"p{i}", f"p{i + 5}") for i in range(5)]
    pairs += [("p12", "p10"), ("p10", "p11"), ("p11", "p12"), ("p4", "p5"), ("p3", "p5")]
    contacts = pd.DataFrame(
        {
            "id": people,
            "company": [f"Firm {i % 4}" for i in range(13)],
            "source": [("family", "Zoe", "Abe")[i % 3] for i in range(13)],
            "met_on": ["2024-01-02"] * 13,
            "thanked_on": ["2024-01-03", *[None] * 12],
        }
    )
    return from_frames(contacts, pd.DataFrame(pairs, columns=["from", "to"]))


RANKED_ANSWERS: dict[str, Callable[[ReferralNetwork], Any]] = {
    "advocates": lambda net: ng.advocates(net, top=3),
    "by a column of ties": lambda net: ng.contacts(net, by="generation", top=4),
    "dead_ends": ng.dead_ends,
    "keep_warm": lambda net: ng.keep_warm(net, k=3),
    "agenda": ng.agenda,
    "changes": lambda net: ng.changes(net, since="2000-01-01"),
    "summary": lambda net: ng.summary(net).advocates,
}


@pytest.mark.parametrize("key", ["a", "b", "c"])
@pytest.mark.parametrize("what", REDACTIONS)
@pytest.mark.parametrize("question", RANKED_ANSWERS)
def test_who_is_recommended_does_not_change(question: str, what: Redaction, key: str) -> None:
    net = tied()
    hidden = redact(net, what, key=key)
    called = behind(net, hidden)
    answer, shown = RANKED_ANSWERS[question](net), RANKED_ANSWERS[question](hidden)
    assert [called[i] for i in answer[schema.CONTACT_ID]] == shown[schema.CONTACT_ID].tolist()
    assert len(shown)


@pytest.mark.parametrize("what", REDACTIONS)
def test_ties_stay_settled_by_ids_of_people_organizations_and_sources(what: Redaction) -> None:
    net = tied()
    once = redact(net, what, key="k")
    for hidden in (once, redact(once, "organizations", key="l"), once.as_of("2024-06-01")):
        called = behind(net, hidden)
        goal = called["p5"]
        chain = ng.paths(hidden, to=[goal], k=3)[schema.CONTACT_ID].tolist()
        assert chain == [called[i] for i in ng.paths(net, to=["p5"], k=3)[schema.CONTACT_ID]]
        (firm,) = redacted_words(net, hidden, "Firm 2")
        firms = ng.organizations(net)[schema.ORGANIZATION].tolist()
        assert ng.organizations(hidden)[schema.ORGANIZATION].iloc[firms.index("Firm 2")] == firm
        sources = ng.sources(hidden)
        assert sources[schema.CREDIT].tolist() == ng.sources(net)[schema.CREDIT].tolist()
        places = ng.sources(net)[schema.SOURCE].tolist().index("family")
        assert sources[schema.SOURCE].iloc[places] == "family"
        forest, before = hidden.forest, net.forest
        firsts = {called[i] for i in net.links.ids[before.introducer < 0]}
        assert set(hidden.links.ids[forest.introducer < 0]) == firsts
        assert called["p10"] in firsts


@pytest.mark.parametrize("what", REDACTIONS)
def test_the_order_of_rows_is_that_of_pseudonyms(what: Redaction) -> None:
    """Two networks of the same people, listed in opposite order, look the same."""
    net = tied()
    back = ReferralNetwork(net.contacts.iloc[::-1], net.referrals)
    one, other = (redact(n, what, key="k") for n in (net, back))
    pd.testing.assert_frame_equal(one.contacts, other.contacts)
    pd.testing.assert_frame_equal(one.referrals, other.referrals)
    assert set(one.contacts.index) == set(one.referrals.index) == {0}
    assert one.contacts[schema.CONTACT_ID].tolist() != net.contacts[schema.CONTACT_ID].tolist()


@pytest.mark.parametrize("key", ["", " ", "\n\t", b"secret", 7])
def test_a_key_that_is_none_is_refused(net: ReferralNetwork, key: object) -> None:
    with pytest.raises(OptionError, match="key"):
        redact(net, "names", key=key)  # type: ignore[arg-type]


def test_what_was_left_out_is_told_without_naming_anybody(net: ReferralNetwork) -> None:
    told = redact(net, "names").issues
    told = told[told[schema.CODE] == schema.HIDDEN_COLUMN]
    assert told[schema.COLUMN].tolist() == ["email", "notes", ""]
    assert told[schema.MESSAGE].tolist()[-1] == "further columns: 2"


def test_organizations_are_hidden_in_ids_names_titles_and_kinds() -> None:
    contacts = pd.DataFrame(
        {
            "id": ["ann@acme.org", "Bob (Acme)", "cy"],
            "name": ["Ann Lee, Acme", "Bob Ray", "Cy"],
            "company": ["Acme", "Acme", None],
            "title": ["CEO of Acme", None, None],
            "field": ["Acme's", None, None],
            "boss": ["Acme", None, None],
        }
    )
    edges = pd.DataFrame({"from": ["cy"], "to": ["Bob (Acme)"], "kind": ["Acme party"]})
    hidden = redact(from_frames(contacts, edges), "organizations", key="k")
    assert "acme" not in everything(hidden).casefold()
    assert "Ann Lee, Organization " in everything(hidden)
    # Without a column of organizations e-mails and notes say them all the same.
    plain = contacts.drop(columns="company").assign(email="ann@acme.org", notes="at Acme")
    plain = redact(
        from_frames(plain.assign(id=["1", "2", "3"], name="x", referred_by=None)),
        "organizations",
        key="k",
    )
    assert "acme" not in everything(plain).casefold()


def test_an_organization_called_after_its_owner_is_hidden_with_names() -> None:
    contacts = pd.DataFrame(
        {"id": ["1", "2"], "name": ["Ann Lee", "Bob"], "company": ["Ann Lee Ltd", "Birch"]}
    )
    hidden = everything(redact(from_frames(contacts.assign(referred_by=[None, "1"])), "names"))
    assert "Ann" not in hidden
    assert "Birch" in hidden


@pytest.mark.parametrize("what", ["names", "initials"])
@pytest.mark.parametrize(
    "firm", ["Ann Lee Ltd", "Lee, Ann: Consulting", "The ANN\u00a0LEE Trust", "Bob & Ann Lee's"]
)
def test_organizations_called_after_anybody_are_hidden_with_names(what: str, firm: str) -> None:
    contacts = pd.DataFrame(
        {
            "id": ["1", "2", "3"],
            "name": ["Ann Lee", "Bob", "Cy Dee"],
            "company": ["Lee Motors", firm, "Birch"],
            "referred_by": [None, "1", "1"],
        }
    )
    targets = pd.DataFrame({"organization": [firm, "Friends of Cy Dee", "Elm"]})
    net = from_frames(contacts, targets=targets)
    hidden = redact(net, what, key="k")  # type: ignore[arg-type]
    told = everything(hidden)
    assert not [name for name in ("Ann Lee", "ANN", "Lee, Ann", "Cy") if name in told]
    assert hidden.targets is not None
    firms = set(hidden.contacts["organization"])
    assert {"Lee Motors", "Birch"} < firms
    assert "Elm" in set(hidden.targets["organization"])
    # one organization has one code, wherever it is
    assert len(firms & set(hidden.targets["organization"])) == 1


def test_organizations_of_anybody_are_hidden_in_names_and_ids() -> None:
    contacts = pd.DataFrame(
        {
            "id": ["1", "2", "3", "4", "Dan"],
            "name": ["Ann Lee", "Bob Ray at Birch", "ACME", "Cy Birch", "Dan - Elm & Oak Inc"],
            "company": ["Acme", None, None, "Birch Ltd", None],
        }
    )
    targets = pd.DataFrame({"organization": ["Elm & Oak"]})
    edges = pd.DataFrame({"from": ["1"] * 3, "to": ["2", "Acme recruiter", "Elm & Oak"]})
    net = from_frames(contacts, edges, targets=targets)
    told = everything(redact(net, "organizations", key="k"))
    assert not [word for word in ("acme", "birch", "elm", "oak") if word in told.casefold()]
    for name in ("Ann Lee", "Bob Ray at Organization", "Cy Organization", "recruiter"):
        assert name in told


def test_a_last_name_is_not_hidden_as_the_organization_of_somebody_else() -> None:
    contacts = pd.DataFrame(
        {"id": ["1", "2"], "name": ["Ann Ford", "Bob"], "company": ["Acme", "Ford"]}
    )
    hidden = redact(from_frames(contacts.assign(referred_by=[None, "1"])), "organizations")
    assert "Ann Ford" in set(hidden.contacts["name"])


def test_files_and_columns_of_ones_own_are_not_named_in_issues() -> None:
    issues = issue_rows(
        [
            ("bad_value", "error", t, 2, c, "Ann", "Ann?")
            for t, c in (
                ("Ann Moss.csv", "Ann's"),
                ("contacts", "name"),
                ("Ben.csv", ""),
                ("Ann Moss.csv", ""),
            )
        ]
    )
    hidden = redacted_issues(issues)
    assert hidden[schema.TABLE].tolist() == ["file 1", "contacts", "file 2", "file 1"]
    assert hidden[schema.COLUMN].tolist() == ["", "name", "", ""]
    assert redacted_problems(issues)[:2] == [
        "file 1, line 2: bad_value",
        "contacts, line 2, column 'name': bad_value",
    ]


@pytest.mark.parametrize("length", [1, 63, 64, 65, 1000])
def test_pseudonyms_are_those_of_hmac_spelled_in_base_32(length: int) -> None:
    """They must not change: keys are kept so that pseudonyms last, also beyond one block."""
    word, secret = "Zoë 7", b"k" * length
    digest = hmac.new(secret, b"person\0" + word.encode(), hashlib.sha256).digest()
    expected = base64.b32encode(digest).decode()[:10].lower()
    assert code_of(word, secret, "person") == expected
