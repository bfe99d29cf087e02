"""Since when and until when something is known of somebody: each date is counted once, and kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from clauses import network_of

import netgraph as ng
from netgraph import schema

if TYPE_CHECKING:
    from pathlib import Path

    from netgraph.network import ReferralNetwork


def of(answer: pd.DataFrame, who: str, key: str = schema.CONTACT_ID) -> dict[str, Any]:
    """The row of somebody, dates as ISO text."""
    row = answer[answer[key] == who].iloc[0]
    return {c: f"{v:%Y-%m-%d}" if isinstance(v, pd.Timestamp) else v for c, v in row.items()}


@pytest.fixture
def twice() -> ReferralNetwork:
    """A referred B three times; nothing else has a date."""
    return network_of(
        """
        a -> b 2024-01-05
        a -> b 2024-06-01
        a -> b 2024-03-01
        """
    )


def test_a_repeated_referral_introduces_first_and_is_a_sign_of_life_last(
    twice: ReferralNetwork,
) -> None:
    assert twice.as_of_date == pd.Timestamp("2024-06-01")
    pair = twice.referrals.iloc[0]
    assert pair[schema.REFERRED_ON] == pd.Timestamp("2024-01-05")
    assert pair[schema.LAST_REFERRED_ON] == pd.Timestamp("2024-06-01")
    assert pair[schema.COUNT] == 3
    row = of(ng.contacts(twice), "a")
    assert (row[schema.LAST_CONTACT_ON], row[schema.DAYS_QUIET]) == ("2024-06-01", 0)


@pytest.mark.parametrize(
    ("day", "last", "count"),
    [
        ("2024-01-05", "2024-01-05", 1),
        ("2024-02-29", "2024-01-05", 1),
        ("2024-03-01", "2024-03-01", 2),
        ("2024-05-31", "2024-03-01", 2),
        ("2024-06-01", "2024-06-01", 3),
    ],
)
def test_on_an_earlier_day_the_last_time_is_the_last_up_to_it(
    twice: ReferralNetwork, day: str, last: str, count: int
) -> None:
    net = twice.as_of(day)
    assert of(ng.contacts(net), "b")[schema.LAST_CONTACT_ON] == last
    assert net.referrals[schema.COUNT].tolist() == [count]
    later = (net.issues[schema.CODE] == schema.AFTER_AS_OF).sum()
    assert later == (count < 3)
    again = twice.as_of("2024-05-31").as_of(min(day, "2024-05-31"))
    assert of(ng.contacts(again), "b")[schema.LAST_CONTACT_ON] == min(last, "2024-03-01")


def test_all_dates_of_a_repeated_referral_are_written_and_redacted_with_it(
    twice: ReferralNetwork, tmp_path: Path
) -> None:
    ng.write_tables(twice, tmp_path)
    back = ng.read(tmp_path)
    hidden = ng.redact(twice, "names")
    for net in (back, hidden):
        dates = net.referrals[[schema.REFERRED_ON, schema.LAST_REFERRED_ON, schema.COUNT]]
        pd.testing.assert_frame_equal(
            dates.reset_index(drop=True),
            twice.referrals[list(dates)].reset_index(drop=True),
        )
        early = ng.contacts(net.as_of("2024-04-01"))[schema.LAST_CONTACT_ON]
        assert early.tolist() == [pd.Timestamp("2024-03-01")] * 2


def test_a_referral_made_once_is_written_without_a_last_date(tmp_path: Path) -> None:
    ng.write_tables(network_of("a -> b 2024-01-05"), tmp_path)
    written = (tmp_path / "referrals.csv").read_text(encoding="utf-8")
    assert written == "referrer_id,referred_id,referred_on\na,b,2024-01-05\n"


def test_the_last_date_of_a_file_is_read_with_the_first() -> None:
    """Of two rows of a pair one names two dates, in the wrong order."""
    referrals = pd.DataFrame(
        {
            schema.REFERRER_ID: ["a", "a"],
            schema.REFERRED_ID: ["b", "b"],
            schema.REFERRED_ON: ["2024-03-01", "2024-02-01"],
            schema.LAST_REFERRED_ON: ["2024-01-05", None],
        }
    )
    net = ng.from_frames(pd.DataFrame({schema.CONTACT_ID: ["a"]}), referrals)
    pair = of(net.referrals, "a", schema.REFERRER_ID)
    assert pair[schema.REFERRED_ON] == "2024-01-05"
    assert pair[schema.LAST_REFERRED_ON] == "2024-03-01"
    assert of(ng.contacts(net.as_of("2024-02-20")), "a")[schema.LAST_CONTACT_ON] == "2024-02-01"


def test_somebody_met_before_they_were_referred_was_known_from_the_meeting_on() -> None:
    """D of W was met in January and referred by C in February: W was reached in January."""
    net = network_of(
        """
        c -> d 2024-02-01
        c: met_on=2024-01-20
        d: organization=W met_on=2024-01-10
        """
    )
    assert of(ng.organizations(net), "W", schema.ORGANIZATION)["first_reached_on"] == "2024-01-10"
    months = ng.growth(net, per="month")
    first = months.iloc[0]
    assert f"{first[schema.PERIOD]:%Y-%m}" == "2024-01"
    assert (first[schema.CONTACTS], first[schema.MET], first[schema.ORGANIZATIONS]) == (2, 2, 1)
    assert (months[schema.CONTACTS] >= months[schema.MET]).all()


def test_who_refers_before_anything_else_is_known_is_known_from_then_on() -> None:
    net = network_of(
        """
        a -> b 2024-01-05
        a: organization=A met_on=2024-03-01
        """
    )
    assert of(ng.organizations(net), "A", schema.ORGANIZATION)["first_reached_on"] == "2024-01-05"


def test_rows_with_the_seeker_date_the_other_end() -> None:
    """B told you of somebody in June; you had noted down C in May."""
    drawing = """
        a -> b 2024-01-05
        b -> me 2024-06-01
        me -> c 2024-05-01
        c: organization=C
        """
    net = network_of(drawing, seeker="me")
    rows = ng.contacts(net).set_index(schema.CONTACT_ID)[schema.LAST_CONTACT_ON]
    assert f"{rows['b']:%Y-%m-%d}" == "2024-06-01"
    assert f"{rows['c']:%Y-%m-%d}" == "2024-05-01"
    assert of(ng.organizations(net), "C", schema.ORGANIZATION)["first_reached_on"] == "2024-05-01"
    assert ng.growth(net, per="month")[schema.CONTACTS].tolist() == [2, 2, 2, 2, 3, 3]
    early = ng.contacts(net.as_of("2024-02-01")).set_index(schema.CONTACT_ID)
    assert f"{early.loc['b', schema.LAST_CONTACT_ON]:%Y-%m-%d}" == "2024-01-05"


def test_what_an_earlier_date_proves_is_not_taken_back() -> None:
    """Met, thanked in December, last spoken to in April: in February they were met."""
    drawing = (
        "v: status=met contacted_on=2008-11-20 thanked_on=2008-12-27 last_contact_on=2009-04-13"
    )
    for day, standing in (("2009-02-16", "waiting"), ("2008-12-01", "open")):
        net = network_of(drawing, as_of=day)
        assert ng.summary(net).counts[schema.MET] == (standing == "waiting")


@pytest.mark.parametrize("status", ["scheduled", "declined", "no_reply"])
def test_the_day_of_a_meeting_that_did_not_take_place_is_no_meeting(status: str) -> None:
    net = network_of(f"v: status={status} met_on=2024-01-05 organization=V")
    assert ng.summary(net).counts[schema.MET] == 0
    assert ng.growth(net, per="month")[schema.MET].tolist() == [0]
    thanked = network_of(f"v: status={status} met_on=2024-01-05 thanked_on=2024-01-06")
    assert ng.summary(thanked).counts[schema.MET] == 1


def test_a_letter_is_a_status_that_is_kept() -> None:
    """With a letter to A on file, B is known to be not met yet."""
    net = network_of("a: contacted_on=2024-01-05\nb: organization=B")
    assert ng.contacts(net)[schema.STANDING].tolist() == ["open", "open"]


CONNECTIONS = """First Name,Last Name,URL,Email Address,Company,Position,Connected On
Zoe,Yilmaz,https://www.linkedin.com/in/zoe,,Kestrel,Analyst,27 Oct 2025
Dmitri,Kowalska,https://www.linkedin.com/in/dmitri,,Quill,Analyst,25 Oct 2025
"""


def test_a_list_of_connections_has_open_people_and_no_dead_ends(tmp_path: Path) -> None:
    (tmp_path / "Connections.csv").write_text(CONNECTIONS, encoding="utf-8")
    net = ng.read(tmp_path / "Connections.csv")
    assert net.as_of_date is None
    assert ng.contacts(net)[schema.STANDING].tolist() == ["open", "open"]
    counts = ng.summary(net).counts
    assert (counts[schema.DEAD_END_BRANCHES], counts[schema.DEAD_END_PEOPLE]) == (0, 0)
    assert ng.dead_ends(net, least=1).empty
    ng.write_tables(net, tmp_path / "out")
    assert ng.contacts(ng.read(tmp_path / "out"))[schema.STANDING].tolist() == ["open", "open"]


def test_where_nothing_records_contact_others_have_no_standing() -> None:
    net = network_of("a -> b\nb -> c\na -> d")
    answer = ng.contacts(net).set_index(schema.CONTACT_ID)[schema.STANDING]
    assert answer.dropna().to_dict() == {"a": "productive", "b": "productive"}
    assert ng.dead_ends(net)[schema.CONTACT_ID].tolist() == ["b"]
    ng.plot.generations(net)
    ng.plot.tree(net)


def test_branches_of_one_person_to_revive_are_dated_by_the_oldest() -> None:
    """A knows B's branch (quiet since 2020) and D's (since 2021); F, whom A named, is open."""
    net = network_of(
        """
        a -> b 2020-01-01
        b -> c 2020-02-01
        a -> d 2021-01-01
        d -> e 2021-02-01
        e -> g 2021-02-02
        a -> f 2024-01-01
        a: name=Ann status=met met_on=2019-12-01
        b: name=Ben status=met
        c: status=no_reply
        d: name=Dan status=met
        e: status=met
        g: status=no_reply
        f: status=identified
        """
    )
    dead = ng.dead_ends(net)
    assert dead[schema.CONTACT_ID].tolist() == ["d", "b"]
    assert dead[schema.REVIVE_THROUGH].tolist() == ["a", "a"]
    actions = ng.agenda(net)
    [row] = actions[actions[schema.ACTION] == schema.REVIVE].to_dict("records")
    assert row[schema.CONTACT_ID] == "a"
    assert row[schema.DUE_ON] == pd.Timestamp("2020-02-01")
    assert row[schema.REASON] == ("2 dead ends, 5 people; Ben's branch of 2 has been quiet longest")


def test_looking_back_a_meeting_still_ahead_is_scheduled() -> None:
    """Read on a day or looked at from later, it is the same; a plan leaves nobody out."""
    drawing = """
        a -> b 2024-01-05
        a: status=met met_on=2024-01-02
        b: status=met met_on=2024-02-01
        c: status=scheduled met_on=2024-02-02
        d: status=met met_on=2024-02-03
        """
    day = pd.Timestamp("2024-01-10")
    for net in (network_of(drawing, as_of=day), network_of(drawing).as_of(day)):
        known = net.contacts.set_index(schema.CONTACT_ID)
        assert known.index.tolist() == ["a", "b", "c"]
        assert known[schema.MET_ON].notna().tolist() == [True, False, False]
        planned = known[schema.SCHEDULED_FOR].dt.strftime("%Y-%m-%d").tolist()
        assert planned[1:] == ["2024-02-01", "2024-02-02"]
        assert known[schema.STATUS].tolist() == ["met", "identified", "scheduled"]
        assert (net.issues[schema.CODE] == schema.READ_AS).sum() == 3


def test_dates_that_waited_are_not_brought_back_by_looking_ahead() -> None:
    contacts = pd.DataFrame({schema.CONTACT_ID: ["a"], schema.THANKED_ON: ["2524-01-01"]})
    net = ng.from_frames(
        contacts.assign(**{schema.CONTACTED_ON: ["2024-01-01"]}),
        pd.DataFrame({schema.REFERRER_ID: [], schema.REFERRED_ID: []}),
    )
    assert net.as_of_date == pd.Timestamp("2024-01-01")
    assert net.as_of("2024-06-01").as_of_date == pd.Timestamp("2024-06-01")
    with pytest.raises(ng.NetgraphError, match="read the tables as of 2600-01-01"):
        net.as_of("2600-01-01")
