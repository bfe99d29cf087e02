"""Files that are no tables netgraph reads: one sentence each that says what to do with them."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Final

from netgraph import schema
from netgraph.errors import InputError, some_of
from netgraph.patterns import lazy_pattern
from netgraph.tables.issues import quoted
from netgraph.tables.sources.signatures import (
    BINARY_PART,
    COPY_TABLE,
    OTHER_OF_IWORK,
    PACKED,
    SAVE_AS,
    UNPACK,
    foreign_kind,
)
from netgraph.tables.sources.unpacking import CHUNK, archive_problem, most_bytes

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

TABLE_ENDINGS: Final = (
    *(".csv", ".tsv", ".txt", ".csv.gz", ".xlsx", ".parquet", ".vcf", ".graphml", ".gexf"),
    *(".xls", ".ods", ".json", ".html", ".pdf"),
)
"""Endings of files that are read alone in an archive, or refused in words of their own."""
OF_PROGRAMS: Final = frozenset(
    "messages invitations profile profilesummary positions education skills emailaddresses "
    "phonenumbers recommendationsgiven recommendationsreceived endorsementgivenends "
    "endorsementreceivedinfo adtargeting registration richmedia learning savedjobs "
    "jobapplications companyfollows memberfollows receipts searchqueries".split()
)
"""Folded names of further files in LinkedIn's archive: their people are no contacts here."""
OF_ALL_ROWS: Final = lazy_pattern(r"([0-9a-f]{32})_all(\.csv)$")
"""How Notion ends, folded, the table of all rows of a list, beside that of the view shown last."""
OPEN_DOCUMENT: Final = b"application/vnd.oasis.opendocument."


def refuse_document_folder(names: Collection[str], label: str) -> None:
    """Refuse a folder that is another program's document, as macOS keeps some.

    Raises
    ------
    InputError
        In one sentence: what it is, and what to do.
    """
    for ending, what, way_out in PACKED:
        if ending in names or (ending == ".iwa" and "Index" in names and "Metadata" in names):
            raise _not_read(label, what, way_out)


def refuse_foreign(data: bytes, label: str) -> None:
    """Refuse what is no table, by its first bytes.

    Raises
    ------
    InputError
        In one sentence: what it is, and what to do.
    """
    if found := foreign_kind(data):
        raise _not_read(label, *found)


def reason_not_read(data: bytes, label: str) -> str:
    """Why a file is no table, and what to do with it; empty where it may be one."""
    try:
        if data.startswith(b"PK"):
            one_table(data, label)
        refuse_foreign(data, label)
    except InputError as error:
        return str(error)
    return ""


def one_table(data: bytes, label: str) -> bytes | None:
    """The one table of a zip archive; None where the archive is for the reader of workbooks.

    Raises
    ------
    InputError
        If it is another program's document, is damaged, unpacks to too much, or does not hold
        exactly one file.
    """
    if problem := archive_problem(data):
        raise InputError(f"{label}: {problem}; not read")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            # a damaged workbook is one too: its own reader says what is wrong with it
            if any(name.startswith("xl/") or name == "[Content_Types].xml" for name in names) and (
                not any(name.startswith(("word/", "ppt/", BINARY_PART)) for name in names)
            ):
                return None
            _refuse_documents(archive, names, label)
            only = _only_file(names, label)
            return _bounded(archive, only, most_bytes(data), label)
    except InputError:
        raise
    except Exception as error:  # a damaged archive raises whatever its packing does
        raise InputError(
            f"{label}: a damaged archive ({type(error).__name__}: {error}); not read"
        ) from error


def _refuse_documents(archive: zipfile.ZipFile, names: list[str], label: str) -> None:
    if "mimetype" in names:
        with archive.open("mimetype") as part:
            kind = part.read(100).strip()
        if kind.startswith(OPEN_DOCUMENT) and not kind.startswith(OPEN_DOCUMENT + b"spreadsheet"):
            raise _not_read(label, "an OpenDocument file that is no spreadsheet", COPY_TABLE)
        if kind.startswith(OPEN_DOCUMENT):
            raise _not_read(label, "an OpenDocument file (.ods)", SAVE_AS)
    for ending, what, way_out in PACKED:
        if any(name.endswith(ending) for name in names):
            # Pages and Keynote pack their documents as Numbers does
            other = ending == ".iwa" and label.casefold().endswith((".pages", ".key"))
            raise _not_read(label, *(OTHER_OF_IWORK if other else (what, way_out)))


def twins_of_views(names: Iterable[str]) -> dict[str, str]:
    """Tables of one view of a list of Notion's, each to the table of all rows beside it.

    Examples
    --------
    >>> page = "Contacts 0123456789abcdef0123456789abcdef"
    >>> twins_of_views([f"{page}.csv", f"{page}_all.csv", "b.csv", "b_all.csv"]) == {
    ...     f"{page}.csv": f"{page}_all.csv"
    ... }
    True
    """
    every = {name.casefold(): name for name in names}
    views = {name: OF_ALL_ROWS.sub(r"\1\2", name) for name in every if OF_ALL_ROWS.search(name)}
    return {every[view]: every[name] for name, view in views.items() if view in every}


def _only_file(names: list[str], label: str) -> str:
    files = [name for name in names if _is_table(name)]
    if len(files) == 1 and not files[0].casefold().endswith(TABLE_ENDINGS):
        raise _not_read(label, f"an archive of {files[0]!r}, not a workbook", UNPACK)
    if len(files) == 1:
        return files[0]
    own = [
        name
        for name in files
        if name.casefold().endswith(TABLE_ENDINGS)
        and schema.folded(name.rpartition("/")[2].partition(".")[0]) not in OF_PROGRAMS
    ]
    views = twins_of_views(own)
    own = [name for name in own if name not in views]
    which = quoted(own[0]) if len(own) == 1 else "the files that hold people and their referrals"
    raise InputError(
        f"{label}: an archive of {len(files)} files ({some_of(files) or 'none'}); one table is "
        f"read: unpack it, and give {which}"
    )


def _is_table(name: str) -> bool:
    """Whether a name in an archive is a file of the user's: macOS and folders add their own."""
    own = name.rpartition("/")[2]
    return bool(own) and not own.startswith(".") and not name.startswith("__MACOSX/")


def _bounded(archive: zipfile.ZipFile, name: str, most: int, label: str) -> bytes:
    """Unpack a file of an archive, as long as it is no larger than tables are."""
    parts: list[bytes] = []
    size = 0
    with archive.open(name) as packed:
        # what comes out is counted: the size that the archive declares may be a lie
        while part := packed.read(CHUNK):
            parts.append(part)
            size += len(part)
            if size > most:
                raise InputError(f"{label}: unpacks to more than {most:,} bytes; not read")
    return b"".join(parts)


def _not_read(label: str, what: str, way_out: str) -> InputError:
    return InputError(f"{label}: {what}, which is not read; {way_out}")
