"""Whether a question stands alone, or needs the conversation before it."""

import re
from collections.abc import Callable, Collection, Sequence
from datetime import date

from assistant import follow_up
from assistant.carried import Conversation
from assistant.follow_up import content_words
from assistant.leaving_out import without_names, without_time
from assistant.question import named_outlets, outlet_names
from assistant.timeline_request import timeline_topic
from index import places, times
from index.arabic import fold_text

_COMPLETE = 3
"""Content words from which a question can stand alone."""
_KNOWN = 0.5
"""Share of content words that must be known from the talk, for a question without references to be about it."""
_NAME = re.compile(r"(?<=[\w,;'’)] )[A-Z][\w'’-]+")
_NO_NAME = frozenset(
    "i january february march april may june july august september october november december monday tuesday wednesday "
    "thursday friday saturday sunday".split()
)
_PREFIXES = ("وال", "بال", "فال", "كال", "لل", "ال", "و", "ب", "ل", "ف")


def stands_alone(
    text: str, conversation: Conversation, sources: Collection[str], read: Callable[[], Sequence[str]]
) -> bool:
    """Whether a question is about something else than the conversation.

    It is not where it points back («ذلك», "they"), moves in time, narrows, or speaks of what was asked and quoted. A
    whole question of other words is: in Arabic, words that the articles just read do not hold; in English, where the
    articles cannot tell, other names.
    """
    if follow_up.step(text) or follow_up.refers(text) or follow_up.asks_who_said(text):
        return False
    if follow_up.widens_outlets(text):
        return False
    bare = without_time(text)
    for source in named_outlets(text, sources):
        bare = without_names(bare, outlet_names(source))
    topic = timeline_topic(bare)
    words = content_words(bare if topic is None else topic)
    complete = len(words) >= _COMPLETE
    if not words or (follow_up.narrows(text) and not complete):
        return False
    before = " ".join((conversation.topic, *conversation.trail, conversation.aside, *conversation.quotes))
    shared = _share(words, content_words(before))
    if shared >= _KNOWN:
        return False
    fresh = _fresh_names(bare, before)
    if follow_up.connects(text) or follow_up.leans(text):
        return complete and fresh and shared == 0 and times.question_window(text, today=date.today()) is not None
    if not complete:
        return fresh and shared == 0
    if fresh or not _is_arabic(words):
        return fresh
    articles = " ".join(read())
    return bool(articles) and _share(words, content_words(articles)) < _KNOWN


def _fresh_names(text: str, before: str) -> bool:
    """Whether a question names a place, or in English anything with a capital, that was not spoken of before."""
    mentions = places.find(text)
    spoken = {mention.place.id for mention in places.find(before)}
    if any(mention.place.id not in spoken for mention in mentions if not mention.adjective):
        return True
    held = set(content_words(before))
    of_places = " ".join(fold_text(text[m.start : m.end]) for m in mentions)
    names = {fold_text(name) for name in _NAME.findall(text)} - _NO_NAME
    return any(name not in held and name not in of_places for name in names)


def _is_arabic(words: Sequence[str]) -> bool:
    return sum("\u0621" <= word[0] <= "\u064a" for word in words) * 2 >= len(words)


def _share(words: Sequence[str], held: Collection[str]) -> float:
    """Return the share of words that are among `held`, the same or with the same first four letters of the stem."""
    known = {_stem(word) for word in held}
    beginnings = {stem[:4] for stem in known if len(stem) >= 4}
    found = [stem in known or (len(stem) >= 4 and stem[:4] in beginnings) for stem in map(_stem, words)]
    return sum(found) / len(found) if found else 0.0


def _stem(word: str) -> str:
    prefix = next((p for p in _PREFIXES if word.startswith(p) and len(word) - len(p) >= 3), "")
    return word[len(prefix) :]
