"""Arabic place names in folded text: attached particles, several words, and what a doubtful name needs before it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from index.arabic import Folded, fold, fold_text
from index.places.found import Found
from index.places.gazetteer import FREE, NAMED, PLACED, Name, Sense, gazetteer

_WORD = re.compile("[ء-ي]+")
_GAP = re.compile(r"[ ]{1,3}|[ ]?[-‐‑–_][ ]?")
_TANWIN = re.compile("[ً-ٍ]")
_PARTICLES = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول", "وك", "فب", "فل", "فك")

_SETTLEMENTS = """
مدينة مدينتي مدن بلدة بلدتي بلدات قرية قريتي قرى محافظة محافظتي محافظات ولاية ولايتي ولايات قضاء ناحية مديرية مديريتي
مديريات إقليم إقليمي أقاليم منطقة منطقتي مناطق ريف ريفي مطار معبر ميناء مرفأ مخيم حي جزيرة مركز بلدية عمالة إمارة
"""
_SURROUNDINGS = """
في إلى من نحو صوب باتجاه تجاه قرب قبالة حول خارج داخل وسط شرق غرب شمال جنوب شرقي غربي شمالي جنوبي بين حتى صوب عبر فوق
شرقي جنوبي ضواحي ضاحية أطراف مشارف محيط سكان أهالي أهل مدنيي أبناء شوارع سماء أجواء أحياء بلد ساحل
قصف غارات غارة هجوم هجمات معركة معارك مجزرة حصار سقوط تحرير استعادة أحداث انتفاضة سجن جبهة محور قلعة خليج شاطئ
العاصمة بمدينة لمدينة
"""
_NAMERS = frozenset(fold_text(word) for word in _SETTLEMENTS.split())
_PLACERS = _NAMERS | frozenset(fold_text(word) for word in _SURROUNDINGS.split())


@lru_cache(maxsize=1 << 16)
def _openings(word: str) -> tuple[tuple[int, tuple[Name, ...]], ...]:
    """Return the names that `word` may begin, each with the number of letters of attached particles before it."""
    names = gazetteer().arabic
    found = []
    for particle in _PARTICLES:
        if word.startswith(particle):
            rest = word[len(particle) :]
            if rest in names:
                found.append((len(particle), names[rest]))
            if particle.endswith("ل") and rest.startswith("ل") and "ال" + rest[1:] in names:
                found.append((len(particle) + 1, names["ال" + rest[1:]]))
    return tuple(found)


@lru_cache(maxsize=1 << 14)
def _strength(word: str) -> int:
    """Return the strongest guard that `word`, standing before a name, satisfies («بمدينة» and «ومدينة» as «مدينة»)."""
    bare = {word, *(word.removeprefix(particle) for particle in _PARTICLES[1:] if len(word) - len(particle) > 2)}
    if bare & _NAMERS:
        return NAMED
    return PLACED if bare & _PLACERS else FREE


@cache
def _width(character: str) -> int:
    return len(fold_text(character))


def _folded(text: str) -> Folded:
    """Fold `text`; where every character folds into one, as in most news, without working out the way back."""
    if all(_width(character) == 1 for character in set(text)):
        return Folded(fold_text(text), tuple(range(len(text) + 1)))
    return fold(text)


@dataclass(frozen=True, slots=True)
class _Match:
    name: Name
    skipped: int
    last: int


def _longest(words: list[re.Match[str]], at: int, text: str) -> list[_Match]:
    """Return the names that begin with word `at`, those of more words first, then those with fewer particles."""
    openings = _openings(words[at].group())
    if not openings or (at and words[at - 1].group() == "عبد"):
        return []
    found = []
    for skipped, names in openings:
        for name in names:
            last = at + len(name.words) - 1
            if last < len(words) and all(
                words[at + k].group() == name.words[k]
                and _GAP.fullmatch(text, words[at + k - 1].end(), words[at + k].start())
                for k in range(1, len(name.words))
            ):
                found.append(_Match(name, skipped, last))
    found.sort(key=lambda match: (-match.last, match.skipped))
    return found


def scan_arabic(text: str) -> Iterator[Found]:
    """Yield the Arabic place names of `text` in order, the longest at each word, decoys included.

    A doubtful name («تدمر», also "it destroys") counts after a word of place («في», «قصف», «سكان»), an attached «ب»
    or in a list of places («حمص وتدمر»); a very doubtful one («الباب», "the door") only after a word like «مدينة».
    """
    folded = _folded(text)
    words = list(_WORD.finditer(folded.text))
    place_end = -1
    at = 0
    while at < len(words):
        step = 1
        for match in _longest(words, at, folded.text):
            first = words[at].start() + match.skipped
            end = words[match.last].end()
            strength = _strength_at(words, at, match.skipped, folded.text, place_end)
            senses = _allowed(match.name, strength, text[slice(*folded.span(first, end))])
            if match.name.senses and not senses:
                continue
            if senses:
                first += senses[0].article
            yield Found(*folded.span(first, end), senses)
            place_end = end if senses and not senses[0].adjective else -1
            step = match.last - at + 1
            break
        at += step


def _strength_at(words: list[re.Match[str]], at: int, skipped: int, text: str, place_end: int) -> int:
    """Return the strongest guard that what stands before word `at` satisfies; `place_end` is where a place ended."""
    word = words[at]
    particle = word.group()[:skipped]
    gap = text[place_end : word.start()].strip() if place_end >= 0 else "."
    if gap in ("،", ",", "/") or (not gap and particle.startswith("و")):
        return NAMED
    beside = at and _GAP.fullmatch(text, words[at - 1].end(), word.start())
    before = _strength(words[at - 1].group()) if beside else FREE
    return max(before, PLACED) if particle.endswith("ب") else before


def _allowed(name: Name, strength: int, written: str) -> tuple[Sense, ...]:
    """Return the senses of `name` if its surroundings and marks allow one, that one first.

    No place has a tanwin («دوماً»). Where one sense is allowed the others come along: «سوسة» is a place, and only the
    countries that the text speaks of can tell which.
    """
    indefinite = _TANWIN.search(written) is not None
    possible = [s for s in name.senses if s.adjective or not indefinite]
    possible.sort(key=lambda s: s.guard > strength)
    return tuple(possible) if possible and possible[0].guard <= strength else ()
