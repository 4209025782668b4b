"""Markdown (CommonMark): every character of a document stands for itself, whatever renders it."""

import re
from collections.abc import Sequence

from assistant.export.facts import Cited, cited, details, frame, label, nearest
from assistant.history import KeptConversation, KeptTurn
from assistant.statement import Language

_ISOLATE, _END = "\u2068", "\u2069"
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_LINE = re.compile("\r\n|[\r\n]")
_SPACES = "[ \t\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+"
_EDGE = re.compile(f"^{_SPACES}|{_SPACES}$")


def as_markdown(conversation: KeptConversation, language: Language = "ar") -> bytes:
    """Write a conversation: for each turn the question, the answer, and its sources with their quotes."""
    blocks = [f"# {inline(conversation.about.name)}"]
    for turn in conversation.turns:
        blocks += _turn(turn, language)
    return ("\n\n".join(blocks) + "\n").encode("utf-8")


def inline(text: str) -> str:
    r"""Return text on one line, escaped, in a direction isolate: `<b>عاجل` -> `\<b\>عاجل` between U+2068 and U+2069.

    It can neither be read as Markdown or HTML nor turn the direction of what stands around it.
    """
    line = " ".join(_BIDI.sub("", text).split())
    return f"{_ISOLATE}{_PUNCTUATION.sub(_escaped, line)}{_END}"


def block(text: str) -> str:
    """Return text of any lines as the lines of one paragraph, escaped; rendered, it is the same to the letter."""
    lines = [_EDGE.sub(_spelled, _PUNCTUATION.sub(_escaped, line)) for line in _LINE.split(text)]
    if lines[-1]:
        return "\\\n".join(lines)
    return "\\\n".join(lines[:-1]) + "&#10;"  # a paragraph cannot end with a hard break


def _escaped(match: re.Match[str]) -> str:
    return "\\" + match[1]


def _spelled(match: re.Match[str]) -> str:
    """Spaces at the edges of a line would be dropped or make a code block: they are written as references."""
    return "".join(f"&#{ord(character)};" for character in match[0])


def _turn(turn: KeptTurn, language: Language) -> list[str]:
    answer = turn.remembered.answer
    blocks = [f"## {turn.number}\\. {inline(answer.question)}"]
    blocks.append(_pairs(frame(turn.remembered, turn.asked_at, language)))
    blocks += [f"*{inline(notice)}*" for notice in answer.notices]
    blocks += [block(statement.text) for statement in answer.statements]
    if answer.refusal is not None:
        blocks.append(block(answer.refusal.message))
        near = nearest(turn.remembered)
        if near is not None:
            blocks += [f"{label('nearest', language)}:", *_source(near, language, "")]
    quotes = cited(turn.remembered)
    if quotes:
        blocks.append(f"### {label('sources', language)}")
        for quote in quotes:
            blocks += _source(quote, language, f"{_ISOLATE}\\[{quote.n}\\]{_END}")
    return blocks


def _source(quote: Cited, language: Language, mark: str) -> list[str]:
    head = [mark] if mark else []
    if quote.broken:
        head.append(f"**{label('broken', language)}**: {inline(quote.broken)}")
    quoted = "\n".join(f"> {line}" for line in block(quote.quote).split("\n"))
    about = [pair for pair in details(quote, language) if not (quote.link and pair[0] == label("link", language))]
    tail = _pairs(about)
    if quote.link:
        tail += f"\n- {label('link', language)}: <{quote.link}>"
    return [*([" ".join(head)] if head else []), quoted, tail]


def _pairs(pairs: Sequence[tuple[str, str]]) -> str:
    return "\n".join(f"- {name}: {inline(value)}" for name, value in pairs)
