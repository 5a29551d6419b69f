"""speech-assistant trace: a wording over time."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assistant.config import Config
from assistant.errors import ExportError
from assistant.terminal.opened import open_assistant
from assistant.terminal.options import given, with_filters
from assistant.terminal.written import write_file

if TYPE_CHECKING:
    from assistant.wordings.trace_table import Table


@click.command()
@click.argument("wordings", nargs=-1, required=True)
@click.option(
    "--limit", default=10, show_default=True, type=click.IntRange(0), help="Uses printed."
)
@click.option("--plot", "picture", type=click.Path(path_type=Path), help="Write a chart: FILE.svg.")
@click.option(
    "--csv", "table_file", type=click.Path(path_type=Path), help="Write a table: FILE.csv."
)
@click.option(
    "--table",
    type=click.Choice(["uses", "years", "documents"]),
    default="uses",
    show_default=True,
    help="What a row of the table stands for.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the traces as JSON.")
@with_filters
@click.pass_obj
def trace(
    config: Config,
    wordings: tuple[str, ...],
    limit: int,
    picture: Path | None,
    table_file: Path | None,
    table: Table,
    as_json: bool,
    documents: tuple[str, ...],
    years: tuple[int, ...],
    speakers: tuple[str, ...],
    types: tuple[str, ...],
) -> None:
    """Follow WORDINGS through the years: first and last use, counts, lines, words beside them,
    other forms."""
    from assistant.terminal.present_trace import print_tracing
    from assistant.wordings.plot import plot
    from assistant.wordings.trace_table import csv_table

    if picture and picture.suffix.lower() != ".svg":
        raise ExportError(
            f"{picture}: a chart is written as SVG. Give a name that ends with .svg.",
            f"{picture}：图表只能存为 SVG。请给出以 .svg 结尾的文件名。",
        )
    filters = given(documents=documents, years=years, speakers=speakers, types=types)
    with open_assistant() as assistant:
        tracing = assistant.trace(wordings, **filters, language=config.language)
    if picture:
        write_file(picture, plot(tracing, config.language).encode(), config.language)
    if table_file:
        # With a byte order mark, or spreadsheets take it for another encoding.
        write_file(table_file, csv_table(tracing, table).encode("utf-8-sig"), config.language)
    if as_json:
        click.echo(json.dumps(asdict(tracing), ensure_ascii=False, indent=1))
    else:
        print_tracing(tracing, limit, config.language)
