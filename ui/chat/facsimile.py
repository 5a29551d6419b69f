"""The pages of a PDF file beside the text that was taken from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fastapi import APIRouter, Request
from fastapi.responses import Response

from assistant.errors import DocumentError
from assistant.library.kept import PAGED
from assistant.types import Document, Paragraph
from ui.markup import Html, tag
from ui.strings import PageLanguage, Strings

if TYPE_CHECKING:
    from assistant.pipeline import Assistant


@dataclass(frozen=True, slots=True)
class Paging:
    """Where the pages of a document begin in its text, and whether they can be shown."""

    starts: tuple[int, ...] = ()
    kept: bool = False


UNPAGED = Paging()


def paging(assistant: Assistant, document: Document) -> Paging:
    if document.format != PAGED:
        return UNPAGED
    name = document.name
    return Paging(assistant.pages(name), assistant.file(name) is not None)


def extracted(paging: Paging, strings: Strings) -> Html:
    """Above the text: that it was extracted, and the way to the original."""
    if not paging.starts:
        return Html("")
    words = strings.facsimile
    told = words.extracted_hint if paging.kept else words.unkept
    return tag(
        "p",
        tag("span", words.extracted, class_="name"),
        tag("span", told, class_="advice"),
        class_="extracted",
    )


def turned(
    paging: Paging, before: Paragraph | None, paragraph: Paragraph, strings: Strings
) -> Html:
    """Between two paragraphs where another page has begun: its number, which opens its image."""
    if before is None or paragraph.page <= before.page:
        return Html("")
    words = strings.facsimile
    label = words.page.format(paragraph.page)
    if not paging.kept:
        return tag("div", tag("span", data_label=label), class_="turned")
    show = words.show.format(paragraph.page)
    button = tag(
        "button",
        type="button",
        class_="quiet",
        title=show,
        aria_label=show,
        data_facsimile=paragraph.page,
        data_label=label,
    )
    return tag("div", button, class_="turned")


def opener(strings: Strings) -> Html:
    """In the reader's toolbar, for the page that is being read; the script shows it where it fits."""
    words = strings.facsimile
    return tag(
        "button",
        words.opener,
        type="button",
        class_="quiet",
        title=words.original,
        data_facsimile="",
        hidden=True,
    )


def viewer(strings: Strings) -> Html:
    """The page over the text, into which the script puts an image."""
    words = strings.facsimile

    def button(label: str, action: str) -> Html:
        return tag("button", label, type="button", class_="quiet", data_turn=action)

    enlarge = tag(
        "button",
        words.enlarge,
        type="button",
        class_="quiet",
        data_turn="enlarge",
        aria_pressed="false",
    )
    head = tag(
        "header",
        tag("h2", class_="which", tabindex=-1, aria_live="polite"),
        tag(
            "span",
            button(words.previous, "previous"),
            button(words.next, "next"),
            enlarge,
            button(strings.panel.close, "close"),
            class_="tools",
        ),
    )
    leaf = tag(
        "div",
        tag("div", tag("img", alt="", hidden=True), class_="leaf"),
        tag("p", class_="state", role="status"),
        class_="desk",
        tabindex=0,
        role="region",
        aria_label=words.original,
    )
    return tag(
        "section",
        head,
        leaf,
        role="dialog",
        aria_label=words.original,
        data_page_of=words.page_of,
        data_image=words.image,
        data_loading=words.loading,
        data_failed=words.failed,
    )


def routes(assistant: Assistant) -> APIRouter:
    """`/source/zh/page?name=…&number=3`: a page as PNG."""
    router = APIRouter(prefix="/source/{language}")

    @router.get("/page")
    def page(language: PageLanguage, name: str, number: int, request: Request) -> Response:
        document = next((d for d in assistant.documents() if d.name == name), None)
        if document is None:
            raise DocumentError(
                f"No document “{name[:80]}”. It may have been removed just now.",
                f"没有文献“{name[:80]}”，可能刚被移除。",
            )
        # Asked each time, lest a browser shows it to somebody who may not see it any more.
        headers = {
            "ETag": f'"{document.source}-{number}"',
            "Cache-Control": "private, no-cache",
        }
        if request.headers.get("if-none-match") == headers["ETag"] and assistant.file(name):
            return Response(status_code=304, headers=headers)
        png = assistant.page_image(name, number)
        return Response(png, media_type="image/png", headers=headers)

    return router
