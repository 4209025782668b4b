"""The guard: holds a sentence against the quotes it cites, in code and independent of who wrote it."""

import re
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.guard import numbers, orders, people, polarity, terms, whereabouts
from assistant.guard.tokens import is_arabic
from assistant.guard.verdict import Doubt, Fault, Ground, Verdict
from index.arabic import fold_text
from index.encoder import Encoder

SAME_LANGUAGE, OTHER_LANGUAGE = 0.905, 0.848
"""The least cosine of a sentence and its quote, in one language and across two; benchmarks/guard_table.py shows what
they let through and hold back."""
_CLAUSE_MARGIN = 0.012
"""Clauses of a quote whose cosine is this near to the best one may all be what a clause of the sentence means."""
_CONTRIBUTION = -0.005
"""A clause of a quote is drawn on if the quote without it is not nearer by more than this."""
_LEAST_WORDS = 4
"""Shorter clauses («بحسب الوكالة») are too near to everything to tell what they draw on."""
_PLAIN_QUOTATION = re.compile(r"«([^«»]+)»|“([^“”]+)”|\"([^\"]+)\"")
_SHORTEST_QUOTATION = 3
_MINISTRY = re.compile(r"minist|وزير|وزار|directorate|مديري")
_LEAST_CLAUSE = 3


class Guard:
    """Checks sentences against quotes; the vectors of quotes are kept between calls."""

    def __init__(self, encoder: Encoder) -> None:
        """Take the encoder that measures how near a sentence is to a quote."""
        self._encoder = encoder
        self._vectors: dict[str, NDArray[np.float32]] = {}

    def check(self, sentence: str, grounds: Sequence[Ground]) -> Verdict:
        """Return which of the grounds carry `sentence`, a sentence without citation marks.

        Every number, date, place, name and outlet of the sentence must be in a ground in either script, negations must
        agree, and the sentence must mean something close. One ground must carry all of it; else each of its clauses
        must be carried by one ground: «قُتل 3 في حمص» is not carried by one quote on three dead and one on Homs.
        """
        if not grounds:
            return Verdict((), (Doubt(Fault.UNCITED, sentence),), 0.0)
        near = self._similarities(sentence, grounds)
        order = sorted(range(len(grounds)), key=lambda at: -near[at])
        doubts = {at: tuple(self._doubts(sentence, grounds[at], near[at])) for at in order}
        carriers = tuple(at for at in order if not doubts[at])
        if not carriers and len(grounds) > 1:
            carriers = self._shared(sentence, grounds)
        best = order[0]
        fewest = min(order, key=lambda at: len(doubts[at]))
        return Verdict(carriers, () if carriers else doubts[fewest], near[best])

    def invents(self, text: str, grounds: Sequence[Ground]) -> bool:
        """Whether a text names a number, time, place, name or outlet that none of the grounds names."""
        together = Ground("\n".join(ground.text for ground in grounds))
        return any(True for check in (_numbers_and_times, _places_and_names) for _ in check(text, together))

    def nearest(self, sentence: str, grounds: Sequence[Ground]) -> list[int]:
        """Return the positions of the grounds, the most similar first."""
        near = self._similarities(sentence, grounds)
        return sorted(range(len(grounds)), key=lambda at: -near[at])

    def _shared(self, sentence: str, grounds: Sequence[Ground]) -> tuple[int, ...]:
        parts = polarity.parts(sentence)
        if len(parts) < 2 or any(len(part.split()) < _LEAST_CLAUSE for part in parts):
            return ()
        carriers: list[int] = []
        for part in parts:
            near = self._similarities(part, grounds)
            able = [at for at in range(len(grounds)) if not any(self._doubts(part, grounds[at], near[at]))]
            if not able:
                return ()
            carriers.append(max(able, key=lambda at: near[at]))
        return tuple(dict.fromkeys(carriers))

    # -- the single checks, cheap ones first ---------------------------------------------------------------------------

    def _doubts(self, sentence: str, ground: Ground, similarity: float) -> Iterator[Doubt]:
        if orders.is_order(ground.text):
            yield Doubt(Fault.ORDER, ground.text)
        yield from _numbers_and_times(sentence, ground)
        yield from _places_and_names(sentence, ground)
        yield from self._opposites(sentence, ground.text)
        yield from _quotations(sentence, ground)
        turned = self._negation(sentence, ground.text)
        if turned is not None:
            yield Doubt(Fault.NEGATION, turned)
        bar = SAME_LANGUAGE if is_arabic(sentence) == is_arabic(ground.text) else OTHER_LANGUAGE
        if similarity < bar:
            yield Doubt(Fault.MEANING, f"{similarity:.3f} < {bar}")

    def _negation(self, sentence: str, quote: str) -> str | None:
        """Return the clause that negates what its closest clause in the quote affirms, or the other way round."""
        quality = polarity.contradicted_quality(sentence, quote)
        if quality is not None:
            return quality
        said, there = polarity.clauses(sentence), polarity.clauses(quote)
        own = [polarity.polarity(clause) for clause in said]
        signs = [polarity.polarity(clause) for clause in there]
        if all(mine.agrees(sign) for mine in own for sign in signs):
            return None
        if any(sign.plain and sign.denied for sign in signs) and set(own) == set(signs):
            return None  # «لم تؤكد ولم تنف» in another order
        if len(there) == 1:
            return None if polarity.polarity(sentence).agrees(signs[0]) else sentence
        near = self._encode(said) @ self._encode(there).T
        for row, clause in enumerate(said):
            if polarity.attributes(clause) and own[row] == polarity.Polarity():
                continue
            close = [at for at in range(len(there)) if near[row, at] >= near[row].max() - _CLAUSE_MARGIN]
            drawn_on = [at for at in range(len(there)) if self._draws_on(clause, there, at)]
            if own[row].negative:
                agreeing = any(own[row].agrees(signs[at]) for at in {*close, *drawn_on})
            else:
                agreeing = all(own[row].agrees(signs[at]) for at in drawn_on)
                agreeing = agreeing and any(own[row].agrees(signs[at]) for at in close)
            if not agreeing:
                return clause
        return None

    def _draws_on(self, clause: str, there: Sequence[str], at: int) -> bool:
        """Whether a clause means what one clause of a quote says: without that one, the quote is further from it."""
        if len(clause.split()) < _LEAST_WORDS:
            return False
        rest = " ".join(other for position, other in enumerate(there) if position != at)
        whole, without = self._encode([" ".join(there), rest]) @ self._encode([clause])[0]
        return bool(whole - without > _CONTRIBUTION)

    def _opposites(self, sentence: str, quote: str) -> Iterator[Doubt]:
        """What excludes a word of the sentence must not stand in the clause of the quote that the word is from."""
        theirs, whole = terms.said(quote), terms.said(sentence)
        for clause in polarity.clauses(sentence):
            mine = terms.mentions(clause)
            for mention in mine:
                term = mention.term
                if (
                    term.kind != "side"
                    or not mention.sure
                    or term.rival not in theirs
                    or term.rival in terms.said(clause)
                ):
                    continue
                if term.rival in whole and term.number in theirs:
                    continue  # both sides on both sides: «لم تؤكد ولم تنف»
                pool = [quote] if term.number not in theirs else self._closest(clause, polarity.clauses(quote))
                if all(_excludes(piece, term) for piece in pool):
                    yield Doubt(Fault.OPPOSITE, clause[mention.start : mention.end])
                    return

    def _closest(self, clause: str, there: Sequence[str]) -> list[str]:
        near = self._encode(there) @ self._encode([clause])[0]
        return [piece for piece, cosine in zip(there, near, strict=True) if cosine >= near.max() - _CLAUSE_MARGIN]

    # -- vectors -------------------------------------------------------------------------------------------------------

    def _similarities(self, sentence: str, grounds: Sequence[Ground]) -> list[float]:
        vector = self._encode([sentence])[0]
        return [float(cosine) for cosine in self._encode([ground.text for ground in grounds]) @ vector]

    def _encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        unknown = [text for text in dict.fromkeys(texts) if text not in self._vectors]
        if unknown:
            if len(self._vectors) > 2048:
                self._vectors.clear()
                unknown = list(dict.fromkeys(texts))
            self._vectors.update(zip(unknown, self._encoder.encode_queries(unknown), strict=True))
        return np.stack([self._vectors[text] for text in texts])


def _numbers_and_times(sentence: str, ground: Ground) -> Iterator[Doubt]:
    said = whereabouts.times_of(sentence, ground)
    late = whereabouts.unborne_time(said, ground)
    if late is not None:
        yield Doubt(Fault.DATE, late)
    dates = [(time.start, time.end) for time in whereabouts.times_of(ground.text, ground) if time.precision != "range"]
    for number in numbers.numbers(sentence):
        in_time = any(time.start <= number.start and number.end <= time.end for time in said)
        if not in_time and not numbers.carried(number, ground.text, dates):
            yield Doubt(Fault.NUMBER, sentence[number.start : number.end])


def _places_and_names(sentence: str, ground: Ground) -> Iterator[Doubt]:
    located = whereabouts.spans_of_places(sentence)
    claimed = [m for m in _longest(terms.mentions(sentence)) if not _inside(m, located)]
    borne = terms.said(ground.text) | terms.said(ground.outlet)
    roles = {m.term.number for m in _longest(terms.mentions(ground.text)) if m.term.kind == "role"}
    for mention in claimed:
        kind, word = mention.term.kind, sentence[mention.start : mention.end]
        known = mention.term.number in (roles if kind == "role" else borne)
        if mention.sure and not known and _claims(mention, sentence):
            yield Doubt(Fault.OUTLET if kind == "outlet" else Fault.NAME, word)
    free = [(m.start, m.end) for m in claimed if _settled(m, sentence) and (m.sure or m.term.number in borne)]
    place = whereabouts.unborne_place(sentence, free, ground)
    if place is not None:
        yield Doubt(Fault.PLACE, place)
    turned = whereabouts.turned_round(sentence, ground.text)
    if turned is not None:
        yield Doubt(Fault.DIRECTION, turned)
    looked_at = [*free, *located, *((number.start, number.end) for number in numbers.numbers(sentence))]
    looked_at += [(time.start, time.end) for time in whereabouts.times_of(sentence, ground)]
    name = people.unnamed(sentence, looked_at, f"{ground.text} {ground.outlet}")
    if name is not None:
        yield Doubt(Fault.NAME, name)


def _settled(mention: terms.Mention, sentence: str) -> bool:
    """Whether a word is looked at as a term, and so not again as a name; Arabic words have no capitals to tell."""
    kind = mention.term.kind
    return kind not in ("side", "word") or (kind == "word" and sentence[mention.start].isupper())


def _inside(mention: terms.Mention, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether a part of a name is a part of a place's: the Arab of the United Arab Emirates."""
    return mention.term.kind == "word" and any(start <= mention.start < end for start, end in spans)


def _longest(mentions: Sequence[terms.Mention]) -> list[terms.Mention]:
    """Leave out what stands inside a longer mention: the minister in "prime minister"."""
    return [
        one
        for one in mentions
        if not any(
            other.start <= one.start and one.end <= other.end and other.end - other.start > one.end - one.start
            for other in mentions
            if other.term.kind != "side"
        )
    ]


def _claims(mention: terms.Mention, sentence: str) -> bool:
    """Whether a mention says something that a quote must bear out."""
    kind, word = mention.term.kind, sentence[mention.start : mention.end]
    if kind == "portfolio":
        return _MINISTRY.search(sentence[max(0, mention.start - 14) : mention.end + 14]) is not None
    if kind == "word":
        inside = sentence[: mention.start].rstrip(" «“\"'(")
        return word[0].isupper() and bool(inside) and inside[-1] not in ".!?:;"
    return kind != "side"


def _excludes(quote: str, term: terms.Term) -> bool:
    said = terms.mentions(quote)
    firm = any(mention.term.number == term.rival and mention.sure for mention in said)
    return firm and all(mention.term.number != term.number for mention in said)


def _quotations(sentence: str, ground: Ground) -> Iterator[Doubt]:
    """Words in quotation marks and in the language of the quote must be words of the quote."""
    for match in _PLAIN_QUOTATION.finditer(sentence):
        words = next(group for group in match.groups() if group)
        alike = is_arabic(words) == is_arabic(ground.text)
        if alike and len(words.split()) >= _SHORTEST_QUOTATION and _plain(words) not in _plain(ground.text):
            yield Doubt(Fault.QUOTATION, words)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold_text(text)))
