"""HTML from values: everything is escaped on its way in unless it is already `Html`.

Document text reaches the page through this module only, so no document, title or question can
become markup.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

_VOID = frozenset({"br", "hr", "input", "meta"})


class Html(str):
    """A string that is markup already."""

    __slots__ = ()


def escaped(text: str) -> Html:
    return text if isinstance(text, Html) else Html(html.escape(text))


def joined(parts: Iterable[str]) -> Html:
    """The parts one after the other, escaped, with nothing between them."""
    return Html("".join(map(escaped, parts)))


def tag(name: str, /, *children: str, **attributes: str | int | bool | None) -> Html:
    """One element. `class_` and `for_` lose their underscore, inner ones become hyphens.

    An attribute that is None or False is left out; True stands alone.
    """
    written = "".join(
        f" {key.rstrip('_').replace('_', '-')}"
        + ("" if value is True else f'="{html.escape(str(value))}"')
        for key, value in attributes.items()
        if value is not None and value is not False
    )
    if name in _VOID:
        return Html(f"<{name}{written}>")
    return Html(f"<{name}{written}>{joined(children)}</{name}>")


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of a document that is wrapped in an element; offsets as in the document."""

    start: int
    end: int
    element: str
    attributes: dict[str, str | int] = field(default_factory=dict)
    at_end: dict[str, str | int] = field(default_factory=dict)
    """Attributes of the last piece only, for what is shown behind a span."""


def verbatim(text: str, start: int, layers: Sequence[Sequence[Mark]]) -> Html:
    """`text`, which begins at offset `start` of its document, with marks around its parts.

    Layers go from the outermost element to the innermost. A mark that another one cuts is written
    in pieces; the text between the tags is always `text`, character for character. Its line breaks,
    which only hard-wrapped paragraphs have, are marked, so that the page can show them as running text.
    """
    return _marked(text, start, [*layers, _wraps(text, start)] if "\n" in text else layers)


def _wraps(text: str, start: int) -> list[Mark]:
    return [
        Mark(
            start + m.start(), start + m.end(), "span", {"class_": "wrap latin" if m[1] else "wrap"}
        )
        for m in re.finditer(r"(?:(?<=[\x21-\x7e])([ \t]*\n\s*)(?=[\x21-\x7e])|\s*\n\s*)", text)
    ]


def _marked(text: str, start: int, layers: Sequence[Sequence[Mark]]) -> Html:
    if not layers:
        return escaped(text)
    stop = start + len(text)
    marks, inner = [m for m in layers[0] if m.start < stop and start < m.end], layers[1:]
    if not marks:
        return _marked(text, start, inner)
    cuts = sorted(
        {start, stop} | {at for m in marks for at in (m.start, m.end) if start < at < stop}
    )
    pieces: list[Html] = []
    for begin, end in pairwise(cuts):
        piece = _marked(text[begin - start : end - start], begin, inner)
        for mark in marks:
            if mark.start <= begin and end <= mark.end:
                last = mark.at_end if end == min(mark.end, stop) else {}
                piece = tag(mark.element, piece, **mark.attributes, **last)
        pieces.append(piece)
    return joined(pieces)
