"""What every export tells of a quote, and its labels in both languages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from assistant.citations import Citation
from assistant.remembering import Broken, Remembered
from assistant.statement import Language
from index.catalogue import Event


@dataclass(frozen=True, slots=True)
class Cited:
    """A quote with all that is known of it. `broken` says why it no longer holds, "" while it does."""

    n: int
    quote: str
    article_id: str
    start: int
    end: int
    title: str
    source: str
    url: str
    published: str
    event: Event | None
    collected: date | None
    broken: str = ""

    @property
    def event_from(self) -> str:
        """The first day of the event (ISO), "" where none is known."""
        return self.event.first.isoformat() if self.event else ""

    @property
    def event_to(self) -> str:
        """The last day of the event (ISO), "" where none is known."""
        return self.event.last.isoformat() if self.event else ""

    @property
    def precision(self) -> str:
        """How exactly the time of the event is known, "" where none is known."""
        return self.event.precision if self.event else ""

    @property
    def event_days(self) -> str:
        """The event's days: «2018-04-07», «2018-04-07/2018-04-10» (ISO 8601)."""
        return self.event_from if self.event_from == self.event_to else f"{self.event_from}/{self.event_to}"

    @property
    def link(self) -> str:
        """The article's address if it is one that can be opened without harm, else ""."""
        safe = self.url.lower().startswith(("http://", "https://")) and not set(self.url) & set('<>"\\^`{|}')
        return self.url if safe and all(character > " " and character.isprintable() for character in self.url) else ""

    @property
    def collected_day(self) -> str:
        """The day on which the article came into the archive (ISO), "" where it is not known."""
        return self.collected.isoformat() if self.collected else ""


def cited(remembered: Remembered) -> list[Cited]:
    """Return the quotes of an answer in the order of their numbers, those that no longer hold in their places."""
    quotes = [_of_citation(citation) for citation in remembered.answer.citations]
    quotes += [_of_broken(broken) for broken in remembered.broken]
    return sorted(quotes, key=lambda quote: quote.n)


def nearest(remembered: Remembered) -> Cited | None:
    """Return the quote that a refusal names as nearest, if it has one that still holds."""
    refusal = remembered.answer.refusal
    return None if refusal is None or refusal.nearest is None else _of_citation(refusal.nearest)


def _of_citation(citation: Citation) -> Cited:
    article = citation.article
    return Cited(
        n=citation.n,
        quote=citation.quote,
        article_id=article.article_id,
        start=citation.span.start,
        end=citation.span.end,
        title=article.title,
        source=article.source,
        url=article.url or "",
        published=article.published or (article.day.isoformat() if article.day else ""),
        event=citation.event,
        collected=article.collected,
    )


def _of_broken(broken: Broken) -> Cited:
    return Cited(
        n=broken.n,
        quote=broken.quote,
        article_id=broken.article_id,
        start=broken.span.start,
        end=broken.span.end,
        title=broken.title,
        source=broken.source,
        url=broken.url or "",
        published=broken.published or "",
        event=broken.event,
        collected=broken.collected,
        broken=broken.why,
    )


def moment(asked_at: datetime) -> str:
    """Write a time of asking with its offset from UTC: «2024-06-10 14:30 +03:00»."""
    offset = asked_at.strftime("%z")
    return f"{asked_at:%Y-%m-%d %H:%M} {offset[:3]}:{offset[3:5]}"


LABELS: dict[str, tuple[str, str]] = {
    "asked": ("سُئل في", "Asked"),
    "window": ("المدة", "Window"),
    "places": ("الأماكن", "Places"),
    "outlets": ("المصادر المختارة", "Outlets"),
    "answerer": ("كتب الجواب", "Answered by"),
    "sources": ("المصادر", "Sources"),
    "source": ("المصدر", "Outlet"),
    "title": ("العنوان", "Title"),
    "article": ("المقال", "Article"),
    "span": ("الموضع", "Span"),
    "published": ("نُشر", "Published"),
    "event": ("وقع", "Event"),
    "collected": ("جُمع", "Collected"),
    "link": ("الرابط", "Link"),
    "unknown": ("غير معروف", "unknown"),
    "nearest": ("الأقرب، وليس جوابا", "Nearest, not an answer"),
    "broken": ("لم يعد هذا الاقتباس قائما", "This citation no longer holds"),
}


def label(name: str, language: Language) -> str:
    """Return a label of the exports in the language of the interface."""
    return LABELS[name][0 if language == "ar" else 1]


def frame(remembered: Remembered, asked_at: datetime, language: Language) -> Sequence[tuple[str, str]]:
    """Return label and value of what is to be known of a whole answer: when it was asked, and within what bounds."""
    answer = remembered.answer
    between = ", " if language == "en" else "، "
    lines = [(label("asked", language), moment(asked_at))]
    if answer.window is not None:
        ends = answer.window.first, answer.window.last
        lines.append((label("window", language), "/".join(end.isoformat() if end else ".." for end in ends)))
    if answer.places:
        lines.append((label("places", language), between.join(answer.places)))
    if answer.outlets:
        lines.append((label("outlets", language), between.join(answer.outlets)))
    lines.append((label("answerer", language), answer.answerer))
    return lines


def details(quote: Cited, language: Language) -> Sequence[tuple[str, str]]:
    """Return label and value of everything about a quote but the quote itself, the link last."""
    unknown = label("unknown", language)
    values = [
        ("title", quote.title or unknown),
        ("source", quote.source or unknown),
        ("published", quote.published or unknown),
        ("event", quote.event_days + (f" ({quote.precision})" if quote.precision else "") or unknown),
        ("collected", quote.collected_day or unknown),
        ("article", quote.article_id),
        ("span", f"{quote.start}-{quote.end}"),
        ("link", quote.url or unknown),
    ]
    return [(label(name, language), value) for name, value in values]
