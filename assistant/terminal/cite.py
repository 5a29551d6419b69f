"""speech-assistant cite: formal citations."""

from __future__ import annotations

import click

from assistant.config import Config
from assistant.reference import STYLES, Missing, Published, Style
from assistant.terminal.opened import open_assistant
from assistant.text.printable import inert

_FACTS: dict[Missing, tuple[str, str, str]] = {
    "author": ("speaker or author", "责任者", "edit NAME --speaker"),
    "title": ("title", "题名", "edit NAME --title"),
    "date": ("date", "日期", "edit NAME --date"),
    "place": ("place of publication", "出版地", "--place"),
    "publisher": ("publisher", "出版者", "--publisher"),
    "published": ("date of publication", "出版日期", "--published"),
    "page": ("page of the newspaper", "版次", "--page"),
    "accessed": ("date of access", "引用日期", "--accessed"),
}


@click.command()
@click.argument("name")
@click.option("--paragraph", type=click.IntRange(1), help="Number of the paragraph cited.")
@click.option("--style", type=click.Choice(STYLES), default="gbt7714", show_default=True,
              help="GB/T 7714-2015, BibTeX, CSL-JSON or a plain note.")  # fmt: skip
@click.option("--place", default="", help="Place of publication.")
@click.option("--publisher", default="", help="Publisher.")
@click.option("--published", default="", help="Date of publication: 2018, 2018-08, 2018-08-08.")
@click.option("--newspaper", default="", help="Newspaper it was printed in.")
@click.option("--page", default="", help="Page cited, or page of the newspaper.")
@click.option("--url", default="", help="Address it was read at.")
@click.option("--accessed", default="", help="Date it was read there.")
@click.pass_obj
def cite(
    config: Config, /, name: str, paragraph: int | None, style: Style, published: str, **facts: str
) -> None:
    """Cite a document, or one of its paragraphs. What is not known is named, never made up."""
    with open_assistant() as assistant:
        reference = assistant.cite(name, paragraph, Published(date=published, **facts))
    click.echo(inert(reference.formatted(style)))
    if reference.missing and style != "note":
        _tell_missing(reference.missing, config.language)


def _tell_missing(missing: tuple[Missing, ...], language: str) -> None:
    """To standard error: the citation alone goes into a file."""
    english = language == "en"
    told = [(_FACTS[fact][0 if english else 1], _FACTS[fact][2]) for fact in missing]
    if english:
        click.echo(f"Not known: {', '.join(f'{fact} ({how})' for fact, how in told)}", err=True)
    else:
        click.echo(f"未知：{'、'.join(f'{fact}（{how}）' for fact, how in told)}", err=True)
