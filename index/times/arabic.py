"""The Arabic grammar of single points and stretches of time; ranges of two ends are in `ranges`."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from index.times import dates
from index.times.line import Line
from index.times.meanings import Day, DayIn, Edge, Impossible, Lately, Meaning, Month, Offset, Piece, Season, Weekday, WeekdayOf, Years
from index.times.numbers import cardinal, ordinal
from index.times.phrase import Phrase
from index.times.traps import TIMELESS_DAY, ends_a_distance
from index.times.vocabulary import Share, Unit

Rule = Callable[[Line, int], Phrase | None]
_PAUSES = ("،", ",", "(", "-", "–")


@dataclass(frozen=True, slots=True)
class Quantity:
    """So many units: «يومين», «ثلاثة أسابيع», «نحو شهر»."""

    unit: Unit
    count: int
    stop: int
    about: bool


def quantity(line: Line, at: int) -> Quantity | None:
    """Read an exact amount of time; vague ones (أيام، سنوات) are none."""
    about = line.has(at, "about")
    at += about
    pair = line.get(at, "pair")
    if pair and not pair.definite:
        return Quantity(Unit(pair.value), 2, at + 1, about)
    unit = line.get(at, "unit")
    if unit and not unit.definite:
        one = line.get(at + 1, "cardinal")
        stop = at + 2 if one and one.value == 1 else at + 1
        followed = line.number(stop) is not None or dates.month(line, stop) or line.has(stop, "weekday", "other_day")
        return None if followed or _and_a_half(line, stop) else Quantity(Unit(unit.value), 1, stop, about)
    number = cardinal(line, at)
    if number is None or number.definite:
        return None
    units = line.get(number.stop, "units") or line.get(number.stop, "unit")
    if units is None or units.definite or units.clitics or _and_a_half(line, number.stop + 1):
        return None
    return Quantity(Unit(units.value), number.value, number.stop + 1, about)


def _and_a_half(line: Line, at: int) -> bool:
    return line.joined(at, "fraction") is not None


def ago(line: Line, at: int) -> Phrase | None:
    """Read «قبل يومين», «قبل ثلاثة أسابيع», and «بعد يومين» in a clause about the future."""
    before, after = line.get(at, "before"), line.get(at, "after")
    word = before or after
    if word is None or line.latin(at):
        return None
    said = quantity(line, at + 1)
    if said is None or ends_a_distance(line, said.stop, on=after is not None):
        return None
    unit, count = said.unit, said.count
    if unit is Unit.HOUR:
        if count % 24:
            return None
        unit, count = Unit.DAY, count // 24
    meaning = Offset(unit, -count if before else count)
    return Phrase(meaning, at, said.stop, line.start(at, word), "" if before else "future", approximate=said.about)


def since_quantity(line: Line, at: int) -> Phrase | None:
    """Read «منذ أسبوعين»: the stretch up to the anchor."""
    since = line.get(at, "since")
    said = quantity(line, at + 1) if since and not line.latin(at) else None
    if since is None or said is None or (said.unit is Unit.HOUR and said.count % 24):
        return None
    return Phrase(Lately(said.unit, said.count), at, said.stop, line.start(at, since), approximate=said.about, said_since=True)


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
    if unit is None or (after and after.definite) or line.key(at + 1) in TIMELESS_DAY or line.has(at + 1, "same", "who"):
        return None
    if line.has(at + 1, "article", "turn") and not line.has(at + 1, "weekday"):
        return None
    return Phrase(Offset(Unit.DAY, 0), at, at + 1, line.start(at, unit), "today")


def _other_day(line: Line, at: int) -> Phrase | None:
    first, after = line.get(at, "first_word"), line.get(at, "after")
    if first:
        yesterday = at + 2 if line.has(at + 1, "of") else at + 1
        other = line.get(yesterday, "other_day") or line.get(yesterday, "speech_day")
        return Phrase(Offset(Unit.DAY, -2), at, yesterday + 1, line.start(at, first)) if other and other.value < 0 else None
    if after:
        other = line.get(at + 1, "other_day")
        return Phrase(Offset(Unit.DAY, 2), at, at + 2, line.start(at, after)) if other and other.value > 0 else None
    other = line.get(at, "other_day") or line.get(at, "speech_day")
    if other is None or line.latin(at) or "غداء" in line.raw(at):
        return None
    if other.value < 0:
        again = line.get(at + 1, "ordinal")
        stop, count = (at + 2, -2) if again and again.value == 1 and again.definite and not again.clitics else (at + 1, -1)
        return Phrase(Offset(Unit.DAY, count), at, stop, line.start(at, other), "yesterday")
    plain = line.key(at).endswith("غدا") and "\u064b" not in line.raw(at)  # غدا is also "became"
    return Phrase(Offset(Unit.DAY, 1), at, at + 1, line.start(at, other), "tomorrow" if other.definite else "future" if plain else "")


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
    said = dates.numeric(line, linked) if line.number(linked) is not None else None
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


def turn_after(line: Line, at: int) -> tuple[int, int] | None:
    """Read الماضي، المقبل، الجاري، قبل الماضي، بعد المقبل، «اللي فات»; returns the turn and the token after it."""
    turn = line.get(at, "turn")
    if turn and turn.definite and not turn.clitics:
        return turn.value, at + 1
    skip = at + (line.key(at) == "ما")
    turn = line.get(skip + 1, "turn")
    if turn and turn.definite:
        if line.has(skip, "before") and turn.value < 0:
            return -2, skip + 2
        if line.has(skip, "after") and turn.value > 0:
            return 2, skip + 2
    passed = line.get(at + 1, "passed")
    return (passed.value, at + 2) if passed and line.has(at, "who") else None


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
    for rule in (relative_day, weekday, dates.day_pair, dates.numeric, dates.day):
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
    from index.times.meanings import Between

    turned = turn_after(line, link + 1)
    turn, stop = turned if turned else (None, link + 1)
    return Phrase(Between(Weekday(first.value), Weekday(second.value, turn), True), at, stop, line.start(at, first))


def lately(line: Line, at: int) -> Phrase | None:
    """Read «الأيام الثلاثة الماضية», «اليومين المقبلين», «الساعات الـ24 الماضية», «آخر ثلاثة أيام»."""
    last = line.get(at, "last_word")
    if last:
        said = quantity(line, at + 1)
        if said is None or said.count < 2 or line.has(said.stop, "of"):
            return None
        return _lately(said.unit, said.count, -1, Phrase(Offset(Unit.DAY, 0), at, said.stop, line.start(at, last)))
    pair = line.get(at, "pair")
    if pair and pair.definite:
        return _turned(line, at, at + 1, Unit(pair.value), 2, line.start(at, pair))
    units = line.get(at, "units")
    if units and units.definite:
        number = cardinal(line, at + 1)
        return _turned(line, at, number.stop, Unit(units.value), number.value, line.start(at, units)) if number else None
    number = cardinal(line, at)
    if number is None:
        return None
    counted = line.get(number.stop, "units") or line.get(number.stop, "unit")
    return _turned(line, at, number.stop + 1, Unit(counted.value), number.value, number.start) if counted else None


def _turned(line: Line, at: int, turn_at: int, unit: Unit, count: int, start: int) -> Phrase | None:
    turn = line.get(turn_at, "turn") or line.get(turn_at, "latest")
    if turn is None or turn.value == 0 or turn.clitics:
        return None
    return _lately(unit, count, turn.value, Phrase(Offset(Unit.DAY, 0), at, turn_at + 1, start))


def _lately(unit: Unit, count: int, turn: int, said: Phrase) -> Phrase | None:
    if unit is Unit.HOUR and count < 24:
        return None
    return replace(said, meaning=Lately(unit, count, turn > 0))


def period(line: Line, at: int) -> Phrase | None:
    """Read «الأسبوع الماضي», «هذا العام», «الشهر قبل الماضي», «الصيف المقبل», «هالأسبوع»."""
    this = line.get(at, "this")
    named = at + 1 if this and not line.latin(at) else at
    unit, season = line.get(named, "unit"), line.get(named, "season")
    word = unit or season
    if word is None or not word.definite or (unit and unit.value in (Unit.DAY, Unit.HOUR)) or line.latin(named):
        return None
    turned = turn_after(line, named + 1)
    if turned is None and not this and "ه" not in word.clitics:
        return None
    turn, stop = turned if turned else (0, named + 1)
    start = line.start(at, this) if this else line.start(at, word)
    meaning = Offset(Unit(unit.value), turn) if unit else Season(word.value, None, turn)
    return Phrase(meaning, at, stop, start)


def season(line: Line, at: int) -> Phrase | None:
    """Read «صيف 2012», «خريف العام الماضي», «شتاء 2015-2016»."""
    word = line.get(at, "season")
    if word is None or word.definite or line.latin(at):
        return None
    tail = dates.year_after(line, at + 1)
    if tail:
        return Phrase(Season(word.value, tail.year), at, tail.stop, line.start(at, word))
    pair = dates.numeric(line, at + 1) if line.number(at + 1) is not None else None
    if pair and isinstance(pair.meaning, Years) and pair.meaning.last == pair.meaning.first + 1:
        return Phrase(Season(word.value, pair.meaning.first), at, pair.stop, line.start(at, word))
    return None


def decade(line: Line, at: int) -> Phrase | None:
    """Read «ثمانينيات القرن الماضي», «الثمانينيات» (which needs a preposition)."""
    word = line.get(at, "decade")
    if word is None:
        return None
    meaning = Years(1900 + word.value, 1909 + word.value)
    of = at + 1 + line.has(at + 1, "of")
    if line.has(of, "century") and (line.has(of + 1, "turn") or (line.get(of + 1, "tens") or word).value == 20):
        return Phrase(meaning, at, of + 2, line.start(at, word))
    return Phrase(meaning, at, at + 1, line.start(at, word), "decade") if word.definite else None


def part(line: Line, at: int) -> Phrase | None:
    """Read a part of a longer stretch: «أواخر نيسان», «النصف الثاني من آذار», «الأسبوع الأول من أيار»."""
    for rule in (_share, _fraction, _week_of, _ten_days, _days_of):
        said = rule(line, at)
        if said:
            return said
    return None


def _whole(line: Line, at: int) -> Phrase | None:
    """Read what a part is of; «الشهر» and «العام» alone are the current ones."""
    if at >= len(line.tokens):
        return None
    for rule in (period, season, dates.month_phrase, dates.year, decade):
        said = rule(line, at)
        if said:
            return said
    unit = line.get(at, "unit")
    if unit and unit.definite and unit.value in (Unit.WEEK, Unit.MONTH, Unit.YEAR):
        return Phrase(Offset(Unit(unit.value), 0), at, at + 1, line.start(at, unit))
    return None


def _share(line: Line, at: int) -> Phrase | None:
    word = line.get(at, "share")
    if word is None or word.definite or line.latin(at):
        return None
    whole = _whole(line, at + 1)
    if whole is None:
        return None
    start = line.start(at, word)
    if word.value == Share.END and (line.has(at - 1, "deadline") or set(word.clitics) & set("بل")):
        meaning: Meaning = Edge(-1, whole.meaning)
    elif isinstance(whole.meaning, Offset) and whole.meaning.unit is Unit.WEEK and word.value == Share.END:
        meaning = Offset(Unit.WEEKEND, whole.meaning.count)
    else:
        meaning = Piece(min(word.value, 3), 3, whole.meaning)
    return Phrase(meaning, at, whole.stop, start, approximate=whole.approximate)


def _fraction(line: Line, at: int) -> Phrase | None:
    word = line.get(at, "fraction")
    if word is None or not word.definite or line.latin(at):
        return None
    if word.value == 2 and line.has(at + 1, "of") and (name := dates.month(line, at + 2)) and name.hijri:
        said = dates.month_phrase(line, at + 2)  # النصف من شعبان is its fifteenth day
        if said and isinstance(said.meaning, Month):
            return Phrase(Day(15, said.meaning), at, said.stop, line.start(at, word), approximate=True)
    number = _which(line, at + 1, word.value)
    if number is None:
        return None
    stop = at + 2
    whole = _whole(line, stop + line.has(stop, "of"))
    if whole is None:
        return None
    return Phrase(Piece(number, word.value, whole.meaning), at, whole.stop, line.start(at, word), approximate=whole.approximate)


def _which(line: Line, at: int, of: int) -> int | None:
    """Return which of the parts a definite ordinal names; الأخير is the last."""
    final, central, nth = line.get(at, "final"), line.get(at, "central"), line.get(at, "ordinal")
    if final and final.definite:
        return of
    if central and central.definite and of == 3:
        return 2
    return nth.value if nth and nth.definite and 1 <= nth.value <= of else None


def _week_of(line: Line, at: int) -> Phrase | None:
    """Read «الأسبوع الأول من أيار» (days 1 to 7), «آخر أسبوع من نيسان» (its last seven)."""
    unit = line.get(at, "unit")
    if unit and unit.definite and unit.value == Unit.WEEK:
        number, start = _which(line, at + 1, 6), line.start(at, unit)
    else:
        first = line.get(at, "ordinal") or line.get(at, "last_word")
        unit = line.get(at + 1, "unit")
        if first is None or unit is None or unit.value != Unit.WEEK or first.definite or unit.definite:
            return None
        number, start = (6 if first.value < 0 else first.value), line.start(at, first)
    if number is None or not line.has(at + 2, "of", "in"):
        return None
    whole = _whole(line, at + 3)
    if whole is None:
        return None
    meaning = Edge(-7, whole.meaning) if number == 6 else Edge(7, whole.meaning, 7 * (number - 1))
    return Phrase(meaning, at, whole.stop, start, approximate=whole.approximate)


def _ten_days(line: Line, at: int) -> Phrase | None:
    """Read «العشر الأواخر من رمضان», «العشر الأوائل من ذي الحجة»."""
    ten = line.get(at, "ten_days")
    if ten is None or not ten.definite:
        return None
    late, early = line.get(at + 1, "share"), line.get(at + 1, "plural_first")
    number = late.value if late and late.definite else 2 if line.has(at + 1, "central") else 1 if early else None
    whole = _whole(line, at + 3) if number and line.has(at + 2, "of") else None
    if whole is None or number is None:
        return None
    return Phrase(Piece(number, 3, whole.meaning), at, whole.stop, line.start(at, ten), approximate=whole.approximate)


def _days_of(line: Line, at: int) -> Phrase | None:
    """Read «الأيام الثلاثة الأولى من نيسان», «أول ثلاثة أيام من», «آخر يومين من», «آخر يوم من»."""
    units, first, last = line.get(at, "units"), line.get(at, "first_word"), line.get(at, "last_word")
    unit = Unit.DAY
    if units and units.definite and units.value in (Unit.DAY, Unit.WEEK, Unit.MONTH):
        number = cardinal(line, at + 1)
        which = line.get(number.stop, "ordinal") or line.get(number.stop, "final") if number else None
        if number is None or which is None or not which.definite or which.value > 1:
            return None
        stop, start, count = number.stop + 1, line.start(at, units), number.value * which.value
        unit = Unit(units.value)
    elif first or last:
        said = quantity(line, at + 1)
        word = last or first
        if said is None or said.unit not in (Unit.DAY, Unit.WEEK, Unit.MONTH) or word is None:
            return None
        if said.count == 1 and (first or said.unit is not Unit.DAY):
            return None
        unit = said.unit
        stop, start, count = said.stop, line.start(at, word), said.count * (-1 if last else 1)
    else:
        return None
    whole = _whole(line, stop + 1) if line.has(stop, "of", "in") else None
    if whole is None:
        return None
    return Phrase(Edge(count, whole.meaning, 0, unit), at, whole.stop, start, approximate=whole.approximate)


POINTS: tuple[Rule, ...] = (
    part_of_day,
    relative_day,
    weekday,
    dates.day_pair,
    dates.numeric,
    dates.day,
    part,
    lately,
    ago,
    since_quantity,
    period,
    season,
    dates.month_phrase,
    decade,
    dates.year,
)
