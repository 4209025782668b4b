"""An article cut into passages and sentences."""

from index.article import Passage, Sentence, Span
from index.sentences import LINE_END, sentences

LONGEST = 900
"""Code points of a passage, unless one sentence alone is longer: some 250 tokens of Arabic."""
SHORTEST_REST = 200
"""A last passage shorter than this joins the one before it."""
CUTTING_VERSION = "1"
"""Changes whenever `split` would cut otherwise."""


def split(text: str) -> list[Passage]:
    """Cut `text` into passages of whole sentences, in order; every sentence is in exactly one passage.

    A passage is cut at a paragraph's end where one lies in its second half, else after the last sentence that fits.
    A text without sentences (white space) has no passages.
    """
    found = sentences(text)
    passages: list[Passage] = []
    start = 0
    while start < len(found):
        end = _cut(text, found, start)
        passages.append(_passage(found, start, end, len(passages)))
        start = end
    return passages


def _cut(text: str, found: list[Span], start: int) -> int:
    """Return the number of the sentence behind the last one of the passage that begins with sentence `start`."""
    begin = found[start].start
    if found[-1].end - begin <= LONGEST + SHORTEST_REST:
        return len(found)
    end = start + 1
    while end < len(found) and found[end].end - begin <= LONGEST:
        end += 1
    for cut in range(end, start, -1):
        ends_paragraph = cut == len(found) or LINE_END.search(text, found[cut - 1].end, found[cut].start)
        if ends_paragraph and found[cut - 1].end - begin >= LONGEST // 2:
            return cut
    return end


def _passage(found: list[Span], start: int, end: int, number: int) -> Passage:
    inside = tuple(Sentence(found[at], at) for at in range(start, end))
    return Passage(Span(inside[0].span.start, inside[-1].span.end), number, inside)
