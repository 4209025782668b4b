"""What is asked: the language, the window of time, the places, the outlets and the kind of thing wanted."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from assistant.carried import Conversation
from assistant.kinds import Kind, kinds_of
from assistant.statement import Language
from assistant.window import Grip, Window
from index import places, times
from index.arabic import fold_text, has_arabic
from index.concept import Concept
from index.places import Place

_OWN_WORDS, _CARRIED_OVER = 1.2, 0.7
_ARABIC_LETTER = re.compile("[\u0621-\u064a]")
_LATIN_LETTER = re.compile("[a-z]")
_WORD = re.compile(r"[^\W_]+")
_BRACKETS = re.compile(r"[(\[][^)\]]*[)\]]")
_DIGIT_INSIDE = re.compile(
    r"[a-z][2356789][a-z]|[a-z]{2}[2356789]\b|\b[2356789](?!(?:nd|rd|th|km|kg|cm|mm|am|pm|bn|mn)\b)[a-z]{2}"
)
"""A digit for a letter that Latin lacks («7alab», «ma3»), not a number beside letters ("G20", "2nd")."""
_ENGLISH_START = frozenset(
    "what who whom whose when where why how which did does do is are was were has have had can could "
    "tell give show list summarize summarise describe explain name in on the".split()
)
_ARABIZI = frozenset(
    "shu shou sho chou wein wen wayn feen fein emta imta aymta leish leesh laysh lesh kif keef kam adesh addesh adeh "
    "2adesh meen miin ayna mata limatha limaza matha maza sar saar 7asal 7adath hasal fi 3an 3ala min mn b3d".split()
) - {"min", "fi", "mn", "sar", "kam", "wen"}
"""Question words of Arabic in Latin letters that are no words of English."""
_OUTLETS = (
    ("bbc", "بي بي سي", "bbc arabic", "bbc عربي", "هييه الاذاعه البريطانيه", "bbcarabic"),
    ("cnn", "سي ان ان", "cnn arabic", "cnn بالعربيه", "cnnarabic"),
    ("france24", "france 24", "فرانس 24", "فرنسا 24", "فرانس24"),
    ("skynews", "sky news", "سكاي نيوز", "سكاي نيوز عربيه", "sky news arabia", "skynewsarabia"),
    ("alarabiya", "al arabiya", "al arabiyya", "قناه العربيه", "العربيه نت", "alarabia", "al arabia"),
    ("aljazeera", "al jazeera", "al jazira", "الجزيره نت", "قناه الجزيره", "aljazeera net"),
    ("reuters", "رويترز"),
    ("afp", "فرانس برس", "وكاله الصحافه الفرنسيه", "agence france presse"),
    ("ap", "اسوشيتد برس", "associated press"),
    ("sana", "سانا", "وكاله سانا"),
    ("anadolu", "الاناضول", "anadolu agency", "وكاله الاناضول"),
    ("rt", "rt arabic", "روسيا اليوم", "russia today"),
    ("dw", "دويتشه فيله", "deutsche welle", "dw عربيه"),
    ("enab baladi", "عنب بلدي", "enabbaladi"),
    ("asharq al awsat", "الشرق الاوسط", "aawsat"),
)
"""Folded names of well-known outlets in both scripts, from their own websites."""


@dataclass(frozen=True, slots=True)
class Request:
    """A question as it came in, with what its asker fixed by hand.

    `first` and `last` (a window of days) and `sources` win over what the question says; `today` is the asker's day.
    `answerer` is "extractive", "llm" or None for whatever is set up.
    """

    question: str
    first: date | None = None
    last: date | None = None
    sources: tuple[str, ...] = ()
    today: date | None = None
    answerer: str | None = None
    id: str | None = None
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Whole:
    """A question made whole: a follow-up with what it leaves unsaid.

    `window` (as firmly as its `grip` says), `outlets` and `within` (names of places) hold the answer. `near` are the
    ids of articles that the talk is about; `conversation` is what is carried over once the question is answered.
    """

    text: str
    kinds: tuple[Kind, ...]
    window: Window | None = None
    outlets: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    grip: Grip = Grip.SAID
    conversation: Conversation = field(default_factory=Conversation)


@dataclass(frozen=True, slots=True)
class Question:
    """A request understood.

    `text` is the question made whole (a follow-up with what it leaves unsaid); `places` are those the question names,
    `within` those the answer is held to, `outlets` the names of sources as the catalogue knows them. `grip`
    says how firmly the window holds. `near` are the ids of the articles that the last answer cites. `searched` is the
    text that is encoded and `concepts` what it says in Arabic words, each with its rarity in the archive
    (`assistant.reach`).
    """

    asked: str
    text: str
    language: Language
    kinds: tuple[Kind, ...]
    window: Window | None
    places: tuple[Place, ...]
    outlets: tuple[str, ...]
    today: date
    grip: Grip = Grip.SAID
    within: tuple[Place, ...] = ()
    near: tuple[str, ...] = ()
    searched: str = ""
    concepts: tuple[Concept, ...] = ()
    rarities: tuple[float, ...] = ()

    @property
    def trust(self) -> float:
        """How much matching words count against matching vectors; words that were carried over count less."""
        return _OWN_WORDS if has_arabic(self.searched) else _CARRIED_OVER

    @property
    def words(self) -> str:
        """The question together with all the Arabic words for what it says."""
        return " ".join([self.searched, *(word for concept in self.concepts for word in concept.alternatives)])

    @property
    def walled(self) -> bool:
        """Whether nothing from outside the window may answer."""
        if self.window is None or self.grip is Grip.TOLD:
            return False
        asks_for_all = bool({Kind.SUMMARY, Kind.TIMELINE} & set(self.kinds))
        return self.grip is Grip.FIRM or asks_for_all


def understand(request: Request, sources: Collection[str], whole: Whole | None = None) -> Question:
    """Understand a request.

    Args:
        request: what came in.
        sources: the outlets of the archive, as the catalogue names them.
        whole: the question made whole in the light of its conversation.
    """
    text = " ".join((whole.text if whole else request.question).split())
    today = request.today or date.today()
    given = Window(request.first, request.last) if request.first or request.last else None
    window = whole.window if whole else given or _window(text, today)
    outlets = (whole.outlets if whole else request.sources) or named_outlets(text, sources)
    return Question(
        asked=request.question,
        text=text,
        language=language_of(request.question),
        kinds=whole.kinds if whole else kinds_of(text),
        window=window,
        places=tuple(dict.fromkeys(mention.place for mention in places.find(text) if not mention.adjective)),
        outlets=tuple(outlets),
        today=today,
        grip=whole.grip if whole else Grip.FIRM if given else Grip.SAID,
        within=tuple(
            place for name in (*(whole.within if whole else ()), *request.places) if (place := places.named(name))
        ),
        near=whole.near if whole else (),
    )


def language_of(text: str) -> Language:
    """Return the language to answer in: Arabic if at least a third of the letters are, or if it is Arabizi.

    A text that begins as English questions do is English, however long the Arabic names in it.

    «ماذا قالت BBC؟» -> "ar"; "What is جيش الإسلام?" -> "en"; "shu sar fi 7alab" -> "ar".
    """
    folded = fold_text(text)
    arabic = len(_ARABIC_LETTER.findall(folded))
    latin = len(_LATIN_LETTER.findall(folded))
    if arabic == latin == 0:
        return "en"
    if arabic * 2 >= latin and arabic:
        return "en" if _WORD.findall(folded)[0] in _ENGLISH_START else "ar"
    return "ar" if is_arabizi(folded) else "en"


def is_arabizi(text: str) -> bool:
    """Whether a text in Latin letters is Arabic written with them: its question words tell, or digits inside words."""
    found = _WORD.findall(fold_text(text))
    if any(word in _ARABIZI for word in found):
        return True
    return sum(bool(_DIGIT_INSIDE.search(word)) for word in found) >= 2


def _window(text: str, today: date) -> Window | None:
    found = times.question_window(text, today=today)
    return None if found is None else Window(found.first, found.last)


def named_outlets(text: str, sources: Collection[str]) -> list[str]:
    """Return those of the archive's outlets that the question holds its answer to.

    An outlet counts where its name stands in the text («من BBC فقط», "only from France 24", «بحسب سكاي نيوز»),
    in either script for well-known ones.
    """
    folded = f" {' '.join(_WORD.findall(fold_text(text)))} "
    return [source for source in sources if any(f" {name} " in folded for name in outlet_names(source))]


def outlet_names(source: str) -> list[str]:
    """Return the folded names under which people know an outlet, the catalogue's own first."""
    own = " ".join(_WORD.findall(fold_text(source)))
    plain = " ".join(_WORD.findall(fold_text(_BRACKETS.sub(" ", source))))
    squeezed = own.replace(" ", "")
    names = [
        own,
        plain,
        *(alias for aliases in _OUTLETS if squeezed in {a.replace(" ", "") for a in aliases} for alias in aliases),
    ]
    return [name for name in dict.fromkeys(names) if name]
