"""Whether a stretch of text affirms or negates, in Arabic and English."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.guard.tokens import Token, bare, tokens
from index.arabic import fold_text
from index.article import Span
from index.sentences import clause_spans


def _folded(words: str) -> frozenset[str]:
    return frozenset(fold_text(words).split())


_PLAIN = _folded(
    "لم لن ليس ليست ليسوا ليسا لسنا لست لسن لا عدم بدون بلا لأ "
    "not no never none nobody nothing neither nor without cannot nowhere"
)
_DENIAL = _folded(
    "نفى نفت ينفي تنفي نفوا نفي نفيه نفيها نافيا نافية نافين ينف تنف أنكر أنكرت ينكر تنكر إنكار كذب كذبت دحض دحضت "
    "deny denied denies denying denial refute refuted refutes refuting disproved rebutted"
)
_SOFT = re.compile(
    "(?:ي|ت)?(?:رفض|فشل|اخفق|امتنع|عجز|تعذر|منع|حظر|غاب|خلا|متنع|خفق)(?:ت|وا|ون|ه|ها|ا)?|غير|خاليه?|انعدام|انقطاع|غياب|"
    "refus.*|reject.*|fail.*|unable|declin.*|avoid.*|prevent.*|bann.*|ban|bar|barred|lack.*|absen.*|impossible|refrain.*|"
    "un[a-z]{5,}|im(?:possible|mobile)|ille.*|inac.*|inval.*|down|stopped|halted|free|exclud.*|turned"
)
_REFUSAL = _folded("رفض رفضت رفضوا يرفض ترفض يرفضون رفضه رفضها رافضا رافضة رافضين استبعد استبعدت يستبعد تستبعد")
_LIGHT = _folded(
    "يتم تتم تم يكن تكن يكونوا يكون تكون كان كانت أي أية نية نيته قد به بها لديه لديها لديهم لدى هناك يوجد توجد من إلى "
    "على في أن ما أحد بعد أبدا حتى الآن عن قط يتمكن تتمكن يتمكنوا يستطع تستطع يستطيعوا يستطيع تستطيع يجر تجر يجري تجري"
)
"""Words that may stand between a negation and what it negates: «لم يتم إبلاغ», «ليست لديه نية لبيع»."""
_REACH, _DENIED_REACH = 7, 9
"""Words after a negation or a denial among which what it negates is found."""
_WAS = _folded("كان كانت كانوا عاد عادت عادوا")
_STILL = _folded("يزال تزال يزالون يزالان تزالان زال زالت زالوا زلنا يزل تزل نزال")
_AFTER_LA = _STILL | _folded("سيما بد شك ريب يقل تقل يزيد تزيد يتجاوز تتجاوز يتعدى تتعدى مفر غنى محالة")
_ONLY = _folded("إلا سوى فقط فحسب but except only")
_QUALITIES = _folded(
    "صحيح صحيحة دقيق دقيقة قادر قادرة قادرين ممكن ممكنة متوفر متوفرة متاح متاحة موجود موجودة مؤكد مؤكدة مسموح "
    "مستعد مستعدة"
)
_ENGLISH_MORE = frozenset("less fewer only more sooner longer later".split())


@dataclass(frozen=True, slots=True)
class Polarity:
    """Which negations a text holds: `plain` («لم», "not"), `denied` («نفى»), `soft` («رفض», "failed to", «غير»)."""

    plain: bool = False
    denied: bool = False
    soft: bool = False

    @property
    def negative(self) -> bool:
        """Whether the text as a whole negates; a denied negation («لم ينف») affirms."""
        return self.plain != self.denied

    def agrees(self, quote: "Polarity") -> bool:
        """Whether a sentence of this polarity may rest on words of another."""
        if quote.plain and quote.denied:
            return self.plain
        if self.plain and self.denied:
            return False
        if self.negative and not quote.negative:
            return quote.soft
        return self.negative or not quote.negative or self.soft


def polarity(text: str) -> Polarity:
    """Return the polarity of a clause or sentence.

    «لا يزال», «لا سيما», «ليس فقط», «لم … إلا», "no less than" affirm; «غير صحيح» and "n't" negate.
    """
    line = tokens(text)
    plain = denied = soft = False
    for at, token in enumerate(line):
        keys = bare(token.key) if token.arabic else frozenset((token.key,))
        if _is_plain(line, at, keys):
            plain = True
        elif not keys.isdisjoint(_DENIAL):
            denied = True
        elif any(_SOFT.fullmatch(key) for key in keys) and not ("غير" in keys and "ان" in _next(line, at)):
            soft = True
    return Polarity(plain, denied, soft)


def _is_plain(line: Sequence[Token], at: int, keys: frozenset[str]) -> bool:
    token, after = line[at], _next(line, at)
    if not _particle(token.key).isdisjoint(_PLAIN) and _negates(line, at):
        return True
    if token.key == "t" and at and line[at - 1].key.endswith("n"):  # didn't, won't
        return True
    if token.key in ("ما", "وما"):
        return not after.isdisjoint(_WAS)
    return _without(line, at) or ("غير" in keys and not after.isdisjoint(_QUALITIES))


def _particle(key: str) -> frozenset[str]:
    """Return the readings of a word as a particle: only "and" and "so" are written to it («كلا» holds no «لا»)."""
    found = {key, key[1:] if key[:1] in ("و", "ف") else key}
    return frozenset(found | ({"عدم"} if key.endswith("عدم") else set()))


def _next(line: Sequence[Token], at: int) -> frozenset[str]:
    return bare(line[at + 1].key) | {line[at + 1].key} if at + 1 < len(line) else frozenset()


def _without(line: Sequence[Token], at: int) -> bool:
    """Whether «دون» stands for "without", not for "below": «دون أن», «من دون», «دون اتفاق», but not «دون 18»."""
    if line[at].key not in ("دون", "ودون"):
        return False
    before = line[at - 1].key if at else ""
    return before != "ما" and not (at + 1 < len(line) and line[at + 1].numeric)


def _negates(line: Sequence[Token], at: int) -> bool:
    key, after = line[at].key, _next(line, at)
    if key.endswith("لا") and after & _AFTER_LA:
        return False
    if not line[at].arabic:
        return not ((key in ("no", "not", "nothing") and after & (_ENGLISH_MORE - {"longer"})) or after & {"but"})
    if after & _STILL or (key.endswith("دون") and "طيار" in after):  # a drone is no negation
        return False
    return not any(not bare(token.key).isdisjoint(_ONLY) for token in line[at + 1 : at + 9])


@dataclass(frozen=True, slots=True)
class Negated:
    """A word that an Arabic text negates: with a particle («لم يعد»), or as part of what is `denied` («نفت بيع …»)."""

    word: Token
    by: Token
    denied: bool


def negated(text: str) -> Iterator[Negated]:
    """Yield the words that an Arabic sentence negates: the first of weight after a particle, all after a denial.

    «لم يتم إبلاغ الجمعية» -> إبلاغ; «ونفت البلدية بيع المبنى» -> البلدية, بيع, المبنى (who denies stands there too).
    """
    line = tokens(text)
    for at, token in enumerate(line):
        keys = bare(token.key)
        denied = not keys.isdisjoint(_DENIAL | _REFUSAL)
        plain = not denied and not _particle(token.key).isdisjoint(_PLAIN) and _negates(line, at)
        if not (denied or plain) or not token.arabic:
            continue
        for other in line[at + 1 : at + 1 + (_DENIED_REACH if denied else _REACH)]:
            if other.parted:
                break
            if denied or other.key not in _LIGHT:
                yield Negated(other, token, denied)
                if plain:
                    break


_LONGEST_ATTRIBUTION = 7
_SAYING = re.compile(
    r"\s*(?:(?:according to|as per)\b.*|و?(?:بحسب|وفق|وفقا|حسب)\s.*|"
    r".*\b(?:said|says|announced|reported|added|stated|told reporters|wrote)\W*)"
)
_JOINTS = re.compile(
    r"\s(?=(?:(?:و|ف)(?:لم|لن|ليس|ليست|لا|نفى|نفت|أن|إن|أنه|أنها|إنه|إنها)|لكن|ولكن|"
    r"لكنه|لكنها|بينما|فيما|في حين|حيث|غير أن|إلا أن|"
    r"من دون|دون|بدون|بعد|قبل|مع|عقب|إثر|but|while|whereas|although|though|however|"
    r"because|and|which|who|without|with|after|before|"
    r"following|nor|in order)\b)"
)
_AND = re.compile(
    r"\s(?=و(?!زير|زار|صل|صول|قف|كال|اشنطن|فد|فق|فقا|سط|قع|جد|ضع|حد|طن|قت|لاي|الي|احد|ثائق|ساط|ليد|سائل|ال)\w{3,})"
)
"""Arabic "and" before a word that does not itself begin with waw."""


def clauses(text: str) -> list[str]:
    """Return the clauses of a sentence, cut at its punctuation and where a negation or contrast begins a new one."""
    pieces = [
        piece.strip()
        for part in parts(text)
        for joint in _JOINTS.split(part)
        for piece in _AND.split(joint)
        if piece.strip()
    ]
    return _without_stumps(pieces)


def parts(text: str) -> list[str]:
    """Return the parts of a sentence that its punctuation sets off."""
    return _without_stumps([span.of(text) for span in clause_spans(text, Span(0, len(text)))])


def _without_stumps(pieces: Sequence[str]) -> list[str]:
    """Join pieces of one or two words, which say nothing by themselves, to what stands before them."""
    joined: list[str] = []
    for piece in pieces:
        if joined and (len(piece.split()) < 3 or len(joined[-1].split()) < 3):
            joined[-1] = f"{joined[-1]} {piece}"
        else:
            joined.append(piece)
    return joined


def attributes(clause: str) -> bool:
    """Whether a clause only says who says it: "the governor said", «بحسب وكالة الأنباء»."""
    return len(clause.split()) <= _LONGEST_ATTRIBUTION and _SAYING.fullmatch(fold_text(clause)) is not None


def contradicted_quality(sentence: str, quote: str) -> str | None:
    """Return a word that the quote negates with «غير» and the sentence affirms: «غير مأهولة» against «مأهولة»."""
    denied = _under_ghayr(quote)
    if not denied or not denied.isdisjoint(_under_ghayr(sentence)):
        return None
    line = tokens(quote)
    affirmed = {token.key for at, token in enumerate(line) if not (at and "غير" in bare(line[at - 1].key))}
    for token in tokens(sentence):
        if token.key in denied and token.key not in affirmed:
            return token.raw
    return None


def _under_ghayr(text: str) -> frozenset[str]:
    line = tokens(text)
    return frozenset(line[at + 1].key for at in range(len(line) - 1) if "غير" in bare(line[at].key))
