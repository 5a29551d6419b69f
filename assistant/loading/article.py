"""The text of a file that is read once and not stored."""

from __future__ import annotations

from pathlib import Path

from assistant.loading.workers import Workers


def article_text(file: Path) -> str:
    """The text, its hard wraps undone; read in a bounded process.

    :raises LoadError: it cannot be read.
    """
    with Workers(1) as workers:
        (read,) = workers.read([(file, file.name)])
    if read.error:
        raise read.error
    assert read.parsed is not None
    text = read.parsed.text
    for edit in reversed([e for e in read.parsed.edits if e.reason == "join"]):
        text = f"{text[: edit.start]}{edit.replacement}{text[edit.end :]}"
    return text
