"""The only home of LangChain: a chat model of any provider, asked under one deadline, its failures told apart.

The request runs in an event loop on a thread of its own, so that a deadline holds even while nothing arrives, and so
that whoever stops reading closes the connection. Nothing of LangChain is imported before the first request.
"""

import asyncio
import importlib.util
import os
import queue
import re
import threading
import time
from collections.abc import Callable, Coroutine, Generator
from concurrent.futures import Future, wait
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from assistant.errors import ModelError
from assistant.model_failure import Cause, ModelRequestError, cause_of, retry_after, status_of
from assistant.prompting import Prompt
from assistant.settings import Settings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import AIMessageChunk

ATTEMPTS = 3
"""A request that fails before its first word is tried so often, if there is time."""
_LONGEST_WAIT = 20.0
"""Seconds; a server that wants more patience (Retry-After) than this or than half the time left is not waited for."""
_FIRST_WAIT = 0.5
BEAT = 0.2
"""Seconds after which a stream hands on an empty piece, so that nobody who wants to stop it has to wait longer."""
_LETTERS_PER_TOKEN = 8
"""No tokenizer needs fewer tokens for a text than one for eight letters; what is longer ignores its budget."""
_LONGEST_DETAIL = 200
_ONE_REQUEST = {"Connection": "close"}
"""Connections are not kept: a question is rare, and an idle connection would outlive the one who asked."""
_OPENAI = "https://api.openai.com/v1"
_MODULES = {
    "anthropic_bedrock": "langchain_aws",
    "azure_ai": "langchain_azure_ai",
    "azure_openai": "langchain_openai",
    "bedrock": "langchain_aws",
    "bedrock_converse": "langchain_aws",
    "google_anthropic_vertex": "langchain_google_vertexai",
    "nvidia": "langchain_nvidia_ai_endpoints",
}
"""Where the package of a provider is not named after it."""
_SECRET = re.compile(r"(?:sk|key|token)[-_][\w-]{6,}|[Bb]earer\s+\S+")
_FINISHES = ("finish_reason", "done_reason", "stop_reason")
_TELLS_FINISH = frozenset(("openai", "ollama", "anthropic"))


class LanguageModel:
    """The chat model that the settings name; safe to use from several threads."""

    def __init__(self, settings: Settings) -> None:
        """Check the settings; no package is imported and no server contacted.

        Raises:
            ModelError: no model is set, its package is not installed, or a key is missing.
        """
        self._provider, _, self._model_name = settings.model.partition(":")
        self._settings = settings
        self._ready: Future[BaseChatModel] | None = None
        self._building = threading.Lock()
        self._check()

    @property
    def name(self) -> str:
        """Provider and model as set: "openai:qwen3"."""
        return self._settings.model

    @property
    def seconds(self) -> float:
        """The time that one answer may take."""
        return self._settings.model_timeout

    def _check(self) -> None:
        settings = self._settings
        if not self._provider or not self._model_name:
            raise ModelError(f"ISNAD_MODEL is {settings.model!r}: write provider:model, for example openai:qwen3")
        module = _MODULES.get(self._provider, f"langchain_{self._provider}")
        if self._provider == "langsmith" or not re.fullmatch(r"[a-z_0-9]+", self._provider):
            raise ModelError(f"ISNAD_MODEL is {settings.model!r}: {self._provider!r} is no provider of chat models")
        if importlib.util.find_spec(module) is None:
            raise ModelError(
                f"ISNAD_MODEL is {settings.model!r}, but the package of {self._provider!r} is not installed: "
                f"run pip install {module.replace('_', '-')}, or use openai: or ollama:, which need no further package"
            )
        if self._provider == "openai" and not (settings.model_url or self._key()):
            raise ModelError(
                f"ISNAD_MODEL is {settings.model!r} without a key: set ISNAD_MODEL_KEY, or set ISNAD_MODEL_URL to a "
                "server of your own"
            )
        if os.environ.get("LANGSMITH_GATEWAY") and not self._url():
            raise ModelError("LANGSMITH_GATEWAY is set and would send what you ask to another server: unset it")

    def _url(self) -> str:
        return self._settings.model_url or (_OPENAI if self._provider == "openai" else "")

    def _key(self) -> str:
        """The key to use: a key for OpenAI itself is never sent to another server."""
        if self._settings.model_key:
            return self._settings.model_key
        if self._provider == "openai":
            return "none" if self._settings.model_url else os.environ.get("OPENAI_API_KEY", "")
        return ""

    def prepare(self) -> None:
        """Begin to import and set up what the first request needs (some seconds), and return at once."""
        self._begun()

    def _begun(self) -> "Future[BaseChatModel]":
        with self._building:
            if self._ready is None or (self._ready.done() and self._ready.exception() is not None):
                self._ready = asyncio.run_coroutine_threadsafe(asyncio.to_thread(self._build), _loop())
            return self._ready

    # -- asking --------------------------------------------------------------------------------------------------------

    def say(self, prompt: Prompt, seconds: float | None = None) -> str:
        """Return the whole reply to a prompt.

        Raises:
            ModelRequestError: as `stream` does.
        """
        return "".join(self.stream(prompt, seconds))

    def stream(self, prompt: Prompt, seconds: float | None = None) -> Generator[str, None, None]:
        """Yield the reply to a prompt piece by piece; closing the generator ends the request at the server too.

        At every `BEAT` there is an empty piece, whatever the server does: there the generator can be closed.
        `seconds` is the time for all of it, tries and waits included (default: the timeout of the settings); it begins
        when the model's package is imported.

        Raises:
            ModelRequestError: the request failed, before or after the first piece; the message holds no key.
        """
        given = self.seconds if seconds is None else seconds
        chat = yield from self._connected()
        deadline = time.monotonic() + given
        pieces: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        running = asyncio.run_coroutine_threadsafe(self._ask(chat, prompt, pieces.put, deadline), _loop())
        running.add_done_callback(lambda _: pieces.put(None))
        try:
            beat = time.monotonic()
            while (piece := _next(pieces, deadline, given)) is not None:
                if piece:
                    yield piece
                if not piece or time.monotonic() - beat >= BEAT:
                    yield ""
                    beat = time.monotonic()
            error = running.exception()
            if error is not None:
                raise self._failure(error) from None  # the original holds the request and its headers
        finally:
            running.cancel()

    async def _ask(self, chat: "BaseChatModel", prompt: Prompt, put: Callable[[str], None], deadline: float) -> None:
        from langsmith.run_helpers import tracing_context

        with tracing_context(enabled=False):
            for attempt in range(ATTEMPTS):
                sent: list[str] = []
                error = await _outcome(self._once(chat, prompt, put, sent))
                if error is None:
                    return
                pause = _pause(error, attempt, deadline - time.monotonic())
                if sent or pause is None:
                    raise _AttemptError(begun=bool(sent)) from error
                await asyncio.sleep(pause)

    async def _once(self, chat: "BaseChatModel", prompt: Prompt, put: Callable[[str], None], sent: list[str]) -> None:
        """Ask once; `sent` becomes not empty with the first piece that is handed on."""
        from langchain_core.messages import HumanMessage, SystemMessage

        budget = self._settings.model_tokens * _LETTERS_PER_TOKEN
        length, finish = 0, ""
        messages = [SystemMessage(prompt.system), HumanMessage(prompt.user)]
        async for chunk in chat.astream(messages):
            text = str(chunk.text)
            finish = _finish(chunk) or finish
            length += len(text) + len(str(chunk.additional_kwargs.get("reasoning_content", "")))
            if text:
                sent.append("")
                put(text)
            if length > budget:
                raise ModelRequestError(Cause.ENDLESS, f"the reply is longer than {budget} letters and was broken off")
        self._judge_end(finish, length)

    def _judge_end(self, finish: str, length: int) -> None:
        if finish in ("content_filter", "refusal", "safety"):
            raise ModelRequestError(Cause.REFUSED, f"the server ended the reply as {finish!r}")
        if finish in ("length", "max_tokens"):
            raise ModelRequestError(
                Cause.LENGTH, f"the reply reached {self._settings.model_tokens} tokens; ISNAD_MODEL_TOKENS allows more"
            )
        if length and not finish and self._provider in _TELLS_FINISH:
            raise ModelRequestError(Cause.CUT, "the connection ended in the middle of the reply")
        if not length:
            raise ModelRequestError(Cause.EMPTY, "the reply was empty")

    # -- setting up ----------------------------------------------------------------------------------------------------

    def _connected(self) -> 'Generator[str, None, "BaseChatModel"]':
        ready = self._begun()
        while not wait([ready], timeout=BEAT).done:
            yield ""
        error = ready.exception()
        if error is not None:
            told = self._redacted(" ".join(str(error).split())[:_LONGEST_DETAIL])
            raise ModelRequestError(Cause.REQUEST, f"{self._place()} cannot be set up: {type(error).__name__}: {told}")
        return ready.result()

    def _build(self) -> "BaseChatModel":
        from langchain.chat_models import init_chat_model

        settings, url = self._settings, self._url()
        options: dict[str, Any] = {"temperature": 0}
        if url:
            options["base_url"] = url
        if self._provider == "ollama":
            headers = _ONE_REQUEST | ({"Authorization": f"Bearer {self._key()}"} if self._key() else {})
            client = {"timeout": settings.model_timeout, "headers": headers, "follow_redirects": False}
            options |= {"num_predict": settings.model_tokens, "client_kwargs": client | _proxies(url)}
        else:
            options |= {"max_tokens": settings.model_tokens, "timeout": settings.model_timeout, "max_retries": 0}
            if self._key():
                options["api_key"] = self._key()
        if self._provider == "openai":
            options["http_async_client"] = _openai_client(url)
            if url != _OPENAI:  # servers that do not know the newer name of the token budget
                options["extra_body"] = {"max_tokens": settings.model_tokens}
        chat: BaseChatModel = init_chat_model(self._model_name, model_provider=self._provider, **options)
        return chat

    # -- failures ------------------------------------------------------------------------------------------------------

    def _failure(self, error: BaseException) -> ModelRequestError:
        begun = isinstance(error, _AttemptError) and error.begun
        seen = error.__cause__ if isinstance(error, _AttemptError) and error.__cause__ is not None else error
        if isinstance(seen, ModelRequestError):
            return ModelRequestError(seen.cause, f"{self._place()}: {seen}")
        cause = cause_of(seen, begun)
        status = status_of(seen)
        said = "" if cause is Cause.KEY else " ".join(str(seen).split())[:_LONGEST_DETAIL]
        told = f"{type(seen).__name__}{f' {status}' if status else ''}{f': {self._redacted(said)}' if said else ''}"
        return ModelRequestError(cause, f"{self._place()}: {told}")

    def _place(self) -> str:
        """Model and server, without what a URL may carry of secrets."""
        parts = urlsplit(self._url())
        return (
            self.name if not parts.hostname else f"{self.name} at {parts.scheme}://{parts.hostname}:{parts.port or ''}"
        )

    def _redacted(self, text: str) -> str:
        for secret in (self._settings.model_key, os.environ.get("OPENAI_API_KEY", "")):
            if len(secret) > 3:
                text = text.replace(secret, "***")
        return _SECRET.sub("***", text)


class _AttemptError(ModelError):
    """A request ended in the error that is its cause; `begun` if words had been handed on by then."""

    def __init__(self, *, begun: bool) -> None:
        super().__init__()
        self.begun = begun


@cache
def _loop() -> asyncio.AbstractEventLoop:
    """The event loop of all requests; its thread ends with the process."""
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, name="language-model", daemon=True).start()
    return loop


def _next(pieces: "queue.SimpleQueue[str | None]", deadline: float, given: float) -> str | None:
    """Wait for the next piece, an empty one if there is none before the next beat; None is the end."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise ModelRequestError(Cause.TIMEOUT, f"no whole reply within {given:g} seconds")
    try:
        return pieces.get(timeout=min(left, BEAT))
    except queue.Empty:
        return ""


async def _outcome(request: Coroutine[None, None, None]) -> BaseException | None:
    """Run a request to its end and return the error it ended in; what providers raise has no common base."""
    task = asyncio.ensure_future(request)
    try:
        await asyncio.wait({task})
        return task.exception()
    finally:
        if not task.done():
            task.cancel()
            await asyncio.wait({task}, timeout=1)


def _finish(chunk: "AIMessageChunk") -> str:
    if chunk.additional_kwargs.get("refusal"):
        return "refusal"
    return next((str(value) for name in _FINISHES if (value := chunk.response_metadata.get(name))), "")


def _pause(error: BaseException, attempt: int, left: float) -> float | None:
    """Return how long to wait before the next try, None for no further try."""
    status = status_of(error)
    passing = status in (408, 409, 425, 429) or status >= 500 or cause_of(error, begun=False) is Cause.UNREACHABLE
    if isinstance(error, ModelRequestError) or not passing or attempt + 1 >= ATTEMPTS:
        return None
    pause = retry_after(error) or _FIRST_WAIT * 2**attempt
    return pause if pause <= min(_LONGEST_WAIT, left / 2) else None


def _loopback(url: str) -> bool:
    return urlsplit(url).hostname in ("localhost", "127.0.0.1", "::1")


def _proxies(url: str) -> dict[str, bool]:
    """A server on this machine is never asked through a proxy."""
    return {"trust_env": False} if _loopback(url) else {}


def _openai_client(url: str) -> object:
    """A connection that goes where the settings say and nowhere else: a redirection is an error."""
    import openai

    options = {"headers": _ONE_REQUEST, "follow_redirects": False} | _proxies(url)
    return openai.DefaultAsyncHttpxClient(**options)  # type: ignore[arg-type]
