"""The archive at a glance: how much it holds, of when and from whom."""

from collections.abc import Mapping

from assistant.ui import words
from assistant.ui.html import Markup, isolated, tag
from assistant.ui.scope import bars, histogram
from assistant.ui.visit import Scope
from assistant.ui.words import Reader
from index.catalogue import Coverage


def overview(coverage: Coverage, days: Mapping[str, int], reader: Reader) -> Markup:
    """Show in a few lines what the archive holds, and its articles over time."""
    if not coverage.articles:
        return Markup()
    return tag(
        "section",
        tag("h2", reader.say(words.ARCHIVE)),
        facts(coverage, reader),
        histogram(bars(days), Scope(), reader, dragged=False),
        class_="glance",
    )


def facts(coverage: Coverage, reader: Reader) -> Markup:
    """List how many articles of how many outlets there are, over which days, and how fresh they are."""
    told = [reader.count(coverage.articles, words.ARTICLES), reader.count(len(coverage.sources), words.OUTLETS)]
    if coverage.first and coverage.last:
        told.append(reader.interval(coverage.first, coverage.last))
        told.append(reader.say(words.NEWEST, day=reader.day(coverage.last)))
    return tag(
        "ul", *(tag("li", isolated(fact)) for fact in told), class_="overview", aria_label=reader.say(words.ARCHIVE)
    )
