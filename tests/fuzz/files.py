"""Files of all kinds, broken at random, and messy sheets whose every row is accounted for."""

from __future__ import annotations

import csv
import functools
import io
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from test_tables_hostile import FOUND, mutated, seeds

import netgraph as ng
from netgraph.errors import NetgraphError

if TYPE_CHECKING:
    import random

WILD = Path(__file__).parents[1] / "data" / "wild"
HEADINGS = (
    ("id", "name", "company", "referred by", "status", "met on", "notes"),
    ("Contact ID", "Full Name", "Organization", "Introduced by", "Stage", "Date met", "Comments"),
    ("#id", "Name:", "employer", "via", "STATUS", "Met", "remarks"),
)
PEOPLE = (
    "Ann Lee",
    "Bob Ray",
    "Jos\u00e9 N\u00fa\u00f1ez",
    "Smith, John",
    "O'Neil",
    "\u738b\u82b3",
    "",
)
CELLS = (
    *("Ann Lee", "ann lee", "Bob Ray; Ann Lee", "Lee, Ann", "1", "2, 3", "N/A", "me", "LinkedIn"),
    *(
        "Ann  Lee (Acme)",
        "[[Bob Ray]]",
        "Zed Quo",
        "-",
        "#REF!",
        "\u200b",
        "a/b",
        "=A1",
        "",
        "",
        "",
    ),
)
STATUSES = ("met", "Met \u2714", "contacted", "ghosted", "To contact", "x", "TRUE", "", "")
DATES = ("2024-01-02", "03/04/2024", "13/02/2024", "2062-01-01", "soon", "45231", "Mar-24", "", "")
NOTES = ("", "call her", "a\nb", '"quoted"', "a;b,c|d\te", "\U0001f91d", "x" * 300)


@functools.cache
def kinds() -> tuple[bytes, ...]:
    """One small file of every format, everyday sheets, and what once went wrong."""
    with tempfile.TemporaryDirectory() as folder:
        made = seeds(Path(folder))
        net = ng.simulate(12, seed=1)
        for name in ("net.graphml", "net.gexf"):
            ng.write_tables(net, Path(folder) / "tables")
            ng.convert(Path(folder) / "tables", to=Path(folder) / name)
            made.append((Path(folder) / name).read_bytes())
    everyday = [path.read_bytes() for path in sorted(WILD.rglob("*")) if path.is_file()]
    return (*made, *everyday, *FOUND)


def options(chance: random.Random) -> dict[str, Any]:
    """How to read it."""
    made: dict[str, Any] = {"lenient": chance.random() < 0.6}
    if chance.random() < 0.3:
        made["keep"] = chance.choice(("first", "last", "both"))
    if chance.random() < 0.2:
        made["dates"] = chance.choice(("day-first", "month-first"))
    if chance.random() < 0.1:
        made["encoding"] = chance.choice(("cp1251", "utf-8", "shift_jis", "mac_roman", "utf-16"))
    if chance.random() < 0.1:
        made["as_of"] = "2024-02-01"
    return made


def sound(net: ng.ReferralNetwork, folder: Path, chance: random.Random) -> None:
    """What was read holds together, is answered, and comes back as it was written."""
    ids = set(net.contacts["contact_id"])
    assert net.contacts["contact_id"].is_unique
    assert not ids & {"", None}
    assert set(net.referrals["referrer_id"]) | set(net.referrals["referred_id"]) <= ids
    assert not (net.referrals["referrer_id"] == net.referrals["referred_id"]).any()
    if chance.random() < 0.3:
        assert len(ng.contacts(net)) == len(net.contacts) - (net.seeker is not None)
        ng.summary(net)
        ng.check(net)
    if chance.random() < 0.2:
        form: Any = chance.choice(("csv", "parquet", "xlsx"))
        again = ng.read(folder_of(ng.write_tables(net, folder / f"again-{form}", format=form)))
        for one, other in ((again.contacts, net.contacts), (again.referrals, net.referrals)):
            assert set(one.columns) == set(other.columns)
            assert one[list(other.columns)].equals(other.set_axis(one.index))


def folder_of(written: tuple[Path, ...]) -> Path:
    """The folder of what was written."""
    return written[0].parent


def broken(folder: Path, chance: random.Random) -> None:
    """Any bytes give a network or an error in words."""
    count = chance.choice((1, 1, 1, 2, 3))
    endings = (".csv", ".xlsx", ".txt", ".parquet", "", ".vcf", ".zip", ".gz", ".json", ".xls")
    paths = [folder / f"{at}{chance.choice(endings)}" for at in range(count)]
    for path in paths:
        path.write_bytes(mutated(chance.choice(kinds()), list(kinds()), chance))
    try:
        net = ng.read(*paths, **options(chance))
    except NetgraphError as error:
        assert str(error).strip()  # noqa: PT017 - an error is one of two right outcomes
        assert not set("\x1b\x00") & set(str(error))  # noqa: PT017 - the same
        return
    sound(net, folder, chance)


def messy(folder: Path, chance: random.Random) -> None:
    """Rows read = rows kept and rows told; a cell that names somebody is a referral or told."""
    heading = chance.choice(HEADINGS)
    with_ids = chance.random() < 0.6
    rows = [
        [
            str(at + 1) if chance.random() < 0.97 else chance.choice(("1", "007")),
            chance.choice(PEOPLE) or f"P{at}",
            chance.choice(("Acme", "ACME Inc.", "Birch", "")),
            chance.choice(CELLS),
            chance.choice(STATUSES),
            chance.choice(DATES),
            chance.choice(NOTES),
        ]
        for at in range(chance.randrange(1, 25))
    ]
    table = [list(heading), *rows]
    if not with_ids:
        table = [row[1:] for row in table]
    if chance.random() < 0.2:
        table.insert(chance.randrange(1, len(table) + 1), ["Total", str(len(rows))])
    if chance.random() < 0.2:
        table.insert(chance.randrange(1, len(table) + 1), [])
    out = io.StringIO()
    csv.writer(
        out, delimiter=chance.choice(",;\t"), lineterminator=chance.choice(("\n", "\r\n"))
    ).writerows(table)
    text = out.getvalue()
    path = folder / "messy.csv"
    path.write_bytes(text.encode(chance.choice(("utf-8", "utf-8-sig", "utf-16"))))
    try:
        net = ng.read(path, lenient=True, keep=chance.choice(("first", "last")))
    except NetgraphError as error:
        assert str(error).strip()  # noqa: PT017 - an error is one of two right outcomes
        return
    sound(net, folder, chance)
    told = set(net.issues["line"])
    listed = set(net.contacts.index) | told
    linked = set(net.referrals.index) | told
    line = 1
    for row in table:
        if line > 1 and any(cell.strip() for cell in row):
            assert line in listed, f"line {line} is in no table and no issue: {row}"
            cell = row[3 if with_ids else 2] if len(row) > 2 else ""
            if cell.strip("\u200b "):
                assert line in linked, f"the referrer of line {line} is lost: {cell!r}"
        line += 1 + sum(cell.count("\n") for cell in row)


def trial(folder: Path, chance: random.Random) -> None:
    """One file, or some."""
    (broken if chance.random() < 0.7 else messy)(folder, chance)
