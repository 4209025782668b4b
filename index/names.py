"""A bridge between a name in Latin letters and the same name in Arabic ones: "Lavrov" and «لافروف».

Names are the words of an English question that an Arabic article repeats, but no table holds them all. Both scripts
are read into one alphabet of sounds in which the usual ways of writing a foreign name fall together:

    B  p b ب پ          F  f v ph ف ڤ       K  k q g j c(hard) ck gh dj zh ك ق غ ج چ گ
    S  s z c(soft) س ص ز ظ ذ               C  sh ch sch tch ش تش
    T  t th ت ط ث       D  d dh د ض         H  h kh ح خ ه
    L M N R as they are; n before K stands for both (ng, نغ); x is KS; a i u are the vowels, which Arabic may leave out

`skeleton_latin` and `skeleton_arabic` keep the consonants only, good for finding candidates; `same_name` weighs a pair.
What each step of the comparison costs was set by hand on well-known names (tests/test_names.py measures it).
"""

import re
from functools import lru_cache

from index.arabic import fold_text

LIKELY = 0.75
"""From this grade on, two words are very probably one name."""

_LATIN_WORD = re.compile(r"[^\W\d_]+(?:[’'ʼ-][^\W\d_]+)*")
_ARABIC_WORD = re.compile("[ء-ي]+")
_VOWELS = frozenset("aiu")

_SPECIAL = str.maketrans(
    {"ş": "sh", "š": "sh", "ś": "sh", "ç": "ch", "č": "ch", "ć": "ch", "ž": "zh", "ż": "zh", "ñ": "ny", "ł": "l",
     "ı": "i", "đ": "d", "ø": "o", "æ": "a", "ß": "ss", "’": "", "'": "", "ʼ": "", "-": ""}
)  # fmt: skip
_LATIN_SOUNDS = [
    (re.compile(pattern), sounds)
    for pattern, sounds in [
        ("s?tsch|tch|sch|ch|sh", "C"),
        ("kh", "H"),
        ("gh(?![aeiouy])(?<=[aeiou]gh)(?=t)", ""),  # Knight, Wright
        ("gh|dj|zh|ck|q|j|g", "K"),
        ("ph", "F"),
        ("th", "T"),
        ("dh", "D"),
        ("^wr", "R"),
        ("^kn", "N"),
        ("wh", "w"),
        ("sc(?=[eiy])|c(?=[eiy])", "S"),
        ("c|k", "K"),
        ("x", "KS"),
        ("p|b", "B"),
        ("f|v", "F"),
        ("s|z", "S"),
        ("t", "T"),
        ("d", "D"),
        ("l", "L"),
        ("m", "M"),
        ("n", "N"),
        ("r", "R"),
        ("(?<=[aeiouy])h$", ""),
        ("h", "H"),
        ("ee|ea|ie|ei|ey|ay|ai|[eiy]+", "i"),
        ("ou|oo|ow|au|aw|[ouw]+", "u"),
        ("a+", "a"),
    ]
]
_ARABIC_SOUNDS = str.maketrans(
    {**dict.fromkeys("ب", "B"), **dict.fromkeys("ف", "F"), **dict.fromkeys("كقغج", "K"), **dict.fromkeys("سصزظذ", "S"),
     "ش": "C", **dict.fromkeys("تطث", "T"), **dict.fromkeys("دض", "D"), **dict.fromkeys("حخه", "H"), "ل": "L",
     "م": "M", "ن": "N", "ر": "R", "ا": "a", "ع": "a", "و": "u", "ي": "i"}
)  # fmt: skip
_DOUBLED = re.compile(r"(.)\1+")
_NASAL = re.compile("NK")


def _tidied(sounds: str) -> str:
    return _NASAL.sub("N", _DOUBLED.sub(r"\1", sounds))


@lru_cache(maxsize=1 << 14)
def _latin_sounds(word: str) -> str:
    sounds = fold_text(word.lower().translate(_SPECIAL))
    for pattern, replacement in _LATIN_SOUNDS:
        sounds = pattern.sub(replacement, sounds)
    return _tidied("".join(c for c in sounds if c in "BFKSCTDHLMNRaiu"))


@lru_cache(maxsize=1 << 16)
def _arabic_sounds(word: str) -> str:
    folded = fold_text(word).replace("تش", "ش")
    if folded.endswith("ه") and len(folded) > 2:
        folded = folded[:-1] + "ا"
    return _tidied(folded.translate(_ARABIC_SOUNDS))


def _consonants(sounds: str) -> str | None:
    return _DOUBLED.sub(r"\1", "".join(c for c in sounds if c not in _VOWELS)) or None


def _without_article(word: str) -> str:
    folded = fold_text(word)
    return folded[2:] if folded.startswith("ال") and len(folded) > 4 else folded


def skeleton_latin(word: str) -> str | None:
    """Return the consonants of a Latin word in the shared alphabet, or None if it has none or is no such word.

    "Lavrov" -> "LFRF", "Erdoğan" -> "RDKN", "Washington" -> "CNTN".
    """
    return _consonants(_latin_sounds(word)) if _LATIN_WORD.fullmatch(word) and not _ARABIC_WORD.search(word) else None


def skeleton_arabic(word: str) -> str | None:
    """Return the consonants of an Arabic word in the shared alphabet, the article left out, or None.

    «لافروف» -> "LFRF", «أردوغان» -> "RDKN", «واشنطن» -> "CNTN". Other attached particles are the caller's to take off.
    """
    bare = _without_article(word)
    return _consonants(_arabic_sounds(bare)) if _ARABIC_WORD.fullmatch(bare) else None


_NEAR = {
    frozenset(pair): cost
    for pair, cost in {
        "CK": 0.4, "CH": 0.4, "KH": 0.5, "ST": 0.5, "SC": 0.5, "SK": 0.6, "DT": 0.5, "BF": 0.6, "DS": 0.5, "FB": 0.6,
        "ai": 0.15, "au": 0.15, "iu": 0.2, "Fu": 0.3, "Ki": 0.5, "Kh": 0.5,
    }.items()
}  # fmt: skip
_LATIN_ONLY = {"a": 0.03, "i": 0.08, "u": 0.08, "H": 0.35, "K": 0.8, "T": 0.7}
_ARABIC_ONLY = {"a": 0.2, "i": 0.2, "u": 0.2, "H": 0.5, "T": 0.6}
_SILENT_END = {"T": 0.4, "D": 0.4, "S": 0.5}


def _distance(latin: str, arabic: str) -> float:
    """Return the least cost of turning the sounds of a Latin word into those of an Arabic one."""
    row = [0.0]
    for sound in arabic:
        row.append(row[-1] + _ARABIC_ONLY.get(sound, 1.0))
    for at, heard in enumerate(latin):
        last = at == len(latin) - 1
        dropped = _SILENT_END.get(heard, 1.0) if last else _LATIN_ONLY.get(heard, 1.0)
        if last and heard in _VOWELS:
            dropped = 0.25
        following = [row[0] + dropped]
        for column, written in enumerate(arabic, start=1):
            same = 0.0 if heard == written else _NEAR.get(frozenset((heard, written)), 1.0)
            following.append(
                min(
                    row[column - 1] + same,
                    row[column] + dropped,
                    following[-1] + _ARABIC_ONLY.get(written, 1.0),
                )
            )
        row = following
    return row[-1]


def same_name(latin: str, arabic: str) -> float:
    """Grade from 0 to 1 how well an Arabic word spells a Latin name; see `LIKELY`.

    Equal consonants and fitting vowels give nearly 1 ("Obama", «أوباما»), one odd letter in a long name some 0.8; words
    of one or two consonants must fit in their vowels too, since too much else shares them.
    """
    if not _LATIN_WORD.fullmatch(latin) or not _ARABIC_WORD.fullmatch(fold_text(arabic)):
        return 0.0
    heard = _latin_sounds(latin)
    forms = {_arabic_sounds(fold_text(arabic)), _arabic_sounds(_without_article(arabic))}
    return max(_grade(heard, written) for written in forms)


def _grade(heard: str, written: str) -> float:
    consonants = max(len(_consonants(heard) or ""), len(_consonants(written) or ""))
    if not consonants:
        return 0.0
    strictness = 1.0 if consonants > 2 else 1.5
    return max(0.0, 1.0 - strictness * _distance(heard, written) / consonants)
