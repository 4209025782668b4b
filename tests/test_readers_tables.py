"""JSON Lines, JSON and CSV: every field, every way a line can be bad, and that the rest is read."""

import gzip
import json
import time
import tracemalloc
from datetime import date
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Article
from index.readers import Failure, Note, Outcome, read
from index.readers.records import day_of

COLLECTED = date(2024, 6, 10)


def outcomes(file: Path, source: str | None = None) -> list[Outcome]:
    return list(read([str(file)], source=source, collected=COLLECTED))


def written(folder: Path, content: str | bytes, name: str = "a.jsonl") -> Path:
    file = folder / name
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return file


def short(outcome: Outcome) -> tuple[object, ...]:
    """An outcome in short: text of an article, or kind, line and beginning of the reason."""
    if isinstance(outcome, Article):
        return (outcome.article_id, outcome.text)
    return (type(outcome).__name__, outcome.line, outcome.reason.split(":")[0])


def test_a_full_record(tmp_path: Path) -> None:
    record = {
        "id": 17,  # a number becomes a string
        "title": "زلزال يضرب الساحل",
        "published": "2023-02-06T23:30:00-05:00",  # its own day, though it is the 7th in Beirut
        "source": "وكالة الساحل",
        "url": "https://example.org/ar/زلزال",
        "text": "  ضرب زلزال الساحل فجرا.\n\nوقال\tشهود إنهم استيقظوا. ",  # outer spaces stay
        "language": "ar",
        "tags": ["زلزال", "ساحل"],
        "score": 0.5,
        "checked": True,
        "nothing": None,
    }
    file = written(tmp_path, json.dumps(record, ensure_ascii=False))
    assert outcomes(file, source="مصدر آخر") == [
        Article(
            article_id="17",
            title="زلزال يضرب الساحل",
            text="  ضرب زلزال الساحل فجرا.\n\nوقال\tشهود إنهم استيقظوا. ",
            published="2023-02-06T23:30:00-05:00",
            day=date(2023, 2, 6),
            day_known_from="metadata",
            source="وكالة الساحل",
            url="https://example.org/ar/زلزال",
            collected=COLLECTED,
            metadata=MappingProxyType(
                {"language": "ar", "tags": '["زلزال", "ساحل"]', "score": "0.5", "checked": "true"}
            ),
        )
    ]


def test_a_bare_record_takes_what_is_given(tmp_path: Path) -> None:
    [article] = outcomes(written(tmp_path, '{"text": "\\nأُعيد فتح الميناء\\nبعد يومين"}'), source="عيّنة")
    assert isinstance(article, Article)
    assert (article.title, article.source, article.day, article.published, article.url) == (
        "أُعيد فتح الميناء",
        "عيّنة",
        None,
        None,
        None,
    )


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{not json}", "is no valid JSON: Expecting property name enclosed in double quotes at character 2"),
        ('{"text": "خبر', "is no valid JSON: Unterminated string starting at character 10"),
        ('["خبر"]', 'is no JSON object: each line is one, like {"id": "1", "title": "…", "text": "…"}'),
        ("null", 'is no JSON object: each line is one, like {"id": "1", "title": "…", "text": "…"}'),
        ('{"id": "1", "Text": "خبر"}', "field 'text' is missing: an article needs one (fields here: id, Text)"),
        ('{"text": null}', "field 'text' is missing: an article needs one (fields here: text)"),
        ("{}", "field 'text' is missing: an article needs one (fields here: none)"),
        ('{"text": ""}', "field 'text' is empty: nothing to cite"),
        ('{"text": " \\n\\u00a0"}', "field 'text' is empty: nothing to cite"),
        ('{"text": ["خبر"]}', "field 'text' is a list, not a string"),
        ('{"text": 5}', "field 'text' is a number, not a string"),
        ('{"text": "خبر", "id": {}}', "field 'id' is an object, not a string"),
        ('{"text": "خبر", "id": true}', "field 'id' is true or false, not a string"),
        ('{"text": "خبر", "title": ["أ"]}', "field 'title' is a list, not a string"),
        ('{"text": "خبر", "id": "أ\\nب"}', "field 'id' holds control characters or is longer than 500: 'أ\\nب'"),
        (
            '{"text": "خبر \\ud83d"}',
            "field 'text' holds an unpaired surrogate (U+D83D at character 4): half of a character;"
            " write the whole character",
        ),
        (
            '{"text": "خبر", "x\\udc00": 1}',
            "a field name holds an unpaired surrogate (U+DC00 at character 1): half of a character;"
            " write the whole character",
        ),
        ('{"text": "خبر", "n": ' + "9" * 5000 + "}", "is no valid JSON: Exceeds the limit (4300 digits)"),
        ('{"text": ' + "[" * 200_000 + "}", "is no valid JSON: nested too deeply"),
    ],
)
def test_a_bad_line_is_named_and_the_rest_is_read(tmp_path: Path, line: str, reason: str) -> None:
    file = written(tmp_path, f'{{"id": "1", "text": "الأول"}}\n\n{line}\n{{"id": "3", "text": "الثالث"}}')
    first, failure, last = outcomes(file)
    assert (short(first), short(last)) == (("1", "الأول"), ("3", "الثالث"))
    assert isinstance(failure, Failure)
    assert (failure.path, failure.line) == (str(file), 3)
    assert failure.reason.startswith(reason)


def test_a_line_with_bad_bytes_is_named(tmp_path: Path) -> None:
    good = '{"id": "1", "text": "خبر"}\n'.encode()
    file = written(tmp_path, good + '{"text": "خبر'.encode() + b'\xc7"}\n' + good.replace(b'"1"', b'"3"'))
    first, failure, last = outcomes(file)
    assert (short(first), short(last)) == (("1", "خبر"), ("3", "خبر"))
    assert failure == Failure(str(file), 2, "byte 17 of the line (0xC7) is not UTF-8: save the file as UTF-8")


@pytest.mark.parametrize("name", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1256"])
def test_lines_in_other_encodings(tmp_path: Path, name: str) -> None:
    text = "أعلنت البلدية إغلاق الجسر الكبير حتى إشعار آخر\u00a0."
    lines = "".join(json.dumps({"id": str(n), "text": text}, ensure_ascii=False) + "\n" for n in range(3))
    assert [short(o) for o in outcomes(written(tmp_path, lines.encode(name)))] == [(str(n), text) for n in range(3)]


def test_only_line_feeds_end_a_line(tmp_path: Path) -> None:
    text = "سطر\u2028آخر\x85وثالث\u2029ورابع\x0c"
    file = written(tmp_path, json.dumps({"id": "1", "text": text}, ensure_ascii=False) + "\r\n")
    assert [short(o) for o in outcomes(file)] == [("1", text)]


@given(
    st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip),
    st.booleans(),
)
def test_text_is_kept_code_point_by_code_point(
    tmp_path_factory: pytest.TempPathFactory, text: str, escaped: bool
) -> None:
    record = json.dumps({"id": "1", "text": text}, ensure_ascii=escaped)
    file = written(tmp_path_factory.getbasetemp(), record + "\n")
    [article] = [o for o in outcomes(file) if isinstance(o, Article)]
    assert article.text == text


def test_ids_worked_out_are_stable_and_keep_articles_apart(tmp_path: Path) -> None:
    records = [
        {"text": "خبر أول"},
        {"text": "خبر ثان"},
        {"text": "خبر ثالث", "url": "https://example.org/1"},
        {"text": "خبر رابع", "url": "https://example.org/2"},
        {"text": "خبر خامس", "url": "https://example.org/2"},  # one address for two texts: two articles
    ]
    lines = "".join(json.dumps(record) + "\n" for record in records)
    (tmp_path / "ب").mkdir()
    here = [short(o)[0] for o in outcomes(written(tmp_path, lines))]
    there = [short(o)[0] for o in outcomes(written(tmp_path / "ب", lines, "b.ndjson"))]
    assert here == there
    assert len(set(here)) == 5
    [changed] = outcomes(written(tmp_path, '{"text": "خبر ثالث معدّل", "url": "https://example.org/1"}'))
    assert short(changed)[0] == here[2]


def test_an_id_that_comes_again_with_another_text_is_told(tmp_path: Path) -> None:
    file = written(tmp_path, '{"id": "1", "text": "أ"}\n{"id": "1", "text": "أ"}\n{"id": "1", "text": "ب"}\n')
    assert [short(o) for o in outcomes(file)] == [
        ("1", "أ"),
        ("1", "أ"),
        ("Note", 3, "id '1' stood in line 2 already, with another text"),
        ("1", "ب"),
    ]


@pytest.mark.parametrize(
    ("published", "day"),
    [
        ("2018-04-07", date(2018, 4, 7)),
        ("2018-04-07T23:59:59-11:00", date(2018, 4, 7)),
        ("2018-04-07T00:00:00Z", date(2018, 4, 7)),
        ("2018-04-07 10:00 UTC", date(2018, 4, 7)),
        ("20180407", date(2018, 4, 7)),
        ("20180407T101500Z", date(2018, 4, 7)),
        ("٢٠١٨-٠٤-٠٧", date(2018, 4, 7)),
        ("2018-04", None),
        ("2018-02-30", None),
        ("2018-04-071", None),
        ("07/04/2018", None),
        ("0001-01-01T00:00:00", None),  # what systems write for "no date"
        ("1523059200", None),
        ("السبت 7 نيسان 2018", None),
    ],
)
def test_the_day_is_the_one_written(tmp_path: Path, published: str, day: date | None) -> None:
    assert day_of(published) == day
    file = written(tmp_path, json.dumps({"text": "خبر", "published": published}))
    *notes, article = outcomes(file)
    assert isinstance(article, Article)
    if day:
        assert (article.published, article.day, article.day_known_from) == (published, day, "metadata")
        assert notes == []
    else:
        assert (article.published, article.day, article.metadata["published"]) == (None, None, published)
        assert [short(note)[:2] for note in notes] == [("Note", 1)]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", 'https://x.org/"><b>', "خبر", "//x.org"])
def test_addresses_that_cannot_be_linked_are_set_aside(tmp_path: Path, url: str) -> None:
    note, article = outcomes(written(tmp_path, json.dumps({"id": "1", "text": "خبر", "url": url})))
    assert isinstance(note, Note)
    assert isinstance(article, Article)
    assert (article.url, article.metadata["url"]) == (None, url)


def test_doubts_of_many_lines_are_told_once(tmp_path: Path) -> None:
    broken = "أُغلق الجسر".encode().decode("latin-1")
    lines = ["خبر \ufffd", "خبر", "خبر \ufffd\ufffd", broken]
    file = written(tmp_path, "".join(json.dumps({"id": str(n), "text": t}) + "\n" for n, t in enumerate(lines)))
    assert [short(o) for o in outcomes(file)] == [
        *((str(n), text) for n, text in enumerate(lines)),  # byte for byte, all of them
        ("Note", 1, "2 texts, the first here"),
        ("Note", 4, "1 text, the first here"),
    ]


@pytest.mark.parametrize("indent", [None, 2])
def test_json_documents(tmp_path: Path, indent: int | None) -> None:
    records: list[object] = [{"id": "1", "text": "الأول"}, "كلمة", {"id": "2"}, {"id": "3", "text": "الثالث"}]
    found = outcomes(written(tmp_path, json.dumps(records, indent=indent, ensure_ascii=False), "a.json"))
    assert [short(o) for o in found] == [
        ("1", "الأول"),
        ("Failure", None, "record 2"),
        ("Failure", None, "record 3"),
        ("3", "الثالث"),
    ]
    [one] = outcomes(written(tmp_path, json.dumps(records[0], indent=indent), "a.json"))
    assert short(one) == ("1", "الأول")


@pytest.mark.parametrize("content", ['["كلمة", "أخرى"]', "[]", "[1, 2", '{\n "a": [}'])
def test_json_documents_without_articles(tmp_path: Path, content: str) -> None:
    [failure] = outcomes(written(tmp_path, content, "a.json"))
    assert isinstance(failure, Failure)
    assert "JSON" in failure.reason


def test_thirty_thousand_lines_are_streamed(tmp_path: Path) -> None:
    text = "خرجت الشاحنات من الميناء إلى المدينة. " * 20
    file = tmp_path / "many.jsonl.gz"
    with gzip.open(file, "wt", encoding="utf-8", compresslevel=1) as stream:
        for n in range(30_000):
            stream.write(json.dumps({"id": n, "text": text + str(n)}, ensure_ascii=False) + "\n")
    tracemalloc.start()
    first = next(iter(read([str(file)])))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert isinstance(first, Article)
    assert peak < 20_000_000  # the file is some 40 MB
    started = time.perf_counter()
    assert sum(isinstance(o, Article) for o in read([str(file)])) == 30_000
    assert time.perf_counter() - started < 20


# --- CSV ---


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("name", ["utf-8", "utf-8-sig", "utf-16", "cp1256"])
@pytest.mark.parametrize(
    "header",
    [
        ["ID", "Title", "Published", "Source", "URL", "Text", "Section"],
        ["المعرّف", "العنوان", "التاريخ", "المصدر", "الرابط", "النص", "القسم"],
    ],
)
def test_csv_in_every_dress(tmp_path: Path, delimiter: str, name: str, header: list[str]) -> None:
    rows = [
        header,
        [
            "7",
            "أُغلق الجسر",
            "2018-04-07",
            "عيّنة",
            "https://example.org/7",
            f'"قال ""نعم""{delimiter}\n ثم مضى"',
            "محلي",
        ],
        ["8", "", "", "", "", "نص قصير من أجل التجربة", ""],
    ]
    content = "\r\n".join(delimiter.join(row) for row in rows)
    first, second = outcomes(written(tmp_path, content.encode(name), "a.csv"), source="الافتراضي")
    assert first == Article(
        article_id="7",
        title="أُغلق الجسر",
        text=f'قال "نعم"{delimiter}\n ثم مضى',
        published="2018-04-07",
        day=date(2018, 4, 7),
        day_known_from="metadata",
        source="عيّنة",
        url="https://example.org/7",
        collected=COLLECTED,
        metadata=MappingProxyType({header[6]: "محلي"}),
    )
    assert isinstance(second, Article)
    assert (second.article_id, second.title, second.source) == ("8", "نص قصير من أجل التجربة", "الافتراضي")


def test_csv_line_numbers_count_lines_of_the_file(tmp_path: Path) -> None:
    content = (
        "id,text\n"  # 1
        '1,"سطر\nوسطر\nوسطر"\n'  # 2 to 4
        "\n"  # 5
        "2,\n"  # 6: no text
        '3,"أ",زائد\n'  # 7: one field too many
        '4,"ب"ج\n'  # 8: no valid quotation
        "5,خبر سليم\n"  # 9
        '6,"قوس لا يغلق\n'  # 10: the quotation is never closed
        "7,خبر بعده\n"  # 11
        "8\n"  # 12: too short, so without text
    )
    assert [short(o) for o in outcomes(written(tmp_path, content, "a.csv"))] == [
        ("1", "سطر\nوسطر\nوسطر"),
        ("Failure", 6, "field 'text' is empty"),
        ("Failure", 7, "has 3 fields, the header 2"),
        ("Failure", 8, "is no valid CSV"),
        ("5", "خبر سليم"),
        (
            "Failure",
            10,
            "a quotation mark opened in this row is never closed; the lines after it are read as rows of their own",
        ),
        ("7", "خبر بعده"),
        ("Failure", 12, "field 'text' is missing"),
    ]


def test_csv_with_a_bad_byte(tmp_path: Path) -> None:
    content = "id,text\n1,خبر\n2,".encode() + b"\xc7\xe1\n" + "3,خبر\n".encode()
    assert [short(o) for o in outcomes(written(tmp_path, content, "a.csv"))] == [
        ("1", "خبر"),
        ("Failure", 3, "byte 3 of the line (0xC7) is not UTF-8"),
        ("3", "خبر"),
    ]


@pytest.mark.parametrize(
    ("content", "line", "reason"),
    [
        ("id,title\n1,خبر\n", 1, "the header line names no column text (النص)"),
        ("خبر بلا رأس\n", 1, "the header line names no column text (النص)"),
        ("text,النص\nأ,ب\n", 1, "two columns of the header mean 'text'"),
        ("id,text\n", None, "holds a header but no rows"),
        ("\n\n", 2, "the header line names no column text (النص)"),
    ],
)
def test_csv_without_articles(tmp_path: Path, content: str, line: int | None, reason: str) -> None:
    assert [short(o) for o in outcomes(written(tmp_path, content, "a.csv"))] == [("Failure", line, reason)]


def test_csv_as_excel_writes_it(tmp_path: Path) -> None:
    content = "\ufeffsep=;\r\nid;text\r\n1;خبر, وآخر\r\n"
    assert [short(o) for o in outcomes(written(tmp_path, content, "a.csv"))] == [("1", "خبر, وآخر")]


def test_csv_fields_may_be_long(tmp_path: Path) -> None:
    text = "خبر طويل " * 100_000
    assert [short(o) for o in outcomes(written(tmp_path, f'id,text\n1,"{text}"\n', "a.csv"))] == [("1", text)]
