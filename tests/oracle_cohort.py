"""A cohort read the slow way: the rows of each seeker go into files of their own, read alone.

Written from SPEC alone. Nothing of ``netgraph.cohort`` is used here.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

import netgraph as ng

if TYPE_CHECKING:
    from pathlib import Path

EVENTS = ("contacted_on", "followed_up_on", "met_on", "asked_on", "thanked_on")
STATUSES = ("met", "scheduled", "contacted", "identified")


@dataclass(frozen=True)
class Searches:
    """Every search alone, and the one date on which all stand."""

    networks: dict[str, ng.ReferralNetwork]
    as_of: pd.Timestamp | None


def rows_of(path: Path) -> tuple[list[str], list[list[str]]]:
    """The header and the rows of a CSV file, as text."""
    with path.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    return header, rows


def searches_alone(folder: Path, scratch: Path, as_of: str | None = None) -> Searches:
    """Read the searches of a folder of tables, each from files that hold its rows alone."""
    tables = {p.name: rows_of(p) for p in (folder / "contacts.csv", folder / "referrals.csv")}
    seekers = dict.fromkeys(
        row[header.index("seeker_id")] for header, rows in tables.values() for row in rows
    )
    folders = {}
    for n, seeker in enumerate(seekers):
        folders[seeker] = scratch / str(n)
        folders[seeker].mkdir(parents=True)
        for name, (header, rows) in tables.items():
            own = [row for row in rows if row[header.index("seeker_id")] == seeker]
            with (folders[seeker] / name).open("w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows([header, *own])
    day = as_of
    if day is None:
        dates = [net.as_of_date for net in map(_alone, folders.values(), seekers)]
        known = [date for date in dates if date is not None]
        day = max(known).date().isoformat() if known else None
    alone = {s: _alone(folders[s], s, day) for s in seekers}
    return Searches(alone, None if day is None else pd.Timestamp(day))


def _alone(folder: Path, seeker: str, as_of: str | None = None) -> ng.ReferralNetwork:
    net = ng.read(folder, as_of=as_of)
    ids = net.contacts["contact_id"].tolist()
    return ng.read(folder, as_of=as_of, seeker=seeker) if seeker in ids else net


def everybody_of(alone: Searches) -> dict[str, dict[str, Any]]:
    """Everybody by id: the earliest events, the newest contact, the furthest status."""
    found: dict[str, list[dict[str, Any]]] = {}
    for net in alone.networks.values():
        for row in net.people.to_dict("records"):
            found.setdefault(row["contact_id"], []).append(row)
    everybody = {}
    for person, rows in found.items():
        said: dict[str, list[Any]] = {
            name: [row[name] for row in rows if pd.notna(row.get(name))]
            for name in (*EVENTS, "last_contact_on", "status")
        }
        status = next((word for word in STATUSES if word in said["status"]), None)
        if status is None and said["status"]:
            alike = len(set(said["status"])) == 1
            status = said["status"][0] if alike else "contacted"
        stays = {name: min(said[name], default=None) for name in EVENTS}
        # a later day of another search that no earliest day says is a last contact
        days = [day for name in (*EVENTS, "last_contact_on") for day in said[name]]
        last = max(said["last_contact_on"], default=None)
        shown = [day for day in (*stays.values(), last) if day is not None]
        everybody[person] = {
            **stays,
            "last_contact_on": max(days) if days and max(days) > max(shown) else last,
            "status": status,
        }
    return everybody


def pairs_of(alone: Searches) -> dict[tuple[str, str], dict[str, Any]]:
    """Every pair of everybody, with its dates and how often it was made; seekers are no ends."""
    found: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for net in alone.networks.values():
        for row in net.referrals.to_dict("records"):
            ends = row["referrer_id"], row["referred_id"]
            if net.seeker not in ends:
                found.setdefault(ends, []).append(row)
    pairs = {}
    for ends, rows in found.items():
        first = [row["referred_on"] for row in rows if pd.notna(row["referred_on"])]
        last = [row["last_referred_on"] for row in rows if pd.notna(row["last_referred_on"])]
        pairs[ends] = {
            "referred_on": min(first, default=None),
            "last_referred_on": max(last, default=None),
            "count": sum(row["count"] for row in rows),
        }
    return pairs
