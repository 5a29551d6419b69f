"""Permanent links: the hash of a text and a paragraph, which name a place for good."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant.store import Removed
from assistant.types import Document
from ui.chat.reader import LINK
from ui.words.panel_words import PanelWords

_HASH = re.compile(rf"[0-9a-f]{{{LINK}}}")


@dataclass(frozen=True, slots=True)
class Target:
    """What a link names; `text` is empty where there is no link."""

    text: str = ""
    paragraph: int = 0


class Shelf(Protocol):
    """Documents that are there and that were removed."""

    def documents(self) -> Sequence[Document]: ...
    def removed(self) -> Sequence[Removed]: ...


def target(text: object, paragraph: object) -> Target:
    """Reads a link as the browser sends it; what is none of ours is an unknown text."""
    number = str(paragraph)
    counted = int(number) if number.isascii() and number.isdigit() and len(number) < 8 else 0
    given = str(text or "")
    return Target(given if not given or _HASH.fullmatch(given) else "?", counted)


def resolve(shelf: Shelf, target: Target, words: PanelWords) -> tuple[str, str]:
    """Name of the document to open, and what is to be said; no name where there is none."""
    documents = {d.name: d for d in shelf.documents()}
    for name, document in documents.items():
        if document.sha256.startswith(target.text):
            return name, ""
    for gone in shelf.removed():
        if gone.document.sha256.startswith(target.text):
            if gone.document.name in documents:
                return gone.document.name, words.link_replaced
            return "", words.link_removed.format(gone.document.title or gone.document.name)
    return "", words.link_unknown
