"""What is said of a language model in the asker's language: how it failed, what was put right, who translated."""

from collections.abc import Mapping

from assistant.model_failure import Cause
from assistant.statement import Language

_FAILURES: Mapping[Cause, Mapping[Language, str]] = {
    Cause.UNREACHABLE: {
        "ar": "تعذر الوصول إلى خادم النموذج اللغوي.",
        "en": "The language model's server cannot be reached.",
    },
    Cause.TIMEOUT: {
        "ar": "لم يكمل النموذج اللغوي رده في الوقت المحدد.",
        "en": "The language model did not finish in time.",
    },
    Cause.KEY: {
        "ar": "رفض خادم النموذج اللغوي المفتاح: راجع ISNAD_MODEL_KEY.",
        "en": "The language model's server refused the key: check ISNAD_MODEL_KEY.",
    },
    Cause.BUSY: {
        "ar": "خادم النموذج اللغوي مشغول أو بلغ حده.",
        "en": "The language model's server is busy or has reached its limit.",
    },
    Cause.SERVER: {
        "ar": "حدث خطأ في خادم النموذج اللغوي.",
        "en": "The language model's server had an error.",
    },
    Cause.REQUEST: {
        "ar": "لم يقبل خادم النموذج اللغوي الطلب: راجع ISNAD_MODEL وISNAD_MODEL_URL.",
        "en": "The language model's server did not accept the request: check ISNAD_MODEL and ISNAD_MODEL_URL.",
    },
    Cause.CONTEXT: {
        "ar": "الأدلة أطول مما يستوعبه النموذج اللغوي.",
        "en": "The evidence is longer than the language model can take.",
    },
    Cause.MALFORMED: {
        "ar": "رد خادم النموذج اللغوي بما لا يمكن قراءته.",
        "en": "The language model's server sent something that cannot be read.",
    },
    Cause.CUT: {
        "ar": "انقطع الاتصال بالنموذج اللغوي أثناء الرد.",
        "en": "The connection to the language model broke off.",
    },
    Cause.ENDLESS: {
        "ar": "تجاوز النموذج اللغوي كل حد في الطول فأوقف.",
        "en": "The language model did not stop writing and was stopped.",
    },
    Cause.LENGTH: {
        "ar": "بلغ رد النموذج اللغوي الحد المسموح فانقطع: يزيده ISNAD_MODEL_TOKENS.",
        "en": "The language model's reply reached its limit: ISNAD_MODEL_TOKENS allows more.",
    },
    Cause.EMPTY: {"ar": "لم يكتب النموذج اللغوي شيئا.", "en": "The language model wrote nothing."},
    Cause.REFUSED: {"ar": "امتنع النموذج اللغوي عن الإجابة.", "en": "The language model declined to answer."},
    Cause.NO_ANSWER: {
        "ar": "لم يجد النموذج اللغوي في الأدلة جوابا.",
        "en": "The language model found no answer in the evidence.",
    },
    Cause.UNSUPPORTED: {
        "ar": "لم يطابق ما كتبه النموذج اللغوي مصادره.",
        "en": "What the language model wrote does not agree with its sources.",
    },
}
_INSTEAD: Mapping[Language, str] = {"ar": "فيما يلي الاقتباسات نفسها.", "en": "The quotes themselves answer instead."}
_BEHIND: Mapping[Language, str] = {
    "ar": "ما كُتب قبل ذلك مدقق، وتليه بقية الاقتباسات.",
    "en": "What it wrote before is checked; the other quotes follow.",
}


def failure(cause: Cause, language: Language, *, begun: bool) -> str:
    """Say how the model failed and who answers; `begun` if checked sentences of it are already shown."""
    told = _FAILURES[cause][language]
    if begun and cause is Cause.LENGTH:
        return told
    return f"{told} {(_BEHIND if begun else _INSTEAD)[language]}"


def corrected(left_out: int, replaced: int, language: Language) -> str:
    """Say how many sentences of the model did not hold, and what became of them."""
    if language == "ar":
        parts = [f"حُذف {_sentences(left_out)}"] if left_out else []
        parts += [f"استُبدل باقتباس {_sentences(replaced)}"] if replaced else []
        return f"مما كتبه النموذج اللغوي ولم يطابق مصدره: {'، و'.join(parts)}."
    parts = [f"{left_out} left out"] if left_out else []
    parts += [f"{replaced} replaced by the quote"] if replaced else []
    return f"Sentences of the language model that did not agree with their source: {', '.join(parts)}."


def _sentences(count: int) -> str:
    if count <= 2:
        return ("جملة واحدة", "جملتان")[count - 1]
    return f"{count} جمل" if count <= 10 else f"{count} جملة"


def translated(model: str, language: Language) -> str:
    """Say that a translation is no citation."""
    if language == "ar":
        return f"ترجمة آلية ({model})؛ المصدر هو الأصل."
    return f"Machine translation ({model}); the original is the source."


def untranslated(cause: Cause, language: Language) -> str:
    """Say why there is no translation."""
    told = _FAILURES[cause][language]
    return f"{told} لا ترجمة." if language == "ar" else f"{told} No translation."
