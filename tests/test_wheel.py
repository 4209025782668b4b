"""The wheel carries all that the program needs, and runs from any folder."""

import json
import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("assistant", "index", "prompts")

pytestmark = pytest.mark.slow


@dataclass(frozen=True, slots=True)
class Environment:
    """An environment into which nothing of the project but its wheel was installed."""

    folder: Path

    def run(self, program: str, *arguments: str, within: Path) -> subprocess.CompletedProcess[str]:
        """Run a program of the environment in the folder `within`."""
        clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        return subprocess.run(
            [self.folder / "bin" / program, *arguments], cwd=within, env=clean, capture_output=True, encoding="utf-8"
        )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this tree, built by the backend that the lock holds."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT],
        check=True,
        capture_output=True,
    )
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def environment_with_wheel(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """A new environment with the wheel in it.

    The dependencies, which take minutes to install, are lent by the environment that runs the tests: a line in a .pth
    file puts its packages last on the path. Python does not follow the .pth files inside a folder lent so, hence the
    editable install of the project, which is such a file, is not lent along; the test that asks makes sure of it.
    """
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False, symlinks=True)
    python = str(folder / "bin" / "python")
    subprocess.run(
        [sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-deps", "--no-index", wheel],
        check=True,
    )
    (packages,) = (folder / "lib").glob("python3.*/site-packages")
    lent = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (packages / "lent.pth").write_text("\n".join(sorted(lent)) + "\n", encoding="utf-8")
    return Environment(folder)


def test_the_wheel_holds_every_file_of_the_packages(wheel: Path) -> None:
    """Code, prompts, sample, schema, tables; no tests, no benchmarks."""
    names = set(zipfile.ZipFile(wheel).namelist())
    wanted = {
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert {"index/schema.sql", "index/sample/articles.jsonl", "index/places/countries.psv"} <= wanted
    assert wanted - names == set()
    tops = {name.split("/")[0] for name in names - wanted}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"app.py"}
    assert any(name.endswith("/licenses/LICENSE") for name in names)


def test_the_installed_wheel_answers_from_another_folder(environment_with_wheel: Environment, tmp_path: Path) -> None:
    """Its sample is ingested and a question in Arabic gets quotes that are verbatim."""
    elsewhere = tmp_path / "مجلد آخر"
    elsewhere.mkdir()
    code = "import assistant, index.sample as s; print(assistant.__file__, s.__file__, s.sample_path(), sep='\\n')"
    shown = environment_with_wheel.run("python", "-c", code, within=elsewhere)
    paths = shown.stdout.splitlines()
    assert (len(paths), shown.stderr) == (3, "")
    assert all(Path(path).is_relative_to(environment_with_wheel.folder) for path in paths)

    home = ("--home", str(tmp_path / "home"))
    ingested = environment_with_wheel.run("isnad", "ingest", paths[2], *home, "--json", within=elsewhere)
    assert ingested.returncode == 0, ingested.stderr
    texts = {line["id"]: line["text"] for line in map(json.loads, Path(paths[2]).read_text("utf-8").splitlines())}
    assert json.loads(ingested.stdout)["added"] == len(texts)

    asked = environment_with_wheel.run(
        "isnad", "ask", "متى عُوِّمت السفينة الجانحة في قناة السويس؟", *home, "--json", within=elsewhere
    )
    assert asked.returncode == 0, asked.stderr
    answer = json.loads(asked.stdout)
    assert (answer["refusal"], answer["language"]) == (None, "ar")
    quotes = [(texts[c["article_id"]][c["start"] : c["end"]], c["quote"]) for c in answer["citations"]]
    assert quotes
    assert all(original == quote for original, quote in quotes)
    assert answer["citations"][0]["article_id"].startswith("sample-suez-")
    assert list(elsewhere.iterdir()) == []
