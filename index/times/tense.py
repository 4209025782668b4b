"""Whether a clause speaks of what is to come; a bare weekday and «بعد يومين» depend on it."""

from index.times import traps
from index.times.line import Line
from index.times.phrase import Phrase

_LOOKING_BACK = 12
_STOPS = (".", "!", "؟", "?", "؛", ";", "\n", ":")
_NO_FUTURE = traps.words(
    "سيارة سيارته سيارتها سياسة سياسي سياسية سيطر سيطرة سيطرت سيناء سيد سيدة ستين ستون ستار ستارة سيرة "
    "سياق سيادة سيول سيف سينما سيناريو سناء سنة سنوات سند سيئة سيدي ستارت ستاد ستراتيجي ستراتيجية سيجارة "
    "ستوديو ستالين ستوكهولم سيدني سيبيريا سيرغي سيمون سيلفا ستيفان ستيفن سنتر سنتين سنوي سنوية سندات "
    "سنجار ستافان ستريت ستيفاني ستيفانو ستراسبورغ ستوديوهات ستالينغراد سنان سنجق سندي سناتور سنغافورة "
    "سنغال سنتكوم سنودن سيناتور سيتي سيدا سيليكون سيراليون سيرينا سيزار سيسي سيشل سيتا سيلفيا سيريا "
    "سيارات سيبويه ستاندرد ستارمر"
)


_NOUNS = ("سيطر", "سياس", "سيار", "سياد", "سياق", "سينم", "سينار", "ستراتيج", "سنوي", "سنوات")


def speaks_of_future(line: Line, said: Phrase) -> bool:
    """Whether the clause around speaks of what is to come: read back to the nearest cue, «ستبدأ», "will"."""
    if _future_verb(line, said.stop):
        return True
    if line.key(said.stop) == "من" and line.key(said.stop + 1) in traps.TO_COME:
        return True
    for at in range(said.first - 1, max(-1, said.first - 1 - _LOOKING_BACK), -1):
        key = line.key(at)
        if key in _STOPS or key in traps.PAST or key == "لم":
            return False
        if key in traps.TO_COME or key in traps.SCHEDULED or _future_verb(line, at):
            return not _turned_past(line, at)
    return False


def _turned_past(line: Line, at: int) -> bool:
    """Whether the words before a cue make it past: «لم يصل», «قبل أن تبدأ», «كان من المقرر», «كما هو متوقع»."""
    one, two = line.key(at - 1), line.key(at - 2)
    if one in ("لم", "هو", "كان", "was", "were"):
        return True
    if one == "ان":
        return two in ("قبل", "بعد", "منذ", "الي") or (two in traps.TO_COME and _turned_past(line, at - 2))
    return one == "من" and two.endswith(("كان", "كانت"))


def _future_verb(line: Line, at: int) -> bool:
    """Whether a word is a verb with the س of the future: سيبدأ، ستعقد، وسيصل."""
    if not 0 <= at < len(line.tokens):
        return False
    token = line.tokens[at]
    if token.kind != "word" or token.latin:
        return token.key in ("will", "shall")
    joined = token.key[:1] in ("و", "ف") and len(token.key) > 5
    key, raw = (token.key[1:], token.raw[1:]) if joined else (token.key, token.raw)
    if len(key) < 4 or key[0] != "س" or key[1] not in "يتنا" or key in _NO_FUTURE or key.startswith(_NOUNS):
        return False
    if key[1] == "ا" and raw[1:2] != "أ":
        return False  # سارة، ساحل; the first person is written سأ
    return not key.endswith(("ات", "ين"))
