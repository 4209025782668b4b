"""A question in the light of what was asked before: what it says itself wins, what it leaves unsaid is carried over.

A question about something else drops what was carried. No language model is asked: reference words, steps in time,
names and the words of the articles just read decide.
"""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import date, timedelta

from assistant import follow_up
from assistant.carried import Conversation
from assistant.follow_up import Move, Step, content_words
from assistant.kinds import Kind, kinds_of
from assistant.question import Request, Whole, named_outlets, outlet_names
from assistant.statement import Answer
from assistant.timeline_request import timeline_topic
from assistant.window import Window, moved
from index import places, times
from index.arabic import fold, fold_text
from index.article import Span
from index.places import Place

__all__ = ["Conversation", "after", "resolve"]

_FIRST = 3
"""Quotes of an answer that the next question may point at."""
_TRAIL = 2
"""Earlier follow-ups that a later one may still refer to."""
_COMPLETE = 3
"""Content words from which a question can stand alone."""
_KNOWN = 0.5
"""Share of its content words that the articles just read must hold, for a question without references to be about them."""
_NAME = re.compile(r"(?<=[\w,;'’)] )[A-Z][\w'’-]+")
_NO_NAME = frozenset(
    "i january february march april may june july august september october november december monday tuesday wednesday "
    "thursday friday saturday sunday".split()
)
_LEFT_OVER = re.compile(r"\b(?:on|in|at|between|from|since|until|during|by|of|the)\s*(?=[?!.,;]|$)|\s+(?=[?؟!.,،;])")


def resolve(
    request: Request, conversation: Conversation, sources: Collection[str], read: Callable[[], Sequence[str]] = tuple
) -> Whole:
    """Make a question whole.

    Args:
        request: what came in.
        conversation: what the turns before left.
        sources: the outlets of the archive.
        read: gives the texts of the articles that the last answer cites; called only where they decide.

    «وماذا بعد ذلك؟» behind «ماذا حدث في المدينة يوم 7 نيسان 2018؟» is that question for the days from 8 April on.
    """
    text = " ".join(request.question.split())
    announced = follow_up.new_topic(text)
    if announced is not None:
        return _opening(replace(request, question=announced or text))
    text = follow_up.another_question(text) or text
    if not conversation.topic or _stands_alone(text, conversation, sources, read):
        return _opening(replace(request, question=text))
    return _continued(replace(request, question=text), conversation, sources)


def after(conversation: Conversation, answer: Answer, kinds: Sequence[Kind]) -> Conversation:
    """Return what carries over once a question is answered; `conversation` is what its `Whole` held.

    A refusal leaves the articles cited before, so that the talk can go on from there, but no quote to point at.
    """
    if answer.refusal is not None or not answer.citations:
        return replace(conversation, window=answer.window, quotes=())
    told = _told(answer)
    return replace(
        conversation,
        told=told or conversation.told,
        asked_when=told is not None and Kind.WHEN in kinds,
        kinds=tuple(kinds),
        cited=tuple(dict.fromkeys(citation.article.article_id for citation in answer.citations)),
        quotes=tuple(citation.quote for citation in answer.citations[:_FIRST]),
    )


def _told(answer: Answer) -> Window | None:
    """Return the days that most of the first quotes tell of; of equals, the first."""
    events = [c.event for c in answer.citations[:_FIRST] if c.event is not None and not c.event.reported]
    days = [Window(event.first, event.last) for event in events]
    return max(days, key=lambda window: (days.count(window), -days.index(window)), default=None)


def _opening(request: Request) -> Whole:
    text = request.question
    window = _given(request) or _named_window(text, request.today or date.today(), None)
    topic = timeline_topic(text)
    if topic:
        text = topic
    return Whole(
        text,
        kinds_of(text) if topic is None else (Kind.TIMELINE,),
        window,
        outlets=request.sources,
        firm=_given(request) is not None,
        conversation=Conversation(topic=text, last=text, window=window, outlets=request.sources),
    )


# -- does it stand alone? ------------------------------------------------------------------------------------------


def _stands_alone(
    text: str, conversation: Conversation, sources: Collection[str], read: Callable[[], Sequence[str]]
) -> bool:
    if follow_up.step(text) or follow_up.refers(text) or follow_up.asks_who_said(text):
        return False
    bare = without_time(text)
    for source in named_outlets(text, sources):
        bare = _without_words(bare, outlet_names(source))
    topic = timeline_topic(bare)
    words = content_words(bare if topic is None else topic)
    if not words or follow_up.widens_outlets(text) or (follow_up.narrows(text) and len(words) <= _COMPLETE):
        return False
    before = " ".join((conversation.topic, *conversation.trail, conversation.aside, *conversation.quotes))
    if _share(words, content_words(before)) >= _KNOWN:
        return False
    fresh = _fresh_names(bare, before)
    complete = len(words) >= _COMPLETE
    if follow_up.connects(text) or follow_up.leans(text):
        return complete and fresh and _own_window(text) and _share(words, content_words(before)) == 0
    if not complete and not (fresh and _share(words, content_words(before)) == 0):
        return False
    if _is_arabic(words):
        articles = " ".join(read())
        return bool(articles) and _share(words, follow_up.content_words(articles)) < _KNOWN or (fresh and complete)
    return fresh


def _fresh_names(text: str, before: str) -> bool:
    """Whether a question names a place, or in English anything with a capital, that was not spoken of before."""
    spoken = {mention.place.id for mention in places.find(before)}
    if any(mention.place.id not in spoken for mention in places.find(text) if not mention.adjective):
        return True
    held = set(content_words(before))
    names = {fold_text(name) for name in _NAME.findall(text)} - _NO_NAME
    places_named = " ".join(fold_text(text[m.start : m.end]) for m in places.find(text))
    return any(name not in held and name not in places_named for name in names)


def _is_arabic(words: Sequence[str]) -> bool:
    return sum("\u0621" <= word[0] <= "\u064a" for word in words) * 2 >= len(words)


def _share(words: Sequence[str], held: Collection[str]) -> float:
    """Return the share of words that are among `held` in some form: one the beginning of the other behind its prefix."""
    if not words:
        return 0.0
    known = {_stem(word) for word in held}
    beginnings = {stem[:4] for stem in known if len(stem) >= 4}
    found = [stem in known or (len(stem) >= 4 and stem[:4] in beginnings) for stem in map(_stem, words)]
    return sum(found) / len(found)


def _stem(word: str) -> str:
    for prefix in ("وال", "بال", "فال", "كال", "لل", "ال", "و", "ب", "ل", "ف"):
        if word.startswith(prefix) and len(word) - len(prefix) >= 3:
            return word[len(prefix) :]
    return word


def _own_window(text: str) -> bool:
    return times.question_window(text, today=date.today()) is not None


# -- a follow-up -----------------------------------------------------------------------------------------------------


def _continued(request: Request, conversation: Conversation, sources: Collection[str]) -> Whole:
    text = request.question
    step = follow_up.step(text) if conversation.base else None
    window, firm, own_time = _window(request, conversation, step)
    outlets = request.sources or tuple(named_outlets(text, sources))
    bare = _bare(text, step, outlets)
    only = follow_up.narrows(text)
    own_places = _places(bare)
    within = tuple(place.arabic for place in own_places) if only else (() if own_places else conversation.places)
    if not outlets:
        outlets = () if follow_up.widens_outlets(text) else conversation.outlets

    topic = without_time(conversation.topic) if own_time else conversation.topic
    trail = tuple(without_time(said) if own_time else said for said in conversation.trail)
    if own_places:
        topic, trail = _without_places(topic), tuple(_without_places(said) for said in trail)
    line = timeline_topic(bare)
    asked_kinds = kinds_of(bare)
    if line is not None:
        bare, asked_kinds = line, (Kind.TIMELINE,)
    words = [word for word in content_words(bare) if word not in _place_words(bare, own_places)]
    swaps = asked_kinds == (Kind.OTHER,) and (not words or follow_up.connects(text) or only)
    kinds = asked_kinds if asked_kinds != (Kind.OTHER,) else kinds_of(conversation.topic)
    if step and not words and re.search(r"(?<!\w)(?:[وف]?ماذا|what|ما الذي|شو|ايش)(?!\w)", fold_text(text)):
        kinds = (Kind.SUMMARY,)
    quoting = follow_up.asks_who_said(text) and len(words) <= 1 and bool(conversation.quotes)

    said = bare if words or own_places else ""
    again = not words and not step and asked_kinds == (Kind.OTHER,) and not own_time and bool(conversation.last)
    if again:  # «من المصدر الفلاني فقط»: the last question once more, held to something else
        topic, kinds = _without_places(conversation.last) if own_places else conversation.last, conversation.kinds or kinds
    parts = [said, topic, *(() if swaps else (*trail, conversation.aside)), *(conversation.quotes[:1] if quoting else ())]
    whole = " ".join(part.strip() for part in parts if part.strip())
    if follow_up.asks_who_said(text) and window and window.closed and not own_time:
        assert window.last is not None
        answered_for = Window(window.first, window.last + timedelta(days=1))
    else:
        answered_for = window
    left = replace(
        conversation,
        topic=conversation.topic if again else topic,
        trail=trail if swaps or not said else (*trail, said)[-_TRAIL:],
        aside=said if swaps else conversation.aside,
        last=whole,
        window=window if own_time or conversation.window else None,
        places=within,
        outlets=outlets,
    )
    return Whole(
        whole,
        kinds,
        answered_for,
        outlets=outlets,
        within=within,
        near=conversation.cited if not own_time else (),
        firm=firm,
        carried=window is not None and not own_time,
        conversation=left,
    )


def _window(request: Request, conversation: Conversation, step: Step | None) -> tuple[Window | None, bool, bool]:
    """Return the window, whether it was fixed by hand, and whether the question itself speaks of it."""
    given = _given(request)
    if given is not None:
        return given, True, True
    text = request.question
    if step and conversation.base:
        return moved(_standing(conversation, step), step), False, True
    named = _named_window(text, request.today or date.today(), conversation.base)
    if named is not None:
        return named, False, True
    if conversation.window is not None:
        return conversation.window, False, False
    asks_day = Kind.WHEN in kinds_of(text) and not _HOURS.search(fold_text(text))
    return (conversation.told if conversation.asked_when and not asks_day else None), False, False


def _standing(conversation: Conversation, step: Step) -> Window:
    """Return the days that a step counts from: «that day» is the one just told of, if it lies in the window."""
    told, base = conversation.told, conversation.base
    assert base is not None
    if step.move is Move.SAME and told and told.first and told.last and base.holds(told.first, told.last):
        return told
    return base


_HOURS = re.compile(r"(?<!\w)(?:ال)?(?:ساعه|ساعات|توقيت|دقيقه)(?!\w)|\b(?:time|hour|o'clock|minute)s?\b")


def _given(request: Request) -> Window | None:
    return Window(request.first, request.last) if request.first or request.last else None


_DAY_ALONE = re.compile(
    r"(?<!\w)(?:[وفبل]?(?:في )?(?:ال)?يوم )(\d{1,2})(?= منه|\W*$)|\b(?:on )?the (\d{1,2})(?:st|nd|rd|th)(?=\W*$| of (?:that|the same) month)"
)


def _named_window(text: str, today: date, base: Window | None) -> Window | None:
    """Return the window that a question names; what it leaves open (year, month) comes from the days spoken of before.

    «وفي منتصف تموز؟» in a talk about June 2018 is July 2018 whatever the asker's day; «أمس» counts from the asker's day.
    """
    found = times.question_window(text, today=today)
    day = base and (base.last or base.first)
    if day is None:
        return found and Window(found.first, found.last)
    if found is None:
        alone = _DAY_ALONE.search(fold_text(text))
        number = int(alone[1] or alone[2]) if alone else 0
        return _day_of_month(day, number) if number else None
    shifted = times.question_window(text, today=today - timedelta(days=1))
    other_year = times.question_window(text, today=today - timedelta(days=800))
    said = " ".join(text[span.start : span.end] for span in found.spans)
    if _WEEKDAY_ALONE.fullmatch(fold_text(said).strip()):
        found = times.question_window(text, today=day + timedelta(days=3)) or found
    elif shifted and (shifted.first, shifted.last) == (found.first, found.last) and other_year and other_year.last != found.last:
        found = times.question_window(text, today=min(today, day + timedelta(days=183))) or found
    return Window(found.first, found.last)


_WEEKDAY_ALONE = re.compile(
    r"(?:(?:ال)?(?:يوم|ليله|مساء|صباح|فجر|ظهر) )?(?:السبت|الاحد|الاثنين|الثلاثا|الاربعا|الخميس|الجمعه)|"
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day)(?: (?:night|morning|evening))?"
)


def _day_of_month(day: date, number: int) -> Window | None:
    try:
        found = day.replace(day=number)
    except ValueError:  # no such day in that month: the number is no day
        return None
    return Window(found, found)


# -- words taken out ---------------------------------------------------------------------------------------------------


def _bare(text: str, step: Step | None, outlets: Sequence[str]) -> str:
    """Return a follow-up without the words that only move its window, its place or its outlets."""
    if step:
        text = _cut(text, [Span(step.start, step.end)])
    text = without_time(follow_up.without_outlet_words(text))
    if follow_up.narrows(text) or len(content_words(text)) <= 2:
        for outlet in outlets:
            text = _without_words(text, outlet_names(outlet))
    return _tidied(text)


def without_time(text: str) -> str:
    """Return a question without the words that name a time."""
    return _tidied(_cut(text, [Span(said.start, said.end) for said in times.find(text, today=date.today())]))


def _without_places(text: str) -> str:
    return _tidied(_cut(text, [Span(m.start, m.end) for m in places.find(text) if not m.adjective]))


def _without_words(text: str, names: Sequence[str]) -> str:
    folded = fold(text)
    spans = []
    for name in names:
        pattern = r"(?<!\w)(?:[وبلف])?" + r"[\W_]+".join(re.escape(word) for word in name.split()) + r"(?!\w)"
        spans += [Span(*folded.span(*m.span())) for m in re.finditer(pattern, folded.text)]
    return _tidied(_cut(text, spans))


def _cut(text: str, spans: Sequence[Span]) -> str:
    kept, at = [], 0
    for span in sorted(spans):
        if span.start >= at:
            kept.append(text[at : span.start])
            at = span.end
    return " ".join([*kept, text[at:]])


def _tidied(text: str) -> str:
    return " ".join(_LEFT_OVER.sub(" ", " ".join(text.split())).split())


def _places(text: str) -> tuple[Place, ...]:
    return tuple(dict.fromkeys(mention.place for mention in places.find(text) if not mention.adjective))


def _place_words(text: str, named: Sequence[Place]) -> set[str]:
    if not named:
        return set()
    words = {word for m in places.find(text) for word in content_words(text[m.start : m.end])}
    return words | {prefix + word for word in words for prefix in "وبلف"}
