"""How a request to a language model can fail, and how failures of any provider are told apart."""

import re
from enum import StrEnum

from assistant.errors import ModelError

_TOO_LONG = re.compile(
    r"context.{0,20}(?:length|size|window)|too (?:long|many tokens)|maximum context|exceed_context", re.IGNORECASE
)


class Cause(StrEnum):
    """Why a language model gave no answer, or no whole one."""

    UNREACHABLE = "unreachable"
    TIMEOUT = "timeout"
    KEY = "key"
    BUSY = "busy"
    SERVER = "server"
    REQUEST = "request"
    CONTEXT = "context"
    MALFORMED = "malformed"
    CUT = "cut"
    ENDLESS = "endless"
    LENGTH = "length"
    EMPTY = "empty"
    REFUSED = "refused"
    NO_ANSWER = "no answer in the evidence"
    UNSUPPORTED = "not supported by the evidence"


class ModelRequestError(ModelError):
    """A request to a language model failed; `cause` says how, the message what was seen, without any key."""

    def __init__(self, cause: Cause, message: str) -> None:
        super().__init__(message)
        self.cause = cause


def retry_after(error: BaseException) -> float:
    """Return the seconds that a server asks to wait (Retry-After), 0 if it asks for none."""
    headers = getattr(getattr(error, "response", None), "headers", None) or {}
    try:
        return max(0.0, float(headers.get("retry-after", "")))
    except ValueError:  # no header, or a date: the usual wait will do
        return 0.0


def status_of(error: BaseException) -> int:
    """Return the HTTP status that an error of a provider carries, 0 for none."""
    status = getattr(error, "status_code", 0)
    return status if isinstance(status, int) else 0


def cause_of(error: BaseException, begun: bool) -> Cause:
    """Tell failures apart by status and kind of error; providers share the words, not the classes."""
    status, text = status_of(error), str(error)
    kinds = {kind.__name__ for kind in type(error).__mro__}
    if status in (401, 403):
        return Cause.KEY
    if status == 429:
        return Cause.BUSY
    if status == 413 or (400 <= status < 500 and _TOO_LONG.search(text)):
        return Cause.CONTEXT
    if status >= 400:
        return Cause.SERVER if status >= 500 else Cause.REQUEST
    if kinds & {"TimeoutError", "APITimeoutError", "TimeoutException", "StreamChunkTimeoutError"}:
        return Cause.TIMEOUT
    if kinds & {"ConnectError", "APIConnectionError", "ConnectionError", "TransportError", "NetworkError"}:
        return Cause.CUT if begun or "RemoteProtocolError" in kinds else Cause.UNREACHABLE
    return Cause.MALFORMED
