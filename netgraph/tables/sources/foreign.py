"""Files that are no tables netgraph reads: one sentence each that says what to do with them."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Final

from netgraph.errors import InputError
from netgraph.tables.sources.unpacking import CHUNK, archive_problem, most_bytes

if TYPE_CHECKING:
    from collections.abc import Collection

SAVE_AS: Final = "open it in the program that made it, and save it as XLSX or CSV"
EXPORT_NUMBERS: Final = "in Numbers choose File, Export To, Excel or CSV"
MARKUP: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*)?<(?:!doctype html|html|head|body|meta|table|style)\b",
    re.DOTALL | re.IGNORECASE,
)
FOREIGN: Final = (
    (re.compile(rb"\xd0\xcf\x11\xe0"), "an old (.xls) or password-protected workbook", SAVE_AS),
    (re.compile(rb"%PDF"), "a PDF, which holds a picture of a table", SAVE_AS),
    (re.compile(rb"\{\\rtf"), "a text document (RTF)", "copy its table into a spreadsheet"),
    (re.compile(rb"SQLite format 3\x00"), "a database", "export its tables as CSV"),
    (re.compile(rb"\x89PNG|\xff\xd8\xff|GIF8"), "a picture", "type its table into a spreadsheet"),
    (
        re.compile(rb"7z\xbc\xaf|Rar!|BZh[1-9]|\xfd7zXZ|\x28\xb5\x2f\xfd"),
        "a packed file",
        "unpack it, and give the tables in it",
    ),
    (
        re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml.*?\?>\s*)?(?:<\?mso.*?\?>\s*)?<Workbook\b"),
        "a workbook of Excel 2003 (XML)",
        SAVE_AS,
    ),
    (MARKUP, "a web page, whatever it is called", SAVE_AS),
    (
        re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:\{\s*\"|\{\s*\}|\[\s*[\[{])"),
        "JSON",
        "export the table as CSV, or make a data frame of it and use from_frames",
    ),
)
"""How a file begins, what it is, and the way out."""
PACKED: Final = (
    (".iwa", "a document of Numbers", EXPORT_NUMBERS),
    # as Numbers packed its parts before, and before that wrote them as XML
    ("Index.zip", "a document of Numbers", EXPORT_NUMBERS),
    ("index.apxl", "a presentation of Keynote", "copy its table into a spreadsheet"),
    ("buildVersionHistory.plist", "a document of Numbers", EXPORT_NUMBERS),
    ("META-INF/manifest.xml", "an OpenDocument file (.ods)", SAVE_AS),
    ("word/document.xml", "a text document (DOCX)", "copy its table into a spreadsheet"),
    ("ppt/presentation.xml", "a presentation", "copy its table into a spreadsheet"),
)
"""How a name in an archive ends, what the archive is, and the way out."""
TABLE_ENDINGS: Final = (
    *(".csv", ".tsv", ".txt", ".csv.gz", ".xlsx", ".parquet", ".vcf", ".graphml", ".gexf"),
    *(".xls", ".ods", ".json", ".html", ".pdf"),
)
"""Endings of files that are read alone in an archive, or refused in words of their own."""
OPEN_DOCUMENT: Final = b"application/vnd.oasis.opendocument"


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
    for begins, what, way_out in FOREIGN:
        if begins.match(data[:4096]):
            raise _not_read(label, what, way_out)


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
                not any(name.startswith(("word/", "ppt/")) for name in names)
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
    for ending, what, way_out in PACKED:
        if any(name.endswith(ending) for name in names):
            raise _not_read(label, what, way_out)
    if "mimetype" in names:
        with archive.open("mimetype") as part:
            if part.read(100).startswith(OPEN_DOCUMENT):
                raise _not_read(label, "an OpenDocument file (.ods)", SAVE_AS)


def _only_file(names: list[str], label: str) -> str:
    files = [name for name in names if _is_table(name)]
    if len(files) == 1 and not files[0].casefold().endswith(TABLE_ENDINGS):
        raise _not_read(label, f"an archive of {files[0]!r}, not a workbook", SAVE_AS)
    if len(files) == 1:
        return files[0]
    listed = ", ".join(files[:5]) + (", …" if len(files) > 5 else "")
    raise InputError(
        f"{label}: an archive of {len(files)} files ({listed or 'none'}); one table is read: "
        "unpack it, and give the folder or the files"
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
