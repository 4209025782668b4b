"""Where Arabic (and English) sentences and clauses begin and end.

A sentence is the smallest thing that is quoted whole; a clause is what a long sentence is trimmed to. Both are spans
of the untouched text without the white space around them.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from index.article import Span

_CLOSERS = "»”’\"')\\]}›"
_MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u200e\u200f\u202a-\u202e\u2066-\u2069"
_LINE_ENDS = "\n\r\u2028\u2029\x0b\x0c\x85"
LINE_END = re.compile(f"[{_LINE_ENDS}]")
"""What ends a line, and so a sentence."""
_STOP = re.compile(
    rf"""
    (?P<stop>[.!?؟۔…]+)(?P<closers>[{_CLOSERS}{_MARKS}]*)   # a stop and the quotation marks that it closes
    | (?P<line>[{_LINE_ENDS}]+)                              # a paragraph ends a sentence always
    """,
    re.VERBOSE,
)
_TOKEN_BEFORE = re.compile(rf"[\w{_MARKS}ـ.]*\Z")
_ABBREVIATIONS = frozenset(
    "أ إ ا ب ت ج د ذ ر س ش ص ع ف ق ك ل م ن ه و ي أ.د أ.م د.م ت.غ م.م ق.م هـ ه‍ كم سم ملم كغ كلغ مم ص.ب إلخ الخ مث "
    "mr mrs ms dr prof sen gen col lt sgt rep st no vs etc jr sr inc ltd co corp dept est fig vol u.s u.k u.n e.g i.e "
    "a.m p.m jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
_NEVER_LAST = frozenset("إلخ الخ etc كم سم ملم كغ كلغ مم هـ inc ltd a.m p.m u.s u.k u.n ت.غ".split())
"""Abbreviations that often do end a sentence: only what follows can tell."""
_CLAUSE_MARK = re.compile(rf"[،؛;:,](?=[{_CLOSERS}{_MARKS}]*\s)[{_CLOSERS}{_MARKS}]*|\s[-–—]\s|\s(?=[«“(])|[»”)](?=\s)")
_CONNECTIVE = re.compile(
    r"\s(?=(?:و(?:قال|أضاف|ذكر|أكد|أوضح|أشار|كان|قد|لم|لا|ذلك|أن|إن|هو|هي|هم)|حيث|بينما|فيما|إذ|لكن|ولكن|كما|مما|"
    r"بعدما|بعد أن|قبل أن|الذي|التي|الذين|who|which|while|but|and)\b)"
)


def sentences(text: str) -> list[Span]:
    """Return the sentences of `text` as spans, in order, with nothing but white space between them.

    Ends are . ! ? ؟ … and line ends, with the quotation marks and brackets they close. No end is a point inside a
    number, an address or initials («د. أحمد», «أ.ف.ب», "3.5", "a.m."), nor one in an abbreviation; «؛» and «،»
    part clauses, not sentences.
    """
    spans: list[Span] = []
    start = 0
    for found in _STOP.finditer(text):
        if found["line"] is None and not _ends_sentence(text, found):
            continue
        _append(spans, text, start, found.end())
        start = found.end()
    _append(spans, text, start, len(text))
    return spans


def _append(spans: list[Span], text: str, start: int, end: int) -> None:
    span = stripped(text, start, end)
    if span.start == span.end:
        return
    if spans and not any(character.isalnum() for character in span.of(text)):
        before = spans[-1]  # stray marks («"», "...") belong to what stands before them
        if not LINE_END.search(text, before.end, span.start):
            spans[-1] = Span(before.start, span.end)
            return
    spans.append(span)


def stripped(text: str, start: int, end: int) -> Span:
    """Return the span `start` to `end` without the white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _ends_sentence(text: str, found: re.Match[str]) -> bool:
    after = text[found.end() : found.end() + 1]
    if found["stop"] != ".":
        return not after or after.isspace() or found["stop"][-1] in "!?؟۔" or _is_glued_start(text, found)
    token = _TOKEN_BEFORE.search(text, max(0, found.start() - 40), found.start())
    word = re.sub(rf"[{_MARKS}]", "", token.group() if token else "")
    if after and not after.isspace():
        return bool(found["closers"]) or _is_glued_start(text, found)
    following = text[found.end() : found.end() + 40].split(maxsplit=1)
    if not following or LINE_END.match(after):
        return True
    bare = word.lower().lstrip("و") if len(word) > 1 else word.lower()
    if bare in _NEVER_LAST:
        return following[0][:1].isupper() or following[0][:1] == "و"
    if bare in _ABBREVIATIONS or word.lower() in _ABBREVIATIONS:
        return False
    return not (len(word) == 1 and word.isalpha() and word.isupper())


def _is_glued_start(text: str, found: re.Match[str]) -> bool:
    """Whether a stop without a space behind it («قتلوا.وأضاف») ends a sentence all the same.

    Only between Arabic words of three letters and more: addresses, numbers and initials look otherwise.
    """
    before = re.search(r"[\u0621-\u0652]{3,}[»”\")]?\Z", text[max(0, found.start() - 8) : found.start()])
    behind = re.match(r"[«“\"(]?[\u0621-\u0652]{3,}", text[found.end() : found.end() + 8])
    return before is not None and behind is not None


def clauses(text: str, span: Span, longest: int) -> list[Span]:
    """Cut the sentence at `span` into clauses of at most `longest` code points.

    Cuts fall at «،» «؛» and the like, else at a connective («حيث», «بينما»), else between words, and only where
    the pieces would be too long otherwise: neighbouring pieces are joined while they fit. A word longer than
    `longest` is cut inside.
    """
    pieces = list(_pieces(text, span, longest))
    joined: list[Span] = []
    for piece in pieces:
        if joined and piece.end - joined[-1].start <= longest:
            joined[-1] = Span(joined[-1].start, piece.end)
        else:
            joined.append(piece)
    return joined


def clause_spans(text: str, span: Span) -> list[Span]:
    """Return the clauses of the sentence at `span` as its punctuation marks them, without joining any."""
    cuts = [found.end() for found in _CLAUSE_MARK.finditer(text, span.start, span.end)]
    bounds = [span.start, *cuts, span.end]
    found = [stripped(text, start, end) for start, end in pairwise(bounds)]
    return [piece for piece in found if piece.end > piece.start]


def _pieces(text: str, span: Span, longest: int) -> Iterator[Span]:
    for clause in clause_spans(text, span):
        if clause.end - clause.start <= longest:
            yield clause
            continue
        cuts = [found.start() for found in _CONNECTIVE.finditer(text, clause.start + 1, clause.end)]
        bounds = [clause.start, *cuts, clause.end]
        for start, end in pairwise(bounds):
            yield from _by_words(text, stripped(text, start, end), longest)


def _by_words(text: str, span: Span, longest: int) -> Iterator[Span]:
    start = span.start
    while span.end - start > longest:
        cut = max(text.rfind(" ", start + 1, start + longest + 1), text.rfind("\u00a0", start + 1, start + longest + 1))
        if cut <= start:
            cut = start + longest
        yield stripped(text, start, cut)
        start = stripped(text, cut, span.end).start
    if span.end > start:
        yield Span(start, span.end)
