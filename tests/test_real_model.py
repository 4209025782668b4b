"""The client against a real llama.cpp server, where TEST_MODEL_URL names one: what a scripted server only plays.

`TEST_MODEL_URL=http://127.0.0.1:8080/v1 python -m pytest tests/test_real_model.py tests/test_generative.py -k real`
"""

import os
import time

import pytest
from newsroom import settings

from assistant.language_model import BEAT, LanguageModel
from assistant.model_failure import Cause, ModelRequestError
from assistant.prompting import Prompt

pytestmark = pytest.mark.skipif("TEST_MODEL_URL" not in os.environ, reason="TEST_MODEL_URL names no server")

COUNT = Prompt("You count. You write numbers only.", "Count from one to five hundred. اكتب الأعداد بالكلمات.")


def model(*, timeout: float = 120.0, tokens: int = 24, url: str = "") -> LanguageModel:
    """The model of the server."""
    return LanguageModel(settings(url or os.environ["TEST_MODEL_URL"], timeout=timeout, tokens=tokens))


def said(asked: LanguageModel, prompt: Prompt) -> tuple[str, Cause | None]:
    """What a model says, and how it ended if not well."""
    pieces: list[str] = []
    try:
        pieces.extend(asked.stream(prompt))
    except ModelRequestError as error:
        return "".join(pieces), error.cause
    return "".join(pieces), None


def test_real_tokens_are_counted_and_the_temperature_is_zero() -> None:
    first, second = said(model(), COUNT), said(model(), COUNT)
    assert first == second
    assert first[0]
    assert first[1] in (Cause.LENGTH, None)


def test_a_real_timeout_is_kept_to() -> None:
    began = time.monotonic()
    _, cause = said(model(timeout=1.0, tokens=2000), COUNT)
    assert cause is Cause.TIMEOUT
    assert time.monotonic() - began < 1.0 + 2


def test_a_real_server_refuses_what_is_longer_than_its_context() -> None:
    _, cause = said(model(), Prompt("-", "كلمة أخرى " * 60_000))
    assert cause is Cause.CONTEXT


def test_a_real_request_ends_when_nobody_reads_on() -> None:
    """A server with one slot answers the next request at once: it does not write on for nobody."""
    stream = model(tokens=2000).stream(COUNT)
    next(piece for piece in stream if piece)
    began = time.monotonic()
    stream.close()
    assert time.monotonic() - began < 5 * BEAT
    text, cause = said(model(tokens=2), COUNT)
    assert (bool(text), cause) == (True, Cause.LENGTH)
    assert time.monotonic() - began < 30


def test_a_real_server_that_is_not_there_is_told_after_three_tries() -> None:
    began = time.monotonic()
    assert said(model(url="http://127.0.0.1:9/v1"), COUNT) == ("", Cause.UNREACHABLE)
    assert 1 < time.monotonic() - began < 10
