"""Words of other trackers, boxes, the user's own words, and rows that are no people."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest

from netgraph import check, fill_shares, from_frames, read, schema
from netgraph.errors import InputError, OptionError, UnknownNameError
from netgraph.organization_names import key, keys_of
from netgraph.tables.build import ReadOptions, link_tables
from netgraph.tables.cleaning import placeholders
from netgraph.tables.cleaning.status_words import hinted, meaning_of
from netgraph.tables.cleaning.values import read_flags, read_numbers
from netgraph.tables.empty_words import EMPTY_BEGINNINGS, EMPTY_WORDS
from netgraph.tables.locate import locate
from netgraph.tables.no_organizations import NO_ORGANIZATION_BEGINNINGS

if TYPE_CHECKING:
    from pathlib import Path

    from netgraph.network import ReferralNetwork

STATUS_COLUMN = next(c for c in schema.CONTACTS_TABLE.columns if c.name == schema.STATUS)


def put(folder: Path, text: str) -> Path:
    """Write a sheet."""
    path = folder / "sheet.csv"
    path.write_text(text, encoding="utf-8")
    return path


def told(net: ReferralNetwork, code: str) -> pd.DataFrame:
    """The issues of a code."""
    return net.issues[net.issues[schema.CODE] == code]


@pytest.mark.parametrize(
    ("words", "meaning"),
    [
        ("✅ Met|MET!|Interviewed|Had coffee|Coffee chat done|3. Met|Spoke with|Won", schema.MET),
        ("Meeting scheduled|Zoom call booked|Interview|Coffee set up|Confirmed", schema.SCHEDULED),
        ("To contact|Not contacted|Not yet contacted|Haven't reached out", schema.IDENTIFIED),
        ("Wishlist|NEW|Uncontacted|Plan to email|Backlog|Bookmarked", schema.IDENTIFIED),
        ("Needs to be contacted|Not met yet|to-do", schema.IDENTIFIED),
        ("Emailed|📧 Messaged|Outreach Sent|LinkedIn msg sent|Awaiting reply", schema.CONTACTED),
        ("No reply yet|Applied|ATTEMPTED_TO_CONTACT|In Progress|Connected", schema.CONTACTED),
        ("Need to follow up|Emailed x2|Contact made", schema.CONTACTED),
        ("No response|no-reply|Ghosted 👻|Dormant|Didn't respond|Not replied", schema.NO_REPLY),
        ("Contacted - no response|Unresponsive", schema.NO_REPLY),
        ("Not interested|Rejected|Bad Timing|Unqualified|I Withdrew|Said no", schema.DECLINED),
    ],
)  # fmt: skip
def test_words_of_other_trackers_mean_a_status(words: str, meaning: str) -> None:
    assert {word: meaning_of(word, schema.STATUS) for word in words.split("|")} == dict.fromkeys(
        words.split("|"), meaning
    )


@pytest.mark.parametrize(
    ("words", "meaning"),
    [
        ("Absage|hat abgesagt|nein danke|refus|a refusé|rechazó|rifiuto", schema.DECLINED),
        ("geweigerd|recusou|afwijzing|no le interesa|отклонено|辞退|婉拒", schema.DECLINED),
        ("keine Rückmeldung|meldet sich nicht|aucune réponse|n'a pas répondu", schema.NO_REPLY),
        ("no contesta|reageert niet|sem retorno|返信なし|没有回复", schema.NO_REPLY),
        ("telefoniert|appel effectué|llamada hecha|reunião feita|面談済み|已见面", schema.MET),
        ("terminiert|afspraak gemaakt|reunião marcada|已预约", schema.SCHEDULED),
        ("Mail geschickt|message envoyé|correo enviado|gemaild|連絡済み|已联系", schema.CONTACTED),
        ("pas encore contacté|te contacteren|未連絡|待联系", schema.IDENTIFIED),
    ],
)  # fmt: skip
def test_words_of_other_languages_mean_a_status(words: str, meaning: str) -> None:
    assert {word: meaning_of(word, schema.STATUS) for word in words.split("|")} == dict.fromkeys(
        words.split("|"), meaning
    )


@pytest.mark.parametrize(
    "word", ["NY", "encontrado", "Llamada", "getroffen, abgesagt", "Termin steht - verschoben"]
)
def test_a_word_of_another_language_that_may_mean_another_thing_means_none(word: str) -> None:
    assert meaning_of(word, schema.STATUS) is None


@pytest.mark.parametrize("word", ["Pending", "Accepted", "Friend", "Not sure", "Met, no referral"])
def test_a_word_that_may_mean_several_things_means_none(word: str) -> None:
    assert meaning_of(word, schema.STATUS) is None


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("Contactd", schema.CONTACTED),
        ("Not contactd", schema.IDENTIFIED),
        ("No repsonse", schema.NO_REPLY),
        ("Will not contact", None),
        ("Never again", None),
        ("Closed", None),
        ("Mett - great chat", schema.MET),
        ("LM", None),
        ("Met/declined", None),
        ("Schedulled - cancelled", None),
    ],
)
def test_a_hint_never_says_the_opposite(word: str, hint: str | None) -> None:
    assert meaning_of(word, schema.STATUS) is None
    assert hinted(word, STATUS_COLUMN) == hint


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("Met - great chat", schema.MET),
        ("MET (coffee at Halcyon)", schema.MET),
        ("Met: with Bob", schema.MET),
        ("Scheduled \N{EN DASH} Tuesday 3pm", schema.SCHEDULED),
        ("no_reply; try the office", schema.NO_REPLY),
        ("Not interested, too busy", schema.DECLINED),
        ("E-mailed: waiting for an answer", schema.CONTACTED),
        ("Scheduled - cancelled", None),
        ("Scheduled: did not show up", None),
        ("Met? no", None),
        ("Met / declined", None),
        ("Emailed; met", None),
        ("Great chat - met", None),
    ],
)
def test_a_remark_behind_a_status_leaves_it_unless_it_takes_it_back(
    word: str, status: str | None
) -> None:
    assert meaning_of(word, schema.STATUS) == status


def test_a_status_with_a_remark_is_read_and_told(tmp_path: Path) -> None:
    path = put(tmp_path, "id,referred_by,status\n1,,Met - great chat\n2,1,declined\n")
    net = read(path)
    assert net.contacts[schema.STATUS].tolist() == ["met", "declined"]
    assert told(net, schema.READ_AS)[schema.MESSAGE].tolist() == [
        "'Met - great chat' is read as met (1 cell)"
    ]


def test_each_reading_is_told_once_and_kept_as_data(tmp_path: Path) -> None:
    path = put(tmp_path, "id,referred_by,status\n1,,Emailed\n2,1,emailed\n3,1,Emailed\n4,1,TBD\n")
    net = read(path)
    assert net.contacts[schema.STATUS].tolist()[:3] == ["contacted"] * 3
    rows = told(net, schema.READ_AS)
    assert list(zip(rows[schema.LINE], rows[schema.VALUE], strict=True)) == [
        (2, "Emailed"),
        (3, "emailed"),
    ]
    assert rows[schema.MESSAGE].iloc[0] == "'Emailed' is read as contacted (2 cells)"
    assert told(net, schema.PLACEHOLDER)[schema.VALUE].tolist() == ["TBD"]
    linked = link_tables(locate((path,)), ReadOptions())
    assert linked.report.files[0].words == {
        schema.STATUS: {"Emailed": "contacted", "emailed": "contacted", "TBD": ""}
    }


def test_an_unknown_word_is_an_error_that_names_the_way_out(tmp_path: Path) -> None:
    path = put(tmp_path, "id,referred_by,Status\n1,,Waved at\n2,1,met\n")
    with pytest.raises(InputError, match=r"column 'Status': 'Waved at' is none of") as caught:
        read(path)
    assert (
        "is none of identified, contacted, scheduled, met, declined, no_reply; "
        "--value 'status:Waved at=MEANING' would say what it means, MEANING being one of them"
    ) in str(caught.value)
    for column in ("status", "Status", "STATUS"):
        net = read(path, values={f"{column}:waved at": "contacted"})
        assert net.contacts[schema.STATUS].tolist() == ["contacted", "met"]
    assert read(path, values={"status:Waved at": "blank"}).contacts[schema.STATUS].isna().iloc[0]


def test_own_words_work_in_every_kind_of_column(tmp_path: Path) -> None:
    path = put(
        tmp_path,
        "id,name,referred_by,met_on,decision_maker,Tag\n1,Ann,,Q2,boss,x1\n2,Bob,Annie,,,x2\n",
    )
    net = read(
        path,
        values={
            "met_on:Q2": "2024-04-01",
            "decision maker:BOSS": "yes",
            "referred_by:Annie": "Ann",
            "tag:x1": "first",
        },
    )
    assert net.contacts[schema.MET_ON].iloc[0] == pd.Timestamp("2024-04-01")
    assert net.contacts[schema.DECISION_MAKER].iloc[0]
    assert net.referrals[schema.REFERRER_ID].tolist() == ["1"]
    assert net.contacts["Tag"].tolist() == ["first", "x2"]


def test_a_word_that_is_neither_yes_nor_no_is_refused_with_a_way_out(tmp_path: Path) -> None:
    path = put(tmp_path, "id,referred_by,decision_maker\n1,,perhaps\n2,1,yes\n")
    with pytest.raises(InputError) as caught:
        read(path)
    assert "--value 'decision_maker:perhaps=no' would read it as no, =yes as yes" in str(
        caught.value
    )
    for word, meant in {"no": False, "yes": True}.items():
        net = read(path, values={"decision_maker:perhaps": word})
        assert net.contacts[schema.DECISION_MAKER].tolist() == [meant, True]


def test_own_words_that_cannot_be_are_refused(tmp_path: Path) -> None:
    path = put(tmp_path, "id,referred_by,status\n1,,met\n")
    with pytest.raises(OptionError, match="cannot mean 'maybe'"):
        read(path, values={"status:met": "maybe"})
    with pytest.raises(OptionError, match="is not COLUMN:WORD"):
        read(path, values={"status": "met"})
    with pytest.raises(UnknownNameError, match="column"):
        read(path, values={"statos:met": "met"})


@pytest.mark.parametrize(
    ("words", "values"),
    [
        (["✓", "no", "☑"], [True, False, True]),
        (["x", "X"], [True, True]),
        (["x", "no"], [True, False]),
        (["x", "yes", "✗"], [False, True, False]),
        (["x", "yes", "no"], [True, True, False]),
        (["TRUE", "FALSE", "1", "0"], [True, False, True, False]),
        (["ja", "nein", "oui", "non", "sí"], [True, False, True, False, True]),
        (["✔️", "n/a"], [True, None]),
        (["- [x]", "- [ ]", "[X]", "[]"], [True, False, True, False]),
    ],
)
def test_boxes_are_read_in_the_light_of_their_column(
    words: list[str], values: list[bool | None]
) -> None:
    reading = read_flags(pd.Series(words, dtype="str"))
    assert pd.Series(reading.values).astype(object).where(lambda v: v.notna(), None).tolist() == (
        values
    )
    assert not any(unread.which.any() for unread in reading.unread)


def test_boxes_of_met_and_contacted_are_statuses(tmp_path: Path) -> None:
    net = read(
        put(
            tmp_path,
            "Name,Referred by,Met,Contacted\nAnn,,TRUE,TRUE\nBob,Ann,FALSE,TRUE\nCy,Ann,✓,x\n"
            "Di,Ann,FALSE,\nEd,Ann,,\n",
        )
    )
    status = net.contacts[schema.STATUS]
    assert status.tolist()[:4] == ["met", "contacted", "met", "identified"]
    assert status.isna().tolist() == [False] * 4 + [True]
    assert "a checked box of 'Met' is read as the status met" in set(net.issues[schema.MESSAGE])


@pytest.mark.parametrize("word", ["pending", "maybe", "next week", "Zoom?"])
@pytest.mark.parametrize("heading", ["Met?", "Contacted"])
def test_a_word_in_a_box_that_is_no_yes_and_no_no_is_told(
    heading: str, word: str, tmp_path: Path
) -> None:
    rows = f"Ann,,yes\nBob,Ann,no\nCy,Ann,{word}\nDi,Ann,yes\nEd,Ann,n/a\n"
    net = read(put(tmp_path, f"Name,Referred by,{heading}\n{rows}"))
    status = "met" if heading == "Met?" else "contacted"
    assert net.contacts[schema.STATUS].fillna("").tolist() == [
        *(status, "identified", "", status, "")
    ]
    told = net.issues[net.issues[schema.CODE] == schema.BAD_VALUE]
    assert told[[schema.LINE, schema.VALUE, schema.SEVERITY]].to_numpy().tolist() == [
        [4, word, "warning"]
    ]
    # the first box that says no is told as well, as it is read as a status
    read_as = net.issues[net.issues[schema.CODE] == schema.READ_AS]
    assert read_as[schema.LINE].tolist() == [2, 3]


def test_a_status_in_words_stays_unless_a_box_is_further_on(tmp_path: Path) -> None:
    net = read(
        put(
            tmp_path,
            "Name,Referred by,Status,Met\n"
            "Ann,,declined,yes\nBob,Ann,contacted,yes\nCy,Ann,met,no\n",
        )
    )
    assert net.contacts[schema.STATUS].tolist() == ["declined", "met", "met"]


@pytest.mark.parametrize(
    "row",
    ["Total,,,11", "TOTAL:,12,,", "Sum,,,3", "Count: 12,,,", "Grand total,x,y,z", "Summe,,,4",
     ",Total,,11", "Total contacts,,,", "**Total**,,,5 met", "Average,-,,2.5"],
)  # fmt: skip
def test_rows_that_sum_up_are_no_people(tmp_path: Path, row: str) -> None:
    net = read(put(tmp_path, f"Name,Company,Referred by,Score\nAnn,Acme,,5\nBob,,Ann,6\n{row}\n"))
    assert net.contacts[schema.NAME].tolist() == ["Ann", "Bob"]
    assert len(net.issues) == 1
    if not row.startswith(","):
        assert told(net, schema.TOTAL_ROW)[schema.LINE].tolist() == [4]


@pytest.mark.parametrize("row", ["Sum,Acme,Ann,5", "Total Kumar,,,", "Count Dracula,,,7"])
def test_a_person_who_is_called_like_a_total_stays(tmp_path: Path, row: str) -> None:
    net = read(put(tmp_path, f"Name,Company,Referred by,Score\nAnn,Acme,,5\n{row}\n"))
    assert len(net.contacts) == 2


def test_a_total_below_ids_is_no_empty_id(tmp_path: Path) -> None:
    net = read(put(tmp_path, "id,name,referred_by,score\n1,Ann,,3\n2,Bob,1,4\n,Total,,7\n"))
    assert told(net, schema.TOTAL_ROW)[schema.VALUE].tolist() == ["Total 7"]
    assert len(net.contacts) == 2


@pytest.mark.parametrize(
    ("words", "values"),
    [
        (["1,5", "2"], [1.5, 2.0]),
        (["1,000", "2.5"], [1000.0, 2.5]),
        (["1.000,5", "2.000"], [1000.5, 2000.0]),
        (["1 000", "12"], [1000.0, 12.0]),
        (["1,000,000"], [1e6]),
        (["1,000"], [None]),
        (["1,5", "2.5"], [None, 2.5]),
        (["-1", "inf", "x"], [None, None, None]),
    ],
)
def test_decimal_marks_are_settled_by_their_column(
    words: list[str], values: list[float | None]
) -> None:
    read_as = pd.Series(read_numbers(pd.Series(words, dtype="str")).values)
    assert read_as.astype(object).where(read_as.notna(), None).tolist() == values


def test_unclaimed_columns_are_offered(tmp_path: Path) -> None:
    path = put(
        tmp_path,
        "Name,Referred by,Date of coffee,Birthday\nAnn,,2024-03-05,1980-01-01\nBob,Ann,,\n",
    )
    issues = check(path)
    (message,) = issues[issues[schema.CODE] == schema.UNCLAIMED_COLUMN][schema.MESSAGE]
    assert message == "'Date of coffee' looks like met_on: --map 'met_on=Date of coffee'"
    net = read(path, columns={"met_on": "Date of coffee"})
    assert net.contacts[schema.MET_ON].notna().tolist() == [True, False]


def test_a_heading_that_its_cells_do_not_fit_is_told(tmp_path: Path) -> None:
    path = put(tmp_path, "id,referred_by,Met,State\n1,,at the fair,NY\n2,1,pending,GA\n")
    rows = told(read(path), schema.UNCLAIMED_COLUMN)
    assert [message.partition(",")[0] for message in rows[schema.MESSAGE]] == [
        "'Met' may be met_on",
        "'State' may be status",
    ]


def test_a_column_of_names_is_offered_as_the_referrer(tmp_path: Path) -> None:
    text = "id,name,referred_to,Mutual friend\n1,Ann,,\n2,Bob,,Ann\n3,Cy,,Bob\n"
    issues = check(put(tmp_path, text))
    assert "--map 'referred_by=Mutual friend'" in "".join(issues[schema.MESSAGE])


def test_a_column_that_only_some_can_fill_is_judged_by_them(tmp_path: Path) -> None:
    path = put(
        tmp_path,
        "id,referred_by,source,status,met_on\n1,,alumni,met,2024-01-02\n2,1,,contacted,\n3,1,,,\n",
    )
    weakens = fill_shares(read(path)).set_index(schema.COLUMN)[schema.WEAKENS]
    assert weakens[[schema.SOURCE, schema.MET_ON]].tolist() == ["", ""]
    text = path.read_text().replace("alumni", "").replace("2024-01-02", "")
    weakens = fill_shares(read(put(tmp_path, text))).set_index(schema.COLUMN)[schema.WEAKENS]
    assert weakens[schema.SOURCE].startswith("no source")
    assert weakens[schema.MET_ON].startswith("no met_on")
    half = path.read_text().replace("2,1,,contacted", "2,,,met")
    weakens = fill_shares(read(put(tmp_path, half.replace("1,,,met,", "1,,alumni,met,2024-01-02"))))
    told_of = weakens.set_index(schema.COLUMN)[schema.WEAKENS]
    assert told_of[schema.SOURCE].startswith("source is filled in 50% of first contacts")
    assert told_of[schema.MET_ON].startswith("met_on is filled in 50% of those who were met")


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (schema.MET, ["Görüşüldü", "Tanışıldı", "만남", "미팅 완료", "Találkoztunk", "Зустрілись"]),
        (schema.CONTACTED, ["Yazıldı", "Mail atıldı", "연락함", "Osloven", "Написав"]),
        (schema.SCHEDULED, ["Planlandı", "면담 예정", "Domluveno", "Заплановано"]),
        (schema.NO_REPLY, ["Cevap yok", "무응답", "Bez odpovědi", "Немає відповіді"]),
        (schema.DECLINED, ["Reddetti", "거절", "Odmítl", "Відмова", "Odbijeno"]),
    ],
)
def test_statuses_of_further_languages(status: str, words: list[str]) -> None:
    people = [f"Person {chr(65 + at)}" for at in range(len(words))]
    frame = pd.DataFrame({"name": people, "referred by": ["", *people[:-1]], "status": words})
    assert from_frames(frame).contacts["status"].tolist() == [status] * len(words)


@pytest.mark.parametrize(
    ("name", "short"),
    [("Çınar A.Ş.", "Çınar"), ("Doğa Ltd. Şti.", "DOĞA"), ("Alfa Sp. z o.o.", "Alfa")],
)
def test_legal_forms_of_further_countries(name: str, short: str) -> None:
    assert key(name) == key(short)


def test_many_names_of_organizations_have_the_keys_of_single_ones() -> None:
    random = np.random.default_rng(0)
    words = ["Birch", "S.A.", "o'Neill", "GmbH", "&", "Co.", "KG", "Çınar", "42", "_", "\t", "inc"]
    names = [" ".join(random.choice(words, size)) for size in random.integers(0, 5, 2_000)]
    assert keys_of(names) == [key(name) for name in names]


@pytest.mark.parametrize("column", placeholders.MAY_SAY_NOTHING)
def test_few_cells_say_nothing_where_many_do(column: str) -> None:
    """Few are looked at one by one, of many those that begin so: the result is the same."""
    words = [
        *EMPTY_WORDS,
        *EMPTY_BEGINNINGS,
        *NO_ORGANIZATION_BEGINNINGS,
        "ditto",
        's. o."',
        "\u3003",
    ]
    words += [
        "Ann Lee",
        "None Ltd",
        "N/A Kim",
        "Na",
        "nil",
        "self employed",
        "between jobs",
        "??",
        "✨",
    ]
    words = sorted({spelled for w in words for spelled in (w, w.upper(), f"({w})", f"{w} {w}")})
    few = [
        words[i : i + placeholders.FEW_CELLS] for i in range(0, len(words), placeholders.FEW_CELLS)
    ]
    one_by_one = [placeholders.flagged(pd.Series(part, dtype="str"), column) for part in few]
    assert len(words) > placeholders.FEW_CELLS
    many = placeholders.flagged(pd.Series(words, dtype="str"), column)
    assert many.any()
    assert not many.all()
    assert np.array_equal(np.concatenate(one_by_one), many)
