"""The answerer with a language model: checked sentences, notices, fall-back, follow-ups, translations, stopping."""

import logging
import os
import time
from dataclasses import replace
from datetime import date

import pytest
from newsroom import (
    ARABIC,
    ENGLISH,
    FLOOD,
    MARKET,
    answerer,
    asked,
    assert_valid,
    citations,
    evidence_of,
    notices,
    parts_of,
    quotes_of,
    settings,
    statements,
)
from openai_server import OpenAiServer, Reply

from assistant.citations import Citation
from assistant.dated_events import Timeline, TimelineEvent
from assistant.evidence import Evidence, Finding, Quote
from assistant.extractive import ExtractiveAnswerer
from assistant.generative import MOST_QUOTES, GenerativeAnswerer, Handover, Translation
from assistant.guard import Guard
from assistant.language_model import LanguageModel
from assistant.prompting import Prompt, Task, load
from assistant.statement import Notice, Statement
from index.encoder import Encoder

EVIDENCE = evidence_of(FLOOD, MARKET)
TIMEOUT = 8.0

DEAD = "Four people were killed in the flood in Daraa on 12 May 2024"
DENIED = "Governor Louay Shahin denied that the dam had collapsed"
TRUCKS = "Three aid trucks came from Damascus to Daraa on 14 May 2024"
FIRE = "A fire in the market of Suwayda caused no injuries"


@pytest.fixture(scope="module", autouse=True)
def imported() -> None:
    """LangChain is imported once, before any time is taken."""
    with OpenAiServer(Reply(("ready",))) as server:
        LanguageModel(settings(server.url)).say(Prompt("-", "-"))


def write(
    encoder: Encoder, question: str, *script: Reply, evidence: Evidence = EVIDENCE, timeout: float = 20.0
) -> list[Statement | Notice]:
    """The whole answer to a question by a model that follows the script."""
    with OpenAiServer(*script) as server:
        parts = parts_of(answerer(server, encoder, timeout=timeout).write(asked(question), evidence))
    assert_valid(parts)
    return parts


def quoted(question: str) -> list[Statement | Notice]:
    """What the quotes answer by themselves."""
    return parts_of(ExtractiveAnswerer().write(asked(question), EVIDENCE))


# -- what is shown ---------------------------------------------------------------------------------------------------


def test_right_sentences_are_shown_as_written_and_numbered_as_they_come(encoder: Encoder) -> None:
    parts = write(encoder, ENGLISH, Reply((f"{TRUCKS} [3]. {DEAD} [1]. ", f"{DENIED} [2], and in other news nothing.")))
    assert [part.text for part in parts[:2]] == [f"{TRUCKS} [1].", f"{DEAD} [2]."]
    quotes = quotes_of(FLOOD)
    assert [citation.span for citation in citations(parts)] == [quotes[2].span, quotes[0].span, quotes[1].span]


@pytest.mark.parametrize(
    "written",
    [
        f"{DEAD} [1]. {DENIED} [2].",
        f"{DEAD} [١]. {DENIED} [٢].",
        f"{DEAD}【1】. {DENIED}【2】.",
        f"{DEAD}.[1] {DENIED}. [2]",
        f"- {DEAD} [1]\n- {DENIED} [2]\n",
        f"**{DEAD}** [1](http://a.example). <b>{DENIED}</b> [2].",
        f"<think>Let me see [9].</think>{DEAD} [1]. {DENIED} [2].",
    ],
)
@pytest.mark.parametrize("size", [1, 3, 1000])
def test_marks_in_any_spelling_and_pieces_of_any_size(encoder: Encoder, written: str, size: int) -> None:
    pieces = tuple(written[at : at + size] for at in range(0, len(written), size))
    assert [part.text for part in write(encoder, ENGLISH, Reply(pieces))] == [f"{DEAD} [1].", f"{DENIED} [2]."]


def test_evidence_is_numbered_best_first(encoder: Encoder) -> None:
    """A model that uses the evidence in the order given cites the best quote first, whichever finding it is of."""
    dead, denied, trucks, fire = (
        replace(quote, score=score) for quote, score in zip(quotes_of(FLOOD, MARKET), (4.0, 1.0, 3.0, 2.0), strict=True)
    )
    evidence = Evidence((Finding((dead, denied)), Finding((trucks,)), Finding((fire,))), 0.9)
    with OpenAiServer(Reply((f"{DEAD} [1]. {TRUCKS} [2]. {FIRE} [3]. {DENIED} [4].",))) as server:
        parts = parts_of(answerer(server, encoder).write(asked(ENGLISH), evidence))
        shown = [text for text in server.asked[0].user.splitlines() if text.startswith("[")]
    assert [text.partition("⟦")[2].rstrip("⟧") for text in shown] == [one.text for one in (dead, trucks, fire, denied)]
    assert [(c.n, c.span) for c in citations(parts)] == [
        (n, one.span) for n, one in enumerate((dead, trucks, fire, denied), start=1)
    ]
    best_first = sorted(
        citations(ExtractiveAnswerer().write(asked(ENGLISH), evidence)), key=lambda citation: citation.n
    )
    assert [c.span for c in best_first] == [c.span for c in citations(parts)]


def test_arabic_answers_arabic(encoder: Encoder) -> None:
    reply = Reply(("قُتل أربعة أشخاص في فيضان درعا يوم 12 أيار 2024 [١]. ", "لم يسفر حريق سوق السويداء عن إصابات [4]."))
    assert [part.text for part in write(encoder, ARABIC, reply)] == [
        "قُتل أربعة أشخاص في فيضان درعا يوم 12 أيار 2024 [1].",
        "لم يسفر حريق سوق السويداء عن إصابات [2].",
    ]


def test_a_sentence_appears_before_the_model_is_done(encoder: Encoder) -> None:
    with OpenAiServer(Reply((f"{DEAD} [1]. ", "And then"), end="silent")) as server:
        writing = answerer(server, encoder).write(asked(ENGLISH), EVIDENCE)
        first = next(part for part in writing if part is not None)
        assert first.text == f"{DEAD} [1]."
        assert not server.left.is_set()
        writing.close()  # type: ignore[attr-defined]  # the stop button
        assert server.left.wait(5)


# -- what is not shown -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "shown", "told"),
    [
        # a wrong number: the quote it should have used
        (
            f"Nine people were killed in the flood in Daraa [1]. {DENIED} [2].",
            ["«quote 0» [1]", f"{DENIED} [2]."],
            "1 replaced",
        ),
        # a dropped denial
        (
            f"{DEAD} [1]. Governor Louay Shahin said the dam had collapsed [2].",
            [f"{DEAD} [1].", "«quote 1» [2]"],
            "1 replaced",
        ),
        # no citation at all: left out
        (f"{DEAD} [1]. The army was sent to help.", [f"{DEAD} [1]."], "1 left out"),
        # an invented citation number
        (f"{DEAD} [1]. The army was sent to help [17].", [f"{DEAD} [1]."], "1 left out"),
        # the wrong language, cited: the quote
        (f"{DEAD} [1]. لم يسفر حريق سوق السويداء عن إصابات [4].", [f"{DEAD} [1].", "«quote 3» [2]"], "1 replaced"),
        # wrong, and its quote is shown already
        (f"{DEAD} [1]. Five people were killed in the flood in Daraa [1].", [f"{DEAD} [1]."], "1 left out"),
        # a link that no quote has
        (f"{DEAD} [1]. {DENIED}, see http://a.example/x [2].", [f"{DEAD} [1]."], "1 left out"),
    ],
)
def test_what_does_not_hold_is_put_right_or_left_out_and_said(
    encoder: Encoder, written: str, shown: list[str], told: str
) -> None:
    quotes = [quote.text for quote in quotes_of(FLOOD, MARKET)]
    parts = write(encoder, ENGLISH, Reply((written,)))
    texts = [part.text for part in statements(parts)]
    for at, quote in enumerate(quotes):
        texts = [text.replace(quote, f"quote {at}") for text in texts]
    assert texts == shown
    (notice,) = notices(parts)
    assert told in notice.text
    assert notice.cause.startswith("guard: ")


def test_a_right_sentence_with_the_wrong_number_gets_the_right_one(encoder: Encoder) -> None:
    parts = write(encoder, ENGLISH, Reply((f"{FIRE} [1].",)))
    assert [part.text for part in parts] == [f"{FIRE} [1]."]
    assert [citation.article.article_id for citation in citations(parts)] == ["market"]


def test_only_quotes_that_carry_a_sentence_stay_cited(encoder: Encoder) -> None:
    parts = write(encoder, ENGLISH, Reply((f"{DEAD} [1-4].",)))
    assert [part.text for part in parts] == [f"{DEAD} [1]."]


@pytest.mark.parametrize(
    ("question", "written"),
    [
        (ENGLISH, "Nine people were killed in the flood in Daraa [1]. Governor Louay Shahin said the dam fell [2]."),
        (ARABIC, "قُتل تسعة أشخاص في فيضان درعا [1]. أكد المحافظ لؤي شاهين انهيار السد [2]."),
        (ENGLISH, "قُتل أربعة أشخاص في فيضان درعا يوم 12 أيار 2024 [3]. ونفى المحافظ انهيار السد [1]."),
    ],
)
def test_where_every_sentence_is_wrong_the_quotes_answer_in_their_own_order(
    encoder: Encoder, question: str, written: str
) -> None:
    """Quotes that would have stood in for sentences are not shown alone, in the order of a model that was wrong."""
    notice, *rest = write(encoder, question, Reply((written,)))
    assert isinstance(notice, Handover)
    assert notice.cause == "not supported by the evidence"
    assert rest == quoted(question)


@pytest.mark.parametrize(
    ("written", "cause"),
    [
        ("I'm sorry, but I can't help with that.", "refused"),
        ("NO ANSWER", "no answer in the evidence"),
        ("The army was sent to help. It rained.", "not supported by the evidence"),
        ("Snow fell on Mars [12].", "not supported by the evidence"),
        ("...", "empty"),
    ],
)
@pytest.mark.parametrize("question", [ENGLISH, ARABIC])
def test_when_nothing_is_left_the_quotes_answer(encoder: Encoder, question: str, written: str, cause: str) -> None:
    notice, *rest = write(encoder, question, Reply((written,)))
    assert isinstance(notice, Notice)
    assert notice.cause == cause
    assert ("النموذج" in notice.text) == (question == ARABIC)
    assert rest == quoted(question)


def test_without_evidence_no_model_is_asked(encoder: Encoder) -> None:
    with OpenAiServer(Reply((f"{DEAD} [1].",))) as server:
        assert parts_of(answerer(server, encoder).write(asked(ENGLISH), Evidence((), 0.0))) == []
        assert server.asked == []


def test_a_model_that_repeats_itself_is_stopped(encoder: Encoder) -> None:
    with OpenAiServer(Reply((f"{DEAD} [1]. ",), end="endless")) as server:
        parts = parts_of(answerer(server, encoder).write(asked(ENGLISH), EVIDENCE))
        assert server.left.wait(5)
    assert [part.text for part in parts] == [f"{DEAD} [1]."]


# -- failures --------------------------------------------------------------------------------------------------------

FAILURES = {
    "key": Reply(status=401),
    "busy": Reply(status=429, headers={"Retry-After": "1"}),
    "server": Reply(status=500),
    "request": Reply(status=404),
    "context": Reply(status=400, error="maximum context length is 512 tokens", code="context_length_exceeded"),
    "malformed": Reply(end="malformed"),
    "cut": Reply(("Four people w",), end="cut"),
    "endless": Reply(("and so on and on ",), end="endless"),
    "empty": Reply(),
    "refused": Reply(("I cannot help with that.",)),
    "length": Reply(("Four people were",), finish="length"),
    "timeout": Reply(("Four people w",), end="silent"),
}


@pytest.mark.parametrize("question", [ENGLISH, ARABIC])
@pytest.mark.parametrize("name", FAILURES)
def test_every_failure_is_told_and_answered_by_the_quotes(
    encoder: Encoder, name: str, question: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, logger="assistant")
    timeout = 3.0 if name == "timeout" else TIMEOUT
    started = time.monotonic()
    notice, *rest = write(encoder, question, FAILURES[name], timeout=timeout)
    assert time.monotonic() - started < timeout + 2
    assert isinstance(notice, Notice)
    assert notice.cause.partition(":")[0] == name
    assert ("النموذج" in notice.text) == (question == ARABIC)
    assert rest == quoted(question)
    assert [record.levelname for record in caplog.records if record.name.startswith("assistant")] == ["WARNING"]


def test_a_server_that_is_gone(encoder: Encoder) -> None:
    with OpenAiServer() as server:
        pass
    notice, *rest = parts_of(answerer(server, encoder).write(asked(ARABIC), EVIDENCE))
    assert notice.text == "تعذر الوصول إلى خادم النموذج اللغوي. فيما يلي الاقتباسات نفسها."
    assert rest == quoted(ARABIC)


def test_what_was_shown_before_a_failure_stays_and_the_other_quotes_follow(encoder: Encoder) -> None:
    parts = write(encoder, ENGLISH, Reply((f"{DENIED} [2]. ", "Four peo"), end="cut"))
    assert parts[0].text == f"{DENIED} [1]."
    assert isinstance(parts[1], Notice)
    quotes = quotes_of(FLOOD, MARKET)
    left = [quotes[0], quotes[2], quotes[3]]
    assert [(c.n, c.article.article_id, c.span) for c in citations(parts[1:])] == [
        (n, quote.article.article_id, quote.span) for n, quote in enumerate(left, start=2)
    ]
    assert [part.text.split()[-1] for part in parts[2:]] == ["[2]", "[3]", "[4]"]


# -- follow-ups ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "reply", "expected"),
    [
        ("And how many trucks came?", "How many trucks came to Daraa in May 2024?", None),
        ("وكم شاحنة وصلت؟", "كم شاحنة وصلت إلى درعا في أيار 2024؟", None),
        # an answer, a place, a day or a name that was never said; a link; another script; nothing: the question itself
        ("And how many trucks came?", "Three trucks came to Daraa.", "And how many trucks came?"),
        ("And how many trucks came?", "How many trucks came to Aleppo in May 2024?", "And how many trucks came?"),
        ("And how many trucks came?", "How many trucks came to Daraa in June 2024?", "And how many trucks came?"),
        ("And how many trucks came?", "How many trucks did Samir Haddad send?", "And how many trucks came?"),
        ("And how many trucks came?", "How many trucks came, see http://a.example?", "And how many trucks came?"),
        ("And how many trucks came?", "كم شاحنة وصلت؟", "And how many trucks came?"),
        ("وكم شاحنة وصلت؟", "", "وكم شاحنة وصلت؟"),
    ],
)
def test_a_follow_up_is_made_whole_with_words_of_the_conversation(
    encoder: Encoder, question: str, reply: str, expected: str | None
) -> None:
    with OpenAiServer(Reply((reply,))) as server:
        whole = answerer(server, encoder).condense(question, [ENGLISH, ARABIC])
        assert whole == (reply if expected is None else expected)
        assert ENGLISH in server.asked[0].user


def test_a_first_question_is_not_condensed(encoder: Encoder) -> None:
    with OpenAiServer(Reply(("x",))) as server:
        assert answerer(server, encoder).condense(ARABIC, []) == ARABIC
        assert server.asked == []


def test_a_failing_model_leaves_the_question_in_a_quarter_of_the_time(encoder: Encoder) -> None:
    with OpenAiServer(Reply(wait=60)) as server:
        started = time.monotonic()
        assert answerer(server, encoder, timeout=TIMEOUT).condense("وبعد ذلك؟", [ARABIC]) == "وبعد ذلك؟"
        assert time.monotonic() - started < TIMEOUT / 4 + 1


# -- translations and timelines --------------------------------------------------------------------------------------


def test_a_translation_is_marked_as_made_by_a_machine(encoder: Encoder) -> None:
    quote = quotes_of(FLOOD)[1]
    with OpenAiServer(Reply((f"{DENIED}.",))) as server:
        translation = answerer(server, encoder).translate(quote, "en")
    notice = Notice("Machine translation (openai:scripted); the original is the source.")
    assert translation == Translation(f"{DENIED}.", "en", "openai:scripted", (), notice)


def test_what_a_translation_gets_wrong_is_named(encoder: Encoder) -> None:
    with OpenAiServer(Reply(("Governor Samir Shahin said the dam had collapsed.",))) as server:
        translation = answerer(server, encoder).translate(quotes_of(FLOOD)[1], "en")
    assert "Samir" in translation.doubts


@pytest.mark.parametrize("reply", [Reply(status=500), Reply(()), Reply(("لا ترجمة هنا",))])
def test_a_failed_translation_is_empty_and_said(encoder: Encoder, reply: Reply) -> None:
    with OpenAiServer(reply) as server:
        translation = answerer(server, encoder).translate(quotes_of(FLOOD)[1], "en")
    assert translation.text == ""
    assert translation.notice is not None
    assert translation.notice.text.endswith("No translation.")


def line_of(*quotes: Quote) -> Timeline:
    """A timeline with an event of each quote, told ever more often, numbered on from 1."""
    days = [date(2024, 5, 12 + at) for at in range(len(quotes))]
    events = [
        TimelineEvent(
            day, day, "day", f"«{quote.text}» [{n}]", ("الضفاف",), (Citation(n, quote.article, quote.span),), float(n)
        )
        for n, (day, quote) in enumerate(zip(days, quotes, strict=True), start=1)
    ]
    return Timeline(ENGLISH, None, tuple(events))


def tell(encoder: Encoder, made: Timeline, *script: Reply, question: str = ENGLISH) -> list[Statement | Notice]:
    """What a model that follows the script tells of a timeline."""
    with OpenAiServer(*script) as server:
        return parts_of(answerer(server, encoder).tell(asked(question), made))


LINE = line_of(*quotes_of(FLOOD))


def test_a_timeline_is_told_with_the_numbers_of_its_own_quotes(encoder: Encoder) -> None:
    parts = tell(encoder, LINE, Reply((f"{TRUCKS} [3]. {DEAD} [1].",)))
    assert [part.text for part in parts] == [f"{TRUCKS} [3].", f"{DEAD} [1]."]
    cited = [event.citations[0] for event in LINE.events]
    assert citations(parts) == [cited[2], cited[0]]
    arabic = "قُتل أربعة أشخاص في فيضان درعا يوم 12 أيار 2024"
    parts = tell(encoder, LINE, Reply((f"{arabic} [١].",)), question=ARABIC)
    assert [part.text for part in parts] == [f"{arabic} [1]."]


def test_what_is_wrong_about_a_timeline_is_left_out_for_its_quotes_stand_below(encoder: Encoder) -> None:
    wrong = "On 14 May 2024 nine trucks came from Damascus to Daraa [3]."
    *shown, notice = tell(encoder, LINE, Reply((f"{wrong} {DEAD} [1].",)))
    assert [part.text for part in shown] == [f"{DEAD} [1]."]
    assert notice.text == "Sentences of the language model that did not agree with their source: 1 left out."
    (notice,) = tell(encoder, LINE, Reply((wrong,)))
    assert notice.text.startswith("What the language model wrote does not agree with its sources.")


@pytest.mark.parametrize("begun", [False, True])
def test_a_failing_model_leaves_a_timeline_as_it_is(encoder: Encoder, begun: bool) -> None:
    *shown, notice = tell(encoder, LINE, Reply((f"{DEAD} [1]. " if begun else "", "Four peo"), end="cut"))
    assert [part.text for part in shown] == [f"{DEAD} [1]."] * begun
    assert isinstance(notice, Notice)
    assert notice.text.startswith("The connection to the language model broke off.")


def test_the_events_told_most_often_are_shown_in_order_of_time(encoder: Encoder) -> None:
    many = line_of(*[quotes_of(FLOOD)[0]] * (MOST_QUOTES + 2))  # the first two are told least
    with OpenAiServer(Reply(("NO ANSWER",))) as server:
        parts_of(answerer(server, encoder).tell(asked(ARABIC), many))
        (request,) = server.asked
        rest = parts_of(answerer(server, encoder).tell(asked(ARABIC), line_of(quotes_of(FLOOD)[0])))
        assert (rest, len(server.asked)) == ([], 1)  # one event is told by its quote
    assert request.system == load(Task.TIMELINE, "ar").system
    assert len([text for text in request.user.splitlines() if text.startswith("[")]) == MOST_QUOTES
    parts = tell(encoder, many, Reply((f"{DEAD} [1].",)))
    assert [citation.n for citation in citations(parts)] == [3]


# -- a real model ----------------------------------------------------------------------------------------------------


@pytest.mark.skipif("TEST_MODEL_URL" not in os.environ, reason="TEST_MODEL_URL names no OpenAI-compatible server")
@pytest.mark.parametrize("question", [ENGLISH, ARABIC])
def test_a_real_model_shows_only_what_holds(encoder: Encoder, question: str) -> None:
    """Whatever a real model writes, small or confused as it may be: valid citations only, and never nothing."""
    url = os.environ["TEST_MODEL_URL"]
    model = LanguageModel(settings(url, timeout=120.0, tokens=300))
    real = GenerativeAnswerer(model, Guard(encoder), ExtractiveAnswerer())
    parts = parts_of(real.write(asked(question), EVIDENCE))
    assert_valid(parts)
    assert statements(parts)
