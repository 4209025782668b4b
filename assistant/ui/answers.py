"""Turns of a conversation as markup: statements with their quotes and numbers, refusals, failures."""

from collections.abc import Sequence

from assistant.citations import Citation
from assistant.remembering import Broken
from assistant.statement import Answer, Reason, Refusal
from assistant.ui import events, words
from assistant.ui.downloads import kept_timeline_links
from assistant.ui.html import Markup, block, isolated, join, tag
from assistant.ui.statements import act, number, outlet_of, statement
from assistant.ui.visit import Failure, Turn
from assistant.ui.words import Reader
from index.article import Article


def turns(given: Sequence[Turn], reader: Reader, conversation_id: str = "") -> Markup:
    """Show the turns of a visit, one below the other."""
    return join(*(_turn(one, at, reader, conversation_id) for at, one in enumerate(given)))


def turn(given: Turn, at: int, reader: Reader, note: str = "", conversation_id: str = "", hint: str = "") -> Markup:
    """Show a question with what became of it.

    The page's script puts the id of the conversation into the address, so that a reload comes back to it.

    Args:
        given: the question and its outcome.
        at: its number in the visit.
        reader: who reads.
        note: a last line that says what happened to the answer.
        conversation_id: where it is kept; empty as long as it is not.
        hint: a last line that says what else there is.
    """
    below = join(
        tag("p", note, class_="note", role="status") if note else None, tag("p", hint, class_="hint") if hint else None
    )
    return _turn(given, at, reader, conversation_id, below, data_conversation=conversation_id or None)


def _turn(
    given: Turn,
    at: int,
    reader: Reader,
    conversation_id: str,
    below: Markup = Markup(),  # noqa: B008
    **attributes: str | None,
) -> Markup:
    outcome = given.outcome
    if isinstance(outcome, Failure):
        body = _failure(outcome, at, reader)
    else:
        asked_at = given.asked_at
        links = kept_timeline_links(conversation_id, asked_at) if conversation_id and outcome.finished else ()
        body = _answer(outcome, at, reader, links, asked_at.isoformat())
    return tag(
        "article",
        _asked(outcome.question, reader),
        body,
        _broken(given.broken, reader) if given.broken else None,
        below,
        class_="turn",
        id=f"turn-{at}",
        **attributes,
    )


def waiting(question: str, reader: Reader, line: str = "") -> Markup:
    """Show a question that is being worked on."""
    return tag(
        "article",
        _asked(question, reader),
        tag("p", line or reader.say(words.SEARCHING), class_="working", role="status"),
        class_="turn",
    )


def welcome(examples: Sequence[str], reader: Reader, empty: bool) -> Markup:
    """Show what there is to do before anything was asked."""
    if empty:
        return tag(
            "section",
            tag("h2", reader.say(words.WELCOME)),
            tag("p", reader.say(words.EMPTY_ARCHIVE)),
            tag("button", reader.say(words.GO_TO_LIBRARY), type="button", class_="primary", data_tab="2"),
            class_="welcome",
        )
    return tag(
        "section",
        tag("h2", reader.say(words.WELCOME)),
        tag("p", reader.say(words.WELCOME_MORE)),
        _questions(reader.say(words.EXAMPLES), examples, "examples") if examples else None,
        class_="welcome",
    )


def as_text(answer: Answer, reader: Reader) -> str:
    """Write an answer with its sources as plain text, to be copied."""
    lines = [answer.question, "", answer.text]
    if answer.citations:
        lines += ["", reader.say(words.SOURCES)]
    for citation in answer.citations:
        article = citation.article
        shown = any(citation.quote in statement.text for statement in answer.statements)
        about = (
            "" if shown else f"«{citation.quote}»",
            outlet_of(article, reader),
            article.title,
            article.day.isoformat() if article.day else "",
            article.url or "",
        )
        lines.append(f"[{citation.n}] " + " · ".join(part for part in about if part))
    return "\n".join(lines)


def _asked(question: str, reader: Reader) -> Markup:
    return tag(
        "h3", tag("span", reader.say(words.YOU_ASKED) + " ", class_="unseen"), block("span", question), class_="asked"
    )


def _broken(broken: Sequence[Broken], reader: Reader) -> Markup:
    """Show citations of a kept answer that no longer hold: what they said, and why they are not shown as sources."""
    rows = [
        tag("li", block("p", one.source or one.title), block("p", f"«{one.quote}»", lang="ar"), block("p", one.why))
        for one in broken
    ]
    return tag("div", tag("p", reader.say(words.BROKEN)), tag("ul", *rows), class_="broken")


def _answer(answer: Answer, at: int, reader: Reader, links: Sequence[tuple[str, str]], key: str) -> Markup:
    notices = [block("p", notice, class_="note") for notice in answer.notices]
    if answer.refusal is not None:
        return join(*notices, _refusal(answer, answer.refusal, at, reader))
    line = answer.timeline
    own = answer.statements if line is None else answer.statements[: len(answer.statements) - len(line.events)]
    shown = [statement(one, at, reader) for one in own]
    if line is not None:
        nothing = tag("p", reader.say(words.TIMELINE_NOTHING), class_="frame", role="status")
        shown.append(events.timeline(line, at, reader, links, key=key) if line.events else nothing)
    return join(
        *notices,
        tag("div", *shown, class_="statements", aria_busy=None if answer.finished else "true"),
        _tools(answer, at, reader)
        if answer.finished
        else tag("p", reader.say(words.WRITING), class_="working", role="status"),
    )


def _refusal(answer: Answer, refusal: Refusal, at: int, reader: Reader) -> Markup:
    widen = None
    if refusal.reason is Reason.WINDOW or (refusal.reason is Reason.WEAK and answer.window):
        widen = act(reader.say(words.WIDEN_WINDOW), "widen", class_="secondary", data_turn=at, data_what="window")
    elif refusal.reason is Reason.OUTLET or (refusal.reason is Reason.WEAK and answer.outlets):
        widen = act(reader.say(words.WIDEN_OUTLETS), "widen", class_="secondary", data_turn=at, data_what="outlets")
    return tag(
        "div",
        tag("p", reader.say(words.REFUSED), class_="refusal-name"),
        block("p", reader.written(refusal.message)),
        widen,
        _nearest(refusal.nearest, at, reader) if refusal.nearest else None,
        _chips(answer, at, reader),
        class_="refusal",
        role="status",
    )


def _nearest(nearest: Citation, at: int, reader: Reader) -> Markup:
    article = nearest.article
    return tag(
        "figure",
        tag("figcaption", reader.say(words.NEAREST)),
        block("blockquote", "«", isolated(nearest.quote, lang="ar"), "»", like=nearest.quote),
        _about(article, reader, "heading"),
        act(reader.say(words.OPEN_ARTICLE), "open", class_="quiet", data_turn=at, data_n=0),
        class_="nearest",
    )


def _about(article: Article, reader: Reader, kind: str) -> Markup:
    """Say whose an article is and of which day, in the direction of the interface."""
    parts = [isolated(outlet_of(article, reader)), isolated(reader.day(article.day)) if article.day else None]
    return tag("p", *(join(" · " if at else "", part) for at, part in enumerate(parts) if part), class_=kind)


def _failure(failure: Failure, at: int, reader: Reader) -> Markup:
    return tag(
        "div",
        tag("p", reader.say(words.FAILED), class_="failure-name"),
        block("p", failure.message),
        act(reader.say(words.ASK_AGAIN), "ask", class_="secondary", data_question=failure.question, data_turn=at),
        class_="failure",
        role="alert",
    )


def _tools(answer: Answer, at: int, reader: Reader) -> Markup:
    writer = words.QUOTES_ONLY if answer.answerer == "extractive" else words.WRITTEN_BY
    return tag(
        "footer",
        _chips(answer, at, reader),
        _sources(answer, at, reader),
        tag(
            "div",
            tag(
                "button",
                reader.say(words.COPY),
                type="button",
                class_="quiet",
                data_copy=as_text(answer, reader),
                data_done=reader.say(words.COPIED),
                data_failed=reader.say(words.COPY_FAILED),
            ),
            block("span", reader.say(writer, name=answer.answerer), class_="byline"),
            class_="tools",
        ),
    )


def _chips(answer: Answer, at: int, reader: Reader) -> Markup:
    """Show what the answer was held to; each chip opens the scope with these values."""
    chips = []
    if answer.window is not None:
        chips.append(("time", reader.interval(answer.window.first, answer.window.last)))
    chips += [("place", name) for name in answer.places]
    chips += [("outlet", name) for name in answer.outlets]
    if not chips:
        return Markup()
    shown = [
        tag(
            "li",
            act(
                isolated(name),
                "scope",
                class_=f"chip {kind}",
                data_turn=at,
                aria_label=reader.say(words.SCOPE_EDIT, what=name),
            ),
        )
        for kind, name in chips
    ]
    return tag("div", tag("span", reader.say(words.SCOPE_USED)), tag("ul", *shown), class_="chips")


def _sources(answer: Answer, at: int, reader: Reader) -> Markup:
    """List the sources of an answer under it, one line each."""
    rows = []
    for citation in answer.citations:
        article = citation.article
        rows.append(
            tag(
                "li",
                number(citation, at, reader),
                block("span", article.title or reader.say(words.UNTITLED), class_="source-title"),
                _about(article, reader, "source-about"),
            )
        )
    name = f"{reader.say(words.SOURCES)} ({reader.number(len(rows))})"
    return tag("details", tag("summary", name), tag("ol", *rows, class_="sources")) if rows else Markup()


def _questions(name: str, questions: Sequence[str], kind: str) -> Markup:
    items = [tag("li", act(block("span", q), "ask", class_="suggestion", data_question=q)) for q in questions]
    return tag("section", tag("h4", name), tag("ul", *items), class_=f"suggestions {kind}")
