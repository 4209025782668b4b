"""Pages of the web, fetched from a real server on this machine."""

import gzip
import threading
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from index.article import Article
from index.errors import ReadingError
from index.readers import Failure, read
from index.readers.addresses import address_of, is_local_name, is_never_asked, is_public
from index.readers.web import PAGE_LIMIT

TEXT = "أعلنت بلدية المدينة، صباح اليوم، عن إغلاق الجسر الكبير أمام حركة المرور حتى إشعار آخر. "
PAGE = f"<html><head><title>إغلاق الجسر</title></head><body><article><p>{TEXT * 3}</p></article></body></html>"
LINES = '{"id": "1", "text": "خبر"}\n{"id": "2", "text": "خبر ثان"}\n'


class Site(BaseHTTPRequestHandler):
    """A small outlet: pages by path; `asked` keeps what was asked for and by whom."""

    asked: list[tuple[str, str | None]]

    def do_GET(self) -> None:
        type(self).asked.append((self.path, self.headers["User-Agent"]))
        plain = "text/plain; charset=utf-8"
        pages = {
            "/page": ("text/html", PAGE.encode()),
            "/windows": ("text/html; charset=windows-1256", PAGE.encode("cp1256")),
            "/%D8%AE%D8%A8%D8%B1?q=%D9%86": ("text/html; charset=utf-8", PAGE.encode()),
            "/text": (plain, TEXT.encode()),
            "/lines": ("application/x-ndjson", LINES.encode()),
            "/picture": ("image/png", b"\x89PNG"),
            "/large": (plain, b"a" * (PAGE_LIMIT + 1)),
        }
        redirects = {
            "/moved": "/page",
            "/loop": "/loop",
            "/private": f"http://localhost:{self.server.server_address[1]}/page",  # local, but not the typed host
            "/cloud": "http://169.254.169.254/latest/meta-data",
            "/file": "file:///etc/passwd",
        }
        if self.path in redirects:
            self.send_response(302)
            self.send_header("Location", redirects[self.path])
            self.send_header("Content-Length", "0")
            self.end_headers()
        elif self.path in pages:
            self._send(*pages[self.path])
        elif self.path == "/packed":
            self._send("text/html", gzip.compress(PAGE.encode()), coding="gzip")
        elif self.path == "/bomb":
            self._send("text/html", gzip.compress(b"a" * (PAGE_LIMIT + 1)), coding="gzip")
        elif self.path == "/broken":
            self._send("text/plain", TEXT.encode(), missing=10)
        else:
            self.send_error(404)

    def _send(self, kind: str, body: bytes, coding: str = "", missing: int = 0) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        if coding:
            self.send_header("Content-Encoding", coding)
        self.send_header("Content-Length", str(len(body) + missing))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the base class's
        """Say nothing."""


@pytest.fixture
def site() -> Iterator[str]:
    Site.asked = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


def the_failure(url: str) -> str:
    [failure] = read([url])
    assert isinstance(failure, Failure)
    assert (failure.path, failure.line) == (url, None)
    return failure.reason


def test_a_page_becomes_an_article(site: str) -> None:
    [article] = read([f"{site}/page#top"], collected=date(2024, 6, 10))
    assert isinstance(article, Article)
    assert (article.title, article.text) == ("إغلاق الجسر", (TEXT * 3).strip())
    assert (article.url, article.source, article.collected) == (f"{site}/page", "127.0.0.1", date(2024, 6, 10))
    assert article.article_id.startswith("127.0.0.1-")
    assert Site.asked == [("/page", "isnad")]


@pytest.mark.parametrize("path", ["/windows", "/moved", "/packed", "/خبر?q=ن"])
def test_pages_in_other_dresses(site: str, path: str) -> None:
    [article] = read([site + path], source="عيّنة")
    assert isinstance(article, Article)
    assert (article.text, article.source, article.url) == ((TEXT * 3).strip(), "عيّنة", site + path)


def test_the_same_address_is_the_same_article(site: str) -> None:
    found = [o.article_id for o in read([f"{site}/page", f"{site}/page#a", f"{site}/text"]) if isinstance(o, Article)]
    assert found[0] == found[1] != found[2]


def test_other_kinds_are_read_as_files_are(site: str) -> None:
    text, first, second = read([f"{site}/text", f"{site}/lines"])
    assert isinstance(text, Article)
    assert text.text == TEXT
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.article_id, second.article_id) == ("1", "2")


@pytest.mark.parametrize(
    ("path", "reason", "asked"),
    [
        ("/none", "the server answered with status 404 (there is no such page)", 1),
        ("/picture", "the page is of the type image/png, which is not read", 1),
        ("/large", "the page is larger than 20 MB", 1),
        ("/bomb", "the page is larger than 20 MB", 1),
        ("/broken", "the page broke off", 1),
        ("/loop", "redirected more than 5 times", 6),
        ("/private", "localhost is ", 1),
        ("/cloud", "169.254.169.254 is 169.254.169.254, an address on this machine or the local network", 1),
        ("/file", "redirected to a place that is not asked: 'file:///etc/passwd'", 1),
    ],
)
def test_what_is_refused_says_why(site: str, path: str, reason: str, asked: int) -> None:
    assert the_failure(site + path).startswith(reason)
    assert len(Site.asked) == asked


def test_a_server_that_is_not_there() -> None:
    assert the_failure("http://127.0.0.1:1/خبر").startswith("127.0.0.1:1 could not be asked")


def test_a_link_local_address_is_not_asked_even_if_typed() -> None:
    assert the_failure("http://169.254.169.254/").startswith("169.254.169.254 is 169.254.169.254")


def test_a_set_proxy_is_not_gone_around(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("no_proxy", "")
    assert the_failure("http://93.184.216.34/").startswith("a proxy is set (http_proxy)")


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http:///خبر", "names no host"),
        ("http://user:secret@example.org/", "a name or password"),
        ("http://example.org/a b", "spaces or control characters"),
        ("http://example.org/\r\nX: y", "spaces or control characters"),
        ("http://example.org:99999/", "is no valid address"),
        ("http://[::1/", "is no valid address"),
        ("http://" + "a" * 70 + ".org/", "is no valid address"),
        ("ftp://example.org/", "only http and https"),
    ],
)
def test_addresses_that_are_none(url: str, reason: str) -> None:
    with pytest.raises(ReadingError, match=reason):
        address_of(url)


def test_addresses_are_written_in_ascii() -> None:
    address = address_of("https://مثال.مصر/أخبار/100%25?س=ن#جزء")
    assert (address.header, address.target) == (
        "xn--mgbh0fb.xn--wgbh1c",
        "/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1/100%25?%D8%B3=%D9%86",
    )
    assert address_of("http://[::1]:8080").header == "[::1]:8080"


@pytest.mark.parametrize(
    ("ip", "public", "never"),
    [
        ("93.184.216.34", True, False),
        ("127.0.0.1", False, False),
        ("10.1.2.3", False, False),
        ("192.168.0.1", False, False),
        ("100.64.0.1", False, False),
        ("169.254.169.254", False, True),
        ("0.0.0.0", False, True),
        ("224.0.0.1", False, True),
        ("2606:4700::1111", True, False),
        ("::1", False, False),
        ("fc00::1", False, False),
        ("fe80::1%eth0", False, True),
        ("::ffff:127.0.0.1", False, False),
        ("::ffff:169.254.169.254", False, True),
        ("64:ff9b::7f00:1", False, False),
        ("2002:7f00:1::", False, False),
    ],
)
def test_which_addresses_are_public(ip: str, public: bool, never: bool) -> None:
    assert (is_public(ip), is_never_asked(ip)) == (public, never)


@pytest.mark.parametrize(
    ("host", "local"),
    [
        ("localhost", True),
        ("archive.lan", True),
        ("nas", True),
        ("192.168.1.5", True),
        ("example.org", False),
        ("xn--mgbh0fb.xn--wgbh1c", False),  # مثال.مصر
        ("93.184.216.34", False),
    ],
)
def test_which_hosts_are_typed_as_local(host: str, local: bool) -> None:
    assert is_local_name(host) == local
