"""Every text of the interface in Arabic and English, and how numbers and days are written."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, NamedTuple

from assistant import wording
from assistant.statement import Language

Digits = Literal["latn", "arab"]
_EASTERN = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


class Text(NamedTuple):
    """One text of the interface; `{…}` are filled in when it is said."""

    ar: str
    en: str


class Counted(NamedTuple):
    """A counted noun: Arabic has forms for none, one, two, few (3 to 10), many (11 to 99) and the rest."""

    none: Text
    one: Text
    two: Text
    few: Text
    many: Text
    other: Text


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: the language of the interface and the digits of its numbers. Quotes keep their own digits."""

    language: Language
    digits: Digits = "latn"

    @property
    def direction(self) -> Literal["rtl", "ltr"]:
        """The direction of the interface."""
        return "rtl" if self.language == "ar" else "ltr"

    def say(self, words: Text, **values: str | int) -> str:
        """Say a text; numbers in it are written in the reader's digits."""
        filled = {name: self.number(value) if isinstance(value, int) else value for name, value in values.items()}
        return getattr(words, self.language).format(**filled)  # type: ignore[no-any-return]

    def count(self, value: int, noun: Counted) -> str:
        """Count something: 0 «لا مقالات», 1 «مقال واحد», 2 «مقالان», 7 «7 مقالات», 30 «30 مقالا», 100 «100 مقال»."""
        rest = value % 100
        few, many = 3 <= rest <= 10, 11 <= rest <= 99
        form = (
            (noun.none, noun.one, noun.two)[value]
            if value < 3
            else noun.few
            if few
            else noun.many
            if many
            else noun.other
        )
        return self.say(form, n=value)

    def number(self, value: int) -> str:
        """Write a number: 12345 -> "12,345" or «١٢٬٣٤٥»."""
        return self.written(f"{value:,}").replace(",", "٬" if self.eastern else ",")

    def day(self, value: date) -> str:
        """Write a day: «8 نيسان/أبريل 2024», "8 April 2024"."""
        return self.written(wording.day(value, self.language))

    def interval(self, first: date | None, last: date | None) -> str:
        """Write an interval of days; an open end is None."""
        return self.written(wording.interval(first, last, self.language))

    def month(self, value: date) -> str:
        """Write a month: «نيسان/أبريل 2024»."""
        first = value.replace(day=1)
        after = date(value.year + value.month // 12, value.month % 12 + 1, 1)
        return self.interval(first, after - timedelta(days=1))

    def listed(self, names: Sequence[str]) -> str:
        """Write a list of names."""
        return ("، " if self.language == "ar" else ", ").join(names)

    def written(self, text: str) -> str:
        """Write text of the product's own with the reader's digits."""
        return text.translate(_EASTERN) if self.eastern else text

    @property
    def eastern(self) -> bool:
        """Whether numbers are written with ٠ to ٩."""
        return self.digits == "arab" and self.language == "ar"


# -- the frame ---------------------------------------------------------------------------------------------------------

NAME = Text("إسناد", "Isnad")
MOTTO = Text("كل جملة بمصدرها", "Every sentence, sourced")
TITLE = Text("إسناد: اسأل أرشيف الأخبار", "Isnad: ask the news archive")
TAB_ASK = Text("اسأل", "Ask")
TAB_TIMELINE = Text("خط زمني", "Timeline")
TAB_LIBRARY = Text("المكتبة", "Library")
OTHER_LANGUAGE = Text("English", "العربية")
OTHER_LANGUAGE_HINT = Text("Switch to English", "التبديل إلى العربية")
DIGITS_EASTERN = Text("أرقام ١٢٣", "١٢٣")
DIGITS_LATIN = Text("أرقام 123", "123")
DIGITS_HINT = Text("تبديل شكل الأرقام", "Change the digits")
THEME_HINT = Text("تبديل المظهر الفاتح والداكن", "Switch between light and dark")
SKIP = Text("إلى السؤال", "Skip to the question")

# -- asking ------------------------------------------------------------------------------------------------------------

QUESTION = Text("سؤالك", "Your question")
QUESTION_HINT = Text("اسأل بالعربية أو بالإنكليزية…", "Ask in Arabic or English…")
SEND = Text("اسأل", "Ask")
STOP = Text("أوقف", "Stop")
NEW = Text("محادثة جديدة", "New conversation")
WELCOME = Text("ماذا تريد أن تعرف من الأرشيف؟", "What do you want to know from the archive?")
WELCOME_MORE = Text(
    "تأتي كل إجابة باقتباسات حرفية من المقالات. اضغط رقم المصدر لترى الاقتباس في مكانه من المقال.",
    "Every answer rests on verbatim quotes. Press a source number to see the quote in its place in the article.",
)
EMPTY_ARCHIVE = Text(
    "الأرشيف فارغ. أضف مقالات من «المكتبة»، ثم اسأل.",
    "The archive is empty. Add articles in the Library, then ask.",
)
GO_TO_LIBRARY = Text("أضف مقالات", "Add articles")
EXAMPLES = Text("أمثلة من أرشيفك", "Examples from your archive")
FOLLOW_UPS = Text("أسئلة تالية", "Ask next")
CONVERSATION = Text("المحادثة", "Conversation")
YOU_ASKED = Text("سؤالك:", "You asked:")
ANSWERED = Text("الجواب:", "Answer:")
SEARCHING = Text("يبحث في الأرشيف…", "Searching the archive…")
WARMING = Text("يجهّز البحث لأول مرة…", "Getting the search ready for the first time…")
WRITING = Text("يكتب…", "Writing…")
STOPPED = Text("أوقفت الجواب هنا.", "You stopped the answer here.")
REFUSED = Text("لا جواب في الأرشيف", "No answer in the archive")
NEAREST = Text("الأقرب، وليس جوابا", "Nearest, not an answer")
BROKEN = Text("مصادر لم تعد صالحة", "Sources that no longer hold")
FAILED = Text("تعذّرت الإجابة", "The answer failed")
FAILED_INSIDE = Text(
    "حدث خطأ في البرنامج، وليس هذا حكما على ما في الأرشيف. التفاصيل في نافذة التشغيل.",
    "The program made an error; this says nothing about what the archive holds. The details are in the terminal.",
)
ASK_AGAIN = Text("اسأل ثانية", "Ask again")
WIDEN_WINDOW = Text("ابحث في كل الأوقات", "Search all times")
WIDEN_OUTLETS = Text("ابحث في كل المصادر", "Search all outlets")
COPY = Text("انسخ مع المصادر", "Copy with sources")
COPIED = Text("نُسخ", "Copied")
COPY_FAILED = Text("تعذّر النسخ", "Copying failed")
SOURCES = Text("المصادر", "Sources")
SOURCE_N = Text("المصدر {n}: {outlet}", "Source {n}: {outlet}")
COMPARE = Text("قارن المصادر", "Compare outlets")
CONNECT_MODEL = Text(
    "صل نموذجا لغويا لتقرأ الجواب نثرا؛ ويبقى الاقتباس هو المصدر.",
    "Connect a language model for an answer in English prose; the quote stays the source.",
)
WRITTEN_BY = Text("كتبه {name}", "Written by {name}")
QUOTES_ONLY = Text("اقتباسات حرفية", "Verbatim quotes")
SECONDS = Text("{n} ث", "{n} s")

# -- scope -------------------------------------------------------------------------------------------------------------

SCOPE = Text("النطاق", "Scope")
SCOPE_ALL = Text("كل الأرشيف", "The whole archive")
SCOPE_USED = Text("النطاق المستخدم", "Answered within")
SCOPE_EDIT = Text("عدّل النطاق: {what}", "Edit the scope: {what}")
SCOPE_FIXED = Text("ثبّتّ النطاق:", "You fixed:")
SCOPE_DROP = Text("أزل: {what}", "Remove: {what}")
SCOPE_CLEAR = Text("امسح النطاق", "Clear the scope")
SCOPE_APPLY = Text("طبّق", "Apply")
SCOPE_AGAIN = Text("طبّق واسأل ثانية", "Apply and ask again")
SCOPE_FROM = Text("من", "From")
SCOPE_TO = Text("إلى", "To")
SCOPE_FROM_START = Text("البداية", "the start")
SCOPE_TO_END = Text("النهاية", "the end")
SCOPE_OUTLETS = Text("المصادر", "Outlets")
SCOPE_PLACES = Text("أماكن (مفصولة بفواصل)", "Places (separated by commas)")
SCOPE_PLACES_HINT = Text("دير الزور، حلب", "Aleppo, دير الزور")
SCOPE_PLACE_UNKNOWN = Text(
    "«{name}» ليس مكانا معروفا للبرنامج؛ اكتب اسم بلد أو مدينة بالعربية أو الإنكليزية.",
    "“{name}” is no place that the program knows; write the name of a country or city in Arabic or English.",
)
SCOPE_DAY_WRONG = Text(
    "«{value}» ليس تاريخا؛ اكتب مثلا 2024-04-08.", "“{value}” is no date; write for example 2024-04-08."
)
SCOPE_BACKWARDS = Text("بداية المدة بعد نهايتها.", "The first day comes after the last.")
HISTOGRAM = Text(
    "المقالات عبر الزمن: {total}، من {first} إلى {last}؛ أكثرها في {peak}",
    "Articles over time: {total}, {first} to {last}; most in {peak}",
)
HISTOGRAM_HINT = Text("اسحب فوق الأعمدة لتختار مدة", "Drag across the bars to choose a window")
HISTOGRAM_KEYS = Text("أو استعمل الأسهم، ومع Shift لتمدّها", "or use the arrow keys, with Shift to stretch it")
BAR = Text("{when}: {count}", "{when}: {count}")
UNKNOWN_OUTLET = Text("مصدر غير مذكور", "outlet not named")
UNTITLED = Text("بلا عنوان", "untitled")

# -- reading -----------------------------------------------------------------------------------------------------------

READING = Text("المقال", "Article")
READING_HINT = Text(
    "اضغط رقم مصدر في الجواب ليظهر المقال هنا.", "Press a source number in an answer: the article opens here."
)
LIBRARY_HINT = Text("اضغط عنوان مقال لتقرأه هنا.", "Press the title of an article to read it here.")
CLOSE = Text("أغلق", "Close")
PREVIOUS = Text("المصدر السابق (P)", "Previous source (P)")
NEXT = Text("المصدر التالي (N)", "Next source (N)")
OF_SOURCES = Text("المصدر {n} من {all}", "Source {n} of {all}")
NEAREST_SHOWN = Text("الأقرب إلى السؤال", "Nearest to the question")
PUBLISHED = Text("نُشر", "Published")
PUBLISHED_FROM_TEXT = Text("نُشر (من نص المقال)", "Published (from the text)")
HAPPENED = Text("الحدث", "Event")
COLLECTED = Text("أُضيف", "Collected")
UNKNOWN_DAY = Text("غير معروف", "unknown")
APPROXIMATE = Text("{when} (تقريبا)", "{when} (about)")
ORIGINAL = Text("الأصل على الويب", "Original on the web")
CITED = Text("الاقتباس", "Quote")
SIDE_BY_SIDE = Text("{outlets} عن الأمر نفسه", "{outlets} on the same")
OPEN_ARTICLE = Text("افتح المقال", "Open the article")
ALSO_CITED = Text("يقتبس الجواب منه أيضا", "Also quoted in the answer")

# -- the archive -------------------------------------------------------------------------------------------------------

ARCHIVE = Text("الأرشيف", "The archive")
ARTICLES = Counted(
    Text("لا مقالات", "no articles"),
    Text("مقال واحد", "1 article"),
    Text("مقالان", "2 articles"),
    Text("{n} مقالات", "{n} articles"),
    Text("{n} مقالا", "{n} articles"),
    Text("{n} مقال", "{n} articles"),
)
OUTLETS = Counted(
    Text("لا مصادر", "no outlets"),
    Text("مصدر واحد", "1 outlet"),
    Text("مصدران", "2 outlets"),
    Text("{n} مصادر", "{n} outlets"),
    Text("{n} مصدرا", "{n} outlets"),
    Text("{n} مصدر", "{n} outlets"),
)
FILES = Counted(
    Text("لا ملفات", "no files"),
    Text("ملف واحد", "1 file"),
    Text("ملفان", "2 files"),
    Text("{n} ملفات", "{n} files"),
    Text("{n} ملفا", "{n} files"),
    Text("{n} ملف", "{n} files"),
)
NEWEST = Text("أحدث مقال: {day}", "Newest article: {day}")
LAST_ADDED = Text("آخر إضافة: {day}", "Last added: {day}")
FRESHNESS = Text("حداثة الأرشيف", "How fresh the archive is")
BY_MONTH = Text("المقالات بحسب المصدر والشهر", "Articles by outlet and month")
TOTAL = Text("المجموع", "Total")
NO_DAY = Text("بلا تاريخ", "undated")

# -- conversations -----------------------------------------------------------------------------------------------------

CONVERSATIONS = Text("المحادثات", "Conversations")
FIND_CONVERSATION = Text("ابحث في المحادثات", "Search conversations")
NO_CONVERSATIONS = Text("تُحفظ محادثاتك هنا على هذا الجهاز.", "Your conversations are kept here, on this machine.")
NO_CONVERSATION_FOUND = Text("لا محادثة بهذه الكلمات.", "No conversation holds these words.")
CONVERSATION_NAME = Text("اسم المحادثة", "Name of the conversation")
RENAME = Text("سمّ", "Rename")
RENAME_THIS = Text("غيّر اسم «{name}»", "Rename “{name}”")
DELETE = Text("احذف", "Delete")
DELETE_THIS = Text("احذف «{name}»", "Delete “{name}”")
DELETE_SURE = Text("تحذف هذه المحادثة بلا رجعة؟", "Delete this conversation for good?")
MORE_ON = Text("المزيد عن «{name}»", "More on “{name}”")
EXPORT = Text("صدّر المحادثة:", "Export the conversation:")
EXPORT_AS = Text("صدّر بصيغة {form}", "Export as {form}")
QUESTIONS = Counted(
    Text("لا أسئلة", "no questions"),
    Text("سؤال واحد", "1 question"),
    Text("سؤالان", "2 questions"),
    Text("{n} أسئلة", "{n} questions"),
    Text("{n} سؤالا", "{n} questions"),
    Text("{n} سؤال", "{n} questions"),
)

# -- timelines ---------------------------------------------------------------------------------------------------------

TIMELINE_TOPIC = Text("موضوع الخط الزمني", "Topic of the timeline")
TIMELINE_DRAW = Text("ارسم", "Draw")
TIMELINE_HINT = Text(
    "اضغط حدثا في الصورة أو رقم مصدر ليظهر المقال هنا.",
    "Press an event in the picture or a source number: the article opens here.",
)
TIMELINE_NOTHING = Text(
    "لا يحكي الأرشيف عن أحداث مؤرخة في هذا الموضوع وهذه المدة.",
    "The archive tells of no dated events on this topic in this window.",
)
TIMELINE_MORE = Text("وُجدت أحداث أخرى أقل ذكرا: {n}.", "Further events, less reported: {n}.")
MORE_EVENTS = Text("أضف {count}", "Add {count}")
EVENTS = Counted(
    Text("لا أحداث", "no events"),
    Text("حدث واحد", "1 event"),
    Text("حدثان", "2 events"),
    Text("{n} أحداث", "{n} events"),
    Text("{n} حدثا", "{n} events"),
    Text("{n} حدث", "{n} events"),
)
ZOOM_IN = Text("ابحث في نصف المدة", "Search half the window")
ZOOM_OUT = Text("ابحث في ضعف المدة", "Search twice the window")
PICTURE = Text("صورة الخط الزمني: {count}، {span}", "Picture of the timeline: {count}, {span}")
MARK = Text("{n}. {when}. {outlets}. «{quote}»", "{n}. {when}. {outlets}. “{quote}”")
REPORTED_ON = Text("نُشر في {when}", "published {when}")
VIEW = Text("المدة الظاهرة", "Span in view")
VIEW_ALL = Text("الكل", "All")
VIEW_YEAR = Text("سنة", "Year")
VIEW_MONTH = Text("شهر", "Month")
VIEW_WEEK = Text("أسبوع", "Week")
VIEW_DAY = Text("يوم", "Day")
NEARER = Text("قرّب", "Zoom in")
FARTHER = Text("بعّد", "Zoom out")
WEEKDAYS = Text("الأحد الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت", "Sun Mon Tue Wed Thu Fri Sat")
LEGEND_SIZE = Text("بعدد المصادر", "by number of outlets")
LEGEND_SPAN = Text("عدة أيام", "several days")
LEGEND_ABOUT = Text("على وجه التقريب", "approximate")
LEGEND_REPORTED = Text("بتاريخ النشر", "dated by its publication")
PICTURE_HINT = Text(
    "اسحب لتتحرك، وقرّب بإصبعين أو بالعجلة مع Ctrl أو بمفتاحي + و−؛ السهمان من حدث إلى حدث.",
    "Drag to move; pinch, Ctrl with the wheel, or + and − to zoom; arrow keys go from event to event.",
)
EXPORT_TIMELINE = Text("صدّر الخط:", "Export the timeline:")
