"""Reading files and folders: what becomes an article, what a failure, and that nothing is dropped."""

import gzip
import os
from datetime import date
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.article import Article
from index.readers import Failure, Note, Outcome, read
from index.readers.outcome import first_line

COLLECTED = date(2024, 6, 10)
NEWS = "وفد يزور مطار دير الزور\n\nوصل الوفد اليوم الاثنين 8 نيسان إلى المطار العسكري.\n"


def outcomes(*places: Path | str, source: str | None = None) -> list[Outcome]:
    return list(read([str(place) for place in places], source=source, collected=COLLECTED))


def the_article(*places: Path | str, source: str | None = None) -> Article:
    [article] = [outcome for outcome in outcomes(*places, source=source) if isinstance(outcome, Article)]
    return article


def the_failure(path: Path) -> str:
    [failure] = outcomes(path)
    assert isinstance(failure, Failure)
    assert failure.path == str(path)
    return failure.reason


def test_a_text_file_is_one_article(tmp_path: Path) -> None:
    file = tmp_path / "خبر.txt"
    file.write_text(NEWS, encoding="utf-8")
    article = the_article(file, source="عيّنة")
    assert article == Article(
        article_id=article.article_id,
        title="وفد يزور مطار دير الزور",
        text=NEWS,
        source="عيّنة",
        collected=COLLECTED,
        metadata=MappingProxyType({"file": "خبر.txt", "encoding": "utf-8"}),
    )
    assert article.article_id.startswith("خبر-")


def test_line_ends_and_spaces_stay(tmp_path: Path) -> None:
    text = "  \r\n  العنوان هنا \r\nمتن الخبر\rسطر\u2028آخر  "
    file = tmp_path / "a.txt"
    file.write_bytes(text.encode())
    article = the_article(file)
    assert (article.text, article.title) == (text, "العنوان هنا")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("", ""),
        ("\n \nخبر", "خبر"),
        ("كلمة " * 60, "كلمة " * 38 + "كلمة…"),  # cut at a word
        ("ا" * 300, "ا" * 199 + "…"),  # one long word
    ],
)
def test_title_is_the_first_line(text: str, title: str) -> None:
    assert first_line(text) == title
    assert len(title) <= 200


def test_the_id_outlives_a_change_and_differs_between_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("أ", "ب"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "1.txt").write_text(f"خبر من المجلد {name}", encoding="utf-8")
    file = tmp_path / "أ" / "1.txt"
    before = the_article(file)
    file.write_text("الخبر بعد التعديل", encoding="utf-8")
    changed = the_article(file)
    monkeypatch.chdir(tmp_path)
    relative = the_article("أ/1.txt")
    ids = [o.article_id for o in outcomes(tmp_path) if isinstance(o, Article)]
    assert before.article_id == changed.article_id == relative.article_id == ids[0]
    assert before.text != changed.text
    assert len(set(ids)) == 2
    assert str(tmp_path) not in str(changed)


def test_today_is_the_day_of_collecting_unless_given(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(NEWS, encoding="utf-8")
    before = date.today()
    [article] = read([str(file)])
    assert isinstance(article, Article)
    assert article.collected in {before, date.today()}


def test_folders_are_walked_in_order_and_nothing_is_dropped(tmp_path: Path) -> None:
    (tmp_path / "ب").mkdir()
    (tmp_path / ".git").mkdir()
    (tmp_path / "1.txt").write_text("الخبر الأول", encoding="utf-8")
    (tmp_path / "2.txt").write_bytes(b"")  # empty
    (tmp_path / "3.xyz").write_text("خبر من نوع غير معروف", encoding="utf-8")  # a kind that is not known
    (tmp_path / ".hidden.txt").write_text("مخفي", encoding="utf-8")  # left out
    (tmp_path / ".git" / "4.txt").write_text("مخفي", encoding="utf-8")  # left out
    (tmp_path / "ب" / "5.txt").write_text("الخبر الخامس", encoding="utf-8")
    found = outcomes(tmp_path, tmp_path / "none.txt")
    assert [o.text if isinstance(o, Article) else (Path(o.path).name, o.line, o.reason[:28]) for o in found] == [
        "الخبر الأول",
        ("2.txt", None, "is empty: nothing to read"),
        ("3.xyz", None, "files of the kind .xyz are n"),
        "الخبر الخامس",
        ("none.txt", None, "there is no such file or fol"),
    ]


def test_link_loops_broken_links_pipes_and_empty_folders(tmp_path: Path) -> None:
    root = tmp_path / "أرشيف"
    root.mkdir()
    (root / "a.txt").write_text("خبر", encoding="utf-8")
    (root / "loop").symlink_to(root)
    (root / "lost.txt").symlink_to(root / "gone.txt")
    os.mkfifo(root / "pipe")
    empty = tmp_path / "فارغ"
    empty.mkdir()
    found = outcomes(root, empty)
    assert [(type(o).__name__, "" if isinstance(o, Article) else o.reason.split(":")[0]) for o in found] == [
        ("Article", ""),
        ("Failure", "a link to a file that is not there"),
        ("Failure", "a pipe, not a file"),
        ("Note", "this folder was already read under another name"),
        ("Failure", "the folder holds no files (hidden ones are left out)"),
    ]


def test_a_name_that_is_no_utf8_can_still_be_shown(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"\xce\xc8\xd1.txt")).write_text("خبر قديم", encoding="utf-8")  # a name in Windows-1256
    [article] = outcomes(tmp_path)
    assert isinstance(article, Article)
    assert article.text == "خبر قديم"
    assert article.metadata["file"] == r"\xce\xc8\xd1.txt"
    article.article_id.encode()


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("تقرير.pdf", b"%PDF-1.7\n%\xe2\xe3", "PDF is not read yet: convert it to text (UTF-8) first"),
        ("تقرير.txt", b"%PDF-1.7\n%\xe2\xe3", "PDF is not read yet: convert it to text (UTF-8) first"),
        ("a.docx", b"PK\x03\x04....word/document.xml", "DOCX is not read yet: convert it to text (UTF-8) first"),
        ("a.xlsx", b"PK\x03\x04....xl/workbook.xml", "an Excel table (XLSX): save it as CSV (UTF-8)"),
        ("a.zip", b"PK\x03\x04\x14\x00", "an archive (ZIP): unpack it first"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file (DOC, XLS, PPT) is not read yet"),
        ("a.txt", b"\x89PNG\r\n\x1a\n", "a picture (PNG), no text"),
        ("a.jpg", b"\xff\xd8\xff\xe0", "a picture (JPEG), no text"),
        ("a.webp", b"RIFF\x10\x00\x00\x00WEBPVP8 ", "a picture (WebP), no text"),
        ("a.mp4", b"\x00\x00\x00\x18ftypmp42", "a video or picture file (MP4, HEIC), no text"),
        ("a.db", b"SQLite format 3\x00", "a database (SQLite): export it as CSV or JSON Lines"),
        ("a.txt", bytes(range(32)) * 50, "holds no text but binary data"),
        ("a.xml", b'<?xml version="1.0"?><rss version="2.0">', "a feed (RSS or Atom) is not read yet"),
        ("a.xml", b'<?xml version="1.0"?><x/>', "XML of an unknown kind"),
        ("a.txt", b"", "is empty: nothing to read"),
        ("a.txt", " \n\u200f\t\n".encode(), "holds no text, only white space"),
        ("a.txt", b"\x00" * 3 + b"\n", "holds no text"),
        ("a.jsonl", b"\n\n", "holds only empty lines: nothing to read"),
        ("a.txt.gz", b"\x1f\x8bbroken", "is packed with gzip, but damaged or cut off"),
    ],
)
def test_what_gives_no_article_says_why(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    file = tmp_path / name
    file.write_bytes(data)
    assert the_failure(file).startswith(reason)


def test_words_that_look_like_magic_are_text(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("لا ftyp هنا\nMZ: رمز في خبر", encoding="utf-8")
    assert the_article(file).title == "لا ftyp هنا"
    file.write_text("the ftyp box is text here, خبر", encoding="utf-8")
    assert the_article(file).text.startswith("the ftyp")


@pytest.mark.parametrize("name", ["خبر", "تقرير 3.4", "مقال د. أحمد", "a.TXT", "b.md"])
def test_names_without_a_known_kind_are_text(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.write_text(NEWS, encoding="utf-8")
    assert the_article(file).text == NEWS


def test_the_content_decides_not_the_name(tmp_path: Path) -> None:
    page = f"<!-- صفحة -->\n<!DOCTYPE html><html><body><p>{NEWS * 5}</p></body></html>"
    contents = {
        "lines.txt": '{"id": "7", "text": "خبر من سطر"}\n',
        "table.txt": "id;النص\n8;خبر من جدول\n",
        "page.txt": page,
    }
    for name, content in contents.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    found = {name: the_article(tmp_path / name) for name in contents}
    assert (found["lines.txt"].article_id, found["lines.txt"].text) == ("7", "خبر من سطر")
    assert (found["table.txt"].article_id, found["table.txt"].text) == ("8", "خبر من جدول")
    assert "<p>" not in found["page.txt"].text


def test_packed_files_are_read(tmp_path: Path) -> None:
    file = tmp_path / "خبر.txt.gz"
    file.write_bytes(gzip.compress(NEWS.encode()))
    article = the_article(file)
    assert (article.text, article.metadata["file"], article.article_id[:4]) == (NEWS, "خبر.txt", "خبر-")


def test_a_packed_file_that_breaks_off_keeps_what_came_before(tmp_path: Path) -> None:
    lines = [f'{{"id": "{n}", "text": "الخبر رقم {n} {os.urandom(200).hex()}"}}\n' for n in range(2000)]
    file = tmp_path / "a.jsonl.gz"
    file.write_bytes(gzip.compress("".join(lines).encode())[:-1000])
    *articles, failure = outcomes(file)
    assert len(articles) > 100
    assert all(isinstance(article, Article) for article in articles)
    assert isinstance(failure, Failure)
    assert failure.reason.startswith("is packed with gzip, but damaged or cut off")


def test_a_file_too_large_for_one_article_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.txt.gz"
    with gzip.open(file, "wb", compresslevel=1) as stream:
        for _ in range(51):
            stream.write("خبر ".encode() * (1_000_000 // 7))
            stream.write(b" " * 100_000)
    assert the_failure(file).startswith("larger than 50 MB")


def test_unreadable_place_kinds() -> None:
    [failure] = outcomes("ftp://example.com/خبر")
    assert isinstance(failure, Failure)
    assert failure.reason == "there is no such file or folder: check the spelling"


def test_notes_come_before_their_article(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("خبر فيه \ufffd حرف ضائع", encoding="utf-8")
    note, article = outcomes(file)
    assert note == Note(
        str(file), None, "holds U+FFFD 1 times, first at character 8: letters were lost before; kept as it is"
    )
    assert isinstance(article, Article)
    assert article.text == "خبر فيه \ufffd حرف ضائع"


@settings(max_examples=300, deadline=None)
@given(
    data=st.one_of(st.binary(max_size=300), st.text(max_size=100).map(str.encode)),
    suffix=st.sampled_from([".txt", ".html", ".csv", ".jsonl", ".json", ".gz", ".bin", ""]),
)
def test_no_bytes_break_reading(tmp_path_factory: pytest.TempPathFactory, data: bytes, suffix: str) -> None:
    """Whatever a file holds, it gives an article or a reason; every article can be stored."""
    file = tmp_path_factory.getbasetemp() / f"أ{suffix}"
    file.write_bytes(data)
    found = outcomes(file)
    assert any(isinstance(outcome, Article | Failure) for outcome in found)
    for outcome in found:
        if isinstance(outcome, Article):
            assert outcome.text.strip()
            outcome.text.encode()
            outcome.title.encode()
        else:
            assert outcome.reason
