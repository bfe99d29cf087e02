"""What was settled about tables, kept in ``netgraph.toml`` beside them: read, merged, written."""

from __future__ import annotations

import json
import os
import re
import tomllib
from collections import Counter
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from netgraph.choices import DATE_ORDERS, KEEPS
from netgraph.errors import InputError, nearest
from netgraph.wording import with_noun

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from netgraph.tables.locate import Source

FileHeadings: TypeAlias = "Mapping[str, str | Sequence[str]]"
"""Standard name to what a column is called, or to several words of which each file has one."""
SETTINGS_FILE: Final = "netgraph.toml"
LARGEST_SETTINGS: Final = 1 << 20
"""Bytes that such a file has at most; one of the size of a table is something else."""
_MAPPINGS: Final = ("columns", "values")
_FILES: Final = ("targets", "aliases", "same")
_HEADING: Final = (
    "# How netgraph reads the tables beside this file. Written by: netgraph check --save.\n"
    "# An option of a command wins over the same line here.\n"
)


@dataclass(frozen=True, slots=True)
class Settings:
    """How tables are to be read, as ``read`` takes it; what is not settled is empty.

    Parameters
    ----------
    columns, values, dates, sheet, encoding, keep, seeker, targets, aliases, same
        As in ``read``.
    home
        The folder of the file they were read from.
    """

    columns: FileHeadings = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)
    dates: str | None = None
    sheet: str | None = None
    encoding: str | None = None
    keep: str | tuple[str, ...] | None = None
    seeker: str | None = None
    targets: str | None = None
    aliases: str | None = None
    same: str | None = None
    home: Path | None = None

    @property
    def settled(self) -> dict[str, Any]:
        """What is settled, by name."""
        named = ((f.name, getattr(self, f.name)) for f in fields(self) if f.name != "home")
        return {name: value for name, value in named if value}

    @property
    def in_words(self) -> str:
        """What is settled, in a sentence."""
        parts = []
        for key, value in self.settled.items():
            if key == "columns":
                parts += [
                    f"{standard} is the column "
                    + " or ".join(map(repr, [found] if isinstance(found, str) else found))
                    for standard, found in value.items()
                ]
            elif key == "values":
                parts += words_of_values(value)
            else:
                shown = value if isinstance(value, str) else " and ".join(value)
                parts.append(f"{key} is {Path(shown).name if key in _FILES else shown!r}")
        return f"as {SETTINGS_FILE} says: {'; '.join(parts) or 'nothing'}"


def words_of_values(values: Mapping[str, str]) -> list[str]:
    """Count the words that are settled, column by column."""
    # columns in the order of their first words
    columns = Counter(word.partition(":")[0] for word in values)
    return [f"{with_noun(count, 'word')} of {column}" for column, count in columns.items()]


KEYS: Final = tuple(f.name for f in fields(Settings) if f.name != "home")


def settings_home(sources: Sequence[Source]) -> Path | None:
    """The folder whose settings are meant: that of the first source; None of standard input."""
    for source in sources:
        if str(source) != "-":
            path = Path(source)
            return path if path.is_dir() else path.parent
    return None


def load_settings(sources: Sequence[Source]) -> Settings:
    """Read the settings beside the first of the tables; empty ones where there is no such file.

    Raises
    ------
    InputError
        If the file cannot be read, is no TOML, or has a key or a value that nobody expects.
    """
    home = settings_home(sources)
    path = None if home is None else home / SETTINGS_FILE
    if path is None or not path.is_file():
        return Settings()
    try:
        data = path.read_bytes()
        if len(data) > LARGEST_SETTINGS:
            raise InputError(f"{path}: {len(data):,} bytes; no settings are as long")
        # editors may put a mark before the text, which tomllib takes for a fault
        text = data.decode("utf-8-sig")
        found = tomllib.loads(text)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        # tomllib names the line and the column itself
        raise InputError(f"{path}: cannot be read: {error}") from error
    except RecursionError as error:
        raise InputError(f"{path}: cannot be read: nested too deeply") from error
    problems = [problem for key, value in found.items() for problem in _problems(key, value)]
    if problems:
        raise InputError([f"{path}{_line_of(text, key)}: {words}" for key, words in problems])
    if isinstance(found.get("keep"), list):
        found["keep"] = tuple(found["keep"])
    if "columns" in found:
        said = found["columns"].items()
        found["columns"] = {n: tuple(c) if isinstance(c, list) else c for n, c in said}
    files: dict[str, Any] = {n: str(path.parent / found[n]) for n in _FILES if n in found}
    return Settings(**(found | files), home=path.parent)


def _problems(key: str, value: object) -> list[tuple[str, str]]:
    """What is wrong with a key: the key, and words."""
    if key not in KEYS:
        near = nearest(key, KEYS)
        way_out = f"is it {near!r}?" if near else f"there is {', '.join(KEYS)}"
        return [(key, f"no key {key!r}; {way_out}")]
    if key in _MAPPINGS and isinstance(value, dict):
        wrong = [
            name
            for name, meant in value.items()
            # of columns several words, for the files of several students
            for one in (
                meant if key == "columns" and meant and isinstance(meant, list) else [meant]
            )
            if not (isinstance(one, str) and one)
        ]
        return [(name, f"{key}.{name} must be text in quotes") for name in wrong]
    if key in _MAPPINGS:
        return [(key, f"{key} must be a table, as in [{key}]")]
    words = value if key == "keep" and isinstance(value, list) else [value]
    if not all(isinstance(word, str) and word for word in words):
        return [(key, f"{key} must be text in quotes")]
    allowed: dict[str, list[str]] = {"keep": [*KEEPS], "dates": [*DATE_ORDERS]}
    known = allowed.get(key, [str(word) for word in words])
    return [
        (key, f"{key} is {word!r}; expected {' or '.join(known)}")
        for word in words
        if word not in known
    ]


def _line_of(text: str, key: str) -> str:
    """Where a key stands; tomllib does not tell."""
    spelled = rf"""["']?{re.escape(key)}["']?"""
    for number, line in enumerate(text.splitlines(), 1):
        if re.match(rf"\s*(?:\[+\s*{spelled}\s*[\].]|{spelled}\s*[=.])", line):
            return f", line {number}"
    return ""


def merged(given: Mapping[str, Any], saved: Settings) -> dict[str, Any]:
    """Options of reading, with what is saved for those that were not given.

    An option wins over what is saved: of columns and values, entry by entry.
    """
    options = dict(given)
    for name, value in saved.settled.items():
        if name in _MAPPINGS:
            options[name] = dict(value) | dict(options.get(name) or {})
        elif not options.get(name):
            options[name] = value
    return options


def not_overruled(saved: Settings, given: Mapping[str, Any]) -> Settings:
    """What is saved and counts, as no option says otherwise."""
    used: dict[str, Any] = {}
    for name, value in saved.settled.items():
        if name in _MAPPINGS:
            used[name] = {k: v for k, v in value.items() if k not in (given.get(name) or {})}
        elif not given.get(name):
            used[name] = value
    return Settings(**used, home=saved.home)


def settings_bytes(settings: Settings) -> bytes:
    """Write settings as TOML: the same settings, the same bytes."""
    settled = settings.settled
    lines = [
        f"{key} = {_toml(settled[key])}" for key in KEYS if key in settled and key not in _MAPPINGS
    ]
    text = _HEADING + "".join(f"{line}\n" for line in lines)
    for table in _MAPPINGS:
        if table in settled:
            entries = sorted(settled[table].items())
            text += f"\n[{table}]\n" + "".join(f"{_toml(k)} = {_toml(v)}\n" for k, v in entries)
    return text.encode("utf-8", "replace")


def _toml(value: str | Sequence[str]) -> str:
    """Spell text as a basic string of TOML; its escapes are those of JSON, but for DEL."""
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return f"[{', '.join(map(_toml, value))}]"


def saving(given: Mapping[str, Any], saved: Settings, home: Path) -> Settings:
    """The settings to save: what is saved already and what an option says now.

    Parameters
    ----------
    given
        Options of reading; others are passed over.
    saved
        What the file holds so far.
    home
        The folder of the file, from which files are named.
    """
    options = merged({name: given.get(name) for name in KEYS}, saved)
    files = {
        name: Path(os.path.relpath(options[name], home)).as_posix()
        for name in _FILES
        if options.get(name)
    }
    known = {name: value for name, value in options.items() if name in KEYS and value}
    if isinstance(known.get("keep"), list):
        known["keep"] = tuple(known["keep"])
    return replace(Settings(**(known | files)), home=home)
