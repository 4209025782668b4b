"""The product's own words in both languages: dates, frames and reasons. Nothing here is quoted from an article."""

from collections.abc import Sequence
from datetime import date

from assistant.statement import Language, Reason, Window
from index.catalogue import Coverage, Event
from index.places import Place

_MONTHS = {
    "en": "January February March April May June July August September October November December".split(),
    "ar": (
        "كانون الثاني/يناير|شباط/فبراير|آذار/مارس|نيسان/أبريل|أيار/مايو|حزيران/يونيو|تموز/يوليو|آب/أغسطس|"
        "أيلول/سبتمبر|تشرين الأول/أكتوبر|تشرين الثاني/نوفمبر|كانون الأول/ديسمبر"
    ).split("|"),
}
"""Arabic readers of different countries know different names of the months: both are given."""

_REASONS: dict[Reason, dict[Language, str]] = {
    Reason.EMPTY_ARCHIVE: {
        "ar": "الأرشيف فارغ: أضف مقالات أولا.",
        "en": "The archive is empty: add articles first.",
    },
    Reason.NOTHING_FOUND: {
        "ar": "لا يوجد في الأرشيف شيء عن هذا.",
        "en": "The archive holds nothing on this.",
    },
    Reason.WINDOW: {
        "ar": "لا يوجد في الأرشيف شيء عن هذا في المدة {window}.",
        "en": "The archive holds nothing on this for {window}.",
    },
    Reason.OUTLET: {
        "ar": "لا يوجد في الأرشيف شيء عن هذا من {outlets}.",
        "en": "The archive holds nothing on this from {outlets}.",
    },
    Reason.PLACE: {
        "ar": "لا يوجد في الأرشيف شيء كاف عن هذا في {places}.",
        "en": "The archive holds nothing sufficient on this about {places}.",
    },
    Reason.WEAK: {
        "ar": "لا يوجد في الأرشيف ما يكفي للإجابة عن هذا.",
        "en": "The archive holds nothing that answers this.",
    },
    Reason.PREMISE: {
        "ar": "لا يؤيد الأرشيف ما يفترضه السؤال.",
        "en": "The archive does not bear out what the question assumes.",
    },
}


_BRACKETS = str.maketrans(dict.fromkeys("[]{}<>⟦⟧【】", " "))


def day(value: date, language: Language) -> str:
    """Write a day: «8 نيسان/أبريل 2024», "8 April 2024"."""
    return f"{value.day} {_MONTHS[language][value.month - 1]} {value.year}"


def interval(first: date | None, last: date | None, language: Language) -> str:
    """Write an interval of days; an open end is None. Whole months and years are written as such."""
    if first is None or last is None:
        if first is not None:
            return f"منذ {day(first, 'ar')}" if language == "ar" else f"since {day(first, 'en')}"
        if last is not None:
            return f"حتى {day(last, 'ar')}" if language == "ar" else f"until {day(last, 'en')}"
        return ""
    if first == last:
        return day(first, language)
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return str(first.year)
    month_after = date(last.year + last.month // 12, last.month % 12 + 1, 1)
    if first.day == 1 and (first.year, first.month) == (last.year, last.month) and (month_after - last).days == 1:
        return f"{_MONTHS[language][first.month - 1]} {first.year}"
    dash = " – "
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}{dash}{day(last, language)}"
    return f"{day(first, language)}{dash}{day(last, language)}"


def heading(
    event: Event | None, published: date | None, places: Sequence[Place], outlets: Sequence[str], language: Language
) -> str:
    """Write the line above a quote: when it happened (or was published), where, and who says so.

    An English reader sees a place in both scripts, so that it can be found in the quote.
    """
    parts = []
    if event is not None and not event.reported:
        parts.append(interval(event.first, event.last, language))
    elif published is not None:
        parts.append(f"نُشر في {day(published, 'ar')}" if language == "ar" else f"published {day(published, 'en')}")
    if language == "en" and places:
        parts.append(", ".join(f"{place.english} ({place.arabic})" for place in places[:2]))
    named = [plain_name(outlet) for outlet in outlets]
    parts += ["، ".join(named) if language == "ar" else ", ".join(named)] if named else []
    return " · ".join(parts)


def plain_name(outlet: str) -> str:
    """Return the name of an outlet on one line, without brackets: it comes with the article and may imitate a mark."""
    return " ".join(outlet.translate(_BRACKETS).split())


def refusal(
    reason: Reason,
    language: Language,
    *,
    window: Window | None = None,
    places: Sequence[Place] = (),
    outlets: Sequence[str] = (),
    coverage: Coverage | None = None,
) -> str:
    """Write why there is no answer, and what the archive does cover."""
    comma = "، " if language == "ar" else ", "
    named = comma.join(place.arabic if language == "ar" else f"{place.english} ({place.arabic})" for place in places)
    text = _REASONS[reason][language].format(
        window=interval(window.first, window.last, language) if window else "",
        places=named,
        outlets=comma.join(plain_name(outlet) for outlet in outlets),
    )
    if coverage is None or not coverage.articles or coverage.first is None:
        return text
    span = interval(coverage.first, coverage.last, language)
    if language == "ar":
        return f"{text} يضم الأرشيف {coverage.articles} من المقالات ({span})."
    articles = "1 article" if coverage.articles == 1 else f"{coverage.articles} articles"
    return f"{text} It covers {articles} ({span})."


def widening(event: Event | None, published: date | None, language: Language) -> str:
    """Write from which days the nearest outside the window is, so that the window can be widened to it."""
    days = interval(event.first, event.last, language) if event else day(published, language) if published else ""
    if not days:
        return ""
    if language == "ar":
        return f"أقرب ما فيه عن {days}: وسّع المدة لتشمله."
    return f"The nearest is from {days}: widen the window to see it."


def differing(language: Language) -> str:
    """Write the line above quotes that give different numbers for the same thing."""
    return "تختلف الأرقام بين المصادر:" if language == "ar" else "The figures differ between sources:"


def contradicting(language: Language) -> str:
    """Write the line above a quote that speaks against what the question takes for granted."""
    if language == "ar":
        return "وقد يخالف هذا ما يفترضه السؤال:"
    return "This may speak against what the question assumes:"
