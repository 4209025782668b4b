"""Arabic days: اليوم and أمس, weekdays, the parts of a day, and the dates that stand beside them."""

from dataclasses import replace

from index.times import dates, numeric
from index.times.arabic_spans import period, turn_after
from index.times.line import Line
from index.times.meanings import Between, Day, DayIn, Impossible, Meaning, Month, Offset, Weekday, WeekdayOf, Years
from index.times.numbers import ordinal
from index.times.phrase import Phrase
from index.times.traps import TIMELESS_DAY
from index.times.vocabulary import Unit

_PAUSES = ("،", ",", "(", "-", "–")


def relative_day(line: Line, at: int) -> Phrase | None:
    """Read اليوم، أمس، أول من أمس، غداً، بعد غد, with the weekday and date that may follow: «اليوم الاثنين 8 نيسان»."""
    said = _day_word(line, at)
    return _with_weekday(line, said) if said else None


def _day_word(line: Line, at: int) -> Phrase | None:
    unit = line.get(at, "unit")
    if unit and unit.value == Unit.DAY:
        if not unit.definite:
            said = _other_day(line, at + 1)
            return said.opened(at, line.start(at, unit)) if said else None
        return _today(line, at)
    if line.has(at, "this") and (after := line.get(at + 1, "unit")) and after.value == Unit.DAY and after.definite:
        this = line.get(at, "this")
        return Phrase(Offset(Unit.DAY, 0), at, at + 2, line.start(at, this), "today") if this else None
    return _other_day(line, at)


def _today(line: Line, at: int) -> Phrase | None:
    unit = line.get(at, "unit")
    after = ordinal(line, at + 1) if at + 1 < len(line.tokens) else None
    if unit is None or (after and after.definite) or line.key(at + 1) in TIMELESS_DAY or line.has(at + 1, "same"):
        return None
    if line.has(at + 1, "who") and line.key(at + 1)[:1] != "و":
        return None
    if line.has(at + 1, "article", "turn") and not line.has(at + 1, "weekday"):
        return None
    return Phrase(Offset(Unit.DAY, 0), at, at + 1, line.start(at, unit), "today")


def _other_day(line: Line, at: int) -> Phrase | None:
    first, after = line.get(at, "first_word"), line.get(at, "after")
    if first:
        yesterday = at + 2 if line.has(at + 1, "of") else at + 1
        other = line.get(yesterday, "other_day") or line.get(yesterday, "speech_day")
        return (
            Phrase(Offset(Unit.DAY, -2), at, yesterday + 1, line.start(at, first))
            if other and other.value < 0
            else None
        )
    if after:
        other = line.get(at + 1, "other_day")
        return Phrase(Offset(Unit.DAY, 2), at, at + 2, line.start(at, after)) if other and other.value > 0 else None
    other = line.get(at, "other_day") or line.get(at, "speech_day")
    if other is None or line.latin(at) or "غداء" in line.raw(at):
        return None
    if other.value < 0:
        again = line.get(at + 1, "ordinal")
        stop, count = (
            (at + 2, -2) if again and again.value == 1 and again.definite and not again.clitics else (at + 1, -1)
        )
        return Phrase(Offset(Unit.DAY, count), at, stop, line.start(at, other), "yesterday")
    plain = line.key(at).endswith("غدا") and "\u064b" not in line.raw(at)  # غدا is also "became"
    return Phrase(Offset(Unit.DAY, 1), at, at + 1, line.start(at, other), "tomorrow" if other.definite or plain else "")


def _with_weekday(line: Line, said: Phrase) -> Phrase:
    """Add the weekday after a day word, and the date after that; a full date then says the day."""
    at = said.stop + (line.key(said.stop) in ("،", ",", "("))
    weekday = line.get(at, "weekday")
    if weekday is None or not weekday.definite or weekday.clitics:
        dated = _date_beside(line, said.stop)
        return _weekday_date(said, dated, None) if dated else said
    stop = at + 1 + (line.key(at + 1) == ")" and line.key(said.stop) == "(")
    dated = _date_beside(line, stop)
    if dated:
        return _weekday_date(said, dated, weekday.value)
    return replace(said, stop=stop, needs="")


def _weekday_date(said: Phrase, dated: Phrase, weekday: int | None) -> Phrase:
    """Let the date that stands beside say the day; an impossible one makes the whole impossible."""
    meaning = dated.meaning
    if isinstance(meaning, Day) and weekday is not None:
        meaning = replace(meaning, weekday=weekday)
    return replace(said, meaning=meaning, stop=dated.stop, needs="", approximate=dated.approximate)


def _date_beside(line: Line, at: int) -> Phrase | None:
    """Read the date that stands beside a weekday or اليوم: «الأحد، 7 نيسان», «الخميس الموافق لـ 28/2/2019»."""
    start = at
    at += line.key(at) in ("،", ",", "(", "-", "–")
    linked = at
    while linked < at + 3 and (line.has(linked, "dated") or line.key(linked) in ("ل", "ب") or line.key(linked) == "في"):
        linked += 1
    said = numeric.numeric(line, linked) if line.number(linked) is not None else None
    said = said or (dates.day(line, linked) if linked < len(line.tokens) else None)
    if said is None or not isinstance(said.meaning, Day | DayIn | Impossible):
        return None
    if said.needs == "month" or (linked > at and line.key(linked - 1) == "في" and line.key(start) in _PAUSES):
        return None
    closed = line.key(start) == "(" and line.key(said.stop) == ")"
    return replace(said, stop=said.stop + closed)


def weekday(line: Line, at: int) -> Phrase | None:
    """Read «الخميس», «يوم الأحد المقبل», «الجمعة قبل الماضية», «الاثنين 8 نيسان»."""
    this = line.get(at, "this")
    unit = line.get(at, "unit")
    opener = this or (unit if unit and unit.value == Unit.DAY and not unit.definite else None)
    named = at + 1 if opener else at
    day = line.get(named, "weekday")
    if day is None or not day.definite or line.latin(named):
        return None
    final = line.get(named + 1, "final")
    if final and final.definite and line.has(named + 2, "of", "in"):
        return None  # الجمعة الأخيرة من أيار
    first = line.start(at, opener) if opener else line.start(at, day)
    turned = turn_after(line, named + 1)
    turn, stop = turned if turned else (0 if this else None, named + 1)
    said = Phrase(Weekday(day.value, turn), at, stop, first, "weekday" if turn is None and not opener else "")
    dated = _date_beside(line, stop)
    if dated is None and turn is None and line.has(stop, "of"):
        week = period(line, stop + 1)
        if week and isinstance(week.meaning, Offset) and week.meaning.unit is Unit.WEEK:
            return replace(said, meaning=WeekdayOf(day.value, week.meaning), stop=week.stop, needs="")
    return _weekday_date(said, dated, day.value) if dated else said


_NIGHTS = ("ليل", "ليله")


def part_of_day(line: Line, at: int) -> Phrase | None:
    """Read «فجر الأحد», «مساء السابع من نيسان», «بعد ظهر أمس», «ليل السبت - الأحد», «الليلة الماضية», «هذا الصباح»."""
    opener = at
    if (line.has(at, "after") or line.has(at, "share")) and not line.latin(at):
        opener += 1 + (line.has(at, "after") and line.has(at + 1, "share"))
    part = line.get(opener, "daypart")
    if part is None or line.latin(opener):
        return _this_part(line, at)
    start = line.start(at, part) if opener == at else line.tokens[at].start
    if part.definite:
        return _tonight(line, at) if opener == at else None
    night = line.key(opener).endswith(_NIGHTS)
    said = _two_nights(line, opener + 1) if night else None
    for rule in (relative_day, weekday, numeric.day_pair, numeric.numeric, dates.day):
        if said is None and opener + 1 < len(line.tokens):
            said = rule(line, opener + 1)
    if said is None or said.needs in ("years", "month") or not _a_day(said.meaning):
        return None
    return replace(said, first=at, start=start, needs="", daypart=True)


def _a_day(meaning: Meaning) -> bool:
    return not isinstance(meaning, Month | Years)


def _this_part(line: Line, at: int) -> Phrase | None:
    this, part = line.get(at, "this"), line.get(at + 1, "daypart")
    if this is None or part is None or not part.definite or line.latin(at):
        return None
    return Phrase(Offset(Unit.DAY, 0), at, at + 2, line.start(at, this), daypart=True)


def _tonight(line: Line, at: int) -> Phrase | None:
    """Read «الليلة الماضية» (the day on which it began) and «الليلة»."""
    night = line.get(at, "night")
    if night is None or not line.key(at).endswith("ليله") or ordinal_after(line, at + 1):
        return None
    turned = turn_after(line, at + 1)
    turn, stop = turned if turned else (0, at + 1)
    return Phrase(Offset(Unit.DAY, turn), at, stop, line.start(at, night), "" if turned else "today", daypart=True)


def ordinal_after(line: Line, at: int) -> bool:
    """Whether a definite ordinal stands there: «اليوم السادس» counts days and is no date."""
    said = ordinal(line, at) if at < len(line.tokens) else None
    return said is not None and said.definite


def _two_nights(line: Line, at: int) -> Phrase | None:
    first = line.get(at, "weekday")
    if first is None or not first.definite:
        return None
    link = at + 1
    if line.key(link) in ("-", "–", "—", "/", "الي", "علي"):
        link += 1
    second = line.get(link, "weekday")
    if second is None or not second.definite or (second.value - first.value) % 7 != 1:
        return None
    turned = turn_after(line, link + 1)
    turn, stop = turned if turned else (None, link + 1)
    return Phrase(Between(Weekday(first.value), Weekday(second.value, turn), True), at, stop, line.start(at, first))
