"""Whether a clause speaks of what is to come; a bare weekday and «بعد يومين» depend on it."""

from index.times import traps
from index.times.line import Line
from index.times.phrase import Phrase

_LOOKING_BACK = 12
_STOPS = (".", "!", "؟", "?", "؛", ";", "\n", ":")
_NO_FUTURE = traps.words(
    "سيارة سيارته سيارتها سياسة سياسي سياسية سيطر سيطرة سيطرت سيناء سيد سيدة ستين ستون ستار ستارة سيرة "
    "سياق سيادة سيول سيف سينما سيناريو سناء سنة سنوات سند سابق سابقة ساحة ساحل ساعة ساعات ساعد ساعدت سافر "
    "ساد سادت سارع سار سارة ساري سارين سامر سامي سالم ساق سائق سائر سائد ساهم ساهمت ساخن ساخنة سيئة سيدي "
    "ستارت ستاد ستراتيجي ستراتيجية سانا ساعي ساكن سالفة سيجارة سيجري_اسم ستوديو ستالين ستوكهولم سيدني "
    "سيبيريا سيرغي سيمون سيلفا ستيفان ستيفن سنتر سنتين سنوي سنوية سندات سنجار ساحات ساند ساندت سائل"
)


def speaks_of_future(line: Line, said: Phrase) -> bool:
    """Whether the clause around speaks of what is to come: read back to the nearest cue, «ستبدأ», "will"."""
    after = line.key(said.stop)
    if said.stop < len(line.tokens) and _future_verb(line, said.stop):
        return True
    if after == "من" and line.key(said.stop + 1) in traps.TO_COME:
        return True
    for at in range(said.first - 1, max(-1, said.first - 1 - _LOOKING_BACK), -1):
        key = line.key(at)
        if key in _STOPS:
            return False
        if key in traps.TO_COME or key in traps.SCHEDULED or _future_verb(line, at):
            return line.key(at - 1) != "لم"
        if key in traps.PAST or key == "لم":
            return False
    return False


def _future_verb(line: Line, at: int) -> bool:
    """Whether a word is a verb with the س of the future: سيبدأ، ستعقد، وسيصل."""
    token = line.tokens[at]
    if token.kind != "word" or token.latin:
        return token.key in ("will", "shall")
    key = token.key[1:] if token.key[:1] in ("و", "ف") and len(token.key) > 5 else token.key
    return (
        len(key) >= 4
        and key[0] == "س"
        and key[1] in "يتنا"
        and key not in _NO_FUTURE
        and not key.endswith(("ات", "ين", "ون"))
    )
