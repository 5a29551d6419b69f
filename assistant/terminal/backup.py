"""speech-assistant backup and restore: a whole library in one file, and documents brought back."""

from __future__ import annotations

from pathlib import Path

import click

from assistant.config import Config
from assistant.library.backup import SUFFIX, restore_backup
from assistant.terminal.opened import open_assistant
from assistant.terminal.progress_bar import progress_bar


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Overwrite the file.")
@click.pass_obj
def backup(config: Config, file: Path, force: bool) -> None:
    """Write the whole library to FILE, a zip; it can be used meanwhile."""
    if file.suffix.lower() != SUFFIX:
        raise click.UsageError(
            f"A backup is a zip file: give a name that ends with {SUFFIX}."
            if config.language == "en"
            else f"备份是 zip 文件：请给出以 {SUFFIX} 结尾的文件名。"
        )
    with open_assistant() as assistant, progress_bar(config.language) as bar:
        size = assistant.backup(file, overwrite=force, progress=bar)
        count = len(assistant.documents())
    megabytes = f"{size / 2**20:,.1f} MB"
    click.echo(
        f"Backed up {count} documents to {file} ({megabytes})."
        if config.language == "en"
        else f"已备份 {count} 篇文献到 {file}（{megabytes}）。"
    )


@click.command()
@click.argument("names", nargs=-1, required=True)
@click.pass_obj
def restore(config: Config, names: tuple[str, ...]) -> None:
    """Bring removed documents back by NAME, or a whole library from a backup (a .zip file)."""
    if len(names) == 1 and names[0].lower().endswith(SUFFIX):
        _restore_library(config, Path(names[0]))
        return
    with open_assistant() as assistant:
        for name in names:
            assistant.restore(name)
            click.echo(f"Restored {name}." if config.language == "en" else f"已恢复 {name}。")


def _restore_library(config: Config, file: Path) -> None:
    from assistant.pipeline import Assistant

    english = config.language == "en"
    with progress_bar(config.language) as bar:
        restored = restore_backup(file, config.library, bar)
        # Indexes are made now and not with the first question.
        Assistant.open(config.library, model=config.model, progress=bar).close()
    click.echo(
        f"Restored {restored.documents} documents, as they were on {restored.made_at[:10]}."
        if english
        else f"已恢复 {restored.documents} 篇文献（备份于 {restored.made_at[:10]}）。"
    )
    if restored.before is not None:
        click.echo(
            f"The library before it is kept in {restored.before}"
            if english
            else f"原来的资料库保留在 {restored.before}"
        )
