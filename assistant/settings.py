"""Settings: read once from the environment, checked, frozen."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

import platformdirs

from assistant.errors import SettingsError

_PREFIX = "ISNAD_"


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set; each field `x` is the environment variable `ISNAD_X`.

    `home` holds the archive, `cache` what can be made again (the bundled encoder). `encoder` is "bundled" or any
    name or folder of a sentence-transformers model. `reranker` is any name or folder of a cross-encoder, empty for
    none. `model` is a LangChain chat model as "provider:model", empty for none; `model_url`, `model_key`,
    `model_timeout` (seconds), `model_tokens` (of an answer) go with it. `confidence` is the evidence below which an
    answer is refused, from 0 (never) to 1 (always); docs/quality.md has its curve.
    `timeline_events` is how many events a timeline shows. `host` and `port` are where the page is served.
    """

    home: Path
    cache: Path
    encoder: str = "bundled"
    reranker: str = ""
    model: str = ""
    model_url: str = ""
    model_key: str = ""
    model_timeout: float = 60.0
    model_tokens: int = 1024
    confidence: float = 0.15
    timeline_events: int = 30
    host: str = "127.0.0.1"
    port: int = 7860

    def __post_init__(self) -> None:
        if not 0 <= self.confidence <= 1:
            raise SettingsError(f"ISNAD_CONFIDENCE is {self.confidence}: it must be from 0 to 1")
        if not self.model_timeout > 0:  # nan is not
            raise SettingsError(f"ISNAD_MODEL_TIMEOUT is {self.model_timeout}: it must be more than 0 seconds")
        for name in ("model_tokens", "timeline_events"):
            if getattr(self, name) < 1:
                raise SettingsError(f"ISNAD_{name.upper()} is {getattr(self, name)}: it must be 1 or more")
        if self.model and ":" not in self.model:
            raise SettingsError(f"ISNAD_MODEL is {self.model!r}: write provider:model, for example openai:qwen3")
        if not 0 < self.port < 65536:
            raise SettingsError(f"ISNAD_PORT is {self.port}: it must be from 1 to 65535")

    def __repr__(self) -> str:
        """Show everything but the key."""
        shown = replace(self, model_key="***") if self.model_key not in ("", "***") else self
        return f"Settings({', '.join(f'{f.name}={getattr(shown, f.name)!r}' for f in fields(shown))})"

    @classmethod
    def read(cls, environment: Mapping[str, str], home: str | None = None) -> "Settings":
        """Read the settings from environment variables; `home`, from the command line, wins over ISNAD_HOME.

        Raises:
            SettingsError: an ISNAD_ variable is unknown, or a value makes no sense.
        """
        known = {field.name: field for field in fields(cls)}
        given = {
            name.removeprefix(_PREFIX).lower(): value for name, value in environment.items() if name.startswith(_PREFIX)
        }
        unknown = sorted(set(given) - set(known))
        if unknown:
            raise SettingsError(
                f"{_PREFIX}{unknown[0].upper()} is no setting; there are "
                + ", ".join(_PREFIX + name.upper() for name in known)
            )
        if home is not None:
            given["home"] = home
        given.setdefault("home", platformdirs.user_data_dir("isnad", appauthor=False))
        given.setdefault("cache", platformdirs.user_cache_dir("isnad", appauthor=False))
        values: dict[str, Any] = {name: _converted(name, value) for name, value in given.items()}
        return cls(**values)


def _converted(name: str, value: str) -> object:
    kinds = {"home": Path, "cache": Path, "model_timeout": float, "model_tokens": int, "confidence": float}
    kinds |= {"timeline_events": int, "port": int}
    if name in ("home", "cache"):
        if not value:
            raise SettingsError(f"ISNAD_{name.upper()} is empty: name a folder, or leave the variable out")
        return Path(value).expanduser()
    try:
        return kinds.get(name, str)(value)
    except ValueError as error:
        raise SettingsError(f"ISNAD_{name.upper()} is {value!r}: it must be a number") from error
