"""What all tests share: an environment of their own, a home, the bundled encoder, and no network."""

import os
import sys
from ipaddress import ip_address
from pathlib import Path

import pytest
from hypothesis import settings

from index.encoder import Encoder, load_encoder

pytest_plugins = ["browsing"]  # the fixtures of a page that is served and of a browser

settings.register_profile("isnad", deadline=None, print_blob=True)
settings.register_profile("ci", deadline=None, print_blob=True, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "isnad")


def _only_loopback(event: str, arguments: tuple[object, ...]) -> None:
    """An audit hook that ends any attempt of this process to connect to another machine."""
    if event != "socket.connect" or not isinstance(arguments[1], tuple):
        return
    host = str(arguments[1][0])
    try:
        inside = ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        inside = host == "localhost"
    if not inside:
        raise PermissionError(f"a test tried to connect to {arguments[1]}: tests reach this machine only")


sys.addaudithook(_only_loopback)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the tests that need a browser: their files take longest, and no worker is to wait for one alone."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is None)


@pytest.fixture(scope="session")
def cache(request: pytest.FixtureRequest) -> Path:
    """The cache folder of all tests and all runs: the bundled model is made there once."""
    return Path(request.config.cache.mkdir("isnad"))


@pytest.fixture(autouse=True)
def environment(tmp_path_factory: pytest.TempPathFactory, cache: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An environment in which nothing of the user's is read or written; returns the HOME of the test.

    No ISNAD_ variable comes in from outside; ISNAD_CACHE names the tests' cache folder, here and in subprocesses.
    """
    for name in [name for name in os.environ if name.startswith(("ISNAD_", "XDG_", "GRADIO_"))]:
        monkeypatch.delenv(name)
    user = tmp_path_factory.mktemp("user")
    monkeypatch.setenv("HOME", str(user))
    monkeypatch.setenv("ISNAD_CACHE", str(cache))
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    return user


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home folder for an archive; it does not exist yet."""
    return tmp_path / "home"


@pytest.fixture(scope="session")
def encoder(cache: Path) -> Encoder:
    """The bundled encoder as people use it (int8)."""
    return load_encoder(cache=cache)
