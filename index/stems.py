"""Consonant stems, in which the verb, the verbal noun and the participle of one root meet: «سلّمت», «لتسليم».

Character grams find a word under its clitics and endings; what they miss is a form with other vowels and another
pattern. A stem is what is left of a word without clitics, endings, the letters that patterns add and long vowels. A
word that can be read in several ways has several; two words are taken for kin if they share one. Roots with a weak
letter («فاوض», «قال») mostly lose it, and with it the rest of their kin: those are left to the grams.
"""

import re
from functools import lru_cache

from index.arabic import ARABIC_WORD

_SHORTEST = 3
_CLITICS = ("ال", "لل", "و", "ف", "ب", "ل", "ك")
_FUTURE = re.compile("س(?=[يتن]..)")
_ENDINGS = tuple("هما كما تين تان هم هن ها نا كم ات ون ين ان وا ته تي ه ي ت ا ن".split())
_PATTERNS = tuple("است يست تست نست مست ان ين تن من ات يت تت مت ا ي ت ن م".split())
"""What patterns and persons put before a root: «استـخدم», «انـفجر», «تـسليم», «مـقتل»."""
_LONG = frozenset("اوي")
_WEAK = "~"
_PERSONS = frozenset("يتن")
"""Letters before a verb that has lost its last: «لم يدع», «لم تبن»."""


@lru_cache(maxsize=1 << 16)
def stems(word: str) -> frozenset[str]:
    """Return the stems of a folded word; a word that is not Arabic is its own.

    «استخدام» and «استخدمت» -> both hold "خدم"; «اعترافهم» and «تعترف» -> both hold "عرف".
    """
    if len(word) < _SHORTEST or not ARABIC_WORD.match(word):
        return frozenset((word,))
    found = {stem for form in _without_clitics(word) for bare in _without_ending(form) for stem in _stems_of(bare)}
    whole = frozenset(stem for stem in found if len(stem) >= _SHORTEST)
    return whole or frozenset(found) or frozenset((word,))


@lru_cache(maxsize=1 << 16)
def kin(word: str) -> frozenset[str]:
    """Return the stems of a folded word, and for a root that has lost a weak letter the two it keeps, marked.

    «باعت», «بيع» -> both hold "بع~"; «دعوه», «دعا» -> both hold "دع~". So short a stem joins more words than it should:
    it is for telling whether one certain word is meant, not for searching.
    """
    bare = [one for form in _without_clitics(word) for one in _without_ending(form) if ARABIC_WORD.match(word)]
    whole = [one for form in bare for one in _without_pattern(form) if len(one) == _SHORTEST]
    weak = {_strong(one) for one in whole} | {one[1:] for one in whole if one[0] in _PERSONS}
    return stems(word) | frozenset(one + _WEAK for one in weak if len(one) == _SHORTEST - 1)


def _without_clitics(word: str) -> list[str]:
    forms = [word]
    while True:
        clitic = next((c for c in _CLITICS if _leaves_enough(forms[-1], c)), None)
        if clitic is None:
            break
        forms.append(forms[-1].removeprefix(clitic))
    return [*forms, _FUTURE.sub("", forms[-1])] if _FUTURE.match(forms[-1]) else forms


def _leaves_enough(form: str, before: str) -> bool:
    return form.startswith(before) and len(form) - len(before) >= _SHORTEST


def _without_ending(form: str) -> list[str]:
    ending = next((e for e in _ENDINGS if form.endswith(e) and len(form) - len(e) >= _SHORTEST), "")
    return [form, form.removesuffix(ending)] if ending else [form]


def _stems_of(form: str) -> list[str]:
    return [stem for one in _without_pattern(form) if len(stem := _strong(one)) > 1]


def _without_pattern(form: str) -> list[str]:
    found = [form]
    for before in _PATTERNS:
        if _leaves_enough(form, before):
            rest = form.removeprefix(before)
            found.append(rest)
            if len(before) == 1 and len(rest) > _SHORTEST and rest[1] == "ت":  # «اعترف»: the pattern's letter is inside
                found.append(rest[0] + rest[2:])
    return found


def _strong(form: str) -> str:
    return form[0] + "".join(letter for letter in form[1:] if letter not in _LONG)
