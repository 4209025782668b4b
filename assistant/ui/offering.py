"""The offer to translate a quote, where a language model is set and the quote is in another language."""

from assistant.citations import Citation
from assistant.statement import Answer, Language
from assistant.ui import model_words
from assistant.ui.html import Markup, tag
from assistant.ui.statements import act
from assistant.ui.words import Reader
from index.arabic import has_arabic


def offer(model: str, answer: Answer, at: int, n: int, reader: Reader) -> Markup:
    """Show the offer for citation `n` of an answer, 0 for the nearest quote of a refusal; nothing without a model."""
    citation = cited(answer, n)
    language = language_for(answer, citation, reader) if model and citation else None
    if language is None:
        return Markup()
    label = reader.say(model_words.TRANSLATE[language])
    return tag("div", act(label, "translate", class_="quiet", data_turn=at, data_n=n), class_="aid")


def cited(answer: Answer, n: int) -> Citation | None:
    """Return citation `n` of an answer, or the nearest quote of a refusal for 0."""
    if n == 0:
        return answer.refusal.nearest if answer.refusal else None
    return next((citation for citation in answer.citations if citation.n == n), None)


def language_for(answer: Answer, citation: Citation, reader: Reader) -> Language | None:
    """Return the language to translate a quote into: the question's or the page's, whichever the quote is not in."""
    own: Language = "ar" if has_arabic(citation.quote) else "en"
    return next((language for language in (answer.language, reader.language) if language != own), None)
