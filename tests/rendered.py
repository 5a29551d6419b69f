"""Reads the HTML that the page is made of, without a browser."""

from __future__ import annotations

import re
from html.parser import HTMLParser

HAN = re.compile(r"[㐀-鿿]")


class Rendered(HTMLParser):
    """Text, elements and attributes of a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, name: str, class_: str = "") -> list[dict[str, str | None]]:
        return [
            attributes
            for element, attributes in self.elements
            if element == name and (not class_ or class_ in (attributes.get("class") or "").split())
        ]


def inner(html: str, class_: str) -> list[str]:
    """Source of the elements of that class, which hold no element of their own kind."""
    found = re.findall(rf'<(\w+)[^>]* class="{class_}"[^>]*>(.*?)</\1>', html, re.DOTALL)
    return [content for _, content in found]
