"""Web pages from files: the article without what stands around it, and what the page says about itself."""

from datetime import date
from pathlib import Path

import pytest

from index.article import Article
from index.readers import Failure, Note, Outcome, read
from index.readers.html import published_in

PARAGRAPHS = (
    "أعلنت بلدية المدينة، صباح اليوم، عن إغلاق الجسر الكبير أمام حركة المرور حتى إشعار آخر بعد ظهور تشققات فيه.",
    "وقال المهندس المسؤول إن أعمال الصيانة سوف تبدأ بعد وصول المعدات، وإنها لن تنتهي قبل نهاية الشهر المقبل.",
    "ورأى سكان الضفة الشرقية أن الطريق البديلة بعيدة، وطالبوا بحافلات إضافية لنقل الطلاب إلى مدارسهم.",
)
HEAD = (
    "<title>إغلاق الجسر الكبير - صحيفة النهر</title>"
    '<meta property="og:title" content="إغلاق الجسر الكبير">'
    '<meta property="og:site_name" content="صحيفة النهر">'
    '<meta property="article:published_time" content="2021-03-24T23:30:00+02:00">'
    '<link rel="canonical" href="https://example.org/bridge">'
)


def page(head: str = HEAD, charset: str = "utf-8") -> str:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    return (
        f'<!DOCTYPE html><html lang="ar"><head><meta charset="{charset}">{head}</head><body>'
        "<nav><ul><li><a href='/'>الرئيسية</a></li><li><a href='/s'>رياضة</a></li></ul></nav>"
        f"<article><h1>إغلاق الجسر الكبير</h1>{body}</article>"
        "<script>fetch('http://127.0.0.1:9/x')</script><img src='http://127.0.0.1:9/y.png'>"
        "<footer>جميع الحقوق محفوظة 1999</footer></body></html>"
    )


def outcomes(folder: Path, data: bytes, source: str | None = None) -> list[Outcome]:
    file = folder / "جسر.html"
    file.write_bytes(data)
    return list(read([str(file)], source=source, collected=date(2024, 6, 10)))


def test_a_page_becomes_an_article(tmp_path: Path) -> None:
    [article] = outcomes(tmp_path, page().encode())
    assert isinstance(article, Article)
    for paragraph in PARAGRAPHS:
        assert paragraph in article.text
    for noise in ("رياضة", "الحقوق", "fetch", "<p>"):
        assert noise not in article.text
    assert (article.title, article.source, article.url) == (
        "إغلاق الجسر الكبير",
        "صحيفة النهر",
        "https://example.org/bridge",
    )
    assert (article.published, article.day, article.day_known_from) == (
        "2021-03-24T23:30:00+02:00",
        date(2021, 3, 24),
        "metadata",
    )
    assert article.article_id.startswith("جسر-")  # never the address that the page claims


def test_the_given_outlet_wins_over_the_pages_own_name(tmp_path: Path) -> None:
    [article] = outcomes(tmp_path, page().encode(), source="عيّنة")
    assert isinstance(article, Article)
    assert article.source == "عيّنة"


@pytest.mark.parametrize(
    ("written_in", "declared"),
    [
        ("cp1256", "windows-1256"),
        ("cp1256", "utf-8"),  # a lie
        ("cp1256", "iso-8859-1"),  # another
        ("utf-8", "windows-1256"),  # and another
        ("iso8859-6", "iso-8859-6"),
        ("utf-16", "utf-16"),
        ("utf-8-sig", "utf-8"),
    ],
)
def test_the_declared_encoding_is_checked(tmp_path: Path, written_in: str, declared: str) -> None:
    [article] = outcomes(tmp_path, page(charset=declared).encode(written_in))
    assert isinstance(article, Article)
    assert PARAGRAPHS[0] in article.text
    assert article.title == "إغلاق الجسر الكبير"


def test_damage_outside_the_article_does_not_matter_and_inside_it_does(tmp_path: Path) -> None:
    outside = page().encode().replace("رياضة".encode(), b"\xff\xfe")
    [article] = outcomes(tmp_path, outside)
    assert isinstance(article, Article)
    assert "\ufffd" not in article.text
    inside = page().encode().replace("المهندس".encode(), b"\xff\xfe")
    [failure] = outcomes(tmp_path, inside)
    assert isinstance(failure, Failure)
    assert failure.reason.startswith("the page is damaged: bytes are damaged, first byte ")


@pytest.mark.parametrize("body", ["", "<html><body></body></html>", "<html><head><script>x()</script></head></html>"])
def test_a_page_without_an_article_is_a_failure(tmp_path: Path, body: str) -> None:
    [failure] = outcomes(tmp_path, body.encode())
    assert isinstance(failure, Failure)
    assert failure.reason.startswith(("no article text found", "is empty"))


def test_mojibake_in_a_page_is_put_right(tmp_path: Path) -> None:
    note, article = outcomes(tmp_path, page().encode().decode("latin-1").encode())
    assert isinstance(note, Note)
    assert isinstance(article, Article)
    assert PARAGRAPHS[0] in article.text


@pytest.mark.parametrize("junk", ["&#0;", "&#xD800;", "&#x110000;", "&#xFFFF;", "\ufffe", "\x00", "&#99999999999;"])
def test_what_is_no_character_costs_no_page(tmp_path: Path, junk: str) -> None:
    [article] = outcomes(tmp_path, page().replace("المهندس", f"المهندس{junk}").encode())
    assert isinstance(article, Article)
    assert PARAGRAPHS[0] in article.text
    article.text.encode()


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ('<meta property="article:published_time" content="2021-03-24T10:00:00Z">', "2021-03-24T10:00:00Z"),
        ("<META CONTENT='2021-03-24' NAME='pubdate'>", "2021-03-24"),
        ('<meta itemprop="datePublished" content="2021-03-24">', "2021-03-24"),
        ('<time datetime="2021-03-24T09:00">أمس</time>', "2021-03-24T09:00"),
        (
            '<script type="application/ld+json">{"@graph": [{"datePublished": "2021-03-24T01:00:00+03:00"}]}</script>',
            "2021-03-24T01:00:00+03:00",
        ),
        ('<script type="application/ld+json">{broken</script>', None),
        ('<script type="application/ld+json">' + "[" * 100_000, None),
        ('<meta name="date" content="قبل يومين">', None),
        ("<p>نشر في 2021-03-24</p>", None),  # the text is not asked: it may speak of any day
        ("", None),
    ],
)
def test_the_day_is_only_taken_from_where_it_is_declared(head: str, published: str | None) -> None:
    assert published_in(f"<html><head>{head}</head><body>خبر</body></html>") == published
