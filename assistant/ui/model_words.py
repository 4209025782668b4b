"""The texts of the interface about the language model: who answers, and translations of quotes."""

from assistant.ui.words import Text

ANSWERED_BY = Text("يجيب:", "Answered by:")
WHO_ANSWERS = Text("من يجيب عن السؤال التالي", "Who answers the next question")
QUOTES_ONLY = Text("اقتباسات فقط", "Quotes only")
TRANSLATE = {
    "ar": Text("ترجم الاقتباس إلى العربية", "Translate the quote into Arabic"),
    "en": Text("ترجم الاقتباس إلى الإنكليزية", "Translate the quote into English"),
}
TRANSLATING = Text("يترجم…", "Translating…")
TRANSLATION = Text("ترجمة الاقتباس", "Translation of the quote")
DOUBTED = Text("لا يؤيد الأصل هذه الكلمات: {doubted}", "The original does not bear these words out: {doubted}")
