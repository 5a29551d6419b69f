"""Commands that serve the page; the command line looks them up when they are asked for."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import get_args

import click

from assistant.config import Config, overridden
from assistant.terminal.opened import open_assistant
from ui.serving.accounts import Role, remove_account, write_account


@click.command()
@click.option("--host", help="Address to listen on; the default is this machine only.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    help="Port; the next free one is taken when it is in use.",
)
@click.option("--no-browser", is_flag=True, help="Do not open the browser.")
@click.option(
    "--allowed-host",
    "allowed_hosts",
    multiple=True,
    metavar="NAME",
    help="Name by which other machines reach the page; more than one may be given.",
)
@click.option("--auth-file", metavar="FILE", help="Accounts, made with: speech-assistant passwd.")
@click.option(
    "--no-auth", is_flag=True, default=None, help="Let whoever has no account read and ask."
)
@click.option("--root-path", metavar="PATH", help="Path below which a reverse proxy publishes it.")
@click.pass_obj
def serve(config: Config, /, no_browser: bool, **flags: object) -> None:
    """Open the chat in the browser."""
    from ui.server import serve as serve_page

    config = overridden(config, {n: v for n, v in flags.items() if v not in (None, ())})
    with open_assistant() as assistant:
        serve_page(assistant, config, open_browser=not no_browser)


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.argument("name")
@click.option(
    "--role",
    type=click.Choice(get_args(Role)),
    default="reader",
    show_default=True,
    help="An editor may change the library.",
)
@click.option("--remove", is_flag=True, help="Remove the account.")
@click.pass_obj
def passwd(config: Config, file: Path, name: str, role: Role, remove: bool) -> None:
    """Add account NAME to FILE for serve --auth-file, or change its password and role.

    The password is asked for, or read from standard input if that is no terminal.
    """
    english = config.language == "en"
    if remove:
        remove_account(file, name)
        click.echo(f"Removed {name}." if english else f"已删除 {name}。")
        return
    write_account(file, name, role, _password(english))
    names = {"editor": "编辑者", "reader": "读者"}
    click.echo(f"{name}: {role}, {file}" if english else f"{name}：{names[role]}，{file}")


def _password(english: bool) -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    asked = ("Password", "Repeat") if english else ("密码", "再输一次")
    return str(click.prompt(asked[0], hide_input=True, confirmation_prompt=asked[1]))
