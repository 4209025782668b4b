"""A real HTTP server on loopback that speaks the OpenAI chat protocol from a script: pieces, delays, errors, cuts.

`with OpenAiServer(Reply(("It fell ", "[1].")))` answers the first request so, and the last reply of the script again
for all that follow. It keeps what was asked and notices when a client goes away.
"""

import json
import select
import socket
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import MappingProxyType, TracebackType
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Reply:
    """What the server does with one request.

    `wait` seconds pass before anything is sent, `pause` before each piece. With `status` other than 200 the `error` is
    sent. `end`: "done" ends as the protocol wants; "cut" drops the connection; "silent" keeps it open without a word;
    "endless" repeats the pieces for ever; "malformed" sends bytes that are no event; "unfinished" closes politely, but
    without any finish reason.
    """

    pieces: tuple[str, ...] = ()
    finish: str = "stop"
    status: int = 200
    error: str = "scripted error"
    code: str = "scripted"
    headers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    wait: float = 0.0
    pause: float = 0.0
    end: str = "done"
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it came in."""

    path: str
    headers: Mapping[str, str]
    body: Mapping[str, Any]

    @property
    def system(self) -> str:
        """The text of the system message."""
        return str(self.body["messages"][0]["content"])

    @property
    def user(self) -> str:
        """The text of the user message."""
        return str(self.body["messages"][-1]["content"])


class OpenAiServer:
    """The server; `url` is what a client is given, `asked` what it was asked, `left` is set when a client goes away."""

    def __init__(self, *script: Reply) -> None:
        self._script: Sequence[Reply] = script or (Reply(),)
        self.asked: list[Asked] = []
        self.left = threading.Event()
        self.closing = threading.Event()
        self._answering = 0
        self._changed = threading.Condition()
        self._server = _Server(("127.0.0.1", 0), _Conversation)
        self._server.daemon_threads = True
        self._server.block_on_close = False
        self._server.scripted = self
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def next(self, asked: Asked) -> Reply:
        with self._changed:
            reply = self._script[min(len(self.asked), len(self._script) - 1)]
            self.asked.append(asked)
            self._changed.notify_all()
            return reply

    def was_asked(self, times: int, seconds: float = 30.0) -> bool:
        """Wait until it was asked so often; whether it was."""
        with self._changed:
            return self._changed.wait_for(lambda: len(self.asked) >= times, seconds)

    def is_quiet(self, seconds: float = 30.0) -> bool:
        """Wait until no request is being answered; whether none is."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._answering, seconds)

    @contextmanager
    def answering(self) -> Iterator[None]:
        """Count a request from its first byte until its connection is done with."""
        with self._changed:
            self._answering += 1
        try:
            yield
        finally:
            with self._changed:
                self._answering -= 1
                self._changed.notify_all()

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Server(ThreadingHTTPServer):
    scripted: OpenAiServer


class _Gone(Exception):  # noqa: N818 - an event, not an error
    """The client closed the connection."""


class _Conversation(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    server: _Server

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is inherited
        """Keep quiet."""

    def do_GET(self) -> None:
        """A server for chat has nothing to get: whatever comes here was caused by a text."""
        self.server.scripted.next(Asked(self.path, dict(self.headers), {"messages": [{"content": ""}]}))
        self.send_error(404)

    def do_POST(self) -> None:
        with self.server.scripted.answering():
            self._answer()

    def _answer(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        reply = self.server.scripted.next(Asked(self.path, dict(self.headers), body))
        try:
            self._wait(reply.wait)
            if reply.status != 200:
                self._refuse(reply)
            else:
                self._stream(reply)
        except (_Gone, BrokenPipeError, ConnectionResetError):
            self.server.scripted.left.set()
            self.close_connection = True

    def _refuse(self, reply: Reply) -> None:
        content = json.dumps({"error": {"message": reply.error, "type": "error", "code": reply.code}}).encode()
        self.send_response(reply.status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def _stream(self, reply: Reply) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        if reply.refusal:
            self._event({"refusal": reply.refusal}, None)
        rounds = 10**9 if reply.end == "endless" else 1
        for _ in range(rounds):
            for piece in reply.pieces:
                self._wait(reply.pause)
                self._event({"content": piece}, None)
        self._end(reply)

    def _end(self, reply: Reply) -> None:
        if reply.end == "silent":
            self._wait(3600)
        if reply.end == "malformed":
            self._chunk(b'data: {"choices": [{"delta": nonsense\n\n')
        if reply.end == "cut":
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        if reply.end == "done":
            self._event({}, reply.finish)
        self._chunk(b"data: [DONE]\n\n")
        self.wfile.write(b"0\r\n\r\n")

    def _event(self, delta: Mapping[str, str], finish: str | None) -> None:
        choice = {"index": 0, "delta": {"role": "assistant", **delta}, "finish_reason": finish}
        event = {"id": "c1", "object": "chat.completion.chunk", "created": 1, "model": "scripted", "choices": [choice]}
        self._chunk(f"data: {json.dumps(event, ensure_ascii=False)}\n\n".encode())

    def _chunk(self, content: bytes) -> None:
        self.wfile.write(f"{len(content):x}\r\n".encode() + content + b"\r\n")
        self.wfile.flush()

    def _wait(self, seconds: float) -> None:
        """Wait, but notice at once when the client or the server goes away."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            if self.server.scripted.closing.is_set():
                raise _Gone
            readable, _, _ = select.select([self.connection], [], [], min(0.02, left))
            if readable and not self.connection.recv(1, socket.MSG_PEEK):
                raise _Gone
