"""Any tables in, one network out."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from netgraph import schema
from netgraph.arguments import A_FRAME, FRAME_OR_NONE, checked
from netgraph.choices import BOTH, DATE_ORDERS, KEEPS
from netgraph.errors import InputError, unknown
from netgraph.given_columns import outward
from netgraph.tables.build import ReadOptions, build_network, day, link_tables
from netgraph.tables.cleaning.columns import standard_names
from netgraph.tables.cleaning.own_words import own_words
from netgraph.tables.cleaning.text import without_halves
from netgraph.tables.header import unique_names
from netgraph.tables.locate import locate, with_nobody_referred, with_people_named
from netgraph.tables.people_of_rows import with_people_of_rows
from netgraph.tables.raw import Raw, Sources
from netgraph.tables.settings import load_settings, merged, not_overruled
from netgraph.tables.sources.code_pages import code_page
from netgraph.tables.sources.error_cells import without_error_cells
from netgraph.tables.sources.long_cells import refuse_long_cells
from netgraph.tables.sources.one_sheet import with_ids
from netgraph.tables.sources.referrer_parts import with_whole_referrers

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from netgraph.choices import DateOrder, Keep
    from netgraph.network import ReferralNetwork
    from netgraph.tables.locate import Source
    from netgraph.tables.settings import Settings


@checked()
def read(
    *sources: Source,
    columns: Mapping[str, str] | None = None,
    targets: Source | None = None,
    aliases: Source | None = None,
    same: Source | None = None,
    as_of: str | pd.Timestamp | None = None,
    seeker: str | None = None,
    keep: Keep | Sequence[Keep] | None = None,
    lenient: bool = False,
    dates: DateOrder | None = None,
    values: Mapping[str, str] | None = None,
    sheet: str | None = None,
    encoding: str | None = None,
) -> ReferralNetwork:
    """Read a referral network.

    Parameters
    ----------
    sources
        A folder with ``contacts.csv`` and ``referrals.csv`` (and, where they are, ``targets.csv``
        and ``aliases.csv``); or two files, contacts and referrals, in any order: their columns tell
        which is which; or one file with a ``referred_by`` column.
    columns
        Standard column name to the name in the tables, for names that no alias settles:
        ``{"contact_id": "Email"}``.
    targets, aliases
        Files of target organizations and of other spellings of organizations.
    same
        File of decisions about people: ``contact_id``, ``same_as``, ``same`` (yes or no).
    as_of
        The date to stand on: ISO text, a timestamp or ``"today"``; default: the latest date in the
        tables.
    seeker
        Id or name of the contact who is the seeker.
    keep
        ``"first"`` or ``"last"``: which row counts when an id is there twice in a file; ``"both"``:
        two people of one id in two files stay two, the later one's id becomes ``file:id``; several
        as a list. Default: that is an error.
    lenient
        Blank cells that cannot be read, with a warning, instead of refusing the tables.
    dates
        ``"day-first"`` or ``"month-first"``: how dates such as 03/04/2024 are read; default: as the
        tables themselves settle it, else they are refused.
    values
        What words of the tables' own mean: ``{"status:ghosted": "no_reply"}``.
    sheet
        The only sheet of a workbook that is read; default: every sheet that holds a table.
    encoding
        The code page of text files; default: it is found.

    Returns
    -------
    ReferralNetwork
        Every repair is a row of its ``issues``.

    Raises
    ------
    InputError
        If tables cannot be read; it names every problem with file, line, column and value.
    MissingColumnError
        If a required column is missing.
    UnknownNameError
        If the seeker is not a contact, or an option is not one of its values.

    Notes
    -----
    What ``netgraph check --save`` has written to ``netgraph.toml`` beside the tables counts where
    no option says otherwise; an issue ``settings`` says so.
    Linear in the size of the files: about 4 s of CPU for a million contacts.
    """
    given: dict[str, Any] = {"targets": targets, "aliases": aliases, "same": same}
    given |= {"columns": columns, "values": values, "seeker": seeker, "keep": keep}
    given |= {"dates": dates, "sheet": sheet, "encoding": encoding}
    return _read_tables(sources, given, as_of=as_of, lenient=lenient, begins=False)


def read_beginning(
    *sources: Source, as_of: str | pd.Timestamp | None, lenient: bool, **given: Any
) -> ReferralNetwork:
    """Read what a search begins with: people may stand alone, with nobody who referred them.

    The options are those of ``read``. Where a column likely says who referred whom, tables are
    refused as there, so that nobody's referrers are left behind.
    """
    return _read_tables(sources, given, as_of=as_of, lenient=lenient, begins=True)


def _read_tables(
    sources: tuple[Source, ...],
    given: Mapping[str, Any],
    *,
    as_of: str | pd.Timestamp | None,
    lenient: bool,
    begins: bool,
) -> ReferralNetwork:
    options, further = settled_options(sources, given, as_of=as_of, lenient=lenient)

    def found() -> Sources:
        raws = locate(sources, **further, options=options)
        return with_nobody_referred(raws, options.columns) if begins else raws

    # the raw tables have no name here, so that linking can free them
    return build_network(link_tables(found(), options), options)


@checked(contacts=FRAME_OR_NONE, referrals=A_FRAME, targets=A_FRAME, aliases=A_FRAME)
def from_frames(
    contacts: pd.DataFrame | None,
    referrals: pd.DataFrame | None = None,
    *,
    columns: Mapping[str, str] | None = None,
    targets: pd.DataFrame | None = None,
    aliases: pd.DataFrame | None = None,
    as_of: str | pd.Timestamp | None = None,
    seeker: str | None = None,
    keep: Keep | Sequence[Keep] | None = None,
    lenient: bool = False,
    dates: DateOrder | None = None,
    values: Mapping[str, str] | None = None,
) -> ReferralNetwork:
    """Make a referral network of data frames: what ``read`` does, without files.

    Rows are counted from 1 in messages. The frames are not changed. A named index is a column.
    """
    options = read_options(
        columns, as_of, seeker, keep, lenient=lenient, dates=dates, values=values
    )
    sources = frames(contacts, referrals, targets, aliases)
    # people who are listed by name alone, here as in files
    whole = [with_whole_referrers(raw, options.columns) for raw in sources.contacts]
    people = [with_ids(raw, options.columns) if referrals is None else raw for raw in whole]
    read = with_people_of_rows([*people, *sources.referrals], options.columns)
    links = tuple(read[len(people) :])
    named = with_people_named(read[: len(people)], links, options.columns)
    linked = link_tables(replace(sources, contacts=named, referrals=links), options)
    return build_network(linked, options)


def frames(
    contacts: pd.DataFrame | None,
    referrals: pd.DataFrame | None,
    targets: pd.DataFrame | None = None,
    aliases: pd.DataFrame | None = None,
) -> Sources:
    """Take data frames as the raw tables of a network."""
    if contacts is None and referrals is None:
        raise InputError("no table: give contacts, referrals or both")
    # the order of schema.TABLES is that of the fields
    # of Sources; strict=False: no frame of decisions
    given = zip((contacts, referrals, targets, aliases), schema.TABLES, strict=False)
    return Sources(*(() if frame is None else (raw_frame(frame, label),) for frame, label in given))


def raw_frame(frame: pd.DataFrame, label: str) -> Raw:
    """Take a data frame as a raw table; its rows are counted from 1."""
    if not isinstance(frame, pd.DataFrame):
        raise InputError(f"{label}: a {type(frame).__name__}; expected a DataFrame")
    frame = _with_named_index(frame)
    # a shallow copy: pandas 3 copies on write, so the caller's frame stays as it is at no cost
    raw = frame.copy(deep=False)
    found = unique_names([without_halves(str(c)) for c in frame.columns])
    raw.columns = pd.Index(_names_in_files(frame, found), dtype="str")
    raw.index = pd.RangeIndex(1, len(frame) + 1)
    # arrow's text cannot hold half a character; only columns of Python's own text do
    texts = [at for at, dtype in enumerate(raw.dtypes) if pd.api.types.is_object_dtype(dtype)]
    for at in texts:
        cells = [without_halves(c) if isinstance(c, str) else c for c in raw.iloc[:, at]]
        raw.isetitem(at, pd.array(cells, dtype=object))
    table = Raw(raw, label, "row")
    refuse_long_cells(table)
    return without_error_cells(table)


def _with_named_index(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with its named index as columns: ``set_index("contact_id")`` hides no ids.

    The index of a network's own tables counts lines, and one that is a column as well says nothing.
    """
    index = frame.index
    named = [at for at, name in enumerate(index.names) if name not in (None, schema.LINE)]
    levels = [index.get_level_values(at).to_series(pd.RangeIndex(len(frame))) for at in named]
    new = [level for level in levels if level.name not in frame.columns]
    if not new:
        return frame
    return pd.concat([*new, frame.reset_index(drop=True)], axis=1)


def settled_options(
    sources: tuple[Source, ...],
    given: Mapping[str, Any],
    *,
    as_of: str | pd.Timestamp | None,
    lenient: bool,
    saved: Settings | None = None,
) -> tuple[ReadOptions, dict[str, Source | None]]:
    """Take what is saved in ``netgraph.toml`` for the options that were not given.

    Parameters
    ----------
    sources, given, as_of, lenient
        What the caller asked for.
    saved
        What is settled, where that is not in the file beside the first of the tables.

    Returns
    -------
    The options, and the files of targets, aliases and decisions.

    Raises
    ------
    InputError
        If the settings cannot be read.
    """
    saved = load_settings(sources) if saved is None else saved
    asked = merged(given, saved)
    further = {name: asked.pop(name) for name in (schema.TARGETS, schema.ALIASES, schema.SAME)}
    plain = {name: asked.pop(name) for name in ("columns", "seeker", "keep")}
    options = read_options(
        plain["columns"], as_of, plain["seeker"], plain["keep"], **asked, lenient=lenient
    )
    return replace(options, saved=not_overruled(saved, given)), further


def _names_in_files(frame: pd.DataFrame, names: list[str]) -> list[str]:
    """What columns would be called in files, if these are the tables of a network.

    ``net.contacts`` has ``stub`` in the second place, ``net.referrals`` has ``count`` in the
    fourth or fifth; anywhere else, and in any other type, such a column is the user's own.
    """
    if names[:2] == [schema.CONTACT_ID, schema.STUB]:
        own, mark, is_own = schema.STUB, schema.STUB_MARK, pd.api.types.is_bool_dtype
    elif names[:2] == [schema.REFERRER_ID, schema.REFERRED_ID] and schema.COUNT in names[3:5]:
        own, mark, is_own = schema.COUNT, schema.COUNT_MARK, pd.api.types.is_integer_dtype
    else:
        return names
    if not is_own(frame.iloc[:, names.index(own)].dtype):
        return names
    return [mark if name == own else outward(name, own) for name in names]


def read_options(
    columns: Mapping[str, str | Sequence[str]] | None,
    as_of: str | pd.Timestamp | None,
    seeker: str | None,
    keep: Keep | Sequence[Keep] | None,
    *,
    lenient: bool = False,
    dates: DateOrder | None = None,
    values: Mapping[str, str] | None = None,
    sheet: str | None = None,
    encoding: str | None = None,
) -> ReadOptions:
    """Check what the caller asked of reading.

    Raises
    ------
    UnknownNameError
        If ``keep`` or ``dates`` is not one of its values, or no encoding is called so.
    NetgraphError
        If ``as_of`` is no date.
    """
    wished = [keep] if isinstance(keep, str) else [*(keep or ())]
    for word in wished:
        if word not in KEEPS:
            raise unknown("value for keep", str(word), KEEPS)
    # of "first" and "last" the one said last counts
    which = next((word for word in reversed(wished) if word != BOTH), None)
    if dates not in (None, *DATE_ORDERS):
        raise unknown("order of dates", str(dates), DATE_ORDERS)
    own_words(values or {})  # refuses what is no column and word
    # ids are cleaned in the same way when tables are read
    own_id = None if seeker is None else unicodedata.normalize("NFC", str(seeker).strip())
    return ReadOptions(
        standard_names(columns),
        day(as_of),
        own_id,
        which,
        lenient,
        both=BOTH in wished,
        dates=dates,
        values=values or {},
        sheet=sheet,
        encoding=None if encoding is None else code_page(encoding),
    )
