"""Find the time expressions of a text and work them out."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from index.times.admit import admitted
from index.times.line import Line
from index.times.meanings import Between, Day, Edge, Impossible, Moment, Offset, Stretch
from index.times.phrase import Phrase
from index.times.ranges import expression, point
from index.times.resolve import resolve
from index.times.tense import speaks_of_future


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A time expression in a text and the days it means.

    `start` and `end` are code points of the untouched text and `text` is what stands there; `first` to `last` are the
    days, inclusive. `precision` is the grain in which it was said: "part_of_day", "day", "week", "month", "year", or
    "range" for everything else. `approximate`: a Hijri date without its Gregorian twin, «قبل نحو شهر». `relation` is
    the governing word where it opens or closes a stretch: "since", "until", "before", "after".
    """

    start: int
    end: int
    text: str
    first: date
    last: date
    precision: str
    approximate: bool = False
    relation: str | None = None


def find(
    text: str, *, published: date | None = None, today: date | None = None, collected: date | None = None
) -> list[TimeExpression]:
    """Return the time expressions of `text`, Arabic or English, in order; what cannot be worked out is left out.

    Args:
        text: an article or a question, untouched.
        published: the day of publication, for an article: what is relative counts from it.
        today: the asker's day, for a question: a date without a year is then the latest one.
        collected: the day on which an article without a date was collected; it decides only the year of a date with
            a weekday.

    Worked example: «قُصفت البلدة فجر الأحد» published on Tuesday 2018-04-10 gives «فجر الأحد», 2018-04-08.
    """
    return [said.expression for said in read(text, published=published, today=today, collected=collected)]


@dataclass(frozen=True, slots=True)
class Reading:
    """A found expression with the phrase it was read from; for the windows of questions and for datelines."""

    expression: TimeExpression
    phrase: Phrase
    line: Line


def read(text: str, *, published: date | None, today: date | None, collected: date | None) -> Iterator[Reading]:
    """Yield each expression with the way it was read."""
    anchor = published if published is not None else today
    moment = Moment(anchor, question=published is None and today is not None, collected=collected)
    line, at = Line(text), 0
    while at < len(line.tokens):
        token = line.tokens[at]
        if not token.senses and token.kind != "number" and token.key not in _LONE_HEADS:
            at += 1
            continue
        reading, at = _next(line, at, moment)
        if reading:
            said = reading.expression
            moment = replace(moment, previous=Stretch(said.first, said.last, said.precision))
            yield reading


_LONE_HEADS = ("ت", "ك", "وت", "وك", "q")


def _next(line: Line, at: int, moment: Moment) -> tuple[Reading | None, int]:
    """Read at one token; returns the reading, if any, and the token to go on from."""
    for rule in (expression, point):
        said = rule(line, at)
        if said is None:
            return None, at + 1
        if isinstance(said.meaning, Impossible):
            return None, said.stop
        if not admitted(line, said, moment.question):
            if isinstance(said.meaning, Between):
                continue
            return None, said.stop if isinstance(said.meaning, Day) else at + 1
        stretch = _work_out(line, said, moment)
        if stretch:
            return Reading(_expression(line, said, stretch), said, line), said.stop
        if not isinstance(said.meaning, Between):
            return None, said.stop
    return None, at + 1


def _work_out(line: Line, said: Phrase, moment: Moment) -> Stretch | None:
    future = not isinstance(said.meaning, Offset) and speaks_of_future(line, said)
    stretch = resolve(said.meaning, replace(moment, future=future))
    if stretch is None or said.said_since or isinstance(said.meaning, Between):
        return stretch
    until = moment.anchor or moment.collected
    if _since(line, said) and until is not None and stretch.first <= until:
        return Stretch(stretch.first, until)
    return stretch


def _since(line: Line, said: Phrase) -> bool:
    """Whether «منذ» stands before; «اعتباراً من» also opens a stretch, but its value is the day itself."""
    before = said.first - 1
    return line.has(before - (line.key(before) in ("the", "تاريخ")), "since")


def relation(line: Line, said: Phrase) -> str | None:
    """Return the governing word before the phrase as "since", "until", "before" or "after"."""
    if said.said_since:
        return "since"
    if isinstance(said.meaning, Between):
        return None
    before = said.first - 1
    before -= line.key(before) in ("the", "تاريخ", "يوم")
    if isinstance(said.meaning, Edge) and line.has(before, "before"):
        return "until"  # «قبل نهاية الشهر» includes its last day
    for kind in ("since", "until", "before", "after"):
        if line.has(before, kind):
            return kind
    if line.has(before, "by") or (line.key(before) == "to" and line.key(before - 1) == "up"):
        return "until"
    if line.has(before, "from") and line.key(before) != "من":
        return "since"
    if line.key(before) == "من" and line.has(before - 1, "from"):
        return "since"
    return None


def _expression(line: Line, said: Phrase, stretch: Stretch) -> TimeExpression:
    end = said.end(line)
    night = isinstance(said.meaning, Between) and said.meaning.night
    precision = "part_of_day" if (said.daypart or night) and stretch.precision != "week" else stretch.precision
    if precision == "part_of_day" and relation(line, said) == "since":
        precision = "range"
    return TimeExpression(
        said.start,
        end,
        line.text[said.start : end],
        stretch.first,
        stretch.last,
        precision,
        said.approximate,
        relation(line, said),
    )
