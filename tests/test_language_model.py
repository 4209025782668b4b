"""The language model on a real server: what is sent, what comes back, how it fails, what stays secret, how it stops."""

import logging
import socket
import threading
import time
from dataclasses import replace

import pytest
from newsroom import settings
from openai_server import OpenAiServer, Reply

from assistant.errors import ModelError
from assistant.language_model import BEAT, LanguageModel
from assistant.model_failure import Cause, ModelRequestError
from assistant.prompting import Prompt

PROMPT = Prompt("قواعد", "سؤال")
KEY = "sk-very-secret-0123456789"
TIMEOUT = 4.0


@pytest.fixture(scope="module", autouse=True)
def imported() -> None:
    """LangChain is imported once, before any time is taken."""
    with OpenAiServer(Reply(("ready",))) as server:
        assert LanguageModel(settings(server.url)).say(PROMPT) == "ready"


def test_a_reply_comes_in_pieces_and_the_request_is_what_was_set() -> None:
    with OpenAiServer(Reply(("وقع ", "الحادث ", "أمس."))) as server:
        model = LanguageModel(settings(server.url, key=KEY, tokens=77))
        assert [piece for piece in model.stream(PROMPT) if piece] == ["وقع ", "الحادث ", "أمس."]
        (request,) = server.asked
    assert request.path == "/v1/chat/completions"
    assert request.headers["authorization"] == f"Bearer {KEY}"
    assert (request.system, request.user) == ("قواعد", "سؤال")
    body = {name: value for name, value in request.body.items() if name != "messages"}
    assert body == {
        "model": "scripted",
        "stream": True,
        "temperature": 0.0,
        "max_tokens": 77,
        "max_completion_tokens": 77,
    }


def test_a_key_for_openai_is_not_sent_to_another_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    with OpenAiServer(Reply(("نعم",))) as server:
        LanguageModel(settings(server.url)).say(PROMPT)
    assert KEY not in str(server.asked)


FAILURES = {
    "key": (Reply(status=401, error=f"Incorrect API key provided: {KEY}"), Cause.KEY, 1),
    "forbidden": (Reply(status=403), Cause.KEY, 1),
    "busy, patience asked for": (Reply(status=429, headers={"Retry-After": "1.5"}), Cause.BUSY, 2),
    "busy, too much patience asked for": (Reply(status=429, headers={"Retry-After": "900"}), Cause.BUSY, 1),
    "busy until some day": (Reply(status=429, headers={"Retry-After": "Wed, 01 Jan 2200 00:00:00 GMT"}), Cause.BUSY, 3),
    "server error": (Reply(status=500, error=f"crashed with {KEY}"), Cause.SERVER, 3),
    "overloaded": (Reply(status=503), Cause.SERVER, 3),
    "no such model": (Reply(status=404, error="model 'scripted' not found"), Cause.REQUEST, 1),
    "context": (
        Reply(status=400, error="This model's maximum context length is 4096 tokens", code="context_length_exceeded"),
        Cause.CONTEXT,
        1,
    ),
    "redirection": (Reply(status=302, headers={"Location": "http://127.0.0.1:9/"}), Cause.MALFORMED, 1),
    "malformed": (Reply(("وقع",), end="malformed"), Cause.MALFORMED, 1),
    "cut": (Reply(("وقع",), end="cut"), Cause.CUT, 1),
    "unfinished": (Reply(("وقع",), end="unfinished"), Cause.CUT, 1),
    "endless": (Reply(("وقع ",), end="endless"), Cause.ENDLESS, 1),
    "budget": (Reply(("وقع",), finish="length"), Cause.LENGTH, 1),
    "filtered": (Reply(("وقع",), finish="content_filter"), Cause.REFUSED, 1),
    "empty": (Reply(()), Cause.EMPTY, 1),
    "silent": (Reply(("وقع",), end="silent"), Cause.TIMEOUT, 1),
    "no first byte": (Reply(wait=60), Cause.TIMEOUT, 1),
    "drop by drop": (Reply(("و",), pause=0.3, end="endless"), Cause.TIMEOUT, 1),
}


@pytest.mark.parametrize("name", FAILURES)
def test_each_failure_has_its_cause_in_time_and_tells_no_key(name: str, caplog: pytest.LogCaptureFixture) -> None:
    reply, cause, requests = FAILURES[name]
    caplog.set_level(logging.DEBUG)
    with OpenAiServer(reply) as server:
        model = LanguageModel(settings(server.url, key=KEY, timeout=TIMEOUT, tokens=50))
        started = time.monotonic()
        with pytest.raises(ModelRequestError) as failed:
            model.say(PROMPT)
        took = time.monotonic() - started
        assert len(server.asked) == requests
    assert failed.value.cause is cause
    assert took < TIMEOUT + 2
    assert failed.value.__cause__ is None
    assert failed.value.__suppress_context__ or failed.value.__context__ is None
    for told in (str(failed.value), repr(failed.value), caplog.text, repr(model), repr(settings(server.url, key=KEY))):
        assert KEY not in told


def test_a_server_that_is_not_there(free_port: int) -> None:
    model = LanguageModel(settings(f"http://127.0.0.1:{free_port}/v1", timeout=TIMEOUT))
    with pytest.raises(ModelRequestError, match=f"127.0.0.1:{free_port}") as failed:
        model.say(PROMPT)
    assert failed.value.cause is Cause.UNREACHABLE


@pytest.fixture
def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def test_a_password_in_the_address_is_not_told(free_port: int) -> None:
    model = LanguageModel(settings(f"http://user:pa55word@127.0.0.1:{free_port}/v1", timeout=TIMEOUT))
    with pytest.raises(ModelRequestError) as failed:
        model.say(PROMPT)
    assert "pa55word" not in str(failed.value)


def test_what_fails_at_first_is_tried_again() -> None:
    with OpenAiServer(
        Reply(status=500), Reply(status=429, headers={"Retry-After": "0.2"}), Reply(("أخيراً",))
    ) as server:
        assert LanguageModel(settings(server.url)).say(PROMPT) == "أخيراً"


def test_what_has_begun_is_not_tried_again() -> None:
    with OpenAiServer(Reply(("نصف ",), end="cut"), Reply(("نصف جملة",))) as server:
        with pytest.raises(ModelRequestError):
            LanguageModel(settings(server.url)).say(PROMPT)
        assert len(server.asked) == 1


def test_stopping_closes_the_connection_to_the_server() -> None:
    with OpenAiServer(Reply(("أولاً ", "ثانياً "), pause=0.05, end="silent")) as server:
        reply = LanguageModel(settings(server.url)).stream(PROMPT)
        assert next(piece for piece in reply if piece) == "أولاً "
        assert not server.left.is_set()
        reply.close()
        assert server.left.wait(5)


def test_a_server_that_says_nothing_can_be_left_at_any_moment() -> None:
    with OpenAiServer(Reply(wait=60)) as server:
        reply = LanguageModel(settings(server.url)).stream(PROMPT)
        while not server.asked:
            assert next(reply) == ""
        began = time.monotonic()
        assert next(reply) == ""
        assert time.monotonic() - began < 25 * BEAT
        reply.close()
        assert server.left.wait(5)


def test_a_server_that_never_pauses_can_be_left_too() -> None:
    with OpenAiServer(Reply(("كلمة ",), pause=0.01, end="endless")) as server:
        reply = LanguageModel(settings(server.url, tokens=10_000)).stream(PROMPT)
        assert next(piece for piece in reply if piece)
        assert next(piece for piece in reply if not piece) == ""
        reply.close()
        assert server.left.wait(5)


def test_a_timeout_closes_the_connection_too() -> None:
    with OpenAiServer(Reply(("أولاً ",), end="silent")) as server:
        with pytest.raises(ModelRequestError):
            LanguageModel(settings(server.url, timeout=0.5)).say(PROMPT)
        assert server.left.wait(5)


def test_several_threads_may_ask_at_once() -> None:
    said: list[str] = []
    with OpenAiServer(Reply(("جواب",), pause=0.1)) as server:
        model = LanguageModel(settings(server.url))
        threads = [threading.Thread(target=lambda: said.append(model.say(PROMPT))) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(10)
    assert said == ["جواب"] * 4


def test_tracing_is_off_whatever_the_environment_says(monkeypatch: pytest.MonkeyPatch) -> None:
    """Were it on, the tracer would send the prompt to the second server; no other connection is possible in tests."""
    with OpenAiServer(Reply(("نعم",))) as server, OpenAiServer() as tracer:
        for name, value in {
            "LANGSMITH_TRACING": "true",
            "LANGCHAIN_TRACING_V2": "true",
            "LANGSMITH_API_KEY": "x",
            "LANGSMITH_ENDPOINT": tracer.url,
            "LANGCHAIN_ENDPOINT": tracer.url,
            "LANGSMITH_GATEWAY": tracer.url,
            "HTTP_PROXY": tracer.url,
            "http_proxy": tracer.url,
            "OPENAI_BASE_URL": tracer.url,
        }.items():
            monkeypatch.setenv(name, value)
        assert LanguageModel(settings(server.url)).say(PROMPT) == "نعم"
        time.sleep(0.5)
        assert tracer.asked == []
        assert len(server.asked) == 1


@pytest.mark.parametrize(
    ("model", "url", "told"),
    [
        ("anthropic:claude-x", "", "pip install langchain-anthropic"),
        ("nosuch:model", "http://127.0.0.1:1", "'nosuch' is not installed"),
        ("langsmith:gpt", "", "no provider"),
        ("os.path:x", "", "no provider"),
        ("openai:", "http://127.0.0.1:1", "provider:model"),
        ("openai:gpt", "", "set ISNAD_MODEL_KEY"),
    ],
)
def test_what_is_missing_is_said_before_anything_is_asked(
    model: str, url: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with pytest.raises(ModelError, match="ISNAD_MODEL") as refused:
        LanguageModel(replace(settings(url), model=model))
    assert told in str(refused.value)


def test_ollama_is_asked_in_its_own_protocol() -> None:
    """The scripted server knows the other protocol only: that it was asked, and for what, is enough."""
    with OpenAiServer(Reply(status=404, error="no such page")) as server:
        model = LanguageModel(replace(settings(server.url.removesuffix("/v1")), model="ollama:qwen3"))
        with pytest.raises(ModelRequestError) as failed:
            model.say(PROMPT)
        (request,) = server.asked
    assert failed.value.cause is Cause.REQUEST
    assert request.path == "/api/chat"
    assert request.body["options"]["temperature"] == 0
    assert request.body["options"]["num_predict"] == 200
