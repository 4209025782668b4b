"""A citation is a span of an article, to the letter, or it is refused."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from assistant.citations import LONGEST_QUOTE, Citation
from assistant.errors import CitationError
from index.article import Article, Sentence, Span
from index.catalogue import Event

TEXT = "نفى الجيشُ ذلك 😀. ولم يؤكّد أحدٌ الخبر."
ARTICLE = Article("خبر-1", "نفي", TEXT, published="2018-04-08T10:00:00+03:00", day=date(2018, 4, 8), source="النور")


def test_the_quote_is_read_from_the_article() -> None:
    start = TEXT.index("ولم")
    citation = Citation(1, ARTICLE, Span(start, len(TEXT)))
    assert citation.quote == "ولم يؤكّد أحدٌ الخبر."
    assert citation.as_dict() == {
        "n": 1,
        "article_id": "خبر-1",
        "start": start,  # code points: the emoji is one
        "end": len(TEXT),
        "quote": "ولم يؤكّد أحدٌ الخبر.",
        "title": "نفي",
        "source": "النور",
        "url": None,
        "published": "2018-04-08T10:00:00+03:00",
        "event": None,
    }


def test_an_event_and_a_day_that_only_the_dateline_tells() -> None:
    article = Article("2", "", TEXT, day=date(2018, 4, 8), day_known_from="dateline")
    event = Event(Sentence(Span(0, 5), 0), date(2018, 4, 1), date(2018, 4, 30), "month")
    cited = Citation(2, article, Span(0, 5), event).as_dict()
    assert cited["published"] == "2018-04-08"
    assert cited["event"] == {"from": "2018-04-01", "to": "2018-04-30", "precision": "month"}


@pytest.mark.parametrize(
    "span",
    [
        Span(0, 0),  # empty
        Span(0, len(TEXT) + 1),  # beyond the end
        Span(len(TEXT), len(TEXT)),
    ],
)
def test_spans_that_do_not_hold_are_refused(span: Span) -> None:
    with pytest.raises(CitationError, match=r"خبر-1 \[\d+:\d+\] cannot be cited"):
        Citation(1, ARTICLE, span)


def test_a_quote_has_at_most_400_code_points() -> None:
    article = Article("3", "", "ا" * 500)
    assert len(Citation(1, article, Span(0, LONGEST_QUOTE)).quote) == 400
    with pytest.raises(CitationError):
        Citation(1, article, Span(0, 401))


@given(st.data(), st.text(min_size=1, max_size=80))
def test_a_kept_citation_is_restored_only_to_the_letter(data: st.DataObject, text: str) -> None:
    article = Article("4", "", text)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assert Citation.restored(1, article, start, end, text[start:end]) == Citation(1, article, Span(start, end))
    changed = data.draw(st.text(max_size=80))
    assume(changed != text[start:end])
    with pytest.raises(CitationError, match="has changed since; ask again"):
        Citation.restored(1, article, start, end, changed)


QUOTE = "ولم يؤكّد أحدٌ الخبر."


@pytest.mark.parametrize(
    "changed",
    [
        "ويؤكّد أحدٌ الخبر.",  # the opposite
        "ولم يؤكد أحد الخبر.",  # vowel marks left out
        "ولم يؤكّد احدٌ الخبر.",  # a hamza left out
        QUOTE + " ",
        QUOTE[:-1],
        QUOTE.replace(".", "۔"),
        "",
    ],
)
def test_a_changed_quote_is_never_restored(changed: str) -> None:
    start = TEXT.index(QUOTE)
    assert Citation.restored(1, ARTICLE, start, start + len(QUOTE), QUOTE).quote == QUOTE
    with pytest.raises(CitationError):
        Citation.restored(1, ARTICLE, start, start + len(QUOTE), changed)


@pytest.mark.parametrize(("start", "end"), [(-4, -1), (5, 2), (0, 10**6)])
def test_spans_from_outside_that_make_no_sense_are_refused(start: int, end: int) -> None:
    """Also where Python's slicing would give the very quote."""
    with pytest.raises(CitationError):
        Citation.restored(1, ARTICLE, start, end, TEXT[start:end])
