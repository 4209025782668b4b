"""What tests of the language model share: articles, their evidence, questions, an answerer on a scripted server."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from openai_server import OpenAiServer

from assistant.citations import Citation
from assistant.evidence import Evidence, Finding, Quote
from assistant.extractive import ExtractiveAnswerer
from assistant.generative import GenerativeAnswerer
from assistant.guard import Guard
from assistant.language_model import LanguageModel
from assistant.question import Question, Request, understand
from assistant.settings import Settings
from assistant.statement import Notice, Statement
from index.article import Article, Span
from index.encoder import Encoder
from index.sentences import sentences

TODAY = date(2024, 6, 1)

FLOOD = Article(
    "flood",
    "فيضان في درعا",
    # 1: who and how many; 2: a denial; 3: what came next
    "أعلن الدفاع المدني أن فيضان الوادي في درعا أدى إلى مقتل أربعة أشخاص يوم 12 أيار 2024. "
    "ونفى المحافظ لؤي شاهين أن يكون السد قد انهار. "
    "وصلت ثلاث شاحنات مساعدات من دمشق إلى درعا يوم 14 أيار 2024.",
    published="2024-05-15",
    day=date(2024, 5, 15),
    source="الضفاف",
)
MARKET = Article(
    "market",
    "حريق السوق",
    # 1: a fire elsewhere, by another outlet
    "اندلع حريق في سوق مدينة السويداء ولم يسفر عن إصابات، بحسب وكالة نبض الجبل.",
    published="2024-05-20",
    day=date(2024, 5, 20),
    source="نبض الجبل",
)


def quotes_of(*articles: Article) -> list[Quote]:
    """Every sentence of the articles as a quote."""
    return [
        Quote(article, key, span, span, number, 1.0)
        for key, article in enumerate(articles)
        for number, span in enumerate(sentences(article.text))
    ]


def evidence_of(*articles: Article) -> Evidence:
    """Every sentence of the articles as a finding of its own: [1] to [4] of FLOOD and MARKET."""
    return Evidence(tuple(Finding((quote,)) for quote in quotes_of(*articles)), 0.9)


def asked(question: str) -> Question:
    """A question as the product understands it."""
    return understand(Request(question, today=TODAY), ["الضفاف", "نبض الجبل"])


ENGLISH = "What happened in Daraa in May 2024?"
ARABIC = "ماذا حدث في درعا في أيار 2024؟"


def settings(url: str, *, timeout: float = 20.0, key: str = "", tokens: int = 200) -> Settings:
    """Settings that name the model of a scripted server."""
    nowhere = Path("/nowhere")
    return Settings(
        nowhere,
        nowhere,
        model="openai:scripted",
        model_url=url,
        model_key=key,
        model_timeout=timeout,
        model_tokens=tokens,
    )


def answerer(
    server: OpenAiServer, encoder: Encoder, *, timeout: float = 20.0, key: str = "", tokens: int = 200
) -> GenerativeAnswerer:
    """The answerer as the product makes it, its model on the scripted server."""
    model = LanguageModel(settings(server.url, timeout=timeout, key=key, tokens=tokens))
    return GenerativeAnswerer(model, Guard(encoder), ExtractiveAnswerer())


def parts_of(writing: Iterable[Statement | Notice | None]) -> list[Statement | Notice]:
    """All parts of an answer, without the moments at which it could have been stopped."""
    return [part for part in writing if part is not None]


def statements(parts: Iterable[Statement | Notice]) -> list[Statement]:
    """The statements among the parts of an answer."""
    return [part for part in parts if isinstance(part, Statement)]


def notices(parts: Iterable[Statement | Notice]) -> list[Notice]:
    """The notices among the parts of an answer."""
    return [part for part in parts if isinstance(part, Notice)]


def citations(parts: Iterable[Statement | Notice]) -> list[Citation]:
    """All citations of an answer in the order of its statements."""
    return [citation for statement in statements(parts) for citation in statement.citations]


def assert_valid(parts: Iterable[Statement | Notice]) -> None:
    """Every statement is cited, every citation holds to the letter, and numbers count from 1 in the answer's order."""
    shown = statements(parts)
    assert all(statement.citations for statement in shown if not statement.note)
    found = citations(shown)
    for citation in found:
        assert citation.article.text[citation.span.start : citation.span.end] == citation.quote
    by_number: dict[int, tuple[str, Span]] = {}
    for citation in found:
        place = (citation.article.article_id, citation.span)
        assert by_number.setdefault(citation.n, place) == place, "one number, one quote"
    assert len(set(by_number.values())) == len(by_number), "one quote, one number"
    assert sorted(by_number) == list(range(1, len(by_number) + 1))
    for statement in shown:
        for citation in statement.citations:
            assert f"[{citation.n}]" in statement.text
