"""How much a text looks like Arabic: the judge between encodings that can all decode the same bytes."""

import math
import re
import unicodedata
from functools import cache
from itertools import islice

PLAUSIBLE = 0.3
"""From here on a text is taken for Arabic: real Arabic scores about 1, the wrong encodings below 0."""

_PER_MILLE = (
    "ا145 ل113 ي83 م65 و57 ن53 ر48 ت43 ب37 ة35 ع32 د31 س27 ف25 ه22 ك21 أ21 ق20 ح17 ج13 ش10 ط9.5 إ8.3 ص8 ى7.8 خ7.6 "
    "ث6.9 ز6.2 ض6 غ5.4 ذ5.1 ئ3.3 ء3 ظ2.2 آ1.3 ؤ0.9"
)
"""How often each letter stands in Arabic prose, of a thousand letters (counted over some 400,000 letters)."""

_COMMON_WORDS = (
    "في من على إلى أن أو التي الذي مع كان كانت عن بعد قبل بين هو هي حيث ما هذا هذه ذلك كما لا لم لن قد وقد تم خلال كل "
    "حتى ثم غير منذ قال قالت وقال أكثر عند وفي ومن وهو وهي أي إن إذا لكن ولا بن يوم اليوم أيضا بعض تلك"
)
_COMMON = frozenset(_COMMON_WORDS.split())
"""Words that fill a good quarter of Arabic prose."""

_RUN = re.compile(r"[^\x00-\x7f]+")
_NEUTRAL = frozenset(
    "،؛؟٪٫٬«»“”‘’–—…•°·©®€£×÷٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹ـ\u200b\u200c\u200d\u200e\u200f\ufeff" + "\u00a0\u00ad"
)
_FOREIGN = frozenset("پچژڤگکیھہٹڈڑںۀےۆۇڭ")
_PUNCTUATION = "،؛؟٪«»“”‘’–—…•°·"
_SAMPLE = 4000


@cache
def _weights() -> dict[str, float]:
    """Logarithms of how much more often than chance each letter stands in Arabic."""
    shares = {entry[0]: float(entry[1:]) / 1000 for entry in _PER_MILLE.split()}
    return {letter: math.log(share * len(shares)) for letter, share in shares.items()}


def likelihood(text: str) -> float:
    """Return the mean score of the characters of `text` beyond ASCII: about 1 for Arabic prose, below 0 for others.

    Frequent letters count for it; so do frequent words and the article ال. Against it count symbols and accented or
    plain Latin letters between the letters, no-break spaces, ة or ى inside a word, and a word that begins with ة, ى,
    ؤ, ئ or ء. A text without a single Arabic letter scores -1. At most 4,000 words are looked at.

    «في مطار دير الزور» scores about 1; the same bytes of Windows-1256 read as ISO-8859-6 score below 0.
    """
    score = 0.0
    characters = 0
    letters = 0
    for match in islice(_RUN.finditer(text), _SAMPLE):
        run = match.group()
        spaces = run.count("\u00a0")
        characters += spaces
        score -= 0.5 * spaces
        if _is_glued(match):
            score -= 4.0
        for word in unicodedata.normalize("NFKC", run).split():
            bare = word.strip(_PUNCTUATION)
            characters += len(word)
            letters += sum(c in _weights() for c in bare)
            score += sum(_weight(c) for c in word) + _shape(bare)
    return score / characters if letters else -1.0


_SHORT = 40
"""Up to so many characters beyond ASCII, letters are too few to be weighed."""


def is_bare_arabic(text: str) -> bool:
    """Whether a short text holds, beyond ASCII, only Arabic letters where they can stand, and punctuation.

    For what `likelihood` cannot tell: «٣ قتلى» is, «كçن» (an accented letter) and «ةكن» (begins with ة) are not.
    """
    beyond = "".join(_RUN.findall(text))
    letters = sum(c in _weights() for c in beyond)
    marks = sum("\u064b" <= c <= "\u0652" for c in beyond)
    others = sum(c not in _weights() and c not in _NEUTRAL for c in beyond) - marks
    if len(beyond) > _SHORT or others or marks > letters:
        return False
    if any(_is_glued(match) for match in _RUN.finditer(text)):
        return False
    words = [word.strip(_PUNCTUATION) for word in "".join(c if c in _weights() else " " for c in text).split()]
    return bool(words) and all(_shape(word) >= 0 for word in words)


def _is_glued(run: re.Match[str]) -> bool:
    """Whether a Latin letter touches the run, as in the wrong decoding of «l'été»."""
    text, start, end = run.string, run.start(), run.end()
    return text[start - 1 : start].isalpha() or text[end : end + 1].isalpha()


def _weight(character: str) -> float:
    known = _weights().get(character)
    if known is not None:
        return known
    if character in _NEUTRAL or character.isascii():
        return 0.0
    if "\u064b" <= character <= "\u0652" or character == "\u0670":
        return -0.5
    return -1.0 if character in _FOREIGN else -4.0


def _shape(word: str) -> float:
    if word in _COMMON:
        return 3.0
    score = 2.0 if word.startswith("ال") and len(word) > 3 else 0.0
    score -= 4.0 * sum(c in "ةى" for c in word[:-1])
    if len(word) > 1 and word[0] in "ةىؤئء":
        score -= 4.0
    return score
