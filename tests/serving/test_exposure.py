"""Beyond this machine nothing is served without saying who may use it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from assistant.cli import main
from assistant.config import Config, ConfigError, load_config
from ui.serving.exposure import access_of, hosts_of
from ui.serving.guard import LOOPBACK


def test_this_machine_alone_needs_no_account() -> None:
    visitor = access_of(Config(Path())).visitor({})
    assert visitor and visitor.editor


@pytest.mark.parametrize(
    "config",
    [
        Config(Path(), host="192.168.1.5"),
        Config(Path(), host="0.0.0.0", allowed_hosts=("docs.example",)),
        Config(Path(), allowed_hosts=("docs.example",)),
    ],
)
def test_beyond_this_machine_it_has_to_be_said_who_may_use_the_page(
    config: Config, file: Path
) -> None:
    with pytest.raises(ConfigError, match="--auth-file FILE"):
        access_of(config)
    anybody = access_of(replace(config, no_auth=True)).visitor({})
    assert anybody and not anybody.editor
    assert access_of(replace(config, auth_file=str(file))).visitor({}) is None
    both = access_of(replace(config, auth_file=str(file), no_auth=True)).visitor({})
    assert both and not both.editor


def test_all_addresses_want_a_name_to_be_reached_by() -> None:
    with pytest.raises(ConfigError, match="--allowed-host NAME"):
        access_of(Config(Path(), host="0.0.0.0", no_auth=True))


def test_serve_says_why_it_does_not_start(library: Path) -> None:
    command = ["--library", str(library), "--language", "en", "serve", "--no-browser"]
    result = CliRunner().invoke(main, [*command, "--host", "192.168.1.5"])
    assert result.exit_code == 1
    assert "--no-auth to let everybody read and ask" in result.output


def test_serving_is_configured_by_variables_too() -> None:
    prefix = "SPEECH_ASSISTANT_"
    config = load_config(
        environment={
            f"{prefix}ALLOWED_HOSTS": "docs.example, 10.0.0.7:8443",
            f"{prefix}NO_AUTH": "true",
            f"{prefix}ROOT_PATH": "/speeches/",
        }
    )
    assert config.allowed_hosts == ("docs.example", "10.0.0.7:8443")
    assert config.no_auth and config.root_path == "/speeches"
    assert set(hosts_of(config)) == {*LOOPBACK, *config.allowed_hosts}
    for wrong in ({"NO_AUTH": "maybe"}, {"ROOT_PATH": "/a b"}):
        with pytest.raises(ConfigError):
            load_config(environment={prefix + k: v for k, v in wrong.items()})
