"""The web server below the page: where it listens, whom it answers, and what a browser may do with its pages."""

import errno
import socket
from collections.abc import Callable
from pathlib import Path

import uvicorn
from fastapi import FastAPI, Request
from fastapi.responses import FileResponse, PlainTextResponse, RedirectResponse
from fastapi.staticfiles import StaticFiles
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.errors import UsageError
from assistant.statement import Language
from index.archive import Progress

LANGUAGE = "isnad_language"
"""The cookie that remembers the language of the interface."""
_PORTS_TRIED = 20
_NO_SUCH_ADDRESS = (errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT)
_MAY = {
    # The page loads nothing from anywhere else, whatever a document says. Gradio needs inline scripts and `Function`.
    "content-security-policy": "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; worker-src 'self' blob:; "
    "frame-src 'none'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}


class Guard:
    """Answers only its own pages: another site's page cannot reach the archive through the browser of its user.

    A request that names another origin is refused; on a loopback address so is one for another host name, which is
    how a site reaches through a name that it points here.
    """

    def __init__(self, app: ASGIApp) -> None:
        """Stand before `app`."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse a request, or pass it on and say in the response what the browser may do."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        host, origin = headers.get("host", ""), headers.get("origin")
        server = scope.get("server") or ("", 0)
        foreign = origin is not None and origin.partition("://")[2] != host
        if foreign or (_is_loopback(str(server[0])) and not _is_loopback(_name(host))):
            refused = PlainTextResponse("This page answers only requests from itself.", status_code=403)
            await refused(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = MutableHeaders(scope=message)
                for name, value in _MAY.items():
                    own[name] = value
            await send(message)

        await self._app(scope, receive, guarded)


def application(static: Path) -> FastAPI:
    """Make the application that the pages are mounted in: static files, and the way to the reader's language."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    app.add_middleware(Guard)
    app.mount("/static", StaticFiles(directory=static))

    @app.get("/favicon.ico")
    def favicon() -> FileResponse:
        return FileResponse(static / "mark.svg")

    @app.get("/")
    def to_language(request: Request) -> RedirectResponse:
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(f"/{language_of(request)}/{query}")

    return app


def language_of(request: Request) -> Language:
    """Return the language of the interface that was chosen before, or else the one that the browser asks for."""
    chosen = request.cookies.get(LANGUAGE)
    if chosen is None:
        wanted = [
            part.split(";")[0].strip().lower()[:2] for part in request.headers.get("accept-language", "").split(",")
        ]
        chosen = next((name for name in wanted if name in ("ar", "en")), "en" if any(wanted) else "ar")
    return "en" if chosen == "en" else "ar"


def listen(host: str, port: int, progress: Progress) -> socket.socket:
    """Listen at an address, or at one of the next ports where this one is taken, which is said.

    Raises:
        UsageError: nothing can listen there.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for tried in range(port, min(port + _PORTS_TRIED, 65536)):
        listening = socket.socket(family, socket.SOCK_STREAM)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((host, tried))
        except PermissionError as error:
            listening.close()
            raise UsageError(
                f"port {tried} needs more rights than you have: choose one above 1023 with --port"
            ) from error
        except OSError as error:
            listening.close()
            if isinstance(error, socket.gaierror) or error.errno in _NO_SUCH_ADDRESS:
                raise UsageError(
                    f"{host!r} is no address of this machine: set --host to 127.0.0.1 or another one"
                ) from error
            progress(f"port {tried} is taken; trying the next one")
            continue
        listening.listen(128)
        return listening
    raise UsageError(f"ports {port} to {tried} are all taken: choose another one with --port")


def run(app: ASGIApp, listening: socket.socket, progress: Progress, opened: Callable[[str], None]) -> None:
    """Serve until interrupted; the address is told once the page is there."""
    host, port = listening.getsockname()[:2]
    address = f"http://{_shown(host)}:{port}"

    def started() -> None:
        progress(f"Isnad is open at {address} (Ctrl+C closes it)")
        opened(address)

    _Announced(uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=2), started).run(sockets=[listening])


class _Announced(uvicorn.Server):
    """A server that says when it is up."""

    def __init__(self, config: uvicorn.Config, started: Callable[[], None]) -> None:
        super().__init__(config)
        self._say = started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and say so."""
        await super().startup(sockets)
        if self.started:
            self._say()


def _shown(host: str) -> str:
    """Write a host as a browser takes it: an address for all interfaces is opened by the loopback one."""
    if host in ("0.0.0.0", "::"):  # noqa: S104
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host


def _name(host: str) -> str:
    """Return the name of a Host header without its port."""
    return host[1:].partition("]")[0] if host.startswith("[") else host.partition(":")[0]


def _is_loopback(name: str) -> bool:
    return name in ("localhost", "::1") or name.startswith("127.")
