"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

import click


class TypeChoice(click.Choice[str]):
    """Kinds of documents, by the words of either language."""

    named: ClassVar[dict[str, str]] = {"讲话": "speech", "报告": "report", "文件": "policy"}
    _also: ClassVar[dict[str, str]] = {"講話": "speech", "報告": "report", "政策文件": "policy"}

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        known = {**self.named, **self._also}
        return str(super().convert(known.get(value, value), param, ctx))


_filters = (
    click.option("--document", "documents", multiple=True, help="Only this document."),
    click.option("--year", "years", multiple=True, type=int, help="Only documents of this year."),
    click.option("--speaker", "speakers", multiple=True, help="Only this speaker."),
    click.option(
        "--type",
        "types",
        multiple=True,
        type=TypeChoice(["speech", "report", "policy"]),
        help="Only this kind of document.",
    ),
)


def with_filters(command: Any) -> Any:
    for option in reversed(_filters):
        command = option(command)
    return command


def given(**filters: Sequence[Any]) -> dict[str, Any]:
    return {name: list(values) for name, values in filters.items() if values}
