"""The assistant that a command works with."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from assistant.config import Config

if TYPE_CHECKING:
    from assistant.collection import Report
    from assistant.pipeline import Assistant


@contextmanager
def open_assistant(progress: Report | None = None) -> Iterator[Assistant]:
    """The assistant of the running command, with what it has to tell printed first."""
    from assistant.pipeline import Assistant

    ctx = click.get_current_context()
    config: Config = ctx.obj
    with Assistant.open(
        config.library, model=config.model, lexicon=config.lexicon, progress=progress
    ) as assistant:
        for notice in assistant.notices:
            click.echo(notice.en if config.language == "en" else notice.zh, err=True)
        yield assistant
