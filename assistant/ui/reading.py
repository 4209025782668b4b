"""The reading pane: the original article at the cited span, or several outlets side by side."""

from collections.abc import Sequence

from assistant.citations import Citation
from assistant.statement import Answer, Statement
from assistant.ui import words
from assistant.ui.html import Markup, block, isolated, join, outside_link, tag
from assistant.ui.statements import number, outlet_of
from assistant.ui.words import Reader
from index.article import Article, Span

_AROUND = 350
"""Code points before and after the quote that a side-by-side card shows."""


def resting(reader: Reader, hint: words.Text = words.READING_HINT) -> Markup:
    """Show what the pane is for."""
    return tag("p", reader.say(hint), class_="resting")


def cited(
    answer: Answer,
    at: int,
    citation: Citation,
    reader: Reader,
    aid: Markup = Markup(),  # noqa: B008
) -> Markup:
    """Show the article of a citation with its span marked; the other quotes from it are marked lightly.

    `aid` stands above the article: help for reading it, which is no part of it.
    """
    others = [one.span for one in answer.citations if one.article.article_id == citation.article.article_id]
    return tag(
        "section",
        _bar(answer, at, citation, reader),
        _twins(answer, at, citation, reader),
        aid,
        _article(citation.article, reader, citation, others),
        class_="reading",
        aria_label=reader.say(words.READING),
        tabindex="-1",
    )


def nearest(citation: Citation, reader: Reader, aid: Markup = Markup()) -> Markup:  # noqa: B008
    """Show the article of the nearest quote of a refusal: no source of an answer, hence no number."""
    bar = _closing(tag("p", reader.say(words.NEAREST_SHOWN), class_="place"), reader)
    return tag(
        "section",
        bar,
        aid,
        _article(citation.article, reader, citation, ()),
        class_="reading",
        aria_label=reader.say(words.READING),
        tabindex="-1",
    )


def whole(article: Article, reader: Reader) -> Markup:
    """Show an article of the library."""
    bar = _closing(tag("p", reader.say(words.READING), class_="place"), reader)
    return tag(
        "section",
        bar,
        _article(article, reader, None, ()),
        class_="reading",
        aria_label=reader.say(words.READING),
        tabindex="-1",
    )


def side_by_side(at: int, statement: Statement, reader: Reader) -> Markup:
    """Show what each outlet of one statement wrote, side by side."""
    cards = [_card(citation, at, reader) for citation in statement.citations]
    return tag(
        "section",
        _closing(tag("p", _outlets(statement, reader), class_="place"), reader),
        tag("div", *cards, class_="cards"),
        class_="reading comparing",
        aria_label=reader.say(words.COMPARE),
        tabindex="-1",
    )


def _outlets(statement: Statement, reader: Reader) -> str:
    outlets = {citation.article.source for citation in statement.citations}
    return reader.say(words.SIDE_BY_SIDE, outlets=reader.count(len(outlets), words.OUTLETS))


def paragraphs(article: Article, mark: Span | None, light: Sequence[Span] = ()) -> Markup:
    """Show the text of an article, each line in its own direction; marks that cross a line are parted there.

    The marked stretches, put together, are the quote to the letter but for its line breaks.
    """
    shown = []
    start = 0
    for line in article.text.split("\n"):
        span = Span(start, start + len(line))
        if line.strip():
            shown.append(block("p", _line(article, span, mark, light)))
        start = span.end + 1
    return join(*shown)


def _line(article: Article, line: Span, mark: Span | None, light: Sequence[Span]) -> Markup:
    spans = [mark] if mark is not None else []
    spans += [one for one in sorted(light) if not any(one.overlaps(other) for other in spans)]
    parts: list[str] = []
    at = line.start
    for span in sorted(spans):
        start, end = max(span.start, at), min(span.end, line.end)
        if start < end:
            element = "mark" if span == mark else "u"
            parts += [
                article.text[at:start],
                tag(element, article.text[start:end], class_="cited" if span == mark else "also"),
            ]
            at = end
    return join(*parts, article.text[at : line.end])


def _article(article: Article, reader: Reader, citation: Citation | None, others: Sequence[Span]) -> Markup:
    title = article.title.strip() or reader.say(words.UNTITLED)
    return tag(
        "article",
        tag(
            "header",
            block("p", outlet_of(article, reader), class_="outlet"),
            block("h2", title),
            _days(article, reader, citation),
            tag("p", outside_link(article.url, article.url), class_="link", dir="ltr") if article.url else None,
        ),
        tag("div", paragraphs(article, citation.span if citation else None, others), class_="body", lang="ar"),
    )


def _days(article: Article, reader: Reader, citation: Citation | None) -> Markup:
    published = reader.day(article.day) if article.day else article.published or reader.say(words.UNKNOWN_DAY)
    rows = [(words.PUBLISHED_FROM_TEXT if article.day_known_from == "dateline" else words.PUBLISHED, published)]
    event = citation.event if citation else None
    if event is not None and not event.reported:
        when = reader.interval(event.first, event.last)
        rows.append((words.HAPPENED, reader.say(words.APPROXIMATE, when=when) if event.approximate else when))
    rows.append(
        (words.COLLECTED, reader.day(article.collected) if article.collected else reader.say(words.UNKNOWN_DAY))
    )
    return tag("dl", *(tag("div", tag("dt", reader.say(name)), tag("dd", isolated(day))) for name, day in rows))


def _bar(answer: Answer, at: int, citation: Citation, reader: Reader) -> Markup:
    citations = answer.citations
    place = [one.n for one in citations].index(citation.n)
    return _closing(
        join(
            _step(words.PREVIOUS, "‹", citations, place - 1, at, reader, "previous"),
            tag(
                "p", reader.say(words.OF_SOURCES, n=citation.n, all=len(citations)), class_="place", aria_live="polite"
            ),
            _step(words.NEXT, "›", citations, place + 1, at, reader, "next"),
        ),
        reader,
    )


def _step(
    name: words.Text, arrow: str, citations: Sequence[Citation], place: int, at: int, reader: Reader, step: str
) -> Markup:
    inside = 0 <= place < len(citations)
    label = reader.say(name)
    return tag(
        "button",
        tag("span", arrow, aria_hidden="true", class_="arrow"),
        type="button",
        class_="icon",
        data_act="open",
        data_turn=at,
        data_n=citations[place].n if inside else -1,
        data_step=step,
        aria_label=label,
        title=label,
        disabled=not inside,
    )


def _closing(middle: Markup, reader: Reader) -> Markup:
    label = reader.say(words.CLOSE)
    cross = tag("span", "×", aria_hidden="true")
    close = tag("button", cross, type="button", class_="icon close", data_act="close", aria_label=label, title=label)
    return tag("div", middle, close, class_="bar")


def _twins(answer: Answer, at: int, citation: Citation, reader: Reader) -> Markup:
    """Name the other sources of the same statement, to go from outlet to outlet."""
    for statement in answer.statements:
        if citation in statement.citations and len(statement.citations) > 1:
            items = [
                tag(
                    "li", number(one, at, reader, chosen=one == citation), " ", isolated(outlet_of(one.article, reader))
                )
                for one in statement.citations
            ]
            return tag("ul", *items, class_="twins", aria_label=_outlets(statement, reader))
    return Markup()


def _card(citation: Citation, at: int, reader: Reader) -> Markup:
    article, span = citation.article, citation.span
    around = Span(max(0, span.start - _AROUND), min(len(article.text), span.end + _AROUND))
    before = "… " if around.start else ""
    after = " …" if around.end < len(article.text) else ""
    part = join(
        before,
        article.text[around.start : span.start],
        tag("mark", citation.quote, class_="cited"),
        article.text[span.end : around.end],
        after,
    )
    return tag(
        "article",
        tag("h3", number(citation, at, reader), " ", isolated(outlet_of(article, reader))),
        _days(article, reader, citation),
        block("p", part, class_="body", lang="ar"),
        class_="card",
    )
