"""One person before a call: its numbers are those of the questions, its words hold for all."""

from __future__ import annotations

import json
from importlib import resources
from importlib.util import find_spec
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from clauses import network_of
from conftest import require
from hypothesis import given
from oracle_dossier import branch, chain, colleagues, phase, referrers
from rich.cells import cell_len
from strategies import Tables, budget, sample, tables
from test_cards import Page
from test_parity import network, oracle

import netgraph as ng
from netgraph import schema
from netgraph.analysis.dossier_advice import TO_FILL_IN
from netgraph.cli import main
from netgraph.cli.dossier_formats import dossier_markdown, dossier_text
from netgraph.errors import OptionError, UnknownNameError
from netgraph.report.dossier_page import dossier_page
from netgraph.simulation.example import example_folder

if TYPE_CHECKING:
    from pathlib import Path

    from oracle import Oracle
    from playwright.sync_api import Browser

    from netgraph.network import ReferralNetwork

DRAWING = """
    me: name=Me title=Analyst organization=Now
    ann: name=Ann organization=Acme title=Director field=law status=met met_on=2024-01-08
    ann: contacted_on=2024-01-02 source=friend notes=whisper email=ann@acme.example
    ben: name=Ben organization=Birch status=declined contacted_on=2024-01-20
    cho: name=Cho organization=Acme status=no_reply contacted_on=2024-01-22 channel=email
    dan: name=Dan organization=Cedar status=scheduled scheduled_for=2024-03-05 decision_maker=yes
    eve: name=Eve organization=Acme title=Recruiter source=cold
    fay: name=Fay organization=Birch status=contacted contacted_on=2024-02-26 channel=letter
    gus: name=Gus status=scheduled scheduled_for=2024-02-20
    hal: name=Hal field=weaving
    stub: sid
    ann -> ben 2024-01-10
    ann -> cho 2024-01-12
    ben -> dan 2024-02-01
    cho -> dan 2024-02-05
    ann -> fay 2024-02-25
    ann -> sid 2024-02-27
    me -> eve 2024-02-01
    """
"""me found eve; ann, met, named ben (declined), cho (no reply), fay (written to) and sid (a stub);
dan, whom ben and cho named, is to be met; gus was to be met; of hal nothing is noted."""


@pytest.fixture(scope="module")
def net() -> ReferralNetwork:
    return network_of(DRAWING, as_of="2024-03-01", seeker="me")


def parts(one: ng.Dossier) -> dict[str, list[str]]:
    """The words of each part: the lead, then the items."""
    return {
        part.key: [*filter(None, [part.lead]), *(item.in_words for item in part.items)]
        for part in one.sections
    }


def assert_true(net: ReferralNetwork, truth: Oracle) -> None:
    for v in list(truth.people)[:4]:
        one = ng.dossier(net, v)
        assert one.chain[schema.CONTACT_ID].tolist() == chain(truth, v)
        found = one.branch._asdict()
        assert {name: found[name] for name in branch(truth, v)} == branch(truth, v)
        assert set(one.colleagues[schema.CONTACT_ID]) == colleagues(truth, v)
        assert set(one.referred_by[schema.CONTACT_ID]) == referrers(truth, v)
        assert set(one.named[schema.CONTACT_ID]) == set(truth.referred(v))
        assert (one.phase, one.standing) == (phase(truth, v), truth.standings[v])


@budget(8)
@given(tables())
def test_chain_branch_and_colleagues_are_the_oracles(drawn: Tables) -> None:
    assert_true(network(drawn), oracle(drawn))


@pytest.mark.parametrize("seed", range(3))
def test_they_are_in_larger_networks_too(seed: int) -> None:
    drawn = sample(seed)
    assert_true(network(drawn), oracle(drawn))


@budget(8)
@given(tables())
def test_numbers_are_those_of_the_questions(drawn: Tables) -> None:
    net = network(drawn)
    everybody = ng.contacts(net, expected=True).set_index(schema.CONTACT_ID)
    steps = ng.agenda(net)
    for v in everybody.index[:4]:
        one, row = ng.dossier(net, v), everybody.loc[v]
        assert one.branch.credit == row[schema.CREDIT]
        assert len(one.named) == row[schema.REFERRALS_MADE]
        assert len(one.referred_by) == row[schema.REFERRED_BY_COUNT]
        assert len(one.chain) == row[schema.GENERATION]
        pairs = (
            (one.days_quiet, schema.DAYS_QUIET),
            (one.last_contact_on, schema.LAST_CONTACT_ON),
            (one.expected_referrals, schema.EXPECTED_REFERRALS),
            (one.expected_rank, schema.EXPECTED_RANK),
        )
        for found, column in pairs:
            assert found == row[column] or (found is None and pd.isna(row[column])), column
        assert (one.open_steps[schema.REASON].tolist()) == (
            steps[steps[schema.CONTACT_ID] == v][schema.REASON].tolist()
        )


@budget(8)
@given(tables())
def test_words_hold_whatever_is_known(drawn: Tables) -> None:
    net = network(drawn)
    for v in list(net.links.ids)[:4]:
        one = ng.dossier(net, v)
        words, said = parts(one), str(one)
        closed = one.phase in ("declined", "no_reply")
        assert ("closing" in words) is not closed
        if one.phase == "declined":
            assert not {"questions", "points"} & words.keys()
        else:
            assert 5 <= len(words["questions"]) <= 7
            assert len(set(words["questions"])) == len(words["questions"])
        if one.phase in ("declined", "no_reply", "met", "talked"):
            assert "points" not in words
        else:
            assert len(words["points"]) == 6
        if one.phase != "met":
            assert "You met" not in said
        assert ("asks for no job" in said) == (
            not len(one.referred_by)
            and one.phase in ("not_written", "unrecorded", "contacted", "ahead", "passed")
        )
        assert "None" not in said
        assert "nan" not in said
        assert "NaT" not in said
        assert str(ng.dossier(net, v)) == said


def test_six_points_are_filled_with_what_is_known_and_blanks_are_marked(
    net: ReferralNetwork,
) -> None:
    points = parts(ng.dossier(net, "dan"))["points"]
    assert points[0] == "Who referred you: Ben gave you the name on 2024-02-01; Cho named them too."
    assert points[1].startswith(f"Why you ask them: at Cedar. {TO_FILL_IN} (your words: ")
    assert points[2].startswith(f"Your status: Analyst at Now. {TO_FILL_IN}")
    assert points[3].startswith("Why it helps: they decide; you have met nobody at Cedar")
    assert points[4] == "How long: at most 30 minutes, when and how it suits them"
    assert points[5].startswith("How you follow up: thank them within a day")
    blank = [item.blank for part in ng.dossier(net, "hal").sections for item in part.items]
    assert sum(blank) == 4


def test_the_chain_has_dates_and_days_quiet(net: ReferralNetwork) -> None:
    assert parts(ng.dossier(net, "dan"))["chain"] == [
        "Also named by Cho.",
        "Ann (Acme): first contact (source: friend); last news 3 days ago",
        "Ben (Birch): named on 2024-01-10; last news 29 days ago",
        "Dan (Cedar): named on 2024-02-01; last news 25 days ago",
    ]


def test_whom_nobody_referred_hears_of_no_job_and_who_is_nearest(net: ReferralNetwork) -> None:
    eve = parts(ng.dossier(net, "eve"))["chain"]
    assert eve == [
        (
            "No referral to them is noted (source: cold). Say what the meeting is: it asks for no "
            "job, and needs no resume beforehand. Ann at Acme is nearest:"
        ),
        "Ann (Acme): first contact (source: friend); last news 3 days ago",
    ]
    nearest = ng.paths(net, to=["ann"], k=1)[list(schema.PATH_COLUMNS[1:])]
    found = ng.dossier(net, "eve").nearest
    pd.testing.assert_frame_equal(found[list(nearest.columns)], nearest)
    assert parts(ng.dossier(net, "hal"))["chain"][0].startswith("No referral to them is noted. Say")


@pytest.mark.parametrize(
    ("who", "phase", "words"),
    [
        ("ann", "met", "You met on 2024-01-08."),
        ("ben", "declined", "They declined. Leave it at that: do not write, and do not ask again."),
        (
            "cho",
            "no_reply",
            (
                "You wrote on 2024-01-22. They have not replied: leave them in peace unless they "
                "write."
            ),
        ),
        ("dan", "ahead", "A meeting is planned for 2024-03-05."),
        ("eve", "not_written", "Nothing says that you have written to them yet."),
        ("fay", "contacted", "You wrote on 2024-02-26. No answer is noted."),
        ("gus", "passed", "A meeting was planned for 2024-02-20. Did it happen? Note it."),
        (
            "sid",
            "not_written",
            (
                "Nothing says that you have written to them yet. Only your referrals name them: a "
                "row of their own would hold what you learn."
            ),
        ),
    ],
)
def test_each_state_has_words_of_its_own(
    net: ReferralNetwork, who: str, phase: str, words: str
) -> None:
    one = ng.dossier(net, who)
    assert (one.phase, parts(one)["standing"][0]) == (phase, words)


def test_who_declined_is_not_asked_about(net: ReferralNetwork) -> None:
    ann = parts(ng.dossier(net, "ann"))
    assert "You named Fay: what should I be sure to ask them?" in ann["questions"]
    assert ann["afterwards"][-1] == (
        "Tell them what came of it: Ben: declined; Cho: no reply; Fay and sid: not met yet"
    )
    assert parts(ng.dossier(net, "ben"))["afterwards"] == [
        "Thank Ann: for the name, whatever came of it"
    ]


def test_a_first_contact_is_said_to_be_no_more_than_the_tables_say(net: ReferralNetwork) -> None:
    eve = ng.dossier(net, "eve")
    # nobody can be told that they were found by the word cold
    assert parts(eve)["points"][0].startswith(f"How you learned of them: {TO_FILL_IN} (your words")
    fair = network_of("ann: name=Ann source=event status=identified")
    assert parts(ng.dossier(fair, "ann"))["points"][0] == (
        f"How you learned of them: at an event: {TO_FILL_IN} (your words: which one)"
    )
    assert "yourself" not in str(eve) + str(ng.dossier(fair, "ann"))


def test_talks_are_counted_from_the_last_one() -> None:
    drawing = "ann: name=Ann status=met met_on=2024-01-05\nben: status=identified\n"
    assert ng.dossier(network_of(drawing, as_of="2024-01-20"), "ann").questions[0] == (
        "Of all that you told me, what should I do first?"
    )
    later = network_of(f"{drawing}ann -> ben 2024-02-11", as_of="2024-06-01")
    assert ng.dossier(later, "ann").questions[0] == (
        "What has changed for you since we were last in touch, on 2024-02-11?"
    )
    # nothing says that anybody talked: no question about a talk, and the six things are there
    nothing = network_of("ann: name=Ann\nann -> ben")
    asked = ng.dossier(nothing, "ann").questions
    assert not [question for question in asked if "in touch" in question or "told me" in question]
    assert len(parts(ng.dossier(nothing, "ann"))["points"]) == 6


def test_an_old_name_is_asked_about_first() -> None:
    drawing = "ann: name=Ann status=met met_on=2022-01-05\nben: status=identified\n"
    old = network_of(f"{drawing}ann -> ben 2022-01-20", as_of="2024-02-28")
    assert parts(ng.dossier(old, "ben"))["points"][0] == (
        "Who referred you: Ann gave you the name on 2022-01-20, 769 days ago: speak with Ann again "
        "first."
    )


def test_who_decides_is_asked_for_no_place() -> None:
    for status in ("identified", "met"):
        drawn = network_of(f"ann: name=Ann title=CEO decision_maker=yes status={status}")
        asked = " ".join(ng.dossier(drawn, "ann").questions)
        assert "need somebody" not in asked
        assert "advertised" not in asked


def test_questions_fit_title_field_and_targets() -> None:
    drawn = network_of("ann: name=Ann title=Recruiter field=publishing status=identified")
    targets = pd.DataFrame({"organization": ["Zed", "Yew"], "weight": [1.0, 3.0]})
    wanted = ng.from_frames(drawn.contacts, drawn.referrals, targets=targets)
    asked = ng.dossier(wanted, "ann").questions
    assert asked[1].startswith("What makes you read on in a letter")
    assert asked[2].startswith("How does a title find its readers")
    assert asked[-1].endswith("Do you know anybody at Yew?")
    # a product manager may lead nobody; "career services" has nothing to do with care
    other = network_of("bo: title=Product_Manager field=career_services status=identified")
    assert not [q for q in ng.dossier(other, "bo").questions if "team" in q or "patients" in q]


NAMESAKES = pd.DataFrame(
    {
        "contact_id": ["a1", "a2", "b1"],
        "name": ["Ann Lee", "Ann Lee", "Robert Ray"],
        "organization": ["Acme", "Birch", "Cedar"],
        "email": [None, None, "bob@cedar.example"],
    }
)


@pytest.mark.parametrize(
    "word",
    ["b1", "robert ray", "Ray, Robert", "bob@cedar.example", "Dr. Robert Ray", "Bob Ray", "Bob"],
)
def test_a_person_is_found_by_id_name_address_and_nickname(word: str) -> None:
    net = ng.from_frames(NAMESAKES, pd.DataFrame({"referrer_id": ["a1"], "referred_id": ["b1"]}))
    found = ng.dossier(net, word)
    assert found.contact_id == "b1"
    # what is not written so is told
    assert bool(found.notes) is word.startswith("Bob")


def test_who_may_be_several_or_nobody_is_refused_with_the_way_out(net: ReferralNetwork) -> None:
    two = ng.from_frames(NAMESAKES, pd.DataFrame({"referrer_id": ["a1"], "referred_id": ["b1"]}))
    with pytest.raises(UnknownNameError, match=r"say which: a1 \(Ann Lee, Acme\), a2 \(Ann Lee"):
        ng.dossier(two, "Ann")
    assert ng.dossier(two, "Ann Lee (Birch)").contact_id == "a2"
    with pytest.raises(UnknownNameError, match="did you mean 'Robert Ray'"):
        ng.dossier(two, "Robrt Ray")
    with pytest.raises(UnknownNameError, match="that is an organization"):
        ng.dossier(two, "acme inc")
    with pytest.raises(OptionError, match="contact must be text"):
        ng.dossier(two, 7)  # type: ignore[arg-type]
    with pytest.raises(OptionError, match="that is you"):
        ng.dossier(net, "Me")


def test_notes_and_addresses_are_shown_only_when_asked_for(net: ReferralNetwork) -> None:
    assert "whisper" not in str(ng.dossier(net, "ann"))
    assert "ann@" not in str(ng.dossier(net, "ann"))
    told = parts(ng.dossier(net, "ann", include=["notes", "email"]))["included"]
    assert told == ["Notes: whisper", "Email: ann@acme.example"]
    with pytest.raises(UnknownNameError, match="no column 'phone'"):
        ng.dossier(net, "ann", include=["phone"])


HOSTILE = "<img src=x onerror=alert(1)>\x1b[31m *bold* [a](b) \u202e"


def test_hostile_text_does_nothing_anywhere() -> None:
    drawn = network_of("ann: status=met\nben: status=identified\nann -> ben")
    everywhere = dict.fromkeys(("name", "organization", "title", "field", "notes"), HOSTILE)
    net = ng.from_frames(drawn.contacts.assign(**everywhere), drawn.referrals)
    for who in ("ann", "ben"):
        one = ng.dossier(net, who, include=["notes"])
        for made in (dossier_text(one, 80), dossier_markdown(one)):
            assert "\x1b" not in made
            assert "\u202e" not in made
        assert "<img" not in dossier_markdown(one)
        assert "*bold*" not in dossier_markdown(one).replace(r"\*bold\*", "")
    first = network_of("ann: name=#_Ann status=identified")
    assert "\n- # " not in dossier_markdown(ng.dossier(first, "ann"))


@pytest.mark.parametrize("width", [30, 80])
def test_no_line_is_wider_than_the_screen(net: ReferralNetwork, width: int) -> None:
    wide = net.contacts.assign(organization="北京大学出版社有限公司" * 3)
    for who in ("ann", "dan", "eve"):
        one = ng.dossier(ng.from_frames(wide.drop(columns="stub"), net.referrals), who)
        assert max(cell_len(line) for line in dossier_text(one, width).splitlines()) <= width


def run(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str, str]:
    try:
        status = main([str(word) for word in words])
    except SystemExit as end:
        status = int(end.code or 0)
    told = capsys.readouterr()
    return status, told.out, told.err


def test_the_command_tells_it_in_every_format(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("dossier", example_folder(), "--who", "Leila Dahl")
    one = ng.dossier(ng.read(example_folder()), "Leila Dahl")
    status, out, err = run(capsys, *words)
    assert (status, out) == (0, dossier_text(one, 80))
    assert "as of 2026-09-07" in err
    for name in ("it.json", "it.md", "it.txt"):
        assert run(capsys, *words, "-o", tmp_path / name)[0] == 0
    told = json.loads((tmp_path / "it.json").read_text())
    assert told["person"]["name"] == "Leila Dahl"
    assert told["branch"] == one.branch._asdict()
    assert [step["contact_id"] for step in told["chain"]] == one.chain[schema.CONTACT_ID].tolist()
    assert told["questions"] == list(one.questions)
    assert (tmp_path / "it.md").read_text() == dossier_markdown(one)
    assert (tmp_path / "it.txt").read_text() == out
    assert run(capsys, *words, "--min-cell", "11")[0] == 1
    assert run(capsys, *words, "-o", tmp_path / "it.csv")[0] == 2


def test_redacted_it_shows_nobody_and_refusals_name_nobody(
    capsys: pytest.CaptureFixture[str],
) -> None:
    words = ("dossier", example_folder(), "--redact", "names", "--who")
    status, out, _ = run(capsys, *words, "Leila Dahl")
    names = ng.read(example_folder()).contacts[schema.NAME].dropna()
    assert status == 0
    assert "Person " in out
    assert not [name for name in names if name in out]
    status, _, err = run(capsys, *words, "Gill")
    assert (status, "Carmen" in err, "c029" in err) == (1, False, False)


def test_the_page_says_the_same_words_and_runs_nothing(net: ReferralNetwork) -> None:
    for who in ("ann", "ben", "dan", "eve", "sid"):
        one = ng.dossier(net, who)
        page = Page(dossier_page(one).decode())
        squeezed = page.text.replace(" ", "")
        for part in one.sections:
            for words in (part.heading, part.lead, *(item.in_words for item in part.items)):
                assert words.replace(" ", "") in squeezed
        assert "script" not in page.tags
        assert "ann@acme" not in page.text
        assert "whisper" not in page.text
    told = Page(dossier_page(ng.dossier(net, "ann", include=["email"])).decode()).text
    assert "It holds Email: think before you pass it on." in told


def test_the_page_shows_hostile_text_as_it_is() -> None:
    drawn = network_of("ann: status=met\nben: status=identified\nann -> ben")
    everywhere = dict.fromkeys(("name", "organization", "title", "field"), HOSTILE)
    hostile = ng.from_frames(drawn.contacts.assign(**everywhere), drawn.referrals)
    page = dossier_page(ng.dossier(hostile, "ben")).decode()
    assert "<img" not in page
    assert "<img src=x onerror=alert(1)>" in Page(page).text
    assert not {"\x1b", "\u202e"} & set(page)


@pytest.mark.parametrize("who", ["Leila Dahl", "c150"])
def test_a_browser_asks_nobody_and_finds_no_fault_and_one_sheet_holds_it(
    chromium: Browser, tmp_path: Path, who: str
) -> None:
    require(find_spec("axe_playwright_python"), "axe-playwright-python")
    axe = resources.files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
    path = tmp_path / "dossier.html"
    path.write_bytes(dossier_page(ng.dossier(ng.read(example_folder()), who)))
    for width, scheme in ((390, "light"), (390, "dark"), (1440, "light")):
        context = chromium.new_context(
            viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True
        )
        shown = context.new_page()
        asked, told = [], []
        shown.on("request", lambda request, asked=asked: asked.append(request.url))
        shown.on("console", lambda message, told=told: told.append(message.text))
        shown.goto(path.as_uri())
        assert shown.evaluate("document.documentElement.scrollWidth") == width
        shown.evaluate(axe + "; 0")
        faults = shown.evaluate("axe.run(document).then((r) => r.violations.map((v) => v.id))")
        assert (asked, told, faults) == ([path.as_uri()], [], [])
        for paper in ("A4", "Letter"):
            assert shown.pdf(format=paper).count(b"/Type /Page\n") == 1
        context.close()
