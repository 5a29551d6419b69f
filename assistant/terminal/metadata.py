"""speech-assistant show and edit: what a document holds and what is known of it."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

import click

from assistant.config import Config
from assistant.terminal.opened import open_assistant
from assistant.terminal.options import TypeChoice

_FIELDS = ("title", "speaker", "occasion", "date", "type", "series", "place")


@click.command()
@click.argument("name")
@click.option("--edits", is_flag=True, help="List what is left out or restored for searching.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@click.pass_obj
def show(config: Config, name: str, edits: bool, as_json: bool) -> None:
    """Print what is known of a document and its text, paragraph by paragraph."""
    from assistant.terminal.present import print_document, print_edits

    with open_assistant() as assistant:
        paragraphs, found = assistant.outline(name), assistant.edits(name)
        document = next(d for d in assistant.documents() if d.name == name)
        text = assistant.text(name)
    if as_json:
        shown = {"document": asdict(document), "edits": [asdict(e) for e in found], "text": text}
        click.echo(json.dumps(shown, ensure_ascii=False, indent=1))
    elif edits:
        print_edits(text, paragraphs, found, config.language)
    else:
        print_document(document, text, paragraphs, config.language)


def _with_fields(command: Any) -> Any:
    for field in reversed(_FIELDS):
        values = TypeChoice(["speech", "report", "policy", ""]) if field == "type" else None
        command = click.option(f"--{field}", type=values, help=f"Correct the {field}.")(command)
    return command


@click.command()
@click.argument("name")
@_with_fields
@click.option("--remark", "remarks", multiple=True, help="Replace the remarks; may be repeated.")
@click.pass_obj
def edit(config: Config, /, name: str, remarks: tuple[str, ...], **fields: str | None) -> None:
    """Correct what is known of a document; an empty value ('') removes it."""
    from assistant.terminal.present import print_change

    wanted: dict[str, Any] = {key: value for key, value in fields.items() if value is not None}
    if remarks:
        wanted["remarks"] = [remark for remark in remarks if remark]
    if not wanted:
        raise click.UsageError(
            "Nothing to correct: give --title, --date or another option."
            if config.language == "en"
            else "没有要更正的内容：请给出 --title、--date 或其他选项。"
        )
    with open_assistant() as assistant:
        before = next((d for d in assistant.documents() if d.name == name), None)
        after = assistant.edit(name, **wanted)
    for field in wanted:
        print_change(field, getattr(before, field), getattr(after, field), config.language)
