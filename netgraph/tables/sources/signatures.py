"""How files of other kinds begin: what they are, and what to do with them."""

from __future__ import annotations

import re
from typing import Final

from netgraph.patterns import lazy_pattern

SAVE_AS: Final = "open it in the program that made it, and save it as XLSX or CSV"
IN_SPREADSHEET: Final = "open it in a spreadsheet, and save it as XLSX or CSV"
COPY_TABLE: Final = "copy its table into a spreadsheet, and save that as XLSX or CSV"
EXPORT_NUMBERS: Final = "in Numbers choose File, Export To, Excel or CSV"
EXPORT_CSV: Final = "export its tables as CSV"
UNPACK: Final = "unpack it, and give the tables in it (CSV or XLSX)"
FROM_PDF: Final = (
    "export XLSX or CSV from the program that made it, or copy its table into a spreadsheet"
)
GIVE_FILE: Final = "give the file itself"
TAGS: Final = (
    b"!doctype html|html|head|body|meta|table|style|title|link|script|div|span|section|main|article"
    b"|header|form|thead|tbody|tr|td|th|colgroup|caption|center|font|br|p|b|h[1-6]|ul|ol|pre"
)
"""With what web pages, and pieces of them, begin."""
PAGE: Final = lazy_pattern(rb"(?:<!--.*?-->\s*)*<(?:" + TAGS + rb")\b", re.DOTALL | re.IGNORECASE)
MARKUP_DECLARATION: Final = rb"(?:<\?xml.*?\?>\s*)?(?:<\?mso.*?\?>\s*)?(?:<!--.*?-->\s*)*"
XML_PAGE: Final = lazy_pattern(
    MARKUP_DECLARATION + rb"(?:<!doctype[^>]*>\s*)?<(?:\w+:)?html\b", re.DOTALL | re.IGNORECASE
)


def _begins(pattern: bytes, what: str, way_out: str) -> tuple[re.Pattern[bytes], str, str]:
    return lazy_pattern(pattern, re.DOTALL), what, way_out


OF_TEXT: Final = (
    _begins(rb"%PDF|.{0,200}\n%PDF-\d", "a PDF", FROM_PDF),
    _begins(rb"\{\\rtf", "a text document (RTF)", COPY_TABLE),
    _begins(MARKUP_DECLARATION + rb"<Workbook\b", "a workbook of Excel 2003 (XML)", SAVE_AS),
    _begins(
        MARKUP_DECLARATION + rb"<office:document\b", "an OpenDocument file (.fods)", IN_SPREADSHEET
    ),
    _begins(
        rb"(?:<\?xml.*?\?>\s*)?<!DOCTYPE plist\b.*<key>URL</key>"
        rb"|\[InternetShortcut\]|\[Desktop Entry\]",
        "a shortcut to a page or a file",
        GIVE_FILE,
    ),
    _begins(
        rb"\{[^{}]*\"(?:doc_id|resource_key)\"",
        "a shortcut to a sheet of Google Drive",
        "open it in the browser, and choose File, Download, Comma-separated values",
    ),
    (XML_PAGE, "a web page, whatever it is called", IN_SPREADSHEET),
    (PAGE, "a web page, whatever it is called", IN_SPREADSHEET),
    _begins(
        rb"<\?xml\b",
        "XML of another program",
        "export its people as CSV there",
    ),
    _begins(
        rb"\{\s*\"|\{\s*\}|\[\s*(?:[\[{\"]|\]\s*$)",
        "JSON",
        "export the table as CSV, or make a data frame of it and use from_frames",
    ),
    _begins(
        rb"BEGIN:VCALENDAR", "a calendar, not a list of contacts", "export the contacts as CSV"
    ),
    _begins(
        rb"MIME-Version:[^\n]*\n(?=.{0,2000}multipart/related)",
        "a web page saved in one file (MHTML), whatever it is called",
        IN_SPREADSHEET,
    ),
    _begins(
        rb"(?:(?:From|To|Subject|Date|Received|Return-Path|Delivered-To|Message-ID|MIME-Version"
        rb"|X-[\w-]+|Content-[\w-]+): ?[^\n]*\n(?:[ \t][^\n]*\n)*){3}",
        "an e-mail message",
        "save the table that is attached to it, and give that",
    ),
    _begins(rb"ID;P(?:WXL|S?CALC\d?)\b[^\n]*\n", "a sheet in SYLK (.slk)", IN_SPREADSHEET),
    _begins(rb"TABLE\r?\n0,1\r?\n", "a sheet in DIF", IN_SPREADSHEET),
)
"""Files of text, without mark and blanks before it: how one begins, what it is, the way out."""
OF_BYTES: Final = (
    # Excel 2 to 4 wrote records without a container around them
    _begins(rb"\x09[\x00\x02\x04\x08][\x04\x06\x08]\x00", "an old (.xls) workbook", SAVE_AS),
    _begins(rb"SQLite format 3\x00|\x00\x01\x00\x00Standard ", "a database", EXPORT_CSV),
    _begins(
        rb"\x89PNG|\xff\xd8\xff|GIF8[79]a|RIFF.{4}WEBP|BM.{4}\x00{4}|II\*\x00|MM\x00\*"
        rb"|.{4}ftyp(?:hei|hev|mif|avif)",
        "a picture",
        "type its table into a spreadsheet",
    ),
    _begins(
        rb".{4}ftyp|ID3[\x02-\x04]\x00|OggS\x00|RIFF.{4}(?:WAVE|AVI )",
        "a film or a recording",
        "give a table",
    ),
    _begins(
        rb"7z\xbc\xaf|Rar!|BZh[1-9]|\xfd7zXZ|\x28\xb5\x2f\xfd|.{257}ustar",
        "a packed file",
        UNPACK,
    ),
    _begins(rb"L\x00{3}\x01\x14\x02\x00|book\x00{4}mark", "a shortcut to a file", GIVE_FILE),
    _begins(
        rb"bplist00.*NSURL",
        "only the place of a file that lies in iCloud",
        "open it once, so that it is loaded, and give it again",
    ),
    _begins(rb"bplist00", "a shortcut or settings of macOS", GIVE_FILE),
    _begins(rb"!BDN", "a mailbox of Outlook", "in Outlook export the contacts as CSV"),
    _begins(rb"ARROW1\x00\x00|FEA1\x00", "a table of Arrow (Feather)", "save it as Parquet or CSV"),
    _begins(rb"\$FL[23]@\(#\)|<stata_dta>", "a table of a statistics program", EXPORT_CSV),
    _begins(rb"\x7fELF|MZ.\x00|\xcf\xfa\xed\xfe", "a program", "give a table"),
)
"""The same for files that are no text."""
CONTAINER: Final = b"\xd0\xcf\x11\xe0"
"""How the files of Office begin that are older than 2007, and all that a password protects."""
IN_CONTAINER: Final = (
    (
        "EncryptedPackage",
        "a workbook that a password protects",
        "take the password away in the program that made it, and save it",
    ),
    ("WordDocument", "an old text document (.doc)", COPY_TABLE),
    ("PowerPoint Document", "an old presentation (.ppt)", COPY_TABLE),
    ("__substg1.0_", "a message of Outlook", "save the table that is attached to it"),
    ("", "an old (.xls) or password-protected workbook", SAVE_AS),
)
"""What a container holds, by the name of a part: as above."""
BINARY_PART: Final = "xl/workbook.bin"
OTHER_OF_IWORK: Final = ("a document of Pages or Keynote", COPY_TABLE)
PACKED: Final = (
    (BINARY_PART, "a binary workbook (.xlsb)", "in Excel save it as XLSX or CSV"),
    (".iwa", "a document of Numbers", EXPORT_NUMBERS),
    # as Numbers packed its parts before, and before that wrote them as XML
    ("Index.zip", "a document of Numbers", EXPORT_NUMBERS),
    ("index.apxl", "a presentation of Keynote", COPY_TABLE),
    ("buildVersionHistory.plist", "a document of Numbers", EXPORT_NUMBERS),
    ("META-INF/manifest.xml", "an OpenDocument file (.ods)", SAVE_AS),
    ("word/document.xml", "a text document (DOCX)", COPY_TABLE),
    ("ppt/presentation.xml", "a presentation", COPY_TABLE),
)
"""How a name in an archive ends, what the archive is, and the way out."""
LONGEST_BEGINNING: Final = 4096
"""Bytes that are searched."""
LONGEST_CONTAINER: Final = 1 << 24


def foreign_kind(data: bytes) -> tuple[str, str] | None:
    """What bytes are that are no table, and the way out; None for what may be one.

    Examples
    --------
    >>> foreign_kind(b"%PDF-1.7 ...")[0]
    'a PDF'
    >>> foreign_kind(b"Name,Company") is None
    True
    """
    head = data[:LONGEST_BEGINNING]
    if head.startswith(CONTAINER):
        # names of its parts are UTF-16, anywhere in it
        whole = data[:LONGEST_CONTAINER]
        return next(
            (what, way_out)
            for part, what, way_out in IN_CONTAINER
            if part.encode("utf-16-le") in whole
        )
    found = next((kind for kind in OF_BYTES if kind[0].match(head)), None)
    if found is None:
        if head.startswith((b"\xff\xfe", b"\xfe\xff")):
            head = head[: len(head) // 2 * 2].decode("utf-16", errors="ignore").encode()
        text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
        found = next((kind for kind in OF_TEXT if kind[0].match(text)), None)
    return None if found is None else found[1:]
