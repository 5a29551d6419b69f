"""speech-assistant outline: a document at a glance."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from assistant.config import Config
from assistant.lists.digest import Entry
from assistant.terminal.opened import open_assistant
from assistant.text.printable import inert


@click.command()
@click.argument("name")
@click.option("--json", "as_json", is_flag=True, help="Print the tree as JSON.")
@click.pass_obj
def outline(config: Config, name: str, as_json: bool) -> None:
    """Print the title block, sections, enumerations and figures of the document NAME, word for word,
    with their places."""
    english = config.language == "en"
    with open_assistant() as assistant:
        digest = assistant.digest(name, "en" if english else "zh")
    if as_json:
        click.echo(json.dumps(asdict(digest), ensure_ascii=False, indent=1))
        return
    for entry in digest.head:
        click.echo(_line(entry, 0))
    for entry in digest.entries:
        _print(entry, 0)
    if not digest.entries:
        click.echo(
            "No headings, enumerations or figures in the text."
            if english
            else "正文中没有标题、列举或数字。"
        )


def _print(entry: Entry, depth: int) -> None:
    if entry.kind == "heading":
        click.echo()
    click.echo(_line(entry, depth))
    for child in entry.children:
        _print(child, depth + 1)


def _line(entry: Entry, depth: int) -> str:
    """The place follows in brackets; figures are underlined."""
    said, at = "", entry.start
    for start, end in entry.figures:
        said += inert(entry.text[at - entry.start : start - entry.start])
        said += click.style(
            inert(entry.text[start - entry.start : end - entry.start]), underline=True
        )
        at = end
    said += inert(entry.text[at - entry.start :])
    mark = "· " if entry.kind in ("item", "figure") else ""
    bold = entry.kind in ("heading", "title")
    place = click.style(f"  [{entry.locator}]", dim=True)
    return f"{'  ' * depth}{mark}{click.style(said, bold=True) if bold else said}{place}"
