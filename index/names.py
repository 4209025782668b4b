"""A bridge between a name in Latin letters and the same name in Arabic ones: "Lavrov" and «لافروف».

Names are the words of an English question that an Arabic article repeats, but no table holds them all. Both scripts
are read into one alphabet of sounds; skeletons merge those that writers mix up, comparison sets a price on each mix-up:

    skeleton   Latin                      Arabic
    B          b p                        ب پ
    F          f v ph                     ف ڤ
    K          K: c k q x  G: g gh        K: ك  Q: ق  G: غ
               J: j dj zh                 J: ج چ
    H          H: h  X: kh                H: ح ه  X: خ
    S          S: s c(soft)  Z: z         S: س ص  Z: ز ذ ظ
    C          C: sh sch  W: ch tch       C: ش تش
    T          T: t  Y: th                T: ت ط  Y: ث
    D L M N R  d dh l m n r               د ض ل م ن ر
    (none)     a i u, long: I U           ا و ي, E: ع

A doubled consonant is one; n before a sound of K stands for both (ng, نغ); a last h is not heard.
What each step of the comparison costs was set by hand on well-known names; tests/test_names.py measures it.
"""

import re
from functools import lru_cache
from itertools import accumulate

from index.arabic import fold_text

LIKELY = 0.75
"""From this grade on, two words are very probably one name."""

_LATIN_WORD = re.compile(r"[^\W\d_]+(?:[’'ʼ-][^\W\d_]+)*")
_ARABIC_WORD = re.compile("[ء-ي]+")
_VOWELS = frozenset("aiuIUE")

_SPECIAL = str.maketrans(
    {"ş": "sh", "š": "sh", "ś": "sh", "ç": "ch", "č": "ch", "ć": "ch", "ž": "zh", "ż": "zh", "ñ": "ny", "ł": "l",
     "ı": "i", "đ": "d", "ø": "o", "æ": "a", "ß": "ss", "’": "", "'": "", "ʼ": "", "-": ""}
)  # fmt: skip
_LATIN_SOUNDS = [
    (re.compile(pattern), sounds)
    for pattern, sounds in [
        ("tsch|tch|ch", "W"),
        ("sW|sh", "C"),  # sch, of which ch has become W
        ("kh", "X"),
        ("(?<=[aeiou])gh(?=t)|(?<=u)gh$", ""),  # Wright, Kavanaugh
        ("dj|zh|j", "J"),
        ("gh|g", "G"),
        ("ph", "F"),
        ("th", "Y"),
        ("dh", "D"),
        ("^wr", "R"),
        ("^kn", "N"),
        ("wh", "w"),
        ("sc(?=[eiy])|c(?=[eiy])", "S"),
        ("ck|c|k|q", "K"),
        ("x+", "KS"),
        ("p|b", "B"),
        ("f|v", "F"),
        ("s", "S"),
        ("z", "Z"),
        ("t", "T"),
        ("d", "D"),
        ("l", "L"),
        ("m", "M"),
        ("n", "N"),
        ("r", "R"),
        ("h", "H"),
        ("ee|ea|ie", "I"),
        ("oo|ou", "U"),
        ("[eiy]+|ay|ai", "i"),
        ("au|aw|[ouw]+", "u"),
        ("a+", "a"),
    ]
]
_ARABIC_SOUNDS = str.maketrans(
    {**dict.fromkeys("صس", "S"), **dict.fromkeys("زذظ", "Z"), **dict.fromkeys("تط", "T"), **dict.fromkeys("دض", "D"),
     **dict.fromkeys("حه", "H"), "ب": "B", "ف": "F", "ك": "K", "ق": "Q", "غ": "G", "ج": "J", "ش": "C", "ث": "Y",
     "خ": "X", "ل": "L", "م": "M", "ن": "N", "ر": "R", "ا": "a", "ع": "E", "و": "u", "ي": "i"}
)  # fmt: skip
_MERGED = str.maketrans("QGJXZWY", "KKKHSCT", "aiuIUE")
_KNOWN = frozenset("BFKGJHXSZCWTYDLMNRaiuIU")
_DOUBLED = re.compile(r"(.)\1+")
_NASAL = re.compile("N[KQGJ]")


@lru_cache(maxsize=1 << 14)
def _latin_sounds(word: str) -> str:
    sounds = fold_text(word.lower().translate(_SPECIAL))
    for pattern, replacement in _LATIN_SOUNDS:
        sounds = pattern.sub(replacement, sounds)
    return _NASAL.sub("N", _DOUBLED.sub(r"\1", "".join(sound for sound in sounds if sound in _KNOWN)))


@lru_cache(maxsize=1 << 16)
def _arabic_sounds(folded: str) -> str:
    sounds = folded.replace("تش", "ش")
    if sounds.endswith("ه") and len(sounds) > 2:
        sounds = sounds[:-1] + "ا"
    return _NASAL.sub("N", sounds.translate(_ARABIC_SOUNDS))


def _skeleton(sounds: str) -> str | None:
    merged = _DOUBLED.sub(r"\1", sounds.translate(_MERGED))
    return (merged[:-1] if len(merged) > 1 and merged.endswith("H") and sounds[-1] == "H" else merged) or None


def _without_article(folded: str) -> str:
    return folded[2:] if folded.startswith("ال") and len(folded) > 4 else folded


def skeleton_latin(word: str) -> str | None:
    """Return the consonants of a Latin word in the shared alphabet, or None if it has none or is no such word.

    "Lavrov" -> "LFRF", "Erdoğan" -> "RDKN", "Washington" -> "CNTN".
    """
    return _skeleton(_latin_sounds(word)) if _LATIN_WORD.fullmatch(word) and not _ARABIC_WORD.search(word) else None


def skeleton_arabic(word: str) -> str | None:
    """Return the consonants of an Arabic word in the shared alphabet, the article left out, or None.

    «لافروف» -> "LFRF", «أردوغان» -> "RDKN", «واشنطن» -> "CNTN". Other attached particles are the caller's to take off.
    """
    bare = _without_article(fold_text(word))
    return _skeleton(_arabic_sounds(bare)) if _ARABIC_WORD.fullmatch(bare) else None


_HEARD_AS = {
    "K": {"Q": 0.0, "G": 0.6, "J": 0.7, "X": 0.5},
    "G": {"J": 0.0, "Q": 0.15, "K": 0.15, "X": 0.6, "C": 0.6},
    "J": {"G": 0.5, "K": 0.7, "Q": 0.7, "X": 0.4, "i": 0.3, "C": 0.5, "Z": 0.5},
    "W": {"C": 0.0, "K": 0.2, "Q": 0.4, "X": 0.25, "J": 0.4},
    "C": {"S": 0.4, "K": 0.8},
    "S": {"Z": 0.25, "C": 0.4, "K": 0.7},
    "Z": {"S": 0.3, "C": 0.7, "J": 0.6},
    "T": {"Y": 0.2, "D": 0.5},
    "Y": {"T": 0.05, "S": 0.4, "Z": 0.2, "D": 0.5},
    "D": {"T": 0.5, "Z": 0.4},
    "H": {"X": 0.4},
    "X": {"H": 0.2, "K": 0.5},
    "B": {"F": 0.7},
    "F": {"B": 0.7, "u": 0.5},
    "a": {"E": 0.05, "i": 0.25, "u": 0.25},
    "i": {"E": 0.2, "a": 0.2, "u": 0.35},
    "u": {"E": 0.2, "a": 0.2, "i": 0.35, "F": 0.25},
    "I": {"i": 0.0, "a": 0.3, "u": 0.4, "E": 0.3},
    "U": {"u": 0.0, "a": 0.3, "i": 0.4, "E": 0.3},
}
"""What it costs to hear a Latin sound in an Arabic letter of another sound; 1 if not listed."""
_UNWRITTEN = {"a": 0.04, "i": 0.08, "u": 0.1, "I": 0.4, "U": 0.4, "H": 0.4}
_UNWRITTEN_LAST = {"a": 0.25, "i": 0.2, "u": 0.25, "I": 0.25, "U": 0.3, "H": 0.05, "T": 0.45, "D": 0.5, "S": 0.5}
_ADDED = {"a": 0.22, "i": 0.22, "u": 0.22, "E": 0.35, "H": 0.5, "T": 0.6}
_OTHER_FIRST_VOWEL = 0.05
_FIRST_VOWEL_ALONE = 0.6
_SAME_AGAIN = 0.1
_LAST_AYN = 0.15


def _unwritten(heard: str, at: int) -> float:
    """Return what it costs that Arabic leaves out sound `at`: a vowel inside is nothing, the first one always shows."""
    if at == 0 and heard[0] in _VOWELS:
        return _FIRST_VOWEL_ALONE
    return (_UNWRITTEN_LAST if at == len(heard) - 1 else _UNWRITTEN).get(heard[at], 1.0)


def _added(written: str, at: int) -> float:
    """Return what it costs that Arabic letter `at` stands for no Latin sound."""
    if at == 0 and written[0] == "a":
        return _FIRST_VOWEL_ALONE
    if at and written[at] == written[at - 1]:
        return _SAME_AGAIN
    if written[at] == "E" and at == len(written) - 1:
        return _LAST_AYN
    return _ADDED.get(written[at], 1.0)


def _distance(heard: str, written: str) -> float:
    """Return the least cost of hearing the sounds of a Latin word in those of an Arabic one (weighted Levenshtein)."""
    added = [_added(written, at) for at in range(len(written))]
    row = [0.0, *accumulate(added)]
    for at, sound in enumerate(heard):
        near = _HEARD_AS.get(sound, {})
        dropped = _unwritten(heard, at)
        following = [row[0] + dropped]
        for column, letter in enumerate(written):
            heard_as = 0.0 if sound == letter else near.get(letter, 1.0)
            if at == column == 0 and sound in _VOWELS and letter in _VOWELS:
                heard_as = min(heard_as, _OTHER_FIRST_VOWEL)
            following.append(min(row[column] + heard_as, row[column + 1] + dropped, following[-1] + added[column]))
        row = following
    return row[-1]


def same_name(latin: str, arabic: str) -> float:
    """Grade from 0 to 1 how well an Arabic word spells a Latin name; see `LIKELY`.

    Equal consonants and fitting vowels give nearly 1 ("Obama", «أوباما»), one odd letter in a long name some 0.8; words
    of one or two consonants must fit in their vowels too, since too much else shares them. 0 for what is no such word.
    """
    folded = fold_text(arabic)
    if not _LATIN_WORD.fullmatch(latin) or _ARABIC_WORD.search(latin) or not _ARABIC_WORD.fullmatch(folded):
        return 0.0
    heard = _latin_sounds(latin)
    return max(_grade(heard, _arabic_sounds(form)) for form in {folded, _without_article(folded)})


def _grade(heard: str, written: str) -> float:
    consonants = max(sum(s not in _VOWELS for s in heard), sum(s not in _VOWELS for s in written))
    if not heard or not written or not consonants:
        return 0.0
    strictness = 1.0 if consonants > 3 else 1.15 if consonants == 3 else 1.4
    return max(0.0, 1.0 - strictness * _distance(heard, written) / consonants)
