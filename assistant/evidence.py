"""Evidence: the sentences chosen from hits, where outlets agree and where they differ, and whether it is enough."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import exp

import numpy as np

from assistant.choice import candidates_of, score, trimmed
from assistant.dating import Times, event_of, fits, highlights
from assistant.features import Candidate
from assistant.kinds import Kind
from assistant.question import Question
from assistant.same import Gist, Relation, relation
from assistant.statement import Reason
from index.article import Article, Span
from index.catalogue import Event
from index.search import Hit

STATEMENTS = 3
"""Findings of an ordinary answer; a summary or a question for what happened in a window gets `SUMMARY`."""
SUMMARY = 5
LONGEST = 260
"""Code points that a quote is trimmed to, at clauses."""
OUTLETS = 4
"""Quotes that one finding shows at most."""


_WALL, _WINDOW = 2.0, 1.0
"""What it counts, in standard deviations of the scores, that a sentence happened in the window (or did not)."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence or clause chosen as evidence; `score` is higher for better ones, within one answer only.

    `sentence` is the whole sentence that `span` is or is a part of, with its number in the article.
    """

    article: Article
    article_key: int
    span: Span
    sentence: Span
    number: int
    score: float
    event: Event | None = None
    highlights: tuple[Span, ...] = ()

    @property
    def text(self) -> str:
        """The quote, to the letter."""
        return self.span.of(self.article.text)


@dataclass(frozen=True, slots=True)
class Finding:
    """What one or several outlets say alike: quotes, best first. `differs` marks one side of a disagreement."""

    quotes: tuple[Quote, ...]
    differs: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """What an answer may rest on: findings, best first; or why they are not enough, with the nearest quote.

    `confidence` is from 0 to 1, comparable between questions.
    """

    findings: tuple[Finding, ...]
    confidence: float
    shortfall: Reason | None = None
    nearest: Quote | None = None

    @property
    def enough(self) -> bool:
        """Whether an answer may be written."""
        return self.shortfall is None


def select(asked: Question, lexical: str, hits: Sequence[Hit], enough: float, times: Times) -> Evidence:
    """Choose the evidence for a question from hits.

    Args:
        asked: the question.
        lexical: the question in Arabic words, as it was searched.
        hits: what was found, best first.
        enough: the confidence below which the evidence is too weak, 0 to 1.
        times: the events of the articles that were found.
    """
    candidates = candidates_of(hits)
    if not candidates:
        return Evidence((), 0.0, Reason.NOTHING_FOUND)
    scores = score(asked, lexical, candidates)
    scores = scores + (_WALL if asked.walled else _WINDOW) * scores.std() * fits(asked, candidates, times)
    order = np.argsort(-scores, kind="stable")
    sure = confidence(asked, lexical, candidates[order[0]])
    wanted = SUMMARY if Kind.SUMMARY in asked.kinds else STATEMENTS
    findings = grouped([_quote(asked, candidates[at], float(scores[at]), lexical, times) for at in order[: wanted * 8]], wanted)
    if sure < enough:
        return Evidence((), sure, Reason.WEAK, findings[0].quotes[0])
    return Evidence(tuple(findings), sure)


def confidence(asked: Question, lexical: str, best: Candidate) -> float:
    """Return how sure it is that the best candidate is about what is asked, from 0 to 1."""
    return 1 / (1 + exp(-(best.hit.cosine - 0.80) * 60))


def grouped(quotes: Sequence[Quote], wanted: int) -> list[Finding]:
    """Join quotes that say the same into findings, keep at most `wanted` of them, and mark those that differ in a number."""
    findings: list[Finding] = []
    gists: list[Gist] = []
    for quote in quotes:
        gist = Gist.of(quote.text)
        relations = [relation(gist, other) for other in gists]
        if Relation.SAME in relations:
            at = relations.index(Relation.SAME)
            if all(quote.article.source != other.article.source for other in findings[at].quotes) and len(findings[at].quotes) < OUTLETS:
                findings[at] = replace(findings[at], quotes=(*findings[at].quotes, quote))
        elif len(findings) < wanted:
            findings.append(Finding((quote,)))
            gists.append(gist)
    return findings


def _quote(asked: Question, candidate: Candidate, points: float, lexical: str, times: Times) -> Quote:
    article, key = candidate.hit.article, candidate.hit.article_key
    sentence = candidate.hit.passage.sentences[candidate.at]
    span = trimmed(article.text, sentence.span, lexical, LONGEST)
    event = event_of(article, sentence, span, asked.window, times.reported(key, sentence.number))
    bold = highlights(asked.kinds, article, sentence, span)
    return Quote(article, key, span, sentence.span, sentence.number, points, event, bold)
