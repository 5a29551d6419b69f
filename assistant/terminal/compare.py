"""speech-assistant compare: what changed from one document to another?"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from assistant.config import Config
from assistant.terminal.opened import open_assistant
from assistant.terminal.written import write_file


@click.command()
@click.argument("left")
@click.argument("right")
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    help="Write the comparison to a .md, .docx or .html file.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the comparison as JSON.")
@click.pass_obj
def compare(config: Config, left: str, right: str, output: Path | None, as_json: bool) -> None:
    """Compare the document LEFT, the earlier one, with RIGHT: what was kept, reworded, moved, added
    and dropped, section by section."""
    from assistant.checks.check_formats import format_of, terminal

    written = format_of(output) if output else None
    with open_assistant() as assistant:
        comparison = assistant.compare(left, right, "en" if config.language == "en" else "zh")
    if output and written:
        write_file(output, written(comparison), config.language)
    if as_json:
        report = asdict(comparison) | {"counts": comparison.counts}
        click.echo(json.dumps(report, ensure_ascii=False, indent=1))
    else:
        click.echo(terminal(comparison))
