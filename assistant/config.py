"""One frozen Config; flag > environment > file > default. Nothing happens on import."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

import platformdirs

from assistant.errors import AssistantError
from assistant.reasons import reason

APP = "speech-assistant"
_PREFIX = "SPEECH_ASSISTANT_"


class ConfigError(AssistantError):
    """A setting cannot be understood; the message names where it was found."""


@dataclass(frozen=True, slots=True)
class Config:
    """Everything a user may set."""

    library: Path
    """Folder of the library; created on first use."""
    model: str = ""
    """Name or path of a sentence-transformers model; empty for the bundled one."""
    lexicon: str = ""
    """A file of wordings and official wordings that extends the bundled lexicon; `none` for no
    lexicon at all."""
    language: str = "zh"
    """Language of messages and of the page: `zh` or `en`."""
    host: str = "127.0.0.1"
    port: int = 7860
    allowed_hosts: tuple[str, ...] = ()
    """Names by which the page may be reached besides those of this machine."""
    auth_file: str = ""
    """The accounts of a shared page; see `speech-assistant passwd`."""
    no_auth: bool = False
    """Whoever has no account may read and ask."""
    root_path: str = ""
    """The path below which a reverse proxy publishes the page, such as `/speeches`."""


def default_library() -> Path:
    return Path(platformdirs.user_data_dir(APP, appauthor=False)) / "library"


def config_file() -> Path:
    return Path(platformdirs.user_config_dir(APP, appauthor=False)) / "config.toml"


def load_config(
    flags: Mapping[str, object] | None = None, environment: Mapping[str, str] | None = None
) -> Config:
    """The settings in force. Flags that are None count as not given.

    :raises ConfigError: unreadable file, unknown key or a value of the wrong kind.
    """
    environment = os.environ if environment is None else environment
    names = [f.name for f in fields(Config)]
    values: dict[str, object] = {"library": default_library()}
    values |= _from_file(config_file(), names)
    values |= {n: environment[key] for n in names if (key := _PREFIX + n.upper()) in environment}
    values |= {n: v for n, v in (flags or {}).items() if v is not None}
    return _checked(values)


def overridden(config: Config, flags: Mapping[str, object]) -> Config:
    """The same settings but for those given. :raises ConfigError: a value of the wrong kind."""
    return _checked({f.name: getattr(config, f.name) for f in fields(Config)} | dict(flags))


def _from_file(path: Path, names: list[str]) -> dict[str, object]:
    if not path.is_file():
        return {}
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        en, zh = reason(error)
        raise ConfigError(
            f"{path} cannot be read: {en}. Mend or delete it.",
            f"无法读取设置文件 {path}：{zh}。请修正或删除它。",
        ) from error
    unknown = sorted(set(values) - set(names))
    if unknown:
        raise ConfigError(
            f"{path}: unknown setting “{unknown[0]}”; known are {', '.join(names)}.",
            f"{path}：没有“{unknown[0]}”这个设置，可用的有 {'、'.join(names)}。",
        )
    return values


def _checked(values: Mapping[str, object]) -> Config:
    try:
        port = int(str(values.get("port", 7860)))
        if not 0 <= port <= 65535:
            raise ValueError
    except ValueError as error:
        raise ConfigError(
            f"port is “{values['port']}”; expected a number from 0 to 65535.",
            f"端口“{values['port']}”无效，应为 0 到 65535 的整数。",
        ) from error
    language = str(values.get("language", "zh"))
    if language not in ("zh", "en"):
        raise ConfigError(
            f"language is “{language}”; expected zh or en.",
            f"语言“{language}”无效，可用 zh 或 en。",
        )
    return Config(
        library=Path(str(values["library"])).expanduser(),
        model=str(values.get("model", "")),
        lexicon=str(values.get("lexicon", "")),
        language=language,
        host=str(values.get("host", "127.0.0.1")),
        port=port,
        allowed_hosts=_listed(values.get("allowed_hosts", ())),
        auth_file=str(values.get("auth_file", "")),
        no_auth=_flag(values.get("no_auth", False)),
        root_path=_root(str(values.get("root_path", ""))),
    )


def _listed(value: object) -> tuple[str, ...]:
    """A list, or names separated by commas as a variable gives them."""
    names = value.split(",") if isinstance(value, str) else value
    if not isinstance(names, list | tuple):
        raise ConfigError(
            f"allowed_hosts is “{value}”; expected a list of names.",
            f"allowed_hosts 的值“{value}”无效，应为主机名的列表。",
        )
    return tuple(name.strip() for name in map(str, names) if name.strip())


def _flag(value: object) -> bool:
    known = {
        "true": True,
        "1": True,
        "yes": True,
        "false": False,
        "0": False,
        "no": False,
        "": False,
    }
    written = str(value).lower()
    if written not in known:
        raise ConfigError(
            f"no_auth is “{value}”; expected true or false.",
            f"no_auth 的值“{value}”无效，应为 true 或 false。",
        )
    return known[written]


def _root(path: str) -> str:
    path = path.strip("/")
    if not re.fullmatch(r"[\w.~-]*(?:/[\w.~-]+)*", path, re.ASCII):
        raise ConfigError(
            f"root_path is “{path}”; expected a path such as /speeches.",
            f"root_path 的值“{path}”无效，应为 /speeches 这样的路径。",
        )
    return f"/{path}" if path else ""
