"""The page, composed of its panels, one for each language of the interface; and `serve`, which runs it."""

import os
from collections.abc import Callable
from importlib import resources
from pathlib import Path

import gradio as gr
from fastapi import FastAPI

from assistant.answer import Assistant
from assistant.settings import Settings
from assistant.statement import Language
from assistant.ui import downloads, frame, server, words
from assistant.ui.chat import Chat
from assistant.ui.conversations import Conversations
from assistant.ui.desk import LARGEST_FILE, Desk
from assistant.ui.further import Further
from assistant.ui.library import Library
from assistant.ui.panel import INSTANT
from assistant.ui.theme import theme
from assistant.ui.timelines import Timelines
from assistant.ui.translating import Translations
from assistant.ui.words import Reader
from index.archive import Progress

LANGUAGES: tuple[Language, ...] = ("ar", "en")
_STATIC = resources.files("assistant.ui").joinpath("static")


def build(desk: Desk, language: Language) -> gr.Blocks:
    """Compose the page in one language of the interface."""
    reader = Reader(language)
    blocks: gr.Blocks
    with gr.Blocks(title=reader.say(words.TITLE), analytics_enabled=False, fill_width=True) as blocks:
        gr.HTML(frame.header(reader), elem_id="masthead", apply_default_css=False)
        conversation = gr.Textbox(visible=False)
        drawn = gr.State("")
        with gr.Tabs(elem_id="tabs"):
            with gr.Tab(reader.say(words.TAB_ASK), id="ask") as asking:
                chat = Chat(desk, reader)
                history = Conversations(desk, reader, chat)
                parts, listing = chat.build(history.build)
            with gr.Tab(reader.say(words.TAB_TIMELINE), id="timeline") as lines:
                Timelines(desk, reader).build(blocks, lines)
            with gr.Tab(reader.say(words.TAB_LIBRARY), id="library"):
                Library(desk, reader).build(blocks)
        arrived = blocks.load(
            chat.arrive,
            conversation,
            [parts.past, parts.present, parts.scope, parts.pane, parts.visit, drawn],
            js="() => [new URLSearchParams(location.search).get('c') || '']",
            show_progress="hidden",
            api_visibility="private",
        )
        history.tie(listing, parts, arrived)
        asking.select(chat.come_back, [parts.visit, drawn], [parts.fresh, parts.scope, parts.pane, drawn], **INSTANT)
        Further(desk, reader, chat).tie(parts)
        Translations(desk, reader).tie(parts.pane, (parts.past, parts.present), parts.visit)
    blocks.queue(default_concurrency_limit=4, max_size=64)
    return blocks


def application(desk: Desk) -> FastAPI:
    """Make the web application: the page in each language below its own path."""
    app = server.application(Path(str(_STATIC)))
    app.include_router(downloads.router(desk))
    for language in LANGUAGES:
        gr.mount_gradio_app(
            app,
            build(desk, language),
            path=f"/{language}",
            server_name=desk.settings.host,
            server_port=desk.settings.port,
            footer_links=[],
            run_history=False,
            show_error=True,
            max_file_size=f"{LARGEST_FILE}mb",
            ssr_mode=False,
            enable_monitoring=False,
            pwa=False,
            mcp_server=False,
            theme=theme(),
            head=frame.head(Reader(language)),
        )
    return app


def serve(
    settings: Settings,
    progress: Progress,
    assistant: Assistant | None = None,
    opened: Callable[[str], None] = lambda _: None,
) -> None:
    """Serve the page until it is interrupted.

    Args:
        settings: where the archive is and where the page is served.
        progress: told the address, and what goes on.
        assistant: an assistant that is open already.
        opened: called with the address once the page is there.

    Raises:
        UsageError: nothing can listen at the address.
    """
    desk = Desk(assistant or Assistant.open(settings, progress))
    os.environ["GRADIO_TEMP_DIR"] = str(desk.uploads)
    listening = server.listen(settings.host, settings.port, progress)
    desk.warm()
    desk.finish(progress)
    try:
        server.run(application(desk), listening, progress, opened)
    finally:
        desk.close()
