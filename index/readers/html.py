"""Web pages: the article without menus and advertisements. The only home of trafilatura, which is used offline."""

import json
import re
from collections.abc import Iterator
from datetime import date
from itertools import islice
from types import MappingProxyType

from index.article import Article
from index.errors import ReadingError
from index.readers.characters import without_controls
from index.readers.encodings import decode
from index.readers.outcome import Given, Input, Note, Outcome, first_line
from index.readers.reasons import Reason
from index.readers.records import day_of, web_address

_CHARSET = re.compile(rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""", re.IGNORECASE)
_REFERENCE = re.compile(r"&#(?:(\d{1,9})|[xX]([0-9a-fA-F]{1,8}));?")
_TAG = re.compile(r"<(?:meta|time)\b[^>]{0,2000}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([a-zA-Z:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_LINKED_DATA = re.compile(r"<script\b[^>]{0,300}ld\+json[^>]{0,300}>", re.IGNORECASE)
_SCANNED = 1_000_000
"""Characters of a page in which its declarations are looked for."""
_SCRIPTS = 20
_PUBLISHED = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "parsely-pub-date",
    "dc.date",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.issued",
    "sailthru.date",
    "date",
)
"""Names of `meta` that hold the day of publication, surest first."""


def read_html(input_: Input, given: Given) -> Iterator[Outcome]:
    """Yield the article of a page: its text without what stands around it; title, date, outlet, address from its head.

    The date is only taken from where a page declares it (`meta`, linked data, `time`), never guessed from the text.
    The outlet is the given one, else what the page calls itself, else the host. Whatever a page
    claims, its `article_id` comes from the file or address it was read from: no page can take another's place.

    Raises:
        ReadingError: if the page holds no article text, or its letters are damaged.
    """
    data = input_.whole()
    declared = _CHARSET.search(data[:8192])
    charset = input_.charset or (declared.group(1).decode("ascii") if declared else None)
    decoded = decode(data, declared=charset, lenient=True)
    page = _REFERENCE.sub(_valid_reference, without_controls(decoded.text))
    from trafilatura import bare_extraction

    found = bare_extraction(page, with_metadata=True, include_comments=False, include_tables=True)
    if found is None or isinstance(found, dict) or not (found.text or "").strip():
        raise ReadingError(Reason.NO_ARTICLE())
    text = without_controls(str(found.text))
    if "\ufffd" in text:
        raise ReadingError(Reason.PAGE_DAMAGED(why="; ".join(decoded.remarks) or Reason.LETTERS_LOST()))
    for remark in decoded.remarks:
        if "damaged" not in remark:
            yield Note(input_.name, None, remark)
    published = published_in(page)
    metadata = {"file": input_.file_name, "encoding": decoded.encoding}
    if found.author:
        metadata["author"] = str(found.author)
    canonical = web_address(str(found.url or ""))
    if input_.url and canonical and canonical != input_.url:
        metadata["canonical"] = canonical
    yield Article(
        article_id=input_.article_id,
        title=without_controls(str(found.title or "")).strip() or first_line(text),
        text=text,
        published=published,
        day=_day(published),
        day_known_from="metadata" if published else "",
        source=given.source or without_controls(str(found.sitename or "")).strip() or input_.host,
        url=input_.url or canonical,
        collected=given.collected,
        metadata=MappingProxyType(metadata),
    )


def _valid_reference(match: re.Match[str]) -> str:
    """Drop a reference to what is no character (&#0; &#xD800;), over which a parser gives up the whole page."""
    code = int(match.group(1)) if match.group(1) else int(match.group(2), 16)
    control = code < 0x20 and code not in {9, 10, 13}
    bad = control or 0xD800 <= code <= 0xDFFF or code & 0xFFFE == 0xFFFE or code > 0x10FFFF
    return "" if bad else match.group()


def _day(published: str | None) -> date | None:
    return day_of(published) if published else None


def published_in(page: str) -> str | None:
    """Return the day or moment of publication that the page declares in ISO 8601, as written there; None if none.

    `<meta property="article:published_time" content="2018-04-07T23:30:00+03:00">` -> "2018-04-07T23:30:00+03:00".
    """
    named: dict[str, str] = {}
    times: list[str] = []
    for match in _TAG.finditer(page[:_SCANNED]):
        attributes = {name.lower(): a or b or c for name, a, b, c in _ATTRIBUTE.findall(match.group())}
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or ""
        value = attributes.get("content") or attributes.get("datetime") or ""
        if day_of(value):
            named.setdefault(name.lower().strip(), value.strip())
            if "datetime" in attributes:
                times.append(value.strip())
    surest = named.get(_PUBLISHED[0]) or _linked_data(page[:_SCANNED])
    if surest:
        return surest
    return next((named[name] for name in _PUBLISHED if name in named), times[0] if times else None)


def _linked_data(page: str) -> str | None:
    for match in islice(_LINKED_DATA.finditer(page), _SCRIPTS):
        end = page.find("</script", match.end())
        try:
            found = _date_published(json.loads(page[match.end() : end if end >= 0 else len(page)]), depth=0)
        except (ValueError, RecursionError):
            continue
        if found:
            return found
    return None


def _date_published(value: object, depth: int) -> str | None:
    """Look for `datePublished` in linked data, some levels deep."""
    if depth > 6:
        return None
    if isinstance(value, dict):
        own = value.get("datePublished")
        if isinstance(own, str) and day_of(own):
            return own.strip()
        value = list(value.values())
    if isinstance(value, list):
        return next((found for part in value[:200] if (found := _date_published(part, depth + 1))), None)
    return None
