"""A statement as the page shows it: the frame, the quote to the letter, its numbers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.citations import Citation
from assistant.statement import Statement
from assistant.ui import words
from assistant.ui.html import Markup, block, isolated, join, tag
from assistant.ui.words import Reader
from index.article import Article, Span

_NUMBER = re.compile(r"\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of a statement: text of the product's own, a quote, or (alone) the number of a citation."""

    text: str = ""
    quoted: Citation | None = None
    number: Citation | None = None


def outlet_of(article: Article, reader: Reader) -> str:
    """Name the outlet of an article."""
    return article.source or reader.say(words.UNKNOWN_OUTLET)


def marked(article: Article, span: Span, inside: Sequence[Span], element: str = "strong") -> Markup:
    """Show a stretch of an article with stretches inside it set off; spans are of the article's text."""
    parts: list[Markup | str] = []
    at = span.start
    for one in sorted(inside):
        start, end = max(one.start, at), min(one.end, span.end)
        if start < end:
            parts += [article.text[at:start], tag(element, article.text[start:end])]
            at = end
    return join(*parts, article.text[at : span.end])


def statement(given: Statement, at: int, reader: Reader, compared: bool | None = None) -> Markup:
    """Show a statement: its own words, its quotes, its numbers; `compared` offers its outlets side by side."""
    if given.note:
        return block("p", reader.written(given.text), class_="frame")
    shown = []
    for pieces in _lines(_pieces(given.text, given.citations)):
        quotes = any(piece.quoted for piece in pieces)
        numbers = any(piece.number for piece in pieces)
        children = [_shown(piece, at, reader) for piece in pieces]
        if not quotes and not numbers:
            shown.append(tag("p", _parts("".join(piece.text for piece in pieces), reader), class_="heading"))
            continue
        if quotes:
            like = _worded(pieces) or next(piece.text for piece in pieces if piece.quoted)
            shown.append(block("blockquote", *children, like=like))
        else:
            shown.append(block("p", *children, class_="prose"))
    outlets = {citation.article.source for citation in given.citations}
    if len(outlets) > 1 if compared is None else compared:
        first = given.citations[0].n
        label = f"{reader.say(words.COMPARE)} ({reader.number(len(given.citations))})"
        shown.append(act(label, "compare", class_="quiet", data_turn=at, data_n=first))
    return tag("section", *shown, class_="statement")


def _parts(line: str, reader: Reader) -> Markup:
    """Show the line above a quote, each of its parts (day, place, outlet) in its own direction."""
    parts = [isolated(reader.written(part)) for part in line.split(" · ")]
    return join(parts[0], *(join(" · ", part) for part in parts[1:]))


def _pieces(text: str, citations: Sequence[Citation]) -> list[_Piece]:
    """Part the text of a statement; numbers count only outside quotes, which may hold brackets of their own."""
    found = [(text.find(citation.quote), -len(citation.quote), citation) for citation in citations]
    here = [one for one in found if one[0] >= 0]
    if here:
        start, length, citation = min(here, key=lambda one: one[:2])
        end = start - length
        quoted = _Piece(citation.quote, quoted=citation)
        return [*_pieces(text[:start], citations), quoted, *_pieces(text[end:], citations)]
    by_number = {str(citation.n): citation for citation in citations}
    pieces, at = [], 0
    for match in _NUMBER.finditer(text):
        if match[1] in by_number:
            pieces += [_Piece(text[at : match.start()]), _Piece(number=by_number[match[1]])]
            at = match.end()
    return [piece for piece in [*pieces, _Piece(text[at:])] if piece != _Piece()]


def _lines(pieces: Sequence[_Piece]) -> list[list[_Piece]]:
    """Part pieces at the line breaks of the product's own text; quotes stay whole."""
    lines: list[list[_Piece]] = [[]]
    for piece in pieces:
        if piece.quoted or piece.number:
            lines[-1].append(piece)
            continue
        first, *rest = piece.text.split("\n")
        lines[-1].append(_Piece(first))
        lines += [[_Piece(line)] for line in rest]
    return [line for line in lines if any(p.quoted or p.number or p.text.strip() for p in line)]


def _worded(pieces: Sequence[_Piece]) -> str:
    """Return the product's own words in a line, if it has any beside marks: they decide its direction."""
    own = "".join(piece.text for piece in pieces if piece.quoted is None)
    return own if any(character.isalpha() for character in own) else ""


def _shown(piece: _Piece, at: int, reader: Reader) -> Markup:
    if piece.number is not None:
        return number(piece.number, at, reader)
    if piece.quoted is not None:
        return isolated(marked(piece.quoted.article, piece.quoted.span, piece.quoted.highlights), lang="ar")
    return join(reader.written(piece.text))


def number(citation: Citation, at: int, reader: Reader, chosen: bool = False) -> Markup:
    """Show the number of a citation: a button that opens it, with the quote in its data for the hover."""
    outlet = outlet_of(citation.article, reader)
    day = reader.day(citation.article.day) if citation.article.day else ""
    return act(
        reader.number(citation.n),
        "open",
        class_="cite",
        data_turn=at,
        data_n=citation.n,
        data_quote=citation.quote,
        data_about=" · ".join(part for part in (outlet, day) if part),
        aria_label=reader.say(words.SOURCE_N, n=citation.n, outlet=outlet),
        aria_current="true" if chosen else None,
    )


def act(label: str, act: str, **attributes: str | int | bool | None) -> Markup:
    """Return a button that does `act` when it is pressed."""
    return tag("button", label, type="button", data_act=act, **attributes)
