"""The window of time that a question asks about."""

from dataclasses import dataclass
from datetime import date, timedelta

from index.article import Span
from index.times.find import TimeExpression, find

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Window:
    """From `first` to `last`, inclusive; None where it is open. `spans` are the words of the question that say so."""

    first: date | None
    last: date | None
    spans: tuple[Span, ...]


def question_window(text: str, *, today: date | None) -> Window | None:
    """Return the window of time that a question restricts its answer to, or None when it names none.

    «منذ آذار 2018» and "after 2015" are open to the right, «حتى» and «قبل عام 2015» to the left. Of several: one
    inside another wins («يوم 8 ... في نيسان»); open ones close each other ("after 2015 and before 2018"); others,
    next to each other or far apart, give the stretch from the earliest to the latest, which loses none of the evidence
    that was asked for.

    «ماذا جرى في الرستن من ٢ إلى ٨ أيار ٢٠١٧؟» -> 2017-05-02 to 2017-05-08.
    """
    windows = [_window(said) for said in find(text, today=today)]
    if not windows:
        return None
    whole = windows[0]
    for other in windows[1:]:
        whole = _both(whole, other)
    return whole


def _window(said: TimeExpression) -> Window:
    spans = (Span(said.start, said.end),)
    match said.relation:
        case "since":
            return Window(said.first, None, spans)
        case "until":
            return Window(None, said.last, spans)
        case "before":
            return Window(None, said.first - _DAY if said.first > date.min else said.first, spans)
        case "after":
            return Window(said.last + _DAY if said.last < date.max else said.last, None, spans)
        case _:
            return Window(said.first, said.last, spans)


def _both(one: Window, other: Window) -> Window:
    spans = one.spans + other.spans
    starts, ends = (one.first or date.min, other.first or date.min), (one.last or date.max, other.last or date.max)
    inside = (starts[0] <= starts[1] and ends[1] <= ends[0]) or (starts[1] <= starts[0] and ends[0] <= ends[1])
    open_ended = None in (one.first, one.last, other.first, other.last)
    if inside or (open_ended and max(starts) <= min(ends)):
        first, last = max(starts), min(ends)
    else:
        first, last = min(starts), max(ends)
    return Window(None if first == date.min else first, None if last == date.max else last, spans)
