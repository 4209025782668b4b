"""What the words of a follow-up say about what was asked before: references, steps in time, narrowings, a new topic."""

import re
from dataclasses import dataclass
from enum import Enum
from functools import cache

from index.arabic import fold, fold_text
from index.numerals import numbers

# Every pattern is matched against folded text: «التالية» is «التاليه» there, «أخرى» is «اخري».

_NEW_TOPIC = (
    r"(?:(?:و|ف)?(?:الان |والان )?(?:موضوع|شيء|شي|امر|مساله|قضيه|ملف) (?:اخر|اخري|جديد|جديده|مختلف|مختلفه)(?: تماما)?|"
    r"(?:ل|دعنا )?(?:نغير|غير|تغيير|لنغير) الموضوع|بعيدا عن (?:هذا|ذلك|هذا الموضوع)|(?:دعنا|لنترك|دعك) من (?:هذا|ذلك)|"
    r"(?:ل|دعنا )?ننتقل الي (?:موضوع اخر|غيره)|"
    r"(?:now )?(?:on |to )?(?:an?|some)? ?(?:new|another|different|separate|unrelated|other) (?:topic|subject|"
    r"matter|note|story|issue)|"
    r"(?:let'?s |to )?(?:change|changing|switch|switching) (?:of |the )?(?:topics?|subjects?)|"
    r"(?:now )?(?:for )?something (?:else|different)|"
    r"(?:leaving|putting) (?:that|this) aside|forget (?:that|about that|it)|new (?:topic|subject)|moving on)"
)
_ANOTHER_QUESTION = r"(?:(?:و|ف)?(?:سوال|استفسار) (?:اخر|اخري|جديد|ثان)|(?:an?other|one more|next|new) question)"
_UNIT_AR = "يوم|ليله|اسبوع|شهر|عام|سنه"
_NEXT_AR = (
    r"(?:التالي|التاليه|اللاحق|اللاحقه|الموالي|المواليه|الذي يليه|التي تليها|الذي تلاه|التي تلتها|اللي بعده|اللي بعدها)"
)
_LAST_AR = r"(?:السابق|السابقه|الذي سبقه|التي سبقتها|الذي قبله|التي قبلها|اللي قبله|اللي قبلها)"
_SAME_AR = r"(?:نفسه|نفسها|ذاته|ذاتها|عينه|عينها)"
_THAT_AR = r"(?:ذلك|ذاك|هذا|هذه|تلك|هيك|كده)"
_UNIT_EN = "day|night|week|month|year"
_PART = "اليوم|النهار|الليله|المساء|الصباح|الوقت|الفتره|المده|الاثناء"
_OF_THAT_EN = r"(?= (?:that|this|it)\b|\W*$|[,;])"


class Move(Enum):
    """Where a step in time goes from the days that the conversation stands at."""

    SAME = "same"
    NEXT = "next"
    PREVIOUS = "previous"
    AFTER = "after"
    BEFORE = "before"


@dataclass(frozen=True, slots=True)
class Step:
    """A step in time: «في اليوم التالي» is NEXT, 1 day; «بعد ذلك» AFTER, with no end; "two weeks later" NEXT, 2 weeks.

    `unit` is "day", "week", "month" or "year"; `start` and `end` are the code points of the words that say it.
    """

    move: Move
    unit: str
    count: int
    start: int
    end: int


_UNITS = {
    "يوم": "day", "يوما": "day", "يومين": "day", "ايام": "day", "نهار": "day", "ليله": "day", "ليلتين": "day",
    "ليال": "day",
    "اسبوع": "week", "اسبوعا": "week", "اسبوعين": "week", "اسابيع": "week", "شهر": "month", "شهرا": "month",
    "شهرين": "month",
    "اشهر": "month", "شهور": "month", "عام": "year", "عاما": "year", "عامين": "year", "اعوام": "year", "سنه": "year",
    "سنتين": "year", "سنوات": "year", "day": "day", "days": "day", "night": "day", "nights": "day", "week": "week",
    "weeks": "week", "month": "month", "months": "month", "year": "year", "years": "year",
    "evening": "day", "morning": "day",
}  # fmt: skip
_DUALS = frozenset("يومين ليلتين اسبوعين شهرين عامين سنتين".split())
_UNIT_WORD = "|".join(sorted(_UNITS, key=len, reverse=True))
_COUNT = r"(?P<count>(?:\w+ ){0,2}?)"


@cache
def _steps() -> list[tuple[Move, re.Pattern[str]]]:
    """Return the patterns, those that say more first."""
    unit, plain = rf"(?P<unit>{_UNIT_WORD})", rf"(?P<unit>{_UNIT_AR}|{_UNIT_EN})"
    patterns = [
        (Move.NEXT, rf"(?:بعد {_THAT_AR}|بعدها|بعده) ب{_COUNT}{unit}"),
        (Move.NEXT, rf"بعد {_COUNT}{unit} (?:من|علي) {_THAT_AR}"),
        (Move.NEXT, rf"\b{_COUNT}{unit} (?:later|afterwards|after{_OF_THAT_EN})"),
        (Move.PREVIOUS, rf"(?:قبل {_THAT_AR}|قبلها|قبله) ب{_COUNT}{unit}"),
        (Move.PREVIOUS, rf"قبل {_COUNT}{unit} (?:من|علي) {_THAT_AR}"),
        (Move.PREVIOUS, rf"\b{_COUNT}{unit} (?:earlier|before{_OF_THAT_EN})"),
        (Move.NEXT, rf"ال{plain} {_NEXT_AR}"),
        (Move.NEXT, rf"(?:ثاني|تاني|(?:the )?next|(?:the )?following) {plain}\b"),
        (Move.NEXT, r"(?:في )?غداه ذلك|في الغد\b|the morning after"),
        (Move.PREVIOUS, rf"ال{plain} {_LAST_AR}"),
        (Move.PREVIOUS, rf"(?:the )?(?:previous|preceding) {plain}\b"),
        (Move.PREVIOUS, r"عشيه ذلك|(?:on )?the eve of (?:that|this|it)\b"),
        (Move.SAME, rf"(?:{_PART}) {_SAME_AR}|نفس (?:{_PART})|(?:ذلك|تلك) (?:{_PART})|يومها|يومذاك|يوميذ|حينها|"
                    rf"حينيذ|انذاك|وقتها|"
                    r"عندها|ليلتها|عنديذ|(?:the |that )?same (?:day|night|evening|morning|time|period)|"
                    r"\bthat (?:day|night|evening|morning)\b|"
                    r"at (?:that|the) (?:same )?time|back then"),
        (Move.SAME, rf"ال{plain} {_SAME_AR}"),
        (Move.SAME, rf"(?:نفس|ذلك|تلك) ال{plain}"),
        (Move.SAME, rf"(?:(?:the )?same|that) {plain}\b"),
        (Move.AFTER, rf"بعد {_THAT_AR}|\b[وف]?بعدها|بعديذ|بعدين|ثم ماذا|ماذا بعد(?=\W*$)|شو بعد(?=\W*$)|لاحقا|"
                     rf"فيما بعد|عقب {_THAT_AR}|اثر ذلك|"
                     r"تلا ذلك|تلت ذلك|منذ ذلك (?:الحين|الوقت)|after (?:that|this|it|which)\b|afterwards?\b|since then|"
                     r"what(?:'s| is| was| came| happened| comes)? next|what then|then what|subsequently|"
                     r"\b(?:later(?: on)?|next)(?=\W*$)"),
        (Move.BEFORE, rf"قبل {_THAT_AR}|\b[وف]?قبلها|قبليذ|سبق ذلك|سبقت ذلك|من قبل(?=\W*$)|before (?:that|this|it|"
                      rf"then)\b|beforehand|"
                      r"previously(?=\W*$)|prior to (?:that|this|it)\b|until then|\bearlier(?=\W*$)"),
    ]  # fmt: skip
    return [(move, re.compile(rf"(?<!\w)(?:[وفبل]|في )?(?:{pattern})(?!\w)")) for move, pattern in patterns]


def step(text: str) -> Step | None:
    """Return the step in time that a follow-up asks for, or None.

    «وماذا بعد ذلك في اليوم التالي؟» -> NEXT, 1 day; "and the day before?" -> PREVIOUS, 1 day; «في الليلة نفسها» ->
    SAME.
    """
    folded = fold(text)
    for move, pattern in _steps():
        found = pattern.search(folded.text)
        if found:
            named = found.groupdict()
            word = named.get("unit") or "day"
            return Step(
                move, _UNITS.get(word, "day"), _counted(named.get("count") or "", word), *folded.span(*found.span())
            )
    return None


def _counted(words: str, unit: str) -> int:
    if unit in _DUALS:
        return 2
    said = [number.value for number in numbers(words)]
    return max(1, round(said[0])) if said else 1


# -- references -----------------------------------------------------------------------------------------------------

_REFERENCE = re.compile(
    r"(?<!\w)(?:[وفبلك]|ال)?(?:ذلك|ذاك|هذا|هذه|تلك|هولا|اوليك|هناك|هنالك|المذكور\w*|نفسه|نفسها|نفسهم|ذاته|ذاتها|"
    r"ايضا|كذلك|غيره|غيرها|غيرهم|"
    r"البقيه|الباقي|الاخرون|الاخرين|بالضبط|بالتحديد|تحديدا)(?!\w)|"
    r"\b(?:there|those|these|them|they|their|theirs|he|him|his|she|her|hers|it|its|so|this|else|exactly|same|others|"
    r"the rest|too|also|instead)\b|"
    r"\bthat\b(?=\W*$| (?:day|night|time|happen|case|attack|event|deal|one)\b)|\b(?:about|of|by|for|to|like) that\b|"
    r"\b(?:said|say|says|did|does|do|was|is) that\b"
)
_OWN_SUBJECT = re.compile(r"(?<!\w)(?:الذي|التي|الذين|اللذان|اللتان|اللواتي|that|which|who|whose|where|when)(?!\w)")
_CLITIC = re.compile(r"(?<!\w)(?:[وفبل]?(?:عليه|عليها|عليهم|اليه|اليها|اليهم|منها|منه|منهم|فيه|فيها|فيهم|به|بها|بهم|"
r"له|لها|لهم|عنه|عنها|عنهم|معه|معها|معهم|"
                     r"بينهم|بينهما|لديه|لديها|لديهم|ضده|ضدها|ضدهم)|\w{3,}(?:هم|هما|هن)|\w{4,}ها)(?!\w)")  # fmt: skip
_NO_CLITIC = frozenset(
    "اهم مهم الاهم المهم فهم سهم الفهم السهم درهم الدرهم وهم متهم المتهم اتهم تتهم يتهم ادهم ملهم الملهم دراهم اسهم "
    "الاسهم "
    "تساهم يساهم ساهم تفاهم التفاهم تفهم براهم ابراهيم منتهاها".split()
)
_PRONOUN = re.compile(r"(?<!\w)(?:[وف])?(?:هو|هي|هم|هما|هن|انه|انها|انهم)(?!\w)")
_CONNECTIVE = re.compile(
    r"\A(?:(?:طيب|حسنا|اذن|اذا|ثم|لكن|ولكن|اما|يعني|تمام|شكرا|نعم|ok|okay|and|but|so|then|or|well|thanks|also)\W+)+|"
    r"\A(?:ماذا|وماذا|فماذا|شو|ايش|ما|وما) (?:عن|بشان|بخصوص)\b|\A(?:and )?(?:what|how) about\b|"
    r"\Aو(?=(?:من|ما|ماذا|متي|اين|كم|كيف|لماذا|لم|هل|في|عن|علي|الي|اي|باي|بكم|منذ|حتي|بعد|قبل|خلال|يوم|ليله|عام|سنه|"
    r"شهر|بين|مع|ليش|وين|شو|فين|ليه|مين|ذلك|هناك)\b)"
)
_ONLY = re.compile(
    r"(?<!\w)(?:فقط|حصرا|لا غير|دون غيره|دون غيرها|وحده|وحدها|وحسب|only|just|solely|exclusively|restrict\w*|"
    r"limit\w*|narrow\w*)(?!\w)"
)
_EVERYWHERE = re.compile(
    r"(?:كل|جميع|باقي|سائر|ساير) (?:المصادر|الوكالات|المواقع|وسائل الاعلام|وسايل الاعلام|القنوات)|(?:all|any|every|"
    r"other) (?:the )?(?:outlets?|sources?|agenc(?:y|ies))"
)
_WHO_SAID = re.compile(
    r"(?<!\w)[وف]?(?:من|مين)(?: هو| هي| هم)?(?: الذي| التي| الذين| اللي)? (?:قال|قالت|قالوا|ذكر|ذكرت|اعلن|اعلنت|صرح|"
    r"صرحت|افاد|افادت|اكد|اكدت|زعم|زعمت|نقل)(?!\w)|"
    r"(?:ما|وما)(?: هو)? (?:مصدر|المصدر)|(?:بحسب|وفق|علي لسان|نقلا عن) من|(?:المصدر|مصدر ذلك)\W*\Z|"
    r"\bwho (?:said|says|reported|claimed|claims|announced|told|stated|confirmed)\b|according to (?:who|whom)|"
    r"\b(?:the |your )?source\W*\Z|says who"
)


def refers(text: str) -> bool:
    """Whether a question points at what was said before: «ذلك», «في اليوم نفسه», "they", "there", a step in time."""
    folded = " ".join(fold_text(text).split())
    return bool(_REFERENCE.search(folded)) or step(text) is not None


def leans(text: str) -> bool:
    """Whether a pronoun in a question may stand for something before it: «كم عددهم؟», «وما الاسم الذي أطلقته عليه؟».

    A pronoun behind «الذي» or "that" belongs to its own clause and does not count.
    """
    folded = " ".join(fold_text(text).split())
    own = _OWN_SUBJECT.search(folded)
    found = [m for m in _CLITIC.finditer(folded) if m.group() not in _NO_CLITIC]
    found += [m for m in _PRONOUN.finditer(folded) if not _copula(folded, m)]
    return any(own is None or m.start() < own.start() for m in found)


def _copula(folded: str, found: re.Match[str]) -> bool:
    """Whether «هو» only joins a question word to its noun: «من هو القائد», «ما هي النتيجة»."""
    return bool(re.search(r"(?<!\w)[وف]?(?:من|ما|ماذا|اين|متي|كم|مين|ان)\s*\Z", folded[: found.start()]))


def connects(text: str) -> bool:
    """Whether a question begins as the next turn of a talk: «وكم …», «ماذا عن …», "and …", "what about …"."""
    return bool(_CONNECTIVE.search(" ".join(fold_text(text).split())))


def narrows(text: str) -> bool:
    """Whether a question holds the answer to less than before: «في إدلب فقط», "only from BBC"."""
    return bool(_ONLY.search(fold_text(text)))


def widens_outlets(text: str) -> bool:
    """Whether a question wants all outlets again: «من كل المصادر»."""
    return bool(_EVERYWHERE.search(fold_text(text)))


def without_outlet_words(text: str) -> str:
    """Return a question without the words that ask for all outlets."""
    folded = fold(text)
    found = _EVERYWHERE.search(folded.text)
    if found is None:
        return text
    start, end = folded.span(*found.span())
    return f"{text[:start]} {text[end:]}"


def asks_who_said(text: str) -> bool:
    """Whether a question asks whose word something is: «من قال ذلك؟», "according to whom?"."""
    return bool(_WHO_SAID.search(" ".join(fold_text(text).split())))


def new_topic(text: str) -> str | None:
    """Return the question behind an announced change of topic, or None where none is announced.

    «موضوع آخر: متى وصلت السفينة؟» -> «متى وصلت السفينة؟»; "Changing the subject, who won?" -> "who won?".
    """
    return _behind(text, _NEW_TOPIC)


def another_question(text: str) -> str | None:
    """Return the question behind «سؤال آخر:» or "one more question", which may be about anything, or None."""
    return _behind(text, _ANOTHER_QUESTION)


def _behind(text: str, pattern: str) -> str | None:
    words = text.split()
    for taken in range(1, min(8, len(words)) + 1):
        head = fold_text(" ".join(words[:taken])).strip(" :،,.-–—!؟?;؛")
        ends = taken == len(words) or words[taken - 1][-1] in ":،,.-–—!؛;" or words[taken] in ("-", "–", "—", ":")
        if ends and re.fullmatch(rf"(?:(?:ok|okay|حسنا|طيب|now|الان|والان)\W+)?{pattern}", head):
            return " ".join(words[taken:]).lstrip(":،,-–— ")
    return None


# -- content ----------------------------------------------------------------------------------------------------------

_EMPTY = frozenset(
    "من ما ماذا متي اين كم كيف لماذا لم لا هل اي ايه الي علي عن في ب ل مع بين حتي منذ بعد قبل خلال حول ضد عند عندما "
    "حين ان انه انها الذي التي "
    "الذين هو هي هم هما كان كانت كانوا يكون تكون قد لقد كل بعض غير هذا هذه ذلك تلك هناك ثم او ام لو اذا اذ حيث كما "
    "ايضا فقط نفسه نفسها ذاته "
    "يوم اليوم ليله الليله نفس تم جري حدث حصل وقع يحدث جرت حدثت وقعت صار عدد عددهم اقصد يعني فعلا بالضبط تحديدا "
    "مدينه بلده منطقه محافظه "
    "لماذا ليش ليه شو ايش وين فين مين قديش امتي بخصوص بشان التالي السابق اخر الاخر تفاصيل اكثر المزيد مزيد معلومات "
    "اخبار شيء شي قال قالت ذكر "
    "the a an of in on at to from by for with and or but so then what when where who whom whose why how which is "
    "are was were be been do does did "
    "has have had that this these those there here they them their he she his her him it its i you we me my your "
    "our us tell about more any some "
    "happened happen happens happening took take place many much old long far not no yes if as than also only just "
    "same day night next before after "
    "exactly actually really please can could would will said say says else later earlier still again out into up "
    "during between".split()
)
_WORD = re.compile(r"[^\W_]+(?:'[a-z]+)?")


def content_words(text: str) -> list[str]:
    """Return the folded words of a question that are about something: no question words, no particles, no pronouns.

    «وكم شخصا قُتل في انفجار المبنى؟» -> ["شخصا", "قتل", "انفجار", "المبني"].
    """
    kept = []
    for word in _WORD.findall(fold_text(text)):
        bare = word.removesuffix("'s")
        if (
            bare in _EMPTY
            or (len(bare) > 2 and bare[0] in "وفبل" and bare[1:] in _EMPTY)
            or (len(bare) < 2 and not bare.isdigit())
        ):
            continue
        kept.append(bare)
    return kept
