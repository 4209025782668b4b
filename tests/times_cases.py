"""What the tests of time expressions share: a table of cases in, plain values out."""

from datetime import date
from itertools import pairwise

import pytest

from index.times import find

ANCHOR = date(2022, 6, 15)
"""A Wednesday; its week is Monday 13 to Sunday 19 June."""

Found = tuple[str, str, str]


def found(
    text: str, *, published: date | None = None, today: date | None = None, collected: date | None = None
) -> list[Found]:
    """Return (words, first day, last day) of every expression, after checking that each span holds."""
    said = find(text, published=published, today=today, collected=collected)
    for one, other in pairwise(said):
        assert one.end <= other.start
    for one in said:
        assert one.text == text[one.start : one.end]
        assert one.first <= one.last
    return [(one.text, one.first.isoformat(), one.last.isoformat()) for one in said]


def table(*cases: tuple[object, ...]) -> pytest.MarkDecorator:
    """Turn rows of (text, words, first[, last]) with any number of expressions into parameters.

    A row is a text and then, for each expression, its words and one day, or its words and (first, last).
    """
    rows = []
    for text, *rest in cases:
        wanted = []
        for words, days in zip(rest[::2], rest[1::2], strict=True):
            first, last = days if isinstance(days, tuple) else (days, days)
            wanted.append((words, first, last))
        rows.append(pytest.param(text, wanted, id=str(text)[:60]))
    return pytest.mark.parametrize(("text", "wanted"), rows)
