"""A question without some of its words: those of time, of places, of outlets."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from assistant.follow_up import content_words
from index import places, times
from index.arabic import fold
from index.article import Span
from index.places import Place

_LEFT_OVER = re.compile(r"\b(?:on|in|at|between|from|since|until|during|by|of|the)\s*(?=[?!.,;]|$)|\s+(?=[?؟!.,،;])")


def without_time(text: str) -> str:
    """Return a question without the words that name a time: «ماذا حدث في حلب يوم 7 نيسان؟» -> «ماذا حدث في حلب؟»."""
    return without_spans(text, (Span(said.start, said.end) for said in times.find(text, today=date.today())))


def without_places(text: str) -> str:
    """Return a question without the places it names; nationalities stay."""
    return without_spans(text, (Span(m.start, m.end) for m in places.find(text) if not m.adjective))


def without_names(text: str, names: Iterable[str]) -> str:
    """Return a question without some names, given folded: with «بي بي سي», «من بي بي سي فقط» is «من فقط»."""
    folded = fold(text)
    spans = []
    for name in names:
        pattern = r"(?<!\w)(?:[وبلف])?" + r"[\W_]+".join(re.escape(word) for word in name.split()) + r"(?!\w)"
        spans += [Span(*folded.span(*m.span())) for m in re.finditer(pattern, folded.text)]
    return without_spans(text, spans)


def without_spans(text: str, spans: Iterable[Span]) -> str:
    """Return a text without some stretches, and without the prepositions that stood before them at its end."""
    kept, at = [], 0
    for span in sorted(spans):
        if span.start >= at:
            kept.append(text[at : span.start])
            at = span.end
    rest = " ".join(" ".join([*kept, text[at:]]).split())
    return " ".join(_LEFT_OVER.sub(" ", rest).split()).replace(" ؟", "؟").replace(" ?", "?")


def named_places(text: str) -> tuple[Place, ...]:
    """Return the places that a question names, each once, without nationalities."""
    return tuple(dict.fromkeys(mention.place for mention in places.find(text) if not mention.adjective))


def words_beside_places(text: str, named: Sequence[Place]) -> list[str]:
    """Return the content words of a question that are no part of the names of its places."""
    words = content_words(text)
    if not named:
        return words
    of_places = {word for m in places.find(text) for word in content_words(text[m.start : m.end])}
    return [word for word in words if word not in of_places and (word[0] not in "وبلف" or word[1:] not in of_places)]
