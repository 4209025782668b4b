"""Answers and conversations as files: Markdown, DOCX, JSON (sources as CSL-JSON) and CSV.

Each quote stands to the letter with its article's id and span, outlet, link, the three dates (published, event,
collected) and the time of asking. What documents say is data in every format: it is escaped in Markdown, cannot
become a formula in CSV and holds no character that XML forbids in DOCX.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from assistant.export.docx import as_docx
from assistant.export.markdown import as_markdown
from assistant.export.record import as_json
from assistant.export.table import as_csv
from assistant.history import KeptConversation, KeptTurn
from assistant.remembering import Remembered
from assistant.statement import Answer, Language
from index.conversations import Kept

__all__ = ["Exported", "Format", "of_answer", "write"]


class Format(StrEnum):
    """What a conversation can be exported to; the value is the ending of the file's name."""

    MARKDOWN = "md"
    DOCX = "docx"
    JSON = "json"
    CSV = "csv"


@dataclass(frozen=True, slots=True)
class Exported:
    """A file to hand over: a name that is safe on every system, its media type and its bytes."""

    name: str
    media_type: str
    data: bytes


_WRITERS: dict[Format, tuple[str, Callable[[KeptConversation, Language], bytes]]] = {
    Format.MARKDOWN: ("text/markdown; charset=utf-8", as_markdown),
    Format.DOCX: ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", as_docx),
    Format.JSON: ("application/json", as_json),
    Format.CSV: ("text/csv; charset=utf-8", as_csv),
}


def write(conversation: KeptConversation, form: Format | str, language: Language = "ar") -> Exported:
    """Write a conversation, with labels in the language of the interface.

    Raises:
        ValueError: there is no such format.
    """
    media_type, writer = _WRITERS[Format(form)]
    return Exported(
        f"{_safe(conversation.about.name)}.{Format(form).value}", media_type, writer(conversation, language)
    )


def of_answer(answer: Answer, asked_at: datetime) -> KeptConversation:
    """Return a single answer as a conversation of one turn, to be exported alone."""
    about = Kept("", answer.question, asked_at, asked_at, 1)
    return KeptConversation(about, (KeptTurn(1, asked_at, Remembered(answer)),))


def _safe(name: str) -> str:
    """Return a file name of the letters and digits of `name`: «ماذا حدث في دوما؟» -> «ماذا-حدث-في-دوما»."""
    words = "".join(character if character.isalnum() else " " for character in name).split()
    short: list[str] = []
    for word in words:
        if len("-".join([*short, word]).encode("utf-8")) > 100:
            break
        short.append(word)
    return "-".join(short) or "isnad"
