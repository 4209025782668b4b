"""The answerer that needs no language model: quotes, framed in the language of the question."""

from collections.abc import Iterator

from assistant.citations import Citation
from assistant.evidence import Evidence, Finding, Quote
from assistant.question import Question
from assistant.statement import Statement
from assistant.wording import contradicting, differing, heading
from index import places


class ExtractiveAnswerer:
    """Shows the evidence itself: each finding becomes a statement of its quote, with date, place and outlet."""

    name = "extractive"

    def write(self, asked: Question, evidence: Evidence) -> Iterator[Statement]:
        """Yield one statement for each finding; citations are numbered best first over the whole answer."""
        if any(finding.differs for finding in evidence.findings):
            yield Statement(differing(asked.language), note=True)
        numbers = _numbers(evidence)
        for finding in evidence.findings:
            if finding.contradicts:
                yield Statement(contradicting(asked.language), note=True)
            citations = [_citation(numbers[_place(quote)], quote) for quote in finding.quotes]
            yield Statement(_text(asked, finding, citations), tuple(citations))


def _numbers(evidence: Evidence) -> dict[tuple[str, int, int], int]:
    """Return the number of each quote by its place: the best is 1, wherever in the answer it stands."""
    quotes = sorted(
        (quote for finding in evidence.findings for quote in finding.quotes), key=lambda quote: -quote.score
    )
    return {place: n for n, place in enumerate(dict.fromkeys(map(_place, quotes)), start=1)}


def _place(quote: Quote) -> tuple[str, int, int]:
    return quote.article.article_id, quote.span.start, quote.span.end


def _citation(n: int, quote: Quote) -> Citation:
    return Citation(n, quote.article, quote.span, quote.event, quote.highlights)


def _text(asked: Question, finding: Finding, citations: list[Citation]) -> str:
    first = finding.quotes[0]
    outlets = list(dict.fromkeys(quote.article.source for quote in finding.quotes if quote.article.source))
    where = list(dict.fromkeys(mention.place for mention in places.find(first.text) if not mention.adjective))
    head = heading(first.event, first.article.day, where, outlets, asked.language)
    marks = " ".join(f"[{citation.n}]" for citation in citations)
    before = "… " if first.span.start > first.sentence.start else ""
    behind = " …" if first.span.end < first.sentence.end else ""
    quote = f"«{before}{first.text}{behind}» {marks}"
    return f"{head}\n{quote}" if head else quote
