"""Pages of the web: one request, made only because a person typed the address.

Uses the standard library's `http.client`, because the address that was checked must be the one that is connected
to: the name is resolved once, every address it has is judged, and the socket goes to a judged one.
"""

import http.client
import io
import socket
import ssl
import time
import urllib.request
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from email.message import Message
from pathlib import PurePosixPath
from typing import BinaryIO
from urllib.parse import unquote, urljoin, urlsplit, urlunsplit

from index.errors import ReadingError
from index.readers.addresses import Address, address_of, is_local_name, is_never_asked, is_public
from index.readers.outcome import Input, digest

TIMEOUT = 20.0
"""Seconds that a connection may be silent."""
DEADLINE = 60.0
"""Seconds that a whole page may take."""
PAGE_LIMIT = 20_000_000
"""Bytes of a page, after decompression."""
REDIRECTS = 5
_TYPES = frozenset(
    {
        "text/html",
        "application/xhtml+xml",
        "text/plain",
        "text/markdown",
        "text/csv",
        "text/tab-separated-values",
        "application/json",
        "application/jsonl",
        "application/x-ndjson",
        "application/x-jsonlines",
    }
)
_REDIRECTING = frozenset({301, 302, 303, 307, 308})
_STATUS = {
    401: "it wants a login",
    403: "it refuses programs",
    404: "there is no such page",
    429: "it is asked too often",
}


@dataclass(frozen=True, slots=True)
class _Response:
    status: int
    headers: Message
    body: bytes


def fetch(url: str) -> Input:
    """Fetch the page at `url` and return it to be read like a file; its article is named after the typed address.

    Follows at most 5 redirects. Addresses on this machine or the local network are refused, unless the person
    typed such a host (`localhost`, `192.168.1.5`, `archive.lan`): then that one host is allowed and no other.
    Link-local addresses (169.254.…, where clouds keep their keys) are never asked. No cookies, no proxy.

    Raises:
        ReadingError: with the reason and what to do.
    """
    typed = address_of(url)
    allowed = typed.host if is_local_name(typed.host) else None
    deadline = time.monotonic() + DEADLINE
    current, here = url, typed
    for _ in range(REDIRECTS + 1):
        try:
            response = _request(here, local=here.host == allowed, deadline=deadline)
        except (OSError, http.client.HTTPException) as error:
            raise ReadingError(
                f"{here.header} could not be asked ({_said(error)}): check the address and the network"
            ) from error
        if response.status not in _REDIRECTING:
            return _page(url, current, response)
        location = response.headers.get("Location")
        if not location:
            raise ReadingError(f"the server redirects (status {response.status}) without saying where to")
        current = urljoin(current, location)
        try:
            here = address_of(current)
        except ReadingError as error:
            raise ReadingError(f"redirected to a place that is not asked: {error.reason}") from error
    raise ReadingError(f"redirected more than {REDIRECTS} times: open it in a browser and save the page")


def _connect(address: Address, *, local: bool) -> socket.socket:
    """Resolve the host, judge what it resolves to, and connect to a judged address."""
    last: OSError | None = None
    found = socket.getaddrinfo(address.host, address.port, type=socket.SOCK_STREAM)
    for _, _, _, _, place in found:
        ip = str(place[0])
        if is_never_asked(ip) or not (local or is_public(ip)):
            raise ReadingError(
                f"{address.host} is {ip}, an address on this machine or the local network, and is not asked:"
                " only a local host that you type yourself is"
            )
    for family, kind, protocol, _, place in found:
        connection = socket.socket(family, kind, protocol)
        connection.settimeout(TIMEOUT)
        try:
            connection.connect(place)
        except OSError as error:
            connection.close()
            last = error
            continue
        return connection
    raise last or OSError(f"no address for {address.host}")


def _request(address: Address, *, local: bool, deadline: float) -> _Response:
    if not local:
        _refuse_proxy(address)
    connection = http.client.HTTPConnection(address.host, address.port, timeout=TIMEOUT)
    plain = _connect(address, local=local)
    try:
        if address.scheme == "https":
            connection.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=address.host)
        else:
            connection.sock = plain
        headers = {
            "Host": address.header,
            "User-Agent": "isnad",
            "Accept": "text/html, text/plain, */*;q=0.1",
            "Accept-Encoding": "gzip, identity",
            "Connection": "close",
        }
        connection.request("GET", address.target, headers=headers)
        response = connection.getresponse()
        if response.status in _REDIRECTING:
            return _Response(response.status, response.headers, b"")
        _check(response.status, response.headers)
        return _Response(response.status, response.headers, _body(response, response.headers, deadline))
    finally:
        connection.close()
        plain.close()


def _refuse_proxy(address: Address) -> None:
    """Asking directly although a proxy is set could give away who asks."""
    proxies = urllib.request.getproxies()
    name = address.scheme if address.scheme in proxies else "all"
    if name in proxies and not urllib.request.proxy_bypass(address.host):
        raise ReadingError(
            f"a proxy is set ({name}_proxy), and pages are only fetched directly: save the page with your browser and"
            " ingest the file, or unset the proxy"
        )


def _check(status: int, headers: Message) -> None:
    if status != 200:
        why = _STATUS.get(status) or http.client.responses.get(status, "unknown")
        raise ReadingError(f"the server answered with status {status} ({why}): open it in a browser and save the page")
    kind = headers.get_content_type() if headers.get("Content-Type") else "text/html"
    if kind not in _TYPES:
        raise ReadingError(f"the page is of the type {kind}, which is not read (HTML and text are)")


def _body(stream: http.client.HTTPResponse, headers: Message, deadline: float) -> bytes:
    coding = str(headers.get("Content-Encoding", "identity")).strip().lower()
    unpack: Callable[[bytes], bytes]
    if coding in {"", "identity"}:
        unpack = bytes
    elif coding in {"gzip", "x-gzip"}:
        packed = zlib.decompressobj(wbits=31)
        unpack = lambda part: packed.decompress(part, PAGE_LIMIT + 1)  # noqa: E731
    else:
        raise ReadingError(f"the page is packed as {coding[:40]!r}, which is not read")
    pieces: list[bytes] = []
    size = 0
    while part := stream.read1(1 << 16):
        try:
            pieces.append(unpack(part))
        except zlib.error as error:
            raise ReadingError(f"the page is packed with gzip, but damaged: {error}") from error
        size += len(pieces[-1])
        if size > PAGE_LIMIT:
            raise ReadingError(f"the page is larger than {PAGE_LIMIT // 1_000_000} MB")
        if time.monotonic() > deadline:
            raise ReadingError(f"the page did not arrive within {DEADLINE:.0f} seconds: try again later")
    declared = headers.get("Content-Length")
    if coding in {"", "identity"} and declared and declared.isdigit() and size < int(declared):
        raise ReadingError(f"the page broke off after {size} of {declared} bytes: try again")
    return b"".join(pieces)


def _page(url: str, final: str, response: _Response) -> Input:
    parts = urlsplit(url.strip())
    typed = address_of(url)
    plain_url = urlunsplit((parts.scheme, parts.netloc, parts.path, parts.query, ""))
    body = response.body
    kind = response.headers.get_content_type()
    name = PurePosixPath(unquote(urlsplit(final).path)).name or typed.host
    if kind in {"text/html", "application/xhtml+xml"}:
        name = PurePosixPath(name).stem + ".html"
    elif kind == "text/plain" and PurePosixPath(name).suffix.lower() in {".html", ".htm"}:
        name += ".txt"

    def open_body() -> BinaryIO:
        return io.BytesIO(body)

    return Input(
        name=url,
        file_name=name,
        open=open_body,
        article_id=f"{typed.host}-{digest(f'{typed.scheme}://{typed.header}{typed.target}')}",
        charset=response.headers.get_content_charset(),
        url=plain_url,
        host=typed.host,
    )


def _said(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return f"no answer within {TIMEOUT:.0f} seconds"
    if isinstance(error, socket.gaierror):
        return "the name of the host is not known"
    if isinstance(error, ssl.SSLError):
        return f"its certificate or encryption is not right: {error.reason or error}"
    return str(error) or type(error).__name__
