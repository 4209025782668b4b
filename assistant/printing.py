"""How the command line shows results to people: plain text, or JSON where it was asked for."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from assistant.statement import Answer
from index import times
from index.article import Article
from index.catalogue import Coverage
from index.ingest import IngestReport
from index.search import Hit


def as_json(value: object) -> str:
    """Write one JSON line; Arabic stays readable. Control characters are escaped, so that one value is one line."""
    return json.dumps(value, ensure_ascii=False)


def answer(given: Answer) -> str:
    """Write an answer: its statements, then its sources, or the reason why there is none."""
    if given.refusal is not None:
        lines = [given.refusal.message]
        if given.refusal.nearest is not None:
            label = "الأقرب، وليس جوابا:" if given.language == "ar" else "Nearest, not an answer:"
            nearest = given.refusal.nearest
            lines.append(f"{label} «{nearest.quote}» ({nearest.article.source or nearest.article.article_id})")
        return "\n".join(lines)
    lines = [*given.notices, *(statement.text for statement in given.statements), ""]
    for citation in given.citations:
        article = citation.article
        about = " · ".join(
            part for part in (article.title, article.source, article.published or "", article.url or "") if part
        )
        lines.append(f"[{citation.n}] {article.article_id} {citation.span.start}-{citation.span.end}: {about}")
    return "\n".join(lines)


def report_as_dict(report: IngestReport) -> dict[str, Any]:
    """Return an ingest report as the command line writes it."""
    return {
        "added": report.added,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "duplicates": report.duplicates,
        "failed": [{"path": f.path, "line": f.line, "reason": f.reason} for f in report.failed],
        "articles": report.articles,
        "passages": report.passages,
        "seconds": report.seconds,
    }


def report(done: IngestReport) -> str:
    """Write an ingest report in one line."""
    return (
        f"{done.added} added, {done.updated} updated, {done.unchanged} unchanged, {done.duplicates} duplicates, "
        f"{len(done.failed)} failed; the archive holds {done.articles} articles in {done.passages} passages "
        f"({done.seconds} s)"
    )


def dates_as_dicts(
    text: str, published: date | None, today: date | None, collected: date | None
) -> list[dict[str, Any]]:
    """Return the time expressions of a text as the command line writes them."""
    return [
        {
            "start": said.start,
            "end": said.end,
            "text": said.text,
            "from": said.first.isoformat(),
            "to": said.last.isoformat(),
            "precision": said.precision,
        }
        for said in times.find(text, published=published, today=today, collected=collected)
    ]


def dates(found: Sequence[dict[str, Any]]) -> str:
    """Write time expressions, one a line."""
    lines = [
        f"{said['start']}-{said['end']} {said['text']}: {said['from']} to {said['to']} ({said['precision']})"
        for said in found
    ]
    return "\n".join(lines) if lines else "no time found"


def hit_as_dict(hit: Hit) -> dict[str, Any]:
    """Return a hit as the command line writes it."""
    article, span = hit.article, hit.passage.span
    return {
        "article_id": article.article_id,
        "start": span.start,
        "end": span.end,
        "text": span.of(article.text),
        "score": round(hit.score, 4),
        "title": article.title,
        "source": article.source,
        "published": article.published or (article.day.isoformat() if article.day else None),
    }


def hits(found: Sequence[Hit]) -> str:
    """Write hits, best first."""
    blocks = []
    for number, hit in enumerate(found, start=1):
        row = hit_as_dict(hit)
        about = " · ".join(str(part) for part in (row["title"], row["source"], row["published"]) if part)
        blocks.append(
            f"{number}. {row['article_id']} {row['start']}-{row['end']} ({row['score']}) {about}\n{row['text']}"
        )
    return "\n\n".join(blocks) if blocks else "nothing found"


def article_as_dict(article: Article) -> dict[str, Any]:
    """Return an article as the command line writes it."""
    return {
        "article_id": article.article_id,
        "title": article.title,
        "published": article.published,
        "day": article.day.isoformat() if article.day else None,
        "day_known_from": article.day_known_from,
        "source": article.source,
        "url": article.url,
        "collected": article.collected.isoformat() if article.collected else None,
        "metadata": dict(article.metadata),
        "text": article.text,
    }


def article(shown: Article) -> str:
    """Write an article with its title, outlet, days and link."""
    known = {"metadata": "", "dateline": " (from its dateline)"}.get(shown.day_known_from, "")
    published = f"published {shown.day}{known}" if shown.day else "publication day unknown"
    about = [shown.source, published, f"collected {shown.collected}" if shown.collected else "", shown.url or ""]
    return f"{shown.title}\n{' · '.join(part for part in about if part)}\n\n{shown.text}"


def status_as_dict(home: str, coverage: Coverage, made_by: dict[str, str | None]) -> dict[str, Any]:
    """Return the state of an archive as the command line writes it."""
    return {
        "home": home,
        "articles": coverage.articles,
        "passages": coverage.passages,
        "pending": coverage.pending,
        "from": coverage.first.isoformat() if coverage.first else None,
        "to": coverage.last.isoformat() if coverage.last else None,
        "sources": dict(coverage.sources),
        **made_by,
    }


def status(state: dict[str, Any]) -> str:
    """Write the state of an archive for people."""
    sources = ", ".join(f"{name or 'unknown outlet'} {count}" for name, count in state["sources"].items())
    lines = [
        f"home: {state['home']}",
        f"articles: {state['articles']} ({state['from'] or '?'} to {state['to'] or '?'})",
        f"passages: {state['passages']}",
        f"outlets: {sources or 'none'}",
        f"encoder: {state['encoder'] or 'none yet'}; text folding: {state['folding'] or 'none yet'}",
    ]
    if state["pending"]:
        lines.append(f"{state['pending']} articles are stored but not indexed yet: the next start finishes them")
    return "\n".join(lines)
