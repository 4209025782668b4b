"""The list of articles in the library: chosen, sorted, paged and counted."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.ui import library_words, words
from assistant.ui.html import Markup, block, isolated, join, tag
from assistant.ui.words import Reader
from index.arabic import fold_text

_PER_PAGE = 50
_MONTHS, _OUTLETS = 36, 8
"""Rows and columns of the table of counts; the rest is in the totals."""
ORDERS = {
    "newest": library_words.SORT_NEWEST,
    "oldest": library_words.SORT_OLDEST,
    "title": library_words.SORT_TITLE,
    "outlet": library_words.SORT_OUTLET,
}


@dataclass(frozen=True, slots=True)
class Row:
    """An article in the list."""

    article_id: str
    title: str
    source: str
    day: date | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of the list is wanted: words of the title, an outlet, the order, the page from 0."""

    text: str = ""
    source: str | None = None
    order: str = "newest"
    page: int = 0


def chosen(rows: Sequence[Row], wanted: Wanted) -> list[Row]:
    """Return the rows that are wanted, in order; rows come newest first. Words are found in any spelling."""
    folded = fold_text(wanted.text).split()
    fit = [
        row
        for row in rows
        if (wanted.source is None or row.source == wanted.source)
        and (not folded or all(word in fold_text(f"{row.title} {row.article_id}") for word in folded))
    ]
    if wanted.order == "oldest":
        return sorted(fit, key=lambda row: row.day or date.max)
    if wanted.order == "title":
        return sorted(fit, key=lambda row: fold_text(row.title))
    if wanted.order == "outlet":
        return sorted(fit, key=lambda row: row.source)
    return fit


def finder(rows: Sequence[Row], changes: str, reader: Reader) -> Markup:
    """Return the fields by which articles are found, with the list that they fill."""
    outlets = Counter(row.source for row in rows)
    options = [tag("option", reader.say(library_words.ALL_OUTLETS), value="")]
    for source, count in outlets.most_common():
        name = source or reader.say(words.UNKNOWN_OUTLET)
        options.append(tag("option", f"{name} ({reader.number(count)})", value=f"={source}"))
    orders = [tag("option", reader.say(name), value=order) for order, name in ORDERS.items()]
    return tag(
        "form",
        tag("h2", reader.say(library_words.LIST)),
        tag(
            "input",
            type="search",
            name="text",
            class_="field",
            dir="auto",
            placeholder=reader.say(library_words.FIND),
            aria_label=reader.say(library_words.FIND),
            autocomplete="off",
        ),
        tag("select", *options, name="source", class_="field", aria_label=reader.say(library_words.COLUMN_OUTLET)),
        tag("select", *orders, name="order", class_="field", aria_label=reader.say(library_words.SORT)),
        data_form="find",
        data_live=True,
        data_refresh=changes,
        role="search",
    )


def listed(rows: Sequence[Row], wanted: Wanted, reader: Reader) -> Markup:
    """Return one page of the rows that are wanted."""
    fit = chosen(rows, wanted)
    if not fit:
        return tag("p", reader.say(library_words.NOTHING_LISTED), class_="resting", role="status") if rows else Markup()
    pages = -(-len(fit) // _PER_PAGE)
    page = min(wanted.page, pages - 1)
    body = [_row(row, reader) for row in fit[page * _PER_PAGE : (page + 1) * _PER_PAGE]]
    names = (library_words.COLUMN_TITLE, library_words.COLUMN_OUTLET, library_words.COLUMN_DAY)
    heads = [tag("th", reader.say(name), scope="col") for name in names]
    heads.append(tag("th", tag("span", reader.say(library_words.COLUMN_ACTIONS), class_="unseen"), scope="col"))
    return join(
        tag("p", reader.count(len(fit), words.ARTICLES), class_="hint", role="status"),
        tag("table", tag("thead", tag("tr", *heads)), tag("tbody", *body), class_="articles"),
        _pager(replace(wanted, page=page), pages, reader) if pages > 1 else None,
    )


def _row(row: Row, reader: Reader) -> Markup:
    title = row.title or reader.say(words.UNTITLED)
    return tag(
        "tr",
        tag(
            "td",
            tag(
                "button",
                block("span", title),
                type="button",
                class_="title",
                data_act="show",
                data_article=row.article_id,
            ),
        ),
        tag("td", isolated(row.source or reader.say(words.UNKNOWN_OUTLET))),
        tag("td", isolated(reader.day(row.day) if row.day else reader.say(words.NO_DAY))),
        tag(
            "td",
            tag(
                "button",
                tag("span", "×", aria_hidden="true"),
                type="button",
                class_="icon",
                data_act="remove",
                data_article=row.article_id,
                data_sure=reader.say(library_words.REMOVE_SURE),
                aria_label=reader.say(library_words.REMOVE_THIS, title=title),
                title=reader.say(library_words.REMOVE),
            ),
        ),
    )


def _pager(wanted: Wanted, pages: int, reader: Reader) -> Markup:
    def step(name: words.Text, page: int) -> Markup:
        return tag(
            "button",
            reader.say(name),
            type="button",
            class_="secondary",
            data_act="turn_page",
            data_text=wanted.text,
            data_source="" if wanted.source is None else f"={wanted.source}",
            data_order=wanted.order,
            data_page=page,
            disabled=not 0 <= page < pages,
        )

    here = tag("span", reader.say(library_words.PAGE_OF, n=wanted.page + 1, all=pages))
    return tag(
        "nav",
        step(library_words.PAGE_BEFORE, wanted.page - 1),
        here,
        step(library_words.PAGE_AFTER, wanted.page + 1),
        class_="pager",
    )


def counts(rows: Sequence[Row], reader: Reader) -> Markup:
    """Count articles by month and outlet, the newest month first."""
    if not rows:
        return Markup()
    months = Counter((row.day.replace(day=1) if row.day else None, row.source) for row in rows)
    outlets = [source for source, _ in Counter(row.source for row in rows).most_common(_OUTLETS)]
    whole = Counter(row.day.replace(day=1) if row.day else None for row in rows)
    order = sorted(whole, key=lambda month: month or date.min, reverse=True)[:_MONTHS]
    head = [tag("th", tag("span", reader.say(library_words.COLUMN_DAY), class_="unseen"), scope="col")]
    head += [tag("th", isolated(source or reader.say(words.UNKNOWN_OUTLET)), scope="col") for source in outlets]
    head.append(tag("th", reader.say(words.TOTAL), scope="col"))
    body = []
    for month in order:
        name = reader.month(month) if month else reader.say(words.NO_DAY)
        cells = [months[month, source] for source in outlets]
        shown = [tag("td", reader.number(count) if count else "·") for count in cells]
        body.append(
            tag(
                "tr",
                tag("th", isolated(name), scope="row"),
                *shown,
                tag("td", reader.number(whole[month]), class_="sum"),
            )
        )
    table = tag("table", tag("thead", tag("tr", *head)), tag("tbody", *body), class_="counts")
    around = tag("div", table, class_="scroll", tabindex=0, role="region", aria_label=reader.say(words.BY_MONTH))
    return tag("details", tag("summary", reader.say(words.BY_MONTH)), around)
