"""Who can reach the page as it is served, and who may do what there."""

from __future__ import annotations

from pathlib import Path

from assistant.config import Config, ConfigError
from ui.serving.access import Access
from ui.serving.accounts import Accounts, Role
from ui.serving.guard import LOOPBACK, hostname

WILDCARDS = ("0.0.0.0", "::")
"""Addresses that stand for all of a machine's, and are no names to be reached by."""


def hosts_of(config: Config) -> tuple[str, ...]:
    """The names by which the page may be asked for."""
    bound = () if config.host in WILDCARDS else (config.host,)
    return (*LOOPBACK, *bound, *config.allowed_hosts)


def access_of(config: Config) -> Access:
    """On this machine alone everybody edits; beyond it, it has to be said who may do what.

    :raises ConfigError: it is not said, or not by which name the page is reached.
    """
    accounts = Accounts(Path(config.auth_file).expanduser()) if config.auth_file else None
    beyond = _beyond(config)
    if config.host in WILDCARDS and not config.allowed_hosts:
        raise ConfigError(
            f"host {config.host} listens to all machines. Name the host by which people reach the"
            " page: --allowed-host NAME.",
            f"主机 {config.host} 对所有机器开放。请用 --allowed-host 名称 指明访问本页所用的主机名。",
        )
    if beyond and accounts is None and not config.no_auth:
        raise ConfigError(
            f"{beyond} can be reached from other machines. Say who may use the page: --auth-file FILE"
            " (accounts made with: speech-assistant passwd FILE NAME), or --no-auth to let everybody"
            " read and ask.",
            f"{beyond} 可以从其他机器访问。请指明谁可以使用：--auth-file 文件（账号用 speech-assistant"
            " passwd 文件 名称 建立），或用 --no-auth 允许任何人查阅和提问。",
        )
    return Access(accounts, _anonymous(config, shared=bool(beyond or accounts)))


def _anonymous(config: Config, *, shared: bool) -> Role | None:
    if config.no_auth:
        return "reader"
    return None if shared else "editor"


def _beyond(config: Config) -> str:
    """A name by which other machines reach the page; empty if there is none."""
    names = (config.host, *config.allowed_hosts)
    return next((n for n in names if n not in LOOPBACK and hostname(n) not in LOOPBACK), "")
