"""The process that the crash tests kill: `python crash_child.py COMMAND HOME ARGUMENT…`.

It says on standard output what it has reported, one line each, and can be told (by an environment variable) to kill
itself between two steps of the write path.
"""

import os
import signal
import sys
from pathlib import Path

from archives import opened

from index import ingest as write_path


def main(command: str, home: str, *arguments: str) -> None:
    write_path._STORE_TOGETHER = 8
    write_path._INDEX_TOGETHER = 16
    if "KILL_AT" in os.environ:
        sys.setprofile(_killer(*os.environ["KILL_AT"].split(":")))
    archive = opened(Path(home))

    def say(line: str) -> None:
        sys.stdout.write(line + "\n")
        sys.stdout.flush()

    _ = archive.vectors, archive.lexical  # what takes longest is done before the clock of the test starts
    say("ready")
    if command == "ingest":
        report = write_path.ingest(archive, arguments, progress=say)
        say(f"report {report.articles}")
    elif command == "remove":
        for article_id in arguments:
            write_path.remove(archive, [article_id])
            say(f"removed {article_id}")
    else:
        write_path.rebuild(archive, progress=say)
        say("rebuilt")


def _killer(owner: str, function: str, when: str, count: str):  # type: ignore[no-untyped-def]  # noqa: ANN202
    """A profiler that kills the process when a function of a file is called ("call") or returns for the nth time."""
    left = int(count)

    def watch(frame, event, _):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
        nonlocal left
        code = frame.f_code
        if event == when and code.co_name == function and f"/index/{owner}" in code.co_filename:
            left -= 1
            if not left:
                os.kill(os.getpid(), signal.SIGKILL)

    return watch


if __name__ == "__main__":
    main(*sys.argv[1:])
