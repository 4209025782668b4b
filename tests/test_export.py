"""Exports are read back with other people's readers and compared as whole values."""

import csv
import io
import json
import re
import zipfile
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from assistant import export
from assistant.citations import Citation
from assistant.export.docx import shown
from assistant.export.markdown import block, inline
from assistant.export.table import COLUMNS, cell
from assistant.history import KeptConversation, KeptTurn
from assistant.remembering import Broken, Remembered
from assistant.statement import Answer, Reason, Refusal, Statement, Window
from index.article import Article, Sentence, Span
from index.catalogue import Event
from index.conversations import Kept

ASKED = datetime(2024, 6, 10, 14, 30, tzinfo=timezone(timedelta(hours=3)))
FIRST = "أعلنت البلدية افتتاح الجسر يوم 7 نيسان 2018."
# A document that attacks whoever opens the export: Markdown, HTML, an image that would be fetched, a formula,
# direction controls, lines.
HOSTILE = (
    '=HYPERLINK("http://evil.example/?x","اضغط") <img src=x onerror=alert(1)> ![ص](http://evil.example/p.png)\u202e'
    "\n\n    # عنوان\n- [ ] `كود` &lt; \\ |"
)
BRIDGE = Article(
    "خبر-1",
    "افتتاح <b>الجسر</b>\n# [x](http://evil.example)",
    f"{FIRST} {HOSTILE}",
    published="2018-04-08T10:00:00+03:00",
    day=date(2018, 4, 8),
    source="وكالة النور",
    url="https://example.org/1?a=b&c=d",
    collected=date(2024, 6, 10),
)
BARE = Article("@خبر", "", "-1 درجة في القاهرة.", url="javascript:alert(1)")
EVENT = Event(Sentence(Span(0, len(FIRST)), 0), date(2018, 4, 7), date(2018, 4, 8), "day")
OPENING = Citation(1, BRIDGE, Span(0, len(FIRST)), EVENT)
ATTACK = Citation(2, BRIDGE, Span(len(FIRST) + 1, len(BRIDGE.text)))
COLD = Citation(3, BARE, Span(0, len(BARE.text)))
GONE = Broken(
    4, "خبر-9", Span(3, 8), "نص قديم", "عنوان قديم", "صحيفة", None, "2018-01-02", None, None, "changed; ask again"
)
ANSWER = Answer(
    "ماذا جرى للجسر؟",
    "ar",
    (Statement(f"«{FIRST}» [1] [3]", (OPENING, COLD)), Statement("=1+1 [2]", (ATTACK,)), Statement("«نص قديم» [4]")),
    window=Window(date(2018, 4, 1), None),
    places=("حلب",),
    notices=("سقطت جملة.",),
)
REFUSED = Answer("Who won?", "en", refusal=Refusal(Reason.WEAK, "Nothing answers this.", OPENING))
ABOUT = Kept("c1", "ماذا جرى للجسر؟ ../../etc", ASKED, ASKED, 2)
TALK = KeptConversation(
    ABOUT, (KeptTurn(1, ASKED, Remembered(ANSWER, (GONE,))), KeptTurn(2, ASKED, Remembered(REFUSED)))
)
BRIDGE_CELLS = [
    BRIDGE.title, "وكالة النور", "https://example.org/1?a=b&c=d", "2018-04-08T10:00:00+03:00"
]  # fmt: skip


def read_csv(data: bytes) -> list[list[str]]:
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    return [[value.removeprefix("'") for value in row] for row in rows]


def test_csv_holds_every_quote_with_all_its_facts() -> None:
    head = ["1", "2024-06-10T14:30:00+03:00", "ماذا جرى للجسر؟"]
    opening = [
        "valid",
        FIRST,
        "خبر-1",
        "0",
        str(len(FIRST)),
        *BRIDGE_CELLS,
        "2018-04-07",
        "2018-04-08",
        "day",
        "2024-06-10",
    ]
    attack = [
        "valid",
        HOSTILE,
        "خبر-1",
        str(len(FIRST) + 1),
        str(len(BRIDGE.text)),
        *BRIDGE_CELLS,
        "",
        "",
        "",
        "2024-06-10",
    ]
    cold = ["valid", BARE.text, "@خبر", "0", str(len(BARE.text)), "", "", "javascript:alert(1)", "", "", "", "", ""]
    gone = ["broken", "نص قديم", "خبر-9", "3", "8", "عنوان قديم", "صحيفة", "", "2018-01-02", "", "", "", ""]
    assert read_csv(export.write(TALK, "csv").data) == [
        list(COLUMNS),
        [*head, "1", f"«{FIRST}» [1] [3]", "1", *opening],
        [*head, "1", f"«{FIRST}» [1] [3]", "3", *cold],
        [*head, "2", "=1+1 [2]", "2", *attack],
        [*head, "3", "«نص قديم» [4]", "4", *gone],
        [*head, "", "سقطت جملة.", *[""] * 14],
        ["2", head[1], "Who won?", "", "Nothing answers this.", "1", "nearest", *opening[1:]],
    ]


FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    " =1",
    "\u200f=1",
    "\ufeff=1",
    "＝1",
    "'=1",
    "'نص",
    "-",
]


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_is_a_formula(text: str) -> None:
    assert cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["نص", "«=1»", "1-1", "", "2018-04-07", 7])
def test_other_cells_are_left_alone(text: str | int) -> None:
    assert cell(text) == text


@given(st.text())
def test_every_cell_can_be_read_back(text: str) -> None:
    written = str(cell(text))
    assert written.removeprefix("'") == text
    assert not written.lstrip().startswith(("=", "+", "-", "@"))


def test_json_and_its_csl_sources() -> None:
    told = json.loads(export.write(TALK, "json").data)
    assert list(told) == ["format", "id", "name", "created", "updated", "turns", "sources"]
    first, second = told["turns"]
    assert (first["asked_at"], first["question"]) == ("2024-06-10T14:30:00+03:00", "ماذا جرى للجسر؟")
    assert [sentence["text"] for sentence in first["sentences"]] == [s.text for s in ANSWER.statements]
    assert first["citations"][0] == {
        "n": 1,
        "article_id": "خبر-1",
        "start": 0,
        "end": len(FIRST),
        "quote": FIRST,
        "valid": True,
        "title": BRIDGE.title,
        "source": "وكالة النور",
        "url": "https://example.org/1?a=b&c=d",
        "published": "2018-04-08T10:00:00+03:00",
        "event": {"from": "2018-04-07", "to": "2018-04-08", "precision": "day", "approximate": False},
        "collected": "2024-06-10",
    }
    assert [(c["n"], c["quote"], c["valid"], c.get("broken")) for c in first["citations"][1:]] == [
        (2, HOSTILE, True, None),
        (3, BARE.text, True, None),
        (4, "نص قديم", False, "changed; ask again"),
    ]
    assert second["refusal"]["reason"] == "evidence_too_weak"
    assert second["refusal"]["nearest"] == first["citations"][0]
    assert told["sources"] == [
        {
            "id": "خبر-1",
            "type": "article-newspaper",
            "title": BRIDGE.title,
            "language": "ar",
            "container-title": "وكالة النور",
            "URL": "https://example.org/1?a=b&c=d",
            "issued": {"date-parts": [[2018, 4, 8]]},
            "accessed": {"date-parts": [[2024, 6, 10]]},
        },
        {"id": "@خبر", "type": "article-newspaper", "title": "", "language": "ar"},
        {
            "id": "خبر-9",
            "type": "article-newspaper",
            "title": "عنوان قديم",
            "language": "ar",
            "container-title": "صحيفة",
            "issued": {"date-parts": [[2018, 1, 2]]},
        },
    ]


def rendered(markdown: str) -> list[tuple[str, str]]:
    """The blocks of a text as CommonMark renders it: the kind of each, and its words as a reader sees them."""
    tokens = MarkdownIt("commonmark").parse(markdown)
    kinds = {type_ for token in tokens for type_ in (token.type, *(child.type for child in token.children or []))}
    assert not kinds & {"html_block", "html_inline", "image", "code_block", "fence", "code_inline", "em"} - {"em"}
    blocks, open_ = [], ""
    for token in tokens:
        if token.type in ("heading_open", "blockquote_open", "list_item_open"):
            open_ = token.type.removesuffix("_open")
        elif token.type == "inline":
            blocks.append((open_, _seen(token.children or [])))
        elif token.type in ("heading_close", "blockquote_close", "bullet_list_close"):
            open_ = ""
    return blocks


def _seen(children: list) -> str:  # type: ignore[type-arg]
    return "".join("\n" if child.type in ("hardbreak", "softbreak") else child.content for child in children)


def test_markdown_shows_every_quote_to_the_letter_and_nothing_of_it_works() -> None:
    blocks = rendered(export.write(TALK, "md", "en").data.decode("utf-8"))
    assert [text for kind, text in blocks if kind == "blockquote"] == [FIRST, HOSTILE, BARE.text, "نص قديم", FIRST]
    plain = [(kind, text.translate({0x2068: None, 0x2069: None})) for kind, text in blocks]
    assert plain[:12] == [
        ("heading", "ماذا جرى للجسر؟ ../../etc"),
        ("heading", "1. ماذا جرى للجسر؟"),
        ("list_item", "Asked: 2024-06-10 14:30 +03:00"),
        ("list_item", "Window: 2018-04-01/.."),
        ("list_item", "Places: حلب"),
        ("list_item", "Answered by: extractive"),
        ("", "سقطت جملة."),
        ("", f"«{FIRST}» [1] [3]"),
        ("", "=1+1 [2]"),
        ("", "«نص قديم» [4]"),
        ("heading", "Sources"),
        ("", "[1]"),
    ]
    assert plain[13:21] == [
        ("list_item", "Title: افتتاح <b>الجسر</b> # [x](http://evil.example)"),
        ("list_item", "Outlet: وكالة النور"),
        ("list_item", "Published: 2018-04-08T10:00:00+03:00"),
        ("list_item", "Event: 2018-04-07/2018-04-08 (day)"),
        ("list_item", "Collected: 2024-06-10"),
        ("list_item", "Article: خبر-1"),
        ("list_item", f"Span: 0-{len(FIRST)}"),
        ("list_item", "Link: https://example.org/1?a=b&c=d"),
    ]
    assert ("", "[4] This citation no longer holds: changed; ask again") in plain


def test_markdown_links_only_to_where_articles_came_from() -> None:
    html = MarkdownIt("commonmark").render(export.write(TALK, "md").data.decode("utf-8"))
    assert set(re.findall(r'href="([^"]*)"', html)) == {"https://example.org/1?a=b&amp;c=d"}
    assert "src=" not in re.sub(r"&lt;.*?&gt;", "", html)


@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t"), min_size=1)
)  # what readers leave
def test_any_text_is_itself_in_markdown(text: str) -> None:
    assert rendered(block(text)) == [("", text)] or not text.strip()
    [(_, line)] = rendered(inline(f"ن{text}"))
    bidi = dict.fromkeys([0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
    assert line == f"\u2068{' '.join(f'ن{text}'.translate(bidi).split())}\u2069"


def test_docx_reads_right_to_left_and_to_the_letter() -> None:
    data = export.write(TALK, "docx", "ar").data
    document = Document(io.BytesIO(data))
    quotes = [p for p in document.paragraphs if p.style is not None and p.style.name == "Isnad Quote"]
    assert [p.text for p in quotes] == [FIRST, HOSTILE, BARE.text, "نص قديم", FIRST]
    texts = [p.text.translate({0x2068: None, 0x2069: None}) for p in document.paragraphs]
    for expected in (
        "ماذا جرى للجسر؟", "سُئل في: 2024-06-10 14:30 +03:00", f"«{FIRST}» [1] [3]", "المصدر: وكالة النور",
        "نُشر: 2018-04-08T10:00:00+03:00", "وقع: 2018-04-07/2018-04-08 (day)", "جُمع: 2024-06-10", "المقال: خبر-1",
        f"الموضع: 0-{len(FIRST)}", "الرابط: https://example.org/1?a=b&c=d", "الرابط: javascript:alert(1)",
        "[4] لم يعد هذا الاقتباس قائما: changed; ask again", "Nothing answers this.",
    ):  # fmt: skip
        assert expected in texts
    for paragraph in document.paragraphs:
        properties = paragraph._p.pPr
        bidi = properties is not None and properties.find(qn("w:bidi")) is not None
        first = next((c for c in paragraph.text if c.isalpha()), "")
        assert bidi == ("\u0600" <= first <= "\u06ff"), paragraph.text
        for run in paragraph.runs:
            arabic = any("\u0600" <= c <= "\u06ff" for c in run.text)
            assert (run._r.rPr.find(qn("w:rtl")) is not None) == arabic, run.text
            if arabic:
                assert run._r.rPr.rFonts.get(qn("w:cs")) == "Arial"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        links = re.findall(
            r'Target="([^"]*)" TargetMode="External"', archive.read("word/_rels/document.xml.rels").decode()
        )
    assert set(links) == {"https://example.org/1?a=b&amp;c=d"}


@given(st.text())
def test_any_text_makes_a_document(text: str) -> None:
    answer = replace(REFUSED, question=text, refusal=Refusal(Reason.WEAK, text))
    document = Document(io.BytesIO(export.write(export.of_answer(answer, ASKED), "docx").data))
    expected = shown(text).replace("\r\n", "\n").replace("\r", "\n")
    assert document.paragraphs[0].text == document.paragraphs[1].text == expected


@pytest.mark.parametrize(
    ("name", "file_name"),
    [
        ("ماذا جرى للجسر؟ ../../etc", "ماذا-جرى-للجسر-etc.csv"),
        ("", "isnad.csv"),
        ("CON: <x>\n", "CON-x.csv"),
        ("كلمة " * 50, "-".join(["كلمة"] * 11) + ".csv"),
    ],
)
def test_file_names_are_safe(name: str, file_name: str) -> None:
    assert export.write(replace(TALK, about=replace(ABOUT, name=name)), "csv").name == file_name


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(ValueError, match="'pdf' is not a valid Format"):
        export.write(TALK, "pdf")
