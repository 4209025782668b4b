"""What is measured of answers, held against gold.

Only a citation that is true to the letter and short enough to be a quote counts; how many are true is a measure too.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.citations import LONGEST_QUOTE
from assistant.evaluation.gold import CONFLICT, FALSE_PREMISE, UNANSWERABLE, Gold, GoldDialogue, GoldQuestion
from assistant.evaluation.matching import says, sentence_around
from assistant.evaluation.wanted import Extract, Texts, Wanted
from assistant.statement import Answer, Language
from assistant.window import Window

DEPTHS = (1, 3, 5)
"""hit@k: one of the first k citations is right."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What of an answer is measured; citations in the order of the answer, with their quotes.

    An answer that never came is a `Reply()`: it has no language, hits nothing and refuses nothing.
    """

    language: Language | None = None
    refused: bool = False
    window: Window | None = None
    cited: tuple[Extract, ...] = ()

    @classmethod
    def of(cls, answer: Answer) -> "Reply":
        """Take from an answer what is measured."""
        cited = tuple(Extract(c.article.article_id, c.span, c.quote) for c in answer.citations)
        return cls(answer.language, answer.refusal is not None, answer.window, cited)


@dataclass(frozen=True, slots=True)
class Measure:
    """A mean over `count` cases; a share, from 0 to 1, for all names but `quote_chars` (code points)."""

    name: str
    value: float
    count: int


class Tally:
    """Collects the cases of each measure. Names are in the order in which the first case came."""

    def __init__(self, texts: Texts) -> None:
        """Take the texts that citations are held against."""
        self._texts = texts
        self._cases: dict[str, list[float]] = defaultdict(list)

    def measures(self) -> list[Measure]:
        """Return the means of all cases so far."""
        return [Measure(name, sum(cases) / len(cases), len(cases)) for name, cases in self._cases.items()]

    def add(self, gold: Gold, replies: Sequence[Reply]) -> None:
        """Count the replies to all turns of a gold line."""
        if isinstance(gold, GoldDialogue):
            self._dialogue(gold, replies)
        else:
            self._question(gold, replies[0])

    def _question(self, gold: GoldQuestion, reply: Reply) -> None:
        quotes = self._quotes(reply)
        if gold.kind == UNANSWERABLE:
            self._count("unanswerable refused", reply.refused)
            return
        if gold.kind == FALSE_PREMISE:  # to refuse and to quote what contradicts the premise are both right
            met = reply.refused or any(gold.wanted.met_by(quote, self._texts) for quote in quotes[:3])
            self._count("false premise met", met)
            return
        self._count("answerable refused", reply.refused)
        self._count("answer language", reply.language == gold.language)
        for group in (gold.language, gold.group, gold.kind):
            if group:
                self._hits(group, gold.wanted, quotes)
        if gold.group:
            self._count(f"{gold.group} refused", reply.refused)
        if gold.window:
            self._count("window understood", reply.window == gold.window)
        if gold.kind == CONFLICT:
            said = [sentence_around(text, q.span) for q in quotes if (text := self._texts(q.article_id)) is not None]
            sides = sum(any(says(sentence, side) for sentence in said) for side in gold.sides)
            self._count("conflict: both sides cited", sides >= 2)

    def _dialogue(self, gold: GoldDialogue, replies: Sequence[Reply]) -> None:
        for number, (turn, reply) in enumerate(zip(gold.turns, replies, strict=True)):
            group = "follow-up" if number else "first turn"
            quotes = self._quotes(reply)
            if turn.wanted is None:
                self._count("refused rightly", reply.refused)
                continue
            self._hits(group, turn.wanted, quotes)
            if turn.window:
                self._count(f"{group} window", reply.window == turn.window)

    def _quotes(self, reply: Reply) -> list[Extract]:
        """Return the citations that count, in order."""
        counting = []
        for cited in reply.cited:
            true = cited.true(self._texts)
            self._count("valid_citations", true)
            if true:
                length = cited.span.end - cited.span.start
                self._count("quote_chars", length)
                if length <= LONGEST_QUOTE:
                    counting.append(cited)
        return counting

    def _hits(self, group: str, wanted: Wanted, quotes: Sequence[Extract]) -> None:
        right = [wanted.met_by(quote, self._texts) for quote in quotes[: max(DEPTHS)]]
        for depth in DEPTHS:
            self._count(f"{group} hit@{depth}", any(right[:depth]))

    def _count(self, name: str, case: float) -> None:
        self._cases[name].append(float(case))
