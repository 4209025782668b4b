"""Run commands of Isnad in this process and write down what they import, connect to and write.

Called as `python audited_run.py REPORT COMMAND-LINES` where COMMAND-LINES is a JSON list of argument lists; the report
is a JSON object with the exit codes, the top names of all imported modules, the addresses connected to, the names
looked up, the programs started, and the paths opened for writing, made, renamed or removed.
"""

import json
import os
import sys
from pathlib import Path

WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
CHANGES = {"os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "os.symlink", "os.truncate", "shutil.move"}
LOOKUPS = {"socket.getaddrinfo", "socket.gethostbyname", "urllib.Request"}
PROGRAMS = {"subprocess.Popen", "os.system", "os.exec", "os.posix_spawn"}

connected: list[str] = []
looked_up: list[str] = []
started: list[str] = []
written: set[str] = set()


def _whole(name: object) -> str:
    """Return the whole path; `Path.resolve` would look at the disk, which is watched."""
    return os.path.abspath(os.fsdecode(name))  # type: ignore[arg-type]  # noqa: PTH100


def watch(event: str, arguments: tuple[object, ...]) -> None:
    """Note what an audit event tells of."""
    if event == "open" and isinstance(arguments[0], (str, bytes)):
        path, mode, flags = arguments
        if (isinstance(mode, str) and set(mode) & set("wax+")) or (isinstance(flags, int) and flags & WRITING):
            written.add(_whole(os.fsdecode(path)))  # type: ignore[arg-type]
    elif event in CHANGES:
        written.update(_whole(name) for name in arguments if isinstance(name, (str, bytes)))
    elif event == "sqlite3.connect":
        written.add(_whole(os.fsdecode(arguments[0])))  # type: ignore[arg-type]
    elif event == "socket.connect":
        connected.append(repr(arguments[1]))
    elif event in LOOKUPS:
        looked_up.append(repr(arguments))
    elif event in PROGRAMS:
        started.append(repr(arguments))


def main(report: str, command_lines: str) -> None:
    """Run the commands and write the report."""
    sys.addaudithook(watch)
    from assistant.cli import main as isnad

    codes = [isnad(line) for line in json.loads(command_lines)]
    found = {
        "codes": codes,
        "imported": sorted({name.partition(".")[0] for name in sys.modules}),
        "connected": connected,
        "looked_up": looked_up,
        "started": started,
        "written": sorted(written),
    }
    Path(report).write_text(json.dumps(found), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
