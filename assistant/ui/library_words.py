"""The texts of the library, in Arabic and English."""

from assistant.ui.words import Text

ADD = Text("أضف مقالات", "Add articles")
EMPTY_LIBRARY = Text(
    "الأرشيف فارغ: أضف ملفات مقالاتك هنا.", "The archive is empty: add the files of your articles here."
)
ADD_DROP = Text("اسحب ملفات أو مجلدا إلى هنا، أو:", "Drop files or a folder here, or:")
ADD_FILES = Text("اختر ملفات", "Choose files")
ADD_SENDING = Text("يُنقل {done} من {all}…", "Sending {done} of {all} …")
ADD_TOO_BIG = Text(
    "«{name}» أكبر من {most} م.ب: قسّمه ثم أضفه.", "“{name}” is larger than {most} MB: split it, then add it."
)
ADD_REFUSED = Text("تعذّر نقل «{name}»: أعد المحاولة.", "“{name}” could not be sent: try again.")
ADD_FOLDER = Text("اختر مجلدا", "Choose a folder")
ADD_KINDS = Text(
    "نص، HTML، JSON Lines، CSV، وغيرها؛ {size} م.ب للملف على الأكثر. تُقرأ على هذا الجهاز فقط.",
    "Text, HTML, JSON Lines, CSV and others; at most {size} MB a file. They are read on this machine only.",
)
ADD_SOURCE_HINT = Text("اسم الصحيفة أو الوكالة", "Name of the paper or agency")
ADD_SOURCE = Text("المصدر، إن لم تذكره الملفات نفسها (اختياري)", "Outlet, if the files do not name it (optional)")
CANCEL = Text("ألغ", "Cancel")
CANCELLING = Text("يُلغى…", "Cancelling …")
RETRY = Text("أعد محاولة ما تعذّر", "Try the failed ones again")
GO_ON = Text("أكمل الآن", "Go on now")
UPLOADING = Text("إضافة المقالات", "Adding articles")
WAITING_FOR_OTHER = Text("ينتظر إضافة أخرى", "Waiting for another upload")
READING_FILES = Text("تُقرأ الملفات…", "Reading the files …")
FILE_WAITING = Text("ينتظر", "waiting")
FILE_READING = Text("يُقرأ", "being read")
FILE_DONE = Text("تم", "done")
FILE_FAILED = Text("تعذّر", "failed")
FILE_PARTLY = Text("تم بعضه", "partly done")
FILE_CANCELLED = Text("أُلغي", "cancelled")
LINE = Text("السطر {n}", "line {n}")
UPLOAD_OF = Text("{done} من {all}", "{done} of {all}")
UPLOAD_ADDED = Text("أُضيف {n}", "{n} added")
UPLOAD_UPDATED = Text("حُدّث {n}", "{n} updated")
UPLOAD_UNCHANGED = Text("كما هو {n}", "{n} unchanged")
UPLOAD_DUPLICATES = Text("مكرر {n}", "{n} duplicates")
UPLOAD_FAILED = Text("تعذّر {n}", "{n} failed")
UPLOAD_NOTHING = Text("لم يُضف شيء", "Nothing was added")
UPLOAD_WAITING = Text(
    "خُزّن ولا يُبحث فيه بعد: {articles}. يكتمل مع الإضافة التالية أو عند التشغيل التالي.",
    "Stored, but not searched yet: {articles}. The next upload or start finishes them.",
)
ASK_ABOUT_IT = Text("اسأل عنها", "Ask about them")
FIND = Text("ابحث في العناوين", "Search the titles")
ALL_OUTLETS = Text("كل المصادر", "All outlets")
SORT = Text("الترتيب", "Sort")
SORT_NEWEST = Text("الأحدث أولا", "Newest first")
SORT_OLDEST = Text("الأقدم أولا", "Oldest first")
SORT_TITLE = Text("العنوان", "Title")
SORT_OUTLET = Text("المصدر", "Outlet")
LIST = Text("المقالات", "Articles")
COLUMN_TITLE = Text("العنوان", "Title")
COLUMN_OUTLET = Text("المصدر", "Outlet")
COLUMN_DAY = Text("التاريخ", "Date")
COLUMN_ACTIONS = Text("إجراءات", "Actions")
REMOVE = Text("أزل", "Remove")
REMOVE_THIS = Text("أزل من الأرشيف: {title}", "Remove from the archive: {title}")
REMOVE_SURE = Text("تزيل هذا المقال من الأرشيف؟", "Remove this article from the archive?")
REMOVED = Text("أُزيل «{title}».", "“{title}” was removed.")
NOTHING_LISTED = Text("لا مقال بهذا الوصف.", "No article fits.")
PAGE_OF = Text("صفحة {n} من {all}", "Page {n} of {all}")
PAGE_BEFORE = Text("السابقة", "Previous")
PAGE_AFTER = Text("التالية", "Next")
