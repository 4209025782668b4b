"""A question in the light of what was asked before: what it says itself wins, what it leaves unsaid is carried over.

A question about something else drops what was carried. No language model is asked: reference words, steps in time,
names and the words of the articles just read decide.
"""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant import follow_up
from assistant.carried import Conversation
from assistant.follow_up import Move, Step, content_words
from assistant.kinds import Kind, kinds_of
from assistant.leaving_out import (
    named_places,
    without_names,
    without_places,
    without_spans,
    without_time,
    words_beside_places,
)
from assistant.question import Request, Whole, named_outlets, outlet_names
from assistant.spoken_window import spoken_window
from assistant.standing_alone import stands_alone
from assistant.statement import Answer
from assistant.timeline_request import timeline_topic
from assistant.window import Grip, Window, days_after, moved
from index.arabic import fold_text
from index.article import Span
from index.places import Place

__all__ = ["Conversation", "after", "resolve"]

_FIRST = 3
"""Quotes of an answer that the next question may point at."""
_TRAIL = 2
"""Earlier follow-ups that a later one may still refer to."""
_TELLING = 2
"""Content words from which a follow-up tells a later one something."""
_ASKS = re.compile(
    r"(?<!\w)[وف]?(?:ما|ماذا|هل|اي|ايه|شو|ايش|what|which|did|does|do|was|were|is|are|has|have|whose)(?!\w)"
    r"(?! (?:عن|بشان|بخصوص|about))"
)
_WHAT = re.compile(r"(?<!\w)(?:[وف]?ماذا|ما الذي|شو|ايش|what)(?!\w)")
_HOURS = re.compile(r"(?<!\w)(?:ال)?(?:ساعه|ساعات|توقيت|دقيقه)(?!\w)|\b(?:time|hour|o'clock|minute)s?\b")


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
        return _opening(replace(request, question=announced or text), sources)
    text = follow_up.another_question(text) or text
    request = replace(request, question=text)
    if not conversation.topic or stands_alone(text, conversation, sources, read):
        return _opening(request, sources)
    return _continued(request, conversation, sources)


def after(conversation: Conversation, answer: Answer, kinds: Sequence[Kind]) -> Conversation:
    """Return what carries over once a question is answered; `conversation` is what its `Whole` held.

    A refusal leaves the articles cited before, so that the talk can go on from there, but no quote to point at.
    """
    if answer.refusal is not None or not answer.citations:
        return replace(conversation, quotes=())
    told = _told(answer)
    return replace(
        conversation,
        told=told or conversation.told,
        asked_when=told is not None and Kind.WHEN in kinds and told.days <= 2,
        kinds=tuple(kinds),
        cited=tuple(dict.fromkeys(citation.article.article_id for citation in answer.citations)),
        quotes=tuple(citation.quote for citation in answer.citations[:_FIRST]),
    )


def _told(answer: Answer) -> Window | None:
    """Return the days that most of the first quotes tell of; of equals, the first."""
    events = [c.event for c in answer.citations[:_FIRST] if c.event is not None and not c.event.reported]
    days = [Window(event.first, event.last) for event in events]
    return max(days, key=lambda window: (days.count(window), -days.index(window)), default=None)


def _opening(request: Request, sources: Collection[str]) -> Whole:
    given = _given(request)
    window = given or spoken_window(request.question, request.today or date.today(), None)
    outlets = request.sources or tuple(named_outlets(request.question, sources))
    line = timeline_topic(request.question)
    text = line or request.question
    return Whole(
        text,
        kinds_of(text) if line is None else (Kind.TIMELINE,),
        window,
        outlets=outlets,
        grip=Grip.FIRM if given else Grip.SAID,
        conversation=Conversation(topic=text, last=text, window=window, outlets=outlets),
    )


# -- a follow-up -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Heard:
    """What a follow-up says itself: its own words `said`, without those that only move the window or narrow.

    `swaps` says that it only puts something in the place of a part of the question before («وفي حلب؟»), `repeats` that
    it asks the last question once more, held to something else («من هذه الوكالة فقط»).
    """

    said: str
    telling: bool
    kinds: tuple[Kind, ...]
    places: tuple[Place, ...]
    swaps: bool
    repeats: bool


def _continued(request: Request, conversation: Conversation, sources: Collection[str]) -> Whole:
    text = request.question
    step = follow_up.step(text) if conversation.base else None
    window, grip = _window(request, conversation, step)
    own_time = grip in (Grip.FIRM, Grip.SAID)
    outlets = request.sources or tuple(named_outlets(text, sources))
    heard = _heard(text, step, outlets, own_time)
    before = _before(conversation, own_time, bool(heard.places))
    within = _within(text, heard.places, conversation)
    held = outlets or (() if follow_up.widens_outlets(text) else conversation.outlets)
    kinds = _kinds(text, heard, conversation, step)
    whole = _joined(text, heard, before)
    trail = before.trail if heard.swaps or not heard.telling else (*before.trail, heard.said)[-_TRAIL:]
    left = replace(
        before,
        topic=conversation.topic if heard.repeats else before.topic,
        trail=trail,
        aside=heard.said if heard.swaps else before.aside,
        last=whole,
        window=window if own_time or conversation.window else None,
        places=within,
        outlets=held,
    )
    if follow_up.asks_who_said(text) and grip is Grip.CARRIED and window and window.last:
        window = Window(window.first, days_after(window.last, 1))  # what is said of a day is reported the day after too
    near = () if own_time else conversation.cited
    return Whole(whole, kinds, window, outlets=held, within=within, near=near, grip=grip, conversation=left)


def _heard(text: str, step: Step | None, outlets: Sequence[str], own_time: bool) -> _Heard:
    bare = without_spans(text, [Span(step.start, step.end)] if step else [])
    bare = without_time(follow_up.without_outlet_words(bare))
    only = follow_up.narrows(bare)
    if only or len(content_words(bare)) <= _TELLING:
        for outlet in outlets:
            bare = without_names(bare, outlet_names(outlet))
    own_places = named_places(bare)
    line = timeline_topic(bare)
    kinds = kinds_of(bare) if line is None else (Kind.TIMELINE,)
    bare = bare if line is None else line
    words = words_beside_places(bare, own_places)
    partial = kinds == (Kind.OTHER,)
    return _Heard(
        said=bare if words or own_places else "",
        telling=len(words) + len(own_places) >= _TELLING,
        kinds=kinds,
        places=own_places,
        swaps=partial and (not words or only or follow_up.connects(text)),
        repeats=partial and not words and step is None and not own_time,
    )


def _before(conversation: Conversation, own_time: bool, own_places: bool) -> Conversation:
    """Return the conversation without the times or places for which a follow-up has its own."""

    def left(text: str) -> str:
        text = without_time(text) if own_time else text
        return without_places(text) if own_places else text

    return replace(
        conversation,
        topic=left(conversation.topic),
        trail=tuple(left(said) for said in conversation.trail),
        last=left(conversation.last),
    )


def _within(text: str, own_places: Sequence[Place], conversation: Conversation) -> tuple[str, ...]:
    """Return the names of the places that hold the answer: «في إدلب فقط» is a wall until another place is named."""
    if follow_up.narrows(text) and own_places:
        return tuple(place.arabic for place in own_places)
    return () if own_places else conversation.places


def _kinds(text: str, heard: _Heard, conversation: Conversation, step: Step | None) -> tuple[Kind, ...]:
    if heard.kinds != (Kind.OTHER,):
        return heard.kinds
    folded = fold_text(text)
    if step and not heard.said and _WHAT.search(folded):
        return (Kind.SUMMARY,)
    if heard.repeats and conversation.kinds:
        return conversation.kinds
    return heard.kinds if heard.said and _ASKS.search(folded) else kinds_of(conversation.topic)


def _joined(text: str, heard: _Heard, before: Conversation) -> str:
    """Return the whole question: the follow-up's own words, then those before it that it still needs."""
    if heard.repeats and before.last:
        parts = [heard.said, before.last]
    elif heard.swaps:
        parts = [heard.said, before.topic]
    else:
        parts = [heard.said, before.topic, *before.trail, before.aside]
    if follow_up.asks_who_said(text) and not heard.telling:
        parts += before.quotes[:1]
    return " ".join(part.strip() for part in parts if part.strip())


def _window(request: Request, conversation: Conversation, step: Step | None) -> tuple[Window | None, Grip]:
    """Return the window of a follow-up and where it comes from."""
    given = _given(request)
    if given is not None:
        return given, Grip.FIRM
    text = request.question
    if step and conversation.base:
        return moved(_standing(conversation, step), step), Grip.SAID
    named = spoken_window(text, request.today or date.today(), conversation.base)
    if named is not None:
        return named, Grip.SAID
    if conversation.window is not None:
        return conversation.window, Grip.CARRIED
    asks_day = Kind.WHEN in kinds_of(text) and not _HOURS.search(fold_text(text))
    return (conversation.told if conversation.asked_when and not asks_day else None), Grip.TOLD


def _standing(conversation: Conversation, step: Step) -> Window:
    """Return the days that a step counts from: «that day» is the one just told of, if it lies in the window."""
    told, base = conversation.told, conversation.base
    assert base is not None
    return told if step.move is Move.SAME and told and base.encloses(told) else base


def _given(request: Request) -> Window | None:
    return Window(request.first, request.last) if request.first or request.last else None
