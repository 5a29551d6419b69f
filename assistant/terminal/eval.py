"""speech-assistant eval: search and answers measured on a question set."""

from __future__ import annotations

from pathlib import Path

import click

from assistant.config import Config
from assistant.terminal.progress_bar import progress_bar


@click.command("eval")
@click.argument("questions", type=click.Path(path_type=Path))
@click.option(
    "--documents",
    type=click.Path(path_type=Path),
    help="Folder of texts, or file of passages, to ask in place of the library.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the metrics as JSON.")
def eval_(questions: Path, documents: Path | None, as_json: bool) -> None:
    """Measure search and answers on a question set."""
    from assistant.evaluate import run
    from assistant.metrics import as_json as to_json
    from assistant.terminal.present import print_metrics

    config: Config = click.get_current_context().obj
    with progress_bar(config.language) as bar:
        groups = run(questions, documents, config, bar)
    click.echo(to_json(groups)) if as_json else print_metrics(groups)
