"""Isnad in a browser: `python app.py` opens the page on the archive that the settings name.

An empty archive gets the sample articles first, so that there is something to ask.
"""

import os
import sys
import webbrowser

from assistant.answer import Assistant
from assistant.errors import IsnadError
from assistant.settings import Settings
from assistant.ui.page import serve
from index.errors import IsnadIndexError
from index.ingest import ingest
from index.sample import sample_path


def main() -> int:
    """Open the page; return the exit code."""
    try:
        settings = Settings.read(os.environ)
        assistant = Assistant.open(settings, _say)
        if not assistant.archive.catalogue.coverage().articles:
            _say("the archive is empty: the sample articles are added first")
            ingest(assistant.archive, [str(sample_path())], progress=_say)
        serve(settings, _say, assistant, opened=_open)
    except (IsnadError, IsnadIndexError) as error:
        _say(str(error))
        return 2
    except KeyboardInterrupt:
        return 0
    return 0


def _open(address: str) -> None:
    """Open the address in a browser where there is a desktop; elsewhere the printed address is enough."""
    if sys.platform == "darwin" or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        webbrowser.open(address)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
