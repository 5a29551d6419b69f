"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

_filters = (
    click.option("--document", "documents", multiple=True, help="Only this document."),
    click.option("--year", "years", multiple=True, type=int, help="Only documents of this year."),
    click.option("--speaker", "speakers", multiple=True, help="Only this speaker."),
    click.option(
        "--type",
        "types",
        multiple=True,
        type=click.Choice(["speech", "report", "policy"]),
        help="Only this kind of document.",
    ),
)


def with_filters(command: Any) -> Any:
    for option in reversed(_filters):
        command = option(command)
    return command


def given(**filters: Sequence[Any]) -> dict[str, Any]:
    return {name: list(values) for name, values in filters.items() if values}
