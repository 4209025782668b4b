"""DOCX, for word processors: right to left wherever the text is. The only home of python-docx."""

import io
import re
import unicodedata

from docx import Document
from docx.document import Document as Open
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Pt
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from assistant.export.facts import Cited, cited, details, frame, label, nearest
from assistant.history import KeptConversation, KeptTurn
from assistant.statement import Language

_FONT = "Arial"
"""Has Arabic and Latin letters on Windows and macOS; LibreOffice puts a like one in its place."""
_QUOTE = "Isnad Quote"
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_LEFT = "A-Za-z\u00c0-\u024f\u0370-\u052f"
"""Letters that run from left to right: Latin, Greek, Cyrillic."""
_STRETCH = re.compile(f"[^{_LEFT}]+|[{_LEFT}]+(?:[ '’.,-]+[{_LEFT}]+)*")
_ISOLATE, _END = "\u2068", "\u2069"


def as_docx(conversation: KeptConversation, language: Language = "ar") -> bytes:
    """Write a conversation as a document: for each turn the question, the answer, and its sources with their quotes.

    Characters that XML forbids are shown as their pictures (U+0000 as ␀).
    """
    document = Document()
    _prepare(document, conversation.about.name, language)
    _paragraph(document, conversation.about.name, "Title")
    for turn in conversation.turns:
        _turn(document, turn, language)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def shown(text: str) -> str:
    """Return text with those characters that XML forbids put as pictures, or as U+FFFD where there is none."""
    return _FORBIDDEN.sub(lambda match: chr(0x2400 + ord(match[0])) if match[0] < " " else "\ufffd", text)


def right_to_left(text: str) -> bool:
    """Whether a paragraph of this text runs from right to left: its first letter with a direction says so."""
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in ("R", "AL"):
            return True
        if direction == "L":
            return False
    return False


def _prepare(document: Open, title: str, language: Language) -> None:
    document.core_properties.title = shown(title)[:255]
    document.core_properties.author = "Isnad"
    document.core_properties.language = language
    normal = document.styles["Normal"]
    normal.font.name = _FONT
    normal.font.size = Pt(11)
    for name in ("Normal", "Title", "Heading 1", "Heading 2"):
        fonts = document.styles[name].element.get_or_add_rPr().get_or_add_rFonts()
        for script in ("ascii", "hAnsi", "cs"):
            fonts.set(qn(f"w:{script}"), _FONT)
        for theme in ("asciiTheme", "hAnsiTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
    quote = document.styles.add_style(_QUOTE, WD_STYLE_TYPE.PARAGRAPH)
    quote.base_style = normal
    quote.paragraph_format.left_indent = Pt(18)
    quote.paragraph_format.right_indent = Pt(18)


def _turn(document: Open, turn: KeptTurn, language: Language) -> None:
    remembered = turn.remembered
    answer = remembered.answer
    _paragraph(document, answer.question, "Heading 1")
    for name, value in frame(remembered, turn.asked_at, language):
        _pair(document, name, value)
    for notice in answer.notices:
        _paragraph(document, notice)
    for statement in answer.statements:
        _paragraph(document, statement.text)
    if answer.refusal is not None:
        _paragraph(document, answer.refusal.message)
        near = nearest(remembered)
        if near is not None:
            _paragraph(document, f"{label('nearest', language)}:")
            _source(document, near, language)
    quotes = cited(remembered)
    if quotes:
        _paragraph(document, label("sources", language), "Heading 2")
    for quote in quotes:
        _paragraph(document, f"[{quote.n}]" + (f" {label('broken', language)}: {quote.broken}" if quote.broken else ""))
        _source(document, quote, language)


def _source(document: Open, quote: Cited, language: Language) -> None:
    _paragraph(document, quote.quote, _QUOTE)
    for name, value in details(quote, language):
        if quote.link and value == quote.link:
            paragraph = _paragraph(document, f"{name}: ")
            _link(paragraph, quote.link)
        else:
            _pair(document, name, value)


def _pair(document: Open, name: str, value: str) -> None:
    """Write a label and a value that keeps its own direction: «نُشر: 2018-04-07» would be shown as 07-04-2018."""
    _paragraph(document, f"{name}: {_ISOLATE}{value}{_END}")


def _paragraph(document: Open, text: str, style: str = "Normal") -> Paragraph:
    """Add a paragraph in the direction of its text; `paragraph.text` is the text."""
    written = shown(text).replace("\r\n", "\n").replace("\r", "\n")
    paragraph = document.add_paragraph(style=style)
    if right_to_left(written):
        paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
    for stretch in _STRETCH.findall(written):
        _directed(paragraph.add_run(stretch), stretch)
    return paragraph


def _directed(run: Run, text: str) -> None:
    """Say which font and direction a run is of: Arabic ones are right to left, with the font for complex scripts."""
    properties = run._r.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for script in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{script}"), _FONT)
    if any(unicodedata.bidirectional(character) in ("R", "AL", "AN") for character in text):
        properties.append(OxmlElement("w:rtl"))
        properties.append(_element("w:lang", bidi="ar-SA"))


def _link(paragraph: Paragraph, address: str) -> None:
    target = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), target)
    run = paragraph.add_run(address)
    run.font.underline = True
    link.append(run._r)
    paragraph._p.append(link)


def _element(name: str, **attributes: str) -> BaseOxmlElement:
    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element
