"""speech-assistant check: was this said?"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

import click

from assistant.config import Config
from assistant.terminal.arriving import spooled
from assistant.terminal.opened import open_assistant
from assistant.terminal.options import given, with_filters
from assistant.terminal.written import write_file

NOT_EXACT = 3
"""Exit status where a quotation is altered or absent."""


@click.command()
@click.argument("text", required=False)
@click.option(
    "--file",
    "article",
    type=click.Path(path_type=Path, allow_dash=True),
    help="Check all that a file quotes; - reads standard input.",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    help="Write the report to a .md, .docx or .html file.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@with_filters
@click.pass_obj
def check(
    config: Config,
    text: str | None,
    article: Path | None,
    output: Path | None,
    as_json: bool,
    documents: tuple[str, ...],
    years: tuple[int, ...],
    speakers: tuple[str, ...],
    types: tuple[str, ...],
) -> None:
    """Check whether TEXT, one quotation, or all that an article quotes, stands in the library: exact,
    altered or not at all (exit status 3: not everything is exact)."""
    from assistant.checks.check_formats import format_of, terminal

    if (text is None) == (article is None):
        raise click.UsageError(
            "Give one quotation, or an article with --file."
            if config.language == "en"
            else "请给出一句引文，或用 --file 给出一篇文章。"
        )
    written = format_of(output) if output else None
    filters = given(documents=documents, years=years, speakers=speakers, types=types)
    asked = text if article is None else _article(article)
    with open_assistant() as assistant:
        report = assistant.check(
            asked or "",
            **filters,
            article=article is not None,
            language="en" if config.language == "en" else "zh",
        )
    if output and written:
        write_file(output, written(report), config.language)
    if as_json:
        click.echo(json.dumps(asdict(report), ensure_ascii=False, indent=1))
    else:
        click.echo(terminal(report))
    if report.counts["exact"] < len(report.findings):
        sys.exit(NOT_EXACT)


def _article(path: Path) -> str:
    """:raises LoadError: it cannot be read."""
    from assistant.loading.article import article_text

    with spooled(path, "article") as file:
        return article_text(file)
