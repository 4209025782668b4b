"""From sentences of a language model to statements: what the guard carries is shown, the rest put right or left out.

A quote that stands in for a sentence is shown with the sentences of the model's own around it. Where it wrote none that
holds, the answer is not its: quotes that nobody chose in that order are not shown.
"""

from collections.abc import Iterator, Sequence

from assistant.citations import Citation
from assistant.evidence import Quote
from assistant.guard import Fault, Ground, Guard
from assistant.guard.tokens import is_arabic
from assistant.model_failure import Cause
from assistant.model_text import Segment, Written
from assistant.statement import Language, Statement
from index.arabic import words

_LEAST_WORDS = 3
_MOST_REPEATS = 3


class Writing:
    """One answer while it is written: what was shown, how its quotes are numbered, what was left out and why."""

    def __init__(
        self, guard: Guard, quotes: Sequence[Quote], language: Language, numbers: Sequence[int] | None = None
    ) -> None:
        """Take the quotes in the order in which the model saw them.

        `numbers` are those that the quotes have already, where they are shown anyway: then none stands in for a
        sentence. Otherwise quotes are numbered from 1 as they are cited.
        """
        self._guard = guard
        self._quotes = quotes
        self._grounds = [Ground.of(quote) for quote in quotes]
        self._language = language
        self._replaces = numbers is None
        self._numbers: dict[int, int] = dict(enumerate(numbers or ()))
        self._held: list[Statement] = []
        self._said: set[tuple[str, ...]] = set()
        self._again = 0
        self.shown: list[Statement] = []
        self.left_out = 0
        self.replaced = 0
        self.faults: set[str] = set()
        self.silence = Cause.EMPTY

    @property
    def repeats(self) -> bool:
        """Whether the model only says again what it said."""
        return self._again >= _MOST_REPEATS

    def take(self, written: Written) -> Iterator[Statement]:
        """Yield what can be shown of a sentence: itself with citations, the quote it should have used, or nothing.

        Before the first sentence that holds, quotes in the place of others are held back.
        """
        said = tuple(words(written.text))
        if said in self._said:
            self._again += 1
            return
        self._said.add(said)
        if self._speaks_of_itself(written):
            return
        fault = self._barred(written)
        statement = None if fault else self._carried(written)
        if statement is None:
            self.faults.add(str(fault or self._why(written)))
            if not self.shown:
                self.silence = Cause.UNSUPPORTED
            statement = self._quoted(written, fault)
            if statement is None:
                self.left_out += 1
                return
            if not self.shown:
                self._held.append(statement)
                return
        ready = [*self._held, statement]
        self._held.clear()
        self.shown.extend(ready)
        yield from ready

    def _speaks_of_itself(self, written: Written) -> bool:
        """Whether the model says that it cannot or that nothing answers; that is told by a notice, not shown."""
        if written.numbers:
            return False
        if written.no_answer:
            self.silence = Cause.NO_ANSWER
        elif written.refuses:
            self.silence = Cause.REFUSED
        else:
            return False
        return True

    def _barred(self, written: Written) -> Fault | None:
        """What no quote can make right: another language, addresses that no cited quote has."""
        if is_arabic(written.text) != (self._language == "ar"):
            return Fault.LANGUAGE
        quoted = " ".join(self._quotes[number].text for number in self._cited(written.numbers))
        if any(address not in quoted for address in written.addresses):
            return Fault.LINK
        return None if written.numbers else Fault.UNCITED

    def _cited(self, numbers: Sequence[int]) -> list[int]:
        """Return the positions of the cited quotes; numbers that the model made up are none."""
        return [number - 1 for number in numbers if 1 <= number <= len(self._quotes)]

    # -- shown as written ----------------------------------------------------------------------------------------------

    def _carried(self, written: Written) -> Statement | None:
        """Return the sentence with the citations that carry it: by segments, as a whole, or by the nearest quote."""
        if len(written.segments) > 1 and all(len(one.text.split()) >= _LEAST_WORDS for one in written.segments):
            each = [self._carriers(segment.text, segment.numbers) for segment in written.segments]
            if all(each):
                return self._statement(written, each)
        whole = self._carriers(written.text, written.numbers)
        if not whole:
            nearest = self._guard.nearest(written.text, self._grounds)[:1]
            whole = self._carriers(written.text, [position + 1 for position in nearest])
        return self._statement(Written((Segment(written.text, ()),), written.stop), [whole]) if whole else None

    def _carriers(self, text: str, numbers: Sequence[int]) -> list[int]:
        cited = self._cited(numbers)
        verdict = self._guard.check(text, [self._grounds[position] for position in cited])
        return [cited[at] for at in verdict.carriers]

    def _why(self, written: Written) -> Fault:
        verdict = self._guard.check(written.text, [self._grounds[at] for at in self._cited(written.numbers)])
        return verdict.doubts[0].fault if verdict.doubts else Fault.MEANING

    def _statement(self, written: Written, carriers: Sequence[Sequence[int]]) -> Statement:
        parts: list[str] = []
        citations: dict[int, Citation] = {}
        for segment, positions in zip(written.segments, carriers, strict=True):
            cited = [self._citation(position) for position in positions]
            citations |= {citation.n: citation for citation in cited}
            parts.append(f"{segment.text} {''.join(f'[{citation.n}]' for citation in cited)}")
        return Statement(" ".join(parts) + written.stop, tuple(citations.values()))

    def _citation(self, position: int) -> Citation:
        quote = self._quotes[position]
        n = self._numbers.setdefault(position, len(self._numbers) + 1)
        return Citation(n, quote.article, quote.span, quote.event, quote.highlights)

    # -- replaced by the quote -----------------------------------------------------------------------------------------

    def _quoted(self, written: Written, fault: Fault | None) -> Statement | None:
        """Return the quote that the sentence should have kept to, if it cited one that was not shown yet."""
        if fault in (Fault.LINK, Fault.UNCITED) or not self._replaces:
            return None
        cited = self._cited(written.numbers)
        near = self._guard.nearest(written.text, [self._grounds[position] for position in cited]) if cited else []
        position = next((cited[at] for at in near if cited[at] not in self._numbers), None)
        if position is None:
            return None
        self.replaced += 1
        citation = self._citation(position)
        return Statement(f"«{citation.quote}» [{citation.n}]", (citation,))
