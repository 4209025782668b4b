"""The command line: `isnad ingest`, `ask`, `search` and the rest.

With --json only JSON goes to standard output; progress and messages go to standard error. Exit codes: 0 done;
1 some inputs failed and the rest is done; 2 wrong usage or nothing could be done.
"""

import argparse
import io
import os
import signal
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import FrameType
from typing import TYPE_CHECKING, Any

from assistant import batch, printing
from assistant.console import DONE, INTERRUPTED, NOTHING_DONE, SOME_FAILED, answer_batch, day, question, say, write
from assistant.errors import IsnadError, UsageError
from assistant.settings import Settings
from index.errors import IsnadIndexError

if TYPE_CHECKING:  # importing them costs a second, which `isnad --help` need not pay
    from assistant.answer import Assistant
    from assistant.question import Request


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; this is where errors become one line on standard error and an exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    options = _parser().parse_args(arguments)
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, _interrupt)
    try:
        code: int = options.run(options, Settings.read(os.environ, home=options.home))
        sys.stdout.flush()
    except (IsnadError, IsnadIndexError) as error:
        say(str(error))
        return NOTHING_DONE
    except BrokenPipeError:  # the reader of our output has gone (`isnad … | head`)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        say("interrupted; what was stored stays, and the next start finishes the rest")
        return 128 + signal.SIGINT
    return code


def _interrupt(_: int, frame: FrameType | None) -> None:
    del frame
    INTERRUPTED.set()
    raise KeyboardInterrupt


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="isnad",
        description="Ask an archive of Arabic articles; every sentence of an answer cites a verbatim span.",
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: Callable[[argparse.Namespace, Settings], int], what: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=what, description=what)
        made.add_argument(
            "--home", metavar="DIR", help="the folder of the archive (default: ISNAD_HOME, or your data folder)"
        )
        made.set_defaults(run=run)
        return made

    ingest = command("ingest", _ingest, "Read articles from files, folders and addresses into the archive.")
    ingest.add_argument("places", nargs="+", metavar="PATH|URL")
    ingest.add_argument("--source", metavar="NAME", help="the outlet of articles that name none")
    ask = command("ask", _ask, "Ask a question in Arabic or English.")
    _question_or_batch(ask, "QUESTION")
    _window(ask)
    ask.add_argument(
        "--source", action="append", default=[], metavar="S", help="only from this outlet; may be repeated"
    )
    ask.add_argument("--today", metavar="D", help="the day that «yesterday» counts from (default: today)")
    ask.add_argument("--answerer", choices=("extractive", "llm"), help="quotes only, or the language model that is set")
    find = command("search", _search, "Find passages.")
    _question_or_batch(find, "QUERY")
    find.add_argument("-k", type=int, default=10, metavar="N", help="how many passages (default: 10)")
    line = command("timeline", _timeline, "Put the dated events of a topic in order, each with its quotes.")
    _question_or_batch(line, "REQUEST")
    _window(line)
    line.add_argument(
        "--source", action="append", default=[], metavar="S", help="only from this outlet; may be repeated"
    )
    line.add_argument("--today", metavar="D", help="the day that «yesterday» counts from (default: today)")
    line.add_argument(
        "--events", type=int, metavar="N", help="how many events at most (default: ISNAD_TIMELINE_EVENTS)"
    )
    line.add_argument(
        "--format", choices=("md", "csv", "timelinejs"), help="write it as Markdown, CSV or TimelineJS JSON"
    )
    dates = command("dates", _dates, "Find the time expressions of a text and work them out.")
    dates.add_argument("question", nargs="?", metavar="TEXT")
    dates.add_argument("--batch", metavar="FILE", help="read every line of a JSON Lines file")
    dates.add_argument(
        "--published", metavar="D", help="the day of publication, for an article: relative times count from it"
    )
    dates.add_argument("--today", metavar="D", help="the asker's day, for a question")
    dates.add_argument("--collected", metavar="D", help="the day on which an article without a date was collected")
    show = command("show", _show, "Show an article.")
    show.add_argument("article_id", metavar="ARTICLE_ID")
    remove = command("remove", _remove, "Remove articles and all that was derived from them.")
    remove.add_argument("article_ids", nargs="+", metavar="ARTICLE_ID")
    status = command("status", _status, "Tell what the archive holds.")
    command("rebuild", _rebuild, "Make all indexes anew from the stored articles, with the encoder in use.")
    measure = command("evaluate", _evaluate, "Ask the questions of gold files and measure the answers.")
    measure.add_argument("gold", nargs="+", metavar="GOLD", help="JSON Lines: questions and what a right answer cites")
    measure.add_argument(
        "--corpus", nargs="+", default=[], metavar="FILE", help="hold citations against these articles"
    )
    measure.add_argument("--today", metavar="D", help="the asker's day for lines that name none (default: today)")
    measure.add_argument("--baseline", action="store_true", help="measure the naive choice of sentences beside it")
    serve = command("serve", _serve, "Open the chat in a browser page.")
    serve.add_argument("--host", help="the address to listen on (default: ISNAD_HOST, or 127.0.0.1)")
    serve.add_argument("--port", type=int, help="the port (default: ISNAD_PORT, or 7860)")
    for made in (ingest, ask, find, line, dates, show, status, measure):
        made.add_argument(
            "--json", action="store_true", help="write JSON to standard output, everything else elsewhere"
        )
    return parser


def _question_or_batch(command: argparse.ArgumentParser, name: str) -> None:
    command.add_argument("question", nargs="?", metavar=name)
    command.add_argument("--batch", metavar="FILE", help="answer every line of a JSON Lines file")


def _window(command: argparse.ArgumentParser) -> None:
    command.add_argument("--from", dest="first", metavar="D", help="first day, YYYY-MM-DD")
    command.add_argument("--to", dest="last", metavar="D", help="last day, YYYY-MM-DD")


def _ingest(options: argparse.Namespace, settings: Settings) -> int:
    from index.ingest import ingest

    archive = _assistant(settings).archive
    report = ingest(archive, options.places, source=options.source, progress=say, cancelled=INTERRUPTED.is_set)
    if INTERRUPTED.is_set():
        raise KeyboardInterrupt
    write(printing.as_json(printing.report_as_dict(report)) if options.json else printing.report(report))
    if not report.failed:
        return DONE
    done = report.added + report.updated + report.unchanged + report.duplicates
    return SOME_FAILED if done else NOTHING_DONE


def _ask(options: argparse.Namespace, settings: Settings) -> int:
    answerer = _assistant(settings)
    fixed = replace(_fixed(options), answerer=options.answerer)

    def one(line: Mapping[str, Any]) -> Mapping[str, Any]:
        asked = _request(line, fixed)
        if line.get("turns") is not None:
            turns = batch.texts_of(line, "turns")
            if not turns:
                raise UsageError('"turns" is []: give one question or more')
            return {
                "answers": [answer.as_dict() for answer in answerer.converse(replace(asked, question=t) for t in turns)]
            }
        return answerer.answer(replace(asked, question=batch.text_of(line, "question"))).as_dict()

    if options.batch:
        return answer_batch(options, one)
    answer = answerer.answer(replace(fixed, question=question(options)))
    write(printing.as_json(answer.as_dict()) if options.json else printing.answer(answer))
    return DONE


def _fixed(options: argparse.Namespace) -> "Request":
    """Return what the command line fixes for every question."""
    from assistant.question import Request

    first, last = day(options.first, "--from"), day(options.last, "--to")
    if first and last and first > last:
        raise UsageError(f"--from {first} is after --to {last}: exchange them")
    return Request("", first, last, tuple(options.source), day(options.today, "--today"))


def _request(line: Mapping[str, Any], fixed: "Request") -> "Request":
    """Return what a line of a batch asks for; what it leaves out is as the command line fixed it."""
    name = line.get("id")
    first, last = batch.day_of(line, "from") or fixed.first, batch.day_of(line, "to") or fixed.last
    if first and last and first > last:
        raise UsageError(f'"from" {first} is after "to" {last}: exchange them')
    return replace(
        fixed,
        id=None if name is None else str(name),
        first=first,
        last=last,
        sources=batch.texts_of(line, "sources") or fixed.sources,
        today=batch.day_of(line, "today") or fixed.today,
    )


def _search(options: argparse.Namespace, settings: Settings) -> int:
    from assistant.question import Request

    if options.k < 1:
        raise UsageError(f"-k is {options.k}: ask for 1 passage or more")
    assistant = _assistant(settings)

    def hits(request: Request) -> list[Any]:
        return assistant.search(assistant.understand(request), options.k)

    def one(line: Mapping[str, Any]) -> Mapping[str, Any]:
        asked = _request(line, Request(question=batch.text_of(line, "question")))
        return {"hits": [printing.hit_as_dict(hit) for hit in hits(asked)]}

    if options.batch:
        return answer_batch(options, one)
    found = hits(Request(question(options)))
    if options.json:
        write(printing.as_json({"id": None, "hits": [printing.hit_as_dict(hit) for hit in found]}))
    else:
        write(printing.hits(found))
    return DONE


def _timeline(options: argparse.Namespace, settings: Settings) -> int:
    from assistant import timeline_export
    from assistant.question import Request

    if options.events is not None and options.events < 1:
        raise UsageError(f"--events is {options.events}: ask for 1 event or more")
    if options.format and (options.json or options.batch):
        raise UsageError(f"--format {options.format} and --{'json' if options.json else 'batch'} cannot go together")
    assistant = _assistant(settings)
    fixed = _fixed(options)

    def one(line: Mapping[str, Any]) -> Mapping[str, Any]:
        request: Request = replace(_request(line, fixed), question=batch.text_of(line, "request"))
        return assistant.timeline(request, options.events).as_dict()

    if options.batch:
        return answer_batch(options, one)
    made = assistant.timeline(replace(fixed, question=question(options)), options.events)
    if options.json:
        write(printing.as_json({"id": None, **made.as_dict()}))
    else:
        sys.stdout.write(timeline_export.written(made, options.format or "md"))
    return DONE


def _dates(options: argparse.Namespace, _: Settings) -> int:
    known = {name: day(getattr(options, name), f"--{name}") for name in ("published", "today", "collected")}

    def one(line: Mapping[str, Any]) -> Mapping[str, Any]:
        given = {name: batch.day_of(line, name) or day for name, day in known.items()}
        return {"dates": printing.dates_as_dicts(batch.text_of(line, "text"), **given)}

    if options.batch:
        return answer_batch(options, one)
    found = printing.dates_as_dicts(question(options), **known)
    write(printing.as_json({"id": None, "dates": found}) if options.json else printing.dates(found))
    return DONE


def _show(options: argparse.Namespace, settings: Settings) -> int:
    article = _assistant(settings).archive.catalogue.article(options.article_id)
    write(printing.as_json(printing.article_as_dict(article)) if options.json else printing.article(article))
    return DONE


def _remove(options: argparse.Namespace, settings: Settings) -> int:
    from index.ingest import remove

    missing = remove(_assistant(settings).archive, options.article_ids)
    for article_id in missing:
        say(f"no article has the id {article_id!r}; `isnad search` shows the ids of what it finds")
    say(f"{len(options.article_ids) - len(missing)} removed")
    if not missing:
        return DONE
    return NOTHING_DONE if len(missing) == len(options.article_ids) else SOME_FAILED


def _status(options: argparse.Namespace, settings: Settings) -> int:
    catalogue = _assistant(settings).archive.catalogue
    made_by = {fact: catalogue.meta(fact) for fact in ("encoder", "folding")}
    state = printing.status_as_dict(str(settings.home), catalogue.coverage(), made_by)
    write(printing.as_json(state) if options.json else printing.status(state))
    return DONE


def _rebuild(_: argparse.Namespace, settings: Settings) -> int:
    from index.ingest import rebuild

    rebuild(_assistant(settings).archive, progress=say)
    return DONE


def _evaluate(options: argparse.Namespace, settings: Settings) -> int:
    from assistant import evaluation

    done = evaluation.evaluate(
        _assistant(settings),
        options.gold,
        corpora=options.corpus,
        today=day(options.today, "--today"),
        baseline=options.baseline,
        progress=say,
    )
    for said in (said for one in done for said in (*one.notes, *(fault.reason for fault in one.faults))):
        say(said)
    write(printing.as_json(evaluation.as_dict(done)) if options.json else evaluation.as_table(done))
    if not any(one.faults for one in done):
        return DONE
    return SOME_FAILED if any(one.answered for one in done) else NOTHING_DONE


def _serve(options: argparse.Namespace, settings: Settings) -> int:
    from assistant.ui.page import serve

    serve(replace(settings, host=options.host or settings.host, port=options.port or settings.port), progress=say)
    return DONE


def _assistant(settings: Settings) -> "Assistant":
    from assistant.answer import Assistant

    return Assistant.open(settings, progress=say)


if __name__ == "__main__":
    sys.exit(main())
