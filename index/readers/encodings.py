"""Bytes to text: byte order marks, strict UTF-8, UTF-16 and -32 without a mark, and the old Arabic code pages.

No U+FFFD is ever put into a text silently: bytes that fit no encoding are an error that names the byte. The only
home of charset-normalizer, which is asked about bytes that are neither UTF-8 nor Arabic.
"""

import codecs
import math
import re
from dataclasses import dataclass, replace

from index.errors import ReadingError
from index.readers import mojibake
from index.readers.characters import CONTROLS
from index.readers.likelihood import PLAUSIBLE, is_bare_arabic, likelihood
from index.readers.reasons import Reason

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDE = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
_ARABIC = {"cp1256": 0.0, "iso8859-6": 0.0, "mac_arabic": 0.05, "cp720": 0.05, "cp864": 0.15}
"""The code pages that Arabic was written in, most usual first, and what the unusual ones must be better by."""
_OTHERS = (
    "cp1250",
    "cp1251",
    "cp1252",
    "cp1253",
    "cp1254",
    "cp1255",
    "cp1257",
    "koi8_r",
    "cp949",
    "cp932",
    "euc_jp",
    "big5",
    "gb18030",
)
"""What a text that is not Arabic may be in."""
_WESTERN = re.compile(
    r"(?:[\x00-\x7f]|(?<=[\s\w(])[\u00c0-\u00ff\u0152\u0153\u0178](?=[\s\w.,)])|[‘’“”–—…•«»€°§\xa0])*"
)
_TOO_FEW = 8
"""Bytes beyond ASCII from which charset-normalizer is asked; of fewer it makes anything."""
_MARGIN = 0.3
"""How much worse than the best guess a declared encoding may look and still be believed."""

_UNTEXTUAL = re.compile(b"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_NON_ASCII_BYTE = re.compile(rb"[\x80-\xff]")
_UTF8_CHARACTER = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_SAMPLE = 1 << 18


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the Python name of its encoding, and remarks about what was done to get it (usually none)."""

    text: str
    encoding: str
    remarks: tuple[str, ...] = ()


def decode(data: bytes, *, declared: str | None = None, lenient: bool = False) -> Decoded:
    """Return the text of `data`.

    In this order: a byte order mark (stripped), UTF-16 or UTF-32 without one, strict UTF-8 (a character cut in two
    at either end is left out, and said), the `declared` encoding if the text looks right in it, the Arabic code page
    that looks most like Arabic, Windows-1252 where it gives letters of words, and what charset-normalizer finds.
    Mojibake is put right if that loses nothing, and said.

    With `lenient`, single bad bytes in what is else UTF-8 become U+FFFD with a remark: for a caller that keeps
    only a part of the text and then looks for U+FFFD in it.

    Raises:
        ReadingError: if the bytes are no text, damaged, or mojibake that cannot be undone.
    """
    found = _by_mark(data) or _without_mark(data) or _as_utf8(data, lenient=lenient) or _code_page(data, declared)
    return _put_right(found)


def line_encoding(sample: bytes) -> tuple[str, bytes]:
    """Return the encoding of a file of lines, told from its beginning, and its byte order mark (b"" for none).

    It is UTF-8 as soon as one line beyond ASCII is; single lines that are not are then for the caller to report.
    """
    for mark, name in _MARKS:
        if sample.startswith(mark):
            return name, mark
    wide = _wide_encoding(sample)
    if wide:
        return wide, b""
    lines = [line for line in sample.split(b"\n")[: -1 if b"\n" in sample else None] if not line.isascii()]
    if not lines or any(_is_utf8(line) for line in lines):
        return "utf-8", b""
    best, score = _likeliest(b"\n".join(lines))
    return (best.encoding if best and score >= PLAUSIBLE else "utf-8"), b""


def _by_mark(data: bytes) -> Decoded | None:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], name, offset=len(mark))
    return None


def _strict(data: bytes, name: str, *, offset: int = 0) -> Decoded:
    """Decode, leaving out a character that is cut in two at the end."""
    try:
        return Decoded(data.decode(name), name)
    except UnicodeDecodeError as error:
        if error.end == len(data) and error.start > 0 and _is_cut(error):
            return Decoded(data[: error.start].decode(name), name, (_cut("end", len(data) - error.start),))
        byte = offset + error.start + 1
        raise ReadingError(Reason.NOT_AS_BEGUN(byte=byte, encoding=name.upper(), why=error.reason)) from error


def _is_cut(error: UnicodeDecodeError) -> bool:
    return error.reason in {"unexpected end of data", "truncated data"}


def _cut(where: str, count: int) -> str:
    bytes_ = "1 byte" if count == 1 else f"{count} bytes"
    return f"cut inside a character: {bytes_} left out at the {where}; the file is likely incomplete"


def _wide_encoding(data: bytes) -> str | None:
    """Tell UTF-16 and UTF-32 without a mark by where the zeros and the sixes (U+06xx) stand."""
    sample = data[: _SAMPLE - _SAMPLE % 4]
    if len(sample) < 4 or len(_UNTEXTUAL.findall(sample)) < 0.2 * len(sample):
        return None
    return _likeliest_wide(sample)


def _likeliest_wide(sample: bytes) -> str | None:
    for name in _WIDE:
        width = 2 if "16" in name else 4
        high = sample[(width - 1 if name.endswith("le") else 0) :: width]
        usual = high.count(0) + (high.count(6) + high.count(0x20) + high.count(0xFE) if width == 2 else 0)
        if usual < 0.9 * len(high):
            continue
        text = sample[: len(sample) - len(sample) % width].decode(name, "replace")
        odd = sum(1 for c in text if c == "\ufffd" or c > "\uffff" or CONTROLS.match(c))
        if odd <= 0.02 * len(text):
            return name
    return None


def _without_mark(data: bytes) -> Decoded | None:
    name = _wide_encoding(data)
    return _strict(data, name) if name else None


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _as_utf8(data: bytes, *, lenient: bool) -> Decoded | None:
    """Decode UTF-8, None if it is something else; an error if it is UTF-8 with damage."""
    untextual = len(_UNTEXTUAL.findall(data, 0, _SAMPLE))
    if untextual > 0.1 * min(len(data), _SAMPLE):
        raise ReadingError(Reason.BINARY())
    start = next((at for at, byte in enumerate(data[:4]) if not 0x80 <= byte <= 0xBF), 0)
    try:
        text = data[start:].decode("utf-8")
        remarks: tuple[str, ...] = (_cut("beginning", start),) if start else ()
        return Decoded(text, "utf-8", remarks) if not start or not text.isascii() else None
    except UnicodeDecodeError as error:
        bad = start + error.start
        kept = data[start:bad]
        if start + error.end == len(data) and _is_cut(error) and not kept.isascii():
            remarks = (*((_cut("beginning", start),) if start else ()), _cut("end", len(data) - bad))
            return Decoded(kept.decode("utf-8"), "utf-8", remarks)
    whole = _UTF8_CHARACTER.findall(data)
    if sum(map(len, whole)) < 0.9 * len(_NON_ASCII_BYTE.findall(data)):
        return None
    if not lenient:
        line = data.count(b"\n", 0, bad) + 1
        raise ReadingError(Reason.DAMAGED(byte=bad + 1, value=f"0x{data[bad]:02X}"), line=line)
    return Decoded(data.decode("utf-8", "replace"), "utf-8", (f"bytes are damaged, first byte {bad + 1}",))


def _decoded(data: bytes, name: str) -> Decoded | None:
    try:
        return Decoded(data.decode(name), codecs.lookup(name).name)
    except (UnicodeError, LookupError):
        return None


_TEXT_ENCODING = re.compile(
    r"(?:windows|x-mac|iso|mac|cp|ibm|koi|big5|gb|euc|shift|latin|utf-?8|ascii|us-ascii).{0,20}", re.IGNORECASE
)
_SAME_ON_THE_WEB = {
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "ascii": "cp1252",
    "us-ascii": "cp1252",
}
"""Pages that declare these mean Windows-1252, says the WHATWG Encoding Standard."""


def _as_declared(data: bytes, declared: str) -> Decoded | None:
    """Decode with an encoding that a page or server names; None if it names none that fits."""
    name = declared.strip().lower()
    return _decoded(data, _SAME_ON_THE_WEB.get(name, name)) if _TEXT_ENCODING.fullmatch(name) else None


def _likeliest(data: bytes) -> tuple[Decoded | None, float]:
    """Return the Arabic decoding that looks most like Arabic, the first of equals, and its score; None if none fits."""
    best: Decoded | None = None
    top = -math.inf
    for name, handicap in _ARABIC.items():
        found = _decoded(data, name)
        if found is None:
            continue
        score = round(likelihood(found.text), 2) - handicap
        if score > top:
            best, top = found, score
    return best, top


def _code_page(data: bytes, declared: str | None) -> Decoded:
    best, score = _likeliest(data)
    said = _as_declared(data, declared) if declared else None
    if said and likelihood(said.text) >= max(PLAUSIBLE, score - _MARGIN):
        return said
    if best and score >= PLAUSIBLE:
        return best
    if said and not CONTROLS.search(said.text):
        return said
    if best and is_bare_arabic(best.text):
        return _guessed(best)
    western = _decoded(data, "cp1252")
    if western and _WESTERN.fullmatch(western.text):
        return _guessed(western)
    return _foreign(data)


def _guessed(found: Decoded) -> Decoded:
    return replace(found, remarks=(f"its encoding is nowhere declared; read as {found.encoding}, a guess",))


def _foreign(data: bytes) -> Decoded:
    """Ask charset-normalizer about what is neither Arabic nor western European."""
    from charset_normalizer import from_bytes

    enough = len(_NON_ASCII_BYTE.findall(data)) >= _TOO_FEW
    guess = from_bytes(data[:_SAMPLE], cp_isolation=list(_OTHERS)).best() if enough else None
    found = _decoded(data, guess.encoding) if guess else None
    if found is None or CONTROLS.search(found.text):
        bad = _NON_ASCII_BYTE.search(data)
        at = bad.start() + 1 if bad else 1
        raise ReadingError(Reason.NO_ENCODING(byte=at))
    return _guessed(found)


def _put_right(found: Decoded) -> Decoded:
    """Undo mojibake where it can be undone, refuse what is lost, leave all else alone."""
    bare = found.text.removeprefix("\ufeff")
    if bare.count("?") > 0.5 * len("".join(bare.split())) and bare.count("?") > 20:
        raise ReadingError(Reason.QUESTION_MARKS())
    repaired = mojibake.repair(bare)
    if repaired:
        remark = (
            f"was mojibake ({repaired.right.upper()} read as {repaired.wrong.upper()} and saved again); put right,"
            " every byte accounted for"
        )
        text = repaired.text.removeprefix("\ufeff")
        return Decoded(text, found.encoding, (*found.remarks, remark))
    if mojibake.is_scrambled(bare):
        raise ReadingError(Reason.MOJIBAKE())
    return replace(found, text=bare)
