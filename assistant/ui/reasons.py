"""What the archive says of files, of its progress and of its errors, in the reader's language.

The archive speaks English, and each of its sentences remembers what it says (`index.said`): the Arabic stands here.
"""

from collections.abc import Mapping
from types import MappingProxyType

from assistant.ui.words import Reader
from index.errors import HomeInUse, IndexMismatch
from index.ingest import Step
from index.readers.reasons import Reason
from index.said import Said, Saying

_HOME_IN_USE = "برنامج آخر يكتب في هذا الأرشيف الآن: انتظر حتى ينتهي، ثم أعد المحاولة."
_INDEX_MISMATCH = (
    "فهرس الأرشيف لا يوافق ما فيه، أو يُبنى من جديد الآن: انتظر قليلا؛ فإن بقي الأمر فأغلق البرنامج وشغّل"
    " «isnad rebuild»، ثم افتحه ثانية."
)
_ERROR = "وقع خطأ، وهذا نصه: \u2068{why}\u2069"

ARABIC: Mapping[Saying, str] = MappingProxyType(
    {
        Step.STORED: "خُزّن: {count}",
        Step.INDEXING: "يُفهرس: {done} من {all}",
        Step.INDEXED: "صار قابلا للبحث: {done} من {all}",
        Step.READ_AGAIN: "قُرئ ثانية: {done} من {all}",
        # the path
        Reason.NO_FILE: "لا ملف ولا مجلد بهذا الاسم: تحقق من كتابته",
        Reason.NOT_ALLOWED: "القراءة ممنوعة: غيّر صلاحيات الملف",
        Reason.UNREADABLE: "تعذّرت القراءة: {why}",
        Reason.FOLDER_CLOSED: "تعذّر فتح المجلد: {why}",
        Reason.FOLDER_EMPTY: "لا ملفات في المجلد (الملفات المخفية لا تُقرأ)",
        Reason.BROKEN_LINK: "رابط إلى ملف غير موجود: {target}",
        Reason.PIPE: "أنبوب وليس ملفا",
        Reason.SOCKET: "مقبس وليس ملفا",
        Reason.DEVICE: "جهاز وليس ملفا",
        # what the file is
        Reason.EMPTY: "الملف فارغ: لا شيء يُقرأ",
        Reason.NOT_YET: "ملفات {kind} لا تُقرأ بعد: حوّله أولا إلى نص (UTF-8)",
        Reason.OLD_OFFICE: "ملف Office قديم (DOC أو XLS أو PPT) لا يُقرأ بعد: حوّله أولا إلى نص (UTF-8)",
        Reason.OPEN_DOCUMENT: "ملف OpenDocument (ODT أو ODS) لا يُقرأ بعد: حوّله أولا إلى نص (UTF-8)",
        Reason.EXCEL: "جدول Excel (XLSX): احفظه بصيغة CSV (UTF-8)",
        Reason.PICTURE: "صورة ({kind}) لا نص فيها",
        Reason.SOUND: "ملف صوتي ({kind}) لا نص فيه",
        Reason.SOUND_OR_VIDEO: "ملف صوتي أو مرئي ({kind}) لا نص فيه",
        Reason.VIDEO_OR_PICTURE: "ملف مرئي أو صورة ({kind}) لا نص فيه",
        Reason.VIDEO: "ملف مرئي ({kind}) لا نص فيه",
        Reason.PICTURE_OR_SOUND: "صورة أو ملف صوتي ({kind}) لا نص فيه",
        Reason.PACK: "ملف مضغوط ({kind}): فُكّه أولا",
        Reason.PACKED: "ملف مضغوط ({kind}): فُكّه أولا",
        Reason.DATABASE: "قاعدة بيانات ({kind}): صدّرها بصيغة CSV أو JSON Lines",
        Reason.TABLE: "جدول ({kind}): صدّره بصيغة CSV أو JSON Lines",
        Reason.PROGRAM: "برنامج لا نص فيه",
        Reason.FEED: "خلاصة أخبار (RSS أو Atom) لا تُقرأ بعد: احفظ المقالات التي تذكرها",
        Reason.XML: "ملف XML من نوع غير معروف: حوّله إلى JSON Lines أو CSV أو نص",
        Reason.SUFFIX: (
            "الملفات من نوع {suffix} لا تُقرأ (يُقرأ النص وJSON Lines وCSV وHTML): إن كان مقالا فاجعل لاحقته .txt"
        ),
        Reason.BINARY: "لا نص فيه بل بيانات ثنائية: حوّله إلى ملف نصي (UTF-8)",
        Reason.NO_TEXT: "لا نص فيه بل فراغات فقط",
        Reason.NO_ARTICLE: "لا نص مقال في هذه الصفحة (قائمة أو برمجية أو صفحة فارغة؟): احفظ المقال نصا",
        Reason.TOO_LARGE: "أكبر من {most} م.ب، وهذا كثير على مقال واحد: قسّمه، أو اكتب كل مقال في سطر (JSON Lines)",
        Reason.GZIP: "مضغوط بـ gzip لكنه تالف أو مقطوع: {why}؛ وقُرئ ما قبل ذلك",
        # its bytes
        Reason.NOT_AS_BEGUN: "البايت {byte} ليس {encoding} مع أن الملف يبدأ به: {why}؛ احفظ الأصل ثانية بترميز UTF-8",
        Reason.NOT_ENCODED: "البايت {byte} ليس {encoding}: احفظ الملف بترميز UTF-8",
        Reason.NOT_ENCODED_IN_LINE: "البايت {byte} من السطر ({value}) ليس {encoding}: احفظ الملف بترميز UTF-8",
        Reason.DAMAGED: (
            "البايت {byte} ({value}) ليس UTF-8 وما سواه كذلك: فيه حروف تالفة؛ احفظ الأصل ثانية بترميز UTF-8"
        ),
        Reason.NO_ENCODING: (
            "ترميزه غير معروف (البايت {byte} ليس UTF-8، ولا يجعله ترميز عربي قديم نصا عربيا): احفظه ثانية بترميز UTF-8"
        ),
        Reason.QUESTION_MARKS: "ضاعت حروفه من قبل (لم تبق إلا علامات استفهام): استعمل الأصل",
        Reason.MOJIBAKE: "حروفه مشوهة (نص عربي قُرئ بترميز خاطئ ثم حُفظ) وضاع بعضها فلا يُصلح: استعمل الأصل",
        Reason.PAGE_DAMAGED: "الصفحة تالفة: {why}: احفظها ثانية",
        Reason.LETTERS_LOST: "ضاعت حروف منها من قبل",
        # its records
        Reason.LONG_LINE: "أطول من {most} م.ب: اكتب مقالا واحدا في السطر",
        Reason.EMPTY_LINES: "ليس فيه إلا أسطر فارغة: لا شيء يُقرأ",
        Reason.NO_ROWS: "فيه سطر العناوين ولا صفوف بعده: لا شيء يُقرأ",
        Reason.NO_OBJECTS: "ملف JSON بلا كائنات: اكتب لكل مقال كائنا فيه الحقل text",
        Reason.NO_OBJECT: "ليس كائن JSON",
        Reason.NO_OBJECT_LINE: 'ليس كائن JSON: كل سطر كائن، مثل {{"id": "1", "title": "…", "text": "…"}}',
        Reason.NO_JSON_AT: "ليس JSON صحيحا: الخطأ عند الحرف {at}",
        Reason.NO_JSON: "ليس JSON صحيحا: {why}",
        Reason.NESTED: "تداخله أعمق مما يُقرأ",
        Reason.IN_RECORD: "السجل {number}: {reason}",
        Reason.IN_LINE: "السطر {number}: {reason}",
        Reason.NO_COLUMN: "لا يسمّي سطر العناوين عمودا للنص (text): وُجد {found}؛ والمنتظر {expected}",
        Reason.NOTHING: "لا شيء",
        Reason.TWO_COLUMNS: "عمودان في سطر العناوين بمعنى واحد ({name}): غيّر اسم أحدهما",
        Reason.TOO_MANY_FIELDS: (
            "في الصف {fields} من الحقول وفي سطر العناوين {columns}: ضع الحقل الذي فيه فواصل بين علامتي اقتباس"
        ),
        Reason.OPEN_QUOTE: "في هذا الصف علامة اقتباس لا تُغلق؛ وقُرئت الأسطر بعدها صفوفا مستقلة",
        Reason.OPENED_HERE: "علامة اقتباس فُتحت هنا ولم تُغلق",
        Reason.BARE_RETURN: "رمز رجوع إلى أول السطر خارج علامات الاقتباس: احفظ الملف بنهايات أسطر عادية",
        Reason.NO_CSV: "ليس CSV صحيحا: {why}؛ تُكتب علامة الاقتباس داخل الحقل مرتين",
        Reason.NO_CSV_LINES: "ليس CSV صحيحا (الأسطر {first} إلى {last}): {why}؛ تُكتب علامة الاقتباس داخل الحقل مرتين",
        # its fields
        Reason.MISSING_TEXT: "ينقصه الحقل text، ولا بد منه لكل مقال (الحقول هنا: {fields})",
        Reason.NO_FIELDS: "لا حقول",
        Reason.EMPTY_TEXT: "الحقل text فارغ: لا شيء يُقتبس",
        Reason.NO_STRING: "الحقل {name} {kind} وليس نصا",
        Reason.TRUE_OR_FALSE: "قيمة صح أو خطأ",
        Reason.NUMBER: "رقم",
        Reason.LIST: "قائمة",
        Reason.OBJECT: "كائن",
        Reason.HALF_CHARACTER: "في {where} نصف حرف ({value} عند الحرف {at}): اكتب الحرف كاملا",
        Reason.FIELD: "الحقل {name}",
        Reason.FIELD_NAME: "اسم حقل",
        Reason.DEEP_FIELD: "الحقل {name} تداخله أعمق مما يُقرأ",
        Reason.BAD_ID: "في الحقل id رموز تحكم أو هو أطول من 500: {id}",
    }
)


def spoken(said: str, reader: Reader) -> str:
    """Say a sentence of the archive to a reader; one that it did not keep the parts of stays English."""
    if not isinstance(said, Said) or reader.language == "en":
        return said
    values = {name: _value(value, reader) for name, value in said.values.items()}
    return ARABIC[said.saying].format(**values)


def _value(value: str | int, reader: Reader) -> str:
    """Say one value: names and foreign words in the middle of Arabic keep their own direction."""
    if isinstance(value, int):
        return reader.number(value)
    return spoken(value, reader) if isinstance(value, Said) else f"\u2068{value}\u2069"


def of_error(error: Exception, reader: Reader) -> str:
    """Say to a reader what went wrong."""
    if reader.language == "en":
        return str(error)
    if isinstance(error, HomeInUse):
        return _HOME_IN_USE
    return _INDEX_MISMATCH if isinstance(error, IndexMismatch) else _ERROR.format(why=error)
