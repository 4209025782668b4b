"""Names of people and things: capitalised words of Latin script, and Arabic names by what they are made of."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path

from assistant.guard.tokens import Token, bare, tokens
from index.arabic import fold_text
from index.names import LIKELY, same_name
from index.places.latin import ARTICLES

_STARTERS = frozenset(
    "a about according across after again all along already also although amid among an and another any "
    "anyone around as "
    "at back because been before being below beside besides between both but by citing civil clashes close current "
    "despite did do dozen due during each earlier early eight either eleven even every everyone few fewer "
    "fifth fifty first "
    "five following for former four fourth from further gunmen half he heavy hence her here hers him his how "
    "however hundred "
    "i if in indeed inside instead into it its just last late later least less like local many meanwhile "
    "medics men more "
    "moreover most much near nearly neither never new next nine no nobody none nor not nothing now of off "
    "officials on once one "
    "only opposite other others our out outside over part people per police prior rather regarding rescue "
    "residents rising same "
    "second senior seven several she shelling since six sixth some soon sources still such ten than that the "
    "their them then "
    "there therefore these they third this those three through throughout thus till to today together tomorrow tonight "
    "toward towards troops twelve twenty two under unidentified unknown unlike until up upon was we were what "
    "when where "
    "whereas which while who whose why will with within without witnesses women yesterday yet you young "
    "families oil aid "
    "fuel food water rain fire bread prices children patients prisoners floods flood fighting talks media state eid "
    "january february march april may june july august september october november december jan feb mar apr jun jul aug "
    "sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday mr mrs ms dr prof st god".split()
)
"""Words that stand first in English sentences and are no names, and names of months and days."""
_ORDINARY = re.compile(
    r".+(?:ers|ors|ists|ians|ants|ents|ions|ments|ings|als|ies|ing|ly|tion|sion|"
    r"ment|ness|ity|men|man|woman|person|people|"
    r"ers|sts|cks|kes|tes|res|nts|nds|ls|ps|ed|ful|ous|ive|able|ible|ship|hood|age|ance|ence|ward|wards)"
)
_SPEECH = frozenset(
    fold_text(
        "قال قالت أعلن أعلنت أكد أكدت ذكر ذكرت أضاف أضافت صرح صرحت أوضح أوضحت أشار أشارت نفى نفت كشف كشفت "
        "أفاد أفادت إن أن إنه "
        "إنها أنه أنها في من إلى على عن مع بعد قبل خلال منذ حتى كان كانت قد لقد لم لن لا ليس ليست الذي التي "
        "الذين هو هي هم "
        "ثم أو بل لكن كما وهو وهي أمس اليوم غدا ضد عند لدى بين حول دون وفق بحسب حسب نحو هذا هذه ذلك تلك صار "
        "صارت بات باتت "
        "حل حلت وصل وصلت رحب رحبت ندد دعا دعت طالب طالبت التقى استقبل زار غادر انتخب أصبح أصبحت مدير رئيس "
        "وزير قائد رئيسة"
    ).split()
)
_TITLES = frozenset(
    fold_text(
        "السيد السيدة الرئيس العميد العقيد اللواء الفريق المقدم الرائد النقيب الملازم الناشط الناشطة الطبيب "
        "الطبيبة الدكتور "
        "الدكتورة الصحفي الصحفية الصحافي الصحافية القاضي القاضية الشيخ الوزير الوزيرة القائد المحامي المحامية المدعو "
        "المهندس المهندسة الأستاذ الجنرال السفير السفيرة الأمير الأميرة الملك البابا الإمام الزعيم الأعمال "
        "الإعلامي الكاتب"
    ).split()
)
_FATHERS = frozenset(fold_text("أبو أبي أبا بن ابن بنت آل أم").split())
_PUBLISHERS = frozenset(
    fold_text("وكالة صحيفة قناة موقع إذاعة جريدة شبكة تلفزيون مجلة لوكالة لصحيفة لقناة لموقع").split()
)
_PLACES = frozenset(fold_text("مخيم معبر حقل قاعدة جبل نهر سجن شارع مستشفى حي بلدة قرية جسر مطار ميناء").split())
_FIXED = {
    **dict.fromkeys(("abd", "abdul", "abdel", "abdal", "abdol", "abdoul"), ("عبد",)),
    **dict.fromkeys(("abu", "abou", "aboul", "abul", "abo", "abi", "abil"), ("ابو", "ابي", "ابا")),
}
"""Parts of names whose Latin spelling swallows the article of what follows."""


@cache
def _given() -> frozenset[str]:
    lines = (Path(__file__).parent / "given_names.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(name for line in lines if not line.startswith("#") for name in fold_text(line).split())


def unnamed(sentence: str, free: Sequence[tuple[int, int]], ground: str) -> str | None:
    """Return a name of `sentence` that is not in the words of `ground`, or None.

    `free` are spans of the sentence that are looked at elsewhere (places, dates, known bodies). Names in Latin
    letters are met in Arabic by their sound: "Halwani" is borne out by «الحلواني».
    """
    return next(_unborne_latin(sentence, free, ground), None) or next(_unborne_arabic(sentence, free, ground), None)


# -- Latin letters ---------------------------------------------------------------------------------------------------


def _unborne_latin(sentence: str, free: Sequence[tuple[int, int]], ground: str) -> Iterator[str]:
    line = tokens(sentence)
    for at, token in enumerate(line):
        if token.arabic or not token.raw[:1].isupper() or _inside(token, free):
            continue
        if len(token.key) < 2 or token.key in ARTICLES or (_begun(sentence, token) and _ordinary(token)):
            continue
        if token.key in _STARTERS or (at and sentence[line[at - 1].end : token.start] in ("'", "’")):
            continue
        if not _heard(token.raw, ground):
            yield token.raw


def _inside(token: Token, free: Sequence[tuple[int, int]]) -> bool:
    return any(start <= token.start < end for start, end in free)


def _begun(sentence: str, token: Token) -> bool:
    """Whether the word opens a sentence or a quotation, where every word is capitalised."""
    before = sentence[: token.start].rstrip(" «“\"'(")
    return not before or before[-1] in ".!?:;"


def _ordinary(token: Token) -> bool:
    """Whether a word at the beginning of a sentence is a common noun; a known given name is none."""
    if token.key in _STARTERS:
        return True
    return _ORDINARY.fullmatch(token.key) is not None and not _is_given(token.raw)


@lru_cache(maxsize=1 << 12)
def _is_given(name: str) -> bool:
    return any(same_name(name, given) >= LIKELY for given in _given() if len(given) > 2)


def _heard(name: str, ground: str) -> bool:
    key = fold_text(name)
    arabic, latin = _words(ground)
    if key in latin or key.removesuffix("s") in latin:
        return True
    if key in _FIXED:
        return any(word.startswith(_FIXED[key]) for word in arabic)
    return any(same_name(name, word) >= LIKELY for word in arabic)


@lru_cache(maxsize=256)
def _words(ground: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the Arabic words of a ground in all readings and joined in pairs, and its Latin ones."""
    line = tokens(ground)
    arabic = {reading for token in line if token.arabic for reading in bare(token.key)}
    for one, other in pairwise(line):
        if one.arabic and other.arabic and not other.parted:
            arabic |= {one.key + other.key, one.key + other.key.removeprefix("ال")}
    latin = {token.key for token in line if not token.arabic}
    latin |= {one.key + other.key for one, other in pairwise(line) if not one.arabic}
    return frozenset(arabic), frozenset(latin)


# -- Arabic letters --------------------------------------------------------------------------------------------------


def _unborne_arabic(sentence: str, free: Sequence[tuple[int, int]], ground: str) -> Iterator[str]:
    line = tokens(sentence)
    for token in _arabic_names(line):
        if not _inside(token, free) and not _written(token, ground):
            yield token.raw


def _arabic_names(line: Sequence[Token]) -> Iterator[Token]:
    """Yield the words that are, or very probably are, part of a name."""
    naming = False
    for at, token in enumerate(line):
        if not token.arabic:
            naming = False
            continue
        before = line[at - 1].key if at else ""
        given = not bare(token.key).isdisjoint(_given()) and not token.raw.endswith("ى")  # على
        follows = naming and not token.parted and _may_be_name(token.key)
        titled = before in _TITLES and not token.key.startswith("ال") and _may_be_name(token.key)
        published = before in _PUBLISHERS and token.key not in _SPEECH
        placed = before in _PLACES and token.key not in _SPEECH
        if given or follows or titled or published or placed or (before in _FATHERS and _may_be_name(token.key)):
            yield token
        naming = (given or titled or token.key in _FATHERS) or (naming and token.key in _FATHERS)


def _may_be_name(key: str) -> bool:
    if key in _SPEECH or not bare(key).isdisjoint(_SPEECH - {"من", "ان"}) or len(key) < 3:
        return False
    return key.startswith("ال") or not key.startswith(("ي", "ت", "س", "و", "ب", "ل", "ف")) or key in _given()


def _written(token: Token, ground: str) -> bool:
    arabic, latin = _words(ground)
    if not bare(token.key).isdisjoint(arabic):
        return True
    readings: Iterable[str] = bare(token.key)
    return any(same_name(word, reading) >= LIKELY for word in latin if word.isalpha() for reading in readings)
