"""Places and times of a sentence, held against those of a quote."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from assistant.guard.tokens import Token, bare, tokens
from assistant.guard.verdict import Ground
from index import places, times
from index.arabic import fold_text, words
from index.places import PlaceMention
from index.times import TimeExpression

_FROM = frozenset("from من".split())
_TO = frozenset("to into toward towards الي نحو باتجاه صوب".split())
_BETWEEN = frozenset(
    fold_text(
        "the of port city town village base camp area region crossing airport north south east west northern "
        "southern eastern "
        "western rural central مدينه ميناء بلده قريه قاعده مخيم معبر مطار منطقه ريف شمال جنوب شرق غرب وسط "
        "محافظه مرفأ أراضي الأراضي"
    ).split()
)
"""What may stand between a preposition and its place: «من ميناء اللاذقية», "to the port of Latakia"."""


def unborne_place(sentence: str, free: Sequence[tuple[int, int]], ground: Ground) -> str | None:
    """Return a place (or nationality) of the sentence that the quote does not name, or None.

    A country may stand beside one of its own places that is borne out: "Deir ez-Zor, Syria".
    """
    named = {mention.place for mention in places.find(ground.text)}
    ids = {place.id for place in named}
    said = [m for m in places.find(sentence) if not any(start <= m.start < end for start, end in free)]
    for mention in said:
        if mention.place.id in ids or _spelled(sentence[mention.start : mention.end], mention, ground.text):
            continue
        within = mention.place.kind == "country" and not mention.adjective
        if within and any(m.place.id in ids and m.place.country == mention.place.id for m in said if m is not mention):
            continue
        return sentence[mention.start : mention.end]
    return None


def _spelled(written: str, mention: PlaceMention, quote: str) -> bool:
    """Whether the quote has the very word, or another spelling of the place, if its own reading found another place."""
    inside = " " + " ".join(sorted(bare(word), key=len)[0] for word in words(quote)) + " "
    plain = " " + " ".join(words(quote)) + " "
    forms = {" ".join(words(written)), *places.spellings(mention.place)}
    if mention.adjective:
        forms = {" ".join(words(written))}
    return any(f" {form} " in plain or f" {form} " in inside for form in forms)


def turned_round(sentence: str, quote: str) -> str | None:
    """Return a place that the sentence comes from and the quote goes to, or the other way round."""
    there = _directions(quote)
    for place, said in _directions(sentence).items():
        known = there.get(place, set())
        if len(said) == 1 and "" not in said and known and not known & (said | {""}):
            return place
    return None


def _directions(text: str) -> dict[str, set[str]]:
    line = tokens(text)
    found: dict[str, set[str]] = {}
    for mention in places.find(text):
        if not mention.adjective:
            found.setdefault(mention.place.id, set()).add(_direction(line, mention.start))
    return found


def _direction(line: Sequence[Token], start: int) -> str:
    for token in reversed([token for token in line if token.end <= start]):
        if token.key in _FROM:
            return "from"
        if token.key in _TO:
            return "to"
        if token.key not in _BETWEEN:
            break
    return ""


def times_of(text: str, ground: Ground) -> list[TimeExpression]:
    """Return the time expressions of a text, counted from the day of the ground."""
    return times.find(text, published=ground.day, collected=ground.collected)


def unborne_time(said: Sequence[TimeExpression], ground: Ground) -> str | None:
    """Return a time of the sentence that neither the quote nor its event or day of publication bears out, or None."""
    known = list(_known(ground))
    for time in said:
        if not any(_within(time, first, last) for first, last in known):
            return time.text
    return None


def _known(ground: Ground) -> Iterator[tuple[date, date]]:
    found = times_of(ground.text, ground)
    for time in found:
        yield time.first, time.last
    for one, other in pairwise(found):
        yield min(one.first, other.first), max(one.last, other.last)
    if ground.event is not None:
        yield ground.event.first, ground.event.last
    if ground.day is not None:
        yield ground.day, ground.day


def _within(time: TimeExpression, first: date, last: date) -> bool:
    """Whether a time says no more than a known one: the same days, or a coarser grain around them."""
    if (time.first, time.last) == (first, last):
        return True
    if time.precision == "range":
        slack = max(timedelta(days=1), (last - first) / 4)
        return abs(time.first - first) <= slack and abs(time.last - last) <= slack
    if time.first <= first and last <= time.last:
        return True
    return time.precision == "part_of_day" and time.first == first and time.last == last


def spans_of_places(text: str) -> list[tuple[int, int]]:
    """Return where a text names places."""
    return [(mention.start, mention.end) for mention in places.find(text)]
