"""The answerer that needs no language model: quotes, framed in the language of the question."""

from collections.abc import Iterator

from assistant.citations import Citation
from assistant.evidence import Evidence, Finding, Quote
from assistant.question import Question
from assistant.statement import Statement
from assistant.wording import differing, heading
from index import places


class ExtractiveAnswerer:
    """Shows the evidence itself: each finding becomes a statement of its quote, with date, place and outlet."""

    name = "extractive"

    def write(self, asked: Question, evidence: Evidence) -> Iterator[Statement]:
        """Yield one statement for each finding; the first quotes of all findings are numbered before further outlets."""
        further = len(evidence.findings) + 1
        if any(finding.differs for finding in evidence.findings):
            yield Statement(differing(asked.language), note=True)
        for n, finding in enumerate(evidence.findings, start=1):
            citations = [_citation(n, finding.quotes[0])]
            for quote in finding.quotes[1:]:
                citations.append(_citation(further, quote))
                further += 1
            yield Statement(_text(asked, finding, citations), tuple(citations))


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
