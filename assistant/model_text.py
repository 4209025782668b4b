"""What a language model writes, as sentences: cut while it streams, marks read, everything but words taken out."""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from index.arabic import fold_text
from index.sentences import sentences

LONGEST_SENTENCE = 2000
"""Letters; a longer stretch without an end is no sentence but noise, and is cut here."""

_OPEN, _CLOSE = r"\[［【〔", r"\]］】〕"
_MARK = re.compile(
    rf"[{_OPEN}]\s*\^?\s*(?:(?:sources?|refs?|nos?\.?|n|المصدر|مصدر|الدليل|دليل|رقم)[\s:]*)?"
    r"(?P<numbers>\d+(?:\s*(?:[-–—]|[,،;؛/&]|and|و)\s*\d+)*)"
    rf"\s*(?:†[^{_CLOSE}]*)?[{_CLOSE}](?:\([^()]*\))?",
    re.IGNORECASE,
)
_RANGE = re.compile(r"(\d+)\s*[-–—]\s*(\d+)|(\d+)")
_WIDEST_RANGE = 20
_UNFINISHED_MARK = re.compile(rf"[{_OPEN}][^{_CLOSE}]{{0,40}}\Z")
_BEFORE_MARK = re.compile(rf"(?<=[.!?؟…])(?=[{_OPEN}])")
_HIDDEN = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\U000e0000-\U000e0fff]"
)
_IMAGE = re.compile(r"!\[[^\]]*\](?:\([^()]*\)|\[[^\]]*\])?")
_LINK = re.compile(r"\[([^\]]*)\]\([^()]*\)")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1>|\Z)", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z!?][^<>]*>?")
_MARKUP = re.compile(r"\*+|~~|`+|__+|^\s*(?:#+|>|[-•‣–]|\d+[.)])\s+|[<>]", re.MULTILINE)
_ADDRESS = re.compile(
    r"\b[a-z][a-z0-9+.-]{1,12}://\S*|\b(?:javascript|data|mailto|file|vbscript|hxxps?|tel):\S+|\bwww\.\S+|"
    r"\b(?:[\w-]+(?:\.|\[\.\]|\(\.\)))+(?:com|net|org|info|biz|io|co|me|ly|tv|xyz|site|online|top|app|dev|ru|ir|sy|iq|eg|lb|il|tr|"
    r"sa|ae|qa|uk|us|eu|de|fr|cn|example|invalid|test|onion|local)\b(?:[/:?]\S*)?|\b\d{1,3}(?:\.\d{1,3}){3}\b(?:[/:]\S*)?|\S+@\S+\.\w+",
    re.IGNORECASE,
)
_REFUSAL = re.compile(
    r"\b(?:i(?:'m| am) (?:sorry|unable|not able)|i (?:cannot|can't|can not|won't)|as an ai|as a language model|"
    r"cannot (?:help|assist))\b|"
    r"(?:اعتذر|عذرا|اسف|لا (?:استطيع|يمكنني)|لست قادرا|بصفتي (?:نموذج|ذكاء)|كنموذج لغوي)"
)
_NO_ANSWER = re.compile(r"\bno[\s_]answer\b", re.IGNORECASE)
_END = re.compile(r"[\s.!?؟…،,؛;:]*\Z")


@dataclass(frozen=True, slots=True)
class Segment:
    """Words of a sentence and the numbers of the evidence cited right behind them."""

    text: str
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """One sentence as a model wrote it: its segments in order, and the stop that ends it."""

    segments: tuple[Segment, ...]
    stop: str

    @property
    def text(self) -> str:
        """The words without citation marks and without the stop."""
        return " ".join(segment.text for segment in self.segments)

    @property
    def numbers(self) -> tuple[int, ...]:
        """All cited numbers, each once, in order."""
        return tuple(dict.fromkeys(number for segment in self.segments for number in segment.numbers))

    @property
    def addresses(self) -> list[str]:
        """Addresses of the net in the words, however spelled."""
        return _ADDRESS.findall(self.text)

    @property
    def refuses(self) -> bool:
        """Whether the model speaks of itself and declines: "I'm sorry", «لا أستطيع»."""
        return _REFUSAL.search(fold_text(self.text)) is not None

    @property
    def no_answer(self) -> bool:
        """Whether the model says, as it was told to, that the evidence does not answer."""
        return _NO_ANSWER.search(self.text) is not None


def spoken(pieces: Iterable[str]) -> Iterator[str]:
    """Yield the pieces without what a model thinks aloud between <think> and </think>, however they are cut.

    An empty piece, at which whoever reads may stop, is handed on.
    """
    held, thinking = "", False
    for piece in pieces:
        if not piece:
            yield piece
        held += piece
        while True:
            tag = "</think>" if thinking else "<think>"
            before, found, after = held.partition(tag)
            if not found:
                break
            if not thinking and before:
                yield before
            held, thinking = after, not thinking
        kept = _start_of(tag, held)
        if not thinking and len(held) > kept:
            yield held[: len(held) - kept]
        held = held[len(held) - kept :] if kept else ""
    if held and not thinking:
        yield held


def _start_of(tag: str, text: str) -> int:
    """Return how many letters at the end of `text` may be the beginning of `tag`."""
    return next((size for size in range(min(len(tag) - 1, len(text)), 0, -1) if text.endswith(tag[:size])), 0)


def cut(pieces: Iterable[str]) -> Iterator[Written | None]:
    """Yield the sentences of a text that comes in pieces, each as soon as the next one begins.

    Marks behind the stop belong to the sentence before: "It fell. [1] It rose [2]." are two sentences with one citation
    each, however the pieces are cut. What is left at the end is the last sentence. For an empty piece there is None.
    """
    buffer = ""
    for piece in pieces:
        if not piece:
            yield None
        buffer += piece
        finished, buffer = _finished(buffer)
        yield from _read(finished)
    yield from _read(_joined(buffer))


def _finished(buffer: str) -> tuple[list[str], str]:
    """Return the sentences of the buffer that nothing can be added to, and the rest."""
    parts = _joined(buffer)
    if len(parts) < 2 or _UNFINISHED_MARK.fullmatch(parts[-1]):
        return ([buffer], "") if len(buffer) > LONGEST_SENTENCE else ([], buffer)
    return parts[:-1], parts[-1]


def _joined(text: str) -> list[str]:
    """Cut a text into sentences; marks that open one are moved to the one before."""
    spaced = _BEFORE_MARK.sub(" ", text)
    parts: list[str] = []
    spans = sentences(spaced)
    for at, span in enumerate(spans):
        end = spans[at + 1].start if at + 1 < len(spans) else len(spaced)
        part = spaced[span.start : end]
        while parts and (mark := _MARK.match(part)):
            parts[-1] = f"{parts[-1].rstrip()} {mark.group()}"
            part = part[mark.end() :].lstrip()
        if part.strip(" .!?؟…\n"):
            parts.append(part)
    return parts


def _read(parts: Iterable[str]) -> Iterator[Written]:
    for part in parts:
        written = read(part)
        if any(character.isalpha() for character in written.text):
            yield written


def read(sentence: str) -> Written:
    """Read one sentence of a model: «قُتل ثلاثة【١】.» has the words «قُتل ثلاثة», the citation 1 and the stop «.».

    Marks are [1], [1, 3], [١، ٣], 【1】, [1-3], [^1], [source 2], and may stand behind the stop. HTML, Markdown, hidden
    characters and the targets of links are gone from the words.
    """
    visible = _HIDDEN.sub("", html.unescape(html.unescape(sentence)))
    segments: list[Segment] = []
    at = 0
    for mark in _MARK.finditer(visible):
        _append(segments, clean(visible[at : mark.start()]), _numbers(mark["numbers"]))
        at = mark.end()
    _append(segments, clean(visible[at:]), ())
    stop = "."
    if segments:
        ends = [_END.search(segment.text) for segment in segments]
        stops = "".join(end.group() for end in ends if end)
        stop = next((mark for mark in "؟?!" if mark in stops), ".")
        segments = [
            Segment(_END.sub("", one.text) if last else one.text, one.numbers) for one, last in _lasts(segments)
        ]
    return Written(tuple(segment for segment in segments if segment.text or segment.numbers), stop)


def _lasts(segments: list[Segment]) -> Iterator[tuple[Segment, bool]]:
    for at, segment in enumerate(segments):
        yield segment, at == len(segments) - 1 or all(not rest.text.strip(" .!?؟…") for rest in segments[at + 1 :])


def _append(segments: list[Segment], text: str, numbers: tuple[int, ...]) -> None:
    """Add words and their numbers; mere punctuation, and words behind the last mark, join those before."""
    wordless = not any(character.isalnum() for character in text)
    if segments and (wordless or not numbers):
        before = segments[-1]
        joined = before.text + text if wordless else f"{before.text} {text}"
        segments[-1] = Segment(joined, (*before.numbers, *(n for n in numbers if n not in before.numbers)))
    elif text or numbers:
        segments.append(Segment(text, numbers))


def _numbers(text: str) -> tuple[int, ...]:
    found: list[int] = []
    for match in _RANGE.finditer(text):
        if match[3]:
            found.append(int(match[3]))
        elif int(match[2]) - int(match[1]) <= _WIDEST_RANGE:
            found += range(int(match[1]), int(match[2]) + 1)
    return tuple(dict.fromkeys(found))


def clean(text: str) -> str:
    """Return the words of a text without HTML, Markdown and hidden characters, in one line."""
    plain = _HIDDEN.sub("", html.unescape(text))
    plain = _COMMENT.sub(" ", plain)
    plain = _LINK.sub(r"\1", _IMAGE.sub(" ", plain))
    before = None
    while before != plain:  # what is taken out may leave another tag behind
        before, plain = plain, _TAG.sub(" ", plain)
    return " ".join(_MARKUP.sub(" ", plain).split())
