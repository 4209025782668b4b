"""What kind of thing a file is, told by its first bytes; the suffix only decides where they leave a choice."""

import codecs
import json
import re
from enum import Enum
from pathlib import PurePath

from index.errors import ReadingError
from index.readers.encodings import line_encoding
from index.readers.reasons import Reason
from index.readers.tables import is_header


class Kind(Enum):
    """The kinds that are read."""

    PLAIN = "plain text"
    JSON_LINES = "JSON Lines"
    JSON = "JSON"
    CSV = "CSV"
    HTML = "HTML"


_PLAIN_SUFFIXES = frozenset({"", ".txt", ".text", ".md", ".markdown"})
_HTML_SUFFIXES = frozenset({".html", ".htm", ".xhtml", ".shtml"})
_CSV_SUFFIXES = frozenset({".csv", ".tsv", ".tab"})
_LINES_SUFFIXES = frozenset({".jsonl", ".ndjson"})
_SUFFIX = re.compile(r"\.(?=[0-9]*[a-z])[a-z0-9]{1,8}")
"""A suffix that names a kind; «.4» of «تقرير 3.4» or «. أحمد» of «د. أحمد» does not."""

_MAGIC = (
    (0, b"%PDF-", Reason.NOT_YET(kind="PDF")),
    (0, b"{\\rtf", Reason.NOT_YET(kind="RTF")),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Reason.OLD_OFFICE()),
    (0, b"\x89PNG", Reason.PICTURE(kind="PNG")),
    (0, b"\xff\xd8\xff", Reason.PICTURE(kind="JPEG")),
    (0, b"GIF8", Reason.PICTURE(kind="GIF")),
    (0, b"II*\x00", Reason.PICTURE(kind="TIFF")),
    (0, b"MM\x00*", Reason.PICTURE(kind="TIFF")),
    (8, b"WEBP", Reason.PICTURE(kind="WebP")),
    (8, b"WAVE", Reason.SOUND(kind="WAV")),
    (0, b"ID3", Reason.SOUND(kind="MP3")),
    (0, b"OggS", Reason.SOUND_OR_VIDEO(kind="Ogg")),
    (4, b"ftyp", Reason.VIDEO_OR_PICTURE(kind="MP4, HEIC")),
    (0, b"\x1aE\xdf\xa3", Reason.VIDEO(kind="Matroska")),
    (0, b"7z\xbc\xaf\x27\x1c", Reason.PACK(kind="7z")),
    (0, b"Rar!\x1a\x07", Reason.PACK(kind="RAR")),
    (0, b"BZh", Reason.PACKED(kind="bzip2")),
    (0, b"\xfd7zXZ\x00", Reason.PACKED(kind="xz")),
    (0, b"\x28\xb5\x2f\xfd", Reason.PACKED(kind="zstd")),
    (257, b"ustar", Reason.PACK(kind="tar")),
    (0, b"SQLite format 3\x00", Reason.DATABASE(kind="SQLite")),
    (0, b"PAR1", Reason.TABLE(kind="Parquet")),
    (0, b"\x7fELF", Reason.PROGRAM()),
    (0, b"MZ\x90\x00", Reason.PROGRAM()),
)
_ZIPPED = (
    (b"word/", Reason.NOT_YET(kind="DOCX")),
    (b"xl/", Reason.EXCEL()),
    (b"ppt/", Reason.NOT_YET(kind="PPTX")),
    (b"epub", Reason.NOT_YET(kind="EPUB")),
    (b"opendocument", Reason.OPEN_DOCUMENT()),
)
_PROLOGUE = re.compile(r"(?:\s|<!--.*?-->|<\?xml.*?\?>)*", re.DOTALL)
_PAGE = re.compile(r"<!doctype\s+html|<(?:html|head|body)\b", re.IGNORECASE)
_FEED = re.compile(r"<(?:rss|feed|rdf:rdf)\b", re.IGNORECASE)


def kind_of(head: bytes, file_name: str) -> Kind:
    """Return what kind of thing begins with `head` (some 64 KB of it) and is called `file_name`.

    Raises:
        ReadingError: if it is empty, binary, or of a kind that is not read; the reason says what to do.
    """
    if not head:
        raise ReadingError(Reason.EMPTY())
    _refuse_binary(head)
    encoding, mark = line_encoding(head)
    beginning = codecs.getincrementaldecoder(encoding)("ignore").decode(head[len(mark) :])
    suffix = PurePath(file_name).suffix.lower()
    start = beginning[_end_of_prologue(beginning) :]
    if _FEED.match(start):
        raise ReadingError(Reason.FEED())
    if suffix in _HTML_SUFFIXES or _PAGE.match(start):
        return Kind.HTML
    if beginning.lstrip().startswith("<?xml"):
        raise ReadingError(Reason.XML())
    return _kind_of_text(beginning, suffix)


def _kind_of_text(beginning: str, suffix: str) -> Kind:
    bare = beginning.lstrip()
    first, _, _ = bare.partition("\n")
    if suffix == ".json" or suffix in _LINES_SUFFIXES:
        if bare.startswith("[") or (suffix == ".json" and bare.startswith("{") and not _is_record(first, bare)):
            return Kind.JSON
        return Kind.JSON_LINES
    if suffix in _CSV_SUFFIXES:
        return Kind.CSV
    if bare.startswith("{") and _is_record(first, bare):
        return Kind.JSON_LINES
    if is_header(first):
        return Kind.CSV
    if suffix in _PLAIN_SUFFIXES or not _SUFFIX.fullmatch(suffix):
        return Kind.PLAIN
    raise ReadingError(Reason.SUFFIX(suffix=suffix))


def _is_record(line: str, beginning: str) -> bool:
    """Whether the first line is a whole JSON object; one that goes on past `beginning` is taken for one."""
    if line == beginning and len(line) > 1 << 14:
        return line.startswith('{"')
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _end_of_prologue(text: str) -> int:
    match = _PROLOGUE.match(text)
    return match.end() if match else 0


def _refuse_binary(head: bytes) -> None:
    for at, magic, reason in _MAGIC:
        if head[at : at + len(magic)] == magic and (at == 0 or not head[:at].isascii() or b"\x00" in head[:300]):
            raise ReadingError(reason)
    if head[8:12] in {b"WEBP", b"WAVE"} and head.startswith(b"RIFF"):
        raise ReadingError(Reason.PICTURE_OR_SOUND(kind="RIFF"))
    if head.startswith(b"PK\x03\x04"):
        raise ReadingError(next((reason for sign, reason in _ZIPPED if sign in head), Reason.PACK(kind="ZIP")))
