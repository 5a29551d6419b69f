"""Files that commands write."""

from __future__ import annotations

import os
from pathlib import Path

import click

from assistant.errors import ExportError
from assistant.reasons import reason
from assistant.text.printable import inert


def write_file(path: Path, content: bytes, language: str, *, aside: bool = True) -> None:
    """Write a file whole or not at all, and say so; one of that name is replaced. `aside`: standard
    output belongs to what else the command prints, so it is said on standard error.

    :raises ExportError: the folder does not exist or cannot be written, or the path is a folder.
    """
    partial = path.parent / f".speech-assistant-{os.getpid()}.part"
    try:
        partial.write_bytes(content)
        os.replace(partial, path)
    except OSError as error:
        partial.unlink(missing_ok=True)
        en, zh = reason(error)
        raise ExportError(
            f"{path}: cannot be written ({en}). Choose a file in an existing folder that you may write"
            " to.",
            f"{path}：无法写入（{zh}）。请选择现有的、可写的文件夹中的一个文件。",
        ) from error
    click.echo(inert(f"Written: {path}" if language == "en" else f"已写入：{path}"), err=aside)
