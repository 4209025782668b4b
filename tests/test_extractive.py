"""The answerer that quotes: its statements, their numbers and the line above each quote."""

from dataclasses import replace

from quoting import question, quote

from assistant.evidence import Evidence
from assistant.extractive import ExtractiveAnswerer
from assistant.question import Question
from assistant.quote import Finding
from assistant.statement import Statement
from index.article import Span

ARABIC = question("كم قتيلا سقط في دوما؟")
ENGLISH = replace(ARABIC, language="en")
ONE = quote("مقتل 27 مدنيا في دوما", "النور", score=3)
SAME = quote("قتل 27 مدنيا في دوما", "الشرق", score=1)
OTHER = quote("مقتل 40 مدنيا", "البحر", score=2)


def written(asked: Question, *findings: Finding) -> list[Statement]:
    """What the answerer writes."""
    return list(ExtractiveAnswerer().write(asked, Evidence(findings, 0.9)))


def test_each_finding_is_a_statement_with_its_quote() -> None:
    (statement,) = written(ARABIC, Finding((ONE,)))
    assert statement.text == "نُشر في 8 نيسان/أبريل 2018 · النور\n«مقتل 27 مدنيا في دوما» [1]"
    (citation,) = statement.citations
    assert (citation.n, citation.article, citation.span, citation.quote) == (1, ONE.article, ONE.span, ONE.text)


def test_an_english_reader_gets_date_place_and_outlet_in_english() -> None:
    (statement,) = written(ENGLISH, Finding((ONE,)))
    assert statement.text == "published 8 April 2018 · Douma (دوما) · النور\n«مقتل 27 مدنيا في دوما» [1]"


def test_citations_are_numbered_best_first_over_the_whole_answer() -> None:
    """Disagreement is announced in a line without a citation."""
    note, first, second = written(ARABIC, Finding((ONE, SAME), True), Finding((OTHER,), True))
    assert (note.note, note.citations) == (True, ())
    assert [citation.n for citation in first.citations] == [1, 3]
    assert [citation.n for citation in second.citations] == [2]
    assert first.text.endswith("«مقتل 27 مدنيا في دوما» [1] [3]")
    assert "النور، الشرق" in first.text
    assert written(ENGLISH, Finding((ONE,), True))[0].text == "The figures differ between sources:"


def test_a_clause_shows_where_it_was_cut() -> None:
    part = replace(ONE, span=Span(5, 13))
    (statement,) = written(ARABIC, Finding((part,)))
    assert "«… 27 مدنيا …» [1]" in statement.text
    assert statement.citations[0].quote == ONE.article.text[5:13] == "27 مدنيا"


def test_no_findings_no_statements() -> None:
    assert written(ARABIC) == []
