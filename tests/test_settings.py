"""Settings: read once, checked, frozen."""

from dataclasses import FrozenInstanceError, fields
from pathlib import Path

import pytest

from assistant.errors import SettingsError
from assistant.settings import Settings

BASE = {"ISNAD_HOME": "/أرشيف", "ISNAD_CACHE": "/مخبأ", "PATH": "/bin", "OTHER": "ISNAD_"}


def test_what_is_not_set_has_its_default() -> None:
    settings = Settings.read(BASE)
    assert settings == Settings(Path("/أرشيف"), Path("/مخبأ"))
    assert (settings.encoder, settings.model, settings.host) == ("bundled", "", "127.0.0.1")


def test_every_field_is_a_variable() -> None:
    given = {
        "home": "/h", "cache": "/c", "encoder": "some/model", "model": "openai:qwen3", "model_url": "http://127.0.0.1:1",
        "model_key": "k", "model_timeout": "2.5", "model_tokens": "7", "confidence": "0.25", "timeline_events": "5",
        "host": "::1", "port": "81", "reranker": "some/reranker",
    }  # fmt: skip
    settings = Settings.read({f"ISNAD_{name.upper()}": value for name, value in given.items()})
    assert {field.name for field in fields(Settings)} == set(given)
    assert {name: str(getattr(settings, name)) for name in given} == given


def test_home_of_the_command_line_wins() -> None:
    assert Settings.read(BASE, home="/other").home == Path("/other")


def test_without_variables_there_are_folders_of_the_user(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    settings = Settings.read({})
    assert settings.home.is_relative_to(tmp_path)
    assert settings.cache.is_relative_to(tmp_path)
    assert settings.home != settings.cache
    assert Settings.read({}, home="~/news").home == tmp_path / "news"


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("ISNAD_HOMES", "/x", "ISNAD_HOMES is no setting; there are ISNAD_HOME, ISNAD_CACHE"),
        ("ISNAD_", "x", "ISNAD_ is no setting"),
        ("ISNAD_HOME", "", "ISNAD_HOME is empty"),
        ("ISNAD_CONFIDENCE", "كثير", "ISNAD_CONFIDENCE is 'كثير': it must be a number"),
        ("ISNAD_CONFIDENCE", "1.5", "from 0 to 1"),
        ("ISNAD_CONFIDENCE", "nan", "from 0 to 1"),
        ("ISNAD_MODEL_TIMEOUT", "0", "more than 0"),
        ("ISNAD_MODEL_TIMEOUT", "nan", "more than 0"),
        ("ISNAD_MODEL_TOKENS", "0", "ISNAD_MODEL_TOKENS is 0"),
        ("ISNAD_TIMELINE_EVENTS", "-1", "ISNAD_TIMELINE_EVENTS is -1"),
        ("ISNAD_MODEL", "qwen3", "provider:model"),
        ("ISNAD_PORT", "99999", "from 1 to 65535"),
        ("ISNAD_PORT", "80.5", "it must be a number"),
    ],
)
def test_what_makes_no_sense_is_refused(name: str, value: str, message: str) -> None:
    with pytest.raises(SettingsError) as refused:
        Settings.read({**BASE, name: value})
    assert message in str(refused.value)


def test_the_key_is_never_shown() -> None:
    settings = Settings.read({**BASE, "ISNAD_MODEL_KEY": "sk-سر"})
    assert settings.model_key == "sk-سر"
    assert "سر" not in repr(settings)
    assert "model_key='***'" in repr(settings)
    assert "model_key=''" in repr(Settings.read(BASE))


def test_settings_are_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        Settings.read(BASE).port = 1  # type: ignore[misc]
