"""Redacted networks keep their shape and name nobody."""

from __future__ import annotations

import pandas as pd
import pytest

from netgraph import schema
from netgraph.analysis.advocates import advocates
from netgraph.errors import UnknownNameError
from netgraph.network import ReferralNetwork
from netgraph.privacy import is_private, redact, redacted_words, suppress_small, without_private
from netgraph.tables.read import from_frames

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

    assert ids() == ids()
    assert ids(key="k") == ids(key="k")
    assert len({*ids(), *ids(key="k"), *ids(key="l")}) == 9
    fewer = net.subset(["ann@x.org", "b-ray"])
    assert list(redact(fewer, "names", key="k").contacts[schema.CONTACT_ID]) == ids(key="k")[:2]


def test_the_seeker_stays_the_seeker(net: ReferralNetwork) -> None:
    own = ReferralNetwork(net.contacts, net.referrals, seeker="b-ray")
    hidden = redact(own, "names")
    assert len(hidden) == 2
    assert hidden.seeker == hidden.contacts[schema.CONTACT_ID].iloc[1]


def test_private_columns_are_found_by_whatever_name(net: ReferralNetwork) -> None:
    left = without_private(net.contacts).columns
    assert not [c for c in left if is_private(c)]
    assert set(net.contacts.columns) - set(left) == {"email", "notes", "Mobile phone"}


def test_small_groups_are_left_out_and_counted() -> None:
    table = pd.DataFrame({"source": ["alumni", "family", "none"], schema.CONTACTS: [12, 3, 0]})
    table.attrs["notes"] = ["before"]
    shown = suppress_small(table, 11)
    assert shown["source"].tolist() == ["alumni", "none"]
    assert shown.attrs["notes"] == ["before", "1 groups of fewer than 11 people are not shown"]
    assert suppress_small(table[["source"]], 11).equals(table[["source"]])


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
    hidden = redact(sourced(), "initials")
    assert hidden.contacts[schema.CONTACT_ID].tolist() == ["A.L.", "B.", "A.L. 2", "D."]
    assert hidden.contacts[schema.NAME].fillna("").tolist() == ["A.L.", "", "A.L. 2", "D."]
    assert hidden.referrals[schema.REFERRED_ID].tolist() == ["B.", "D."]
    assert "Acme Inc." in everything(hidden)


@pytest.mark.parametrize("what", ["names", "initials", "all"])
def test_a_source_in_somebodys_own_words_is_hidden_with_names(what: str) -> None:
    told = redact(sourced(), what)  # type: ignore[arg-type]
    source = told.contacts[schema.SOURCE]
    assert source.iloc[0] == "Alumni"
    assert source.iloc[2].startswith("Source ")
    assert "Zoe" not in everything(told)
    assert "Zoe" in everything(redact(sourced(), "organizations"))


def test_words_are_found_in_the_redacted_network() -> None:
    net = sourced()
    hidden = redact(net, "all")
    ids = dict(
        zip(net.contacts[schema.CONTACT_ID], hidden.contacts[schema.CONTACT_ID], strict=True)
    )
    assert redacted_words(net, hidden, "cyd") == [ids["cyd"]]
    assert redacted_words(net, hidden, "ann lee") == [ids["ann"]]
    assert redacted_words(net, hidden, "acme") == [hidden.contacts[schema.ORGANIZATION].iloc[0]]
    assert redacted_words(net, hidden, "ZETA ltd") == [hidden.targets[schema.ORGANIZATION].iloc[0]]  # type: ignore[index]
    assert redacted_words(net, hidden, "nobody") == ["nobody"]
